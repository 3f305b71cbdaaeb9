-- bluepencil pipe with the real pipeline, as other programs drive it.

local cjson = require "cjson"
local json_schema = require "support.json_schema"
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

--- Run the command on lines; status, list of output lines, messages.
local function pipe (options, input, before)
  if type(input) == "table" then input = table.concat(input, "\n") .. "\n" end
  put("in.jsonl", input)
  local _, how, status = os.execute(("unset LUA_PATH LUA_CPATH; %s bin/bluepencil pipe %s <'%s/in.jsonl' >'%s/.out' 2>'%s/.err'")
    :format(before or "", (options:gsub("@", folder .. "/")), folder, folder, folder))
  assert.are.equal("exit", how)
  local lines = {}
  for line in contents(folder .. "/.out"):gmatch("([^\n]*)\n") do lines[#lines + 1] = line end
  return status, lines, contents(folder .. "/.err")
end

local function row (fields) return cjson.encode(fields) end

local cook = "A school cook, Priit Tamvere, 41, who lives in the town of Kuusberg with his wife, came to watch.\n\n"
  .. "Tamvere said nothing."
local pier = "TALLINN, May 3 (NPA) – Mayor Kadri Ojaperv opened a pier on Friday. “It will last,” Ojaperv said.\n\n" .. cook

local secrets = { "Tamvere", "tamvere", "Priit", "Kuusberg", "41" }

local function is_clean (text)
  for _, secret in ipairs(secrets) do assert.is_nil(text:find(secret, 1, true), secret) end
end

describe("bluepencil pipe", function ()
  before_each(function ()
    folder = os.tmpname()
    os.remove(folder)
    assert(system.make_folder(folder))
  end)
  after_each(function () os.execute(("rm -rf '%s'"):format(folder)) end)

  it("answers each line by one, in order, with the id as it was given", function ()
    local ids, lines = { "3", "12345678901234567890", '"x/1"', "1.50", "null" }, {}
    for i, id in ipairs(ids) do lines[i] = ('{"id":%s,"text":%s}'):format(id, cjson.encode(pier)) end
    local status, out, err = pipe("", lines)
    assert.are.same({ 0, "" }, { status, err })
    assert.are.equal(#ids, #out)
    for i, id in ipairs(ids) do
      assert.are.equal(('{"id":%s,"version":'):format(id), out[i]:sub(1, #id + 17))
      is_clean(out[i])
      assert.is_truthy(out[i]:find("Ojaperv", 1, true))
    end
  end)

  it("writes what the schema describes", function ()
    local schema = cjson.decode(contents("docs/annotations.schema.json"))
    local _, out = pipe("--byte-offsets --keep section --keep url", {
      row { id = 1, text = pier, title = "Cook at the Pier", author = { "Maarja Laanemets" }, date = "2019-05-03", section = { 1 },
            url = "https://example.org/priit-tamvere" },
    })
    local answer = cjson.decode(out[1])
    assert.is_nil(json_schema.check(answer, schema))
    assert.are.same({ section = { 1 } }, answer.kept)
    assert.are.same({ "url" }, answer.withheld)
    assert.are.equal("2019-05-03", answer.meta.date)
    assert.are.same({ "Maarja Laanemets" }, answer.meta.authors)
  end)

  it("gives what docs/json.md shows", function ()
    local page = contents("docs/json.md")
    local schema = cjson.decode(contents("docs/annotations.schema.json"))
    local shown = cjson.decode((assert(page:match("```json\n({.-\n})\n```"))))
    assert.is_nil(json_schema.check(shown, schema))
    local _, out = pipe("", { (assert(page:match("%$ echo '(.-)' |"))) })
    local answer = cjson.decode(out[1])
    for _, name in ipairs { "text", "blocks", "meta", "relations", "version", "policy" } do
      assert.are.same(shown[name], answer[name])
    end
    for _, list in ipairs { shown.annotations, answer.annotations, shown.entities, answer.entities } do
      for _, one in ipairs(list) do one.source, one.score, one.evidence = nil, nil, nil end     -- these may get better
    end
    assert.are.same(shown.annotations, answer.annotations)
    assert.are.same(shown.entities, answer.entities)
  end)

  it("gives what README.md and docs/guide.md show", function ()
    for _, page in ipairs { "README.md", "docs/guide.md" } do
      local input, answer = contents(page):match("%$ echo '([^\n]-)' | bin/bluepencil pipe %-%-to text\n([^\n]+)\n")
      assert.is_string(input, page)
      assert.are.same({ answer }, select(2, pipe("--to text", { input })))
    end
  end)

  it("gives the same from several processes under GNU parallel", function ()
    if not os.execute("command -v parallel >/dev/null") then pending("GNU parallel is not installed") return end
    local lines = {}
    for i = 1, 60 do lines[i] = row { id = i, text = i % 2 == 0 and cook or pier } end
    local _, one = pipe("--quiet", lines)
    local command = contents("docs/guide.md"):match("\n(parallel [^\n]-) < articles%.jsonl")
    command = command:gsub("bluepencil pipe", "bin/bluepencil pipe"):gsub("%-%-block 1M", "--block 2k")
    local many = io.popen(("unset LUA_PATH LUA_CPATH; %s <'%s/in.jsonl'"):format(command, folder)):read("a")
    assert.are.equal(table.concat(one, "\n") .. "\n", many)
  end)

  it("redacts headline and byline like the text", function ()
    for _, to in ipairs { "json", "tei", "text" } do
      local status, out = pipe("--to " .. to, {
        row { id = 1, text = cook, title = "Cook Priit Tamvere at the Pier", author = "Maarja Laanemets, NPA",
              url = "https://example.org/tamvere" },
      })
      assert.are.equal(0, status)
      is_clean(out[1])
      local answer = cjson.decode(out[1])
      local said = to == "tei" and answer.tei or answer.text
      assert.is_truthy(said:find("at the Pier", 1, true))
      assert.is_truthy(said:find("Maarja Laanemets", 1, true))
      if to == "json" then
        assert.are.same({ "Headline", "Byline", "Paragraph", "Paragraph" },
          { answer.blocks[1].type, answer.blocks[2].type, answer.blocks[3].type, answer.blocks[4].type })
        assert.is_nil(answer.meta.url)
      end
      if to == "tei" then assert.is_truthy(said:find("^<%?xml")) end
    end
  end)

  it("says a headline once that the text begins with", function ()
    local _, out = pipe("--to text", { row { text = "Cook  at the pier\n\n" .. pier, title = "Cook at the Pier" } })
    local text = cjson.decode(out[1]).text
    assert.are.equal(1, select(2, text:lower():gsub("at the pier\n", "")))
    assert.are.equal("Cook  at the pier\n\nTALLINN", text:sub(1, 26))
  end)

  it("answers bad lines by errors of the same shape and goes on", function ()
    local status, out, err = pipe("--limit 2K", {
      row { id = 1, text = cook }, "Tamvere", '{"id":"s","text":"\\ud800 Tamvere"}', row { id = 4 }, '{"id":5,"text":"\xff Tamvere"}',
      row { id = 6, text = cook:rep(30) }, row { id = 7, text = cook:rep(60) }, row { id = 8, text = " \n " }, "", "[]",
      row { id = 11, text = cook },
    })
    assert.are.equal(1, status)
    assert.are.equal(11, #out)
    local codes = {}
    for i, line in ipairs(out) do
      is_clean(line)
      local answer = line ~= "" and cjson.decode(line) or {}
      codes[i] = answer.error and answer.error.code or line == "" and "-" or "ok"
      if answer.error then
        assert.are.equal(i, answer.error.line)
        assert.is_string(answer.error.message)
      end
    end
    assert.are.equal("ok json json text encoding limit limit empty - json ok", table.concat(codes, " "))
    assert.is_truthy(out[3]:find('"id":"s"', 1, true))
    assert.is_truthy(out[5]:find('"id":5', 1, true))
    assert.are.equal("bluepencil: 2 of 10 lines converted, 8 answered by an error\n", err)
  end)

  it("answers a filter that fails by an error, and others go on", function ()
    put("fussy.lua", "function Age (a) if a.norm == 77 then error('no: ' .. a.person.name) end end\n")
    local status, out, err = pipe("--filter @fussy.lua", {
      row { id = 1, text = cook }, row { id = 2, text = (cook:gsub("41", "77")) }, row { id = 3, text = cook },
    })
    assert.are.equal(1, status, err)
    local answer = cjson.decode(out[2])
    assert.are.same({ 2, "filter" }, { answer.id, answer.error.code })
    assert.is_truthy(answer.error.message:find("fussy.lua:1: no: ", 1, true), answer.error.message)
    is_clean(out[2])
    assert.is_nil(cjson.decode(out[3]).error)
  end)

  it("withholds a leak and returns 4", function ()
    put("leaky.lua", [[function Document (doc)
  for _, a in ipairs(doc:annotations()) do
    if a.type == "Person" and a.decision and a.decision.action == "strike" then a.decision.replacement = "[Tamvere]" end
  end
end
]])
    local status, out = pipe("--filter @leaky.lua", { row { id = 1, text = "Nothing happened in the port." }, row { id = 2, text = cook } })
    assert.are.equal(4, status)
    assert.are.equal("leak", cjson.decode(out[2]).error.code)
    is_clean(out[2])
  end)

  it("leaves out an id or a kept field that says what was struck, and says so", function ()
    local status, out, err = pipe("--keep slug --keep other --keep n", {
      '{"id":"priit-tamvere","slug":"Pri\\u0069t","other":"fine","n":12345678901234567890,"text":' .. cjson.encode(cook) .. "}",
    })
    assert.are.equal(0, status)
    is_clean(out[1])
    assert.are.equal('{"id":null,"kept":{"other":"fine","n":12345678901234567890},"withheld":["id","slug"],"version":',
      out[1]:match("^.-version\":"))
    assert.is_truthy(err:find("1 answers leave out", 1, true))
  end)

  it("reads fields of other names", function ()
    local status, out = pipe("--id-field n --text-field body --title-field headline --to text", {
      row { n = "a", body = cook, headline = "A Pier Is Opened", text = "Not this.", title = "Nor this" },
    })
    assert.are.equal(0, status)
    local answer = cjson.decode(out[1])
    assert.are.equal("a", answer.id)
    assert.are.equal("A Pier Is Opened\n\nA school", answer.text:sub(1, 26))
    assert.is_nil(out[1]:find("this", 1, true))
  end)

  it("takes what it wrote as input again", function ()
    local _, first = pipe("--policy keep-all", { row { id = 1, text = pier, title = "Pier" } })
    local _, second = pipe("--policy keep-all", first)
    local one, two = cjson.decode(first[1]), cjson.decode(second[1])
    assert.are.equal(one.text, two.text)
    assert.are.same(one.blocks, two.blocks)
  end)

  it("refuses a wrong command line", function ()
    for _, options in ipairs { "--to xml", "--byte-offsets --to tei", "--limit much", "--id-field text --text-field text",
                               "--title-field text", "--policy nothing-such", "--filter /nowhere.lua" } do
      local status, out, err = pipe(options, { row { text = cook } })
      assert.are.same({ 2, 0 }, { status, #out }, options .. err)
      assert.is_truthy(err:find("^bluepencil: [^\n]+\n$"), err)
    end
  end)

  it("reads files, and goes on after one that is not there", function ()
    put("a.jsonl", row { id = 1, text = cook })
    put("b.jsonl", row { id = 2, text = cook } .. "\n")
    local status, out, err = pipe("@a.jsonl @none.jsonl @b.jsonl", "")
    assert.are.equal(1, status)
    assert.are.same({ 1, 2 }, { cjson.decode(out[1]).id, cjson.decode(out[2]).id })
    assert.is_truthy(err:find("none.jsonl: No such file or directory", 1, true))
  end)

  it("answers at once, so that a program can ask and wait", function ()
    put("ask.sh", ([[
mkfifo '%s/to' '%s/from'
bin/bluepencil pipe --to text <'%s/to' >'%s/from' &
exec 3>'%s/to' 4<'%s/from'
for word in one two three; do
  echo '{"id":"'$word'","text":"Nothing happened."}' >&3
  read -r answer <&4
  printf '%s\n' "$answer"
done
exec 3>&-
wait
]]):gsub("'%%s/", "'" .. folder .. "/"))
    local answers = io.popen(("unset LUA_PATH LUA_CPATH; timeout 20 sh '%s/ask.sh'"):format(folder)):read("a")
    assert.are.equal('{"id":"one","text":"Nothing happened.\\n"}\n{"id":"two","text":"Nothing happened.\\n"}\n'
      .. '{"id":"three","text":"Nothing happened.\\n"}\n', answers)
  end)

  it("ends quietly when nobody reads on, and says so when it may not write", function ()
    local lines = {}
    for i = 1, 200 do lines[i] = row { id = i, text = cook } end
    put("many.jsonl", table.concat(lines, "\n") .. "\n")
    local shell = "unset LUA_PATH LUA_CPATH; (bin/bluepencil pipe --to text '%s/many.jsonl' 2>'%s/.err'; echo $? >'%s/.rc') | head -n 1"
    local first = io.popen((shell:gsub("%%s", folder))):read("a")
    assert.are.equal(1, cjson.decode(first).id)
    assert.are.equal("141\n", contents(folder .. "/.rc"))
    assert.are.equal("", contents(folder .. "/.err"))
    if os.execute("test -w /dev/full") then
      local _, _, status = os.execute(("unset LUA_PATH LUA_CPATH; bin/bluepencil pipe '%s/many.jsonl' >/dev/full 2>'%s/.err'")
        :format(folder, folder))
      assert.are.equal(1, status)
      assert.are.equal("bluepencil: standard output: No space left on device\n", contents(folder .. "/.err"))
    end
  end)

  it("needs no more memory for many lines than for few", function ()
    if os.getenv "LD_PRELOAD" then return pending "a sanitizer keeps what was freed" end
    local line = row { id = 1, text = cook, title = "Pier" }
    local function peak (count)
      put("many.jsonl", (line .. "\n"):rep(count))
      os.remove(folder .. "/cost")
      assert(os.execute(("unset LUA_PATH LUA_CPATH; lua5.4 bench/measure.lua '%s/cost' pipe '%s/many.jsonl' >/dev/null"):format(folder, folder)))
      return tonumber(contents(folder .. "/cost"):match("%d+%s*$"))
    end
    local few, many = peak(150), peak(600)
    assert.is_true(many < few * 1.15, ("%d and %d bytes"):format(few, many))
  end)

  it("answers a file of another form article by article, and keeps the ids of rows that are packed", function ()
    put("list.json", ('[{"id":12345678901234567890,"body":%s,"section":"x"},\n {"body":7},\n {"body":%s}]'):format(cjson.encode(cook),
      cjson.encode(pier)))
    local status, out = pipe("--to text --keep section --map text=body @list.json", {})
    assert.are.equal(1, status)
    assert.are.equal(3, #out)
    assert.are.equal('{"id":12345678901234567890,"kept":{"section":"x"},"text":', out[1]:sub(1, 57))
    local failure = cjson.decode(out[2]).error
    assert.are.same({ "text", "item 2: field 'body' is not a string", 2 }, { failure.code, failure.message, failure.line })
    assert.are.equal("list-0003", cjson.decode(out[3]).id)
    for _, line in ipairs(out) do is_clean(line) end
    put("priit-tamvere.txt", cook)
    status, out = pipe("--to text --from text @priit-tamvere.txt", {})
    assert.are.same({ 0, 1, '{"id":null,"withheld":["id"],' }, { status, #out, out[1]:sub(1, 29) })
    is_clean(out[1])
  end)

  it("says when a field is named twice", function ()
    local status, out, err = pipe("--map text=body --text-field words", {})
    assert.are.same({ 2, 0 }, { status, #out })
    assert.is_truthy(err:find("--text-field: --map names it too", 1, true))
  end)
end)
