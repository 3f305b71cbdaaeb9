--- A document of blocks that the caller knows (pandoc, HTML, news XML): their texts with blank lines between.
--
-- Leaves `doc.hints`, which parse refines instead of splitting lines.  A block's own line ends stay: they are wraps.
-- `hint.start` is the byte where the block's text begins, white space at its edge included.  What the source marks within
-- the blocks (links, emphasis, names) becomes `doc.markup`, in bytes of the text, sorted, the longer first; see markup.lua.
-- Its pictures become `doc.figures`, each with `at`, the byte it stands before.

local core = require "bluepencil.core"
local document = require "bluepencil.document"
local map = require "bluepencil.read.map"
local suggest = require "bluepencil.suggest"
local types = require "bluepencil.types"

local M = {}

--- Where bytes of a block's text are after its import, which left controls out and made line ends one byte.
-- @treturn function  of a byte of `given`: the first byte of `text` that comes from there or later, #text + 1 after the last
local function moved (given, text, points)
  if #given == #text then return function (byte) return byte end end
  local way = map.new(points, 1, #given)
  return function (byte)
    local low, high = 1, #text + 1
    while low < high do
      local mid = (low + high) // 2
      if way:to_source(mid) < byte then low = mid + 1 else high = mid end
    end
    return low
  end
end

--- Put the spans of a block into the markup of the document, without white space at their edges.
local function add_spans (markup, block, text, points, at)
  local place = moved(block.text, text, points)
  for _, span in ipairs(block.spans) do
    local first, last = place(math.max(1, span.first)), place(span.last + 1) - 1
    last = math.min(last, #text)
    first = text:find("%S", first) or last + 1
    while last >= first and text:find("^%s", last) do last = last - 1 end
    if last >= first then
      local item = {}
      for key, value in pairs(span) do item[key] = value end
      item.first, item.last, item.order = at + first - 1, at + last - 1, #markup
      markup[#markup + 1] = item
    end
  end
end

local function in_order (a, b)
  if a.first ~= b.first then return a.first < b.first end
  if a.last ~= b.last then return a.last > b.last end
  return a.order < b.order
end

--- The pictures, each with the byte of the text that it stands before.
local function figures_of (input, place, stop)
  local figures = {}
  for i, figure in ipairs(input.figures) do
    local copy = {}
    for key, value in pairs(figure) do copy[key] = value end
    copy.at = place[figure.block] or stop
    figures[i] = copy
  end
  return figures
end

--- See bluepencil.read.
-- @tparam table input  `blocks`: { type =, text =, ... }; `same_line` when it stands on one line with the block before it
--   (a paragraph after its dateline); `spans`: what is marked in its text; further fields are copied to the hint; `figures`,
--   `meta`, `form`, `labels` (what the source says it is about, as in `doc.labels`), `encoding` (what it was in)
function M.read (input, name, limit)
  local parts, hints, notes, at, controls = {}, {}, {}, 1, 0
  local markup, place = {}, {}          -- place: where each block of the input begins, or would if it were not empty
  for number, block in ipairs(input.blocks) do
    if not types.is_block[block.type] then
      error(suggest.unknown("block type", block.type, types.names), 3)
    end
    local text, points, counts, byte = core.import(block.text, "utf-8", 1)
    if not text then
      return nil, ("%s: block %d: not valid UTF-8 at byte %d"):format(name, number, byte or 0), "encoding"
    end
    controls = controls + counts.controls
    local first = text:find("%S")
    place[number] = at
    if first then
      if #parts > 0 then
        local space = block.same_line and " " or "\n\n"
        parts[#parts + 1] = space
        at = at + #space
      end
      local stop = #text
      while text:find("^%s", stop) do stop = stop - 1 end
      parts[#parts + 1] = text
      local hint = {}
      for key, value in pairs(block) do hint[key] = value end
      hint.text, hint.spans, hint.start, hint.first, hint.last = nil, nil, at, at + first - 1, at + stop - 1
      if block.spans then add_spans(markup, block, text, points, at) end
      hints[#hints + 1] = hint
      at = at + #text
    end
    if at > limit then return nil, ("%s: larger than the limit of %d bytes"):format(name, limit), "limit" end
  end
  if #hints == 0 then return nil, name .. ": empty", "empty" end
  if controls > 0 then notes[1] = ("%d control characters left out."):format(controls) end
  local meta = {}
  for key, value in pairs(input.meta or {}) do meta[key] = value end
  local source = { name = name, form = input.form or "blocks", encoding = input.encoding or "UTF-8", newline = "lf", size_bytes = at - 1,
                   notes = notes }
  local doc, message = document.new(table.concat(parts), source, meta)
  if not doc then return nil, name .. ": " .. message, "limit" end
  doc.hints = hints
  for i, label in ipairs(input.labels or {}) do
    local copy = {}
    for key, value in pairs(label) do copy[key] = value end
    doc.labels[i] = copy
  end
  if #markup > 0 then
    table.sort(markup, in_order)
    doc.markup = markup
  end
  if input.figures and #input.figures > 0 then doc.figures = figures_of(input, place, at) end
  return doc
end

return M
