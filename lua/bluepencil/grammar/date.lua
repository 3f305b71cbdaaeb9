--- The forms dates take in English news, each as a table of parts: what is written, not yet which day it is.
--
-- `form` names the rule; `y`, `m`, `d` are year, month, day; `y2`, `m2`, `d2` the end of a range; `weekday` 1 for Monday;
-- `after` the byte behind the match.  Which year "Jan. 31" belongs to is recognizer/date.lua's business.

local lpeg = require "lpeg"
local atom = require "bluepencil.grammar.atom"

local P, R, S, V, B, C, Cc, Cg, Cp, Ct = lpeg.P, lpeg.R, lpeg.S, lpeg.V, lpeg.B, lpeg.C, lpeg.Cc, lpeg.Cg, lpeg.Cp, lpeg.Ct
local digit, space, gap, word_end = atom.digit, atom.space, atom.gap, atom.word_end

local M = {}

M.months = { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
             "December" }
local month_short = { Jan = 1, Feb = 2, Mar = 3, Apr = 4, Jun = 6, Jul = 7, Aug = 8, Sep = 9, Sept = 9, Oct = 10, Nov = 11,
                      Dec = 12 }
M.weekdays = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" }
local weekday_short = { Mon = 1, Tue = 2, Tues = 2, Wed = 3, Thu = 4, Thur = 4, Thurs = 4, Fri = 5, Sat = 6, Sun = 7 }

local function named (name, pattern) return Cg(pattern, name) end

-- What stands in many forms is a rule, called from there: copied, the months alone made these patterns megabytes.
local rules = {}
local function rule (called, pattern)
  rules[called] = pattern
  return V(called)
end
local function complete (pattern)
  local grammar = { pattern }
  for called, body in pairs(rules) do grammar[called] = body end
  return P(grammar)
end

local function form (name, pattern) return Ct(named("form", Cc(name)) * pattern * named("after", Cp())) end

-- ---- parts -----------------------------------------------------------------------------------------------------------

-- As written and in capitals ("MARCH 22"); in small letters only what no other word looks like, or with a figure.
local function cased (list, into, lower)
  for word, value in pairs(list) do
    into[word] = value
    into[word:upper()] = value
    if lower then into[word:lower()] = value end
  end
  return into
end

local full, short = {}, {}
for i, name in ipairs(M.months) do full[name] = i end
local full_months = rule("full months", atom.words(cased(full, {})))
for word, value in pairs(month_short) do short[word] = value; short[word .. "."] = value end
local month_stop = -(atom.letter + digit)
local short_months = rule("short months", atom.words(cased(short, {}), false, month_stop))
--- What is added to the number of a month that is written in small letters.
M.small_letters = 12

-- In text that is all in small letters: "on march 22", "november 2015"; "may" and "march" need the figure behind them.
local low = {}
for i, name in ipairs(M.months) do low[name:lower()] = i + M.small_letters end
local low_stop = -(atom.letter + digit) * #(space * (P"the" * space)^-1 * digit)
local low_months = atom.words(low, false, low_stop)
local month = rule("month", full_months + short_months + low_months)
local month_behind = rule("month behind", full_months + short_months + atom.words(low))       -- "22 march"

local full_days, short_days = {}, {}
for i, name in ipairs(M.weekdays) do full_days[name] = i end
for word, value in pairs(weekday_short) do short_days[word] = value; short_days[word .. "."] = value end
local full_weekday = rule("full weekday", atom.words(cased(full_days, {}, true)))
local any_weekday = rule("weekday", full_weekday + atom.words(cased(short_days, {})))

local function to_integer (s) return math.tointeger(tonumber(s)) end

local ordinal = (P"st" + "nd" + "rd" + "th" + "ST" + "ND" + "RD" + "TH") * word_end
-- A day of a month: 1 to 31, and not the start of a longer number, a share or a time of day.
local day = rule("day", C(S"12" * digit + P"3" * S"01" + P"0"^-1 * R"19") / to_integer * -(digit + S".,:" * digit + P"%")
          * (ordinal + #word_end))
local year = rule("year", C(R"12" * digit * digit * digit) / to_integer * -(digit + atom.letter + S".,:" * digit))
local year_2 = C(digit * digit) / to_integer * word_end
local month_2 = C(P"1" * S"012" + P"0"^-1 * R"19") / to_integer * -digit
local day_2 = C(S"12" * digit + P"3" * S"01" + P"0"^-1 * R"19") / to_integer * -digit

-- ", 2017"   " 2017"   " of 2017"
local comma_year = (gap * "," * space + space * P"of" * space + space) * named("y", year)
local comma_year_2 = (gap * "," * space + space) * named("y2", year)
local of = space * (P"of" * space)^-1

-- "3-5"   "3 to 5"   "3 through 5"; "3 and 5" only behind "between"
local through = space * (P"to" + "through" + "until" + "till" + "thru") * space
local link = gap * atom.dash * gap + through
local between = B(P"etween" * S" \t\n") + B(P"etween the" * S" \t\n")
local both = space * P"and" * space * (P"the" * space)^-1
local function range (left, right) return left * link * right + between * left * both * right end

-- ---- a month first -----------------------------------------------------------------------------------------------------

local m, d = named("m", month), named("d", day)
local m2, d2 = named("m2", month), named("d2", day)
local month_space = m * space * (P"the" * space)^-1

M.by_month =
    -- "May 3 to June 7, 2017"   "May 3, 2016 - June 7, 2017"
    form("month-day-range", range(month_space * d * comma_year^-1, m2 * space * d2) * comma_year_2^-1)
    -- "May 3-5, 2017"   "May 3 to 7"
  + form("month-day-range", range(month_space * d, d2 * -(gap * "," * gap * digit * digit * digit * -digit)) * comma_year_2^-1)
    -- "March 22, 2017"   "Jan. 31"   "MARCH 22"   "March 22nd"
  + form("month-day", month_space * d * comma_year^-1)
    -- "November 2015 to March 2017"
  + form("month-range", range(m * (P","^-1 * of) * named("y", year), m2 * (P","^-1 * of) * named("y2", year)))
    -- "May-June 2015"   "from May to July"
  + form("month-range", range(m, m2) * ((P","^-1 * of) * named("y2", year))^-1)
    -- "November 2015"   "November of 2015"   "November, 2015"
  + form("month-year", m * (P","^-1 * of) * named("y", year))
    -- "November '15"
  + form("month-year", m * space * atom.apostrophe * named("yy", year_2))
    -- "In January,"; the full name only
  + form("month", named("m", full_months))

-- ---- a figure first ----------------------------------------------------------------------------------------------------

local function separated (separator)
  return named("a", C(digit * digit^-1)) * separator * named("b", C(digit * digit^-1)) * separator
       * named("c", C(digit * digit * digit * digit) + C(digit * digit)) * -(digit + separator * digit)
end
local clock = S"Tt " * digit * digit * ":" * digit * digit * (":" * digit * digit)^-1
            * (P"Z" + S"+-" * digit * digit * P":"^-1 * digit * digit)^-1
local function iso (separator)
  return named("y", C(S"12" * digit * digit * digit) / to_integer) * separator * named("m", month_2) * separator
       * named("d", day_2)
end

local quarter_words = { first = 1, second = 2, third = 3, fourth = 4, ["1st"] = 1, ["2nd"] = 2, ["3rd"] = 3, ["4th"] = 4 }
local quarter_of = space * P"quarter" * word_end * (space * (P"of" * space)^-1 * (P"fiscal" * space)^-1 * named("y", year))^-1

-- What may stand behind a day or a two-digit year: tried first, since most figures begin no date.
local nth = P"st" + "nd" + "rd" + "th"
local word_ahead = S"JFMASONDjfmasond" + P"of" + "to" + "th" + "ti" + "un" + "and"
local short_ahead = #(digit * digit^-1 * (nth + S".-/'s" + P"\226\128" + space * word_ahead))

local by_short =
    -- "3/22/2017"   "22.3.2017"   "22-03-2017"   "3/22/17"
    form("numeric", (separated"/" + separated"." + separated"-") * word_end)
    -- "22-Mar-2017"
  + form("day-month", d * "-" * m * "-" * named("y", year))
    -- "3 May to 7 June 2017"
  + form("day-month-range", range(d * of * m * comma_year^-1, d2 * of * m2) * comma_year_2^-1)
    -- "3 to 7 May 2017"   "3-5 May"
  + form("day-month-range", range(d, d2 * of * m2) * comma_year_2^-1)
    -- "22 March 2017"   "22nd of March, 2017"   "22 March"   "22 march"
  + form("day-month", d * of * named("m", month_behind) * comma_year^-1)
    -- "the '90s"   "the 90s"
  + form("decade-short", named("y", C(digit * "0") / to_integer) * atom.apostrophe^-1 * "s" * word_end)
    -- "the 19th century"
  + form("century", named("c", C(digit * digit^-1) / to_integer) * ordinal * (space + "-") * P"century" * word_end)
    -- "2nd quarter of 2015"
  + form("quarter", named("q", atom.words(quarter_words, true, P(true))) * quarter_of)

local by_long =
    -- "2017-03-22"   "2017/03/22"   "2017-03-22T10:00:00Z"
    form("iso", iso"-" * (#clock * clock)^-1 * -(P"-" * digit) + iso"/" * -(P"/" * digit) + iso"." * -(P"." * digit))
    -- "2015-2016"   "from 2015 to 2016"   "between 2015 and 2016"
  + form("years", range(named("y", year), named("y2", year)))
    -- "1998-99"   "2015/16"; "2015-11" when the second part can be no later year
  + form("years-short", named("y", C(S"12" * digit * digit * digit) / to_integer) * (atom.dash + "/") * named("yy2", year_2)
         * -(atom.dash * digit))
    -- "the 1990s"
  + form("decade", named("y", C(S"12" * digit * digit * "0") / to_integer) * atom.apostrophe^-1 * "s" * word_end)
    -- "2015", when what stands around says that it is a year
  + form("year", named("y", year) * -(P"-" * digit + P"/" * digit + gap * "%"))

local fiscal = form("fiscal", P"FY" * gap * named("y", year))
M.by_figure = fiscal + short_ahead * by_short + #(S"12" * digit * digit * digit * -digit) * by_long

-- "first quarter of 2015"   "Q1 2015"
local by_quarter = form("quarter", named("q", atom.words(quarter_words, true, P(true))) * quarter_of)
             + form("quarter", S"Qq" * named("q", C(R"14") / to_integer) * (space + "-") * named("y", year))

-- ---- a weekday first -----------------------------------------------------------------------------------------------------

local comma = P","^-1 * space

M.by_weekday =
    -- "Friday, Nov. 3"   "Friday, Nov. 3, 2017"   "Fri. Nov 3"
    form("month-day", named("weekday", any_weekday) * comma * month_space * d * comma_year^-1)
    -- "Friday, 3 November 2017"   "Friday the 3rd of November"
  + form("day-month", named("weekday", any_weekday) * comma * (P"the" * space)^-1 * d * of * m * comma_year^-1)
    -- "Monday"
  + form("weekday", named("weekday", full_weekday))

-- ---- a word first --------------------------------------------------------------------------------------------------------

local unit_words = { week = "week", weekend = "weekend", month = "month", year = "year", decade = "decade",
                     quarter = "quarter", night = "night", morning = "day", afternoon = "day", evening = "night",
                     century = "century" }
local season_words = { spring = "spring", summer = "summer", autumn = "autumn", fall = "autumn", winter = "winter" }
M.seasons = season_words
local unit = named("unit", atom.words(unit_words, true))
local season = named("season", atom.words(season_words, true))

local shift_words = { last = -1, past = -1, previous = -1, this = 0, current = 0, next = 1, coming = 1, following = 1 }
local shift = named("shift", atom.words(shift_words, true))

local part_words = { early = "early", late = "late", mid = "middle", middle = "middle", beginning = "early", ["end"] = "late",
                     start = "early" }
local part = rule("part", named("part", atom.words(part_words, true)))
local part_link = (atom.hyphen + space) * ((P"of" + "in" + "the") * space)^0

local day_words = { today = 0, tonight = 0, yesterday = -1, tomorrow = 1 }

-- "last week"   "next Friday"   "last November"   "this summer"   "the past year"
local shifted = rule("shifted", shift * space * (unit + season + named("weekday", full_weekday) + named("m", full_months + short_months)))

local by_word =
    form("day-word", named("days", atom.words(day_words, true)))
  + form("shifted", shifted)
    -- "early May"   "mid-2015"   "late November 2015"   "mid-1990s"   "late last year"   "the end of 2015"
  + form("month-year", part * part_link * m * (P","^-1 * of) * named("y", year))
  + form("month", part * part_link * named("m", full_months))
  + form("decade", part * part_link * named("y", C(S"12" * digit * digit * "0") / to_integer) * atom.apostrophe^-1
         * "s" * word_end)
  + form("decade-short", part * part_link * atom.apostrophe^-1 * named("y", C(digit * "0") / to_integer) * atom.apostrophe^-1
         * "s" * word_end)
  + form("year", part * part_link * named("y", year))
  + form("shifted", part * part_link * shifted)
    -- "spring 2014"   "the summer of 2014"   "winter 2014-15"
  + form("season", season * of * named("y", year) * ((atom.dash + "/") * named("yy2", year_2))^-1)

-- "the next morning"   "the following day"   "the day before": counted from the last day the text has named
local by_narration = form("narrated", named("days", atom.words({ ["next morning"] = 1, ["next day"] = 1, ["following day"] = 1,
    ["following morning"] = 1, ["next evening"] = 1, ["following evening"] = 1, ["next afternoon"] = 1, ["previous day"] = -1,
    ["previous night"] = -1, ["previous evening"] = -1, ["same day"] = 0, ["same evening"] = 0, ["same night"] = 0 }, true))
    -- "a week later"
    + S"aA" * space * named("unit", atom.words({ day = "day", week = "week", month = "month", year = "year" }, true)) * space
      * named("later", P"later" * word_end * Cc(1)))
    -- "the previous year"   "the following month"   "that same week"
  + form("told", named("shift", atom.words({ previous = -1, following = 1, same = 0 }, true)) * space
      * named("unit", atom.words({ week = "week", month = "month", year = "year" }, true)))

M.narration_words = { "next morning", "next day", "next afternoon", "next evening", "following day", "following morning",
                      "following evening", "previous day", "previous night", "previous evening", "previous year",
                      "previous month", "previous week", "following year", "following month", "following week", "same day",
                      "same evening", "same night", "same year", "same month", "same week", "a day later", "a week later",
                      "a month later", "a year later" }

-- "two days ago"   "30 years ago"   "a week ago"
local ago_units = { day = "day", days = "day", week = "week", weeks = "week", month = "month", months = "month",
                    year = "year", years = "year", decade = "decade", decades = "decade" }
M.ago_units = {}
for word in pairs(ago_units) do M.ago_units[#M.ago_units + 1] = word end
table.sort(M.ago_units)
local ago = gap * named("unit", atom.words(ago_units, true)) * space * P"ago" * word_end
-- "two weeks later": behind a day that the text has named
local later = gap * named("unit", atom.words(ago_units, true)) * space * P"later" * word_end
M.behind_number = form("ago", ago) + form("narrated", later * named("later", Cc(0)))
M.ago = form("ago", S"aA" * P"n"^-1 * named("count", Cc(1)) * space * ago)
M.ago_words = { "a day ago", "a week ago", "a month ago", "a year ago", "a decade ago" }

-- "Christmas Day"   "New Year's Eve 2015"   "Easter Sunday"   "Ramadan 2015".  A day is { month, day }; { easter = n } counts
-- from Easter Sunday; { month, weekday =, nth = } is the nth such weekday of a month (-1: the last); { ramadan = n } counts from
-- the first day of the fast; `days` is how long it lasts.
local holidays = {
  ["Christmas Day"] = { 12, 25 }, ["Christmas Eve"] = { 12, 24 }, ["Boxing Day"] = { 12, 26 }, ["Christmas"] = { 12, 25 },
  ["New Year's Day"] = { 1, 1 }, ["New Year's Eve"] = { 12, 31 }, ["Halloween"] = { 10, 31 }, ["Valentine's Day"] = { 2, 14 },
  ["Bastille Day"] = { 7, 14 }, ["All Saints' Day"] = { 11, 1 }, ["Epiphany"] = { 1, 6 }, ["St. Patrick's Day"] = { 3, 17 },
  ["Guy Fawkes Night"] = { 11, 5 }, ["Armistice Day"] = { 11, 11 }, ["Juneteenth"] = { 6, 19 },
  ["Easter Sunday"] = { easter = 0 }, ["Easter Monday"] = { easter = 1 }, ["Good Friday"] = { easter = -2 },
  ["Holy Saturday"] = { easter = -1 }, ["Maundy Thursday"] = { easter = -3 }, ["Palm Sunday"] = { easter = -7 },
  ["Ash Wednesday"] = { easter = -46 }, ["Ascension Day"] = { easter = 39 }, ["Whit Monday"] = { easter = 50 },
  ["Pentecost"] = { easter = 49 }, ["Corpus Christi Day"] = { easter = 60 }, ["Easter"] = { easter = 0 },
  ["Thanksgiving Day"] = { 11, weekday = 4, nth = 4 }, ["Thanksgiving"] = { 11, weekday = 4, nth = 4 },
  ["Memorial Day"] = { 5, weekday = 1, nth = -1 }, ["Labor Day"] = { 9, weekday = 1, nth = 1 },
  ["Martin Luther King Day"] = { 1, weekday = 1, nth = 3 }, ["Presidents Day"] = { 2, weekday = 1, nth = 3 },
  ["Ramadan"] = { ramadan = 0, days = 30 }, ["Eid al-Fitr"] = { ramadan = 30 }, ["Eid al-Adha"] = { ramadan = 98 },
}
local by_holiday = form("holiday", named("holiday", atom.words(holidays)) * comma_year^-1)
    -- "FY2015"   "FY 2015"
  + fiscal
M.holiday_words = {}
for word in pairs(holidays) do M.holiday_words[#M.holiday_words + 1] = word end
M.holiday_words[#M.holiday_words + 1] = "fy"
table.sort(M.holiday_words)

M.words_and_rest = by_narration + by_word + by_quarter + by_holiday + M.ago

for _, name in ipairs { "by_month", "by_figure", "by_weekday", "words_and_rest" } do
  M[name] = complete(M[name])
end

--- Words at which a date may begin, by the grammar that reads it.
M.month_words, M.weekday_words = {}, {}
M.other_words = { "yesterday", "today", "tomorrow", "tonight", "last", "past", "previous", "this", "next", "coming", "early",
                  "late", "mid", "beginning of", "end of", "middle of", "start of", "spring", "summer", "autumn", "fall",
                  "winter", "q1", "q2", "q3", "q4", "first quarter", "second quarter", "third quarter", "fourth quarter" }
local function collect (into, ...)
  for _, list in ipairs { ... } do
    for word in pairs(list) do into[#into + 1] = word end
  end
  table.sort(into)
end
collect(M.month_words, full, short)
collect(M.weekday_words, full_days, short_days)
for _, list in ipairs { M.narration_words, M.ago_words, M.holiday_words } do
  for _, word in ipairs(list) do M.other_words[#M.other_words + 1] = word end
end
table.sort(M.other_words)

return M
