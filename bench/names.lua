--- How well names are found, measured on tokenised gold data and on who-is-who data.
--
--     lua5.4 bench/names.lua ner FILE.tsv ...     exact spans: precision, recall, F1 for Person, Place, Org
--     lua5.4 bench/names.lua people FILE.jsonl    persons of whom every mention is covered, by genre
--     SHOW=Person lua5.4 bench/names.lua ner ...  lists what was missed and what was invented
--     RECALL=1.5 SPLIT=dev WITHOUT=titles,sweep   how eager; which documents of people.jsonl; steps of name.lua left out
--
-- TSV: token TAB tag, BIO with PER, LOC, ORG; an empty line after each sentence; "# doc_id" before each document.

local document = require "bluepencil.document"
local name = require "bluepencil.recognizer.name"

local kinds = { "Person", "Place", "Org" }
local kind_of_tag = { PER = "Person", LOC = "Place", ORG = "Org" }
local show = os.getenv "SHOW"
local eager = tonumber(os.getenv "RECALL" or nil)      -- how eager recognition is: 0 even-handed, 1 finds more
local split = os.getenv "SPLIT"                          -- "dev" or "train": only these documents of people.jsonl

-- WITHOUT=titles,sweep leaves steps out: what each is worth.
do
  local steps = {}
  for step in (os.getenv "WITHOUT" or ""):gmatch("[^,]+") do steps[#steps + 1] = step end
  name.leave_out(table.unpack(steps))
end

-- ---- exact spans -------------------------------------------------------------------------------------------------------

local no_space_before = {}
for word in ([[, . ; : ? ! ) 's ’s ' n't % - /]]):gmatch("%S+") do no_space_before[word] = true end
local no_space_after = { ["("] = true, ["-"] = true, ["/"] = true }

-- Sentences of tokens as a text with one block a sentence, and the gold spans in it.
local function compose (sentences)
  local buffer, position, gold, blocks = {}, 1, {}, {}
  local function put (text)
    buffer[#buffer + 1] = text
    position = position + #text
  end
  for _, sentence in ipairs(sentences) do
    local start, previous, open = position, nil, nil
    for _, token in ipairs(sentence) do
      local word, tag = token[1], token[2]
      if previous and not no_space_before[word] and not no_space_after[previous] then put " " end
      local first = position
      put(word)
      local place, kind = tag:match("^(%a)%-(%a+)$")
      if place == "B" then
        open = { first = first, last = position - 1, type = kind_of_tag[kind] }
        if open.type then gold[#gold + 1] = open end
      elseif place == "I" and open then open.last = position - 1
      else open = nil end
      previous = word
    end
    blocks[#blocks + 1] = { type = "Paragraph", first = start, last = position - 1 }
    put "\n\n"
  end
  return table.concat(buffer), blocks, gold
end

local function report (what, text, a)
  local before = text:sub(math.max(1, a.first - 40), a.first - 1)
  print(what, ((before .. "[[" .. text:sub(a.first, a.last) .. "]]" .. text:sub(a.last + 1, a.last + 30)):gsub("\n", " ")))
end

local named = { Person = "as_person", Place = "as_any", Org = "as_any" }

-- Letters covered by a person's name, and those covered by any name.
local function covered_by (doc)
  local person, any = {}, {}
  for _, a in ipairs(doc:annotations()) do
    local how = named[a.type]
    for i = a.first, how and a.last or a.first - 1 do
      any[i] = true
      if how == "as_person" then person[i] = true end
    end
  end
  return person, any
end

local function is_covered (text, covered, first, last)
  for i = first, last do
    if text:sub(i, i):find("[%w\128-\255]") and not covered[i] then return false end
  end
  return true
end

local function score_document (sentences, count)
  local text, blocks, gold = compose(sentences)
  local doc = assert(document.new(text))
  doc:set_blocks(blocks)
  doc.options = { recall = eager }
  name.run(doc)
  local found = {}
  local _, as_any = covered_by(doc)
  for _, kind in ipairs(kinds) do
    for _, a in ipairs(doc:annotations(kind)) do found[kind .. a.first .. ":" .. a.last] = a end
  end
  for _, g in ipairs(gold) do
    if g.type == "Person" and is_covered(text, as_any, g.first, g.last) then count.hidden = count.hidden + 1
    elseif g.type == "Person" and show == "hidden" then report("open", text, g) end
    local key = g.type .. g.first .. ":" .. g.last
    local c = count[g.type]
    if found[key] then
      c.right = c.right + 1
      found[key] = nil
    else
      c.missed = c.missed + 1
      if show == g.type then report("missed", text, g) end
    end
  end
  for _, a in pairs(found) do
    count[a.type].invented = count[a.type].invented + 1
    if show == a.type then report("invented", text, a) end
  end
  doc:close()
end

local function ner (path)
  local count = { hidden = 0 }
  for _, kind in ipairs(kinds) do count[kind] = { right = 0, missed = 0, invented = 0 } end
  local sentences, sentence = {}, {}
  local function end_sentence ()
    if #sentence > 0 then sentences[#sentences + 1] = sentence end
    sentence = {}
  end
  local function end_document ()
    end_sentence()
    if #sentences > 0 then score_document(sentences, count) end
    sentences = {}
  end
  for line in io.lines(path) do
    if line:find("^# doc_id") then end_document()
    elseif line == "" then end_sentence()
    else
      local word, tag = line:match("^(.-)\t(%S+)")
      if word then sentence[#sentence + 1] = { word, tag } end
    end
  end
  end_document()
  print(path)
  for _, kind in ipairs(kinds) do
    local c = count[kind]
    local precision = 100 * c.right / math.max(1, c.right + c.invented)
    local recall = 100 * c.right / math.max(1, c.right + c.missed)
    local f1 = precision + recall > 0 and 2 * precision * recall / (precision + recall) or 0
    print(("  %-7s precision %5.1f  recall %5.1f  F1 %5.1f  of %d"):format(kind, precision, recall, f1, c.right + c.missed))
  end
  local persons = count.Person.right + count.Person.missed
  print(("  persons hidden under any name %.1f %%"):format(100 * count.hidden / math.max(1, persons)))
end

-- ---- persons fully covered ------------------------------------------------------------------------------------------------

local function blocks_of (text)
  local blocks, from = {}, 1
  while from <= #text do
    local stop, behind = text:find("\n\n+", from)
    local last = stop and stop - 1 or #text
    if text:sub(from, last):find("%S") then
      local is_headline = #blocks == 0 and last - from < 120
      blocks[#blocks + 1] = { type = is_headline and "Headline" or "Paragraph", first = from, last = last }
    end
    from = (behind or #text) + 1
  end
  return blocks
end

local function score_person (g, text, person, as_person, as_any)
  local whole, hidden = true, true
  for _, m in ipairs(person.mentions) do
    local first, last = utf8.offset(text, m.start + 1), utf8.offset(text, m["end"] + 1) - 1
    g.mentions = g.mentions + 1
    if is_covered(text, as_person, first, last) then g.found = g.found + 1
    else
      whole = false
      if show == "people" then report("missed", text, { first = first, last = last }) end
    end
    hidden = hidden and is_covered(text, as_any, first, last)
  end
  g.persons = g.persons + 1
  if whole then g.whole = g.whole + 1 end
  if hidden then g.hidden = g.hidden + 1 end
end

local function people (path)
  local cjson = require "cjson"
  local genres, order = {}, { "all" }
  local function genre_of (key)
    if not genres[key] then
      genres[key] = { persons = 0, whole = 0, hidden = 0, mentions = 0, found = 0 }
      if key ~= "all" then order[#order + 1] = key end
    end
    return genres[key]
  end
  for line in io.lines(path) do
    local row = cjson.decode(line)
    if not split or row.split == split then
      local doc = assert(document.new(row.text))
      doc:set_blocks(blocks_of(row.text))
      doc.options = { recall = eager }
      name.run(doc)
      local as_person, as_any = covered_by(doc)
      for _, person in ipairs(row.persons) do
        score_person(genre_of(row.genre), row.text, person, as_person, as_any)
        score_person(genre_of "all", row.text, person, as_person, as_any)
      end
      doc:close()
    end
  end
  for _, key in ipairs(order) do
    local g = genre_of(key)
    print(("  %-10s %4d persons, every mention covered as a person %5.1f %%, as any name %5.1f %%; mentions %5.1f %%"):format(
      key, g.persons, 100 * g.whole / g.persons, 100 * g.hidden / g.persons, 100 * g.found / math.max(1, g.mentions)))
  end
end

local run = ({ ner = ner, people = people })[arg[1]]
if not run or #arg < 2 then
  io.stderr:write("usage: lua5.4 bench/names.lua ner FILE.tsv ... | people FILE.jsonl\n")
  os.exit(2)
end
for i = 2, #arg do run(arg[i]) end
