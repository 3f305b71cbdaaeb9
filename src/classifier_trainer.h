/* classifier_trainer.h -- what a classifier's trainer holds while it learns; for classifier*.c only. */
#ifndef BP_CLASSIFIER_TRAINER_H
#define BP_CLASSIFIER_TRAINER_H

#include "classifier_calibrate.h"
#include "classifier_solve.h"
#include "classifier_train.h"
#include "dictionary.h"

enum { RARITIES = 16, STEPS = 16 };       /* levels of rarity and steps of weights in a model */

/* A text as counts of hashes, and its labels. */
typedef struct {
  uint64_t *hash;             /* different words and pairs of a text, sorted */
  uint16_t *count;
  uint32_t size, words;
  uint32_t *label;            /* sorted */
  uint32_t labels, fold;
} sample;

/* Words and pairs that are learned from, numbered. */
typedef struct {
  uint64_t *hash;
  uint8_t *rarity;            /* 0 to RARITIES - 1 */
  uint32_t count;
} features;

/* What is being learned: which texts, which features, the weights so far. */
typedef struct {
  uint32_t fold;              /* left out; == folds: none */
  int selecting;
  uint32_t label;             /* next to be learned */
  uint32_t *text, texts;      /* learned from */
  bp_texts m;
  float *weight;              /* features + 1 of the label at hand */
  float *value;               /* while selecting: how much each feature moves the scores */
} learning;

struct bp_class_trainer {
  bp_class_options options;
  bp_class_topic *topic;
  uint32_t topics;
  sample *item;
  uint32_t given, count, room;      /* given: without the joined ones */
  bp_dictionary seen;
  features all, kept;
  float rarity[RARITIES];
  learning now;
  bp_solve_scratch scratch;
  float *score;               /* of held-out texts, by text and label; normalised, then probabilities */
  uint8_t *scored;            /* texts that were */
  uint8_t *chosen;            /* labels given to them, by text and label */
  uint32_t least;             /* 1: every text has a label */
  bp_class_scale *scale;      /* of each label */
  float *weight, *bias;       /* of the last learning: by label and feature; by label */
  uint64_t random;
  uint32_t step, steps, folds;
  int prepared, done;
};

/* Deal the texts into folds, and join short ones to long ones (classifier_samples.c).  BP_OK or BP_ENOMEM. */
int bp_class_trainer_deal (bp_class_trainer *t);

/* Bytes of the model's ids and names (classifier_write.c). */
size_t bp_class_trainer_strings (const bp_class_trainer *t);

#endif
