/* tagger_train.h -- learns the weights of a tagger from texts whose names are marked. */
#ifndef BP_TAGGER_TRAIN_H
#define BP_TAGGER_TRAIN_H

#include "gazetteer.h"
#include "tagger_features.h"

typedef struct bp_trainer bp_trainer;

typedef struct {
  uint64_t seed;
  uint32_t epochs, vote_epochs;
  uint32_t folds;             /* the second look learns from first looks at text they were not trained on */
  uint32_t rounds;            /* the first look is the mean of so many learnings */
  uint32_t min_count;         /* features seen less often are left out */
  float rate, vote_rate;      /* AdaGrad's step */
  float dropout;              /* share of features left out at each step: others learn to stand in */
  uint32_t lines[3];          /* size of the tables in lines of 64 bytes: cased, caseless, votes */
} bp_trainer_options;

extern const bp_trainer_options bp_trainer_defaults;

typedef struct { bp_span span; uint8_t type; } bp_gold;   /* BP_PER, BP_LOC, BP_ORG; sorted, disjoint */

typedef struct {
  const char *what;           /* name of the phase */
  uint32_t step, steps;       /* done, of the whole training */
  double loss;                /* mean negative log likelihood of an island in this epoch */
} bp_trainer_progress;

typedef struct {
  uint32_t tokens, documents;
  uint32_t features, kept;    /* seen often enough; in the tables */
  uint32_t cut;               /* weights too large for a byte */
  double rounding;            /* mean change of a weight by rounding */
} bp_trainer_report;

/* The gazetteer (NULL: none) must outlive the trainer.  BP_OK or BP_ENOMEM. */
int  bp_trainer_new (bp_trainer **out, const bp_trainer_options *options, const bp_gazetteer *gazetteer);
void bp_trainer_free (bp_trainer *t);   /* NULL is harmless */

/*
** One document: its text (copied), the spans of its sentences (sorted, disjoint) and its names.  `weight` scales what
** it teaches (machine-made labels less than 1).  BP_EUTF8, BP_EFORMAT, BP_ELIMIT, BP_ENOMEM.
*/
int bp_trainer_add (bp_trainer *t, const char *text, size_t len, const bp_span *sentence, uint32_t sentences,
                    const bp_gold *gold, uint32_t golds, float weight);

/* A class of words that are used alike; see word_classes.h.  All classes are added before the first step. */
int bp_trainer_class (bp_trainer *t, const char *path, const char *words, size_t len);

/* One epoch of whatever is due; *more is 0 when all is learned.  The same seed and documents give the same weights. */
int bp_trainer_step (bp_trainer *t, bp_trainer_progress *progress, int *more);

/* Prune, quantise and write the model; `note` says where it comes from.  BP_EIO, BP_ENOMEM. */
int bp_trainer_save (const bp_trainer *t, const char *path, const char *note, bp_trainer_report *report);

/*
** Names of a text by the weights as they were learned, before they are rounded to bytes; *out belongs to the trainer and holds
** until the next text.  BP_EFORMAT (nothing is learned yet, or the sentences), BP_EUTF8, BP_ENOMEM.
*/
int bp_trainer_tag (bp_trainer *t, const char *text, size_t len, const bp_span *sentence, uint32_t sentences,
                    const bp_gold **out, uint32_t *count);

#endif
