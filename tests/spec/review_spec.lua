-- The review page's data, its escaping, and that a safe page holds nothing that was struck.

local cjson = require "cjson"
local core = require "bluepencil.core"
local json = require "bluepencil.review.json"
local page = require "bluepencil.review.page"
local pipeline = require "bluepencil.pipeline"
local review = require "bluepencil.write.review"
local sha256 = require "bluepencil.review.sha256"
local text_writer = require "bluepencil.write.text"
local verify = require "bluepencil.verify"

local story = [[
Mayor Opens Pier

TALLINN, May 3 (NPA) – Mayor Kadri Ojaperv opened a pier on Friday. “It will last,” Ojaperv said.

A school cook, Priit Tamvere, 41, who lives in the town of Kuusberg with his wife, came to watch. Tamvere can be reached at
priit.tamvere@post.example.

By Maarja Laanemets, NPA
]]

local hostile = [[
Council Debates </script><script>alert(1)</script>

TALLINN, May 3 (NPA) – Mayor Kadri Ojaperv said “</SCRIPT >” and <!-- a comment --> and ]] .. "]]>" .. [[ & 'quotes' "too".

A school cook, Priit Tamvere, 41, who lives in Kuusberg, saw <img src=x onerror=alert(2)> and {{script}} and %1 \u003c.
]]

local line = assert(pipeline.new { to = "text" })

local function document_of (text, name)
  return assert(line:document { text = text, name = name or "story.txt" })
end

local function page_of (articles, options)
  local made = assert(page.new(options))
  for _, article in ipairs(articles) do
    local doc = document_of(article[2], article[1])
    assert(made:add(doc, article[1]))
    doc:close()
  end
  return made:finish(), made
end

--- The JSON of a <script> element of a page.
local function data_of (bytes, id)
  return cjson.decode((bytes:match('<script type="application/json" id="' .. id:gsub("%-", "%%-") .. '">(.-)</script>')))
end

describe("the record of an article", function ()
  it("has the text after as the text writer writes it, and the text before as it would without decisions", function ()
    for _, text in ipairs { story, hostile } do
      local doc = document_of(text)
      local record = review.record(doc)
      local function squeeze (s) return (s:gsub("%s+", " "):gsub(" $", "")) end
      assert.are.equal(squeeze(text_writer.write(doc)), squeeze(review.text_after(record)))
      local edits = doc.edits
      doc.edits = {}
      local plain = text_writer.write(doc)
      doc.edits = edits
      assert.are.equal(squeeze(plain), squeeze(review.text_before(record)))
      doc:close()
    end
  end)

  it("says of each decision what was done, by which rule, why, and how sure it is", function ()
    local doc = document_of(story)
    local record = review.record(doc)
    local struck = {}
    for _, mark in ipairs(record.marks) do if mark.state == "struck" then struck[mark.type] = mark end end
    assert.are.equal("direct", struck.person.class)
    assert.are.equal("label", struck.person.operator)
    assert.is_string(struck.person.rule)
    assert.is_string(struck.person.reason)
    assert.is_number(struck.person.score)
    assert.are.equal("Priit Tamvere", record.people[struck.person.person + 1].name)
    assert.are.equal("age", struck.age.link)
    assert.are.equal(#doc.edits, (function ()
      local n = 0
      for _, mark in ipairs(record.marks) do if mark.state == "struck" then n = n + 1 end end
      return n
    end)())
    doc:close()
  end)

  it("names who is kept, and the evidence for it", function ()
    local doc = document_of(story)
    local record = review.record(doc)
    local mayor
    for _, person in ipairs(record.people) do if person.name:find "Ojaperv" then mayor = person end end
    assert.are.equal("public", mayor.role)
    assert.is_nil(mayor.protected)
    assert.is_string(mayor.evidence[1].why)
    doc:close()
  end)

  it("calls a decision uncertain for a low score, an ambiguous mention, a role that nothing tells", function ()
    local doc = document_of(story)
    local doubted
    for _, a in ipairs(doc:annotations "Person") do
      if a:text() == "Ojaperv" then
        a.score, a.ambiguous = 0.4, true
        a.entity.role = "unknown"
        doubted = true
      end
    end
    assert.is_true(doubted)
    local words = {}
    for _, mark in ipairs(review.record(doc).marks) do
      for _, text in ipairs(mark.doubts or {}) do words[text] = true end
    end
    assert.is_true(words["recognised with a low score"])
    assert.is_true(words["may be somebody else of the same name"])
    assert.is_true(words["nothing tells whether this person is public or private"])
    doc:close()
  end)

  it("shows what was recognised and left alone, apart from what was kept", function ()
    local doc = document_of(story)
    local states = {}
    for _, mark in ipairs(review.record(doc).marks) do states[mark.state] = (states[mark.state] or 0) + 1 end
    assert.is_true(states.struck > 0 and states.kept > 0 and states.left > 0)
    doc:close()
  end)

  it("says when the text would be withheld", function ()
    local doc = document_of(story)
    assert.is_nil(review.record(doc).leak)
    doc.edits[1].replacement = "[was Tamvere]"
    assert.is_truthy(review.record(doc).leak)
    doc:close()
  end)
end)

describe("JSON in a page", function ()
  it("comes back as it went in, whatever it holds", function ()
    local given = { text = { "</script>", "<!--", "a\0b\31\127", "“”\u{2028}\u{2029}\u{1F600}", '"\\/', "&lt;" }, n = 0.25, yes = true }
    assert.are.same(given, cjson.decode(json.encode(given)))
  end)

  it("has nothing that ends or opens an element, and no bytes that are not UTF-8", function ()
    local bytes = json.encode { "</script><!-- & \u{2028}", "\xFF\xC3(" }
    assert.is_nil(bytes:find "[<>&]")
    assert.is_nil(bytes:find("\u{2028}", 1, true))
    assert.is_truthy(utf8.len(bytes))
  end)
end)

describe("SHA-256", function ()
  it("gives the digests of the standard's examples", function ()
    assert.are.equal("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", sha256.base64 "")
    assert.are.equal("ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", sha256.base64 "abc")
    assert.are.equal("JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE=",
      sha256.base64 "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
    assert.are.equal("zcduXJkU+5KBocfihNc+Z/GAmkiklyAOBG05zMcRLNA=", sha256.base64(("a"):rep(1000000)))
  end)
end)

describe("the review page", function ()
  it("holds its articles, and admits nothing from outside", function ()
    local bytes = page_of { { "a.txt", story }, { "b.txt", story } }
    local index = data_of(bytes, "index")
    assert.are.equal(2, #index.articles)
    assert.are.equal("Mayor Opens Pier", index.articles[1].title)
    assert.is_true(index.articles[1].struck > 3)
    assert.are.equal("protect-private", index.policy.name)
    assert.are.equal("b.txt", data_of(bytes, "article-1").name)
    local policy = bytes:match 'Content%-Security%-Policy" content="([^"]*)"'
    assert.is_truthy(policy:find("default-src 'none'", 1, true))
    assert.is_nil(policy:find "unsafe")
    local script = bytes:match "<script>(.-)</script>\n</body>"
    assert.is_truthy(policy:find("script-src 'sha256-" .. sha256.base64(script) .. "'", 1, true))
    local style = bytes:match "<style>(.-)</style>"
    assert.is_truthy(policy:find("style-src 'sha256-" .. sha256.base64(style) .. "'", 1, true))
    assert.is_nil(bytes:find('src="', 1, true))
    assert.is_nil(bytes:find("url(", 1, true))
    assert.is_nil(bytes:find("@import", 1, true))
  end)

  it("has only its own elements, whatever an article or its name holds", function ()
    local bytes = page_of { { "</script><b>.txt", hostile } }
    local plain = page_of { { "a.txt", story } }
    local function count (s, what) return select(2, s:gsub(what, "")) end
    for _, tag in ipairs { "<script", "</script", "<img", "<!%-%-", "<b>" } do
      assert.are.equal(count(plain, tag), count(bytes, tag), tag)
    end
    assert.is_truthy(data_of(bytes, "article-0").blocks[1].text[1])
    assert.are.equal("</script><b>.txt", data_of(bytes, "article-0").name)
    assert.is_truthy(review.text_before(data_of(bytes, "article-0")):find("{{script}} and %1 \\u003c", 1, true))
  end)

  it("calls an article without a headline by how it begins, as it is after", function ()
    local text = ("Priit Tamvere, 41, a cook who lives in the town of Kuusberg, was heard on Monday. "):rep(3) .. "\n"
    local row = data_of(page_of { { "a.txt", text } }, "index").articles[1]
    assert.is_nil(row.title)
    assert.is_truthy(row.lead:find("^%[Person A%], .* …$"), row.lead)
    assert.is_true(core.length(row.lead) <= 82)
  end)

  it("is the same twice", function ()
    assert.are.equal((page_of { { "a.txt", story } }), (page_of { { "a.txt", story } }))
  end)

  it("is made of files that are readable and make no markup from strings", function ()
    for _, name in ipairs(page.scripts) do
      local file = assert(io.open("data/review/" .. name))
      local text = file:read "a"
      file:close()
      for _, word in ipairs { "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "fetch(", "XMLHttpRequest",
                              "localStorage", "sessionStorage", "new Function" } do
        assert.is_nil(text:find(word, 1, true), name .. " has " .. word)
      end
      assert.is_truthy(text:find("^// " .. name:gsub("%p", "%%%0")), name)
    end
  end)

  it("says which articles say a name that another has struck", function ()
    local other = "TALLINN, May 4 (NPA) – Interior Minister Priit Tamvere said on Friday that the harbour was open.\n"
    local bytes, made = page_of { { "a.txt", story }, { "b.txt", other } }
    local index = data_of(bytes, "index")
    assert.are.same({ "Priit Tamvere" }, index.articles[2].elsewhere)
    assert.is_nil(index.articles[1].elsewhere)
    assert.are.equal(1, made:count_elsewhere())
    local safe = page_of({ { "a.txt", story }, { "b.txt", other } }, { safe = true })
    assert.are.same({ "" }, data_of(safe, "index").articles[2].elsewhere)
  end)
end)

describe("a safe page", function ()
  local struck = { "Priit", "Tamvere", "Kuusberg", "priit.tamvere@post.example" }

  it("holds nothing that was struck", function ()
    local bytes = page_of({ { "story.txt", story } }, { safe = true })
    local lower = bytes:lower()
    for _, form in ipairs(struck) do assert.is_nil(lower:find(form:lower(), 1, true), form) end
    assert.is_truthy(bytes:find("Ojaperv", 1, true))
    local doc = document_of(story)
    local record = bytes:match '<script type="application/json" id="article%-0">(.-)</script>'
    assert.is_true(verify.verify(doc, record))
    local forms = {}
    for _, form in ipairs(doc.struck) do if form.class == "direct" then forms[#forms + 1] = form.text end end
    assert.is_true(#forms >= 3)
    assert.are.same({}, core.find_leaks(bytes, forms))
    doc:close()
  end)

  it("still says what was struck, by which rule and why", function ()
    local record = data_of(page_of({ { "story.txt", story } }, { safe = true }), "article-0")
    local person
    for _, mark in ipairs(record.marks) do if mark.type == "person" and mark.state == "struck" then person = mark end end
    assert.is_string(person.rule)
    assert.is_string(person.reason)
    for _, block in ipairs(record.blocks) do
      for _, piece in ipairs(block.text) do
        if type(piece) == "table" and record.marks[piece[1] + 1].state == "struck" then assert.is_false(piece[2]) end
      end
    end
  end)

  it("does not name an article after somebody who was struck", function ()
    local bytes = page_of({ { "priit-tamvere.txt", story } }, { safe = true })
    assert.are.equal("article 1", data_of(bytes, "index").articles[1].name)
  end)

  it("does not name a policy that is called after somebody who was struck", function ()
    local doc = document_of(story)
    doc.policy = { name = "forget-priit-tamvere", description = "On request of P. Tamvere." }
    local safe, open = assert(page.new { safe = true }), assert(page.new())
    assert.is_true(safe:add(doc, "story.txt"))
    assert.is_true(open:add(doc, "story.txt"))
    assert.is_nil(safe:finish():lower():find("tamvere", 1, true))
    assert.are.equal("forget-priit-tamvere", data_of(open:finish(), "index").policy.name)
    doc:close()
  end)

  it("withholds a reason that quotes what was struck, and refuses an article that cannot be shown", function ()
    local doc = document_of(story)
    for _, entity in ipairs(doc.entities) do
      if entity.name:find "Ojaperv" then entity.evidence[1].why = "spoke to Priit Tamvere" end
    end
    local made = assert(page.new { safe = true })
    assert.is_true(made:add(doc, "story.txt"))
    local bytes = made:finish()
    assert.is_nil(bytes:find("Tamvere", 1, true))
    assert.is_truthy(bytes:find("withheld: the reason quotes what was struck", 1, true))
    doc.edits[1].replacement = "[was Tamvere]"
    local ok, message, code = made:add(doc, "again.txt")
    assert.is_nil(ok)
    assert.are.equal("leak", code)
    assert.is_nil(message:find "Tamvere")
    doc:close()
  end)
end)
