--- XML in: from a stream of bytes in whatever encoding to the elements a form asks for, one by one.
--
-- Elements are tables as core.xml_reader makes them: { name =, uri =, line =, attr = { }, "text", { element }, ... }.  The first
-- bytes decide the encoding: a mark, what the document says of itself, and whether the bytes bear that out.  Nothing but these bytes
-- is ever opened (src/xml_clean.c, src/xml_reader.c).  Memory holds one record, and what stands outside of records.

local core = require "bluepencil.core"

local M = {}
local Reader = {}
Reader.__index = Reader

local PIECE_BYTES = 64 * 1024
local LOOK_BYTES = 256 * 1024          -- of the bytes, to see whether they are what the document says

-- ---- what the root is, for sniffing ---------------------------------------------------------------------------------------

--- The first bytes of a document as bytes below 128 can be read in them; nil when it is no XML.
local function readable (head)
  if head:find("^\xEF\xBB\xBF") then return head:sub(4) end
  local encoding
  if head:find("^\xFF\xFE<\0") or head:find("^<\0[!?%a]\0") then encoding = "utf-16le"
  elseif head:find("^\xFE\xFF\0<") or head:find("^\0<\0[!?%a]") then encoding = "utf-16be" end
  if not encoding then return head end
  local part = head:sub(1, 8192)
  part = part:sub(1, #part - #part % 2):gsub("^[\xFE\xFF][\xFE\xFF]", "")
  return core.decode(part, encoding) or core.decode(part:sub(1, -3), encoding)
end

--- The end of a document type whose inner part begins at a bracket.
local function subset_end (text, bracket)
  local at = bracket + 1
  while true do
    local place, mark = text:match("()([\"'%]<])", at)
    if not place then return nil end
    if mark == "]" then
      local stop = text:match("^%]%s*>()", place)
      if stop then return stop - 1 end
      at = place + 1
    elseif mark == "<" then
      local comment = text:find("^<!%-%-", place) and select(2, text:find("-->", place, true))
      at = (comment or place) + 1
    else
      local close = text:find(mark, place + 1, true)
      if not close then return nil end
      at = close + 1
    end
  end
end

--- Where the root element's tag begins: its first byte, and the document type before it.
local function find_root (text)
  local at, doctype = text:match("^%s*()"), nil
  while true do
    local stop
    if text:find("^<%?", at) then stop = select(2, text:find("?>", at, true))
    elseif text:find("^<!%-%-", at) then stop = select(2, text:find("-->", at, true))
    elseif text:find("^<![Dd][Oo][Cc][Tt][Yy][Pp][Ee]", at) then
      local bracket, close = text:find("[", at, true), text:find(">", at, true)
      if bracket and close and bracket < close then stop = subset_end(text, bracket) else stop = close end
      doctype = text:sub(at, bracket and close and math.min(bracket, close) or close)
    elseif text:find("^<[%a_]", at) then return at, doctype
    end
    if not stop then return nil end
    at = text:match("^%s*()", stop + 1)
  end
end

local seen_head, seen_root

--- The root element of a document, from its first bytes.
-- @treturn ?table  `name` (without prefix), `prefix`, `uri` (its namespace), `doctype` (the text of the document type), `tag`
function M.root (head)
  if seen_head == head then return seen_root or nil end      -- each form asks for the same
  seen_head, seen_root = head, false
  if not head:find("^[%s\xEF\xBB\xBF\xFE\xFF\0]*<") then return nil end
  local text = readable(head)
  local at, doctype = find_root(text or "")
  if not at then return nil end
  local tag = text:match("^<[^>]*", at)
  local prefix, name = tag:match("^<([%w_.%-]+):([%w_.%-]+)")
  if not prefix then name = tag:match("^<([%w_.%-]+)") end
  local key = prefix and "xmlns:" .. prefix or "xmlns"
  local uri = tag:match("%s" .. key:gsub("%p", "%%%0") .. "%s*=%s*[\"']([^\"']*)")
  seen_root = { name = name, prefix = prefix, uri = uri, doctype = doctype, tag = tag }
  return seen_root
end

-- ---- encoding ---------------------------------------------------------------------------------------------------------------

local known = {
  ["utf-8"] = "utf-8", utf8 = "utf-8", ["us-ascii"] = "utf-8", ascii = "utf-8", ["windows-1252"] = "windows-1252",
  cp1252 = "windows-1252", ["iso-8859-1"] = "windows-1252", latin1 = "windows-1252", ["latin-1"] = "windows-1252",
  ["iso-8859-15"] = "iso-8859-15", ["latin-9"] = "iso-8859-15", ["utf-16"] = "utf-16", ["utf-16le"] = "utf-16le",
  ["utf-16be"] = "utf-16be",
}

--- Bytes up to the last whole character of UTF-8.
local function whole (bytes)
  local tail = bytes:sub(-3):match("[\xC0-\xFF][\x80-\xBF]*$")
  return tail and bytes:sub(1, #bytes - #tail) or bytes
end

--- How to read a document.
-- @treturn string encoding ("utf-8", "windows-1252", "iso-8859-15", "utf-16le", "utf-16be", or a name that is left to libxml2),
--   integer bytes to pass over, ?string note | nil, message
local function encoding_of (bytes, stated)
  if bytes:find("^\xFF\xFE\0\0") or bytes:find("^\0\0\xFE\xFF") or bytes:find("^\0\0\0<") or bytes:find("^<\0\0\0") then
    return nil, "UTF-32 is not read: convert it to UTF-8 first"
  end
  if bytes:find("^\xEF\xBB\xBF") then return "utf-8", 3 end
  if bytes:find("^\xFF\xFE") then return "utf-16le", 2 end
  if bytes:find("^\xFE\xFF") then return "utf-16be", 2 end
  if bytes:find("^%s*<\0") then return "utf-16le", 0 end
  if bytes:find("^%s*\0<") then return "utf-16be", 0 end
  local declared = stated or bytes:match("^%s*<%?xml[^>]-encoding%s*=%s*[\"']([%w._:%-]+)")
  local name = declared and declared:lower() or "utf-8"
  local encoding = known[name] or name
  local is_utf8 = core.validate(whole(bytes))
  if is_utf8 and encoding == "utf-8" then return "utf-8", 0 end
  if is_utf8 and not stated and bytes:find("[\x80-\xFF]") then
    return "utf-8", 0, ("It says its encoding is %s; its bytes are UTF-8."):format(declared)
  end
  if encoding:find("^utf%-16") then      -- it cannot be: the declaration itself was read byte by byte
    encoding = is_utf8 and "utf-8" or "windows-1252"
    return encoding, 0, ("It says its encoding is UTF-16; its bytes are %s."):format(encoding:upper())
  end
  if encoding ~= "utf-8" or is_utf8 then return encoding, 0 end
  local signs = core.look(bytes)
  if signs.sequences == 0 and signs.undefined == 0 and signs.plausible >= signs.high * 0.95 then
    return "windows-1252", 0, "Its bytes are not UTF-8; taken for Windows-1252."
  end
  return "utf-8", 0                      -- the parser says where it goes wrong
end

-- ---- the reader -------------------------------------------------------------------------------------------------------------

local codes = {
  [core.codes.limit] = "limit", [core.codes.encoding] = "encoding", [core.codes.xml] = "form", [core.codes.format] = "form",
}

local function failure (self, message, code, line)
  if message:find("^it ends within") then code = "truncated" else code = codes[code] or "form" end
  return { line and line > 0 and ("%s:%d: %s"):format(self.name, line, message) or ("%s: %s"):format(self.name, message), code }
end

--- Read XML from a stream.
-- @tparam Source source
-- @tparam string name  for messages
-- @tparam table options  of reading: `limit_bytes`, `encoding`
-- @tparam[opt] table wanted  `records`: local names of elements to be given one by one; `attributes`: names of those to be kept
-- @treturn Reader | nil, message, code
function M.open (source, name, options, wanted)
  wanted = wanted or {}
  local head = source:peek(LOOK_BYTES)
  local encoding, skip, note = encoding_of(head, options.encoding)
  if not encoding then return nil, name .. ": " .. skip, "encoding" end
  local self = setmetatable({ source = source, name = name, encoding = encoding, notes = { note } }, Reader)
  source:skip(skip)
  if encoding:find("^utf%-16") then      -- read whole: a character may be cut anywhere
    local bytes, message, code = source:rest(options.limit_bytes * 4)
    if not bytes then return nil, message, code end
    local text, _, _, byte = core.decode(bytes, encoding)
    if not text then return nil, ("%s: not valid %s at byte %d"):format(name, encoding:upper(), byte or 0), "encoding" end
    self.text = text
  end
  self.decode = (encoding == "windows-1252" or encoding == "iso-8859-15") and encoding or nil
  local is_ours = encoding == "utf-8" or self.text or self.decode
  self.reader = core.xml_reader { records = wanted.records, attributes = wanted.attributes, utf8 = is_ours and true or false,
                                  bytes = options.limit_bytes }
  return self
end

--- Feed the next piece.  False when there is no more.
local function feed (self)
  if self.ended then return false end
  local piece, message, code = self.text, nil, nil
  if piece then self.text, self.was_text = nil, true
  elseif not self.was_text then piece, message, code = self.source:read(PIECE_BYTES) end
  if message then
    self.ended, self.failed = true, { message, code }
    return true
  end
  if piece and self.decode then
    local text
    text, message = core.decode(piece, self.decode)
    if not text then
      self.ended, self.failed = true, { ("%s: not valid %s: %s"):format(self.name, self.decode, message), "encoding" }
      return true
    end
    piece = text
  end
  self.ended = not piece
  local ok, line
  ok, message, code, line = self.reader:feed(piece or "", not piece)
  if not ok then self.ended, self.failed = true, failure(self, message, code, line) end
  return true
end

--- The next record.
-- @treturn element | nil, message, code (this one, or the rest, could not be read: ask again) | nil at the end
function Reader:next ()
  while true do
    local element, message, code, line = self.reader:next()
    if element then return element end
    if message then
      local why = failure(self, message, code, line)
      return nil, why[1], why[2]
    end
    if not feed(self) then
      local failed = self.failed
      self.failed = nil
      if failed then return nil, failed[1], failed[2] end
      return nil
    end
  end
end

--- What stands outside of records, as far as it was read: the root element, not all of it yet.
function Reader:outside ()
  local list = self.reader:outside()
  for _, one in ipairs(list) do
    if type(one) == "table" then return one end
  end
  return { name = "" }
end

--- Sentences on what was repaired.
function Reader:repairs ()
  local notes = table.move(self.notes, 1, #self.notes, 1, {})
  local controls, ampersands = self.controls, self.ampersands
  if not self.is_closed then controls, ampersands = self.reader:repairs() end
  if controls > 0 then notes[#notes + 1] = ("%d control characters left out."):format(controls) end
  if ampersands > 0 then
    notes[#notes + 1] = ("%d ampersands stood for themselves or for an unknown entity, and were kept as they are."):format(ampersands)
  end
  return notes
end

local shown = { ["windows-1252"] = "Windows-1252" }

--- The name of the encoding as it is shown.
function Reader:encoding_name () return shown[self.encoding] or self.encoding:upper() end

--- Let go of the parser; the repairs are still known.  Twice is harmless.
function Reader:close ()
  if self.is_closed then return end
  self.controls, self.ampersands = self.reader:repairs()
  self.is_closed = true
  self.reader:close()
end

-- ---- elements ---------------------------------------------------------------------------------------------------------------

--- The first child of this name, or nil.
function M.child (element, name)
  for i = 1, element and #element or 0 do
    local one = element[i]
    if type(one) == "table" and one.name == name then return one end
  end
end

--- All children of this name.
function M.children (element, name)
  local list = {}
  for i = 1, element and #element or 0 do
    local one = element[i]
    if type(one) == "table" and one.name == name then list[#list + 1] = one end
  end
  return list
end

--- Down a path of children: "head/docdata/date.issue".
function M.at (element, path)
  for name in path:gmatch("[^/]+") do
    element = M.child(element, name)
    if not element then return nil end
  end
  return element
end

--- The first element of this name inside, in document order, or nil.
function M.find (element, name)
  for i = 1, element and #element or 0 do
    local one = element[i]
    if type(one) == "table" then
      if one.name == name then return one end
      one = M.find(one, name)                    -- no deeper than the reader goes
      if one then return one end
    end
  end
end

--- Every element of this name inside, in document order; what is inside of such a one is not looked at.
function M.all (element, name, list)
  list = list or {}
  for i = 1, element and #element or 0 do
    local one = element[i]
    if type(one) == "table" then
      if one.name == name then list[#list + 1] = one else M.all(one, name, list) end
    end
  end
  return list
end

--- An attribute, or nil.
function M.attr (element, name)
  local attr = element and element.attr
  return attr and attr[name] or nil
end

local function collect (element, parts)
  for i = 1, #element do
    local one = element[i]
    if type(one) == "string" then parts[#parts + 1] = one else collect(one, parts) end
  end
  return parts
end

--- The text of an element on one line, or nil when there is none.
function M.text (element)
  if not element then return nil end
  local text = table.concat(collect(element, {})):gsub("%s+", " "):match("^ ?(.-) ?$")
  return text ~= "" and text or nil
end

return M
