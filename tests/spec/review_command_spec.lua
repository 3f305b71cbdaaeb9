-- bluepencil review with the real pipeline, as an editor meets it: where the page goes, who may read it, what is refused.

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
end

--- Run from the checkout with a user's environment; status, output, messages without the folder's name.
local function run (line)
  local _, how, status = os.execute(("unset LUA_PATH LUA_CPATH; bin/bluepencil %s >'%s/.out' 2>'%s/.err'"):format(
    (line:gsub("@", folder .. "/")), folder, folder))
  assert.are.equal("exit", how)
  return status, contents(folder .. "/.out"), (contents(folder .. "/.err"):gsub(folder:gsub("%p", "%%%0") .. "/", "@"))
end

local function mode_of (path)
  local pipe = io.popen(("stat -c %%a '%s' 2>/dev/null || stat -f %%Lp '%s'"):format(path, path))
  local mode = pipe:read "l"
  pipe:close()
  return mode
end

local story = [[
Mayor Opens Pier

TALLINN, May 3 (NPA) – Mayor Kadri Ojaperv opened a pier on Friday.

A school cook, Priit Tamvere, 41, who lives in the town of Kuusberg with his wife, came to watch.
]]

describe("bluepencil review", function ()
  before_each(function ()
    folder = os.tmpname()
    os.remove(folder)
    assert(system.make_folder(folder .. "/in/sub"))
    put("in/pier.txt", story)
    put("in/sub/more.txt", "The council met on Monday and said nothing.\n")
    put("in/notes.log", "not an article")
  end)
  after_each(function () os.execute(("rm -rf '%s'"):format(folder)) end)

  it("writes one page for a folder, for its owner alone", function ()
    local status, out, err = run "review @in -o @page.html"
    assert.are.same({ 0, "" }, { status, out })
    assert.is_truthy(err:find("^bluepencil: @page.html: 2 of 2 articles, 0.%d MB; %d+.%d s\n$"), err)
    local bytes = contents(folder .. "/page.html")
    assert.is_truthy(bytes:find("^<!DOCTYPE html>\n"))
    assert.is_truthy(bytes:find("Priit Tamvere", 1, true))
    assert.is_truthy(bytes:find('"name":"sub/more.txt"', 1, true))
    assert.are.equal("600", mode_of(folder .. "/page.html"))
  end)

  it("replaces a page only with --force, and then too for its owner alone", function ()
    put("page.html", "mine")
    os.execute(("chmod 644 '%s/page.html'"):format(folder))
    local status, _, err = run "review @in -o @page.html"
    assert.are.equal(2, status)
    assert.is_truthy(err:find("is there already; --force replaces it", 1, true))
    assert.are.equal("mine", contents(folder .. "/page.html"))
    assert.are.equal(0, (run "review @in -o @page.html --force --quiet"))
    assert.is_true(#contents(folder .. "/page.html") > 1000)
    assert.are.equal("600", mode_of(folder .. "/page.html"))
  end)

  it("leaves the originals out with --safe", function ()
    local status, out = run "review --safe --quiet @in -o -"
    assert.are.equal(0, status)
    assert.is_nil(out:lower():find("tamvere", 1, true))
    assert.is_nil(out:find("Kuusberg", 1, true))
    assert.is_truthy(out:find("[Person A]", 1, true))
  end)

  it("leaves out what cannot be shown safely, says so without the words, and ends with 4", function ()
    put("leaky.lua", "function Person (a) return redact(a, function () return '[' .. a:text() .. ']' end) end\n")
    local status, out, err = run "review --safe @in --filter @leaky.lua -o @page.html"
    assert.are.same({ 4, "" }, { status, out })
    assert.is_truthy(err:find("@in/pier.txt: leak", 1, true), err)
    assert.is_nil(err:find "Tamvere")
    assert.is_nil(contents(folder .. "/page.html"):find("Tamvere", 1, true))
  end)

  it("leaves bad articles out and shows the others", function ()
    put("in/picture.txt", "\137PNG\r\n\26\n\0\0\0\rIHDR")
    local status, _, err = run "review @in -o @page.html"
    assert.are.equal(1, status)
    assert.is_truthy(err:find("@in/picture.txt: ", 1, true))
    assert.is_truthy(err:find("2 of 3 articles, 1 left out", 1, true))
  end)

  it("says what is wrong with its command line before it works", function ()
    for line, message in pairs {
      ["review"] = "which articles?", ["review @in -o @in"] = "is a folder", ["review @in -o @no/page.html"] = "folder is not there",
      ["review @in --policy nobody -o @x.html"] = "nobody", ["review @in --date soon"] = "--date soon",
    } do
      local status, out, err = run(line)
      assert.are.same({ 2, "" }, { status, out }, line)
      assert.is_truthy(err:find(message, 1, true), err)
    end
  end)

  it("writes no page when there is nothing to show", function ()
    assert(system.make_folder(folder .. "/empty"))
    local status, _, err = run "review @empty -o @page.html"
    assert.are.equal(0, status)
    assert.is_truthy(err:find("no articles were found", 1, true))
    assert.is_nil((system.kind(folder .. "/page.html")))
    status = run "review @in/none.txt -o @page.html"
    assert.are.equal(1, status)
    assert.is_nil((system.kind(folder .. "/page.html")))
  end)
end)
