--- Two readings of the words around a name that several steps ask for: appositions, and initials.

local cues = require "bluepencil.recognizer.name.cues"
local orgs = require "bluepencil.cues.orgs"
local words = require "bluepencil.cues.words"

local M = {}

local noun = cues.noun
local speech = words.speech
local article = words.set "a an the his her its their one our my"
local ends_phrase = words.set "who which and is was has"
local goes_on = words.set "in of for at from with whose"

-- An apposition after token k (the comma): the row of the person noun in it, or the type of another noun.
-- "X, a former truck driver,"  "X, the EHA's director"  "X, Russia's veteran migration rights activist, told"
local function apposition (s, k)
  local sentence = s.sentence[k]
  local n = k + 1
  if s.sentence[n] ~= sentence then return nil end
  local opens = article[s:lower(n)] or s:lower(n) == "who"
  if s:lower(n) == "who" or s:lower(n) == "whose" then return "person" end
  if s:lower(n) == "which" then return "thing" end
  local found, thing
  for m = n, n + 9 do
    if s.sentence[m] ~= sentence then break end
    local word = s:word(m)
    if word == "," or word == ";" or word == ":" or word == "—" or word == "–" then break end
    if not opens and m == n + 1 and not s:after_possessive(m) and not s.capital[n] and not noun[word]
       and not noun[s:lower(n)] then
      -- no article: only "X, director of", "X, Russia's activist", "X, police chief" are appositions
      if not cues.modifier[s:lower(n)] then return nil end
    end
    if speech[word] or ends_phrase[word] then break end
    if (found or thing) and goes_on[word] then break end
    local lower = s:lower(m)
    if noun[lower] and s.sentence[m + 1] == sentence and s:word(m + 1) == "-" then lower = "" end
    if noun[lower] then found = noun[lower]
    elseif orgs.apposition[lower] and not found then thing = "org"
    elseif words.place_of[lower] and not found then thing = "place" end
  end
  return found and "person" or thing, found
end
M.apposition = apposition

--- Do the capitals of `abbreviation` run through the first letters of the words from i to j?
function M.initials_match (s, i, j, abbreviation)
  local letters = {}
  for k = i, j do
    local word = s:word(k)
    if word:find("^%a") then letters[#letters + 1] = word:sub(1, 1):upper() end
  end
  local at, missed = 1, 0
  for letter in abbreviation:gmatch("%u") do
    local found
    for k = at, #letters do
      if letters[k] == letter then found = k; break end
    end
    if found then at = found + 1 else missed = missed + 1 end
  end
  local count = select(2, abbreviation:gsub("%u", ""))
  return count >= 2 and missed <= (count >= 4 and 1 or 0) and letters[1] == abbreviation:sub(1, 1)
end

return M
