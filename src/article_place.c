/* article_place.c -- places: the noun that belongs to the name, and capitals that stand for governments.
**
**     Tavrin region                       ->  the whole is the place
**     Moscow has not disclosed            ->  an organisation, subtype "metonym"
**
** Datelines and "in Moscow" stay places.  A capital is one that the lists know as such.
*/
#include "article_pass.h"

static const double by_direction = 0.8, by_people = 0.9, by_noun = 0.85, by_announcement = 0.8, sure = 0.9;

/* ---- boundaries --------------------------------------------------------------------------------------------------- */

/* "Puerto Yvaré, in southern Paraguay": where a place lies, as a whole; k is the word of direction. */
static int says_where (const pass *p, int32_t k) {
  const hit *town = p->w[k - 3].at;
  return IS_SMALL(p, k - 1, in) && IS(p, k - 2, comma) && town != NULL && town->type == BP_NAME_PLACE
      && together(p, k - 3, k);
}

/* "Far Eastern" before "Amur region": the direction is a place of its own. */
static void name_direction (pass *p, int32_t i) {
  int32_t k = i;
  while (IS(p, k - 1, direction) && is_capital(p, k - 1) && is_spaced(p, k) && together(p, k - 1, i)) k--;
  if (i - k >= 2 && bp_pass_is_free(p, k, i - 1))
    bp_pass_put(p, k, i - 1, BP_NAME_PLACE, by_direction, BP_BY_DIRECTION);
}

static void bound (pass *p, hit *h) {
  int32_t i = h->i, j = h->j;
  if (j > i + 1 && IS(p, i + 1, direction) && is_listed(p, i, i, KIND(p, nationality))) {
    i++;
    bp_pass_move(p, h, i, j);
    bp_pass_put(p, i - 1, i - 1, BP_NAME_NATIONALITY, by_people, BP_BY_GAZETTEER);
  }
  if (IS_SMALL(p, j + 1, place_part) && together(p, j, j + 1) && is_spaced(p, j + 1) && p->w[j + 1].at == NULL) j++;
  if (IS_SMALL(p, i - 1, direction) && together(p, i - 1, i) && is_spaced(p, i) && p->w[i - 1].at == NULL
      && says_where(p, i - 1))
    i--;
  if (i != h->i || j != h->j) bp_pass_move(p, h, i, j);
  if (is_capital(p, i - 1) && p->w[i - 1].at == NULL) name_direction(p, i);
}

/* "Tavrin region", "in southern Paraguay"; of "Russian Far Eastern Amur region" the people is no part. */
void bp_step_places (pass *p) {
  int32_t count = p->hit_count;
  for (int32_t n = 0; n < count; n++)
    if (p->hit[n]->type == BP_NAME_PLACE) bound(p, p->hit[n]);
}

/* "Tavrin province" where the tagger saw nothing in "Tavrin". */
void bp_step_headed (pass *p) {
  uint32_t ordinary = KIND(p, nationality) | KIND(p, language) | KIND(p, group) | KIND(p, common_word);
  for (int32_t n = 0; n < p->capital_count; n++) {
    int32_t j = p->capital[n];
    if (!(p->w[j].near & NEAR_PLACE_NOUN) || p->w[j].at != NULL || p->w[j].blocked || !is_spaced(p, j + 1)) continue;
    if (bp_run_is_stop(p, j) || IS(p, j, direction)) continue;
    int32_t i = bp_run_first(p, j);
    if (bp_pass_is_free(p, i, j) && !is_listed(p, i, i, ordinary))
      bp_pass_put(p, i, j, BP_NAME_PLACE, by_noun, BP_BY_PLACE_HEAD);
  }
}

/* "the village of X": what the noun says, unless the tagger is sure of something else. */
void bp_step_announced (pass *p) {
  for (int32_t n = 0; n < p->capital_count; n++) {
    int32_t i = p->capital[n];
    if (!(p->w[i].near & NEAR_OF) || !IS_SMALL(p, i - 2, place_of) || !together(p, i - 2, i)) continue;
    hit *h = p->w[i].at;
    if (h != NULL && h->i == i && h->type != BP_NAME_PLACE && h->score < sure)
      name_as(h, BP_NAME_PLACE, by_announcement, BP_BY_PLACE_OF);
  }
}

/* ---- addresses ---------------------------------------------------------------------------------------------------------- */

/* "12 Rue des Lilas, Roche-Bois": the capital behind an address, unless the tagger is sure of something else. */
void bp_step_localities (pass *p) {
  const bp_annotations *set = p->input->annotations;
  for (uint32_t n = 0; set != NULL && n < set->count; n++) {
    const bp_annotation *a = &set->item[n];
    if (a->removed || a->type >= BP_PLAN_TYPES || p->plan->holds[a->type] != BP_HOLDS_ADDRESS) continue;
    int32_t k = token_at(p, a->span.end - 1) + 1, i = k + 1;
    if (k >= p->count || !IS(p, k, comma) || !together(p, i, k) || !is_capital(p, i) || bp_run_is_stop(p, i)) continue;
    hit *h = p->w[i].at;
    if (h == NULL) bp_pass_put(p, i, bp_run_last(p, i), BP_NAME_PLACE, by_announcement, BP_BY_ADDRESS);
    else if (h->i == i && h->type == BP_NAME_PERSON && h->score < sure && !h->certain
        && !is_listed(p, i, i, KIND(p, given)))
      name_as(h, BP_NAME_PLACE, by_announcement, BP_BY_ADDRESS);
  }
}

/* ---- governments ---------------------------------------------------------------------------------------------------- */

/* The last token of the capital that begins at k, or NONE. */
static int32_t capital_at (const pass *p, int32_t k) {
  if (!is_capital(p, k)) return NONE;
  if (bp_pass_place_kind(p, k, k) == BP_NAME_CAPITAL) return k;
  return is_capital(p, k + 1) && bp_pass_place_kind(p, k, k + 1) == BP_NAME_CAPITAL ? k + 1 : NONE;
}

/* The first token of the capital that ends at k, or NONE: "Phnom Penh" rather than "Penh". */
static int32_t capital_ending_at (const pass *p, int32_t k) {
  if (capital_at(p, k - 1) == k) return k - 1;
  return capital_at(p, k) == k ? k : NONE;
}

/* Words whose place is "between" two capitals, or a verb of governments behind them: 1 or 0; -1 when there is no pair. */
static int pair_says (const pass *p, int32_t before, int32_t after, int32_t i, int32_t j) {
  if (IS(p, before, between_) && IS(p, after, and)) {
    int32_t last = capital_at(p, j + 2);
    return last != NONE && !is_capital(p, last + 1) && !IS(p, i - 2, located);
  }
  if (IS(p, before, and)) {
    int32_t first = capital_ending_at(p, i - 2);
    if (first != NONE && IS(p, first - 1, between_)) return !IS(p, first - 2, located);
    if (first != NONE && IS(p, after, government) && !IS(p, first - 1, locative)) return 1;
  }
  if (IS(p, after, and) && !IS(p, before, locative)) {
    int32_t last = capital_at(p, j + 2);
    if (last != NONE && IS(p, last + 1, government)) return 1;
  }
  return -1;
}

/* "called on Montevideo to grant", "pressed Montevideo over". */
static int is_addressed (const pass *p, int32_t before, int32_t i) {
  for (int32_t k = i - 2; k >= i - 4; k--)
    if (together(p, k, i) && IS(p, k, relation)) return 1;
  return (int)IS(p, before, urged);
}

/* Does the capital from i to j stand for a government? */
static int is_government (const pass *p, int32_t i, int32_t j) {
  const int32_t outside = -MARGIN;                    /* a word of no class */
  int block = block_kind(p, i) & ~BP_BLOCK_UNREAD;
  if (block == BP_BLOCK_DATELINE || block == BP_BLOCK_CREDIT) return 0;
  int opens = !together(p, i - 1, i), closes = !together(p, j + 1, j);
  int32_t before = opens ? outside : i - 1, after = closes ? outside : j + 1;
  int pair = pair_says(p, before, after, i, j);
  if (pair >= 0) return pair;
  if (IS(p, after, apostrophe_s)) return 0;
  if (IS(p, before, locative) && !IS(p, before, from)) return 0;
  if (IS(p, after, policy) && !IS(p, before, the)) return 1;
  int verb = IS(p, after, government) && !IS(p, after, state_of);
  /* the subject of the clause: it opens the sentence, or a conjunction, comma or that-clause stands before */
  if (verb || (IS(p, after, adverb) && IS(p, j + 2, government))) return opens || IS(p, before, opens_clause);
  if (IS(p, before, addressed) && (IS(p, after, to) || IS(p, after, over) || IS(p, after, for_)))
    return is_addressed(p, before, i);
  if (IS(p, before, criticised) && (closes || IS(p, after, closes))) return 1;
  return IS(p, before, with) && IS(p, i - 2, relation);
}

/* Kinds of the listed places, and governments. */
void bp_step_governments (pass *p) {
  for (int32_t n = 0; n < p->hit_count; n++) {
    hit *h = p->hit[n];
    if (h->type != BP_NAME_PLACE) continue;
    h->kind = (uint8_t)bp_pass_place_kind(p, h->i, h->j);
    if (h->kind == BP_NAME_CAPITAL && is_government(p, h->i, h->j)) {
      name_as(h, BP_NAME_ORG, h->score, BP_BY_METONYM);
      h->subtype = BP_NAME_METONYM;
    }
  }
}
