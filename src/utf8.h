/* utf8.h -- validate, decode, fold case, strip accents; line and column of an offset. */
#ifndef BP_UTF8_H
#define BP_UTF8_H

#include "bp.h"

/* What a code point is to a tokenizer. */
enum bp_char_class {
  BP_CHAR_OTHER = 0,
  BP_CHAR_SPACE,
  BP_CHAR_LOWER,      /* also letters without case: they never start a capitalised word */
  BP_CHAR_UPPER,      /* upper and title case */
  BP_CHAR_DIGIT,
  BP_CHAR_MARK,       /* combining marks and the invisible joiners: part of the word they follow */
  BP_CHAR_PUNCT,
  BP_CHAR_SYMBOL,
  BP_CHAR_CONTROL
};

/* BP_OK, or BP_EUTF8 with the offset of the first bad byte in *where. */
int bp_utf8_validate (const char *text, size_t len, size_t *where);

/* The code point at `text + i`, its length in *len.  The text must be valid and i a boundary. */
int32_t bp_utf8_decode (const char *text, size_t len, size_t i, unsigned *width);

/* Bytes written to out (1 to 4); out must hold 4. */
unsigned bp_utf8_encode (int32_t code, char *out);

enum bp_char_class bp_utf8_class (int32_t code);

/* The same for ASCII, nearly all of an English article: an enum bp_char_class for each byte below 128. */
extern const uint8_t bp_ascii_class[128];

/* True for code points that show nothing and split nothing: zero-width space and joiners, soft hyphen, BOM. */
int bp_utf8_is_invisible (int32_t code);

/* Offset of the start of the previous character (0 when i is 0). */
size_t bp_utf8_previous (const char *text, size_t i);

enum { BP_FOLD_CASE = 1, BP_FOLD_ACCENTS = 2 };

/*
** Fold for comparison: invisible characters go, curly apostrophes become straight; with BP_FOLD_CASE full case
** folding, with BP_FOLD_ACCENTS base letters without marks (o-slash, d-stroke, l-stroke and the like included).
** *out is malloc'ed, ends in '\0', and belongs to the caller.  The text must be valid UTF-8.
*/
int bp_utf8_fold (const char *text, size_t len, int how, char **out, size_t *out_len);

/* 1-based line and column (in code points) of a byte offset. */
void bp_utf8_position (const char *text, size_t offset, size_t *line, size_t *column);

/* Number of code points in a valid text. */
size_t bp_utf8_length (const char *text, size_t len);

#endif
