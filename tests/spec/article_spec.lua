--- The article pass of the core: what it takes, what it gives, and what it refuses.  Everybody here is invented.

local core = require "bluepencil.core"
local document = require "bluepencil.document"
local gazetteer = require "bluepencil.gazetteer"
local name = require "bluepencil.recognizer.name"
local plan_of = require("bluepencil.recognizer.name.plan").get
local role = require "bluepencil.role"

local fields = { "first", "last", "type", "source", "score", "subtype", "kind", "title", "is_public", "person" }

-- The names of a text as a list of rows, without a tagger: what the rules find alone and among the candidates given.
local function read (text, others, blocks, form, without)
  local index = assert(core.document(text))
  local flat = assert(plan_of():read(index, blocks or "", assert(gazetteer.shipped()), nil, 0, form, others, without))
  local rows = {}
  for n = 1, #flat, #fields do
    local row = { text = text:sub(flat[n], flat[n + 1]) }
    for k, field in ipairs(fields) do row[field] = flat[n + k - 1] end
    row.source = core.name_sources[row.source] or row.source
    rows[#rows + 1] = row
  end
  table.sort(rows, function (x, y) return x.first < y.first end)
  return rows
end

local function texts (rows)
  local out = {}
  for n, row in ipairs(rows) do out[n] = row.text end
  return table.concat(out, " / ")
end

local function candidate (text, words, type, score, source)
  local first, last = text:find(words, 1, true)
  return { first, last, type, source or 0, score }
end

describe("the article pass", function ()
  it("finds by rules alone what news copy says for certain", function ()
    local rows = read "It was Justice Varga. Then Mr. Mirela Donat left."
    assert.equal("Varga / Mirela Donat", texts(rows))
    assert.equal("name:title", rows[1].source)
    assert.equal("name:honorific", rows[2].source)
    assert.equal(0.93, rows[2].score)
  end)

  it("keeps the surer of two candidates that overlap, and of equals the first", function ()
    local text = "Tavrin Motors left."
    local both = candidate(text, "Tavrin Motors", 3, 0.6)
    table.move(candidate(text, "Tavrin", 2, 0.8, 99), 1, 5, 6, both)
    local rows = read(text, both)
    assert.equal("Tavrin", rows[1].text)
    assert.equal(99, rows[1].source)
    both[10] = 0.6
    assert.equal("Tavrin Motors", texts(read(text, both)))
  end)

  it("finds relatives by whom they belong to, alone and in lists", function ()
    assert.equal("Shukrija / Omidan / Navidan", texts(read "I want to bring my mother, Shukrija, and my little brothers Omidan and Navidan."))
    assert.equal("name:relative", read("I want to bring my mother, Shukrija, home.")[1].source)
    local text = "Our girls Kayleighne and Demiane will never see him. She had an aunt, Letebra Tesfalem, there."
    local org = candidate(text, "Kayleighne and Demiane", 3, 0.3)
    assert.equal("Kayleighne / Demiane / Letebra Tesfalem", texts(read(text, org)))
    for _, other in ipairs {
      "His brother, Parliament officials said, left.", "Her sister Monday said so.", "The family Bible was found.",
      "He told his mother The Ledger was late.", "His wife, Russian by birth, left.",
    } do
      for _, row in ipairs(read(other)) do assert.not_equal("name:relative", row.source, other) end
    end
  end)

  it("takes names joined by an ampersand for a firm, but not two people", function ()
    local rows = read "Marta Velda of Velda & Brandtner left. They met Holt, Velda & Reissner."
    assert.equal("Velda & Brandtner / Holt, Velda & Reissner", texts(rows))
    assert.equal("name:firm", rows[1].source)
    for _, row in ipairs(read "Maria Velda & John Brandtner left.") do assert.not_equal("name:firm", row.source) end
  end)

  it("keeps whole names in copy that is all capitals, and cuts them in a line of capitals above other copy", function ()
    local caps = "THE COURT HEARD MARTA VELDA ON MONDAY. VELDA LEFT LATER."
    local both = candidate(caps, "MARTA VELDA", 1, 0.8)
    table.move(candidate(caps, "VELDA LEFT", 1, 0.8), 1, 5, #both + 1, both)
    both[#both - 3] = both[#both - 4] + 4                                      -- the second: "VELDA" alone
    assert.equal("MARTA VELDA / VELDA", texts(read(caps, both)))
    local mixed = "VELDA TELLS COURT\n\nThe court heard Marta Velda on Monday, and she left later than all of the others did."
    both = candidate(mixed, "VELDA TELLS", 1, 0.8)
    table.move(candidate(mixed, "Marta Velda", 1, 0.9), 1, 5, #both + 1, both)
    assert.equal("VELDA / Marta Velda", texts(read(mixed, both)))
  end)

  it("leaves what stands behind a name out of it", function ()
    local text = "He met Hamid Peerlo QC, and Sir Alan Brandtner MP."
    local both = candidate(text, "Hamid Peerlo QC", 1, 0.9)
    assert.equal("Hamid Peerlo / Alan Brandtner", texts(read(text, both)))
  end)

  it("takes a part of a full name for the person everywhere", function ()
    local text = "Marta Velda spoke. VELDA left. The Veldas have moved."
    local rows = read(text, candidate(text, "Marta Velda", 1, 0.9))
    assert.equal("Marta Velda / VELDA / Veldas", texts(rows))
    assert.equal(1, rows[3].subtype)
    assert.equal("Marta Velda", texts(read(text, candidate(text, "Marta Velda", 1, 0.9), nil, nil, plan_of():step "sweep")))
  end)

  it("finds names beside one another at both edges of the text", function ()
    for _, text in ipairs { "Velda", "'s", "(", "The", "Judge", "-", "of", "Mr. V", "' '", "a\u{301}", "54", "J." } do
      assert.is_table(read(text))
      assert.is_table(read(text, { 1, #text, 1, 0, 0.5 }))
      assert.is_table(read(text, { 1, #text, 3, 0, 0.5 }, "\7"))
    end
  end)

  it("reads bylines and datelines that nobody has read", function ()
    assert.equal("name:byline", read("By Katrin Osw", nil, "\6")[1].source)
    assert.equal("name:dateline", read("TAVRIN (NPA)", nil, "\7")[1].source)
    assert.equal("", texts(read("By Katrin Osw", nil, "\2")))
  end)

  it("gives the numbers of titles, whose rows Lua has", function ()
    local _, rows = plan_of()
    local title = read("It was Justice Varga.")[1].title
    assert.equal("judge", rows[title].kind)
    assert.equal("f", rows[read("Then Ms. Varga left.")[1].title].honorific)
  end)

  it("says which dates are part of a name", function ()
    local doc = assert(document.new "So said Edwina May on the day.")
    doc:set_blocks { { type = "Paragraph", first = 1, last = #doc.text } }
    local may = doc:add { type = "Date", first = 16, last = 18 }
    local _, freed = plan_of():read(doc.index, "\0", nil, nil, 0, nil, { 9, 18, 1, 0, 0.9 })
    assert.same({ may.id }, freed)
    local flat = plan_of():read(doc.index, "\0", nil, nil, 0, nil, { 9, 18, 3, 0, 0.9 })
    assert.equal(0, #flat)
  end)

  it("refuses what makes no sense", function ()
    local plan, index = core.article_plan(), core.document "Velda left."
    assert.has_error(function () plan:words("nouns", {}) end, "there is no class of words 'nouns'")
    assert.has_error(function () plan:words("noun", { "x" }) end)
    assert.has_error(function () plan:kind("town", 1) end, "there is no kind 'town'")
    assert.has_error(function () plan:step "steps" end, "there is no step 'steps'")
    assert.has_error(function () plan:title("x", 0) end)
    assert.has_error(function () plan:read(index, "\0\0") end)
    assert.has_error(function () plan:read(index, "", nil, nil, 0, nil, { 1, 99, 1, 0, 0.5 }) end)
    assert.has_error(function () plan:read(index, "", nil, nil, 0, nil, { 1, 5, 7, 0, 0.5 }) end)
    assert.has_error(function () plan:read(index, "", nil, nil, 0, nil, { 1, 5, 1, 0 }) end)
    assert.is_nil((plan:words("noun", { ["\255"] = true })))
    plan:close()
    plan:close()
    assert.has_error(function () plan:read(index, "") end)
  end)

  it("takes time that grows with the text and not with its square", function ()
    for _, piece in ipairs { "Times ", "of (AB) ", "John-", "Velda's ", "“A” " } do
      local index = core.document(piece:rep(50000))
      local start = os.clock()
      plan_of():read(index, "", gazetteer.shipped(), nil, 0)
      assert.is_true(os.clock() - start < 2, piece)
    end
  end)
end)

describe("chains of persons", function ()
  -- The chain of each mention, as "name: mention / mention"; in the text mentions stand in square brackets.
  local function chains (marked)
    local flat, text, at = {}, {}, 1
    for before, words in (marked .. "[]"):gmatch "([^%[]*)%[([^%]]*)%]" do
      at = at + #before
      if words ~= "" then table.move({ at, at + #words - 1, 0, 0 }, 1, 4, #flat + 1, flat) end
      at = at + #words
      text[#text + 1] = before .. words
    end
    text = table.concat(text)
    local link, chain = assert(plan_of():chain(core.document(text), flat))
    local function words_of (n) return text:sub(flat[4 * n - 3], flat[4 * n - 2]) end
    local out = {}
    for n = 1, #chain // 5 do out[n] = words_of(chain[5 * n - 4]) .. (chain[5 * n] == 1 and " (family)" or "") .. ":" end
    for n = 1, #flat // 4 do
      local k = link[4 * n - 1]
      if k > 0 then out[k] = out[k] .. " " .. words_of(n) .. (link[4 * n] == 1 and "?" or "") end
    end
    return table.concat(out, "; "), chain
  end

  it("hold full names, surnames, initials, other orders and other spellings of one sound", function ()
    assert.equal("Marta Velda: VELDA Marta Velda M. Velda Marta", (chains "[VELDA] SPEAKS. [Marta Velda] spoke. So said [M. Velda]. [Marta]."))
    assert.equal("Baek Seon-ho: Baek Seon-ho Baek Seon Ho Seon-ho", (chains "[Baek Seon-ho] or [Baek Seon Ho], said [Seon-ho]."))
    assert.equal("Baek Seon: Baek Seon Seon Baek", (chains "[Baek Seon] or [Seon Baek]."))
    assert.equal("Sergei Lukashov: Sergei Lukashov Sergey Lukashov", (chains "[Sergei Lukashov] is [Sergey Lukashov]."))
    assert.equal("Karin Vell: Karin Vell; Karen Vell: Karen Vell", (chains "[Karin Vell] is not [Karen Vell]."))
  end)

  it("are told apart by the sex that the article shows, else the nearer one has it in doubt", function ()
    assert.equal("Ana Velda: Ana Velda Velda; Ivo Velda: Ivo Velda",
      (chains "[Ana Velda] said she left. [Ivo Velda] said he stayed. Ms. [Velda] wept."))
    assert.equal("Ana Velda: Ana Velda; Ivo Velda: Ivo Velda Velda?", (chains "Here is [Ana Velda]. There is [Ivo Velda]. Now [Velda] wept."))
  end)

  it("give a family its own, and whose it is", function ()
    local text, chain = chains "[Ana Velda] left. The [Veldas] wept. The [Zorms] did not."
    assert.equal("Ana Velda: Ana Velda; Zorms: Zorms; Veldas (family): Veldas", text)
    assert.equal(1, chain[10 + 3])
  end)

  it("know the sex of a person, or do not", function ()
    local _, chain = chains "Mr. [Ivo Velda] and [Kim Zorm] met."
    assert.equal("m", chain[4])
    assert.equal(false, chain[9])
  end)

  it("are refused for spans outside the text and for what is no flat array", function ()
    local index = core.document "Velda left."
    assert.has_error(function () plan_of():chain(index, { 1, 99, 0, 0 }) end)
    assert.has_error(function () plan_of():chain(index, { 1, 5, 0 }) end)
    assert.has_error(function () plan_of():chain(index, { 1, 5, -1, 0 }) end)
    assert.has_error(function () plan_of():chain(index) end)
    assert.same({ {}, {} }, { plan_of():chain(index, {}) })
    assert.same({ {}, {} }, { plan_of():chain(core.document "", {}) })
  end)
end)

describe("a noun that role.extend adds", function ()
  it("is a title from the next article on", function ()
    local text = "They met Zorvanist Varga."
    local varga = candidate(text, "Varga", 1, 0.9)
    assert.equal(0, read(text, varga)[1].title)
    role.extend { { "noun", "official", "public", 4, "zorvanist" } }
    local _, rows = plan_of()
    assert.equal("zorvanist", rows[read(text, varga)[1].title].noun)
  end)
end)

describe("steps of the article pass", function ()
  it("can be left out by name", function ()
    finally(function () name.leave_out() end)
    local function count ()
      local doc = assert(document.new "It was Justice Varga.")
      doc:set_blocks { { type = "Paragraph", first = 1, last = #doc.text } }
      doc.options = { recall = -20 }
      return name.run(doc)
    end
    assert.equal(1, count())
    name.leave_out("titles", "bounds")
    assert.equal(0, count())
  end)
end)
