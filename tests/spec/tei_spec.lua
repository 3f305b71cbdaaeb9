local core = require "bluepencil.core"
local document = require "bluepencil.document"
local sample = require "support.sample"
local tei = require "bluepencil.write.tei"

local options = { write = { date = "2026-01-02", authority = "Test archive" } }

local function write (doc, given)
  local bytes, message = tei.write(doc, given or options)
  assert.is_nil(message)
  return bytes
end

--- What stands between tags, without figDesc and with its characters back.
local function text_of (bytes)
  local body = bytes:match("<text>(.*)</text>"):gsub("<figDesc>.-</figDesc>", "")
  return (body:gsub("<[^>]*>", ""):gsub("&lt;", "<"):gsub("&gt;", ">"):gsub("&#13;", "\r"):gsub("&amp;", "&"))
end

local function squeeze (s) return (s:gsub("%s+", "")) end

local function body_of (bytes) return bytes:match("<text>.*</text>") end

describe("the TEI writer", function ()
  it("writes names, dates, numbers and speech with their values", function ()
    local bytes = write(sample.story())
    for _, piece in ipairs {
      '<head type="main">Witness <persName ref="#pers.1" ana="#prot.direct">Brandl</persName> Ends',
      '<dateline rend="run-in"><placeName ref="#pl.1">HAVENHOLM</placeName>, <date when="2021-03-09"',
      ' cert="medium" resp="#bp">March 9</date> (<orgName ref="#org.1"><abbr>NPX</abbr></orgName>) –</dateline>',
      '<measure type="age" quantity="41" unit="year" ana="#prot.quasi">41</measure>',
      '<rs type="person" subtype="family" ref="#pers.5" ana="#prot.quasi"><num value="2">two</num> sons</rs>',
      '<said xml:id="q1" who="#pers.1" direct="true" cert="high" resp="#bp" next="#q2">“I was told, <q>‘<persName',
      '<said xml:id="q2" who="#pers.1" direct="true" cert="high" resp="#bp" prev="#q1">“That was all.”</said>',
      "<soCalled>“brave.”</soCalled>",
      '<orgName subtype="metonym">Havenholm</orgName>',
      '<measure type="currency" quantity="5000" unit="USD" cert="medium" resp="#bp">$5,000</measure>',
      '<measure type="duration" quantity="1" unit="year">a year</measure>',
      '<ref target="http://www.example.org/pay?x=1&amp;y=2">',
      "<email>desk@example.org</email>",
      '<byline>By <persName ref="#pers.3" ana="#prot.public">Tom Rask</persName>',
      '<head type="credit">Photo by <persName ref="#pers.4" ana="#prot.public">Lea Noor</persName>/',
      '<p xml:id="p3">',
    } do
      assert.truthy(bytes:find(piece, 1, true), piece)
    end
  end)

  it("writes a header an archivist can use", function ()
    local bytes = write(sample.story())
    for _, piece in ipairs {
      '<title type="sub">full edition</title>', "<authority>Test archive</authority>", '<idno type="archive">port-trial</idno>',
      '<measure unit="word" quantity="', '<author><persName ref="#pers.3" ana="#prot.public">Tom Rask</persName></author>',
      '<title level="j">NPX (news agency copy)</title>', "<pubPlace>Havenholm</pubPlace>",
      '<date type="dateline" when="2021-03-09" cert="medium" resp="#bp">March 9</date>', "Read as UTF-8.</note>",
      '<category xml:id="medtop.20000111" corresp="http://cv.iptc.org/newscodes/mediatopic/20000111">',
      '<catDesc>trial (court)</catDesc>',
      '<catRef scheme="#mediatopics" target="#medtop.20000111" cert="high" resp="#bp"/>', "<term>courts</term>",
      '<application ident="bluepencil" version="' .. core.version .. '">',
      '<persName><forename>Marta</forename> <surname>Brandl</surname></persName>', '<age when="2021-03-09">41</age>',
      '<residence><placeName ref="#pl.2">Skarvik</placeName></residence>', '<note type="decision">Kept: the title',
      '<relation name="family" mutual="#pers.1 #pers.5"/>', '<org xml:id="org.1" type="agency"><orgName>NPX</orgName></org>',
      '<place xml:id="pl.1" type="city">', '<change when="2026-01-02" who="#bp">', '<name xml:id="bp">',
    } do
      assert.truthy(bytes:find(piece, 1, true), piece)
    end
  end)

  it("marks a redaction inside the element of what was struck", function ()
    local bytes = write(sample.story(true))
    assert.truthy(bytes:find('<measure type="age" ana="#prot.quasi"><gap reason="anonymization"/>'
      .. '<supplied reason="anonymization" ana="#op.generalise">[in her forties]</supplied></measure>', 1, true))
    assert.truthy(bytes:find('<persName type="pseudonym">Person A</persName>', 1, true))
    assert.truthy(bytes:find("family of Person A; composition withheld", 1, true))
    assert.truthy(bytes:find("6 redactions; 3 persons kept", 1, true))
    assert.truthy(bytes:find('<title type="sub">redacted edition</title>', 1, true))
  end)

  it("leaves nothing of what was struck anywhere in the bytes", function ()
    local doc = sample.story(true)
    doc.source.name = "brandl-trial.txt"
    doc.meta.title = "The Brandl trial"
    doc.meta.authors = { "Marta Brandl" }
    doc.meta.keywords = { "Brandl", "Skarvik", "courts" }
    doc.source.notes = { "The headline names Brandl.", "Read as UTF-8." }
    doc.labels[#doc.labels + 1] = { id = "brandl", name = "Brandl affair" }
    doc.entities[2].evidence = { { why = "prosecutes Brandl" } }
    doc.relations[#doc.relations + 1] = { name = "mother", active = doc.entities[1], passive = doc.entities[5] }
    local bytes = write(doc)
    for _, secret in ipairs { "brandl", "marta", "skarvik", "two sons", "mother", "<extent" } do
      assert.is_nil(bytes:lower():find(secret, 1, true), secret)
    end
    assert.is_nil(bytes:find('%f[%w]41%f[%W]'))
    assert.truthy(bytes:find("courts", 1, true))
  end)

  it("keeps the article's text, white space apart", function ()
    local doc = sample.story()
    assert.equal(squeeze(doc.text), squeeze(text_of(write(doc))))
  end)

  it("joins wrapped lines and what a soft hyphen parted", function ()
    local text = "A line\nwraps at Ana-\nRuiz."
    local doc = assert(document.new(text))
    doc:set_blocks({ { type = "Paragraph", first = 1, last = #text } }, { 21, 21 })
    doc.edits = {}
    assert.truthy(write(doc):find('<p xml:id="p1">A line wraps at Ana-Ruiz.</p>', 1, true))
    assert.truthy(write(doc):find("<hyphenation", 1, true))
  end)

  it("gives two runs the same bytes", function ()
    assert.equal(write(sample.story(true)), write(sample.story(true)))
  end)

  it("supplies a title, in brackets, when there is no headline", function ()
    local doc = sample.document({ { "Paragraph", "Something happened." } }, nil, { date = { iso = "2018-05-03" } })
    doc.labels = { { id = "medtop:20000111", name = "trial (court)", score = 1 } }
    assert.truthy(write(doc):find('<title type="main">[Untitled article of 2018-05-03: trial (court)]</title>', 1, true))
  end)

  it("takes a generalised date's value from the words in brackets only", function ()
    local doc = sample.document { { "Paragraph", "He left on May 4, 2016, and not in June." } }
    local exact = sample.mark(doc, "Date", "May 4, 2016", { norm = "2016-05-04" })
    local month = sample.mark(doc, "Date", "June", { norm = "2016-06" })
    sample.strike(doc, exact, "[a day in 2016]", "year", "quasi")
    sample.strike(doc, month, "[earlier]", "generalise", "quasi")
    local bytes = write(doc)
    assert.truthy(bytes:find('<date when="2016" ana="#prot.quasi"><gap', 1, true))
    assert.truthy(bytes:find('<date ana="#prot.quasi"><gap', 1, true))
    assert.is_nil(bytes:find("2016-0", 1, true))
  end)

  it("writes an annotation around a redaction without the values of what is inside", function ()
    local doc = sample.document { { "Paragraph", "The Brandl School of 1990 opened." } }
    sample.mark(doc, "Org", "Brandl School", { subtype = "school" })
    local name = sample.mark(doc, "Person", "Brandl")
    sample.mark(doc, "Date", "1990", { norm = "1990" })
    sample.strike(doc, name, "[Person A]", "label", "direct")
    assert.truthy(write(doc):find('<orgName><persName ana="#prot.direct"><gap reason="anonymization"/><supplied '
      .. 'reason="anonymization" ana="#op.pseudonym">[Person A]</supplied></persName> School</orgName> of '
      .. '<date when="1990">1990</date>', 1, true))
  end)

  it("splits a quotation that goes on in the next paragraph", function ()
    local doc = sample.document { { "Paragraph", "She said: “One." }, { "Paragraph", "Two.” And left." } }
    sample.mark(doc, "Quote", "“One.\n\nTwo.”", { subtype = "said" })
    local bytes = write(doc)
    assert.truthy(bytes:find('<said xml:id="q1" direct="true" next="#q1.2">“One.</said></p>', 1, true))
    assert.truthy(bytes:find('<said xml:id="q1.2" direct="true" prev="#q1">Two.”</said> And left.', 1, true))
  end)

  it("cuts annotations that cross at the edge of the outer one", function ()
    local doc = sample.document { { "Paragraph", "alpha beta gamma delta" } }
    sample.mark(doc, "Org", "alpha beta gamma")
    sample.mark(doc, "Person", "gamma delta")
    assert.truthy(write(doc):find("<orgName>alpha beta <persName>gamma</persName></orgName> delta", 1, true))
  end)

  it("hides all of an edit that goes on in the next block", function ()
    local doc = sample.document { { "Paragraph", "one two" }, { "Paragraph", "three four" } }
    local first, last = sample.span(doc, "two\n\nthree")
    doc.edits = { { first = first, last = last, replacement = "[gone]", operator = "remove", class = "direct" } }
    local bytes = write(doc)
    assert.truthy(bytes:find("[gone]", 1, true))
    assert.is_nil(bytes:find("two", 1, true))
    assert.is_nil(body_of(bytes):find("three", 1, true))
    assert.truthy(bytes:find("> four</p>", 1, true))
  end)

  it("keeps redactions when the markup of names is off", function ()
    local doc = sample.story(true)
    doc.tei = { person = false, registers = false, quotes = false }
    local body = body_of(write(doc))
    assert.is_nil(body:find("<persName", 1, true))
    assert.is_nil(body:find("ref=\"", 1, true))
    assert.truthy(body:find('<gap reason="anonymization"/>'
      .. '<supplied reason="anonymization" ana="#prot.direct #op.pseudonym">[Person A]', 1, true))
  end)

  it("gives a decade in brackets no attribute, since its last year may be what was struck", function ()
    local doc = sample.document { { "Paragraph", "In 1999 he left." } }
    sample.strike(doc, sample.mark(doc, "Date", "1999", { norm = "1999" }), "[the 1990s]", "year", "quasi")
    local body = write(doc)
    assert.truthy(body:find('<date ana="#prot.quasi">', 1, true))
    assert.is_nil(body:find("1999", 1, true))
  end)

  it("marks sentences, in parts where a quotation interrupts them", function ()
    local doc = sample.document { { "Paragraph", "Ana Ruiz came. “I am late. Sorry,” she said. Nobody spoke." } }
    sample.mark(doc, "Person", "Ana Ruiz")
    sample.mark(doc, "Quote", "“I am late. Sorry,”", { subtype = "said" })
    doc.tei = { sentences = true }
    assert.truthy(write(doc):find('<p xml:id="p1"><s><persName>Ana Ruiz</persName> came.</s> '
      .. '<said direct="true"><s>“I am late.</s> '
      .. '<s part="I">Sorry,”</s></said> <s part="F">she said.</s> <s>Nobody spoke.</s></p>', 1, true))
  end)

  it("marks words and signs", function ()
    local doc = sample.document { { "Paragraph", "Ana Ruiz, 41, left." } }
    sample.mark(doc, "Person", "Ana Ruiz")
    doc.tei = { words = true }
    assert.truthy(write(doc):find('<persName><w>Ana</w> <w>Ruiz</w></persName><pc>,</pc> <w>41</w>'
      .. '<pc>,</pc> <w>left</w><pc>.</pc>',
      1, true))
  end)

  it("puts every type of block where TEI allows it", function ()
    local doc = sample.document {
      { "Note", "Eds: correct." }, { "Byline", "By A" }, { "Paragraph", "one" }, { "Headline", "Late headline" },
      { "Deck", "deck" },
      { "Byline", "By B" }, { "Subhead", "Part" }, { "Byline", "By C" }, { "ListItem", "item" },
      { "ListItem", "item" },
      { "Caption", "caption" }, { "Credit", "credit" }, { "Dateline", "PLACE -" }, { "Subhead", "Empty" }, { "Subhead", "Last" },
      { "Credit", "credit" }, { "Credit", "another" }, { "Byline", "By D" }, { "Note", "End." },
    }
    local bytes = write(doc)
    assert.truthy(bytes:find('<div type="section">', 1, true))
    assert.equal("LateheadlineEds:correct.", squeeze(text_of(bytes)):sub(1, 24))
  end)

  it("writes an article without any text", function ()
    for _, list in ipairs { {}, { { "Headline", "Only this" } }, { { "Byline", "By A" } }, { { "Credit", "x" } } } do
      assert.is_string(write(sample.document(list)))
    end
  end)

  it("says in the header when characters had to be replaced", function ()
    local bytes = write(sample.document { { "Paragraph", "a\1b" } })
    assert.truthy(bytes:find("U+FFFD (1)", 1, true))
    assert.truthy(bytes:find("a\u{FFFD}b", 1, true))
  end)

  it("refuses an option it does not know", function ()
    assert.has_error(function () tei.write(sample.story(), { write = { autority = "x" } }) end)
    assert.has_error(function ()
      local doc = sample.story()
      doc.tei = { persons = true }
      tei.write(doc)
    end)
    assert.has_error(function () tei.write(sample.story(), { write = { date = "yesterday" } }) end)
  end)

  it("is valid against tei_all", function ()
    local schema = "../shared/data/tei/tei_all.rng"
    if not io.open(schema) or not os.execute("command -v jing >/dev/null 2>&1") then
      pending("jing or ../shared/data/tei/tei_all.rng is absent")
      return
    end
    local names = {}
    for i, doc in ipairs { sample.story(), sample.story(true), sample.document {}, sample.document {
      { "Note", "Eds: correct." }, { "Byline", "By A" }, { "Paragraph", "one" }, { "Headline", "Late" }, { "Deck", "deck" },
      { "Byline", "By B" }, { "Subhead", "Part" }, { "Byline", "By C" }, { "ListItem", "item" }, { "Caption", "caption" },
      { "Credit", "credit" }, { "Subhead", "Empty" }, { "Credit", "credit" }, { "Byline", "By D" }, { "Note", "End." },
    } } do
      names[i] = os.tmpname()
      local file = assert(io.open(names[i], "wb"))
      file:write(write(doc))
      file:close()
    end
    local pipe = io.popen(("jing %s %s 2>/dev/null"):format(schema, table.concat(names, " ")))
    local said = pipe:read("a")
    pipe:close()
    for _, name in ipairs(names) do os.remove(name) end
    assert.equal("", said)
  end)
end)
