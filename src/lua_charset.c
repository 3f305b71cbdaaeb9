/* lua_charset.c -- bluepencil.charset: what encoding bytes are in, by uchardet.  A module of its own, built where uchardet is. */
#include <uchardet.h>

#include "compat.h"

#define LOOK_MAX ((size_t)512 * 1024)

/* charset.detect(bytes) -> name | nil.  The name is iconv's. */
static int detect (lua_State *L) {
  size_t len;
  const char *bytes = luaL_checklstring(L, 1, &len);
  uchardet_t look = uchardet_new();
  if (look == NULL) return luaL_error(L, "out of memory");
  const char *name = "";
  if (uchardet_handle_data(look, bytes, len < LOOK_MAX ? len : LOOK_MAX) == 0) {
    uchardet_data_end(look);
    name = uchardet_get_charset(look);
  }
  char copy[64];
  size_t n = 0;
  while (name[n] != '\0' && n + 1 < sizeof copy) { copy[n] = name[n]; n++; }
  copy[n] = '\0';
  uchardet_delete(look);
  if (n == 0) { luaL_pushfail(L); return 1; }
  lua_pushstring(L, copy);
  return 1;
}

__attribute__((visibility("default"))) int luaopen_bluepencil_charset (lua_State *L);

int luaopen_bluepencil_charset (lua_State *L) {
  lua_newtable(L);
  lua_pushcfunction(L, detect);
  lua_setfield(L, -2, "detect");
  return 1;
}
