local lexical = require "support.lexical"

local function first_age (text)
  for _, a in ipairs((lexical.find(text, "2019-05-16"))) do
    if a.type == "Age" then return a end
  end
end

describe("ages", function ()
  describe("behind a name or a word for a person", function ()
    lexical.each(it, assert, "Age", {
      { "Ruiz, 54, lives in a small town", "54=54" },
      { "said Ana Ruiz, 54.", "54=54" },
      { "Ana Ruiz,\n34, said", "34=34" },
      { "Ana Ruiz (34) said", "34=34" },
      { "Martin Reyes Jr., 61, said", "61=61" },
      { "Ruiz, now 54, lives", "54=54" },
      { "his son, 8, and daughter, 5, left", "8=8; 5=5" },
      { "José Müller, 7, was hurt", "7=7" },
      { "Ana Ruiz, 34; Bo Holm, 35; and Cy Dahl, 36.", "34=34; 35=35; 36=36" },
      { "Ana Ruiz, 34, of Lima", "34=34" },
      { "Hanadi el-Marjabi, 71, a refugee, left", "71=71" },
      { "Ana Ruiz, 34 and Bo Holm, 40, left", "34=34; 40=40" },
      { "“It hurts,” said Ana Ruiz, 34.”", "34=34" },
    })
  end)

  describe("in so many words", function ()
    lexical.each(it, assert, "Age", {
      { "a 54-year-old man", "54-year-old=54" },
      { "an 8-year-old girl", "8-year-old=8" },
      { "the 15-year-old, who cannot be named", "15-year-old=15" },
      { "The 15-year-old’s mother", "15-year-old=15" },
      { "he is 54 years old and", "54 years old=54" },
      { "a fifty-four-year-old man", "fifty-four-year-old=54" },
      { "an eight-year-old", "eight-year-old=8" },
      { "a 54 year old man", "54 year old=54" },
      { "at 54 years of age", "54 years of age=54" },
      { "a six-month-old baby", "six-month-old=0.5" },
      { "a 54-\nyear-old man", "54- year-old=54" },
      { "a man aged 54 left", "54=54" },
      { "aged 93", "93=93" },
      { "at age 12 he", "12=12" },
      { "at the age of twelve he", "twelve=12" },
      { "she turned 40 this week", "40=40" },
      { "He was 17 when the war began", "17=17" },
      { "She is 54.", "54=54" },
      { "children ages 6 to 9 left", "6 to 9=6" },
      { "16- to 18-year-olds", "16- to 18-year-olds=16" },
      { "a woman in her fifties", "fifties=50" },
      { "a woman in her 50s", "50s=50" },
      { "a man in his mid-30s", "mid-30s=30" },
      { "a man of 54 died", "54=54" },
    })
  end)

  it("give both ends of a span", function ()
    local a = first_age("children ages 6 to 9 left")
    assert.same({ 6, 9 }, { a.from, a.to })
    a = first_age("a man in his mid-30s")
    assert.same({ 34, 36, "medium" }, { a.from, a.to, a.cert })
  end)

  it("of a baby keep the unit", function ()
    local a = first_age("a three-week-old boy")
    assert.same({ 3, "week" }, { a.quantity, a.quantity_unit })
    assert.is_true(a.norm < 0.1)
  end)

  it("that are a limit score low", function ()
    local a = first_age("no one under 18, said")
    assert.equal("limit", a.subtype)
    assert.is_true(a.score < 0.5)
  end)

  describe("are not seen in", function ()
    lexical.each(it, assert, "Age", {
      { "a five-year-old company", "" },
      { "the 40-year-old peace treaty", "" },
      { "in Lima, 25, 000 people live", "" },
      { "On March 22, 2015, he", "" },
      { "On March 2, 54 people left", "" },
      { "Room 12, 54, and 60", "" },
      { "in Russia, 38 people left", "" },
      { "he turned 40 pages", "" },
      { "a mother of 3", "" },
      { "Ruiz, 540, left", "" },
      { "won by 54, he said", "" },
      { "temperatures in the 90s", "" },
      { "It was 54.", "" },
    })
  end)
end)
