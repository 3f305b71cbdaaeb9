--- Labels in the TEI header: vocabularies with the tree above what is used, who classified, how sure it is.

local core = require "bluepencil.core"
local paths = require "bluepencil.paths"
local sample = require "support.sample"
local tei = require "bluepencil.write.tei"

local function write (labels, redacted)
  local doc = sample.story(redacted)
  doc.labels = labels
  return assert(tei.write(doc, { write = { authority = "Test archive", date = "2026-01-02" } }))
end

local labels = {
  { id = "medtop:20000645", name = "refugees and internally displaced people", score = 0.91, source = "classify:rules" },
  { id = "medtop:20000634", name = "international relations", score = 0.7, source = "model:topics" },
  { id = "medtop:20001065", name = "football", score = 0.52, source = "model:topics" },
  { id = "genre:Interview", name = "Interview", score = 0.8, source = "classify:rules" },
  { id = "sig:correction", name = "correction", score = 0.9, source = "classify:rules" },
  { id = "desk:asylum court", name = "Asylum before a court", score = 0.66, source = "my rules:rules" },
  { id = "desk:späte Post", name = "Late & <odd>", score = 1, source = "filter:late", scheme = "desk" },
}

describe("labels in the TEI header", function ()
  it("are catRef with certainty and who said it", function ()
    local bytes = write(labels)
    for _, piece in ipairs {
      '<catRef scheme="#mediatopics" target="#medtop.20000645" cert="high" resp="#by.classify.rules"/>',
      '<catRef scheme="#mediatopics" target="#medtop.20000634" cert="medium" resp="#by.model.topics"/>',
      '<catRef scheme="#mediatopics" target="#medtop.20001065" cert="low" resp="#by.model.topics"/>',
      '<catRef scheme="#genre" target="#genre.Interview" cert="high" resp="#by.classify.rules"/>',
      '<catRef scheme="#signal" target="#sig.correction" cert="high" resp="#by.classify.rules"/>',
      '<catRef scheme="#labels" target="#label.deskasylum-court" cert="medium" resp="#by.my-rules.rules"/>',
      '<catRef scheme="#scheme.desk" target="#label.deskspate-Post" cert="high" resp="#by.filter.late"/>',
      "<resp>classification by the rules of the filter “classify”</resp>",
      '<name xml:id="by.classify.rules">bluepencil (program)</name>',
      "<resp>classification by the trained model “topics”</resp>",
    } do assert.truthy(bytes:find(piece, 1, true), piece) end
  end)

  it("have the concepts above them, once, as a tree", function ()
    local bytes = write(labels):gsub("%s+", " "):gsub("> <", "><")
    local tree = bytes:match '<taxonomy xml:id="mediatopics">.-</taxonomy>'
    assert.truthy(tree:find('<category xml:id="medtop.11000000" corresp="http://cv.iptc.org/newscodes/mediatopic/11000000">'
      .. "<catDesc>politics and government</catDesc><category xml:id=", 1, true), tree)
    assert.truthy(tree:find('<category xml:id="medtop.20000645"', 1, true))
    local seen = {}
    for id in tree:gmatch 'xml:id="(medtop[^"]+)"' do
      assert.is_nil(seen[id], id)
      seen[id] = true
    end
    assert.truthy(seen["medtop.15000000"])
    assert.truthy(bytes:find('<category xml:id="genre.Interview" corresp="http://cv.iptc.org/newscodes/genre/Interview">', 1, true))
  end)

  it("are valid in all their forms, the redacted ones too", function ()
    local schema = assert(core.schema((assert(paths.data "schema/bluepencil.rng"))))
    for _, redacted in ipairs { false, true } do
      assert(schema:validate(write(labels, redacted)))
      assert(schema:validate(write({}, redacted)))
      assert(schema:validate(write({ { id = "x", name = "X", score = 0.5 }, { id = "\255", name = "bad", score = 2 },
                                     { id = "medtop:1 2", name = "odd" }, { id = 7, name = "seven" } }, redacted)))
    end
  end)

  it("are valid against tei_all, where jing and the schema are at hand", function ()
    local rng = "../shared/data/tei/tei_all.rng"
    local file = io.open(rng)
    if not file or not os.execute "command -v jing >/dev/null 2>&1" then return pending "jing or tei_all.rng is absent" end
    file:close()
    local path = os.tmpname()
    local out = assert(io.open(path, "wb"))
    out:write((write(labels)))
    out:close()
    local pipe = io.popen(("jing %s %s 2>/dev/null"):format(rng, path))
    local said = pipe:read "a"
    pipe:close()
    os.remove(path)
    assert.equal("", said)
  end)

  it("leave out what is named after something struck", function ()
    local doc = sample.story(true)
    local name
    for _, entity in ipairs(doc.entities) do name = name or entity.protected and entity.name end
    doc.labels = { { id = "desk:1", name = "The case of " .. name, score = 1, source = "filter:x" },
                   { id = "desk:2", name = "A case", score = 1, source = "The " .. name .. " file:rules" } }
    local bytes = tei.write(doc, { write = { authority = "Test archive", date = "2026-01-02" } })
    assert.is_nil(bytes:find(name, 1, true))
    assert.is_nil(bytes:find("label.desk1", 1, true))
    assert.truthy(bytes:find('target="#label.desk2" cert="high" resp="#bp"', 1, true))
  end)
end)
