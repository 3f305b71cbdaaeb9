--- From a byte of the text back to the byte of the file it was read from.
--
-- Holds only the points where the two get out of step (a "\r\n" that became "\n", a character that takes another number
-- of bytes), eight bytes each, in a string.  A lookup is a binary search.

local M = {}

local Map = {}
Map.__index = Map

local POINT = 8   -- bytes of a packed pair

--- A map.
-- @tparam string points  pairs "<I4I4" sorted: text offset, file offset, from 0 (core.import makes them)
-- @tparam int rate  bytes of the file for one of the text where they are in step (2 in UTF-16)
-- @tparam int size  bytes of the file
function M.new (points, rate, size)
  return setmetatable({ points = points, count = #points // POINT, rate = rate, size = size }, Map)
end

--- The byte of the file where the character that holds a byte of the text begins or lies (1-based).
function Map:to_source (byte)
  local points, offset = self.points, byte - 1
  local low, high = 1, self.count
  while low <= high do   -- last point at or before the offset
    local mid = (low + high) // 2
    if string.unpack("<I4", points, (mid - 1) * POINT + 1) <= offset then low = mid + 1 else high = mid - 1 end
  end
  local text, source = 0, 0
  if high > 0 then text, source = string.unpack("<I4I4", points, (high - 1) * POINT + 1) end
  local limit = self.size
  if high < self.count then limit = string.unpack("<I4", points, high * POINT + 5) end
  return math.max(source, math.min(source + (offset - text) * self.rate, limit - 1)) + 1
end

return M
