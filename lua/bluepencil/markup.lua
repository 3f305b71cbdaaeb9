--- What the source itself marks within its text.
--
-- A reader that knows the structure leaves `doc.markup` (read/blocks.lua).
--
--     Link, Emphasis         become annotations when everything else has been recognised, so that no rule for names or entities
--                            ever meets one; what runs over several blocks becomes one in each
--     Person, Place, Org     are candidates beside the tagger's, and surer than most
--     Date                   (with `norm`) is added where no rule found one
--     Doubt                  a word that a machine read with little confidence: what was recognised in it has cert "low"
--
-- Their `source` is "markup".  Costs nothing where a source has no markup.

local name = require "bluepencil.recognizer.name"
local types = require "bluepencil.types"

local M = {}

-- An editor marked it; but mark-up of archives is often made by machine too.
local score_of_name = 0.96

--- The place of the first block that ends at or after a byte.
local function seek (blocks, byte)
  local low, high = 1, #blocks + 1
  while low < high do
    local mid = (low + high) // 2
    if blocks[mid].last < byte then low = mid + 1 else high = mid end
  end
  return low
end

-- ---- evidence ---------------------------------------------------------------------------------------------------------

local is_name = { Person = true, Place = true, Org = true }

name.add_source { name = "markup", candidates = function (doc)
  local list = {}
  for _, item in ipairs(doc.markup or {}) do
    if is_name[item.type] then
      list[#list + 1] = { type = item.type, first = item.first, last = item.last, score = score_of_name, source = "markup" }
    end
  end
  return list
end }

--- Add the dates that are marked and that no rule found.
function M.add_dates (doc)
  for _, item in ipairs(doc.markup) do
    if item.type == "Date" and #doc:overlapping(item.first, item.last, "Date") == 0 then
      doc:add { type = "Date", first = item.first, last = item.last, norm = item.norm, cert = item.cert, source = "markup" }
    end
  end
end

local function doubt (doc)
  for _, item in ipairs(doc.markup) do
    if item.type == "Doubt" then
      for _, a in ipairs(doc:overlapping(item.first, item.last)) do
        if a.type ~= "Quote" and not types.is_markup[a.type] then
          a.cert = "low"
          a.score = math.min(a.score, item.score)
        end
      end
    end
  end
end

-- ---- links and emphasis -----------------------------------------------------------------------------------------------

--- Add the links and emphasis of a document, and lower what stands on doubtful words.
-- @tparam Document doc  with blocks; reads `doc.markup`: { type, first, last, target =, rend = }, sorted
function M.run (doc)
  doubt(doc)
  local blocks = doc.blocks
  for _, item in ipairs(doc.markup) do
    if types.is_markup[item.type] then
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
