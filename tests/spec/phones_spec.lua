local core = require "bluepencil.core"
local document = require "bluepencil.document"
local phones = require "bluepencil.phones"
local recognizer = require "bluepencil.recognizer"

-- Where a country has set numbers aside for stories or examples, they are used; else its plan's own example figures.
local abroad = {
  { "+1 212 555 0143", "US" }, { "+1 416 555 0199", "CA" }, { "+44 20 7946 0018", "GB" }, { "+44 7700 900123", "GB" },
  { "+353 20 915 1234", "IE" }, { "+33 1 99 00 12 34", "FR" }, { "+49 30 23125 123", "DE" }, { "+43 1 234567890", "AT" },
  { "+41 21 234 56 78", "CH" }, { "+31 10 123 4567", "NL" }, { "+32 12 34 56 78", "BE" }, { "+34 810 12 34 56", "ES" },
  { "+351 21 234 5678", "PT" }, { "+39 02 1234 5678", "IT" }, { "+46 8 465 004 12", "SE" }, { "+47 21 23 45 67", "NO" },
  { "+45 32 12 34 56", "DK" }, { "+358 13 1234567", "FI" }, { "+48 12 345 67 89", "PL" }, { "+7 301 123-45-67", "RU" },
  { "+380 31 123 4567", "UA" }, { "+90 212 345 6789", "TR" }, { "+61 2 5550 1234", "AU" }, { "+64 3 234 5678", "NZ" },
  { "+91 74104 10123", "IN" }, { "+81 3-1234-5678", "JP" }, { "+82 2-212-3456", "KR" }, { "+86 10 1234 5678", "CN" },
  { "+55 11 2345-6789", "BR" }, { "+52 200 123 4567", "MX" }, { "+54 11 2345-6789", "AR" }, { "+51 1 1234567", "PE" },
  { "+27 10 123 4567", "ZA" }, { "+254 20 2012345", "KE" }, { "+234 802 123 4567", "NG" }, { "+20 2 34567890", "EG" },
  { "+972 2 123 4567", "IL" }, { "+971 2 234 5678", "AE" },
}

local function first_phone (text, place)
  local doc = assert(document.new(text, {}, { place = place and { name = place } }))
  recognizer.run(doc)
  return doc:annotations "Phone"[1], doc
end

describe("numbers with a country's code", function ()
  for _, row in ipairs(abroad) do
    it(("of %s read %s"):format(row[2], row[1]), function ()
      local a = first_phone(("Write to us or ring %s today."):format(row[1]))
      assert.is_truthy(a)
      assert.equal(row[1], a:text())
      assert.equal("+" .. row[1]:gsub("%D", ""), a.norm)
      assert.equal(row[2], a.country)
      assert.equal("international", a.subtype)
    end)
  end

  it("are none when the country has no number of that length, or there is no such country", function ()
    for _, text in ipairs { "+44 20 79", "+33 1 99 00 12 34 56 78", "+1 212 555", "+999 1234 5678", "+210 12 345 678" } do
      assert.is_nil((first_phone("lot " .. text .. " today")), text)
    end
  end)

  it("are hidden all the same when they are announced", function ()
    local a = first_phone "ring +33 1 99 00 12 34 56 today"
    assert.same({ "+33 1 99 00 12 34 56", 0.6 }, { a:text(), a.score })
  end)

  it("score less when their first figures are not given out", function ()
    local a, b = first_phone "ring +44 20 7946 0018 today", first_phone "ring +33 0 99 00 12 34 today"
    assert.is_true(a.score > b.score)
    assert.is_nil(b.kind)
  end)

  it("tell what kind of line it is", function ()
    assert.equal("mobile", (first_phone "+44 7700 900123").kind)
    assert.equal("free", (first_phone "+1 800 555 0143").kind)
    assert.equal("other", (first_phone "+44 300 123 4567").kind)
  end)
end)

describe("numbers without a country's code", function ()
  for _, row in ipairs {
    { "LONDON", "020 7946 0018", "GB" }, { "PARIS", "01 99 00 12 34", "FR" }, { "Madrid", "810 12 34 56", "ES" },
    { "BERLIN", "030 23125-123", "DE" }, { "ROME", "02 1234 5678", "IT" }, { "Warsaw", "12 345 67 89", "PL" },
    { "SYDNEY", "02 5550 1234", "AU" }, { "DUBLIN", "022 12345", "IE" }, { "Lima", "912 345 678", "PE" },
    { "OSLO", "21 23 45 67", "NO" },
  } do
    it(("follow the plan of the dateline's country: %s, %s"):format(row[1], row[2]), function ()
      local a = first_phone(("Please call %s before noon."):format(row[2]), row[1])
      assert.is_truthy(a)
      assert.same({ row[2], row[3], "national" }, { a:text(), a.country, a.subtype })
    end)
  end

  it("need more than figures in a row", function ()
    for _, text in ipairs { "In 2015 2016 2017 it fell", "won 21 14 63 72", "a budget of 12 345 678 euros", "lot 0912 345", "1914-1918",
                            "between 1999 2004", "case 12-345-6789", "10 000 000 people", "score 104-98", "in 2015-2016 she" } do
      assert.is_nil((first_phone(text, "PARIS")), text)
    end
  end)

  it("are believed behind a word that announces them", function ()
    for _, cue in ipairs { "call", "tel.", "Tel:", "phone", "Fax:", "hotline", "WhatsApp", "mobile:", "helpline on" } do
      local a = first_phone(("For help, %s 912 345 678."):format(cue))
      assert.equal("912 345 678", a and a:text(), cue)
    end
  end)
end)

describe("the table of numbering plans", function ()
  it("knows a prefix that is dialled inside the country only", function ()
    local kind, whole = phones.national("02079460018", "GB")
    assert.same({ "fixed", "+442079460018" }, { kind, whole })
    assert.is_nil((phones.national("2079460018", "GB")))
    assert.is_nil((phones.national("02079460018", "US")))
    assert.is_nil((phones.national("02079460018", "XX")))
  end)

  it("tells countries apart that share a code", function ()
    assert.equal("CA", (phones.international "14165550199"))
    assert.equal("US", (phones.international "12125550143"))
    assert.equal("KZ", (phones.international "77012345678"))
  end)

  it("has its source and licence beside it", function ()
    local path = require "bluepencil.paths".data "phones/phones.tsv"
    assert.is_string(core.version)
    local card = assert(io.open((path:gsub("%.tsv$", ".md")))):read "a"
    assert.is_truthy(card:find("Apache", 1, true))
  end)
end)
