-- The audit: what was struck is found again wherever somebody puts it back, and the ledger cannot be changed unseen.

local audit = require "bluepencil.audit"
local command = require "support.command"
local core = require "bluepencil.core"
local crypto = require "bluepencil.crypto"
local ledger = require "bluepencil.ledger"

local describe_built = crypto.available() and describe
  or function (name, _) pending(name .. " (libsodium's module is not built)") end

describe_built("bluepencil audit", function ()
  local place
  setup(function ()
    place = command.new()
    place:write("in/pier.txt", command.story)
    place:write("in/quiet.txt", "Pier Reopens\n\nTALLINN, May 4 (NPA) – The pier is open again, the Baltic Ferry Association said Saturday.\n")
    assert(place:run("key new @k") == 0)
    assert(place:run("key new @other") == 0)
    assert(place:run("convert -r @in -o @proved --key @k --ledger @ledger -q") == 0)
  end)
  teardown(function () place:close() end)
  before_each(function () os.execute(("rm -rf '%s/out' && cp -r '%s/proved' '%s/out'"):format(place.folder, place.folder, place.folder)) end)

  local function run (more) return place:run("audit @out --ledger @ledger --key @k " .. (more or "")) end

  -- An edit of the file by somebody, or by a leaky program further on.
  local function edit (pattern, replacement, name)
    local bytes = place:read("out/" .. (name or "pier.xml"))
    local changed, n = bytes:gsub(pattern, function () return replacement end, 1)
    assert.are.equal(1, n, pattern)
    place:write("out/" .. (name or "pier.xml"), changed)
  end

  local function is_silent (text)
    assert.are.same({}, core.find_leaks(text, { "Piret Tamverelõo", "Tamverelõo", "Piret", "Kuusbergi", "tamverelo.example" }))
  end

  it("proves what nobody touched", function ()
    local status, out, err = run()
    assert.are.equal("", err)
    assert.are.equal(0, status)
    assert.is_truthy(out:find("^proved: nothing that was struck is left %(2 files searched for %d+ struck forms, "))
    assert.are.same({ 0, "", "" }, { run "--quiet" })
  end)

  local places = {
    { "in the text", "came to watch", "came with Tamverelõo to watch", "text" },
    { "in capitals", "came to watch", "came with TAMVERELÕO to watch", "text" },
    { "without accents", "came to watch", "came with Tamvereloo to watch", "text" },
    { "with a possessive", "came to watch", "came to Tamverelõo's watch", "text" },
    { "across a line break", "came to watch", "Piret\n      Tamverelõo", "text" },
    { "with a soft hyphen", "came to watch", "Tamve\u{AD}relõo", "text" },
    { "split by tags", "came to watch", "Tam<hi>vere</hi>l<!-- x -->õo", "text" },
    { "as character references", "came to watch", "&#84;amverel&#xF5;o", "text" },
    { "as named references", "came to watch", "Tamverel&otilde;o", "text" },
    { "percent-encoded", "came to watch", "http://x.example/?q=T%61mverel%C3%B5o", "text" },
    { "escaped as in JSON", "came to watch", "Tamverel\\u00f5o", "text" },
    { "inside a longer word", "came to watch", "xTamverelõolane", "text" },
    { "as a handle", "came to watch", "@piret_tamverelõo", "text" },
    { "as the e-mail address", "came to watch", "piret@tamverelo.example", "text" },
    { "in a quasi-identifier: the town", "came to watch", "Kuusbergi", "text" },
    { "in an attribute", "<body>", "<body n=\"Tamverelõo\">", "markup" },
    { "in a comment", "<body>", "<body><!-- was: Piret Tamverelõo -->", "markup" },
    { "in a processing instruction", "<body>", "<body><?was Tamverelõo?>", "markup" },
    { "in an xml:id", "<body>", "<body xml:id=\"pers.tamvereloo\">", "markup" },
    { "in the header", "</titleStmt>", "<respStmt><name>Tamverelõo</name></respStmt></titleStmt>", "text" },
    { "as a date in standard form", "<body>", "<body><date when=\"1978-03-07\"/>", "markup" },
  }
  for _, case in ipairs(places) do
    it("finds a struck form " .. case[1], function ()
      edit(case[2], case[3])
      local status, out, err = run()
      assert.are.equal(4, status, err)
      assert.is_truthy(err:find("pier%.xml: leak: a struck %u%a+ form is at byte %d+ %(" .. case[4] .. "%)"), err)
      assert.is_truthy(err:find("pier.xml: was changed since it was written", 1, true))
      assert.is_truthy(out:find("^%d leaks?"), out)
      is_silent(out .. err)
    end)
  end

  it("tells the byte where it stands", function ()
    edit("came to watch", "came with Tamverelõo")
    local _, _, err = run()
    local at = tonumber(err:match("a struck Person form is at byte (%d+)"))
    assert.are.equal(place:read("out/pier.xml"):find("Tamverelõo", 1, true), at)
  end)

  it("finds it in the name of a file, and does not repeat that", function ()
    os.rename(place:path "out/pier.xml", place:path "out/tamvereloo.xml")
    local status, out, err = run()
    assert.are.equal(4, status)
    assert.is_truthy(err:find("in the name of the file", 1, true))
    assert.is_truthy(err:find("pier.xml: is in the ledger and not in the folder", 1, true))
    is_silent(out .. err)
  end)

  it("says which files are missing, changed or unknown, and then proves nothing", function ()
    edit("came to watch", "came to look")
    os.remove(place:path "out/quiet.xml")
    place:write("out/sub/notes.xml", "<x/>")
    local status, out, err = run()
    assert.are.equal(1, status)
    assert.is_truthy(err:find("pier.xml: was changed since it was written; what was struck is not in it", 1, true))
    assert.is_truthy(err:find("quiet.xml: is in the ledger and not in the folder", 1, true))
    assert.is_truthy(err:find("sub/notes.xml: is not in the ledger", 1, true))
    assert.is_truthy(out:find("^not proved"))
  end)

  it("searches files the ledger does not have for everything telling", function ()
    place:write("out/notes.txt", "Piret Tamverelõo rang.")
    local status, _, err = run()
    assert.are.equal(4, status)
    assert.is_truthy(err:find("notes.txt: leak: a Person form that was struck in another article is at byte 1 (text)", 1, true))
  end)

  it("with --all searches each file for what was struck in the others", function ()
    edit("open again", "open again, Piret Tamverelõo wrote", "quiet.xml")
    assert.are.equal(1, (run()))
    local status, _, err = run "--all"
    assert.are.equal(4, status)
    assert.is_truthy(err:find("quiet.xml: leak: a Person form that was struck in another article", 1, true))
    is_silent(err)
  end)

  it("needs no key in the ledger, and the right one to read it", function ()
    local status, _, err = place:run("audit @out --ledger @ledger --key @other")
    assert.are.equal(2, status)
    assert.is_truthy(err:find("ledger @ledger: line 1: made with another key", 1, true))
    status, _, err = place:run("audit @out --ledger @ledger")
    assert.are.equal(2, status)
    assert.is_truthy(err:find("--key FILE", 1, true))
    status, _, err = place:run("audit @out --key @k")
    assert.are.equal(2, status)
    assert.is_truthy(err:find("--ledger LEDGER is missing", 1, true))
    status, _, err = place:run("audit @nowhere --ledger @ledger --key @k")
    assert.are.equal(2, status)
    assert.is_truthy(err:find("@nowhere: is neither a folder nor a file", 1, true))
    status, _, err = place:run("audit @out --ledger @in/pier.txt --key @k")
    assert.are.equal(2, status)
    assert.is_truthy(err:find("is not a ledger", 1, true))
  end)

  describe("sees that the ledger was changed:", function ()
    local function broken (change)
      local lines = {}
      for line in place:read("ledger"):gmatch("[^\n]+") do lines[#lines + 1] = line end
      change(lines)
      place:write("bad", table.concat(lines, "\n") .. "\n")
      local status, out, err = place:run("audit @out --ledger @bad --key @k")
      assert.are.equal(1, status)
      assert.is_truthy(out:find("^not proved"))
      return err
    end
    it("a record that says something else", function ()
      assert.is_truthy(broken(function (lines) lines[4] = lines[4]:gsub('"operator":"%a+"', '"operator":"keep"') end)
        :find("line 4: the chain is broken", 1, true))
    end)
    it("a record taken out", function ()
      assert.is_truthy(broken(function (lines) table.remove(lines, 5) end):find("line 5: the chain is broken", 1, true))
    end)
    it("two in another order", function ()
      assert.is_truthy(broken(function (lines) lines[4], lines[5] = lines[5], lines[4] end)
        :find("line 4: the chain is broken", 1, true))
    end)
    it("a record put in", function ()
      assert.is_truthy(broken(function (lines) table.insert(lines, 4, lines[5]) end):find("line 4: the chain is broken", 1, true))
    end)
    it("words put in", function ()
      assert.is_truthy(broken(function (lines) table.insert(lines, 4, "hello") end):find("line 4: not a record", 1, true))
    end)
    it("its end cut off", function ()
      assert.is_truthy(broken(function (lines) table.remove(lines) end):find("the run that began there did not end", 1, true))
    end)
    it("the search of another article", function ()
      local err = broken(function (lines)
        local search = {}
        for i, line in ipairs(lines) do
          if line:find '"record":"article"' then search[#search + 1] = { i, line:match '"search":"([^"]+)"' } end
        end
        local i, other = search[1][1], search[2][2]
        lines[i] = lines[i]:gsub('"search":"[^"]+"', function () return '"search":"' .. other .. '"' end)
      end)
      assert.is_truthy(err:find("its record in the ledger cannot be opened: belongs to another article", 1, true))
    end)
  end)

  it("finds what a later program appended in another spelling", function ()
    local bytes = place:read "out/pier.xml"
    place:write("out/pier.xml", bytes .. "<!-- source: piret%2Dtamverel%C3%B5o.txt -->\n")
    assert.are.equal(4, (run()))
  end)

  it("goes on over a run that was killed, and says so", function ()
    local key = assert(crypto.key_from_file(place:path "k"))
    os.execute(("cp -p '%s' '%s'"):format(place:path "ledger", place:path "killed"))
    local open = assert(ledger.open(place:path "killed", key, { format = "tei", policy = "x" }))
    open.file:close()                                     -- no end record
    local status, _, err = place:run("audit @out --ledger @killed --key @k")
    assert.are.equal(1, status)
    assert.is_truthy(err:find("did not end; records may be missing", 1, true))
    assert(assert(ledger.open(place:path "killed", key, { format = "tei", policy = "x" })):close())
    status, _, err = place:run("audit @out --ledger @killed --key @k")
    assert.are.equal(0, status)
    assert.is_truthy(err:find("the run that began there was cut off", 1, true))
  end)

  describe("of the answers of pipe", function ()
    local function line (id, text) return ('{"id":%s,"text":%s}'):format(id, require("bluepencil.read.record").string(text)) end
    before_each(function ()
      os.execute(("rm -f '%s' '%s'"):format(place:path "pipe.ledger", place:path "answers.jsonl"))
      place:write("lines.jsonl", line('"a"', command.story) .. "\n\n" .. line("12345678901234567890", command.story) .. "\n"
        .. line('"piret-tamverelõo"', command.story) .. "\nno JSON\n")
      assert.are.equal(1, (place:run("pipe --key @k --ledger @pipe.ledger @lines.jsonl -q")))
      place:write("answers.jsonl", place:read ".out")
    end)

    it("knows them by id or number, and proves them", function ()
      local read = assert(audit.read(assert(crypto.key_from_file(place:path "k")), io.lines(place:path "pipe.ledger")))
      assert.are.same({ "a", "12345678901234567890", "answer 4" }, read.names)
      local status, out, err = place:run("audit @answers.jsonl --ledger @pipe.ledger --key @k")
      assert.are.equal("", err)
      assert.are.equal(0, status)
      assert.is_truthy(out:find("^proved"))
    end)

    it("finds what somebody put back, and which answers are missing", function ()
      local bytes = place:read "answers.jsonl"
      place:write("answers.jsonl", (bytes:gsub("came to watch", "came with Tamverelõo", 1)))
      local status, _, err = place:run("audit @answers.jsonl --ledger @pipe.ledger --key @k")
      assert.are.equal(4, status)
      assert.is_truthy(err:find("a: leak: a struck Person form is at byte", 1, true))
      is_silent(err)
      place:write("answers.jsonl", bytes:match("^[^\n]*\n"))
      status, _, err = place:run("audit @answers.jsonl --ledger @pipe.ledger --key @k")
      assert.are.equal(1, status)
      assert.is_truthy(err:find("answer 4: is in the ledger and not in the file", 1, true))
    end)

    it("needs a key", function ()
      local status, _, err = place:run("pipe --ledger @other.ledger @lines.jsonl")
      assert.are.equal(2, status)
      assert.is_truthy(err:find("give one with --key FILE", 1, true))
    end)
  end)

  it("can be had as a library", function ()
    local key = assert(crypto.key_from_file(place:path "k"))
    local read = assert(audit.read(key, io.lines(place:path "ledger")))
    assert.are.same({ "pier.xml", "quiet.xml" }, read.names)
    assert.are.same({}, read.problems)
    local bytes = place:read "out/pier.xml"
    assert.is_true(read:is_unchanged("pier.xml", bytes))
    assert.are.same({}, (read:search("pier.xml", bytes)))
    assert.are.equal(1, #read:search("pier.xml", bytes .. "Tamverelõo"))
  end)
end)
