/* lua_encoding.c -- core.decode, core.import, core.look: what the readers need to make a text of bytes. */
#include <string.h>

#include "encoding.h"
#include "lua_bp.h"

static const char *const names[] = { "utf-8", "windows-1252", "iso-8859-1", "iso-8859-15", "utf-16le", "utf-16be", NULL };

/* Pushes nil, message, code, byte (1-based). */
static int push_place (lua_State *L, int rc, size_t where) {
  bp_lua_failure(L, rc);
  lua_pushinteger(L, (lua_Integer)where + 1);
  return 4;
}

/* core.decode(bytes, encoding) -> UTF-8 | nil, message, code, byte */
static int decode (lua_State *L) {
  size_t len;
  const char *bytes = luaL_checklstring(L, 1, &len);
  bp_decode_how how = { (enum bp_encoding)luaL_checkoption(L, 2, NULL, names), 0, 0 };
  bp_decoded r = { 0 };
  int rc = bp_decode(bytes, len, &how, NULL, NULL, &r);
  if (rc != BP_OK) return push_place(L, rc, r.where);
  if (r.same) { lua_pushvalue(L, 1); return 1; }
  char *out = lua_newuserdatauv(L, r.len + 1, 0);   /* scratch that the collector frees, should the push raise */
  bp_decode(bytes, len, &how, out, NULL, &r);
  lua_pushlstring(L, out, r.len);
  return 1;
}

static void pack_le (char *out, uint32_t n) {
  for (int k = 0; k < 4; k++) out[k] = (char)(n >> (8 * k) & 0xFF);
}

static void set_count (lua_State *L, const char *name, size_t n) {
  lua_pushinteger(L, (lua_Integer)n);
  lua_setfield(L, -2, name);
}

/*
** core.import(bytes, encoding, start) -> text, points, counts | nil, message, code, byte
** The text from byte `start` (1-based) on with "\n" line ends and without control characters.  `points` is a string of
** little-endian pairs "<I4I4": from this offset of the text (0-based) on, that offset of the file; a string because
** eight bytes a point is a quarter of what a table needs.  `counts` has lf, crlf, cr, separators, controls.
*/
static int import (lua_State *L) {
  size_t len;
  const char *bytes = luaL_checklstring(L, 1, &len);
  int encoding = luaL_checkoption(L, 2, NULL, names);
  lua_Integer start = luaL_optinteger(L, 3, 1);
  luaL_argcheck(L, start >= 1 && (lua_Unsigned)start <= len + 1, 3, "start outside the bytes");
  bp_decode_how how = { (enum bp_encoding)encoding, 1, (size_t)start - 1 };
  bp_decoded r = { 0 };
  int rc = bp_decode(bytes, len, &how, NULL, NULL, &r);
  if (rc != BP_OK) return push_place(L, rc, r.where);
  bp_map_point *point = lua_newuserdatauv(L, (r.points + 1) * sizeof *point, 0);
  char *out = lua_newuserdatauv(L, r.len + 1, 0);
  bp_decode(bytes, len, &how, out, point, &r);
  if (r.same && start == 1) lua_pushvalue(L, 1);
  else lua_pushlstring(L, out, r.len);
  for (size_t i = 0; i < r.points; i++) {   /* in place: each pair is read before its eight bytes are written */
    bp_map_point pair = point[i];
    pack_le((char *)&point[i], pair.text);
    pack_le((char *)&point[i] + 4, pair.source);
  }
  lua_pushlstring(L, (const char *)point, r.points * 8);
  lua_createtable(L, 0, 5);
  set_count(L, "lf", r.lf);
  set_count(L, "crlf", r.crlf);
  set_count(L, "cr", r.cr);
  set_count(L, "separators", r.separators);
  set_count(L, "controls", r.controls);
  return 3;
}

/* core.look(bytes) -> { high, sequences, plausible, c1, undefined }: what bytes above 127 look like; see encoding.h */
static int look (lua_State *L) {
  size_t len;
  const char *bytes = luaL_checklstring(L, 1, &len);
  bp_encoding_signs s;
  bp_encoding_look(bytes, len, &s);
  lua_createtable(L, 0, 5);
  set_count(L, "high", s.high);
  set_count(L, "sequences", s.sequences);
  set_count(L, "plausible", s.plausible);
  set_count(L, "c1", s.c1);
  set_count(L, "undefined", s.undefined);
  return 1;
}

void bp_lua_open_encoding (lua_State *L) {
  static const luaL_Reg functions[] = { { "decode", decode }, { "import", import }, { "look", look }, { NULL, NULL } };
  luaL_setfuncs(L, functions, 0);
}
