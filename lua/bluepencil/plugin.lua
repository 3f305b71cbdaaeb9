--- What a program that holds the document itself (pandoc, a word processor) asks: blocks in, the edits of each block out.
--
-- The host keeps its own tree and carries the edits out in it.  It hands over the text of every block and, apart, every other
-- string it will write (link targets, identifiers, attributes), and at the end all that it is about to write, for the proof.
-- The same calls are made in the host's process and by `bluepencil serve` (cli/serve.lua).  Does not look at the host's tree.

local parse = require "bluepencil.parse"
local pipeline = require "bluepencil.pipeline"
local read = require "bluepencil.read"
local resolve = require "bluepencil.resolve"
local verify = require "bluepencil.verify"

local M = {}
local Plugin, Article = {}, {}
Plugin.__index, Article.__index = Plugin, Article

--- A plugin for a set of options: see bluepencil.pipeline.
-- @treturn Plugin | nil, message
function M.new (options)
  local made, message = pipeline.new(options or {})
  if not made then return nil, message end
  return M.over(made)
end

--- A plugin over a pipeline that is there already.
function M.over (made) return setmetatable({ pipeline = made }, Plugin) end

-- Reading leaves control characters and line separators out; blanks of the same length keep the host's bytes in step.
local function in_step (text)
  return (text:gsub("%c", " "):gsub("\u{2028}", "   "):gsub("\u{2029}", "   "):gsub("\u{FEFF}", "   "))
end

local function document_of (self, given)
  local blocks = {}
  for i, block in ipairs(given.blocks) do
    local copy = {}
    for key, value in pairs(block) do copy[key] = value end
    copy.text, copy.host = in_step(block.text), i
    blocks[i] = copy
  end
  local input = { blocks = blocks, figures = given.figures, name = given.name or "document", meta = given.meta, form = given.form }
  return read.read(input, self.pipeline.options)
end

--- Annotate, classify and redact an article.
-- @tparam table given  `blocks`: { type =, text = } in reading order (texts in UTF-8; further fields as in docs/design.md);
--   optional `name`, `meta`
-- @treturn Article | nil, message, code  code "empty" when no block holds more than white space
function Plugin:article (given)
  local doc, message, code = document_of(self, given)
  if not doc then return nil, message, code end
  local starts = {}
  for _, hint in ipairs(doc.hints) do starts[#starts + 1] = { host = hint.host, first = hint.start } end
  local ok
  ok, message, code = self.pipeline:process(doc)
  if not ok then doc:close() return nil, message, code end
  return setmetatable({ doc = doc, starts = starts, blocks = given.blocks, pipeline = self.pipeline }, Article)
end

--- The parts of an article that is one text, for a host that builds its tree of them.
-- @tparam table input  as for bluepencil.read
-- @treturn table  `blocks`: { type =, text = }; `meta`: `title`, `deck`, `agency`, `place`, `language`, `date` (ISO 8601), `authors`
--   (list); what the text does not say is not there | nil, message, code
function Plugin:parts (input)
  local doc, message, code = read.read(input, self.pipeline.options)
  if not doc then return nil, message, code end
  parse.parse(doc)
  local blocks, authors = {}, {}
  for i, block in ipairs(doc.blocks) do blocks[i] = { type = block.type, text = block:text() } end
  for i, one in ipairs(doc.meta.authors or {}) do authors[i] = one.name end
  local meta = { title = doc.meta.title, deck = doc.meta.deck, agency = doc.meta.agency, language = doc.meta.language, authors = authors }
  meta.date = doc.meta.date and doc.meta.date.iso
  meta.place = doc.meta.place and doc.meta.place.name
  doc:close()
  return { blocks = blocks, meta = meta }
end

--- Release the article.
function Article:close () self.doc:close() end
Article.__close = Article.close

--- The edits, in the bytes of the host's own blocks.
-- @treturn table  list of { block = index, first =, last =, replacement = }, sorted and disjoint; of an edit over more than one
--   block the first piece carries the replacement
function Article:edits ()
  local list, k = {}, 1
  local starts, blocks = self.starts, self.blocks
  for _, edit in ipairs(self.doc.edits) do
    local function stop_of (i) return starts[i].first + #blocks[starts[i].host].text - 1 end
    while k < #starts and stop_of(k) < edit.first do k = k + 1 end
    local replacement, i = edit.replacement, k
    while i <= #starts and starts[i].first <= edit.last do
      local from = starts[i].first
      list[#list + 1] = { block = starts[i].host, first = math.max(edit.first, from) - from + 1,
                          last = math.min(edit.last, stop_of(i)) - from + 1, replacement = replacement }
      replacement, i = "", i + 1
    end
  end
  return list
end

--- What becomes of a string that is not text of the article (a title attribute, a target, an identifier).
-- @treturn string  the same when nothing struck is in it
function Article:string (s) return resolve.redact_string(self.doc, s) end

--- Labels, the surest first: { id, name, score, source }.
function Article:labels () return self.doc.labels end

--- Prove that nothing struck is left in what the host is about to write.
-- @tparam string text  the text of all blocks, a line end between them
-- @tparam string rest  every other string, a line end between them
-- @treturn true | nil, message
function Article:prove (text, rest)
  local ok, message = verify.verify(self.doc, text)
  -- As data, where a form may stand only if the article keeps it somewhere.
  if ok and rest ~= "" then ok, message = verify.verify(self.doc, "[" .. rest) end
  return ok, message
end

--- The article in the format of the options (`to`), proved.
-- @treturn string | nil, message, code
function Article:written () return self.pipeline:write(self.doc) end

return M
