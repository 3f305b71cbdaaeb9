local annotated = require "support.annotated"

describe("quasi-identifiers", function ()
  it("of age, home, family and work lead to the person", function ()
    local doc = annotated.document(
      "The testimony of Marta Velda ended. Velda, 34, lives in the small town of Puerto Yva with her husband and their three "
      .. "children, and works at the Solana bakery.")
    local e = annotated.entity(doc, "Marta Velda")
    assert.equal("34", annotated.linked(e, "age"))
    assert.equal("Puerto Yva", annotated.linked(e, "home"))
    assert.equal("husband and their three children", annotated.linked(e, "family"))
    assert.equal("Solana bakery", annotated.linked(e, "workplace"))
  end)

  it("of home are found in every mention and in other names with the same word", function ()
    local doc = annotated.document(
      "A court in the Tavrin region freed Baek Seon-ho, a defector. Baek lives in a small town in the Tavrin region. "
      .. "The Tavrin regional court ruled.")
    local e = annotated.entity(doc, "Baek Seon-ho")
    assert.equal("Tavrin region / Tavrin region / Tavrin regional court", annotated.linked(e, "home"))
  end)

  it("of family are counted children too", function ()
    for text, family in pairs {
      ["Marta Velda, 56, a widow with five children, is a witness."] = "five children",
      ["Marta Velda, a witness and a mother of three, spoke."] = "mother of three",
      ["Marta Velda, a witness, has two young sons."] = "two young sons",
      ["Ossian Falk, a witness and father-of-two, spoke."] = "father-of-two",
    } do
      local doc = annotated.document(text)
      local e = annotated.entity(doc, text:match "^(%a+ %a+)")
      assert.equal(family, annotated.linked(e, "family"))
    end
    local doc = annotated.document "Minister Tomas Vela opened a school with five children. Marta Velda, a witness, spoke."
    assert.equal(0, #doc:annotations("Family"))
  end)

  it("of family hold chains and names", function ()
    local doc = annotated.document(
      "Marta Velda, 34, a witness, spoke. Her sister’s 15-year-old daughter will be heard. Velda’s niece cannot be named. "
      .. "The Veldas' daughters were sent home.")
    local e = annotated.entity(doc, "Marta Velda")
    assert.equal("Her sister’s 15-year-old daughter / Velda’s niece / Veldas' daughters", annotated.linked(e, "family"))
    for _, a in ipairs(doc:annotations("Family")) do assert.is_true(a.minor) end
  end)

  it("of occupation and workplace stand in appositions and behind 'at'", function ()
    local doc = annotated.document(
      "The damages to Ouch Virak, a laboratory technician, were paid. Virak left; by night it was with his "
      .. "manager at the Lotus Moon clinic.")
    local e = annotated.entity(doc, "Ouch Virak")
    assert.equal("laboratory technician", annotated.linked(e, "occupation"))
    assert.equal("Lotus Moon clinic", annotated.linked(e, "workplace"))
  end)

  it("of home are streets too, the town behind them, and where the family will move", function ()
    local doc = annotated.document(
      "Marta Velda, 39, of Alder Street in Marlow Falls, is a witness. Velda said the family would move into a flat on Gellert Road.")
    assert.equal("Alder Street / Marlow Falls / Gellert Road", annotated.linked(annotated.entity(doc, "Marta Velda"), "home"))
    doc = annotated.document("Minister Tomas Vela opened a bridge on Gellert Road. The court sits in Alder Street.")
    for _, a in ipairs(doc:annotations("Place")) do assert.is_nil(a.link) end
  end)

  it("of work are places that no list knows, and hours do not stand in the way", function ()
    local doc = annotated.document("Marta Velda, 29, a refugee, spoke. She works nights at a bakery in Hurrowfield and studies.")
    assert.equal("Hurrowfield", annotated.linked(annotated.entity(doc, "Marta Velda"), "workplace"))
  end)

  it("are told of several people by 'they' as well", function ()
    local doc = annotated.document(
      "Marta Velda and Ossian Falk, both witnesses, fled in 2014. They were moved from Bremen to another town on Oct. 28.")
    assert.equal("Bremen", annotated.linked(annotated.entity(doc, "Marta Velda"), "event_place"))
    assert.equal("2014 / Oct. 28", annotated.linked(annotated.entity(doc, "Marta Velda"), "event_date"))
  end)

  it("are other names somebody goes by, which are mentions like the name", function ()
    for text, alias in pairs {
      ['Marta Velda, 47, known as "the Weaver", is a witness.'] = "the Weaver",
      ["Marta Velda, nicknamed “Pepper,” is a witness."] = "Pepper",
      ["Marta Velda, a witness, spoke under the pseudonym P-0112."] = "P-0112",
    } do
      local e = annotated.entity(annotated.document(text), "Marta Velda")
      local found = {}
      for i, mention in ipairs(e.mentions) do found[i] = mention:text() end
      assert.same({ "Marta Velda", alias }, found)
    end
    local e = annotated.entity(annotated.document "Marta Velda, known as a hard worker, is a witness.", "Marta Velda")
    assert.equal(1, #e.mentions)
  end)

  it("of date are those of sentences about the private person, not of others", function ()
    local doc = annotated.document(
      "Baek Seon-ho, a defector, fled in 2002. In 1999, soldiers sent him to a camp. The treaty was signed in November 2015. "
      .. "Minister Tomas Vela resigned in May 2016.")
    assert.equal("2002 / 1999", annotated.linked(annotated.entity(doc, "Baek Seon-ho"), "event_date"))
  end)
end)

describe("relations", function ()
  it("of date go on in sentences that name nobody but tell of the case", function ()
    local doc = annotated.document(
      "Marta Velda, a refugee, fled. The hearing began on March 3, 2021. There, guards beat her. Parliament passed a law on May 5, 2020.\n\n"
      .. "A trial of others began on June 1, 2019.")
    assert.equal("March 3, 2021", annotated.linked(annotated.entity(doc, "Marta Velda"), "event_date"))
  end)

  it("of birth are the one's whose birth it is, though the sentence does not name them", function ()
    local doc = annotated.document(
      "Marta Velda, a witness, spoke. Velda's lawyer, Olga Reiss, appealed. The file says: born in Brno on 2 October 1980, single.")
    assert.equal("2 October 1980", annotated.linked(annotated.entity(doc, "Marta Velda"), "event_date"))
    doc = annotated.document("Interior Minister Ana Ruiz was born on 3 May 1961. Marta Velda, a witness, spoke.")
    assert.equal("3 May 1961", annotated.linked(annotated.entity(doc, "Ana Ruiz"), "event_date"))
  end)

  it("of contact are certain only where the sentence names the person alone, or speaks of an office", function ()
    local function certs (text)
      local list = {}
      for _, a in ipairs(annotated.document(text):annotations "Phone") do list[#list + 1] = a.cert or "none" end
      return table.concat(list, " ")
    end
    assert.equal("high", certs "Call Minister Ana Ruiz at +44 20 7946 0123 today.")
    assert.equal("medium", certs "Minister Ana Ruiz spoke of Marta Velda; call +44 20 7946 0123 today.")
    assert.equal("medium", certs "Minister Ana Ruiz spoke. Her number is +44 20 7946 0123, it says.")
    assert.equal("high", certs "Minister Ana Ruiz spoke. Her office has the number +44 20 7946 0123.")
  end)

  it("lead from counsel to client, once", function ()
    local doc = annotated.document(
      "Baek Seon-ho, a defector, fled. Baek's lawyer, Sam Chaner, spoke. Baek's lawyer, Sam Chaner, left.")
    local counsel = {}
    for _, r in ipairs(doc.relations) do
      if r.name == "counsel" then counsel[#counsel + 1] = r end
    end
    assert.equal(1, #counsel)
    assert.equal("Sam Chaner", counsel[1].active.name)
    assert.equal("Baek Seon-ho", counsel[1].passive.name)
  end)
end)

describe("relatives with a name", function ()
  local function family (text)
    local doc, out = annotated.document(text), {}
    for _, r in ipairs(doc.relations) do
      if r.name == "family" then out[#out + 1] = r.mutual[1].name .. " - " .. r.mutual[2].name end
    end
    for _, a in ipairs(doc:annotations "Family") do out[#out + 1] = a:text() .. ": " .. (a.entity and a.entity.name or "-") end
    return table.concat(out, "; ")
  end
  for _, row in ipairs {
    { "Marta Velda, a refugee, said that her niece, Ana Ruiz, was beaten.", "Marta Velda - Ana Ruiz; niece: Ana Ruiz" },
    { "Choi Myung-bok, a defector, lives with his wife Kim Un-ju.", "Choi Myung-bok - Kim Un-ju; wife: Kim Un-ju" },
    { "Marta Velda, a witness, hid with her brother, Bo Holm said.", "Marta Velda - family of Marta Velda; brother: family of Marta Velda" },
    { "Marta Velda, a witness, has two sons, Yuri and Pavel.", "Marta Velda - Yuri; Marta Velda - Pavel; two sons: -" },
    { "Yuri Sand, the husband of Marta Velda, a defector, was detained.", "Marta Velda - Yuri Sand; husband: Yuri Sand" },
    { "Marta Velda, a mother of three, fled.", "mother of three: -" },
  } do
    it(("are persons: %q"):format(row[1]), function () assert.equal(row[2], family(row[1])) end)
  end
end)

describe("relatives without names", function ()
  it("are a group of the person's, the same one under all its names", function ()
    local doc = annotated.document("Marta Velda, 34, lives in Oldmere with her husband and their two sons. The Veldas have moved. "
      .. "Her sister's 15-year-old daughter stayed. Velda's niece wept.")
    local marta = annotated.entity(doc, "Marta Velda")
    local groups = {}
    for _, e in ipairs(doc.entities) do
      if e.type == "Group" then groups[#groups + 1] = e end
    end
    assert.equal(2, #groups)
    assert.equal("husband and their two sons", groups[1].described)
    assert.equal(2, #groups[1].mentions)
    assert.equal(marta, groups[1].family_of)
    assert.equal(2, #groups[2].mentions)
    assert.is_true(groups[2].minor)
    assert.equal("pers.3", groups[2].id)
    assert.equal(groups[2], doc:annotations("Family")[3].entity)
  end)

  it("are not called by their words, which are nobody's name", function ()
    local doc = annotated.document "Marta Velda, 34, lives in Oldmere with her Tavrian husband and their two children."
    assert.equal("family of Marta Velda", doc:annotations("Family")[1].entity.name)
  end)
end)

describe("a date that only the words before it tell", function ()
  it("is no date of its own", function ()
    local doc = annotated.document("On Jan. 17, 2016, Marta Velda, a patient at the clinic, was tested, "
      .. "and by the next morning Velda had the result.")
    local linked = annotated.linked(annotated.entity(doc, "Marta Velda"), "event_date")
    assert.equal("Jan. 17, 2016", linked)
  end)
end)

describe("an address that holds a name", function ()
  it("belongs to the one who has the name, not to the nearest", function ()
    local doc = annotated.document("Marta Veldany, 34, spoke. Judge Tomas Reiss left. Write to m.veldany@mail.example or @martaveldany, "
      .. "see https://pictures.example/veldany-at-home.jpg, or reach him at office@court.example.")
    assert.equal("m.veldany@mail.example / @martaveldany / https://pictures.example/veldany-at-home.jpg",
      annotated.linked(annotated.entity(doc, "Marta Veldany"), "contact"))
    assert.equal("office@court.example", annotated.linked(annotated.entity(doc, "Tomas Reiss"), "contact"))
  end)
end)
