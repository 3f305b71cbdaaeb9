--- What else the article tells of a person: illness, faith, people, vehicle, school.
--
--     Velda was being treated for tuberculosis.        Health        Reiss, a Jehovah's Witness, fled.      Religion
--     Ethnic Uzbek farmer Baek ...                     Ethnicity     She drove a silver Toyota Corolla.     Vehicle
--     Sand, a pupil at Harbour High School, ...        an Org, linked as school
--
-- A word of cues/traits.lua makes an annotation only where the words around it tie it to somebody: the subject of a
-- verb, an apposition, a possessive, a name right behind it.  "Muslim countries", "cancer research" and "Toyota said" are left
-- alone.  Whether anything is struck is the policy's business.
-- Cost: the core finds the words; a few steps back from each in a sentence that names somebody.

local cues = require "bluepencil.cues.traits"
local gazetteer = require "bluepencil.gazetteer"
local place = require "bluepencil.link.place"
local reference = require "bluepencil.link.reference"
local signs = require "bluepencil.entity.signs"
local words = require "bluepencil.cues.words"

local M = {}

local link = place.link
local lists = gazetteer.shipped()

local ILLNESS, CONDITION = signs.declare("illness", cues.illness), signs.declare("condition", cues.condition)
local FAITH, RELIGION = signs.declare("faith", cues.faith), signs.declare("religion", cues.religion)
local PEOPLE, ETHNIC = signs.declare("people", cues.people), signs.declare("ethnic", words.set "ethnic ethnically")
local MAKE, VEHICLE = signs.declare("make", cues.make), signs.declare("vehicle", cues.vehicle)
local SUFFERS = signs.declare("suffers", cues.suffers)
local ATTENDS = signs.declare("attends", cues.attends)
local ANY = ILLNESS | CONDITION | FAITH | RELIGION | PEOPLE | ETHNIC | MAKE | VEHICLE | SUFFERS | ATTENDS

-- ---- who is meant ----------------------------------------------------------------------------------------------------

local before_verb = words.set [[was were is are be been being am has have had having will would could may might must should also later still now
  then reportedly allegedly recently once already never not often always who currently previously eventually soon first again
  apparently left found became becomes remained remains turned raised born as identified described himself herself seriously severely
  legally almost nearly partially profoundly eight seven six five four three two nine one]]
local own = words.set "his her"
local article = words.set "a an the one"

-- Names by their last and first tokens.
local function names_of (meant)
  local ends, starts = {}, {}
  for _, event in ipairs(meant.events) do
    local a = event.annotation
    if a then ends[a.token_last], starts[event.at] = event.entity, event.entity end
  end
  return ends, starts
end

-- The person in whose apposition token k stands: "X, 34, a kitchen worker with"; nothing but a description may stand between.
local function described (self, k)
  local s = self.s
  local sentence = s.sentence[k]
  for n = k - 1, k - 12, -1 do
    if s.sentence[n] ~= sentence then return nil end
    local word = s:word(n)
    if word == "," then
      if self.ends[n - 1] then return self.ends[n - 1] end
      -- an age or an address may stand between commas
      if not s:word(n - 1):find "^%d+$" and not s.capital[n - 1] then return nil end
    elseif self.ends[n] or word:find "^[.;:“”\"()]" then return nil end
  end
end

-- The subject of what begins at token k: "X was being", "X, who has", "he also", "X, a nurse from Lima, was".
local function subject (self, k)
  local s, meant = self.s, self.meant
  local sentence, behind_comma = s.sentence[k], false
  for n = k - 1, k - 10, -1 do
    if s.sentence[n] ~= sentence then return nil end
    if self.ends[n] then return self.ends[n], "high" end
    local lower = s:lower(n)
    if lower == "he" or lower == "she" then
      local who = meant.at[n]
      return who and who.entity, who and who.cert
    elseif lower == "," or lower:find "^%d+$" then behind_comma = lower == "," or behind_comma
    elseif behind_comma then
      local who = described(self, n)
      return who, who and "high"
    elseif lower == "and" then
      -- "X collapsed and was treated for": of whom the sentence begins with
      local first = s.sentence_first[sentence]
      for i = first, math.min(first + 4, n - 1) do
        local who = self.starts[i] or (s:lower(i) == "he" or s:lower(i) == "she") and (meant.at[i] or {}).entity
        if who then return who, "medium" end
      end
      return nil
    elseif not before_verb[lower] then return nil end
  end
end

-- Whose it is: "her cancer", "Velda's illness".
local function owner (self, k)
  local s = self.s
  if own[s:lower(k - 1)] then
    local who = self.meant.at[k - 1]
    return who and who.entity, who and who.cert
  end
  if self.ends[k - 2] and s:after_possessive(k - 1) == k then return self.ends[k - 2], "high" end
end

-- The last token of the longest of these words that begins at k.
local function extent (s, k, list)
  for size = 5, 1, -1 do
    if s:same_sentence(k, k + size - 1) and list[s:key(k, k + size - 1)] then return k + size - 1 end
  end
end

-- The first token of the longest of these words that ends at k.
local function extent_back (s, k, list)
  for size = 4, 1, -1 do
    if s:same_sentence(k - size + 1, k) and list[s:key(k - size + 1, k)] then return k - size + 1 end
  end
end

local function add (self, kind, what, i, j, e, cert, subtype)
  if not e or e.type ~= "Person" then return nil end
  local s, doc = self.s, self.s.doc
  local first, last = s:first(i), s:last(j)
  for _, a in ipairs(doc:overlapping(first, last, kind)) do
    if a.first <= last and a.last >= first then return a end
  end
  local a = doc:add { type = kind, first = first, last = last, source = "trait:" .. what, score = 0.85, subtype = subtype }
  link(a, e, what, cert or "high")
  return a
end

-- ---- health ----------------------------------------------------------------------------------------------------------

local function with_degree (s, k)
  while cues.degree[s:lower(k - 1)] and s.sentence[k - 1] == s.sentence[k] do k = k - 1 end
  return k
end

local ends_illness = words.set [[and or but who which that when while after before since for at in on by from with because as said says
  during until is was has had he she they his her their to]]

local function illness (self, k)
  local s = self.s
  local j = extent(s, k, cues.illness)
  if not j or cues.about_illness[s:lower(j + 1)] or s:word(j + 1) == "-" or s:word(k - 1) == "-" then return end
  local i = with_degree(s, k)
  local e, cert = owner(self, i)
  local before = i - 1
  if not e then
    if article[s:lower(before)] then before = before - 1 end
    local from = extent_back(s, before, cues.illness_before)
    if from then e, cert = subject(self, from) end
    if not e and s:lower(before) == "with" then e = described(self, before) end
    if not e and s:lower(before) == "whose" then e = described(self, before) end
    if not e and self.ill and (s:lower(before) == "and" or s:word(before) == ",") and self.ill.token_last == before - 1 then
      e, cert = self.ill.person, self.ill.cert
    end
  end
  local a = add(self, "Health", "health", i, j, e, cert, "illness")
  if a then
    a.token_last = j
    self.ill = a
  end
end

-- "X suffers from", "was diagnosed with": what follows is an illness although no list has it.
local function unlisted_illness (self, k)
  local s = self.s
  local from = extent(s, k, cues.suffers)
  if not from then return end
  local i = from + 1
  if article[s:lower(i)] then i = i + 1 end
  local j = i - 1
  for n = i, i + 3 do
    if s:same_sentence(k, n) and extent(s, n, cues.illness) then return end         -- the lists know it
  end
  while j < i + 4 and s:same_sentence(k, j + 1) and s:word(j + 1):find "^%l[%l'-]*$" and not ends_illness[s:lower(j + 1)] do j = j + 1 end
  if j < i or cues.no_illness[s:lower(j)] or #s.doc:overlapping(s:first(i), s:last(j), "Health") > 0 then return end
  local e, cert = subject(self, k)
  add(self, "Health", "health", i, j, e, cert, "illness")
end

local function is_nationality (word)
  local value = lists and lists:lookup(word)
  return value ~= nil and gazetteer.has(value, "nationality")
end

-- "X, a deaf teenager", "deaf teenager X": the words around an adjective or noun that is said of somebody.
local function said_of (self, i, j)
  local s = self.s
  local n = i - 1
  while cues.devotion[s:lower(n)] or s:word(n) == "-"
    or s.capital[n] and is_nationality(s:word(n)) do n = n - 1 end
  local is_noun = article[s:lower(n)]
  if is_noun and s:lower(n) ~= "the" then
    if s:word(n - 1) == "," then
      local e = described(self, n)
      if e then return e, "high" end
    end
    local e, cert = subject(self, n)
    if e then return e, cert end
  elseif not is_noun then
    local lower = s:lower(n)
    if before_verb[lower] and lower ~= "as" and lower ~= "who" then
      local e, cert = subject(self, n + 1)
      if e then return e, cert end
    end
  end
  -- right before the name, perhaps with a noun between
  local k = j + 1
  while k <= j + 2 and cues.bearer[s:lower(k)] and not s.capital[k] do k = k + 1 end
  if self.starts[k] and s:same_sentence(j, k) then return self.starts[k], "high" end
end

local function condition (self, k)
  local s = self.s
  local j = extent(s, k, cues.condition)
  if not j then return end
  local is_counted = s:lower(k) == "months" or s:lower(k) == "weeks"          -- "eight months pregnant"
  local i = is_counted and s:same_sentence(k - 1, k) and k - 1 or k
  local e, cert = said_of(self, i, j)
  add(self, "Health", "health", i, j, e, cert, "condition")
end

-- ---- faith and people ------------------------------------------------------------------------------------------------

local of_faith = words.set "faith family background roots heritage identity beliefs religion upbringing community origin descent parents ancestry"

local function faith (self, k, list, kind, what, from)
  local s = self.s
  local j = extent(s, k, list)
  if not j then return end
  local i = from or k
  local more = s:same_sentence(j, j + 1) and extent(s, j + 1, list)               -- "Pentecostal Christian"
  if more then j = more end
  -- "Christian Democrats", "Jewish Agency": the name of something else
  if s.capital[j + 1] and s:spaced(j + 1) and s:same_sentence(j, j + 1) and not self.starts[j + 1] and s.capital[j] then return end
  local e, cert = said_of(self, i, j)
  if not e and of_faith[s:lower(j + 1)] then e, cert = owner(self, i) end
  add(self, kind, what, i, j, e, cert)
end

local converted = words.set "converted converts convert conversion practices practiced practised embraced adopted renounced left rejected"

local function religion (self, k)
  local s = self.s
  local j = extent(s, k, cues.religion)
  if not j then return end
  local n = k - 1
  if s:lower(n) == "to" or s:lower(n) == "in" then n = n - 1 end
  if not converted[s:lower(n)] and not (s:lower(n) == "raised" or s:lower(n) == "believes") then return end
  local e, cert = owner(self, n)
  if not e then e, cert = subject(self, n) end
  add(self, "Religion", "religion", k, j, e, cert, "faith")
end

-- "ethnic Uzbek", "ethnically Korean": of any people.
local function ethnic (self, k)
  local s = self.s
  if not s.capital[k + 1] or not s:same_sentence(k, k + 1) then return end
  local j = k + 1
  local e, cert = said_of(self, k, j)
  if not e and of_faith[s:lower(j + 1)] then e, cert = owner(self, k) end
  add(self, "Ethnicity", "ethnicity", k, j, e, cert)
end

-- ---- vehicles --------------------------------------------------------------------------------------------------------

local of_maker = words.set [[plant plants factory factories dealer dealers dealership worker workers employee employees executive executives
  executive spokesman spokeswoman engineer engineers brand group company chief boss shares stock said says sales corp motor motors]]

-- The only person whom the sentence tells of.
local function only_one (self, number)
  local people = self.meant.by_sentence[number]
  if people and people[1] and not people[2] then return people[1], "medium" end
end

-- The vehicle with its colour and year around the tokens from k to j: its first token, whether it has a colour.
local function with_look (s, k)
  local coloured = false
  while s.sentence[k - 1] == s.sentence[k] do
    local lower = s:lower(k - 1)
    if cues.colour[lower] then coloured = true
    elseif not (cues.look[lower] or lower:find "^[12]%d%d%d$") then break end
    k = k - 1
  end
  return k, coloured
end

local owns = words.set "has had"

local function whose_vehicle (self, i, is_make)
  local s = self.s
  local e, cert = owner(self, i)
  if e then return e, cert end
  local n = i - 1
  if not article[s:lower(n)] then return nil end
  n = n - 1
  if cues.drives[s:lower(n)] or is_make and owns[s:lower(n)] then
    e, cert = subject(self, n)
    if e or owns[s:lower(n)] then return e, cert end
    return only_one(self, s.sentence[i])
  elseif cues.in_vehicle[s:lower(n)] then
    return only_one(self, s.sentence[i])
  end
end

local function vehicle (self, k, is_make)
  local s = self.s
  local j = k
  if is_make then
    j = extent(s, k, cues.make)
    if not j or not s.capital[k] then return end
    while j < k + 4 and s:same_sentence(k, j + 1) and s:spaced(j + 1) and (s.capital[j + 1] or s:word(j + 1):find "^%d")
      and not words.functional[s:lower(j + 1)] and not self.starts[j + 1] do j = j + 1 end
    while s:word(j + 1) == "-" and s:word(j + 2):find "^%w+$" and not s:spaced(j + 1) and not s:spaced(j + 2) do j = j + 2 end
  end
  local i, coloured = with_look(s, k)
  if is_make then
    if cues.vehicle[s:lower(j + 1)] and s:same_sentence(j, j + 1) then j = j + 1 end
  elseif not coloured then return end
  while cues.vehicle[s:lower(j + 1)] and s:same_sentence(j, j + 1) do j = j + 1 end      -- "pickup truck"
  local kind = cues.vehicle[s:lower(j)] or is_make and "car" or nil
  if of_maker[s:lower(j + 1)] and not cues.vehicle[s:lower(j)] then return end
  local e, cert = whose_vehicle(self, i, is_make)
  add(self, "Vehicle", "vehicle", i, j, e, cert, kind)
end

-- ---- schools -----------------------------------------------------------------------------------------------------------

local function is_school (a)
  for word in a:text():lower():gmatch "[%a\128-\255]+" do
    if cues.school[word] then return true end
  end
  return false
end

local function school (self, k)
  local s, doc = self.s, self.s.doc
  local j = extent(s, k, cues.attends)
  if not j then return end
  local e, cert = subject(self, k)
  if not e then e, cert = described(self, k), "high" end
  if not e then return end
  for _, kind in ipairs { "Org", "Place" } do
    local a = place.next_of(doc, s, j + 1, kind, 8)
    if a and is_school(a) then
      link(a, e, "school", cert)
      if a.person == e then self.schools[#self.schools + 1] = a end
      return
    end
  end
end

-- ---- all -------------------------------------------------------------------------------------------------------------

-- The same illness again, in sentences that tell of the same person.
local function again (self)
  local s, doc = self.s, self.s.doc
  for _, a in ipairs(doc:annotations "Health") do
    if a.subtype == "illness" and a.source == "trait:health" and a.person then
      local flat = doc:find(a:text(), true)
      for n = 1, #flat, 2 do
        local i, j = s:range(flat[n], flat[n + 1])
        for _, one in ipairs(s.sentence[i] and self.meant.by_sentence[s.sentence[i]] or {}) do
          if one == a.person then add(self, "Health", "health", i, j, one, "medium", "illness") end
        end
      end
    end
  end
end

-- The same vehicle again, wherever it stands: "a red Lada Niva" is nobody else's in one article.
local function vehicle_again (self)
  local s, doc = self.s, self.s.doc
  for _, a in ipairs(doc:annotations "Vehicle") do
    if a.person and a:text():find " " then
      local flat = doc:find(a:text(), true)
      for n = 1, #flat, 2 do
        local i, j = s:range(flat[n], flat[n + 1])
        if s.sentence[i] then add(self, "Vehicle", "vehicle", i, j, a.person, "medium", a.subtype) end
      end
    end
  end
end

--- Find what is told of persons, and link it.
-- @tparam Document doc  with entities and roles; before homes and workplaces are linked
function M.run (doc, s)
  local found = signs.of(s)
  local meant = reference.of(doc, s)
  local self
  for n = 1, found.count do
    local bits = found.bits[n]
    local k = found.at[n]
    if bits & ANY ~= 0 and meant.by_sentence[s.sentence[k]] then
      if not self then
        self = { s = s, meant = meant, schools = {} }
        self.ends, self.starts = names_of(meant)
      end
      if bits & ILLNESS ~= 0 then illness(self, k) end
      if bits & SUFFERS ~= 0 then unlisted_illness(self, k) end
      if bits & CONDITION ~= 0 then condition(self, k) end
      if bits & FAITH ~= 0 then faith(self, k, cues.faith, "Religion", "religion") end
      if bits & RELIGION ~= 0 then religion(self, k) end
      if bits & PEOPLE ~= 0 then faith(self, k, cues.people, "Ethnicity", "ethnicity") end
      if bits & ETHNIC ~= 0 then ethnic(self, k) end
      if bits & MAKE ~= 0 then vehicle(self, k, true) elseif bits & VEHICLE ~= 0 then vehicle(self, k, false) end
      if bits & ATTENDS ~= 0 then school(self, k) end
    end
  end
  if not self then return end
  if self.ill then again(self) end
  vehicle_again(self)
  place.spread(doc, self.schools)
end

return M
