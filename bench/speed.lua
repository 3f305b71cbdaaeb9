--- Tokens a second of processor time, from the text to names and who is who, in one process and on one core.
--
--     lua5.4 bench/speed.lua                   the table alone; NER_DATA names the folder of the dev sets
--
-- Measured are the core's steps, each with those before it: tokens and sentences; lists and tagger, with and without
-- probabilities; the article pass, which decides the names over the whole article and chains the mentions of persons.  What
-- comes out is in Lua's hands as flat arrays; `line` goes on to annotations and entities.  Each figure is the best of some
-- rounds: other work on the machine can only slow them down.

local core = require "bluepencil.core"
local gazetteer = require "bluepencil.gazetteer"
local generate = require "bench.generate"
local parse = require "bluepencil.parse"
local plan_of = require("bluepencil.recognizer.name.plan").get
local read = require "bluepencil.read"

local M = {}

local PERSON, FAMILY, FIELDS = 1, 1, 10      -- of what core's plan:read gives
local rounds, round_s = 5, 0.4
local recall = 0.5                             -- the shipped setting

--- Articles of the bench corpus: list of { text, sentences = spans of its blocks }.
function M.corpus (count)
  local texts = {}
  for n = 1, count do
    local doc = assert(read.read { text = generate.article(n), name = "speed" })
    parse.parse(doc)
    local spans = {}
    for _, block in ipairs(doc.blocks) do spans[#spans + 1], spans[#spans + 2] = block.first, block.last end
    texts[n] = { text = doc.text, sentences = spans }
    doc:close()
  end
  return texts
end

-- Tokens a second of some work on an index, over all texts.
local function rate (texts, work)
  local best = 0
  for _ = 1, rounds do
    local tokens, start = 0, os.clock()
    repeat
      for _, d in ipairs(texts) do
        local index = assert(core.document(d.text))
        index:set_blocks(d.sentences)
        work(index, d)
        tokens = tokens + index:token_count()
        index:close()
      end
    until os.clock() - start > round_s
    best = math.max(best, tokens / (os.clock() - start))
  end
  return best
end

-- Names decided over the article, mentions of persons chained.
local function read_article (plan, index, lists, tagger)
  local names, persons, n = plan:read(index, "", lists, tagger, recall), {}, 0
  for k = 1, #names, FIELDS do
    if names[k + 2] == PERSON then
      persons[n + 1], persons[n + 2], persons[n + 3], persons[n + 4] = names[k], names[k + 1], names[k + 7], names[k + 5] == FAMILY and 1 or 0
      n = n + 4
    end
  end
  return plan:chain(index, persons)
end

--- What the steps make of some texts.
-- @tparam table texts  list of { text, sentences = { first, last, ... } }
-- @tparam tagger tagger
-- @tparam[opt] function line  the whole program, text and sentences to names
-- @treturn table  list of { what, tokens a second }
function M.measure (texts, tagger, line)
  local plan, lists = plan_of(), assert(gazetteer.shipped())
  local out = {
    { "tokens, sentences", rate(texts, function () end) },
    { "tokens, lists, tagger", rate(texts, function (index) tagger:tag(index, lists, recall, false) end) },
    { "the same with probabilities", rate(texts, function (index) tagger:tag(index, lists, recall, true) end) },
    { "tokens, lists, tagger and article pass", rate(texts, function (index) read_article(plan, index, lists, tagger) end) },
  }
  if line then out[5] = { "the whole line up to annotations and entities", rate(texts, function (_, d) line(d.text, d.sentences) end) } end
  return out
end

if arg and arg[0] and arg[0]:find("speed%.lua$") then
  local corpus = require "bluepencil.corpus"
  local data, texts = os.getenv("NER_DATA") or "../shared/data/ner", {}
  for _, name in ipairs { "gum", "wikigold", "docred", "crossner" } do
    for _, d in ipairs(corpus.read(("%s/dev/%s.tsv"):format(data, name)) or {}) do texts[#texts + 1] = d end
  end
  local tagger = assert(require("bluepencil.recognizer.name.tagger").model())
  for _, set in ipairs { { "dev sets", texts }, { "bench corpus", M.corpus(200) } } do
    for _, row in ipairs(#set[2] > 0 and M.measure(set[2], tagger) or {}) do
      print(("%-14s %-48s %10.0f tokens a second, %4.0f ns a token"):format(set[1], row[1], row[2], 1e9 / row[2]))
    end
  end
end

return M
