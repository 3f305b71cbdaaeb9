/* article_chain.c -- which mentions of persons mean one person.
**
** Full names first, then what can be a shorter form of one: surname or given name alone, title and surname, initials,
** another order of the parts.  Where a form fits several people, the article is asked in turn: the title, the sex, who alone
** is named in the same sentence, who is named nearest, who has that word as surname.  When none of them answers, the mention
** goes to the nearer one and is ambiguous: never merged in silence.
**
** People are found by their words through one table of hashes, so that the cost is linear in the mentions, times the few
** people who share a word.
*/
#include <stdlib.h>
#include <string.h>

#include "article_who.h"
#include "hash.h"

enum {
  WORDS_MAX = 16,                 /* of a name; the rest is not compared */
  CANDIDATES_MAX = 16,            /* people of one word who are told apart */
  LOOKED_AT_MAX = 64              /* names that are looked at to find them */
};

/* A person; mentions are chained by `next`, in the order they were found. */
typedef struct {
  uint32_t full;                  /* the mention that made the person */
  uint32_t first, last;           /* mentions */
  uint32_t family;                /* chain of "the Veldas" */
  char gender;
} person;

/* "A person has this word": nodes of one key are chained; the first knows the last. */
typedef struct { uint64_t key; uint32_t person, next, last; } node;

typedef struct { uint32_t mention, first, count; } pending;     /* candidates in `candidate` */

struct chain_map {
  mention *m;
  name_word *word;
  uint32_t *order, *next, *owner, *candidate, *slot, *family;
  person *who;
  node *node;
  pending *pending;
  bp_person_link *link;
  bp_chain *chain;
  uint32_t count, who_count, node_count, pending_count, candidate_count, family_count, mask;
  size_t m_room, word_room, order_room, next_room, owner_room, candidate_room, slot_room, family_room, who_room,
      node_room,
         pending_room, link_room, chain_room;
};

#define NOBODY UINT32_MAX

void bp_chain_free (chain_map *c) {
  if (c == NULL) return;
  void *const memory[] = { c->m, c->word, c->order, c->next, c->owner, c->candidate, c->slot, c->family, c->who,
      c->node,
                           c->pending, c->link, c->chain };
  for (size_t i = 0; i < sizeof memory / sizeof *memory; i++) free(memory[i]);
  free(c);
}

#define ROOM(field, need) bp_pass_room(p, &c->field, &c->field##_room, (need), sizeof *c->field)

/* Room for all that `count` mentions of `words` words can need. */
static int make_room (pass *p, chain_map *c, uint32_t count, size_t words) {
  /* a node for each word, two for the whole name */
  size_t nodes = words + 2 * (size_t)count + 1, each = (size_t)count + 1;
  uint32_t size = 64;
  while (size / 2 < nodes && size < UINT32_MAX / 4) size *= 2;
  if (!ROOM(m, each) || !ROOM(word, words + 1) || !ROOM(order, each) || !ROOM(next, each) || !ROOM(owner, each)
      || !ROOM(family, each)
      || !ROOM(who, each) || !ROOM(node, nodes) || !ROOM(pending, each) || !ROOM(link, each) || !ROOM(chain, 2 * each)
      || !ROOM(slot, size) || !ROOM(candidate, each * CANDIDATES_MAX)) return 0;
  memset(c->slot, 0xff, size * sizeof *c->slot);
  c->mask = size - 1;
  c->who_count = c->node_count = c->pending_count = c->candidate_count = c->family_count = 0;
  c->count = count;
  return 1;
}

/* ---- people by their words --------------------------------------------------------------------------------------------- */

/* Keys of whole names and of names in any order, apart from those of words. */
static uint64_t name_key (const mention *m) { return m->key ^ UINT64_C(0x5bd1e9955bd1e995); }
static uint64_t turned_key (const mention *m) { return m->turned ^ UINT64_C(0x1b8735939e3779b9); }

static uint32_t *slot_of (const chain_map *c, uint64_t key) {
  uint32_t s = (uint32_t)(key >> 7) & c->mask;
  while (c->slot[s] != NOBODY && c->node[c->slot[s]].key != key) s = (s + 1) & c->mask;
  return &c->slot[s];
}

/* The person first filed under a key. */
static uint32_t person_of (const chain_map *c, uint64_t key) {
  uint32_t n = key == 0 ? NOBODY : *slot_of(c, key);
  return n == NOBODY ? NOBODY : c->node[n].person;
}

static void file (chain_map *c, uint64_t key, uint32_t who) {
  uint32_t *head = slot_of(c, key), n = c->node_count++;
  c->node[n] = (node){ key, who, NOBODY, n };
  if (*head == NOBODY) { *head = n; return; }
  c->node[c->node[*head].last].next = n;
  c->node[*head].last = n;
}

static void add_mention (chain_map *c, uint32_t who, uint32_t n) {
  person *one = &c->who[who];
  c->owner[n] = who;
  c->next[n] = NOBODY;
  if (one->first == NOBODY) one->first = n; else c->next[one->last] = n;
  one->last = n;
}

static void make_person (chain_map *c, uint32_t n) {
  const mention *m = &c->m[n];
  uint32_t who = c->who_count++;
  c->who[who] = (person){ n, NOBODY, NOBODY, NOBODY, 0 };
  for (uint32_t k = 0; k < m->count; k++) file(c, m->word[k].key, who);
  file(c, name_key(m), who);
  if (m->count == 2) file(c, turned_key(m), who);
  add_mention(c, who, n);
}

/* People of whom the mention can be a shorter form, into `candidate`; how many. */
static uint32_t find_longer (chain_map *c, const mention *m) {
  uint32_t *found = c->candidate + c->candidate_count, count = 0;
  for (uint32_t k = 0; k < m->count; k++) {
    uint32_t looked = 0;
    for (uint32_t n = *slot_of(c, m->word[k].key); n != NOBODY && looked++ < LOOKED_AT_MAX; n = c->node[n].next) {
      uint32_t who = c->node[n].person, i = 0;
      const mention *full = &c->m[c->who[who].full];
      while (i < count && found[i] != who) i++;
      if (i == count && count < CANDIDATES_MAX && full->count >= m->count && bp_form_fits(m, full))
        found[count++] = who;
    }
  }
  return count;
}

/* ---- first round: full names ---------------------------------------------------------------------------------------------- */

/* Mentions of many words before those of few, so that a headline's surname finds its owner. */
static uint32_t order_by_length (chain_map *c) {
  uint32_t n = 0;
  for (uint32_t length = WORDS_MAX; length > 0; length--)
    for (uint32_t k = 0; k < c->count; k++)
      if (c->m[k].count == length) c->order[n++] = k;
  return n;
}

/* "the Chois" beside a Choi: a family, whether or not the name rules saw it. */
static int is_family (const pass *p, const chain_map *c, const mention *m) {
  if (m->is_family) return 1;
  if (m->count != 1 || m->base == 0 || !IS(p, m->i - 1, the) || person_of(c, m->word[0].key) != NOBODY) return 0;
  return person_of(c, m->base) != NOBODY || person_of(c, m->base_es) != NOBODY;
}

static void find_people (const pass *p, chain_map *c) {
  uint32_t count = order_by_length(c);
  for (uint32_t k = 0; k < count; k++) {
    uint32_t n = c->order[k];
    mention *m = &c->m[n];
    if (is_family(p, c, m)) {
      m->is_family = 1;
      c->family[c->family_count++] = n;
      continue;
    }
    uint32_t who = person_of(c, name_key(m));
    if (who == NOBODY && m->count == 2) who = person_of(c, turned_key(m));
    if (who != NOBODY) { add_mention(c, who, n); continue; }
    uint32_t longer = find_longer(c, m);
    if (longer == 0) make_person(c, n);
    else {
      c->pending[c->pending_count++] = (pending){ n, c->candidate_count, longer };
      c->candidate_count += longer;
    }
  }
}

static char gender_of (const chain_map *c, const person *one) {
  double male = 0, female = 0;
  for (uint32_t n = one->first; n != NOBODY; n = c->next[n]) {
    male += c->m[n].male;
    female += c->m[n].female;
  }
  return male > female ? 'm' : female > male ? 'f' : '\0';
}

/* ---- second round: of several people the one meant -------------------------------------------------------------------------- */

static int has_title (const chain_map *c, uint32_t who, uint16_t title) {
  for (uint32_t n = c->who[who].first; n != NOBODY; n = c->next[n])
    if (c->m[n].title == title) return 1;
  return 0;
}

/* Is the person named before the mention in its sentence? */
static int is_here (const pass *p, const chain_map *c, uint32_t who, uint32_t mention_number) {
  uint32_t sentence = p->w[c->m[mention_number].i].sentence;
  for (uint32_t n = c->who[who].first; n != NOBODY; n = c->next[n])
    if (n < mention_number && p->w[c->m[n].i].sentence == sentence) return 1;
  return 0;
}

/* The people that what stands at the mention does not exclude, at the front of `list`; how many. */
static uint32_t fitting (const chain_map *c, const mention *m, uint32_t *list, uint32_t count) {
  uint32_t titled = 0, holder = NOBODY;
  for (uint32_t k = 0; m->title != 0 && k < count; k++)
    if (has_title(c, list[k], m->title)) { titled++; holder = list[k]; }
  if (titled == 1) { list[0] = holder; return 1; }
  if (m->male == m->female) return count;
  char sex = m->male > m->female ? 'm' : 'f';
  double certainty = m->male > m->female ? m->male - m->female : m->female - m->male;
  uint32_t left[CANDIDATES_MAX], n = 0;
  for (uint32_t k = 0; k < count; k++)
    if (c->who[list[k]].gender == 0 || c->who[list[k]].gender == sex) left[n++] = list[k];
  /* a sex that is only a guess from a pronoun does not decide against somebody whose sex nobody knows */
  if (n == 0 || (n == 1 && c->who[left[0]].gender == 0 && certainty < 4)) return count;
  memcpy(list, left, n * sizeof *left);
  return n;
}

/* Bytes between a mention and another, those before it nearer than all behind: a headline names nobody before. */
static uint64_t distance (const bp_token *token, const mention *a, const mention *other) {
  uint64_t before = token[other->j].end, start = token[a->i].start;
  if (other->i < a->i) return start - (before < start ? before : start);
  return (UINT64_C(1) << 32) + token[other->i].start - start;
}

/* Who is named nearest; *before: how many are named before the mention. */
static uint32_t nearest (const pass *p, const chain_map *c, const uint32_t *list, uint32_t count, const mention *m,
                         uint32_t *before) {
  uint32_t best = list[0];
  uint64_t least = UINT64_MAX;
  *before = 0;
  for (uint32_t k = 0; k < count; k++) {
    uint64_t near = UINT64_MAX;
    for (uint32_t n = c->who[list[k]].first; n != NOBODY; n = c->next[n]) {
      uint64_t d = distance(p->doc->tokens.token, m, &c->m[n]);
      if (d < near) near = d;
    }
    if (near < UINT64_C(1) << 32) ++*before;
    if (near < least) { least = near; best = list[k]; }
  }
  return best;
}

/* The person of several that a mention means; *doubtful when none of the questions answers. */
static uint32_t choose (const pass *p, const chain_map *c, uint32_t mention_number, uint32_t *list, uint32_t count,
                        int *doubtful) {
  const mention *m = &c->m[mention_number];
  *doubtful = 0;
  if (count > 1) count = fitting(c, m, list, count);
  if (count == 1) return list[0];
  uint32_t here = 0, one = NOBODY;
  for (uint32_t k = 0; p->w[m->i].sentence != 0 && k < count; k++)
    if (is_here(p, c, list[k], mention_number)) { here++; one = list[k]; }
  if (here == 1) return one;
  uint32_t before, best = nearest(p, c, list, count, m, &before), owners = 0, owner = NOBODY;
  *doubtful = before != 1;
  if (m->count != 1) return best;
  /* "Thomas" is rather Clarence Thomas than Thomas Reiss; but both may be meant */
  for (uint32_t k = 0; k < count; k++) {
    const mention *full = &c->m[c->who[list[k]].full];
    if (full->word[full->count - 1].key == m->word[0].key) { owners++; owner = list[k]; }
  }
  if (owners != 1 || owner == best) return best;
  *doubtful = 1;
  return owner;
}

static int by_mention (const void *a, const void *b) {
  uint32_t x = ((const pending *)a)->mention, y = ((const pending *)b)->mention;
  return x < y ? -1 : x > y;
}

/* Doubtful mentions are kept apart until all are placed: they are no evidence for the next one. */
static void give_owners (const pass *p, chain_map *c) {
  qsort(c->pending, c->pending_count, sizeof *c->pending, by_mention);
  for (uint32_t k = 0; k < c->who_count; k++) c->who[k].gender = gender_of(c, &c->who[k]);
  for (uint32_t k = 0; k < c->pending_count; k++) {
    const pending *one = &c->pending[k];
    int doubtful;
    uint32_t who = choose(p, c, one->mention, c->candidate + one->first, one->count, &doubtful);
    if (!doubtful) add_mention(c, who, one->mention);
    else {
      c->owner[one->mention] = who;
      c->link[one->mention].is_ambiguous = 1;
    }
  }
  for (uint32_t k = 0; k < c->pending_count; k++)
    if (c->link[c->pending[k].mention].is_ambiguous)
      add_mention(c, c->owner[c->pending[k].mention], c->pending[k].mention);
}

/* ---- what comes out ----------------------------------------------------------------------------------------------------------- */

static int has_small_letter (const char *s, uint32_t len) {
  for (uint32_t i = 0; i < len; i++)
    if (s[i] >= 'a' && s[i] <= 'z') return 1;
  return 0;
}

/* How badly a mention says the name: in short, in initials, in capitals. */
static uint32_t penalty (const pass *p, const mention *m, uint32_t words) {
  const bp_token *token = p->doc->tokens.token;
  uint32_t sum = (words - m->count) * 4;
  for (uint32_t k = 0; k < m->count; k++) sum += m->word[k].is_initial ? 3 : 0;
  return sum + (has_small_letter(p->doc->text + token[m->i].start, token[m->j].end - token[m->i].start) ? 0 : 2);
}

/* Persons in the order of their first mention, with the mention that says the name best. */
static uint32_t make_chains (const pass *p, chain_map *c) {
  uint32_t count = 0, *chain_of = c->order;           /* by person; the order is no longer needed */
  uint32_t *least = c->next;                          /* by chain; nor are the links between mentions */
  for (uint32_t k = 0; k < c->who_count; k++) {
    chain_of[k] = BP_NO_CHAIN;
    c->who[k].gender = gender_of(c, &c->who[k]);
  }
  for (uint32_t n = 0; n < c->count; n++) {
    uint32_t who = c->owner[n];
    if (who == NOBODY) continue;
    const person *one = &c->who[who];
    uint32_t bad = penalty(p, &c->m[n], c->m[one->full].count);
    if (chain_of[who] == BP_NO_CHAIN) {
      chain_of[who] = count;
      c->chain[count] = (bp_chain){ n, one->full, BP_NO_CHAIN, one->gender, 0 };
      least[count++] = bad;
    }
    else if (bad < least[chain_of[who]]) {
      least[chain_of[who]] = bad;
      c->chain[chain_of[who]].name = n;
    }
    c->link[n].chain = chain_of[who];
  }
  return count;
}

/* Whose family: by the name without its plural, or as it is. */
static uint32_t family_owner (const chain_map *c, const mention *m) {
  uint32_t who = person_of(c, m->base);
  if (who == NOBODY) who = person_of(c, m->base_es);
  return who == NOBODY ? person_of(c, m->word[m->count - 1].key) : who;
}

static int by_number (const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return x < y ? -1 : x > y;
}

/* One family for each person who has one; one for each mention of a family of nobody. */
static uint32_t make_families (chain_map *c, uint32_t count) {
  const uint32_t *chain_of = c->order;
  qsort(c->family, c->family_count, sizeof *c->family, by_number);
  for (uint32_t k = 0; k < c->family_count; k++) {
    uint32_t n = c->family[k], who = family_owner(c, &c->m[n]);
    uint32_t own = who == NOBODY ? NOBODY : c->who[who].family;
    if (own == NOBODY) {
      own = count;
      c->chain[count++] = (bp_chain){ n, n, who == NOBODY ? BP_NO_CHAIN : chain_of[who], 0, 1 };
      if (who != NOBODY) c->who[who].family = own;
    }
    c->link[n].chain = own;
  }
  return count;
}

/* Tokens and words of the mentions. */
static int read_mentions (pass *p, chain_map *c, const bp_person *given) {
  size_t words = 0;
  for (uint32_t n = 0; n < c->count; n++) {
    mention *m = &c->m[n];
    int32_t i = token_at(p, given[n].span.start), j = token_at(p, given[n].span.end - 1);
    *m = (mention){ .word = c->word + words, .title = given[n].title, .is_family = given[n].is_family, .i = i, .j = j };
    c->link[n] = (bp_person_link){ (uint32_t)i, (uint32_t)j, BP_NO_CHAIN, 0 };
    c->owner[n] = NOBODY;
    if (i >= p->count || j >= p->count || i > j) { m->i = m->j = p->count == 0 ? 0 : p->count - 1; continue; }
    uint32_t len = given[n].span.end - given[n].span.start;
    m->count = bp_form_words(p, i, j, m->word, len / 2 < WORDS_MAX ? len / 2 + 1 : WORDS_MAX);
    words += m->count;
    bp_form_keys(p, m);
  }
  return p->status;
}

int bp_article_chain (bp_article *p, const bp_article_plan *plan, const bp_document *doc, const bp_person *given,
                      uint32_t count,
                      const bp_person_link **link, const bp_chain **chain, uint32_t *chains) {
  static const bp_article_input nothing = { .lists = NULL };
  size_t words = 0;                                   /* at most: a word has a letter and something behind it */
  for (uint32_t n = 0; n < count; n++) {
    bp_span span = given[n].span;
    if (span.start >= span.end || span.end > doc->len) return BP_EFORMAT;
    words += (span.end - span.start) / 2 < WORDS_MAX ? (span.end - span.start) / 2 + 1 : WORDS_MAX;
  }
  if (p->chains == NULL && (p->chains = calloc(1, sizeof *p->chains)) == NULL) return BP_ENOMEM;
  chain_map *c = p->chains;
  int laid_out = p->sentences != NULL && p->doc == doc && p->sentences == doc->sentence && p->plan == plan;
  int rc = laid_out ? BP_OK : bp_pass_lay_out(p, plan, doc, &nothing);
  if (rc != BP_OK) return rc;
  p->input = &nothing;
  p->status = BP_OK;
  if (!make_room(p, c, count, words)) return BP_ENOMEM;
  if ((rc = read_mentions(p, c, given)) != BP_OK) return rc;
  if (p->count > 0) bp_gender_read(p, c->m, count);
  find_people(p, c);
  give_owners(p, c);
  uint32_t made = make_chains(p, c);
  *chains = make_families(c, made);
  *link = c->link;
  *chain = c->chain;
  return p->status;
}
