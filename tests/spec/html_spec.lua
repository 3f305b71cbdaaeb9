-- Web pages: the article, its structure and metadata; encodings; pages made to break the reader.
-- luacheck: no max line length (pages stand in one line)

local core = require "bluepencil.core"
local forms = require "bluepencil.read.forms"
local html = require "bluepencil.read.form.html"
local parse = require "bluepencil.parse"
local pipeline = require "bluepencil.pipeline"
local read = require "bluepencil.read"

local prose = {
  "The harbour of Velsund will stay closed until Friday because the ice has not moved since the weekend, the pilot said.",
  "Two boats with flour and lamp oil are waiting outside the bar, and the bakers have begun to count their sacks.",
  "“We have enough for nine days,” said Tilda Roos, who bakes for the hospital, “and after that we bake potatoes.”",
  "The council will meet on Wednesday to speak about sledges, which were last used in the winter of the long strike.",
}

local function paragraphs (list)
  local parts = {}
  for i, text in ipairs(list or prose) do parts[i] = "<p>" .. text .. "</p>" end
  return table.concat(parts, "\n")
end

--- A page around a body, with what an article's page has.
local function page_of (body, head)
  return ([[<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ice keeps Velsund harbour closed</title>%s</head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li><li><a href="/s">Sport</a></li></ul></nav>
<article><h1>Ice keeps Velsund harbour closed</h1>
<div class="article-body">
%s
</div></article>
<footer><p>© The Velsund Paper. All rights reserved.</p></footer></body></html>]]):format(head or "", body)
end

local function document (bytes, options, input)
  local given = { text = bytes, name = "page.html" }
  for key, value in pairs(input or {}) do given[key] = value end
  local doc = assert(read.read(given, options))
  parse.parse(doc)
  return doc
end

--- Texts of the blocks of a type.
local function texts (doc, kind)
  local list = {}
  for _, block in ipairs(doc.blocks) do
    if block.type == kind then list[#list + 1] = doc.text:sub(block.first, block.last) end
  end
  return list
end

describe("a web page", function ()
  it("is recognised by what it begins with", function ()
    for _, head in ipairs { "<!DOCTYPE html><p>a", "<!doctype HTML PUBLIC '-//W3C'>", "\n<html>", "<!-- saved --><html lang=en>", "\xEF\xBB\xBF<HTML>",
                            '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">', "\xFF\xFE<\0h\0t\0m\0l\0>\0" } do
      assert.is_true((html.sniff(head) or 0) > 0.9, head)
    end
    assert.is_nil((html.sniff "The <b>bold</b> man"))
    assert.is_nil((html.sniff '<?xml version="1.0"?><nitf><body/></nitf>'))
    assert.equal("html", forms.recognise(page_of(paragraphs()), "a.html")[1].form.name)
  end)

  it("gives its headline and paragraphs, and leaves out the furniture", function ()
    local doc = document(page_of(paragraphs()))
    assert.same({ "Ice keeps Velsund harbour closed" }, texts(doc, "Headline"))
    assert.same(prose, texts(doc, "Paragraph"))
    assert.is_nil(doc.text:find("rights reserved", 1, true))
    assert.is_nil(doc.text:find("Sport", 1, true))
    assert.equal("html", doc.source.form)
  end)

  it("is read however short it is", function ()
    local doc = document "<html><body><h1>Short news</h1><p>The bridge is open.</p></body></html>"
    assert.same({ "Short news" }, texts(doc, "Headline"))
    assert.same({ "The bridge is open." }, texts(doc, "Paragraph"))
    assert.matches("sure of no part", table.concat(doc.source.notes, " "))
  end)

  it("without text is an error that says so", function ()
    for _, bytes in ipairs { "<html></html>", "<!DOCTYPE html><html><body><script>var a = 'text'</script></body></html>",
                             "<html><body><nav><a href='/'>Home</a></nav></body></html>" } do
      local doc, message, code = read.read({ text = bytes, name = "p.html" })
      assert.is_nil(doc)
      assert.equal("p.html: no article found on the page", message)
      assert.equal("empty", code)
    end
  end)

  it("keeps subheads, lists, quotations and tables as what they are", function ()
    local doc = document(page_of(paragraphs { prose[1], prose[2] } .. [[<h2>What is left</h2>]] .. paragraphs { prose[3] } ..
      [[<ul><li>nine sacks of flour</li><li>four barrels of oil<ol><li>two of them old</li></ol></li></ul>]] .. paragraphs { prose[4] } ..
      [[<blockquote><p>Nobody will go hungry in this town as long as there are potatoes in the cellar of the school.</p></blockquote>
      <table><tr><th>Ship</th><th>Load</th></tr><tr><td>Anna</td><td rowspan="2">flour</td></tr><tr><td>Marta</td></tr></table>]] .. paragraphs()))
    assert.same({ "What is left" }, texts(doc, "Subhead"))
    local items = {}
    for _, block in ipairs(doc.blocks) do if block.type == "ListItem" then items[#items + 1] = { block.list, block.depth, block.ordered } end end
    assert.same({ { 1, 1, false }, { 1, 1, false }, { 1, 2, true } }, items)
    assert.equal(1, #texts(doc, "Blockquote"))
    local cells = {}
    for _, block in ipairs(doc.blocks) do
      if block.type == "Cell" then
        cells[#cells + 1] = ("%s %d,%d %d %s"):format(doc.text:sub(block.first, block.last), block.row, block.column, block.rows or 1, block.header and "h" or "d")
      end
    end
    assert.same({ "Ship 1,1 1 h", "Load 1,2 1 h", "Anna 2,1 1 d", "flour 2,2 2 d", "Marta 3,1 1 d" }, cells)
  end)

  it("marks links and emphasis, with the links made whole", function ()
    local doc = document(page_of(paragraphs { prose[1],
      'He read it in <a href="/old/1921">an <em>old</em> paper</a> and <a href="#note">did</a> not <b>believe</b> it, since nobody had ever seen ice there.', prose[2] },
      '<link rel="canonical" href="https://velsund.example/news/ice">'))
    local list = {}
    for _, item in ipairs(doc.markup) do list[#list + 1] = { item.type, doc.text:sub(item.first, item.last), item.target or item.rend } end
    assert.same({ { "Link", "an old paper", "https://velsund.example/old/1921" }, { "Emphasis", "old", "italic" }, { "Emphasis", "believe", "bold" } }, list)
  end)

  it("has pictures with what is said of them, also where only a machine would read it", function ()
    local doc = document(page_of(paragraphs { prose[1] } ..
      [[<figure><img src="/ice.jpg" width="800" height="500" alt="Two men stand on thick ice beside a boat">
      <figcaption>The pilot, Jens Moe, and his son on the ice on Monday.</figcaption></figure>]] .. paragraphs(prose) ..
      [[<img src="/pixel.gif" width="1" height="1" alt="one two three four">]]))
    assert.equal(1, #doc.figures)
    assert.equal("/ice.jpg", doc.figures[1].url)
    assert.equal(800, doc.figures[1].width)
    assert.same({ "Two men stand on thick ice beside a boat" }, texts(doc, "Alt"))
    assert.same({ "The pilot, Jens Moe, and his son on the ice on Monday." }, texts(doc, "Caption"))
  end)

  it("made for small screens (AMP) has its pictures, and no adverts", function ()
    local doc = document [==[
<!doctype html><html amp lang="en"><head><meta charset="utf-8"><title>Snow buries the pass road at Tarn</title>
<link rel="canonical" href="https://tarnpost.example/snow-pass"><style amp-boilerplate>body{visibility:hidden}</style></head><body>
<amp-sidebar id="sidebar"><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></amp-sidebar>
<amp-ad width="300" height="250" type="doubleclick"><div>Advertisement from a sponsor, buy now.</div></amp-ad>
<article><h1>Snow buries the pass road at Tarn</h1><p class="byline">By Greta Holm</p>
<amp-img src="/snow.jpg" width="800" height="600" alt="A plough stands in deep snow on a mountain road"></amp-img>
<p>Two metres of snow fell on the pass above Tarn in a single night, and the road to the valley is closed until further notice.</p>
<p>“We can hear the ploughs, but we cannot see them,” said Oskar Lind, who keeps the inn at the top and has eleven guests in his house.</p>
<amp-social-share type="twitter">Share</amp-social-share>
<p>The county expects the first cars on Thursday, if the wind turns. Until then the mail comes by ski, as it did when the inn was built.</p>
</article></body></html>
]==]
    assert.equal(3, #texts(doc, "Paragraph"))
    assert.same({ "By Greta Holm" }, texts(doc, "Byline"))
    assert.equal("https://tarnpost.example/snow.jpg", doc.figures[1].url)
    assert.same({ "A plough stands in deep snow on a mountain road" }, texts(doc, "Alt"))
    assert.is_nil(doc.text:find("sponsor", 1, true))
  end)

  it("that is written as it happens (a live blog) is one article with all its entries", function ()
    local doc = document [==[
<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Flood on the Orla: live updates</title></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article class="liveblog"><h1>Flood on the Orla: live updates</h1>
<p class="intro">The river Orla rose by two metres overnight. We follow the day in the town of Brenn, where three bridges are closed and the schools have sent the children home.</p>
<div class="live-entries">
<div class="live-entry"><time datetime="2020-02-03T09:40:00">09:40</time><h2>Third bridge closed</h2><p>The town has closed the railway bridge as well. Trains from the north end at Lund, and buses take people around the lake, which takes an hour.</p><p>Our reporter saw water on the tracks near the old mill shortly before nine in the morning.</p></div>
<div class="live-entry"><time datetime="2020-02-03T08:55:00">08:55</time><h2>Mayor: stay at home</h2><p>The mayor has asked everybody who lives below the church to stay at home or to go to the sports hall, where beds and soup are ready for two hundred people.</p></div>
<div class="live-entry"><time datetime="2020-02-03T08:10:00">08:10</time><h2>Water in the market square</h2><p>There is a hand of water in the market square, and the traders have carried their goods to the first floor of the town hall.</p></div>
</div></article>
<section class="related"><h3>Related</h3><ul><li><a href="/1">How floods are forecast</a></li><li><a href="/2">The flood of 1953</a></li></ul></section></body></html>
]==]
    assert.same({ "Third bridge closed", "Mayor: stay at home", "Water in the market square" }, texts(doc, "Subhead"))
    assert.is_truthy(doc.text:find("first floor of the town hall", 1, true))
    assert.is_nil(doc.text:find("1953", 1, true))
  end)

  it("that is a gallery has every picture with its caption", function ()
    local parts = {}
    for i, name in ipairs { "The old pier at low tide, before the storm of October.", "Workers carry the bell down the stairs of the chapel.",
                            "The last train waits for the last passenger, who is late." } do
      parts[i] = ('<figure class="gallery-item"><img src="/g%d.jpg" width="900" height="600"><figcaption>%s</figcaption></figure>'):format(i, name)
    end
    local doc = document(page_of(paragraphs { prose[1] } .. table.concat(parts) .. paragraphs { prose[2] }))
    assert.equal(3, #doc.figures)
    local list = {}
    for _, block in ipairs(doc.blocks) do if block.type == "Caption" then list[#list + 1] = block.figure end end
    assert.same({ 1, 2, 3 }, list)
  end)

  it("says nothing twice", function ()
    local doc = document(page_of(paragraphs() .. paragraphs { prose[2] }))
    assert.equal(4, #texts(doc, "Paragraph"))
  end)

  it("strikes a protected name in an alternative text and in the address of a link", function ()
    local line = assert(pipeline.new { policy = "protect-all" })
    local bytes = assert(line:convert { name = "page.html", text = page_of(paragraphs { prose[1],
      'The man, <a href="https://velsund.example/people/tilda-roos">Tilda Roos</a>, said that she saw a light on the ice at four in the morning.' } ..
      [[<figure><img src="/a.jpg" alt="Tilda Roos stands beside her oven"><figcaption>In the bakery.</figcaption></figure>]] .. paragraphs { prose[3], prose[4] }) })
    assert.is_nil(bytes:find("Roos", 1, true))
    assert.is_nil(bytes:lower():find("tilda", 1, true))
    assert.matches("<figDesc>", bytes)
  end)
end)

describe("what a page says of itself", function ()
  local function meta_of (head, body)
    local doc = document(page_of((body or "") .. paragraphs(), head))
    return doc.meta, doc
  end

  it("is taken from JSON-LD first, and says so", function ()
    local meta = meta_of [[<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
      "headline": "Ice keeps Velsund harbour closed", "datePublished": "2011-02-07T06:00:00Z", "dateModified": "2011-03-01",
      "author": {"@type": "Person", "name": "Mikkel Aas"}, "publisher": {"name": "The Velsund Paper"}, "articleSection": "Harbour",
      "keywords": ["ice", "harbour"]}</script><meta property="og:title" content="Something else"><meta property="article:published_time" content="2011-02-07">]]
    assert.equal("Ice keeps Velsund harbour closed", meta.title)
    assert.same({ iso = "2011-02-07", cert = "high", source = "json-ld" }, meta.date)
    assert.equal("Mikkel Aas", meta.authors[1].name)
    assert.equal("The Velsund Paper", meta.publisher)
    assert.equal("Harbour", meta.section)
    assert.same({ "ice", "harbour" }, meta.keywords)
    assert.equal("en", meta.language)
    for _, field in ipairs { "title", "date", "authors", "publisher", "section", "keywords" } do assert.equal("json-ld", meta.found[field], field) end
    assert.equal("html:lang", meta.found.language)
  end)

  it("is found in a graph, in a list, and in JSON that is not quite JSON", function ()
    local article = '{"@type": ["Article", "Thing"], "headline": "Ice keeps Velsund harbour closed", "datePublished": "2011-02-07"%s}'
    for _, script in ipairs { '{"@graph": [{"@type": "WebPage"}, ' .. article:format "" .. "]}", '[{"@type": "Person"}, ' .. article:format "" .. "]",
                              "<!--\n" .. article:format ',"description": "two\nlines",' .. "\n-->", article:format ', "x": "bad \\q escape"' } do
      local meta = meta_of('<script type="application/ld+json">' .. script .. "</script>")
      assert.equal("2011-02-07", meta.date and meta.date.iso, script)
    end
  end)

  it("comes from meta elements, then from the page", function ()
    local meta = meta_of [[<meta property="og:site_name" content="The Velsund Paper"><meta name="author" content="By Mikkel Aas and Live Holm">
      <meta name="pubdate" content="20110207"><meta property="og:url" content="//velsund.example/ice"><meta name="keywords" content="ice, harbour">]]
    assert.equal("2011-02-07", meta.date.iso)
    assert.equal("meta:pubdate", meta.found.date)
    assert.same({ "Mikkel Aas", "Live Holm" }, { meta.authors[1].name, meta.authors[2].name })
    assert.equal("https://velsund.example/ice", meta.url)
    local other = meta_of('<link rel="canonical" href="https://velsund.example/2011/02/07/ice.html">')
    assert.same({ "2011-02-07", "url", "medium" }, { other.date.iso, other.found.date, other.date.cert })
    local sent = document(page_of(paragraphs()), nil, { meta = { url = "https://velsund.example/2011/02/08/ice" } })
    assert.same({ "2011-02-08", "url", "input" }, { sent.meta.date.iso, sent.meta.found.date, sent.meta.found.url })
    local third = meta_of("", '<div class="byline"><span class="published">Posted on February 7, 2011 by Mikkel Aas</span></div>')
    assert.equal("2011-02-07", third.date.iso)
  end)

  it("has no date when only a change or the page's making is dated", function ()
    for _, head in ipairs { "", '<meta property="article:modified_time" content="2011-02-07">', '<meta property="og:updated_time" content="2011-02-07">',
                            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ice", "dateModified": "2011-02-07"}</script>',
                            '<meta name="date" content="today">', '<meta name="pubdate" content="2011-02-31">' } do
      local meta = meta_of(head, '<p>Updated: <time itemprop="dateModified" datetime="2012-01-01">January 1, 2012</time></p>')
      assert.is_nil(meta.date, head)
      assert.is_nil(meta.found.date)
    end
  end)

  it("leaves a note where sources differ", function ()
    local _, doc = meta_of [[<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ice keeps Velsund harbour closed", "datePublished": "2011-02-07"}</script>
      <meta property="article:published_time" content="2011-02-09T10:00:00Z">]]
    assert.equal("2011-02-07", doc.meta.date.iso)
    assert.matches("different days", table.concat(doc.source.notes, " "))
  end)

  it("gives a headline or byline that stands nowhere on the page", function ()
    local doc = document([[<html><head><meta property="og:title" content="Frost over the fields"><meta name="author" content="Live Holm"></head><body>]] ..
      paragraphs() .. "</body></html>")
    assert.same({ "Frost over the fields" }, texts(doc, "Headline"))
    assert.same({ "By Live Holm" }, texts(doc, "Byline"))
  end)
end)

describe("the encoding of a page", function ()
  local function with (charset, bytes, input)
    local body = charset and ('<meta charset="%s">'):format(charset) or ""
    local text = "<html><head>" .. body .. "<title>T</title></head><body><p>" .. bytes ..
      " said that the boats would stay in the harbour until the ice had gone, and that nobody knew when.</p></body></html>"
    return document(text, nil, input)
  end

  it("is what the page says, as browsers understand it", function ()
    local doc = with("iso-8859-1", "\x93Caf\xE9\x94")
    assert.is_truthy(doc.text:find("“Café”", 1, true))
    assert.equal("Windows-1252", doc.source.encoding)
    assert.is_truthy(with("windows-1251", "\xCC\xEE\xF1\xEA\xE2\xE0").text:find("Москва", 1, true))
    assert.is_truthy(with("Shift_JIS", "\x93\x8C\x8B\x9E").text:find("東京", 1, true))
    assert.is_truthy(with("gb2312", "\xB1\xB1\xBE\xA9").text:find("北京", 1, true))
  end)

  it("is what the sender says before what the page says", function ()
    assert.is_truthy(with("iso-8859-1", "\xCC\xEE\xF1\xEA\xE2\xE0", { encoding = "windows-1251" }).text:find("Москва", 1, true))
  end)

  it("is UTF-8 when the bytes are, whatever is said, with a note", function ()
    local doc = with("iso-8859-1", "“Café”")
    assert.is_truthy(doc.text:find("“Café”", 1, true))
    assert.matches("but it is valid UTF%-8", table.concat(doc.source.notes, " "))
  end)

  it("is found out when nobody says it", function ()
    local doc = with(nil, "\x93Fran\xE7ois\x94 d\xE9j\xE0 vu \xE0 l'\xE9t\xE9")
    assert.is_truthy(doc.text:find("“François” déjà vu à l'été", 1, true))
    assert.is_true(#doc.source.notes > 0)
  end)

  it("may be UTF-16, with a mark or without", function ()
    local utf16 = ("<html><body><p>" .. prose[1] .. "</p></body></html>"):gsub(".", "%0\0")
    for _, bytes in ipairs { "\xFF\xFE" .. utf16, utf16 } do
      local doc = document(bytes)
      assert.same({ prose[1] }, texts(doc, "Paragraph"))
      assert.equal("UTF-16LE", doc.source.encoding)
    end
  end)

  it("that breaks within the page gives a page with marks where it broke", function ()
    local doc = with("utf-8", "Café \xFF and \xC3")
    assert.is_truthy(doc.text:find("Café \u{FFFD} and \u{FFFD}", 1, true))
    assert.matches("U%+FFFD stands for", table.concat(doc.source.notes, " "))
    assert.is_string((document("\xFF\xFE<\0p\0>\0" .. ("a\0"):rep(100) .. "\xD8")).text)
  end)
end)

describe("a page made to break the reader", function ()
  local function seconds (work)
    local before = os.clock()
    work()
    return os.clock() - before
  end

  it("may be nested 100,000 levels deep", function ()
    local doc
    local time = seconds(function ()
      doc = document("<html><body>" .. ("<div>"):rep(100000) .. paragraphs() .. ("</div>"):rep(100000) .. paragraphs { "After all of it, the text goes on for a while, as texts do." })
    end)
    assert.is_truthy(doc.text:find(prose[1], 1, true))
    assert.matches("lost the nesting", table.concat(doc.source.notes, " "))
    assert.is_true(time < 5, time)
    document("<html><body>" .. ("<ul><li>"):rep(50000) .. paragraphs())
    document("<html><body>" .. ("<b><i>"):rep(50000) .. paragraphs() .. ("</b>"):rep(50000))
  end)

  it("may hold NULs, and what follows them is read", function ()
    local doc = document(page_of("\0" .. paragraphs():gsub("ice", "i\0ce")))
    assert.same(prose, texts(doc, "Paragraph"))
    assert.matches("NUL bytes left out", table.concat(doc.source.notes, " "))
  end)

  it("may have a cell that spans all columns there are", function ()
    local doc = document(page_of(paragraphs() .. '<table><tr><td colspan="9007199254740991" rowspan="4294967296">a</td><td>b</td></tr><tr><td>c</td></tr></table>' .. paragraphs { prose[1] .. " Again." }))
    for _, block in ipairs(doc.blocks) do assert.is_true((block.columns or 1) <= 1000 and (block.rows or 1) <= 65534) end
  end)

  it("may leave everything open", function ()
    for _, bytes in ipairs { "<html><body><p>" .. prose[1] .. "<p>" .. prose[2] .. "<b><a href='x", "<html><!-- " .. paragraphs(), "<html><script>" .. paragraphs(),
                             "<html><body><p title=\"" .. paragraphs(), "<html><body><table><tr><td><table><tr>" .. paragraphs(), "<html><body>" .. paragraphs() .. "<!--" } do
      local doc, message, code = read.read({ text = bytes, name = "p.html" })
      assert.is_true(doc ~= nil or (code == "empty" and message ~= nil), bytes)
    end
  end)

  it("may be a flood of entities, tags, attributes or quotes", function ()
    local unlike = {}
    for i = 1, 100000 do unlike[i] = "a" .. i .. "=1" end
    unlike = table.concat(unlike, " ")
    local floods = {
      '<p "' .. unlike .. ">", "<p " .. unlike .. ">",
      ("&amp;lt;"):rep(200000), ("&#1114112;&#0;&#xD800;"):rep(50000), ("<a"):rep(300000), ("<p "):rep(200000), ("</b>"):rep(200000),
      ("<p a='"):rep(100000), ("<!--"):rep(200000), ("<![CDATA["):rep(100000), ("<script>"):rep(100000), ("<svg>"):rep(100000), ("<p class"):rep(200000), ("<h1></h2>"):rep(50000), ("="):rep(500000), ("<b>x"):rep(100000),
      ("<img src=a alt='one two three'>"):rep(50000), ("<table><tr><td>x"):rep(30000), ("<tr><td colspan=1000 rowspan=65534>x"):rep(20000),
      "<p " .. ("class='article '"):rep(50000) .. ">", ("<time datetime=2011-01-01>"):rep(50000), ("<meta name=a content=b>"):rep(50000),
      ("<li>" .. prose[1]):rep(5000), (prose[1]):rep(20000),
    }
    for i, flood in ipairs(floods) do
      local time = seconds(function () read.read({ text = "<html><body><h1>A flood</h1>" .. paragraphs() .. flood, name = "p.html" }) end)
      assert.is_true(time < 10, ("flood %d took %.1f s"):format(i, time))
    end
  end)

  it("may be any bytes at all", function ()
    local seed = 20110207
    local function random (n) seed = (seed * 1103515245 + 12345) % 2147483648 return seed // 65536 % n end
    local pieces = { "<", ">", "</", "<p", "<div class=", "'", '"', "&", "\0", "\xC3", "\xE2\x80", "x", " ", "<!--", "-->", "<table", "<td", "<li", "<a href=",
                     "<script", "</script", "<title>", "=", "text", "\n", "<img src=a alt=b", "h1>", "{\"@type\":\"Article\"", "ld+json" }
    for _ = 1, 400 do
      local parts = { "<html>" }
      for i = 1, random(60) do parts[i + 1] = pieces[random(#pieces) + 1] end
      local doc, message = read.read({ text = table.concat(parts), name = "p.html" })
      if doc then assert.is_truthy(utf8.len(doc.text)) else assert.is_string(message) end
    end
  end)
end)

describe("core.transcode", function ()
  it("gives UTF-8 and how many bytes it could not read", function ()
    assert.same({ "é", 0 }, { core.transcode("\xE9", "CP1252") })
    assert.same({ "a\u{FFFD}b", 1 }, { core.transcode("a\xFFb", "UTF-8") })
    assert.same({ "", 0 }, { core.transcode("", "UTF-8") })
    local text, _, code = core.transcode("a", "no-such-encoding")
    assert.is_nil(text)
    assert.equal(core.codes.encoding, code)
  end)
end)
