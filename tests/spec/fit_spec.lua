-- Replacements fit their place: laws over operators, kinds of things and contexts.

local operator = require "bluepencil.operator"
local story = require "support.story"

local things = {
  { "Person", "Orlov" }, { "Person", "Bratu" }, { "Place", "Ashford" }, { "Place", "Tavrin region" },
  { "Org", "Solana bakery", { link = "workplace" } }, { "Org", "Aldan hospital" }, { "Date", "Oct. 3", { norm = "2017-10-03" } },
  { "Date", "2017", { norm = "2017" } }, { "Date", "August 2017", { norm = "2017-08" } }, { "Age", "34-year-old", { norm = 34 } },
  { "Age", "18-year-old", { norm = 18 } }, { "Age", "8-year-old", { norm = 8 } }, { "Occupation", "engineer" }, { "Occupation", "nurse" },
  { "Occupation", "nurses" }, { "Family", "aunt" }, { "Health", "asthma", { subtype = "illness" } },
  { "Health", "autistic", { subtype = "condition" } },
  { "Religion", "Ahmadi" }, { "Ethnicity", "ethnic Uzbek" }, { "Vehicle", "Audi", { subtype = "car" } }, { "Nationality", "Eritrean" },
  { "Email", "ana@x.example" }, { "Identifier", "AB 123", { subtype = "plate" } }, { "Number", "12,000", { norm = 12000 } },
  { "Money", "$8,000", { norm = 8000, unit = "USD" } }, { "Phone", "123456" }, { "Url", "www.x.example" }, { "Address", "12 Oak Road" },
}
local contexts = {
  "Then a %s left.", "Then an %s left.", "Then a %s man left.", "Then an %s man left.", "Then the %s left.", "Then her %s left.",
  "Then Ene's %s left.", "Then Ene’s %s left.", "%s left.", "He left with %s.", "Then %s's left.", "A %s left.", "An %s left.", "“%s left,” he said.",
  "In %s he left.", "Of %s, nothing is known.", "(%s)",
}

-- Operators that give names or codes keep them as they are.
local is_name = { pseudonym = true, initials = true, mask = true, hash = true, encrypt = true }

local function each (law)
  for _, name in ipairs(operator.names) do
    for _, thing in ipairs(name ~= "keep" and things or {}) do
      for _, context in ipairs(contexts) do
        local text = context:format((thing[2]:gsub("%%", "%%%%")))
        local s = story.new(text)
        s.doc.policy = { without_key = "label" }
        local a
        if thing[1] == "Person" or thing[1] == "Org" or thing[1] == "Place" then
          s:entity(thing[1], thing[2], { role = "private" })
          a = s.doc:annotations(thing[1])[1]
        else a = s:mark(thing[1], thing[2], {}) end
        for field, value in pairs(thing[3] or {}) do a[field] = value end
        local replacement = assert(operator.apply(name, a, s.doc))
        law(replacement, text:sub(1, a.first - 1) .. replacement .. text:sub(a.last + 1), name, a, s.doc)
      end
    end
  end
end

describe("a replacement", function ()
  it("stands in one pair of brackets, with nothing of what it replaces", function ()
    each(function (replacement, _, name, a)
      assert.truthy(replacement:find "^%[[^%[%]]+%]$", replacement)
      local says_year = a.type == "Date" or a.type == "Number" or a.type == "Money" or name == "initials"
      if not says_year then assert.is_nil(replacement:find(a:text(), 1, true), name .. " " .. replacement) end
    end)
  end)

  it("has the sound that “a” or “an” asks for", function ()
    each(function (_, text, name, a)
      local article, inner = text:match "%f[%a]([Aa]n?) %[(%w)"
      if article and not is_name[name] or article and a.type ~= "Person" and name ~= "mask" and inner then
        local wants = article:lower() == "an"
        local has = inner:find "[aeiouAEIOU8]" ~= nil
        assert.equal(wants, has, name .. ": " .. text)
      end
    end)
  end)

  it("has no second article behind one, nor behind a possessive", function ()
    each(function (_, text, name)
      assert.is_nil(text:find "%f[%a][Aa]n? %[an? ", name .. ": " .. text)
      assert.is_nil(text:find "%f[%a][Aa]n? %[the ", name .. ": " .. text)
      assert.is_nil(text:find "the %[an? ", name .. ": " .. text)
      assert.is_nil(text:find "the %[the ", name .. ": " .. text)
      assert.is_nil(text:find "her %[an? ", name .. ": " .. text)
      assert.is_nil(text:find "Ene['’]?.?.?s %[an? ", name .. ": " .. text)
    end)
  end)

  it("has a capital where a sentence begins, and none else but a label's or a name's", function ()
    each(function (replacement, text, name, a)
      if name == "hash" or name == "encrypt" then return end
      if text:find "^“?%[" then assert.is_nil(replacement:find "^%[%l", text) end
      if text:find "^Then a" and name == "remove" then assert.is_nil(replacement:find "^%[%u", a.type .. ": " .. text) end
    end)
  end)

  it("is of many where many were meant", function ()
    local s = story.new "They were nurses and soldiers."
    assert.equal("[health workers]", (operator.apply("generalise", s:mark("Occupation", "nurses"), s.doc)))
    assert.equal("[servicemen]", (operator.apply("generalise", s:mark("Occupation", "soldiers"), s.doc)))
  end)

  it("of a label keeps it readable behind “an”", function ()
    local s = story.new "It was an Orlov article."
    s:entity("Person", "Orlov", { role = "private" })
    assert.equal("[unspecified Person A]", (operator.apply("label", s.doc:annotations("Person")[1], s.doc)))
  end)
end)
