--- Rules of the EXTRA language: read, written as labels, and meaning the same; and the command that does it.

local timing = require "support.timing"
local document = require "bluepencil.document"
local eql = require "bluepencil.rule.eql"
local filter = require "bluepencil.filter"
local command = require "support.command"

local function article (headline, ...)
  local parts, blocks, at = { headline, ... }, {}, 1
  for i, text in ipairs(parts) do
    blocks[i] = { type = i == 1 and "Headline" or "Paragraph", first = at, last = at + #text - 1 }
    at = at + #text + 2
  end
  local doc = assert(document.new(table.concat(parts, "\n\n"), { name = "spec.txt" }))
  doc:set_blocks(blocks)
  return doc
end

local function load_text (text)
  local path = os.tmpname()
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
  local loaded, message = filter.load(path)
  os.remove(path)
  return loaded, message
end

--- Whether a query holds of an article.
local function holds (query, ...)
  local text = assert(eql.label { name = "spec", query = query, topicId = "desk:x" })
  local doc = article(...)
  assert(filter.run({ assert(load_text(text)) }, doc))
  return doc.labels[1] ~= nil
end

-- query, articles for which it holds, articles for which it does not; an article is headline, then paragraphs.
local cases = {
  { '(title any "otter otters")', { { "Otters swim" } }, { { "It swims", "The otter." } } },
  { '("otter")', { { "The otter" }, { "It", "An Otter ran." } }, { { "Otters", "It ran." } } },
  { 'body adj "river otter"', { { "It", "A river otter." } }, { { "A river otter" }, { "It", "An otter in a river." } } },
  { '(body all "otter river")', { { "It", "An otter.", "A river." } }, { { "It", "An otter." } } },
  { '(text_content adj/stemming "hunting otter")',
    { { "It", "He hunted otters." }, { "Hunting otters" } }, { { "It", "The hunter of otters." } } },
  { '(title any/literal "OTTER")', { { "The OTTER project" } }, { { "The otter project" } } },
  { '(title any/casesensitive "Otter")', { { "Otter" } }, { { "otter" } } },
  { '(title = "ott*")', { { "Otters" } }, { { "A lotter" }, { "An ox" } } },
  { '(title adj "river? ott*")', { { "Two rivers otters" } }, { { "River otters" } } },
  { '(title adj "*otter")', { { "The seaotter" } }, { { "The otters" } } },
  { '(title adj/regexp "\\d+\\-?year\\-old")', { { "A 3-year-old" } }, { { "A year-old", "A 3-year-old" } } },
  { '(title == "river otter")', { { "River Otter" } }, { { "A river otter" } } },
  { '(and (title any "otter") (not (title any "sea") (body adj "zoo")))', { { "The otter", "In a den." } },
    { { "The sea otter" }, { "The otter", "In a zoo." } } },
  { '(AND (title any "otter") (NOT (OR (title any "sea") (body any "zoo"))))',
    { { "The otter" } }, { { "Sea otter" }, { "Otter", "zoo" } } },
  { '(or/count>=3 (body any "otter otters") (title any "otter"))',
    { { "An otter", "Two otters, an otter." } }, { { "An otter", "Two otters." } } },
  { '(or/count>2 (body any "otter"))', { { "It", "otter otter otter" } }, { { "It", "otter otter" } } },
  { '(or/count<3 (body any "otter"))',
    { { "It", "otter otter" } }, { { "It", "otter otter otter" }, { "It", "fox" } } },
  { '(or/countunique>1 (body any "otter") (body any "fox") (body any "hare"))',
    { { "It", "fox, hare" } }, { { "It", "fox, fox" } } },
  { '(or/countunique>=2 (body any "otter fox hare"))', { { "It", "fox, hare" } }, { { "It", "fox, fox" } } },
  { '(prox/unit=word/distance<=3 (body any "otter") (body any "river"))', { { "It", "A river of the old otter." } },
    { { "It", "A river one two three four otter." }, { "River", "otter" } } },
  { '(prox/unit=word/distance<2 (body any "otter") (or (body adj "river bank") (body any "den")))',
    { { "It", "The otter's own den." }, { "It", "River bank otter." } }, { { "It", "The otter had an old den." } } },
  { '(prox/unit=word/distance<=3/ordered (body any "otter") (body any "river"))',
    { { "It", "Otter by the river." } }, { { "It", "River otter." } } },
  { '(prox/ordered (body any "otter") (body any "river"))',
    { { "It", "Otter. It was. And so on by the river." } }, { { "It", "River. Otter." } } },
  { '(prox/unit=word/distance>0 (title any "kid") (or (title adj "comeback kid") (title adj "billy the kid")))',
    { { "A kid" }, { "The comeback kid has a kid" } }, { { "The comeback kid" }, { "Billy the Kid" } } },
  { '(prox/unit=word/distance>3 (body any "otter") (body any "river"))',
    { { "It", "An otter." }, { "It", "otter a b c d river" } }, { { "It", "otter river" } } },
  { '(prox/unit=sentence/distance=1 (body any "otter") (body any/stemming "swim"))',
    { { "It", "Otters were there. An otter swims." } },
    { { "It", "An otter. It swims." } } },
  { '(prox/unit=sentence/distance>1 (body any "otter") (body any "swims"))',
    { { "It", "An otter. It swims." } }, { { "It", "An otter swims." } } },
  { '(prox/unit=paragraph/distance=1 (body any "otter") (body any "swims"))',
    { { "It", "An otter. It swims." } }, { { "It", "An otter.", "It swims." } } },
  { '(and (title any "otter") // only of this paper // (not (title any "summary")))',
    { { "An otter" } }, { { "Otter summary" } } },
}

describe("a rule of the EXTRA language", function ()
  for _, case in ipairs(cases) do
    it(("means the same as a label: %s"):format(case[1]), function ()
      for _, doc in ipairs(case[2]) do assert.is_true(holds(case[1], table.unpack(doc)), table.concat(doc, " / ")) end
      for _, doc in ipairs(case[3]) do assert.is_false(holds(case[1], table.unpack(doc)), table.concat(doc, " / ")) end
    end)
  end

  it("compares dates and looks into metadata", function ()
    local function of (query, day, slug)
      local doc = article "It"
      doc.meta.date, doc.meta.slugline = { iso = day }, slug
      assert(filter.run({ assert(load_text(assert(eql.label { name = "x", query = query, topicId = "desk:x" }))) }, doc))
      return doc.labels[1] ~= nil
    end
    assert.is_true(of('(versionCreated >= "2019-05-03")', "2019-05-03"))
    assert.is_false(of('(versionCreated >= "2019-05-03")', "2019-05-02"))
    assert.is_true(of('(versionCreated within "2019-05-01 2019-05-31")', "2019-05-03T10:00:00Z"))
    assert.is_false(of('(versionCreated within "2019-05-01 2019-05-31")', "--05-03"))
    assert.is_true(of('(slugline = "OTTER")', nil, "NATURE-OTTER"))
    assert.is_false(of('(slugline = "OTTER")', nil, "NATURE"))
  end)

  it("is written to be read: one list for words of one kind in one part", function ()
    assert.equal('any { headline(exactly "otter, sea otter, fox"), body(stem "swim") }',
      eql.to_lua '(or (title any "otter") (title adj "sea otter") (body any/stemming "swim") (title = "fox"))')
    assert.equal('headline(exactly "otter"),\nnone { headline(exactly "summary, schedule") }',
      eql.to_lua '(and (title = "otter") (not (or (title = "summary") (title = "schedule"))))')
  end)

  it("is refused with the place where it cannot be read", function ()
    for query, wanted in pairs {
      ["(and (title any \"a\")"] = "%( at character 1 is not closed", ["(title any)"] = "words in quotes are expected behind 'title any'",
      ["(titel any \"a\")"] = "unknown field 'titel'; did you mean 'title'%?", ["(title any/stming \"a\")"] = "/stming",
      ["(prox/unit=wrd/distance<2 (\"a\") (\"b\"))"] = "unknown unit of prox 'wrd'; did you mean 'word'%?",
      ["(prox (\"a\") (\"b\"))"] = "needs a distance", ["(and)"] = "without a clause", [""] = "a clause is expected",
      ["(title any \"a\") x"] = "more than one clause", ["(title any \"a)"] = "quotes that do not end", ["(or/count>=x (\"a\"))"] = "whole number",
      ["(body > \"3\")"] = "compares numbers", ["(and // a (\"b\"))"] = "remark that does not end",
    } do
      local text, message = eql.to_lua(query)
      assert.is_nil(text, query)
      assert.matches(wanted, message)
    end
  end)

  it("that speaks of a retired topic keeps its words and loses its id", function ()
    local text, remark = eql.label { name = "Tours", query = '("tour")', topicId = "medtop:20000564" }
    assert.matches('id = "retired:20000564", name = "Tours"', text, 1, true)
    assert.matches("not in use any more", remark)
  end)
end)

describe("the rules that the IPTC published", function ()
  local path = "../shared/data/classify/iptc-extra-rules-english.json"
  local file = io.open(path)
  if file then file:close() end

  it("are imported, load, and cost little", function ()
    if not file then return pending "../shared/data/classify is not there" end
    local place = command.new()
    local status, out = place:run("import-rules " .. path)
    assert.equal(0, status)
    local loaded = assert(load_text(out))
    place:close()
    assert.equal(36, #loaded.rules)
    local doc = article("Deported migrants seek asylum", ("The city heard of a fire and of nothing else. "):rep(40), "Immigration policy was named.")
    assert(filter.run({ loaded }, doc))
    local by_id = {}
    for _, label in ipairs(doc.labels) do by_id[label.id] = label end
    assert.same({ "Deported", "migrants", "Immigration policy" }, by_id["medtop:20000771"].why)
    assert.is_nil(by_id["medtop:20000150"])
    assert.is_true(timing.best(function () loaded.topics:label(doc) end) < 1000)
  end)
end)

describe("bluepencil import-rules", function ()
  local place
  before_each(function () place = command.new() end)
  after_each(function () place:close() end)

  it("takes rules one a line, names those that are wrong, and never replaces a file unasked", function ()
    place:write("rules.txt", '{"name": "A", "query": "(title any \\"otter\\")", "topicId": "desk:otter"}\n{"name": "B", "query": "(title"}\n')
    place:write("desk.lua", "-- mine")
    local status, _, said = place:run "import-rules @rules.txt -o @desk.lua"
    assert.equal(1, status)
    assert.matches("desk.lua is there already", said)
    assert.equal("-- mine", place:read "desk.lua")
    status, _, said = place:run "import-rules @rules.txt -o @desk.lua --force"
    assert.equal(1, status)
    assert.matches("rule 2 %(B%): character", said)
    local loaded = assert(filter.load(place:path "desk.lua"))
    assert.equal("desk:otter", loaded.rules[1].id)
  end)

  it("says what is wrong with a file", function ()
    place:write("rules.txt", "not JSON")
    local status, _, said = place:run "import-rules @rules.txt"
    assert.equal(1, status)
    assert.matches("line 1: not JSON", said)
    assert.equal(1, (place:run "import-rules @none.json"))
    assert.equal(2, (place:run "import-rules"))
  end)
end)
