--- Messages to stderr.  Personal data never goes here: a message names places in a text, not what stands there.

local M = { level = "warn", trace = false, stream = io and io.stderr }

local ranks = { error = 1, warn = 2, info = 3, debug = 4 }

--- Called before a message is written, so that a progress line can be cleared first.
M.before = function () end

local function write (level, format, ...)
  if ranks[level] > ranks[M.level] or not M.stream then return end
  M.before()
  M.stream:write("bluepencil: ", level == "warn" and "warning: " or "", format:format(...), "\n")
end

--- Whether messages of a level are written.
function M.shows (level) return ranks[level] <= ranks[M.level] and M.stream ~= nil end

function M.error (...) write("error", ...) end
function M.warn (...)  write("warn", ...) end
function M.info (...)  write("info", ...) end
function M.debug (...) write("debug", ...) end

return M
