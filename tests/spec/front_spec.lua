-- A headline and byline that come beside the text.

local parse = require "bluepencil.parse"
local read = require "bluepencil.read"

local function document (text, front)
  return parse.parse(assert(read.read({ text = text, front = front, name = "a" }, {})))
end

--- Type and text of each block.
local function parts (doc)
  local list = {}
  for i, block in ipairs(doc.blocks) do list[i] = block.type .. ": " .. block:text() end
  return list
end

local head, by = { type = "Headline", text = " Pier\n Opens " }, { type = "Byline", text = "By Maarja Laanemets, NPA" }

describe("blocks before a text", function ()
  it("stand before it, and the text is parsed as ever", function ()
    local doc = document("LISBON, March 8 (NPA) – A pier opened.\n\nIt rained.\n", { head, by })
    assert.are.same({ "Headline: Pier Opens", "Byline: By Maarja Laanemets, NPA", "Dateline: LISBON, March 8 (NPA) –",
      "Paragraph: A pier opened.", "Paragraph: It rained." }, parts(doc))
    assert.are.equal("Pier Opens", doc.meta.title)
    assert.are.equal("Maarja Laanemets", doc.meta.authors[1].name)
    assert.are.equal("Maarja Laanemets", doc.text:sub(doc.meta.authors[1].first, doc.meta.authors[1].last))
  end)

  it("leave a dump a dump", function ()
    local doc = document(" date 2019-06-20 A court\nsaid no. It gave no reason for that at all, lawyers said on the\nday.", { head })
    assert.are.equal("dump", doc.source.form)
    assert.are.equal("2019-06-20", doc.meta.date.iso)
    assert.are.equal("Headline: Pier Opens", parts(doc)[1])
  end)

  it("are not said twice when the text begins with the headline", function ()
    local doc = document("\n PIER  OPENS\n\nIt rained.", { head, by })
    assert.are.same({ "Byline: By Maarja Laanemets, NPA", "Headline: PIER  OPENS", "Paragraph: It rained." }, parts(doc))
    assert.are.equal(1, #parts(document("Pier Opens", { head })))
  end)

  it("cover with the skipped parts every character that is not white space", function ()
    for _, text in ipairs { "Pier Opens\n\nIt rained.", " date 2019-06-20 It\nrained.", "title Pier\nIt rained.", "É" } do
      local doc = document(text, { head, by, { type = "Byline", text = " \n " } })
      local covered = {}
      for _, list in ipairs { doc.blocks, doc.skipped } do
        for _, part in ipairs(list) do for i = part.first, part.last do covered[i] = (covered[i] or 0) + 1 end end
      end
      for i = 1, #doc.text do
        if doc.text:find("^%S", i) then assert.are.equal(1, covered[i], doc.text .. i) end
      end
    end
  end)

  it("must be valid UTF-8 and of a known type", function ()
    local doc, message, code = read.read({ text = "x", front = { { type = "Headline", text = "\xff" } }, name = "a" }, {})
    assert.are.same({ nil, "a: block 1: not valid UTF-8 at byte 1", "encoding" }, { doc, message, code })
    assert.has_error(function () document("x", { { type = "Head", text = "x" } }) end)
  end)
end)
