/* classifier.h -- what a text is about: a linear model over hashed words and pairs of words.
**
** The model is read-only, mapped from a file and shared by all documents and threads.  What belongs to one article lives
** in a bp_classifying, whose arrays are reused from article to article.  Works on the hashes of a document's tokens; no
** string is made.
*/
#ifndef BP_CLASSIFIER_H
#define BP_CLASSIFIER_H

#include "document.h"

typedef struct bp_classifier bp_classifier;
typedef struct bp_classifying bp_classifying;

enum { BP_CLASS_LABELS_MAX = 4096 };

enum bp_class_mode {
  BP_CLASS_ONE,       /* each text has exactly one label: probabilities add up to 1 (softmax) */
  BP_CLASS_ANY        /* none, one or several: each label has a probability of its own (one against the rest) */
};

/* Long texts have scores of another size than short ones: what is compared is a label's place among the others. */
enum bp_class_norm {
  BP_CLASS_PLAIN,
  BP_CLASS_WITHIN     /* less the mean of the labels' scores, divided by their deviation */
};

/* BP_EIO, BP_EFORMAT (not a classifier), BP_EVERSION, BP_ECHECKSUM (damaged), BP_ENOMEM. */
int  bp_classifier_load (bp_classifier **out, const char *path);
int  bp_classifier_open (bp_classifier **out, const unsigned char *data, size_t size);  /* bytes that outlive it */
void bp_classifier_free (bp_classifier *c);             /* NULL is harmless */
const char *bp_classifier_note (const bp_classifier *c);     /* provenance: data, settings, scores; ends in '\0' */
size_t bp_classifier_size (const bp_classifier *c);          /* bytes of the file */
uint32_t bp_classifier_rows (const bp_classifier *c);        /* words and pairs that it knows */
enum bp_class_mode bp_classifier_mode (const bp_classifier *c);
uint32_t bp_classifier_grams (const bp_classifier *c);

typedef struct {
  const char *id, *name;
  uint32_t above;             /* the label above it, or its own number when there is none */
  float threshold;
  uint32_t texts;             /* how many texts with the label it was learned from */
} bp_class_label;

uint32_t bp_classifier_labels (const bp_classifier *c);
bp_class_label bp_classifier_label (const bp_classifier *c, uint32_t label);

int  bp_classifying_new (bp_classifying **out);
void bp_classifying_free (bp_classifying *g);           /* NULL is harmless */

typedef struct {
  uint32_t label;
  float score;                /* probability */
  int given;                  /* the label is given: its threshold is reached, or it is the best of BP_CLASS_ONE */
} bp_class_score;

/*
** All labels, the surest first.  Only tokens that begin in one of the spans (sorted, disjoint) are looked at.  A text without
** a word the model knows has no label: all scores are 0.  *out belongs to `g` and holds until its next use.  BP_OK or BP_ENOMEM.
*/
int bp_classify (const bp_classifier *c, const bp_document *doc, const bp_span *span, uint32_t spans, bp_classifying *g,
                 const bp_class_score **out);

/*
** The same of all of a text, without a document: its tokens are forgotten at the next use, and the memory is used again.
** BP_EUTF8 with *where set, BP_ELIMIT, BP_ENOMEM.
*/
int bp_classify_text (const bp_classifier *c, const char *text, size_t len, bp_classifying *g, const bp_class_score **out,
                      size_t *where);

typedef struct {
  bp_span span;               /* where the word or pair stands first */
  float weight;               /* what all its occurrences together add to the label's score; negative: they speak against it */
  uint32_t count;
  float rarity;               /* 1 + log of how many texts there were for each that has it */
} bp_class_reason;

/*
** The words that spoke for and against a label, the strongest first: all, or when `most` is not 0 the `most` strongest for and
** the `most` strongest against it.  *out belongs to `g`.  BP_OK or BP_ENOMEM.
*/
int bp_classifier_explain (const bp_classifier *c, const bp_document *doc, const bp_span *span, uint32_t spans, bp_classifying *g,
                           uint32_t label, uint32_t most, const bp_class_reason **out, uint32_t *count);

#endif
