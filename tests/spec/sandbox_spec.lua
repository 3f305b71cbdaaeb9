local document = require "bluepencil.document"
local filter = require "bluepencil.filter"

local function load_source (source, options)
  local path = os.tmpname()
  local file = assert(io.open(path, "wb"))
  file:write(source)
  file:close()
  finally(function () os.remove(path) end)
  return filter.load(path, options)
end

local function sample ()
  local doc = assert(document.new("Ana Ruiz lives here.", { name = "a.txt" }))
  doc:set_blocks { { type = "Paragraph", first = 1, last = #doc.text } }
  doc:add { type = "Person", first = 1, last = 8, source = "spec" }
  return doc
end

--- What an expression gives inside a filter; errors come back as text.
local function value_of (expression, options)
  local loaded = assert(load_source("function Document (doc) doc.meta.value = " .. expression .. " end", options))
  local doc = sample()
  local ok, message = filter.run({ loaded }, doc)
  if not ok then return nil, message end
  return doc.meta.value
end

describe("the environment of a filter", function ()
  it("has no files, programs, debug library, modules, bytecode or collector", function ()
    for _, name in ipairs { "io", "os", "debug", "require", "load", "loadfile", "dofile", "package", "collectgarbage",
                            "coroutine", "rawset", "xpcall" } do
      local value, message = value_of(name)
      assert.is_nil(value)
      assert.matches("'" .. name .. "' is not there for filters", message)
    end
    assert.is_nil(value_of "string.dump")
  end)

  it("has the harmless rest, lpeg and re", function ()
    assert.equal("ABC", value_of "('abc'):upper()")
    assert.equal(3, value_of "select('#', 1, 2, 3)")
    assert.equal("a-b", value_of "table.concat({ 'a', 'b' }, '-')")
    assert.equal(2, value_of "utf8.len 'é!'")
    assert.equal(4, value_of "lpeg.P('foo'):match('foo')")
    assert.equal("x", value_of "re.compile('{ [a-z] }'):match('x')")
    assert.equal(7, value_of "math.max(3, 7)")
  end)

  it("gives the same bytes twice: no random numbers", function ()
    local _, message = value_of "math.random()"
    assert.matches("two runs must give the same bytes", message)
  end)

  it("does not lead to the program's tables through metatables", function ()
    assert.is_nil(value_of "getmetatable('')")
    assert.is_nil(value_of "getmetatable(doc)")
    assert.is_nil(value_of "getmetatable(doc.index)")
    assert.is_nil(value_of "getmetatable(lpeg.P(1))")
    assert.is_nil(value_of "getmetatable(_G)")
    local _, message = value_of "setmetatable(doc, {})"
    assert.matches("belongs to the program", message)
    _, message = value_of "setmetatable(_G, nil)"
    assert.matches("belongs to the program", message)
    _, message = value_of "setmetatable({}, { __gc = function () end })"
    assert.matches("cannot have __gc", message)
  end)

  it("does not lead to the classes through documents, blocks and annotations", function ()
    assert.is_nil(value_of "doc.__index")
    assert.is_nil(value_of "doc.blocks[1].__index")
    assert.is_nil(value_of "doc:annotations()[1].__index")
  end)

  it("lets filters make metatables of their own", function ()
    assert.equal(5, value_of "setmetatable({}, { __index = { x = 5 } }).x")
    assert.equal(6, value_of "getmetatable(setmetatable({}, { x = 6 })).x")
  end)

  it("is not shared: globals and changed libraries stay in the file", function ()
    local a = assert(load_source [[
      shared = 1
      string.upper = function () return "changed" end
      table.concat = nil
      lpeg.P = nil
      function Document (doc) doc.meta.a = string.upper "x" end]])
    local b = assert(load_source [[
      function Document (doc)
        doc.meta.b = string.upper "x" .. table.concat { tostring(shared), tostring(lpeg.P ~= nil) }
      end]])
    local doc = sample()
    assert(filter.run({ a, b }, doc))
    assert.equal("changed", doc.meta.a)
    assert.equal("Xniltrue", doc.meta.b)
    assert.equal("X", string.upper "x")
    assert.is_nil(rawget(_G, "shared"))
  end)

  it("refuses bytecode", function ()
    local loaded, message = load_source(string.dump(function () return {} end))
    assert.is_nil(loaded)
    assert.matches("attempt to load a binary chunk", message)
  end)

  it("opens up for a filter that is trusted", function ()
    assert.equal("table", value_of("type(os)", { trust = true }))
    assert.equal("string", value_of("type(require('bluepencil').version)", { trust = true }))
  end)
end)

describe("the instruction limit", function ()
  it("stops a filter that does not end, and says where", function ()
    local loaded = assert(load_source("function Person ()\n  while true do end\nend", { instructions = 1000000 }))
    local ok, message = filter.run({ loaded }, sample())
    assert.is_nil(ok)
    assert.matches("^filter: .-:2: stopped after 1000000 instructions; is there a loop that does not end%?, "
      .. "in function 'Person', article a.txt$", message)
  end)

  it("cannot be caught by pcall", function ()
    local loaded = assert(load_source([[
      function Person ()
        while true do pcall(function () while true do end end) end
      end]], { instructions = 1000000 }))
    local ok, message = filter.run({ loaded }, sample())
    assert.is_nil(ok)
    assert.matches("stopped after 1000000 instructions", message)
  end)

  it("holds while a file is loaded", function ()
    local loaded, message = load_source("while true do end", { instructions = 1000000 })
    assert.is_nil(loaded)
    assert.matches("did not come to an end while loading", message)
  end)

  it("leaves other errors to pcall", function ()
    assert.equal("caught", value_of "(pcall(error, 'x')) and 'no' or 'caught'")
  end)

  it("is for each article anew, and takes its hook away", function ()
    local loaded = assert(load_source("function Person () for i = 1, 200000 do end end", { instructions = 1000000 }))
    for _ = 1, 10 do assert.is_true(filter.run({ loaded }, sample())) end
    assert.is_nil((debug.gethook()))
  end)

  it("puts back the hook that was there", function ()
    local hook = function () end
    debug.sethook(hook, "", 1000000)
    local loaded = assert(load_source "function Person () end")
    assert.is_true(filter.run({ loaded }, sample()))
    local now = debug.gethook()
    debug.sethook()
    assert.equal(hook, now)
  end)
end)
