/* words.h -- where a word or phrase occurs in a document. */
#ifndef BP_WORDS_H
#define BP_WORDS_H

#include "document.h"

enum { BP_WORDS_FOLD = 1 };   /* compare after case folding */

/*
** Every place where the phrase's tokens stand in the document one after another, whatever white space is between
** them ("Civic Assistance\nCommittee").  The phrase must be valid UTF-8; an empty one occurs nowhere.
** The first call builds the index: O(tokens).  Each call: O(places of the phrase's first word).
** *out belongs to the document and holds until the next search.  BP_OK, BP_EUTF8 (the phrase) or BP_ENOMEM.
*/
int bp_words_find (bp_document *doc, const char *phrase, size_t len, int how, const bp_span **out, uint32_t *count);

/*
** next[i]: the next token that folds to the same word as token i, or UINT32_MAX.  `slot` holds mask + 1 words, a power of
** two above the number of tokens; behind the call slot leads from a word's hash to its first token.
*/
void bp_words_chain (const bp_tokens *tokens, uint32_t *slot, uint32_t mask, uint32_t *next);

#endif
