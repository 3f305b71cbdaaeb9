--- The year of a dateline that gives day and month only.
--
-- Evidence, strongest first: a date field; "Friday, Nov. 3" in the article, which few years agree with; the latest year
-- that the article speaks of, which is the year before (the current one is "this year"); the caller's date.  Never the
-- clock: the same article must give the same bytes on any day.

local day = require "bluepencil.grammar.day"

local M = {}

-- How many years after the latest one named the article may be from.
local AHEAD = 6

-- Words before a year that the text looks forward to ("by 2030"), or that make it a number; verbs that look forward.
local forward = { by = true, ["until"] = true, through = true, before = true, after = true, till = true, than = true }
local will = { will = true, would = true, shall = true, expected = true, due = true, plans = true, plan = true, planned = true,
               scheduled = true, could = true, may = true }

local function is_future (text, at)
  local word = text:sub(math.max(1, at - 10), at - 1):match("(%a+)%s$")
  if word and forward[word:lower()] then return true end
  local clause = text:sub(math.max(1, at - 60), at - 1):match("[^.;!?\n]*$")
  for one in clause:gmatch "%f[%a]%l+" do
    if will[one] then return true end
  end
  return false
end

-- Words after four digits that make them a count: "2000 people" counts, "In 2015 he" does not.
local function is_count (text, at)
  if not text:find("^ %l%l%l%l", at + 4) then return false end
  return not text:sub(math.max(1, at - 12), at - 1):lower():find("%f[%a]%l%l+%.?%s$")
end

--- Is there a year at this byte?
local function year_at (text, at)
  local value = text:match("^%d%d%d%d%f[^%w]", at)
  if not value or text:find("^[%w$#.,/]", at - 1) and at > 1 or text:find("^[,.]%d", at + 4) then return nil end
  if text:find("^ ?, %d%d%d%f[%D]", at + 4) or is_future(text, at) or is_count(text, at) then return nil end
  return tonumber(value)
end

--- The latest year the text names as past or present, or nil.
function M.latest (text, from)
  local latest
  for _, century in ipairs { "20", "19" } do
    local at = text:find(century, from or 1, true)
    while at do
      local value = year_at(text, at)
      if value and (not latest or value > latest) then latest = value end
      at = text:find(century, at + 2, true)
    end
    if latest then return latest end
  end
end

--- Days of the text that come with their weekday and no year: { weekday (0 = Sunday), month, day }.
local function weekday_pairs (text, from)
  local found = {}
  local at = text:find("day, ", from, true)
  while at do
    local start = at
    while start > 1 and text:find("^%a", start - 1) and at - start < 9 do start = start - 1 end
    local match = day.day:match(text, start)
    if match and match.weekday and match.month and not match.year then
      found[#found + 1] = { weekday = match.weekday - 1, month = match.month, day = match.day }
    end
    at = text:find("day, ", at + 1, true)
  end
  return found
end

--- The year in which a pair fits when the article is of `year`, allowing for a turn of the year in between.
local function pair_fits (pair, year, month)
  local candidates = { year }
  if pair.month - month > 6 then candidates[2] = year - 1
  elseif month - pair.month > 6 then candidates[2] = year + 1 end
  for _, y in ipairs(candidates) do
    if day.is_day(y, pair.month, pair.day) and day.weekday_of(y, pair.month, pair.day) == pair.weekday then return true end
  end
  return false
end

--- Infer the year.
-- @tparam string text  @tparam int from  byte after the dateline
-- @tparam table found  { month, day, weekday }
-- @tparam[opt] string known  ISO date of the caller
-- @treturn ?int year, string cert, string source
function M.infer (text, from, found, known)
  local pairs_found = weekday_pairs(text, from)
  if found.weekday then
    pairs_found[#pairs_found + 1] = { weekday = found.weekday - 1, month = found.month, day = found.day }
  end
  if known and known:find("^%d%d%d%d%-%d%d%-%d%d") then
    local y, md = tonumber(known:sub(1, 4)), known:sub(6, 10)
    local year = ("%02d-%02d"):format(found.month, found.day) <= md and y or y - 1   -- filed on or before the known day
    return year, "medium", "options.date"
  end
  local latest = M.latest(text, from)
  if #pairs_found > 0 and latest then
    for year = latest, latest + AHEAD do
      local fits = 0
      for _, pair in ipairs(pairs_found) do
        if pair_fits(pair, year, found.month) then fits = fits + 1 end
      end
      if fits == #pairs_found then return year, year - latest <= 2 and "high" or "medium", "dateline+weekday" end
    end
  end
  if latest then return latest + 1, "low", "dateline+latest-year" end
  return nil
end

return M
