--- ALTO: a page of a scanned newspaper, its words with their places and how sure the machine was of each.
--
-- Blocks of text are paragraphs, in the order of the file; the halves of a hyphenated word are joined (SUBS_CONTENT, or the
-- hyphen at the end of a line).  Words read with little confidence are kept as `Doubt`, so that what is recognised in them has a
-- low `cert`; a note gives the average.  A whole issue with its articles: form/mets.lua.  Source: ALTO 4.2.

local build = require "bluepencil.read.build"
local news = require "bluepencil.read.news"
local xml = require "bluepencil.read.xml"

local M = { name = "alto", title = "ALTO, a scanned page", extensions = { "alto" } }

M.sniff = news.sniffer({ alto = true }, "ALTO")

--- The attributes that are read: a page has ten thousand others.
M.attributes = { "ID", "CONTENT", "WC", "SUBS_TYPE", "SUBS_CONTENT", "STYLEREFS", "TAGREFS", "TYPE", "LANG", "xml:lang", "FONTSIZE",
                 "FONTSTYLE", "IDNEXT" }

--- Below this confidence a word is doubtful: about every other one is wrong.
M.doubtful = 0.5

-- ---- words --------------------------------------------------------------------------------------------------------------------

--- What is known of the words of an article while it is being read.
function M.new_count () return { words = 0, sum = 0, low = 0 } end

local function add_word (b, count, text, confidence)
  if confidence then
    count.words, count.sum = count.words + 1, count.sum + confidence
    if confidence < M.doubtful then
      count.low = count.low + 1
      b:marked({ type = "Doubt", score = confidence }, function () b:text(text) end)
      return
    end
  end
  b:text(text)
end

--- Words of a line.  `state.half` is the first half of a word that ends the line before, when its whole is not given.
local function write_line (b, line, count, state)
  for i = 1, #line do
    local one = line[i]
    if type(one) == "table" then
      local attr = one.attr or {}
      if one.name == "String" then
        local text, kind = attr.CONTENT or "", attr.SUBS_TYPE
        local confidence = tonumber(attr.WC)
        if confidence and (confidence < 0 or confidence > 1) then confidence = nil end
        if kind == "HypPart1" and attr.SUBS_CONTENT then
          state.skip_next = true
          text = attr.SUBS_CONTENT
        elseif kind == "HypPart2" and state.skip_next then
          state.skip_next = nil
          text = nil
        end
        if text and text ~= "" then
          if state.half then b:glue() end
          add_word(b, count, text, confidence)
          state.half = nil
        end
      elseif one.name == "SP" then b:text(" ")
      elseif one.name == "HYP" then state.half = not state.skip_next or nil end
    end
  end
  if not state.half then b:text(" ") end
end

--- The lines of a block of text.
-- @tparam Builder b
-- @tparam table block  a TextBlock
function M.write_block (b, block, count, state)
  for _, line in ipairs(xml.children(block, "TextLine")) do write_line(b, line, count, state) end
end

--- Whether a block ends within a hyphenated word, so that the next one goes on with it.
function M.is_open (state) return state.half ~= nil or state.skip_next ~= nil end

-- ---- pages --------------------------------------------------------------------------------------------------------------------

--- All blocks of text below an element, in order; composed ones are gone through.
function M.blocks_of (element, list)
  return xml.all(element, "TextBlock", list)
end

--- A note on how sure the machine was.
function M.note (count)
  if count.words == 0 then return nil end
  return ("Read by machine: word confidence %.2f on average over %d words; %d below %.1f."):format(count.sum / count.words, count.words,
    count.low, M.doubtful)
end

--- How sure it was, as `doc.meta.confidence`.
function M.confidence (count)
  return count.words > 0 and math.floor(count.sum / count.words * 100 + 0.5) / 100 or nil
end

local function article (element)
  local b, meta, count, state = build.new(), {}, M.new_count(), {}
  local language
  for _, page in ipairs(xml.all(element, "Page")) do
    local space = xml.child(page, "PrintSpace") or page
    for _, block in ipairs(M.blocks_of(space)) do
      if not M.is_open(state) then b:stop() end
      M.write_block(b, block, count, state)
      language = language or xml.attr(block, "LANG") or xml.attr(block, "xml:lang")
    end
    b:stop()
  end
  news.set(meta, "language", language, "alto:LANG")
  meta.confidence = M.confidence(count)
  return news.input(b, { meta = meta, form = "alto", notes = { M.note(count) } }), "a page without text"
end

function M.each (source, name, options)
  return news.each(source, name, options, { records = { "alto" }, attributes = M.attributes }, article)
end

return M
