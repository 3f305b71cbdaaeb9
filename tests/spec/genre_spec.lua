--- Genres by the shipped rules: markers that give one, and what looks like one and is none.  All articles are invented.

local timing = require "support.timing"
local document = require "bluepencil.document"
local filter = require "bluepencil.filter"

local classify = assert(filter.load "classify")

local function article (meta, ...)
  local parts, blocks, at = {}, {}, 1
  for i, row in ipairs { ... } do
    local kind, text = i == 1 and "Headline" or "Paragraph", row
    if type(row) == "table" then kind, text = row[1], row[2] end
    parts[i], blocks[i] = text, { type = kind, first = at, last = at + #text - 1 }
    at = at + #text + 2
  end
  local doc = assert(document.new(table.concat(parts, "\n\n"), { name = "spec.txt" }, meta))
  doc:set_blocks(blocks)
  assert(filter.run({ classify }, doc))
  return doc
end

--- Ids of genres and signals, sorted, with a space between.
local function genres (...)
  local list = {}
  for _, label in ipairs(article(...).labels) do
    if label.scheme ~= "mediatopics" then list[#list + 1] = label.id end
  end
  table.sort(list)
  return table.concat(list, " ")
end

local dateline = { "Dateline", "PORT SARN, May 14 (NPA) -" }
local plain = "Four boats left the harbour, a clerk said."

describe("genre", function ()
  local given = {
    { "genre:Current", {}, "Boats leave", dateline, plain },
    { "genre:Current", { agency = "NPA" }, "Boats leave", plain },
    { "genre:Opinion", {}, "Opinion: Let the boats go", dateline, plain },
    { "genre:Opinion", { section = "Comment & Debate" }, "Let the boats go", plain },
    { "genre:Opinion", {}, "Let the boats go", plain, { "Note",
      "Ilse Varn is a columnist for this paper. The views expressed are hers." } },
    { "genre:Opinion", { section = "Letters" }, "Boats", plain },
    { "genre:Obituary", {}, "Ilse Varn, Who Counted Boats, Dies at 84",
      "Ilse Varn, who counted boats for fifty years, died on Monday in Sarn at the age of 84.",
      "She is survived by two sons." },
    { "genre:Obituary", {}, "Obituary: Ilse Varn", plain },
    { "genre:Interview", {}, "An Interview With Ilse Varn", plain },
    { "genre:Interview genre:Question_and_Answer_Session", {}, "On boats", "Q: Why boats?",
      "A: They float.", "Q: All?", "A: Most.", "Q: And now?", "A: Lunch." },
    { "genre:LiveCoverage", {}, "Ferry strike: live updates", dateline, plain },
    { "genre:LiveCoverage", {}, "Ferry strike", "9:15 am The first boat is late.",
      "10:02 am So is the second.", "10:40 GMT A third.", "11.05am No more." },
    { "genre:Press_Release", {}, "Sarn Ferries Buys Boat", "FOR IMMEDIATE RELEASE", dateline, plain },
    { "genre:Press_Release", {}, "Sarn Ferries Buys Boat", { "Dateline",
      "PORT SARN, May 14 /PRNewswire/ --" }, plain },
    { "genre:Press_Release", {}, "Sarn Ferries Buys Boat", plain, "About Sarn Ferries",
      "Sarn Ferries runs boats.", "Media contact: Jo Ito" },
    { "genre:Review", {}, "Film review: The Boat", plain },
    { "genre:Analysis", {}, "Analysis: Why the boats left", dateline, plain },
    { "genre:Fact_Check", {}, "Fact check: No, the boats did not sink", plain },
    { "genre:ListingOfFacts", {}, "FACTBOX - Boats of Sarn", dateline, plain },
    { "genre:horoscope", {}, "Your horoscope for May", plain },
    { "genre:Current sig:correction", {}, "CORRECTED-Boats leave Sarn", dateline, plain },
    { "genre:Current sig:correction", {}, "Boats leave Sarn", dateline, plain,
      { "Note", "An earlier version of this article gave a wrong number of boats." } },
    { "genre:Current sig:correction", {}, "Boats leave Sarn", dateline, plain, { "Note",
      "(Corrects spelling of Varn in paragraph 2)" } },
  }
  for _, case in ipairs(given) do
    it(("is %s for %s"):format(case[1], tostring(type(case[4]) == "string" and case[3] .. " / " .. case[4] or case[3])), function ()
      assert.equal(case[1], genres(table.unpack(case, 2)))
    end)
  end

  local none = {
    { {}, "Boats leave", plain },
    { {}, "A matter of opinion", plain },
    { {}, "Minister reviews boat rules after review", "In an interview with a radio station, the minister said so." },
    { {}, "Company names chief", "The company said in a press release that it had a chief. A press release followed." },
    { {}, "Man, 30, shot dead in Sarn", "Milo Tesk, 30, died at the scene, police said.", "He is survived by his parents." },
    { {}, "Live music returns to the harbour", "They live in Sarn. The band plays at 9:30 and 10:15." },
    { {}, "Court corrects a sentence", "The court corrected the sentence. It was the correction of an error." },
    { {}, "On television", "09:15 News.", "10:02 Boats.", "10:40 News.", "11.05 Night." },
    { {}, "Horse race: the facts are in", "An about-face." },
  }
  for _, case in ipairs(none) do
    it(("is not given for %s"):format(case[2]), function () assert.equal("", genres(table.unpack(case))) end)
  end

  it("says which words spoke for it, and makes no keywords", function ()
    local doc = article({}, "Obituary: Ilse Varn", plain)
    local label
    for _, one in ipairs(doc.labels) do label = one.scheme == "genre" and one or label end
    assert.equal("Obituary:", label.why[#label.why])
    assert.equal("Obituary", label.name)
    assert.equal("http://cv.iptc.org/newscodes/genre/Obituary", label.uri)
    assert.is_nil(doc.meta.keywords)
  end)

  it("costs little", function ()
    local doc = article({}, "Boats leave", dateline, plain:rep(20), plain:rep(20), plain:rep(20), plain:rep(20))
    local each = timing.best(function () classify.topics.conditions:run(doc) end)
    assert.is_true(each < 1000, ("%.0f microseconds"):format(each))
  end)
end)
