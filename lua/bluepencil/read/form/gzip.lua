--- gzip: one file, packed; also many packed pieces one after the other, as web archives have them.

local packed = require "bluepencil.read.packed"

local M = { name = "gzip", title = "a gzip file", extensions = { "gz" }, container = true }

function M.sniff (head)
  if head:find("^\31\139\8") then return 1, "it begins as gzip files do" end
end

function M.each (source, name)
  local inner, message, code = packed.gzip(source, name)
  if not inner then return nil, message, code end
  local input = { source = inner, name = name, one = true }
  return function ()
    local once = input
    input = nil
    return once
  end
end

return M
