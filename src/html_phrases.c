/* html_phrases.c -- set phrases of the furniture of news pages.
**
** Looked for at the beginning of a block, some anywhere in a short one; small letters only, since the block is folded first.
** Evidence for the model, never a verdict: an article may begin with "Follow".  English, with the commonest Portuguese, Spanish,
** German, French, Italian and Russian ones.
*/
#include "html_phrases.h"

#include <string.h>

enum { START = 0, ANYWHERE = 1 };
#define LOOK 160   /* bytes of a block that are looked at */

static const struct { const char *words; uint8_t where; uint16_t says; } phrases[] = {
  { "read more", START, BP_HTML_SAYS_MORE }, { "read also", START, BP_HTML_SAYS_MORE }, { "also read", START, BP_HTML_SAYS_MORE },
  { "read next", START, BP_HTML_SAYS_MORE }, { "read:", START, BP_HTML_SAYS_MORE }, { "read the", START, BP_HTML_SAYS_MORE },
  { "related", START, BP_HTML_SAYS_MORE }, { "see also", START, BP_HTML_SAYS_MORE }, { "see more", START, BP_HTML_SAYS_MORE },
  { "more:", START, BP_HTML_SAYS_MORE }, { "more from", START, BP_HTML_SAYS_MORE }, { "more on", START, BP_HTML_SAYS_MORE },
  { "watch", START, BP_HTML_SAYS_MORE }, { "click here", ANYWHERE, BP_HTML_SAYS_MORE }, { "you may", START, BP_HTML_SAYS_MORE },
  { "you might", START, BP_HTML_SAYS_MORE }, { "recommended", START, BP_HTML_SAYS_MORE }, { "don't miss", START, BP_HTML_SAYS_MORE },
  { "must read", START, BP_HTML_SAYS_MORE }, { "next", START, BP_HTML_SAYS_MORE }, { "previous", START, BP_HTML_SAYS_MORE },
  { "view ", START, BP_HTML_SAYS_MORE }, { "here are", START, BP_HTML_SAYS_MORE }, { "find out more", ANYWHERE, BP_HTML_SAYS_MORE },
  { "learn more", START, BP_HTML_SAYS_MORE }, { "for more", START, BP_HTML_SAYS_MORE }, { "check out", START, BP_HTML_SAYS_MORE },
  { "leia ", START, BP_HTML_SAYS_MORE }, { "veja ", START, BP_HTML_SAYS_MORE }, { "lesen sie", START, BP_HTML_SAYS_MORE },
  { "lire aussi", START, BP_HTML_SAYS_MORE }, { "leggi anche", START, BP_HTML_SAYS_MORE }, { "lea tambi", START, BP_HTML_SAYS_MORE },
  { "\xD1\x87\xD0\xB8\xD1\x82\xD0\xB0\xD0\xB9", START, BP_HTML_SAYS_MORE },
  { "follow", START, BP_HTML_SAYS_FOLLOW }, { "like us", START, BP_HTML_SAYS_FOLLOW }, { "share", START, BP_HTML_SAYS_FOLLOW },
  { "subscribe", START, BP_HTML_SAYS_FOLLOW }, { "sign up", ANYWHERE, BP_HTML_SAYS_FOLLOW }, { "newsletter", ANYWHERE, BP_HTML_SAYS_FOLLOW },
  { "download", START, BP_HTML_SAYS_FOLLOW }, { "join ", START, BP_HTML_SAYS_FOLLOW }, { "get the", START, BP_HTML_SAYS_FOLLOW },
  { "on twitter", ANYWHERE, BP_HTML_SAYS_FOLLOW }, { "on facebook", ANYWHERE, BP_HTML_SAYS_FOLLOW }, { "tweet", START, BP_HTML_SAYS_FOLLOW },
  { "email", START, BP_HTML_SAYS_FOLLOW }, { "print", START, BP_HTML_SAYS_FOLLOW }, { "support", START, BP_HTML_SAYS_FOLLOW },
  { "compartil", START, BP_HTML_SAYS_FOLLOW }, { "teilen", START, BP_HTML_SAYS_FOLLOW }, { "partager", START, BP_HTML_SAYS_FOLLOW },
  { "photo", START, BP_HTML_SAYS_CREDIT }, { "image", START, BP_HTML_SAYS_CREDIT }, { "getty", ANYWHERE, BP_HTML_SAYS_CREDIT },
  { "credit", START, BP_HTML_SAYS_CREDIT }, { "picture:", START, BP_HTML_SAYS_CREDIT }, { "video", START, BP_HTML_SAYS_CREDIT },
  { "foto", START, BP_HTML_SAYS_CREDIT }, { "(photo", ANYWHERE, BP_HTML_SAYS_CREDIT }, { "shutterstock", ANYWHERE, BP_HTML_SAYS_CREDIT },
  { "file photo", ANYWHERE, BP_HTML_SAYS_CREDIT }, { "ap photo", ANYWHERE, BP_HTML_SAYS_CREDIT },
  { "advert", START, BP_HTML_SAYS_AD }, { "sponsor", START, BP_HTML_SAYS_AD }, { "story continues", START, BP_HTML_SAYS_AD },
  { "continue reading", START, BP_HTML_SAYS_AD }, { "loading", START, BP_HTML_SAYS_AD }, { "scroll", START, BP_HTML_SAYS_AD },
  { "article continues", START, BP_HTML_SAYS_AD }, { "skip", START, BP_HTML_SAYS_AD }, { "publicidad", START, BP_HTML_SAYS_AD },
  { "anzeige", START, BP_HTML_SAYS_AD }, { "promoted", START, BP_HTML_SAYS_AD },
  { "by ", START, BP_HTML_SAYS_BYLINE }, { "posted by", START, BP_HTML_SAYS_BYLINE }, { "written by", START, BP_HTML_SAYS_BYLINE },
  { "reported by", START, BP_HTML_SAYS_BYLINE }, { "reporting by", ANYWHERE, BP_HTML_SAYS_BYLINE }, { "editing by", ANYWHERE, BP_HTML_SAYS_BYLINE },
  { "author", START, BP_HTML_SAYS_BYLINE }, { "por ", START, BP_HTML_SAYS_BYLINE },
  { "published", START, BP_HTML_SAYS_DATE }, { "updated", START, BP_HTML_SAYS_DATE }, { "last updated", START, BP_HTML_SAYS_DATE },
  { "posted", START, BP_HTML_SAYS_DATE }, { "publicado", START, BP_HTML_SAYS_DATE }, { "ago", ANYWHERE, BP_HTML_SAYS_DATE },
  { "copyright", ANYWHERE, BP_HTML_SAYS_LEGAL }, { "\xC2\xA9", ANYWHERE, BP_HTML_SAYS_LEGAL }, { "all rights reserved", ANYWHERE, BP_HTML_SAYS_LEGAL },
  { "terms of", ANYWHERE, BP_HTML_SAYS_LEGAL }, { "privacy", ANYWHERE, BP_HTML_SAYS_LEGAL }, { "cookie", ANYWHERE, BP_HTML_SAYS_LEGAL },
  { "may not be", ANYWHERE, BP_HTML_SAYS_LEGAL }, { "commission", ANYWHERE, BP_HTML_SAYS_LEGAL }, { "affiliate", ANYWHERE, BP_HTML_SAYS_LEGAL },
  { "comment", START, BP_HTML_SAYS_COMMENT }, { "leave a", START, BP_HTML_SAYS_COMMENT }, { "reply", START, BP_HTML_SAYS_COMMENT },
  { "log in", ANYWHERE, BP_HTML_SAYS_COMMENT }, { "what do you think", ANYWHERE, BP_HTML_SAYS_COMMENT }, { "your email", ANYWHERE, BP_HTML_SAYS_COMMENT },
  { "coment", START, BP_HTML_SAYS_COMMENT }, { "let us know", ANYWHERE, BP_HTML_SAYS_COMMENT },
  { "editor's note", ANYWHERE, BP_HTML_SAYS_NOTE }, { "correction", START, BP_HTML_SAYS_NOTE }, { "clarification", START, BP_HTML_SAYS_NOTE },
  { "this article", START, BP_HTML_SAYS_NOTE }, { "this story", START, BP_HTML_SAYS_NOTE }, { "a version of", START, BP_HTML_SAYS_NOTE },
  { "disclaimer", START, BP_HTML_SAYS_NOTE }, { "note:", START, BP_HTML_SAYS_NOTE }, { "source", START, BP_HTML_SAYS_NOTE },
  { "tags", START, BP_HTML_SAYS_NOTE }, { "topics", START, BP_HTML_SAYS_NOTE }, { "contact", START, BP_HTML_SAYS_NOTE },
  { "originally published", ANYWHERE, BP_HTML_SAYS_NOTE }, { "first appeared", ANYWHERE, BP_HTML_SAYS_NOTE }, { "contributed to", ANYWHERE, BP_HTML_SAYS_NOTE },
  { " is a ", ANYWHERE, BP_HTML_SAYS_WRITER }, { "staff writer", ANYWHERE, BP_HTML_SAYS_WRITER }, { "is the author", ANYWHERE, BP_HTML_SAYS_WRITER },
  { "reporter", ANYWHERE, BP_HTML_SAYS_WRITER }, { "he covers", ANYWHERE, BP_HTML_SAYS_WRITER }, { "she covers", ANYWHERE, BP_HTML_SAYS_WRITER },
  { "writes about", ANYWHERE, BP_HTML_SAYS_WRITER }, { "reach ", START, BP_HTML_SAYS_WRITER }, { "about the", START, BP_HTML_SAYS_WRITER },
};

/* Folded, with straight apostrophes. */
static size_t fold (const char *text, size_t len, char *out) {
  size_t to = 0;
  for (size_t i = 0; i < len && to < LOOK - 1; i++) {
    if (i + 2 < len && memcmp(text + i, "\xE2\x80\x99", 3) == 0) { out[to++] = '\''; i += 2; continue; }
    char c = text[i];
    out[to++] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
  }
  out[to] = '\0';
  return to;
}

uint32_t bp_html_phrases_of (const char *text, size_t len) {
  char folded[LOOK];
  size_t n = fold(text, len, folded);
  uint32_t says = 0;
  for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
    if (phrases[i].where == START) {
      if (phrases[i].words[0] == folded[0] && strncmp(folded, phrases[i].words, strlen(phrases[i].words)) == 0) says |= phrases[i].says;
    } else if ((says & phrases[i].says) == 0 && n > 4 && strstr(folded, phrases[i].words) != NULL) says |= phrases[i].says;
  }
  return says;
}
