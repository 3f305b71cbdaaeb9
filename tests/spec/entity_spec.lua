local annotated = require "support.annotated"

describe("mentions of a person", function ()
  it("are one entity: full name, surname, given name, capitals, title, accents", function ()
    local doc = annotated.document(
      "MÁRTON SPEAKS\n\nLucía Márton Quiroga, 34, left. Márton said so. “Lucía, wait,” he said. "
      .. "Ms. Márton Quiroga went, and Marton too.",
      { "Headline" })
    local e = annotated.entity(doc, "Lucía Márton Quiroga")
    assert.equal(6, #e.mentions)
    assert.equal(e, e.mentions[1].entity)
    assert.same({ forename = "Lucía", surname = "Márton Quiroga", family_first = false }, e.parts)
  end)

  it("show by later use that the family name stands first", function ()
    local doc = annotated.document "Baek Seon-ho, 51, fled. Baek said so. Later Baek left."
    assert.same({ forename = "Seon-ho", surname = "Baek", family_first = true }, annotated.entity(doc, "Baek Seon-ho").parts)
    doc = annotated.document "Lucien Abadie, the director, spoke. Abadie said so."
    assert.same({ forename = "Lucien", surname = "Abadie", family_first = false }, annotated.entity(doc, "Lucien Abadie").parts)
  end)

  it("take hyphen and space as one", function ()
    local doc = annotated.document "Baek Seon-ho, 51, fled. It was Baek Seon Ho, a farmer, who returned."
    assert.equal(2, #annotated.entity(doc, "Baek Seon-ho").mentions)
  end)

  it("keep letters whole that share a byte with a quotation mark or a hyphen", function ()
    for _, name in ipairs { "Özlem Ýldan", "Øystein Ünal", "Đặng Trầnho", "Ștefan Đurić", "Zoë Nilsśon" } do
      local doc = annotated.document(name .. ", 41, a nurse, left. Then " .. name:match("%S+$") .. " wept.")
      assert.equal(2, #annotated.entity(doc, name).mentions, name)
    end
  end)

  it("stay apart when two people share a surname, and are marked when in doubt", function ()
    local doc = annotated.document(
      "Health Minister Tomas Vela spoke. Ana Vela, 34, listened. Minister Vela left. Then Vela wept.")
    local minister, woman = annotated.entity(doc, "Tomas Vela"), annotated.entity(doc, "Ana Vela")
    assert.equal("Vela", minister.mentions[2]:text())
    assert.is_nil(minister.mentions[2].ambiguous)
    local all = doc:annotations("Person")
    assert.is_true(all[#all].ambiguous)
    assert.equal("low", all[#all].cert)
    assert.equal(4, #minister.mentions + #woman.mentions)
  end)

  it("make a group of the family", function ()
    local doc = annotated.document "Marta Velda, 34, spoke. The Veldas have moved."
    local group = annotated.entity(doc, "Veldas")
    assert.equal("Group", group.type)
    assert.equal(annotated.entity(doc, "Marta Velda"), group.family_of)
    assert.equal("family", doc.relations[1].name)
  end)

  it("are forgotten when the annotation is removed", function ()
    local doc = annotated.document "Marta Velda, 34, spoke. Velda left."
    local e = annotated.entity(doc, "Marta Velda")
    doc:remove(e.mentions[2])
    assert.equal(1, #e.mentions)
  end)
end)

describe("entities", function ()
  it("stand in order of first mention with ids that say so", function ()
    local doc = annotated.document "Marta Velda, 34, met Tomas Reiss, a lawyer. Velda left."
    assert.equal("pers.1", annotated.entity(doc, "Marta Velda").id)
    assert.equal("pers.2", annotated.entity(doc, "Tomas Reiss").id)
  end)

  it("of an organisation hold its abbreviation", function ()
    local doc = annotated.document "The Equal Harbour Alliance (EHA) spoke. EHA workers left. The EHA has moved."
    assert.equal(4, #annotated.entity(doc, "Equal Harbour Alliance").mentions)
  end)
end)

describe("gender", function ()
  it("is read from titles, nouns and the pronouns that follow", function ()
    local doc = annotated.document("Mr. Velda left. Paula Zubi, a spokeswoman, spoke. Gonzalo Irra, a lawyer, said he was tired.")
    assert.equal("m", annotated.entity(doc, "Velda").gender)
    assert.equal("f", annotated.entity(doc, "Paula Zubi").gender)
    assert.equal("m", annotated.entity(doc, "Gonzalo Irra").gender)
  end)
end)
