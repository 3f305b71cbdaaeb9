/* tagger_features.c -- what the name tagger looks at.
**
** A feature is a 64-bit hash of its template's number and its value; weights are found by it (tagger_model.h).  Nothing is
** allocated; the cost is about 45 hashes a token.
** Source: the templates are the usual ones of newswire taggers (Ratinov & Roth, CoNLL 2009, for context aggregation and
** two-stage prediction); votes and the caseless mode are measured in bench/RESULTS.md.
*/
#include "tagger_features.h"

#include <string.h>

#include "hash.h"
#include "words.h"

#define NONE UINT32_MAX

/* ---- what is known of a word before anybody looks ------------------------------------------------------------ */

void bp_tagger_chain (const bp_document *doc, uint32_t *slot, uint32_t *next_same) {
  uint32_t size = 16;
  while (size < doc->tokens.count * 2) size *= 2;
  bp_words_chain(&doc->tokens, slot, size - 1, next_same);
}

enum { LIST_BEGINS = 1, LIST_GOES_ON = 2 };

static int list_span (const bp_gazetteer *gazetteer, const bp_document *doc, bp_span span, int how, bp_matches *scratch,
                      uint32_t *listed, uint8_t *edge) {
  uint32_t n = doc->tokens.count, i = bp_document_token_at(doc, span.start);
  int rc = bp_gazetteer_scan(gazetteer, doc, span, how, scratch);
  if (rc != BP_OK) return rc;
  for (uint32_t k = 0; k < scratch->count; k++) {
    const bp_match *m = &scratch->item[k];
    while (i < n && doc->tokens.token[i].start < m->span.start) i++;
    for (uint32_t j = i; j < n && doc->tokens.token[j].end <= m->span.end; j++) {
      listed[j] |= m->value;
      edge[j] |= j == i ? LIST_BEGINS : LIST_GOES_ON;
    }
  }
  return BP_OK;
}

int bp_tagger_list (const bp_gazetteer *gazetteer, const bp_document *doc, const uint8_t *mode, bp_matches *scratch,
                    uint32_t *listed, uint8_t *edge) {
  uint32_t n = doc->tokens.count;
  memset(listed, 0, n * sizeof *listed);
  memset(edge, 0, n);
  if (gazetteer == NULL) return BP_OK;
  /* runs of tokens of one mode: nearly always the whole text */
  for (uint32_t from = 0, to; from < n; from = to) {
    for (to = from + 1; to < n && mode[to] == mode[from]; to++) ;
    bp_span span = { doc->tokens.token[from].start, doc->tokens.token[to - 1].end };
    int how = BP_SCAN_ALL | (mode[from] == BP_CASELESS ? BP_SCAN_ANY_CASE : 0);
    int rc = list_span(gazetteer, doc, span, how, scratch, listed, edge);
    if (rc != BP_OK) return rc;
  }
  return BP_OK;
}

/* ---- describing tokens ---------------------------------------------------------------------------------------- */

static uint32_t mix (uint32_t h, uint32_t x) {
  h = (h ^ x) * UINT32_C(0x9E3779B1);
  return h ^ (h >> 15);
}

static unsigned char lower (unsigned char c) { return c >= 'A' && c <= 'Z' ? (unsigned char)(c | 0x20) : c; }

/* X capital, x other letter (all bytes of other scripts), 0 digit, else itself. */
static unsigned char shape_of (unsigned char c) {
  if (c >= 'a' && c <= 'z') return 'x';
  if (c >= 'A' && c <= 'Z') return 'X';
  if (c >= '0' && c <= '9') return '0';
  return c < 0x80 ? c : 'x';
}

static unsigned is_word (uint8_t kind) { return kind >= BP_TOKEN_LOWER && kind <= BP_TOKEN_MIXED; }

static void describe_form (const char *p, uint32_t n, int caseless, bp_tag_token *t) {
  uint32_t ahead = 7, back = 11;
  for (uint32_t k = 0; k < 4; k++) {
    if (k < n) {
      ahead = mix(ahead, lower((unsigned char)p[k]));
      back = mix(back, lower((unsigned char)p[n - 1 - k]));
    }
    t->prefix[k] = k < n ? ahead : 0;
    t->suffix[k] = k < n ? back : 0;
  }
  uint32_t shape = 13;
  unsigned char last = 0;
  for (uint32_t k = 0; k < n && k < 40; k++) {
    unsigned char c = shape_of((unsigned char)p[k]);
    if (caseless && c == 'X') c = 'x';
    if (c != last) shape = mix(shape, last = c);
  }
  t->shape = mix(shape, n < 4 ? n : 4);
}

/* A sentence whose capitals say nothing: all capitals, or a title-case headline (only short words are small). */
static int is_caseless_sentence (const bp_document *doc, uint32_t from, uint32_t to) {
  uint32_t words = 0, small = 0, small_long = 0;
  for (uint32_t i = from; i < to; i++) {
    const bp_token *t = &doc->tokens.token[i];
    if (!is_word(t->kind)) continue;
    words++;
    if (t->kind == BP_TOKEN_LOWER) { small++; small_long += t->end - t->start > 4; }
  }
  if (words < 4) return 0;
  return small == 0 || (small_long == 0 && words >= 5 && small * 4 <= words);
}

/* Text without capitals: less than one word in a hundred has one. */
static int is_caseless_text (const bp_document *doc) {
  uint32_t words = 0, capital = 0;
  for (uint32_t i = 0; i < doc->tokens.count; i++) {
    uint8_t kind = doc->tokens.token[i].kind;
    words += is_word(kind) ? 1u : 0u;
    capital += is_word(kind) && kind != BP_TOKEN_LOWER ? 1u : 0u;
  }
  return words >= 10 && capital * 100 < words;
}

enum { SEEN_SMALL = 1, SEEN_CAPITAL = 2, SEEN_AGAIN = 4 };

static void add_context (bp_tag_token *t, uint64_t h) {
  for (unsigned k = 0; k < t->contexts; k++)
    if (t->context[k] == h) return;
  if (t->contexts < BP_CONTEXTS_MAX) t->context[t->contexts++] = h;
}

static void note_look (bp_tag_token *a, const bp_tag_token *b) {
  a->elsewhere |= SEEN_AGAIN;
  if (b->mode == BP_CASED && !b->first) a->elsewhere |= b->kind == BP_TOKEN_LOWER ? SEEN_SMALL : SEEN_CAPITAL;
}

/* Equal words tell one another how they look and who stands beside them; each compares with its next few places. */
static void exchange (const bp_tokens *tokens, const uint32_t *next_same, bp_tag_token *out) {
  enum { PLACES = 6 };
  for (uint32_t i = 0; i < tokens->count; i++) {
    if (next_same[i] == NONE || !is_word(tokens->token[i].kind)) continue;
    uint32_t j = next_same[i];
    for (unsigned steps = 0; j != NONE && steps < PLACES; j = next_same[j], steps++) {
      bp_tag_token *a = &out[i], *b = &out[j];
      note_look(a, b);
      note_look(b, a);
      if (!a->capital || !b->capital) continue;
      add_context(a, tokens->folded[j - 1] * 3);
      if (j + 1 < tokens->count) add_context(a, tokens->folded[j + 1] * 5);
      if (i > 0) add_context(b, tokens->folded[i - 1] * 3);
      add_context(b, tokens->folded[i + 1] * 5);
    }
  }
}

/* Rows of capitalised words, in text whose capitals say something. */
static void find_rows (const bp_tokens *tokens, bp_tag_token *out) {
  enum { ROW_MAX = 15 };
  for (uint32_t from = 0, to; from < tokens->count; from = to) {
    to = from + 1;
    out[from].behind = out[from].ahead = 0;
    if (!out[from].capital || out[from].mode != BP_CASED) continue;
    while (to < tokens->count && to - from <= ROW_MAX && out[to].capital && out[to].mode == BP_CASED
           && !(tokens->token[to].flags & BP_TOKEN_SENTENCE)) to++;
    for (uint32_t i = from; i < to; i++) {
      out[i].behind = (uint8_t)(i - from);
      out[i].ahead = (uint8_t)(to - 1 - i);
    }
  }
}

void bp_tagger_modes (const bp_document *doc, uint8_t *mode) {
  uint32_t n = doc->tokens.count;
  int caseless_text = is_caseless_text(doc);
  for (uint32_t from = 0, to; from < n; from = to) {
    for (to = from + 1; to < n && !(doc->tokens.token[to].flags & BP_TOKEN_SENTENCE); to++) ;
    int caseless = caseless_text || is_caseless_sentence(doc, from, to);
    memset(mode + from, caseless ? BP_CASELESS : BP_CASED, to - from);
  }
}

void bp_tagger_describe (const bp_document *doc, const uint8_t *mode, const uint32_t *listed, const uint8_t *edge,
                         const uint32_t *next_same, bp_tag_token *out) {
  const bp_tokens *tokens = &doc->tokens;
  for (uint32_t i = 0; i < tokens->count; i++) {
    const bp_token *token = &tokens->token[i];
    bp_tag_token *t = &out[i];
    int caseless = mode[i] == BP_CASELESS;
    t->mode = mode[i];
    t->exact = caseless ? tokens->folded[i] : tokens->exact[i];
    t->folded = tokens->folded[i];
    t->kind = caseless && is_word(token->kind) ? BP_TOKEN_LOWER : token->kind;
    t->capital = is_word(token->kind) && (caseless || token->kind != BP_TOKEN_LOWER);
    t->listed = listed[i];
    t->edge = edge[i];
    t->first = (token->flags & BP_TOKEN_SENTENCE) != 0;
    t->elsewhere = 0;
    t->contexts = 0;
    describe_form(doc->text + token->start, token->end - token->start, caseless, t);
  }
  if (tokens->count > 1) exchange(tokens, next_same, out);
  find_rows(tokens, out);
}

/* ---- first look ------------------------------------------------------------------------------------------------ */

static const bp_tag_token beyond;   /* all zero: what stands outside a sentence */

static inline uint64_t pair (uint64_t a, uint64_t b) {
  return a * UINT64_C(0xc2b2ae3d27d4eb4f) + b * UINT64_C(0x165667b19e3779f9);
}

typedef struct {
  uint64_t seed, *out;
  unsigned count;
} features;

static inline void emit (features *f, unsigned template, uint64_t value) {
  f->out[f->count++] = bp_hash_mix(value * UINT64_C(0x9fb21c651e98df25) + f->seed + template);
}

/* A word without a capital is seldom more than the middle of a name ("of", "van"): little is asked of it. */
static unsigned small_word_features (const bp_tag_token *a, const bp_tag_token *p, const bp_tag_token *q, uint64_t *out) {
  features f = { UINT64_C(1) << 45, out, 0 };
  emit(&f, 1, a->kind);
  emit(&f, 2, a->exact);
  emit(&f, 3, pair(a->suffix[2], a->kind));
  emit(&f, 4, pair(p->folded, a->folded));
  emit(&f, 5, pair(a->folded, q->folded));
  emit(&f, 6, pair(pair(p->shape, a->shape), q->shape));
  emit(&f, 7, pair(p->folded, pair(a->kind, q->kind)));
  emit(&f, 8, pair(q->folded, pair(a->kind, p->kind)));
  emit(&f, 9, pair(pair(p->kind, a->folded), q->kind));
  if (a->listed != 0) emit(&f, 10, pair(a->listed, a->edge));
  if ((a->listed | p->listed) != 0) emit(&f, 11, pair(p->listed, pair(a->listed, a->kind)));
  if ((a->listed | q->listed) != 0) emit(&f, 12, pair(a->listed, pair(q->listed, a->kind)));
  return f.count;
}

/* What the row of capitals says: how long it is, its first and last words, what stands around it. */
static void row_features (features *f, const bp_tag_token *t, uint32_t i, uint32_t from, uint32_t to) {
  const bp_tag_token *a = &t[i], *first = a - a->behind, *last = a + a->ahead;
  const bp_tag_token *before = first > t + from ? first - 1 : &beyond, *after = last + 1 < t + to ? last + 1 : &beyond;
  unsigned behind = a->behind > 3 ? 3 : a->behind, ahead = a->ahead > 3 ? 3 : a->ahead;
  unsigned place = behind * 4 + ahead;
  emit(f, 41, pair(place, a->first));
  if (place == 0) return;       /* a row of one: its neighbours are asked anyway */
  emit(f, 42, pair(last->folded, ahead));
  emit(f, 43, pair(first->folded, behind));
  emit(f, 44, pair(pair(first->listed, last->listed), place));
  emit(f, 45, pair(before->folded, place));
  emit(f, 46, pair(after->folded, place));
}

unsigned bp_tagger_features (const bp_tag_token *t, uint32_t i, uint32_t from, uint32_t to, uint64_t *out) {
  const bp_tag_token *a = &t[i];
  const bp_tag_token *p = i > from ? a - 1 : &beyond, *pp = i > from + 1 ? a - 2 : &beyond;
  const bp_tag_token *q = i + 1 < to ? a + 1 : &beyond, *qq = i + 2 < to ? a + 2 : &beyond;
  if (!a->capital) return small_word_features(a, p, q, out);
  features f = { (uint64_t)(a->mode + 1) << 40, out, 0 };
  emit(&f, 1, 1);
  emit(&f, 2, a->exact);
  if (a->mode == BP_CASED) emit(&f, 3, a->folded);
  emit(&f, 4, a->shape);
  emit(&f, 5, pair(a->kind, a->first));
  for (unsigned k = 0; k < 4; k++) {
    if (a->prefix[k] != 0) emit(&f, 6 + k, pair(a->prefix[k], a->kind));
    if (a->suffix[k] != 0) emit(&f, 10 + k, pair(a->suffix[k], a->kind));
  }
  emit(&f, 14, p->folded);
  emit(&f, 15, q->folded);
  emit(&f, 16, pp->folded);
  emit(&f, 17, qq->folded);
  emit(&f, 18, pair(p->folded, a->folded));
  emit(&f, 19, pair(a->folded, q->folded));
  emit(&f, 20, pair(p->shape, a->shape));
  emit(&f, 21, pair(a->shape, q->shape));
  emit(&f, 22, pair(pair(p->shape, a->shape), q->shape));
  emit(&f, 23, pair(p->suffix[2], p->kind));
  emit(&f, 24, pair(q->suffix[2], q->kind));
  emit(&f, 25, pair(p->folded, a->kind));
  emit(&f, 26, pair(q->folded, a->kind));
  emit(&f, 27, pair(pair(p->folded, pp->folded), a->kind));
  emit(&f, 28, pair(pair(q->folded, qq->folded), a->kind));
  emit(&f, 29, pair(pair(p->kind, a->kind), pair(q->kind, pp->kind)));
  emit(&f, 30, pair(a->elsewhere, pair(a->kind, a->first)));
  if (a->listed != 0) {
    for (uint32_t bits = a->listed; bits != 0; bits &= bits - 1) emit(&f, 32, pair(bits & (~bits + 1), a->edge));
    emit(&f, 33, pair(a->listed, a->edge));
    emit(&f, 34, pair(a->listed, pair(a->shape, p->folded)));
  }
  if ((a->listed | p->listed) != 0) emit(&f, 35, pair(p->listed, pair(a->listed, a->kind)));
  if ((a->listed | q->listed) != 0) emit(&f, 36, pair(a->listed, pair(q->listed, a->kind)));
  if (p->listed != 0) emit(&f, 37, pair(p->listed, p->kind));
  if (q->listed != 0) emit(&f, 38, pair(q->listed, q->kind));
  if (a->mode == BP_CASED) row_features(&f, t, i, from, to);
  for (unsigned k = 0; k < a->contexts; k++) emit(&f, 40, a->context[k]);
  return f.count;
}

/* ---- second look ----------------------------------------------------------------------------------------------- */

enum { FIRST_OF_NAME = 1, WITHIN_NAME = 2, LAST_OF_NAME = 4 };

static unsigned step_of (float x) {
  static const float edges[] = { 0.02f, 0.1f, 0.3f, 0.5f, 0.7f, 0.9f, 0.98f };
  unsigned k = 0;
  while (k < sizeof edges / sizeof *edges && x >= edges[k]) k++;
  return k;
}

/* Place of each token in the name that the first look gave it: bits, 0 outside names of two tokens and more. */
static void find_places (const bp_first_look *look, uint32_t count, uint32_t *place) {
  for (uint32_t i = 0, j; i < count; i = j) {
    j = i + 1;
    place[i] = 0;
    unsigned type = bp_label_type(look[i].label);
    if (type == BP_NO_NAME) continue;
    while (j < count && look[j].label == 2 * type) j++;
    if (j - i < 2) continue;
    for (uint32_t k = i; k < j; k++) place[k] = k == i ? FIRST_OF_NAME : k + 1 == j ? LAST_OF_NAME : WITHIN_NAME;
  }
}

static void vote_on (const bp_first_look *look, const uint32_t *place, const uint32_t *member, uint32_t n, bp_vote *out) {
  float sum[BP_NAME_TYPES] = { 0 };
  unsigned person[3] = { 0 }, org[3] = { 0 };
  for (uint32_t m = 0; m < n; m++) {
    const bp_first_look *l = &look[member[m]];
    for (unsigned k = 0; k < BP_NAME_TYPES; k++) sum[k] += l->probability[k];
    if (place[member[m]] == 0) continue;
    unsigned slot = place[member[m]] >> 1;
    if (bp_label_type(l->label) == BP_PER) person[slot]++;
    if (bp_label_type(l->label) == BP_ORG) org[slot]++;
  }
  for (uint32_t m = 0; m < n; m++) {
    const bp_first_look *l = &look[member[m]];
    bp_vote *v = &out[member[m]];
    v->candidate = 1;
    v->others = (uint8_t)(n - 1 < 6 ? n - 1 : 6);
    if (n == 1) continue;
    float best = -1;
    for (unsigned k = 0; k < BP_NAME_TYPES; k++) {
      v->mean[k] = (sum[k] - l->probability[k]) / (float)(n - 1);
      if (v->mean[k] > best) { best = v->mean[k]; v->majority = (uint8_t)k; }
    }
    v->share = (uint8_t)step_of(best);
    for (unsigned slot = 0; slot < 3; slot++) {
      int own = place[member[m]] == 1u << slot;
      unsigned type = bp_label_type(l->label);
      if (person[slot] > (unsigned)(own && type == BP_PER)) v->in_person |= (uint8_t)(1u << slot);
      if (org[slot] > (unsigned)(own && type == BP_ORG)) v->in_org |= (uint8_t)(1u << slot);
    }
  }
}

void bp_tagger_votes (const bp_tag_token *t, const bp_first_look *look, const uint32_t *next_same, uint32_t count,
                      uint32_t *scratch, bp_vote *out) {
  enum { MEMBERS = 64 };            /* more occurrences than this say nothing new */
  uint32_t *place = scratch, *done = scratch + count, member[MEMBERS];
  find_places(look, count, place);
  memset(done, 0, count * sizeof *done);
  memset(out, 0, count * sizeof *out);
  for (uint32_t i = 0; i < count; i++) {
    if (done[i] || !t[i].capital) continue;
    uint32_t n = 0;
    for (uint32_t j = i; j != NONE && n < MEMBERS; j = next_same[j]) {
      if (!t[j].capital) continue;
      done[j] = 1;
      member[n++] = j;
    }
    vote_on(look, place, member, n, out);
  }
}

unsigned bp_tagger_vote_features (const bp_tag_token *t, const bp_first_look *look, const bp_vote *vote, uint32_t i,
                                  uint32_t from, uint32_t to, uint64_t *out) {
  static const bp_vote none;
  features f = { (uint64_t)(t[i].mode + 1) << 40 | (uint64_t)1 << 44, out, 0 };
  const bp_vote *v = &vote[i], *p = i > from ? v - 1 : &none, *q = i + 1 < to ? v + 1 : &none;
  unsigned type = bp_label_type(look[i].label);
  unsigned before = i > from ? bp_label_type(look[i - 1].label) : BP_NAME_TYPES;
  unsigned after = i + 1 < to ? bp_label_type(look[i + 1].label) : BP_NAME_TYPES;
  if (!v->candidate) {
    emit(&f, 1, type);
    emit(&f, 2, type + 8u * (p->candidate ? 1u + p->majority : 0) + 64u * q->candidate);
    return f.count;
  }
  unsigned said = v->others != 0 ? 1u + v->majority * 8u + v->share : 0;
  unsigned many = v->others > 2 ? 2 : v->others > 0;
  unsigned left = !p->candidate ? 200 : p->others == 0 ? 100 : 1u + p->majority * 2u + (p->share > 4);
  unsigned right = !q->candidate ? 200 : q->others == 0 ? 100 : 1u + q->majority * 2u + (q->share > 4);
  unsigned person = step_of(look[i].probability[BP_PER]), nothing = step_of(look[i].probability[BP_NO_NAME]);
  emit(&f, 3, pair(type, said));
  emit(&f, 4, pair(v->in_person, pair(type, v->in_org != 0)));
  emit(&f, 5, pair(said, many));
  emit(&f, 6, pair(said, pair(person, v->in_person)));
  emit(&f, 7, pair(nothing, said));
  emit(&f, 8, pair(v->in_person, pair(t[i].elsewhere, type)));
  emit(&f, 9, pair(pair(said, left), before));
  emit(&f, 10, pair(pair(said, right), after));
  emit(&f, 11, pair(pair(p->in_person, v->in_person), type));
  emit(&f, 12, pair(pair(q->in_person, v->in_person), type));
  emit(&f, 13, pair(pair(type, before), after));
  emit(&f, 14, pair(pair(v->in_person, said), many));
  if (v->others != 0)
    for (unsigned k = BP_PER; k < BP_NAME_TYPES; k++)
      emit(&f, 15 + k, pair(step_of(v->mean[k]), step_of(look[i].probability[k])));
  return f.count;
}
