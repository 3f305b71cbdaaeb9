--- What each person is in this story, and why: evidence from the words around the mentions.
--
-- Titles, appositions, verbs and blocks give weighted evidence for a public or a private role (cues/roles.lua); the sum
-- decides, and every piece keeps a sentence that says why.  Who has no evidence at all is "unknown": policies treat
-- that as they please.  A public role yields to vulnerability only where the article shows the person in private: a
-- minister who was arrested stays a minister, a spokeswoman who is a patient does not.
-- Cost: a few table lookups per mention.

local cues = require "bluepencil.recognizer.name.cues"
local reference = require "bluepencil.link.reference"
local roles = require "bluepencil.cues.roles"
local rules = require "bluepencil.recognizer.name.rules"
local stream = require "bluepencil.recognizer.name.stream"
local words = require "bluepencil.cues.words"

local M = {}

local plural, phrase = cues.plural, cues.phrase

-- ---- cue tables compiled -------------------------------------------------------------------------------------------

-- Phrases filed under their first (verbs) or last (objects) word: { words, kind, role, weight }.
local subject, passive, object = {}, {}, {}

local function file (index, key, list, row)
  index[key] = index[key] or {}
  table.insert(index[key], { words = list, kind = row[1], role = row[2], weight = row[3], text = table.concat(list, " ") })
end

local function add_phrases (row, index, by_last)
  for _, text in ipairs(cues.alternatives(row[4])) do
    local list = {}
    for word in text:gmatch("%S+") do list[#list + 1] = word end
    file(index, list[by_last and #list or 1], list, row)
  end
end

for _, row in ipairs(roles.subject) do add_phrases(row, subject) end
for _, row in ipairs(roles.passive) do add_phrases(row, passive) end
for _, row in ipairs(roles.object) do add_phrases(row, object, true) end

--- Add cues of an editor's own.
-- @tparam table rows  each { place, kind, role, weight, phrases }: `place` is "noun", "subject", "passive" or "object"; `role`
--   "public" or "private"; `phrases` alternatives with "|" between them, lower case
-- @raise on a place it does not know
function M.extend (rows)
  for _, row in ipairs(rows) do
    local place = row[1]
    local rest = { row[2], row[3], row[4], row[5] }
    if place == "noun" then
      for _, text in ipairs(cues.alternatives(rest[4])) do cues.add_noun(text, rest[1], rest[2], rest[3]) end
    elseif place == "subject" then add_phrases(rest, subject)
    elseif place == "passive" then add_phrases(rest, passive)
    elseif place == "object" then add_phrases(rest, object, true)
    else error(("a role cue stands as noun, subject, passive or object, not '%s'"):format(tostring(place)), 2) end
  end
end

local function match_forward (s, k, entries)
  local best
  for _, entry in ipairs(entries or {}) do
    local ok = true
    for n = 2, #entry.words do
      if s:lower(k + n - 1) ~= entry.words[n] then ok = false; break end
    end
    if ok and s:same_sentence(k, k + #entry.words - 1) and (not best or #entry.words > #best.words) then best = entry end
  end
  return best
end

local function match_backward (s, k, entries)
  local best
  for _, entry in ipairs(entries or {}) do
    local ok = true
    local n = #entry.words
    for m = 1, n - 1 do
      if s:lower(k - n + m) ~= entry.words[m] then ok = false; break end
    end
    if ok and s:same_sentence(k, k - n + 1) and (not best or n > #best.words) then best = entry end
  end
  return best
end

-- ---- evidence --------------------------------------------------------------------------------------------------------

local function note (e, row, a, why, weight)
  for _, known in ipairs(e.evidence) do
    if known.why == why then
      known.count = known.count + 1
      return
    end
  end
  e.evidence[#e.evidence + 1] = {
    role = row.role, kind = row.kind, weight = weight or row.weight, why = why, first = a.first, last = a.last, count = 1,
  }
end

-- The noun that ends at token k: "spokeswoman", "asylum seeker".
local function noun_at (s, k)
  local lower = s:lower(k)
  local two = phrase[s:lower(k - 1) .. " " .. lower]
  if two and s:same_sentence(k - 1, k) then return two, two.noun end
  local row = cues.title(lower) or plural[lower]
  return row, lower
end

local possessive = words.set "his her their my our its"
local determiner = words.set "a an the one its"

-- Role nouns before the name: "Judge X", "lawyer X", "Y's lawyer, X", "lawyers, Harbour's X and Z".
local function before (s, e, a, i, earlier)
  if s.sentence[i - 1] ~= s.sentence[i] then return end
  local row, text = noun_at(s, i - 1)
  if row and not (s.capital[i - 1] and words.functional[text]) then
    local weight = row.weight
    local owned = s:after_possessive(i - 2) == i - 1 or possessive[s:lower(i - 2)]
    if row.kind == "relative" and not owned then weight = 1 end         -- "Father X", "Sister X"
    note(e, row, a, ('called “%s” before the name'):format(text), weight)
    -- "spokesman Col. X"
    local also = s.capital[i - 1] and not s.capital[i - 2] and s.sentence[i - 2] == s.sentence[i] and cues.noun[s:lower(i - 2)]
    if also then note(e, also, a, ('called “%s” before the name'):format(also.noun)) end
    return row
  end
  local word = s:word(i - 1)
  local k = i - 1
  if s:after_possessive(k) == i then
    -- the organisation the person is named with
    k = k - 1
    while s.capital[k] and s.sentence[k] == s.sentence[i] do k = k - 1 end
    word = s:word(k)
    local org = s.doc.index:overlapping(s:first(i - 2), s:last(i - 2), s.doc.type_number.Org)
    if #org > 0 then note(e, { role = "public", kind = "official" }, a, "named with an organisation", 1.5) end
  end
  if word == "," and s.sentence[k] == s.sentence[i] then
    row, text = noun_at(s, k - 1)
    if row and row.weight >= 2 and not s.capital[k - 1] then
      note(e, row, a, ('introduced as “%s”'):format(text))
      return row
    end
  elseif word == "and" or word == "," then
    local other = earlier and earlier[i - 1]
    if other then
      note(e, other, a, ('named in a list of “%s”'):format(other.noun or other.kind), other.weight - 0.5)
      return other
    end
  end
end

local health = words.set [[hiv aids cancer tumor tumour pregnancy abortion diagnosis disability illness disease diabetes
  depression autism leukemia leukaemia schizophrenia medical]]

-- What follows: an apposition, an age, a possession, a verb.
local adverb = words.set [[also now then later still never once no longer often reportedly allegedly recently soon always already
  first finally previously currently eventually repeatedly again initially who had has have would will could plans plan wants
  to hopes just only quickly twice since both had]]
local be = words.set [[was is were are been being be got]]

local function after (s, e, a, j)
  local k = j + 1
  local sentence = s.sentence[j]
  if s.sentence[k] ~= sentence then return end
  local possessed = s:after_possessive(k)
  if possessed then
    for n = possessed, possessed + 2 do
      if s.sentence[n] ~= sentence or s:word(n):find("^%p") then break end
      local lower = s:lower(n)
      local private, public = roles.of_private[lower], roles.of_public[lower]
      if private then
        note(e, { role = "private", kind = "private" }, a, ('has a “%s” in the story'):format(lower), private); break
      elseif public then
        note(e, { role = "public", kind = "official" }, a, ('has a “%s”'):format(lower), public); break
      end
    end
    return
  end
  local described
  if s:word(k) == "," and s.sentence[k + 1] == sentence then
    local number = tonumber((s:word(k + 1):match("^%d%d?%d?$")))
    if number and number < 115 then
      if number < 18 then note(e, { role = "private", kind = "minor" }, a, "is under 18", 6)
      else note(e, { role = "private", kind = "resident" }, a, "the age is given", 1.5) end
      if s:word(k + 2) == "," then k = k + 2 end
    end
    local what, row = rules.apposition(s, k)
    if what == "person" and row then
      note(e, row, a, ('described as “%s”'):format(row.noun))
      -- the verb follows the comma that closes the apposition
      local n = k + 1
      while s.sentence[n] == sentence and s:word(n) ~= "," and n < k + 14 do n = n + 1 end
      if s:word(n) ~= "," or s.sentence[n] ~= sentence then return row end
      described, k = row, n + 1
    elseif s:lower(k + 1) == "who" then k = k + 2
    elseif s:lower(k + 1) == "whose" and health[s:lower(k + 2)] then
      note(e, { role = "private", kind = "patient" }, a, "the state of health is told", 5)
    elseif number then k = k + 1 end
  end
  local from = k
  while adverb[s:lower(k)] and k < from + 7 do k = k + 1 end
  if s.sentence[k] ~= sentence then return described end
  local lower = s:lower(k)
  if be[lower] then
    local n = k + 1
    while (adverb[s:lower(n)] or be[s:lower(n)]) and n < k + 4 do n = n + 1 end
    local entry = match_forward(s, n, passive[s:lower(n)])
    if entry then note(e, entry, a, ('“was %s”'):format(entry.text))
    elseif lower == "is" or lower == "was" then
      local what, row = rules.apposition(s, k)
      if what == "person" and row and determiner[s:lower(k + 1)] then
        note(e, row, a, ('is called “%s”'):format(row.noun))
      end
    end
  end
  local entry = match_forward(s, k, subject[lower])
    or be[lower] and match_forward(s, k, subject["was"])
  if entry then note(e, entry, a, ('“%s”'):format(entry.text)) end
  return described
end

-- A noun somewhat further in the apposition: "a laboratory technician whose HIV status it passed"
local function health_told (s, e, a, j)
  if s:word(j + 1) ~= "," then return end
  for k = j + 2, j + 12 do
    if s.sentence[k] ~= s.sentence[j] or s:word(k) == "," then return end
    if s:lower(k) == "whose" and health[s:lower(k + 1)] then
      note(e, { role = "private", kind = "patient" }, a, "the state of health is told", 5)
      return
    end
  end
end

local function object_of (s, e, a, i)
  local k = i - 1
  if s.sentence[k] ~= s.sentence[i] then return end
  local entry = match_backward(s, k, object[s:lower(k)])
  if entry then note(e, entry, a, ('“%s” before the name'):format(entry.text)) end
end

-- "deported", "fled" said of a pronoun that means the person: weaker, since the pronoun may mean another.
local function pronouns (s, e, found)
  for _, k in ipairs(found) do
    local lower = s:lower(k)
    local a = { first = s:first(k), last = s:last(k) }
    if lower == "he" or lower == "she" then
      local n = k + 1
      while adverb[s:lower(n)] and n < k + 5 do n = n + 1 end
      if be[s:lower(n)] then
        local m = n + 1
        while (adverb[s:lower(m)] or be[s:lower(m)]) and m < n + 3 do m = m + 1 end
        local entry = match_forward(s, m, passive[s:lower(m)])
        if entry then note(e, entry, a, ('“was %s”, of a pronoun'):format(entry.text), entry.weight * 0.5) end
      end
      local entry = match_forward(s, n, subject[s:lower(n)])
      if entry then note(e, entry, a, ('“%s”, of a pronoun'):format(entry.text), entry.weight * 0.5) end
    end
  end
end

-- ---- verdict -----------------------------------------------------------------------------------------------------------

local office = words.set "leader minister official politician judge prosecutor"
local intimate = words.set "patient minor refugee defector"     -- what an office does not outweigh

local function verdict (e)
  local sum, by_kind = { public = 0, private = 0 }, {}
  local vulnerable, held, personal = 0, 0, 0
  for _, one in ipairs(e.evidence) do
    local weight = one.weight + math.min(one.count - 1, 3) * 0.2
    sum[one.role] = sum[one.role] + weight
    by_kind[one.role .. one.kind] = (by_kind[one.role .. one.kind] or 0) + weight
    if one.role == "private" then
      if roles.vulnerable[one.kind] then vulnerable = vulnerable + weight end
      if intimate[one.kind] then personal = personal + weight end
    elseif office[one.kind] then held = held + weight end
  end
  local role = "unknown"
  if sum.public >= 1 or sum.private >= 1 then
    local against = sum.private
    if held >= 4 then against = against * 0.5 + personal * 0.5 end   -- holds an office: only what is private counts in full
    role = against > sum.public and "private" or "public"
    if sum.public < 1 then role = "private" end
  end
  e.role, e.vulnerable = role, false
  if role == "unknown" then
    e.kind = nil
  else
    local best, most = nil, -1
    for key, weight in pairs(by_kind) do
      local kind = key:match("^" .. role .. "(.+)$")
      if kind then
        local rank = weight + (roles.vulnerable[kind] and 1 or 0) - (kind == "private" and 100 or 0)
        if rank > most or rank == most and kind < best then best, most = kind, rank end
        if kind == "private" and not best then best = kind end
      end
    end
    e.kind = best
  end
  if role == "private" and vulnerable >= 2 then e.vulnerable = true end
  if role == "public" and vulnerable >= 4 then e.doubt = true end    -- a policy may want a person to look
  table.sort(e.evidence, function (x, y)
    if x.weight ~= y.weight then return x.weight > y.weight end
    return x.first < y.first
  end)
end

--- Give each person a role.
-- @tparam Document doc  with entities; each person gets `role`, `kind`, `vulnerable`, `evidence`, perhaps `doubt`
function M.run (doc)
  local s = stream.of(doc)
  local earlier = {}          -- token behind a name -> the row its bearer was introduced with
  for _, a in ipairs(doc:annotations("Person")) do
    local e = a.entity
    if e and e.type == "Person" then
      local i, j = a.token, a.token_last
      if not i then
        i, j = s:range(a.first, a.last)
        a.token, a.token_last = i, j
      end
      local block = s.block[s.sentence[i] or 0]
      if block == "Byline" then note(e, { role = "public", kind = "journalist" }, a, "stands in the byline", 7)
      elseif block == "Credit" then note(e, { role = "public", kind = "photographer" }, a, "stands in a picture's credit", 7)
      elseif block then
        if a.public_figure then note(e, { role = "public", kind = "leader" }, a, "is a listed public figure", 6) end
        local row = before(s, e, a, i, earlier)
        object_of(s, e, a, i)
        row = after(s, e, a, j) or row
        health_told(s, e, a, j)
        earlier[j + 1] = row
      end
    end
  end
  local meant = reference.of(doc, s)
  for _, e in ipairs(doc.entities) do
    if e.type == "Person" then
      pronouns(s, e, meant.of[e] or {})
      verdict(e)
    end
  end
  for _, e in ipairs(doc.entities) do
    if e.type == "Group" and e.family_of then
      e.role, e.vulnerable = e.family_of.role, e.family_of.vulnerable
      local a = e.mentions[1]
      e.evidence = { {
        role = e.role, kind = "family", weight = 1, why = "the family of a person in the story", first = a.first, last = a.last,
      } }
    end
  end
end

return M
