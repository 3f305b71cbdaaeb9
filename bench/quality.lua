--- How good the names are: writes "Quality of names" into bench/RESULTS.md, fails below bench/baseline.json.
--
--     lua5.4 bench/quality.lua [--model FILE] [--raise] [--no-write]
--     lua5.4 bench/quality.lua --lower NAME VALUE --reason TEXT
--     lua5.4 bench/quality.lua --loso          learn without GUM and EWT, score on them: an honest estimate for other sources
--
-- The data is ../shared/data/ner (NER_DATA names another folder); without it nothing is measured.  Run it with `make quality`.

package.path = "./?.lua;" .. package.path

local core = require "bluepencil.core"
local corpus = require "bluepencil.corpus"
local faces = require "bench.faces"
local floors = require "bench.floors"
local gazetteer = require "bluepencil.gazetteer"
local page = require "bench.page"
local source = require "bluepencil.recognizer.name.tagger"
local speed = require "bench.speed"
local struck = require "bench.struck"
local train = require "bluepencil.train"

local data = os.getenv("NER_DATA") or "../shared/data/ner"
local genres = { "news", "interview", "bio", "court", "voyage", "academic", "textbook" }
local dev = { "gum", "wikigold", "docred", "crossner" }

local args = { model = "data/models/names.model" }
do
  local i = 1
  while arg[i] do
    local name = arg[i]:match("^%-%-([%a%-]+)$")
    if name == "model" or name == "reason" then args[name], i = arg[i + 1], i + 1
    elseif name == "lower" then args.lower, args.to, i = arg[i + 1], tonumber(arg[i + 2]), i + 2
    elseif name == "raise" or name == "loso" or name == "no-write" then args[name] = true
    else
      io.stderr:write(("quality: unknown option '%s'; the file says which there are\n"):format(arg[i]))
      os.exit(2)
    end
    i = i + 1
  end
end

local baseline = floors.read()

if args.lower then
  local ok, message = floors.lower(baseline, args.lower, args.to or 1 / 0, args.reason, os.date("!%Y-%m-%d"))
  if not ok then
    io.stderr:write("quality: ", message, "\n")
    os.exit(2)
  end
  floors.write(baseline)
  os.exit(0)
end

if not io.open(data .. "/people.jsonl") then
  print(("quality: there is no data in %s (NER_DATA names another folder): nothing was measured"):format(data))
  os.exit(0)
end

-- ---- measuring -------------------------------------------------------------------------------------------------------

local out, scores = {}, {}

local function put (format, ...) out[#out + 1] = format:format(...) end

local function read (name) return assert(corpus.read(("%s/%s.tsv"):format(data, name))) end

--- Exact spans of a corpus and persons of whom every mention is hidden under any type, for one face and one case.
local function measure (documents, find, fold)
  local tally, people, safe = train.tally(), 0, 0
  for _, d in ipairs(documents) do
    local names = find(fold(d.text), d.sentences)
    train.count(tally, d.names, names, 4)
    local hidden = faces.hidden(names)
    for _, spans in ipairs(faces.people_by_last_word(d)) do
      local all = true
      for i = 1, #spans, 2 do all = all and faces.is_hidden(d.text, hidden, spans[i], spans[i + 1]) end
      people, safe = people + 1, safe + (all and 1 or 0)
    end
  end
  return tally, people, safe
end

local function percent (part, whole) return whole > 0 and 100 * part / whole or 0 end

local function span_rows (name, documents, finders)
  for _, case in ipairs(faces.cases) do
    if case.fold("a") == "a" and case.fold("A") == "A" or name:find("gum") then
      for _, finder in ipairs(finders) do
        local tally, people, safe = measure(documents, finder.find, case.fold)
        local cells = {}
        for i, kind in ipairs(train.types) do
          local p, r, f = train.rates(tally[i])
          cells[i] = ("%.1f / %.1f / **%.1f**"):format(p, r, f)
          scores[("%s, %s, %s: F1 %s"):format(name, case.name, finder.name, kind)] = f
        end
        put("| %s | %s | %s | %s | %.1f of %d |", name, case.name, finder.name, table.concat(cells, " | "), percent(safe, people), people)
        scores[("%s, %s, %s: people hidden"):format(name, case.name, finder.name)] = percent(safe, people)
      end
    end
  end
end

--- Persons of people.jsonl by genre: hidden as persons, and under any type.
local function people_table (documents, finders)
  put("| genre | persons | %s |", table.concat((function ()
    local cells = {}
    for i, finder in ipairs(finders) do cells[i] = finder.name .. ": as person / any type" end
    return cells
  end)(), " | "))
  put("|---|---|%s", ("---|"):rep(#finders))
  local rows = {}
  for _, d in ipairs(documents) do
    local row = rows[d.genre] or { persons = 0 }
    rows[d.genre] = row
    row.persons = row.persons + #d.persons
    for f, finder in ipairs(finders) do
      local names = finder.find(d.text)
      local as_person, any = faces.hidden(names, 1), faces.hidden(names)
      row[f] = row[f] or { 0, 0 }
      for _, spans in ipairs(d.persons) do
        local one, two = 1, 1
        for i = 1, #spans, 2 do
          if not faces.is_hidden(d.text, as_person, spans[i], spans[i + 1]) then one = 0 end
          if not faces.is_hidden(d.text, any, spans[i], spans[i + 1]) then two = 0 end
        end
        row[f][1], row[f][2] = row[f][1] + one, row[f][2] + two
      end
    end
  end
  local function put_row (title, wanted, key)
    local persons, sums = 0, {}
    for f = 1, #finders do sums[f] = { 0, 0 } end
    for _, genre in ipairs(wanted) do
      local row = rows[genre]
      persons = persons + (row and row.persons or 0)
      for f = 1, row and #finders or 0 do sums[f][1], sums[f][2] = sums[f][1] + row[f][1], sums[f][2] + row[f][2] end
    end
    if persons == 0 then return end
    local cells = {}
    for f, finder in ipairs(finders) do
      cells[f] = ("%.1f / **%.1f**"):format(percent(sums[f][1], persons), percent(sums[f][2], persons))
      if key then
        scores[("people, %s, %s: as person"):format(key, finder.name)] = percent(sums[f][1], persons)
        scores[("people, %s, %s: any type"):format(key, finder.name)] = percent(sums[f][2], persons)
      end
    end
    put("| %s | %d | %s |", title, persons, table.concat(cells, " | "))
  end
  for _, genre in ipairs(genres) do put_row(genre, { genre }) end
  put_row("news, interview, bio", { "news", "interview", "bio" }, "news-interview-bio")
  put_row("all", genres, "all")
end

--- How much of what the tagger says with a probability is right; the expected calibration error.
local function calibration (sets, find)
  local edges = { 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01 }
  local bins, all, error_sum = {}, 0, 0
  for i = 1, #edges do bins[i] = { count = 0, right = 0, score = 0 } end
  for _, documents in ipairs(sets) do
    for _, d in ipairs(documents) do
      local names, gold = find(d.text, d.sentences), {}
      for i = 1, #d.names, 3 do gold[d.names[i] .. " " .. d.names[i + 1] .. " " .. d.names[i + 2]] = true end
      for i = 1, #names, 4 do
        local k = 1
        while names[i + 3] >= edges[k] do k = k + 1 end
        local bin = bins[k]
        bin.count, bin.score, all = bin.count + 1, bin.score + names[i + 3], all + 1
        if gold[names[i] .. " " .. names[i + 1] .. " " .. names[i + 2]] then bin.right = bin.right + 1 end
      end
    end
  end
  put("| score | names | mean score | right |")
  put("|---|---|---|---|")
  local from = 0
  for k, bin in ipairs(bins) do
    if bin.count > 0 then
      put("| %.2f to %.2f | %d | %.1f %% | %.1f %% |", from, math.min(edges[k], 1), bin.count, 100 * bin.score / bin.count,
        percent(bin.right, bin.count))
      error_sum = error_sum + math.abs(bin.score - bin.right)
    end
    from = edges[k]
  end
  local ece = percent(error_sum, all)
  put("")
  put("Expected calibration error: %.1f %%.", ece)
  scores["calibration: 100 less expected error"] = 100 - ece
end

--- The recall setting: share of person mentions hidden under any type, and precision of persons.
local function recall_rows (sets, model)
  put("| recall | person mentions hidden | people fully hidden | precision of persons |")
  put("|---|---|---|---|")
  for _, recall in ipairs { 0, 1, source.recall, 3 } do
    local find = faces.alone(model, recall)
    local tally, people, safe, mentions, hidden_mentions = train.tally(), 0, 0, 0, 0
    for _, documents in ipairs(sets) do
      local _, p, s = measure(documents, find, function (text) return text end)
      people, safe = people + p, safe + s
      for _, d in ipairs(documents) do
        local names = find(d.text, d.sentences)
        train.count(tally, d.names, names, 4)
        local hidden = faces.hidden(names)
        for i = 1, #d.names, 3 do
          if d.names[i + 2] == 1 then
            mentions = mentions + 1
            if faces.is_hidden(d.text, hidden, d.names[i], d.names[i + 1]) then hidden_mentions = hidden_mentions + 1 end
          end
        end
      end
    end
    local precision = train.rates(tally[1])
    put("| %g%s | %.1f | %.1f | %.1f |", recall, recall == source.recall and " (the setting)" or "", percent(hidden_mentions, mentions),
      percent(safe, people), precision)
    if recall == source.recall then
      scores["recall setting: person mentions hidden"] = percent(hidden_mentions, mentions)
      scores["recall setting: precision of persons"] = precision
    end
  end
end

-- ---- cost ------------------------------------------------------------------------------------------------------------

local function cost_table (sets, model)
  local tagger, texts = assert(core.tagger_load(model)), {}
  for _, documents in ipairs(sets) do table.move(documents, 1, #documents, #texts + 1, texts) end
  local line = faces.line()
  local on_dev, on_corpus = speed.measure(texts, tagger, line), speed.measure(speed.corpus(200), tagger, line)
  put("| cost: tokens a second of processor time | dev sets | bench corpus |")
  put("|---|---|---|")
  for n, row in ipairs(on_dev) do put("| %s | %.0f | %.0f |", row[1], row[2], on_corpus[n][2]) end
  scores["speed: tokens a second"] = on_dev[2][2]
  scores["speed: tokens a second, article pass, dev sets"] = on_dev[4][2]
  scores["speed: tokens a second, article pass, bench corpus"] = on_corpus[4][2]
  put("")
  put("| cost | |")
  put("|---|---|")
  put("| size of the model, bytes | %d |", tagger:size())
  local pipe = assert(io.popen(("LUA_PATH='%s' LUA_CPATH='%s' lua5.4 -e '%s'"):format(package.path, package.cpath, ([[
    local core = require "bluepencil.core"
    local gazetteer = require "bluepencil.gazetteer"
    local start = os.clock()
    local tagger, lists = core.tagger_load("MODEL"), gazetteer.shipped()
    print((os.clock() - start) * 1000)
    tagger:tag(core.document(("Mayor Dora Lindqvist of Port Selma left. "):rep(500)), lists, 0, true)
    for line in io.lines("/proc/self/smaps_rollup") do
      local kb = line:match("^Anonymous: +(%d+)")
      if kb then print(kb) end
    end]]):gsub("MODEL", model))))
  local load_ms, private_kb = pipe:read("n", "n")
  pipe:close()
  put("| loading model and lists, ms | %.1f |", load_ms or -1)
  put("| private memory of a process with both, after an article of 4,000 words, MB | %.1f |", (private_kb or -1024) / 1024)
end

-- ---- the page --------------------------------------------------------------------------------------------------------

local function head (command)
  put("Written by `%s` on %s. Machine: %s.", command, os.date("!%Y-%m-%d"), page.machine())
  put("Model: %s bytes, %s.", #assert(io.open(args.model, "rb")):read("a"), assert(core.tagger_load(args.model)):note())
  put("")
  put("Two faces: the *tagger* alone (`src/tagger.c`), and the *line*, which is the annotations Person, Place and Org of the whole "
    .. "program. Cells are precision / recall / **F1** of exact spans. *Hidden*: persons of whom every letter of every mention lies "
    .. "in some name found; in these texts, names that end in the same word count as one person.")
  put("")
  put("| text | case | face | PER | LOC | ORG | people hidden |")
  put("|---|---|---|---|---|---|---|")
end

local function loso ()
  args.model = os.tmpname()
  local paths = {}
  for _, name in ipairs { "wikigold", "docred", "crossner" } do paths[#paths + 1] = ("%s/train/%s.tsv"):format(data, name) end
  assert(train.learn(paths, args.model, { gazetteer = assert(gazetteer.shipped()), classes = "data/classes/words.tsv",
    silver = data .. "/silver/voa-news.tsv" }))
  assert(source.load(args.model))       -- the line tags with it too
  local finders = { { name = "tagger", find = faces.alone(args.model) }, { name = "line", find = faces.line() } }
  head("make quality LOSO=1")
  for _, name in ipairs { "train/gum", "dev/gum", "train/uner-ewt" } do span_rows(name, read(name), finders) end
  put("")
  put("People of `people.jsonl`, all documents, none of them learned from:")
  put("")
  people_table(faces.people(data .. "/people.jsonl", { dev = true, train = true }), finders)
  os.remove(args.model)
  return "Quality of names: estimate for sources never seen"
end

-- What `protect-all` hides, and what it strikes besides.
local function struck_table (sets)
  put("Under the policy `protect-all`, on the edits of the whole line (a person counts when every mention is struck):")
  put("")
  put("| text | people | all mentions struck | of the words in nobody's name, struck |")
  put("|---|---|---|---|")
  local function row (name, texts, key, sum)
    local r = struck.score("protect-all", texts)
    put("| %s | %d | %.1f %% | %.1f %% |", name, r.people, percent(r.hidden, r.people), percent(r.struck, r.words))
    for field, n in pairs(sum or {}) do sum[field] = n + r[field] end
    if key then scores[key] = percent(r.hidden, r.people) end
  end
  local sum = { people = 0, hidden = 0, words = 0, struck = 0 }
  for i, name in ipairs(dev) do
    local texts = {}
    for k, d in ipairs(sets[i]) do
      texts[k] = { text = d.text, sentences = d.sentences, people = faces.people_by_last_word(d) }
    end
    row("dev/" .. name, texts, nil, sum)
  end
  put("| all four | %d | **%.1f %%** | **%.1f %%** |", sum.people, percent(sum.hidden, sum.people), percent(sum.struck, sum.words))
  scores["protect-all: people struck"] = percent(sum.hidden, sum.people)
  scores["protect-all: 100 less other words struck"] = 100 - percent(sum.struck, sum.words)
  local texts = {}
  for k, d in ipairs(faces.people(data .. "/people.jsonl", { dev = true })) do texts[k] = { text = d.text, people = d.persons } end
  row("people.jsonl", texts, "protect-all: people of people.jsonl struck")
end

local function full ()
  local finders = { { name = "tagger", find = faces.alone(args.model) }, { name = "line", find = faces.line() } }
  local sets = {}
  head("make quality")
  for i, name in ipairs(dev) do
    sets[i] = read("dev/" .. name)
    span_rows("dev/" .. name, sets[i], finders)
  end
  put("")
  put("People of `people.jsonl`, documents held back; *as person* counts what was found as a person alone:")
  put("")
  people_table(faces.people(data .. "/people.jsonl", { dev = true }), finders)
  put("")
  put("The recall setting, all held-back texts, tagger alone:")
  put("")
  recall_rows(sets, args.model)
  put("")
  struck_table(sets)
  put("")
  put("Probabilities of the tagger, all held-back texts, exact spans with their type:")
  put("")
  calibration(sets, finders[1].find)
  put("")
  cost_table(sets, args.model)
  return "Quality of names"
end

local heading = args.loso and loso() or full()
local body = table.concat(out, "\n")
print(body)
if args["no-write"] then os.exit(0) end
page.put(heading, body)
if args.loso then os.exit(0) end

for _, name in ipairs(dev) do
  local file = ("dev/%s.tsv"):format(name)
  local digest = floors.digest(data .. "/" .. file)
  if digest and baseline.data[file] and baseline.data[file] ~= digest and not args.raise then
    io.stderr:write(("quality: %s is not the file the floors were measured on\n"):format(file))
    os.exit(1)
  end
  baseline.data[file] = digest
end
if args.raise then
  print(("quality: %d floors raised"):format(floors.raise(baseline, scores)))
  floors.write(baseline)
end
local failures = floors.failures(baseline, scores)
for _, message in ipairs(faces.errors) do failures[#failures + 1] = "the program failed on a text: " .. message end
for _, message in ipairs(failures) do io.stderr:write("quality: ", message, "\n") end
os.exit(#failures == 0 and 0 or 1)
