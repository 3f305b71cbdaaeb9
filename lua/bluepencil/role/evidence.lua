--- What the words around a person's mentions say of their role.
--
-- Nouns before the name and in appositions, verbs and passives behind it, cues whose object it is, ages, results of a
-- match, phrases anywhere in the sentence.  Each finding is noted on the entity with a sentence that says why.
-- Cost: a few table look-ups for each mention; phrases are found by the core.

local cues = require "bluepencil.recognizer.name.cues"
local phrases = require "bluepencil.role.cues"
local roles = require "bluepencil.cues.roles"
local rules = require "bluepencil.recognizer.name.rules"
local signs = require "bluepencil.entity.signs"
local titles = require "bluepencil.cues.titles"
local words = require "bluepencil.cues.words"

local M = {}

local plural, phrase = cues.plural, cues.phrase
local subject, passive, object = phrases.subject, phrases.passive, phrases.object

-- ---- phrases ---------------------------------------------------------------------------------------------------------

-- The longest phrase that begins at token k.
local function forward (s, k, entries)
  if not entries then return nil end
  local best
  for n = 1, #entries do
    local list = entries[n].words
    local ok = true
    for m = 2, #list do
      if s:lower(k + m - 1) ~= list[m] then ok = false; break end
    end
    if ok and s:same_sentence(k, k + #list - 1) and (not best or #list > #best.words) then best = entries[n] end
  end
  return best
end

-- The longest phrase that ends at token k.
local function backward (s, k, entries)
  if not entries then return nil end
  local best
  for n = 1, #entries do
    local list = entries[n].words
    local size, ok = #list, true
    for m = 1, size - 1 do
      if s:lower(k - size + m) ~= list[m] then ok = false; break end
    end
    if ok and s:same_sentence(k, k - size + 1) and (not best or size > #best.words) then best = entries[n] end
  end
  return best
end

-- ---- notes -----------------------------------------------------------------------------------------------------------

--- Note a finding; the same finding again only counts.
-- @tparam Entity e
-- @tparam table row  `kind`, `role`, `weight`
-- @tparam table a  `first`, `last`: where
-- @tparam string why  a sentence, with %s where `what` belongs
-- @tparam[opt] string what
-- @tparam[opt] number weight  instead of the row's
function M.note (e, row, a, why, what, weight)
  local list = e.evidence
  for n = 1, #list do
    local known = list[n]
    if known.form == why and known.what == what then
      known.count = known.count + 1
      return
    end
  end
  list[#list + 1] = {
    role = row.role, kind = row.kind, weight = weight or row.weight, why = what and why:format(what) or why, form = why,
    what = what, first = a.first, last = a.last, count = 1,
  }
end

local note = M.note

local private, patient = { role = "private", kind = "private" }, { role = "private", kind = "patient" }
local minor, resident = { role = "private", kind = "minor" }, { role = "private", kind = "resident" }
local clergy = {}
for _, word in ipairs { "father", "sister", "brother" } do
  local kind, role, weight = table.unpack(titles.short[word])
  clergy[word] = { kind = kind, role = role, weight = weight }
end

-- Letters behind a name that say what somebody is in public.
local postnominals = {}
for _, row in ipairs {
  { "QC KC SC", { role = "public", kind = "lawyer", weight = 4 } },
  { "MP MEP MSP MLA", { role = "public", kind = "politician", weight = 4 } },
} do
  for letters in row[1]:gmatch "%u+" do postnominals[letters] = row[2] end
end
local expert = { role = "public", kind = "expert", weight = 2.5 }
local official, athlete = { role = "public", kind = "official" }, { role = "public", kind = "athlete" }

-- ---- before the name -------------------------------------------------------------------------------------------------

-- The noun that ends at token k: "spokeswoman", "asylum seeker".
local function noun_at (s, k)
  local lower = s:lower(k)
  local row = cues.title(lower) or plural[lower]
  if s.sentence[k - 1] == s.sentence[k] then
    local two = phrase[s:lower(k - 1) .. " " .. lower]
    if two then return two, two.noun end
  end
  return row, lower
end

local possessive = words.set "his her their my our its"
local ends_search = words.set "by with from to who that said says told and or but because while when after before as"

-- Cues whose object is a noun phrase that ends at token k: "murdering his neighbor", "the body of her brother".
local function object_before (s, e, a, k)
  for n = k, k - 4, -1 do
    if s.sentence[n] ~= s.sentence[k] then return end
    local lower = s:lower(n)
    local entry = backward(s, n, object[lower])
    if entry then
      note(e, entry, a, "“%s” before the name", entry.text)
      return
    end
    if ends_search[lower] or lower:find("^%p") and not lower:find("^['’]") then return end
  end
end

-- A role noun that ends at token k speaks for the person.
local function noted_noun (s, e, a, k, row, why, text)
  local owned = s:after_possessive(k - 1) == k or possessive[s:lower(k - 1)]
  if row.kind == "relative" and not owned then
    note(e, resident, a, why, text, 1)          -- "Father X", "a widow, X"
  else note(e, row, a, why, text) end
end

-- Role nouns before the name: "Judge X", "lawyer X", "Y's lawyer, X", "lawyers, Harbour's X and Z".
-- What is said of the person; the row is handed on to the next name of a list.
local function before (s, e, a, i, earlier)
  local sentence = s.sentence[i]
  if s.sentence[i - 1] ~= sentence then return nil end
  local row, text = noun_at(s, i - 1)
  -- "Dr" says little; "the chief executive, Dr X" more
  local is_weak = row and s.capital[i - 1] and titles.short[text] and (row.weight <= 2 or row.kind == "relative")
  if is_weak then
    if row.kind == "relative" then row = not s:opens_sentence(i - 1) and clergy[text] end      -- "Father X" is a priest
    if row then note(e, row, a, "called “%s” before the name", text) end
  elseif row and not (s.capital[i - 1] and words.functional[text]) then
    noted_noun(s, e, a, i - 1, row, "called “%s” before the name", text)
    -- "spokesman Col. X"
    local also = s.capital[i - 1] and not s.capital[i - 2] and s.sentence[i - 2] == sentence and cues.noun[s:lower(i - 2)]
    if also then note(e, also, a, "called “%s” before the name", also.noun) end
    object_before(s, e, a, i - 2)
    return row
  end
  object_before(s, e, a, i - 1)
  local k = i - 1
  if s:after_possessive(k) == i then
    -- the organisation the person is named with
    k = k - 1
    while s.capital[k] and s.sentence[k] == sentence do k = k - 1 end
    local org = s.doc.index:overlapping(s:first(i - 2), s:last(i - 2), s.doc.type_number.Org)
    if #org > 0 then note(e, official, a, "named with an organisation", nil, 1.5) end
  end
  if (is_weak or cues.honorific[s:lower(k)]) and s.sentence[k - 1] == sentence then   -- "counsel, Sir Hamid X"
    k = s:word(k - 1) == "." and k - 2 or k - 1
  end
  local word = s:word(k)
  if (s:lower(k) == "as" or word == "named") and s.sentence[k - 2] == sentence then
    -- "a soldier, identified as X"
    local n = word == "named" and k - 1 or k - 2
    if s:word(n) == "," then word, k = ",", n end
  end
  if word == "," and s.sentence[k] == sentence then
    row, text = noun_at(s, k - 1)
    -- "with her brother, X said": X is the speaker
    local speaks = row and row.kind == "relative" and words.speech[s:lower(a.token_last + 1)]
    if row and row.weight >= 2 and not s.capital[k - 1] and not speaks then
      noted_noun(s, e, a, k - 1, row, "introduced as “%s”", text)
      object_before(s, e, a, k - 2)
      return row
    end
  end
  if s:word(i - 1) == "and" or s:word(i - 1) == "," then
    local other = earlier[i - 1]
    if other then
      note(e, other, a, "named in a list of “%s”", other.noun or other.kind, other.weight - 0.5)
      return other
    end
  end
end

-- ---- behind the name -------------------------------------------------------------------------------------------------

local health = words.set [[hiv aids cancer tumor tumour pregnancy abortion diagnosis disability illness disease diabetes
  depression autism leukemia leukaemia schizophrenia medical]]
local adverb = words.set [[also now then later still never once no not longer often reportedly allegedly recently soon always already
  first finally previously currently eventually repeatedly again initially who had has have would will could plans plan wants
  to hopes just only quickly twice since both had]]
local be = words.set [[was is were are been being be got]]
local determiner = words.set "a an the one its"

-- "X's lawyer", "X's government".
local function possession (s, e, a, from)
  for n = from, from + 2 do
    if s.sentence[n] ~= s.sentence[from - 1] or s:word(n):find("^%p") then return end
    local lower = s:lower(n)
    local less, more = roles.of_private[lower], roles.of_public[lower]
    if less then note(e, private, a, "the story tells of the person's “%s”", lower, less); return end
    if more then note(e, official, a, "the story tells of the person's “%s”", lower, more); return end
  end
end

-- The verb at token k, and the passive behind "was".
local function verb (s, e, a, k, factor, why_passive, why)
  local from = k
  local sentence = s.sentence[k]
  while adverb[s:lower(k)] and k < from + 7 do k = k + 1 end
  if s.sentence[k] ~= sentence then return end
  local lower = s:lower(k)
  local is_be = be[lower]
  if is_be then
    local n = k + 1
    while (adverb[s:lower(n)] or be[s:lower(n)]) and n < k + 4 do n = n + 1 end
    local entry = forward(s, n, passive[s:lower(n)])
    if entry then note(e, entry, a, why_passive, entry.text, entry.weight * factor) end
  end
  local entry = forward(s, k, subject[lower]) or is_be and forward(s, k, subject["was"])
  if entry then note(e, entry, a, why, entry.text, entry.weight * factor) end
  return k, is_be
end

-- "X, an Eritrean who fled", "X, a technician whose HIV status it passed on": what a clause tells, up to the next comma.
local function clause (s, e, a, k)
  local sentence = s.sentence[k]
  for n = k + 1, k + 12 do
    if s.sentence[n] ~= sentence or s:word(n) == "," then return end
    local lower = s:lower(n)
    if lower == "who" and n > k + 1 then verb(s, e, a, n + 1, 1, "“was %s”", "“%s”")
    elseif lower == "whose" and health[s:lower(n + 1)] then
      note(e, patient, a, "the state of health is told", nil, 5)
      return
    end
  end
end

-- "X collapsed and was treated": the second verb of the sentence, when nobody else is named between.
local function conjunct (s, e, a, k, taken)
  local sentence = s.sentence[k]
  for n = k + 1, k + 14 do
    if s.sentence[n] ~= sentence or taken[n] then return end
    if s:lower(n) == "and" then
      verb(s, e, a, n + 1, 0.8, "“was %s”", "“%s”")
      return
    end
  end
end

-- ", of the Harbour League," behind the comma at token k: whom the story quotes for a body.
local function of_body (s, e, a, k)
  if s:lower(k + 1) ~= "of" and s:lower(k + 1) ~= "from" and s:lower(k + 1) ~= "with" then return nil end
  local n = s:lower(k + 2) == "the" and k + 3 or k + 2
  if s.sentence[n] ~= s.sentence[k] then return nil end
  local org = s.doc:overlapping(s:first(n), s:last(n), "Org")[1]
  if not org or org.subtype == "metonym" then return nil end
  note(e, expert, a, "speaks for an organisation")
  while s.sentence[n] == s.sentence[k] and s:first(n) <= org.last do n = n + 1 end
  return n
end

-- An apposition behind the comma at token k: its row, where the sentence goes on, and whether it has ended.
local function apposition (s, e, a, k)
  local what, row = rules.apposition(s, k)
  if what ~= "person" or not row then return nil end
  if row.kind == "relative" and not (possessive[s:lower(k + 1)] or s:lower(k + 1) == "the") then
    local owned = false
    for n = k + 1, k + 6 do
      if s:word(n) == "," then break end
      owned = owned or s:after_possessive(n) ~= nil
    end
    note(e, owned and row or resident, a, "described as “%s”", row.noun, not owned and 1.5 or nil)
  else note(e, row, a, "described as “%s”", row.noun) end
  local n = k + 1
  while s.sentence[n] == s.sentence[k] and s:word(n) ~= "," and n < k + 14 do n = n + 1 end
  return row, n + 1, s:word(n) ~= "," or s.sentence[n] ~= s.sentence[k]
end

-- "X and Y, both witnesses,": what the noun says of all who were named before it in the sentence.
local function all_of_them (s, a, k)
  local count = s:lower(k + 1)
  if count ~= "both" and count ~= "all" then return end
  local n = s:lower(k + 2) == "of" and k + 4 or k + 2
  local row = plural[s:lower(n)] or plural[s:lower(n + 1)]
  if not row or s.sentence[n] ~= s.sentence[k] then return end
  local first = s:first(s.sentence_first[s.sentence[k]])
  for _, one in ipairs(s.doc:inside(first, a.last, "Person")) do
    if one.entity and one.entity.type == "Person" then note(one.entity, row, one, "described as one of “%s”", row.noun) end
  end
end

local function after (s, e, a, j, taken)
  local k = j + 1
  local sentence = s.sentence[j]
  if s.sentence[k] ~= sentence then return nil end
  local possessed = s:after_possessive(k)
  if possessed then return possession(s, e, a, possessed) end
  local described
  local first = s:word(k)
  local postnominal = postnominals[first]
  if postnominal then
    note(e, postnominal, a, "has “%s” behind the name", first)
    k = k + 1
    first = s:word(k)
  end
  if first == "," and s.sentence[k + 1] == sentence then
    local number = tonumber((s:word(k + 1):match("^%d%d?%d?$")))
    if number and number < 115 then
      if number < 18 then note(e, minor, a, "is under 18", nil, 6) else note(e, resident, a, "the age is given", nil, 1.5) end
      if s:word(k + 2) == "," then k = k + 2 end
    end
    all_of_them(s, a, k)
    clause(s, e, a, k)
    local row, next_k, ended = apposition(s, e, a, k)
    if row then
      if ended then return row end
      described, k = row, next_k
    elseif not number and of_body(s, e, a, k) then
      k = of_body(s, e, a, k)
      if s:word(k) == "," and s:lower(k + 1) == "who" and s.sentence[k + 1] == sentence then k = k + 2
      elseif s:word(k) == "," then k = k + 1 end
    elseif s:lower(k + 1) == "who" then k = k + 2
    elseif not number and s:lower(k + 1):find("^%l") then
      -- "The man, who called himself X, escaped": the comma that closes what stood around the name
      verb(s, e, a, k + 1, 0.8, "“was %s”", "“%s”")
    elseif number then k = k + 1 end
  elseif first == "of" and of_body(s, e, a, k - 1) then          -- "said X of the Harbour League"
    k = of_body(s, e, a, k - 1)
    if s:word(k) == "," then k = k + 1 end
  elseif first:find("^%d%d?$") and s:word(k + 1) == "-" then note(e, athlete, a, "a result stands behind the name", nil, 3)
  elseif first == "(" and s:word(k + 1):find("^%d%d?$") and s:word(k + 2) == ")" then
    local years = tonumber(s:word(k + 1))
    if years < 18 then note(e, minor, a, "is under 18", nil, 6) else note(e, resident, a, "the age is given", nil, 1.5) end
    k = k + 3
  end
  if s.sentence[k] ~= sentence then return described end
  local is_be
  k, is_be = verb(s, e, a, k, 1, "“was %s”", "“%s”")
  if k and is_be and (s:lower(k) == "is" or s:lower(k) == "was") and determiner[s:lower(k + 1)] then
    local what, row = rules.apposition(s, k)
    if what == "person" and row then note(e, row, a, "is called “%s”", row.noun) end
  end
  if k then conjunct(s, e, a, k, taken) end
  return described
end

-- ---- all -------------------------------------------------------------------------------------------------------------

--- What stands around one mention.
-- @tparam Stream s
-- @tparam table earlier  token behind a name -> the row its bearer was introduced with
-- @tparam table taken  token -> true where a person's name begins
function M.mention (s, e, a, earlier, taken)
  local row = before(s, e, a, a.token, earlier)
  row = after(s, e, a, a.token_last, taken) or row
  earlier[a.token_last + 1] = row
end

--- "deported", "fled" said of pronouns that mean the person: weaker, since each may mean another.
function M.pronouns (s, e, tokens)
  for _, k in ipairs(tokens) do
    local lower = s:lower(k)
    if lower == "he" or lower == "she" then
      verb(s, e, { first = s:first(k), last = s:last(k) }, k + 1, 0.5, "“was %s”, of a pronoun", "“%s”, of a pronoun")
    end
  end
end

--- Phrases anywhere in a sentence: of the person named or meant last before them, else of the first in the sentence.
function M.sentences (s, meant)
  local found = signs.of(s)
  for n = 1, found.count do
    if found.bits[n] & phrases.SENTENCE ~= 0 then
      local k = found.at[n]
      local number = s.sentence[k]
      local e
      for _, event in ipairs(meant.events) do
        if s.sentence[event.at] == number and (event.at < k or not e) then
          local who = event.entity or (meant.at[event.at] or {}).entity
          e = who or e
        end
      end
      local row = e and phrases.at(s, k)
      if row then note(e, row, { first = s:first(k), last = s:last(k) }, "the sentence says “%s”", row.text) end
    end
  end
end

return M
