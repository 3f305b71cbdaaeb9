/* folded.c -- one character as the leak search compares it: letters and digits, case and accents gone.
**
** The last few characters are kept: folding asks the Unicode tables and allocates.
*/
#include "folded.h"

#include <stdlib.h>
#include <string.h>

/* Scripts that put no space between words: each character is a word. */
static int is_unspaced (int32_t c) {
  return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0xF900 && c <= 0xFAFF)
      || (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1780 && c <= 0x17FF);
}

int bp_is_letter_or_digit (int32_t code) {
  enum bp_char_class class = bp_utf8_class(code);
  return class == BP_CHAR_LOWER || class == BP_CHAR_UPPER || class == BP_CHAR_DIGIT;
}

void bp_fold_cache_init (bp_fold_cache *cache) {
  for (size_t k = 0; k < BP_FOLD_CACHE; k++) cache->entry[k].code = -1;
}

const bp_folded_char *bp_fold_char (bp_fold_cache *cache, int32_t code, int *rc) {
  bp_folded_char *f = &cache->entry[(uint32_t)code % BP_FOLD_CACHE];
  if (f->code == code) return f;
  char raw[4], *out;
  size_t out_len;
  f->code = code;
  f->class = (uint8_t)(is_unspaced(code) ? BP_CHAR_OTHER : bp_utf8_class(code));
  f->len = 0;
  if ((*rc = bp_utf8_fold(raw, bp_utf8_encode(code, raw), BP_FOLD_CASE | BP_FOLD_ACCENTS, &out, &out_len)) != BP_OK) return f;
  for (size_t i = 0; i < out_len; ) {
    unsigned width;
    int32_t c = bp_utf8_decode(out, out_len, i, &width);
    if (bp_is_letter_or_digit(c) && f->len + width <= BP_FOLDED_BYTES) {
      memcpy(f->byte + f->len, out + i, width);
      f->len = (uint8_t)(f->len + width);
    }
    i += width;
  }
  free(out);
  return f;
}
