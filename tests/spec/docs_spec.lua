-- Every ```lua block of README.md and docs/*.md loads and runs: as a filter over a sample article, or, when it says
-- `require "bluepencil`, as a script.  A block after the line <!-- not run --> is left out.

local filter = require "bluepencil.filter"
local document = require "bluepencil.document"
local log = require "bluepencil.log"

local pages = { "README.md", "docs/design.md", "docs/filters.md", "docs/guide.md", "docs/classification.md",
  "filters/classify/README.md" }

--- The lua blocks of a page: { line, text }.
local function blocks_of (page)
  local file = io.open(page)
  if not file then return {} end
  local list, block, number, skip = {}, nil, 0, false
  for line in file:lines() do
    number = number + 1
    if block and line:find "^%s*```" then
      if not skip then list[#list + 1] = { line = block.line, text = table.concat(block, "\n") .. "\n" } end
      block, skip = nil, false
    elseif block then
      block[#block + 1] = line
    elseif line:find "^%s*```lua%s*$" then
      block = { line = number }
    elseif line:find "^<!%-%- not run %-%->" then
      skip = true
    elseif line:find "%S" then
      skip = false
    end
  end
  file:close()
  return list
end

local text = "HARBOUR NEWS\n\nAna Ruiz, 54, of the Port Authority met Jo Ito of Casa Azul in Moscow on May 3, 2019. "
  .. "“A trawler has no fishing quota,” she said. Case 12-345 named 3 boats."

--- A sample article with one annotation or more of most types, and a person with details.
local function sample ()
  local doc = assert(document.new(text, { name = "sample.txt" }, { title = "Harbour News" }))
  doc:set_blocks { { type = "Paragraph", first = 1, last = 12 }, { type = "Paragraph", first = 15, last = #text } }
  local function add (kind, words, fields)
    local first, last = text:find(words, 1, true)
    local a = fields or {}
    a.type, a.first, a.last, a.source = kind, first, last, "spec"
    return doc:add(a)
  end
  local person = { id = "pers.1", type = "Person", name = "Ana Ruiz", role = "private", kind = "minor", vulnerable = true,
                   mentions = {}, evidence = {}, links = {} }
  function person:forget (a)
    for i = #self.mentions, 1, -1 do
      if self.mentions[i] == a then table.remove(self.mentions, i) end
    end
  end
  local official = { id = "pers.2", type = "Person", name = "Jo Ito", role = "public", kind = "spokesperson", mentions = {},
                     evidence = {}, links = {}, forget = person.forget }
  person.mentions[1] = add("Person", "Ana Ruiz", { entity = person })
  official.mentions[1] = add("Person", "Jo Ito", { entity = official })
  person.links[1] = add("Age", "54", { person = person, link = "age", norm = 54 })
  person.links[2] = add("Date", "May 3, 2019", { person = person, link = "event_date", norm = "2019-05-03" })
  add("Org", "Port Authority")
  add("Place", "Moscow", { subtype = "metonym" })
  add("Quote", "“A trawler has no fishing quota,”", { speaker = person, subtype = "said" })
  add("Identifier", "12-345", { subtype = "case" })
  add("Number", "3 boats", { norm = 3 })
  doc.entities = { person, official }
  return doc
end

for _, page in ipairs(pages) do
  describe(page, function ()
    for _, block in ipairs(blocks_of(page)) do
      it(("has a runnable example at line %d"):format(block.line), function ()
        if block.text:find "require%s*%(?[\"']bluepencil" then
          assert(load(block.text, "@" .. page .. ":" .. block.line))()
          return
        end
        local path = os.tmpname()
        local file = assert(io.open(path, "wb"))
        file:write(block.text)
        file:close()
        finally(function () os.remove(path) end)
        local warnings, stream = {}, log.stream
        log.stream = { write = function (_, ...) warnings[#warnings + 1] = table.concat { ... } end }
        local loaded, message = filter.load(path, { policy = "protect-private", to = "tei" })
        local doc = sample()
        local ok
        if loaded then ok, message = filter.run({ loaded }, doc) end
        log.stream = stream
        assert.is_true(ok, message)
        assert.equal("", table.concat(warnings))
        assert.equal(text, doc.text)
      end)
    end
  end)
end

describe("the examples of docs/filters.md", function ()
  --- Run the example that holds these words.
  local function run (words)
    local path = os.tmpname()
    local file = assert(io.open(path, "wb"))
    for _, block in ipairs(blocks_of "docs/filters.md") do
      if block.text:find(words, 1, true) then file:write(block.text) end
    end
    file:close()
    finally(function () os.remove(path) end)
    local doc = sample()
    assert(filter.run({ assert(filter.load(path)) }, doc))
    return doc
  end

  it("do what the page says: an age becomes a band", function ()
    local decision = run("-- strike.lua"):annotations("Age")[1].decision
    assert.equal("strike", decision.action)
    assert.not_matches("54", decision.replacement)
  end)

  it("do what the page says: a metonym becomes an organisation, small numbers lose their mark", function ()
    local doc = run "Moscow, when it stands"
    assert.equal(2, #doc:annotations "Org")
    assert.equal(1, #doc:annotations "Number")
  end)

  it("do what the page says: a line in capitals becomes a heading", function ()
    assert.equal("Subhead", run("in capitals is a heading").blocks[1].type)
  end)

  it("do what the page says: words make a label", function ()
    local names = {}
    for _, l in ipairs(run("desk:fishery").labels) do names[l.name] = true end
    assert.same({ Fishery = true, Harbour = true }, names)
  end)

  it("do what the page says: names of a list are struck", function ()
    local found = run("shelters are never named"):annotations "Shelter"
    assert.equal(1, #found)
    assert.equal("place of refuge", found[1].decision.reason)
  end)
end)
