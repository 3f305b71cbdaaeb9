--- An answer of a web server as web archives keep it: status, what it is, and its body as it was meant (RFC 9110, 9112).
--
-- Takes what real servers and crawlers wrote: bare "\n", headers without a space, a body that is not chunked or not packed any more
-- although the header says so.  Costs a few searches in the header; the body is copied only where it has to be put together.

local packed = require "bluepencil.read.packed"

local M = {}

local HEADER_BYTES = 64 * 1024      -- of all headers together
local CHUNK_LINE_BYTES = 1024

--- A line of a header: its name in small letters, its value | nil.
function M.header (line)
  local name, rest = line:match("^([^%s:]+)[ \t]*:(.*)$")
  if name then return name:lower(), rest:match("^%s*(.*%S)") or "" end
end

--- The headers of a block: names in small letters; of several with one name the last.
local function headers_of (block)
  local headers, name = {}, nil
  for line in block:gmatch("[^\r\n]+") do
    local found, value = M.header(line)
    if found then
      name = found
      headers[name] = value
    elseif name and line:find("^[ \t]") then headers[name] = headers[name] .. " " .. (line:match("^%s*(.*%S)") or "") end
  end
  return headers
end

--- "text/html; charset=utf-8" -> "text/html", "utf-8".
function M.content_type (value)
  if not value then return nil end
  local kind = value:match("^%s*([%w!#$&^_.+-]+/[%w!#$&^_.+-]+)")
  local charset = value:lower():match("charset%s*=%s*[\"']?%s*([%w_.:-]+)")
  return kind and kind:lower(), charset
end

--- Put a chunked body together.
-- @treturn string body, boolean whole | nil when it is not chunked at all
function M.dechunk (body)
  local parts, at = {}, 1
  while true do
    at = body:match("^%s*()", at)
    local line_end = body:find("\n", at, true)
    local size = line_end and line_end - at < CHUNK_LINE_BYTES and body:sub(at, line_end):match("^(%x+)%s*%f[;\r\n]")
    size = size and #size <= 8 and tonumber(size, 16)
    local after = line_end and line_end + 1
    if not size then
      if #parts == 0 then return nil end
      return table.concat(parts), false
    end
    if size == 0 then return table.concat(parts), true end
    parts[#parts + 1] = body:sub(after, after + size - 1)
    at = after + size
    if at > #body + 1 then return table.concat(parts), false end
  end
end

local packings = { gzip = "gzip", ["x-gzip"] = "gzip", deflate = "http" }

--- The body of an answer without the packing that its header names.
-- @treturn string body, boolean whole | nil, message, code
local function unpack_body (headers, body, limit)
  local whole = true
  if (headers["transfer-encoding"] or ""):lower():find("chunked", 1, true) then
    local joined, complete = M.dechunk(body)
    if joined then body, whole = joined, complete end      -- else the crawler has put it together already
  end
  for coding in (headers["content-encoding"] or ""):lower():gmatch("[%w-]+") do
    local kind = packings[coding]
    if kind == "http" or kind and body:find("^\31\139") then
      local unpacked, complete, code = packed.inflate(body, kind, limit)
      if unpacked then body, whole = unpacked, whole and complete
      elseif code == "limit" or code == "missing" then return nil, complete, code
      elseif kind == "gzip" then return nil, "its body is damaged", "damaged" end
    elseif coding == "br" or coding == "zstd" or coding == "compress" then
      return nil, "packed in a way that is not read (" .. coding .. ")", "packing"
    end
  end
  return body, whole
end

--- Read an answer.
-- @tparam string bytes  from the status line on
-- @tparam int limit  most bytes of the unpacked body
-- @treturn table { status =, kind =, charset =, headers =, body = (function () -> body, whole | nil, message, code) }
--   | nil when it is none
function M.parse (bytes, limit)
  local status, at = bytes:match("^HTTP/[%d.]+[ \t]+(%d%d%d)[^\r\n]*\r?\n()")
  if not status then return nil end
  local stop, body_first = at, bytes:match("^\r?\n()", at)     -- no headers at all
  if not body_first then
    local last
    stop, last = bytes:find("\r?\n\r?\n", at)
    stop, body_first = stop or #bytes + 1, (last or #bytes) + 1
  end
  if stop - at > HEADER_BYTES then return nil end
  local headers = headers_of(bytes:sub(at, stop - 1))
  local kind, charset = M.content_type(headers["content-type"])
  return { status = tonumber(status), kind = kind, charset = charset, headers = headers,
           body = function () return unpack_body(headers, bytes:sub(body_first), limit) end }
end

return M
