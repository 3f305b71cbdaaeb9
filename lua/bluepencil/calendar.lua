--- Days of the Gregorian calendar as numbers, and back.  No time zones, no clock.

local M = {}

local month_days = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

function M.is_leap (year) return year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0) end

function M.days_in_month (year, month)
  return month == 2 and M.is_leap(year) and 29 or month_days[month]
end

--- Is it a day of the calendar?  Without a year, 29 February is.
function M.is_valid (year, month, day)
  return month >= 1 and month <= 12 and day >= 1 and day <= M.days_in_month(year or 2000, month)
end

--- Days since 1970-01-01.
-- Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
function M.day_number (year, month, day)
  if month <= 2 then year = year - 1 end
  local era = year // 400
  local year_of_era = year - era * 400
  local day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
  return era * 146097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719468
end

--- Year, month, day of a day number.
function M.civil (number)
  number = number + 719468
  local era = number // 146097
  local doe = number - era * 146097
  local yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
  local doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
  local mp = (5 * doy + 2) // 153
  local month = mp < 10 and mp + 3 or mp - 9
  return yoe + era * 400 + (month <= 2 and 1 or 0), month, doy - (153 * mp + 2) // 5 + 1
end

--- 1 for Monday to 7 for Sunday.
function M.weekday (number) return (number + 3) % 7 + 1 end

--- ISO 8601, as precise as what is given: "2017-03-22", "2017-03", "2017", "--03-22".
function M.iso (year, month, day)
  if not year then return day and ("--%02d-%02d"):format(month, day) or ("--%02d"):format(month) end
  if day then return ("%04d-%02d-%02d"):format(year, month, day) end
  if month then return ("%04d-%02d"):format(year, month) end
  return ("%04d"):format(year)
end

--- Of a day number.
function M.iso_day (number) return M.iso(M.civil(number)) end

--- The parts of "2017-03-22", "2017-03" or "2017"; nil when it is none of these or no day of the calendar.
function M.parse (iso)
  local year, month, day = tostring(iso):match("^(%d%d%d%d)%-?(%d?%d?)%-?(%d?%d?)")
  if not year then return nil end
  year, month, day = math.tointeger(year), math.tointeger(month), math.tointeger(day)
  if month and not M.is_valid(year, month, day or 1) then return nil end
  return year, month, day
end

return M
