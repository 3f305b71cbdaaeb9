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

#include "folded.h"
#include "markup.h"
#include "spelling.h"
#include "utf8.h"

/* What stands before a byte of the stream. */
enum { EDGE_TAG = 1, EDGE_HYPHEN = 2, EDGE_SPACE = 4, EDGE_SIGN = 8, EDGE_HUMP = 16, EDGE_MARKUP = 128 };

#define HARD_EDGES (EDGE_SPACE | EDGE_SIGN)
#define ANY_EDGE (HARD_EDGES | EDGE_TAG | EDGE_HYPHEN | EDGE_HUMP)
#define HUMP_AFTER 4      /* letters before a capital inside a word that make it a new word: "FreeBratu", not "MacDonald" */
#define WINDOW 4096       /* bytes of the stream searched at a time */
#define LOOKAHEAD 4       /* a place is judged when the ending behind it is in the window */
#define SPEAKS 0x80000000u  /* in a cell of the automaton: a form ends in that node, or in a shorter one */

/* ---- the automaton ---- */

typedef struct {
  uint32_t len, chars, next;   /* bytes and characters in the stream; next form that ends in the same node */
  uint32_t at;                 /* its place in automaton.text */
  int has_letter;
} needle;

typedef struct {
  uint8_t class_of[256];   /* stream byte to column; 0: in no form */
  uint32_t classes, nodes, longest;
  uint32_t *go;            /* nodes x classes: the first cell of the next node, and SPEAKS when a form ends there */
  uint32_t *ends;          /* node to needle + 1 */
  uint32_t *suffix;        /* node to the nearest shorter node where a form ends, or 0 */
  needle *needles;
  uint32_t count;
  struct unit *text;           /* the forms as canonical streams, one behind the other; of fingerprints the edges only */
  struct prints *prints;       /* when forms are known by fingerprint: in place of go, ends, suffix */
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
  uint64_t *rolling;       /* hash of the last bytes, for each length of prints */
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

/* ---- fingerprints ----
**
** A form of n bytes b1 ... bn in the stream is known by n, the places of the edges in it, and
**     b1 x^(n-1) + b2 x^(n-2) + ... + bn   mod 2^61 - 1        at a secret point x
** which can be kept up to date along a text for each n.  Two streams of equal length below 2^16 agree by chance once in 2^45
** points at most, and mostly once in 2^61.  It hides a form from those who do not know the point, if they see no hash: a
** ledger keeps them sealed.
*/
#define PRIME (((uint64_t)1 << 61) - 1)
#define PRINT_HEAD 16u       /* length, characters (top bit: has a letter), hash; then 4 bytes for each edge */
#define HAS_LETTER 0x80000000u

__extension__ typedef unsigned __int128 wide;

struct prints {
  uint64_t point;
  uint32_t lengths;            /* how many there are */
  uint32_t *length;            /* each once */
  uint64_t *gone;              /* -point^length: what the byte that leaves the window counts */
  uint64_t *hash;              /* of each needle */
  uint32_t *slot;              /* hash to needle + 1; needles of one hash are chained by needle.next */
  uint32_t mask;
};

static uint64_t reduce (wide t) {
  uint64_t r = (uint64_t)(t & PRIME) + (uint64_t)(t >> 61);
  r = (r & PRIME) + (r >> 61);
  return r >= PRIME ? r - PRIME : r;
}

static uint32_t slot_of (const struct prints *p, uint64_t hash, uint32_t len) {
  return (uint32_t)((hash ^ hash >> 29) + len * 0x9E3779B1u) & p->mask;
}

static void search_prints (view *v, size_t stop) {
  const struct prints *p = v->a->prints;
  for (; v->done < stop && v->rc == BP_OK; v->done++) {
    size_t at = v->done;
    unsigned char byte = (unsigned char)v->unit[at].byte;
    for (uint32_t k = 0; k < p->lengths; k++) {
      uint32_t len = p->length[k];
      wide sum = (wide)v->rolling[k] * p->point + byte;
      if (at >= len) sum += (wide)p->gone[k] * (unsigned char)v->unit[at - len].byte;
      uint64_t hash = v->rolling[k] = reduce(sum);
      if (at + 1 < len) continue;
      for (uint32_t s = slot_of(p, hash, len), f; (f = p->slot[s]) != 0; s = (s + 1) & p->mask) {
        if (p->hash[f - 1] != hash || v->a->needles[f - 1].len != len) continue;
        for (; f != 0 && v->rc == BP_OK; f = v->a->needles[f - 1].next) v->rc = judge(v, f - 1, at + 1);
        break;
      }
    }
  }
}

/* ---- the search ---- */

/* Search what is in the window; `final` when no more will come. */
static void search (view *v, int final) {
  const automaton *a = v->a;
  size_t stop = final ? v->count : v->count > LOOKAHEAD ? v->count - LOOKAHEAD : 0;
  if (a->prints != NULL) { search_prints(v, stop); return; }
  const uint32_t *go = a->go;
  const unit *u = v->unit;
  uint32_t state = v->state;
  size_t i = v->done;
  for (; i < stop && v->rc == BP_OK; i++) {
    state = go[(state & ~SPEAKS) + a->class_of[(unsigned char)u[i].byte]];
    if (!(state & SPEAKS)) continue;
    for (uint32_t node = (state & ~SPEAKS) / a->classes; node != 0 && v->rc == BP_OK; node = a->suffix[node])
      for (uint32_t f = a->ends[node]; f != 0 && v->rc == BP_OK; f = a->needles[f - 1].next)
        v->rc = judge(v, f - 1, i + 1);
  }
  v->done = i;
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

static unsigned edge_of (int32_t code) {
  if (code == '-' || (code >= 0x2010 && code <= 0x2015)) return EDGE_HYPHEN;
  return bp_utf8_class(code) == BP_CHAR_SPACE ? EDGE_SPACE : EDGE_SIGN;
}

/* ---- the pass ---- */

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

/* The small letters behind the one at `from`, which was the last emitted: nothing but the place changes from one to the next.
** Most of any text.  Returns how many bytes were read, the first included; stops when the window is full. */
static size_t copy_lower (view *v, const char *bytes, size_t len, size_t from, const uint8_t kind[256]) {
  size_t i = from + 1, stop = len - i < v->room - v->count ? len : i + (v->room - v->count);
  unit *out = v->unit + v->count;
  for (; i < stop && kind[(unsigned char)bytes[i]] == LETTER && (bytes[i] & 0x20); i++) {
    unit u = { (uint32_t)i, 1, v->markup, bytes[i] };
    *out++ = u;
  }
  v->count += i - from - 1;
  v->run += (uint32_t)(i - from - 1);
  return i - from;
}

/*
** Feeds what is text to `text` and what is markup to `markup`; NULL for the latter when forms are read: then nothing is
** markup and nothing encoded.
*/
static int feed (const char *bytes, size_t len, view *text, view *markup) {
  static const uint8_t edges[] = { 0, 0, 0, EDGE_SPACE, EDGE_HYPHEN, EDGE_SIGN, 0 };
  uint8_t kind[256];
  bp_markup_ends ends = { bytes, len, { 0, 0, 0 } };
  bp_fold_cache cache;
  size_t markup_stop = 0;   /* bytes before this offset are markup */
  view *v = text;
  int rc = BP_OK, is_json = 0;
  for (size_t k = 0; k < len && markup != NULL; k++) {
    if (bytes[k] == ' ' || (bytes[k] >= '\t' && bytes[k] <= '\r')) continue;
    is_json = bytes[k] == '{' || bytes[k] == '[';
    break;
  }
  for (unsigned k = 0; k < 256; k++) kind[k] = kind_of(k);
  bp_fold_cache_init(&cache);
  for (size_t i = 0, width; i < len && rc == BP_OK; i += width) {
    unsigned char c = (unsigned char)bytes[i];
    uint8_t what = kind[c];
    width = 1;
    if (v == markup && v != NULL && i >= markup_stop) { rc = v->rc; v = text; }
    if (what == LETTER) {
      char folded = (char)(c | 0x20);
      emit(v, &folded, 1, c & 0x20 ? BP_CHAR_LOWER : BP_CHAR_UPPER, i, 1);
      if ((c & 0x20) && v->rc == BP_OK) width = copy_lower(v, bytes, len, i, kind);
      continue;
    }
    if (what == DIGIT) { emit(v, &bytes[i], 1, BP_CHAR_DIGIT, i, 1); continue; }
    if (what != SPECIAL) { v->pending |= edges[what]; if (v->rc != BP_OK) rc = v->rc; continue; }
    if (c == '<' && v == text && markup != NULL) {
      size_t end = bp_markup_end(&ends, i);
      text->pending |= end != 0 ? EDGE_TAG : EDGE_SIGN;
      if (end != 0) { markup_stop = end; v = markup; v->pending |= EDGE_SIGN | EDGE_TAG; }
      continue;
    }
    int32_t code = c;
    if (c >= 0x80 || markup != NULL) code = bp_spelled_char(bytes + i, len - i, &width);
    if (code == '\\' && is_json && i + 1 < len && is_line_escape(bytes[i + 1])) width = 2;
    int is_letter = code < 0x80 ? bp_is_letter_or_digit(code) : !bp_utf8_is_invisible(code) && bp_utf8_class(code) != BP_CHAR_MARK;
    if (!is_letter && code >= 0x80) continue;   /* a mark or an invisible character is part of the word it stands in */
    const bp_folded_char *f = is_letter ? bp_fold_char(&cache, code, &rc) : NULL;
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
    if (form[f].len > SIZE_MAX / 64 || room > UINT32_MAX / 2 - form[f].len * BP_FOLDED_BYTES) return BP_ELIMIT;
    room += form[f].len * BP_FOLDED_BYTES / 2 + BP_FOLDED_BYTES;
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
  if (a->nodes > (SPEAKS - 1) / a->classes || (size_t)a->nodes > SIZE_MAX / 16 / a->classes) return BP_ELIMIT;
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
  size_t cells = (size_t)a->nodes * a->classes;
  for (size_t k = 0; k < cells; k++) {
    uint32_t node = a->go[k];
    a->go[k] = node * a->classes | (a->ends[node] != 0 || a->suffix[node] != 0 ? SPEAKS : 0);
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

static void free_automaton (automaton *a) {
  free(a->go);
  free(a->ends);
  free(a->suffix);
  free(a->needles);
  free(a->text);
}

/* All places of the forms of an automaton. */
static int find_all (const automaton *a, const char *bytes, size_t len, bp_leaks *out) {
  view text, markup;
  bp_leaks found = { NULL, 0, 0 };
  if (a->longest == 0) { *out = found; return BP_OK; }
  memset(&markup, 0, sizeof markup);
  size_t room = WINDOW + 2 * ((size_t)a->longest + LOOKAHEAD + BP_FOLDED_BYTES);
  int rc = view_init(&text, a, room, &found, 0);
  if (rc == BP_OK) rc = view_init(&markup, a, room, &found, EDGE_MARKUP);
  if (rc == BP_OK && a->prints != NULL) {
    text.rolling = calloc(a->prints->lengths, sizeof *text.rolling);
    markup.rolling = calloc(a->prints->lengths, sizeof *markup.rolling);
    if (text.rolling == NULL || markup.rolling == NULL) rc = BP_ENOMEM;
  }
  if (rc == BP_OK) rc = feed(bytes, len, &text, &markup);
  if (rc == BP_OK) { search(&text, 1); rc = text.rc; }
  if (rc == BP_OK) { search(&markup, 1); rc = markup.rc; }
  free(text.unit);
  free(markup.unit);
  free(text.rolling);
  free(markup.rolling);
  if (rc != BP_OK) { bp_leaks_free(&found); return rc; }
  sort_leaks(&found);
  *out = found;
  return BP_OK;
}

int bp_leaks_find (const char *bytes, size_t len, const bp_form *form, uint32_t count, bp_leaks *out) {
  if (len > BP_TEXT_MAX) return BP_ELIMIT;
  automaton a;
  memset(&a, 0, sizeof a);
  int rc = build(&a, form, count);
  if (rc == BP_OK) rc = find_all(&a, bytes, len, out);
  free_automaton(&a);
  return rc;
}

void bp_leaks_free (bp_leaks *leaks) {
  free(leaks->leak);
  leaks->leak = NULL;
  leaks->count = leaks->room = 0;
}

/* ---- making and reading fingerprints ---- */

static uint64_t point_of (uint64_t secret) { return secret % (PRIME - 0x10000) + 0x10000; }

static void put32 (unsigned char *p, uint32_t n) { for (int k = 0; k < 4; k++) p[k] = (unsigned char)(n >> (8 * k)); }

static uint32_t get32 (const unsigned char *p) {
  return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

int bp_print_make (const char *form, size_t len, uint64_t secret, char **out, size_t *out_len, char **stream, size_t *stream_len) {
  automaton a;
  memset(&a, 0, sizeof a);
  bp_form one = { form, len };
  unsigned char *print = NULL;
  char *letters = NULL;
  int rc = read_forms(&a, &one, 1);
  if (rc == BP_OK) {
    const needle *n = &a.needles[0];
    size_t size = PRINT_HEAD;
    for (uint32_t k = 1; k < n->len; k++) if (a.text[k].edge != 0) size += 4;
    print = malloc(size);
    letters = malloc((size_t)n->len + 1);
    if (print == NULL || letters == NULL) {
      rc = BP_ENOMEM;
    } else {
      uint64_t hash = 0, point = point_of(secret);
      unsigned char *edge = print + PRINT_HEAD;
      for (uint32_t k = 0; k < n->len; k++) {
        letters[k] = a.text[k].byte;
        hash = reduce((wide)hash * point + (unsigned char)a.text[k].byte);
        if (k > 0 && a.text[k].edge != 0) { put32(edge, k); edge += 4; }
      }
      put32(print, n->len);
      put32(print + 4, n->chars | (n->has_letter ? HAS_LETTER : 0));
      put32(print + 8, (uint32_t)hash);
      put32(print + 12, (uint32_t)(hash >> 32));
      *out = (char *)print;
      *out_len = size;
      *stream = letters;
      *stream_len = n->len;
    }
  }
  free_automaton(&a);
  if (rc != BP_OK) { free(print); free(letters); }
  return rc;
}

struct bp_print_set { automaton a; struct prints p; };

void bp_print_set_free (bp_print_set *set) {
  if (set == NULL) return;
  free(set->p.length);
  free(set->p.gone);
  free(set->p.hash);
  free(set->p.slot);
  free_automaton(&set->a);
  free(set);
}

/* The needles and their edges. */
static int read_prints (bp_print_set *set, const bp_form *print, uint32_t count) {
  size_t total = 0;
  for (uint32_t f = 0; f < count; f++) {
    const unsigned char *p = (const unsigned char *)print[f].text;
    if (print[f].len < PRINT_HEAD || print[f].len % 4 != 0) return BP_EFORMAT;
    needle *n = &set->a.needles[f];
    n->len = get32(p);
    n->chars = get32(p + 4) & ~HAS_LETTER;
    n->has_letter = (get32(p + 4) & HAS_LETTER) != 0;
    n->at = (uint32_t)total;
    set->p.hash[f] = get32(p + 8) | (uint64_t)get32(p + 12) << 32;
    total += n->len;
    if (n->len > BP_PRINT_MAX || n->chars > n->len || total > UINT32_MAX / 2) return BP_ELIMIT;
    if (n->len > set->a.longest) set->a.longest = n->len;
  }
  if ((set->a.text = calloc(total + 1, sizeof *set->a.text)) == NULL) return BP_ENOMEM;
  for (uint32_t f = 0; f < count; f++) {
    const needle *n = &set->a.needles[f];
    for (size_t k = PRINT_HEAD; k < print[f].len; k += 4) {
      uint32_t at = get32((const unsigned char *)print[f].text + k);
      if (at >= n->len) return BP_EFORMAT;
      set->a.text[n->at + at].edge = EDGE_SPACE;
    }
  }
  return BP_OK;
}

/* The table of hashes, and each length with the power that belongs to it. */
static int index_prints (bp_print_set *set, uint32_t count) {
  struct prints *p = &set->p;
  unsigned char *seen = calloc((size_t)set->a.longest + 1, 1);
  p->length = calloc((size_t)set->a.longest + 1, sizeof *p->length);
  p->gone = calloc((size_t)set->a.longest + 1, sizeof *p->gone);
  if (seen == NULL || p->length == NULL || p->gone == NULL) { free(seen); return BP_ENOMEM; }
  for (uint32_t f = 0; f < count; f++) {
    needle *n = &set->a.needles[f];
    if (n->len == 0) continue;
    seen[n->len] = 1;
    uint32_t s = slot_of(p, p->hash[f], n->len);
    while (p->slot[s] != 0) {
      const needle *other = &set->a.needles[p->slot[s] - 1];
      if (p->hash[p->slot[s] - 1] == p->hash[f] && other->len == n->len) break;
      s = (s + 1) & p->mask;
    }
    n->next = p->slot[s];
    p->slot[s] = f + 1;
  }
  uint64_t power = 1;
  for (uint32_t len = 1; len <= set->a.longest; len++) {
    power = reduce((wide)power * p->point);
    if (!seen[len]) continue;
    p->length[p->lengths] = len;
    p->gone[p->lengths++] = power == 0 ? 0 : PRIME - power;
  }
  free(seen);
  return BP_OK;
}

int bp_print_set_new (bp_print_set **out, const bp_form *print, uint32_t count, uint64_t secret) {
  if (count > UINT32_MAX / 8) return BP_ELIMIT;
  bp_print_set *set = calloc(1, sizeof *set);
  if (set == NULL) return BP_ENOMEM;
  uint32_t size = 64;
  while (size < 4 * count) size *= 2;
  set->p.mask = size - 1;
  set->p.point = point_of(secret);
  set->a.prints = &set->p;
  set->a.count = count;
  set->a.needles = calloc((size_t)count + 1, sizeof *set->a.needles);
  set->p.hash = calloc((size_t)count + 1, sizeof *set->p.hash);
  set->p.slot = calloc(size, sizeof *set->p.slot);
  int rc = set->a.needles && set->p.hash && set->p.slot ? BP_OK : BP_ENOMEM;
  if (rc == BP_OK) rc = read_prints(set, print, count);
  if (rc == BP_OK) rc = index_prints(set, count);
  if (rc != BP_OK) { bp_print_set_free(set); return rc; }
  *out = set;
  return BP_OK;
}

int bp_print_set_find (const bp_print_set *set, const char *bytes, size_t len, bp_leaks *out) {
  return len > BP_TEXT_MAX ? BP_ELIMIT : find_all(&set->a, bytes, len, out);
}
