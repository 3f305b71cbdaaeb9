-- bluepencil inspect, as a user runs it.

local cjson = require "cjson"
local pack = require "support.pack"
local system = require "bluepencil.system"

local folder

local function contents (path)
  local file = assert(io.open(path, "rb"))
  local bytes = file:read("a")
  file:close()
  return bytes
end

local function put (name, bytes) assert(system.write_file(folder .. "/" .. name, bytes, true)) end

--- Status, output, messages without the folder's name.
local function run (line)
  local _, how, status = os.execute(("unset LUA_PATH LUA_CPATH; bin/bluepencil inspect %s >'%s/.out' 2>'%s/.err'"):format(
    (line:gsub("@", folder .. "/")), folder, folder))
  assert.are.equal("exit", how)
  local function clean (text) return (text:gsub(folder:gsub("%p", "%%%0") .. "/", "@")) end
  return status, clean(contents(folder .. "/.out")), clean(contents(folder .. "/.err"))
end

local story = "Mayor Opens Pier\n\nTALLINN, May 3, 2019 (NPA) - Mayor Kadri Ojaperv opened a caf\xE9 \x96 and a pier.\n\n"
  .. "A school cook, Priit Tamvere, 41, came to watch.\n\nBy Maarja Laanemets, NPA\n"
local words = { "Ojaperv", "Tamvere", "Laanemets", "TALLINN", "Opens", "cook" }

describe("bluepencil inspect", function ()
  before_each(function ()
    folder = os.tmpname()
    os.remove(folder)
    assert(system.make_folder(folder))
  end)
  after_each(function () os.execute(("rm -rf '%s'"):format(folder)) end)

  it("says form, encoding, parts and metadata without a word of the article", function ()
    put("pier.txt", story)
    local status, out, err = run("@pier.txt")
    assert.are.same({ 0, "" }, { status, err })
    for _, line in ipairs { "@pier.txt\n", "  form       text  no other form was recognised\n", "  shape      wire 1.00\n",
                            "  encoding   Windows-1252, guessed, certainty high, ", "  parts      1 Headline, 1 Dateline, 2 Paragraph, 1 Byline\n",
                            "  date       2019-05-03  from dateline, certainty high\n", "  title      from the text\n",
                            "  note       Not valid UTF-8; taken for Windows-1252: 2 of 2 bytes above 127 make sense there (cert high).\n" } do
      assert.is_truthy(out:find(line, 1, true), line .. out)
    end
    for _, word in ipairs(words) do assert.is_nil(out:find(word, 1, true), word) end
  end)

  it("shows the words that --text asks for", function ()
    put("pier.txt", story)
    local _, out = run("--text @pier.txt")
    assert.is_truthy(out:find("  title      Mayor Opens Pier  from the text\n", 1, true))
    assert.is_truthy(out:find("    Paragraph  A school cook, Priit Tamvere, 41, came to watch.\n", 1, true))
  end)

  it("shows every article of a file, how it came there, and what was passed over", function ()
    put("box.tar.gz", pack.gzip(pack.tar { { "priit-tamvere.txt", story }, { "rows.jsonl", '{"text":"One."}\n{"text":7}\n' },
                                           { "x.png", "\137PNG\0" } }))
    local status, out, err = run("@box.tar.gz")
    assert.are.equal(1, status)
    assert.are.equal("bluepencil: @box.tar.gz: entry 2: line 2: field 'text' is not a string\n", err)
    for _, line in ipairs { "@box.tar.gz: entry 1  box-0001\n  in         gzip 1.00  it begins as gzip files do\n  in         tar 1.00",
                            "  place      entry 1\n", "@box.tar.gz: entry 2: line 1  box-0002\n", "  in         jsonl 0.97",
                            "@box.tar.gz: 3 articles, 1 of them cannot be read; passed over: 1 files in an archive that are no text\n" } do
      assert.is_truthy(out:find(line, 1, true), line .. out)
    end
    assert.is_nil(out:find("tamvere", 1, true))
    local _, one = run("--article 2 --text @box.tar.gz")
    assert.is_truthy(one:find("path", 1, true) == nil and one:find("entry 2, line 1, byte 1, rows.jsonl", 1, true), one)
    assert.is_nil(one:find("entry 1:", 1, true))
    status, _, err = run("--article 4 @box.tar.gz")
    assert.are.same({ 1, "bluepencil: @box.tar.gz: holds 3 articles\n" }, { status, err })
  end)

  it("answers programs in JSON lines", function ()
    put("feed.jsonl", '{"text":"One two three."}\nnope\n')
    local status, out, err = run("--json @feed.jsonl")
    assert.are.same({ 1, "" }, { status, err })
    local lines = {}
    for line in out:gmatch("[^\n]+") do lines[#lines + 1] = cjson.decode(line) end
    assert.are.equal(3, #lines)
    assert.are.same({ "feed-0001", 1, "text", "jsonl", 14 },
      { lines[1].id, lines[1].number, lines[1].read_as, lines[1].via[1].form, lines[1].characters })
    assert.are.same({ "json", 2, "@feed.jsonl: line 2: not JSON at character 1" },
      { lines[2].code, lines[2].number, (lines[2].error:gsub(folder:gsub("%p", "%%%0") .. "/", "@")) })
    assert.are.same({ 2, 1 }, { lines[3].articles, lines[3].failed })
  end)

  it("says what is wrong with files and options in one line", function ()
    put("paper.pdf", "%PDF-1.4\n")
    assert.are.same({ 1, "", "bluepencil: @paper.pdf: a PDF file: convert it first, for example with pdftotext\n" }, { run("@paper.pdf") })
    assert.are.same({ 1, "", "bluepencil: @none.txt: No such file or directory\n" }, { run("@none.txt") })
    assert.are.same({ 2, "", "bluepencil: --from: unknown form 'nexus'; did you mean 'nexis'?\n" }, { run("--from nexus @paper.pdf") })
    assert.are.same({ 2, "", "bluepencil: --article wants a number from 1\n" }, { run("--article 0 @paper.pdf") })
  end)

  it("keeps an article's control characters away from the terminal", function ()
    put("\27[2Jx.txt", "A story.\27[31m\n")
    local _, out = run("--text @*x.txt")
    assert.is_nil(out:find("[%z\1-\9\11-\31]"))
  end)
end)
