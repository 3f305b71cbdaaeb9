/* article_pass.h -- one article while its names are being decided: its words, the names on them; for article*.c only.
**
**     word    ... | Judge | Ana | Velda | , | 54 | ...        one record a token, with a margin of blank ones on both sides
**     hit                  [-----------]                       disjoint: at most one stands on a word
**
** A rule looks a few words to the left and right of its evidence.  The margin lets it do so at the text's edges too: a
** blank word is in no sentence and of no class.  A word outside every block has sentence 0.
*/
#ifndef BP_ARTICLE_PASS_H
#define BP_ARTICLE_PASS_H

#include "article.h"
#include "article_words.h"

#define MARGIN 16       /* no rule looks farther than this beside a word it knows to be there */
#define NONE INT32_MIN  /* no token */

/* Flags of a word. */
enum {
  CAPITAL = 1,          /* has a capital letter at all */
  UPPER = 2,            /* two letters or more, all capitals */
  SPACED = 4,           /* white space before it */
  AS_FOLDED = 8,        /* written as it is compared: in small letters, or without letters */
  OPENS = 16            /* first of its sentence */
};

/* What stands right before and behind a capitalised word (article.c finds it, each rule asks for its own). */
enum {
  NEAR_ARTICLE = 1,     /* behind "the", "a" */
  NEAR_OF = 2,
  NEAR_TONGUE = 4,      /* behind "in", "speak": may be a language */
  NEAR_BRACKET = 8,     /* behind "(" */
  NEAR_OFFICE = 16,     /* it is a title itself: "Justice" */
  NEAR_PRESS = 32,      /* it may end a newspaper's name: "Times" */
  NEAR_PLACE_NOUN = 64, /* before "region" */
  NEAR_OWNER = 128      /* before an apostrophe */
};

typedef struct {
  int32_t i, j;         /* tokens, both inclusive */
  uint32_t source;
  uint16_t title;       /* of a person: the caller's number */
  uint8_t type;         /* BP_NAME_NONE: taken out again */
  uint8_t subtype, kind;
  uint8_t grouped;      /* "the X human rights group" says what X is */
  uint8_t spelt_out;    /* an abbreviation beside its long form */
  uint8_t certain;      /* a rule that only people's names answer to says so as well */
  float person;
  double score;
} hit;

typedef struct {
  uint64_t set[BP_WORD_SETS];
  uint64_t plain;       /* hash without case and accents; 0 until asked for */
  int32_t number;       /* of the word, equal words have one; 0 until asked for (article_sweep.c) */
  hit *at;              /* the name on this word */
  uint32_t sentence;    /* from 1 */
  uint32_t blocked;     /* a date, number or address stands on it: id of the annotation */
  uint16_t title, honorific;
  uint8_t flags, near;
} pass_word;

typedef struct sweep_map sweep_map;
typedef struct chain_map chain_map;

typedef struct bp_article pass;

struct bp_article {
  const bp_article_plan *plan;
  const bp_document *doc;
  const bp_article_input *input;
  int32_t count;
  int in_capitals;      /* the whole article is: there capitals tell nothing, and the tagger has read it so */
  const bp_span *sentences;   /* of doc when its words were laid out; NULL when nothing is */
  int status;           /* BP_ENOMEM is noted here once; rules go on with what they have */

  pass_word *w;         /* w[-MARGIN] to w[count + MARGIN - 1] */
  pass_word *word_memory;
  size_t word_room;
  uint8_t *block_of;    /* by sentence number: what its block is */
  uint32_t *block_number;   /* ... and which, from 1 */
  size_t block_room, block_number_room;

  int32_t *capital;     /* the words with a capital, in order */
  int32_t capital_count;
  size_t capital_room;

  hit **hit;            /* as they came, those taken out with type BP_NAME_NONE */
  int32_t hit_count;
  size_t hit_room;
  hit spare;            /* stands in for a hit that no memory was left for */

  sweep_map *map;       /* article_sweep.c */
  chain_map *chains;    /* article_chain.c */
  uint32_t *freed;
  uint32_t freed_count;
  size_t freed_room;
  bp_mention *mention;
  size_t mention_room;
};

/* Room for `need` items in an array that is kept from article to article; what it held is lost.  0 when out of memory. */
int bp_pass_room (pass *p, void *array, size_t *room, size_t need, size_t size);

/* ---- words ------------------------------------------------------------------------------------------------------ */

static inline int is_of (const pass *p, int32_t k, int class) {
  return (int)(p->w[k].set[class >> 6] >> (class & 63) & 1);
}
/* ... and written so: "region", not "Region" */
static inline int is_small_of (const pass *p, int32_t k, int class) {
  return (p->w[k].flags & AS_FOLDED) && is_of(p, k, class);
}
#define IS(p, k, class) is_of(p, k, W_##class)
#define IS_SMALL(p, k, class) is_small_of(p, k, W_##class)

static inline int is_capital (const pass *p, int32_t k) { return p->w[k].flags & CAPITAL; }
static inline int is_upper (const pass *p, int32_t k) { return p->w[k].flags & UPPER; }
static inline int is_spaced (const pass *p, int32_t k) { return p->w[k].flags & SPACED; }
static inline int opens_sentence (const pass *p, int32_t k) { return p->w[k].flags & OPENS; }
static inline int together (const pass *p, int32_t i, int32_t j) { return p->w[i].sentence == p->w[j].sentence; }
static inline int is_title (const pass *p, int32_t k) { return IS(p, k, honorific) || IS(p, k, title); }
static inline int block_kind (const pass *p, int32_t k) { return p->block_of[p->w[k].sentence]; }

/* The characters of a token; it must be one of the text's. */
static inline const char *chars (const pass *p, int32_t k, uint32_t *len) {
  const bp_token *t = &p->doc->tokens.token[k];
  *len = t->end - t->start;
  return p->doc->text + t->start;
}
static inline uint32_t length_of (const pass *p, int32_t k) {
  if (k < 0 || k >= p->count) return 0;
  return p->doc->tokens.token[k].end - p->doc->tokens.token[k].start;
}
/* The character at the end (0) or before it (1), 0 when there is none. */
static inline char last_char (const pass *p, int32_t k, uint32_t from_end) {
  uint32_t len = length_of(p, k);
  return len > from_end ? p->doc->text[p->doc->tokens.token[k].end - 1 - from_end] : '\0';
}
static inline char first_char (const pass *p, int32_t k) {
  return length_of(p, k) == 0 ? '\0' : p->doc->text[p->doc->tokens.token[k].start];
}

/* The hash of a token's word without case and accents; not 0. */
uint64_t bp_pass_plain (pass *p, int32_t k);

/* The token behind a possessive ending at k ("'s", or "'" behind an s), or NONE. */
int32_t bp_pass_after_possessive (const pass *p, int32_t k);

/* The first token that ends behind a byte; count when there is none. */
static inline int32_t token_at (const pass *p, uint32_t offset) {
  return (int32_t)bp_document_token_at(p->doc, offset);
}

/* ---- what the lists know ------------------------------------------------------------------------------------------ */

uint32_t bp_pass_value (const pass *p, int32_t i, int32_t j);          /* kinds of the span; 0 when it is not listed */
static inline int is_listed (const pass *p, int32_t i, int32_t j, uint32_t kinds) {
  return (bp_pass_value(p, i, j) & kinds) != 0;
}
#define KIND(p, name) ((p)->plan->kind[K_##name])
int bp_pass_place_kind (const pass *p, int32_t i, int32_t j);          /* BP_NAME_COUNTRY ... BP_NAME_CITY, or 0 */

/* ---- names ---------------------------------------------------------------------------------------------------------- */

hit *bp_pass_put (pass *p, int32_t i, int32_t j, int type, double score, uint32_t source);   /* what it overlaps goes */
void bp_pass_drop (pass *p, hit *h);
void bp_pass_move (pass *p, hit *h, int32_t i, int32_t j);             /* what it now overlaps goes */
int  bp_pass_is_free (const pass *p, int32_t i, int32_t j);

static inline void name_as (hit *h, int type, double score, uint32_t source) {
  h->type = (uint8_t)type;
  h->score = score;
  h->source = source;
}

/* ---- how far a name reaches (article_run.c) ------------------------------------------------------------------------- */

int     bp_run_is_joining (const pass *p, int32_t k);
int     bp_run_is_stop (const pass *p, int32_t k);
int     bp_run_is_postnominal (const pass *p, int32_t k);
int32_t bp_run_joined (const pass *p, int32_t i, int32_t j);
int32_t bp_run_last (const pass *p, int32_t i);
int32_t bp_run_first (const pass *p, int32_t j);
int32_t bp_run_opening (const pass *p, int32_t i);
int     bp_run_is_office (const pass *p, int32_t i, int32_t j);

/* ---- the steps, in the order they are taken (article.c) --------------------------------------------------------------- */

void bp_step_form (pass *p);
void bp_step_peoples (pass *p);
void bp_step_bounds (pass *p);
void bp_step_org_bounds (pass *p);
void bp_step_titles (pass *p);
void bp_step_ages (pass *p);
void bp_step_nicknames (pass *p);
void bp_step_owners (pass *p);
void bp_step_mails (pass *p);
void bp_step_kin (pass *p);
void bp_step_firms (pass *p);
void bp_step_abbreviations (pass *p);
void bp_step_heads (pass *p);
void bp_step_nouns (pass *p);
void bp_step_headed (pass *p);
void bp_step_announced (pass *p);
void bp_step_localities (pass *p);
void bp_step_sweep (pass *p);
void bp_step_places (pass *p);
void bp_step_governments (pass *p);
void bp_step_articles (pass *p);

void bp_sweep_free (sweep_map *map);
void bp_chain_free (chain_map *map);

/* Words, sentences and neighbours of a document; input->annotations and input->block may be NULL.  BP_OK or BP_ENOMEM. */
int bp_pass_lay_out (pass *p, const bp_article_plan *plan, const bp_document *doc, const bp_article_input *input);

#endif
