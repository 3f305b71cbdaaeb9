/* article_person.c -- persons: what news copy says of them for certain, and where their names begin and end.
**
**     Justice Varga                ->  a person although nothing else is known of the name
**     US President Ana Ruiz        ->  the office is not part of the name
**     Then Mirela Donat, 34, left  ->  a person, by the age
**
** Looks at the tagger's persons, at capitals behind titles, at ages, owners, bylines and credits: nowhere else.
*/
#include <string.h>

#include "article_pass.h"

/* Scores of the rules: how often each is right on news. */
static const double by_title = 0.93, by_age = 0.95, by_form = 0.97, by_owner = 0.9;

/* The title whose last word is token k, written with a capital: its number; "Secretary of State" has that of "Secretary". */
static uint16_t title_at (const pass *p, int32_t k) {
  if (is_capital(p, k)) {
    if (p->w[k].honorific != 0) return p->w[k].honorific;
    if (p->w[k].title != 0) return p->w[k].title;
  }
  int whole = (IS(p, k, modifier) || IS(p, k, state)) && IS_SMALL(p, k - 1, of) && is_capital(p, k - 2)
      && together(p, k - 2, k);
  return whole ? p->w[k - 2].title : 0;
}

/* The title right before token i, or 0. */
static uint16_t title_before (const pass *p, int32_t i) {
  return together(p, i - 1, i) && is_spaced(p, i) ? title_at(p, i - 1) : 0;
}

/* ---- boundaries --------------------------------------------------------------------------------------------------- */

/* A title at k with more of the name behind it; "Dean Holt" is a given name, not an office, when nothing else stands there. */
static int is_title_within (const pass *p, int32_t i, int32_t j, int32_t k) {
  if (!is_capital(p, k) || !is_spaced(p, k + 1) || !is_capital(p, k + 1) || !is_title(p, k) || IS(p, k + 1, suffix))
    return 0;
  return !(IS(p, k, given_title) && k == i && k + 1 == j && !IS(p, k, honorific));
}

/* Everything up to the last office in a name is office when nothing but offices, places and peoples stand before it. */
static int32_t behind_office (const pass *p, int32_t i, int32_t j) {
  int32_t from = i;
  for (int32_t k = i; k < j; k++) {
    if (is_title_within(p, i, j, k)) from = k + 1;
    else if (!IS(p, k, modifier) && !IS(p, k, state) && !(IS(p, k, of) && IS(p, k + 1, state))
             && !is_listed(p, k, k, p->plan->place | KIND(p, nationality))) break;
  }
  return from;
}

/* The words behind a title are no person's: "President Assembly", "Justice Department". */
static int is_thing (const pass *p, int32_t i, int32_t j) {
  if (IS(p, j, org_head) || IS(p, j, thing_head) || IS(p, j, place_head) || bp_run_is_office(p, i, j)) return 1;
  return is_listed(p, i, j, p->plan->body | KIND(p, country) | KIND(p, region) | KIND(p, nationality) | KIND(p, group));
}

/* "Justice Varga" taken for a body or a place: does a person's name begin behind the title at i? */
static int is_titled_person (const pass *p, int32_t i, int32_t j) {
  if (!(IS(p, i, honorific) || IS(p, i, sure_title)) || !is_capital(p, i + 1) || !is_spaced(p, i + 1)) return 0;
  return j - i <= 3 && !is_thing(p, i + 1, j) && !is_listed(p, i, j, p->plan->body | p->plan->place);
}

/*
** "Wouter ter Hagen", "Efraín Arribeño": where the given name begins that stands before a family's name, when the tagger saw that
** alone; else i.  Before a small particle any capital is one, before a capital one that the lists know.
*/
static int32_t with_given_name (const pass *p, int32_t i) {
  if (i == 0) return i;
  int32_t k = i - 1;
  if (is_capital(p, i)) {
    uint32_t others = p->plan->major | KIND(p, surname) | KIND(p, given);
    if (!is_listed(p, k, k, KIND(p, given)) || is_listed(p, k, k, p->plan->major | KIND(p, weekday_month)) || is_upper(p, k)
        || is_listed(p, i, i, others & ~KIND(p, surname))) return i;
  }
  else if (!IS_SMALL(p, i, opening_particle)) return i;
  if (!is_capital(p, k) || !together(p, k, i) || !is_spaced(p, i) || p->w[k].at != NULL || p->w[k].blocked) return i;
  if (bp_run_is_stop(p, k) || is_title(p, k) || IS(p, k, modifier)) return i;
  return is_listed(p, k, k, KIND(p, nationality) | KIND(p, country) | KIND(p, group) | KIND(p, common_word)) ? i : k;
}

static void bound_person (pass *p, hit *h) {
  int32_t i = behind_office(p, h->i, h->j), j = h->j;
  if (IS(p, i, nee)) i++;
  if (i > j) return;
  while (j > i && (bp_run_is_postnominal(p, j) || IS(p, j, comma))) j--;
  i = with_given_name(p, bp_run_opening(p, i));
  for (int32_t k = bp_run_joined(p, i, j); k != NONE; k = bp_run_joined(p, i, j)) j = k;
  if (i != h->i || j != h->j) bp_pass_move(p, h, i, j);
  h->title = title_before(p, i);
}

/* Persons end where their names end: titles and descriptions go, what a hyphen or a suffix adds comes. */
void bp_step_bounds (pass *p) {
  for (int32_t n = 0; n < p->hit_count; n++) {
    hit *h = p->hit[n];
    if (h->type == BP_NAME_PERSON) bound_person(p, h);
    else if (h->type != BP_NAME_NONE && h->j > h->i && is_titled_person(p, h->i, h->j)) {
      bp_pass_move(p, h, h->i + 1, h->j);
      name_as(h, BP_NAME_PERSON, by_title, BP_BY_TITLE);
      h->title = title_before(p, h->i);
    }
  }
}

/* ---- evidence ------------------------------------------------------------------------------------------------------- */

static hit *put_person (pass *p, int32_t i, int32_t j, double score, uint32_t source) {
  hit *h = bp_pass_put(p, i, j, BP_NAME_PERSON, score, source);
  h->title = title_before(p, i);
  return h;
}

/* A capital at i, behind the title at k, that no name stands on. */
static void name_behind_title (pass *p, int32_t k, int32_t i) {
  int honorific = (int)IS(p, k, honorific);
  if (p->w[k].at != NULL || bp_run_is_stop(p, i)) return;
  int32_t j = bp_run_last(p, i);
  if (is_thing(p, i, j) || !bp_pass_is_free(p, i, j)) return;
  if (honorific || !opens_sentence(p, k) || j == i)
    put_person(p, i, j, by_title, honorific ? BP_BY_HONORIFIC : BP_BY_TITLE);
}

/* "Justice Varga", "Mr. Ford": a capital behind a title is a person's. */
void bp_step_titles (pass *p) {
  for (int32_t n = 0; n < p->capital_count; n++) {
    int32_t k = p->capital[n], i = k + 1;
    if (!(p->w[k].near & NEAR_OFFICE) || !is_capital(p, i) || !together(p, i, k) || !is_spaced(p, i)) continue;
    if (p->w[i].blocked || is_title(p, i) || IS(p, i, modifier)) continue;
    hit *h = p->w[i].at;
    if (h == NULL) name_behind_title(p, k, i);
    else if (h->i == i && h->type != BP_NAME_PERSON && IS(p, k, honorific) && !is_thing(p, i, h->j)) {
      name_as(h, BP_NAME_PERSON, by_title, BP_BY_HONORIFIC);
      h->title = title_before(p, i);
    }
  }
}

static int is_figures (const pass *p, int32_t k) {
  uint32_t len;
  const char *s = chars(p, k, &len);
  for (uint32_t i = 0; i < len; i++)
    if (s[i] < '0' || s[i] > '9') return 0;
  return 1;
}

/* Whoever has the age at k, a comma before it, is a person. */
static void name_with_age (pass *p, int32_t k) {
  int32_t j = k - 2;
  if (k >= p->count || !IS(p, k - 1, comma) || p->w[j].sentence == 0 || !together(p, j, k) || !is_figures(p, k)) return;
  hit *h = p->w[j].at;
  /* "Baek, 41" is no name */
  if (h != NULL && h->j == k && !is_listed(p, h->i, j, p->plan->major)) bp_pass_move(p, h, h->i, j);
  if (h != NULL) {
    if (h->type != BP_NAME_PERSON && h->j == j && !IS(p, h->i - 1, the) && !is_listed(p, h->i, j, p->plan->major))
      name_as(h, BP_NAME_PERSON, by_age, BP_BY_AGE);
    else if (h->type == BP_NAME_PERSON && h->j == j) {
      h->certain = 1;
      if (h->score < by_age) h->score = by_age;
    }
    return;
  }
  if (!is_capital(p, j) || p->w[j].blocked || bp_run_is_stop(p, j) || (is_upper(p, j) && is_upper(p, j - 1))) return;
  int32_t i = bp_run_first(p, j);
  if (bp_pass_is_free(p, i, j) && !IS(p, i - 1, the) && !is_thing(p, i, j)) put_person(p, i, j, by_age, BP_BY_AGE);
}

/* "X, 54,". */
void bp_step_ages (pass *p) {
  const bp_annotations *set = p->input->annotations;
  for (uint32_t n = 0; set != NULL && n < set->count; n++) {
    const bp_annotation *a = &set->item[n];
    if (!a->removed && a->type < BP_PLAN_TYPES && p->plan->holds[a->type] == BP_HOLDS_AGE)
      name_with_age(p, token_at(p, a->span.start));
  }
}

/* ---- nicknames ------------------------------------------------------------------------------------------------------- */

enum { NICKNAME_BYTES = 33 };

static int is_head (const pass *p, int32_t k) {
  return IS(p, k, org_head) || IS(p, k, thing_head) || IS(p, k, place_head);
}

/* A short quotation from i to j between two capitals: the name around it. */
static void name_with_nickname (pass *p, int32_t i, int32_t j) {
  int32_t k = j + 1;
  if (k >= p->count || j - i < 2 || j - i > 4 || !is_capital(p, i + 1) || !is_capital(p, i - 1) || !is_spaced(p, i)
      || !is_spaced(p, k))
    return;
  if (p->w[k].sentence == 0 || !together(p, i - 1, k) || bp_run_is_stop(p, i - 1) || is_title(p, i - 1)) return;
  while (k - j <= 4 && IS_SMALL(p, k, opening_particle)) k += bp_run_is_joining(p, k + 1) ? 2 : 1;
  if (k - j > 4 || !is_capital(p, k) || !together(p, k, i) || bp_run_is_stop(p, k) || p->w[k].blocked || is_head(p, k))
    return;
  /* in copy that is all capitals, anything in quotation marks stands between two of them */
  if (is_upper(p, i - 1) && is_upper(p, k) && !is_listed(p, i - 1, i - 1, KIND(p, given))) return;
  put_person(p, bp_run_first(p, i - 1), bp_run_last(p, k), by_owner, BP_BY_NICKNAME)->certain = 1;
}

/* "Eskil “Pepper” Nordlysen", "Hanadi “Zuzu” bin Rashid": two capitals around a word or two in quotation marks. */
void bp_step_nicknames (pass *p) {
  const bp_annotations *set = p->input->annotations;
  for (uint32_t n = 0; set != NULL && n < set->count; n++) {
    const bp_annotation *a = &set->item[n];
    if (a->removed || a->type >= BP_PLAN_TYPES || p->plan->holds[a->type] != BP_HOLDS_QUOTE) continue;
    if (a->span.end - a->span.start < NICKNAME_BYTES)
      name_with_nickname(p, token_at(p, a->span.start), token_at(p, a->span.end - 1));
  }
}

/* ---- owners ---------------------------------------------------------------------------------------------------------- */

/* The capital at j has what only people have, at `owned`: a lawyer, a sister. */
static void name_owner (pass *p, int32_t j, int32_t owned) {
  uint32_t not_owner = KIND(p, common_word) | KIND(p, nationality) | KIND(p, group) | KIND(p, weekday_month)
      | KIND(p, occupation);
  if (p->w[j].blocked || bp_run_is_stop(p, j) || !(IS_SMALL(p, owned, owned) || IS_SMALL(p, owned, relative))) return;
  if (!together(p, owned, j) || is_listed(p, j, j, not_owner) || IS(p, j, noun) || IS(p, j, plural)) return;
  int32_t i = bp_run_first(p, j);
  if (bp_pass_is_free(p, i, j) && !is_title(p, i) && !is_thing(p, i, j)) put_person(p, i, j, by_owner, BP_BY_OWNER);
}

/* "Velda's lawyers": a person, also when the tagger saw nothing there. */
void bp_step_owners (pass *p) {
  for (int32_t n = 0; n < p->capital_count; n++) {
    int32_t j = p->capital[n], owned = p->w[j].near & NEAR_OWNER ? bp_pass_after_possessive(p, j + 1) : NONE;
    hit *h = p->w[j].at;
    if (owned == NONE) continue;
    if (h == NULL) name_owner(p, j, owned);
    else if (h->type == BP_NAME_PERSON && IS_SMALL(p, owned, owned)) h->certain = 1;
  }
}

/* ---- mailboxes -------------------------------------------------------------------------------------------------------- */

enum { MAILBOX_BYTES = 64, MAIL_REACH = 6, MAIL_WORD = 3 };

/* Does the mailbox hold the word at k: "Wilms" in "lotte.wilms"?  Both in ASCII; nobody's box has other letters. */
static int is_in_mailbox (const pass *p, int32_t k, const char *box, uint32_t box_len) {
  uint32_t len;
  const char *s = chars(p, k, &len);
  if (len < MAIL_WORD || len > box_len) return 0;
  for (uint32_t at = 0; at + len <= box_len; at++) {
    uint32_t i = 0;
    while (i < len && ((unsigned char)s[i] | 0x20) == ((unsigned char)box[at + i] | 0x20)) i++;
    if (i == len) return 1;
  }
  return 0;
}

/* The word at k goes on a name to the left: it is in the mailbox, its initial opens it, or it is a given name. */
static int is_before_in_name (const pass *p, int32_t k, const char *box, uint32_t box_len) {
  if (k < 0 || !is_capital(p, k) || p->w[k].sentence == 0 || bp_run_is_stop(p, k) || p->w[k].blocked) return 0;
  return is_in_mailbox(p, k, box, box_len) || (first_char(p, k) | 0x20) == (box[0] | 0x20)
      || is_listed(p, k, k, KIND(p, given));
}

/* "Lotte Wilms lotte.wilms@example.org", "Ana Ruiz (ana.ruiz@example.org)": whose mailbox bears the name. */
void bp_step_mails (pass *p) {
  const bp_annotations *set = p->input->annotations;
  for (uint32_t n = 0; set != NULL && n < set->count; n++) {
    const bp_annotation *a = &set->item[n];
    if (a->removed || a->type >= BP_PLAN_TYPES || p->plan->holds[a->type] != BP_HOLDS_MAIL) continue;
    const char *box = p->doc->text + a->span.start, *end = memchr(box, '@', a->span.end - a->span.start);
    if (end == NULL || end - box > MAILBOX_BYTES) continue;
    int32_t at = token_at(p, a->span.start);
    for (int32_t k = at - 1; k >= at - MAIL_REACH && k >= 0; k--) {
      if (!is_capital(p, k) || p->w[k].sentence == 0 || p->w[k].blocked || bp_run_is_stop(p, k)) continue;
      if (!is_in_mailbox(p, k, box, (uint32_t)(end - box))) continue;
      int32_t i = k, j = bp_run_last(p, k);
      while (is_before_in_name(p, i - 1, box, (uint32_t)(end - box)) && is_spaced(p, i)) i--;
      const hit *h = p->w[k].at;
      int may = h == NULL ? bp_pass_is_free(p, i, j) : h->type != BP_NAME_PERSON && h->score < by_owner;
      if (may && j - i < MAIL_REACH && !is_thing(p, i, j)) put_person(p, i, j, by_owner, BP_BY_MAIL);
      break;
    }
  }
}

/* ---- bylines, credits, datelines -------------------------------------------------------------------------------------- */

/* What a run of capitals from k to j is by the word before it and by its block, which begins at `first`. */
static void name_in_credit (pass *p, int dateline, int32_t first, int32_t k, int32_t j) {
  if (IS(p, k - 1, slash) || IS(p, k - 1, comma) || IS(p, k - 1, opening_bracket))
    bp_pass_put(p, k, j, BP_NAME_ORG, by_form, BP_BY_CREDIT);
  else if (dateline) {
    if (k == first) bp_pass_put(p, k, j, BP_NAME_PLACE, by_form, BP_BY_DATELINE);
  }
  else if (IS(p, k - 1, by) || IS(p, k - 1, and) || IS(p, k - 1, colon))
    bp_pass_put(p, k, j, BP_NAME_PERSON, by_form, BP_BY_BYLINE);
}

/* A byline or dateline that nobody has read: the name behind "By", the agency behind a slash or in brackets. */
static void read_credit (pass *p, bp_span block, int dateline) {
  int32_t first = token_at(p, block.start), last = token_at(p, block.end - 1);
  if (last >= p->count) last = p->count - 1;
  for (int32_t k = first; k <= last; k++) {
    if (!is_capital(p, k) || bp_run_is_stop(p, k) || p->w[k].at != NULL || p->w[k].blocked) continue;
    int32_t j = bp_run_last(p, k);
    if (j > last) j = last;
    name_in_credit(p, dateline, first, k, j);
    k = j;
  }
}

/* Bylines, credits and datelines: their form says who and what stands in them. */
void bp_step_form (pass *p) {
  const bp_document *doc = p->doc;
  for (uint32_t n = 0; p->input->block != NULL && n < doc->block_count; n++)
    if ((p->input->block[n] & BP_BLOCK_UNREAD) && doc->block[n].end > doc->block[n].start)
      read_credit(p, doc->block[n], (p->input->block[n] & ~BP_BLOCK_UNREAD) == BP_BLOCK_DATELINE);
  for (uint32_t n = 0; n < p->input->form_count; n++) {
    const bp_candidate *c = &p->input->form[n];
    int32_t i = token_at(p, c->span.start), j = token_at(p, c->span.end - 1);
    if (j >= p->count || i > j || p->w[i].sentence == 0) continue;
    bp_pass_put(p, i, j, c->type, by_form, c->source)->kind = c->type == BP_NAME_ORG ? BP_NAME_MEDIA : 0;
  }
}
