/* prints.c -- fingerprints of struck forms: made from a form, read into a set that can be searched for.
**
** A ledger keeps prints instead of the forms (leak_search.h says what they are); the search for them is leak.c's, so both find the
** same places.  Costs a pass over a form to make one, and a table of hashes for a set.
*/
#include "leak_search.h"

#include <stdlib.h>
#include <string.h>

#define PRINT_HEAD 16u       /* length, characters (top bit: has a letter), hash; then 4 bytes for each edge */
#define HAS_LETTER 0x80000000u

static uint64_t point_of (uint64_t secret) { return secret % (PRIME - 0x10000) + 0x10000; }

static void put32 (unsigned char *p, uint32_t n) { for (int k = 0; k < 4; k++) p[k] = (unsigned char)(n >> (8 * k)); }

static uint32_t get32 (const unsigned char *p) {
  return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

int bp_print_make (const char *form, size_t len, uint64_t secret, char **out, size_t *out_len, char **stream, size_t *stream_len) {
  bp_automaton a;
  memset(&a, 0, sizeof a);
  bp_form one = { form, len };
  unsigned char *print = NULL;
  char *letters = NULL;
  int rc = bp_automaton_read(&a, &one, 1);
  if (rc == BP_OK) {
    const bp_needle *n = &a.needles[0];
    size_t size = PRINT_HEAD;
    for (uint32_t k = 1; k < n->len; k++) if (a.text[k].edge != 0) size += 4;
    print = malloc(size);
    letters = malloc((size_t)n->len + 1);
    if (print == NULL || letters == NULL) {
      rc = BP_ENOMEM;
    } else {
      uint64_t hash = 0, point = point_of(secret);
      unsigned char *edge = print + PRINT_HEAD;
      for (uint32_t k = 0; k < n->len; k++) {
        letters[k] = a.text[k].byte;
        hash = bp_print_reduce((wide)hash * point + (unsigned char)a.text[k].byte);
        if (k > 0 && a.text[k].edge != 0) { put32(edge, k); edge += 4; }
      }
      put32(print, n->len);
      put32(print + 4, n->chars | (n->has_letter ? HAS_LETTER : 0));
      put32(print + 8, (uint32_t)hash);
      put32(print + 12, (uint32_t)(hash >> 32));
      *out = (char *)print;
      *out_len = size;
      *stream = letters;
      *stream_len = n->len;
    }
  }
  bp_automaton_clear(&a);
  if (rc != BP_OK) { free(print); free(letters); }
  return rc;
}

struct bp_print_set { bp_automaton a; bp_prints p; };

void bp_print_set_free (bp_print_set *set) {
  if (set == NULL) return;
  free(set->p.length);
  free(set->p.gone);
  free(set->p.hash);
  free(set->p.slot);
  bp_automaton_clear(&set->a);
  free(set);
}

/* The needles and their edges. */
static int read_prints (bp_print_set *set, const bp_form *print, uint32_t count) {
  size_t total = 0;
  for (uint32_t f = 0; f < count; f++) {
    const unsigned char *p = (const unsigned char *)print[f].text;
    if (print[f].len < PRINT_HEAD || print[f].len % 4 != 0) return BP_EFORMAT;
    bp_needle *n = &set->a.needles[f];
    n->len = get32(p);
    n->chars = get32(p + 4) & ~HAS_LETTER;
    n->has_letter = (get32(p + 4) & HAS_LETTER) != 0;
    n->at = (uint32_t)total;
    set->p.hash[f] = get32(p + 8) | (uint64_t)get32(p + 12) << 32;
    total += n->len;
    if (n->len > BP_PRINT_MAX || n->chars > n->len || total > UINT32_MAX / 2) return BP_ELIMIT;
    if (n->len > set->a.longest) set->a.longest = n->len;
  }
  if ((set->a.text = calloc(total + 1, sizeof *set->a.text)) == NULL) return BP_ENOMEM;
  for (uint32_t f = 0; f < count; f++) {
    const bp_needle *n = &set->a.needles[f];
    for (size_t k = PRINT_HEAD; k < print[f].len; k += 4) {
      uint32_t at = get32((const unsigned char *)print[f].text + k);
      if (at >= n->len) return BP_EFORMAT;
      set->a.text[n->at + at].edge = EDGE_SPACE;
    }
  }
  return BP_OK;
}

/* The table of hashes, and each length with the power that belongs to it. */
static int index_prints (bp_print_set *set, uint32_t count) {
  bp_prints *p = &set->p;
  unsigned char *seen = calloc((size_t)set->a.longest + 1, 1);
  p->length = calloc((size_t)set->a.longest + 1, sizeof *p->length);
  p->gone = calloc((size_t)set->a.longest + 1, sizeof *p->gone);
  if (seen == NULL || p->length == NULL || p->gone == NULL) { free(seen); return BP_ENOMEM; }
  for (uint32_t f = 0; f < count; f++) {
    bp_needle *n = &set->a.needles[f];
    if (n->len == 0) continue;
    seen[n->len] = 1;
    uint32_t s = bp_print_slot(p, p->hash[f], n->len);
    while (p->slot[s] != 0) {
      const bp_needle *other = &set->a.needles[p->slot[s] - 1];
      if (p->hash[p->slot[s] - 1] == p->hash[f] && other->len == n->len) break;
      s = (s + 1) & p->mask;
    }
    n->next = p->slot[s];
    p->slot[s] = f + 1;
  }
  uint64_t power = 1;
  for (uint32_t len = 1; len <= set->a.longest; len++) {
    power = bp_print_reduce((wide)power * p->point);
    if (!seen[len]) continue;
    p->length[p->lengths] = len;
    p->gone[p->lengths++] = power == 0 ? 0 : PRIME - power;
  }
  free(seen);
  return BP_OK;
}

int bp_print_set_new (bp_print_set **out, const bp_form *print, uint32_t count, uint64_t secret) {
  if (count > UINT32_MAX / 8) return BP_ELIMIT;
  bp_print_set *set = calloc(1, sizeof *set);
  if (set == NULL) return BP_ENOMEM;
  uint32_t size = 64;
  while (size < 4 * count) size *= 2;
  set->p.mask = size - 1;
  set->p.point = point_of(secret);
  set->a.prints = &set->p;
  set->a.count = count;
  set->a.needles = calloc((size_t)count + 1, sizeof *set->a.needles);
  set->p.hash = calloc((size_t)count + 1, sizeof *set->p.hash);
  set->p.slot = calloc(size, sizeof *set->p.slot);
  int rc = set->a.needles && set->p.hash && set->p.slot ? BP_OK : BP_ENOMEM;
  if (rc == BP_OK) rc = read_prints(set, print, count);
  if (rc == BP_OK) rc = index_prints(set, count);
  if (rc != BP_OK) { bp_print_set_free(set); return rc; }
  *out = set;
  return BP_OK;
}

int bp_print_set_find (const bp_print_set *set, const char *bytes, size_t len, bp_leaks *out) {
  return len > BP_TEXT_MAX ? BP_ELIMIT : bp_automaton_find(&set->a, bytes, len, out);
}
