--- bluepencil review: articles in, one page out that shows what was decided and why.
--
-- The page appears whole or not at all, is its owner's alone (it holds originals) and replaces nothing unless told to.  Its
-- name is the user's, never from what an article says.

local articles = require "bluepencil.cli.articles"
local inputs = require "bluepencil.cli.inputs"
local log = require "bluepencil.log"
local page = require "bluepencil.review.page"
local progress = require "bluepencil.cli.progress"
local setup = require "bluepencil.cli.setup"
local system = require "bluepencil.system"
local talk = require "bluepencil.cli.talk"

local M = {}

local large_bytes = 64 << 20        -- a browser opens more, but not at once

local status, printable, say = setup.status, talk.printable, talk.say

local function usage (message, ...)
  log.error(message .. " ('bluepencil review --help' tells more)", ...)
  return status.usage
end

-- Why the page cannot be written there, before any work is done; nil when it can.
local function refuses (path, force)
  if path == "-" then return nil end
  local kind = system.kind(path)
  if kind == "folder" then return "is a folder; -o names the page" end
  if kind and not force then return "is there already; --force replaces it" end
  local folder = path:match "^(.*)/[^/]*$"
  if folder and folder ~= "" and system.kind(folder) ~= "folder" then return "its folder is not there" end
  if path:find "/$" then return "is not the name of a file" end
end

-- Add one article to the page.  Raises only errors of the program; the document is closed all the same.
local function add (run, path, input)
  local doc <close>, message, code = run.pipeline:document(input)
  if not doc then return nil, message, code end
  local name = path == "-" and input.name or run.inputs:relative(path) .. input.name:sub(#articles.name(path) + 1)
  return run.page:add(doc, name)
end

-- Call what may raise an error of the program: its results, or nil, message.
local function call (run, work, ...)
  local results = table.pack(xpcall(work, run.on_error, ...))
  if results[1] then return table.unpack(results, 2, results.n) end
  if results[2]:find "interrupted!$" then error("interrupted!", 0) end
  return nil, results[2]
end

local function add_file (run, path, done)
  if run.identity and path ~= "-" and select(2, system.kind(path)) == run.identity then
    return done(articles.name(path), "is the page itself")
  end
  local list <close>, wrong, wrong_code = call(run, articles.open, run.pipeline, path)
  if not list then return done(articles.name(path), wrong, wrong_code) end
  while true do
    local input, message, code = call(run, list)
    if not input and not message then return end
    local name, ok = input and input.name or articles.name(path), nil
    if list.is_many then run.bar.total = nil end
    if input then ok, message, code = call(run, add, run, path, input) end
    done(name, not ok and (message or "could not be reviewed") or nil, code)
  end
end

local function add_all (run, args)
  local count = { done = 0, failed = 0, leak = 0 }
  run.on_error = talk.internal_error(args.trace)
  local shown = run.inputs.several and not args.quiet and not args.dumb_terminal and system.is_terminal(2)
  run.bar = progress.new { shown = shown, total = shown and run.inputs:count() or nil }
  log.before = function () run.bar:clear() end
  local function done (name, message, code)
    count.done = count.done + 1
    if message then
      count.failed = count.failed + 1
      if code == "leak" then count.leak = count.leak + 1 end
      say("error", name, message)
    end
    run.bar:update(count.done, count.failed)
  end
  local whole, raised = xpcall(function ()
    for path, problem in run.inputs:each() do
      if problem then done(path, problem) else add_file(run, path, done) end
    end
  end, function (e) return e end)
  run.bar:clear()
  if whole then return count end
  if tostring(raised):find "interrupted!$" then return nil end
  error(raised, 0)
end

local function deliver (path, bytes, force)
  if path == "-" then
    local ok, message = io.stdout:write(bytes)
    if ok then ok, message = io.stdout:flush() end
    if not ok then return nil, "standard output: " .. message end
    return true
  end
  local ok, message = system.write_file(path, bytes, force or false, true)
  if not ok then return nil, ("cannot write %s: %s"):format(printable(path), message) end
  return true
end

local function report (run, path, count, bytes, seconds)
  if #bytes > large_bytes then
    log.warn("the page has %d MB and will open slowly; fewer articles a page are easier to review", #bytes >> 20)
  end
  local elsewhere = run.page:count_elsewhere()
  if elsewhere > 0 then
    log.warn("%d of the articles say%s a name that was struck in another; the page says which", elsewhere,
      elsewhere == 1 and "s" or "")
  end
  local failed = count.failed > 0 and (", %s left out"):format(progress.thousands(count.failed)) or ""
  log.info("%s: %s of %s articles%s, %.1f MB; %.1f s", printable(path), progress.thousands(count.done - count.failed),
    progress.thousands(count.done), failed, #bytes / 1e6, seconds)
end

--- Run the command.
-- @tparam table args  as the parser gives them; see options.lua
-- @treturn int exit status
function M.run (args)
  log.level = args.quiet and "error" or "info"
  log.trace = args.trace or false
  local start = system.now_s()
  local path = args.output or "review.html"
  local wrong = setup.wrong_value(args)
  if wrong then return usage("%s", wrong) end
  if #args.files == 0 and not args.files_from then return usage("which articles? Name a folder or files; '-' is standard input") end
  local refused = refuses(path, args.force)
  if refused then return usage("-o %s: %s", printable(path), refused) end
  local source, message = inputs.new { files = args.files, files_from = args.files_from, recursive = true }
  if not source then return usage("%s", printable(message)) end

  local run = { inputs = source, identity = path ~= "-" and select(2, system.kind(path)) or nil }
  run.pipeline, message = setup.new_pipeline(args, { to = "text" })
  if not run.pipeline then return usage("%s", printable(message)) end
  run.page, message = page.new { safe = args.safe }
  if not run.page then
    log.error("%s", message)
    return status.failed
  end

  local count = add_all(run, args)
  source:close()
  if not count then
    log.error("interrupted; no page was written")
    return status.interrupted
  end
  if count.done == 0 then
    log.warn("no articles were found, so no page was written")
    return status.well
  end
  if count.done > count.failed then
    local bytes = run.page:finish()
    local ok
    ok, message = deliver(path, bytes, args.force)
    if not ok then
      log.error("%s", message)
      return status.failed
    end
    report(run, path, count, bytes, system.now_s() - start)
  else
    log.error("no page was written: there is nothing to show")
  end
  return count.leak > 0 and status.leak or count.failed > 0 and status.failed or status.well
end

return M
