--- A tar archive of articles (libarchive); packed ones (.tar.gz, .tar.xz) are unpacked by the form around them.

local entries = require "bluepencil.read.entries"

local M = { name = "tar", title = "a tar archive", extensions = { "tar", "tgz", "tbz2", "txz" }, container = true }

local HEADER_BYTES = 512

--- Whether the sum of the header's bytes is the one that stands in it; its own eight bytes count as spaces (POSIX ustar).
local function has_checksum (head)
  local stated = #head >= HEADER_BYTES and tonumber(head:match("^%s*([0-7]+)[%z ]", 149) or "", 8)
  if not stated then return false end
  local sum = 8 * 32
  for at = 1, HEADER_BYTES do
    if at < 149 or at > 156 then sum = sum + head:byte(at) end
  end
  return sum == stated
end

function M.sniff (head)
  if has_checksum(head) then return 1, "it begins with the header of a tar archive" end
end

function M.each (source, name, options) return entries.each(source, name, options, "tar") end

return M
