/* html.h -- the article of a page: its pieces in order, each with what it is. */
#ifndef BP_HTML_H
#define BP_HTML_H

#include "html_clean.h"
#include "html_dom.h"

enum bp_html_type {
  BP_HTML_HEADLINE, BP_HTML_DECK, BP_HTML_BYLINE, BP_HTML_PARAGRAPH, BP_HTML_SUBHEAD, BP_HTML_LISTITEM, BP_HTML_BLOCKQUOTE,
  BP_HTML_CELL, BP_HTML_CAPTION, BP_HTML_CREDIT, BP_HTML_ALT
};

typedef struct {
  uint8_t type, level, ordered, header;
  uint32_t first, end;          /* blocks of the page: their text is one, with spaces between; of an Alt: none */
  uint32_t image;               /* figure of a Caption, Credit or Alt: from 1; 0 is none */
  uint32_t list, depth, group, table, row, column, rows, columns;   /* from 1 */
  float score;                  /* how likely its first block is article, says the model */
} bp_html_piece;

typedef struct { uint32_t image, piece; } bp_html_figure;      /* stands before the piece, which may be one behind the last */

typedef struct {
  bp_html_dom dom;
  bp_html_cleaned cleaned;      /* `ld` are bytes of the page as it came */
  bp_html_piece *piece;    uint32_t piece_count;
  bp_html_figure *figure;  uint32_t figure_count;
  uint32_t date_block;          /* a block before the body that may say when it was published, or UINT32_MAX */
  int has_body;                 /* JSON-LD says what the article's words are */
  int guessed;                  /* the model was sure of nothing: what is likeliest was taken */
} bp_html_page;

/* BP_OK, BP_ENOMEM or BP_ELIMIT.  `page` is UTF-8 of `len` bytes; only read during the call. */
int bp_html_read (bp_html_page *out, const char *page, size_t len);

void bp_html_free (bp_html_page *page);   /* twice is harmless */

#endif
