--- JSON that may stand in a <script> element of a page: no "<" to end or to comment the element out, no line separators that a
-- script would stumble over.
--
-- Tables with [1], and empty ones, are arrays; all others objects, whose keys are sorted, so that two runs give the same bytes.
-- Meant for tables that the program made: a table in a circle would never end.

local M = {}

local escapes = {
  ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t",
  ["<"] = "\\u003c", [">"] = "\\u003e", ["&"] = "\\u0026",
  ["\u{2028}"] = "\\u2028", ["\u{2029}"] = "\\u2029",
}

--- A JSON string; bytes that are not UTF-8 become U+FFFD.
local function quote (s)
  if s:find("^[%w :/.,%-]*$") then return '"' .. s .. '"' end
  if not utf8.len(s) then s = s:gsub("[\x80-\xFF]", "\u{FFFD}") end
  s = s:gsub('[%c"\\<>&\x7F]', function (c) return escapes[c] or ("\\u%04x"):format(c:byte()) end)
  return '"' .. s:gsub("\u{2028}", escapes):gsub("\u{2029}", escapes) .. '"'
end

local function number (n)
  local whole = math.tointeger(n)
  if whole then return ("%d"):format(whole) end
  if n ~= n or n == math.huge or n == -math.huge then return "null" end
  return ("%.3g"):format(n)
end

local function encode (value, out)
  local kind = type(value)
  if kind == "string" then out[#out + 1] = quote(value)
  elseif kind == "number" then out[#out + 1] = number(value)
  elseif kind ~= "table" then out[#out + 1] = tostring(value)
  elseif value[1] ~= nil or next(value) == nil then
    out[#out + 1] = "["
    for i, item in ipairs(value) do
      if i > 1 then out[#out + 1] = "," end
      encode(item, out)
    end
    out[#out + 1] = "]"
  else
    local keys = {}
    for key in pairs(value) do keys[#keys + 1] = key end
    table.sort(keys)
    for i, key in ipairs(keys) do
      out[#out + 1] = (i == 1 and "{" or ",") .. quote(key) .. ":"
      encode(value[key], out)
    end
    out[#out + 1] = "}"
  end
end

--- @treturn string bytes
function M.encode (value)
  local out = {}
  encode(value, out)
  return table.concat(out)
end

return M
