-- Bylines, credits, captions, notes, list items; and lines that only begin like them.

local credit = require "bluepencil.grammar.credit"

local function people (line)
  local found = credit.match(line, 1)
  if not found then return nil end
  local names = {}
  for i, one in ipairs(found.people or {}) do
    names[i] = one.name
    assert.equal(one.name, line:sub(one.first, one.last))
  end
  return found.type or found.skip, table.concat(names, "+"), found.agency and line:sub(found.agency.first, found.agency.last)
end

describe("a byline", function ()
  local cases = {
    { "By Katrin Osvald, NPA", "Katrin Osvald", "NPA" },
    { "By ANA RUIZ and JO ITO", "ANA RUIZ+JO ITO" },
    { "By Ana Ruiz, Jo Ito and Lee Kim", "Ana Ruiz+Jo Ito+Lee Kim" },
    { "By Ana Ruiz and Jo Ito, The Coast Ledger", "Ana Ruiz+Jo Ito", "The Coast Ledger" },
    { "By Ana Ruiz, Staff Writer", "Ana Ruiz" },
    { "By Ana Ruiz, Special to the Ledger", "Ana Ruiz" },
    { "By Ana Ruiz | NPA", "Ana Ruiz", "NPA" },
    { "By Ana Ruiz in Lima and Jo Ito in Quito", "Ana Ruiz+Jo Ito" },
    { "By Ana Ruiz for The Coast Ledger", "Ana Ruiz", "The Coast Ledger" },
    { "By The Northern Press", "", "The Northern Press" },
    { "By Jean-Luc d'Arbo van der Berg", "Jean-Luc d'Arbo van der Berg" },
    { "By J.R. Osman Jr.", "J.R. Osman Jr." },
    { "Ana Ruiz reported from Lima.", "Ana Ruiz" },
    { "Ana Ruiz and Jo Ito contributed to this report.", "Ana Ruiz+Jo Ito" },
    { "(Reporting by Ana Ruiz; Editing by Jo Ito)", "Ana Ruiz+Jo Ito" },
    { "Additional reporting by Lee Kim in Seoul", "Lee Kim" },
    { "-- Reporting by Ana Ruiz; Editing by Jo Ito", "Ana Ruiz+Jo Ito" },
    { "— Reporting by Ana Ruiz in Lima", "Ana Ruiz" },
  }
  for _, case in ipairs(cases) do
    it("is " .. case[1], function ()
      local kind, names, agency = people(case[1])
      assert.same({ "Byline", case[2], case[3] }, { kind, names, agency })
    end)
  end

  it("is not a sentence that begins like one", function ()
    for _, line in ipairs { "By Friday the troops had left.", "By Friday", "By Law", "By Noon Monday",
                            "Ana Ruiz told the court",
                            "Ana Ruiz reported the theft to the police.", "Bystanders Ran", "By", "By the river" } do
      assert.is_nil((people(line)), line)
    end
  end)
end)

describe("a picture credit", function ()
  local cases = {
    { "Photo by Tomasz Wielgoń/NPA", "Tomasz Wielgoń", "NPA" }, { "Photo: Jo Ito/NPA", "Jo Ito", "NPA" },
    { "(Photo by Jo Ito/NPA)", "Jo Ito", "NPA" }, { "Photos by Jo Ito and Ana Ruiz", "Jo Ito+Ana Ruiz" },
    { "NPA/Jo Ito", "Jo Ito", "NPA" }, { "Jo Ito/NPA", "Jo Ito", "NPA" }, { "Photo credit: Jo Ito", "Jo Ito" },
    { "File photo: Jo Ito/NPA", "Jo Ito", "NPA" }, { "File photo", "" },
  }
  for _, case in ipairs(cases) do
    it("is " .. case[1], function ()
      local kind, names, agency = people(case[1])
      assert.same({ "Credit", case[2], case[3] }, { kind, names, agency })
    end)
  end

  it("is not a sentence about pictures", function ()
    for _, line in ipairs { "Photos showed the bridge was gone.", "Photo by a passer-by showed it", "Video shows him",
                            "Lima/Quito" } do
      assert.is_nil((people(line)), line)
    end
  end)

  it("stands at the end of a caption", function ()
    local line = "Photo: A woman leaves the court in Lima. (Jo Ito/NPA)"
    assert.equal("Caption", (people(line)))
    local at, info = credit.caption_end(line, 1, #line)
    assert.equal("(Jo Ito/NPA)", line:sub(at))
    assert.equal("Jo Ito", info.people[1].name)
    assert.equal("Jo Ito", line:sub(info.people[1].first, info.people[1].last))
    assert.is_nil(credit.caption_end("Photo: A woman leaves.", 1, 22))
  end)
end)

describe("other lines", function ()
  it("are notes, list items and end marks", function ()
    for line, kind in pairs {
      ["Editor's note: a name was changed."] = "Note", ["Editor’s Note: x"] = "Note",
      ["Correction: An earlier version"] = "Note",
      ["© 2018 NPA. All rights reserved."] = "Note", ["• first"] = "ListItem",
      ["- second"] = "ListItem", ["1. third"] = "ListItem",
      ["-30-"] = "end mark", ["###"] = "end mark", ["(END)"] = "end mark", ["* * *"] = "end mark",
    } do
      assert.equal(kind, (people(line)), line)
    end
    for _, line in ipairs { "2017 was a bad year", "5 people died", "Ends meet", "-5 degrees", "End of the line" } do
      assert.is_nil((people(line)), line)
    end
  end)
end)
