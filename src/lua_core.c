/* lua_core.c -- luaopen_bluepencil_core: the module table, and what all bindings share. */
#include "lua_bp.h"

int bp_lua_failure (lua_State *L, int rc) {
  if (rc == BP_ENOMEM) return luaL_error(L, "%s", bp_strerror(rc));
  luaL_pushfail(L);
  lua_pushstring(L, bp_strerror(rc));
  lua_pushinteger(L, rc);
  return 3;
}

bp_span bp_lua_check_span (lua_State *L, int arg, size_t len) {
  lua_Integer first = luaL_checkinteger(L, arg), last = luaL_checkinteger(L, arg + 1);
  luaL_argcheck(L, first >= 1, arg, "first byte of a span is 1 or more");
  luaL_argcheck(L, last >= first - 1 && (lua_Unsigned)last <= len, arg + 1, "last byte of a span lies outside the text");
  bp_span span = { (uint32_t)(first - 1), (uint32_t)last };
  return span;
}

void bp_lua_append_span (lua_State *L, bp_span span, lua_Integer *n) {
  lua_pushinteger(L, (lua_Integer)span.start + 1);
  lua_rawseti(L, -2, ++*n);
  lua_pushinteger(L, (lua_Integer)span.end);
  lua_rawseti(L, -2, ++*n);
}

static void set_code (lua_State *L, const char *name, int code) {
  lua_pushinteger(L, code);
  lua_setfield(L, -2, name);
}

#define EXPORT __attribute__((visibility("default")))   /* the one symbol the library shows */

EXPORT int luaopen_bluepencil_core (lua_State *L);

EXPORT int luaopen_bluepencil_core (lua_State *L) {
  lua_newtable(L);
  lua_pushliteral(L, BP_VERSION);
  lua_setfield(L, -2, "version");
  lua_newtable(L);
  set_code(L, "utf8", BP_EUTF8);
  set_code(L, "format", BP_EFORMAT);
  set_code(L, "io", BP_EIO);
  set_code(L, "limit", BP_ELIMIT);
  set_code(L, "version", BP_EVERSION);
  set_code(L, "checksum", BP_ECHECKSUM);
  set_code(L, "xml", BP_EXML);
  set_code(L, "invalid", BP_EINVALID);
  set_code(L, "encoding", BP_EENCODING);
  lua_setfield(L, -2, "codes");
  bp_lua_open_text(L);
  bp_lua_open_encoding(L);
  bp_lua_open_document(L);
  bp_lua_open_gazetteer(L);
  bp_lua_open_tei(L);
  bp_lua_open_edit(L);
  return 1;
}
