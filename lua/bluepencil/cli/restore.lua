--- bluepencil restore DIR --map M --key K -o OUT: the articles of a reversible run with nothing struck.
--
-- Two passes: everything is opened before anything is written, so that a wrong key or a damaged map leaves nothing
-- half done.  Restored files are their owner's alone.  Holds one article at a time.

local keys = require "bluepencil.cli.key"
local log = require "bluepencil.log"
local setup = require "bluepencil.cli.setup"
local system = require "bluepencil.system"
local talk = require "bluepencil.cli.talk"
local vault = require "bluepencil.vault"

local M = {}

local status, printable = setup.status, talk.printable

local function usage (message, ...)
  log.error(message .. " ('bluepencil restore --help' tells more)", ...)
  return status.usage
end

local function contents (path)
  local file <close> = io.open(path, "rb")
  return file and file:read("a")
end

local function files_below (folder, prefix, out)
  for _, name in ipairs(system.list(folder) or {}) do
    local path = folder .. "/" .. name
    if system.kind(path) == "folder" then files_below(path, prefix .. name .. "/", out)
    else out[#out + 1] = { path = path, name = prefix .. name } end
  end
  return out
end

--- The article of the map that a file is: the longest name that the end of its path spells.
local function article_of (map, path)
  local name = path
  while name do
    if map.at[name] then return name end
    name = name:match("^[^/]*/(.*)$")
  end
end

local function inputs_of (map, given)
  if system.kind(given) == "folder" then return files_below((given:gsub("(.)/+$", "%1")), "", {}) end
  local name = article_of(map, given)
  return { { path = given, name = name or given } }
end

-- Open every article: `true`, or `nil, message` of the first that does not open.
local function check (map, inputs)
  for _, input in ipairs(inputs) do
    if map.at[input.name] then
      local full, made = map:open(input.name)
      if not full then return nil, ("map: the record of %s cannot be opened: %s"):format(input.name, made) end
      input.is_known = true
      local bytes = contents(input.path)
      if not bytes or not map:is_unchanged(bytes, made) then
        log.warn("%s: was changed since it was written; what is restored is how it was then", printable(input.path))
      end
    end
  end
  return true
end

local function deliver (args, name, full)
  if not args.output then
    local ok, message = io.stdout:write(full)
    if ok then ok, message = io.stdout:flush() end
    if not ok then return nil, "standard output: " .. message end
    return true
  end
  local path = args.output:gsub("(.)/+$", "%1") .. "/" .. name
  local ok, message, code = system.make_folder(path:match("^(.*)/"))
  if ok then ok, message, code = system.write_file(path, full, args.force, true) end
  if ok then return true end
  return nil, path .. (code == "exists" and " is there already; --force replaces it" or ": " .. message)
end

local function restore_all (args, map, inputs)
  local ok, message = check(map, inputs)
  if not ok then return usage("%s", printable(message)) end
  local worst, done = status.well, 0
  for _, input in ipairs(inputs) do
    if not input.is_known then
      log.error("%s: is not in the map", printable(input.path))
      worst = status.failed
    else
      local full
      full, message = map:open(input.name)
      ok = full
      if full then ok, message = deliver(args, input.name, full) end
      if ok then done = done + 1
      else
        log.error("%s", printable(message))
        worst = status.failed
      end
    end
  end
  if args.output then log.info("%d of %d articles restored", done, #inputs) end
  return worst
end

--- Run the command.
-- @tparam table args  see options.lua
-- @treturn int exit status
function M.run (args)
  log.level = args.quiet and "error" or "info"
  log.trace = args.trace or false
  if not args.map then return usage("--map MAP is missing: it holds what was struck") end
  local kind, identity = system.kind(args.folder)
  if not kind then return usage("%s: is not there", printable(args.folder)) end
  if kind == "folder" and not args.output then return usage("a folder is restored into another: -o OUT is missing") end
  if args.output then
    local _, out = system.kind(args.output)
    if out and out == identity then return usage("-o %s: is the folder itself; its files are not replaced", printable(args.output)) end
  end
  local key, message = keys.open(args)
  if not key then return usage("%s", printable(message or "a map is opened with its key: --key FILE")) end
  local map
  map, message = vault.read(args.map, key)
  if not map then return usage("%s", printable(message)) end
  local called, result = xpcall(restore_all, talk.internal_error(args.trace), args, map, inputs_of(map, args.folder))
  map:close()
  if called then return result end
  log.error("%s", result)
  return result:find("interrupted!$") and status.interrupted or status.failed
end

return M
