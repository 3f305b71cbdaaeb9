--- The values of a JSON stream one by one: the items of an array, or objects that stand one after the other.
--
-- Only finds where each value ends, by brackets and strings; whether it is JSON is for the decoder to say.  A value that is
-- too long is passed over without being kept.  Costs a search for brackets and quotes, so about a pass over the bytes.

local M = {}
local Values = {}
Values.__index = Values

--- The values of a stream.
-- @tparam Source source
-- @tparam int limit  longest value in bytes
-- @treturn Values
function M.new (source, limit)
  if source:peek(3) == "\xEF\xBB\xBF" then source:skip(3) end
  return setmetatable({ source = source, limit = limit, piece = "", at = 1, count = 0, piece_first = 1 }, Values)
end

local PIECE_BYTES = 64 * 1024

--- Go on to the next piece; false at the end or where the stream broke.
local function advance (self)
  self.piece_first = self.piece_first + #self.piece
  local piece, message, code = self.source:read(PIECE_BYTES)
  self.piece, self.at = piece or "", 1
  if piece then return true end
  self.message, self.code = message, code
  return false
end

--- The next byte that is neither white space nor one of `more`, not taken; nil at the end.
local function next_byte (self, more)
  local pattern = more and "[^%s,]" or "%S"
  while true do
    local at = self.piece:find(pattern, self.at)
    if at then
      self.at = at
      return self.piece:byte(at)
    end
    if not advance(self) then return nil end
  end
end

local QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN = 34, 92, 91, 93, 123

--- Go over the value that begins at the current byte.  `see` is given each piece of it; false when the stream ends before.
local function scan (self, see)
  local depth, in_string, begun = 0, false, false
  local first, at = self.at, self.at
  while true do
    local found = self.piece:find(in_string and '["\\]' or depth > 0 and '["%[%]{}]' or '["%[%]{},%s]', at)
    if found then
      local byte, last = self.piece:byte(found), nil      -- `last`: the value's last byte
      at = found + 1
      if in_string then
        if byte == BACKSLASH then at = at + 1
        else
          in_string = false
          if depth == 0 then last = found end
        end
      elseif byte == QUOTE then in_string = true
      elseif byte == OPEN or byte == OPEN_LIST then depth = depth + 1
      elseif depth > 0 then
        depth = depth - 1
        if depth == 0 then last = found end
      else last = (begun or found > first) and found - 1 or found    -- after a number; a stray bracket is for the decoder
      end
      if last then
        see(self.piece:sub(first, last))
        self.at = last + 1
        return true
      end
    end
    if not found or at > #self.piece then
      local over = found and at - #self.piece - 1 or 0    -- an escaped character may be in the next piece
      see(self.piece:sub(first))
      if not advance(self) then return depth == 0 and not in_string end
      first, at, begun = 1, 1 + over, true
    end
  end
end

--- The next value.
-- @treturn string | false (longer than the limit) | nil at the end | nil, message, code
function Values:next ()
  if self.finished then return nil end
  while true do
    local byte = next_byte(self, self.in_list)
    if not byte then
      self.finished = true
      if self.message then return nil, self.message, self.code end
      if self.in_list then return nil, self.source:name() .. ": the list has no end: the file is cut off", "truncated" end
      return nil
    end
    if byte == OPEN_LIST and not self.in_list then
      self.in_list, self.at = true, self.at + 1
    elseif byte == CLOSE_LIST and self.in_list then
      self.in_list, self.at = false, self.at + 1
    else break end
  end
  self.count = self.count + 1
  self.first = self.piece_first + self.at - 1      -- the byte where it begins
  local parts, size = {}, 0
  local whole = scan(self, function (piece)
    size = size + #piece
    if size > self.limit then parts = {} else parts[#parts + 1] = piece end
  end)
  if not whole then
    self.finished = true
    if self.message then return nil, self.message, self.code end
    return nil, ("%s: item %d has no end: the file is cut off"):format(self.source:name(), self.count), "truncated"
  end
  if size > self.limit then return false end
  return table.concat(parts)
end

--- Whether nothing follows.
function Values:is_at_end () return not self.in_list and next_byte(self, false) == nil and not self.message end

return M
