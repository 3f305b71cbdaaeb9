/* article_org.c -- organisations: abbreviations with their long form, bodies named by a word behind the name, newspapers.
**
**     High Court of Human Dignity (HCHD)   ->  both, and where each begins
**     Tavrin regional court                ->  one name, made by the noun
**     the Harbour human rights group       ->  "Harbour"; a group noun stays outside
**     the Solana bakery                    ->  the noun is part of the name
**
** Looks at brackets, at the tagger's names and at what stands behind them.
*/
#include "article_pass.h"

static const double by_abbreviation = 0.95, by_head = 0.85, by_noun = 0.8, by_split = 0.85, anything = 0.4;

static double larger (double a, double b) { return a > b ? a : b; }

/* ---- boundaries --------------------------------------------------------------------------------------------------- */

/* "Cambodia's Health Ministry": a place and, behind its possessive, a body. */
static void split_at_possessive (pass *p, hit *h) {
  for (int32_t k = h->i + 1; k < h->j; k++) {
    int32_t from = bp_pass_after_possessive(p, k), i = h->i;
    if (from == NONE) continue;
    if (from <= h->j && is_capital(p, from) && is_listed(p, i, k - 1, p->plan->major)) {
      bp_pass_move(p, h, from, h->j);
      bp_pass_put(p, i, k - 1, BP_NAME_PLACE, by_split, BP_BY_POSSESSIVE);
    }
    return;
  }
}

static int is_mark (const pass *p, int32_t k) {
  char c = first_char(p, k);
  return length_of(p, k) == 1 && c != ')'
      && ((c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~'));
}

static void bound (pass *p, hit *h) {
  int32_t i = h->i, j = h->j;
  while (j > i && (bp_pass_after_possessive(p, j) != NONE || is_mark(p, j))) j--;
  while (i < j && (IS(p, i, the) || IS(p, i, acronym)) && is_capital(p, i + 1)) {
    if (IS(p, i, acronym) && h->score > anything) h->score = anything;     /* what is left may be anything */
    i++;
  }
  if (i != h->i || j != h->j) bp_pass_move(p, h, i, j);
  if (i == j && IS(p, j + 1, noun) && is_capital(p, j + 1) && IS(p, j, modifier) && is_spaced(p, j + 1))
    bp_pass_drop(p, h);
  else if (j > i + 1) split_at_possessive(p, h);
}

/* Organisations end before a possessive and do not begin with what they are: "NGO Harbour", "Interior" Minister. */
void bp_step_org_bounds (pass *p) {
  for (int32_t n = 0; n < p->hit_count; n++)
    if (p->hit[n]->type == BP_NAME_ORG || p->hit[n]->type == BP_NAME_PLACE) bound(p, p->hit[n]);
}

/* ---- firms -------------------------------------------------------------------------------------------------------------- */

/* "Ana Ruiz & Jo Ito" are two people: each side has a given name and more. */
static int are_people (const pass *p, int32_t i, int32_t k, int32_t j) {
  return k - 1 > i && j > k + 1 && is_listed(p, i, i, KIND(p, given)) && is_listed(p, k + 1, k + 1, KIND(p, given));
}

/* "Velda & Brandt", "Velda, Holt & Brandt": capitals on both sides of the sign. */
void bp_step_firms (pass *p) {
  for (int32_t n = 0; n < p->capital_count; n++) {
    int32_t k = p->capital[n] - 1, before = k - 1;
    if (!IS(p, k, ampersand) || !is_spaced(p, k) || !is_spaced(p, k + 1) || !is_capital(p, before)
        || !together(p, before, k + 1))
      continue;
    if (p->w[k + 1].sentence == 0 || (block_kind(p, k) & ~BP_BLOCK_UNREAD) == BP_BLOCK_CREDIT) continue;
    if (is_upper(p, before) && length_of(p, before) <= 2) continue;            /* "R&B", "B & B" */
    int32_t i = bp_run_first(p, before), j = bp_run_last(p, k + 1);
    while (IS(p, i - 1, comma) && is_capital(p, i - 2) && together(p, i - 2, k) && bp_run_first(p, i - 2) == i - 2)
      i -= 2;
    if (is_title(p, i) || are_people(p, i, k, j) || bp_run_is_stop(p, i)) continue;
    bp_pass_put(p, i, j, BP_NAME_ORG, by_noun, BP_BY_FIRM);
  }
}

/* ---- abbreviations -------------------------------------------------------------------------------------------------- */

static int is_upper_ascii (char c) { return c >= 'A' && c <= 'Z'; }
static char upper_ascii (char c) { return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c; }
static int is_letter_ascii (char c) { return is_upper_ascii(upper_ascii(c)); }

/*
** Do the capitals of an abbreviation run through the first letters of the words from i to j?  Long ones may have a letter
** that no word begins with.
*/
static int initials_match (const pass *p, int32_t i, int32_t j, const char *s, uint32_t len) {
  int32_t at = i, letters = 0, missed = 0;
  while (i <= j && !is_letter_ascii(first_char(p, i))) i++;
  if (i > j || upper_ascii(first_char(p, i)) != s[0]) return 0;
  for (uint32_t n = 0; n < len; n++) {
    if (!is_upper_ascii(s[n])) continue;
    letters++;
    int32_t k = at;
    while (k <= j && upper_ascii(first_char(p, k)) != s[n]) k++;
    if (k <= j) at = k + 1; else missed++;
  }
  return letters >= 2 && missed <= (letters >= 4 ? 1 : 0);
}

/* "ECtHR", "U.N.", "JBS": capitals, between them letters, full stops and "&", at the end perhaps one small letter. */
static int is_abbreviation (const char *s, uint32_t len) {
  if (len >= 3 && s[len - 1] >= 'a' && s[len - 1] <= 'z') len--;
  if (len < 2 || !is_upper_ascii(s[0]) || !is_upper_ascii(s[len - 1])) return 0;
  for (uint32_t n = 1; n < len - 1; n++)
    if (!is_letter_ascii(s[n]) && s[n] != '.' && s[n] != '&') return 0;
  return 1;
}

enum { LONG_FORM_MAX = 32 };     /* tokens */

/* Where the run of capitals that ends at j begins, through "of", "for the", "and". */
static int32_t long_form (const pass *p, int32_t j, uint32_t letters) {
  int32_t i = j;
  uint32_t capitals = 1;
  for (int32_t k = j - 1; k >= 0 && j - k < LONG_FORM_MAX && together(p, k, j) && capitals <= letters + 2; k--) {
    if (is_capital(p, k) && is_spaced(p, k + 1)) {
      if (bp_run_is_stop(p, k)) break;
      i = k;
      capitals++;
    }
    else if (!IS_SMALL(p, k, inner) && !IS(p, k, hyphen)) break;
  }
  return i;
}

/* The start from which the words up to j have the abbreviation's letters as initials, the shortest such; or NONE. */
static int32_t expansion (const pass *p, int32_t j, const char *s, uint32_t len) {
  int32_t from = long_form(p, j, len);
  for (int32_t i = j - 1; i >= from; i--)
    if (is_capital(p, i) && first_char(p, i) == s[0] && initials_match(p, i, j, s, len)) return i;
  return NONE;
}

static int is_org_at (const hit *h, int32_t i, int32_t j) {
  return h != NULL && h->type == BP_NAME_ORG && h->i == i && h->j == j;
}

/* The abbreviation at k in brackets, its long form before them. */
static void abbreviation_at (pass *p, int32_t k) {
  uint32_t len;
  const char *s = chars(p, k, &len);
  int32_t j = k - 2, i = is_abbreviation(s, len) ? expansion(p, j, s, len) : NONE;
  if (i == NONE) return;
  const hit *h = p->w[i].at;
  if (h != NULL && h->type == BP_NAME_ORG && h->j >= j && h->i < i) i = h->i;
  if (!is_org_at(h, i, j)) bp_pass_put(p, i, j, BP_NAME_ORG, by_abbreviation, BP_BY_ABBREVIATION);
  hit *own = p->w[k].at;
  if (own == NULL || own->type != BP_NAME_ORG)
    own = bp_pass_put(p, k, k, BP_NAME_ORG, by_abbreviation, BP_BY_ABBREVIATION);
  own->spelt_out = 1;
  own->score = larger(own->score, by_abbreviation);
}

/* "Long Name (LN)": two names of one organisation. */
void bp_step_abbreviations (pass *p) {
  for (int32_t n = 0; n < p->capital_count; n++) {
    int32_t k = p->capital[n];
    if ((p->w[k].near & NEAR_BRACKET) && IS(p, k + 1, closing_bracket) && together(p, k - 2, k) && is_capital(p, k - 2))
      abbreviation_at(p, k);
  }
}

/* ---- the last word of a name ------------------------------------------------------------------------------------------ */

static void person_with_head (pass *p, hit *h) {
  int32_t i = h->i, j = h->j;
  if (j > i && IS(p, j, org_head) && !IS(p, j, weak_head) && is_capital(p, j)
      && !is_listed(p, j, j, KIND(p, surname))) {
    name_as(h, BP_NAME_ORG, by_head, BP_BY_ORG_HEAD);
    h->title = 0;
  }
  else if (j > i && IS(p, i, thing_first)) bp_pass_drop(p, h);
  else if (is_capital(p, i - 1) && IS(p, i - 1, thing_first) && together(p, i - 1, i) && p->w[i].sentence != 0
      && is_spaced(p, i))
    bp_pass_drop(p, h);
}

/* A person or place whose last word makes an organisation: "Civic Harbour Committee". */
void bp_step_heads (pass *p) {
  for (int32_t n = 0; n < p->hit_count; n++) {
    hit *h = p->hit[n];
    if (h->type == BP_NAME_PERSON) person_with_head(p, h);
    else if (h->type == BP_NAME_PLACE && h->j > h->i && IS(p, h->j, body) && (is_capital(p, h->j) || h->score < 0.5))
      name_as(h, BP_NAME_ORG, by_head, BP_BY_ORG_HEAD);
  }
}

/* ---- nouns behind a name ---------------------------------------------------------------------------------------------- */

/* The noun in small letters behind a name that ends at j, or NONE; three words of `between` may come first, *steps says how many. */
static int32_t noun_behind (const pass *p, int32_t j, int noun, int between, int *steps) {
  int32_t n = j + 1;
  *steps = 0;
  if (!together(p, n, j) || !is_spaced(p, n) || is_capital(p, n)) return NONE;
  for (; *steps < 3 && is_small_of(p, n, between); n++) ++*steps;
  return is_small_of(p, n, noun) && together(p, n, j) ? n : NONE;
}

static int32_t facility_behind (const pass *p, int32_t j) {
  int steps;
  return noun_behind(p, j, W_facility, W_between, &steps);
}

static int32_t group_behind (const pass *p, int32_t j) {
  int steps;
  return noun_behind(p, j, W_group, W_between, &steps);
}

/* "Tavrin regional court": not "Tavrin court". */
static int32_t public_body_behind (const pass *p, int32_t j) {
  int steps;
  int32_t court = noun_behind(p, j, W_public_body, W_body_modifier, &steps);
  return steps > 0 ? court : NONE;
}

/* "the Harbour human rights group" where the tagger saw nothing in "Harbour". */
static void name_nameless (pass *p, int32_t k) {
  int32_t j = bp_run_last(p, k), group = group_behind(p, j);
  int32_t facility = group == NONE ? facility_behind(p, j) : NONE;
  if ((group == NONE && facility == NONE) || !bp_pass_is_free(p, k, j) || IS(p, j, acronym)) return;
  if (is_listed(p, k, j, KIND(p, nationality) | KIND(p, group))) return;
  hit *h = bp_pass_put(p, k, facility != NONE ? facility : j, BP_NAME_ORG, by_noun, BP_BY_FACILITY);
  h->grouped = group != NONE;
  if (h->grouped) h->source = BP_BY_GROUP;
}

/* A name behind an article. */
static void name_with_noun (pass *p, hit *h) {
  int32_t facility = facility_behind(p, h->j);
  /* not "the Kestrel Motors plant" */
  if (facility != NONE && !(IS(p, h->j, org_head) && h->type == BP_NAME_ORG)) {
    bp_pass_move(p, h, h->i, facility);
    name_as(h, BP_NAME_ORG, by_noun, BP_BY_FACILITY);
  }
  else if (group_behind(p, h->j) != NONE) {
    h->grouped = 1;
    if (h->type != BP_NAME_ORG) name_as(h, BP_NAME_ORG, h->score, BP_BY_GROUP);
    h->score = larger(h->score, by_noun);
  }
}

/* Names that a noun in small letters makes organisations. */
void bp_step_nouns (pass *p) {
  for (int32_t n = 0; n < p->hit_count; n++) {
    hit *h = p->hit[n];
    if (h->type < BP_NAME_PERSON || h->type > BP_NAME_ORG || h->title != 0) continue;
    int32_t court = h->type == BP_NAME_PLACE ? public_body_behind(p, h->j) : NONE;
    if (court != NONE) {
      bp_pass_move(p, h, h->i, court);
      name_as(h, BP_NAME_ORG, by_noun, BP_BY_PUBLIC_BODY);
    }
    else if (IS(p, h->i - 1, article) && !is_listed(p, h->i, h->j, p->plan->major | KIND(p, nationality)))
      name_with_noun(p, h);
  }
  for (int32_t n = 0; n < p->capital_count; n++) {
    int32_t k = p->capital[n];
    if ((p->w[k].near & NEAR_ARTICLE) && p->w[k].at == NULL && !p->w[k].blocked && !bp_run_is_stop(p, k))
      name_nameless(p, k);
  }
}

/* ---- newspapers --------------------------------------------------------------------------------------------------------- */

/* "The" inside a sentence, right before i. */
static int has_article (const pass *p, int32_t i) {
  return IS(p, i - 1, the) && first_char(p, i - 1) == 'T' && !is_upper(p, i - 1) && !opens_sentence(p, i - 1);
}

/* "told The Harbour Ledger" where the tagger saw nothing. */
static void newspapers (pass *p) {
  for (int32_t n = 0; n < p->capital_count; n++) {
    int32_t k = p->capital[n];
    if (!(p->w[k].near & NEAR_PRESS) || p->w[k].at != NULL || p->w[k].blocked) continue;
    if (!is_capital(p, k - 1) || !is_spaced(p, k) || !together(p, k - 1, k)) continue;
    int32_t i = bp_run_first(p, k);
    if (i < k && has_article(p, i) && together(p, i - 1, i) && bp_pass_is_free(p, i, k))
      bp_pass_put(p, i - 1, k, BP_NAME_ORG, by_head, BP_BY_NEWSPAPER)->kind = BP_NAME_MEDIA;
  }
}

/* "The Moscow Times": the article belongs to a newspaper's name when it has a capital inside a sentence. */
void bp_step_articles (pass *p) {
  newspapers(p);
  for (int32_t n = 0; n < p->hit_count; n++) {
    hit *h = p->hit[n];
    /* a place by its first word */
    if (h->type == BP_NAME_PLACE && h->j > h->i && IS(p, h->j, press) && is_capital(p, h->j) && has_article(p, h->i)
        && !is_listed(p, h->i, h->j, p->plan->place)) name_as(h, BP_NAME_ORG, by_head, BP_BY_NEWSPAPER);
    if (h->type != BP_NAME_ORG || h->subtype != 0) continue;
    if (h->kind == 0 && is_listed(p, h->i, h->j, KIND(p, agency))) h->kind = BP_NAME_MEDIA;
    if ((h->kind == BP_NAME_MEDIA || IS(p, h->j, press)) && has_article(p, h->i) && together(p, h->i - 1, h->i)
        && p->w[h->i - 1].at == NULL) bp_pass_move(p, h, h->i - 1, h->j);
  }
}
