/* leak.c -- does any of these struck forms still occur in these bytes, however it is written?
**
** Bytes and forms are brought to one canonical stream, letters and digits only: case folded, accents gone, XML and HTML
** character references, percent-encoding and \uXXXX decoded, invisible characters dropped.  What stands between
** (space, hyphen, apostrophe, a tag) is dropped too, but remembered as the edge of a word:
**
**     bytes    <hi>Mar</hi>k&#233;-\nta's   stream   m a r k e t a s        edges before m, k, t, s
**
** A form must begin and end at the edge of a word, a possessive or plural ending aside; one of six letters or more may also stand
** inside a longer word.  Edges inside it do no harm, but a space or sign where the form has none counts only in a long
** form ("a man" is not "Aman").
**
** Text and markup are two streams of one pass: what stands between tags, where a name split by tags is whole, and what
** stands inside them.  In JSON a "\n" written as two characters is a line end.
**
** Cost: O(bytes + forms + places found), a window of a few kilobytes beside the automaton.
** Does not know what a form means or which places are allowed: verify.lua does.
** Source: Aho & Corasick, CACM 18(6), 1975.
*/
#include "leak.h"

#include <stdlib.h>
#include <string.h>

#include "utf8.h"

/* What stands before a byte of the stream. */
enum { EDGE_TAG = 1, EDGE_HYPHEN = 2, EDGE_SPACE = 4, EDGE_SIGN = 8, EDGE_HUMP = 16, EDGE_MARKUP = 128 };

#define HARD_EDGES (EDGE_SPACE | EDGE_SIGN)
#define ANY_EDGE (HARD_EDGES | EDGE_TAG | EDGE_HYPHEN | EDGE_HUMP)
#define HUMP_AFTER 4      /* letters before a capital inside a word that make it a new word: "FreeBratu", not "MacDonald" */
#define WINDOW 4096       /* bytes of the stream searched at a time */
#define LOOKAHEAD 4       /* a place is judged when the ending behind it is in the window */
#define CHAR_BYTES 24     /* a folded character in the stream; what is longer is cut, in bytes and forms alike */

/* ---- the automaton ---- */

typedef struct {
  uint32_t len, chars, next;   /* bytes and characters in the stream; next form that ends in the same node */
  uint32_t at;                 /* its place in automaton.text */
  int has_letter;
} needle;

typedef struct {
  uint8_t class_of[256];   /* stream byte to column; 0: in no form */
  uint32_t classes, nodes, longest;
  uint32_t *go;            /* nodes x classes */
  uint32_t *ends;          /* node to needle + 1 */
  uint32_t *suffix;        /* node to the nearest shorter node where a form ends, or 0 */
  needle *needles;
  uint32_t count;
  struct unit *text;           /* the forms as canonical streams, one behind the other */
} automaton;

/* ---- views: a window on a canonical stream ---- */

struct unit {
  uint32_t start;          /* of the character in the source */
  uint16_t width;
  uint8_t edge;            /* EDGE_*: what stands before it; EDGE_MARKUP */
  char byte;
};
typedef struct unit unit;

typedef struct {
  const automaton *a;      /* NULL while forms are read: then the window is all there is */
  bp_leaks *out;
  unit *unit;
  size_t room, count, done;
  uint32_t state;
  uint8_t markup;          /* EDGE_MARKUP in the stream of the markup */
  uint8_t pending;         /* edges seen since the last byte */
  uint8_t last;            /* class of the last character */
  uint32_t run;            /* letters since the last edge */
  int rc;
} view;

static int view_init (view *v, const automaton *a, size_t room, bp_leaks *out, uint8_t markup) {
  memset(v, 0, sizeof *v);
  v->a = a;
  v->out = out;
  v->room = room;
  v->markup = markup;
  v->pending = EDGE_SPACE;
  if (room > SIZE_MAX / sizeof *v->unit) return BP_ELIMIT;
  v->unit = malloc(room * sizeof *v->unit);
  return v->unit != NULL ? BP_OK : BP_ENOMEM;
}

static int add_leak (bp_leaks *out, bp_leak leak) {
  if (out->count == out->room) {
    if (out->room > UINT32_MAX / 2 / sizeof leak) return BP_ELIMIT;
    uint32_t room = out->room == 0 ? 16 : out->room * 2;
    bp_leak *bigger = realloc(out->leak, room * sizeof leak);
    if (bigger == NULL) return BP_ENOMEM;
    out->leak = bigger;
    out->room = room;
  }
  out->leak[out->count++] = leak;
  return BP_OK;
}

static int is_edge (const view *v, size_t i) { return i >= v->count || (v->unit[i].edge & ANY_EDGE) != 0; }

/* The form ends before i: at an edge, or with the ending of a possessive or plural. */
static int ends_word (const view *v, size_t i, int letters) {
  if (is_edge(v, i)) return 1;
  if (!letters) return 0;
  if (v->unit[i].byte == 's') return is_edge(v, i + 1);
  return v->unit[i].byte == 'e' && i + 1 < v->count && v->unit[i + 1].byte == 's' && is_edge(v, i + 2);
}

static int judge (view *v, uint32_t index, size_t stop) {
  const automaton *a = v->a;
  const needle *n = &a->needles[index];
  size_t first = stop - n->len;
  const unit *u = &v->unit[first];
  bp_leak leak = { { u->start, v->unit[stop - 1].start + v->unit[stop - 1].width }, index, v->markup ? BP_LEAK_MARKUP : 0 };
  if (!is_edge(v, first) || !ends_word(v, stop, n->has_letter)) {
    if (n->chars < BP_LEAK_LONG) return BP_OK;
    leak.flags |= BP_LEAK_INSIDE;
  }
  for (size_t k = 1; k < n->len; k++) {
    if (v->markup && (u[k].edge & EDGE_TAG)) return BP_OK;   /* the end of one tag and the beginning of the next */
    if (!(u[k].edge & (HARD_EDGES | EDGE_HYPHEN)) || a->text[n->at + k].edge) continue;
    if ((u[k].edge & HARD_EDGES) && !(u[k].edge & (EDGE_HYPHEN | EDGE_TAG)) && n->chars < BP_LEAK_LONG) return BP_OK;
    leak.flags |= BP_LEAK_SPLIT;
  }
  return add_leak(v->out, leak);
}

/* Search what is in the window; `final` when no more will come. */
static void search (view *v, int final) {
  const automaton *a = v->a;
  size_t stop = final ? v->count : v->count > LOOKAHEAD ? v->count - LOOKAHEAD : 0;
  uint32_t state = v->state;
  for (; v->done < stop && v->rc == BP_OK; v->done++) {
    state = a->go[(size_t)state * a->classes + a->class_of[(unsigned char)v->unit[v->done].byte]];
    for (uint32_t node = state; node != 0 && v->rc == BP_OK; node = a->suffix[node])
      for (uint32_t f = a->ends[node]; f != 0 && v->rc == BP_OK; f = a->needles[f - 1].next)
        v->rc = judge(v, f - 1, v->done + 1);
  }
  v->state = state;
}

static void slide (view *v) {
  search(v, 0);
  size_t drop = v->done > v->a->longest ? v->done - v->a->longest : 0, keep = v->count - drop;
  memmove(v->unit, v->unit + drop, keep * sizeof *v->unit);
  v->count = keep;
  v->done -= drop;
}

/* Room for n more, by searching and dropping what is there. */
static int make_room (view *v, size_t n) {
  if (v->a == NULL) v->rc = BP_ELIMIT; else slide(v);
  if (v->rc == BP_OK && v->count + n > v->room) v->rc = BP_ELIMIT;
  return v->rc == BP_OK;
}

/* One character, as its folded bytes, that covers `width` bytes of the source. */
static inline void emit (view *v, const char *folded, size_t n, uint8_t class, size_t start, size_t width) {
  if (v->count + n > v->room && !make_room(v, n)) return;
  unsigned edge = v->pending;
  if (class != v->last) {
    if (class == BP_CHAR_OTHER || v->last == BP_CHAR_OTHER) edge |= EDGE_HUMP;   /* scripts without spaces */
    else if (class == BP_CHAR_DIGIT || v->last == BP_CHAR_DIGIT) edge |= EDGE_HUMP;
    else if (class == BP_CHAR_UPPER && v->run >= HUMP_AFTER) edge |= EDGE_HUMP;
    v->last = class;
  } else if (class == BP_CHAR_OTHER) {
    edge |= EDGE_HUMP;
  }
  v->run = edge != 0 ? 1 : v->run + 1;
  v->pending = 0;
  unit u = { (uint32_t)start, (uint16_t)(width < UINT16_MAX ? width : UINT16_MAX), (uint8_t)(edge | v->markup), folded[0] };
  v->unit[v->count++] = u;
  u.edge = v->markup;
  for (size_t k = 1; k < n; k++) {
    u.byte = folded[k];
    v->unit[v->count++] = u;
  }
}

/* ---- reading characters, however they are written ---- */

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

/* The character at p and its length in *width; bytes that are no character read as U+FFFD. */
static int32_t read_char (const char *p, size_t len, size_t *width) {
  int32_t code = 0xFFFD;
  size_t n = 0;
  if (*p == '&') n = read_reference(p, len, &code);
  else if (*p == '%') n = read_percent(p, len, &code);
  else if (*p == '\\') n = read_escape(p, len, &code);
  if (n == 0) n = read_utf8((const unsigned char *)p, len, &code);
  *width = n > 0 ? n : 1;
  return code;
}

/* ---- folding ---- */

typedef struct { int32_t code; uint8_t len, class; char byte[CHAR_BYTES]; } folded_char;

#define CACHE 64
typedef struct { folded_char entry[CACHE]; } fold_cache;

/* Scripts that put no space between words: each character is a word. */
static int is_unspaced (int32_t c) {
  return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0xF900 && c <= 0xFAFF)
      || (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1780 && c <= 0x17FF);
}

static int is_word (enum bp_char_class class) {
  return class == BP_CHAR_LOWER || class == BP_CHAR_UPPER || class == BP_CHAR_DIGIT;
}

/* The letters and digits of a character after folding; len 0 for one that has none. */
static const folded_char *fold_char (fold_cache *cache, int32_t code, int *rc) {
  folded_char *f = &cache->entry[(uint32_t)code % CACHE];
  if (f->code == code) return f;
  char raw[4], *out;
  size_t out_len;
  f->code = code;
  f->class = (uint8_t)(is_unspaced(code) ? BP_CHAR_OTHER : bp_utf8_class(code));
  f->len = 0;
  if ((*rc = bp_utf8_fold(raw, bp_utf8_encode(code, raw), BP_FOLD_CASE | BP_FOLD_ACCENTS, &out, &out_len)) != BP_OK) return f;
  for (size_t i = 0; i < out_len; ) {
    unsigned width;
    int32_t c = bp_utf8_decode(out, out_len, i, &width);
    if (is_word(bp_utf8_class(c)) && f->len + width <= CHAR_BYTES) {
      memcpy(f->byte + f->len, out + i, width);
      f->len = (uint8_t)(f->len + width);
    }
    i += width;
  }
  free(out);
  return f;
}

static unsigned edge_of (int32_t code) {
  if (code == '-' || (code >= 0x2010 && code <= 0x2015)) return EDGE_HYPHEN;
  return bp_utf8_class(code) == BP_CHAR_SPACE ? EDGE_SPACE : EDGE_SIGN;
}

/* ---- the pass ---- */

/* Where markup that opens at p ends, behind its last byte; 0 when it is none or never closed.  Each kind of end is looked
** for at most once beyond the last one found, so that text full of "<" stays linear. */
typedef struct { const char *bytes; size_t len, at[3]; } ends_cache;

static size_t find_end (ends_cache *ends, size_t from, int kind) {
  static const char *const closing[] = { ">", "-->", "?>" };
  if (ends->at[kind] == SIZE_MAX || (ends->at[kind] > 0 && ends->at[kind] >= from + strlen(closing[kind]))) return ends->at[kind];
  size_t n = strlen(closing[kind]);
  const char *p = ends->bytes + from;
  size_t left = ends->len - from;
  while (left >= n) {
    const char *hit = memchr(p, closing[kind][0], left - n + 1);
    if (hit == NULL) break;
    left -= (size_t)(hit - p);
    p = hit;
    if (memcmp(p, closing[kind], n) == 0) return ends->at[kind] = (size_t)(p - ends->bytes) + n;
    p++;
    left--;
  }
  return ends->at[kind] = SIZE_MAX;
}

static size_t markup_end (ends_cache *ends, size_t i) {
  const char *p = ends->bytes + i;
  size_t left = ends->len - i, end;
  if (left < 3) return 0;
  if (left >= 9 && memcmp(p, "<![CDATA[", 9) == 0) return i + 9;   /* what it holds is text */
  if (left >= 4 && memcmp(p, "<!--", 4) == 0) end = find_end(ends, i + 4, 1);
  else if (p[1] == '?') end = find_end(ends, i + 2, 2);
  else if (p[1] == '/' || p[1] == '!' || (p[1] >= 'a' && p[1] <= 'z') || (p[1] >= 'A' && p[1] <= 'Z')) end = find_end(ends, i + 1, 0);
  else return 0;
  return end == SIZE_MAX ? 0 : end;
}

static int is_line_escape (char c) { return c == 'n' || c == 't' || c == 'r' || c == 'b' || c == 'f'; }

/* What an ASCII byte is to the loop below. */
enum { LETTER = 1, DIGIT, SPACE, HYPHEN, SIGN, SPECIAL };

static uint8_t kind_of (unsigned c) {
  if (c >= 0x80 || c == '&' || c == '%' || c == '\\' || c == '<') return SPECIAL;
  switch (bp_utf8_class((int32_t)c)) {
    case BP_CHAR_LOWER: case BP_CHAR_UPPER: return LETTER;
    case BP_CHAR_DIGIT: return DIGIT;
    case BP_CHAR_SPACE: return SPACE;
    default: return c == '-' ? HYPHEN : SIGN;
  }
}

/*
** Feeds what is text to `text` and what is markup to `markup`; NULL for the latter when forms are read: then nothing is
** markup and nothing encoded.
*/
static int feed (const char *bytes, size_t len, view *text, view *markup) {
  static const uint8_t edges[] = { 0, 0, 0, EDGE_SPACE, EDGE_HYPHEN, EDGE_SIGN, 0 };
  uint8_t kind[256];
  ends_cache ends = { bytes, len, { 0, 0, 0 } };
  fold_cache cache;
  size_t markup_stop = 0;   /* bytes before this offset are markup */
  view *v = text;
  int rc = BP_OK, is_json = 0;
  for (size_t k = 0; k < len && markup != NULL; k++) {
    if (bytes[k] == ' ' || (bytes[k] >= '\t' && bytes[k] <= '\r')) continue;
    is_json = bytes[k] == '{' || bytes[k] == '[';
    break;
  }
  for (unsigned k = 0; k < 256; k++) kind[k] = kind_of(k);
  for (size_t k = 0; k < CACHE; k++) cache.entry[k].code = -1;
  for (size_t i = 0, width; i < len && rc == BP_OK; i += width) {
    unsigned char c = (unsigned char)bytes[i];
    uint8_t what = kind[c];
    width = 1;
    if (v == markup && v != NULL && i >= markup_stop) { rc = v->rc; v = text; }
    if (what == LETTER) {
      char folded = (char)(c | 0x20);
      emit(v, &folded, 1, c & 0x20 ? BP_CHAR_LOWER : BP_CHAR_UPPER, i, 1);
      continue;
    }
    if (what == DIGIT) { emit(v, &bytes[i], 1, BP_CHAR_DIGIT, i, 1); continue; }
    if (what != SPECIAL) { v->pending |= edges[what]; if (v->rc != BP_OK) rc = v->rc; continue; }
    if (c == '<' && v == text && markup != NULL) {
      size_t end = markup_end(&ends, i);
      text->pending |= end != 0 ? EDGE_TAG : EDGE_SIGN;
      if (end != 0) { markup_stop = end; v = markup; v->pending |= EDGE_SIGN | EDGE_TAG; }
      continue;
    }
    int32_t code = c;
    if (c >= 0x80 || markup != NULL) code = read_char(bytes + i, len - i, &width);
    if (code == '\\' && is_json && i + 1 < len && is_line_escape(bytes[i + 1])) width = 2;
    int is_letter = code < 0x80 ? is_word(bp_utf8_class(code)) : !bp_utf8_is_invisible(code) && bp_utf8_class(code) != BP_CHAR_MARK;
    if (!is_letter && code >= 0x80) continue;   /* a mark or an invisible character is part of the word it stands in */
    const folded_char *f = is_letter ? fold_char(&cache, code, &rc) : NULL;
    if (f != NULL && f->len > 0) emit(v, f->byte, f->len, f->class, i, width);
    else v->pending |= (uint8_t)edge_of(code);
  }
  if (rc == BP_OK) rc = text->rc;
  if (rc == BP_OK && markup != NULL) rc = markup->rc;
  return rc;
}

/* ---- building ---- */

static int read_forms (automaton *a, const bp_form *form, uint32_t count) {
  size_t room = 64;
  for (uint32_t f = 0; f < count; f++) {
    if (form[f].len > SIZE_MAX / 64 || room > UINT32_MAX / 2 - form[f].len * CHAR_BYTES) return BP_ELIMIT;
    room += form[f].len * CHAR_BYTES / 2 + CHAR_BYTES;
  }
  view v;
  int rc = view_init(&v, NULL, room, NULL, 0);
  a->needles = calloc((size_t)count + 1, sizeof *a->needles);
  if (a->needles == NULL) rc = BP_ENOMEM;
  for (uint32_t f = 0; f < count && rc == BP_OK; f++) {
    size_t before = v.count;
    v.pending = EDGE_SPACE;
    v.last = BP_CHAR_SPACE;
    rc = feed(form[f].text, form[f].len, &v, NULL);
    needle *n = &a->needles[f];
    n->at = (uint32_t)before;
    n->len = (uint32_t)(v.count - before);
    for (size_t i = before; i < v.count; i++) {
      unsigned char c = (unsigned char)v.unit[i].byte;
      n->chars += (c & 0xC0) != 0x80;
      if (c >= 0x80 || (c >= 'a' && c <= 'z')) n->has_letter = 1;
    }
    if (n->len > a->longest) a->longest = n->len;
  }
  if (rc != BP_OK) { free(v.unit); return rc; }
  a->count = count;
  a->text = v.unit;
  a->classes = 1;
  for (size_t i = 0; i < v.count; i++) {
    unsigned char c = (unsigned char)a->text[i].byte;
    if (a->class_of[c] == 0) a->class_of[c] = (uint8_t)a->classes++;
  }
  a->nodes = (uint32_t)v.count + 1;
  return BP_OK;
}

static int build (automaton *a, const bp_form *form, uint32_t count) {
  int rc = read_forms(a, form, count);
  if (rc != BP_OK) return rc;
  if ((size_t)a->nodes > SIZE_MAX / 16 / a->classes) return BP_ELIMIT;
  a->go = calloc((size_t)a->nodes * a->classes, sizeof *a->go);
  a->ends = calloc(a->nodes, sizeof *a->ends);
  a->suffix = calloc(a->nodes, sizeof *a->suffix);
  uint32_t *fail = calloc(a->nodes, sizeof *fail), *queue = malloc(a->nodes * sizeof *queue);
  if (a->go == NULL || a->ends == NULL || a->suffix == NULL || fail == NULL || queue == NULL) {
    free(fail);
    free(queue);
    return BP_ENOMEM;
  }
  uint32_t made = 1, head = 0, tail = 0;
  for (uint32_t f = 0; f < count; f++) {
    uint32_t node = 0;
    for (uint32_t k = 0; k < a->needles[f].len; k++) {
      uint32_t *next = &a->go[(size_t)node * a->classes + a->class_of[(unsigned char)a->text[a->needles[f].at + k].byte]];
      if (*next == 0) *next = made++;
      node = *next;
    }
    if (node == 0) continue;   /* a form without letters */
    a->needles[f].next = a->ends[node];
    a->ends[node] = f + 1;
  }
  for (uint32_t c = 1; c < a->classes; c++) if (a->go[c] != 0) queue[tail++] = a->go[c];
  while (head < tail) {
    uint32_t node = queue[head++], *row = &a->go[(size_t)node * a->classes];
    const uint32_t *back = &a->go[(size_t)fail[node] * a->classes];
    a->suffix[node] = a->ends[fail[node]] != 0 ? fail[node] : a->suffix[fail[node]];
    for (uint32_t c = 1; c < a->classes; c++) {
      if (row[c] == 0) { row[c] = back[c]; continue; }
      fail[row[c]] = back[c];
      queue[tail++] = row[c];
    }
  }
  free(fail);
  free(queue);
  return BP_OK;
}

static int by_place (const void *left, const void *right) {
  const bp_leak *a = left, *b = right;
  if (a->span.start != b->span.start) return a->span.start < b->span.start ? -1 : 1;
  if (a->span.end != b->span.end) return a->span.end > b->span.end ? -1 : 1;
  if (a->form != b->form) return a->form < b->form ? -1 : 1;
  return a->flags < b->flags ? -1 : a->flags > b->flags;
}

/* Sorted by place, each once. */
static void sort_leaks (bp_leaks *leaks) {
  uint32_t kept = 0;
  if (leaks->count == 0) return;
  qsort(leaks->leak, leaks->count, sizeof *leaks->leak, by_place);
  for (uint32_t i = 0; i < leaks->count; i++) {
    const bp_leak *l = &leaks->leak[i];
    if (kept > 0) {
      const bp_leak *last = &leaks->leak[kept - 1];
      if (last->form == l->form && last->span.start == l->span.start && last->span.end == l->span.end) continue;
    }
    leaks->leak[kept++] = *l;
  }
  leaks->count = kept;
}

int bp_leaks_find (const char *bytes, size_t len, const bp_form *form, uint32_t count, bp_leaks *out) {
  if (len > BP_TEXT_MAX) return BP_ELIMIT;
  automaton a;
  view text, markup;
  bp_leaks found = { NULL, 0, 0 };
  memset(&a, 0, sizeof a);
  memset(&text, 0, sizeof text);
  memset(&markup, 0, sizeof markup);
  int rc = build(&a, form, count);
  size_t room = WINDOW + 2 * ((size_t)a.longest + LOOKAHEAD + CHAR_BYTES);
  if (rc == BP_OK && a.longest > 0) {
    rc = view_init(&text, &a, room, &found, 0);
    if (rc == BP_OK) rc = view_init(&markup, &a, room, &found, EDGE_MARKUP);
    if (rc == BP_OK) rc = feed(bytes, len, &text, &markup);
    if (rc == BP_OK) { search(&text, 1); rc = text.rc; }
    if (rc == BP_OK) { search(&markup, 1); rc = markup.rc; }
  }
  free(text.unit);
  free(markup.unit);
  free(a.go);
  free(a.ends);
  free(a.suffix);
  free(a.needles);
  free(a.text);
  if (rc != BP_OK) { bp_leaks_free(&found); return rc; }
  sort_leaks(&found);
  *out = found;
  return BP_OK;
}

void bp_leaks_free (bp_leaks *leaks) {
  free(leaks->leak);
  leaks->leak = NULL;
  leaks->count = leaks->room = 0;
}
