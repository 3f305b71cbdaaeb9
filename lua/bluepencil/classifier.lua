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
  local self = setmetatable({ model = model, name = name, labels = model:labels(), about = model:about(), note = model:note() },
    Classifier)
  for _, label in ipairs(self.labels) do
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

--- The words that spoke for and against a label.
-- @param index  a core document
-- @tparam int number  of the label
-- @tparam[opt] table spans
-- @tparam[opt=10] int most  of each
-- @treturn table for_it, table against: lists of { text, weight, count, first, last }, the strongest first
function Classifier:reasons (index, number, spans, most)
  most = most or 10
  local flat, lists, told = self.model:explain(index, number, spans), { {}, {} }, {}
  for i = 1, #flat, 4 do
    local list = lists[flat[i + 2] > 0 and 1 or 2]
    if #list < most then
      local text = core.fold(index:render(flat[i], flat[i + 1]), "case")
      if not told[text] then
        told[text] = true
        list[#list + 1] = { text = text, weight = flat[i + 2], count = flat[i + 3], first = flat[i], last = flat[i + 1] }
      end
    elseif #lists[1] >= most and #lists[2] >= most then
      break
    end
  end
  return lists[1], lists[2]
end

--- Labels of a document, the surest first, without adding them.
-- @tparam Document doc
-- @tparam[opt] table options  `most`: so many, whatever their thresholds
-- @treturn table list of { id, name, score, source = "model:NAME", why = { words }, top }
function Classifier:of (doc, options)
  local spans, labels = M.spans(doc), {}
  local flat = self:classify(doc.index, spans, options and options.most)
  for i = 1, #flat, 2 do
    local label, why = self.labels[flat[i]], {}
    for k, reason in ipairs((self:reasons(doc.index, flat[i], spans, most_reasons))) do why[k] = reason.text end
    labels[#labels + 1] = { id = label.id, name = label.name, score = math.floor(flat[i + 1] * 100 + 0.5) / 100,
                            source = "model:" .. self.name, why = why, top = label.top }
  end
  return labels
end

--- Label a document: adds to `doc.labels`.
-- @tparam Document doc
-- @tparam[opt] table options  as for `of`
-- @treturn int count of labels the model gives
function Classifier:label (doc, options)
  local labels = self:of(doc, options)
  for _, label in ipairs(labels) do topic.add(doc, label) end
  topic.sort(doc.labels)
  return #labels
end

return M
