--- bluepencil explain FILE: why each person is protected or not, and what is known of a word, a place or a person.
--
-- Shows personal data, since that is the question: on standard output only.  Colours only on a terminal, and none where
-- NO_COLOR is set.

local articles = require "bluepencil.cli.articles"
local explain = require "bluepencil.explain"
local log = require "bluepencil.log"
local read = require "bluepencil.read"
local setup = require "bluepencil.cli.setup"
local shown = require "bluepencil.cli.shown"
local talk = require "bluepencil.cli.talk"

local M = {}

-- ---- a terminal ------------------------------------------------------------------------------------------------------

-- What is not nil or false, with the separator between.
local function join (separator, ...)
  local out = {}
  for n = 1, select("#", ...) do
    local one = select(n, ...)
    if one then out[#out + 1] = one end
  end
  return table.concat(out, separator)
end

local function decision_line (paint, d)
  local what
  if d.action == "strike" then what = paint("red", "struck")
  elseif d.action == "keep" then what = paint("green", "kept") else what = "no decision" end
  local line = join(", ", what, d.operator and "by " .. d.operator, d.becomes and ("becomes %s"):format(d.becomes))
  local why = join(": ", d.rule, d.reason)
  if why ~= "" then line = line .. (" (%s)"):format(why) end
  if d.inside then
    line = line .. (d.lost and "; this rule lost to " or "; goes with ") .. ("“%s” (%s)"):format(d.inside, d.winner or "?")
  elseif d.lost then line = line .. "; this rule lost to " .. d.winner end
  return line
end

local function verdict (paint, e)
  if e.protected == nil then return nil end
  local word = e.protected and paint("red", "protected") or paint("green", "not protected")
  return word .. (e.reason and (" (%s: %s)"):format(e.rule or "?", e.reason) or "")
end

local function role_of (e)
  if not e.role then return nil end
  return join(", ", e.role, e.kind, e.vulnerable and "vulnerable", e.doubt and "in doubt: a person should look")
end

local function context_line (paint, c) return ("…%s%s%s…"):format(c.before, paint("bold", c.text), c.after) end

local function write_person (put, paint, e)
  put(("%s  %s"):format(paint("bold", e.name), paint("dim", join("  ", e.id, role_of(e)))))
  local said = verdict(paint, e)
  if said then put("  " .. said .. (e.pseudonym and ", appears as " .. e.pseudonym or "")) end
  if e.surname then put(("  surname %s%s"):format(e.surname, e.forename and ", given name " .. e.forename or "")) end
  put(("  %d mention%s: %s"):format(#e.mentions, #e.mentions == 1 and "" or "s", table.concat(e.forms, ", ")))
  for _, a in ipairs(e.mentions) do
    if a.ambiguous then put(("    “%s” could be somebody else of that name"):format(a.text)) end
  end
  if #e.evidence == 0 and e.type == "Person" then put("  nothing in the article tells what the person is") end
  for _, one in ipairs(e.evidence) do
    local colour = one.role == "public" and "green" or "red"
    put(("  %s %s"):format(paint(colour, ("%+4.1f %-7s %-12s"):format(one.weight, one.role, one.kind)), one.why)
      .. (one.count > 1 and (" (%d times)"):format(one.count) or ""))
    if one.context then put("       " .. paint("dim", context_line(function (_, text) return text end, one.context))) end
  end
  for _, a in ipairs(e.links) do
    put(("  %s %s"):format(paint("blue", ("%-12s"):format(a.link)), join("; ", ("“%s”"):format(a.text),
      a.cert and "certainty " .. a.cert, a.decision and decision_line(paint, a.decision))))
  end
  for _, r in ipairs(e.relations) do put(("  %-12s %s"):format(r.name, join(" – ", r.from, r.to))) end
  put ""
end

local function write_annotation (put, paint, a)
  put(("  %s “%s”"):format(paint("blue", a.type .. (a.subtype and " (" .. a.subtype .. ")" or "")), a.text))
  put(("    found by %s; score %.2f%s%s"):format(a.source, a.score, a.norm and "; means " .. tostring(a.norm) or "",
    a.cert and "; certainty " .. a.cert or ""))
  if a.entity then
    put(("    is %s"):format(join(", ", a.entity.name, a.entity.id, role_of(a.entity), verdict(paint, a.entity),
      a.ambiguous and "or somebody else of that name")))
  end
  if a.person then put(("    belongs to %s as %s; %s"):format(a.person.name, a.link or "?", verdict(paint, a.person) or "")) end
  if a.speaker then put("    said by " .. a.speaker) end
  put("    " .. decision_line(paint, a.decision))
end

local function write_span (put, paint, span)
  put(("%s  %s"):format(context_line(paint, span.context), paint("dim", span.block or "in no block")))
  for _, a in ipairs(span.annotations) do write_annotation(put, paint, a) end
  if span.why_not then
    put("  " .. paint("yellow", "nothing was found here"))
    for _, sentence in ipairs(span.why_not) do put("    " .. sentence) end
  end
  if span.edit and #span.annotations == 0 then
    put(("  in the output: %s for “%s” (%s)"):format(span.edit.becomes, span.edit.text, span.edit.reason or span.edit.rule or "?"))
  end
  put ""
end

local function write_label (put, paint, label)
  put(("%s  %s"):format(paint("bold", label.name), paint("dim", ("%s  %.2f  by %s"):format(label.id, label.score, label.source or "?"))))
  for _, one in ipairs(label.why) do
    put("  " .. (one.context and context_line(paint, one.context) or one.text))
  end
  put ""
end

-- ---- the command -----------------------------------------------------------------------------------------------------

local function ask (doc, args)
  if args.labels then
    local labels = explain.labels(doc)
    if #labels == 0 then return nil, "no label was given" end
    return { labels = labels }
  elseif args.at then
    local spans = explain.at(doc, args.at)
    if #spans == 0 then return nil, "these words do not stand in the article" end
    return { spans = spans }
  elseif args.offset then
    local offset = math.tointeger(tonumber(args.offset))
    if not offset then return nil, "--offset wants a whole number" end
    local span, message = explain.offset(doc, offset)
    if not span then return nil, message end
    return { spans = { span } }
  end
  local persons = explain.persons(doc, args.person)
  if #persons == 0 then
    return nil, args.person and "nobody of that name was found; --at shows what is known of the words" or "no person was found"
  end
  return { persons = persons }
end

local function article_of (args, path)
  local line, message = setup.new_pipeline(args)
  if not line then return nil, message, "usage" end
  local number = args.article and math.tointeger(tonumber(args.article))
  if args.article and (not number or number < 1) then return nil, "--article wants a number from 1", "usage" end
  local input, code
  input, message, code = read.pick(articles.input(path), line.options, number)
  if not input then
    if code == "many" and not number then message = message .. ": --article N says which" end
    return nil, message, code
  end
  return line:document(input)
end

--- Run the command.
-- @tparam table args  as the parser gives them; see options.lua
-- @treturn int exit status
function M.run (args)
  log.level = "error"
  local wrong = setup.wrong_value(args)
  if wrong then
    log.error("%s", wrong)
    return 2
  end
  local path = args.file or "-"
  local made, doc, message, code = xpcall(article_of, talk.internal_error(args.trace), args, path)
  if not made then doc, message = nil, doc end
  if not doc then
    log.error("%s", talk.printable(message))
    return code == "usage" and 2 or 1
  end
  local answer
  answer, message = ask(doc, args)
  if not answer then
    log.error("%s", message)
    return 1
  end
  local lines = {}
  local function put (line) lines[#lines + 1] = line end
  if args.json then put(shown.json(answer))
  else
    local coloured = shown.is_coloured(args)
    local paint = shown.painter(coloured)
    local raw = put
    put = function (line) raw(shown.line(line, coloured)) end
    for _, e in ipairs(answer.persons or {}) do write_person(put, paint, e) end
    for _, span in ipairs(answer.spans or {}) do write_span(put, paint, span) end
    for _, label in ipairs(answer.labels or {}) do write_label(put, paint, label) end
  end
  doc:close()
  local ok, why = io.stdout:write(table.concat(lines, "\n"), "\n")
  if ok then ok, why = io.stdout:flush() end
  if not ok then
    log.error("standard output: %s", why)
    return 1
  end
  return 0
end

return M
