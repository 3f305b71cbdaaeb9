--- bluepencil train: learn a model of names from marked texts, or (cli/train_classifier.lua) one of labels, and say how good
-- it is on others.

local core = require "bluepencil.core"
local corpus = require "bluepencil.corpus"
local gazetteer = require "bluepencil.gazetteer"
local log = require "bluepencil.log"
local paths = require "bluepencil.paths"
local progress = require "bluepencil.cli.progress"
local system = require "bluepencil.system"
local train_classifier = require "bluepencil.cli.train_classifier"
local train = require "bluepencil.train"

local M = {}

local status = { well = 0, failed = 1, usage = 2 }

local function usage (message, ...)
  log.error(message .. " ('bluepencil train --help' tells more)", ...)
  return status.usage
end

-- Values of options that are numbers: least and most, and whether they are whole.
local numbers = {
  silver_weight = { 0, 1 }, dropout = { 0, 0.95 },
  epochs = { 1, 1000, whole = true }, seed = { 0, 2 ^ 53, whole = true }, min_count = { 1, 1000000, whole = true },
}

local function read_numbers (args, into)
  for _, name in ipairs { "silver_weight", "dropout", "epochs", "seed", "min_count" } do
    local limits, given = numbers[name], args[name]
    if given then
      local x = limits.whole and math.tointeger(tonumber(given)) or not limits.whole and tonumber(given)
      if not x or x < limits[1] or x > limits[2] then
        return nil, ("--%s is a %s between %g and %g, not '%s'"):format(name:gsub("_", "-"),
          limits.whole and "whole number" or "number", limits[1], limits[2], given)
      end
      into[name] = x
    end
  end
  return true
end

-- One line on a terminal: phase, share done, time left.
local function shower (shown)
  local line = progress.new { shown = shown }
  log.before = function () line:clear() end
  function line:line (done, of)
    local left = done > 0 and (self.clock() - self.start) / done * (of - done) or 0
    return ("bluepencil: learning, %s: %d %%, %s left"):format(self.phase, 100 * done // of, progress.duration(left))
      :sub(1, self.width - 1)
  end
  return line
end

local function print_table (stream, title, tally, unrounded)
  stream:write(("%-28s %9s %9s %9s %9s %7s\n"):format(title, "precision", "recall", "F1", "unrounded", "names"))
  for i, name in ipairs(train.types) do
    local t = tally[i]
    local p, r, f = train.rates(t)
    local _, _, before = train.rates(unrounded[i])
    stream:write(("  %-26s %9.1f %9.1f %9.1f %9.1f %7d\n"):format(name, p, r, f, before, t.right + t.missed))
  end
end

-- Tables for the texts held back, F1 as it is and as it was before the weights became bytes.
local function report_dev (model, files, lists, unrounded)
  for i, path in ipairs(files) do
    local tally, message = train.score(model, path, lists)
    if not tally then return nil, message end
    print_table(io.stdout, path, tally, unrounded[i])
  end
  return true
end

--- Run the command.
-- @tparam table args  of the parser
-- @treturn integer exit status
function M.run (args)
  if args.what == "classifier" then return train_classifier.run(args) end
  if args.what ~= "tagger" then return usage("'%s' cannot be trained; 'tagger' and 'classifier' can", args.what) end
  for _, name in ipairs(train_classifier.own) do
    if args[name] then return usage("--%s is for 'train classifier'", (name:gsub("_", "-"))) end
  end
  if not args.output then return usage("-o MODEL says where the model goes") end
  local opts = {}
  local ok, message = read_numbers(args, opts)
  if not ok then return usage("%s", message) end
  if args.quiet then log.level = "error" end
  local lists
  if not args.no_lists then
    lists, message = gazetteer.shipped()
    if not lists then log.error("%s", message) return status.failed end
  end
  for _, path in ipairs(args.dev or {}) do
    local documents
    documents, message = corpus.read(path)
    if not documents then log.error("%s", message) return status.failed end
  end
  local shown = not args.quiet and not args.dumb_terminal and system.terminal_width(2) ~= nil
  local line = shower(shown)
  opts.silver, opts.gazetteer, opts.dev = args.silver, lists, args.dev
  if not args.no_lists then opts.classes = paths.data("classes/words.tsv") end
  opts.progress = function (phase, step, steps)
    line.phase = phase
    line:update(step, steps)
  end
  local report
  report, message = train.learn(args.files, args.output, opts)
  line:clear()
  if not report then log.error("%s", message) return status.failed end
  if not args.quiet then
    io.stderr:write(("bluepencil: learned from %s documents, %s tokens in %s; %s of %s features kept, %s bytes\n"):format(
      progress.thousands(report.documents), progress.thousands(report.tokens), progress.duration(line.clock() - line.start),
      progress.thousands(report.kept), progress.thousands(report.features),
      progress.thousands(assert(core.tagger_load(args.output)):size())))
    io.stderr:write(("bluepencil: rounding moved weights by %.3f on average, %s were cut to the largest there is\n"):format(
      report.rounding, progress.thousands(report.cut)))
  end
  ok, message = report_dev(args.output, args.dev or {}, lists, report.unrounded)
  if not ok then log.error("%s", message) return status.failed end
  return status.well
end

return M
