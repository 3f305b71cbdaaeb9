--- Where the data and the shipped filters are: in a checkout, in an installed tree and in a rock.
--
-- Everything is found from the place of this file, so a checkout or a moved tree works without being told where it is.
-- Nothing reads the environment; `M.add` lets a caller put a folder of its own in front.  Costs one open of a file for
-- each question, so ask at load time, not for each article.

local M = {}

-- LUADIR/bluepencil, wherever LUADIR is.
local here = debug.getinfo(1, "S").source:match("^@(.*)[/\\][^/\\]*$") or "."

-- Folders that may hold `data/` and `filters/`, the most particular first.
local roots = {
  here,                                -- copied beside the modules
  here .. "/../..",                    -- checkout: ROOT/lua/bluepencil
  here .. "/../../../bluepencil",      -- installed: PREFIX/share/lua/5.4/bluepencil and PREFIX/share/bluepencil
}

local version = _VERSION:match("%d+%.%d+")

--- Where LuaRocks keeps what a rock copies besides modules: PREFIX/lib/luarocks/rocks-5.4/bluepencil/VERSION.
-- @tparam string rock_version  "0.1.0-1", as the rockspec has it
function M.add_rock (rock_version)
  roots[#roots + 1] = ("%s/../../../../lib/luarocks/rocks-%s/bluepencil/%s"):format(here, version, rock_version)
end

--- Look in this folder before all others.
function M.add (folder) table.insert(roots, 1, folder) end

--- Whether a file can be opened for reading.  A folder cannot be read, although some systems open it.
-- @tparam string path
-- @treturn boolean
function M.is_file (path)
  local file = io.open(path, "rb")
  if not file then return false end
  local _, _, code = file:read(0)
  file:close()
  return code == nil
end

local function find (relative)
  for _, root in ipairs(roots) do
    local path = root .. "/" .. relative
    if M.is_file(path) then return path end
  end
end

--- The path of a shipped data file.
-- @tparam string relative  "gazetteers/places.tsv"
-- @treturn string path | nil, message, code
function M.data (relative)
  local path = find("data/" .. relative)
  if path then return path end
  return nil, ("no data file '%s' was found beside the program"):format(relative), "data"
end

--- The path of a shipped filter: filters/NAME/NAME.lua.
-- @tparam string name  "classify"
-- @treturn string path | nil, message, code
function M.filter (name)
  local path = name:find("^[%w_%-]+$") and find(("filters/%s/%s.lua"):format(name, name))
  if path then return path end
  return nil, ("no shipped filter is called '%s'"):format(name), "filter"
end

--- Any shipped file by its path below the root of the tree: "filters/redact/policies/protect-private.lua".
-- @treturn string path | nil, message, code
function M.shipped (relative)
  local path = find(relative)
  if path then return path end
  return nil, ("no file '%s' was found beside the program"):format(relative), "data"
end

return M
