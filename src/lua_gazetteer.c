#include "lua_bp.h"
void bp_lua_open_gazetteer (lua_State *L) { (void)L; }
