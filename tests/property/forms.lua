--- Changed files of every form: whatever the bytes are, reading ends, in bounded time, and gives articles or messages.
--
--     lua5.4 tests/property/forms.lua SECONDS [SEED]        make fuzz runs it; a spec runs it for a moment
--
-- Laws: nothing is raised; a file gives no more articles and failures than it has bytes; each failure has a message of one line that
-- begins with the file's name, and a code; each article has a name, a number that goes up, and valid UTF-8 in blocks that follow one
-- another.  The seed is printed; a file that breaks a law is cut down before it is shown.

local parse = require "bluepencil.parse"
local read = require "bluepencil.read"
local seeds = require "support.form_seeds"

local M = {}

-- Small, so that limits are met.
local options = { limit_bytes = 4000, limit_total_bytes = 200000, limit_ratio = 50, limit_entries = 20, limit_depth = 3 }
local SLOW_S = 5

local function generator (seed)
  local state = seed
  return function (n)
    state = (state * 6364136223846793005 + 1442695040888963407)
    return (state >> 33) % n + 1
  end
end

local odd = { "\0", "\n", "\r\n", " ", '"', "\\", "{", "}", "[", "]", "<", ">", ":", "*", "|", "-", "\x7F", "\x80", "\xC2",
              "\xED\xA0\x80", "\xF0", "\xFF", "\1", "\2", "\3", "9", "FFFFFFFF", "99999999999", ("a"):rep(300), ("\n"):rep(50), ("("):rep(100) }

local function change (bytes, random)
  if #bytes == 0 then return odd[random(#odd)] end
  local at, length = random(#bytes), random(math.min(40, #bytes))
  local how = random(6)
  if how == 1 then return bytes:sub(1, at - 1) .. string.char(random(256) - 1) .. bytes:sub(at + 1)
  elseif how == 2 then return bytes:sub(1, at - 1) .. odd[random(#odd)] .. bytes:sub(at)
  elseif how == 3 then return bytes:sub(1, at - 1) .. bytes:sub(at + length)
  elseif how == 4 then return bytes:sub(1, at) .. bytes:sub(at, at + length) .. bytes:sub(at + 1)
  elseif how == 5 then return bytes:sub(1, at)
  end
  local other = seeds[random(#seeds)][2]
  local from = random(#other)
  return bytes:sub(1, at) .. other:sub(from, from + random(200)) .. bytes:sub(at + 1)
end

local function must (condition, what) if not condition then error(what, 0) end end

--- Read a file to its end; raises where a law is broken.
local function check (name, bytes)
  local start, results, last_number = os.clock(), 0, 0
  local list, message, code = read.inputs({ text = bytes, name = name }, options)
  must(list or type(message) == "string" and type(code) == "string", "no list and no message")
  while list do
    local input
    input, message, code = list()
    if not input and message == nil then break end
    results = results + 1
    must(results <= #bytes + 1, "more results than bytes")
    if input then
      must(type(input.name) == "string", "an article without a name")
      must(not input.number or input.number > last_number, "numbers that do not go up")
      last_number = input.number or last_number
      local doc
      doc, message, code = read.read(input, options)
      if doc then
        doc.options = {}
        parse.parse(doc)
        must(utf8.len(doc.text), "a text that is not UTF-8")
        local after = 0
        for _, block in ipairs(doc.blocks) do
          must(block.first > after and block.last >= block.first and block.last <= #doc.text, "blocks out of order")
          after = block.last
        end
        doc:close()
      end
    end
    if not input or message then
      must(type(message) == "string" and message:sub(1, #name) == name and not message:find("\n"), "a message that is none: " .. tostring(message))
      must(type(code) == "string", "a failure without a code: " .. message)
    end
  end
  must(os.clock() - start < SLOW_S, ("%.1f s"):format(os.clock() - start))
end

--- The smallest piece that still fails, in a few steps.
local function shrink (name, bytes)
  local size = #bytes // 2
  while size >= 1 do
    local at, smaller = 1, false
    while at <= #bytes do
      local shorter = bytes:sub(1, at - 1) .. bytes:sub(at + size)
      if not pcall(check, name, shorter) then bytes, smaller = shorter, true else at = at + size end
    end
    if not smaller then size = size // 2 end
  end
  return bytes
end

--- Run for some seconds.
-- @treturn int how many files | nil, message
function M.run (seconds, seed)
  local random = generator(seed)
  local has_packed = pcall(require, "bluepencil.inflate") and pcall(require, "bluepencil.archive")
  local stop, count = os.clock() + seconds, 0
  for _, one in ipairs(seeds) do
    if has_packed or not one.packed then check(one[1], one[2]) end
  end
  while os.clock() < stop do
    local one = seeds[random(#seeds)]
    if has_packed or not one.packed then
      local bytes = one[2]
      for _ = 1, random(6) do bytes = change(bytes, random) end
      local ok, what = xpcall(check, function (e) return debug.traceback(e, 2) end, one[1], bytes)
      if not ok then
        bytes = shrink(one[1], bytes)
        return nil, ("seed %d, %s: %s\n%q"):format(seed, one[1], what, bytes)
      end
      count = count + 1
    end
  end
  return count
end

if arg and arg[0] and arg[0]:find("property/forms%.lua$") then
  local seed = tonumber(arg[2]) or os.time()
  print(("forms: random seed %d"):format(seed))
  local count, message = M.run(tonumber(arg[1]) or 60, seed)
  if not count then
    io.stderr:write(message, "\n")
    os.exit(1)
  end
  print(("forms: %d files, no fault"):format(count))
end

return M
