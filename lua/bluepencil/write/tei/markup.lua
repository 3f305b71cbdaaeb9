--- Which element an annotation becomes, with which attributes, and what may stand inside it.
--
-- Values come from the annotation's norm, checked by value.lua.  A `bare` annotation (struck, or holding something struck) gets
-- type, ref and ana only, and of a date what the words in brackets say.

local value = require "bluepencil.write.tei.value"

local M = {}

--- What may stand in an element: speech and all else ("para"), all but speech ("phrase"), redactions only ("none").
M.content = {
  Quote = "para", Family = "phrase", Person = "phrase", Place = "phrase", Org = "phrase", Address = "phrase",
  Occupation = "phrase", Health = "phrase", Religion = "phrase", Ethnicity = "phrase", Vehicle = "phrase",
  Nationality = "none", Language = "none", Date = "none", Age = "none", Number = "none",
  Money = "none", Measure = "none", Email = "none", Phone = "none", Url = "none", Handle = "none", Identifier = "none",
  Redacted = "none",
}

local time_units = {
  second = true, minute = true, hour = true, day = true, week = true, month = true, year = true, decade = true,
}

--- "#bp" beside a certainty: the program inferred it.
local function resp (cert) return cert and "#bp" end

--- The class of an annotation, as a pointer into the taxonomy of the header, or nil.
local function ana_of (a, edit)
  if edit then return edit.class == "quasi" and "#prot.quasi" or "#prot.direct" end
  local entity = a.type == "Person" and a.entity
  if entity then
    if entity.protected or entity.vulnerable then return "#prot.direct" end
    return entity.role == "public" and "#prot.public" or nil
  end
  local person = a.person
  return person and (person.protected or person.vulnerable) and "#prot.quasi" or nil
end

local open = {}   -- open[type](w, a, ref, ana, bare, edit): writes the start tag; returns how many elements it opened

function open.Person (w, a, ref, ana, bare)
  local family = a.subtype == "family" or (a.entity and a.entity.type == "Group")
  local cert = not bare and value.cert(a.cert)
  w:open("persName", "type", family and "family", "ref", ref, "cert", cert, "resp", resp(cert), "ana", ana)
  return 1
end

function open.Org (w, a, ref, ana, bare)
  local cert = not bare and value.cert(a.cert)
  w:open("orgName", "ref", ref, "subtype", not bare and value.word(a.subtype), "cert", cert, "resp", resp(cert), "ana", ana)
  if not bare and a.last - a.first < 8 and value.is_abbreviation(a.doc.text:sub(a.first, a.last)) then
    w:open("abbr")
    return 2
  end
  return 1
end

function open.Place (w, a, ref, ana, bare)
  local cert = not bare and value.cert(a.cert)
  w:open("placeName", "ref", ref, "type", not bare and value.word(a.subtype), "cert", cert, "resp", resp(cert), "ana", ana)
  return 1
end

function open.Date (w, a, _, ana, bare, edit)
  local cert = not bare and value.cert(a.cert)
  local when, from, to
  if edit then
    when = value.date(edit.when)
    if not when and edit.operator ~= "shift" then when = value.said_date(edit.replacement or "") end
  elseif not bare then when, from, to = value.dates(a.norm) end
  w:open("date", "when", when, "from", from, "to", to, "notBefore", not bare and value.date(a.not_before),
    "notAfter", not bare and value.date(a.not_after), "cert", cert, "resp", resp(cert), "ana", ana)
  return 1
end

function open.Number (w, a, _, ana, bare)
  local cert = not bare and value.cert(a.cert)
  w:open("num", "value", not bare and value.number(a.norm), "cert", cert, "resp", resp(cert), "ana", ana)
  return 1
end

local function measure (w, a, kind, ana, bare, unit)
  local cert = not bare and value.cert(a.cert)
  local quantity = not bare and value.number(a.norm)
  w:open("measure", "type", kind, "quantity", quantity, "unit", quantity and unit, "cert", cert, "resp", resp(cert), "ana", ana)
  return 1
end

function open.Age (w, a, _, ana, bare) return measure(w, a, "age", ana, bare, value.word(a.unit) or "year") end

function open.Money (w, a, _, ana, bare) return measure(w, a, "currency", ana, bare, value.word(a.unit)) end

function open.Measure (w, a, _, ana, bare)
  local unit = value.word(a.unit)
  local kind = unit and time_units[unit] and "duration" or not bare and value.word(a.subtype) or nil
  return measure(w, a, kind, ana, bare, unit)
end

local function rs (kind)
  return function (w, a, ref, ana, bare)
    w:open("rs", "type", kind, "subtype", not bare and value.word(a.subtype), "ref", ref, "ana", ana)
    return 1
  end
end

open.Nationality, open.Language, open.Occupation = rs("nationality"), rs("language"), rs("occupation")
open.Health, open.Religion, open.Ethnicity, open.Vehicle = rs("health"), rs("religion"), rs("ethnicity"), rs("vehicle")
open.Phone, open.Handle, open.Identifier = rs("phone"), rs("handle"), rs("identifier")

function open.Family (w, _, ref, ana)
  w:open("rs", "type", "person", "subtype", "family", "ref", ref, "ana", ana)
  return 1
end

function open.Email (w, _, _, ana)
  w:open("email", "ana", ana)
  return 1
end

function open.Url (w, a, _, ana, bare)
  w:open("ref", "target", not bare and value.uri(a.norm or a:text()), "ana", ana)
  return 1
end

function open.Address (w, _, _, ana)
  w:open("address", "ana", ana):open("addrLine")
  return 2
end

--- Whether a redaction of the source is a black bar.
function M.is_bar (a) return a:text():find("^[\xE2][\x96][\x80-\x9F]") ~= nil end

--- A redaction that the source had: a black bar is a deletion, a phrase in brackets stands for somebody.
function open.Redacted (w, a, _, _, bare)
  if not bare and M.is_bar(a) then w:open("del", "rend", "blackout")
  else w:open("rs", "type", "withheld") end
  return 1
end

--- A type that a filter declared.
local function open_other (w, a, ref, ana)
  w:open("rs", "type", value.word(a.type:lower()) or "other", "ref", ref, "ana", ana)
  return 1
end

--- Open the element of an annotation.
-- @tparam writer w
-- @tparam Annotation a
-- @tparam ?string ref  "#pers.1"
-- @tparam boolean bare
-- @tparam ?edit edit  when it is the element of a redaction
-- @treturn integer count of elements opened
function M.open (w, a, ref, bare, edit)
  return (open[a.type] or open_other)(w, a, ref, ana_of(a, edit), bare, edit)
end

--- Open the element of a piece of a quotation.
-- @tparam ?string who  "#pers.1"
-- @tparam table link  `id`, `next`, `prev`: pieces of one speech
-- @treturn string  what may stand inside
function M.open_quote (w, a, who, link)
  local cert = value.cert(a.cert)
  if a.subtype == "scare" then
    w:open("soCalled")
    return "phrase"
  end
  if a.subtype == "inner" or (a.subtype ~= "said" and not a.speaker) then
    w:open("q", "xml:id", link.id, "who", who, "cert", cert, "resp", resp(cert), "next", link.next, "prev", link.prev,
      "xml:lang", value.language(a.language))
  else
    w:open("said", "xml:id", link.id, "who", who, "direct", true, "cert", cert, "resp", resp(cert),
      "next", link.next, "prev", link.prev, "xml:lang", value.language(a.language))
  end
  return "para"
end

-- ---- operators --------------------------------------------------------------------------------------------------------

local operators = {
  pseudonym = "pseudonym", label = "pseudonym", initials = "pseudonym", remove = "suppress", suppress = "suppress",
  redact = "suppress", mask = "suppress", hash = "code", encrypt = "code", shift = "shift",
  generalise = "generalise", generalize = "generalise", band = "generalise", age_band = "generalise", decade = "generalise",
  month = "generalise", year = "generalise", date_month = "generalise", date_year = "generalise", round = "generalise",
  region = "generalise", broader = "generalise",
}

--- The operator categories, in the header's order, and what each says there.
M.operators = { "pseudonym", "generalise", "suppress", "code", "shift", "replace" }

M.operator_description = {
  pseudonym = "pseudonymisation: one name or label for the same person or thing throughout",
  generalise = "generalisation: broader value",
  suppress = "suppression: only the kind of thing is named",
  code = "coding: a keyed code in its place",
  shift = "shifting: moved by a secret amount",
  replace = "replacement: words chosen by an editor's rule",
}

--- The operator category of an edit.
function M.operator (edit) return operators[edit.operator] or "replace" end

return M
