/* classifier_train.h -- learns a classifier from texts whose labels are known. */
#ifndef BP_CLASSIFIER_TRAIN_H
#define BP_CLASSIFIER_TRAIN_H

#include "classifier.h"

typedef struct bp_class_trainer bp_class_trainer;

typedef struct {
  uint64_t seed;
  enum bp_class_mode mode;
  enum bp_class_norm norm;
  uint32_t grams;             /* 1: words; 2: pairs of words as well */
  uint32_t folds;             /* each text is scored by a model that has not seen it or its fold */
  uint32_t held_out;          /* folds are scored until so many texts are */
  uint32_t min_count;         /* words and pairs in fewer texts are left out */
  uint32_t epochs;            /* at most so many passes for each label */
  float cost;                 /* what an error costs; large: fit closely */
  float joined;               /* long texts made by joining short ones of the same labels, as a share of all texts */
  uint32_t joined_words;      /* the longest of them */
  size_t size;                /* bytes of the model: the words and pairs that matter most stay */
} bp_class_options;

extern const bp_class_options bp_class_defaults;

typedef struct {
  const char *what;           /* name of the phase */
  uint32_t step, steps;       /* done, of the whole training */
} bp_class_progress;

typedef struct {
  uint32_t texts, joined;     /* given; made by joining */
  uint32_t features, kept;    /* words and pairs seen often enough; in the model */
  double rounding;            /* mean change of a weight by rounding */
  size_t bytes;
} bp_class_report;

/* One label: id and name (copied), and 1 + number of the label above it, which comes before it; 0: none. */
typedef struct {
  const char *id, *name;
  uint32_t above;
} bp_class_topic;

/* BP_EFORMAT for a label above that does not come before; BP_ELIMIT for more than BP_CLASS_LABELS_MAX; BP_ENOMEM. */
int  bp_class_trainer_new (bp_class_trainer **out, const bp_class_options *options, const bp_class_topic *topic, uint32_t count);
void bp_class_trainer_free (bp_class_trainer *t);   /* NULL is harmless */

/* One text (copied as counts of hashes) and its labels; *words is how many words it has.  BP_EUTF8, BP_EFORMAT, BP_ELIMIT, BP_ENOMEM. */
int bp_class_trainer_add (bp_class_trainer *t, const char *text, size_t len, const uint32_t *label, uint32_t labels,
                          uint32_t *words);

/* One piece of work; *more is 0 when all is learned.  The same seed and texts give the same weights. */
int bp_class_trainer_step (bp_class_trainer *t, bp_class_progress *progress, int *more);

/*
** What a model that has not seen text i (in the order of adding) says of it: a probability for each label, and whether it is
** given (0 or 1).  NULL when no such model was asked, or before all is learned.  Owned by the trainer.
*/
const float *bp_class_trainer_held_out (const bp_class_trainer *t, uint32_t text, const uint8_t **given);
uint32_t bp_class_trainer_topics (const bp_class_trainer *t);

/* Round and write the model; `note` says where it comes from.  BP_EIO, BP_ENOMEM, BP_ELIMIT (too small for its labels). */
int bp_class_trainer_save (const bp_class_trainer *t, const char *path, const char *note, bp_class_report *report);

#endif
