--- bluepencil classify: what articles are about, said by a trained model: labels, probabilities and, on demand, reasons.
--
-- Files of articles are read and parsed as in `convert`; JSON lines go the short way, one line of answer for each.  Nothing is
-- annotated, redacted or kept.  Reasons quote words of the article: they are for standard output only.

local cjson = require "cjson"

local articles = require "bluepencil.cli.articles"
local classifier = require "bluepencil.classifier"
local core = require "bluepencil.core"
local inputs = require "bluepencil.cli.inputs"
local log = require "bluepencil.log"
local ordered = require "bluepencil.cli.ordered"
local parse = require "bluepencil.parse"
local read = require "bluepencil.read"
local setup = require "bluepencil.cli.setup"
local system = require "bluepencil.system"
local talk = require "bluepencil.cli.talk"

local M = {}

local status = setup.status

local function usage (message, ...)
  log.error(message .. " ('bluepencil classify --help' tells more)", ...)
  return status.usage
end

-- ---- labels ----------------------------------------------------------------------------------------------------------

-- Labels as tables, of what a model said.
local function named (run, flat)
  local list = {}
  for i = 1, #flat, 2 do
    local label = run.model.labels[flat[i]]
    list[#list + 1] = { number = flat[i], id = label.id, name = label.name, score = flat[i + 1] }
  end
  return list
end

-- Labels of an index, with the words for and against them when they are asked for.
local function labels_of (run, index, spans)
  local list = named(run, run.model:classify(index, spans, run.most))
  if run.explain then
    for _, one in ipairs(list) do one.for_it, one.against = run.model:reasons(index, one.number, spans, 8) end
  end
  return list
end

local function reason_json (r) return ordered.object("word", r.text, "weight", r.weight, "count", r.count) end

local function label_json (label)
  return ordered.object("id", label.id, "name", label.name ~= label.id and label.name or nil, "score", label.score,
    "for", label.for_it and ordered.list(label.for_it, reason_json), "against", label.against and ordered.list(label.against, reason_json))
end

local function answer_json (id, labels) return ordered.object("id", id, "labels", ordered.list(labels, label_json)).json .. "\n" end

local function words_of (list)
  local parts = {}
  for i, r in ipairs(list) do parts[i] = ("%s %+.2f"):format(talk.printable(r.text), r.weight) end
  return table.concat(parts, ", ")
end

local function write_text (run, name, labels)
  local lines = {}
  for _, label in ipairs(labels) do
    lines[#lines + 1] = ("%s\t%.2f\t%s\t%s"):format(name, label.score, label.id, label.name or label.id)
    if run.explain then
      lines[#lines + 1] = "\tfor: " .. words_of(label.for_it)
      if label.against[1] then lines[#lines + 1] = "\tagainst: " .. words_of(label.against) end
    end
  end
  if not lines[1] then lines[1] = name .. "\t-\t-\tno label" end
  return table.concat(lines, "\n") .. "\n"
end

local function put (bytes)
  local ok, message = io.stdout:write(bytes)
  if not ok then error({ output = message }, 0) end
end

-- ---- JSON lines ------------------------------------------------------------------------------------------------------

local function json_error (run, name, number, message)
  run.failed = run.failed + 1
  log.error("%s:%d: %s", name, number, talk.printable(message))
end

-- A line's text with its title, and its id.
local function decode (line)
  local fine, row = pcall(cjson.decode, line)
  if not fine and tostring(row):find "interrupted!$" then error(row, 0) end
  if not fine then return nil, "not JSON: " .. tostring(row):gsub("^.-: ", "") end
  if type(row) ~= "table" or type(row.text) ~= "string" then return nil, "expected an object with a \"text\" that is a string" end
  local text = type(row.title) == "string" and row.title .. "\n\n" .. row.text or row.text
  return text, nil, row.id
end

local function classify_line (run, name, number, line)
  if not line:find "%S" then return end
  local text, message, id = decode(line)
  if type(id) == "number" then id = math.tointeger(id) or id
  elseif type(id) ~= "string" then id = number end
  if not text then return json_error(run, name, number, message) end
  local labels
  if run.explain then
    local index <close>, problem = core.document(text)
    if not index then return json_error(run, name, number, problem) end
    labels = labels_of(run, index)
  else
    local flat, problem = run.model:classify_text(text, run.most)
    if not flat then return json_error(run, name, number, problem) end
    labels = named(run, flat)
  end
  put(answer_json(id, labels))
end

local function classify_lines (run, path)
  local name = articles.name(path)
  local reader <close>, message = system.open_lines(path ~= "-" and path or nil)
  if not reader then
    run.failed = run.failed + 1
    log.error("%s: %s", name, message)
    return
  end
  local number = 0
  while true do
    local line, problem, code = reader:next(2 * run.settings.limit_bytes)
    message = problem
    if code == "interrupted" then error("interrupted!", 0) end
    if line == nil then break end
    number = number + 1
    if line then classify_line(run, name, number, line) else json_error(run, name, number, "larger than the limit") end
  end
  if message then
    run.failed = run.failed + 1
    log.error("%s: %s", name, message)
  end
end

-- ---- articles --------------------------------------------------------------------------------------------------------

local function classify_article (run, input)
  local doc <close>, message = read.read(input, run.settings)
  if not doc then return nil, message end
  parse.parse(doc)
  local labels = labels_of(run, doc.index, classifier.spans(doc))
  local name = talk.printable(input.name)
  put(run.json and answer_json(input.id or input.name, labels) or write_text(run, name, labels))
  return true
end

local function classify_file (run, path)
  local list <close>, message = read.inputs(articles.input(path), run.settings)
  local name = articles.name(path)
  if not list then
    run.failed = run.failed + 1
    talk.say("error", name, message)
    return
  end
  while true do
    local input, done
    input, message = list()
    if not input and not message then break end
    if input then done, message = classify_article(run, input) end
    if not done then
      run.failed = run.failed + 1
      talk.say("error", input and input.name or name, message)
    end
  end
end

local function is_lines (run, path) return run.lines or path:find "%.jsonl$" or path:find "%.ndjson$" end

local function run_all (run, list)
  for path, problem in list:each() do
    if problem then
      run.failed = run.failed + 1
      talk.say("error", path, problem)
    elseif is_lines(run, path) then classify_lines(run, path)
    else classify_file(run, path) end
  end
  local ok, message = io.stdout:flush()
  if not ok then error({ output = message }, 0) end
end

-- ---- the command -----------------------------------------------------------------------------------------------------

local function settings_of (args)
  return { encoding = args.encoding, from = args.from, limit_bytes = args.limit and setup.size(args.limit) or read.defaults.limit_bytes,
           fields = args.map and setup.fields(setup.map(args.map)) or nil }
end

--- Run the command.
-- @tparam table args  as the parser gives them; see options.lua
-- @treturn integer exit status
function M.run (args)
  if args.quiet then log.level = "error" end
  local wrong = setup.wrong_value(args)
  if wrong then return usage("%s", wrong) end
  local most = args.topics and math.tointeger(tonumber(args.topics))
  if args.topics and (not most or most < 1) then return usage("--topics %s: not a whole number above 0", talk.printable(args.topics)) end
  local model, message = classifier.open(args.model or "topics")
  if not model then return usage("%s", message) end
  local run = { model = model, most = most, explain = args.explain, json = args.json or args.jsonl, lines = args.jsonl, failed = 0,
                settings = settings_of(args) }
  local list
  list, message = inputs.new(args)
  if not list then return usage("%s", message) end
  local ok, raised = xpcall(run_all, function (e) return type(e) == "string" and talk.internal_error(args.trace)(e) or e end, run, list)
  list:close()
  if ok then return run.failed > 0 and status.failed or status.well end
  if type(raised) == "table" and raised.output then
    log.error("standard output: %s", raised.output)
    return status.failed
  end
  if tostring(raised):find "interrupted!$" then return status.interrupted end
  log.error("%s", raised)
  return status.failed
end

return M
