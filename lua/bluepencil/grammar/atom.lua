--- The small patterns that every lexical grammar is made of: white space, word ends, dashes, word lists.
--
-- Grammars match bytes.  White space includes a line end, since articles are wrapped; a recognizer sees one block at a
-- time, so no pattern can run over a block's edge.

local lpeg = require "lpeg"

local P, R, S, B, Cc = lpeg.P, lpeg.R, lpeg.S, lpeg.B, lpeg.Cc

local M = {}

M.digit = R"09"

-- Letters: ASCII, and lead bytes of two- to four-byte characters except U+0080-U+00BF (0xC2: no-break space, signs) and
-- U+2000-U+2FFF (0xE2: dashes, quotation marks, currency signs).
M.letter = R("az", "AZ", "\195\225", "\227\244")

-- White space as it stands in articles: blank, tab, line end, no-break, thin and narrow no-break space.
M.blank = S" \t\n\r" + P"\194\160" + P"\226\128" * S"\137\175"
M.space = M.blank^1
M.gap = M.blank^0

-- Hyphen, no-break hyphen, figure dash, en dash.
M.hyphen = P"-" + P"\226\128" * S"\144\145\146\147"
-- The same and the em dash: what may stand between the ends of a range.
M.dash = P"-" + P"\226\128" * S"\144\145\146\147\148"
M.apostrophe = P"'" + P"\226\128\153" + P"\202\188"

-- Here a word or number is over: "54" in "54th" is none.
M.word_end = -(M.letter + M.digit)
-- Nor does it go on: "3" in "3.5" or "3,000".
M.number_end = -(M.letter + M.digit + S".," * M.digit)

-- Not inside a word or number; for positions that no tokenizer gave.
M.word_start = -B(R("az", "AZ", "09"))

local function insert (root, word, value)
  local node = root
  for character in word:gmatch("[%z\1-\127\194-\244][\128-\191]*") do
    node[character] = node[character] or {}
    node = node[character]
  end
  node.value = value
end

local function character_pattern (character, fold)
  if character == " " then return M.space end
  if character == "'" then return M.apostrophe end
  if fold and character:match("%a") then return S(character:lower() .. character:upper()) end
  return P(character)
end

local function trie (node, fold, stop)
  local characters = {}
  for key in pairs(node) do if key ~= "value" then characters[#characters + 1] = key end end
  table.sort(characters)
  local pattern
  for _, character in ipairs(characters) do
    local branch = character_pattern(character, fold) * trie(node[character], fold, stop)
    pattern = pattern and pattern + branch or branch
  end
  if node.value == nil then return pattern end
  local leaf = stop * Cc(node.value)
  return pattern and pattern + leaf or leaf   -- the longer word first
end

--- A pattern that matches any of the words and captures its value; the longest word is taken.
-- @tparam table map  word -> value; a blank in a word matches any white space, "'" any apostrophe
-- @tparam[opt] boolean fold  ASCII letters match in either case
-- @tparam[opt] pattern stop  what must follow; default: the word ends there
function M.words (map, fold, stop)
  local root = {}
  for word, value in pairs(map) do insert(root, fold and word:lower() or word, value) end
  return trie(root, fold, stop or M.word_end)
end

--- A set { word = true } of the words of a string.
function M.set (words)
  local set = {}
  for word in words:gmatch("%S+") do set[word] = true end
  return set
end

return M
