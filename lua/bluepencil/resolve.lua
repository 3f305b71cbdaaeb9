--- resolve: decisions become edits, and names are struck wherever they stand.
--
-- Three things happen here and nowhere else:
--
-- 1. The *sweep*.  The forms of everybody whose name was struck (full name, surname alone, given name alone) are looked
--    for in the whole text with the same search that later looks through the output (core.find_leaks), so what the proof
--    would find is struck now: capitals, other accents, hyphens and spaces, line ends, the plural of a family, and
--    inside e-mail addresses, links and handles.  A place or workplace that was struck is struck in all its mentions.
-- 2. Precedence (src/edit.c): keep-list, protect-list, higher score, longer.
-- 3. `doc.struck`: every form that must not be in the output, for verify.lua and for `redact_string`.
--
-- An occurrence that belongs to somebody else is left: a mention of another person who is kept ("Kim" of Kim Jong Un when a
-- Kim is protected), or a place, organisation or date that is that very word.  The text is never changed.
-- Costs one pass over the text when something was struck, nothing else.

local core = require "bluepencil.core"
local gazetteer = require "bluepencil.gazetteer"
local operator = require "bluepencil.operator"

local M = {}

local STRIKE, LIST = 1, 2
local INSIDE = 2                                   -- flag of core.find_leaks
-- What a word is in the lists that is nobody's surname for certain, and what it may be beside a surname.
local not_people = gazetteer.bits("country", "capital", "nationality", "language", "agency")
local some_place = gazetteer.bits("region", "major_city", "city", "org", "group")
local sure = 0.75                                  -- a tagger this sure of a listed place is believed

local function has (flags, flag) return flags % (2 * flag) >= flag end

-- ---- forms ---------------------------------------------------------------------------------------------------------

-- Parts of names that name nobody alone.
local particles, titles = {}, {}
for word in ([[
  van von der den de del della di da das dos do du la le les el al bin binti ibn ben abu abd ter ten zu zum zur af
  av e y i mac mc o st the and of]]):gmatch "%a+" do particles[word] = true end
for word in ([[
  jr sr ii iii iv mr mrs ms miss mx dr prof sir dame lord lady rev hon sen rep gov gen col maj capt lt sgt cpl pvt]])
  :gmatch "%a+" do titles[word] = true end

local function is_capital (word)
  local b = word:byte()
  if b < 0x80 then return word:find "^%u" ~= nil end
  return b >= 0xE3 or core.fold(word, "case") ~= word    -- from E3 on: scripts without case
end

local function letters (word)
  if not word:find "[%p%s\128-\255]" then return #word end
  return core.length((word:gsub("[%p%s]", "")))
end

-- Offices before a name; as the last word they are names ("Billie Jean King").
local offices = {}
for word in ([[minister president premier chancellor senator governor mayor judge justice king queen prince princess pope captain
  major general colonel sergeant officer doctor professor father mother brother sister uncle aunt chief director secretary prime
  deputy vice president-elect ambassador cardinal bishop archbishop rabbi imam sheikh sultan emperor inspector detective coach]])
  :gmatch "[%a%-]+" do offices[word] = true end

-- What the lists know as words, beside the names among them.
local word_kinds = gazetteer.bits("common_word", "occupation", "title", "org_word", "place_word", "weekday_month")

-- Whether a name is an ordinary word too: "Will", "May", "Baker", and what the text itself writes small: "the lighthouse".
local function is_word (doc, form)
  if form:find "[%s%-]" then return false end
  local lists = gazetteer.shipped()
  local title = form:sub(1, 1) .. form:sub(2):lower()
  if lists and (lists:lookup(form) or lists:lookup(title) or 0) & word_kinds ~= 0 then return true end
  local small = core.fold(form, "case")
  for _, article in ipairs { "the ", "a " } do
    local flat = small ~= form and doc:find(article .. small, true) or {}
    for i = 2, #flat, 2 do
      if doc.text:sub(flat[i] - #small + 1, flat[i]) == small then return true end
    end
  end
  return false
end

-- A form that is also a word, or too short to be told from one, is looked for with its capital only; where anything has a
-- capital, a word is not taken for a name.
local function new_forms (doc) return { list = {}, known = {}, doc = doc } end

local function add_form (forms, text, fields)
  if not text:find "[%w\128-\255]" then return end
  local key = core.fold(text, "all") or text
  local old = forms.known[key]
  if old then
    if fields.class == "direct" then old.class = "direct" end
    return old
  end
  local word = is_word(forms.doc, text)
  local form = { text = text, word = word, exact = word or not text:find "[%s%-]" and letters(text) <= 3 }
  for name, value in pairs(fields) do form[name] = value end
  forms.known[key] = form
  forms.list[#forms.list + 1] = form
  return form
end

-- The words of a name that name the person alone.
local function name_parts (name, take)
  local words = {}
  for word in name:gmatch "[^%s,;\"()]+" do words[#words + 1] = word end
  for i, word in ipairs(words) do
    local bare = word
    if word:find "[^%w]" then
      bare = word:gsub("“", ""):gsub("”", ""):gsub("’", "'"):gsub("^%p+", ""):gsub("[%.']+$", ""):gsub("'s$", "")
    end
    local lower = bare:lower()
    local is_alone = not titles[lower] and not (offices[lower] and i < #words)
      and not (particles[lower] and i > 1 and i < #words)   -- "Do" and "Le" are surnames too
    if bare ~= "" and is_alone and letters(bare) >= 2 and is_capital(bare) then
      take(bare)
      -- the halves of a double surname ("Abadie-Roux"), not those of a given name ("Myung-bok")
      local left, right = bare:match "^(.-)%-(.+)$"
      if left and is_capital(left) and is_capital(right) and letters(left) >= 4 and letters(right) >= 4
        and not right:find "%-" then
        take(left)
        take(right)
      end
    end
  end
end

local function person_forms (forms, entity)
  local fields = { class = "direct", kind = "Person", entity = entity }
  local function take (text) add_form(forms, text, fields) end
  local function name (text)
    if type(text) ~= "string" or text == "" or offices[text:lower()] then return end
    take(text)
    name_parts(text, take)
  end
  if entity.type ~= "Group" then
    name(entity.name)
    for _, alias in ipairs(entity.aliases or {}) do name(alias) end
    -- in the other order too: "CHOI, Myung-bok", and run together in the name of a file
    local given, family = entity.parts and entity.parts.forename, entity.parts and entity.parts.surname
    if given and family and letters(given) >= 2 then
      take(given .. " " .. family)
      take(family .. " " .. given)
    end
  end
  for _, mention in ipairs(entity.mentions or {}) do
    local text = mention:text()
    if operator.is_family(mention) then
      -- the plural of a form is found with the form; a family without a known member has its plural only
      local plural = text:gsub("^[Tt]he%s+", "")
      if entity.type == "Group" and not entity.family_of then take((plural:gsub("s$", ""))) end
    elseif text:find "^%S*%u" or is_capital(text) then
      name(text)
    end
  end
end

-- Words of a place or organisation that name it: "Leningrad" of "Leningrad region".
local compass = {}
for word in ([[
  north south east west northern southern eastern western northeast northwest southeast southwest far near upper
  lower central inner outer new old great greater little saint santa san são sao st port puerto porto ciudad
  cidade villa vila lake lago mount mont monte monte rio río fort cape cabo bad los las the of and de la le les el
  al]]):gmatch "%a+" do
  compass[word] = true
end

local function place_forms (forms, a, others, decision)
  local text = a:text()
  add_form(forms, text, { class = "quasi", kind = a.type, replacement = decision.replacement })
  for word in text:gmatch "[^%s,;\"()]+" do
    local bare = word:gsub("'s$", ""):gsub("’s$", ""):gsub("%p+$", "")
    local lower = bare:lower()
    if bare ~= text and letters(bare) >= 4 and is_capital(bare) and not compass[lower] and not operator.place_kinds[lower]
      and not operator.org_kinds[lower] and not operator.org_adjectives[lower] and not is_word(forms.doc, bare)
      and not others[lower:sub(1, 5)] then
      local fields = { class = "quasi", kind = a.type, part_of = a, exact = true, replacement = decision.replacement }
      add_form(forms, bare, fields)
    end
  end
end

-- First letters of the words that countries, nationalities and languages of the article are known by.
local function common_stems (doc)
  local stems = {}
  local function add (a) for word in a:text():lower():gmatch "[%a\128-\255]+" do stems[word:sub(1, 5)] = true end end
  for _, a in ipairs(doc:annotations "Nationality") do add(a) end
  for _, a in ipairs(doc:annotations "Language") do add(a) end
  for _, a in ipairs(doc:annotations "Place") do if a.subtype == "country" then add(a) end end
  return stems
end

-- ---- decisions -----------------------------------------------------------------------------------------------------

local function collect (doc)
  local rows = {}
  for _, a in ipairs(doc:annotations()) do
    local d = a.decision
    if d then rows[#rows + 1] = { first = a.first, last = a.last, decision = d, annotation = a, score = a.score or 1 } end
  end
  return rows
end

local function is_struck (a) return a.decision ~= nil and a.decision.action == "strike" end

-- Entities whose name goes: one mention was struck as direct identifier, or the policy protects and nobody kept a mention.
local function struck_people (doc)
  local list, decision_of = {}, {}
  for _, entity in ipairs(doc.entities) do
    if entity.type == "Person" or entity.type == "Group" then
      local kept = false
      for _, mention in ipairs(entity.mentions or {}) do
        local d = mention.decision
        if d and d.action == "strike" and d.class == "direct" then decision_of[entity] = decision_of[entity] or d end
        kept = kept or d ~= nil and d.action == "keep"
      end
      if decision_of[entity] or (entity.protected and not kept) then list[#list + 1] = entity end
    end
  end
  return list, decision_of
end

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

-- The whole word, so that no stump is left.
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

local function sweep_people (doc, rows, forms, policy)
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

-- Mentions of a struck place or workplace, and what is named after it.
local function sweep_places (doc, rows)
  local struck, list = {}, {}
  for _, a in ipairs(doc:annotations()) do
    if (a.type == "Place" or a.type == "Org") and is_struck(a) and a.decision.class == "quasi" then
      if a.entity then struck[a.entity] = struck[a.entity] or a end
      list[#list + 1] = a
    end
  end
  if #list == 0 then return nil end
  local forms, stems = new_forms(doc), common_stems(doc)
  for _, a in ipairs(list) do place_forms(forms, a, stems, a.decision) end
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

local function lists (doc, rows, policy)
  for _, name in ipairs(policy and policy.keep_list or {}) do
    local flat = doc:find(name, true)
    for i = 1, #flat, 2 do
      rows[#rows + 1] = { first = flat[i], last = flat[i + 1], score = 1,
                          decision = { action = "keep", rule = "list:keep", by = "policy", list = true } }
    end
  end
end

-- ---- edits ---------------------------------------------------------------------------------------------------------

local function flat_of (rows)
  local flat, n = {}, 0
  for i = 1, #rows do
    local row, d = rows[i], rows[i].decision
    flat[n + 1], flat[n + 2] = row.first, row.last
    flat[n + 3] = (d.action == "strike" and STRIKE or 0) + ((d.list or row.sure) and LIST or 0)
    flat[n + 4] = row.score
    n = n + 4
  end
  return flat
end

local function make_edits (doc, rows)
  local out = assert(core.resolve_edits(flat_of(rows)))
  local edits, i = {}, 1
  while i <= #out do
    local row = rows[out[i + 2]]
    local d = row.decision
    local edit = { first = out[i], last = out[i + 1], replacement = d.replacement or "[removed]", operator = d.operator,
                   class = d.class, rule = d.rule, reason = d.reason, by = d.by, when = d.when, annotation = row.annotation,
                   nested = {} }
    for k = 1, out[i + 3] do
      local inner = rows[out[i + 3 + k]]
      edit.nested[k] = inner
      if inner.annotation and not edit.annotation and inner.first == edit.first and inner.last == edit.last then
        edit.annotation = inner.annotation                 -- the sweep found what was annotated already
      end
      if inner.decision.action == "strike" and inner.decision.class == "direct" and inner.annotation == edit.annotation then
        edit.class = "direct"
      end
    end
    if not edit.annotation and row.entity then
      edit.annotation = doc:add { type = "Person", first = edit.first, last = edit.last, source = "resolve:sweep",
                                  entity = row.entity, subtype = row.is_family and "family" or nil, decision = d }
    end
    edits[#edits + 1] = edit
    i = i + 4 + out[i + 3]
  end
  return edits
end

-- The one day that a date's standard form names, also where it is the end of an open range or has a time of day.
local function day_of (norm)
  if type(norm) ~= "string" then return nil end
  norm = norm:gsub("/%.%.$", ""):gsub("^%.%./", "")
  return not norm:find("/", 1, true) and norm:match "^%d%d%d%d%-%d%d%-%d%d" or nil
end

-- Everything that was struck, as it stood.
local function struck_forms (doc, edits, people, places)
  local forms = people
  local function take (row)
    local d = row.decision
    if d.action ~= "strike" then return end
    local a = row.annotation
    local kind = a and a.type or row.kind or "text"
    local form = add_form(forms, doc:render(row.first, row.last), {
      class = d.class or "quasi", kind = kind, replacement = d.replacement,
      entity = row.entity or (kind == "Person" and a and a.entity or nil) })
    if form and not form.replacement then form.replacement = d.replacement end
    if a and a.type == "Date" then form.norm = day_of(a.norm) end
    if a and a.type == "Age" and form then form.norm = a.norm end
  end
  for _, edit in ipairs(edits) do
    take { first = edit.first, last = edit.last, annotation = edit.annotation,
           decision = { action = "strike", class = edit.class, replacement = edit.replacement } }
    for _, inner in ipairs(edit.nested) do take(inner) end
  end
  for _, form in ipairs(places and places.list or {}) do
    if form.part_of then
      local known = add_form(forms, form.text, { class = "quasi", kind = form.kind, replacement = form.replacement })
      if known then known.exact = known.exact or known.class == "quasi" end
    end
  end
  return forms.list
end

local reckoning = { " next ", " later ", " earlier ", " following ", " previous ", " same ", " before ", " after ", " that " }

-- "the next morning" is harmless as words, but its standard form would give a struck day back.
local function withhold_norms (doc)
  local days
  for _, a in ipairs(doc:annotations "Date") do
    if is_struck(a) and type(a.norm) == "string" and (day_of(a.norm) or a.norm:find "^%d%d%d%d%-%d%d%-%d%d") then
      days = days or {}
      days[doc:block_at(a.first) or doc] = true
    elseif days and not is_struck(a) and days[doc:block_at(a.first) or doc] and a.norm ~= nil then
      local words = " " .. a:text():lower() .. " "
      for _, word in ipairs(reckoning) do
        if words:find(word, 1, true) then
          a.norm, a.cert = nil, nil
          a.decision = a.decision or { action = "keep", by = "resolve", rule = "reckoned", class = "quasi",
                                       reason = "harmless as words; its standard form would give a struck day back" }
          break
        end
      end
    end
  end
end

--- Turn decisions into edits.
-- @tparam Document doc  gets `edits`: { first, last, replacement, operator, class, rule, reason, by, when, annotation,
--   nested }, sorted and disjoint, and `struck`: { text, class, kind, exact, replacement, entity }
function M.resolve (doc)
  local rows = collect(doc)
  local policy = doc.policy
  local people, decision_of = struck_people(doc)
  doc.edits, doc.struck = {}, {}
  local any = #people > 0
  for _, row in ipairs(rows) do any = any or row.decision.action == "strike" end
  if not any then return end

  local forms = new_forms(doc)
  for _, entity in ipairs(people) do
    local from = #forms.list
    person_forms(forms, entity)
    for i = from + 1, #forms.list do forms.list[i].decision = decision_of[entity] end   -- its operator is theirs
  end
  for _, row in ipairs(rows) do
    local a, d = row.annotation, row.decision
    if d.action == "strike" and d.class == "direct" and not (a.type == "Person" and a.entity) then
      add_form(forms, a:text(), { class = "direct", kind = a.type, replacement = d.replacement })
    end
  end
  for _, name in ipairs(policy and policy.protect_list or {}) do
    add_form(forms, name, { class = "direct", kind = "Person", replacement = "[name]" })
  end
  lists(doc, rows, policy)
  sweep_people(doc, rows, forms, policy)
  local places = sweep_places(doc, rows)
  doc.edits = make_edits(doc, rows)
  doc.struck = struck_forms(doc, doc.edits, forms, places)
  withhold_norms(doc)
end

-- ---- strings that are not spans of the text ------------------------------------------------------------------------

--- A string of the header (title, author, keyword, file name) with everything struck replaced.
-- @tparam Document doc  after `resolve`
-- @tparam string s
-- @treturn string
function M.redact_string (doc, s)
  local struck = doc.struck
  if not struck or #struck == 0 or s == "" then return s end
  local texts = {}
  for i, form in ipairs(struck) do texts[i] = form.text end
  local hits = core.find_leaks(s, texts)
  if #hits == 0 then return s end
  local flat, which = {}, {}
  for i = 1, #hits, 4 do
    local form, first, last = struck[hits[i]], hits[i + 1], hits[i + 2]
    local written = s:sub(first, last)
    local is_number = not form.text:find "[%a\128-\255]" and #form.text <= 4
    if not (form.exact and not is_capital(written)) and not (is_number and form.class == "quasi") then
      if has(hits[i + 3], INSIDE) then first, last = whole_word(s, first, last) end
      local n = #flat
      flat[n + 1], flat[n + 2], flat[n + 3], flat[n + 4] = first, last, STRIKE + (form.class == "direct" and LIST or 0), 1
      which[#which + 1] = form
    end
  end
  local out, parts, at, i = assert(core.resolve_edits(flat)), {}, 1, 1
  while i <= #out do
    local form = which[out[i + 2]]
    parts[#parts + 1] = s:sub(at, out[i] - 1)
    parts[#parts + 1] = form.entity and "[" .. operator.name_in(form.entity, doc, s:sub(out[i], out[i + 1])) .. "]" or form.replacement or "[removed]"
    at = out[i + 1] + 1
    i = i + 4 + out[i + 3]
  end
  parts[#parts + 1] = s:sub(at)
  return table.concat(parts)
end

return M
