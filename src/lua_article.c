/* lua_article.c -- core.article_plan: the names of an article for Lua, as one flat array. */
#include <stdlib.h>

#include "article.h"
#include "lua_bp.h"

#define BP_PLAN "bluepencil.article_plan"

typedef struct {
  bp_article_plan *plan;
  bp_article *article;
  const bp_lua_document *last;   /* the document that was read last; it is the user value */
  bp_candidate *candidate;       /* kept from article to article, and nothing is lost when Lua raises */
  uint32_t room;
  bp_person *person;
  uint32_t person_room;
} plan_box;

static int check_number (lua_State *L, int n, const char *what, const char *name) {
  return n >= 0 ? n : luaL_error(L, "there is no %s '%s'", what, name);
}

/* core.article_plan() */
static int plan_new (lua_State *L) {
  plan_box *box = lua_newuserdatauv(L, sizeof *box, 1);
  *box = (plan_box){ .plan = NULL };
  luaL_setmetatable(L, BP_PLAN);
  int rc = bp_article_plan_new(&box->plan);
  if (rc == BP_OK) rc = bp_article_new(&box->article);
  return rc == BP_OK ? 1 : bp_lua_failure(L, rc);
}

static plan_box *check_plan (lua_State *L) {
  plan_box *box = luaL_checkudata(L, 1, BP_PLAN);
  luaL_argcheck(L, box->plan != NULL && box->article != NULL, 1, "plan is closed");
  return box;
}

/* A plan that is about to change. */
static plan_box *change_plan (lua_State *L) {
  plan_box *box = check_plan(L);
  bp_article_forget(box->article);
  return box;
}

/*
** The document at `arg`.  The plan keeps the last one, so that no other can take its place in memory: what was laid out
** for it is forgotten when another one comes.
*/
static bp_lua_document *check_article (lua_State *L, plan_box *box, int arg) {
  bp_lua_document *document = bp_lua_check_document(L, arg);
  if (document != box->last) {
    bp_article_forget(box->article);
    box->last = document;
    lua_pushvalue(L, arg);
    lua_setiuservalue(L, 1, 1);
  }
  return document;
}

static int done (lua_State *L, int rc) {
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_settop(L, 1);
  return 1;
}

/* plan:words(class, set): the keys of the table, case-folded words, are of the class */
static int plan_words (lua_State *L) {
  plan_box *box = change_plan(L);
  const char *name = luaL_checkstring(L, 2);
  int class = check_number(L, bp_article_class(name), "class of words", name);
  luaL_checktype(L, 3, LUA_TTABLE);
  lua_settop(L, 3);
  int rc = BP_OK;
  for (lua_pushnil(L); lua_next(L, 3) != 0 && rc == BP_OK; lua_pop(L, 1)) {
    size_t len;
    luaL_argcheck(L, lua_type(L, -2) == LUA_TSTRING, 3, "a set of words");
    const char *word = lua_tolstring(L, -2, &len);
    rc = bp_article_plan_word(box->plan, class, word, len);
  }
  return done(L, rc);
}

/* plan:title(word, number, is_honorific): before a person's name it is a title, which mentions have by its number */
static int plan_title (lua_State *L) {
  plan_box *box = change_plan(L);
  size_t len;
  const char *word = luaL_checklstring(L, 2, &len);
  lua_Integer title = luaL_checkinteger(L, 3);
  luaL_argcheck(L, title > 0 && title <= UINT16_MAX, 3, "a number from 1 to 65535");
  return done(L, bp_article_plan_title(box->plan, lua_toboolean(L, 4), word, len, (uint16_t)title));
}

/* plan:spelling(word, number): words of one number are spellings of one given name */
static int plan_spelling (lua_State *L) {
  plan_box *box = change_plan(L);
  size_t len;
  const char *word = luaL_checklstring(L, 2, &len);
  lua_Integer number = luaL_checkinteger(L, 3);
  luaL_argcheck(L, number > 0 && number <= UINT16_MAX, 3, "a number from 1 to 65535");
  return done(L, bp_article_plan_spelling(box->plan, word, len, (uint16_t)number));
}

/* plan:kind(name, bits): which bits of the gazetteer's values mean the kind */
static int plan_kind (lua_State *L) {
  plan_box *box = change_plan(L);
  const char *name = luaL_checkstring(L, 2);
  int kind = check_number(L, bp_article_kind(name), "kind", name);
  bp_article_plan_kind(box->plan, kind, (uint32_t)luaL_checkinteger(L, 3));
  return done(L, BP_OK);
}

/* plan:holds(type, "none" | "date" | "age" | "quote" | "address" | "mail"): what an annotation's type means for names; only dates may be part of one */
static int plan_holds (lua_State *L) {
  static const char *const names[] = { "none", "date", "age", "quote", "address", "mail", NULL };
  static const int holds[] = { BP_HOLDS_NO_NAME, BP_HOLDS_DATE, BP_HOLDS_AGE, BP_HOLDS_QUOTE, BP_HOLDS_ADDRESS,
      BP_HOLDS_MAIL };
  plan_box *box = change_plan(L);
  lua_Integer type = luaL_checkinteger(L, 2);
  luaL_argcheck(L, type > 0 && type <= UINT16_MAX, 2, "type number out of range");
  return done(L, bp_article_plan_type(box->plan, (uint32_t)type, holds[luaL_checkoption(L, 3, NULL, names)]));
}

/* plan:step(name) -> its bit */
static int plan_step (lua_State *L) {
  const char *name = luaL_checkstring(L, 2);
  lua_pushinteger(L, (lua_Integer)1 << check_number(L, bp_article_step(name), "step", name));
  return 1;
}

/* ---- candidates --------------------------------------------------------------------------------------------------------- */

static bp_candidate *more_candidates (lua_State *L, plan_box *box, size_t need) {
  if (need > box->room) {
    bp_candidate *bigger = need > UINT32_MAX / 2 ? NULL : realloc(box->candidate, need * 2 * sizeof *bigger);
    if (bigger == NULL) luaL_error(L, "%s", bp_strerror(BP_ENOMEM));
    box->candidate = bigger;
    box->room = (uint32_t)need * 2;
  }
  return box->candidate;
}

static size_t count_in (lua_State *L, int arg, size_t each) {
  if (lua_isnoneornil(L, arg)) return 0;
  luaL_checktype(L, arg, LUA_TTABLE);
  size_t n = lua_rawlen(L, arg);
  luaL_argcheck(L, n % each == 0, arg, "a flat array");
  return n / each;
}

static lua_Number field (lua_State *L, int arg, size_t n) {
  lua_rawgeti(L, arg, (lua_Integer)n);
  int is_number;
  lua_Number value = lua_tonumberx(L, -1, &is_number);
  luaL_argcheck(L, is_number, arg, "a flat array of numbers");
  lua_pop(L, 1);
  return value;
}

/* The n-th candidate of a flat array { first, last, type, source, score, ... }. */
static bp_candidate candidate_of (lua_State *L, int arg, size_t n, uint32_t len) {
  lua_Number first = field(L, arg, 5 * n + 1), last = field(L, arg, 5 * n + 2), type = field(L, arg, 5 * n + 3);
  lua_Number source = field(L, arg, 5 * n + 4);
  luaL_argcheck(L, first >= 1 && last >= first && last <= (lua_Number)len, arg, "a span outside the text");
  int known = type >= BP_NAME_PERSON && type <= BP_NAME_ORG && source >= 0 && source <= 1e6;
  luaL_argcheck(L, known, arg, "type or source out of range");
  return (bp_candidate){
    .span = { (uint32_t)first - 1, (uint32_t)last }, .type = (uint8_t)type, .source = (uint32_t)source,
    .person = -1, .score = field(L, arg, 5 * n + 5)
  };
}

static bp_candidate tagged_as (bp_tagged t) {
  return (bp_candidate){ .span = t.span, .type = t.type, .source = BP_BY_TAGGER, .person = t.person,
      .score = (double)t.score };
}

/* ---- reading -------------------------------------------------------------------------------------------------------------- */

static void append (lua_State *L, lua_Integer value, lua_Integer *n) {
  lua_pushinteger(L, value);
  lua_rawseti(L, -2, ++*n);
}

static void append_mention (lua_State *L, const bp_mention *m, lua_Integer *n) {
  bp_lua_append_span(L, m->span, n);
  append(L, m->type, n);
  append(L, m->source, n);
  lua_pushnumber(L, m->score);
  lua_rawseti(L, -2, ++*n);
  append(L, m->subtype, n);
  append(L, m->kind, n);
  append(L, m->title, n);
  append(L, m->is_public, n);
  lua_pushnumber(L, (lua_Number)m->person);
  lua_rawseti(L, -2, ++*n);
}

/*
** plan:read(document, blocks, lists, tagger [, recall [, form [, others [, without]]]]) -> flat array of names
** `blocks`: a byte for each block, see article.h; "" when all are text.  `lists`, `tagger`: a gazetteer and a model, or nil.  `form`, `others`: flat
** arrays { first, last, type, source, score, ... }, what bylines and the like say, and candidates of one's own.  `without`:
** bits of steps that are left out.
** -> { first, last, type, source, score, subtype, kind, title, is_public, person, ... }: ten values a name, in text
** order; and the ids of the dates that are part of a name, or nothing
*/
static int plan_read (lua_State *L) {
  plan_box *box = check_plan(L);
  bp_lua_document *document = check_article(L, box, 2);
  const bp_document *doc = document->doc;
  size_t blocks;
  const char *block = luaL_checklstring(L, 3, &blocks);
  luaL_argcheck(L, blocks == doc->block_count || blocks == 0, 3, "a byte for each block");
  const bp_gazetteer *lists = lua_isnoneornil(L, 4) ? NULL : bp_lua_check_gazetteer(L, 4);
  const bp_tagged *tagged = NULL;
  uint32_t tagged_count = 0;
  int rc = BP_OK;
  if (!lua_isnoneornil(L, 5)) {
    bp_tagger_options options = { (float)luaL_optnumber(L, 6, 0), 1 };
    rc = bp_lua_tag(L, 5, doc, lists, &options, &tagged, &tagged_count);
    if (rc != BP_OK) return bp_lua_failure(L, rc);
  }
  size_t forms = count_in(L, 7, 5), others = count_in(L, 8, 5);
  bp_candidate *c = more_candidates(L, box, forms + others + tagged_count + 1);
  for (size_t i = 0; i < forms; i++) c[i] = candidate_of(L, 7, i, doc->len);
  for (uint32_t i = 0; i < tagged_count; i++) c[forms + i] = tagged_as(tagged[i]);
  for (size_t i = 0; i < others; i++) c[forms + tagged_count + i] = candidate_of(L, 8, i, doc->len);
  bp_article_input input = {
    .lists = lists, .annotations = &document->annotations, .block = blocks == 0 ? NULL : (const uint8_t *)block,
    .candidate = c + forms, .candidate_count = (uint32_t)(tagged_count + others), .form = c,
    .form_count = (uint32_t)forms,
    .without = (uint32_t)luaL_optinteger(L, 9, 0)
  };
  const bp_mention *mention;
  uint32_t count;
  rc = bp_article_read(box->article, box->plan, doc, &input, &mention, &count);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_createtable(L, count < INT32_MAX / 10 ? (int)count * 10 : 0, 0);
  lua_Integer n = 0;
  for (uint32_t i = 0; i < count; i++) append_mention(L, &mention[i], &n);
  const uint32_t *freed;
  uint32_t freed_count = bp_article_freed(box->article, &freed);
  if (freed_count == 0) return 1;
  lua_newtable(L);
  for (uint32_t i = 0; i < freed_count; i++) {
    lua_pushinteger(L, (lua_Integer)freed[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 2;
}

/* ---- who is who ------------------------------------------------------------------------------------------------------------ */

static bp_person *read_persons (lua_State *L, plan_box *box, size_t count, uint32_t len) {
  if (box->person == NULL || count > box->person_room) {
    bp_person *bigger = count > UINT32_MAX / 4 ? NULL : realloc(box->person, (count * 2 + 1) * sizeof *bigger);
    if (bigger == NULL) { luaL_error(L, "%s", bp_strerror(BP_ENOMEM)); return NULL; }
    box->person = bigger;
    box->person_room = (uint32_t)count * 2 + 1;
  }
  for (size_t n = 0; n < count; n++) {
    lua_Number first = field(L, 3, 4 * n + 1), last = field(L, 3, 4 * n + 2), title = field(L, 3, 4 * n + 3);
    luaL_argcheck(L, first >= 1 && last >= first && last <= (lua_Number)len, 3, "a span outside the text");
    luaL_argcheck(L, title >= 0 && title <= UINT16_MAX, 3, "a title out of range");
    box->person[n] = (bp_person){ { (uint32_t)first - 1, (uint32_t)last }, (uint16_t)title,
        field(L, 3, 4 * n + 4) != 0 };
  }
  return box->person;
}

/*
** plan:chain(document, persons): `persons`, in text order, is a flat array { first, last, title, is_family, ... }, where `title`
** is a number that titles of one kind share, 0 for none, and is_family 0 or 1.
** -> by mention { token, last token, chain, is_ambiguous, ... }: chains count from 1, 0 is none; by chain { name, full,
** family_of, gender, is_family, ... }: the mentions that say the name best and at full length, of a family the chain of one of
** it or 0; gender "m", "f" or false
*/
static int plan_chain (lua_State *L) {
  plan_box *box = check_plan(L);
  const bp_document *doc = check_article(L, box, 2)->doc;
  luaL_checktype(L, 3, LUA_TTABLE);
  size_t count = count_in(L, 3, 4);
  const bp_person *person = read_persons(L, box, count, doc->len);
  const bp_person_link *link;
  const bp_chain *chain;
  uint32_t chains;
  int rc = bp_article_chain(box->article, box->plan, doc, person, (uint32_t)count, &link, &chain, &chains);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_Integer n = 0;
  lua_createtable(L, count < INT32_MAX / 4 ? (int)count * 4 : 0, 0);
  for (size_t i = 0; i < count; i++) {
    append(L, (lua_Integer)link[i].first + 1, &n);
    append(L, (lua_Integer)link[i].last + 1, &n);
    append(L, link[i].chain == BP_NO_CHAIN ? 0 : (lua_Integer)link[i].chain + 1, &n);
    append(L, link[i].is_ambiguous, &n);
  }
  n = 0;
  lua_createtable(L, chains < INT32_MAX / 5 ? (int)chains * 5 : 0, 0);
  for (uint32_t i = 0; i < chains; i++) {
    append(L, (lua_Integer)chain[i].name + 1, &n);
    append(L, (lua_Integer)chain[i].full + 1, &n);
    append(L, chain[i].family_of == BP_NO_CHAIN ? 0 : (lua_Integer)chain[i].family_of + 1, &n);
    if (chain[i].gender == 0) lua_pushboolean(L, 0); else lua_pushlstring(L, &chain[i].gender, 1);
    lua_rawseti(L, -2, ++n);
    append(L, chain[i].is_family, &n);
  }
  return 2;
}

static int plan_close (lua_State *L) {   /* also __gc and __close; twice is harmless */
  plan_box *box = luaL_checkudata(L, 1, BP_PLAN);
  bp_article_plan_free(box->plan);
  bp_article_free(box->article);
  free(box->candidate);
  free(box->person);
  *box = (plan_box){ .plan = NULL };
  return 0;
}

void bp_lua_open_article (lua_State *L) {
  static const luaL_Reg methods[] = {
    { "words", plan_words }, { "title", plan_title }, { "kind", plan_kind }, { "holds", plan_holds }, { "step", plan_step },
    { "spelling", plan_spelling }, { "read", plan_read }, { "chain", plan_chain }, { "close", plan_close }, { NULL, NULL }
  };
  luaL_newmetatable(L, BP_PLAN);
  lua_pushcfunction(L, plan_close);
  lua_setfield(L, -2, "__gc");
  luaL_newlib(L, methods);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
  lua_pushcfunction(L, plan_new);
  lua_setfield(L, -2, "article_plan");
  lua_createtable(L, BP_BY_OTHERS, 1);
  for (int i = 0; i < BP_BY_OTHERS; i++) {
    lua_pushstring(L, bp_article_source(i));
    lua_rawseti(L, -2, i);
  }
  lua_setfield(L, -2, "name_sources");
}
