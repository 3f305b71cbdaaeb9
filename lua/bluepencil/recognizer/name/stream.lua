--- The tokens of a document as the name rules walk them: by number, with the word of each read only when asked for.
--
-- Token numbers are those of the core's index.  A token outside every block has no sentence, so nothing is read there.
-- One stream is made per document and kept as long as the document lives; it costs about 25 ns a token.

local core = require "bluepencil.core"

local Stream = {}
Stream.__index = Stream

local M = {}

local streams = setmetatable({}, { __mode = "k" })   -- document -> stream

local ascii_lower = {}                               -- word -> folded word, for words seen in any article
local plain_form = {}
local remembered, limit = 0, 50000                   -- forgotten as a whole when it grows beyond the limit

--- The case-folded form of a word.
function M.fold (word)
  local folded = ascii_lower[word]
  if folded then return folded end
  folded = word:find("[\128-\255]") and core.fold(word) or word:lower()
  remembered = remembered + 1
  if remembered > limit then ascii_lower, plain_form, remembered = {}, {}, 0 end
  ascii_lower[word] = folded
  return folded
end

--- The word as it is compared: case and accents folded.
function M.plain (word)
  if not word:find("[\128-\255]") then return M.fold(word) end
  local plain = plain_form[word]
  if plain then return plain end
  plain = core.fold(word, "all"):gsub("’", "'"):gsub("ʼ", "'")
  remembered = remembered + 1
  plain_form[word] = plain
  return plain
end

-- The block of each sentence: both are in text order.
local function blocks_of (self, doc)
  local blocks, tokens = doc.blocks, self.tokens
  local types, numbers = self.block, self.block_index
  local n = 1
  for number, i in ipairs(self.sentence_first) do
    local first = tokens[2 * i - 1]
    while blocks[n] and blocks[n].last < first do n = n + 1 end
    local block = blocks[n]
    types[number], numbers[number] = block and block.type or "Paragraph", block and n or 0
  end
end

--- The stream of a document whose blocks are set.
-- @tparam Document doc
-- @treturn Stream  `count`; arrays by token: `capital` (true), `sentence` (number); arrays by sentence:
--   `sentence_first`, `sentence_last` (tokens), `block` (type), `block_index`
function M.of (doc)
  local self = streams[doc]
  if self then return self end
  local index = doc.index
  local tokens, sentence, capital, sentence_first, sentence_last = index:reading()
  self = setmetatable({
    doc = doc, text = doc.text, index = index, tokens = tokens, count = #tokens // 2, words = {}, folded = {},
    capital = capital, sentence = sentence, sentence_first = sentence_first,
    sentence_last = sentence_last, sentence_count = #sentence_first, block = {}, block_index = {},
  }, Stream)
  blocks_of(self, doc)
  streams[doc] = self
  return self
end

--- First and last byte of a token.
function Stream:first (i) return self.tokens[2 * i - 1] end
function Stream:last (i) return self.tokens[2 * i] end

--- The word of a token as it stands; nil outside the text.
function Stream:word (i)
  local word = self.words[i]
  if word then return word end
  local first = self.tokens[2 * i - 1]
  if not first then return nil end
  word = self.text:sub(first, self.tokens[2 * i])
  self.words[i] = word
  return word
end

--- The case-folded word of a token; "" outside the text, so that it can index any cue table.
function Stream:lower (i)
  local word = self.folded[i]
  if word then return word end
  word = self:word(i)
  if not word then return "" end
  word = M.fold(word)
  self.folded[i] = word
  return word
end

--- Is there white space before the token?
function Stream:spaced (i)
  local before = self.tokens[2 * i - 2]
  return before == nil or self.tokens[2 * i - 1] > before + 1
end

--- Do both tokens stand in one sentence?
function Stream:same_sentence (i, j)
  local sentence = self.sentence[i]
  return sentence ~= nil and sentence == self.sentence[j]
end

--- Is the token the first of its sentence?
function Stream:opens_sentence (i)
  local sentence = self.sentence[i]
  return sentence ~= nil and self.sentence_first[sentence] == i
end

--- The first token that ends at or after a byte.
function Stream:at (byte) return self.index:token_at(byte) end

--- First and last token of a span of bytes.
function Stream:range (first, last)
  local i = self.index:token_at(first)
  local j = self.index:token_at(last)
  return i, j
end

--- The words of a span of tokens as a reader sees them.
function Stream:render (i, j) return self.index:render(self.tokens[2 * i - 1], self.tokens[2 * j]) end

--- The folded words of a span of tokens, as a key.
function Stream:key (i, j)
  if i == j then return self:lower(i) end
  return M.fold(self.index:render(self.tokens[2 * i - 1], self.tokens[2 * j]))
end

local is_apostrophe = { ["'s"] = true, ["’s"] = true, ["'S"] = true, ["’S"] = true, ["ʼs"] = true }
local bare_apostrophe = { ["'"] = true, ["’"] = true }

--- The token after a possessive ending at `i` ("'s", or "'" behind an s), or nil when there is no such ending.
-- Both signs also close quotations; behind a plural s, a following lower-case word makes the difference.
function Stream:after_possessive (i)
  local word = self:word(i)
  if is_apostrophe[word] then return i + 1 end
  if bare_apostrophe[word] and not self:spaced(i) and self:word(i - 1):find("[sxz]$")
     and self.sentence[i + 1] == self.sentence[i] and self:spaced(i + 1) and self:word(i + 1):find("^%a") then
    return i + 1
  end
end

return M
