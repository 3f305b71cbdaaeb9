#include "lua_bp.h"
void bp_lua_open_edit (lua_State *L) { (void)L; }
