/* bp.h -- the words every part of the core shares: spans, status codes, limits, version.
**
** The core knows nothing of Lua.  It never prints, exits or calls back: what can fail returns
** a status, results come through `out` pointers that stay untouched on failure.
*/
#ifndef BP_H
#define BP_H

#include <stddef.h>
#include <stdint.h>

#define BP_VERSION "0.1.0"

/* Bytes of a text, 0-based, half-open: [start, end). */
typedef struct { uint32_t start, end; } bp_span;

enum bp_status {
  BP_OK = 0,
  BP_ENOMEM,      /* out of memory */
  BP_EUTF8,       /* not valid UTF-8 */
  BP_EFORMAT,     /* a file or argument of the wrong form */
  BP_EIO,         /* reading or writing failed */
  BP_ELIMIT,      /* larger than a stated limit */
  BP_EVERSION,    /* made by another version of the format */
  BP_ECHECKSUM,   /* damaged file */
  BP_EXML,        /* XML that is not well formed */
  BP_EINVALID,    /* XML that the schema refuses */
  BP_EENCODING    /* bytes that the stated encoding does not have */
};

/* A text is addressed by 32 bits; the margin lets code add to an offset without wrapping. */
#define BP_TEXT_MAX ((size_t)UINT32_MAX - 4096)

const char *bp_strerror (int status);

#endif
