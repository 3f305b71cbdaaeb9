/* classifier_samples.c -- the texts a classifier learns from: counts of hashes, folds, long texts made of short ones.
**
** Memory: ten bytes for each different word or pair of each text.  A joined text is made of texts of one fold, and is of that fold.
*/
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chance.h"
#include "classifier_model.h"
#include "classifier_trainer.h"

enum { GROUP_LEAST = 4 };       /* texts of the same labels in a fold that make joining them worth while */

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

static uint32_t draw (bp_class_trainer *t, uint32_t below) { return bp_chance_below(&t->random, below); }

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

int bp_class_trainer_deal (bp_class_trainer *t) {
  place *order = calloc((size_t)t->given + 1, sizeof *order);
  if (order == NULL) return BP_ENOMEM;
  int rc = deal_folds(t, order);
  if (rc == BP_OK) rc = join_texts(t, order);
  free(order);
  return rc;
}
