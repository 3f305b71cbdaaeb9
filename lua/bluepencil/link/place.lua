--- Where a person lives, works and was: home, workplace and places of events, and every other mention that gives them away.
--
-- "lives in a small town in the X region" makes X region a home.  All its mentions follow, and so do other names with the
-- same word in them: "X regional court" reveals the region as well.  Countries and world cities reveal little and stay.

local cues = require "bluepencil.cues.family"
local gazetteer = require "bluepencil.gazetteer"
local orgs = require "bluepencil.cues.orgs"
local reference = require "bluepencil.link.reference"
local signs = require "bluepencil.entity.signs"
local stream = require "bluepencil.recognizer.name.stream"
local words = require "bluepencil.cues.words"

local M = {}

local dwell = words.set [[lives lived live living resides resided residing settled moved relocated resettled fled grew raised born
  stayed hiding rents rented shelters sheltering move stay staying lodged lodging]]
local born = words.set "born raised grew"
local work = words.set "works worked work working employed job clerk waitress"
local of_home = words.set "resident native citizen villager home house apartment flat bungalow cottage room"
local home_preposition = words.set "of in near on at off"
local street = words.set [[street road avenue lane drive close crescent terrace boulevard court place row alley gardens way walk grove
  hill rue calle avenida strada ulitsa strasse st rd ave blvd]]
local calendar = words.set [[january february march april may june july august september october november december monday tuesday
  wednesday thursday friday saturday sunday]]
local rest_of_day = words.set "nights days mornings evenings afternoons weekends shifts part-time full-time part full time there"
local clause_end = words.set "with and but which who whose where because after when while since said says for by works worked"

local function link (a, e, what, cert)
  if a.link and a.link ~= what or a.person and a.person ~= e then return end
  if not a.person then e.links[#e.links + 1] = a end
  a.person, a.link = e, what
  a.cert = a.cert or cert
end
M.link = link

-- "southern Paraguay": a part of a country says no more than the country.
local function is_part_of_country (a)
  local first, rest = a:text():match("^(%S+)%s+(.+)$")
  if not first or not words.direction[first:lower()] then return false end
  local lists = gazetteer.shipped()
  local value = lists and lists:lookup(rest)
  return value ~= nil and gazetteer.has(value, "country")
end

local function known_everywhere (a) return a.kind == "country" or a.kind == "capital" or is_part_of_country(a) end

-- The first place (or organisation) within the clause that starts at token k.
local function next_of (doc, s, k, kind, limit)
  local sentence = s.sentence[k]
  local i = k
  while s.sentence[i] == sentence and i < k + (limit or 14) do
    if s.capital[i] or words.direction[s:lower(i)] then
      for _, a in ipairs(doc:overlapping(s:first(i), s:last(i), kind)) do
        if a.first >= s:first(i) then return a, i end
      end
    end
    if i > k and clause_end[s:lower(i)] then return nil end
    i = i + 1
  end
end

-- The capitalised words behind "in" at token k, where a home or workplace is told, are a place although nothing knew them.
local function unheard_of (doc, s, k)
  local i = k + 1
  if not s.capital[i] or s.sentence[i] ~= s.sentence[k] or calendar[s:lower(i)] then return nil end
  local j = i
  while s.capital[j + 1] and s.sentence[j + 1] == s.sentence[i] and s:spaced(j + 1) and j < i + 3 do j = j + 1 end
  if #doc:overlapping(s:first(i), s:last(j)) > 0 then return nil end
  return doc:add { type = "Place", first = s:first(i), last = s:last(j), source = "name:dwelling", score = 0.6, cert = "medium" }
end

M.next_of = next_of

-- The person who is the subject of the verb at token k.
local function subject_of (s, meant, k)
  local best, cert
  for _, event in ipairs(meant.events) do
    if event.at >= k then break end
    if s.sentence[event.at] == s.sentence[k] then
      local who = event.entity and { entity = event.entity, cert = nil } or meant.at[event.at]
      if who then
        if not best then best, cert = who.entity, who.cert end
        if k - event.at <= 4 then best, cert = who.entity, who.cert end
      end
    end
  end
  return best, cert
end

-- ---- what was linked, everywhere -----------------------------------------------------------------------------------

-- The words of a place that identify it: not "region", "southern", "San".
local function telling_words (a)
  local out = {}
  for word in a:text():gmatch("%S+") do
    local lower = stream.plain(word)
    if #lower > 3 and word:find("^[%u\128-\255]") and not words.direction[lower] and not words.place_head[lower]
       and not words.place_first[lower] and not words.functional[lower] and not orgs.head[lower] and not orgs.facility[lower] then
      out[#out + 1] = lower
    end
  end
  return out
end

local function spread (doc, linked)
  if #linked == 0 then return end
  local telling = {}
  for _, a in ipairs(linked) do
    if a.type == "Place" or a.link == "event_place" or a.link == "school" then
      for _, word in ipairs(telling_words(a)) do telling[word] = telling[word] or a end
    end
    for _, mention in ipairs(a.entity and a.entity.mentions or {}) do
      if not mention.link then link(mention, a.person, a.link, "high") end
    end
  end
  for _, kind in ipairs { "Place", "Org" } do
    for _, a in ipairs(doc:annotations(kind)) do
      if not a.link and not a.subtype and not known_everywhere(a) then
        for _, word in ipairs(telling_words(a)) do
          local from = telling[word]
          if from and from.entity ~= a.entity then
            link(a, from.person, from.link, "medium")
            a.shares = from
            break
          end
        end
      end
    end
  end
end

M.spread = spread

local facility_noun = words.set [[hospital clinic school college university prison jail camp shelter hotel factory restaurant
  church center centre station laboratory pharmacy farm mine bakery]]
local at_place = words.set "in at near to from outside inside for through via off"

local function protected (e) return e and e.type == "Person" and e.role == "private" end

local wider   -- below

-- "X, a farmer from Y", "X of Y", "X, 39, of Y".
local function origins (doc, s, event, last, note)
  local k = event.annotation.token_last + 1
  if s:lower(k) == "of" or s:lower(k) == "from" then
    note(next_of(doc, s, k + 1, "Place", 4), event.entity, "home", "medium")
  elseif s:word(k) == "," then
    for m = k + 1, math.min(k + 10, last) do
      if s:word(m) == "," and m > k + 3 then break end
      if s:word(m) == "from" or s:word(m) == "of" and s:word(m - 1) == "," then
        local place, at = next_of(doc, s, m + 1, "Place", 3)
        note(place, event.entity, "home", "medium")
        wider(doc, s, place, at, event.entity, note)
        break
      end
    end
  end
end

local DWELL, OF_HOME = signs.declare("dwell", dwell), signs.declare("of_home", of_home)
local WORK, WORKPLACE = signs.declare("work", work), signs.declare("workplace", cues.workplace)
local ANY = DWELL | OF_HOME | WORK | WORKPLACE

-- "Elm Street in X", "Elm Street, X": the place behind a place.
function wider (doc, s, place, at, e, note)
  if not place or not at then return end
  while s:first(at + 1) <= place.last do at = at + 1 end
  local between = s:lower(at + 1)
  if (between == "in" or between == ",") and s.sentence[at + 2] == s.sentence[at] then
    note(doc:overlapping(s:first(at + 2), s:last(at + 2), "Place")[1], e, "home", "medium")
  end
end

-- Homes and workplaces told at the sign at token k.
local function home (doc, s, meant, k, bits, people, note)
  if bits & (DWELL | OF_HOME) ~= 0 then
    local e, cert = subject_of(s, meant, k)
    e = e or bits & OF_HOME ~= 0 and people[1]
    local preposition = s:lower(k + 1)
    if e and (bits & DWELL ~= 0 or home_preposition[preposition]) then
      local place, at = next_of(doc, s, k + 1, "Place")
      if not place and preposition == "in" then place = unheard_of(doc, s, k + 1) end
      note(place, e, "home", cert or "high")
      wider(doc, s, place, at, e, note)
      if place and born[s:lower(k)] then place.birth = true end
    end
  end
  if bits & WORK ~= 0 then
    local e, cert = subject_of(s, meant, k)
    local preposition = s:lower(k + 1)
    local from = k + 1
    while rest_of_day[preposition] and from < k + 4 do
      from = from + 1
      preposition = s:lower(from)
    end
    if e and (preposition == "at" or preposition == "for" or preposition == "in" or preposition == "as") then
      note(next_of(doc, s, from + 1, "Org", preposition == "as" and 12 or 6), e, "workplace", cert or "high")
      -- "at a bakery in X"
      local at = from + 1
      while s.sentence[at] == s.sentence[k] and at < from + 8 and not clause_end[s:lower(at)] do
        if s:lower(at) == "in" or s:lower(at) == "near" then
          note(next_of(doc, s, at + 1, "Place", 2) or unheard_of(doc, s, at), e, "workplace", cert or "medium")
        end
        at = at + 1
      end
    end
  elseif bits & WORKPLACE ~= 0 and s:lower(k + 1) == "at" then
    local owner = meant.at[k - 1]
    local e = owner and owner.entity or s:after_possessive(k - 1) == k and people[1]
    if e then note(next_of(doc, s, k + 2, "Org", 5), e, "workplace", "high") end
  end
end

-- Places where something happened to a private person: "sent him to a camp in the X region", "a test at the Y hospital".
local function events (doc, s, number, people, note)
  local e
  for _, one in ipairs(people) do
    if protected(one) then e = one; break end
  end
  if not e then return end
  local first, last = s:first(s.sentence_first[number]), s:last(s.sentence_last[number])
  for _, kind in ipairs { "Place", "Org" } do
    for _, a in ipairs(doc:inside(first, last, kind)) do
      if not a.link then
        local i, j = s:range(a.first, a.last)
        local k = i - 1
        while s.capital[k] or s:word(k) == "the" do k = k - 1 end
        local facility = kind == "Place" or a.source == "name:facility" or facility_noun[s:lower(j)]
        if facility and at_place[s:lower(k)] then note(a, e, "event_place", e == people[1] and "high" or "medium") end
      end
    end
  end
end

-- A street in a sentence about somebody protected: where they live, unless more is said of it.
local function streets (doc, s, number, people, note)
  local e
  for _, one in ipairs(people) do
    if protected(one) or one.type == "Group" then e = one; break end
  end
  if not e then return end
  for _, a in ipairs(doc:inside(s:first(s.sentence_first[number]), s:last(s.sentence_last[number]), "Place")) do
    if not a.link then
      local i, j = s:range(a.first, a.last)
      if j > i and (street[s:lower(j)] or street[s:lower(i)]) then note(a, e.person or e, "home", "medium") end
    end
  end
end

--- Link homes, workplaces and places of events.  Homes first: a place that is both is a home.
function M.run (doc, s)
  local meant = reference.of(doc, s)
  local linked
  local function note (a, e, what, cert)
    if not a or not e or known_everywhere(a) or a.subtype == "metonym" then return end
    link(a, e, what, cert)
    if a.person == e then linked[#linked + 1] = a end
  end
  linked = {}
  local found = signs.of(s)
  for n = 1, found.count do
    if found.bits[n] & ANY ~= 0 then
      local k = found.at[n]
      local people = meant.by_sentence[s.sentence[k]]
      if people and not s.capital[k] then home(doc, s, meant, k, found.bits[n], people, note) end
    end
  end
  for _, event in ipairs(meant.events) do
    if event.annotation then origins(doc, s, event, s.sentence_last[s.sentence[event.at]], note) end
  end
  spread(doc, linked)
  linked = {}
  for number = 1, s.sentence_count do
    local people = meant.by_sentence[number]
    if people then
      streets(doc, s, number, people, note)
      events(doc, s, number, people, note)
    end
  end
  spread(doc, linked)
end

return M
