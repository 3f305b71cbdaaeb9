--- Capitals that stand for governments: "Moscow has not disclosed", "between Moscow and Pyongyang".
--
-- Datelines and "in Moscow" stay places.  A capital is one that the place lists know as such.

local words = require "bluepencil.cues.words"

local M = {}

local set = words.set
local policy = set [[immigration government officials authorities policy policymakers regime leadership administration diplomats
  ministry embassy negotiators talks accord sanctions-busting envoy officialdom statistics data]]
local addressed = set "on with by against upon from accuses urged urges accused blamed blames told pressed warned angered"
local criticised = set [[criticized criticised condemned accused blamed urged pressed sanctioned praised denounced thanked accuses
  blames criticizes criticises condemns warned]]
local closes = set ". , for over of and"
local relation = set [[called talks ties relations agreement treaty accord deal negotiations cooperation pressure sanctions
  tensions dispute war alliance signed calls calling urged summit criticism]]
local opens_clause = set [[, but that and while said because after if when as since which what although “ whether says though
  until before where how]]
local located = set "located midway halfway road route border flights flight trains train railway distance miles kilometers lies lie"
local state_of = set "is was are were"       -- "Athens was a village"
local adverbs = set "also never long now recently repeatedly still has officially publicly"

-- The last token of the capital that begins at k, or nil.
local function capital_at (s, lists, k)
  if not s.capital[k] then return nil end
  if lists:kind_of_place(k, k) == "capital" then return k end
  if s.capital[k + 1] and lists:kind_of_place(k, k + 1) == "capital" then return k + 1 end
end

--- Does the capital from i to j stand for a government?
function M.is (s, lists, i, j)
  if lists:kind_of_place(i, j) ~= "capital" then return false end
  local block = s.block[s.sentence[i]]
  if block == "Dateline" or block == "Byline" or block == "Credit" then return false end
  local before, after = s:lower(i - 1), s:lower(j + 1)
  if s.sentence[i - 1] ~= s.sentence[i] then before = "" end
  if s.sentence[j + 1] ~= s.sentence[j] then after = "" end
  -- "between Moscow and Pyongyang"
  if before == "between" and after == "and" then
    local last = capital_at(s, lists, j + 2)
    return last ~= nil and not s.capital[last + 1] and not located[s:lower(i - 2)]
  end
  if before == "and" and (capital_at(s, lists, i - 2) == i - 2 or capital_at(s, lists, i - 3) == i - 2) then
    local first = capital_at(s, lists, i - 3) == i - 2 and i - 3 or i - 2
    if s:lower(first - 1) == "between" then return not located[s:lower(first - 2)] end
    if words.government[after] and not words.locative[s:lower(first - 1)] then return true end
  end
  local other = after == "and" and not words.locative[before] and capital_at(s, lists, j + 2)
  if other then
    local verb = s:lower(other + 1)
    if words.government[verb] then return true end
  end
  if after == "’s" or after == "'s" then return false end
  if words.locative[before] and before ~= "from" then return false end
  if policy[after] and before ~= "the" then return true end
  if words.government[after] and not state_of[after] or adverbs[after] and words.government[s:lower(j + 2)] then
    -- the subject of the clause: it opens the sentence, or a conjunction, comma or that-clause stands before
    return before == "" or opens_clause[before] or false
  end
  -- "called on Montevideo to grant"
  if addressed[before] and (after == "to" or after == "over" or after == "for") then
    for k = i - 2, i - 4, -1 do
      if s.sentence[k] == s.sentence[i] and relation[s:lower(k)] then return true end
    end
    return before == "urged" or before == "pressed" or before == "accused"
  end
  if criticised[before] and (after == "" or closes[after]) then return true end
  if before == "with" and relation[s:lower(i - 2)] then return true end
  return false
end

return M
