--- What a date owes to the words around it: open ends ("since 2010"), the time of day ("at 9:30 a.m. on Monday"), and days
--- counted from one the text has named ("the next morning", "two weeks later", "the previous year").
--
-- Works on annotations that date.lua has made; `told` is what the text named last: { y, m, day } (day number), coarser dates
-- without the finer parts.

local calendar = require "bluepencil.calendar"

local M = {}

local iso, iso_day = calendar.iso, calendar.iso_day

--- Remember a date for those that count from it.
function M.remember (context, a)
  if type(a.norm) == "string" and (a.precision == "day" or a.precision == "month" or a.precision == "year") then
    context.state.told = a.norm
  end
end

local function told (context)
  local norm = context.state.told
  if not norm then return nil end
  local y, m, d = calendar.parse(norm)
  return y and { y = y, m = m, day = d and calendar.day_number(y, m, d) }
end

--- The norm and precision of a day so and so many units behind the one told last; nil when that is not precise enough.
function M.later (context, count, unit)
  local from = told(context)
  if not from then return nil end
  if unit == "day" or unit == "week" then
    if not from.day then return nil end
    return iso_day(from.day + count * (unit == "week" and 7 or 1)), "day"
  elseif unit == "month" then
    if not from.m then return nil end
    local n = from.y * 12 + from.m - 1 + count
    return iso(n // 12, n % 12 + 1), "month"
  end
  return iso(from.y + count * (unit == "decade" and 10 or 1)), "year"
end

--- The week, month or year before, behind or of the day told last: from, to (nil but for a week), precision.
function M.period (context, shift, unit)
  if unit ~= "week" then
    local norm, precision = M.later(context, shift, unit)
    return norm, nil, precision
  end
  local from = told(context)
  if not from or not from.day then return nil end
  local monday = from.day - calendar.weekday(from.day) + 1 + 7 * shift
  return iso_day(monday), iso_day(monday + 6), "range"
end

-- ---- open ends -----------------------------------------------------------------------------------------------------------

local opens = { since = "from", ["until"] = "to", till = "to" }

--- "since 2010": `norm` 2010/.., `from` 2010.  "until 2012": ../2012, `to` 2012.  "from 2010 on".
function M.open_end (context, a)
  local text, first = context.text, a.first
  local byte = text:byte(first - 2)
  local which
  if byte == 101 or byte == 108 or byte == 69 or byte == 76 then               -- e, l: "since", "until", "till"
    local word = text:sub(first > 7 and first - 7 or 1, first - 1):match("%f[%a](%a+)%s$")
    which = word and opens[word:lower()]
  elseif byte == 109 and text:match("^[fF]rom", first > 5 and first - 5 or 1) then
    which = text:match("^%s+onwards?%f[%A]", a.last + 1) or text:match("^%s+on[%s,.;]", a.last + 1)
            or text:match("^%s+forward%f[%A]", a.last + 1)
    which = which and "from"
  end
  if which == "from" then a.from, a.norm = a.norm, a.norm .. "/.."
  elseif which == "to" then a.to, a.norm = a.norm, "../" .. a.norm end
end

-- ---- time of day ------------------------------------------------------------------------------------------------------------

local function norm_of (hour, minute, half)
  hour, minute = tonumber(hour), tonumber(minute ~= "" and minute or 0)
  if half ~= "" then
    if hour < 1 or hour > 12 then return nil end
    hour = hour % 12 + (half:lower() == "p" and 12 or 0)
  end
  return hour <= 23 and minute <= 59 and ("T%02d:%02d:00"):format(hour, minute) or nil
end

-- "9:30 a.m.", "9 am", "21:30" at a place: hour, minute, half of the day, byte behind
local function read_time (text, at)
  local hour, minute, half, after = text:match("^(%d%d?)[:.](%d%d)%s*([aApP])%.?[mM]%f[%A]%.?()", at)
  if hour then return hour, minute, half, after end
  hour, half, after = text:match("^(%d%d?)%s*([aApP])%.?[mM]%f[%A]%.?()", at)
  if hour then return hour, "", half, after end
  hour, minute, after = text:match("^(%d%d?):(%d%d)()%f[%D]", at)
  if hour then return hour, minute, "", after end
end

--- "at 9:30 a.m. on Monday", "Monday at 21:30": the time becomes part of a day's date.
function M.time_of_day (context, a)
  local text = context.text
  local at = text:match("^,?%s+at%s+()%d", a.last + 1)
  if at then
    local hour, minute, half, after = read_time(text, at)
    local time = hour and norm_of(hour, minute, half)
    if time then
      -- a full stop that ends the sentence is none of "p.m."
      if text:sub(after - 1, after - 1) == "." and not text:match("^[ap]%.m%.", after - 4) then after = after - 1 end
      a.norm, a.last, a.time = a.norm .. time, after - 1, time:sub(2)
      return
    end
  end
  local previous = text:byte(a.first - 2)
  if previous ~= 110 and previous ~= 109 and previous ~= 46 and previous ~= 44 then return end        -- "on", "m", ".", ","
  local before = text:sub(a.first > 22 and a.first - 22 or 1, a.first - 1)
  local start = before:match("()%d%d?[:.]?%d?%d?%s*[aApP]%.?[mM]%.?,?%s+on%s+$") or before:match("()%d%d?:%d%d,?%s+on%s+$")
                or before:match("()%d%d?[:.]?%d?%d?%s*[aApP]%.?[mM]%.?,?%s+$")
  if not start then return end
  if start > 1 and before:match("^[%d:.,$]", start - 1) then return end
  local first = a.first - #before + start - 1
  local hour, minute, half = read_time(text, first)
  local time = hour and norm_of(hour, minute, half)
  if time then a.norm, a.first, a.time = a.norm .. time, first, time:sub(2) end
end

return M
