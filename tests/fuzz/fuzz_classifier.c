/* fuzz_classifier.c -- changed bytes in a model: refused, or a classifier whose labels and reasons make sense.
**
** The input is a list of changes to a small model that is learned when the program starts: two bytes for the length (0: all of it),
** then four bytes for a place and one for what stands there.  Places near the header are likelier.  The sum is set right
** afterwards: nothing else would get past it.
*/
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "classifier_model.h"
#include "classifier_train.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const char text[] = "The keeper of Port Varda saved the penalty; the judge and the jury saw it. The keeper, 54, left.";

static unsigned char *model;
static size_t model_size;

/* A model of three labels in a tree, of two words each. */
static void learn (void) {
  static const bp_class_topic topic[] = { { "a", "A", 0 }, { "b", "B", 1 }, { "c", "C", 0 } };
  static const char *const texts[] = { "the keeper saved it", "the judge saw the jury", "the penalty" };
  bp_class_options options = bp_class_defaults;
  bp_class_trainer *t;
  bp_class_progress progress;
  bp_class_report report;
  bp_mapped map = { NULL, 0 };
  char path[] = "/tmp/bluepencil-fuzz-XXXXXX";
  int more = 1, handle = mkstemp(path);
  options.mode = BP_CLASS_ANY;
  options.norm = BP_CLASS_WITHIN;
  options.min_count = 1;
  if (handle < 0 || bp_class_trainer_new(&t, &options, topic, 3) != BP_OK) abort();
  for (uint32_t i = 0; i < 30; i++) {
    uint32_t words, label[2] = { i % 3, 0 };
    if (bp_class_trainer_add(t, texts[i % 3], strlen(texts[i % 3]), label, i % 3 == 1 ? 2 : 1, &words) != BP_OK) abort();
  }
  while (more) if (bp_class_trainer_step(t, &progress, &more) != BP_OK) abort();
  if (bp_class_trainer_save(t, path, "fuzz", &report) != BP_OK || bp_mapped_open(&map, path) != BP_OK) abort();
  model = malloc(map.size);
  if (model == NULL) abort();
  memcpy(model, map.data, map.size);
  model_size = map.size;
  bp_mapped_close(&map);
  bp_class_trainer_free(t);
  close(handle);
  unlink(path);
}

static void use (const bp_classifier *c) {
  bp_document *doc;
  bp_classifying *g;
  size_t where;
  if (bp_document_new(&doc, text, sizeof text - 1, &where) != BP_OK) return;
  if (bp_classifying_new(&g) == BP_OK) {
    bp_span span[2] = { { 0, 40 }, { 45, sizeof text - 1 } };
    const bp_class_score *score;
    const bp_class_reason *reason;
    uint32_t labels = bp_classifier_labels(c), count;
    if (bp_classify(c, doc, span, 2, g, &score) == BP_OK)
      for (uint32_t i = 0; i < labels; i++) assert(score[i].label < labels && score[i].score >= 0 && score[i].score <= 1.001f);
    for (uint32_t k = 0; k < labels && k < 4; k++) {
      bp_class_label label = bp_classifier_label(c, k);
      assert(strlen(label.id) < model_size && strlen(label.name) < model_size && label.above < labels);
      if (bp_classifier_explain(c, doc, span, 2, g, k, k, &reason, &count) == BP_OK)
        for (uint32_t i = 0; i < count; i++) assert(reason[i].span.start < reason[i].span.end && reason[i].span.end < sizeof text);
    }
    assert(strlen(bp_classifier_note(c)) < model_size);
    bp_classifying_free(g);
  }
  bp_document_free(doc);
}

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size) {
  if (model == NULL) learn();
  unsigned char *copy = malloc(model_size);
  size_t length = model_size;
  if (copy == NULL || size < 2) { free(copy); return 0; }
  memcpy(copy, model, model_size);
  size_t cut = (size_t)data[0] << 8 | data[1];
  if (cut != 0 && cut * 4 < model_size) length = cut * 4;
  for (size_t i = 2; i + 5 <= size; i += 5) {
    size_t at = (size_t)data[i] << 24 | (size_t)data[i + 1] << 16 | (size_t)data[i + 2] << 8 | data[i + 3];
    copy[data[i] < 128 ? at % 1024 % length : length - 1 - at % 512 % length] = data[i + 4];   /* header; labels, rows, strings */
  }
  if (length >= sizeof (model_header)) {
    uint64_t sum = bp_file_sum(copy, length, &bp_classifier_kind);
    memcpy(copy + offsetof(model_header, checksum), &sum, sizeof sum);
  }
  bp_classifier *c;
  if (bp_classifier_open(&c, copy, length) == BP_OK) {
    use(c);
    bp_classifier_free(c);
  }
  free(copy);
  return 0;
}
