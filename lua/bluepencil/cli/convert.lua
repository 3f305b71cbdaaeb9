--- bluepencil convert: articles in, one output each; a bad article is reported and the others go on.
--
-- Holds one article at a time.  Outputs are proved before they are written and appear whole or not at all.

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
local function convert_one (run, path, number)
  local name = path == "-" and "standard input" or printable(path)
  local input = path == "-" and { text = run.stdin:read("a") or "", name = name } or { path = path, name = path }

  local target, source
  if run.output then
    target = run.output:name(path == "-" and "stdin" or run.inputs:relative(path))
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

local function run_all (run, args)
  local worst, start = status.well, system.now_s()
  local count = { done = 0, failed = 0, leak = 0, invalid = 0 }
  local on_error = talk.internal_error(args.trace)
  local shown = run.inputs.several and not args.quiet and not args.dumb_terminal and system.is_terminal(2)
  local bar = progress.new { shown = shown, total = shown and run.inputs:count() or nil }
  log.before = function () bar:clear() end

  for path, problem in run.inputs:each() do
    local called, ok, message, code, name = true, nil, problem, nil, nil
    if not problem then
      called, ok, message, code, name = xpcall(convert_one, on_error, run, path, count.done + 1)
      if not called then message = ok end
    end
    count.done = count.done + 1
    if not called or not ok then
      message = message or "could not be converted"
      if message:find("interrupted!$") then
        bar:clear()
        log.error("interrupted; %s", summary({ done = count.done - 1, failed = count.failed, leak = count.leak,
          invalid = count.invalid }, system.now_s() - start))
        return status.interrupted
      end
      count.failed = count.failed + 1
      local kind = code == "leak" and "leak" or code == "invalid" and "invalid" or nil
      if kind then count[kind] = count[kind] + 1 end
      worst = math.max(worst, kind and status[kind] or status.failed)
      say("error", name or path == "-" and "standard input" or path, message)
    end
    bar:update(count.done, count.failed)
  end
  bar:clear()
  if run.inputs.several then log.info("%s", summary(count, system.now_s() - start)) end
  return worst
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

  local run = { inputs = source, stdin = io.stdin, stdout = io.stdout }
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
