--- bluepencil inspect FILE: what a file was taken for, how surely and why, what was found in it and what was passed over.
--
-- Reads and parses, and goes no further.  Shows no words of an article unless --text asks for them; then on standard output only.
-- Articles are shown as they come, so a file of any size is gone through in fixed memory.

local articles = require "bluepencil.cli.articles"
local log = require "bluepencil.log"
local parse = require "bluepencil.parse"
local read = require "bluepencil.read"
local setup = require "bluepencil.cli.setup"
local shown = require "bluepencil.cli.shown"
local system = require "bluepencil.system"
local talk = require "bluepencil.cli.talk"

local M = {}

local status = setup.status

-- ---- what there is to say --------------------------------------------------------------------------------------------

-- Fields of the metadata in the order they are shown; those that hold no words of the article are shown without --text.
local fields = {
  { "title" }, { "deck" }, { "authors" }, { "credits" }, { "agency", true }, { "publisher", true }, { "publication", true },
  { "date", true }, { "modified", true }, { "place" }, { "language", true }, { "section", true }, { "edition", true }, { "url" }, { "slug" },
  { "id" }, { "keywords" }, { "licence", true },
}

local function words_of (value)
  if type(value) ~= "table" then return tostring(value) end
  if value.iso then return value.iso end
  if value.name then return value.name end
  local list = {}
  for i, one in ipairs(value) do list[i] = words_of(one) end
  return #list > 0 and table.concat(list, "; ") or nil
end

--- What the metadata says: { field =, from =, cert =, value = (where it may be shown) }.
local function meta_of (doc, with_text)
  local list, found = {}, doc.meta.found or {}
  for _, row in ipairs(fields) do
    local name, may_show = row[1], row[2]
    local value = doc.meta[name]
    local is_told = value ~= nil and (name ~= "language" or found.language)      -- else it is only assumed so far
    local said = is_told and words_of(value)
    if said and said ~= "" then
      local is_date = type(value) == "table" and value.iso
      list[#list + 1] = { field = name, from = found[name] or is_date and value.source or "the text", cert = is_date and value.cert or nil,
                          value = (may_show or with_text) and said or nil }
    end
  end
  return list
end

--- How many there are of each, in order of first appearance: { { name =, count = } }.
local function tally (list, name_of)
  local counts, at = {}, {}
  for _, one in ipairs(list or {}) do
    local name = name_of(one)
    if not at[name] then
      at[name] = { name = name, count = 0 }
      counts[#counts + 1] = at[name]
    end
    at[name].count = at[name].count + 1
  end
  return counts
end

local function beginning (text)
  text = text:gsub("%s+", " ")
  if utf8.len(text) and utf8.len(text) > 72 then text = text:sub(1, utf8.offset(text, 70) - 1) .. " …" end
  return text
end

--- Where it stands.  A path in an archive may name somebody.
local function place_of (place, with_text)
  if not place or with_text or not place.path then return place end
  local copy = {}
  for key, value in pairs(place) do copy[key] = value end
  copy.path = nil
  return copy
end

--- All that is to be said of an article.
local function answer_of (doc, with_text)
  local source = doc.source
  local how = source.recognised or {}
  local answer = {
    name = source.name, number = source.number, id = source.id, place = place_of(source.place, with_text),
    via = source.via and #source.via > 0 and source.via or nil,
    read_as = source.read_as, form_score = how.score, form_why = how.why, others = how.others, shape = source.form,
    shape_score = source.form ~= source.read_as and source.form_score or nil,
    encoding = source.encoding, encoding_declared = source.encoding_declared, encoding_cert = source.encoding_cert,
    newline = source.newline, bytes = source.size_bytes, characters = utf8.len(doc.text),
    parts = tally(doc.blocks, function (block) return block.type end),
    markup = tally(doc.markup, function (one) return one.type end), pictures = doc.figures and #doc.figures or nil,
    skipped = tally(doc.skipped, function (one) return one.reason end), meta = meta_of(doc, with_text), notes = source.notes,
  }
  if with_text then
    answer.text = {}
    for i, block in ipairs(doc.blocks) do answer.text[i] = { type = block.type, text = beginning(block:text()) } end
  end
  return answer
end

-- ---- for a person ----------------------------------------------------------------------------------------------------

local function counted (list)
  local parts = {}
  for i, one in ipairs(list) do parts[i] = ("%d %s"):format(one.count, one.name) end
  return table.concat(parts, ", ")
end

local function form_line (paint, name, score, why, others)
  local line = paint("bold", name) .. (score and score >= 0.05 and (" %.2f"):format(score) or "")
  if why then line = line .. paint("dim", "  " .. why) end
  local also = {}
  for _, one in ipairs(others or {}) do
    if one.score >= 0.05 then also[#also + 1] = ("%s %.2f"):format(one.form, one.score) end
  end
  if #also > 0 then line = line .. paint("dim", "; less so: " .. table.concat(also, ", ")) end
  return line
end

local function place_words (place)
  local parts = {}
  for _, key in ipairs { "entry", "record", "item", "line" } do
    if place[key] then parts[#parts + 1] = ("%s %d"):format(key, place[key]) end
  end
  if place.first then parts[#parts + 1] = ("byte %d"):format(place.first) end
  if place.path then parts[#parts + 1] = place.path end
  return table.concat(parts, ", ")
end

local function write_article (put, paint, a)
  local function row (label, words, colour)
    if words and words ~= "" then put(("  %s%s"):format(paint(colour or "blue", ("%-11s"):format(label)), words)) end
  end
  put(paint("bold", a.name) .. (a.id and paint("dim", "  " .. a.id) or ""))
  for _, one in ipairs(a.via or {}) do row("in", form_line(paint, one.form, one.score, one.why, one.others)) end
  row("form", form_line(paint, a.read_as, a.form_score, a.form_why, a.others))
  if a.shape ~= a.read_as and a.shape ~= "blocks" then
    row("shape", paint("bold", a.shape) .. (a.shape_score and (" %.2f"):format(a.shape_score) or ""))
  end
  if a.place then row("place", place_words(a.place)) end
  local encoding = { a.encoding }
  if a.encoding_declared then encoding[#encoding + 1] = "stated: " .. a.encoding_declared end
  if a.encoding_cert then encoding[#encoding + 1] = "guessed, certainty " .. a.encoding_cert end
  if a.newline == "crlf" or a.newline == "cr" or a.newline == "mixed" then encoding[#encoding + 1] = "line ends " .. a.newline end
  encoding[#encoding + 1] = a.characters and ("%d characters"):format(a.characters)
  row("encoding", table.concat(encoding, ", "))
  row("parts", counted(a.parts))
  if a.pictures then table.insert(a.markup, 1, { name = "picture", count = a.pictures }) end
  row("marked", counted(a.markup))
  for _, one in ipairs(a.meta) do
    local from = "from " .. one.from .. (one.cert and ", certainty " .. one.cert or "")
    row(one.field, one.value and one.value .. paint("dim", "  " .. from) or from, "green")
  end
  if #a.meta == 0 then row("metadata", "none", "green") end
  row("skipped", counted(a.skipped), "yellow")
  for _, note in ipairs(a.notes) do row("note", note, "yellow") end
  for _, one in ipairs(a.text or {}) do put(("    %s %s"):format(paint("dim", ("%-10s"):format(one.type)), one.text)) end
  put ""
end

-- ---- the command -----------------------------------------------------------------------------------------------------

local function document_of (input, options, date)
  local doc, message, code = read.read(input, options)
  if not doc then return nil, message, code end
  doc.options = { date = date }
  parse.parse(doc)
  return doc
end

--- Go through a file.  True when all articles could be read.
local function inspect_file (run, path)
  local name = articles.name(path)
  local function call (work, ...)
    local results = table.pack(xpcall(work, run.on_error, ...))
    if results[1] then return table.unpack(results, 2, results.n) end
    if results[2]:find("interrupted!$") then error("interrupted!", 0) end
    return nil, results[2]
  end
  local list <close>, message, code = call(read.inputs, articles.input(path), run.options)
  local count, failed = 0, 0
  local function fail (why, why_code, number)
    failed = failed + 1
    if run.as_json then
      run.put(shown.json { file = name, number = number, error = talk.printable(why), code = why_code })
    else talk.say("error", name, why) end
  end
  if not list then
    fail(message, code)
    return false
  end
  while true do
    local input
    input, message, code = call(list)
    if not input and not message then break end
    count = count + 1
    if not run.only or run.only == count then
      local doc <close> = input and (function ()
        local made
        made, message, code = call(document_of, input, run.options, run.date)
        return made
      end)() or nil
      if doc then
        local answer = answer_of(doc, run.with_text)
        if run.as_json then run.put(shown.json(answer)) else write_article(run.put, run.paint, answer) end
      else fail(message, code, count) end
    end
    if run.only == count then break end
  end
  if run.only and count < run.only then fail(("%s: holds %d article%s"):format(name, count, count == 1 and "" or "s"), "many") end
  if run.as_json then
    run.put(shown.json { file = name, articles = count, failed = failed, skipped = list.skipped })
  elseif list.is_many or count ~= 1 or #list.skipped > 0 then
    local skipped = articles.skipped(list)
    run.put(("%s: %d article%s%s%s"):format(run.paint("bold", name), count, count == 1 and "" or "s",
      failed > 0 and run.paint("red", (", %d of them cannot be read"):format(failed)) or "", skipped and "; " .. skipped or ""))
  end
  return failed == 0
end

--- Run the command.
-- @tparam table args  as the parser gives them; see options.lua
-- @treturn int exit status
function M.run (args)
  log.level = "error"
  local wrong = setup.wrong_value(args)
  local only = args.article and math.tointeger(tonumber(args.article))
  if args.article and (not only or only < 1) then wrong = "--article wants a number from 1" end
  if wrong then
    log.error("%s", wrong)
    return status.usage
  end
  local coloured = shown.is_coloured(args) and not args.json
  local run = {
    options = setup.reading(args), date = args.date, only = only, with_text = args.text, as_json = args.json,
    paint = shown.painter(coloured), on_error = talk.internal_error(args.trace),
    put = function (line)
      local ok, message = io.stdout:write(args.json and line or shown.line(line, coloured), "\n")
      if not ok then error({ output = message }, 0) end
    end,
  }
  local files = #args.files > 0 and args.files or { "-" }
  if files[1] == "-" and system.is_terminal(0) then log.info("reading from the terminal; Ctrl-D ends it") end
  local worst = status.well
  local ok, raised = xpcall(function ()
    for _, path in ipairs(files) do
      if not inspect_file(run, path) then worst = status.failed end
    end
    local flushed, message = io.stdout:flush()
    if not flushed then error({ output = message }, 0) end
  end, function (e) return e end)
  if ok then return worst end
  if type(raised) == "table" and raised.output then
    log.error("standard output: %s", raised.output)
    return status.failed
  end
  if tostring(raised):find("interrupted!$") then return status.interrupted end
  error(raised, 0)
end

return M
