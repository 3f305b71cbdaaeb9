/* hash.h -- one 64-bit hash for tokens, the same on every machine: it is written into files.
**
** Not for secrets (that is libsodium's work) and not against an attacker who picks the input.
*/
#ifndef BP_HASH_H
#define BP_HASH_H

#include <stdint.h>
#include <stddef.h>
#include <string.h>

/* Finaliser of MurmurHash3 (Appleby, public domain algorithm): every input bit reaches every output bit. */
static inline uint64_t bp_hash_mix (uint64_t x) {
  x ^= x >> 33; x *= UINT64_C(0xff51afd7ed558ccd);
  x ^= x >> 33; x *= UINT64_C(0xc4ceb9fe1a85ec53);
  return x ^ (x >> 33);
}

/* Bytes are taken in little-endian groups of eight, so the value does not depend on the machine. */
static inline uint64_t bp_hash_bytes (const char *text, size_t len) {
  const unsigned char *p = (const unsigned char *)text;
  uint64_t h = UINT64_C(0x9e3779b97f4a7c15) ^ (uint64_t)len;
  while (len > 0) {
    size_t take = len < 8 ? len : 8;
    uint64_t word = 0;
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (take == 8) memcpy(&word, p, 8);
    else if (take >= 4) {                 /* two loads that overlap: the bytes they share are the same */
      uint32_t low, high;
      memcpy(&low, p, 4);
      memcpy(&high, p + take - 4, 4);
      word = low | (uint64_t)high << (8 * (take - 4));
    }
    else
#endif
    for (size_t i = 0; i < take; i++) word |= (uint64_t)p[i] << (8 * i);
    h = bp_hash_mix(h ^ word) + UINT64_C(0x9e3779b97f4a7c15);
    p += take; len -= take;
  }
  return bp_hash_mix(h);
}

/* The hash of a sequence: h' = step(h, token).  Zero starts. */
static inline uint64_t bp_hash_step (uint64_t h, uint64_t token) {
  return bp_hash_mix(h * UINT64_C(0x9fb21c651e98df25) + token) | 1;   /* never 0: 0 means "empty slot" */
}

#endif
