--- Plain text, in any of the encodings of read/text.lua: what everything is that no other form knows.
--
-- Its parts are found by parse (grammar/dump.lua, wire.lua, plain.lua).  It also says what is wrong with files that are no
-- text: a PDF, a picture, a Word file.

local text = require "bluepencil.read.text"

local M = { name = "text", title = "plain text", extensions = { "txt", "text" } }

function M.sniff () return 0.01, "no other form was recognised" end

function M.read (bytes, name, input, options)
  return text.read(bytes, name, input.encoding or options.encoding, input)
end

return M
