--- Who is who: mentions to entities.
--
-- A person has one entity in the article: full name, surname alone, given name alone, initials, capitals, with or without
-- hyphen and accents.  Two people who share a surname stay apart; a mention that could be either is given to the nearer
-- one and marked `ambiguous`, never merged in silence.  An organisation is one with its abbreviation.
-- Looks at mentions only, not at the text between them, except for the sex a pronoun shows (entity/gender.lua).
-- Cost: linear in the mentions, times the few people who share a word.

local gender = require "bluepencil.entity.gender"
local rules = require "bluepencil.recognizer.name.rules"
local stream = require "bluepencil.recognizer.name.stream"
local words = require "bluepencil.cues.words"

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

--- The entity's first mention.
function Entity:first () return self.mentions[1] end

-- Family names that stand first in Korean, Chinese, Vietnamese and Khmer names; evidence only beside a second sign.
local family_first = words.set [[kim lee park choi jung jeong kang cho yoon jang lim han shin seo kwon hwang ahn song yoo hong
  moon yang bae baek heo nam noh ha joo oh ryu ri pak li wang zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin guo ma
  luo zheng xie tang deng feng xi jiang cai peng nguyen tran le pham hoang phan vu dang bui do ngo duong hun sok chea keo
  heng mao abe]]

local plain = stream.plain      -- "Perdás" and "PERDAS" compare equal

--- The words of a rendered name in the form that is compared: "Kim Jong-un" -> { "kim", "jong", "un" }.
local split_names, remembered = {}, 0

-- By character: in a Lua pattern a set holds bytes, and would tear letters apart that share one with a mark.
local character = utf8.charpattern
local hyphen_to_space = { ["-"] = " ", ["‐"] = " ", ["‑"] = " " }
local without_marks = { [","] = "", ["“"] = "", ["”"] = "", ['"'] = "", ["‘"] = "" }
local without_quotes = { ["“"] = "", ["”"] = "", ['"'] = "", ["‘"] = "", ["’"] = "" }

local function name_words (name)
  local out = split_names[name]
  if out then return out end
  out = {}
  for word in name:gsub(character, hyphen_to_space):gmatch("%S+") do
    word = word:gsub(character, without_marks)
    if word ~= "" then out[#out + 1] = plain(word) end
  end
  remembered = remembered + 1
  if remembered > 5000 then split_names, remembered = {}, 1 end
  split_names[name] = out
  return out
end
M.name_words = name_words

-- The name as one comparable string: hyphens, spaces, case and accents make no difference.
local function key_of (name)
  local list = name_words(name)
  return #list == 1 and list[1] or table.concat(list, " ")
end

local function is_initial (word) return word:find("^%a%.?$") ~= nil or word:find("^%a%.%a%.$") ~= nil end

local function new (doc, state, kind, prefix, name)
  state[prefix] = (state[prefix] or 0) + 1
  local e = setmetatable({
    id = prefix .. "." .. state[prefix], type = kind, name = name, mentions = {}, aliases = {}, links = {}, evidence = {},
    doc = doc,
  }, Entity)
  state.list[#state.list + 1] = e
  return e
end

local function attach (e, a, form)
  a.entity = e
  e.mentions[#e.mentions + 1] = a
  for _, known in ipairs(e.aliases) do
    if known == form then return end
  end
  e.aliases[#e.aliases + 1] = form
end

-- ---- persons ---------------------------------------------------------------------------------------------------------

-- Can `short` be another form of the full name `long` (lists of words)?  "J. Smith" ~ "John Smith", "Perdás Quiroga" in
-- "Lucía Perdás Quiroga", "Kim" in "Kim Jong Un".  At least one whole word must be shared.
local function is_form (short, long)
  local shared, from = 0, 1
  for _, word in ipairs(short) do
    local hit
    for k = from, #long do
      if long[k] == word then hit, shared = k, shared + 1; break end
      if is_initial(word) and long[k]:sub(1, 1) == word:sub(1, 1) then hit = k; break end
      if is_initial(long[k]) and long[k]:sub(1, 1) == word:sub(1, 1) and #short > 1 then hit = k; break end
    end
    if not hit then
      if not words.suffix[word] and not words.particle[word] then return false end
    else from = hit + 1 end
  end
  return shared > 0
end

local function person_forms (mentions)
  -- full names before short ones, so that a headline's surname finds its owner
  local order = {}
  for i, a in ipairs(mentions) do local text = a:text()
    order[i] = { a = a, text = text, words = name_words(text), place = i } end
  table.sort(order, function (x, y)
    if #x.words ~= #y.words then return #x.words > #y.words end
    return x.place < y.place
  end)
  return order
end

local later = 0x100000000

-- Of several people who share the word, the one meant: same title, else the last one named before, else the next.
local function choose (candidates, form, mentions_of)
  local a = form.a
  if #candidates == 1 then return candidates[1], false end
  local title = a.title and a.title.kind
  if title then
    local fitting = {}
    for _, e in ipairs(candidates) do
      for _, m in ipairs(mentions_of[e]) do
        if m.title and m.title.kind == title then fitting[#fitting + 1] = e; break end
      end
    end
    if #fitting == 1 then return fitting[1], false end
  end
  local sex = a.title and a.title.honorific
  if sex == "m" or sex == "f" then
    local fitting = {}
    for _, e in ipairs(candidates) do
      if e.gender == nil or e.gender == sex then fitting[#fitting + 1] = e end
    end
    if #fitting == 1 then return fitting[1], false end
  end
  -- who was named before, the nearest first; who is named only later comes last (a headline names nobody before)
  local best, distance, introduced = nil, nil, 0
  for _, e in ipairs(candidates) do
    local nearest
    for _, m in ipairs(mentions_of[e]) do
      local d = m.first < a.first and a.first - m.last or later + m.first - a.last
      if not nearest or d < nearest then nearest = d end
    end
    if nearest < later then introduced = introduced + 1 end
    if not distance or nearest < distance then best, distance = e, nearest end
  end
  return best, introduced ~= 1
end

local function people (doc, state, mentions)
  local fulls, by_key, families = {}, {}, {}
  local full_mentions = {}
  local pending = {}
  local by_word = {}
  local text_of = {}
  for _, form in ipairs(person_forms(mentions)) do
    text_of[form.a] = form.text
    local list = form.words
    if form.a.subtype == "family" then families[#families + 1] = form
    else
      local key = table.concat(list, " ")
      local known = by_key[key]
      if not known then
        -- a longer name this one is a form of: the words of the name lead to it
        local candidates, seen = {}, {}
        for _, word in ipairs(list) do
          for _, entry in ipairs(by_word[word] or {}) do
            if not seen[entry] and #entry.words >= #list and is_form(list, entry.words) then
              seen[entry] = true
              candidates[#candidates + 1] = entry
            end
          end
        end
        if #candidates > 0 then
          pending[#pending + 1] = { form = form, candidates = candidates }
        else
          known = { words = list, key = key, mentions = {}, single = #list == 1 }
          by_key[key] = known
          fulls[#fulls + 1] = known
          for _, word in ipairs(list) do
            by_word[word] = by_word[word] or {}
            table.insert(by_word[word], known)
          end
        end
      end
      if known then
        known.mentions[#known.mentions + 1] = form.a
        full_mentions[known] = known.mentions
      end
    end
  end
  table.sort(pending, function (x, y) return x.form.a.first < y.form.a.first end)
  for _, one in ipairs(pending) do
    local entry, doubtful = choose(one.candidates, one.form, full_mentions)
    entry.extra = entry.extra or {}
    table.insert(entry.extra, one.form.a)
    if not doubtful then table.insert(full_mentions[entry], one.form.a) end
    if doubtful then one.form.a.ambiguous, one.form.a.cert = true, "low" end
  end
  for _, entry in ipairs(fulls) do
    for _, a in ipairs(entry.extra or {}) do
      if a.ambiguous then table.insert(entry.mentions, a) end
    end
    table.sort(entry.mentions, function (x, y) return x.first < y.first end)
    entry.first = entry.mentions[1].first
  end
  table.sort(fulls, function (x, y) return x.first < y.first end)
  for _, entry in ipairs(fulls) do
    local longest
    for _, a in ipairs(entry.mentions) do
      local text = text_of[a]
      if #name_words(text) == #entry.words and (not longest or longest == longest:upper()) then longest = text end
    end
    local e = new(doc, state, "Person", "pers", longest or text_of[entry.mentions[1]])
    e.words = entry.words
    for _, a in ipairs(entry.mentions) do attach(e, a, text_of[a]) end
    e.text_of = text_of
    entry.entity = e
  end
  table.sort(families, function (x, y) return x.a.first < y.a.first end)
  for _, form in ipairs(families) do
    local word = form.words[#form.words]
    local owner
    for _, base in ipairs { word:match("^(.+)s$") or "", word:match("^(.+)es$") or "" } do
      for _, entry in ipairs(by_word[base] or {}) do owner = owner or entry.entity end
    end
    local group = owner and owner.family
    if not group then
      group = new(doc, state, "Group", "pers", form.text)
      group.family_of, group.role, group.kind = owner, "unknown", "family"
      if owner then
        owner.family = group
        doc.relations[#doc.relations + 1] = { name = "family", mutual = { owner, group } }
      end
    end
    attach(group, form.a, form.text)
  end
end

-- ---- order of the name's parts --------------------------------------------------------------------------------------

local function in_quote (doc, a)
  return #doc.index:overlapping(a.first, a.last, doc.type_number.Quote) > 0
end

-- How often each word of the name stands alone, and how often the words from k to the end stand together.
local function uses (doc, e)
  local alone, tail = {}, {}
  for _, a in ipairs(e.mentions) do
    local list = name_words(e.text_of[a])
    if #list == 1 then
      local weight = in_quote(doc, a) and 0.2 or 1
      alone[list[1]] = (alone[list[1]] or 0) + weight
    elseif #list < #e.words then
      for k, word in ipairs(e.words) do
        if word == list[1] and k + #list - 1 == #e.words then tail[k] = (tail[k] or 0) + 1 end
      end
    end
  end
  return alone, tail
end

local function split_words (name)
  local out = {}
  for word in name:gsub(character, without_quotes):gmatch("%S+") do out[#out + 1] = word end
  return out
end

--- Forename and surname of a person.  The order of the parts follows what the article calls the person later.
function M.parts_of (doc, e)
  local list = split_words(e.name)
  while #list > 1 and words.suffix[plain(list[#list])] do list[#list] = nil end
  for i, word in ipairs(list) do list[i] = word:gsub(",$", "") end
  if #list == 1 then return { surname = list[1], family_first = false } end
  local alone, tail = uses(doc, e)
  local first = plain(list[1])
  local use_first = alone[first] or 0
  local use_last, surname_at = 0, nil
  for k = 2, #list do
    local key = plain(list[k])
    local use = math.max(alone[key] or 0, tail[k] or 0)
    if use > 0 then
      use_last = use_last + use
      surname_at = surname_at or k
    end
  end
  local hyphened = list[2]:find("^[^%-]+%-%l") ~= nil
  local first_is_family = use_first > use_last
  if use_first == 0 and use_last == 0 then first_is_family = hyphened or (#list == 3 and family_first[first] or false) end
  if first_is_family then
    return { surname = list[1], forename = table.concat(list, " ", 2), family_first = true }
  end
  if not surname_at then
    surname_at = #list
    while surname_at > 2 and words.particle[list[surname_at - 1]] do surname_at = surname_at - 1 end
  elseif words.particle[list[surname_at - 1]] and surname_at > 2 then surname_at = surname_at - 1 end
  return {
    forename = table.concat(list, " ", 1, surname_at - 1), surname = table.concat(list, " ", surname_at), family_first = false,
  }
end

-- ---- organisations and places --------------------------------------------------------------------------------------

local function org_key (name)
  local key = key_of(name):gsub("^the ", "")
  return key
end

local function organisations (doc, state, mentions, s)
  local by_key, long, text_of = {}, {}, {}
  -- long names first get their abbreviation: "(ABBR)" behind the name, or initials that fit one name only
  local short_of = {}
  for _, a in ipairs(mentions) do
    local i, j = s:range(a.first, a.last)
    local name = a:text()
    text_of[a] = name
    if j and j > i then
      long[#long + 1] = { key = org_key(name), i = i, j = j }
      if s:word(j + 1) == "(" and s:word(j + 3) == ")" and s.sentence[j + 3] == s.sentence[i]
         and rules.initials_match(s, i, j, s:word(j + 2)) then
        short_of[plain(s:word(j + 2))] = org_key(name)
      end
    end
  end
  for _, a in ipairs(mentions) do
    local name = text_of[a]
    local key = (a.subtype == "metonym" and "metonym " or "") .. org_key(name)
    local e = by_key[key]
    if not e then
      local target = short_of[plain(name)]
      if not target and a.subtype ~= "metonym" and not name:find("%s") then
        local all_capitals, owners = name:find("^%u%u+$"), {}
        for _, one in ipairs(long) do
          if all_capitals and rules.initials_match(s, one.i, one.j, name)
             or not all_capitals and #name > 3 and plain(s:word(one.i)) == plain(name) then owners[one.key] = true end
        end
        local only = next(owners)
        if only and next(owners, only) == nil then target = only end
      end
      if target and by_key[target] then e = by_key[target]
      else
        e = new(doc, state, "Org", "org", (name:gsub("^The ", "")))
        e.subtype, e.kind = a.subtype, a.kind
        if target then by_key[target] = e end
      end
      by_key[key] = e
    end
    if #name > #e.name + 4 and not a.subtype then e.name = name:gsub("^The ", "") end
    attach(e, a, name)
  end
end

local function places (doc, state, mentions)
  local by_key = {}
  for _, a in ipairs(mentions) do
    local name = a:text()
    local key = key_of(name)
    local e = by_key[key]
    if not e then
      e = new(doc, state, "Place", "pl", name)
      by_key[key] = e
    elseif e.name == e.name:upper() then e.name = name end
    e.kind = e.kind or a.kind
    attach(e, a, name)
  end
end

--- Give every Person, Org and Place annotation its entity.
-- @tparam Document doc  sets `doc.entities`; each annotation gets `entity`
function M.run (doc)
  local s = stream.of(doc)
  local state = { list = {} }
  people(doc, state, doc:annotations("Person"))
  gender.run(s, state.list)
  for _, e in ipairs(state.list) do
    if e.type == "Person" then
      e.parts = M.parts_of(doc, e)
      e.text_of = nil
    end
  end
  organisations(doc, state, doc:annotations("Org"), s)
  places(doc, state, doc:annotations("Place"))
  -- in order of first mention
  table.sort(state.list, function (x, y)
    local a, b = x.mentions[1], y.mentions[1]
    if a.first ~= b.first then return a.first < b.first end
    return x.id < y.id
  end)
  local count = {}
  for _, e in ipairs(state.list) do
    local prefix = e.id:match("^%a+")
    count[prefix] = (count[prefix] or 0) + 1
    e.id = prefix .. "." .. count[prefix]
  end
  doc.entities = state.list
end


return M
