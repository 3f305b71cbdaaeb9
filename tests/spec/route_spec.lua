--- Filters that choose the policy by label: before = "redact", use_policy, doc:about, filters/route.

local filter = require "bluepencil.filter"
local log = require "bluepencil.log"
local pipeline = require "bluepencil.pipeline"

local crime = [[
Teacher Goes on Trial Over Fire

PORT SARN, May 14 (NPA) - A court heard on Tuesday how pupil Mira Lund, 9, ran from a burning school.

Prosecutor Ilse Varn told the court that the defendant, Milo Tesk, 41, had set the fire. He pleaded not guilty to arson.

By Dora Lindqvist, NPA
]]

local harbour = [[
Night Ferry Gets a New Boat

PORT SARN, May 14 (NPA) - Mira Lund, 9, broke the bottle when the new ferry was named on Tuesday.

Ferry manager Ilse Varn said passengers would have more room.

By Dora Lindqvist, NPA
]]

local function filter_of (source)
  local path = os.tmpname()
  local file = assert(io.open(path, "wb"))
  file:write(source)
  file:close()
  return path
end

local function converted (text, options)
  local line = assert(pipeline.new(options))
  local doc, message = line:document { text = text, name = "story.txt" }
  if not doc then return nil, message end
  local bytes = assert(line:write(doc))
  local name = doc.policy and doc.policy.name
  doc:close()
  return bytes, name
end

describe("the filter route", function ()
  it("redacts a story of crime under another policy, and others under the usual one", function ()
    local bytes, name = converted(crime, { policy = "keep-all", filters = { "route" } })
    assert.equal("minors", name)
    assert.is_nil(bytes:find("Mira", 1, true))
    assert.is_truthy(bytes:find("Ilse Varn", 1, true) or bytes:find("Varn</surname>", 1, true))
    assert.matches("Redacted under the policy “minors”", bytes)
    bytes, name = converted(harbour, { policy = "keep-all", filters = { "route" } })
    assert.equal("keep-all", name)
    assert.is_truthy(bytes:find("Mira", 1, true))
    bytes, name = converted(crime, { policy = "keep-all" })
    assert.equal("keep-all", name)
    assert.is_truthy(bytes:find("Mira", 1, true))
  end)

  it("forgets the article before", function ()
    local line = assert(pipeline.new { policy = "keep-all", filters = { "route" } })
    for _, wanted in ipairs { "minors", "keep-all", "minors" } do
      local doc = assert(line:document { text = wanted == "minors" and crime or harbour, name = "story.txt" })
      assert.equal(wanted, doc.policy.name)
      doc:close()
    end
  end)

  it("strikes nothing where the run says so", function ()
    local bytes = converted(crime, { policy = "protect-all", full = true, filters = { "route" } })
    assert.is_truthy(bytes:find("Mira", 1, true))
  end)
end)

describe("a filter that runs before another", function ()
  it("stands there in the list", function ()
    local path = filter_of "name, before = 'mine', 'redact'\nfunction Document () end"
    local list = assert(filter.load_all { filters = { path } })
    os.remove(path)
    local names = {}
    for i, f in ipairs(list) do names[i] = f.name end
    assert.same({ "classify", "mine", "redact", "tei" }, names)
  end)

  it("names a shipped one", function ()
    local path = filter_of "before = 'redcat'\nfunction Document () end"
    local list, message = filter.load_all { filters = { path } }
    os.remove(path)
    assert.is_nil(list)
    assert.matches("unknown shipped filter 'redcat'; did you mean 'redact'%?", message)
  end)
end)

describe("use_policy", function ()
  local function failure (source)
    local path = filter_of(source)
    local before = log.warn
    log.warn = function () end                                       -- luacheck: ignore 122
    local bytes, message = converted(crime, { filters = { path } })
    log.warn = before                                                -- luacheck: ignore 122
    os.remove(path)
    assert.is_nil(bytes)
    return message
  end

  it("comes too late behind redact, and says so", function ()
    assert.matches("comes too late, behind the filter 'redact'", failure "function Document () use_policy 'minors' end")
  end)

  it("names a policy that is there", function ()
    assert.matches("policy 'minros' was not found", failure "before = 'redact' function Document () use_policy 'minros' end")
    assert.matches("takes the name of a policy", failure "before = 'redact' function Document () use_policy(7) end")
  end)

  it("is not passed over by a redact that does not know of it", function ()
    local path = filter_of "name = 'redact'\nlocal rules = policy()\nfunction Person (a) rules:decide(a) end"
    local bytes, message = converted(crime, { policy = "keep-all", filters = { "route", path } })
    os.remove(path)
    assert.is_nil(bytes)
    assert.matches("policy 'minors' was asked for by a filter, and 'keep%-all' was used", message)
  end)
end)

describe("doc:about", function ()
  it("finds a label, or one below it, of a least score", function ()
    local doc = require "bluepencil.document".new("x", { name = "spec" })
    doc.labels = { { id = "medtop:20000111", score = 0.7 }, { id = "desk:x", score = 0.4 } }
    assert.equal(doc.labels[1], doc:about "medtop:02000000")
    assert.equal(doc.labels[1], doc:about "medtop:20000107")
    assert.is_nil(doc:about("medtop:02000000", 0.8))
    assert.is_nil(doc:about "medtop:15000000")
    assert.is_nil(doc:about "desk:x")
    assert.equal(doc.labels[2], doc:about("desk:x", 0.3))
    assert.error_matches(function () doc:about "medtop:2000011" end, "is not in use in the IPTC Media Topics")
  end)
end)
