-- `perhaps_person` of a policy: places and bodies whose name may be a person's.

local document = require "bluepencil.document"
local policy = require "bluepencil.policy"

local function decided (rules, fields)
  local doc = assert(document.new "They met at Tavrin in May.")
  doc:set_blocks { { type = "Paragraph", first = 1, last = 26 } }
  local a = { type = "Place", first = 13, last = 18, source = "name:tagger" }
  for name, value in pairs(fields) do a[name] = value end
  local operator, why = rules:decide(doc:add(a))
  doc:close()
  return operator, why
end

describe("a policy's perhaps_person", function ()
  local all = assert(policy.open "protect-all")
  local private = assert(policy.open "protect-private")

  it("strikes a place that is rather likely to be somebody", function ()
    local operator, why = decided(all, { perhaps_person = 0.3 })
    assert.are.equal("remove", operator)
    assert.are.equal("doubtful", why.rule)
  end)

  it("leaves a place that is hardly anybody, and one that stands for a government", function ()
    assert.is_nil((decided(all, { perhaps_person = 0.01 })))
    assert.is_nil((decided(all, {})))
    assert.is_nil((decided(all, { type = "Org", subtype = "metonym", perhaps_person = 0.3 })))
  end)

  it("is never, when the policy does not say", function ()
    assert.is_nil((decided(private, { perhaps_person = 0.9 })))
  end)
end)
