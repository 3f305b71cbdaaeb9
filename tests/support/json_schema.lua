--- A validator for the part of JSON Schema 2020-12 that docs/annotations.schema.json uses.  A keyword it does not know is an
-- error: nothing in a schema is passed over in silence.  Values are as lua-cjson decodes them, arrays by `cjson.empty_array_mt`
-- not told from empty objects, so an empty table is either.

local M = {}

local null = require "cjson".null

local annotations = { ["$schema"] = true, ["$id"] = true, title = true, description = true, ["$defs"] = true }

local function is_array (v) return type(v) == "table" and (next(v) == nil or v[1] ~= nil) end
local function is_object (v) return type(v) == "table" and v[1] == nil end

local is_type = {
  string = function (v) return type(v) == "string" end,
  number = function (v) return type(v) == "number" end,
  integer = function (v) return type(v) == "number" and math.tointeger(v) ~= nil end,
  boolean = function (v) return type(v) == "boolean" end,
  null = function (v) return v == null end,
  array = is_array, object = is_object,
}

--- Whether a string matches a regular expression of literals, classes, "+" and one group of alternatives.
local function matches (s, pattern)
  local before, group, after = pattern:match("^(.-)%(([%w|]+)%)(.*)$")
  if group then
    for word in group:gmatch("[^|]+") do
      if matches(s, before .. word .. after) then return true end
    end
    return false
  end
  assert(not pattern:find("[()|?*{}]"), "a pattern this validator does not know: " .. pattern)
  return s:find((pattern:gsub("\\", "%%"))) ~= nil
end

local check

local keywords = {
  type = function (v, wanted, where)
    for _, name in ipairs(type(wanted) == "table" and wanted or { wanted }) do
      if assert(is_type[name], name)(v) then return end
    end
    return where .. ": wrong type"
  end,
  enum = function (v, wanted, where)
    for _, one in ipairs(wanted) do if v == one then return end end
    return where .. ": not one of the values"
  end,
  const = function (v, wanted, where) if v ~= wanted then return where .. ": not the constant" end end,
  pattern = function (v, wanted, where)
    if type(v) == "string" and not matches(v, wanted) then return where .. ": does not match" end
  end,
  minimum = function (v, wanted, where) if type(v) == "number" and v < wanted then return where .. ": too small" end end,
  minItems = function (v, wanted, where) if is_array(v) and #v < wanted then return where .. ": too few" end end,
  required = function (v, wanted, where)
    for _, name in ipairs(wanted) do
      if is_object(v) and v[name] == nil then return ("%s.%s: missing"):format(where, name) end
    end
  end,
  properties = function (v, wanted, where, root)
    for name, schema in pairs(wanted) do
      local problem = is_object(v) and v[name] ~= nil and check(v[name], schema, where .. "." .. name, root)
      if problem then return problem end
    end
  end,
  items = function (v, schema, where, root)
    for i, one in ipairs(is_array(v) and v or {}) do
      local problem = check(one, schema, ("%s[%d]"):format(where, i - 1), root)
      if problem then return problem end
    end
  end,
  ["$ref"] = function (v, path, where, root)
    local schema = root
    for name in assert(path:match("^#/(.*)$")):gmatch("[^/]+") do schema = assert(schema[name], path) end
    return check(v, schema, where, root)
  end,
}

function check (v, schema, where, root)
  for name, wanted in pairs(schema) do
    local keyword = keywords[name]
    if keyword then
      local problem = keyword(v, wanted, where, root)
      if problem then return problem end
    elseif name == "additionalProperties" then
      assert(wanted == false)
      for field in pairs(is_object(v) and v or {}) do
        if not schema.properties[field] then return ("%s.%s: not in the schema"):format(where, tostring(field)) end
      end
    else
      assert(annotations[name], "a keyword this validator does not know: " .. name)
    end
  end
end

--- What is wrong with a value, or nil.
function M.check (value, schema) return check(value, schema, "$", schema) end

return M
