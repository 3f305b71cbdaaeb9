/* dictionary.c -- counts 64-bit keys and numbers those seen often enough; for training only.
**
** An open-addressed table that doubles when three quarters full: 16 bytes a key, no deletion.  Key 0 stands for "empty".
*/
#include "dictionary.h"

#include <stdlib.h>
#include <string.h>

void bp_dictionary_free (bp_dictionary *d) {
  free(d->key);
  free(d->count);
  free(d->number);
  memset(d, 0, sizeof *d);
}

static int grow (bp_dictionary *d) {
  bp_dictionary bigger = { NULL, NULL, NULL, d->key == NULL ? (1u << 20) - 1 : d->mask * 2 + 1, d->used, 0 };
  bigger.key = calloc((size_t)bigger.mask + 1, sizeof *bigger.key);
  bigger.count = calloc((size_t)bigger.mask + 1, sizeof *bigger.count);
  bigger.number = malloc(((size_t)bigger.mask + 1) * sizeof *bigger.number);
  if (!bigger.key || !bigger.count || !bigger.number) { bp_dictionary_free(&bigger); return BP_ENOMEM; }
  for (size_t i = 0; d->key != NULL && i <= d->mask; i++) {
    if (d->key[i] == 0) continue;
    uint32_t k = (uint32_t)(d->key[i] >> 20) & bigger.mask;
    while (bigger.key[k] != 0) k = (k + 1) & bigger.mask;
    bigger.key[k] = d->key[i];
    bigger.count[k] = d->count[i];
  }
  bp_dictionary_free(d);
  *d = bigger;
  return BP_OK;
}

uint32_t bp_dictionary_slot (const bp_dictionary *d, uint64_t key) {
  uint32_t k = (uint32_t)(key >> 20) & d->mask;
  while (d->key[k] != 0 && d->key[k] != key) k = (k + 1) & d->mask;
  return k;
}

int bp_dictionary_count (bp_dictionary *d, uint64_t key) {
  if (d->key == NULL || d->used > d->mask / 4 * 3) {
    int rc = grow(d);
    if (rc != BP_OK) return rc;
  }
  uint32_t k = bp_dictionary_slot(d, key);
  if (d->key[k] == 0) { d->key[k] = key; d->used++; }
  d->count[k]++;
  return BP_OK;
}

int bp_dictionary_number (bp_dictionary *d, uint32_t least, uint64_t **keys) {
  d->numbered = 0;
  for (size_t i = 0; i <= d->mask; i++) {
    d->number[i] = BP_NO_NUMBER;
    if (d->key[i] != 0 && d->count[i] >= least) d->number[i] = d->numbered++;
  }
  *keys = malloc(((size_t)d->numbered + 1) * sizeof **keys);
  if (*keys == NULL) return BP_ENOMEM;
  for (size_t i = 0; i <= d->mask; i++)
    if (d->number[i] != BP_NO_NUMBER) (*keys)[d->number[i]] = d->key[i];
  return BP_OK;
}

int bp_dictionary_reset (bp_dictionary *d) {
  bp_dictionary_free(d);
  return grow(d);
}
