--- One decision for a name in the whole article.
--
-- What all places of the same words say is added up; a place may still differ from the rest when its own evidence is
-- strong ("in Paris" beside "Paris Hilton").  Then the parts of each full person's name are persons as well.
-- Cost: linear in the sequences.

local stream = require "bluepencil.recognizer.name.stream"
local words = require "bluepencil.cues.words"

local M = {}

local kinds = { "Person", "Place", "Org", "None" }
M.enough = 2.2            -- least evidence for a name
local own, shared = 0.6, 0.7   -- weight of the place's own evidence and of all places together
local part = 4            -- what being a part of a full person's name adds

local function tally (sequences)
  local total = {}
  for _, seq in ipairs(sequences) do
    local t = total[seq.key]
    if not t then
      t = { sum = { Person = 0, Place = 0, Org = 0, None = 0 }, top = { Person = -9, Place = -9, Org = -9, None = -9 }, count = 0 }
      total[seq.key] = t
    end
    t.count = t.count + 1
    local e = seq.evidence
    for _, kind in ipairs(kinds) do
      t.sum[kind] = t.sum[kind] + e[kind]
      if e[kind] > t.top[kind] then t.top[kind] = e[kind] end
    end
  end
  for _, t in pairs(total) do
    for _, kind in ipairs(kinds) do
      local rest = t.sum[kind] - t.top[kind]
      t[kind] = t.top[kind] + 0.3 * math.max(-6, math.min(6, rest))
    end
  end
  return total
end

local function decide (seq, t)
  local best, score = "None", 0
  local e = seq.evidence
  for _, kind in ipairs(kinds) do
    local value = own * e[kind] + shared * t[kind]
    if value > score then best, score = kind, value end
  end
  if score < M.enough then best = "None" end
  seq.type, seq.total = best, score
end

--- The words of a name by which its bearer may be called: capitalised, not initials, particles or suffixes.
-- @treturn table list of folded words
function M.parts (s, i, j)
  local out = {}
  local k = i
  while k <= j do
    local last = k
    while last + 2 <= j and s:word(last + 1) == "-" do last = last + 2 end       -- "Myung-bok" is one part
    local word = s:word(k)
    if s.capital[k] and not word:find("%.$") and #word > 1 and not words.suffix[s:lower(k)] then
      out[#out + 1] = stream.plain(s:render(k, last))
    end
    k = last + 1
  end
  return out
end

--- Decide what each sequence is.
-- @tparam Stream s
-- @tparam table sequences  each with `key` and `evidence`; each gets `type` and `total`
-- @treturn table parts  folded part -> list of the full names that hold it
function M.run (s, sequences)
  local total = tally(sequences)
  for _, seq in ipairs(sequences) do decide(seq, total[seq.key]) end

  local parts, full = {}, {}
  for _, seq in ipairs(sequences) do
    if seq.type == "Person" and seq.j > seq.i and not full[seq.key] then
      local list = M.parts(s, seq.i, seq.j)
      full[seq.key] = list
      if #list > 1 then
        for _, word in ipairs(list) do
          parts[word] = parts[word] or {}
          table.insert(parts[word], seq.key)
        end
      end
    end
  end
  -- a sequence whose words all belong to one full name
  for _, seq in ipairs(sequences) do
    if not full[seq.key] then
      local list = M.parts(s, seq.i, seq.j)
      local first = list[1] and parts[list[1]]
      local whole = first ~= nil and not (seq.j > seq.i and #list < 2)
      for n = 2, #list do whole = whole and parts[list[n]] ~= nil end
      if whole and not (seq.evidence.Place >= 4.5 and seq.type == "Place" and seq.evidence.Person < 1)
         and not (seq.evidence.the and seq.evidence.Person < 0 and seq.type ~= "Person") then
        seq.evidence.Person = seq.evidence.Person + part
        seq.evidence.source = seq.evidence.source or "name:part"
        local e = seq.evidence
        if e.Person >= e.Place and e.Person >= e.Org - 1 then
          seq.type, seq.total = "Person", math.max(seq.total, part)
        end
      end
    end
  end
  return parts
end

return M
