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

--- The first letters of the words from i to j, as capitals; words that begin otherwise than with a letter of ASCII have none.
function M.letters (s, i, j)
  local letters = {}
  for k = i, j do
    local byte = s:word(k):byte()
    if byte >= 97 and byte <= 122 then byte = byte - 32 end
    if byte >= 65 and byte <= 90 then letters[#letters + 1] = string.char(byte) end
  end
  return table.concat(letters)
end

--- Do the capitals of an abbreviation run through these letters?  A long one may have a capital that no word begins with.
function M.letters_match (letters, abbreviation)
  if letters:byte() ~= abbreviation:byte() then return false end
  local at, missed, count = 1, 0, 0
  for letter in abbreviation:gmatch("%u") do
    local found = letters:find(letter, at, true)
    count = count + 1
    if found then at = found + 1 else missed = missed + 1 end
  end
  return count >= 2 and missed <= (count >= 4 and 1 or 0)
end

return M
