--- src/gazetteer*.c through src/lua_gazetteer.c: building, scanning, saving and mapping; hostile files.

local core = require "bluepencil.core"

local function build (names, options)
  local builder = core.gazetteer_builder(options)
  for _, row in ipairs(names) do assert(builder:add(row[1], row[2] or 1, row[3])) end
  return assert(builder:freeze())
end

--- What a scan found, as { "text=value", ... }.
local function found (gazetteer, text, how, ...)
  local index = assert(core.document(text))
  local flat = gazetteer[how or "scan"](gazetteer, index, ...)
  local out = {}
  for i = 1, #flat, 3 do out[#out + 1] = ("%s=%d"):format(index:render(flat[i], flat[i + 1]), flat[i + 2]) end
  return out
end

local function write (path, bytes)
  local file = assert(io.open(path, "wb"))
  file:write(bytes)
  file:close()
end

local function slurp (path)
  local file = assert(io.open(path, "rb"))
  local bytes = file:read("a")
  file:close()
  return bytes
end

describe("a gazetteer", function ()
  it("finds names as whole tokens and the longest where several begin together", function ()
    local g = build { { "Port", 1 }, { "Port Selma", 2 }, { "Selma Bay", 4 }, { "Bay", 8 } }
    assert.same({ "Port Selma=2", "Bay=8" }, found(g, "In Port Selma Bay, not Portland."))
  end)

  it("falls back to the longest name that is complete", function ()
    local g = build { { "Bank", 1 }, { "Bank of the North Sea", 2 } }
    assert.same({ "Bank=1" }, found(g, "The Bank of the North refused."))
  end)

  it("finds a name across a line end, a wrapped hyphen and before a possessive", function ()
    local g = build { { "Civil Aid League" }, { "Jun-ho" }, { "Osvaldo" } }
    assert.same({ "Civil Aid League=1", "Jun- ho=1", "Osvaldo=1" },
      found(g, "The Civil Aid\nLeague told Jun-\nho of Osvaldo's plea."))
  end)

  it("does not find a name across the edge of a block", function ()
    local g = build { { "Lima Norte" } }
    local text = "News from Lima\nNorte is a word."
    local index = core.document(text)
    assert.equal(3, #g:scan(index))
    assert(index:set_blocks { 1, 14, 16, #text })
    assert.equal(0, #g:scan(index))
  end)

  it("compares case unless it is built to fold it", function ()
    local names = { { "Élodie Straße", 1 } }
    assert.same({}, found(build(names), "ÉLODIE STRASSE spoke"))
    assert.same({ "ÉLODIE STRASSE=1" }, found(build(names, { fold = true }), "ÉLODIE STRASSE spoke"))
  end)

  it("lets kinds that need a capital count only with one", function ()
    local g = build({ { "Young", 1 }, { "young reporter", 2 }, { "reporter", 2 } }, { fold = true, capital = 1 })
    assert.same({ "Young=1", "reporter=2", "young reporter=2" },
      found(g, "Mr. Young, the reporter, met a young reporter, a young one."))
    assert.same({ "YOUNG REPORTER=2" }, found(g, "YOUNG REPORTER"))
    local places = build({ { "In Salah", 1 }, { "20th District", 1 } }, { fold = true, capital = 1 })
    assert.same({ "In Salah=1", "20th District=1" }, found(places, "He was in Salah, no, In Salah, the 20th District."))
    assert.same({ "Young=1", "Young Reporter=2", "Reporter=2" }, found(g, "Young Reporter", "scan_all"))
  end)

  it("takes curly and straight apostrophes for the same", function ()
    local g = build { { "O'Dwyer", 1 } }
    assert.same({ "O’Dwyer=1", "O'Dwyer=1" }, found(g, "O’Dwyer and O'Dwyer"))
  end)

  it("shows every name at every place on demand", function ()
    local g = build { { "New", 1 }, { "New Arden", 2 }, { "Arden", 4 } }
    assert.same({ "New=1", "New Arden=2", "Arden=4" }, found(g, "to New Arden", "scan_all"))
  end)

  it("keeps to the span it is asked for and finds only what lies wholly inside", function ()
    local g = build { { "Ana" }, { "Ana Ruel", 2 } }
    local text = "Ana Ruel met Ana Ruel."
    assert.same({ "Ana=1" }, found(g, text, "scan", 1, 5))
    assert.same({ "Ana Ruel=2" }, found(g, text, "scan", 2, #text))
    assert.same({}, found(g, text, "scan", 9, 9))
  end)

  it("ors the values of a name that is added twice and joins its infos", function ()
    local g = build { { "Georgia", 1, "country:GE" }, { "Georgia", 4, "region:US" }, { "Georgia", 4, "country:GE" } }
    assert.equal(1, g:count())
    assert.same({ 5, "country:GE;region:US" }, { g:lookup("Georgia") })
  end)

  it("looks a name up by string and by span", function ()
    local g = build({ { "Costa Verde", 3, "region:XX" } }, { fold = true })
    assert.same({ 3, "region:XX" }, { g:lookup("costa  VERDE") })
    assert.is_nil((g:lookup("costa")))
    assert.is_nil((g:lookup("")))
    local index = core.document("the Costa\nVerde line")
    assert.same({ 3, "region:XX" }, { g:lookup_span(index, 5, 15) })
    assert.is_nil((g:lookup_span(index, 5, 9)))
    assert.is_nil((g:lookup_span(index, 5, 14)))
    local _, _, code = g:lookup("\xff")
    assert.equal(core.codes.utf8, code)
  end)

  it("works empty", function ()
    local g = build {}
    assert.equal(0, g:count())
    assert.same({}, found(g, "Nothing here."))
    assert.same({}, found(build { { "X" } }, ""))
  end)

  it("refuses what is not a name", function ()
    local builder = core.gazetteer_builder()
    assert.equal(core.codes.format, select(3, builder:add(" \n", 1)))
    assert.equal(core.codes.utf8, select(3, builder:add("a\xc3", 1)))
    assert.equal(core.codes.limit, select(3, builder:add(("x "):rep(65), 1)))
    assert.has_error(function () builder:add("x", 0) end)
    assert.has_error(function () builder:add("x", 1 << 32) end)
    assert.has_error(function () builder:add("x", 1, "a\0b") end)
    assert.has_error(function () core.gazetteer_builder { folds = true } end)
    assert.equal(0, builder:freeze():count())
  end)

  it("keeps 32-bit values whole", function ()
    local g = build { { "Zed", 0xffffffff }, { "Zea", 0x80000000 } }
    assert.equal(0xffffffff, (g:lookup("Zed")))
    assert.same({ "Zea=2147483648" }, found(g, "Zea"))
  end)

  it("leaves the builder usable after freeze", function ()
    local builder = core.gazetteer_builder()
    builder:add("One", 1)
    local before = builder:freeze()
    builder:add("Two", 1)
    assert.equal(1, before:count())
    assert.equal(2, builder:freeze():count())
  end)

  it("is an error to use when closed", function ()
    local g = build { { "X" } }
    g:close()
    g:close()
    assert.has_error(function () g:count() end, "calling 'count' on bad self (gazetteer is closed)")
  end)
end)

describe("a saved gazetteer", function ()
  local path

  before_each(function () path = os.tmpname() end)
  after_each(function () os.remove(path) end)

  local function sample ()
    return build({ { "Port Selma", 2, "city:XX" }, { "Ines", 1 }, { "Old Ines Road", 4 } },
      { fold = true, capital = 1, note = "given,city,road" })
  end

  it("is the same when loaded", function ()
    local g = sample()
    assert(g:save(path))
    local loaded = assert(core.gazetteer_load(path))
    assert.equal(3, loaded:count())
    assert.equal("given,city,road", loaded:note())
    assert.same({ 2, "city:XX" }, { loaded:lookup("port selma") })
    local text = "ines in PORT SELMA on Old Ines Road with Ines"
    assert.same({ "PORT SELMA=2", "Old Ines Road=4", "Ines=1" }, found(loaded, text))
    assert.same(found(g, text), found(loaded, text))
    assert.equal(loaded:size(), #slurp(path))
  end)

  it("has the same bytes when built from the same names again", function ()
    sample():save(path)
    local bytes = slurp(path)
    sample():save(path)
    assert.equal(bytes, slurp(path))
  end)

  it("can be loaded, used and replaced at once", function ()
    sample():save(path)
    local old = core.gazetteer_load(path)
    assert(build({ { "Other" } }):save(path))
    assert.same({ "Ines=1" }, found(old, "Ines"))
    assert.equal(1, core.gazetteer_load(path):count())
  end)

  it("says what is wrong with a file that is none", function ()
    local function code_of (bytes)
      write(path, bytes)
      return select(3, core.gazetteer_load(path))
    end
    assert.equal(core.codes.io, select(3, core.gazetteer_load("/nonexistent/x.gaz")))
    assert.equal(core.codes.io, select(3, core.gazetteer_load("/tmp")))
    assert.equal(core.codes.format, code_of(""))
    assert.equal(core.codes.format, code_of("form\tkind\n"))
    assert.equal(core.codes.format, code_of(("x"):rep(100)))
    assert.equal(core.codes.io, select(3, sample():save("/nonexistent/x.gaz")))
    sample():save(path)
    local bytes = slurp(path)
    assert.equal(core.codes.version, code_of(bytes:sub(1, 12) .. "\9\0\0\0" .. bytes:sub(17)))
    assert.equal(core.codes.version, code_of(bytes:sub(1, 8) .. "\1\2\3\4" .. bytes:sub(13)))
  end)

  it("is refused when cut short, grown or changed in any byte", function ()
    sample():save(path)
    local bytes = slurp(path)
    for n = 0, #bytes - 1, 7 do
      write(path, bytes:sub(1, n))
      local g, message, code = core.gazetteer_load(path)
      assert.is_nil(g)
      assert.is_string(message)
      assert.is_true(code == core.codes.format or code == core.codes.checksum)
    end
    write(path, bytes .. "x")
    assert.is_nil((core.gazetteer_load(path)))
    for n = 1, #bytes do
      write(path, bytes:sub(1, n - 1) .. string.char(bytes:byte(n) ~ 0x10) .. bytes:sub(n + 1))
      assert.is_nil((core.gazetteer_load(path)))
    end
  end)
end)
