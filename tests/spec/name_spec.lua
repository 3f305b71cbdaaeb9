local annotated = require "support.annotated"
local document = require "bluepencil.document"
local name = require "bluepencil.recognizer.name"

local function persons (text, types) return annotated.texts(annotated.document(text, types), "Person") end
local function places (text) return annotated.texts(annotated.document(text), "Place") end
local function orgs (text) return annotated.texts(annotated.document(text), "Org") end

describe("names of persons", function ()
  it("end before a possessive and do not run on over a line end", function ()
    assert.equal("Baek / Olga Reiss / Yuri Sandor",
      persons "Baek Seon-ho, 51, fled.\n\nBaek's lawyers,\nHarbour's Olga Reiss and Yuri Sandor, appealed."
        :gsub("^Baek Seon%-ho / ", ""))
  end)

  it("are found by the mailbox that bears them", function ()
    assert.equal("Lotteke Wilmskop / Onneke Hartjes", persons
      "Contact Lotteke Wilmskop lotteke.wilmskop@nb.example or Onneke Hartjes (o.hartjes@nb.example).")
    assert.equal("", persons "Write to National Library info@nb.example today.")
  end)

  it("follow a title, which is not part of them", function ()
    assert.equal("Ana Ruiz / Tomas Vela / Prum Sothy", persons
      "The court heard Prosecutor Ana Ruiz and Interior Minister Tomas Vela. Later Judge Prum Sothy left.")
  end)

  it("are found by an age, an apposition, a speech verb and a byline", function ()
    assert.equal("Mirela Donat", persons "Then Mirela Donat, 34, left.")
    assert.equal("Lucien Abadie", persons "It was late, said Lucien Abadie, the union's director.")
    assert.equal("Katrin Osw", persons("By Katrin Osw, NPA", { "Byline" }))
  end)

  it("hold particles, initials, hyphens, suffixes and nicknames", function ()
    assert.equal("Ludwig van Hoorn", persons "The mayor, Ludwig van Hoorn, 60, spoke.")
    assert.equal("J. B. Harmon Jr.", persons "It was J. B. Harmon Jr., a lawyer, who called.")
    assert.equal("Bashir al-Zubar", persons "The rebels met Gen. Bashir al-Zubar on the road.")
    assert.equal("William “Bill” Hartog", persons "The reporter William “Bill” Hartog said no.")
    assert.equal("Lucien Abadie-Rol", persons "“No,” said Lucien Abadie-\nRol, the director.")
  end)

  it("are found everywhere once the full name is known: surname, capitals, possessive, family", function ()
    local doc = annotated.document(
      "VELDA TELLS COURT OF FEAR\n\nMarta Velda, 34, spoke. Velda’s sister wept. The Veldas have moved, she told Marta.",
      { "Headline" })
    assert.equal("VELDA / Marta Velda / Velda / Veldas / Marta", annotated.texts(doc, "Person"))
    assert.equal("family", doc:annotations("Person")[4].subtype)
  end)

  it("are not invented from headlines, sentence openings, days and things", function ()
    assert.equal("", persons("Harbour Deal Leaves Sailors Exposed, Activist Says", { "Headline" }))
    assert.equal("", persons "Neighbors stopped coming. Instead they stayed away. However, nothing changed.")
    assert.equal("", persons "On Monday the Winter Games opened.")
  end)

  it("may be words: Will, May, Mark, Moon", function ()
    local doc = annotated.document(
      "Will Young will speak in May. Mark May said so. A mark was made. Mark Will, a witness, came. Moon Jae-ok, 30, left.")
    assert.equal("Will Young / Mark May / Mark Will / Moon Jae-ok", annotated.texts(doc, "Person"))
  end)

  it("stand behind an office of several words", function ()
    assert.equal("Ana Ruizo", persons "The talks with Secretary of State Ana Ruizo ended.")
    assert.equal("", persons "The Surgeon General and the Prime Minister met.")
  end)

  it("are no hurricane, no company and no administration", function ()
    assert.equal("", persons "Then Hurricane Ofelia came. It hit a Brando Foods plant.")
  end)

  it("do not cross from one block to the next", function ()
    assert.equal("Elis Shimon / Steven Shaw",
      persons("By Elis Shimon, NPA\n\nPhoto by Steven Shaw/NPA", { "Byline", "Credit" }))
  end)
end)

describe("names of places", function ()
  it("are made by the noun behind them, also over a line end", function ()
    assert.equal("Tavrin region", places "A court in the Tavrin\nregion dismissed it.")
    assert.equal("Koh Samrong", places "She lives in the village of Koh Samrong with friends.")
  end)
end)

describe("names of organisations", function ()
  it("are made by the words in them", function ()
    assert.equal("Civic Harbour Committee", orgs "The Civic Harbour\nCommittee said so.")
    assert.equal("High Court of Human Dignity / HCHD", orgs "They wrote to the High Court of Human Dignity (HCHD), he said.")
    assert.equal("Tavrin regional court", orgs "On Friday the\nTavrin regional court sustained it.")
  end)

  it("are made by the noun behind them: a group stays outside, a bakery is part", function ()
    assert.equal("Harbour", orgs "That is what the Harbour human rights group reported.")
    assert.equal("Solana bakery", orgs "She works at the Solana bakery.")
  end)

  it("are an agency behind a slash or in brackets of a dateline", function ()
    assert.equal("NPA", annotated.texts(annotated.document("Photo by Steven Shaw/NPA", { "Credit" }), "Org"))
    assert.equal("NPA", annotated.texts(annotated.document("TAVRIN, March 2 (NPA) –", { "Dateline" }), "Org"))
  end)
end)

describe("languages", function ()
  it("are what is spoken, listed or not", function ()
    local doc = annotated.document "She told them, speaking in Guarayo through a friend."
    assert.equal("Guarayo", annotated.texts(doc, "Language"))
  end)
end)

describe("a source of one's own", function ()
  it("gives candidates that join the tagger's, and can be taken away", function ()
    name.add_source {
      name = "spec",
      candidates = function (doc)
        local first, last = doc.text:find("zorvan", 1, true)
        return { { first = first, last = last, type = "Person", score = 0.9, source = "spec:zorvan" } }
      end,
    }
    finally(function () pcall(name.remove_source, "spec") end)
    local text = "Nothing about zorvan is known."
    local doc = annotated.document(text)
    assert.equal("zorvan", annotated.texts(doc, "Person"))
    assert.equal("spec:zorvan", doc:annotations("Person")[1].source)
    assert.equal(0.9, doc:annotations("Person")[1].score)
    name.remove_source "spec"
    assert.equal("", persons(text))
  end)

  it("needs a name and a function", function ()
    assert.has_error(function () name.add_source { name = "x" } end, "a name source has a name and a function 'candidates'")
  end)
end)

describe("a document without names", function ()
  it("gets no annotations", function ()
    for _, text in ipairs { "", "nothing here", "…", "42" } do
      local doc = assert(document.new(text))
      if #text > 0 then doc:set_blocks { { type = "Paragraph", first = 1, last = #text } } end
      assert.equal(0, name.run(doc))
    end
  end)
end)
