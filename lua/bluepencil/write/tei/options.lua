--- What the TEI marks up: the fields of `doc.tei`, which the `tei` filter sets, with their defaults.
--
-- Leaving a thing out of the markup never leaves its text out, and never takes a redaction away.

local options = require "bluepencil.options"

local M = {}

M.defaults = {
  person = true, place = true, org = true, nationality = true, language = true, occupation = true, family = true,
  trait = true,          -- health, religion, ethnicity, vehicle
  date = true, age = true, number = true, money = true, measure = true,
  contact = true,        -- e-mail, telephone, web, social network, postal address
  identifier = true,
  redacted = true,       -- redactions that the source already had
  other = true,          -- types that filters declare
  quotes = true,
  links = true,          -- of the source: ref with its target
  emphasis = true,       -- of the source: hi
  pictures = true,       -- of the source: graphic with its address
  registers = true,      -- listPerson, listOrg, listPlace and the references to them
  sentences = false,     -- s
  words = false,         -- w and pc
}

--- Which of the fields above speaks for an annotation type.
M.field = {
  Person = "person", Place = "place", Org = "org", Nationality = "nationality", Language = "language", Date = "date",
  Age = "age", Number = "number", Money = "money", Measure = "measure", Email = "contact", Phone = "contact",
  Url = "contact", Handle = "contact", Address = "contact", Identifier = "identifier", Occupation = "occupation",
  Family = "family", Health = "trait", Religion = "trait", Ethnicity = "trait", Vehicle = "trait", Quote = "quotes", Redacted = "redacted",
  Link = "links", Emphasis = "emphasis",
}

--- The options for a document.
-- @raise on a field that is not known
function M.of (doc) return options.merge(M.defaults, doc.tei, "TEI option") end

return M
