--- bluepencil serve --stdio: requests in, answers out, one JSON object a line, for hosts that cannot load the core.
--
--     {"op": "hello"}                                      ->  {"ok": true, "name": "bluepencil", "version": ...}
--     {"op": "redact", "blocks": [...], "strings": [...]}  ->  {"ok": true, "edits": [...], "strings": [...], "labels": [...]}
--     {"op": "prove", "blocks": [...], "text": ..., "rest": ...}  ->  {"ok": true}
--     {"op": "convert", "blocks": [...], "options": {"to": "tei"}}  ->  {"ok": true, "tei": ...}
--     {"op": "read", "text": ...}                          ->  {"ok": true, "blocks": [...], "meta": {...}}
--
-- An error is {"ok": false, "error": {"code": ..., "message": ...}} and the next request is answered all the same.  Offsets are
-- Unicode code points of a block's text, 0-based and half-open.  Nothing is kept between requests but the pipelines, one for
-- each set of options, so a host may also start the program anew for every request.  See docs/json.md.

local cjson = require "cjson"
local core = require "bluepencil.core"
local log = require "bluepencil.log"
local record = require "bluepencil.read.record"
local setup = require "bluepencil.cli.setup"
local system = require "bluepencil.system"
local talk = require "bluepencil.cli.talk"
local types = require "bluepencil.types"

local M = {}

local status = setup.status

-- A request repeats the article's text at most thrice (blocks, text, rest), with escapes.
local LINE_FACTOR = 6
local PIPELINES_MAX = 8

local json = cjson.new()
json.decode_max_depth(100)
json.decode_invalid_numbers(false)

local string_of = record.string

-- ---- requests ----------------------------------------------------------------------------------------------------------

local known_options = { policy = true, filters = true, date = true, to = true, cues = true }

--- What is wrong with the article of a request, or nil.
local function wrong_article (request)
  if type(request.blocks) ~= "table" then return "there is no list 'blocks'" end
  for i, block in ipairs(request.blocks) do
    if type(block) ~= "table" or type(block.text) ~= "string" then return ("block %d has no text"):format(i) end
    if not types.is_block[block.type] then return ("block %d has no type, or one that is not known"):format(i) end
    if not core.validate(block.text) then return ("block %d is not valid UTF-8"):format(i) end
  end
end

local function list_of_strings (value)
  if type(value) ~= "table" then return nil end
  for _, s in ipairs(value) do
    if type(s) ~= "string" or not core.validate(s) then return nil end
  end
  return value
end

--- The plugin for the options of a request; equal options share one.
local function plugin_for (run, given)
  local options, names = {}, {}
  for name, value in pairs(given or {}) do
    if not known_options[name] then return nil, ("unknown option '%s'"):format(talk.printable(tostring(name))) end
    options[name], names[#names + 1] = value, name
  end
  for name, value in pairs(run.defaults) do
    if options[name] == nil then options[name], names[#names + 1] = value, name end
  end
  if options.date and not talk.is_date(tostring(options.date)) then return nil, "option 'date': not a day written as YYYY-MM-DD" end
  table.sort(names)
  local key = {}
  for _, name in ipairs(names) do
    local value = options[name]
    key[#key + 1] = name .. "=" .. (type(value) == "table" and table.concat(value, "\0") or tostring(value))
  end
  key = table.concat(key, "\1")
  local made = run.plugins[key]
  if made then return made end
  if run.plugin_count == PIPELINES_MAX then run.plugins, run.plugin_count = {}, 0 end
  local ok, message
  ok, made, message = pcall(setup.new_plugin, run.args, options)
  if not ok then return nil, (tostring(made):gsub("^[^:]+:%d+: ", "")) end
  if not made then return nil, message end
  run.plugins[key], run.plugin_count = made, run.plugin_count + 1
  return made
end

--- The spans of a block from code points to bytes; false when one does not fit.
local function spans_of (block)
  if block.spans == nil or block.spans == cjson.null then return nil end
  if type(block.spans) ~= "table" then return false end
  local spans, length = {}, utf8.len(block.text)
  for i, span in ipairs(block.spans) do
    local start, stop = math.tointeger(span.start), math.tointeger(span["end"])
    if not start or not stop or start < 0 or stop <= start or stop > length then return false end
    spans[i] = { type = span.type, target = span.target, rend = span.rend, first = utf8.offset(block.text, start + 1),
                 last = utf8.offset(block.text, stop + 1) - 1 }
  end
  return spans
end

local function string_or_nil (value) return type(value) == "string" and value or nil end

local function meta_of (given)
  if type(given) ~= "table" then return nil end
  local date = string_or_nil(given.date)
  return { date = date and talk.is_date(date) and date or nil, language = string_or_nil(given.language), url = string_or_nil(given.url) }
end

local function article_of (run, request)
  local wrong = wrong_article(request)
  if wrong then return nil, wrong, "request" end
  local made, message = plugin_for(run, request.options)
  if not made then return nil, message, "options" end
  for i, block in ipairs(request.blocks) do
    block.spans = spans_of(block)
    if block.spans == false then return nil, ("block %d has spans that do not fit its text"):format(i), "request" end
  end
  local figures = type(request.figures) == "table" and request.figures or nil
  return made:article { blocks = request.blocks, figures = figures, name = string_or_nil(request.name), meta = meta_of(request.meta) }
end

-- ---- answers -----------------------------------------------------------------------------------------------------------

local function edits_json (article, blocks)
  local out, at_block, at_point, at_byte = {}, 0, 0, 1
  for i, edit in ipairs(article:edits()) do
    if edit.block ~= at_block then at_block, at_point, at_byte = edit.block, 0, 1 end
    local text = blocks[edit.block].text
    local start = at_point + utf8.len(text, at_byte, edit.first - 1)
    local stop = start + utf8.len(text, edit.first, edit.last)
    at_point, at_byte = stop, edit.last + 1
    out[i] = ('{"block":%d,"start":%d,"end":%d,"replacement":%s}'):format(edit.block - 1, start, stop, string_of(edit.replacement))
  end
  return "[" .. table.concat(out, ",") .. "]"
end

local function labels_json (labels)
  local out = {}
  for i, label in ipairs(labels) do
    out[i] = ('{"id":%s,"name":%s,"score":%.2f,"source":%s,"scheme":%s%s}'):format(string_of(label.id),
      string_of(label.name or label.id), label.score, string_of(label.source or ""), string_of(label.scheme or "labels"),
      label.uri and ',"uri":' .. string_of(label.uri) or "")
  end
  return "[" .. table.concat(out, ",") .. "]"
end

local answers = {}

function answers.hello ()
  return ('{"ok":true,"name":"bluepencil","version":%s}'):format(string_of(core.version))
end

function answers.redact (run, request)
  local strings = list_of_strings(request.strings or {})
  if not strings then return nil, "'strings' is not a list of strings in UTF-8", "request" end
  local article <close>, message, code = article_of(run, request)
  if not article then return nil, message, code end
  local cleaned = {}
  for i, s in ipairs(strings) do cleaned[i] = string_of(article:string(s)) end
  return ('{"ok":true,"edits":%s,"strings":[%s],"labels":%s}'):format(edits_json(article, request.blocks),
    table.concat(cleaned, ","), labels_json(article:labels()))
end

function answers.prove (run, request)
  if type(request.text) ~= "string" or type(request.rest) ~= "string" then return nil, "'text' and 'rest' are strings", "request" end
  local article <close>, message, code = article_of(run, request)
  if not article then return nil, message, code end
  local ok
  ok, message = article:prove(request.text, request.rest)
  if not ok then return nil, message, "leak" end
  return '{"ok":true}'
end

function answers.convert (run, request)
  local article <close>, message, code = article_of(run, request)
  if not article then return nil, message, code end
  local bytes
  bytes, message, code = article:written()
  if not bytes then return nil, message, code end
  return ('{"ok":true,"bytes":%s}'):format(string_of(bytes))
end

function answers.read (run, request)
  if type(request.text) ~= "string" then return nil, "there is no string 'text'", "request" end
  local made, message = plugin_for(run, request.options)
  if not made then return nil, message, "options" end
  local parsed, code
  parsed, message, code = made:parts { text = request.text, name = string_or_nil(request.name) }
  if not parsed then return nil, message, code end
  local blocks = {}
  for i, block in ipairs(parsed.blocks) do
    blocks[i] = ('{"type":%s,"text":%s}'):format(string_of(block.type), string_of(block.text))
  end
  local meta = {}
  for _, name in ipairs { "title", "deck", "agency", "language", "date", "place" } do
    if parsed.meta[name] then meta[#meta + 1] = string_of(name) .. ":" .. string_of(parsed.meta[name]) end
  end
  local authors = {}
  for i, name in ipairs(parsed.meta.authors) do authors[i] = string_of(name) end
  meta[#meta + 1] = '"authors":[' .. table.concat(authors, ",") .. "]"
  return ('{"ok":true,"blocks":[%s],"meta":{%s}}'):format(table.concat(blocks, ","), table.concat(meta, ","))
end

local function refusal (message, code)
  message = message:gsub("%s*\n%s*", "; ")
  return ('{"ok":false,"error":{"code":%s,"message":%s}}'):format(string_of(code or "internal"), string_of(message))
end

--- The answer to one line.
local function answer (run, line)
  if line == false then return refusal(("the request is longer than %d bytes"):format(run.line_limit), "limit") end
  if not core.validate(line) then return refusal("the request is not valid UTF-8", "request") end
  local ok, request = pcall(json.decode, line)
  if not ok or type(request) ~= "table" or not line:find("^%s*{") then return refusal("the request is not a JSON object", "request") end
  local op = answers[request.op]
  if not op then
    local known = "hello, redact, prove, convert, read"
    return refusal(("there is no operation of that name; there are %s"):format(known), "request")
  end
  for name, value in pairs(request) do
    if value == cjson.null then request[name] = nil end
  end
  local called, out, message, code = xpcall(op, run.on_error, run, request)
  if not called then
    if tostring(out):find("interrupted!$") then error("interrupted!", 0) end
    return refusal(out, "internal")
  end
  return out or refusal(message or "could not be done", code)
end

-- ---- the command -------------------------------------------------------------------------------------------------------

local function run_lines (run, reader)
  while true do
    local line, message, code = reader:next(run.line_limit)
    if line == nil then
      if code == "interrupted" then error("interrupted!", 0) end
      return message
    end
    if line == false or line:find("%S") then
      local ok, problem = io.stdout:write(answer(run, line), "\n")
      if ok then ok, problem = io.stdout:flush() end
      if not ok then return "standard output: " .. problem end
    end
  end
end

--- Run the command.
-- @tparam table args  as the parser gives them; see options.lua
-- @treturn int exit status
function M.run (args)
  log.level = args.quiet and "error" or "info"
  log.trace = args.trace or false
  if not args.stdio then
    log.error("serve: --stdio is the only way there is to be served ('bluepencil serve --help' tells more)")
    return status.usage
  end
  local wrong = setup.wrong_value(args)
  if wrong then
    log.error("%s", wrong)
    return status.usage
  end
  local run = { args = args, plugins = {}, plugin_count = 0, on_error = talk.internal_error(args.trace), defaults = {} }
  run.defaults.policy, run.defaults.date = args.policy, args.date
  if args.filter and #args.filter > 0 then run.defaults.filters = args.filter end
  local first, message = plugin_for(run, nil)
  if not first then
    log.error("%s", talk.printable(message))
    return status.usage
  end
  run.line_limit = first.pipeline.options.limit_bytes * LINE_FACTOR
  local reader <close>, problem = system.open_lines()
  local ok, raised = true, nil
  if reader then ok, raised = xpcall(run_lines, function (e) return e end, run, reader) problem = ok and raised or nil end
  if not ok then
    if tostring(raised):find("interrupted!$") then return status.interrupted end
    error(raised, 0)
  end
  if problem then
    log.error("%s", problem)
    return status.failed
  end
  return status.well
end

return M
