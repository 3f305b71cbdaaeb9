local core = require "bluepencil.core"
local lpeg = require "lpeg"
local number = require "bluepencil.grammar.number"

local function find (plan, text)
  local flat, rows = plan:find(assert(core.document(text))), {}
  for i = 1, #flat, 4 do rows[#rows + 1] = { table.unpack(flat, i, i + 3) } end
  return rows
end

describe("the sites of lexical grammars", function ()
  it("are words, kinds of tokens and pieces of text, in text order", function ()
    local builder = core.gazetteer_builder { fold = true }
    builder:add("last week", 7)
    local plan = core.sites(builder:freeze())
    plan:kind("alnum", 3)
    plan:text("://", 5)
    assert.same({ { 1, 3, 0, false }, { 9, 7, 0, false }, { 23, 5, 0, false } }, find(plan, "54th in Last\nweek http://x"))
  end)

  it("tell the value of a figure and where it ends", function ()
    local plan = core.sites()
    plan:shape("any", 1)
    assert.same({ { 1, 1, 4, 2.5 } }, find(plan, "2.5"))
    assert.same({ 33000, 7 }, { find(plan, "33, 000 x")[1][4], find(plan, "33, 000")[1][3] - 1 })
    assert.equal(3500000, find(plan, "3.5 million")[1][4])
    assert.equal(-1, find(plan, "33,0")[1][3])
    assert.is_true(find(plan, "12345678901234567890")[1][4])
  end)

  it("ask only the readers that the neighbours speak for", function ()
    local plan = core.sites()
    plan:word("before", "aged", 1)
    plan:word("behind", "years", 2)
    plan:word("link", "to", 1)
    plan:near("behind", "title", 4)
    plan:shape("year", 8)
    assert.equal(1, find(plan, "Aged 9 x")[1][2])
    assert.equal(3, find(plan, "aged 9 years")[1][2])
    assert.equal(2, find(plan, "6 to 9 years")[1][2])
    assert.equal(4, find(plan, "3 Elm")[1][2])
    assert.equal(8, find(plan, "in 2017 we")[1][2])
    assert.equal(0, find(plan, "in 217 we")[1][2])
  end)

  it("read figures as the grammar of numbers does", function ()
    local grammar = number.figures_scaled * require "bluepencil.grammar.atom".word_end * lpeg.Cp()
    local plan = core.sites()
    plan:shape("any", 1)
    math.randomseed(3)
    local pieces = { "1", "22", "333", "000", "4444", ",", ", ", ".", " ", "\n", "\u{A0}", " million", "-billion", "x", "%" }
    for _ = 1, 3000 do
      local text = { tostring(math.random(0, 999)) }
      for i = 2, math.random(2, 7) do text[i] = pieces[math.random(#pieces)] end
      local joined = table.concat(text)
      local value, after = grammar:match(joined)
      local site = find(plan, joined)[1]
      if site and site[1] == 1 and type(value) ~= "string" then       -- else "1x", which is no figure
        assert.same({ value, after }, { site[4] or nil, site[3] > 0 and site[3] or nil }, joined)
      end
    end
  end)

  it("are refused where they make no sense", function ()
    assert.has_error(function () core.sites():kind("noun", 1) end)
    assert.has_error(function () core.sites():shape("any", 0) end)
    assert.has_error(function () core.sites "x" end)
    assert.is_nil((core.sites():word("behind", "\255", 1)))
    assert.is_nil((core.sites():text("", 1)))
  end)
end)
