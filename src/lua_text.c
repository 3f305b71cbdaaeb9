/* lua_text.c -- core.validate, core.fold, core.length: strings in, strings out, no document needed. */
#include <stdlib.h>
#include <string.h>

#include "lua_bp.h"
#include "utf8.h"

/* core.validate(text) -> true | nil, message, code, line, column */
static int validate (lua_State *L) {
  size_t len, where, line, column;
  const char *text = luaL_checklstring(L, 1, &len);
  int rc = bp_utf8_validate(text, len, &where);
  if (rc == BP_OK) { lua_pushboolean(L, 1); return 1; }
  bp_utf8_position(text, where, &line, &column);
  bp_lua_failure(L, rc);
  lua_pushinteger(L, (lua_Integer)line);
  lua_pushinteger(L, (lua_Integer)column);
  return 5;
}

/* core.fold(text [, "case" | "accents" | "all"]) -> string; "case" when not given.  The text must be valid UTF-8. */
static int fold (lua_State *L) {
  static const char *const names[] = { "case", "accents", "all", NULL };
  static const int how[] = { BP_FOLD_CASE, BP_FOLD_ACCENTS, BP_FOLD_CASE | BP_FOLD_ACCENTS };
  size_t len, where, out_len;
  const char *text = luaL_checklstring(L, 1, &len);
  int option = how[luaL_checkoption(L, 2, "case", names)];
  int rc = bp_utf8_validate(text, len, &where);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  char *out;
  rc = bp_utf8_fold(text, len, option, &out, &out_len);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  /* lua_pushlstring may raise for want of memory: hand the block to a userdata of its own first would cost more than
     the leak of one string in a process that is out of memory anyway */
  lua_pushlstring(L, out, out_len);
  free(out);
  return 1;
}

/* core.length(text) -> number of code points */
static int length (lua_State *L) {
  size_t len;
  const char *text = luaL_checklstring(L, 1, &len);
  lua_pushinteger(L, (lua_Integer)bp_utf8_length(text, len));
  return 1;
}

/* core.position(text, byte) -> line, column (1-based, column in code points) */
static int position (lua_State *L) {
  size_t len, line, column;
  const char *text = luaL_checklstring(L, 1, &len);
  lua_Integer byte = luaL_checkinteger(L, 2);
  luaL_argcheck(L, byte >= 1 && (lua_Unsigned)byte <= len + 1, 2, "byte outside the text");
  bp_utf8_position(text, (size_t)byte - 1, &line, &column);
  lua_pushinteger(L, (lua_Integer)line);
  lua_pushinteger(L, (lua_Integer)column);
  return 2;
}

void bp_lua_open_text (lua_State *L) {
  static const luaL_Reg functions[] = {
    { "validate", validate }, { "fold", fold }, { "length", length }, { "position", position }, { NULL, NULL }
  };
  luaL_setfuncs(L, functions, 0);
}
