--- NewsML-G2 and NewsML 1: items of news in an envelope, each a text in NITF, XHTML or plain, with what is known of it.
--
-- Each newsItem (NewsItem) with text is an article; packages, concepts and pictures are passed over, but a picture's rendition is
-- kept with the article that brings it.  Subjects become labels.  Source: IPTC, NewsML-G2 2.34; NewsML 1.2.

local build = require "bluepencil.read.build"
local news = require "bluepencil.read.news"
local nitf = require "bluepencil.read.form.nitf"
local xhtml = require "bluepencil.read.xhtml"
local xml = require "bluepencil.read.xml"

local M = { name = "newsml", title = "NewsML, articles in XML", extensions = { "newsml" } }

local g2 = { "iptc.org/std/nar/", "iptc.org/std/NAR/", "" }
M.sniff = news.sniffer({
  newsMessage = g2, newsItem = g2, packageItem = g2, NewsML = true, NewsItem = true,
}, "NewsML")

--- The text of a content element, whatever it is in.
local function write_content (b, content, meta, labels)
  for i = 1, #content do
    local one = content[i]
    if type(one) == "table" then
      if one.name == "nitf" then
        nitf.set_meta(meta, labels, xml.child(one, "head"), xml.child(one, "body"))
        nitf.write_body(b, xml.child(one, "body"))
      elseif one.name == "body" and (xml.child(one, "body.content") or xml.child(one, "body.head")) then nitf.write_body(b, one)
      elseif one.name == "body.content" then nitf.write_body(b, { content[i] })
      elseif one.name == "html" then
        b:walk(xml.child(one, "body") or one, xhtml.rules)
        b:stop()
      else
        b:walk({ one }, xhtml.rules)
        b:stop()
      end
    end
  end
end

--- Plain text: paragraphs are parted by empty lines, or else by indented lines, or are lines.
local function write_plain (b, text)
  text = text:gsub("\r\n?", "\n"):gsub("^\n+", ""):gsub("%s+$", "")
  if text == "" then return end
  local mark = text:find("\n[ \t]*\n") and "\n[ \t]*\n" or text:find("\n[ \t]+%S") and "\n%f[ \t]" or nil
  if not mark then
    for line in text:gmatch("[^\n]+") do b:add({ type = "Paragraph" }, line) end
    return
  end
  text = text:gsub(mark, "\0")
  for part in text:gmatch("[^\0]+") do b:add({ type = "Paragraph" }, part) end
end

local function raw_text (element)
  local parts = {}
  for i = 1, #element do
    if type(element[i]) == "string" then parts[#parts + 1] = element[i] else parts[#parts + 1] = raw_text(element[i]) end
  end
  return table.concat(parts)
end

-- ---- NewsML-G2 ------------------------------------------------------------------------------------------------------------------

--- The name of a creator, subject or the like: a child `name`, or a literal, or its text.
local function name_of (element)
  return element and (xml.text(xml.child(element, "name")) or xml.text(element) or xml.attr(element, "literal")) or nil
end

local function set_content_meta (meta, labels, front, content_meta)
  for i = 1, content_meta and #content_meta or 0 do
    local one = content_meta[i]
    local kind = type(one) == "table" and one.name
    if kind == "headline" then
      local role = xml.attr(one, "role")
      if role and role:find("sub") then front.deck = front.deck or xml.text(one)
      else front.headline = front.headline or xml.text(one) end
    elseif kind == "by" then table.insert(front.by, (xml.text(one)))
    elseif kind == "creator" or kind == "contributor" then
      local qcode = xml.attr(one, "qcode") or xml.attr(one, "uri") or ""
      local name = name_of(one)
      if kind == "creator" and name and not qcode:find("^%a*org") then table.insert(front.creators, name) end
    elseif kind == "dateline" then front.dateline = front.dateline or xml.text(one)
    elseif kind == "contentCreated" then news.set_date(meta, xml.text(one), "newsml:contentCreated")
    elseif kind == "language" then news.set(meta, "language", xml.attr(one, "tag"), "newsml:language")
    elseif kind == "keyword" then
      front.keywords[#front.keywords + 1] = xml.text(one)
    elseif kind == "subject" or kind == "genre" then
      local type_of = xml.attr(one, "type") or ""
      local code = xml.attr(one, "qcode") or xml.attr(one, "uri")
      if kind == "subject" and (type_of == "" or type_of:find("abstract") or type_of:find("cpnat:abs") or code and code:find("^medtop:")
         or code and code:find("^subj:")) then
        news.add_label(labels, news.label(code, name_of(one), "newsml:subject"))
      end
    elseif kind == "description" then
      local role = xml.attr(one, "role") or ""
      if role:find("summary") or role:find("sub") then front.deck = front.deck or xml.text(one) end
    end
  end
end

local function set_item_meta (meta, element)
  local item_meta = xml.child(element, "itemMeta")
  news.set(meta, "agency", name_of(xml.child(item_meta, "provider")), "newsml:provider")
  local content_meta = xml.child(element, "contentMeta")
  for _, source in ipairs(xml.children(content_meta, "infoSource")) do
    news.set(meta, "publisher", xml.text(xml.child(source, "name")), "newsml:infoSource")
  end
  news.set_date(meta, xml.text(xml.child(item_meta, "firstCreated")), "newsml:firstCreated")
  news.set_date(meta, xml.text(xml.child(item_meta, "versionCreated")), "newsml:versionCreated")
  news.set(meta, "title", xml.text(xml.child(item_meta, "title")), "newsml:title")
end

--- A picture that comes with the text: of its renditions the widest.
local function add_pictures (b, content_set)
  local best
  for _, remote in ipairs(xml.all(content_set, "remoteContent")) do
    local kind, width = xml.attr(remote, "contenttype") or "", tonumber(xml.attr(remote, "width")) or 0
    if kind:find("^image/") and (not best or width > best.width) and xml.attr(remote, "href") then best = { remote = remote, width = width } end
  end
  if best then
    local attr = best.remote.attr
    b:figure { url = attr.href, width = attr.width, height = attr.height }
  end
end

local function article_g2 (element)
  local content_set = xml.child(element, "contentSet")
  local b, meta, labels = build.new(), {}, {}
  local front = { by = {}, creators = {}, keywords = {} }
  local item_class = xml.attr(xml.at(element, "itemMeta/itemClass"), "qcode") or ""
  news.set(meta, "language", xml.attr(element, "xml:lang"), "newsml:lang")
  set_content_meta(meta, labels, front, xml.child(element, "contentMeta"))
  local has_text = false
  for _, name in ipairs { "inlineXML", "inlineData" } do
    for _, content in ipairs(xml.all(content_set, name)) do
      local kind = xml.attr(content, "contenttype") or ""
      local is_base64 = (xml.attr(content, "encoding") or ""):find("base64") ~= nil
      if not has_text and not is_base64 and (name == "inlineXML" or kind == "" or kind:find("^text/") or kind:find("html")) then
        local before = #b.blocks
        if name == "inlineXML" then write_content(b, content, meta, labels)
        elseif kind:find("html") then
          xhtml.of_text(raw_text(content), b)
          b:stop()
        else write_plain(b, raw_text(content)) end
        has_text = #b.blocks > before
      end
    end
  end
  set_item_meta(meta, element)
  if not has_text then return nil, item_class:find("picture") and "a picture" or "an item without text" end
  add_pictures(b, content_set)
  front.bylines = #front.by > 0 and front.by or front.creators
  news.set(meta, "title", front.headline, "newsml:headline")
  if #front.keywords > 0 then news.set(meta, "keywords", front.keywords, "newsml:keyword") end
  front.headline = front.headline or meta.title
  return news.input(b, { meta = meta, labels = labels, form = "newsml", front = front }), "an item without text"
end

-- ---- NewsML 1 -------------------------------------------------------------------------------------------------------------------

local function article_1 (element)
  local b, meta, labels = build.new(), {}, {}
  local lines = xml.find(element, "NewsLines")
  local front = { headline = xml.text(xml.child(lines, "HeadLine")), deck = xml.text(xml.child(lines, "SubHeadLine")),
                  dateline = xml.text(xml.child(lines, "DateLine")), bylines = {} }
  for _, one in ipairs(xml.children(lines, "ByLine")) do front.bylines[#front.bylines + 1] = xml.text(one) end
  for _, content in ipairs(xml.all(element, "DataContent")) do
    local before = #b.blocks
    local has_elements = false
    for i = 1, #content do has_elements = has_elements or type(content[i]) == "table" end
    if before == 0 then
      if has_elements then write_content(b, content, meta, labels) else write_plain(b, raw_text(content)) end
    end
  end
  if #b.blocks == 0 then return nil, "an item without text" end
  news.set(meta, "language", xml.attr(xml.find(element, "Language"), "FormalName"), "newsml:Language")
  local identifier = xml.at(element, "Identification/NewsIdentifier")
  news.set(meta, "agency", xml.attr(xml.find(xml.find(element, "Provider"), "Party"), "FormalName"), "newsml:Provider")
  news.set_date(meta, xml.text(xml.at(element, "NewsManagement/FirstCreated")), "newsml:FirstCreated")
  news.set_date(meta, xml.text(xml.child(identifier, "DateId")), "newsml:DateId")
  news.set(meta, "title", front.headline, "newsml:HeadLine")
  for _, code in ipairs(xml.all(element, "SubjectCode")) do
    for i = 1, #code do
      if type(code[i]) == "table" then
        news.add_label(labels, news.label(xml.attr(code[i], "FormalName"), nil, "newsml:SubjectCode"))
      end
    end
  end
  return news.input(b, { meta = meta, labels = labels, form = "newsml", front = front }), "an item without text"
end

local function article (element)
  if element.name == "NewsItem" then return article_1(element) end
  if element.name ~= "newsItem" then return nil, "a package or concept" end
  return article_g2(element)
end

function M.each (source, name, options)
  local wanted = { records = { "newsItem", "NewsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem" } }
  return news.each(source, name, options, wanted, article)
end

return M
