--- annotate: what stands in the text, who is who, who is protected, what belongs to whom.
--
-- Nothing else happens here: each step is a module that reads what the ones before it left in the document.

local entity = require "bluepencil.entity"
local link = require "bluepencil.link"
local markup = require "bluepencil.markup"
local name = require "bluepencil.recognizer.name"
local quote = require "bluepencil.recognizer.quote"
local recognizer = require "bluepencil.recognizer"
local role = require "bluepencil.role"

local M = {}

--- Annotate a parsed document.
-- @tparam Document doc  with blocks; gets annotations, `entities` and `relations`
function M.annotate (doc)
  recognizer.run(doc)
  if doc.markup then markup.add_dates(doc) end
  quote.run(doc)
  name.run(doc)
  entity.run(doc)
  role.run(doc)
  link.run(doc)
  if doc.markup then markup.run(doc) end
end

return M
