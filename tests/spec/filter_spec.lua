local document = require "bluepencil.document"
local filter = require "bluepencil.filter"
local log = require "bluepencil.log"

-- An operator table for these specs; the real one has its own.
local operator_stub = {
  names = { "remove", "label" },
  apply = function (name, a)
    if name == "remove" then return "[...]" end
    if name == "label" then return "[" .. a.type:lower() .. "]" end
    return nil, "no such operator"
  end,
}

local lines = {
  "Fox Returns To Farm",
  "Ana Ruiz of Lima met Jo Ito, 54, in Lima on May 3.",
  "She said that Ruiz had “no fox” at all. Café owners agreed.",
}

--- A document of three blocks with some names.
local function sample ()
  local text = table.concat(lines, "\n\n")
  local doc = assert(document.new(text, { name = "fox.txt" }, { title = "Fox" }))
  local blocks, at = {}, 1
  for i, line in ipairs(lines) do
    blocks[i] = { type = i == 1 and "Headline" or "Paragraph", first = at, last = at + #line - 1 }
    at = at + #line + 2
  end
  doc:set_blocks(blocks)
  local from = 1
  for _, row in ipairs { { "Person", "Ana Ruiz" }, { "Place", "Lima" }, { "Person", "Jo Ito" }, { "Age", "54" },
                         { "Place", "Lima" }, { "Date", "May 3" }, { "Person", "Ruiz" }, { "Quote", "“no fox”" } } do
    local first, last = text:find(row[2], from, true)
    doc:add { type = row[1], first = first, last = last, source = "spec" }
    from = last + 1
  end
  return doc
end

local files = {}
local function file_of (source, name)
  local path = os.tmpname()
  os.remove(path)
  if name then
    os.execute("mkdir '" .. path .. "'")
    files[#files + 1] = path
    path = path .. "/" .. name
  end
  local file = assert(io.open(path, "wb"))
  file:write(source)
  file:close()
  files[#files + 1] = path
  return path
end

local function load_source (source, options)
  local path = file_of(source, "mine.lua")
  return assert(filter.load(path, options)), path
end

--- Run a filter given as text over the sample; returns the document and what `run` answered.
local function run (source, options, doc)
  doc = doc or sample()
  local loaded = load_source(source, options)
  local ok, message = filter.run({ loaded }, doc)
  return doc, ok, message
end

local function texts (list)
  local out = {}
  for i, a in ipairs(list) do out[i] = a.type .. ":" .. a:text() end
  return out
end

--- Collects what the log says while `f` runs.
local function logged (f)
  local out = {}
  local stream = log.stream
  log.stream = { write = function (_, ...) out[#out + 1] = table.concat { ... } end }
  local ok, err = pcall(f)
  log.stream = stream
  assert(ok, err)
  return table.concat(out)
end

describe("filter", function ()
  local real = package.loaded["bluepencil.operator"]
  setup(function () package.loaded["bluepencil.operator"] = operator_stub end)
  teardown(function ()
    package.loaded["bluepencil.operator"] = real
    for i = #files, 1, -1 do os.remove(files[i]) end
  end)

  describe("what a function gives back", function ()
    it("nil keeps the element with its changed fields", function ()
      local doc, ok = run "function Person (a) a.note = 'seen' end"
      assert.is_true(ok)
      local people = doc:annotations "Person"
      assert.equal(3, #people)
      for _, a in ipairs(people) do assert.equal("seen", a.note) end
    end)

    it("filters that answer nil change nothing", function ()
      local before, after = sample(), (run "function Person () end function Paragraph () end function Document () end")
      assert.same(texts(before:annotations()), texts(after:annotations()))
      assert.equal(#before.blocks, #after.blocks)
    end)

    it("{} takes the annotation away and leaves the text", function ()
      local doc, ok = run "function Place (a) return {} end"
      assert.is_true(ok)
      assert.same({}, doc:annotations "Place")
      assert.equal(table.concat(lines, "\n\n"), doc.text)
      assert.equal(3, #doc:annotations "Person")
    end)

    it("an element takes its place, by default on the same span", function ()
      local doc = run "function Person (a) if a:text() == 'Jo Ito' then return { type = 'Org', subtype = 'x' } end end"
      local orgs = doc:annotations "Org"
      assert.same({ "Org:Jo Ito" }, texts(orgs))
      assert.equal("x", orgs[1].subtype)
      assert.equal(2, #doc:annotations "Person")
    end)

    it("a changed type moves the annotation to that type", function ()
      local doc, ok = run "function Place (a) a.type = 'Org' end"
      assert.is_true(ok)
      assert.same({}, doc:annotations "Place")
      assert.same({ "Org:Lima", "Org:Lima" }, texts(doc:annotations "Org"))
      assert.equal("Org", doc:inside(1, #doc.text, "Org")[1].type)
    end)

    it("a list is put in its place", function ()
      local doc, ok = run [[
        function Person (a)
          local space = a:text():find " "
          if space then
            return { a, { type = "Identifier", first = a.first, last = a.first + space - 2, subtype = "forename" } }
          end
        end]]
      assert.is_true(ok)
      assert.equal(3, #doc:annotations "Person")
      assert.same({ "Identifier:Ana", "Identifier:Jo" }, texts(doc:annotations "Identifier"))
    end)

    it("does not visit what the same pass added", function ()
      local doc, ok = run "function Person (a) return { a, { type = 'Person', first = a.first, last = a.first + 1 } } end"
      assert.is_true(ok)
      assert.equal(6, #doc:annotations "Person")
    end)

    it("a second result false leaves out what is inside", function ()
      local doc = run [[
        function Paragraph (b) if b:text():find "met" then return nil, false end end
        function Person (a) a.note = "seen" end]]
      local notes = {}
      for i, a in ipairs(doc:annotations "Person") do notes[i] = a.note or "-" end
      assert.same({ "-", "-", "seen" }, notes)
    end)

    it("a second result false works for annotations in annotations", function ()
      local doc = sample()
      local quote = doc:annotations("Quote")[1]
      doc:add { type = "Org", first = quote.first + 3, last = quote.first + 4, source = "spec" }
      doc:add { type = "Org", first = quote.last + 2, last = quote.last + 3, source = "spec" }
      run("function Quote () return nil, false end function Org (a) a.note = true end", nil, doc)
      local orgs = doc:annotations "Org"
      assert.is_nil(orgs[1].note)
      assert.is_true(orgs[2].note)
    end)

    it("refuses anything else, and says where", function ()
      local _, ok, message = run "function Age (a) return 'x' end"
      assert.is_nil(ok)
      assert.matches("^filter: .-mine.lua:1: returned a string; expected nil, an element or a list of elements, "
        .. "in function 'Age', article fox.txt$", message)
      _, _, message = run "function Age (a) return false end"
      assert.matches("returned a boolean", message)
      _, _, message = run "function Age (a) return { typ = 'Org' } end"
      assert.matches("without a type %(it has a field 'typ'%)", message)
      _, _, message = run "function Age (a) return { a, 'x' } end"
      assert.matches("item 2 of the returned list is not an element", message)
    end)
  end)

  describe("new annotations", function ()
    it("have a known type", function ()
      local _, ok, message = run "function Age (a) return { type = 'Persn' } end"
      assert.is_nil(ok)
      assert.matches("unknown type 'Persn'; did you mean 'Person'%?", message)
    end)

    it("lie inside the block", function ()
      local _, _, message = run "function Age (a) return { a, { type = 'Org', first = 1, last = 3 } } end"
      assert.matches("lies outside its Paragraph", message)
      _, _, message = run "function Age (a) return { type = 'Org', first = a.first, last = a.first - 1 } end"
      assert.matches("ends before it begins", message)
      _, _, message = run "function Age (a) return { type = 'Org', first = 'x', last = 3 } end"
      assert.matches("must be whole numbers", message)
    end)

    it("do not cut a character in two", function ()
      local _, ok, message = run "function Quote (a) return { type = 'Org', first = a.first + 1, last = a.last } end"
      assert.is_nil(ok)
      assert.matches("cuts a character in two", message)
      _, ok = run "function Quote (a) return { type = 'Org', first = a.first + 3, last = a.last - 3 } end"
      assert.is_true(ok)
    end)

    it("leave the document as it was when one of them is wrong", function ()
      local doc, ok = run "function Place (a) return { { type = 'Org' }, { type = 'Nope' } } end"
      assert.is_nil(ok)
      assert.equal(2, #doc:annotations "Place")
      assert.equal(0, #doc:annotations "Org")
    end)
  end)

  describe("protected fields", function ()
    for _, field in ipairs { "id", "doc", "first", "last" } do
      it("'" .. field .. "' cannot be changed", function ()
        local doc, ok, message = run("function Age (a) a." .. field .. " = 1 end")
        assert.is_nil(ok)
        assert.matches("the field '" .. field .. "' of a Age cannot be changed: ", message)
        assert.equal("54", doc:annotations("Age")[1]:text())
      end)
    end

    it("cannot be changed behind the back of the visited element either", function ()
      local doc, ok, message = run "function Document (d) d:annotations('Age')[1].first = 1 end"
      assert.is_nil(ok)
      assert.matches("the place of a Age cannot be changed", message)
      assert.equal("54", doc:annotations("Age")[1]:text())
    end)

    it("the text cannot be changed", function ()
      local doc, ok, message = run "function Document (d) d.text = 'nothing' end"
      assert.is_nil(ok)
      assert.matches("the text of a document cannot be changed", message)
      assert.equal(table.concat(lines, "\n\n"), doc.text)
    end)
  end)

  describe("blocks", function ()
    it("{} leaves a plain paragraph, never loses the text", function ()
      local doc, ok = run "function Headline () return {} end"
      assert.is_true(ok)
      assert.equal("Paragraph", doc.blocks[1].type)
      assert.equal(lines[1], doc.blocks[1]:text())
    end)

    it("change their type in place or by a new element", function ()
      local doc = run "function Headline (b) b.type = 'Subhead' end"
      assert.equal("Subhead", doc.blocks[1].type)
      doc = run "function Headline (b) return { type = 'Note' } end"
      assert.equal("Note", doc.blocks[1].type)
      local _, _, message = run "function Headline (b) b.type = 'Headlin' end"
      assert.matches("did you mean 'Headline'%?", message)
    end)

    it("are split by a list that covers all of their text", function ()
      local doc, ok = run [[
        function Paragraph (b)
          local stop = b:text():find(". Caf", 1, true)
          if stop then
            return { { type = "Paragraph", first = b.first, last = b.first + stop - 1 },
                     { type = "Note", first = b.first + stop + 1, last = b.last } }
          end
        end]]
      assert.is_true(ok)
      assert.equal(4, #doc.blocks)
      assert.equal("Café owners agreed.", doc.blocks[4]:text())
      assert.equal(4, doc.blocks[4].index)
      assert.equal(doc, doc.blocks[4].doc)
    end)

    it("cannot lose text or cut an annotation when split", function ()
      local _, ok, message = run "function Headline (b) return { type = 'Note', first = b.first + 4 } end"
      assert.is_nil(ok)
      assert.matches("leave some of its text out", message)
      _, _, message = run [[
        function Paragraph (b)
          return { { type = "Paragraph", first = b.first, last = b.first + 2 },
                   { type = "Paragraph", first = b.first + 3, last = b.last } }
        end]]
      assert.matches("cut a Person in two", message)
    end)
  end)

  describe("order", function ()
    local tracer = [[
      local seen = {}
      local function see (a) seen[#seen + 1] = a.type end
      Headline, Paragraph, Person, Place, Age = see, see, see, see, see
      function Meta () seen[#seen + 1] = "Meta" end
      function Document (doc) doc.seen = table.concat(seen, " ") end
    ]]

    it("is Meta, blocks with their annotations in text order, Document", function ()
      local doc = run(tracer)
      assert.equal("Meta Headline Paragraph Person Place Person Age Place Paragraph Person", doc.seen)
    end)

    it("is by type when asked for", function ()
      local doc = run(tracer .. "traverse = 'typewise'")
      assert.equal("Meta Person Person Person Place Place Age Headline Paragraph Paragraph", doc.seen)
    end)

    it("runs a list of tables one after another", function ()
      local doc, ok = run [[
        return {
          { Place = function (a) a.type = "Org" end },
          { Org = function (a) a.note = "was a place" end },
        }]]
      assert.is_true(ok)
      assert.equal("was a place", doc:annotations("Org")[2].note)
    end)

    it("gives Meta and Document the document", function ()
      local doc = run [[
        function Meta (meta, doc) meta.title = meta.title .. "!" meta.bytes = #doc.text end
        function Document (doc) doc.meta.people = #doc:annotations "Person" end
        function Age (a, doc) doc.meta.age = a:text() end]]
      assert.same({ title = "Fox!", bytes = #doc.text, people = 3, age = "54" }, doc.meta)
    end)

    it("lets Meta give a new table", function ()
      local doc = run "return { Meta = function (meta) return { title = 'New' } end }"
      assert.same({ title = "New" }, doc.meta)
    end)

    it("refuses an order it does not know", function ()
      local loaded, message = filter.load(file_of "traverse = 'bottomup' function Age () end")
      assert.is_nil(loaded)
      assert.matches("traverse is \"topdown\" or \"typewise\", not 'bottomup'", message)
    end)
  end)

  describe("loading", function ()
    it("warns of a function named after nothing, with a suggestion and its place", function ()
      local said = logged(function () load_source "\nfunction Persn (a) end\nfunction helper () end function Age () end" end)
      assert.matches("mine.lua:2: unknown function 'Persn'; did you mean 'Person'%?", said)
      assert.not_matches("helper", said)
    end)

    it("warns of globals that a returned table hides, and of files that do nothing", function ()
      assert.matches("'Person' is never called, because the file returns a table",
        logged(function () load_source "function Person () end return { Age = function () end }" end))
      assert.matches("it will do nothing", logged(function () load_source "local x = 1" end))
    end)

    it("says where a file is not Lua", function ()
      local path = file_of("function Person (a)\n  if a then\nend\n", "broken.lua")
      local loaded, message = filter.load(path)
      assert.is_nil(loaded)
      assert.matches("^filter: .-broken.lua:%d+: 'end' expected", message)
    end)

    it("says where a file fails while it is loaded", function ()
      local loaded, message = filter.load(file_of("local x\nx.y = 1", "fails.lua"))
      assert.is_nil(loaded)
      assert.matches("^filter: .-fails.lua:2: attempt to index a nil value", message)
    end)

    it("finds a folder by NAME/NAME.lua and by NAME/init.lua", function ()
      local path = file_of("function Age () end", "init.lua")
      local folder = path:match "^(.*)/"
      local loaded = assert(filter.load(folder))
      assert.equal(folder:match "[^/]+$", loaded.name)
      assert.equal(path, loaded.path)
    end)

    it("takes the name that the file gives itself", function ()
      assert.equal("redact", load_source("name = 'redact' function Age () end").name)
      assert.equal("redact", load_source("return { name = 'redact', Age = function () end }").name)
      assert.equal("mine", load_source("function Age () end").name)
    end)

    it("answers what it cannot find", function ()
      local loaded, message = filter.load "clasify"
      assert.is_nil(loaded)
      assert.matches("filter 'clasify' was not found; did you mean 'classify'%?", message)
      loaded, message = filter.load "no/such/filter.lua"
      assert.is_nil(loaded)
      assert.matches("was not found", message)
    end)

    it("includes files from its own folder only", function ()
      local path = file_of("local w = include 'words.lua'\nfunction Age (a) a.note = w.age end", "mine.lua")
      local words = path:gsub("mine.lua$", "words.lua")
      local out = assert(io.open(words, "w"))
      out:write "return { age = 'years' }"
      out:close()
      files[#files + 1] = words
      local doc = sample()
      assert(filter.run({ assert(filter.load(path)) }, doc))
      assert.equal("years", doc:annotations("Age")[1].note)
      for _, name in ipairs { "../x.lua", "/etc/passwd", ".hidden" } do
        local loaded, message = filter.load(file_of("include '" .. name .. "'", "bad.lua"))
        assert.is_nil(loaded)
        assert.matches("bad.lua:1: a filter reads files from its own folder only", message)
      end
    end)
  end)

  describe("the shipped filters and the user's", function ()
    local function named (name) return file_of("name = '" .. name .. "' function Age () end", "f.lua") end

    it("run in the order classify, redact, the user's, tei; one of the same name takes its place", function ()
      local mine, own = named "mine", named "redact"
      local list = assert(filter.load_all { filters = { mine, named "classify", own, named "tei" } })
      local names = {}
      for i, f in ipairs(list) do names[i] = f.name end
      assert.same({ "classify", "redact", "mine", "tei" }, names)
      assert.equal(own, list[2].path)
      assert.equal(mine, list[3].path)
    end)

    it("fail to load with a message when one of them is missing", function ()
      local list, message = filter.load_all { filters = { "nowhere.lua" } }
      assert.is_nil(list)
      assert.matches("'nowhere.lua' was not found", message)
    end)
  end)

  describe("redact and keep", function ()
    it("record a decision and leave the text", function ()
      local doc, ok = run [[
        function Person (a) return redact(a, "label", { rule = "r1", reason = "private" }) end
        function Place (a) return redact(a, "remove") end
        function Age (a) return keep(a, "public record") end]]
      assert.is_true(ok)
      local d = doc:annotations("Person")[1].decision
      assert.same({ action = "strike", operator = "label", replacement = "[person]", class = "direct", rule = "r1",
                    reason = "private", by = "mine" }, d)
      assert.equal("quasi", doc:annotations("Place")[1].decision.class)
      assert.same({ action = "keep", by = "mine", reason = "public record" }, doc:annotations("Age")[1].decision)
      assert.equal("Ana Ruiz", doc:annotations("Person")[1]:text())
    end)

    it("name the nearest operator to one that is not there", function ()
      local _, ok, message = run "function Age (a)\n  redact(a, 'remov')\nend"
      assert.is_nil(ok)
      assert.matches("mine.lua:2: unknown operator 'remov'; did you mean 'remove'%?, in function 'Age'", message)
      _, _, message = run "function Age (a) redact(a) end"
      assert.matches("needs the name of an operator: label, remove", message)
    end)

    it("take annotations of this article only", function ()
      local _, _, message = run "function Paragraph (b) redact(b, 'remove') end"
      assert.matches("redact%(%) takes an annotation, not a Paragraph", message)
      _, _, message = run "function Age (a) keep({ type = 'Age' }) end"
      assert.matches("keep%(%) takes an annotation of this article", message)
      local loaded
      loaded, message = filter.load(file_of "redact({}, 'remove')")
      assert.is_nil(loaded)
      assert.matches("works inside a function", message)
    end)
  end)

  describe("label", function ()
    it("labels the article, with the name from the taxonomy", function ()
      local doc, ok = run "function Document () label 'medtop:20000592' label { id = 'desk', name = 'Foreign', score = 0.4 } end"
      assert.is_true(ok)
      assert.same({ id = "medtop:20000592", name = "human rights", score = 1, source = "filter:mine", top = "medtop:14000000",
                    scheme = "mediatopics", uri = "http://cv.iptc.org/newscodes/mediatopic/20000592" }, doc.labels[1])
      assert.equal("Foreign", doc.labels[2].name)
    end)

    it("declares a rule at the top of a file", function ()
      local doc, ok = run "label { id = 'wildlife', name = 'Wild animals', words = { [3] = 'fox, badger' } }"
      assert.is_true(ok)
      assert.equal("wildlife", doc.labels[1].id)
      assert.is_true(doc.labels[1].score >= 0.5)
      assert.same({ "fox" }, doc.labels[1].why)
    end)

    it("refuses what it cannot use", function ()
      local loaded, message = filter.load(file_of "label { id = 'x' }")
      assert.is_nil(loaded)
      assert.matches("is a rule and needs words", message)
      loaded, message = filter.load(file_of "label { id = 'x', words = { 'fox' }, wrds = 1 }")
      assert.is_nil(loaded)
      assert.matches(":1: unknown field of a label 'wrds'; did you mean 'words'%?", message)
      local _, _, said = run "function Document () label { id = 'x', score = 7 } end"
      assert.matches("between 0 and 1", said)
    end)
  end)

  describe("gazetteer", function ()
    it("marks a type of the user's own, and functions may carry its name", function ()
      local doc, ok
      assert.equal("", logged(function ()
        doc, ok = run [[
          gazetteer { type = "Animal", "fox", fold = true }
          function Animal (a) a.note = "wild" end]]
      end))
      assert.is_true(ok)
      local found = doc:annotations "Animal"
      assert.same({ "Animal:Fox", "Animal:fox" }, texts(found))
      assert.equal("wild", found[2].note)
      assert.equal("gazetteer:mine", found[1].source)
    end)

    it("marks known types once", function ()
      local doc = run "gazetteer { type = 'Place', 'Lima', 'Farm' }"
      assert.same({ "Place:Farm", "Place:Lima", "Place:Lima" }, texts(doc:annotations "Place"))
    end)

    it("reads names from a file in the filter's folder", function ()
      local path = file_of("gazetteer { type = 'Org', file = 'orgs.txt' }", "mine.lua")
      local list = path:gsub("mine.lua$", "orgs.txt")
      local out = assert(io.open(list, "w"))
      out:write "# owners\nCafé owners  # all of them\r\n\n"
      out:close()
      files[#files + 1] = list
      local doc = sample()
      assert(filter.run({ assert(filter.load(path)) }, doc))
      assert.same({ "Org:Café owners" }, texts(doc:annotations "Org"))
    end)

    it("refuses what it cannot use", function ()
      for source, pattern in pairs {
        ["gazetteer { 'x' }"] = "needs a type",
        ["gazetteer { type = 'animal', 'x' }"] = "begins with a capital letter",
        ["gazetteer { type = 'Animal' }"] = "without names",
        ["gazetteer { type = 'Paragraph', 'x' }"] = "not an annotation",
        ["gazetteer { type = 'Animal', 'x', fould = true }"] = "did you mean 'fold'",
        ["pattern { }"] = "pattern{...} is not there yet",
      } do
        local loaded, message = filter.load(file_of(source))
        assert.is_nil(loaded)
        assert.matches(pattern, message, 1, true)
      end
    end)
  end)

  describe("errors", function ()
    it("name file, line, function and article", function ()
      local _, ok, message = run "function Person (a)\n  local x = nil + 1\nend"
      assert.is_nil(ok)
      assert.matches("^filter: .-mine.lua:2: attempt to perform arithmetic on a nil value, "
        .. "in function 'Person', article fox.txt$", message)
    end)

    it("suggest the helper that was meant", function ()
      local _, _, message = run "function Person (a) redat(a, 'remove') end"
      assert.matches("did you mean 'redact'%?", message)
    end)

    it("do not quote the article, unless trace is asked for", function ()
      local source = "function Person (a) error('cannot do ' .. a:text() .. ' in ' .. a:block():text()) end"
      local _, _, message = run(source)
      assert.not_matches("Ruiz", message)
      assert.not_matches("Lima", message)
      assert.matches("cannot do %[...%] in ", message)
      _, _, message = run(source, { trace = true })
      assert.matches("Ana Ruiz", message)
      assert.matches("in function 'Person', article fox.txt\nstack traceback:\n", message)
    end)

    it("have a place even when the filter raises without one", function ()
      local _, _, message = run "function Age () error('no', 0) end"
      assert.matches("mine.lua:1: no, in function 'Age'", message)
      _, _, message = run "function Age () error({}) end"
      assert.matches("mine.lua:1: an error that is not text, in function 'Age'", message)
    end)

    it("do not stop the next article", function ()
      local loaded = load_source "function Document (doc) if doc.bad then error 'bad' end doc.meta.done = true end"
      local bad, good = sample(), sample()
      bad.bad = true
      assert.is_nil((filter.run({ loaded }, bad)))
      assert.is_true(filter.run({ loaded }, good))
      assert.is_true(good.meta.done)
    end)
  end)

  it("gives ctx: options, state fresh for every document, log, name", function ()
    local loaded = load_source([[
      function Person () ctx.state.n = (ctx.state.n or 0) + 1 end
      function Document (doc) doc.meta.n = ctx.state.n; doc.meta.to = ctx.options.to; doc.meta.name = ctx.name end]],
      { to = "tei" })
    for _ = 1, 2 do
      local doc = sample()
      assert(filter.run({ loaded }, doc))
      assert.equal(3, doc.meta.n)
      assert.equal("tei", doc.meta.to)
      assert.equal("mine", doc.meta.name)
    end
  end)

  it("prints to the log", function ()
    assert.matches("mine: a\t1", logged(function () run "function Age () print('a', 1) end" end))
  end)

  it("leaves out keywords that are struck in the text", function ()
    local doc = run [[
      function Meta (meta) meta.keywords = { "fox", "Lima" } end
      function Place (a) return redact(a, "remove") end]]
    assert.same({ "fox" }, doc.meta.keywords)
  end)
end)
