local annotated = require "support.annotated"
local document = require "bluepencil.document"
local entity = require "bluepencil.entity"

-- A document in which the names in brackets are marked as Persons: "[Ana Ruiz] left. [Ruiz] wept.", and its persons as
-- "Ana Ruiz: Ana Ruiz, Ruiz".
local function people (marked)
  local spans, text = {}, ""
  for before, name in (marked .. "[]"):gmatch("([^%[]*)%[([^%]]*)%]") do
    text = text .. before
    if name ~= "" then spans[#spans + 1] = { #text + 1, #text + #name } end
    text = text .. name
  end
  local doc = assert(document.new(text))
  doc:set_blocks { { type = "Paragraph", first = 1, last = #text } }
  for _, span in ipairs(spans) do doc:add { type = "Person", first = span[1], last = span[2], source = "spec" } end
  entity.run(doc)
  local out = {}
  for _, e in ipairs(doc.entities) do
    if e.type == "Person" then
      local list = {}
      for _, a in ipairs(e.mentions) do list[#list + 1] = a:text() .. (a.ambiguous and "?" or "") end
      out[#out + 1] = e.name .. ": " .. table.concat(list, ", ")
    end
  end
  return table.concat(out, " | "), doc
end

describe("the plural of a family name of several words", function ()
  it("is the family's", function ()
    local doc = require("support.annotated").document "Liesbeth van Hoornbeke, a refugee, wept. The van Hoornbekes moved to Ghent in May."
    local e = doc:annotations("Person")[1].entity
    assert.equal(2, #e.mentions)
    assert.equal("family", e.mentions[2].subtype)
  end)
end)

describe("a family name of several words that was taken for a body", function ()
  it("is the person's whose name it ends, and what follows it is a name of its own", function ()
    local text = "Ana Abadie-Rouxelle wept. Abadie-Rouxelle drove. Abadie-Rouxelle attended Tavrin Grammar School."
    local doc = assert(document.new(text))
    doc:set_blocks { { type = "Paragraph", first = 1, last = #text } }
    local function mark (kind, words, score, from)
      local first, last = text:find(words, from, true)
      doc:add { type = kind, first = first, last = last, source = "name:tagger", score = score }
      return last
    end
    local at = mark("Person", "Ana Abadie-Rouxelle", 0.9, 1)
    at = mark("Org", "Abadie-Rouxelle", 0.4, at)
    mark("Org", "Abadie-Rouxelle attended Tavrin Grammar School", 0.1, at)
    entity.run(doc)
    local e = doc:annotations("Person")[1].entity
    assert.equal(3, #e.mentions)
    assert.equal("Tavrin Grammar School", doc:annotations("Org")[1]:text())
    assert.equal(1, #doc:annotations "Org")
  end)
end)

describe("one name in several spellings", function ()
  local function counted (text)
    local out = {}
    for _, e in ipairs(annotated.document(text).entities) do
      if e.type == "Person" then out[#out + 1] = ("%s %d"):format(e.name, #e.mentions) end
    end
    return table.concat(out, "; ")
  end

  it("is one person, in another order, with other hyphens or letters of another alphabet", function ()
    assert.equal("Choi Sung-min 3", counted "Choi Sung-min, a defector, fled. Sung Min Choi wept. CHOI Sungmin left.")
    assert.equal("Sergey Yakovlev 2", counted "Sergey Yakovlev, a patient, wept. Sergei Iakovlev left.")
    assert.equal("Szentvári Barnabás 2", counted "Szentvári Barnabás, a refugee, fled. Court papers name B. Szentvári.")
    assert.equal("Sergey Yakovlev 1; Sergei Orlov 1", counted "Sergey Yakovlev, a patient, wept. Sergei Orlov left.")
  end)
end)

describe("two surnames", function ()
  it("are both the family's, also when the second begins with a small word", function ()
    local doc = annotated.document "María Guadalupe Hernández de la Cruz spoke. She left."
    local e = annotated.entity(doc, "María Guadalupe Hernández de la Cruz")
    assert.equal("Hernández de la Cruz", e.parts.surname)
  end)
end)

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

describe("the forms of one name", function ()
  local cases = {
    { "initials and the full name", "[J. B. Marlow] spoke. [John Marlow] left. [Marlow] wept.",
      "John Marlow: J. B. Marlow, John Marlow, Marlow" },
    { "a nickname in quotation marks", "[Robert “Bobby” Mills] spoke. [Bobby Mills] left. [Bobby] wept.",
      "Robert “Bobby” Mills: Robert “Bobby” Mills, Bobby Mills, Bobby" },
    { "particles", "[Joost van den Broek] spoke. [Van den Broek] left. [Broek] wept. [Bashir al-Masri] sang. [Masri] rose.",
      "Joost van den Broek: Joost van den Broek, Van den Broek, Broek | Bashir al-Masri: Bashir al-Masri, Masri" },
    { "two surnames", "[Lucía Márton Quiroga] spoke. [Márton Quiroga] left. [Lucía Márton] wept.",
      "Lucía Márton Quiroga: Lucía Márton Quiroga, Márton Quiroga, Lucía Márton" },
    { "the other order of the parts", "[Viktor Halmos] spoke. [Halmos Viktor] signed.",
      "Viktor Halmos: Viktor Halmos, Halmos Viktor" },
    { "a patronymic", "[Oleg Petrovich Darin] spoke. [Oleg Darin] left. [Darin] wept.",
      "Oleg Petrovich Darin: Oleg Petrovich Darin, Oleg Darin, Darin" },
    { "spellings of one sound", "[Olga Reytlina] and [Mohammed Qasir] spoke. [Reitlina] left with [Muhammad Qasir].",
      "Olga Reytlina: Olga Reytlina, Reitlina | Mohammed Qasir: Mohammed Qasir, Muhammad Qasir" },
    { "capitals, accents and hyphens", "[BAEK SEON HO] spoke. [Baek Seon-ho] left. [José Núñez] met [Nunez].",
      "Baek Seon-ho: BAEK SEON HO, Baek Seon-ho | José Núñez: José Núñez, Nunez" },
    { "not names that only look alike", "[Karin Holm] and [Karen Holm] spoke. [Ana Lu] met [Anna Lu].",
      "Karin Holm: Karin Holm | Karen Holm: Karen Holm | Ana Lu: Ana Lu | Anna Lu: Anna Lu" },
  }
  for _, case in ipairs(cases) do
    it("take in " .. case[1], function () assert.equal(case[3], (people(case[2]))) end)
  end

  it("take in initials without stops where nobody and nothing else has them", function ()
    local found = people "[John Brand Quillow] spoke. JBQ left early."
    assert.equal("John Brand Quillow: John Brand Quillow, JBQ", found)
    found = people "[John Brand Quillow] spoke of the Joint Border Quorum (JBQ). The JBQ left early."
    assert.equal("John Brand Quillow: John Brand Quillow", found)
  end)
end)

describe("two people with one surname", function ()
  it("are told apart by what stands there: sex, the sentence, who was named before", function ()
    assert.equal("Ana Reiss: Ana Reiss, Reiss | Tomas Reiss: Tomas Reiss",
      (people "Ms. [Ana Reiss] met Mr. [Tomas Reiss] there. Later Ms. [Reiss] left."))
    assert.equal("Ana Reiss: Ana Reiss | Tomas Reiss: Tomas Reiss, Reiss",
      (people "[Ana Reiss] sang. Then [Tomas Reiss] rose and [Reiss] wept."))
    assert.equal("Ana Reiss: Ana Reiss, Reiss | Tomas Reiss: Tomas Reiss",
      (people "[Ana Reiss] sang. Later [Reiss] left. [Tomas Reiss] came."))
  end)

  it("are marked where the text does not tell", function ()
    assert.equal("Ana Reiss: Ana Reiss | Tomas Reiss: Tomas Reiss, Reiss?",
      (people "[Ana Reiss] sang. [Tomas Reiss] came. It was late. [Reiss] left."))
  end)
end)

describe("the order of a name", function ()
  local function surname (text, name) return annotated.entity(select(2, people(text)), name).parts.surname end

  it("follows the article's use before any list", function ()
    assert.equal("Viktor", surname("[Viktor Halmos] spoke. [Viktor] said so.", "Viktor Halmos"))
    assert.equal("Basing", surname("[Kim Basing] sang. [Basing] left.", "Kim Basing"))
    assert.equal("Baek", surname("[Baek Seon-ho] sang.", "Baek Seon-ho"))
  end)

  it("takes a list of family names and the country together, never one name's look alone", function ()
    local text = "Officials in Phnom Penh, Cambodia, said so. Cambodia's judge, Prum Vanny, agreed with Lucien Roche."
    local doc = annotated.document(text)
    assert.equal("Prum", annotated.entity(doc, "Prum Vanny").parts.surname)
    assert.equal("Roche", annotated.entity(doc, "Lucien Roche").parts.surname)
  end)

  it("knows two surnames where lists say so", function ()
    assert.equal("García Quiroga", surname("[Marisol García Quiroga] sang.", "Marisol García Quiroga"))
    assert.equal("Marlow", surname("[Hillary Ann Marlow] sang.", "Hillary Ann Marlow"))
  end)
end)

describe("countries and governments", function ()
  it("are known from capitals and nationalities", function ()
    local doc = annotated.document("Talks between Montevideo and Asunción failed. A Peruvian official and a farmer from Uruguay left.")
    local government = annotated.entity(doc, "Government of Paraguay")
    assert.is_true(government.metonym)
    assert.same({ "Asunción" }, government.aliases)
    assert.equal("Peru", doc:annotations("Nationality")[1].entity.name)
    assert.is_true(annotated.entity(doc, "Peru").inferred)
    assert.is_nil(annotated.entity(doc, "Uruguay").inferred)
    assert.equal(annotated.entity(doc, "Uruguay"), annotated.entity(doc, "Government of Uruguay").country)
  end)

  it("have one entity under all their names", function ()
    local doc = annotated.document "She left the United States for France. The U.S. and America are one, said an American official."
    assert.equal(3, #annotated.entity(doc, "United States").mentions)
    assert.equal(annotated.entity(doc, "United States"), doc:annotations("Nationality")[1].entity)
  end)
end)

describe("a direction before a place", function ()
  it("is a part of that place", function ()
    local doc = assert(document.new "She went to the Far Eastern Tavrin region and left Tavrin region.")
    doc:set_blocks { { type = "Paragraph", first = 1, last = #doc.text } }
    for _, text in ipairs { "Far Eastern", "Tavrin region" } do annotated.mark(doc, "Place", text) end
    local first, last = doc.text:find("Tavrin region", 40, true)
    doc:add { type = "Place", first = first, last = last, source = "spec" }
    entity.run(doc)
    assert.equal("Far Eastern Tavrin region / Tavrin region", annotated.texts(doc, "Place"))
    assert.equal(1, #doc.entities)
  end)
end)
