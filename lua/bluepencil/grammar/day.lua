--- A day as datelines and metadata lines give it.
--
--     2017-02-14    Oct. 12    march 22, 2016    Friday, Nov. 3    3 May 2018    14/02/2017
--
-- Only what a dateline or field may hold: dates within sentences are the date recognizer's.

local lpeg = require "lpeg"

local M = {}

local P, R, S, C, Cc, Cg, Ct, Cp = lpeg.P, lpeg.R, lpeg.S, lpeg.C, lpeg.Cc, lpeg.Cg, lpeg.Ct, lpeg.Cp

--- Match a word whatever its case.
local function any_case (word)
  local pattern = P(true)
  for char in word:gmatch "." do
    pattern = pattern * (char:find("%a") and S(char:lower() .. char:upper()) or P(char))
  end
  return pattern
end
M.any_case = any_case

local months = { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                 "November", "December" }
local days = { "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday" }
M.months, M.days = months, days

local letter = R("az", "AZ")

local function choice (names, shortest, also)
  local pattern = P(false)
  for number, name in ipairs(names) do
    local one = any_case(name)
    if also and also[number] then one = one + any_case(also[number]) end
    if #name > shortest then one = one + any_case(name:sub(1, shortest)) end
    pattern = pattern + one * -letter * Cc(number)
  end
  return pattern
end

local space = S " \t\n" + P "\u{A0}"
local sp, sp1 = space ^ 0, space ^ 1
local month = Cg(choice(months, 3, { [6] = "June", [7] = "July", [9] = "Sept" }), "month") * P "." ^ -1
local weekday = Cg(choice(days, 3, { [3] = "Tues", [5] = "Thurs" }), "weekday") * P "." ^ -1
local digit = R "09"
local day = Cg(digit * digit ^ -1 / tonumber, "day") * -digit
local ordinal = (any_case "st" + any_case "nd" + any_case "rd" + any_case "th") * -letter
local year = Cg(S "12" * digit * digit * digit / tonumber, "year") * -digit
local two = digit * digit / tonumber

local iso = year * S "-/." * Cg(two, "month") * S "-/." * Cg(two, "day") * -digit
          * (S "T " * sp * digit * digit * P ":" * digit * digit * (R "09" + S ":.+Z-") ^ 0) ^ -1
local month_day = month * sp * day * ordinal ^ -1 * (P "," ^ -1 * sp * year) ^ -1
local day_month = day * ordinal ^ -1 * sp * (any_case "of" * sp1) ^ -1 * month * (P "," ^ -1 * sp * year) ^ -1
local slashed = Cg(digit * digit ^ -1 / tonumber, "a") * S "/." * Cg(digit * digit ^ -1 / tonumber, "b") * S "/." * year
local with_weekday = weekday * sp * P "," ^ -1 * sp * (month_day + day_month + iso)

local function from (pattern) return Cg(Cp(), "first") * pattern * Cg(Cp(), "after") end

--- A day; its capture is { year, month, day, weekday, first, after } (bytes; `after` is one past the end).
M.day = Ct(from(iso + with_weekday + month_day + day_month + slashed))

--- A day that names its year.
M.full = Ct(from(iso + slashed + with_weekday + month_day + day_month))

--- A weekday alone: "(UPI) Monday -".
M.weekday = Ct(from(weekday))
M.month = C(month)

local lengths = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

local function is_leap (y) return y % 4 == 0 and (y % 100 ~= 0 or y % 400 == 0) end

--- Day of the week, 0 for Sunday.  Source: Sakamoto's method.
function M.weekday_of (y, m, d)
  local offset = { 0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4 }
  if m < 3 then y = y - 1 end
  return (y + y // 4 - y // 100 + y // 400 + offset[m] + d) % 7
end

function M.is_day (y, m, d)
  return m >= 1 and m <= 12 and d >= 1 and d <= lengths[m] and not (y and m == 2 and d == 29 and not is_leap(y))
end

--- What a match says: ISO 8601 as far as it is known ("2017-02-14", "--10-12" without a year, "2018" when day and month
-- cannot be told apart), and how sure it is ("high", "low"); nil when there is no such day.
function M.iso (found)
  local y, m, d = found.year, found.month, found.day
  if found.a then
    if found.a > 12 then m, d = found.b, found.a
    elseif found.b > 12 or found.a == found.b then m, d = found.a, found.b
    else return ("%04d"):format(y), "low" end
  end
  if not m or not M.is_day(y, m, d) then return nil end
  found.month, found.day = m, d
  if y then return ("%04d-%02d-%02d"):format(y, m, d), "high" end
  return ("--%02d-%02d"):format(m, d), "high"
end

return M
