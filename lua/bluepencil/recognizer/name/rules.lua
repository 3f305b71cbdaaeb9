--- Context rules: what the words around a capitalised sequence say it is.
--
-- Each sequence gets evidence for Person, Place, Org and None (an ordinary word), in units where 2 is enough alone and
-- a listed name or a title gives 3 to 6.  The vote (vote.lua) adds up what all places of the same name say.

local cues = require "bluepencil.recognizer.name.cues"
local heads = require "bluepencil.recognizer.name.heads"
local orgs = require "bluepencil.cues.orgs"
local words = require "bluepencil.cues.words"
local roles = require "bluepencil.cues.roles"

local M = {}

local noun, plural = cues.noun, cues.plural
local speech, personal = words.speech, words.personal
local article = words.set "a an the his her its their one our my"
local about_person = words.set [[case against charges testimony widow murder killing death arrest mother father son daughter
  wife husband named called by]]
local possessed_place = words.set [[capital government president parliament army border economy ministry minister foreign prime
  largest second south north east west southern northern eastern western city population people constitution leader
  ambassador military central supreme interior health defense]]

local ends_phrase = words.set "who which and is was has"
local goes_on = words.set "in of for at from with whose"

-- An apposition after token k (the comma): the row of the person noun in it, or the type of another noun.
-- "X, a former truck driver,"  "X, the EHA's director"  "X, Russia's veteran migration rights activist, told"
local function apposition (s, k)
  local sentence = s.sentence[k]
  local n = k + 1
  if s.sentence[n] ~= sentence then return nil end
  local opens = article[s:lower(n)] or s:lower(n) == "who"
  if s:lower(n) == "who" or s:lower(n) == "whose" then return "person" end
  if s:lower(n) == "which" then return "thing" end
  local found, thing
  for m = n, n + 9 do
    if s.sentence[m] ~= sentence then break end
    local word = s:word(m)
    if word == "," or word == ";" or word == ":" or word == "—" or word == "–" then break end
    if not opens and m == n + 1 and not s:after_possessive(m) and not s.capital[n] and not noun[word]
       and not noun[s:lower(n)] then
      -- no article: only "X, director of", "X, Russia's activist", "X, police chief" are appositions
      if not cues.modifier[s:lower(n)] then return nil end
    end
    if speech[word] or ends_phrase[word] then break end
    if (found or thing) and goes_on[word] then break end
    local lower = s:lower(m)
    if noun[lower] and s.sentence[m + 1] == sentence and s:word(m + 1) == "-" then lower = "" end
    if noun[lower] then found = noun[lower]
    elseif orgs.apposition[lower] and not found then thing = "org"
    elseif words.place_of[lower] and not found then thing = "place" end
  end
  return found and "person" or thing, found
end
M.apposition = apposition

-- Evidence from what stands before the sequence.
local function before (s, seq, e)
  local i = seq.i
  local at = (seq.title_at or i) - 1
  local title = seq.title
  if title then
    e.Person = e.Person + (title.honorific and 7 or 5)
    e.source = "name:title"
  end
  if s.sentence[at] ~= s.sentence[i] then return end
  local word, lower = s:word(at), s:lower(at)
  if word == "the" or lower == "the" then
    if not title then e.Person, e.Org, e.the = e.Person - 3, e.Org + 0.7, true end
    -- "told The Harbour Ledger": the capital belongs to a name
    if word == "The" and not title and not s:opens_sentence(at) and s:word(at - 1):find("^%l") then e.Org = e.Org + 3.5 end
  elseif lower == "a" or lower == "an" then
    if not title then e.Person = e.Person - 2 end
  elseif noun[lower] or plural[lower] then
    if not title and not s.capital[at] then
      e.Person = e.Person + 4
      e.source = "name:noun-before"
    end
  elseif speech[lower] then
    e.Person = e.Person + (seq.j > i and 2.5 or 1.5)
  elseif words.locative[lower] then
    if lower == "in" then e.Place = e.Place + 2.5; e.Person = e.Person - 1
    elseif lower == "near" or lower == "outside" or lower == "across" or lower == "throughout" then e.Place = e.Place + 2
    elseif lower == "from" or lower == "at" or lower == "to" then e.Place = e.Place + 0.7
    elseif lower == "of" then
      if words.place_of[s:word(at - 1)] then e.Place, e.source = e.Place + 5, "name:place-of"
      elseif about_person[s:word(at - 1)] then e.Person = e.Person + 2
      else e.Place = e.Place + 0.4 end
    end
  elseif lower == "against" or lower == "by" then
    e.Person = e.Person + (about_person[s:word(at - 1)] and 2 or 0.7)
  elseif lower == "named" or lower == "called" then
    e.Person = e.Person + 1.5
  elseif s:after_possessive(at) == i then
    -- "Harbour's Olga Reiss"; "lawyers, Harbour's Olga Reiss"
    if seq.j > i then e.Person = e.Person + 0.8 end
    local k = at - 1
    while k > at - 6 and s.capital[k] do k = k - 1 end
    if s:word(k) == "," and (plural[s:lower(k - 1)] or noun[s:lower(k - 1)]) then e.Person = e.Person + 2.5 end
  elseif word == "," or word == "and" then
    -- "lawyers, X and Y": the noun goes for all of the list; see coordination in role.lua
    local k = at - 1
    if word == "," and plural[s:word(k)] or noun[s:word(k)] and word == "," then e.Person = e.Person + 2.5 end
  elseif words.direction[lower] and not s.capital[at] then
    e.Place = e.Place + 4
    e.direction = at
  end
end

-- Evidence from what follows.
local function after (s, seq, e)
  local k = seq.j + 1
  if s.sentence[k] ~= s.sentence[seq.j] then return end
  local possessed = s:after_possessive(k)
  if possessed then
    local lower = s:lower(possessed)
    if roles.of_private[lower] or noun[lower] and not s.capital[possessed] then e.Person = e.Person + 2
    elseif possessed_place[lower] then e.Place = e.Place + 1.5; e.Person = e.Person + 0.3
    elseif s.capital[possessed] then e.Place, e.Org, e.Person = e.Place + 0.7, e.Org + 0.7, e.Person - 2
    else e.Person = e.Person + 0.3 end
    return
  end
  local word, lower = s:word(k), s:lower(k)
  if word == "," then
    local n = k + 1
    if s.sentence[n] ~= s.sentence[k] then return end
    local number = s:word(n):match("^%d%d?%d?$")
    if number and tonumber(number) < 115 and (s:word(n + 1) == "," or s:word(n + 1):find("^[.;)]")) and not e.the then
      e.Person = e.Person + 5
      e.source = "name:age"
      return
    end
    local what = apposition(s, k)
    if what == "person" then e.Person = e.Person + 3; e.source = e.source or "name:apposition"
    elseif what == "org" then e.Org = e.Org + 3
    elseif what == "place" then e.Place = e.Place + 2.5
    elseif what == "thing" then e.Org, e.Place = e.Org + 1, e.Place + 0.7 end
  elseif speech[lower] and not s.capital[k] then
    e.Person, e.Org = e.Person + 1.8, e.Org + 0.8
  elseif personal[lower] or (lower == "now" or lower == "also" or lower == "still") and personal[s:lower(k + 1)] then
    e.Person = e.Person + 2.5
  elseif words.auxiliary[lower] then
    e.Person, e.Org = e.Person + 0.7, e.Org + 0.5
    if (lower == "was" or lower == "is") and M.passive_person[s:lower(k + 1)] then e.Person = e.Person + 1.5 end
  elseif lower == "who" then e.Person = e.Person + 2
  elseif M.subject_person[lower] then e.Person = e.Person + M.subject_person[lower]
  elseif word == "(" then
    local abbreviation = s:word(k + 1)
    if abbreviation and abbreviation:find("^%u[%u%l.&]*%u%l?$") and s:word(k + 2) == ")" and seq.j > seq.i
       and M.initials_match(s, seq.i, seq.j, abbreviation) then
      e.Org, e.source = e.Org + 6, "name:abbreviation"
      e.abbreviation = k + 1
    elseif s:word(k + 1):find("^%d%d%d%d$") then e.Person = e.Person + 1
    elseif s:lower(k + 1) == "born" then e.Person = e.Person + 4 end
  end
end

-- Verbs of cues/roles.lua that make their subject or patient a person.
M.passive_person, M.subject_person = {}, {}
for _, row in ipairs(roles.passive) do
  for _, verb in ipairs(cues.alternatives(row[4])) do M.passive_person[verb:match("^%S+")] = true end
end
for _, row in ipairs(roles.subject) do
  for _, verb in ipairs(cues.alternatives(row[4])) do
    local first = verb:match("^%S+")
    if not words.auxiliary[first] and not words.functional[first] then
      M.subject_person[first] = row[2] == "private" and 1.5 or 0.8
    end
  end
end

--- Do the capitals of `abbreviation` run through the first letters of the words from i to j?
function M.initials_match (s, i, j, abbreviation)
  local letters = {}
  for k = i, j do
    local word = s:word(k)
    if word:find("^%a") then letters[#letters + 1] = word:sub(1, 1):upper() end
  end
  local at, missed = 1, 0
  for letter in abbreviation:gmatch("%u") do
    local found
    for k = at, #letters do
      if letters[k] == letter then found = k; break end
    end
    if found then at = found + 1 else missed = missed + 1 end
  end
  local count = select(2, abbreviation:gsub("%u", ""))
  return count >= 2 and missed <= (count >= 4 and 1 or 0) and letters[1] == abbreviation:sub(1, 1)
end

local unknown = 0.4        -- two or three words that no list knows

-- Evidence from the sequence itself: its length, its shape, and what the lists say of its words.
local function inside (s, seq, lists, e)
  local i, j = seq.i, seq.j
  local capitals, hyphened, initials = 0, false, false
  for k = i, j do
    if s.capital[k] then
      capitals = capitals + 1
      if k < j and capitals <= 3 and not lists.place[k] and s:word(k):find("^%u%.") then initials = true end
    elseif s:word(k) == "-" and not s.capital[k + 1] then hyphened = true end
  end
  local given, surname = lists.given[i], lists.surname[j]
  if capitals > 1 then
    if not e.the and capitals <= 4 and not s.upper[i] then e.Person = e.Person + 1.6 end
    if capitals > 4 then e.Org, e.Person = e.Org + 1.5, e.Person - 1.5 end
    if given then e.Person = e.Person + 3 end
    if surname then e.Person = e.Person + 1.5 end
    if lists.surname[i] and lists.given[j] and not given then e.Person = e.Person + 1.5 end
    if initials then e.Person = e.Person + 2.5 end
    if hyphened then e.Person = e.Person + 2.5 end
    if lists.name_part[j] and capitals <= 3 then e.Person = e.Person + 1 end
    if s:word(i + 1) == "&" or s:word(j - 1) == "&" then e.Org = e.Org + 5 end
    if not e.the and not seq.initial and capitals <= 3 and not lists.common[i] and not lists.common[j] and not lists.place[i]
       and not lists.place[j] then e.Person = e.Person + unknown end
    if lists.common[i] and not given then
      if lists.common[j] then e.None, e.Org = e.None + 2.5, e.Org + 0.8
      elseif not surname then e.None = e.None + 0.8 end
    end
  else
    local doubtful = lists.common[i] or lists.major[i]
    if given then e.Person = e.Person + (doubtful and 0.4 or 1.6) end
    if surname then e.Person = e.Person + (doubtful and 0.2 or 0.8) end
    if orgs.alone[s:lower(j)] and not seq.initial then e.Org = e.Org + 4 end
    if s.upper[j] and orgs.acronym[s:lower(j)] then e.None = e.None + 5
    elseif s.upper[j] and #s:word(j) <= 6 and not e.title then e.Org = e.Org + 2; e.Person = e.Person - 1 end
    if not s.upper[j] and s:word(j):find("%u.*%u") and not s:word(j):find("^M[ac]+%u") and not s:word(j):find("^O['’]") then
      e.Org = e.Org + 1.2
    end
    if lists.common[j] then e.None = e.None + 1.5 end
    if words.ordinary[s:lower(j)] and not seq.title then e.None = e.None + 4 end
    if seq.initial then
      e.None = e.None + 1.5
      if lists.common[j] then e.None = e.None + 2 end
    end
  end
  e.capitals = capitals
  -- a listed name that covers the sequence
  if lists.place[i] == j then
    local weight = lists.major[i] and 4.5 or 2.5
    if given or surname then weight = lists.major[i] and 3.2 or 1.2 end
    e.Place = e.Place + weight
    if lists.kind[i] == "country" then e.Place = e.Place + 2 end
    if capitals > 1 then e.Person = e.Person - 1.5 end
  elseif lists.place[i] and not given then e.Place = e.Place + 0.5 end
  if lists.org[i] == j then e.Org = e.Org + 5; e.Person = e.Person - 1.5 end
  if lists.public_figure[i] == j then e.Person = e.Person + 5 end
  if lists.group[i] then e.None = e.None + 4 end
  if capitals > 1 and lists.place[j] == j and not surname then e.Place = e.Place + 1 end
end

-- Blocks whose form says what stands in them.
local function by_block (s, seq, block, e)
  local at = s:word(seq.i - 1)
  if block == "Dateline" then
    if at == "(" then e.Org = e.Org + 8
    elseif s:opens_sentence(seq.i) or at == "," or at == "/" then e.Place = e.Place + 8 end
  elseif block == "Byline" or block == "Credit" then
    local lower = s:lower(seq.i - 1)
    if lower == "by" or (s:opens_sentence(seq.i) and block == "Byline") or lower == "and" or lower == ":" then
      e.Person, e.source = e.Person + 8, "name:byline"
    elseif at == "/" or at == "," or at == "(" or at == "|" or at == "-" or at == "–" or at == "—" then
      e.Org = e.Org + 4
      if e.capitals > 1 and (lower == "," and block == "Byline") then e.Org = e.Org - 1 end
    end
  end
end

--- What is known of one name goes in part for another: "X and Y", "Long Name (LN)".
function M.coordinate (s, sequences)
  local by_first = {}
  for _, seq in ipairs(sequences) do by_first[seq.i] = seq end
  for _, seq in ipairs(sequences) do
    local short = by_first[seq.evidence.abbreviation]
    if short and short.i == short.j then short.evidence.Org = short.evidence.Org + 5 end
  end
  for n = 2, #sequences do
    local a, b = sequences[n - 1], sequences[n]
    if b.i - a.j == 2 and a.sentence == b.sentence and s:word(a.j + 1) == "and" and not b.title
       and a.evidence.capitals > 1 and b.evidence.capitals > 1 then
      local x, y = a.evidence, b.evidence
      local share_b, share_a = 0.5 * math.max(0, x.Person), 0.5 * math.max(0, y.Person)
      if y.Org < 2 and y.Place < 2 then y.Person = y.Person + share_b end
      if x.Org < 2 and x.Place < 2 then x.Person = x.Person + share_a end
    end
  end
end

--- Evidence for one sequence.
-- @treturn table `Person`, `Place`, `Org`, `None` (numbers); `source`; `wide`: a longer name that the head word makes,
--   { i, j, type, score, source }
function M.weigh (s, seq, lists)
  local e = {
    Person = 0, Place = 0, Org = 0, None = 0, title = seq.title, source = false, the = false, capitals = 0, wide = false,
    abbreviation = false, direction = false,
  }
  before(s, seq, e)
  inside(s, seq, lists, e)
  after(s, seq, e)
  by_block(s, seq, s.block[s.sentence[seq.i]], e)
  local kind, score, i, j, source = heads.of(s, seq, lists)
  if kind then
    if kind == "Place" and e.Person >= 4 and j == seq.j then score = score - 2 end
    if i == seq.i and j == seq.j then
      e[kind] = e[kind] + score
      if kind ~= "Person" then e.Person = e.Person - 1 end
      if kind == "Org" or kind == "Place" then e.source = e.source or source end
    else
      e.wide = { i = i, j = j, type = kind, score = score + 0.5, source = source }
      e[kind] = e[kind] + 1
      e.Person = e.Person - 1.5
    end
  end
  return e
end

return M
