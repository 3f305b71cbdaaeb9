-- Datelines: the forms agencies use, and sentences that look like them.

local dateline = require "bluepencil.grammar.dateline"
local day = require "bluepencil.grammar.day"

local function parts (line)
  local found = dateline.match(line, 1, #line)
  if not found then return nil end
  local function text (part) return part and line:sub(part.first, part.last) end
  local places = {}
  for i, place in ipairs(found.places) do places[i] = text(place) end
  return { line:sub(1, found.last), table.concat(places, "+"), text(found.region) or "",
           found.date and day.iso(found.date) or "", text(found.agency) or "" }
end

describe("a dateline", function ()
  local cases = {
    { "LIMA, March 22 (NPA) – A court", "LIMA, March 22 (NPA) –", "LIMA", "", "--03-22", "NPA" },
    { "LIMA, Peru (NPA) - The mayor", "LIMA, Peru (NPA) -", "LIMA", "Peru", "", "NPA" },
    { "LIMA — The mayor", "LIMA —", "LIMA", "", "", "" },
    { "NEW YORK, Jan. 5 /PRWire/ -- A firm", "NEW YORK, Jan. 5 /PRWire/ --", "NEW YORK", "", "--01-05", "PRWire" },
    { "BEIJING/SEOUL, Oct 3 (NPA) - Talks", "BEIJING/SEOUL, Oct 3 (NPA) -", "BEIJING+SEOUL", "", "--10-03", "NPA" },
    { "LIMA and QUITO, may 5 (NPA) -- Two", "LIMA and QUITO, may 5 (NPA) --", "LIMA+QUITO", "", "--05-05", "NPA" },
    { "(Northern Press) - Shares", "(Northern Press) -", "", "", "", "Northern Press" },
    { "SÃO PAULO (NPA) — A man", "SÃO PAULO (NPA) —", "SÃO PAULO", "", "", "NPA" },
    { "ST. PAUL, Minn. (NPA) — Police", "ST. PAUL, Minn. (NPA) —", "ST. PAUL", "Minn.", "", "NPA" },
    { "N’DJAMENA, Chad — Troops", "N’DJAMENA, Chad —", "N’DJAMENA", "Chad", "", "" },
    { "MOSCOW, February 14. /NPA/. The", "MOSCOW, February 14. /NPA/.", "MOSCOW", "", "--02-14", "NPA" },
    { "Geneva, 3 May 2018 – The agency", "Geneva, 3 May 2018 –", "Geneva", "", "2018-05-03", "" },
    { "Nairobi (NPA) – The court", "Nairobi (NPA) –", "Nairobi", "", "", "NPA" },
    { "NEW DELHI: The government", "NEW DELHI:", "NEW DELHI", "", "", "" },
    { "McALLEN, Texas (NPA) — Border", "McALLEN, Texas (NPA) —", "McALLEN", "Texas", "", "NPA" },
    { "MADRID, 3 May (NPA).- The", "MADRID, 3 May (NPA).-", "MADRID", "", "--05-03", "NPA" },
    { "LIMA, Peru,\nOct. 3, 2015 (NPA) – A", "LIMA, Peru,\nOct. 3, 2015 (NPA) –", "LIMA", "Peru", "2015-10-03", "NPA" },
  }
  for _, case in ipairs(cases) do
    it("is " .. case[2]:gsub("\n", " "), function ()
      assert.same({ table.unpack(case, 2) }, parts(case[1]))
    end)
  end

  it("is not a sentence with a dash, a label or an abbreviation", function ()
    for _, line in ipairs { "A human rights activist said - well", "UPDATE: The story", "US - China talks",
                            "On Feb. 9, the court",
                            "Ruiz told the Ledger - twice", "In Lima, on March 22 - the day", "Ana Ruiz – a nurse – said",
                            "NHA (National Health Alliance) – a group", "LIMA, Peru (NPA) Three", "Ruiz, 54, lives in a",
                            "HARBOUR TRIAL: WITNESS TELLS OF CALL", "PORT LOUIS - SHIP SINKS", "", "–", "(", "A", "LIMA" } do
      assert.is_nil(parts(line), line)
    end
  end)
end)

describe("a day", function ()
  it("is given in ISO form as far as it is known", function ()
    local function iso (text) return day.iso(day.day:match(text)) end
    assert.equal("2017-02-14", iso "2017-02-14")
    assert.equal("--10-12", iso "Oct. 12")
    assert.equal("2016-03-22", iso "march 22, 2016")
    assert.equal("--11-03", iso "Friday, Nov. 3")
    assert.equal("2018-05-03", iso "3 May 2018")
    assert.equal("2018-05-13", iso "13/05/2018")
    assert.equal("2018", (iso "03/05/2018"))
    assert.equal("low", select(2, day.iso(day.day:match "03/05/2018")))
  end)

  it("that does not exist is none", function ()
    assert.is_nil(day.iso(day.day:match "2017-02-30"))
    assert.is_nil(day.iso(day.day:match "Feb. 29, 2017"))
    assert.equal("2016-02-29", (day.iso(day.day:match "Feb. 29, 2016")))
  end)

  it("knows its weekday", function ()
    assert.equal(5, day.weekday_of(2023, 11, 3))
    assert.equal(2, day.weekday_of(2017, 2, 14))
  end)
end)
