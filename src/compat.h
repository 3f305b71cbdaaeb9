/* compat.h -- Lua 5.3 and 5.4 behind one set of names.
**
** Under 5.3 a userdata has one user value; that is all this project ever asks for.
*/
#ifndef BP_COMPAT_H
#define BP_COMPAT_H

#include <lauxlib.h>
#include <lua.h>

#if LUA_VERSION_NUM < 503 || LUA_VERSION_NUM > 504
#error "bluepencil needs Lua 5.3 or 5.4"
#endif

#if LUA_VERSION_NUM == 503
#define luaL_pushfail(L) lua_pushnil(L)
#define lua_newuserdatauv(L, size, count) lua_newuserdata(L, size)
#define lua_setiuservalue(L, index, n) lua_setuservalue(L, index)
#define lua_getiuservalue(L, index, n) lua_getuservalue(L, index)
#endif

#endif
