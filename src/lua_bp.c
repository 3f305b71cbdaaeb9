/* lua_bp.c -- what all bindings share: failures, and the conversion of spans. */
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
