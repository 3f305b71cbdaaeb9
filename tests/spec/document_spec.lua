local core = require "bluepencil.core"
local document = require "bluepencil.document"

local function tokens (text)
  local index = assert(core.document(text))
  local words = {}
  for i = 1, index:token_count() do
    local first, last = index:token(i)
    words[i] = text:sub(first, last)
  end
  index:close()
  return words
end

local function sentences (text)
  local doc = assert(document.new(text))
  local flat, list = doc:sentences(), {}
  for i = 1, #flat, 2 do list[#list + 1] = doc:render(flat[i], flat[i + 1]) end
  doc:close()
  return list
end

describe("tokens", function ()
  it("part a possessive, a hyphen and punctuation from a name", function ()
    assert.are.same({ "Ana", "'s", "Jean", "-", "Luc", ",", "Díaz", "’s" }, tokens "Ana's Jean-Luc, Díaz’s")
  end)

  it("keep an apostrophe inside a name or a contraction", function ()
    assert.are.same({ "O'Hara", "don’t", "D’Arcy" }, tokens "O'Hara don’t D’Arcy")
  end)

  it("keep the full stop of an abbreviation and of initials", function ()
    assert.are.same({ "Mr.", "J.", "B.", "U.S.", "Jan.", "5", "." }, tokens "Mr. J. B. U.S. Jan. 5.")
  end)

  it("keep the full stop of 'no.' only before a word with a digit", function ()
    assert.are.same({ "no.", "5" }, tokens "no. 5")
    assert.are.same({ "no.", "N9899166" }, tokens "no. N9899166")
    assert.are.same({ "no", ".", "She" }, tokens "no. She")
    assert.are.same({ "no", "." }, tokens "no.")
  end)

  it("keep a number with its inner comma or point whole", function ()
    assert.are.same({ "33,000", ".", "3.5", "%", "1990s" }, tokens "33,000. 3.5% 1990s")
  end)

  it("are compared without invisible characters", function ()
    local doc = assert(document.new "Ru\u{200D}iz met Ruiz.")
    assert.are.equal(4, #doc:find "Ruiz")
    doc:close()
  end)
end)

describe("sentences", function ()
  it("end at a closing quotation mark that stands in for the space", function ()
    assert.are.same({ "“I am sorry.”", "The clinic declined." }, sentences "“I am sorry.”The clinic declined.")
  end)

  it("do not end at an abbreviation", function ()
    assert.are.same({ "On Jan. 3 Mr. Ito met Sen. Ruiz.", "He left." }, sentences "On Jan. 3 Mr. Ito met Sen. Ruiz. He left.")
  end)

  it("end at 'Inc.' when a usual first word follows", function ()
    assert.are.same({ "She sued Harlow Inc.", "The case goes on." }, sentences "She sued Harlow Inc. The case goes on.")
    assert.are.same({ "She sued Harlow Inc. Ltd today." }, sentences "She sued Harlow Inc. Ltd today.")
  end)

  it("never cross the edge of a block", function ()
    local doc = assert(document.new "One line\n\nanother line")
    doc:set_blocks { { type = "Headline", first = 1, last = 8 }, { type = "Paragraph", first = 11, last = 22 } }
    assert.are.same({ 1, 8, 11, 22 }, doc:sentences())
    doc:close()
  end)
end)

describe("the span index", function ()
  local function fixture ()
    local doc = assert(document.new(("x"):rep(60)))
    local a = doc:add { type = "Person", first = 1, last = 40 }
    local b = doc:add { type = "Place", first = 4, last = 9 }
    local c = doc:add { type = "Person", first = 45, last = 50 }
    return doc, a, b, c
  end

  it("answers in text order, the longer first", function ()
    local doc, a, b, c = fixture()
    local longer = doc:add { type = "Org", first = 4, last = 20 }
    assert.are.same({ a.id, longer.id, b.id, c.id }, (function ()
      local ids = {}
      for i, x in ipairs(doc:annotations()) do ids[i] = x.id end
      return ids
    end)())
    doc:close()
  end)

  it("tells what lies inside and what overlaps", function ()
    local doc, a, b, c = fixture()
    assert.are.equal(b, doc:inside(2, 44)[1])
    assert.are.equal(1, #doc:inside(2, 44))
    assert.are.equal(2, #doc:overlapping(9, 44))
    assert.are.equal(a, doc:overlapping(30, 31)[1])
    assert.are.equal(0, #doc:overlapping(41, 44))
    assert.are.equal(c, doc:overlapping(50, 60)[1])
    doc:close()
  end)

  it("finds the nearest before and after, never an overlapping one", function ()
    local doc, a, _, c = fixture()
    assert.are.equal(a, doc:nearest(42, 43, "Person", "before"))
    assert.are.equal(c, doc:nearest(42, 43, "Person", "after"))
    assert.are.equal(a, doc:nearest(42, 43, "Person"), "the earlier wins a tie")
    assert.is_nil(doc:nearest(42, 43, "Place", "after"))
    assert.are.equal(c, doc:nearest(20, 21, "Person"))
    doc:close()
  end)

  it("forgets what was removed", function ()
    local doc, a = fixture()
    doc:remove(a)
    assert.are.equal(1, #doc:annotations "Person")
    assert.are.equal(0, #doc:overlapping(30, 31))
    doc:close()
  end)

  it("agrees with a naive search on random spans", function ()
    math.randomseed(7)
    local doc = assert(document.new(("y"):rep(400)))
    local all = {}
    for _ = 1, 300 do
      local first = math.random(400)
      local a = doc:add { type = math.random(2) == 1 and "Person" or "Place", first = first,
                          last = math.min(400, first + math.random(0, 30)) }
      all[#all + 1] = a
      if math.random(6) == 1 then
        doc:remove(table.remove(all, math.random(#all)))
      end
      local from = math.random(400)
      local to = math.min(400, from + math.random(0, 40))
      local inside, overlapping = 0, 0
      for _, x in ipairs(all) do
        if x.first >= from and x.last <= to then inside = inside + 1 end
        if x.first <= to and x.last >= from then overlapping = overlapping + 1 end
      end
      assert.are.equal(inside, #doc:inside(from, to))
      assert.are.equal(overlapping, #doc:overlapping(from, to))
    end
    doc:close()
  end)

  it("refuses a type it does not know and suggests one", function ()
    local doc = assert(document.new "x")
    assert.has_error(function () doc:add { type = "Persn", first = 1, last = 1 } end,
      "unknown annotation type 'Persn'; did you mean 'Person'?")
    doc:close()
  end)

  it("says that a closed document is closed", function ()
    local doc = assert(document.new "x")
    doc:close()
    doc:close()
    assert.has_error(function () doc:render(1, 1) end)
  end)
end)

describe("words and phrases", function ()
  it("are found across a line end, and in other case when asked", function ()
    local doc = assert(document.new "The Civic Aid\nCommittee met. CIVIC AID COMMITTEE stays.")
    assert.are.same({ 5, 23 }, doc:find "Civic Aid Committee")
    assert.are.equal(4, #doc:find("civic aid committee", true))
    assert.are.equal(0, #doc:find "Civic Committee")
    assert.are.equal(0, #doc:find "")
    doc:close()
  end)
end)
