--- Learning a tagger: corpora in, a model file out, and how good it is on texts it has not seen.
--
-- `bluepencil train tagger` and tools/make-model call this; the learning itself is src/tagger_train.c.  Costs about a
-- minute and 1 GB for 1.5 million tokens.

local core = require "bluepencil.core"
local corpus = require "bluepencil.corpus"
local options = require "bluepencil.options"

local M = {}

M.types = { "PER", "LOC", "ORG" }

local defaults = {
  silver = options.none,      -- path of a corpus with machine labels
  silver_weight = 0.7,        -- what its labels count beside those of people
  epochs = 8,
  vote_epochs = 4,
  dropout = 0.5,              -- share of features left out at each step
  min_count = 2,              -- features seen less often are left out
  seed = 1,
  cased_lines = 40500,        -- sizes of the tables, in lines of 64 bytes
  caseless_lines = 13000,
  vote_lines = 1500,
  classes = options.none,     -- path of words by class, see M.read_classes
  gazetteer = options.none,   -- the lists the tagger will be used with
  dev = {},                   -- paths of corpora to tag with the unrounded weights: what rounding costs
  note = "",                  -- said first in the model's note
  progress = function () end, -- called with phase, step, steps, loss
}

local core_options = { "epochs", "vote_epochs", "dropout", "min_count", "seed", "cased_lines", "caseless_lines", "vote_lines" }

local function add_file (trainer, path, weight)
  local documents, message = corpus.read(path)
  if not documents then return nil, message end
  if #documents == 0 then return nil, path .. ": no document in it" end
  for _, d in ipairs(documents) do
    local ok, problem = trainer:add(d.text, d.sentences, d.names, weight)
    if not ok then return nil, ("%s: document %s: %s"):format(path, d.id, problem) end
  end
  return #documents
end

--- Words by class: a line for each class, its path of 0 and 1, a tab, its words with spaces between them; "#" opens a comment.
-- @return list of { path, words } | nil, message
function M.read_classes (path)
  local file, message = io.open(path)
  if not file then return nil, message end
  local classes, number = {}, 0
  for line in file:lines() do
    number = number + 1
    if not line:find("^#") then
      local bits, words = line:match("^([01]+)\t(.+)$")
      if not bits then
        file:close()
        return nil, ("%s:%d: not a class: its path of 0 and 1, a tab, and words are expected"):format(path, number)
      end
      classes[#classes + 1] = { path = bits, words = words }
    end
  end
  file:close()
  return classes
end

local function add_classes (trainer, path)
  local classes, message = M.read_classes(path)
  if not classes then return nil, message end
  for _, class in ipairs(classes) do
    local ok, problem = trainer:class(class.path, class.words)
    if not ok then return nil, ("%s: class %s: %s"):format(path, class.path, problem) end
  end
  return true
end

local function file_name (path) return path:match("([^/]+/[^/]+)$") or path end

local function note_of (paths, opts)
  local names = {}
  for i, path in ipairs(paths) do names[i] = file_name(path) end
  local note = opts.note .. (opts.note ~= "" and "; " or "") .. "learned from " .. table.concat(names, ", ")
  if opts.silver then note = note .. ("; machine labels %s, weight %g"):format(file_name(opts.silver), opts.silver_weight) end
  if opts.classes then note = note .. "; words by class " .. file_name(opts.classes) end
  return note .. ("; epochs %d, dropout %g, features seen %d times, seed %d%s"):format(opts.epochs, opts.dropout, opts.min_count,
    opts.seed, opts.gazetteer and "" or ", no lists")
end

local score_with

--- Learn a model from files and write it.
-- @tparam table paths  corpora with labels made or checked by people
-- @tparam string output  path of the model
-- @tparam[opt] table given  see `defaults`
-- @treturn table report  documents, tokens, features (seen often enough), kept (in the model), cut and rounding (weights too
--   large for a byte, mean change of the others), unrounded (for each path of `dev` the tally of the weights as learned)
-- @return nil, message
function M.learn (paths, output, given)
  local opts = options.merge(defaults, given)
  local wanted = {}
  for _, name in ipairs(core_options) do wanted[name] = opts[name] end
  local trainer = core.tagger_trainer(wanted, opts.gazetteer or nil)
  local function fail (message) trainer:close() return nil, message end
  if opts.classes then
    local ok, message = add_classes(trainer, opts.classes)
    if not ok then return fail(message) end
  end
  for _, path in ipairs(paths) do
    local count, message = add_file(trainer, path, 1)
    if not count then return fail(message) end
  end
  if opts.silver then
    local count, message = add_file(trainer, opts.silver, opts.silver_weight)
    if not count then return fail(message) end
  end
  repeat
    local more, phase, step, steps, loss = trainer:step()
    if more == nil then return fail(phase) end
    opts.progress(phase, step, steps, loss)
  until not more
  local report, message = trainer:save(output, note_of(paths, opts))
  if not report then return fail(("%s: %s"):format(output, message)) end
  report.unrounded = {}
  for i, path in ipairs(opts.dev) do
    report.unrounded[i], message = score_with(path, 3, function (d) return trainer:tag(d.text, d.sentences) end)
    if not report.unrounded[i] then return fail(message) end
  end
  trainer:close()
  return report
end

-- ---- scores ----------------------------------------------------------------------------------------------------------

--- Empty counts, to which M.count adds.
function M.tally ()
  local t = {}
  for i = 1, #M.types do t[i] = { right = 0, wrong = 0, missed = 0 } end
  return t
end

--- Compare what was found with what is there: exact spans.
-- @tparam table tally  see M.tally
-- @tparam table gold  flat { first, last, type, ... }
-- @tparam table found  flat, `width` values for each name, the first three the same
function M.count (tally, gold, found, width)
  local there = {}
  local function key (list, i) return list[i] .. " " .. list[i + 1] .. " " .. list[i + 2] end
  for i = 1, #gold, 3 do there[key(gold, i)] = true end
  local right = {}
  for i = 1, #found, width do
    local t = tally[found[i + 2]]
    if there[key(found, i)] then
      t.right = t.right + 1
      right[key(found, i)] = true
    else
      t.wrong = t.wrong + 1
    end
  end
  for i = 1, #gold, 3 do
    if not right[key(gold, i)] then tally[gold[i + 2]].missed = tally[gold[i + 2]].missed + 1 end
  end
end

--- Precision, recall and F1 in percent; 0 where nothing can be said.
-- @tparam table t  `right`, `wrong`, `missed`
function M.rates (t)
  local p = t.right > 0 and 100 * t.right / (t.right + t.wrong) or 0
  local r = t.right > 0 and 100 * t.right / (t.right + t.missed) or 0
  return p, r, p + r > 0 and 2 * p * r / (p + r) or 0
end

-- Tally of what `find` finds in the documents of a corpus.
function score_with (path, width, find)
  local documents, message = corpus.read(path)
  if not documents then return nil, message end
  local tally = M.tally()
  for _, d in ipairs(documents) do M.count(tally, d.names, assert(find(d)), width) end
  return tally
end

--- How a model does on a corpus.
-- @tparam string model  path
-- @tparam string path  corpus
-- @tparam[opt] gazetteer lists
-- @treturn table tally | nil, message
function M.score (model, path, lists)
  local tagger, message = core.tagger_load(model)
  if not tagger then return nil, ("%s: %s"):format(model, message) end
  local tally
  tally, message = score_with(path, 4, function (d)
    local index = assert(core.document(d.text))
    assert(index:set_blocks(d.sentences))
    local names = tagger:tag(index, lists or nil)
    index:close()
    return names
  end)
  tagger:close()
  return tally, message
end

return M
