local checksum = require "bluepencil.checksum"

-- Each valid number, and the same with one figure changed.
local cases = {
  luhn = { "79927398713", "79927398710" },
  card = { "4111 1111 1111 1111", "4111 1111 1111 1112" },
  iban = { "GB82 WEST 1234 5698 7654 32", "GB82 WEST 1234 5698 7654 33" },
  ssn = { "123-45-6789", "666-45-6789" },
  dni = { "12345678Z", "12345679Z" },
  nir = { "2 55 08 14 168 025 38", "2 55 08 14 168 025 39" },
  cpf = { "123.456.789-09", "123.456.789-08" },
  nhs = { "943 476 5919", "943 476 5918" },
  german_tax = { "86095742719", "86095742718" },
}

describe("check digits", function ()
  for name, pair in pairs(cases) do
    it("of " .. name .. " hold and fail", function ()
      assert.is_true(checksum[name](pair[1]))
      assert.is_false(checksum[name](pair[2]))
    end)
    it("of " .. name .. " refuse what is no number", function ()
      assert.is_false(checksum[name](""))
      assert.is_false(checksum[name]("Ana Ruiz"))
    end)
  end
  it("of Luhn notice each changed figure", function ()
    local good = "79927398713"
    for i = 1, #good do
      local d = tonumber(good:sub(i, i))
      assert.is_false(checksum.luhn(good:sub(1, i - 1) .. (d + 1) % 10 .. good:sub(i + 1)))
    end
  end)
  it("know an IBAN's length", function ()
    assert.is_false(checksum.iban("GB82 WEST 1234 5698 7654 3"))
    assert.is_true(checksum.iban("DE89 3704 0044 0532 0130 00"))
    assert.is_true(checksum.iban("FR14 2004 1010 0505 0001 3M02 606"))
  end)
end)
