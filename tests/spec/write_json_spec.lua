local json = require "bluepencil.write.json"
local pipeline = require "bluepencil.pipeline"
local sample = require "support.sample"
local write = require "bluepencil.write"

local has_cjson, cjson = pcall(require, "cjson")
local json_schema = has_cjson and require "support.json_schema"

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

  it("does not lead from a struck nationality to its country", function ()
    if not has_cjson then pending("lua-cjson is absent"); return end
    for _, struck in ipairs { false, true } do
      local doc = sample.document({ { "Paragraph", "The Latvian left Latvia." } })
      local country = sample.entity(doc, { id = "pl.1", type = "Place", name = "Latvia" })
      local nationality = sample.mark(doc, "Nationality", "Latvian", { entity = country })
      sample.mark(doc, "Place", "Latvia", { entity = country }, 2)
      if struck then sample.strike(doc, nationality, "[nationality]", "label", "quasi") end
      local out = read(doc)
      assert.equal(not struck and "pl.1" or nil, out.annotations[1].entity)
      assert.equal("pl.1", out.annotations[2].entity)
    end
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

  it("gives relations, and why a person has a role", function ()
    local out = read(sample.story())
    if not out then return end
    assert.same({ { name = "family", mutual = { "pers.1", "pers.5" } } }, out.relations)
    assert.equal("“Witness” stands before the name", out.entities[1].evidence[1].why)
    out = read(sample.story(true))
    assert.is_nil(out.entities[1].evidence)
    assert.equal("the title “Prosecutor” stands before the name", out.entities[2].evidence[1].why)
  end)

  it("gives bytes beside code points when it is asked to", function ()
    if not has_cjson then pending("lua-cjson is absent"); return end
    for _, redacted in ipairs { false, true } do
      local doc = sample.story(redacted or nil)
      local plain, out = read(doc), cjson.decode(json.write(doc, { write = { byte_offsets = true } }))
      assert.is_nil(plain.annotations[1].byte_start)
      for _, list in ipairs { out.annotations, out.blocks } do
        for _, one in ipairs(list) do
          assert.equal(slice(out.text, one.start, one["end"]), out.text:sub(one.byte_start + 1, one.byte_end))
        end
      end
      assert.is_true(out.annotations[#out.annotations].byte_end > out.annotations[#out.annotations]["end"])
    end
  end)

  it("writes one line with the same content when it is asked to", function ()
    if not has_cjson then pending("lua-cjson is absent"); return end
    local bytes = json.write(sample.story(true), { write = { one_line = true } })
    assert.is_nil(bytes:find("\n", 1, true))
    assert.same(read(sample.story(true)), cjson.decode(bytes))
  end)

  it("refuses an option it does not know", function ()
    assert.has_error(function () json.write(sample.story(), { write = { one_lin = true } }) end)
  end)
end)

describe("what is written as JSON", function ()
  if not has_cjson then pending("lua-cjson is absent"); return end
  local file = assert(io.open("docs/annotations.schema.json"))
  local schema = cjson.decode(file:read("a"))
  file:close()

  -- code points outside the basic plane, combining marks, wide characters; "%s" is where a person goes
  local hostile = "Zürich \u{1D11E}\u{1F6A2} cafe\u{301} 東京. %s, 41, who lives in the town of Kuusberg with his wife, came.\n\n"
    .. "“Näh\u{308}er \u{1F600}!” said Mayor Kadri Õjaperv. %s, a school cook, left on Monday, May 6, 2019."

  local function texts ()
    local generate = dofile "bench/generate.lua"
    local list = { (hostile:gsub("%%s", "Priit Tamvere")), (hostile:gsub("%%s", "Zoë Fjellva\u{30A}ng")) }
    for number = 1, 12 do list[#list + 1] = (generate.article(number)) end
    return list
  end

  it("fits docs/annotations.schema.json, redacted and not, and its version is the schema's", function ()
    for _, policy in ipairs { "protect-private", "protect-all", "keep-all" } do
      local line = assert(pipeline.new { to = "json", policy = policy, write = { byte_offsets = true } })
      for i, text in ipairs(texts()) do
        local out = cjson.decode((assert(line:convert { text = text, name = ("%d.txt"):format(i) })))
        assert.is_nil(json_schema.check(out, schema))
      end
    end
    assert.is_nil(json_schema.check(cjson.decode(json.write(sample.story())), schema))
    assert.is_nil(json_schema.check(cjson.decode(json.write(sample.story(true))), schema))
    assert.equal("annotations-" .. json.version, schema["$id"])
  end)

  it("is found wanting by the validator when something is wrong with it", function ()
    local function problem (change)
      local out = cjson.decode(json.write(sample.story()))
      change(out)
      return json_schema.check(out, schema)
    end
    assert.matches("annotations%[0%].start: wrong type", problem(function (o) o.annotations[1].start = 1.5 end))
    assert.matches("more: not in the schema", problem(function (o) o.more = 1 end))
    assert.matches("text: missing", problem(function (o) o.text = nil end))
    assert.matches("entities%[0%].id: does not match", problem(function (o) o.entities[1].id = "x.1" end))
    assert.matches("too small", problem(function (o) o.blocks[1].start = -1 end))
    assert.matches("not one of", problem(function (o) o.blocks[1].type = "Head" end))
  end)

  it("cuts out of the text what each annotation covers, and what stands for it where it was struck", function ()
    for _, policy in ipairs { "protect-private", "protect-all", "keep-all" } do
      local line = assert(pipeline.new { to = "json", policy = policy })
      for i, text in ipairs(texts()) do
        local doc = assert(line:document { text = text, name = ("%d.txt"):format(i) })
        local out = cjson.decode((assert(line:write(doc))))
        local covered, replaced = {}, {}
        for _, a in ipairs(doc:annotations()) do covered[a.type .. a:text()] = true end
        for _, edit in ipairs(doc.edits) do replaced[edit.replacement] = true end
        local struck = 0
        for _, a in ipairs(out.annotations) do
          local words = slice(out.text, a.start, a["end"])
          if a.operator then
            struck = struck + 1
            assert.is_true(replaced[words], words)
            assert.is_nil(a.norm)
          elseif not words:find("[", 1, true) then
            assert.is_true(covered[a.type .. words], a.type .. ": " .. words)
          end
        end
        assert.equal(policy == "keep-all", struck == 0)
        doc:close()
      end
    end
  end)

  it("holds no struck form anywhere, and is withheld when it would", function ()
    local line = assert(pipeline.new { to = "json", policy = "protect-all" })
    local bytes = assert(line:convert { text = texts()[1], name = "priit-tamvere.txt" })
    for _, secret in ipairs { "Tamvere", "tamvere", "Priit", "Kuusberg", "41" } do
      assert.is_nil(bytes:find(secret, 1, true), secret)
    end
    local doc = assert(line:document { text = texts()[1], name = "x.txt" })
    local edit = doc.edits[1]
    edit.replacement = "[" .. doc.text:sub(edit.first, edit.last) .. "]"
    local written, _, code = line:write(doc)
    assert.is_nil(written)
    assert.equal("leak", code)
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
