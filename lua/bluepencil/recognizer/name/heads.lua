--- Names that a word beside them makes places or organisations: "Amur region", "Court of Human Rights", "Solana bakery".
--
-- First joins what belongs together ("Committee" + "of" + "Inquiry"), then gives each sequence its head, if it has one.

local orgs = require "bluepencil.cues.orgs"
local words = require "bluepencil.cues.words"

local M = {}

local set = words.set
local head, inner = orgs.head, orgs.inner

-- Heads that "for", "on", "against" may follow, and those a list may follow: "Ministry of Health and Welfare".
local long_head = set [[committee commission organization organisation council center centre institute ministry office agency
  association department fund campaign society union board network coalition alliance federation foundation movement
  campaign authority bureau directorate secretariat forum initiative]]

-- Courts, governments and forces written small after a place: "Tavrin regional court".
local public_body = set [[court government police parliament administration legislature council assembly prosecutor's army
  authorities tribunal]]
local body_modifier = set [[regional district provincial city county state supreme high federal constitutional appeals criminal
  central municipal town military national local appellate juvenile family labor labour civil administrative]]

local articles = set "the a an"
local eponymous = set [[hospital college school church cathedral bank club restaurant clinic bakery cafe pub bar hotel academy
  university chapel store department]]

--- Join sequences that make one organisation's name.
-- @tparam Stream s
-- @tparam table sequences  in text order; changed in place
function M.join (s, sequences)
  local out = {}
  local k, n = 1, #sequences
  while k <= n do
    local seq = sequences[k]
    -- "St. Brida's Hospital": the possessive belongs to the name
    local next_seq = sequences[k + 1]
    if next_seq and next_seq.i == next_seq.j and next_seq.i == seq.j + 2 and s:after_possessive(seq.j + 1) == next_seq.i
       and eponymous[s:lower(next_seq.i)] and not seq.title then
      seq.j, seq.headed, seq.owned = next_seq.j, true, true
      k = k + 1
    end
    local last_word = s:lower(seq.j)
    if head[last_word] and not seq.title then
      local joined = false
      while k < n do
        local after = sequences[k + 1]
        if after.title or not s:same_sentence(seq.i, after.i) or after.i - seq.j > 3 then break end
        local glue = s:lower(seq.j + 1)
        if seq.j + 1 >= after.i or not inner[glue] then break end
        local middle = s:word(seq.j + 2)
        if after.i - seq.j == 3 and middle ~= "the" then break end
        if glue == "of" or glue == "de" or glue == "del" or glue == "&" then joined = true
        elseif long_head[last_word] and (glue == "for" or glue == "on" or glue == "against") then joined = true
        elseif (glue == "and" or glue == "in" or glue == "to") and joined and long_head[last_word] and after.j == after.i
               and not orgs.head[s:lower(after.j)] and glue ~= "in" then joined = true
        else break end
        seq.j, seq.headed = after.j, true
        k = k + 1
      end
    end
    out[#out + 1] = seq
    k = k + 1
  end
  return out
end

local function has_head (s, seq)
  if seq.headed then return seq.i end
  if head[s:lower(seq.j)] and seq.j > seq.i then return seq.j end
end

local company = set [[inc inc. ltd ltd. llc plc corp corp. gmbh co co. company corporation holdings]]

--- What the head of a sequence makes of it.
-- @treturn ?string type "Place" or "Org"
-- @treturn ?number score
-- @treturn ?integer,integer first and last token of the whole name
-- @treturn ?string source
function M.of (s, seq, lists)
  local i, j = seq.i, seq.j
  local sentence = s.sentence[j]
  local at = has_head(s, seq)
  if at then
    local word = s:lower(at)
    local score = orgs.weak_head[word] and 2.5 or 5
    if company[word] then score = 7 end
    if lists.given[i] and orgs.weak_head[word] then score = 0.5 end
    return "Org", score, i, j, "name:org-head"
  end
  local first_word = s:lower(i)
  if j > i and (words.place_head[s:lower(j)] or s:lower(j) == "region") and not lists.given[i] then
    return "Place", 4, i, j, "name:place-head"
  end
  if orgs.thing_first[first_word] and j > i then return "None", 6, i, j, "name:thing" end
  if j > i and orgs.thing_head[s:lower(j)] and not lists.given[i] then return "None", 4, i, j, "name:thing" end
  local k = j + 1
  if s.sentence[k] ~= sentence then k = nil end
  if k and not seq.title then
    local word = s:word(k)
    if words.place_head[word] and s:spaced(k) then
      -- "Amur region" but not "Baek river boat": the noun ends the phrase or a verb or comma follows
      return "Place", 5, i, k, "name:place-head"
    end
    local n, steps = k, 0
    while body_modifier[s:word(n)] and steps < 3 do n, steps = n + 1, steps + 1 end
    if public_body[s:word(n)] and s.sentence[n] == sentence and s:spaced(k) and (steps > 0 or lists.major[i]) then
      return "Org", 6, i, n, "name:public-body"
    end
    n, steps = k, 0
    while orgs.between[s:word(n)] and steps < 3 do n, steps = n + 1, steps + 1 end
    if s.sentence[n] == sentence and s:spaced(k) and not lists.nationality[i] and not lists.major[i] then
      word = s:word(n)
      if orgs.facility[word] then
        if steps > 0 then return "Org", 3, i, n, "name:facility" end
        return "Org", articles[s:lower(i - 1)] and 5 or 3, i, n, "name:facility"
      end
      if orgs.group[word] then return "Org", articles[s:lower(i - 1)] and 5 or 3, i, j, "name:group" end
    end
  end
  if j > i and words.place_first[first_word] and not lists.given[i] then return "Place", 1.5, i, j, "name:place-first" end
end

return M
