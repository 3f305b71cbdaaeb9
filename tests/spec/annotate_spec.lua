--- The whole annotate step on the articles and examples in ../shared, when they are there.

local annotated = require "support.annotated"

local function slurp (path)
  local file = io.open(path, "rb")
  if not file then return nil end
  local text = file:read("a")
  file:close()
  return text
end

local function annotate (path)
  local text = slurp(path)
  if not text then return nil end
  local doc = assert(require("bluepencil.read").read({ text = text, name = path }, {}))
  require("bluepencil.parse").parse(doc)
  require("bluepencil.annotate").annotate(doc)
  return doc
end

local function roles (doc)
  local out = {}
  for _, e in ipairs(doc.entities) do
    if e.type == "Person" then out[#out + 1] = ("%s %s %s"):format(e.name, e.role, e.kind) end
  end
  table.sort(out)
  return out
end

local function speakers (doc)
  local out = {}
  for _, q in ipairs(doc:annotations("Quote")) do
    if q.speaker then out[#out + 1] = q.speaker.parts.surname .. " " .. q.cert end
  end
  return table.concat(out, " / ")
end

-- What is checked is counts and kinds: the articles' names stay in their files.
local function case (title, path, check)
  it(title, function ()
    local doc = annotate(path)
    if not doc then return pending(path .. " is absent") end
    check(doc)
  end)
end

describe("the real articles", function ()
  case("protect one person in the dump, and nobody else", "../shared/articles/000_f54a48d2a95fba3c.txt", function (doc)
    local private, public = 0, 0
    for _, e in ipairs(doc.entities) do
      if e.role == "private" and e.type == "Person" then
        private = private + 1
        assert.is_true(e.vulnerable)
        assert.is_true(e.parts.family_first)
        assert.equal(10, #e.mentions)
        assert.equal("54", annotated.linked(e, "age"))
        assert.equal(3, #(annotated.linked(e, "home"):gsub("[^/]", "")) + 1)
        assert.equal(5, #(annotated.linked(e, "event_date"):gsub("[^/]", "")) + 1)
        assert.is_truthy(annotated.linked(e, "family"):find("two children", 1, true))
      elseif e.role == "public" then public = public + 1 end
    end
    assert.equal(1, private)
    assert.equal(3, public)
    local said = 0
    for _, q in ipairs(doc:annotations("Quote")) do
      if q.speaker then
        said = said + 1
        assert.equal("activist", q.speaker.kind)
      end
    end
    assert.equal(2, said)
    assert.equal(3, #doc.relations)      -- counsel twice, and the family
  end)

  case("protect nobody in the agency copy", "../shared/articles/004_e139e5ecf6f4d71d.txt", function (doc)
    local kinds = {}
    for _, line in ipairs(roles(doc)) do kinds[#kinds + 1] = line:match("(%S+ %S+)$") end
    table.sort(kinds)
    assert.same({ "public activist", "public journalist", "public leader", "public photographer" }, kinds)
    local metonyms = 0
    for _, a in ipairs(doc:annotations("Org")) do
      if a.subtype == "metonym" then metonyms = metonyms + 1 end
    end
    assert.equal(5, metonyms)
    assert.equal(1, #doc:annotations("Language"))
  end)
end)

describe("the examples", function ()
  case("have the roles, speakers and links of wire.full.xml", "../shared/examples/wire.txt", function (doc)
    local count = {}
    for _, e in ipairs(doc.entities) do
      if e.kind and e.role then count[e.role .. " " .. e.kind] = (count[e.role .. " " .. e.kind] or 0) + 1 end
    end
    assert.same({
      ["private witness"] = 1, ["private family"] = 2, ["public prosecutor"] = 1, ["public lawyer"] = 1, ["public minister"] = 1,
      ["public spokesperson"] = 1, ["public journalist"] = 1, ["public photographer"] = 1,
    }, count)
    local text = speakers(doc)
    assert.equal(5, select(2, text:gsub("high", "")) + select(2, text:gsub("medium", "")))
    local e = doc.entities[1]
    assert.equal("private", e.role)
    assert.equal(10, #e.mentions)
    assert.equal("34", annotated.linked(e, "age"))
    assert.equal(3, #annotated.linked(e, "family"):gsub("[^/]", "") + 1)
    assert.equal(2, #annotated.linked(e, "event_date"):gsub("[^/]", "") + 1)
  end)

  case("have the roles and links of dump.full.xml", "../shared/examples/dump.txt", function (doc)
    local count = {}
    for _, e in ipairs(doc.entities) do
      if e.kind and e.role then count[e.role .. " " .. e.kind] = (count[e.role .. " " .. e.kind] or 0) + 1 end
    end
    assert.same({
      ["private patient"] = 1, ["private family"] = 2, ["public judge"] = 1, ["public lawyer"] = 1, ["public executive"] = 1,
      ["public spokesperson"] = 1,
    }, count)
  end)
end)

describe("a kin of the articles", function ()
  it("keeps two of one surname apart and finds what leads to each", function ()
    local doc = annotated.document([[
A district court in the northern city of Velgrad on Monday sentenced Ibram Talan, a Syrian
asylum seeker, to two years in prison, the Open Gate
legal aid group said. Talan, 29, worked as a welder at the Kestrel Motors plant before he was
detained in March. He lives in Ostrau Street with his wife, Rana, and their 8-year-old son.

“They never told me why,” Talan said through his lawyer, Petr Hnat.
“I only wanted to work,” he added.

Mr. Talan's brother, Yusuf Talan, 24, fled in 2017. Police spokesman Col. Andrei Mordov declined to comment.]])
    local one, brother = annotated.entity(doc, "Ibram Talan"), annotated.entity(doc, "Yusuf Talan")
    assert.equal(4, #one.mentions)
    assert.equal(1, #brother.mentions)
    assert.equal("private", one.role)
    assert.is_true(one.vulnerable)
    assert.equal("Ostrau Street", annotated.linked(one, "home"))
    assert.equal("welder", annotated.linked(one, "occupation"))
    assert.equal("Kestrel Motors", annotated.linked(one, "workplace"))
    assert.equal("24", annotated.linked(brother, "age"))
    assert.equal("relative", annotated.entity(doc, "Rana").kind)
    assert.equal("spokesperson", annotated.entity(doc, "Andrei Mordov").kind)
    for _, q in ipairs(doc:annotations("Quote")) do assert.equal(one, q.speaker) end
  end)

  it("finds the speaker behind an office: the minister said", function ()
    local doc = annotated.document([[
Health Minister Chidi Obin visited the family last week. Grace Okaf, a lawyer, was there.
“We will find out,” the minister said.]])
    local quote = doc:annotations("Quote")[1]
    assert.equal("Chidi Obin", quote.speaker.name)
    assert.equal("medium", quote.cert)
  end)
end)
