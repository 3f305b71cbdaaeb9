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
#include "leak_search.h"

#include <stdlib.h>
#include <string.h>

#include "folded.h"
#include "markup.h"
#include "spelling.h"
#include "utf8.h"

#define HARD_EDGES (EDGE_SPACE | EDGE_SIGN)
#define ANY_EDGE (HARD_EDGES | EDGE_TAG | EDGE_HYPHEN | EDGE_HUMP)
#define HUMP_AFTER 4      /* letters before a capital inside a word that make it a new word: "FreeBratu", not "MacDonald" */
#define WINDOW 4096       /* bytes of the stream searched at a time */
#define LOOKAHEAD 4       /* a place is judged when the ending behind it is in the window */
#define SPEAKS 0x80000000u  /* in a cell of the automaton: a form ends in that node, or in a shorter one */

/* ---- views: a window on a canonical stream ---- */

typedef struct {
  const bp_automaton *a;      /* NULL while forms are read: then the window is all there is */
  bp_leaks *out;
  bp_unit *unit;
  size_t room, count, done;
  uint32_t state;
  uint8_t markup;          /* EDGE_MARKUP in the stream of the markup */
  uint8_t pending;         /* edges seen since the last byte */
  uint8_t last;            /* class of the last character */
  uint32_t run;            /* letters since the last edge */
  uint64_t *rolling;       /* hash of the last bytes, for each length of prints */
  int rc;
} view;

static int view_init (view *v, const bp_automaton *a, size_t room, bp_leaks *out, uint8_t markup) {
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
  const bp_automaton *a = v->a;
  const bp_needle *n = &a->needles[index];
  size_t first = stop - n->len;
  const bp_unit *u = &v->unit[first];
  bp_leak leak = { { u->start, v->unit[stop - 1].start + v->unit[stop - 1].width }, index, v->markup ? BP_LEAK_MARKUP : 0 };
  if (!is_edge(v, first) || !ends_word(v, stop, n->has_letter)) {
    if (n->chars < BP_LEAK_LONG) return BP_OK;
    leak.flags |= BP_LEAK_INSIDE;
  }
  for (size_t k = 1; k < n->len; k++) {
    if (v->markup && (u[k].edge & EDGE_TAG)) return BP_OK;   /* the end of one tag and the beginning of the next */
    if (!(u[k].edge & (HARD_EDGES | EDGE_HYPHEN)) || a->text[n->at + k].edge) continue;
    if ((u[k].edge & HARD_EDGES) && !(u[k].edge & EDGE_HYPHEN) && n->chars < BP_LEAK_LONG) return BP_OK;   /* "com o" */
    leak.flags |= BP_LEAK_SPLIT;
  }
  return add_leak(v->out, leak);
}

static void search_prints (view *v, size_t stop) {
  const bp_prints *p = v->a->prints;
  for (; v->done < stop && v->rc == BP_OK; v->done++) {
    size_t at = v->done;
    unsigned char byte = (unsigned char)v->unit[at].byte;
    for (uint32_t k = 0; k < p->lengths; k++) {
      uint32_t len = p->length[k];
      wide sum = (wide)v->rolling[k] * p->point + byte;
      if (at >= len) sum += (wide)p->gone[k] * (unsigned char)v->unit[at - len].byte;
      uint64_t hash = v->rolling[k] = bp_print_reduce(sum);
      if (at + 1 < len) continue;
      for (uint32_t s = bp_print_slot(p, hash, len), f; (f = p->slot[s]) != 0; s = (s + 1) & p->mask) {
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
  const bp_automaton *a = v->a;
  size_t stop = final ? v->count : v->count > LOOKAHEAD ? v->count - LOOKAHEAD : 0;
  if (a->prints != NULL) { search_prints(v, stop); return; }
  const uint32_t *go = a->go;
  const bp_unit *u = v->unit;
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
  bp_unit u = { (uint32_t)start, (uint16_t)(width < UINT16_MAX ? width : UINT16_MAX), (uint8_t)(edge | v->markup), folded[0] };
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
  bp_unit *out = v->unit + v->count;
  for (; i < stop && kind[(unsigned char)bytes[i]] == LETTER && (bytes[i] & 0x20); i++) {
    bp_unit u = { (uint32_t)i, 1, v->markup, bytes[i] };
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

int bp_automaton_read (bp_automaton *a, const bp_form *form, uint32_t count) {
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
    bp_needle *n = &a->needles[f];
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

static int build (bp_automaton *a, const bp_form *form, uint32_t count) {
  int rc = bp_automaton_read(a, form, count);
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

void bp_automaton_clear (bp_automaton *a) {
  free(a->go);
  free(a->ends);
  free(a->suffix);
  free(a->needles);
  free(a->text);
}

int bp_automaton_find (const bp_automaton *a, const char *bytes, size_t len, bp_leaks *out) {
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
  bp_automaton a;
  memset(&a, 0, sizeof a);
  int rc = build(&a, form, count);
  if (rc == BP_OK) rc = bp_automaton_find(&a, bytes, len, out);
  bp_automaton_clear(&a);
  return rc;
}

void bp_leaks_free (bp_leaks *leaks) {
  free(leaks->leak);
  leaks->leak = NULL;
  leaks->count = leaks->room = 0;
}
