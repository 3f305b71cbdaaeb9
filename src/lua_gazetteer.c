/* lua_gazetteer.c -- gazetteers for Lua: a builder that collects names, a frozen gazetteer that finds them.
**
** The list of matches is scratch memory in the gazetteer's box: it is kept from scan to scan, and nothing is lost when
** Lua raises while it copies the list into a table.
*/
#include <string.h>

#include "gazetteer.h"
#include "lua_bp.h"

#define BP_BUILDER   "bluepencil.gazetteer_builder"
#define BP_GAZETTEER "bluepencil.gazetteer"

typedef struct {
  bp_gazetteer *gazetteer;
  bp_matches matches;
} gazetteer_box;

/* ---- builder ------------------------------------------------------------------------------------------------ */

static uint32_t check_bits (lua_State *L, int arg) {
  lua_Integer value = luaL_checkinteger(L, arg);
  luaL_argcheck(L, value >= 0 && value <= (lua_Integer)UINT32_MAX, arg, "a value has 32 bits");
  return (uint32_t)value;
}

/* A string that goes into a pool of NUL-ended strings. */
static const char *check_info (lua_State *L, int arg) {
  size_t len;
  const char *info = luaL_optlstring(L, arg, "", &len);
  luaL_argcheck(L, strlen(info) == len, arg, "a zero byte in it");
  return info;
}

static bp_gazetteer_builder *check_builder (lua_State *L) {
  bp_gazetteer_builder **box = luaL_checkudata(L, 1, BP_BUILDER);
  luaL_argcheck(L, *box != NULL, 1, "builder is closed");
  return *box;
}

/* Refuses option fields it does not know, so that a slip of the pen is not silence. */
static void check_fields (lua_State *L, int arg) {
  lua_pushnil(L);
  while (lua_next(L, arg) != 0) {
    lua_pop(L, 1);
    const char *name = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "?";
    if (strcmp(name, "fold") != 0 && strcmp(name, "capital") != 0 && strcmp(name, "note") != 0)
      luaL_error(L, "unknown option '%s' (known: fold, capital, note)", name);
  }
}

/* core.gazetteer_builder{fold = boolean, capital = bits, note = string} -> builder */
static int builder_new (lua_State *L) {
  int how = 0;
  uint32_t capital = 0;
  const char *note = "";
  lua_settop(L, 1);
  if (!lua_isnil(L, 1)) {
    luaL_checktype(L, 1, LUA_TTABLE);
    check_fields(L, 1);
    lua_getfield(L, 1, "fold");
    if (lua_toboolean(L, -1)) how |= BP_GAZETTEER_FOLD;
    if (lua_getfield(L, 1, "capital") != LUA_TNIL) capital = check_bits(L, lua_gettop(L));
    lua_getfield(L, 1, "note");                  /* stays on the stack: the string must live until it is copied */
    note = check_info(L, lua_gettop(L));
  }
  bp_gazetteer_builder **box = lua_newuserdatauv(L, sizeof *box, 0);
  *box = NULL;
  luaL_setmetatable(L, BP_BUILDER);
  int rc = bp_gazetteer_builder_new(box, how, capital, note);
  return rc == BP_OK ? 1 : bp_lua_failure(L, rc);
}

/* builder:add(name, value [, info]) -> true | nil, message, code */
static int builder_add (lua_State *L) {
  bp_gazetteer_builder *b = check_builder(L);
  size_t len;
  const char *name = luaL_checklstring(L, 2, &len);
  uint32_t value = check_bits(L, 3);
  luaL_argcheck(L, value != 0, 3, "a value has at least one bit");
  int rc = bp_gazetteer_builder_add(b, name, len, value, check_info(L, 4));
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_pushboolean(L, 1);
  return 1;
}

static gazetteer_box *new_box (lua_State *L) {
  gazetteer_box *box = lua_newuserdatauv(L, sizeof *box, 0);
  memset(box, 0, sizeof *box);
  luaL_setmetatable(L, BP_GAZETTEER);
  return box;
}

/* builder:freeze() -> gazetteer; the builder may be used further */
static int builder_freeze (lua_State *L) {
  bp_gazetteer_builder *b = check_builder(L);
  gazetteer_box *box = new_box(L);
  int rc = bp_gazetteer_builder_freeze(b, &box->gazetteer);
  return rc == BP_OK ? 1 : bp_lua_failure(L, rc);
}

static int builder_close (lua_State *L) {
  bp_gazetteer_builder **box = luaL_checkudata(L, 1, BP_BUILDER);
  bp_gazetteer_builder_free(*box);
  *box = NULL;
  return 0;
}

/* ---- gazetteer ---------------------------------------------------------------------------------------------- */

bp_gazetteer *bp_lua_check_gazetteer (lua_State *L, int arg) {
  gazetteer_box *box = luaL_checkudata(L, arg, BP_GAZETTEER);
  luaL_argcheck(L, box->gazetteer != NULL, arg, "gazetteer is closed");
  return box->gazetteer;
}

static gazetteer_box *check_gazetteer (lua_State *L) {
  gazetteer_box *box = luaL_checkudata(L, 1, BP_GAZETTEER);
  luaL_argcheck(L, box->gazetteer != NULL, 1, "gazetteer is closed");
  return box;
}

/* core.gazetteer_load(path) -> gazetteer | nil, message, code */
static int load (lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  gazetteer_box *box = new_box(L);
  int rc = bp_gazetteer_load(&box->gazetteer, path);
  return rc == BP_OK ? 1 : bp_lua_failure(L, rc);
}

static int scan_as (lua_State *L, int how) {
  gazetteer_box *box = check_gazetteer(L);
  const bp_document *doc = bp_lua_check_document(L, 2)->doc;
  bp_span within = { 0, doc->len };
  if (!lua_isnoneornil(L, 3)) within = bp_lua_check_span(L, 3, doc->len);
  uint32_t wanted = (uint32_t)luaL_optinteger(L, 5, UINT32_MAX);
  int rc = bp_gazetteer_scan(box->gazetteer, doc, within, how, &box->matches);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  const bp_matches *m = &box->matches;
  uint32_t count = 0;
  for (uint32_t i = 0; i < m->count; i++) count += (m->item[i].value & wanted) != 0;
  lua_createtable(L, count < INT32_MAX / 3 ? (int)count * 3 : 0, 0);
  lua_Integer n = 0;
  for (uint32_t i = 0; i < m->count; i++) {
    if ((m->item[i].value & wanted) == 0) continue;
    bp_lua_append_span(L, m->item[i].span, &n);
    lua_pushinteger(L, (lua_Integer)m->item[i].value);
    lua_rawseti(L, -2, ++n);
  }
  return 1;
}

/*
** gazetteer:scan(document [, first, last [, kinds]]) -> flat array { first, last, value, ... }, leftmost-longest
** With `kinds`, of what was found only names that share a bit with it.
*/
static int scan (lua_State *L) { return scan_as(L, BP_SCAN_LONGEST); }

/* gazetteer:scan_all(document [, first, last]) -> the same with every name at every place, the shorter first */
static int scan_all (lua_State *L) { return scan_as(L, BP_SCAN_ALL); }

static int push_name (lua_State *L, bp_name name) {
  if (name.value == 0) { luaL_pushfail(L); return 1; }
  lua_pushinteger(L, (lua_Integer)name.value);
  lua_pushstring(L, name.info);
  return 2;
}

/* gazetteer:lookup(name) -> value, info | nil | nil, message, code */
static int lookup (lua_State *L) {
  gazetteer_box *box = check_gazetteer(L);
  size_t len;
  const char *text = luaL_checklstring(L, 2, &len);
  bp_name name = { 0, "" };
  int found;
  int rc = bp_gazetteer_lookup(box->gazetteer, text, len, &name, &found);
  return rc == BP_OK ? push_name(L, name) : bp_lua_failure(L, rc);
}

/* gazetteer:lookup_span(document, first, last) -> value, info | nil */
static int lookup_span (lua_State *L) {
  gazetteer_box *box = check_gazetteer(L);
  const bp_document *doc = bp_lua_check_document(L, 2)->doc;
  bp_span span = bp_lua_check_span(L, 3, doc->len);
  bp_name name = { 0, "" };
  bp_gazetteer_lookup_span(box->gazetteer, doc, span, &name);
  return push_name(L, name);
}

/* gazetteer:save(path) -> true | nil, message, code */
static int save (lua_State *L) {
  gazetteer_box *box = check_gazetteer(L);
  int rc = bp_gazetteer_save(box->gazetteer, luaL_checkstring(L, 2));
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_pushboolean(L, 1);
  return 1;
}

static int count (lua_State *L) {
  lua_pushinteger(L, (lua_Integer)bp_gazetteer_count(check_gazetteer(L)->gazetteer));
  return 1;
}

/* gazetteer:note() -> the string given to the builder */
static int note (lua_State *L) {
  lua_pushstring(L, bp_gazetteer_note(check_gazetteer(L)->gazetteer));
  return 1;
}

/* gazetteer:size() -> bytes of the image */
static int size (lua_State *L) {
  lua_pushinteger(L, (lua_Integer)bp_gazetteer_size(check_gazetteer(L)->gazetteer));
  return 1;
}

static int gazetteer_close (lua_State *L) {   /* also __gc and __close; twice is harmless */
  gazetteer_box *box = luaL_checkudata(L, 1, BP_GAZETTEER);
  bp_gazetteer_free(box->gazetteer);
  box->gazetteer = NULL;
  bp_matches_free(&box->matches);
  return 0;
}

static void new_type (lua_State *L, const char *name, const luaL_Reg *methods, lua_CFunction close) {
  luaL_newmetatable(L, name);
  lua_pushcfunction(L, close);
  lua_setfield(L, -2, "__gc");
  lua_pushcfunction(L, close);
  lua_setfield(L, -2, "__close");
  lua_newtable(L);
  luaL_setfuncs(L, methods, 0);
  lua_pushcfunction(L, close);
  lua_setfield(L, -2, "close");
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
}

void bp_lua_open_gazetteer (lua_State *L) {
  static const luaL_Reg builder_methods[] = {
    { "add", builder_add }, { "freeze", builder_freeze }, { NULL, NULL }
  };
  static const luaL_Reg gazetteer_methods[] = {
    { "scan", scan }, { "scan_all", scan_all }, { "lookup", lookup }, { "lookup_span", lookup_span },
    { "save", save }, { "count", count }, { "note", note }, { "size", size }, { NULL, NULL }
  };
  static const luaL_Reg functions[] = {
    { "gazetteer_builder", builder_new }, { "gazetteer_load", load }, { NULL, NULL }
  };
  new_type(L, BP_BUILDER, builder_methods, builder_close);
  new_type(L, BP_GAZETTEER, gazetteer_methods, gazetteer_close);
  luaL_setfuncs(L, functions, 0);
}
