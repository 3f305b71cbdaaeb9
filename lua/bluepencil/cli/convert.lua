--- bluepencil convert: articles in, one output each; a bad article is reported and the others go on.
--
-- Holds one article at a time.  Outputs are proved before they are written and appear whole or not at all.  A file may hold
-- many articles; their outputs are called after the file and their number in it.

local articles = require "bluepencil.cli.articles"
local inputs = require "bluepencil.cli.inputs"
local log = require "bluepencil.log"
local output = require "bluepencil.cli.output"
local progress = require "bluepencil.cli.progress"
local records = require "bluepencil.cli.records"
local setup = require "bluepencil.cli.setup"
local system = require "bluepencil.system"
local talk = require "bluepencil.cli.talk"
local verify = require "bluepencil.verify"

local M = {}

local status, printable, say = setup.status, talk.printable, talk.say

local function usage (message, ...)
  log.error(message .. " ('bluepencil convert --help' tells more)", ...)
  return status.usage
end

-- ---- one article -----------------------------------------------------------------------------------------------------

-- Convert and deliver one article.  Raises only errors of the program; the document is closed all the same.
-- Returns true | nil, message, code, and what the article is to be called in messages.
local function convert_one (run, path, input, number)
  local name = input.name
  local target, source
  if run.output then
    target = run.output:name(path == "-" and "stdin" or run.inputs:relative(path), input.number)
    local refused = run.output:refuses(target)
    if refused then return nil, ("%s/%s %s"):format(run.output.folder, target, refused) end
    if path ~= "-" then source = select(2, system.kind(path)) end
  end

  local doc <close>, message, code = run.pipeline:document(input)
  if not doc then return nil, message, code end
  if doc.source.encoding_cert then      -- the encoding was guessed; what else was repaired is in the output's header
    say("info", name, table.concat(doc.source.notes, " "))
  end

  -- A file named after somebody who was struck is spoken of by its number, here and in whatever is said of it further on.
  local named = path ~= "-" and not verify.verify(doc, "", path:match("[^/]*$"))
  if named then name = ("input %d"):format(number) end

  local bytes
  bytes, message, code = run.pipeline:write(doc)
  if not bytes then return nil, message, code, name end

  if not run.output then
    local ok, why = run.stdout:write(bytes)
    if ok then ok, why = run.stdout:flush() end
    if not ok then return nil, "standard output: " .. why end
    return true
  end
  if named or target:find("%c") or not verify.verify(doc, "", target) then
    target = run.output:numbered(number)
    say("warn", name, "its file's name says what was struck, so the output is called " .. target)
  end
  local ok, why
  if run.records then
    ok, why, code = run.records:add(doc, input, target, bytes)
    if not ok then return nil, why, code, name end
  end
  ok, why = run.output:write(target, bytes, source)
  return ok, why, nil, name
end

-- ---- all articles ------------------------------------------------------------------------------------------------------

local function summary (count, seconds)
  local parts = { ("%s of %s articles converted"):format(progress.thousands(count.done - count.failed),
    progress.thousands(count.done)) }
  if count.failed > 0 then parts[#parts + 1] = progress.thousands(count.failed) .. " failed" end
  if count.leak > 0 then parts[#parts + 1] = count.leak .. " of these withheld because struck text was left" end
  if count.invalid > 0 then parts[#parts + 1] = count.invalid .. " of these withheld because not valid" end
  return ("%s; %.1f s"):format(table.concat(parts, ", "), seconds)
end

local Run = {}
Run.__index = Run

-- Count an article that failed, and say why.
function Run:failed (name, message, code)
  local count = self.count
  count.failed = count.failed + 1
  local kind = code == "leak" and "leak" or code == "invalid" and "invalid" or nil
  if kind then count[kind] = count[kind] + 1 end
  self.worst = math.max(self.worst, kind and status[kind] or status.failed)
  say("error", name, message or "could not be converted")
end

-- Call what may raise an error of the program: its results, or nil, message.
function Run:call (work, ...)
  local results = table.pack(xpcall(work, self.on_error, ...))
  if results[1] then return table.unpack(results, 2, results.n) end
  if results[2]:find("interrupted!$") then error("interrupted!", 0) end
  return nil, results[2]
end

-- What gives the articles of a file that goes to standard output: one, or none when it holds several.
function Run:only_one (path, list)
  local given = { table.pack(self:call(list)) }
  if given[1][1] and list.is_many then given[2] = table.pack(self:call(list)) end
  if given[2] and given[2][1] then
    self.worst = math.max(self.worst, status.usage)
    say("error", articles.name(path), "holds several articles: they need -o DIR")
    return function () end
  end
  local i = 0
  return function ()
    i = i + 1
    if given[i] then return table.unpack(given[i], 1, 3) end
    return self:call(list)
  end
end

-- Take the next article of a file; false when it has no more.
function Run:one_article (path, list, next_input)
  local input, message, code = next_input()
  if not input and not message then return false end
  if list.is_many then self.bar.total = nil end          -- it counts files, not articles
  local name = input and input.name or articles.name(path)
  if input then
    local ok, other_name
    ok, message, code, other_name = self:call(convert_one, self, path, input, self.count.done + 1)
    name = other_name or name
    if ok then message = nil else message = message or "could not be converted" end
  end
  self.count.done = self.count.done + 1
  if message then self:failed(name, message, code) end
  if self.inputs.several or list.is_many then self.bar:update(self.count.done, self.count.failed) end
  return true
end

-- Take all articles of a file.
function Run:file (path)
  local list <close>, message, code = self:call(articles.open, self.pipeline, path)
  if not list then
    self.count.done = self.count.done + 1
    return self:failed(articles.name(path), message, code)
  end
  local next_input = self.output and function () return self:call(list) end or self:only_one(path, list)
  while self:one_article(path, list, next_input) do end
  self.is_many = self.is_many or list.is_many
  local skipped = articles.skipped(list)
  if skipped then say("info", articles.name(path), skipped) end
end

local function run_all (run, args)
  local start = system.now_s()
  run.worst, run.count = status.well, { done = 0, failed = 0, leak = 0, invalid = 0 }
  run.on_error = talk.internal_error(args.trace)
  local several = run.inputs.several
  local shown = (several or run.output) and not args.quiet and not args.dumb_terminal and system.is_terminal(2)
  run.bar = progress.new { shown = shown, total = shown and several and run.inputs:count() or nil }
  log.before = function () run.bar:clear() end

  local whole, raised = xpcall(function ()
    for path, problem in run.inputs:each() do
      if problem then
        run.count.done = run.count.done + 1
        run:failed(path, problem)
      else run:file(path) end
    end
  end, function (e) return e end)
  run.bar:clear()
  if not whole and not tostring(raised):find("interrupted!$") then error(raised, 0) end
  if not whole then
    log.error("interrupted; %s", summary(run.count, system.now_s() - start))
    return status.interrupted
  end
  if run.inputs.several or run.is_many and run.count.done > 0 then log.info("%s", summary(run.count, system.now_s() - start)) end
  return run.worst
end

--- Run the command.
-- @tparam table args  as the parser gives them; see options.lua
-- @treturn int exit status
function M.run (args)
  log.level = args.quiet and "error" or "info"
  log.trace = args.trace or false
  local wrong = setup.wrong_value(args) or records.wrong_value(args)
  if wrong then return usage("%s", wrong) end
  local source, message = inputs.new(args)
  if not source then return usage("%s", printable(message)) end
  if not source.first then
    log.warn("%s names no files", printable(args.files_from))
    return status.well
  end
  if source.several and not args.output then return usage("several articles need -o DIR") end

  local run = setmetatable({ inputs = source, stdout = io.stdout }, Run)
  run.pipeline, message = setup.new_pipeline(args)
  if not run.pipeline then return usage("%s", printable(message)) end

  if args.output then
    local extension = run.pipeline.writer.extension
    local kind = system.kind(args.output)
    if kind and kind ~= "folder" then return usage("-o %s: is a file, not a folder", printable(args.output)) end
    if not kind and args.output:sub(-#extension - 1) == "." .. extension then
      return usage("-o %s: -o names a folder; for one file write '> %s'", printable(args.output), printable(args.output))
    end
    run.output, message = output.new(args.output, extension, args.force)
    if not run.output then
      log.error("%s", printable(message))
      return status.failed
    end
  elseif source.first == "-" and system.is_terminal(0) then
    log.info("reading the article from the terminal; Ctrl-D ends it")
  end

  run.records, message = records.open(args, run.pipeline)
  if message then return usage("%s", printable(message)) end
  local worst = run_all(run, args)
  source:close()
  if run.records then
    local ok, why = run.records:close()
    if not ok then
      log.error("%s", printable(why))
      worst = math.max(worst, status.failed)
    end
  end
  return worst
end

return M
