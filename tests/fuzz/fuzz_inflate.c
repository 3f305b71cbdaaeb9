/* fuzz_inflate.c -- any bytes unpack to the same whether they come at once or piece by piece, and never without end. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "inflate.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define MUST(condition) do { if (!(condition)) abort(); } while (0)

enum { OUT_MAX = 1 << 18 };

typedef struct { size_t made; int rc; bool ended; } outcome;

/* Unpack `in` in pieces of `in_step` and `out_step` bytes. */
static outcome run (enum bp_inflate_kind kind, const char *in, size_t len, size_t in_step, size_t out_step, char *out) {
  bp_inflate *z = NULL;
  outcome o = { 0, BP_OK, false };
  size_t at = 0;
  MUST(bp_inflate_new(&z, kind) == BP_OK);
  while (o.rc == BP_OK && !o.ended && o.made < OUT_MAX) {
    size_t taken = 99, made = 99, room = OUT_MAX - o.made;
    size_t in_now = len - at < in_step ? len - at : in_step, out_now = room < out_step ? room : out_step;
    o.rc = bp_inflate_run(z, in + at, in_now, &taken, out + o.made, out_now, &made, &o.ended);
    MUST(taken <= in_now && made <= out_now);
    at += taken;
    o.made += made;
    if (taken == 0 && made == 0 && (in_now == 0 || !o.ended)) break;
  }
  if (o.ended) {                        /* a stream that has ended gives nothing more, until it begins anew */
    size_t taken = 0, made = 0;
    bool ended = false;
    MUST(bp_inflate_run(z, in, len, &taken, out + o.made, OUT_MAX - o.made, &made, &ended) == BP_OK && made == 0 && ended);
    MUST(bp_inflate_reset(z) == BP_OK);
  }
  bp_inflate_free(z);
  return o;
}

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size) {
  if (size < 2) return 0;
  enum bp_inflate_kind kind = (enum bp_inflate_kind)(data[0] % 4);
  size_t len = size - 2, step = (size_t)data[1] % 64 + 1;
  char *in = malloc(len ? len : 1), *whole = malloc(OUT_MAX), *pieces = malloc(OUT_MAX);
  if (in != NULL && whole != NULL && pieces != NULL) {
    memcpy(in, data + 2, len);
    outcome a = run(kind, in, len, len ? len : 1, OUT_MAX, whole);
    outcome b = run(kind, in, len, step, step * 7, pieces);
    MUST(a.ended == b.ended);
    if (a.rc == BP_OK && b.rc == BP_OK && a.ended) MUST(a.made == b.made);
    size_t both = a.made < b.made ? a.made : b.made;
    if (a.rc == BP_OK) MUST(memcmp(whole, pieces, both) == 0);
  }
  free(in);
  free(whole);
  free(pieces);
  return 0;
}
