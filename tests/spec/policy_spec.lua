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

  it("a policy may extend another and change a few lines", function ()
    local p = assert(load_text [[return { extends = "protect-private", name = "mine", links = { age = "remove" }, protect = { roles = {} } }]])
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
    ["a rule's operator"] = { "return {\n rules = {\n { type = 'Age', operator = 'bnd' } } }", "FILE:3: unknown operator 'bnd'; did you mean 'band'? for 'rules[1].operator'" },
    ["a rule's field"] = { "return {\n rules = {\n { type = 'Age', operator = 'band', kind = {} } } }", "FILE:3: unknown field 'kind'; did you mean 'kinds'? in 'rules[1]'" },
    ["a rule's type"] = { "return { rules = { { type = 'Aeg', operator = 'band' } } }", "FILE:1: unknown value 'Aeg'; did you mean 'Age'? for 'rules[1].type'" },
    ["a label"] = { "return {\n label = 'codes' }", "FILE:2: unknown value 'codes'; did you mean 'code'? for 'label'" },
    ["a number of days"] = { "return {\n shift_days = 0 }", "FILE:2: field 'shift_days' is a whole number from 1 to 36500" },
    ["a recall"] = { "return {\n recall = 9 }", "FILE:2: field 'recall' lies between 0 and 4" },
    ["a policy it extends"] = { "return { extends = 'protect-al' }", nil },
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

  it("a file that extends itself is an error, not a hang", function ()
    local path = os.tmpname()
    local file = assert(io.open(path, "w"))
    file:write(("return { extends = %q }"):format(path))
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

describe("the reason of a decision", function ()
  it("is the evidence for what was decided, not the strongest of another kind", function ()
    local e = { type = "Person", name = "Marta Velda", role = "private", kind = "accused", vulnerable = true, evidence = {
      { role = "private", kind = "defector", weight = 5, why = "described as “defector”" },
      { role = "private", kind = "accused", weight = 4, why = "“charged” before the name" },
    } }
    local private = policy.open "protect-private"
    assert.same({ true, "role:private", "“charged” before the name" }, { policy.new({ protect = { roles = { "private" } } }):protects(e) })
    assert.same({ true, "kind:accused", "“charged” before the name" }, { private:protects(e) })
    e.role, e.kind = "unknown", nil
    e.vulnerable = false
    assert.same({ true, "unsure", "nothing tells whether the person is public" }, { private:protects(e) })
  end)
end)

describe("a telephone number that is somebody public's only by nearness", function ()
  it("goes where somebody is protected, and stays where nobody is", function ()
    for _, role in ipairs { "private", "public" } do
      local s = story.new "Ana Ruiz met Marta Velda. Call 123."
      local ruiz = s:entity("Person", "Ana Ruiz", { role = "public", kind = "official" })
      s:entity("Person", "Marta Velda", { role = role })
      local near = s:mark("Phone", "123", { person = ruiz, link = "contact", cert = "medium" })
      assert.equal(role == "private" and "remove" or nil, (policy.open "protect-private":decide(near)))
    end
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

describe("lists in files", function ()
  local function with_files (policy_text, list_text)
    local path, list = os.tmpname(), os.tmpname()
    local file = assert(io.open(list, "w"))
    file:write(list_text)
    file:close()
    file = assert(io.open(path, "w"))
    file:write((policy_text:gsub("LIST", list:match "[^/]+$")))
    file:close()
    local loaded, message = policy.load(path)
    os.remove(path)
    os.remove(list)
    return loaded, message and message:gsub(path:gsub("%p", "%%%0"), "FILE"):gsub(list:gsub("%p", "%%%0"), "LIST")
  end

  it("add people, a line each, with other forms of the name", function ()
    local p = assert(with_files("return { protect = { roles = { 'listed' } }, unsure = 'keep', protect_list = { 'Dan Moga' }, protect_files = { 'LIST' } }",
      "# asked to be taken out in 2019\nAna Bratu; A. M. Bratu   # agreed by phone\n\nChoi Sung-min\n"))
    assert.same({ "Dan Moga", "Ana Bratu", "A. M. Bratu", "Choi Sung-min" }, p.protect_list)
    local function verdict (name)
      local e = { type = "Person", role = "public", name = name, mentions = {} }
      p:prepare { entities = { e }, relations = {}, find = function () return {} end }
      return e.protected, e.protected_rule
    end
    for _, name in ipairs { "Ana Bratu", "ANA BRÂTU", "Bratu Ana", "Choi Sungmin", "Sung Min Choi", "Dan Moga" } do
      local yes, rule = verdict(name)
      assert.is_true(yes, name)
      assert.equal("list:protect", rule)
    end
    assert.is_false((verdict "Ana Moga"))
    assert.is_false((verdict "Bratu"))
  end)

  it("that are wrong or not there are errors with file and line", function ()
    local none, message = with_files("return {\n keep_files = { 'LIST' } }", "Ana Bratu\n---\n")
    assert.is_nil(none)
    assert.equal("LIST:2: not a name", message)
    none, message = with_files("return {\n keep_files = { 'nothere.txt' } }", "")
    assert.is_nil(none)
    assert.truthy(message:find "^FILE:2: .*nothere%.txt")
    none, message = with_files("return { keep_files = { 'LIST' } }", "Ana\n\xFF\n")
    assert.is_nil(none)
    assert.equal("LIST:2: not UTF-8", message)
  end)
end)

describe("doubt", function ()
  local function person (fields)
    fields.type, fields.name, fields.mentions = "Person", "Ana Bratu", {}
    return fields
  end

  local function judged (p, fields)
    local e = person(fields)
    p:prepare { entities = { e }, relations = {}, find = function () return {} end }
    return e
  end

  local base = { protect = { roles = { "private" } }, keep = { roles = { "public" } } }
  local function with (fields)
    local given = { protect = base.protect, keep = base.keep }
    for k, v in pairs(fields) do given[k] = v end
    return assert(policy.new(given))
  end

  it("about somebody public flags, strikes or is passed over, as the policy says", function ()
    local e = judged(with {}, { role = "public", doubt = true })
    assert.is_false(e.protected)
    assert.truthy(e.review:find "vulnerability")
    e = judged(with { doubt = "strike" }, { role = "public", doubt = true })
    assert.is_true(e.protected)
    assert.equal("doubt", e.protected_rule)
    e = judged(with { doubt = "keep" }, { role = "public", doubt = true })
    assert.is_false(e.protected)
    assert.is_nil(e.review)
    assert.is_nil(judged(with {}, { role = "public" }).review)
  end)

  it("about a role strikes, keeps, or strikes and flags", function ()
    assert.is_true(judged(with { unsure = "strike" }, { role = "unknown" }).protected)
    assert.is_nil(judged(with { unsure = "strike" }, { role = "unknown" }).review)
    assert.is_false(judged(with { unsure = "keep" }, { role = "unknown" }).protected)
    local e = judged(with { unsure = "review" }, { role = "unknown" })
    assert.is_true(e.protected)
    assert.truthy(e.review)
  end)

  it("of a person is said with the decision", function ()
    local s = story.new("Ana Bratu spoke.")
    local ana = s:entity("Person", "Ana Bratu", { role = "unknown" })
    local name, why = with({ unsure = "review" }):decide(ana.mentions[1])
    assert.equal("remove", name)
    assert.truthy(why.review)
  end)
end)

describe("rules", function ()
  local s, child, man, p

  before_each(function ()
    s = story.new("Ana Bratu, 9, and Dan Ene, 93, painters of Vel Tarn, left on May 4, 2016, in 2015. Somebody aged 97 and a boy of 12 stayed.")
    child = s:entity("Person", "Ana Bratu", { role = "private", kind = "minor", vulnerable = true })
    man = s:entity("Person", "Dan Ene", { role = "private" })
    p = assert(policy.new {
      protect = { roles = { "private" } }, operators = { Person = "label" }, links = { age = "keep", event_date = "year", occupation = "generalise" },
      rules = {
        { type = "Person", kinds = { "minor" }, operator = "remove", why = "no label for a child" },
        { type = "Age", over = 89, anyone = true, operator = "band" },
        { link = "occupation", vulnerable = true, operator = "remove" },
        { link = "event_date", precision = { "year" }, operator = "keep" },
        { type = "Age", under = 10, operator = "mask" },
      },
    })
  end)

  local function says (a) local name, why = p:decide(a) return name, why and why.rule end

  it("hold for whom they name, the first before the next", function ()
    assert.same({ "remove", "role:private" }, { says(child.mentions[1]) })
    assert.same({ "label", "role:private" }, { says(man.mentions[1]) })
    local job = s:mark("Occupation", "painters", { person = child, link = "occupation" })
    assert.same({ "remove", "rule:3" }, { says(job) })
    job.person = man
    assert.same({ "generalise", "link:occupation" }, { says(job) })
  end)

  it("may ask for an age, also where nobody knows whose it is", function ()
    assert.same({ "band", "rule:2" }, { says(s:mark("Age", "93", { norm = 93, person = man, link = "age" })) })
    assert.same({ "mask", "rule:5" }, { says(s:mark("Age", "9", { norm = 9, person = child, link = "age" }, 1)) })
    assert.same({ "band", "rule:2" }, { says(s:mark("Age", "97", { norm = 97 })) })
    assert.is_nil((says(s:mark("Age", "12", { norm = 12 }))))
  end)

  it("may ask how exact a date is", function ()
    assert.same({ nil, "rule:4" }, { says(s:mark("Date", "2015", { norm = "2015", person = man, link = "event_date" })) })
    assert.same({ "year", "link:event_date" }, { says(s:mark("Date", "May 4, 2016", { norm = "2016-05-04", person = man, link = "event_date" })) })
  end)
end)

describe("the shipped policies for particular cases", function ()
  local function load_one (name) return assert(policy.load(name)) end

  it("listed-only strikes those on the list and what leads to them", function ()
    local p = load_one "listed-only"
    assert.is_false(p.protects_anybody)
    local s = story.new("Ana Bratu, 54, spoke.")
    local ana = s:entity("Person", "Ana Bratu", { role = "private", vulnerable = true, kind = "victim" })
    p:prepare(s.doc)
    assert.is_false(ana.protected)
  end)

  it("minors strikes children and their relatives, and no other adults", function ()
    local p = load_one "minors"
    local s = story.new("Ana Bratu, Ion Bratu and Dan Ene spoke.")
    local ana = s:entity("Person", "Ana Bratu", { role = "private", kind = "minor" })
    local ion = s:entity("Person", "Ion Bratu", { role = "private" })
    local dan = s:entity("Person", "Dan Ene", { role = "private", kind = "accused" })
    s.doc.relations = { { name = "family", mutual = { ana, ion } } }
    p:prepare(s.doc)
    assert.same({ true, true, false }, { ana.protected, ion.protected, dan.protected })
  end)

  it("asylum strikes refugees even where they are known, with job, route and family", function ()
    local p = load_one "asylum"
    local s = story.new("Ana Bratu, an engineer, fled with two sons on May 4.")
    local ana = s:entity("Person", "Ana Bratu", { role = "public", kind = "refugee", doubt = true })
    assert.equal("decade", (p:decide(s:mark("Date", "May 4", { norm = "2016-05-04", person = ana, link = "event_date" }))))
    assert.equal("remove", (p:decide(s:mark("Occupation", "engineer", { person = ana, link = "occupation" }))))
    assert.equal("remove", (p:decide(s:mark("Family", "two sons", { person = ana, link = "family" }))))
    assert.is_true(ana.protected)
  end)

  it("hipaa-safe-harbor strikes towns and days and ages over 89, and keeps states, years and other ages", function ()
    local p = load_one "hipaa-safe-harbor"
    local s = story.new("Ana Bratu, 54, and Dan Ene, 93, of Tallahassee in Florida in the United States, were there on May 4, 2016, and in 2015.")
    local ana = s:entity("Person", "Ana Bratu", { role = "public" })
    local dan = s:entity("Person", "Dan Ene", { role = "private" })
    assert.equal("label", (p:decide(ana.mentions[1])))
    assert.is_nil((p:decide(s:mark("Age", "54", { norm = 54, person = ana, link = "age" }))))
    assert.equal("band", (p:decide(s:mark("Age", "93", { norm = 93, person = dan, link = "age" }))))
    assert.equal("generalise", (p:decide(s:mark("Place", "Tallahassee", { person = ana, link = "home" }))))
    assert.is_nil((p:decide(s:mark("Place", "Florida", { person = ana, link = "home" }))))
    assert.is_nil((p:decide(s:mark("Place", "United States", { person = ana, link = "home", subtype = "country" }))))
    assert.equal("year", (p:decide(s:mark("Date", "May 4, 2016", { norm = "2016-05-04", person = ana, link = "event_date" }))))
    assert.is_nil((p:decide(s:mark("Date", "2015", { norm = "2015", person = ana, link = "event_date" }))))
  end)
end)

describe("a policy that needs a key", function ()
  it("says so before any article is read, unless a label will do", function ()
    local filter = require "bluepencil.filter"
    local p = assert(policy.new { operators = { Person = "pseudonym" }, links = { event_date = "shift" } })
    assert.equal("links.event_date = 'shift'", p:needs_key())
    assert.is_nil(policy.new({ without_key = "label", operators = { Person = "pseudonym" } }):needs_key())
    assert.equal("label = 'code'", policy.new({ label = "code" }):needs_key())
    local path = write [[return { extends = "protect-private", operators = { Person = "pseudonym" } }]]
    local filters, message = filter.load_all { policy = path }
    os.remove(path)
    assert.is_nil(filters)
    assert.truthy(message:find("operators.Person = 'pseudonym', which needs a key", 1, true))
  end)
end)
