--- The cue phrases of cues/roles.lua, compiled, and how editors add their own.
--
-- A cues file is a table as text: cells between tabs (or commas, as CSV without quotes), one cue a line.
--
--     place    kind      role      weight  words
--     noun     worker    private   3       lamplighter|night watchman
--     object   victim    private   4       hoodwinked
--
-- `place` is where the words stand: "noun" (before a name or in an apposition), "subject" (a verb behind the name),
-- "passive" (behind "was"), "object" (before the name), "sentence" (anywhere in the sentence).  Lines that start with "#" are
-- comments.  What is added holds for the whole process.

local core = require "bluepencil.core"
local cues = require "bluepencil.recognizer.name.cues"
local roles = require "bluepencil.cues.roles"
local signs = require "bluepencil.entity.signs"
local suggest = require "bluepencil.suggest"

local M = {}

-- Phrases filed under their first (verbs) or last (objects) word: { words, kind, role, weight }.
M.subject, M.passive, M.object = {}, {}, {}
-- Phrases that count wherever they stand in the sentence.
M.sentence = {}

M.SENTENCE = signs.declare("role_sentence", {})

local places = { "noun", "subject", "passive", "object", "sentence" }
local role_names = { "private", "public" }

local function file (index, key, list, row, text)
  index[key] = index[key] or {}
  table.insert(index[key], { words = list, kind = row[1], role = row[2], weight = row[3], text = text })
end

local function add_phrases (row, index, by_last)
  for _, text in ipairs(cues.alternatives(row[4])) do
    local list = {}
    for word in text:gmatch("%S+") do list[#list + 1] = word end
    file(index, list[by_last and #list or 1], list, row, text)
  end
end

local function add_sentence (row)
  for _, text in ipairs(cues.alternatives(row[4])) do
    if not M.sentence[text] then
      M.sentence[text] = { kind = row[1], role = row[2], weight = row[3], text = text }
      signs.add(M.SENTENCE, text)
    end
  end
end

local function add (place, row)
  if place == "noun" then
    for _, text in ipairs(cues.alternatives(row[4])) do cues.add_noun(text, row[1], row[2], row[3]) end
  elseif place == "object" then add_phrases(row, M.object, true)
  elseif place == "sentence" then add_sentence(row)
  else add_phrases(row, M[place]) end
end

for _, place in ipairs { "subject", "passive", "object", "sentence" } do
  for _, row in ipairs(roles[place]) do add(place, row) end
end

-- Kinds that policies know, in the order of cues/roles.lua.
local kinds, is_kind = {}, {}
for _, place in ipairs { "nouns", "subject", "passive", "object", "sentence" } do
  for _, row in ipairs(roles[place]) do
    if not is_kind[row[1]] then
      is_kind[row[1]] = true
      kinds[#kinds + 1] = row[1]
    end
  end
end

--- The row of the longest sentence phrase that begins at token k, or nil.
function M.at (s, k)
  for size = 8, 1, -1 do
    local row = s:same_sentence(k, k + size - 1) and M.sentence[s:key(k, k + size - 1)]
    if row then return row end
  end
end

local function contains (list, word)
  for _, one in ipairs(list) do
    if one == word then return true end
  end
  return false
end

-- What is wrong with a row, or nil.
local function problem (place, kind, role, weight, text)
  if not contains(places, place) then return suggest.unknown("place of a cue", tostring(place), places) end
  if not is_kind[kind] then return suggest.unknown("kind", tostring(kind), kinds) end
  if not contains(role_names, role) then return suggest.unknown("role", tostring(role), role_names) end
  if type(weight) ~= "number" or weight <= 0 or weight > 10 then return "a weight is a number from 0 to 10" end
  if type(text) ~= "string" or not text:find("[%w\128-\255]") then return "no words" end
end

--- Add cues of an editor's own.
-- @tparam table rows  each { place, kind, role, weight, words }: `words` alternatives with "|" between them
-- @raise on a place, kind or role it does not know
function M.extend (rows)
  for _, row in ipairs(rows) do
    local wrong = problem(table.unpack(row, 1, 5))
    if wrong then error(wrong, 2) end
  end
  for _, row in ipairs(rows) do add(row[1], { row[2], row[3], row[4], core.fold(row[5]) }) end
end

-- ---- files -----------------------------------------------------------------------------------------------------------

local columns = { "place", "kind", "role", "weight", "words" }

local function cells_of (line)
  local separator = line:find("\t", 1, true) and "\t" or ","
  local cells = {}
  for cell in (line .. separator):gmatch("([^" .. separator .. "]*)" .. separator) do
    cells[#cells + 1] = cell:match("^%s*(.-)%s*$")
  end
  return cells
end

local function header (cells)
  local at = {}
  for i, name in ipairs(cells) do at[name:lower()] = i end
  for _, name in ipairs(columns) do
    if not at[name] then
      return nil, ("no column '%s'; the columns are %s"):format(name, table.concat(columns, ", "))
    end
  end
  return at
end

--- The rows of a cues file.
-- @tparam string text
-- @tparam string name  what to call it in messages
-- @treturn table | nil, message  `NAME:LINE: what is wrong`
function M.parse (text, name)
  local ok, why, _, bad = core.validate(text)
  if not ok then return nil, ("%s:%d: %s"):format(name, bad or 1, why) end
  local rows, at, number = {}, nil, 0
  for line in (text:gsub("^\239\187\191", ""):gsub("\r\n?", "\n") .. "\n"):gmatch("([^\n]*)\n") do
    number = number + 1
    if line:find("%S") and not line:find("^%s*#") then
      local cells = cells_of(line)
      if not at then
        local message
        at, message = header(cells)
        if not at then return nil, ("%s:%d: %s"):format(name, number, message) end
      else
        local weight = cells[at.weight]
        local row = { cells[at.place], cells[at.kind], cells[at.role], tonumber(weight) or weight, cells[at.words] }
        local wrong = problem(table.unpack(row, 1, 5))
        if wrong then return nil, ("%s:%d: %s"):format(name, number, wrong) end
        rows[#rows + 1] = row
      end
    end
  end
  if not at then return nil, ("%s:1: empty; the columns are %s"):format(name, table.concat(columns, ", ")) end
  return rows
end

local loaded = {}

--- Add the cues of a file; the same file twice counts once.
-- @treturn true | nil, message
function M.load (path)
  if loaded[path] then return true end
  local handle, message = io.open(path, "rb")
  if not handle then return nil, message end
  local text = handle:read("a")
  handle:close()
  if not text then return nil, path .. ": cannot be read" end
  local rows
  rows, message = M.parse(text, path)
  if not rows then return nil, message end
  M.extend(rows)
  loaded[path] = true
  return true
end

return M
