/* lua_prints.c -- core.fingerprint and core.fingerprints: search for forms without knowing them. */
#include <stdlib.h>
#include <string.h>

#include "leak.h"
#include "lua_bp.h"

#define PRINTS "bluepencil.fingerprints"
#define SECRET_BYTES 8u

/* What the core allocated waits here while Lua, which may raise, copies it. */
typedef struct { char *print, *stream; bp_leaks leaks; } results;

static int results_gc (lua_State *L) {
  results *box = lua_touserdata(L, 1);
  free(box->print);
  free(box->stream);
  bp_leaks_free(&box->leaks);
  memset(box, 0, sizeof *box);
  return 0;
}

static results *new_results (lua_State *L) {
  results *box = lua_newuserdatauv(L, sizeof *box, 0);
  memset(box, 0, sizeof *box);
  if (luaL_newmetatable(L, "bluepencil.prints_results")) {
    lua_pushcfunction(L, results_gc);
    lua_setfield(L, -2, "__gc");
  }
  lua_setmetatable(L, -2);
  return box;
}

static uint64_t check_secret (lua_State *L, int arg) {
  size_t len;
  const char *bytes = luaL_checklstring(L, arg, &len);
  luaL_argcheck(L, len >= SECRET_BYTES, arg, "a secret has 8 bytes or more");
  uint64_t secret = 0;
  for (size_t k = 0; k < SECRET_BYTES; k++) secret = secret << 8 | (unsigned char)bytes[k];
  return secret;
}

/* core.fingerprint(form, secret) -> print, stream: what find searches for; the letters and digits it stands for */
static int fingerprint (lua_State *L) {
  size_t len, print_len, stream_len;
  const char *form = luaL_checklstring(L, 1, &len);
  uint64_t secret = check_secret(L, 2);
  results *box = new_results(L);
  int rc = bp_print_make(form, len, secret, &box->print, &print_len, &box->stream, &stream_len);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_pushlstring(L, box->print, print_len);
  lua_pushlstring(L, box->stream, stream_len);
  return 2;
}

static bp_print_set *check_set (lua_State *L) {
  bp_print_set **box = luaL_checkudata(L, 1, PRINTS);
  luaL_argcheck(L, *box != NULL, 1, "fingerprints are closed");
  return *box;
}

/* core.fingerprints(prints, secret) -> set | nil, message, code */
static int fingerprints (lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  uint64_t secret = check_secret(L, 2);
  size_t n = lua_rawlen(L, 1);
  luaL_argcheck(L, n < UINT32_MAX / 8, 1, "too many forms");
  bp_form *print = lua_newuserdatauv(L, (n + 1) * sizeof *print, 0);
  for (size_t i = 0; i < n; i++) {            /* the strings stay alive: the table holds them */
    luaL_argcheck(L, lua_rawgeti(L, 1, (lua_Integer)i + 1) == LUA_TSTRING, 1, "fingerprints are strings");
    print[i].text = lua_tolstring(L, -1, &print[i].len);
    lua_pop(L, 1);
  }
  bp_print_set **box = lua_newuserdatauv(L, sizeof *box, 0);
  *box = NULL;
  luaL_setmetatable(L, PRINTS);
  int rc = bp_print_set_new(box, print, (uint32_t)n, secret);
  return rc == BP_OK ? 1 : bp_lua_failure(L, rc);
}

/* set:find(bytes) -> flat array { form, first, last, flags, ... } as core.find_leaks */
static int set_find (lua_State *L) {
  bp_print_set *set = check_set(L);
  size_t len;
  const char *bytes = luaL_checklstring(L, 2, &len);
  results *box = new_results(L);
  int rc = bp_print_set_find(set, bytes, len, &box->leaks);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_Integer filled = 0;
  lua_newtable(L);
  for (uint32_t i = 0; i < box->leaks.count; i++) {
    const bp_leak *leak = &box->leaks.leak[i];
    lua_pushinteger(L, (lua_Integer)leak->form + 1);
    lua_rawseti(L, -2, ++filled);
    bp_lua_append_span(L, leak->span, &filled);
    lua_pushinteger(L, (lua_Integer)leak->flags);
    lua_rawseti(L, -2, ++filled);
  }
  bp_leaks_free(&box->leaks);
  return 1;
}

static int set_close (lua_State *L) {         /* also __gc and __close; twice is harmless */
  bp_print_set **box = luaL_checkudata(L, 1, PRINTS);
  bp_print_set_free(*box);
  *box = NULL;
  return 0;
}

void bp_lua_open_prints (lua_State *L) {
  static const luaL_Reg methods[] = { { "find", set_find }, { "close", set_close }, { NULL, NULL } };
  static const luaL_Reg functions[] = { { "fingerprint", fingerprint }, { "fingerprints", fingerprints }, { NULL, NULL } };
  luaL_newmetatable(L, PRINTS);
  lua_pushcfunction(L, set_close);
  lua_setfield(L, -2, "__gc");
  lua_pushcfunction(L, set_close);
  lua_setfield(L, -2, "__close");
  luaL_newlib(L, methods);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
  luaL_setfuncs(L, functions, 0);
}
