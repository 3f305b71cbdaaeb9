/* fuzz_document.c -- any bytes make a document or a status; its tokens and sentences lie in order inside the text. */
#include <stdlib.h>

#include "document.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define MUST(condition) do { if (!(condition)) abort(); } while (0)

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size) {
  bp_document *doc = NULL;
  size_t where = 0;
  int rc = bp_document_new(&doc, (const char *)data, size, &where);
  if (rc != BP_OK) {
    MUST(rc == BP_EUTF8 && where < size);
    return 0;
  }
  uint32_t end = 0;
  for (uint32_t i = 0; i < doc->tokens.count; i++) {
    bp_token token = doc->tokens.token[i];
    MUST(token.start >= end && token.start < token.end && token.end <= size);
    end = token.end;
  }
  /* Two blocks with a gap, cut at tokens, so that sentences and rendering see edges. */
  if (doc->tokens.count >= 4) {
    const bp_token *token = doc->tokens.token;
    uint32_t third = doc->tokens.count / 3;
    bp_span block[2] = { { token[0].start, token[third].end }, { token[third + 1].start, (uint32_t)size } };
    MUST(bp_document_set_blocks(doc, block, 2) == BP_OK);
    bp_span join = { token[0].end, token[1].start };
    if (join.start < join.end) MUST(bp_document_set_joins(doc, &join, 1) == BP_OK);
    uint32_t last = 0;
    for (uint32_t i = 0; i < doc->sentence_count; i++) {
      bp_span sentence = doc->sentence[i];
      MUST(sentence.start >= last && sentence.start < sentence.end && sentence.end <= size);
      last = sentence.end;
    }
  }
  char *out = malloc(size + 1);
  if (out != NULL) {
    bp_span whole = { 0, (uint32_t)size };
    MUST(bp_document_render(doc, whole, out) <= size);
    free(out);
  }
  bp_document_free(doc);
  return 0;
}
