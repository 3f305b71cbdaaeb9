--- One file, packed by bzip2, xz, zstd, lz4 or compress (libarchive).

local packed = require "bluepencil.read.packed"

local M = { name = "packed", title = "a file packed with bzip2, xz, zstd or lz4", extensions = { "bz2", "xz", "zst", "lz4" },
            container = true }

local magics = { { "BZh", "bzip2" }, { "\xFD7zXZ\0", "xz" }, { "\x28\xB5\x2F\xFD", "zstd" }, { "\x04\x22\x4D\x18", "lz4" },
                 { "\31\157", "compress" } }

function M.sniff (head)
  for _, row in ipairs(magics) do
    local start, what = row[1], row[2]
    if head:sub(1, #start) == start and (what ~= "bzip2" or head:find("^[1-9]1AY&SY", 4)) then
      return 1, ("it begins as %s files do"):format(what)
    end
  end
end

function M.each (source, name)
  local a, message, code = packed.open(source, name, "packed")
  if not a then return nil, message, code end
  return function ()
    if not a then return nil end
    local opened = a
    a = nil
    local entry
    entry, message, code = opened:next()
    if not entry then return nil, source.budget:named(message, name), code end
    return { source = packed.entry(opened, source, name, { hint = packed.inner_name(source.hint),
      packed = function () return source:offset() end }), name = name, one = true }
  end
end

return M
