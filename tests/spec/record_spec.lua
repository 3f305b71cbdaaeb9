-- One JSON object as an article.

local record = require "bluepencil.read.record"

local function fails (line, code, words)
  local row, message, got = record.decode(line)
  assert.is_nil(row)
  assert.are.equal(code, got)
  assert.is_truthy(message:find(words, 1, true), message)
end

describe("a record", function ()
  it("gives the text and what stands beside it as blocks", function ()
    local row = assert(record.decode('{"id":"a/1","text":"Body.","title":"Head","author":["A B","C D"],"date":"2019-05-03T10:00:00Z",'
      .. '"url":" https://example.org/x ","secret":"x"}'))
    assert.are.equal('"a/1"', row.id)
    assert.are.equal("a/1", row.id_text)
    assert.are.equal("Body.", row.input.text)
    assert.are.same({ { type = "Headline", text = "Head" }, { type = "Byline", text = "A B" }, { type = "Byline", text = "C D" } },
      row.input.front)
    assert.are.equal("2019-05-03", row.input.meta.date.iso)
    assert.are.equal("https://example.org/x", row.input.meta.url)
    assert.are.same({}, row.kept)
    assert.are.same({}, row.input.notes)
  end)

  it("echoes ids exactly", function ()
    for _, id in ipairs { "12345678901234567890", "-1", "1.0", "1e3", "0.1000", '"1"', '"é \\" x"', "null", '"\u{1F6A2}"' } do
      assert.are.equal(id, assert(record.decode('{ "a" : [1,{"id":2}], "id" : ' .. id .. ' , "text":"x"}')).id)
    end
    assert.are.equal("null", assert(record.decode('{"text":"x"}')).id)
    assert.are.equal('"A"', assert(record.decode('{"\\u0069d":"\\u0041","text":"x"}')).id)
  end)

  it("hands back fields as they stand in the line", function ()
    local line = '{"x":"a\\"}\\\\","text":"t","id":1,"n": 1.50 ,"o":{"a":[1,"]}",{}],"text":5},"x":[true,null]}'
    local row = assert(record.decode(line, nil, { x = true, n = true, o = true, id = true, absent = true }))
    assert.are.same({ x = "[true,null]", n = "1.50", o = '{"a":[1,"]}",{}],"text":5}', id = "1" }, row.kept)
    assert.are.same({}, record.quote("{}", { a = true }))
    assert.are.same({ a = "1" }, record.quote(' { "a" : 1 } ', { a = true }))
  end)

  it("reads dates in several forms and says when it cannot", function ()
    for date, iso in pairs { ["May 3, 2019"] = "2019-05-03", ["3 May 2019"] = "2019-05-03", ["2019-05-03"] = "2019-05-03",
                             [" 2019-05-03 11:00:00+02:00"] = "2019-05-03" } do
      local row = assert(record.decode(('{"text":"x","date":"%s"}'):format(date)))
      assert.are.equal(iso, row.input.meta.date and row.input.meta.date.iso, date)
    end
    for _, date in ipairs { '"last week"', '"May 3"', "1556841600", "{}", '"2019-13-45"' } do
      local row = assert(record.decode(('{"text":"x","date":%s}'):format(date)))
      assert.is_nil(row.input.meta.date)
      assert.are.equal(1, #row.input.notes)
    end
    assert.are.same({}, assert(record.decode('{"text":"x","date":null,"title":null,"author":null,"url":null}')).input.notes)
  end)

  it("takes blocks with texts, and blocks that are spans of the text in code points", function ()
    local row = assert(record.decode('{"title":"H","blocks":[{"type":"Paragraph","text":"One."},{"type":"Caption","text":"Two."}]}'))
    assert.are.same({ { type = "Headline", text = "H" }, { type = "Paragraph", text = "One." }, { type = "Caption", text = "Two." } },
      row.input.blocks)
    row = assert(record.decode('{"title":"other","text":"\u{1F6A2}é!\\n\\nBody.\\n",'
      .. '"blocks":[{"type":"Headline","start":0,"end":3},{"type":"Paragraph","start":5,"end":10}]}'))
    assert.are.same({ { type = "Headline", text = "\u{1F6A2}é!" }, { type = "Paragraph", text = "Body." } }, row.input.blocks)
  end)

  it("refuses blocks that would lose text or make no sense", function ()
    fails('{"text":"One. Two.","blocks":[{"type":"Paragraph","start":0,"end":4}]}', "blocks", "at the end")
    fails('{"text":"One. Two.","blocks":[{"type":"Paragraph","start":5,"end":9}]}', "blocks", "block 1 leaves text out")
    fails('{"text":"One.","blocks":[{"type":"Paragraph","start":0,"end":5}]}', "blocks", "block 1")
    fails('{"text":"One.","blocks":[{"type":"Paragraph","start":2,"end":1}]}', "blocks", "block 1")
    fails('{"text":"One.","blocks":[{"type":"Paragraph","start":-1,"end":1}]}', "blocks", "block 1")
    fails('{"text":"One.","blocks":[{"type":"Paragraph","start":0.5,"end":1}]}', "blocks", "block 1")
    fails('{"blocks":[{"type":"Para","text":"x"}]}', "blocks", "block 1 has no type")
    fails('{"blocks":[{"type":"Paragraph","text":7}]}', "blocks", "not a string")
    fails('{"blocks":[]}', "blocks", "not a list")
    fails('{"blocks":"x"}', "blocks", "not a list")
    fails('{"blocks":[5]}', "blocks", "block 1")
  end)

  it("refuses what is not an article, without quoting it", function ()
    for _, line in ipairs { "Tamvere", "[1]", '{"text":"Tamvere', '{"text":"\\ud800Tamvere"}', '{"text":"Tamvere\\udc00"}',
                            '{"text":NaN}', '{"text":"x"} Tamvere', '"Tamvere"', "5", "{", ("["):rep(5000), "null" } do
      local row, message, code = record.decode(line)
      assert.is_nil(row, line)
      assert.are.equal("json", code)
      assert.is_nil(message:find("Tamvere", 1, true))
    end
    fails('{"id":3}', "text", "no field 'text'")
    fails('{"text":null}', "text", "no field 'text'")
    fails('{"text":5}', "text", "not a string")
    fails('{"text":["x"]}', "text", "not a string")
    fails('{"text":"x","title":5}', "text", "field 'title' is not a string")
    fails('{"text":"x","author":[5]}', "text", "field 'author' is not a string")
    fails('{"text":"x","id":{}}', "id", "neither a string nor a number")
    fails('{"text":"x","id":true}', "id", "neither")
    fails('{"text":"\xff"}', "encoding", "not valid UTF-8 at character 10")
    fails('{"text":"\xed\xa0\x80"}', "encoding", "not valid UTF-8")
  end)

  it("saves the id of a line that is not JSON when it stands first", function ()
    local function id_of (line) return (select(4, record.decode(line))) end
    assert.are.equal('"a"', id_of '{"id":"a","text":"\\ud800"}')
    assert.are.equal("17", id_of '{ "id" : 17, "text":"\xff"}')
    assert.are.equal("null", id_of '{"id":17')     -- perhaps cut short
    assert.are.equal("null", id_of '{"id":17x,"text":"y')
    assert.are.equal("null", id_of '{"id":"\xff","text":"y')
    assert.are.equal("null", id_of '{"text":"\\"id\\":5')
  end)

  it("passes over a byte order mark", function ()
    assert.are.equal("x", assert(record.decode('\u{FEFF}{"text":"x"}')).input.text)
  end)
end)
