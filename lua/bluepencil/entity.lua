--- Who is who: mentions to entities.
--
-- A person has one entity in the article: full name, surname alone, given name alone, initials, capitals, with or without
-- hyphen and accents (src/article_chain.c, entity/person.lua).  An organisation is one with its abbreviation, a country with
-- its nationality (entity/thing.lua).  Looks at mentions, not at the text between them, except for the sex a pronoun
-- shows.  Cost: about 2 microseconds a mention.

local parts = require "bluepencil.entity.parts"
local person = require "bluepencil.entity.person"
local same = require "bluepencil.entity.same"
local stream = require "bluepencil.recognizer.name.stream"
local thing = require "bluepencil.entity.thing"

local M = {}
local Entity = {}
Entity.__index = Entity
M.Entity = Entity

--- Forget a mention that was removed.
function Entity:forget (a)
  for i, mention in ipairs(self.mentions) do
    if mention == a then table.remove(self.mentions, i); break end
  end
  a.entity = nil
end

--- The entity's first mention; nil of a country that is only inferred.
function Entity:first () return self.mentions[1] end

local prefix_of = { Person = "pers", Group = "pers", Org = "org", Place = "pl" }

--- Make an entity of a document.  `M.order` gives the ids.
-- @tparam Document doc
-- @tparam string kind  "Person", "Group", "Org" or "Place"
-- @tparam string name
function M.new (doc, kind, name)
  local list = doc.entities
  local e = setmetatable({
    type = kind, name = name, mentions = {}, aliases = {}, links = {}, evidence = {}, doc = doc, number = #list + 1,
  }, Entity)
  list[#list + 1] = e
  return e
end

--- Give an annotation its entity.
-- @tparam Entity e
-- @tparam Annotation a
-- @tparam string text  the annotation's, as rendered
function M.attach (e, a, text)
  a.entity = e
  e.mentions[#e.mentions + 1] = a
  local aliases = e.aliases
  for n = 1, #aliases do
    if aliases[n] == text then return end
  end
  aliases[#aliases + 1] = text
end

local nowhere = 1 << 38      -- behind the last byte of any text

--- Put the entities in order of first mention, those without one last, and number them: "pers.1", "org.1", "pl.1".
function M.order (doc)
  local list, keys, by_key = doc.entities, {}, {}
  for n, e in ipairs(list) do
    local first = e.mentions[1]
    local key = (first and first.first or nowhere) << 24 | e.number         -- numbers sort faster than a function compares
    keys[n], by_key[key] = key, e
  end
  table.sort(keys)
  for n, key in ipairs(keys) do list[n] = by_key[key] end
  local count = {}
  for _, e in ipairs(list) do
    local prefix = prefix_of[e.type]
    count[prefix] = (count[prefix] or 0) + 1
    e.id = prefix .. "." .. count[prefix]
  end
end

--- Give every Person, Org, Place and Nationality annotation its entity.
-- @tparam Document doc  sets `doc.entities`
function M.run (doc)
  local s = stream.of(doc)
  doc.entities = {}
  local state = { attach = M.attach, new = function (kind, name) return M.new(doc, kind, name) end }
  local persons = same.run(doc, s, state, person.run(doc, state, s))
  thing.run(doc, state, s)
  parts.run(doc, persons)
  M.order(doc)
end

return M
