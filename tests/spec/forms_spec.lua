-- The registry of forms, streams, and files that hold many articles.

local forms = require "bluepencil.read.forms"
local read = require "bluepencil.read"
local source_of = require "bluepencil.read.source"
local values = require "bluepencil.read.values"

--- A stream that gives `bytes` in pieces of `size`, and then fails when `message` is given.
local function pieces (bytes, size, message)
  local at = 1
  return source_of.new(function ()
    if at > #bytes then return nil, message, message and "truncated" end
    local piece = bytes:sub(at, at + size - 1)
    at = at + size
    return piece
  end, "stream")
end

--- All inputs and failures of an input: { input } or { message =, code = }.
local function all (input, options)
  local list, found = assert(read.inputs(input, options)), {}
  while true do
    local one, message, code = list()
    if one then found[#found + 1] = one
    elseif message then found[#found + 1] = { message = message, code = code }
    else break end
  end
  return found, list
end

describe("a stream", function ()
  it("gives the same bytes however they come", function ()
    local bytes = "first line\nsecond\n\nlast"
    for size = 1, #bytes do
      local source = pieces(bytes, size)
      assert.equal("first", source:peek(5))
      assert.equal("first", source:exactly(5))
      assert.equal(" line", source:line(100))
      assert.equal(11, source:offset())
      assert.is_true(source:skip(3))
      assert.equal("ond", source:line(100))
      assert.equal("", source:line(100))
      assert.equal("last", source:rest(100))
      assert.is_nil(source:read(1))
      assert.is_nil(source:line(1))
    end
  end)

  it("passes over a line that is too long, wherever its end comes", function ()
    for size = 1, 30 do
      local source = pieces("short\n" .. ("x"):rep(40) .. "\nnext\n" .. ("y"):rep(11), size)
      assert.same({ "short", false, "next", false }, { source:line(10), source:line(10), source:line(10), source:line(10) })
      assert.is_nil(source:line(10))
    end
  end)

  it("gives what came before a break, then the failure each time", function ()
    local source = pieces("whole\nbro", 4, "cut off")
    assert.equal("whole", source:line(100))
    for _ = 1, 2 do assert.same({ nil, "cut off", "truncated" }, { source:line(100) }) end
    source = pieces("abc", 2, "cut off")
    assert.equal("abc", source:exactly(3))
    assert.same({ nil, "cut off", "truncated" }, { source:read(1) })
    assert.same({ nil, "cut off", "truncated" }, { pieces("abc", 2, "cut off"):rest(100) })
  end)

  it("refuses to give more than is asked for", function ()
    assert.same({ nil, "stream: larger than the limit of 4 bytes", "limit" }, { pieces("12345", 2):rest(4) })
    assert.equal("1234", pieces("1234", 3):rest(4))
  end)
end)

describe("the values of a JSON stream", function ()
  local function split (text, size, limit)
    local list, found = values.new(pieces(text, size or 1000), limit or 1000), {}
    while true do
      local value, message = list:next()
      if value == nil then return found, message end
      found[#found + 1] = value
    end
  end

  it("are found in a list and one after the other, wherever the pieces end", function ()
    local items = { '{"a":"]}\\"\\\\"}', '{"b":[1,{"c":[]}]}', "12", '"s, [x"', "true", "[[],[]]" }
    for size = 1, 40 do
      assert.same(items, split("[" .. table.concat(items, " ,\n") .. "]\n", size))
      assert.same(items, split("\n[ " .. table.concat(items, ",") .. " ]", size))
      assert.same({ items[1], items[2] }, split(items[1] .. "\n\n" .. items[2] .. "\n", size))
    end
  end)

  it("are passed over when they are too long", function ()
    for size = 1, 9 do
      assert.same({ '{"a":1}', false, "{}" }, split('[{"a":1},{"b":"' .. ("x"):rep(50) .. '"},{}]', size, 10))
    end
  end)

  it("say where the file is cut off", function ()
    for _, text in ipairs { '[{"a":1},{"b":', '[{"a":1},', '[{"a":1},{"b":"x', '[{"a":1},{"b":"\\', '[{"a":1}' } do
      local found, message = split(text, 3)
      assert.same({ '{"a":1}' }, found)
      assert.matches("cut off", message)
    end
  end)
end)

describe("the registry of forms", function ()
  it("finds a form by its name and suggests the nearest", function ()
    assert.equal("jsonl", forms.find("jsonl").name)
    assert.same({ nil, "unknown form 'jsonll'; did you mean 'jsonl'?" }, { forms.find("jsonll") })
    assert.matches("did you mean 'json'", read.unknown_form("jso"))
    assert.is_nil(read.unknown_form("text"))
  end)

  it("says what it took the bytes for, how sure it is and why", function ()
    local list = forms.recognise('{"text": "One."}\n{"text": "Two."}\n', "x.txt")
    assert.equal("jsonl", list[1].form.name)
    assert.is_true(list[1].score > list[2].score)
    assert.equal("json", list[2].form.name)
    assert.equal("text", list[#list].form.name)
    for _, one in ipairs(list) do assert.is_string(one.why) end
    assert.equal("text", forms.recognise("A plain story about {braces}.")[1].form.name)
    assert.equal("text", forms.recognise("[Photo: a pier]\n\nText.")[1].form.name)
    assert.equal("json", forms.recognise(' [ {"text": 1')[1].form.name)
    assert.equal("json", forms.recognise('{\n  "text": "x"\n}')[1].form.name)
    assert.equal("jsonl", forms.recognise('{"text": "x"}\n', "one.JSONL")[1].form.name)
  end)

  it("takes the extensions of forms off a name, and no others", function ()
    assert.equal("feed", forms.stem("feed.jsonl"))
    assert.equal("a/story", forms.stem("a/story.TXT"))
    assert.equal("report.2017", forms.stem("report.2017"))
    assert.equal("a.txt/.json", forms.stem("a.txt/.json"))
  end)

  it("raises on a form that is not known", function ()
    assert.error_matches(function () read.read({ text = "x" }, { from = "nifty" }) end, "unknown form 'nifty'")
    assert.error_matches(function () read.inputs({ text = "x" }, { from = "nifty" }) end, "unknown form 'nifty'")
  end)
end)

describe("a file of many articles", function ()
  local rows = '{"id":"x","text":"One two."}\n\n{"text":7}\nnot json\n{"text":"Three.","title":"Head"}\n'

  it("gives each with its place, a number and a name that say nothing of what it holds", function ()
    local found, list = all { text = rows, name = "in/feed.jsonl" }
    assert.equal(4, #found)
    assert.equal(4, list.count)
    assert.is_true(list.is_many)
    assert.same({ "in/feed.jsonl: line 1", 1, "feed-0001", { line = 1, first = 1 } },
      { found[1].name, found[1].number, found[1].id, found[1].place })
    assert.same({ "in/feed.jsonl: line 3: field 'text' is not a string", "text" }, { found[2].message, found[2].code })
    assert.same({ "in/feed.jsonl: line 4: not JSON at character 1", "json" }, { found[3].message, found[3].code })
    assert.same({ 4, "feed-0004", 5 }, { found[4].number, found[4].id, found[4].place.line })
  end)

  it("says in the document where the article stood and what it was taken for", function ()
    local found = all { text = rows, name = "feed.jsonl" }
    local doc = assert(read.read(found[4]))
    assert.equal("Head\n\nThree.", doc.text)
    assert.equal("feed-0004", doc.source.id)
    assert.equal(5, doc.source.place.line)
    assert.equal("text", doc.source.read_as)
    assert.equal("jsonl", doc.source.via[1].form)
    assert.equal("json", doc.source.via[1].others[1].form)
  end)

  it("takes the fields that it is told, by name or path", function ()
    local text = '[{"head":"H","article":{"body":["Not this.","One two."]}}]'
    local fields = { text = "article.body.1", title = "head" }
    local found = all({ text = text, name = "a.json" }, { fields = fields })
    assert.equal("a.json: item 1", found[1].name)
    assert.equal("H\n\nOne two.", assert(read.read(found[1])).text)
    assert.same({ item = 1, first = 2 }, found[1].place)
    assert.matches("there is no field 'article.body.1'", (all({ text = '[{"article":3}]' }, { fields = fields }))[1].message)
  end)

  it("is one article without a number when it holds one object", function ()
    local found, list = all { text = '{\n  "text": "One two."\n}\n', name = "a.json" }
    assert.equal(1, #found)
    assert.is_nil(found[1].number)
    assert.is_nil(found[1].place)
    assert.is_nil(list.is_many)
    assert.equal("a.json", found[1].name)
  end)

  it("goes on after an item that is too long", function ()
    local long = ('{"text":"%s"}'):format(("word "):rep(100))
    local found = all({ text = ('[%s,{"text":"Short."}]'):format(long), name = "a.json" }, { limit_bytes = 100 })
    assert.same({ "a.json: item 1: longer than 200 bytes", "limit" }, { found[1].message, found[1].code })
    assert.equal("Short.", found[2].text)
    found = all({ text = long .. '\n{"text":"Short."}\n', name = "a.jsonl" }, { limit_bytes = 100 })
    assert.same({ "a.jsonl: line 1: longer than 200 bytes", "limit" }, { found[1].message, found[1].code })
    assert.equal("Short.", found[2].text)
  end)

  it("is refused by read.read, and taken when it holds only one", function ()
    local doc, message, code = read.read { text = rows, name = "feed.jsonl" }
    assert.is_nil(doc)
    assert.same({ "feed.jsonl: holds more than one article", "many" }, { message, code })
    assert.equal("One two.", assert(read.read { text = '[{"text":"One two."}]' }).text)
    assert.same({ nil, "text: holds no article", "empty" }, { read.read { text = "[ ]", from = "json" } })
    assert.equal("Three.", (read.pick({ text = rows, name = "feed.jsonl" }, {}, 4)).text)
    assert.same({ nil, "feed.jsonl: holds 4 articles", "many" }, { read.pick({ text = rows, name = "feed.jsonl" }, {}, 5) })
  end)

  it("is read as the form that is named", function ()
    local found = all({ text = rows, name = "feed.jsonl" }, { from = "text" })
    assert.equal(1, #found)
    assert.equal(rows, found[1].text)
    assert.equal("text", found[1].from)
  end)

  it("takes no more memory when it is longer", function ()
    local row = ('{"text":"%s"}\n'):format(("word "):rep(400))
    local function peak (count)
      local left, highest = count, 0
      local source = source_of.new(function ()
        left = left - 1
        return left >= 0 and row or nil
      end, "feed.jsonl")
      local list = assert(read.inputs({ source = source, name = "feed.jsonl" }))
      collectgarbage()
      local base = collectgarbage("count")
      local articles = 0
      while list() do
        articles = articles + 1
        if articles % 50 == 0 then
          collectgarbage()
          highest = math.max(highest, collectgarbage("count") - base)
        end
      end
      assert.equal(count, articles)
      return highest
    end
    local small, large = peak(200), peak(2000)
    assert.is_true(large < small + 200, ("%.0f KB, then %.0f KB"):format(small, large))
  end)
end)

describe("a file of any form, changed at random", function ()
  it("ends in articles or in messages", function ()
    local count, message = require("property.forms").run(2, 20190620)
    assert.is_nil(message)
    assert.is_true(count > 100)
  end)
end)

describe("a hostile file", function ()
  --- Seconds of work and the most memory that Lua held while a file is gone through; how many articles and failures it gave.
  local function cost (name, options, next_piece)
    local source = source_of.new(next_piece, name)
    collectgarbage()
    local base, highest, start, results = collectgarbage("count"), 0, os.clock(), 0
    local list = assert(read.inputs({ source = source, name = name }, options))
    repeat
      local input, message = list()
      if input or message then results = results + 1 end
      highest = math.max(highest, collectgarbage("count") - base)
    until not input and not message
    return os.clock() - start, highest / 1024, results
  end

  local function repeated (piece, count, head)
    local left = count
    return function ()
      if head then
        local first = head
        head = nil
        return first
      end
      left = left - 1
      return left >= 0 and piece or nil
    end
  end

  it("of one line of 200 MB costs no more memory than the largest article", function ()
    local piece = ("word "):rep(13107)
    for name, head in pairs { ["a.txt"] = "", ["a.jsonl"] = '{"text":"One."}\n{"text":"', ["a.json"] = '[{"text":"One."},{"text":"',
                              ["nexis.txt"] = "  1 of 2 DOCUMENTS\n\nHead\n\nLENGTH: 3 words\n\n",
                              ["wire.txt"] = "\1NPA0124 4 DIS 12 X\r\n\2" } do
      local seconds, megabytes, results = cost(name, { limit_bytes = 1 << 20 }, repeated(piece, 3200, head ~= "" and head or nil))
      assert.is_true(megabytes < 24, ("%s: %.0f MB"):format(name, megabytes))
      assert.is_true(seconds < 20, ("%s: %.1f s"):format(name, seconds))
      assert.is_true(results >= 1 and results <= 3, name)
    end
  end)

  it("of lines that are no JSON is given up after a thousand", function ()
    local _, _, results = cost("a.jsonl", { from = "jsonl" }, repeated(("y\n"):rep(30000), 100))
    assert.equal(1000, results)
    _, _, results = cost("a.json", { from = "json" }, repeated(("y,"):rep(30000), 100, "["))
    assert.equal(1001, results + 1)
  end)

  it("of half characters and mixed encodings gives articles and messages", function ()
    local found = all({ text = '{"text":"\\ud800 alone"}\n{"text":"caf\xE9"}\n{"text":"\\ud83d\\ude00"}\n{"text":"a\\u0000b"}\n', name = "a.jsonl" })
    assert.same({ 4, "json", "encoding" }, { #found, found[1].code, found[2].code })
    assert.equal("\u{1F600}", found[3].text)
    assert.equal("ab", assert(read.read(found[4])).text)
    for _, bytes in ipairs { "\xFF\xFE\0\xD8", "\xFF\xFE[\0", "\xFE\xFF\0", "\xFF\xFE", "\xFF\xFE[\0{\0\0\xD8}\0]\0" } do
      for _, one in ipairs(all({ text = bytes, name = "a.json" })) do assert.is_string(one.message or one.text) end
    end
  end)
end)
