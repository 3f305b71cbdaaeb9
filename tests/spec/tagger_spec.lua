--- src/tagger*.c through src/lua_tagger.c and src/lua_trainer.c, corpus.lua and the name source: learning, finding, files.

local core = require "bluepencil.core"
local corpus = require "bluepencil.corpus"
local document = require "bluepencil.document"
local source = require "bluepencil.recognizer.name.tagger"

local people = { "Dora Lindqvist", "Ivo Tamm", "Osvaldo Perrin", "Selma Aho", "Jun-ho Baek", "Marta Okafor" }
local places = { "Port Selma", "Lima Norte", "Varda", "Ostrava Hills", "Kiruna Bay" }
local orgs = { "Civil Aid League", "Harbour Union", "Northern Bank", "NPA" }
local forms = {
  { "Mayor %s said the budget of %s was late .", people, places },
  { "%s works for the %s .", people, orgs },
  { "The %s moved from %s to the coast .", orgs, places },
  { "In %s , said %s , nothing had changed .", places, people },
  { "The weather was fine and the boats left early .", },
}

-- A text of sentences with names put into the forms; flat spans of sentences and names.
local function article (number)
  local parts, at, sentences, names = {}, 0, {}, {}
  local kinds = { [people] = 1, [places] = 2, [orgs] = 3 }
  for i = 1, 6 do
    local form = forms[(number + i) % #forms + 1]
    local first, k = at + 1, 1
    local rest = form[1]
    local function add (s) parts[#parts + 1] = s; at = at + #s end
    if i > 1 then add("\n"); first = at + 1 end
    while true do
      local before, after = rest:match("^(.-)%%s(.*)$")
      if not before then add(rest); break end
      add(before)
      k = k + 1
      local list = form[k]
      local name = list[(number * 7 + i * 3 + k) % #list + 1]
      names[#names + 1], names[#names + 2], names[#names + 3] = at + 1, at + #name, kinds[list]
      add(name)
      rest = after
    end
    sentences[#sentences + 1], sentences[#sentences + 2] = first, at
  end
  return table.concat(parts), sentences, names
end

local function learn (path, options)
  options = options or {}
  local given = { epochs = 6, vote_epochs = 3, cased_lines = 4000, caseless_lines = 4000, vote_lines = 200, dropout = 0.2 }
  for name, value in pairs(options) do given[name] = value end
  local trainer = core.tagger_trainer(given)
  for number = 1, 24 do assert(trainer:add(article(number))) end
  local last_step, more, phase, step, steps
  repeat
    more, phase, step, steps = trainer:step()
    assert(more ~= nil, phase)
    assert.is_true(step <= steps)
    last_step = step
  until not more
  assert.equal(steps, last_step)
  local report = assert(trainer:save(path, "made by a spec"))
  trainer:close()
  return report
end

local function slurp (path)
  local file = assert(io.open(path, "rb"))
  local bytes = file:read("a")
  file:close()
  return bytes
end

local function write (path, bytes)
  local file = assert(io.open(path, "wb"))
  file:write(bytes)
  file:close()
end

-- What the tagger finds, as { "text=TYPE", ... }.
local function found (tagger, text, ...)
  local index = assert(core.document(text))
  local flat, out = tagger:tag(index, nil, ...), {}
  for i = 1, #flat, 4 do
    out[#out + 1] = text:sub(flat[i], flat[i + 1]) .. "=" .. ({ "PER", "LOC", "ORG" })[flat[i + 2]]
  end
  return out
end

describe("a tagger learned from a few sentences", function ()
  local path, tagger, report

  setup(function ()
    path = os.tmpname()
    report = learn(path)
    tagger = assert(core.tagger_load(path))
  end)

  teardown(function ()
    tagger:close()
    os.remove(path)
  end)

  it("finds names it has not seen in places it has", function ()
    assert.same({ "Lena Ruus=PER", "Port Selma=LOC" }, found(tagger, "Mayor Lena Ruus said the budget of Port Selma was late."))
    assert.same({ "Dora Lindqvist=PER", "Harbour Union=ORG" }, found(tagger, "Dora Lindqvist works for the Harbour Union."))
    assert.same({}, found(tagger, "The weather was fine and the boats left early."))
  end)

  it("finds names in capitals and in small letters", function ()
    assert.same({ "DORA LINDQVIST=PER", "HARBOUR UNION=ORG" }, found(tagger, "DORA LINDQVIST WORKS FOR THE HARBOUR UNION."))
    assert.same({ "ivo tamm=PER", "varda=LOC" },
      found(tagger, "mayor ivo tamm said the budget of varda was late. the boats left early."))
  end)

  it("sees a name through its hyphens, and none in words far from a capital", function ()
    local text = "Mayor Jun-ho Baek said the budget of Varda was late."
    assert.same({ "Jun-ho Baek=PER", "Varda=LOC" }, found(tagger, text))
    assert.same({}, found(tagger, "But then the boats left early, as they had before; nobody said why."))
  end)

  it("tells what it learned from", function ()
    assert.equal(24, report.documents)
    assert.is_true(report.tokens > 1000 and report.kept > 100 and report.kept <= report.features)
    assert.equal("made by a spec", tagger:note())
    assert.equal(#slurp(path), tagger:size())
  end)

  it("learns the same bytes from the same seed, and others from another", function ()
    local again = os.tmpname()
    learn(again)
    assert.is_true(slurp(again) == slurp(path))
    learn(again, { seed = 2 })
    assert.is_false(slurp(again) == slurp(path))
    os.remove(again)
  end)

  it("hides more the higher the recall, and nothing at the lowest", function ()
    local text = "Mayor Lena Ruus said Brook was late. The Carpenter Aid left Tide Hall."
    local before = -1
    for _, recall in ipairs { -20, 0, 2, 20 } do
      local flat, hidden = tagger:tag(core.document(text), nil, recall), 0
      for i = 1, #flat, 4 do hidden = hidden + flat[i + 1] - flat[i] + 1 end
      assert.is_true(hidden >= before, ("recall %d hides %d after %d"):format(recall, hidden, before))
      if recall == -20 then assert.equal(0, hidden) end
      before = hidden
    end
    assert.error_matches(function () tagger:tag(core.document(text), nil, 21) end, "recall")
  end)

  it("gives probabilities as scores", function ()
    local flat = tagger:tag(core.document("Mayor Lena Ruus said the budget of Port Selma was late."), nil, 0, true)
    assert.equal(8, #flat)
    for i = 4, #flat, 4 do assert.is_true(flat[i] > 0.5 and flat[i] <= 1) end
  end)

  it("takes an empty text and one without words", function ()
    assert.same({}, found(tagger, ""))
    assert.same({}, found(tagger, "?! -- ... 12"))
  end)

  it("gives spans on token edges, sorted and disjoint, for whatever text", function ()
    local pieces = {
      "Mayor", "said", "Dora", "Lindqvist", "PORT", "selma", "'s", "-", ",", ".", "\n", "\n\n", "12", "é", "Ł", "‘", "works",
      "for", "the", "\0", "a\204\129", "JUN-HO", "“",
    }
    local seed = tonumber(os.getenv "SEED" or "") or 20261122
    math.randomseed(seed)
    for round = 1, 300 do
      local parts = {}
      for i = 1, math.random(0, 60) do
        parts[i] = pieces[math.random(#pieces)] .. (math.random(3) > 1 and " " or "")
      end
      local text = table.concat(parts)
      local index = assert(core.document(text))
      local starts, ends = {}, {}
      local tokens = index:tokens()
      for i = 1, #tokens, 2 do starts[tokens[i]], ends[tokens[i + 1]] = true, true end
      local flat, last = tagger:tag(index, nil, math.random(-2, 3), true), 0
      for i = 1, #flat, 4 do
        local where = ("seed %d, round %d: %q"):format(seed, round, text)
        assert.is_true(starts[flat[i]] and ends[flat[i + 1]] and flat[i] > last and flat[i + 1] >= flat[i], where)
        assert.is_true(flat[i + 3] >= 0 and flat[i + 3] <= 1, where)
        last = flat[i + 1]
      end
    end
  end)

  it("refuses files that are cut short, damaged, of another kind or not there", function ()
    local bytes, other = slurp(path), os.tmpname()
    local function refused (content, code)
      write(other, content)
      local loaded, message, got = core.tagger_load(other)
      assert.is_nil(loaded)
      assert.is_string(message)
      if code then assert.equal(code, got) end
    end
    refused("")
    refused("bptagger", core.codes.format)
    refused(("x"):rep(5000), core.codes.format)
    refused(bytes:sub(1, 511))
    refused(bytes:sub(1, -2), core.codes.checksum)
    refused(bytes .. "\0", core.codes.checksum)
    for _, at in ipairs { 17, 30, 33, 45, 60, 100, 500, 600, #bytes // 2, #bytes - 3 } do
      refused(bytes:sub(1, at - 1) .. string.char(bytes:byte(at) ~ 0x41) .. bytes:sub(at + 1))
    end
    refused(bytes:sub(1, 12) .. "\9" .. bytes:sub(14), core.codes.version)
    refused(bytes:sub(1, 16) .. ("\255"):rep(16) .. bytes:sub(33))
    os.remove(other)
    assert.is_nil((core.tagger_load(other)))
  end)
end)

describe("words by class", function ()
  local seen = { "Alva", "Berit", "Corin", "Dagny", "Eskil", "Falun", "Gavle", "Halle", "Ilmen", "Jorva" }
  local women = "alva berit corin dagny eskil zarina"
  local towns = "falun gavle halle ilmen jorva zurowa"

  -- A model to which only the word itself can tell a person from a town.
  local function learn_lonely (classes)
    local path = os.tmpname()
    local trainer = core.tagger_trainer { epochs = 8, cased_lines = 500, caseless_lines = 500, vote_lines = 50, dropout = 0.2 }
    if classes then
      assert(trainer:class("0110100", women))
      assert(trainer:class("1110", towns))
    end
    for round = 1, 20 do
      local parts, at, sentences, names = {}, 0, {}, {}
      for i = 1, 5 do
        local k = (round * 3 + i * 7) % #seen + 1
        local text = ("They saw %s again .\n"):format(seen[k])
        parts[i] = text
        sentences[2 * i - 1], sentences[2 * i] = at + 1, at + #text - 1
        names[3 * i - 2], names[3 * i - 1], names[3 * i] = at + 10, at + 9 + #seen[k], k <= 5 and 1 or 2
        at = at + #text
      end
      assert(trainer:add(table.concat(parts), sentences, names))
    end
    repeat until not trainer:step()
    assert(trainer:save(path, ""))
    trainer:close()
    local tagger = assert(core.tagger_load(path))
    os.remove(path)
    return tagger
  end

  it("tell what a word is that no text had", function ()
    local tagger = learn_lonely(true)
    assert.same({ "Zarina=PER" }, found(tagger, "They saw Zarina again."))
    assert.same({ "Zurowa=LOC" }, found(tagger, "They saw Zurowa again."))
    local without = learn_lonely(false)
    assert.is_true(without:size() < tagger:size())
    local guesses = found(without, "They saw Zarina again. They saw Zurowa again.")
    assert.is_false(guesses[1] == "Zarina=PER" and guesses[2] == "Zurowa=LOC")
  end)

  it("are refused when their path or text is wrong", function ()
    local trainer = core.tagger_trainer {}
    assert.is_nil((trainer:class("012", "alva")))
    assert.is_nil((trainer:class("", "alva")))
    assert.is_nil((trainer:class("01", "alva \255")))
    trainer:close()
  end)

  it("are held by a line each of the shipped list, every word in one class", function ()
    local classes = assert(require("bluepencil.train").read_classes("data/classes/words.tsv"))
    assert.is_true(#classes > 1000)
    local class_of = {}
    for _, class in ipairs(classes) do
      for word in class.words:gmatch("%S+") do
        assert.is_nil(class_of[word], word)
        class_of[word] = class.path
      end
    end
    assert.equal(class_of.smith, class_of.jones)
    assert.are_not.equal(class_of.smith, class_of.yesterday)
  end)
end)

describe("a trainer", function ()
  it("refuses options and spans that make no sense", function ()
    assert.error_matches(function () core.tagger_trainer { epochs = 0 } end, "epochs")
    assert.error_matches(function () core.tagger_trainer { dropout = 1 } end, "dropout")
    local trainer = core.tagger_trainer {}
    assert.error_matches(function () trainer:add("Ivo Tamm", { 1, 9 }, {}) end, "span")
    assert.error_matches(function () trainer:add("Ivo Tamm", { 1, 8 }, { 1, 8, 4 }) end, "type")
    assert.is_nil((trainer:add("Ivo \255", { 1, 5 }, {})))
    trainer:close()
    assert.error_matches(function () trainer:step() end, "closed")
  end)

  it("tags with the weights it learned as the model does with its bytes", function ()
    local path, trainer = os.tmpname(), core.tagger_trainer { epochs = 4, cased_lines = 4000, caseless_lines = 4000, dropout = 0.2 }
    for number = 1, 24 do assert(trainer:add(article(number))) end
    repeat until not trainer:step()
    assert(trainer:save(path, ""))
    local tagger = assert(core.tagger_load(path))
    local text, sentences = article(25)
    local index = assert(core.document(text))
    assert(index:set_blocks(sentences))
    local flat, expected = tagger:tag(index), {}
    for i = 1, #flat, 4 do
      for k = 0, 2 do expected[#expected + 1] = flat[i + k] end
    end
    assert.is_true(#expected > 6)
    assert.same(expected, trainer:tag(text, sentences))
    assert.is_nil((trainer:tag("\255", { 1, 1 })))
    trainer:close()
    os.remove(path)
  end)

  it("neither saves nor tags before it has learned", function ()
    local trainer = core.tagger_trainer {}
    assert(trainer:add("Ivo Tamm left .", { 1, 15 }, { 1, 8, 1 }))
    assert.is_nil((trainer:save("/nonexistent/names.model", "")))
    assert.is_nil((trainer:tag("Ivo Tamm left .", { 1, 15 })))
    trainer:close()
  end)
end)

describe("a corpus", function ()
  local function read (content)
    local path = os.tmpname()
    write(path, content)
    local documents, message = corpus.read(path)
    os.remove(path)
    return documents, message and message:gsub("^" .. path:gsub("%p", "%%%0"), "FILE")
  end

  it("is joined as it was printed", function ()
    local documents = assert(read(("He did n't say \" Varda 's gone , \" ( Jun - ho said ) .\n\" No . \""):gsub("[^ \n]+ ?", function (w)
      return w:gsub(" ", "") .. "\tO\n" end):gsub("\n\n", "\n\n") .. ""))
    assert.equal("He didn't say \"Varda's gone,\" (Jun-ho said).\n\"No.\"", documents[1].text)
  end)

  it("is documents of sentences", function ()
    local documents = assert(read("# doc_id = one\nIvo\tB-PER\nTamm\tI-PER\nleft\tO\nVarda\tB-LOC\n\nNPA\tB-ORG\n\n"
      .. "# doc_id = two\nGames\tB-MISC\nended\tO\n"))
    assert.equal(2, #documents)
    assert.same({ id = "one", text = "Ivo Tamm left Varda\nNPA", sentences = { 1, 19, 21, 23 },
      names = { 1, 8, 1, 15, 19, 2, 21, 23, 3 } }, documents[1])
    assert.same({ id = "two", text = "Games ended", sentences = { 1, 11 }, names = {} }, documents[2])
  end)

  it("keeps names that touch apart", function ()
    local documents = assert(read("Ivo\tB-PER\nSelma\tB-PER\nAho\tI-PER\n"))
    assert.same({ 1, 3, 1, 5, 13, 1 }, documents[1].names)
  end)

  it("says where a line is wrong", function ()
    local documents, message = read("Ivo\tB-PER\nTamm\n")
    assert.is_nil(documents)
    assert.equal("FILE:2: expected a token, a tab and a tag", message)
  end)
end)

describe("the shipped model", function ()
  it("finds the people, places and organisations of an invented article", function ()
    local text = "OSTRAVA, Czech Republic - Police in Ostrava arrested Marek Lindqvist, 54, on Monday, said Jana Perrin, a spokeswoman "
      .. "for the Interior Ministry. Lindqvist denied it. \"We were in Brussels,\" Lindqvist told Reuters."
    local doc = assert(document.new(text))
    local seen = {}
    for _, name in ipairs(assert(source.tag(doc))) do
      seen[text:sub(name.first, name.last) .. "=" .. name.type] = true
      assert.equal("name:tagger", name.source)
      assert.is_true(name.score > 0 and name.score <= 1)
    end
    for _, expected in ipairs { "Marek Lindqvist=Person", "Jana Perrin=Person", "Lindqvist=Person", "Brussels=Place" } do
      assert.is_true(seen[expected] or false, expected .. " was not found")
    end
    doc:close()
  end)

  it("is at most 4,000,000 bytes and says what it was learned from", function ()
    local path = require("bluepencil.paths").data("models/names.model")
    assert.is_true(#slurp(path) <= 4000000)
    assert.matches("train/gum", assert(source.note()), 1, true)
  end)

  it("says what is missing when a model cannot be loaded", function ()
    local ok, message = source.load("/nonexistent/names.model")
    assert.is_nil(ok)
    assert.matches("/nonexistent/names.model", message, 1, true)
  end)

  it("refuses options it does not know", function ()
    assert.error_matches(function () source.tag(document.new("Ivo."), { recal = 1 }) end, "recall")
  end)
end)
