--- Whom a pronoun means: he, she, him, his, her; of "they" only which people are meant together.
--
-- The subject of the sentence first, then the subjects of the sentences before it, among the people of that sex or of
-- unknown sex.  Good enough for news copy, which repeats the name often; what it finds is marked with `cert`.
-- Cost: the core finds the pronouns; a few steps back for each.

local M = {}

local sex = { he = "m", him = "m", his = "m", himself = "m", she = "f", her = "f", hers = "f", herself = "f" }
local pronouns = { "he", "him", "his", "she", "her", "hers", "himself", "herself" }
local reach, reach_of_several = 6, 2      -- sentences back

local cache = setmetatable({}, { __mode = "k" })

local function fits (e, wanted) return e.gender == nil or e.gender == wanted end

local function resolve (doc, s)
  local events = {}
  for _, a in ipairs(doc:annotations("Person")) do
    local e = a.entity
    if e and e.type == "Person" then
      if not a.token then a.token, a.token_last = s:range(a.first, a.last) end
      local i = a.token
      local block = s.block[s.sentence[i] or 0]
      if block and block ~= "Byline" and block ~= "Credit" then events[#events + 1] = { at = i, entity = e, annotation = a } end
    end
  end
  for _, word in ipairs(pronouns) do
    local flat = doc:find(word, true)
    for n = 1, #flat, 2 do
      local i = s:at(flat[n])
      if s.sentence[i] then events[#events + 1] = { at = i, sex = sex[word], subject = word == "he" or word == "she" } end
    end
  end
  for _, word in ipairs { "they", "them" } do
    local flat = doc:find(word, true)
    for n = 1, #flat, 2 do
      local i = s:at(flat[n])
      if s.sentence[i] then events[#events + 1] = { at = i, several = true } end
    end
  end
  table.sort(events, function (x, y) return x.at < y.at end)
  local by_sentence, of, at = {}, {}, {}
  for _, event in ipairs(events) do
    local number = s.sentence[event.at]
    local named = by_sentence[number]
    if not named then named = {}; by_sentence[number] = named end
    local e = event.entity
    if event.several then
      -- all who were named last: what is told of them leads to each
      local n = number - 1
      while named[1] == nil and n >= 1 and n >= number - reach_of_several do
        for _, one in ipairs(by_sentence[n] or {}) do named[#named + 1] = one end
        n = n - 1
      end
    elseif not e then
      local found, cert
      for _, one in ipairs(named) do
        if fits(one, event.sex) then found, cert = one, "high"; break end
      end
      local n = number - 1
      while not found and n >= 1 and n >= number - reach do
        for _, one in ipairs(by_sentence[n] or {}) do
          if fits(one, event.sex) then
            found, cert = one, number - n <= 2 and one.gender == event.sex and "high" or "medium"
            break
          end
        end
        n = n - 1
      end
      e = found
      if e then
        if event.subject and cert == "high" then e.gender = e.gender or event.sex end
        of[e] = of[e] or {}
        table.insert(of[e], event.at)
        at[event.at] = { entity = e, cert = cert }
      end
    end
    if e then
      local there
      for _, one in ipairs(named) do there = there or one == e end
      if not there then named[#named + 1] = e end
    end
  end
  return { at = at, of = of, by_sentence = by_sentence, events = events }
end

--- What each pronoun means.
-- @treturn table `at` (token -> { entity, cert }), `of` (entity -> tokens), `by_sentence` (sentence -> entities in order, the
--   likely subject first)
function M.of (doc, s)
  local found = cache[doc]
  if not found then
    found = resolve(doc, s)
    cache[doc] = found
  end
  return found
end

return M
