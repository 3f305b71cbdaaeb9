/* tagger_write.c -- from learned weights to the file of a tagger: the heaviest features that fit, as bytes. */
#include "tagger_write.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mapped.h"

#define NONE UINT32_MAX

static int8_t quantise (float x) {
  float steps = x / WEIGHT_STEP;
  return (int8_t)lrintf(steps < -127 ? -127 : steps > 127 ? 127 : steps);
}

typedef struct { float size; uint32_t number; } ranked;

static int compare_ranked (const void *a, const void *b) {
  const ranked *x = a, *y = b;
  if (x->size != y->size) return x->size < y->size ? 1 : -1;
  return x->number < y->number ? -1 : x->number > y->number;
}

int bp_tagger_places (const uint64_t *key, const bp_weights *w, uint32_t lines, uint32_t *place) {
  ranked *rank = malloc(((size_t)w->size + 1) * sizeof *rank);
  uint16_t *print = calloc((size_t)lines * LINE_SLOTS, sizeof *print);
  if (rank == NULL || print == NULL) { free(rank); free(print); return BP_ENOMEM; }
  for (uint32_t k = 0; k < w->size; k++) {
    rank[k].number = k;
    rank[k].size = 0;
    for (unsigned l = 1; l < BP_LABELS; l++) {
      float x = fabsf(w->weight[k].lane[l] - w->weight[k].lane[BP_O]);
      if (x > rank[k].size) rank[k].size = x;
    }
    place[k] = NONE;
  }
  qsort(rank, w->size, sizeof *rank, compare_ranked);
  for (uint32_t r = 0; r < w->size && rank[r].size >= WEIGHT_STEP / 2; r++) {
    uint64_t feature = key[rank[r].number];
    uint32_t home = line_of(feature, lines) * LINE_SLOTS, slot = 0;
    while (slot < LINE_SLOTS && print[home + slot] != 0 && print[home + slot] != print_of(feature)) slot++;
    if (slot == LINE_SLOTS || print[home + slot] != 0) continue;
    print[home + slot] = print_of(feature);
    place[rank[r].number] = home + slot;
  }
  free(rank);
  free(print);
  return BP_OK;
}

static int fill_table (const bp_learned *from, model_line *line, uint32_t lines, bp_trainer_report *report) {
  uint32_t *place = calloc((size_t)from->size + 1, sizeof *place);
  int rc = place != NULL ? bp_tagger_places(from->key, &from->w, lines, place) : BP_ENOMEM;
  for (uint32_t k = 0; rc == BP_OK && k < from->size; k++) {
    if (place[k] == NONE) continue;
    model_line *home = &line[place[k] / LINE_SLOTS];
    unsigned slot = place[k] % LINE_SLOTS;
    home->print[slot] = print_of(from->key[k]);
    for (unsigned l = 1; l < BP_LABELS; l++) {
      float x = from->w.weight[k].lane[l] - from->w.weight[k].lane[BP_O];
      int8_t byte = quantise(x);
      home->weight[slot][l - 1] = byte;
      if (fabsf(x) > 127.5f * WEIGHT_STEP) report->cut++;
      else report->rounding += (double)fabsf(x - (float)byte * WEIGHT_STEP);     /* a mean when the tables are full */
    }
    report->kept++;
  }
  report->features += from->seen;
  free(place);
  return rc;
}

static void write_transitions (const bp_weights *w, int16_t out[BP_LANES][BP_LANES]) {
  for (unsigned p = 0; p < BP_LANES; p++)
    for (unsigned l = 0; l < BP_LANES; l++) {
      int allowed = l < BP_LABELS && may_follow(p == START ? BP_O : p, l);
      out[p][l] = allowed ? (int16_t)lrintf(w->transition[p].lane[l] / WEIGHT_STEP) : NEVER;
    }
}

int bp_tagger_write (const bp_learned table[TABLES], const uint32_t lines[TABLES], const bp_word_classes *classes,
                     const char *path, const char *note, bp_trainer_report *report) {
  size_t note_len = strlen(note) + 1, size = sizeof (model_header) + note_len;
  for (unsigned k = 0; k < TABLES; k++) {
    size += (size_t)lines[k] * sizeof (model_line);
  }
  size_t class_bytes = classes->lines * sizeof (bp_class_line), path_bytes = classes->paths * sizeof (bp_word_class);
  size += class_bytes + path_bytes;
  unsigned char *file = calloc(1, size);
  if (file == NULL) return BP_ENOMEM;
  model_header *h = (model_header *)(void *)file;
  memcpy(h->magic, TAGGER_MAGIC, sizeof h->magic);
  h->order = BP_FILE_ORDER;
  h->version = TAGGER_VERSION;
  h->note = (uint32_t)note_len;
  h->features = BP_FEATURES_VERSION;
  h->first_scale = 1;
  memcpy(h->labels, TAGGER_LABELS, sizeof TAGGER_LABELS);
  model_line *at = (model_line *)(void *)(file + sizeof *h);
  int rc = BP_OK;
  for (unsigned k = 0; rc == BP_OK && k < TABLES; k++) {
    h->lines[k] = lines[k];
    write_transitions(&table[k].w, h->transition[k]);
    rc = fill_table(&table[k], at, lines[k], report);
    at += lines[k];
  }
  h->class_lines = classes->lines;
  h->class_paths = classes->paths;
  unsigned char *end = (unsigned char *)at;
  if (class_bytes != 0) memcpy(end, classes->line, class_bytes);
  if (path_bytes != 0) memcpy(end + class_bytes, classes->path, path_bytes);
  end += class_bytes + path_bytes;
  if (report->kept > 0) report->rounding /= (double)report->kept * SLOT_WEIGHTS;
  memcpy(end, note, note_len);
  h->checksum = bp_tagger_sum(file, size);
  if (rc == BP_OK) rc = bp_file_replace(path, file, size);
  free(file);
  return rc;
}
