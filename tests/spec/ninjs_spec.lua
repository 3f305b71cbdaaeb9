-- ninjs 1.x and 2.x: the body with its structure, what stands beside it, subjects and names.

local cjson = require "cjson"
local parse = require "bluepencil.parse"
local read = require "bluepencil.read"

local function document (record, name)
  local doc = assert(read.read({ text = cjson.encode(record), name = name or "item.json" }))
  doc.options = {}
  return parse.parse(doc)
end

local function blocks_of (doc)
  local list = {}
  for i, block in ipairs(doc.blocks) do list[i] = block.type .. ": " .. block:text() end
  return list
end

local function marks_of (doc)
  local list = {}
  for i, one in ipairs(doc.markup or {}) do list[i] = one.type .. ": " .. doc.text:sub(one.first, one.last) end
  return list
end

local first = {
  uri = "https://npa.example/items/1", type = "text", versioncreated = "2019-06-21T10:00:00Z", firstcreated = "2019-06-20T09:00:00Z",
  headline = "Ferry Returns", byline = "Aino Kettukallio", language = "en-GB", infosource = { { name = "Northern Press" } },
  body_xhtml = '<p>The ferry to <b>Kuusberg</b> is back, <a href="https://e.example/x">the office</a> said.</p><h2>More</h2>'
    .. "<p>The cook, Priit Tamvere, 41, and Tamveresson.</p><ul><li>one</li></ul>",
  person = { { name = "Priit Tamvere", rel = "about" }, { name = "Maris Ozola" } }, place = { { name = "Kuusberg" } },
  subject = { { name = "transport", code = "20000337", scheme = "http://cv.iptc.org/newscodes/mediatopic/" },
              { code = "15000000", scheme = "subj" } },
  associations = { main = { type = "picture", description_text = "The ferry on Monday.", byline = "Jo Ito/NPA", renditions = {
    s = { href = "https://p.example/s.jpg", width = 100 }, l = { href = "https://p.example/l.jpg", width = 1000, height = 700 } } } },
}

describe("ninjs", function ()
  it("1.x is headline, byline, the body with its structure, and pictures with their words", function ()
    local doc = document(first)
    assert.same({ "Headline: Ferry Returns", "Byline: By Aino Kettukallio", "Paragraph: The ferry to Kuusberg is back, the office said.",
      "Subhead: More", "Paragraph: The cook, Priit Tamvere, 41, and Tamveresson.", "ListItem: one", "Caption: The ferry on Monday.",
      "Credit: Jo Ito/NPA" }, blocks_of(doc))
    assert.same({ 1, "https://p.example/l.jpg", 1000, 700 }, { #doc.figures, doc.figures[1].url, doc.figures[1].width, doc.figures[1].height })
    assert.equal(1, doc.blocks[7].figure)
    local meta = doc.meta
    assert.same({ "2019-06-20", "high", "en", "Northern Press", "https://npa.example/items/1" },
      { meta.date.iso, meta.date.cert, meta.language, meta.publisher, meta.url })
    assert.same({ "ninjs:firstcreated", "ninjs:infosource" }, { meta.found.date, meta.found.publisher })
    assert.equal("ninjs", doc.source.form)
  end)

  it("has its people and places as evidence where the text says them, and nowhere else", function ()
    local doc = document(first)
    assert.same({ "Emphasis: Kuusberg", "Place: Kuusberg", "Link: the office", "Person: Priit Tamvere" }, marks_of(doc))
    assert.is_nil(doc.text:find("Ozola", 1, true))
    for _, value in pairs(doc.meta) do assert.is_nil(tostring(value):find("Ozola", 1, true)) end
  end)

  it("has its subjects as labels, old codes among them", function ()
    local ids = {}
    for i, label in ipairs(document(first).labels) do ids[i] = label.id end
    assert.same({ "medtop:20000337", "medtop:15000000" }, ids)
  end)

  it("2.x gives the same from its lists", function ()
    local doc = document {
      uri = "urn:npa:2", headlines = { { role = "short", value = "Ferry" }, { role = "main", value = "Ferry Returns" } },
      bodies = { { contenttype = "text/plain", value = "Plain." },
                 { role = "main", contenttype = "text/html", value = "<p>One.</p><p>Two Ana Ruiz.</p>" } },
      people = { { name = "Ana Ruiz" } }, subjects = { { uri = "http://cv.iptc.org/newscodes/mediatopic/04000000", name = "economy" } },
      versioncreated = "2019-06-21T10:00:00Z", by = "Jo Ito",
    }
    assert.same({ "Headline: Ferry Returns", "Byline: By Jo Ito", "Paragraph: One.", "Paragraph: Two Ana Ruiz." }, blocks_of(doc))
    assert.same({ "Person: Ana Ruiz" }, marks_of(doc))
    assert.same({ "2019-06-21", "medium", "medtop:04000000" }, { doc.meta.date.iso, doc.meta.date.cert, doc.labels[1].id })
  end)

  it("may be a line or an item of many, plain text, or broken", function ()
    local rows = cjson.encode { uri = "urn:a", headline = "H", body_text = "One.\n\nTwo." } .. "\n"
      .. cjson.encode { uri = "urn:b", headline = "H" } .. "\n"
      .. cjson.encode { uri = "urn:c", body_text = { "x" }, headline = "H", person = "x", subject = { 1 }, associations = { 2 }, bodies = 3 } .. "\n"
      .. cjson.encode { text = "A row of another kind." } .. "\n"
    local list, said = assert(read.inputs { text = rows, name = "feed.jsonl" }), {}
    while true do
      local input, message = list()
      if not input and not message then break end
      said[#said + 1] = input and (input.text or #input.blocks) or message
    end
    assert.same({ 3, "feed.jsonl: line 2: an article in ninjs without a text", "feed.jsonl: line 3: an article in ninjs without a text",
      "A row of another kind." }, said)
    local doc = document { uri = "urn:d", body_text = "One.", firstcreated = "some day" }
    assert.is_nil(doc.meta.date)
    assert.same({ "The date that came with the text could not be read." }, doc.source.notes)
  end)
end)
