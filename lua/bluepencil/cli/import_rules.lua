--- bluepencil import-rules FILE.json -o FILTER.lua: rules of the IPTC's EXTRA language as a filter that an editor can read.
--
-- Takes { "rules": [...] }, a list of rules, or one rule a line, each { "name", "query", "topicId" }.  A rule that cannot be
-- read is named on standard error and left out; the filter that is written is loaded once to see that it is right.

local cjson = require "cjson"
local core = require "bluepencil.core"
local eql = require "bluepencil.rule.eql"
local filter = require "bluepencil.filter"
local log = require "bluepencil.log"
local system = require "bluepencil.system"

local M = {}

local status = { well = 0, failed = 1, usage = 2 }

local function contents (path)
  local file, message
  if path == "-" then file = io.stdin else file, message = io.open(path, "rb") end
  if not file then return nil, message end
  local text
  text, message = file:read "a"
  if file ~= io.stdin then file:close() end
  return text, message
end

-- The rules of a file: a list of tables | nil, message.
local function rules_of (text)
  local ok, data = pcall(cjson.decode, text)
  if ok and type(data) == "table" then
    local rules = type(data.rules) == "table" and data.rules or data.query and { data } or data
    if #rules > 0 then return rules end
    return nil, "there is no rule in it"
  end
  local rules, number = {}, 0
  for line in text:gmatch "[^\r\n]+" do
    number = number + 1
    if line:find "%S" then
      local fine, rule = pcall(cjson.decode, line)
      if not fine then return nil, ("line %d: not JSON"):format(number) end
      rules[#rules + 1] = rule
    end
  end
  if not rules[1] then return nil, "there is no rule in it" end
  return rules
end

local function deliver (args, text)
  if not args.output or args.output == "-" then
    local ok, message = io.stdout:write(text)
    if ok then ok, message = io.stdout:flush() end
    return ok, message and "standard output: " .. message
  end
  local ok, message, code = system.write_file(args.output, text, args.force)
  if ok then return true end
  return nil, args.output .. (code == "exists" and " is there already; --force replaces it" or ": " .. message)
end

-- Whether a filter of this text loads.
local function check (text)
  local path = os.tmpname()
  local file <close> = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
  local loaded, message = filter.load(path)
  os.remove(path)
  return loaded, message and message:gsub(path:gsub("%p", "%%%0"), "the filter")
end

--- Run the command.
-- @tparam table args  `file`, `output`, `force`, `quiet`
-- @treturn int exit status
function M.run (args)
  if args.quiet then log.level = "error" end
  local text, message = contents(args.file)
  local rules
  if text then rules, message = rules_of(text) end
  if not rules then
    log.error("%s: %s", args.file, message)
    return status.failed
  end
  local parts, failed = {
    ("-- %d rules from %s, by bluepencil %s import-rules.  Edit them as any filter: docs/classification.md.\n")
      :format(#rules, args.file == "-" and "standard input" or args.file:match "[^/]*$", core.version) }, 0
  for i, rule in ipairs(rules) do
    local label, why
    if type(rule) == "table" and type(rule.query) == "string" then
      rule.name = type(rule.name) == "string" and rule.name or "rule " .. i
      rule.topicId = type(rule.topicId) == "string" and rule.topicId or nil
      label, why = eql.label(rule)
    else
      why = "a rule has a name, a query and a topicId"
    end
    local name = type(rule) == "table" and rule.name or "?"
    if label then
      parts[#parts + 1] = label
      if why then log.warn("rule %d (%s): %s", i, name, why) end
    else
      failed = failed + 1
      log.error("rule %d (%s): %s", i, name, why)
    end
  end
  local output = table.concat(parts, "\n")
  local fine
  fine, message = check(output)
  if fine then fine, message = deliver(args, output) end
  if not fine then
    log.error("%s", message)
    return status.failed
  end
  return failed > 0 and status.failed or status.well
end

return M
