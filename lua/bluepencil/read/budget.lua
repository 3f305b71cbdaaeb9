--- How much a file may unpack to: what stops an archive that was made to fill a disk or never to end.
--
-- One budget goes with all streams of a file, however deep they lie, so that nesting does not multiply what is allowed.

local M = {}
local Budget = {}
Budget.__index = Budget

--- Bytes that are let pass before the ratio counts: a page of blanks packs a thousand to one and harms nobody.
local FREE_BYTES = 1 << 20

--- @tparam table options  `limit_ratio`, `limit_total_bytes`, `limit_entries`
-- @tparam string name  of the file
function M.new (options, name)
  return setmetatable({ options = options, name = name, unpacked = 0, entries = 0 }, Budget)
end

--- A message that begins with a name: that of the part, unless it begins with that of the file already.
function Budget:named (message, name)
  if not message or message:sub(1, #self.name + 1) == self.name .. ":" then return message end
  return name .. ": " .. message
end

--- Count bytes that a stream unpacked.
-- @tparam int count  bytes since the last call
-- @tparam int out  bytes of this stream so far
-- @tparam int packed  bytes that they were packed in
-- @treturn true | nil, message, code
function Budget:unpack (count, out, packed)
  self.unpacked = self.unpacked + count
  local options = self.options
  if out > FREE_BYTES and out > packed * options.limit_ratio then
    return nil, ("unpacks to more than %d times its size (--limit-ratio)"):format(options.limit_ratio), "limit"
  end
  if self.unpacked > options.limit_total_bytes then
    return nil, ("unpacks to more than %d bytes in all (--limit-total)"):format(options.limit_total_bytes), "limit"
  end
  return true
end

--- Count an entry of an archive.
-- @treturn true | nil, message, code
function Budget:entry ()
  self.entries = self.entries + 1
  if self.entries > self.options.limit_entries then
    return nil, ("holds more than %d entries (--limit-entries)"):format(self.options.limit_entries), "limit"
  end
  return true
end

return M
