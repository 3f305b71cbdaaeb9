-- system.open_lines: lines of a file or pipe, none longer than a limit.

local system = require "bluepencil.system"

local function lines_of (bytes, limit)
  local path = os.tmpname()
  finally(function () os.remove(path) end)
  assert(system.write_file(path, bytes, true))
  local reader = assert(system.open_lines(path))
  local list = {}
  while true do
    local line, message = reader:next(limit or 1000)
    assert.is_nil(message)
    if line == nil then break end
    list[#list + 1] = line
  end
  assert.is_nil(reader:next(limit or 1000))
  reader:close()
  return list
end

describe("lines", function ()
  it("come without their ends, the last with or without one", function ()
    assert.are.same({}, lines_of "")
    assert.are.same({ "" }, lines_of "\n")
    assert.are.same({ "a", "", "b\r", "c" }, lines_of "a\n\nb\r\nc")
    assert.are.same({ "a", "c" }, lines_of "a\nc\n")
    assert.are.same({ "a\0b" }, lines_of "a\0b\n")
  end)

  it("are passed over when they are longer than the limit", function ()
    assert.are.same({ false, "12345", false, "x" }, lines_of("123456\n12345\n" .. ("y"):rep(1000000) .. "\nx", 5))
    assert.are.same({ false }, lines_of("123456", 5))
    assert.are.same({ false }, lines_of(("1"):rep(200000), 5))
    assert.are.same({ "12345" }, lines_of("12345", 5))
  end)

  it("may be of any length across the pieces that are read", function ()
    local wanted = {}
    for i, length in ipairs { 65535, 65536, 65537, 1, 0, 3000000, 5, 131072, 131071, 7 } do
      wanted[i] = (string.char(96 + i)):rep(length)
    end
    assert.are.same(wanted, lines_of(table.concat(wanted, "\n"), 1 << 30))
  end)

  it("cost no more memory than the longest of them", function ()
    local path = os.tmpname()
    finally(function () os.remove(path) end)
    assert(os.execute(("head -c 300000000 /dev/zero | tr '\\0' x > '%s'"):format(path)))
    local before = system.peak_memory_bytes()
    local reader = assert(system.open_lines(path))
    assert.is_false(reader:next(100000))
    assert.is_nil(reader:next(100000))
    assert.is_true(system.peak_memory_bytes() - before < 4000000)
  end)

  it("fail with a reason", function ()
    local reader, message, code = system.open_lines("/nowhere/at/all")
    assert.are.same({ nil, "No such file or directory", "io" }, { reader, message, code })
    reader = assert(system.open_lines("/tmp"))
    reader, message, code = reader:next(10)
    assert.are.same({ nil, "Is a directory", "io" }, { reader, message, code })
    reader = assert(system.open_lines("/dev/null"))
    reader:close()
    reader:close()
    assert.has_error(function () reader:next(10) end)
    assert.has_error(function () assert(system.open_lines("/dev/null")):next(0) end)
  end)
end)
