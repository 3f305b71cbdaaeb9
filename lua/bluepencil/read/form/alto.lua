--- ALTO: a page of a scanned newspaper, its words with their places and how sure the machine was of each.
--
-- Blocks of text are paragraphs, in the order that the file says (ReadingOrder, IDNEXT) or that it has; a short block in letters
-- much larger than most is a heading.  The halves of a hyphenated word are joined (SUBS_CONTENT, or the
-- hyphen at the end of a line).  Words read with little confidence are kept as `Doubt`, so that what is recognised in them has a
-- low `cert`; a note gives the average.  A whole issue with its articles: form/mets.lua.  Source: ALTO 4.2.

local build = require "bluepencil.read.build"
local news = require "bluepencil.read.news"
local xml = require "bluepencil.read.xml"

local M = { name = "alto", title = "ALTO, a scanned page", extensions = { "alto" } }

M.sniff = news.sniffer({ alto = true }, "ALTO")

--- The attributes that are read: a page has ten thousand others.
M.attributes = { "ID", "CONTENT", "WC", "SUBS_TYPE", "SUBS_CONTENT", "STYLEREFS", "LANG", "xml:lang", "FONTSIZE", "IDNEXT", "REF" }

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
-- A line without any space between its words was written by a program that leaves them out.
local function write_line (b, line, count, state)
  local has_spaces = xml.child(line, "SP") ~= nil
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
          if state.half then b:glue()
          elseif not has_spaces then b:text(" ") end
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

--- The blocks in the order of reading.
-- @tparam element page
-- @tparam table blocks  in the order of the file
local function in_order (page, blocks)
  local by_id, is_next, order, done = {}, {}, {}, {}
  for _, block in ipairs(blocks) do
    by_id[xml.attr(block, "ID") or ""] = block
    is_next[xml.attr(block, "IDNEXT") or ""] = true
  end
  local function put (block)
    while block and not done[block] do
      done[block] = true
      order[#order + 1] = block
      block = by_id[xml.attr(block, "IDNEXT") or 0]
    end
  end
  for _, reference in ipairs(xml.all(xml.child(page, "ReadingOrder"), "ElementRef")) do put(by_id[xml.attr(reference, "REF") or 0]) end
  for _, block in ipairs(blocks) do
    if not is_next[xml.attr(block, "ID") or 0] then put(block) end
  end
  for _, block in ipairs(blocks) do put(block) end             -- of chains that go round
  return order
end

-- ---- headings -----------------------------------------------------------------------------------------------------------------

-- Letters larger than this against those of most words, in a block of few words, are a heading's.
local heading_ratio, heading_words = 1.3, 15

--- Font sizes by the id of their style.
local function sizes_of (element)
  local sizes = {}
  for _, style in ipairs(xml.all(element, "TextStyle")) do
    sizes[xml.attr(style, "ID") or ""] = tonumber(xml.attr(style, "FONTSIZE"))
  end
  return sizes
end

local function size_of (element, sizes)
  for id in (xml.attr(element, "STYLEREFS") or ""):gmatch("%S+") do
    if sizes[id] then return sizes[id] end
  end
end

--- The size of a block's letters and the number of its words.
local function measure (block, sizes)
  local size, words = size_of(block, sizes), 0
  for _, line in ipairs(xml.children(block, "TextLine")) do
    size = size or size_of(line, sizes)
    for _, one in ipairs(xml.children(line, "String")) do
      size = size or size_of(one, sizes)
      words = words + 1
    end
  end
  return size, words
end

--- The blocks that are headings, as a set; empty where the file tells no sizes.
local function headings_of (blocks, sizes)
  local headings, counts, measured = {}, {}, {}
  if not next(sizes) then return headings end
  for i, block in ipairs(blocks) do
    local size, words = measure(block, sizes)
    measured[i] = { size = size, words = words }
    if size then counts[size] = (counts[size] or 0) + words end
  end
  local usual
  for i = 1, #blocks do                                        -- in text order: of equal counts the first
    local size = measured[i].size
    if size and (not usual or counts[size] > counts[usual]) then usual = size end
  end
  for i, block in ipairs(blocks) do
    local one = measured[i]
    if one.size and one.size >= usual * heading_ratio and one.words <= heading_words then headings[block] = true end
  end
  return headings
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
  local sizes = sizes_of(xml.child(element, "Styles"))
  for _, page in ipairs(xml.all(element, "Page")) do
    local blocks = in_order(page, M.blocks_of(xml.child(page, "PrintSpace") or page))
    local headings = headings_of(blocks, sizes)
    for _, block in ipairs(blocks) do
      if headings[block] and not M.is_open(state) then
        b:within({ type = "Subhead" }, function () M.write_block(b, block, count, state) end)
      else
        if not M.is_open(state) then b:stop() end
        M.write_block(b, block, count, state)
      end
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
