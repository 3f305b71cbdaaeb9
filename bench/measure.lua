-- Runs the command in this process and appends what it cost to a file: wall seconds, processor seconds, peak bytes.
--
--     lua5.4 bench/measure.lua RESULT ARGUMENT...

local root = arg[0]:match("^(.*)/bench/[^/]+$") or "."
local result = table.remove(arg, 1)
local start
arg[0] = root .. "/lua/bluepencil/cli/main.lua"       -- luacheck: ignore 122

local exit = os.exit
os.exit = function (...)                               -- luacheck: ignore 122
  local system = require "bluepencil.system"
  local file = assert(io.open(result, "a"))
  file:write(("%.6f %.6f %d\n"):format(system.now_s() - start, system.cpu_s(), system.peak_memory_bytes()))
  file:close()
  exit(...)
end
package.cpath = root .. "/build/lua5.4/?.so;" .. package.cpath
start = require "bluepencil.system".now_s()
dofile(arg[0])
