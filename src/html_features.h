/* html_features.h -- what is known of each block of a page, as numbers for the model. */
#ifndef BP_HTML_FEATURES_H
#define BP_HTML_FEATURES_H

#include "html_dom.h"
#include "html_words.h"

/* How a block begins, what it is in, what is said of it. */
enum bp_html_kind {
  BP_HTML_K_OTHER, BP_HTML_K_P, BP_HTML_K_HEADING, BP_HTML_K_ITEM, BP_HTML_K_CELL, BP_HTML_K_QUOTE, BP_HTML_K_FIGCAPTION, BP_HTML_K_TERM,
  BP_HTML_K_PRE
};

typedef struct {
  uint32_t chars, words, commas, stops, digits, capitals;
  uint32_t phrases;            /* bits: what its first words say */
  uint32_t repeated;           /* how often its text stands on the page */
  float link, body;            /* share of its text in links; share of it that JSON-LD's articleBody has */
  uint8_t kind, level, ends, begins, prose, in_title, in_description;
} bp_html_facts;

typedef struct {
  const bp_html_dom *dom;
  bp_html_facts *of;           /* of each block */
  uint32_t *sum;               /* prefix sums: chars, link bytes, prose bytes, of blocks */
  uint32_t title_block;        /* the first that repeats the page's title, or UINT32_MAX */
  uint32_t h1_block;
  uint32_t best;               /* the node that most prose stands in directly */
  uint32_t home;               /* the lowest node around the title that holds prose behind it */
  uint32_t *twins;             /* of each node: siblings of the same element and class, itself included */
  uint32_t prose;              /* bytes of prose */
  int has_body;
} bp_html_features;

#define BP_HTML_FEATURES_MAX 192

/* BP_OK or BP_ENOMEM. `body` is what JSON-LD says the article is, or an empty set. */
int bp_html_features_of (bp_html_features *f, const bp_html_dom *dom, const bp_html_runs *body);
void bp_html_features_free (bp_html_features *f);

/*
** What the first model said: `first` has room for 4 * blocks + 1 numbers, of which the caller fills one for each block; this
** adds prefix sums of it and how far the nearest blocks are that are surely article.
*/
void bp_html_features_spread (const bp_html_features *f, float *first);

/* Numbers of one block, with what the first model said unless `first` is NULL.  Returns how many. */
uint32_t bp_html_features_row (const bp_html_features *f, uint32_t block, const float *first, float *out);

#endif
