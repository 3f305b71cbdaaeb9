-- bluepencil.system: what the command asks of the operating system.

local system = require "bluepencil.system"

local function shell (command, ...)
  local ok = os.execute(command:format(...))
  assert.is_true(ok)
end

local function contents (path)
  local file = assert(io.open(path, "rb"))
  local bytes = file:read("a")
  file:close()
  return bytes
end

describe("the system module", function ()
  local folder

  before_each(function ()
    folder = os.tmpname()
    os.remove(folder)
    assert.is_true(system.make_folder(folder))
  end)

  after_each(function () shell("rm -rf '%s'", folder) end)

  it("writes a file whole, and leaves nothing else in the folder", function ()
    local bytes = ("x\0y\n"):rep(100000)
    assert.is_true(system.write_file(folder .. "/a.xml", bytes))
    assert.are.equal(bytes, contents(folder .. "/a.xml"))
    assert.are.same({ "a.xml" }, system.list(folder))
  end)

  it("replaces a file only when told to", function ()
    assert.is_true(system.write_file(folder .. "/a", "one"))
    local ok, message, code = system.write_file(folder .. "/a", "two")
    assert.is_nil(ok)
    assert.are.equal("File exists", message)
    assert.are.equal("exists", code)
    assert.are.equal("one", contents(folder .. "/a"))
    assert.is_true(system.write_file(folder .. "/a", "three", true))
    assert.are.equal("three", contents(folder .. "/a"))
    assert.are.same({ "a" }, system.list(folder))
  end)

  it("makes a private file its owner's alone, also in the place of one that was not", function ()
    local path = folder .. "/private"
    assert(system.write_file(path, "open"))
    assert(os.execute(("chmod 644 '%s'"):format(path)))
    assert.is_true(system.write_file(path, "secret", true, true))
    local pipe = io.popen(("stat -c %%a '%s' 2>/dev/null || stat -f %%Lp '%s'"):format(path, path))
    assert.are.equal("600\n", pipe:read("a"))
    pipe:close()
  end)

  it("does not write through a link, nor over a folder", function ()
    assert.is_true(system.write_file(folder .. "/target", "kept"))
    shell("ln -s target '%s/link'", folder)
    assert.is_nil((system.write_file(folder .. "/link", "new")))
    assert.is_true(system.write_file(folder .. "/link", "new", true))
    assert.are.equal("kept", contents(folder .. "/target"))
    assert.is_nil((system.write_file(folder, "new", true)))
  end)

  it("says why a file cannot be written, and leaves no part of it", function ()
    local ok, message, code = system.write_file(folder .. "/no/such/place", "x")
    assert.is_nil(ok)
    assert.are.equal("No such file or directory", message)
    assert.are.equal("missing", code)
    assert.are.same({}, system.list(folder))
  end)

  it("makes folders with the folders above them, and takes one that is there", function ()
    assert.is_true(system.make_folder(folder .. "/a/b//c/"))
    assert.is_true(system.make_folder(folder .. "/a/b/c"))
    assert.are.equal("folder", (system.kind(folder .. "/a/b/c")))
    assert.is_true(system.write_file(folder .. "/a/file", ""))
    assert.is_nil((system.make_folder(folder .. "/a/file")))
    assert.is_nil((system.make_folder(folder .. "/a/file/b")))
  end)

  it("lists names in byte order", function ()
    for _, name in ipairs { "b", "a", "B", ".hidden", "a-1" } do
      assert.is_true(system.write_file(folder .. "/" .. name, ""))
    end
    assert.are.same({ ".hidden", "B", "a", "a-1", "b" }, system.list(folder))
    local names, message, code = system.list(folder .. "/missing")
    assert.is_nil(names)
    assert.is_string(message)
    assert.are.equal("missing", code)
  end)

  it("tells files, folders and other things apart, and one file from another", function ()
    assert.is_true(system.write_file(folder .. "/a", ""))
    assert.is_true(system.write_file(folder .. "/b", ""))
    shell("ln -s a '%s/c'", folder)
    local kind, a = system.kind(folder .. "/a")
    local _, b = system.kind(folder .. "/b")
    local _, c = system.kind(folder .. "/c")
    assert.are.equal("file", kind)
    assert.are.equal(a, c)
    assert.are_not.equal(a, b)
    assert.are.equal("other", (system.kind("/dev/null")))
    assert.is_nil((system.kind(folder .. "/d")))
  end)

  it("has a clock that goes forward and knows the memory and time used", function ()
    local before = system.now_s()
    assert.is_true(system.now_s() >= before)
    assert.is_true(system.cpu_s() > 0)
    assert.is_true(system.peak_memory_bytes() > 1e6)
  end)

  it("refuses misuse", function ()
    assert.has_error(function () system.write_file("a\0b", "x") end)
    assert.has_error(function () system.write_file(folder .. "/", "x") end)
    assert.has_error(function () system.list() end)
  end)
end)
