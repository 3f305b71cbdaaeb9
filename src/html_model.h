/* html_model.h -- which blocks of a page are its article. */
#ifndef BP_HTML_MODEL_H
#define BP_HTML_MODEL_H

#include "html_features.h"

#define BP_HTML_TREE_DEPTH 4

/* A tree of yes and no: number `feature` of a block against `cut`, four times; children of node i are 2i + 1 and 2i + 2. */
typedef struct {
  uint8_t feature[(1 << BP_HTML_TREE_DEPTH) - 1];
  float cut[(1 << BP_HTML_TREE_DEPTH) - 1];
  float leaf[1 << BP_HTML_TREE_DEPTH];
} bp_html_tree;

extern const float bp_html_first_base, bp_html_second_base;      /* html_weights.c */
extern const uint32_t bp_html_first_count, bp_html_second_count;
extern const bp_html_tree bp_html_first[], bp_html_second[];

/* What is surer than this is article. */
#define BP_HTML_CUT 0.45f

/* How likely each block is part of the article: `answer` has room for 4 * blocks + 1.  Needs no memory. */
void bp_html_judge (const bp_html_features *f, float *answer, float *first);

/* Verdicts that whole tables share, and what JSON-LD knows better; the last step, on `answer` of each block. */
void bp_html_settle (const bp_html_features *f, float *answer);

#endif
