-- What README.md and docs/guide.md show at a prompt is run, and must print what they say it prints.
--
-- A block marked "console" holds lines "$ command" and what follows them; a line "..." stands for any lines.  A block
-- marked "lua" whose first line is "-- NAME.lua" is a file that later commands use.  Blocks marked "sh" install things:
-- they are not run, but each `make` target in them must be there.

local system = require "bluepencil.system"

local here = system.current_folder()

local function contents (path)
  local file = assert(io.open(path, "rb"))
  local bytes = file:read("a")
  file:close()
  return bytes
end

local function output_of (command)
  local pipe = assert(io.popen(command))
  local out = pipe:read("a")
  pipe:close()
  return out
end

local function blocks (path)
  local list = {}
  for language, body in contents(path):gmatch("\n```(%a*)\n(.-)\n```") do
    list[#list + 1] = { language = language, body = body }
  end
  return list
end

--- Whether the lines of `out` are `expected`, where "..." is any number of lines.
local function matches (out, expected)
  local have = {}
  for line in out:gmatch("([^\n]*)\n") do have[#have + 1] = line end
  local function from (i, j)
    if not expected[j] then return not have[i] end
    if expected[j] == "..." then
      for k = i, #have + 1 do
        if from(k, j + 1) then return true end
      end
      return false
    end
    return have[i] == expected[j] and from(i + 1, j + 1)
  end
  return from(1, 1)
end

--- Commands of a console block, each with the lines it is to print.
local function commands (body)
  local list = {}
  for line in (body .. "\n"):gmatch("([^\n]*)\n") do
    local last = list[#list]
    if line:find("^%$ ") then list[#list + 1] = { line = line:sub(3), expected = {} }
    elseif line:find("^> ") then last.line = last.line .. "\n" .. line:sub(3)
    else last.expected[#last.expected + 1] = line end
  end
  return list
end

for _, page in ipairs { "README.md", "docs/guide.md" } do
  describe(page, function ()
    local folder

    setup(function ()
      folder = os.tmpname()
      os.remove(folder)
      assert(system.make_folder(folder))
      for _, name in ipairs { "bin", "tests", "filters", "data" } do
        os.execute(("ln -s '%s/%s' '%s/%s'"):format(here, name, folder, name))
      end
    end)

    teardown(function () os.execute(("rm -rf '%s'"):format(folder)) end)

    local shown = 0
    for _, block in ipairs(blocks(page)) do
      if block.language == "console" then
        for _, command in ipairs(commands(block.body)) do
          shown = shown + 1
          it("shows what this prints: " .. command.line:gsub("\n.*", " ..."), function ()
            local out = output_of(("cd '%s' && unset LUA_PATH LUA_CPATH && { %s\n}"):format(folder, command.line))
            assert.is_true(matches(out, command.expected), "it prints:\n" .. out)
          end)
        end
      elseif block.language == "lua" then
        local name = block.body:match("^%-%- ([%w_-]+%.lua)")
        if name then
          it("has a Lua file that loads: " .. name, function ()
            assert(load(block.body, "@" .. name, "t", {}))
            assert(system.write_file(folder .. "/" .. name, block.body .. "\n"))
          end)
        end
      end
    end

    it("shows commands, and names only make targets that are there", function ()
      assert.is_true(shown > 0)
      local makefile = contents("Makefile")
      for _, block in ipairs(blocks(page)) do
        if block.language == "sh" then
          for target in block.body:gmatch("%f[%w]make (%l+)") do
            assert.is_truthy(makefile:find("\n" .. target .. ":", 1, true), target)
          end
        end
      end
    end)

    it("leads only to files that are there", function ()
      for target in contents(page):gmatch("%]%(([^)#]+)[^)]*%)") do
        if not target:find("^https?:") then
          local path = (page:match("^(.*/)") or "") .. target
          assert.is_truthy(system.kind(path), path)
        end
      end
    end)
  end)
end
