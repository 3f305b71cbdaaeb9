--- What is measured: the tagger by itself and the whole line, each as a function from a text to names.
--
-- Names are flat arrays { first, last, type (1 person, 2 place, 3 organisation), score, ... }, as the core gives them.

local annotate = require "bluepencil.annotate"
local core = require "bluepencil.core"
local document = require "bluepencil.document"
local gazetteer = require "bluepencil.gazetteer"
local parse = require "bluepencil.parse"

local M = {}

local kinds = { "Person", "Place", "Org" }

--- The tagger alone.
-- @tparam string model  path
-- @tparam[opt=0] number recall
-- @treturn function (text, sentences or nil) -> names
function M.alone (model, recall)
  local tagger, lists = assert(core.tagger_load(model)), assert(gazetteer.shipped())
  return function (text, sentences)
    local index = assert(core.document(text))
    if sentences then assert(index:set_blocks(sentences)) end
    local names = tagger:tag(index, lists, recall or 0, true)
    index:close()
    return names
  end
end

local function sentence_blocks (sentences)
  local blocks = {}
  for i = 1, #sentences, 2 do
    blocks[#blocks + 1] = { type = "Paragraph", first = sentences[i], last = sentences[i + 1] }
  end
  return blocks
end

local function by_place (a, b) return a.first < b.first end

--- Errors of the program, one message for each text that raised one.
M.errors = {}

--- The whole line up to annotations.  With `sentences` these are the blocks, otherwise the text is parsed as an article.
-- @treturn function (text, sentences or nil) -> names; the score is the annotation's
function M.line ()
  return function (text, sentences)
    local doc = assert(document.new(text, { name = "quality" }))
    if sentences then doc:set_blocks(sentence_blocks(sentences)) else parse.parse(doc) end
    local ok, message = pcall(annotate.annotate, doc)
    if not ok then M.errors[#M.errors + 1] = tostring(message) end
    local found = {}
    for number, kind in ipairs(kinds) do
      for _, a in ipairs(doc:annotations(kind)) do
        found[#found + 1] = { first = a.first, last = a.last, type = number, score = a.score or 1 }
      end
    end
    table.sort(found, by_place)
    local names = {}
    for i, a in ipairs(found) do
      names[4 * i - 3], names[4 * i - 2], names[4 * i - 1], names[4 * i] = a.first, a.last, a.type, a.score
    end
    doc:close()
    return names
  end
end

-- ---- texts -------------------------------------------------------------------------------------------------------------

local as_is = function (text) return text end
M.cases = { { name = "as printed", fold = as_is }, { name = "ALL CAPS", fold = string.upper }, { name = "lower case", fold = string.lower } }

--- The people of people.jsonl whose split is wanted, with byte offsets.
-- @tparam string path
-- @tparam table splits  set of "dev", "train"
-- @treturn table  list of { id, genre, text, persons = { { first, last, ... }, ... } }
function M.people (path, splits)
  local json = require "cjson"
  local out = {}
  for line in io.lines(path) do
    local d = json.decode(line)
    if splits[d.split] then
      local byte = {}           -- of each character, and one behind the last
      for at in utf8.codes(d.text) do byte[#byte + 1] = at end
      byte[#byte + 1] = #d.text + 1
      local one = { id = d.doc, genre = d.genre, text = d.text, persons = {} }
      for _, person in ipairs(d.persons) do
        local spans = {}
        for _, m in ipairs(person.mentions) do
          spans[#spans + 1], spans[#spans + 2] = byte[m.start + 1], byte[m["end"] + 1] - 1
        end
        one.persons[#one.persons + 1] = spans
      end
      out[#out + 1] = one
    end
  end
  return out
end

--- People of a corpus document without who-is-who: names that end in the same word are one person's.
-- @treturn table  list of { first, last, ... }
function M.people_by_last_word (d)
  local by_word, out = {}, {}
  for i = 1, #d.names, 3 do
    if d.names[i + 2] == 1 then
      local word = d.text:sub(d.names[i], d.names[i + 1]):match("(%S+)$")
      local spans = by_word[word]
      if not spans then
        spans = {}
        by_word[word] = spans
        out[#out + 1] = spans
      end
      spans[#spans + 1], spans[#spans + 2] = d.names[i], d.names[i + 1]
    end
  end
  return out
end

--- Which bytes are hidden when names are struck.
-- @tparam table names
-- @tparam[opt] integer type  of this type only
-- @treturn table set of bytes
function M.hidden (names, type)
  local set = {}
  for i = 1, #names, 4 do
    if not type or names[i + 2] == type then
      for b = names[i], names[i + 1] do set[b] = true end
    end
  end
  return set
end

--- Whether each letter and digit of a span is hidden.
function M.is_hidden (text, set, first, last)
  for b = first, last do
    if not set[b] and text:find("^[%w\128-\255]", b) then return false end
  end
  return true
end

return M
