--- Operators for dates: month, season, year, decade, and the shift of all dates of a person by a secret number of days.
--
-- Each gives the words without brackets, and `when`, an ISO date no more exact than they.  A shifted date has none: no
-- machine should take it for the day it was.

local same_name = require "bluepencil.same_name"
local around = require "bluepencil.operator.place"

local M = {}

local months = { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
                 "December" }

local date_prepositions = {}
for word in ("on of by since until till from to before after between and in during for around about early late mid through")
  :gmatch "%a+" do date_prepositions[word] = true end

-- "arrested Tuesday" -> "arrested [on a day in 2017]"; "arrested on Tuesday" -> "arrested on [a day in 2017]"
local function is_bare (a, doc)
  local before, raw = around.word_before(doc, a.first)
  return raw:find "%w%s+$" ~= nil and not date_prepositions[before:lower()]
end

local function day_in (a, doc, when) return (is_bare(a, doc) and "on a day in " or "a day in ") .. when end

local function is_past (year, doc)
  local iso = doc.meta.date and doc.meta.date.iso
  local now = iso and tonumber(iso:match "^%d%d%d%d")
  return now == nil or tonumber(year) <= now
end

-- "2010/.." and "../2010", open at one end, are as exact as the end that is written.
local function norm_of (a) return (tostring(a.norm or ""):gsub("/%.%.$", ""):gsub("^%.%./", "")) end

--- The year; of a year alone the decade, of several years "earlier years".
function M.year (a, doc)
  local norm = norm_of(a)
  local from, to = norm:match "^(.-)/(.*)$"
  if from then
    local y1, y2 = from:match "^%d%d%d%d", to:match "^%d%d%d%d"
    if y1 and y1 == y2 and #from > 4 then
      local before = around.word_before(doc, a.first):lower()
      return (date_prepositions[before] and "" or "part of ") .. y1, { when = y1 }
    end
    if y1 or y2 then return is_past(y2 or y1, doc) and "earlier years" or "later years" end
    return "date"
  end
  local y, rest = norm:match "^(%d%d%d%d)(.*)$"
  if not y then return "date" end
  if rest:find "^%-%d%d%-%d%d" then return day_in(a, doc, y), { when = y } end
  if rest:find "^%-" then return y, { when = y } end
  return ("the %s0s"):format(y:sub(1, 3))         -- the year alone: its decade
end

--- The month and year; of less exact dates the year.
function M.month (a, doc)
  local y, m, rest = norm_of(a):match "^(%d%d%d%d)%-(%d%d)(.*)$"
  if not y or rest:find "/" or not months[tonumber(m)] then return M.year(a, doc) end
  local name = ("%s %s"):format(months[tonumber(m)], y)
  if rest == "" then return name, { when = y .. "-" .. m } end
  return day_in(a, doc, name), { when = y .. "-" .. m }
end

-- Thirds, not seasons by their names: the article may be about either half of the world.
local seasons = {}
for i = 1, 12 do seasons[i] = i <= 4 and "early " or i <= 8 and "mid-" or "late " end

--- The third of the year: "early 2017".  Seasons would say the half of the world, and months are too exact.
function M.season (a, doc)
  local y, m, rest = norm_of(a):match "^(%d%d%d%d)%-(%d%d)(.*)$"
  if not y or rest:find "/" or not seasons[tonumber(m)] then return M.year(a, doc) end
  return (is_bare(a, doc) and "in " or "") .. seasons[tonumber(m)] .. y, { when = y }
end

--- The decade: "the 2010s".
function M.decade (a, doc)
  local norm = norm_of(a)
  local from, to = norm:match "^(%d%d%d)%d[^/]*/?(%d*)"
  if not from then return "date" end
  if #to >= 4 and to:sub(1, 3) ~= from then return is_past(to:sub(1, 4), doc) and "earlier decades" or "later decades" end
  local decade = "the " .. from .. "0s"
  if norm:find "^%d+%-%d%d%-%d%d" and to == "" then return day_in(a, doc, decade) end
  return (is_bare(a, doc) and "in " or "") .. decade
end

-- ---- shift ---------------------------------------------------------------------------------------------------------

-- Days since 1970-01-01 of the Gregorian calendar, and back (Hinnant, "chrono-compatible low-level date algorithms").
local function days_of (y, m, d)
  y = m <= 2 and y - 1 or y
  local era = y // 400
  local yoe = y - era * 400
  local doy = (153 * (m + (m > 2 and -3 or 9)) + 2) // 5 + d - 1
  return era * 146097 + yoe * 365 + yoe // 4 - yoe // 100 + doy - 719468
end

local function date_of (days)
  days = days + 719468
  local era = days // 146097
  local doe = days - era * 146097
  local yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
  local doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
  local mp = (5 * doy + 2) // 153
  local m = mp + (mp < 10 and 3 or -9)
  return yoe + era * 400 + (m <= 2 and 1 or 0), m, doy - (153 * mp + 2) // 5 + 1
end

--- By how many days the dates of a person are moved: 1 to `range`, to either side, never 0.
-- @tparam table person  an entity
-- @tparam key key
-- @tparam int range
function M.offset (person, key, range)
  local digest = key:hmac("shift", same_name.key(person.name or ""))
  local n = 0
  for i = 1, 6 do n = n * 256 + digest:byte(i) end
  local days = n % (2 * range)
  return days < range and days + 1 or range - days - 1
end

-- A day or month, moved; a month by its middle.  Nil for a year, and for a month that stays the same: it would stand there as
-- it was.
local function moved (iso, offset)
  local y, m, d = iso:match "^(%d%d%d%d)%-(%d%d)%-?(%d?%d?)$"
  if not y then return nil end
  local yy, mm, dd = date_of(days_of(tonumber(y), tonumber(m), tonumber(d) or 15) + offset)
  if d ~= "" then return ("%s %d, %d"):format(months[mm], dd, yy) end
  if mm == tonumber(m) and yy == tonumber(y) then return nil end
  return ("%s %d"):format(months[mm], yy)
end

--- The date moved by the person's offset, marked as shifted; a bare year, and what has no year or no person, becomes the wider
-- span that `year` gives.
-- "Tuesday" becomes the moved day in full, since a weekday would be wrong and might give the offset away.
function M.shift (a, doc, key, range)
  if not a.person then return M.year(a, doc) end
  local offset = M.offset(a.person, key, range)
  local norm = norm_of(a)
  local from, to = norm:match "^(.-)/(.*)$"
  local text
  if from then
    local one, two = moved(from, offset), moved(to, offset)
    text = one and two and one .. " to " .. two
  else
    text = moved(norm:gsub("T.*", ""), offset)
  end
  if not text then return M.year(a, doc) end
  return (is_bare(a, doc) and "on " or "") .. text .. ", shifted"
end

return M
