--- RSS (0.9 to 2.0) and Atom: a feed, an article an item.
--
-- The text is content:encoded or Atom's content; where a feed has none, its summary, and then a note says so.  Titles and contents
-- are HTML in a string more often than not and are read as such.  Of feeds of any length one item is held at a time.

local build = require "bluepencil.read.build"
local news = require "bluepencil.read.news"
local xhtml = require "bluepencil.read.xhtml"
local xml = require "bluepencil.read.xml"

local M = { name = "feed", title = "a feed (RSS or Atom)", extensions = { "rss", "atom", "rdf" } }

local is_feed = news.sniffer({
  rss = true, feed = "http://www.w3.org/2005/Atom", entry = "http://www.w3.org/2005/Atom", channel = "",
}, "a feed")

function M.sniff (head, name)
  local score, why = is_feed(head, name)
  if score then return score, why end
  local root = xml.root(head)
  if root and root.name == "RDF" and (head:find("purl.org/rss/1.0", 1, true) or head:find("my.netscape.com/rdf", 1, true)) then
    return 0.97, "a feed: RSS 1.0"
  end
end

--- The content of an element: its string, which is HTML, or its elements, which are XHTML.
local function raw (element)
  local parts = {}
  for i = 1, #element do
    if type(element[i]) == "string" then parts[#parts + 1] = element[i] end
  end
  return table.concat(parts)
end

local function has_elements (element)
  for i = 1, #element do
    if type(element[i]) == "table" then return true end
  end
  return false
end

local function write_content (b, element)
  local kind = xml.attr(element, "type")
  if has_elements(element) then b:walk(element, xhtml.rules)
  elseif kind == "text" or kind == "text/plain" then
    for part in raw(element):gsub("\r\n?", "\n"):gsub("\n%s*\n", "\0"):gmatch("[^\0]+") do b:add({ type = "Paragraph" }, part) end
  else xhtml.of_text(raw(element), b) end
  b:stop()
  return #b.blocks > 0
end

--- The title, on one line.
local function title_of (element)
  if not element then return nil end
  if has_elements(element) or xml.attr(element, "type") == "text" then return xml.text(element) end
  return xhtml.plain(raw(element))
end

local content_spaces = { "http://purl.org/rss/1.0/modules/content/", "content" }
local media_space, dublin_core = "search.yahoo.com/mrss", "purl.org/dc/"

local function in_space (element, space) return element.uri ~= nil and element.uri:find(space, 1, true) ~= nil end

--- A child of this name that is the feed's own: not one of a module.
local function own (item, name)
  for _, one in ipairs(xml.children(item, name)) do
    if not one.uri or one.uri == item.uri then return one end
  end
end

local function in_module (item, name, space)
  for _, one in ipairs(xml.children(item, name)) do
    if in_space(one, space) then return one end
  end
end

--- The picture that goes with an item.
local function add_picture (b, item)
  if #b.figures > 0 then return end
  for _, one in ipairs(xml.all(item, "content")) do
    local attr = one.attr or {}
    if in_space(one, media_space) and attr.url and (attr.medium == "image" or (attr.type or ""):find("^image/")) then
      local number = b:figure { url = attr.url, width = attr.width, height = attr.height }
      local said = in_module(one, "description", media_space) or in_module(item, "description", media_space)
      local text = said and title_of(said)
      if number and text then b:add({ type = "Caption", figure = number }, text) end
      return
    end
  end
  local enclosure = xml.child(item, "enclosure")
  if enclosure and (xml.attr(enclosure, "type") or ""):find("^image/") then b:figure { url = xml.attr(enclosure, "url") } end
end

-- ---- RSS ------------------------------------------------------------------------------------------------------------------------

local function people_of_rss (item)
  local names = {}
  for _, one in ipairs(xml.children(item, "creator")) do
    if in_space(one, dublin_core) or one.uri == "dc" then names[#names + 1] = news.person(title_of(one)) end
  end
  if #names == 0 then names[1] = news.person(title_of(own(item, "author"))) end
  return names
end

local function content_of_rss (item)
  for _, space in ipairs(content_spaces) do
    local found = in_module(item, "encoded", space)
    if found then return found end
  end
  return xml.child(item, "body") or xml.child(item, "fulltext")
end

local function link_of_rss (item)
  local link = own(item, "link")
  local text = link and xml.text(link)
  if text then return text, "rss:link" end
  local guid = own(item, "guid")
  text = guid and xml.attr(guid, "isPermaLink") ~= "false" and xml.text(guid)
  if text and text:find("^https?://") then return text, "rss:guid" end
end

local function labels_of (item, source)
  local labels = {}
  for _, category in ipairs(xml.children(item, "category")) do
    local attr = category.attr or {}
    local domain = (attr.domain or attr.scheme or ""):lower()
    local name = attr.label or title_of(category)
    local code = attr.term or domain:find("mediatopic", 1, true) and name or nil
    if code and domain:find("mediatopic", 1, true) and code:find("^%d+$") then code = "medtop:" .. code end
    news.add_label(labels, news.label(code, name, source))
  end
  return labels
end

local summary_note = "The feed gives a summary only: this is not the whole article."

local function article_rss (item, channel)
  local b, meta, notes = build.new(), {}, {}
  local content, summary = content_of_rss(item), own(item, "description")
  if not (content and write_content(b, content)) and summary and write_content(b, summary) then notes[1] = summary_note end
  if #b.blocks == 0 then return nil, "an item without text" end
  add_picture(b, item)
  local title = title_of(own(item, "title"))
  news.set(meta, "title", title, "rss:title")
  news.set_date(meta, xml.text(own(item, "pubDate")), "rss:pubDate")
  news.set_date(meta, xml.text(in_module(item, "date", dublin_core)), "rss:dc:date")
  news.set_date(meta, xml.text(in_module(item, "issued", "purl.org/dc/")), "rss:dcterms:issued")
  news.set(meta, "publisher", title_of(xml.child(channel, "title")), "rss:channel")
  news.set(meta, "language", xml.text(xml.child(channel, "language")), "rss:language")
  news.set(meta, "url", link_of_rss(item))
  return news.input(b, { meta = meta, labels = labels_of(item, "rss:category"), notes = notes, form = "feed",
                         front = { headline = title, bylines = people_of_rss(item) } })
end

-- ---- Atom -----------------------------------------------------------------------------------------------------------------------

local function link_of_atom (entry)
  for _, link in ipairs(xml.children(entry, "link")) do
    local rel = xml.attr(link, "rel")
    if (not rel or rel == "alternate") and xml.attr(link, "href") then return xml.attr(link, "href"), "atom:link" end
  end
end

local function people_of_atom (entry)
  local names = {}
  for _, author in ipairs(xml.children(entry, "author")) do names[#names + 1] = news.person(xml.text(xml.child(author, "name"))) end
  return names
end

local function article_atom (entry, feed)
  local b, meta, notes = build.new(), {}, {}
  local content, summary = own(entry, "content"), own(entry, "summary")
  local is_inline = content and not xml.attr(content, "src")
  if not (is_inline and write_content(b, content)) and summary and write_content(b, summary) then notes[1] = summary_note end
  if #b.blocks == 0 then return nil, "an entry without text" end
  add_picture(b, entry)
  local title = title_of(own(entry, "title"))
  local deck = not notes[1] and summary and title_of(summary) or nil
  news.set(meta, "title", title, "atom:title")
  news.set_date(meta, xml.text(own(entry, "published")), "atom:published")
  news.set_date(meta, xml.text(own(entry, "issued")), "atom:issued")
  news.set_date(meta, xml.text(own(entry, "updated")), "atom:updated")
  local origin = xml.child(entry, "source")
  news.set(meta, "publisher", title_of(xml.child(origin, "title")), "atom:source")
  if feed ~= entry then news.set(meta, "publisher", title_of(xml.child(feed, "title")), "atom:feed") end
  news.set(meta, "language", xml.attr(entry, "xml:lang") or xml.attr(content, "xml:lang") or xml.attr(feed, "xml:lang"), "atom:lang")
  news.set(meta, "url", link_of_atom(entry))
  return news.input(b, { meta = meta, labels = labels_of(entry, "atom:category"), notes = notes, form = "feed",
                         front = { headline = title, deck = deck and #deck < 400 and deck or nil, bylines = people_of_atom(entry) } })
end

function M.each (source, name, options)
  return news.each(source, name, options, { records = { "item", "entry" } }, function (element, reader)
    local outside = reader:outside()
    if element.name == "item" then return article_rss(element, xml.find({ outside }, "channel") or outside) end
    return article_atom(element, outside)
  end)
end

return M
