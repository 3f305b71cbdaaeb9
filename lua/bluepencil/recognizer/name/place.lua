--- Places: the noun that belongs to the name, and capitals that stand for governments.
--
--     Tavrin region                       ->  the whole is the place
--     Moscow has not disclosed            ->  an organisation, subtype "metonym" (metonym.lua)

local metonym = require "bluepencil.recognizer.name.metonym"
local lists_of = require "bluepencil.recognizer.name.lists"
local run = require "bluepencil.recognizer.name.run"
local words = require "bluepencil.cues.words"

local M = {}

local bit = lists_of.bit
local ordinary = bit.nationality | bit.language | bit.group | bit.common_word

-- Nouns in small letters that are part of the name; "city", "state", "district", "airport" mostly are not.
local part = words.set [[region province oblast krai prefecture governorate county peninsula river mountains valley street avenue
  boulevard road lane square]]

-- "Puerto Yvaré, in southern Paraguay": where a place lies, as a whole.
local function says_where (s, at, k)
  local town = at[k - 3]
  return s:word(k - 1) == "in" and s:word(k - 2) == "," and town and town.type == "Place" and s.sentence[k - 3] == s.sentence[k]
end

-- "Far Eastern" before "Amur region": the direction is a place of its own.
local function direction_before (s, hits, i)
  local k = i
  while words.direction[s:lower(k - 1)] and s.capital[k - 1] and s:spaced(k) and s.sentence[k - 1] == s.sentence[i] do k = k - 1 end
  if i - k >= 2 and hits:is_free(k, i - 1) then
    hits:put { i = k, j = i - 1, type = "Place", score = 0.8, source = "name:direction" }
  end
end

--- "Tavrin region", "in southern Paraguay"; of "Russian Far Eastern Amur region" the people is no part.
function M.bounds (s, hits, lists)
  local at = hits.at
  for n = 1, #hits.list do
    local hit = hits.list[n]
    if hit.type == "Place" then
      local i, j = hit.i, hit.j
      if j > i + 1 and words.direction[s:lower(i + 1)] and lists:has(i, i, bit.nationality) then
        i = i + 1
        hits:move(hit, i, j)
        hits:put { i = i - 1, j = i - 1, type = "Nationality", score = 0.9, source = "name:gazetteer" }
      end
      local k = j + 1
      if part[s:word(k)] and s.sentence[k] == s.sentence[j] and s:spaced(k) and not at[k] then j = k end
      if words.direction[s:word(i - 1)] and not s.capital[i - 1] and s.sentence[i - 1] == s.sentence[i] and s:spaced(i)
         and not at[i - 1] and says_where(s, at, i - 1) then i = i - 1 end
      if i ~= hit.i or j ~= hit.j then hits:move(hit, i, j) end
      if s.capital[i - 1] and not at[i - 1] then direction_before(s, hits, i) end
    end
  end
end

--- "Tavrin province" where the tagger saw nothing in "Tavrin".
function M.headed (s, hits, lists, blocked, near)
  for _, j in ipairs(near.head) do
    if not hits.at[j] and not blocked[j] and s:spaced(j + 1) and not run.is_stop(s, j) and not words.direction[s:lower(j)] then
      local i = run.first(s, j, blocked)
      if hits:is_free(i, j) and not lists:has(i, i, ordinary) then
        hits:put { i = i, j = j, type = "Place", score = 0.85, source = "name:place-head" }
      end
    end
  end
end

--- "the village of X": what the noun says, unless the tagger is sure of something else.
function M.announced (s, hits, _, _, near)
  local at = hits.at
  for _, i in ipairs(near.of) do
    if words.place_of[s:word(i - 2)] and s.sentence[i - 2] == s.sentence[i] then
      local hit = at[i]
      if hit and hit.i == i and hit.type ~= "Place" and hit.score < 0.9 then
        hit.type, hit.score, hit.source = "Place", 0.8, "name:place-of"
      end
    end
  end
end

--- Kinds of the listed places, and governments.
function M.governments (s, hits, lists)
  for _, hit in ipairs(hits.list) do
    if hit.type == "Place" then
      hit.kind = lists:kind_of_place(hit.i, hit.j)
      if metonym.is(s, lists, hit.i, hit.j) then
        hit.type, hit.subtype, hit.source = "Org", "metonym", "name:metonym"
      end
    end
  end
end

return M
