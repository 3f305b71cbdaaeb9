/* classifier_train.c -- learns the weights of a classifier: which words matter, what they say, how far a score can be believed.
**
** For each fold, and at last for all texts:
**   1. learn from all words and pairs that are seen often enough;
**   2. keep those whose weights move the scores most, as many as fit into the model, one to a bucket;
**   3. learn again from these alone (leaving out after learning cost more), and score the texts of the fold.
** What the folds' models say of texts they have not seen gives the probabilities and thresholds (classifier_calibrate.c).
**
** Long texts made of short ones with the same labels teach what many words do to a score.
** Memory: about 20 bytes for each different word of each text; time: some ten passes over them for each label and learning.
*/
#include "classifier_train.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "classifier_calibrate.h"
#include "classifier_model.h"
#include "classifier_solve.h"
#include "dictionary.h"

const bp_class_options bp_class_defaults = {
  .seed = 1, .mode = BP_CLASS_ONE, .norm = BP_CLASS_PLAIN, .grams = 2, .folds = 5, .held_out = 20000, .min_count = 2,
  .epochs = 50, .cost = 0.5f, .joined = 0, .joined_words = 600, .size = 1000000
};

enum { NOTHING_FITS = 16, RARITIES = 16, STEPS = 16, GROUP_LEAST = 4 };

#define NO_FEATURE UINT32_MAX

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

/* ---- making and freeing ------------------------------------------------------------------------------------------ */

static char *copy_string (const char *s) {
  size_t size = strlen(s) + 1;
  char *copy = malloc(size);
  if (copy != NULL) memcpy(copy, s, size);
  return copy;
}

int bp_class_trainer_new (bp_class_trainer **out, const bp_class_options *options, const bp_class_topic *topic, uint32_t count) {
  if (count == 0 || count > BP_CLASS_LABELS_MAX) return BP_ELIMIT;
  for (uint32_t k = 0; k < count; k++)
    if (topic[k].above > k) return BP_EFORMAT;
  bp_class_trainer *t = calloc(1, sizeof *t);
  if (t == NULL) return BP_ENOMEM;
  t->options = *options;
  if (t->options.folds < 2) t->options.folds = 2;
  t->random = bp_hash_mix(options->seed + 1) | 1;
  t->topic = calloc(count, sizeof *t->topic);
  t->scale = calloc(count, sizeof *t->scale);
  int rc = t->topic && t->scale ? BP_OK : BP_ENOMEM;
  for (uint32_t k = 0; rc == BP_OK && k < count; k++) {
    t->topic[k].id = copy_string(topic[k].id);
    t->topic[k].name = copy_string(topic[k].name);
    t->topic[k].above = topic[k].above;
    t->topics++;
    if (!t->topic[k].id || !t->topic[k].name) rc = BP_ENOMEM;
  }
  if (rc != BP_OK) { bp_class_trainer_free(t); return rc; }
  *out = t;
  return BP_OK;
}

static void free_learning (learning *l) {
  free(l->text); free(l->weight); free(l->value);
  free(l->m.offset); free(l->m.feature); free(l->m.x);
  memset(l, 0, sizeof *l);
}

static void free_features (features *f) {
  free(f->hash);
  free(f->rarity);
  memset(f, 0, sizeof *f);
}

void bp_class_trainer_free (bp_class_trainer *t) {
  if (t == NULL) return;
  for (uint32_t i = 0; i < t->count; i++) { free(t->item[i].hash); free(t->item[i].count); free(t->item[i].label); }
  for (uint32_t k = 0; k < t->topics; k++) { free((char *)(uintptr_t)t->topic[k].id); free((char *)(uintptr_t)t->topic[k].name); }
  bp_dictionary_free(&t->seen);
  free_features(&t->all);
  free_features(&t->kept);
  free_learning(&t->now);
  bp_solve_scratch_free(&t->scratch);
  free(t->item); free(t->topic); free(t->score); free(t->scored); free(t->chosen); free(t->scale); free(t->weight); free(t->bias);
  free(t);
}

/* ---- texts --------------------------------------------------------------------------------------------------------- */

static int by_hash (const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return x < y ? -1 : x > y;
}

static int by_number (const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return x < y ? -1 : x > y;
}

static int new_item (bp_class_trainer *t, sample **out) {
  if (t->count == t->room) {
    uint32_t room = t->room == 0 ? 1024 : t->room * 2;
    sample *item = room > t->room ? realloc(t->item, room * sizeof *item) : NULL;
    if (item == NULL) return BP_ENOMEM;
    t->item = item;
    t->room = room;
  }
  *out = &t->item[t->count];
  memset(*out, 0, sizeof **out);
  return BP_OK;
}

/* Different hashes of a list that is sorted here, with their counts. */
static int fill_counts (sample *s, uint64_t *hash, uint32_t n) {
  qsort(hash, n, sizeof *hash, by_hash);
  s->hash = malloc(((size_t)n + 1) * sizeof *s->hash);
  s->count = malloc(((size_t)n + 1) * sizeof *s->count);
  if (!s->hash || !s->count) return BP_ENOMEM;
  for (uint32_t i = 0; i < n; i++) {
    if (s->size > 0 && s->hash[s->size - 1] == hash[i]) {
      if (s->count[s->size - 1] < UINT16_MAX) s->count[s->size - 1]++;
    }
    else { s->hash[s->size] = hash[i]; s->count[s->size++] = 1; }
  }
  return BP_OK;
}

static int read_words (const bp_class_trainer *t, sample *s, const bp_document *doc) {
  uint64_t *hash = malloc(((size_t)doc->tokens.count * 2 + 1) * sizeof *hash), before = 0;
  if (hash == NULL) return BP_ENOMEM;
  uint32_t n = 0;
  for (uint32_t i = 0; i < doc->tokens.count; i++) {
    if (!is_word(doc->tokens.token[i].kind)) continue;
    uint64_t word = doc->tokens.folded[i];
    hash[n++] = word;
    if (t->options.grams > 1 && before != 0) hash[n++] = pair_of(before, word);
    before = word;
    s->words++;
  }
  int rc = fill_counts(s, hash, n);
  free(hash);
  return rc;
}

static int copy_labels (sample *s, const uint32_t *label, uint32_t labels) {
  s->label = malloc(((size_t)labels + 1) * sizeof *s->label);
  if (s->label == NULL) return BP_ENOMEM;
  if (labels > 0) memcpy(s->label, label, labels * sizeof *label);
  s->labels = labels;
  qsort(s->label, labels, sizeof *s->label, by_number);
  return BP_OK;
}

int bp_class_trainer_add (bp_class_trainer *t, const char *text, size_t len, const uint32_t *label, uint32_t labels,
                          uint32_t *words) {
  if (t->prepared || (t->options.mode == BP_CLASS_ONE && labels != 1)) return BP_EFORMAT;
  for (uint32_t i = 0; i < labels; i++)
    if (label[i] >= t->topics) return BP_EFORMAT;
  sample *s;
  bp_document *doc;
  size_t where;
  int rc = bp_document_new(&doc, text, len, &where);
  if (rc != BP_OK) return rc;
  rc = new_item(t, &s);
  if (rc == BP_OK) rc = read_words(t, s, doc);
  if (rc == BP_OK) rc = copy_labels(s, label, labels);
  bp_document_free(doc);
  if (rc != BP_OK) {
    if (t->count < t->room) { free(t->item[t->count].hash); free(t->item[t->count].count); free(t->item[t->count].label); }
    return rc;
  }
  t->given = ++t->count;
  *words = s->words;
  return BP_OK;
}

/* ---- folds, and long texts made of short ones --------------------------------------------------------------------- */

static uint32_t draw (bp_class_trainer *t, uint32_t below) {      /* xorshift64* (Vigna, ACM TOMS 42(4), 2016) */
  t->random ^= t->random >> 12;
  t->random ^= t->random << 25;
  t->random ^= t->random >> 27;
  return (uint32_t)(((t->random * UINT64_C(2685821657736338717)) >> 32) * below >> 32);
}

static int same_labels (const sample *a, const sample *b) {
  return a->labels == b->labels && (a->labels == 0 || memcmp(a->label, b->label, a->labels * sizeof *a->label) == 0);
}

typedef struct { uint32_t text; const sample *s; } place;

static int by_labels (const void *a, const void *b) {
  const place *x = a, *y = b;
  for (uint32_t i = 0; i < x->s->labels && i < y->s->labels; i++)
    if (x->s->label[i] != y->s->label[i]) return x->s->label[i] < y->s->label[i] ? -1 : 1;
  if (x->s->labels != y->s->labels) return x->s->labels < y->s->labels ? -1 : 1;
  return 0;
}

/* Texts by their labels, in an order of chance within the same labels; so that each fold has its share of every label. */
static int deal_folds (bp_class_trainer *t, place *order) {
  uint32_t n = t->given;
  for (uint32_t i = 0; i < n; i++) { order[i].text = i; order[i].s = &t->item[i]; }
  for (uint32_t i = n; i > 1; i--) {
    uint32_t j = draw(t, i);
    place x = order[i - 1];
    order[i - 1] = order[j];
    order[j] = x;
  }
  /* a stable sort: qsort alone would not keep the order of chance the same on every system */
  place *other = malloc(((size_t)n + 1) * sizeof *other), *from = order, *to = other;
  if (other == NULL) return BP_ENOMEM;
  for (uint32_t width = 1; width < n; width *= 2) {
    for (uint32_t low = 0; low < n; low += 2 * width) {
      uint32_t mid = low + width < n ? low + width : n, high = mid + width < n ? mid + width : n, a = low, b = mid;
      for (uint32_t k = low; k < high; k++)
        to[k] = a < mid && (b >= high || by_labels(&from[a], &from[b]) <= 0) ? from[a++] : from[b++];
    }
    place *x = from; from = to; to = x;
  }
  if (from != order) memcpy(order, from, n * sizeof *order);
  free(other);
  for (uint32_t i = 0; i < n; i++) t->item[order[i].text].fold = i % t->options.folds;
  return BP_OK;
}

/* One long text out of the texts order[from .. to), all of the same labels, those of one fold alone. */
static int join (bp_class_trainer *t, const place *order, uint32_t from, uint32_t to) {
  uint32_t longest = t->options.joined_words > 60 ? t->options.joined_words : 60;
  uint32_t wanted = (uint32_t)(50 * pow(longest / 50.0, draw(t, 1024) / 1024.0)), words = 0, n = 0, room = 0;
  uint32_t fold = t->item[order[from + draw(t, to - from)].text].fold;
  uint64_t *hash = NULL;
  int rc = BP_OK;
  for (uint32_t tries = 0; rc == BP_OK && words < wanted && tries < 4096; tries++) {
    const sample *s = &t->item[order[from + draw(t, to - from)].text];
    if (s->fold != fold) continue;
    for (uint32_t i = 0; i < s->size; i++)
      for (uint32_t c = 0; c < s->count[i]; c++) {
        if (n == room) {
          room = room == 0 ? 1024 : room * 2;
          uint64_t *more = realloc(hash, room * sizeof *more);
          if (more == NULL) { free(hash); return BP_ENOMEM; }
          hash = more;
        }
        hash[n++] = s->hash[i];
      }
    words += s->words;
  }
  sample *made;
  if (hash != NULL) rc = new_item(t, &made);
  if (rc == BP_OK && hash != NULL) {
    const sample *like = &t->item[order[from].text];
    made->fold = fold;
    made->words = words;
    rc = fill_counts(made, hash, n);
    if (rc == BP_OK) rc = copy_labels(made, like->label, like->labels);
    t->count++;
  }
  free(hash);
  return rc;
}

/* The larger groups of equal labels give more long texts, by the root of their size. */
static int join_texts (bp_class_trainer *t, const place *order) {
  double all = 0, wanted = (double)t->options.joined * t->given;
  for (int pass = 0; pass < 2 && wanted >= 1; pass++)
    for (uint32_t from = 0, to; from < t->given; from = to) {
      for (to = from + 1; to < t->given && same_labels(&t->item[order[from].text], &t->item[order[to].text]); ) to++;
      if (to - from < GROUP_LEAST * t->options.folds || t->item[order[from].text].labels == 0) continue;
      double root = sqrt((double)(to - from));
      if (pass == 0) { all += root; continue; }
      for (uint32_t n = (uint32_t)lrint(wanted * root / all); n > 0; n--) {
        int rc = join(t, order, from, to);
        if (rc != BP_OK) return rc;
      }
    }
  return BP_OK;
}

static int deal_and_join (bp_class_trainer *t) {
  place *order = malloc(((size_t)t->given + 1) * sizeof *order);
  if (order == NULL) return BP_ENOMEM;
  int rc = deal_folds(t, order);
  if (rc == BP_OK) rc = join_texts(t, order);
  free(order);
  return rc;
}

/* ---- features ------------------------------------------------------------------------------------------------------ */

/* How rare something in `df` of n texts is: inverse document frequency, smoothed. */
static float rarity_of (uint32_t df, uint32_t n) { return logf((1 + (float)n) / (1 + (float)df)) + 1; }

/* Rarity in few levels from the start, so that writing them into the model changes nothing. */
static int count_features (bp_class_trainer *t) {
  for (uint32_t i = 0; i < t->given; i++)
    for (uint32_t k = 0; k < t->item[i].size; k++) {
      int rc = bp_dictionary_count(&t->seen, t->item[i].hash[k]);
      if (rc != BP_OK) return rc;
    }
  if (t->seen.key == NULL) return BP_EFORMAT;
  int rc = bp_dictionary_number(&t->seen, t->options.min_count, &t->all.hash);
  if (rc != BP_OK) return rc;
  t->all.count = t->seen.numbered;
  t->all.rarity = malloc((size_t)t->all.count + 1);
  if (t->all.rarity == NULL) return BP_ENOMEM;
  float most = rarity_of(t->options.min_count, t->given);
  for (int level = 0; level < RARITIES; level++) t->rarity[level] = 1 + (most - 1) * (float)level / (RARITIES - 1);
  for (uint32_t k = 0; k < t->all.count; k++) {
    uint32_t df = t->seen.count[bp_dictionary_slot(&t->seen, t->all.hash[k])];
    long level = most > 1 ? lrintf((rarity_of(df, t->given) - 1) / (most - 1) * (RARITIES - 1)) : 0;
    t->all.rarity[k] = (uint8_t)(level < 0 ? 0 : level >= RARITIES ? RARITIES - 1 : level);
  }
  return BP_OK;
}

static size_t strings_size (const bp_class_trainer *t) {
  size_t size = 1;
  for (uint32_t k = 0; k < t->topics; k++) size += strlen(t->topic[k].id) + strlen(t->topic[k].name) + 2;
  return size;
}

/* How many features fit into a model of the size that was asked for; the note is short beside it. */
static uint32_t rows_that_fit (const bp_class_trainer *t) {
  model_header h = { .labels = t->topics, .rows = 0, .strings = (uint32_t)strings_size(t) + 2048 };
  uint64_t fixed = classifier_size(&h);
  if (t->options.size <= fixed) return 0;
  uint64_t rows = (t->options.size - fixed) / (sizeof (model_row) + t->topics);
  return rows < BUCKETS ? (uint32_t)rows : BUCKETS;
}

/* ---- what is learned from ------------------------------------------------------------------------------------------ */

/* Texts as vectors over the features that have a number in `seen`. */
static int make_texts (bp_class_trainer *t, const features *f, bp_texts *m) {
  size_t entries = 0;
  for (uint32_t i = 0; i < t->count; i++) entries += t->item[i].size;
  m->offset = malloc(((size_t)t->count + 1) * sizeof *m->offset);
  m->feature = malloc((entries + 1) * sizeof *m->feature);
  m->x = malloc((entries + 1) * sizeof *m->x);
  if (!m->offset || !m->feature || !m->x) return BP_ENOMEM;
  size_t at = 0;
  for (uint32_t i = 0; i < t->count; i++) {
    const sample *s = &t->item[i];
    float sum = 0;
    m->offset[i] = at;
    for (uint32_t k = 0; k < s->size; k++) {
      uint32_t slot = bp_dictionary_slot(&t->seen, s->hash[k]);
      uint32_t number = t->seen.key[slot] != 0 ? t->seen.number[slot] : NO_FEATURE;
      if (number == NO_FEATURE) continue;
      float x = bp_classifier_tf(s->count[k]) * t->rarity[f->rarity[number]];
      m->feature[at] = number;
      m->x[at++] = x;
      sum += x * x;
    }
    float factor = sum > 0 ? 1 / sqrtf(sum) : 0;
    for (size_t k = m->offset[i]; k < at; k++) m->x[k] *= factor;
  }
  m->offset[t->count] = at;
  m->rows = t->count;
  m->columns = f->count;
  return BP_OK;
}

static void number_features (bp_class_trainer *t, const features *f) {
  for (uint32_t k = 0; k < t->all.count; k++) t->seen.number[bp_dictionary_slot(&t->seen, t->all.hash[k])] = NO_FEATURE;
  for (uint32_t k = 0; k < f->count; k++) t->seen.number[bp_dictionary_slot(&t->seen, f->hash[k])] = k;
}

static int begin_learning (bp_class_trainer *t, uint32_t fold, int selecting) {
  free_learning(&t->now);
  learning *l = &t->now;
  const features *f = selecting ? &t->all : &t->kept;
  l->fold = fold;
  l->selecting = selecting;
  l->text = malloc(((size_t)t->count + 1) * sizeof *l->text);
  l->weight = malloc(((size_t)f->count + 1) * sizeof *l->weight);
  l->value = calloc((size_t)f->count + 1, sizeof *l->value);
  if (!l->text || !l->weight || !l->value) return BP_ENOMEM;
  for (uint32_t i = 0; i < t->count; i++)
    if (t->item[i].fold != fold) l->text[l->texts++] = i;
  number_features(t, f);
  return make_texts(t, f, &l->m);
}

/* ---- which features stay ------------------------------------------------------------------------------------------- */

typedef struct { float value; uint32_t feature; } worth;

static int by_worth (const void *a, const void *b) {
  const worth *x = a, *y = b;
  if (x->value != y->value) return x->value > y->value ? -1 : 1;
  return x->feature < y->feature ? -1 : x->feature > y->feature;
}

/* The features that move the scores most, one to a bucket; without `value` those in most texts come first. */
static int keep_features (bp_class_trainer *t, const float *value) {
  uint32_t n = t->all.count, room = rows_that_fit(t);
  worth *order = malloc(((size_t)n + 1) * sizeof *order);
  uint64_t *taken = calloc(BITMAP_WORDS, sizeof *taken);
  free_features(&t->kept);
  t->kept.hash = malloc(((size_t)n + 1) * sizeof *t->kept.hash);
  t->kept.rarity = malloc((size_t)n + 1);
  int rc = order && taken && t->kept.hash && t->kept.rarity ? BP_OK : BP_ENOMEM;
  for (uint32_t k = 0; rc == BP_OK && k < n; k++) {
    order[k].feature = k;
    order[k].value = value != NULL ? value[k] : -(float)t->all.rarity[k];
  }
  if (rc == BP_OK) qsort(order, n, sizeof *order, by_worth);
  for (uint32_t i = 0; rc == BP_OK && i < n && t->kept.count < room; i++) {
    uint64_t hash = t->all.hash[order[i].feature];
    uint32_t bucket = bucket_of(hash);
    if (taken[bucket / 64] >> (bucket % 64) & 1) continue;
    taken[bucket / 64] |= UINT64_C(1) << (bucket % 64);
    t->kept.hash[t->kept.count] = hash;
    t->kept.rarity[t->kept.count++] = t->all.rarity[order[i].feature];
  }
  free(order);
  free(taken);
  return rc;
}

/* ---- steps --------------------------------------------------------------------------------------------------------- */

static int must_select (const bp_class_trainer *t) { return t->all.count > rows_that_fit(t); }

static int prepare (bp_class_trainer *t) {
  if (t->given == 0) return BP_EFORMAT;
  t->least = 1;
  for (uint32_t i = 0; i < t->given; i++) if (t->item[i].labels == 0) t->least = 0;
  if (rows_that_fit(t) < NOTHING_FITS) return BP_ELIMIT;
  int rc = deal_and_join(t);
  if (rc == BP_OK) rc = count_features(t);
  if (rc == BP_OK) rc = bp_solve_scratch_new(&t->scratch, t->count);
  if (rc != BP_OK) return rc;
  t->folds = 0;
  for (uint32_t scored = 0; t->folds < t->options.folds && scored < t->options.held_out; t->folds++)
    scored += t->given / t->options.folds + 1;
  t->score = calloc((size_t)t->count * t->topics, sizeof *t->score);
  t->scored = calloc((size_t)t->count + 1, 1);
  t->bias = calloc(t->topics, sizeof *t->bias);
  if (!t->score || !t->scored || !t->bias) return BP_ENOMEM;
  t->steps = (t->folds + 1) * t->topics * (must_select(t) ? 2 : 1);
  if (!must_select(t)) rc = keep_features(t, NULL);
  if (rc == BP_OK) rc = begin_learning(t, t->folds > 0 ? 0 : t->options.folds, must_select(t));
  t->prepared = rc == BP_OK;
  return rc;
}

static void take_sides (bp_class_trainer *t, uint32_t label) {
  for (uint32_t i = 0; i < t->count; i++) {
    const sample *s = &t->item[i];
    uint8_t side = 0;
    for (uint32_t k = 0; k < s->labels; k++) side |= s->label[k] == label;
    t->scratch.side[i] = side;
  }
}

/* How much a feature moves this label's scores: its weight, as often and as heavily as it occurs. */
static void add_values (learning *l) {
  for (uint32_t i = 0; i < l->texts; i++)
    for (size_t k = l->m.offset[l->text[i]]; k < l->m.offset[l->text[i] + 1]; k++) {
      float part = l->m.x[k] * l->weight[l->m.feature[k]];
      l->value[l->m.feature[k]] += part * part;
    }
}

static void score_fold (bp_class_trainer *t, uint32_t label) {
  for (uint32_t i = 0; i < t->count; i++)
    if (t->item[i].fold == t->now.fold) {
      t->score[(size_t)i * t->topics + label] = bp_solve_score(&t->now.m, i, t->now.weight);
      t->scored[i] = 1;
    }
}

static int keep_weights (bp_class_trainer *t, uint32_t label) {
  size_t n = t->kept.count;
  if (t->weight == NULL) t->weight = calloc(n * t->topics + 1, sizeof *t->weight);
  if (t->weight == NULL) return BP_ENOMEM;
  for (size_t k = 0; k < n; k++) t->weight[k * t->topics + label] = t->now.weight[k];
  t->bias[label] = t->now.weight[n];
  return BP_OK;
}

/* What comes after the last label: the kept features, the next fold, all texts, or the end. */
static int next_learning (bp_class_trainer *t) {
  uint32_t fold = t->now.fold;
  if (t->now.selecting) {
    int rc = keep_features(t, t->now.value);
    return rc == BP_OK ? begin_learning(t, fold, 0) : rc;
  }
  if (fold == t->options.folds) {
    t->done = 1;
    free_learning(&t->now);
    return BP_OK;
  }
  fold++;
  return begin_learning(t, fold < t->folds ? fold : t->options.folds, must_select(t));
}

/* Labels of the held-out texts, as the model will give them. */
static int choose (bp_class_trainer *t) {
  class_limit *limit = malloc(t->topics * sizeof *limit);
  t->chosen = calloc((size_t)t->count + 1, t->topics);
  int rc = limit != NULL && t->chosen != NULL ? BP_OK : BP_ENOMEM;
  for (uint32_t k = 0; rc == BP_OK && k < t->topics; k++) {
    limit[k].threshold = t->scale[k].threshold;
    limit[k].above = t->topic[k].above;
  }
  for (uint32_t i = 0; rc == BP_OK && i < t->given; i++) {
    size_t at = (size_t)i * t->topics;
    if (t->scored[i]) bp_classifier_choose(t->options.mode, t->least, t->score + at, limit, t->topics, t->chosen + at);
  }
  free(limit);
  return rc;
}

static int calibrate (bp_class_trainer *t) {
  bp_class_held held = { t->score, t->scored, t->count, t->topics };
  uint8_t *truth = calloc((size_t)t->count, t->topics);
  if (truth == NULL) return BP_ENOMEM;
  for (uint32_t i = 0; i < t->count; i++)
    for (uint32_t k = 0; k < t->item[i].labels; k++) truth[(size_t)i * t->topics + t->item[i].label[k]] = 1;
  for (uint32_t i = 0; i < t->count; i++)
    bp_classifier_normalise(t->options.norm, t->score + (size_t)i * t->topics, t->topics);
  int rc = bp_classifier_calibrate(&held, truth, t->options.mode, t->scale);
  free(truth);
  return rc == BP_OK ? choose(t) : rc;
}

int bp_class_trainer_step (bp_class_trainer *t, bp_class_progress *progress, int *more) {
  int rc = t->prepared ? BP_OK : prepare(t);
  if (rc != BP_OK) return rc;
  if (!t->done) {
    learning *l = &t->now;
    bp_solve_options options = { t->options.cost, t->options.epochs, t->options.seed * 4096 + l->label };
    take_sides(t, l->label);
    bp_solve(&l->m, l->text, l->texts, &options, &t->scratch, l->weight);
    if (l->selecting) add_values(l);
    else if (l->fold < t->options.folds) score_fold(t, l->label);
    else rc = keep_weights(t, l->label);
    if (rc == BP_OK && ++l->label == t->topics) rc = next_learning(t);
    if (rc == BP_OK && t->done) rc = calibrate(t);
    t->step++;
  }
  progress->what = t->now.fold < t->options.folds && !t->done ? "held-out texts" : "all texts";
  progress->step = t->step;
  progress->steps = t->steps;
  *more = !t->done;
  return rc;
}

const float *bp_class_trainer_held_out (const bp_class_trainer *t, uint32_t text, const uint8_t **given) {
  if (!t->done || text >= t->given || !t->scored[text]) return NULL;
  *given = t->chosen + (size_t)text * t->topics;
  return t->score + (size_t)text * t->topics;
}

uint32_t bp_class_trainer_topics (const bp_class_trainer *t) { return t->topics; }

/* ---- writing ------------------------------------------------------------------------------------------------------- */

typedef struct { uint32_t bucket, feature; } bucket_place;

static int by_bucket (const void *a, const void *b) {
  const bucket_place *x = a, *y = b;
  return x->bucket < y->bucket ? -1 : x->bucket > y->bucket;
}

static uint32_t put_string (char *strings, uint32_t *at, const char *s) {
  uint32_t where = *at;
  size_t size = strlen(s) + 1;
  memcpy(strings + where, s, size);
  *at += (uint32_t)size;
  return where;
}

/* A row's weights in steps of its own: the smallest step in which the heaviest fits into a byte. */
static void write_row (const bp_class_trainer *t, const model_header *h, uint32_t feature, model_row *row, int8_t *out,
                       double *moved) {
  const float *w = t->weight + (size_t)feature * t->topics;
  float most = 0;
  for (uint32_t k = 0; k < t->topics; k++) if (fabsf(w[k]) > most) most = fabsf(w[k]);
  unsigned step = STEPS - 1;
  while (step > 0 && most > 127 * h->step[step]) step--;
  row->print = print_of(t->kept.hash[feature]);
  row->scale = (uint8_t)((unsigned)t->kept.rarity[feature] << 4 | step);
  for (uint32_t k = 0; k < t->topics; k++) {
    long x = lrintf(w[k] / h->step[step]);
    out[k] = (int8_t)(x > 127 ? 127 : x < -127 ? -127 : x);
    *moved += (double)fabsf(w[k] - (float)out[k] * h->step[step]);
  }
}

static void write_bitmap (const bucket_place *order, uint32_t rows, uint64_t *bitmap, uint32_t *rank) {
  for (uint32_t i = 0; i < rows; i++) bitmap[order[i].bucket / 64] |= UINT64_C(1) << (order[i].bucket % 64);
  uint32_t before = 0;
  for (uint32_t i = 0; i < BITMAP_WORDS; i++) {
    if (i % RANK_WORDS == 0) rank[i / RANK_WORDS] = before;
    before += (uint32_t)__builtin_popcountll(bitmap[i]);
  }
}

static void write_labels (const bp_class_trainer *t, model_label *label, char *strings, uint32_t *at) {
  for (uint32_t k = 0; k < t->topics; k++) {
    label[k].id = put_string(strings, at, t->topic[k].id);
    label[k].name = put_string(strings, at, t->topic[k].name);
    label[k].above = t->topic[k].above;
    label[k].bias = t->bias[k];
    label[k].slope = t->scale[k].slope;
    label[k].offset = t->scale[k].offset;
    label[k].threshold = t->scale[k].threshold;
  }
  for (uint32_t i = 0; i < t->given; i++)
    for (uint32_t j = 0; j < t->item[i].labels; j++) label[t->item[i].label[j]].texts++;
}

static void write_steps (const bp_class_trainer *t, model_header *h) {
  float most = 0;
  for (size_t i = 0; i < (size_t)t->kept.count * t->topics; i++) if (fabsf(t->weight[i]) > most) most = fabsf(t->weight[i]);
  for (int j = 0; j < STEPS; j++) h->step[j] = (most > 0 ? most : 1) / 127 * powf(2, -(float)j / 2);
  memcpy(h->rarity, t->rarity, sizeof h->rarity);
}

static double write_model (const bp_class_trainer *t, model_header *h, const bucket_place *order, const char *note,
                           unsigned char *file) {
  unsigned char *p = file + sizeof *h;
  uint64_t *bitmap = (void *)p;     p += (size_t)BITMAP_WORDS * 8;
  uint32_t *rank = (void *)p;       p += (size_t)RANKS * 4;
  model_label *label = (void *)p;   p += (size_t)h->labels * sizeof *label;
  model_row *row = (void *)p;       p += (size_t)h->rows * sizeof *row;
  int8_t *weight = (void *)p;       p += (size_t)h->rows * h->labels;
  uint32_t at = 1;
  double moved = 0;
  write_bitmap(order, h->rows, bitmap, rank);
  write_labels(t, label, (char *)p, &at);
  h->note = put_string((char *)p, &at, note);
  for (uint32_t i = 0; i < h->rows; i++)
    write_row(t, h, order[i].feature, &row[i], weight + (size_t)i * h->labels, &moved);
  return moved;
}

int bp_class_trainer_save (const bp_class_trainer *t, const char *path, const char *note, bp_class_report *report) {
  if (!t->done || t->weight == NULL) return BP_EFORMAT;
  model_header h = {
    .magic = CLASSIFIER_MAGIC, .order = BP_FILE_ORDER, .version = CLASSIFIER_VERSION, .labels = t->topics, .rows = t->kept.count,
    .grams = t->options.grams, .mode = t->options.mode, .norm = t->options.norm, .least = t->least
  };
  size_t strings = strings_size(t) + strlen(note) + 1;
  if (strings > UINT32_MAX / 2) return BP_ELIMIT;
  h.strings = (uint32_t)strings;
  write_steps(t, &h);
  size_t size = (size_t)classifier_size(&h);
  unsigned char *file = calloc(1, size);
  bucket_place *order = malloc(((size_t)h.rows + 1) * sizeof *order);
  int rc = file && order ? BP_OK : BP_ENOMEM;
  if (rc == BP_OK) {
    for (uint32_t k = 0; k < h.rows; k++) { order[k].bucket = bucket_of(t->kept.hash[k]); order[k].feature = k; }
    qsort(order, h.rows, sizeof *order, by_bucket);
    double moved = write_model(t, &h, order, note, file);
    memcpy(file, &h, sizeof h);
    h.checksum = bp_file_sum(file, size, &bp_classifier_kind);
    memcpy(file, &h, sizeof h);
    rc = bp_file_replace(path, file, size);
    bp_class_report r = { t->given, t->count - t->given, t->all.count, t->kept.count, 0, size };
    if (h.rows > 0) r.rounding = moved / ((double)h.rows * h.labels);
    *report = r;
  }
  free(order);
  free(file);
  return rc;
}
