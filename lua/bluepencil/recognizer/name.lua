--- Who and what is named: Person, Place, Org, Nationality and Language.
--
-- Sources give candidates; the vote (name/vote.lua) makes one decision for a name in the whole article; what was decided
-- is then looked for everywhere, also in capitals and in headlines, where every word has a capital and nothing can be
-- read from that.  A source is a table { name =, candidates = function (doc, stream) -> list of { first, last, type,
-- score, source } }, type one of "Person", "Place", "Org"; a statistical tagger is one more source.
-- Cost: about a fifth of a millisecond for an article of 4 KB.

local heads = require "bluepencil.recognizer.name.heads"
local lists_of = require("bluepencil.recognizer.name.lists").of
local metonym = require "bluepencil.recognizer.name.metonym"
local orgs = require "bluepencil.cues.orgs"
local peoples = require "bluepencil.recognizer.name.peoples"
local rules = require "bluepencil.recognizer.name.rules"
local sequence = require "bluepencil.recognizer.name.sequence"
local stream = require "bluepencil.recognizer.name.stream"
local suggest = require "bluepencil.suggest"
local sweep = require "bluepencil.recognizer.name.sweep"
local vote = require "bluepencil.recognizer.name.vote"
local words = require "bluepencil.cues.words"

local M = {}

local sources = {}

--- Add a source of candidates, or replace the one of the same name.
-- @tparam table source  `name` (string), `candidates` (function of doc and stream)
function M.add_source (source)
  if type(source.name) ~= "string" or type(source.candidates) ~= "function" then
    error("a name source has a name and a function 'candidates'", 2)
  end
  for i, known in ipairs(sources) do
    if known.name == source.name then sources[i] = source; return end
  end
  sources[#sources + 1] = source
end

--- Take a source away again.
function M.remove_source (name)
  for i, known in ipairs(sources) do
    if known.name == name then table.remove(sources, i); return end
  end
  local names = {}
  for i, known in ipairs(sources) do names[i] = known.name end
  error(suggest.unknown("name source", name, names), 2)
end

-- What no name may overlap, although it holds capitals.
local not_names = { "Date", "Email", "Phone", "Url", "Handle", "Identifier", "Redacted", "Address" }

local function blocked_tokens (doc, s, lists)
  local blocked = {}
  for _, kind in ipairs(not_names) do
    for _, a in ipairs(doc:annotations(kind)) do
      local i, j = s:range(a.first, a.last)
      if i and i == j and words.month[s:lower(i)] and s.capital[i - 1] and s:same_sentence(i - 1, i)
         and (lists.given[i - 1] or lists.in_figure[i]) then
        doc:remove(a)                                                       -- "Theresa May"
      elseif i and kind ~= "Address" then
        for k = i, j or s.count do blocked[k] = true end
      end
    end
  end
  return blocked
end

-- Nationalities and languages leave the sequences; what remains of a sequence stays.
local function take_peoples (s, lists, sequences, found)
  local out = {}
  for _, seq in ipairs(sequences) do
    local i, j = seq.i, seq.j
    local last = lists.nationality[i] or lists.language[i]
    local keep = true
    if last and last <= j and not (last < j and orgs.head[s:lower(j)]) and not seq.title and lists.org[i] ~= j
       and (lists.place[i] or last) <= last then
      local language = not lists.nationality[i] or peoples.is_language(s, i, last, true)
      if lists.nationality[i] or peoples.is_language(s, i, last, true) then
        found[#found + 1] = {
          i = i, j = last, type = language and "Language" or "Nationality", source = "name:gazetteer", total = 6,
        }
      end
      seq.i = last + 1
      while seq.i <= j and not s.capital[seq.i] do seq.i = seq.i + 1 end
      seq.initial = false
      keep = seq.i <= j
    elseif i == j and peoples.is_language(s, i, j, false) then
      found[#found + 1] = { i = i, j = j, type = "Language", source = "name:language-context", total = 4 }
      keep = false
    end
    if keep then out[#out + 1] = seq end
  end
  return out
end

-- A listed name may be longer than the sequence ("Voice" + "of" + "America"), or a place and a person stand together.
local function take_lists (s, lists, sequences)
  local out = {}
  local covered = 0
  for _, seq in ipairs(sequences) do
    if seq.i > covered then
      local last = lists.org[seq.i] or lists.place[seq.i]
      if last and last > seq.j and s:same_sentence(seq.i, last) then
        seq.j = last
        covered = last
      end
      local place = lists.place[seq.i]
      if place and place < seq.j - 1 and s.capital[place + 1] and not lists.given[seq.i] and not orgs.head[s:lower(seq.j)]
         and (lists.given[place + 1] or lists.major[seq.i] and place > seq.i and not lists.common[seq.j]) then
        out[#out + 1] = { i = seq.i, j = place, initial = seq.initial }
        seq.i, seq.initial = place + 1, false
      end
      -- "Far Eastern Amur region": the direction is a place of its own
      if words.place_head[s:word(seq.j + 1)] and s.sentence[seq.j + 1] == s.sentence[seq.j] then
        local k = seq.i
        while k < seq.j and words.direction[s:lower(k)] do k = k + 1 end
        if k - seq.i >= 2 and not lists.place[seq.i] then
          out[#out + 1] = { i = seq.i, j = k - 1, direction = true }
          seq.i = k
        end
      end
      out[#out + 1] = seq
    end
  end
  return out
end

-- Sentences in which capitals mean nothing: most of the longer words have one.  Outside headlines that takes more proof,
-- since a short sentence may be little but names.
local function is_all_capitalised (s, number, is_head)
  local longer, capitals = 0, 0
  for k = s.sentence_first[number], s.sentence_last[number] do
    local length = s:last(k) - s:first(k)
    if length >= 3 and s:word(k):find("^[%a\128-\255]") then
      longer = longer + 1
      if s.capital[k] then capitals = capitals + 1 end
    end
  end
  if is_head then return longer >= 2 and capitals / longer > 0.65 end
  return longer >= 6 and capitals / longer > 0.85 and not s:word(s.sentence_last[number]):find("^[.!?”\"]")
end

-- "Apparently Hitzel": an ordinary word that opens a sentence is no part of the name behind it.
local function strip_opening (s, lists, sequences)
  for _, seq in ipairs(sequences) do
    local i, j = seq.i, seq.j
    local is_word = lists.common[i] and not lists.given[i] and not lists.surname[i] and not lists.place[i] and not lists.org[i]
    if j > i and is_word and seq.initial and not seq.title
       and not orgs.head[s:lower(j)] and not words.place_head[s:lower(j)] and not words.place_first[s:lower(i)]
       and s.capital[i + 1] and s:spaced(i + 1) and not lists.common[i + 1] then
      seq.i, seq.initial = i + 1, false
    end
  end
  return sequences
end

local function title_case_sentences (s)
  local out, capitals = {}, {}
  for _, i in ipairs(s.capitals) do
    local number = s.sentence[i]
    if number then capitals[number] = (capitals[number] or 0) + 1 end
  end
  for number, count in pairs(capitals) do
    local block = s.block[number]
    if 3 * count <= s.sentence_last[number] - s.sentence_first[number] then out[number] = nil    -- few: not worth a look
    elseif block ~= "Byline" and block ~= "Credit" and block ~= "Dateline" then
      out[number] = is_all_capitalised(s, number, block == "Headline" or block == "Subhead" or block == "Deck") or nil
    end
  end
  return out
end

-- Candidates of other sources: evidence for the sequence of the same span, or a sequence of their own.
local function ask_sources (doc, s, sequences)
  if #sources == 0 then return end
  local by_span, free = {}, {}
  for _, seq in ipairs(sequences) do by_span[seq.i * 0x100000 + seq.j] = seq end
  for _, source in ipairs(sources) do
    for _, c in ipairs(source.candidates(doc, s)) do
      local i, j = s:range(c.first, c.last)
      local seq = i and j and by_span[i * 0x100000 + j]
      if seq then
        seq.evidence[c.type] = seq.evidence[c.type] + c.score
        seq.evidence.source = seq.evidence.source or c.source
      elseif i and j and s.sentence[i] then
        seq = { i = i, j = j, key = s:key(i, j),
                evidence = { Person = 0, Place = 0, Org = 0, None = 0, source = c.source } }
        seq.evidence[c.type] = c.score
        free[#free + 1] = seq
        by_span[i * 0x100000 + j] = seq
      end
    end
  end
  for _, seq in ipairs(free) do sequences[#sequences + 1] = seq end
end

-- "The Moscow Times": the article belongs to a newspaper's name when it has a capital inside a sentence.
local function with_article (s, i)
  if s:word(i - 1) == "The" and not s:opens_sentence(i - 1) and s.sentence[i - 1] == s.sentence[i] then return i - 1 end
  return i
end

local press = words.set [[times post herald tribune gazette journal news press telegraph guardian independent economist observer
  ledger mirror sun star mail express standard chronicle examiner globe record dispatch inquirer]]

local function choose (s, lists, sequences, found)
  for _, seq in ipairs(sequences) do
    local e = seq.evidence
    local wide = e.wide
    if wide and (wide.score >= 4 or seq.type == "None" or seq.type == wide.type)
       and not (seq.type == "Person" and seq.total > wide.score + 2) then
      found[#found + 1] = { i = wide.i, j = wide.j, type = wide.type, source = wide.source, total = wide.score, base = seq }
    elseif seq.type ~= "None" then
      local i, j = seq.i, seq.j
      local hit = { i = i, j = j, type = seq.type, source = e.source, total = seq.total, seq = seq }
      if seq.type == "Place" then
        if metonym.is(s, lists, i, j) then
          hit.type, hit.subtype, hit.source = "Org", "metonym", "name:metonym"
        elseif e.direction then hit.i = e.direction end
        hit.kind = lists.place[i] == j and lists.kind[i] or nil
      elseif seq.type == "Org" then
        hit.kind = lists.org_kind[i]
        if press[s:lower(j)] or hit.kind == "media" then hit.i = with_article(s, i) end
      elseif seq.type == "Person" then
        hit.title, hit.public_figure = seq.title, lists.public_figure[i] == j or nil
      end
      found[#found + 1] = hit
    end
  end
end

local function source_of (hit, lists)
  if hit.source then return hit.source end
  if hit.type == "Place" and lists.place[hit.i] or hit.type == "Org" and lists.org[hit.i]
     or hit.type == "Person" and lists.given[hit.i] then return "name:gazetteer" end
  return "name:context"
end

-- The longer and the surer of overlapping hits stay.
local function disjoint (found)
  table.sort(found, function (a, b)
    if a.i ~= b.i then return a.i < b.i end
    if a.j ~= b.j then return a.j > b.j end
    return a.total > b.total
  end)
  local out = {}
  for _, hit in ipairs(found) do
    local before = out[#out]
    if not before or hit.i > before.j then out[#out + 1] = hit
    elseif hit.total > before.total + 2 then out[#out] = hit end
  end
  return out
end

--- Find names.
-- @tparam Document doc  with blocks; lexical annotations are respected when present
-- @treturn integer count of annotations added
function M.run (doc)
  local s = stream.of(doc)
  local lists = lists_of(s)
  local blocked = blocked_tokens(doc, s, lists)
  local found, title_case = {}, title_case_sentences(s)

  local all = take_peoples(s, lists, sequence.read(s, lists, blocked), found)
  all = heads.join(s, strip_opening(s, lists, take_lists(s, lists, all)))
  local sequences = {}
  for _, seq in ipairs(all) do
    if not title_case[s.sentence[seq.i]] then
      seq.key, seq.sentence = s:key(seq.i, seq.j), s.sentence[seq.i]
      seq.evidence = rules.weigh(s, seq, lists)
      if seq.direction then seq.evidence.Place = seq.evidence.Place + 5 end
      sequences[#sequences + 1] = seq
    end
  end
  rules.coordinate(s, sequences)
  ask_sources(doc, s, sequences)
  local parts = vote.run(s, sequences)
  choose(s, lists, sequences, found)
  sweep.run(s, lists, found, parts, title_case, blocked)

  local count = 0
  for _, hit in ipairs(disjoint(found)) do
    doc:add {
      type = hit.type, first = s:first(hit.i), last = s:last(hit.j), source = source_of(hit, lists), subtype = hit.subtype,
      score = math.min(0.99, 0.5 + hit.total / 20), kind = hit.kind, title = hit.title,
      public_figure = hit.public_figure,
    }
    count = count + 1
  end
  return count
end

return M
