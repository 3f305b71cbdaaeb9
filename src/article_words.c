/* article_words.c -- which classes a word belongs to: the plan of the article pass.
**
** One open-addressed table from a token's folded hash to a set of bits, so that the rules of the pass never see a string:
** each token is looked up once, and "is it a title?" is then one bit of it.  About 3,000 words, 256 KB; a look-up is one
** or two reads.  Words are compared by 64-bit hash alone: with as many words two of them meet once in 10^12 plans.
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
  { W_quote_mark, "\xE2\x80\x9C" }, { W_quote_mark, "\xE2\x80\x9D" }, { W_quote_mark, "\"" }, { W_quote_mark, "\xE2\x80\x98" },
  { W_quote_mark, "'" }, { W_quote_mark, "\xE2\x80\x99" }, { W_quote_mark, "\xC2\xAB" }, { W_quote_mark, "\xC2\xBB" },
  { W_ampersand, "&" }, { W_comma, "," }, { W_opening_bracket, "(" }, { W_closing_bracket, ")" }, { W_slash, "/" }, { W_colon, ":" },
  { W_article, "the" }, { W_article, "a" }, { W_article, "an" }, { W_the, "the" }, { W_of, "of" }, { W_and, "and" },
  { W_in, "in" }, { W_into, "into" }, { W_from, "from" }, { W_to, "to" }, { W_over, "over" }, { W_for_, "for" }, { W_by, "by" },
  { W_with, "with" }, { W_state, "state" }, { W_between_, "between" }, { W_nee, "n\xC3\xA9" "e" }, { W_nee, "nee" },
  { W_urged, "urged" }, { W_urged, "pressed" }, { W_urged, "accused" }, { W_language, "language" }, { W_speaking, "speaking" },
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

enum { FIRST_SIZE = 8192 };   /* slots; the shipped words fill less than half of them */

/* ---- the table -------------------------------------------------------------------------------------------------- */

/* The slot of a word, or the empty one where it would stand. */
static bp_word_class *slot_of (const bp_article_plan *plan, uint64_t hash) {
  uint32_t k = (uint32_t)hash & plan->mask;
  while (plan->slot[k].hash != 0 && plan->slot[k].hash != hash) k = (k + 1) & plan->mask;
  return &plan->slot[k];
}

const bp_word_class *bp_plan_class_of (const bp_article_plan *plan, uint64_t folded) {
  return slot_of(plan, folded);      /* an empty slot is of no class */
}

static int grow (bp_article_plan *plan) {
  bp_article_plan old = *plan;
  if (old.mask >= UINT32_MAX / 4) return BP_ELIMIT;
  uint32_t size = (old.mask + 1) * 2;
  bp_word_class *slot = calloc(size, sizeof *slot);
  if (slot == NULL) return BP_ENOMEM;
  plan->slot = slot;
  plan->mask = size - 1;
  for (uint32_t i = 0; i <= old.mask; i++)
    if (old.slot[i].hash != 0) *slot_of(plan, old.slot[i].hash) = old.slot[i];
  free(old.slot);
  return BP_OK;
}

/* The class of a word, made when it is new.  A hash of zero would look like an empty slot: no word of ours has it. */
static int enter (bp_article_plan *plan, const char *word, size_t len, bp_word_class **out) {
  size_t where, form_len;
  char *form;
  int rc = bp_utf8_validate(word, len, &where);
  if (rc == BP_OK) rc = bp_utf8_fold(word, len, BP_FOLD_CASE, &form, &form_len);
  if (rc != BP_OK) return rc;
  uint64_t hash = bp_hash_bytes(form, form_len);
  free(form);
  if (hash == 0) return BP_EFORMAT;
  if (plan->count >= plan->mask / 2 && (rc = grow(plan)) != BP_OK) return rc;
  bp_word_class *slot = slot_of(plan, hash);
  if (slot->hash == 0) { slot->hash = hash; plan->count++; }
  *out = slot;
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
  plan->slot = calloc(FIRST_SIZE, sizeof *plan->slot);
  plan->mask = FIRST_SIZE - 1;
  int rc = plan->slot == NULL ? BP_ENOMEM : BP_OK;
  for (size_t i = 0; rc == BP_OK && i < sizeof own / sizeof *own; i++)
    rc = bp_article_plan_word(plan, own[i].class, own[i].word, strlen(own[i].word));
  if (rc != BP_OK) { bp_article_plan_free(plan); return rc; }
  *out = plan;
  return BP_OK;
}

void bp_article_plan_free (bp_article_plan *plan) {
  if (plan == NULL) return;
  free(plan->slot);
  free(plan);
}
