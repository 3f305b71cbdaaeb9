--- The sex that the article itself shows of a person: titles ("Ms."), nouns ("a spokeswoman"), pronouns that follow.
--
-- A pronoun counts for the person when no other person stands between the name and it, in the sentence or the next one.
-- Used to find out whom "she says" or a shared surname means; never written out.

local signs = require "bluepencil.entity.signs"
local titles = require "bluepencil.cues.titles"
local words = require "bluepencil.cues.words"

local M = {}

local noun_sex, male_nouns, female_nouns = {}, words.set [[man actor spokesman congressman chairman businessman father son
  brother husband widower boy uncle nephew grandfather waiter boyfriend king prince schoolboy stepfather grandson
  fisherman salesman]], words.set [[woman actress spokeswoman congresswoman chairwoman businesswoman mother daughter sister
  wife widow girl aunt niece grandmother waitress girlfriend queen princess schoolgirl stepmother granddaughter]]
for word in pairs(male_nouns) do noun_sex[word] = "m" end
for word in pairs(female_nouns) do noun_sex[word] = "f" end
M.noun_sex = noun_sex

local MALE = signs.declare("male", words.set "he him his himself")
local FEMALE = signs.declare("female", words.set "she her hers herself")
local NOUN = signs.declare("noun_sex", noun_sex)

local reach = 45   -- tokens behind a name in which a pronoun may mean it

local function has_mark (text)
  return text:find('"', 1, true) or text:find("“", 1, true) or text:find("”", 1, true) or text:find("‘", 1, true)
    or text:find("«", 1, true) or text:find("»", 1, true)
end

-- What one mention says: votes for "m" and "f".
local function mention_votes (s, found, a, stop)
  local m, f = 0, 0
  local function vote (sex, weight)
    if sex == "m" then m = m + weight elseif sex == "f" then f = f + weight end
  end
  local i, j = a.token, a.token_last
  local before = s:lower(i - 1)
  vote(titles.honorific[before], 6)
  vote(noun_sex[before] or before == "," and noun_sex[s:lower(i - 2)], 4)
  local sentence = s.sentence[j]
  local block = s.block_index[sentence]
  for n = signs.from(found, j + 1), found.count do
    local k, bits = found.at[n], found.bits[n]
    local number = s.sentence[k]
    if k >= stop or k > j + reach or number > sentence + 1 or s.block_index[number] ~= block then break end
    if bits & (MALE | FEMALE) ~= 0 then
      local of_relative = k == j + 2 and (s:lower(k) == "his" or s:lower(k) == "her")        -- "X, his sister"
      if not of_relative and not has_mark(s.text:sub(s:last(j) + 1, s:first(k))) then
        vote(bits & MALE ~= 0 and "m" or "f", number == sentence and 1 or 0.7)
      end
      break
    elseif bits & NOUN ~= 0 and k - j <= 6 and s:word(j + 1) == "," and number == sentence and not s:after_possessive(k + 1) then
      vote(noun_sex[s:lower(k)], 2)
    end
  end
  return m, f
end

--- Set `sex_m` and `sex_f`, the votes of each mention.
-- @tparam Stream s
-- @tparam table mentions  Person annotations in text order, with `token` and `token_last`
function M.read (s, mentions)
  local found, following = signs.of(s), nil
  for n = #mentions, 1, -1 do
    local a = mentions[n]
    if a.subtype ~= "family" then
      if s.sentence[a.token_last] then
        a.sex_m, a.sex_f = mention_votes(s, found, a, following and following.token or math.huge)
      end
      following = a
    end
  end
end

--- "m", "f" or nil: what several mentions say together.
function M.of (mentions)
  local m, f = 0, 0
  for _, a in ipairs(mentions) do m, f = m + (a.sex_m or 0), f + (a.sex_f or 0) end
  return m > f and "m" or f > m and "f" or nil
end

return M
