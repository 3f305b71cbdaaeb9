/* classifier_solve.h -- weights that part the texts of one label from the rest: a linear support vector machine. */
#ifndef BP_CLASSIFIER_SOLVE_H
#define BP_CLASSIFIER_SOLVE_H

#include "bp.h"

/* Texts as vectors: text i has feature[k] with the value x[k] for k in [offset[i], offset[i + 1]); each has length 1. */
typedef struct {
  size_t *offset;
  uint32_t *feature;
  float *x;
  uint32_t rows, columns;
} bp_texts;

typedef struct {
  float cost;                /* what an error costs beside the length of the weights; large: fit closely */
  uint32_t rounds;           /* at most so many passes */
  uint64_t random;           /* of the order in which texts are looked at */
} bp_solve_options;

/* Scratch of `rows` elements each, reused from label to label. */
typedef struct {
  float *alpha;
  uint32_t *order;
  uint8_t *side;
} bp_solve_scratch;

int  bp_solve_scratch_new (bp_solve_scratch *s, uint32_t rows);   /* BP_OK or BP_ENOMEM */
void bp_solve_scratch_free (bp_solve_scratch *s);                 /* twice is harmless */

/*
** Learn from the `count` texts text[], of which those with scratch->side[text] == 1 have the label and those with 0 have
** not.  weight[] has columns + 1 places, the last for the bias.  The same input gives the same weights.
*/
void bp_solve (const bp_texts *m, const uint32_t *text, uint32_t count, const bp_solve_options *options,
               bp_solve_scratch *scratch, float *weight);

/* Score of one text. */
float bp_solve_score (const bp_texts *m, uint32_t text, const float *weight);

#endif
