--- What encoding a page is in, and its bytes as UTF-8.
--
-- The order of questions: a byte order mark; what the caller knows (the HTTP header of a web archive, an option); what the page
-- says in its first 4 KB; whether the bytes are UTF-8; UTF-16 without a mark; uchardet; else Windows-1252.  Names are read as
-- browsers read them: "iso-8859-1" means Windows-1252.  Bytes that are UTF-8 with letters beyond ASCII are UTF-8 whatever is
-- said of them: no other text looks so by chance, and saved pages keep the name of the encoding they once had.  Bytes that the
-- encoding does not have become U+FFFD and are counted.  Cost: one check of the bytes; most pages are UTF-8 and stay as they are.

local core = require "bluepencil.core"

local M = {}

-- Names on the web that iconv does not know, or understands differently from browsers.
local web = {
  ["utf8"] = "UTF-8", ["utf-8"] = "UTF-8", ["unicode-1-1-utf-8"] = "UTF-8",
  ["ascii"] = "CP1252", ["us-ascii"] = "CP1252", ["iso-8859-1"] = "CP1252", ["iso8859-1"] = "CP1252", ["iso_8859-1"] = "CP1252",
  ["latin1"] = "CP1252", ["latin-1"] = "CP1252", ["l1"] = "CP1252", ["windows-1252"] = "CP1252", ["x-user-defined"] = "CP1252", ["ansi"] = "CP1252",
  ["iso-8859-9"] = "CP1254", ["latin5"] = "CP1254", ["iso-8859-11"] = "CP874", ["tis-620"] = "CP874", ["windows-874"] = "CP874",
  ["gb2312"] = "GB18030", ["gb_2312-80"] = "GB18030", ["gbk"] = "GB18030", ["x-gbk"] = "GB18030", ["gb18030"] = "GB18030",
  ["big5"] = "BIG5-HKSCS", ["big5-hkscs"] = "BIG5-HKSCS", ["x-x-big5"] = "BIG5-HKSCS",
  ["shift_jis"] = "CP932", ["shift-jis"] = "CP932", ["sjis"] = "CP932", ["x-sjis"] = "CP932", ["ms_kanji"] = "CP932", ["windows-31j"] = "CP932",
  ["euc-kr"] = "CP949", ["ks_c_5601-1987"] = "CP949", ["korean"] = "CP949", ["windows-949"] = "CP949", ["uhc"] = "CP949",
  ["x-mac-cyrillic"] = "MAC-CYRILLIC", ["macintosh"] = "MACINTOSH", ["x-mac-roman"] = "MACINTOSH", ["iso-8859-8-i"] = "ISO-8859-8",
  ["utf-16"] = "UTF-16LE", ["utf-16le"] = "UTF-16LE", ["utf-16be"] = "UTF-16BE", ["unicode"] = "UTF-16LE",
}

local shown = { CP1252 = "Windows-1252", CP1254 = "Windows-1254", CP874 = "Windows-874", CP932 = "Shift_JIS", CP949 = "EUC-KR",
                ["BIG5-HKSCS"] = "Big5" }

local function show (name) return shown[name] or name:upper():gsub("^CP(%d+)$", "Windows-%1"):gsub("^WINDOWS", "Windows") end

--- iconv's name for a name on the web, or nil when it cannot be one.
local function known (name)
  if type(name) ~= "string" then return nil end
  name = name:match("^[%s\"']*([%w_:.%-]+)")
  if not name or #name > 40 then return nil end
  local low = name:lower()
  if web[low] then return web[low] end
  if low:find("^x%-cp125%d$") then return "CP125" .. low:sub(-1) end
  return core.transcode("", name) and name or nil
end

local LOOK_BYTES = 4096

--- The encoding that the page names: in a meta element, or as XML does.
local function named (bytes)
  local head = bytes:sub(1, LOOK_BYTES)
  local xml = head:match("^%s*<%?xml[^>]-encoding%s*=%s*[\"']([^\"'>]+)")
  if xml then return xml end
  for tag in head:gmatch("<[mM][eE][tT][aA][%s/]([^>]*)>") do
    local name = tag:lower():match("charset%s*=%s*[\"']?%s*([^%s\"'/;>]+)")
    if name then return name end
  end
end

--- UTF-16 without a mark: in a page's markup every other byte is 0.
local function looks_utf16 (bytes)
  local head = bytes:sub(1, 512)
  local even, odd = 0, 0
  for at in head:gmatch("()\0") do
    if at % 2 == 1 then even = even + 1 else odd = odd + 1 end
  end
  local half = #head // 2
  if half < 4 then return nil end
  if odd >= half * 0.6 and even <= half * 0.05 then return "UTF-16LE" end
  if even >= half * 0.6 and odd <= half * 0.05 then return "UTF-16BE" end
end

local detector

local function detect (bytes)
  if detector == nil then
    local found, module = pcall(require, "bluepencil.charset")
    detector = found and module or false
  end
  local name = detector and detector.detect(bytes)
  return name and known(name)
end

--- Bytes in `encoding` as UTF-8, with a note when some could not be read.
local function decode (bytes, encoding, notes)
  local text, bad, code = core.transcode(bytes, encoding)
  if not text then return nil, bad, code end
  if bad > 0 then
    notes[#notes + 1] = ("%d byte%s not %s: U+FFFD stands for %s."):format(bad, bad == 1 and " was" or "s were", show(encoding),
      bad == 1 and "it" or "each")
  end
  return text
end

local function has_high_bytes (bytes) return bytes:find("[\x80-\xFF]") ~= nil end

--- @treturn string encoding, int start, ?string declared  as someone said | nil when nobody did
local function decide (bytes, stated, notes)
  if bytes:find("^\xEF\xBB\xBF") then return "UTF-8", 4, "byte order mark" end
  if bytes:find("^\xFF\xFE") then return "UTF-16LE", 3, "byte order mark" end
  if bytes:find("^\xFE\xFF") then return "UTF-16BE", 3, "byte order mark" end
  local utf16 = looks_utf16(bytes)
  if utf16 then
    notes[#notes + 1] = "No byte order mark; every other byte is 0, so this is " .. utf16 .. "."
    return utf16, 1
  end
  local declared, by = known(stated), "who sent it"
  if not declared then declared, by = known(named(bytes)), "the page" end
  if declared and declared:find("^UTF%-16") then declared = "UTF-8" end     -- what says so in ASCII is not
  if core.validate(bytes) then
    if declared and declared ~= "UTF-8" and has_high_bytes(bytes) then
      notes[#notes + 1] = ("Said to be %s by %s, but it is valid UTF-8."):format(show(declared), by)
    end
    return "UTF-8", 1, declared and show(declared)
  end
  if declared == "UTF-8" then
    -- a few broken characters are repaired; a page in another encoding has hardly a whole sequence
    local signs = core.look(bytes)
    if signs.sequences * 4 >= signs.high - signs.sequences * 2 then return "UTF-8", 1, "UTF-8" end
    notes[#notes + 1] = ("Said to be UTF-8 by %s, but it is not."):format(by)
    declared = nil
  end
  if declared then return declared, 1, show(declared) end
  local found = detect(bytes)
  if found and not found:find("^UTF%-16") then
    notes[#notes + 1] = ("Its bytes look like %s (cert medium)."):format(show(found))
    return found, 1
  end
  notes[#notes + 1] = "Not valid UTF-8 and nothing says what it is; taken for Windows-1252 (cert low)."
  return "CP1252", 1
end

--- The text of a page.
-- @tparam string bytes
-- @tparam ?string stated  the encoding the caller knows
-- @treturn table { text =, encoding =, declared =, notes = } | nil, message, code
function M.read (bytes, stated)
  local notes = {}
  local encoding, start, declared = decide(bytes, stated, notes)
  local text = start > 1 and bytes:sub(start) or bytes
  if encoding ~= "UTF-8" or not core.validate(text) then
    local message, code
    text, message, code = decode(text, encoding, notes)
    if not text then return nil, message, code end
  end
  return { text = text, encoding = show(encoding), declared = declared, notes = notes }
end

return M
