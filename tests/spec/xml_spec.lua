-- XML and pieces of HTML as elements: the core's reader, encodings, limits, and bytes made to do harm.  #core

local core = require "bluepencil.core"
local source_of = require "bluepencil.read.source"
local xml = require "bluepencil.read.xml"

local options = { limit_bytes = 1024 * 1024 }

--- "name[a=b](child, "text")": an element in one line.
local function show (element)
  if type(element) == "string" then return ("%q"):format(element) end
  local parts, attributes = {}, {}
  for key, value in pairs(element.attr or {}) do attributes[#attributes + 1] = key .. "=" .. value end
  table.sort(attributes)
  for i = 1, #element do parts[i] = show(element[i]) end
  return (element.name or "") .. (#attributes > 0 and "[" .. table.concat(attributes, ",") .. "]" or "")
    .. (#parts > 0 and "(" .. table.concat(parts, ",") .. ")" or "")
end

--- The tree of a document given at once, or in pieces of `step` bytes.
local function tree (bytes, given, step)
  local reader = core.xml_reader(given or { utf8 = true })
  step = step or math.max(1, #bytes)
  for from = 1, math.max(1, #bytes), step do
    local ok, message, code, line = reader:feed(bytes:sub(from, from + step - 1), from + step > #bytes)
    if not ok then return nil, message, code, line end
  end
  local list = reader:outside()
  reader:close()
  return list
end

local function shown (bytes, step) return show(assert(tree(bytes, nil, step))):match("^%((.*)%)$") end

describe("the XML reader #core", function ()
  it("gives elements, attributes and text", function ()
    assert.equal('a[x=1](b("one"),"two ",c,"three")', shown('<a x="1"><b>one</b>two <c/>three</a>'))
  end)

  it("gives names without prefix, namespaces as uri, and known prefixes of attributes", function ()
    local list = tree('<n:a xmlns:n="urn:n" xmlns:l="http://www.w3.org/1999/xlink" xml:lang="en" l:href="x" y="z"/>')
    assert.equal("a", list[1].name)
    assert.equal("urn:n", list[1].uri)
    assert.same({ ["xml:lang"] = "en", ["xlink:href"] = "x", y = "z" }, list[1].attr)
  end)

  it("gives the same whatever the pieces it is fed in", function ()
    local bytes = '<!DOCTYPE a [ <!ENTITY e "&#233;"> ]>\n<a x="1 &amp; 2 &e;">AT&T &eacute;&e; <![CDATA[<&]]]]>é<!-- & --><?p &?></a>'
    local whole = shown(bytes)
    assert.equal('a[x=1 & 2 é]("AT&T éé <&]]é")', whole)
    for step = 1, 9 do assert.equal(whole, shown(bytes, step)) end
  end)

  it("keeps the lines of elements behind a document type", function ()
    local list = tree('<?xml version="1.0"?>\n<!DOCTYPE a PUBLIC "x>y" "z"\n [ <!-- ]> -->\n <!ELEMENT a ANY> ]>\n<a>\n<b/></a>')
    assert.equal(5, list[1].line)
    assert.equal(6, list[1][2].line)
  end)

  it("mends bare ampersands, counts them, and leaves out characters that XML does not have", function ()
    local reader = core.xml_reader { utf8 = true }
    assert(reader:feed("<a>a & b &unknown; &#0; &#146; \1\2&lt;</a>", true))
    assert.equal('("a & b &unknown; \u{FFFD} ’ <")', show(reader:outside()[1]):gsub("^a", ""))
    local controls, ampersands = reader:repairs()
    assert.equal(2, controls)
    assert.equal(2, ampersands)
  end)

  it("gives records one by one, and what is outside of them apart", function ()
    local reader = core.xml_reader { records = { "item" }, utf8 = true }
    assert(reader:feed("<r><t>T</t><item>1</item><item>2"))
    assert.equal('item("1")', show(reader:next()))
    assert.is_nil(reader:next())
    assert(reader:feed("</item></r>", true))
    assert.equal('item("2")', show(reader:next()))
    assert.equal('r(t("T"))', show(reader:outside()[1]))
    assert.is_nil(reader:next())
  end)

  it("keeps only the attributes that are asked for", function ()
    local list = tree('<a x="1" y="2" xml:id="z"/>', { attributes = { "y", "xml:id" } })
    assert.same({ y = "2", ["xml:id"] = "z" }, list[1].attr)
  end)

  it("drops a record that is too large, and goes on", function ()
    local reader = core.xml_reader { records = { "item" }, bytes = 100, items = 50, depth = 10 }
    assert(reader:feed("<r><item>" .. ("x"):rep(200) .. "</item><item>" .. ("<b/>"):rep(60) .. "</item><item>"
      .. ("<b>"):rep(20) .. ("</b>"):rep(20) .. "</item><item>fine</item></r>", true))
    for _ = 1, 3 do
      local none, message, code, line = reader:next()
      assert.is_nil(none)
      assert.truthy(message:find("larger than the limit"))
      assert.equal(core.codes.limit, code)
      assert.equal(1, line)
    end
    assert.equal('item("fine")', show(reader:next()))
  end)

  it("is an error when it is closed, and twice closed is harmless", function ()
    local reader = core.xml_reader()
    reader:close()
    reader:close()
    assert.has_error(function () reader:feed("") end)
  end)
end)

describe("XML made to do harm #core", function ()
  local function refused (bytes, words)
    local start = os.clock()
    local list, message = tree(bytes)
    assert.is_nil(list)
    assert.truthy(message:find(words), message)
    assert.is_true(os.clock() - start < 2)
  end

  it("cannot swell: entities within entities are refused where they are used", function ()
    local lines = { '<!DOCTYPE lolz [ <!ENTITY lol "lol">' }
    for i = 1, 9 do lines[#lines + 1] = ('<!ENTITY lol%d "%s">'):format(i, ("&lol%s;"):format(i == 1 and "" or i - 1):rep(10)) end
    lines[#lines + 1] = "]><lolz>%s</lolz>"
    local bomb = table.concat(lines, "\n")
    refused(bomb:format("&lol9;"), "an entity that holds others")
    refused(bomb:format('<a x="&lol9;"/>'), "an entity that holds others")
    assert.equal('lolz("lol")', shown(bomb:format("&lol;")))
  end)

  it("cannot swell by one large entity used often", function ()
    local bytes = '<!DOCTYPE a [ <!ENTITY x "' .. ("x"):rep(60000) .. '"> ]><a>' .. ("&x;"):rep(60000) .. "</a>"
    refused(bytes, "an entity that holds others or stands for a file")
    refused('<!DOCTYPE a [ <!ENTITY x "' .. ("x"):rep(70000) .. '"> ]><a/>', "document type is larger")
  end)

  it("cannot open a file or an address", function ()
    for _, declaration in ipairs { '<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY x PUBLIC "p" "http://127.0.0.1:9/">',
                                   '<!ENTITY % p SYSTEM "file:///etc/passwd"> %p; <!ENTITY x SYSTEM "/etc/passwd">' } do
      refused(("<!DOCTYPE a [ %s ]><a>&x;</a>"):format(declaration), "stands for a file")
    end
    assert.equal('a("&x;")', shown('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a>&x;</a>'))
    assert.equal('a(include[href=file:///etc/passwd,parse=text])',
      shown('<a><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/></a>'))
    assert.equal("a", shown('<!DOCTYPE a [ <!ENTITY % p SYSTEM "file:///dev/zero"> %p; ]><a/>'))
  end)

  it("cannot nest a hundred thousand deep", function ()
    refused(("<a>"):rep(100000), "nested too deep")
    local reader = core.xml_reader { records = { "item" } }
    assert(reader:feed("<r><item>" .. ("<a>"):rep(100000) .. ("</a>"):rep(100000) .. "</item><item/></r>", true))
    assert.is_nil((reader:next()))
    assert.equal("item", show(reader:next()))
    local start = os.clock()
    assert(core.html_tree(("<div><b>"):rep(100000) .. "x"))
    assert(core.html_tree(("<table><tr><td>"):rep(100000)))
    assert.is_true(os.clock() - start < 3)
  end)

  it("is bounded in names, attributes and text, and takes time in step with its size", function ()
    local names = {}
    for i = 1, 20000 do names[i] = ("<n%d/>"):format(i) end
    refused("<a>" .. table.concat(names) .. "</a>", "more names than any vocabulary")
    local _, message = tree("<a>" .. ("x"):rep(200) .. "</a>", { bytes = 100 })
    assert.truthy(message:find("larger than the limit"))
    local start = os.clock()
    tree("<a " .. ("x"):rep(20000000), nil, 65536)
    tree("<a>" .. ("x"):rep(20000000) .. "</a>", nil, 65536)
    tree("<!DOCTYPE " .. ("x"):rep(20000000), nil, 65536)
    tree("<!--" .. ("-"):rep(20000000), nil, 65536)
    tree("<a>" .. ("&"):rep(5000000) .. "</a>", nil, 65536)
    assert.is_true(os.clock() - start < 10)
  end)

  it("says what is wrong in words that hold nothing of the document", function ()
    for _, row in ipairs {
      { "<a><Zebedee></a>", "end tag" }, { "<a>", "ends within" }, { "", "no element" }, { "Zebedee", "" }, { "<a b=Zebedee/>", "quotation marks" },
      { "<a Zebedee='1' Zebedee='2'/>", "twice" }, { "<a/>Zebedee", "behind the end" }, { "<a>\xFFZebedee</a>", "encoding" },
      { "<a><Zebedee", "ends within" }, { "<a Zebedee='<'/>", "'<'" },
    } do
      local list, message, code, line = tree(row[1])
      assert.is_nil(list)
      assert.truthy(message:find(row[2], 1, true), message)
      assert.is_nil(message:find("Zebedee", 1, true), message)
      assert.is_number(code)
      assert.is_number(line)
    end
  end)
end)

describe("a piece of HTML #core", function ()
  local function html (text) return show(core.html_tree(text)):gsub("^%(", ""):gsub("%)$", "") end

  it("is read as a browser would, with text that stands in nothing", function ()
    assert.equal('"plain ",b("bold")," é"', (html("plain <b>bold</b> &eacute;")):gsub("^p%((.*)%)$", "%1"))
    assert.equal('p("a"),p("b"),ul(li("x"),li("y"))', (html("<p>a<p>b<ul><li>x<li>y</ul>")))
  end)

  it("is never an error", function ()
    for _, text in ipairs { "", "<", "<p", "</p>", "<p a=b c>", "&", "\xFF\xFE", "\0", "<![CDATA[x]]>", "<?php", "<a></b></a>", "]]>" } do
      assert.is_table(core.html_tree(text))
    end
  end)
end)

describe("a document of XML", function ()
  local function open (bytes, wanted, more)
    local given = setmetatable(more or {}, { __index = options })
    return xml.open(source_of.of_text(bytes, "doc.xml"), "doc.xml", given, wanted)
  end

  local function text_of (bytes, more)
    local reader, message, code = open(bytes, { records = { "a" } }, more)
    if not reader then return nil, message, code end
    local element
    element, message, code = reader:next()
    if not element then return nil, message, code end
    return xml.text(element), reader:encoding_name(), reader:repairs()[1]
  end

  it("is read in the encoding that it is in", function ()
    for _, row in ipairs {
      { "<a>é</a>", "UTF-8" }, { "\xEF\xBB\xBF<a>é</a>", "UTF-8" },
      { '<?xml version="1.0" encoding="ISO-8859-1"?><a>\xE9</a>', "Windows-1252" },
      { '<?xml version="1.0" encoding="windows-1252"?><a>\xE9</a>', "Windows-1252" },
      { "<a>caf\xE9 \x93x\x94</a>", "Windows-1252", "not UTF%-8" },
      { '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>', "UTF-8", "It says its encoding is ISO%-8859%-1" },
      { '<?xml version="1.0" encoding="utf-16"?><a>é</a>', "UTF-8" },
      { '<?xml version="1.0" encoding="KOI8-R"?><a>\xC1</a>', "KOI8-R" },
    } do
      local text, encoding, note = text_of(row[1])
      assert.truthy(text and (text:find("é") or text:find("а")), row[1])
      assert.equal(row[2], encoding)
      if row[3] then assert.truthy(note:find(row[3]), note) end
    end
  end)

  it("may be UTF-16 with or without a mark, in either order", function ()
    local function utf16 (format) return (("<a>é𝄞</a>"):gsub(utf8.charpattern, function (char)
      local code = utf8.codepoint(char)
      if code < 0x10000 then return string.pack(format .. "I2", code) end
      code = code - 0x10000
      return string.pack(format .. "I2" .. format .. "I2", 0xD800 + (code >> 10), 0xDC00 + (code & 0x3FF))
    end)) end
    assert.equal("é𝄞", (text_of("\xFF\xFE" .. utf16("<"))))
    assert.equal("é𝄞", (text_of("\xFE\xFF" .. utf16(">"))))
    assert.equal("é𝄞", (text_of(utf16("<"))))
    assert.equal("é𝄞", (text_of(utf16(">"))))
    local text, message, code = text_of("\xFF\xFE" .. utf16("<"):sub(1, -2))
    assert.is_nil(text)
    assert.equal("encoding", code)
    assert.truthy(message:find("^doc.xml: not valid UTF%-16LE"))
    text, message, code = text_of("\xFF\xFE" .. "<\0a\0>\0\0\xD8x\0<\0/\0a\0>\0")
    assert.is_nil(text)
    assert.equal("encoding", code)
    assert.truthy(message)
    assert.equal("encoding", select(3, text_of("\xFF\xFE\0\0<\0\0\0")))
  end)

  it("takes a stated encoding at its word", function ()
    assert.equal("€", (text_of("<a>\xA4</a>", { encoding = "iso-8859-15" })))
  end)

  it("says where it goes wrong, and gives what came before", function ()
    local reader = assert(open("<r>\n<a>1</a>\n<a>2</a>\n<a>3", { records = { "a" } }))
    assert.equal("1", xml.text(reader:next()))
    assert.equal("2", xml.text(reader:next()))
    local none, message, code = reader:next()
    assert.is_nil(none)
    assert.truthy(message:find("^doc.xml:4: it ends within"), message)
    assert.equal("truncated", code)
    assert.is_nil((reader:next()))
    local _, said, kind = text_of("<r>\n\n<a>\xC3\x28 é</a></r>")
    assert.truthy(said:find("^doc.xml:3: "), said)
    assert.equal("encoding", kind)
  end)

  it("holds one record at a time, whatever its length", function ()
    local count = 0
    local pieces = source_of.new(function ()
      count = count + 1
      if count == 1 then return "<r>" end
      if count < 3000 then return ("<a>" .. ("word "):rep(1000) .. "</a>"):rep(4) end
      if count == 3000 then return "</r>" end
    end, "doc.xml")
    local reader = assert(xml.open(pieces, "doc.xml", options, { records = { "a" } }))
    local n, most = 0, 0
    collectgarbage() collectgarbage()
    local before = collectgarbage("count")
    while reader:next() do
      n = n + 1
      if n % 1000 == 0 then collectgarbage() collectgarbage() most = math.max(most, collectgarbage("count") - before) end
    end
    assert.equal(4 * 2998, n)
    assert.is_true(most < 10 * 1024, ("%.0f KB"):format(most))
  end)

  it("is known by its root", function ()
    local function root (head) local found = xml.root(head) return found and (found.name .. " " .. (found.uri or "-")) end
    assert.equal("a -", root("<a>"))
    assert.equal("a urn:x", root('\xEF\xBB\xBF<?xml version="1.0"?><!-- <b> --><!DOCTYPE a [ <!ENTITY x "]>"> ]>\n<n:a b="1" xmlns:n="urn:x">'))
    assert.equal("a urn:x", root("<?xml version='1.0'?>\n<?p x?><a xmlns='urn:x'/>"))
    assert.equal("nitf -", root(("\xFF\xFE" .. ("<nitf/>"):gsub(".", "%0\0"))))
    for _, head in ipairs { "", "a", "{", "<", "<!DOCTYPE", "<?xml", "<!--", "< a>" } do assert.is_nil(root(head)) end
  end)
end)
