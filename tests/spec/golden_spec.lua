-- The articles of tests/golden, and the files of tests/forms, give the files beside them, byte for byte.  `make golden` rewrites them.

local golden = require "support.golden"

local function lines_of (path)
  local list = {}
  for line in io.lines(path) do list[#list + 1] = line end
  return list
end

local function compare (path, bytes)
  local expected = lines_of(path)
  local n = 0
  for line in (bytes .. "\n"):gsub("\n\n$", "\n"):gmatch("([^\n]*)\n") do
    n = n + 1
    assert.are.equal(expected[n], line, ("%s:%d; if the change is wanted: make golden, and read the diff"):format(path, n))
  end
  assert.are.equal(#expected, n)
end

describe("the golden article", function ()
  for _, case in ipairs(golden.cases()) do
    for extension in pairs(golden.formats) do
      local path = golden.path(case, extension)
      it(("%s gives the %s beside it"):format(case, extension), function ()
        compare(path, assert(golden.result(case, extension)))
      end)
    end
  end
end)

describe("the form", function ()
  for _, name in ipairs(golden.forms()) do
    it(("of %s gives the files beside it"):format(name), function ()
      local results = golden.form_results(name)
      assert.is_true(#results > 0)
      for _, result in ipairs(results) do compare(result.path, result.bytes) end
    end)
  end

  it("gives TEI that is valid against tei_all", function ()
    local schema = "../shared/data/tei/tei_all.rng"
    if not io.open(schema) or not os.execute("command -v jing >/dev/null 2>&1") then
      pending("jing or ../shared/data/tei/tei_all.rng is absent")
      return
    end
    local paths = {}
    for _, name in ipairs(golden.forms()) do
      for _, result in ipairs(golden.form_results(name)) do paths[#paths + 1] = result.path end
    end
    local pipe = io.popen(("jing %s %s 2>/dev/null"):format(schema, table.concat(paths, " ")))
    local said = pipe:read("a")
    pipe:close()
    assert.equal("", said)
  end)
end)
