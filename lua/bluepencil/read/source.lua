--- A stream of bytes that can be looked at before it is taken: what forms read from, however large it is.
--
-- Made of a file, a string, or a function that gives the next piece (a stream that is unpacked as it is read).  Holds one
-- piece of what was not taken yet, or as much as was peeked at.  A stream that broke gives what came before the break and
-- then the failure, each time it is asked.

local core = require "bluepencil.core"

local M = {}
local Source = {}
Source.__index = Source

local PIECE_BYTES = 64 * 1024     -- what is asked of a file at a time

--- A stream of what `next_piece` gives: a string that is not empty | nil at the end | nil, message, code.
-- @tparam function next_piece
-- @tparam string name  for messages
-- @tparam[opt] table more  `close` (function), `path` (of a file that can be opened again), `budget` (see budget.lua), `hint` (a name
--   whose extension may say what is in it, when that is not `name`)
function M.new (next_piece, name, more)
  more = more or {}
  return setmetatable({ next_piece = next_piece, called = name, buffer = "", at = 1, taken = 0, path = more.path,
                        on_close = more.close, budget = more.budget, hint = more.hint or name }, Source)
end

--- A stream over a string.
function M.of_text (bytes, name, more)
  local self = M.new(function () end, name, more)
  self.buffer = bytes
  return self
end

--- A stream over an open file.
function M.of_file (file, name, more)
  more = more or {}
  more.close = more.close or function () file:close() end
  return M.new(function ()
    local piece, message = file:read(PIECE_BYTES)
    if not piece and message then return nil, name .. ": " .. message:gsub("^.*: ", ""), "io" end
    return piece
  end, name, more)
end

--- A stream over the file of a path.
-- @treturn Source | nil, message, code
function M.open (path, name, more)
  local file, message = io.open(path, "rb")
  if not file then return nil, name .. ": " .. message:gsub("^.*: ", ""), "io" end
  more = more or {}
  more.path = path
  return M.of_file(file, name, more)
end

--- What the stream is called.
function Source:name () return self.called end

--- How many bytes were taken.
function Source:offset () return self.taken end

--- Have at least `count` bytes in the buffer, when there are so many.
local function fill (self, count)
  local have = #self.buffer - self.at + 1
  if have >= count or self.ended then return have end
  local parts = { self.buffer:sub(self.at) }
  repeat
    local piece, message, code = self.next_piece()
    if piece then
      parts[#parts + 1] = piece
      have = have + #piece
    else
      self.ended, self.message, self.code = true, message, code
    end
  until have >= count or self.ended
  self.buffer, self.at = table.concat(parts), 1
  return have
end

local function take (self, stop)
  local bytes = self.at == 1 and stop >= #self.buffer and self.buffer or self.buffer:sub(self.at, stop)
  self.at = self.at + #bytes
  self.taken = self.taken + #bytes
  if self.at > #self.buffer then self.buffer, self.at = "", 1 end
  return bytes
end

--- The next bytes without taking them: `count`, or fewer when there are no more or the stream broke.
function Source:peek (count)
  fill(self, count)
  return self.buffer:sub(self.at, self.at + count - 1)
end

--- Take up to `count` bytes.
-- @treturn string of one byte or more | nil at the end | nil, message, code
function Source:read (count)
  if fill(self, 1) == 0 then return nil, self.message, self.code end
  return take(self, self.at + count - 1)
end

--- Take exactly `count` bytes.
-- @treturn string | nil, message, code; message is nil when the stream ended before (what was left is taken)
function Source:exactly (count)
  if fill(self, count) < count then
    take(self, #self.buffer)
    return nil, self.message, self.code
  end
  if count == 0 then return "" end
  return take(self, self.at + count - 1)
end

--- Pass over `count` bytes without keeping them.
-- @treturn true | nil, message, code; message is nil when the stream ended before
function Source:skip (count)
  while count > 0 do
    if fill(self, 1) == 0 then return nil, self.message, self.code end
    count = count - #take(self, math.min(#self.buffer, self.at + count - 1))
  end
  return true
end

--- Take a line without its "\n".
-- @tparam int limit  longest line in bytes
-- @treturn string | false (longer, and passed over) | nil at the end | nil, message, code
function Source:line (limit)
  local from, skipping = self.at, false
  while true do
    local stop = self.buffer:find("\n", from, true)
    if stop then
      local length = stop - self.at
      local line = not skipping and length <= limit and self.buffer:sub(self.at, stop - 1)
      take(self, stop)
      return line
    end
    local have = #self.buffer - self.at + 1
    if have > limit then
      skipping = true
      take(self, #self.buffer)
      have = 0
    end
    -- twice as much each time, so that a long line is not copied once for each piece of it
    if fill(self, math.max(have + 1, math.min(2 * have, limit + 1))) == have then
      local rest = take(self, #self.buffer)
      if self.message then return nil, self.message, self.code end      -- it broke within the line
      if skipping then return false end
      return have > 0 and rest or nil
    end
    from = self.at + have
  end
end

--- Take all that is left.
-- @tparam int limit  most bytes
-- @treturn string | nil, message, code  code "limit" when there is more
function Source:rest (limit)
  local have = fill(self, limit + 1)
  if have > limit then return nil, ("%s: larger than the limit of %d bytes"):format(self.called, limit), "limit" end
  if self.message then return nil, self.message, self.code end
  return take(self, #self.buffer)
end

--- The same stream as UTF-8, when it is UTF-16.
-- @tparam Source source  at its beginning
-- @tparam string encoding  "utf-16le" or "utf-16be"
-- @treturn Source  fails with code "encoding" where the bytes make no sense
function M.utf8_of (source, encoding)
  local is_little, left = encoding == "utf-16le", ""
  local mark = is_little and "\xFF\xFE" or "\xFE\xFF"
  if source:peek(2) == mark then source:skip(2) end
  return M.new(function ()
    while true do
      local at = source.taken + 1
      local piece, message, code = source:read(PIECE_BYTES)
      if not piece then
        if message or left == "" then return nil, message, code end
        left = ""
        return nil, source.called .. ": cut off within a character", "truncated"
      end
      piece = left .. piece
      local stop = #piece - #piece % 2
      local high = stop >= 2 and piece:byte(is_little and stop or stop - 1)
      if high and high >= 0xD8 and high <= 0xDB then stop = stop - 2 end      -- half of a pair: the rest is in the next piece
      left = piece:sub(stop + 1)
      if stop > 0 then
        local text, _, byte = core.decode(piece:sub(1, stop), encoding)
        if not text then return nil, ("%s: not valid UTF-16 near byte %d"):format(source.called, at + (tonumber(byte) or 0)), "encoding" end
        return text
      end
    end
  end, source.called, { hint = source.hint, budget = source.budget, close = function () source:close() end })
end

--- Let go of what is behind the stream.  Twice is harmless.
function Source:close ()
  local close = self.on_close
  self.on_close, self.buffer, self.at = nil, "", 1
  self.next_piece = function () end
  if close then close() end
end

return M
