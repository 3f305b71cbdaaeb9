/* fuzz_tagger.c -- any bytes as a model: refused, or a tagger whose spans lie on the edges of tokens.
**
** The sum is set right first: nothing else would get past it.
*/
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tagger.h"
#include "tagger_model.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const char text[] =
  "MAYOR IVO TAMM LEFT PORT VARDA\nMayor Ivo Tamm's aide, 54, left the Northern Bank of Varda. \"No,\" said Tamm, who is in Selma-Nord. "
  "dora lind is at npa. The NPA asked Dora Lind, of Varda, twice.";

static void tag (const bp_tagger *tagger) {
  bp_document *doc;
  bp_tagging *tagging;
  size_t where;
  if (bp_document_new(&doc, text, sizeof text - 1, &where) != BP_OK) return;
  if (bp_tagging_new(&tagging) == BP_OK) {
    bp_tagger_options options = { .recall = 1, .scores = 1 };
    const bp_tagged *found;
    uint32_t count, end = 0;
    if (bp_tagger_tag(tagger, NULL, doc, tagging, &options, &found, &count) == BP_OK)
      for (uint32_t i = 0; i < count; i++) {
        assert(found[i].span.start >= end && found[i].span.end > found[i].span.start);
        assert(found[i].span.end < sizeof text && found[i].score >= 0 && found[i].score <= 1.001f);
        end = found[i].span.end;
      }
    bp_tagging_free(tagging);
  }
  bp_document_free(doc);
}

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size) {
  char path[] = "/tmp/bluepencil-fuzz-XXXXXX";
  int handle = mkstemp(path);
  if (handle < 0) return 0;
  unsigned char *copy = malloc(size + 1);
  if (copy != NULL) {
    memcpy(copy, data, size);
    if (size >= sizeof (model_header)) {
      uint64_t sum = bp_tagger_sum(copy, size);
      memcpy(copy + offsetof(model_header, checksum), &sum, sizeof sum);
    }
    bp_tagger *tagger;
    if (write(handle, copy, size) == (ssize_t)size && bp_tagger_load(&tagger, path) == BP_OK) {
      tag(tagger);
      bp_tagger_free(tagger);
    }
  }
  free(copy);
  close(handle);
  unlink(path);
  return 0;
}
