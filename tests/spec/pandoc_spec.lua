-- The plugin for pandoc, run as a user would: as a filter (-L), a reader (-f) and a writer (-t), with the distribution's pandoc,
-- which loads the core into its own process, and with a static pandoc 3, which asks `bluepencil serve`.

local cjson = require "cjson"
local core = require "bluepencil.core"
local shell = require "support.shell"

local folder = "integrations/pandoc/"
local filter, reader, writer = folder .. "bluepencil.lua", folder .. "bluepencil-reader.lua", folder .. "bluepencil-tei.lua"

local story = [[
---
title: Hospital must pay *Wanjiru* Kariuki
author: Ines Halvorsen
keywords: [law]
---

# Hospital told to pay Wanjiru Kariuki

A court in Kenya has ordered a hospital to pay **Wanjiru** *Kariuki*, a patient whose HIV status it disclosed, the Open
Health League reported Monday. [Kariuki](http://example.org/kariuki "Wanjiru Kariuki at home"), 37, lives in the village
of Mutomo with her husband and their three children.[^1] See [above](#hospital-told-to-pay-wanjiru-kariuki).

> "I never asked for money," Kariuki said.

*Kariuki* v. the hospital
:   What Kariuki's case is called.

| patient         | lawyer        |
|-----------------|---------------|
| Wanjiru Kariuki | Peter Ochieng |

: The case of Kariuki

![Kariuki outside the court](court.jpg)

<div class="kariuki box" data-who="Kariuki">As the court wrote [see @kariuki2019 on Kariuki].</div>

[^1]: Ms. Kariuki's lawyer, Peter Ochieng, said others would sue.
]]

--- Run a command line with an input; its output and exit status.
local function run (command, input)
  local output, status = shell.run(command, input)
  return output, status
end

local pandocs = {
  { title = "in pandoc's own process", command = "pandoc", ready = function ()
    local version, status = run("pandoc --version", "")
    local built = io.open("build/lua5.3/bluepencil/core.so", "rb")
    if built then built:close() end
    return status == 0 and version:find("^pandoc") and built, "needs pandoc and the core built for Lua 5.3 (make LUA_VERSION=5.3)"
  end },
  { title = "through bluepencil serve, pandoc's own process set aside", command = "BLUEPENCIL_SERVE=1 pandoc", ready = function ()
    local is_told_elsewhere = select(2, run("build/pandoc3/pandoc --version", "")) == 0
    return not is_told_elsewhere and select(2, run("pandoc --version", "")) == 0, is_told_elsewhere and "the static pandoc does the same"
      or "needs pandoc"
  end },
  { title = "through bluepencil serve, in a static pandoc 3", command = "build/pandoc3/pandoc", ready = function ()
    return select(2, run("build/pandoc3/pandoc --version", "")) == 0, "needs build/pandoc3/pandoc (make pandoc3)"
  end },
}

--- The tags of a pandoc tree in order, without words and what is between them.
local function skeleton (json)
  local tags = {}
  for tag in json:gmatch '"t":"(%u%a+)"' do
    if tag ~= "Str" and not tag:find "Space" and not tag:find "Break" then tags[#tags + 1] = tag end
  end
  return table.concat(tags, " ")
end

for _, pandoc in ipairs(pandocs) do
  local ready, why_not = pandoc.ready()

  local function with_filter (arguments, input) return run(("%s -L %s %s"):format(pandoc.command, filter, arguments), input) end

  describe("The pandoc filter, " .. pandoc.title .. ",", function ()
    if not ready then return pending(why_not) end

    it("strikes a name wherever it stands and leaves the structure alone", function ()
      local text, status = with_filter("-t markdown --wrap=none -s", story)
      assert.equal(0, status, text)
      assert.is_nil(text:lower():find("kariuki", 1, true))
      assert.is_nil(text:lower():find("wanjiru", 1, true))
      for _, piece in ipairs {
        "title: Hospital must pay *\\[Person A\\]*", "**\\[Person A\\]**, a", "> \"I never asked for money,\" \\[Person A\\] said.",
        "\\[Person A\\]'s lawyer, Peter Ochieng", "\\[Person A\\]* v. the hospital", "![\\[Person A\\] outside the court](court.jpg)",
      } do assert.is_truthy(text:find(piece, 1, true), piece) end
    end)

    it("leaves the tree as it was but for words and metadata", function ()
      local before = run(pandoc.command .. " -t json", story)
      local after = with_filter("-t json", story)
      local function body (json) return cjson.decode(json).blocks end
      assert.equal(#body(before), #body(after))
      local function only_blocks (json) return skeleton(json:match('"blocks":(.*)$'):gsub('"meta":.*$', "")) end
      assert.equal(only_blocks(before), only_blocks(after))
    end)

    it("empties link targets and renames identifiers, so that links within the document still arrive", function ()
      local text = with_filter("-t markdown --wrap=none -s", story)
      assert.is_nil(text:find("example.org", 1, true))
      local id = text:match("{#(redacted%-%d+)}")
      assert.is_string(id)
      assert.is_truthy(text:find("[above](#" .. id .. ")", 1, true))
    end)

    it("keeps who acts in public, and strikes what leads to the person", function ()
      local text = with_filter("-t plain -s", story)
      for _, kept in ipairs { "Peter Ochieng", "Ines Halvorsen" } do assert.is_truthy(text:find(kept, 1, true), kept) end
      assert.is_truthy(text:find("Open%s+Health%s+League"))
      for _, gone in ipairs { "Mutomo", "three children", " 37" } do assert.is_nil(text:find(gone, 1, true), gone) end
    end)

    it("puts the labels into the metadata beside keywords that are there", function ()
      local text = with_filter("-t markdown -s", story)
      local keywords = text:match("\nkeywords:\n(.-)\n%a")
      assert.is_truthy(keywords:find("- law\n"))
      assert.is_truthy(text:find("\nclassification:\n"))
      assert.is_truthy(text:find("medtop:%d%d%d%d%d%d%d%d"))
    end)

    it("takes the policy from the metadata and leaves no trace of its own options", function ()
      local text, status = with_filter("-M bluepencil-policy=keep-all -t markdown -s", story)
      assert.equal(0, status, text)
      assert.is_truthy(text:find("**Wanjiru** *Kariuki*", 1, true))
      assert.is_nil(text:find("bluepencil"))
    end)

    it("changes nothing when nothing is struck", function ()
      local plain = "A court sat on *Monday* --- [nobody](http://example.org) came, \"as usual\".\n"
      assert.equal(run(pandoc.command .. " -t markdown", plain), (with_filter("-t markdown", plain)))
    end)

    it("strikes the same names when the document is html, docx or odt, and writes these formats", function ()
      for _, format in ipairs { "html", "docx", "odt" } do
        local path, safe = os.tmpname(), os.tmpname()
        assert.equal(0, select(2, run(("%s -f markdown -t %s -s -o %s -M pagetitle=x"):format(pandoc.command, format, path), story)))
        local said, status = run(("%s -L %s -f %s -t %s -s -o %s %s"):format(pandoc.command, filter, format, format, safe, path), "")
        assert.equal(0, status, said)
        local text = run(("%s -f %s -t plain --wrap=none %s"):format(pandoc.command, format, safe), "")
        assert.is_truthy(text:find("[Person A]", 1, true), format)
        assert.is_nil(text:lower():find("kariuki", 1, true), format)
        assert.is_truthy(text:find("Peter Ochieng", 1, true), format)
        if format == "docx" then
          local parts = run(("unzip -p %s docProps/core.xml word/document.xml word/footnotes.xml"):format(safe), "")
          assert.is_nil(parts:lower():find("kariuki", 1, true), "neither in the file's properties nor in its parts")
        end
        os.remove(path)
        os.remove(safe)
      end
    end)

    it("runs an editor's own filter", function ()
      local path = os.tmpname()
      local file = assert(io.open(path, "w"))
      file:write('function Org (a) return redact(a, "label") end\n')
      file:close()
      local text, status = with_filter("-M bluepencil-filter=" .. path .. " -t plain", story)
      os.remove(path)
      assert.equal(0, status, text)
      assert.is_nil(text:find("Open%s+Health%s+League"))
    end)

    it("fails, so that pandoc writes nothing, on a policy it does not know", function ()
      local text, status = with_filter("-M bluepencil-policy=protect-privat -t plain", story)
      assert.are_not.equal(0, status)
      assert.is_truthy(text:find("protect%-private"), "it suggests the known one")
      assert.is_nil(text:find("Kariuki"))
    end)
  end)

  local wire = "Fishing ban leaves harbour idle\n\nBy Ines Halvorsen, NPA\n\nPORT VELL, March 3 (NPA) -- The harbour lay still on\n"
    .. "Tuesday after the ministry closed the grounds.\n\n\"We heard it on the radio,\" said Tomas Brandt, 61, who owns a boat.\n\n"
    .. "Photo by Jo Ito/NPA\n"

  describe("The pandoc reader, " .. pandoc.title .. ",", function ()
    if not ready then return pending(why_not) end

    it("gives the parts of wire copy their places", function ()
      local text, status = run(("%s -f %s -s -t markdown --wrap=none"):format(pandoc.command, reader), wire)
      assert.equal(0, status, text)
      assert.is_truthy(text:find("title: Fishing ban leaves harbour idle", 1, true))
      assert.is_truthy(text:find("author:\n- Ines Halvorsen", 1, true))
      assert.is_truthy(text:find("{.dateline} The harbour lay still on Tuesday after", 1, true))
      assert.is_truthy(text:find("::: credit\nPhoto by Jo Ito/NPA\n:::", 1, true))
    end)

    it("goes before the filter", function ()
      local text, status = run(("%s -f %s -L %s -M bluepencil-policy=protect-all -t plain"):format(pandoc.command, reader, filter), wire)
      assert.equal(0, status, text)
      assert.is_nil(text:find("Brandt", 1, true))
    end)

    it("says what is wrong with what it cannot read", function ()
      local text, status = run(("%s -f %s -t plain"):format(pandoc.command, reader), "\n\n")
      assert.are_not.equal(0, status)
      assert.is_truthy(text:find("empty", 1, true), text)
    end)
  end)

  describe("The pandoc writer, " .. pandoc.title .. ",", function ()
    if not ready then return pending(why_not) end

    local function tei (options, input) return run(("%s -t %s %s"):format(pandoc.command, writer, options or ""), input or story) end

    it("writes TEI that the project's schema and that of the Guidelines accept", function ()
      local bytes, status = tei()
      assert.equal(0, status, bytes)
      assert.is_truthy(bytes:find("^<%?xml"))
      local schema = assert(core.schema("data/schema/bluepencil.rng"))
      assert.is_true(schema:validate(bytes))
      local all = "../shared/data/tei/tei_all.rng"
      local file = io.open(all)
      if not file then return pending("needs ../shared/data/tei/tei_all.rng for the second half") end
      file:close()
      local path = os.tmpname()
      file = assert(io.open(path, "w"))
      file:write(bytes)
      file:close()
      local said, code = run(("jing %s %s"):format(all, path), "")
      os.remove(path)
      assert.equal(0, code, said)
    end)

    it("writes headings, tables, lists, pictures, notes, links and emphasis as what they are", function ()
      local bytes = tei("-M bluepencil-policy=keep-all", story .. "\n\n1. one\n2. two\n    - inner\n\n## Later\n\nThe *end*.\n")
      for _, piece in ipairs { "<table", "<cell", "<list", "<graphic url=\"court.jpg\"", "<note", "<ref target=\"http://example.org/kariuki\"",
        "<hi rend=\"italic\"", "<quote", "Later</head>" } do
        assert.is_truthy(bytes:find(piece, 1, true), piece)
      end
    end)

    it("redacts under the policy, targets included", function ()
      local bytes = tei()
      assert.is_nil(bytes:lower():find("kariuki", 1, true))
      assert.is_truthy(bytes:find('<gap reason="anonymization"/>', 1, true))
      assert.is_truthy(bytes:find("Peter Ochieng", 1, true) or bytes:find("Ochieng", 1, true))
    end)
  end)
end
