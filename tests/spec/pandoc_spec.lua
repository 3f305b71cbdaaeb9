-- The filter for pandoc, run as a user would: pandoc -L integrations/pandoc/bluepencil.lua.

local function shell (command, input)
  local path = os.tmpname()
  local file = assert(io.open(path, "w"))
  file:write(input)
  file:close()
  local pipe = assert(io.popen(("%s < %s 2>&1; echo \"status $?\""):format(command, path), "r"))
  local output = pipe:read("a")
  pipe:close()
  os.remove(path)
  local text, status = output:match("^(.*)status (%d+)\n$")
  return text, tonumber(status)
end

local function pandoc (arguments, input)
  return shell("pandoc -L integrations/pandoc/bluepencil.lua " .. arguments, input)
end

local story = [[
---
title: Hospital must pay *Wanjiru* Kariuki
author: Ines Halvorsen
keywords: [law]
---

# Hospital told to pay

A court in Kenya has ordered a hospital to pay **Wanjiru** *Kariuki*, a patient whose HIV status it disclosed, the Open
Health League reported Monday. [Kariuki](http://example.org/kariuki "Wanjiru Kariuki at home"), 37, lives in the village
of Mutomo with her husband and their three children.[^1]

> "I never asked for money," Kariuki said.

| patient         | lawyer        |
|-----------------|---------------|
| Wanjiru Kariuki | Peter Ochieng |

![Kariuki outside the court](court.jpg)

[^1]: Ms. Kariuki's lawyer, Peter Ochieng, said others would sue.
]]

local available = shell("pandoc --version", ""):find("^pandoc")
local _, built = shell("test -e build/lua5.3/bluepencil/core.so", "")

describe("the pandoc filter", function ()
  if not available or built ~= 0 then
    pending("needs pandoc and the core built for Lua 5.3 (make LUA_VERSION=5.3)")
    return
  end

  it("strikes a name wherever it stands and leaves the structure alone", function ()
    local text, status = pandoc("-t markdown --wrap=none -s", story)
    assert.are.equal(0, status)
    assert.is_nil(text:lower():find("kariuki"))
    assert.is_nil(text:lower():find("wanjiru"))
    assert.is_truthy(text:find("title: Hospital must pay *\\[Person A\\]*", 1, true))
    assert.is_truthy(text:find("**\\[Person A\\]**, a", 1, true), "the emphasis around the name's start stays")
    assert.is_truthy(text:find("> \"I never asked for money,\" \\[Person A\\] said.", 1, true))
    assert.is_truthy(text:find("\\[Person A\\]'s lawyer, Peter Ochieng", 1, true), "in the footnote too")
    assert.is_truthy(text:find("![\\[Person A\\] outside the court](court.jpg)", 1, true))
  end)

  it("keeps who acts in public", function ()
    local text = pandoc("-t plain -s", story)
    assert.is_truthy(text:find("Peter Ochieng"))
    assert.is_truthy(text:find("Ines Halvorsen"))
    assert.is_truthy(text:find("Open%s+Health%s+League"))
  end)

  it("strikes what leads to the person", function ()
    local text = pandoc("-t plain", story)
    assert.is_nil(text:find("Mutomo"))
    assert.is_nil(text:find("three children"))
    assert.is_nil(text:find(" 37"))
  end)

  it("puts the labels into the metadata beside keywords that are there", function ()
    local text = pandoc("-t markdown -s", story)
    local keywords = text:match("\nkeywords:\n(.-)\n%a")
    assert.is_truthy(keywords:find("- law\n"))
    assert.is_truthy(text:find("\nclassification:\n"))
    assert.is_truthy(text:find("medtop:%d%d%d%d%d%d%d%d"))
  end)

  it("takes the policy from the metadata and leaves no trace of its own options", function ()
    local text, status = pandoc("-M bluepencil-policy=keep-all -t markdown -s", story)
    assert.are.equal(0, status)
    assert.is_truthy(text:find("**Wanjiru** *Kariuki*", 1, true))
    assert.is_nil(text:find("bluepencil"))
  end)

  it("changes nothing but the metadata when nothing is struck", function ()
    local plain = "A court sat on *Monday* --- [nobody](http://example.org) came, \"as usual\".\n"
    local with = pandoc("-t markdown", plain)
    assert.are.equal(shell("pandoc -t markdown", plain), with)
  end)

  it("fails, so that pandoc writes nothing, on a policy it does not know", function ()
    local text, status = pandoc("-M bluepencil-policy=protect-privat -t plain", story)
    assert.are_not.equal(0, status)
    assert.is_truthy(text:find("protect%-private"), "it suggests the known one")
    assert.is_nil(text:find("Kariuki"))
  end)
end)
