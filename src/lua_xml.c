/* lua_xml.c -- core.xml_reader and core.html_tree: XML and pieces of HTML as Lua tables.
**
**     { name = "p", uri = namespace or nil, line = 12, attr = { class = "lead" } or nil, "text", { name = "em", ... }, "text" }
**
** A table is made for what is asked for and for nothing else: one for each element of a record, one more for its attributes.
*/
#include "lua_bp.h"
#include "xml_reader.h"

#define BP_XML_READER "bluepencil.xml_reader"

#define ITEMS_DEFAULT 1000000u
#define BYTES_DEFAULT (64u << 20)
#define HTML_AROUND "<html><body>"     /* without them the parser takes the first element for all there is */

typedef struct { bp_xml_reader *reader; } box_of_reader;

static box_of_reader *check_box (lua_State *L) { return luaL_checkudata(L, 1, BP_XML_READER); }

static bp_xml_reader *check_reader (lua_State *L) {
  box_of_reader *box = check_box(L);
  luaL_argcheck(L, box->reader != NULL, 1, "reader is closed");
  return box->reader;
}

/* Pushes nil, message, code, line. */
static int push_error (lua_State *L, int rc, const char *message, lua_Integer line) {
  if (rc == BP_ENOMEM) return luaL_error(L, "%s", bp_strerror(rc));
  luaL_pushfail(L);
  lua_pushstring(L, message);
  lua_pushinteger(L, rc);
  lua_pushinteger(L, line);
  return 4;
}

/* ---- tables ---- */

enum { KEY_NAME = 1, KEY_URI, KEY_LINE, KEY_ATTR, NAMES, FIRST_FREE };

/* Puts the keys and the table of names at stack places base + KEY_NAME ... base + NAMES. */
static int push_keys (lua_State *L, int reader_index) {
  int base = lua_gettop(L);
  lua_pushliteral(L, "name");
  lua_pushliteral(L, "uri");
  lua_pushliteral(L, "line");
  lua_pushliteral(L, "attr");
  if (reader_index) lua_getiuservalue(L, reader_index, 1);
  else lua_newtable(L);
  return base;
}

/* Each name becomes a Lua string once. */
static void push_name (lua_State *L, int base, const bp_xml_reader *r, uint32_t number) {
  if (lua_rawgeti(L, base + NAMES, (lua_Integer)number) != LUA_TNIL) return;
  lua_pop(L, 1);
  lua_pushstring(L, bp_xml_reader_name(r, number));
  lua_pushvalue(L, -1);
  lua_rawseti(L, base + NAMES, (lua_Integer)number);
}

static void open_table (lua_State *L, int base, const bp_xml_reader *r, const bp_xml_item *item) {
  lua_createtable(L, 2, 4);
  lua_pushvalue(L, base + KEY_NAME);
  push_name(L, base, r, item->name);
  lua_rawset(L, -3);
  if (item->at) {
    lua_pushvalue(L, base + KEY_URI);
    push_name(L, base, r, item->at);
    lua_rawset(L, -3);
  }
  lua_pushvalue(L, base + KEY_LINE);
  lua_pushinteger(L, (lua_Integer)item->len);
  lua_rawset(L, -3);
}

/* The table of a record at the top of the stack: a list of what is at its highest level. */
static void push_tree (lua_State *L, int base, const bp_xml_reader *r, const bp_xml_record *record) {
  lua_Integer children[BP_XML_DEPTH_MAX + 2];
  unsigned depth = 0;
  luaL_checkstack(L, BP_XML_DEPTH_MAX + 12, "XML");
  lua_newtable(L);
  children[0] = 0;
  for (uint32_t i = 0; i < record->count; ) {
    const bp_xml_item *item = &record->items[i++];
    switch (item->kind) {
      case BP_XML_OPEN:
        if (depth > BP_XML_DEPTH_MAX) luaL_error(L, "XML nested too deep");       /* the reader sees to it */
        open_table(L, base, r, item);
        children[++depth] = 0;
        if (i < record->count && record->items[i].kind == BP_XML_ATTRIBUTE) {
          lua_pushvalue(L, base + KEY_ATTR);
          lua_newtable(L);
          for (; i < record->count && record->items[i].kind == BP_XML_ATTRIBUTE; i++) {
            push_name(L, base, r, record->items[i].name);
            lua_pushlstring(L, record->bytes + record->items[i].at, record->items[i].len);
            lua_rawset(L, -3);
          }
          lua_rawset(L, -3);
        }
        break;
      case BP_XML_TEXT:
        lua_pushlstring(L, record->bytes + item->at, item->len);
        lua_rawseti(L, -2, ++children[depth]);
        break;
      case BP_XML_CLOSE:
        if (depth == 0) break;
        depth--;
        lua_rawseti(L, -2, ++children[depth]);
        break;
      default: break;
    }
  }
  for (; depth > 0; depth--) lua_rawseti(L, -2, ++children[depth - 1]);           /* still open */
}

/* ---- the reader ---- */

static bool flag (lua_State *L, const char *name) {
  lua_getfield(L, 1, name);
  bool on = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return on;
}

static uint32_t number (lua_State *L, const char *name, lua_Integer most, lua_Integer otherwise) {
  lua_getfield(L, 1, name);
  lua_Integer n = lua_isnil(L, -1) ? otherwise : luaL_checkinteger(L, -1);
  lua_pop(L, 1);
  luaL_argcheck(L, n > 0, 1, "a limit is a whole number above 0");
  return (uint32_t)(n < most ? n : most);
}

static void each_name (lua_State *L, const char *field, bp_xml_reader *r, int (*mark) (bp_xml_reader *, const char *)) {
  if (lua_getfield(L, 1, field) != LUA_TNIL) {
    luaL_argcheck(L, lua_istable(L, -1), 1, "records and attributes are lists of names");
    lua_Integer n = (lua_Integer)lua_rawlen(L, -1);
    for (lua_Integer i = 1; i <= n; i++) {
      lua_rawgeti(L, -1, i);
      const char *name = lua_tostring(L, -1);
      luaL_argcheck(L, name != NULL, 1, "records and attributes are lists of names");
      if (mark(r, name) != BP_OK) luaL_error(L, "too many names");
      lua_pop(L, 1);
    }
  }
  lua_pop(L, 1);
}

static box_of_reader *new_box (lua_State *L, const bp_xml_options *options) {
  box_of_reader *box = lua_newuserdatauv(L, sizeof *box, 1);
  box->reader = NULL;                      /* safe for __gc before anything can raise */
  luaL_setmetatable(L, BP_XML_READER);
  lua_newtable(L);
  lua_setiuservalue(L, -2, 1);             /* the names as Lua strings */
  if (bp_xml_reader_new(&box->reader, options) != BP_OK) luaL_error(L, "%s", bp_strerror(BP_ENOMEM));
  return box;
}

/* core.xml_reader{ records = { name ... }, attributes = { name ... }, html =, utf8 =, depth =, items =, bytes = } -> reader */
static int reader_new (lua_State *L) {
  lua_settop(L, 1);
  if (lua_isnil(L, 1)) { lua_newtable(L); lua_replace(L, 1); }
  luaL_checktype(L, 1, LUA_TTABLE);
  bp_xml_options options = { flag(L, "html"), flag(L, "utf8"), number(L, "depth", BP_XML_DEPTH_MAX, BP_XML_DEPTH_MAX),
                             number(L, "items", UINT32_MAX / 64, ITEMS_DEFAULT), number(L, "bytes", UINT32_MAX / 4, BYTES_DEFAULT) };
  box_of_reader *box = new_box(L, &options);
  each_name(L, "records", box->reader, bp_xml_reader_record);
  each_name(L, "attributes", box->reader, bp_xml_reader_attribute);
  return 1;
}

/* reader:feed(bytes [, last]) -> true | nil, message, code, line */
static int reader_feed (lua_State *L) {
  bp_xml_reader *r = check_reader(L);
  size_t len;
  const char *bytes = luaL_checklstring(L, 2, &len);
  bp_xml_error error;
  int rc = bp_xml_reader_feed(r, bytes, len, lua_toboolean(L, 3), &error);
  if (rc != BP_OK) return push_error(L, rc, error.message, error.line);
  lua_pushboolean(L, 1);
  return 1;
}

/* reader:next() -> element | nil (none yet) | nil, message, code, line (one that was too large) */
static int reader_next (lua_State *L) {
  bp_xml_reader *r = check_reader(L);
  bp_xml_record record;
  if (!bp_xml_reader_next(r, &record)) { luaL_pushfail(L); return 1; }
  if (record.status != BP_OK) return push_error(L, record.status, "larger than the limit, or nested too deep", (lua_Integer)record.line);
  int base = push_keys(L, 1);
  push_tree(L, base, r, &record);
  lua_rawgeti(L, -1, 1);
  return 1;
}

/* reader:outside() -> list of what stood outside of records so far: mostly the root */
static int reader_outside (lua_State *L) {
  bp_xml_reader *r = check_reader(L);
  bp_xml_record record;
  bp_xml_reader_outside(r, &record);
  int base = push_keys(L, 1);
  push_tree(L, base, r, &record);
  return 1;
}

/* reader:repairs() -> control characters left out, ampersands repaired */
static int reader_repairs (lua_State *L) {
  uint32_t controls, ampersands;
  bp_xml_reader_repairs(check_reader(L), &controls, &ampersands);
  lua_pushinteger(L, (lua_Integer)controls);
  lua_pushinteger(L, (lua_Integer)ampersands);
  return 2;
}

static int reader_gc (lua_State *L) {    /* __gc, __close and close; twice is harmless */
  box_of_reader *box = check_box(L);
  bp_xml_reader_free(box->reader);
  box->reader = NULL;
  return 0;
}

/* core.html_tree(text [, depth]) -> list of what is in a piece of HTML; nothing is an error but its size */
static int html_tree (lua_State *L) {
  size_t len;
  const char *text = luaL_checklstring(L, 1, &len);
  lua_Integer depth = luaL_optinteger(L, 2, BP_XML_DEPTH_MAX);
  luaL_argcheck(L, depth > 0 && depth <= (lua_Integer)BP_XML_DEPTH_MAX, 2, "not a depth");
  bp_xml_options options = { true, true, (uint32_t)depth, ITEMS_DEFAULT, BYTES_DEFAULT };
  box_of_reader *box = new_box(L, &options);
  int at = lua_gettop(L);
  bp_xml_error error;
  int rc = bp_xml_reader_feed(box->reader, HTML_AROUND, sizeof HTML_AROUND - 1, false, &error);
  if (rc == BP_OK) rc = bp_xml_reader_feed(box->reader, text, len, true, &error);
  if (rc != BP_OK) return push_error(L, rc, error.message, error.line);
  bp_xml_record record;
  bp_xml_reader_outside(box->reader, &record);
  for (int i = 0; i < 2 && record.count > 0 && record.items[0].kind == BP_XML_OPEN; i++) { record.items++; record.count--; }
  int base = push_keys(L, at);
  push_tree(L, base, box->reader, &record);
  bp_xml_reader_free(box->reader);         /* now: the collector sees only a small box */
  box->reader = NULL;
  return 1;
}

void bp_lua_open_xml (lua_State *L) {
  static const luaL_Reg methods[] = {
    { "feed", reader_feed }, { "next", reader_next }, { "outside", reader_outside }, { "repairs", reader_repairs },
    { "close", reader_gc }, { NULL, NULL },
  };
  static const luaL_Reg functions[] = { { "xml_reader", reader_new }, { "html_tree", html_tree }, { NULL, NULL } };
  luaL_newmetatable(L, BP_XML_READER);
  luaL_newlib(L, methods);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, reader_gc);
  lua_setfield(L, -2, "__gc");
  lua_pushcfunction(L, reader_gc);
  lua_setfield(L, -2, "__close");
  lua_pop(L, 1);
  luaL_setfuncs(L, functions, 0);
}
