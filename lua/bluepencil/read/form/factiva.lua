--- Exports of Factiva: many articles in a file, with the two-letter labels of its fields or without them.
--
--     HD                                       Ferry Returns to Kuusberg
--     Ferry Returns to Kuusberg                By Aino Kettukallio
--     BY  By Aino Kettukallio                  120 words
--     WC  120 words                            3 June 2014
--     PD  3 June 2014                          The Harbour Post
--     SN  The Harbour Post                     HARBPO
--     LP  The ferry ...                        English
--     TD  The cook ...                         (c) 2014 Harbour Post Ltd.
--     AN  Document HARBPO0020140603ea6300001
--                                              The ferry ...
--                                              Document HARBPO0020140603ea6300001
--
-- A label stands on a line of its own or before its words.  Index terms (CO, IN, NS, RE ...) are the database's and are not taken
-- over: they name people and companies.

local export = require "bluepencil.read.export"

local M = { name = "factiva", title = "an export of Factiva", is_decoded = true }

-- What a label says; true: known, and not taken over.  Source: Dow Jones, Factiva field codes.
local labels = {
  SE = "section", HD = "headline", CR = "credit", BY = "byline", WC = "words", PD = "date", ET = true, SN = "source", SC = true, ED = "edition",
  PG = "page", VOL = true, LA = "language", CY = true, CX = "note", LP = "body", TD = "body", RF = true, CT = "note", ART = "caption",
  CLM = "section", CO = true, IN = true, NS = true, RE = true, IPC = true, IPD = true, PUB = true, AN = "number", TI = true, DOC = true,
  CRU = true, PUBC = true,
}

--- "Document HARBPO0020140603ea6300001" -> its number.
local function number_of (line) return #line < 80 and line:match("^%s*Document%s+(%w+)%s*$") or nil end

local function is_number (line)
  local number = number_of(line)
  return number ~= nil and #number >= 16 and number:find("^%u") ~= nil and number:find("%d%d%d%d%d%d%d%d") ~= nil
end

--- The label of a line and the words beside it.
local function label_of (line)
  local name, rest = line:match("^%s?(%u%u%u?%u?)%s*$"), ""
  if not name then name, rest = line:match("^%s?(%u%u%u?%u?)[ \t][ \t]+(%S.*)$") end
  if not name then name, rest = line:match("^%s?(%u%u%u?%u?)\t(%S.*)$") end
  if name and labels[name] ~= nil then return name, rest end
end

local function is_word_count (line) return #line < 80 and line:find("^%s*[%d.,]+ words%s*$") ~= nil end

-- ---- with labels -----------------------------------------------------------------------------------------------------

local function paragraphs_of (article, kind, words)
  for _, one in ipairs(export.paragraphs(words)) do export.add(article, kind, one.text) end
end

local function byline_of (words)
  words = export.on_one_line(words)
  return (words == "" or words:find("^[Bb][Yy]%s")) and words or "By " .. words
end

local function set_language (article, words)
  if words:find("^English") or words == "en" then export.set(article, "language", "en", "factiva:LA") end
end

local function parse_labelled (words, article)
  local fields, name = {}, nil
  for line in (words .. "\n"):gmatch("([^\n]*)\n") do
    local found, rest = label_of(line)
    if found then
      name = found
      fields[name] = fields[name] or {}
      if rest ~= "" then table.insert(fields[name], rest) end
    elseif name and not is_number(line) then table.insert(fields[name], line) end
  end
  if not fields.HD and not fields.LP and not fields.TD then return nil end
  local function text (key) return fields[key] and export.trim(table.concat(fields[key], "\n")) or nil end
  local set, add = export.set, export.add
  add(article, "Headline", text "HD")
  if text "BY" then add(article, "Byline", byline_of(text "BY")) end
  for _, key in ipairs { "LP", "TD" } do
    if text(key) then paragraphs_of(article, "Paragraph", text(key)) end
  end
  if #article.blocks == 0 then return article end
  add(article, "Caption", text "ART")
  add(article, "Note", text "CX")
  if text "CR" then add(article, "Credit", text "CR") end
  if text "PD" then export.set_date(article, export.on_one_line(text "PD"), "factiva:PD")
  else article.notes[#article.notes + 1] = "The export gives no date." end
  set(article, "publisher", text "SN" and export.on_one_line(text "SN"), "factiva:SN")
  set(article, "section", text "SE" and export.on_one_line(text "SE"), "factiva:SE")
  set(article, "edition", text "ED" and export.on_one_line(text "ED"), "factiva:ED")
  set_language(article, text "LA" or "")
  return article
end

-- ---- without labels --------------------------------------------------------------------------------------------------

local function parse_bare (words, article)
  local lines = {}
  for line in (words .. "\n"):gmatch("([^\n]*)\n") do lines[#lines + 1] = export.trim(line) end
  local count_at
  for i = 1, math.min(#lines, 40) do
    if is_word_count(lines[i]) then count_at = i break end
  end
  if not count_at then return nil end
  -- headline, then perhaps a byline, before the count of words
  local before = {}
  for i = 1, count_at - 1 do
    if lines[i] ~= "" then before[#before + 1] = lines[i] end
  end
  local byline = #before > 1 and before[#before]:find("^[Bb][Yy]%s") and table.remove(before)
  if not byline and #before > 2 then
    for i = 2, #before do
      if before[i]:find("^[Bb][Yy]%s") then
        byline = table.concat(before, " ", i)
        for _ = i, #before do table.remove(before) end
        break
      end
    end
  end
  local set = export.set
  -- day, hour, newspaper, its code, page, language, copyright, one a line, up to an empty one
  local at, details, has_date = count_at + 1, {}, false
  while lines[at] and lines[at] ~= "" do
    details[#details + 1] = lines[at]
    at = at + 1
  end
  for i, line in ipairs(details) do
    if i <= 2 and not has_date and export.is_date(line) then
      has_date = export.set_date(article, line, "factiva:date")
    elseif line:find("^English") then set_language(article, line)
    elseif line:find("^[Cc]opyright") or line:find("^%(c%)") or line:find("^©") or line:find("^%(Copyright") then break
    elseif not line:find("^%u[%u%d]+$") and not line:find("^%d[%d:]*%s*[%a.]*$") then    -- not the hour, a page or a code
      set(article, "publisher", line, "factiva:source")
    end
  end
  if not has_date then article.notes[#article.notes + 1] = "The export gives no date that could be read." end
  export.add(article, "Headline", before[1] and table.concat(before, "\n"))
  if byline then export.add(article, "Byline", byline) end
  local body = {}
  for i = at, #lines do
    if not is_number(lines[i]) then body[#body + 1] = lines[i] end
  end
  local had = #article.blocks
  paragraphs_of(article, "Paragraph", table.concat(body, "\n"))
  if #article.blocks == had then article.blocks = {} end
  return article
end

local function has_labels (words)
  if not words:find("HD", 1, true) or not (words:find("LP", 1, true) or words:find("TD", 1, true)) then return false end
  return (words:find("\n%s?HD[%s]") or words:find("^%s*HD[%s]")) and (words:find("\n%s?LP[%s]") or words:find("\n%s?TD[%s]"))
end

local function parse (words, article)
  if has_labels(words) then return parse_labelled(words, article) end
  return parse_bare(words, article)
end

function M.sniff (head)
  local has_number = export.has_line(head, "Document ", is_number)
  if has_labels(head) and (head:find("\n%s?PD%s") or head:find("\n%s?SN%s")) then
    return has_number and 0.97 or 0.9, "labels of Factiva"
  end
  if has_number and export.has_line(head, " words", is_word_count) then
    return 0.95, "a count of words and the number of a document of Factiva"
  end
end

function M.each (source, name, options)
  return export.each(source, name, options, M.name, {
    ends = is_number, parse = parse, what = "parts of an export that are no article",
  })
end

return M
