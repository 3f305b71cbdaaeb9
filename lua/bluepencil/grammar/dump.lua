--- The dump: an export's text, lines wrapped at uneven widths, no headline, no blank lines.
--
--     " date 2018-05-03 A court in Cambodia's Preah\nThmey province has ordered a state hospital to ..."
--
-- Its paragraphs are those of wrap.lua; its head is field.lua's.

local unit_of = require "bluepencil.grammar.unit"

local M = { name = "dump" }

--- How well the page fits, from 0 to 1.
function M.score (page, units)
  local shape, score = page:shape(), 0
  if #page.fields > 0 then score = score + 0.35 end
  if page.fields[1] and page.fields[1].last < page.last[page.body_line] and page.fields[1].from >= page.whole_first then
    score = score + 0.2   -- the field shares a line with the text
  end
  if shape.groups == 1 and page.n >= 3 and not shape.unwrapped then score = score + 0.25 end
  if page.n >= 4 and shape.ended <= page.n * 0.4 then score = score + 0.1 end
  if units[1] and unit_of.is_heading(page, units[1], 160) and units[2] and units[2].gap then score = score - 0.3 end
  return score
end

--- Give each unit its type.
function M.settle (page, units)
  unit_of.find_dateline(page, units, 2)
  for _, unit in ipairs(units) do
    if unit_of.is_open(unit) then unit.type = "Paragraph" end
  end
end

return M
