--- The files of policies: what a policy may say, whether it says it right, and what it extends.
--
-- A file is Lua that returns a table, loaded into an empty environment.  All its fields are checked before anything is done; a mistake
-- is told with file, line and the nearest known word.  What a policy does is policy.lua's.  Costs a file and a walk over its fields.

local core = require "bluepencil.core"
local operator = require "bluepencil.operator"
local paths = require "bluepencil.paths"
local roles = require "bluepencil.cues.roles"
local suggest = require "bluepencil.suggest"
local types = require "bluepencil.types"

local M = {}

--- Policies that come with the program.
M.shipped = { "protect-private", "protect-all", "keep-all", "listed-only", "minors", "asylum", "hipaa-safe-harbor" }

--- What a policy file may say of persons.
M.roles = { "private", "public", "unknown", "all", "listed" }
M.kinds = { "celebrity", "family", "source", "deceased", "private", "public" }
M.links = { "age", "home", "family", "occupation", "workplace", "nationality", "event_date", "event_place", "contact",
  "identifier", "health", "religion", "ethnicity", "vehicle", "school" }
M.contacts = { "protected", "not public", "all", "none" }
M.unsure = { "strike", "keep", "review" }
M.doubt = { "strike", "keep", "review" }
M.labels = { "letters", "code" }
M.without_key = { "error", "label" }
M.precisions = { "day", "month", "year" }
M.wide_places = { "country", "region" }

local function set (list)
  local t = {}
  for _, word in ipairs(list) do t[word] = true end
  return t
end

-- The kinds that the cues know of (cues/roles.lua).
do
  local known = set(M.kinds)
  for _, table_name in ipairs { "nouns", "subject", "passive", "object" } do
    for _, row in ipairs(roles[table_name] or {}) do
      if not known[row[1]] then
        known[row[1]] = true
        M.kinds[#M.kinds + 1] = row[1]
      end
    end
  end
end

-- ---- checking ------------------------------------------------------------------------------------------------------

-- The line on which a word of the file stands, to say where a mistake is.
local function line_of (source, word)
  local n, fallback = 0, nil
  for line in (source .. "\n"):gmatch "([^\n]*)\n" do
    n = n + 1
    local code = line:gsub("%-%-.*", "")
    local at, stop = code:find(tostring(word), 1, true)
    if at and not code:sub(at - 1, at - 1):find "%w" and not code:sub(stop + 1, stop + 1):find "%w" then return n end
    if at then fallback = fallback or n end
  end
  return fallback or 1
end

local function fail (ctx, word, message)
  error({ message = ("%s:%d: %s"):format(ctx.path, line_of(ctx.source, word), message) }, 0)
end

local function check_kind (ctx, field, value, kind)
  if type(value) ~= kind then
    fail(ctx, field:match "[%w_]+$", ("field '%s' is a %s, not a %s"):format(field, type(value), kind))
  end
end

local function words (known, what)
  local is_known = set(known)
  return function (ctx, field, value)
    check_kind(ctx, field, value, "table")
    for key, word in pairs(value) do
      if math.type(key) ~= "integer" then
        fail(ctx, key, ("field '%s' is a list, without '%s ='"):format(field, tostring(key)))
      end
      if type(word) ~= "string" then fail(ctx, field, ("field '%s' is a list of words in quotes"):format(field)) end
      if not is_known[word] then fail(ctx, word, suggest.unknown(what, word, known) .. (" in '%s'"):format(field)) end
    end
  end
end

local function names (ctx, field, value)
  check_kind(ctx, field, value, "table")
  for key, name in pairs(value) do
    if math.type(key) ~= "integer" or type(name) ~= "string" or not name:find "%w" and not name:find "[\128-\255]" then
      fail(ctx, field, ("field '%s' is a list of names in quotes"):format(field))
    end
    if not core.validate(name) then fail(ctx, field, ("field '%s' holds a name that is not UTF-8"):format(field)) end
  end
end

local function one_of (known)
  local is_known = set(known)
  return function (ctx, field, value)
    check_kind(ctx, field, value, "string")
    if not is_known[value] then fail(ctx, value, suggest.unknown("value", value, known) .. (" for '%s'"):format(field)) end
  end
end

local function flag (ctx, field, value) check_kind(ctx, field, value, "boolean") end
local function text (ctx, field, value) check_kind(ctx, field, value, "string") end

local function amount (ctx, field, value)
  check_kind(ctx, field, value, "number")
  if not (value >= 0 and value <= 4) then fail(ctx, field, ("field '%s' lies between 0 and 4"):format(field)) end
end

local function operators (known, what)
  local is_known = set(known)
  return function (ctx, field, value)
    check_kind(ctx, field, value, "table")
    for key, name in pairs(value) do
      if not is_known[key] then fail(ctx, key, suggest.unknown(what, tostring(key), known) .. (" in '%s'"):format(field)) end
      if type(name) ~= "function" and not (type(name) == "string" and operator.is_operator(name)) then
        fail(ctx, name, suggest.unknown("operator", tostring(name), operator.names) .. (" for '%s.%s'"):format(field, key))
      end
    end
  end
end

local annotation_names = {}
for _, row in ipairs(types.annotations) do annotation_names[#annotation_names + 1] = row[1] end

local function check_fields (ctx, fields, given, prefix)
  for key, value in pairs(given) do
    local check = fields[key]
    if not check then
      local known = {}
      for name in pairs(fields) do known[#known + 1] = name end
      table.sort(known)
      local where = prefix == "" and "" or (" in '%s'"):format(prefix:sub(1, -2))
      fail(ctx, key, suggest.unknown("field", tostring(key), known) .. where)
    end
    check(ctx, prefix .. tostring(key), value)
  end
end

local function within (low, high, is_whole)
  return function (ctx, field, value)
    check_kind(ctx, field, value, "number")
    if value < low or value > high or (is_whole and math.type(value) ~= "integer") then
      fail(ctx, field:match "[%w_]+$", ("field '%s' is %s from %g to %g"):format(field, is_whole and "a whole number" or "a number",
        low, high))
    end
  end
end

local function operator_name (ctx, field, value)
  if type(value) ~= "function" and not (type(value) == "string" and operator.is_operator(value)) then
    fail(ctx, value, suggest.unknown("operator", tostring(value), operator.names) .. (" for '%s'"):format(field))
  end
end

-- The list of rules: each says when, and which operator.
local function rule_list (rule_fields)
  return function (ctx, field, value)
    check_kind(ctx, field, value, "table")
    for key, rule in pairs(value) do
      if math.type(key) ~= "integer" or type(rule) ~= "table" then
        fail(ctx, field, ("field '%s' is a list of tables"):format(field))
      end
      local name = ("%s[%d]"):format(field, key)
      check_fields(ctx, rule_fields, rule, name .. ".")
      if not rule.operator then fail(ctx, field, ("'%s' names no operator"):format(name)) end
      if not rule.type and not rule.link then fail(ctx, field, ("'%s' names neither a type nor a link"):format(name)) end
    end
  end
end

local function group (fields)
  return function (ctx, field, value)
    check_kind(ctx, field, value, "table")
    check_fields(ctx, fields, value, field .. ".")
  end
end

local fields = {
  name = text, description = text, extends = text,
  protect = group { roles = words(M.roles, "role"), kinds = words(M.kinds, "kind"), vulnerable = flag, family = flag },
  keep = group { roles = words(M.roles, "role"), kinds = words(M.kinds, "kind") },
  unsure = one_of(M.unsure),
  doubt = one_of(M.doubt),
  contacts = one_of(M.contacts),
  wide_places = words(M.wide_places, "place"),
  rules = rule_list {
    type = one_of(annotation_names), link = one_of(M.links), kinds = words(M.kinds, "kind"), roles = words(M.roles, "role"),
    vulnerable = flag, over = within(0, 150), under = within(0, 150), precision = words(M.precisions, "precision"),
    anyone = flag, operator = operator_name, why = text,
  },
  label = one_of(M.labels),
  without_key = one_of(M.without_key),
  shift_days = within(1, 36500, true),
  brackets = flag,
  recall = amount,
  perhaps_person = within(0, 1),
  keep_files = names, protect_files = names,
  operators = operators(annotation_names, "type"),
  links = operators(M.links, "link"),
  keep_list = names, protect_list = names,
}

-- ---- loading -------------------------------------------------------------------------------------------------------

-- What a policy that says nothing says.
local defaults = {
  protect = { roles = {}, kinds = {}, vulnerable = false, family = false },
  keep = { roles = {}, kinds = {} },
  unsure = "strike",
  doubt = "review",
  contacts = "none",
  wide_places = { "country" },
  recall = 0.75, perhaps_person = 1, label = "letters", without_key = "error", shift_days = 180, brackets = true,
  operators = {}, links = {}, rules = {}, keep_list = {}, protect_list = {}, keep_files = {}, protect_files = {},
}

-- Lists of a policy that take the place of those it extends, instead of being laid over them word by word.
local is_list = set { "roles", "kinds", "keep_list", "protect_list", "keep_files", "protect_files", "rules", "wide_places" }

local function lay_over (base, given)
  local merged = {}
  for key, value in pairs(base) do merged[key] = value end
  for key, value in pairs(given) do
    local below = merged[key]
    if type(value) == "table" and type(below) == "table" and not is_list[key] then
      merged[key] = lay_over(below, value)
    else
      merged[key] = value
    end
  end
  return merged
end

local function read (path)
  local file, message = io.open(path, "rb")
  if not file then return nil, message end
  local source = file:read "a"
  file:close()
  if not source then return nil, path .. ": cannot be read" end
  return source
end

local function locate (given)
  if type(given) ~= "string" or given == "" then return nil, "a policy is given by its name or path" end
  if given:find "^[%w_%-]+$" then
    local path = paths.shipped("filters/redact/policies/" .. given .. ".lua")
    if path then return path end
  end
  if paths.is_file(given) then return given end
  local near = suggest.nearest(given, M.shipped)
  local hint = near and ("; did you mean '%s'?"):format(near) or ""
  return nil, ("policy '%s' was not found: it is neither shipped (%s) nor a file%s"):format(given,
    table.concat(M.shipped, ", "), hint)
end

-- Files of names beside the policy: a person a line, other forms of the name behind ";", remarks behind "#".
local function read_lists (path, source, result, field, into)
  local folder = path:match "^(.*[/\\])" or ""
  for _, name in ipairs(result[field] or {}) do
    local full = name:find "^[/\\]" and name or folder .. name
    local content, message = read(full)
    if not content then return ("%s:%d: %s"):format(path, line_of(source, name), message) end
    local list, number = table.move(result[into] or {}, 1, #(result[into] or {}), 1, {}), 0
    for line in (content:gsub("^\239\187\191", "") .. "\n"):gmatch "([^\n]*)\n" do
      number = number + 1
      if not core.validate(line) then return ("%s:%d: not UTF-8"):format(full, number) end
      for form in line:gsub("#.*", ""):gmatch "[^;]+" do
        form = form:match "^%s*(.-)%s*$"
        if form ~= "" then
          if not form:find "%w" and not form:find "[\128-\255]" then return ("%s:%d: not a name"):format(full, number) end
          list[#list + 1] = form
        end
      end
    end
    result[into] = list
  end
end

local function raw_table (path, depth)
  local source, message = read(path)
  if not source then return nil, message end
  local chunk
  chunk, message = load(source:gsub("^\239\187\191", ""), "@" .. path, "t", {})
  if not chunk then return nil, message end
  local ok, result = pcall(chunk)
  if not ok then return nil, tostring(result) end
  if type(result) ~= "table" then return nil, ("%s:1: a policy file returns a table"):format(path) end
  local checked, problem = pcall(check_fields, { path = path, source = source }, fields, result, "")
  if not checked then return nil, type(problem) == "table" and problem.message or tostring(problem) end
  for _, lists in ipairs { { "keep_files", "keep_list" }, { "protect_files", "protect_list" } } do
    local problem_file = read_lists(path, source, result, lists[1], lists[2])
    if problem_file then return nil, problem_file end
  end
  if not result.extends then return lay_over(defaults, result) end
  if depth > 8 then return nil, ("%s: policies extend one another in a circle"):format(path) end
  local base_path
  base_path, message = locate(result.extends)
  if not base_path then return nil, ("%s:%d: %s"):format(path, line_of(source, "extends"), message) end
  local base
  base, message = raw_table(base_path, depth + 1)
  if not base then return nil, message end
  return lay_over(base, result)
end

--- The fields of a policy, with those of what it extends below them.
-- @tparam string given  the name of a shipped one, or a path
-- @treturn table fields, string path | nil, message  `FILE:LINE: what is wrong`
function M.load (given)
  local path, message = locate(given)
  if not path then return nil, message end
  local raw
  raw, message = raw_table(path, 0)
  if not raw then return nil, message end
  return raw, path
end

--- The same of a table that a program made.
-- @treturn table | nil, message
function M.check (given, path)
  local ok, problem = pcall(check_fields, { path = path, source = "" }, fields, given, "")
  if not ok then return nil, type(problem) == "table" and problem.message or tostring(problem) end
  return lay_over(defaults, given)
end

return M
