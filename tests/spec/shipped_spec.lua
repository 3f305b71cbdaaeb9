local filter = require "bluepencil.filter"
local shipped = require "support.shipped"

local function read_file (path)
  local file = io.open(path, "rb")
  if not file then return nil end
  local text = file:read "a"
  file:close()
  return text
end

describe("the shipped filters", function ()
  for _, name in ipairs(shipped.names) do
    it(name .. " makes of its sample what is expected", function ()
      local sample, expected = shipped.files(name)
      if not read_file(sample) then return pending("no " .. sample) end
      assert.equal(read_file(expected), assert(shipped.result(name)), "if the change is wanted: make golden, and read the diff")
    end)

    it(name .. " loads as an editor's copy, without being trusted, and takes the shipped one's place", function ()
      local folder = os.tmpname()
      os.remove(folder)
      assert(os.execute(("cp -r filters/%s %s"):format(name, folder)))
      finally(function () os.execute("rm -r " .. folder) end)
      os.rename(("%s/%s.lua"):format(folder, name), folder .. "/init.lua")
      local list = assert(filter.load_all { filters = { folder } })
      assert.equal(#filter.shipped, #list)
      for i, f in ipairs(list) do
        assert.equal(filter.shipped[i], f.name)
        if f.name == name then
          assert.equal(folder .. "/init.lua", f.path)
          assert.equal(filter.instructions, f.instructions)
        end
      end
    end)
  end
end)
