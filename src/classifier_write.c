/* classifier_write.c -- a trained classifier as a file: weights in bytes, rows by bucket, bitmap and ranks.
**
** A row's weights are counted in steps of its own, so that light words lose as little by rounding as heavy ones.
*/
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "classifier_model.h"
#include "classifier_trainer.h"

size_t bp_class_trainer_strings (const bp_class_trainer *t) {
  size_t size = 1;
  for (uint32_t k = 0; k < t->topics; k++) size += strlen(t->topic[k].id) + strlen(t->topic[k].name) + 2;
  return size;
}

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
  size_t strings = bp_class_trainer_strings(t) + strlen(note) + 1;
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
