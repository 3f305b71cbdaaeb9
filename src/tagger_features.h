/* tagger_features.h -- what the name tagger looks at; shared by the tagger and its trainer.
**
** First look: a token, its neighbours, the lists it is on, and the neighbours of the same word elsewhere in the
** article.  Second look: what the first look said of the same word elsewhere ("votes").
**
** Only islands are looked at: the capitalised words of a sentence and what stands beside them.  All else is in no name.
*/
#ifndef BP_TAGGER_FEATURES_H
#define BP_TAGGER_FEATURES_H

#include "document.h"
#include "gazetteer.h"
#include "word_classes.h"

enum bp_label { BP_O, BP_B_PER, BP_I_PER, BP_B_LOC, BP_I_LOC, BP_B_ORG, BP_I_ORG };
enum { BP_LABELS = 7, BP_LANES = 8 };             /* lane 7 is unused: rows of 8 suit the machine */
enum { BP_NO_NAME, BP_PER, BP_LOC, BP_ORG, BP_NAME_TYPES };

/* Type of a label: BP_O -> 0, B and I of PER -> 1, ... */
static inline unsigned bp_label_type (unsigned label) { return (label + 1) / 2; }

/*
** Text whose capitals say nothing (all capitals, none, a title-case headline) is tagged by weights of its own, learned
** from the same text with its case taken away.
*/
enum { BP_CASED, BP_CASELESS, BP_MODES };

/* Goes up when a template changes: a model's weights belong to the templates they were learned with. */
enum { BP_FEATURES_VERSION = 3 };

/*
** A stretch of one sentence that may hold names: tokens [from, to) of the sentence [begin, end).  Islands are in text order
** and no two touch, except where a sentence of more than BP_SENTENCE_MAX tokens is cut.
*/
typedef struct {
  uint32_t from, to, begin, end;
} bp_island;

enum { BP_SENTENCE_MAX = 4096 };

enum {
  BP_FEATURES_MAX = 96,       /* of one token at the first look; the templates below stay under it */
  BP_VOTE_FEATURES_MAX = 24,  /* at the second */
  BP_CONTEXTS_MAX = 8
};

typedef struct {
  uint64_t exact, folded;     /* hashes of the word */
  uint32_t prefix;            /* first two letters */
  uint32_t suffix[2];         /* last two, last three; 0 for shorter words */
  bp_word_class class;
  uint32_t shape;
  uint32_t listed;            /* kinds of the listed names that cover the token */
  uint8_t kind, mode;
  uint8_t first;              /* of its sentence */
  uint8_t edge;               /* bits: where a listed name begins, goes on */
  uint8_t elsewhere;          /* bits: how the same word looks elsewhere in the article */
  uint8_t capital;            /* as bp_tagger_islands says */
  uint8_t behind, ahead;      /* capitalised words that stand with it in a row, before and after it; at most 15 */
  uint8_t contexts;
  uint64_t context[BP_CONTEXTS_MAX];   /* neighbours of the same word elsewhere */
} bp_tag_token;

/* What the first look said: label and probability of each type. */
typedef struct {
  uint8_t label;
  float probability[BP_NAME_TYPES];
} bp_first_look;

/* What the other occurrences of a word say about it. */
typedef struct {
  uint8_t candidate, others;  /* how many others there are, at most 6 */
  uint8_t majority, share;    /* the type most of them have, and its mean probability in steps */
  uint8_t in_person, in_org;  /* places the word has in longer names elsewhere: bits first, middle, last */
  float mean[BP_NAME_TYPES];
} bp_vote;

/* Where each word occurs next (folded), or UINT32_MAX.  `scratch` holds 4 * count + 64 words. */
void bp_tagger_chain (const bp_document *doc, uint32_t *scratch, uint32_t *next_same);

/* BP_CASED or BP_CASELESS for each token, the same within a sentence. */
void bp_tagger_modes (const bp_document *doc, uint8_t *mode);

/*
** Islands of the text, *count of them into island[], which has room for as many as there are tokens.  capital[i]: the
** token is a candidate, for it has a capital, or capitals say nothing.  A lone "The" or "He" that opens a sentence is none.
*/
void bp_tagger_islands (const bp_document *doc, const uint8_t *mode, uint8_t *capital, bp_island *island, uint32_t *count);

/*
** Kinds of the listed names over each token of the islands and their neighbours; gazetteer may be NULL.  Where capitals say
** nothing, a name needs none.  BP_OK or BP_ENOMEM.
*/
int bp_tagger_list (const bp_gazetteer *gazetteer, const bp_document *doc, const uint8_t *mode, const bp_island *island,
                    uint32_t islands, bp_matches *scratch, uint32_t *listed, uint8_t *edge);

/* What is known of the text before its tokens are described; the arrays are those that the functions above fill. */
typedef struct {
  const bp_document *doc;
  const bp_word_classes *classes;
  const uint8_t *mode, *capital, *edge;
  const uint32_t *listed, *next_same;
  const bp_island *island;
  uint32_t islands;
} bp_tagger_view;

/*
** All that the features need of each token of the islands and their neighbours; the others of out[] are left as they are.
** `scratch` holds a byte for each token.
*/
void bp_tagger_describe (const bp_tagger_view *view, uint8_t *scratch, bp_tag_token *out);

/* Features of token i of the sentence [from, to), as 64-bit hashes.  Returns how many. */
unsigned bp_tagger_features (const bp_tag_token *t, uint32_t i, uint32_t from, uint32_t to, uint64_t *out);

/* Votes of all tokens; look[] says "no name" outside the islands.  `scratch` holds 2 * tokens words. */
void bp_tagger_votes (const bp_tagger_view *view, const bp_first_look *look, uint32_t *scratch, bp_vote *out);

unsigned bp_tagger_vote_features (const bp_tag_token *t, const bp_first_look *look, const bp_vote *vote, uint32_t i,
                                  uint32_t from, uint32_t to, uint64_t *out);

#endif
