/* article_words.c -- which classes a word belongs to: the plan of the article pass.
**
** One open-addressed table from a token's folded hash to a set of bits, so that the rules of the pass never see a string:
** each token is looked up once, and "is it a title?" is then one bit of it.  About 3,000 words: 32 KB of slots, which stay in
** the cache, and 120 KB of classes, of which an article touches those of its common words.  Words are compared by 64-bit hash alone: with as many words two of them meet once in 10^12 plans.
*/
#include "article_words.h"

#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "utf8.h"

#define NAME(name) #name,
static const char *const classes[] = { BP_WORD_CLASSES(NAME) NULL };
static const char *const kinds[] = { BP_LIST_KINDS(NAME) NULL };

/* Words and marks that the rules themselves name. */
static const struct { int class; const char *word; } own[] = {
  { W_apostrophe_s, "'s" }, { W_apostrophe_s, "\xE2\x80\x99s" }, { W_apostrophe_s, "\xCA\xBCs" },
  { W_apostrophe, "'" }, { W_apostrophe, "\xE2\x80\x99" },
  { W_hyphen, "-" }, { W_hyphen, "\xE2\x80\x90" }, { W_hyphen, "\xE2\x80\x91" },
  { W_quote_mark, "\xE2\x80\x9C" }, { W_quote_mark, "\xE2\x80\x9D" }, { W_quote_mark, "\"" },
      { W_quote_mark, "\xE2\x80\x98" },
  { W_quote_mark, "'" }, { W_quote_mark, "\xE2\x80\x99" }, { W_quote_mark, "\xC2\xAB" }, { W_quote_mark, "\xC2\xBB" },
  { W_ampersand, "&" }, { W_comma, "," }, { W_opening_bracket, "(" }, { W_closing_bracket, ")" }, { W_slash, "/" },
      { W_colon, ":" },
  { W_article, "the" }, { W_article, "a" }, { W_article, "an" }, { W_the, "the" }, { W_of, "of" }, { W_and, "and" },
  { W_in, "in" }, { W_into, "into" }, { W_from, "from" }, { W_to, "to" }, { W_over, "over" }, { W_for_, "for" },
      { W_by, "by" },
  { W_with, "with" }, { W_state, "state" }, { W_between_, "between" }, { W_nee, "n\xC3\xA9" "e" }, { W_nee, "nee" },
  { W_urged, "urged" }, { W_urged, "pressed" }, { W_urged, "accused" }, { W_language, "language" },
      { W_speaking, "speaking" },
  { W_speaking, "language" },
  { W_he, "he" }, { W_he, "him" }, { W_he, "his" }, { W_he, "himself" }, { W_his, "his" },
  { W_she, "she" }, { W_she, "her" }, { W_she, "hers" }, { W_she, "herself" }, { W_her, "her" }
};

static int number_of (const char *const *list, const char *name) {
  for (int i = 0; list[i] != NULL; i++)
    if (strcmp(list[i], name) == 0) return i;
  return -1;
}

int bp_article_class (const char *name) { return number_of(classes, name); }
int bp_article_kind (const char *name) { return number_of(kinds, name); }

/* ---- the table -------------------------------------------------------------------------------------------------- */

enum { FIRST_SLOTS = 8192, WORDS_MAX = UINT16_MAX };   /* the shipped words fill less than half of the slots */

static void point_to (bp_article_plan *plan, uint32_t number) {
  uint64_t hash = plan->word[number].hash;
  uint32_t k = (uint32_t)hash & plan->mask;
  while (plan->slot[k].number != 0) k = (k + 1) & plan->mask;
  plan->slot[k] = (bp_word_slot){ (uint16_t)number, (uint16_t)(hash >> 48) };
}

static int make_slots (bp_article_plan *plan, uint32_t size) {
  bp_word_slot *slot = calloc(size, sizeof *slot);
  if (slot == NULL) return BP_ENOMEM;
  free(plan->slot);
  plan->slot = slot;
  plan->mask = size - 1;
  for (uint32_t number = 1; number < plan->count; number++) point_to(plan, number);
  return BP_OK;
}

static int make_words (bp_article_plan *plan, uint32_t room) {
  bp_word_class *word = realloc(plan->word, room * sizeof *word);
  if (word == NULL) return BP_ENOMEM;
  plan->word = word;
  plan->room = room;
  return BP_OK;
}

/* The class of a word, made when it is new. */
static int enter (bp_article_plan *plan, const char *word, size_t len, bp_word_class **out) {
  size_t where, form_len;
  char *form;
  int rc = bp_utf8_validate(word, len, &where);
  if (rc == BP_OK) rc = bp_utf8_fold(word, len, BP_FOLD_CASE, &form, &form_len);
  if (rc != BP_OK) return rc;
  uint64_t hash = bp_hash_bytes(form, form_len);
  free(form);
  const bp_word_class *known = bp_plan_class_of(plan, hash);
  uint32_t number = (uint32_t)(known - plan->word);
  if (number == 0) {
    if (plan->count > WORDS_MAX) return BP_ELIMIT;
    if (plan->count == plan->room && (rc = make_words(plan, plan->room * 2)) != BP_OK) return rc;
    if (plan->count >= plan->mask / 2 && (rc = make_slots(plan, (plan->mask + 1) * 2)) != BP_OK) return rc;
    number = plan->count++;
    plan->word[number] = (bp_word_class){ .hash = hash };
    point_to(plan, number);
  }
  *out = &plan->word[number];
  return BP_OK;
}

int bp_article_plan_word (bp_article_plan *plan, int class, const char *word, size_t len) {
  bp_word_class *entry;
  if (class < 0 || class >= W_COUNT) return BP_EFORMAT;
  int rc = enter(plan, word, len, &entry);
  if (rc == BP_OK) entry->set[class >> 6] |= UINT64_C(1) << (class & 63);
  return rc;
}

int bp_article_plan_title (bp_article_plan *plan, int is_honorific, const char *word, size_t len, uint16_t title) {
  bp_word_class *entry;
  int rc = enter(plan, word, len, &entry);
  if (rc != BP_OK) return rc;
  if (is_honorific) entry->honorific = title; else entry->title = title;
  return bp_article_plan_word(plan, is_honorific ? W_honorific : W_title, word, len);
}

int bp_article_plan_spelling (bp_article_plan *plan, const char *word, size_t len, uint16_t number) {
  bp_word_class *entry;
  int rc = enter(plan, word, len, &entry);
  if (rc == BP_OK) entry->spelling = number;
  return rc;
}

/* ---- the rest --------------------------------------------------------------------------------------------------- */

void bp_article_plan_kind (bp_article_plan *plan, int kind, uint32_t bits) {
  if (kind < 0 || kind >= K_COUNT) return;
  uint32_t *of = plan->kind;
  of[kind] = bits;
  plan->major = of[K_country] | of[K_capital] | of[K_region] | of[K_major_city];
  plan->place = plan->major | of[K_city];
  plan->body = of[K_org] | of[K_agency];
}

int bp_article_plan_type (bp_article_plan *plan, uint32_t type, int holds) {
  if (type >= BP_PLAN_TYPES) return BP_ELIMIT;
  plan->holds[type] = (uint8_t)holds;
  return BP_OK;
}

int bp_article_plan_new (bp_article_plan **out) {
  bp_article_plan *plan = calloc(1, sizeof *plan);
  if (plan == NULL) return BP_ENOMEM;
  int rc = make_words(plan, FIRST_SLOTS / 2);
  if (rc == BP_OK) {
    plan->word[0] = (bp_word_class){ .hash = 0 };      /* of words that are of no class */
    plan->count = 1;
    rc = make_slots(plan, FIRST_SLOTS);
  }
  for (size_t i = 0; rc == BP_OK && i < sizeof own / sizeof *own; i++)
    rc = bp_article_plan_word(plan, own[i].class, own[i].word, strlen(own[i].word));
  if (rc != BP_OK) { bp_article_plan_free(plan); return rc; }
  *out = plan;
  return BP_OK;
}

void bp_article_plan_free (bp_article_plan *plan) {
  if (plan == NULL) return;
  free(plan->slot);
  free(plan->word);
  free(plan);
}
