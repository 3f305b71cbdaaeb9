-- The command, run as a new user would: files, pipes, messages, exit status.  The pipeline is a stand-in here
-- (support/fake_line.lua), so that leaks and invalid output can be had; convert_spec runs the real one.

local system = require "bluepencil.system"

local here = system.current_folder()
local folder

local function contents (path)
  local file = io.open(path, "rb")
  if not file then return nil end
  local bytes = file:read("a")
  file:close()
  return bytes
end

local function put (path, bytes)
  local whole = folder .. "/" .. path
  assert(system.make_folder(whole:match("^(.*)/")))
  assert(system.write_file(whole, bytes, true))
end

--- Run in `folder`; `line` is shell text after the command's name.
local function run (line, before)
  local command = ("cd '%s' && %s lua5.4 -e 'dofile \"%s/tests/support/fake_line.lua\"' %s/lua/bluepencil/cli/main.lua %s "
    .. ">'%s/.out' 2>'%s/.err'"):format(folder, before or "", here, here, line, folder, folder)
  local _, how, status = os.execute(command)
  assert.are.equal("exit", how)
  return status, contents(folder .. "/.out"), contents(folder .. "/.err")
end

local function lines (text)
  local list = {}
  for line in text:gmatch("[^\n]+") do list[#list + 1] = line end
  return list
end

describe("the command line", function ()
  before_each(function ()
    folder = os.tmpname()
    os.remove(folder)
    assert(system.make_folder(folder))
  end)
  after_each(function () os.execute(("chmod -R u+w '%s'; rm -rf '%s'"):format(folder, folder)) end)

  it("writes one article to standard output and says nothing", function ()
    put("story.txt", "A story.")
    local status, out, err = run("convert story.txt")
    assert.are.same({ 0, "<TEI>8</TEI>\n", "" }, { status, out, err })
  end)

  it("reads standard input when no file or '-' is given", function ()
    put("story.txt", "A story.")
    for _, line in ipairs { "convert < story.txt", "convert - < story.txt", "convert -- - < story.txt" } do
      local status, out, err = run(line)
      assert.are.same({ 0, "<TEI>8</TEI>\n", "" }, { status, out, err })
    end
  end)

  it("refuses several articles without -o, before it converts any", function ()
    put("a.txt", "a")
    put("b.txt", "b")
    local status, out, err = run("convert a.txt b.txt")
    assert.are.same({ 2, "" }, { status, out })
    assert.are.equal("bluepencil: several articles need -o DIR ('bluepencil convert --help' tells more)\n", err)
  end)

  it("writes several into a folder it makes, below the folder they share", function ()
    put("in/2017/a.txt", "a")
    put("in/2018/b.txt", "bb")
    local status, out, err = run("convert in/2017/a.txt ./in/2018/../2018/b.txt -o new/out")
    assert.are.same({ 0, "" }, { status, out })
    assert.are.equal("<TEI>1</TEI>\n", contents(folder .. "/new/out/2017/a.xml"))
    assert.are.equal("<TEI>2</TEI>\n", contents(folder .. "/new/out/2018/b.xml"))
    assert.is_truthy(err:find("^bluepencil: 2 of 2 articles converted; %d+%.%d s\n$"))
    assert.are.same({ "a.xml" }, system.list(folder .. "/new/out/2017"))
  end)

  it("names outputs by the writer, and keeps endings that are not a format's", function ()
    put("report.2017", "a")
    put("report.2018", "b")
    put("c.TXT", "c")
    assert.are.equal(0, (run("convert report.2017 report.2018 c.TXT --to json -o out")))
    assert.are.same({ "c.json", "report.2017.json", "report.2018.json" }, system.list(folder .. "/out"))
  end)

  it("goes on after a bad article, with one line for each, and returns 1", function ()
    put("good.txt", "good")
    put("bad.txt", "UNREADABLE")
    put("sub/x.txt", "x")
    local status, _, err = run("convert missing.txt sub bad.txt good.txt -o out")
    assert.are.equal(1, status)
    assert.are.same({
      "bluepencil: missing.txt: No such file or directory",
      "bluepencil: sub: is a folder; --recursive converts the files in it",
      "bluepencil: bad.txt:3:7: not valid UTF-8",
    }, { table.unpack(lines(err), 1, 3) })
    assert.is_truthy(lines(err)[4]:find("1 of 4 articles converted, 3 failed;", 1, true))
    assert.are.same({ "good.xml" }, system.list(folder .. "/out"))
  end)

  it("returns 3 for invalid output and 4 for a leak, the highest of all, and withholds both", function ()
    put("leak.txt", "LEAK")
    put("invalid.txt", "INVALID")
    put("bad.txt", "UNREADABLE")
    assert.are.equal(3, (run("convert invalid.txt")))
    assert.are.equal(3, (run("convert invalid.txt bad.txt -o out")))
    local status, out, err = run("convert leak.txt")
    assert.are.same({ 4, "", "bluepencil: leak.txt: struck text was left in the output\n" }, { status, out, err })
    assert.are.equal(4, (run("convert leak.txt invalid.txt bad.txt -o out")))
    assert.are.same({}, system.list(folder .. "/out"))
  end)

  it("quotes nothing of an article in an internal error, unless --trace is given", function ()
    put("a.txt", "RAISE")
    put("b.txt", "b")
    local status, _, err = run("convert a.txt b.txt -o out")
    assert.are.equal(1, status)
    assert.is_nil(err:find("words of the article", 1, true))
    assert.is_truthy(err:find("^bluepencil: a.txt: error in the program at [^ ]+fake_line.lua:%d+; %-%-trace tells more\n"))
    assert.are.same({ "b.xml" }, system.list(folder .. "/out"))
    local _, _, traced = run("convert a.txt --trace")
    assert.is_truthy(traced:find("words of the article", 1, true))
    assert.is_truthy(traced:find("stack traceback", 1, true))
  end)

  it("stops at once when interrupted", function ()
    put("a.txt", "a")
    put("b.txt", "INTERRUPT")
    put("c.txt", "c")
    local status, _, err = run("convert a.txt b.txt c.txt -o out")
    assert.are.equal(130, status)
    assert.is_truthy(err:find("^bluepencil: interrupted; 1 of 1 articles converted"))
    assert.are.same({ "a.xml" }, system.list(folder .. "/out"))
  end)

  it("replaces nothing without --force", function ()
    put("a.txt", "a")
    put("out/a.xml", "mine")
    local status, _, err = run("convert a.txt -o out")
    assert.are.equal(1, status)
    assert.are.equal("bluepencil: a.txt: out/a.xml is there already; --force replaces it\n", err)
    assert.are.equal("mine", contents(folder .. "/out/a.xml"))
    assert.are.equal(0, (run("convert a.txt -o out --force")))
    assert.are.equal("<TEI>1</TEI>\n", contents(folder .. "/out/a.xml"))
  end)

  it("never lets two articles of a run, or an article and its output, replace each other", function ()
    put("a.txt", "a")
    put("a.html", "bb")
    assert.are.equal(1, (run("convert a.txt a.html -o one")))
    local status, _, err = run("convert a.txt a.html --force -o two")
    assert.are.equal(1, status)
    assert.is_truthy(err:find("a.html: two/a.xml is the output of another article of this run", 1, true))
    assert.are.equal("<TEI>1</TEI>\n", contents(folder .. "/two/a.xml"))
    status, _, err = run("convert a.txt --to text --force -o .")
    assert.are.equal(1, status)
    assert.are.equal("bluepencil: a.txt: ./a.txt is the article itself and is not replaced\n", err)
    assert.are.equal("a", contents(folder .. "/a.txt"))
  end)

  it("does not name an output by what was struck", function ()
    put("a.txt", "a")
    put("lucia-marchetti.txt", "b")
    local status, _, err = run("convert a.txt lucia-marchetti.txt -o out")
    assert.are.equal(0, status)
    assert.are.same({ "a.xml", "article-000002.xml" }, system.list(folder .. "/out"))
    assert.is_truthy(err:find("so the output is called article-000002.xml", 1, true))
  end)

  it("walks folders with --recursive, leaving out hidden and other files", function ()
    put("in/b/two.txt", "2")
    put("in/a/one.txt", "1")
    put("in/a/.hidden.txt", "h")
    put("in/a/picture.jpg", "j")
    put("in/.git/three.txt", "3")
    assert.are.equal(0, (run("convert -r in -o out")))
    assert.are.same({ "a", "b" }, system.list(folder .. "/out"))
    assert.are.same({ "one.xml" }, system.list(folder .. "/out/a"))
    assert.are.same({ "two.xml" }, system.list(folder .. "/out/b"))
  end)

  it("takes the names of files from a list, also through a pipe", function ()
    put("in/x/a.txt", "a")
    put("in/y/b c.txt", "b")
    put("list", "in/x/a.txt\r\n\nin/y/b c.txt")
    assert.are.equal(0, (run("convert --files-from list -o one")))
    assert.are.equal(0, (run("convert --files-from - -o two < list")))
    for _, out in ipairs { "one", "two" } do
      assert.are.equal("<TEI>1</TEI>\n", contents(folder .. "/" .. out .. "/x/a.xml"))
      assert.are.equal("<TEI>1</TEI>\n", contents(folder .. "/" .. out .. "/y/b c.xml"))
    end
    local status, _, err = run("convert --files-from missing -o out")
    assert.are.equal(2, status)
    assert.is_truthy(err:find("^bluepencil: missing: No such file or directory"))
  end)

  it("answers mistakes in the command line with status 2 and one line", function ()
    put("a.txt", "a")
    for line, expected in pairs {
      ["convert --forc a.txt"] = "unknown option '--forc'. Did you mean '--force'?",
      ["convrt a.txt"] = "unknown command 'convrt'. Did you mean 'convert'?",
      ["convert --date 2017-02-30 a.txt"] = "--date 2017-02-30: not a day of the calendar",
      ["convert --date yesterday a.txt"] = "--date yesterday: not a day of the calendar",
      ["convert --filter bad.lua a.txt"] = "bad.lua:1: syntax error",
      ["convert -o a.txt a.txt"] = "-o a.txt: is a file, not a folder",
      ["convert -o a.xml a.txt"] = "-o a.xml: -o names a folder; for one file write '> a.xml'",
      ["help nothing"] = "unknown command 'nothing'",
    } do
      local status, out, err = run(line)
      assert.are.same({ 2, "", 1 }, { status, out, #lines(err) }, line)
      assert.are.equal("bluepencil: " .. expected, err:sub(1, #expected + 12))
    end
    local status, out, err = run("")
    assert.are.same({ 2, "" }, { status, out })
    assert.is_truthy(err:find("^Usage: bluepencil"))
  end)

  it("says what a reader decided, and with --quiet only what went wrong", function ()
    put("a.txt", "NOTE Taken for Windows-1252.\n")
    local _, out, err = run("convert a.txt")
    assert.are.equal("bluepencil: a.txt: Taken for Windows-1252.\n", err)
    assert.is_nil(out:find("Windows", 1, true))
    assert.are.equal("", (select(3, run("convert --quiet a.txt"))))
    assert.are.equal("", (select(3, run("convert -q a.txt -o out"))))
    assert.is_truthy((select(3, run("convert -q missing.txt"))):find("missing.txt"))
  end)

  it("writes control characters of file names out", function ()
    put("a\27[2Jb.txt", "UNREADABLE")
    local _, _, err = run([[convert *b.txt]])
    assert.are.equal("bluepencil: a\\x1B[2Jb.txt:3:7: not valid UTF-8\n", err)
    put("a\27[2Jb.txt", "fine")
    assert.are.equal(0, (run([[convert *b.txt -o out]])))
    assert.are.same({ "article-000001.xml" }, system.list(folder .. "/out"))
  end)

  it("fails with a message when standard output cannot be written", function ()
    if not contents("/dev/null") or not system.kind("/dev/full") then pending("no /dev/full here") return end
    put("a.txt", "a")
    local command = ("cd '%s' && lua5.4 -e 'dofile \"%s/tests/support/fake_line.lua\"' %s/lua/bluepencil/cli/main.lua "
      .. "convert a.txt >/dev/full 2>.err"):format(folder, here, here)
    local _, _, status = os.execute(command)
    assert.are.equal(1, status)
    assert.are.equal("bluepencil: a.txt: standard output: No space left on device\n", contents(folder .. "/.err"))
  end)

  it("reports a full disk and leaves no part of the file", function ()
    put("large.txt", "LARGE")
    put("small.txt", "small")
    local status, _, err = run("convert large.txt small.txt -o out", "ulimit -f 64; ")
    assert.are.equal(1, status)
    assert.is_truthy(err:find("bluepencil: large.txt: cannot write out/large.xml: File too large\n", 1, true))
    assert.are.same({ "small.xml" }, system.list(folder .. "/out"))
  end)

  it("says that a folder cannot be written", function ()
    put("a.txt", "a")
    put("file", "x")
    local status, _, err = run("convert a.txt -o file/below")
    assert.are.equal(1, status)
    assert.are.equal("bluepencil: file/below: cannot write into this folder: Not a directory\n", err)
    if os.execute("test $(id -u) = 0") then return end       -- root may write everywhere
    os.execute(("mkdir '%s/closed' && chmod 555 '%s/closed'"):format(folder, folder))
    status, _, err = run("convert a.txt -o closed")
    assert.are.equal(1, status)
    assert.are.equal("bluepencil: closed: cannot write into this folder: Permission denied\n", err)
  end)
end)

describe("the launcher", function ()
  -- As a user's shell: without the paths that the test runner sets.
  local function shell (line)
    local pipe = assert(io.popen("unset LUA_PATH LUA_CPATH; { " .. line .. "; } 2>&1"))
    local out = pipe:read("a")
    local _, _, status = pipe:close()
    return status or 0, out
  end

  it("runs from any folder and through links", function ()
    local link = os.tmpname()
    os.remove(link)
    assert(system.make_folder(link))
    os.execute(("ln -s '%s/bin/bluepencil' '%s/first' && ln -s first '%s/second'"):format(here, link, link))
    local _, expected = shell("bin/bluepencil --version")
    assert.is_truthy(expected:find("^bluepencil %d+%.%d+%.%d+\n$"))
    for _, line in ipairs {
      ("cd / && '%s/bin/bluepencil' --version"):format(here),
      ("cd / && '%s/second' --version"):format(link),
      ("cd '%s' && ./second --version"):format(link),
      ("cd / && PATH='%s':$PATH second --version"):format(link),
      "cd bin && sh bluepencil --version",
    } do
      assert.are.same({ 0, expected }, { shell(line) })
    end
    os.execute(("rm -rf '%s'"):format(link))
  end)

  it("shows help for the whole and for each command, as wide as 100 columns at most", function ()
    local commands = require "bluepencil.cli.options".commands
    for _, line in ipairs { "--help", "help" } do
      local status, out = shell("bin/bluepencil " .. line)
      assert.are.equal(0, status)
      for _, command in ipairs(commands) do assert.is_truthy(out:find(command.summary, 1, true)) end
    end
    for _, command in ipairs(commands) do
      local _, long = shell(("bin/bluepencil %s --help"):format(command.name))
      local status, short = shell(("bin/bluepencil help %s"):format(command.name))
      assert.are.equal(0, status)
      assert.are.equal(long, short)
      for _, option in ipairs(command.options) do
        assert.is_truthy(long:find(option.flags:match("%S+$"), 1, true), option.flags)
      end
      for line in long:gmatch("[^\n]+") do assert.is_true(#line <= 100, line) end
    end
  end)

  it("says in one line what to do when the C modules are not built", function ()
    local status, out = shell("BLUEPENCIL_BUILD=/nonexistent bin/bluepencil --version")
    if status == 0 then pending("another bluepencil is installed on this system") return end
    assert.are.equal(1, status)
    assert.is_truthy(out:find("^bluepencil: the C modules are not built: run 'make' in [^\n]+\n$"))
  end)
end)

describe("the progress line", function ()
  local progress = require "bluepencil.cli.progress"

  it("tells counts, rate and time left, and fits the terminal", function ()
    local now = 0
    local bar = progress.new { total = 50000, clock = function () return now end, width = 200 }
    now = 10
    assert.are.equal("bluepencil: 12,345 of 50,000 articles, 24 %, 1,234 a second, 31 s left, 3 failed", bar:line(12345, 3))
    bar.width = 30
    assert.are.equal("bluepencil: 12,345 of 50,000 ", bar:line(12345, 3))
  end)

  it("is drawn at most ten times a second, and cleared", function ()
    local now, drawn = 0, {}
    local stream = { write = function (_, ...) drawn[#drawn + 1] = table.concat { ... } end, flush = function () end }
    local bar = progress.new { shown = true, clock = function () return now end, width = 80, stream = stream }
    bar:update(1, 0)
    now = 0.2
    bar:update(2, 0)
    bar:update(3, 0)
    bar:clear()
    bar:clear()
    assert.are.same({ "\r\27[Kbluepencil: 2 articles, 10 a second", "\r\27[K" }, drawn)
  end)

  it("writes durations and numbers as people do", function ()
    assert.are.equal("59 s", progress.duration(58.2))
    assert.are.equal("2 min 05 s", progress.duration(125))
    assert.are.equal("3 h 25 min", progress.duration(12345))
    assert.are.equal("1,234,567", progress.thousands(1234567))
    assert.are.equal("123", progress.thousands(123))
  end)
end)
