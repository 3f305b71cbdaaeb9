--- Operators: what stands in the place of something struck.
--
-- `apply` gives the whole replacement, brackets included, made to fit its place: a capital at the start of a sentence,
-- "a" or "an" as the word before it asks, nothing that a possessive behind it would trip over.  Labels and pseudonyms are kept
-- in the document, so that one person has one name from the first mention to the last.
--
-- Here are the table of operators and those that name (label, initials, pseudonym); operator/broader.lua and date.lua say
-- less, keyed.lua codes.  Which operator is used where is the policy's business; which bytes are struck is resolve.lua's.
-- An operator never says more than it must: no length, no initial unless asked, no plain digest.  Costs a few microseconds.

local around = require "bluepencil.operator.place"
local broader = require "bluepencil.operator.broader"
local crypto = require "bluepencil.crypto"
local date = require "bluepencil.operator.date"
local keyed = require "bluepencil.operator.keyed"
local pseudonym = require "bluepencil.pseudonym"
local suggest = require "bluepencil.suggest"

local M = {}

M.is_region = broader.is_region
M.place_kinds, M.org_kinds, M.org_adjectives = broader.place_kinds, broader.org_kinds, broader.org_adjectives

local DEFAULT_SHIFT_DAYS = 180

local function key_of (doc) return doc.options and doc.options.key end
local function policy_of (doc) return doc.policy or {} end

--- Operators that do nothing without a key, and what a policy may let stand there instead (`without_key = "label"`).
M.instead = { pseudonym = "label", hash = "remove", encrypt = "remove", shift = "year" }

-- ---- remove --------------------------------------------------------------------------------------------------------

local kind_words = {
  Person = "name", Place = "place", Org = "organisation", Nationality = "nationality", Language = "language", Date = "date",
  Age = "age", Number = "number", Money = "sum", Measure = "quantity", Email = "e-mail address", Phone = "phone number",
  Url = "web address", Handle = "account name", Address = "address", Identifier = "number", Occupation = "occupation",
  Family = "family", Health = "state of health", Religion = "religion", Ethnicity = "people", Vehicle = "vehicle", Quote = "quotation",
  Redacted = "redacted",
}

local identifier_words = { passport = "passport number", case = "case number", card = "card number", iban = "account number" }

-- "an [undisclosed nationality]" after "an", "a [withheld age]" after "a".
local function remove (a, doc)
  local word = a.type == "Identifier" and identifier_words[a.subtype] or kind_words[a.type] or "removed"
  return around.fitting(doc, a, { word, "undisclosed " .. word, "withheld " .. word })
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

-- "Person K7Q2MX": the same in the whole corpus.  Longer where the document has that very code for another.
local function code_label (entity, doc, word, key)
  local codes = doc.label_codes
  if not codes then codes = {}; doc.label_codes = codes end
  for length = 6, 9 do
    local label = word .. " " .. pseudonym.code(entity, key, length)
    if not codes[label] and not doc:find(label, true)[1] then
      codes[label] = true
      return label
    end
  end
  return M.next_label(doc, word)
end

-- The label of an entity, given when it has none.
local function label_of (entity, doc)
  if not entity.label then
    local word, key = label_words[entity.type] or "Person", key_of(doc)
    local is_code = policy_of(doc).label == "code" and key ~= nil
    entity.label = is_code and code_label(entity, doc, word, key) or M.next_label(doc, word)
  end
  return entity.label
end

--- Whether a mention names a whole family: "the Bratus".
function M.is_family (a) return a.subtype == "family" or (a.entity ~= nil and a.entity.type == "Group") end

local function label (a, doc)
  local entity = a.entity
  if entity then
    if entity.type == "Group" and entity.family_of then return label_of(entity.family_of, doc) .. " family" end
    return label_of(entity, doc) .. (M.is_family(a) and " family" or "")
  end
  -- no entity: the same words have the same label
  local known = doc.label_texts
  if not known then known = {}; doc.label_texts = known end
  local key = a.type .. ":" .. a:text()
  if not known[key] then known[key] = M.next_label(doc, label_words[a.type] or a.type) end
  return known[key]
end

-- ---- initials ------------------------------------------------------------------------------------------------------

local function initials_of (name)
  local out = {}
  for word in name:gsub("“.-”", " "):gsub("\".-\"", " "):gmatch "[^%s,%-]+" do
    local letter = word:match "^%p*([%z\1-\127\194-\244][\128-\191]*)"
    if letter and (letter:find "%u" or (letter:byte() > 127)) then out[#out + 1] = letter .. "." end
  end
  return table.concat(out, " ")
end

-- "A. B."; two people with the same initials are told apart by a label.
local function initials (a, doc)
  local entity = a.entity
  if a.type ~= "Person" or not entity then return label(a, doc) end
  local owner = entity.family_of or entity
  local used = doc.initials_used
  if not used then used = {}; doc.initials_used = used end
  local whole = initials_of(owner.name or "")
  if whole == "" or (used[whole] and used[whole] ~= owner) then return label(a, doc) end
  used[whole] = owner
  if M.is_family(a) then return initials_of(owner.parts and owner.parts.surname or owner.name) .. " family" end
  local own = initials_of(a:text())
  return own ~= "" and own or whole
end

-- ---- pseudonym -----------------------------------------------------------------------------------------------------

local function natural (a, doc, _, key)
  local entity = a.entity
  if a.type ~= "Person" or not entity then return label(a, doc) end
  local name = pseudonym.of(entity.family_of or entity, doc, key)
  if not name then return label(a, doc) end
  return pseudonym.form(name, a:text(), M.is_family(a))
end

--- What a protected person is called in this edition: the pseudonym, initials, code or label that the policy asks for.
-- Given when there is none yet; kept in `entity.pseudonym`.
function M.label_of (entity, doc)
  if entity.pseudonym then return entity.pseudonym end
  local operators, key = policy_of(doc).operators or {}, key_of(doc)
  local name = operators.Person == "pseudonym" and key and pseudonym.of(entity.family_of or entity, doc, key)
  if name then
    entity.pseudonym = pseudonym.form(name, entity.name or "", entity.type == "Group")
  else
    entity.pseudonym = label_of(entity, doc)
  end
  return entity.pseudonym
end

--- The same for the words of a name that stand in a title or another string beside the text.
function M.name_in (entity, doc, words)
  local full = M.label_of(entity, doc)
  if not entity.false_name then return full end
  return pseudonym.form(entity.false_name, words, entity.type == "Group")
end

--- Give the protected people of a document their names, in an order that does not depend on the text where there is a key.
function M.name_people (entities, doc)
  local key = key_of(doc)
  if key and (policy_of(doc).operators or {}).Person == "pseudonym" then pseudonym.assign(entities, doc, key) end
  for _, entity in ipairs(entities) do M.label_of(entity, doc) end
end

-- ---- the table -----------------------------------------------------------------------------------------------------

local function general (a, doc)
  local text, fields = broader.generalise(a, doc)
  return text or remove(a, doc), fields
end

-- An operator for one type of annotation; others become a wider word.
local function only (kind, f)
  return function (a, doc) if a.type == kind then return f(a, doc) end return general(a, doc) end
end

local function numeric (f)
  return function (a, doc) return f(a) or general(a, doc) end
end

-- Each gives the words without brackets, and fields that the brackets allow to be said: `when`, an ISO date.
local operators = {
  remove = remove,
  label = label,
  initials = initials,
  pseudonym = natural,
  mask = function () return "█████" end,      -- always five: the length would tell
  band = only("Age", broader.band),
  month = only("Date", date.month), season = only("Date", date.season),
  year = only("Date", date.year), decade = only("Date", date.decade),
  shift = function (a, doc, _, key)
    if a.type ~= "Date" then return general(a, doc) end
    return date.shift(a, doc, key, policy_of(doc).shift_days or DEFAULT_SHIFT_DAYS)
  end,
  country = only("Place", broader.country),
  round = numeric(broader.round), bucket = numeric(broader.bucket),
  generalise = general,
  hash = function (a, _, _, key) return keyed.hash(a, key) end,
  encrypt = function (a, _, _, key) return keyed.encrypt(a, key) end,
}

local is_name = { hash = true, encrypt = true, pseudonym = true, initials = true, mask = true }
local is_code = { hash = true, encrypt = true, label = true, pseudonym = true, initials = true, mask = true }

--- Names of all operators, sorted; "keep" strikes nothing.
M.names = { "keep" }
for name in pairs(operators) do M.names[#M.names + 1] = name end
table.sort(M.names)

--- Whether a name is an operator's.
function M.is_operator (name) return name == "keep" or operators[name] ~= nil end

--- Whether an operator does its work with a key only.
function M.needs_key (name) return M.instead[name] ~= nil end

local categories = { label = "pseudonym", pseudonym = "pseudonym", initials = "pseudonym", remove = "suppress", mask = "suppress",
                     keep = "keep", hash = "code", encrypt = "code", shift = "shift" }

--- The kind of thing that is said in TEI of an operator: "pseudonym", "generalise", "suppress", "code", "shift" or "keep".
function M.category (name) return categories[name] or "generalise" end

local function without_key (name)
  local why = name == "hash" and "; a plain hash would be undone with a list of names" or ""
  return ("operator '%s' needs a key: --key FILE or BLUEPENCIL_KEY%s"):format(name, why)
end

-- One pair of brackets around all, none within.
local function bracketed (text)
  local inner = text:match "^%[(.*)%]$" or text
  return "[" .. inner:gsub("%[", "("):gsub("%]", ")") .. "]"
end

--- The replacement of an annotation.
-- @tparam string|function name  an operator, or `function (annotation, doc, opts)` that returns text
-- @tparam Annotation a
-- @tparam Document doc  its labels are kept in the entities and in the document; `doc.options.key`, `doc.policy`
-- @tparam[opt] table opts  handed on to a function
-- @treturn string replacement with its brackets, table fields (`when`: an ISO date no more exact than the replacement) |
--   nil, message
function M.apply (name, a, doc, opts)
  if name == "keep" then return nil, "operator 'keep' replaces nothing" end
  local key = key_of(doc)
  if M.instead[name] and not crypto.is_key(key) then
    if policy_of(doc).without_key ~= "label" then return nil, without_key(name) end
    name = M.instead[name]
  end
  local operator = type(name) == "function" and name or operators[name]
  if not operator then return nil, suggest.unknown("operator", name, M.names) end
  local text, fields = operator(a, doc, opts, type(name) == "string" and key or nil)
  if type(text) ~= "string" or text == "" then return nil, "an operator gives the text that will stand there" end
  local was_bracketed = text:find "^%[.*%]$" ~= nil
  if type(name) ~= "function" and not was_bracketed then
    text = around.behind_determiner(doc, a, text, is_name[name] and not (name == "initials" and a.type ~= "Person"))
  end
  if type(name) ~= "function" and not was_bracketed and not is_code[name] and around.is_sentence_start(a, doc) then
    text = around.capital(text)
  end
  return bracketed(text), type(fields) == "table" and fields or {}
end

M.decrypt = keyed.decrypt

return M
