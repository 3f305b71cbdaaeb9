-- Packed files, archives and web archives: good ones, bad ones and those made to do harm.

local pack = require "support.pack"
local read = require "bluepencil.read"
local source_of = require "bluepencil.read.source"

local has_inflate, has_archive = pcall(require, "bluepencil.inflate"), pcall(require, "bluepencil.archive")
local describe_gzip = has_inflate and describe or function (name) pending(name .. " (zlib's module is not built)") end
local describe_archive = has_inflate and has_archive and describe
  or function (name) pending(name .. " (libarchive's module is not built)") end

--- All inputs and failures of the bytes: what is said of each, and the inputs.
local function all (bytes, name, options, as_file)
  local input = { text = bytes, name = name }
  local path
  if as_file then
    path = os.tmpname()
    local file = assert(io.open(path, "wb"))
    file:write(bytes)
    file:close()
    input = { path = path, name = name }
  end
  local list = assert(read.inputs(input, options))
  local said, found = {}, {}
  while true do
    local one, message, code = list()
    if one then
      said[#said + 1] = one.text
      found[#found + 1] = one
    elseif message then
      said[#said + 1] = ("[%s] %s"):format(code, message)
      found[#found + 1] = false
    else break end
    assert(#said < 10000, "it does not end")
  end
  list:close()
  if path then os.remove(path) end
  return said, found, list.skipped
end

local story = "Port Reopens\n\nThe port of Kalnmuiza reopened on Monday, the harbour office said.\n"

describe_gzip("a gzip file", function ()
  it("is read as what it holds, and one article is not numbered", function ()
    local said, found = all(pack.gzip(story), "story.txt.gz")
    assert.same({ story }, said)
    assert.is_nil(found[1].number)
    assert.equal("gzip", assert(read.read(found[1])).source.via[1].form)
    assert.equal(story:gsub("\n$", ""), (assert(read.read { text = pack.gzip(story), name = "story.txt.gz" }).text:gsub("\n$", "")))
  end)

  it("may have several members, zeros behind them, and more members than fit in a piece", function ()
    assert.same({ story .. "More." }, (all(pack.gzip(story) .. pack.gzip("More.") .. ("\0"):rep(700), "a.gz")))
    local many = {}
    for i = 1, 20000 do many[i] = pack.gzip("word ") end
    assert.same({ ("word "):rep(20000) }, (all(table.concat(many), "a.gz")))
    assert.same({ story }, (all(pack.gzip(story) .. "nobody's bytes", "a.gz")))
  end)

  it("holds JSON lines as well, each with its place", function ()
    local said, found = all(pack.gzip('{"text":"One."}\n{"text":"Two."}\n'), "in/feed.jsonl.gz")
    assert.same({ "One.", "Two." }, said)
    assert.same({ 2, "feed-0002", "in/feed.jsonl.gz: line 2" }, { found[2].number, found[2].id, found[2].name })
  end)

  it("gives what was whole when it is cut off, then says so", function ()
    local rows = {}
    for i = 1, 3000 do rows[i] = ('{"text":"Article number %d."}\n'):format(i) end
    local bytes = pack.gzip(table.concat(rows))
    for _, cut in ipairs { #bytes - 1, #bytes - 8, #bytes - 9, #bytes // 2, 70000 } do
      local said = all(bytes:sub(1, cut), "feed.jsonl.gz", nil)
      assert.equal("[truncated] feed.jsonl.gz: the gzip file is cut off", said[#said])
      assert.is_true(#said > 1, cut)
      for i = 1, #said - 1 do assert.equal(("Article number %d."):format(i), said[i]) end
    end
    assert.same({ "[truncated] a.gz: the gzip file is cut off" }, (all(pack.gzip(story):sub(1, -3), "a.gz")))
    assert.same({ "[truncated] a.gz: the gzip file is cut off" }, (all(pack.gzip(story):sub(1, 5), "a.gz")))
  end)

  it("gives what came before the damage, then says so", function ()
    local rows = {}
    for i = 1, 3000 do rows[i] = ('{"text":"Article number %d."}\n'):format(i) end
    local bytes = pack.gzip(table.concat(rows))
    local at = 10 + 5 + 65535 + 1                 -- the header of the second block
    local said = all(bytes:sub(1, at - 1) .. "\7" .. bytes:sub(at + 1), "feed.jsonl.gz")
    assert.equal("[damaged] feed.jsonl.gz: the gzip file is damaged", said[#said])
    assert.is_true(#said > 1000)
  end)

  it("stops a bomb within fixed memory", function ()
    local bomb = pack.gzip_small(("\n"):rep(4 << 20))
    local function said_of (options) return (all(bomb, "bomb.gz", options))[1] end
    assert.equal("[limit] bomb.gz: unpacks to more than 250 times its size (--limit-ratio)", said_of { from = "jsonl" })
    assert.equal("[limit] bomb.gz: unpacks to more than 2000000 bytes in all (--limit-total)",
      said_of { from = "jsonl", limit_ratio = 1e6, limit_total_bytes = 2000000 })
    assert.matches("^%[limit%] .*larger than the limit", said_of { limit_bytes = 100000, limit_ratio = 1e6 })
  end)

  it("within gzip files is unpacked to the stated depth", function ()
    local bytes = story
    for _ = 1, 4 do bytes = pack.gzip(bytes) end
    assert.same({ story }, (all(bytes, "a.gz")))
    assert.same({ "[limit] a.gz: packed more than 4 deep" }, (all(pack.gzip(bytes), "a.gz")))
    assert.same({ "[limit] a.gz: packed more than 3 deep" }, (all(bytes, "a.gz", { limit_depth = 3 })))
  end)

  it("takes no more memory when more is in it", function ()
    local row = ('{"text":"%s"}\n'):format(("word "):rep(400))
    local member = pack.gzip(row:rep(20))
    local function peak (count)
      local left = count
      local source = source_of.new(function ()
        left = left - 1
        return left >= 0 and member or nil
      end, "feed.jsonl.gz")
      local list = assert(read.inputs({ source = source, name = "feed.jsonl.gz" }))
      local base, highest, articles = collectgarbage("count"), 0, 0
      while list() do
        articles = articles + 1
        if articles % 100 == 0 then
          collectgarbage()
          highest = math.max(highest, collectgarbage("count") - base)
        end
      end
      assert.equal(count * 20, articles)
      return highest
    end
    collectgarbage()
    local small, large = peak(10), peak(200)
    assert.is_true(large < small + 300, ("%.0f KB, then %.0f KB"):format(small, large))
  end)
end)

describe_archive("an archive", function ()
  local files = { { "a/", "", "5" }, { "a/one.txt", story }, { "a/.hidden", "x" }, { "a/empty.txt", "" },
                  { "a/picture.png", "\137PNG\r\n\26\n\0\0" }, { "rows.jsonl", '{"text":"One."}\n{"text":"Two."}\n' },
                  { "link", "", "2" } }

  it("gives its files, with their places and without their names", function ()
    local said, found, skipped = all(pack.tar(files), "box.tar")
    assert.same({ story, "One.", "Two." }, said)
    assert.same({ "box.tar: entry 2", 1, "box-0001", { entry = 2, path = "a/one.txt" } },
      { found[1].name, found[1].number, found[1].id, found[1].place })
    assert.same({ "box.tar: entry 6: line 2", 3, "box-0003", { entry = 6, path = "rows.jsonl", line = 2, first = 17 } },
      { found[3].name, found[3].number, found[3].id, found[3].place })
    assert.same({ { what = "files of a system in an archive", count = 1 }, { what = "empty files in an archive", count = 1 },
      { what = "files in an archive that are no text", count = 1 }, { what = "links in an archive", count = 1 } }, skipped)
  end)

  it("is the same as tar, packed tar and zip, from a file or a stream", function ()
    local plain = { { "a/one.txt", story }, { "two.txt", "Two words." } }
    for _, case in ipairs { { pack.tar(plain), "box.tar" }, { pack.gzip(pack.tar(plain)), "box.tar.gz" }, { pack.zip(plain), "box.zip" },
                            { pack.gzip(pack.zip(plain)), "box.zip.gz" } } do
      for _, as_file in ipairs { true, false } do
        local said, found = all(case[1], case[2], nil, as_file)
        assert.same({ story, "Two words." }, said)
        assert.same({ entry = 2, path = "two.txt" }, found[2].place)
        assert.equal("box-0002", found[2].id)
      end
    end
  end)

  it("may hold archives, whose entries are told apart", function ()
    local inner = pack.gzip(pack.tar { { "x.txt", "Ex." }, { "y.txt", "Why." } })
    local said, found = all(pack.zip { { "in.tar.gz", inner }, { "z.txt", "Zed." } }, "box.zip")
    assert.same({ "Ex.", "Why.", "Zed." }, said)
    assert.equal("box.zip: entry 1: entry 2", found[2].name)
    assert.same({ entry = 2, path = "in.tar.gz/y.txt" }, found[2].place)
    assert.same({ "box-0003", { entry = 2, path = "z.txt" } }, { found[3].id, found[3].place })
  end)

  it("names nothing after its files, wherever they say they are to go", function ()
    for _, path in ipairs { "../../etc/passwd", "/etc/passwd", "a\nb\27[2J.txt", "\xFF\xFE.txt", ("x"):rep(99) } do
      local said, found = all(pack.tar { { path, "Words." } }, "box.tar")
      assert.same({ "Words." }, said)
      assert.equal("box-0001", found[1].id)
      assert.equal("box.tar: entry 1", found[1].name)
      assert.is_nil(found[1].place.path:find("%c"))
      assert.is_truthy(utf8.len(found[1].place.path))
    end
  end)

  it("that is cut off gives what was whole, then says so once", function ()
    local bytes = pack.tar { { "one.txt", story }, { "two.txt", ("word "):rep(1000) } }
    for _, cut in ipairs { 512 + 512 + 512 + 100, 512 + 512 + 300, 512 + 512 + 512 + 4999 } do
      local said = all(bytes:sub(1, cut), "box.tar")
      assert.same(2, #said)
      assert.equal(story, said[1])
      assert.matches("^%[truncated%] box%.tar: .*the archive is cut off$", said[2])
    end
    local said = all(pack.gzip(bytes):sub(1, 2000), "box.tar.gz")
    assert.equal(story, said[1])
    assert.same({ 2, "[truncated] box.tar.gz: the gzip file is cut off" }, { #said, said[2] })
  end)

  it("with entries of absurd sizes ends in an error", function ()
    for _, size in ipairs { "\x80\0\0\0\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF", "77777777777\0", "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF" } do
      local said = all(pack.tar { { "one.txt", story }, { "two.txt", "x", "0", size } }, "box.tar")
      assert.equal(story, said[1])
      assert.is_true(#said <= 3)
      assert.matches("^%[%a+%] box%.tar: ", said[2])
    end
  end)

  it("has bounds on its entries and on what they hold", function ()
    local many = {}
    for i = 1, 20 do many[i] = { i .. ".txt", "Words." } end
    local said = all(pack.tar(many), "box.tar", { limit_entries = 5 })
    assert.same({ 6, "[limit] box.tar: holds more than 5 entries (--limit-entries)" }, { #said, said[6] })
    said = all(pack.zip { { "a.txt", ("word "):rep(100) }, { "b.txt", "Short." } }, "box.zip", { limit_bytes = 100 })
    assert.same({ "[limit] box.zip: entry 1: larger than the limit of 100 bytes", "Short." }, said)
  end)

  it("says what it cannot read", function ()
    assert.same({ "[form] box.zip: entry 1: is encrypted", "Words." },
      (all(pack.zip { { "a.txt", ("x"):rep(30), flags = 1 }, { "b.txt", "Words." } }, "box.zip")))
    local said = all("PK\3\4" .. ("\255"):rep(100), "box.zip")
    assert.matches("^%[%a+%] box%.zip: the archive is", said[1])
    local _, message = read.read { text = pack.zip { { "[Content_Types].xml", "<Types/>" } }, name = "letter.docx" }
    assert.matches("office document: convert it first", message)
  end)

  it("raises an error of the program that came while it was read, and goes on after it", function ()
    local bytes, asked = pack.tar { { "one.txt", story } }, 0
    local source = source_of.new(function ()
      asked = asked + 1
      if asked == 1 then return bytes:sub(1, 700) end
      error("interrupted!", 0)
    end, "box.tar")
    assert.error_matches(function ()
      local list = assert(read.inputs { source = source, name = "box.tar" })
      while list() do asked = asked + 0 end
    end, "^interrupted!$")
  end)
end)

describe_archive("a file packed by another program", function ()
  local packings = {
    bz2 = "\x42\x5A\x68\x39\x31\x41\x59\x26\x53\x59\x15\x6F\xB4\xDA\x00\x00\x02\x13\x80\x40\x01\x00\x80\x2E\x48\xDC\x80\x20"
      .. "\x00\x22\x20\x0C\x4F\x6A\x42\x98\x00\x0E\x21\xF6\xA6\x3A\x32\xA8\x02\x9C\x9D\x37\xC5\xDC\x91\x4E\x14\x24\x05\x5B"
      .. "\xED\x36\x80",
    xz = "\xFD\x37\x7A\x58\x5A\x00\x00\x04\xE6\xD6\xB4\x46\x02\x00\x21\x01\x1C\x00\x00\x00\x10\xCF\x58\xCC\x01\x00\x16\x57"
      .. "\x6F\x72\x64\x73\x20\x74\x68\x61\x74\x20\x77\x65\x72\x65\x20\x70\x61\x63\x6B\x65\x64\x2E\x00\x00\xE3\x58\x8C\xC4"
      .. "\xD7\x37\xBB\x26\x00\x01\x2F\x17\x81\x08\x49\xB1\x1F\xB6\xF3\x7D\x01\x00\x00\x00\x00\x04\x59\x5A",
    zst = "\x28\xB5\x2F\xFD\x04\x68\xB9\x00\x00\x57\x6F\x72\x64\x73\x20\x74\x68\x61\x74\x20\x77\x65\x72\x65\x20\x70\x61\x63"
      .. "\x6B\x65\x64\x2E\x75\xAC\xB0\x44",
    lz4 = "\x04\x22\x4D\x18\x64\x40\xA7\x17\x00\x00\x80\x57\x6F\x72\x64\x73\x20\x74\x68\x61\x74\x20\x77\x65\x72\x65\x20\x70"
      .. "\x61\x63\x6B\x65\x64\x2E\x00\x00\x00\x00\xAE\xEA\xDB\xAA",
  }

  it("is read as what it holds", function ()
    for _, extension in ipairs { "bz2", "xz", "zst", "lz4" } do
      local said, found = all(packings[extension], "story.txt." .. extension)
      assert.same({ "Words that were packed." }, said, extension)
      assert.is_nil(found[1].number)
      said = all(packings[extension]:sub(1, -8), "story.txt." .. extension)
      assert.equal(1, #said)
      assert.matches("^%[%a+%] story%.txt%." .. extension .. ": ", said[1])
    end
  end)
end)

describe_gzip("a web archive", function ()
  local url = "https://news.example/2019/port"
  local function response (body, more) return pack.warc("response", pack.http(body, more), { url = url }) end

  it("gives its pages record by record and counts the rest", function ()
    local bytes = pack.warc("warcinfo", "software: x\r\n") .. pack.warc("request", "GET / HTTP/1.1\r\n\r\n", { type = "application/http" })
      .. response(story) .. response("gone", { status = "404 Not Found" }) .. response("GIF89a", { type = "image/gif" })
      .. pack.warc("revisit", "HTTP/1.1 200 OK\r\n\r\n", { type = "application/http" })
      .. pack.warc("conversion", "Plain words.", { type = "text/plain" })
      .. pack.warc("resource", "Feed words.", { type = "text/plain", url = url })
      .. pack.warc("response", pack.http("User-agent: *"), { url = "https://news.example/robots.txt" })
    for _, case in ipairs { { bytes, "feed.warc" }, { pack.gzip(bytes), "feed.warc.gz" } } do
      local said, found, skipped = all(case[1], case[2])
      assert.same({ story, "Plain words.", "Feed words." }, said)
      assert.equal(case[2] .. ": record 3", found[1].name)
      assert.same({ 3, 1, "feed-0001", url }, { found[1].place.record, found[1].number, found[1].id, found[1].meta.url })
      assert.same({ "Taken from the web on 2019-06-20." }, found[1].notes)
      assert.same({ { what = "warcinfo records", count = 1 }, { what = "request records", count = 1 },
        { what = "responses with status 404", count = 1 }, { what = "responses of type image", count = 1 },
        { what = "revisit records", count = 1 }, { what = "robots.txt", count = 1 } }, skipped)
      local doc = assert(read.read(found[1]))
      assert.equal(url, doc.meta.url)
      assert.equal("warc", doc.source.via[#doc.source.via].form)
    end
  end)

  it("puts chunked and packed bodies together, and takes those that are so no more", function ()
    local chunked = ("%x\r\n%s\r\n%X;x=y\r\n%s\r\n0\r\n\r\n"):format(5, story:sub(1, 5), #story - 5, story:sub(6))
    local raw = pack.stored(story)
    local a, b = 1, 0
    for i = 1, #story do
      a = (a + story:byte(i)) % 65521
      b = (b + a) % 65521
    end
    local zlib = "\x78\x01" .. raw .. string.pack(">I2I2", b, a)
    local cases = {
      { chunked, "Transfer-Encoding: chunked\r\n" }, { story, "Transfer-Encoding: chunked\r\n" },
      { pack.gzip(story), "Content-Encoding: gzip\r\n" }, { story, "Content-Encoding: gzip\r\n" },
      { raw, "content-encoding:deflate\r\n" }, { zlib, "Content-Encoding: deflate\r\n" },
      { pack.gzip(story), "Content-Encoding: x-gzip\nX: y\n z\n" },
    }
    for _, case in ipairs(cases) do assert.same({ story }, (all(response(case[1], { lines = case[2] }), "feed.warc"))) end
    local packed_chunks = ("%x\r\n%s\r\n0\r\n\r\n"):format(#pack.gzip(story), pack.gzip(story))
    assert.same({ story }, (all(response(packed_chunks, { lines = "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n" }), "w.warc")))
    local _, found = all(response(chunked:sub(1, 40), { lines = "Transfer-Encoding: chunked\r\n" }), "feed.warc")
    assert.equal("The record was cut off when the page was archived.", found[1].notes[2])
    local said, _, skipped = all(response("\1\2\3", { lines = "Content-Encoding: br\r\n" }), "feed.warc")
    assert.same({ 0, "responses packed in a way that is not read (br)" }, { #said, skipped[1].what })
  end)

  it("hands on the encoding that the server named, where the bytes do not say otherwise", function ()
    local _, found = all(response("Caf\xE9", { type = "text/plain; charset=iso-8859-1" }) .. response("Café", { type =
      'text/plain; charset="ISO-8859-1"' }), "feed.warc")
    assert.equal("iso-8859-1", found[1].encoding)
    assert.equal("Café", assert(read.read(found[1])).text)
    assert.is_nil(found[2].encoding)
    assert.equal("Café", assert(read.read(found[2])).text)
  end)

  it("that is cut off gives what was whole, then says so", function ()
    local bytes = response(story) .. response("Second words.")
    local first = #response(story)
    for _, cut in ipairs { first + 5, first + 100, #bytes - 10 } do
      local said = all(bytes:sub(1, cut), "feed.warc")
      assert.equal(story, said[1])
      assert.equal(2, #said)
      assert.matches("^%[%a+%] feed%.warc: record %d: ", said[2])
      said = all(pack.gzip(bytes):sub(1, cut + 15), "feed.warc.gz")
      assert.same({ story, "[truncated] feed.warc.gz: the gzip file is cut off" }, said)
    end
  end)

  it("goes on after a damaged record", function ()
    local good = response("Second words.")
    local cases = {
      ["its length is wrong"] = pack.warc("response", pack.http(story), { length = 40 }),
      ["without its length"] = pack.warc("response", pack.http(story), { length = "many" }),
      ["not an answer of a web server"] = pack.warc("response", "no header\r\n\r\n" .. story),
      ["larger than the limit"] = response(("word "):rep(40000)),
      ["more than 200 lines of header"] = "WARC/1.0\r\n" .. ("X: y\r\n"):rep(300) .. "\r\n",
      ["its body is damaged"] = response("\31\139\8\0\0\0\0\0\0\255\7\7\7", { lines = "Content-Encoding: gzip\r\n" }),
    }
    for message, bad in pairs(cases) do
      local said = all(good .. bad .. good, "feed.warc", { limit_bytes = 100000 })
      assert.equal("Second words.", said[1])
      assert.equal("Second words.", said[#said], message)
      local found = false
      for _, one in ipairs(said) do found = found or one:find(message, 1, true) ~= nil end
      assert.is_true(found, message .. ": " .. table.concat(said, " | "))
    end
  end)

  it("stops a bomb in a body", function ()
    local bomb = pack.gzip_small(("\n"):rep(1 << 20))
    local said = all(response(bomb, { lines = "Content-Encoding: gzip\r\n" }) .. response("Words."), "feed.warc", { limit_bytes = 100000 })
    assert.same({ "[limit] feed.warc: record 1: larger than the limit of 100000 bytes", "Words." }, said)
  end)
end)

describe("without zlib and libarchive", function ()
  it("packed files are answered by a message that says what is missing", function ()
    local path, loaded = package.cpath, {}
    for _, name in ipairs { "bluepencil.inflate", "bluepencil.archive" } do
      loaded[name], package.loaded[name] = package.loaded[name], nil
    end
    package.cpath = ""
    local said = { (all(pack.gzip(story), "a.gz"))[1], (all(pack.tar { { "a", story } }, "a.tar"))[1] }
    package.cpath = path
    for name, module in pairs(loaded) do package.loaded[name] = module end
    assert.same({
      "[missing] a.gz: gzip and web archives need zlib: install zlib1g-dev (or your system's name for it) and run 'make' again",
      "[missing] a.tar: archives need libarchive: install libarchive-dev (or your system's name for it) and run 'make' again",
    }, said)
  end)
end)
