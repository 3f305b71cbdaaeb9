local lexical = require "support.lexical"

describe("contacts:", function ()
  describe("an e-mail address", function ()
    lexical.each(it, assert, "Email", {
      { "write to Ana.Ruiz@example.org.", "Ana.Ruiz@example.org=ana.ruiz@example.org" },
      { "(ana_ruiz+news@mail.example.co.uk)", "ana_ruiz+news@mail.example.co.uk=ana_ruiz+news@mail.example.co.uk" },
      { "“ana@example.org”", "ana@example.org=ana@example.org" },
      { "ana (at) example (dot) org", "ana (at) example (dot) org=ana@example.org" },
      { "ana [at] example.org, he", "ana [at] example.org=ana@example.org" },
      { "josé@exämple.org", "josé@exämple.org=josé@exämple.org" },
      { "met @ 5 p.m. @ana", "" },
      { "a@b", "" },
      { "he looked [at] home", "" },
    })
  end)
  describe("an address on the web", function ()
    lexical.each(it, assert, "Url", {
      { "see https://example.org/a?b=c.", "https://example.org/a?b=c=https://example.org/a?b=c" },
      { "(see http://example.org/b_(c))", "http://example.org/b_(c)=http://example.org/b_(c)" },
      { "“www.example.org/x”", "www.example.org/x=www.example.org/x" },
      { "on example.org, she said", "example.org=example.org" },
      { "at bluepencil.example.co.uk/news.", "bluepencil.example.co.uk/news=bluepencil.example.co.uk/news" },
      { "http://[2001:db8::7]:80/x", "http://[2001:db8::7]:80/x=http://[2001:db8::7]:80/x" },
      { "He left.Next day she came.", "" },
      { "the U.S.in Peru", "" },
      { "ana@example.org", "" },
    })
  end)
  describe("a handle", function ()
    lexical.each(it, assert, "Handle", {
      { "by @anaruiz on Monday", "@anaruiz=@anaruiz" },
      { "(@Ana_Ruiz7)", "@Ana_Ruiz7=@ana_ruiz7" },
      { "@ana@example.social said", "@ana@example.social=@ana@example.social" },
      { "ana@example.org and @ 5", "" },
    })
  end)
  describe("a redaction of the source", function ()
    it("is a label, a mask or a bar", function ()
      local expected = { "[name withheld]", "[NAME]", "XXXX", "█████", "[Person A]", "[redacted]", "(name withheld)" }
      local found = lexical.find("He is [name withheld], [NAME], XXXX, █████, [Person A], [redacted] or (name withheld).")
      assert.equal(#expected, #found)
      for i, a in ipairs(found) do
        assert.equal("Redacted", a.type)
        assert.equal(expected[i], a:text())
      end
    end)
    lexical.each(it, assert, "Redacted", {
      { "[the] court [sic] said [he] left", "" },
      { "Super Bowl XXX was won", "" },
      { "(the village) and (name)", "" },
    })
  end)
end)
