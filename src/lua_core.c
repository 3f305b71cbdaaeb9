/* lua_core.c -- luaopen_bluepencil_core: the module table, to which each lua_*.c adds its part. */
#include "lua_bp.h"

static void set_code (lua_State *L, const char *name, int code) {
  lua_pushinteger(L, code);
  lua_setfield(L, -2, name);
}

#define EXPORT __attribute__((visibility("default")))   /* the one symbol the library shows */

EXPORT int luaopen_bluepencil_core (lua_State *L);

EXPORT int luaopen_bluepencil_core (lua_State *L) {
  lua_newtable(L);
  lua_pushliteral(L, BP_VERSION);
  lua_setfield(L, -2, "version");
  lua_newtable(L);
  set_code(L, "utf8", BP_EUTF8);
  set_code(L, "format", BP_EFORMAT);
  set_code(L, "io", BP_EIO);
  set_code(L, "limit", BP_ELIMIT);
  set_code(L, "version", BP_EVERSION);
  set_code(L, "checksum", BP_ECHECKSUM);
  set_code(L, "xml", BP_EXML);
  set_code(L, "invalid", BP_EINVALID);
  set_code(L, "encoding", BP_EENCODING);
  lua_setfield(L, -2, "codes");
  bp_lua_open_text(L);
  bp_lua_open_encoding(L);
  bp_lua_open_document(L);
  bp_lua_open_gazetteer(L);
  bp_lua_open_tagger(L);
  bp_lua_open_article(L);
  bp_lua_open_trainer(L);
  bp_lua_open_classifier(L);
  bp_lua_open_class_trainer(L);
  bp_lua_open_sites(L);
  bp_lua_open_phrases(L);
  bp_lua_open_html(L);
  bp_lua_open_tei(L);
  bp_lua_open_edit(L);
  bp_lua_open_prints(L);
  bp_lua_open_xml(L);
  return 1;
}
