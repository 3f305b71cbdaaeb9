/* html_dom.h -- a page as the blocks of text in it, under a tree of the block-level elements alone.
**
**   nodes    0 is the root; in document order; a subtree is nodes [i, end)
**   blocks   runs of text between the edges of block-level elements, white space as in a browser, in document order
**   spans    links and emphasis within blocks, the inner before the outer
**   strings  values of attributes, ended by NUL; offset 0 is the empty string
*/
#ifndef BP_HTML_DOM_H
#define BP_HTML_DOM_H

#include "bp.h"
#include "html_names.h"

#define BP_HTML_DEPTH_MAX 512u          /* as browsers: what is deeper loses its nesting, not its text */
#define BP_HTML_NODES_MAX 400000u       /* some 30 MB */
#define BP_HTML_BLOCKS_MAX 400000u
#define BP_HTML_SPANS_MAX 400000u
#define BP_HTML_STRING_MAX 8192u        /* of a value of an attribute */
#define BP_HTML_FACTS_MAX 1000u         /* meta elements, times, and the like */

/* What an element stands in; from the elements around it. */
enum bp_html_context {
  BP_HTML_IN_ARTICLE = 1, BP_HTML_IN_MAIN = 2, BP_HTML_IN_ASIDE = 4, BP_HTML_IN_NAV = 8, BP_HTML_IN_FOOTER = 16,
  BP_HTML_IN_HEADER = 32, BP_HTML_IN_FORM = 64, BP_HTML_IN_LIST = 128, BP_HTML_IN_TABLE = 256, BP_HTML_IN_FIGURE = 512,
  BP_HTML_IN_FIGCAPTION = 1024, BP_HTML_IN_QUOTE = 2048, BP_HTML_IN_SECTION = 4096, BP_HTML_IN_HEADING = 8192, BP_HTML_IN_HIDDEN = 16384,
  BP_HTML_IN_P = 32768, BP_HTML_IN_DL = 65536, BP_HTML_IN_ADDRESS = 131072, BP_HTML_IN_BODY = 262144
};

typedef struct {
  uint32_t parent, end;
  uint32_t first_block, end_block;
  uint32_t context;
  uint32_t hints;                       /* of the element itself */
  uint32_t near;                        /* and of the two around it */
  uint32_t above;                       /* and of all around it, body apart */
  uint32_t list, item, table, row, cell, quote, figure;   /* nearest such node, itself included; 0 is none */
  uint32_t class_hash;                  /* of the class as it is written: twins have the same */
  uint16_t depth, columns, rows;        /* columns and rows that a cell spans */
  uint8_t element;
} bp_html_node;

typedef struct {
  uint32_t node;
  bp_span text;
  uint32_t first_span, end_span;
  uint32_t link_bytes;
  uint32_t hints;                       /* of the inline elements that hold text of it */
  uint8_t emphasis;                     /* it begins inside emphasis */
} bp_html_block;

enum bp_html_span_kind { BP_HTML_LINK = 1, BP_HTML_EMPHASIS_SPAN };

typedef struct {
  bp_span text;
  uint32_t target;                      /* a string */
  uint8_t kind, element;
} bp_html_span;

typedef struct { uint32_t url, alt, title, node, block; uint32_t width, height; } bp_html_image;

enum bp_html_fact_kind { BP_HTML_META, BP_HTML_TIME, BP_HTML_TITLE, BP_HTML_LANGUAGE, BP_HTML_CANONICAL, BP_HTML_AUTHOR, BP_HTML_BASE };

/* Something the page says beside its text: `name` and `value` are strings; `block` is the next block after it. */
typedef struct { uint32_t name, value, node, block; uint8_t kind; } bp_html_fact;

typedef struct {
  bp_html_node *node;    uint32_t node_count, node_room;
  bp_html_block *block;  uint32_t block_count, block_room;
  bp_html_span *span;    uint32_t span_count, span_room;
  bp_html_image *image;  uint32_t image_count, image_room;
  bp_html_fact *fact;    uint32_t fact_count, fact_room;
  char *text;            uint32_t text_len, text_room;
  char *string;          uint32_t string_len, string_room;
  uint32_t flattened;                   /* elements that lost their nesting */
  int cut;                              /* a limit was met: what follows was not read */
} bp_html_dom;

/* BP_OK or BP_ENOMEM.  `page` is UTF-8 without scripts and NULs (html_clean.h), ended by NUL; only read during the call. */
int bp_html_dom_parse (bp_html_dom *dom, const char *page, size_t len);

void bp_html_dom_free (bp_html_dom *dom);   /* twice is harmless */

#endif
