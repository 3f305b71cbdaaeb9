--- What an article is about, said by a model that learned it: labels with probabilities and the words that spoke for them.
--
-- A model is a file that `bluepencil train classifier` made; it is mapped read-only once for the process.  `label` adds what it
-- says to `doc.labels`, beside what rules say (topic.lua): of two labels with one id the surer stays.  Costs some 30 microseconds
-- for an article of 600 words, and about as much for the words of each label that is given.

local core = require "bluepencil.core"
local paths = require "bluepencil.paths"
local topic = require "bluepencil.topic"

local M = {}
local Classifier = {}
Classifier.__index = Classifier

local most_reasons = 5     -- words told for each label
local telling = 3.5        -- rarity of a word that is told: one in twelve texts or fewer has it

-- Of topics that model and rules both know (bench/topics.lua measures what these do):
local possible = 0.05      -- a probability below this speaks against what rules say,
local sure_top = 0.88      -- unless they say it with this score,
local sure_narrow = 0.78   -- or say a topic below it with this one: its cues are more exact,
local few_texts = 500      -- or the model has learned the topic from few texts
local doubt = 0.3          -- what rules say and the model does not loses this share of its score
local few_tokens = 30      -- in a shorter text a label that no rule gives needs an even chance

-- What stands in these is about the newspaper, not about the news.
local silent = { Byline = true, Credit = true, Note = true, Dateline = true }

local opened = {}          -- by path

-- The file of a model: a path, or the name of a shipped one.
local function locate (given)
  if not given:find "[/.]" then
    local path = paths.data(("models/%s.model"):format(given))
    if path then return path, given end
  end
  return given, given:match "([^/]+)$":gsub("%.model$", "")
end

--- Open a model, or give the one that is open already.
-- @tparam string given  path of a model, or the name of a shipped one: "topics"
-- @treturn Classifier | nil, message
function M.open (given)
  if type(given) ~= "string" or given == "" or given:sub(-1) == "/" then
    return nil, "a model is given by its path, or by the name of a shipped one"
  end
  local path, name = locate(given)
  if opened[path] then return opened[path] end
  local model, message = core.classifier_load(path)
  if not model then return nil, ("%s: %s"):format(given, message) end
  local self = setmetatable({ model = model, name = name, labels = model:labels(), about = model:about(), note = model:note(),
                              thin = {}, threshold = {} }, Classifier)
  for _, label in ipairs(self.labels) do
    self.thin[label.id], self.threshold[label.id] = label.texts < few_texts, math.max(label.threshold, 0.01)
    label.top = label.above and self.labels[label.above].top or label.id
    if label.id == label.top then label.top = topic.top(label.id) or label.id end
  end
  opened[path] = self
  return self
end

--- Spans of the article's own words as a flat array; nil means all of the text.
function M.spans (doc)
  local spans = {}
  for _, block in ipairs(doc.blocks) do
    if not silent[block.type] then spans[#spans + 1], spans[#spans + 2] = block.first, block.last end
  end
  return spans[1] and spans or nil
end

--- Numbers of labels and their probabilities, flat, the surest first; see core.classifier_load.
-- @param index  a core document
-- @tparam[opt] table spans
-- @tparam[opt] int most  so many, whatever their thresholds
function Classifier:classify (index, spans, most)
  return self.model:classify(index, spans, spans and most or nil, not spans and most or nil)
end

--- The same of a text, without a document: for those who want nothing but labels, in two thirds of the time.
-- @tparam string text
-- @tparam[opt] int most
-- @treturn table | nil, message, code
function Classifier:classify_text (text, most) return self.model:classify_text(text, most) end

--- The words that spoke for and against a label.
-- @param index  a core document
-- @tparam int number  of the label
-- @tparam[opt] table spans
-- @tparam[opt=10] int most  of each
-- @treturn table for_it, table against: lists of { text, weight, count, rarity, first, last }, the strongest first
function Classifier:reasons (index, number, spans, most)
  most = most or 10
  local lists = { {}, {} }
  local flat = spans and self.model:explain(index, number, spans, most) or self.model:explain(index, number, nil, nil, most)
  for i = 1, #flat, 5 do
    local list = lists[flat[i + 2] > 0 and 1 or 2]
    list[#list + 1] = { text = core.fold(index:render(flat[i], flat[i + 1]), "case"), first = flat[i], last = flat[i + 1],
                        weight = flat[i + 2], count = flat[i + 3], rarity = flat[i + 4] }
  end
  return lists[1], lists[2]
end

-- Words worth telling an editor: what stands in every twelfth text or more says nothing by itself, if there is anything else.
local function words_for (self, doc, number, spans)
  local reasons, rare = self:reasons(doc.index, number, spans, 3 * most_reasons), false
  for _, reason in ipairs(reasons) do rare = rare or reason.rarity >= telling end
  local words, places = {}, {}
  for _, reason in ipairs(reasons) do
    if (reason.rarity >= telling or not rare) and #words < most_reasons then
      words[#words + 1] = reason.text
      places[#places + 1], places[#places + 2] = reason.first, reason.last
    end
  end
  return words, places
end

-- A probability on the scale of the rules' scores, on which 0.5 is just enough: what is enough differs from label to label.
local function scaled (self, label, p)
  local t = self.about.mode == "any" and self.threshold[label.id] or 0.5
  return p >= t and t < 1 and 0.5 + 0.5 * (p - t) / (1 - t) or 0.5 * p / t
end

local function rounded (x) return math.floor(x * 100 + 0.5) / 100 end

local function label_of (self, doc, number, p, spans)
  local label = self.labels[number]
  local why, places = words_for(self, doc, number, spans)
  return { id = label.id, name = label.name, score = rounded(scaled(self, label, p)), probability = p, source = "model:" .. self.name,
           why = why, places = places, top = label.top, scheme = label.id:find "^medtop:" and "mediatopics" or nil }
end

--- Labels of a document, the surest first, without adding them.
-- @tparam Document doc
-- @tparam[opt] table options  `most`: so many, whatever their thresholds
-- @treturn table list of { id, name, score, probability, source = "model:NAME", why = { words }, places, top, scheme }; a score of
--   0.5 is just enough for the label, as with rules
function Classifier:of (doc, options)
  local spans, labels = M.spans(doc), {}
  local flat = self:classify(doc.index, spans, options and options.most)
  for i = 1, #flat, 2 do labels[#labels + 1] = label_of(self, doc, flat[i], flat[i + 1], spans) end
  return labels
end

-- ---- beside rules ----------------------------------------------------------------------------------------------------

-- Top topics of labels that rules gave and that do not stay: the model finds them most unlikely, knows enough of them, and the rules
-- are not very sure.  When that leaves nothing, the surest one stays.  `chance`: probabilities as shares of the thresholds.
local function outvoted (self, doc, chance)
  local stays, order = {}, {}
  for _, label in ipairs(doc.labels) do
    local top = label.top
    if top and chance[top] then
      if stays[top] == nil then
        order[#order + 1] = top
        stays[top] = self.thin[top] or chance[top] * self.threshold[top] >= possible
      end
      stays[top] = stays[top] or label.score >= (label.id == top and sure_top or sure_narrow)
    end
  end
  local out, kept = {}, false
  for _, top in ipairs(order) do
    if stays[top] then kept = true else out[top] = true end
  end
  if order[1] and not kept then out[order[1]] = nil end
  return out
end

-- Take labels of rules out whose top topic the model finds most unlikely; top topics that it does not give itself stand lower.
local function weigh (self, doc, spans)
  local flat, chance = self:classify(doc.index, spans, #self.labels), {}
  if not flat[1] then return end
  for i = 1, #flat, 2 do
    local label = self.labels[flat[i]]
    chance[label.id] = math.min(1, flat[i + 1] / self.threshold[label.id])
  end
  topic.sort(doc.labels)
  local out = outvoted(self, doc, chance)
  for i = #doc.labels, 1, -1 do
    local label = doc.labels[i]
    if out[label.top or ""] then table.remove(doc.labels, i)
    elseif label.id == label.top and chance[label.id] and not self.thin[label.id] then
      label.score = rounded(label.score * (1 - doubt + doubt * chance[label.id]))
    end
  end
end

--- Label a document: adds to `doc.labels`.
-- @tparam Document doc
-- @tparam[opt] table options  `most`: so many, whatever their thresholds; `weigh`: labels that rules gave, of a top topic that the
--   model finds most unlikely, are taken out unless the rules are very sure
-- @treturn int count of labels the model gives
function Classifier:label (doc, options)
  local labels = self:of(doc, options)
  local beside = options and options.weigh
  if beside then weigh(self, doc, M.spans(doc)) end
  local enough = doc.index:token_count() < few_tokens and 0.5 or 0
  beside = beside and (doc.labels[1] ~= nil or enough > 0)
  for _, label in ipairs(labels) do
    -- what the model only finds likeliest is worth saying when nobody says anything else
    if not beside or label.score >= 0.5 and label.probability >= enough then topic.add(doc, label) end
  end
  topic.sort(doc.labels)
  return #labels
end

return M
