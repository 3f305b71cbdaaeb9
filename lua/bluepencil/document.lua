--- One article: immutable text, blocks, and annotations beside it.
--
-- Spans are 1-based inclusive bytes, so `doc.text:sub(a.first, a.last)` is the covered text.  The span of an annotation
-- never changes; the core's index answers which annotations lie where.  Nothing here knows what an annotation means.

local core = require "bluepencil.core"
local suggest = require "bluepencil.suggest"
local types = require "bluepencil.types"

local Document, Block, Annotation = {}, {}, {}

-- Apart from the methods, so that `doc.__index` gives a filter no way to the methods of every document.
local document_meta, block_meta, annotation_meta = { __index = Document }, { __index = Block }, { __index = Annotation }

local M = {}

--- A document over `text`.
-- @tparam string text  valid UTF-8 with "\n" line ends
-- @tparam[opt] table source  what the reader decided: `name`, `form`, `encoding`, `size_bytes`, `notes` ...
-- @tparam[opt] table meta  what the reader found beside the text: `title`, `date`, `authors`, `publisher` ...
-- @treturn Document | nil, message, code
function M.new (text, source, meta)
  local index, message, code = core.document(text)
  if not index then return nil, message, code end
  return setmetatable({
    text = text,
    source = source or {},
    meta = meta or {},
    blocks = {},          -- in text order, disjoint
    skipped = {},         -- { first, last, reason }: text that is in no block
    entities = {},        -- in order of first mention; see entity.lua
    labels = {},          -- { id, name, score, source }: what the article is about
    relations = {},       -- { name, active, passive } between entities
    edits = {},           -- what `resolve` decided; see resolve.lua
    index = index,        -- the core's document
    by_id = {},           -- annotation of each id
    type_number = setmetatable({}, { __index = types.number }),
    type_count = #types.annotations,
  }, document_meta)
end

--- Release the core's memory now; the collector sees only a small box.  Twice is harmless.
function Document:close () self.index:close() end
document_meta.__close = Document.close

-- ---- blocks --------------------------------------------------------------------------------------------------------

--- Set the blocks: a list of { type, first, last, ... } sorted and disjoint.  Sentences are found anew.
-- @tparam table blocks  each gets methods, `doc` and `index`
-- @tparam[opt] table joins  flat array of spans that rendering leaves out (a line end after a hyphen)
function Document:set_blocks (blocks, joins)
  local flat = {}
  for i, block in ipairs(blocks) do
    if not types.is_block[block.type] then error(suggest.unknown("block type", block.type, types.names), 2) end
    block.doc, block.index = self, i
    setmetatable(block, block_meta)
    flat[#flat + 1], flat[#flat + 2] = block.first, block.last
  end
  assert(self.index:set_blocks(flat))
  assert(self.index:set_joins(joins or {}))
  self.blocks, self.joins = blocks, joins or {}
end

--- The block that holds a byte, or nil.
function Document:block_at (byte)
  local low, high = 1, #self.blocks
  while low <= high do
    local mid = (low + high) // 2
    local block = self.blocks[mid]
    if byte < block.first then high = mid - 1
    elseif byte > block.last then low = mid + 1
    else return block end
  end
end

-- ---- text ----------------------------------------------------------------------------------------------------------

--- The text of a span as a reader sees it: wrapped lines joined.
function Document:render (first, last) return self.index:render(first, last) end

--- The first and last byte of the sentence that holds a byte, or nil.
function Document:sentence_at (byte)
  local flat = self.index:sentences(byte, byte)
  return flat[1], flat[2]
end

--- Sentences that overlap a span (default: all) as a flat array { first1, last1, ... }.
function Document:sentences (first, last) return self.index:sentences(first, last) end

--- Tokens inside a span (default: all) as a flat array { first1, last1, ... }.
function Document:tokens (first, last) return self.index:tokens(first, last) end

--- Places of a word or phrase as a flat array { first1, last1, ... }; any white space may stand between its words.
-- @tparam string phrase
-- @tparam[opt] boolean fold  ignore case
function Document:find (phrase, fold) return self.index:find(phrase, fold) end

-- ---- annotations ---------------------------------------------------------------------------------------------------

--- Add an annotation.
-- @tparam table a  `type`, `first`, `last`; `source` (which rule or model says so); `score` (0 to 1, default 1); any more
--   fields: `norm`, `subtype`, `unit`, `cert` ("high", "medium", "low": what was inferred), ...
-- @treturn Annotation the same table, with `id`, `doc` and methods
function Document:add (a)
  local number = self.type_number[a.type]
  if not number then error(suggest.unknown("annotation type", a.type, types.names), 2) end
  a.id = assert(self.index:add(a.first, a.last, number))
  a.doc = self
  a.score = a.score or 1
  a.source = a.source or "unknown"
  self.by_id[a.id] = setmetatable(a, annotation_meta)
  return a
end

--- Declare a type of the user's own, so that annotations and filter functions may carry its name.
function Document:declare_type (name)
  if not self.type_number[name] then
    self.type_count = self.type_count + 1
    self.type_number[name] = self.type_count
  end
end

--- Take an annotation away; the text stays.  Its entity forgets it.
function Document:remove (a)
  self.index:remove(a.id)
  self.by_id[a.id] = nil
  if a.entity then a.entity:forget(a) end
end

local function collect (self, ids)
  local by_id = self.by_id
  for i = 1, #ids do ids[i] = by_id[ids[i]] end
  return ids
end

local function number_of (self, name)
  if name == nil then return nil end
  local number = self.type_number[name]
  if not number then error(suggest.unknown("annotation type", name, types.names), 3) end
  return number
end

--- All annotations (of a type) in text order, the longer first where two start together.
function Document:annotations (name) return collect(self, self.index:all(number_of(self, name))) end

--- Annotations (of a type) that lie within [first, last].
function Document:inside (first, last, name)
  return collect(self, self.index:inside(first, last, number_of(self, name)))
end

--- Annotations (of a type) that share a byte with [first, last].
function Document:overlapping (first, last, name)
  return collect(self, self.index:overlapping(first, last, number_of(self, name)))
end

--- The annotation of a type nearest to [first, last] and not overlapping it, or nil.
-- @tparam[opt="both"] string where  "before", "after" or "both"
function Document:nearest (first, last, name, where)
  local id = self.index:nearest(first, last, number_of(self, name), where)
  return id and self.by_id[id]
end

--- The annotation of exactly this span and type, or nil.
function Document:at (first, last, name)
  for _, a in ipairs(self:inside(first, last, name)) do
    if a.first == first and a.last == last then return a end
  end
end

-- ---- labels --------------------------------------------------------------------------------------------------------

--- Label the document by a trained model: adds to `doc.labels`, the surest first.
-- @tparam string model  path of a model that `bluepencil train classifier` made, or the name of a shipped one: "topics"
-- @tparam[opt] table options  `most`: so many labels, whatever their thresholds; `weigh`: let the model's say count against what
--   rules said (classifier.lua)
-- @treturn int count of labels the model gives
-- @raise when the model cannot be used
function Document:classify (model, options)
  local opened, message = require "bluepencil.classifier".open(model)
  if not opened then error(message, 2) end
  return opened:label(self, options)
end

--- Whether the article is about something: the surest label of this id, or of one below it in its tree.
-- @tparam string id  "medtop:02000000"
-- @tparam[opt=0.5] number least  score
-- @treturn label | nil
function Document:about (id, least)
  local taxonomy = require "bluepencil.topic.taxonomy"
  local known, message = taxonomy.check(id)
  if not known then error(message, 2) end
  local surest
  for _, label in ipairs(self.labels) do
    local above = label.id
    while above and above ~= id do above = taxonomy.parent(above) end
    if above and label.score >= (least or 0.5) and (not surest or label.score > surest.score) then surest = label end
  end
  return surest
end

-- ---- what a block and an annotation can be asked ---------------------------------------------------------------------

--- The covered text as a reader sees it (wrapped lines joined).
function Annotation:text () return self.doc.index:render(self.first, self.last) end
Block.text = Annotation.text

--- The block it stands in.
function Annotation:block () return self.doc:block_at(self.first) end

--- The sentence it stands in: first, last.
function Annotation:sentence () return self.doc:sentence_at(self.first) end

--- Annotations (of a type) inside it.
function Annotation:inside (name) return self.doc:inside(self.first, self.last, name) end
Block.annotations = Annotation.inside

--- Sentences of the block as a flat array.
function Block:sentences () return self.doc.index:sentences(self.first, self.last) end

M.Document, M.Block, M.Annotation = Document, Block, Annotation

return M
