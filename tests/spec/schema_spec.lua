local core = require "bluepencil.core"

local path = "data/schema/bluepencil.rng"

local function read (name)
  local file = io.open(name, "rb")
  if not file then return nil end
  local bytes = file:read("a")
  file:close()
  return bytes
end

local function temporary (bytes)
  local name = os.tmpname()
  local file = assert(io.open(name, "wb"))
  file:write(bytes)
  file:close()
  return name
end

local head = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>t</title></titleStmt>'
  .. '<publicationStmt><authority>a</authority></publicationStmt><sourceDesc><p>s</p></sourceDesc></fileDesc></teiHeader>'

local function tei (body) return head .. "<text><body><div>" .. body .. "</div></body></text></TEI>" end

describe("a schema", function ()
  local schema

  setup(function () schema = assert(core.schema(path)) end)

  it("loads in a few milliseconds", function ()
    local start = os.clock()
    assert(core.schema(path))
    assert.is_true(os.clock() - start < 0.1)
  end)

  it("accepts a small valid document", function ()
    assert.is_true(schema:validate(tei('<p xml:id="p1">He said <said who="#pers.1">“no”</said>.</p>')))
  end)

  it("names the element and the line of what it refuses", function ()
    local ok, message, code, line = schema:validate(tei("\n\n<p>x</p>\n<p>y <footnote>z</footnote></p>"))
    assert.is_nil(ok)
    assert.equal(core.codes.invalid, code)
    assert.equal(4, line)
    assert.truthy(message:find("footnote", 1, true))
  end)

  it("never quotes the document's content in a message", function ()
    for _, body in ipairs {
      '<p><date when="Zebedee">x</date></p>', '<p><num value="Zebedee">1</num></p>', '<p who="Zebedee">x</p>',
      '<p cert="Zebedee">x</p>',
      '<p xml:id="Zebedee">x</p><p xml:id="Zebedee">x</p>',
      "<p>Zebedee &Zebedee; x</p>", "Zebedee",
    } do
      local ok, message = schema:validate(tei(body))
      assert.is_nil(ok, body)
      assert.is_nil(message:find("Zebedee", 1, true), message)
    end
  end)

  it("starts afresh with each document", function ()
    assert.is_nil(schema:validate(tei("<q>not here</q>")))
    assert.is_nil(schema:validate("<TEI"))
    assert.is_true(schema:validate(tei("<p>x</p>")))
    local _, first = schema:validate(tei("<q>x</q>"))
    local _, second = schema:validate(tei("<q>x</q>"))
    assert.equal(first, second)
  end)

  it("refuses what is not well formed", function ()
    for _, bytes in ipairs { "", "x", "<TEI>", "<a><b></a></b>", "<a b='1' b='2'/>", "<a>\0</a>", "<a>\xFF</a>",
                           "<a>&lt</a>" } do
      local ok, message, code = schema:validate(bytes)
      assert.is_nil(ok)
      assert.equal(core.codes.xml, code)
      assert.is_string(message)
    end
  end)

  it("refuses a document type declaration, so that no entity is ever expanded", function ()
    local bomb = '<!DOCTYPE TEI [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
      .. tei("<p>&b;&c;</p>")
    local ok, message, code = schema:validate(bomb)
    assert.is_nil(ok)
    assert.equal(core.codes.xml, code)
    assert.truthy(message:find("document type", 1, true))
  end)

  it("refuses a hundred thousand nested elements without running out of stack", function ()
    local ok, _, code = schema:validate(("<a>"):rep(100000) .. ("</a>"):rep(100000))
    assert.is_nil(ok)
    assert.equal(core.codes.xml, code)
    assert.is_nil(schema:validate(tei("<p>" .. ("<foreign>"):rep(150) .. ("</foreign>"):rep(150) .. "</p>")))
  end)

  it("reads one text of more than 10 MB", function ()
    assert.is_true(schema:validate(tei("<p>" .. ("word "):rep(2500000) .. "</p>")))
  end)

  it("says what is wrong with a file that is no schema", function ()
    local ok, message, code = core.schema("no/such/file.rng")
    assert.is_nil(ok)
    assert.equal(core.codes.io, code)
    assert.is_string(message)
    local name = temporary("<grammar")
    ok, message, code = core.schema(name)
    assert.is_nil(ok)
    assert.equal(core.codes.xml, code)
    assert.is_string(message)
    os.remove(name)
    name = temporary('<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><ref name="gone"/></start></grammar>')
    ok, message, code = core.schema(name)
    assert.is_nil(ok)
    assert.equal(core.codes.format, code)
    assert.truthy(message:find("gone", 1, true))
    os.remove(name)
  end)

  it("cannot be used once it is closed", function ()
    local other = assert(core.schema(path))
    other:close()
    other:close()
    assert.has_error(function () other:validate("<a/>") end)
  end)

  it("holds no notAllowed, which libxml2 gets wrong", function ()
    assert.is_nil(read(path):find("<notAllowed", 1, true))
  end)

  it("accepts the model files", function ()
    for _, name in ipairs { "wire.full", "wire.redacted", "dump.full", "dump.redacted" } do
      local bytes = read("../shared/examples/" .. name .. ".xml")
      if not bytes then pending("../shared/examples is absent"); return end
      assert.is_true(schema:validate(bytes))
    end
  end)
end)

describe("the XML writer", function ()
  it("escapes text and attributes, and gives back what went in", function ()
    local w = core.tei_writer { indent = 0 }
    w:open("a", "b", "<\"'&>\n\t\r"):text("x ]]> & <y> \r \"q\""):close()
    assert.equal('<?xml version="1.0" encoding="UTF-8"?>\n'
      .. '<a b="&lt;&quot;\'&amp;&gt;&#10;&#9;&#13;">x ]]&gt; &amp; &lt;y&gt; &#13; "q"</a>\n',
      w:finish())
  end)

  it("puts U+FFFD for each character that XML cannot hold", function ()
    local w = core.tei_writer { indent = 0 }
    local text = "a\0b\1c\u{FFFE}d\u{FFFF}e\xFFf\xED\xA0\x80g\u{10FFFF}h\x7F"
    w:element("a", text)
    local r = "\u{FFFD}"
    assert.equal("<a>a" .. r .. "b" .. r .. "c" .. r .. "d" .. r .. "e" .. r .. "f" .. r .. r .. r .. "g\u{10FFFF}h\x7F</a>",
      w:finish():match("<a>.*</a>"))
    assert.equal(8, core.xml_unsafe(text))
    assert.equal(0, core.xml_unsafe("plain é € 𝄞 \t\r\n"))
  end)

  it("breaks lines between the children of a container and nowhere else", function ()
    local w = core.tei_writer { indent = 2, containers = { "a", "b" } }
    w:open("a"):open("b"):element("p", "one")
    w:open("p"):text("two "):element("i", "three"):text(" four"):close():close()
    w:element("b"):close()
    assert.equal('<?xml version="1.0" encoding="UTF-8"?>\n<a>\n  <b>\n'
      .. '    <p>one</p>\n    <p>two <i>three</i> four</p>\n  </b>\n  <b/>\n</a>\n',
      w:finish())
  end)

  it("loses no words that stand in a container", function ()
    local w = core.tei_writer { containers = { "a" } }
    w:open("a"):text("  \n"):element("b"):text("words"):close()
    assert.truthy(w:finish():find("<b/>words</a>", 1, true))
  end)

  it("leaves out an attribute without value", function ()
    local w = core.tei_writer { indent = 0 }
    w:open("a", "b", nil, "c", false, "d", "1", "e", 2, "f", true):close()
    assert.truthy(w:finish():find('<a d="1" e="2" f="true"/>', 1, true))
  end)

  it("raises on misuse: names, attributes twice, elements that do not nest", function ()
    local function fails (f)
      assert.has_error(function () f(core.tei_writer { indent = 0 }) end)
    end
    fails(function (w) w:open("a b") end)
    fails(function (w) w:open("") end)
    fails(function (w) w:open("1a") end)
    fails(function (w) w:open("x:a") end)
    fails(function (w) w:open("a", "b c", "1") end)
    fails(function (w) w:open("a", "b", "1", "b", "2") end)
    fails(function (w) w:close() end)
    fails(function (w) w:text("x") end)
    fails(function (w) w:open("a"):finish() end)
    fails(function (w) w:finish() end)
    fails(function (w) w:element("a"):open("b") end)
    fails(function (w) w:element("a"):finish() w:finish() end)
    fails(function (w) for _ = 1, 5000 do w:open("a") end end)
    assert.has_error(function () core.tei_writer { indent = -1 } end)
    assert.has_error(function () core.tei_writer { containers = { "a b" } } end)
  end)

  it("takes a text of many megabytes", function ()
    local w = core.tei_writer { indent = 0 }
    w:element("a", ("<é>"):rep(1000000))
    assert.equal(1000000 * 10 + 47, #w:finish())
  end)
end)
