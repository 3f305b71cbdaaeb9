--- resolve: decisions become edits, and names are struck wherever they stand.
--
-- Three things happen here and nowhere else:
--
-- 1. The *sweep* (resolve/sweep.lua).  The forms of everybody whose name was struck (resolve/forms.lua: full name, surname alone,
--    given name alone) are looked for in the whole text with the same search that later looks through the output (core.find_leaks), so what the proof
--    would find is struck now: capitals, other accents, hyphens and spaces, line ends, the plural of a family, and
--    inside e-mail addresses, links and handles.  A place or workplace that was struck is struck in all its mentions.
-- 2. Precedence (src/edit.c): keep-list, protect-list, higher score, longer.
-- 3. `doc.struck`: every form that must not be in the output, for verify.lua and for `redact_string`.
--
-- An occurrence that belongs to somebody else is left: a mention of another person who is kept ("Kim" of Kim Jong Un when a
-- Kim is protected), or a place, organisation or date that is that very word.  The text is never changed.
-- Costs one pass over the text when something was struck, nothing else.

local core = require "bluepencil.core"
local forms_of = require "bluepencil.resolve.forms"
local operator = require "bluepencil.operator"
local sweep = require "bluepencil.resolve.sweep"

local M = {}

local STRIKE, LIST = 1, 2
local INSIDE = 2                                   -- flag of core.find_leaks

local function has (flags, flag) return flags % (2 * flag) >= flag end

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

-- A name that was cut behind its opening quotation mark takes it along: “"Jack" Harmon”.
local quotes = { { '"', '"' }, { "“", "”" }, { "‘", "’" } }

local function with_quote (doc, row)
  local text = doc.text:sub(row.first, row.last)
  for _, pair in ipairs(quotes) do
    local open, shut = pair[1], pair[2]
    local _, count = text:gsub(shut, "")
    local is_cut = open == shut and count % 2 == 1 or open ~= shut and count == 1 and not text:find(open, 1, true)
    if is_cut and text:find(shut .. " %u") and doc.text:sub(row.first - #open, row.first - 1) == open then
      row.first = row.first - #open
    end
  end
end

local function make_edits (doc, rows)
  for _, row in ipairs(rows) do
    local a = row.annotation
    if row.decision.action == "strike" and a and a.type == "Person" then with_quote(doc, row) end
  end
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
    local form = forms_of.add(forms, doc:render(row.first, row.last), {
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
      local known = forms_of.add(forms, form.text, { class = "quasi", kind = form.kind, replacement = form.replacement })
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

  local forms = forms_of.new(doc)
  for _, entity in ipairs(people) do
    local from = #forms.list
    forms_of.of_person(forms, entity)
    for i = from + 1, #forms.list do forms.list[i].decision = decision_of[entity] end   -- its operator is theirs
  end
  for _, row in ipairs(rows) do
    local a, d = row.annotation, row.decision
    if d.action == "strike" and d.class == "direct" and not (a.type == "Person" and a.entity) then
      forms_of.add(forms, a:text(), { class = "direct", kind = a.type, replacement = d.replacement })
    end
  end
  for _, name in ipairs(policy and policy.protect_list or {}) do
    forms_of.add(forms, name, { class = "direct", kind = "Person", replacement = "[name]" })
  end
  lists(doc, rows, policy)
  sweep.people(doc, rows, forms, policy)
  local places = sweep.places(doc, rows)
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
    if not (form.exact and not forms_of.is_capital(written)) and not (is_number and form.class == "quasi") then
      if has(hits[i + 3], INSIDE) then first, last = sweep.whole_word(s, first, last) end
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
