--- How well a policy hides people, measured on the edits that the whole line decides: for bench/quality.lua.
--
-- A person is hidden when every letter and digit of every listed mention is struck; one left, and the person is exposed.
-- The price: of the words that are in nobody's name, the share that is struck all the same.

local document = require "bluepencil.document"
local faces = require "bench.faces"
local pipeline = require "bluepencil.pipeline"

local M = {}

local function hints (sentences)
  local list = {}
  for i = 1, #sentences, 2 do
    list[#list + 1] = { type = "Paragraph", first = sentences[i], last = sentences[i + 1], start = sentences[i] }
  end
  return list
end

--- Score a policy over texts.
-- @tparam string policy
-- @tparam table texts  each { text, people = { { first, last, ... }, ... }, sentences (flat, optional: taken for paragraphs) }
-- @treturn table { people, hidden, words (in nobody's name), struck (of these) }
function M.score (policy, texts)
  local line = assert(pipeline.new { policy = policy, to = "text" })
  local total = { people = 0, hidden = 0, words = 0, struck = 0 }
  for _, t in ipairs(texts) do
    local doc = assert(document.new(t.text, { name = "text" }))
    if t.sentences then doc.hints = hints(t.sentences) end
    assert(line:process(doc))
    local bytes, named = {}, {}
    for _, edit in ipairs(doc.edits) do
      for b = edit.first, edit.last do bytes[b] = true end
    end
    doc:close()
    for _, spans in ipairs(t.people) do
      local all = true
      for i = 1, #spans, 2 do
        all = faces.is_hidden(t.text, bytes, spans[i], spans[i + 1]) and all
        for b = spans[i], spans[i + 1] do named[b] = true end
      end
      total.people = total.people + 1
      total.hidden = total.hidden + (all and 1 or 0)
    end
    for first, behind in t.text:gmatch("()[%w\128-\255]+()") do
      if not named[first] then
        total.words = total.words + 1
        if bytes[first] and bytes[behind - 1] then total.struck = total.struck + 1 end
      end
    end
  end
  return total
end

return M
