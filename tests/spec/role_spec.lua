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
