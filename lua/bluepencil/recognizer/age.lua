--- Ages of people: "Ana Ruiz, 34, said", "a 15-year-old", "aged 54", "in her fifties".
--
-- `norm` is years, a fraction for babies ("six-month-old": 0.5, with `quantity` 6 and `quantity_unit` "month"); `from` and
-- `to` are set where a span of years is meant ("in her fifties": 50 to 59).  `subtype` names the form; "limit" ("under
-- 18") is no one's age and scores low.  Whose age it is, is link.lua's business.

local around = require "bluepencil.recognizer.around"
local atom = require "bluepencil.grammar.atom"
local lpeg = require "lpeg"
local number = require "bluepencil.grammar.number"

local P, C, Cc, Cg, Cp, Ct = lpeg.P, lpeg.C, lpeg.Cc, lpeg.Cg, lpeg.Cp, lpeg.Ct
local space, gap, hyphen, word_end, digit = atom.space, atom.gap, atom.hyphen, atom.word_end, atom.digit

local function named (name, pattern) return Cg(pattern, name) end
local function form (name, pattern) return Ct(named("form", Cc(name)) * pattern * named("after", Cp())) end

-- ---- forms -------------------------------------------------------------------------------------------------------------

-- 54 or fifty-four, and no more: not 54.5, 54,000, 54 million, 54%
local figures = C(digit * digit^-2) / tonumber * atom.number_end
local count = named("count", figures + number.spelled * word_end)
local count_2 = named("count2", figures + number.spelled * word_end)
local join = gap * hyphen * gap + space
local time_unit = named("unit", atom.words({ year = "year", years = "year", month = "month", months = "month", week = "week",
                                        weeks = "week", day = "day", days = "day" }, true))
local old = atom.words({ old = "one", olds = "many" }, true)
local half = (space * P"and" * space * "a" * space * "half" * word_end * named("half", Cc(true)))^-1
local up_to = gap * atom.dash * gap + space * P"to" * space + space * P"and" * space + space * P"or" * space

local grammar =
    -- "16- to 18-year-olds"   "16 to 18 years old"   "between 16 and 18 years old"
    form("years-old", count * (hyphen^-1 * up_to) * count_2 * join * time_unit * join * named("plural", old))
    -- "54-year-old"   "54 years old"   "a 54-year-old man"   "six-month-old"   "eight year old"   "3 and a half years old"
  + form("years-old", count * half * join * time_unit * join * named("plural", old))
    -- "54 years of age"
  + form("years-old", count * join * time_unit * space * P"of" * space * "age" * word_end)
    -- "54yo"   "54 y.o."
  + form("years-old", named("count", C(digit * digit^-2) / tonumber) * P" "^-1 * (P"yo" * word_end + P"y.o." + P"y/o" * word_end)
         * named("unit", Cc"year"))
    -- "her 50s"   "his mid-30s"
  + form("decade", named("count", C(digit * "0") / tonumber) * atom.apostrophe^-1 * "s" * word_end)
  + form("decade", named("count", atom.words({ twenties = 20, thirties = 30, forties = 40, fifties = 50, sixties = 60,
                                              seventies = 70, eighties = 80, nineties = 90, teens = 10 }, true)))
    -- "ages 12 to 17"   "aged 6-9"   "between 16 and 18"
  + form("range", count * up_to * count_2)
    -- "Ana Ruiz, 34, said"   "Ana Ruiz (34)"   "aged 54"   "turned 40"
  + form("figure", count)

-- ---- what stands around ----------------------------------------------------------------------------------------------------

local person_nouns = atom.set [[man woman boy girl son daughter wife husband mother father brother sister child baby toddler
  teenager teen student driver passenger victim suspect partner friend boyfriend girlfriend fiance fiancee grandmother
  grandfather grandson granddaughter nephew niece cousin uncle aunt twin twins widow widower pensioner farmer teacher nurse
  soldier officer worker resident native refugee migrant patient player mum mom dad youth infant]]

local months = atom.set [[january february march april june july august september october november december jan. feb. mar.
  apr. jun. jul. aug. sep. sept. oct. nov. dec. monday tuesday wednesday thursday friday saturday sunday no. nos. section
  article chapter page route highway room flight psalm verse act scene district ward lot]]

-- "a five-year-old company": not a person.  What follows "N-year-old" and its adjectives is the last of a few words.
local things = atom.set [[company firm business building house home law war civil conflict programme program tradition bridge
  church cathedral ship boat wine whisky case dispute agreement treaty deal ban policy feud institution newspaper magazine
  school university club team league party organisation organization agency system software app website plane aircraft car
  vehicle truck bus tree dog cat horse mare stallion record regulation rule embargo blockade siege insurgency crisis
  government regime ministry project plan theory practice festival event stadium hospital hotel restaurant store shop mill
  factory plant mine reactor satellite rocket fossil skull skeleton tomb temple manuscript painting book film song album
  game franchise series contract lease marriage ceasefire truce monarchy republic democracy coalition constitution]]

local function is_thing (text, after)
  local k, at = 0, after
  while k < 3 do
    local word, stop = text:match("^[%s-]+(%l[%a'-]*)()", at)
    if not word then return false end
    if things[word] then return true end
    if person_nouns[word] then return false end
    k, at = k + 1, stop
  end
  return false
end

-- Does a name or a word for a person end right before this byte (behind ", " or " (")?
local function person_before (text, stop)
  local word = text:sub(stop > 32 and stop - 32 or 1, stop):match("([%a\128-\255'][%a\128-\255'.-]*)$")
  if not word then return nil end
  local lower = word:lower()
  if months[lower] then return nil end
  if person_nouns[lower] then return 0.85 end
  if word:match("^%u") or word:match("^[\195-\223][\128-\191]") then return 0.95 end
  return nil
end

-- What may stand behind the second edge of "NAME, 54": a comma that goes on to words, a full stop, "of", "and" ...
local function closes (text, after)
  local rest = text:sub(after, after + 12)
  if rest == "" then return 1 end
  if rest:match("^,%s+[%a\"'(\194-\244]") or rest:match("^,%s*$") or rest:match("^,[\226\"']") then return 1 end
  if rest:match("^%.%s") or rest:match("^%.$") or rest:match("^%.[\226\"')]") or rest:match("^[;:?!)]") then return 1 end
  if rest:match("^%s+and%s") or rest:match("^%s+of%s") or rest:match("^%s+from%s") or rest:match("^%s+who%s")
     or rest:match("^%s+or%s") then return 0.8 end
  if rest:match("^%s*\226\128[\147\148]") or rest:match("^%s+%-") then return 0.9 end
  return nil
end

local limits = atom.set "under over above below than"

-- "aged 54" and its kin: cue -> score
local cues = { aged = 0.98, age = 0.95, ages = 0.95, turned = 0.85, turns = 0.85, turning = 0.85, turn = 0.7 }

local function score_of_figure (text, first, after, n)
  -- "Ana Ruiz, 34,"   "his son, 8,"   "Ruiz, now 54,"
  local before = text:sub(first > 40 and first - 40 or 1, first - 1)
  local edge = before:match("()%s*,%s+$") or before:match("()%s*,%s+now%s+$") or before:match("()%s*,%s+then%s+$")
               or before:match("()%s*,%s+just%s+$") or before:match("()%s*,%s+only%s+$") or before:match("()%s*,%s+aged%s+$")
               or before:match("()%s*,%s+who%s+is%s+$")
  if edge then
    local person = person_before(before, edge - 1)
    local shut = person and closes(text, after)
    if shut and not text:match("^,%s*%d%d%d%f[%D]", after) then return person * shut, "apposition" end
  end
  -- "Ana Ruiz (34)"
  edge = before:match("()%s+%($")
  if edge and text:match("^%)", after) then
    local person = person_before(before, edge - 1)
    if person and n >= 1 then return person * 0.8, "parenthesis" end
  end
  local word = before:match("(%a+)[%s:]+$")
  if not word then return nil end
  word = word:lower()
  local cue = cues[word]
  if cue then
    if word:match("^turn") and (n < 1 or not (closes(text, after) or text:match("^%s+%l", after))) then return nil end
    if word:match("^turn") and text:match("^%s+%l+s%f[%A]", after) and not text:match("^%s+this%s", after) then return nil end
    if limits[word] then return 0.3, "limit" end
    return cue, "cue"
  end
  if word == "of" then
    if before:match("[Aa]ge%s+of%s+$") or before:match("[Aa]ges%s+of%s+$") then return 0.95, "cue" end
    if before:match("%f[%a][wW]?[oO]?[mM][ae]n%s+of%s+$") or before:match("%f[%a]boy%s+of%s+$")
       or before:match("%f[%a]girl%s+of%s+$") then return 0.85, "cue" end
    return nil
  end
  if word == "at" then
    if before:match("[Dd]ied%s+at%s+$") or before:match("[Mm]arried%s+at%s+$") or before:match("[Rr]etired%s+at%s+$")
       or before:match("[Pp]regnant%s+at%s+$") then return 0.8, "cue" end
    -- "At 54, she": weak
    if text:match("^,%s+s?he%s", after) or text:match("^,%s+%u%l+%s", after) and first <= 4 then return 0.6, "cue" end
    return nil
  end
  -- "she is 54."   "I was 12 when"   "is now 54"
  if before:match("%f[%a][sS]?[hH]e%s+is%s+$") or before:match("%f[%a][sS]?[hH]e%s+was%s+$") or before:match("%f[%a]I%s+was%s+$")
     or before:match("%f[%a]I%s+am%s+$") or before:match("%f[%a]I'm%s+$") or before:match("%f[%a]who%s+is%s+$")
     or before:match("%f[%a]who%s+was%s+$") or before:match("%f[%a]is%s+now%s+$") or before:match("[hH]e's%s+$")
     or before:match("%f[%a]s?he%s+was%s+only%s+$") or before:match("%f[%a]s?he%s+was%s+just%s+$") then
    if closes(text, after) or text:match("^%s+when%f[%A]", after) or text:match("^%s+at%s+the%s+time", after)
       or text:match("^%s+years%s*[.,]", after) then return 0.85, "is" end
    return nil
  end
  if limits[word] and n >= 5 and n <= 100 and closes(text, after)
     and (word ~= "than" or before:match("older%s+than%s+$") or before:match("younger%s+than%s+$")) then
    return 0.3, "limit"
  end
  return nil
end

local years_of = { year = 1, month = 1 / 12, week = 7 / 365.25, day = 1 / 365.25 }

local function years (n, unit)
  if unit == "year" then return n end
  local v = math.floor(n * years_of[unit] * 100 + 0.5) / 100
  return math.tointeger(v) or v
end

local function annotation (first, last, n, f, score, subtype)
  return { type = "Age", first = first, last = last, norm = n, unit = "year", score = score, subtype = subtype or f.form,
           source = "age:" .. (subtype or f.form) }
end

local makers = {}

makers["years-old"] = function (text, first, f)
  local unit = f.unit
  local n, n2 = f.count, f.count2
  if type(n) ~= "number" or n > 119 and unit == "year" or n2 and type(n2) ~= "number" then return nil end
  if n2 and n2 < n then n, n2 = n2, nil end
  if f.plural == "one" and is_thing(text, f.after) then return nil end
  if f.half then n = n + 0.5 end
  local score = f.plural == "many" and 0.7 or 0.98
  local before = around.word_before(text, first)
  local limit = before and limits[before]
  local a = annotation(first, f.after - 1, years(n, unit), f, limit and 0.5 or score, limit and "limit" or nil)
  if n2 then a.from, a.to = years(n, unit), years(n2, unit) end
  if unit ~= "year" then a.quantity, a.quantity_unit = n, unit end
  return a
end

local owners = atom.set "his her their my your our"

function makers.decade (text, first, f)
  local n = f.count
  -- "in her 50s", "in his mid-30s", "in their late twenties"
  local before = text:sub(first > 30 and first - 30 or 1, first - 1)
  local part_at, part = before:match("()(%a+)[%s-]+$")
  local lower = part and part:lower()
  local from, to = n, n + 9
  if lower == "early" then to = n + 3 elseif lower == "mid" then from, to = n + 4, n + 6 elseif lower == "late" then from = n + 7
  else part_at = nil end
  if n == 10 and not part_at then from, to = 13, 19 end
  local owner = (part_at and before:sub(1, part_at - 1) or before):match("(%a+)%s+$")
  if not owner or not owners[owner:lower()] then return nil end
  if part_at then first = first - (#before - part_at + 1) end
  local a = annotation(first, f.after - 1, n, f, 0.95)
  a.from, a.to, a.cert = from, to, "medium"
  return a
end

function makers.range (text, first, f)
  local n, n2 = f.count, f.count2
  if type(n) ~= "number" or type(n2) ~= "number" or n >= n2 or n2 > 119 then return nil end
  local before = text:sub(first > 24 and first - 24 or 1, first - 1)
  local cue = before:match("[Aa]ged?s?%s+$") or before:match("[Aa]ged?s?%s+between%s+$") or before:match("[Aa]ged?s?%s+from%s+$")
  local score = cue and 0.9
  if not score then
    local range = before:match("%f[%a][Bb]etween%s+$")
    if not range or n < 5 or not closes(text, f.after) then return nil end
    score = 0.35
  end
  local a = annotation(first, f.after - 1, n, f, score, cue and "range" or "limit")
  a.from, a.to = n, n2
  return a
end

function makers.figure (text, first, f)
  local n = f.count
  if type(n) ~= "number" or n > 119 or text:match("^0%d", first) then return nil end
  local score, subtype = score_of_figure(text, first, f.after, n)
  if not score then return nil end
  return annotation(first, f.after - 1, n, f, score, subtype)
end

local words = { "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties", "teens" }
for _, word in ipairs(number.words) do words[#words + 1] = word end

return {
  name = "age", types = { "Age" }, priority = 40, grammar = grammar,
  triggers = { kinds = { "number", "alnum" }, words = words },
  make = function (context, first, f)
    return makers[f.form](context.text, first, f)
  end,
}
