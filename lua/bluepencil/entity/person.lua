--- The persons and families of a document: which mentions mean one person, and what that person is called.
--
-- The core chains the mentions (src/article_chain.c): full names first, then what can be a shorter form of one; where a form
-- fits several people, title, sex and nearness decide, and what they leave open is marked `ambiguous`: never merged in
-- silence.  Here the chains become entities.  Initials ("JBS") are found here too: they are no name that anybody has marked.
-- Cost: about a microsecond a mention.

local forms = require "bluepencil.entity.form"
local gazetteer = require "bluepencil.gazetteer"
local plan_of = require("bluepencil.recognizer.name.plan").get

local M = {}

-- ---- chains ----------------------------------------------------------------------------------------------------------

-- Titles of one kind ("judge", "justice") have one number.
local kind_number, kinds = {}, 0

local function number_of (title)
  local kind = title and title.kind
  if not kind then return 0 end
  local number = kind_number[kind]
  if not number then
    kinds = kinds + 1
    number = kinds
    kind_number[kind] = number
  end
  return number
end

local function chains_of (doc, mentions)
  local flat, n = {}, 0
  for i = 1, #mentions do
    local a = mentions[i]
    flat[n + 1], flat[n + 2], flat[n + 3], flat[n + 4] = a.first, a.last, number_of(a.title), a.subtype == "family" and 1 or 0
    n = n + 4
  end
  return assert(plan_of():chain(doc.index, flat))
end

-- What a chain is to the others: five values, as core's plan:chain gives them.
local name_of, full_of, family_of, gender_of, is_family = 1, 2, 3, 4, 5

local function make_persons (texts, chain, state)
  local of_chain, persons = {}, {}
  for n = 0, #chain // 5 - 1 do
    if chain[5 * n + is_family] == 0 then
      local e = state.new("Person", texts[chain[5 * n + name_of]])
      e.words, e.uses, e.gender = forms.of(texts[chain[5 * n + full_of]]).words, {}, chain[5 * n + gender_of] or nil
      of_chain[n + 1], persons[#persons + 1] = e, e
    end
  end
  return of_chain, persons
end

-- "the Chois": whose family.
local function make_families (doc, texts, chain, of_chain, state)
  for n = 0, #chain // 5 - 1 do
    if chain[5 * n + is_family] == 1 then
      local group, owner = state.new("Group", texts[chain[5 * n + name_of]]), of_chain[chain[5 * n + family_of]]
      group.family_of, group.role, group.kind = owner, "unknown", "family"
      if owner then
        owner.family = group
        doc.relations[#doc.relations + 1] = { name = "family", mutual = { owner, group } }
      end
      of_chain[n + 1] = group
    end
  end
end

local function attach_all (mentions, texts, link, of_chain, state)
  for i = 1, #mentions do
    local a, at = mentions[i], 4 * i - 3
    local e = of_chain[link[at + 2]]
    a.token, a.token_last = link[at], link[at + 1]
    if link[at + 3] == 1 then a.ambiguous, a.cert = true, "low" end
    if e then
      if e.uses then e.uses[a] = texts[i] else a.subtype = "family" end
      state.attach(e, a, texts[i])
    end
  end
end

-- ---- initials --------------------------------------------------------------------------------------------------------

-- May the capitals at token i be somebody's initials?  Not what a list or the article knows as something else.
local function is_free (doc, s, i, word)
  if s:word(i - 1) == "(" then return false end                       -- "Joint Border Service (JBS)"
  local names = gazetteer.shipped()
  if names and names:lookup(word) then return false end
  local there = doc:overlapping(s:first(i), s:last(i))
  for _, a in ipairs(there) do
    if a.type ~= "Quote" and not (a.type == "Org" and not a.kind and a.first == s:first(i) and a.last == s:last(i)) then
      return false
    end
  end
  return true, there
end

-- "JBS" in an article about John B. Smith: three letters or more, of one person only.
local function add_initials (doc, state, s, persons)
  local owner
  for _, e in ipairs(persons) do
    if #e.words >= 3 then
      local letters = forms.initials(e.name)
      if #letters >= 3 then
        owner = owner or {}
        if owner[letters] == nil then owner[letters] = e else owner[letters] = false end
      end
    end
  end
  if not owner then return end
  local is_abbreviation = {}
  for _, i in ipairs(doc.index:tokens_of "upper") do
    local word = s:word(i)
    local e = owner[word]
    if e and s.sentence[i] then
      if s:word(i - 1) == "(" and s:word(i + 1) == ")" then is_abbreviation[word] = true end
      local free, there = is_free(doc, s, i, word)
      if free and not is_abbreviation[word] then
        for _, a in ipairs(there) do
          if a.type == "Org" then doc:remove(a) end
        end
        local a = doc:add {
          type = "Person", first = s:first(i), last = s:last(i), source = "entity:initials", score = 0.7, cert = "medium",
          token = i, token_last = i,
        }
        e.uses[a] = word
        state.attach(e, a, word)
        table.sort(e.mentions, function (x, y) return x.first < y.first end)
      end
    end
  end
end

--- Make the persons and families of a document.
-- @tparam Document doc
-- @tparam table state  `new(type, name)` and `attach(entity, annotation, text)`; see entity.lua
-- @tparam Stream s
-- @treturn table persons; each has `words`, `uses` (mention -> text) and `gender`
function M.run (doc, state, s)
  local mentions, texts = doc:annotations("Person"), {}
  for i = 1, #mentions do texts[i] = mentions[i]:text() end
  local link, chain = chains_of(doc, mentions)
  local of_chain, persons = make_persons(texts, chain, state)
  make_families(doc, texts, chain, of_chain, state)
  attach_all(mentions, texts, link, of_chain, state)
  add_initials(doc, state, s, persons)
  return persons
end

return M
