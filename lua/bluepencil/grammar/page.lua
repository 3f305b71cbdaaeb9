--- The lines of a text, without the blank ones: what the forms are told apart by and blocks are made of.
--
-- A line is trimmed: its first and last byte are not white space.  `gap` is true where a blank line (or the edge of the
-- text) stands before it.  One pass of string searches over the text; nothing looks at single characters.

local lpeg = require "lpeg"

local M = {}
local Page = {}
Page.__index = Page

local P, S, Cp, Ct = lpeg.P, lpeg.S, lpeg.Cp, lpeg.Ct

-- White space besides line ends: a no-break space is one to the eye.
local blank = S " \t" + P "\u{A0}" + P "\u{2003}" + P "\u{2002}" + P "\u{2009}" + P "\u{3000}" + P "\u{FEFF}"
-- start and end (one behind) of the content of each line; an empty line gives the same twice
local line = blank ^ 0 * Cp() * (1 - P "\n") ^ 0 * Cp()
local lines = Ct((line * P "\n") ^ 0 * line)

-- "." "!" "?" "…" and what may close after them.
local closers = { [34] = true, [39] = true, [41] = true, [93] = true }   -- " ' ) ]
local closers3 = { ["”"] = true, ["’"] = true, ["“"] = true }

--- Does the text up to byte `last` end like a sentence?
function M.ends_sentence (text, last)
  for _ = 1, 4 do
    local byte = text:byte(last)
    if byte == 46 or byte == 33 or byte == 63 then return true end   -- . ! ?
    if byte == nil or (byte >= 97 and byte <= 122) then return false end
    if byte == 0xA6 then return text:sub(last - 2, last) == "…" end
    if closers[byte] then last = last - 1
    elseif byte >= 0x80 and closers3[text:sub(last - 2, last)] then last = last - 3
    elseif byte == 32 then last = last - 1   -- "agreement. ”"
    else return false end
  end
  return false
end

--- The last byte of a line that is not blank.
local function trimmed (text, first, last)
  while last > first do
    local byte = text:byte(last)
    if byte == 32 or byte == 9 then last = last - 1
    elseif byte == 0xA0 and text:byte(last - 1) == 0xC2 then last = last - 2
    else break end
  end
  return last
end

--- The lines of a text.
-- @tparam string text
-- @tparam[opt=1] int from  @tparam[opt] int to  bytes to look at
-- @treturn table  `n`; arrays `first`, `last`, `indent` (bytes before the first), `gap`
function M.new (text, from, to)
  local first, last, indent, gap = {}, {}, {}, {}
  local part = (from or to) and text:sub(from or 1, to or #text) or text
  local shift = (from or 1) - 1
  local flat, n, blank_before, line_start = lines:match(part), 0, true, 1
  for i = 1, #flat, 2 do
    local start, stop = flat[i], flat[i + 1]
    if start < stop then
      n = n + 1
      local stop_at = stop - 1
      local byte = part:byte(stop_at)
      if byte == 32 or byte == 9 or byte == 0xA0 then stop_at = trimmed(part, start, stop_at) end
      first[n], last[n] = start + shift, stop_at + shift
      indent[n], gap[n] = start - line_start, blank_before
      blank_before = false
    else
      blank_before = true
    end
    line_start = stop + 1
  end
  return setmetatable({ text = text, n = n, first = first, last = last, indent = indent, gap = gap }, Page)
end

--- Length of a line in bytes.
function Page:length (k) return self.last[k] - self.first[k] + 1 end

-- A line longer than this is no wrapped line; and the share of the long lines that must end like a sentence for each to be
-- a whole paragraph.
local WRAP_MOST, WHOLE_SHARE = 160, 0.8

--- For each line: does it end like a sentence?
function Page:stops ()
  local stops = self.stops_found
  if not stops then
    stops = {}
    for k = 1, self.n do stops[k] = M.ends_sentence(self.text, self.last[k]) end
    self.stops_found = stops
  end
  return stops
end

--- Numbers that describe the page: `groups` (runs of lines without a blank one), `longest`, `ended` (lines that end like a
-- sentence), `unwrapped` (each line is a whole paragraph or heading).
function Page:shape ()
  local shape = self.shape_found
  if shape then return shape end
  local first, last, gap, stops = self.first, self.last, self.gap, self:stops()
  local groups, longest, ended = 0, 0, 0
  for k = 1, self.n do
    if gap[k] then groups = groups + 1 end
    local length = last[k] - first[k] + 1
    if length > longest then longest = length end
    if stops[k] then ended = ended + 1 end
  end
  local unwrapped = groups == self.n
  if not unwrapped and longest > WRAP_MOST then
    local long, whole = 0, 0
    for k = 1, self.n do
      if last[k] - first[k] >= longest / 2 then
        long = long + 1
        if stops[k] then whole = whole + 1 end
      end
    end
    unwrapped = whole >= long * WHOLE_SHARE
  end
  shape = { groups = groups, longest = longest, ended = ended, unwrapped = unwrapped }
  self.shape_found = shape
  return shape
end

return M
