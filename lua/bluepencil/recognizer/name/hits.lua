--- The names of one document while they are being decided: disjoint spans of tokens, found by token.
--
-- A hit is { i, j (tokens), type, score, source, ... }; `list` holds them as they came, those taken out with type false; `at`
-- leads from a token to the hit on it.  Putting a hit takes out those it overlaps, so at most one
-- stands on any token.  Knows nothing of words; costs a few table accesses a token covered.

local Hits = {}
Hits.__index = Hits

local M = {}

--- An empty set.
function M.new () return setmetatable({ list = {}, at = {} }, Hits) end

--- Take a hit out.
function Hits:drop (hit)
  local at = self.at
  for k = hit.i, hit.j do
    if at[k] == hit then at[k] = nil end
  end
  hit.type = false
end

--- Put a hit in; what it overlaps goes.
-- @treturn table the hit
function Hits:put (hit)
  local at = self.at
  for k = hit.i, hit.j do
    local other = at[k]
    if other then self:drop(other) end
    at[k] = hit
  end
  self.list[#self.list + 1] = hit
  return hit
end

--- Let a hit begin and end elsewhere; what it now overlaps goes.
function Hits:move (hit, i, j)
  local at = self.at
  for k = hit.i, hit.j do
    if at[k] == hit then at[k] = nil end
  end
  hit.i, hit.j = i, j
  for k = i, j do
    local other = at[k]
    if other then self:drop(other) end
    at[k] = hit
  end
end

--- Do no hits stand on the tokens from i to j?
function Hits:is_free (i, j)
  for k = i, j do
    if self.at[k] then return false end
  end
  return true
end

return M
