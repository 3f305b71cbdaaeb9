--- Relatives who are not named: "his wife and their two children", "Her sister’s 15-year-old daughter", "Perdás’s niece".
--
-- A Family annotation covers the relatives as one phrase, with the name or the possessive before it when that opens the
-- phrase, and is linked to the person it belongs to.  Relatives who have a name are Persons and not taken here.

local cues = require "bluepencil.cues.family"
local entities = require "bluepencil.entity"
local reference = require "bluepencil.link.reference"
local role = require "bluepencil.role"
local roles = require "bluepencil.cues.roles"
local signs = require "bluepencil.entity.signs"
local titles = require "bluepencil.cues.titles"
local words = require "bluepencil.cues.words"

local M = {}

local relative, adjective = cues.relative, cues.adjective
local own = words.set "his her their"

local function is_number (word) return word:find("^%d+$") ~= nil end

local age_word = words.set "- year month years months old"

local function is_nationality (s, k)
  return #s.doc.index:overlapping(s:first(k), s:last(k), s.doc.type_number.Nationality) > 0
end

-- The relation noun that a possessive at k-1 leads to, through adjectives, numbers, ages and nationalities.
local function noun_from (s, k)
  local sentence = s.sentence[k]
  local n = k
  while n < k + 7 and s.sentence[n] == sentence do
    local lower = s:lower(n)
    if relative[lower] then
      -- "mother-in-law", "brother’s": the phrase goes on
      if s:word(n + 1) == "-" and s:lower(n + 2) == "in" and s:word(n + 3) == "-" then n = n + 4 end
      local possessed = s:after_possessive(n + 1)
      if possessed and s.sentence[possessed] == sentence then
        local further = noun_from(s, possessed)
        if further then return further end
      end
      return n
    end
    if adjective[lower] or age_word[lower] or is_number(lower) or s.capital[n] and is_nationality(s, n) then
      n = n + 1
    else return nil end
  end
end

-- "and their two children", "and three daughters": the phrase goes on.
local function extend (s, last)
  while true do
    local k = last + 1
    if s.sentence[k] ~= s.sentence[last] then return last end
    if s:word(k) == "," and (s:lower(k + 1) == "and" or own[s:lower(k + 1)] or relative[s:lower(k + 1)]) then k = k + 1 end
    if s:lower(k) == "and" then k = k + 1 end
    if k == last + 1 then return last end
    local first = k
    if own[s:lower(k)] or s:lower(k) == "a" or s:lower(k) == "an" or s:lower(k) == "the" then k = k + 1 end
    local noun = noun_from(s, k)
    if not noun or s.capital[first] then return last end
    last = noun
  end
end

local function is_minor (s, i, j)
  for k = i, j do
    if cues.minor[s:lower(k)] then return true end
  end
  return false
end

-- ---- the group they are ----------------------------------------------------------------------------------------------

-- Words for the same relatives: "husband and their three children" and "her children" are not the same group, "Her sister’s
-- daughter" and "the niece" are.
local class_of = {}
for class, list in pairs {
  spouse = "wife husband partner spouse widow widower fiance fiancee fiancé fiancée girlfriend boyfriend",
  child = "son sons daughter daughters child children kid kids baby babies toddler infant newborn twins stepson stepdaughter stepchildren",
  parent = "mother father mom mum dad parent parents stepmother stepfather", sibling = "sister sisters brother brothers sibling siblings twin",
  niece = "niece nieces nephew nephews", grandchild = "grandson grandsons granddaughter granddaughters grandchild grandchildren",
  grandparent = "grandmother grandfather grandparents", uncle = "aunt aunts uncle uncles", cousin = "cousin cousins",
} do
  for word in list:gmatch("%S+") do class_of[word] = class end
end

-- Which relatives a phrase names, in alphabetical order: "child spouse"; "" for "her family".
local function kin_of (s, i, j)
  local seen, list, previous = {}, {}, nil
  for k = i, j do
    local class = class_of[s:lower(k)]
    if class then
      if previous == "sibling" and class == "child" then
        -- "her sister’s daughter"
        seen.sibling, class = nil, "niece"
      end
      seen[class], previous = true, s:after_possessive(k + 1) and class or nil
    end
  end
  for class in pairs(seen) do list[#list + 1] = class end
  table.sort(list)
  return table.concat(list, " ")
end

-- The group of these relatives, made when they are first named.  "The Veldas" and "her family" are the first of them.
local function group_of (doc, owner, kin, text)
  owner.kin = owner.kin or {}
  local group = owner.kin[kin]
  if not group and (kin == "" or not owner.family or next(owner.kin) == nil) then group = owner.family end
  if not group then
    -- not called by the phrase: its words ("Russian", "children") are nobody's name
    group = entities.new(doc, "Group", "family of " .. owner.name)
    group.family_of, group.kind, group.described = owner, "family", text
    doc.relations[#doc.relations + 1] = { name = "family", mutual = { owner, group } }
  end
  owner.kin[kin] = group
  owner.family = owner.family or group
  return group
end

local function join_group (doc, s, a, i, j)
  local owner = a.person
  if not owner or owner.type ~= "Person" then return end
  local kin = kin_of(s, i, j)
  local group = group_of(doc, owner, kin, a:text())
  a.entity = group
  table.insert(group.mentions, a)
  group.described = group.described or a:text()
  table.sort(group.mentions, function (x, y) return x.first < y.first end)
  group.minor = group.minor or a.minor
  role.of_family(group)
end

-- ---- relatives with a name ---------------------------------------------------------------------------------------------

local function person_at (s, k)
  if not s.capital[k] or not s.sentence[k] then return nil end
  for _, a in ipairs(s.doc:overlapping(s:first(k), s:last(k), "Person")) do
    if a.entity and a.entity.type == "Person" then return a.entity, a.token_last or k end
  end
end

-- Whether a name that stands in commas is an apposition and no speaker: "her niece, Ana Ruiz, was", not "her niece, Ana Ruiz said".
local closing = words.set ", . ; : ) and who or"

--- The people named behind a phrase that ends at token j: "his wife Kim Un-ju", "her niece, Ana Ruiz, was", "two sons, Yuri and
-- Pavel".  `many`: more than one may be meant.
local function named_behind (s, j, many)
  local k, list = j + 1, {}
  local in_commas = s:word(k) == ","
  if in_commas then k = k + 1 end
  if not s:same_sentence(j, k) then return list end
  local e, last = person_at(s, k)
  if not e or in_commas and s:same_sentence(last, last + 1) and not closing[s:lower(last + 1)] then return list end
  list[1] = e
  while many do
    local n = last + 1
    if s:word(n) == "," then n = n + 1 end
    if s:lower(n) == "and" then n = n + 1 end
    if n == last + 1 or not s:same_sentence(j, n) then break end
    e, last = person_at(s, n)
    if not e then break end
    list[#list + 1] = e
  end
  return list
end

-- Two people are of one family; what the article says of the relative's own fate says more than that.
local function relate (doc, owner, other)
  if not owner or owner.type ~= "Person" or other == owner then return false end
  for _, known in ipairs(doc.relations) do
    local pair = known.name == "family" and known.mutual
    if pair and (pair[1] == owner and pair[2] == other or pair[1] == other and pair[2] == owner) then return true end
  end
  doc.relations[#doc.relations + 1] = { name = "family", mutual = { owner, other } }
  other.relative_of = owner
  if other.role == "unknown" or other.role == "private" then
    other.role, other.kind = "private", roles.vulnerable[other.kind] and other.kind or "relative"
    other.vulnerable = other.vulnerable or owner.vulnerable
  end
  return true
end

-- ---- the phrase --------------------------------------------------------------------------------------------------------

local many_kin = words.set [[sons daughters children kids sisters brothers siblings twins parents grandparents grandchildren nephews nieces
  cousins uncles aunts grandsons granddaughters]]

-- An annotation of the phrase from token i to j.  Whoever is named behind it is a person with a relation, and the phrase speaks of
-- them; else it is of a group.  `named`: who they are, where that is known; false where the phrase is of the person ("a mother of three").
local function add (doc, s, i, j, entity, cert, named)
  local first, last = s:first(i), s:last(j)
  for _, a in ipairs(doc:overlapping(first, last, "Family")) do
    if a.first <= first and a.last >= last then return end
  end
  local of_themselves = named == false
  named = named or of_themselves and {} or named_behind(s, j, many_kin[s:lower(j)] or false)
  local other
  for _, one in ipairs(named) do
    if relate(doc, entity, one) then other = other or one end
  end
  local a = doc:add {
    type = "Family", first = first, last = last, source = "family:possessive", score = 0.9, person = entity, link = "family",
    cert = cert, minor = is_minor(s, i, j) or nil,
  }
  if entity then entity.links[#entity.links + 1] = a end
  if other and #named == 1 and i == j then a.entity = other
  elseif not of_themselves and not (other and kin_of(s, i, j):find "^%a*$") then join_group(doc, s, a, i, j) end
  for _, inner in ipairs(doc:inside(first, last)) do
    if inner ~= a and entity and (inner.type == "Age" or inner.type == "Number" or inner.type == "Nationality") then
      inner.person, inner.link = entity, "family"
    end
  end
end

-- ---- how many children somebody has ------------------------------------------------------------------------------------

local CHILDREN = signs.declare("children", words.set "children sons daughters kids boys girls grandchildren")
local PARENT = signs.declare("parent", words.set "mother father parent mum mom dad grandmother grandfather")
local count = words.set "one two three four five six seven eight nine ten eleven twelve several many"
local having = words.set "with of has have had raising and leaves left"

local function is_count (s, k) return count[s:lower(k)] or s:word(k):find("^%d%d?$") ~= nil end

-- Whom a sentence tells it of at token k: the one named or meant last before it, else the first of the sentence.
local function told_of (s, meant, k)
  local best
  for _, event in ipairs(meant.events) do
    if event.at > k then break end
    if s.sentence[event.at] == s.sentence[k] then
      local who = event.entity or meant.at[event.at] and meant.at[event.at].entity
      best = who or best
    end
  end
  return best or (meant.by_sentence[s.sentence[k]] or {})[1]
end

-- "a widow with five children", "a mother of three", "a father-of-two", "has two young sons".
local function counted (doc, s, meant)
  local found = signs.of(s)
  for n = 1, found.count do
    local k, bits = found.at[n], found.bits[n]
    local i, j
    if bits & CHILDREN ~= 0 then
      local from = k - 1
      while adjective[s:lower(from)] and not is_count(s, from) and from > k - 3 do from = from - 1 end
      if is_count(s, from) and having[s:lower(from - 1)] then i, j = from, k end
    elseif bits & PARENT ~= 0 then
      local of = s:word(k + 1) == "-" and k + 2 or k + 1
      local number = s:word(of + 1) == "-" and of + 2 or of + 1
      if s:lower(of) == "of" and is_count(s, number) then i, j = k, number end
    end
    if i and s.sentence[i] == s.sentence[j] then
      local e = told_of(s, meant, i)
      local named                                      -- "a mother of three" is nobody but herself
      if bits & CHILDREN == 0 then named = false end
      if e and e.type == "Person" and e.role == "private" then add(doc, s, i, j, e, "medium", named) end
    end
  end
end

local function each_word (doc, s, word, visit)
  local flat = doc:find(word, true)
  for n = 1, #flat, 2 do
    local k = s:at(flat[n])
    if s.sentence[k] then visit(k) end
  end
end

-- "has two sons", "had a daughter", "is survived by three children"
local function holdings (doc, s, meant)
  for _, word in ipairs { "has", "have", "had", "survived by", "gave birth to" } do
    each_word(doc, s, word, function (k)
      while s:lower(k + 1) == "by" or s:lower(k + 1) == "birth" or s:lower(k + 1) == "to" do k = k + 1 end
      local from = k + 1
      if s:lower(from) == "a" or s:lower(from) == "an" or s:lower(from) == "no" then from = from + 1 end
      local noun = noun_from(s, from)
      if not noun or cues.plain[s:lower(noun)] then return end
      local who = told_of(s, meant, k)
      if who and who.type == "Person" then add(doc, s, from, extend(s, noun), who, "medium") end
    end)
  end
end

-- "the husband of Marta Velda": a relation, and whose.
local function of_relations (doc, s)
  for _, a in ipairs(doc:annotations("Person")) do
    local i = a.token or s:at(a.first)
    local owner = a.entity
    if owner and owner.type == "Person" and s:lower(i - 1) == "of" and relative[s:lower(i - 2)] and s:same_sentence(i - 2, i)
       and not cues.plain[s:lower(i - 2)] then
      local noun, last = i - 2, a.token_last or i
      local n = noun - 1
      while adjective[s:lower(n)] do n = n - 1 end
      if s:lower(n) == "the" or s:lower(n) == "a" then n = n - 1 end
      local other
      if s:word(n) == "," then                     -- "Yuri Sand, 34, the husband of"
        other = person_at(s, n - 1) or s:word(n - 2) == "," and person_at(s, n - 3) or nil
      end
      local named = other and { other } or named_behind(s, last, many_kin[s:lower(noun)] or false)
      if s:word(last + 1) ~= "," and not other then named = {} end
      if #named == 0 or named[1] ~= owner then add(doc, s, noun, noun, owner, "high", named) end
    end
  end
end

--- Find relatives and link them.
function M.run (doc, s)
  local meant = reference.of(doc, s)
  -- a possessive pronoun
  for _, pronoun in ipairs { "his", "her", "their" } do
    local flat = doc:find(pronoun, true)
    for n = 1, #flat, 2 do
      local k = s:at(flat[n])
      if s.sentence[k] then
        local noun = noun_from(s, k + 1)
        if noun then
          local who = meant.at[k]
          if not who and pronoun == "their" then
            -- "his wife, Ana, and their 8-year-old son": of whom the sentence is about
            local people = meant.by_sentence[s.sentence[k]]
            who = people and { entity = people[1], cert = "medium" }
          end
          local last = extend(s, noun)
          -- "her family" says nothing that is not known of everybody
          local only = last == noun and noun == k + 1 and cues.plain[s:lower(noun)]
          local from = s:opens_sentence(k) and k or k + 1
          -- "Her sister’s 15-year-old daughter": a chain needs its beginning
          for m = k + 1, last do
            if s:after_possessive(m) then from = k end
          end
          if who and not only then add(doc, s, from, last, who.entity, who.cert == "medium" and "medium" or "high") end
        end
      end
    end
  end
  counted(doc, s, meant)
  -- "Perdás’s niece", "the Marens' daughters"
  for _, a in ipairs(doc:annotations("Person")) do
    local j = a.token_last or select(2, s:range(a.first, a.last))
    local possessed = s:after_possessive(j + 1)
    if possessed and s.sentence[possessed] == s.sentence[j] then
      local noun = noun_from(s, possessed)
      if noun and not cues.plain[s:lower(noun)] then
        local owner = a.entity
        if owner and owner.type == "Group" then owner = owner.family_of or owner end
        local i = a.token or s:at(a.first)
        if titles.honorific[s:lower(i - 1)] and s.sentence[i - 1] == s.sentence[i] then i = i - 1 end    -- "Mr X's daughter"
        add(doc, s, i, extend(s, noun), owner)
      end
    end
  end
  holdings(doc, s, meant)
  of_relations(doc, s)
end

return M
