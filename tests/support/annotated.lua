--- Documents for the specs of names, entities, roles and links: a few paragraphs in, an annotated document out.

local document = require "bluepencil.document"
local entity = require "bluepencil.entity"
local link = require "bluepencil.link"
local name = require "bluepencil.recognizer.name"
local recognizer = require "bluepencil.recognizer"
local role = require "bluepencil.role"

local M = {}

-- A line end behind a name's own hyphen is left out when rendered, as parse does it.
local function joins_of (text)
  local joins, from = {}, 1
  while true do
    local first, last = text:find("%f[-]%-\n", from)
    if not first then return joins end
    joins[#joins + 1], joins[#joins + 2] = last, last
    from = last + 1
  end
end

local function blocks_of (text, types)
  local blocks, from, n = {}, 1, 0
  while from <= #text do
    local stop, behind = text:find("\n\n+", from)
    local last = stop and stop - 1 or #text
    n = n + 1
    blocks[n] = { type = types[n] or "Paragraph", first = from, last = last }
    from = (behind or #text) + 1
  end
  return blocks
end

--- A document with names, entities, roles and links.
-- @tparam string text  blocks with an empty line between them
-- @tparam[opt] table types  the type of the first blocks (default "Paragraph")
function M.document (text, types)
  local doc = assert(document.new(text))
  doc:set_blocks(blocks_of(text, types or {}), joins_of(text))
  recognizer.run(doc)
  local ok, quote = pcall(require, "bluepencil.recognizer.quote")
  if ok then quote.run(doc) end
  name.run(doc)
  entity.run(doc)
  role.run(doc)
  link.run(doc)
  return doc
end

--- Mark the n-th occurrence of some words: for specs that bring their own annotations.
function M.mark (doc, kind, words)
  local first, last = doc.text:find(words, 1, true)
  return doc:add { type = kind, first = assert(first, words), last = last, source = "spec" }
end

--- The texts of all annotations of a type, in order, with " / " between them.
function M.texts (doc, kind)
  local out = {}
  for _, a in ipairs(doc:annotations(kind)) do out[#out + 1] = a:text() end
  return table.concat(out, " / ")
end

--- The entity of this name.
function M.entity (doc, wanted)
  for _, e in ipairs(doc.entities) do
    if e.name == wanted then return e end
  end
  local names = {}
  for _, e in ipairs(doc.entities) do names[#names + 1] = e.name end
  error("no entity '" .. wanted .. "' among " .. table.concat(names, ", "), 2)
end

--- The texts linked to a person under a name, in text order.
function M.linked (e, what)
  local list = {}
  for _, a in ipairs(e.links) do
    if a.link == what then list[#list + 1] = a end
  end
  table.sort(list, function (a, b) return a.first < b.first end)
  for i, a in ipairs(list) do list[i] = a:text() end
  return table.concat(list, " / ")
end

return M
