--- A document of blocks that the caller knows (pandoc, later HTML and news XML): their texts with blank lines between.
--
-- Leaves `doc.hints`, which parse refines instead of splitting lines.  A block's own line ends stay: they are wraps.
-- `hint.start` is the byte where the block's text begins, white space at its edge included.

local core = require "bluepencil.core"
local document = require "bluepencil.document"
local suggest = require "bluepencil.suggest"
local types = require "bluepencil.types"

local M = {}

--- See bluepencil.read.
-- @tparam table input  `blocks`: { type =, text =, ... }; `same_line` when it stands on one line with the block before it
--   (a paragraph after its dateline); further fields are copied to the hint; `meta`, `form`
function M.read (input, name, limit)
  local parts, hints, notes, at, controls = {}, {}, {}, 1, 0
  for number, block in ipairs(input.blocks) do
    if not types.is_block[block.type] then
      error(suggest.unknown("block type", block.type, types.names), 3)
    end
    local text, _, counts, byte = core.import(block.text, "utf-8", 1)
    if not text then
      return nil, ("%s: block %d: not valid UTF-8 at byte %d"):format(name, number, byte or 0), "encoding"
    end
    controls = controls + counts.controls
    local first = text:find("%S")
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
      hint.text, hint.start, hint.first, hint.last = nil, at, at + first - 1, at + stop - 1
      hints[#hints + 1] = hint
      at = at + #text
    end
    if at > limit then return nil, ("%s: larger than the limit of %d bytes"):format(name, limit), "limit" end
  end
  if #hints == 0 then return nil, name .. ": empty", "empty" end
  if controls > 0 then notes[1] = ("%d control characters left out."):format(controls) end
  local meta = {}
  for key, value in pairs(input.meta or {}) do meta[key] = value end
  local source = { name = name, form = input.form or "blocks", encoding = "UTF-8", newline = "lf", size_bytes = at - 1,
                   notes = notes }
  local doc, message = document.new(table.concat(parts), source, meta)
  if not doc then return nil, name .. ": " .. message, "limit" end
  doc.hints = hints
  return doc
end

return M
