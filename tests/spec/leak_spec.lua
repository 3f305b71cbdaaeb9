local core = require "bluepencil.core"

local MARKUP, INSIDE, SPLIT = 1, 2, 4

local function find (bytes, ...)
  local flat, list = core.find_leaks(bytes, { ... }), {}
  for i = 1, #flat, 4 do
    list[#list + 1] = { form = flat[i], text = bytes:sub(flat[i + 1], flat[i + 2]), first = flat[i + 1], flags = flat[i + 3] }
  end
  return list
end

local function texts (bytes, ...)
  local list = find(bytes, ...)
  for i, l in ipairs(list) do list[i] = l.text end
  return list
end

local function has (flags, flag) return flags % (2 * flag) >= flag end

describe("written bytes are searched for struck forms", function ()
  it("finds a form as it was, with its place", function ()
    local list = find("then Bratu said", "Bratu", "Costin")
    assert.equal(1, #list)
    assert.same({ form = 1, text = "Bratu", first = 6, flags = 0 }, list[1])
  end)

  it("outside JSON a backslash is a sign", function ()
    assert.same({ "nina" }, texts([[<p>at C:\nina</p>]], "Nina"))
  end)

  it("finds nothing in nothing, and ignores forms without letters", function ()
    assert.same({}, texts("", "Bratu"))
    assert.same({}, texts("Bratu -- ...", "", "--", " "))
    assert.same({}, core.find_leaks("Bratu", {}))
  end)

  for what, bytes in pairs{
    ["upper case"] = "WHEN MÂRZA-ENE SPOKE",
    ["lower case"] = "x mârza-ene x",
    ["letters without accents"] = "x Marza-Ene x",
    ["accents as combining marks"] = "x Ma\u{302}rza-Ene x",
    ["a possessive"] = "x Mârza-Ene's x",
    ["a curly possessive"] = "x Mârza-Ene’s x",
    ["a plural"] = "the Mârza-Enes x",
    ["a space for the hyphen"] = "x Mârza Ene x",
    ["no hyphen at all"] = "x MârzaEne x",
    ["an en dash for the hyphen"] = "x Mârza–Ene x",
    ["a line end behind the hyphen"] = "x Mârza-\n   Ene x",
    ["a line end"] = "x Mârza\nEne x",
    ["a soft hyphen"] = "x Mâr\u{AD}za-Ene x",
    ["a zero-width joiner"] = "x Mâ\u{200D}rza-Ene x",
    ["tags"] = "<p>x <hi>M</hi>ârza-<lb/>E<hi rend=\"it\">ne</hi></p>",
    ["a comment"] = "<p>x Mârza<!-- and -->-Ene</p>",
    ["a decimal reference"] = "x M&#226;rza-Ene x",
    ["a hexadecimal reference"] = "x M&#xe2;rza&#x2D;Ene x",
    ["a named reference"] = "x M&acirc;rza&shy;-Ene x",
    ["references all along"] = "&#77;&#226;&#114;&#122;&#97;&#45;&#69;&#110;&#101;",
    ["a reference escaped twice"] = "x M&amp;#226;rza-Ene x",
    ["percent-encoding"] = "http://a.example/M%C3%A2rza-Ene.html",
    ["percent-encoding all along"] = "%4D%C3%A2%72%7A%61%2D%45%6E%65",
    ["percent-encoding encoded twice"] = "a/M%25C3%25A2rza-Ene",
    ["JSON escapes"] = [["x M\u00e2rza-Ene x"]],
    ["a line end in JSON"] = [[ {"text":"x\nM\u00e2rza\nEne\nx"}]],
    ["a slug"] = "a/story-marza-ene-court.html",
    ["an underscore"] = "marza_ene",
    ["CDATA"] = "<x><![CDATA[Mârza-Ene]]></x>",
    ["full-width letters"] = "x Ｍârza-Ene x",
    ["a hashtag"] = "#FreeMârzaEne",
  } do
    it("finds a form written with " .. what, function ()
      assert.equal(1, #find(bytes, "Mârza-Ene"), bytes)
    end)
  end

  it("tells text from markup", function ()
    for bytes, markup in pairs{
      ["<p n=\"Bratu\">x</p>"] = true,
      ["<!-- Bratu --><p/>"] = true,
      ["<?note Bratu?><p/>"] = true,
      ["<Bratu/>"] = true,
      ["<p xml:id=\"bratu.1\"/>"] = true,
      ["<p>Bratu</p>"] = false,
      ["a < b and Bratu > c"] = false,
    } do
      local list = find(bytes, "Bratu")
      assert.equal(1, #list, bytes)
      assert.equal(markup, has(list[1].flags, MARKUP), bytes)
    end
  end)

  it("a form begins and ends with a word", function ()
    assert.same({}, texts("Bratuescu and Nebratu said brat", "Bratu"))
    assert.same({ "Bratu" }, texts("Bratus said", "Bratu"))
    assert.same({ "Cruz" }, texts("the Cruzes said", "Cruz"))
    assert.same({}, texts("MacKay and McCoy", "Kay", "Coy"))
    assert.same({ "54" }, texts("Bratu, 54, x", "54"))
    assert.same({}, texts("in 1954 and 540 and 254", "54"))
    assert.same({ "bratu" }, texts("bratu54@mail.example", "Bratu"))
  end)

  it("a form of six letters is found inside longer words, and said to be", function ()
    local list = find("the Costinists", "Costin")
    assert.equal(1, #list)
    assert.is_true(has(list[1].flags, INSIDE))
    assert.equal(1, #find("at minacostin.example", "Costin"))
    assert.equal(1, #find("call +40215550143 now", "021 555 0143"))
  end)

  it("words that happen to spell a short form together are not the form", function ()
    assert.same({}, texts("said a man to I. Da", "Aman", "Sato"))
    assert.same({ "Adri an" }, texts("so Adri an left", "Adrian"))
    assert.is_true(has(find("so Adri an left", "Adrian")[1].flags, SPLIT))
    assert.same({ "A<hi>man" }, texts("so A<hi>man</hi> left", "Aman"))
    assert.same({ "Bra-\ntu" }, texts("so Bra-\ntu left", "Bratu"))
  end)

  it("names in scripts without spaces are found inside running text", function ()
    assert.same({ "山田花子" }, texts("昨日山田花子は話した", "山田花子"))
    assert.same({ "최민수" }, texts("어제최민수는", "최민수"))
  end)

  it("finds forms that share letters, nest and repeat", function ()
    assert.same({ "Ana Bratu", "Ana", "Bratu", "Bratu" }, texts("Ana Bratu Bratu", "Bratu", "Ana Bratu", "Ana"))
    assert.equal(2, #find("Bratu", "Bratu", "BRATU"))
  end)

  it("places stay true over windows of any size", function ()
    local parts, expected = {}, {}
    local at = 1
    for i = 1, 3000 do
      local piece = i % 7 == 0 and "Mârza-Ene" or ("w%d"):format(i)
      if i % 7 == 0 then expected[#expected + 1] = at end
      parts[i] = piece .. (i % 5 == 0 and "<lb n=\"" .. i .. "\"/>\n" or " ")
      at = at + #parts[i]
    end
    local found = {}
    for i, l in ipairs(find(table.concat(parts), "Marza Ene")) do
      assert.equal("Mârza-Ene", l.text)
      found[i] = l.first
    end
    assert.same(expected, found)
  end)

  it("takes any bytes", function ()
    local seed = tonumber(os.getenv "SEED" or "") or 20261122
    math.randomseed(seed)
    local pieces = { "<", ">", "&", "&#", "&#x", ";", "%", "%C3", "%25", "\\u", "\\ud83d", "\\n", "<!--", "-->",
      "<![CDATA[", "]]>", "<?", "?>", "\0", "\xC3", "\xA2", "\xFF", "\xED\xA0\x80",
      "Bratu", "Mârza", "a", "1", " ", "-", "\u{301}", "\u{FDFA}", "amp;" }
    for round = 1, 400 do
      local bytes = {}
      for i = 1, math.random(1, 60) do bytes[i] = pieces[math.random(#pieces)] end
      bytes = table.concat(bytes)
      local forms = { "Bratu", "Mârza", pieces[math.random(#pieces)], bytes:sub(math.random(#bytes)) }
      local flat = core.find_leaks(bytes, forms)
      for i = 1, #flat, 4 do
        local where = ("seed %d, round %d"):format(seed, round)
        assert.is_true(flat[i] >= 1 and flat[i] <= 4, where)
        assert.is_true(flat[i + 1] >= 1 and flat[i + 1] <= flat[i + 2] and flat[i + 2] <= #bytes, where)
      end
      assert.is_true(#core.find_leaks("x " .. bytes .. "\0 > --> ?> Bratu", { "Bratu" }) >= 4)
    end
  end)

  it("hostile bytes take no quadratic time", function ()
    local started = os.clock()
    for _, unit in ipairs{ "<a ", "<!--", "<?", "&#", "%25", "&amp;", "\\u", "Bratu <", "a" } do
      core.find_leaks(unit:rep(400000 // #unit), { "Bratu", ("a"):rep(50), ("a"):rep(49) })
    end
    assert.is_true(os.clock() - started < 4)
  end)

  it("refuses forms that are not strings", function ()
    assert.has_error(function () core.find_leaks("x", { 1 }) end)
    assert.has_error(function () core.find_leaks("x", "Bratu") end)
  end)
end)
