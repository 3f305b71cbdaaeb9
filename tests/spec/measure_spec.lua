local lexical = require "support.lexical"

describe("measures", function ()
  lexical.each(it, assert, "Measure", {
    { "within 30 days", "30 days=30 day" },
    { "for an hour, twice a year", "an hour=1 hour" },
    { "gave me an\nhour to pack", "an hour=1 hour" },
    { "twice an hour, $15 an hour", "" },
    { "half an hour", "half an hour=0.5 hour" },
    { "12 years in prison", "12 years=12 year" },
    { "a 30-day ultimatum", "30-day=30 day" },
    { "two and a half years", "two and a half years=2.5 year" },
    { "25 percent, 25%, 3 per cent", "25 percent=25 percent; 25%=25 percent; 3 per cent=3 percent" },
    { "5 to 10 kilometers", "5 to 10 kilometers=5 km" },
    { "60 miles an hour", "60 miles an hour=60 mph" },
    { "6ft, 70 kg, 40 acres", "6ft=6 foot; 70 kg=70 kg; 40 acres=40 acre" },
    { "-5 degrees Celsius and 30°C", "-5 degrees Celsius=-5 degC; 30°C=30 degC" },
    { "three\nweeks", "three weeks=3 week" },
    { "a five-year-old company", "five-year=5 year" },
    { "two days ago", "" },
    { "a 54-year-old man", "" },
  })
  it("of a range give both ends", function ()
    local a = lexical.find("10-15% of goats")[1]
    assert.same({ 10, 15, "percentage" }, { a.from, a.to, a.subtype })
  end)
end)
