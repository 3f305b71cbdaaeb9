--- bluepencil evaluate classifier: how good a model is on texts whose labels are known.

local classifier = require "bluepencil.classifier"
local examples = require "bluepencil.classifier.examples"
local log = require "bluepencil.log"
local ordered = require "bluepencil.cli.ordered"
local setup = require "bluepencil.cli.setup"
local train = require "bluepencil.classifier.train"

local M = {}

local status = setup.status

local function usage (message, ...)
  log.error(message .. " ('bluepencil evaluate --help' tells more)", ...)
  return status.usage
end

local function fail (message)
  log.error("%s", message)
  return status.failed
end

--- Run the command.
-- @tparam table args  of the parser
-- @treturn integer exit status
function M.run (args)
  if args.what ~= "classifier" then return usage("'%s' cannot be evaluated; 'classifier' can", args.what) end
  local model, message = classifier.open(args.model or "topics")
  if not model then return fail(message) end
  local tree
  if args.tree then
    tree, message = examples.tree(args.tree)
    if not tree then return fail(message) end
  end
  local rows
  rows, message = examples.read(args.files, args.skip_empty)
  if not rows then return fail(message) end
  local tally
  tally, message = train.score(model, rows, tree)
  if not tally then return fail(message) end
  if args.json then
    io.stdout:write(ordered.summary(tally, "model", model.note), "\n")
  else
    tally:write(io.stdout, table.concat(args.files, ", "), tally.names)
  end
  return status.well
end

return M
