--- Which files a run converts, in order, without holding the list: memory does not grow with its length.
--
-- Files named on the command line come first, folders (with --recursive) where they stand, then the names of a list.  A
-- list is read twice, once to see which folders it names; one from a pipe goes through a temporary file for that.

local forms = require "bluepencil.read.forms"
local system = require "bluepencil.system"

local M = {}
local Inputs = {}
Inputs.__index = Inputs

-- ---- paths -----------------------------------------------------------------------------------------------------------

--- A path from the root, without "." and ".."; links are not followed.
-- @tparam string path
-- @tparam string folder  the current folder
function M.absolute (path, folder)
  if path:sub(1, 1) ~= "/" then path = folder .. "/" .. path end
  local parts = {}
  for part in path:gmatch("[^/]+") do
    if part == ".." then parts[#parts] = nil
    elseif part ~= "." then parts[#parts + 1] = part end
  end
  return "/" .. table.concat(parts, "/")
end

local function parent (path) return path:match("^(.*)/[^/]*$") .. "/" end

--- The longest folder two paths share; both and the result end in "/".
function M.shared (a, b)
  if a == b then return a end
  local last = 0
  for i = 1, math.min(#a, #b) do
    local byte = a:byte(i)
    if byte ~= b:byte(i) then break end
    if byte == 47 then last = i end
  end
  return a:sub(1, last)
end

-- ---- the list --------------------------------------------------------------------------------------------------------

local function open_list (name)
  if name ~= "-" then
    if system.kind(name) == "folder" then return nil, name .. ": is a folder, not a list of files" end
    local file, message = io.open(name, "rb")
    if not file then return nil, message end
    if file:seek("set") then return file end     -- a named pipe cannot go back
    file:close()
  end
  local source = name == "-" and io.stdin or assert(io.open(name, "rb"))
  local copy, message = io.tmpfile()
  if not copy then return nil, message end
  for block in function () return source:read(1 << 16) end do
    local ok, why = copy:write(block)
    if not ok then return nil, "a copy of the list: " .. why end
  end
  return copy
end

local function names_in (list)
  list:seek("set")
  return function ()
    for line in list:lines() do
      line = line:gsub("\r$", "")
      if line ~= "" then return line end
    end
  end
end

--- The inputs of a run.
-- @tparam table args  `files`, `files_from`, `recursive`, `output` (a folder in which nothing is looked for)
-- @treturn Inputs | nil, message
function M.new (args)
  local self = setmetatable({ files = args.files, recursive = args.recursive, output = args.output }, Inputs)
  if args.files_from then
    local message
    self.list, message = open_list(args.files_from)
    if not self.list then return nil, message end
  elseif #self.files == 0 then
    self.files = { "-" }
  end
  self.folder = system.current_folder() or "/"
  for given in self:given() do
    if given ~= "-" then
      local path = M.absolute(given, self.folder)
      local folder = self.recursive and system.kind(given) == "folder" and (path .. "/"):gsub("^//", "/") or parent(path)
      self.base = self.base and M.shared(self.base, folder) or folder
    end
    self.several = self.first ~= nil or (self.recursive and system.kind(given) == "folder")
    self.first = self.first or given
  end
  return self
end

--- What was named, folders not yet opened.
function Inputs:given ()
  local i, next_name = 0, nil
  return function ()
    i = i + 1
    if i <= #self.files then return self.files[i] end
    next_name = next_name or (self.list and names_in(self.list)) or function () end
    return next_name()
  end
end

--- Whether a file of this name is taken from a folder.
local function is_wanted (name)
  local extension = name:match("%.([^.]*)$")
  return extension and forms.of_extension(extension) ~= nil
end

--- The files of a folder and of the folders in it, but not of the folder that outputs go to.
local function walk (folder, output)
  local names, message = system.list(folder)
  if not names then
    coroutine.yield(folder, message)
    return
  end
  for _, name in ipairs(names) do
    if name:sub(1, 1) ~= "." then
      local path = folder:gsub("/$", "") .. "/" .. name
      local kind, identity = system.kind(path)
      if kind == "folder" then
        if identity ~= output then walk(path, output) end
      elseif kind == "file" and is_wanted(name) then coroutine.yield(path) end
    end
  end
end

--- Iterate over the inputs: path | path, message of what is wrong with it.
function Inputs:each ()
  return coroutine.wrap(function ()
    for path in self:given() do
      local kind = path ~= "-" and system.kind(path)
      if kind ~= "folder" then coroutine.yield(path)
      elseif self.recursive then walk(path, self.output and select(2, system.kind(self.output)))
      else coroutine.yield(path, "is a folder; --recursive converts the files in it") end
    end
  end)
end

--- How many there are.  Walks folders, so ask only when somebody looks.
function Inputs:count ()
  local count = 0
  for _ in self:each() do count = count + 1 end
  return count
end

--- The path of an input below the folder that all inputs share.
function Inputs:relative (path) return M.absolute(path, self.folder):sub(#self.base + 1) end

function Inputs:close ()
  if self.list and self.list ~= io.stdin then self.list:close() end
  self.list = nil
end

return M
