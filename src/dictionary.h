/* dictionary.h -- counts 64-bit keys and numbers those seen often enough. */
#ifndef BP_DICTIONARY_H
#define BP_DICTIONARY_H

#include "bp.h"

#define BP_NO_NUMBER UINT32_MAX

typedef struct {
  uint64_t *key;
  uint32_t *count, *number;   /* by slot; `number` is BP_NO_NUMBER for a key that has none */
  uint32_t mask, used, numbered;
} bp_dictionary;

void bp_dictionary_free (bp_dictionary *d);    /* twice is harmless */
int  bp_dictionary_reset (bp_dictionary *d);   /* empty it; BP_OK or BP_ENOMEM */

/* One more of a key.  BP_OK or BP_ENOMEM. */
int bp_dictionary_count (bp_dictionary *d, uint64_t key);

/* Where a key stands, or would. */
uint32_t bp_dictionary_slot (const bp_dictionary *d, uint64_t key);

/* Number the keys seen at least `least` times; the keys by number go to *keys, malloc'ed.  BP_OK or BP_ENOMEM. */
int bp_dictionary_number (bp_dictionary *d, uint32_t least, uint64_t **keys);

#endif
