--- The forms under which somebody or something that was struck may stand elsewhere: full name, surname alone, both orders, the words of a
-- place that name it.
--
-- A form is { text, class, kind, exact, word, entity, replacement }; `exact` ones are ordinary words too, or too short to be told from
-- one, and count with a capital only.  Where forms stand is not asked here.  Costs a look at each word of the names.

local core = require "bluepencil.core"
local gazetteer = require "bluepencil.gazetteer"
local operator = require "bluepencil.operator"

local M = {}

-- Parts of names that name nobody alone.
local particles, titles = {}, {}
for word in ([[
  van von der den de del della di da das dos do du la le les el al bin binti ibn ben abu abd ter ten zu zum zur af
  av e y i mac mc o st the and of]]):gmatch "%a+" do particles[word] = true end
for word in ([[
  jr sr ii iii iv mr mrs ms miss mx dr prof sir dame lord lady rev hon sen rep gov gen col maj capt lt sgt cpl pvt]])
  :gmatch "%a+" do titles[word] = true end

local function is_capital (word)
  local b = word:byte()
  if b < 0x80 then return word:find "^%u" ~= nil end
  return b >= 0xE3 or core.fold(word, "case") ~= word    -- from E3 on: scripts without case
end

local function letters (word)
  if not word:find "[%p%s\128-\255]" then return #word end
  return core.length((word:gsub("[%p%s]", "")))
end

-- Offices before a name; as the last word they are names ("Billie Jean King").
local offices = {}
for word in ([[minister president premier chancellor senator governor mayor judge justice king queen prince princess pope captain
  major general colonel sergeant officer doctor professor father mother brother sister uncle aunt chief director secretary prime
  deputy vice president-elect ambassador cardinal bishop archbishop rabbi imam sheikh sultan emperor inspector detective coach]])
  :gmatch "[%a%-]+" do offices[word] = true end

-- What the lists know as words, beside the names among them.
local word_kinds = gazetteer.bits("common_word", "occupation", "title", "org_word", "place_word", "weekday_month")

-- Whether a name is an ordinary word too: "Will", "May", "Baker", and what the text itself writes small: "the lighthouse".
local function is_word (doc, form)
  if form:find "[%s%-]" then return false end
  local lists = gazetteer.shipped()
  local title = form:sub(1, 1) .. form:sub(2):lower()
  if lists and (lists:lookup(form) or lists:lookup(title) or 0) & word_kinds ~= 0 then return true end
  local small = core.fold(form, "case")
  for _, article in ipairs { "the ", "a " } do
    local flat = small ~= form and doc:find(article .. small, true) or {}
    for i = 2, #flat, 2 do
      if doc.text:sub(flat[i] - #small + 1, flat[i]) == small then return true end
    end
  end
  return false
end

--- An empty set of forms of a document.  A form that is also a word, or too short to be told from one, is looked for with its
-- capital only; where anything has a capital, a word is not taken for a name.
function M.new (doc) return { list = {}, known = {}, doc = doc } end

local function add_form (forms, text, fields)
  if not text:find "[%w\128-\255]" then return end
  local key = core.fold(text, "all") or text
  local old = forms.known[key]
  if old then
    if fields.class == "direct" then old.class = "direct" end
    return old
  end
  local word = is_word(forms.doc, text)
  local form = { text = text, word = word, exact = word or not text:find "[%s%-]" and letters(text) <= 3 }
  for name, value in pairs(fields) do form[name] = value end
  forms.known[key] = form
  forms.list[#forms.list + 1] = form
  return form
end

-- The words of a name that name the person alone.
local function name_parts (name, take)
  local words = {}
  for word in name:gmatch "[^%s,;\"()]+" do words[#words + 1] = word end
  for i, word in ipairs(words) do
    local bare = word
    if word:find "[^%w]" then
      bare = word:gsub("“", ""):gsub("”", ""):gsub("’", "'"):gsub("^%p+", ""):gsub("[%.']+$", ""):gsub("'s$", "")
    end
    local lower = bare:lower()
    local is_alone = not titles[lower] and not (offices[lower] and i < #words)
      and not (particles[lower] and i > 1 and i < #words)   -- "Do" and "Le" are surnames too
    if bare ~= "" and is_alone and letters(bare) >= 2 and is_capital(bare) then
      take(bare)
      -- the halves of a double surname ("Abadie-Roux"), not those of a given name ("Myung-bok")
      local left, right = bare:match "^(.-)%-(.+)$"
      if left and is_capital(left) and is_capital(right) and letters(left) >= 4 and letters(right) >= 4
        and not right:find "%-" then
        take(left)
        take(right)
      end
    end
  end
end

local function person_forms (forms, entity)
  local fields = { class = "direct", kind = "Person", entity = entity }
  local function take (text) add_form(forms, text, fields) end
  local function name (text)
    if type(text) ~= "string" or text == "" or offices[text:lower()] then return end
    take(text)
    name_parts(text, take)
  end
  if entity.type ~= "Group" then
    name(entity.name)
    for _, alias in ipairs(entity.aliases or {}) do name(alias) end
    -- in the other order too: "CHOI, Myung-bok", and run together in the name of a file
    local given, family = entity.parts and entity.parts.forename, entity.parts and entity.parts.surname
    if given and family and letters(given) >= 2 then
      take(given .. " " .. family)
      take(family .. " " .. given)
    end
  end
  for _, mention in ipairs(entity.mentions or {}) do
    local text = mention:text()
    if operator.is_family(mention) then
      -- the plural of a form is found with the form; a family without a known member has its plural only
      local plural = text:gsub("^[Tt]he%s+", "")
      if entity.type == "Group" and not entity.family_of then take((plural:gsub("s$", ""))) end
    elseif text:find "^%S*%u" or is_capital(text) then
      name(text)
    end
  end
end

-- Words of a place or organisation that name it: "Leningrad" of "Leningrad region".
local compass = {}
for word in ([[
  north south east west northern southern eastern western northeast northwest southeast southwest far near upper
  lower central inner outer new old great greater little saint santa san são sao st port puerto porto ciudad
  cidade villa vila lake lago mount mont monte monte rio río fort cape cabo bad los las the of and de la le les el
  al]]):gmatch "%a+" do
  compass[word] = true
end

local function place_forms (forms, a, others, decision)
  local text = a:text()
  add_form(forms, text, { class = "quasi", kind = a.type, replacement = decision.replacement })
  for word in text:gmatch "[^%s,;\"()]+" do
    local bare = word:gsub("'s$", ""):gsub("’s$", ""):gsub("%p+$", "")
    local lower = bare:lower()
    if bare ~= text and letters(bare) >= 4 and is_capital(bare) and not compass[lower] and not operator.place_kinds[lower]
      and not operator.org_kinds[lower] and not operator.org_adjectives[lower] and not is_word(forms.doc, bare)
      and not others[lower:sub(1, 5)] then
      local fields = { class = "quasi", kind = a.type, part_of = a, exact = true, replacement = decision.replacement }
      add_form(forms, bare, fields)
    end
  end
end

-- First letters of the words that countries, nationalities and languages of the article are known by.
local function common_stems (doc)
  local stems = {}
  local function add (a) for word in a:text():lower():gmatch "[%a\128-\255]+" do stems[word:sub(1, 5)] = true end end
  for _, a in ipairs(doc:annotations "Nationality") do add(a) end
  for _, a in ipairs(doc:annotations "Language") do add(a) end
  for _, a in ipairs(doc:annotations "Place") do if a.subtype == "country" then add(a) end end
  return stems
end

M.is_capital, M.letters, M.word_kinds = is_capital, letters, word_kinds
M.add, M.of_person, M.of_place, M.common_stems = add_form, person_forms, place_forms, common_stems

return M
