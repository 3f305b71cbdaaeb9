--- Writers: a document and its edits in, bytes out.
--
-- A writer is { name, extension, write = function (doc, options) -> bytes | nil, message, code }.  It applies `doc.edits` and
-- says nothing that was struck, in no attribute, name or number either.  What the caller wants of the writing itself is in
-- `options.write`; the rest of `options` is the pipeline's.

local suggest = require "bluepencil.suggest"

local M = {}

--- Names of the writers, the usual one first.
M.names = { "tei", "json", "text" }

--- The writer of a name; loaded when it is asked for, so that nobody pays for the others.
-- @tparam string name
-- @treturn table writer | nil, message
function M.find (name)
  for _, known in ipairs(M.names) do
    if name == known then return require("bluepencil.write." .. name) end
  end
  return nil, suggest.unknown("output format", name, M.names) .. "; there is " .. table.concat(M.names, ", ")
end

return M
