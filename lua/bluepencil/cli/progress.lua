--- One line on a terminal that says how far a run is: articles done, rate, time left.  Elsewhere it says nothing.

local system = require "bluepencil.system"

local M = {}
local Progress = {}
Progress.__index = Progress

local interval_s = 0.1      -- more often than this costs time and no eye sees it

local function thousands (n)
  local digits = tostring(n):reverse():gsub("(%d%d%d)", "%1,"):reverse()
  return (digits:gsub("^,", ""))
end

local function duration (seconds)
  seconds = math.ceil(seconds)
  if seconds < 60 then return seconds .. " s" end
  if seconds < 3600 then return ("%d min %02d s"):format(seconds // 60, seconds % 60) end
  return ("%d h %02d min"):format(seconds // 3600, seconds % 3600 // 60)
end

--- @tparam table options  `total` (articles, or nil when unknown), `shown` (boolean), `stream`, `clock`, `width`
function M.new (options)
  local clock = options.clock or system.now_s
  return setmetatable({
    total = options.total, shown = options.shown, stream = options.stream or io.stderr, clock = clock,
    width = options.width or system.terminal_width(2) or 80,
    start = clock(), last = clock(), drawn = false,
  }, Progress)
end

--- The text of the line, cut to the width of the terminal.
function Progress:line (done, failed)
  local elapsed = self.clock() - self.start
  local rate = elapsed > 0 and done / elapsed or 0
  local parts = {}
  if self.total then
    parts[1] = ("%s of %s articles"):format(thousands(done), thousands(self.total))
    if self.total > 0 then parts[2] = ("%d %%"):format(done * 100 // self.total) end
  else
    parts[1] = ("%s articles"):format(thousands(done))
  end
  parts[#parts + 1] = ("%s a second"):format(rate < 10 and ("%.1f"):format(rate) or thousands(math.floor(rate)))
  if self.total and rate > 0 and elapsed > 1 then parts[#parts + 1] = duration((self.total - done) / rate) .. " left" end
  if failed > 0 then parts[#parts + 1] = thousands(failed) .. " failed" end
  return ("bluepencil: " .. table.concat(parts, ", ")):sub(1, self.width - 1)
end

--- Show how far the run is, unless it was shown a moment ago.
function Progress:update (done, failed)
  if not self.shown then return end
  local now = self.clock()
  if now - self.last < interval_s then return end
  self.last = now
  self.stream:write("\r\27[K", self:line(done, failed))
  self.stream:flush()
  self.drawn = true
end

--- Take the line away, before a message or at the end.
function Progress:clear ()
  if not self.drawn then return end
  self.stream:write("\r\27[K")
  self.stream:flush()
  self.drawn = false
end

M.thousands, M.duration = thousands, duration

return M
