--- lua/bluepencil/gazetteer.lua: list files, compiling, kinds, and what the shipped lists know.

local core = require "bluepencil.core"
local gazetteer = require "bluepencil.gazetteer"
local log = require "bluepencil.log"

local function with_file (text, action, suffix)
  local path = os.tmpname() .. (suffix or ".tsv")
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
  local results = table.pack(pcall(action, path))
  os.remove(path)
  os.remove((path:gsub("%.[a-z]+$", "")))
  if not results[1] then error(results[2], 0) end
  return table.unpack(results, 2, results.n)
end

--- The kinds of a name in a gazetteer, joined by spaces; "" when it is not listed.
local function kinds (names, form)
  local value = names:lookup(form)
  return value and table.concat(gazetteer.kinds_of(value), " ") or ""
end

describe("a list file", function ()
  local stream

  before_each(function () stream, log.stream = log.stream, nil end)
  after_each(function () log.stream = stream end)

  it("is TSV or CSV with a header, comments and columns of one's own", function ()
    local tsv = "# mine\nkind\tform\tnote\tcode\ncity\tPort Selma\tsmall\tXX\n\nperson_\tx\n"
    local csv = "form,kind,code\r\n\"Selma, Port\",city,XX\r\n\"The \"\"Old\"\" Mill\",org\r\n"
    with_file(tsv, function (path)
      local names, problems = gazetteer.user(path)
      assert.same({ gazetteer.bit.city, "city:XX" }, { names:lookup("port selma") })
      assert.same({ path .. ":5: unknown kind 'person_'" }, problems)
    end)
    with_file(csv, function (path)
      local names, problems = gazetteer.user(path)
      assert.same({}, problems)
      assert.equal("city", kinds(names, "Selma, Port"))
      assert.equal("org", kinds(names, "The \"Old\" Mill"))
    end, ".csv")
  end)

  it("has each bad row named by line, with a suggestion, and the good rows kept", function ()
    local text = "form\tkind\nAna\tgiven\n\tgiven\nBo\nCai\tsurnam\nAna\tgiven\n \t \n---\tcity\tx\n"
      .. ("w "):rep(80) .. "\tcity\n"
    with_file(text, function (path)
      local names, problems = gazetteer.user(path)
      assert.equal("given", kinds(names, "Ana"))
      assert.same({
        path .. ":3: no form",
        path .. ":4: no kind",
        path .. ":5: unknown kind 'surnam'; did you mean 'surname'?",
        path .. ":6: this given is listed already, on line 2",
        path .. ":9: too large",
      }, problems)
    end)
  end)

  it("is refused without a header, unreadable, or in another encoding", function ()
    with_file("name\tkind\nAna\tgiven\n", function (path)
      local names, message = gazetteer.user(path)
      assert.is_nil(names)
      assert.matches(":1: no column 'form' in the header", message, 1, true)
    end)
    with_file("", function (path)
      assert.matches(":1: empty", select(2, gazetteer.user(path)), 1, true)
    end)
    with_file("form\tkind\nAn\xe9\tgiven\n", function (path)
      local names, message, code = gazetteer.user(path)
      assert.is_nil(names)
      assert.matches(":2: not valid UTF-8", message, 1, true)
      assert.equal(core.codes.utf8, code)
    end)
    local names, _, code = gazetteer.user("/nonexistent/list.tsv")
    assert.is_nil(names)
    assert.equal(core.codes.io, code)
  end)

  it("gives names without their accents and saints with their abbreviation", function ()
    with_file("form\tkind\nSão Bento\tcity\nSaint Odo\tcity\n", function (path)
      local names = gazetteer.user(path)
      for _, form in ipairs { "São Bento", "Sao Bento", "SAO BENTO", "Saint Odo", "St. Odo", "St Odo" } do
        assert.equal("city", kinds(names, form), form)
      end
    end)
  end)

  it("compiles to a file that is used as it is, and refused when made by another version", function ()
    with_file("form\tkind\nPort Selma\tcity\n", function (path)
      local out = path .. ".gaz"
      assert(assert(gazetteer.compile { path }):save(out))
      local names = assert(gazetteer.user(out))
      assert.equal("city", kinds(names, "Port Selma"))
      local builder = core.gazetteer_builder { fold = true, note = "bluepencil lists 0" }
      builder:add("Port Selma", 1)
      assert(builder:freeze():save(out))
      local refused, message, code = gazetteer.load(out)
      os.remove(out)
      assert.is_nil(refused)
      assert.matches("made by another version", message, 1, true)
      assert.equal(core.codes.version, code)
    end)
  end)

  it("is strict when it is compiled", function ()
    with_file("form\tkind\nPort Selma\ttown\n", function (path)
      local names, message, code, problems = gazetteer.compile { path }
      assert.is_nil(names)
      assert.equal(path .. ":2: unknown kind 'town'", message)
      assert.equal(core.codes.format, code)
      assert.equal(1, #problems)
    end)
  end)
end)

describe("kinds", function ()
  it("have each a bit of its own", function ()
    local all = 0
    for _, row in ipairs(gazetteer.kinds) do
      assert.equal(0, all & gazetteer.bit[row[1]])
      all = all | gazetteer.bit[row[1]]
    end
    assert.is_true(#gazetteer.kinds <= 32)
    assert.equal(all, gazetteer.bits(table.unpack(gazetteer.kind_names)))
  end)

  it("are those that the manual shows", function ()
    local file = assert(io.open("docs/gazetteers.md", "rb"))
    local manual, table_rows = file:read("a"), {}
    file:close()
    for _, row in ipairs(gazetteer.kinds) do
      table_rows[#table_rows + 1] = ("| %s | %s | %s |\n"):format(row[1], row[2] and "capital" or "", row[3])
    end
    assert.matches(table.concat(table_rows), manual, 1, true)
  end)

  it("are asked for by name, and a slip is an error", function ()
    local value = gazetteer.bits("city", "surname")
    assert.is_true(gazetteer.has(value, "city"))
    assert.is_false(gazetteer.has(value, "given"))
    assert.same({ "surname", "city" }, gazetteer.kinds_of(value))
    assert.has_error(function () gazetteer.bits("citty") end, "unknown kind 'citty'; did you mean 'city'?")
  end)

  it("have codes in the info of a name", function ()
    assert.equal("GE", gazetteer.code("country:GE;region:US-GA", "country"))
    assert.equal("US-GA", gazetteer.code("country:GE;region:US-GA", "region"))
    assert.is_nil(gazetteer.code("major_city:GB", "city"))
    assert.is_nil(gazetteer.code("", "city"))
  end)
end)

describe("the manual's own list", function ()
  it("loads without a problem", function ()
    local file = assert(io.open("docs/gazetteers.md", "rb"))
    local list = file:read("a"):match("```\n(form,.-)```")
    file:close()
    with_file(list, function (path)
      local names, problems = gazetteer.user(path)
      assert.same({}, problems)
      assert.equal("city", kinds(names, "PORT SELMA"))
      assert.equal("org", kinds(names, "Selma Harbour Union, The"))
      assert.equal("agency", kinds(names, "Dockside Ledger"))
    end, ".csv")
  end)
end)

describe("the shipped gazetteer", function ()
  local names = assert(gazetteer.shipped())

  it("is loaded once", function () assert.equal(names, gazetteer.shipped()) end)

  it("has every list that it names", function ()
    assert.equal(#gazetteer.lists, #gazetteer.list_paths())
  end)

  it("knows names of persons from many countries", function ()
    for form, kind in pairs {
      Smith = "surname", Olga = "given", Ivanov = "surname", Ivanova = "surname", Okafor = "surname", Wanjiru = "given",
      Banerjee = "surname", Hussein = "given", Fatima = "given", Choi = "surname", Zhang = "surname", Nguyen = "surname",
      Tanaka = "surname", Garcia = "surname", ["O'Brien"] = "surname", Papadopoulos = "surname", Kowalska = "surname",
      Myung = "name_part", bok = "name_part",
    } do
      local value = names:lookup(form)
      assert.is_true(value ~= nil and gazetteer.has(value, kind), form .. " as " .. kind)
    end
  end)

  it("knows places with their codes, and which are capitals", function ()
    local function code (form, kind) return gazetteer.code(select(2, names:lookup(form)) or "", kind) end
    assert.equal("FR", code("France", "country"))
    assert.equal("KP", code("North Korea", "country"))
    assert.equal("US", code("United States", "country"))
    assert.equal("CI", code("Côte d'Ivoire", "country"))
    assert.equal("CI", code("Cote d'Ivoire", "country"))
    assert.equal("US-TX", code("Texas", "region"))
    assert.equal("US-CA", code("Calif.", "region"))
    assert.equal("RU-AMU", code("Amur", "region"))
    assert.equal("RU", code("Moscow", "capital"))
    assert.equal("UA", code("Kyiv", "capital"))
    assert.equal("US", code("Washington", "capital"))
    assert.equal("GB", code("London", "city"))
    assert.equal("RU", code("St. Petersburg", "city"))
    assert.is_true(gazetteer.has(names:lookup("Shanghai"), "major_city"))
  end)

  it("knows nationalities, languages, groups, titles, occupations and organisations", function ()
    assert.equal("nationality:KP", select(2, names:lookup("North Koreans")))
    assert.equal("BR", gazetteer.code(select(2, names:lookup("Brazilian")), "nationality"))
    assert.equal("ru", gazetteer.code(select(2, names:lookup("Russian")), "language"))
    for form, kind in pairs {
      Kurds = "group", ["Mr."] = "title", ["Lt. Col."] = "title", ["Prime Minister"] = "title", spokeswoman = "occupation",
      ["human rights lawyers"] = "occupation", Committee = "org_word", Unicef = "org", ["World Health Organization"] = "org",
      Reuters = "agency", ["Agence France-Presse"] = "agency", ["The New York Times"] = "agency", River = "place_word",
      Wednesday = "weekday_month", Will = "common_word", Prosecutors = "common_word", ["Nelson Mandela"] = "public_figure",
    } do
      local value = names:lookup(form)
      assert.is_true(value ~= nil and gazetteer.has(value, kind), form .. " as " .. kind)
    end
  end)

  it("finds a name in capitals but not an ordinary word without one", function ()
    local text = "MONTEVIDEO (NPA) - The young man will hope; Mr. Young of Hope, Arkansas, may, too."
    local index = core.document(text)
    local flat, found = names:scan(index), {}
    for i = 1, #flat, 3 do found[text:sub(flat[i], flat[i + 1])] = flat[i + 2] end
    assert.is_true(gazetteer.has(found.MONTEVIDEO, "capital"))
    assert.is_true(gazetteer.has(found.Young, "surname"))
    assert.is_true(gazetteer.has(found.Young, "common_word"))
    assert.is_true(gazetteer.has(found.Hope, "given"))
    assert.is_nil(found.young)
    assert.is_nil(found.will)
    assert.is_nil(found.may)
  end)

  it("stays small", function ()
    assert.is_true(names:size() < 4.2e6)
    assert.is_true(names:count() > 150000)
  end)
end)
