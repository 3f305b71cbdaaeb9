local lexical = require "support.lexical"

local function summary (text)
  local out = {}
  for _, a in ipairs((lexical.find(text))) do
    if a.type == "Identifier" then out[#out + 1] = a.subtype .. ":" .. a.norm end
  end
  return table.concat(out, "; ")
end

describe("identifiers", function ()
  for _, row in ipairs {
    { "passport number K1234567", "passport:K1234567" },
    { "his passport, No. K1234567, was", "passport:K1234567" },
    { "Case No. 17-cv-01234", "case:17-cv-01234" },
    { "filed as 1:17-cv-01234-ABC in", "case:1:17-cv-01234-ABC" },
    { "application no. 12345/17", "case:12345/17" },
    { "4111 1111 1111 1111", "card:4111111111111111" },
    { "4111-1111-1111-1112", "number:4111-1111-1111-1112" },
    { "GB82 WEST 1234 5698 7654 32.", "iban:GB82WEST12345698765432" },
    { "DE89370400440532013000", "iban:DE89370400440532013000" },
    { "SSN 123-45-6789", "ssn:123-45-6789" },
    { "with 123-45-6789", "ssn:123-45-6789" },
    { "license plate ABC-1234", "plate:ABC-1234" },
    { "192.0.2.7 and 2001:db8::7", "ip:192.0.2.7; ip:2001:db8::7" },
    { "00:1A:2B:3C:4D:5E", "mac:00:1A:2B:3C:4D:5E" },
    { "123.456.789-09", "cpf:123.456.789-09" },
    { "12345678Z", "dni:12345678Z" },
    { "account number 12345678", "account:12345678" },
    { "inmate number\nA12-345", "prisoner:A12-345" },
    { "AB123456C", "nino:AB123456C" },
    { "DE89370400440532013001", "" },
    { "300.1.1.1 and 10:30:00", "" },
    { "the case of 12; passport control; a case in 2015; passport 2015", "" },
    { "000-45-6789", "" },
  } do
    it(("reads %q as %q"):format((row[1]:gsub("\n", " ")), row[2]), function () assert.equal(row[2], summary(row[1])) end)
  end
end)
