--- Who speaks in a quotation: "…," X said.  X told Y: "…"  "…," she says.  "…"
--
-- Each said Quote gets `speaker` and `cert`: high where the name stands beside the verb, medium where a pronoun had to be
-- understood or the speaker of the quotation before goes on.

local cues = require "bluepencil.recognizer.name.cues"
local reference = require "bluepencil.link.reference"
local words = require "bluepencil.cues.words"

local M = {}

local speech = words.speech
local also = words.set "also then later recently once further he she who had has once has"

-- The person whose name stands at token k (or after a title or a noun: "prosecutor X", "X's lawyer, Y").
local function person_from (doc, s, k, limit)
  local sentence = s.sentence[k]
  for i = k, k + (limit or 6) do
    if s.sentence[i] ~= sentence then return nil end
    if s.capital[i] then
      local a = doc:overlapping(s:first(i), s:last(i), "Person")[1]
      if a and a.entity and a.entity.type == "Person" then
        local j = a.token_last or i
        local possessed = s:after_possessive(j + 1)
        if possessed then
          -- "said Perdás's lawyer, Ana Ruiz": the possessor does not speak
          return person_from(doc, s, possessed, 6)
        end
        return a.entity
      end
    end
    if s:word(i):find("^[.;“”\"]") then return nil end
  end
end

local function pronoun_at (s, meant, k)
  local lower = s:lower(k)
  if lower == "he" or lower == "she" then return lower == "he" and "m" or "f", meant.at[k] end
end

-- Persons who said something without quotation marks: "X said few of them testify", "said X".
local function reported (s, meant)
  local out = {}
  for _, event in ipairs(meant.events) do
    if event.entity then
      local k = event.annotation.token_last + 1
      while also[s:lower(k)] do k = k + 1 end
      local before = s:lower(event.at - 1)
      if (speech[s:lower(k)] and s.sentence[k] == s.sentence[event.at])
         or (speech[before] and s.sentence[event.at - 1] == s.sentence[event.at]) then
        out[#out + 1] = { at = event.at, entity = event.entity }
      end
    end
  end
  return out
end

-- Who spoke last before token k, of that sex: in a quotation or in reported speech.
local function last_speaker (history, sex, k)
  local best
  for _, one in ipairs(history) do
    local fits = one.entity.gender == sex or one.entity.gender == nil
    if fits and one.at < k and (not best or one.at >= best.at) then best = one end
  end
  return best and best.entity
end

-- The person of this kind who was named last before token k.
local function last_of_kind (meant, kind, k)
  local found
  for _, event in ipairs(meant.events) do
    if event.at >= k then break end
    if event.entity and event.entity.kind == kind then found = event.entity end
  end
  return found
end

local function by_pronoun (s, meant, history, k)
  local sex, found = pronoun_at(s, meant, k)
  if not sex then return nil end
  local e = last_speaker(history, sex, k)
  if not e or (found and found.entity.gender == sex and e.gender ~= sex) then e = found and found.entity or e end
  if e and not e.gender then e.gender = sex end
  return e, "medium"
end

-- What follows the closing mark: tokens from k.
local function attribution_after (doc, s, meant, history, k, block)
  if not k or s.block_index[s.sentence[k] or 0] ~= block then return nil end
  if s:word(k) == "," then k = k + 1 end
  if speech[s:lower(k)] and not s.capital[k] then
    local e, cert = by_pronoun(s, meant, history, k + 1)
    if e then return e, cert end
    return person_from(doc, s, k + 1, 8), "high"
  end
  local e, cert = by_pronoun(s, meant, history, k)
  if e then
    local n = k + 1
    while also[s:lower(n)] do n = n + 1 end
    if speech[s:lower(n)] then return e, cert end
    return nil
  end
  if s.capital[k] then
    local a = doc:overlapping(s:first(k), s:last(k), "Person")[1]
    if a and a.entity and a.entity.type == "Person" then
      local n = (a.token_last or k) + 1
      if s:word(n) == "," then                       -- "X, a lawyer, said"
        for m = n + 1, n + 12 do
          if s.sentence[m] ~= s.sentence[k] then return nil end
          if s:word(m) == "," then n = m + 1; break end
        end
      end
      while also[s:lower(n)] do n = n + 1 end
      if speech[s:lower(n)] then return a.entity, "high" end
    end
  elseif s:lower(k) == "the" then
    -- "the minister said": who was called that last
    for m = k + 1, k + 3 do
      local row = cues.noun[s:lower(m)]
      local n = m + 1
      while also[s:lower(n)] do n = n + 1 end
      if row and speech[s:lower(n)] then return last_of_kind(meant, row.kind, k), "medium" end
    end
  elseif s:lower(k) == "according" and s:lower(k + 1) == "to" then return person_from(doc, s, k + 2, 6), "high"
  end
end

-- What stands before the opening mark, in the same sentence: the last speech verb and its subject.
local function attribution_before (doc, s, meant, history, k, first)
  local sentence = s.sentence[k]
  for n = k, first, -1 do
    if s.sentence[n] ~= sentence then break end
    local lower = s:lower(n)
    if speech[lower] or lower == "called" then
      -- the nearest person or pronoun before the verb
      for m = n - 1, first, -1 do
        if s.sentence[m] ~= sentence then break end
        local e, cert = by_pronoun(s, meant, history, m)
        if e then return e, cert end
        if s.capital[m] then
          local a = doc:overlapping(s:first(m), s:last(m), "Person")[1]
          if a and a.entity and a.entity.type == "Person" and not s:after_possessive((a.token_last or m) + 1) then
            return a.entity, "high"
          end
        end
      end
      return nil
    end
  end
end

--- Give quotations their speakers.
function M.run (doc, s)
  local meant = reference.of(doc, s)
  local history = reported(s, meant)
  local previous
  for _, q in ipairs(doc:annotations("Quote")) do
    if q.subtype ~= "inner" then
      local i, j = s:range(q.first, q.last)
      local block = s.block_index[s.sentence[i] or 0]
      local e, cert
      local given = q.speaker
      if given == nil then
        e, cert = attribution_after(doc, s, meant, history, j + 1, block)
        if not e then
          local sentence = s.sentence[i]
          e, cert = attribution_before(doc, s, meant, history, i - 1, sentence and s.sentence_first[sentence] or i)
        end
        if not e and q.subtype ~= "scare" and previous and previous.speaker then
          -- "…," she says. "…": the words between were the attribution of the first part
          local between = doc.text:sub(previous.last + 1, q.first - 1)
          local same_block = doc:block_at(previous.first) == doc:block_at(q.first)
          if q.prev == previous or same_block and #between < 80 then
            e, cert = previous.speaker, previous.cert == "high" and "high" or "medium"
          end
        end
        if q.subtype == "scare" and not (e and cert == "high" and #doc:render(q.first, q.last) > 24) then e = nil end
        if e then
          q.speaker, q.cert = e, cert
          history[#history + 1] = { at = i, entity = e }
        end
      end
      if q.subtype ~= "scare" then previous = q end
    end
  end
end

return M
