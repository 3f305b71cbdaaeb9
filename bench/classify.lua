--- How well and how fast articles are labelled with top topics: by the rules, by the model, and by both as the filter `classify` does.
--
--     lua5.4 bench/classify.lua FILE.jsonl [--by rules|model|both] [--misses N] [--top medtop:NN000000]
--     lua5.4 bench/classify.lua --quality [--raise]      the development set, with floors; writes bench/RESULTS.md (`make quality`)
--
-- Each line of FILE is { "text": title, blank line, body; "labels": ids of top-level IPTC Media Topics; "source": ... }.
-- Prints, for all texts and by source: top-1 accuracy (the surest top-level label is one of the true ones; no label is a
-- miss), precision, recall and F1 of all top-level labels together, the mean F1 of the 17 topics, and microseconds per text of the
-- labelling alone.

package.path = "./?.lua;" .. package.path

local cjson = require "cjson"
local document = require "bluepencil.document"
local filter = require "bluepencil.filter"
local topic = require "bluepencil.topic"

local data = os.getenv "CLASSIFY_DATA" or "../shared/data/classify"

local args = {}
do
  local i = 1
  while arg[i] do
    local name = arg[i]:match "^%-%-(%a+)$"
    if name == "quality" or name == "raise" then args[name] = true
    elseif name == "misses" or name == "top" or name == "by" then args[name], i = arg[i + 1], i + 1
    elseif name then
      io.stderr:write(("classify: unknown option '%s'; the file says which there are\n"):format(arg[i]))
      os.exit(2)
    else args.path = arg[i] end
    i = i + 1
  end
end
local path = args.path or args.quality and data .. "/iptc-dev.jsonl"
if not path then
  io.stderr:write "usage: lua5.4 bench/classify.lua FILE.jsonl [--by rules|model|both] [--misses N] [--top medtop:NN000000]\n"
  os.exit(2)
end
do
  local file = io.open(path)
  if not file then
    print(("classify: there is no %s (CLASSIFY_DATA names another folder): nothing was measured"):format(path))
    os.exit(args.quality and 0 or 1)
  end
  file:close()
end

local function document_of (text)
  local doc = assert(document.new(text, { name = "bench" }))
  local blocks, at = {}, 1
  for paragraph, next_at in text:gmatch "([^\n]*[^\n])\n*()" do
    local first = text:find(paragraph, at, true)
    blocks[#blocks + 1] = { type = #blocks == 0 and "Headline" or "Paragraph", first = first, last = first + #paragraph - 1 }
    at = next_at
  end
  doc:set_blocks(blocks)
  return doc
end

-- ---- measuring -------------------------------------------------------------------------------------------------------

local classify = assert(filter.load "classify")
local rules = topic.compile(classify.rules, "classify", classify.conditions)

local ways = {
  { name = "rules", label = function (doc) rules:label(doc) end },
  { name = "model", label = function (doc) doc:classify "topics" end },
  { name = "both",  label = function (doc)
    rules:label(doc)
    doc:classify("topics", { weigh = true })
  end },
}

local function tally () return { n = 0, first = 0, hit = 0, given = 0, wanted = 0, none = 0 } end

local function entry (t, key)
  t[key] = t[key] or tally()
  return t[key]
end

-- The top topics given to a document, and the surest of them.
local function top_labels (doc)
  local given, first = {}, nil
  for _, label in ipairs(doc.labels) do
    if label.id == label.top and label.scheme == "mediatopics" then
      given[label.id] = true
      first = first or label.id
    end
  end
  return given, first
end

local misses = tonumber(args.misses) or 0

local function show_miss (item, wanted, first)
  if misses == 0 or first and wanted[first] or args.top and not wanted[args.top] then return end
  misses = misses - 1
  io.stderr:write(("%s want %s got %s\n  %s\n"):format(item.source, table.concat(item.labels, " "), first or "-",
    item.text:sub(1, 300):gsub("\n", " ")))
end

local function count (result, item, given, first)
  local wanted = {}
  for _, id in ipairs(item.labels) do wanted[id] = true end
  for _, t in ipairs { result.all, entry(result.by_source, item.source) } do
    t.n = t.n + 1
    if first and wanted[first] then t.first = t.first + 1 end
    if not first then t.none = t.none + 1 end
    for id in pairs(given) do
      t.given = t.given + 1
      if wanted[id] then t.hit = t.hit + 1 end
    end
    t.wanted = t.wanted + #item.labels
  end
  for id in pairs(wanted) do
    local t = entry(result.by_top, id)
    t.wanted, t.hit = t.wanted + 1, t.hit + (given[id] and 1 or 0)
  end
  for id in pairs(given) do entry(result.by_top, id).given = entry(result.by_top, id).given + 1 end
  show_miss(item, wanted, first)
end

local function measure (way)
  local result = { all = tally(), by_source = {}, by_top = {}, seconds = 0, bytes = 0 }
  for line in io.lines(path) do
    local item = cjson.decode(line)
    if item.text:find "%S" then
      local doc = document_of(item.text)
      local start = os.clock()
      way.label(doc)
      result.seconds = result.seconds + (os.clock() - start)
      result.bytes = result.bytes + #item.text
      count(result, item, top_labels(doc))
      doc:close()
    end
  end
  return result
end

-- ---- telling ---------------------------------------------------------------------------------------------------------

local function percent (a, b) return b == 0 and 0 or 100 * a / b end

local function f1 (t)
  local p, r = percent(t.hit, t.given), percent(t.hit, t.wanted)
  return p + r == 0 and 0 or 2 * p * r / (p + r), p, r
end

local function sorted_keys (t)
  local keys = {}
  for key in pairs(t) do keys[#keys + 1] = key end
  table.sort(keys)
  return keys
end

-- Mean F1 of the topics that the texts have.
local function mean_f1 (result)
  local sum, n = 0, 0
  for _, t in pairs(result.by_top) do
    if t.wanted > 0 then sum, n = sum + f1(t), n + 1 end
  end
  return n == 0 and 0 or sum / n
end

local function tell (way, result)
  local function row (name, t)
    local f, p, r = f1(t)
    print(("%-28s %6d %7.1f %7.1f %7.1f %7.1f %7.1f"):format(name, t.n, percent(t.first, t.n), p, r, f, percent(t.none, t.n)))
  end
  print(("%-28s %6s %7s %7s %7s %7s %7s"):format(way.name, "texts", "top-1", "P", "R", "F1", "none"))
  row("all", result.all)
  for _, name in ipairs(sorted_keys(result.by_source)) do row(name, result.by_source[name]) end
  print()
  for _, id in ipairs(sorted_keys(result.by_top)) do
    local t = result.by_top[id]
    local f, p, r = f1(t)
    print(("%-46s %5d wanted  P %5.1f  R %5.1f  F1 %5.1f"):format((topic.name(id) or id), t.wanted, p, r, f))
  end
  print(("\nmean F1 of the topics %.1f; %.1f microseconds a text of %.0f bytes\n"):format(mean_f1(result),
    1e6 * result.seconds / result.all.n, result.bytes / result.all.n))
end

-- ---- floors ----------------------------------------------------------------------------------------------------------

local function quality (results)
  local floors, page = require "bench.floors", require "bench.page"
  floors.path = "bench/rules.json"
  local baseline, scores, out = floors.read(), {}, {}
  local function put (format, ...) out[#out + 1] = format:format(...) end
  put("`make quality`, %s: top topics of the %d texts of `iptc-dev.jsonl` (headlines, news summaries, press releases). *Rules*: the filter",
    os.date "!%Y-%m-%d", results[1].all.n)
  put("`classify` without its model; *model*: `topics` alone; *both*: what the filter gives.")
  put("")
  put("| | top-1 | precision | recall | F1 | mean F1 of topics | none given | news summaries: top-1 | F1 | microseconds |")
  put("|---|---|---|---|---|---|---|---|---|---|")
  for i, way in ipairs(ways) do
    local r = results[i]
    local f, p, c = f1(r.all)
    local news = r.by_source["wp-current-events"] or tally()
    put("| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f %% | %.1f | %.1f | %.0f |", way.name, percent(r.all.first, r.all.n), p, c, f, mean_f1(r),
      percent(r.all.none, r.all.n), percent(news.first, news.n), f1(news), 1e6 * r.seconds / r.all.n)
    scores[("topics, %s: F1"):format(way.name)], scores[("topics, %s: mean F1"):format(way.name)] = f, mean_f1(r)
    scores[("topics, %s: top-1"):format(way.name)] = percent(r.all.first, r.all.n)
    scores[("topics, %s: top-1 of news summaries"):format(way.name)] = percent(news.first, news.n)
    scores[("topics, %s: F1 of news summaries"):format(way.name)] = (f1(news))
    scores[("topics, %s: F1 of weather"):format(way.name)] = (f1(r.by_top["medtop:17000000"] or tally()))
  end
  page.put("Quality of rules for topics", table.concat(out, "\n"))
  print(table.concat(out, "\n"))
  local digest = floors.digest(path)
  if digest and baseline.data["iptc-dev.jsonl"] and baseline.data["iptc-dev.jsonl"] ~= digest and not args.raise then
    io.stderr:write "classify: iptc-dev.jsonl is not the file the floors were measured on\n"
    os.exit(1)
  end
  baseline.data["iptc-dev.jsonl"] = digest
  if args.raise then
    print(("classify: %d floors raised"):format(floors.raise(baseline, scores)))
    floors.write(baseline)
  end
  local failures = floors.failures(baseline, scores)
  for _, message in ipairs(failures) do io.stderr:write("classify: ", message, "\n") end
  os.exit(#failures == 0 and 0 or 1)
end

local results = {}
for i, way in ipairs(ways) do
  if not args.by or args.by == way.name then
    results[i] = measure(way)
    if not args.quality then tell(way, results[i]) end
  end
end
if args.quality then quality(results) end
