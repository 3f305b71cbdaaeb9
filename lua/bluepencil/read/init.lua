--- Read an article: from a file, from a string, or from blocks that the caller knows.
--
-- Gives a document that is not yet parsed.  Nothing is guessed silently: `doc.source` holds what was decided, and
-- `doc.source.notes` says it in sentences that hold no text of the article.  Cost: a few passes over the bytes, in C.
--
-- Failures are `nil, message, code`.  The message is one line that begins with the source's name.  Codes:
--   "io"        no such file, a folder, no permission, a read that failed
--   "empty"     nothing but white space
--   "binary"    not text: NUL bytes, many control characters, a PDF, a Word file, an archive, a picture
--   "form"      text in a form that no reader knows yet (HTML, XML, RTF)
--   "encoding"  bytes that are neither valid UTF-8 nor plausible in another encoding; or not valid in the stated one
--   "limit"     larger than `limit_bytes`

local blocks = require "bluepencil.read.blocks"
local text = require "bluepencil.read.text"

local M = {}

--- What the options default to.  `encoding` (no default) names the encoding when the caller knows it.
M.defaults = {
  limit_bytes = 8 * 1024 * 1024,    -- of one article; names on every line make its memory some 300 times its size
}

local PIECE_BYTES = 64 * 1024   -- what is asked of a file at a time

--- A name that fits on one line of a message.
local function clean_name (name)
  return (tostring(name):gsub("%c", "?"))
end

local function fail (name, message, code) return nil, name .. ": " .. message, code end

--- The bytes of a file.
local function bytes_of (path, name, limit)
  local file, message = io.open(path, "rb")
  if not file then return fail(name, (message:gsub("^.*: ", "")), "io") end
  local size = file:seek("end")
  if size and size ~= math.maxinteger and size > limit then
    file:close()
    return fail(name, ("larger than the limit of %d bytes"):format(limit), "limit")
  end
  if size then file:seek("set") end
  local parts, total = {}, 0   -- in pieces: a pipe has no size, and a buffer as large as the limit is dear
  repeat
    local part
    part, message = file:read(PIECE_BYTES)
    parts[#parts + 1] = part
    total = total + (part and #part or 0)
  until not part or total > limit
  file:close()
  if message then return fail(name, (message:gsub("^.*: ", "")), "io") end
  return table.concat(parts)
end

--- As `read`, with the name cleaned and the limit known.
local function document_of (input, name, limit, options)
  if input.blocks then return blocks.read(input, name, limit) end
  local bytes = input.text
  if not bytes then
    local message, code
    bytes, message, code = bytes_of(input.path, name, limit)
    if not bytes then return nil, message, code end
  end
  if #bytes > limit then return fail(name, ("larger than the limit of %d bytes"):format(limit), "limit") end
  return text.read(bytes, name, input.encoding or options.encoding, input)
end

--- Read one article.
-- @tparam table input  `{ path = }`, `{ text =, name = }` or `{ blocks = { { type =, text = }, ... }, name = }`; besides
--   `encoding` (what the caller knows of it), `meta` (copied into `doc.meta`), `notes` (sentences for `doc.source.notes`);
--   with a text, `front`: blocks that go before it, such as a headline the caller has apart (see front.lua)
-- @tparam[opt] table options  `limit_bytes`, `encoding`; other fields are the pipeline's and not looked at
-- @treturn Document | nil, message, code
-- @raise when `input` has none of the three
function M.read (input, options)
  options = options or {}
  if type(input) ~= "table" or not (input.path or input.text or input.blocks) then
    error("read: an input needs 'path', 'text' or 'blocks'", 2)
  end
  local limit = options.limit_bytes or M.defaults.limit_bytes
  local name = clean_name(input.name or input.path or "text")
  local doc, message, code = document_of(input, name, limit, options)
  if not doc then return nil, message, code end
  for _, note in ipairs(input.notes or {}) do doc.source.notes[#doc.source.notes + 1] = note end
  return doc
end

return M
