local paths = require "bluepencil.paths"

local function write (path, text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
end

--- A folder with paths.lua at `module` and one file at `data`, and the module loaded from there.
local function tree (module, data, filter)
  local root = os.tmpname()
  os.remove(root)
  local function put (relative, text)
    os.execute("mkdir -p '" .. (root .. "/" .. relative):match("^(.*)/") .. "'")
    write(root .. "/" .. relative, text)
  end
  local source = assert(io.open("lua/bluepencil/paths.lua", "rb"))
  put(module .. "/paths.lua", source:read("a"))
  source:close()
  put(data, "x\n")
  put(filter, "return {}\n")
  return dofile(root .. "/" .. module .. "/paths.lua"), function () os.execute("rm -r '" .. root .. "'") end
end

describe("paths", function ()
  it("finds data and filters in a checkout", function ()
    local found, clean = tree("lua/bluepencil", "data/lists/a.tsv", "filters/mine/mine.lua")
    finally(clean)
    assert.is_true(paths.is_file(assert(found.data("lists/a.tsv"))))
    assert.is_true(paths.is_file(assert(found.filter("mine"))))
  end)

  it("finds them in an installed tree", function ()
    local share = "share/bluepencil/"
    local found, clean = tree("share/lua/5.4/bluepencil", share .. "data/a.tsv", share .. "filters/f/f.lua")
    finally(clean)
    assert.is_true(paths.is_file(assert(found.data("a.tsv"))))
    assert.is_true(paths.is_file(assert(found.filter("f"))))
  end)

  it("finds them in a rock once its version is known", function ()
    local rock = "lib/luarocks/rocks-" .. _VERSION:match("%d+%.%d+") .. "/bluepencil/9.1.0-1/"
    local found, clean = tree("share/lua/5.4/bluepencil", rock .. "data/a.tsv", rock .. "filters/f/f.lua")
    finally(clean)
    assert.is_nil(found.data("a.tsv"))
    found.add_rock("9.1.0-1")
    assert.is_true(paths.is_file(assert(found.data("a.tsv"))))
    assert.is_true(paths.is_file(assert(found.filter("f"))))
  end)

  it("answers nil, message, code for what is not there", function ()
    local path, message, code = paths.data("no/such.tsv")
    assert.is_nil(path)
    assert.matches("no/such.tsv", message, 1, true)
    assert.equal("data", code)
    path, message, code = paths.filter("no-such-filter")
    assert.is_nil(path)
    assert.matches("no-such-filter", message, 1, true)
    assert.equal("filter", code)
  end)

  it("does not let the name of a filter lead out of the folder of filters", function ()
    assert.is_nil(paths.filter("../lua/bluepencil/paths"))
    assert.is_nil(paths.filter("/etc/passwd"))
  end)

  it("does not take a folder for a file", function ()
    assert.is_false(paths.is_file("lua"))
    assert.is_true(paths.is_file("lua/bluepencil/paths.lua"))
  end)
end)
