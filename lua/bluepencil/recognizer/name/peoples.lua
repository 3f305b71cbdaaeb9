--- Nationalities and languages: which of the two a listed word is here, and where an unlisted one is a language.
--
--     his Russian partner      -> Nationality
--     do not speak Russian     -> Language
--     speaking in Guaraní      -> Language, listed or not

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

return M
