/* encoding.h -- bytes of an article file to the text of a document. */
#ifndef BP_ENCODING_H
#define BP_ENCODING_H

#include "bp.h"

enum bp_encoding {
  BP_ENCODING_UTF8 = 0,
  BP_ENCODING_WINDOWS_1252,
  BP_ENCODING_ISO_8859_1,
  BP_ENCODING_ISO_8859_15,
  BP_ENCODING_UTF_16LE,
  BP_ENCODING_UTF_16BE
};

/* From here on, `text` bytes into the text are `source` bytes into the file. */
typedef struct { uint32_t text, source; } bp_map_point;

typedef struct {
  enum bp_encoding encoding;
  int normalise;          /* line ends become "\n", control characters go */
  size_t start;           /* where the text begins in the file: after a byte order mark */
} bp_decode_how;

typedef struct {
  size_t len;             /* bytes of the text */
  size_t points;
  int same;               /* the text is the file from `start` on, byte for byte */
  size_t where;           /* on failure: offset in the file */
  size_t lf, crlf, cr;    /* line ends of each kind */
  size_t separators;      /* form feeds, vertical tabs, U+0085, U+2028, U+2029 made line ends */
  size_t controls;        /* control characters left out */
} bp_decoded;

/*
** Decode.  Called twice: first with out == NULL to learn len and points, then with room for them.  A NULL `point` asks
** for no map.  BP_OK; BP_EUTF8 or BP_EENCODING with out->where set; BP_ELIMIT when offsets would not fit.
** The second call cannot fail when the first did not.
*/
int bp_decode (const char *bytes, size_t len, const bp_decode_how *how, char *out, bp_map_point *point, bp_decoded *result);

/* What the bytes above 127 look like, when they are not UTF-8. */
typedef struct {
  size_t high;        /* bytes above 127 */
  size_t sequences;   /* well-formed UTF-8 sequences among them: each speaks against an 8-bit encoding */
  size_t plausible;   /* those that stand where their Windows-1252 character may: letters in words, quotes at their edges */
  size_t c1;          /* bytes 128 to 159: quotes and dashes in Windows-1252, control characters in ISO 8859 */
  size_t undefined;   /* the five bytes that Windows-1252 does not have */
} bp_encoding_signs;

void bp_encoding_look (const char *bytes, size_t len, bp_encoding_signs *out);

#endif
