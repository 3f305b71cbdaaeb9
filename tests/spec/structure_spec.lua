-- The structure a reader knows: from blocks through every step into TEI, JSON and text.

local core = require "bluepencil.core"
local json = require "bluepencil.write.json"
local pipeline = require "bluepencil.pipeline"
local read = require "bluepencil.read"
local render = require "bluepencil.write.render"
local tei = require "bluepencil.write.tei"

local line = assert(pipeline.new { write = { date = "2026-01-02" } })
local open_line = assert(pipeline.new { write = { date = "2026-01-02" }, policy = "keep-all" })

--- The part of a file between <text> and </text>, each line without its indent.
local function body_of (bytes) return (bytes:match("<text>.*</text>"):gsub("\n%s*", "\n")) end

--- An article of these blocks through the whole line.
local function convert (blocks, figures, through)
  local doc = assert((through or line):document { name = "story", blocks = blocks, figures = figures })
  return body_of(assert((through or line):write(doc))), doc
end

local function has (bytes, piece) assert(bytes:find(piece, 1, true), piece .. "\nis not in\n" .. bytes) end
local function lacks (bytes, piece) assert(not bytes:find(piece, 1, true), piece .. "\nis in\n" .. bytes) end

--- A paragraph in which each of the marked words has a span: { "word", type, fields }.
local function marked (text, ...)
  local block = { type = "Paragraph", text = text, spans = {} }
  for _, one in ipairs { ... } do
    local first, last = text:find(one[1], 1, true)
    local span = { type = one[2], first = assert(first, one[1]), last = last }
    for key, value in pairs(one[3] or {}) do span[key] = value end
    block.spans[#block.spans + 1] = span
  end
  return block
end

describe("blocks with spans", function ()
  it("keep their place in the text, without the white space at their edges", function ()
    local doc = assert(read.read { name = "s", blocks = {
      { type = "Paragraph", text = "One." },
      { type = "Paragraph", text = "  A link here.", spans = { { type = "Link", first = 4, last = 9, target = "x" } } },
      { type = "Paragraph", text = "All white", spans = { { type = "Link", first = 4, last = 4 } } },
    } })
    assert.equal(1, #doc.markup)
    assert.equal("link", doc.text:sub(doc.markup[1].first, doc.markup[1].last))
  end)

  it("keep their place when controls are left out and line ends change", function ()
    local doc = assert(read.read { name = "s", blocks = {
      { type = "Paragraph", text = "a\1b\r\nword\2s end", spans = { { type = "Emphasis", first = 6, last = 11 } } } } })
    assert.equal("words", doc.text:sub(doc.markup[1].first, doc.markup[1].last))
  end)

  it("are sorted, the longer first", function ()
    local doc = assert(read.read { name = "s", blocks = { marked("one two three", { "two", "Link" }, { "one", "Link" },
      { "one two", "Emphasis" }) } })
    local out = {}
    for i, item in ipairs(doc.markup) do out[i] = doc.text:sub(item.first, item.last) end
    assert.same({ "one two", "one", "two" }, out)
  end)

  it("become annotations with the source 'markup', one in each block", function ()
    local doc = assert(open_line:document { name = "s", blocks = {
      marked("OSLO, May 3 (NPX) - The ferry was late again today.", { "OSLO, May 3 (NPX) - The ferry", "Emphasis", { rend = "bold" } }) } })
    local list = doc:annotations("Emphasis")
    assert.equal(2, #list)
    assert.equal("OSLO, May 3 (NPX) -", list[1]:text())
    assert.equal("The ferry", list[2]:text())
    assert.equal("markup", list[2].source)
    assert.equal("bold", list[2].rend)
  end)

  it("do not keep a byline from being one", function ()
    local _, doc = convert { { type = "Headline", text = "Ferry late again" },
      marked("By Petra Lindqvist, NPX", { "By Petra Lindqvist, NPX", "Emphasis", { rend = "italic" } }),
      { type = "Paragraph", text = "The ferry was late." } }
    assert.equal("Byline", doc.blocks[2].type)
    assert.equal("Petra Lindqvist", doc.meta.authors[1].name)
  end)
end)

describe("structure in TEI", function ()
  it("is a quotation of several paragraphs, and two where the number changes", function ()
    local bytes = convert { { type = "Paragraph", text = "He wrote:" }, { type = "Blockquote", group = 1, text = "Sky." },
      { type = "Blockquote", group = 1, text = "Sea." }, { type = "Blockquote", group = 2, text = "Sand." } }
    has(bytes, "<quote>\n<p>Sky.</p>\n<p>Sea.</p>\n</quote>\n<quote>\n<p>Sand.</p>\n</quote>")
  end)

  it("is a list within an item", function ()
    local function item (text, list, depth, ordered)
      return { type = "ListItem", text = text, list = list, depth = depth, ordered = ordered }
    end
    local bytes = convert { item("a", 1, 1, true), item("b", 2, 2, false), item("c", 3, 3), item("d", 1, 1, true), item("e", 4, 1) }
    has(bytes, '<list rend="numbered">\n<item>a<list rend="bulleted">\n<item>b<list>\n<item>c</item>\n</list></item>\n</list></item>'
      .. "\n<item>d</item>\n</list>\n<list>\n<item>e</item>\n</list>")
  end)

  it("is a section within a section where the levels say so, and flat where nothing does", function ()
    local function heading (text, level) return { type = "Subhead", text = text, level = level } end
    local bytes = convert { { type = "Paragraph", text = "Start." }, heading("Sky", 2), heading("Sea", 3), heading("Sand", 2), heading("Salt", 4) }
    has(bytes, '<div type="section">\n<head type="sub">Sky</head>\n<div type="section">\n<head type="sub">Sea</head>\n</div>\n</div>\n'
      .. '<div type="section">\n<head type="sub">Sand</head>\n<div type="section">')
    bytes = convert { { type = "Paragraph", text = "Start." }, heading("Early"), heading("Later") }
    has(bytes, '<head type="sub">Early</head>\n</div>\n<div type="section">')
  end)

  it("is a table with headings, spans and the cells that are missing", function ()
    local function cell (text, row, column, more)
      local block = { type = "Cell", table = 1, row = row, column = column, text = text }
      for key, value in pairs(more or {}) do block[key] = value end
      return block
    end
    local bytes = convert { { type = "Caption", table = 1, text = "The ferries" },
      cell("Ship", 1, 1, { header = true, rows = 2 }), cell("Seats", 1, 2, { header = true, columns = 2 }),
      cell("below", 2, 2), cell("above", 2, 3), cell("Tern", 3, 1), cell("many", 3, 3) }
    has(bytes, '<table>\n<head>The ferries</head>\n<row>\n<cell role="label" rows="2">Ship</cell>\n<cell role="label" cols="2">Seats</cell>\n'
      .. "</row>\n<row>\n<cell>below</cell>\n<cell>above</cell>\n</row>\n<row>\n<cell>Tern</cell>\n<cell/>\n<cell>many</cell>\n</row>\n</table>")
  end)

  it("clamps spans that would fill a machine", function ()
    local start = os.clock()
    local bytes = convert { { type = "Cell", table = 1, row = 1, column = 1, columns = 9007199254740991, rows = 1e308, text = "x" },
      { type = "Cell", table = 1, row = 9007199254740991, column = 9007199254740991, text = "y" } }
    has(bytes, '<cell rows="65534" cols="1000">x</cell>')
    assert.is_true(#bytes < 10000 and os.clock() - start < 1)
  end)

  it("is a figure with its picture, description, caption and credit", function ()
    local bytes = convert({ { type = "Paragraph", text = "The ferry was late." },
      { type = "Alt", figure = 1, text = "A ferry at a quay" },
      { type = "Caption", figure = 1, text = "The ferry in the harbour. Photo by Lea Noor/NPX" },
      { type = "Caption", figure = 2, text = "The quay." } },
      { { url = "https://example.org/ferry.jpg", width = 640, height = 480 }, { url = "img/the quay.jpg" } })
    has(bytes, '<figure>\n<graphic url="https://example.org/ferry.jpg" width="640px" height="480px"/>\n<figDesc>A ferry at a quay</figDesc>\n'
      .. '<p rend="caption">The ferry in the harbour.</p>\n<p rend="credit">Photo by <persName')
    has(bytes, '<figure>\n<graphic url="img/the%20quay.jpg"/>\n<p rend="caption">The quay.</p>\n</figure>')
  end)

  it("has pictures without words where they stand, and a headline after one is still the head", function ()
    local bytes = convert({ { type = "Headline", text = "Ferry late again" }, { type = "Paragraph", text = "It was late." },
      { type = "Paragraph", text = "Nobody knew why." } }, { { url = "a.png", block = 1 }, { url = "b.png", block = 3 } })
    has(bytes, '<figure>\n<graphic url="a.png"/>\n</figure>\n<head type="main">Ferry late again</head>\n<p xml:id="p1">It was late.</p>\n'
      .. '<figure>\n<graphic url="b.png"/>\n</figure>\n<p xml:id="p2">Nobody knew why.</p>')
  end)

  it("has links and emphasis, which give way to names, quotations and sentences", function ()
    local link = { target = "https://example.org/a?b=1&c=2" }
    local bytes = convert({ marked("Prime Minister Ana Ruiz said “the ferry is late” on Monday. It is slow.",
      { "Prime Minister Ana", "Link", link }, { "is late” on Monday", "Emphasis", { rend = "bold italic" } }) }, nil, open_line)
    has(bytes, '<ref target="https://example.org/a?b=1&amp;c=2">Prime Minister </ref><persName ref="#pers.1" ana="#prot.public">'
      .. '<ref target="https://example.org/a?b=1&amp;c=2">Ana</ref> Ruiz</persName>')
    has(bytes, '<hi rend="bold italic">is late”</hi></said> <hi rend="bold italic">on <date')
  end)

  it("has links around sentences when sentences are marked", function ()
    local doc = assert(open_line:document { name = "s", blocks = {
      marked("The ferry is slow. It is late. Nobody knows.", { "slow. It is late", "Link", { target = "https://example.org/" } }) } })
    doc.tei.sentences = true
    local bytes = body_of(assert(open_line:write(doc)))
    has(bytes, '<s>The ferry is <ref target="https://example.org/">slow.</ref></s> '
      .. '<s><ref target="https://example.org/">It is late</ref>.</s> <s>Nobody knows.</s>')
  end)

  it("has no target that runs a script, holds data, names a user or leads into the source", function ()
    for _, target in ipairs { "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd", "#note3",
                              "https://ana:secret@example.org/", "vbscript:x", "", "http://[::1]/%zz", "x:y" } do
      local bytes = convert({ marked("The ferry is late.", { "ferry", "Link", { target = target } }) }, nil, open_line)
      has(bytes, "The <ref>ferry</ref> is late.")
    end
  end)

  it("leaves out what doc.tei says", function ()
    local doc = assert(open_line:document { name = "s", figures = { { url = "a.png", block = 1 } }, blocks = {
      marked("The ferry is late.", { "The", "Emphasis", { rend = "bold" } }, { "ferry", "Link", { target = "/a" } }) } })
    doc.tei.links, doc.tei.emphasis, doc.tei.pictures = false, false, false
    assert.truthy(assert(tei.write(doc, { write = { date = "2026-01-02" } })):find('<p xml:id="p1">The ferry is late.</p>', 1, true))
  end)
end)

describe("what was struck", function ()
  local story = "Marta Brandl, 41, a nurse who lives in Skarvik, told the court that she was raped. “I was afraid,” Brandl said."

  local function article (blocks, figures)
    table.insert(blocks, 1, { type = "Paragraph", text = story })
    return convert(blocks, figures)
  end

  it("is gone from links, emphasis, quotations, cells, items and descriptions", function ()
    local bytes, doc = article({
      marked("A friend of Marta Brandl spoke.", { "friend of Marta", "Link", { target = "https://example.org/x" } },
        { "Brandl spoke", "Emphasis", { rend = "bold" } }, { "Marta Brandl", "Link", { target = "https://example.org/y" } }),
      { type = "Blockquote", group = 1, text = "Dear Mrs. Brandl" },
      { type = "Cell", table = 1, row = 1, column = 1, text = "Brandl, M." },
      { type = "ListItem", list = 1, depth = 1, text = "Brandl's house" },
      { type = "Alt", figure = 1, text = "Marta Brandl at home" },
    }, { { url = "/p.jpg" } })
    lacks(bytes, "Brandl")
    lacks(bytes, "Marta")
    lacks(bytes, 'target=')
    has(bytes, 'spoke</hi>')
    has(bytes, '<graphic url="/p.jpg"/>')
    local text = json.write(doc)
    lacks(text, "Brandl")
    lacks(text, '"target"')
    lacks(render.render(doc).text, "Brandl")
  end)

  it("is in no target or address, however it is written", function ()
    for _, target in ipairs {
      "https://example.org/marta-brandl", "https://example.org/MARTA_BRANDL.html", "https://example.org/martabrandl/1",
      "https://example.org/?q=marta+brandl", "https://example.org/%6Darta%20br%61ndl", "https://example.org/%256Darta%2520brandl",
      "https://brandl.example.org/", "/people/brandl", "mailto:m.brandl@example.org", "https://example.org/nurse?of=Sk%61rvik",
      "https://example.org/M%C3%A1rta-Br%C3%A1ndl",
    } do
      local bytes, doc = article({ marked("Read more of it.", { "Read more", "Link", { target = target } }),
        { type = "Caption", figure = 1, text = "The court." } }, { { url = target } })
      has(bytes, "<ref>Read more</ref>")
      lacks(bytes, "<graphic")
      lacks(json.write(doc), '"target"')
      lacks(json.write(doc), '"url"')
    end
    local bytes = article { marked("Read more of it.", { "Read more", "Link", { target = "https://example.org/court" } }) }
    has(bytes, '<ref target="https://example.org/court">Read more</ref>')
  end)

  it("is not a link's contact that the text does not say", function ()
    for _, target in ipairs { "mailto:someone.else@example.org?subject=x", "tel:+47-555-01234", "TEL:5550199" } do
      local block = marked("Write to us.", { "Write", "Link", { target = target } })
      has(article { block }, "<ref>Write</ref>")
      has(convert({ block }, nil, open_line), "<ref target=")
    end
  end)
end)

describe("structure in text and JSON", function ()
  local blocks = {
    { type = "Subhead", level = 3, text = "Ferries" }, { type = "ListItem", list = 1, depth = 2, ordered = true, text = "a" },
    { type = "Cell", table = 1, row = 1, column = 1, header = true, text = "b" },
    { type = "Cell", table = 1, row = 1, column = 2, columns = 2, text = "c" },
    { type = "Cell", table = 1, row = 2, column = 1, text = "d" },
    { type = "Cell", table = 2, row = 2, column = 1, text = "e" },
    { type = "Caption", figure = 1, text = "The harbour" },
    marked("The end.", { "end", "Link", { target = "https://example.org/" } }, { "The", "Emphasis", { rend = "bold" } }),
  }

  it("is a line for each row, a tab between cells", function ()
    local doc = assert(open_line:document { name = "s", blocks = blocks })
    assert.equal("Ferries\n\na\n\nb\tc\nd\n\ne\n\nThe harbour\n\nThe end.", render.render(doc).text)
  end)

  it("is fields of blocks, pictures, and of links and emphasis", function ()
    local doc = assert(open_line:document { name = "s", blocks = blocks, figures = { { url = "/h.jpg", width = 3, block = 7 },
      { url = "javascript:x", block = 8 } } })
    local bytes = json.write(doc)
    for _, piece in ipairs {
      '"type":"Subhead","start":0,"end":7,"level":3}', '"list":1,"depth":2,"ordered":true}',
      '"table":1,"row":1,"column":1,"header":true}', '"table":1,"row":1,"column":2,"columns":2}', '"figure":1}',
      '{"url":"/h.jpg","width":3,"before":6}', '{"before":7}', '"target":"https://example.org/"', '"rend":"bold"', '"version": "1.1"',
    } do has(bytes, piece) end
  end)

  it("fits docs/annotations.schema.json", function ()
    local ok, cjson = pcall(require, "cjson")
    if not ok then pending("lua-cjson is absent"); return end
    local check = require("support.json_schema").check
    local file = assert(io.open("docs/annotations.schema.json"))
    local schema = cjson.decode(file:read("a"))
    file:close()
    local doc = assert(open_line:document { name = "s", blocks = blocks, figures = { { url = "/h.jpg", width = 3, block = 7 } } })
    assert.is_nil(check(cjson.decode(json.write(doc)), schema))
  end)
end)

describe("filters", function ()
  it("have functions for links, emphasis and the blocks of structure", function ()
    local path = os.tmpname()
    local file = assert(io.open(path, "w"))
    file:write [[
      local seen = {}
      function Link (a) a.target = a.target .. "?seen" end
      function Emphasis (a) a.rend = "underline" end
      function Cell (b) b.header = true end
      function Blockquote (b) b.type = "Paragraph" end
    ]]
    file:close()
    local through = assert(pipeline.new { write = { date = "2026-01-02" }, policy = "keep-all", filters = { path } })
    local bytes = convert({ marked("The ferry is late.", { "The", "Emphasis", { rend = "bold" } }, { "ferry", "Link", { target = "/a" } }),
      { type = "Cell", table = 1, row = 1, column = 1, text = "x" }, { type = "Blockquote", group = 1, text = "y" } }, nil, through)
    os.remove(path)
    has(bytes, '<hi rend="underline">The</hi> <ref target="/a?seen">ferry</ref>')
    has(bytes, '<cell role="label">x</cell>')
    has(bytes, '<p xml:id="p2">y</p>')
  end)

  it("may split a block through a link", function ()
    local path = os.tmpname()
    local file = assert(io.open(path, "w"))
    file:write [[
      function Paragraph (b)
        if b.last - b.first < 10 then return end
        return { { type = "Subhead", first = b.first, last = b.first + 8 }, { type = "Paragraph", first = b.first + 9, last = b.last } }
      end
    ]]
    file:close()
    local through = assert(pipeline.new { write = { date = "2026-01-02" }, policy = "keep-all", filters = { path } })
    local bytes = convert({ marked("The ferry is late.", { "ferry is", "Link", { target = "/a" } }) }, nil, through)
    os.remove(path)
    has(bytes, '<head type="sub">The <ref target="/a">ferry</ref></head>')
  end)
end)

describe("a document of many links and tables", function ()
  it("takes time that grows with its size, not its square", function ()
    local function seconds (count)
      local blocks = {}
      for i = 1, count do
        blocks[#blocks + 1] = marked("the ferry is late again", { "ferry is", "Link", { target = "/a" } }, { "is late", "Emphasis" })
        blocks[#blocks + 1] = { type = "Cell", table = 1, row = i, column = 1, text = "x" }
      end
      local start = os.clock()
      convert(blocks, nil, open_line)
      return os.clock() - start
    end
    seconds(100)
    assert.is_true(seconds(4000) < 16 * seconds(500) + 0.5)
  end)

  it("nests no deeper than a reader of XML allows", function ()
    local text = ("x"):rep(3000)
    local spans = {}
    for i = 1, 1000 do spans[i] = { type = i % 2 == 0 and "Link" or "Emphasis", first = i, last = 3001 - i } end
    local bytes = convert({ { type = "Paragraph", text = text, spans = spans } }, nil, open_line)
    assert.equal(3000, #bytes:match("<p .-</p>"):gsub("<[^>]*>", ""))
    assert.is_true(core.length(bytes) > 3000)
  end)
end)
