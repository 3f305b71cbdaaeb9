/* lua_edit.c -- core.resolve_edits and core.find_leaks: flat arrays in, flat arrays out. */
#include <string.h>

#include "edit.h"
#include "leak.h"
#include "lua_bp.h"

/* What the core allocated waits here while Lua, which may raise, copies it. */
typedef struct { bp_edits edits; bp_leaks leaks; } results;

static int results_gc (lua_State *L) {
  results *box = lua_touserdata(L, 1);
  bp_edits_free(&box->edits);
  bp_leaks_free(&box->leaks);
  return 0;
}

static results *new_results (lua_State *L) {
  results *box = lua_newuserdatauv(L, sizeof *box, 0);
  memset(box, 0, sizeof *box);
  if (luaL_newmetatable(L, "bluepencil.results")) {
    lua_pushcfunction(L, results_gc);
    lua_setfield(L, -2, "__gc");
  }
  lua_setmetatable(L, -2);
  return box;
}

static void append (lua_State *L, lua_Integer value, lua_Integer *n) {
  lua_pushinteger(L, value);
  lua_rawseti(L, -2, ++*n);
}

static lua_Number number_at (lua_State *L, lua_Integer i) {
  int is_number;
  lua_rawgeti(L, 1, i);
  lua_Number value = lua_tonumberx(L, -1, &is_number);
  luaL_argcheck(L, is_number, 1, "numbers: first, last, flags, score ...");
  lua_pop(L, 1);
  return value;
}

/*
** core.resolve_edits{ first, last, flags, score, ... }  flags: 1 strike, 2 from a list
** -> flat array { first, last, winner, n, swallowed1 ... swallowedn, ... }; decisions are counted from 1
*/
static int resolve_edits (lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  size_t n = lua_rawlen(L, 1);
  luaL_argcheck(L, n % 4 == 0 && n / 4 < UINT32_MAX / 2, 1, "a flat array of first, last, flags, score");
  uint32_t count = (uint32_t)(n / 4);
  bp_decision *decision = lua_newuserdatauv(L, ((size_t)count + 1) * sizeof *decision, 0);
  for (uint32_t i = 0; i < count; i++) {
    lua_Number first = number_at(L, 4 * (lua_Integer)i + 1), last = number_at(L, 4 * (lua_Integer)i + 2);
    lua_Number flags = number_at(L, 4 * (lua_Integer)i + 3);
    luaL_argcheck(L, first >= 1 && last >= first && last <= (lua_Number)BP_TEXT_MAX, 1, "a span that is empty or outside any text");
    luaL_argcheck(L, flags >= 0 && flags <= 3, 1, "flags from 0 to 3");
    decision[i].span.start = (uint32_t)first - 1;
    decision[i].span.end = (uint32_t)last;
    decision[i].flags = (uint32_t)flags;
    decision[i].score = (double)number_at(L, 4 * (lua_Integer)i + 4);
  }
  results *box = new_results(L);
  int rc = bp_edits_resolve(decision, count, &box->edits);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_Integer filled = 0;
  lua_newtable(L);
  for (uint32_t e = 0; e < box->edits.count; e++) {
    const bp_edit *edit = &box->edits.edit[e];
    bp_lua_append_span(L, edit->span, &filled);
    append(L, (lua_Integer)edit->winner + 1, &filled);
    append(L, (lua_Integer)edit->nested_count, &filled);
    for (uint32_t k = 0; k < edit->nested_count; k++)
      append(L, (lua_Integer)box->edits.nested[edit->nested_first + k] + 1, &filled);
  }
  bp_edits_free(&box->edits);
  return 1;
}

/* core.find_leaks(bytes, forms) -> flat array { form, first, last, flags, ... }; flags: 1 markup, 2 inside a word, 4 split */
static int find_leaks (lua_State *L) {
  size_t len;
  const char *bytes = luaL_checklstring(L, 1, &len);
  luaL_checktype(L, 2, LUA_TTABLE);
  size_t n = lua_rawlen(L, 2);
  luaL_argcheck(L, n < UINT32_MAX / 2, 2, "too many forms");
  uint32_t count = (uint32_t)n;
  bp_form *form = lua_newuserdatauv(L, ((size_t)count + 1) * sizeof *form, 0);
  for (uint32_t i = 0; i < count; i++) {   /* the strings stay alive: the table at 2 holds them */
    luaL_argcheck(L, lua_rawgeti(L, 2, (lua_Integer)i + 1) == LUA_TSTRING, 2, "forms are strings");
    form[i].text = lua_tolstring(L, -1, &form[i].len);
    lua_pop(L, 1);
  }
  results *box = new_results(L);
  int rc = bp_leaks_find(bytes, len, form, count, &box->leaks);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  lua_Integer filled = 0;
  lua_newtable(L);
  for (uint32_t i = 0; i < box->leaks.count; i++) {
    const bp_leak *leak = &box->leaks.leak[i];
    append(L, (lua_Integer)leak->form + 1, &filled);
    bp_lua_append_span(L, leak->span, &filled);
    append(L, (lua_Integer)leak->flags, &filled);
  }
  bp_leaks_free(&box->leaks);
  return 1;
}

void bp_lua_open_edit (lua_State *L) {
  static const luaL_Reg functions[] = { { "resolve_edits", resolve_edits }, { "find_leaks", find_leaks }, { NULL, NULL } };
  luaL_setfuncs(L, functions, 0);
}
