--- lua/bluepencil/classifier.lua: labels of a document by a model, alone and beside rules; the shipped topic model.

local classifier = require "bluepencil.classifier"
local core = require "bluepencil.core"
local document = require "bluepencil.document"
local topics = require "support.topics"

local numbers = { ["medtop:02000000"] = "court", ["medtop:15000000"] = "sport", ["medtop:17000000"] = "weather" }
local ids = { "medtop:02000000", "medtop:15000000", "medtop:17000000", "medtop:99999999" }

-- A model of four invented topics; `few` texts of the last one of them.
local function make_model (path)
  local list = {}
  for i, id in ipairs(ids) do list[i] = { id = id, name = numbers[id] or "other" } end
  local trainer = assert(core.classifier_trainer({ any = true, within = true, grams = 1, folds = 3, min_count = 1 }, list))
  for i = 1, 1800 do
    local k = (i - 1) % 3 + 1
    trainer:add(topics.text({ numbers[ids[k]] }, i, 12), { k })
  end
  for i = 1, 30 do trainer:add(("The new shop of the town sells %d lamps"):format(i), { 4 }) end
  for i = 1, 2400 do trainer:add(("The people said %d new things"):format(i), {}) end
  repeat local more, message = trainer:step(); assert(more ~= nil, message) until not more
  assert(trainer:save(path, "invented"))
  trainer:close()
end

local function document_of (parts)
  local blocks, at, texts = {}, 1, {}
  for i, part in ipairs(parts) do
    blocks[i] = { type = part[1], first = at, last = at + #part[2] - 1 }
    texts[i] = part[2]
    at = at + #part[2] + 1
  end
  local doc = assert(document.new(table.concat(texts, "\n"), { name = "spec" }))
  doc:set_blocks(blocks)
  return doc
end

describe("labels by a model", function ()
  local path

  setup(function ()
    path = os.tmpname() .. ".model"
    make_model(path)
  end)

  teardown(function () os.remove(path) end)

  it("are added to the document with probability, words, their places and the model's name", function ()
    local doc <close> = document_of { { "Headline", "Keeper saves penalty" }, { "Paragraph", "The coach of the league was there." } }
    assert.equal(1, doc:classify(path))
    local label = doc.labels[1]
    assert.equal("medtop:15000000", label.id)
    assert.equal("mediatopics", label.scheme)
    assert.equal("model:" .. path:match "([^/]+)%.model$", label.source)
    assert.is_true(label.score >= 0.5 and label.score <= 1 and label.probability > 0.5)
    local seen = {}
    for i, word in ipairs(label.why) do
      seen[word] = true
      assert.equal(word, doc.text:sub(label.places[2 * i - 1], label.places[2 * i]):lower())
    end
    assert.is_true(seen.keeper and seen.penalty)
    assert.is_nil(seen.the)
  end)

  it("do not look at bylines and credits", function ()
    local doc <close> = document_of { { "Byline", "By Judge Jury Verdict" }, { "Paragraph", "The striker and the keeper." },
      { "Credit", "Photo: Trial Appeal Witness" } }
    doc:classify(path)
    assert.equal("medtop:15000000", doc.labels[1].id)
    for _, label in ipairs(doc.labels) do assert.is_true(label.id ~= "medtop:02000000") end
  end)

  it("are as many as are asked for", function ()
    local doc <close> = document_of { { "Paragraph", "The striker, the judge and the rain." } }
    assert.equal(3, doc:classify(path, { most = 3 }))
    assert.equal(3, #doc.labels)
    assert.is_true(doc.labels[1].score >= doc.labels[2].score and doc.labels[2].score >= doc.labels[3].score)
  end)

  it("of two with one id the surer stays", function ()
    local doc <close> = document_of { { "Paragraph", "The striker and the keeper of the league." } }
    doc.labels = { { id = "medtop:15000000", name = "sport", score = 1, source = "classify:rules", top = "medtop:15000000" } }
    doc:classify(path)
    assert.equal(1, #doc.labels)
    assert.equal("classify:rules", doc.labels[1].source)
  end)

  it("speak against what rules say of a topic that is most unlikely, unless the rules are very sure", function ()
    local function labels (score)
      local doc <close> = document_of { { "Paragraph", "The striker, the keeper and the coach of the league won the match." } }
      doc.labels = {
        { id = "medtop:02000000", name = "court", score = score, source = "classify:rules", top = "medtop:02000000" },
        { id = "medtop:20000106", name = "law", score = 0.7, source = "classify:rules", top = "medtop:02000000" },
        { id = "medtop:15000000", name = "sport", score = 0.8, source = "classify:rules", top = "medtop:15000000" },
        { id = "genre:News", name = "news", score = 0.6, source = "classify:rules", scheme = "genre" },
      }
      doc:classify(path, { weigh = true })
      local list = {}
      for _, label in ipairs(doc.labels) do list[#list + 1] = label.id end
      table.sort(list)
      return list, doc.labels
    end
    assert.same({ "genre:News", "medtop:15000000" }, (labels(0.7)))
    local all, rows = labels(0.95)
    assert.same({ "genre:News", "medtop:02000000", "medtop:15000000", "medtop:20000106" }, all)
    for _, label in ipairs(rows) do
      if label.id == "medtop:02000000" then assert.is_true(label.score < 0.95 and label.score > 0.6) end
    end
  end)

  it("leave the rules their topics of which they know little", function ()
    local doc <close> = document_of { { "Paragraph", "The striker, the keeper and the coach of the league won the match." } }
    doc.labels = { { id = "medtop:99999999", name = "other", score = 0.6, source = "classify:rules", top = "medtop:99999999" } }
    doc:classify(path, { weigh = true })
    local found
    for _, label in ipairs(doc.labels) do found = found or label.id == "medtop:99999999" and label.score end
    assert.equal(0.6, found)
  end)

  it("say nothing of an article without words", function ()
    local doc <close> = document_of { { "Paragraph", "..." } }
    assert.equal(0, doc:classify(path, { weigh = true }))
    assert.same({}, doc.labels)
  end)

  it("raise an error that names the model that cannot be used", function ()
    local doc <close> = document_of { { "Paragraph", "The goal." } }
    local _, message = pcall(doc.classify, doc, "nosuch.model")
    assert.matches("nosuch.model: ", message, 1, true)
    assert.is_nil((classifier.open ""))
    assert.is_nil((classifier.open "data/"))
  end)
end)

describe("the shipped topic model", function ()
  it("is small, says what it is, and knows the 17 top topics", function ()
    local model = assert(classifier.open "topics")
    assert.is_true(model.about.bytes <= 1000000)
    assert.matches("^experimental", model.note)
    assert.equal(17, #model.labels)
    for _, label in ipairs(model.labels) do
      assert.matches("^medtop:%d%d000000$", label.id)
      assert.is_true(label.name ~= label.id)
    end
    assert.equal(model, assert(classifier.open "topics"))
  end)

  it("labels articles of a few hundred words", function ()
    local stories = {
      ["medtop:15000000"] = "The home side won the cup final after extra time. The captain scored twice before half time, and the goalkeeper "
        .. "saved a penalty. The coach said the players had trained all season for this match. ",
      ["medtop:16000000"] = "Rebel fighters shelled the airport overnight and the army answered with air strikes. At least twelve soldiers were "
        .. "killed, the defence ministry said. A ceasefire that both sides signed in spring has broken down. ",
      ["medtop:02000000"] = "The jury found him guilty of murder on the third day of the trial. The judge will pass sentence next week. Police "
        .. "arrested the man in May after a witness came forward, prosecutors told the court. ",
      ["medtop:07000000"] = "Doctors at the hospital treated forty patients for the virus. Health officials urged people to get the vaccine, and "
        .. "said the number of infections and deaths from the disease was falling. ",
    }
    for id, story in pairs(stories) do
      for _, times in ipairs { 1, 8 } do
        local doc <close> = document_of { { "Paragraph", story:rep(times) } }
        doc:classify "topics"
        assert.equal(id, doc.labels[1] and doc.labels[1].id, story)
      end
    end
  end)
end)
