--- What the commands share in talking to the user: names that may go to a terminal, one line for each article, errors of the
-- program itself without the article's words.

local log = require "bluepencil.log"

local M = {}

--- A name that may go to a terminal: control characters, C1 among them, are written out.
function M.printable (name)
  return (name:gsub("\xC2[\x80-\x9F]", function (c) return ("\\x%02X"):format(c:byte(2)) end)
    :gsub("%c", function (c) return ("\\x%02X"):format(c:byte()) end))
end

--- One line about one article.
-- @tparam string level  "info", "warn" or "error"
function M.say (level, name, message)
  message = M.printable(message)
  name = M.printable(name)
  if message:sub(1, #name + 1) ~= name .. ":" then message = name .. ": " .. message end
  log[level]("%s", message)
end

--- A message handler for errors inside the program: the place is named, the words (which may be the article's) only with
-- --trace.
function M.internal_error (trace)
  return function (raised)
    raised = tostring(raised)
    if raised:find("interrupted!$") then return "interrupted!" end
    if trace then return debug.traceback("error in the program: " .. raised, 2) end
    if raised:find("not enough memory", 1, true) then return "not enough memory" end
    return ("error in the program at %s; --trace tells more"):format(raised:match("^[^:]+:%d+") or "an unknown place")
  end
end

--- Whether a word is a day of the calendar, YYYY-MM-DD.
function M.is_date (text)
  local year, month, day = text:match("^(%d%d%d%d)%-(%d%d)%-(%d%d)$")
  if not year then return false end
  local time = os.time { year = tonumber(year), month = tonumber(month), day = tonumber(day), hour = 12 }
  return os.date("%Y-%m-%d", time) == text
end

return M
