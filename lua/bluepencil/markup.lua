--- What the source itself marks within its text: its links and emphasis become annotations.
--
-- A reader that knows the structure leaves `doc.markup` (read/blocks.lua).  The annotations are made when everything else has
-- been recognised, so that no rule for names or entities ever meets one; their `source` is "markup".  What runs over several
-- blocks becomes one annotation in each.  Costs nothing where a source has no markup.

local M = {}

--- The types made here.  They cross nothing: the writer cuts them where they would.
M.types = { Link = true, Emphasis = true }

--- The place of the first block that ends at or after a byte.
local function seek (blocks, byte)
  local low, high = 1, #blocks + 1
  while low < high do
    local mid = (low + high) // 2
    if blocks[mid].last < byte then low = mid + 1 else high = mid end
  end
  return low
end

--- Add the links and emphasis of a document.
-- @tparam Document doc  with blocks; reads `doc.markup`: { type, first, last, target =, rend = }, sorted
function M.run (doc)
  local blocks = doc.blocks
  for _, item in ipairs(doc.markup) do
    if M.types[item.type] then
      local i = seek(blocks, item.first)
      while blocks[i] and blocks[i].first <= item.last do
        local block = blocks[i]
        local first, last = math.max(item.first, block.first), math.min(item.last, block.last)
        doc:add { type = item.type, first = first, last = last, source = "markup", target = item.target, rend = item.rend }
        i = i + 1
      end
    end
  end
end

return M
