--- src/classifier*.c through src/lua_classifier.c and src/lua_class_trainer.c: learning, labels, reasons, files.

local core = require "bluepencil.core"
local topics = require "support.topics"

local numbers = { court = 1, sport = 2, weather = 3 }

local function learn (path, options, items, labels)
  local trainer = core.classifier_trainer(options or {}, labels or {
    { id = "court", name = "Court" }, { id = "sport", name = "Sport" }, { id = "weather", name = "Weather" } })
  for _, item in ipairs(items or topics.items(240, 1)) do
    local list = {}
    for i, label in ipairs(item.labels) do list[i] = numbers[label] or label end
    assert(trainer:add(item.text, list))
  end
  local last, more, phase, step, steps
  repeat
    more, phase, step, steps = trainer:step()
    assert(more ~= nil, phase)
    assert.is_true(step <= steps)
    last = step
  until not more
  assert.equal(steps, last)
  local report = assert(trainer:save(path, "made by a spec"))
  return report, trainer
end

local function bytes_of (path)
  local file = assert(io.open(path, "rb"))
  local bytes = file:read "a"
  file:close()
  return bytes
end

local function write (path, bytes)
  local file = assert(io.open(path, "wb"))
  file:write(bytes)
  file:close()
end

describe("the classifier #core", function ()
  local path, one, any

  setup(function ()
    path = os.tmpname()
    learn(path .. ".one")
    one = assert(core.classifier_load(path .. ".one"))
    learn(path .. ".any", { any = true, grams = 1 })
    any = assert(core.classifier_load(path .. ".any"))
  end)

  teardown(function ()
    one:close()
    any:close()
    os.remove(path)
    os.remove(path .. ".one")
    os.remove(path .. ".any")
  end)

  it("gives a text it has not seen the label it has", function ()
    local right, items = 0, topics.items(60, 2)
    for _, item in ipairs(items) do
      local index <close> = core.document(item.text)
      local labels = one:classify(index)
      assert.equal(2, #labels)
      if labels[1] == numbers[item.labels[1]] then right = right + 1 end
    end
    assert.is_true(right >= 58, right .. " of 60 are right")
  end)

  it("gives probabilities, which add up to one where each text has one label", function ()
    local index <close> = core.document(topics.text({ "sport" }, 7, 40))
    local all, sum = one:classify(index, nil, nil, 3), 0
    assert.equal(6, #all)
    for i = 2, 6, 2 do sum = sum + all[i] end
    assert.is_true(math.abs(sum - 1) < 1e-5)
    assert.is_true(all[2] >= all[4] and all[4] >= all[6])
    assert.same({ all[1], all[2] }, one:classify(index))
  end)

  it("gives none, one or several labels where a text may have any number", function ()
    local function given (text)
      local index <close> = core.document(text)
      local flat, set = any:classify(index), {}
      for i = 1, #flat, 2 do set[#set + 1] = flat[i] end
      table.sort(set)
      return set
    end
    local labels = {}
    local trainer_items = {}
    for i = 1, 300 do
      local kind = i % 4
      local subjects = kind == 0 and { "court", "sport" } or { topics.subjects[kind] }
      trainer_items[i] = { text = topics.text(subjects, 5000 + i, 24), labels = subjects }
    end
    for i = 1, 60 do trainer_items[#trainer_items + 1] = { text = ("the town said many new %d people"):format(i), labels = labels } end
    learn(path .. ".any", { any = true, grams = 1 }, trainer_items)
    any:close()
    any = assert(core.classifier_load(path .. ".any"))
    assert.same({ 2 }, given "The keeper saved a penalty and the coach praised the league.")
    assert.same({ 1, 2 }, given "The judge heard the striker, the referee and the coach; the jury gave its verdict on the match.")
    assert.same({}, given "Last week many people of the town said a new week was over.")
  end)

  it("looks only at the spans it is given", function ()
    local text = "The judge and the jury heard the witness. The goal of the match was a penalty for the league."
    local index <close> = core.document(text)
    local cut = #"The judge and the jury heard the witness."
    assert.equal(1, one:classify(index, 1, cut)[1])
    assert.equal(2, one:classify(index, cut + 1, #text)[1])
    assert.equal(2, one:classify(index, { cut + 2, cut + 20, cut + 21, #text })[1])
    assert.has_error(function () one:classify(index, { 10, 20, 5, 30 }) end)
    assert.has_error(function () one:classify(index, 1, #text + 1) end)
  end)

  it("says the same of a text without a document", function ()
    for length = 1, 2000, 97 do
      local text = topics.text({ "court", "weather" }, length, length)
      local index <close> = core.document(text)
      assert.same(one:classify(index), one:classify_text(text))
      assert.same(any:classify(index, nil, nil, 2), any:classify_text(text, 2))
    end
    assert.same({}, one:classify_text(""))
    local flat, message, _, byte = one:classify_text("goal \xFF goal")
    assert.is_nil(flat)
    assert.is_string(message)
    assert.equal(6, byte)
  end)

  it("says nothing of a text without a word it knows", function ()
    for _, text in ipairs { "", " \n ", "...!?", "Xyzzy plugh." } do
      local index <close> = core.document(text)
      assert.same({}, one:classify(index))
      assert.same({}, one:classify(index, nil, nil, 3))
      assert.same({}, one:explain(index, 1))
    end
  end)

  it("tells the words that spoke for and against a label", function ()
    local text = "The jury waited. The referee saw the goal, the goal of the league."
    local index <close> = core.document(text)
    local reasons, weight, count = one:explain(index, 2), {}, {}
    local before = math.huge
    for i = 1, #reasons, 5 do
      local word = text:sub(reasons[i], reasons[i + 1]):lower()
      weight[word], count[word] = reasons[i + 2], reasons[i + 3]
      assert.is_true(math.abs(reasons[i + 2]) <= before)
      before = math.abs(reasons[i + 2])
    end
    assert.is_true(weight.goal > 0 and weight.referee > 0 and weight.jury < 0)
    assert.equal(2, count.goal)
    for most = 1, 9 do
      local some, left, k = one:explain(index, 2, nil, nil, most), { most, most }, 1
      for i = 1, #reasons, 5 do
        local side = reasons[i + 2] > 0 and 1 or 2
        if left[side] > 0 then
          assert.same({ table.unpack(reasons, i, i + 4) }, { table.unpack(some, k, k + 4) })
          left[side], k = left[side] - 1, k + 5
        end
      end
      assert.equal(k - 1, #some)
    end
    assert.has_error(function () one:explain(index, 4) end)
  end)

  it("says what it is", function ()
    assert.equal("made by a spec", one:note())
    local labels = one:labels()
    assert.same({ id = "sport", name = "Sport", threshold = labels[2].threshold, texts = 80 }, labels[2])
    local about = one:about()
    assert.equal("one", about.mode)
    assert.equal("any", any:about().mode)
    assert.equal(#bytes_of(path .. ".one"), about.bytes)
    assert.is_true(about.words > 20)
  end)

  it("learns the same from the same texts and seed, and stays within the size it is given", function ()
    learn(path, { seed = 5 })
    local first = bytes_of(path)
    local report = learn(path, { seed = 5 })
    assert.equal(first, bytes_of(path))
    learn(path, { seed = 6 })
    assert.is_true(first ~= bytes_of(path))
    local small, trainer = learn(path, { size = 150500 })
    assert.is_true(small.bytes <= 150500 and small.kept < report.kept and small.kept > 100, small.kept)
    assert.is_nil((trainer:held_out(241)))
  end)

  it("knows what models that had not seen a text said of it", function ()
    local items = topics.items(240, 1)
    local _, trainer = learn(path, {}, items)
    local right = 0
    for i, item in ipairs(items) do
      local given, best, probability = trainer:held_out(i)
      assert.same({ best }, given)
      assert.is_true(probability > 1 / 3 and probability <= 1)
      if best == numbers[item.labels[1]] then right = right + 1 end
    end
    assert.is_true(right > 228, right .. " of 240 are right")
  end)

  it("gives the topic above with the topic below it", function ()
    local items = {}
    for i, item in ipairs(topics.items(240, 1)) do
      items[i] = { text = item.text, labels = item.labels[1] == "weather" and { 4 } or { 1, numbers[item.labels[1]] + 1 } }
    end
    learn(path, { any = true }, items, { { id = "people", name = "People" }, { id = "court", name = "Court", above = 1 },
      { id = "sport", name = "Sport", above = 1 }, { id = "weather", name = "Weather" } })
    local tree <close> = assert(core.classifier_load(path))
    assert.equal(1, tree:labels()[3].above)
    assert.is_nil(tree:labels()[4].above)
    local index <close> = core.document(topics.text({ "sport" }, 99, 30))
    local given, scores = {}, {}
    local flat = tree:classify(index)
    for i = 1, #flat, 2 do given[flat[i]], scores[flat[i]] = true, flat[i + 1] end
    assert.is_true(given[1] and given[3] and not given[4])
    assert.is_true(scores[1] >= scores[3])
    assert.has_error(function () core.classifier_trainer({}, { { id = "a", name = "A", above = 1 } }) end)
  end)

  it("joins short texts to long ones on demand", function ()
    local report = learn(path, { any = true, joined = 0.2 })
    assert.equal(240, report.texts)
    assert.is_true(report.joined > 40 and report.joined < 56, report.joined)
    local model <close> = assert(core.classifier_load(path))
    local index <close> = core.document(topics.text({ "court" }, 3, 700))
    assert.equal(1, model:classify(index)[1])
  end)

  it("refuses files that are no classifiers, or were damaged", function ()
    learn(path)
    local good = bytes_of(path)
    local function code (bytes)
      write(path, bytes)
      local model, message, number = core.classifier_load(path)
      assert.is_nil(model)
      assert.is_string(message)
      return number
    end
    local format, version, checksum = code "bpclass", code(good:sub(1, 11) .. "\0" .. good:sub(13)), code(good:sub(1, -2))
    assert.is_true(format ~= version and version ~= checksum)
    assert.equal(format, code(("x"):rep(#good)))
    assert.equal(format, code(bytes_of "data/models/names.model"))
    for _, at in ipairs { 200, 1000, 140000, #good - 40, #good } do
      local other = string.char((good:byte(at) + 1) % 256)
      assert.equal(checksum, code(good:sub(1, at - 1) .. other .. good:sub(at + 1)))
    end
    for _, length in ipairs { 0, 1, 16, 100, 192, 5000, #good // 2 } do code(good:sub(1, length)) end
    assert.is_nil((core.classifier_load "nosuch.model"))
    assert.is_nil((core.classifier_load "data"))
  end)

  it("refuses what cannot be learned", function ()
    local labels = { { id = "a", name = "A" }, { id = "b", name = "B" } }
    assert.has_error(function () core.classifier_trainer({}, {}) end)
    assert.has_error(function () core.classifier_trainer({ cost = 0 }, labels) end)
    local trainer = core.classifier_trainer({}, labels)
    assert.is_nil((trainer:add("two labels", { 1, 2 })))
    assert.is_nil((trainer:add("no label", {})))
    assert.is_nil((trainer:add("\xFF", { 1 })))
    assert.is_nil((trainer:add("no such label", { 3 })))
    assert.is_nil((trainer:step()))
    assert.is_nil((trainer:save(path, "")))
    assert.equal(2, trainer:add("some words!", { 1 }))
    trainer:close()
    assert.has_error(function () trainer:step() end)
    local small = core.classifier_trainer({ size = 1000 }, labels)
    small:add("some words", { 1 })
    assert.is_nil((small:step()))
  end)
end)
