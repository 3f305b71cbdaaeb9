/* article_words.h -- the classes of words that the article pass asks for; for article*.c only. */
#ifndef BP_ARTICLE_WORDS_H
#define BP_ARTICLE_WORDS_H

#include "article.h"

/*
** What is said of each class stands beside its words in lua/bluepencil/cues and recognizer/name.  Those of the last lines
** are single words and marks that the rules themselves name (article_words.c).
*/
#define BP_WORD_CLASSES(X) \
  X(functional) X(month) X(weekday) X(calendar) X(ordinary) X(particle) X(opening_particle) X(after_hyphen) X(suffix) \
  X(speech) X(government) X(locative) X(before_place) X(direction) X(place_head) X(place_of) X(place_part) X(place_noun) \
  X(org_head) X(weak_head) X(thing_head) X(thing_first) X(acronym) X(inner) X(group) X(facility) X(between) X(body) \
  X(public_body) X(body_modifier) X(press) \
  X(noun) X(plural) X(title) X(modifier) X(honorific) X(office) X(given_title) X(sure_title) X(owned) X(relative) X(kin) X(kin_many) X(small_one) X(mine) X(postnominal) \
  X(tongue) X(speak) X(render) X(tongue_adverb) X(tongue_noun) X(verbal) \
  X(policy) X(addressed) X(criticised) X(closes) X(relation) X(opens_clause) X(located) X(state_of) X(adverb) \
  X(apostrophe) X(apostrophe_s) X(ampersand) X(hyphen) X(quote_mark) X(comma) X(opening_bracket) X(closing_bracket) X(slash) X(colon) \
  X(article) X(the) X(of) X(and) X(in) X(into) X(from) X(to) X(over) X(for_) X(by) X(with) X(state) X(between_) X(nee) \
  X(urged) X(language) X(speaking) \
  X(he) X(she) X(his) X(her) X(male_noun) X(female_noun) X(male_title) X(female_title)

#define BP_WORD_CLASS(name) W_##name,
enum { BP_WORD_CLASSES(BP_WORD_CLASS) W_COUNT };

#define BP_WORD_SETS 2
_Static_assert(W_COUNT <= 64 * BP_WORD_SETS, "one bit a class");

typedef struct {
  uint64_t hash;                /* folded */
  uint64_t set[BP_WORD_SETS];   /* a bit for each class */
  uint16_t title, honorific;    /* the caller's numbers */
  uint16_t spelling;            /* words of one number are spellings of one name; 0 for none */
} bp_word_class;

#define BP_LIST_KINDS(X) \
  X(given) X(surname) X(country) X(region) X(city) X(major_city) X(capital) X(nationality) X(language) X(occupation) X(org) \
  X(agency) X(public_figure) X(common_word) X(group) X(weekday_month)

#define BP_LIST_KIND(name) K_##name,
enum { BP_LIST_KINDS(BP_LIST_KIND) K_COUNT };

#define BP_PLAN_TYPES 256

/* Where a hash leads: 32 KB of these are read at random, the classes themselves only for words that have one. */
typedef struct { uint16_t number, tag; } bp_word_slot;

struct bp_article_plan {
  bp_word_slot *slot;           /* number 0: empty */
  bp_word_class *word;          /* by number; that of number 0 is of no class */
  uint32_t mask, count, room;
  uint32_t kind[K_COUNT];       /* which bits of the gazetteer's values */
  uint32_t place, major, body;  /* kinds that are asked for together */
  uint8_t holds[BP_PLAN_TYPES];
};

/* What is known of a word; never NULL. */
static inline const bp_word_class *bp_plan_class_of (const bp_article_plan *plan, uint64_t folded) {
  uint16_t tag = (uint16_t)(folded >> 48);
  for (uint32_t k = (uint32_t)folded & plan->mask; ; k = (k + 1) & plan->mask) {
    bp_word_slot slot = plan->slot[k];
    if (slot.number == 0 || (slot.tag == tag && plan->word[slot.number].hash == folded))
      return &plan->word[slot.number];
  }
}

#endif
