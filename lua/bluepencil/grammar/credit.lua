--- Lines that are not running text: bylines, picture credits, captions, notes, list items, end marks.
--
--     By Katrin Osvald, NPA                    By ANA RUIZ and JO ITO          Ana Ruiz reported from Lima.
--     (Reporting by Ana Ruiz; Editing by Jo Ito)                               Additional reporting by Jo Ito
--     Photo by Tomasz Wielgoń/NPA              Photo: Jo Ito/NPA               REUTERS/Jo Ito     File photo
--     Photo: A woman leaves the court. (Jo Ito/NPA)                            Editor's note: ...    Correction: ...
--     • item      - item     1. item           -30-     ###     (END)
--
-- A line is one of these only as a whole, so a sentence that begins with "By" is not taken for a byline.

local lpeg = require "lpeg"
local day = require "bluepencil.grammar.day"

local M = {}

local P, R, S, V, C, Cc, Cg, Cp, Ct = lpeg.P, lpeg.R, lpeg.S, lpeg.V, lpeg.C, lpeg.Cc, lpeg.Cg, lpeg.Cp, lpeg.Ct
local any_case = day.any_case

local blank = S " \t" + P "\u{A0}"
local sp, sp1 = blank ^ 0, blank ^ 1
local cont = R "\128\191"
local high = R "\195\223" * cont + R "\224\225" * cont * cont + R "\227\239" * cont * cont
local upper, lower = R "AZ" + high, R "az" + high
local apostrophe = S "'" + P "’"
local line_end = sp * (P "\n" + -1)
local word_end = -(R("az", "AZ") + high)

-- ---- names ---------------------------------------------------------------------------------------------------------

local particle = P(false)   -- the longer first: an ordered choice does not come back for "der" after "de"
for word in ("de_la de_los della der den del dos de du do di da van von bint bin ibn ter ten zu le la el al y e"):gmatch "%S+" do
  particle = particle + P((word:gsub("_", " ")))
end
particle = particle * word_end
local list_word = (any_case "and" + any_case "with" + any_case "in" + any_case "for" + any_case "from" + any_case "at") * word_end
local name_word = (upper * P ".") ^ 1 * word_end                                    -- "J.R."
  + ((P "al" + P "el" + P "d" + P "de") * (P "-" + apostrophe)) ^ -1                     -- "al-Sayed", "d'Arc"
    * upper * (lower + upper + apostrophe + P "-") ^ 0 * P "." ^ -1
local not_list = -list_word
-- (a name is some words in capitals; what they are is settled below)
-- What stands in many places is a rule, called from there: copied, it made these grammars ten times as large, and as slow to build.
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
local name = rule("name", not_list * name_word * (sp1 * (particle * sp1) ^ -2 * not_list * name_word) ^ -5)

local function span (pattern) return Ct(Cg(Cp(), "first") * pattern * Cg(Cp(), "after")) end

local comma = sp * P "," * sp
local and_word = rule("and", (comma + sp1) * ((any_case "and" + any_case "with") * sp1 + P "& ") + sp * P "&" * sp)
local junction = rule("junction", Cg(span(and_word), "also") + comma + sp * S "|/" * sp + sp * (P "—" + P "–") * sp + sp1 * P "-" * sp1)
local tail =   -- "for The Mekong Ledger", ", Special to the Ledger"
  sp1 * P "for" * sp1 * Cg(span((P "the" * sp1) ^ -1 * Cg(C(name), "text")), "client")
  + comma * P "Special " * (1 - P "\n") ^ -60
local segment = rule("segment", span(Cg(C(name), "text")))
local mail = sp * (P "," + S "|<(") ^ -1 * sp
  * Cg(span((1 - S " \n@<>()") ^ 1 * P "@" * (1 - S " \n<>()") ^ 1), "mail") * S ">)" ^ -1
local where = sp1 * (P "in" + P "at" + P "reporting from" + P "from") * sp1 * (P "the" * sp1) ^ -1 * name
  * (P ", " * name * -(sp * list_word)) ^ -1
-- each part after the first carries whether "and" stood before it
local one_part = rule("part", Cg(segment, "part") * -(sp1 * P "to " ) * where ^ -1)
local joined = rule("joined", Ct(one_part) * Ct(junction * one_part) ^ 0)

local function any_of (...)
  local pattern = P(false)
  for _, words in ipairs { ... } do pattern = pattern + any_case(words) end
  return pattern
end

local by = any_of("written by", "story by", "reported by", "words by", "text by", "analysis by", "report by", "by:", "by")
         * word_end * P ":" ^ -1 * sp1
local byline = by * Cg(Ct(joined), "parts") * tail ^ -1 * mail ^ -1 * S "." ^ -1 * line_end * Cg(Cc "Byline", "type")

local people = Cg(Ct(joined), "parts")
local contributed = people * sp1 * (any_of("contributed", "reported", "also reported", "also contributed")) * word_end
  * sp1 ^ -1 * (any_of("to this report", "to this story", "to this article", "reporting from", "reporting", "from", "for this"))
  * word_end * (1 - P "\n") ^ -120 * line_end * Cg(Cc "Byline", "type") * Cg(Cc "reporting", "kind")
local desk_role = rule("desk", any_of("additional reporting by", "reporting by", "with reporting by", "additional editing by", "editing by",
  "edited by", "compiled by", "writing by", "written by", "translated by", "translation by") * sp1)
local desk_more = (1 - S "\n;") ^ 0 * P ";" * sp * desk_role * Ct(Cg(Cc(true), "also") * one_part) * Ct(junction * one_part) ^ 0
local desk = (S "([" + P "-" ^ 1 * sp + (P "—" + P "–") * sp) ^ -1 * desk_role * Cg(Ct(joined * desk_more ^ 0), "parts") * (1 - P "\n") ^ 0 * line_end
  * Cg(Cc "Byline", "type") * Cg(Cc "reporting", "kind")

-- ---- pictures ------------------------------------------------------------------------------------------------------

local picture = any_of("photographs", "photograph", "photos", "photo", "pictures", "picture", "image", "illustration", "graphic",
  "video", "map")
local owned = rule("owned", Cg(Ct(Ct(Cg(segment, "part"))
    * Ct((Cg(span(and_word), "also") + sp * S "/|," * sp) * Cg(segment, "part")) ^ 0), "parts")
  * (sp1 * any_of("via", "for") * sp1 * name * (S "/" * name) ^ 0) ^ -1)
local courtesy = any_of("courtesy of", "courtesy") * sp1
local label = picture * (sp1 * any_of("credit", "by", "courtesy of", "courtesy") + sp * S ":/")
  * sp * S ":" ^ -1 * sp * courtesy ^ -1
  * (any_case "by" * sp1) ^ -1
  + any_of("credit:", "photo credit:", "picture credit:", "image credit:", "credits:") * sp
local credit_label = rule("label", S "([" ^ -1 * label)
local agency_first = Cg(span(Cg(C(R "AZ" * R "AZ" ^ 1), "text")), "client")
  * (sp1 * any_of("photo", "file photo", "images")) ^ -1 * P "/"
  * Cg(Ct(Ct(Cg(segment, "part"))), "parts")
local slashed = Ct(Cg(segment, "part")) * Ct(P "/" * Cg(segment, "part"))
local credit = (credit_label * owned
    + S "([" ^ -1 * (any_case "handout" + any_case "file" + any_case "stock") * sp1 * picture
      * (sp * S ":/" ^ -1 * sp * owned) ^ -1
    + S "([" * agency_first + S "([" * Cg(Ct(slashed), "parts") * Cg(Cc(true), "bare"))
  * S ".)]" ^ -2 * line_end * Cg(Cc "Credit", "type")
local by_slash = (agency_first + Cg(Ct(slashed), "parts") * Cg(Cc(true), "bare")) * P "." ^ -1 * line_end
  * Cg(Cc "Credit", "type")

-- "Photo: A woman leaves the court."  what follows the label is a sentence
local caption = (picture * sp * P ":" + any_of("caption:", "pictured:", "in this photo", "in this image", "in this file photo"))
  * sp * (1 - P "\n") ^ 1 * Cg(Cc "Caption", "type")
-- "... leaves the court. (Jo Ito/NPA)"  "... Photo by Jo Ito/NPA"
local caption_end = S "([" * (credit_label ^ -1) * owned * S ")]" * -1 + credit_label * owned * P "." ^ -1 * -1

-- ---- the rest ------------------------------------------------------------------------------------------------------

local note = S "([*" ^ -1 * any_of("editor's note", "editor’s note", "editors' note", "editors’ note", "editors:", "eds:",
    "correction:", "corrections:", "clarification:", "corrected:", "corrects ", "note to editors", "notes to editors",
    "this story has been ", "this story was ", "this article has been ", "this article was ", "an earlier version of this",
    "this version corrects", "copyright ", "©", "all rights reserved", "for more information", "media contact", "contact:",
    "read more:", "related:", "disclaimer:")
  * Cg(Cc "Note", "type")
local end_mark = (S "-–—" ^ 0 * sp * (P "30" + any_of("ends", "end", "xxx") + P "#" ^ 3) * sp * S "-–—" ^ 0
    + P "(" * any_of("ends", "end", "more") * P ")" + (S "*_=~#-" * sp) ^ 3 + (P "—" * sp) ^ 2)
  * line_end * Cg(Cc "end mark", "skip")
local numbered = R "09" * R "09" ^ -1 * S ".)" * sp1
  + P "(" * (R "09" * R "09" ^ -1 + R "az") * P ")" * sp1 + R "az" * P ")" * sp1
local bullet = (P "•" + P "·" + P "▪" + P "●" + P "■" + P "◦" + P "‣") * sp
  + (P "*" + P "-" + P "–" + P "—") * sp1 * Cg(Cc(true), "weak")
local item = (bullet + numbered * Cg(Cc(true), "weak")) * Cg(Cp(), "content") * (1 - S " \t\n") * Cg(Cc "ListItem", "type")

-- A line's kind; its capture is { type | skip, parts, kind, ... }.  Three patterns, because the last two could begin with
-- any name and are tried only where a line may hold what they need.
local labelled = complete(Ct(byline + desk + credit + caption + note + end_mark + item))
local named = complete(Ct(by_slash))
local reporters = complete(Ct(contributed))

-- The words that `labelled` may begin with.
local first_words = {}
for word in ([[by written story reported words text analysis report additional reporting with editing edited compiled writing
  translated translation photographs photograph photos photo pictures picture image illustration graphic video map credit
  credits handout file stock caption pictured in editor editors eds correction corrections clarification corrected corrects
  note notes this an copyright all for media contact read related disclaimer end ends xxx a b c d e f g h i j k l m n o p q r s
  t u v w x y z]]):gmatch "%a+" do first_words[word] = true end

-- Words that make a part of a byline an office or a publisher, not a person.
local org_words, title_words = {}, {}
for word in ([[press agency news service times post tribune herald ledger gazette journal globe chronicle courier guardian
  independent observer telegraph mail sun star today magazine media group network radio television tv bureau desk
  newspaper newspapers review weekly daily reuters bloomberg xinhua tass afp ap upi]]):gmatch "%S+" do org_words[word] = true end
for word in ([[staff writer reporter correspondent editor columnist contributor freelance intern chief producer analyst
  journalist photographer bureau]]):gmatch "%S+" do title_words[word] = true end

local function kind_of_part (text, number, count, also)
  local words, org, title = 0, false, false
  for word in text:gmatch "%S+" do
    words = words + 1
    local small = word:lower():gsub("%.$", "")
    org = org or org_words[small] or false
    title = title or title_words[small] or false
  end
  if text:find("^[Tt]he ") or text:find("^THE ") then return "agency" end
  if title then return "title" end
  if org then return "agency" end
  if number == 1 then return words == 1 and text:find("^%u%u+$") and count == 1 and "agency" or "person" end
  if words == 1 and not also then return "agency" end
  return "person"
end

--- Sort the parts of a byline or credit into people and agency.
-- @tparam table found  a capture with `parts`; gains `people` (list of spans) and `agency` (span)
local function settle (found)
  local people_found, agency = {}, nil
  local also_any = false
  for _, row in ipairs(found.parts) do also_any = also_any or row.also ~= nil end
  local count = #found.parts
  for number, row in ipairs(found.parts) do
    local part = row.part
    local one = { first = part.first, last = part.after - 1, name = part.text }
    local kind = kind_of_part(part.text, number, count, row.also)
    -- "By Ana Ruiz, Mekong Ledger": of two without "and" the second is who she writes for
    if kind == "person" and number == 2 and count == 2 and not also_any then kind = "agency" end
    if kind == "person" then people_found[#people_found + 1] = one
    elseif kind == "agency" then agency = agency or one end
  end
  if found.client and not agency then
    agency = { first = found.client.first, last = found.client.after - 1, name = found.client.text }
  end
  found.people, found.agency = people_found, agency
  return found
end

local weekdays = {}
for _, name_of_day in ipairs(day.days) do weekdays[name_of_day] = true end

--- Is it after all no byline or credit?  "By Friday", "By Law": one word, or a day; "London/Paris": no agency.
local function is_accident (found)
  if found.bare then return found.agency == nil or #found.people == 0 or not found.agency.name:find("^%u%u") and
    not org_words[found.agency.name:lower():match "%S+$"] and not found.agency.name:find("Images$") end
  if found.type ~= "Byline" then return false end
  for _, one in ipairs(found.people) do
    if not one.name:find("[ .]") and not one.name:find("^%u%u+$") then return true end
    for word in one.name:gmatch "%a+" do
      if weekdays[word] then return true end
    end
  end
  return #found.people == 0 and not found.agency
end

--- What the lines of a text can be at all: so that rare kinds cost nothing where they cannot be.
function M.prospects (text)
  -- pieces that begin with a rare letter: the search is a memchr for the first one
  return { slash = text:find("/", 1, true) ~= nil,
           reporters = text:find("buted ", 1, true) ~= nil or text:find("ported from ", 1, true) ~= nil
             or text:find("porting from ", 1, true) ~= nil }
end

-- The longest lines that are a name and an agency; names and "contributed to this report".
local SLASH_LINE, REPORTER_LINE = 60, 250

local everything = { slash = true, reporters = true }

--- What kind of line begins at `first`, or nil for running text.
-- @tparam string text  @tparam int first
-- @tparam[opt] int last  the line's last byte; spares the look at what only a short line can be
-- @tparam[opt] table prospects  what `M.prospects` said of the text
-- @treturn ?table  `type` (a block type) or `skip` (a reason); `people`, `agency` (spans), `kind`, `content`
function M.match (text, first, last, prospects)
  local byte = text:byte(first)
  if not byte then return nil end
  local found
  local length = last and last - first or 0
  prospects = prospects or everything
  local may_slash = prospects.slash and length <= SLASH_LINE
  local may_report = prospects.reporters and length <= REPORTER_LINE
  if byte >= 65 and byte <= 90 or byte >= 97 and byte <= 122 then
    if first_words[text:match("^%a+", first):lower()] then found = labelled:match(text, first) end
    if not found and byte <= 90 then
      if may_slash then found = named:match(text, first) end
      if not found and may_report then found = reporters:match(text, first) end
    end
  elseif byte >= 0xC3 and byte ~= 0xE2 then
    if may_slash then found = named:match(text, first) end
    if not found and may_report then found = reporters:match(text, first) end
  elseif byte ~= 0xE2 or not text:find("^\x80[\x98-\x9D]", first + 1) then   -- not a quotation mark
    found = labelled:match(text, first)
  end
  if found and found.parts then
    settle(found)
    if is_accident(found) then return nil end
  end
  return found
end

local lone_name = complete(Ct(Cg(Ct(Ct(Cg(segment, "part"))), "parts") * line_end))
local closing_credit = complete(Ct(caption_end))

--- A line that is nothing but a name, as some papers sign ("Lena Okafor"); only its place can tell it from a heading.
function M.lone_name (text, first, last)
  if last - first > 40 then return nil end
  local found = lone_name:match(text, first)
  if not found then return nil end
  settle(found)
  local words = select(2, text:sub(first, last):gsub("%S+", ""))
  if #found.people ~= 1 or words < 2 or words > 4 then return nil end
  for word in text:sub(first, last):gmatch "%a+" do
    if weekdays[word] or word == "The" or word == "A" or word == "On" or word == "Of" then return nil end
  end
  found.type = "Byline"
  return found
end

--- Who a reporter writes for, on the line under the byline: "Northern Press", "Staff Writer".
function M.employer (text, first, last)
  if last - first > 60 then return nil end
  local found = lone_name:match(text, first)
  if not found then return nil end
  settle(found)
  if #found.people > 0 then return nil end
  found.type = "Byline"
  return found
end

--- The credit at the end of a caption: first byte, and the capture; or nil.
function M.caption_end (text, first, last)
  local from = math.max(first, last - 120)
  local part = text:sub(from, last)
  local at = part:match("().[%(%[][^%(%[]*$")
  at = at and at + 1 or part:match("()Photos? by [^.]*%.?$") or part:match("()Photo: [^.]*%.?$")
  if not at then return nil end
  local capture = closing_credit:match(part, at)
  if not capture or not capture.parts then return nil end
  settle(capture)
  local shift = from - 1
  local function move (one) one.first, one.last = one.first + shift, one.last + shift end
  for _, one in ipairs(capture.people) do move(one) end
  if capture.agency then move(capture.agency) end
  return at + shift, capture
end

return M
