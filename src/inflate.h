/* inflate.h -- unpack gzip, zlib and raw deflate piece by piece, in fixed memory (zlib). */
#ifndef BP_INFLATE_H
#define BP_INFLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "bp.h"

typedef struct bp_inflate bp_inflate;

/* BP_INFLATE_HTTP is what servers call "deflate": zlib as the standard says, or raw as many send it; the first two bytes tell. */
enum bp_inflate_kind { BP_INFLATE_GZIP, BP_INFLATE_ZLIB, BP_INFLATE_RAW, BP_INFLATE_HTTP };

/* BP_ENOMEM. */
int bp_inflate_new (bp_inflate **out, enum bp_inflate_kind kind);
void bp_inflate_free (bp_inflate *z);

/* Unpack from `in` into `out`, until one of them is used up or the stream has ended.  `*taken` and `*made` say how many bytes of each
** were used, `*ended` whether the stream is complete; what follows in `in` is not part of it.  BP_EFORMAT: damaged, or not packed
** like this; `*taken` and `*made` are set then too, what was made before the damage being good.  BP_ENOMEM. */
int bp_inflate_run (bp_inflate *z, const char *in, size_t in_len, size_t *taken, char *out, size_t out_len, size_t *made,
                    bool *ended);

/* Begin a new stream of the same kind, for the next member of a gzip file. */
int bp_inflate_reset (bp_inflate *z);

#endif
