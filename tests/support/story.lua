--- Documents by hand for the specs of redaction: text, blocks, entities and links, as the annotate step would leave them.

local document = require "bluepencil.document"

local M = {}

local Story = {}
Story.__index = Story

--- A document with a paragraph for each line.
-- @tparam string text
-- @tparam[opt] table types  block type of the n-th line, default "Paragraph"
function M.new (text, types)
  local doc = assert(document.new(text, { name = "story.txt" }))
  local blocks, at = {}, 1
  for line in (text .. "\n"):gmatch "([^\n]*)\n" do
    if line:find "%S" then
      blocks[#blocks + 1] = { type = types and types[#blocks + 1] or "Paragraph", first = at, last = at + #line - 1 }
    end
    at = at + #line + 1
  end
  doc:set_blocks(blocks)
  return setmetatable({ doc = doc }, Story)
end

--- Annotate the n-th occurrence (default: all) of `words`; further fields are laid on.  Returns the (last) annotation.
function Story:mark (kind, words, fields, n)
  local from, count, last = 1, 0, nil
  while true do
    local first, stop = self.doc.text:find(words, from, true)
    if not first then break end
    count = count + 1
    if (not n or n == count) and not self.doc:at(first, stop, kind) then
      local a = { type = kind, first = first, last = stop, source = "spec" }
      for key, value in pairs(fields or {}) do a[key] = value end
      last = self.doc:add(a)
      if a.entity then table.insert(a.entity.mentions, last) end
      if a.person then table.insert(a.person.links, last) end
    end
    from = stop + 1
  end
  return assert(last, "not in the story: " .. words)
end

--- An entity with mentions: every occurrence of each of `forms`.
function Story:entity (kind, name, fields, forms)
  local e = { id = ("%s.%d"):format(kind:lower(), #self.doc.entities + 1), type = kind, name = name, mentions = {}, links = {},
              aliases = {}, parts = {}, evidence = {} }
  for key, value in pairs(fields or {}) do e[key] = value end
  self.doc.entities[#self.doc.entities + 1] = e
  for _, form in ipairs(forms or { name }) do self:mark(kind == "Group" and "Person" or kind, form, { entity = e }) end
  return e
end

return M
