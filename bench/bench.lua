--- Speed and memory over a generated corpus; writes "Speed and memory" into bench/RESULTS.md.  Run it with `make bench`.
--
--     lua5.4 bench/bench.lua [SMALL [LARGE]]      articles in the small and the large run (1000 and 50000)
--
-- Files lie on a memory file system where there is one: what is measured is the program, not the disk.  Times are
-- medians; two busy cores drift by up to 1.4 times, so compare runs made side by side.

local generate = require "bench.generate"
local page = require "bench.page"
local system = require "bluepencil.system"

local small = math.tointeger(tonumber(arg[1] or 1000))
local large = math.tointeger(tonumber(arg[2] or 50000))
local lua = "lua5.4"

local output_of = page.output_of

local base = system.may_write("/dev/shm") and "/dev/shm" or os.getenv("TMPDIR") or "/tmp"
local place = output_of(("mktemp -d '%s/bluepencil-bench-XXXXXX'"):format(base))
assert(place ~= "", "no place for the corpus")

local function quit (message)
  os.execute(("rm -rf '%s'"):format(place))
  if message then
    io.stderr:write("bench: ", message, "\n")
    os.exit(1)
  end
end

local function median (list)
  table.sort(list)
  return list[(#list + 1) // 2]
end

--- Run the command; wall seconds, processor seconds, peak bytes.
local function measure (line, allow)
  os.remove(place .. "/cost")
  local _, how, status = os.execute(("%s bench/measure.lua '%s/cost' %s"):format(lua, place, line))
  if how ~= "exit" or status > (allow or 0) then quit(("'%s' ended with status %s"):format(line, status)) end
  local wall, cpu, peak = io.open(place .. "/cost"):read("n", "n", "n")
  return wall, cpu, peak
end

local function size_of (corpus)
  local size = 0
  for _, folder in ipairs(system.list(corpus)) do
    for _, name in ipairs(system.list(corpus .. "/" .. folder)) do
      local file = assert(io.open(("%s/%s/%s"):format(corpus, folder, name)))
      size = size + file:seek("end")
      file:close()
    end
  end
  return size
end

local function thousands (n)
  return (tostring(math.floor(n + 0.5)):reverse():gsub("(%d%d%d)", "%1,"):reverse():gsub("^,", ""))
end

-- ---- where the time goes ---------------------------------------------------------------------------------------------

local steps = { "read", "parse", "annotate", "filter", "resolve", "write", "verify" }

--- Microseconds of each step for an article, in this process.
local function step_times (corpus)
  local pipeline = assert(require("bluepencil.pipeline").new {})
  local annotate, filter = require "bluepencil.annotate", require "bluepencil.filter"
  local parse, read, resolve = require "bluepencil.parse", require "bluepencil.read", require "bluepencil.resolve"
  local verify = require "bluepencil.verify"
  local spent, articles = {}, 0
  for _, name in ipairs(steps) do spent[name] = 0 end

  for round = 0, 2 do       -- the first round warms caches up and is not counted
    for _, name in ipairs(system.list(corpus .. "/000")) do
      local doc, bytes
      local function timed (step, call)
        local before = system.cpu_s()
        call()
        if round > 0 then spent[step] = spent[step] + system.cpu_s() - before end
      end
      timed("read", function () doc = assert(read.read({ path = corpus .. "/000/" .. name }, pipeline.options)) end)
      doc.options = pipeline.options
      timed("parse", function () parse.parse(doc) end)
      timed("annotate", function () annotate.annotate(doc) end)
      timed("filter", function () assert(filter.run(pipeline.filters, doc)) end)
      timed("resolve", function () resolve.resolve(doc) end)
      timed("write", function () bytes = assert(pipeline.writer.write(doc, pipeline.options)) end)
      timed("verify", function () verify.verify(doc, bytes) end)
      doc:close()
      if round > 0 then articles = articles + 1 end
    end
  end
  for name, seconds in pairs(spent) do spent[name] = seconds / articles * 1e6 end
  return spent
end

-- ---- the runs --------------------------------------------------------------------------------------------------------

local out = {}
local function put (line, ...) out[#out + 1] = line:format(...) end

--- Wall seconds of the command as a shell starts it, the median of some runs.
local function started (line)
  local seconds = {}
  for i = 1, 15 do
    local before = system.now_s()
    if not os.execute(("bin/bluepencil %s >/dev/null"):format(line)) then quit(line .. " failed") end
    seconds[i] = system.now_s() - before
  end
  return median(seconds)
end

generate.write(1, place .. "/one")
local started_version = started("--version")
local started_article = started(("convert -q '%s/one/000/000001.txt'"):format(place))

local corpus = place .. "/small"
generate.write(small, corpus)
local size = size_of(corpus)
local walls, cpus, peak_small = {}, {}, nil
for i = 1, 5 do
  walls[i], cpus[i], peak_small = measure(("convert -q -r '%s' -o '%s/out%d'"):format(corpus, place, i))
  os.execute(("rm -rf '%s/out%d'"):format(place, i))
end
local wall, cpu = median(walls), median(cpus)
local times = step_times(corpus)

-- The same articles as JSON lines.
local json_lines = place .. "/small.jsonl"
generate.write_lines(small, json_lines)
local piped, peak_lines = {}, {}
for _, to in ipairs { "json", "tei", "text" } do
  local runs = {}
  for i = 1, 3 do _, runs[i], peak_lines[to] = measure(("pipe -q --to %s '%s' >/dev/null"):format(to, json_lines)) end
  piped[to] = small / median(runs)
end

corpus = place .. "/large"
generate.write(large, corpus)
local large_wall, large_cpu, peak_large = measure(("convert -q -r '%s' -o '%s/out'"):format(corpus, place))
quit()

-- ---- the page --------------------------------------------------------------------------------------------------------

local cpu_name = output_of("sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1")
put("Written by `make bench` (%s) on %s.", "bench/bench.lua", os.date("!%Y-%m-%d"))
put("Machine: %s; %s cores, %s, %s. One process; files on %s.", cpu_name, output_of("nproc 2>/dev/null || echo ?"),
  output_of("uname -sr"), output_of(lua .. " -v"):match("Lua [%d.]+"), base == "/dev/shm" and "a memory file system" or base)
put("Corpus: bench/generate.lua, %s invented articles of %s bytes on average, half dumps, half wire copy.", thousands(small),
  thousands(size / small))
put("")
put("| `bluepencil convert -r CORPUS -o OUT`, TEI with the default policy, proved | %s articles | %s articles |",
  thousands(small), thousands(large))
put("|---|---|---|")
put("| articles a second (wall clock) | %s | %s |", thousands(small / wall), thousands(large / large_wall))
put("| articles a second (processor time) | %s | %s |", thousands(small / cpu), thousands(large / large_cpu))
put("| MB of text a second (wall clock) | %.2f | %.2f |", size / wall / 1e6, size / small * large / large_wall / 1e6)
put("| peak memory, MB | %.1f | %.1f |", peak_small / 1e6, peak_large / 1e6)
put("")
put("| `bluepencil pipe`, JSON lines of the %s articles to | json | tei | text |", thousands(small))
put("|---|---|---|---|")
put("| articles a second (processor time) | %s | %s | %s |", thousands(piped.json), thousands(piped.tei), thousands(piped.text))
put("| peak memory, MB | %.1f | %.1f | %.1f |", peak_lines.json / 1e6, peak_lines.tei / 1e6, peak_lines.text / 1e6)
put("")
put("Start-up: `bluepencil --version` %.0f ms, one article from file to standard output %.0f ms, the shell's start included.",
  started_version * 1e3, started_article * 1e3)
put("")
put("| step | microseconds for an article |")
put("|---|---|")
local total = 0
for _, name in ipairs(steps) do
  put("| %s | %s |", name, thousands(times[name]))
  total = total + times[name]
end
put("| all | %s |", thousands(total))

local body = table.concat(out, "\n")
page.put("Speed and memory", body)
print(body)
