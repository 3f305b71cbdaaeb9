/* tagger_write.h -- from learned weights to the file of a tagger; for training. */
#ifndef BP_TAGGER_WRITE_H
#define BP_TAGGER_WRITE_H

#include "tagger_crf.h"
#include "tagger_train.h"

typedef struct {
  uint64_t *key;              /* feature of each number */
  bp_weights w;
  uint32_t size, seen;        /* features that are learned; that were seen often enough */
} bp_learned;

/*
** Places for the features of a table, the heaviest first: the slot of each number into place[], UINT32_MAX for one whose line
** is full or whose print stands there already.  BP_OK or BP_ENOMEM.
*/
int bp_tagger_places (const uint64_t *key, const bp_weights *w, uint32_t lines, uint32_t *place);

/* Prune, round and write; adds features, kept, cut and rounding to the report.  BP_EIO, BP_ENOMEM. */
int bp_tagger_write (const bp_learned table[TABLES], const uint32_t lines[TABLES], const bp_word_classes *classes,
                     const char *path, const char *note, bp_trainer_report *report);

#endif
