/* words.c -- where a word or phrase occurs in a document.
**
** An open-addressed table from the folded hash of a word to its first place; `next` chains the places in text order.
**
**     slot[hash & mask] -> first token -> next[first] -> next[...] -> NONE
*/
#include "words.h"

#include <stdlib.h>
#include <string.h>

#include "utf8.h"

#define NONE UINT32_MAX

struct bp_word_index {
  uint32_t *slot;     /* index of a word's first token, or NONE */
  uint32_t *next;     /* per token: the same word's next place, or NONE */
  uint32_t mask;
};

void bp_words_chain (const bp_tokens *tokens, uint32_t *slot, uint32_t mask, uint32_t *next) {
  memset(slot, 0xff, ((size_t)mask + 1) * sizeof *slot);
  /* from the last token back, so that each chain starts at the first place */
  for (uint32_t i = tokens->count; i-- > 0; ) {
    uint32_t k = (uint32_t)tokens->folded[i] & mask;
    while (slot[k] != NONE && tokens->folded[slot[k]] != tokens->folded[i]) k = (k + 1) & mask;
    next[i] = slot[k];
    slot[k] = i;
  }
}

static int build (bp_document *doc) {
  uint32_t n = doc->tokens.count, size = 16;
  while (size / 2 < n && size < (UINT32_MAX >> 1)) size *= 2;
  bp_word_index *index = bp_arena_alloc(&doc->arena, 1, sizeof *index);
  if (index == NULL) return BP_ENOMEM;
  index->slot = bp_arena_alloc(&doc->arena, size, sizeof *index->slot);
  index->next = bp_arena_alloc(&doc->arena, n + 1, sizeof *index->next);
  if (index->slot == NULL || index->next == NULL) return BP_ENOMEM;
  index->mask = size - 1;
  bp_words_chain(&doc->tokens, index->slot, index->mask, index->next);
  doc->words = index;
  return BP_OK;
}

static int note_place (bp_document *doc, uint32_t n, uint32_t first, uint32_t last) {
  if (n == doc->place_room) {
    uint32_t room = n == 0 ? 32 : n * 2;
    bp_span *place = realloc(doc->place, room * sizeof *place);
    if (place == NULL) return BP_ENOMEM;
    doc->place = place;
    doc->place_room = room;
  }
  doc->place[n].start = doc->tokens.token[first].start;
  doc->place[n].end = doc->tokens.token[last].end;
  return BP_OK;
}

static int collect (bp_document *doc, const bp_tokens *wanted, int how, uint32_t *n) {
  const bp_tokens *t = &doc->tokens;
  const bp_word_index *index = doc->words;
  uint32_t k = (uint32_t)wanted->folded[0] & index->mask;
  while (index->slot[k] != NONE && t->folded[index->slot[k]] != wanted->folded[0]) k = (k + 1) & index->mask;
  for (uint32_t i = index->slot[k]; i != NONE; i = index->next[i]) {
    if (t->count - i < wanted->count) break;
    uint32_t j = 0;
    if (how & BP_WORDS_FOLD) while (j < wanted->count && t->folded[i + j] == wanted->folded[j]) j++;
    else while (j < wanted->count && t->exact[i + j] == wanted->exact[j]) j++;
    if (j < wanted->count) continue;
    int rc = note_place(doc, *n, i, i + j - 1);
    if (rc != BP_OK) return rc;
    ++*n;
  }
  return BP_OK;
}

int bp_words_find (bp_document *doc, const char *phrase, size_t len, int how, const bp_span **out, uint32_t *count) {
  size_t where;
  if (len > BP_TEXT_MAX) return BP_ELIMIT;
  int rc = bp_utf8_validate(phrase, len, &where);
  if (rc != BP_OK) return rc;
  if (doc->words == NULL && (rc = build(doc)) != BP_OK) return rc;
  bp_arena scratch;
  bp_tokens wanted;
  bp_arena_init(&scratch);
  rc = bp_tokenize(&scratch, phrase, (uint32_t)len, &wanted);
  uint32_t n = 0;
  if (rc == BP_OK && wanted.count != 0) rc = collect(doc, &wanted, how, &n);
  bp_arena_free(&scratch);
  if (rc != BP_OK) return rc;
  *out = doc->place;
  *count = n;
  return BP_OK;
}
