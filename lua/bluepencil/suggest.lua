--- "Did you mean ...?": the nearest known word to one that is not known.

local M = {}

--- Damerau-Levenshtein distance (optimal string alignment) of two short words, in bytes, case ignored.
local function distance (a, b)
  a, b = a:lower(), b:lower()
  local before, row = {}, {}
  for j = 0, #b do row[j] = j end
  for i = 1, #a do
    local last = row
    row = { [0] = i }
    for j = 1, #b do
      local cost = a:byte(i) == b:byte(j) and 0 or 1
      row[j] = math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
      if i > 1 and j > 1 and a:byte(i) == b:byte(j - 1) and a:byte(i - 1) == b:byte(j) then
        row[j] = math.min(row[j], before[j - 2] + 1)
      end
    end
    before = last
  end
  return row[#b]
end

--- The known word nearest to `word`, or nil when none is near.
-- @tparam string word
-- @tparam table known  a list of words
-- @treturn ?string
function M.nearest (word, known)
  local best, least = nil, math.max(1, #word // 3) + 1
  for _, candidate in ipairs(known) do
    local d = distance(word, candidate)
    if d < least then best, least = candidate, d end
  end
  return best
end

--- "unknown WHAT 'word'; did you mean 'other'?"
function M.unknown (what, word, known)
  local near = M.nearest(tostring(word), known)
  local hint = near and ("; did you mean '%s'?"):format(near) or ""
  return ("unknown %s '%s'%s"):format(what, word, hint)
end

return M
