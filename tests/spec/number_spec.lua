local lexical = require "support.lexical"

describe("numbers", function ()
  describe("in figures", function ()
    lexical.each(it, assert, "Number", {
      { "a total of 33, 000 workers", "33, 000=33000" },
      { "a total of 33,\n000 workers", "33, 000=33000" },
      { "a total of 33,000 workers", "33,000=33000" },
      { "a total of 1,140 workers", "1,140=1140" },
      { "a total of 1,234,567 workers", "1,234,567=1234567" },
      { "25 people applied and another 38 asked", "25=25; 38=38" },
      { "about 200 applied", "200=200" },
      { "some 3.5 million refugees", "3.5 million=3500000" },
      { "at 3.5 points", "3.5=3.5" },
      { "40 thousand people", "40 thousand=40000" },
    })
  end)
  describe("in words", function ()
    lexical.each(it, assert, "Number", {
      { "only two applicants", "two=2" },
      { "Three men and twenty-five women", "Three=3; twenty-five=25" },
      { "two hundred and six goats", "two hundred and six=206" },
      { "three thousand goats", "three thousand=3000" },
      { "half a million goats", "half a million=500000" },
      { "a dozen goats", "a dozen=12" },
      { "two dozen goats", "two dozen=24" },
      { "one goat", "one=1" },
      { "a three-judge panel", "three=3" },
    })
  end)
  describe("are not seen in", function ()
    lexical.each(it, assert, "Number", {
      { "the 54th goat", "" },
      { "one of them; no one; one another; one can", "" },
      { "the COVID-19 wave", "" },
      { "at 10:30 or 10 a.m.", "" },
      { "the Apollo 11, they said", "" },
      { "on Flight 370 to Lima", "" },
      { "version 1.2.3", "" },
      { "two-thirds", "" },
      { "in 2015, they", "" },
      { "a law is written ½ mv", "" },
    })
  end)
  it("with a blank inside carry a certainty", function ()
    local found = lexical.find("33, 000 and 33, 120 goats")
    assert.same({ "high", "high" }, { found[1].cert, found[2].cert })
  end)
  it("longer than a Lua number can hold keep their figures", function ()
    assert.equal("12345678901234567890", lexical.find("12345678901234567890 goats")[1].norm)
  end)
end)
