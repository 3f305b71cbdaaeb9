--- How good the reader of web pages is: writes "Quality of web pages" into bench/RESULTS.md, fails below bench/baseline.json.
--
--     lua5.4 bench/html.lua [--raise] [--no-write] [--no-cross]
--
-- The data is ../shared/data/html (HTML_DATA names another folder) with the metric of its README; without it nothing is measured.
-- HTML_PEERS_PYTHON names a Python that has trafilatura and readability-lxml: then they read the same pages in the same run
-- (bench/html_peers.py).  The model is learned from these pages, so the figure for sites never seen is that of cross-validation by
-- site (tools/make-html-model), unless --no-cross.  Run it with `make quality`.

package.path = "./?.lua;" .. package.path

local json = require "cjson"

local core = require "bluepencil.core"
local floors = require "bench.floors"
local markup = require "bluepencil.markup"
local page = require "bench.page"
local parse = require "bluepencil.parse"
local pipeline = require "bluepencil.pipeline"
local read = require "bluepencil.read"
local write = require "bluepencil.write"

local data = os.getenv "HTML_DATA" or "../shared/data/html"
local python = os.getenv "HTML_PEERS_PYTHON"
local tei_all = "../shared/data/tei/tei_all.rng"
local args = {}
for _, word in ipairs(arg) do args[word:match "^%-%-([%a%-]+)$" or error("unknown option " .. word, 0)] = true end

local truth_file = io.open(data .. "/ground-truth.json")
if not truth_file then
  print(("quality: there are no pages in %s (HTML_DATA names another folder): web pages were not measured"):format(data))
  os.exit(0)
end

local out, scores = {}, {}
local function put (format, ...) out[#out + 1] = format:format(...) end

-- ---- the metric ------------------------------------------------------------------------------------------------------

-- What is neither letter nor digit above U+007F: punctuation, symbols, marks.
local function is_word_char (c)
  if c < 0xC0 then return c == 0xAA or c == 0xB2 or c == 0xB3 or c == 0xB5 or c == 0xB9 or c == 0xBA or (c >= 0xBC and c <= 0xBE) end
  if c == 0xD7 or c == 0xF7 or (c >= 0x300 and c < 0x370) then return false end
  if c >= 0x2000 and c < 0x2C00 then
    return c == 0x2071 or (c >= 0x2074 and c <= 0x2079) or (c >= 0x2100 and c < 0x2190 and c ~= 0x2116 and c ~= 0x2122)
  end
  if c >= 0x3000 and c < 0x3040 then return c >= 0x3005 and c <= 0x3007 end
  if c == 0x30FB or (c >= 0xE000 and c < 0xF900) or (c >= 0xFE00 and c < 0xFE70) then return false end
  if c >= 0xFF00 and c < 0xFF66 then return (c >= 0xFF10 and c <= 0xFF19) or (c >= 0xFF21 and c <= 0xFF3A) or (c >= 0xFF41 and c <= 0xFF5A) end
  return c < 0x1F000
end

local function words_of (text)
  text = text:gsub("[\xC2-\xF4][\x80-\xBF]+", function (char)
    if not is_word_char(utf8.codepoint(char)) then return " " end
  end)
  local list = {}
  for word in text:gmatch("[%w_\x80-\xFF]+") do list[#list + 1] = word end
  return list
end

local function shingles_of (words)
  local set, count = {}, 0
  local function add (key)
    set[key] = (set[key] or 0) + 1
    count = count + 1
  end
  if #words > 0 and #words < 4 then add(table.concat(words, " ")) end
  for i = 1, #words - 3 do add(table.concat(words, " ", i, i + 3)) end
  return set, count
end

--- Precision, recall, F1 and accuracy of texts by page.
local function score (texts, truth)
  local p, pn, r, rn, exact = 0, 0, 0, 0, 0
  for id, body in pairs(truth) do
    local said, meant = words_of(texts[id] or ""), words_of(body)
    local a, an = shingles_of(said)
    local b, bn = shingles_of(meant)
    local hits = 0
    for key, n in pairs(a) do hits = hits + math.min(n, b[key] or 0) end
    if an > 0 then p, pn = p + hits / an, pn + 1 end
    if bn > 0 then r, rn = r + hits / bn, rn + 1 end
    if table.concat(said, " ") == table.concat(meant, " ") then exact = exact + 1 end
  end
  p, r = p / math.max(pn, 1), r / math.max(rn, 1)
  return { precision = p, recall = r, f1 = p + r > 0 and 2 * p * r / (p + r) or 0, accuracy = exact / math.max(rn, 1) }
end

-- ---- pages -----------------------------------------------------------------------------------------------------------

local truth, ids, pages, bytes_total = {}, {}, {}, 0
do
  local all = json.decode(truth_file:read "a")
  truth_file:close()
  for id, row in pairs(all) do
    truth[id] = row.articleBody
    ids[#ids + 1] = id
  end
  table.sort(ids)
  for _, id in ipairs(ids) do
    local pipe = assert(io.popen(("zcat '%s/pages/%s.html.gz'"):format(data, id)))
    pages[id] = pipe:read "a"
    pipe:close()
    bytes_total = bytes_total + #pages[id]
  end
end

local folder = os.tmpname()
os.remove(folder)
assert(os.execute("mkdir -p " .. folder .. "/tei"))

local function put_file (path, bytes)
  local file = assert(io.open(path, "wb"))
  file:write(bytes)
  file:close()
end

-- What the metric calls the body; a dateline is the beginning of a paragraph.
local in_body = { Paragraph = true, Subhead = true, ListItem = true, Blockquote = true, Cell = true, Dateline = true }

local function body_of (doc)
  local parts = {}
  for _, block in ipairs(doc.blocks) do
    if in_body[block.type] then parts[#parts + 1] = doc.text:sub(block.first, block.last) end
  end
  return table.concat(parts, "\n")
end

local writer = write.find "tei"

--- Page to TEI without recognition: what other extractors do.
local function extract (id)
  local doc = assert(read.read({ text = pages[id], name = id:sub(1, 12) .. ".html" }, {}))
  doc.options = { write = {} }
  parse.parse(doc)
  if doc.markup then markup.run(doc) end
  doc.entities, doc.edits = {}, {}
  local bytes = assert(writer.write(doc, { write = {} }))
  return doc, bytes
end

local function peak_mb ()
  local file = io.open "/proc/self/status"
  local kb = file and file:read "a":match "VmHWM:%s+(%d+)"
  if file then file:close() end
  return kb and tonumber(kb) / 1024
end

local function measure_ours ()
  local texts = {}
  extract(ids[1])
  local before = peak_mb()
  local best, largest = 1 / 0, 0
  for round = 1, 3 do
    collectgarbage()
    local start = os.clock()
    for _, id in ipairs(ids) do
      local doc = extract(id)
      if round == 1 then texts[id] = body_of(doc) end
      doc:close()
    end
    best = math.min(best, os.clock() - start)
  end
  for _, id in ipairs(ids) do largest = math.max(largest, #pages[id]) end
  local after = peak_mb()
  return texts, #ids / best, after and after - before, largest
end

--- The whole line with every option of the TEI on, then jing and our schema.
local function measure_validity ()
  local filter = folder .. "/all.lua"
  put_file(filter, "name = 'tei'\nfunction Document (doc) doc.tei = { sentences = true, words = true } end\n")
  local line = assert(pipeline.new { filters = { filter } })
  local schema = assert(core.schema "data/schema/bluepencil.rng")
  local written, ours = 0, 0
  local start = os.clock()
  for _, id in ipairs(ids) do
    local bytes, wrong = line:convert { text = pages[id], name = id:sub(1, 12) .. ".html" }
    if not bytes then io.stderr:write(("quality: %s\n"):format(wrong)) goto continue end
    written = written + 1
    put_file(("%s/tei/%s.xml"):format(folder, id:sub(1, 12)), bytes)
    if schema:validate(bytes) then ours = ours + 1 end
    ::continue::
  end
  local rate = #ids / (os.clock() - start)
  for _, id in ipairs(ids) do
    local doc, bytes = extract(id)
    put_file(("%s/tei/%s-plain.xml"):format(folder, id:sub(1, 12)), bytes)
    doc:close()
  end
  local all
  local has_jing = os.execute "command -v jing >/dev/null 2>&1" and io.open(tei_all)
  if has_jing then
    local pipe = io.popen(("jing '%s' %s/tei/*.xml 2>/dev/null"):format(tei_all, folder))
    local bad, count = {}, 0
    for message_line in pipe:lines() do
      local file = message_line:match("^(.-%.xml):")
      if file and not bad[file] then bad[file], count = true, count + 1 end
    end
    pipe:close()
    all = 2 * written - count
  end
  return written, ours, all, rate
end

local function measure_peers ()
  if not python then return {} end
  local list = folder .. "/pages"
  assert(os.execute("mkdir -p " .. list))
  for _, id in ipairs(ids) do put_file(("%s/%s.html"):format(list, id), pages[id]) end
  local pipe = io.popen(("nice '%s' bench/html_peers.py '%s'"):format(python, list))
  local rows = {}
  for line in pipe:lines() do
    local row = json.decode(line)
    local texts = {}
    for _, id in ipairs(ids) do
      local file = io.open(("%s/%s.%s.txt"):format(list, id, row.key))
      if file then
        texts[id] = file:read "a"
        file:close()
      end
    end
    row.score, row.rate = score(texts, truth), #ids / row.seconds
    rows[#rows + 1] = row
  end
  pipe:close()
  return rows
end

local function cross ()
  if args["no-cross"] then return nil end
  local pipe = io.popen(("nice tools/make-html-model --check '%s' 2>/dev/null"):format(data))
  local found = pipe:read "a"
  pipe:close()
  local f1, precision, recall = found:match "unseen sites: F1 ([%d.]+) precision ([%d.]+) recall ([%d.]+)"
  return tonumber(f1), tonumber(precision), tonumber(recall)
end

-- ---- the section -----------------------------------------------------------------------------------------------------

put("`make quality`; %d pages of ../shared/data/html, %.1f MB, the metric of its README (shingles of four words).", #ids, bytes_total / 1e6)
put("")
put("| program | precision | recall | F1 | exact | pages per CPU-second, with TEI |")
put("|---|---|---|---|---|---|")
local function row (name, s, rate)
  put("| %s | %.3f | %.3f | **%.3f** | %s | %s |", name, s.precision, s.recall, s.f1,
    s.accuracy and ("%.3f"):format(s.accuracy) or "", rate and ("%.0f"):format(rate) or "")
end
local f1, precision, recall = cross()
if f1 then
  row("bluepencil, sites never seen (cross-validation by site)", { precision = precision, recall = recall, f1 = f1 })
  scores[floors.html .. "unseen sites: F1"], scores[floors.html .. "unseen sites: precision"] = 100 * f1, 100 * precision
end
local texts, rate, extra, largest = measure_ours()
local ours = score(texts, truth)
row("bluepencil, the shipped model, which has seen them", ours, rate)
for _, peer in ipairs(measure_peers()) do row(peer.name, peer.score, peer.rate) end
if not python then put("") put("Other extractors were not there (HTML_PEERS_PYTHON names a Python that has them).") end
scores[floors.html .. "F1"], scores[floors.html .. "precision"] = 100 * ours.f1, 100 * ours.precision
scores[floors.html .. "pages a second"] = rate
local written, by_ours, by_all, line_rate = measure_validity()
put("")
put("| TEI of the %d pages, with everything that can be marked up | |", #ids)
put("|---|---|")
put("| written | %d |", written)
put("| valid against the project's schema | %d |", by_ours)
put("| valid against tei_all, by jing (once through the whole line, once without recognition) | %s |",
  by_all and ("%d of %d"):format(by_all, 2 * written) or "jing or tei_all.rng is absent")
put("| pages per CPU-second, the whole line with recognition, redaction and proof | %.0f |", line_rate)
if extra then put("| memory over what was there before, largest page of %.1f MB among them | %.1f MB |", largest / 1e6, extra) end
scores[floors.html .. "valid by our schema, %"] = 100 * by_ours / #ids
if by_all then scores[floors.html .. "valid by tei_all, %"] = 100 * by_all / (2 * #ids) end
os.execute("rm -r " .. folder)

local body = table.concat(out, "\n")
print(body)
if args["no-write"] then os.exit(0) end
page.put("Quality of web pages", body)

local baseline = floors.read()
local digest = floors.digest(data .. "/ground-truth.json")
if digest and baseline.data["html/ground-truth.json"] and baseline.data["html/ground-truth.json"] ~= digest and not args.raise then
  io.stderr:write "quality: html/ground-truth.json is not the file the floors were measured on\n"
  os.exit(1)
end
baseline.data["html/ground-truth.json"] = digest
if args.raise then
  print(("quality: %d floors raised"):format(floors.raise(baseline, scores)))
  floors.write(baseline)
end
local failures = {}
for _, message in ipairs(floors.failures(baseline, scores, floors.html)) do
  if not (args["no-cross"] and message:find("no longer measured", 1, true)) then failures[#failures + 1] = message end
end
for _, message in ipairs(failures) do io.stderr:write("quality: ", message, "\n") end
os.exit(#failures == 0 and 0 or 1)
