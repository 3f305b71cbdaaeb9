--- bluepencil train classifier: learn labels from texts that have them, and say how good the model is on texts it has not seen.

local examples = require "bluepencil.classifier.examples"
local classifier = require "bluepencil.classifier"
local log = require "bluepencil.log"
local ordered = require "bluepencil.cli.ordered"
local progress = require "bluepencil.cli.progress"
local setup = require "bluepencil.cli.setup"
local system = require "bluepencil.system"
local talk = require "bluepencil.cli.talk"
local train = require "bluepencil.classifier.train"

local M = {}

local status = setup.status

--- Options that the tagger does not have, and those that only the tagger has.
M.own = { "ngrams", "one_vs_rest", "skip_empty", "cost", "size", "join", "tree", "depth", "note", "json" }
local not_ours = { "silver", "silver_weight", "dropout", "no_lists" }

local function usage (message, ...)
  log.error(message .. " ('bluepencil train --help' tells more)", ...)
  return status.usage
end

-- Values that are numbers: least and most, and whether they are whole.
local numbers = {
  { "ngrams", 1, 2, whole = true }, { "epochs", 1, 10000, whole = true }, { "cost", 1e-4, 1e4 }, { "join", 0, 10 },
  { "min_count", 1, 1000000, whole = true }, { "seed", 0, 2 ^ 53, whole = true }, { "depth", 1, 100, whole = true },
}

-- Options of the learning, or nil, message.
local function options_of (args)
  local opts = {}
  for _, row in ipairs(numbers) do
    local name, least, most = table.unpack(row)
    local given = args[name]
    if given then
      local x = row.whole and math.tointeger(tonumber(given)) or not row.whole and tonumber(given)
      if not x or x < least or x > most then
        return nil, ("--%s is a %s between %g and %g, not '%s'"):format(name:gsub("_", "-"), row.whole and "whole number" or "number",
          least, most, talk.printable(given))
      end
      opts[name] = x
    end
  end
  if args.size then
    opts.size = setup.size(args.size)
    if not opts.size or opts.size > 1000000000 then
      return nil, ("--size %s: not a size such as 900K or 4M"):format(talk.printable(args.size))
    end
  end
  for _, name in ipairs(not_ours) do
    if args[name] then return nil, ("--%s is for 'train tagger'"):format((name:gsub("_", "-"))) end
  end
  if args.depth and not args.tree then return nil, "--depth says how much of a tree is kept, so it needs --tree" end
  opts.any, opts.skip_empty = args.one_vs_rest or nil, args.skip_empty or nil
  opts.note = args.note
  return opts
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

local function say_what_was_learned (args, report, seconds)
  if args.quiet then return end
  if report.skipped > 0 then io.stderr:write(("bluepencil: passed over %d empty texts\n"):format(report.skipped)) end
  local kinds = report.any and "none to several labels a text, one against the rest" or "one label a text, softmax"
  io.stderr:write(("bluepencil: learned %d labels from %s texts%s in %s: %s; %s\n"):format(#report.topics,
    progress.thousands(report.texts), report.joined > 0 and (" and %s made by joining"):format(progress.thousands(report.joined)) or "",
    progress.duration(seconds), report.ngrams == 2 and "words and pairs of words" or "words", kinds))
  io.stderr:write(("bluepencil: %s of %s words kept, %s bytes; %d different texts were scored by models that had not seen them\n"):format(
    progress.thousands(report.kept), progress.thousands(report.features), progress.thousands(report.bytes), report.tally.texts))
end

local function names_of (topics)
  local names = {}
  for _, t in ipairs(topics) do names[t.id] = t.name end
  return names
end

-- Texts for --dev, read before the learning so that they fail early.
local function read_dev (paths, skip_empty)
  local sets = {}
  for i, path in ipairs(paths or {}) do
    local rows, message = examples.read({ path }, skip_empty)
    if not rows then return nil, message end
    sets[i] = rows
  end
  return sets
end

local function put (args, tally, title, names)
  if args.json then
    io.stdout:write(ordered.summary(tally, "name", title), "\n")
  else
    tally:write(io.stdout, title, names)
  end
end

--- Run the command.
-- @tparam table args  of the parser
-- @treturn integer exit status
function M.run (args)
  if args.quiet then log.level = "error" end
  if not args.output then return usage("-o MODEL says where the model goes") end
  local opts, message = options_of(args)
  if not opts then return usage("%s", message) end
  if args.tree then
    opts.tree, message = examples.tree(args.tree)
    if not opts.tree then log.error("%s", message) return status.failed end
  end
  local sets
  sets, message = read_dev(args.dev, args.skip_empty)
  if not sets then log.error("%s", message) return status.failed end
  local line = shower(not args.quiet and not args.dumb_terminal and system.terminal_width(2) ~= nil)
  opts.progress = function (phase, step, steps)
    line.phase = phase
    line:update(step, steps)
  end
  local called, report
  called, report, message = xpcall(train.learn, talk.internal_error(args.trace), args.files, args.output, opts)
  line:clear()
  if not called then
    local interrupted = report:find "interrupted!$"
    log.error("%s", interrupted and "interrupted; no model was written" or report)
    return interrupted and status.interrupted or status.failed
  end
  if not report then log.error("%s", message) return status.failed end
  say_what_was_learned(args, report, line.clock() - line.start)
  local names = names_of(report.topics)
  put(args, report.tally, "texts held out", names)
  for i, path in ipairs(args.dev or {}) do
    local model = assert(classifier.open(args.output))
    local tally
    tally, message = train.score(model, sets[i], opts.tree)
    if not tally then log.error("%s", message) return status.failed end
    if not args.json then io.stdout:write "\n" end
    put(args, tally, path, names)
  end
  return status.well
end

return M
