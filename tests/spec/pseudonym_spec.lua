-- luacheck: no max line length
local crypto = require "bluepencil.crypto"
local date = require "bluepencil.operator.date"
local keys = require "support.keys"
local operator = require "bluepencil.operator"
local policy = require "bluepencil.policy"
local pseudonym = require "bluepencil.pseudonym"
local same_name = require "bluepencil.same_name"
local story = require "support.story"

describe("the same name", function ()
  for _, group in ipairs {
    { "Ana Bratu", "ANA BRATU", "Ana Brâtu", "Bratu, Ana", "Dr. Ana Bratu", "Ana M. Bratu", "Ana \"Nina\" Bratu", "Ana Bratu Jr." },
    { "Choi Sung-min", "CHOI Sungmin", "Sung-min Choi", "Choi Sung Min", "Sung Min Choi" },
    { "Jürgen Müller", "Juergen Mueller", "Jurgen Muller" },
    { "Muhammad Khalid", "Mohamed Khalid", "Mohammed Halid" },
    { "Sergey Yakovlev", "Sergei Iakovlev" },
    { "Conor O'Brien", "Conor O’Brien", "Conor OBrien" },
    { "J. B.", "J.  B." },
  } do
    it(("is seen in %d spellings of %s"):format(#group, group[1]), function ()
      for i = 2, #group do assert.equal(same_name.key(group[1]), same_name.key(group[i]), group[i]) end
    end)
  end

  it("is not seen in other names", function ()
    local seen = {}
    for _, name in ipairs { "Ana Bratu", "Bratu", "Ana Brato", "Ina Bratu", "Ana Maria Bratu", "Kim Sung-min", "Choi Sung-ho", "A. Bratu",
      "B. Bratu", "" } do
      local key = same_name.key(name)
      assert.is_nil(seen[key], name)
      seen[key] = name
    end
  end)
end)

if not crypto.available() then
  pending("pseudonyms (libsodium's module is not built)")
  return
end

local key, other = keys.new(1), keys.new(2)

-- A document about people, under a policy of pseudonyms: forename, surname, family first?
local function article (text, people, given)
  local s = story.new(text)
  s.doc.options = { key = given or key }
  s.doc.policy = assert(policy.new { protect = { roles = { "all" } }, operators = { Person = "pseudonym" } })
  local list = {}
  for i, row in ipairs(people) do
    local name = row[3] and row[2] .. " " .. row[1] or row[1] .. " " .. row[2]
    list[i] = s:entity("Person", name, { parts = { forename = row[1], surname = row[2], family_first = row[3] or false } }, row.forms)
  end
  operator.name_people(list, s.doc)
  return s, list
end

local function said (s, entity, n) return (operator.apply("pseudonym", entity.mentions[n or 1], s.doc)) end

describe("a pseudonym", function ()
  it("is the same wherever the name and the key are the same", function ()
    local s1, one = article("Ana Bratu spoke.", { { "Ana", "Bratu" } })
    local s2, two = article("Yesterday BRATU, Ana, and Ion Ene left.", { { "Ion", "Ene" }, { "Ana", "Bratu", forms = { "BRATU" } } })
    local s3, three = article("Ana Bratu spoke.", { { "Ana", "Bratu" } }, other)
    assert.equal(one[1].pseudonym, two[2].pseudonym)
    assert.equal(one[1].false_name.surname:upper(), said(s2, two[2]):match "%[(.*)%]")
    assert.not_equal(one[1].pseudonym, three[1].pseudonym)
    assert.equal("[" .. one[1].pseudonym .. "]", said(s1, one[1]))
    assert.is_table(s3)
  end)

  it("does not change with the years", function ()
    -- the lists and the reckoning as they were published; when this fails, a published archive no longer matches
    local _, one = article("Ana Bratu spoke.", { { "Ana", "Bratu" } })
    assert.equal("Holly Silva", one[1].pseudonym)
  end)

  it("carries the forms of the name over", function ()
    local s, list = article("Ana Bratu, Ms. Bratu, Ana, A. Bratu, AB, BRATU, Ana Maria Bratu, Bratu-Ene and Brâtu spoke.",
      { { "Ana Maria", "Bratu", forms = {} } })
    local name = assert(pseudonym.of(list[1], s.doc, key))
    local given, surname = name.given, name.surname
    local function form (text, is_family) return pseudonym.form(name, text, is_family) end
    assert.equal(given .. " " .. surname, form "Ana Bratu")
    assert.equal(given .. " " .. surname, form "Ana Maria Bratu")
    assert.equal(surname, form "Bratu")
    assert.equal(surname, form "Brâtu")
    assert.equal(given, form "Ana")
    assert.equal("Ms. " .. surname, form "Ms. Bratu")
    assert.equal(given:sub(1, 1) .. ". " .. surname, form "A. Bratu")
    assert.equal(given:sub(1, 1) .. surname:sub(1, 1), form "AB")
    assert.equal(surname:upper(), form "BRATU")
    assert.equal((given .. " " .. surname):upper(), form "ANA BRATU")
    assert.equal(given, form "Annie")
    assert.truthy(form("the Bratus", true):find("^the " .. surname .. "e?s$"))
    assert.truthy(form("BRATUS", true):find("^" .. surname:upper() .. "E?S$"))
  end)

  it("keeps the family name first where it stood first, and the culture of the name", function ()
    local _, list = article("Kim Sung-min spoke.", { { "Sung-min", "Kim", true } })
    local name = list[1].false_name
    assert.equal(name.surname .. " " .. name.given, list[1].pseudonym)
    assert.truthy(name.given:find "^%u%l+%-%l+$")
  end)

  it("keeps the sex that the name tells", function ()
    local _, list = article("Olga Ivanova met Sergey Ivanov.", { { "Olga", "Ivanova" }, { "Sergey", "Ivanov" } })
    assert.truthy(list[1].false_name.surname:find "a$" or list[1].false_name.surname:find "[^vn]$")
    assert.truthy(list[2].false_name.surname:find "[^a]$")
  end)

  it("is never a name that stands in the article", function ()
    local _, before = article("Ana Bratu spoke.", { { "Ana", "Bratu" } })
    local name = before[1].false_name
    local s, after = article(("Ana Bratu spoke in %s, and a %s heard it."):format(name.surname, name.given:lower()), { { "Ana", "Bratu" } })
    local other_name = after[1].false_name
    assert.not_equal(name.surname, other_name.surname)
    assert.not_equal(name.given, other_name.given)
    assert.is_nil(s.doc:find(other_name.surname, true)[1])
  end)

  it("is shared by nobody: no two people of an article have a name in common, in whatever order they come", function ()
    math.randomseed(7)
    local first = { "Ana", "Ion", "Dan", "Maria", "Li", "Ahmad", "Olga", "John", "Kofi", "Yuki" }
    local last = { "Bratu", "Ene", "Wang", "Haddad", "Petrova", "Smith", "Mensah", "Tanaka", "Kim", "Silva" }
    for _ = 1, 20 do
      local people, names = {}, {}
      for i = 1, 30 do
        people[i] = { first[math.random(10)] .. string.char(96 + math.random(26)), last[math.random(10)] .. string.char(96 + math.random(26)) }
        names[i] = people[i][1] .. " " .. people[i][2]
      end
      local text = table.concat(names, " met ") .. "."
      local s, list = article(text, people)
      local seen, by_name = {}, {}
      for i, entity in ipairs(list) do
        local name = assert(entity.false_name)
        if not by_name[names[i]] then
          assert.is_nil(seen[name.given])
          assert.is_nil(seen[name.surname])
        end
        seen[name.given], seen[name.surname], by_name[names[i]] = true, true, entity.pseudonym
        assert.is_nil(s.doc:find(name.given, true)[1])
        assert.is_nil(s.doc:find(name.surname, true)[1])
      end
      local turned = {}
      for i = 1, 30 do turned[i] = people[31 - i] end
      local _, again = article(text, turned)
      for i = 1, 30 do
        if names[i] ~= names[31 - i] then assert.equal(list[i].pseudonym, again[31 - i].pseudonym) end
      end
    end
  end)

  it("of a family is that of its member", function ()
    local s, list = article("Ana Bratu spoke. The Bratus moved.", { { "Ana", "Bratu" } })
    local family = s:entity("Group", "Bratus", { family_of = list[1] }, { "Bratus" })
    assert.truthy(said(s, family):find("^%[" .. list[1].false_name.surname))
  end)
end)

describe("a code label", function ()
  it("is the same in the whole corpus, and another with another key", function ()
    local function label (text, name, given)
      local s = story.new(text)
      s.doc.options, s.doc.policy = { key = given }, { label = "code" }
      return (operator.apply("label", s:entity("Person", name, {}, { name }).mentions[1], s.doc))
    end
    local one = label("Ana Bratu spoke.", "Ana Bratu", key)
    assert.truthy(one:find "^%[Person [2-9B-Z]+%]$")
    assert.equal(one, label("It was ANA BRATU.", "ANA BRATU", key))
    assert.not_equal(one, label("Ana Bratu spoke.", "Ana Bratu", other))
    assert.not_equal(one, label("Ana Bratu and " .. one .. " spoke.", "Ana Bratu", key))
  end)
end)

describe("shifted dates", function ()
  local function shift (text, words, norm, person, given, days)
    local s = story.new(text)
    s.doc.options, s.doc.policy = { key = given or key }, { shift_days = days }
    return operator.apply("shift", s:mark("Date", words, { norm = norm, person = person and { name = person, links = {} } }), s.doc)
  end

  it("keep the intervals of a person, differ between people and keys, and say that they are shifted", function ()
    local months = { January = 1, February = 2, March = 3, April = 4, May = 5, June = 6, July = 7, August = 8, September = 9, October = 10,
      November = 11, December = 12 }
    local function day (...)
      local text, fields = shift(...)
      assert.is_nil(fields.when)
      local m, d, y = text:match "^%[(%a+) (%d+), (%d+), shifted%]$"
      return os.time { year = tonumber(y), month = months[m], day = tonumber(d), hour = 12 } // 86400
    end
    local one = day("On Feb. 9, he left.", "Feb. 9", "2016-02-09", "Ana Bratu")
    assert.equal(21, day("On March 1, he left.", "March 1", "2016-03-01", "Ana Bratu") - one)     -- over February 29
    assert.equal(366, day("On Feb. 9, he left.", "Feb. 9", "2017-02-09", "BRATU, Ana") - one)
    local offsets, count = {}, 0
    for _, k in ipairs { key, other } do
      for _, name in ipairs { "Ana Bratu", "Ion Ene", "Dan Balan", "Lia Moga", "Ilie Toma" } do
        local offset = date.offset({ name = name }, k, 180)
        if not offsets[offset] then count = count + 1 end
        offsets[offset] = true
      end
    end
    assert.is_true(count >= 8)
  end)

  it("stay within the range and never stand still", function ()
    local seen = {}
    for i = 1, 300 do
      local offset = date.offset({ name = "Person number" .. ("x"):rep(i % 17) .. i }, key, 3)
      assert.is_true(offset ~= 0 and math.abs(offset) <= 3)
      seen[offset] = true
    end
    for _, offset in ipairs { -3, -2, -1, 1, 2, 3 } do assert.is_true(seen[offset]) end
  end)

  it("replace weekdays by the day, and what cannot be moved by a wider span", function ()
    assert.truthy(shift("He was held Tuesday in Cluj.", "Tuesday", "2017-02-07", "Ana Bratu"):find "^%[on %a+ %d+, 201%d, shifted%]$")
    assert.equal("[the 1990s]", (shift("In 1999 he left.", "1999", "1999", "Ana Bratu")))
    assert.equal("[earlier years]", (shift("In 2015-2016 he left.", "2015-2016", "2015/2016", "Ana Bratu")))
    assert.equal("[date]", (shift("On Oct. 12, he left.", "Oct. 12", "--10-12", "Ana Bratu")))
    assert.equal("[a day in 2017]", (shift("On Feb. 9, he left.", "Feb. 9", "2017-02-09", nil)))
    assert.equal("[2016]", (shift("In May 2016 he left.", "May 2016", "2016-05", "Ana Bratu", key, 1)))
  end)
end)

describe("codes", function ()
  local function code (name, kind, text, words, fields, given)
    local s = story.new(text)
    s.doc.options = { key = given or key }
    return (operator.apply(name, s:mark(kind, words, fields), s.doc))
  end

  it("hash gives one code for one thing", function ()
    local one = code("hash", "Phone", "Call 555 0143 now.", "555 0143")
    assert.truthy(one:find "^%[#%x+%]$")
    assert.equal(19, #one)
    assert.equal(one, code("hash", "Phone", "Call 555-0143 now.", "555-0143"))
    assert.not_equal(one, code("hash", "Phone", "Call 555 0144 now.", "555 0144"))
    assert.not_equal(one, code("hash", "Phone", "Call 555 0143 now.", "555 0143", {}, other))
    assert.not_equal(one, code("hash", "Identifier", "Call 555 0143 now.", "555 0143"))
  end)

  it("encrypt gives a token that the key opens, and that does not tell the length", function ()
    local one = code("encrypt", "Email", "Write to ana@mail.example now.", "ana@mail.example")
    assert.equal("ana@mail.example", operator.decrypt(one, key))
    assert.is_nil((operator.decrypt(one, other)))
    assert.is_nil((operator.decrypt("[enc-aaaa]", key)))
    assert.is_nil((operator.decrypt("[Person A]", key)))
    assert.equal(one, code("encrypt", "Email", "Write to ana@mail.example now.", "ana@mail.example"))
    local two = code("encrypt", "Email", "Write to a@b.example now.", "a@b.example")
    assert.equal(#one, #two)
    local upper = code("encrypt", "Email", "ana@mail.example wrote.", "ana@mail.example")
    assert.equal(one, upper)                  -- no capital at the start of a sentence
    local long = ("x"):rep(70) .. "é"
    assert.equal(long, operator.decrypt(code("encrypt", "Url", "See " .. long .. " now.", long), key))
  end)
end)
