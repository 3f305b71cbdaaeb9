--- Bytes of a plain text file to a document: encoding, line ends, control characters.
--
-- The order of questions: a byte order mark, UTF-16 without one, signs of a binary file, UTF-8, Windows-1252 (of which
-- ISO 8859-1 text is a part).  A stated encoding is taken at its word.  Does not look for headline or paragraphs.

local core = require "bluepencil.core"
local document = require "bluepencil.document"
local front_of = require "bluepencil.read.front"
local source_map = require "bluepencil.read.map"

local M = {}

local encodings = {
  ["utf-8"] = "utf-8", utf8 = "utf-8", ascii = "utf-8", ["us-ascii"] = "utf-8",
  ["windows-1252"] = "windows-1252", cp1252 = "windows-1252", ["cp-1252"] = "windows-1252", ansi = "windows-1252",
  ["iso-8859-1"] = "iso-8859-1", latin1 = "iso-8859-1", ["latin-1"] = "iso-8859-1",
  ["iso-8859-15"] = "iso-8859-15", latin9 = "iso-8859-15", ["latin-9"] = "iso-8859-15",
  ["utf-16le"] = "utf-16le", ["utf-16be"] = "utf-16be", ["utf-16"] = "utf-16",
}

--- Names of encodings that can be stated.
M.encodings = { "utf-8", "windows-1252", "iso-8859-1", "iso-8859-15", "utf-16", "utf-16le", "utf-16be" }

--- Whether a name of an encoding is known, in any case and under its other names.
function M.is_encoding (name) return encodings[name:lower()] ~= nil end

local shown = {
  ["utf-8"] = "UTF-8", ["windows-1252"] = "Windows-1252", ["iso-8859-1"] = "ISO-8859-1",
  ["iso-8859-15"] = "ISO-8859-15", ["utf-16le"] = "UTF-16LE", ["utf-16be"] = "UTF-16BE",
}

-- What other files begin with.
local magics = {
  { "%PDF-", "a PDF file: convert it first, for example with pdftotext", "binary" },
  { "PK\3\4", "a zip archive or an office document: convert it first, for example with pandoc", "binary" },
  { "\xD0\xCF\x11\xE0", "an old Word file: convert it first", "binary" },
  { "\31\139", "a gzip file: unpack it first", "binary" },
  { "\137PNG", "a picture", "binary" }, { "\255\216\255", "a picture", "binary" }, { "GIF8", "a picture", "binary" },
  { "{\\rtf", "an RTF file: convert it first, for example with pandoc", "form" },
}

local function magic_of (bytes)
  for _, row in ipairs(magics) do
    if bytes:sub(1, #row[1]) == row[1] then return row[2], row[3] end
  end
  local start = bytes:sub(1, 200):lower():match("^%s*(<[!?%w]+[%s>]?%w*)")
  if not start then return nil end
  if start:find("^<!doctype html") or start:find("^<html") then
    return "an HTML page: convert it first, for example with pandoc", "form"
  end
  if start:find("^<%?xml") then return "XML of a vocabulary that is not known: convert it first", "form" end
end

--- The kind of UTF-16 that the first bytes are, or nil.
function M.utf16_of (head)
  if head:find("^\xFF\xFE%z%z") then return nil end
  if head:find("^\xFF\xFE") then return "utf-16le" end
  if head:find("^\xFE\xFF") then return "utf-16be" end
  return head:find("\0", 1, true) and M.looks_utf16(head) or nil
end

--- Whether the first bytes of a file are those of something that is no text at all.
function M.is_binary (head)
  local _, code = magic_of(head)
  if code then return code == "binary" end
  return head:find("\0", 1, true) ~= nil and not M.utf16_of(head)
end

--- UTF-16 without a mark: in English text every other byte is 0.
function M.looks_utf16 (bytes)
  local head = bytes:sub(1, 512)
  local even, odd = 0, 0   -- zeros at the 1st, 3rd ... byte; at the 2nd, 4th ...
  for at in head:gmatch("()\0") do
    if at % 2 == 1 then even = even + 1 else odd = odd + 1 end
  end
  local half = #head // 2
  if #bytes % 2 ~= 0 or half < 4 then return nil end
  if odd >= half * 0.7 and even <= half * 0.02 then return "utf-16le" end
  if even >= half * 0.7 and odd <= half * 0.02 then return "utf-16be" end
end

-- Share of control characters above which a file is not text, and a number that is always let pass.
local CONTROL_SHARE, CONTROL_FEW = 0.02, 4
-- Share of bytes above 127 that must make sense in Windows-1252.
local PLAUSIBLE_SHARE = 0.95

--- Encoding, first byte of the text, notes; or nil, message, code.
local function encoding_of (bytes, declared)
  local notes = {}
  if bytes:find("^\xEF\xBB\xBF") then return "utf-8", 4, notes, "byte order mark" end
  if bytes:find("^\xFF\xFE\0\0") or bytes:find("^\0\0\xFE\xFF") then
    return nil, "UTF-32 is not read: convert it to UTF-8 first", "encoding"
  end
  if bytes:find("^\xFF\xFE") then return "utf-16le", 3, notes, "byte order mark" end
  if bytes:find("^\xFE\xFF") then return "utf-16be", 3, notes, "byte order mark" end
  if declared then
    local known = encodings[declared:lower()]
    if not known then return nil, ("unknown encoding '%s'"):format(declared:gsub("%c", "?")), "encoding" end
    if known == "utf-16" then known = M.looks_utf16(bytes) or "utf-16be" end
    return known, 1, notes, declared
  end
  local zero = bytes:find("\0", 1, true)
  if zero then
    local utf16 = M.looks_utf16(bytes)
    if utf16 then
      notes[1] = "No byte order mark; every other byte is 0, so this is " .. shown[utf16] .. " (cert high)."
      return utf16, 1, notes
    end
    local what, code = magic_of(bytes)
    if what then return nil, what, code end
    return nil, ("not a text file (NUL byte at byte %d)"):format(zero), "binary"
  end
  local what, code = magic_of(bytes)
  if what then return nil, what, code end
  return "utf-8", 1, notes
end

--- Bytes that are not UTF-8: Windows-1252 when they make sense there, else an error with the place.
local function eight_bit (bytes, notes, line, column)
  local signs = core.look(bytes)
  if signs.sequences == 0 and signs.undefined == 0 and signs.plausible >= signs.high * PLAUSIBLE_SHARE then
    local cert = signs.plausible == signs.high and (signs.c1 > 0 or signs.high >= 3) and "high" or "medium"
    notes[#notes + 1] = ("Not valid UTF-8; taken for Windows-1252: %d of %d bytes above 127 make sense there (cert %s).")
      :format(signs.plausible, signs.high, cert)
    return "windows-1252", cert
  end
  local why = signs.sequences > 0 and "though other parts are UTF-8" or "and not plausible as Windows-1252"
  return nil, ("%d:%d: not valid UTF-8, %s; name the encoding or repair the file"):format(line, column, why)
end

--- The kind of line end.  A file may end without one; form feeds and the like do not count.
local function newline_of (counts)
  local kinds = (counts.lf > 0 and 1 or 0) + (counts.crlf > 0 and 1 or 0) + (counts.cr > 0 and 1 or 0)
  if kinds > 1 then return "mixed" end
  return counts.crlf > 0 and "crlf" or counts.cr > 0 and "cr" or counts.lf > 0 and "lf" or "none"
end

local function plural (count, word) return ("%d %s%s"):format(count, word, count == 1 and "" or "s") end

--- Decode and clean bytes.
-- @tparam string bytes
-- @tparam string name  for messages
-- @tparam[opt] string declared  the encoding the caller knows
-- @treturn string text, table source | nil, message, code
function M.decode (bytes, name, declared)
  if not bytes:find("%S") then return nil, name .. ": empty", "empty" end
  local encoding, start, notes, stated = encoding_of(bytes, declared)
  if not encoding then return nil, name .. ": " .. start, notes end
  local cert
  if encoding == "utf-8" then
    local valid, _, _, line, column = core.validate(bytes)
    if not valid then
      if stated then
        return nil, ("%s:%d:%d: not valid UTF-8, which was stated (%s)"):format(name, line, column, stated), "encoding"
      end
      encoding, cert = eight_bit(bytes, notes, line, column)
      if not encoding then return nil, name .. ":" .. cert, "encoding" end
    end
  end
  local text, points, counts, byte = core.import(bytes, encoding, start)
  if not text then
    return nil, ("%s: not valid %s at byte %d"):format(name, shown[encoding], byte or 0), "encoding"
  end
  if counts.controls > CONTROL_FEW and counts.controls > #text * CONTROL_SHARE then
    return nil, ("%s: not a text file (%s)"):format(name, plural(counts.controls, "control character")), "binary"
  end
  if not text:find("%S") then return nil, name .. ": empty", "empty" end
  if counts.controls > 0 then
    notes[#notes + 1] = plural(counts.controls, "control character") .. " left out."
  end
  if counts.separators > 0 then
    notes[#notes + 1] = plural(counts.separators, "page or line separator") .. " made a line end."
  end
  local newline = newline_of(counts)
  if newline == "crlf" or newline == "cr" or newline == "mixed" then
    local kind = newline == "mixed" and "mixed" or newline:upper()
    notes[#notes + 1] = ("Line ends were %s; they are \"\\n\" in the text."):format(kind)
  end
  return text, {
    name = name,
    form = "text",
    encoding = shown[encoding],
    encoding_declared = stated,
    encoding_cert = cert,
    newline = newline,
    size_bytes = #bytes,
    notes = notes,
    map = source_map.new(points, encoding:find("^utf%-16") and 2 or 1, #bytes),
  }
end

--- A document of bytes; see bluepencil.read.
function M.read (bytes, name, declared, input)
  local text, source, code = M.decode(bytes, name, declared)
  if not text then return nil, source, code end
  local front, body_first
  if input.front and #input.front > 0 then
    text, front, body_first = front_of.join(text, input.front)
    if not text then return nil, name .. ": " .. front, "encoding" end
    source.map = nil                     -- what stands before the text has no place in the file
  end
  local copy = {}
  for key, value in pairs(input.meta or {}) do copy[key] = value end
  local doc, message = document.new(text, source, copy)
  if not doc then return nil, name .. ": " .. message, "limit" end
  doc.front, doc.body_first = front, body_first
  return doc
end

return M
