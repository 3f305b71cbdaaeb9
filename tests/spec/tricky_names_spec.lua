--- Names in the forms that news copy has them in and that go wrong most easily.  Everybody here is invented.

local annotated = require "support.annotated"
local parse = require "bluepencil.parse"
local document = require "bluepencil.document"
local name = require "bluepencil.recognizer.name"
local recognizer = require "bluepencil.recognizer"

local function texts (kind, text, types) return annotated.texts(annotated.document(text, types), kind) end
local function persons (text, types) return texts("Person", text, types) end
local function places (text, types) return texts("Place", text, types) end
local function orgs (text, types) return texts("Org", text, types) end

local function parsed (text)
  local doc = assert(document.new(text))
  parse.parse(doc)
  recognizer.run(doc)
  name.run(doc)
  return doc
end

describe("a person's name", function ()
  it("ends before the possessive", function ()
    assert.equal("Baek / Baek", persons "Baek's lawyers appealed. The judge freed Baek on Friday.")
  end)

  it("does not merge with an organisation's over a line end, though both have possessives", function ()
    local doc = annotated.document(
      "The Harbour human rights group sued.\n\nBaek's lawyers,\nHarbour's Olga Reiss and Yuri Sandor, appealed.")
    assert.equal("Baek / Olga Reiss / Yuri Sandor", annotated.texts(doc, "Person"))
    assert.equal("Harbour / Harbour", annotated.texts(doc, "Org"))
  end)

  it("with a family name first and a hyphen is the same person's as the family name alone", function ()
    local doc = annotated.document "Baek Seon-ho, 51, fled in 2003. Baek, a cook, lives in a small town."
    assert.equal("Baek Seon-ho / Baek", annotated.texts(doc, "Person"))
    assert.equal(2, #annotated.entity(doc, "Baek Seon-ho").mentions)
  end)

  it("may hold a word that is a people's elsewhere in the article", function ()
    local doc = annotated.document "“No,” said Edward German, 54, a lawyer. Edward German left with German tourists."
    assert.equal("Edward German / Edward German", annotated.texts(doc, "Person"))
    assert.equal("German", annotated.texts(doc, "Nationality"))
  end)

  it("may have three parts without a hyphen", function ()
    assert.equal("Kim Yong Sok", persons "The money went to the regime of Kim Yong Sok, officials said.")
  end)

  it("goes on over a line end behind its own hyphen", function ()
    assert.equal("Baek Seon-ho", persons "The court heard Baek Seon-\nho, 51, on Friday.")
  end)

  it("is found behind every title", function ()
    for _, title in ipairs { "Mr.", "Dr", "Sen.", "Judge", "Prosecutor", "Mayor", "Detective" } do
      assert.equal("Varga", persons("On Friday " .. title .. " Varga left the room."), title)
    end
  end)

  it("keeps Jr. and loses the office before it", function ()
    assert.equal("Harlan Pell Jr.", persons "It was said by Harlan Pell Jr., who was there.")
    assert.equal("Harlan Pell", persons "They waited for US President Harlan Pell to speak.")
  end)

  it("is found in the plural of the family", function ()
    local doc = annotated.document "Marta Velda, 34, spoke first. The Veldas moved twice."
    assert.equal("Marta Velda / Veldas", annotated.texts(doc, "Person"))
    assert.equal("family", doc:annotations("Person")[2].subtype)
  end)

  it("is found in the capitals of a heading", function ()
    assert.equal("VELDA / Marta Velda",
      persons("VELDA TELLS COURT OF FEAR\n\nMarta Velda, 34, spoke first.", { "Headline" }))
  end)

  it("is found with accents and without", function ()
    assert.equal("Lucía Perdás / Perdas", persons "Lucía Perdás, 30, wept. The judge told Perdas to sit.")
  end)

  it("may be an ordinary word or a month", function ()
    assert.equal("Will Young", persons "Will Young will speak in May.")
    assert.equal("Rich Marsh / Marsh", persons "Rich Marsh, 44, got rich in March. Marsh said no.")
  end)

  it("stands alone in a byline, and so does the agency", function ()
    local doc = parsed("A Quiet Day\n\nNobody came, the mayor said on Friday in a long speech.\n\nBy Elsbeth Shinn, NPA\n\n"
      .. "Photo by Steffen Shaw/NPA")
    assert.equal("Elsbeth Shinn / Steffen Shaw", annotated.texts(doc, "Person"))
    assert.equal("NPA / NPA", annotated.texts(doc, "Org"))
  end)

  it("is what stands between the brackets of an NGO and its verb", function ()
    assert.equal("Svetlana Ganova / Ganova",
      persons "Svetlana Ganova told reporters so. The committee, the NGO Ganova runs, tried to stop it.")
  end)
end)

describe("no person", function ()
  it("is made of a headline in title case", function ()
    assert.equal("", persons("Latvia, Eritrea Deal Leaves Sailors Exposed, Activist Says", { "Headline" }))
  end)

  it("is made of days, months, things and offices", function ()
    assert.equal("", persons "On Monday the Prime Minister met the Surgeon General.")
    assert.equal("", persons "Fans queued for the Star Wick and Resident Dread films.")
    assert.equal("", persons "Hurricane Ofelia struck on Sept. 4.")
  end)

  it("is made of the words around a title in copy that is all capitals", function ()
    for _, a in ipairs(annotated.document "THE COURT SAID THE SECRETARY ACTED WITHIN THE LAW AND THE PRESIDENT HAS DRAWN PRAISE."
      :annotations "Person") do assert.is_nil(a:text():find "ACTED" or a:text():find "DRAWN", a:text()) end
  end)

  it("is made of a committee over a line end", function ()
    local doc = annotated.document "Civic Harbour\nCommittee, a charity, tried to stop it."
    assert.equal("", annotated.texts(doc, "Person"))
    assert.equal("Civic Harbour Committee", annotated.texts(doc, "Org"))
  end)

  it("is made of an inner quotation", function ()
    assert.equal("", persons "“That was how they ’brought him to his\nhomeland’ — or what was left,” she says.")
  end)
end)

describe("an organisation", function ()
  it("is one with its abbreviation in brackets, and so is the abbreviation later", function ()
    assert.equal("High Court of Human Dignity / HCoHD / HCoHD",
      orgs "They wrote to the High Court of Human Dignity (HCoHD), fearing the worst. HCoHD ruled on Friday.")
  end)

  it("is a court by the noun behind a place", function ()
    local doc = annotated.document "A judge in the Tavrin region freed him. The\nTavrin regional court agreed."
    assert.equal("Tavrin region", annotated.texts(doc, "Place"))
    assert.equal("Tavrin regional court", annotated.texts(doc, "Org"))
  end)

  it("keeps the article of a newspaper inside a sentence", function ()
    assert.equal("The Harbour Times", orgs "He told The Harbour Times in an interview last year.")
  end)

  it("ends before a possessive", function ()
    assert.equal("Kestrel Motors", orgs "Workers at Kestrel Motors' plant stayed at home.")
  end)

  it("behind a country's possessive is apart from the country", function ()
    local doc = annotated.document "A spokeswoman for Cambodia's Health Ministry spoke."
    assert.equal("Cambodia", annotated.texts(doc, "Place"))
    assert.equal("Health Ministry", annotated.texts(doc, "Org"))
  end)
end)

describe("a capital city", function ()
  it("is a government where it agrees or is silent, and a place in a dateline and after 'in'", function ()
    local doc = annotated.document(
      "An agreement between Moscow and Pyongyang was signed. Moscow has not disclosed the details. He lives in Moscow.")
    assert.equal("Moscow / Pyongyang / Moscow", annotated.texts(doc, "Org"))
    assert.equal("Moscow", annotated.texts(doc, "Place"))
    for _, a in ipairs(doc:annotations "Org") do assert.equal("metonym", a.subtype) end
  end)

  it("is a place where it was something", function ()
    assert.equal("Athens", places "Athens was a small town in those days.")
  end)

  it("is a place in the dateline, whose agency is an organisation", function ()
    local doc = parsed "Talks End\n\nMOSCOW, March 22 (NPA) – A spokesman said on Tuesday that nothing was agreed by both sides.\n"
    assert.equal("MOSCOW", annotated.texts(doc, "Place"))
    assert.equal("NPA", annotated.texts(doc, "Org"))
  end)
end)

describe("a place", function ()
  it("holds the noun of its region over a line end, and the direction before it", function ()
    assert.equal("Far Eastern Amur region", places "He was sent to a camp in the Russian Far Eastern Amur\nregion.")
  end)

  it("in Russia's possessive is apart from the region behind it", function ()
    assert.equal("Russia / Tavrin region", places "A court in Russia's\nTavrin region dismissed it.")
  end)

  it("is where a town lies", function ()
    assert.equal("Puerto Yvaró / southern Paraguay",
      places "She lives in the town of Puerto Yvaró, in southern Paraguay, with her son.")
  end)
end)

describe("a people", function ()
  it("is one nationality across a line end, and no place", function ()
    local doc = annotated.document "A North\nKorean defector and his Russian partner left."
    assert.equal("North Korean / Russian", annotated.texts(doc, "Nationality"))
    assert.equal("", annotated.texts(doc, "Place"))
  end)

  it("is a language where it is spoken", function ()
    local doc = annotated.document "Most of them do not speak Russian or live alone. His Russian partner does."
    assert.equal("Russian", annotated.texts(doc, "Language"))
    assert.equal("Russian", annotated.texts(doc, "Nationality"))
  end)
end)

describe("a person's name that the model takes for a place elsewhere", function ()
  local function kinds (text)
    local doc, found = parsed(text), {}
    for _, kind in ipairs { "Person", "Place", "Org" } do
      for _, a in ipairs(doc:annotations(kind)) do found[a:text()] = (found[a:text()] or "") .. kind .. " " end
    end
    return found
  end

  it("is the person's, once an age, a title or a lawyer tells that it is somebody's", function ()
    local found = kinds(
      "OSLO, May 10 (NPA) – Seomun Hyun-ki, a witness in the trial, told a court on Monday how guards took his papers.\n\n"
      .. "Seomun, 41, lives in the village of Vidrovo with his wife and their three children.\n\n"
      .. "The Seomuns have moved twice since the first threats. Seomun’s lawyer, Bastien Castelnoux, appealed the ruling.\n\n"
      .. "Seomun's papers were returned on Tuesday. Those who know Seomun call him quiet.")
    assert.equal("Person Person Person Person ", found.Seomun)
    assert.equal("Person ", found["Seomun Hyun-ki"])
    assert.equal("Place ", found.Vidrovo)
  end)

  it("is the person's with the given name in front as well", function ()
    local found = kinds(
      "OSLO, May 14 (NPA) – Halvard Strandmoen, an asylum seeker, told a court on Monday how guards took his papers.\n\n"
      .. "Strandmoen, 71, lives in the village of Kalnmuiza with his wife and their three children.\n\n"
      .. "The money went to the account of Halvard Strandmoen. Mr. Strandmoen has lived in fear since.")
    assert.equal("Person Person ", found["Halvard Strandmoen"])
  end)

  it("holds the nickname in quotation marks, and ends before an age", function ()
    assert.equal("Eskil “Pepper” Nordlysen / Hanadi \"Zuzu\" bin Rashidun / Yusra “Sparrow” el-Marjabi", persons(
      "Then Eskil “Pepper” Nordlysen, a refugee, left. Hanadi \"Zuzu\" bin Rashidun wept. Yusra “Sparrow” el-Marjabi fled. "
      .. "The “Big” Apple fell."))
    assert.equal("FitzMorrow", persons "FitzMorrow, 41, lives in the village of Kalnmuiza.")
  end)

  it("stays a place behind “in”, and where the lists know the country", function ()
    local found = kinds("Amir Jordan, 41, left Jordan. Jordan, 41, was in Jordan last year, his lawyer said.")
    assert.is_truthy(found.Jordan:find "Place")
  end)
end)

describe("scores", function ()
  it("are probabilities: between 0 and 1, and high where a name is plain", function ()
    local doc = annotated.document "The prime minister of France, Julien Dumas, said so in Paris. Barack Obama left."
    for _, kind in ipairs { "Person", "Place", "Org" } do
      for _, a in ipairs(doc:annotations(kind)) do assert.is_true(a.score > 0 and a.score <= 1, a:text()) end
    end
    assert.is_true(doc:annotations("Person")[2].score > 0.9)
  end)

  it("and eagerness: a higher recall never finds less of the text", function ()
    local text = "Sources close to Orvil said that Brackenmoor would pay. Later Tanned Ulf and the Vintner came to Lod."
    local function covered (recall)
      local doc = assert(document.new(text))
      doc:set_blocks { { type = "Paragraph", first = 1, last = #text } }
      doc.options = { recall = recall }
      name.run(doc)
      local letters = 0
      for _, kind in ipairs { "Person", "Place", "Org" } do
        for _, a in ipairs(doc:annotations(kind)) do letters = letters + a.last - a.first + 1 end
      end
      return letters
    end
    assert.is_true(covered(2) >= covered(0))
    assert.is_true(covered(4) > covered(0))
  end)
end)
