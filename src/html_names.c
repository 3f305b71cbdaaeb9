/* html_names.c -- names of elements to numbers, words of class and id to hints.
**
** A hint word counts wherever it stands in a class, so that "articleBody", "article-body" and "entry__articlebody" are one;
** short words that are parts of others count only at the edges of a word, where an edge is also a change from a small
** letter to a capital.  The words are English and the commonest ones of Spanish, Portuguese, French, German, Italian and
** Russian sites; none is the name of a site.  Cost: a look at a table of two letters for each letter of a class.
*/
#include "html_names.h"

#include <string.h>

static const struct { const char *name; int properties; } elements[BP_HTML_ELEMENT_COUNT] = {
  { "", 0 },
  { "-", BP_HTML_IS_BLOCK },
#define X(name, properties) { #name, properties },
  BP_HTML_ELEMENTS(X)
#undef X
};

enum { FRONT = 1, BACK = 2, WHOLE = 3 };   /* edges that a word needs */

/* Sorted by the first two letters. */
static const struct { const char *word; uint8_t edges; uint32_t hints; } words[] = {
#define H(name) BP_HTML_HINT(name)
  { "about", WHOLE, H(BIO) }, { "abstract", 0, H(DECK) }, { "action", FRONT, H(ACTION) }, { "ad", WHOLE, H(AD) },
  { "adbox", FRONT, H(AD) }, { "ads", WHOLE, H(AD) }, { "adslot", FRONT, H(AD) }, { "adunit", FRONT, H(AD) },
  { "addtoany", 0, H(SHARE) }, { "addthis", 0, H(SHARE) },
  { "adsense", 0, H(AD) }, { "advert", FRONT, H(AD) }, { "affiliate", 0, H(AD) }, { "aggregat", 0, H(FEED) },
  { "also", WHOLE, H(RELATED) }, { "article", 0, H(ARTICLE) }, { "articulo", 0, H(ARTICLE) }, { "artigo", 0, H(ARTICLE) },
  { "artikel", 0, H(ARTICLE) }, { "articolo", 0, H(ARTICLE) },
  { "aside", FRONT, H(SIDEBAR) }, { "attribution", 0, H(CREDIT) }, { "audio", FRONT, H(MEDIA) },
  { "author", 0, H(BYLINE) }, { "autor", 0, H(BYLINE) }, { "avatar", 0, H(BIO) },
  { "banner", 0, H(AD) }, { "bio", WHOLE, H(BIO) }, { "blockquote", 0, H(QUOTE) }, { "body", 0, H(BODY) }, { "bottom", FRONT, H(FOOTER) },
  { "bread", FRONT, H(NAV) }, { "btn", 0, H(ACTION) }, { "button", 0, H(ACTION) }, { "byline", 0, H(BYLINE) },
  { "callout", 0, H(INFO) }, { "caption", 0, H(CAPTION) }, { "card", WHOLE, H(FEED) }, { "carousel", 0, H(FEED) },
  { "categor", 0, H(TAGS) }, { "comment", 0, H(COMMENT) }, { "commercial", 0, H(AD) }, { "conteudo", 0, H(BODY) },
  { "contenido", 0, H(BODY) }, { "contenu", 0, H(BODY) }, { "contenuto", 0, H(BODY) },
  { "consent", 0, H(CONSENT) }, { "contact", FRONT, H(BIO) }, { "content", 0, H(BODY) },
  { "contributor", 0, H(BYLINE) }, { "cookie", 0, H(CONSENT) }, { "copy", WHOLE, H(BODY) },
  { "copyright", 0, H(FOOTER) }, { "correction", 0, H(NOTE) }, { "credit", 0, H(CREDIT) }, { "cta", WHOLE, H(PROMO) },
  { "date", WHOLE, H(DATE) }, { "dateline", 0, H(DATE) }, { "datetime", 0, H(DATE) }, { "deck", WHOLE, H(DECK) }, { "dek", WHOLE, H(DECK) },
  { "description", 0, H(DECK) }, { "detail", FRONT, H(META) }, { "dialog", 0, H(CONSENT) }, { "disclaimer", 0, H(NOTE) },
  { "discuss", 0, H(COMMENT) }, { "disqus", 0, H(COMMENT) }, { "donat", FRONT, H(PROMO) },
  { "email", WHOLE, H(ACTION) }, { "embed", 0, H(MEDIA) }, { "entry", 0, H(ARTICLE) }, { "excerpt", 0, H(DECK) },
  { "facebook", 0, H(SHARE) }, { "factbox", 0, H(INFO) }, { "fecha", WHOLE, H(DATE) }, { "feed", WHOLE, H(FEED) }, { "figure", 0, H(CAPTION) },
  { "follow", FRONT, H(SHARE) }, { "foot", FRONT, H(FOOTER) }, { "footnote", 0, H(NOTE) }, { "form", WHOLE, H(ACTION) },
  { "further", FRONT, H(RELATED) },
  { "gallery", 0, H(CAPTION) }, { "gdpr", 0, H(CONSENT) }, { "getty", 0, H(CREDIT) }, { "grid", WHOLE, H(FEED) },
  { "head", WHOLE, H(HEADER) }, { "header", 0, H(HEADER) }, { "heading", 0, H(TITLE) }, { "headline", 0, H(TITLE) },
  { "hed", WHOLE, H(TITLE) }, { "hidden", 0, H(HIDDEN) }, { "hide", WHOLE, H(HIDDEN) }, { "highlight", 0, H(INFO) },
  { "image", 0, H(CAPTION) }, { "img", FRONT, H(CAPTION) }, { "info", WHOLE, H(INFO) }, { "infobox", 0, H(INFO) }, { "inhalt", 0, H(BODY) },
  { "inset", 0, H(INFO) }, { "instagram", 0, H(MEDIA) }, { "intro", FRONT, H(DECK) }, { "invisible", 0, H(HIDDEN) },
  { "item", WHOLE, H(FEED) },
  { "keyword", 0, H(TAGS) }, { "kicker", 0, H(TAGS) }, { "kommentar", 0, H(COMMENT) },
  { "latest", 0, H(RELATED) }, { "lead", WHOLE, H(DECK) }, { "lede", WHOLE, H(DECK) }, { "legal", WHOLE, H(FOOTER) },
  { "lightbox", 0, H(MEDIA) }, { "link", FRONT, H(FEED) }, { "linkedin", 0, H(SHARE) }, { "list", WHOLE, H(FEED) }, { "live", WHOLE, H(LIVE) },
  { "liveblog", 0, H(LIVE) }, { "login", 0, H(CONSENT) }, { "logo", WHOLE, H(HEADER) },
  { "main", WHOLE, H(BODY) }, { "maincontent", 0, H(BODY) }, { "mais", WHOLE, H(RELATED) }, { "marketing", 0, H(PROMO) },
  { "masthead", 0, H(HEADER) }, { "media", FRONT, H(MEDIA) }, { "membership", 0, H(PROMO) }, { "menu", 0, H(NAV) },
  { "meta", FRONT, H(META) }, { "modal", FRONT, H(CONSENT) }, { "module", 0, H(WIDGET) }, { "more", WHOLE, H(RELATED) },
  { "most", FRONT, H(RELATED) },
  { "nav", FRONT, H(NAV) }, { "nav", BACK, H(NAV) }, { "news", WHOLE, H(ARTICLE) }, { "newsletter", 0, H(PROMO) }, { "next", WHOLE, H(RELATED) }, { "noprint", 0, H(ACTION) },
  { "note", WHOLE, H(NOTE) }, { "noticia", 0, H(ARTICLE) },
  { "outbrain", 0, H(RELATED) }, { "overlay", 0, H(CONSENT) },
  { "pager", FRONT, H(NAV) }, { "pagination", 0, H(NAV) }, { "paywall", 0, H(PROMO) }, { "photo", 0, H(CAPTION) },
  { "picture", 0, H(CAPTION) }, { "pinterest", 0, H(SHARE) }, { "player", 0, H(MEDIA) }, { "playlist", 0, H(MEDIA) }, { "podcast", 0, H(MEDIA) },
  { "popular", 0, H(RELATED) }, { "popup", 0, H(CONSENT) }, { "post", WHOLE, H(ARTICLE) }, { "postmeta", 0, H(META) },
  { "prev", WHOLE, H(RELATED) }, { "print", WHOLE, H(ACTION) }, { "privacy", 0, H(CONSENT) },
  { "profile", 0, H(BIO) }, { "promo", FRONT, H(PROMO) }, { "publicidad", 0, H(AD) }, { "publish", FRONT, H(DATE) },
  { "pullquote", 0, H(QUOTE) }, { "pull", WHOLE, H(QUOTE) },
  { "quote", WHOLE, H(QUOTE) },
  { "rail", WHOLE, H(SIDEBAR) }, { "rating", 0, H(ACTION) }, { "readmore", 0, H(RELATED) }, { "readnext", 0, H(RELATED) },
  { "recirc", 0, H(RELATED) }, { "recommend", 0, H(RELATED) }, { "recomend", 0, H(RELATED) }, { "register", FRONT, H(CONSENT) },
  { "related", 0, H(RELATED) }, { "relate", 0, H(RELATED) }, { "relacionad", 0, H(RELATED) },
  { "replies", 0, H(COMMENT) }, { "reply", FRONT, H(COMMENT) }, { "reporter", 0, H(BYLINE) }, { "respond", WHOLE, H(COMMENT) },
  { "river", WHOLE, H(FEED) },
  { "screen", FRONT, H(HIDDEN) }, { "search", 0, H(CONSENT) }, { "secondary", 0, H(SIDEBAR) }, { "share", 0, H(SHARE) }, { "sharing", 0, H(SHARE) },
  { "side", WHOLE, H(SIDEBAR) }, { "sidebar", 0, H(SIDEBAR) }, { "signup", 0, H(PROMO) }, { "similar", 0, H(RELATED) },
  { "skip", WHOLE, H(NAV) }, { "slide", FRONT, H(CAPTION) }, { "social", 0, H(SHARE) }, { "sociable", 0, H(SHARE) },
  { "source", WHOLE, H(CREDIT) }, { "sponsor", 0, H(AD) }, { "standfirst", 0, H(DECK) }, { "story", 0, H(ARTICLE) },
  { "strap", FRONT, H(DECK) }, { "stream", WHOLE, H(FEED) }, { "subhead", 0, H(DECK) },
  { "submenu", 0, H(NAV) }, { "subscri", 0, H(PROMO) }, { "subtitle", 0, H(DECK) }, { "suggest", 0, H(RELATED) }, { "summary", 0, H(DECK) },
  { "tab", WHOLE, H(NAV) }, { "taboola", 0, H(RELATED) }, { "tabs", WHOLE, H(NAV) }, { "tag", WHOLE, H(TAGS) }, { "tags", WHOLE, H(TAGS) },
  { "teaser", 0, H(FEED) }, { "text", FRONT, H(BODY) }, { "texto", 0, H(BODY) }, { "thumb", FRONT, H(CAPTION) },
  { "time", WHOLE, H(DATE) }, { "timestamp", 0, H(DATE) }, { "title", 0, H(TITLE) }, { "titulo", 0, H(TITLE) },
  { "toc", WHOLE, H(NAV) }, { "tool", FRONT, H(ACTION) }, { "toolbar", 0, H(NAV) }, { "top", WHOLE, H(HEADER) }, { "topic", 0, H(TAGS) },
  { "trending", 0, H(RELATED) }, { "tweet", FRONT, H(MEDIA) }, { "twitter", 0, H(SHARE) },
  { "updated", 0, H(DATE) }, { "user", FRONT, H(COMMENT) },
  { "video", 0, H(MEDIA) },
  { "whatsapp", 0, H(SHARE) }, { "widget", 0, H(WIDGET) }, { "writer", 0, H(BYLINE) }, { "wysiwyg", 0, H(BODY) },
  { "youtube", 0, H(MEDIA) }, { "zergnet", 0, H(RELATED) },
#undef H
};

#define WORD_COUNT (sizeof words / sizeof *words)

static int letter (char c) {
  if (c >= 'a' && c <= 'z') return c - 'a';
  return c >= 'A' && c <= 'Z' ? c - 'A' : -1;
}

static size_t slot_of (const char *name, size_t len) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < len; i++) hash = (hash ^ (unsigned char)name[i]) * 16777619u;
  return (hash ^ hash >> 15) % BP_HTML_TABLE_SIZE;
}

void bp_html_names_init (bp_html_names *names) {
  memset(names->element, 0, sizeof names->element);
  for (size_t i = BP_HTML_CUSTOM + 1; i < BP_HTML_ELEMENT_COUNT; i++) {
    size_t slot = slot_of(elements[i].name, strlen(elements[i].name));
    while (names->element[slot] != 0) slot = (slot + 1) % BP_HTML_TABLE_SIZE;
    names->element[slot] = (uint8_t)i;
  }
  size_t at = 0;
  for (size_t pair = 0; pair <= 26 * 26; pair++) {
    while (at < WORD_COUNT && (size_t)(letter(words[at].word[0]) * 26 + letter(words[at].word[1])) < pair) at++;
    names->first[pair] = (uint16_t)at;
  }
}

uint8_t bp_html_element_of (const bp_html_names *names, const char *name) {
  size_t len = strlen(name);
  for (size_t slot = slot_of(name, len); names->element[slot] != 0; slot = (slot + 1) % BP_HTML_TABLE_SIZE) {
    if (strcmp(elements[names->element[slot]].name, name) == 0) return names->element[slot];
  }
  if (strncmp(name, "amp-img", 8) == 0) return BP_HTML_img;
  if (strncmp(name, "amp-", 4) == 0) return BP_HTML_iframe;    /* adverts, players, widgets */
  return memchr(name, '-', len) != NULL ? BP_HTML_CUSTOM : BP_HTML_OTHER;
}

int bp_html_properties (uint8_t element) { return elements[element].properties; }

const char *bp_html_element_name (uint8_t element) { return elements[element].name; }

static int is_edge (char before, char after) {
  return letter(before) < 0 || letter(after) < 0 || ((before & 0x20) != 0 && (after & 0x20) == 0);
}

static int word_at (size_t word, const char *text) {
  const char *w = words[word].word;
  while (*w != '\0' && *text != '\0' && (*text | 0x20) == *w) w++, text++;
  return *w == '\0';
}

uint32_t bp_html_hints_of (const bp_html_names *names, const char *text) {
  uint32_t hints = 0;
  int one = letter(text[0]);
  for (size_t at = 0; text[at] != '\0'; at++) {
    int two = letter(text[at + 1]);
    if (one >= 0 && two >= 0) {
      size_t pair = (size_t)(one * 26 + two);
      for (size_t w = names->first[pair]; w < names->first[pair + 1]; w++) {
        if (!word_at(w, text + at)) continue;
        size_t len = strlen(words[w].word);
        if ((words[w].edges & FRONT) != 0 && at > 0 && !is_edge(text[at - 1], text[at])) continue;
        if ((words[w].edges & BACK) != 0 && !is_edge(text[at + len - 1], text[at + len])) continue;
        hints |= words[w].hints;
      }
    }
    one = two;
  }
  return hints;
}
