-- Parsing: the parts of an article in each form, and the law that no character is lost.

local parse = require "bluepencil.parse"
local read = require "bluepencil.read"

local function parsed (text, options)
  local doc = assert(read.read { text = text, name = "test" })
  doc.options = options
  return parse.parse(doc)
end

local function types (doc)
  local list = {}
  for i, block in ipairs(doc.blocks) do list[i] = block.type end
  return table.concat(list, " ")
end

local function texts (doc, kind)
  local list = {}
  for _, block in ipairs(doc.blocks) do
    if block.type == kind then list[#list + 1] = block:text() end
  end
  return list
end

--- Every character that is not white space lies in exactly one block or skipped span.
local function assert_complete (doc)
  local spans = {}
  for _, block in ipairs(doc.blocks) do spans[#spans + 1] = { block.first, block.last } end
  for _, skip in ipairs(doc.skipped) do spans[#spans + 1] = { skip.first, skip.last } end
  table.sort(spans, function (a, b) return a[1] < b[1] end)
  local at = 1
  for _, span in ipairs(spans) do
    assert.is_true(span[1] >= at, "spans overlap")
    assert.is_true(span[2] >= span[1] and span[2] <= #doc.text, "span outside the text")
    assert.is_nil(doc.text:sub(at, span[1] - 1):gsub("\u{A0}", ""):find("%S"), "text between spans")
    at = span[2] + 1
  end
  assert.is_nil(doc.text:sub(at):gsub("\u{A0}", ""):find("%S"), "text after the last span")
end

local wire = [[
Mayor of Puerto Brisa Resigns Over Bridge Contract

Council members say the vote came hours after an audit was published.

PUERTO BRISA, Peru, May 3 (NPA) – Mayor Ivo Tarrant resigned on Thursday over a contract for a bridge that was never built.

“I have nothing to hide,” Tarrant said. The audit, dated Friday, April 27, covers 2014-2017.

What comes next

The council will name a successor by 2030.

By Ana Ruiz and Jo Ito, NPA

Photo by Lena Okafor/NPA
]]

local dump = [[
 date 2016-11-08 A teacher in Varna's
old town told a court on Monday that she
had never been paid for the summer term, and that the school
had asked her to sign a receipt all the same.
Petra Iskova, 37, lives in a
rented room with her mother. In 2012-
2013 she taught in three schools, and in the last of them, she says, she was
never given a contract.
On Feb. 2, the
court heard her employer, Mr.
Dimo Angelov, who denied the charge. His lawyer said the re-
ceipt was genuine.
“I signed because I was
afraid,” she said. “Everybody signs.”]]

describe("agency copy", function ()
  local doc = parsed(wire)

  it("is told apart into its parts", function ()
    assert.equal("wire", doc.source.form)
    assert.equal("Headline Deck Dateline Paragraph Paragraph Subhead Paragraph Byline Credit", types(doc))
    assert.same({ "PUERTO BRISA, Peru, May 3 (NPA) –" }, texts(doc, "Dateline"))
    assert.same({ "What comes next" }, texts(doc, "Subhead"))
    assert_complete(doc)
  end)

  it("fills the metadata", function ()
    assert.equal("Mayor of Puerto Brisa Resigns Over Bridge Contract", doc.meta.title)
    assert.matches("^Council members", doc.meta.deck)
    assert.equal("NPA", doc.meta.agency)
    assert.equal("PUERTO BRISA", doc.meta.place.name)
    assert.equal("en", doc.meta.language)
    local names = {}
    for i, author in ipairs(doc.meta.authors) do
      names[i] = author.name
      assert.equal(author.name, doc.text:sub(author.first, author.last))
      assert.equal("NPA", author.agency)
    end
    assert.same({ "Ana Ruiz", "Jo Ito" }, names)
    assert.equal("Lena Okafor", doc.meta.credits[1].name)
  end)

  it("has a year inferred from a weekday and the years it names, and says so", function ()
    assert.same({ "2018-05-03", "high", "dateline+weekday" }, { doc.meta.date.iso, doc.meta.date.cert, doc.meta.date.source })
    assert.equal("May 3", doc.text:sub(doc.meta.date.first, doc.meta.date.last))
  end)

  it("has no year when nothing in it tells one", function ()
    local none = parsed("Ferry Stuck Off Cape Olm\n\nCAPE OLM, Oct. 12 (NPA) - A ferry ran aground here.\n\nNobody was hurt.\n")
    assert.equal("--10-12", none.meta.date.iso)
    assert.equal("Headline Dateline Paragraph Paragraph", types(none))
  end)

  it("takes the year from the caller's date, the nearest day on or before it", function ()
    local text = "Ferry Stuck Off Cape Olm\n\nCAPE OLM, Oct. 12 (NPA) - A ferry ran aground here.\n"
    local function iso (date) return parsed(text, { date = date }).meta.date.iso end
    assert.equal("2019-10-12", iso "2019-10-13")
    assert.equal("2018-10-12", iso "2019-03-01")
    assert.equal("medium", parsed(text, { date = "2019-10-13" }).meta.date.cert)
  end)
end)

describe("a dump", function ()
  local doc = parsed(dump)

  it("has its paragraphs found by the lines that close them", function ()
    assert.equal("dump", doc.source.form)
    local found = texts(doc, "Paragraph")
    assert.equal(4, #found)
    assert.matches("^A teacher in Varna's old town .* all the same%.$", found[1])
    assert.matches("^Petra Iskova, 37, lives .* never given a contract%.$", found[2])
    assert.matches("^On Feb%. 2, the court heard her employer, Mr%. Dimo .* receipt was genuine%.$", found[3])
    assert.matches("^“I signed .* “Everybody signs%.”$", found[4])
    assert_complete(doc)
  end)

  it("has its date from the field, which is no part of the text", function ()
    assert.same({ "2016-11-08", "high", "field:date" }, { doc.meta.date.iso, doc.meta.date.cert, doc.meta.date.source })
    assert.equal("field: date", doc.skipped[1].reason)
    assert.equal("date 2016-11-08", doc.text:sub(doc.skipped[1].first, doc.skipped[1].last))
  end)

  it("joins a number range without a space and a broken word without its hyphen", function ()
    local found = texts(doc, "Paragraph")
    assert.matches("In 2012%-2013 she", found[2])
    assert.matches("said the receipt was", found[3])
  end)
end)

describe("the two real articles", function ()
  local folder = "../shared/articles/"
  local function article (name)
    local doc = read.read { path = folder .. name }
    return doc and parse.parse(doc)
  end

  it("give the paragraphs and the date of the dump", function ()
    local doc = article "000_f54a48d2a95fba3c.txt"
    if not doc then pending("../shared/articles is not here") return end
    assert.equal("dump", doc.source.form)
    assert.equal(("Paragraph "):rep(8), types(doc) .. " ")
    assert.equal("2017-02-14", doc.meta.date.iso)
    assert_complete(doc)
  end)

  it("give the parts of the wire copy, the year with low certainty", function ()
    local doc = article "004_e139e5ecf6f4d71d.txt"
    if not doc then pending("../shared/articles is not here") return end
    assert.equal("wire", doc.source.form)
    assert.equal("Headline Deck Dateline " .. ("Paragraph "):rep(10) .. "Byline Credit", types(doc))
    assert.equal("low", doc.meta.date.cert)
    assert.matches("%-03%-22$", doc.meta.date.iso)
    assert_complete(doc)
  end)

  it("and the model dump has the six paragraphs an expert found", function ()
    local doc = read.read { path = "../shared/examples/dump.txt" }
    if not doc then pending("../shared/examples is not here") return end
    parse.parse(doc)
    assert.equal(("Paragraph "):rep(6), types(doc) .. " ")
    assert_complete(doc)
  end)
end)
