--- How long something takes at its best: a busy machine makes every single run look slow.

local M = {}

--- Microseconds of processor time for a call, the least of some rounds.
-- @tparam function work
-- @tparam[opt=40] int times  calls a round
function M.best (work, times)
  times = times or 40
  local least = math.huge
  for _ = 1, 7 do
    local start = os.clock()
    for _ = 1, times do work() end
    least = math.min(least, (os.clock() - start) / times * 1e6)
  end
  return least
end

return M
