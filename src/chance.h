/* chance.h -- numbers of chance that are the same on every machine: xorshift64* (Vigna, ACM TOMS 42(4), 2016).  Not for secrets. */
#ifndef BP_CHANCE_H
#define BP_CHANCE_H

#include <stdint.h>

#include "hash.h"

/* The state for a seed; never 0. */
static inline uint64_t bp_chance_seed (uint64_t seed) { return bp_hash_mix(seed + 1) | 1; }

/* 0 to n - 1; n is not 0. */
static inline uint32_t bp_chance_below (uint64_t *state, uint32_t n) {
  *state ^= *state >> 12;
  *state ^= *state << 25;
  *state ^= *state >> 27;
  return (uint32_t)(((*state * UINT64_C(2685821657736338717)) >> 32) * n >> 32);
}

#endif
