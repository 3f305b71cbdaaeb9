local lexical = require "support.lexical"
local calendar = require "bluepencil.calendar"

-- 2019-05-16 is a Thursday.
local article_date = "2019-05-16"

local function first_date (text, date)
  for _, a in ipairs((lexical.find(text, date or article_date))) do
    if a.type == "Date" then return a end
  end
end

describe("dates", function ()
  describe("written in full", function ()
    lexical.each(it, assert, "Date", {
      { "signed on March 22, 2017, in Lima", "March 22, 2017=2017-03-22" },
      { "signed on 22 March 2017 in Lima", "22 March 2017=2017-03-22" },
      { "signed on the 22nd of March, 2017", "22nd of March, 2017=2017-03-22" },
      { "on 2017-03-22 it rained", "2017-03-22=2017-03-22" },
      { "on Sept. 5, 1998, it rained", "Sept. 5, 1998=1998-09-05" },
      { "LIMA, MARCH 22, 2017", "MARCH 22, 2017=2017-03-22" },
      { "dated 3/22/2017 by hand", "3/22/2017=2017-03-22" },
      { "dated 22.3.2017 by hand", "22.3.2017=2017-03-22" },
      { "dated 22-Mar-2017 by hand", "22-Mar-2017=2017-03-22" },
      { "on Friday, Nov. 3, 2017, he left", "Friday, Nov. 3, 2017=2017-11-03" },
      { "on Nov.\n3,\n2017 he left", "Nov. 3, 2017=2017-11-03" },
      { "on February 30, 2017, he left", "" },
    }, article_date)
  end)

  it("doubts a date of which day and month may be swapped", function ()
    local a = first_date("dated 3/4/2017 by hand")
    assert.equal("2017-03-04", a.norm)
    assert.equal("low", a.cert)
    assert.is_nil(first_date("dated 3/22/2017 by hand").cert)
  end)

  describe("with the precision that is written", function ()
    lexical.each(it, assert, "Date", {
      { "the treaty of November 2015 holds", "November 2015=2015-11" },
      { "In 1999, he fled", "1999=1999" },
      { "who fled in 2002.", "2002=2002" },
      { "since 2004, but", "2004=2004/.." },
      { "the festival (2015) was", "2015=2015" },
      { "the 2015 treaty was", "2015=2015" },
      { "in 2015 and 2016 they", "2015=2015; 2016=2016" },
      { "in the 1990s they", "1990s=1990/1999" },
      { "in the '90s they", "90s=1990/1999" },
      { "in the 19th century they", "19th century=1801/1900" },
      { "by mid-2015 they", "mid-2015=2015" },
      { "in early May 2018 they", "early May 2018=2018-05" },
      { "in spring 2014 they", "spring 2014=2014" },
      { "in the summer of 2014 they", "summer of 2014=2014" },
      { "in the first quarter of 2015 they", "first quarter of 2015=2015-01/2015-03" },
      { "Q3 2018 was good", "Q3 2018=2018-07/2018-09" },
    }, article_date)
  end)

  describe("in ranges", function ()
    lexical.each(it, assert, "Date", {
      { "In 2015-2016 Ruiz applied again", "2015-2016=2015/2016" },
      { "In 2015–2016 Ruiz applied again", "2015–2016=2015/2016" },
      { "the 1998-99 season", "1998-99=1998/1999" },
      { "the 1999-00 season", "1999-00=1999/2000" },
      { "from 2015 to 2017 he", "2015 to 2017=2015/2017" },
      { "between 2015 and 2017 he", "2015 and 2017=2015/2017" },
      { "from May 3 to 7 they", "May 3 to 7=2019-05-03/2019-05-07" },
      { "from May 3 to May 7, 2018, they", "May 3 to May 7, 2018=2018-05-03/2018-05-07" },
      { "May 3-5, 2018", "May 3-5, 2018=2018-05-03/2018-05-05" },
      { "3-5 May 2018", "3-5 May 2018=2018-05-03/2018-05-05" },
      { "between May 3 and 7, they", "May 3 and 7=2019-05-03/2019-05-07" },
      { "from Dec. 28 to Jan. 3 they", "Dec. 28 to Jan. 3=2018-12-28/2019-01-03" },
      { "May-June 2015", "May-June 2015=2015-05/2015-06" },
      { "from November 2015 to March 2016", "November 2015 to March 2016=2015-11/2016-03" },
    }, article_date)

    it("give both ends", function ()
      local a = first_date("In 2015-2016 Ruiz applied")
      assert.same({ "2015", "2016", "range" }, { a.from, a.to, a.subtype })
    end)
  end)

  describe("that count from the article's date", function ()
    lexical.each(it, assert, "Date", {
      { "the ministry reported Monday.", "Monday=2019-05-13" },
      { "the ministry said Thursday.", "Thursday=2019-05-16" },
      { "the court will hear her on Monday.", "Monday=2019-05-20" },
      { "The verdict is due Friday.", "Friday=2019-05-17" },
      { "said Monday that she will leave", "Monday=2019-05-13" },
      { "She said she will leave Monday", "Monday=2019-05-20" },
      { "On Monday, the court will sit.", "Monday=2019-05-20" },
      { "On Jan. 31, Ruiz was held", "Jan. 31=2019-01-31" },
      { "On Nov. 3, Ruiz was held", "Nov. 3=2018-11-03" },
      { "will open on Nov. 3 in Lima", "Nov. 3=2019-11-03" },
      { "On Feb. 9, the\ncourt", "Feb. 9=2019-02-09" },
      { "on Feb.\n9 the court", "Feb. 9=2019-02-09" },
      { "on Friday, Nov. 1, he", "Friday, Nov. 1=2019-11-01" },
      { "in an interview last year.", "last year=2018" },
      { "in an interview\nlast\nmonth", "last month=2019-04" },
      { "in an interview last week", "last week=2019-05-06/2019-05-12" },
      { "on a walk last weekend", "last weekend=2019-05-11/2019-05-12" },
      { "will meet next Friday", "next Friday=2019-05-17" },
      { "met last Thursday", "last Thursday=2019-05-09" },
      { "yesterday and today", "yesterday=2019-05-15; today=2019-05-16" },
      { "fled last night", "last night=2019-05-15" },
      { "this year's crop", "this year=2019" },
      { "two days ago", "two days ago=2019-05-14" },
      { "fled 30 years ago", "30 years ago=1989" },
      { "fled a month ago", "a month ago=2019-04" },
      { "In January, groups said", "January=2019-01" },
      { "signed in November, unfairly", "November=2018-11" },
      { "last November they", "last November=2018-11" },
      { "last summer they", "last summer=2018" },
      { "on Christmas Eve they fled", "Christmas Eve=2018-12-24" },
    }, article_date)

    it("a weekday settles the year", function ()
      local a = first_date("on Friday, Nov. 3, he left", "2023-10-12")
      assert.equal("2023-11-03", a.norm)
      assert.equal("high", a.cert)
    end)

    it("say that they are inferred", function ()
      for _, text in ipairs { "said Monday.", "On Jan. 31, she was", "last year", "yesterday", "In January, he" } do
        assert.is_string(first_date(text).cert, text)
      end
    end)

    it("are no surer than the article's date", function ()
      local document = require "bluepencil.document"
      local doc = assert(document.new("reported Monday.", {}, { date = { iso = article_date, cert = "low" } }))
      require("bluepencil.recognizer").run(doc)
      assert.equal("low", doc:annotations("Date")[1].cert)
    end)

    it("follow the day the text has named", function ()
      local found = lexical.find("He fell on Jan. 17, 2016, and died the next morning.", article_date)
      assert.same({ "2016-01-17", "2016-01-18" }, { found[1].norm, found[2].norm })
      assert.equal("the next morning", found[2]:text())
      assert.equal("medium", found[2].cert)
    end)
  end)

  describe("without an article date", function ()
    it("no day is invented", function ()
      local document = require "bluepencil.document"
      local doc = assert(document.new("On Jan. 31, Ruiz left. He was back Monday. Last year he stayed."))
      require("bluepencil.recognizer").run(doc)
      local found = doc:annotations("Date")
      assert.same({ "--01-31", "low" }, { found[1].norm, found[1].cert })
      assert.is_nil(found[2].norm)
      assert.is_nil(found[3].norm)
      assert.equal(1, found[2].weekday)
    end)
  end)

  describe("are not seen in", function ()
    lexical.each(it, assert, "Date", {
      { "You may go. They march on Lima.", "" },
      { "Theresa May said April Ray and June Holt won", "" },
      { "January Holt said", "" },
      { "the March on Lima", "" },
      { "a total of 2015 people left", "" },
      { "in 2015 people left", "" },
      { "In May 10 people left", "May=2019-05" },
      { "more than 1900 voters", "" },
      { "Room 2010 was shut", "" },
      { "every Monday he sings on Black Friday", "" },
      { "version 1.2.17", "" },
      { "32/13/2017", "" },
    }, article_date)
  end)

  describe("of birth", function ()
    for _, text in ipairs { "She was born 3 May 1970.", "He was born in Lima on May 3, 1970.", "Date of birth: 3 May 1970",
                            "DOB: 1970-05-03", "born on 3 May\n1970" } do
      it(("are told apart in %q"):format(text), function ()
        local a = first_date(text)
        assert.equal("1970-05-03", a.norm)
        assert.equal("birth", a.subtype)
      end)
    end
    it("are not any date after a birth is told", function ()
      assert.not_equal("birth", first_date("She was born in Lima. On May 3, 1970, she").subtype)
    end)
  end)
end)

describe("the calendar", function ()
  it("counts days there and back over four centuries", function ()
    for number = -80000, 80000, 97 do
      assert.equal(number, calendar.day_number(calendar.civil(number)))
    end
  end)
  it("knows weekdays", function ()
    assert.equal(2, calendar.weekday(calendar.day_number(2017, 2, 14)))
    assert.equal(4, calendar.weekday(calendar.day_number(1970, 1, 1)))
    assert.equal(7, calendar.weekday(calendar.day_number(1969, 7, 20)))
  end)
  it("knows leap years", function ()
    assert.is_true(calendar.is_valid(2000, 2, 29))
    assert.is_false(calendar.is_valid(1900, 2, 29))
    assert.is_true(calendar.is_valid(nil, 2, 29))
  end)
end)
