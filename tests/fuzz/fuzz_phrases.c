/* fuzz_phrases.c -- any bytes make a text and a set of phrases; what is found lies in the text, in order, each place once. */
#include <stdlib.h>
#include <string.h>

#include "phrases.h"
#include "stem.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define MUST(condition) do { if (!(condition)) abort(); } while (0)

/* A stem is no longer than a letter more than its word, and shares its beginning with it. */
static void check_stem (const char *word, size_t len) {
  char copy[BP_STEM_MAX + 1];
  if (len >= BP_STEM_MAX) return;
  memcpy(copy, word, len);
  MUST(bp_stem_english(copy, len) <= len + 1);
}

/* Lines before the first empty one are phrases; a piece's first byte says how it is compared.  The rest is the text. */
static int add_phrases (bp_phrases *p, const char *text, size_t size, size_t *used) {
  size_t at = 0;
  uint32_t value = 0;
  while (at < size && text[at] != '\n') {
    size_t end = at;
    while (end < size && text[end] != '\n') end++;
    bp_phrases_begin(p);
    int fine = 1;
    for (size_t from = at; fine && from < end; ) {
      size_t to = from + 1;
      while (to < end && text[to] != '\t') to++;
      enum bp_piece_how how = (enum bp_piece_how)((unsigned char)text[from] % 4);
      check_stem(text + from + 1, to - from - 1);
      fine = bp_phrases_piece(p, how, text + from + 1, to - from - 1) == BP_OK;
      from = to + 1;
    }
    if (fine) bp_phrases_end(p, ++value);
    at = end + 1;
  }
  *used = at < size ? at + 1 : size;
  return value > 0;
}

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size) {
  bp_phrases *p = NULL;
  bp_document *doc = NULL;
  size_t used, where;
  if (bp_phrases_new(&p) != BP_OK) return 0;
  add_phrases(p, (const char *)data, size, &used);
  MUST(bp_phrases_freeze(p) == BP_OK);
  if (bp_document_new(&doc, (const char *)data + used, size - used, &where) == BP_OK) {
    bp_matches found = { NULL, 0, 0 };
    MUST(bp_phrases_scan(p, doc, &found) == BP_OK);
    for (uint32_t i = 0; i < found.count; i++) {
      bp_match m = found.item[i];
      MUST(m.value != 0 && m.span.start < m.span.end && m.span.end <= doc->len);
      if (i == 0) continue;
      bp_match before = found.item[i - 1];
      MUST(before.span.start <= m.span.start);
      MUST(memcmp(&before, &m, sizeof m) != 0);
    }
    MUST(bp_words_between(doc, 0, doc->len, UINT32_MAX) <= doc->tokens.count);
    MUST(bp_words_between(doc, 0, doc->len, 3) <= 3);
    bp_matches_free(&found);
  }
  bp_document_free(doc);
  bp_phrases_free(p);
  return 0;
}
