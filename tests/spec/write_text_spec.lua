local document = require "bluepencil.document"
local render = require "bluepencil.write.render"
local sample = require "support.sample"
local text = require "bluepencil.write.text"

describe("the text writer", function ()
  it("parts blocks by a blank line and ends with a line end", function ()
    local doc = sample.document { { "Headline", "Title" }, { "Paragraph", "One." }, { "Paragraph", "Two." } }
    assert.equal("Title\n\nOne.\n\nTwo.\n", text.write(doc))
  end)

  it("puts the headline first and keeps a dateline on its paragraph's line", function ()
    local doc = sample.document { { "Dateline", "LIMA (NPX) -" }, { "Paragraph", "One." }, { "Headline", "Title" } }
    assert.equal("Title\n\nLIMA (NPX) - One.\n", text.write(doc))
  end)

  it("keeps the items of a list together", function ()
    local doc = sample.document { { "ListItem", "one" }, { "ListItem", "two" }, { "Paragraph", "End." } }
    assert.equal("one\ntwo\n\nEnd.\n", text.write(doc))
  end)

  it("joins wrapped lines", function ()
    local doc = assert(document.new("One line\nwraps."))
    doc:set_blocks { { type = "Paragraph", first = 1, last = 15 } }
    assert.equal("One line wraps.\n", text.write(doc))
  end)

  it("writes the replacements", function ()
    assert.truthy(text.write(sample.story(true)):find("[Person A], [in her forties], told the court", 1, true))
    assert.is_nil(text.write(sample.story(true)):find("Brandl", 1, true))
  end)

  it("writes an edit that spans two blocks once", function ()
    local doc = sample.document { { "Headline", "Late" }, { "Paragraph", "one two" }, { "Paragraph", "three four" } }
    local first, last = sample.span(doc, "two\n\nthree")
    doc.edits = { { first = first, last = last, replacement = "[gone]", operator = "remove", class = "direct" } }
    assert.equal("Late\n\none [gone]\n\n four\n", text.write(doc))
  end)

  it("writes nothing for an article of nothing", function ()
    assert.equal("", text.write(sample.document {}))
  end)
end)

describe("rendering", function ()
  it("knows where each byte of the source went", function ()
    local doc = sample.document { { "Paragraph", "né Brandl é x" }, { "Paragraph", "y" } }
    local name = sample.mark(doc, "Person", "Brandl")
    sample.strike(doc, name, "[É]", "label", "direct")
    local r = render.render(doc)
    assert.equal("né [É] é x\n\ny", r.text)
    assert.same({ 3, 6 }, { r:span(name.first, name.last) })
    assert.same({ 0, 2 }, { r:span(1, 3) })
    assert.same({ 9, 10 }, { r:span(sample.span(doc, "x")) })
    assert.same({ 12, 13 }, { r:span(sample.span(doc, "y")) })
    assert.equal(13, r.length)
    assert.is_nil(r:offset(sample.span(doc, "\n\n")))
    assert.same({ 3, 6 }, { r:span(name.first + 1, name.first + 2) })
    assert.same({ 0, 8 }, { r:span(1, (sample.span(doc, "é x") + 1)) })
  end)
end)

describe("pseudonyms in plain text", function ()
  it("stand without brackets where the policy says so, other replacements with them", function ()
    local story = require "support.story"
    local s = story.new("Ana Bratu, 54, spoke.")
    s.doc.edits = { { first = 1, last = 9, replacement = "[Lia Moga]", operator = "pseudonym" },
                    { first = 12, last = 13, replacement = "[in her fifties]", operator = "band" } }
    assert.equal("[Lia Moga], [in her fifties], spoke.\n", text.write(s.doc))
    s.doc.policy = { brackets = false }
    assert.equal("Lia Moga, [in her fifties], spoke.\n", text.write(s.doc))
  end)
end)
