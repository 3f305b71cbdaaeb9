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

/* How far from an island its tokens look. */
enum { SIGHT = 2 };

/* Island k and those after it whose sights meet, with what they see: tokens [*from, *to).  Returns the next island. */
static uint32_t sight (const bp_island *island, uint32_t islands, uint32_t k, uint32_t *from, uint32_t *to) {
  const bp_island *a = &island[k++];
  *from = a->from - a->begin > SIGHT ? a->from - SIGHT : a->begin;
  *to = a->end - a->to > SIGHT ? a->to + SIGHT : a->end;
  for (; k < islands && island[k].from <= *to + SIGHT && island[k].begin == a->begin; k++)
    *to = island[k].end - island[k].to > SIGHT ? island[k].to + SIGHT : island[k].end;
  return k;
}

int bp_tagger_list (const bp_gazetteer *gazetteer, const bp_document *doc, const uint8_t *mode, const bp_island *island,
                    uint32_t islands, bp_matches *scratch, uint32_t *listed, uint8_t *edge) {
  uint32_t n = doc->tokens.count;
  memset(listed, 0, n * sizeof *listed);
  memset(edge, 0, n);
  if (gazetteer == NULL) return BP_OK;
  for (uint32_t k = 0, from, to; k < islands; ) {
    k = sight(island, islands, k, &from, &to);
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
  t->prefix = t->suffix[0] = t->suffix[1] = 0;
  if (n > 1) {
    uint32_t back = mix(mix(11, lower((unsigned char)p[n - 1])), lower((unsigned char)p[n - 2]));
    t->prefix = mix(mix(7, lower((unsigned char)p[0])), lower((unsigned char)p[1]));
    t->suffix[0] = back;
    if (n > 2) t->suffix[1] = mix(back, lower((unsigned char)p[n - 3]));
  }
  uint32_t shape = 13;
  unsigned char last = 0;
  for (uint32_t k = 0; k < n && k < 40; k++) {
    unsigned char c = (unsigned char)p[k];
    if (c >= 'a' && c <= 'z' && last == 'x') continue;            /* most letters */
    c = shape_of(c);
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

/* Words that open a sentence and are no name by themselves.  "An", "No" and "So" are surnames, "Will" and "May" first names. */
static int is_opening_word (const char *p, uint32_t n) {
  enum { LONGEST = 8, MOST = 12 };
  static const char *const words[LONGEST][MOST] = {
    { "a" }, { "he", "in", "it", "we", "at", "as", "if", "by", "my", "on", "of", "to" },
    { "the", "and", "but", "she", "for", "his", "her", "its", "our", "not", "you", "all" },
    { "this", "that", "they", "when", "with", "from", "what", "also", "some", "then", "both", "here" },
    { "there", "these", "after", "their", "while", "since", "other", "those", "where", "which", "about", "under" },
    { "before", "during", "though", "unless", "within" }, { "however", "another", "because", "several", "despite", "between" },
    { "although", "whatever" }
  };
  if (n == 0 || n > LONGEST) return 0;
  for (unsigned k = 0; k < MOST && words[n - 1][k] != NULL; k++)
    if (lower((unsigned char)p[0]) == (unsigned char)words[n - 1][k][0] && memcmp(p + 1, words[n - 1][k] + 1, n - 1) == 0) return 1;
  return 0;
}

/* Candidates of a sentence whose capitals say something. */
static void find_capitals (const bp_document *doc, uint32_t begin, uint32_t end, uint8_t *capital) {
  const bp_token *token = doc->tokens.token;
  for (uint32_t i = begin; i < end; i++) capital[i] = is_word(token[i].kind) && token[i].kind != BP_TOKEN_LOWER;
  for (uint32_t i = begin; i < end; i++) {
    if (!capital[i] || (i + 1 < end && capital[i + 1]) || (i > begin && capital[i - 1])) continue;
    const char *p = doc->text + token[i].start;
    uint32_t len = token[i].end - token[i].start;
    if (len == 1 && *p == 'I') capital[i] = 0;
    else if (i == begin || token[i - 1].kind >= BP_TOKEN_PUNCT) capital[i] = !is_opening_word(p, len);
  }
}

/* Tokens that may belong to the name of the capital at i: what is written without a space ("Dae-jung", "al-Masri"), one more. */
static bp_island shore (const bp_token *token, uint32_t i, uint32_t begin, uint32_t end) {
  enum { GLUED = 3 };
  bp_island land = { i, i + 1, begin, end };
  while (i - land.from < GLUED && land.from > begin && !(token[land.from].flags & BP_TOKEN_SPACE_BEFORE)) land.from--;
  while (land.to - i <= GLUED && land.to < end && !(token[land.to].flags & BP_TOKEN_SPACE_BEFORE)) land.to++;
  land.from -= land.from > begin;
  land.to += land.to < end;
  return land;
}

void bp_tagger_islands (const bp_document *doc, const uint8_t *mode, uint8_t *capital, bp_island *island, uint32_t *count) {
  enum { GAP = 1 };         /* words between the shores of two capitals that still make one island */
  uint32_t n = doc->tokens.count, k = 0;
  for (uint32_t begin = 0, end; begin < n; begin = end) {
    for (end = begin + 1; end < n && end - begin < BP_SENTENCE_MAX && !(doc->tokens.token[end].flags & BP_TOKEN_SENTENCE); end++) ;
    if (mode[begin] == BP_CASELESS) {
      for (uint32_t i = begin; i < end; i++) capital[i] = (uint8_t)is_word(doc->tokens.token[i].kind);
      island[k++] = (bp_island) { begin, end, begin, end };
      continue;
    }
    find_capitals(doc, begin, end, capital);
    uint32_t first = k;
    for (uint32_t i = begin; i < end; i++) {
      if (!capital[i]) continue;
      bp_island land = shore(doc->tokens.token, i, begin, end);
      if (k > first && land.from <= island[k - 1].to + GAP) island[k - 1].to = land.to > island[k - 1].to ? land.to : island[k - 1].to;
      else island[k++] = land;
    }
  }
  *count = k;
}

enum { SEEN_SMALL = 1, SEEN_CAPITAL = 2, SEEN_AGAIN = 4 };

/* How a place looks to the same word elsewhere. */
static uint8_t look_of (const bp_tagger_view *v, uint32_t i) {
  const bp_token *token = &v->doc->tokens.token[i];
  if (v->mode[i] != BP_CASED || (token->flags & BP_TOKEN_SENTENCE)) return SEEN_AGAIN;
  return token->kind == BP_TOKEN_LOWER ? SEEN_AGAIN | SEEN_SMALL : SEEN_AGAIN | SEEN_CAPITAL;
}

static void add_context (bp_tag_token *t, uint64_t h) {
  for (unsigned k = 0; k < t->contexts; k++)
    if (t->context[k] == h) return;
  if (t->contexts < BP_CONTEXTS_MAX) t->context[t->contexts++] = h;
}

/*
** Equal words tell one another how they look and who stands beside them; each compares with its next few places.  Words
** without a capital here or further on have nobody to tell: ahead[i] says whether such a word is at i or behind it.
*/
static void exchange (const bp_tagger_view *v, uint8_t *ahead, bp_tag_token *out) {
  enum { PLACES = 6 };
  const bp_tokens *tokens = &v->doc->tokens;
  const uint32_t *next_same = v->next_same;
  for (uint32_t i = tokens->count; i-- > 0; )
    ahead[i] = v->capital[i] | (next_same[i] != NONE ? ahead[next_same[i]] : 0);
  for (uint32_t i = 0; i < tokens->count; i++) {
    if (next_same[i] == NONE || !ahead[i]) continue;
    uint8_t looks = look_of(v, i);
    uint32_t j = next_same[i];
    for (unsigned steps = 0; j != NONE && steps < PLACES; j = next_same[j], steps++) {
      bp_tag_token *a = &out[i], *b = &out[j];
      if (v->capital[i]) a->elsewhere |= look_of(v, j);
      if (!v->capital[j]) continue;
      b->elsewhere |= looks;
      if (!v->capital[i]) continue;
      add_context(a, tokens->folded[j - 1] * 3);
      if (j + 1 < tokens->count) add_context(a, tokens->folded[j + 1] * 5);
      if (i > 0) add_context(b, tokens->folded[i - 1] * 3);
      add_context(b, tokens->folded[i + 1] * 5);
    }
  }
}

/* Rows of capitalised words, in text whose capitals say something. */
static void find_rows (const bp_tagger_view *v, bp_tag_token *out) {
  enum { ROW_MAX = 15 };
  for (uint32_t k = 0; k < v->islands; k++) {
    const bp_island *land = &v->island[k];
    if (v->mode[land->from] != BP_CASED) continue;
    for (uint32_t from = land->from, to; from < land->to; from = to) {
      to = from + 1;
      if (!v->capital[from]) continue;
      while (to < land->to && to - from <= ROW_MAX && v->capital[to]) to++;
      for (uint32_t i = from; i < to; i++) {
        out[i].behind = (uint8_t)(i - from);
        out[i].ahead = (uint8_t)(to - 1 - i);
      }
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

static void describe_token (const bp_tagger_view *v, uint32_t i, bp_tag_token *t) {
  const bp_tokens *tokens = &v->doc->tokens;
  const bp_token *token = &tokens->token[i];
  int caseless = v->mode[i] == BP_CASELESS;
  t->mode = v->mode[i];
  t->exact = caseless ? tokens->folded[i] : tokens->exact[i];
  t->folded = tokens->folded[i];
  t->kind = caseless && is_word(token->kind) ? BP_TOKEN_LOWER : token->kind;
  t->capital = v->capital[i];
  t->listed = v->listed[i];
  t->edge = v->edge[i];
  t->first = (token->flags & BP_TOKEN_SENTENCE) != 0;
  t->elsewhere = 0;
  t->contexts = 0;
  t->behind = t->ahead = 0;
  t->class = bp_word_classes_find(v->classes, t->folded);
  describe_form(v->doc->text + token->start, token->end - token->start, caseless, t);
}

void bp_tagger_describe (const bp_tagger_view *view, uint8_t *scratch, bp_tag_token *out) {
  for (uint32_t k = 0, from, to; k < view->islands; ) {
    k = sight(view->island, view->islands, k, &from, &to);
    if (view->classes->lines != 0)
      for (uint32_t i = from; i < to; i++)
        __builtin_prefetch(bp_word_classes_home(view->classes, view->doc->tokens.folded[i]));
    for (uint32_t i = from; i < to; i++) describe_token(view, i, &out[i]);
  }
  if (view->doc->tokens.count > 1) exchange(view, scratch, out);
  find_rows(view, out);
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
  emit(&f, 3, pair(a->suffix[1], a->kind));
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

/* Which words the token and its neighbours are used like. */
static void class_features (features *f, const bp_tag_token *a, const bp_tag_token *p, const bp_tag_token *q) {
  for (unsigned d = 0; d < BP_CLASS_DEPTHS; d++) {
    if (a->class.depth[d] != 0) emit(f, 50 + d, pair(a->class.depth[d], a->kind));
    if (p->class.depth[d] != 0) emit(f, 53 + d, pair(p->class.depth[d], a->kind));
    if (q->class.depth[d] != 0) emit(f, 56 + d, pair(q->class.depth[d], a->kind));
  }
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
  if (a->prefix != 0) emit(&f, 6, pair(a->prefix, a->kind));
  for (unsigned k = 0; k < 2; k++)
    if (a->suffix[k] != 0) emit(&f, 7 + k, pair(a->suffix[k], a->kind));
  emit(&f, 14, p->folded);
  emit(&f, 15, q->folded);
  emit(&f, 16, pp->folded);
  emit(&f, 17, qq->folded);
  emit(&f, 18, pair(p->folded, a->folded));
  emit(&f, 19, pair(a->folded, q->folded));
  emit(&f, 20, pair(p->shape, a->shape));
  emit(&f, 21, pair(a->shape, q->shape));
  emit(&f, 22, pair(pair(p->shape, a->shape), q->shape));
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
  class_features(&f, a, p, q);
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

void bp_tagger_votes (const bp_tagger_view *view, const bp_first_look *look, uint32_t *scratch, bp_vote *out) {
  enum { MEMBERS = 64 };            /* more occurrences than this say nothing new */
  uint32_t count = view->doc->tokens.count, *place = scratch, *done = scratch + count, member[MEMBERS];
  find_places(look, count, place);
  memset(done, 0, count * sizeof *done);
  memset(out, 0, count * sizeof *out);
  for (uint32_t k = 0; k < view->islands; k++) {
    for (uint32_t i = view->island[k].from; i < view->island[k].to; i++) {
      if (done[i] || !view->capital[i]) continue;
      uint32_t n = 0;
      for (uint32_t j = i; j != NONE && n < MEMBERS; j = view->next_same[j]) {
        if (!view->capital[j]) continue;
        done[j] = 1;
        member[n++] = j;
      }
      vote_on(look, place, member, n, out);
    }
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
