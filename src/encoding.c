/* encoding.c -- bytes of an article file to the text of a document: UTF-8 with "\n" line ends, and a map back.
**
** One pass decodes, makes every kind of line end "\n" and leaves control characters out, noting each place where text
** and file get out of step.  O(bytes), nothing is allocated: the caller asks for the sizes first and brings the room.
** Own tables instead of iconv(3): forty entries, the same on every machine, and the offset of a bad byte is exact.
** Does not choose an encoding; bp_encoding_look counts the signs and the reader decides.
** Source: The Unicode Standard, chapter 3 (UTF-16) and the mapping tables of unicode.org for the 8-bit encodings.
*/
#include "encoding.h"

#include <string.h>

#include "utf8.h"

/* 0x80 to 0x9F; 0 marks a byte that Windows-1252 does not have. */
static const uint16_t windows_1252[32] = {
  0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
  0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178
};

/* Where ISO 8859-15 differs from ISO 8859-1. */
static int32_t latin_9 (unsigned char c) {
  switch (c) {
    case 0xA4: return 0x20AC;
    case 0xA6: return 0x160;
    case 0xA8: return 0x161;
    case 0xB4: return 0x17D;
    case 0xB8: return 0x17E;
    case 0xBC: return 0x152;
    case 0xBD: return 0x153;
    case 0xBE: return 0x178;
    default:   return c;
  }
}

static int is_8_bit (enum bp_encoding e) {
  return e == BP_ENCODING_WINDOWS_1252 || e == BP_ENCODING_ISO_8859_1 || e == BP_ENCODING_ISO_8859_15;
}

static int32_t unit_at (const unsigned char *p, enum bp_encoding e) {
  return e == BP_ENCODING_UTF_16LE ? p[0] | p[1] << 8 : p[0] << 8 | p[1];
}

/* The character at i and its width in the file; -1 when the encoding has none. */
static int32_t next_char (const unsigned char *p, size_t len, size_t i, enum bp_encoding e, unsigned *width) {
  if (e == BP_ENCODING_UTF8) return bp_utf8_decode((const char *)p, len, i, width);
  if (is_8_bit(e)) {
    unsigned char c = p[i];
    *width = 1;
    if (c < 0x80) return c;
    if (e == BP_ENCODING_ISO_8859_15) return latin_9(c);
    if (e == BP_ENCODING_ISO_8859_1 || c >= 0xA0) return c;
    return windows_1252[c - 0x80] != 0 ? windows_1252[c - 0x80] : -1;
  }
  if (len - i < 2) return -1;
  int32_t c = unit_at(p + i, e);
  *width = 2;
  if (c < 0xD800 || c > 0xDFFF) return c;
  if (c > 0xDBFF || len - i < 4) return -1;
  int32_t low = unit_at(p + i + 2, e);
  if (low < 0xDC00 || low > 0xDFFF) return -1;
  *width = 4;
  return 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
}

static int is_separator (int32_t c) { return c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 || c == 0x2029; }

static int is_control (int32_t c) { return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0); }

/*
** Length of the run at i that is copied as it is.  In UTF-8 only C2 and E2 can lead to something that is changed
** (U+0085 and the other C1 controls; U+2028, U+2029), and of E2 most are the quotation marks and dashes of an article.
*/
static size_t plain_run (const unsigned char *p, size_t len, size_t i, enum bp_encoding e) {
  size_t from = i;
  if (e == BP_ENCODING_UTF8) {
    for (; i < len; i++) {
      unsigned char c = p[i];
      if (c >= 0x20 && c < 0x7F) continue;
      if (c < 0x20 || c == 0x7F) { if (c != '\t') break; }
      else if (c == 0xC2) { if (p[i + 1] < 0xA0) break; }
      else if (c == 0xE2) { if (p[i + 1] == 0x80 && (p[i + 2] == 0xA8 || p[i + 2] == 0xA9)) break; }
    }
  }
  else if (is_8_bit(e))
    while (i < len && ((p[i] >= 0x20 && p[i] < 0x7F) || p[i] == '\t')) i++;
  return i - from;
}

int bp_decode (const char *bytes, size_t len, const bp_decode_how *how, char *out, bp_map_point *point, bp_decoded *result) {
  const unsigned char *p = (const unsigned char *)bytes;
  enum bp_encoding e = how->encoding;
  bp_decoded r = { 0 };
  size_t n = 0, last_point = SIZE_MAX;
  r.same = 1;
  if (len > BP_TEXT_MAX) return BP_ELIMIT;
  if (e == BP_ENCODING_UTF8 && out == NULL) {
    int rc = bp_utf8_validate(bytes, len, &result->where);
    if (rc != BP_OK) return rc;
  }
  if (how->start > 0) {
    if (point != NULL) { point[0].text = 0; point[0].source = (uint32_t)how->start; }
    r.points = 1;
    last_point = 0;
  }
  for (size_t i = how->start; i < len; ) {
    size_t run = plain_run(p, len, i, e);
    if (run > 0) {
      if (out != NULL) memcpy(out + n, p + i, run);
      n += run;
      i += run;
      if (i >= len) break;
    }
    unsigned width;
    int32_t c = next_char(p, len, i, e, &width);
    if (c < 0) { result->where = i; return BP_EENCODING; }
    char coded[4];
    size_t coded_len = 0;
    int changed = 0;
    size_t step = width;
    if (how->normalise && c != '\n' && (c == '\r' || is_separator(c))) {
      unsigned next_width;
      coded[0] = '\n';
      coded_len = 1;
      changed = 1;
      if (c != '\r') r.separators++;
      else if (i + width < len && next_char(p, len, i + width, e, &next_width) == '\n') { r.crlf++; step += next_width; }
      else r.cr++;
    }
    else if (how->normalise && is_control(c)) { r.controls++; changed = 1; }
    else {
      if (c == '\n') r.lf++;
      coded_len = bp_utf8_encode(c, coded);
    }
    if (out != NULL && coded_len != 0) memcpy(out + n, coded, coded_len);
    n += coded_len;
    i += step;
    if (n > BP_TEXT_MAX) return BP_ELIMIT;
    /* out of step: the offsets no longer advance together (in UTF-16 together means two for one) */
    size_t together = e == BP_ENCODING_UTF_16LE || e == BP_ENCODING_UTF_16BE ? coded_len * 2 : coded_len;
    if (step != together) {
      if (last_point != n) r.points++;
      last_point = n;
      if (point != NULL) { point[r.points - 1].text = (uint32_t)n; point[r.points - 1].source = (uint32_t)i; }
    }
    if (changed || step != coded_len) r.same = 0;
  }
  r.len = n;
  if (e != BP_ENCODING_UTF8 && !is_8_bit(e)) r.same = 0;
  *result = r;
  return BP_OK;
}

/* ---- which 8-bit encoding ------------------------------------------------------------------------------------ */

static int is_ascii_letter (int c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static int is_high_letter (int c) {
  return (c >= 0xC0 && c != 0xD7 && c != 0xF7) || c == 0x8A || c == 0x8C || c == 0x8E || c == 0x9A || c == 0x9C
         || c == 0x9E || c == 0x9F;
}

static int is_letter (int c) { return is_ascii_letter(c) || is_high_letter(c); }

static int is_edge (int c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == 0xA0; }

/* May the Windows-1252 character c stand between these two?  0 is the edge of the file. */
static int is_plausible (int before, int c, int after) {
  switch (c) {
    case 0x93: case 0x91: case 0x84: case 0x82:   /* opening quotation marks */
      return !is_letter(before) && !is_edge(after) && after != 0;
    case 0x94:                                      /* a closing mark follows something */
      return before != 0;
    case 0x92:                                      /* and is an apostrophe too */
      return is_letter(before) || is_letter(after) || (before != 0 && !is_edge(before));
    case 0x85: case 0x96: case 0x97: case 0x95: case 0xB7: case 0xA0: case 0xAD:
    case 0x80: case 0x99: case 0xA3: case 0xA5: case 0xA7: case 0xA9: case 0xAB: case 0xAE: case 0xB0: case 0xBB:
    case 0xBC: case 0xBD: case 0xBE: case 0xB2: case 0xB3: case 0xAA: case 0xBA: case 0xA1: case 0xBF: case 0xD7:
      return 1;
    default:
      if (!is_high_letter(c)) return 0;
      return is_letter(before) || is_letter(after) || (is_edge(before) && is_edge(after));
  }
}

void bp_encoding_look (const char *bytes, size_t len, bp_encoding_signs *out) {
  const unsigned char *p = (const unsigned char *)bytes;
  bp_encoding_signs s = { 0, 0, 0, 0, 0 };
  for (size_t i = 0; i < len; i++) {
    if (p[i] < 0x80) continue;
    s.high++;
    if (p[i] < 0xA0) {
      s.c1++;
      if (windows_1252[p[i] - 0x80] == 0) s.undefined++;
    }
    size_t follow = p[i] >= 0xC2 && p[i] <= 0xDF ? 1 : p[i] >= 0xE0 && p[i] <= 0xEF ? 2 : p[i] >= 0xF0 && p[i] <= 0xF4 ? 3 : 0;
    size_t where;
    if (follow != 0 && len - i > follow && bp_utf8_validate(bytes + i, follow + 1, &where) == BP_OK) s.sequences++;
    if (is_plausible(i > 0 ? p[i - 1] : 0, p[i], i + 1 < len ? p[i + 1] : 0)) s.plausible++;
  }
  *out = s;
}
