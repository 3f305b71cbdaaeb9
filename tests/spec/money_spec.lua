local lexical = require "support.lexical"

describe("money", function ()
  lexical.each(it, assert, "Money", {
    { "paid $40 and $5, 000", "$40=40 USD; $5, 000=5000 USD" },
    { "paid 20 million riels", "20 million riels=20000000 KHR" },
    { "paid €3m, US$1.2 billion", "€3m=3000000 EUR; US$1.2 billion=1200000000 USD" },
    { "paid Rs 500 and 50,000 won and £10", "Rs 500=500 INR; 50,000 won=50000 KRW; £10=10 GBP" },
    { "USD 40 or 40 EUR or 3 € or 50 cents", "USD 40=40 USD; 40 EUR=40 EUR; 3 €=3 EUR; 50 cents=0.5 USD" },
    { "five dollars", "five dollars=5 USD" },
    { "two million\npounds", "two million pounds=2000000 GBP" },
    { "A$5.50 a day", "A$5.50=5.5 AUD" },
    { "1,000 Swiss francs", "1,000 Swiss francs=1000 CHF" },
    { "500 pesos", "500 pesos=500" },
    { "50 pounds of rice", "" },
    { "the NGO 40 left, and 40 THE", "" },
    { "40 real goats", "" },
  })
  it("says where the currency was inferred", function ()
    assert.equal("high", lexical.find("paid $40")[1].cert)
    assert.is_nil(lexical.find("paid US$40")[1].cert)
  end)
end)
