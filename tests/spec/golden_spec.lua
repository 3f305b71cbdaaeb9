-- The articles of tests/golden give the files beside them, byte for byte.  `make golden` rewrites them.

local golden = require "support.golden"

local function lines_of (path)
  local list = {}
  for line in io.lines(path) do list[#list + 1] = line end
  return list
end

describe("the golden article", function ()
  for _, case in ipairs(golden.cases()) do
    for extension in pairs(golden.formats) do
      local path = golden.path(case, extension)
      it(("%s gives the %s beside it"):format(case, extension), function ()
        local expected = lines_of(path)
        local n = 0
        for line in (assert(golden.result(case, extension)) .. "\n"):gsub("\n\n$", "\n"):gmatch("([^\n]*)\n") do
          n = n + 1
          assert.are.equal(expected[n], line, ("%s:%d; if the change is wanted: make golden, and read the diff"):format(path, n))
        end
        assert.are.equal(#expected, n)
      end)
    end
  end
end)
