--- The little words that entities, roles and links ask for, found in one pass of the core.
--
-- A pronoun, "lives", "his manager", "works as": each rule that would walk all tokens looks at the signs of its kind
-- instead.  A sign is a token; which kinds it is of is a set of bits.  Made once for a document and kept with it.
-- Cost: one gazetteer scan, and a look-up for each sign (about one token in twelve).

local core = require "bluepencil.core"

local M = {}

local kinds, order = {}, {}
local builder_words, gazetteer = {}, nil

--- Declare a kind of sign.
-- @tparam string name
-- @tparam table set  the words of it, as keys, lower case; of several words the sign is the first token
-- @treturn int its bit
function M.declare (name, set)
  assert(not kinds[name], name)
  order[#order + 1] = name
  local bit = 1 << (#order - 1)
  kinds[name] = bit
  for word in pairs(set) do builder_words[word] = (builder_words[word] or 0) | bit end
  gazetteer = nil
  return bit
end

--- Add words to a kind.
-- @tparam int bit  as `declare` gave it
-- @tparam string words  one word or several
function M.add (bit, words)
  builder_words[words] = (builder_words[words] or 0) | bit
  gazetteer = nil
end

local function compile ()
  local builder = core.gazetteer_builder { fold = true }
  for word, bits in pairs(builder_words) do assert(builder:add(word, bits)) end
  gazetteer = builder:freeze()
  builder:close()
  return gazetteer
end

local cache = setmetatable({}, { __mode = "k" })

--- The signs of a document.
-- @treturn table `count`; arrays `at` (token, in text order) and `bits`
function M.of (s)
  local found = cache[s]
  if found then return found end
  local flat = (gazetteer or compile()):scan(s.index)
  local at, bits, sentence, n = {}, {}, s.sentence, 0
  local index = s.index
  for k = 1, #flat, 3 do
    local i = index:token_at(flat[k])
    if sentence[i] then
      n = n + 1
      at[n], bits[n] = i, flat[k + 2]
    end
  end
  found = { at = at, bits = bits, count = n }
  cache[s] = found
  return found
end

--- The number of the first sign at or behind a token.
function M.from (signs, token)
  local at, low, high = signs.at, 1, signs.count + 1
  while low < high do
    local mid = (low + high) // 2
    if at[mid] < token then low = mid + 1 else high = mid end
  end
  return low
end

return M
