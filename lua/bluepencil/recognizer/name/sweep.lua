--- Names that are known, found wherever they stand: a person's surname and given name, capitals, the family's plural.
--
-- One missed mention undoes all others, so every capitalised word that is part of a found full name is taken for the
-- person unless the tagger is sure that it is something else.  Looks at capitals only; linear in them.

local lists_of = require "bluepencil.recognizer.name.lists"
local orgs = require "bluepencil.cues.orgs"
local run = require "bluepencil.recognizer.name.run"
local stream = require "bluepencil.recognizer.name.stream"
local words = require "bluepencil.cues.words"

local M = {}

local bit = lists_of.bit
local plain = stream.plain
local by_part, by_repeat, by_family = 0.9, 0.85, 0.9
M.full = 0.7               -- least score of a full name whose parts are looked for
local sure, very_sure, doubtful = 0.75, 0.95, 0.75   -- a tagger this sure of another type is believed, even against all else; a
                                                     -- place less sure than this is a body when it is one elsewhere

--- The words of a name by which its bearer may be called: capitalised, not initials, particles or suffixes.
-- @treturn table list of folded words
local function parts_of (s, i, j)
  local out, k = {}, i
  while k <= j do
    local last = k
    while last + 2 <= j and run.hyphen[s:word(last + 1)] do last = last + 2 end  -- "Myung-bok" is one part
    local word = s:word(k)
    if s.capital[k] and not word:find("%.$") and #word > 1 and not words.suffix[s:lower(k)] then
      out[#out + 1] = plain(s:key(k, last))
      if last > k and s.capital[last] and #s:word(last) > 2 then out[#out + 1] = plain(s:lower(last)) end
      if last > k then out[#out + 1] = plain(s:lower(k)) end
    end
    k = last + 1
  end
  return out
end

local named = { Person = true, Place = true, Org = true }
local is_heading = words.set "Headline Subhead Deck"
local before_place = words.set "in at near to from across outside inside around"

-- Rules that only people's names answer to.
local certain = words.set "name:age name:honorific name:title name:owner name:byline name:credit"

-- How much more often a word alone is a person than something else; `certain`: the words that a rule knows for a person's.
local function count_alone (s, hits)
  local alone = { certain = {} }
  for _, hit in ipairs(hits.list) do
    if named[hit.type] and (hit.i == hit.j or hit.i == hit.j - 1 and hit.type == "Person") then
      local word = plain(s:key(hit.i, hit.j))          -- two words: a double surname
      alone[word] = (alone[word] or 0) + (hit.type == "Person" and 1 or -1)
      if hit.type == "Person" and (certain[hit.source] or hit.title or hit.certain) then alone.certain[word] = true end
    end
  end
  return alone
end

local vouched = 2          -- a word that names a person so often alone vouches for the longer name it stands in

local function is_vouched (s, hit, alone, times)
  times = times or vouched
  local first, last = plain(s:lower(hit.i)), plain(s:lower(hit.j))
  local double = hit.j - hit.i == 2 and plain(s:key(hit.i + 1, hit.j)) or last
  if hit.score < very_sure and (alone.certain[first] or alone.certain[last] or alone.certain[double]) then return true end
  return (alone[last] or 0) >= times or (alone[first] or 0) >= times or (alone[double] or 0) >= times
end

-- "Maarja Kuusberg" taken for a place, where Kuusberg alone is a person again and again.
local function share_with_persons (s, hits, lists, alone)
  for _, hit in ipairs(hits.list) do
    if (hit.type == "Place" or hit.type == "Org") and hit.j > hit.i and hit.j - hit.i <= 2
       and not hit.subtype and not hit.grouped and not hit.spelt_out
       and is_vouched(s, hit, alone, hit.score < doubtful and vouched or 2 * vouched)
       and not lists:has(hit.i, hit.j, lists_of.org | lists_of.place) and not orgs.head[s:lower(hit.j)]
       and not orgs.thing_head[s:lower(hit.j)] and not words.place_head[s:lower(hit.j)] then
      hit.type, hit.source, hit.score = "Person", "name:shared", math.max(hit.score, M.full)
    end
  end
end

-- A doubtful name in a heading, or all in capitals: what stands beside it there may not belong to it.
local function may_be_too_long (s, hit)
  return hit.type == "Person" and hit.j > hit.i and (s.upper[hit.i] and s.upper[hit.j]
    or is_heading[s.block[s.sentence[hit.i]]] and (hit.score < M.full or hit.source == "name:shared"))
end

-- Parts of the full names; the whole names of all types, filed under their first word.  `plainly`: not of those that may be
-- too long.
local function known_names (s, hits, alone, plainly)
  local parts, names, seen = {}, {}, {}
  for _, hit in ipairs(hits.list) do
    local long_person = hit.type == "Person" and hit.j > hit.i
    local known = named[hit.type] and (hit.score >= M.full or long_person and is_vouched(s, hit, alone))
    if plainly and known and may_be_too_long(s, hit) then known = false end
    local key = known and s:key(hit.i, hit.j)
    if key and not seen[key] and not hit.subtype then
      seen[key] = true
      local i, j = hit.i, hit.j
      if long_person then
        local list = parts_of(s, i, j)
        for n = 1, #list > 1 and #list or 0 do parts[list[n]] = hit end
      end
      local first = s:lower(i)
      names[first] = names[first] or {}
      table.insert(names[first], hit)
    end
  end
  return parts, names
end

-- The last token of a known name that begins at i, and the hit it repeats.
local function repeated (s, names, i)
  local best, last
  for _, hit in ipairs(names[s:lower(i)] or {}) do
    local length = hit.j - hit.i
    local n = 1
    while n <= length and s:lower(i + n) == s:lower(hit.i + n) do n = n + 1 end
    if n > length and s.sentence[i + length] == s.sentence[i] and (not last or i + length > last) then
      best, last = hit, i + length
    end
  end
  return best, last
end

-- Is the word the plural of a known person's name: "the Baeks", "the Joneses"?
local function is_family (word, parts, alone)
  local base = word:match("^(.+)s$")
  if not base then return false end
  if parts[base] or (alone[base] or 0) > 0 then return true end
  base = base:match("^(.+)e$")
  return base ~= nil and (parts[base] ~= nil or (alone[base] or 0) > 0)
end

-- Is the word alone, as it stands at i, too ordinary to be a name?
local function is_ordinary (s, i)
  local word = s:lower(i)
  return words.ordinary[word] or (words.functional[word] or words.month[word]) and (not s.upper[i] or #word <= 3)
end

-- "Tavrin Credit Systems": the part of a person's name opens or ends a longer name that is not the person's.
local function is_in_longer (s, i, j)
  local sentence = s.sentence[i]
  if s.capital[j + 1] and s.sentence[j + 1] == sentence and s:spaced(j + 1) and not run.is_stop(s, j + 1)
     and not s.upper[i] then return true end
  return run.hyphen[s:word(i - 1)] and not s:spaced(i) and s.sentence[i - 1] == sentence
end

-- The tagger has seen the word here and said no: only in headings, or where the brackets behind a long form made the name,
-- is it taken for the place or body all the same.
local function is_repeat (s, lists, known, i, last)
  if last == i and is_ordinary(s, i) then return false end
  if known.type == "Person" then return last > i or known.score >= by_part and not is_in_longer(s, i, i) end
  if known.grouped then return not s:opens_sentence(i) or s:after_possessive(last + 1) ~= nil end
  return known.spelt_out or is_heading[s.block[s.sentence[i]]]
    and (last > i or not s:opens_sentence(i) or not lists:has(i, i, bit.common_word))
end

local function reach (s, i, parts)
  local j = i
  while s.capital[j + 1] and s:spaced(j + 1) and s.sentence[j + 1] == s.sentence[i] and parts[plain(s:lower(j + 1))] do
    j = j + 1
  end
  local k = run.joined(s, i, j)
  while k and s:word(j + 1) ~= "," and parts[plain(s:key(k, k))] do j = k; k = run.joined(s, i, j) end
  return j
end

-- "VELDA TELLS COURT": of a name that may be too long only the words stay that are known from the text.
local function trim (s, hits, lists, alone)
  local parts
  local function is_known (k)
    local word = plain(s:lower(k))
    parts = parts or known_names(s, hits, alone, true)
    return parts[word] ~= nil or (alone[word] or 0) >= vouched
  end
  for _, hit in ipairs(hits.list) do
    if may_be_too_long(s, hit) then
      local i, j = hit.i, hit.j
      while i < j and not is_known(i) do i = i + 1 end
      while j > i and not is_known(j) do j = j - 1 end
      if is_known(i) and (i > hit.i or j < hit.j) then
        hits:move(hit, i, j)
        hit.score, hit.source = by_part, "name:part"
      elseif not is_known(i) and hit.score < M.full and is_heading[s.block[s.sentence[i]]]
         and not lists:has(j, j, bit.given | bit.surname) then hits:drop(hit) end       -- "Pier Opens"
    end
  end
end

-- "Pier Closed": a doubtful word of a heading that stands in small letters in the text is no name.
local function forget_headings (s, hits)
  for _, hit in ipairs(hits.list) do
    if hit.type == "Person" and hit.i == hit.j and hit.score < M.full and is_heading[s.block[s.sentence[hit.i]]]
       and not s.upper[hit.i] and #s.doc:find(s:lower(hit.i)) > 0 then hits:drop(hit) end
  end
end

-- A part of a person's full name, alone, that the tagger took for something else.  What no list knows as a place or body is the
-- person however often it was taken for one, unless "in" stands before it.
local function is_rather_person (s, hit, lists, alone)
  local i = hit.i
  if lists:has(i, i, bit.country | bit.capital) then return false end
  if not lists:has(i, i, lists_of.place | lists_of.org) and hit.source == "name:tagger" and not before_place[s:lower(i - 1)] then
    return hit.score < very_sure
  end
  return alone >= -1 and hit.score < (alone >= 2 * vouched and very_sure or sure)
end

--- Find them.
function M.run (s, hits, lists, blocked)
  forget_headings(s, hits)
  local alone = count_alone(s, hits)
  share_with_persons(s, hits, lists, alone)
  trim(s, hits, lists, alone)
  local parts, names = known_names(s, hits, alone)
  local at = hits.at
  for _, i in ipairs(s.capitals) do
    local hit = at[i]
    if (not hit or hit.i == i and (hit.type ~= "Person" or hit.i == hit.j)) and not blocked[i] and s.sentence[i] then
      local word = plain(s:lower(i))
      local part = parts[word]
      if hit then
        if hit.i == hit.j and s:lower(i - 1) == "the" and is_family(word, parts, alone) and hit.type ~= "Nationality" then
          hit.type, hit.subtype, hit.source = "Person", "family", "name:family"
        elseif part and hit.type ~= "Person" and hit.i == hit.j and is_rather_person(s, hit, lists, alone[word] or 0) then
          hit.type, hit.source, hit.score = "Person", "name:part", math.max(hit.score, by_part)
        elseif hit.type == "Place" and hit.score < doubtful then
          local known, last = repeated(s, names, i)
          if known and known.grouped and last == hit.j then hit.type, hit.source = "Org", "name:article" end
        end
      else
        local known, last = repeated(s, names, i)
        if known and hits:is_free(i, last) and is_repeat(s, lists, known, i, last) then
          hits:put { i = i, j = last, type = known.type, score = by_repeat, source = "name:article" }
        elseif part and not is_ordinary(s, i) then
          local j = reach(s, i, parts)
          if hits:is_free(i, j) and not is_in_longer(s, i, j) then
            hits:put { i = i, j = j, type = "Person", score = by_part, source = "name:part" }
          end
        elseif part and words.month[word] and words.speech[s:lower(i + 1)] then
          hits:put { i = i, j = i, type = "Person", score = by_part, source = "name:part" }        -- "May said"
        elseif s:lower(i - 1) == "the" and is_family(word, parts, alone) then
          hits:put { i = i, j = i, type = "Person", score = by_family, source = "name:family", subtype = "family" }
        end
      end
    end
  end
end

return M
