/* lua_tagger.c -- core.tagger_load: the statistical tagger of names for Lua. */
#include "lua_bp.h"
#include "tagger.h"

#define BP_TAGGER "bluepencil.tagger"

typedef struct {
  bp_tagger *tagger;
  bp_tagging *tagging;
} tagger_box;

/* core.tagger_load(path) -> tagger | nil, message, code */
static int tagger_load (lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  tagger_box *box = lua_newuserdatauv(L, sizeof *box, 1);
  box->tagger = NULL;
  box->tagging = NULL;
  luaL_setmetatable(L, BP_TAGGER);
  int rc = bp_tagging_new(&box->tagging);
  if (rc == BP_OK) rc = bp_tagger_load(&box->tagger, path);
  return rc == BP_OK ? 1 : bp_lua_failure(L, rc);
}

static tagger_box *check_tagger (lua_State *L, int arg) {
  tagger_box *box = luaL_checkudata(L, arg, BP_TAGGER);
  luaL_argcheck(L, box->tagger != NULL, arg, "tagger is closed");
  return box;
}

int bp_lua_tag (lua_State *L, int arg, const bp_document *doc, const bp_gazetteer *lists, const bp_tagger_options *options,
                const bp_tagged **out, uint32_t *count) {
  tagger_box *box = check_tagger(L, arg);
  return bp_tagger_tag(box->tagger, lists, doc, box->tagging, options, out, count);
}

/*
** tagger:tag(index [, gazetteer [, recall [, scores]]]) -> flat array { first, last, type, score, ... }, { person, ... }
** `recall`: how much is taken off the score of "no name" (0: even-handed; 1: finds more, wrongly more often).
** `type`: 1 person, 2 place, 3 organisation.  `score`: the probability of the type, of the second look when `scores` is true, else of the first.
** `person`: for each, the largest probability that one of its words is in a person's name.
*/
static int tag (lua_State *L) {
  tagger_box *box = check_tagger(L, 1);
  const bp_document *doc = bp_lua_check_document(L, 2)->doc;
  const bp_gazetteer *gazetteer = lua_isnoneornil(L, 3) ? NULL : bp_lua_check_gazetteer(L, 3);
  bp_tagger_options options = { (float)luaL_optnumber(L, 4, 0), lua_toboolean(L, 5) };
  luaL_argcheck(L, options.recall >= -20 && options.recall <= 20, 4, "recall lies between -20 and 20");
  const bp_tagged *tagged;
  uint32_t count;
  int rc = bp_tagger_tag(box->tagger, gazetteer, doc, box->tagging, &options, &tagged, &count);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_createtable(L, count < INT32_MAX / 4 ? (int)count * 4 : 0, 0);
  lua_Integer n = 0;
  for (uint32_t i = 0; i < count; i++) {
    bp_lua_append_span(L, tagged[i].span, &n);
    lua_pushinteger(L, tagged[i].type);
    lua_rawseti(L, -2, ++n);
    lua_pushnumber(L, (lua_Number)tagged[i].score);
    lua_rawseti(L, -2, ++n);
  }
  lua_createtable(L, count < INT32_MAX ? (int)count : 0, 0);
  for (uint32_t i = 0; i < count; i++) {
    lua_pushnumber(L, (lua_Number)tagged[i].person);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 2;
}

/* tagger:note() -> where the model comes from */
static int note (lua_State *L) {
  lua_pushstring(L, bp_tagger_note(check_tagger(L, 1)->tagger));
  return 1;
}

/* tagger:size() -> bytes of the file */
static int size (lua_State *L) {
  lua_pushinteger(L, (lua_Integer)bp_tagger_size(check_tagger(L, 1)->tagger));
  return 1;
}

static int tagger_close (lua_State *L) {   /* also __gc and __close; twice is harmless */
  tagger_box *box = luaL_checkudata(L, 1, BP_TAGGER);
  bp_tagger_free(box->tagger);
  bp_tagging_free(box->tagging);
  box->tagger = NULL;
  box->tagging = NULL;
  return 0;
}

void bp_lua_open_tagger (lua_State *L) {
  static const luaL_Reg methods[] = {
    { "tag", tag }, { "note", note }, { "size", size }, { "close", tagger_close }, { NULL, NULL }
  };
  luaL_newmetatable(L, BP_TAGGER);
  lua_pushcfunction(L, tagger_close);
  lua_setfield(L, -2, "__gc");
  lua_pushcfunction(L, tagger_close);
  lua_setfield(L, -2, "__close");
  luaL_newlib(L, methods);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
  lua_pushcfunction(L, tagger_load);
  lua_setfield(L, -2, "tagger_load");
}
