/* article_sweep.c -- names that are known, found wherever they stand: a surname or given name, capitals, the family's plural.
**
** One missed mention undoes all others, so every capitalised word that is part of a found full name is taken for the person
** unless the tagger is sure that it is something else.  Looks at capitals and names only; linear in them.
**
** Words that differ only in case and accents have one number in the article, given when a word is first asked about; what
** the article says of a word stands under its number:
**
**     Velda, VELDA -> 7 -> alone: 2      how much more often it is a person alone than something else
**                          part: -> "Marta Velda"                     the full name it is part of
**                          names: -> "Velda" -> "Velda Motors"        the names that begin with it
*/
#include <stdlib.h>
#include <string.h>

#include "article_pass.h"
#include "hash.h"
#include "utf8.h"

static const double by_part = 0.9, by_repeat = 0.85, by_family = 0.9;
static const double full = 0.7;          /* least score of a full name whose parts are looked for */
/* a tagger this sure of another type is believed, even against all else */
static const double sure = 0.75, very_sure = 0.95;
static const double doubtful = 0.75;     /* a place less sure than this is a body when it is one elsewhere */
/* a word that names a person so often alone vouches for the longer name it stands in */
enum { VOUCHED = 2 };
enum { PARTS = 32 };                     /* words of a full name that are looked for */
enum { NAMES = 64 };                     /* names that begin with one word and are looked for */

typedef struct {
  uint64_t key;          /* the word's hash without case and accents, or that of two words */
  int32_t alone;
  int certain;           /* alone, a rule knows it for a person's */
  int32_t names;         /* the first of its openings, -1 for none */
  const hit *part;
  const hit *plain_part; /* of a name that is surely not too long */
} fact;

typedef struct { const hit *name; int32_t next; } opening;

struct sweep_map {
  int32_t *slot;         /* numbers by hash, 0 in an empty slot */
  fact *fact;            /* by number */
  opening *opening;
  uint64_t *small;       /* set of the hashes of words in small letters, made when first asked for */
  uint32_t mask;
  int32_t fact_count, opening_count;
  int has_small, has_plain_parts;
  size_t slot_room, fact_room, opening_room, small_room;
};

void bp_sweep_free (sweep_map *map) {
  if (map == NULL) return;
  free(map->slot);
  free(map->fact);
  free(map->opening);
  free(map->small);
  free(map);
}

/* ---- numbers of words ------------------------------------------------------------------------------------------------- */

static int make_map (pass *p) {
  if (p->map == NULL && (p->map = calloc(1, sizeof *p->map)) == NULL) { p->status = BP_ENOMEM; return 0; }
  sweep_map *m = p->map;
  /* words and pairs of them, and none */
  size_t names = (size_t)p->hit_count + 1, facts = (size_t)p->count + names + 1;
  uint32_t size = 64;
  while (size / 2 < facts) size *= 2;
  if (!bp_pass_room(p, &m->slot, &m->slot_room, size, sizeof *m->slot)
      || !bp_pass_room(p, &m->fact, &m->fact_room, facts, sizeof *m->fact)
      || !bp_pass_room(p, &m->opening, &m->opening_room, names, sizeof *m->opening)) return 0;
  memset(m->slot, 0, size * sizeof *m->slot);
  m->mask = size - 1;
  m->fact[0] = (fact){ .names = -1 };    /* 0 is no number */
  m->fact_count = 1;
  m->opening_count = 0;
  m->has_small = m->has_plain_parts = 0;
  return 1;
}

/* The slot of a word, or the empty one where it would stand. */
static int32_t *slot_of (const sweep_map *m, uint64_t key) {
  uint32_t s = (uint32_t)key & m->mask;
  while (m->slot[s] != 0 && m->fact[m->slot[s]].key != key) s = (s + 1) & m->mask;
  return &m->slot[s];
}

static int32_t number_of (sweep_map *m, uint64_t key) {
  int32_t *slot = slot_of(m, key);
  if (*slot == 0) {
    m->fact[m->fact_count] = (fact){ .key = key, .names = -1 };
    *slot = m->fact_count++;
  }
  return *slot;
}

/* What is said of the word at k, a token of the text. */
static fact *fact_of (pass *p, int32_t k) {
  pass_word *w = &p->w[k];
  if (w->number == 0) w->number = number_of(p->map, bp_pass_plain(p, k));
  return &p->map->fact[w->number];
}

/* The key of the words k and k + 1 together: a double surname. */
static uint64_t pair_key (pass *p, int32_t k) { return bp_hash_step(bp_pass_plain(p, k), bp_pass_plain(p, k + 1)); }

/* What is said of a word or pair that may not be in the article. */
static const fact *fact_of_key (const sweep_map *m, uint64_t key) { return &m->fact[*slot_of(m, key)]; }

/* ---- what the names say ------------------------------------------------------------------------------------------------- */

static int is_named (const hit *h) { return h->type >= BP_NAME_PERSON && h->type <= BP_NAME_ORG; }
static int in_heading (const pass *p, int32_t k) { return block_kind(p, k) == BP_BLOCK_HEADING; }

/* Does a rule that only people's names answer to speak for this one? */
static int is_certain (const hit *h) {
  if (h->certain || h->title != 0) return 1;
  return h->source == BP_BY_AGE || h->source == BP_BY_HONORIFIC || h->source == BP_BY_TITLE || h->source == BP_BY_OWNER
      || h->source == BP_BY_BYLINE || h->source == BP_BY_CREDIT;
}

static void count_alone (pass *p) {
  for (int32_t n = 0; n < p->hit_count; n++) {
    const hit *h = p->hit[n];
    int two = h->i == h->j - 1 && h->type == BP_NAME_PERSON;
    if (!is_named(h) || !(two || h->i == h->j)) continue;
    fact *f = two ? &p->map->fact[number_of(p->map, pair_key(p, h->i))] : fact_of(p, h->i);
    f->alone += h->type == BP_NAME_PERSON ? 1 : -1;
    if (h->type == BP_NAME_PERSON && is_certain(h)) f->certain = 1;
  }
}

static int is_vouched (pass *p, const hit *h, int32_t times) {
  const fact *first = fact_of(p, h->i), *last = fact_of(p, h->j);
  const fact *two = h->j - h->i == 2 ? fact_of_key(p->map, pair_key(p, h->i + 1)) : last;
  if (h->score < very_sure && (first->certain || last->certain || two->certain)) return 1;
  return last->alone >= times || first->alone >= times || two->alone >= times;
}

/* Words from i to j, those that a hyphen joins as one: "Pyeon Soo-ah" are two. */
static int32_t words_between (const pass *p, int32_t i, int32_t j) {
  int32_t words = j - i + 1;
  for (int32_t k = i + 1; k < j; k++)
    if (IS(p, k, hyphen)) words -= 2;
  return words;
}

/* "Maarja Kuusberg" taken for a place, where Kuusberg alone is a person again and again. */
static void share_with_persons (pass *p) {
  for (int32_t n = 0; n < p->hit_count; n++) {
    hit *h = p->hit[n];
    if ((h->type != BP_NAME_PLACE && h->type != BP_NAME_ORG) || h->j == h->i || words_between(p, h->i, h->j) > 3) continue;
    if (h->subtype != 0 || h->grouped || h->spelt_out || !is_vouched(p, h, h->score < doubtful ? VOUCHED : 2 * VOUCHED))
      continue;
    if (IS(p, h->j, org_head) || IS(p, h->j, thing_head) || IS(p, h->j, place_head)) continue;
    if (!is_listed(p, h->i, h->j, p->plan->body | p->plan->place))
      name_as(h, BP_NAME_PERSON, h->score > full ? h->score : full, BP_BY_SHARED);
  }
}

/* A doubtful name in a heading, or in capitals where the rest is not: what stands beside it there may not belong to it. */
static int may_be_too_long (const pass *p, const hit *h) {
  if (h->type != BP_NAME_PERSON || h->j == h->i) return 0;
  return (!p->in_capitals && is_upper(p, h->i) && is_upper(p, h->j))
      || (in_heading(p, h->i) && (h->score < full || h->source == BP_BY_SHARED));
}

/*
** The words of a person's name by which its bearer may be called: capitalised, not initials or suffixes.  "Myung-bok" counts
** as one, and each side of the hyphen may stand for it.  Returns how many the name has; those of one token are in `out`.
*/
static int parts_of (const pass *p, const hit *h, int32_t *out, int *found) {
  int count = 0, n = 0;
  for (int32_t k = h->i, last; k <= h->j && n < PARTS - 2; k = last + 1) {
    for (last = k; last + 2 <= h->j && IS(p, last + 1, hyphen); ) last += 2;
    if (!is_capital(p, k) || last_char(p, k, 0) == '.' || length_of(p, k) < 2 || IS(p, k, suffix)) continue;
    count += last > k ? 2 : 1;
    out[n++] = k;
    if (last > k && is_capital(p, last) && length_of(p, last) > 2) { out[n++] = last; count++; }
  }
  *found = n;
  return count;
}

/* File a person's full name under its parts. */
static void file_parts (pass *p, const hit *h, int plainly) {
  int32_t part[PARTS];
  int n;
  if (parts_of(p, h, part, &n) < 2) return;
  while (n-- > 0) {
    fact *f = fact_of(p, part[n]);
    if (plainly) f->plain_part = h; else f->part = h;
  }
}

static int is_same_name (const pass *p, const hit *h, int32_t i, int32_t j) {
  const uint64_t *folded = p->doc->tokens.folded;
  if (j - i != h->j - h->i) return 0;
  for (int32_t n = 0; n <= j - i; n++)
    if (folded[i + n] != folded[h->i + n]) return 0;
  return 1;
}

/* Is the name known well enough for its parts to be looked for? */
static int is_known (pass *p, const hit *h) {
  return is_named(h) && (h->score >= full || (h->type == BP_NAME_PERSON && h->j > h->i && is_vouched(p, h, VOUCHED)));
}

/* File each known name under its first word, the first of its spelling alone, and persons under their parts. */
static void file_names (pass *p) {
  sweep_map *m = p->map;
  for (int32_t n = 0; n < p->hit_count; n++) {
    const hit *h = p->hit[n];
    if (h->subtype != 0 || !is_known(p, h)) continue;
    int32_t *end = &fact_of(p, h->i)->names, length = 0;
    for (; *end >= 0 && length < NAMES && !is_same_name(p, m->opening[*end].name, h->i, h->j); length++)
      end = &m->opening[*end].next;
    if (*end >= 0 && length < NAMES) continue;
    if (*end < 0) {
      m->opening[m->opening_count] = (opening){ h, -1 };
      *end = m->opening_count++;
    }
    if (h->type == BP_NAME_PERSON && h->j > h->i) file_parts(p, h, 0);
  }
}

static void file_plain_parts (pass *p) {
  for (int32_t n = 0; n < p->hit_count; n++) {
    const hit *h = p->hit[n];
    if (h->subtype == 0 && h->type == BP_NAME_PERSON && h->j > h->i && is_known(p, h) && !may_be_too_long(p, h))
      file_parts(p, h, 1);
  }
  p->map->has_plain_parts = 1;
}

/* ---- headings ------------------------------------------------------------------------------------------------------------- */

/* Is the word at k known from the text: alone, or as part of a name that is surely not too long? */
static int is_known_word (pass *p, int32_t k) {
  if (!p->map->has_plain_parts) file_plain_parts(p);
  const fact *f = fact_of(p, k);
  return f->plain_part != NULL || f->alone >= VOUCHED;
}

/* "VELDA TELLS COURT": of a name that may be too long only the words stay that are known from the text. */
static void trim (pass *p) {
  for (int32_t n = 0; n < p->hit_count; n++) {
    hit *h = p->hit[n];
    if (!may_be_too_long(p, h)) continue;
    int32_t i = h->i, j = h->j;
    while (i < j && !is_known_word(p, i)) i++;
    while (j > i && !is_known_word(p, j)) j--;
    if (is_known_word(p, i)) {
      if (i == h->i && j == h->j) continue;
      bp_pass_move(p, h, i, j);
      name_as(h, BP_NAME_PERSON, by_part, BP_BY_PART);
    }
    else if (h->score < full && in_heading(p, h->i) && !is_listed(p, j, j, KIND(p, given) | KIND(p, surname)))
      bp_pass_drop(p, h);                                                                        /* "Pier Opens" */
  }
}

static int make_small (pass *p) {
  sweep_map *m = p->map;
  uint32_t size = m->mask + 1;
  if (!bp_pass_room(p, &m->small, &m->small_room, size, sizeof *m->small)) return 0;
  memset(m->small, 0, size * sizeof *m->small);
  for (int32_t k = 0; k < p->count; k++) {
    if (!(p->w[k].flags & AS_FOLDED)) continue;
    uint32_t s = (uint32_t)p->doc->tokens.exact[k] & m->mask;
    while (m->small[s] != 0 && m->small[s] != p->doc->tokens.exact[k]) s = (s + 1) & m->mask;
    m->small[s] = p->doc->tokens.exact[k];
  }
  m->has_small = 1;
  return 1;
}

/* Does the word at k stand in small letters anywhere? */
static int stands_small (pass *p, int32_t k) {
  sweep_map *m = p->map;
  if (!m->has_small && !make_small(p)) return 0;
  uint64_t hash = p->doc->tokens.folded[k];
  uint32_t s = (uint32_t)hash & m->mask;
  while (m->small[s] != 0 && m->small[s] != hash) s = (s + 1) & m->mask;
  return m->small[s] != 0;
}

/* "Pier Closed": a doubtful word of a heading that stands in small letters in the text is no name. */
static void forget_headings (pass *p) {
  for (int32_t n = 0; n < p->hit_count; n++) {
    hit *h = p->hit[n];
    if (h->type == BP_NAME_PERSON && h->i == h->j && h->score < full && in_heading(p, h->i) && !is_upper(p, h->i)
        && stands_small(p, h->i)) bp_pass_drop(p, h);
  }
}

/* ---- known names everywhere --------------------------------------------------------------------------------------------- */

/* The longest known name that the words from i on repeat, and its last token here; NULL when there is none. */
static const hit *repeated (pass *p, int32_t i, int32_t *last) {
  const sweep_map *m = p->map;
  const hit *best = NULL;
  for (int32_t n = fact_of(p, i)->names; n >= 0; n = m->opening[n].next) {
    const hit *h = m->opening[n].name;
    int32_t j = i + h->j - h->i;
    if (h->type != BP_NAME_NONE && j < p->count && together(p, i, j) && (best == NULL || j > *last)
        && is_same_name(p, h, i, j)) {
      best = h;
      *last = j;
    }
  }
  return best;
}

static int is_person_word (const fact *f) { return f->part != NULL || f->alone > 0; }

/* "the Baeks", "the Joneses": is the word at k, behind "the", the plural of a known person's name? */
static int is_family (pass *p, int32_t k) {
  char end = last_char(p, k, 0);
  if (!IS(p, k - 1, the) || (end != 's' && end != 'S')) return 0;
  uint32_t len;
  const char *s = chars(p, k, &len);
  char *form;
  size_t n;
  if (bp_utf8_fold(s, len, BP_FOLD_CASE | BP_FOLD_ACCENTS, &form, &n) != BP_OK) { p->status = BP_ENOMEM; return 0; }
  int found = n > 1 && is_person_word(fact_of_key(p->map, bp_hash_bytes(form, n - 1)));
  if (!found && n > 2 && form[n - 2] == 'e') found = is_person_word(fact_of_key(p->map, bp_hash_bytes(form, n - 2)));
  free(form);
  return found;
}

/* Is the word alone, as it stands at i, too ordinary to be a name? */
static int is_ordinary (const pass *p, int32_t i) {
  return IS(p, i, ordinary) || ((IS(p, i, functional) || IS(p, i, month)) && (!is_upper(p, i) || length_of(p, i) <= 3));
}

/* "Tavrin Credit Systems": the part of a person's name opens or ends a longer name that is not the person's. */
static int is_in_longer (const pass *p, int32_t i, int32_t j) {
  if (is_capital(p, j + 1) && together(p, j + 1, i) && is_spaced(p, j + 1) && !bp_run_is_stop(p, j + 1)
      && !is_upper(p, i))
    return 1;
  return IS(p, i - 1, hyphen) && !is_spaced(p, i) && together(p, i - 1, i);
}

/*
** The tagger has seen the word here and said no: only in headings, or where the brackets behind a long form made the name,
** is it taken for the place or body all the same.
*/
static int is_repeat (const pass *p, const hit *known, int32_t i, int32_t last) {
  if (last == i && is_ordinary(p, i)) return 0;
  if (known->type == BP_NAME_PERSON) return last > i || (known->score >= by_part && !is_in_longer(p, i, i));
  if (known->grouped) return !opens_sentence(p, i) || bp_pass_after_possessive(p, last + 1) != NONE;
  if (known->spelt_out) return 1;
  return in_heading(p, i) && (last > i || !opens_sentence(p, i) || !is_listed(p, i, i, KIND(p, common_word)));
}

/* How far the parts of a person's name go on from i. */
static int32_t reach (pass *p, int32_t i) {
  int32_t j = i;
  while (is_capital(p, j + 1) && is_spaced(p, j + 1) && together(p, j + 1, i) && fact_of(p, j + 1)->part != NULL) j++;
  for (;;) {
    int32_t k = bp_run_joined(p, i, j);
    if (k == NONE || IS(p, j + 1, comma) || fact_of(p, k)->part == NULL) return j;
    j = k;
  }
}

/*
** A part of a person's full name, alone, that the tagger took for something else.  What no list knows as a place or body is the
** person however often it was taken for one, unless "in" stands before it.
*/
static int is_rather_person (const pass *p, const hit *h, const fact *f) {
  uint32_t value = bp_pass_value(p, h->i, h->i);
  if (value & (KIND(p, country) | KIND(p, capital))) return 0;
  if (!(value & (p->plan->place | p->plan->body)) && h->source == BP_BY_TAGGER && !IS(p, h->i - 1, before_place))
    return h->score < very_sure;
  return f->alone >= -1 && h->score < (f->alone >= 2 * VOUCHED ? very_sure : sure);
}

/* A capital on which a name stands already. */
static void look_again (pass *p, hit *h, int32_t i) {
  const fact *f = fact_of(p, i);
  int32_t last = i;
  if (h->i == h->j && h->type != BP_NAME_NATIONALITY && is_family(p, i)) {
    name_as(h, BP_NAME_PERSON, h->score, BP_BY_FAMILY);
    h->subtype = BP_NAME_FAMILY;
  }
  else if (f->part != NULL && h->type != BP_NAME_PERSON && h->i == h->j && is_rather_person(p, h, f))
    name_as(h, BP_NAME_PERSON, h->score > by_part ? h->score : by_part, BP_BY_PART);
  else if (h->type == BP_NAME_PLACE && h->score < doubtful) {
    const hit *known = repeated(p, i, &last);
    if (known != NULL && known->grouped && last == h->j) name_as(h, BP_NAME_ORG, h->score, BP_BY_ARTICLE);
  }
}

/* A capital that no name stands on. */
static void look_first (pass *p, int32_t i) {
  int32_t last = i;
  const hit *known = repeated(p, i, &last), *part = fact_of(p, i)->part;
  if (known != NULL && bp_pass_is_free(p, i, last) && is_repeat(p, known, i, last))
    bp_pass_put(p, i, last, known->type, by_repeat, BP_BY_ARTICLE);
  else if (part != NULL && !is_ordinary(p, i)) {
    int32_t j = reach(p, i);
    if (bp_pass_is_free(p, i, j) && !is_in_longer(p, i, j)) bp_pass_put(p, i, j, BP_NAME_PERSON, by_part, BP_BY_PART);
  }
  else if (part != NULL && IS(p, i, month) && IS(p, i + 1, speech))
    bp_pass_put(p, i, i, BP_NAME_PERSON, by_part, BP_BY_PART);                                  /* "May said" */
  else if (is_family(p, i)) bp_pass_put(p, i, i, BP_NAME_PERSON, by_family, BP_BY_FAMILY)->subtype = BP_NAME_FAMILY;
}

void bp_step_sweep (pass *p) {
  if (!make_map(p)) return;
  forget_headings(p);
  count_alone(p);
  share_with_persons(p);
  trim(p);
  file_names(p);
  for (int32_t n = 0; n < p->capital_count; n++) {
    int32_t i = p->capital[n];
    hit *h = p->w[i].at;
    if (p->w[i].blocked || p->w[i].sentence == 0) continue;
    if (h == NULL) look_first(p, i);
    else if (h->i == i && (h->type != BP_NAME_PERSON || h->i == h->j)) look_again(p, h, i);
  }
}
