-- Quotations: marks paired, apostrophes left alone, speech told from scare quotes.

local parse = require "bluepencil.parse"
local quote = require "bluepencil.recognizer.quote"
local read = require "bluepencil.read"

local function document (text)
  local doc = parse.parse(assert(read.read { text = text }))
  quote.run(doc)
  return doc
end

--- "subtype text" of each quotation.
local function quotes (text)
  local list = {}
  for i, a in ipairs(document(text):annotations "Quote") do
    list[i] = a.subtype .. " " .. a:text()
    assert.equal(a.text(a), a.doc:render(a.first, a.last))
    assert.is_nil(a.speaker)
  end
  return list
end

describe("quotation marks", function ()
  it("are paired, curly or straight, and belong to the quotation", function ()
    assert.same({ "said “We are open,”" }, quotes "“We are open,” Ana Ruiz said.")
    assert.same({ 'said "We are open,"' }, quotes '"We are open," Ana Ruiz said.')
    assert.same({ "said ``We are open,''" }, quotes "``We are open,'' Ana Ruiz said.")
  end)

  it("do not cross where a speech is taken up without a mark", function ()
    local texts = quotes "“One day\n\nand then ‘” he\n'\n"
    assert.are.equal(2, #texts)
    assert.is_truthy(texts[2]:find("said and then ‘”", 1, true))
  end)

  it("nest, single in double and double in single", function ()
    assert.same({ "said “He told me, ‘Go home,’ and left,”", "inner ‘Go home,’" },
                quotes "“He told me, ‘Go home,’ and left,” Ruiz said.")
    assert.same({ "said ‘He told me, “Go home,” and left,’", "inner “Go home,”" },
                quotes "‘He told me, “Go home,” and left,’ Ruiz said.")
    assert.same({ [[said "He told me, 'Go home,' and left,"]], "inner 'Go home,'" },
                quotes [["He told me, 'Go home,' and left," Ruiz said.]])
  end)

  it("may be turned the wrong way", function ()
    assert.same({ "said “They ’sent him home’ at night,”", "inner ’sent him home’" },
                quotes "“They ’sent him home’ at night,” Ruiz said.")
    assert.same({ "said ”We are open,”" }, quotes "”We are open,” Ruiz said.")
    assert.same({ "said “We are open,“" }, quotes "“We are open,“ Ruiz said.")
  end)

  it("may have a space before the closing one", function ()
    assert.same({ "said “We are open all day, ”" }, quotes "“We are open all day, ” Ruiz said.")
    assert.same({ 'said "We are open all day, "' }, quotes '"We are open all day, " Ruiz said.')
  end)

  it("are no apostrophes", function ()
    assert.same({}, quotes "They don’t know that Ruiz’s shop, the workers’ rights group and the Ouks' home were hit in the ’90s.")
    assert.same({}, quotes "Rock 'n' roll, 'tis said; O'Neil's and the '60s. The boys' and girls' teams won.")
    assert.same({ "said “I don’t mind the workers’ noise,”" }, quotes "“I don’t mind the workers’ noise,” Ruiz said.")
    assert.same({ "said ‘I don’t mind the workers’ noise,’" }, quotes "‘I don’t mind the workers’ noise,’ Ruiz said.")
    assert.same({}, quotes "The board is 6' 2\" long and 5\" wide.")
  end)

  it("cross a wrapped line, and show as one text", function ()
    assert.same({ "said “We found the door open,”" }, quotes "“We found\nthe door open,” Ruiz said.")
  end)
end)

describe("a quotation that is not closed", function ()
  it("goes on in the next paragraph when that begins with a mark", function ()
    local doc = document "“The first part of it.\n\n“The second part,” Ruiz said.\n\nNo quote here."
    local list = doc:annotations "Quote"
    assert.equal(2, #list)
    assert.equal("“The first part of it.", list[1]:text())
    assert.equal("“The second part,”", list[2]:text())
    assert.equal(list[2], list[1].next)
    assert.equal(list[1], list[2].prev)
    assert.same({ "said", "said" }, { list[1].subtype, list[2].subtype })
  end)

  it("ends with the file at the latest", function ()
    local list = document("She wrote: “I will not come back"):annotations "Quote"
    assert.equal("“I will not come back", list[1]:text())
    assert.equal("medium", list[1].cert)
  end)

  it("does not swallow the next one", function ()
    local found = quotes "“We ran, Ruiz said. “Then it stopped,” she added."
    assert.equal(2, #found)
    assert.equal("said “Then it stopped,”", found[2])
  end)

  it("does not cross into a paragraph without marks", function ()
    assert.same({ "said “It was late, he said." }, quotes "“It was late, he said.\n\nThe shop’s owner left.")
  end)
end)

describe("a speech interrupted by who speaks", function ()
  local function linked (text)
    local list = document(text):annotations "Quote"
    assert.equal(2, #list)
    return list[1].next == list[2] and list[2].prev == list[1]
  end

  it("is two quotations linked by next and prev", function ()
    assert.is_true(linked "“We knew,” she says. “We waited.”")
    assert.is_true(linked "“We,” said Ana Ruiz, a nurse from the north, “did wait.”")
  end)

  it("is not seen where another sentence or no verb stands between", function ()
    assert.is_false(linked "“We knew,” Ruiz told the Ledger in an interview last month. “We waited.”")
    assert.is_false(linked "“We knew,” she said. The shop was shut. “We waited all day,” she said.")
    assert.is_false(linked "They sang “We shall not move now” and “The long way home again” that night.")
  end)
end)

describe("the kind of a quotation", function ()
  it("is speech beside a verb of speech, a comma or a colon", function ()
    assert.same({ "said “no.”" }, quotes "Asked about it, she said “no.”")
    assert.same({ "said “the spine”" }, quotes "It was what the prosecutor called “the spine” of the case.")
    assert.same({ "said “Bring the children home.”" }, quotes "The poster: “Bring the children home.”")
    assert.same({ "said “Stop!”" }, quotes "“Stop!” Ana Ruiz shouted from the bridge.")
    assert.same({ "said “deported at once.”" }, quotes "Ruiz told the Ledger that they are “deported at once.”")
  end)

  it("is scare for a few words that nobody says", function ()
    assert.same({ "scare “debt”" }, quotes "She worked off a “debt” that never shrank.")
    assert.same({ "scare “illegal”" }, quotes "The plan for “illegal” persons raises the risk, said Ana Ruiz.")
    assert.same({ "scare “black box”" }, quotes "The so-called “black box” was found.")
  end)
end)

describe("hostile input", function ()
  it("of 100,000 nested marks takes linear time", function ()
    local function seconds (n)
      local doc = parse.parse(assert(read.read { text = "x " .. ("“a ‘b "):rep(n) .. ("c’ d” "):rep(n) }))
      local start = os.clock()
      quote.run(doc)
      local used = os.clock() - start
      doc:close()
      return used
    end
    seconds(1000)
    local small, large = seconds(5000), math.min(seconds(50000), seconds(50000))   -- the collector's own work aside
    assert.is_true(large < 30 * math.max(small, 0.002), ("%.3f s, then %.3f s"):format(small, large))
  end)

  it("of marks alone gives spans inside the text", function ()
    for _, text in ipairs { "“", "”", "'", '"', "‘’“”", "””””", "““““ a", "a '''' b", "“’” x ‘”’", "a“b”c", '""""' } do
      for _, a in ipairs(document(text):annotations "Quote") do
        assert.is_true(a.first >= 1 and a.last <= #text and a.first <= a.last)
      end
    end
  end)
end)

describe("the model articles", function ()
  local function counts (name)
    local doc = read.read { path = "../shared/examples/" .. name }
    if not doc then return nil end
    quote.run(parse.parse(doc))
    local n = { said = 0, inner = 0, scare = 0 }
    for _, a in ipairs(doc:annotations "Quote") do n[a.subtype] = n[a.subtype] + 1 end
    return n
  end

  it("have as many of each kind as their editor marked", function ()
    local wire, dump = counts "wire.txt", counts "dump.txt"
    if not wire then pending("../shared/examples is not here") return end
    assert.same({ said = 5, inner = 1, scare = 1 }, wire)
    assert.same({ said = 5, inner = 1, scare = 0 }, dump)
  end)
end)
