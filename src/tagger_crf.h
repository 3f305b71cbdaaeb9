/* tagger_crf.h -- one island under real-valued weights: scores, probabilities, best path, one step of learning; for training.
**
** A feature is a number, its weights a row with a lane for each label.  What is done to whole corpora is in tagger_train.c.
*/
#ifndef BP_TAGGER_CRF_H
#define BP_TAGGER_CRF_H

#include "tagger_features.h"
#include "tagger_model.h"

typedef struct { float lane[BP_LANES]; } bp_row;

typedef struct {
  bp_row *weight, *gradient;  /* AdaGrad: sums of squares */
  bp_row *sum;                /* of the weights at the end of the later epochs */
  bp_row transition[BP_LANES], transition_gradient[BP_LANES], transition_sum[BP_LANES];
  uint32_t size, summed;      /* how many epochs are in the sums */
} bp_weights;

int  bp_weights_new (bp_weights *w, uint32_t size);   /* all zero; BP_OK or BP_ENOMEM */
void bp_weights_free (bp_weights *w);                 /* twice is harmless */

/* The weights of the later epochs are averaged: each alone leans to the texts that it saw last. */
void bp_weights_remember (bp_weights *w);
void bp_weights_average (bp_weights *w);

/* Forget what was learned but for what is remembered. */
void bp_weights_restart (bp_weights *w);

/* With dropout a weight learned to do the work of those left out: take its share back. */
void bp_weights_settle (bp_weights *w, float dropout);

typedef struct {
  const uint32_t *offset, *feature;   /* of the island's tokens, the first at index 0 */
  const bp_row *base;                 /* scores to start from, or NULL */
  const uint8_t *gold;
  uint32_t n;
  unsigned before;                    /* START, or O where a sentence goes on beyond the island */
  int goes_on;                        /* the same behind it */
} bp_island_view;

/* Room for one island: what is known of each token after bp_crf_chances. */
typedef struct {
  bp_row *score, *chance, *forward, *backward;
  float *scale;
  uint8_t (*back)[BP_LANES];
} bp_crf;

int  bp_crf_new (bp_crf *c);          /* BP_OK or BP_ENOMEM */
void bp_crf_free (bp_crf *c);

void bp_crf_score (bp_crf *c, const bp_weights *w, bp_island_view s);
void bp_crf_transitions (const bp_weights *w, bp_row out[BP_LANES]);

/* Forward-backward of the scored island; returns log Z. */
double bp_crf_chances (bp_crf *c, const bp_row transition[BP_LANES], bp_island_view s);

/* Labels of the best path of the scored island into look[]. */
void bp_crf_best (bp_crf *c, const bp_weights *w, bp_island_view s, bp_first_look *look);

/* Labels and probabilities of an island. */
void bp_crf_look (bp_crf *c, const bp_weights *w, const bp_row transition[BP_LANES], bp_island_view s, bp_first_look *look);

/* One step on one island; returns its negative log likelihood. */
double bp_crf_learn (bp_crf *c, bp_weights *w, bp_island_view s, float rate, float weight);

#endif
