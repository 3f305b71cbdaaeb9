/* lua_inflate.c -- module bluepencil.inflate: unpack gzip and deflate piece by piece; loaded when something packed is read.
**
**     inflate.new("gzip" | "zlib" | "raw" | "http")      z
**     z:run(bytes, at, limit)    unpacked (up to `limit` bytes, may be empty), next, ended
**                                | nil, message, code, unpacked: damaged; `unpacked` is what came before the damage
**     z:reset()                  begin the next member
**     z:close()
**
** `next` is the first byte that was not used.  When it is behind the last byte and the stream has not ended, more is needed.
*/
#include <stdbool.h>
#include <string.h>

#include "compat.h"
#include "inflate.h"

#define EXPORT __attribute__((visibility("default")))
#define INFLATE "bluepencil.inflate"

enum { LIMIT_MAX = 1 << 20 };

static bp_inflate *check (lua_State *L) {
  bp_inflate **box = luaL_checkudata(L, 1, INFLATE);
  luaL_argcheck(L, *box != NULL, 1, "stream is closed");
  return *box;
}

static int inflate_close (lua_State *L) {
  bp_inflate **box = luaL_checkudata(L, 1, INFLATE);
  bp_inflate_free(*box);
  *box = NULL;
  return 0;
}

static int inflate_new (lua_State *L) {
  static const char *const names[] = { "gzip", "zlib", "raw", "http", NULL };
  int kind = luaL_checkoption(L, 1, "gzip", names);
  bp_inflate **box = lua_newuserdatauv(L, sizeof *box, 0);
  *box = NULL;
  luaL_setmetatable(L, INFLATE);
  int rc = bp_inflate_new(box, (enum bp_inflate_kind)kind);
  return rc == BP_OK ? 1 : luaL_error(L, "%s", bp_strerror(rc));
}

static int inflate_run (lua_State *L) {
  bp_inflate *z = check(L);
  size_t len, taken = 0, made = 0;
  const char *bytes = luaL_checklstring(L, 2, &len);
  lua_Integer at = luaL_checkinteger(L, 3), limit = luaL_checkinteger(L, 4);
  luaL_argcheck(L, at >= 1 && (lua_Unsigned)at <= (lua_Unsigned)len + 1, 3, "outside the bytes");
  luaL_argcheck(L, limit > 0 && limit <= LIMIT_MAX, 4, "not a number of bytes up to a megabyte");
  luaL_Buffer buffer;
  char *out = luaL_buffinitsize(L, &buffer, (size_t)limit);
  bool ended = false;
  int rc = bp_inflate_run(z, bytes + at - 1, len - (size_t)at + 1, &taken, out, (size_t)limit, &made, &ended);
  luaL_pushresultsize(&buffer, made);
  if (rc == BP_ENOMEM) return luaL_error(L, "not enough memory");
  if (rc != BP_OK) {
    luaL_pushfail(L);
    lua_pushliteral(L, "the packed data is damaged");
    lua_pushliteral(L, "damaged");
    lua_pushvalue(L, -4);
    return 4;
  }
  lua_pushinteger(L, at + (lua_Integer)taken);
  lua_pushboolean(L, ended);
  return 3;
}

static int inflate_reset (lua_State *L) {
  int rc = bp_inflate_reset(check(L));
  return rc == BP_OK ? 0 : luaL_error(L, "%s", bp_strerror(rc));
}

EXPORT int luaopen_bluepencil_inflate (lua_State *L);

EXPORT int luaopen_bluepencil_inflate (lua_State *L) {
  static const luaL_Reg methods[] = { { "run", inflate_run }, { "reset", inflate_reset }, { "close", inflate_close }, { NULL, NULL } };
  static const luaL_Reg functions[] = { { "new", inflate_new }, { NULL, NULL } };
  luaL_newmetatable(L, INFLATE);
  luaL_newlib(L, methods);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, inflate_close);
  lua_setfield(L, -2, "__gc");
  lua_pushcfunction(L, inflate_close);
  lua_setfield(L, -2, "__close");
  lua_pop(L, 1);
  luaL_newlib(L, functions);
  return 1;
}
