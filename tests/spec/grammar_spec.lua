-- The pieces of parsing: metadata lines, wrapped lines and hyphens, kin of the two forms, blocks given by a reader.

local parse = require "bluepencil.parse"
local read = require "bluepencil.read"

local function parsed (text, input)
  input = input or {}
  input.text, input.name = text, "test"
  return parse.parse(assert(read.read(input)))
end

local function shape (doc)
  local list = {}
  for i, block in ipairs(doc.blocks) do list[i] = block.type end
  return table.concat(list, " ")
end

local function skipped (doc)
  local list = {}
  for i, one in ipairs(doc.skipped) do list[i] = one.reason .. "=" .. doc.text:sub(one.first, one.last) end
  return list
end

local function rendered (text)
  local doc = parsed(text)
  return doc.blocks[#doc.blocks]:text()
end

describe("metadata lines", function ()
  it("are fields with a colon in any case, and without one in lower case", function ()
    local doc = parsed("Title: Court Orders Port to Pay\nAUTHOR: Ana Ruiz and Jo Ito\nsource The Coast Ledger\n"
      .. "url https://example.org/x\nDate: 3 May 2018\n\nA court has ordered the port to pay.\n\n"
      .. "The port said it would appeal.")
    assert.equal("Headline Byline Paragraph Paragraph", shape(doc))
    assert.equal("Court Orders Port to Pay", doc.meta.title)
    assert.equal("Court Orders Port to Pay", doc.blocks[1]:text())
    assert.equal("The Coast Ledger", doc.meta.publication)
    assert.equal("2018-05-03", doc.meta.date.iso)
    assert.equal(2, #doc.meta.authors)
    for _, author in ipairs(doc.meta.authors) do assert.equal(author.name, doc.text:sub(author.first, author.last)) end
    assert.same({ "field: title=Title:", "field: author=AUTHOR:", "field: publication=source The Coast Ledger",
                  "field: url=url https://example.org/x", "field: date=Date: 3 May 2018" }, skipped(doc))
  end)

  it("may share a line with the text only when they are a date", function ()
    for field, iso in pairs {
      ["date 2018-05-03"] = "2018-05-03", ["Date 3 May 2018"] = "2018-05-03", ["date: May 3, 2018"] = "2018-05-03",
      ["published on 3 May 2018"] = "2018-05-03", ["Posted 2018-05-03T10:30:00Z"] = "2018-05-03",
      [" date 2018-05-03 |"] = "2018-05-03",
    } do
      local doc = parsed(field .. " A court has ordered\nthe port to pay.")
      assert.equal(iso, doc.meta.date and doc.meta.date.iso, field)
      assert.equal("A court has ordered the port to pay.", doc.blocks[1]:text(), field)
      assert.equal("high", doc.meta.date.cert)
    end
  end)

  it("are not the beginnings of articles", function ()
    for _, text in ipairs { "Title fight ends in a draw.", "Source of the smell found.", "Date palms die in the south.",
                            "Published poets met on Tuesday.", "date night is back, says a survey.",
                            "Updated maps show the flood." } do
      local doc = parsed(text)
      assert.same({}, skipped(doc), text)
      assert.is_nil(doc.meta.date, text)
    end
  end)

  it("that hold no real day are text", function ()
    local doc = parsed "date 2018-02-31 A court has ordered the port to pay."
    assert.is_nil(doc.meta.date)
    assert.equal("date 2018-02-31 A court has ordered the port to pay.", doc.blocks[1]:text())
  end)
end)

describe("a hyphen at a line end", function ()
  it("stays in names and compounds, without a space", function ()
    assert.equal("She met Lucie Abadie-Roux there.", rendered "She met Lucie Abadie-\nRoux there.")
    assert.equal("Pak Sun-mi left.", rendered "Pak Sun-\nmi left.")
    assert.equal("a long-term plan", rendered "a long-\nterm plan")
    assert.equal("a pre-trial room", rendered "a pre-\ntrial room")
    assert.equal("in 2015-2016 he", rendered "in 2015-\n2016 he")
    assert.equal("the well-heeled and the well-heeled", rendered "the well-heeled and the well-\nheeled")
  end)

  it("goes where a word was broken", function ()
    assert.equal("they resettle here", rendered "they reset-\ntle here")
    assert.equal("the government said", rendered "the govern-\nment said")
    assert.equal("the barracks and the barracks", rendered "the barracks and the bar-\nracks")
    assert.equal("a soft one", rendered "a so\u{AD}\nft one")
  end)

  it("is a dash or a suspended word otherwise, and a space follows", function ()
    assert.equal("it came - late", rendered "it came -\nlate")
    assert.equal("it came -- late", rendered "it came --\nlate")
    assert.equal("two- and three-year terms", rendered "two-\nand three-year terms")
  end)
end)

describe("wrapped lines", function ()
  it("are joined within paragraphs that blank lines end", function ()
    local doc = parsed("The council met on\nTuesday. It was late.\nNobody came from\nthe ministry.\n\n"
      .. "A new meeting\nis set.\n\nIt ended.")
    assert.equal("Paragraph Paragraph Paragraph", shape(doc))
    assert.equal("The council met on Tuesday. It was late. Nobody came from the ministry.", doc.blocks[1]:text())
  end)

  it("of an even width end a paragraph where the next word would have fitted", function ()
    local doc = parsed [[
Nurses in the north have been told to stay at home for two weeks after a
cluster of cases was found at a clinic there, the ministry said on Monday.
The clinic will stay closed until further notice.
Patients were taken to other hospitals along the coast. The ministry did
not say how many there were, nor where they were taken. A spokeswoman said
that a list would be published within days.
The union said that it had warned of this for months and that nobody had
listened to it.
]]
    assert.equal("Paragraph Paragraph Paragraph", shape(doc))
    assert.matches("^Nurses .* notice%.$", doc.blocks[1]:text())
  end)

  it("never end a paragraph after an abbreviation or inside an open speech", function ()
    local doc = parsed("date 2017-02-14 The court heard a long account of it from Mr.\nOsman, who lives in\nthe town. "
      .. "“It was dark.\nWe waited for hours and hours in the cold and\nthen left,” he said.\nThe court rose.")
    for _, block in ipairs(doc.blocks) do
      assert.is_nil(block:text():find("Mr%.$"))
      assert.is_nil(block:text():find("dark%.$"))
    end
  end)

  it("may be whole paragraphs, a line each", function ()
    local line = ("word "):rep(40)
    local doc = parsed("Ferry Runs Aground Off Cape\nBy Ana Ruiz\n"
      .. "LIMA (NPA) - A " .. line .. "end.\nB " .. line .. "end.\nC end.")
    assert.equal("Headline Byline Dateline Paragraph Paragraph Paragraph", shape(doc))
  end)
end)

describe("kin of agency copy", function ()
  it("has a byline at the top, an employer under it, list items and an end mark", function ()
    local doc = parsed [[
FERRY STRIKE ENDS AFTER NINE DAYS

By ANA RUIZ
Northern Press

CAPE OLM (NPA) — Crews went back to work on Tuesday.

The deal covers:

- pay for nights
- a rest day

-30-

Lee Kim in Port Sand contributed to this report.]]
    assert.equal("Headline Byline Byline Dateline Paragraph Paragraph ListItem ListItem Byline", shape(doc))
    assert.same({ "end mark=-30-" }, skipped(doc))
    assert.equal("ANA RUIZ", doc.meta.authors[1].name)
    assert.equal("reporting", doc.meta.authors[2].kind)
    assert.equal("pay for nights", doc.text:sub(doc.blocks[7].content, doc.blocks[7].last))
  end)

  it("has no deck when the first paragraph has no dateline", function ()
    local doc = parsed "Port to Pay Crew of Lost Ship\n\nA court has ordered the port to pay the crew.\n\nThe port will appeal."
    assert.equal("Headline Paragraph Paragraph", shape(doc))
    assert.is_nil(doc.meta.deck)
  end)

  it("has a caption with its credit, and a note", function ()
    local doc = parsed("Port to Pay Crew of Lost Ship\n\nA court has ordered the port to pay.\n\n"
      .. "Photo: The ship in 2008. (Jo Ito/NPA)\n\nEditor's note: The ship's name was changed.")
    assert.equal("Headline Paragraph Caption Credit Note", shape(doc))
    assert.equal("Jo Ito", doc.meta.credits[1].name)
    assert.equal("The ship in 2008.", (doc.blocks[3]:text():gsub("^Photo: ", "")))
  end)

  it("may be signed with a name alone under the headline", function ()
    local doc = parsed("Minister Knew of Leak, Papers Show\n\n“We were told to be quiet,” says a clerk\n\nLena Okafor\n\n"
      .. "The minister knew of the leak for two years, papers show.\n\nHe denies it.")
    assert.equal("Headline Deck Byline Paragraph Paragraph", shape(doc))
  end)

  it("is plain text when there is neither headline nor dateline", function ()
    local doc = parsed "The council met.\n\nNobody came.\n\nIt ended."
    assert.equal("plain", doc.source.form)
    assert.equal("Paragraph Paragraph Paragraph", shape(doc))
  end)

  it("takes the year of a dateline from a date field, across the turn of the year too", function ()
    local doc = parsed "date 2018-01-01\n\nFerry Runs Aground\n\nLIMA, Dec. 31 (NPA) - A ferry ran aground.\n\nNobody was hurt."
    assert.equal("2018-01-01", doc.meta.date.iso)
    local line = doc.blocks[2]
    assert.equal("Dateline", line.type)
    assert.equal("2017-12-31", line.date.iso)
  end)
end)

describe("blocks given by a reader", function ()
  local doc = parse.parse(assert(read.read { name = "page", blocks = {
    { type = "Headline", text = "Ferry Runs Aground", level = 1 },
    { type = "Paragraph", text = "By Ana Ruiz, NPA" },
    { type = "Paragraph", text = "LIMA, Oct. 3, 2015 (NPA) – A ferry\nran aground." },
    { type = "Subhead", text = "What next" },
    { type = "Paragraph", text = "Nobody was hurt.\nThat is all." },
  } }))

  it("are refined, never split into lines", function ()
    assert.equal("Headline Byline Dateline Paragraph Subhead Paragraph", shape(doc))
    assert.equal("A ferry ran aground.", doc.blocks[4]:text())
    assert.equal("Nobody was hurt. That is all.", doc.blocks[6]:text())
    assert.equal(1, doc.blocks[1].level)
    assert.equal("blocks", doc.source.form)
  end)

  it("fill the metadata", function ()
    assert.equal("Ferry Runs Aground", doc.meta.title)
    assert.equal("Ana Ruiz", doc.meta.authors[1].name)
    assert.equal("2015-10-03", doc.meta.date.iso)
    assert.equal("LIMA", doc.meta.place.name)
  end)
end)

describe("hostile sizes", function ()
  it("100,000 lines are parsed in linear time", function ()
    local function seconds (n)
      local doc = assert(read.read { text = ("Some words go on a line and\nend there. Others do\n"):rep(n) })
      local start = os.clock()
      parse.parse(doc)
      local used = os.clock() - start
      doc:close()
      return used
    end
    seconds(500)
    local small, large = seconds(5000), math.min(seconds(50000), seconds(50000))   -- the collector's own work aside
    assert.is_true(large < 30 * math.max(small, 0.005), ("%.3f s, then %.3f s"):format(small, large))
  end)

  it("one line of 10 MB is one paragraph", function ()
    local doc = assert(read.read({ text = ("word “x” By Ana – (NPA) "):rep(400000) }, { limit_bytes = 1 << 24 }))
    parse.parse(doc)
    assert.equal("Paragraph", shape(doc))
    doc:close()
  end)
end)
