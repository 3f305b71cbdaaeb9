--- Operators: what stands in the place of something struck.
--
-- `apply` gives the whole replacement, brackets included, made to fit its place: a capital at the start of a sentence,
-- "a" or "an" as the word before it asks, nothing that a possessive behind it would trip over.  A label is kept in the
-- document, so that one person has one label from the first mention to the last.
--
-- An operator never says more than it must: no length, no initial, no digest.  Which operator is used where is the
-- policy's business; which bytes are struck is resolve.lua's.  Costs a few microseconds each.

local suggest = require "bluepencil.suggest"

local M = {}

-- ---- what stands around ------------------------------------------------------------------------------------------

local function word_before (doc, first)
  local before = doc.text:sub(math.max(1, first - 24), first - 1)
  return before:match "([%w'\128-\255]+)[%s%-]*$" or "", before
end

-- The word after the span, when only a space parts them.
local function word_after (doc, last)
  return doc.text:match("^%s+([%w\128-\255]+)", last + 1) or ""
end

local function is_sentence_start (a, doc)
  local first = doc:sentence_at(a.first)
  if not first then return false end
  if first == a.first then return true end
  local between = doc.text:sub(first, a.first - 1)
  return a.first > first and #between < 8 and not between:find "%w"
end

local function capital (text) return (text:gsub("^%l", string.upper)) end

-- "an" wants a vowel, "a" none: the first of the words that fits, else the first of all.
local function fitting (doc, a, words)
  local before = word_before(doc, a.first):lower()
  if before == "a" or before == "an" then
    for _, word in ipairs(words) do
      if (word:find "^[aeiou]" ~= nil) == (before == "an") then return word end
    end
  end
  return words[1]
end

local prepositions = {}
for word in ("about above across after against along among and around as at before behind below beneath beside between "
  .. "beyond but by despite down during except for from in inside into like near of off on onto opposite or outside over past "
  .. "per since than through till to toward towards under until up via with within without"):gmatch "%a+" do
  prepositions[word] = true
end

-- A noun needs an article when nothing before it serves as one: after a preposition, a sign or at the start.
local function with_article (doc, a, noun)
  local word, before = word_before(doc, a.first)
  if prepositions[word:lower()] or is_sentence_start(a, doc) or not before:find "[%w'\128-\255][%s%-]+$" then
    return (noun:find "^[aeiou]" and "an " or "a ") .. noun
  end
  return noun
end

-- ---- remove --------------------------------------------------------------------------------------------------------

local kind_words = {
  Person = "name", Place = "place", Org = "organisation", Nationality = "nationality", Language = "language", Date = "date",
  Age = "age", Number = "number", Money = "sum", Measure = "quantity", Email = "e-mail address", Phone = "phone number",
  Url = "web address", Handle = "account name", Address = "address", Identifier = "number", Occupation = "occupation",
  Family = "family", Quote = "quotation", Redacted = "redacted",
}

local identifier_words = { passport = "passport number", case = "case number", card = "card number", iban = "account number" }

local function remove (a)
  return a.type == "Identifier" and identifier_words[a.subtype] or kind_words[a.type] or "removed"
end

-- ---- label ---------------------------------------------------------------------------------------------------------

-- 1 -> A, 26 -> Z, 27 -> AA
local function letters (n)
  local text = ""
  while n > 0 do
    text = string.char(65 + (n - 1) % 26) .. text
    n = (n - 1) // 26
  end
  return text
end

local label_words = { Person = "Person", Group = "Person", Org = "Org", Place = "Place", Email = "Contact", Phone = "Contact",
                      Handle = "Contact", Url = "Contact", Address = "Address", Identifier = "Number" }

--- The next free label of a word in a document: "Person A", "Person B", ... without those the source itself uses.
function M.next_label (doc, word)
  local counts = doc.label_counts
  if not counts then counts = {}; doc.label_counts = counts end
  local n = counts[word] or 0
  local label
  repeat
    n = n + 1
    label = word .. " " .. letters(n)
  until not doc:find(label, true)[1]
  counts[word] = n
  return label
end

--- The label of an entity, given when it has none: `entity.pseudonym`.
function M.label_of (entity, doc)
  local word = label_words[entity.type] or "Person"
  if not entity.pseudonym then entity.pseudonym = M.next_label(doc, word) end
  return entity.pseudonym
end

--- Whether a mention names a whole family: "the Bratus".
function M.is_family (a) return a.subtype == "family" or (a.entity ~= nil and a.entity.type == "Group") end

local function label (a, doc)
  local entity = a.entity
  if entity then
    if entity.type == "Group" and entity.family_of then return M.label_of(entity.family_of, doc) .. " family" end
    return M.label_of(entity, doc) .. (M.is_family(a) and " family" or "")
  end
  -- no entity: the same words have the same label
  local known = doc.label_texts
  if not known then known = {}; doc.label_texts = known end
  local key = a.type .. ":" .. a:text()
  if not known[key] then known[key] = M.next_label(doc, label_words[a.type] or a.type) end
  return known[key]
end

-- ---- ages ----------------------------------------------------------------------------------------------------------

local tens = { "teens", "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties" }
local ten_words = { "teenage", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty" }

local possessives = { m = "his", male = "his", f = "her", female = "her" }

local function years_of (a)
  local norm = a.norm
  if type(norm) == "string" then norm = norm:match "%d+%.?%d*" end
  return tonumber(norm)
end

-- "Ene, 34, said"; "a 34-year-old teacher"; "the 34-year-old said"; "aged 34"; "93"
local function band (a, doc)
  local years = years_of(a)
  if not years then return remove(a) end
  local text = a:text():lower()
  local before = word_before(doc, a.first):lower()
  local is_adjective = text:find "%-old$" ~= nil or text:find "year old$" ~= nil
  local needs_number = before == "aged" or before == "age" or before == "turned" or before == "at" or before == "of"
  if years < 18 then
    if not is_adjective then return needs_number and "under 18" or "a minor" end
    local after = word_after(doc, a.last)
    if after ~= "" and after:find "^%l" and not after:find "^w[ahei]" then return fitting(doc, a, { "young", "underage" }) end
    return with_article(doc, a, "minor")
  end
  if years >= 90 then return "90 or older" end
  local decade = math.floor(years / 10)
  if is_adjective then
    if years < 20 then return "teenage" end
    return fitting(doc, a, { ten_words[decade] .. "-something", "adult" })
  end
  if needs_number then return years < 20 and "18 or 19" or ("%d to %d"):format(decade * 10, decade * 10 + 9) end
  local person = a.person
  return ("in %s %s%s"):format(person and possessives[person.gender] or "their", years < 20 and "late " or "", tens[decade])
end

-- ---- dates ---------------------------------------------------------------------------------------------------------

local months = { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
                 "December" }

local date_prepositions = {}
for word in ("on of by since until till from to before after between and in during for around about early late mid through")
  :gmatch "%a+" do date_prepositions[word] = true end

-- "arrested Tuesday" -> "arrested [on a day in 2017]"; "arrested on Tuesday" -> "arrested on [a day in 2017]"
local function day_in (a, doc, when)
  local before, raw = word_before(doc, a.first)
  local is_bare = raw:find "%w%s+$" and not date_prepositions[before:lower()]
  return (is_bare and "on a day in " or "a day in ") .. when
end

local function year_of_document (doc)
  local iso = doc.meta.date and doc.meta.date.iso
  return iso and tonumber(iso:match "^%d%d%d%d")
end

local function is_past (year, doc)
  local now = year_of_document(doc)
  return now == nil or tonumber(year) <= now
end

-- "2010/.." and "../2010", open at one end, are as exact as the end that is written.
local function norm_of_date (a) return (tostring(a.norm or ""):gsub("/%.%.$", ""):gsub("^%.%./", "")) end

local function year (a, doc)
  local norm = norm_of_date(a)
  local from, to = norm:match "^(.-)/(.*)$"
  if from then
    local y1, y2 = from:match "^%d%d%d%d", to:match "^%d%d%d%d"
    if y1 and y1 == y2 and #from > 4 then
      local before = word_before(doc, a.first):lower()
      return (date_prepositions[before] and "" or "part of ") .. y1, { when = y1 }
    end
    if y1 or y2 then return is_past(y2 or y1, doc) and "earlier years" or "later years" end
    return remove(a)
  end
  local y, rest = norm:match "^(%d%d%d%d)(.*)$"
  if not y then return remove(a) end
  if rest:find "^%-%d%d%-%d%d" then return day_in(a, doc, y), { when = y } end
  if rest:find "^%-" then return y, { when = y } end
  return ("the %s0s"):format(y:sub(1, 3))         -- the year alone: its decade
end

local function month (a, doc)
  local y, m, rest = norm_of_date(a):match "^(%d%d%d%d)%-(%d%d)(.*)$"
  if not y or rest:find "/" or not months[tonumber(m)] then return year(a, doc) end
  local name = ("%s %s"):format(months[tonumber(m)], y)
  if rest == "" then return name, { when = y .. "-" .. m } end
  return day_in(a, doc, name), { when = y .. "-" .. m }
end

-- ---- generalise ----------------------------------------------------------------------------------------------------

local function set (words)
  local t = {}
  for word in words:gmatch "%S+" do t[word] = true end
  return t
end

--- Words that say what sort of place it is, and name none.
M.place_kinds = set [[
  region province district county city town village island oblast krai okrug state prefecture municipality
  governorate department canton parish borough suburb neighbourhood neighborhood quarter valley river lake mountain
  bay coast street road avenue square camp settlement hamlet territory republic area park forest harbour harbor port
  airport station desert peninsula commune ward township colony archipelago]]

--- Words that say what sort of organisation it is, and the words that may stand before these without naming it.
M.org_kinds = set [[
  hospital clinic court school university college academy institute church mosque temple synagogue prison jail
  police station department ministry company factory plant mill mine bank newspaper magazine hotel restaurant farm
  agency club museum library theatre theater bakery shop store supermarket office bureau laboratory lab shelter
  orphanage kindergarten nursery monastery embassy consulate council committee commission foundation charity union
  party association centre center ferry railway airline shipyard garage workshop studio]]

M.org_adjectives = set [[
  provincial regional district county city state national central high higher supreme appeal appeals primary
  secondary elementary middle public private general medical local municipal military technical teaching children's
  women's men's maternity detention refugee community rural urban federal criminal civil constitutional
  administrative family labour labor magistrates magistrate's crown veterinary dental psychiatric]]

-- At a place of work the trade alone leads to the person in a small town.
local trades = set [[bakery shop store supermarket restaurant farm hotel garage workshop studio company factory plant mill
  shipyard pharmacy cafe bar salon kiosk]]

local function words_of (text)
  local list = {}
  for word in text:gmatch "[^%s]+" do list[#list + 1] = word end
  return list
end

-- "Preah Thmey Provincial Hospital" -> "provincial hospital"
local function kind_of_org (text)
  local list = words_of(text:lower():gsub("’", "'"))
  for at = #list, 1, -1 do
    if M.org_kinds[list[at]] then
      local first = at
      while first > 1 and M.org_adjectives[list[first - 1]] do first = first - 1 end
      return table.concat(list, " ", first, at)
    end
  end
end

local function kind_of_place (a, text)
  local last = text:lower():match "(%a+)$"
  if last and M.place_kinds[last] then return last end
  local first = text:lower():match "^(%a+) of "
  if first and M.place_kinds[first] then return first end
  if type(a.subtype) == "string" and M.place_kinds[a.subtype] then return a.subtype end
end

-- What someone does, in a wider word: by the last word that is known.
local occupations = {}
for wide, words in pairs {
  ["health worker"] = "technician nurse doctor midwife pharmacist surgeon paramedic dentist therapist physician carer orderly",
  ["school worker"] = "teacher lecturer professor headteacher principal tutor librarian",
  ["manual worker"] = "labourer laborer builder welder carpenter plumber electrician mason bricklayer miner mechanic "
    .. "fitter painter logger docker cleaner porter",
  ["farm worker"] = "farmer fisherman herder shepherd gardener beekeeper",
  ["driver"] = "trucker chauffeur courier postman pilot sailor",
  ["shop worker"] = "baker butcher cashier salesman saleswoman shopkeeper "
    .. "seamstress tailor hairdresser",
  ["kitchen worker"] = "cook chef waiter waitress dishwasher",
  ["office worker"] = "accountant clerk secretary bookkeeper manager analyst engineer programmer architect "
    .. "designer translator",
  ["student"] = "pupil undergraduate student apprentice",
  ["serviceman"] = "soldier sergeant corporal private conscript",
} do
  for word in words:gmatch "%a+" do occupations[word] = wide end
end

local plural_kin = set [[
  family parents children kids sons daughters brothers sisters siblings twins grandparents grandchildren relatives
  nephews nieces cousins uncles aunts in-laws triplets babies wives]]

local function generalise_family (a, doc)
  local text = a:text():lower()
  local years = tonumber(text:match "(%d+)%-year")
  if (years and years < 18) or (a.entity and a.entity.kind == "minor") then return with_article(doc, a, "minor") end
  local is_many = text:find " and " ~= nil
  for word in text:gmatch "[%a%-]+" do is_many = is_many or plural_kin[word] ~= nil end
  local own = text:match "^(%a+) "
  if own == "his" or own == "her" or own == "their" or own == "my" or own == "our" then
    return own .. (is_many and " family" or " relative")
  end
  return is_many and "family" or with_article(doc, a, "relative")
end

local function generalise (a, doc)
  local kind = a.type
  if kind == "Age" then return band(a, doc) end
  if kind == "Date" then return year(a, doc) end
  if kind == "Family" then return generalise_family(a, doc) end
  if kind == "Place" then
    local word = kind_of_place(a, a:text())
    return word and with_article(doc, a, word) or fitting(doc, a, { "place", "unnamed place" })
  end
  if kind == "Org" then
    local plain = a.link == "workplace" and "local business" or "organisation"
    local word = kind_of_org(a:text())
    if word and not (a.link == "workplace" and trades[word]) then return word end
    return fitting(doc, a, { plain, plain == "organisation" and "local group" or "employer" })
  end
  if kind == "Occupation" then
    local wide
    for word in a:text():lower():gmatch "%a+" do wide = occupations[word] or occupations[word:gsub("s$", "")] or wide end
    return fitting(doc, a, { wide or "worker", wide and "unnamed worker" or "employee" })
  end
  return remove(a)
end

-- ---- the table -----------------------------------------------------------------------------------------------------

-- Each gives the words without brackets, and fields that the brackets allow to be said: `when`, an ISO date.
local operators = {
  remove = remove,
  label = label,
  pseudonym = label,                          -- until a key gives natural names, the label is the pseudonym
  mask = function () return "█████" end,      -- always five: the length would tell
  band = function (a, doc) if a.type == "Age" then return band(a, doc) end return generalise(a, doc) end,
  month = function (a, doc) if a.type == "Date" then return month(a, doc) end return generalise(a, doc) end,
  year = function (a, doc) if a.type == "Date" then return year(a, doc) end return generalise(a, doc) end,
  generalise = generalise,
}

--- Names of all operators, sorted; "keep" strikes nothing.
M.names = { "band", "generalise", "keep", "label", "mask", "month", "pseudonym", "remove", "year" }

--- Whether a name is an operator's.
function M.is_operator (name) return name == "keep" or operators[name] ~= nil end

--- The kind of thing that is said in TEI of an operator: "pseudonym", "generalise", "suppress" or "keep".
function M.category (name)
  if name == "label" or name == "pseudonym" then return "pseudonym" end
  if name == "remove" or name == "mask" then return "suppress" end
  if name == "keep" then return "keep" end
  return "generalise"
end

--- The replacement of an annotation.
-- @tparam string|function name  an operator, or `function (annotation, doc, opts)` that returns text
-- @tparam Annotation a
-- @tparam Document doc  its labels are kept in `entity.pseudonym` and `doc.label_counts`
-- @tparam[opt] table opts  handed on to a function
-- @treturn string replacement with its brackets, table fields (`when`: an ISO date no more exact than the replacement) |
--   nil, message
function M.apply (name, a, doc, opts)
  local operator = type(name) == "function" and name or operators[name]
  if name == "keep" then return nil, "operator 'keep' replaces nothing" end
  if not operator then return nil, suggest.unknown("operator", name, M.names) end
  local text, fields = operator(a, doc, opts)
  if type(text) ~= "string" or text == "" then return nil, "an operator gives the text that will stand there" end
  if text:sub(1, 1) == "[" and text:sub(-1) == "]" then return text, fields or {} end
  if type(name) ~= "function" and is_sentence_start(a, doc) then text = capital(text) end
  return "[" .. text .. "]", fields or {}
end

return M
