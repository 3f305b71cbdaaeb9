local json = require "bluepencil.write.json"
local sample = require "support.sample"
local write = require "bluepencil.write"

local has_cjson, cjson = pcall(require, "cjson")

--- The code points [start, stop) of a text.
local function slice (text, start, stop)
  return text:sub(utf8.offset(text, start + 1), utf8.offset(text, stop + 1) - 1)
end

describe("the JSON writer", function ()
  local function read (doc)
    if not has_cjson then pending("lua-cjson is absent"); return nil end
    return cjson.decode(json.write(doc))
  end

  it("gives the text and where each annotation stands in it, in code points", function ()
    local doc = sample.story()
    local out = read(doc)
    if not out then return end
    local annotations = doc:annotations()
    assert.equal(#annotations, #out.annotations)
    for i, a in ipairs(out.annotations) do
      assert.equal(annotations[i]:text(), slice(out.text, a.start, a["end"]))
      assert.equal(annotations[i].type, a.type)
      assert.equal(i - 1, a.id)
    end
    assert.is_false(out.redacted)
    assert.equal("in/port-trial.txt", out.source.name)
    assert.equal("2021-03-09", out.meta.date)
    assert.equal("medtop:20000111", out.labels[1].id)
  end)

  it("gives blocks, and a dateline on the line of its paragraph", function ()
    local out = read(sample.story())
    if not out then return end
    assert.equal("Headline", out.blocks[1].type)
    assert.equal("HAVENHOLM, March 9 (NPX) –", slice(out.text, out.blocks[3].start, out.blocks[3]["end"]))
    assert.equal(out.blocks[3]["end"] + 1, out.blocks[4].start)
    assert.truthy(out.text:find("by night.\n\nHAVENHOLM", 1, true))
  end)

  it("gives entities with their mentions", function ()
    local out = read(sample.story())
    if not out then return end
    local brandl = out.entities[1]
    assert.equal("Marta Brandl", brandl.name)
    assert.equal(3, #brandl.mentions)
    for _, id in ipairs(brandl.mentions) do assert.equal("pers.1", out.annotations[id + 1].entity) end
    local quote
    for _, a in ipairs(out.annotations) do if a.type == "Quote" then quote = quote or a end end
    assert.equal("pers.1", quote.speaker)
    assert.equal("said", quote.subtype)
  end)

  it("holds nothing that was struck", function ()
    local doc = sample.story(true)
    doc.source.name, doc.source.size_bytes = "brandl.txt", 741
    doc.meta.title, doc.meta.authors = "Brandl speaks", { { name = "M. Brandl" }, "Tom Rask" }
    doc.labels[2] = { id = "brandl", name = "Brandl", score = 1 }
    local bytes = json.write(doc)
    for _, secret in ipairs { "brandl", "marta", "skarvik", "two sons", "741" } do
      assert.is_nil(bytes:lower():find(secret, 1, true), secret)
    end
    local out = read(doc)
    if not out then return end
    assert.is_true(out.redacted)
    assert.equal("protect-private", out.policy)
    assert.equal("Person A", out.entities[1].name)
    assert.equal("[Person A]", slice(out.text, out.annotations[1].start, out.annotations[1]["end"]))
    for _, a in ipairs(out.annotations) do
      if a.operator then assert.is_nil(a.norm) end
    end
    assert.same({ "Tom Rask" }, out.meta.authors)
  end)

  it("gives two runs the same bytes", function ()
    assert.equal(json.write(sample.story(true)), json.write(sample.story(true)))
  end)

  it("writes hostile text and odd numbers as valid JSON", function ()
    local doc = sample.document({ { "Paragraph", "\"\\\1\127 \u{2028} 𝄞é x" } }, { name = "a\n\"b\".txt", notes = { "\255" } })
    sample.mark(doc, "Number", "x", { norm = 0 / 0, score = 0.1 })
    sample.mark(doc, "Number", "é", { norm = 1e300 })
    sample.mark(doc, "Number", "𝄞", { norm = 1 / 3 })
    local out = read(doc)
    if not out then return end
    assert.equal(doc.text, out.text)
    assert.equal("é", slice(out.text, out.annotations[2].start, out.annotations[2]["end"]))
    assert.equal(1 / 3, out.annotations[1].norm)
    assert.equal("a\n\"b\".txt", out.source.name)
  end)

  it("writes an article of nothing", function ()
    local out = read(sample.document {})
    if not out then return end
    assert.equal("", out.text)
    assert.same({}, out.blocks)
  end)

  it("writes only what docs/annotations.schema.json describes", function ()
    if not has_cjson then pending("lua-cjson is absent"); return end
    local file = assert(io.open("docs/annotations.schema.json"))
    local schema = cjson.decode(file:read("a"))
    file:close()
    local function check (value, rules, where)
      for name, item in pairs(value) do
        assert.truthy(rules.properties[name], where .. "." .. name)
        local inner = rules.properties[name].items
        if type(item) == "table" and inner and inner.properties then
          for i, one in ipairs(item) do check(one, inner, ("%s.%s[%d]"):format(where, name, i)) end
        elseif type(item) == "table" and rules.properties[name].properties then
          check(item, rules.properties[name], where .. "." .. name)
        end
      end
      for _, name in ipairs(rules.required or {}) do assert.is_not_nil(value[name], where .. "." .. name) end
    end
    check(cjson.decode(json.write(sample.story())), schema, "full")
    check(cjson.decode(json.write(sample.story(true))), schema, "redacted")
    assert.truthy(json.version:find(schema.properties.version.pattern:gsub("\\", "%%"):sub(1, -2)))
  end)
end)

describe("the writers", function ()
  it("are found by name", function ()
    for _, name in ipairs(write.names) do
      local writer = assert(write.find(name))
      assert.equal(name, writer.name)
      assert.is_string(writer.extension)
      assert.is_function(writer.write)
    end
  end)

  it("suggest the nearest name for one that is not known", function ()
    local writer, message = write.find("jsn")
    assert.is_nil(writer)
    assert.truthy(message:find("did you mean 'json'", 1, true))
  end)
end)
