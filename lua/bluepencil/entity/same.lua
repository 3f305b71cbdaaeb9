--- One person under several forms that the words of a name do not bring together.
--
--     Choi Sung-min, CHOI Sungmin, Sung Min Choi     the same name by same_name.lua
--     Szentvári Barnabás, B. Szentvári               an initial before a family name that stands first
--     Liesbeth van Hoornbeke, the van Hoornbekes     the plural of a family name of several words
--     Ana Abadie-Rouxelle, Abadie-Rouxelle           that family name, where the model took it for a body or a place
--
-- The chain of mentions (entity/person.lua) has put all other forms together.  Names that share no first letter are not compared.
-- Costs a look at each full name, and some ten microseconds for each that may be another's.

local forms = require "bluepencil.entity.form"
local same_name = require "bluepencil.same_name"

local M = {}

-- First letters of the words of a name, folded; nil of a name of one word.
local function initials (words)
  if #words < 2 then return nil end
  local set = {}
  for _, word in ipairs(words) do set[word:sub(1, 1)] = true end
  return set
end

local function share (one, other)
  local n = 0
  for letter in pairs(one) do if other[letter] then n = n + 1 end end
  return n > 0
end

-- Everything of one entity becomes the other's.
local function merge (doc, into, from)
  for _, a in ipairs(from.mentions) do
    a.entity = into
    into.mentions[#into.mentions + 1] = a
    into.uses[a] = from.uses[a]
  end
  table.sort(into.mentions, function (x, y) return x.first < y.first end)
  for _, alias in ipairs(from.aliases) do
    local known = false
    for _, one in ipairs(into.aliases) do known = known or one == alias end
    if not known then into.aliases[#into.aliases + 1] = alias end
  end
  into.gender = into.gender or from.gender
  if from.family then
    from.family.family_of = into
    into.family = into.family or from.family
  end
  for _, relation in ipairs(doc.relations) do
    for i, e in ipairs(relation.mutual or {}) do
      if e == from then relation.mutual[i] = into end
    end
  end
  for i, e in ipairs(doc.entities) do
    if e == from then table.remove(doc.entities, i); break end
  end
end

local function only (persons, e, fits)
  local found
  for _, one in ipairs(persons) do
    if one ~= e and fits(one.words) then
      if found then return nil end
      found = one
    end
  end
  return found
end

-- Whose initial and family name these are: "B. Szentvári".
local function with_initial (persons, e)
  local words = e.words
  local letter = #words == 2 and words[1]:match("^(%a)%.?$")
  if not letter then return nil end
  return only(persons, e, function (list)
    if #list < 2 then return false end
    return list[1] == words[2] and list[2]:sub(1, 1) == letter and list[2]:find("^%a%a") ~= nil
      or list[#list] == words[2] and list[1]:sub(1, 1) == letter and list[1]:find("^%a%a") ~= nil
  end)
end

-- Whose family's plural this is: "van Hoornbekes".
local function plural_of (persons, e)
  local words = e.words
  local last = #words >= 2 and words[#words]:match("^(.+)s$")
  if not last then return nil end
  return only(persons, e, function (list)
    if #list <= #words then return false end
    for i = 1, #words - 1 do
      if list[#list - #words + i] ~= words[i] then return false end
    end
    return list[#list] == last or list[#list] .. "e" == last
  end)
end

local function merge_forms (doc, persons)
  local left = {}
  for _, e in ipairs(persons) do
    local owner = with_initial(persons, e)
    local family = not owner and plural_of(persons, e)
    if family then
      for _, a in ipairs(e.mentions) do a.subtype = "family" end
    end
    if owner or family then merge(doc, owner or family, e) else left[#left + 1] = e end
  end
  return left
end

-- ---- family names of several words that were taken for something else -------------------------------------------------------

local by_part, least = 0.9, 0.25       -- the score of such a name; below this a longer name that begins with it is no name

-- Family names, by their words: "abadie rouxelle" -> the person; false for two people's.
local function surnames (persons)
  local owner
  for _, e in ipairs(persons) do
    local list = e.words
    for size = 1, math.min(3, math.max(#list - 1, #list == 2 and 2 or 0)) do
      local tail = table.concat(list, " ", #list - size + 1)
      owner = owner or {}
      if owner[tail] == nil then owner[tail] = e elseif owner[tail] ~= e then owner[tail] = false end
    end
  end
  return owner
end

local function is_guess (a) return a.source == "name:tagger" and not a.kind and not a.subtype and not a.link end

-- Tokens i to j become a mention of the person.
local function claim (doc, s, state, e, i, j)
  local a = doc:add { type = "Person", first = s:first(i), last = s:last(j), source = "name:part", score = by_part, token = i, token_last = j }
  local text = a:text()
  e.uses[a] = text
  state.attach(e, a, text)
  table.sort(e.mentions, function (x, y) return x.first < y.first end)
end

-- Whose family name begins at token i, and its last token: one of several words, or one that a possessive and a small word follow
-- ("O'Hallorick's white Ford").
local function surname_at (s, owner, i, j)
  for last = math.min(j, i + 6), i + 1, -1 do
    local list = forms.of(s:render(i, last)).words
    local e = #list > 1 and owner[table.concat(list, " ")]
    if e then return e, last end
  end
  local behind = s:after_possessive(i + 1)
  if behind and behind <= j and not s.capital[behind] then return owner[forms.of(s:word(i)).words[1] or ""], i end
end

-- "Abadie-Rouxelle drove" where the model saw a body or a place: the person's, when it is the end of a known full name.
local function reclaim (doc, s, state, persons)
  local owner = surnames(persons)
  if not owner then return end
  for _, kind in ipairs { "Org", "Place" } do
    for _, a in ipairs(doc:annotations(kind)) do
      local i, j = s:range(a.first, a.last)
      if is_guess(a) and j > i then
        local e, last = surname_at(s, owner, i, j)
        if e and (last == j or a.score < least and not s.capital[last + 1]) then
          doc:remove(a)
          claim(doc, s, state, e, i, last)
          local k = j                                -- "... attended Bradwicke Grammar School"
          while k > last and s.capital[k] do k = k - 1 end
          if last < k and k < j - 1 and s.sentence[k] == s.sentence[j] then
            doc:add { type = kind, first = s:first(k + 1), last = s:last(j), source = "name:tagger", score = a.score }
          end
        end
      end
    end
  end
end

--- Make those one that bear one name.
-- @tparam Document doc
-- @tparam Stream s
-- @tparam table state  `attach(entity, annotation, text)`
-- @tparam table persons  in order of first mention; each has `words` and `uses`
-- @treturn table the persons that are left
function M.run (doc, s, state, persons)
  persons = merge_forms(doc, persons)
  reclaim(doc, s, state, persons)
  local first_letters, maybe = {}, nil
  for i, e in ipairs(persons) do
    first_letters[i] = initials(e.words) or false
    for k = 1, first_letters[i] and i - 1 or 0 do
      if first_letters[k] and share(first_letters[k], first_letters[i]) then
        maybe = maybe or {}
        maybe[k], maybe[i] = true, true
      end
    end
  end
  if not maybe then return persons end
  local by_key, left = {}, {}
  for i, e in ipairs(persons) do
    local key = maybe[i] and same_name.key(e.name)
    local known = key and by_key[key]
    if known then merge(doc, known, e)
    else
      left[#left + 1] = e
      if key then by_key[key] = e end
    end
  end
  return left
end

return M
