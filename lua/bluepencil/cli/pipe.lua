--- bluepencil pipe: JSON lines in, JSON lines out, one for one and in order.
--
-- Made to be driven by other programs (Spark, GNU parallel, a script that asks and waits): each line is answered and flushed
-- before the next is read, and nothing is kept between lines.  A bad line is answered by an error of the same shape, and the
-- others go on.  A file of another form (a web archive, a packed file, with --from any) is answered article by article in the
-- same way.  See docs/json.md for the fields.
--
--     {"id": 17, "text": "..."}    ->    {"id": 17, "version": ...}    or    {"id": 17, "error": {"code": ..., "message": ...}}

local articles = require "bluepencil.cli.articles"
local forms = require "bluepencil.read.forms"
local jsonl = require "bluepencil.read.form.jsonl"
local log = require "bluepencil.log"
local record = require "bluepencil.read.record"
local records = require "bluepencil.cli.records"
local setup = require "bluepencil.cli.setup"
local source_of = require "bluepencil.read.source"
local system = require "bluepencil.system"
local talk = require "bluepencil.cli.talk"
local verify = require "bluepencil.verify"

local M = {}

local status = setup.status

local function usage (message, ...)
  log.error(message .. " ('bluepencil pipe --help' tells more)", ...)
  return status.usage
end

-- ---- one line --------------------------------------------------------------------------------------------------------

local function error_line (id, message, code, number)
  return ('{"id":%s,"error":{"code":%s,"message":%s,"line":%d}}'):format(id, record.string(code), record.string(message), number)
end

--- Without the name of the source, which may be an id that says too much, and on one line.
local function without_name (message, name)
  name = name:gsub("%c", "?")
  if message:sub(1, #name + 1) == name .. ":" then message = message:sub(#name + 2):gsub("^%s+", "") end
  local first, last = message:find(", article " .. name, 1, true)
  if first then message = message:sub(1, first - 1) .. message:sub(last + 1) end
  return (message:gsub("%s*\n%s*", "; "))
end

--- Whether a JSON value that goes beside the article says what was struck in it.
local function says_struck (doc, value, name)
  if #(doc.struck or {}) == 0 then return false end
  if not verify.verify(doc, "[" .. value .. "]", name) then return true end
  return value:find("\\", 1, true) ~= nil and not verify.verify(doc, record.plain(value))
end

--- What goes before the article itself: the id, the fields that are kept, and which of them could not be said.
local function head_of (run, doc, row)
  local parts, withheld = {}, {}
  if says_struck(doc, row.id, row.id_text) then
    parts[1] = '"id":null'
    withheld[1] = '"id"'
  else
    parts[1] = '"id":' .. row.id
  end
  local kept = {}
  for _, name in ipairs(run.keep) do
    local value = row.kept[name]
    if value and says_struck(doc, value) then withheld[#withheld + 1] = record.string(name)
    elseif value then kept[#kept + 1] = record.string(name) .. ":" .. value end
  end
  if #kept > 0 then parts[#parts + 1] = '"kept":{' .. table.concat(kept, ",") .. "}" end
  if #withheld > 0 then
    run.count.withheld = run.count.withheld + 1
    parts[#parts + 1] = '"withheld":[' .. table.concat(withheld, ",") .. "]"
  end
  return table.concat(parts, ","), parts[1]:sub(6)
end

--- The answer to a line that holds an article, or nil, message, code, id.
local function convert_row (run, row)
  row.input.name = row.input.name or ("line %d"):format(run.number)
  local doc <close>, message, code = run.pipeline:document(row.input)
  if not doc then return nil, without_name(message, row.input.name), code, row.id end
  local head, id = head_of(run, doc, row)
  local bytes
  bytes, message, code = run.pipeline:write(doc)
  if not bytes then return nil, without_name(message, row.input.name), code, id end
  local out = run.to == "json" and "{" .. head .. "," .. bytes:sub(2) or ('{%s,"%s":%s}'):format(head, run.to, record.string(bytes))
  if run.ledger then
    -- known by what the answer says, so that an audit finds it: its id, or which answer it is
    local name = id ~= "null" and (row.id_text or id) or ("answer %d"):format(run.answers + 1)
    local ok, why = run.ledger:record(doc, name, out)
    if not ok then return nil, why, "ledger", id end
  end
  return out
end

--- The answer to an article, and how it went.
-- @tparam ?table row  as record.decode gives it | nil
-- @treturn string line, string|nil code
local function answer_row (run, row, message, code, id)
  local out
  if row then
    local called
    called, out, message, code, id = xpcall(convert_row, run.on_error, run, row)
    if not called then message, code, id, out = out, "internal", row.id, nil end
    if message and message:find("interrupted!$") then error("interrupted!", 0) end
  end
  if out then
    run.count.done = run.count.done + 1
    return out, nil
  end
  code = code or "internal"
  return error_line(id or "null", message or "could not be converted", code, run.number), code
end

--- The answer to a line.
local function answer (run, line)
  if line == false then
    local message = ("the line is longer than %d bytes"):format(run.line_limit)
    return error_line("null", message, "limit", run.number), "limit"
  end
  if not line:find("%S") then return "", nil end
  return answer_row(run, record.decode(line, run.fields, run.kept_set))
end

-- ---- all lines -------------------------------------------------------------------------------------------------------

local function put (run, line)
  run.answers = run.answers + 1
  local ok, message = run.stdout:write(line, "\n")
  if ok then ok, message = run.stdout:flush() end
  if not ok then error({ output = message }, 0) end
end

local function deliver (run, out, failure)
  if failure then
    run.count.failed = run.count.failed + 1
    run.worst = math.max(run.worst, failure == "leak" and status.leak or failure == "invalid" and status.invalid
      or status.failed)
  end
  put(run, out)
end

local function run_lines (run, reader)
  while true do
    local line, message, code = reader:next(run.line_limit)
    if line == nil then
      if code == "interrupted" then error("interrupted!", 0) end
      return message
    end
    run.number = run.number + 1
    deliver(run, answer(run, line))
  end
end

--- The articles of a file of another form.  Their ids are those of the rows they stand in, else the file's name and a number.
local function run_articles (run, path)
  local list <close>, message = articles.open(run.pipeline, path)
  if not list then return message end
  while true do
    local input, code, id
    input, message, code, id = list()
    if not input and not message then break end
    run.number = run.number + 1
    local row = input and (input.row or { id = "null", kept = {} })
    if row and row.id == "null" then
      local named = input.id or forms.stem(path:match("[^/]*$"))
      row.id, row.id_text = record.string(named), named
    end
    if row then row.input = input end
    deliver(run, answer_row(run, row, message and without_name(message, articles.name(path)), code, id))
  end
  local skipped = articles.skipped(list)
  if skipped then talk.say("info", articles.name(path), skipped) end
end

--- Whether a file is read as lines of JSON: standard input and pipes are, unless --from says otherwise.
local function is_lines (run, path)
  local from = run.pipeline.options.from
  if from then return from == "jsonl" end
  if path == "-" or system.kind(path) ~= "file" then return true end
  local source = source_of.open(path, path)
  if not source then return true end                    -- the reader of lines says why
  local head = source:peek(forms.head_bytes)
  source:close()
  local found = forms.recognise(head, path)[1]
  return found.form.name == "jsonl" or found.score < 0.9 or record.parse(head:match("[^\n]*")) ~= nil
end

local function run_all (run, files)
  for _, path in ipairs(files) do
    local message
    if is_lines(run, path) then
      local reader <close>, why = system.open_lines(path ~= "-" and path or nil)
      message = why
      if reader then message = run_lines(run, reader) end
    else message = run_articles(run, path) end
    if message then
      talk.say("error", articles.name(path), message)
      run.worst = math.max(run.worst, status.failed)
    end
  end
end

local function report (run, started)
  local count = run.count
  if count.failed > 0 or started then
    log.info("%s%d of %d lines converted%s", started or "", count.done, count.done + count.failed,
      count.failed > 0 and (", %d answered by an error"):format(count.failed) or "")
  end
  if count.withheld > 0 then
    log.warn("%d answers leave out an id or a kept field that says what was struck; 'withheld' names it", count.withheld)
  end
end

-- ---- the command -----------------------------------------------------------------------------------------------------

local field_options = { "id", "text", "title", "author", "date", "url", "blocks" }

--- Names of the fields, or nil, message when one would mean two things.
local function fields_of (args)
  local map, taken = setup.map(args.map), {}
  for _, name in ipairs(field_options) do
    local given = args[name .. "_field"]
    if given and map[name] then return nil, ("--%s-field: --map names it too"):format(name) end
    given = given or map[name]
    if given and taken[given] then
      return nil, ("--%s-field %s: is the %s already"):format(name, talk.printable(given), taken[given])
    end
    if given then map[name], taken[given] = given, name end
  end
  local fields = setup.fields(map)
  if not fields.text then return nil, ("--%s-field text: --text-field is needed too"):format(taken.text) end
  return fields
end

--- Run the command.
-- @tparam table args  as the parser gives them; see options.lua
-- @treturn int exit status
function M.run (args)
  log.level = args.quiet and "error" or "info"
  log.trace = args.trace or false
  local wrong = setup.wrong_value(args)
  if wrong then return usage("%s", wrong) end
  local to = args.to or "json"
  if args.byte_offsets and to ~= "json" then return usage("--byte-offsets: only --to json has offsets") end
  local fields, message = fields_of(args)
  if not fields then return usage("%s", message) end

  local writer_options = to == "json" and { one_line = true, byte_offsets = args.byte_offsets or false } or nil
  local run = {
    to = to, fields = fields, keep = args.keep or {}, stdout = io.stdout, number = 0, answers = 0, worst = status.well,
    count = { done = 0, failed = 0, withheld = 0 }, on_error = talk.internal_error(args.trace),
  }
  if #run.keep > 0 then
    run.kept_set = {}
    for _, name in ipairs(run.keep) do run.kept_set[name] = true end
  end
  run.pipeline, message = setup.new_pipeline(args, { to = to, write = writer_options, fields = fields, kept = run.kept_set })
  if not run.pipeline then return usage("%s", talk.printable(message)) end
  run.line_limit = run.pipeline.options.limit_bytes * jsonl.line_factor
  if args.ledger then
    run.ledger, message = records.open_ledger(args, run.pipeline, to)
    if not run.ledger then return usage("%s", talk.printable(message)) end
  end

  local files = #args.files > 0 and args.files or { "-" }
  if files[1] == "-" and system.is_terminal(0) then log.info("reading JSON lines from the terminal; Ctrl-D ends it") end
  local ok, raised = xpcall(run_all, function (e) return e end, run, files)
  if run.ledger then
    local closed, why = run.ledger:close()
    if not closed then
      log.error("%s", talk.printable(why))
      run.worst = math.max(run.worst, status.failed)
    end
  end
  if ok then
    report(run)
    return run.worst
  end
  if type(raised) == "table" and raised.output then
    log.error("standard output: %s", raised.output)
    return status.failed
  end
  if tostring(raised):find("interrupted!$") then
    report(run, "interrupted; ")
    return status.interrupted
  end
  error(raised, 0)
end

return M
