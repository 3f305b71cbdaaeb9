-- core.fingerprints: a search for forms that are not known finds what the search for known forms finds.

local core = require "bluepencil.core"

local SECRET = "an eight"

local function set_of (forms, secret)
  local prints = {}
  for i, form in ipairs(forms) do prints[i] = assert(core.fingerprint(form, secret or SECRET)) end
  return assert(core.fingerprints(prints, secret or SECRET))
end

describe("fingerprints", function ()
  it("find what find_leaks finds, in random texts", function ()
    local seed = tonumber(os.getenv "SEED" or "") or 20261122
    math.randomseed(seed)
    local pieces = { "a", "b", "B", "é", " ", "-", "<x>", "<y a='", "'>", "&eacute;", "\n", "1", "'s", "A", "%42", "\\u00e9", "\u{AD}", "中" }
    local function random_text (longest)
      local parts = {}
      for i = 1, math.random(longest) do parts[i] = pieces[math.random(#pieces)] end
      return table.concat(parts)
    end
    local found = 0
    for _ = 1, 3000 do
      local forms = {}
      for i = 1, 4 do forms[i] = random_text(9):gsub("[<>&;%%\\]", "") end
      local text = random_text(60)
      local expected = core.find_leaks(text, forms)
      assert.are.same(expected, set_of(forms):find(text), ("seed %d: %q in %q"):format(seed, table.concat(forms, "|"), text))
      found = found + #expected / 4
    end
    assert.is_true(found > 500)
  end)

  it("find a form at the edges of the search window and far beyond it", function ()
    local form = "Ximena Quintarelli of Aldea Vieja"
    local set = set_of { form, "Bo" }
    for _, before in ipairs { 0, 1, 4060, 4090, 4096, 8190, 100000 } do
      local text = ("z "):rep(before) .. "<hi>XIMENA</hi> Quintarelli-of\nAldea\u{AD}Vieja" .. (" z"):rep(before % 77)
      assert.are.same(core.find_leaks(text, { form, "Bo" }), set:find(text))
      assert.are.equal(4, #set:find(text))
    end
  end)

  it("hold a form of any length, and none without letters", function ()
    local long = ("Anneli Tamvere "):rep(2000)
    assert.are.equal(4, #set_of({ long }):find("x " .. long .. " y"))
    assert.are.same({}, set_of({ "...", "" }):find("... a ..."))
    assert.are.same({}, set_of({}):find("a"))
  end)

  it("differ from one secret to the next, and hold no letter of the form", function ()
    local a, stream = core.fingerprint("Ana Bratu", "secret 1")
    local b = core.fingerprint("Ana Bratu", "secret 2")
    assert.are_not.equal(a, b)
    assert.are.equal("anabratu", stream)
    assert.are.same({}, core.find_leaks(a, { "Ana Bratu", "Bratu" }))
    assert.are.same({}, core.fingerprints({ a }, "secret 2"):find("Ana Bratu"))
  end)

  it("refuse what is no print and no secret", function ()
    assert.is_nil((core.fingerprints({ "x" }, SECRET)))
    assert.is_nil((core.fingerprints({ ("\255"):rep(16) }, SECRET)))
    assert.has_error(function () core.fingerprint("Ana", "short") end)
    local set = set_of { "Ana" }
    set:close()
    set:close()
    assert.has_error(function () set:find("Ana") end)
  end)
end)
