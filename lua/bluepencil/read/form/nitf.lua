--- NITF 3: one article, its headline, byline, dateline, body and subjects marked.
--
-- What it marks of people, organisations and places is evidence for names; subjects become labels.  Source: IPTC, NITF 3.6.

local build = require "bluepencil.read.build"
local news = require "bluepencil.read.news"
local xml = require "bluepencil.read.xml"

local M = { name = "nitf", title = "NITF, an article in XML", extensions = { "nitf", "xml" } }

M.sniff = news.sniffer({ nitf = true }, "NITF")

-- ---- the body ---------------------------------------------------------------------------------------------------------------

local place_parts = { "sublocation", "city", "state", "region", "country" }

--- A location is a place, unless its parts are told apart.
local function location (b, element, rules)
  for _, name in ipairs(place_parts) do
    if xml.child(element, name) then return b:walk(element, rules) end
  end
  b:marked({ type = "Place" }, function () b:walk(element, rules) end)
end

--- The function of a person ("Gov.") is no part of the name.
local function person (b, element, rules)
  local role = xml.child(element, "function")
  if not role then return b:marked({ type = "Person" }, function () b:walk(element, rules) end) end
  local before, after = {}, {}
  local seen = false
  for i = 1, #element do
    if element[i] == role then seen = true
    else table.insert(seen and after or before, element[i]) end
  end
  b:marked({ type = "Person" }, function () b:walk(before, rules) end)
  b:walk(role, rules)
  b:marked({ type = "Person" }, function () b:walk(after, rules) end)
end

local function em (b, element, rules)
  b:marked({ type = "Emphasis", rend = xml.attr(element, "class") or "italic" }, function () b:walk(element, rules) end)
end

local function link (element)
  local href = xml.attr(element, "href")
  return href and { type = "Link", target = href } or nil
end

--- Photographs have a reference; sounds and films are left out with their captions.
local function media (b, element, rules)
  local kind = xml.attr(element, "media-type")
  if kind and kind ~= "image" and kind ~= "photo" and kind ~= "graphic" then return end
  b:later(function ()
    local reference = xml.child(element, "media-reference")
    local number = b:figure { url = xml.attr(reference, "source"), width = xml.attr(reference, "width"),
                              height = xml.attr(reference, "height") }
    if not number then return end
    b:add({ type = "Alt", figure = number }, xml.attr(reference, "alternate-text"))
    for _, caption in ipairs(xml.children(element, "media-caption")) do
      b:within({ type = "Caption", figure = number }, function () b:walk(caption, rules) end)
    end
    for _, producer in ipairs(xml.children(element, "media-producer")) do
      b:within({ type = "Credit", figure = number }, function () b:walk(producer, rules) end)
    end
  end)
end

local function heading (b, element, rules)
  if b.context.type ~= "Paragraph" then return build.paragraph(b, element, rules) end
  b:within({ type = "Subhead", level = element.name == "hl1" and 1 or 2 }, function () b:walk(element, rules) end)
end

local function note (b, element, rules)
  b:later(function ()
    b:within({ type = "Note" }, function () b:walk(element, rules) end)
  end)
end

--- "By Ana Ruiz", and below it what she is.
local function byttl (b, element, rules)
  b:line()
  b:walk(element, rules)
end

local function is_heading () return true end

local body_rules = {
  block = build.container, p = build.paragraph, pre = build.paragraph, hl1 = heading, hl2 = heading, hr = function (b) b:stop() end,
  br = build.line, media = media, note = note, fn = note, ul = build.list(false), ol = build.list(true), li = build.item,
  dl = build.list(nil), dt = build.item, dd = build.item, bq = build.blockquote, credit = build.paragraph,
  table = build.table_of, tr = build.row, td = build.cell(), th = build.cell(is_heading), caption = build.table_caption,
  col = false, colgroup = false, ["nitf-table-metadata"] = false, ["media-metadata"] = false, ["media-object"] = false,
  ["alt-code"] = false, ["custom-table"] = false,
  byline = build.block("Byline"), byttl = byttl, dateline = build.block("Dateline"), copyrite = build.block("Note"),
  datasource = build.paragraph, abstract = build.container,
  em = em, sub = build.emphasis("subscript"), sup = build.emphasis("superscript"), a = build.span(link),
  person = person, org = news.evidence("Org"), location = location, city = news.evidence("Place"), state = news.evidence("Place"),
  region = news.evidence("Place"), country = news.evidence("Place"), sublocation = news.evidence("Place"),
}

-- Within a byline or dateline the rules of parse say what is what.
local front_rules = setmetatable({ person = false, org = false, location = false }, { __index = body_rules })
for _, name in ipairs { "person", "org", "location", "city", "state", "region", "country", "sublocation", "story.date", "byttl" } do
  front_rules[name] = name == "byttl" and byttl or function (b, element, rules) b:walk(element, rules) end
end

local function write_head (b, head)
  local hedline = xml.child(head, "hedline")
  for _, hl1 in ipairs(xml.children(hedline, "hl1")) do build.block("Headline")(b, hl1, body_rules) end
  local has_deck = false
  for _, hl2 in ipairs(xml.children(hedline, "hl2")) do
    build.block("Deck")(b, hl2, body_rules)
    has_deck = true
  end
  if not has_deck then
    for _, abstract in ipairs(xml.children(head, "abstract")) do build.block("Deck")(b, abstract, body_rules) end
  end
  for _, byline in ipairs(xml.children(head, "byline")) do build.block("Byline")(b, byline, front_rules) end
  for _, one in ipairs(xml.children(head, "note")) do build.block("Note")(b, one, body_rules) end
  for _, dateline in ipairs(xml.children(head, "dateline")) do build.block("Dateline")(b, dateline, front_rules) end
end

--- The blocks of a `body` element, as NITF and NewsML have it.
function M.write_body (b, body)
  local head = xml.child(body, "body.head")
  if head then write_head(b, head) end
  for _, content in ipairs(xml.children(body, "body.content")) do
    b:walk(content, body_rules)
    b:stop()
  end
  local tail = xml.child(body, "body.end")
  for _, name in ipairs { "tagline", "bibliography" } do
    for _, one in ipairs(xml.children(tail, name)) do build.block("Note")(b, one, body_rules) end
  end
end

-- ---- the metadata -------------------------------------------------------------------------------------------------------------

local function set_subjects (head, labels)
  for _, subject in ipairs(xml.all(head, "tobject.subject")) do
    local attr = subject.attr or {}
    local name = attr["tobject.subject.detail"] or attr["tobject.subject.matter"] or attr["tobject.subject.type"]
    news.add_label(labels, news.label(attr["tobject.subject.refnum"], name, "nitf:tobject.subject"))
    local qualified = attr["tobject.subject.code"]
    if qualified and not attr["tobject.subject.refnum"] then
      news.add_label(labels, news.label(qualified, name, "nitf:tobject.subject"))
    end
  end
  for _, one in ipairs(xml.all(head, "classifier")) do        -- as The New York Times' archive has them: type="taxonomic_classifier"
    local attr = one.attr or {}
    if attr.type == "subject" or attr.class == "subject" then
      news.add_label(labels, news.label(attr.value, xml.text(one), "nitf:classifier"))
    end
  end
end

--- What head and body.head say beside the text.
function M.set_meta (meta, labels, head, body)
  local docdata, body_head = xml.child(head, "docdata"), xml.child(body, "body.head")
  news.set_date(meta, xml.attr(xml.child(docdata, "date.issue"), "norm"), "nitf:date.issue")
  local pubdata = xml.child(head, "pubdata")
  news.set_date(meta, xml.attr(pubdata, "date.publication"), "nitf:pubdata")
  news.set_date(meta, xml.attr(xml.find(xml.child(body_head, "dateline"), "story.date"), "norm"), "nitf:story.date")
  news.set_date(meta, xml.attr(xml.child(docdata, "date.release"), "norm"), "nitf:date.release")
  news.set(meta, "title", xml.text(xml.at(body_head or {}, "hedline/hl1")), "nitf:hl1")
  news.set(meta, "title", xml.text(xml.child(head, "title")), "nitf:title")
  news.set(meta, "publisher", xml.attr(pubdata, "name"), "nitf:pubdata")
  local distributor = xml.child(body_head, "distributor")
  news.set(meta, "agency", xml.text(distributor), "nitf:distributor")
  news.set(meta, "section", xml.attr(pubdata, "position.section"), "nitf:pubdata")
  news.set(meta, "url", xml.attr(pubdata, "ex-ref"), "nitf:pubdata")
  local keywords = {}
  for _, keyword in ipairs(xml.children(xml.child(docdata, "key-list"), "keyword")) do
    keywords[#keywords + 1] = xml.attr(keyword, "key") or xml.text(keyword)
  end
  if #keywords > 0 then news.set(meta, "keywords", keywords, "nitf:key-list") end
  set_subjects(head, labels)
end

local function article (element)
  local head, body = xml.child(element, "head"), xml.child(element, "body")
  local b, meta, labels = build.new(), {}, {}
  local language = xml.attr(element, "xml:lang") or xml.attr(element, "lang")
  news.set(meta, "language", language, "nitf:lang")
  M.set_meta(meta, labels, head, body)
  if body then M.write_body(b, body) end
  return news.input(b, { meta = meta, labels = labels, form = "nitf", front = { headline = meta.title } }), "an article without text"
end

function M.each (source, name, options)
  return news.each(source, name, options, { records = { "nitf" } }, article)
end

return M
