--- bench/baseline.json: a floor for each score and the digest of the data it was measured on.
--
-- Floors go up with --raise and down only with a reason, which stays in the file.

local json = require "cjson"

local M = {}

M.path = "bench/baseline.json"

--- Names of bench/topics.lua and bench/html.lua begin so.
M.topics, M.html = "topics: ", "html: "

--- The prefix of the program that measures a score, or nil.
local function owner (name)
  for _, prefix in ipairs { M.topics, M.html } do
    if name:sub(1, #prefix) == prefix then return prefix end
  end
end

--- What a score may lose by chance of rounding and order before it counts as worse.
M.slack = 0.5

--- The baseline, or an empty one.
function M.read ()
  local file = io.open(M.path)
  if not file then return { data = {}, floors = {}, lowered = {} } end
  local baseline = json.decode(file:read("a"))
  file:close()
  return baseline
end

local function sorted_keys (t)
  local keys = {}
  for key in pairs(t) do keys[#keys + 1] = key end
  table.sort(keys)
  return keys
end

local function quoted (s) return (json.encode(s):gsub("\\/", "/")) end

--- Write it: one line for each floor, keys in order.
function M.write (baseline)
  local out = { "{", '  "data": {' }
  local function rows (t, format)
    local keys = sorted_keys(t)
    for i, key in ipairs(keys) do
      out[#out + 1] = ("    %s: %s%s"):format(quoted(key), format(t[key]), i < #keys and "," or "")
    end
  end
  rows(baseline.data, quoted)
  out[#out + 1] = "  },"
  out[#out + 1] = '  "floors": {'
  rows(baseline.floors, function (x) return ("%.1f"):format(x) end)
  out[#out + 1] = "  },"
  out[#out + 1] = '  "lowered": ['
  for i, row in ipairs(baseline.lowered) do
    out[#out + 1] = ('    { "name": %s, "from": %.1f, "to": %.1f, "date": %s, "reason": %s }%s'):format(quoted(row.name), row.from,
      row.to, quoted(row.date), quoted(row.reason), i < #baseline.lowered and "," or "")
  end
  out[#out + 1] = "  ]"
  out[#out + 1] = "}"
  local file = assert(io.open(M.path, "w"))
  file:write(table.concat(out, "\n"), "\n")
  file:close()
end

--- SHA-256 of a file, or nil where no program computes it.
function M.digest (path)
  local pipe = io.popen(("sha256sum '%s' 2>/dev/null"):format(path))
  local digest = pipe and pipe:read("a"):match("^%x+")
  if pipe then pipe:close() end
  return digest
end

--- Scores below their floors.
-- @tparam table baseline
-- @tparam table scores  name -> number
-- @tparam[opt] string prefix  of the names that are this program's own; without it those that have none of the others' prefixes
-- @treturn table messages
function M.failures (baseline, scores, prefix)
  local out = {}
  for _, name in ipairs(sorted_keys(baseline.floors)) do
    if owner(name) ~= prefix then goto continue end
    if not scores[name] then out[#out + 1] = ("%s: no longer measured (floor %.1f)"):format(name, baseline.floors[name])
    elseif scores[name] < baseline.floors[name] then
      out[#out + 1] = ("%s: %.1f is below the floor, %.1f"):format(name, scores[name], baseline.floors[name])
    end
    ::continue::
  end
  return out
end

--- Raise floors to the scores less the slack; none goes down.
-- @treturn integer how many rose
function M.raise (baseline, scores)
  local count = 0
  for name, score in pairs(scores) do
    local floor = math.floor((score - (name:find("a second", 1, true) and score * 0.4 or M.slack)) * 10) / 10
    if floor > (baseline.floors[name] or 0) then baseline.floors[name], count = floor, count + 1 end
  end
  return count
end

--- Lower one floor, with the reason.
-- @treturn true | nil, message
function M.lower (baseline, name, to, reason, date)
  local from = baseline.floors[name]
  if not from then return nil, ("no floor is called '%s'"):format(name) end
  if not reason or not reason:find("%S") then return nil, "a floor goes down only with --reason TEXT" end
  if to >= from then return nil, ("%.1f is not below the floor of '%s', %.1f"):format(to, name, from) end
  baseline.floors[name] = to
  table.insert(baseline.lowered, { name = name, from = from, to = to, date = date, reason = reason })
  return true
end

return M
