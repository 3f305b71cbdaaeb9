--- Learning a classifier: texts with labels in, a model file out, and how good it is on texts it has not seen.
--
-- `bluepencil train classifier` and tools/make-topics call this; the learning itself is src/classifier_train.c.  Forty thousand
-- short texts take some seconds; a text costs about 20 bytes of memory for each different word.

local core = require "bluepencil.core"
local examples = require "bluepencil.classifier.examples"
local options = require "bluepencil.options"
local scores = require "bluepencil.classifier.scores"
local suggest = require "bluepencil.suggest"
local topic = require "bluepencil.topic"

local M = {}

local defaults = {
  any = options.none,         -- labels one by one, none to several for a text; nil: when some text has not exactly one
  ngrams = options.none,      -- 1: words; 2: pairs of neighbouring words as well; nil: whichever is better on held-out texts
  epochs = 50,                -- at most so many passes for each label
  cost = 0.5,                 -- what an error costs; large: fit closely
  min_count = 1,              -- words in fewer texts are left out
  folds = 5,                  -- each text is scored by a model that has not seen its fold
  held_out = 20000,           -- texts that are so scored, at most about
  join = options.none,        -- long texts made of short ones, as a share of the texts; nil: a tenth where texts are short and `any`
  join_words = 600,           -- the longest of them
  size = options.none,        -- bytes of the model; nil: a megabyte, four when there are more than 17 labels
  skip_empty = false,         -- pass over texts without a word
  seed = 1,
  tree = options.none,        -- of examples.tree: labels above are labels too
  depth = options.none,       -- levels of the tree that are kept
  note = "",                  -- said first in the model's note
  progress = function () end, -- called with phase, step, steps
}

local short_words = 100       -- a text of fewer words, as the middle one of all, is short
local fewest_any = 4          -- labels from which on their scores are compared within the text
local joined_share = 0.1
local many_labels = 17        -- each word has a byte for each label
local pairs_gain = 0.003      -- pairs of words must be better by this share of the texts: words alone carry over better

-- ---- labels ----------------------------------------------------------------------------------------------------------

-- The labels that occur, those above first; and number by id.
local function topics_of (rows, tree)
  local ids, seen = {}, {}
  for _, row in ipairs(rows) do
    for _, id in ipairs(row.labels) do
      if not seen[id] then
        seen[id] = true
        ids[#ids + 1] = id
      end
    end
  end
  local depth = {}
  for _, id in ipairs(ids) do depth[id] = tree and #tree:path(id) or 1 end
  table.sort(ids, function (a, b) if depth[a] ~= depth[b] then return depth[a] < depth[b] end return a < b end)
  local topics, number = {}, {}
  for i, id in ipairs(ids) do
    number[id] = i
    local path = tree and tree:path(id)
    topics[i] = { id = id, name = tree and tree:name(id) or topic.name(id) or id, above = path and number[path[#path - 1]] }
  end
  return topics, number
end

-- What speaks against learning from these texts, or nil.
local function objection (rows, topics, any)
  if #topics == 0 then return "no text has a label" end
  if #topics > 4096 then return ("%d different labels; a model has at most 4096"):format(#topics) end
  local counts = {}
  for _, row in ipairs(rows) do
    for _, id in ipairs(row.labels) do counts[id] = (counts[id] or 0) + 1 end
  end
  if #topics == 1 and (not any or counts[topics[1].id] == #rows) then
    return ("all texts have the one label '%s': there is nothing to tell it from"):format(topics[1].id)
  end
  for _, t in ipairs(topics) do
    if any and counts[t.id] == #rows and not t.above then
      local below = false
      for _, other in ipairs(topics) do below = below or other.above ~= nil and topics[other.above] == t end
      if not below then return ("every text has the label '%s': there is nothing to tell it from"):format(t.id) end
    end
  end
end

-- Whether some text has not exactly one label.
local function is_any (rows)
  for _, row in ipairs(rows) do
    if #row.labels ~= 1 then return row.place end
  end
  return nil
end

-- ---- learning --------------------------------------------------------------------------------------------------------

local function add_texts (trainer, rows, number)
  for _, row in ipairs(rows) do
    local list = {}
    for k, id in ipairs(row.labels) do list[k] = number[id] end
    local words, message = trainer:add(row.text, list)
    if not words then return nil, ("%s: %s"):format(row.place, message) end
  end
  return true
end

local function file_name (path) return path:match("([^/]+/[^/]+)$") or path end

local function note_of (opts, files, rows, topics)
  local names = {}
  for i, path in ipairs(files) do names[i] = file_name(path) end
  return ("%s%slearned from %s: %d texts, %d labels, %s; %s, cost %g, seen %d times, joined %g, folds %d, seed %d"):format(opts.note,
    opts.note ~= "" and "; " or "", table.concat(names, ", "), #rows, #topics,
    opts.any and "none to several for a text" or "one for each text", opts.ngrams == 2 and "words and pairs" or "words", opts.cost,
    opts.min_count, opts.join, opts.folds, opts.seed)
end

-- How models that had not seen a text did on it.
local function held_out (trainer, rows, topics, any)
  local ids, names = {}, {}
  for i, t in ipairs(topics) do ids[i], names[t.id] = t.id, t.name end
  local tally = scores.new(ids, not any)
  tally.names = names
  for i, row in ipairs(rows) do
    local given, best = trainer:held_out(i)
    if given then
      for k, number in ipairs(given) do given[k] = ids[number] end
      tally:count(row.labels, given, ids[best])
    end
  end
  return tally
end

local function new_trainer (rows, topics, number, opts)
  local trainer, message = core.classifier_trainer({ seed = opts.seed, any = opts.any or nil,
    within = opts.any and #topics >= fewest_any or nil, grams = opts.ngrams, folds = opts.folds, held_out = opts.held_out,
    min_count = opts.min_count, epochs = opts.epochs, cost = opts.cost, joined = opts.join, joined_words = opts.join_words,
    size = opts.size }, topics)
  if not trainer then return nil, message end
  local ok
  ok, message = add_texts(trainer, rows, number)
  if not ok then trainer:close() return nil, message end
  return trainer
end

-- Learn with one setting.
-- @treturn trainer, tally | nil, message
local function learn_once (rows, topics, number, opts)
  local trainer, message = new_trainer(rows, topics, number, opts)
  if not trainer then return nil, message end
  local more, phase, step, steps
  repeat
    more, phase, step, steps = trainer:step()
    if more == nil then
      trainer:close()
      return nil, phase
    end
    opts.progress((opts.ngrams == 2 and "pairs of words, " or "words, ") .. phase, step, steps)
  until not more
  return trainer, held_out(trainer, rows, topics, opts.any)
end

-- One figure by which settings are compared.
local function worth (tally)
  local s = tally:summary()
  return tally.one and s.accuracy or (s.macro_f1 + s.micro_f1) / 2
end

local function learn_best (rows, topics, number, opts)
  if opts.ngrams then return learn_once(rows, topics, number, opts) end
  opts.ngrams = 1
  local trainer, tally = learn_once(rows, topics, number, opts)
  if not trainer then return nil, tally end
  opts.ngrams = 2
  local other, other_tally = learn_once(rows, topics, number, opts)
  if other and worth(other_tally) > worth(tally) + pairs_gain then
    trainer:close()
    return other, other_tally
  end
  if other then other:close() end
  opts.ngrams = 1
  return trainer, tally
end

-- What a model is at least: its fixed parts, and a hundred words.
local function least_size (topics)
  local size = 160000 + 100 * (#topics + 2)
  for _, t in ipairs(topics) do size = size + 34 + #t.id + #t.name end
  return size
end

local function words_of (text) return select(2, text:gsub("%w[%w\x80-\xFF]*", "")) end

-- Whether most texts are so short that a long one would be strange to the model.
local function are_short (rows)
  local short = 0
  for _, row in ipairs(rows) do
    if #row.text < 40 * short_words and words_of(row.text) < short_words then short = short + 1 end
  end
  return 2 * short > #rows
end

--- Learn a model from files and write it.
-- @tparam table files  paths of JSON lines; see examples.lua
-- @tparam string output  path of the model
-- @tparam[opt] table given  see `defaults`
-- @treturn table report  texts, joined, features, kept, bytes, rounding; `any`; `ngrams`; `topics`; `tally` of held-out texts
-- @return nil, message
function M.learn (files, output, given)
  local opts = options.merge(defaults, given)
  local rows, message = examples.read(files, opts.skip_empty)
  if not rows then return nil, message end
  if opts.tree then
    local ok
    ok, message = examples.roll_up(rows, opts.tree, opts.depth)
    if not ok then return nil, message end
  end
  local topics, number = topics_of(rows, opts.tree)
  local not_one = is_any(rows)
  if opts.any == nil then opts.any = not_one ~= nil end
  if not opts.any and not_one then return nil, not_one .. ": not exactly one label" end
  message = objection(rows, topics, opts.any)
  if message then return nil, message end
  opts.size = opts.size or (#topics > many_labels and 4000000 or 1000000)
  local least = least_size(topics)
  if opts.size < least then return nil, ("a model of %d labels needs %d bytes at least"):format(#topics, least) end
  opts.join = opts.join or opts.any and are_short(rows) and joined_share or 0
  local trainer, tally = learn_best(rows, topics, number, opts)
  if not trainer then return nil, ("%s: %s"):format(files[1], tally) end
  local report
  report, message = trainer:save(output, note_of(opts, files, rows, topics))
  trainer:close()
  if not report then return nil, ("%s: %s"):format(output, message) end
  report.tally, report.any, report.ngrams, report.topics, report.skipped = tally, opts.any, opts.ngrams, topics, rows.skipped
  return report
end

-- ---- scores ----------------------------------------------------------------------------------------------------------

-- What a label of the texts is called in the model: itself, or the nearest one above it that the model has.
local function known_labels (row, number, tree)
  local list, seen = {}, {}
  for _, id in ipairs(row.labels) do
    local path = tree and tree:path(id) or { id }
    local known
    for k = #path, 1, -1 do known = known or number[path[k]] and path[k] end
    if not known then return nil, id end
    if not seen[known] then
      seen[known] = true
      list[#list + 1] = known
    end
  end
  return list
end

--- How a model does on texts.
-- @tparam Classifier model  of bluepencil.classifier
-- @tparam table rows  of examples.read
-- @tparam[opt] Tree tree  labels the model does not have count as the nearest above them
-- @treturn table tally | nil, message
function M.score (model, rows, tree)
  local ids, number, names = {}, {}, {}
  for i, label in ipairs(model.labels) do ids[i], number[label.id], names[label.id] = label.id, i, label.name end
  local tally = scores.new(ids, model.about.mode == "one")
  tally.names = names
  for _, row in ipairs(rows) do
    local wanted, unknown = known_labels(row, number, tree)
    if not wanted then return nil, ("%s: %s"):format(row.place, suggest.unknown("label", unknown, ids)) end
    local index, message = core.document(row.text)
    if not index then return nil, ("%s: %s"):format(row.place, message) end
    local flat, best, given = model:classify(index), model:classify(index, nil, 1), {}
    for i = 1, #flat, 2 do given[#given + 1] = ids[flat[i]] end
    tally:count(wanted, given, best[1] and ids[best[1]])
    index:close()
  end
  return tally
end

return M
