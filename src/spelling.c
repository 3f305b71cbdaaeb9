/* spelling.c -- one character, however it is written: as UTF-8, "&#233;", "&eacute;", "%C3%A9" or "\u00e9".
**
** What is encoded twice ("&amp;#233;", "%2541") is read through.  Names of letters are read by their first letter, since
** the search that asks folds accents anyway.  Costs a few comparisons; allocates nothing.
*/
#include "spelling.h"

#include <string.h>

#include "utf8.h"

static int hex_digit (int c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/* Well-formed UTF-8 at p: its length, and the character in *code; else 0. */
static unsigned read_utf8 (const unsigned char *p, size_t len, int32_t *code) {
  unsigned width = p[0] < 0x80 ? 1 : p[0] >= 0xC2 && p[0] <= 0xDF ? 2 : (p[0] & 0xF0) == 0xE0 ? 3 : p[0] >= 0xF0 && p[0] <= 0xF4 ? 4 : 0;
  size_t where;
  if (width == 0 || width > len || bp_utf8_validate((const char *)p, width, &where) != BP_OK) return 0;
  *code = bp_utf8_decode((const char *)p, width, 0, &width);
  return width;
}

/* "%4D" or "%C3%A9" at p (a '%'; "%25" before two digits is read through): bytes read, 0 when it is none. */
static size_t read_percent (const char *p, size_t len, int32_t *code) {
  unsigned char raw[4];
  size_t used[4], i = 0;
  unsigned n = 0;
  while (n < 4 && i < len && p[i] == '%') {
    size_t k = i + 1;
    while (k + 3 < len && p[k] == '2' && p[k + 1] == '5' && hex_digit(p[k + 2]) >= 0 && hex_digit(p[k + 3]) >= 0) k += 2;
    if (k + 1 >= len || hex_digit(p[k]) < 0 || hex_digit(p[k + 1]) < 0) break;
    raw[n] = (unsigned char)(hex_digit(p[k]) * 16 + hex_digit(p[k + 1]));
    i = k + 2;
    used[n++] = i;
    if (raw[0] < 0x80) break;
  }
  unsigned width = n > 0 ? read_utf8(raw, n, code) : 0;
  return width > 0 ? used[width - 1] : 0;
}

/* The letter of an HTML name such as "eacute", "Ccedil", "szlig"; 0 when it is none. */
static int32_t named_letter (const char *name, size_t len) {
  static const char *const marks[] = {
    "acute", "grave", "circ", "uml", "tilde", "cedil", "ring", "slash", "caron", "breve", "ogon", "dot", "macr", "strok", "midot"
  };
  static const struct { const char *name; int32_t code; } others[] = {
    { "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' }, { "nbsp", ' ' }, { "shy", 0xAD },
    { "zwj", 0x200D }, { "zwnj", 0x200C }, { "szlig", 0xDF }, { "AElig", 0xC6 }, { "aelig", 0xE6 }, { "OElig", 0x152 }, { "oelig", 0x153 },
    { "ETH", 0xD0 }, { "eth", 0xF0 }, { "THORN", 0xDE }, { "thorn", 0xFE }, { "inodot", 0x131 }
  };
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (strlen(others[i].name) == len && memcmp(others[i].name, name, len) == 0) return others[i].code;
  int32_t c = (unsigned char)name[0];
  if (bp_utf8_class(c) != BP_CHAR_LOWER && bp_utf8_class(c) != BP_CHAR_UPPER) return 0;
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (strlen(marks[i]) == len - 1 && memcmp(marks[i], name + 1, len - 1) == 0) return c;
  return 0;
}

/* "&#233;", "&#xE9;", "&eacute;" at p (a '&'; "&amp;" before a reference is read through): bytes read, 0 when it is none. */
static size_t read_reference (const char *p, size_t len, int32_t *code) {
  size_t i = 1, k;
  while (i + 4 < len && memcmp(p + i, "amp;", 4) == 0) i += 4;
  int32_t value = 0;
  if (i < len && p[i] == '#') {
    int base = i + 1 < len && (p[i + 1] | 0x20) == 'x' ? 16 : 10;
    size_t digits = i + (base == 16 ? 2 : 1);
    for (k = digits; k < len && value < 0x110000; k++) {
      int d = hex_digit(p[k]);
      if (d < 0 || d >= base) break;
      value = value * base + d;
    }
    if (k == digits || value >= 0x110000 || (value >= 0xD800 && value < 0xE000)) return 0;
  } else {
    for (k = i; k < len && k - i < 8 && ((p[k] >= 'a' && p[k] <= 'z') || (p[k] >= 'A' && p[k] <= 'Z')); k++) continue;
    if (k == i || (value = named_letter(p + i, k - i)) == 0) return i > 1 ? (*code = '&', i) : 0;
  }
  if (k >= len || p[k] != ';') return 0;
  *code = value;
  return k + 1;
}

static int read_hex4 (const char *p, size_t len, int32_t *code) {
  int32_t value = 0;
  if (len < 4) return 0;
  for (int k = 0; k < 4; k++) {
    int d = hex_digit(p[k]);
    if (d < 0) return 0;
    value = value * 16 + d;
  }
  *code = value;
  return 1;
}

/* "\u00e9", or a pair of surrogates, at p (a backslash): bytes read, 0 when it is none. */
static size_t read_escape (const char *p, size_t len, int32_t *code) {
  int32_t high, low;
  if (len < 6 || p[1] != 'u' || !read_hex4(p + 2, len - 2, &high)) return 0;
  if (high >= 0xD800 && high < 0xDC00 && len >= 12 && p[6] == '\\' && p[7] == 'u' && read_hex4(p + 8, len - 8, &low)
      && low >= 0xDC00 && low < 0xE000) {
    *code = 0x10000 + (high - 0xD800) * 0x400 + (low - 0xDC00);
    return 12;
  }
  if (high >= 0xD800 && high < 0xE000) high = 0xFFFD;
  *code = high;
  return 6;
}

int32_t bp_spelled_char (const char *p, size_t len, size_t *width) {
  int32_t code = 0xFFFD;
  size_t n = 0;
  if (*p == '&') n = read_reference(p, len, &code);
  else if (*p == '%') n = read_percent(p, len, &code);
  else if (*p == '\\') n = read_escape(p, len, &code);
  if (n == 0) n = read_utf8((const unsigned char *)p, len, &code);
  *width = n > 0 ? n : 1;
  return code;
}
