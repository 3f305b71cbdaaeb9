--- What stands around a match: the word before, the word behind, and whether the clause speaks of past or future.
--
-- Looks at a few dozen bytes; `text` is the text of one block.

local atom = require "bluepencil.grammar.atom"

local M = {}

--- The word right before a byte, in small letters, and what stands between ("" or white space); nil when there is none.
function M.word_before (text, first)
  local word = text:sub(first > 33 and first - 33 or 1, first - 1):match("([%a\128-\255'.]+)%s+$")
  return word and word:lower()
end

--- The same as written.
function M.word_before_as_written (text, first)
  return text:sub(first > 33 and first - 33 or 1, first - 1):match("([%a\128-\255'.]+)%s+$")
end

--- The word right behind a byte (`after` is the first byte behind the match), as written; nil when there is none.
function M.word_after (text, after) return text:match("^%s+(%a[%a'-]*)", after) end

local future = atom.set [[will won't shall ll due scheduled expected plans plan planned planning set upcoming next until by
  would begins begin opens open starts start ends expires deadline forthcoming slated intends aims hopes takes returns]]
local past = atom.set [[said told reported announced was were had did since ruled died confirmed added wrote killed arrested
  found took came went began ended signed held made after ago been has have]]

local function clause_before (text, first)
  local piece = text:sub(first > 80 and first - 80 or 1, first - 1)
  return piece:match("^.*[.!?;][\"')\128-\191]*%s+(%u.*)$") or piece
end

local function clause_after (text, after)
  local piece = text:sub(after, after + 60)
  return piece:match("^(.-)[.!?;]%s") or piece
end

--- "future", "past" or nil: the nearest cue before the match in its clause, else the first one behind it.
function M.tense (text, first, after)
  local found
  for word in clause_before(text, first):gmatch("%a+") do
    word = word:lower()
    if future[word] then found = "future" elseif past[word] then found = "past" end
  end
  if found then return found end
  for word in clause_after(text, after):gmatch("%a+") do
    word = word:lower()
    if future[word] then return "future" elseif past[word] then return "past" end
  end
end

return M
