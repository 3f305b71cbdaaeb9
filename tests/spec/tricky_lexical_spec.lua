local calendar = require "bluepencil.calendar"
local feast = require "bluepencil.feast"
local lexical = require "support.lexical"

-- 2019-05-14 is a Tuesday.
local article_date = "2019-05-14"

local function of_type (text, type_name, date)
  local list = {}
  for _, a in ipairs((lexical.find(text, date or article_date))) do
    if a.type == type_name then list[#list + 1] = a end
  end
  return list
end

describe("tricky dates", function ()
  lexical.each(it, assert, "Date", {
    -- wraps, abbreviations, commas
    { "Halloran, 54, lives alone", "" },
    { "the ministry reported Monday", "Monday=2019-05-13" },
    { "On Jan. 31, Halloran was held", "Jan. 31=2019-01-31" },
    { "On Feb. 9, the\nTartu region", "Feb. 9=2019-02-09" },
    { "In 2015-2016 Halloran applied", "2015-2016=2015/2016" },
    { "in November 2015, In 1999 and in 2002", "November 2015=2015-11; 1999=1999; 2002=2002" },
    { "in\nan interview last year", "last year=2018" },
    { "TALLINN, May 12 (XPA) – A teacher", "May 12=2019-05-12" },
    { "33, 000 people", "" },
    -- open ends
    { "in exile since 2010", "2010=2010/.." },
    { "in office until 2012", "2012=../2012" },
    { "held there since\nMarch 22, 2017", "March 22, 2017=2017-03-22/.." },
    { "SINCE MARCH 2017 THEY", "MARCH 2017=2017-03/.." },
    { "free from 2014 on, she", "2014=2014/.." },
    { "from 2014 to 2016", "2014 to 2016=2014/2016" },
    -- counted from a day the text has told
    { "He fled in 2011. The previous year he was ill.", "2011=2011; previous year=2010" },
    { "She fell on March 3, 2018, and two weeks later died.", "March 3, 2018=2018-03-03; two weeks later=2018-03-17" },
    { "Jailed on Dec. 30, 2017, he was out a month later.", "Dec. 30, 2017=2017-12-30; a month later=2018-01" },
    { "On March 3, 2018, it rained; the next\nafternoon it snowed", "March 3, 2018=2018-03-03; the next afternoon=2018-03-04" },
    { "In May 2016 he left. The following month", "May 2016=2016-05; following month=2016-06" },
    -- time of day
    { "at 9:30 a.m. on Monday, the court sat", "9:30 a.m. on Monday=2019-05-13T09:30:00" },
    { "On March 22, 2017, at 21:05 he left", "March 22, 2017, at 21:05=2017-03-22T21:05:00" },
    { "closed Friday at 5 p.m. The", "Friday at 5 p.m.=2019-05-10T17:00:00" },
    { "at 10:61 on Monday, he", "Monday=2019-05-13" },
    -- fiscal and school years
    { "in fiscal 2015 and fiscal year 2016", "2015=2015; 2016=2016" },
    { "for FY2015, the", "FY2015=2015" },
    { "in the 2015-16 school year", "2015-16=2015/2016" },
    -- parts of a decade
    { "in the late 1990s he", "late 1990s=1997/1999" },
    { "the early 2000s were", "early 2000s=2000/2003" },
    -- feasts
    { "on Easter Sunday 2018 they", "Easter Sunday 2018=2018-04-01" },
    { "on Good Friday they prayed", "Good Friday=2019-04-19" },
    { "on Thanksgiving Day 2016", "Thanksgiving Day 2016=2016-11-24" },
    { "during Ramadan 2017", "Ramadan 2017=2017-05-27/2017-06-25" },
    { "shot on Memorial Day 2017", "Memorial Day 2017=2017-05-29" },
    -- small letters and capitals
    { "he was held on march 22, 2017, in lima", "march 22, 2017=2017-03-22" },
    { "on 22 march 2017 they may march", "22 march 2017=2017-03-22" },
    { "we left on monday", "monday=2019-05-13" },
    { "YESTERDAY, LAST MONDAY AND MARCH 3", "YESTERDAY=2019-05-13; LAST MONDAY=2019-05-13; MARCH 3=2019-03-03" },
    { "they may 1 day march", "" },
    { "a sat nav and the sun", "" },
  }, article_date)

  it("give the open side no end", function ()
    local since, till = of_type("since 2010", "Date")[1], of_type("until 2012", "Date")[1]
    assert.same({ "2010" }, { since.from, since.to })
    assert.same({ "2012" }, { till.to, till.from })
  end)

  it("are certain to the degree that the words are", function ()
    assert.equal("high", of_type("The ministry said Monday", "Date")[1].cert)
    assert.equal("high", of_type("in an interview last year", "Date")[1].cert)
    assert.is_nil(of_type("On March 22, 2017, he", "Date")[1].cert)
    assert.equal("medium", of_type("In 2011 he left. The previous year he", "Date")[2].cert)
    assert.equal("medium", of_type("during Ramadan 2017", "Date")[1].cert)
  end)

  it("know Easter", function ()
    for year, day in pairs { [1961] = "1961-04-02", [2000] = "2000-04-23", [2008] = "2008-03-23", [2011] = "2011-04-24",
                             [2024] = "2024-03-31", [2038] = "2038-04-25" } do
      assert.equal(day, calendar.iso_day(feast.easter(year)))
    end
  end)

  it("know Ramadan to within two days of the announced one", function ()
    for year, day in pairs { [2015] = "2015-06-18", [2017] = "2017-05-27", [2019] = "2019-05-06", [2023] = "2023-03-23" } do
      local known = calendar.day_number(calendar.parse(day))
      assert.is_true(math.abs(feast.ramadan(year) - known) <= 2, day .. calendar.iso_day(feast.ramadan(year)))
    end
  end)
end)

describe("tricky ages", function ()
  lexical.each(it, assert, "Age", {
    { "Halloran, 54, lives alone", "54=54" },
    { "an 8-year-old girl and the 15-year-old, who cannot be named", "8-year-old=8; 15-year-old=15" },
    { "aged 93", "93=93" },
    { "a woman in her fifties", "fifties=50" },
    { "a mother of three, 34, said", "34=34" },
    { "a father of 2, 41, said", "41=41" },
    { "a 34-yr-old teacher", "34-yr-old=34" },
    { "Halloran, 34, a teacher, said", "34=34" },
    { "two brothers, both 19, were", "19=19" },
    { "sisters aged 12 and 14 left", "12=12; 14=14" },
    { "children aged 8, 10 and 12 left", "8=8; 10=10; 12=12" },
    { "Ana, 8, Tom, 10, and Eva, 12, left", "8=8; 10=10; 12=12" },
    { "an 18-month-old boy", "18-month-old=1.5" },
    { "a nine-day-old baby", "nine-day-old=0.02" },
    { "a woman in her late seventies", "late seventies=70" },
    { "the octogenarian said", "octogenarian=80" },
    { "children between the ages of 6 and 9", "6 and 9=6" },
    { "MAN, 34, HELD OVER FIRE", "34=34" },
    { "over 2, 000 homes, 34, 000 trees", "" },
    { "Channel 4, 12, and Route 66, 9", "" },
  })

  it("mark children", function ()
    assert.is_true(of_type("a 15-year-old girl", "Age")[1].minor)
    assert.is_true(of_type("a six-month-old baby", "Age")[1].minor)
    assert.is_nil(of_type("Halloran, 18, said", "Age")[1].minor)
    assert.is_nil(of_type("no one under 16, said", "Age")[1].minor)
  end)
end)

describe("tricky numbers and contacts", function ()
  lexical.each(it, assert, "Number", {
    { "33, 000 workers", "33, 000=33000" },
    { "25 were held, another 38 fled, about 200 hid", "25=25; 38=38; 200=200" },
    { "only two stayed", "two=2" },
  })
  lexical.each(it, assert, "Measure", { { "within 30 days", "30 days=30 day" } })
  lexical.each(it, assert, "Redacted", {
    { "said [Person A], who", "[Person A]=person a" }, { "said [NAME] today", "[NAME]=name" },
    { "██████ lives there", "██████=nil" }, { "called XXXX by all", "XXXX=nil" },
  })
  lexical.each(it, assert, "Email", { { "write to choe.halloran@example.org.", "choe.halloran@example.org=choe.halloran@example.org" } })

  it("hold a blank after the comma for certain", function ()
    assert.equal("high", of_type("12, 500 trees", "Number")[1].cert)
  end)
end)

describe("addresses of many countries", function ()
  local function texts (text)
    local list = {}
    for _, a in ipairs(of_type(text, "Address")) do list[#list + 1] = a:text() end
    return table.concat(list, " | ")
  end
  for _, row in ipairs {
    { "at 41 Alder Street, Fenwick, OH 44101, he", "41 Alder Street, Fenwick, OH 44101" },
    { "at 41 Alder Street, Ottawa, ON K1A 0B6, he", "41 Alder Street, Ottawa, ON K1A 0B6" },
    { "at 7 Alder Lane, Ballarat VIC 3350, he", "7 Alder Lane, Ballarat VIC 3350" },
    { "at 7 Alder Road, Dublin, D02 X285, he", "7 Alder Road, Dublin, D02 X285" },
    { "at 7 Alder Road, London NW1 6XE, he", "7 Alder Road, London NW1 6XE" },
    { "at 12 Alder Road, New Delhi 110001, he", "12 Alder Road, New Delhi 110001" },
    { "in der Erlenstraße 5, 10115 Berlin, wo", "Erlenstraße 5, 10115 Berlin" },
    { "at Elzenstraat 12, 1012 AB Amsterdam, he", "Elzenstraat 12, 1012 AB Amsterdam" },
    { "au 12 rue des Aulnes, 75002 Paris, il", "12 rue des Aulnes, 75002 Paris" },
    { "at Calle Aliso 4, 28013 Madrid, he", "Calle Aliso 4, 28013 Madrid" },
    { "at Via Ontano 10, 00184 Roma, he", "Via Ontano 10, 00184 Roma" },
    { "at Rua Amieiro 3, 1000-205 Lisboa, he", "Rua Amieiro 3, 1000-205 Lisboa" },
    { "at ul. Olchowa 3, 00-001 Warszawa, he", "ul. Olchowa 3, 00-001 Warszawa" },
    { "at ulitsa Olkhovaya, 5, where", "ulitsa Olkhovaya, 5" },
    { "at Olkhovsky Prospekt 14, he", "Olkhovsky Prospekt 14" },
    { "at Karaağaç Caddesi No: 12, he", "Karaağaç Caddesi No: 12" },
    { "at 123 Orinamu-ro, Gangnam-gu, he", "123 Orinamu-ro, Gangnam-gu" },
    { "at 1-2-3 Hannoki, Chiyoda-ku, Tokyo, he", "1-2-3 Hannoki, Chiyoda-ku, Tokyo" },
    { "at P.O. Box 12, he", "P.O. Box 12" },
    { "In 2015 Alder Street was shut", "" },
    { "won 3-2 in Lima, and 5 Peru fans", "" },
    { "the Prospekt 14 team", "" },
  } do
    it(("read %q"):format(row[1]), function () assert.equal(row[2], texts(row[1])) end)
  end
end)

describe("identifiers with check digits or a form of their own", function ()
  local function first (text) return of_type(text, "Identifier")[1] end
  for _, row in ipairs {
    { "NHS number 943 476 5919 is", "943 476 5919", "nhs", 0.99 },
    { "NHS number 943 476 5918 is", "943 476 5918", "nhs", 0.8 },
    { "tax ID 86095742719 is", "86095742719", "tax", 0.99 },
    { "the IMEI 490154203237518 of", "490154203237518", "device", 0.99 },
    { "BIC DEUTDEFF500, he", "DEUTDEFF500", "bic", 0.9 },
    { "PESEL 44051401359, he", "44051401359", "national-id", 0.99 },
    { "VIN 1M8GDM9AXKP042788, he", "1M8GDM9AXKP042788", "vin", 0.99 },
    { "routing number 111000025, he", "111000025", "account", 0.99 },
    { "to 0x52908400098527886E0F7030069857D2E4169EE7 in", "0x52908400098527886E0F7030069857D2E4169EE7", "wallet", 0.97 },
    { "to 1BoatSLRHtKNngkdXEeobR76b53LETtpyT in", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "wallet", 0.97 },
    { "seen at 40.7128, -74.0060 by", "40.7128, -74.0060", "coordinates", 0.95 },
    { "seen at 51.5074° N, 0.1278° W by", "51.5074° N, 0.1278° W", "coordinates", 0.95 },
    { "seen at 51°30′26″N 0°7′39″W by", "51°30′26″N 0°7′39″W", "coordinates", 0.95 },
    { "a car with licence plate AB12 CDE left", "AB12 CDE", "plate", 0.9 },
  } do
    it(("read %q"):format(row[1]), function ()
      local a = first(row[1])
      assert.same({ row[2], row[3], row[4] }, { a and a:text(), a and a.subtype, a and a.score })
    end)
  end
  it("are not seen in plain words", function ()
    for _, text in ipairs { "the BIC code is unknown", "a SWIFT answer", "a rate of 3.1416, she said", "his account of 2015" } do
      assert.is_nil(first(text), text)
    end
  end)
end)
