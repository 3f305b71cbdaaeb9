--- What is told of a person: illness, faith, people, vehicle, school.  Everybody here is invented.

local annotated = require "support.annotated"
local pipeline = require "bluepencil.pipeline"

-- "TYPE: words (whose)" of all that is tied to somebody.
local function told (text)
  local doc, out = annotated.document(text), {}
  for _, a in ipairs(doc:annotations()) do
    if a.link == "school" or (a.source or ""):find "^trait:" then
      out[#out + 1] = ("%s: %s (%s)"):format(a.link, a:text(), a.person.name)
    end
  end
  return table.concat(out, "; ")
end

local function each (rows)
  for _, row in ipairs(rows) do
    it(("reads %q"):format(row[1]), function () assert.equal(row[2], told(row[1])) end)
  end
end

describe("what is told of a person", function ()
  local function traits (text, kind)
    local out = {}
    for i, a in ipairs(annotated.document(text):annotations(kind)) do out[i] = a:text() end
    return table.concat(out, " / ")
  end

  it("is an illness after 'suffers from' although no list has it, but not any noun there", function ()
    assert.equal("rare blood disorder", traits("Marta Velda, 34, was diagnosed with a rare blood disorder.", "Health"))
    assert.equal("sickle cell anaemia", traits("Marta Velda, 34, suffers from sickle cell anaemia and asthmaless nights.", "Health"))
    assert.equal("", traits("Marta Velda, 34, suffered from discrimination. Velda was treated for free.", "Health"))
  end)

  it("is a vehicle wherever the same one stands again", function ()
    local text = "Marta Velda, 34, drove a red Lada Niva. Police found the woman's red Lada Niva near the harbour."
    assert.equal("red Lada Niva / red Lada Niva", traits(text, "Vehicle"))
  end)

  it("is a faith of two words behind a nationality, and a state behind an address", function ()
    assert.equal("Pentecostal Christian", traits("Marta Velda, an Eritrean Pentecostal Christian, fled in 2014.", "Religion"))
    assert.equal("HIV-positive", traits("Marta Velda, of 12 Mill Lane, Hurrow, is HIV-positive.", "Health"))
  end)
end)

describe("health is somebody's", function ()
  each {
    { "Marta Velda was being treated for tuberculosis when police came.", "health: tuberculosis (Marta Velda)" },
    { "Marta Velda, 34, a kitchen worker with HIV, wept.", "health: HIV (Marta Velda)" },
    { "Marta Velda, who suffers from severe depression, wept.", "health: severe depression (Marta Velda)" },
    { "Marta Velda spoke. She was eight months pregnant, her lawyer said.", "health: eight months pregnant (Marta Velda)" },
    { "Marta Velda said her cancer had returned.", "health: cancer (Marta Velda)" },
    { "Marta Velda’s diabetes was known to the guards.", "health: diabetes (Marta Velda)" },
    { "Marta Velda was diagnosed with hepatitis B and HIV.", "health: hepatitis B (Marta Velda); health: HIV (Marta Velda)" },
    { "Marta Velda, a deaf teenager, was found.", "health: deaf (Marta Velda)" },
    { "Marta Velda is HIV-positive.", "health: HIV-positive (Marta Velda)" },
    { "Marta Velda collapsed and was treated for pneumonia.", "health: pneumonia (Marta Velda)" },
  }
end)

describe("an illness that nobody in the story has", function ()
  each {
    { "Minister Ana Ruiz said tuberculosis has spread.", "" },
    { "Minister Ana Ruiz said 20 people died of cholera.", "" },
    { "Ana Ruiz donated to cancer research.", "" },
    { "Cancer patients waited while Ana Ruiz spoke.", "" },
    { "Dr. Ana Ruiz treats cancer and studies depression.", "" },
    { "The clinic of Ana Ruiz tests for HIV.", "" },
  }
end)

describe("faith and people are somebody's", function ()
  each {
    { "Ana Ruiz, a Jehovah's Witness from Brno, was arrested.", "religion: Jehovah's Witness (Ana Ruiz)" },
    { "Ana Ruiz, a devout Muslim, was arrested.", "religion: Muslim (Ana Ruiz)" },
    { "Ana Ruiz converted to Islam in prison.", "religion: Islam (Ana Ruiz)" },
    { "Ana Ruiz was beaten for her Christian faith.", "religion: Christian (Ana Ruiz)" },
    { "Ana Ruiz is Jewish.", "religion: Jewish (Ana Ruiz)" },
    { "Ethnic Uzbek farmer Yuri Sand fled.", "ethnicity: Ethnic Uzbek (Yuri Sand)" },
    { "Yuri Sand, a Rohingya refugee, fled.", "ethnicity: Rohingya (Yuri Sand)" },
    { "Yuri Sand, an ethnic Korean, fled.", "ethnicity: ethnic Korean (Yuri Sand)" },
  }
end)

describe("a faith or people that is nobody's in the story", function ()
  each {
    { "Ana Ruiz said Muslim countries must act.", "" },
    { "Ana Ruiz met Christian Democrats in Berlin.", "" },
    { "The Catholic Church thanked Ana Ruiz.", "" },
    { "Ana Ruiz wrote of Rohingya refugees and Kurdish fighters.", "" },
    { "Thousands of ethnic Albanians heard Ana Ruiz.", "" },
    { "Jewish Agency head Tom Vela came.", "" },
  }
end)

describe("vehicles and schools", function ()
  each {
    { "Marta Velda drove a silver Toyota Corolla to the camp.", "vehicle: silver Toyota Corolla (Marta Velda)" },
    { "Marta Velda wept. Her red pickup truck was found.", "vehicle: red pickup truck (Marta Velda)" },
    { "Marta Velda's 2009 Honda Civic was stolen.", "vehicle: 2009 Honda Civic (Marta Velda)" },
    { "Marta Velda was last seen in a white van.", "vehicle: white van (Marta Velda)" },
    { "Marta Velda has a car.", "" },
    { "Toyota said sales rose, and Marta Velda bought nothing.", "" },
    { "Marta Velda spoke at a Ford plant.", "" },
    { "Marta Velda, a student at Tavrin State University, was beaten.", "school: Tavrin State University (Marta Velda)" },
    { "Marta Velda attended Tavrin State University.", "school: Tavrin State University (Marta Velda)" },
    { "A school board said nothing, and Marta Velda left.", "" },
  }
end)

describe("what becomes of them", function ()
  local text = "Tavrin Court Hears Case\n\nMarta Velda, a devout Muslim with tuberculosis, told a court she fled.\n\n"
    .. "Velda, an ethnic Uighur, is pregnant. She drove a silver Toyota Corolla and attended Tavrin State University.\n\n"
    .. "Minister Ana Ruiz, a Catholic with diabetes, said Muslim countries must act."

  local function converted (policy)
    local line = assert(pipeline.new { policy = policy, to = "text" })
    return assert(line:convert { text = text, name = "x" })
  end

  it("is a wider word, or nothing, as the policy says; a public person's stay", function ()
    local kept = converted "protect-private"
    assert.truthy(kept:find("[Person A], a devout Muslim with tuberculosis", 1, true))
    assert.truthy(kept:find("She drove a [car] and attended [state university]", 1, true))
    local gone = converted "asylum"
    assert.truthy(gone:find("[Person A], a devout [member of a religious group] with [an illness], told", 1, true))
    assert.truthy(gone:find("an [unnamed member of an ethnic group], is [state of health withheld]", 1, true))
    assert.truthy(gone:find("Minister Ana Ruiz, a Catholic with diabetes, said Muslim countries must act", 1, true))
  end)

  it("is an rs of that type in TEI", function ()
    local line = assert(pipeline.new {})
    local bytes = assert(line:convert { text = text, name = "x" })
    assert.truthy(bytes:find('<rs type="religion" ana="#prot.quasi">Muslim</rs>', 1, true))
    assert.truthy(bytes:find('<rs type="vehicle" ana="#prot.quasi"><gap reason="anonymization"/>', 1, true))
  end)
end)
