--- A command line of the shell, run from the checkout as a user would.

local M = {}

--- Run a command line.
-- @tparam string command
-- @tparam[opt=""] string input  what it reads from standard input
-- @treturn string output  standard output and errors together; int status
function M.run (command, input)
  local path = os.tmpname()
  local file = assert(io.open(path, "w"))
  file:write(input or "")
  file:close()
  local pipe = assert(io.popen(("{ unset LUA_PATH LUA_CPATH; %s; } < %s 2>&1; echo \"status $?\""):format(command, path), "r"))
  local output = pipe:read("a")
  pipe:close()
  os.remove(path)
  local text, status = output:match("^(.*)status (%d+)\n$")
  return text, tonumber(status)
end

return M
