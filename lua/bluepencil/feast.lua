--- Feasts that move from year to year, as day numbers (calendar.lua).
--
-- A rule is { month, day }, { month, weekday = 1..7, nth = n }, { easter = days } or { ramadan = days }.  Easter is the
-- western one.  Islamic days follow the tabular calendar: the sighting of the moon can move them by a day or two.

local calendar = require "bluepencil.calendar"

local M = {}

--- Easter Sunday of the Gregorian calendar.
-- Source: the "anonymous" computus, Nature 13 (1876), as given by Meeus, Astronomical Algorithms, ch. 8.
function M.easter (year)
  local a, b, c = year % 19, year // 100, year % 100
  local d, e, g = b // 4, b % 4, (8 * b + 13) // 25
  local h = (19 * a + b - d - g + 15) % 30
  local i, k = c // 4, c % 4
  local l = (32 + 2 * e + 2 * i - h - k) % 7
  local m = (a + 11 * h + 19 * l) // 433
  local month = (h + l - 7 * m + 90) // 25
  return calendar.day_number(year, month, (h + l - 7 * m + 33 * month + 19) % 32)
end

local UNIX_EPOCH = 2440588        -- Julian day of 1970-01-01

--- First day of Ramadan in a Gregorian year, the first one where there are two.
-- Source: tabular Islamic calendar, Dershowitz & Reingold, Calendrical Calculations.
function M.ramadan (year)
  local first = calendar.day_number(year, 1, 1)
  for hijri = (year - 622) * 33 // 32 - 1, (year - 622) * 33 // 32 + 2 do
    local day = (11 * hijri + 3) // 30 + 354 * hijri + 30 * 9 - 4 + 1 + 1948440 - 385 - UNIX_EPOCH
    if day >= first and calendar.civil(day) == year then return day end
  end
end

local function nth_weekday (year, rule)
  local month, weekday = rule[1], rule.weekday
  if rule.nth > 0 then
    local first = calendar.day_number(year, month, 1)
    return first + (weekday - calendar.weekday(first)) % 7 + 7 * (rule.nth - 1)
  end
  local last = calendar.day_number(year, month, calendar.days_in_month(year, month))
  return last - (calendar.weekday(last) - weekday) % 7
end

--- @treturn ?int the day number of a feast in a year; nil when it has none
function M.day (rule, year)
  if rule.easter then return M.easter(year) + rule.easter end
  if rule.ramadan then
    local day = M.ramadan(year)
    return day and day + rule.ramadan
  end
  if rule.weekday then return nth_weekday(year, rule) end
  return calendar.day_number(year, rule[1], rule[2])
end

return M
