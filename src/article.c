/* article.c -- the article pass: the tagger's names put right by what news copy bears out, over the whole article.
**
** The words of the article are laid out once, each with its classes (article_words.c).  The tagger's names and the caller's
** own go in, the surer of two staying; then come the steps, families of rules, each looking only near its evidence: forms
** of blocks, peoples, boundaries, titles, ages, possessives, abbreviations, nouns behind a name, and the sweep, which finds
** known names everywhere.  A name carries the rule that speaks for it and how often that rule is right.
**
** Cost: some 60 ns a token; no memory but arrays that are kept from article to article.  No step looks farther than a
** few words from its evidence except the sweep, which is linear in the capitals.
*/
#include <stdlib.h>
#include <string.h>

#include "article_pass.h"
#include "utf8.h"
#include "hash.h"

#define TOKENS_MAX (1u << 30)

static const char *const sources[] = {
  "name:tagger", "name:list", "name:byline", "name:credit", "name:dateline", "name:gazetteer", "name:language-context", "name:title",
  "name:honorific", "name:age", "name:nickname", "name:owner", "name:abbreviation", "name:org-head", "name:possessive", "name:public-body",
  "name:facility", "name:group", "name:newspaper", "name:place-head", "name:place-of", "name:direction", "name:metonym", "name:part",
  "name:article", "name:family", "name:shared", "name:relative", "name:firm", "name:address", "name:mail"
};
_Static_assert(sizeof sources / sizeof *sources == BP_BY_OTHERS, "a name for each source");

const char *bp_article_source (int source) { return source >= 0 && source < BP_BY_OTHERS ? sources[source] : NULL; }

static const struct { const char *name; void (*run) (pass *p); } steps[] = {
  { "form", bp_step_form },                     /* bylines, credits, datelines */
  { "peoples", bp_step_peoples },               /* nationalities, languages */
  { "bounds", bp_step_bounds },                 /* titles out, hyphens and suffixes in */
  { "org bounds", bp_step_org_bounds },         /* possessives out */
  { "titles", bp_step_titles },                 /* Justice Varga */
  { "ages", bp_step_ages },                     /* X, 54, */
  { "nicknames", bp_step_nicknames },           /* X "Y" Z */
  { "owners", bp_step_owners },                 /* Velda's lawyers */
  { "kin", bp_step_kin },                       /* my mother, X, */
  { "firms", bp_step_firms },                   /* Velda & Brandt */
  { "mails", bp_step_mails },                   /* Ana Ruiz ana.ruiz@... */
  { "abbreviations", bp_step_abbreviations },   /* Long Name (LN) */
  { "heads", bp_step_heads },                   /* a "person" called Committee */
  { "nouns", bp_step_nouns },                   /* Tavrin regional court */
  { "headed", bp_step_headed },                 /* Tavrin region, where the tagger saw nothing */
  { "announced", bp_step_announced },           /* the village of X */
  { "localities", bp_step_localities },         /* 12 Mill Lane, X */
  { "sweep", bp_step_sweep },                   /* known names everywhere */
  { "places", bp_step_places },                 /* Tavrin region */
  { "governments", bp_step_governments },       /* Moscow has not disclosed */
  { "articles", bp_step_articles }              /* The Moscow Times */
};
enum { STEPS = sizeof steps / sizeof *steps };

int bp_article_step (const char *name) {
  for (int i = 0; i < STEPS; i++)
    if (strcmp(steps[i].name, name) == 0) return i;
  return -1;
}

/* ---- memory ------------------------------------------------------------------------------------------------------- */

int bp_article_new (bp_article **out) {
  bp_article *article = calloc(1, sizeof *article);
  if (article == NULL) return BP_ENOMEM;
  *out = article;
  return BP_OK;
}

void bp_article_free (bp_article *article) {
  if (article == NULL) return;
  for (size_t i = 0; i < article->hit_room; i++) free(article->hit[i]);
  free(article->hit);
  free(article->word_memory);
  free(article->block_of);
  free(article->block_number);
  free(article->capital);
  free(article->freed);
  free(article->mention);
  bp_sweep_free(article->map);
  bp_chain_free(article->chains);
  free(article);
}

int bp_pass_room (pass *p, void *array, size_t *room, size_t need, size_t size) {
  if (need <= *room) return 1;
  size_t more = need + need / 2 + 64;
  void **slot = array;
  void *memory = more > SIZE_MAX / size ? NULL : malloc(more * size);
  if (memory == NULL) { p->status = BP_ENOMEM; return 0; }
  free(*slot);
  *slot = memory;
  *room = more;
  return 1;
}

/* ---- names ---------------------------------------------------------------------------------------------------------- */

static void take_off (pass *p, const hit *h) {
  for (int32_t k = h->i; k <= h->j; k++)
    if (p->w[k].at == h) p->w[k].at = NULL;
}

void bp_pass_drop (pass *p, hit *h) {
  take_off(p, h);
  h->type = BP_NAME_NONE;
}

static void stand (pass *p, hit *h) {
  for (int32_t k = h->i; k <= h->j; k++) {
    hit *other = p->w[k].at;
    if (other != NULL && other != h) bp_pass_drop(p, other);
    p->w[k].at = h;
  }
}

void bp_pass_move (pass *p, hit *h, int32_t i, int32_t j) {
  take_off(p, h);
  h->i = i;
  h->j = j;
  stand(p, h);
}

int bp_pass_is_free (const pass *p, int32_t i, int32_t j) {
  for (int32_t k = i; k <= j; k++)
    if (p->w[k].at != NULL) return 0;
  return 1;
}

/* A hit not in use, kept from an earlier article or made now; the spare one when there is no memory. */
static hit *fresh_hit (pass *p) {
  if ((size_t)p->hit_count == p->hit_room) {
    size_t room = p->hit_room == 0 ? 64 : p->hit_room * 2;
    hit **list = p->hit_count > INT32_MAX / 2 ? NULL : realloc(p->hit, room * sizeof *list);
    if (list == NULL) { p->status = BP_ENOMEM; return &p->spare; }
    memset(list + p->hit_room, 0, (room - p->hit_room) * sizeof *list);
    p->hit = list;
    p->hit_room = room;
  }
  hit **slot = &p->hit[p->hit_count];
  if (*slot == NULL && (*slot = malloc(sizeof **slot)) == NULL) { p->status = BP_ENOMEM; return &p->spare; }
  p->hit_count++;
  return *slot;
}

hit *bp_pass_put (pass *p, int32_t i, int32_t j, int type, double score, uint32_t source) {
  hit *h = fresh_hit(p);
  *h = (hit){ .i = i, .j = j, .type = (uint8_t)type, .score = score, .source = source, .person = -1 };
  if (h != &p->spare) stand(p, h);
  return h;
}

/* ---- words ---------------------------------------------------------------------------------------------------------- */

uint64_t bp_pass_plain (pass *p, int32_t k) {
  pass_word *w = &p->w[k];
  if (w->plain != 0 || k < 0 || k >= p->count) return w->plain;
  uint32_t len, i = 0;
  const char *s = chars(p, k, &len);
  while (i < len && (unsigned char)s[i] < 0x80) i++;
  w->plain = p->doc->tokens.folded[k];
  if (i < len) {
    char *form;
    size_t form_len;
    int rc = bp_utf8_fold(s, len, BP_FOLD_CASE | BP_FOLD_ACCENTS, &form, &form_len);
    if (rc != BP_OK) { p->status = BP_ENOMEM; return w->plain; }
    w->plain = bp_hash_bytes(form, form_len);
    free(form);
  }
  return w->plain;
}

int32_t bp_pass_after_possessive (const pass *p, int32_t k) {
  if (IS(p, k, apostrophe_s)) return k + 1;
  if (!IS(p, k, apostrophe) || is_spaced(p, k) || !together(p, k, k + 1) || !is_spaced(p, k + 1)) return NONE;
  char before = last_char(p, k - 1, 0), after = first_char(p, k + 1);
  int plural = before == 's' || before == 'x' || before == 'z';
  int letter = (after >= 'a' && after <= 'z') || (after >= 'A' && after <= 'Z');
  return plural && letter ? k + 1 : NONE;
}

uint32_t bp_pass_value (const pass *p, int32_t i, int32_t j) {
  if (p->input->lists == NULL || i < 0 || j >= p->count || j < i) return 0;
  return bp_gazetteer_lookup_tokens(p->input->lists, &p->doc->tokens, (uint32_t)i, (uint32_t)(j - i + 1)).value;
}

int bp_pass_place_kind (const pass *p, int32_t i, int32_t j) {
  uint32_t value = bp_pass_value(p, i, j);
  if (!(value & p->plan->place)) return 0;
  if (value & KIND(p, country)) return BP_NAME_COUNTRY;
  if (value & KIND(p, capital)) return BP_NAME_CAPITAL;
  return value & KIND(p, region) ? BP_NAME_REGION : BP_NAME_CITY;
}

/* ---- laying out ------------------------------------------------------------------------------------------------------- */

static uint8_t flags_of (const bp_tokens *t, int32_t k) {
  uint8_t kind = t->token[k].kind, flags = 0;
  if (kind == BP_TOKEN_TITLE || kind == BP_TOKEN_UPPER || kind == BP_TOKEN_MIXED) flags |= CAPITAL;
  if (kind == BP_TOKEN_UPPER) flags |= UPPER;
  if (t->token[k].flags & BP_TOKEN_SPACE_BEFORE) flags |= SPACED;
  if (t->exact[k] == t->folded[k]) flags |= AS_FOLDED;
  return flags;
}

static void lay_words (pass *p) {
  const bp_tokens *t = &p->doc->tokens;
  int32_t upper = 0, lower = 0;
  p->capital_count = 0;
  for (int32_t k = 0; k < p->count; k++) {
    const bp_word_class *class = bp_plan_class_of(p->plan, t->folded[k]);
    pass_word *w = &p->w[k];
    memcpy(w->set, class->set, sizeof w->set);
    w->title = class->title;
    w->honorific = class->honorific;
    w->flags = flags_of(t, k);
    if (w->flags & CAPITAL) p->capital[p->capital_count++] = k;
    upper += (w->flags & UPPER) != 0;
    lower += t->token[k].kind == BP_TOKEN_LOWER;
  }
  p->in_capitals = upper > 4 * lower;
}

/* Sentences of the words, and the kind of block of each sentence: all three are in text order. */
static void lay_sentences (pass *p) {
  const bp_document *doc = p->doc;
  const bp_token *token = doc->tokens.token;
  uint32_t block = 0;
  int32_t k = 0;
  p->block_of[0] = BP_BLOCK_TEXT;
  p->block_number[0] = 0;
  for (uint32_t n = 0; n < doc->sentence_count; n++) {
    bp_span s = doc->sentence[n];
    while (k < p->count && token[k].start < s.start) k++;
    if (k < p->count) p->w[k].flags |= OPENS;
    for (; k < p->count && token[k].start < s.end; k++) p->w[k].sentence = n + 1;
    while (block < doc->block_count && doc->block[block].end <= s.start) block++;
    p->block_number[n + 1] = block + 1;
    p->block_of[n + 1] = p->input->block != NULL && block < doc->block_count ? p->input->block[block] : BP_BLOCK_TEXT;
  }
}

/* Tokens of dates, numbers and addresses: no name may overlap them.  What is both a date and something else is no date. */
static void lay_blocked (pass *p) {
  const bp_annotations *set = p->input->annotations;
  for (uint32_t id = 1; set != NULL && id <= set->count; id++) {
    const bp_annotation *a = &set->item[id - 1];
    int holds = a->removed || a->type >= BP_PLAN_TYPES ? 0 : p->plan->holds[a->type];
    if (holds == BP_HOLDS_MAIL) holds = BP_HOLDS_NO_NAME;
    if (holds != BP_HOLDS_NO_NAME && holds != BP_HOLDS_DATE) continue;
    for (int32_t k = token_at(p, a->span.start); k < p->count && p->doc->tokens.token[k].start < a->span.end; k++)
      if (holds == BP_HOLDS_NO_NAME || p->w[k].blocked == 0) p->w[k].blocked = id;
  }
}

/*
** What stands right before and behind each capital, so that each rule looks at its own few places.  Where the neighbours
** are in capitals too, a capital says nothing, and runs of them are no names.
*/
static void lay_neighbours (pass *p) {
  for (int32_t n = 0; n < p->capital_count; n++) {
    int32_t k = p->capital[n];
    pass_word *w = &p->w[k];
    if (w->sentence == 0) continue;
    int bracket = (int)IS(p, k - 1, opening_bracket), near = 0;
    if (is_upper(p, k) && (is_upper(p, k - 1) || is_upper(p, k + 1)) && !bracket) continue;
    if (together(p, k - 1, k)) {
      if (bracket) near |= NEAR_BRACKET;
      else if (IS(p, k - 1, article)) near |= NEAR_ARTICLE;
      else if (IS(p, k - 1, of)) near |= NEAR_OF;
      else if (IS(p, k - 1, tongue)) near |= NEAR_TONGUE;
    }
    if (IS(p, k, office)) near |= NEAR_OFFICE;
    else if (IS(p, k, press)) near |= NEAR_PRESS;
    if (together(p, k + 1, k)) {
      if (IS_SMALL(p, k + 1, place_noun)) near |= NEAR_PLACE_NOUN;
      else if (IS(p, k + 1, apostrophe_s) || IS(p, k + 1, apostrophe)) near |= NEAR_OWNER;
    }
    w->near = (uint8_t)near;
  }
}

int bp_pass_lay_out (pass *p, const bp_article_plan *plan, const bp_document *doc, const bp_article_input *input) {
  size_t tokens = doc->tokens.count, words = tokens + 2 * MARGIN, sentences = (size_t)doc->sentence_count + 1;
  p->plan = plan;
  p->doc = doc;
  p->input = input;
  p->status = BP_OK;
  p->sentences = NULL;
  if (tokens >= TOKENS_MAX) return BP_ELIMIT;
  if (!bp_pass_room(p, &p->word_memory, &p->word_room, words, sizeof (pass_word))
      || !bp_pass_room(p, &p->capital, &p->capital_room, tokens, sizeof *p->capital)
      || !bp_pass_room(p, &p->block_of, &p->block_room, sentences, sizeof *p->block_of)
      || !bp_pass_room(p, &p->block_number, &p->block_number_room, sentences,
          sizeof *p->block_number)) return BP_ENOMEM;
  memset(p->word_memory, 0, words * sizeof (pass_word));
  p->w = p->word_memory + MARGIN;
  p->count = (int32_t)tokens;
  p->hit_count = 0;
  p->freed_count = 0;
  lay_words(p);
  lay_sentences(p);
  p->sentences = doc->sentence;
  return BP_OK;
}

void bp_article_forget (bp_article *article) { article->sentences = NULL; }

/* ---- candidates -------------------------------------------------------------------------------------------------------- */

/* "Theresa May": a word taken for a month belongs to a person when the tagger says so with a word before it. */
static int frees_month (pass *p, const bp_candidate *c, int32_t i, int32_t k) {
  uint32_t id = p->w[k].blocked;
  const bp_annotation *a = &p->input->annotations->item[id - 1];
  if (p->plan->holds[a->type] != BP_HOLDS_DATE || c->type != BP_NAME_PERSON || i >= k || !IS(p, k, month)
      || c->score <= 0.5)
    return 0;
  if (token_at(p, a->span.start) != k || token_at(p, a->span.end - 1) != k) return 0;
  p->w[k].blocked = 0;
  if (p->freed_count < p->freed_room) p->freed[p->freed_count++] = id;
  return 1;
}

/* A candidate as a hit, unless it stands outside the sentences or on a date, address or number. */
static void take (pass *p, const bp_candidate *c) {
  int32_t i = token_at(p, c->span.start), j = token_at(p, c->span.end - 1);
  if (i >= p->count || j >= p->count || p->w[i].sentence == 0) return;
  for (int32_t k = i; k <= j; k++)
    if (p->w[k].blocked && !(k == j && frees_month(p, c, i, k))) return;
  if (i == j && bp_run_is_stop(p, i)) return;
  const hit *standing = p->w[i].at != NULL ? p->w[i].at : p->w[j].at;
  if (standing != NULL && standing->score >= c->score) return;
  bp_pass_put(p, i, j, c->type, c->score, c->source)->person = c->person;
}

static int check_candidates (const bp_document *doc, const bp_candidate *c, uint32_t count) {
  for (uint32_t n = 0; n < count; n++)
    if (c[n].span.start >= c[n].span.end || c[n].span.end > doc->len || c[n].type == BP_NAME_NONE
        || c[n].type > BP_NAME_LANGUAGE)
      return BP_EFORMAT;
  return BP_OK;
}

/* ---- the whole ----------------------------------------------------------------------------------------------------------- */

static bp_mention mention_of (const pass *p, const hit *h) {
  const bp_token *token = p->doc->tokens.token;
  bp_mention m = {
    .span = { token[h->i].start, token[h->j].end }, .first = (uint32_t)h->i, .last = (uint32_t)h->j,
    .source = h->source,
    .title = h->type == BP_NAME_PERSON ? h->title : 0, .type = h->type, .subtype = h->subtype, .kind = h->kind,
    .person = h->person, .score = h->score
  };
  m.is_public = h->type == BP_NAME_PERSON && h->j > h->i && is_listed(p, h->i, h->j, KIND(p, public_figure));
  return m;
}

int bp_article_read (bp_article *p, const bp_article_plan *plan, const bp_document *doc, const bp_article_input *input,
                     const bp_mention **out, uint32_t *count) {
  int rc = check_candidates(doc, input->candidate, input->candidate_count);
  if (rc == BP_OK) rc = check_candidates(doc, input->form, input->form_count);
  if (rc != BP_OK) return rc;
  if ((rc = bp_pass_lay_out(p, plan, doc, input)) != BP_OK) return rc;
  if (!bp_pass_room(p, &p->freed, &p->freed_room, input->candidate_count, sizeof *p->freed)) return BP_ENOMEM;
  lay_blocked(p);
  lay_neighbours(p);
  for (uint32_t n = 0; n < input->candidate_count; n++) take(p, &input->candidate[n]);
  for (int n = 0; n < STEPS; n++)
    if (!(input->without >> n & 1)) steps[n].run(p);
  if (!bp_pass_room(p, &p->mention, &p->mention_room, (size_t)p->hit_count, sizeof *p->mention)) return BP_ENOMEM;
  uint32_t n = 0;
  for (int32_t k = 0; k < p->count; k++)
    if (p->w[k].at != NULL && p->w[k].at->i == k) p->mention[n++] = mention_of(p, p->w[k].at);
  if (p->status != BP_OK) return p->status;
  *out = p->mention;
  *count = n;
  return BP_OK;
}

uint32_t bp_article_freed (const bp_article *article, const uint32_t **ids) {
  *ids = article->freed;
  return article->freed_count;
}
