--- The articles of a file that was named on the command line, or of standard input.

local source_of = require "bluepencil.read.source"
local talk = require "bluepencil.cli.talk"

local M = {}

--- What a path is called in messages.
function M.name (path) return path == "-" and "standard input" or talk.printable(path) end

--- The input that a path stands for.
function M.input (path)
  local name = M.name(path)
  if path ~= "-" then return { path = path, name = name } end
  return { source = source_of.of_file(io.stdin, name, { close = function () end }), name = name, stem = "stdin" }
end

--- The articles, one by one; see read.inputs.
-- @treturn Inputs | nil, message, code
function M.open (pipeline, path) return pipeline:inputs(M.input(path)) end

--- What was passed over, in a sentence; nil when nothing was.
function M.skipped (list)
  local parts = {}
  for i, one in ipairs(list.skipped) do parts[i] = ("%d %s"):format(one.count, one.what) end
  return #parts > 0 and "passed over: " .. table.concat(parts, ", ") or nil
end

return M
