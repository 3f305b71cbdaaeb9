--- bench/: the page keeps others' sections, floors go down only with a reason, hidden means every letter.

package.path = "./?.lua;" .. package.path

local faces = require "bench.faces"
local floors = require "bench.floors"
local page = require "bench.page"

describe("the page of results", function ()
  it("gets a section at its end, or in place of the old one", function ()
    local one = page.replaced("", "Speed", "fast\n")
    assert.equal("# Speed\n\nfast\n", one)
    local two = page.replaced(one, "Quality", "## Part\n\ngood")
    assert.equal("# Speed\n\nfast\n\n# Quality\n\n## Part\n\ngood\n", two)
    assert.equal("# Speed\n\nfaster\n\n# Quality\n\n## Part\n\ngood\n", page.replaced(two, "Speed", "faster"))
    assert.equal("# Speed\n\nfast\n\n# Quality\n\nbetter\n", page.replaced(two, "Quality", "better"))
    assert.equal(two, page.replaced(two, "Quality", "## Part\n\ngood"))
  end)
end)

describe("floors", function ()
  local function baseline () return { data = {}, floors = { ["F1"] = 80.0 }, lowered = {} } end

  it("fail what is below them or no longer measured", function ()
    assert.same({}, floors.failures(baseline(), { F1 = 80.0 }))
    assert.same({ "F1: 79.9 is below the floor, 80.0" }, floors.failures(baseline(), { F1 = 79.9 }))
    assert.same({ "F1: no longer measured (floor 80.0)" }, floors.failures(baseline(), {}))
  end)

  it("only rise when raised", function ()
    local b = baseline()
    assert.equal(1, floors.raise(b, { F1 = 70, recall = 90.04 }))
    assert.same({ F1 = 80.0, recall = 89.5 }, b.floors)
    assert.equal(1, floors.raise(b, { F1 = 85 }))
    assert.equal(84.5, b.floors.F1)
  end)

  it("go down only with a reason, which is kept", function ()
    local b = baseline()
    assert.is_nil((floors.lower(b, "F1", 70, nil, "2026-11-22")))
    assert.is_nil((floors.lower(b, "F1", 70, " ", "2026-11-22")))
    assert.is_nil((floors.lower(b, "F1", 90, "better", "2026-11-22")))
    assert.is_nil((floors.lower(b, "F2", 70, "none", "2026-11-22")))
    assert.is_true((floors.lower(b, "F1", 70, "the data was wrong", "2026-11-22")))
    assert.equal(70, b.floors.F1)
    assert.same({ { name = "F1", from = 80.0, to = 70, date = "2026-11-22", reason = "the data was wrong" } }, b.lowered)
  end)
end)

describe("hiding", function ()
  it("takes every letter and digit, and no space or hyphen", function ()
    local text = "said Jun-ho Baek"
    assert.is_true(faces.is_hidden(text, faces.hidden { 6, 8, 1, 1, 10, 11, 1, 1, 13, 16, 2, 1 }, 6, 16))
    assert.is_false(faces.is_hidden(text, faces.hidden({ 6, 11, 1, 1, 13, 16, 2, 1 }, 1), 6, 16))
    assert.is_false(faces.is_hidden(text, faces.hidden { 6, 15, 1, 1 }, 6, 16))
  end)

  it("counts names that end in the same word as one person's", function ()
    local text = "Dora Lind met Aho. Lind left."
    assert.same({ { 1, 9, 20, 23 }, { 15, 17 } },
      faces.people_by_last_word { text = text, names = { 1, 9, 1, 15, 17, 1, 20, 23, 1 } })
  end)
end)
