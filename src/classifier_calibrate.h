/* classifier_calibrate.h -- from scores of texts a model has not seen to probabilities and thresholds. */
#ifndef BP_CLASSIFIER_CALIBRATE_H
#define BP_CLASSIFIER_CALIBRATE_H

#include "classifier.h"

typedef struct { float slope, offset, threshold; } bp_class_scale;

typedef struct {
  float *score;               /* by text and label, normalised; becomes probabilities */
  const uint8_t *scored;      /* which texts have scores */
  uint32_t texts, labels;
} bp_class_held;

/*
** truth[text * labels + label] is 1 where the text has the label.  One label for each text: the slope common to all at which
** the softmax fits best.  Any: for each label the logistic curve that fits best and the probability from which on giving it
** has the best F1.  BP_OK or BP_ENOMEM.
*/
int bp_classifier_calibrate (const bp_class_held *held, const uint8_t *truth, enum bp_class_mode mode, bp_class_scale *scale);

#endif
