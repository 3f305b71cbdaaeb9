--- Where, when and by whom a story was filed.
--
--     MOSCOW, March 22 (UPI) –          LIMA, Peru (NPA) -           WASHINGTON —
--     NEW YORK, Jan. 5 /PRNewswire/ --  BEIJING/SEOUL, Oct 3 (Reuters) -      MOSCOW, February 14. /TASS/.
--     Geneva, 3 May 2018 –              (Reuters) -                  SÃO PAULO (AP) —
--
-- A place in capitals may stand alone before a dash; one in mixed case needs an agency or a date, or any sentence with a
-- dash would have one.  Fails at once on ordinary text.

local lpeg = require "lpeg"
local day = require "bluepencil.grammar.day"

local M = {}

local P, R, S, V, C, Cg, Cp, Ct, Cmt = lpeg.P, lpeg.R, lpeg.S, lpeg.V, lpeg.C, lpeg.Cg, lpeg.Cp, lpeg.Ct, lpeg.Cmt

local space = S " \t\n" + P "\u{A0}"
local sp, sp1 = space ^ 0, space ^ 1
local cont = R "\128\191"
local high = R "\195\223" * cont + R "\224\225" * cont * cont + R "\227\239" * cont * cont   -- not E2: dashes and quotes
local apostrophe = S "'" + P "’"
local lower, upper = R "az", R "AZ"

-- Labels in capitals that are no places.
local labels = {}
for word in ([[UPDATE UPDATED WATCH EXCLUSIVE BREAKING NOTE CORRECTION CORRECTED ANALYSIS OPINION VIDEO PHOTO PHOTOS WARNING
  READ LISTEN LIVE NEWS EDITORIAL COMMENT COMMENTARY REVIEW INTERVIEW PROFILE FACTBOX TIMELINE EXPLAINER FEATURE ALERT
  URGENT ADVISORY MORE RELATED CLARIFICATION REFILE REPEAT WRAPUP Q A CAPTION CREDIT ANNOUNCEMENT IMPORTANT FACT
  QUESTION ANSWER DATE TITLE HEADLINE AUTHOR SOURCE URL BYLINE]]):gmatch "%u+" do labels[word] = true end

-- What stands in several places is a rule, called from there: copies take long to build.
local rules = {}
local function rule (called, pattern)
  rules[called] = pattern
  return V(called)
end

local caps_word = rule("caps word", (P "Mc" + P "Mac") ^ -1 * (upper + high) * ((upper + high + apostrophe + S ".-") ^ 0) * -lower)
local caps_link = P "del" + P "de" + P "la" + P "al-" + P "of" + P "the" + P "on" + P "sur"
local caps_place = rule("caps place", caps_word * (sp1 * (caps_link * sp1) ^ -1 * caps_word) ^ 0)

local title_word = rule("title word", (upper + high) * (lower + high + apostrophe + S "-." + upper) ^ 0)
local title_link = P "of" + P "the" + P "and" + P "del" + P "de" + P "la" + P "al-" + P "el-"
local not_month = -rule("month", day.month * sp * R "09")
local function title_place (most)
  return not_month * title_word * (sp1 * not_month * (title_link * sp1) ^ -2 * title_word) ^ -most
end

local function span (pattern) return Ct(Cg(Cp(), "first") * pattern * Cg(Cp(), "after")) end

-- Two capitals are an abbreviation ("US -", "TV -"), three may be a town.
local caps_city = rule("caps city", Cmt(span(C(caps_place)), function (_, at, found)
  local text = found[1]
  if #text < 3 or labels[text:match "^%u+"] then return false end
  return at, found
end))

local separator = rule("separator", sp * (P "/" + P "&" + (P "and" + P "AND") * sp1) * sp)
local region = rule("region", sp * P "," * sp * Cg(span(title_place(4)), "region") + sp * P "," * sp * Cg(span(caps_place), "region"))
local date = rule("date", sp * P "," ^ -1 * sp * Cg(day.day, "date"))
local just_weekday = rule("weekday", sp * P "," ^ -1 * sp * Cg(day.weekday, "date"))
local agency_name = (upper + high) * (1 - S "()[]/\n") ^ -60
local agency = rule("agency", sp * (P "(" * sp * Cg(span(agency_name), "agency") * sp * P ")" + P "[" * Cg(span(agency_name), "agency") * P "]"))
local slashed = P "." ^ -1 * sp * P "/" * Cg(span((1 - S "/()\n ") ^ 1 * (P " " * (1 - S "/()\n ") ^ 1) ^ -3), "agency") * P "/"
local dash = rule("dash", sp * (P "—" + P "–" + P "―" + P "--" * P "-" ^ 0)
           + sp1 * P "-" * (space + -1) + P "-" * sp1)
-- behind an agency a dash may do without its spaces: "(NPA) -A man", "(NPA).- A man"
local agency_dash = dash + P "." ^ -1 * sp * P "-" * sp
local dash_or_colon = dash + (sp * P ":" * (space + -1))
local stop = dash + P "." * (space + -1) + -(-P ".") * sp * P "\n" -- after /AGENCY/

local places = Cg(Ct(caps_city * (separator * caps_city) ^ 0), "places")
local mixed_places = Cg(Ct(span(title_place(2)) * (separator * span(title_place(2))) ^ 0), "places")

local filed = rule("filed", (date + just_weekday) ^ -1
  * (agency * (date + just_weekday) ^ -1 * (agency_dash + dash_or_colon) + slashed * (stop + dash_or_colon + P ":" ^ -1)))
local plain = (date + just_weekday) * P "." ^ -1 * dash_or_colon
local in_caps = places * ((region ^ -1 * (filed + plain)) + region * dash_or_colon + dash_or_colon)
local in_title = mixed_places * region ^ -1 * (filed + date * dash)
local agency_only = agency * dash

--- A dateline; its capture is { places, region, date, agency, after }, each a span { first, after }.
local grammar = { Ct((in_caps + in_title + agency_only) * Cg(Cp(), "after")) }
for called, body in pairs(rules) do grammar[called] = body end
M.dateline = P(grammar)

-- No dateline is longer: what is, is a sentence.
local LONGEST = 160

--- The dateline at byte `first` of a text, or nil.  A colon counts only behind a place in capitals, a date or an agency.
-- @treturn ?table  `first`, `last`, `places` (spans), `region`, `date` (see day.lua), `agency`
function M.match (text, first, last)
  local byte = text:byte(first)
  if not byte or not (byte == 40 or byte == 91 or (byte >= 65 and byte <= 90) or byte >= 0xC3) then return nil end
  local found = M.dateline:match(text, first)
  if not found then return nil end
  local after = found.after - 1
  while text:find("^%s", after) do after = after - 1 end
  if after > last or after - first > LONGEST then return nil end
  -- a story begins like a sentence: "EHA (Equal Health Alliance) – a group" does not
  local start = text:match("^%s*()", after + 1)
  if start <= last and text:find("^%l", start) then return nil end
  -- a headline in capitals: "HARBOUR TRIAL: WITNESS TELLS OF CALL"
  local is_bare = not found.date and not found.agency and not found.region
  if is_bare and start <= last and not text:sub(start, last):find("%l") then return nil end
  local function close (part)
    if part then part.last = part.after - 1 end
    return part
  end
  for _, place in ipairs(found.places or {}) do close(place) end
  if found.date and not found.date.month and not found.date.weekday and not found.date.a then return nil end
  return { first = first, last = after, places = found.places or {}, region = close(found.region),
           date = close(found.date), agency = close(found.agency) }
end

return M
