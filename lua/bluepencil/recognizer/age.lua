--- Ages of people: "Ana Ruiz, 34, said", "a 15-year-old", "aged 54", "in her fifties".
--
-- `minor` is set below 18.  `norm` is years, a fraction for babies ("six-month-old": 0.5, with `quantity` 6 and `quantity_unit` "month"); `from` and
-- `to` are set where a span of years is meant ("in her fifties": 50 to 59).  `subtype` names the form; "limit" ("under
-- 18") is no one's age and scores low.  Whose age it is, is link.lua's business.

local around = require "bluepencil.recognizer.around"
local atom = require "bluepencil.grammar.atom"
local lpeg = require "lpeg"
local number = require "bluepencil.grammar.number"
local roles = require "bluepencil.cues.roles"

local P, S, C, Cc, Cg, Cp, Ct = lpeg.P, lpeg.S, lpeg.C, lpeg.Cc, lpeg.Cg, lpeg.Cp, lpeg.Ct
local space, gap, hyphen, word_end, digit = atom.space, atom.gap, atom.hyphen, atom.word_end, atom.digit

local function named (name, pattern) return Cg(pattern, name) end
local function form (name, pattern) return Ct(named("form", Cc(name)) * pattern * named("after", Cp())) end

-- ---- forms -------------------------------------------------------------------------------------------------------------

local count_2 = named("count2", number.small)
local join = gap * hyphen * gap + space
local time_unit = named("unit", atom.words({ year = "year", years = "year", month = "month", months = "month", week = "week",
                                        yr = "year", yrs = "year", ["yr."] = "year", mo = "month", mos = "month",
                                        weeks = "week", day = "day", days = "day" }, true))
local old = atom.words({ old = "one", olds = "many" }, true)
local half = (space * P"and" * space * "a" * space * "half" * word_end * named("half", Cc(true)))^-1
local up_to = gap * atom.dash * gap + space * P"to" * space + space * P"and" * space + space * P"or" * space

local year_old_short = P" "^-1 * (P"yo" * word_end + P"y.o." + P"y/o" * word_end) * named("unit", Cc"year")
local tens = C(S"23456789" * "0" + P"10") / tonumber
local decade_words = { twenties = 20, thirties = 30, forties = 40, fifties = 50, sixties = 60, seventies = 70, eighties = 80,
                       nineties = 90, teens = 10 }

local generations = { sexagenarian = 60, septuagenarian = 70, octogenarian = 80, nonagenarian = 90, centenarian = 100 }

local rest =
    -- "16- to 18-year-olds"   "16 to 18 years old"
    named("form", Cc"years-old") * (hyphen^-1 * up_to) * count_2 * join * time_unit * join * named("plural", old)
    -- "54-year-old"   "54 years old"   "a 54-year-old man"   "six-month-old"   "eight year old"   "3 and a half years old"
  + named("form", Cc"years-old") * half * join * time_unit * join * named("plural", old)
    -- "54 years of age"
  + named("form", Cc"years-old") * join * time_unit * space * P"of" * space * "age" * word_end
    -- "ages 12 to 17"   "aged 6-9"   "between 16 and 18"
  + named("form", Cc"range") * up_to * count_2

local behind_number = #(atom.blank + atom.dash) * Ct(rest * named("after", Cp()))

local grammar =
    -- "her 50s"   "his mid-30s"   "her fifties"
    form("decade", named("count", tens * atom.apostrophe^-1 * "s" * word_end + atom.words(decade_words, true)))
    -- "a septuagenarian"
  + form("word", named("count", atom.words(generations, true, P"s"^-1 * word_end)))
    -- "54yo"   "54 y.o."
  + form("years-old", named("count", C(digit * digit^-2) / tonumber) * year_old_short)

-- ---- what stands around ----------------------------------------------------------------------------------------------------

local person_nouns = atom.set [[man woman boy girl son daughter wife husband mother father brother sister child baby toddler
  teenager teen student driver passenger victim suspect partner friend boyfriend girlfriend fiance fiancee grandmother
  grandfather grandson granddaughter nephew niece cousin uncle aunt twin twins widow widower pensioner farmer teacher nurse
  soldier officer worker resident native refugee migrant patient player mum mom dad youth infant]]

-- What people are called by: "driver", "worker".
local role_nouns = {}
for _, row in ipairs(roles.nouns) do
  for noun in row[4]:gmatch "[^|%s]+" do role_nouns[noun] = true end
end

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
    if things[word] then
      local head = text:match("^%s+(%l[%a'-]*)", stop)          -- "bus driver", "shop worker"
      return not (head and (person_nouns[head] or role_nouns[head]))
    end
    if person_nouns[word] then return false end
    k, at = k + 1, stop
  end
  return false
end

local small_numbers = atom.set "one two three four five six seven eight nine ten twelve"
local limits = atom.set "under over above below than"

-- How surely a word that stands before ", 54" names or tells of a person; nil when it does not.
local function person_score (word, before)
  local lower = word:lower()
  if months[lower] then return nil end
  -- "a mother of three, 34"
  if before and (small_numbers[lower] or lower:match("^%d%d?$")) then
    local noun = before:match("^%s+,%s*%w+%s+fo%s+(%a+)")
    return noun and person_nouns[noun:reverse():lower()] and 0.9 or nil
  end
  if person_nouns[lower] then return 0.85 end
  if word:match("^%u") or word:match("^[\195-\223][\128-\191]") or word:match("^%l+[-'’]+%u") then return 0.95 end   -- "al-Zubar, 33,"
  return nil
end

-- What may stand behind "NAME, 54": a comma that goes on to words, a full stop, "of", "and" ...
local function closes (text, after)
  local c = text:sub(after, after)
  if c == "" or c == ";" or c == ":" or c == "?" or c == "!" or c == ")" then return 1 end
  if c == "," then
    return (text:match("^,%s+[%a\"'(\194-\244]", after) or text:match("^,%s*$", after) or text:match("^,[\226\"']", after)) and 1
  end
  if c == "." then return (text:match("^%.[%s\226\"')]", after) or #text == after) and 1 end
  if c == "\226" then return text:match("^\226\128[\147\148]", after) and 0.9 end
  local word = text:match("^%s+([%a%-\226]+)", after)
  if word == "and" or word == "of" or word == "from" or word == "who" or word == "or" then return 0.8 end
  if word and (word:sub(1, 1) == "-" or word:sub(1, 1) == "\226") then return 0.9 end
  return text:match("^%s*$", after) and 1
end

-- "Ana Ruiz, 34,"; `name` is the word before the comma, back to front
local function apposition (text, after, name, before)
  local score = name and person_score(name:reverse(), before)
  local shut = score and closes(text, after)
  if shut and not text:match("^,%s*%d%d%d%f[%D]", after) then return score * shut, "apposition" end
end

-- What the word before a figure says of it: word -> function (text, first, after, n, before) -> score, subtype.
-- `before` is what stands before the figure, back to front.
local cues = {}

local function plain (score)
  return function () return score, "cue" end
end
cues.aged, cues.age, cues.ages = plain(0.98), plain(0.95), plain(0.95)

-- "turned 40", not "turned 40 pages"
function cues.turned (text, _, after, n)
  if n < 1 or not (closes(text, after) or text:match("^%s+%l", after)) then return nil end
  local word = text:match("^%s+(%l+)", after)
  if word and word:match("s$") and word ~= "this" then return nil end
  return 0.85, "cue"
end
cues.turns, cues.turning = cues.turned, cues.turned

-- "at the age of 54", "a man of 54"
local of_whom = { age = 0.95, ages = 0.95, man = 0.85, woman = 0.85, boy = 0.85, girl = 0.85 }
function cues.of (_, _, _, _, before)
  local word = before:match("^%s+fo%s+(%a+)")
  local score = word and of_whom[word:reverse():lower()]
  if score then return score, "cue" end
end

-- "died at 54"; "At 54, she" is weak
local at_which = atom.set "died married retired pregnant widowed"
function cues.at (text, _, after, _, before)
  local word = before:match("^%s+[tT][aA]%s+(%a+)")
  if word and at_which[word:reverse():lower()] then return 0.8, "cue" end
  if text:match("^,%s+s?he%s", after) then return 0.6, "cue" end
end

-- "she is 54."   "I was 12 when"   "is now 54"
local subjects = atom.set "he she i who"
local function is (text, _, after, _, before)
  local word, subject = before:match("^%s+(%a+)%s+(%a+)")
  if word == "won" or word == "ylno" or word == "tsuj" then                     -- now, only, just: one word further back
    subject = before:match("^%s+%a+%s+%a+%s+(%a+)")
  end
  local now = before:match("^%s+won%s+si")
  if not now and not (subject and subjects[subject:reverse():lower()]) then return nil end
  if closes(text, after) or text:match("^%s+when%f[%A]", after) or text:match("^%s+at%s+the%s+time", after)
     or text:match("^%s+years%s*[.,]", after) then return 0.85, "is" end
end
cues.is, cues.was, cues.am = is, is, is

-- "Ruiz, now 54,"   "is now 54"   "was only 9 when"
local function now (text, first, after, n, before)
  local score, subtype = apposition(text, after, before:match("^%s+%a+%s+,%s*([%a\128-\255'.-]+)"))
  if score then return score, subtype end
  return is(text, first, after, n, before)
end
cues.now, cues.just, cues.only = now, now, now
cues["then"] = now

local function limit (text, _, after, n, before)
  if n < 5 or n > 100 or not closes(text, after) then return nil end
  local word, other = before:match("^%s+(%a+)%s+(%a+)")
  if word == "naht" and other ~= "redlo" and other ~= "regnuoy" then return nil end      -- "more than 20"
  return 0.3, "limit"
end
for word in pairs(limits) do cues[word] = limit end

-- "aged 12 and 14", "ages 8, 10 and 12": each figure behind the first
local function in_list (text, first)
  local list = text:sub(first > 44 and first - 44 or 1, first - 1)
  return list:match("%f[%a][Aa]ge[ds]?%s+%d%d?[%d,%s]*$") or list:match("%f[%a][Aa]ge[ds]?%s+%d%d?[%d,%s]*%s[ao][nr]d?%s+$")
end
cues["and"] = function (text, first) if in_list(text, first) then return 0.9, "cue" end end
cues["or"] = cues["and"]

-- "both 19", "both aged 19"
function cues.both (text, _, after, n)
  if n >= 1 and n <= 110 and closes(text, after) then return 0.85, "cue" end
end

local function score_of_figure (text, first, after, n)
  local before = around.reversed(text, first, 44)
  local c = before:match("^%s*(.)")
  if c == "," then
    if before:byte() == 44 then return nil end                                         -- ",54"
    if in_list(text, first) then return 0.9, "cue" end
    return apposition(text, after, before:match("^%s+,%s*([%w\128-\255'.-]+)"), before)
  elseif c == "(" then                                                                   -- "Ana Ruiz (34)"
    if n < 1 or text:sub(after, after) ~= ")" then return nil end
    local name = before:match("^%(%s+([%a\128-\255'.-]+)")
    local score = name and person_score(name:reverse())
    if score then return score * 0.8, "parenthesis" end
    return nil
  elseif c == "m" and before:match("^%s+m['\153]") then return is(text, first, after, n, before:gsub("^%s+m[^I]*I", " ma I"))
  end
  local word = before:match("^[%s:]+(%a+)")
  local cue = word and cues[word:reverse():lower()]
  if cue then return cue(text, first, after, n, before) end
end

local years_of = { year = 1, month = 1 / 12, week = 7 / 365.25, day = 1 / 365.25 }

local function years (n, unit)
  if unit == "year" then return n end
  local v = math.floor(n * years_of[unit] * 100 + 0.5) / 100
  return math.tointeger(v) or v
end

local MAJORITY = 18       -- in most countries; what a policy makes of it is the policy's business

local function annotation (first, last, n, f, score, subtype)
  subtype = subtype or f.form
  return { type = "Age", first = first, last = last, norm = n, unit = "year", score = score, subtype = subtype,
           minor = n < MAJORITY and subtype ~= "limit" or nil, source = "age:" .. subtype }
end

local makers = {}

makers["years-old"] = function (text, first, f)
  local unit = f.unit
  local n, n2 = f.count, f.count2
  if math.type(n) ~= "integer" or n > 119 and unit == "year" then return nil end
  if n2 and n2 < n then n, n2 = n2, nil end
  if f.plural == "one" and is_thing(text, f.after) then return nil end
  if f.half then n = n + 0.5 end
  local score = f.plural == "many" and 0.7 or 0.98
  local before = around.word_before(text, first)
  local bounded = before and limits[before]
  local a = annotation(first, f.after - 1, years(n, unit), f, bounded and 0.5 or score, bounded and "limit" or nil)
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
  a.from, a.to, a.cert, a.minor = from, to, "medium", to < 20 or nil
  return a
end

-- "an octogenarian"
function makers.word (_, first, f)
  local a = annotation(first, f.after - 1, f.count, f, 0.9, "decade")
  a.from, a.to, a.cert = f.count, f.count + 9, "medium"
  return a
end

function makers.range (text, first, f)
  local n, n2 = f.count, f.count2
  if math.type(n) ~= "integer" or n >= n2 or n2 > 119 then return nil end
  local link = text:sub(first, f.after - 1)
  local between = text:sub(first > 12 and first - 12 or 1, first - 1):match("etween%s+$")
                  or text:sub(first > 22 and first - 22 or 1, first - 1):match("etween%s+the%s+ages%s+of%s+$")
  if link:find("%sand%s") and not between or link:find("%sor%s") then
    return nil                                                            -- "aged 12 and 14" are two
  end
  local before = text:sub(first > 24 and first - 24 or 1, first - 1)
  local cue = before:match("[Aa]ged?s?%s+$") or before:match("[Aa]ged?s?%s+between%s+$")
              or before:match("[Aa]ged?s?%s+from%s+$")
              or before:match("ages%s+of%s+$")
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

local function figure (text, first, after, n)
  if math.type(n) ~= "integer" or n > 119 then return nil end
  local score, subtype = score_of_figure(text, first, after, n)
  if not score or text:match("^0%d", first) then return nil end
  return annotation(first, after - 1, n, nil, score, subtype)
end

local words = {}
for word in pairs(decade_words) do words[#words + 1] = word end
for word in pairs(generations) do words[#words + 1], words[#words + 2] = word, word .. "s" end
table.sort(words)

local short = { name = "age-short", family = "age", types = { "Age" }, priority = 40, grammar = grammar,
                triggers = { kinds = { "alnum" }, words = words } }
function short.make (context, first, f) return makers[f.form](context.text, first, f) end

-- "54-year-old", "54 years old", "ages 12 to 17"
local long = { name = "age-long", family = "age", types = { "Age" }, priority = 40, behind_number = behind_number,
               figures = { behind = { "year", "years", "month", "months", "week", "weeks", "day", "days", "yr", "yrs", "yr.", "mo", "mos",
                                      "to", "and", "or", "-", "–", "—" } } }
function long.make (context, first, count, f)
  f.count = count
  return makers[f.form](context.text, first, f)
end

-- "Ana Ruiz, 34,", "aged 54", "turned 40": nothing of the age follows.
local cue_words = { ",", "(", ":", "'m", "’m" }
for word in pairs(cues) do cue_words[#cue_words + 1] = word end
table.sort(cue_words)
local bare = { name = "age", types = { "Age" }, priority = 40, behind_number = P(true), figures = { before = cue_words } }
function bare.at_figure (context, first, count, after) return figure(context.text, first, after, count) end
function bare.make (context, first, count) return figure(context.text, first, context.number_after, count) end

return { bare, long, short }
