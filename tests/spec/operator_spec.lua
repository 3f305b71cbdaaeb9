-- luacheck: no max line length
local operator = require "bluepencil.operator"
local story = require "support.story"

-- The replacement that an operator gives for `words` in `text`.
local function apply (name, kind, text, words, fields)
  local s = story.new(text)
  local a = s:mark(kind, words, fields)
  return operator.apply(name, a, s.doc)
end

describe("operators", function ()
  it("remove names the kind only", function ()
    assert.equal("[name]", (apply("remove", "Person", "It was Ana Bratu.", "Ana Bratu")))
    assert.equal("[e-mail address]", (apply("remove", "Email", "Write to ana@mail.example now.", "ana@mail.example")))
    assert.equal("[passport number]", (apply("remove", "Identifier", "passport X1234567", "X1234567", { subtype = "passport" })))
    assert.equal("[Name]", (apply("remove", "Person", "Ana Bratu left.", "Ana Bratu")))
  end)

  it("mask never tells a length", function ()
    local short = apply("mask", "Phone", "call 112 now", "112")
    assert.equal(short, (apply("mask", "Phone", "call +40 21 555 0143 now", "+40 21 555 0143")))
  end)

  it("keep and unknown names are refused, with a suggestion", function ()
    local none, message = apply("labell", "Person", "It was Ana.", "Ana")
    assert.is_nil(none)
    assert.equal("unknown operator 'labell'; did you mean 'label'?", message)
    assert.is_nil((apply("keep", "Person", "It was Ana.", "Ana")))
  end)

  it("a function of the editor's own is an operator; brackets are added", function ()
    assert.equal("[a woman]", (apply(function () return "a woman" end, "Person", "It was Ana.", "Ana")))
    assert.equal("[x]", (apply(function () return "[x]" end, "Person", "It was Ana.", "Ana")))
    assert.is_nil((apply(function () end, "Person", "It was Ana.", "Ana")))
  end)

  describe("label", function ()
    it("letters persons in order and keeps a person's letter", function ()
      local s = story.new("Ana Bratu met Ion Ene. Bratu left, Ene stayed.")
      local ana = s:entity("Person", "Ana Bratu", {}, { "Ana Bratu", "Bratu left" })
      local ion = s:entity("Person", "Ion Ene")
      assert.equal("[Person A]", (operator.apply("label", ana.mentions[1], s.doc)))
      assert.equal("[Person B]", (operator.apply("label", ion.mentions[1], s.doc)))
      assert.equal("[Person A]", (operator.apply("label", ana.mentions[2], s.doc)))
      assert.equal("Person A", operator.label_of(ana, s.doc))
    end)

    it("names a family after its person", function ()
      local s = story.new("Ana Bratu spoke. The Bratus moved.")
      local ana = s:entity("Person", "Ana Bratu")
      local family = s:entity("Group", "Bratus", { family_of = ana }, { "Bratus" })
      assert.equal("[Person A family]", (operator.apply("label", family.mentions[1], s.doc)))
      local own = s:mark("Person", "Bratus moved", { entity = ana, subtype = "family" })
      assert.equal("[Person A family]", (operator.apply("label", own, s.doc)))
    end)

    it("skips labels that the source uses itself", function ()
      local s = story.new("The court heard [Person A] and PERSON B and Ana Bratu.")
      assert.equal("[Person C]", (operator.apply("label", s:entity("Person", "Ana Bratu").mentions[1], s.doc)))
    end)

    it("goes on after Z", function ()
      local s = story.new("x")
      local last
      for _ = 1, 28 do last = operator.next_label(s.doc, "Person") end
      assert.equal("Person AB", last)
    end)

    it("gives things without an entity one label for the same words", function ()
      local s = story.new("Call 555 0143 or 555 0177, not 555 0143.")
      local one = s:mark("Phone", "555 0143", {}, 1)
      local two = s:mark("Phone", "555 0177")
      local three = s:mark("Phone", "555 0143", {}, 2)
      assert.equal("[Contact A]", (operator.apply("label", one, s.doc)))
      assert.equal("[Contact B]", (operator.apply("label", two, s.doc)))
      assert.equal("[Contact A]", (operator.apply("label", three, s.doc)))
    end)
  end)

  describe("band", function ()
    for _, case in ipairs {
      { "Bratu, 54, lives there.", "54", 54, "m", "[in his fifties]" },
      { "Bratu, 31, lives there.", "31", 31, "f", "[in her thirties]" },
      { "Bratu, 47, lives there.", "47", 47, nil, "[in their forties]" },
      { "Bratu, 19, lives there.", "19", 19, "female", "[in her late teens]" },
      { "Bratu, 8, lives there.", "8", 8, "f", "[a minor]" },
      { "Bratu, 17, lives there.", "17", 17, "f", "[a minor]" },
      { "Bratu, 89, lives there.", "89", 89, "m", "[in his eighties]" },
      { "Bratu, 90, lives there.", "90", 90, "m", "[90 or older]" },
      { "Bratu, aged 93, lives there.", "93", 93, "m", "[90 or older]" },
      { "Bratu, aged 33, lives there.", "33", 33, "m", "[30 to 39]" },
      { "He saw an 8-year-old girl there.", "8-year-old", 8, nil, "[underage]" },
      { "He saw a 9-year-old girl there.", "9-year-old", 9, nil, "[young]" },
      { "The 15-year-old, who cannot be named, left.", "15-year-old", 15, nil, "[minor]" },
      { "He saw a 54-year-old man there.", "54-year-old", 54, nil, "[fifty-something]" },
      { "He saw an 82-year-old man there.", "82-year-old", 82, nil, "[eighty-something]" },
    } do
      it(("%s: %s"):format(case[1], case[5]), function ()
        assert.equal(case[5], (apply("band", "Age", case[1], case[2], { norm = case[3], person = { gender = case[4], links = {} } })))
      end)
    end

    it("an age that was not understood is removed", function ()
      assert.equal("[age]", (apply("band", "Age", "Bratu, in middle age, left.", "in middle age")))
    end)
  end)

  describe("dates", function ()
    for _, case in ipairs {
      { "year", "On Feb. 9, he left.", "Feb. 9", "2017-02-09", "[a day in 2017]", "2017" },
      { "year", "He was held Tuesday in Cluj.", "Tuesday", "2017-02-07", "[on a day in 2017]", "2017" },
      { "year", "He left in May 2016.", "May 2016", "2016-05", "[2016]", "2016" },
      { "year", "In 1999 he left.", "1999", "1999", "[the 1990s]", nil },
      { "year", "In 2015-2016 he applied.", "2015-2016", "2015/2016", "[earlier years]", nil },
      { "year", "He was ill Feb. 2-9.", "Feb. 2-9", "2016-02-02/2016-02-09", "[part of 2016]", "2016" },
      { "year", "He left then.", "then", nil, "[date]", nil },
      { "month", "On Feb. 9, he left.", "Feb. 9", "2017-02-09", "[a day in February 2017]", "2017-02" },
      { "month", "He left in May 2016.", "May 2016", "2016-05", "[May 2016]", "2016-05" },
      { "month", "In 1999 he left.", "1999", "1999", "[the 1990s]", nil },
      { "generalise", "On Feb. 9, he left.", "Feb. 9", "2017-02-09", "[a day in 2017]", "2017" },
    } do
      it(("%s of \"%s\" in \"%s\""):format(case[1], case[3], case[2]), function ()
        local replacement, extra = apply(case[1], "Date", case[2], case[3], { norm = case[4] })
        assert.equal(case[5], replacement)
        assert.equal(case[6], extra.when)
      end)
    end

    it("years after the article's are later ones", function ()
      local s = story.new("He will be held in 2030-2031.")
      s.doc.meta.date = { iso = "2029-01-02" }
      assert.equal("[later years]", (operator.apply("year", s:mark("Date", "2030-2031", { norm = "2030/2031" }), s.doc)))
    end)
  end)

  describe("generalise", function ()
    for _, case in ipairs {
      { "Place", "A court in Ruritania's Vel Tarn province ruled.", "Vel Tarn province", {}, "[province]" },
      { "Place", "lives in the Velgrad region with them", "Velgrad region", {}, "[region]" },
      { "Place", "lives in Velgrad region with them", "Velgrad region", {}, "[a region]" },
      { "Place", "lives in the village of Vel Tarn with them", "Vel Tarn", {}, "[place]" },
      { "Org", "tested at the Vel Tarn Provincial Hospital, he said", "Vel Tarn Provincial Hospital", {}, "[provincial hospital]" },
      { "Org", "works at the Tarn Gate clinic here", "Tarn Gate clinic", {}, "[clinic]" },
      { "Org", "the Velgrad regional court ruled", "Velgrad regional court", {}, "[regional court]" },
      { "Org", "works for Tarnex here", "Tarnex", { link = "workplace" }, "[local business]" },
      { "Occupation", "Bratu, a laboratory technician whose", "laboratory technician", {}, "[health worker]" },
      { "Occupation", "Bratu, an engineer whose", "engineer", {}, "[office worker]" },
      { "Occupation", "Bratu, an astrologer whose", "astrologer", {}, "[employee]" },
      { "Occupation", "Bratu, a dowser whose", "dowser", {}, "[worker]" },
      { "Family", "lives with his wife and their four daughters there", "wife and their four daughters", {}, "[family]" },
      { "Family", "lives with her husband there", "husband", {}, "[relative]" },
      { "Family", "said that his two sons left", "his two sons", {}, "[his family]" },
      { "Family", "Bratu's 15-year-old daughter spoke", "15-year-old daughter", {}, "[minor]" },
      { "Email", "to ana@mail.example now", "ana@mail.example", {}, "[e-mail address]" },
    } do
      it(("%s in \"%s\": %s"):format(case[1], case[2], case[5]), function ()
        local replacement = apply("generalise", case[1], "Here " .. case[2] .. ".", case[3], case[4])
        assert.equal(case[5], replacement)
      end)
    end

    it("writes a capital where a sentence starts, also behind a quotation mark", function ()
      assert.equal("[A minor]", (apply("generalise", "Family", "He left. 8-year-old son stayed.", "8-year-old son")))
      assert.equal("[Family]", (apply("remove", "Family", "“Brother left”", "Brother")))
    end)
  end)

  describe("numbers", function ()
    for _, case in ipairs {
      { "round", "Number", "They found 12,547 of them.", "12,547", 12547, "[about 13,000]" },
      { "round", "Number", "They found 38 of them.", "38", 38, "[about 40]" },
      { "round", "Number", "They found 1,140 of them.", "1,140", 1140, "[about 1,100]" },
      { "round", "Number", "They found three of them.", "three", 3, "[fewer than five]" },
      { "round", "Number", "They found 999 of them.", "999", 999, "[about 1,000]" },
      { "round", "Money", "He owed $31,400 to them.", "$31,400", 31400, "[about $30,000]" },
      { "round", "Measure", "It is 47 kilometers off.", "47 kilometers", 47, "[about 50 kilometers]" },
      { "generalise", "Number", "They found 57 of them.", "57", 57, "[about 60]" },
      { "bucket", "Number", "They found 57 of them.", "57", 57, "[50 to 99]" },
      { "bucket", "Number", "They found 12,547 of them.", "12,547", 12547, "[10,000 to 49,999]" },
      { "bucket", "Number", "They found 7 of them.", "7", 7, "[fewer than 10]" },
      { "round", "Number", "They found many of them.", "many", nil, "[number]" },
    } do
      it(("%s of %s in \"%s\""):format(case[1], case[2], case[3]), function ()
        assert.equal(case[6], (apply(case[1], case[2], case[3], case[4], { norm = case[5] })))
      end)
    end
  end)

  describe("wider dates", function ()
    for _, case in ipairs {
      { "season", "On Feb. 9, he left.", "Feb. 9", "2017-02-09", "[early 2017]" },
      { "season", "He left Tuesday with them.", "Tuesday", "2017-07-04", "[in mid-2017]" },
      { "season", "In December 2016 he left.", "December 2016", "2016-12", "[late 2016]" },
      { "season", "In 1999 he left.", "1999", "1999", "[the 1990s]" },
      { "decade", "On Feb. 9, he left.", "Feb. 9", "2017-02-09", "[a day in the 2010s]" },
      { "decade", "In May 2016 he left.", "May 2016", "2016-05", "[the 2010s]" },
      { "decade", "In 2015-2016 he left.", "2015-2016", "2015/2016", "[the 2010s]" },
      { "decade", "In 1998-2003 he left.", "1998-2003", "1998/2003", "[earlier decades]" },
    } do
      it(("%s of \"%s\": %s"):format(case[1], case[3], case[5]), function ()
        assert.equal(case[5], (apply(case[1], "Date", case[2], case[3], { norm = case[4] })))
      end)
    end
  end)

  describe("country", function ()
    it("says the country where the lists know it", function ()
      assert.equal("[a place in Germany]", (apply("country", "Place", "He lives in Aachen now.", "Aachen")))
      assert.equal("[a place in the United States]", (apply("country", "Place", "He lives in Tallahassee now.", "Tallahassee")))
    end)

    it("says the kind of place where they do not", function ()
      assert.equal("[a region]", (apply("country", "Place", "He lives in Velgrad region now.", "Velgrad region")))
    end)
  end)

  describe("initials", function ()
    it("are those of the words that stand there", function ()
      local s = story.new("Ana Bratu met Ion Ene. Bratu left. The Bratus moved.")
      local ana = s:entity("Person", "Ana Bratu", { parts = { forename = "Ana", surname = "Bratu" } }, { "Ana Bratu", "Bratu left" })
      local ion = s:entity("Person", "Ion Ene")
      assert.equal("[A. B.]", (operator.apply("initials", ana.mentions[1], s.doc)))
      assert.equal("[I. E.]", (operator.apply("initials", ion.mentions[1], s.doc)))
      local family = s:entity("Group", "Bratus", { family_of = ana }, { "Bratus" })
      assert.equal("[B. family]", (operator.apply("initials", family.mentions[1], s.doc)))
    end)

    it("of two people that are the same are told apart", function ()
      local s = story.new("Ana Bratu met Alina Balan.")
      local ana, alina = s:entity("Person", "Ana Bratu"), s:entity("Person", "Alina Balan")
      assert.equal("[A. B.]", (operator.apply("initials", ana.mentions[1], s.doc)))
      assert.equal("[Person A]", (operator.apply("initials", alina.mentions[1], s.doc)))
    end)
  end)

  it("fits the kind of thing to 'a' and 'an'", function ()
    assert.equal("[undisclosed nationality]", (apply("remove", "Nationality", "He is an Armenian there.", "Armenian")))
    assert.equal("[nationality]", (apply("remove", "Nationality", "He is a Ruritanian there.", "Ruritanian")))
    assert.equal("[withheld organisation]", (apply("remove", "Org", "He runs a Tarnex shop.", "Tarnex")))
  end)

  it("leaves one pair of brackets, whatever a function gives", function ()
    assert.equal("[a (b) c]", (apply(function () return "a [b] c" end, "Person", "It was Ana.", "Ana")))
    assert.equal("[a)]", (apply(function () return "[a]]" end, "Person", "It was Ana.", "Ana")))
  end)

  it("give something for every type, understood or not, in one pair of brackets", function ()
    local crypto, types = require "bluepencil.crypto", require "bluepencil.types"
    local key = crypto.available() and require "support.keys".new(1) or nil
    for _, name in ipairs(operator.names) do
      for _, row in ipairs(types.annotations) do
        for _, norm in ipairs { false, "2017-02-09", "../2010-05", 12, "x" } do
          local s = story.new("There, an Xy-1 and more.")
          s.doc.options, s.doc.policy = { key = key }, { without_key = "label" }
          local a = s:mark(row[1], "Xy-1", { norm = norm or nil })
          local text, fields = operator.apply(name, a, s.doc)
          if name == "keep" then assert.is_nil(text)
          else
            local where = ("%s of %s with norm %s"):format(name, row[1], tostring(norm))
            assert.truthy(text and text:find "^%[[^%[%]]+%]$", where)
            assert.is_nil(text:find("Xy-1", 1, true), where)
            assert.equal("table", type(fields), where)
          end
        end
      end
    end
  end)

  describe("without a key", function ()
    it("those that need one say so", function ()
      for _, name in ipairs { "pseudonym", "hash", "encrypt", "shift" } do
        local none, message = apply(name, "Person", "It was Ana Bratu.", "Ana Bratu")
        assert.is_nil(none)
        assert.truthy(message:find(("operator '%s' needs a key"):format(name), 1, true))
        assert.is_true(operator.needs_key(name))
      end
      assert.truthy(select(2, apply("hash", "Person", "It was Ana.", "Ana")):find "plain hash would be undone")
      assert.is_false(operator.needs_key "label")
    end)

    it("a policy may say that a label will do", function ()
      local s = story.new("Ana Bratu, call 555 0143, left on May 4.")
      s.doc.policy = { without_key = "label" }
      local ana = s:entity("Person", "Ana Bratu")
      assert.equal("[Person A]", (operator.apply("pseudonym", ana.mentions[1], s.doc)))
      assert.equal("[phone number]", (operator.apply("hash", s:mark("Phone", "555 0143"), s.doc)))
      assert.equal("[a day in 2017]", (operator.apply("shift", s:mark("Date", "May 4", { norm = "2017-05-04", person = ana }), s.doc)))
    end)
  end)

  it("tells TEI what kind of change it was", function ()
    assert.equal("pseudonym", operator.category "label")
    assert.equal("suppress", operator.category "remove")
    assert.equal("generalise", operator.category "band")
    assert.equal("shift", operator.category "shift")
    assert.equal("code", operator.category "encrypt")
    for _, name in ipairs(operator.names) do assert.is_true(operator.is_operator(name)) end
    assert.is_false(operator.is_operator "shred")
  end)
end)
