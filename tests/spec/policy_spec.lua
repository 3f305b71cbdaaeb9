-- luacheck: no max line length
local policy = require "bluepencil.policy"
local story = require "support.story"

local function write (text)
  local path = os.tmpname()
  local file = assert(io.open(path, "w"))
  file:write(text)
  file:close()
  return path
end

local function load_text (text)
  local path = write(text)
  local loaded, message = policy.load(path)
  os.remove(path)
  return loaded, message and message:gsub(path:gsub("%p", "%%%0"), "FILE")
end

describe("policy files", function ()
  it("the shipped ones load", function ()
    for _, name in ipairs(policy.shipped) do
      local loaded = assert(policy.load(name))
      assert.equal(name, loaded.name)
      assert.is_true(#loaded.description > 10)
    end
  end)

  it("a policy may be based on another and change a few lines", function ()
    local p = assert(load_text [[return { base = "protect-private", name = "mine", links = { age = "remove" }, protect = { roles = {} } }]])
    assert.equal("remove", p.links.age)
    assert.equal("year", p.links.event_date)
    assert.same({}, p.protect.roles)
    assert.is_true(p.protect.vulnerable)
  end)

  for what, case in pairs {
    ["a field"] = { "return {\n  protct = {},\n}", "FILE:2: unknown field 'protct'; did you mean 'protect'?" },
    ["a field inside"] = { "return {\n\n  protect = { rolls = {} },\n}", "FILE:3: unknown field 'rolls'; did you mean 'roles'? in 'protect'" },
    ["a role"] = { "return { protect = {\n roles = { 'privat' } } }", "FILE:2: unknown role 'privat'; did you mean 'private'? in 'protect.roles'" },
    ["a kind"] = { "return { protect = { kinds = { 'minors' } } }", "FILE:1: unknown kind 'minors'; did you mean 'minor'? in 'protect.kinds'" },
    ["a type"] = { "return { operators = { Persn = 'label' } }", "FILE:1: unknown type 'Persn'; did you mean 'Person'? in 'operators'" },
    ["an operator"] = { "return {\n operators = {\n Person = 'labl' } }", "FILE:3: unknown operator 'labl'; did you mean 'label'? for 'operators.Person'" },
    ["a link"] = { "return { links = { ages = 'band' } }", "FILE:1: unknown link 'ages'; did you mean 'age'? in 'links'" },
    ["a value"] = { "return { unsure = 'strik' }", "FILE:1: unknown value 'strik'; did you mean 'strike'? for 'unsure'" },
    ["a base"] = { "return { base = 'protect-al' }", nil },
  } do
    it("names file and line of an unknown name of " .. what, function ()
      local none, message = load_text(case[1])
      assert.is_nil(none)
      if case[2] then assert.equal(case[2], message)
      else assert.truthy(message:find("FILE:1: .*did you mean 'protect%-all'")) end
    end)
  end

  it("refuses what is no policy", function ()
    for _, text in ipairs { "return 1", "return {", "error 'x'", "os.exit()", "return { protect = 1 }", "return { keep_list = { 1 } }",
      "return { protect = { roles = { private = true } } }", "return { unsure = true }", "return { keep_list = { '...' } }" } do
      local none, message = load_text(text)
      assert.is_nil(none, text)
      assert.truthy(message:find "FILE", text .. " gave " .. tostring(message))
    end
    local none, message = policy.load "protect-privat"
    assert.is_nil(none)
    assert.truthy(message:find("did you mean 'protect-private'?", 1, true))
  end)

  it("has nothing in its environment", function ()
    local none, message = load_text "return { name = tostring(1) }"
    assert.is_nil(none)
    assert.truthy(message:find "tostring")
  end)

  it("a file that is based on itself is an error, not a hang", function ()
    local path = os.tmpname()
    local file = assert(io.open(path, "w"))
    file:write(("return { base = %q }"):format(path))
    file:close()
    local none, message = policy.load(path)
    os.remove(path)
    assert.is_nil(none)
    assert.truthy(message:find "circle")
  end)
end)

describe("who is protected", function ()
  local private = assert(policy.load "protect-private")

  local function verdict (p, entity)
    entity.type, entity.mentions, entity.name = entity.type or "Person", {}, entity.name or "Ana Bratu"
    p:prepare({ entities = { entity }, relations = {}, find = function () return {} end })
    return entity.protected, entity.protected_rule
  end

  it("by default private, vulnerable and unknown people, and no one who is public", function ()
    assert.is_true((verdict(private, { role = "private" })))
    assert.is_true((verdict(private, { role = "unknown", kind = "victim" })))
    assert.is_true((verdict(private, { role = "unknown", vulnerable = true })))
    assert.is_true((verdict(private, { role = "unknown" })))
    assert.is_true((verdict(private, {})))
    assert.is_false((verdict(private, { role = "public", kind = "lawyer" })))
  end)

  it("under protect-all everybody, under keep-all nobody", function ()
    local all, none = assert(policy.load "protect-all"), assert(policy.load "keep-all")
    for _, role in ipairs { "public", "private", "unknown" } do
      assert.is_true((verdict(all, { role = role })))
      assert.is_false((verdict(none, { role = role, vulnerable = true, kind = "minor" })))
    end
  end)

  it("lists go before roles, and the keep-list before the protect-list", function ()
    local p = assert(policy.new { protect = { roles = { "private" } }, keep = { roles = { "public" } },
      keep_list = { "Ana Bratu" }, protect_list = { "ION ENE", "Ana Bratu" } })
    assert.is_false((verdict(p, { role = "private", name = "Ana Brâtu" })))
    assert.is_true((verdict(p, { role = "public", name = "Ion Ene" })))
    assert.is_true((verdict(p, { role = "public", name = "J. Ene", aliases = { "Ion  Ene" } })))
  end)

  it("under a policy of lists only, those who are not on a list stay", function ()
    local p = assert(policy.new { protect = { roles = { "listed" } }, protect_list = { "Ion Ene" } })
    assert.is_false((verdict(p, { role = "unknown", name = "Ana Bratu" })))
    assert.is_true((verdict(p, { role = "unknown", name = "Ion Ene" })))
  end)

  it("when unsure, a policy may keep", function ()
    local p = assert(policy.new { protect = { roles = { "private" } }, unsure = "keep" })
    assert.is_false((verdict(p, { role = "unknown" })))
  end)

  it("relatives of the protected are protected, unless they are public", function ()
    local s = story.new("Ana Bratu, Ion Bratu and Minister Dan Bratu met.")
    local ana = s:entity("Person", "Ana Bratu", { role = "private" })
    local ion = s:entity("Person", "Ion Bratu", { role = "unknown" })
    local dan = s:entity("Person", "Dan Bratu", { role = "public" })
    s.doc.relations = { { name = "family", mutual = { ana, ion } }, { name = "family", mutual = { ana, dan } } }
    local p = assert(policy.new { protect = { roles = { "private" }, family = true }, keep = { roles = { "public" } }, unsure = "keep" })
    p:prepare(s.doc)
    assert.is_true(ana.protected)
    assert.is_true(ion.protected)
    assert.is_false(dan.protected)
    assert.equal("Person A", ana.pseudonym)
    assert.equal("Person B", ion.pseudonym)
    assert.equal(p, s.doc.policy)
  end)
end)

describe("what becomes of an annotation", function ()
  local private = assert(policy.load "protect-private")
  local s, ana, dan

  before_each(function ()
    s = story.new("Ana Bratu, 54, of Vel Tarn in Ruritania, ana@mail.example, and Dan Ene, 60, dan@mail.example, info@org.example, spoke Monday.")
    ana = s:entity("Person", "Ana Bratu", { role = "private", evidence = { { why = "\"54, of\" follows the name" } } })
    dan = s:entity("Person", "Dan Ene", { role = "public" })
  end)

  local function decide (kind, words, fields) return private:decide(s:mark(kind, words, fields)) end

  it("a protected name is a direct identifier, with rule and reason", function ()
    local name, options = private:decide(ana.mentions[1])
    assert.equal("label", name)
    assert.same({ class = "direct", rule = "role:private", reason = "\"54, of\" follows the name", list = false }, options)
    local kept, why = private:decide(dan.mentions[1])
    assert.is_nil(kept)
    assert.equal("role:public", why.rule)
  end)

  it("what is linked to the protected goes by its link, as a quasi-identifier", function ()
    local name, options = decide("Age", "54", { person = ana, link = "age", norm = 54 })
    assert.equal("band", name)
    assert.equal("quasi", options.class)
    assert.equal("generalise", (decide("Place", "Vel Tarn", { person = ana, link = "home" })))
    assert.equal("year", (decide("Date", "Monday", { person = ana, link = "event_date" })))
    assert.is_nil((decide("Nationality", "Ruritania", { person = ana, link = "nationality" })))
  end)

  it("a country is not narrow enough to be struck", function ()
    assert.is_nil((decide("Place", "Ruritania", { person = ana, link = "home", subtype = "country" })))
  end)

  it("what belongs to the public or to nobody is left alone", function ()
    assert.is_nil((decide("Age", "60", { person = dan, link = "age" })))
    assert.is_nil((decide("Date", "Monday")))
  end)

  it("contact details go unless they are of somebody public or of an office", function ()
    local name, options = decide("Email", "ana@mail.example", { person = ana, link = "contact" })
    assert.equal("remove", name)
    assert.equal("direct", options.class)
    assert.is_nil((decide("Email", "dan@mail.example", { person = dan, link = "contact" })))
    assert.is_nil((decide("Email", "info@org.example")))
    assert.equal("remove", (private:decide(s:mark("Identifier", "Vel"))))
    assert.equal("remove", (assert(policy.load "protect-all"):decide(s:mark("Email", "org.example"))))
  end)
end)
