--- Options tables: defaults in one place, an unknown field is an error that names the nearest known one.

local suggest = require "bluepencil.suggest"

local M = {}

--- A copy of `defaults` with the fields of `given` laid over it.
-- @tparam table defaults  every option with its default; the value `M.none` stands for "optional, no default"
-- @tparam ?table given
-- @tparam[opt="option"] string what  what to call a field in the error
-- @treturn table
-- @raise on a field that `defaults` does not have, or of another type than its default
function M.merge (defaults, given, what)
  local merged = {}
  for name, value in pairs(defaults) do
    if value ~= M.none then merged[name] = value end
  end
  for name, value in pairs(given or {}) do
    local default = defaults[name]
    if default == nil then
      local known = {}
      for key in pairs(defaults) do known[#known + 1] = tostring(key) end
      table.sort(known)
      error(suggest.unknown(what or "option", name, known), 3)
    end
    if default ~= M.none and type(default) ~= type(value) then
      error(("%s '%s' is a %s, not a %s"):format(what or "option", name, type(default), type(value)), 3)
    end
    merged[name] = value
  end
  return merged
end

--- Marks an option that has no default.
M.none = setmetatable({}, { __tostring = function () return "none" end })

return M
