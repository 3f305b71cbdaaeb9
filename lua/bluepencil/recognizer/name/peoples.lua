--- Nationalities and languages: which of the two a listed word is here, and where an unlisted one is a language.
--
--     his Russian partner      -> Nationality
--     do not speak Russian     -> Language
--     speaking in Guaraní      -> Language, listed or not

local bit = require("bluepencil.recognizer.name.lists").bit
local set = require("bluepencil.cues.words").set

local M = {}

local speak = set "speak speaks spoke spoken speaking understand understands learn learned learning taught teach teaches fluent"
local render = set [[speak speaks spoke speaking written wrote said sang sung published translated interview conducted broadcast
  posted tweeted reads read statement testified testifying shouted]]
local adverb = set "little no fluent some only good broken perfect basic any much better halting"
local noun = set "language languages speaker speakers dialect grammar lessons textbook translation interpreter translator accent"
local verbal = set "through via with at by or and to but"

--- Is the sequence from i to j a language here?
-- @tparam boolean listed  the lists know it as a people or a language
function M.is_language (s, i, j, listed)
  local before, after = s:lower(i - 1), s:lower(j + 1)
  if s.sentence[i - 1] ~= s.sentence[i] then before = "" end
  if speak[before] then return true end
  if adverb[before] and speak[s:lower(i - 2)] then return true end
  if before == "in" or before == "into" or before == "from" then
    for k = i - 2, i - 5, -1 do
      if s.sentence[k] ~= s.sentence[i] then break end
      if speak[s:lower(k)] then return true end
      if listed and render[s:lower(k)] then
        -- "an interview in Russian" but not "said in Russian cities"
        return s.sentence[j + 1] ~= s.sentence[j] or verbal[after] or s:word(j + 1):find("^%p") ~= nil
      end
    end
  end
  if not listed then return false end
  if noun[after] then return true end
  return s:word(j + 1) == "-" and (s:lower(j + 2) == "language" or s:lower(j + 2) == "speaking")
end

local by_list, by_context = 0.9, 0.8

--- Put the peoples and languages of the lists among the hits: a person or organisation with such a word in its name
-- stays, a place that is nothing but the word ("Russian") does not.
function M.run (s, hits, lists, blocked, near)
  local at = hits.at
  local flat = lists:peoples()
  for n = 1, #flat, 3 do
    local i, j = s:range(flat[n], flat[n + 1])
    local value = flat[n + 2]
    local hit = at[i]
    if s.capital[i] and s.sentence[i] and not blocked[i]
       and (not hit or hit.type ~= "Person" and hit.i >= i and hit.j <= j) then
      local people = value & bit.nationality ~= 0
      local language = value & bit.language ~= 0 and M.is_language(s, i, j, true)
      if language or people then
        hits:put {
          i = i, j = j, type = language and "Language" or "Nationality", score = by_list, source = "name:gazetteer",
        }
      elseif hit and value & bit.group ~= 0 then hits:drop(hit) end
    end
  end
  -- "speaking in Guarayo": a language that no list knows
  for _, i in ipairs(near.tongue) do
    if not blocked[i] then
      local hit = at[i]
      if (not hit or hit.i == hit.j and hit.type ~= "Language" and hit.type ~= "Person")
         and M.is_language(s, i, i, false) then
        hits:put { i = i, j = i, type = "Language", score = by_context, source = "name:language-context" }
      end
    end
  end
end

return M
