--- Which mentions of persons mean one person.
--
-- Full names first, then what can be a shorter form of one: surname or given name alone, title and surname, initials,
-- another order of the parts.  Where a form fits several people, the article is asked in turn: the title, the sex, who
-- has that word as surname, who alone is named in the same sentence, who alone has been named before.  When none of them
-- answers, the mention goes to the nearer one and is marked `ambiguous`: never merged in silence.
-- Cost: linear in the mentions, times the few people who share a word.

local forms = require "bluepencil.entity.form"
local gazetteer = require "bluepencil.gazetteer"
local gender = require "bluepencil.entity.gender"

local M = {}

local is_form = forms.is_form

-- Full names before short ones, so that a headline's surname finds its owner.
local function by_length (mentions)
  local order, n = {}, 0
  for i, a in ipairs(mentions) do
    local text = a:text()
    local form = forms.of(text)
    if #form.words > 0 then
      n = n + 1
      order[n] = { a = a, text = text, words = form.words, key = form.key, turned = form.turned, place = i }
    end
  end
  table.sort(order, function (x, y)
    if #x.words ~= #y.words then return #x.words > #y.words end
    return x.place < y.place
  end)
  return order
end

-- ---- of several people the one meant ---------------------------------------------------------------------------------

local function only (list, fits)
  local found
  for _, one in ipairs(list) do
    if fits(one) then
      if found then return nil end
      found = one
    end
  end
  return found
end

local function has_title (entry, kind)
  for _, a in ipairs(entry.mentions) do
    if a.title and a.title.kind == kind then return true end
  end
  return false
end

-- Who is named nearest: before the mention, else (a headline names nobody before) after it; and how many are named before.
local function nearest (candidates, a)
  local best, distance, before = nil, nil, 0
  for _, entry in ipairs(candidates) do
    local near
    for _, m in ipairs(entry.mentions) do
      local d = m.first < a.first and a.first - m.last or math.maxinteger // 2 + m.first - a.last
      if not near or d < near then near = d end
    end
    if near < math.maxinteger // 2 then before = before + 1 end
    if not distance or near < distance then best, distance = entry, near end
  end
  return best, before
end

-- The people that what stands at the mention does not exclude.
local function fitting (candidates, a)
  local kind = a.title and a.title.kind
  if kind then
    local found = only(candidates, function (entry) return has_title(entry, kind) end)
    if found then return { found } end
  end
  local m, f = a.sex_m or 0, a.sex_f or 0
  if m == f then return candidates end
  local sex = m > f and "m" or "f"
  local left = {}
  for _, entry in ipairs(candidates) do
    if entry.gender == nil or entry.gender == sex then left[#left + 1] = entry end
  end
  if #left == 0 then return candidates end
  -- a sex that is only a guess from a pronoun does not decide against somebody whose sex nobody knows
  if #left == 1 and left[1].gender == nil and math.abs(m - f) < 4 then return candidates end
  return left
end

local function choose (candidates, form, s)
  if #candidates == 1 then return candidates[1], false end
  local a = form.a
  local left = fitting(candidates, a)
  if #left == 1 then return left[1], false end
  local number = s.sentence[a.token]
  local here = number and only(left, function (entry)
    for _, m in ipairs(entry.mentions) do
      if m.first < a.first and s.sentence[m.token] == number then return true end
    end
    return false
  end)
  if here then return here, false end
  -- "Thomas" is rather Clarence Thomas than Thomas Reiss; but both may be meant
  local best, before = nearest(left, a)
  if #form.words == 1 then
    local owner = only(left, function (entry) return entry.words[#entry.words] == form.words[1] end)
    if owner and owner ~= best then return owner, true end
  end
  return best, before ~= 1
end

-- ---- chaining --------------------------------------------------------------------------------------------------------

local function longer_names (by_word, words)
  local candidates, seen
  for _, word in ipairs(words) do
    for _, entry in ipairs(by_word[word] or {}) do
      if not (seen and seen[entry]) and #entry.words >= #words and is_form(words, entry.words) then
        seen, candidates = seen or {}, candidates or {}
        seen[entry] = true
        candidates[#candidates + 1] = entry
      end
    end
  end
  return candidates
end

-- "the Chois" beside a Choi: a family, whether or not the name rules saw it.
local function is_family (s, form, by_word)
  if form.a.subtype == "family" then return true end
  local word = #form.words == 1 and form.words[1]
  if not word or word:sub(-1) ~= "s" or by_word[word] or s:lower(form.a.token - 1) ~= "the" then return false end
  if not (by_word[word:sub(1, -2)] or by_word[word:match("^(.+)es$") or ""]) then return false end
  form.a.subtype = "family"
  return true
end

-- People of full names, and the forms that still want an owner.
local function full_names (order, s)
  local entries, by_key, by_turned, by_word, pending, families = {}, {}, {}, {}, {}, {}
  for _, form in ipairs(order) do
    if is_family(s, form, by_word) then families[#families + 1] = form
    else
      local known = by_key[form.key] or #form.words == 2 and by_turned[form.turned]
      if not known then
        local candidates = longer_names(by_word, form.words)
        if candidates then pending[#pending + 1] = { form = form, candidates = candidates }
        else
          known = { words = form.words, mentions = {}, text_of = {} }
          entries[#entries + 1] = known
          by_key[form.key], by_turned[form.turned] = known, known
          for _, word in ipairs(form.words) do
            by_word[word] = by_word[word] or {}
            table.insert(by_word[word], known)
          end
        end
      end
      if known then
        known.mentions[#known.mentions + 1] = form.a
        known.text_of[form.a] = form.text
      end
    end
  end
  return entries, by_word, pending, families
end

local function give_owners (entries, pending, s)
  if #pending > 1 then table.sort(pending, function (x, y) return x.form.a.first < y.form.a.first end) end
  for _, entry in ipairs(entries) do entry.gender = gender.of(entry.mentions) end
  local doubtful_ones = {}
  for _, one in ipairs(pending) do
    local a = one.form.a
    local entry, doubtful = choose(one.candidates, one.form, s)
    entry.text_of[a] = one.form.text
    if doubtful then
      -- kept apart until all are placed: a doubtful mention is no evidence for the next one
      a.ambiguous, a.cert = true, "low"
      doubtful_ones[#doubtful_ones + 1] = { entry = entry, a = a }
    else table.insert(entry.mentions, a) end
  end
  for _, one in ipairs(doubtful_ones) do table.insert(one.entry.mentions, one.a) end
end

-- The name as the register says it: the fullest form, not in capitals, with the fewest initials.
local function best_name (entry)
  local best, worst
  for _, a in ipairs(entry.mentions) do
    local text = entry.text_of[a]
    local words = forms.of(text).words
    local penalty = (#entry.words - #words) * 4
    for _, word in ipairs(words) do
      if forms.is_initial(word) then penalty = penalty + 3 end
    end
    if text == text:upper() then penalty = penalty + 2 end
    if not worst or penalty < worst then best, worst = text, penalty end
  end
  return best
end

-- "the Chois": whose family.
local function family_owner (by_word, word)
  for _, base in ipairs { word:match("^(.+)s$") or false, word:match("^(.+)es$") or false, word } do
    local entry = base and by_word[base] and by_word[base][1]
    if entry then return entry.entity end
  end
end

local function add_families (doc, state, families, by_word)
  table.sort(families, function (x, y) return x.a.first < y.a.first end)
  for _, form in ipairs(families) do
    local owner = family_owner(by_word, form.words[#form.words])
    local group = owner and owner.family
    if not group then
      group = state.new("Group", form.text)
      group.family_of, group.role, group.kind = owner, "unknown", "family"
      if owner then
        owner.family = group
        doc.relations[#doc.relations + 1] = { name = "family", mutual = { owner, group } }
      end
    end
    state.attach(group, form.a, form.text)
  end
end

-- ---- initials --------------------------------------------------------------------------------------------------------

-- May the capitals at token i be somebody's initials?  Not what a list or the article knows as something else.
local function is_free (doc, s, i, word)
  if s:word(i - 1) == "(" then return false end                       -- "Joint Border Service (JBS)"
  local names = gazetteer.shipped()
  if names and names:lookup(word) then return false end
  local there = doc:overlapping(s:first(i), s:last(i))
  for _, a in ipairs(there) do
    if a.type ~= "Quote" and not (a.type == "Org" and not a.kind and a.first == s:first(i) and a.last == s:last(i)) then
      return false
    end
  end
  return true, there
end

-- "JBS" in an article about John B. Smith: three letters or more, of one person only.
local function add_initials (doc, state, s, persons)
  local owner
  for _, e in ipairs(persons) do
    if #e.words >= 3 then
      local letters = forms.initials(e.name)
      if #letters >= 3 then
        owner = owner or {}
        if owner[letters] == nil then owner[letters] = e else owner[letters] = false end
      end
    end
  end
  if not owner then return end
  local is_abbreviation = {}
  for _, i in ipairs(s.capitals) do
    local word = s.upper[i] and s:word(i)
    local e = word and owner[word]
    if e and s.sentence[i] then
      if s:word(i - 1) == "(" and s:word(i + 1) == ")" then is_abbreviation[word] = true end
      local free, there = is_free(doc, s, i, word)
      if free and not is_abbreviation[word] then
        for _, a in ipairs(there) do
          if a.type == "Org" then doc:remove(a) end
        end
        local a = doc:add {
          type = "Person", first = s:first(i), last = s:last(i), source = "entity:initials", score = 0.7, cert = "medium",
          token = i, token_last = i,
        }
        e.uses[a] = word
        state.attach(e, a, word)
        table.sort(e.mentions, function (x, y) return x.first < y.first end)
      end
    end
  end
end

--- Make the persons and families of a document.
-- @tparam Document doc
-- @tparam table state  `new(type, name)` and `attach(entity, annotation, text)`; see entity.lua
-- @tparam Stream s
-- @treturn table persons; each has `words`, `uses` (mention -> text) and `gender`
function M.run (doc, state, s)
  local mentions = doc:annotations("Person")
  for _, a in ipairs(mentions) do a.token, a.token_last = s:range(a.first, a.last) end
  gender.read(s, mentions)
  local entries, by_word, pending, families = full_names(by_length(mentions), s)
  give_owners(entries, pending, s)
  for _, entry in ipairs(entries) do
    table.sort(entry.mentions, function (x, y) return x.first < y.first end)
  end
  table.sort(entries, function (x, y) return x.mentions[1].first < y.mentions[1].first end)
  local persons = {}
  for n, entry in ipairs(entries) do
    local e = state.new("Person", best_name(entry))
    e.words, e.uses, e.gender = entry.words, entry.text_of, gender.of(entry.mentions)
    for _, a in ipairs(entry.mentions) do state.attach(e, a, entry.text_of[a]) end
    entry.entity, persons[n] = e, e
  end
  add_families(doc, state, families, by_word)
  add_initials(doc, state, s, persons)
  return persons
end

return M
