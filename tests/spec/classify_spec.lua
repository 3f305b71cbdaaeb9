local document = require "bluepencil.document"
local filter = require "bluepencil.filter"
local topic = require "bluepencil.topic"

local classify = assert(filter.load "classify")

--- A document of a headline and paragraphs.
local function article (headline, ...)
  local parts = { headline, ... }
  local doc = assert(document.new(table.concat(parts, "\n\n"), { name = "spec.txt" }))
  local blocks, at = {}, 1
  for i, part in ipairs(parts) do
    blocks[i] = { type = i == 1 and "Headline" or "Paragraph", first = at, last = at + #part - 1 }
    at = at + #part + 2
  end
  doc:set_blocks(blocks)
  return doc
end

local function label (doc)
  assert(filter.run({ classify }, doc))
  local by_id = {}
  for _, l in ipairs(doc.labels) do by_id[l.id] = l end
  return by_id
end

-- One short invented story for each top topic, with a narrower topic that it should get where there is one.
local stories = {
  { "01000000", "20000005", "Harbour Drama Wins at Film Festival",
    "The director thanked the cast as the movie took the jury prize." },
  { "02000000", "20000111", "Four Stand Trial Over Ferry Fares",
    "The defendants pleaded not guilty; the prosecutor asked for prison." },
  { "03000000", "20000146", "Night Train Derailed Near Orvel",
    "Rescue workers pulled survivors from the wreckage of two carriages." },
  { "04000000", "20000178", "Sarn Mills Reports Quarterly Profit",
    "Revenue rose and the company's shares gained in early trading." },
  { "05000000", "20000400", "Every Primary School to Open Early",
    "Teachers said pupils would have more time in the classroom." },
  { "06000000", "20000418", "Greenhouse Gas Plan Falls Short",
    "Carbon emissions must halve to slow climate change, the panel wrote." },
  { "07000000", "20000448", "Measles Outbreak Reaches Third Town",
    "The virus has infected forty patients; a vaccination drive began." },
  { "08000000", "20000499", "Baker Claims World Record",
    "The Guinness team measured the longest loaf; the crowd was amazed." },
  { "09000000", "20000529", "Dockers Walk Off the Job",
    "The trade union said workers would stay on strike over pay." },
  { "10000000", "20000568", "A Slow Cooker Recipe for Autumn",
    "Bake the dessert with chocolate and serve it with coffee." },
  { "11000000", "20000574", "Ballots Counted After General Election",
    "Voter turnout was high at each polling station in the capital." },
  { "12000000", "20000659", "Bishop Blesses Rebuilt Cathedral",
    "The archbishop spoke of faith to a catholic congregation." },
  { "13000000", "20000739", "Probe Enters Lunar Orbit",
    "The space agency said the spacecraft would land on the moon." },
  { "14000000", "20000592", "Report Lists Human Rights Abuses",
    "Amnesty International named cases of arbitrary detention." },
  { "15000000", "20001065", "Late Goal Wins Football Club the Cup",
    "The striker beat the goalkeeper from a penalty kick." },
  { "16000000", "20000056", "Rebel Group Shells Border Town",
    "Troops answered with artillery fire; soldiers were wounded." },
  { "17000000", "20001129", "Blizzard Closes Mountain Passes",
    "Heavy snow and freezing rain are forecast; temperatures will drop." },
}

describe("the classify filter", function ()
  for _, story in ipairs(stories) do
    local top, narrow, headline, text = table.unpack(story)
    it(("labels a story about %s"):format(topic.name("medtop:" .. narrow)), function ()
      local doc = article(headline, text)
      local by_id = label(doc)
      assert.truthy(by_id["medtop:" .. top], "no " .. topic.name("medtop:" .. top))
      assert.truthy(by_id["medtop:" .. narrow], "no " .. topic.name("medtop:" .. narrow))
    end)
  end

  it("gives scores between 0 and 1, the surest first, with source, name and reasons", function ()
    local doc = article("Court Hears Asylum Seeker", "The refugee told the court of a camp; a lawyer asked for refugee status.")
    local by_id = label(doc)
    local before = 1
    for _, l in ipairs(doc.labels) do
      assert.is_true(l.score > 0 and l.score <= before)
      assert.is_true(l.source == "classify:rules" or l.source == "model:topics")
      assert.equal(topic.name(l.id), l.name)
      assert.is_true(#l.why > 0)
      before = l.score
    end
    assert.equal("asylum seeker", by_id["medtop:20000645"].why[1])
    assert.equal("medtop:11000000", by_id["medtop:20000645"].top)
  end)

  it("gives the top topic with every narrower one", function ()
    for _, story in ipairs(stories) do
      local doc = article(story[3], story[4])
      local by_id = label(doc)
      for _, l in ipairs(doc.labels) do
        assert.truthy(by_id[topic.top(l.id)], l.id .. " without its top")
      end
    end
  end)

  it("tells a strike of workers from one of aircraft, and a storm from a team of that name", function ()
    for id, texts in pairs {
      ["medtop:20000530"] = { { "Ferry Crews Walk Out", "Ferry crews went on strike on Monday over pay, their union said." },
                              { "Nurses Vote", "Nurses voted to go on strike. The union wants better working conditions." } },
      ["medtop:20000518"] = { { "Council Decides", "The council voted to raise the minimum wage to $15 an hour." } },
      ["medtop:20000533"] = { { "Autumn Figures", "The unemployment rate fell to 4.1 percent in October." } },
      ["medtop:20001131"] = { { "Coast Prepares", "Forecasters issued a storm warning as winds rose." } },
      ["medtop:20001129"] = { { "Coast Prepares", "The typhoon made landfall near Orvel with winds of 160 km/h." } },
    } do
      for _, text in ipairs(texts) do
        assert.truthy(label(article(text[1], text[2]))[id], id .. ": " .. text[1])
      end
    end
    for _, text in ipairs {
      { "Village Hit", "An air strike killed four workers; the strikes went on, a union of doctors said." },
      { "Hurricanes Win", "The Hurricanes beat the Storm in the playoff; the coach said the wind was with them." },
      { "Teller Retires", "She had walked out of school with a friend, and worked as a nurse." },
    } do
      local by_id = label(article(text[1], text[2]))
      for _, id in ipairs { "medtop:20000530", "medtop:20000529", "medtop:20001129", "medtop:20001131" } do
        assert.is_nil(by_id[id], text[1] .. ": " .. id)
      end
    end
  end)

  it("says nothing of a text without cues", function ()
    local doc = article("It Was There Again", "Nobody had known what to make of it.")
    label(doc)
    assert.same({}, doc.labels)
    assert.is_nil(doc.meta.keywords)
  end)

  it("counts a word in the headline more than one in the text, and none in the credit", function ()
    local rules = topic.compile({ { id = "fox", words = { [2] = "fox" } } }, "spec")
    local function sum (doc)
      local gains, order = rules:gains(doc)
      return rules:evidence(doc, gains, order)[1] or 0
    end
    assert.equal(4, sum(article("A fox", "It ran.")))
    assert.equal(2, sum(article("It ran", "A fox.")))
    local doc = article("It ran", "By Jo Fox")
    doc.blocks[2].type = "Byline"
    assert.equal(0, sum(doc))
  end)

  it("counts a repeated word less each time", function ()
    local rules = topic.compile({ { id = "fox", words = { [2] = "fox" } } }, "spec")
    local gains, order = rules:gains(article("It ran", "fox fox fox fox fox fox fox fox"))
    assert.equal(2 * (1 + 0.5 + 0.25 + 0.125), rules:evidence({ entities = {} }, gains, order)[1])
  end)

  it("counts a cue inside a longer cue for the topics the longer one does not speak for", function ()
    local rules = topic.compile({ { id = "animal", words = { [1] = "fox" } },
                                  { id = "sport", words = { [3] = "fox hunt" } } }, "spec")
    local doc = article("It ran", "The fox hunt began.")
    local gains, order = rules:gains(doc)
    assert.same({ 1, 3 }, rules:evidence(doc, gains, order))
  end)

  it("knows plurals and the endings of a cue", function ()
    local rules = topic.compile({ { id = "x", words = { [1] = "city, church, deport/ed/ing, seek/s/ing asylum" } } }, "spec")
    for _, word in ipairs { "city", "cities", "Churches", "deport", "DEPORTED", "deporting", "seeks asylum", "seek\nasylum" } do
      local _, order = rules:gains(article("It", "is " .. word .. " now"))
      assert.equal(1, #order, word)
    end
    local _, order = rules:gains(article("It", "is deportation, sought asylum"))
    assert.equal(0, #order)
  end)

  it("lets words speak against a topic", function ()
    local rules = topic.compile({ { id = "war", words = { [3] = "war", [-3] = "star wars, price war" } } }, "spec")
    local doc = article("It", "Another price war for bread.")
    rules:label(doc)
    assert.same({}, doc.labels)
    doc = article("It", "The war went on.")
    rules:label(doc)
    assert.equal("war", doc.labels[1].id)
  end)

  it("uses what persons are and what else stands in the article", function ()
    local rules = topic.compile({ { id = "flight", words = { [1] = "camp" }, kinds = { refugee = 3 }, types = { Money = 0.5 } } },
      "spec")
    local doc = article("It", "The camp.")
    rules:label(doc)
    assert.same({}, doc.labels)
    doc = article("It", "The camp cost $3.")
    doc.entities = { { type = "Person", kind = "refugee", mentions = {} } }
    doc:add { type = "Money", first = #doc.text - 2, last = #doc.text - 1, source = "spec" }
    rules:label(doc)
    assert.equal("flight", doc.labels[1].id)
  end)

  it("has rules for known topics only, all 17 top ones among them", function ()
    local tops = {}
    for _, rule in ipairs(classify.rules) do
      assert.truthy(topic.name(rule.id), rule.id)
      if rule.id:find "^medtop:" then tops[topic.top(rule.id)] = true end
    end
    local count = 0
    for _ in pairs(tops) do count = count + 1 end
    assert.equal(17, count)
  end)

  it("labels alike from rules compiled before and rules compiled now, and never takes rules that have changed", function ()
    local folder = os.tmpname()
    os.remove(folder)
    assert(os.execute(("mkdir -p '%s/data/topics'"):format(folder)))
    local rules = {
      { id = "medtop:20000645", words = { [3] = "asylum seeker", [1] = "camp, border/s" }, kinds = { refugee = 2 } },
      { id = "own:ferries", name = "ferries", min = 0.4, words = { [2] = "night ferry, ferry", [0.5] = "harbour" } },
    }
    local function told (source)
      local doc = article("Asylum Seeker Took the Night Ferry", "The camp at the harbour has a ferry to the border.")
      local topics = topic.compile(rules, source)
      topics:label(doc)
      local out = {}
      for _, l in ipairs(doc.labels) do out[#out + 1] = ("%s %s %.2f %s"):format(l.id, l.name, l.score, table.concat(l.why, ",")) end
      return table.concat(out, "; ") .. " " .. table.concat(doc.meta.keywords, ","), topics
    end
    local compiled = told "spec-topics"
    assert.matches("own:ferries ferries", compiled)
    assert(topic.save(rules, folder .. "/data/topics/spec-topics"))
    local paths = require "bluepencil.paths"
    local find = paths.data
    paths.data = function (relative)                              -- luacheck: ignore 122
      return relative:find "spec%-topics" and folder .. "/data/" .. relative or find(relative)
    end
    local fine, why = pcall(function ()
      local scans = 0
      local load = require "bluepencil.core".gazetteer_load
      require "bluepencil.core".gazetteer_load = function (path) scans = scans + 1 return load(path) end   -- luacheck: ignore 122
      local saved = told "spec-topics"
      assert.equal(compiled, saved)
      assert.equal(1, scans)
      rules[2].words[2] = "night ferry, tram"
      assert.are_not.equal(compiled, (told "spec-topics"))
      assert.equal(1, scans)
      require "bluepencil.core".gazetteer_load = load                -- luacheck: ignore 122
    end)
    paths.data = find                                             -- luacheck: ignore 122
    os.execute(("rm -rf '%s'"):format(folder))
    assert(fine, why)
  end)

  it("gives the same labels twice", function ()
    local function told ()
      local doc = article("Court Hears Asylum Seeker", "The refugee told the court of a camp; the strike went on.")
      label(doc)
      local out = {}
      for _, l in ipairs(doc.labels) do out[#out + 1] = l.id .. l.score .. table.concat(l.why, ",") end
      return table.concat(out, " ") .. table.concat(doc.meta.keywords, ",")
    end
    assert.equal(told(), told())
  end)

  it("holds its quality on the development set, when that is at hand", function ()
    local file = io.open "../shared/data/classify/iptc-dev.jsonl"
    if not file then return pending "../shared/data/classify is not there" end
    file:close()
    local out = assert(io.popen(("%s bench/classify.lua ../shared/data/classify/iptc-dev.jsonl"):format(
      "lua" .. _VERSION:match "%d+%.%d+"))):read "a"
    local top1, f1 = out:match "wp%-current%-events%s+%d+%s+(%S+)%s+%S+%s+%S+%s+(%S+)"
    assert.is_true(tonumber(top1) >= 72, "top-1 on news summaries is " .. tostring(top1))
    assert.is_true(tonumber(f1) >= 69, "F1 on news summaries is " .. tostring(f1))
  end)
end)
