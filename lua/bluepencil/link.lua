--- What belongs to whom: ages, homes, families, work, dates, contacts; who speaks; who is whose lawyer.
--
-- Each linked annotation gets `person` (an entity) and `link` ("age", "home", "family", "occupation", "workplace",
-- "nationality", "event_date", "event_place", "contact", "identifier", "health", "religion", "ethnicity", "vehicle", "school"), and
-- `cert` where a pronoun or nearness decided.
-- Runs after roles, since a date or place of an event is linked only to someone private.

local alias = require "bluepencil.link.alias"
local cues = require "bluepencil.recognizer.name.cues"
local entities = require "bluepencil.entity"
local family = require "bluepencil.link.family"
local place = require "bluepencil.link.place"
local reference = require "bluepencil.link.reference"
local signs = require "bluepencil.entity.signs"
local speaker = require "bluepencil.link.speaker"
local stream = require "bluepencil.recognizer.name.stream"
local trait = require "bluepencil.link.trait"
local words = require "bluepencil.cues.words"

local M = {}

local link = place.link

-- ---- ages ----------------------------------------------------------------------------------------------------------

-- The person whose name ends right before token k (a comma may stand between), or begins within a few tokens after it.
local function name_before (doc, s, k)
  if s:word(k - 1) == "," then k = k - 1 end
  if s.sentence[k - 1] ~= s.sentence[k] then return nil end
  for _, a in ipairs(doc:overlapping(s:first(k - 1), s:last(k - 1), "Person")) do
    if a.entity and a.entity.type == "Person" then return a.entity end
  end
end

local anyone = words.set "a an under over"          -- "a 9-year-old girl" is not the person named before
local copula = words.set ", is was"                 -- but "X, a 9-year-old girl" is

local function ages (doc, s, meant)
  for _, a in ipairs(doc:annotations("Age")) do
    if not a.person then
      local i, j = s:range(a.first, a.last)
      local number = s.sentence[i]
      local e, cert = name_before(doc, s, i), nil
      if not e and number then
        -- "the 54-year-old defector", "54-year-old X": a name that follows
        for k = j + 1, j + 6 do
          if s.sentence[k] ~= number or s:word(k):find("^[,.;]") then break end
          if s.capital[k] then
            local p = doc:overlapping(s:first(k), s:last(k), "Person")[1]
            if p and p.entity and p.entity.type == "Person" then e = p.entity; break end
          end
        end
      end
      if not e and number then
        -- the person named or meant last before it, unless the age is of "a girl" or of a group
        local opener = s:lower(i - 1)
        if opener == "their" or opener == "his" or opener == "her" then opener = "a" end      -- of a relative
        local of_anyone = anyone[opener] or opener == "aged" and s:lower(i - 2):find("ren$")
        if not of_anyone or copula[s:lower(i - 2)] then
          for _, event in ipairs(meant.events) do
            if event.at >= i then break end
            if s.sentence[event.at] == number then
              local who = event.entity and { entity = event.entity } or meant.at[event.at]
              if who then e, cert = who.entity, "medium" end
            end
          end
          if not e and opener == "the" then
            for n = number - 1, math.max(1, number - 3), -1 do
              local people = meant.by_sentence[n]
              if s.block_index[n] ~= s.block_index[number] then break end
              if people and people[1] and people[1].role ~= "public" then e, cert = people[1], "medium"; break end
            end
          end
        end
      end
      if e then link(a, e, "age", cert) end
      local years = tonumber(a.norm)
      if e and years and years < 18 and e.role ~= "public" then
        e.role, e.kind, e.vulnerable = "private", "minor", true
        table.insert(e.evidence, 1, {
          role = "private", kind = "minor", weight = 6, why = "is under 18", first = a.first, last = a.last, count = 1,
        })
      end
    end
  end
end

-- ---- occupations and nationalities in appositions ------------------------------------------------------------------

-- Adjectives that are no part of an occupation.
local vague = words.set [[prominent leading veteran senior longtime famous popular young old retired local well - known respected
  renowned celebrated noted top experienced influential outspoken late]]
local job_kind = words.set [[worker expert executive journalist photographer author celebrity athlete clergy lawyer prosecutor
  judge official spokesperson activist politician minister]]

local function add_job (doc, s, i, j, e, source, cert)
  local first, last = s:first(i), s:last(j)
  if #doc.index:overlapping(first, last, doc.type_number.Occupation) > 0 then return end
  link(doc:add { type = "Occupation", first = first, last = last, source = source, score = 0.9 }, e, "occupation", cert)
end

local function appositions (doc, s)
  for _, a in ipairs(doc:annotations("Person")) do
    local e = a.entity
    if e and e.type == "Person" then
      local k = a.token_last + 1
      if s:word(k) == "," and s.sentence[k + 1] == s.sentence[a.token_last] then
        local n = k + 1
        if s:word(n):find("^%d+$") and s:word(n + 1) == "," then n = n + 2 end
        local lower = s:lower(n)
        if lower == "a" or lower == "an" or lower == "the" then
          local from
          for m = n + 1, n + 6 do
            if s.sentence[m] ~= s.sentence[k] then break end
            local word = s:word(m)
            if word:find("^%p$") and word ~= "-" then break end
            local row = cues.noun[s:lower(m)]
            if s.capital[m] then
              for _, nation in ipairs(doc:overlapping(s:first(m), s:last(m), "Nationality")) do
                link(nation, e, "nationality", "high")
              end
            else
              if s:after_possessive(m) or vague[word] then from = nil else from = from or m end
              if row and from and not cues.noun[s:lower(m + 1)] then
                if job_kind[row.kind] then add_job(doc, s, from, m, e, "occupation:apposition") end
                break
              end
              if words.functional[word] and word ~= "former" and word ~= "-" then break end
            end
          end
        end
      end
    end
  end
end

local JOB = signs.declare("job_as", words.set "worked works working job")

-- "works as a welder"
local function occupations (doc, s, meant)
  local found = signs.of(s)
  for x = 1, found.count do
    local k = found.bits[x] & JOB ~= 0 and found.at[x]
    local number = k and s.sentence[k]
    if k and meant.by_sentence[number] and s:lower(k + 1) == "as" then
      local who
      for _, event in ipairs(meant.events) do
        if event.at >= k then break end
        if s.sentence[event.at] == number then who = event.entity or (meant.at[event.at] or {}).entity or who end
      end
      local n = k + 2
      if s:lower(n) == "a" or s:lower(n) == "an" or s:lower(n) == "the" then n = n + 1 end
      for m = n, n + 3 do
        if s.sentence[m] ~= number or s.capital[m] or s:word(m):find("^%p") then break end
        if cues.noun[s:lower(m)] and not cues.noun[s:lower(m + 1)] then
          if who then add_job(doc, s, n, m, who, "occupation:works-as", "high") end
          break
        end
      end
    end
  end
end

-- ---- dates of what happened to someone private ---------------------------------------------------------------------

local reporting = words.set [[monday tuesday wednesday thursday friday saturday sunday last this next today yesterday tomorrow
  earlier recently]]

-- The private person who is named most, and first.
local function protagonist (doc)
  local best
  for _, e in ipairs(doc.entities) do
    if e.type == "Person" and e.role == "private" and (not best or #e.mentions > #best.mentions) then best = e end
  end
  return best
end

local birth_words = words.set "born birth dob"

-- "was born in X on 3 May 1980", "(born 3 May 1980)", "date of birth: 3 May 1980".
local function is_birth (s, i)
  for k = i - 1, i - 8, -1 do
    if s.sentence[k] ~= s.sentence[i] then return false end
    if birth_words[s:lower(k)] then return true end
    if s:word(k):find("^[;)]") then return false end
  end
  return false
end

-- Whose birth it is: of whom the sentence tells, else of the private person before it, else of the one the article is about.
local function born (doc, s, meant, number)
  local people = meant.by_sentence[number]
  if people and people[1] then return people[1], "high" end
  for n = number - 1, math.max(1, number - 3), -1 do
    if s.block_index[n] ~= s.block_index[number] then break end
    for _, one in ipairs(meant.by_sentence[n] or {}) do
      if one.role == "private" then return one, "medium" end
    end
  end
  return protagonist(doc), "low"
end

-- What goes on about somebody without naming them: "The hearing began on", "Police came on", "There, on".
local course = words.set [[hearing trial case ruling verdict appeal arrest raid operation surgery wedding funeral deportation detention sentence
  interrogation interview attack accident crash fire rape murder killing abduction kidnapping disappearance transfer flight escape
  baptism court judge police guards officers soldiers prosecutors doctors authorities officials gunmen kidnappers smugglers captors
  marriage divorce diagnosis test treatment birth examination]]

-- The private person whom the sentences before this one, in the same block, were about.
local function goes_on_about (s, meant, number)
  local is_course = false
  for k = s.sentence_first[number], s.sentence_last[number] do
    if course[s:lower(k)] and not s:after_possessive(k - 1) then is_course = true end
    if s.capital[k] and k > s.sentence_first[number] and #s.doc:overlapping(s:first(k), s:last(k), "Org") > 0 then return nil end
  end
  if not is_course then return nil end
  for n = number - 1, math.max(1, number - 2), -1 do
    local people = meant.by_sentence[n]
    if s.block_index[n] ~= s.block_index[number] then return nil end
    if people and people[1] then return people[1].role == "private" and people[1] or nil end
  end
end

local function dates (doc, s, meant)
  for _, a in ipairs(doc:annotations("Date")) do
    local i = s:at(a.first)
    local number = s.sentence[i]
    local block = number and s.block[number]
    local people = number and meant.by_sentence[number]
    if number and not a.person and is_birth(s, i) then
      local e, cert = born(doc, s, meant, number)
      if e then link(a, e, "event_date", cert) end
    elseif people and people[1] and not a.person and block ~= "Dateline" and block ~= "Byline" then
      local e, cert
      if people[1].role == "private" then e, cert = people[1], "high"
      else
        for _, one in ipairs(people) do
          if one.role == "private" then e, cert = one, "medium"; break end
        end
      end
      local word = s:lower(i)
      -- "the next morning" is harmless as words: resolve takes its standard form away beside a struck day
      if e and not reporting[word] and a.subtype ~= "relative" then link(a, e, "event_date", cert) end
    elseif number and not a.person and not (people and people[1]) and block ~= "Dateline" and block ~= "Byline" then
      local e = not reporting[s:lower(i)] and a.subtype ~= "relative" and goes_on_about(s, meant, number)
      if e then link(a, e, "event_date", "medium") end
    end
  end
end

-- ---- contacts and identifiers --------------------------------------------------------------------------------------

local contact_link = { Email = "contact", Phone = "contact", Handle = "contact", Address = "home", Identifier = "identifier" }

-- The letters of an address that may hold a name: the mailbox, the account, the path of a link; without marks and digits.
local function name_letters (a)
  local text = stream.plain(a:text())
  if a.type == "Email" then text = text:match("^(.-)@") or text
  elseif a.type == "Url" then text = text:gsub("^%a+://", "") end
  return (text:gsub("[^%a\128-\255]", ""))
end

-- The person whose name stands in an address: the surname with the given name or its initial, or a long surname alone.
local function named_in (doc, a)
  local letters, best, most = name_letters(a), nil, 0
  for _, e in ipairs(doc.entities) do
    local surname = e.type == "Person" and e.parts and stream.plain(e.parts.surname):gsub("[^%a\128-\255]", "")
    if surname and #surname >= 3 then
      local at = letters:find(surname, 1, true)
      local given = stream.plain(e.parts.forename or ""):match("^[%a\128-\255]+") or ""
      local score = 0
      if at then
        score = #surname
        if given ~= "" and letters:find(given, 1, true) then score = score + 10
        elseif given ~= "" and letters:find(given:sub(1, 1) .. surname, 1, true) then score = score + 5
        elseif #surname < 6 and letters ~= surname then score = 0 end
      end
      if score > most then best, most = e, score end
    end
  end
  return best
end

local office = words.set "office offices press newsroom bureau hotline helpline switchboard headquarters"

-- Whether the sentence names this person, and nobody else, or speaks of an office: "Her office may be called at ...".
local function is_alone (s, meant, number, e)
  local people = meant.by_sentence[number]
  if not people or people[2] then return false end
  for _, mention in ipairs(e.mentions) do
    if mention.token and s.sentence[mention.token] == number then return true end
  end
  for k = s.sentence_first[number], s.sentence_last[number] do
    if office[s:lower(k)] then return true end
  end
  return false
end

local function contacts (doc, s, meant)
  for _, kind in ipairs { "Email", "Phone", "Handle", "Url", "Address", "Identifier" } do
    for _, a in ipairs(doc:annotations(kind)) do
      if not a.person then
        local named = (kind == "Email" or kind == "Handle" or kind == "Url") and named_in(doc, a)
        if named then
          a.names = true
          link(a, named, "contact", "high")
        elseif kind ~= "Url" then
          local i = s:at(a.first)
          local number = s.sentence[i]
          local found
          for back = 0, 2 do
            local people = number and meant.by_sentence[number - back]
            if people and (back == 0 or s.block_index[number - back] == s.block_index[number]) then
              found = people[#people]
              break
            end
          end
          if found then link(a, found, contact_link[kind], is_alone(s, meant, number, found) and "high" or "medium") end
        end
      end
    end
  end
end

-- ---- counsel -------------------------------------------------------------------------------------------------------

local counsel = words.set "lawyer lawyers attorney attorneys counsel barrister solicitor"

local function relate (doc, lawyer, client)
  for _, known in ipairs(doc.relations) do
    if known.name == "counsel" and known.active == lawyer and known.passive == client then return end
  end
  doc.relations[#doc.relations + 1] = { name = "counsel", active = lawyer, passive = client }
end

-- Lawyers named within `reach` tokens behind token k of the sentence, for a client.
local function counsel_behind (doc, s, meant, k, reach, client)
  for _, event in ipairs(meant.events) do
    local other = event.entity
    if other and event.at > k and event.at <= k + reach and s.sentence[event.at] == s.sentence[k] and other.kind == "lawyer"
       and other ~= client then
      relate(doc, other, client)
    end
  end
end

local function relations (doc, s, meant)
  for _, a in ipairs(doc:annotations("Person")) do
    local e = a.entity
    local k = a.token_last and s:after_possessive(a.token_last + 1)
    if k and counsel[s:lower(k)] and e.type == "Person" then
      -- "Varga's lawyers, Harbour's Olga Reiss and Yuri Sand"
      counsel_behind(doc, s, meant, k, 14, e)
    end
  end
  for _, event in ipairs(meant.events) do
    local at, who = event.at, meant.at[event.at]
    local lower = s:lower(at)
    if who and (lower == "his" or lower == "her") and counsel[s:lower(at + 1)] then
      counsel_behind(doc, s, meant, at, 8, who.entity)
    end
  end
end

--- Link what belongs to persons; find speakers and relations.
-- @tparam Document doc  with entities and roles
function M.run (doc)
  local s = stream.of(doc)
  local meant = reference.of(doc, s)
  local known = #doc.entities
  family.run(doc, s)
  if #doc.entities > known then entities.order(doc) end
  alias.run(doc, s)
  ages(doc, s, meant)
  appositions(doc, s)
  occupations(doc, s, meant)
  trait.run(doc, s)
  place.run(doc, s)
  dates(doc, s, meant)
  contacts(doc, s, meant)
  relations(doc, s, meant)
  speaker.run(doc, s)
end

return M
