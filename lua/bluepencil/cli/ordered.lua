--- JSON whose members stay in order, so that the same run gives the same bytes: ordered.object("id", 1, "labels", ordered.list { ... }).

local record = require "bluepencil.read.record"

local M = {}

-- What `object` and `list` give: bytes that are JSON already.
local function made (bytes) return { json = bytes } end

local function value_of (value)
  if type(value) == "table" then return value.json end
  if type(value) == "string" then return record.string(value) end
  if math.type(value) == "float" then
    if value ~= value or value == math.huge or value == -math.huge then return "null" end
    return (("%.4g"):format(value):gsub("^(%-?%d+)$", "%1.0"))
  end
  return tostring(value)
end

--- An object of names and values; a value of nil leaves its name out.
function M.object (...)
  local parts = {}
  for i = 1, select("#", ...), 2 do
    local name, value = select(i, ...)
    if value ~= nil then parts[#parts + 1] = ('"%s":%s'):format(name, value_of(value)) end
  end
  return made("{" .. table.concat(parts, ",") .. "}")
end

--- A list; `make`, when given, makes the values of the items.
function M.list (items, make)
  local parts = {}
  for i, item in ipairs(items) do parts[i] = value_of(make and make(item) or item) end
  return made("[" .. table.concat(parts, ",") .. "]")
end

--- Figures of a tally (classifier/scores.lua).
function M.summary (tally, first_name, first_value)
  local s = tally:summary()
  return M.object(first_name, first_value, "texts", s.texts, "accuracy", s.accuracy, "macro_f1", s.macro_f1, "micro_f1", s.micro_f1,
    "precision", s.precision, "recall", s.recall, "without_label", s.without_label,
    "labels", M.list(s.labels, function (l)
      return M.object("id", l.id, "precision", l.precision, "recall", l.recall, "f1", l.f1, "texts", l.texts, "given", l.given)
    end),
    "confusions", M.list(tally:confusions(), function (c)
      return M.object("wanted", c.wanted, "given", c.given, "count", c.count)
    end)).json
end

return M
