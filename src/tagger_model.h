/* tagger_model.h -- the form of a tagger's weights, the same in memory and in a file; for tagger*.c only.
**
**     header | table of the cased look | table of the caseless look | table of the second look
**         | words by class | paths of the classes | note, NUL-ended
**
** A table is an array of lines of 64 bytes, one cache line each.  A feature's hash picks the line (high half) and leaves a
** 16-bit print by which it is known there; a line holds eight features, each with six int8 weights, one for each label
** but O.  A feature that is not there weighs nothing; another one's print is met by chance once in 8000 look-ups.
**
**     line:  print x 8 (16 bytes) | weights of feature 0 (6 bytes) | ... | weights of feature 7
*/
#ifndef BP_TAGGER_MODEL_H
#define BP_TAGGER_MODEL_H

#include <stdint.h>

#include "tagger_features.h"

#define TAGGER_MAGIC   "bptagger"
#define TAGGER_VERSION 2u
#define TAGGER_LABELS  "O B-PER I-PER B-LOC I-LOC B-ORG I-ORG"

enum { TABLE_CASED, TABLE_CASELESS, TABLE_VOTES, TABLES };
enum { LINE_SLOTS = 8, SLOT_WEIGHTS = 6, START = BP_LABELS };

/* One step of a weight. */
#define WEIGHT_STEP (1.0f / 16)

typedef struct {
  uint16_t print[LINE_SLOTS];            /* 0: empty */
  int8_t weight[LINE_SLOTS][SLOT_WEIGHTS];
} model_line;

_Static_assert(sizeof (model_line) == 64, "a line is a cache line");

typedef struct {
  char magic[8];
  uint32_t order, version;
  uint32_t lines[TABLES];
  uint32_t note;                         /* bytes of the note with its NUL */
  uint64_t checksum;                     /* over the whole file with this field zero */
  uint32_t features;                     /* BP_FEATURES_VERSION: which templates the weights belong to */
  float first_scale;                     /* what the first look's scores are multiplied by for the second */
  char labels[40];                       /* TAGGER_LABELS */
  /* score of going from a label (row; START: the sentence's edge) to another; forbidden ones are NEVER */
  int16_t transition[TABLES][BP_LANES][BP_LANES];
  uint32_t class_lines, class_paths;     /* of word_classes.h; 0 lines: none */
  uint8_t reserved[32];
} model_header;

_Static_assert(sizeof (model_header) == 512, "the header is written as it stands");

#define NEVER (-8000)

static inline uint32_t line_of (uint64_t feature, uint32_t lines) { return (uint32_t)(((feature >> 32) * lines) >> 32); }

static inline uint16_t print_of (uint64_t feature) {
  uint16_t print = (uint16_t)feature;
  return print != 0 ? print : 1;
}

/* I-X follows only B-X and I-X. */
static inline int may_follow (unsigned before, unsigned label) {
  if (label == BP_O || label % 2 == 1) return 1;
  return before == label || before + 1 == label;
}

uint64_t bp_tagger_sum (const unsigned char *file, size_t size);

#endif
