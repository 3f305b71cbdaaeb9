-- Articles full of planted personal details, converted by the command: nothing planted may be left anywhere.  The full
-- measure, ten thousand articles, is `make planted`.

local planted = require "bench.planted"

describe("a hundred articles full of personal details", function ()
  local result
  setup(function () result = planted.run(100, 11) end)

  it("are all written", function ()
    assert.are.equal(0, result.status)
    assert.are.equal(100, result.written)
  end)

  it("leave no planted string in an output file or its name", function ()
    assert.are.equal(0, result.left, table.concat(result.misses, "; "))
  end)

  it("leave none in what the command says", function ()
    assert.are.equal(0, result.in_log)
  end)

  it("keep nearly all who act in public", function ()
    assert.is_true(result.kept > 150)
    assert.is_true(result.lost <= result.kept * 0.03, ("%d of %d lost"):format(result.lost, result.kept + result.lost))
  end)
end)

describe("articles full of personal details in archives, web archives, JSON and exports", function ()
  local has_modules = pcall(require, "bluepencil.inflate") and pcall(require, "bluepencil.archive")

  it("leave no planted string in an output file, its name or what is said, nor do the files' own names and index terms", function ()
    if not has_modules then pending("zlib's or libarchive's module is not built") return end
    local result = planted.run_packed(4, 5)
    assert.are.same({ 0, 48, 48 }, { result.status, result.articles, result.written })
    assert.are.same({ 0, 0 }, { result.left, result.in_log }, table.concat(result.misses, "; "))
    assert.is_true(result.lost <= result.kept * 0.05, ("%d of %d lost"):format(result.lost, result.kept + result.lost))
  end)
end)

describe("the search of the planted corpus", function ()
  it("finds what a policy that strikes nothing leaves", function ()
    local result = planted.run(6, 11, "keep-all")
    assert.are.equal(6, result.left)
    assert.is_true(result.by_kind.surname == 6)
  end)
end)
