--- Conditions as editors write them: the functions that a filter's environment has for `label{...}`.
--
--     label { id = "desk:asylum-court", name = "Asylum before a court",
--             found { "Org", with = "court, tribunal", at_least = 2 },
--             (headline + lead(3)) "asylum",
--             none { headline "summary, schedule" } }
--
-- A condition is a table that says what is looked for; condition.lua checks and compiles a rule's conditions, evaluate.lua runs
-- them.  A string in place of a condition is a list of cues (topic/cues.lua).  Misspelt fields are errors with the place in
-- the filter and a suggestion.

local suggest = require "bluepencil.suggest"
local types = require "bluepencil.types"

local M = {}

-- ---- errors ----------------------------------------------------------------------------------------------------------

local own_source = debug.getinfo(1, "S").source
local own_callers = { ["filter/helper.lua"] = true, ["bluepencil/topic.lua"] = true }

--- Where the filter stands that called: "file:line".
function M.place ()
  for level = 2, 20 do
    local info = debug.getinfo(level, "Sl")
    if not info then break end
    if info.currentline > 0 and info.source ~= own_source and not own_callers[info.source:match "[^/\\]+[/\\][^/\\]+$" or ""] then
      return ("%s:%d"):format(info.short_src, info.currentline)
    end
  end
end

local function fail (message, ...)
  local place = M.place()
  error((place and place .. ": " or "") .. message:format(...), 0)
end

local function sorted (set)
  local list = {}
  for name in pairs(set) do list[#list + 1] = name end
  table.sort(list)
  return list
end

local function check_fields (what, given, known)
  for field in pairs(given) do
    if type(field) ~= "number" and not known[field] then fail("%s", suggest.unknown("field of " .. what, field, sorted(known))) end
  end
end

-- ---- conditions --------------------------------------------------------------------------------------------------------

local Condition = {}
Condition.__index = Condition
Condition.__name = "condition"

--- Whether a value is a condition.
function M.is_condition (value) return getmetatable(value) == Condition end

local function condition (kind, fields)
  fields.kind = kind
  return setmetatable(fields, Condition)
end

local function words (cues, how) return condition("words", { cues = cues, how = how or "words" }) end

local any

--- A condition from what stands in its place: a string of cues, or a list of which any will do.
local function as_condition (value, what)
  if type(value) == "string" then
    if not value:find "[^%s,;]" then fail("%s: a list of words without a word", what) end
    return words(value)
  end
  if M.is_condition(value) then return value end
  if type(value) == "table" and getmetatable(value) == nil and #value > 0 then return any(value) end
  if type(value) == "table" and getmetatable(value) and getmetatable(value).is_region then
    fail("%s: a part of the article needs words: %s \"...\"", what, value.name)
  end
  fail("%s is given words in quotes or conditions, not a %s", what, type(value))
end
M.as_condition = as_condition

local function items (what, given, least, known)
  if type(given) == "string" or M.is_condition(given) then given = { given } end
  if type(given) ~= "table" then fail("%s is given words in quotes or conditions, not a %s", what, type(given)) end
  check_fields(what, given, known or {})
  local list = {}
  for i, item in ipairs(given) do list[i] = as_condition(item, what) end
  if #list < least then fail("%s{...} needs at least %s", what, least == 1 and "one condition" or least .. " conditions") end
  return list
end

function any (given) return condition("any", { items = items("any", given, 1) }) end

local function all (given) return condition("all", { items = items("all", given, 1) }) end
local function none (given) return condition("none", { items = items("none", given, 1) }) end

local function of_words (how, name)
  return function (cues)
    if type(cues) ~= "string" or not cues:find "[^%s,;]" then fail("%s is given words in quotes", name) end
    return words(cues, how)
  end
end

local function whole (value, what)
  if math.type(value) ~= "integer" or value < 0 then fail("%s is a whole number, not '%s'", what, tostring(value)) end
  return value
end

-- ---- near --------------------------------------------------------------------------------------------------------------

local near_fields = { distance = true, within = true, ordered = true }
local units = { word = true, sentence = true, paragraph = true, article = true }

-- near { "asylum", "court", distance = 5 }; within = "sentence", "paragraph" or "article"; ordered = true
local function near (given)
  local list = items("near", given, 2, near_fields)
  local within = given.within or "word"
  if not units[within] then
    fail("%s", suggest.unknown("unit in near{ within = ... }", tostring(within), sorted(units)))
  end
  local distance = given.distance or (within == "word" and 10 or 0)
  return condition("near", { items = list, within = within, distance = whole(distance, "the distance of near"),
                             ordered = given.ordered and true or false })
end

-- outside { "kid", "comeback kid" }: the first where it is no part of the others
local function outside (given)
  local list = items("outside", given, 2)
  local head = table.remove(list, 1)
  return condition("outside", { item = head, items = list })
end

-- ---- counts ------------------------------------------------------------------------------------------------------------

local function count (kind)
  return function (n)
    whole(n, "the number of " .. kind)
    return function (given) return condition(kind, { n = n, items = items(kind, given, 1) }) end
  end
end

local function different (n)
  whole(n, "the number of different")
  return function (given)
    local list = {}
    if type(given) == "string" then
      for cue in require "bluepencil.topic.cues".each(given) do list[#list + 1] = words(cue) end
    else
      list = items("different", given, 1)
    end
    if #list < n then fail("different(%d) is given only %d conditions", n, #list) end
    return condition("different", { n = n, items = list })
  end
end

-- ---- parts of the article ----------------------------------------------------------------------------------------------

local Region = { is_region = true }

local function region (name, blocks, first)
  return setmetatable({ name = name, blocks = blocks, first = first }, Region)
end

-- A region is called with what is looked for in it.
function Region.__call (self, given)
  local item
  if type(given) == "table" and not M.is_condition(given) and #given > 1 then item = all(given)
  else item = as_condition(type(given) == "table" and not M.is_condition(given) and #given == 1 and given[1] or given, self.name) end
  return condition("region", { region = self, item = item })
end

-- headline + lead(3): either of them
function Region.__add (a, b)
  if getmetatable(a) ~= Region or getmetatable(b) ~= Region then fail("only parts of the article can be added: headline + deck") end
  local list = {}
  for _, r in ipairs { a, b } do
    for _, part in ipairs(r.parts or { r }) do list[#list + 1] = part end
  end
  local sum = region(a.name .. " + " .. b.name)
  sum.parts = list
  return sum
end

local function set (...)
  local t = {}
  for _, name in ipairs { ... } do t[name] = true end
  return t
end

local body = { "Paragraph", "Subhead", "ListItem", "Blockquote", "Cell" }

--- Where a condition without a part looks: not in bylines, credits, datelines and notes, which are about the newspaper.
M.default = region("article", set("Headline", "Deck", "Caption", "Alt", table.unpack(body)))

local regions = {
  headline = region("headline", set "Headline"),
  deck = region("deck", set "Deck"),
  subhead = region("subhead", set "Subhead"),
  body = region("body", set(table.unpack(body))),
  caption = region("caption", set("Caption", "Alt")),
  byline = region("byline", set "Byline"),
  dateline = region("dateline", set "Dateline"),
  credit = region("credit", set "Credit"),
  note = region("note", set "Note"),
  anywhere = region("anywhere", nil),
}

local leads = {}

-- lead(3): the first three paragraphs
local function lead (n)
  if math.type(n) ~= "integer" or n < 1 then
    fail("lead is given a number first: lead(3) \"...\" looks into the first three paragraphs")
  end
  leads[n] = leads[n] or region("lead(" .. n .. ")", set("Paragraph", "ListItem", "Blockquote"), n)
  return leads[n]
end

-- ---- annotations and metadata --------------------------------------------------------------------------------------------

local found_fields = {}
for name in ("with at_least different above below subtype kind role unit link norm minor vulnerable cert country source public_figure")
  :gmatch "%S+" do found_fields[name] = true end

-- found { "Org", with = "court, tribunal", at_least = 2, different = true }
local function found (given)
  if type(given) == "string" then given = { given } end
  if type(given) ~= "table" or type(given[1]) ~= "string" or given[2] ~= nil then
    fail("found{ \"Org\", ... } needs one type of annotation, in quotes")
  end
  check_fields("found", given, found_fields)
  local fields = {}
  for name, value in pairs(given) do
    if type(name) == "string" and not set("with", "at_least", "different", "above", "below")[name] then fields[name] = value end
  end
  for _, name in ipairs { "above", "below" } do
    if given[name] ~= nil and type(given[name]) ~= "number" then fail("'%s' of found is a number", name) end
  end
  return condition("found", {
    type = given[1], fields = fields, names = sorted(fields), above = given.above, below = given.below,
    different = given.different and true or false, at_least = whole(given.at_least or 1, "'at_least' of found"),
    with = given.with ~= nil and as_condition(given.with, "'with' of found") or nil, place = M.place(),
  })
end

local metadata_fields = {}
for name in ("title deck agency publisher newspaper section genre keywords language place url authors slugline since until"):gmatch "%S+" do
  metadata_fields[name] = true
end

-- opening "Q:, Question:": words with which a block begins
local function opening (given) return condition("opening", { item = as_condition(given, "opening") }) end

-- present(dateline): the article has such a part
local function present (given)
  if getmetatable(given) ~= Region or not given.blocks and not given.parts then
    fail "present is given a part of the article: present(dateline)"
  end
  return condition("present", { region = given })
end

-- metadata { section = "opinion, comment" }: what the reader found beside the text; since and until: its date
local function metadata (given)
  if type(given) ~= "table" or next(given) == nil then fail("metadata{ section = \"...\" } names a field") end
  check_fields("metadata", given, metadata_fields)
  for name, value in pairs(given) do
    if type(value) ~= "string" then fail("metadata{ %s = ... } is given words in quotes", name) end
    if (name == "since" or name == "until") and not value:find "^%d%d%d%d%-%d%d%-%d%d$" then
      fail("metadata{ %s = ... } is a date such as \"2019-05-03\"", name)
    end
  end
  return condition("metadata", { fields = given, names = sorted(given) })
end

local function regexp (pattern)
  if type(pattern) ~= "string" or pattern == "" then fail("regexp is given a pattern in quotes") end
  local compiled, message = require "bluepencil.rule.regexp".compile(pattern)
  if not compiled then fail("regexp: %s", message) end
  return condition("regexp", { pattern = pattern, compiled = compiled })
end

--- All of them by name, for a filter's environment.
M.functions = {
  any = any, all = all, none = none, near = near, outside = outside,
  at_least = count "at_least", at_most = count "at_most", different = different,
  exactly = of_words("exactly", "exactly"), cased = of_words("cased", "cased"), stem = of_words("stem", "stem"),
  regexp = regexp, found = found, metadata = metadata, present = present, opening = opening, lead = lead,
}
for name, r in pairs(regions) do M.functions[name] = r end

M.regions, M.lead, M.words = regions, lead, words

--- Whether this is a type of annotation that `found` may look for.
function M.check_type (name, declared)
  if types.is_annotation[name] or declared[name] then return true end
  local names = {}
  for known in pairs(types.is_annotation) do names[#names + 1] = known end
  for known in pairs(declared) do names[#names + 1] = known end
  table.sort(names)
  return nil, suggest.unknown("annotation type", name, names)
end

return M
