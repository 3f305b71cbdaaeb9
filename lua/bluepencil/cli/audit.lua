--- bluepencil audit DIR --ledger L --key K: prove from the ledger that what was struck is not in the files.
--
-- Holds one file at a time, and about a kilobyte for each article of the ledger.  What is found is told by kind and place.

local audit = require "bluepencil.audit"
local keys = require "bluepencil.cli.key"
local log = require "bluepencil.log"
local progress = require "bluepencil.cli.progress"
local record = require "bluepencil.read.record"
local setup = require "bluepencil.cli.setup"
local system = require "bluepencil.system"
local talk = require "bluepencil.cli.talk"

local M = {}

local status, printable, thousands = setup.status, talk.printable, progress.thousands

local function usage (message, ...)
  log.error(message .. " ('bluepencil audit --help' tells more)", ...)
  return status.usage
end

local function contents (path)
  local file, message = io.open(path, "rb")
  if not file then return nil, message end
  local bytes
  bytes, message = file:read("a")
  file:close()
  if not bytes then return nil, path .. ": " .. message end
  return bytes
end

--- Names of the files below a folder, in order.
local function files_below (folder, prefix, out, skip)
  for _, name in ipairs(system.list(folder) or {}) do
    local path = folder .. "/" .. name
    local kind, identity = system.kind(path)
    if kind == "folder" then files_below(path, prefix .. name .. "/", out, skip)
    elseif not skip[identity] then out[#out + 1] = prefix .. name end
  end
  return out
end

-- ---- one file --------------------------------------------------------------------------------------------------------

local function tell_leak (run, name, finding, elsewhere)
  run.leaks = run.leaks + 1
  local times = finding.count > 1 and (" (%d times)"):format(finding.count) or ""
  local at = finding.where == "file name" and "in the name of the file" or ("at byte %d (%s)"):format(finding.first, finding.where)
  local form = elsewhere and ("a %s form that was struck in %s"):format(finding.kind, finding.articles == 1 and "another article"
    or thousands(finding.articles) .. " other articles") or ("a struck %s form"):format(finding.kind)
  log.error("%s: leak: %s is %s%s", printable(name), form, at, times)
end

local function tell_problem (run, name, message)
  run.problems = run.problems + 1
  log.error("%s: %s", printable(name), message)
end

local function others (run, name, bytes)
  local findings = run.audit:search_others(name, bytes)
  local shown = audit.masked(name, findings)
  for _, finding in ipairs(findings) do tell_leak(run, shown, finding, true) end
  return shown
end

-- Search what was written of an article.
local function check_bytes (run, name, bytes)
  run.files, run.bytes = run.files + 1, run.bytes + #bytes
  local findings, forms = run.audit:search(name, bytes)
  if not findings then return tell_problem(run, name, "its record in the ledger cannot be opened: " .. forms) end
  local shown = audit.masked(name, findings)
  for _, finding in ipairs(findings) do tell_leak(run, shown, finding) end
  run.forms = run.forms + forms
  if run.all then others(run, name, bytes) end
  if not run.audit:is_unchanged(name, bytes) then
    tell_problem(run, shown, #findings > 0 and "was changed since it was written" or "was changed since it was written; "
      .. "what was struck is not in it, but what came into it nobody has looked at")
  end
end

local function check_article (run, name)
  local bytes = contents(run.folder .. "/" .. name)
  if bytes then return check_bytes(run, name, bytes) end
  tell_problem(run, name, system.kind(run.folder .. "/" .. name) and "cannot be read" or "is in the ledger and not in the folder")
end

-- The answers of 'pipe': each line is known by its id, or by its number.
local function check_lines (run, path)
  local seen, number = {}, 0
  for line in io.lines(path) do
    number = number + 1
    if line:find("%S") then
      local answer = record.parse(line)
      local id = answer and answer.id
      if type(id) == "number" then id = record.quote(line, { id = true }).id end
      local name = type(id) == "string" and id or ("answer %d"):format(number)
      if not answer then tell_problem(run, ("line %d"):format(number), "is not a JSON object")
      elseif run.audit.articles[name] and not answer.error then
        seen[name] = true
        check_bytes(run, name, line)
      elseif not answer.error then tell_problem(run, name, "is not in the ledger") end
    end
  end
  for _, name in ipairs(run.audit.names) do
    if not seen[name] then tell_problem(run, name, "is in the ledger and not in the file") end
  end
end

local function check_extra (run, name)
  local bytes, message = contents(run.folder .. "/" .. name)
  if not bytes then return tell_problem(run, name, message) end
  run.bytes = run.bytes + #bytes
  local shown = others(run, name, bytes)
  tell_problem(run, shown, "is not in the ledger")
end

-- ---- all files -------------------------------------------------------------------------------------------------------

local function check_all (run, args)
  local skip = {}
  for _, path in ipairs { args.ledger, args.key or false } do
    if path then
      local _, identity = system.kind(path)
      if identity then skip[identity] = true end
    end
  end
  local extra = {}
  for _, name in ipairs(run.is_lines and {} or files_below(run.folder, "", {}, skip)) do
    if not run.audit.articles[name] then extra[#extra + 1] = name end
  end
  if run.all or #extra > 0 then
    local ok, message = run.audit:gather()
    if not ok then
      run.problems = run.problems + 1
      log.error("ledger %s: %s", printable(args.ledger), printable(message))
      run.all, extra = false, {}
    end
  end
  for _, problem in ipairs(run.audit.problems) do
    run.problems = run.problems + 1
    log.error("ledger %s: %s", printable(args.ledger), problem)
  end
  for _, note in ipairs(run.audit.notes) do log.info("ledger %s: %s", printable(args.ledger), note) end
  local total = #run.audit.names + #extra
  local bar = progress.new { shown = not args.quiet and not args.dumb_terminal and system.is_terminal(2), total = total }
  log.before = function () bar:clear() end
  local done = 0
  local function each (names, check)
    for _, name in ipairs(names) do
      check(run, name)
      done = done + 1
      bar:update(done, run.problems)
    end
  end
  if run.is_lines then check_lines(run, run.folder) else each(run.audit.names, check_article) end
  each(extra, check_extra)
  bar:clear()
end

local function summary (run, seconds)
  local searched = ("%s files searched for %s struck forms, %.1f MB, %.0f MB/s; %s records"):format(thousands(run.files),
    thousands(run.forms), run.bytes / 1e6, run.bytes / 1e6 / math.max(seconds, 1e-3), thousands(run.audit.records))
  local verdict = run.leaks > 0 and thousands(run.leaks) .. (run.leaks == 1 and " leak" or " leaks")
    or run.problems > 0 and "not proved: see above" or "proved: nothing that was struck is left"
  return ("%s (%s)"):format(verdict, searched)
end

--- Run the command.
-- @tparam table args  see options.lua
-- @treturn int exit status
function M.run (args)
  log.level = args.quiet and "error" or "info"
  log.trace = args.trace or false
  if not args.ledger then return usage("--ledger LEDGER is missing: it says what was struck") end
  local kind = system.kind(args.folder)
  if kind ~= "folder" and kind ~= "file" then return usage("%s: is neither a folder nor a file of answers", printable(args.folder)) end
  local key, message = keys.open(args)
  if not key then return usage("%s", printable(message or "a ledger is read with its key: --key FILE")) end
  local file
  file, message = io.open(args.ledger, "rb")
  if not file then return usage("ledger %s", printable(message)) end

  local run = { folder = args.folder:gsub("(.)/+$", "%1"), all = args.all, leaks = 0, problems = 0, files = 0, forms = 0, bytes = 0 }
  local start = system.now_s()
  run.is_lines = kind == "file"
  run.audit, message = audit.read(key, file:lines())
  file:close()
  if not run.audit then return usage("ledger %s: %s", printable(args.ledger), message) end
  local called, problem = xpcall(check_all, talk.internal_error(args.trace), run, args)
  if not called then
    log.error("%s", problem)
    return problem:find("interrupted!$") and status.interrupted or status.failed
  end
  if not args.quiet then io.stdout:write(summary(run, system.now_s() - start), "\n") end
  return run.leaks > 0 and status.leak or run.problems > 0 and status.failed or status.well
end

return M
