-- Text exports that hold many articles: Nexis, Factiva, agency transmissions.

local forms = require "bluepencil.read.forms"
local parse = require "bluepencil.parse"
local read = require "bluepencil.read"

--- The parsed documents of a file, and what failed.
local function all (bytes, name, options)
  local list, docs, wrong = assert(read.inputs({ text = bytes, name = name or "export.txt" }, options)), {}, {}
  while true do
    local input, message, code = list()
    if input then
      local doc = assert(read.read(input, options))
      doc.options = {}
      docs[#docs + 1] = parse.parse(doc)
    elseif message then wrong[#wrong + 1] = ("[%s] %s"):format(code, message)
    else break end
  end
  return docs, wrong, list.skipped
end

--- The blocks of a document as "Type: words".
local function blocks_of (doc)
  local list = {}
  for i, block in ipairs(doc.blocks) do list[i] = block.type .. ": " .. block:text() end
  return list
end

local older = [[

                              1 of 2 DOCUMENTS


                              The Harbour Post

                             June 3, 2014 Tuesday
                             Late Edition - Final

Ferry Returns to Kuusberg After
Two Years

BYLINE: By AINO KETTUKALLIO; Rein Tamvere contributed reporting.

SECTION: NEWS; Pg. 3

LENGTH: 120 words

DATELINE: KUUSBERG

The ferry to Kuusberg is back after two years, the harbour office
said on Monday.

Notes: nothing is lost, said the cook, Priit
Tamvere, 41.

LOAD-DATE: June 4, 2014

LANGUAGE: ENGLISH

GRAPHIC: PHOTO: The ferry on Monday. (PHOTOGRAPH BY JO ITO/NPA)

SUBJECT: FERRIES (90%); MARIS OZOLA (78%)

PUBLICATION-TYPE: Newspaper


                     Copyright 2014 Harbour Post Ltd.
                            All Rights Reserved


                              2 of 2 DOCUMENTS


                              Le Courrier

                             3 juin 2014 mardi

HEADLINE: Second story

LENGTH: 12 words

HIGHLIGHT: A deck of words
that go on.

Second body.

LOAD-DATE: June 4, 2014
]]

local newer = [[
Ferry Returns to Kuusberg After Two Years
The Harbour Post
June 3, 2014 Tuesday

Copyright 2014 Harbour Post Ltd. All Rights Reserved
Section: NEWS; Pg. 3
Length: 120 words
Byline: Aino Kettukallio
Dateline: KUUSBERG
Highlight: The cook was the first on board.
Body


The ferry to Kuusberg is back after two years, the harbour office said on Monday.

The cook, Priit Tamvere, 41, was on board.

Graphic

 The ferry on Monday.

Classification


Language: ENGLISH

Subject: FERRIES (90%); MARIS OZOLA (78%)

Load-Date: June 4, 2014


End of Document


Second Story
Le Courrier
June 31, 2014

Copyright 2014 Courrier
Length: 2 words
Body

Second body.

Load-Date: June 4, 2014

End of Document
]]

describe("an export of Nexis", function ()
  it("of the older shape is cut into its articles, with their parts and where they stood", function ()
    local docs, wrong = all(older)
    assert.same({}, wrong)
    assert.equal(2, #docs)
    assert.same({
      "Headline: Ferry Returns to Kuusberg After Two Years", "Byline: By AINO KETTUKALLIO", "Byline: Rein Tamvere contributed reporting.",
      "Dateline: KUUSBERG", "Paragraph: The ferry to Kuusberg is back after two years, the harbour office said on Monday.",
      "Paragraph: Notes: nothing is lost, said the cook, Priit Tamvere, 41.", "Caption: PHOTO: The ferry on Monday.",
      "Credit: (PHOTOGRAPH BY JO ITO/NPA)",
    }, blocks_of(docs[1]))
    local meta = docs[1].meta
    assert.same({ "2014-06-03", "The Harbour Post", "NEWS; Pg. 3", "Late Edition - Final", "en" },
      { meta.date.iso, meta.publisher, meta.section, meta.edition, meta.language })
    assert.equal("nexis:date", meta.found.date)
    assert.same({ "export.txt: article 2, line 42", 42 }, { docs[2].source.name, docs[2].source.place.line })
    assert.same({ "export-0002", 2 }, { docs[2].source.id, docs[2].source.number })
    assert.same({ "Headline: Second story", "Deck: A deck of words that go on.", "Paragraph: Second body." }, blocks_of(docs[2]))
  end)

  it("of the newer shape gives the same parts", function ()
    local docs, wrong = all(newer)
    assert.same({}, wrong)
    assert.same({
      "Headline: Ferry Returns to Kuusberg After Two Years", "Deck: The cook was the first on board.", "Byline: By Aino Kettukallio",
      "Dateline: KUUSBERG", "Paragraph: The ferry to Kuusberg is back after two years, the harbour office said on Monday.",
      "Paragraph: The cook, Priit Tamvere, 41, was on board.", "Caption: The ferry on Monday.",
    }, blocks_of(docs[1]))
    assert.same({ "2014-06-03", "The Harbour Post" }, { docs[1].meta.date.iso, docs[1].meta.publisher })
    assert.same({ "Headline: Second Story", "Paragraph: Second body." }, blocks_of(docs[2]))
  end)

  it("says that a date could not be read and guesses none, not even from the day it was loaded", function ()
    local docs = all(older)
    assert.is_nil(docs[2].meta.date)
    assert.same({ "The export gives no date that could be read." }, docs[2].source.notes)
    docs = all(newer)
    assert.is_nil(docs[2].meta.date)
    assert.same({ "The date that the export gives could not be read." }, docs[2].source.notes)
  end)

  it("leaves the index terms of the database out: they name people", function ()
    for _, export in ipairs { older, newer } do
      for _, doc in ipairs(all(export)) do assert.is_nil(doc.text:upper():find("OZOLA", 1, true)) end
    end
  end)

  it("is the same with other line ends, byte order marks and in UTF-16", function ()
    local expected = blocks_of(all(older)[1])
    assert.same(expected, blocks_of(all((older:gsub("\n", "\r\n")))[1]))
    assert.same(expected, blocks_of(all("\xEF\xBB\xBF" .. older)[1]))
    local utf16 = "\xFF\xFE" .. older:gsub(".", "%0\0")
    local docs = all(utf16)
    assert.equal(2, #docs)
    assert.same(expected, blocks_of(docs[1]))
  end)

  it("may have articles of several encodings", function ()
    local docs = all((older:gsub("Second body", "Deuxi\xE8me caf\xE9 \xE0 No\xEBl"):gsub("Kuusberg", "Küüsberg")))
    assert.equal("Ferry Returns to Küüsberg After Two Years", docs[1].meta.title)
    assert.matches("Deuxième café à Noël", docs[2].text)
    assert.matches("taken for Windows%-1252", docs[2].source.notes[1])
  end)

  it("goes on after an article without text and one that is too long", function ()
    local bare = older:gsub("The ferry to Kuusberg.-41%.", "")
    local docs, wrong = all(bare)
    assert.equal(1, #docs)
    assert.same({ "[empty] export.txt: article 1, line 2: an article without text" }, wrong)
    docs, wrong = all(older:gsub("Second body", ("word "):rep(1000)) .. newer, nil, { from = "nexis", limit_bytes = 2000 })
    assert.equal(2, #docs)
    assert.same({ "[limit] export.txt: article 2, line 42: larger than the limit of 2000 bytes" }, wrong)
  end)
end)

local labelled = [[
SE    News
HD
Ferry Returns to Kuusberg
BY    By Aino Kettukallio and Rein Tamvere
WC    120 words
PD    3 June 2014
ET    09:15
SN    The Harbour Post
SC    HARBPO
LA    English
CY    Copyright 2014. Harbour Post Ltd.

LP
The ferry to Kuusberg is back after two years, the harbour office said on Monday.

TD
The cook, Priit Tamvere, 41, was on board.

CO owned nothing, he said.

CO    ozola : Maris Ozola Shipping
RE
estn : Estonia
AN
Document HARBPO0020140603ea6300001

HD
Second Story
WC
12 words
PD
31 Juni 2014
SN
Le Courrier
LA
English
LP
Second lead.
TD
Second body.
AN
Document HARBPO0020140603ea6300002

Search Summary
Text   ferry
]]

local bare = [[
Ferry Returns to Kuusberg
By Aino Kettukallio
120 words
3 June 2014
09:15
The Harbour Post
HARBPO
3
English
(c) 2014 Harbour Post Ltd.

The ferry to Kuusberg is back after two years, the harbour office said on Monday.

The cook, Priit Tamvere, 41, was on board.

Document HARBPO0020140603ea6300001

Second Story
12 words
4 June 2014
Le Courrier
LECOUR
English
© 2014 Courrier

Second body.

Document LECOUR0020140604ea6300002
]]

describe("an export of Factiva", function ()
  it("with labels is cut into its articles, without the terms of the database", function ()
    local docs, wrong, skipped = all(labelled)
    assert.same({}, wrong)
    assert.equal(2, #docs)
    assert.same({
      "Headline: Ferry Returns to Kuusberg", "Byline: By Aino Kettukallio and Rein Tamvere",
      "Paragraph: The ferry to Kuusberg is back after two years, the harbour office said on Monday.",
      "Paragraph: The cook, Priit Tamvere, 41, was on board.", "Paragraph: CO owned nothing, he said.",
    }, blocks_of(docs[1]))
    assert.same({ "2014-06-03", "The Harbour Post", "News", "en" },
      { docs[1].meta.date.iso, docs[1].meta.publisher, docs[1].meta.section, docs[1].meta.language })
    assert.same({ "Headline: Second Story", "Paragraph: Second lead.", "Paragraph: Second body." }, blocks_of(docs[2]))
    assert.is_nil(docs[2].meta.date)
    assert.same({ "The date that the export gives could not be read." }, docs[2].source.notes)
    assert.same({ { what = "parts of an export that are no article", count = 1 } }, skipped)
  end)

  it("without labels gives the same parts", function ()
    local docs, wrong = all(bare)
    assert.same({}, wrong)
    assert.same({
      "Headline: Ferry Returns to Kuusberg", "Byline: By Aino Kettukallio",
      "Paragraph: The ferry to Kuusberg is back after two years, the harbour office said on Monday.",
      "Paragraph: The cook, Priit Tamvere, 41, was on board.",
    }, blocks_of(docs[1]))
    assert.same({ "2014-06-03", "The Harbour Post", "en" }, { docs[1].meta.date.iso, docs[1].meta.publisher, docs[1].meta.language })
    assert.same({ "2014-06-04", "Le Courrier", 17 }, { docs[2].meta.date.iso, docs[2].meta.publisher, docs[2].source.place.line })
  end)
end)

describe("an agency transmission", function ()
  local anpa = "\22\22\1a0123\31\n r i \28bc-Ferry, 1st Ld-Writethru   06-03 0120\r\r\n\2^Ferry Returns to Kuusberg<\r\n"
    .. "^By AINO KETTUKALLIO=\r\n^Northern Press Writer=\r\n   KUUSBERG, Estonia (NPA) _ The ferry to Kuusberg is back,\r\n"
    .. "the harbour office said Monday. ``It is back,'' the office said.\r\n   The cook, Priit Tamvere, 41, was on board.\r\n"
    .. "\3AP-NY-06-03-94 0915EDT<\4\n"
  local iptc = "\1NPA0124 4 DIS 12 Ferry-Sinks\r\n\2The second message is short.\r\n\x03031015 GMT JUN 14\4\n"

  it("gives each message as wire copy, with what its header and its end say", function ()
    local docs, wrong = all(anpa .. iptc, "wire.txt")
    assert.same({}, wrong)
    assert.same({
      "Headline: Ferry Returns to Kuusberg", "Byline: By AINO KETTUKALLIO, Northern Press Writer", "Dateline: KUUSBERG, Estonia (NPA) –",
      "Paragraph: The ferry to Kuusberg is back, the harbour office said Monday. “It is back,” the office said.",
      "Paragraph: The cook, Priit Tamvere, 41, was on board.",
    }, blocks_of(docs[1]))
    assert.same({ "1994-06-03", "medium", "international news", "NPA" },
      { docs[1].meta.date.iso, docs[1].meta.date.cert, docs[1].meta.section, docs[1].meta.agency })
    assert.equal("ANPA-1312 message a0123, priority r.", docs[1].source.notes[1])
    assert.same({ "2014-06-03", "disasters and accidents", "wire.txt: message 2, line 10" },
      { docs[2].meta.date.iso, docs[2].meta.section, docs[2].source.name })
    assert.same({ "Paragraph: The second message is short." }, blocks_of(docs[2]))
  end)

  it("that is cut off or broken is read as far as it goes, and that is said", function ()
    local docs = all(anpa .. iptc:sub(1, 50), "wire.txt")
    assert.equal(2, #docs)
    assert.same({ "IPTC 7901 message NPA0124, priority 4.", "The message has no end: it may be cut off." }, docs[2].source.notes)
    docs = all((iptc:gsub("031015", "991015"):gsub("NPA0124 4 DIS", "???")), "wire.txt", { from = "anpa" })
    assert.is_nil(docs[1].meta.date)
    assert.same({ "The header of the message could not be read.", "The day of transmission could not be read." }, docs[1].source.notes)
    local _, wrong = all(anpa .. iptc:gsub("The second.-short%.", "") .. iptc, "wire.txt")
    assert.same({ "[empty] wire.txt: message 2, line 10: a message without text" }, wrong)
  end)

  it("that is too long is passed over", function ()
    local long = iptc:gsub("short", ("word "):rep(40000))
    local docs, wrong = all(long .. iptc, "wire.txt", { limit_bytes = 10000 })
    assert.equal(1, #docs)
    assert.same({ "[limit] wire.txt: message 1, line 1: larger than the limit of 10000 bytes" }, wrong)
  end)
end)

describe("recognising a text export", function ()
  it("is sure of what has the marks, and leaves articles that only speak of them alone", function ()
    for name, export in pairs { nexis = older, factiva = labelled } do assert.equal(name, forms.recognise(export)[1].form.name) end
    assert.equal("nexis", forms.recognise(newer)[1].form.name)
    assert.equal("factiva", forms.recognise(bare)[1].form.name)
    assert.equal("anpa", forms.recognise("\1NPA0124 4 DIS 12 X\r\n\2Text.\3")[1].form.name)
    for _, plain in ipairs { "He read 1 of 2 DOCUMENTS aloud.\n\nEnd of Document\n", "HD\n\nThe screen was HD.", "Document 12\n\n120 words\n" } do
      assert.equal("text", forms.recognise(plain)[1].form.name, plain)
    end
  end)

  it("takes time that grows with the head, not with its square", function ()
    for _, unit in ipairs { "\n", " ", "x", "\n ", "1 of 1", "HD\n", "Document A", "{", "<", "=" } do
      local head = unit:rep(forms.head_bytes // #unit)
      local start = os.clock()
      forms.recognise(head)
      assert.is_true(os.clock() - start < 1, ("%q"):format(unit))
    end
  end)
end)
