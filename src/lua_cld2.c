/* lua_cld2.c -- luaopen_bluepencil_cld2: a module of its own, built only where libcld2 is. */
#include <limits.h>

#include "cld2_shim.h"
#include "compat.h"

/* cld2.detect(text) -> code ("un" when none), is_reliable, percent, bytes; the text is valid UTF-8 */
static int detect (lua_State *L) {
  size_t len;
  const char *text = luaL_checklstring(L, 1, &len);
  luaL_argcheck(L, len < INT_MAX, 1, "text of 2 GiB or more");
  bp_language found = { "un", 0, 0, 0 };
  if (len > 0) bp_language_detect(text, len, &found);
  lua_pushstring(L, found.code);
  lua_pushboolean(L, found.is_reliable);
  lua_pushinteger(L, found.percent);
  lua_pushinteger(L, found.bytes);
  return 4;
}

#define EXPORT __attribute__((visibility("default")))

EXPORT int luaopen_bluepencil_cld2 (lua_State *L);

EXPORT int luaopen_bluepencil_cld2 (lua_State *L) {
  static const luaL_Reg functions[] = { { "detect", detect }, { NULL, NULL } };
  luaL_newlib(L, functions);
  return 1;
}
