--- The environment a filter file runs in: what it can reach, and for how long.
--
-- Each file has its own table of globals with the harmless part of the standard library, `lpeg` and `re`.  There is no way
-- from here to files, programs, the debug library, other modules, bytecode or another filter's globals.  What a filter
-- computes depends on the article and its options alone, so `math.random` is left out too: two runs give the same bytes.
--
-- An instruction limit stops a filter that never ends.  It counts Lua instructions, so it does not see time spent inside
-- one call of a C function (a hopeless `string.find`, a runaway LPeg pattern), and memory has no limit yet.
-- The limit about halves the speed of Lua code while it is armed; the shipped filters run without it.

local lpeg = require "lpeg"
local re = require "re"

local M = {}

-- Copied for each file, so that one filter cannot change the library of the next.
local libraries = {
  string = { "byte", "char", "find", "format", "gmatch", "gsub", "len", "lower", "match", "pack", "packsize", "rep",
             "reverse", "sub", "unpack", "upper" },
  table = { "concat", "insert", "move", "pack", "remove", "sort", "unpack" },
  math = { "abs", "ceil", "exp", "floor", "fmod", "huge", "log", "max", "maxinteger", "min", "mininteger", "modf", "pi",
           "sqrt", "tointeger", "type", "ult" },
  utf8 = { "char", "charpattern", "codepoint", "codes", "len", "offset" },
}

local globals = { "assert", "error", "ipairs", "next", "pairs", "rawequal", "rawget", "rawlen", "select", "tonumber",
                  "tostring", "type" }

-- What people try first; reaching for one of these gets advice instead of "a nil value".
local withheld = {}
for name in ("collectgarbage coroutine debug dofile io load loadfile loadstring os package rawset require xpcall")
  :gmatch "%S+" do withheld[name] = true end

local function copy (library, names)
  local t = {}
  if names then
    for _, name in ipairs(names) do t[name] = library[name] end
  else
    for name, value in pairs(library) do t[name] = value end
  end
  return t
end

-- ---- the limit -----------------------------------------------------------------------------------------------------

local chunk = 100000                       -- instructions between two looks; about a millisecond
local limit = setmetatable({}, { __tostring = function () return "instruction limit" end })
local stopped_at                           -- "file:line" where the hook struck

--- Call `f(...)` with at most `count` Lua instructions.
-- A hook that was set before (a debugger's, a coverage tool's) is put back afterwards.
-- @tparam ?int count  nil for no limit
-- @treturn boolean, ...  as `xpcall(f, handler, ...)`; when the limit struck: false, M.limit, "file:line"
function M.call (count, handler, f, ...)
  if not count or not debug.sethook then return xpcall(f, handler, ...) end
  local hook, mask, every = debug.gethook()
  local left = count
  debug.sethook(function ()
    left = left - chunk
    if left <= 0 then
      local info = debug.getinfo(2, "Sl")
      stopped_at = info and ("%s:%d"):format(info.short_src, info.currentline) or "?"
      error(limit, 0)
    end
  end, "", math.min(chunk, count))
  local function finish (ok, err, ...)
    debug.sethook(hook, mask, every)
    if not ok and rawequal(err, limit) then return false, limit, stopped_at end
    return ok, err, ...
  end
  return finish(xpcall(f, handler, ...))
end

M.limit = limit

-- A filter may catch its own errors but not the limit.
local function relay (ok, err, ...)
  if not ok and rawequal(err, limit) then error(limit, 0) end
  return ok, err, ...
end
local function safe_pcall (f, ...) return relay(pcall(f, ...)) end

-- ---- metatables ----------------------------------------------------------------------------------------------------

-- A filter sees and sets the metatables it made itself and no other: those of strings, documents and patterns are shared
-- by everything in the process.
local own = setmetatable({}, { __mode = "k" })

local function safe_setmetatable (t, mt)
  if type(t) ~= "table" then error("bad argument #1 to 'setmetatable' (table expected)", 2) end
  if mt ~= nil and type(mt) ~= "table" then error("bad argument #2 to 'setmetatable' (nil or table expected)", 2) end
  local old = debug.getmetatable(t)
  if old and not own[old] then error("the metatable of this table belongs to the program", 2) end
  if mt and rawget(mt, "__gc") ~= nil then error("a filter's metatable cannot have __gc", 2) end
  if mt then own[mt] = true end
  return setmetatable(t, mt)
end

local function safe_getmetatable (value)
  local mt = debug.getmetatable(value)
  if mt and own[mt] then return mt end
end

local function no_random () error("math.random is not there: two runs must give the same bytes", 2) end

--- A fresh environment.
-- @tparam function say  (level, text): where what it prints goes
-- @tparam boolean trust  add everything the program itself can reach
-- @treturn table
function M.environment (say, trust)
  local env = {}
  for _, global in ipairs(globals) do env[global] = _G[global] end
  for library, names in pairs(libraries) do env[library] = copy(_G[library], names) end
  env.math.random, env.math.randomseed = no_random, no_random
  env.string.rep = function (s, n, sep)
    -- One call could otherwise ask for all memory; s:rep() still can, which only hurts the run that asked.
    if type(n) == "number" and n > 0 and (#tostring(s) + #(sep or "")) * n > 1 << 24 then
      error("string.rep of more than 16 MB", 2)
    end
    return string.rep(s, n, sep)
  end
  env.lpeg, env.re = copy(lpeg), copy(re)
  env.lpeg.setmaxstack, env.re.updatelocale = nil, nil      -- both act on every grammar in the process
  env.pcall = safe_pcall
  env.setmetatable, env.getmetatable = safe_setmetatable, safe_getmetatable
  env._G, env._VERSION = env, _VERSION
  --- To stderr, whatever the log level: whoever writes `print` wants to see it.
  env.print = function (...)
    local words = table.pack(...)
    for i = 1, words.n do words[i] = tostring(words[i]) end
    say("error", table.concat(words, "\t"))
  end
  if trust then
    env.math, env.string, env.pcall = math, string, pcall
    return setmetatable(env, { __index = _G })
  end
  return setmetatable(env, { __index = function (_, key)
    if withheld[key] then
      error(("'%s' is not there for filters, which see the article and nothing else"):format(key), 2)
    end
  end })
end

return M
