--- Plain text: the article as a reader gets it, redacted, a blank line between blocks, a line end at the end.

local render = require "bluepencil.write.render"

local M = { name = "text", extension = "txt" }

--- @treturn string bytes
function M.write (doc)
  local text = render.render(doc, { plain = true }).text
  return text == "" and "" or text .. "\n"
end

return M
