-- bluepencil convert with the real pipeline, on good and bad files, as a new user meets it.

local system = require "bluepencil.system"

local folder

local function contents (path)
  local file = assert(io.open(path, "rb"))
  local bytes = file:read("a")
  file:close()
  return bytes
end

local function put (name, bytes)
  assert(system.write_file(folder .. "/" .. name, bytes, true))
  return folder .. "/" .. name
end

--- Run from the checkout with a user's environment; status, output, messages without the folder's name.
local function run (line)
  local _, how, status = os.execute(("unset LUA_PATH LUA_CPATH; bin/bluepencil %s >'%s/.out' 2>'%s/.err'"):format(
    (line:gsub("@", folder .. "/")), folder, folder))
  assert.are.equal("exit", how)
  return status, contents(folder .. "/.out"), (contents(folder .. "/.err"):gsub(folder:gsub("%p", "%%%0") .. "/", "@"))
end

local story = [[
Mayor Opens Pier

TALLINN, May 3 (NPA) – Mayor Kadri Ojaperv opened a pier on Friday. “It will last,” Ojaperv said.

A school cook, Priit Tamvere, 41, who lives in the town of Kuusberg with his wife, came to watch.

By Maarja Laanemets, NPA
]]

describe("bluepencil convert", function ()
  before_each(function ()
    folder = os.tmpname()
    os.remove(folder)
    assert(system.make_folder(folder))
  end)
  after_each(function () os.execute(("rm -rf '%s'"):format(folder)) end)

  it("writes TEI from which a private person is gone and a public one is not", function ()
    put("pier.txt", story)
    local status, out, err = run("convert @pier.txt")
    assert.are.equal("", err)
    assert.are.equal(0, status)
    assert.is_truthy(out:find("^<%?xml version=\"1.0\" encoding=\"UTF%-8\"%?>\n"))
    assert.is_truthy(out:find("http://www.tei-c.org/ns/1.0", 1, true))
    assert.is_truthy(out:find("Ojaperv", 1, true))
    assert.is_truthy(out:find("Laanemets", 1, true))
    assert.is_nil(out:find("Tamvere", 1, true))
    assert.is_truthy(out:find('<gap reason="anonymization"/>', 1, true))
  end)

  it("gives the same from a file, standard input and a folder", function ()
    put("pier.txt", story)
    local _, from_file = run("convert @pier.txt --to text")
    local _, from_stdin = run("convert --to text < @pier.txt")
    assert.are.equal(0, (run("convert @pier.txt --to text -o @out")))
    assert.are.equal(from_file, from_stdin)
    assert.are.equal(from_file, contents(folder .. "/out/pier.txt"))
    assert.is_true(#from_file > 100)
  end)

  it("writes JSON and text as asked, and says which formats there are", function ()
    put("pier.txt", story)
    local status, json = run("convert @pier.txt --to json")
    assert.are.equal(0, status)
    assert.is_table(require("cjson").decode(json))
    local bad, out, err = run("convert @pier.txt --to pdf")
    assert.are.same({ 2, "" }, { bad, out })
    assert.is_truthy(err:find("unknown output format 'pdf'", 1, true))
  end)

  it("strikes nothing under keep-all", function ()
    put("pier.txt", story)
    local status, out = run("convert @pier.txt --policy keep-all")
    assert.are.equal(0, status)
    assert.is_truthy(out:find("Tamvere", 1, true))
    assert.is_nil(out:find("<gap", 1, true))
  end)

  it("runs a filter of the user's, and refuses one that does not load or is not there", function ()
    put("pier.txt", story)
    put("gone.lua", "function Person (a) return redact(a, 'remove') end\n")
    local status, out = run("convert @pier.txt --filter @gone.lua")
    assert.are.equal(0, status)
    assert.is_nil(out:find("Ojaperv opened", 1, true))
    put("broken.lua", "function Person (a\n")
    local bad, none, err = run("convert @pier.txt --filter @broken.lua")
    assert.are.same({ 2, "" }, { bad, none })
    assert.is_truthy(err:find("broken.lua:", 1, true))
    bad, none, err = run("convert @pier.txt --filter @missing.lua")
    assert.are.same({ 2, "" }, { bad, none })
    assert.is_truthy(err:find("missing.lua", 1, true))
    bad, none, err = run("convert @pier.txt --policy protect-privat")
    assert.are.same({ 2, "" }, { bad, none })
    assert.is_truthy(err:find("protect-private", 1, true))
  end)

  it("lets a filter that fails fail one article, with its name and the filter's line", function ()
    put("pier.txt", story)
    put("other.txt", "A council met on Monday.\n\nIt said nothing.\n")
    put("fails.lua", "function Person (a)\n  error('no')\nend\n")
    local status, _, err = run("convert @pier.txt @other.txt --filter @fails.lua -o @out")
    assert.are.equal(1, status)
    assert.is_truthy(err:find("pier.txt", 1, true))
    assert.is_truthy(err:find("fails.lua:2", 1, true))
    assert.are.same({ "other.xml" }, system.list(folder .. "/out"))
  end)

  it("reports each bad file in one line, converts the others, and leaves nothing half-written", function ()
    put("empty.txt", "")
    put("blank.txt", " \n\n")
    put("picture.txt", "\137PNG\r\n\26\n\0\0\0\rIHDR")
    put("nul.txt", ("\0\1\2\3"):rep(200))
    put("utf8.txt", "Caf\xC3\xA9 news\n\nThe caf\xC3\xA9 \xFF\xC3( was shut, and \xE2\x82 again \x81\x8D\x90.\n")
    put("pier.txt", story)
    system.make_folder(folder .. "/sub")
    local names = { "missing.txt", "sub", "empty.txt", "blank.txt", "picture.txt", "nul.txt", "utf8.txt" }
    local status, out, err = run("convert @" .. table.concat(names, " @") .. " @pier.txt -o @out")
    assert.are.same({ 1, "" }, { status, out })
    local i = 0
    for line in err:gmatch("[^\n]+") do
      i = i + 1
      if names[i] then assert.are.equal("bluepencil: @" .. names[i] .. ":", line:match("^bluepencil: [^:]+:"), line) end
    end
    assert.are.equal(#names + 1, i)
    assert.is_truthy(err:find("\nbluepencil: 1 of 8 articles converted, 7 failed; "))
    assert.are.same({ "pier.xml" }, system.list(folder .. "/out"))
  end)

  it("reads Latin-1, Windows-1252, UTF-16 and a byte order mark, and says when it guessed", function ()
    local text = "The caf\xE9 in Orl\xE9ans was full on Monday, said its owner.\n"
    put("latin.txt", text)
    put("windows.txt", "\x93The caf\xE9 is full,\x94 he said \x96 and it\x92s true.\n")
    put("bom.txt", "\xEF\xBB\xBFThe caf\xC3\xA9 was full on Monday.\n")
    put("wide.txt", "\xFF\xFE" .. ("The cafe was full.\n"):gsub(".", "%0\0"):gsub("\n", "\n"))
    for _, name in ipairs { "latin", "windows", "bom", "wide" } do
      local status, out, err = run(("convert @%s.txt --to text --policy keep-all"):format(name))
      assert.are.equal(0, status, err)
      assert.is_truthy(utf8.len(out), name)
      assert.is_truthy(out:find(name == "wide" and "cafe was full" or "café", 1, true), name)
      local guessed = name == "latin" or name == "windows"
      assert.are.equal(guessed, err:find("Windows-1252", 1, true) ~= nil, err)
      if guessed then assert.are.equal("bluepencil: @" .. name .. ".txt:", err:match("^[^:]+: [^:]+:")) end
    end
  end)

  it("refuses a file that may not be read", function ()
    if os.execute("test $(id -u) = 0") then pending("root may read everything") return end
    os.execute(("chmod 000 '%s'"):format(put("closed.txt", story)))
    local status, out, err = run("convert @closed.txt")
    assert.are.same({ 1, "", "bluepencil: @closed.txt: Permission denied\n" }, { status, out, err })
  end)

  it("reports a full disk and leaves no part of a file", function ()
    put("pier.txt", story)
    local mount = "mkdir '%s/disk' && mount -t tmpfs -o size=8k tmpfs '%s/disk' 2>/dev/null"
    local mounted = os.execute(mount:format(folder, folder))
    if not mounted then pending("a small disk cannot be mounted here") return end
    finally(function () os.execute(("umount '%s/disk'"):format(folder)) end)
    put("disk/filler", ("x"):rep(4096))
    local status, _, err = run("convert @pier.txt -o @disk/out")
    local left = system.list(folder .. "/disk/out")
    assert.are.equal(1, status)
    assert.are.equal("bluepencil: @pier.txt: cannot write @disk/out/pier.xml: No space left on device\n", err)
    assert.are.same({}, left)
  end)

  it("names the output by a number when the input is named after a protected person", function ()
    put("priit-tamvere.txt", story)
    local status, _, err = run("convert @priit-tamvere.txt -o @out")
    assert.are.equal(0, status, err)
    assert.are.same({ "article-000001.xml" }, system.list(folder .. "/out"))
    assert.is_truthy(err:find("article-000001.xml", 1, true))
    assert.is_nil(contents(folder .. "/out/article-000001.xml"):lower():find("tamvere", 1, true))
  end)

  it("writes the same bytes every time", function ()
    put("pier.txt", story)
    local _, one = run("convert @pier.txt")
    local _, two = run("convert @pier.txt")
    assert.are.equal(one, two)
  end)

  it("takes one line of many megabytes", function ()
    put("long.txt", ("A council in Kuusberg met on Monday and said nothing. "):rep(40000))
    local status, out, err = run("convert @long.txt --to text --policy keep-all")
    assert.are.equal(0, status, err)
    assert.is_true(#out > 2000000)
  end)

  it("writes one file for each article of a file that holds many, and goes on after a bad one", function ()
    local row = require("cjson").encode { body = story, head = "Pier" }
    put("feed.jsonl", row .. "\n{}\n" .. row .. "\n")
    local status, out, err = run("convert --map text=body,title=head -o @out @feed.jsonl")
    assert.are.same({ 1, "" }, { status, out })
    assert.is_truthy(err:find("^bluepencil: @feed.jsonl: line 2: there is no field 'body'\n"))
    assert.is_truthy(err:find("2 of 3 articles converted, 1 failed", 1, true))
    local first = contents(folder .. "/out/feed-0001.xml")
    assert.is_truthy(first:find('<idno type="archive">feed-0001</idno>', 1, true))
    assert.is_nil(first:find("Tamvere", 1, true))
    assert.is_truthy(contents(folder .. "/out/feed-0003.xml"):find("feed-0003", 1, true))
    assert.is_nil(system.kind(folder .. "/out/feed-0002.xml"))
  end)

  it("writes the only article of a file to standard output, and refuses several", function ()
    local row = require("cjson").encode { text = story }
    put("one.jsonl", row .. "\n")
    put("two.jsonl", row .. "\n" .. row .. "\n")
    local status, out = run("convert --to text @one.jsonl")
    assert.are.equal(0, status)
    assert.is_truthy(out:find("Ojaperv", 1, true))
    local err
    status, out, err = run("convert --to text @two.jsonl")
    assert.are.same({ 2, "", "bluepencil: @two.jsonl: holds several articles: they need -o DIR\n" }, { status, out, (err:gsub(
      "bluepencil: 0 of 0 articles converted; [%d.]+ s\n", "")) })
    local cut
    put("cut.json", "[" .. row .. ',{"text":')
    status, cut, err = run("convert --to text @cut.json")
    assert.are.equal(1, status)
    assert.is_truthy(cut:find("Ojaperv", 1, true))
    assert.is_truthy(err:find("item 2 has no end: the file is cut off", 1, true))
  end)

  it("names no output after a file whose name says what was struck", function ()
    put("priit-tamvere.jsonl", require("cjson").encode { text = story } .. "\n")
    local status, _, err = run("convert -o @out @priit-tamvere.jsonl")
    assert.are.equal(0, status)
    assert.is_nil(err:find("tamvere", 1, true))
    local bytes = contents(folder .. "/out/article-000001.xml")
    assert.is_nil(bytes:lower():find("tamvere", 1, true))
  end)

  it("refuses a form that is not known, and a map that is none", function ()
    put("pier.txt", story)
    for options, message in pairs { ["--from jsnl"] = "--from: unknown form 'jsnl'; did you mean 'jsonl'?",
                                    ["--map body"] = "--map body: not pairs such as text=body,title=headline",
                                    ["--map txt=body"] = "--map: unknown field 'txt'; did you mean 'text'?",
                                    ["--limit-ratio x"] = "--limit-ratio x: not a number above 0",
                                    ["--limit-total 5Q"] = "--limit-total 5Q: not a size such as 500M or 64G" } do
      local status, _, err = run("convert " .. options .. " @pier.txt")
      assert.are.equal(2, status)
      assert.is_truthy(err:find(message, 1, true), err)
    end
  end)
end)
