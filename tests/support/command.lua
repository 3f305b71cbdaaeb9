--- Runs of the command in a folder of its own.  `@` in a command line is that folder.

local system = require "bluepencil.system"

local M = {}
local Place = {}
Place.__index = Place

function M.new ()
  local folder = os.tmpname()
  os.remove(folder)
  assert(system.make_folder(folder))
  return setmetatable({ folder = folder }, Place)
end

function Place:path (name) return self.folder .. "/" .. name end

function Place:read (name)
  local file = assert(io.open(self:path(name), "rb"))
  local bytes = file:read("a")
  file:close()
  return bytes
end

function Place:exists (name) return system.kind(self:path(name)) ~= nil end

function Place:write (name, bytes)
  local path = self:path(name)
  assert(system.make_folder(path:match("^(.*)/")))
  assert(system.write_file(path, bytes, true))
end

--- Files below a folder, in order.
function Place:files (below)
  local out = {}
  for _, name in ipairs(system.list(self:path(below)) or {}) do
    local inner = below .. "/" .. name
    if system.kind(self:path(inner)) == "folder" then
      for _, deeper in ipairs(self:files(inner)) do out[#out + 1] = deeper end
    else
      out[#out + 1] = inner
    end
  end
  return out
end

--- Permissions of a file, as "600".
function Place:mode (name)
  local pipe = assert(io.popen(("stat -c %%a '%s'"):format(self:path(name))))
  local mode = pipe:read("l")
  pipe:close()
  return mode
end

--- Run from the checkout with a user's environment.
-- @treturn int status; string output; string messages, with "@" for the folder
function Place:run (line)
  local _, how, status = os.execute(("unset LUA_PATH LUA_CPATH BLUEPENCIL_KEY; bin/bluepencil %s >'%s/.out' 2>'%s/.err'"):format(
    (line:gsub("@", self.folder .. "/")), self.folder, self.folder))
  assert(how == "exit", how)
  local plain = self.folder:gsub("%p", "%%%0") .. "/"
  return status, (self:read(".out"):gsub(plain, "@")), (self:read(".err"):gsub(plain, "@"))
end

function Place:close () os.execute(("rm -rf '%s'"):format(self.folder)) end

M.story = [[
Mayor Opens Pier

TALLINN, May 3 (NPA) – Mayor Kadri Ojaperv opened a pier on Friday. “It will last,” Ojaperv said.

A school cook, Piret Tamverelõo, 41, who lives in the town of Kuusbergi with his wife, came to watch. Tamverelõo, who was born on
7 March 1978, can be reached at piret@tamverelo.example.

By Maarja Laanemets, NPA
]]

return M
