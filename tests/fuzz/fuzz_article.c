/* fuzz_article.c -- articles of odd words in odd order: names come out disjoint, on the edges of tokens, of known types; and
** each mention of a person is in one chain.
**
** A byte of the input is a word of the text: its lower bits say which, the upper ones whether white space stands before it,
** whether the tagger takes it for a name, whether a date or an age stands on it.  Each word is of many classes at once, so
** that the rules meet what no article would give them.
*/
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "article.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const char *const words[] = {
  "Velda", "Marta", "the", "The", "of", ",", "-", "'s", "(", ")", "Judge", "said", "MV", "region", "court", "van",
      "May", "54", "\n\n",
  "Jr.", "\xE2\x80\x9C", "\xE2\x80\x9D", "in", "Russian", "al", "Veldas", "Perd\xC3\xA1s", "'", "Times", "velda",
      "and", "."
};
enum { WORDS = sizeof words / sizeof *words, TEXT_MAX = 1 << 16 };
enum { SPACE = 0x20, NAMED = 0x40, MARKED = 0x80 };
enum { DATE = 1, AGE, EMAIL };

static bp_article_plan *plan;
static bp_gazetteer *lists;

/* Each word is of about a third of the classes. */
static void make_plan (void) {
  bp_gazetteer_builder *builder;
  if (bp_article_plan_new(&plan) != BP_OK || bp_gazetteer_builder_new(&builder, BP_GAZETTEER_FOLD, 0, "") != BP_OK)
    abort();
  for (size_t i = 0; i < WORDS; i++) {
    for (int class = 0; bp_article_plan_word(plan, class, "x", 1) == BP_OK; class++)
      if ((i * 7 + (size_t)class * 11) % 3 == 0) bp_article_plan_word(plan, class, words[i], strlen(words[i]));
    if (i % 4 == 2) bp_article_plan_title(plan, i % 8 == 2, words[i], strlen(words[i]), (uint16_t)(i + 1));
    bp_gazetteer_builder_add(builder, words[i], strlen(words[i]), 1u << i % 16, "");
  }
  for (int kind = 0; kind < 16; kind++) bp_article_plan_kind(plan, kind, 1u << kind);
  bp_article_plan_type(plan, DATE, BP_HOLDS_DATE);
  bp_article_plan_type(plan, AGE, BP_HOLDS_AGE);
  bp_article_plan_type(plan, EMAIL, BP_HOLDS_MAIL);
  if (bp_gazetteer_builder_freeze(builder, &lists) != BP_OK) abort();
  bp_gazetteer_builder_free(builder);
}

typedef struct {
  char text[TEXT_MAX];
  size_t len;
  bp_candidate candidate[TEXT_MAX / 2];
  uint32_t candidates;
  bp_annotations annotations;
  bp_span block[64];
  uint8_t kind[64];
  uint32_t blocks;
} article;

static void add_word (article *a, uint8_t byte) {
  const char *word = words[byte % WORDS];
  size_t n = strlen(word);
  uint32_t id;
  if (a->len + n + 2 > TEXT_MAX) return;
  if (byte & SPACE) a->text[a->len++] = byte & NAMED ? '\n' : ' ';
  bp_span span = { (uint32_t)a->len, (uint32_t)(a->len + n) };
  memcpy(a->text + a->len, word, n);
  a->len += n;
  if (byte & NAMED) {
    bp_candidate c = { .span = span, .type = (uint8_t)(1 + byte % 3), .source = BP_BY_TAGGER, .person = 0.5f,
        .score = byte % 100 / 100.0 };
    if (a->candidates > 0 && byte % 5 == 0) c.span.start = a->candidate[a->candidates - 1].span.start;
    a->candidate[a->candidates++] = c;
  }
  if (byte & MARKED) (void)bp_annotations_add(&a->annotations, span, (uint16_t)(1 + byte % 3), &id);
}

static void check (const bp_document *doc, const bp_mention *m, uint32_t count) {
  uint8_t *taken = calloc(doc->tokens.count + 1, 1);
  if (taken == NULL) return;
  for (uint32_t i = 0; i < count; i++) {
    assert(m[i].first <= m[i].last && m[i].last < doc->tokens.count);
    assert(m[i].span.start == doc->tokens.token[m[i].first].start && m[i].span.end == doc->tokens.token[m[i].last].end);
    assert(m[i].type >= BP_NAME_PERSON && m[i].type <= BP_NAME_LANGUAGE && m[i].score >= 0 && m[i].score <= 1);
    for (uint32_t k = m[i].first; k <= m[i].last; k++) {
      assert(!taken[k]);
      taken[k] = 1;
    }
  }
  free(taken);
}

/* All candidates as persons, some of them families, whatever overlaps whatever. */
static void chain_persons (bp_article *reader, const bp_document *doc, const article *a) {
  const bp_person_link *link;
  const bp_chain *chain;
  uint32_t chains;
  bp_person *person = calloc(a->candidates + 1u, sizeof *person);
  if (person == NULL) return;
  for (uint32_t i = 0; i < a->candidates; i++)
    person[i] = (bp_person){ a->candidate[i].span, (uint16_t)(a->candidate[i].score * 5),
        a->candidate[i].score < 0.05 };
  if (bp_article_chain(reader, plan, doc, person, a->candidates, &link, &chain, &chains) == BP_OK) {
    assert(chains <= a->candidates);
    for (uint32_t i = 0; i < a->candidates; i++) assert(link[i].chain == BP_NO_CHAIN || link[i].chain < chains);
    for (uint32_t i = 0; i < chains; i++) {
      assert(chain[i].name < a->candidates && link[chain[i].name].chain == i);
      assert(chain[i].family_of == BP_NO_CHAIN || chain[i].family_of < chains);
    }
  }
  free(person);
}

static void read_article (bp_article *reader, article *a, uint8_t how) {
  bp_document *doc;
  size_t where;
  const bp_mention *mention;
  uint32_t count;
  if (bp_document_new(&doc, a->text, a->len, &where) != BP_OK) return;
  for (uint32_t at = 0, step = (uint32_t)a->len / (how % 7 + 1) + 1; at < a->len && a->blocks < 60; at += step) {
    a->block[a->blocks] = (bp_span){ at, at + step - (how & 1) < a->len ? at + step - (how & 1) : (uint32_t)a->len };
    a->kind[a->blocks] = (uint8_t)((how + a->blocks) % 8);
    a->blocks++;
  }
  if (how & 8) (void)bp_document_set_blocks(doc, a->block, a->blocks);
  bp_article_input input = {
    .lists = how & 16 ? lists : NULL, .annotations = &a->annotations, .block = how & 8 ? a->kind : NULL,
    .candidate = a->candidate, .candidate_count = a->candidates, .form = a->candidate, .form_count = a->candidates / 8
  };
  if (bp_article_read(reader, plan, doc, &input, &mention, &count) == BP_OK) check(doc, mention, count);
  chain_persons(reader, doc, a);
  bp_article_forget(reader);
  bp_document_free(doc);
}

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size) {
  bp_article *reader;
  if (plan == NULL) make_plan();
  article *a = size == 0 ? NULL : calloc(1, sizeof *a);
  if (a == NULL) return 0;
  bp_annotations_init(&a->annotations);
  for (size_t i = 1; i < size; i++) add_word(a, data[i]);
  if (bp_article_new(&reader) == BP_OK) {
    read_article(reader, a, data[0]);
    bp_article_free(reader);
  }
  bp_annotations_free(&a->annotations);
  free(a);
  return 0;
}
