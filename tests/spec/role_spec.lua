local annotated = require "support.annotated"
local role = require "bluepencil.role"

local function role_of (text, name, types)
  local e = annotated.entity(annotated.document(text, types), name)
  return e.role, e.kind, e.vulnerable, e
end

local function assert_role (role_wanted, kind, vulnerable, text, name, types)
  local r, k, v = role_of(text, name, types)
  assert.same({ role_wanted, kind, vulnerable }, { r, k, v })
end

describe("a public role", function ()
  it("comes from a title, a noun before the name, an apposition", function ()
    assert_role("public", "judge", false, "The ruling of Judge Prum Sothy is final.", "Prum Sothy")
    assert_role("public", "minister", false, "Interior Minister Amado Larro said no.", "Amado Larro")
    assert_role("public", "spokesperson", false, "RPSX spokeswoman Paula Zubi said no.", "Paula Zubi")
    assert_role("public", "executive", false, "No, said Lucien Abadie, the union's director.", "Lucien Abadie")
    assert_role("public", "activist", false, "Nadia Gann, Tavria's veteran rights activist, told the paper.", "Nadia Gann")
  end)

  it("comes from speaking for a body or for somebody in court", function ()
    assert_role("public", "expert", false, "\"No,\" said Patrik Brandner, of the Harbour League.", "Patrik Brandner")
    assert_role("public", "expert", false, "\"No,\" said Patrik Brandner of the Harbour League.", "Patrik Brandner")
    assert_role("public", "lawyer", false, "Patrik Brandner, of the Harbour League, who represents the brothers, said no.",
      "Patrik Brandner")
    assert_role("public", "lawyer", false, "Hamid Larro QC said no.", "Hamid Larro")
    assert_role("public", "politician", false, "It was Ana Larro MP who said no.", "Ana Larro")
    assert_role("public", "lawyer", false, "Mr Zubi's counsel, Sir Hamid Larro, said no.", "Hamid Larro")
  end)

  it("comes from the company of athletes, but not for who is shown in private", function ()
    local story = "Goalkeeper Aron Quiggman kept City in front. Striker Dilan Roscher scored. Captain Stefan Oshevar scored. Mark Hanleyson "
      .. "made way for Konor Delahuntov, 19. A supporter, Liam Kehoven, 52, of Ringholm, collapsed."
    assert_role("public", "athlete", false, story, "Mark Hanleyson")
    assert_role("public", "athlete", false, story, "Konor Delahuntov")
    assert.equal("private", (role_of(story, "Liam Kehoven")))
  end)

  it("comes from an office before a cleric's title, and from the title alone", function ()
    assert_role("public", "spokesperson", false, "The church's spokesman, Father Vsevolod Chapek, said no.", "Vsevolod Chapek")
    assert_role("public", "executive", false, "The hospital's chief executive, Dr Simon Blackwood, said no.", "Simon Blackwood")
  end)

  it("does not come from a single weak word", function ()
    assert.equal("unknown", (role_of("Ana Velda runs a shop there.", "Ana Velda")))
  end)

  it("does not come from living somewhere", function ()
    local role_found = role_of("Patrik Brandner, of Lima, said no.", "Patrik Brandner")
    assert.not_equal("public", role_found)
  end)

  it("goes to all names of a list", function ()
    local doc = annotated.document "Baek Seon-ho, 51, fled. Baek's lawyers, Harbour's Olga Reiss and Yuri Sandor, appealed."
    assert.equal("lawyer", annotated.entity(doc, "Olga Reiss").kind)
    assert.equal("lawyer", annotated.entity(doc, "Yuri Sandor").kind)
    assert.equal("public", annotated.entity(doc, "Yuri Sandor").role)
  end)

  it("comes from a byline and a picture's credit", function ()
    assert_role("public", "journalist", false, "By Katrin Osw, NPA", "Katrin Osw", { "Byline" })
    assert_role("public", "photographer", false, "Photo by Steven Shaw/NPA", "Steven Shaw", { "Credit" })
  end)

  it("holds against an arrest when it is an office", function ()
    assert_role("public", "minister", false, "Former Health Minister Tomas Vela was arrested on Monday.", "Tomas Vela")
  end)
end)

describe("a private role", function ()
  it("comes from giving a name in part only", function ()
    assert_role("private", "source", true, "The man, who gave his name only as Mr. Ahnsen, escaped to Norway and now runs a shop.", "Ahnsen")
  end)

  it("comes from what happened to the person", function ()
    assert_role("private", "defector", true, "The case against Baek Seon-ho, a defector, was closed.", "Baek Seon-ho")
    assert_role("private", "accused", true, "Police said Ivan Dorn was arrested at home.", "Ivan Dorn")
    assert_role("private", "witness", true, "The testimony of Marta Velda, 34, ties four men to the ring.", "Marta Velda")
    assert_role("private", "patient", true, "They paid Ouch Virak, a technician whose HIV status was told.", "Ouch Virak")
    assert_role("private", "victim", true, "Nobody saw Petra Lind, 27, who was killed in March.", "Petra Lind")
    assert_role("private", "minor", true, "Then Ana Brod, 9, saw it.", "Ana Brod")
  end)

  it("is not vulnerable for a worker or a resident", function ()
    assert_role("private", "resident", false, "Jonas Flint, 54, lives in Harwick.", "Jonas Flint")
  end)

  it("belongs to the family as well", function ()
    local doc = annotated.document "Marta Velda, 34, fled. The Veldas have moved."
    assert.is_true(annotated.entity(doc, "Veldas").vulnerable)
  end)
end)

describe("evidence", function ()
  it("says why, the strongest first", function ()
    local _, _, _, e = role_of("The case against Baek Seon-ho, a defector, was closed.", "Baek Seon-ho")
    assert.equal("described as “defector”", e.evidence[1].why)
    assert.equal("“case against” before the name", e.evidence[2].why)
    assert.is_true(e.evidence[1].weight >= e.evidence[2].weight)
  end)

  it("is missing for who is only named", function ()
    local r, k, v = role_of("Then Mr. Quill nodded.", "Quill")
    assert.equal("unknown", r)
    assert.is_nil(k)
    assert.is_false(v)
  end)

  it("can be extended with cues of one's own", function ()
    role.extend { { "noun", "worker", "private", 3, "lamplighter" }, { "passive", "victim", "private", 4, "hoodwinked" } }
    assert_role("private", "worker", false, "It was Jonas Flint, a lamplighter, who called.", "Jonas Flint")
    assert_role("private", "victim", true, "She said Jonas Flint was hoodwinked.", "Jonas Flint")
    assert.has_error(function () role.extend { { "verb", "x", "public", 1, "y" } } end)
  end)
end)

describe("the roles of people in articles of many kinds", function ()
  local right, total = 0, 0
  for _, story in ipairs(require "support.stories") do
    it("are as a reader would say in " .. story[1], function ()
      local doc = annotated.document(story[2])
      local names = {}
      for name in pairs(story[3]) do names[#names + 1] = name end
      table.sort(names)
      for _, name in ipairs(names) do
        local found
        for _, e in ipairs(doc.entities) do
          if e.name == name then found = e end
        end
        total = total + 1
        if found then        -- who is found at all is the name specs' business
          local wanted, kind, vulnerable = story[3][name]:match("^(%a+) ?(%a*) ?(%a*)$")
          if kind == "vulnerable" then kind, vulnerable = "", kind end
          assert.equal(wanted, found.role, name)
          if kind ~= "" then assert.equal(kind, found.kind, name) end
          if wanted == "private" then assert.equal(vulnerable == "vulnerable", found.vulnerable, name) end
          right = right + 1
        end
      end
    end)
  end

  it("are looked at for nearly all of them", function () assert.is_true(right >= total * 0.9) end)
end)

describe("a file of cues", function ()
  local phrases = require "bluepencil.role.cues"

  local function load_text (text)
    local path = os.tmpname()
    local file = assert(io.open(path, "w"))
    file:write(text)
    file:close()
    local ok, message = role.load(path)
    os.remove(path)
    return ok, message and message:gsub("^.*/", "")
  end

  it("adds nouns, verbs and phrases, with tabs or commas", function ()
    assert.is_true(load_text("# ours\nplace\tkind\trole\tweight\twords\nnoun\tworker\tprivate\t3\tgongfarmer|bell ringer\n"
      .. "sentence\tsource\tprivate\t5\tspoke behind the curtain\n"))
    assert.is_true(load_text("weight,place,kind,role,words\n4,object,victim,private,quest after\n"))
    assert_role("private", "worker", false, "It was Jonas Flint, a gongfarmer, who called.", "Jonas Flint")
    assert_role("private", "source", true, "Jonas Flint spoke behind the curtain on Monday.", "Jonas Flint")
    assert_role("private", "victim", true, "They began a quest after Jonas Flint on Monday.", "Jonas Flint")
  end)

  it("is refused with line and suggestion when something is wrong", function ()
    local head = "place\tkind\trole\tweight\twords\n"
    local cases = {
      { head .. "nown\tworker\tprivate\t3\tx", ":2: .*'nown'.*noun" },
      { head .. "\nnoun\twurker\tprivate\t3\tx", ":3: .*'wurker'.*worker" },
      { head .. "noun\tworker\tprivat\t3\tx", ":2: .*'privat'.*private" },
      { head .. "noun\tworker\tprivate\theavy\tx", ":2: a weight" },
      { head .. "noun\tworker\tprivate\t3\t", ":2: no words" },
      { "place\tkind\trole\twords\n", ":1: no column 'weight'" },
      { "# nothing\n", ":1: empty" },
    }
    for _, case in ipairs(cases) do
      local rows, message = phrases.parse(case[1], "cues.tsv")
      assert.is_nil(rows, case[1])
      assert.truthy(message:find("^cues%.tsv" .. case[2]), message)
    end
    local none, message = role.load "/nowhere/cues.tsv"
    assert.is_nil(none)
    assert.truthy(message:find("/nowhere/cues.tsv", 1, true))
  end)
end)
