/* article_kin.c -- relatives, who are often named once, by a given name alone, and are in danger with the person they belong to.
**
**     my mother, Shukria, and my little brothers Omid and Navid    ->  three persons
**     Our girls Kayleigh and Demi                                  ->  two, though the tagger took them for a firm
**
** Evidence is a word for a relative that belongs to somebody ("my", "his", "Velda's", "a ... ,") right before a capital.  Looks
** at capitals behind such a word and at the names that are listed with the first.
*/
#include "article_pass.h"

static const double by_kin = 0.9, surer = 0.97;

enum { OWNER_REACH = 5 };               /* "his three much younger brothers" */

/* Does the word at k belong to somebody; *named: by "my", "Velda's", rather than by "a". */
static int is_owned (const pass *p, int32_t k, int *named) {
  *named = 1;
  for (int32_t i = k - 1; i >= k - OWNER_REACH && together(p, i, k); i--) {
    if (IS(p, i, mine) || IS(p, i, apostrophe_s) || (IS(p, i, apostrophe) && !is_spaced(p, i))) return 1;
    if (IS(p, i, article)) { *named = 0; return !IS(p, i, the); }
    if (is_capital(p, i) || IS(p, i, comma)) return 0;
  }
  return 0;
}

/* The words from i to j are known as something else: "his wife Monday", "his brother, Moscow officials said". */
static int is_other (const pass *p, int32_t i, int32_t j) {
  if (p->w[i].blocked || bp_run_is_stop(p, i) || is_title(p, i) || IS(p, j, org_head) || IS(p, j, place_head)
      || IS(p, j, plural))
    return 1;
  uint32_t others = p->plan->major | p->plan->body | KIND(p, nationality) | KIND(p, group) | KIND(p, weekday_month);
  if (!is_listed(p, i, j, others)) return 0;
  return !is_listed(p, i, j, KIND(p, given));
}

/* A name between commas is the relative's when the sentence goes on or ends behind it. */
static int closes_apposition (const pass *p, int32_t j) {
  int32_t k = j + 1;
  if (!together(p, k, j) || IS(p, k, comma) || IS(p, k, and)) return 1;
  char c = first_char(p, k);
  return length_of(p, k) == 1 && (c == '.' || c == ';' || c == ')' || c == ':' || c == '"');
}

/* Name the words from i on; the last of them, or NONE when they are something else. */
static int32_t name_one (pass *p, int32_t i, int in_apposition) {
  if (!is_capital(p, i) || is_upper(p, i)) return NONE;
  int32_t j = bp_run_last(p, i);
  if (is_other(p, i, j) || (in_apposition && !closes_apposition(p, j))) return NONE;
  hit *h = p->w[i].at;
  if (h != NULL && h->type == BP_NAME_PERSON) return h->j;
  if (h != NULL && h->score >= surer) return NONE;
  bp_pass_put(p, i, j, BP_NAME_PERSON, by_kin, BP_BY_KIN)->certain = 1;
  return j;
}

/* Behind the relative's word at k: "X", ", X,", "X and Y", "X, Y and Z". */
static void name_behind (pass *p, int32_t k) {
  int named;
  if (!is_owned(p, k, &named)) return;
  int32_t i = k + 1;
  int apposition = (int)IS(p, i, comma);
  if (apposition) i++;
  else if (!named) return;                       /* "a brother Omid" is nobody's way to write */
  if (!together(p, i, k) || !is_spaced(p, i)) return;
  int32_t j = name_one(p, i, apposition);
  while (j != NONE && IS(p, k, kin_many)) {
    int32_t next = j + 1;
    if (IS(p, next, comma)) next++;
    if (IS(p, next, and)) next++;
    if (next == j + 1 || !together(p, next, k)) return;
    if (IS_SMALL(p, next, small_one)) next++;                              /* "and little Omid" */
    j = name_one(p, next, IS(p, next - 1, comma) != 0);
  }
}

void bp_step_kin (pass *p) {
  for (int32_t n = 0; n < p->capital_count; n++) {
    int32_t i = p->capital[n], k = IS(p, i - 1, comma) ? i - 2 : i - 1;
    if (IS_SMALL(p, k, kin) && p->w[i].sentence != 0 && together(p, k, i)) name_behind(p, k);
  }
}
