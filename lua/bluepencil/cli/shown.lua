--- What commands that answer a person share: colours, lines that cannot steer a terminal, JSON.

local system = require "bluepencil.system"

local M = {}

local escapes = { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\t"] = "\\t", ["\r"] = "\\r" }

--- A value as JSON on one line, members in the order of their names.
function M.json (value)
  local kind = type(value)
  if kind == "table" then
    local out = {}
    if #value > 0 or next(value) == nil then
      for i, one in ipairs(value) do out[i] = M.json(one) end
      return "[" .. table.concat(out, ",") .. "]"
    end
    local names = {}
    for name in pairs(value) do names[#names + 1] = name end
    table.sort(names)
    for i, name in ipairs(names) do out[i] = M.json(name) .. ":" .. M.json(value[name]) end
    return "{" .. table.concat(out, ",") .. "}"
  elseif kind == "string" then
    return '"' .. value:gsub('[%c"\\\127]', function (c) return escapes[c] or ("\\u%04x"):format(c:byte()) end) .. '"'
  end
  return tostring(value)
end

--- Whether standard output is a terminal that shows colours and may.
function M.is_coloured (args)
  return system.is_terminal(1) and not args.dumb_terminal and (os.getenv "NO_COLOR" or "") == ""
end

local codes = { bold = "1", dim = "2", red = "31", green = "32", yellow = "33", blue = "36" }

--- paint(colour, text)
function M.painter (is_coloured)
  return function (colour, text)
    if not is_coloured then return text end
    return ("\27[%sm%s\27[0m"):format(codes[colour], text)
  end
end

--- A line in which an article's own control characters cannot steer the terminal.
function M.line (line, is_coloured)
  return (line:gsub("\xC2[\x80-\x9F]", "?"):gsub("%c", function (c) return c == "\27" and is_coloured and c or " " end))
end

return M
