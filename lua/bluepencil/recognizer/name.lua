--- Who and what is named: Person, Place, Org, Nationality and Language.
--
-- The tagger goes first (name/tagger.lua): it has seen the words, the lists and what the article says of them elsewhere.
-- Rules then correct and extend it where news copy is all but certain: steps, in the order of M.steps, each on a set of
-- hits (name/hits.lua), each looking only near its evidence.  Sources of a user's own join the tagger's candidates.
-- Costs a third of the tagger's own time.

local hits_of = require "bluepencil.recognizer.name.hits"
local lists_of = require "bluepencil.recognizer.name.lists"
local log = require "bluepencil.log"
local near_of = require("bluepencil.recognizer.name.near").of
local org = require "bluepencil.recognizer.name.org"
local peoples = require "bluepencil.recognizer.name.peoples"
local person = require "bluepencil.recognizer.name.person"
local place = require "bluepencil.recognizer.name.place"
local run = require "bluepencil.recognizer.name.run"
local stream = require "bluepencil.recognizer.name.stream"
local suggest = require "bluepencil.suggest"
local sweep = require "bluepencil.recognizer.name.sweep"
local tagger = require "bluepencil.recognizer.name.tagger"

local M = {}

local bit = lists_of.bit
local sources = {}

--- Add a source of candidates, or replace the one of the same name.
-- @tparam table source  `name` (string); `candidates` (function of doc and stream) gives a list of { first, last, type,
--   score (0 to 1), source }, type one of "Person", "Place", "Org"; of overlapping candidates the surer stays
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

-- ---- what no name may overlap ------------------------------------------------------------------------------------------

local not_names = { "Date", "Email", "Phone", "Url", "Handle", "Identifier", "Redacted", "Address" }

-- Tokens of other things that hold capitals; the value is the annotation.
local function blocked_tokens (doc, s)
  local blocked = {}
  for _, kind in ipairs(not_names) do
    for _, a in ipairs(doc:annotations(kind)) do
      local i, j = s:range(a.first, a.last)
      if i and kind ~= "Address" then
        for k = i, j or s.count do blocked[k] = a end
      end
    end
  end
  return blocked
end

local function unblock (doc, blocked, a, i, j)
  for k = i, j do
    if blocked[k] == a then blocked[k] = nil end
  end
  doc:remove(a)
end

-- ---- candidates --------------------------------------------------------------------------------------------------------

-- A candidate as a hit, unless it stands outside the sentences or on a date, address or number.
local function take (doc, s, hits, blocked, c)
  local i, j = s:range(c.first, c.last)
  if not i or not j or not s.sentence[i] then return end
  for k = i, j do
    local a = blocked[k]
    if a then
      if k == j and a.type == "Date" and person.owns_month(s, { type = c.type, i = i, j = j, score = c.score }, k)
         and s:at(a.first) == k and s:at(a.last) == k then unblock(doc, blocked, a, k, k)
      else return end
    end
  end
  if i == j and run.is_stop(s, i) then return end
  local standing = hits.at[i] or hits.at[j]
  if standing and standing.score >= c.score then return end
  hits:put { i = i, j = j, type = c.type, score = c.score, source = c.source, person = c.person }
end

local told = false

local function tagged (doc)
  local recall = doc.options and doc.options.recall
  local found, message = tagger.tag(doc, { recall = recall })
  if not found and not told then
    told = true
    log.warn("%s; names are found by rules alone, and many are missed", message)
  end
  return found or {}
end

-- ---- the steps ---------------------------------------------------------------------------------------------------------

--- What is done to the tagger's names, in order: { name, function (s, hits, lists, blocked, near) }.
M.steps = {
  { "form", person.by_form },               -- bylines, credits, datelines
  { "peoples", peoples.run },               -- nationalities, languages
  { "bounds", person.bounds },              -- titles out, hyphens and suffixes in
  { "org bounds", org.bounds },             -- possessives out
  { "titles", person.behind_titles },       -- Justice Varga
  { "ages", person.with_ages },             -- X, 54,
  { "nicknames", person.nicknames },        -- X “Y” Z
  { "owners", person.owners },              -- Velda's lawyers
  { "abbreviations", org.abbreviations },   -- Long Name (LN)
  { "heads", org.heads },                   -- a "person" called Committee
  { "nouns", org.nouns },                   -- Tavrin regional court
  { "headed", place.headed },               -- Tavrin region, where the tagger saw nothing
  { "announced", place.announced },         -- the village of X
  { "sweep", sweep.run },                   -- known names everywhere
  { "places", place.bounds },               -- Tavrin region
  { "governments", place.governments },     -- Moscow has not disclosed
  { "articles", org.articles },             -- The Moscow Times
}

local public = bit.public_figure

--- Find names.
-- @tparam Document doc  with blocks; lexical annotations are respected when present; `doc.options.recall` (default: the tagger's)
--   says how eager to be: the pipeline takes it from the policy
-- @treturn integer count of annotations added
function M.run (doc)
  local s = stream.of(doc)
  local lists, hits, blocked, near = lists_of.of(s), hits_of.new(), blocked_tokens(doc, s), near_of(s)
  for _, c in ipairs(tagged(doc)) do take(doc, s, hits, blocked, c) end
  for _, c in ipairs(lists:added()) do
    c.score, c.source = 0.95, "name:list"
    take(doc, s, hits, blocked, c)
  end
  for _, source in ipairs(sources) do
    for _, c in ipairs(source.candidates(doc, s)) do take(doc, s, hits, blocked, c) end
  end
  for _, step in ipairs(M.steps) do step[2](s, hits, lists, blocked, near) end

  local count = 0
  for _, hit in ipairs(hits.list) do
    local kind = hit.type
    if kind then
      doc:add {
        type = kind, first = s:first(hit.i), last = s:last(hit.j), source = hit.source, subtype = hit.subtype,
        score = math.floor(hit.score * 100 + 0.5) / 100, perhaps_person = kind ~= "Person" and hit.person or nil, kind = hit.kind, title = hit.title,
        public_figure = kind == "Person" and hit.j > hit.i and lists:has(hit.i, hit.j, public) or nil,
      }
      count = count + 1
    end
  end
  return count
end

return M
