--- Invented short items on invented subjects, for specs that learn a classifier.

local M = {}

local words = {
  sport = { "goal", "match", "keeper", "league", "striker", "referee", "penalty", "stadium", "coach", "season" },
  court = { "judge", "verdict", "jury", "appeal", "witness", "trial", "sentence", "lawyer", "hearing", "defendant" },
  weather = { "rain", "storm", "wind", "flood", "forecast", "snow", "gale", "thunder", "drizzle", "frost" },
}
local common = { "the", "a", "of", "in", "on", "and", "was", "said", "after", "before", "town", "people", "Monday", "new",
  "last", "week", "over", "many", "again", "with" }

M.subjects = { "court", "sport", "weather" }

-- A small generator of our own: the same texts under every Lua.
local function generator (seed)
  local state = seed * 2654435761 % 4294967296
  return function (n)
    state = (state * 1664525 + 1013904223) % 4294967296
    return state // 65536 % n + 1
  end
end

--- A text about subjects.
-- @tparam table subjects  list of names
-- @tparam int seed
-- @tparam[opt=14] int length  words
function M.text (subjects, seed, length)
  local draw, parts = generator(seed), {}
  for i = 1, length or 14 do
    local list = draw(5) <= 2 and words[subjects[draw(#subjects)]] or common
    parts[i] = list[draw(#list)]
  end
  return table.concat(parts, " ")
end

--- `count` items of one subject each: { id, text, labels }.
function M.items (count, seed)
  local items = {}
  for i = 1, count do
    local subject = M.subjects[i % #M.subjects + 1]
    items[i] = { id = "item-" .. i, text = M.text({ subject }, seed * 1000 + i), labels = { subject } }
  end
  return items
end

return M
