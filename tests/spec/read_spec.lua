-- Reading: bytes, files and ready-made blocks to a document.

local read = require "bluepencil.read"

local function text_of (bytes, options, input)
  input = input or {}
  input.text, input.name = bytes, input.name or "story.txt"
  local doc, message, code = read.read(input, options)
  if not doc then return nil, message, code end
  return doc.text, doc.source
end

local function with_file (bytes, work)
  local path = os.tmpname()
  local file = assert(io.open(path, "wb"))
  file:write(bytes)
  file:close()
  local ok, err = pcall(work, path)
  os.remove(path)
  assert(ok, err)
end

describe("reading a file", function ()
  it("gives the text and says where it came from", function ()
    with_file("One line.\nTwo.", function (path)
      local doc = assert(read.read { path = path })
      assert.equal("One line.\nTwo.", doc.text)
      assert.equal(path, doc.source.name)
      assert.equal("UTF-8", doc.source.encoding)
      assert.equal("lf", doc.source.newline)
      assert.equal(14, doc.source.size_bytes)
      assert.same({}, doc.source.notes)
    end)
  end)

  it("says what is wrong with a path in one line that begins with it", function ()
    local doc, message, code = read.read { path = "/nonexistent/story.txt" }
    assert.is_nil(doc)
    assert.equal("/nonexistent/story.txt: No such file or directory", message)
    assert.equal("io", code)
    doc, message, code = read.read { path = "/" }
    assert.is_nil(doc)
    assert.matches("^/: .*irectory$", message)
    assert.equal("io", code)
  end)

  it("refuses what is larger than the limit, whether a file or a string", function ()
    with_file(("word "):rep(100), function (path)
      local doc, message, code = read.read({ path = path }, { limit_bytes = 499 })
      assert.is_nil(doc)
      assert.matches("larger than the limit of 499 bytes$", message)
      assert.equal("limit", code)
      assert.truthy(read.read({ path = path }, { limit_bytes = 500 }))
    end)
    assert.equal("limit", select(3, read.read({ text = "abcdef" }, { limit_bytes = 3 })))
  end)

  it("keeps control characters of a name out of the message", function ()
    local _, message = read.read { path = "/no\nsuch\27[31m" }
    assert.is_nil(message:find("%c"))
  end)

  it("is an error when there is nothing to read", function ()
    assert.has_error(function () read.read {} end)
  end)
end)

describe("empty and binary input", function ()
  it("is refused when only white space is left", function ()
    for _, bytes in ipairs { "", " \n\t\r\n ", "\xEF\xBB\xBF \n" } do
      local doc, message, code = text_of(bytes)
      assert.is_nil(doc)
      assert.equal("story.txt: empty", message)
      assert.equal("empty", code)
    end
  end)

  it("is refused with the place of a NUL byte", function ()
    local doc, message, code = text_of("A story" .. ("."):rep(20) .. "\0 and more")
    assert.is_nil(doc)
    assert.equal("story.txt: not a text file (NUL byte at byte 28)", message)
    assert.equal("binary", code)
  end)

  it("is refused for many control characters", function ()
    assert.equal("binary", select(3, text_of(("a\1\2\3"):rep(50))))
  end)

  it("names the kind of file and what to do", function ()
    local _, message, code = text_of("%PDF-1.7\n...")
    assert.matches("PDF", message)
    assert.equal("binary", code)
    _, message, code = text_of("{\\rtf1\\ansi Hello}")
    assert.matches("RTF", message)
    assert.equal("form", code)
  end)
end)

describe("encodings", function ()
  it("takes UTF-8 with a byte order mark, and leaves the mark out", function ()
    local text, source = text_of("\xEF\xBB\xBFZoë spoke.")
    assert.equal("Zoë spoke.", text)
    assert.equal("byte order mark", source.encoding_declared)
    assert.equal(4, source.map:to_source(1))
  end)

  it("decodes UTF-16 with a mark in either order, and without one", function ()
    local le = ("Ana Ruiz said “no”."):gsub(utf8.charpattern, function (c)
      local code = utf8.codepoint(c)
      return string.char(code & 255, code >> 8)
    end)
    local be = le:gsub("(.)(.)", "%2%1")
    assert.equal("Ana Ruiz said “no”.", (text_of("\xFF\xFE" .. le)))
    assert.equal("Ana Ruiz said “no”.", (text_of("\xFE\xFF" .. be)))
    local text, source = text_of(le)
    assert.equal("Ana Ruiz said “no”.", text)
    assert.equal("UTF-16LE", source.encoding)
    assert.equal(1, #source.notes)
    assert.equal(1, source.map:to_source(1))
    assert.equal(#le - 1, source.map:to_source(#text))
  end)

  it("refuses a lone surrogate and an odd last byte with the place", function ()
    local doc, message, code = text_of("\xFF\xFEa\0\x3D\xD8b\0")
    assert.is_nil(doc)
    assert.equal("story.txt: not valid UTF-16LE at byte 5", message)
    assert.equal("encoding", code)
    assert.equal("encoding", select(3, text_of("\xFF\xFEa\0b")))
  end)

  it("tries Windows-1252 for smart quotes and notes how sure it is", function ()
    local text, source = text_of("Ana\x92s caf\xE9 is \x93good\x94 \x96 she said.")
    assert.equal("Ana’s café is “good” – she said.", text)
    assert.equal("Windows-1252", source.encoding)
    assert.equal("high", source.encoding_cert)
    assert.matches("Windows%-1252: 5 of 5 bytes", source.notes[1])
  end)

  it("gives line and column of a bad byte when no other encoding is plausible", function ()
    local doc, message, code = text_of("First line.\nSecond Zoë \xFF here.")
    assert.is_nil(doc)
    assert.matches("^story%.txt:2:12: not valid UTF%-8", message)
    assert.equal("encoding", code)
    assert.equal("encoding", select(3, text_of("bad \x81 byte")))
  end)

  it("takes a stated encoding at its word", function ()
    assert.equal("5 €", (text_of("5 \xA4", { encoding = "ISO-8859-15" })))
    assert.equal("5 ¤", (text_of("5 \xA4", nil, { encoding = "latin1" })))
    local _, message, code = text_of("caf\xE9", { encoding = "utf-8" })
    assert.matches("^story%.txt:1:4: not valid UTF%-8, which was stated", message)
    assert.equal("encoding", code)
    assert.matches("unknown encoding 'klingon'", select(2, text_of("x", { encoding = "klingon" })))
  end)

  it("never mistakes valid UTF-8 for something else", function ()
    local text = "Nélida Ferrugia — “łódź” … 北京 😀"
    assert.equal(text, (text_of(text)))
  end)
end)

describe("line ends and control characters", function ()
  it("become \\n, whatever they were", function ()
    local text, source = text_of("a\r\nb\rc\nd\fe\u{2028}f\u{2029}g\u{85}h")
    assert.equal("a\nb\nc\nd\ne\nf\ng\nh", text)
    assert.equal("mixed", source.newline)
    assert.equal("crlf", select(2, text_of("a\r\nb\r\n")).newline)
    assert.equal("cr", select(2, text_of("a\rb")).newline)
    assert.equal("none", select(2, text_of("a b")).newline)
  end)

  it("leave a way back to each byte of the file", function ()
    local bytes = "a\r\nbé\1c\r\n\fd“e”\rf"
    local text, source = text_of(bytes)
    assert.equal("a\nbéc\n\nd“e”\nf", text)
    for at, char in text:gmatch("()([%a“”é])") do
      assert.equal(char, bytes:sub(source.map:to_source(at), source.map:to_source(at)))
    end
  end)

  it("are left out with a note; tabs and no-break spaces stay", function ()
    local text, source = text_of("a\1b\tc\u{A0}d\127")
    assert.equal("ab\tc\u{A0}d", text)
    assert.same({ "2 control characters left out." }, source.notes)
  end)

  it("map back from an 8-bit encoding", function ()
    local bytes = "caf\xE9 \x93x\x94 y"
    local text, source = text_of(bytes)
    assert.equal(#bytes, source.map:to_source(#text))
    assert.equal(bytes:find("x"), source.map:to_source((text:find("x"))))
  end)
end)

describe("ready-made blocks", function ()
  it("become one text with hints for parse", function ()
    local doc = assert(read.read {
      name = "page", meta = { publisher = "The Ledger" },
      blocks = { { type = "Headline", text = "Hello There", level = 1 }, { type = "Paragraph", text = "  " },
                 { type = "Paragraph", text = " One\r\ntwo. " } },
    })
    assert.equal("Hello There\n\n One\ntwo. ", doc.text)
    assert.equal(2, #doc.hints)
    assert.same({ "Headline", 1 }, { doc.hints[1].type, doc.hints[1].level })
    assert.equal("One\ntwo.", doc.text:sub(doc.hints[2].first, doc.hints[2].last))
    assert.equal("The Ledger", doc.meta.publisher)
  end)

  it("fail like files do", function ()
    assert.equal("empty", select(3, read.read { blocks = { { type = "Paragraph", text = " " } } }))
    local _, message, code = read.read { name = "page", blocks = { { type = "Paragraph", text = "a\xFF" } } }
    assert.equal("page: block 1: not valid UTF-8 at byte 2", message)
    assert.equal("encoding", code)
    assert.has_error(function () read.read { blocks = { { type = "Paragraf", text = "a" } } } end)
  end)
end)

describe("hostile sizes", function ()
  it("one line of 20 MB is read in linear time", function ()
    local function seconds (megabytes)
      local bytes = ("word "):rep(megabytes * 200000)
      local start = os.clock()
      local doc = assert(read.read({ text = bytes }, { limit_bytes = 1 << 26 }))
      doc:close()
      return os.clock() - start
    end
    seconds(1)
    assert.is_true(math.min(seconds(20), seconds(20)) < 40 * math.max(seconds(2), 0.005))
  end)
end)
