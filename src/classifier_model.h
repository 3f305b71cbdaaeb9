/* classifier_model.h -- the form of a classifier's weights, the same in memory and in a file; for classifier*.c only.
**
**     header | bitmap: u64 x BUCKETS / 64 | rank: u32 x BUCKETS / 256 | label: model_label x labels
**            | front: model_row x rows | weight: i8 x rows x labels | strings: NUL-ended, the first one ""
**
** A word or pair of words is a 64-bit hash.  Its upper bits pick one of 2^20 buckets, of which only those that matter have a
** row: the bitmap says which, `rank` (bits set before each 256 of them) and a few counts say which row.  The row's `print`,
** other bits of the hash, turns away 255 of 256 strangers that fall into the same bucket.  Numbers are in the byte order of
** the machine that wrote them.
*/
#ifndef BP_CLASSIFIER_MODEL_H
#define BP_CLASSIFIER_MODEL_H

#include "classifier.h"
#include "hash.h"
#include "mapped.h"

#define CLASSIFIER_MAGIC   "bpclass\n"
#define CLASSIFIER_VERSION 1u

enum {
  BUCKET_BITS = 20,
  BUCKETS = 1 << BUCKET_BITS,
  BITMAP_WORDS = BUCKETS / 64,
  RANK_WORDS = 4,                 /* words of the bitmap for each rank */
  RANKS = BITMAP_WORDS / RANK_WORDS
};

/* How rare a word is, in sixteenths of the range that training saw; and one step of its weights, in powers of the root of 2. */
typedef struct {
  uint8_t print;
  uint8_t scale;                  /* high half: rarity; low half: step */
} model_row;

typedef struct {
  uint32_t id, name;              /* offsets of strings */
  uint32_t above;                 /* 1 + number of the label above it, which comes before it; 0: none */
  float bias;
  float slope, offset;            /* probability = 1 / (1 + exp(-(slope * x + offset))) of the normalised score x */
  float threshold;                /* the label is given from this probability on */
  uint32_t texts;                 /* how many texts with the label it was learned from */
} model_label;

_Static_assert(sizeof (model_row) == 2 && sizeof (model_label) == 32, "rows and labels are written as they stand");

typedef struct {
  char magic[8];
  uint32_t order, version;
  uint64_t checksum;              /* over the whole file with this field zero */
  uint32_t labels, rows;
  uint32_t grams;                 /* 1: words; 2: pairs of words as well */
  uint32_t mode;                  /* enum bp_class_mode */
  uint32_t norm;                  /* enum bp_class_norm */
  uint32_t strings, note;         /* bytes of strings; offset of the note */
  uint32_t least;                 /* 1: every text that was learned from had a label */
  float rarity[16];               /* what the high half of model_row.scale stands for */
  float step[16];                 /* and the low half */
  uint8_t reserved[8];
} model_header;

_Static_assert(sizeof (model_header) == 192, "the header is written as it stands");

extern const bp_file_kind bp_classifier_kind;

/* Hash of a pair of neighbouring words. */
static inline uint64_t pair_of (uint64_t before, uint64_t word) { return bp_hash_step(before, word); }

static inline uint32_t bucket_of (uint64_t hash) { return (uint32_t)(hash >> (64 - BUCKET_BITS)); }
static inline uint8_t print_of (uint64_t hash) { return (uint8_t)(hash >> 16); }

/* Tokens that are words; marks and symbols say nothing, nor does "'s". */
static inline int is_word (uint8_t kind) { return kind >= BP_TOKEN_LOWER && kind <= BP_TOKEN_ALNUM; }

/* Weight of a word that occurs `count` times: 1 + ln(count). */
float bp_classifier_tf (uint32_t count);

/* Bytes of the file a header describes.  64-bit sums of 32-bit counts: products are bounded by BP_LABELS_MAX. */
static inline uint64_t classifier_size (const model_header *h) {
  uint64_t weights = (uint64_t)h->rows * h->labels;
  return sizeof *h + (uint64_t)BITMAP_WORDS * 8 + (uint64_t)RANKS * 4 + (uint64_t)h->labels * sizeof (model_label)
       + (uint64_t)h->rows * sizeof (model_row) + weights + h->strings;
}

/* Scores of all labels, normalised: the one way for classifying and for calibrating. */
void bp_classifier_normalise (enum bp_class_norm norm, float *score, uint32_t labels);

/* What decides whether a label is given. */
typedef struct { float threshold; uint32_t above; } class_limit;

/*
** Which labels are given for these probabilities: given[k] becomes 1 or 0.  One: the best.  Any: those that reach their
** thresholds and those above them; where none does and `least` is 1, the best that comes half way.
*/
void bp_classifier_choose (enum bp_class_mode mode, uint32_t least, const float *score, const class_limit *limit, uint32_t labels,
                           uint8_t *given);

#endif
