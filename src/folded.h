/* folded.h -- one character as the leak search compares it: letters and digits, case and accents gone. */
#ifndef BP_FOLDED_H
#define BP_FOLDED_H

#include "bp.h"
#include "utf8.h"

#define BP_FOLDED_BYTES 24   /* a folded character; what is longer is cut, in bytes and forms alike */
#define BP_FOLD_CACHE 64

/* class: enum bp_char_class; BP_CHAR_OTHER for scripts that put no space between words. */
typedef struct { int32_t code; uint8_t len, class; char byte[BP_FOLDED_BYTES]; } bp_folded_char;
typedef struct { bp_folded_char entry[BP_FOLD_CACHE]; } bp_fold_cache;

void bp_fold_cache_init (bp_fold_cache *cache);

/* The letters and digits of a character after folding; len 0 for one that has none.  Belongs to the cache, until the next
** call.  *rc is set when folding fails. */
const bp_folded_char *bp_fold_char (bp_fold_cache *cache, int32_t code, int *rc);

int bp_is_letter_or_digit (int32_t code);

#endif
