--- TEI P5 and P4: an article that is marked up already, to be annotated and redacted anew.
--
-- Text, blocks and what the header says of title, author, date and source are read; names that are marked are evidence.  The
-- file that is written is made from the text and from these, so nothing of the old header, its identifiers or attributes
-- goes into it unseen.  A file of several articles (teiCorpus, or several div of type "article") is as many.
-- A redaction that is there already stays as its replacement.  Notes within a paragraph come behind it.  Source: TEI P5 4.12.

local build = require "bluepencil.read.build"
local news = require "bluepencil.read.news"
local xml = require "bluepencil.read.xml"

local M = { name = "tei", title = "TEI", extensions = { "tei" } }

local space = { "http://www.tei-c.org/ns/1.0", "" }
M.sniff = news.sniffer({ TEI = space, teiCorpus = space, ["TEI.2"] = true }, "TEI")

-- ---- the text -----------------------------------------------------------------------------------------------------------------

--- How deep the section is whose heading this is.
local function head (b, element, rules)
  local kind = xml.attr(element, "type") or ""
  if b.grid then return build.table_caption(b, element, rules) end
  if b.figure_number then
    b:within({ type = kind == "credit" and "Credit" or "Caption", figure = b.figure_number }, function () b:walk(element, rules) end)
  elseif b.context.type ~= "Paragraph" then build.paragraph(b, element, rules)
  elseif not b.has_headline and not b.has_body and (b.sections or 0) <= 1 then
    b.has_headline = true
    b:within({ type = "Headline" }, function () b:walk(element, rules) end)
  elseif not b.has_body and (b.sections or 0) <= 1 and (kind:find("^sub") or kind == "deck") then
    b:within({ type = "Deck" }, function () b:walk(element, rules) end)
  else b:within({ type = "Subhead", level = math.max(1, math.min(6, b.sections or 1)) }, function () b:walk(element, rules) end) end
end

local function section (b, element, rules)
  b:stop()
  b.sections = (b.sections or 0) + 1
  b:walk(element, rules)
  b:stop()
  b.sections = b.sections - 1
end

--- Bluepencil's own files say what a paragraph was: rend="byline" and the like.
local rends = { byline = "Byline", dateline = "Dateline", headline = "Headline", deck = "Deck", caption = "Caption", credit = "Credit" }

local function paragraph (b, element, rules)
  local rend = xml.attr(element, "rend")
  local kind = rend and rends[rend]
  if b.figure_number then
    b:within({ type = kind == "Credit" and kind or "Caption", figure = b.figure_number }, function () b:walk(element, rules) end)
  elseif kind and kind ~= "Caption" and kind ~= "Credit" and b.context.type == "Paragraph" then
    b:within({ type = kind }, function () b:walk(element, rules) end)
  else
    b.has_body = true
    build.paragraph(b, element, rules)
  end
end

local function figure (b, element, rules)
  b:later(function ()
    local graphic = xml.find(element, "graphic")
    local outer = b.figure_number
    b:stop()
    b.figure_number = b:figure { url = xml.attr(graphic, "url"), width = (xml.attr(graphic, "width") or ""):match("^%d+"),
                                 height = (xml.attr(graphic, "height") or ""):match("^%d+") }
    b:walk(element, rules)
    b:stop()
    b.figure_number = outer
  end)
end

local function description (b, element, rules)
  if not b.figure_number or xml.text(element) == "No picture came with the copy." then return end
  b:within({ type = "Alt", figure = b.figure_number }, function () b:walk(element, rules) end)
end

local function note (b, element, rules)
  b:later(function ()
    b:within({ type = "Note" }, function () b:walk(element, rules) end)
  end)
end

local function quote (b, element, rules)
  if b.block then return b:walk(element, rules) end           -- within a paragraph: the marks are in the text, or nowhere
  build.blockquote(b, element, rules)
end

--- Of two readings the one that stands in the source.
local function choice (b, element, rules)
  for _, name in ipairs { "orig", "sic", "abbr", "unclear" } do
    local one = xml.child(element, name)
    if one then return b:walk({ one }, rules) end
  end
  for i = 1, #element do
    if type(element[i]) == "table" then return b:walk({ element[i] }, rules) end
  end
end

local function date (element)
  local attr = element.attr or {}
  local norm = attr.when or attr["when-iso"] or attr.from and attr.to and attr.from .. "/" .. attr.to or nil
  return norm and { type = "Date", norm = norm, cert = attr.cert } or nil
end

local function name (element)
  local kind = (xml.attr(element, "type") or ""):lower()
  local of = kind:find("pers") and "Person" or kind:find("org") and "Org" or kind:find("place") and "Place" or nil
  return of and { type = of } or nil
end

local function link (element)
  local target = xml.attr(element, "target")
  return target and { type = "Link", target = target } or nil
end

local function hi (element)
  return { type = "Emphasis", rend = xml.attr(element, "rend") or xml.attr(element, "rendition") or "italic" }
end

local function is_label (element) return xml.attr(element, "role") == "label" or nil end

local function list (b, element, rules)
  local rend = (xml.attr(element, "rend") or "") .. " " .. (xml.attr(element, "type") or "")
  local ordered
  if rend:find("number") or rend:find("ordered") then ordered = true elseif rend:find("bullet") then ordered = false end
  build.list(ordered)(b, element, rules)
end

local function line_of_verse (b, element, rules)
  b:line()
  b:walk(element, rules)
  b:line()
end

--- A new line of the source: within a word where break="no".
local function line_beginning (b, element)
  if xml.attr(element, "break") == "no" then b:glue() else b.space = b.space or " " end
end

local person, org, place = news.evidence("Person"), news.evidence("Org"), news.evidence("Place")

local rules = {
  div = section, div1 = section, div2 = section, div3 = section, div4 = section, div5 = section,
  head = head, p = paragraph, ab = paragraph, lb = line_beginning, br = build.line,
  byline = build.block("Byline"), docAuthor = build.block("Byline"), dateline = build.block("Dateline"), opener = build.container,
  closer = build.container, salute = build.paragraph, signed = build.block("Byline"), trailer = build.paragraph,
  list = list, item = build.item, label = build.item, lg = build.paragraph, l = line_of_verse, sp = build.container,
  speaker = build.paragraph, stage = build.paragraph, cit = build.container, quote = quote, epigraph = build.blockquote,
  table = build.table_of, row = build.row, cell = build.cell(is_label, "cols", "rows"),
  figure = figure, figDesc = description, graphic = false, note = note, hi = build.span(hi), emph = build.span(hi),
  ref = build.span(link), choice = choice,
  persName = person, orgName = org, placeName = place, settlement = place, country = place, region = place, geogName = place,
  name = build.span(name), date = build.span(date), fw = false, pb = false, cb = false, gap = false, facsimile = false,
  teiHeader = false, standOff = false, back = build.container,
}

-- ---- the header ---------------------------------------------------------------------------------------------------------------

--- The text of an element without what TEI puts beside it.
local function plain (element)
  local text = xml.text(element)
  return text and not text:find("^%[[%w ]*not named[%w ]*%]$") and not text:find("^%[Untitled") and text or nil
end

local function title_of (statement, level)
  for _, title in ipairs(xml.children(statement, "title")) do
    local kind = xml.attr(title, "type")
    if (not kind or kind == "main" or kind == "article") and (not level or xml.attr(title, "level") == level) then return plain(title) end
  end
end

local function authors_of (...)
  local names = {}
  for _, parent in ipairs { ... } do
    if #names == 0 then
      for _, author in ipairs(xml.children(parent, "author")) do names[#names + 1] = plain(author) end
    end
  end
  return names
end

local function date_of (meta, element, where)
  if not element then return end
  news.set_date(meta, xml.attr(element, "when") or xml.attr(element, "when-iso") or xml.text(element), where)
end

local function set_labels (labels, profile)
  for _, ref in ipairs(xml.all(profile, "catRef")) do
    for target in (xml.attr(ref, "target") or ""):gmatch("%S+") do
      local code = target:match("medtop[.:](%d+)") or target:match("mediatopic/(%d+)")
      if code then news.add_label(labels, news.label("medtop:" .. code, nil, "tei:catRef")) end
    end
  end
end

local function set_meta (meta, labels, header, front)
  local file, profile = xml.child(header, "fileDesc"), xml.child(header, "profileDesc")
  local statement = xml.child(file, "titleStmt")
  local source = xml.child(file, "sourceDesc")
  local described = xml.find(source, "biblStruct") or xml.find(source, "biblFull") or xml.find(source, "bibl")
  local analytic, monograph = xml.child(described, "analytic"), xml.child(described, "monogr")
  front.headline = title_of(analytic) or title_of(statement) or not analytic and title_of(described, "a") or nil
  front.bylines = authors_of(analytic or {}, described or {}, statement or {})
  news.set(meta, "title", front.headline, "tei:title")
  local imprint = xml.child(monograph, "imprint")
  date_of(meta, xml.child(imprint, "date"), "tei:imprint")
  date_of(meta, xml.child(xml.child(profile, "creation"), "date"), "tei:creation")
  date_of(meta, xml.child(described, "date"), "tei:bibl")
  news.set(meta, "publisher", title_of(monograph, "j") or title_of(monograph) or title_of(described, "j")
    or plain(xml.child(imprint, "publisher")) or plain(xml.child(described, "publisher")), "tei:sourceDesc")
  news.set(meta, "language", xml.attr(xml.find(profile, "language"), "ident"), "tei:language")
  local keywords = {}
  for _, list_of in ipairs(xml.all(profile, "keywords")) do
    for _, term in ipairs(xml.all(list_of, "term")) do keywords[#keywords + 1] = xml.text(term) end
  end
  if #keywords > 0 then news.set(meta, "keywords", keywords, "tei:keywords") end
  set_labels(labels, profile)
end

-- ---- articles -----------------------------------------------------------------------------------------------------------------

local is_article = { article = true, newsarticle = true, ["news-article"] = true, story = true }

--- The divisions that are articles, when there are several.
local function divisions (body, found)
  for i = 1, #body do
    local one = body[i]
    if type(one) == "table" then
      local kind = (xml.attr(one, "type") or ""):lower()
      if one.name:find("^div%d?$") and is_article[kind] then found[#found + 1] = one
      elseif one.name:find("^div") or one.name == "text" or one.name == "group" or one.name == "body" then divisions(one, found) end
    end
  end
  return found
end

local function make (element, text, is_part)
  local b, meta, labels, front = build.new(), {}, {}, {}
  news.set(meta, "language", xml.attr(text, "xml:lang") or xml.attr(element, "xml:lang") or xml.attr(element, "lang"), "tei:lang")
  set_meta(meta, labels, xml.child(element, "teiHeader"), front)
  if is_part then                                  -- the header speaks of the whole
    meta.title, front = nil, {}
    b.sections = 0
    b:walk({ text }, rules)
  else b:walk(text, rules) end
  return news.input(b, { meta = meta, labels = labels, form = "tei", front = front })
end

local function article (element)
  local text = xml.child(element, "text")
  if not text then return nil, "a TEI file without text" end
  local parts = divisions(text, {})
  if #parts < 2 then return make(element, text), "a TEI file without text" end
  local list_of = {}
  for _, part in ipairs(parts) do
    local input = make(element, part, true)
    if input then list_of[#list_of + 1] = input end
  end
  return list_of
end

function M.each (source, called, options)
  return news.each(source, called, options, { records = { "TEI", "TEI.2" } }, article)
end


return M
