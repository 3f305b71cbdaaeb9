-- --reversible and restore: the articles come back whole, or not at all.

local command = require "support.command"
local core = require "bluepencil.core"
local crypto = require "bluepencil.crypto"
local generate = dofile "bench/generate.lua"

local describe_built = crypto.available() and describe
  or function (name, _) pending(name .. " (libsodium's module is not built)") end

local function words (text) return (text:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")) end

describe_built("bluepencil restore", function ()
  local place
  before_each(function ()
    place = command.new()
    place:write("in/pier.txt", command.story)
    place:write("in/b/other.txt", generate.article(2, 5))
    assert.are.equal(0, (place:run("key new @k")))
  end)
  after_each(function () place:close() end)

  local function convert (more) return place:run("convert -r @in -o @out --key @k --reversible @map -q " .. (more or "")) end
  local function restore (more) return place:run("restore @out --map @map --key @k -o @full " .. (more or "")) end

  it("gives the text back, word for word as it came", function ()
    assert.are.equal(0, (convert "--to text"))
    assert.is_nil(place:read("out/pier.txt"):find("Tamverelõo", 1, true))
    local status, _, err = restore()
    assert.are.equal("bluepencil: 2 of 2 articles restored\n", err)
    assert.are.equal(0, status)
    assert.are.equal(words(command.story), words(place:read "full/pier.txt"))
    assert.are.equal(words((generate.article(2, 5))), words(place:read "full/b/other.txt"))
  end)

  for _, format in ipairs { "tei", "json", "text" } do
    it("gives back byte for byte what convert writes with nothing struck, as " .. format, function ()
      assert.are.equal(0, (convert("--to " .. format)))
      assert.are.equal(0, (restore "-q"))
      assert.are.equal(0, (place:run("convert -r @in -o @plain --key @k --policy keep-all -q --to " .. format)))
      local files = place:files "plain"
      assert.are.equal(2, #files)
      for _, name in ipairs(files) do
        assert.are.equal(place:read(name), place:read((name:gsub("^plain", "full"))))
      end
    end)
  end

  it("holds what a filter of one's own struck too", function ()
    place:write("more.lua", 'function Org (a) return redact(a, "remove", { class = "direct" }) end\n')
    assert.are.equal(0, (convert "--to text --filter @more.lua"))
    assert.are.equal(0, (restore "-q"))
    assert.are.equal(words(command.story), words(place:read "full/pier.txt"))
  end)

  it("restores one file to standard output", function ()
    convert "--to text"
    local status, out, err = place:run("restore @out/b/other.txt --map @map --key @k")
    assert.are.equal("", err)
    assert.are.equal(0, status)
    assert.are.equal(words((generate.article(2, 5))), words(out))
  end)

  it("keeps map and restored files for their owner, and nothing of the articles readable in the map", function ()
    convert()
    restore()
    assert.are.equal("600", place:mode "map")
    assert.are.equal("600", place:mode "full/pier.xml")
    assert.are.same({}, core.find_leaks(place:read "map", { "Tamverelõo", "Kuusbergi", "pier on Friday" }))
  end)

  it("says that an output was changed, and gives back how it was", function ()
    convert "--to text"
    place:write("out/pier.txt", "something else")
    local status, _, err = restore()
    assert.are.equal(0, status)
    assert.is_truthy(err:find("@out/pier.txt: was changed since it was written", 1, true))
    assert.are.equal(words(command.story), words(place:read "full/pier.txt"))
  end)

  it("writes nothing with a wrong key", function ()
    convert()
    place:run("key new @other")
    local status, out, err = place:run("restore @out --map @map --key @other -o @full")
    assert.are.equal(2, status)
    assert.are.equal("", out)
    assert.is_truthy(err:find("map @map: was made with another key", 1, true))
    assert.is_false(place:exists "full")
    -- a map that lies about its key does not open either
    local id = assert(crypto.key_from_file(place:path "other")):id()
    place:write("map", (place:read("map"):gsub('"key":"%x+"', '"key":"' .. id .. '"')))
    status, out, err = place:run("restore @out --map @map --key @other -o @full")
    assert.are.equal("", out)
    assert.are.equal(2, status)
    assert.is_truthy(err:find("cannot be opened: sealed with another key", 1, true))
    assert.is_false(place:exists "full")
  end)

  it("writes nothing when one record of the map was changed", function ()
    convert()
    local bytes = place:read "map"
    local at = assert(bytes:find('"sealed":"', 1, true)) + 200
    local other = bytes:sub(at, at) == "A" and "B" or "A"
    place:write("map", bytes:sub(1, at - 1) .. other .. bytes:sub(at + 1))
    local status, _, err = restore()
    assert.are.equal(2, status)
    assert.is_truthy(err:find("cannot be opened", 1, true))
    assert.is_false(place:exists "full")
  end)

  it("does not take one article for another", function ()
    convert()
    local bytes = place:read "map"
    place:write("map", (bytes:gsub('"article":"pier.xml"', '"article":"x"'):gsub('"article":"b/other.xml"', '"article":"pier.xml"')))
    local status, _, err = restore()
    assert.are.equal(2, status)
    assert.is_truthy(err:find("is sealed as another article", 1, true))
  end)

  it("reports what the map does not have and restores the rest", function ()
    convert()
    place:write("out/stray.xml", "<x/>")
    local status, _, err = restore()
    assert.are.equal(1, status)
    assert.is_truthy(err:find("@out/stray.xml: is not in the map", 1, true))
    assert.is_truthy(err:find("2 of 3 articles restored", 1, true))
  end)

  it("replaces nothing unless it is told to, and never the outputs", function ()
    convert()
    restore()
    local status, out, err = restore()
    assert.are.equal("", out)
    assert.are.equal(1, status)
    assert.is_truthy(err:find("is there already; --force replaces it", 1, true))
    assert.are.equal(0, (restore "--force"))
    status, out, err = place:run("restore @out --map @map --key @k -o @out --force")
    assert.are.equal("", out)
    assert.are.equal(2, status)
    assert.is_truthy(err:find("is the folder itself", 1, true))
    status, out, err = place:run("restore @out --map @map --key @k")
    assert.are.equal("", out)
    assert.are.equal(2, status)
    assert.is_truthy(err:find("-o OUT is missing", 1, true))
  end)

  it("is not to be had without a key", function ()
    local status, _, err = place:run("convert -r @in -o @out --reversible @map")
    assert.are.equal(2, status)
    assert.is_truthy(err:find("--reversible: what is sealed needs a key", 1, true))
    convert()
    status, _, err = place:run("restore @out --map @map -o @full")
    assert.are.equal(2, status)
    assert.is_truthy(err:find("--key FILE", 1, true))
  end)
end)
