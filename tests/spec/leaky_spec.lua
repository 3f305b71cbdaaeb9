-- A program that leaks on purpose: what was struck is put back in every place and in every spelling, by a filter, by a writer, and
-- by somebody who edits the file afterwards.  Each is caught: the first two by verify, the last by the audit.

local audit = require "bluepencil.audit"
local command = require "support.command"
local core = require "bluepencil.core"
local crypto = require "bluepencil.crypto"
local ledger = require "bluepencil.ledger"
local pipeline = require "bluepencil.pipeline"
local verify = require "bluepencil.verify"

-- Every spelling of a name that somebody could write without meaning to say something else.
local variants = {
  { "as it was", "Piret Tamverelõo" },
  { "the surname alone", "Tamverelõo" },
  { "the given name alone", "Piret" },
  { "in capitals", "TAMVERELÕO" },
  { "in small letters", "tamverelõo" },
  { "without accents", "Tamvereloo" },
  { "with the accent apart", "Tamverelo\u{303}o" },
  { "with a possessive", "Tamverelõo's" },
  { "with a curly possessive", "Tamverelõo’s" },
  { "in the plural", "Tamverelõos" },
  { "with other spaces", "Piret \u{A0} Tamverelõo" },
  { "with a hyphen", "Piret-Tamverelõo" },
  { "with an underscore", "piret_tamverelõo" },
  { "run together", "pirettamverelõo" },
  { "in the other order", "Tamverelõo, Piret" },
  { "over a line break", "Piret\nTamverelõo" },
  { "with a soft hyphen", "Tamve\u{AD}relõo" },
  { "with an invisible space", "Tamve\u{200B}relõo" },
  { "as numeric references", "&#84;amverel&#xF5;o" },
  { "as named references", "Tamverel&otilde;o" },
  { "percent-encoded", "T%61mverel%C3%B5o" },
  { "escaped as in JSON", "Tamverel\\u00f5o" },
  { "inside a longer word", "xtamverelõolane" },
  { "the e-mail address", "piret@tamverelo.example" },
  { "the town", "Kuusbergi" },
}

-- Where a TEI file has room for it.
local places = {
  { "the text", function (bytes, form) return (bytes:gsub("came to watch", function () return "came with " .. form end, 1)) end },
  { "an attribute", function (bytes, form) return (bytes:gsub("<body>", function () return '<body n="' .. form .. '">' end, 1)) end },
  { "an xml:id", function (bytes, form) return (bytes:gsub('xml:id="p2"', function () return 'xml:id="' .. form .. '"' end, 1)) end },
  { "a title of the header", function (bytes, form) return (bytes:gsub("</title>", function () return form .. "</title>" end, 1)) end },
  { "a name of the header", function (bytes, form)
    return (bytes:gsub("</titleStmt>", function () return "<author>" .. form .. "</author></titleStmt>" end, 1)) end },
  { "a comment", function (bytes, form) return (bytes:gsub("<body>", function () return "<body><!-- was: " .. form .. " -->" end, 1)) end },
  { "a processing instruction", function (bytes, form)
    return (bytes:gsub("<body>", function () return "<body><?was " .. form .. "?>" end, 1)) end },
  { "a keyword", function (bytes, form)
    return (bytes:gsub("</teiHeader>", function () return "<keywords><term>" .. form .. "</term></keywords></teiHeader>" end, 1)) end },
  { "the end of the file", function (bytes, form) return bytes .. "\n" .. form .. "\n" end },
}

local function is_silent (text) assert.same({}, core.find_leaks(text, { "Tamverelõo", "Piret", "Kuusbergi" })) end

describe("a writer that leaks", function ()
  local line, doc, clean
  setup(function ()
    line = assert(pipeline.new {})
    doc = assert(line:document { text = command.story, name = "pier.txt" })
    clean = assert(line:write(doc))
  end)
  teardown(function () doc:close() end)

  for _, place in ipairs(places) do
    it("is caught in " .. place[1] .. ", however the name is written", function ()
      for _, variant in ipairs(variants) do
        local bytes = place[2](clean, variant[2])
        assert.are_not.equal(clean, bytes)
        local leaky = setmetatable({ writer = { write = function () return bytes end } }, { __index = line })
        local written, message, code = leaky:write(doc)
        assert.is_nil(written, variant[1])
        assert.equal("leak", code, variant[1])
        assert.matches("^leak: a struck %u%l+ form is still at byte %d+ of the output %(%l+%)", message, 1, false, variant[1])
        is_silent(message)
      end
    end)
  end

  it("is caught in the name of the file and in a message to the log", function ()
    for _, variant in ipairs(variants) do
      if variant[1] ~= "the town" then
        local ok, message = verify.verify(doc, clean, "2019/" .. variant[2] .. ".xml")
        assert.is_nil(ok, variant[1])
        is_silent(message)
      end
      local ok, message = verify.message(doc, "the name " .. variant[2] .. " was found")
      assert.is_nil(ok, variant[1])
      is_silent(message)
    end
    assert.is_true(verify.verify(doc, clean, "2019/pier.xml"))
    assert.is_true(verify.message(doc, "3 names, 41 words, Kadri Ojaperv stays"))
  end)

  it("is caught in text and JSON as well", function ()
    for _, to in ipairs { "json", "text" } do
      local other = assert(pipeline.new { to = to })
      local bytes = assert(other:write(doc))
      for _, variant in ipairs(variants) do
        local put = bytes:gsub("came to watch", function () return "came with " .. variant[2] end, 1)
        assert.is_nil((verify.verify(doc, put)), to .. " " .. variant[1])
      end
    end
  end)
end)

describe("a filter that leaks", function ()
  local place
  setup(function ()
    place = command.new()
    place:write("in/pier.txt", command.story)
  end)
  teardown(function () place:close() end)

  -- What a filter can reach: replacements, metadata, keywords, labels, entities, attributes, annotations of its own, the log.
  local ways = {
    { "a replacement", "function Age (a) return redact(a, function () return '[about %s]' end) end" },
    { "a label", "function Document () label { id = 'x:1', name = '%s' } end" },
    { "a keyword", "function Document (doc) doc.meta.keywords = { '%s' } end" },
    { "the title", "function Document (doc) doc.meta.title = '%s' end" },
    { "an author", "function Document (doc) doc.meta.authors = { { name = '%s' } } end" },
    { "a subtype", "function Person (a) a.subtype = '%s' end  function Place (a) a.subtype = '%s' end" },
    { "a type of its own", "function Document (doc) doc:add { type = 'Note', first = 1, last = 5, subtype = '%s' } end" },
    { "the name of somebody who stays", "function Person (a) if not a.entity.protected then a.entity.name = '%s' end end" },
    { "an id", "function Person (a) a.entity.id = '%s' end" },
    { "a note of the source", "function Document (doc) doc.source.notes = { '%s' } end" },
  }
  for _, way in ipairs(ways) do
    it("leaves nothing behind in " .. way[1], function ()
      for _, form in ipairs { "Piret Tamverelõo", "TAMVERELOO", "tamverelõo" } do
        place:write("leaky.lua", (way[2]:gsub("%%s", form)))
        for _, to in ipairs { "tei", "json" } do
          local line = assert(pipeline.new { to = to, filters = { place:path "leaky.lua" } })
          local bytes, message = line:convert { text = command.story, name = "pier.txt" }
          is_silent(bytes or message)
        end
      end
    end)
  end

  it("is withheld with status 4, and says where without saying what", function ()
    place:write("leaky.lua", "function Age (a) return redact(a, function () return '[about Tamverelõo]' end) end")
    local status, _, err = place:run("convert --filter @leaky.lua -o @out @in/pier.txt")
    assert.equal(4, status)
    assert.truthy(err:find("leak: a struck Person form is still at byte", 1, true), err)
    assert.same({}, place:files "out")
    is_silent(err)
  end)

  it("cannot say it to the log, nor print it", function ()
    for _, said in ipairs { "ctx.log.warn('%s was here', a:text())", "print(a:text())", "ctx.log.error('TAMVERELÕO')" } do
      place:write("leaky.lua", "function Person (a) " .. said .. " end")
      local status, out, err = place:run("convert --filter @leaky.lua @in/pier.txt")
      assert.equal(4, status, said)
      assert.equal("", out)
      assert.truthy(err:find("filter 'leaky': leak: a struck Person form is in a message to the log", 1, true), err)
      is_silent(err)
    end
    place:write("leaky.lua", "function Document (doc) print(#doc.entities, 'names') end")
    local status, _, err = place:run("convert --filter @leaky.lua @in/pier.txt")
    assert.equal(0, status)
    assert.matches("leaky: %d+\tnames", err)
  end)
end)

local describe_built = crypto.available() and describe
  or function (name, _) pending(name .. " (libsodium's module is not built)") end

describe_built("a file that leaks since somebody edited it", function ()
  local folder, key, line, doc, clean
  setup(function ()
    folder = command.new()
    assert(crypto.new_key_file(folder:path "k"))
    key = assert(crypto.key_from_file(folder:path "k"))
    line = assert(pipeline.new { key = key })
    doc = assert(line:document { text = command.story, name = "pier.txt" })
    clean = assert(line:write(doc))
    local book = assert(ledger.open(folder:path "ledger", key, { format = "tei", policy = "protect-private" }))
    assert(book:record(doc, "pier.xml", clean))
    assert(book:close())
    doc:close()
  end)
  teardown(function () folder:close() end)

  for _, place in ipairs(places) do
    it("is found in " .. place[1] .. ", however the name is written", function ()
      local read = assert(audit.read(key, io.lines(folder:path "ledger")))
      assert.same({}, (read:search("pier.xml", clean)))
      for _, variant in ipairs(variants) do
        local findings = assert(read:search("pier.xml", place[2](clean, variant[2])))
        assert.is_true(#findings > 0, variant[1])
      end
    end)
  end

  it("is found by its name", function ()
    local read = assert(audit.read(key, io.lines(folder:path "ledger")))
    assert(read:gather())
    for _, variant in ipairs(variants) do
      if variant[1] ~= "the town" then
        assert.is_true(#read:search_others("2019/" .. variant[2] .. ".xml", clean) > 0, variant[1])
      end
    end
  end)
end)
