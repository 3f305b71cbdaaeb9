--- Laws of the TEI writer, whatever the text, the annotations and the edits.
--
-- The seed is printed with every failure; BLUEPENCIL_SEED sets it, BLUEPENCIL_CASES the number of cases.

local core = require "bluepencil.core"
local document = require "bluepencil.document"
local json = require "bluepencil.write.json"
local render = require "bluepencil.write.render"
local tei = require "bluepencil.write.tei"
local types = require "bluepencil.types"

local seed = tonumber(os.getenv("BLUEPENCIL_SEED")) or 20261122
local cases = tonumber(os.getenv("BLUEPENCIL_CASES")) or 400

local random = math.random
local options = { write = { date = "2026-01-02" }, validate = false }

local pieces = {
  "word", "Ana", "O'Brien", " ", "  ", "\n", " \n ", ", ", ".”", "“", "‘", "’", "]]>", "&amp;lt;", "<p>", "</p>",
  "<![CDATA[", "&",
  "<!--", "-->",
  "<?xml?>", "\0", "\1", "\x1B[0m", "\x7F", "\u{FFFE}", "\u{FFFF}", "\u{85}", "\u{2028}", "é", "𝄞", "\u{301}",
  "\u{200D}", "█████", "\t", "2016-02-30", "http://[::1]/%zz#a#b", "a@b", "NPX", "1e400", "-", "\u{FEFF}", "ß",
}

local function pick (list) return list[random(#list)] end

local norms = {
  "2016", "2016-02-30", "2016-13", "2015/2016", "/2016", "2016/", "--02-29", "--13", "0000", "12", 12, -3.25, 1e300, 0 / 0, 1 / 0,
  "1e5", "x y", "", "<", "2016-05-04T25:00:00", "javascript:x", "http://a b/\u{FFFE}", "%", "#", "//", true,
}
local words = { "said", "inner", "scare", "metonym", "family", "a b", "", "<x>", "é", "\0", "high", "low", "certain", 5 }

--- A random text on character boundaries.
local function random_text ()
  local out = {}
  for i = 1, random(0, 60) do out[i] = pick(pieces) end
  return table.concat(out)
end

--- The byte where a character ends that begins at or before `byte`.
local function boundaries (text)
  local starts = {}
  for at in utf8.codes(text) do starts[#starts + 1] = at end
  return starts
end

local function random_span (starts, length)
  local a, b = random(#starts), random(#starts)
  if random() < 0.7 then b = math.min(#starts, a + random(0, 6)) end
  if a > b then a, b = b, a end
  return starts[a], (starts[b + 1] or length + 1) - 1
end

local addresses = {
  "http://example.org/a?b=c", "img/a b.jpg", "//cdn.example.org/x.png", "javascript:alert(1)", "data:image/png;base64,AA", "#p3",
  "", "Ana", "http://example.org/O%27Brien", "mailto:a@b", "http://u:p@h/", "a:b", "/\0x", "http://[::1]/%zz", "\u{FFFE}",
  "../../x#y#z", "é",
}
local numbers = { 1, 2, 3, 1, 2, 0, -1, 7, 1e300, 0 / 0, 9007199254740991, 2.5, "3", "x", true }

--- What a reader says of structure, sane or not.
local function add_structure (block)
  local function maybe (value) if random() < 0.8 then return value end end
  block.level, block.list, block.depth = maybe(pick(numbers)), maybe(random(2)), maybe(pick(numbers))
  block.ordered, block.group, block.figure = maybe(random() < 0.5), maybe(random(2)), maybe(random(3))
  block.table, block.row, block.column = maybe(random(2)), maybe(pick(numbers)), maybe(pick(numbers))
  block.rows, block.columns, block.header = maybe(pick(numbers)), maybe(pick(numbers)), random() < 0.3
  return block
end

local function random_figures (length)
  local figures = {}
  for i = 1, random(0, 3) do
    figures[i] = { url = pick(addresses), width = pick(numbers), height = pick(numbers),
                   at = random() < 0.8 and random(length + 1) or nil }
  end
  return figures
end

local function random_document ()
  local text = random_text()
  local doc = assert(document.new(text, { name = pick(pieces) .. ".txt", notes = { pick(pieces), pick(pieces) } }))
  local starts = boundaries(text)
  local blocks, joins, at = {}, {}, 1
  while at <= #starts and random() < 0.95 do
    local stop = math.min(#starts, at + random(0, 25))
    local block = { type = pick(types.blocks)[1], first = starts[at], last = (starts[stop + 1] or #text + 1) - 1 }
    blocks[#blocks + 1] = random() < 0.7 and add_structure(block) or block
    at = stop + 1 + random(0, 2)
  end
  doc:set_blocks(blocks, joins)
  doc.figures = random() < 0.5 and random_figures(#text) or nil
  doc.edits, doc.meta = {}, {
    title = pick(pieces), date = random() < 0.5 and { iso = pick(norms), cert = pick(words) } or nil, agency = pick(pieces),
    authors = { pick(pieces), { name = pick(pieces) } }, keywords = { pick(pieces) }, place = pick(pieces),
  }
  for i = 1, random(0, 3) do
    doc.labels[i] = { id = pick { "medtop:20000111", "x", "a b", "<", "é", "medtop:" }, name = pick(pieces) }
  end
  for i = 1, random(0, 4) do
    local kind = pick { "Person", "Org", "Place", "Group" }
    doc.entities[i] = {
      id = pick { "pers." .. i, "org." .. i, "pl." .. i, "pers.1", "x y", "" }, type = kind, name = pick(pieces), mentions = {},
      aliases = { pick(pieces) }, parts = { surname = pick(pieces), forename = pick(pieces) },
      role = pick { "public", "private", "unknown" }, kind = pick(words), vulnerable = random() < 0.3,
      evidence = { { why = pick(pieces) } }, links = {},
      protected = random() < 0.2 or nil, pseudonym = random() < 0.5 and "Person A" or nil,
    }
  end
  if #doc.entities > 1 then
    doc.relations = { { name = pick(words), mutual = { doc.entities[1], doc.entities[2] } },
      { name = "counsel", active = doc.entities[2], passive = doc.entities[1] } }
  end
  if #starts == 0 then return doc end
  local quote
  for _ = 1, random(0, 25) do
    local first, last = random_span(starts, #text)
    local entity = #doc.entities > 0 and random() < 0.5 and pick(doc.entities) or nil
    local a = doc:add {
      type = random() < 0.3 and pick { "Link", "Emphasis" } or pick(types.annotations)[1], first = first, last = last,
      norm = pick(norms), subtype = pick(words), unit = pick(words),
      cert = pick(words), entity = entity, source = "random", target = pick(addresses), rend = pick(words),
    }
    if a.type == "Quote" then
      a.speaker = entity
      if quote and random() < 0.5 then quote.next, a.prev = a, quote end
      quote = a
    end
    if entity then
      table.insert(entity.mentions, a)
      if random() < 0.3 then
        a.person, a.link = entity, pick { "age", "home", "family", "occupation", "workplace", "nationality" }
        table.insert(entity.links, a)
      end
    end
  end
  local all = doc:annotations()
  local byte = 1
  for _ = 1, random() < 0.5 and random(1, 6) or 0 do
    local first, last = random_span(starts, #text)
    if #all > 0 and random() < 0.6 then
      local a = pick(all)
      first, last = a.first, a.last
    end
    if first >= byte then
      local edit = { first = first, last = last, replacement = "[" .. pick(pieces) .. "]", class = pick { "direct", "quasi" },
        operator = pick { "label", "year", "remove", "custom" } }
      for _, a in ipairs(all) do
        if a.first >= first and a.last <= last then edit.annotation = a break end
      end
      doc.edits[#doc.edits + 1] = edit
      byte = last + 1
    end
  end
  doc.tei = { sentences = random() < 0.3, words = random() < 0.3, registers = random() < 0.8, quotes = random() < 0.9,
              links = random() < 0.9, emphasis = random() < 0.9, pictures = random() < 0.9 }
  return doc
end

local function text_of (bytes)
  local body = bytes:match("<text>(.*)</text>"):gsub("<figDesc>No picture came with the copy%.</figDesc>", "")
  return (body:gsub("<[^>]*>", ""):gsub("&lt;", "<"):gsub("&gt;", ">"):gsub("&#13;", "\r"):gsub("&amp;", "&"))
end

--- White space gone, and what XML cannot hold replaced as the writer replaces it.
local function comparable (text)
  text = text:gsub("[%z\1-\8\11\12\14-\31]", "\u{FFFD}"):gsub("\u{FFFE}", "\u{FFFD}"):gsub("\u{FFFF}", "\u{FFFD}")
  return (text:gsub("[ \t\r\n]+", ""))
end

--- Run `law` on random documents.
local function holds (law)
  for case = 1, cases do
    math.randomseed(seed + case)
    local doc = random_document()
    local ok, message = pcall(law, doc)
    if not ok then error(("seed %d, case %d: %s"):format(seed, case, tostring(message)), 0) end
    doc:close()
  end
end

describe("TEI of random annotations over hostile text", function ()
  it("is valid against the project's schema", function ()
    local schema = assert(tei.schema())
    holds(function (doc)
      local bytes = tei.write(doc, options)
      local ok, message, _, line = schema:validate(bytes)
      assert(ok, ("line %s: %s\n%s"):format(line, message, bytes))
    end)
  end)

  it("has the text that a reader gets, white space apart", function ()
    holds(function (doc)
      local expected, got = comparable(render.render(doc).text), comparable(text_of(tei.write(doc, options)))
      assert(expected == got, ("expected %q\ngot %q"):format(expected, got))
    end)
  end)

  it("never adds white space inside a paragraph", function ()
    holds(function (doc)
      for paragraph in tei.write(doc, options):match("<text>.*"):gmatch("<p [^>]*[^/]>(.-)</p>") do
        assert(not paragraph:find("\n", 1, true), "a line end within a paragraph")
      end
    end)
  end)

  it("points only to ids that are there, and gives no id twice", function ()
    holds(function (doc)
      local bytes = tei.write(doc, options)
      local ids = {}
      for id in bytes:gmatch('xml:id="([^"]*)"') do
        assert(not ids[id], "id given twice: " .. id)
        ids[id] = true
      end
      for name, list in bytes:gmatch('%f[%w]([%w]+)="(#[^"]*)"') do
        for id in list:gmatch("#(%S+)") do assert(ids[id], ("%s points to %s, which is not there"):format(name, id)) end
      end
    end)
  end)

  it("is valid against tei_all", function ()
    local schema = "../shared/data/tei/tei_all.rng"
    if not io.open(schema) or not os.execute("command -v jing >/dev/null 2>&1") then
      pending("jing or ../shared/data/tei/tei_all.rng is absent")
      return
    end
    local names = {}
    for case = 1, math.min(cases, 150) do
      math.randomseed(seed + case)
      local doc = random_document()
      names[case] = os.tmpname()
      local file = assert(io.open(names[case], "wb"))
      file:write(tei.write(doc, options))
      file:close()
      doc:close()
    end
    local pipe = io.popen(("jing %s %s 2>/dev/null"):format(schema, table.concat(names, " ")))
    local said = pipe:read("a")
    pipe:close()
    for _, name in ipairs(names) do os.remove(name) end
    assert.equal("", said, "seed " .. seed)
  end)
end)

describe("JSON of random annotations over hostile text", function ()
  local has_cjson, cjson = pcall(require, "cjson")

  it("is valid, with every offset inside the text", function ()
    if not has_cjson then pending("lua-cjson is absent"); return end
    holds(function (doc)
      local out = cjson.decode(json.write(doc))
      local length = core.length(out.text)
      for _, list in ipairs { out.blocks, out.annotations } do
        for _, item in ipairs(list) do
          assert(item.start >= 0 and item.start <= item["end"] and item["end"] <= length, "an offset outside the text")
        end
      end
    end)
  end)
end)

describe("TEI of hostile sizes", function ()
  local function nested (depth)
    local text = ("“"):rep(depth) .. "x" .. ("”"):rep(depth)
    local doc = assert(document.new(text))
    doc:set_blocks { { type = "Paragraph", first = 1, last = #text } }
    doc.edits = {}
    for i = 0, depth - 1 do
      doc:add { type = "Quote", first = 1 + 3 * i, last = #text - 3 * i, subtype = "said", source = "test" }
    end
    return doc
  end

  it("is valid with ten thousand nested quotations, and no text is lost", function ()
    local doc = nested(10000)
    local bytes = assert(tei.write(doc, { write = options.write }))
    assert.equal(doc.text, (text_of(bytes):gsub("%s", "")))
  end)

  it("takes time that grows with the number of annotations, not its square", function ()
    local function seconds (count)
      local text = ("Ana Ruiz spoke. "):rep(count)
      local doc = assert(document.new(text))
      doc:set_blocks { { type = "Paragraph", first = 1, last = #text } }
      doc.edits = {}
      for i = 0, count - 1 do
        local a = doc:add { type = "Person", first = 1 + 16 * i, last = 8 + 16 * i, source = "test" }
        if i % 2 == 0 then
          doc.edits[#doc.edits + 1] = {
            first = a.first, last = a.last, replacement = "[X]", operator = "label", class = "direct", annotation = a,
          }
        end
      end
      local start = os.clock()
      assert(tei.write(doc, { write = options.write }))
      return os.clock() - start
    end
    seconds(1000)
    assert.is_true(seconds(40000) < 40 * seconds(4000) + 0.5)
  end)
end)
