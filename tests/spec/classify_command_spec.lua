--- bluepencil train classifier, evaluate and classify: what they write, and what they say of bad input.

local cjson = require "cjson"
local topics = require "support.topics"

local function write (path, text)
  local file = assert(io.open(path, "w"))
  file:write(text)
  file:close()
end

local function lines_of (items)
  local lines = {}
  for i, item in ipairs(items) do lines[i] = cjson.encode(item) end
  return table.concat(lines, "\n") .. "\n"
end

describe("bluepencil train classifier, evaluate and classify", function ()
  local folder

  local function run (line)
    local _, _, status = os.execute(("cd %s && %s/bin/bluepencil %s >out 2>err </dev/null"):format(folder, os.getenv "PWD", line))
    local out, err = io.open(folder .. "/out"):read "a", io.open(folder .. "/err"):read "a"
    return status, out, err
  end

  -- Exit status and message for a file of labels that is not as it should be; nothing may be written.
  local function refuse (text, options)
    write(folder .. "/bad.jsonl", text)
    local status, out, err = run("train classifier bad.jsonl -o bad.model " .. (options or ""))
    assert.equal("", out)
    assert.is_nil(io.open(folder .. "/bad.model"))
    assert.equal(1, status)
    assert.equal(1, select(2, err:gsub("\n", "")), err)
    return err
  end

  setup(function ()
    folder = os.tmpname()
    os.remove(folder)
    os.execute("mkdir " .. folder)
    write(folder .. "/train.jsonl", lines_of(topics.items(240, 1)))
    write(folder .. "/dev.jsonl", lines_of(topics.items(60, 2)))
    write(folder .. "/tree.tsv", "id\tparent\tname\nlaw\t\tLaw and order\ncourt\tlaw\tCourts\nlife\t\tLife\n"
      .. "sport\tlife\tSport\nweather\t\tWeather\nfootball\tsport\tFootball\n")
    write(folder .. "/story.txt", "Keeper saves the season\n\nPORT SELMA (NPA) -- The keeper saved a penalty in the last match of the "
      .. "league on Monday, and the coach praised the striker.\n")
    assert.equal(0, (run "train classifier train.jsonl -o desk.model -q"))
  end)

  teardown(function () os.execute("rm -r " .. folder) end)

  it("writes a model, and says how good it is on texts held out and on others", function ()
    local status, out, err = run "train classifier train.jsonl --dev dev.jsonl -o my.model --ngrams 1 --note invented"
    assert.equal(0, status, err)
    assert.matches("^texts held out\n +precision +recall +F1 +texts\n", out)
    assert.matches("\nsport +100.0 +100.0 +100.0 +80\n", out)
    assert.matches("surest label is right for %d+%.%d %% of 240 texts", out)
    assert.matches("\ndev.jsonl\n", out, 1, true)
    assert.matches("learned 3 labels from 240 texts", err, 1, true)
    local model = assert(require("bluepencil.core").classifier_load(folder .. "/my.model"))
    assert.matches("^invented; learned from train.jsonl: 240 texts, 3 labels, one for each text; words, cost", model:note())
    assert.is_nil(model:note():find(folder, 1, true))
    model:close()
  end)

  it("learns the same bytes from the same texts", function ()
    assert.equal(0, (run "train classifier train.jsonl -o one.model --seed 3 -q"))
    assert.equal(0, (run "train classifier train.jsonl -o two.model --seed 3 -q"))
    assert.is_true((os.execute(("cmp -s %s/one.model %s/two.model"):format(folder, folder))))
  end)

  it("takes labels one by one when a text has not exactly one", function ()
    local items = topics.items(240, 3)
    items[5].labels = {}
    items[6].labels = { "court", "weather" }
    write(folder .. "/any.jsonl", lines_of(items))
    local status, out, err = run "train classifier any.jsonl -o any.model"
    assert.equal(0, status, err)
    assert.matches("none to several labels a text", err, 1, true)
    assert.matches("%% have no label", out)
  end)

  it("rolls labels up a tree", function ()
    local items = topics.items(240, 4)
    items[3].labels = { "football" }
    write(folder .. "/leaves.jsonl", lines_of(items))
    local status, out, err = run "train classifier leaves.jsonl -o tree.model --tree tree.tsv"
    assert.equal(0, status, err)
    assert.matches("\nLaw and order +[%d.]+ ", out)
    assert.matches("\nCourts +[%d.]+ ", out)
    status, out = run "train classifier leaves.jsonl -o top.model --tree tree.tsv --depth 1"
    assert.equal(0, status)
    assert.is_nil(out:find("Courts", 1, true))
    status, out = run "evaluate classifier --model top.model leaves.jsonl --tree tree.tsv"
    assert.equal(0, status)
    assert.matches("\nLife +%d+.%d +%d+.%d +%d+.%d +81\n", out)
    items[9].labels = { "sprot" }
    write(folder .. "/leaves.jsonl", lines_of(items))
    err = select(3, run "train classifier leaves.jsonl -o other.model --tree tree.tsv")
    assert.equal("bluepencil: leaves.jsonl:9: the label 'sprot' is not in the tree; did you mean 'sport'?\n", err)
  end)

  it("refuses trees that are none", function ()
    local function tree (text)
      write(folder .. "/bad.tsv", text)
      return select(3, run "train classifier train.jsonl -o x.model --tree bad.tsv")
    end
    assert.matches("bad.tsv:1: the first line names the columns", tree "court\tlaw\n", 1, true)
    assert.matches("bad.tsv:2: there is no 'law' above it", tree "id\tparent\ncourt\tlaw\n", 1, true)
    assert.matches("bad.tsv:2: goes round in a circle", tree "id\tparent\na\tb\nb\ta\n", 1, true)
    assert.matches("bad.tsv:3: this id stands above already", tree "id\tparent\na\t\na\t\n", 1, true)
    assert.matches("nosuch.tsv: No such file", select(3, run "train classifier train.jsonl -o x.model --tree nosuch.tsv"), 1, true)
  end)

  it("names file and line of bad labels, on one line, and writes nothing", function ()
    local good = lines_of(topics.items(6, 1))
    assert.matches("bad.jsonl:7: not JSON: ", refuse(good .. '{"id": 7, "text": '), 1, true)
    assert.matches("bad.jsonl:7: expected an object", refuse(good .. '"x"\n'), 1, true)
    assert.matches("bad.jsonl:7: the id is that of bad.jsonl:2 already", refuse(good .. good:match "\n([^\n]+)" .. "\n"), 1, true)
    assert.matches('bad.jsonl:7: "text" is empty', refuse(good .. '{"id": 7, "text": " .\\n", "labels": ["sport"]}\n'), 1, true)
    assert.matches('bad.jsonl:7: "text" is missing', refuse(good .. '{"id": 7, "labels": ["sport"]}\n'), 1, true)
    assert.matches('bad.jsonl:7: "labels" is missing', refuse(good .. '{"id": 7, "text": "a b"}\n'), 1, true)
    assert.matches('bad.jsonl:7: "labels" is a list of strings', refuse(good .. '{"id": 7, "text": "a b", "labels": [1]}\n'), 1, true)
    assert.matches('bad.jsonl:7: "labels" is a list of strings', refuse(good .. '{"text": "a b", "labels": {"sport": true}}\n'), 1, true)
    assert.matches('bad.jsonl:7: "text": ', refuse(good .. '{"id": 7, "text": "a \255 b", "labels": ["sport"]}\n'), 1, true)
    assert.matches("bad.jsonl: no text in it", refuse "\n", 1, true)
    assert.matches("all texts have the one label 'sport'", refuse('{"text": "a b", "labels": ["sport"]}\n'), 1, true)
    assert.matches("no text has a label", refuse('{"text": "a b", "labels": []}\n'), 1, true)
    assert.matches("every text has the label 'news'",
      refuse('{"text": "a", "labels": ["news", "x"]}\n{"text": "b", "labels": ["news"]}\n'), 1, true)
    assert.matches("nosuch.jsonl: No such file", select(3, run "train classifier nosuch.jsonl -o x.model"), 1, true)
    assert.matches("bad.model: ", refuse(good, "-o nosuch/bad.model"), 1, true)
  end)

  it("passes over empty texts when it is told to, and says how many", function ()
    write(folder .. "/gaps.jsonl", lines_of(topics.items(240, 1)) .. '{"text": "", "labels": ["sport"]}\n{"text": "-", "labels": []}\n')
    assert.equal(1, (run "train classifier gaps.jsonl -o gaps.model"))
    local status, _, err = run "train classifier gaps.jsonl -o gaps.model --skip-empty"
    assert.equal(0, status, err)
    assert.matches("passed over 2 empty texts", err, 1, true)
    assert.equal(1, (run "evaluate classifier --model gaps.model gaps.jsonl"))
    assert.equal(0, (run "evaluate classifier --model gaps.model gaps.jsonl --skip-empty"))
  end)

  it("says how large a model must be at least", function ()
    local status, _, err = run "train classifier train.jsonl -o small.model --size 100K"
    assert.equal(1, status)
    assert.matches("^bluepencil: a model of 3 labels needs %d+ bytes at least\n$", err)
  end)

  it("refuses a command line that makes no sense", function ()
    for _, line in ipairs { "train classifier train.jsonl", "train classifier -o x.model", "train classifier train.jsonl -o x --ngrams 3",
      "train classifier train.jsonl -o x --size huge", "train classifier train.jsonl -o x --depth 1",
      "train classifier train.jsonl -o x --dropout 0.5", "evaluate tagger train.jsonl", "classify --topics none story.txt",
      "classify --model nosuch.model story.txt" } do
      assert.equal(2, (run(line)), line)
    end
  end)

  it("evaluates a model as a table or as JSON", function ()
    local status, out = run "evaluate classifier --model desk.model dev.jsonl"
    assert.equal(0, status)
    assert.matches("macro%-F1 %d+%.%d; the surest label is right for %d+%.%d %% of 60 texts", out)
    status, out = run "evaluate classifier --model desk.model dev.jsonl --json"
    assert.equal(0, status)
    local s = cjson.decode(out)
    assert.equal(60, s.texts)
    assert.is_true(s.macro_f1 > 0.95 and s.accuracy > 0.95)
    assert.equal("court", s.labels[1].id)
    assert.equal(20, s.labels[1].texts)
  end)

  it("says which label of a text the model does not know", function ()
    write(folder .. "/odd.jsonl", '{"text": "The goal.", "labels": ["sport"]}\n{"text": "The gaol.", "labels": ["curt"]}\n')
    local status, out, err = run "evaluate classifier --model desk.model odd.jsonl"
    assert.equal(1, status)
    assert.equal("", out)
    assert.equal("bluepencil: odd.jsonl:2: unknown label 'curt'; did you mean 'court'?\n", err)
  end)

  it("refuses a model that is cut off, or no model", function ()
    local bytes = io.open(folder .. "/desk.model", "rb"):read "a"
    write(folder .. "/cut.model", bytes:sub(1, #bytes // 2))
    local status, _, err = run "evaluate classifier --model cut.model dev.jsonl"
    assert.equal(1, status)
    assert.matches("^bluepencil: cut.model: [^\n]+\n$", err)
    assert.equal(2, (run "classify --model dev.jsonl story.txt"))
  end)

  it("classifies articles, and says why", function ()
    local status, out, err = run "classify --model desk.model story.txt"
    assert.equal(0, status, err)
    assert.matches("^story.txt\t[01]%.%d%d\tsport\tsport\n$", out)
    status, out = run "classify --model desk.model --explain --topics 2 story.txt"
    assert.equal(0, status)
    assert.matches("\n\tfor: [^\n]*keeper %+[%d.]+", out)
    assert.equal(2, select(2, out:gsub("story.txt\t", "")))
    status, out = run "classify --model desk.model --json --explain story.txt"
    assert.equal(0, status)
    local answer = cjson.decode(out)
    assert.equal("sport", answer.labels[1].id)
    assert.is_true(answer.labels[1]["for"][1].weight > 0)
  end)

  it("answers JSON lines one by one, and goes on after a bad one", function ()
    write(folder .. "/in.jsonl", '{"id": "a", "text": "The judge and the jury."}\n{"id": 1234567, "title": "Storm", "text": "Rain."}\nno\n'
      .. '{"id": 4, "text": "..."}\n')
    local status, out, err = run "classify --model desk.model in.jsonl"
    assert.equal(1, status)
    assert.matches("^bluepencil: in.jsonl:3: not JSON: [^\n]+\n$", err)
    local answers = {}
    for line in out:gmatch "[^\n]+" do answers[#answers + 1] = cjson.decode(line) end
    assert.equal(3, #answers)
    assert.same({ "a", "court" }, { answers[1].id, answers[1].labels[1].id })
    assert.same({ 1234567, "weather" }, { answers[2].id, answers[2].labels[1].id })
    assert.same({}, answers[3].labels)
    assert.matches('"labels":[]', out, 1, true)
    assert.matches('{"id":1234567,', out, 1, true)
    assert.equal(0, (os.execute(("mv %s/in.jsonl %s/in.txt"):format(folder, folder))) and 0)
    local other, same = run "classify --model desk.model --jsonl in.txt"
    assert.equal(1, other)
    assert.equal(out, same)
  end)
end)
