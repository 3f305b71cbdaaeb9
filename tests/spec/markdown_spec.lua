-- Markdown: its parts, what is marked within them, and text that only looks like it.

local forms = require "bluepencil.read.forms"
local inline = require "bluepencil.read.markdown.inline"
local parse = require "bluepencil.parse"
local read = require "bluepencil.read"

local function document (text, name)
  local doc = assert(read.read({ text = text, name = name or "story.md", from = "markdown" }))
  doc.options = {}
  return parse.parse(doc)
end

local function blocks_of (doc)
  local list = {}
  for i, block in ipairs(doc.blocks) do list[i] = block.type .. ": " .. block:text() end
  return list
end

--- What is marked: "Emphasis bold: words", "Link address: words".
local function marks_of (doc)
  local list = {}
  for i, one in ipairs(doc.markup or {}) do
    list[i] = ("%s %s: %s"):format(one.type, one.rend or one.target, doc.text:sub(one.first, one.last))
  end
  return list
end

describe("Markdown", function ()
  it("is parts: headline, subheads, paragraphs, quotations, lists, tables", function ()
    local doc = document [[
# Ferry Returns

The ferry is back,
the office said.

Setext
------

> It is back.
> Really.
>
> Yes.

- one
  two
  - three
1. four

| Name | Age |
|------|----:|
| Cook | 41 \| 42 |

* * *

```
code *here*
```
]]
    assert.same({ "Headline: Ferry Returns", "Paragraph: The ferry is back, the office said.", "Subhead: Setext", "Blockquote: It is back. Really.",
      "Blockquote: Yes.", "ListItem: one two", "ListItem: three", "ListItem: four", "Cell: Name", "Cell: Age", "Cell: Cook", "Cell: 41 | 42",
      "Paragraph: code *here*" }, blocks_of(doc))
    local b = doc.blocks
    assert.same({ 2, 1, 1 }, { b[3].level, b[4].group, b[5].group })
    assert.same({ 1, 1, 1, 2, 2, 1, true }, { b[6].list, b[6].depth, b[7].list, b[7].depth, b[8].list, b[8].depth, b[8].ordered })
    assert.same({ 1, 1, 2, true, 2, 2 }, { b[10].table, b[10].row, b[10].column, b[10].header, b[12].row, b[12].column })
    assert.is_nil(b[12].header)
    assert.equal("markdown", doc.source.form)
  end)

  it("has emphasis, links and escapes, and leaves alone what only looks like them", function ()
    local doc = document [[
The *Harbour Post* said **it is [back](https://example.org/a_(b) "T")**, a_b_c, 2 * 3 * 4, __so__ [it][r] says [there] \*now\*.
<https://example.org/x> and <desk@example.org>, `a*b*`, <b>tag</b><!-- gone --> x < y[^1] ***both***

[r]: https://example.org/r
]]
    assert.equal("The Harbour Post said it is back, a_b_c, 2 * 3 * 4, so it says [there] *now*. https://example.org/x and desk@example.org, a*b*, "
      .. "tag x < y both", doc.blocks[1]:text())
    assert.same({ "Emphasis italic: Harbour Post", "Emphasis bold: it is back", "Link https://example.org/a_(b): back", "Emphasis bold: so",
      "Link https://example.org/r: it", "Link https://example.org/x: https://example.org/x", "Link mailto:desk@example.org: desk@example.org",
      "Emphasis bold italic: both" }, marks_of(doc))
  end)

  it("has pictures with their words, and metadata before the text", function ()
    local doc = document [[
---
title: "Ferry Returns"
date: 2019-06-20
author: [Aino Kettukallio, "Rein Tamvere"]
url: https://example.org/ferry
tags: [a, b]
---
# Ferry Returns

![The ferry](https://example.org/f.jpg "On Monday")

Text with ![a sign](s.png) in it.
]]
    assert.same({ "Headline: Ferry Returns", "Byline: By Aino Kettukallio", "Byline: By Rein Tamvere", "Alt: The ferry", "Caption: On Monday",
      "Alt: a sign", "Paragraph: Text with in it." }, blocks_of(doc))
    assert.same({ "https://example.org/f.jpg", "s.png" }, { doc.figures[1].url, doc.figures[2].url })
    assert.same({ 1, 1, 2 }, { doc.blocks[4].figure, doc.blocks[5].figure, doc.blocks[6].figure })
    assert.same({ "2019-06-20", "https://example.org/ferry", "Ferry Returns" }, { doc.meta.date.iso, doc.meta.url, doc.meta.title })
    doc = document("---\ndate: someday\n---\n\nText.\n")
    assert.is_nil(doc.meta.date)
    assert.same({ "The date before the text could not be read." }, doc.source.notes)
  end)

  it("is recognised by its marks, and articles that have few are not", function ()
    local function form_of (text, name) return forms.recognise(text, name)[1].form.name end
    assert.equal("markdown", form_of("# Head\n\nSee [it](https://example.org).\n", "x.txt"))
    assert.equal("markdown", form_of("---\ntitle: x\n---\n\n## Head\n"))
    assert.equal("markdown", form_of("A **word**.\n", "x.md"))
    assert.equal("text", form_of("A plain story.\n", "x.md"))
    for _, text in ipairs { "# 3 in the list\n\nThe number.\n", "He said *no* and - so - left.\n\n- one\n- two\n", "> forwarded\n\nText.\n",
                            "#MeToo and #Baltic\n\nText (see http://x.example).\n" } do
      assert.equal("text", form_of(text), text)
    end
  end)

  it("gives spans that are nested or apart, whatever is written", function ()
    local marks = { "*", "**", "_", "__", "***", "[", "](u)", "![", "a", " ", "\\", "`", "<", ">", "]", "(", "b c", "[a]", "é" }
    local seed = 7
    local function random (n)
      seed = (seed * 1103515245 + 12345) % 2147483648
      return seed // 65536 % n + 1
    end
    for _ = 1, 4000 do
      local parts = {}
      for i = 1, random(14) do parts[i] = marks[random(#marks)] end
      local written = table.concat(parts)
      local found = inline.parse(written, { a = { url = "r" } })
      local spans = found.spans or {}
      for i, one in ipairs(spans) do
        assert.is_true(one.first >= 1 and one.last <= #found.text and one.first <= one.last, written)
        for k = 1, i - 1 do
          local other = spans[k]
          local apart = one.last < other.first or other.last < one.first
          local nested = one.first >= other.first and one.last <= other.last or other.first >= one.first and other.last <= one.last
          assert.is_true(apart or nested, written)
        end
      end
    end
  end)

  it("takes time that grows with the text, not with its square", function ()
    for _, unit in ipairs { "*", "*a ", "*a* ", "[", "![", "[a](", "[a](b", "`", "``` ", "_a_",
      "<", "<!--", "> ", "- ", "#", "| ", "|-", "\\", "**a _b ",
                            "]", "[]", "a](", "<a", "[a]: ", "1. ", "=\n", "a\n-\n", "> > " } do
      local text = unit:rep(200000 // #unit)
      local start = os.clock()
      local doc = read.read({ text = "x\n\n" .. text .. "\n" .. unit .. "\n", name = "x.md", from = "markdown" })
      if doc then doc:close() end
      assert.is_true(os.clock() - start < 2, ("%s: %.1f s"):format(unit, os.clock() - start))
    end
  end)
end)
