local explain = require "bluepencil.explain"
local pipeline = require "bluepencil.pipeline"

local story = [[
Nurse Wins Case Over Night Shifts

TALLINN, May 14 (NPA) - A tribunal ruled on Monday for Marta Quillfeather, 44, a nurse who was dismissed in March 2018.

Quillfeather lives in the village of Oldmere with her husband and their two sons. Quillfeather's lawyer, Pieter Brask, said
the neighbours had been kind. Justice Minister Ana Villeda declined to comment.
]]

local line

local function document (text)
  line = line or assert(pipeline.new { date = "2019-05-14" })
  return assert(line:document { text = text, name = "story" })
end

describe("explain", function ()
  it("says of a person what the role rests on, what belongs to them and what was decided", function ()
    local found = explain.persons(document(story), "quillfeather")
    local e = found[1]
    assert.equal("Marta Quillfeather", e.name)
    assert.equal("private", e.role)
    assert.is_true(e.protected)
    assert.truthy(e.reason)
    assert.truthy(e.evidence[1].why)
    assert.truthy(e.evidence[1].weight >= e.evidence[#e.evidence].weight)
    local links = {}
    for _, one in ipairs(e.links) do links[one.link] = one end
    assert.equal("44", links.age.text)
    assert.equal("strike", links.age.decision.action)
    assert.truthy(links.age.decision.becomes:find "forties")
    assert.equal("Oldmere", links.home.text)
    assert.equal("counsel", e.relations[#e.relations].name)
  end)

  it("says why somebody was kept", function ()
    local e = explain.persons(document(story), "Villeda")[1]
    assert.equal("public", e.role)
    assert.is_false(e.protected)
    assert.truthy(e.evidence[1].why:find("minister", 1, true))
  end)

  it("tells what stands at each place of some words, and what became of it", function ()
    local spans = explain.at(document(story), "Quillfeather")
    assert.equal(3, #spans)
    local a = spans[1].annotations[1]
    assert.equal("Person", a.type)
    assert.truthy(a.source:find "^name:")
    assert.equal("Marta Quillfeather", a.entity.name)
    assert.equal("strike", a.decision.action)
    assert.equal("label", a.decision.operator)
    assert.truthy(a.decision.becomes)
  end)

  it("names the rule that won where another one lost", function ()
    local spans = explain.at(document(story), "two")
    local inner
    for _, a in ipairs(spans[1].annotations) do
      if a.type == "Number" then inner = a end
    end
    assert.truthy(inner.decision.inside:find("their two sons", 1, true))
    assert.equal("link:family", inner.decision.winner)
  end)

  it("says of a word that was not found what failed", function ()
    local span = explain.at(document(story), "neighbours")[1]
    assert.same({}, span.annotations)
    assert.truthy(span.why_not[1]:find("No capital letter", 1, true))
    span = explain.at(document(story), "A tribunal")[1]
    local all = table.concat(span.why_not, " ")
    assert.truthy(all:find("opens a sentence", 1, true))
  end)

  it("finds the word at a character, in a text with accents", function ()
    local doc = document "Añádanse: Judge Tomas Vela ruled. Vela left.\n"
    local offset = utf8.len((doc.text:match "^(.-)Vela"))
    assert.equal("Tomas Vela", explain.offset(doc, offset).annotations[1].text)
    local none, message = explain.offset(doc, 4000)
    assert.is_nil(none)
    assert.truthy(message:find "characters")
  end)

  it("has nothing to say of words that do not occur", function ()
    assert.same({}, explain.at(document(story), "zeppelin"))
    assert.same({}, explain.persons(document(story), "zeppelin"))
  end)
end)

describe("bluepencil explain", function ()
  local function run (arguments)
    local path = os.tmpname()
    local file = assert(io.open(path, "w"))
    file:write(story)
    file:close()
    local pipe = io.popen(("NO_COLOR= bin/bluepencil explain %s '%s' 2>'%s.err'; echo \"status $?\""):format(arguments, path, path))
    local out = pipe:read "a"
    pipe:close()
    local errors = io.open(path .. ".err"):read "a"
    os.remove(path)
    os.remove(path .. ".err")
    return out, errors
  end

  it("writes for people, without colours into a pipe", function ()
    local out, errors = run ""
    assert.truthy(out:find("Marta Quillfeather  pers.1  private", 1, true))
    assert.truthy(out:find("not protected", 1, true))
    assert.is_nil(out:find("\27", 1, true))
    assert.equal("", errors)
    assert.truthy(out:find "status 0")
  end)

  it("says what the article is about, and by which words where", function ()
    local rules = os.tmpname()
    local file = assert(io.open(rules, "w"))
    file:write 'name = "desk" label { id = "desk:people", name = "People", score = 0.9, found { "Person", at_least = 1 } }'
    file:close()
    local out = run("--labels --filter " .. rules)
    assert.truthy(out:find("People  desk:people  0.90  by desk:rules", 1, true), out)
    assert.truthy(out:find("Marta Quillfeather", 1, true))
    local value = require("cjson").decode((run("--labels --json --filter " .. rules):gsub("status 0%s*$", "")))
    os.remove(rules)
    local label
    for _, one in ipairs(value.labels) do label = one.id == "desk:people" and one or label end
    assert.equal("Marta Quillfeather", label.why[1].context.text)
  end)

  it("writes JSON for programs", function ()
    local out = run "--json --person villeda"
    local value = require("cjson").decode((out:gsub("status 0%s*$", "")))
    assert.equal("Ana Villeda", value.persons[1].name)
  end)

  it("keeps the words it was asked for out of its messages", function ()
    local out, errors = run "--at Zeppelin"
    assert.truthy(out:find "status 1")
    assert.truthy(errors:find("do not stand in the article", 1, true))
    assert.is_nil(errors:find("Zeppelin", 1, true))
  end)
end)
