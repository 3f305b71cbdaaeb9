--- Plain text: paragraphs with blank lines between (or whole paragraphs, a line each), no headline.  What is left when
-- nothing else fits.

local unit_of = require "bluepencil.grammar.unit"

local M = { name = "plain" }

--- How well the page fits: always a little.
function M.score () return 0.3 end

--- Give each unit its type.
function M.settle (page, units)
  unit_of.find_dateline(page, units, 2)
  unit_of.settle_body(page, units, 1)
end

return M
