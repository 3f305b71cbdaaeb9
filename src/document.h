/* document.h -- one article: borrowed text, tokens, sentences, joins. */
#ifndef BP_DOCUMENT_H
#define BP_DOCUMENT_H

#include "arena.h"
#include "bp.h"

enum bp_token_kind {
  BP_TOKEN_LOWER = 1,   /* word without a capital: "lawyer", "don't" */
  BP_TOKEN_TITLE,       /* one leading capital: "Choi", "Jan.", "J." */
  BP_TOKEN_UPPER,       /* two letters or more, all capitals: "UPI", "U.S." */
  BP_TOKEN_MIXED,       /* capitals elsewhere: "McDonald", "ECtHR" */
  BP_TOKEN_NUMBER,      /* digits, with inner "," or ".": "33,000" */
  BP_TOKEN_ALNUM,       /* digits and letters: "54th", "B2B" */
  BP_TOKEN_CLITIC,      /* "'s", "'ll": what follows a name without being part of it */
  BP_TOKEN_PUNCT,
  BP_TOKEN_SYMBOL
};

/* Flags of a token. */
enum {
  BP_TOKEN_ABBREVIATION = 1,   /* its last "." belongs to it: "Mr.", "U.S." */
  BP_TOKEN_SPACE_BEFORE = 2,   /* white space or the text's edge before it */
  BP_TOKEN_SENTENCE = 4,       /* first of a sentence (after bp_document_set_blocks) */
  BP_TOKEN_BLOCK = 8           /* first of a block (after bp_document_set_blocks) */
};

typedef struct {
  uint32_t start, end;
  uint8_t kind, flags;
} bp_token;

typedef struct {
  bp_token *token;
  uint64_t *exact;      /* hash of the token's characters, invisible ones left out */
  uint64_t *folded;     /* the same after case folding */
  uint32_t count;
} bp_tokens;

typedef struct bp_document bp_document;
typedef struct bp_word_index bp_word_index;

struct bp_document {
  const char *text;     /* borrowed; must outlive the document; valid UTF-8 */
  uint32_t len;
  bp_tokens tokens;
  bp_span *sentence;    /* in text order; each lies within one block */
  uint32_t sentence_count;
  bp_span *block;       /* as given to set_blocks */
  uint32_t block_count;
  bp_span *join;        /* spans that rendering leaves out: a line end after a hyphen, a soft hyphen */
  uint32_t join_count;
  bp_word_index *words; /* built when first asked for (words.c) */
  bp_arena arena;       /* all of the above lives here */
  bp_span *place;       /* malloc'ed: the last search's answer (words.c) */
  uint32_t place_room;
};

/* Tokens of a valid text into the arena.  BP_OK or BP_ENOMEM. */
int bp_tokenize (bp_arena *arena, const char *text, uint32_t len, bp_tokens *out);

/* BP_OK; BP_EUTF8 with *where set; BP_ELIMIT above BP_TEXT_MAX; BP_ENOMEM. */
int  bp_document_new (bp_document **out, const char *text, size_t len, size_t *where);
void bp_document_free (bp_document *doc);   /* NULL is harmless */

/*
** Tell the document its blocks (sorted, disjoint); sentences are found anew, and none crosses a block's edge.
** BP_EFORMAT when the spans are unsorted, overlap or leave the text.  The array is copied.
*/
int bp_document_set_blocks (bp_document *doc, const bp_span *block, uint32_t count);

/* Spans that rendering leaves out (sorted, disjoint).  The array is copied. */
int bp_document_set_joins (bp_document *doc, const bp_span *join, uint32_t count);

/* Index of the first token that ends after `offset`; tokens.count when there is none. */
uint32_t bp_document_token_at (const bp_document *doc, uint32_t offset);

/*
** The text of a span as a reader sees it: joins left out, each run of white space that holds a line end made one
** space.  `out` must hold span.end - span.start bytes; the number written is returned.
*/
size_t bp_document_render (const bp_document *doc, bp_span span, char *out);

#endif
