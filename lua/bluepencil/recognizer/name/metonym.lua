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
local adverbs = set "also never long now recently repeatedly still has officially publicly"

local function is_capital (s, lists, k) return s.capital[k] == true and lists.kind[k] == "capital" end

--- Does the capital from i to j stand for a government?
function M.is (s, lists, i, j)
  if lists.kind[i] ~= "capital" or lists.place[i] ~= j then return false end
  local block = s.block[s.sentence[i]]
  if block == "Dateline" or block == "Byline" or block == "Credit" then return false end
  local before, after = s:lower(i - 1), s:lower(j + 1)
  if s.sentence[i - 1] ~= s.sentence[i] then before = "" end
  if s.sentence[j + 1] ~= s.sentence[j] then after = "" end
  -- "between Moscow and Pyongyang"
  if before == "between" and after == "and" then return is_capital(s, lists, j + 2) end
  if before == "and" and is_capital(s, lists, i - 2) then
    if s:lower(i - 3) == "between" then return true end
    if words.government[after] and not words.locative[s:lower(i - 3)] then return true end
  end
  if after == "and" and is_capital(s, lists, j + 2) and not words.locative[before] then
    local verb = s:lower(lists.place[j + 2] + 1)
    if words.government[verb] then return true end
  end
  if after == "’s" or after == "'s" then return false end
  if words.locative[before] and before ~= "from" then return false end
  if policy[after] and before ~= "the" then return true end
  if words.government[after] or adverbs[after] and words.government[s:lower(j + 2)] then
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
