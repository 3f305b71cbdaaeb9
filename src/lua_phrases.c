/* lua_phrases.c -- core.phrases, core.stem, and how many words stand between two places. */
#include <string.h>

#include "lua_bp.h"
#include "phrases.h"
#include "stem.h"

#define BP_PHRASES "bluepencil.phrases"

typedef struct {
  bp_phrases *phrases;
  bp_matches matches;        /* kept from scan to scan, and nothing is lost when Lua raises */
} phrases_box;

static const char *const hows[] = { "word", "exact", "stem", "prefix", NULL };

/* One phrase, the table at the top: { value, how, piece, how, piece, ... } */
static int add_phrase (lua_State *L, bp_phrases *p, int number) {
  int top = lua_gettop(L);
  lua_Integer pieces = (lua_Integer)lua_rawlen(L, top);
  lua_rawgeti(L, top, 1);
  lua_Integer value = lua_tointeger(L, -1);
  if (pieces < 3 || pieces % 2 == 0 || value < 1 || value > (lua_Integer)UINT32_MAX)
    return luaL_error(L, "phrase %d is not { value, how, piece, ... }", number);
  bp_phrases_begin(p);
  for (lua_Integer i = 2; i < pieces; i += 2) {
    lua_rawgeti(L, top, i);
    lua_rawgeti(L, top, i + 1);
    int how = luaL_checkoption(L, top + 2, NULL, hows);
    size_t len;
    const char *piece = luaL_checklstring(L, top + 3, &len);
    int rc = bp_phrases_piece(p, (enum bp_piece_how)how, piece, len);
    if (rc != BP_OK) return rc;
    lua_settop(L, top + 1);
  }
  lua_settop(L, top);
  return bp_phrases_end(p, (uint32_t)value);
}

/* core.phrases{ { value, how, piece, ... }, ... } -> phrases | nil, message, code, number of the phrase */
static int phrases_new (lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  phrases_box *box = lua_newuserdatauv(L, sizeof *box, 0);
  memset(box, 0, sizeof *box);
  luaL_setmetatable(L, BP_PHRASES);
  int rc = bp_phrases_new(&box->phrases);
  int count = (int)lua_rawlen(L, 1), i = 0;
  while (rc == BP_OK && i < count) {
    lua_rawgeti(L, 1, ++i);
    luaL_argcheck(L, lua_istable(L, 3), 1, "a list of phrases");
    rc = add_phrase(L, box->phrases, i);
    lua_settop(L, 2);
  }
  if (rc == BP_OK) { i = 0; rc = bp_phrases_freeze(box->phrases); }
  if (rc == BP_OK) return 1;
  bp_lua_failure(L, rc);
  lua_pushinteger(L, i);
  return 4;
}

/* phrases:scan(document) -> flat array { first, last, value, ... } in text order */
static int phrases_scan (lua_State *L) {
  phrases_box *box = luaL_checkudata(L, 1, BP_PHRASES);
  luaL_argcheck(L, box->phrases != NULL, 1, "phrases are closed");
  const bp_document *doc = bp_lua_check_document(L, 2)->doc;
  int rc = bp_phrases_scan(box->phrases, doc, &box->matches);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  const bp_matches *m = &box->matches;
  lua_createtable(L, m->count < INT32_MAX / 3 ? (int)m->count * 3 : 0, 0);
  lua_Integer n = 0;
  for (uint32_t i = 0; i < m->count; i++) {
    bp_lua_append_span(L, m->item[i].span, &n);
    lua_pushinteger(L, (lua_Integer)m->item[i].value);
    lua_rawseti(L, -2, ++n);
  }
  return 1;
}

static int phrases_close (lua_State *L) {   /* also __gc; twice is harmless */
  phrases_box *box = luaL_checkudata(L, 1, BP_PHRASES);
  bp_phrases_free(box->phrases);
  box->phrases = NULL;
  bp_matches_free(&box->matches);
  return 0;
}

/* core.stem(word) -> the stem of an English word in small letters; any other word as it is */
static int stem (lua_State *L) {
  size_t len;
  const char *word = luaL_checklstring(L, 1, &len);
  char copy[BP_STEM_MAX + 1];
  if (len >= BP_STEM_MAX) { lua_settop(L, 1); return 1; }
  memcpy(copy, word, len);
  lua_pushlstring(L, copy, bp_stem_english(copy, len));
  return 1;
}

/*
** core.words_between(document, last, first [, most]) -> words between the byte `last` of one span and the byte `first` of a
** later one, counted up to `most`
*/
static int words_between (lua_State *L) {
  const bp_document *doc = bp_lua_check_document(L, 1)->doc;
  lua_Integer last = luaL_checkinteger(L, 2), first = luaL_checkinteger(L, 3);
  luaL_argcheck(L, last >= 0 && (lua_Unsigned)last <= doc->len, 2, "byte outside the text");
  luaL_argcheck(L, first >= 1 && (lua_Unsigned)first <= (lua_Unsigned)doc->len + 1, 3, "byte outside the text");
  lua_Integer most = luaL_optinteger(L, 4, UINT32_MAX);
  luaL_argcheck(L, most >= 0 && most <= (lua_Integer)UINT32_MAX, 4, "out of range");
  lua_pushinteger(L, last < first ? (lua_Integer)bp_words_between(doc, (uint32_t)last, (uint32_t)(first - 1), (uint32_t)most) : 0);
  return 1;
}

void bp_lua_open_phrases (lua_State *L) {
  static const luaL_Reg methods[] = { { "scan", phrases_scan }, { "close", phrases_close }, { NULL, NULL } };
  static const luaL_Reg functions[] = {
    { "phrases", phrases_new }, { "stem", stem }, { "words_between", words_between }, { NULL, NULL }
  };
  luaL_newmetatable(L, BP_PHRASES);
  lua_pushcfunction(L, phrases_close);
  lua_setfield(L, -2, "__gc");
  luaL_newlib(L, methods);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
  luaL_setfuncs(L, functions, 0);
}
