/* phrases.c -- where phrases of words, stems and beginnings of words occur in a document, in one pass.
**
** Each phrase is found by its rarest kind of word, its anchor, and then compared word by word around it:
**
**     "health insur*"   word:health  prefix:insur        "shooter open* fire"   word:shooter ...
**       anchor -----------^                                anchor -----^
**
** One table leads from the hash of an anchor to its phrases.  Words of the text are looked up by their folded and exact
** hashes; only those whose first two to five letters begin a prefix or stem that is wanted are folded and stemmed.
** Scan: O(tokens + anchors found), 5 to 20 microseconds for an article of 800 tokens and a thousand phrases.
** The gazetteer does the same for a million names of fixed words, and can be mapped from a file; this is for the few
** thousand phrases of a set of rules.
*/
#include "phrases.h"

#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "stem.h"
#include "utf8.h"

#define NONE UINT32_MAX
#define PHRASES_MAX (1u << 24)          /* a set of rules has thousands */
#define FIRST_BITS 16                   /* of each filter over first letters: 8 KB */
#define FIRST_MIN 2                     /* letters that a filter looks at: as many as the words share, ... */
#define FIRST_MAX 5                     /* ... but no more */

typedef struct {
  uint64_t hash;                        /* of the word, stem or prefix */
  uint16_t len;                         /* bytes of the word, stem or prefix */
  uint8_t how;
} element;

typedef struct {
  uint32_t first;                       /* element */
  uint32_t value;
  uint32_t next;                        /* phrase with the same anchor hash, or NONE */
  uint16_t count, anchor;
} phrase;

struct bp_phrases {
  element *element;
  phrase *phrase;
  uint32_t element_count, element_room, phrase_count, phrase_room;
  uint32_t open;                        /* first element of the phrase that is being added */
  uint64_t *key;                        /* open-addressed: anchor hash -> first phrase */
  uint32_t *slot;
  uint32_t mask;
  uint64_t *known;                      /* the anchors' own filter: a bit for each hash */
  uint64_t prefix_lengths;              /* bit n: a prefix anchor of n bytes */
  int has_exact;                        /* an exact anchor */
  uint8_t first[2][1u << (FIRST_BITS - 3)];   /* first two to five letters of wanted stems, of wanted prefixes */
  uint8_t letter[256];                  /* first letter of stems too short for that */
};

enum { STEMS, PREFIXES };

/* Kinds of hashes must not meet in the table; a hash is mixed already. */
static uint64_t keyed (uint64_t hash, int how) { return hash ^ (uint64_t)how * UINT64_C(0x9e3779b97f4a7c15); }

/* The first n letters, at most FIRST_MAX, as a number; the next letter is put in with first_step. */
static uint64_t first_step (uint64_t letters, char c) { return letters << 8 | (unsigned char)c; }

static uint32_t first_slot (uint64_t letters) {
  return (uint32_t)((letters * UINT64_C(0x9fb21c651e98df25)) >> (64 - FIRST_BITS));
}

int bp_phrases_new (bp_phrases **out) {
  bp_phrases *p = calloc(1, sizeof *p);
  if (p == NULL) return BP_ENOMEM;
  *out = p;
  return BP_OK;
}

void bp_phrases_free (bp_phrases *p) {
  if (p == NULL) return;
  free(p->element);
  free(p->phrase);
  free(p->key);
  free(p->slot);
  free(p->known);
  free(p);
}

/* ---- adding --------------------------------------------------------------------------------------------------- */

static int grow (void **array, uint32_t *room, uint32_t count, size_t size) {
  if (count < *room) return BP_OK;
  uint32_t wanted = *room == 0 ? 64 : *room * 2;
  if (wanted <= *room || wanted > UINT32_MAX / size) return BP_ENOMEM;
  void *larger = realloc(*array, wanted * size);
  if (larger == NULL) return BP_ENOMEM;
  *array = larger;
  *room = wanted;
  return BP_OK;
}

void bp_phrases_begin (bp_phrases *p) { p->element_count = p->open; }

static int add_element (bp_phrases *p, int how, uint64_t hash, size_t len) {
  if (p->element_count - p->open == BP_PHRASE_WORDS) return BP_ELIMIT;
  void *array = p->element;
  int rc = grow(&array, &p->element_room, p->element_count, sizeof *p->element);
  p->element = array;
  if (rc != BP_OK) return rc;
  element *e = &p->element[p->element_count++];
  e->how = (uint8_t)how;
  e->hash = hash;
  e->len = (uint16_t)len;
  return BP_OK;
}

/*
** The token as it is compared: in small letters.  *out is `small` (BP_STEM_MAX + 1 bytes) or malloc'ed, and then *owned.
** A word of other letters than ASCII is folded as the tokenizer folds.
*/
static int fold_word (const char *text, size_t len, char *small, char **out, size_t *out_len, int *owned) {
  *owned = 0;
  if (len < BP_STEM_MAX) {
    size_t i = 0;
    for (; i < len && (unsigned char)text[i] < 128; i++)
      small[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]);
    if (i == len) { *out = small; *out_len = len; return BP_OK; }
  }
  int rc = bp_utf8_fold(text, len, BP_FOLD_CASE, out, out_len);
  *owned = rc == BP_OK;
  return rc;
}

static void want_first (bp_phrases *p, int which, const char *s, size_t shared) {
  if (shared < FIRST_MIN) { p->letter[(unsigned char)s[0]] = 1; return; }
  uint64_t letters = 0;
  for (size_t i = 0; i < shared && i < FIRST_MAX; i++) letters = first_step(letters, s[i]);
  uint32_t slot = first_slot(letters);
  p->first[which][slot >> 3] |= (uint8_t)(1u << (slot & 7));
}

static int add_prefix (bp_phrases *p, const char *s, size_t len) {
  if (len < BP_PREFIX_MIN || len > 63) return BP_EFORMAT;
  int rc = add_element(p, BP_PIECE_PREFIX, bp_hash_bytes(s, len), len);
  if (rc == BP_OK) want_first(p, PREFIXES, s, len);
  return rc;
}

static int add_stem (bp_phrases *p, char *s, size_t len) {
  size_t n = bp_stem_english(s, len);
  int rc = add_element(p, BP_PIECE_STEM, bp_hash_bytes(s, n), n);
  if (rc == BP_OK) want_first(p, STEMS, s, bp_stem_shared(s, n));
  return rc;
}

static int add_token (bp_phrases *p, int how, const char *text, const bp_tokens *t, uint32_t i) {
  int is_word = t->token[i].kind < BP_TOKEN_NUMBER || t->token[i].kind == BP_TOKEN_ALNUM;
  size_t bytes = t->token[i].end - t->token[i].start;
  if (bytes > UINT16_MAX) return BP_ELIMIT;
  if (how == BP_PIECE_EXACT) return add_element(p, how, t->exact[i], bytes);
  if (how == BP_PIECE_FOLD || !is_word) return add_element(p, BP_PIECE_FOLD, t->folded[i], bytes);
  char small[BP_STEM_MAX + 1], *word;
  size_t len;
  int owned;
  int rc = fold_word(text + t->token[i].start, t->token[i].end - t->token[i].start, small, &word, &len, &owned);
  if (rc != BP_OK) return rc;
  if (how == BP_PIECE_PREFIX) rc = add_prefix(p, word, len);
  else if (owned) rc = add_element(p, BP_PIECE_FOLD, t->folded[i], bytes);     /* no English word */
  else rc = add_stem(p, word, len);
  if (owned) free(word);
  return rc;
}

int bp_phrases_piece (bp_phrases *p, enum bp_piece_how how, const char *text, size_t len) {
  size_t where;
  if (len > BP_TEXT_MAX) return BP_ELIMIT;
  int rc = bp_utf8_validate(text, len, &where);
  if (rc != BP_OK) return rc;
  bp_arena scratch;
  bp_tokens t;
  bp_arena_init(&scratch);
  rc = bp_tokenize(&scratch, text, (uint32_t)len, &t);
  if (rc == BP_OK && t.count == 0) rc = BP_EFORMAT;
  for (uint32_t i = 0; rc == BP_OK && i < t.count; i++) {
    int this_how = how == BP_PIECE_PREFIX && i + 1 < t.count ? BP_PIECE_FOLD : (int)how;   /* only the last word is open */
    rc = add_token(p, this_how, text, &t, i);
  }
  bp_arena_free(&scratch);
  return rc;
}

/* The longest word is likely the rarest; a whole word is looked up with one probe, a stem or prefix needs the letters. */
static uint16_t choose_anchor (const element *e, uint32_t count) {
  static const int rank[] = { 100, 120, 50, 30 };       /* by how */
  uint32_t best = 0;
  int highest = -1;
  for (uint32_t i = 0; i < count; i++) {
    int score = (e[i].len > 3 ? rank[e[i].how] : 0) + e[i].len;
    if (score > highest) { highest = score; best = i; }
  }
  return (uint16_t)best;
}

int bp_phrases_end (bp_phrases *p, uint32_t value) {
  uint32_t count = p->element_count - p->open;
  if (count == 0) return BP_EFORMAT;
  if (p->phrase_count == PHRASES_MAX) return BP_ELIMIT;
  void *array = p->phrase;
  int rc = grow(&array, &p->phrase_room, p->phrase_count, sizeof *p->phrase);
  p->phrase = array;
  if (rc != BP_OK) return rc;
  phrase *ph = &p->phrase[p->phrase_count++];
  ph->first = p->open;
  ph->value = value;
  ph->next = NONE;
  ph->count = (uint16_t)count;
  ph->anchor = choose_anchor(p->element + p->open, count);
  p->open = p->element_count;
  return BP_OK;
}

int bp_phrases_freeze (bp_phrases *p) {
  uint32_t size = 64;
  while (size / 2 < p->phrase_count && size < (UINT32_MAX >> 1)) size *= 2;
  p->key = calloc(size, sizeof *p->key);
  p->slot = malloc(size * sizeof *p->slot);
  p->known = calloc(size / 8, sizeof *p->known);            /* eight bits for each slot */
  if (p->key == NULL || p->slot == NULL || p->known == NULL) return BP_ENOMEM;
  memset(p->slot, 0xff, size * sizeof *p->slot);
  p->mask = size - 1;
  for (uint32_t i = 0; i < p->phrase_count; i++) {
    const element *anchor = &p->element[p->phrase[i].first + p->phrase[i].anchor];
    uint64_t key = keyed(anchor->hash, anchor->how);
    if (anchor->how == BP_PIECE_PREFIX) p->prefix_lengths |= UINT64_C(1) << anchor->len;
    if (anchor->how == BP_PIECE_EXACT) p->has_exact = 1;
    uint32_t k = (uint32_t)key & p->mask;
    while (p->slot[k] != NONE && p->key[k] != key) k = (k + 1) & p->mask;
    p->phrase[i].next = p->slot[k];
    p->key[k] = key;
    p->slot[k] = i;
    uint32_t bit = (uint32_t)(key >> 32) & (size * 8 - 1);
    p->known[bit >> 6] |= UINT64_C(1) << (bit & 63);
  }
  return BP_OK;
}

/* ---- finding -------------------------------------------------------------------------------------------------- */

/* A token's letters, folded and stemmed when first asked for. */
typedef struct {
  uint32_t token;
  int has_word, has_stem, owned;
  char small[BP_STEM_MAX + 1];
  char *word;
  size_t len;
  uint64_t stem;
} letters;

static void forget (letters *l) {
  if (l->has_word && l->owned) free(l->word);
  l->has_word = l->has_stem = l->owned = 0;
}

static int read_word (const bp_document *doc, uint32_t i, letters *l) {
  if (l->has_word && l->token == i) return BP_OK;
  forget(l);
  const bp_token *t = &doc->tokens.token[i];
  int rc = fold_word(doc->text + t->start, t->end - t->start, l->small, &l->word, &l->len, &l->owned);
  l->has_word = rc == BP_OK;
  l->token = i;
  return rc;
}

static int read_stem (const bp_document *doc, uint32_t i, letters *l) {
  int rc = read_word(doc, i, l);
  if (rc != BP_OK || l->has_stem) return rc;
  char copy[BP_STEM_MAX + 1];
  l->has_stem = 1;
  l->stem = 0;
  if (l->owned) return BP_OK;
  memcpy(copy, l->word, l->len);
  l->stem = bp_hash_bytes(copy, bp_stem_english(copy, l->len));
  return BP_OK;
}

static int matches (const bp_document *doc, const element *e, uint32_t i, letters *l, int *yes) {
  int rc = BP_OK;
  switch (e->how) {
    case BP_PIECE_FOLD: *yes = doc->tokens.folded[i] == e->hash; return BP_OK;
    case BP_PIECE_EXACT: *yes = doc->tokens.exact[i] == e->hash; return BP_OK;
    case BP_PIECE_STEM:
      rc = read_stem(doc, i, l);
      *yes = rc == BP_OK && !l->owned && l->stem == e->hash;
      return rc;
    default:
      rc = read_word(doc, i, l);
      *yes = rc == BP_OK && l->len >= e->len && bp_hash_bytes(l->word, e->len) == e->hash;
      return rc;
  }
}

static int note_match (bp_matches *out, bp_span span, uint32_t value) {
  if (out->count == out->room) {
    uint32_t room = out->room == 0 ? 64 : out->room * 2;
    if (room <= out->room || room > UINT32_MAX / sizeof *out->item) return BP_ENOMEM;
    bp_match *item = realloc(out->item, room * sizeof *item);
    if (item == NULL) return BP_ENOMEM;
    out->item = item;
    out->room = room;
  }
  out->item[out->count].span = span;
  out->item[out->count++].value = value;
  return BP_OK;
}

/* Compare one phrase with the tokens around token `i`, at which its anchor stands. */
static int try_phrase (const bp_phrases *p, const phrase *ph, const bp_document *doc, uint32_t i, letters *l, bp_matches *out) {
  if (i < ph->anchor || doc->tokens.count - i < (uint32_t)(ph->count - ph->anchor)) return BP_OK;
  uint32_t first = i - ph->anchor;
  const element *e = &p->element[ph->first];
  for (uint32_t j = 0; j < ph->count; j++) {
    int yes;
    if (j > 0 && doc->tokens.token[first + j].flags & BP_TOKEN_BLOCK) return BP_OK;
    int rc = matches(doc, &e[j], first + j, l, &yes);
    if (rc != BP_OK) return rc;
    if (!yes) return BP_OK;
  }
  bp_span span = { doc->tokens.token[first].start, doc->tokens.token[first + ph->count - 1u].end };
  return note_match(out, span, ph->value);
}

static int try_key (const bp_phrases *p, uint64_t hash, int how, const bp_document *doc, uint32_t i, letters *l, bp_matches *out) {
  uint64_t key = keyed(hash, how);
  uint32_t bit = (uint32_t)(key >> 32) & (p->mask * 8 + 7);
  if (!(p->known[bit >> 6] >> (bit & 63) & 1)) return BP_OK;
  uint32_t k = (uint32_t)key & p->mask;
  while (p->slot[k] != NONE && p->key[k] != key) k = (k + 1) & p->mask;
  for (uint32_t n = p->slot[k]; n != NONE; n = p->phrase[n].next) {
    int rc = try_phrase(p, &p->phrase[n], doc, i, l, out);
    if (rc != BP_OK) return rc;
  }
  return BP_OK;
}

static int try_stem (const bp_phrases *p, const bp_document *doc, uint32_t i, letters *l, bp_matches *out) {
  int rc = read_stem(doc, i, l);
  return rc == BP_OK && !l->owned ? try_key(p, l->stem, BP_PIECE_STEM, doc, i, l, out) : rc;
}

static int try_prefixes (const bp_phrases *p, const bp_document *doc, uint32_t i, letters *l, bp_matches *out) {
  int rc = BP_OK;
  for (size_t n = BP_PREFIX_MIN; rc == BP_OK && n < 64 && p->prefix_lengths >> n != 0; n++) {
    if (!(p->prefix_lengths >> n & 1)) continue;
    rc = read_word(doc, i, l);                    /* a longer phrase may have read another word meanwhile */
    if (rc != BP_OK || n > l->len) break;
    rc = try_key(p, bp_hash_bytes(l->word, n), BP_PIECE_PREFIX, doc, i, l, out);
  }
  return rc;
}

/* Bits: 1 where a word's first letters begin a stem that is wanted, 2 a prefix. */
static int wanted (const bp_phrases *p, const bp_document *doc, const bp_token *t) {
  uint64_t first = 0;
  int bits = 0;
  uint32_t n = t->end - t->start;
  if (n < 2 || t->kind >= BP_TOKEN_CLITIC) return 0;
  for (uint32_t i = 0; i < n && i < FIRST_MAX; i++) {
    char c = doc->text[t->start + i];
    if ((unsigned char)c >= 128) return 3;        /* rare: decided when it is folded */
    first = first_step(first, (char)(c >= 'A' && c <= 'Z' ? c + 32 : c));
    if (i == 0 && p->letter[first]) bits = 1;
    if (i + 1 < FIRST_MIN) continue;
    uint32_t slot = first_slot(first);
    bits |= (p->first[STEMS][slot >> 3] >> (slot & 7) & 1) | (p->first[PREFIXES][slot >> 3] >> (slot & 7) & 1) << 1;
  }
  return bits;
}

static int by_place (const void *a, const void *b) {
  const bp_match *x = a, *y = b;
  if (x->span.start != y->span.start) return x->span.start < y->span.start ? -1 : 1;
  if (x->span.end != y->span.end) return x->span.end < y->span.end ? -1 : 1;
  return x->value < y->value ? -1 : x->value > y->value;
}

static void sort_matches (bp_matches *out) {
  if (out->count < 2) return;
  qsort(out->item, out->count, sizeof *out->item, by_place);
  uint32_t n = 1;
  for (uint32_t i = 1; i < out->count; i++)
    if (by_place(&out->item[n - 1], &out->item[i]) != 0) out->item[n++] = out->item[i];
  out->count = n;
}

int bp_phrases_scan (const bp_phrases *p, const bp_document *doc, bp_matches *out) {
  out->count = 0;
  if (p->phrase_count == 0) return BP_OK;
  letters l;
  memset(&l, 0, sizeof l);
  int rc = BP_OK;
  for (uint32_t i = 0; rc == BP_OK && i < doc->tokens.count; i++) {
    rc = try_key(p, doc->tokens.folded[i], BP_PIECE_FOLD, doc, i, &l, out);
    if (rc == BP_OK && p->has_exact) rc = try_key(p, doc->tokens.exact[i], BP_PIECE_EXACT, doc, i, &l, out);
    if (rc != BP_OK) break;
    int bits = wanted(p, doc, &doc->tokens.token[i]);
    if (bits & 1) rc = try_stem(p, doc, i, &l, out);
    if (rc == BP_OK && bits & 2) rc = try_prefixes(p, doc, i, &l, out);
  }
  forget(&l);
  if (rc == BP_OK) sort_matches(out);
  return rc;
}

uint32_t bp_words_between (const bp_document *doc, uint32_t from, uint32_t to, uint32_t most) {
  uint32_t n = 0;
  for (uint32_t i = bp_document_token_at(doc, from); n < most && i < doc->tokens.count && doc->tokens.token[i].start < to; i++) {
    const bp_token *t = &doc->tokens.token[i];
    if (t->start >= from && t->end <= to && t->kind < BP_TOKEN_CLITIC) n++;
  }
  return n;
}
