--- METS: a scanned issue, its articles put together from the pages (ALTO) that lie beside it.
--
-- An article is a div of TYPE="ARTICLE" in the logical structMap; its headings, bylines and paragraphs point to blocks of the
-- pages.  Where no article is told, each page is one.  Pages are read from below the folder of the METS file and from nowhere
-- else; a few are held at a time.  Source: METS 1.12, and the profile of the METAe and CCS docWorks newspapers.

local alto = require "bluepencil.read.form.alto"
local build = require "bluepencil.read.build"
local news = require "bluepencil.read.news"
local source_of = require "bluepencil.read.source"
local xml = require "bluepencil.read.xml"

local M = { name = "mets", title = "METS, a scanned issue", extensions = { "mets" } }

M.sniff = news.sniffer({ mets = { "loc.gov/METS", "" } }, "METS")

local pages_held = 4

-- The attributes that are read: an issue has a hundred thousand others.
local attributes = { "TYPE", "ID", "DMDID", "LABEL", "FILEID", "BEGIN", "MIMETYPE", "xlink:href", "type" }

-- ---- pages --------------------------------------------------------------------------------------------------------------------

--- A path below the folder of the METS file, or nil.
local function safe_path (href)
  local path = href and href:gsub("^file:/*%.?/*", ""):gsub("%%(%x%x)", function (hex) return string.char(tonumber(hex, 16)) end)
  if not path or path == "" or path:find("^[/\\]") or path:find("^%a[%w+.%-]*:") or path:find("[%c\\]") then return nil end
  for part in path:gmatch("[^/]+") do
    if part == ".." then return nil end
  end
  return (path:gsub("^%./", ""))
end

--- Paths of the pages, by the id of their file.
local function files_of (mets)
  local files, order = {}, {}
  for _, file in ipairs(xml.all(xml.child(mets, "fileSec"), "file")) do
    local kind = xml.attr(file, "MIMETYPE") or ""
    local href = xml.attr(xml.child(file, "FLocat"), "xlink:href")
    if kind == "" or kind:find("xml") then
      local path = safe_path(href)
      local id = xml.attr(file, "ID")
      if path and id and not path:lower():find("%.jpe?g$") and not path:lower():find("%.tiff?$") and not path:lower():find("%.jp2$") then
        files[id] = path
        order[#order + 1] = id
      end
    end
  end
  return files, order
end

--- A page: its blocks by id and in order; nil, message when it cannot be read.
local function load_page (self, id)
  local path = self.files[id]
  if not path then return nil, "a page that is not in its list of files" end
  for i, page in ipairs(self.pages) do
    if page.id == id then
      table.insert(self.pages, 1, table.remove(self.pages, i))
      return page
    end
  end
  local source, message = source_of.open(self.folder .. path, path)
  if not source then return nil, "a page could not be read: " .. message end
  local reader
  reader, message = xml.open(source, path, self.options, { records = { "alto" }, attributes = alto.attributes })
  local element
  if reader then
    element, message = reader:next()
    reader:close()
  end
  source:close()
  if not element then return nil, "a page could not be read: " .. (message or "it is no ALTO") end
  local page = { id = id, element = element, by_id = {}, list = {} }
  for _, block in ipairs(alto.blocks_of(element)) do
    page.list[#page.list + 1] = block
    page.by_id[xml.attr(block, "ID") or ""] = block
  end
  for _, composed in ipairs(xml.all(element, "ComposedBlock")) do
    local id_of = xml.attr(composed, "ID")
    if id_of then page.by_id[id_of] = composed end
  end
  table.insert(self.pages, 1, page)
  self.pages[pages_held + 1] = nil
  return page
end

-- ---- articles -----------------------------------------------------------------------------------------------------------------

-- What divisions within an article are; what is not here is gone through.
local kinds = {
  HEADING = "Headline", HEADLINE = "Headline", TITLE = "Headline", TITLE_SECTION = false, OVERLINE = "Deck", SUBHEADLINE = "Deck",
  SUBTITLE = "Deck", MOTTO = "Deck", SUBHEADING = "Subhead", AUTHOR = "Byline", BYLINE = "Byline", DATELINE = "Dateline",
  PARAGRAPH = "Paragraph", TEXT = "Paragraph", TEXTBLOCK = "Paragraph", CAPTION = "Caption", FOOTNOTE = "Note",
}

local function kind_of (div) return (xml.attr(div, "TYPE") or ""):upper():gsub("[%s%-]", "_") end

--- Write a block of a page, or all of a composed one.
local function write_area (self, b, area, count, state)
  local page, message = load_page(self, xml.attr(area, "FILEID"))
  if not page then return nil, message end
  local id = xml.attr(area, "BEGIN")
  local found = id and page.by_id[id]
  if id and not found then return true end          -- a picture, or a line of its own
  local blocks = not id and page.list or found.name == "TextBlock" and { found } or alto.blocks_of(found)
  for i, block in ipairs(blocks) do
    if i > 1 and not alto.is_open(state) then b:stop() end
    alto.write_block(b, block, count, state)
  end
  return true
end

local write_division

local function write_parts (self, b, div, count, state)
  for i = 1, #div do
    local one = div[i]
    if type(one) == "table" then
      local ok, message
      if one.name == "div" then ok, message = write_division(self, b, one, count, state)
      elseif one.name == "area" then
        ok, message = write_area(self, b, one, count, state)
        if ok and not alto.is_open(state) then b:text(" ") end
      elseif one.name == "fptr" and xml.attr(one, "FILEID") then ok, message = write_area(self, b, one, count, state)
      else ok, message = write_parts(self, b, one, count, state) end
      if not ok then return nil, message end
    end
  end
  return true
end

function write_division (self, b, div, count, state)
  local kind = kinds[kind_of(div)]
  if not kind or b.context.type ~= "Paragraph" then return write_parts(self, b, div, count, state) end
  if kind == "Headline" and b.has_headline then kind = "Deck" end
  if kind == "Headline" then b.has_headline = true end
  if kind == "Paragraph" then                              -- ends with the next block: a word may go on in the next column
    if not alto.is_open(state) then b:stop() end
    return write_parts(self, b, div, count, state)
  end
  local ok, message
  b:within({ type = kind }, function () ok, message = write_parts(self, b, div, count, state) end)
  return ok, message
end

--- Divisions that are articles, in order; what else there is of text is passed over.
local function articles_of (div, list, skip)
  for i = 1, #div do
    local one = div[i]
    if type(one) == "table" and one.name == "div" then
      local kind = kind_of(one)
      if kind == "ARTICLE" or kind == "NEWS" or kind == "LETTER_TO_EDITOR" then list[#list + 1] = one
      elseif kind == "ADVERTISEMENT" or kind == "ADVERTISING" or kind == "WEATHER" or kind == "DEATH_NOTICE" or kind == "CHAPTER" then
        skip("a division of type " .. kind:lower())
      else articles_of(one, list, skip) end
    elseif type(one) == "table" then articles_of(one, list, skip) end
  end
  return list
end

local function logical_map (mets)
  for _, map in ipairs(xml.children(mets, "structMap")) do
    if (xml.attr(map, "TYPE") or ""):upper():find("LOGICAL") then return map end
  end
  return nil
end

--- Title of an article's own description.
local function described (mets, div)
  for id in (xml.attr(div, "DMDID") or ""):gmatch("%S+") do
    for _, section in ipairs(xml.children(mets, "dmdSec")) do
      if xml.attr(section, "ID") == id then
        local part = xml.find(section, "titleInfo")
        return xml.text(xml.child(part, "title")), xml.text(xml.at(xml.find(section, "language") or {}, "languageTerm"))
      end
    end
  end
end

local function make (self, div)
  local b, meta, count, state = build.new(), {}, alto.new_count(), {}
  local ok, message
  if type(div) == "string" then ok, message = write_area(self, b, { attr = { FILEID = div } }, count, state)
  else ok, message = write_parts(self, b, div, count, state) end
  if not ok then return nil, message end
  local title, language
  if type(div) == "table" then title, language = described(self.mets, div) end
  news.set(meta, "title", title or type(div) == "table" and xml.attr(div, "LABEL") or nil, title and "mets:dmdSec" or "mets:LABEL")
  news.set(meta, "language", language and #language == 2 and language or nil, "mets:languageTerm")
  for field, one in pairs(self.meta) do
    if field ~= "found" then news.set(meta, field, one, self.meta.found[field]) end
  end
  meta.confidence = alto.confidence(count)
  return news.input(b, { meta = meta, form = "mets", notes = { alto.note(count) }, front = { headline = not b.has_headline and title or nil } })
end

--- What is known of the whole issue.
local function issue_of (mets)
  local meta = {}
  local section = xml.find(mets, "mods")
  news.set_date(meta, xml.text(xml.find(mets, "dateIssued")), "mets:dateIssued")
  for _, related in ipairs(xml.all(mets, "relatedItem")) do
    if xml.attr(related, "type") == "host" then news.set(meta, "publisher", xml.text(xml.find(related, "title")), "mets:relatedItem") end
  end
  news.set(meta, "publisher", xml.text(xml.find(section, "title")), "mets:title")
  return meta
end

function M.each (source, name, options)
  local path = source.path
  local reader, message, code = xml.open(source, name, options, { records = { "mets" }, attributes = attributes })
  if not reader then return nil, message, code end
  local self, list, at
  return function ()
    if not list then
      local mets
      mets, message, code = reader:next()
      list, at = {}, 0
      if not mets then return nil, message, code end
      local files, order = files_of(mets)
      self = { mets = mets, files = files, pages = {}, options = options, meta = issue_of(mets),
               folder = path and (path:match("^(.*[/\\])") or "") or nil }
      local map = logical_map(mets)
      list = map and articles_of(map, {}, options.on_skip or function () end) or {}
      if #list == 0 then list = order end
      if not self.folder then
        list = {}
        return nil, name .. ": its pages lie in other files, and it was not read from a folder", "io"
      end
    end
    while at < #list do
      at = at + 1
      local input
      input, message = make(self, list[at])
      if input then
        input.name, input.one = ("%s: item %d"):format(name, at), #list == 1
        if #list == 1 then input.name = name end
        input.place = #list > 1 and { item = at, line = type(list[at]) == "table" and list[at].line or nil } or nil
        input.encoding = reader:encoding_name()
        return input
      end
      if message then return nil, ("%s: item %d: %s"):format(name, at, message), "io" end
      if options.on_skip then options.on_skip("an article without text") end
    end
    return nil
  end
end

return M
