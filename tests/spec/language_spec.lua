--- The language of an article and of its passages.  Texts are invented.

local timing = require "support.timing"
local document = require "bluepencil.document"
local language = require "bluepencil.language"
local log = require "bluepencil.log"
local pipeline = require "bluepencil.pipeline"

local english = "The council said on Tuesday that the ferry to Orvel will stop in the winter. Two of the boats are to be sold, "
  .. "and the crew of the third has been told to look for other work."
local french = "Le conseil municipal a annoncé mardi que le bac ne partira plus pendant l'hiver. Deux des bateaux seront vendus, "
  .. "et l'équipage du troisième cherche déjà du travail ailleurs, selon une employée de la mairie."
local german = "Der Stadtrat hat am Dienstag beschlossen, dass die Fähre im Winter nicht mehr fährt. Zwei Schiffe werden verkauft, "
  .. "und die Mannschaft des dritten muss sich eine andere Arbeit suchen."
local spanish = "El ayuntamiento anunció el martes que el transbordador no saldrá durante el invierno y que venderá dos de los barcos."

local function quietly (f)
  local said, before = {}, log.warn
  log.warn = function (...) said[#said + 1] = string.format(...) end      -- luacheck: ignore 122
  local ok, err = pcall(f)
  log.warn = before                                                       -- luacheck: ignore 122
  assert(ok, err)
  return table.concat(said, "\n")
end

local function article (stated, ...)
  local parts, blocks, at = { ... }, {}, 1
  for i, text in ipairs(parts) do
    blocks[i] = { type = i == 1 and "Headline" or "Paragraph", first = at, last = at + #text - 1 }
    at = at + #text + 2
  end
  local doc = assert(document.new(table.concat(parts, "\n\n"), { name = "spec.txt" }, { language = stated or "en" }))
  doc.language_assumed = stated == nil
  doc:set_blocks(blocks)
  local warned = quietly(function () language.article(doc) end)
  return doc, warned
end

local function told (doc) return table.concat(doc.source.notes or {}, " ") end

describe("the language of an article", function ()
  it("is English where nothing says otherwise", function ()
    for _, parts in ipairs { { "Ferry stops", english }, { "Ferry stops" }, { "Le bac", "Ana Ruiz, Casa Azul, Orvel" }, { "Bac", "Oui." } } do
      local doc, warned = article(nil, table.unpack(parts))
      assert.equal("en", doc.meta.language)
      assert.equal("", told(doc))
      assert.equal("", warned)
    end
  end)

  if not language.available() then
    it("and of passages in other languages need libcld2", function () pending "libcld2 was not there when this was built" end)
    return
  end

  it("is that of the text when it is sure, with a warning that names are found less surely", function ()
    local doc, warned = article(nil, "Le bac s'arrête", french, french)
    assert.equal("fr", doc.meta.language)
    assert.matches("The text is in French; names, dates and roles were looked for as in English", told(doc))
    assert.matches("spec.txt: the article is in French", warned)
    assert.equal("de", (article(nil, "Die Fähre", german)).meta.language)
  end)

  it("stands against what the source says, which is noted", function ()
    local doc = article("fr", "Ferry stops", english)
    assert.equal("en", doc.meta.language)
    assert.equal("The source says French; the text is in English.", told(doc))
    doc = article("en-GB", "Ferry stops", english)
    assert.equal("en-GB", doc.meta.language)
    doc = article("fr", "Le bac", "Ana Ruiz, Casa Azul.")
    assert.equal("fr", doc.meta.language)
  end)

  it("has passages in others: whole paragraphs", function ()
    local doc = article(nil, "Ferry stops", english, french, english, "Ana Ruiz, Jo Ito, Casa Azul, Orvel, Varn & Tesk, Kim Jong-un, Park Geun-hye")
    assert.equal("en", doc.meta.language)
    assert.is_nil(doc.blocks[2].language)
    assert.equal("fr", doc.blocks[3].language)
    assert.is_nil(doc.blocks[4].language)
    assert.is_nil(doc.blocks[5].language)
    doc = article(nil, "Le bac", french, french, english, french)
    assert.equal("fr", doc.meta.language)
    assert.equal("en", doc.blocks[4].language)
    assert.is_nil(doc.blocks[2].language)
  end)

  it("is written into TEI and JSON, with that of paragraphs and quotations", function ()
    local text = table.concat({ "Ferry stops", english, german, "The mayor said, “" .. spanish .. "” Then she left.", english }, "\n\n")
    local line = assert(pipeline.new { policy = "keep-all", write = { date = "2026-01-02" } })
    local bytes
    quietly(function () bytes = assert(line:convert { text = text, name = "ferry.txt" }) end)
    assert.matches('<p xml:lang="de" xml:id="p%d">Der Stadtrat', bytes)
    assert.matches('<%a+ [^>]*xml:lang="es">“El ayuntamiento', bytes)
    assert.matches('<language ident="en">English</language>%s*<language ident="de">German</language>%s*<language ident="es">Spanish', bytes)
    line = assert(pipeline.new { policy = "keep-all", to = "json" })
    quietly(function () bytes = assert(line:convert { text = text, name = "ferry.txt" }) end)
    local seen = {}
    for code in bytes:gmatch '"language":"(%a+)"' do seen[code] = (seen[code] or 0) + 1 end
    assert.same({ de = 1, es = 1, en = 1 }, seen)
  end)

  it("does without libcld2", function ()
    local doc
    local loaded, searchers = package.loaded["bluepencil.cld2"], package.preload["bluepencil.cld2"]
    package.loaded["bluepencil.language"], package.loaded["bluepencil.cld2"] = nil, nil
    package.preload["bluepencil.cld2"] = function () error "module 'bluepencil.cld2' not found" end
    local fresh = require "bluepencil.language"
    assert.is_false(fresh.available())
    package.preload["bluepencil.cld2"], package.loaded["bluepencil.cld2"] = searchers, loaded
    package.loaded["bluepencil.language"] = language
    doc = assert(document.new(french .. " " .. french, { name = "spec.txt" }, { language = "en" }))
    doc.language_assumed = true
    doc:set_blocks { { type = "Paragraph", first = 1, last = #doc.text } }
    fresh.article(doc)
    fresh.quotes(doc)
    assert.equal("en", doc.meta.language)
    assert.matches("cannot be told without libcld2", told(doc))
  end)

  it("costs little", function ()
    local doc = article(nil, "Ferry", english:rep(5), english:rep(5), english:rep(5))
    assert.is_true(timing.best(function () language.article(doc) end) < 1000)
  end)
end)
