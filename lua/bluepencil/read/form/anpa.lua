--- Agency transmissions with control bytes: ANPA-1312 and IPTC 7901, many messages in a file.
--
--     SYN SYN SOH a0123 US  r i FS bc-Ferry, 1st Ld-Writethru  06-03 0120 CR LF STX  text  ETX  AP-NY-06-03-14 0915EDT EOT      ANPA-1312
--     SOH NPA0123 4 DIS 120 Ferry-Return CR LF STX  text  CR LF ETX  030915 GMT JUN 14 EOT                                       IPTC 7901
--
-- The header gives service, number, priority, category, keyword and count of words; the text is wire copy and is parsed as such
-- (grammar/wire.lua).  Typographic marks of the transmission ("^" before and "<" or "=" after a line, "``" and "''", " _ ") are
-- put into characters.  Source: ANPA Bulletin 1312; IPTC 7901, The IPTC Recommended Message Format.

local day = require "bluepencil.grammar.day"
local export = require "bluepencil.read.export"

local M = { name = "anpa", title = "agency transmissions (ANPA-1312, IPTC 7901)" }

local SOH, STX = "\1", "\2"

-- What the letter of the category says.  Source: ANPA-1312, table of category codes.
local anpa_categories = {
  a = "domestic news", b = "special events", c = "features", d = "food", e = "entertainment", f = "financial", g = "state news",
  h = "lottery", i = "international news", j = "state news", k = "commentary", l = "lifestyle", m = "farm", n = "news of a state",
  o = "weather", p = "politics", q = "sports results", r = "racing", s = "sports", t = "travel", v = "advisories", w = "Washington",
}
-- IPTC's three letters; they became the top of the Media Topics.
local iptc_categories = {
  ACE = "arts, culture and entertainment", CLJ = "crime, law and justice", DIS = "disasters and accidents", FIN = "economy, business and finance",
  EBF = "economy, business and finance", EDU = "education", EVN = "environment", HTH = "health", HUM = "human interest", LAB = "labour",
  LIF = "lifestyle and leisure", POL = "politics", REL = "religion and belief", SCI = "science and technology", SOI = "social issues",
  SPO = "sport", WAR = "unrest, conflicts and war", WEA = "weather",
}

-- ---- the header ------------------------------------------------------------------------------------------------------

--- IPTC 7901: "NPA0123 4 DIS 120 Ferry-Return".
local function iptc_header (line, article)
  local source, number, priority, category, rest = line:match("^(%a%a?%a?%a?)(%d%d%d%d?%d?)%s+(%d)%s+(%a%a?%a?)%s+(.*)$")
  if not source or not (iptc_categories[category:upper()] or #category == 3) then return false end
  local count, keyword = rest:match("^0*(%d+)%s*(.*)$")
  article.notes[#article.notes + 1] = ("IPTC 7901 message %s%s, priority %s."):format(source, number, priority)
  export.set(article, "section", iptc_categories[category:upper()], "iptc7901:category")
  export.set(article, "slug", export.trim(keyword or rest), "iptc7901:keyword")
  article.words = tonumber(count)
  return true
end

--- ANPA-1312: "a0123 r i bc-Ferry, 1st Ld-Writethru  06-03 0120", fields parted by control bytes.
local function anpa_header (line, article)
  local service, number, priority, category, rest = line:match("^(%a)(%d%d%d%d)%s+(%a)%s*(%a)%s+(.*)$")
  if not service then return false end
  article.notes[#article.notes + 1] = ("ANPA-1312 message %s%s, priority %s."):format(service, number, priority)
  export.set(article, "section", anpa_categories[category:lower()], "anpa:category")
  local keyword, count = rest:match("^(.-)%s*%d%d%-%d%d%s*(%d*)%s*$")
  export.set(article, "slug", export.trim(keyword or rest), "anpa:keyword")
  article.words = tonumber(count or "")
  return true
end

local function set_header (header, article)
  local line = export.trim(header:gsub("[%c]+", " "))
  if not iptc_header(line, article) and not anpa_header(line, article) and line ~= "" then
    article.notes[#article.notes + 1] = "The header of the message could not be read."
  end
end

-- ---- the day of transmission -------------------------------------------------------------------------------------------

--- A year of two figures: transmissions of this kind began in the 1970s.
local function whole_year (two) return two >= 70 and 1900 + two or 2000 + two end

--- "030915 GMT JUN 14" or "AP-NY-06-03-14 0915EDT".
local function set_date (trailer, article)
  local y, m, d
  local day_of, month, year = trailer:match("%f[%d](%d%d)%d%d%d%d%s+%u%u%u?%u?%s+(%u%u%u)%w*%s+(%d%d%d?%d?)%f[%D]")
  if day_of then
    for number, name in ipairs(day.months) do
      if name:sub(1, 3):upper() == month then m = number end
    end
    y, d = tonumber(year), tonumber(day_of)
  else
    m, d, y = trailer:match("%u%u%-(%d%d)%-(%d%d)%-(%d%d)%s+%d%d%d%d%u*")
    m, d, y = tonumber(m), tonumber(d), tonumber(y)
  end
  local is_short = y and y < 100
  if is_short then y = whole_year(y) end
  if y and m and d and day.is_day(y, m, d) then
    export.set(article, "date", { iso = ("%04d-%02d-%02d"):format(y, m, d), cert = is_short and "medium" or "high",
      source = "transmission" }, "anpa:transmission")
  elseif trailer:find("%d") then article.notes[#article.notes + 1] = "The day of transmission could not be read." end
end

-- ---- the text --------------------------------------------------------------------------------------------------------

--- A line that is marked as one of its own ("^Ferry Returns<", "By JO ITO="): its words, and the mark at its end.
local function marked_line (line)
  local stop = #line
  while stop > 0 and (line:byte(stop) == 60 or line:byte(stop) == 61) do stop = stop - 1 end     -- "<" and "="
  local mark = line:sub(stop + 1)
  local is_begun = line:sub(1, 1) == "^"
  if not is_begun and (mark == "" or mark:sub(1, 1) == "=" and stop > 60) then return nil end    -- an equals sign of the text's own
  return export.trim(line:sub(is_begun and 2 or 1, stop)), mark
end

--- Marks of the transmission to characters.
local function plain (words)
  words = words:gsub("\r\n?", "\n"):gsub("[%z\1-\8\11\12\14-\31\127]", "")
  local lines, changed = {}, false
  for line in (words .. "\n"):gmatch("([^\n]*)\n") do
    local inner, mark = marked_line(export.trim(line))
    local last = lines[#lines - 1]
    if inner and mark == "=" and lines[#lines] == "" and last and last:find("^%s*[Bb][Yy]%s") then
      lines[#lines - 1] = last .. ", " .. export.trim(inner)         -- what the writer is stands on a line of its own
    elseif inner then
      changed = true
      lines[#lines + 1] = inner
      lines[#lines + 1] = ""
    else
      -- paragraphs begin with a few spaces and have no empty line between them
      if line:find("^   ? ? ?%S") and #lines > 0 and lines[#lines] ~= "" then lines[#lines + 1] = "" end
      lines[#lines + 1] = line
    end
  end
  local text = table.concat(lines, "\n")
  local marked
  text, marked = text:gsub("``", "“"):gsub("''", "”")
  text = text:gsub("(%)) ?_+ ", "%1 – "):gsub(" _+ ", " – ")
  return text, changed or marked > 0
end

local function parse (bytes, name, options)
  local article = export.new(M.name)
  local header, rest = bytes:match("^\1?([^\2]*)\2(.*)$")
  if not header then header, rest = bytes:match("^\1?([^\r\n]*)\r?\n?(.*)$") end
  local text, trailer = rest:match("^([^\3\4]*)[\3\4](.*)$")
  set_header(header, article)
  text = text or rest
  if not trailer then article.notes[#article.notes + 1] = "The message has no end: it may be cut off." end
  set_date((trailer or ""):gsub("%c", " "), article)
  local words, changed = plain(text)
  if not words:find("%S") then return nil, name .. ": a message without text", "empty" end
  if changed then article.notes[#article.notes + 1] = "Typographic marks of the transmission were put into characters." end
  local decoded, notes, code = export.decode(words, name, options)
  if not decoded then return nil, notes, code end
  for _, note in ipairs(notes) do article.notes[#article.notes + 1] = note end
  article.text, article.from, article.encoding, article.blocks, article.words = decoded, "text", "utf-8", nil, nil
  return article
end

function M.sniff (head)
  local at = head:find(SOH, 1, true)
  if not at or at > 200 or head:sub(1, at - 1):find("[^%z\22\127%s]") then return nil end
  local stop = head:find(STX, at, true)
  if stop and stop - at < 400 and head:sub(at, stop):find("^\1%s*%a+%d%d%d") then return 0.97, "the control bytes of an agency transmission" end
end

function M.each (source, name, options)
  local limit, number, line, finished = options.limit_bytes, 0, 1, false
  local rest = ""                                            -- what was read behind the last message
  local offset = 0                                           -- bytes before `rest`

  --- The next message, from a start of header up to the next one: its bytes (false when it is too long), how many, lines.
  local function message_bytes ()
    local parts, size, lines, buffer, from = {}, 0, 0, rest, 2
    local function add (piece)
      size, lines = size + #piece, lines + select(2, piece:gsub("\n", ""))
      if size > limit then parts = {} else parts[#parts + 1] = piece end
    end
    while true do
      local stop = buffer:find(SOH, from, true)
      add(stop and buffer:sub(1, stop - 1) or buffer)
      if stop then
        rest = buffer:sub(stop)
        break
      end
      local why, code
      buffer, why, code = source:read(64 * 1024)
      if not buffer then
        finished = true
        if why then return nil, why, code end
        if size == 0 then return nil end
        break
      end
      from = 1
    end
    return size <= limit and table.concat(parts), size, lines
  end

  return function ()
    while not finished do
      local first, first_line = offset + 1, line
      local bytes, size, lines = message_bytes()
      if bytes == nil then return nil, size, lines end       -- message, code
      offset, line = offset + size, line + lines
      if not bytes or bytes:find(STX, 1, true) or number > 0 and bytes:find("%w") and bytes:find("^\1") then
        number = number + 1
        local called = ("%s: message %d, line %d"):format(name, number, first_line)
        if not bytes then return nil, ("%s: larger than the limit of %d bytes"):format(called, limit), "limit" end
        local article, why, code
        article, why, code = parse(bytes, called, options)
        if not article then return nil, why, code end
        article.name, article.place = called, { item = number, line = first_line, first = first }
        return article
      elseif bytes:find("%w") then options.on_skip("parts between messages") end
    end
    return nil
  end
end

return M
