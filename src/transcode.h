/* transcode.h -- any encoding that iconv knows to UTF-8; what cannot be read becomes U+FFFD. */
#ifndef BP_TRANSCODE_H
#define BP_TRANSCODE_H

#include "bp.h"

/* Bytes of UTF-8 that `len` bytes of any encoding give at most. */
#define BP_TRANSCODE_ROOM(len) ((len) * 3 + 64)

/*
** Writes UTF-8 to `out`, which has BP_TRANSCODE_ROOM(len) bytes; *out_len is its length, *bad how many bytes could not be read.
** BP_OK; BP_EENCODING when iconv does not know the encoding.
*/
int bp_transcode (const char *bytes, size_t len, const char *encoding, char *out, size_t *out_len, size_t *bad);

#endif
