--- Exports of Nexis: many articles in a file, in the shape of LexisNexis Academic and in that of Nexis Uni.
--
--                     1 of 100 DOCUMENTS                          Ferry Returns to Kuusberg
--                       The Harbour Post                          The Harbour Post
--                    June 3, 2014 Tuesday                         June 3, 2014 Tuesday
--
--     Ferry Returns to Kuusberg                                   Copyright 2014 Harbour Post Ltd. All Rights Reserved
--                                                                 Section: NEWS; Pg. 3
--     BYLINE: Aino Kettukallio                                    Length: 120 words
--     SECTION: NEWS; Pg. 3                                        Byline: Aino Kettukallio
--     LENGTH: 120 words                                           Body
--
--     The ferry ...                                               The ferry ...
--
--     LOAD-DATE: June 4, 2014                                     Classification
--     LANGUAGE: ENGLISH                                           Language: ENGLISH
--                                                                 Load-Date: June 4, 2014
--                                                                 End of Document
--
-- Index terms (SUBJECT, PERSON, COMPANY ...) are the database's, not the article's, and are not taken over: they name people.

local export = require "bluepencil.read.export"

local M = { name = "nexis", title = "an export of Nexis", is_decoded = true }

-- "1 of 100 DOCUMENTS", "Document 1 of 100", "Dokument 1 von 100", "Document 1 de 100"
local function is_marker (line)
  if #line > 200 or not line:find("%d") then return false end
  return line:find("^%s*%-?%s*%d+ of %d+ DOCUMENTS%s*%-?%s*$") ~= nil or line:find("^%s*Document %d+ [od][fe] %d+%s*$") ~= nil
    or line:find("^%s*Dokument %d+ von %d+%s*$") ~= nil
end

local function is_end (line) return #line < 200 and line:find("^%s*End of Document%s*$") ~= nil end

-- What a label says, in both shapes and in any case.  true: known, and not taken over.
local labels = {
  headline = "headline", byline = "byline", section = "section", length = "length", dateline = "dateline", highlight = "deck",
  body = "body", graphic = "graphic", ["load-date"] = "load", language = "language", url = "url", series = true, ["correction-date"] = true,
  correction = "note", ["publication-type"] = true, ["document-type"] = true, ["journal-code"] = true, subject = true, person = true,
  organization = true, company = true, ticker = true, industry = true, geographic = true, country = true, state = true, city = true,
  ["acc-no"] = true, type = true, notes = "note", ["editor-note"] = "note", ["pub-type"] = true, copyright = true, classification = true,
  title = true, edition = "edition", ["page"] = true, autor = "byline", rubrik = "section", ["länge"] = "length", ["update"] = true,
  longueur = "length", auteur = "byline", ["encadré"] = true, ["date-chargement"] = true, ["isbn"] = true, issn = true, ["delimiter"] = true,
}
-- These stand behind the article; the others before it.
local tail = { graphic = true, load = true, language = true, url = true }
local after_body = { ["load-date"] = true, language = true, graphic = true, url = true, subject = true, person = true, organization = true,
  company = true, ticker = true, industry = true, geographic = true, country = true, state = true, city = true, ["publication-type"] = true,
  ["document-type"] = true, ["journal-code"] = true, ["pub-type"] = true, ["acc-no"] = true, classification = true, notes = true,
  ["correction"] = true, ["editor-note"] = true, ["update"] = true, copyright = true, series = true }

--- A label at the beginning of a paragraph: its name in small letters, what it says, the rest of the paragraph.
-- The older shape writes labels in capitals, the newer one with a capital first.
local function label_of (words)
  local name, rest = words:match("^([%u\x80-\xFF][%w\x80-\xFF%-]*):[ \t]*(.*)$")
  if not name then name, rest = words:match("^(%u%a+)%s*$"), "" end
  if not name then return nil end
  local key = name:lower():gsub("\xC3\x84", "ä"):gsub("\xC3\x89", "é")
  if not labels[key] then return nil end
  if rest == "" and not name:find("^%u[%l]+$") and key ~= "body" then return nil end
  return key, labels[key], rest
end

--- The labels of a paragraph whose lines each have one, as the newer shape has them: { { key, meaning, words } }, or nil.
local function labelled (words)
  local list
  for line in words:gmatch("[^\n]+") do
    local key, meaning, rest = label_of(line)
    if key then
      list = list or {}
      list[#list + 1] = { key = key, meaning = meaning, words = rest }
    elseif list then
      local last = list[#list]
      last.words = last.words == "" and line or last.words .. "\n" .. line
    elseif not line:find("^[Cc]opyright %d") and not line:find("^All Rights Reserved") then return nil end
  end
  return list
end

--- "Aino Kettukallio; Rein Tamvere contributed reporting": a byline each.  "By" is put before the first, as the text has it.
local function bylines_of (words)
  local list = {}
  for one in export.on_one_line(words):gmatch("[^;]+") do
    one = export.trim(one)
    if one ~= "" then list[#list + 1] = (#list > 0 or one:find("^[Bb][Yy] ")) and one or "By " .. one end
  end
  return list
end

local function take_field (article, kept, field)
  local meaning, words = field.meaning, field.words
  if words == "" or meaning == true then return end
  if meaning == "headline" then kept.headline = kept.headline or words
  elseif meaning == "byline" then kept.byline = kept.byline or bylines_of(words)
  elseif meaning == "deck" then kept.deck = kept.deck or words
  elseif meaning == "dateline" then kept.dateline = kept.dateline or words
  elseif meaning == "graphic" then kept.graphic = kept.graphic or words
  elseif meaning == "note" then kept.note = kept.note or words
  elseif meaning == "section" then export.set(article, "section", export.on_one_line(words), "nexis:section")
  elseif meaning == "edition" then export.set(article, "edition", export.on_one_line(words), "nexis:edition")
  elseif meaning == "url" and words:find("^https?://%S+$") then export.set(article, "url", words, "nexis:url")
  elseif meaning == "language" and words:upper():find("^ENGLISH") then export.set(article, "language", "en", "nexis:language") end
end

--- What stands before the labels: newspaper, day, edition, headline, in the order of the shape.
local function take_head (article, kept, heads, is_older)
  local date_at, lines
  for i, one in ipairs(heads) do
    for line in one.text:gmatch("[^\n]+") do
      if not date_at and export.is_date(line) then date_at = i end
    end
    if date_at then break end
  end
  if not date_at then
    -- a day in another language or a broken one stands where days do: it is said, and nothing is guessed
    article.notes[#article.notes + 1] = "The export gives no date that could be read."
  end
  local before, after, day_seen = {}, {}, false
  for i, one in ipairs(heads) do
    if not one.text:find("^[Cc]opyright%f[%A]") and not one.text:find("^All Rights Reserved") then
      lines = {}
      for line in one.text:gmatch("[^\n]+") do
        if i == date_at and not day_seen and export.is_date(line) then
          day_seen = true
          export.set_date(article, line, "nexis:date")
        elseif not line:find("^[Cc]opyright %d") and not line:find("^All Rights Reserved") then
          if i == date_at and day_seen then export.set(article, "edition", line, "nexis:edition") else lines[#lines + 1] = line end
        end
      end
      if #lines > 0 then
        local into = day_seen and i ~= date_at and after or before
        into[#into + 1] = { lines = lines, indent = one.indent }
      end
    end
  end
  local function join (parts, from, to, last_line)
    local all = {}
    for i = from, to do
      for n, line in ipairs(parts[i].lines) do
        if not (i == to and last_line and n > last_line) then all[#all + 1] = line end
      end
    end
    return #all > 0 and table.concat(all, "\n") or nil
  end
  if is_older then
    -- the newspaper stands first; the headline behind the day, at the margin
    if before[1] then export.set(article, "publisher", before[1].lines[1], "nexis:source") end
    if not date_at then                                   -- what follows the newspaper at the margin
      for i = 2, #before do
        if before[i].indent < 8 then after[#after + 1] = before[i] end
      end
    end
    for i, one in ipairs(after) do
      if one.indent >= 8 and #after > 1 then export.set(article, "edition", one.lines[1], "nexis:edition")
      elseif not kept.headline then kept.headline = join(after, i, i)
      else kept.deck = kept.deck or join(after, i, i) end
    end
  else
    -- the headline stands first, the newspaper on the line before the day
    local last = before[#before]
    if last and date_at and (#before > 1 or #last.lines > 1) then
      export.set(article, "publisher", last.lines[#last.lines], "nexis:source")
      kept.headline = kept.headline or join(before, 1, #before, #last.lines - 1)
    elseif last then kept.headline = kept.headline or join(before, 1, 1) end
  end
end

local function parse (words, article)
  local heads, kept, body = {}, {}, {}
  local state, is_older, open = "head", false, nil           -- open: a field whose words stand in the next paragraph
  for _, one in ipairs(export.paragraphs(words)) do
    local written = one.text
    if is_marker(written) then
      is_older = true
      goto continue
    end
    if is_end(written) then break end
    local fields = labelled(written)
    if state == "body" and fields and not after_body[fields[1].key] then fields = nil end
    if state == "body" and fields and is_older and written:find("^%u%l") then fields = nil end   -- "Notes: ..." is the author's
    if fields then
      local last = fields[#fields]
      open = last.words == "" and type(last.meaning) == "string" and last.key ~= "body" and last or nil
      for _, field in ipairs(fields) do
        if field.key == "body" then
          state = "body"
          if field.words ~= "" then body[#body + 1] = field.words end
        else
          take_field(article, kept, field)
          if state == "body" or state == "tail" then state = "tail"
          elseif tail[field.meaning] and #body > 0 then state = "tail"
          elseif state == "head" then state = "labels" end
        end
      end
    elseif open then
      open.words = written
      take_field(article, kept, open)
      open = nil
    elseif state == "head" then heads[#heads + 1] = one
    elseif state == "labels" then
      if one.indent >= 8 and is_older and written:find("^[Cc]opyright %d") then heads[#heads + 1] = one
      else
        state = "body"
        body[#body + 1] = written
      end
    elseif state == "body" then body[#body + 1] = written end
    ::continue::
  end
  if #heads == 0 and #body == 0 then return nil end
  take_head(article, kept, heads, is_older)
  local add = export.add
  add(article, "Headline", kept.headline)
  add(article, "Deck", kept.deck)
  for _, byline in ipairs(kept.byline or {}) do add(article, "Byline", byline) end
  if kept.dateline then add(article, "Dateline", export.on_one_line(kept.dateline)) end
  for _, paragraph in ipairs(body) do add(article, "Paragraph", paragraph) end
  add(article, "Caption", kept.graphic)
  add(article, "Note", kept.note)
  if #body == 0 then article.blocks = {} end
  return article
end

local function has_label (head, label, pattern)
  return export.has_line(head, label, function (line) return line:find("^" .. pattern) ~= nil end)
end

function M.sniff (head)
  local count = has_label(head, "LENGTH:", "LENGTH: *%d") and "older" or has_label(head, "Length:", "Length: *%d") and "newer"
  if export.has_line(head, " DOCUMENTS", is_marker) then
    return count == "older" and 0.95 or 0.7, "the count of documents of LexisNexis"
  end
  for _, word in ipairs { "Document ", "Dokument " } do
    if export.has_line(head, word, is_marker) then return 0.7, "the count of documents of LexisNexis" end
  end
  if count == "newer" and export.has_line(head, "End of Document", is_end) then
    return 0.95, "labels of Nexis Uni and the mark at an article's end"
  elseif count == "newer" and export.has_line(head, "Body", function (line) return line == "Body" end) then
    return 0.8, "labels of Nexis Uni"
  elseif count == "older" and has_label(head, "LOAD-DATE:", "LOAD%-DATE:") then return 0.85, "labels of LexisNexis" end
end

function M.each (source, name, options)
  return export.each(source, name, options, M.name, {
    begins = is_marker,
    ends = is_end,
    parse = parse,
    what = "parts of an export that are no article",
  })
end

return M
