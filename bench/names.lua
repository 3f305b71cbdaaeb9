--- How well names are found, measured on tokenised gold data and on who-is-who data.
--
--     lua5.4 bench/names.lua ner FILE.tsv ...     exact spans: precision, recall, F1 for Person, Place, Org
--     lua5.4 bench/names.lua people FILE.jsonl    persons of whom every mention is covered, by genre
--     SHOW=Person lua5.4 bench/names.lua ner ...  lists what was missed and what was invented
--
-- TSV: token TAB tag, BIO with PER, LOC, ORG; an empty line after each sentence; "# doc_id" before each document.

local document = require "bluepencil.document"
local name = require "bluepencil.recognizer.name"

local kinds = { "Person", "Place", "Org" }
local kind_of_tag = { PER = "Person", LOC = "Place", ORG = "Org" }
local show = os.getenv "SHOW"

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

local function score_document (sentences, count)
  local text, blocks, gold = compose(sentences)
  local doc = assert(document.new(text))
  doc:set_blocks(blocks)
  name.run(doc)
  local found = {}
  for _, kind in ipairs(kinds) do
    for _, a in ipairs(doc:annotations(kind)) do found[kind .. a.first .. ":" .. a.last] = a end
  end
  for _, g in ipairs(gold) do
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
  local count = {}
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

local function is_covered (text, covered, first, last)
  for i = first, last do
    if text:sub(i, i):find("[%w\128-\255]") and not covered[i] then return false end
  end
  return true
end

local function people (path)
  local cjson = require "cjson"
  local genres, order = {}, {}
  for line in io.lines(path) do
    local row = cjson.decode(line)
    local text = row.text
    local doc = assert(document.new(text))
    doc:set_blocks(blocks_of(text))
    name.run(doc)
    local covered = {}
    for _, a in ipairs(doc:annotations("Person")) do
      for i = a.first, a.last do covered[i] = true end
    end
    local genre = genres[row.genre]
    if not genre then
      genre = { persons = 0, hidden = 0, mentions = 0, found = 0 }
      genres[row.genre] = genre
      order[#order + 1] = row.genre
    end
    for _, person in ipairs(row.persons) do
      local whole = true
      for _, m in ipairs(person.mentions) do
        local first, last = utf8.offset(text, m.start + 1), utf8.offset(text, m["end"] + 1) - 1
        genre.mentions = genre.mentions + 1
        if is_covered(text, covered, first, last) then genre.found = genre.found + 1
        else
          whole = false
          if show == row.genre then report("missed", text, { first = first, last = last }) end
        end
      end
      genre.persons = genre.persons + 1
      if whole then genre.hidden = genre.hidden + 1 end
    end
    doc:close()
  end
  table.sort(order)
  for _, key in ipairs(order) do
    local g = genres[key]
    print(("  %-10s %4d persons, every mention covered %5.1f %%; mentions %5.1f %%"):format(
      key, g.persons, 100 * g.hidden / g.persons, 100 * g.found / math.max(1, g.mentions)))
  end
end

local run = ({ ner = ner, people = people })[arg[1]]
if not run or #arg < 2 then
  io.stderr:write("usage: lua5.4 bench/names.lua ner FILE.tsv ... | people FILE.jsonl\n")
  os.exit(2)
end
for i = 2, #arg do run(arg[i]) end
