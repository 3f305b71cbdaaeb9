--- How well and how fast the `classify` filter labels: lua5.4 bench/classify.lua FILE.jsonl [--misses N] [--top ID]
--
-- Each line of FILE is { "text": title, blank line, body; "labels": ids of top-level IPTC Media Topics; "source": ... }.
-- Prints, for all texts and by source: top-1 accuracy (the surest top-level label is one of the true ones; no label is a
-- miss), precision, recall and F1 of all top-level labels together, and microseconds per text of the labelling alone.

local cjson = require "cjson"
local document = require "bluepencil.document"
local filter = require "bluepencil.filter"
local topic = require "bluepencil.topic"

local path, misses, watched
do
  local i = 1
  while arg[i] do
    if arg[i] == "--misses" then misses, i = tonumber(arg[i + 1]), i + 2
    elseif arg[i] == "--top" then watched, i = arg[i + 1], i + 2
    else path, i = arg[i], i + 1 end
  end
end
if not path then
  io.stderr:write "usage: lua5.4 bench/classify.lua FILE.jsonl [--misses N] [--top medtop:NN000000]\n"
  os.exit(2)
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

local classify = assert(filter.load "classify")
local rules = topic.compile(classify.rules, "classify")

local function tally () return { n = 0, first = 0, hit = 0, given = 0, wanted = 0, none = 0 } end
local all, by_source, by_top = tally(), {}, {}
local seconds, bytes = 0, 0

for line in io.lines(path) do
  local item = cjson.decode(line)
  if not item.text:find "%S" then goto continue end
  local wanted = {}
  for _, id in ipairs(item.labels) do wanted[id] = true end
  local doc = document_of(item.text)
  local start = os.clock()
  rules:label(doc)
  seconds = seconds + (os.clock() - start)
  bytes = bytes + #item.text
  by_source[item.source] = by_source[item.source] or tally()
  local given, first = {}, nil
  for _, label in ipairs(doc.labels) do
    if label.id == label.top and label.scheme == "mediatopics" then
      given[label.id] = true
      first = first or label.id
    end
  end
  for _, t in ipairs { all, by_source[item.source] } do
    t.n = t.n + 1
    if first and wanted[first] then t.first = t.first + 1 end
    if not first then t.none = t.none + 1 end
    for id in pairs(given) do
      t.given = t.given + 1
      if wanted[id] then t.hit = t.hit + 1 end
    end
    t.wanted = t.wanted + #item.labels
  end
  for _, id in ipairs(item.labels) do
    by_top[id] = by_top[id] or tally()
    by_top[id].wanted = by_top[id].wanted + 1
    if given[id] then by_top[id].hit = by_top[id].hit + 1 end
  end
  for id in pairs(given) do
    by_top[id] = by_top[id] or tally()
    by_top[id].given = by_top[id].given + 1
  end
  if misses and misses > 0 and not (first and wanted[first]) and (not watched or wanted[watched]) then
    misses = misses - 1
    io.stderr:write(("%s want %s got %s\n  %s\n"):format(item.source, table.concat(item.labels, " "), first or "-",
      item.text:sub(1, 300):gsub("\n", " ")))
  end
  doc:close()
  ::continue::
end

local function ratio (a, b) return b == 0 and 0 or a / b end
local function row (name, t)
  local p, r = ratio(t.hit, t.given), ratio(t.hit, t.wanted)
  print(("%-28s %6d %7.1f %7.1f %7.1f %7.1f %7.1f"):format(name, t.n, 100 * ratio(t.first, t.n), 100 * p, 100 * r,
    100 * ratio(2 * p * r, p + r), 100 * ratio(t.none, t.n)))
end
print(("%-28s %6s %7s %7s %7s %7s %7s"):format("", "texts", "top-1", "P", "R", "F1", "none"))
row("all", all)
local names = {}
for name in pairs(by_source) do names[#names + 1] = name end
table.sort(names)
for _, name in ipairs(names) do row(name, by_source[name]) end
print()
names = {}
for name in pairs(by_top) do names[#names + 1] = name end
table.sort(names)
for _, id in ipairs(names) do
  local t = by_top[id]
  print(("%-46s %5d wanted  P %5.1f  R %5.1f"):format((topic.name(id) or id), t.wanted,
    100 * ratio(t.hit, t.given), 100 * ratio(t.hit, t.wanted)))
end
print(("\n%.1f microseconds a text of %.0f bytes"):format(1e6 * seconds / all.n, bytes / all.n))
