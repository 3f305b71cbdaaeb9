--- bluepencil train, train.lua: what it says of good and bad input, and that it counts names rightly.

local train = require "bluepencil.train"

local function write (path, text)
  local file = assert(io.open(path, "w"))
  file:write(text)
  file:close()
end

local sentence = "Mayor\tO\nIvo\tB-PER\nTamm\tI-PER\nleft\tO\nVarda\tB-LOC\n.\tO\n\n"

describe("bluepencil train", function ()
  local folder

  local function run (line)
    local quoted = ("cd %s && %s/bin/bluepencil %s >out 2>err"):format(folder, os.getenv("PWD"), line)
    local _, _, status = os.execute(quoted)
    local out, err = io.open(folder .. "/out"):read("a"), io.open(folder .. "/err"):read("a")
    return status, out, err
  end

  setup(function ()
    folder = os.tmpname()
    os.remove(folder)
    os.execute("mkdir " .. folder)
    write(folder .. "/train.tsv", "# doc_id = a\n" .. sentence:rep(20))
    write(folder .. "/dev.tsv", "# doc_id = b\n" .. sentence)
    write(folder .. "/bad.tsv", sentence .. "Ivo B-PER\n")
    write(folder .. "/empty.tsv", "")
  end)

  teardown(function () os.execute("rm -r " .. folder) end)

  it("writes a model and a table of scores", function ()
    local status, out, err = run("train tagger train.tsv --dev dev.tsv -o names.model --no-lists --epochs 2")
    assert.equal(0, status, err)
    assert.matches("^dev.tsv +precision +recall +F1 +unrounded +names\n  PER +100.0 +100.0 +100.0 +100.0 +1\n", out)
    assert.matches("learned from 1 documents, 120 tokens", err, 1, true)
    assert.matches("features kept", err, 1, true)
    local loaded = assert(require("bluepencil.core").tagger_load(folder .. "/names.model"))
    assert.matches("learned from train.tsv; epochs 2", loaded:note(), 1, true)
    assert.is_nil(loaded:note():find(folder, 1, true))
  end)

  it("names file and line of a wrong corpus, and writes nothing", function ()
    local status, _, err = run("train tagger bad.tsv -o bad.model --no-lists")
    assert.equal(1, status)
    assert.equal("bluepencil: bad.tsv:8: expected a token, a tab and a tag\n", err)
    assert.is_nil(io.open(folder .. "/bad.model"))
    status, _, err = run("train tagger train.tsv --dev nosuch.tsv -o bad.model --no-lists")
    assert.equal(1, status)
    assert.matches("nosuch.tsv: No such file", err, 1, true)
    assert.equal("bluepencil: empty.tsv: no document in it\n", select(3, run("train tagger empty.tsv -o bad.model --no-lists")))
  end)

  it("says where a model cannot be written", function ()
    local status, _, err = run("train tagger train.tsv -o nosuch/names.model --no-lists --epochs 1 -q")
    assert.equal(1, status)
    assert.matches("nosuch/names.model: ", err, 1, true)
  end)

  it("refuses a command line that makes no sense", function ()
    assert.equal(2, (run("train tagger")))
    assert.equal(2, (run("train parser train.tsv -o x")))
    assert.equal(2, (run("train tagger --ngrams 2 train.tsv -o x")))
    assert.equal(2, (run("train tagger train.tsv")))
    local status, _, err = run("train tagger train.tsv -o x --silver-weight 2")
    assert.equal(2, status)
    assert.matches("--silver-weight is a number between 0 and 1, not '2'", err, 1, true)
  end)
end)

describe("words by class", function ()
  it("are read from lines of a path, a tab and words; a wrong line is named", function ()
    local path = os.tmpname()
    write(path, "# comment\n0110\talva berit\n1\tfalun\n")
    assert.same({ { path = "0110", words = "alva berit" }, { path = "1", words = "falun" } }, train.read_classes(path))
    write(path, "0110\talva\n0120\tberit\n")
    local classes, message = train.read_classes(path)
    assert.is_nil(classes)
    assert.equal(path .. ":2: not a class: its path of 0 and 1, a tab, and words are expected", message)
    os.remove(path)
    assert.is_nil((train.read_classes(path)))
  end)
end)

describe("counting names", function ()
  it("takes exact spans of the right type alone as right", function ()
    local tally = train.tally()
    train.count(tally, { 1, 3, 1, 5, 8, 2, 10, 12, 3 }, { 1, 3, 1, 0.5, 5, 9, 2, 0.5, 10, 12, 1, 0.5 }, 4)
    assert.same({ { right = 1, wrong = 1, missed = 0 }, { right = 0, wrong = 1, missed = 1 },
      { right = 0, wrong = 0, missed = 1 } }, tally)
    local p, r, f = train.rates(tally[1])
    assert.equal(50, p)
    assert.equal(100, r)
    assert.is_true(math.abs(f - 200 / 3) < 1e-9)
    assert.same({ 0, 0, 0 }, { train.rates(tally[3]) })
  end)
end)
