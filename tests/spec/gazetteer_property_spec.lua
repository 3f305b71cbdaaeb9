--- src/gazetteer*.c against a naive search, with random names in random texts; hostile files; time that grows with size.

local core = require "bluepencil.core"

local seed = tonumber(os.getenv "SEED" or "") or 20261122

local words = {
  "ana", "Ana", "ruel", "Ruel", "al", "-", "port", "Port", "selma", "Selma", "'s", "St.", "of", "O'Dea", "é", "É", "7",
  "B2", ".", "(",
}

local function random_words (most)
  local list = {}
  for i = 1, math.random(most) do list[i] = words[math.random(#words)] end
  return list
end

--- Tokens of a text as strings, with first and last bytes.
local function tokens_of (text)
  local index = core.document(text)
  local flat, list = index:tokens(), {}
  for i = 1, #flat, 2 do list[#list + 1] = { text = text:sub(flat[i], flat[i + 1]), first = flat[i], last = flat[i + 1] } end
  return list, index
end

--- What leftmost-longest (or all) means, told as plainly as possible.
local function naive (names, tokens, fold, all)
  local found, i = {}, 1
  local function key (text) return fold and core.fold(text) or text end
  while i <= #tokens do
    local best
    for length = 1, #tokens - i + 1 do
      for _, name in ipairs(names) do
        if #name.tokens == length then
          local same = true
          for k = 1, length do
            if key(name.tokens[k].text) ~= key(tokens[i + k - 1].text) then same = false break end
          end
          if same then
            local hit = ("%d-%d"):format(tokens[i].first, tokens[i + length - 1].last)
            if best and best.length == length then best.value = best.value | name.value
            else best = { length = length, hit = hit, value = name.value } end
            if all then found[hit] = (found[hit] or 0) | name.value end
          end
        end
      end
    end
    if best and not all then found[best.hit] = best.value end
    i = i + (best and not all and best.length or 1)
  end
  return found
end

describe("a scan of random texts", function ()
  it("finds exactly what a naive search finds", function ()
    math.randomseed(seed)
    for round = 1, 150 do
      local fold, names = math.random(2) == 1, {}
      local builder = core.gazetteer_builder { fold = fold }
      for _ = 1, math.random(12) do
        local form = table.concat(random_words(4), " ")
        local value = 1 << math.random(0, 31)
        names[#names + 1] = { tokens = tokens_of(form), value = value }
        assert(builder:add(form, value))
      end
      local text = table.concat(random_words(60), math.random(2) == 1 and " " or " \n ")
      local tokens, index = tokens_of(text)
      local gazetteer = builder:freeze()
      for _, how in ipairs { "scan", "scan_all" } do
        local flat, found, before = gazetteer[how](gazetteer, index), {}, 0
        for i = 1, #flat, 3 do
          assert.is_true(flat[i] >= before, "in text order")
          before = flat[i]
          found[("%d-%d"):format(flat[i], flat[i + 1])] = flat[i + 2]
        end
        assert.same(naive(names, tokens, fold, how == "scan_all"), found, ("SEED=%d round %d, %s"):format(seed, round, how))
      end
    end
  end)
end)

-- ---- a file with a right checksum and wrong content: the sums of src/hash.h and src/mapped.c, told again -----------------

local function mix (x)
  x = (x ~ x >> 33) * 0xff51afd7ed558ccd
  x = (x ~ x >> 33) * 0xc4ceb9fe1a85ec53
  return x ~ x >> 33
end

local function hash_bytes (text)
  local h = 0x9e3779b97f4a7c15 ~ #text
  for i = 1, #text, 8 do
    local group = text:sub(i, i + 7)
    h = mix(h ~ string.unpack("<I8", group .. ("\0"):rep(8 - #group))) + 0x9e3779b97f4a7c15
  end
  return mix(h)
end

local function checksum (data)
  local sum, whole = { 1, 2, 3, 4 }, #data - #data % 32
  for i = 1, whole, 32 do
    for k = 1, 4 do
      local x = (sum[k] ~ string.unpack("<i8", data, i + 8 * (k - 1))) * 0x9fb21c651e98df25
      sum[k] = x ~ x >> 32
    end
  end
  local all = hash_bytes(data:sub(whole + 1)) + #data
  for k = 1, 4 do all = mix(all + sum[k]) * 0x9fb21c651e98df25 end
  return all
end

local function seal (bytes)
  local header, body = bytes:sub(1, 56) .. ("\0"):rep(8), bytes:sub(65)
  local sum = mix(checksum(header) * 0x9fb21c651e98df25 + checksum(body)) | 1
  return bytes:sub(1, 56) .. string.pack("<i8", sum) .. body
end

describe("a hostile file with a right checksum", function ()
  local path, bytes
  local text = ("Ana Ruel met Port Selma of Port Selma Bay and Ana. "):rep(4)

  setup(function ()
    path = os.tmpname()
    local builder = core.gazetteer_builder { fold = true, capital = 2, note = "hostile" }
    for i, name in ipairs { "Ana", "Ana Ruel", "Port Selma", "Port Selma Bay", "of", "met Port" } do
      builder:add(name, i, "code:" .. i)
    end
    assert(builder:freeze():save(path))
    local file = io.open(path, "rb")
    bytes = file:read("a")
    file:close()
  end)

  teardown(function () os.remove(path) end)

  local function use (changed)
    local file = assert(io.open(path, "wb"))
    file:write(changed)
    file:close()
    local gazetteer, message, code = core.gazetteer_load(path)
    if not gazetteer then
      assert.is_string(message)
      return code
    end
    local index = core.document(text)
    for _, how in ipairs { "scan", "scan_all" } do
      local flat = gazetteer[how](gazetteer, index)
      for i = 1, #flat, 3 do assert.is_true(flat[i] >= 1 and flat[i] <= flat[i + 1] and flat[i + 1] <= #text) end
    end
    for _, name in ipairs { "Ana", "Ana Ruel", "Port Selma Bay", "nobody" } do
      local value, info = gazetteer:lookup(name)
      assert.is_true(value == nil or type(info) == "string")
    end
    assert.is_string(gazetteer:note())
    gazetteer:close()
    return "used"
  end

  it("is a file whose sum this spec knows how to make", function ()
    assert.equal(bytes, seal(bytes))
    assert.equal("used", use(bytes))
  end)

  it("never makes the scan leave its memory: any byte", function ()
    math.randomseed(seed)
    for _ = 1, 1000 do
      local changed = bytes
      for _ = 1, math.random(4) do
        local at = math.random(#changed)
        changed = changed:sub(1, at - 1) .. string.char(math.random(0, 255)) .. changed:sub(at + 1)
      end
      use(seal(changed))
    end
  end)

  it("never makes the scan leave its memory: counts and offsets", function ()
    local odd = { 0, 1, 7, 8, 64, 0x7fffffff, 0x80000000, 0xfffffff8, 0xffffffff }
    for at = 9, 56, 4 do
      for _, number in ipairs(odd) do use(seal(bytes:sub(1, at - 1) .. string.pack("<I4", number) .. bytes:sub(at + 4))) end
    end
    for at = 65, #bytes - 3, 4 do
      for _, number in ipairs { 0, 0xffffffff, 0xc0000007 } do
        use(seal(bytes:sub(1, at - 1) .. string.pack("<I4", number) .. bytes:sub(at + 4)))
      end
    end
  end)
end)

describe("a large gazetteer", function ()
  local function build (n)
    local start = os.clock()
    local builder = core.gazetteer_builder { fold = true }
    for i = 1, n do builder:add(("Name%x Fam%x"):format(i % 5000, i), 1 << i % 32) end
    local gazetteer = builder:freeze()
    return gazetteer, os.clock() - start
  end

  it("is built in time that grows with the number of names, and is scanned as fast as a small one", function ()
    local small, small_s = build(20000)
    local large, large_s = build(160000)
    assert.equal(20000, small:count())
    assert.equal(160000, large:count())
    assert.is_true(large_s < 8 * small_s * 3, ("20,000 names %.3f s, 160,000 names %.3f s"):format(small_s, large_s))
    local index = core.document(("word upon word Name1 Fam1 and more words "):rep(200))
    local function scan_s (gazetteer)
      local best = math.huge
      for _ = 1, 5 do
        local start = os.clock()
        for _ = 1, 20 do gazetteer:scan(index) end
        best = math.min(best, os.clock() - start)
      end
      return best
    end
    assert.equal(600, #large:scan(index))
    assert.is_true(scan_s(large) < 4 * scan_s(small))
  end)

  it("is not slowed by names that share their beginnings", function ()
    local builder = core.gazetteer_builder()
    for i = 1, 60 do builder:add(("very "):rep(i) .. "Long", 1) end
    local gazetteer = builder:freeze()
    local index = core.document(("very "):rep(50000))
    local start = os.clock()
    assert.same({}, gazetteer:scan(index))
    assert.is_true(os.clock() - start < 1.5)
  end)
end)
