/* html_phrases.h -- what the first words of a block say it is: an invitation, a credit, a byline, a legal line. */
#ifndef BP_HTML_PHRASES_H
#define BP_HTML_PHRASES_H

#include <stddef.h>
#include <stdint.h>

enum bp_html_phrase {
  BP_HTML_SAYS_MORE = 1, BP_HTML_SAYS_FOLLOW = 2, BP_HTML_SAYS_CREDIT = 4, BP_HTML_SAYS_AD = 8, BP_HTML_SAYS_BYLINE = 16,
  BP_HTML_SAYS_LEGAL = 32, BP_HTML_SAYS_COMMENT = 64, BP_HTML_SAYS_NOTE = 128, BP_HTML_SAYS_WRITER = 256, BP_HTML_SAYS_DATE = 512
};
#define BP_HTML_PHRASE_BITS 10

uint32_t bp_html_phrases_of (const char *text, size_t len);

#endif
