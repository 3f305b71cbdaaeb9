/* article_people.c -- nationalities and languages: which of the two a listed word is here, and where an unlisted one is a
** language.
**
**     his Russian partner      -> nationality
**     do not speak Russian     -> language
**     speaking in Guaraní      -> language, listed or not
**
** The lists are asked at capitals only; a people's name begins with one.
*/
#include "article_pass.h"

static const double by_list = 0.9, by_context = 0.8;

/* "an interview in Russian" but not "said in Russian cities": nothing behind it that it could describe. */
static int stands_alone (const pass *p, int32_t i, int32_t j) {
  char after = first_char(p, j + 1);
  int mark = (after >= '!' && after <= '/') || (after >= ':' && after <= '@') || (after >= '[' && after <= '`')
          || (after >= '{' && after <= '~');
  return !together(p, i, j + 1) || IS(p, j + 1, verbal) || mark;
}

/* Are the words from i to j a language here?  `listed`: the lists know them as a people or a language. */
static int is_language (const pass *p, int32_t i, int32_t j, int listed) {
  if (together(p, i - 1, i)) {
    if (IS(p, i - 1, speak) || (IS(p, i - 1, tongue_adverb) && IS(p, i - 2, speak))) return 1;
    if (IS(p, i - 1, in) || IS(p, i - 1, into) || IS(p, i - 1, from))
      for (int32_t k = i - 2; k >= i - 5 && together(p, k, i); k--) {
        if (IS(p, k, speak)) return 1;
        if (listed && IS(p, k, render)) return stands_alone(p, i, j);
      }
  }
  if (!listed) return 0;
  if (IS(p, j + 1, tongue_noun)) return 1;
  return IS(p, j + 1, hyphen) && IS(p, j + 2, speaking);
}

/* What the lists say of words i to j.  A person with such a word in the name stays, and so does a longer name. */
static void put_people (pass *p, int32_t i, int32_t j, uint32_t value) {
  hit *h = p->w[i].at;
  if (h != NULL && (h->type == BP_NAME_PERSON || h->i < i || h->j > j)) return;
  int language = (value & KIND(p, language)) && is_language(p, i, j, 1);
  if (language || (value & KIND(p, nationality)))
    bp_pass_put(p, i, j, language ? BP_NAME_LANGUAGE : BP_NAME_NATIONALITY, by_list, BP_BY_GAZETTEER);
  else if (h != NULL && (value & KIND(p, group))) bp_pass_drop(p, h);
}

static void listed_peoples (pass *p) {
  uint32_t wanted = KIND(p, nationality) | KIND(p, language) | KIND(p, group), value = 0;
  int32_t free_from = 0;
  for (int32_t n = 0; n < p->capital_count && p->input->lists != NULL; n++) {
    int32_t i = p->capital[n];
    uint32_t length = i < free_from ? 0 : bp_gazetteer_longest(p->input->lists, p->doc, (uint32_t)i, &value);
    if (length == 0) continue;
    free_from = i + (int32_t)length;
    if ((value & wanted) && p->w[i].sentence != 0 && !p->w[i].blocked) put_people(p, i, free_from - 1, value);
  }
}

/* "speaking in Guarayo": a language that no list knows. */
static void unlisted_languages (pass *p) {
  for (int32_t n = 0; n < p->capital_count; n++) {
    int32_t i = p->capital[n];
    if (!(p->w[i].near & NEAR_TONGUE) || p->w[i].blocked) continue;
    const hit *h = p->w[i].at;
    if (h != NULL && (h->i != h->j || h->type == BP_NAME_LANGUAGE || h->type == BP_NAME_PERSON)) continue;
    if (is_language(p, i, i, 0)) bp_pass_put(p, i, i, BP_NAME_LANGUAGE, by_context, BP_BY_LANGUAGE_CONTEXT);
  }
}

void bp_step_peoples (pass *p) {
  listed_peoples(p);
  unlisted_languages(p);
}
