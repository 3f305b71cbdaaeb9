/* leak_search.h -- the search for struck forms from the inside: shared by leak.c, which searches, and prints.c, which makes and reads
** fingerprints.  Nobody else includes it.
*/
#ifndef BP_LEAK_SEARCH_H
#define BP_LEAK_SEARCH_H

#include "leak.h"

/* What stands before a byte of the stream. */
enum { EDGE_TAG = 1, EDGE_HYPHEN = 2, EDGE_SPACE = 4, EDGE_SIGN = 8, EDGE_HUMP = 16, EDGE_MARKUP = 128 };

/* A byte of the canonical stream. */
typedef struct {
  uint32_t start;          /* of the character in the source */
  uint16_t width;
  uint8_t edge;            /* EDGE_*: what stands before it; EDGE_MARKUP */
  char byte;
} bp_unit;

/* ---- the automaton ---- */

typedef struct {
  uint32_t len, chars, next;   /* bytes and characters in the stream; next form that ends in the same node */
  uint32_t at;                 /* its place in automaton.text */
  int has_letter;
} bp_needle;

typedef struct {
  uint8_t class_of[256];   /* stream byte to column; 0: in no form */
  uint32_t classes, nodes, longest;
  uint32_t *go;            /* nodes x classes: the first cell of the next node, and SPEAKS when a form ends there */
  uint32_t *ends;          /* node to needle + 1 */
  uint32_t *suffix;        /* node to the nearest shorter node where a form ends, or 0 */
  bp_needle *needles;
  uint32_t count;
  bp_unit *text;           /* the forms as canonical streams, one behind the other; of fingerprints the edges only */
  struct bp_prints *prints;   /* when forms are known by fingerprint: in place of go, ends, suffix */
} bp_automaton;

/* ---- fingerprints ----
**
** A form of n bytes b1 ... bn in the stream is known by n, the places of the edges in it, and
**     b1 x^(n-1) + b2 x^(n-2) + ... + bn   mod 2^61 - 1        at a secret point x
** which can be kept up to date along a text for each n.  Two streams of equal length below 2^16 agree by chance once in 2^45
** points at most, and mostly once in 2^61.  It hides a form from those who do not know the point, if they see no hash: a
** ledger keeps them sealed.
*/
#define PRIME (((uint64_t)1 << 61) - 1)

__extension__ typedef unsigned __int128 wide;

typedef struct bp_prints {
  uint64_t point;
  uint32_t lengths;            /* how many there are */
  uint32_t *length;            /* each once */
  uint64_t *gone;              /* -point^length: what the byte that leaves the window counts */
  uint64_t *hash;              /* of each needle */
  uint32_t *slot;              /* hash to needle + 1; needles of one hash are chained by needle.next */
  uint32_t mask;
} bp_prints;

static inline uint64_t bp_print_reduce (wide t) {
  uint64_t r = (uint64_t)(t & PRIME) + (uint64_t)(t >> 61);
  r = (r & PRIME) + (r >> 61);
  return r >= PRIME ? r - PRIME : r;
}

static inline uint32_t bp_print_slot (const bp_prints *p, uint64_t hash, uint32_t len) {
  return (uint32_t)((hash ^ hash >> 29) + len * 0x9E3779B1u) & p->mask;
}

/* The forms as canonical streams: a->needles and a->text, for the caller to clear.  BP_OK, BP_ENOMEM or BP_ELIMIT. */
int  bp_automaton_read (bp_automaton *a, const bp_form *form, uint32_t count);
/* All places of the forms of an automaton. */
int  bp_automaton_find (const bp_automaton *a, const char *bytes, size_t len, bp_leaks *out);
void bp_automaton_clear (bp_automaton *a);

#endif
