#include "lua_bp.h"
void bp_lua_open_tei (lua_State *L) { (void)L; }
