local document = require "bluepencil.document"
local lexical = require "support.lexical"
local lpeg = require "lpeg"
local recognizer = require "bluepencil.recognizer"

describe("the lexical recognizers", function ()
  it("find nothing across the edge of a block", function ()
    local text = "It opens in May\n3 goats"
    local found = lexical.find(text, "2019-05-16", { { type = "Paragraph", first = 1, last = 15 },
                                                      { type = "Paragraph", first = 17, last = #text } })
    assert.equal(2, #found)
    assert.same({ "Date", "2019-05" }, { found[1].type, found[1].norm })
    assert.same({ "Number", 3 }, { found[2].type, found[2].norm })
  end)

  it("read no figure on into the next block", function ()
    local text = "It has 3\nmillion reasons"
    local found = lexical.find(text, nil, { { type = "Paragraph", first = 1, last = 8 },
                                            { type = "Paragraph", first = 10, last = #text } })
    assert.same({ 3, 8 }, { found[1].norm, found[1].last })
  end)

  it("leave skipped text alone", function ()
    local found = lexical.find("2019-05-16 3 goats", nil, { { type = "Paragraph", first = 12, last = 18 } })
    assert.equal(1, #found)
    assert.equal("Number", found[1].type)
  end)

  it("keep the longest of overlapping candidates", function ()
    for _, a in ipairs((lexical.find("Ana Ruiz, 34, left on March 22, 2017, with 3.5 million dollars"))) do
      for _, b in ipairs((lexical.find("Ana Ruiz, 34, left on March 22, 2017, with 3.5 million dollars"))) do
        assert.is_true(a.first == b.first and a.last == b.last or a.last < b.first or b.last < a.first)
      end
    end
  end)

  it("can be added to, and taken out again", function ()
    recognizer.register {
      name = "plate", types = { "Identifier" }, triggers = { words = { "plate" } },
      grammar = lpeg.P"plate " * lpeg.Cp() * lpeg.R("AZ", "09")^1 * lpeg.Cp(),
      make = function (_, _, from, after)
        return { type = "Identifier", first = from, last = after - 1, subtype = "plate", source = "plate:cue" }
      end,
    }
    local found = lexical.find("a car with plate AB123 left")
    assert.equal("AB123", found[1]:text())
    recognizer.unregister "plate"
    assert.is_nil((lexical.find("a car with plate AB123 left"))[1])
  end)

  it("refuse a recognizer that is not whole", function ()
    assert.has_error(function () recognizer.register { name = "x", triggers = {}, make = print } end)
    assert.has_error(function ()
      recognizer.register { name = "x", grammar = lpeg.P(1), make = print, triggers = { kinds = { "numbers" } } }
    end)
  end)

  it("give each annotation a source, a score and a span inside the text", function ()
    local text = "On Jan. 31, Ana Ruiz, 34, paid $40 to ana@example.org, +1 212 555 0143, in 30 days."
    local found = lexical.find(text, "2019-05-16")
    assert.is_true(#found > 3)
    for _, a in ipairs(found) do
      assert.is_string(a.source)
      assert.is_true(a.score > 0 and a.score <= 1)
      assert.is_true(a.first >= 1 and a.last <= #text and a.first <= a.last)
    end
  end)

  it("never fail on random text", function ()
    local pieces = { "1", "33, 000", " ", "\n", ",", "May", "3", "Jan.", "-", "–", "(", ")", "$", "€", "@", "://", ".",
                     "www.", "born", "aged", "Ana", "Ruiz", "two", "million", "year", "old", "'", "’", "+", "%", "Monday",
                     "last", "é", "\u{2003}", "a", "of", "to", "and", "/", ":", "#", "No.", "IBAN", "DE", "0", "passport",
                     "street", "P.O. Box", "[", "]", "X" }
    local seed = 20190516
    math.randomseed(seed)
    for _ = 1, 400 do
      local text = {}
      for i = 1, math.random(1, 60) do text[i] = pieces[math.random(#pieces)] .. (math.random(3) == 1 and "" or " ") end
      local joined = table.concat(text)
      local doc = assert(document.new(joined, {}, { date = { iso = "2019-05-16" } }))
      local ok, message = pcall(recognizer.run, doc)
      assert.is_true(ok, ("seed %d: %q: %s"):format(seed, joined, tostring(message)))
      local last = 0
      for _, a in ipairs(doc:annotations()) do
        assert.is_true(a.first > last, joined)
        last = a.last
        assert.is_truthy(utf8.len(joined:sub(a.first, a.last)), joined)
      end
      doc:close()
    end
  end)

  it("take time that grows with the text, not with its square", function ()
    local function time (text)
      local doc = assert(document.new(text, {}, { date = { iso = "2019-05-16" } }))
      local start = os.clock()
      recognizer.run(doc)
      doc:close()
      return os.clock() - start
    end
    for _, piece in ipairs { "1", "1 ", "1, ", "two ", "@", "http://", "a@", "1-", "May ", "$", "+1 ", "(1) ", "X",
                             "\226\150\136", "[", "1 Main ", "12/", "a.", "www.a.", "No. ", "1, 000", "AB12 ", "two million ",
                             "000, ", "000 ", "212-555-", "1:2:", "*", "Ana, 34, ", "Jan. 3, " } do
      local small, large = piece:rep(5000), piece:rep(40000)
      time(small)
      local short = math.min(time(small), time(small))
      local long = time(large)
      if long > short * 12 then long = math.min(long, time(large), time(large)) end   -- the collector's own work aside
      assert.is_true(long < 0.05 or long < short * 24, ("%q: %.3f s, then %.3f s"):format(piece, short, long))
    end
  end)
end)
