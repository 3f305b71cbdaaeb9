/* classifier_train.c -- learns the weights of a classifier: which words matter, what they say, how far a score can be believed.
**
** For each fold, and at last for all texts:
**   1. learn from all words and pairs that are seen often enough;
**   2. keep those whose weights move the scores most, as many as fit into the model, one to a bucket;
**   3. learn again from these alone (leaving out after learning cost more), and score the texts of the fold.
** What the folds' models say of texts they have not seen gives the probabilities and thresholds (classifier_calibrate.c);
** classifier_write.c makes the file.
**
** Long texts made of short ones with the same labels teach what many words do to a score (classifier_samples.c).
** Memory: about 20 bytes for each different word of each text; time: some ten passes over them for each label and learning.
*/
#include "classifier_train.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chance.h"
#include "classifier_model.h"
#include "classifier_trainer.h"

const bp_class_options bp_class_defaults = {
  .seed = 1, .mode = BP_CLASS_ONE, .norm = BP_CLASS_PLAIN, .grams = 2, .folds = 5, .held_out = 20000, .min_count = 2,
  .epochs = 50, .cost = 0.5f, .joined = 0, .joined_words = 600, .size = 1000000
};

enum { NOTHING_FITS = 16 };     /* rows; a model of fewer says nothing */

#define NO_FEATURE UINT32_MAX

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
  t->random = bp_chance_seed(options->seed);
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
  for (uint32_t i = 0; t->item != NULL && i < t->count; i++) {
    free(t->item[i].hash);
    free(t->item[i].count);
    free(t->item[i].label);
  }
  for (uint32_t k = 0; t->topic != NULL && k < t->topics; k++) {
    free((char *)(uintptr_t)t->topic[k].id);
    free((char *)(uintptr_t)t->topic[k].name);
  }
  bp_dictionary_free(&t->seen);
  free_features(&t->all);
  free_features(&t->kept);
  free_learning(&t->now);
  bp_solve_scratch_free(&t->scratch);
  free(t->item); free(t->topic); free(t->score); free(t->scored); free(t->chosen); free(t->scale); free(t->weight); free(t->bias);
  free(t);
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

/* How many features fit into a model of the size that was asked for; the note is short beside it. */
static uint32_t rows_that_fit (const bp_class_trainer *t) {
  model_header h = { .labels = t->topics, .rows = 0, .strings = (uint32_t)bp_class_trainer_strings(t) + 2048 };
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
  t->kept.hash = calloc((size_t)n + 1, sizeof *t->kept.hash);
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
  int rc = bp_class_trainer_deal(t);
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
