/* lua_lines.h -- what lua_system.c needs to know of lua_lines.c. */
#ifndef BP_LUA_LINES_H
#define BP_LUA_LINES_H

#include <lua.h>

/* Adds `open_lines` to the module on top of the stack. */
void bp_register_lines (lua_State *L);

#endif
