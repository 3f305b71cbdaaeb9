/* inflate.c -- unpack gzip, zlib and raw deflate piece by piece, in fixed memory (zlib).
**
** Part of module bluepencil.inflate, not of the core.  Takes and gives as much as the caller has room for, so a bomb costs no more
** memory than an honest file; how much may come out in all is for the caller to say (lua/bluepencil/read/budget.lua).
** About 40 KB for each stream, 300 MB/s out.
*/
#include "inflate.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

struct bp_inflate {
  z_stream stream;
  enum bp_inflate_kind kind;
  bool begun;          /* inflateInit was called: for BP_INFLATE_HTTP only once the first two bytes are there */
  bool ended;
  unsigned char head[2];
  size_t head_len;
};

static int begin (bp_inflate *z, int window_bits) {
  int rc = inflateInit2(&z->stream, window_bits);
  if (rc != Z_OK) return rc == Z_MEM_ERROR ? BP_ENOMEM : BP_EFORMAT;
  z->begun = true;
  return BP_OK;
}

int bp_inflate_new (bp_inflate **out, enum bp_inflate_kind kind) {
  bp_inflate *z = calloc(1, sizeof *z);
  if (z == NULL) return BP_ENOMEM;
  z->kind = kind;
  int rc = BP_OK;
  switch (kind) {
    case BP_INFLATE_GZIP: rc = begin(z, MAX_WBITS + 16); break;
    case BP_INFLATE_ZLIB: rc = begin(z, MAX_WBITS); break;
    case BP_INFLATE_RAW:  rc = begin(z, -MAX_WBITS); break;
    case BP_INFLATE_HTTP: break;
  }
  if (rc != BP_OK) {
    free(z);
    return rc;
  }
  *out = z;
  return BP_OK;
}

void bp_inflate_free (bp_inflate *z) {
  if (z == NULL) return;
  if (z->begun) inflateEnd(&z->stream);
  free(z);
}

int bp_inflate_reset (bp_inflate *z) {
  z->ended = false;
  z->head_len = 0;
  if (z->kind == BP_INFLATE_HTTP) {
    if (z->begun) inflateEnd(&z->stream);
    memset(&z->stream, 0, sizeof z->stream);
    z->begun = false;
    return BP_OK;
  }
  return inflateReset(&z->stream) == Z_OK ? BP_OK : BP_EFORMAT;
}

/* One call of zlib. */
static int step (bp_inflate *z, const unsigned char *in, size_t in_len, size_t *taken, char *out, size_t out_len, size_t *made) {
  uInt in_now = in_len > UINT_MAX ? UINT_MAX : (uInt)in_len, out_now = out_len > UINT_MAX ? UINT_MAX : (uInt)out_len;
  z->stream.next_in = (z_const Bytef *)in;
  z->stream.avail_in = in_now;
  z->stream.next_out = (Bytef *)out;
  z->stream.avail_out = out_now;
  int rc = inflate(&z->stream, Z_NO_FLUSH);
  *taken += in_now - z->stream.avail_in;
  *made += out_now - z->stream.avail_out;
  if (rc == Z_STREAM_END) z->ended = true;
  if (rc == Z_OK || rc == Z_STREAM_END || rc == Z_BUF_ERROR) return BP_OK;   /* Z_BUF_ERROR: nothing to do for want of bytes or room */
  return rc == Z_MEM_ERROR ? BP_ENOMEM : BP_EFORMAT;
}

/* Hold the first two bytes of an HTTP body until it is known how they are to be read. */
static int choose (bp_inflate *z, const char *in, size_t in_len, size_t *taken) {
  while (z->head_len < 2 && *taken < in_len) z->head[z->head_len++] = (unsigned char)in[(*taken)++];
  if (z->head_len < 2) return BP_OK;
  bool is_zlib = (z->head[0] & 15) == Z_DEFLATED && ((unsigned)z->head[0] << 8 | z->head[1]) % 31 == 0;
  return begin(z, is_zlib ? MAX_WBITS : -MAX_WBITS);
}

int bp_inflate_run (bp_inflate *z, const char *in, size_t in_len, size_t *taken, char *out, size_t out_len, size_t *made,
                    bool *ended) {
  int rc = BP_OK;
  *taken = *made = 0;
  *ended = z->ended;
  if (z->ended) return BP_OK;
  if (!z->begun) {
    rc = choose(z, in, in_len, taken);
    if (rc != BP_OK || !z->begun) return rc;
  }
  while (rc == BP_OK && z->head_len > 0 && !z->ended && *made < out_len) {   /* the bytes that were held */
    size_t used = 0;
    rc = step(z, z->head, z->head_len, &used, out + *made, out_len - *made, made);
    if (used == 0) break;
    z->head_len -= used;
    if (z->head_len > 0) z->head[0] = z->head[1];
  }
  if (rc == BP_OK && z->head_len == 0 && !z->ended)
    rc = step(z, (const unsigned char *)in + *taken, in_len - *taken, taken, out + *made, out_len - *made, made);
  *ended = z->ended;
  return rc;
}
