local lexical = require "support.lexical"

local function spans (text)
  local out = {}
  for _, a in ipairs((lexical.find(text, "2019-05-16"))) do
    if a.type == "Address" then out[#out + 1] = a:text() end
  end
  return table.concat(out, "; ")
end

describe("postal addresses", function ()
  for _, row in ipairs {
    { "at 1600 Elm Street, Apt. 4, Springfield, IL 62704 on Monday", "1600 Elm Street, Apt. 4, Springfield, IL 62704" },
    { "at 1600 Elm\nStreet, Springfield,\nIL 62704.", "1600 Elm Street, Springfield, IL 62704" },
    { "at 45 West 23rd Street, New York, N.Y. 10010", "45 West 23rd Street, New York, N.Y. 10010" },
    { "in 221B Baker Street, London NW1 6XE.", "221B Baker Street, London NW1 6XE" },
    { "at 12 Oak Road. She", "12 Oak Road" },
    { "in the 1600 block of Elm Street", "1600 block of Elm Street" },
    { "in Hauptstraße 5, 10115 Berlin, wo", "Hauptstraße 5, 10115 Berlin" },
    { "in Lindenweg 12a", "Lindenweg 12a" },
    { "au 12 rue de la Paix, 75002 Paris", "12 rue de la Paix, 75002 Paris" },
    { "en Calle Mayor 4, 28013 Madrid", "Calle Mayor 4, 28013 Madrid" },
    { "Via Roma 10", "Via Roma 10" },
    { "write to P.O. Box 12, Lima", "P.O. Box 12" },
    { "Postfach 12 34 56", "Postfach 12 34 56" },
    { "postcode NW1 6XE", "NW1 6XE" },
    { "at Flat 4, 154 Quay Street, Vidrovo", "Flat 4, 154 Quay Street" },
    { "Apt. 5, 12 Linden Street", "Apt. 5, 12 Linden Street" },
    { "at 28 St. Brigid's Terrace.", "28 St. Brigid's Terrace" },
    { "In 2015 Wall Street rose", "" },
    { "when 9 Supreme Court judges met", "" },
    { "12 people on Elm Street", "" },
    { "Nothing 5 of them", "" },
    { "the plaza and the avenue", "" },
    { "at Elm Street", "" },
  } do
    it(("reads %q as %q"):format((row[1]:gsub("\n", " ")), row[2]), function () assert.equal(row[2], spans(row[1])) end)
  end
end)
