--- Where outputs go: their names, and whether they may be written there.
--
-- A name comes from the name of the input, never from what the article says; when the input's own name says what was
-- struck, or could upset a terminal, the output is called by its number in the run.

local forms = require "bluepencil.read.forms"
local system = require "bluepencil.system"

local M = {}
local Output = {}
Output.__index = Output

-- Only these and those of forms are taken off: "report.2017" and "report.2018" must not become one file.
local input_extensions = { html = true, htm = true, xhtml = true, xml = true, nitf = true, md = true }

--- A folder for outputs, made when it is not there.
-- @tparam string folder
-- @tparam string extension  of the writer: "xml"
-- @tparam boolean replace  whether files that are there may be replaced
-- @treturn Output | nil, message
function M.new (folder, extension, replace)
  local ok, message = system.make_folder(folder)
  if ok then ok, message = system.may_write(folder) end
  if not ok then return nil, ("%s: cannot write into this folder: %s"):format(folder, message) end
  return setmetatable({
    folder = folder:gsub("(.)/+$", "%1"),
    extension = extension,
    replace = replace or false,
    written = {},            -- with `replace`, what this run wrote: two inputs of one output name would replace each other
    made = {},               -- the folder that was made last
  }, Output)
end

--- The name of the output of an input, below the folder.
-- @tparam string relative  path of the input below the folder that the inputs share
-- @tparam ?int number  of the article in the input, when that holds many: never its own name there
function Output:name (relative, number)
  local stem = forms.stem(relative)
  if stem == relative then
    local shorter, extension = relative:match("^(.+)%.([^./]+)$")
    if shorter and not shorter:find("/$") and input_extensions[extension:lower()] then stem = shorter end
  end
  return number and ("%s-%04d.%s"):format(stem, number, self.extension) or stem .. "." .. self.extension
end

--- A name that says nothing: the number of the input in the run.
function Output:numbered (number) return ("article-%06d.%s"):format(number, self.extension) end

--- Why an output of this name cannot be written, or nil.
function Output:refuses (name)
  if self.replace then
    if self.written[name] then return "is the output of another article of this run" end
  elseif system.kind(self.folder .. "/" .. name) then
    return "is there already; --force replaces it"
  end
end

--- Write one output.
-- @tparam string name  from `name` or `numbered`
-- @tparam string bytes
-- @tparam ?string source  identity of the input file, which is never replaced
-- @treturn string path | nil, message
function Output:write (name, bytes, source)
  local path = self.folder .. "/" .. name
  local refused = self:refuses(name)
  if refused then return nil, path .. " " .. refused end
  local _, identity = system.kind(path)
  if source and identity == source then return nil, path .. " is the article itself and is not replaced" end
  local folder = path:match("^(.*)/")
  if folder ~= self.made then
    local ok, message = system.make_folder(folder)
    if not ok then return nil, ("cannot make the folder %s: %s"):format(folder, message) end
    self.made = folder
  end
  local ok, message, code = system.write_file(path, bytes, self.replace)
  if not ok then
    if code == "exists" then return nil, path .. " is there already; --force replaces it" end
    return nil, ("cannot write %s: %s"):format(path, message)
  end
  if self.replace then self.written[name] = true end
  return path
end

return M
