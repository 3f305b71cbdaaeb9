--- Why something was struck, kept or not even seen: what the document knows about a word, a place in it or a person.
--
-- Reads a document behind `resolve` and says nothing new, with one exception: for a word that no annotation covers, the
-- lists and the tagger are asked again what they hold of it.  What it gives is plain tables, for a terminal or as JSON
-- (cli/explain.lua).  They hold personal data, in clear: they are for the person at the keyboard, not for a log.

local gazetteer = require "bluepencil.gazetteer"
local stream = require "bluepencil.recognizer.name.stream"

local M = {}

-- ---- rules in words --------------------------------------------------------------------------------------------------

local source_words = {
  ["name:gazetteer"] = "stands in the lists of names",
  ["name:list"] = "stands in a list of your own",
  ["name:tagger"] = "the model of names says so",
  ["name:sweep"] = "a name known from elsewhere in the article",
  ["name:article"] = "a name known from elsewhere in the article",
  ["name:metonym"] = "a capital that acts like a government",
  ["name:abbreviation"] = "a name with its abbreviation behind it",
  ["name:context"] = "the words around it",
  ["entity:initials"] = "the initials of a person in the article",
  ["resolve:sweep"] = "a form of a struck name that nothing had found before",
  ["family:possessive"] = "a word for relatives that belongs to somebody",
  ["occupation:apposition"] = "a trade in an apposition behind a name",
  ["occupation:works-as"] = "“works as” before a trade",
  ["trait:health"] = "an illness or state that the words around it tie to somebody",
  ["trait:religion"] = "a faith that the words around it tie to somebody",
  ["trait:ethnicity"] = "a people that the words around it tie to somebody",
  ["trait:vehicle"] = "a make or colour of a vehicle that the words around it tie to somebody",
}

--- What a source means: "date:month-day" -> "date:month-day", or a phrase where there is one.
local function source_of (a)
  local words = source_words[a.source]
  return words and ("%s (%s)"):format(a.source, words) or a.source
end

-- ---- persons ---------------------------------------------------------------------------------------------------------

local function entity_head (e)
  return e and {
    id = e.id, type = e.type, name = e.name, role = e.role, kind = e.kind, vulnerable = e.vulnerable or nil,
    protected = e.protected, rule = e.protected_rule, reason = e.protected_reason, pseudonym = e.protected and e.pseudonym or nil,
    doubt = e.doubt or nil, metonym = e.metonym or nil, code = e.code,
  }
end

local function context_of (doc, first, last)
  local from, to = doc:sentence_at(first)
  from, to = math.max(from or first, first - 60), math.min(to or last, last + 60)
  while from < first and doc.text:byte(from) & 0xC0 == 0x80 do from = from + 1 end
  while to > last and (doc.text:byte(to + 1) or 0) & 0xC0 == 0x80 do to = to + 1 end
  local before = from < first and doc:render(from, first - 1) or ""
  local after = to > last and doc:render(last + 1, to) or ""
  return { before = before, text = doc:render(first, last), after = after }
end

--- All there is about one entity.
function M.entity (doc, e)
  local out = entity_head(e)
  out.forms = e.aliases
  if e.parts then out.forename, out.surname = e.parts.forename, e.parts.surname end
  out.evidence, out.links, out.relations, out.mentions = {}, {}, {}, {}
  for i, one in ipairs(e.evidence or {}) do
    out.evidence[i] = {
      role = one.role, kind = one.kind, weight = one.weight, count = one.count or 1, why = one.why,
      context = one.first and context_of(doc, one.first, one.last) or nil,
    }
  end
  local links = {}
  for _, a in ipairs(e.links or {}) do links[#links + 1] = a end
  table.sort(links, function (x, y) return x.first < y.first end)
  for i, a in ipairs(links) do
    out.links[i] = { link = a.link, type = a.type, text = a:text(), source = source_of(a), cert = a.cert,
      decision = a.decision and M.decision(a) or nil }
  end
  for _, r in ipairs(doc.relations or {}) do
    local one, other = r.active or r.mutual[1], r.passive or r.mutual[2]
    if one == e or other == e then
      out.relations[#out.relations + 1] = { name = r.name, from = one and one.name, to = other and other.name }
    end
  end
  for i, a in ipairs(e.mentions) do
    out.mentions[i] = { text = a:text(), source = source_of(a), score = a.score, ambiguous = a.ambiguous }
  end
  return out
end

-- ---- annotations -----------------------------------------------------------------------------------------------------

local function edit_over (doc, first, last)
  for _, edit in ipairs(doc.edits or {}) do
    if edit.first <= last and edit.last >= first then return edit end
  end
end

--- What was decided about an annotation, and what came of it.
function M.decision (a)
  local d = a.decision
  local edit = edit_over(a.doc, a.first, a.last)
  local out = d and { action = d.action, operator = type(d.operator) == "function" and "a function" or d.operator, rule = d.rule,
    reason = d.reason, by = d.by, class = d.class, list = d.list or nil } or { action = "none" }
  if edit then
    out.becomes = edit.replacement
    if edit.annotation ~= a then
      -- another rule won
      out.inside = a.doc:render(edit.first, edit.last)
      out.winner = edit.rule
      out.lost = d and d.action == "strike" or nil
    end
  elseif d and d.action == "strike" then
    out.lost, out.winner = true, "a keep-list, or a longer span that is kept"
  end
  return out
end

local function annotation_of (a)
  return {
    type = a.type, text = a:text(), subtype = a.subtype, norm = a.norm, source = source_of(a), score = a.score, cert = a.cert,
    ambiguous = a.ambiguous, entity = entity_head(a.entity), person = a.person and a.person ~= a.entity and entity_head(a.person) or nil,
    link = a.link, speaker = a.speaker and a.speaker.name or nil, decision = M.decision(a),
  }
end

-- ---- a word that nothing covers --------------------------------------------------------------------------------------

local kind_words = {
  given = "given names", surname = "surnames", name_part = "parts of Korean and Chinese names", country = "countries",
  region = "regions", city = "towns", major_city = "great cities", capital = "capitals", nationality = "nationalities",
  language = "languages", title = "titles", occupation = "occupations", org_word = "words of organisations", org = "organisations",
  agency = "agencies and newspapers", public_figure = "public figures", common_word = "ordinary words",
  place_word = "words of places", group = "groups of people", weekday_month = "weekdays and months",
}

local function lists_of (text)
  local names = gazetteer.shipped()
  local value = names and names:lookup(text)
  local found = {}
  for i, kind in ipairs(value and gazetteer.kinds_of(value) or {}) do found[i] = kind_words[kind] or kind end
  return found
end

-- What the model of names makes of it, ever more ready to see a name: { type, score, recall } or false; nil without a model.
local function tagger_view (doc, first, last)
  local found, tagger = pcall(require, "bluepencil.recognizer.name.tagger")
  if not found or not tagger.tag then return nil end
  for _, recall in ipairs { 0, 2, 4 } do
    local list = tagger.tag(doc, { recall = recall })
    if not list then return nil end
    for _, hit in ipairs(list) do
      if hit.first <= last and hit.last >= first and hit.score >= 0.02 then
        return { type = hit.type, score = hit.score, recall = recall, text = doc:render(hit.first, hit.last) }
      end
    end
  end
  return false
end

--- Why nothing was found at a span.
-- @treturn table of sentences
local function why_not (doc, first, last)
  local out = {}
  local s = stream.of(doc)
  local i, j = s:range(first, last)
  if not doc:block_at(first) then out[#out + 1] = "It stands in no block: the parts of the article that were skipped are not searched." end
  local capital = false
  for k = i, j do capital = capital or s.capital[k] end
  local text = doc:render(first, last)
  if not capital then out[#out + 1] = "No capital letter: rules and lists take names only where a word has one." end
  if capital and s:opens_sentence(i) then out[#out + 1] = "It opens a sentence, where every word has a capital." end
  local lists = lists_of(text)
  if #lists > 0 then out[#out + 1] = "Lists: " .. table.concat(lists, ", ") .. "."
  elseif i == j then out[#out + 1] = "Not in any list."
  else
    for k = i, j do
      local one = lists_of(s:word(k))
      out[#out + 1] = ("“%s”: %s."):format(s:word(k), #one > 0 and "lists: " .. table.concat(one, ", ") or "not in any list")
    end
  end
  local view = tagger_view(doc, first, last)
  if view then
    if view.recall == 0 then
      out[#out + 1] = ("The model of names sees a %s in “%s” (%.2f); a rule took it out again."):format(view.type, view.text, view.score)
    else
      out[#out + 1] = ("The model of names says no name; it comes nearest to a %s, “%s” (%.2f)."):format(view.type, view.text, view.score)
    end
  elseif view == false then out[#out + 1] = "The model of names says no name, and is sure."
  end
  if text:find("%d") then out[#out + 1] = "No grammar of dates, ages, sums, phone numbers or identifiers matches here." end
  return out
end

-- ---- questions -------------------------------------------------------------------------------------------------------

local rank = { Person = 1, Family = 2, Org = 3, Place = 4 }

--- What stands at a span.
function M.span (doc, first, last)
  local block = doc:block_at(first)
  local out = { block = block and block.type or nil, context = context_of(doc, first, last), annotations = {} }
  local list, only_quote = doc:overlapping(first, last), true
  table.sort(list, function (x, y)
    local a, b = rank[x.type] or 9, rank[y.type] or 9
    if a ~= b then return a < b end
    if x.first ~= y.first then return x.first < y.first end
    return x.id < y.id
  end)
  for i, a in ipairs(list) do
    out.annotations[i] = annotation_of(a)
    if a.type ~= "Quote" then only_quote = false end
  end
  local edit = edit_over(doc, first, last)
  if edit then
    out.edit = { text = doc:render(edit.first, edit.last), becomes = edit.replacement, operator = type(edit.operator) == "string"
      and edit.operator or "a function", rule = edit.rule, reason = edit.reason, by = edit.by }
  end
  if only_quote then out.why_not = why_not(doc, first, last) end
  return out
end

--- Every place of some words.
-- @tparam Document doc
-- @tparam string text  any case
-- @treturn table of spans; empty when the words do not occur
function M.at (doc, text)
  local flat, out = doc:find(text, true), {}
  for n = 1, #flat, 2 do out[#out + 1] = M.span(doc, flat[n], flat[n + 1]) end
  if #out == 0 then
    -- a piece of a word, or with punctuation
    local from = 1
    while #out < 20 do
      local first, last = doc.text:find(text, from, true)
      if not first or text == "" then break end
      out[#out + 1] = M.span(doc, first, last)
      from = last + 1
    end
  end
  return out
end

--- What stands at a character.
-- @tparam integer offset  in Unicode characters, 0-based, as in the JSON
-- @treturn table | nil, message
function M.offset (doc, offset)
  local byte = utf8.offset(doc.text, offset + 1)
  if offset < 0 or not byte or byte > #doc.text then
    return nil, ("the article has %d characters; %d is behind its end"):format(utf8.len(doc.text), offset)
  end
  local s = stream.of(doc)
  local i = s:at(byte)
  if i and s:first(i) and s:first(i) <= byte and s:last(i) >= byte then return M.span(doc, s:first(i), s:last(i)) end
  return M.span(doc, byte, byte)
end

--- People whose name, or a form of it, holds some words, in any case and without accents.
-- @tparam ?string name  nil: all
function M.persons (doc, name)
  local wanted = name and stream.plain(name)
  local out = {}
  for _, e in ipairs(doc.entities) do
    if e.type == "Person" or e.type == "Group" then
      local hit = not wanted or e.id == name or stream.plain(e.name):find(wanted, 1, true)
      for _, form in ipairs(e.aliases) do hit = hit or stream.plain(form):find(wanted, 1, true) end
      if hit then out[#out + 1] = M.entity(doc, e) end
    end
  end
  return out
end

-- ---- labels ----------------------------------------------------------------------------------------------------------

--- What the article is about, the surest first, and which words where say so.
-- @treturn table list of { id, name, score, source, scheme, why = { { text =, context = } } }
function M.labels (doc)
  local out = {}
  for i, label in ipairs(doc.labels) do
    local why, places = {}, label.places or {}
    for k, word in ipairs(label.why or {}) do
      local first, last = places[2 * k - 1], places[2 * k]
      why[k] = { text = word, context = first and last and context_of(doc, first, last) or nil }
    end
    out[i] = { id = label.id, name = label.name, score = label.score, source = label.source, scheme = label.scheme, why = why }
  end
  return out
end

return M
