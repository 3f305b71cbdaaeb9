/* lua_sites.c -- core.sites: where the lexical grammars are worth trying, as one flat array. */
#include <math.h>
#include <string.h>

#include "lua_bp.h"
#include "sites.h"
#include "utf8.h"

#define BP_SITES "bluepencil.sites"

typedef struct {
  bp_site_plan *plan;
  int has_words;                 /* the gazetteer is the user value */
  bp_site_list list;             /* kept from text to text, and nothing is lost when Lua raises */
} sites_box;

static const char *const kinds[] = { "lower", "title", "upper", "mixed", "number", "alnum", "clitic", "punct", "symbol", NULL };
static const char *const fields[] = { "before", "behind", "link", NULL };
static const char *const shapes[] = { "any", "year", "long", "dots", "fine", NULL };

/* core.sites([gazetteer]): the gazetteer's values are numbers of patterns */
static int sites_new (lua_State *L) {
  int has_words = !lua_isnoneornil(L, 1);
  if (has_words) bp_lua_check_gazetteer(L, 1);
  sites_box *box = lua_newuserdatauv(L, sizeof *box, 1);
  memset(box, 0, sizeof *box);
  luaL_setmetatable(L, BP_SITES);
  if (has_words) {
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, 1);
  }
  box->has_words = has_words;
  int rc = bp_site_plan_new(&box->plan);
  return rc == BP_OK ? 1 : bp_lua_failure(L, rc);
}

static sites_box *check_sites (lua_State *L) {
  sites_box *box = luaL_checkudata(L, 1, BP_SITES);
  luaL_argcheck(L, box->plan != NULL, 1, "plan is closed");
  return box;
}

static uint32_t check_bits (lua_State *L, int arg) {
  lua_Integer value = luaL_checkinteger(L, arg);
  luaL_argcheck(L, value > 0 && value <= (lua_Integer)UINT32_MAX, arg, "from 1 to 32 bits");
  return (uint32_t)value;
}

static int done (lua_State *L, int rc) {
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_settop(L, 1);
  return 1;
}

/* plan:kind(kind, pattern): tokens of a kind are sites */
static int plan_kind (lua_State *L) {
  sites_box *box = check_sites(L);
  int kind = luaL_checkoption(L, 2, NULL, kinds);
  bp_site_plan_kind(box->plan, kind + 1, check_bits(L, 3));
  return done(L, BP_OK);
}

/* plan:text(text, pattern): places of a piece of text are sites */
static int plan_text (lua_State *L) {
  sites_box *box = check_sites(L);
  size_t len;
  const char *text = luaL_checklstring(L, 2, &len);
  return done(L, bp_site_plan_text(box->plan, text, len, check_bits(L, 3)));
}

/* plan:shape("any" | "year" | "long" | "dots" | "fine", readers): figures of a shape are tried by these readers */
static int plan_shape (lua_State *L) {
  sites_box *box = check_sites(L);
  int shape = luaL_checkoption(L, 2, NULL, shapes);
  bp_site_plan_shape(box->plan, shape, check_bits(L, 3));
  return done(L, BP_OK);
}

/* plan:near("before" | "behind", kind, readers): so are figures beside a token of a kind */
static int plan_near (lua_State *L) {
  sites_box *box = check_sites(L);
  int field = luaL_checkoption(L, 2, NULL, fields), kind = luaL_checkoption(L, 3, NULL, kinds);
  bp_site_plan_near(box->plan, field, kind + 1, check_bits(L, 4));
  return done(L, BP_OK);
}

/* plan:word("before" | "behind" | "link", word, readers): and figures beside a word, of which the first token counts */
static int plan_word (lua_State *L) {
  sites_box *box = check_sites(L);
  int field = luaL_checkoption(L, 2, NULL, fields);
  size_t len, where;
  const char *word = luaL_checklstring(L, 3, &len);
  uint32_t readers = check_bits(L, 4);
  luaL_argcheck(L, len <= BP_TEXT_MAX, 3, "a word");
  int rc = bp_utf8_validate(word, len, &where);
  return done(L, rc == BP_OK ? bp_site_plan_word(box->plan, field, word, len, readers) : rc);
}

/*
** plan:find(document) -> flat array { byte, which, after, value, ... } in text order.  For a figure `which` are the bits
** of its readers, `after` the byte behind it (-1 where the figures are no number) and `value` its value, true where it has
** more figures than a number holds.  For any other site `which` is the pattern, `after` 0 and `value` false.
*/
static int plan_find (lua_State *L) {
  sites_box *box = check_sites(L);
  const bp_document *doc = bp_lua_check_document(L, 2)->doc;
  const bp_gazetteer *words = NULL;
  if (box->has_words) {
    lua_getiuservalue(L, 1, 1);
    words = bp_lua_check_gazetteer(L, -1);
  }
  int rc = bp_sites_find(box->plan, words, doc, &box->list);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  const bp_site_list *list = &box->list;
  lua_createtable(L, list->count < INT32_MAX / 4 ? (int)list->count * 4 : 0, 0);
  lua_Integer n = 0;
  for (uint32_t i = 0; i < list->count; i++) {
    bp_site site = list->item[i];
    int is_number = site.after != 0 && site.after != BP_SITE_NO_NUMBER;
    lua_pushinteger(L, (lua_Integer)site.first + 1);
    lua_rawseti(L, -2, ++n);
    lua_pushinteger(L, (lua_Integer)site.which);
    lua_rawseti(L, -2, ++n);
    lua_pushinteger(L, is_number ? (lua_Integer)site.after + 1 : site.after == 0 ? 0 : -1);
    lua_rawseti(L, -2, ++n);
    if (!is_number) lua_pushboolean(L, 0);
    else if (site.digits > 16) lua_pushboolean(L, 1);
    else if (site.value == floor(site.value) && site.value < 9e18) lua_pushinteger(L, (lua_Integer)site.value);
    else lua_pushnumber(L, site.value);
    lua_rawseti(L, -2, ++n);
  }
  return 1;
}

static int sites_close (lua_State *L) {   /* also __gc and __close; twice is harmless */
  sites_box *box = luaL_checkudata(L, 1, BP_SITES);
  bp_site_plan_free(box->plan);
  bp_sites_free(&box->list);
  box->plan = NULL;
  return 0;
}

void bp_lua_open_sites (lua_State *L) {
  static const luaL_Reg methods[] = {
    { "kind", plan_kind }, { "text", plan_text }, { "shape", plan_shape }, { "near", plan_near }, { "word", plan_word },
    { "find", plan_find }, { "close", sites_close }, { NULL, NULL }
  };
  luaL_newmetatable(L, BP_SITES);
  lua_pushcfunction(L, sites_close);
  lua_setfield(L, -2, "__gc");
  luaL_newlib(L, methods);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
  lua_pushcfunction(L, sites_new);
  lua_setfield(L, -2, "sites");
}
