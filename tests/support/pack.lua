--- Packed files for the specs, made without programs that a bare system lacks: gzip and zip (stored), tar, WARC.

local M = {}

local crc_table = {}
for i = 0, 255 do
  local c = i
  for _ = 1, 8 do c = c & 1 == 1 and 0xEDB88320 ~ (c >> 1) or c >> 1 end
  crc_table[i] = c
end

function M.crc32 (bytes)
  local c = 0xFFFFFFFF
  for i = 1, #bytes do c = crc_table[(c ~ bytes:byte(i)) & 255] ~ (c >> 8) end
  return c ~ 0xFFFFFFFF
end

--- Raw deflate without compression.
function M.stored (bytes)
  local parts, at = {}, 1
  repeat
    local piece = bytes:sub(at, at + 65534)
    at = at + #piece
    parts[#parts + 1] = string.pack("<BI2I2", at > #bytes and 1 or 0, #piece, ~#piece & 0xFFFF) .. piece
  until at > #bytes
  return table.concat(parts)
end

--- One member of a gzip file.
function M.gzip (bytes)
  return "\31\139\8\0\0\0\0\0\0\255" .. M.stored(bytes) .. string.pack("<I4I4", M.crc32(bytes), #bytes & 0xFFFFFFFF)
end

--- As gzip makes it, small: for what is to unpack to much.
function M.gzip_small (bytes)
  local path = os.tmpname()
  local file = assert(io.open(path, "wb"))
  file:write(bytes)
  file:close()
  local pipe = assert(io.popen(("gzip -9 -n -c '%s'"):format(path), "r"))
  local packed = pipe:read("a")
  pipe:close()
  os.remove(path)
  return packed
end

--- A tar archive (ustar).
-- @tparam table entries  { path, bytes [, type [, size]] }; type "0" file, "5" folder, "2" link
function M.tar (entries)
  local parts = {}
  for _, entry in ipairs(entries) do
    local path, bytes, kind, size = entry[1], entry[2], entry[3] or "0", entry[4]
    local size_field = size or ("%011o\0"):format(#bytes)
    local head = path .. ("\0"):rep(100 - #path) .. "0000644\0" .. "0000000\0" .. "0000000\0" .. size_field .. "00000000000\0"
      .. "        " .. kind .. ("\0"):rep(100) .. "ustar\00000" .. ("\0"):rep(64) .. ("\0"):rep(16) .. ("\0"):rep(155 + 12)
    local sum = 0
    for i = 1, #head do sum = sum + head:byte(i) end
    head = head:sub(1, 148) .. ("%06o\0 "):format(sum) .. head:sub(157)
    assert(#head == 512)
    parts[#parts + 1] = head .. bytes .. ("\0"):rep(-#bytes % 512)
  end
  return table.concat(parts) .. ("\0"):rep(1024)
end

--- A zip archive, nothing in it compressed.
function M.zip (entries)
  local parts, directory, at = {}, {}, 0
  for _, entry in ipairs(entries) do
    local path, bytes, flags = entry[1], entry[2], entry.flags or 0
    local common = string.pack("<I2I2I2I2I4I4I4I2I2", flags, 0, 0, 33, M.crc32(bytes), #bytes, #bytes, #path, 0)
    local here = "PK\3\4" .. string.pack("<I2", 20) .. common .. path .. bytes
    directory[#directory + 1] = "PK\1\2" .. string.pack("<I2I2", 20, 20) .. common .. string.pack("<I2I2I2I4I4", 0, 0, 0, 0, at) .. path
    parts[#parts + 1] = here
    at = at + #here
  end
  local list = table.concat(directory)
  return table.concat(parts) .. list .. "PK\5\6" .. string.pack("<I2I2I2I2I4I4I2", 0, 0, #directory, #directory, #list, at, 0)
end

--- A WARC record.
-- @tparam string kind  WARC-Type
-- @tparam string block
-- @tparam[opt] table more  `type` (Content-Type), `url`, `length`, further header lines in `lines`
function M.warc (kind, block, more)
  more = more or {}
  local content = more.type or kind == "response" and "application/http; msgtype=response" or "application/warc-fields"
  return ("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Date: 2019-06-20T10:00:00Z\r\n%s%sContent-Type: %s\r\nContent-Length: %s\r\n\r\n")
    :format(kind, more.url and ("WARC-Target-URI: %s\r\n"):format(more.url) or "", more.lines or "", content, more.length or #block)
    .. block .. "\r\n\r\n"
end

--- An answer of a web server.
function M.http (body, more)
  more = more or {}
  return ("HTTP/1.1 %s\r\nContent-Type: %s\r\n%s\r\n"):format(more.status or "200 OK", more.type or "text/plain; charset=utf-8",
    more.lines or "") .. body
end

return M
