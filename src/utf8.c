/* utf8.c -- validate, decode, fold case, strip accents; line and column of an offset.
**
** Properties of characters come from utf8proc; ASCII, nearly all of an English article, never reaches it.
** Source: The Unicode Standard, chapter 3 (well-formed UTF-8, table 3-7) and chapter 5.18 (case folding).
*/
#include "utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

int bp_utf8_validate (const char *text, size_t len, size_t *where) {
  const unsigned char *p = (const unsigned char *)text;
  size_t i = 0;
  while (i < len) {
    while (i + 8 <= len) {
      uint64_t word;
      memcpy(&word, p + i, 8);
      if (word & UINT64_C(0x8080808080808080)) break;
      i += 8;
    }
    if (i >= len) break;
    unsigned char c = p[i];
    if (c < 0x80) { i++; continue; }
    size_t follow = c >= 0xC2 && c <= 0xDF ? 1 : c >= 0xE0 && c <= 0xEF ? 2 : c >= 0xF0 && c <= 0xF4 ? 3 : 0;
    int good = follow != 0 && len - i > follow;
    for (size_t k = 1; good && k <= follow; k++) good = (p[i + k] & 0xC0) == 0x80;
    if (good && c == 0xE0) good = p[i + 1] >= 0xA0;   /* overlong */
    if (good && c == 0xED) good = p[i + 1] <= 0x9F;   /* surrogates */
    if (good && c == 0xF0) good = p[i + 1] >= 0x90;   /* overlong */
    if (good && c == 0xF4) good = p[i + 1] <= 0x8F;   /* above U+10FFFF */
    if (!good) { *where = i; return BP_EUTF8; }
    i += follow + 1;
  }
  return BP_OK;
}

int32_t bp_utf8_decode (const char *text, size_t len, size_t i, unsigned *width) {
  const unsigned char *p = (const unsigned char *)text + i;
  size_t left = len - i;
  if (p[0] < 0x80 || left < 2) { *width = 1; return p[0]; }
  if (p[0] < 0xE0) { *width = 2; return (p[0] & 0x1F) << 6 | (p[1] & 0x3F); }
  if (p[0] < 0xF0 && left >= 3) { *width = 3; return (p[0] & 0x0F) << 12 | (p[1] & 0x3F) << 6 | (p[2] & 0x3F); }
  if (left < 4) { *width = 1; return p[0]; }
  *width = 4;
  return (p[0] & 0x07) << 18 | (p[1] & 0x3F) << 12 | (p[2] & 0x3F) << 6 | (p[3] & 0x3F);
}

unsigned bp_utf8_encode (int32_t code, char *out) {
  return (unsigned)utf8proc_encode_char(code, (utf8proc_uint8_t *)out);
}

int bp_utf8_is_invisible (int32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

#define C BP_CHAR_CONTROL
#define S BP_CHAR_SPACE
#define P BP_CHAR_PUNCT
#define Y BP_CHAR_SYMBOL
#define D BP_CHAR_DIGIT
#define U BP_CHAR_UPPER
#define L BP_CHAR_LOWER

const uint8_t bp_ascii_class[128] = {
  C, C, C, C, C, C, C, C, C, S, S, S, S, S, C, C,   C, C, C, C, C, C, C, C, C, C, C, C, C, C, C, C,
  S, P, P, P, Y, P, P, P, P, P, P, Y, P, P, P, P,   D, D, D, D, D, D, D, D, D, D, P, P, Y, Y, Y, P,
  P, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U,   U, U, U, U, U, U, U, U, U, U, U, P, P, P, Y, P,
  Y, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,   L, L, L, L, L, L, L, L, L, L, L, P, Y, P, Y, C
};

#undef C
#undef S
#undef P
#undef Y
#undef D
#undef U
#undef L

enum bp_char_class bp_utf8_class (int32_t c) {
  if (c >= 0 && c < 0x80) return bp_ascii_class[c];
  if (bp_utf8_is_invisible(c)) return BP_CHAR_MARK;
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LT: return BP_CHAR_UPPER;
    case UTF8PROC_CATEGORY_LL: case UTF8PROC_CATEGORY_LM: case UTF8PROC_CATEGORY_LO: return BP_CHAR_LOWER;
    case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_MC: case UTF8PROC_CATEGORY_ME: return BP_CHAR_MARK;
    case UTF8PROC_CATEGORY_ND: case UTF8PROC_CATEGORY_NL: case UTF8PROC_CATEGORY_NO: return BP_CHAR_DIGIT;
    case UTF8PROC_CATEGORY_PC: case UTF8PROC_CATEGORY_PD: case UTF8PROC_CATEGORY_PS: case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI: case UTF8PROC_CATEGORY_PF: case UTF8PROC_CATEGORY_PO: return BP_CHAR_PUNCT;
    case UTF8PROC_CATEGORY_SM: case UTF8PROC_CATEGORY_SC: case UTF8PROC_CATEGORY_SK: case UTF8PROC_CATEGORY_SO:
      return BP_CHAR_SYMBOL;
    case UTF8PROC_CATEGORY_ZS: case UTF8PROC_CATEGORY_ZL: case UTF8PROC_CATEGORY_ZP: return BP_CHAR_SPACE;
    case UTF8PROC_CATEGORY_CC: return c == 0x85 ? BP_CHAR_SPACE : BP_CHAR_CONTROL;
    default: return BP_CHAR_OTHER;
  }
}

size_t bp_utf8_previous (const char *text, size_t i) {
  if (i == 0) return 0;
  do i--; while (i > 0 && ((unsigned char)text[i] & 0xC0) == 0x80);
  return i;
}

/* Letters that have no decomposition but that readers and reporters write without their stroke or as two letters. */
static const struct { int32_t from; char to[3]; } base_letters[] = {
  { 0xC6, "AE" }, { 0xD0, "D" }, { 0xD8, "O" }, { 0xDE, "Th" }, { 0xDF, "ss" }, { 0xE6, "ae" }, { 0xF0, "d" },
  { 0xF8, "o" }, { 0xFE, "th" }, { 0x110, "D" }, { 0x111, "d" }, { 0x126, "H" }, { 0x127, "h" }, { 0x131, "i" },
  { 0x141, "L" }, { 0x142, "l" }, { 0x152, "OE" }, { 0x153, "oe" }, { 0x166, "T" }, { 0x167, "t" }
};

static const char *base_letter (int32_t c) {
  for (size_t i = 0; i < sizeof base_letters / sizeof *base_letters; i++)
    if (base_letters[i].from == c) return base_letters[i].to;
  return NULL;
}

static int is_apostrophe (int32_t c) { return c == 0x2019 || c == 0x2018 || c == 0x2BC || c == 0xFF07; }

/* Room: one code point of 1 to 4 bytes folds to at most this many code points of 4 bytes (Unicode: 18, for U+FDFA). */
#define FOLD_EXPANSION 20

int bp_utf8_fold (const char *text, size_t len, int how, char **out, size_t *out_len) {
  size_t room = len + 64, used = 0;
  if (len > SIZE_MAX / 2) return BP_ELIMIT;
  char *buffer = malloc(room);
  if (buffer == NULL) return BP_ENOMEM;
  utf8proc_option_t options = UTF8PROC_STABLE;
  if (how & BP_FOLD_CASE) options |= UTF8PROC_CASEFOLD;
  if (how & BP_FOLD_ACCENTS) options |= UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK;
  for (size_t i = 0; i < len; ) {
    if (room - used < FOLD_EXPANSION * 4 + 1) {
      room = room * 2 + FOLD_EXPANSION * 4 + 1;
      char *bigger = realloc(buffer, room);
      if (bigger == NULL) { free(buffer); return BP_ENOMEM; }
      buffer = bigger;
    }
    unsigned width;
    int32_t c = bp_utf8_decode(text, len, i, &width);
    i += width;
    if (c < 0x80) {
      if ((how & BP_FOLD_CASE) && c >= 'A' && c <= 'Z') c |= 0x20;
      buffer[used++] = (char)c;
      continue;
    }
    if (bp_utf8_is_invisible(c)) continue;
    if (is_apostrophe(c)) { buffer[used++] = '\''; continue; }
    const char *base = (how & BP_FOLD_ACCENTS) ? base_letter(c) : NULL;
    if (base != NULL) {
      for (; *base != '\0'; base++)
        buffer[used++] = (char)((how & BP_FOLD_CASE) ? (*base | 0x20) : *base);
      continue;
    }
    if ((how & BP_FOLD_ACCENTS) && bp_utf8_class(c) == BP_CHAR_MARK) continue;
    utf8proc_int32_t parts[FOLD_EXPANSION];
    int boundary = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(c, parts, FOLD_EXPANSION, options, &boundary);
    if (n < 0 || n > FOLD_EXPANSION) { parts[0] = c; n = 1; }
    for (utf8proc_ssize_t k = 0; k < n; k++) used += bp_utf8_encode(parts[k], buffer + used);
  }
  buffer[used] = '\0';
  *out = buffer;
  *out_len = used;
  return BP_OK;
}

void bp_utf8_position (const char *text, size_t offset, size_t *line, size_t *column) {
  size_t l = 1, c = 1;
  for (size_t i = 0; i < offset; i++) {
    if (text[i] == '\n') { l++; c = 1; }
    else if (((unsigned char)text[i] & 0xC0) != 0x80) c++;
  }
  *line = l;
  *column = c;
}

size_t bp_utf8_length (const char *text, size_t len) {
  size_t n = 0;
  for (size_t i = 0; i < len; i++) n += ((unsigned char)text[i] & 0xC0) != 0x80;
  return n;
}
