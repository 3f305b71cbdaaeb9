--- How good the classifier is: writes "Quality of topics" into bench/RESULTS.md, fails below bench/baseline.json.
--
--     lua5.4 bench/topics.lua [--raise] [--no-write]
--
-- The data is ../shared/data/classify (CLASSIFY_DATA names another folder); without it nothing is measured.  PEERS_PYTHON names a
-- Python that has fasttext, numpy and scikit-learn: then they learn from the same texts (bench/topics_peers.py), else their columns
-- are empty.  Run it with `make quality`.

package.path = "./?.lua;" .. package.path

local cjson = require "cjson"

local classifier = require "bluepencil.classifier"
local core = require "bluepencil.core"
local document = require "bluepencil.document"
local examples = require "bluepencil.classifier.examples"
local filter = require "bluepencil.filter"
local floors = require "bench.floors"
local page = require "bench.page"
local scores_of = require "bluepencil.classifier.scores"
local topic = require "bluepencil.topic"
local train = require "bluepencil.classifier.train"

local data = os.getenv "CLASSIFY_DATA" or "../shared/data/classify"
local options = {}
for _, word in ipairs(arg) do options[word:match "^%-%-([%a%-]+)$" or error("unknown option " .. word, 0)] = true end

if not io.open(data .. "/iptc-train.jsonl") then
  print(("quality: there are no labelled texts in %s (CLASSIFY_DATA names another folder): topics were not measured"):format(data))
  os.exit(0)
end

local folder = os.tmpname()
os.remove(folder)
assert(os.execute("mkdir " .. folder))

local out, scores = {}, {}
local function put (format, ...) out[#out + 1] = format:format(...) end

-- ---- texts -----------------------------------------------------------------------------------------------------------

local function read_rows (name)
  local rows = {}
  for line in io.lines(("%s/iptc-%s.jsonl"):format(data, name)) do rows[#rows + 1] = cjson.decode(line) end
  return rows
end

local learned, held = read_rows "train", read_rows "dev"

-- The same numbers everywhere: a generator of our own.
local state = 1
local function draw (n)
  state = (state * 6364136223846793005 + 1442695040888963407) & 0x7fffffffffffffff
  return (state >> 24) % n + 1
end

--- Rows of some sources as { text, labels }; `label` picks what the text is to be called.
local function pick (rows, label, keep)
  local list = {}
  for _, row in ipairs(rows) do
    local labels = label(row)
    if labels and (not keep or keep(row)) then list[#list + 1] = { text = row.text, labels = labels } end
  end
  return list
end

local function first_label (row) return { row.labels[1] } end
local function all_labels (row) return row.labels end
local function desk (row) return row.source == "huffpost" and { row.category } or nil end
local function from (source) return function (row) return row.source == source end end
local function not_from (source) return function (row) return row.source ~= source end end

--- At most `count` texts of each label, by chance.
local function few (rows, count)
  local order, seen, list = {}, {}, {}
  for i = 1, #rows do order[i] = i end
  for i = #order, 2, -1 do
    local j = draw(i)
    order[i], order[j] = order[j], order[i]
  end
  for _, i in ipairs(order) do
    local label = rows[i].labels[1]
    seen[label] = (seen[label] or 0) + 1
    if seen[label] <= count then list[#list + 1] = rows[i] end
  end
  return list
end

--- Only texts whose labels also occur among others.
local function known_to (rows, others)
  local known = {}
  for _, row in ipairs(others) do
    for _, label in ipairs(row.labels) do known[label] = true end
  end
  local list = {}
  for _, row in ipairs(rows) do
    local all = true
    for _, label in ipairs(row.labels) do all = all and known[label] end
    if all then list[#list + 1] = row end
  end
  return list
end

--- Long texts: short ones of one label and source joined to some 400 words.
local function joined (rows, count)
  local groups, keys, list = {}, {}, {}
  for _, row in ipairs(rows) do
    if #row.labels == 1 and row.source ~= "hhs-press" then
      local key = row.labels[1] .. row.source
      if not groups[key] then groups[key], keys[#keys + 1] = {}, key end
      table.insert(groups[key], row)
    end
  end
  table.sort(keys)
  for i = 1, count do
    local group, parts, words = groups[keys[(i - 1) % #keys + 1]], {}, 0
    while words < 400 do
      local row = group[draw(#group)]
      parts[#parts + 1] = row.text
      words = words + select(2, row.text:gsub("%S+", ""))
    end
    list[i] = { text = table.concat(parts, "\n"), labels = group[1].labels }
  end
  return list
end

local function write (name, rows)
  local path = ("%s/%s.jsonl"):format(folder, name)
  local file = assert(io.open(path, "w"))
  for i, row in ipairs(rows) do file:write(cjson.encode { id = i, text = row.text, labels = row.labels }, "\n") end
  file:close()
  return path
end

-- ---- the classifier beside others ------------------------------------------------------------------------------------

local sets = {
  { name = "topics", title = "17 topics, one each", train = pick(learned, first_label), test = pick(held, first_label) },
  { name = "events", title = "current events alone, 11 topics", train = pick(learned, first_label, from "wp-current-events"),
    test = pick(held, first_label, from "wp-current-events") },
  { name = "desks", title = "headlines by desk", train = pick(learned, desk), test = pick(held, desk) },
}
sets[4] = { name = "desks-small", title = "the same in a megabyte", train = sets[3].train, test = sets[3].test, size = 1000000 }
sets[5] = { name = "desks-100", title = "the same, 100 texts a desk", train = few(sets[3].train, 100), test = sets[3].test }
sets[6] = { name = "desks-20", title = "the same, 20 texts a desk", train = few(sets[3].train, 20), test = sets[3].test }
sets[7] = { name = "to-events", title = "learned from headlines, scored on events", train = pick(learned, first_label, not_from "wp-current-events"),
            test = pick(held, first_label, from "wp-current-events") }
sets[8] = { name = "to-headlines", title = "learned from events, scored on headlines",
            train = pick(learned, first_label, from "wp-current-events"), test = pick(held, first_label, from "huffpost") }
for _, set in ipairs(sets) do set.test = known_to(set.test, set.train) end

local function peers ()
  local python = os.getenv "PEERS_PYTHON"
  if not python then return {} end
  local pipe = assert(io.popen(("%s bench/topics_peers.py %s"):format(python, folder)))
  local answer = pipe:read "a"
  pipe:close()
  local fine, found = pcall(cjson.decode, answer)
  if not fine then io.stderr:write "quality: the other programs gave no answer\n" end
  return fine and found or {}
end

local peer_names = { "fastText", "fastText, 25 epochs, pairs", "LinearSVC", "LinearSVC, pairs", "ComplementNB" }

local function compare ()
  for _, set in ipairs(sets) do
    local path = write(set.name .. ".train", set.train)
    write(set.name .. ".test", set.test)
    local model = ("%s/%s.model"):format(folder, set.name)
    local start = os.clock()
    set.report = assert(train.learn({ path }, model, { size = set.size }))
    set.seconds = os.clock() - start
    set.summary = assert(train.score(assert(classifier.open(model)), assert(examples.read { ("%s/%s.test.jsonl"):format(folder, set.name) })))
      :summary()
    scores["topics: " .. set.name .. ", accuracy"] = 100 * set.summary.accuracy
  end
  local others = peers()
  put("| texts | learned from | scored on | labels | bluepencil | model, bytes | seconds | %s |", table.concat(peer_names, " | "))
  put("|---|---|---|---|---|---|---|%s", ("---|"):rep(#peer_names))
  for _, set in ipairs(sets) do
    local cells = {}
    for i, name in ipairs(peer_names) do
      local row = (others[set.name] or {})[name]
      cells[i] = row and ("%.1f / %.1f"):format(100 * row.accuracy, 100 * row.macro_f1) or ""
    end
    put("| %s | %d | %d | %d | **%.1f** / %.1f | %d | %.1f | %s |", set.title, #set.train, #set.test, #set.report.topics,
      100 * set.summary.accuracy, 100 * set.summary.macro_f1, set.report.bytes, set.seconds, table.concat(cells, " | "))
  end
  if not next(others) then
    put("")
    put("Other programs were not there to be compared: PEERS_PYTHON names a Python with fasttext, numpy and scikit-learn.")
  end
end

-- ---- the shipped model -----------------------------------------------------------------------------------------------

local function rows_of (name, rows) return assert(examples.read { write(name, rows) }) end

local function shipped_rows ()
  local shipped = assert(classifier.open "topics")
  put("| shipped model on | texts | surest right | macro-F1 | micro-F1 | without label |")
  put("|---|---|---|---|---|---|")
  local function row (title, model, rows, key)
    local s = assert(train.score(model, rows)):summary()
    put("| %s | %d | %.1f | %.1f | %.1f | %.1f %% |", title, s.texts, 100 * s.accuracy, 100 * s.macro_f1, 100 * s.micro_f1,
      100 * s.without_label)
    if key then
      scores["topics: " .. key .. ", macro-F1"] = 100 * s.macro_f1
      scores["topics: " .. key .. ", with a label"] = 100 - 100 * s.without_label
    end
  end
  row("iptc-dev", shipped, rows_of("dev", pick(held, all_labels)), "shipped model on iptc-dev")
  for _, source in ipairs { "huffpost", "wp-current-events", "hhs-press" } do
    row("iptc-dev, " .. source, shipped, rows_of("dev-" .. source, pick(held, all_labels, from(source))))
  end
  row("iptc-dev joined to 400 words", shipped, rows_of("joined", joined(held, 300)), "shipped model on joined texts")
  local without = ("%s/without.model"):format(folder)
  assert(train.learn({ write("without-press", pick(learned, all_labels, not_from "hhs-press")) }, without, { ngrams = 1, any = true }))
  local press = pick(learned, all_labels, from "hhs-press")
  table.move(pick(held, all_labels, from "hhs-press"), 1, #press, #press + 1, press)
  row("press releases, full length, by a model that has seen none", assert(classifier.open(without)), rows_of("press", press),
    "press releases never seen")
end

-- ---- the line: rules, and rules with the model -----------------------------------------------------------------------

local function document_of (text)
  local doc, blocks, at = assert(document.new(text, { name = "bench" })), {}, 1
  for paragraph, next_at in text:gmatch "([^\n]*[^\n])\n*()" do
    local first = text:find(paragraph, at, true)
    blocks[#blocks + 1] = { type = #blocks == 0 and "Headline" or "Paragraph", first = first, last = first + #paragraph - 1 }
    at = next_at
  end
  doc:set_blocks(blocks)
  return doc
end

local function line_rows ()
  local shipped, loaded = assert(classifier.open "topics"), assert(filter.load "classify")
  local rules, ids = topic.compile(loaded.rules, "classify"), {}
  for i, label in ipairs(shipped.labels) do ids[i] = label.id end
  local ways = {
    { name = "rules alone", label = function (doc) rules:label(doc) end },
    { name = "the filter: rules and model", label = function (doc) assert(filter.run({ loaded }, doc)) end },
  }
  put("| filter `classify` on | labels by | surest right | precision | recall | F1 | none |")
  put("|---|---|---|---|---|---|---|")
  for _, source in ipairs { "all", "huffpost", "wp-current-events", "hhs-press" } do
    for _, way in ipairs(ways) do
      local tally = scores_of.new(ids)
      for _, row in ipairs(held) do
        if source == "all" or row.source == source then
          local doc, given = document_of(row.text), {}
          way.label(doc)
          for _, label in ipairs(doc.labels) do
            if label.id == label.top and tally.rows[label.id] then given[#given + 1] = label.id end
          end
          tally:count(row.labels, given, given[1])
          doc:close()
        end
      end
      local s = tally:summary()
      put("| %s | %s | %.1f | %.1f | %.1f | %.1f | %.1f %% |", source, way.name, 100 * s.accuracy, 100 * s.precision, 100 * s.recall,
        100 * s.micro_f1, 100 * s.without_label)
      if source == "all" and way == ways[2] then scores["topics: filter classify, surest right"] = 100 * s.accuracy end
    end
  end
end

-- ---- cost ------------------------------------------------------------------------------------------------------------

--- Articles a second of processor time, repeated for a second.
local function rate (texts, work)
  local count, start = 0, os.clock()
  repeat
    for _, text in ipairs(texts) do work(text) end
    count = count + #texts
  until os.clock() - start > 1
  return count / (os.clock() - start)
end

local function cost_rows ()
  local texts, part, words = {}, {}, 0
  for _, row in ipairs(held) do
    part[#part + 1] = row.text
    words = words + select(2, row.text:gsub("%S+", ""))
    if words >= 600 then texts[#texts + 1], part, words = table.concat(part, "\n"), {}, 0 end
  end
  local path = ("%s/cost.model"):format(folder)
  assert(train.learn({ ("%s/topics.train.jsonl"):format(folder) }, path, { ngrams = 2 }))
  put("| cost, articles of 600 words | words | words and pairs |")
  put("|---|---|---|")
  local rates, loads = {}, {}
  for i, file in ipairs { "data/models/topics.model", path } do
    local start = os.clock()
    local model = assert(core.classifier_load(file))
    loads[i] = (os.clock() - start) * 1000
    local indexes = {}
    for k, text in ipairs(texts) do indexes[k] = assert(core.document(text)) end
    rates[i] = { rate(indexes, function (index) model:classify(index) end), rate(texts, function (text)
      local index = core.document(text)
      model:classify(index)
      index:close()
    end), rate(texts, function (text) model:classify_text(text) end) }
  end
  put("| classified a second of processor time, tokens there | %.0f | %.0f |", rates[1][1], rates[2][1])
  put("| the same from the text: checked, tokens, sentences, labels | %.0f | %.0f |", rates[1][2], rates[2][2])
  put("| the same without a document (`classify_text`) | %.0f | %.0f |", rates[1][3], rates[2][3])
  put("| loading the model, ms | %.2f | %.2f |", loads[1], loads[2])
  scores["topics: articles a second"] = rates[1][2]
end

-- ---- the page --------------------------------------------------------------------------------------------------------

put("Written by `make quality` on %s. Machine: %s.", os.date "!%Y-%m-%d", page.machine())
put("Shipped model: %s.", assert(classifier.open "topics").note)
put("")
put("The classifier beside other programs, each learning from the same texts (`bluepencil train classifier` as it comes; fastText with its own "
  .. "settings and with lr 0.5; scikit-learn on tf-idf with log counts). Cells are the share of texts whose label is right / macro-F1.")
put("")
compare()
put("")
shipped_rows()
put("")
line_rows()
put("")
cost_rows()
os.execute("rm -r " .. folder)

local body = table.concat(out, "\n")
print(body)
if options["no-write"] then os.exit(0) end
page.put("Quality of topics", body)

local baseline = floors.read()
for _, name in ipairs { "train", "dev" } do
  local file = ("iptc-%s.jsonl"):format(name)
  local digest = floors.digest(data .. "/" .. file)
  if digest and baseline.data[file] and baseline.data[file] ~= digest and not options.raise then
    io.stderr:write(("quality: %s is not the file the floors were measured on\n"):format(file))
    os.exit(1)
  end
  baseline.data[file] = digest
end
if options.raise then
  print(("quality: %d floors raised"):format(floors.raise(baseline, scores)))
  floors.write(baseline)
end
local failures = floors.failures(baseline, scores, floors.topics)
for _, message in ipairs(failures) do io.stderr:write("quality: ", message, "\n") end
os.exit(#failures == 0 and 0 or 1)
