--- Planted personal details: invented articles full of what must go, converted by the real command, and every byte that it
-- wrote searched for what was planted.
--
--     lua5.4 bench/planted.lua COUNT [SEED] [--policy NAME]        make planted COUNT=10000
--
-- bench/planted_article.lua makes the articles: wire copy and dumps as text files, some of them named after the person, pages
-- with metadata, alt texts and links, and records of JSON lines with title, author, url, id and a field that is passed through.
-- They go through `convert` to TEI, JSON and text, and through `pipe` to JSON and TEI; some of them packed in archives, web archives
-- and exports, where file names, addresses, fields and index terms say what must go.
--
-- Searched: output files, their names, standard output and standard error.  A planted string counts as left when
-- core.find_leaks finds it, so also in other case, without accents, split by tags or encoded.
-- Reports articles with something left, by kind of string, and how many public names were lost; ends with status 1 when
-- anything planted is left.  It does not say how real articles fare: see bench/quality.lua.

local core = require "bluepencil.core"
local article = require "bench.planted_article"

local M = {}

M.article = article.article

local function read (path)
  local file = io.open(path, "rb")
  if not file then return nil end
  local bytes = file:read("a")
  file:close()
  return bytes
end

local function write (path, bytes)
  local file = assert(io.open(path, "wb"))
  assert(file:write(bytes))
  assert(file:close())
end

local has_pages = pcall(require, "bluepencil.read.form.html")

-- Which guise an article wears, and what it is written as.
local guises = { "wire", "dump", "record", "wire", "dump", has_pages and "page" or "wire", "record", "dump", "wire",
                 has_pages and "page" or "dump" }
local function guise_of (number) return guises[number % #guises + 1] end
local formats = { "tei", "tei", "json", "tei", "tei", "text" }
local function format_of (number) return formats[number % #formats + 1] end

local function is_record (number) return guise_of(number) == "record" end

-- What was planted in an article and stands in what became of it; names that had to stay and were lost.
local function look (result, number, seed, bytes, name, guise)
  guise = guise or guise_of(number)
  local _, planted, public = article.article(number, seed, guise)
  local texts = {}
  for i, p in ipairs(planted) do texts[i] = p.text end
  local hits = core.find_leaks(bytes .. "\n" .. name, texts)
  local seen = {}
  for i = 1, #hits, 4 do seen[planted[hits[i]].kind] = true end
  if next(seen) then result.left = result.left + 1 end
  for _, p in ipairs(planted) do
    if seen[p.kind] then
      result.by_kind[p.kind] = (result.by_kind[p.kind] or 0) + 1
      seen[p.kind] = nil
      if #result.misses < 20 then
        result.misses[#result.misses + 1] = ("article %d (%s): %s"):format(number, guise, p.kind)
      end
    end
  end
  if bytes ~= "" then
    for _, one in ipairs(public) do
      local found = bytes:find(one, 1, true) ~= nil
      result[found and "kept" or "lost"] = result[found and "kept" or "lost"] + 1
    end
  end
end

local function run_command (result, log, format, ...)
  local _, _, status = os.execute(format:format(...))
  result.status = math.max(result.status, status)
  local message = read(log) or ""
  result.log[#result.log + 1] = message
end

-- Articles that are files.
local function run_files (result, folder, count, seed, options)
  local any, numbers = {}, {}
  for number = 1, count do
    if not is_record(number) then
      local format = format_of(number)
      local text, _, _, slug, guise = article.article(number, seed, guise_of(number))
      local name = number % 5 == 0 and ("%06d-%s"):format(number, slug) or ("%06d"):format(number)
      local path = ("%s/in/%s/%s.%s"):format(folder, format, name, guise == "page" and "html" or "txt")
      write(path, text)
      any[format], numbers[format] = any[format] or {}, numbers[format] or {}
      table.insert(any[format], path)
      table.insert(numbers[format], number)
    end
  end
  local by_number = {}
  for _, format in ipairs { "tei", "json", "text" } do
    if any[format] then
      write(folder .. "/list", table.concat(any[format], "\n") .. "\n")
      run_command(result, folder .. "/log", "bin/bluepencil convert %s --to %s -o '%s/out/%s' --files-from '%s/list' > '%s/log' 2>&1",
        options, format, folder, format, folder, folder)
      local list = io.popen(("cd '%s/out/%s' && find . -type f | sort"):format(folder, format))
      for path in list:lines() do
        result.written = result.written + 1
        -- a name that would say too much has become the place of the article in the list
        local place, number = path:match("article%-(%d+)%.%a+$"), path:match("(%d%d%d%d%d%d)[^/]*$")
        by_number[place and numbers[format][tonumber(place)] or tonumber(number)] = format .. "/" .. path
      end
      list:close()
    end
  end
  for number = 1, count do
    local path = by_number[number]
    if not is_record(number) then look(result, number, seed, path and read(folder .. "/out/" .. path) or "", path or "") end
  end
end

-- Articles that are records, answered in order.
local function run_records (result, folder, count, seed, options)
  local lines, numbers = { json = {}, tei = {} }, { json = {}, tei = {} }
  for number = 1, count do
    if is_record(number) then
      local to = number % 2 == 0 and "json" or "tei"
      table.insert(lines[to], (article.article(number, seed, "record")))
      table.insert(numbers[to], number)
    end
  end
  for _, to in ipairs { "json", "tei" } do
    write(folder .. "/lines", table.concat(lines[to], "\n") .. "\n")
    run_command(result, folder .. "/log", "bin/bluepencil pipe %s --to %s --keep section '%s/lines' > '%s/answers' 2> '%s/log'",
      options, to, folder, folder, folder)
    local n = 0
    for line in (read(folder .. "/answers") or ""):gmatch("[^\n]+") do
      n = n + 1
      result.written = result.written + 1
      look(result, numbers[to][n], seed, line, "")
    end
  end
end

-- ---- packed ----------------------------------------------------------------------------------------------------------

-- Files that hold many articles: { name, what they wear, function (list of { text, slug, planted }) -> bytes }.
local packings = {
  { "box.tar.gz", "wire", function (pack, list)
    local entries = {}
    for i, one in ipairs(list) do entries[i] = { ("%s/%s.txt"):format(one.slug, one.slug):sub(1, 99), one.text } end
    return pack.gzip(pack.tar(entries))
  end },
  { "box.zip", "dump", function (pack, list)
    local entries = {}
    for i, one in ipairs(list) do entries[i] = { ("../%s.txt"):format(one.slug), one.text } end
    return pack.zip(entries)
  end },
  { "crawl.warc.gz", "wire", function (pack, list)
    local records = { pack.warc("warcinfo", "x: y\r\n") }
    for _, one in ipairs(list) do
      local url = ("https://news.example/%s?q=%s"):format(one.slug, one.slug)
      records[#records + 1] = pack.gzip(pack.warc("response", pack.http(one.text, { lines = ("X-Author: %s\r\n"):format(one.slug) }), { url = url }))
    end
    records[1] = pack.gzip(records[1])
    return table.concat(records)
  end },
  { "rows.jsonl", "record", function (_, list)
    local rows = {}
    for i, one in ipairs(list) do rows[i] = one.text end
    return table.concat(rows, "\n") .. "\n"
  end },
  { "list.json", "record", function (_, list)
    local rows = {}
    for i, one in ipairs(list) do rows[i] = one.text end
    return "[" .. table.concat(rows, ",\n") .. "]"
  end },
  { "export.txt", "plain", function (_, list)
    local parts = {}
    for i, one in ipairs(list) do
      parts[i] = ("                    %d of %d DOCUMENTS\n\n                    The Post\n\n                    June 3, 2019 Monday\n\n")
        :format(i, #list) .. "A Headline\n\nSECTION: " .. one.planted[1].text .. "\n\nLENGTH: 90 words\n\n" .. one.text
        .. "\n\nLOAD-DATE: June 4, 2019\n\nSUBJECT: " .. one.planted[1].text:upper() .. " (90%)\n\nPERSON: " .. one.slug .. " (80%)\n\n"
    end
    return table.concat(parts)
  end },
}

--- Articles packed in files that hold many, `count` in each, converted to TEI and to JSON.
function M.run_packed (count, seed)
  local pack = require "tests.support.pack"
  local folder = os.tmpname()
  os.remove(folder)
  assert(os.execute(("mkdir -p '%s/out' && chmod 700 '%s'"):format(folder, folder)))
  local result = { articles = 0, status = 0, left = 0, by_kind = {}, kept = 0, lost = 0, misses = {}, written = 0, log = {} }
  for at, packing in ipairs(packings) do
    local name, guise, make = table.unpack(packing)
    local list = {}
    for i = 1, count do
      local text, planted, _, slug = article.article(at * 1000 + i, seed, guise == "plain" and "wire" or guise)
      if guise == "plain" then text = text:match("\n\n(.*)$") or text end        -- the export has its own headline
      list[i] = { text = text, planted = planted, slug = slug }
    end
    write(folder .. "/" .. name, make(pack, list))
    for _, row in ipairs { { "tei", "xml" }, { "json", "json" } } do
      local format, extension = row[1], row[2]
      local out = ("%s/out/%s-%d"):format(folder, format, at)
      run_command(result, folder .. "/log", "bin/bluepencil convert --to %s -o '%s' '%s/%s' > '%s/log' 2>&1", format, out, folder, name, folder)
      for i = 1, count do
        local path = ("%s-%04d.%s"):format(name:match("^%w+"), i, extension)
        local bytes = read(out .. "/" .. path)
        result.articles = result.articles + 1
        if bytes then result.written = result.written + 1 end
        look(result, at * 1000 + i, seed, bytes or "", path, guise == "plain" and "wire" or guise)
      end
    end
  end
  result.in_log = 0
  for line in table.concat(result.log, "\n"):gmatch("[^\n]+") do
    if #core.find_leaks(line, article.cast) > 0 then result.in_log = result.in_log + 1 end
  end
  os.execute(("rm -rf '%s'"):format(folder))
  return result
end

-- ---- all of it -------------------------------------------------------------------------------------------------------

--- Make a corpus, convert it with bin/bluepencil, and search all that came out.
-- @tparam integer count
-- @tparam[opt=1] integer seed
-- @tparam[opt] string policy
-- @treturn table result  articles, written, status (the worst), left (articles with something left), by_kind, in_log (lines), kept,
--   lost (public names), misses
function M.run (count, seed, policy)
  local folder = os.tmpname()
  os.remove(folder)
  assert(os.execute(("mkdir -p '%s/in/tei' '%s/in/json' '%s/in/text' '%s/out' && chmod 700 '%s'"):format(folder, folder, folder, folder,
    folder)))
  local result = { articles = count, status = 0, left = 0, by_kind = {}, kept = 0, lost = 0, misses = {}, written = 0, log = {} }
  local options = policy and "--policy " .. policy or ""
  run_files(result, folder, count, seed, options)
  run_records(result, folder, count, seed, options)
  -- the log speaks of all articles at once: no family name of the cast may stand in it
  result.in_log = 0
  for line in table.concat(result.log, "\n"):gmatch("[^\n]+") do
    if #core.find_leaks(line, article.cast) > 0 then result.in_log = result.in_log + 1 end
  end
  os.execute(("rm -rf '%s'"):format(folder))
  return result
end

if arg and arg[0] and arg[0]:find("planted%.lua$") then
  local count, seed, policy = 10000, 1, nil
  local numbers, i = {}, 1
  while arg[i] do
    if arg[i] == "--policy" then policy, i = arg[i + 1], i + 1
    elseif tonumber(arg[i]) then numbers[#numbers + 1] = math.tointeger(tonumber(arg[i]))
    else io.stderr:write("usage: lua5.4 bench/planted.lua [COUNT] [SEED] [--policy NAME]\n") os.exit(2) end
    i = i + 1
  end
  count, seed = numbers[1] or count, numbers[2] or seed
  local r = M.run(count, seed, policy)
  if not policy and pcall(require, "bluepencil.archive") and pcall(require, "bluepencil.inflate") then
    local packed = M.run_packed(math.max(5, count // 100), seed)
    for _, field in ipairs { "articles", "written", "left", "in_log", "kept", "lost" } do r[field] = r[field] + packed[field] end
    for kind, n in pairs(packed.by_kind) do r.by_kind[kind] = (r.by_kind[kind] or 0) + n end
    table.move(packed.misses, 1, #packed.misses, #r.misses + 1, r.misses)
    r.status = math.max(r.status, packed.status)
  end
  print(("%d articles, %d files written, exit status %d"):format(r.articles, r.written, r.status))
  print(("articles with a planted string left: %d; lines of the log: %d"):format(r.left, r.in_log))
  local kinds_left = {}
  for kind, n in pairs(r.by_kind) do kinds_left[#kinds_left + 1] = ("  %-12s %d"):format(kind, n) end
  table.sort(kinds_left)
  for _, line in ipairs(kinds_left) do print(line) end
  for _, line in ipairs(r.misses) do print("  " .. line) end
  print(("public names kept: %d of %d"):format(r.kept, r.kept + r.lost))
  os.exit(r.left + r.in_log == 0 and 0 or 1)
end

return M
