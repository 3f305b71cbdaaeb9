--- label{...} with conditions: what holds where, with which reasons; and what is said of a rule that is wrong.

local timing = require "support.timing"
local document = require "bluepencil.document"
local filter = require "bluepencil.filter"
local log = require "bluepencil.log"

--- A document of blocks: { "Headline", text }, ...; a plain string is a paragraph.
local function article (...)
  local parts, blocks, at = {}, {}, 1
  for i, row in ipairs { ... } do
    local kind, text = "Paragraph", row
    if type(row) == "table" then kind, text = row[1], row[2] end
    parts[i], blocks[i] = text, { type = kind, first = at, last = at + #text - 1 }
    at = at + #text + 2
  end
  local doc = assert(document.new(table.concat(parts, "\n\n"), { name = "spec.txt" }))
  doc:set_blocks(blocks)
  return doc
end

local function load_filter (source)
  local path = os.tmpname()
  local file = assert(io.open(path, "wb"))
  file:write(source)
  file:close()
  local said = log.warn
  log.warn = function () end                                        -- luacheck: ignore 122
  local loaded, message = filter.load(path)
  log.warn = said                                                   -- luacheck: ignore 122
  os.remove(path)
  if loaded then loaded.name = "spec" end
  return loaded, message and message:gsub(path:gsub("%p", "%%%0"), "FILE")
end

--- The label that a rule of these conditions gives a document, or nil.
local function label_of (conditions, doc)
  local loaded = assert(load_filter(("label { id = 'desk:x', %s }"):format(conditions)))
  assert(filter.run({ loaded }, doc))
  return doc.labels[1]
end

local function holds (conditions, ...) return label_of(conditions, article(...)) ~= nil end

local function why (conditions, ...)
  local label = label_of(conditions, article(...))
  return label and table.concat(label.why, ", ")
end

describe("words", function ()
  it("are found in any case, and the last one in the plural", function ()
    assert.equal("Asylum seekers", why([["asylum seeker, refugee"]], "Asylum seekers came."))
    assert.is_false(holds([["asylum seeker"]], "Asylum, seeker of peace."))
    assert.is_true(holds([[exactly "kid"]], "A Kid."))
    assert.is_false(holds([[exactly "kid"]], "Two kids."))
    assert.is_true(holds([[cased "AIDS"]], "AIDS spread."))
    assert.is_false(holds([[cased "AIDS"]], "She aids them."))
  end)

  it("have endings, stems and open ends", function ()
    assert.is_true(holds([["deport/ed/ing"]], "They were deported."))
    assert.is_false(holds([["deport/ed/ing"]], "The deportation."))
    assert.is_true(holds([["kidnap~"]], "He was kidnapped."))
    assert.is_true(holds([[stem "drug offender"]], "Drugs offenders met."))
    assert.is_true(holds([["model* agenc*"]], "A modelling agency."))
    assert.is_false(holds([["insur*"]], "The inspector."))
  end)

  it("do not count in bylines, credits and notes, unless one looks there", function ()
    local doc = { { "Byline", "By Jo Fox" }, "It ran." }
    assert.is_false(holds([["fox"]], table.unpack(doc)))
    assert.is_true(holds([[byline "fox"]], table.unpack(doc)))
    assert.is_true(holds([[anywhere "fox"]], table.unpack(doc)))
  end)

  it("are told as reasons, with their places", function ()
    local doc = article("A Fox met a fox and a badger.")
    local label = label_of([[any { "fox", "badger" }]], doc)
    assert.same({ "Fox", "badger" }, label.why)
    assert.equal("Fox", doc.text:sub(label.places[1], label.places[2]))
    assert.equal("badger", doc.text:sub(label.places[3], label.places[4]))
    assert.equal("spec:rules", label.source)
    assert.equal(0.8, label.score)
    assert.equal(0.6, label_of([[score = 0.6, "fox"]], article "fox").score)
  end)

  it("also stand in patterns", function ()
    assert.equal("11-year-old", why([[headline(regexp "\\d+-?\\s?year-?\\s?old")]], { "Headline", "The 11-year-old king" }))
    assert.is_false(holds([[headline(regexp "\\d+-year-old")]], "The 11-year-old king"))
  end)
end)

describe("all, any, none", function ()
  it("are what they say", function ()
    assert.is_true(holds([[all { "fox", "badger" }]], "fox", "badger"))
    assert.is_false(holds([[all { "fox", "badger" }]], "fox"))
    assert.is_true(holds([[any { "fox", all { "owl", "badger" } }]], "owl and badger"))
    assert.is_false(holds([["fox", none { "hunt", "hound" }]], "The fox fled the hounds."))
    assert.is_true(holds([["fox", none { "hunt", "hound" }]], "The fox."))
    assert.is_true(holds([["fox", none { all { "hunt", "hound" } }]], "The fox hunt."))
  end)

  it("hold without a word where nothing is asked for but absence", function ()
    assert.is_true(holds([[none "fox"]], "An owl."))
    assert.is_false(holds([[none "fox"]], "A fox."))
    assert.equal("", why([[none "fox"]], "An owl."))
  end)

  it("take several conditions of a label for all", function ()
    assert.is_true(holds([["fox", "owl"]], "fox", "owl"))
    assert.is_false(holds([["fox", "owl"]], "fox"))
    assert.is_true(holds([[{ "fox", "owl" }]], "fox"))
  end)
end)

describe("near", function ()
  it("counts the words between", function ()
    assert.is_true(holds([[near { "asylum", "court", distance = 2 }]], "asylum, said the court"))
    assert.is_false(holds([[near { "asylum", "court", distance = 1 }]], "asylum, said the court"))
    assert.is_true(holds([[near { "asylum", "court", distance = 0 }]], "the court: asylum"))
    assert.is_false(holds([[near { "asylum", "court", distance = 0, ordered = true }]], "the court: asylum"))
    assert.is_true(holds([[near { "asylum", "court", ordered = true }]], "asylum or so, said the court"))
    assert.equal("asylum granted", why([[near { "asylum", "grant~", distance = 1 }]], "Seeking work. The asylum granted was his."))
  end)

  it("goes to the nearest one on either side", function ()
    local rule = [[near { "fox", "owl", distance = 1 }]]
    assert.is_true(holds(rule, "owl a b c fox d owl"))
    assert.is_true(holds(rule, "owl b fox c d e owl"))
    assert.is_false(holds(rule, "owl b c fox c d e owl"))
  end)

  it("takes no word for its own neighbour", function ()
    assert.is_false(holds([[near { "asylum", "asylum seeker" }]], "An asylum seeker."))
    assert.is_true(holds([[near { "asylum", "asylum seeker" }]], "An asylum seeker has asylum."))
  end)

  it("asks for one sentence or paragraph", function ()
    local same = [[near { "boy", "abuse~", within = "sentence" }]]
    assert.is_true(holds(same, "Abused for years, in the town of Sarn, was the boy."))
    assert.is_false(holds(same, "They met the boy. Abuse was named."))
    assert.is_true(holds([[near { "boy", "abuse~", within = "sentence", distance = 1 }]], "They met the boy. Abuse was named."))
    assert.is_true(holds([[near { "boy", "abuse", within = "paragraph" }]], "They met the boy. Abuse was named."))
    assert.is_false(holds([[near { "boy", "abuse", within = "paragraph" }]], "They met the boy.", "Abuse was named."))
  end)

  it("joins more than two, and whole conditions", function ()
    local three = [[near { "boy", "school", "fire", distance = 2 }]]
    assert.is_true(holds(three, "A boy at a school on fire."))
    assert.is_false(holds(three, "A boy at a school. It was all there on fire."))
    assert.is_true(holds([[near { any { "boy", "girl" }, any { "fire", "flood" }, within = "sentence" }]], "A girl fled the flood."))
  end)
end)

describe("outside", function ()
  it("counts a word where it is no part of another phrase", function ()
    local rule = [[outside { "kid", "comeback kid" }]]
    assert.is_false(holds(rule, "The comeback kid."))
    assert.is_true(holds(rule, "The comeback kid has a kid."))
    assert.equal("kid", why(rule, "The comeback kid has a kid."))
    assert.is_true(holds(rule, "A kid."))
  end)
end)

describe("counts", function ()
  it("are of all occurrences", function ()
    assert.is_true(holds([[at_least(3) "fox, owl"]], "fox owl fox"))
    assert.is_false(holds([[at_least(3) "fox, owl"]], "fox owl"))
    assert.is_true(holds([["fox", at_most(2) "fox"]], "fox fox"))
    assert.is_false(holds([["fox", at_most(2) "fox"]], "fox fox fox"))
    assert.is_true(holds([[at_least(2) { headline "fox", body "owl" }]], { "Headline", "A fox" }, "An owl"))
  end)

  it("are of different words", function ()
    assert.is_false(holds([[different(2) "fox, owl, hare"]], "fox fox fox"))
    assert.is_true(holds([[different(2) "fox, owl, hare"]], "fox hare"))
    assert.is_true(holds([[different(2) { "fox, vixen", "owl" }]], "vixen and owl"))
    assert.is_false(holds([[different(2) { "fox, vixen", "owl" }]], "vixen and fox"))
  end)
end)

describe("parts of the article", function ()
  local doc = { { "Headline", "Fox trial" }, { "Deck", "A deck of cards" }, { "Dateline", "SARN, May 3 -" },
                "One paragraph.", { "ListItem", "Two items." },
                "Three owls.", "Four hares.", { "Subhead", "A subhead" }, { "Caption", "A captioned badger" }, { "Note", "A noted lynx" } }

  it("are where a condition looks", function ()
    for rule, wanted in pairs {
      [ [[headline "fox"]] ] = true, [ [[body "fox"]] ] = false, [ [[deck "card"]] ] = true,
      [ [[dateline "sarn"]] ] = true, [ [["sarn"]] ] = false,
      [ [[lead(3) "owl"]] ] = true, [ [[lead(2) "owl"]] ] = false, [ [[lead(1) "paragraph"]] ] = true,
      [ [[lead(3) "hare"]] ] = false,
      [ [[body "hare"]] ] = true, [ [[subhead "subhead"]] ] = true, [ [[body "subhead"]] ] = true,
      [ [[caption "badger"]] ] = true,
      [ [[body "badger"]] ] = false, [ [["badger"]] ] = true, [ [["lynx"]] ] = false, [ [[note "lynx"]] ] = true,
      [ [[anywhere "lynx"]] ] = true,
      [ [[(headline + lead(3)) "owl"]] ] = true, [ [[(headline + lead(3)) "fox"]] ] = true,
      [ [[(headline + lead(3)) "hare"]] ] = false,
      [ [[(headline + deck) { "fox", "card" }]] ] = true, [ [[headline { "fox", "card" }]] ] = false,
      [ [[headline { any { "card", "fox" } }]] ] = true,
      [ [[body(lead(3) "owl")]] ] = true, [ [[body { "owl", none(lead(3) "hare") }]] ] = true,
    } do assert.equal(wanted, holds(rule, table.unpack(doc)), rule) end
  end)

  it("must meet where one stands in another", function ()
    local loaded, message = load_filter "label { id = 'x',\n  headline(body 'fox') }"
    assert.is_nil(loaded)
    assert.matches("FILE:1: body is no part of headline", message)
  end)
end)

describe("found", function ()
  local function court ()
    local doc = article({ "Headline", "Asylum at last" }, "The Supreme Court of Sarn and the Board heard it.", "The Tribunal of Orvel paid $20.")
    local function add (kind, words, fields)
      local first, last = doc.text:find(words, 1, true)
      fields.type, fields.first, fields.last = kind, first, last
      return doc:add(fields)
    end
    local who = { type = "Org", mentions = {} }
    add("Org", "Supreme Court of Sarn", { entity = who, subtype = "court" })
    add("Org", "Board", { entity = who })
    add("Org", "Tribunal of Orvel", { subtype = "court" })
    add("Person", "Orvel", { entity = { role = "private", kind = "refugee", vulnerable = true } })
    add("Money", "$20", { norm = 20, unit = "USD" })
    return doc
  end

  it("looks for annotations of a type, by their fields and words", function ()
    for rule, wanted in pairs {
      [ [[found "Org"]] ] = true, [ [[found { "Org", at_least = 3 }]] ] = true,
      [ [[found { "Org", at_least = 4 }]] ] = false,
      [ [[found { "Org", at_least = 2, different = true }]] ] = true,
      [ [[found { "Org", at_least = 3, different = true }]] ] = false,
      [ [[found { "Org", subtype = "court", at_least = 2 }]] ] = true,
      [ [[found { "Org", subtype = "court", at_least = 3 }]] ] = false,
      [ [[found { "Org", with = "court, tribunal", at_least = 2 }]] ] = true,
      [ [[found { "Org", with = "ministry" }]] ] = false,
      [ [[found { "Person", role = "private", kind = { "refugee", "minor" } }]] ] = true,
      [ [[found { "Person", role = "public" }]] ] = false,
      [ [[found { "Money", unit = "USD", above = 19 }]] ] = true, [ [[found { "Money", above = 20 }]] ] = false,
      [ [[found { "Money", below = 21 }]] ] = true,
      [ [[headline(found "Org")]] ] = false, [ [[lead(1)(found { "Org", with = "tribunal" })]] ] = false,
      [ [[none(found "Age")]] ] = true,
      [ [[found { "Org", with = "court, tribunal", at_least = 2 }, (headline + lead(3)) "asylum"]] ] = true,
      [ [[near { found "Money", "tribunal", within = "sentence" }]] ] = true,
    } do assert.equal(wanted, label_of(rule, court()) ~= nil, rule) end
  end)

  it("gives the annotations as reasons", function ()
    assert.same({ "Supreme Court of Sarn", "Tribunal of Orvel" }, label_of([[found { "Org", subtype = "court" }]], court()).why)
  end)

  it("knows types that the filter declares", function ()
    local loaded = assert(load_filter [[gazetteer { type = "Shelter", "Casa Azul" } label { id = "x", found "Shelter" }]])
    local doc = article "At Casa Azul."
    assert(filter.run({ loaded }, doc))
    assert.same({ "Casa Azul" }, doc.labels[1].why)
  end)
end)

describe("metadata", function ()
  it("holds what the reader found beside the text", function ()
    local doc = article "It ran."
    doc.meta.section = "World / Opinion"
    assert.is_truthy(label_of([[metadata { section = "comment, opinion" }]], doc))
    doc = article "It ran."
    doc.meta.section, doc.meta.keywords = "Pinions", { "sport", { name = "Opinions" } }
    assert.is_nil(label_of([[metadata { section = "comment, opinion" }]], doc))
    assert.is_truthy(label_of([[metadata { keywords = "opinion" }]], doc))
  end)
end)

describe("a rule of words and conditions", function ()
  it("asks for both", function ()
    local rule = [[words = { [3] = "quota" }, none { headline "schedule" }]]
    assert.is_true(holds(rule, { "Headline", "Fish" }, "A quota."))
    assert.is_false(holds(rule, { "Headline", "Schedule" }, "A quota."))
    assert.is_false(holds(rule, { "Headline", "Fish" }, "A net."))
  end)

  it("weighs conditions as it weighs words", function ()
    local rule = [[words = { [1.5] = { "boat", near { "fish", "quota", within = "sentence" } }, [-3] = "card*" }]]
    assert.is_false(holds(rule, "A boat."))
    assert.is_false(holds(rule, "A fish. A quota."))
    assert.is_true(holds(rule, "A boat. The fish has a quota."))
    assert.is_false(holds(rule, "A boat. The fish has a quota. Cards."))
    assert.equal("boat, fish has a quota", why(rule, "A boat. The fish has a quota."))
  end)

  it("brings the top topic of a topic with it", function ()
    local loaded = assert(load_filter [[label { id = "medtop:20000645", "asylum" }]])
    local doc = article "asylum"
    assert(filter.run({ loaded }, doc))
    assert.equal(2, #doc.labels)
    assert.equal("medtop:11000000", doc.labels[1].id)
    assert.equal("mediatopics", doc.labels[1].scheme)
  end)
end)

describe("a rule that is wrong", function ()
  local cases = {
    { [[label { id = "x", wrods = {} }]], "unknown field of a label 'wrods'; did you mean 'words'%?" },
    { [[label { id = "medtop:20000654", "fox" } label { id = "medtop:29990645", "fox" }]], "medtop:29990645 is not in use in the IPTC Media Topics" },
    { [[label { id = "genre:Obituaries", "fox" }]], "genre:Obituaries is not in use .-; did you mean genre:Obituary" },
    { [[label { id = "x", hedline "fox" }]], "global 'hedline'.-; did you mean 'headline'%?" },
    { [[label { id = "x", near { "fox", "owl", distanse = 3 } }]], "unknown field of near 'distanse'; did you mean 'distance'%?" },
    { [[label { id = "x", near { "fox", "owl", within = "sentense" } }]], "'sentense'; did you mean 'sentence'%?" },
    { [[label { id = "x", near { "fox" } }]], "near{...} needs at least 2 conditions" },
    { [[label { id = "x", near { "fox", none "owl" } }]], "near{...} is given what occurs" },
    { [[label { id = "x", found { "Orgg" } }]], "unknown annotation type 'Orgg'; did you mean 'Org'%?" },
    { [[label { id = "x", types = { Orgg = 1 } }]], "unknown annotation type 'Orgg'; did you mean 'Org'%?" },
    { [[label { id = "x", found { "Org", knd = "media" } }]], "unknown field of found 'knd'; did you mean 'kind'%?" },
    { [[label { id = "x", found {} }]], "needs one type of annotation" },
    { [[label { id = "x", lead "fox" }]], "lead is given a number first" },
    { [[label { id = "x", headline }]], "a part of the article needs words" },
    { [[label { id = "x", headline + deck }]], "a part of the article needs words" },
    { [[label { id = "x", "fox", score = 2 }]], "between 0 and 1" },
    { [[label { id = "x", "fox*es" }]], "stand at the end of a word" },
    { [[label { id = "x", "fo*" }]], "three letters" },
    { [[label { id = "x", " , " }]], "without a word" },
    { [[label { id = "x", 7 }]], "words in quotes or conditions, not a number" },
    { [[label { id = "x", regexp "(a" }]], "%( without %)" },
    { [[label { id = "x", regexp "(a*)*" }]], "may be empty" },
    { [[label { id = "x", metadata { secton = "a" } }]], "unknown field of metadata 'secton'; did you mean 'section'%?" },
    { [[label { id = "x", different(3) "fox, owl" }]], "given only 2" },
    { [[label { id = "x", at_least "fox" }]], "whole number" },
    { [[label { id = "x", words = { [2] = 7 } }]], "given as %[weight%]" },
  }
  for _, case in ipairs(cases) do
    it(("is refused with file and line: %s"):format(case[1]), function ()
      local loaded, message = load_filter("\n" .. case[1])
      assert.is_nil(loaded)
      assert.matches("FILE:2: ", message)
      assert.matches(case[2], message)
    end)
  end
end)

describe("many rules", function ()
  it("cost little where their words do not stand in the article", function ()
    local source = {}
    for i = 1, 300 do
      source[i] = ("label { id = 'x:%d', all { 'alpha%d, beta%d stone', near { 'gamma%d', 'delta%d~', within = 'sentence' }, "
        .. "none { headline 'summary' } } }"):format(i, i, i, i, i)
    end
    local loaded = assert(load_filter(table.concat(source, "\n")))
    local words = {}
    for i = 1, 700 do words[i] = (i % 9 == 0) and "Alpha" .. i % 40 .. "," or "word" .. i % 90 end
    local doc = article({ "Headline", "A stone" }, table.concat(words, " "))
    assert(filter.run({ loaded }, doc))
    local each = timing.best(function () loaded.topics:label(doc) end)
    assert.is_true(each < 1000, ("%.0f microseconds"):format(each))
  end)
end)

describe("the rules of docs/classification.md", function ()
  local rules = {}
  for block in assert(io.open "docs/classification.md"):read "a":gmatch "```lua\n(.-)```" do
    if block:find "^label" then rules[#rules + 1] = block end
  end
  local loaded = assert(load_filter(table.concat(rules, "\n")))

  --- An article with annotations { type, words, fields } of its text, and the ids of its labels.
  local function labelled (annotations, ...)
    local doc = article(...)
    for _, row in ipairs(annotations) do
      local first, last = doc.text:find(row[2], 1, true)
      local a = { type = row[1], first = first, last = last }
      for name, value in pairs(row[3] or {}) do a[name] = value end
      doc:add(a)
    end
    assert(filter.run({ loaded }, doc))
    local ids = {}
    for _, label in ipairs(doc.labels) do ids[label.id] = table.concat(label.why, ", ") end
    return ids
  end

  local courts = { { "Org", "Court of Sarn" }, { "Org", "Tribunal of Orvel" } }

  it("find an asylum case before two courts, and none where one is only reported in a summary", function ()
    local text = { "The Court of Sarn sent the case to the Tribunal of Orvel.", "The family seeks asylum." }
    assert.equal("Court of Sarn, Tribunal of Orvel, asylum",
      labelled(courts, { "Headline", "Case moves on" }, table.unpack(text))["desk:asylum-court"])
    assert.is_nil(labelled(courts, { "Headline", "News summary" }, table.unpack(text))["desk:asylum-court"])
    assert.is_nil(labelled({ courts[1] }, { "Headline", "Case moves on" }, table.unpack(text))["desk:asylum-court"])
    assert.is_nil(labelled(courts, { "Headline", "Case" }, text[1], "Two.", "Three.", text[2])["desk:asylum-court"])
  end)

  it("weigh a near miss, and let a word speak against it", function ()
    assert.equal("catch, trawler, falsifying catch quotas",
      labelled({}, { "Headline", "Skipper fined" }, "He was falsifying catch quotas on a trawler. A second trawler helped.")["desk:quota-fraud"])
    assert.is_nil(labelled({}, { "Headline", "Skipper fined" }, "Import quotas on steel. He was falsifying quotas.")["desk:quota-fraud"])
  end)

  it("find children by headline, by count or by a sentence", function ()
    local id = "medtop:20000790"
    assert.truthy(labelled({}, { "Headline", "Toddler found" }, "All is well.")[id])
    assert.truthy(labelled({}, { "Headline", "Found" }, "The child met a pupil and another child.")[id])
    assert.truthy(labelled({}, { "Headline", "Found" }, "The girl had been neglected for years.")[id])
    assert.truthy(labelled({}, { "Headline", "Boy wins" }, "His school is proud.")[id])
    assert.is_nil(labelled({}, { "Headline", "Child star at forty" }, "The child actor was a child.", "A child.")[id])
    assert.is_nil(labelled({}, { "Headline", "Found" }, "The girl left. Neglect was named.")[id])
  end)

  it("find rulings that cost much, by their sum, and people at risk, by who they are", function ()
    local function ruling (sum)
      return labelled({ { "Money", "$2m", { norm = sum } } }, "The court ordered the firm to pay $2m.")["desk:costly-ruling"]
    end
    assert.equal("court ordered, $2m", ruling(2000000))
    assert.is_nil(ruling(200000))
    local who = { role = "private", kind = "minor", vulnerable = true }
    assert.equal("Mira", labelled({ { "Person", "Mira", { entity = who } } }, "Mira ran.")["desk:minors"])
    assert.is_nil(labelled({ { "Person", "Mira", { entity = { kind = "minor" } } } }, "Mira ran.")["desk:minors"])
  end)
end)
