--- Who and what is named: Person, Place, Org, Nationality and Language.
--
-- The tagger goes first (name/tagger.lua): it has seen the words, the lists and what the article says of them elsewhere.
-- The article pass of the core (src/article.c) then corrects and extends it where news copy is all but certain, in steps,
-- each looking only near its evidence; the words it looks for are in name/plan.lua.  Sources of a user's own join the
-- tagger's candidates.  Here is what goes in and what becomes of the names that come out.
-- Costs about a microsecond a name; the steps themselves some 60 ns a token.

local core = require "bluepencil.core"
local lists = require "bluepencil.recognizer.name.lists"
local log = require "bluepencil.log"
local plan_of = require("bluepencil.recognizer.name.plan").get
local suggest = require "bluepencil.suggest"
local tagger = require "bluepencil.recognizer.name.tagger"

local M = {}

local sources = {}

--- Add a source of candidates, or replace the one of the same name.
-- @tparam table source  `name` (string); `candidates` (function of doc) gives a list of { first, last, type,
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

-- ---- steps -------------------------------------------------------------------------------------------------------------

--- What is done to the tagger's names, in order.
M.steps = {
  "form",               -- bylines, credits, datelines
  "peoples",            -- nationalities, languages
  "bounds",             -- titles out, hyphens and suffixes in
  "org bounds",         -- possessives out
  "titles",             -- Justice Varga
  "ages",               -- X, 54,
  "nicknames",          -- X “Y” Z
  "owners",             -- Velda's lawyers
  "abbreviations",      -- Long Name (LN)
  "heads",              -- a "person" called Committee
  "nouns",              -- Tavrin regional court
  "headed",             -- Tavrin region, where the tagger saw nothing
  "announced",          -- the village of X
  "sweep",              -- known names everywhere
  "places",             -- Tavrin region
  "governments",        -- Moscow has not disclosed
  "articles",           -- The Moscow Times
}

local left_out = 0

--- Leave steps out, to see what they are worth; without arguments none.
-- @tparam string ...  names of steps, or "all"
function M.leave_out (...)
  left_out = 0
  local plan = plan_of()
  for _, name in ipairs { ... } do
    for _, step in ipairs(M.steps) do
      if name == step or name == "all" then left_out = left_out | plan:step(step) end
    end
  end
end

-- ---- what goes in --------------------------------------------------------------------------------------------------------

local number = { Person = 1, Place = 2, Org = 3, Nationality = 4, Language = 5 }
local type_of = {}
for name, n in pairs(number) do type_of[n] = name end

local source_names, source_number = core.name_sources, {}
for n, name in pairs(source_names) do source_number[name] = n end

-- A source of the caller's own gets a number behind those of the core, for this article.
local function number_of (source, own)
  local n = source_number[source]
  if n then return n end
  for i = 1, #own do
    if own[i] == source then return #source_names + i end
  end
  own[#own + 1] = source
  return #source_names + #own
end

local function put (out, first, last, kind, source, score)
  local n = #out
  out[n + 1], out[n + 2], out[n + 3], out[n + 4], out[n + 5] = first, last, number[kind], source, score
end

-- What a block is to the core (src/article.h): text, heading, credit, dateline; 4 more where nobody has read it.
local block_code = { Headline = "\1", Subhead = "\1", Deck = "\1", Byline = "\2", Credit = "\2", Dateline = "\3" }
local unread = { ["\2"] = "\6", ["\3"] = "\7" }

-- A span that parse found in a block.
local function put_span (out, span, kind, source)
  if span and span.first and span.last >= span.first then put(out, span.first, span.last, kind, source_number[source], 1) end
end

-- The kinds of the blocks, and what bylines, credits and datelines say.
local function forms_of (doc)
  local codes, form = {}, nil
  for n, block in ipairs(doc.blocks) do
    local code = block_code[block.type] or "\0"
    if code == "\2" then
      if not block.people and not block.agency then code = unread[code]
      else
        form = form or {}
        for _, span in ipairs(block.people or {}) do put_span(form, span, "Person", "name:byline") end
        put_span(form, block.agency, "Org", "name:credit")
      end
    elseif code == "\3" then
      form = form or {}
      if not block.places and not block.agency then code = unread[code] end
      for _, span in ipairs(block.places or {}) do put_span(form, span, "Place", "name:dateline") end
      put_span(form, block.agency, "Org", "name:dateline")
    end
    codes[n] = code
  end
  return table.concat(codes), form
end

-- Candidates beside the tagger's; nil when there are none.
local function others_of (doc, own)
  local out = {}
  lists.put_added(doc.index, out)
  for _, source in ipairs(sources) do
    for _, c in ipairs(source.candidates(doc)) do
      if not number[c.type] then error(suggest.unknown("type", c.type, { "Person", "Place", "Org" }), 0) end
      put(out, c.first, c.last, c.type, number_of(c.source, own), c.score)
    end
  end
  return out[1] and out
end

-- ---- what comes out ------------------------------------------------------------------------------------------------------

local subtypes, kinds = { "family", "metonym" }, { "country", "capital", "region", "city", "media" }
local floor = math.floor

local function add_names (doc, flat, titles, own)
  for n = 1, #flat, 10 do
    local kind, source, person = type_of[flat[n + 2]], flat[n + 3], flat[n + 9]
    doc:add {
      type = kind, first = flat[n], last = flat[n + 1], source = source_names[source] or own[source - #source_names],
      subtype = subtypes[flat[n + 5]], score = floor(flat[n + 4] * 100 + 0.5) / 100,
      perhaps_person = kind ~= "Person" and person >= 0 and person or nil, kind = kinds[flat[n + 6]], title = titles[flat[n + 7]],
      public_figure = flat[n + 8] == 1 or nil,
    }
  end
  return #flat // 10
end

local told = false

-- The model, or nil where it is missing, which is said once.
local function model_of ()
  local model, message = tagger.model()
  if not model and not told then
    told = true
    log.warn("%s; names are found by rules alone, and many are missed", message)
  end
  return model
end

--- Find names.
-- @tparam Document doc  with blocks; lexical annotations are respected when present; `doc.options.recall` (default: the tagger's)
--   says how eager to be: the pipeline takes it from the policy
-- @treturn integer count of annotations added
function M.run (doc)
  local plan, titles = plan_of()
  local shipped, own = lists.shipped(), {}
  local blocks, form = forms_of(doc)
  local flat, freed = assert(plan:read(doc.index, blocks, shipped, shipped and model_of(), tagger.recall_of(doc.options), form,
    others_of(doc, own), left_out))
  for _, id in ipairs(freed or {}) do doc:remove(doc.by_id[id]) end
  return add_names(doc, flat, titles, own)
end

return M
