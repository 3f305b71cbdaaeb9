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
M.sure = 2.6              -- least evidence for a full name whose parts are then looked for
local part = 4            -- what being a part of a full person's name adds

local function tally (sequences)
  local total = {}
  for n = 1, #sequences do
    local seq = sequences[n]
    local e = seq.evidence
    local t = total[seq.key]
    if not t then
      total[seq.key] = { Person = e.Person, Place = e.Place, Org = e.Org, None = e.None }
    else
      t.rest = t.rest or { Person = 0, Place = 0, Org = 0, None = 0 }
      for k = 1, 4 do
        local kind = kinds[k]
        local value, top = e[kind], t[kind]
        if value > top then t[kind], value = value, top end
        t.rest[kind] = t.rest[kind] + value
      end
    end
  end
  for _, t in pairs(total) do
    local rest = t.rest
    if rest then
      for k = 1, 4 do
        local kind = kinds[k]
        t[kind] = t[kind] + 0.3 * math.max(-6, math.min(6, rest[kind]))
      end
    end
  end
  return total
end

local function decide (seq, t)
  local best, score = "None", 0
  local e = seq.evidence
  for k = 1, 4 do
    local kind = kinds[k]
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
      out[#out + 1] = stream.plain(s:key(k, last))
    end
    k = last + 1
  end
  return out
end

-- Is every word of the sequence a part of a full name?
local function belongs (s, seq, parts)
  if seq.i == seq.j then return parts[stream.plain(s:lower(seq.i))] ~= nil end
  if next(parts) == nil or not s.capital[seq.j] then return false end
  local list = M.parts(s, seq.i, seq.j)
  if #list < 2 then return false end
  for n = 1, #list do
    if not parts[list[n]] then return false end
  end
  return true
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
    if seq.type == "Person" and seq.j > seq.i and not full[seq.key] and total[seq.key].Person >= M.sure then
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
  -- A sequence whose words all belong to one full name; not a place that the article is full of ("Old Aldmoor", "Aldmoor").
  for _, seq in ipairs(sequences) do
    if not full[seq.key] then
      local whole = belongs(s, seq, parts)
      local t = total[seq.key]
      local elsewhere = t.Place >= 3 and t.Place > t.Person + 1.5 and seq.evidence.Person < 1.5
      if whole and not elsewhere
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
