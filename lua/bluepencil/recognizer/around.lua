--- What stands around a match: the word before, the word behind, and whether the clause speaks of past or future.
--
-- Looks at a few dozen bytes; `text` is the text of one block.

local core = require "bluepencil.core"

local M = {}

-- Lua patterns anchor at the left only, so what stands before is looked at back to front: one anchored match instead of
-- a try at each byte.
local function reversed (text, first, size)
  return text:sub(first > size and first - size or 1, first - 1):reverse()
end
M.reversed = reversed

--- The word right before a byte and white space, as written; nil when there is none.
function M.word_before_as_written (text, first)
  local word = reversed(text, first, 28):match("^%s+([%a\128-\255'.]+)")
  return word and word:reverse()
end

--- The same in small letters.
function M.word_before (text, first)
  local word = reversed(text, first, 28):match("^%s+([%a\128-\255'.]+)")
  return word and word:reverse():lower()
end

--- The word right behind a byte (`after` is the first byte behind the match), as written; nil when there is none.
function M.word_after (text, after) return text:match("^%s+(%a[%a'-]*)", after) end

local future = [[will won't shall 'll due scheduled expected plans plan planned planning set upcoming next until by would
  begins begin opens open starts start ends expires deadline forthcoming slated intends aims hopes takes returns]]
local past = [[said told reported announced was were had did since ruled died confirmed added wrote killed arrested found
  took came went began ended signed held made after ago been has have]]

local future_cue, past_cue = 1, 2
local builder = core.gazetteer_builder { fold = true }
for word in future:gmatch("%S+") do assert(builder:add(word, future_cue)) end
for word in past:gmatch("%S+") do assert(builder:add(word, past_cue)) end
local cues = assert(builder:freeze())

--- "future", "past" or nil: the nearest cue before the match in its sentence, else the first one behind it.
-- @tparam table context  of the recognizer
-- @tparam int first  @tparam int after  the match and the byte behind it, in the block
function M.tense (context, first, after)
  local doc, shift = context.doc, context.shift
  first, after = first + shift, after + shift
  local from, to = doc:sentence_at(first)
  if not from then return nil end
  if from < first - 100 then from = first - 100 end
  if to > after + 60 then to = after + 60 end
  local index = doc.index
  if from < first then
    local found = cues:scan(index, from, first - 1)
    local value = found[#found]
    if value then return value == future_cue and "future" or "past" end
  end
  if after < to then
    local value = cues:scan(index, after, to)[3]
    if value then return value == future_cue and "future" or "past" end
  end
end

return M
