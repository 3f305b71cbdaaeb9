/* lua_tei.c -- core.tei_writer, core.schema, core.xml_unsafe: XML out, and checked, for Lua. */
#include <string.h>

#include "lua_bp.h"
#include "schema.h"
#include "tei.h"

#define BP_TEI "bluepencil.tei_writer"
#define BP_SCHEMA "bluepencil.schema"

/* ---- the writer ---- */

/* core.tei_writer{ indent = 2, containers = { name, ... } } -> writer
   An element named in `containers` holds elements only and gets each child on a line of its own. */
static int writer_new (lua_State *L) {
  lua_Integer indent = 2;
  lua_settop(L, 1);
  if (!lua_isnil(L, 1)) {
    luaL_checktype(L, 1, LUA_TTABLE);
    if (lua_getfield(L, 1, "indent") != LUA_TNIL) indent = luaL_checkinteger(L, -1);
    lua_pop(L, 1);
  }
  luaL_argcheck(L, indent >= 0 && indent <= 8, 1, "indent is 0 to 8");
  bp_tei **box = lua_newuserdatauv(L, sizeof *box, 0);
  *box = NULL;                       /* safe for __gc before anything can raise */
  luaL_setmetatable(L, BP_TEI);
  int rc = bp_tei_new(box, (unsigned)indent);
  if (rc != BP_OK) return bp_lua_failure(L, rc);
  if (!lua_isnil(L, 1) && lua_getfield(L, 1, "containers") != LUA_TNIL) {
    luaL_argcheck(L, lua_istable(L, -1), 1, "containers is a list of names");
    lua_Integer n = (lua_Integer)lua_rawlen(L, -1);
    for (lua_Integer i = 1; i <= n; i++) {
      size_t len;
      lua_rawgeti(L, -1, i);
      const char *name = lua_tolstring(L, -1, &len);
      luaL_argcheck(L, name && bp_tei_container(*box, name, len) == BP_OK, 1, "containers is a list of at most 128 names");
      lua_pop(L, 1);
    }
  }
  lua_pushvalue(L, 2);
  return 1;
}

static bp_tei *check_writer (lua_State *L) {
  bp_tei **box = luaL_checkudata(L, 1, BP_TEI);
  luaL_argcheck(L, *box != NULL, 1, "writer is finished");
  return *box;
}

/* What is wrong here is wrong in the code that calls, or as good as unbounded: both are raised. */
static void must (lua_State *L, int rc, const char *what) {
  if (rc == BP_EFORMAT) luaL_error(L, "%s", what);
  if (rc != BP_OK) luaL_error(L, "%s", bp_strerror(rc));
}

/* The attributes at `arg`, `arg + 1`, ...: name, value pairs; a value of nil or false leaves the attribute out. */
static void write_attributes (lua_State *L, bp_tei *w, int arg) {
  int top = lua_gettop(L);
  for (; arg <= top; arg += 2) {
    if (arg + 1 > top || !lua_toboolean(L, arg + 1)) continue;
    size_t len, value_len;
    const char *name = luaL_checklstring(L, arg, &len);
    if (lua_isboolean(L, arg + 1)) { lua_pushliteral(L, "true"); lua_replace(L, arg + 1); }
    const char *value = luaL_checklstring(L, arg + 1, &value_len);
    must(L, bp_tei_attribute(w, name, len, value, value_len), "an attribute twice, or not a name");
  }
}

/* writer:open(name, attribute, value, ...) -> writer */
static int writer_open (lua_State *L) {
  bp_tei *w = check_writer(L);
  size_t len;
  const char *name = luaL_checklstring(L, 2, &len);
  must(L, bp_tei_open(w, name, len), "not an element name, or a second root");
  write_attributes(L, w, 3);
  lua_settop(L, 1);
  return 1;
}

/* writer:text(s) -> writer */
static int writer_text (lua_State *L) {
  bp_tei *w = check_writer(L);
  size_t len;
  const char *text = luaL_checklstring(L, 2, &len);
  must(L, bp_tei_text(w, text, len), "text outside the root");
  lua_settop(L, 1);
  return 1;
}

/* writer:close() -> writer */
static int writer_close (lua_State *L) {
  must(L, bp_tei_close(check_writer(L)), "no element is open");
  lua_settop(L, 1);
  return 1;
}

/* writer:element(name, text | nil, attribute, value, ...) -> writer: open, text, close */
static int writer_element (lua_State *L) {
  bp_tei *w = check_writer(L);
  size_t len, text_len = 0;
  const char *name = luaL_checklstring(L, 2, &len), *text = luaL_optlstring(L, 3, "", &text_len);
  must(L, bp_tei_open(w, name, len), "not an element name, or a second root");
  write_attributes(L, w, 4);
  must(L, bp_tei_text(w, text, text_len), "text outside the root");
  must(L, bp_tei_close(w), "no element is open");
  lua_settop(L, 1);
  return 1;
}

/* writer:depth() -> how many elements are open */
static int writer_depth (lua_State *L) {
  lua_pushinteger(L, (lua_Integer)bp_tei_depth(check_writer(L)));
  return 1;
}

/* writer:finish() -> bytes; an error while elements are open.  The writer is done with. */
static int writer_finish (lua_State *L) {
  bp_tei **box = luaL_checkudata(L, 1, BP_TEI);
  const char *bytes;
  size_t len;
  must(L, bp_tei_finish(check_writer(L), &bytes, &len), "an element is still open, or there is none");
  lua_pushlstring(L, bytes, len);    /* should this raise, __gc frees the writer */
  bp_tei_free(*box);
  *box = NULL;
  return 1;
}

static int writer_gc (lua_State *L) {   /* __gc and __close; twice is harmless */
  bp_tei **box = luaL_checkudata(L, 1, BP_TEI);
  bp_tei_free(*box);
  *box = NULL;
  return 0;
}

/* core.xml_unsafe(text) -> count of the characters that XML cannot hold: the writer puts U+FFFD for each */
static int xml_unsafe (lua_State *L) {
  size_t len;
  const char *text = luaL_checklstring(L, 1, &len);
  lua_pushinteger(L, (lua_Integer)bp_xml_count_unsafe(text, len));
  return 1;
}

/* ---- the schema ---- */

static int push_xml_failure (lua_State *L, int rc, const bp_xml_error *error) {
  if (rc == BP_ENOMEM || error->message[0] == 0) return bp_lua_failure(L, rc);
  luaL_pushfail(L);
  lua_pushstring(L, error->message);
  lua_pushinteger(L, rc);
  if (error->line == 0) return 3;
  lua_pushinteger(L, error->line);
  return 4;
}

/* core.schema(path) -> schema | nil, message, code, line */
static int schema_new (lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  bp_schema **box = lua_newuserdatauv(L, sizeof *box, 0);
  *box = NULL;
  luaL_setmetatable(L, BP_SCHEMA);
  bp_xml_error error;
  int rc = bp_schema_load(box, path, &error);
  return rc == BP_OK ? 1 : push_xml_failure(L, rc, &error);
}

static bp_schema *check_schema (lua_State *L) {
  bp_schema **box = luaL_checkudata(L, 1, BP_SCHEMA);
  luaL_argcheck(L, *box != NULL, 1, "schema is closed");
  return *box;
}

/* schema:validate(bytes [, slowly]) -> true | nil, message, code, line; slowly: libxml2 alone, for tests */
static int schema_validate (lua_State *L) {
  bp_schema *schema = check_schema(L);
  size_t len;
  const char *bytes = luaL_checklstring(L, 2, &len);
  bp_xml_error error;
  int rc = (lua_toboolean(L, 3) ? bp_schema_validate_slowly : bp_schema_validate)(schema, bytes, len, &error);
  if (rc != BP_OK) return push_xml_failure(L, rc, &error);
  lua_pushboolean(L, 1);
  return 1;
}

/* schema:accepts(bytes) -> whether they are certainly valid, without asking libxml2 */
static int schema_accepts (lua_State *L) {
  bp_schema *schema = check_schema(L);
  size_t len;
  const char *bytes = luaL_checklstring(L, 2, &len);
  lua_pushboolean(L, bp_schema_accepts(schema, bytes, len));
  return 1;
}

static int schema_gc (lua_State *L) {   /* also close(); twice is harmless */
  bp_schema **box = luaL_checkudata(L, 1, BP_SCHEMA);
  bp_schema_free(*box);
  *box = NULL;
  return 0;
}

static void new_class (lua_State *L, const char *name, const luaL_Reg *methods, lua_CFunction gc) {
  luaL_newmetatable(L, name);
  lua_pushcfunction(L, gc);
  lua_setfield(L, -2, "__gc");
  lua_pushcfunction(L, gc);
  lua_setfield(L, -2, "__close");
  lua_newtable(L);
  luaL_setfuncs(L, methods, 0);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
}

void bp_lua_open_tei (lua_State *L) {
  static const luaL_Reg writer_methods[] = {
    { "open", writer_open }, { "text", writer_text }, { "close", writer_close }, { "element", writer_element },
    { "depth", writer_depth }, { "finish", writer_finish }, { NULL, NULL }
  };
  static const luaL_Reg schema_methods[] = {
    { "validate", schema_validate }, { "accepts", schema_accepts }, { "close", schema_gc }, { NULL, NULL }
  };
  static const luaL_Reg functions[] = {
    { "tei_writer", writer_new }, { "schema", schema_new }, { "xml_unsafe", xml_unsafe }, { NULL, NULL }
  };
  bp_schema_init();
  new_class(L, BP_TEI, writer_methods, writer_gc);
  new_class(L, BP_SCHEMA, schema_methods, schema_gc);
  luaL_setfuncs(L, functions, 0);
}
