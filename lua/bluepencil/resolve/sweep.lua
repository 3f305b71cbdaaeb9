--- The sweep: struck names, places and workplaces are struck wherever else they stand.
--
-- Forms are looked for with the search that verify uses (core.find_leaks), and each place is judged: a mention of another person
-- who is kept, a place, organisation or date that is that very word, an ordinary word are left.  Adds rows of decisions; changes none.
-- Costs one pass over the text for names, one for places.

local core = require "bluepencil.core"
local forms_of = require "bluepencil.resolve.forms"
local gazetteer = require "bluepencil.gazetteer"
local operator = require "bluepencil.operator"

local M = {}

local is_capital, letters, word_kinds = forms_of.is_capital, forms_of.letters, forms_of.word_kinds

local INSIDE = 2                                   -- flag of core.find_leaks
-- What a word is in the lists that is nobody's surname for certain, and what it may be beside a surname.
local not_people = gazetteer.bits("country", "capital", "nationality", "language", "agency")
local some_place = gazetteer.bits("region", "major_city", "city", "org", "group")
local sure = 0.75                                  -- a tagger this sure of a listed place is believed

local function has (flags, flag) return flags % (2 * flag) >= flag end

local function is_struck (a) return a.decision ~= nil and a.decision.action == "strike" end

local contacts = { Email = true, Url = true, Handle = true }
local own_words = { Place = true, Org = true, Nationality = true, Language = true, Date = true, Person = true }

local function same_word (doc, a, first, last)
  return a.first <= first and a.last >= last
    and (core.fold(doc.text:sub(a.first, a.last), "all") == core.fold(doc.text:sub(first, last), "all"))
end

local before_place = { ["in"] = true, at = true, near = true, to = true, from = true }

local function word_before (doc, first)
  return doc.text:sub(math.max(1, first - 8), first - 1):match "(%a+)%s+$" or ""
end

-- Whether the article speaks of the place as one: "in" stands before it somewhere, the tagger was sure of it throughout, and
-- it is this person's name nowhere.
local function is_surely_place (doc, a, person)
  local text, is_told = core.fold(a:text(), "all"), false
  for _, mention in ipairs(a.entity and a.entity.mentions or { a }) do
    if (mention.score or 0) < sure then return false end
    is_told = is_told or before_place[word_before(doc, mention.first)]
  end
  for _, mention in ipairs(person and person.mentions or {}) do
    if core.fold(mention:text(), "all") == text then return false end
  end
  return is_told
end

-- A place or body that nothing but the tagger's guess speaks for: when a protected person has that very name, it is the person's.
local function is_doubtful (doc, a, person)
  if a.source ~= "name:tagger" and a.source ~= "name:article" or a.subtype or a.type ~= "Place" and a.type ~= "Org" then return false end
  if a.kind and a.kind ~= "region" and a.kind ~= "city" then return false end
  local known = gazetteer.shipped()
  local value = known and known:lookup(a:text()) or 0
  if value & not_people ~= 0 then return false end
  return not (value & some_place ~= 0 and (before_place[word_before(doc, a.first)] or is_surely_place(doc, a, person)))
end

local function without_lower (doc, first)
  local from, to = doc:sentence_at(first)
  return from ~= nil and not doc.text:sub(from, to):find "%l"
end

-- Whether what stands there is written as a name: "Will", "WILL" in a headline of capitals; not "will".
local function is_written_as_name (doc, first, last)
  local text = doc.text:sub(first, last)
  if not is_capital(text) then return false end
  if text:find "%l" or #text == 1 then return true end
  return letters(text) > 3 or without_lower(doc, first)
end

local function is_sentence_start (doc, first)
  local from = doc:sentence_at(first)
  return from == nil or not doc.text:sub(from, first - 1):find "[%w\128-\191]"
end

-- Where a plain word has a capital anyway, only an annotation says that it is the name.
local function is_forced_capital (doc, first)
  local block = doc:block_at(first)
  return is_sentence_start(doc, first) or (block ~= nil and (block.type == "Headline" or block.type == "Subhead"))
end

--- The whole word, so that no stump is left.
local function whole_word (text, first, last)
  while first > 1 and text:find("^[%w\128-\255]", first - 1) do first = first - 1 end
  while last < #text and text:find("^[%w\128-\255]", last + 1) do last = last + 1 end
  return first, last
end

-- The address or link that a hit stands in, when nobody annotated it: first, last and what to call it.
local function address_around (text, first, last)
  while first > 1 and not text:find("^[%s\"<>()%[%]]", first - 1) do first = first - 1 end
  while last < #text and not text:find("^[%s\"<>()%[%]]", last + 1) do last = last + 1 end
  while text:find("^[%.,;:!?']", last) do last = last - 1 end
  local token = text:sub(first, last)
  if token:find "://" or token:find "^www%." then return first, last, "[web address]" end
  if token:find "%w@%w" then return first, last, "[e-mail address]" end
  if token:find "^@%w" then return first, last, "[account name]" end
  if token:find "[%w]_[%w]" or token:find "[%w%-]%.%l%l%l?%w?$" and not token:find "%.%l%.%l" then return first, last, "[file name]" end
end

local telling = 8                                  -- letters of a name that no ordinary word holds by chance

-- A word of small letters that holds a name: an ordinary one ("reporters" is no Porter's), or a name written so ("#freebratu").
local function is_ordinary (text, first, last, form)
  local lists = gazetteer.shipped()
  if lists and (lists:lookup((text:sub(first, last):gsub("^%l", string.upper))) or 0) & word_kinds ~= 0 then return true end
  return letters(form) < telling and not text:find("^[#@_%d]", first - 1) and not text:find("^[_@%d]", last + 1)
end

-- A longer name that the lists know, around a hit: "United States" is nobody's whose ship was the "United".
local known_kinds = gazetteer.bits("country", "capital", "major_city", "city", "region", "org", "agency", "nationality", "group")

local function is_in_known_name (a, first, last)
  if a.type ~= "Place" and a.type ~= "Org" and a.type ~= "Nationality" or is_struck(a) then return false end
  if a.first > first or a.last < last or a.last - a.first == last - first then return false end
  local lists = gazetteer.shipped()
  return lists ~= nil and (lists:lookup(a:text()) or 0) & known_kinds ~= 0
end

-- What becomes of a hit: "done" (its annotation is struck already), "contact" (an address that is struck whole), "kept" (it is
-- somebody else's, or no name), "strike".
local function judge (doc, form, first, last, flags, unsure)
  local mention = false
  for _, a in ipairs(doc:overlapping(first, last)) do
    local covers = a.first <= first and a.last >= last
    if contacts[a.type] and covers then return "contact", a end
    if a.type == "Person" and covers and is_struck(a) then return "done", a end
    if form.kind == "Person" and is_in_known_name(a, first, last) then return "kept", a end
    if a.type == "Person" and a.entity and form.entity and a.entity ~= form.entity and covers and not a.entity.protected
      and not (a.ambiguous and unsure ~= "keep") then
      return "kept", a
    end
    if a.type == "Person" and covers and a.ambiguous then mention = true end
    if a.type == "Date" and covers and not is_struck(a) and form.kind == "Person" then return "kept", a end
    if own_words[a.type] and a.type ~= "Person" and not is_struck(a) and form.kind == "Person" then
      if same_word(doc, a, first, last) and not is_doubtful(doc, a, form.entity) or (has(flags, INSIDE) and covers) then return "kept", a end
    end
    if a.type == "Person" and a.entity == form.entity and form.entity ~= nil then mention = true end
  end
  if has(flags, INSIDE) then
    local from, to = whole_word(doc.text, first, last)
    local is_small = not is_capital(doc.text:sub(from, to)) or first > from and is_sentence_start(doc, from)
    if is_small and (form.exact or is_ordinary(doc.text, from, to, form.text)) then return "kept" end
    if form.text:find "^%a%.?%s" then return "kept" end         -- "children. Bratu" is no "N. Bratu"
  end
  if form.exact and not mention then
    if not is_written_as_name(doc, first, last) then return "kept" end
    if form.kind == "Person" and form.word and is_forced_capital(doc, first) then return "kept" end
  end
  return "strike"
end

local function replacement_for (doc, form, first, last, policy, is_family)
  if not form.entity then return form.replacement or "[removed]", "remove" end
  local name = form.decision and form.decision.operator or policy and policy.operators and policy.operators.Person or "label"
  if name == "keep" or (type(name) == "string" and not operator.is_operator(name)) then name = "label" end
  local a = { type = "Person", first = first, last = last, entity = form.entity, doc = doc,
              subtype = is_family and "family" or nil, text = function () return doc:render(first, last) end }
  return operator.apply(name, a, doc) or "[name]", name
end

-- A plural that is part of the name: "the Bratus", not "Bratu's".
local function with_plural (text, last)
  local ending = text:match("^es", last + 1) or text:match("^s", last + 1)
  if ending and not text:find("^[%w'\128-\255]", last + 1 + #ending) then return last + #ending, true end
  return last, false
end

--- Strike the forms of names wherever they stand.
-- @tparam table rows  decisions with their spans; gets more
-- @tparam table forms  see resolve/forms.lua
function M.people (doc, rows, forms, policy)
  if #forms.list == 0 then return end
  local row_of = {}
  for _, row in ipairs(rows) do if row.annotation then row_of[row.annotation] = row end end
  local texts = {}
  for i, form in ipairs(forms.list) do texts[i] = form.text end
  local hits = core.find_leaks(doc.text, texts)
  local contact_done, reach = {}, 0
  for i = 1, #hits, 4 do
    local form, first, last, flags = forms.list[hits[i]], hits[i + 1], hits[i + 2], hits[i + 3]
    for k = i + 4, #hits, 4 do                       -- "CHOI, Myung-bok" is a name before it is an account's
      if form.entity or hits[k + 1] ~= first or hits[k + 2] ~= last then break end
      form = forms.list[hits[k]]
    end
    if last > reach then                             -- the full name comes before its parts
      local verdict, a = judge(doc, form, first, last, flags, policy and policy.unsure)
      if verdict == "done" then
        local row = row_of[a]
        row.sure = true                              -- no keep but the keep-list may uncover it
        reach = a.last
      elseif verdict == "contact" and not contact_done[a] then
        contact_done[a] = true
        if not is_struck(a) then
          local d = { action = "strike", operator = "remove", class = "direct", rule = "sweep:contact", by = "resolve",
                      reason = "holds the name of someone protected", replacement = operator.apply("remove", a, doc) }
          rows[#rows + 1] = { first = a.first, last = a.last, decision = d, annotation = a, score = 1, sure = true }
        end
      elseif verdict == "strike" then
        local is_family = false
        local from, to, called = address_around(doc.text, first, last)
        if from then
          first, last = from, to
        elseif has(flags, INSIDE) then
          first, last = whole_word(doc.text, first, last)
        elseif form.kind == "Person" then
          last, is_family = with_plural(doc.text, last)
        end
        reach = last
        local replacement, name = called, "remove"
        if not called then replacement, name = replacement_for(doc, form, first, last, policy, is_family) end
        local d = { action = "strike", operator = name, class = form.class, by = "resolve",
                    rule = "sweep:" .. form.kind:lower(),
                    reason = form.entity and "a form of a protected person's name" or "the same words were struck elsewhere",
                    replacement = replacement }
        rows[#rows + 1] = { first = first, last = last, decision = d, score = 1, sure = true, kind = form.kind,
                            entity = not called and form.entity or nil, is_family = is_family }
      end
    end
  end
end

--- Strike the mentions of a struck place or workplace, and what is named after it.
-- @treturn ?table the forms looked for
function M.places (doc, rows)
  local struck, list = {}, {}
  for _, a in ipairs(doc:annotations()) do
    if (a.type == "Place" or a.type == "Org") and is_struck(a) and a.decision.class == "quasi" then
      if a.entity then struck[a.entity] = struck[a.entity] or a end
      list[#list + 1] = a
    end
  end
  if #list == 0 then return nil end
  local forms, stems = forms_of.new(doc), forms_of.common_stems(doc)
  for _, a in ipairs(list) do forms_of.of_place(forms, a, stems, a.decision) end
  local function strike (a, why, like)
    local d = like.decision
    local name = d.operator
    if type(name) ~= "function" and (name == "keep" or not operator.is_operator(name)) then name = "generalise" end
    rows[#rows + 1] = { first = a.first, last = a.last, annotation = a, score = 1, sure = true,
      decision = { action = "strike", operator = name, class = "quasi", rule = "sweep:" .. a.type:lower(), by = "resolve",
                   reason = why, replacement = operator.apply(name, a, doc) or "[place]" } }
    a.swept = true
  end
  for _, entity in ipairs(doc.entities) do           -- not pairs(struck): its order differs from run to run
    local like = struck[entity]
    for _, a in ipairs(like and entity.mentions or {}) do
      if not is_struck(a) and not (a.decision and a.decision.list) and not a.swept then
        strike(a, "another mention of a place that leads to someone protected", like)
      end
    end
  end
  local texts = {}
  for i, form in ipairs(forms.list) do texts[i] = form.text end
  local hits = core.find_leaks(doc.text, texts)
  local reach = 0
  for i = 1, #hits, 4 do
    local form, first, last = forms.list[hits[i]], hits[i + 1], hits[i + 2]
    if last > reach and not has(hits[i + 3], INSIDE) and is_capital(doc.text:sub(first, last)) then
      local holder, blocked = nil, false
      for _, a in ipairs(doc:overlapping(first, last)) do
        if is_struck(a) or a.swept then blocked = true end
        if a.type == "Person" or (a.decision and a.decision.list) then blocked = true end
        if a.type == "Org" and a.subtype == "metonym" then blocked = true end
        local can_hold = a.type == "Place" or a.type == "Org" or a.type == "Address"
        if can_hold and (not holder or a.last - a.first > holder.last - holder.first) then holder = a end
      end
      local like = form.part_of or list[1]
      if not blocked and holder then
        strike(holder, "named after a place that leads to someone protected", like)
        reach = holder.last
      elseif not blocked and doc:block_at(first) then
        rows[#rows + 1] = { first = first, last = last, score = 1, sure = true, kind = form.kind,
          decision = { action = "strike", operator = "remove", class = "quasi", by = "resolve",
                       rule = "sweep:" .. form.kind:lower(), reason = "names a place that leads to someone protected",
                       replacement = form.kind == "Org" and "[organisation]" or "[place]" } }
        reach = last
      end
    end
  end
  for _, a in ipairs(doc:annotations()) do a.swept = nil end
  return forms
end

M.whole_word = whole_word

return M
