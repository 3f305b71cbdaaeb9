--- The quick check of a schema never says yes where libxml2 says no, and says yes to what we write.
--
-- Valid files are changed a little at a time: elements and attributes taken out, put in, doubled, values and characters
-- spoiled.  The seed is printed with every failure; BLUEPENCIL_SEED sets it, BLUEPENCIL_CASES the number of cases.

local core = require "bluepencil.core"

local seed = tonumber(os.getenv("BLUEPENCIL_SEED")) or 20261122
local cases = tonumber(os.getenv("BLUEPENCIL_CASES")) or 1500

local random = math.random

local function pick (list) return list[random(#list)] end

local function files ()
  local list = {}
  for name in io.popen("ls tests/golden/*.xml filters/*/expected.xml"):lines() do
    local file = assert(io.open(name, "rb"))
    list[#list + 1] = file:read("a")
    file:close()
  end
  return list
end

local tag, attribute, element = "<[^>]+>", ' [%w:]+="[^"]*"', "<%w+[^>]*>[^<]*</%w+>"

--- Where a pattern stands, one of the places: first byte, byte behind.
local function place (bytes, pattern)
  local places = {}
  for first, after in bytes:gmatch("()" .. pattern .. "()") do places[#places + 1] = { first, after } end
  local one = pick(places)
  return one[1], one[2]
end

local function spliced (bytes, first, after, what) return bytes:sub(1, first - 1) .. what .. bytes:sub(after) end

local values = { '""', '"#"', '"a b"', '"2017-02-31"', '"x y#z"', '"1.5"', '"-3"', '"é"', '"%zz"', '"http://a b"', '" high "', '"a:b"', "'x'",
                 '"http://x.example/?a=1&amp;b=2"', '"&#35;p1"' }
local strays = { "x", "&amp;", "&", "<", "]]>", "<!-- c -->", "<!-- -- -->", "\1", "\u{FFFF}", "&#0;", "&#x41;", "<![CDATA[x]]>", "<?p x?>", "\xFF" }

--- The changes, given the parts that all the files together have.
local function changes (parts)
  local function without (pattern)
    return function (bytes) local first, after = place(bytes, pattern) return spliced(bytes, first, after, "") end
  end
  local function with (pattern, list, at_end)
    return function (bytes)
      local first, after = place(bytes, pattern)
      local at = at_end and after or first
      return spliced(bytes, at, at, pick(list))
    end
  end
  local function instead (pattern, list)
    return function (bytes) local first, after = place(bytes, pattern) return spliced(bytes, first, after, pick(list)) end
  end
  return {
    without(tag), without(attribute), without(element), with("<%w+[^>]*>", parts.elements), with("</%w+>", parts.elements, true),
    instead(attribute, parts.attributes), instead('"[^"]*"', values),
    function (bytes) local at = random(#bytes) return spliced(bytes, at, at, pick(strays)) end,
    function (bytes) local first, after = place(bytes, element) return spliced(bytes, after, after, bytes:sub(first, after - 1)) end,
  }
end

describe("The quick check of a schema", function ()
  local schema = assert(core.schema("data/schema/bluepencil.rng"))
  local all = files()

  it("knows every file that we write", function ()
    assert.is_true(#all >= 6)
    for i, bytes in ipairs(all) do assert.is_true(schema:accepts(bytes), "file " .. i) end
  end)

  it("never accepts what libxml2 refuses", function ()
    math.randomseed(seed)
    local parts = { elements = {}, attributes = {} }
    for _, bytes in ipairs(all) do
      for one in bytes:gmatch(element) do table.insert(parts.elements, one) end
      for one in bytes:gmatch(attribute) do table.insert(parts.attributes, one) end
    end
    local change = changes(parts)
    local accepted, refused = 0, 0
    for case = 1, cases do
      local bytes = pick(all)
      for _ = 1, random(2) do bytes = pick(change)(bytes) end
      if schema:accepts(bytes) then
        accepted = accepted + 1
        assert.is_true(schema:validate(bytes, true), ("seed %d, case %d"):format(seed, case))
      elseif not schema:validate(bytes, true) then refused = refused + 1 end
    end
    assert.is_true(accepted > cases / 10 and refused > cases / 10, "changes of both kinds are drawn")
  end)

  it("leaves to libxml2 what is not written as we write, and what is too deep or too long", function ()
    local valid = all[1]
    for what, bytes in pairs {
      ["a document type"] = valid:gsub("<TEI", "<!DOCTYPE TEI>\n<TEI", 1),
      ["no namespace"] = valid:gsub(' xmlns="[^"]*"', "", 1),
      ["another namespace"] = valid:gsub('xmlns="[^"]*"', 'xmlns="http://example.org"', 1),
      ["a cut file"] = valid:sub(1, #valid // 2),
      ["two roots"] = valid .. valid:gsub("^<%?[^>]*%?>", ""),
      ["nothing"] = "",
      ["depth"] = valid:gsub("<p>", "<p>" .. ("<hi>"):rep(100000), 1),
      ["a long value"] = valid:gsub('<TEI ', '<TEI xml:id="' .. ("a"):rep(100000) .. '" ', 1),
      ["a bad byte"] = valid:gsub("</p>", "\xC0</p>", 1),
    } do
      assert.is_false(schema:accepts(bytes), what)
    end
  end)

  it("sees an identifier that is there twice, among many", function ()
    local body = {}
    for i = 1, 3000 do body[i] = ('<p xml:id="x%d">a</p>'):format(i) end
    local function with (text) return (all[1]:gsub("</div>%s*</body>", function (s) return text .. s end)) end
    local fine = with(table.concat(body))
    assert.equal(schema:validate(fine, true) == true, schema:accepts(fine))
    body[#body + 1] = '<p xml:id="x17">a</p>'
    assert.is_false(schema:accepts(with(table.concat(body))))
  end)
end)
