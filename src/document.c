/* document.c -- one article: tokens in one pass over the text, sentences block by block.
**
** The text never changes and is never copied.  Tokens follow the needs of names: a hyphen is a token of its own
** ("Myung-bok" at a line end is still three tokens), "'s" is split off ("Choi's"), an abbreviation keeps its full
** stop ("Jan.", "U.S."), so a full stop that is a token ends a sentence.  Cost: O(bytes), no malloc per token.
*/
#include "document.h"

#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "utf8.h"

/* ---- abbreviations --------------------------------------------------------------------------------------- */

/* Lower case, sorted.  A trailing '#' means: only before a word with a digit ("No. 5"); '$': may also end a sentence ("Inc."). */
static const char *const abbreviations[] = {
  "adm", "apr", "assn$", "asst", "atty", "aug", "ave$", "bldg", "blvd$", "bros$", "brig", "capt", "cf", "cmdr", "co$",
  "col", "comdr", "corp$", "cpl", "dec", "dept", "det", "dist", "dr", "esq$", "est", "etc$", "feb", "fig#", "fr", "ft",
  "gen", "gov", "hon", "inc$", "insp", "jan", "jr$", "jul", "jun", "lt", "ltd$", "maj", "mar#", "messrs", "mfg", "mlle",
  "mme", "mr", "mrs", "ms", "mt", "mx", "no#", "nos#", "nov", "oct", "op", "pfc", "ph", "pp#", "prof", "pvt", "rd$",
  "rep", "reps", "rev", "rt", "sen", "sens", "sep", "sept", "sgt", "spc", "sq", "sr$", "st", "ste", "supt", "tel",
  "univ", "vol#", "vs"
};

enum { NOT_ABBREVIATION, ABBREVIATION, ABBREVIATION_BEFORE_DIGIT, ABBREVIATION_MAY_END };

static int compare_abbreviation (const char *word, size_t len, const char *entry) {
  for (size_t i = 0; i < len; i++) {
    int a = word[i] | 0x20, b = entry[i];
    if (b == '\0' || b == '#' || b == '$') return 1;
    if (a != b) return a - b;
  }
  char end = entry[len];
  return end == '\0' || end == '#' || end == '$' ? 0 : -1;
}

static int abbreviation_class (const char *word, size_t len) {
  size_t low = 0, high = sizeof abbreviations / sizeof *abbreviations;
  if (len > 6) return NOT_ABBREVIATION;
  while (low < high) {
    size_t mid = (low + high) / 2;
    int order = compare_abbreviation(word, len, abbreviations[mid]);
    if (order == 0) {
      char end = abbreviations[mid][len];
      return end == '#' ? ABBREVIATION_BEFORE_DIGIT : end == '$' ? ABBREVIATION_MAY_END : ABBREVIATION;
    }
    if (order < 0) high = mid; else low = mid + 1;
  }
  return NOT_ABBREVIATION;
}

/* ---- tokens ---------------------------------------------------------------------------------------------- */

typedef struct {
  const char *text;
  uint32_t len;
} source;

static inline enum bp_char_class class_at (source s, uint32_t i, unsigned *width) {
  if (i >= s.len) { *width = 0; return BP_CHAR_SPACE; }
  unsigned char c = (unsigned char)s.text[i];
  if (c < 0x80) { *width = 1; return bp_ascii_class[c]; }
  return bp_utf8_class(bp_utf8_decode(s.text, s.len, i, width));
}

static int is_letter (enum bp_char_class c) { return c == BP_CHAR_LOWER || c == BP_CHAR_UPPER; }
static int is_word (enum bp_char_class c) { return is_letter(c) || c == BP_CHAR_DIGIT || c == BP_CHAR_MARK; }

/* Width of an apostrophe at i, or 0. */
static inline unsigned apostrophe_at (source s, uint32_t i) {
  if (i >= s.len) return 0;
  if ((unsigned char)s.text[i] < 0x80) return s.text[i] == '\'';
  unsigned width;
  int32_t c = bp_utf8_decode(s.text, s.len, i, &width);
  return c == 0x2019 || c == 0x2BC ? width : 0;
}

static int word_ends_at (source s, uint32_t i) {
  unsigned width;
  return !is_word(class_at(s, i, &width));
}

/* Length of "s", "ll", "re", "ve", "d", "m" right after an apostrophe when the word ends there; 0 otherwise. */
static uint32_t clitic_length (source s, uint32_t i) {
  static const char *const tails[] = { "s", "d", "m", "ll", "re", "ve" };
  for (size_t k = 0; k < sizeof tails / sizeof *tails; k++) {
    uint32_t n = (uint32_t)strlen(tails[k]);
    if (s.len - i < n) continue;
    uint32_t j = 0;
    while (j < n && (s.text[i + j] | 0x20) == tails[k][j]) j++;
    if (j == n && word_ends_at(s, i + n)) return n;
  }
  return 0;
}

typedef struct { uint32_t lower, upper, digits; int first_upper; } letters;

static uint8_t kind_of (letters n) {
  if (n.digits != 0) return n.lower + n.upper == 0 ? BP_TOKEN_NUMBER : BP_TOKEN_ALNUM;
  if (n.upper == 0) return BP_TOKEN_LOWER;
  if (n.lower == 0) return n.upper > 1 ? BP_TOKEN_UPPER : BP_TOKEN_TITLE;
  return n.upper == 1 && n.first_upper ? BP_TOKEN_TITLE : BP_TOKEN_MIXED;
}

static void count_letter (letters *n, enum bp_char_class c) {
  if (c == BP_CHAR_UPPER) { if (n->lower + n->upper + n->digits == 0) n->first_upper = 1; n->upper++; }
  else if (c == BP_CHAR_LOWER) n->lower++;
  else if (c == BP_CHAR_DIGIT) n->digits++;
}

/* "U.S.", "a.m.", "J.": letters with a full stop after each.  Returns the end, or i when it is none. */
static uint32_t dotted_end (source s, uint32_t i, letters *n) {
  uint32_t end = i;
  letters counted = { 0, 0, 0, 0 };
  for (;;) {
    unsigned width;
    enum bp_char_class c = class_at(s, end, &width);
    if (!is_letter(c) || end + width >= s.len || s.text[end + width] != '.') break;
    count_letter(&counted, c);
    end += width + 1;
  }
  if (end == i) return i;
  if (counted.lower + counted.upper == 1 && counted.upper == 0) return i;   /* "a." is the end of a list label, not an initial */
  if (!word_ends_at(s, end)) return i;                                        /* "e.g.something", "www." */
  *n = counted;
  return end;
}

/* "no. 5", "no. N9899166": the word behind the full stop holds a digit. */
static int digit_in_next_word (source s, uint32_t i) {
  unsigned width;
  while (i < s.len && (s.text[i] == ' ' || s.text[i] == '\n')) i++;
  for (enum bp_char_class c; is_word(c = class_at(s, i, &width)); i += width)
    if (c == BP_CHAR_DIGIT) return 1;
  return 0;
}

/* The token that starts at i (not white space): its end and kind. */
static uint32_t next_token (source s, uint32_t i, uint8_t *kind, uint8_t *flags) {
  unsigned width;
  enum bp_char_class c = class_at(s, i, &width);
  unsigned apostrophe = apostrophe_at(s, i);
  if (apostrophe != 0 && i > 0) {
    unsigned before_width;
    uint32_t before = (uint32_t)bp_utf8_previous(s.text, i);
    uint32_t tail = is_word(class_at(s, before, &before_width)) ? clitic_length(s, i + apostrophe) : 0;
    if (tail != 0) { *kind = BP_TOKEN_CLITIC; return i + apostrophe + tail; }
  }
  if (!is_word(c)) {
    *kind = c == BP_CHAR_SYMBOL || c == BP_CHAR_OTHER || c == BP_CHAR_CONTROL ? BP_TOKEN_SYMBOL : BP_TOKEN_PUNCT;
    return i + width;
  }
  letters n = { 0, 0, 0, 0 };
  uint32_t end = dotted_end(s, i, &n);
  if (end != i) {
    *flags |= BP_TOKEN_ABBREVIATION;
    *kind = kind_of(n);
    return end;
  }
  end = i;
  for (;;) {
    while (end < s.len && s.text[end] >= 'a' && s.text[end] <= 'z') { n.lower++; end++; }    /* nearly all there is */
    c = class_at(s, end, &width);
    if (is_word(c)) { count_letter(&n, c); end += width; continue; }
    if (end >= s.len) break;
    unsigned next_width;
    if ((s.text[end] == ',' || s.text[end] == '.') && n.lower + n.upper == 0 && n.digits != 0
        && class_at(s, end + 1, &next_width) == BP_CHAR_DIGIT) { end++; continue; }
    unsigned inner = apostrophe_at(s, end);
    if (inner != 0 && n.lower + n.upper != 0 && is_letter(class_at(s, end + inner, &next_width))
        && clitic_length(s, end + inner) == 0) { end += inner; continue; }
    break;
  }
  *kind = kind_of(n);
  if (end < s.len && s.text[end] == '.' && n.digits == 0) {
    int class = abbreviation_class(s.text + i, end - i);
    if (class == ABBREVIATION_BEFORE_DIGIT && !digit_in_next_word(s, end + 1)) class = NOT_ABBREVIATION;
    if (class != NOT_ABBREVIATION && word_ends_at(s, end + 1)) { *flags |= BP_TOKEN_ABBREVIATION; end++; }
  }
  return end;
}

/* Hashes of one token.  ASCII is folded in place; the rest goes through bp_utf8_fold. */
static int hash_token (const char *p, size_t len, uint8_t kind, uint64_t *exact, uint64_t *folded) {
  char lower[64];
  size_t i = 0;
  if (kind == BP_TOKEN_LOWER || kind == BP_TOKEN_PUNCT || kind == BP_TOKEN_NUMBER) {       /* folding changes no ASCII here */
    while (i < len && (unsigned char)p[i] < 0x80) i++;
    if (i == len) {
      *exact = *folded = bp_hash_bytes(p, len);
      return BP_OK;
    }
    i = 0;
  }
  if (len <= sizeof lower)
    for (; i < len && (unsigned char)p[i] < 0x80; i++)
      lower[i] = (char)(p[i] >= 'A' && p[i] <= 'Z' ? p[i] | 0x20 : p[i]);
  if (i == len) {
    *exact = bp_hash_bytes(p, len);
    *folded = bp_hash_bytes(lower, len);
    return BP_OK;
  }
  char *form;
  size_t form_len;
  int rc = bp_utf8_fold(p, len, 0, &form, &form_len);
  if (rc != BP_OK) return rc;
  *exact = bp_hash_bytes(form, form_len);
  free(form);
  rc = bp_utf8_fold(p, len, BP_FOLD_CASE, &form, &form_len);
  if (rc != BP_OK) return rc;
  *folded = bp_hash_bytes(form, form_len);
  free(form);
  return BP_OK;
}

/* Tokens never outnumber bytes; a first guess of one per four bytes is doubled when it is too small. */
static int grow (bp_arena *arena, bp_tokens *t, uint32_t *room) {
  uint32_t bigger = *room * 2;
  bp_token *token = bp_arena_alloc(arena, bigger, sizeof *token);
  uint64_t *exact = bp_arena_alloc(arena, bigger, sizeof *exact);
  uint64_t *folded = bp_arena_alloc(arena, bigger, sizeof *folded);
  if (token == NULL || exact == NULL || folded == NULL) return BP_ENOMEM;
  if (t->count != 0) {
    memcpy(token, t->token, t->count * sizeof *token);
    memcpy(exact, t->exact, t->count * sizeof *exact);
    memcpy(folded, t->folded, t->count * sizeof *folded);
  }
  t->token = token; t->exact = exact; t->folded = folded;
  *room = bigger;
  return BP_OK;
}

int bp_tokenize (bp_arena *arena, const char *text, uint32_t len, bp_tokens *out) {
  source s = { text, len };
  bp_tokens t = { NULL, NULL, NULL, 0 };
  uint32_t room = len / 8 + 8;
  int rc = grow(arena, &t, &room);
  if (rc != BP_OK) return rc;
  int space = 1;
  for (uint32_t i = 0; i < len; ) {
    unsigned width;
    if (class_at(s, i, &width) == BP_CHAR_SPACE) { space = 1; i += width; continue; }
    if (t.count == room && (rc = grow(arena, &t, &room)) != BP_OK) return rc;
    bp_token *token = &t.token[t.count];
    token->start = i;
    token->flags = space ? BP_TOKEN_SPACE_BEFORE : 0;
    token->end = i = next_token(s, i, &token->kind, &token->flags);
    space = 0;
    rc = hash_token(text + token->start, token->end - token->start, token->kind, &t.exact[t.count], &t.folded[t.count]);
    if (rc != BP_OK) return rc;
    t.count++;
  }
  *out = t;
  return BP_OK;
}

/* ---- document -------------------------------------------------------------------------------------------- */

int bp_document_new (bp_document **out, const char *text, size_t len, size_t *where) {
  if (len > BP_TEXT_MAX) return BP_ELIMIT;
  int rc = bp_utf8_validate(text, len, where);
  if (rc != BP_OK) return rc;
  bp_document *doc = calloc(1, sizeof *doc);
  if (doc == NULL) return BP_ENOMEM;
  doc->text = text;
  doc->len = (uint32_t)len;
  bp_arena_init(&doc->arena);
  rc = bp_tokenize(&doc->arena, text, doc->len, &doc->tokens);
  if (rc == BP_OK) {
    bp_span whole = { 0, doc->len };
    rc = bp_document_set_blocks(doc, &whole, 1);
  }
  if (rc != BP_OK) { bp_document_free(doc); return rc; }
  *out = doc;
  return BP_OK;
}

void bp_document_free (bp_document *doc) {
  if (doc == NULL) return;
  bp_arena_free(&doc->arena);
  free(doc->place);
  free(doc);
}

uint32_t bp_document_token_at (const bp_document *doc, uint32_t offset) {
  uint32_t low = 0, high = doc->tokens.count;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (doc->tokens.token[mid].end <= offset) low = mid + 1; else high = mid;
  }
  return low;
}

static int check_spans (const bp_document *doc, const bp_span *span, uint32_t count) {
  uint32_t edge = 0;
  for (uint32_t i = 0; i < count; i++) {
    if (span[i].start < edge || span[i].end < span[i].start || span[i].end > doc->len) return BP_EFORMAT;
    edge = span[i].end;
  }
  return BP_OK;
}

static int copy_spans (bp_document *doc, const bp_span *span, uint32_t count, bp_span **out) {
  int rc = check_spans(doc, span, count);
  if (rc != BP_OK) return rc;
  bp_span *copy = bp_arena_alloc(&doc->arena, count != 0 ? count : 1, sizeof *copy);
  if (copy == NULL) return BP_ENOMEM;
  if (count != 0) memcpy(copy, span, count * sizeof *copy);
  *out = copy;
  return BP_OK;
}

/* ---- sentences ------------------------------------------------------------------------------------------- */

static int token_is (const bp_document *doc, uint32_t i, const char *what) {
  const bp_token *t = &doc->tokens.token[i];
  size_t n = strlen(what);
  return t->end - t->start == n && memcmp(doc->text + t->start, what, n) == 0;
}

static int is_terminator (const bp_document *doc, uint32_t i) {
  if (doc->tokens.token[i].kind != BP_TOKEN_PUNCT) return 0;
  return token_is(doc, i, ".") || token_is(doc, i, "!") || token_is(doc, i, "?") || token_is(doc, i, "\xE2\x80\xA6");
}

static int is_closer (const bp_document *doc, uint32_t i) {
  static const char *const closers[] = { "\"", "'", ")", "]", "\xE2\x80\x9D", "\xE2\x80\x99", "\xC2\xBB" };
  if (doc->tokens.token[i].flags & BP_TOKEN_SPACE_BEFORE) return 0;
  for (size_t k = 0; k < sizeof closers / sizeof *closers; k++)
    if (token_is(doc, i, closers[k])) return 1;
  return 0;
}

static int is_opener (const bp_document *doc, uint32_t i) {
  static const char *const openers[] = { "\"", "'", "(", "[", "\xE2\x80\x9C", "\xE2\x80\x98", "\xC2\xAB",
                                         "\xE2\x80\x9D", "\xE2\x80\x99" };
  for (size_t k = 0; k < sizeof openers / sizeof *openers; k++)
    if (token_is(doc, i, openers[k])) return 1;
  return 0;
}

static int is_capitalised (const bp_token *t) {
  return t->kind == BP_TOKEN_TITLE || t->kind == BP_TOKEN_UPPER || t->kind == BP_TOKEN_MIXED;
}

/* Words that begin a sentence far more often than they continue a name: what may follow "Inc." or "U.S." */
static int is_starter (const bp_document *doc, uint32_t i) {
  static const char *const starters[] = { "A", "After", "Although", "An", "And", "As", "At", "But", "By", "For", "He",
    "Her", "His", "However", "I", "If", "In", "It", "Its", "On", "She", "Since", "That", "The", "Their", "There",
    "These", "They", "This", "Those", "We", "What", "When", "While", "With", "You" };
  for (size_t k = 0; k < sizeof starters / sizeof *starters; k++)
    if (token_is(doc, i, starters[k])) return 1;
  return 0;
}

/* "Inc.", "U.S.", "a.m.": may end a sentence when a usual first word follows.  "Jan." and "Mr." never do. */
static int abbreviation_may_end (const bp_document *doc, uint32_t i) {
  const bp_token *t = &doc->tokens.token[i];
  size_t len = t->end - t->start - 1;
  if (memchr(doc->text + t->start, '.', len) != NULL) return 1;
  return abbreviation_class(doc->text + t->start, len) == ABBREVIATION_MAY_END;
}

/* Does a sentence end after token i, the next being `next` (both in one block)? */
static int ends_sentence (const bp_document *doc, uint32_t i, uint32_t next, int terminated) {
  const bp_token *after = &doc->tokens.token[next];
  if (!terminated) {
    const bp_token *t = &doc->tokens.token[i];
    return (t->flags & BP_TOKEN_ABBREVIATION) && abbreviation_may_end(doc, i)
           && (after->flags & BP_TOKEN_SPACE_BEFORE) && is_starter(doc, next);
  }
  if (is_capitalised(after) || after->kind == BP_TOKEN_NUMBER || after->kind == BP_TOKEN_ALNUM) return 1;
  if (is_opener(doc, next)) return 1;
  return after->kind == BP_TOKEN_SYMBOL || after->kind == BP_TOKEN_PUNCT;   /* a bullet, a dash: a new start */
}

/* Last token of the sentence that starts at token `from`; the block's tokens end before `stop`. */
static uint32_t sentence_last (const bp_document *doc, uint32_t from, uint32_t stop) {
  for (uint32_t i = from; i + 1 < stop; i++) {
    if (is_terminator(doc, i)) {
      uint32_t last = i;
      while (last + 1 < stop && (is_terminator(doc, last + 1) || is_closer(doc, last + 1))) last++;
      if (last + 1 == stop) return last;
      /* "say sorry.”The hospital": a closing quotation mark stands in for the missing space; "bluepencil.org" does not end */
      int parted = last > i || (doc->tokens.token[last + 1].flags & BP_TOKEN_SPACE_BEFORE);
      if (parted && ends_sentence(doc, last, last + 1, 1)) return last;
      i = last;
    }
    else if (ends_sentence(doc, i, i + 1, 0)) return i;
  }
  return stop - 1;
}

int bp_document_set_blocks (bp_document *doc, const bp_span *block, uint32_t count) {
  bp_span *copy = NULL;
  int rc = copy_spans(doc, block, count, &copy);
  if (rc != BP_OK) return rc;
  /* at most one sentence per token */
  bp_span *sentence = bp_arena_alloc(&doc->arena, doc->tokens.count + 1, sizeof *sentence);
  if (sentence == NULL) return BP_ENOMEM;
  uint32_t n = 0;
  for (uint32_t i = 0; i < doc->tokens.count; i++)
    doc->tokens.token[i].flags &= (uint8_t)~(BP_TOKEN_SENTENCE | BP_TOKEN_BLOCK);
  for (uint32_t b = 0; b < count; b++) {
    uint32_t from = bp_document_token_at(doc, copy[b].start);
    uint32_t stop = from;
    while (stop < doc->tokens.count && doc->tokens.token[stop].start < copy[b].end) stop++;
    if (from < stop) doc->tokens.token[from].flags |= BP_TOKEN_BLOCK;
    while (from < stop) {
      uint32_t last = sentence_last(doc, from, stop);
      doc->tokens.token[from].flags |= BP_TOKEN_SENTENCE;
      sentence[n].start = doc->tokens.token[from].start;
      sentence[n].end = doc->tokens.token[last].end;
      n++;
      from = last + 1;
    }
  }
  doc->block = copy;
  doc->block_count = count;
  doc->sentence = sentence;
  doc->sentence_count = n;
  return BP_OK;
}

/* ---- rendering ------------------------------------------------------------------------------------------- */

int bp_document_set_joins (bp_document *doc, const bp_span *join, uint32_t count) {
  bp_span *copy = NULL;
  int rc = copy_spans(doc, join, count, &copy);
  if (rc != BP_OK) return rc;
  doc->join = copy;
  doc->join_count = count;
  return BP_OK;
}

static int is_blank (char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }

/* First join that ends after the offset. */
static uint32_t join_at (const bp_document *doc, uint32_t offset) {
  uint32_t low = 0, high = doc->join_count;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (doc->join[mid].end <= offset) low = mid + 1; else high = mid;
  }
  return low;
}

size_t bp_document_render (const bp_document *doc, bp_span span, char *out) {
  size_t n = 0;
  uint32_t k = join_at(doc, span.start);
  for (uint32_t i = span.start; i < span.end; ) {
    while (k < doc->join_count && doc->join[k].end <= i) k++;
    if (k < doc->join_count && doc->join[k].start <= i) { i = doc->join[k].end; continue; }
    if (!is_blank(doc->text[i])) { out[n++] = doc->text[i++]; continue; }
    uint32_t stop = i;
    uint32_t edge = k < doc->join_count && doc->join[k].start < span.end ? doc->join[k].start : span.end;
    int line_end = 0;
    while (stop < edge && is_blank(doc->text[stop])) line_end |= doc->text[stop++] == '\n';
    if (line_end) out[n++] = ' ';
    else { memcpy(out + n, doc->text + i, stop - i); n += stop - i; }
    i = stop;
  }
  return n;
}
