--- The sex that the article itself shows of a person: titles ("Ms."), nouns ("a spokeswoman"), pronouns that follow.
--
-- A pronoun counts for the person when no other person stands between the name and it, in the sentence or the next one.
-- Used to find out whom "she says" means; never written out.

local titles = require "bluepencil.cues.titles"
local words = require "bluepencil.cues.words"

local M = {}

local male = words.set "he him his himself"
local female = words.set "she her hers herself"
local noun_sex = {}
for word in ([[woman actress spokeswoman congresswoman chairwoman businesswoman mother daughter sister wife widow girl aunt niece
  grandmother waitress girlfriend queen princess schoolgirl stepmother granddaughter]]):gmatch("%S+") do
  noun_sex[word] = "f"
end
for word in ([[man actor spokesman congressman chairman businessman father son brother husband widower boy uncle nephew
  grandfather waiter boyfriend king prince schoolboy stepfather grandson fisherman salesman]]):gmatch("%S+") do
  noun_sex[word] = "m"
end
M.noun_sex = noun_sex

local is_mark = words.set [[“ ” " ‘ « »]]
local reach = 45   -- tokens behind a name in which a pronoun may mean it

--- Set `gender` ("m", "f" or nil) of each person.
function M.run (s, entities)
  local owner = {}                     -- token -> entity
  for _, e in ipairs(entities) do
    if e.type == "Person" then
      e.votes = { m = 0, f = 0 }
      for _, a in ipairs(e.mentions) do
        local i, j = s:range(a.first, a.last)
        for k = i, j do owner[k] = e end
        a.token, a.token_last = i, j
      end
    end
  end
  for _, e in ipairs(entities) do
    if e.type == "Person" then
      local votes = e.votes
      for _, a in ipairs(e.mentions) do
        local title = titles.honorific[s:lower(a.token - 1)]
        if title == "m" or title == "f" then votes[title] = votes[title] + 6 end
        local noun = noun_sex[s:lower(a.token - 1)] or s:word(a.token - 1) == "," and noun_sex[s:lower(a.token - 2)]
        if noun then votes[noun] = votes[noun] + 4 end
        local block = s.block_index[s.sentence[a.token] or 0]
        local sentence = s.sentence[a.token]
        for k = a.token_last + 1, a.token_last + reach do
          local number = s.sentence[k]
          if not number or owner[k] or number > sentence + 1 or s.block_index[number] ~= block then break end
          local word = s:lower(k)
          local near = number == sentence and 1 or 0.7
          local of_relative = (word == "his" or word == "her") and k == a.token_last + 2     -- "X, his sister"
          if of_relative then break end
          if male[word] then votes.m = votes.m + near; break end
          if female[word] then votes.f = votes.f + near; break end
          if is_mark[word] then break end
          if noun_sex[word] and not s:after_possessive(k + 1) and k - a.token_last <= 6 and s:word(a.token_last + 1) == "," then
            votes[noun_sex[word]] = votes[noun_sex[word]] + 2
          end
        end
      end
      if votes.m > votes.f then e.gender = "m" elseif votes.f > votes.m then e.gender = "f" end
      e.votes = nil
    end
  end
end

return M
