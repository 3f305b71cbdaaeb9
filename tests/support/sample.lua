--- Hand-made documents for the writers' specs: blocks, annotations, entities and edits without any recogniser.

local document = require "bluepencil.document"

local M = {}

--- A document of these blocks, a blank line between them (none after a dateline).
-- @tparam table list  { { "Headline", "text" }, ... }
function M.document (list, source, meta)
  local parts, blocks, at = {}, {}, 1
  for i, row in ipairs(list) do
    parts[#parts + 1] = row[2]
    blocks[i] = { type = row[1], first = at, last = at + #row[2] - 1 }
    local space = i == #list and "" or row[1] == "Dateline" and " " or "\n\n"
    parts[#parts + 1] = space
    at = at + #row[2] + #space
  end
  local doc = assert(document.new(table.concat(parts), source, meta))
  doc:set_blocks(blocks)
  doc.edits = {}
  return doc
end

--- The span of the n-th occurrence of a phrase (bytes as they stand).
function M.span (doc, phrase, n)
  local first, last = 0, 0
  for _ = 1, n or 1 do
    first, last = doc.text:find(phrase, first + 1, true)
    assert(first, "not in the text: " .. phrase)
  end
  return first, last
end

--- Annotate the n-th occurrence of a phrase.
function M.mark (doc, kind, phrase, fields, n)
  local a = { type = kind, source = "test" }
  for name, value in pairs(fields or {}) do a[name] = value end
  a.first, a.last = M.span(doc, phrase, n)
  doc:add(a)
  if a.entity then table.insert(a.entity.mentions, a) end
  return a
end

--- An entity of the document.
function M.entity (doc, fields)
  fields.mentions = {}
  fields.aliases = fields.aliases or {}
  fields.links, fields.evidence = fields.links or {}, fields.evidence or {}
  doc.entities[#doc.entities + 1] = fields
  return fields
end

--- Strike an annotation; edits stay sorted.
function M.strike (doc, a, replacement, operator, class)
  doc.edits[#doc.edits + 1] = {
    first = a.first, last = a.last, replacement = replacement, operator = operator, class = class, annotation = a,
  }
  table.sort(doc.edits, function (x, y) return x.first < y.first end)
end

--- A wire story about a witness, in every way marked up; with `redacted` the witness is protected.
function M.story (redacted)
  local doc = M.document({
    { "Headline", "Witness Brandl Ends Her Silence in Port Trial" },
    { "Deck", "Court hears how crates were moved by night." },
    { "Dateline", "HAVENHOLM, March 9 (NPX) –" },
    { "Paragraph", "Marta Brandl, 41, told the court on Tuesday that she saw nothing. "
      .. "She lives in Skarvik with her two sons." },
    { "Paragraph", "“I was told, ‘Brandl, go home,’ and I went,” she said. “That was all.” "
      .. "Prosecutor Ilse Oduya called it “brave.”" },
    { "Paragraph", "Havenholm pays about $5,000 a year, at www.example.org/pay?x=1&y=2 or by mail to desk@example.org." },
    { "Byline", "By Tom Rask, NPX" },
    { "Credit", "Photo by Lea Noor/NPX" },
  }, { name = "in/port-trial.txt", notes = { "Read as UTF-8." } }, {
    date = { iso = "2021-03-09", cert = "medium", source = "dateline" }, agency = "NPX", place = "Havenholm",
    keywords = { "courts" },
  })
  doc.meta.date.first, doc.meta.date.last = M.span(doc, "March 9")
  doc.labels = { { id = "medtop:20000111", name = "trial (court)", score = 0.9 },
                 { id = "Port Affairs", name = "port affairs", score = 1 } }
  local brandl = M.entity(doc, { id = "pers.1", type = "Person", name = "Marta Brandl",
    parts = { forename = "Marta", surname = "Brandl" },
    aliases = { "Brandl" }, role = "private", kind = "witness", vulnerable = true,
    evidence = { { why = "“Witness” stands before the name" } } })
  local oduya = M.entity(doc, { id = "pers.2", type = "Person", name = "Ilse Oduya",
    parts = { forename = "Ilse", surname = "Oduya" },
    role = "public", kind = "official", evidence = { { why = "the title “Prosecutor” stands before the name" } } })
  local rask = M.entity(doc, { id = "pers.3", type = "Person", name = "Tom Rask", role = "public", kind = "journalist" })
  local noor = M.entity(doc, { id = "pers.4", type = "Person", name = "Lea Noor", role = "public", kind = "photographer" })
  local sons = M.entity(doc, { id = "pers.5", type = "Group", name = "two sons" })
  local npx = M.entity(doc, { id = "org.1", type = "Org", name = "NPX", kind = "agency" })
  local capital = M.entity(doc, { id = "pl.1", type = "Place", name = "Havenholm", kind = "city" })
  local village = M.entity(doc, { id = "pl.2", type = "Place", name = "Skarvik" })
  doc.relations = { { name = "family", mutual = { brandl, sons } } }
  local mark = function (...) return M.mark(doc, ...) end
  local struck = {
    mark("Person", "Brandl", { entity = brandl }),
    mark("Person", "Marta Brandl", { entity = brandl }),
    mark("Person", "Brandl", { entity = brandl }, 3),
  }
  mark("Place", "HAVENHOLM", { entity = capital })
  mark("Date", "March 9", { norm = "2021-03-09", cert = "medium" })
  mark("Org", "NPX", { entity = npx })
  local age = mark("Age", "41", { norm = 41, person = brandl, link = "age" })
  mark("Date", "Tuesday", { norm = "2021-03-09", cert = "high" })
  local home = mark("Place", "Skarvik", { entity = village, person = brandl, link = "home" })
  local family = mark("Family", "two sons", { entity = sons, person = brandl, link = "family" })
  mark("Number", "two", { norm = 2 })
  brandl.links = { age, home, family }
  local first = mark("Quote", "“I was told, ‘Brandl, go home,’ and I went,”", {
    subtype = "said", speaker = brandl, cert = "high" })
  mark("Quote", "‘Brandl, go home,’", { subtype = "inner" })
  local second = mark("Quote", "“That was all.”", { subtype = "said", speaker = brandl, cert = "high", prev = first })
  first.next = second
  mark("Person", "Ilse Oduya", { entity = oduya })
  mark("Quote", "“brave.”", { subtype = "scare" })
  mark("Org", "Havenholm", { subtype = "metonym" })
  mark("Money", "$5,000", { norm = 5000, unit = "USD", cert = "medium" })
  mark("Measure", "a year", { norm = 1, unit = "year" })
  mark("Url", "www.example.org/pay?x=1&y=2")
  mark("Email", "desk@example.org")
  mark("Person", "Tom Rask", { entity = rask })
  mark("Org", "NPX", { entity = npx }, 2)
  mark("Person", "Lea Noor", { entity = noor })
  mark("Org", "NPX", { entity = npx }, 3)
  if redacted then
    brandl.protected, brandl.pseudonym = true, "Person A"
    for _, a in ipairs(struck) do M.strike(doc, a, "[Person A]", "label", "direct") end
    M.strike(doc, age, "[in her forties]", "band", "quasi")
    M.strike(doc, home, "[a place]", "generalise", "quasi")
    M.strike(doc, family, "[family]", "generalise", "quasi")
    doc.policy = { name = "protect-private", description = "Private people are protected." }
  end
  return doc
end

return M
