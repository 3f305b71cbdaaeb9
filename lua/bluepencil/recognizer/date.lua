--- Dates, each resolved as far as the text allows: "Jan. 31" gets its year from the article's date, "Monday" its day.
--
-- `norm` keeps the precision that is written: "2015-11", "1999", "2015/2016"; without an article date "--01-31".  `from`
-- and `to` are the ends of a range, one of them of an open one ("since 2010": `norm` 2010/..).  `time` is the time of day of a day
-- that has one ("at 9:30 a.m. on Monday").  `cert` is set on all that was inferred.  `precision` is day, month, year, range ...;
-- `subtype` names the form, or is "birth" for a date of birth.  Time zones and times without a day are not read.

local around = require "bluepencil.recognizer.around"
local atom = require "bluepencil.grammar.atom"
local calendar = require "bluepencil.calendar"
local date_told = require "bluepencil.recognizer.date_told"
local feast = require "bluepencil.feast"
local grammar = require "bluepencil.grammar.date"

local iso, iso_day = calendar.iso, calendar.iso_day
local word_before, word_after = around.word_before, around.word_after

-- The article's date: { y, m, d, day = day number, cert }; fields are nil where it is not that precise.
local function anchor_of (context)
  local anchor = context.state.anchor
  if anchor then return anchor end
  local doc = context.doc
  local meta = doc.meta and doc.meta.date
  local given = meta and meta.iso or doc.options and doc.options.date
  local y, m, d
  if given then y, m, d = calendar.parse(given) end
  anchor = { y = y, m = m, d = d, day = d and calendar.day_number(y, m, d), cert = meta and meta.cert }
  context.state.anchor = anchor
  return anchor
end

local rank = { high = 3, medium = 2, low = 1 }

-- An inference is no surer than the date it starts from.
local function inferred (anchor, cert)
  return anchor.cert and rank[anchor.cert] and rank[anchor.cert] < rank[cert] and anchor.cert or cert
end

local function latest_year (context) return (anchor_of(context).y or 2050) + 50 end

local function is_year (context, y) return y >= 1000 and y <= latest_year(context) end

-- ---- which year ---------------------------------------------------------------------------------------------------

-- The year of a month and day without one: the weekday decides, else the tense, else the nearest past.
local function year_of_day (context, first, after, m, d, weekday)
  local anchor = anchor_of(context)
  if not anchor.y then return nil, "low" end
  if weekday then
    local best
    for y = anchor.y - 1, anchor.y + 1 do
      if calendar.is_valid(y, m, d) then
        local number = calendar.day_number(y, m, d)
        local away = anchor.day and math.abs(number - anchor.day) or math.abs(y - anchor.y)
        if calendar.weekday(number) == weekday and (not best or away < best.away) then best = { y = y, away = away } end
      end
    end
    if best then return best.y, inferred(anchor, "high") end
  end
  if not anchor.m then return anchor.y, inferred(anchor, "low") end
  local here, there = anchor.m * 31 + (anchor.d or 31), m * 31 + d
  if m == anchor.m and d == anchor.d then return anchor.y, inferred(anchor, "high") end
  local tense = around.tense(context, first, after)
  local y
  if tense == "future" then y = there >= here and anchor.y or anchor.y + 1
  else y = there <= here and anchor.y or anchor.y - 1 end
  -- A tense that leads most of a year away has probably been misread; so has the want of one.
  local away = math.abs((y - anchor.y) * 372 + there - here)
  if tense == "future" and away > 300 then return anchor.y, inferred(anchor, "medium") end
  return y, inferred(anchor, away > 270 and "low" or tense and "high" or away > 180 and "medium" or "high")
end

local function year_of_month (context, first, after, m)
  local anchor = anchor_of(context)
  if not anchor.y then return nil, "low" end
  if not anchor.m then return anchor.y, inferred(anchor, "low") end
  if m == anchor.m then return anchor.y, inferred(anchor, "high") end
  if around.tense(context, first, after) == "future" then
    return m > anchor.m and anchor.y or anchor.y + 1, inferred(anchor, "medium")
  end
  return m < anchor.m and anchor.y or anchor.y - 1, inferred(anchor, "high")
end

local function full_year (context, two)
  local anchor = anchor_of(context)
  local pivot = (anchor.y or 2030) % 100 + 10
  local century = (anchor.y or 2030) // 100 * 100
  return two <= pivot and century + two or century - 100 + two
end

-- ---- results ------------------------------------------------------------------------------------------------------

local function result (first, f, norm, precision, cert, more)
  local a = more or {}
  a.type, a.first, a.last = "Date", first, f.after - 1
  a.norm, a.precision, a.cert = norm, precision, cert
  a.source, a.subtype, a.part = "date:" .. f.form, a.subtype or precision, f.part
  a.score = a.score or (cert == "low" and 0.7 or cert == "medium" and 0.85 or 0.95)
  return a
end

local function range_result (first, f, from, to, cert, more)
  more = more or {}
  more.from, more.to, more.subtype = from, to, more.subtype or "range"
  return result(first, f, from .. "/" .. to, "range", cert, more)
end

local function day_result (_, first, f, number, cert, more)
  return result(first, f, iso_day(number), "day", cert, more)
end

local forms = {}

-- ---- calendar dates -----------------------------------------------------------------------------------------------

-- "In May 10 people died": behind "in" a month stands alone, and the figure counts what follows.
local small_words = atom.set "and or to at the when after before in on as for with by of from that but where while who until"
local function counts_something (context, first, f)
  if f.y or f.weekday then return false end
  local before = word_before(context.text, first)
  if before ~= "in" and before ~= "since" and before ~= "during" then return false end
  local after = word_after(context.text, f.after)
  return after and after:match("^%l") and not small_words[after]
end

forms["month-day"] = function (context, first, f)
  if not calendar.is_valid(f.y, f.m, f.d) then return nil end
  if counts_something(context, first, f) then
    f.form, f.after = "month", context.text:match("^%a+%.?()", first)
    return forms.month(context, first, f)
  end
  local y, cert = f.y, nil
  if not y then y, cert = year_of_day(context, first, f.after, f.m, f.d, f.weekday) end
  if y and calendar.is_valid(y, f.m, f.d) then
    local number = calendar.day_number(y, f.m, f.d)
    if f.weekday and calendar.weekday(number) ~= f.weekday then cert = "low" end
    return day_result(context, first, f, number, cert)
  end
  return result(first, f, iso(nil, f.m, f.d), "day", "low")
end
forms["day-month"] = function (context, first, f)
  if not f.y and word_before(context.text, first) == "no." then return nil end
  return forms["month-day"](context, first, f)
end

forms["month-day-range"] = function (context, first, f)
  local m2 = f.m2 or f.m
  local y2, cert = f.y2, nil
  if not y2 then
    y2, cert = f.y, nil
    if not y2 then y2, cert = year_of_day(context, first, f.after, m2, f.d2) end
  end
  local y = f.y or y2 and (f.m * 31 + f.d > m2 * 31 + f.d2 and y2 - 1 or y2)
  if not calendar.is_valid(y, f.m, f.d) or not calendar.is_valid(y2, m2, f.d2) then return nil end
  if m2 == f.m and y == y2 and f.d2 <= f.d then return nil end
  return range_result(first, f, iso(y, f.m, f.d), iso(y2, m2, f.d2), cert)
end
forms["day-month-range"] = function (context, first, f)
  f.m, f.m2 = f.m or f.m2, f.m2 or f.m
  return forms["month-day-range"](context, first, f)
end

forms.iso = function (context, first, f)
  if not calendar.is_valid(f.y, f.m, f.d) then return nil end
  return day_result(context, first, f, calendar.day_number(f.y, f.m, f.d))
end

forms.numeric = function (context, first, f)
  local a, b, c = tonumber(f.a), tonumber(f.b), tonumber(f.c)
  local separator = context.text:sub(first + #f.a, first + #f.a)
  local cert
  local d, m = a, b
  if #f.c == 2 then
    if separator == "-" or separator == "." and a <= 12 then return nil end   -- a version or a section number
    c, cert = full_year(context, c), "medium"
  end
  if a <= 12 and b > 12 then d, m = b, a
  elseif a <= 12 and b <= 12 and a ~= b then
    if separator == "." then cert = cert or "medium" else d, m, cert = b, a, "low" end
  end
  if not is_year(context, c) or not calendar.is_valid(c, m, d) then return nil end
  return day_result(context, first, f, calendar.day_number(c, m, d), cert)
end

-- ---- months -------------------------------------------------------------------------------------------------------

local month_cue = atom.set [[in since until till by last next this early late mid during from between through before after
  every each of end beginning middle throughout]]
local name_too = { [3] = true, [4] = true, [5] = true, [6] = true, [8] = true }   -- March, April, May, June, August
local name_cue = atom.set "in since until till last next this early late mid during from through throughout every each"

forms.month = function (context, first, f)
  local text = context.text
  if not f.part then
    local before = word_before(text, first)
    if name_too[f.m] then
      if not (before and name_cue[before]) then return nil end
    elseif not (before and month_cue[before]) and text:match("^%s+%u%l", f.after) then
      return nil                                                       -- "January Jones"
    end
  end
  local y, cert = year_of_month(context, first, f.after, f.m)
  return result(first, f, iso(y, f.m), "month", cert)
end

forms["month-year"] = function (context, first, f)
  local y, cert = f.y, nil
  if f.yy then y, cert = full_year(context, f.yy), "medium" end
  if not is_year(context, y) then return nil end
  return result(first, f, iso(y, f.m), "month", cert)
end

forms["month-range"] = function (context, first, f)
  local y2, cert = f.y2, nil
  if not y2 then y2, cert = year_of_month(context, first, f.after, f.m2) end
  local y = f.y or y2 and (f.m > f.m2 and y2 - 1 or y2)
  if f.m == f.m2 and y == y2 then return nil end
  return range_result(first, f, iso(y, f.m), iso(y2, f.m2), cert)
end

-- ---- years --------------------------------------------------------------------------------------------------------

local year_cue = atom.set [[in since by from until till during before after around circa year years fiscal early late mid
  spring summer autumn fall winter throughout through between mid- class back election elections season]]
local weak_cue = atom.set "of the a an its his her their to and or for"
local counted = atom.set [[people men women children soldiers troops workers residents refugees students voters families
  dollars euros pounds miles feet meters metres homes houses jobs copies years days hours square others more]]
local labels = atom.set [[room flight no. number nos. page pages apartment apt. suite highway route article section unit
  building street box act model area channel chapter resolution case boeing total over under than nearly almost some least
  only about exactly roughly approximately up]]

local function counts_people (text, after)
  local word = word_after(text, after)
  return word and counted[word:lower()]
end

-- Is a figure of four digits a year?  The score says how surely; nil when it is none.
local function year_evidence (context, first, f)
  local text, y = context.text, f.y
  if not is_year(context, y) or counts_people(text, f.after) then return nil end
  if f.part then return 0.95 end
  local previous = text:sub(first - 1, first - 1)
  if first > 1 and previous == "(" and text:match("^[),;%-\226]", f.after) then return 0.9 end
  local modern = y >= 1900 and y <= (anchor_of(context).y or 2040) + 10
  local before = around.word_before_as_written(text, first)
  local lower = before and before:lower()
  if lower and labels[lower] then return nil end
  if lower and year_cue[lower] then
    return y % 100 == 0 and not modern and 0.6 or 0.95, (lower == "fiscal" or lower == "year"
           and text:sub(first > 13 and first - 13 or 1, first - 1):match("[Ff]iscal%s+year%s$")) and "fiscal-year" or nil
  end
  if not modern then return nil end
  if text:match("^'s", f.after) or text:match("^\226\128\153s", f.after) then return 0.85 end   -- "2015's"
  -- "in 2015 and 2016", "in 2015, 2016 and 2017"
  if text:sub(first > 12 and first - 12 or 1, first - 1):match("[12]%d%d%d,?%s+[ao]?[nr]?d?%s*$") then return 0.85 end
  if lower and weak_cue[lower] then
    if lower == "of" then
      local count = text:sub(first > 18 and first - 18 or 1, first - 1):lower()
      if count:match("total of%s+$") or count:match("number of%s+$") then return nil end
      return 0.8
    end
    local after = word_after(text, f.after)
    if lower == "the" or lower == "its" or lower == "his" or lower == "her" or lower == "their" or lower == "a" then
      return after and 0.8 or nil                                    -- "the 2015 treaty"
    end
    return 0.6
  end
  if before and before:match("^%u") and not before:match("%.$") then return 0.6 end    -- "World Cup 2018"
  if first == 1 then                                                   -- "2015 was a hard year"
    local after = word_after(text, f.after)
    return (after == "was" or after == "is" or after == "saw" or after == "will") and 0.6 or nil
  end
end

forms.year = function (context, first, f)
  local score, subtype = year_evidence(context, first, f)
  if not score then return nil end
  local shaky = score < 0.7 and "medium" or nil
  return result(first, f, iso(f.y), "year", shaky, { score = score, subtype = subtype })
end

local range_cue = atom.set "from between in during since the of for"

forms.years = function (context, first, f)
  local text = context.text
  if not is_year(context, f.y) or not is_year(context, f.y2) or f.y2 <= f.y or counts_people(text, f.after) then return nil end
  local before = word_before(text, first)
  if not (before and range_cue[before]) then
    if f.y % 100 == 0 and f.y2 % 100 == 0 and word_after(text, f.after) then return nil end
    if text:match("^%d+%s+%a", first) and f.y < 1900 then return nil end
  end
  return range_result(first, f, iso(f.y), iso(f.y2))
end

forms["years-short"] = function (context, first, f)
  local y = f.y
  if not is_year(context, y) or counts_people(context.text, f.after) then return nil end
  local y2 = y // 100 * 100 + f.yy2
  if y2 == y - 99 then y2 = y + 1 end                                -- 1999-00
  local kind = context.text:match("^%s+(%a+)%s+year%f[%A]", f.after)
  if y2 == y + 1 and (kind == "school" or kind == "academic" or kind == "fiscal") then
    return range_result(first, f, iso(y), iso(y2), nil, { subtype = kind .. "-year" })
  end
  if y2 > y and y2 - y <= 40 then
    return range_result(first, f, iso(y), iso(y2), f.yy2 <= 12 and "medium" or nil)
  end
  if f.yy2 >= 1 and f.yy2 <= 12 and context.text:sub(first + 4, first + 4) == "-" then
    return result(first, f, iso(y, f.yy2), "month", "medium")
  end
end

-- "the early 1990s", "the mid-1990s", "the late 1990s": which years of the ten
local parts = { early = { 0, 3 }, middle = { 4, 6 }, late = { 7, 9 } }

local function decade (first, f, y, cert)
  local part = parts[f.part] or { 0, 9 }
  return range_result(first, f, iso(y + part[1]), iso(y + part[2]), f.part and "medium" or cert, { subtype = "decade" })
end

forms.decade = function (context, first, f)
  if not is_year(context, f.y) then return nil end
  return decade(first, f, f.y)
end

forms["decade-short"] = function (context, first, f)
  local text = context.text
  local before = word_before(text, first)
  local marked = text:sub(first - 1, first - 1) == "'"
                 or text:sub(first > 3 and first - 3 or 1, first - 1) == "\226\128\153"
  if before ~= "the" and not marked then return nil end                -- "in her 90s" is an age
  local y = 1900 + f.y
  if text:match("^%s+%u", f.after) == nil and f.y < 30 then y = f.y == 0 and 2000 or y end
  return decade(first, f, y, "medium")
end

forms.century = function (_, first, f)
  if f.c < 10 or f.c > 22 then return nil end
  return range_result(first, f, iso(f.c * 100 - 99), iso(f.c * 100), nil, { subtype = "century" })
end

forms.quarter = function (context, first, f)
  local y, cert = f.y, nil
  if not y then y, cert = anchor_of(context).y, "low" end
  if not y or not is_year(context, y) then return nil end
  return range_result(first, f, iso(y, f.q * 3 - 2), iso(y, f.q * 3), cert, { subtype = "quarter" })
end

forms.season = function (context, first, f)
  if f.y < 1900 or not is_year(context, f.y) then return nil end
  return result(first, f, iso(f.y), "year", nil, { subtype = "season", season = f.season })
end

-- ---- relative dates -----------------------------------------------------------------------------------------------

local feast_days = atom.set "black good easter bloody super ash palm cyber maundy holy giving fat"

forms.weekday = function (context, first, f)
  local text = context.text
  local before = word_before(text, first)
  if before and (feast_days[before] or before == "every" or before == "each") then return nil end
  local anchor = anchor_of(context)
  if not anchor.day then return result(first, f, nil, "day", "low", { weekday = f.weekday, subtype = "weekday" }) end
  local today = calendar.weekday(anchor.day)
  local tense = around.tense(context, first, f.after)
  local number, away
  if tense == "future" then
    away = (f.weekday - today) % 7
    number = anchor.day + away
  else
    away = (today - f.weekday) % 7
    number = anchor.day - away
  end
  local cert = tense and "high" or away <= 3 and "high" or "medium"
  return day_result(context, first, f, number, inferred(anchor, cert), { weekday = f.weekday, subtype = "weekday" })
end

forms["day-word"] = function (context, first, f)
  local anchor = anchor_of(context)
  if not anchor.day then return result(first, f, nil, "day", "low", { subtype = "relative" }) end
  local today = f.days == 0 and context.text:match("^[Tt]oday", first)   -- often "nowadays"
  return day_result(context, first, f, anchor.day + f.days, inferred(anchor, today and "medium" or "high"),
                    { subtype = "relative" })
end

local function month_shifted (y, m, by)
  local n = y * 12 + m - 1 + by
  return n // 12, n % 12 + 1
end

local shifted = {}

function shifted.week (_, first, f, anchor)
  if not anchor.day then return nil end
  local monday = anchor.day - calendar.weekday(anchor.day) + 1 + 7 * f.shift
  return range_result(first, f, iso_day(monday), iso_day(monday + 6), inferred(anchor, "high"), { subtype = "relative" })
end

function shifted.weekend (_, first, f, anchor)
  if not anchor.day then return nil end
  local weekday = calendar.weekday(anchor.day)
  local saturday = anchor.day - weekday + 6 + 7 * f.shift
  return range_result(first, f, iso_day(saturday), iso_day(saturday + 1), inferred(anchor, f.shift == 1 and "medium" or "high"),
                      { subtype = "relative" })
end

function shifted.month (_, first, f, anchor)
  if not anchor.m then return nil end
  local y, m = month_shifted(anchor.y, anchor.m, f.shift)
  return result(first, f, iso(y, m), "month", inferred(anchor, "high"), { subtype = "relative" })
end

function shifted.year (_, first, f, anchor)
  return result(first, f, iso(anchor.y + f.shift), "year", inferred(anchor, "high"), { subtype = "relative" })
end

function shifted.decade (_, first, f, anchor)
  local y = anchor.y // 10 * 10 + 10 * f.shift
  return range_result(first, f, iso(y), iso(y + 9), inferred(anchor, "low"), { subtype = "relative" })
end

function shifted.quarter (_, first, f, anchor)
  if not anchor.m then return nil end
  local y, m = month_shifted(anchor.y, (anchor.m - 1) // 3 * 3 + 1, 3 * f.shift)
  return range_result(first, f, iso(y, m), iso(y, m + 2), inferred(anchor, "medium"), { subtype = "relative" })
end

function shifted.day (context, first, f, anchor)      -- "this morning"
  if not anchor.day or f.shift ~= 0 then return nil end
  return day_result(context, first, f, anchor.day, inferred(anchor, "high"), { subtype = "relative" })
end

function shifted.night (context, first, f, anchor)    -- "last night", "this evening"
  if not anchor.day or f.shift > 0 then return nil end
  return day_result(context, first, f, anchor.day + f.shift, inferred(anchor, "high"), { subtype = "relative" })
end

local season_month = { spring = 3, summer = 6, autumn = 9, winter = 12 }   -- of the northern half

forms.shifted = function (context, first, f)
  local text = context.text
  local word = text:match("^%a+", first):lower()
  if word == "previous" or word == "following" then return nil end       -- counted from a day the text tells of
  local anchor = anchor_of(context)
  if not anchor.y then return result(first, f, nil, f.unit or "day", "low", { subtype = "relative" }) end
  if f.unit then
    -- "in the past year": a span that ends now
    if f.shift == -1 and anchor.day and (word == "past" or word_before(text, first) == "the") then
      local from
      if f.unit == "week" then from = iso_day(anchor.day - 7)
      elseif f.unit == "month" then from = iso_day(anchor.day - 30)
      elseif f.unit == "year" then from = iso(anchor.y - 1, anchor.m)
      elseif f.unit == "decade" then from = iso(anchor.y - 10) end
      if from then
        local to = f.unit == "year" and iso(anchor.y, anchor.m) or f.unit == "decade" and iso(anchor.y)
                   or iso_day(anchor.day)
        return range_result(first, f, from, to, inferred(anchor, "medium"), { subtype = "relative" })
      end
    end
    local make = shifted[f.unit]
    return make and make(context, first, f, anchor)
  end
  if f.weekday then
    if not anchor.day then return nil end
    local today = calendar.weekday(anchor.day)
    local number
    if f.shift < 0 then number = anchor.day - ((today - f.weekday - 1) % 7 + 1)
    elseif f.shift == 0 then number = anchor.day + (f.weekday - today) % 7
    else number = anchor.day + (f.weekday - today - 1) % 7 + 1 end
    return day_result(context, first, f, number, inferred(anchor, f.shift > 0 and "medium" or "high"),
                      { weekday = f.weekday, subtype = "relative" })
  end
  if f.m then
    local y = anchor.y
    if f.shift < 0 and f.m >= (anchor.m or 13) then y = y - 1
    elseif f.shift > 0 and f.m <= (anchor.m or 0) then y = y + 1 end
    return result(first, f, iso(y, f.m), "month", inferred(anchor, "high"), { subtype = "relative" })
  end
  local y, start = anchor.y, season_month[f.season]
  if f.shift < 0 and (anchor.m or 1) < start + 3 then y = y - 1
  elseif f.shift > 0 and (anchor.m or 12) >= start then y = y + 1 end
  return result(first, f, iso(y), "year", inferred(anchor, "medium"), { subtype = "relative", season = f.season })
end

forms.ago = function (context, first, f)
  local anchor = anchor_of(context)
  if not anchor.y then return result(first, f, nil, f.unit, "low", { subtype = "relative" }) end
  local count, unit = f.count, f.unit
  if unit == "day" or unit == "week" then
    if not anchor.day then return nil end
    return day_result(context, first, f, anchor.day - count * (unit == "week" and 7 or 1),
                      inferred(anchor, unit == "day" and "high" or "medium"), { subtype = "relative" })
  elseif unit == "month" then
    if not anchor.m then return nil end
    local y, m = month_shifted(anchor.y, anchor.m, -count)
    return result(first, f, iso(y, m), "month", inferred(anchor, "medium"), { subtype = "relative" })
  end
  local y = anchor.y - count * (unit == "decade" and 10 or 1)
  if y < 1 then return nil end
  return result(first, f, iso(y), "year", inferred(anchor, unit == "year" and "medium" or "low"), { subtype = "relative" })
end

forms.narrated = function (context, first, f)
  local norm, precision = date_told.later(context, f.later and (f.count or 1) or f.days, f.unit or "day")
  if not norm then return nil end
  local text = context.text
  if text:match("^[Tt]he%s", first > 4 and first - 4 or 1) and text:match("^%S%S%S%s()", first - 4) == first then   -- "the next morning"
    first = first - 4
  end
  return result(first, f, norm, precision, "medium", { subtype = "relative" })
end

forms.told = function (context, first, f)
  local from, to, precision = date_told.period(context, f.shift, f.unit)
  if not from then return nil end
  if to then return range_result(first, f, from, to, "medium", { subtype = "relative" }) end
  return result(first, f, from, precision, "medium", { subtype = "relative" })
end

forms.holiday = function (context, first, f)
  local rule = f.holiday
  local y, cert = f.y, nil
  if not y then
    local anchor = anchor_of(context)
    local month, day = rule[1], rule[2]
    if not (month and day) then
      local number = anchor.y and feast.day(rule, anchor.y)
      if not number then return result(first, f, nil, "day", "low", { subtype = "holiday" }) end
      month, day = select(2, calendar.civil(number))
    end
    y, cert = year_of_day(context, first, f.after, month, day)
    -- a day that moves counts as known when its year does
  end
  if not y then
    return result(first, f, rule[2] and iso(nil, rule[1], rule[2]), "day", "low", { subtype = "holiday" })
  end
  local number = feast.day(rule, y)
  if not number then return nil end
  if rule.ramadan then cert = cert == "low" and "low" or "medium" end
  if rule.days then
    return range_result(first, f, iso_day(number), iso_day(number + rule.days - 1), cert, { subtype = "holiday" })
  end
  return result(first, f, iso_day(number), "day", cert, { subtype = "holiday" })
end

forms.fiscal = function (context, first, f)
  if not is_year(context, f.y) then return nil end
  return result(first, f, iso(f.y), "year", nil, { subtype = "fiscal-year" })
end

-- ---- dates of birth -----------------------------------------------------------------------------------------------

-- "born 3 May 1970"   "born in Lima on 3 May 1970"   "date of birth: 3 May 1970"   "DOB 03/05/1970"   "(b. 1970)"
local function is_birth (text, first)
  local before = text:sub(first > 48 and first - 48 or 1, first - 1)
  if before:find("orn", 1, true) then return before:match("%f[%a][Bb]orn[%s,][^.;,]*$") end
  if before:find("irth", 1, true) then
    return before:match("[Bb]irth%s*[:%-]?%s*$") or before:match("[Bb]irthda[ty]e?%s*[:(%-]?%s*$")
  end
  local before_blank = before:sub(-2, -2)
  if before_blank ~= "." and before_blank ~= ":" and before_blank ~= "B" then return nil end
  return before:match("%f[%a]D%.?O%.?B%.?%s*:?%s*$") or before:match("%(b%.%s*$")
end

local verb_too = { [3] = true, [5] = true }          -- "they may 1 day march"

local function make (context, first, f)
  if f.m2 and f.m2 > 12 then f.m2 = f.m2 - grammar.small_letters end
  if f.m and f.m > 12 then
    f.m = f.m - grammar.small_letters
    if verb_too[f.m] and not (f.y or f.weekday) then
      local before = word_before(context.text, first)
      if not (before and name_cue[before] or before == "on" or before == "by" or before == "of") then return nil end
    end
  end
  local a = forms[f.form](context, first, f)
  if not a or a.precision == "range" or not a.norm then return a end
  if is_birth(context.text, first) then a.subtype = "birth" end
  date_told.remember(context, a)
  if a.precision == "day" and a.norm:byte() ~= 45 and a.first == first then date_told.time_of_day(context, a) end
  if a.first == first then date_told.open_end(context, a) end
  return a
end

-- "two days ago"
local function make_ago (context, first, count, f)
  if math.type(count) ~= "integer" or count > 9999 then return nil end
  f.count = count
  return make(context, first, f)
end

local function recognizer (name, pattern, triggers, figures)
  return { name = name, family = "date", types = { "Date" }, priority = 50, grammar = pattern, triggers = triggers, make = make,
           figures = figures }
end

-- What stands behind the day of "3 May", "3-5 May", "3/5/2017", "3 of May" ...
local behind_day = { "/", "-", "–", "of", "to", "through", "until", "till", "thru", "'", "'s", "’", "’s", "'S" }
for _, word in ipairs(grammar.month_words) do behind_day[#behind_day + 1] = word end

return {
  recognizer("date", grammar.by_figure, { kinds = { "number", "alnum" } },
             { shapes = { "year", "dots" }, behind = behind_day }),
  recognizer("date-month", grammar.by_month, { words = grammar.month_words }),
  recognizer("date-weekday", grammar.by_weekday, { words = grammar.weekday_words }),
  recognizer("date-word", grammar.words_and_rest, { words = grammar.other_words }),
  { name = "date-ago", family = "date", types = { "Date" }, priority = 50, behind_number = grammar.behind_number,
    make = make_ago, figures = { behind = grammar.ago_units } },
}
