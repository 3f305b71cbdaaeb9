/* lua_append.h -- what lua_system.c needs to know of lua_append.c. */
#ifndef BP_LUA_APPEND_H
#define BP_LUA_APPEND_H

#include <lua.h>

/* Adds `open_append` to the module on top of the stack. */
void bp_register_append (lua_State *L);

#endif
