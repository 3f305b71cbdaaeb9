--- Organisations and places: which mentions are one, what a capital that stands for a government is called, whose country.
--
-- An organisation is one with its abbreviation; a country with its other names ("America", "U.S.").  The entity of
-- "Moscow has not disclosed" is the Government of Russia, with `metonym` and the capital among its aliases.  A
-- nationality leads to its country and a capital to its own, also when the article does not name the country: that
-- entity then has no mentions, `inferred`, and in `from` the annotations it was inferred from.
-- Cost: a few table look-ups for each mention; one question to the gazetteer for each new name.

local countries = require "bluepencil.cues.countries"
local forms = require "bluepencil.entity.form"
local gazetteer = require "bluepencil.gazetteer"
local rules = require "bluepencil.recognizer.name.rules"
local stream = require "bluepencil.recognizer.name.stream"
local words = require "bluepencil.cues.words"

local M = {}

local plain = stream.plain

-- Names are asked again and again, in article after article: answers are kept, and forgotten as a whole at the limit.
local answers, answered, limit = {}, 0, 5000

local function look_up (name, kind)
  local names = gazetteer.shipped()
  local value, info = nil, nil
  if names then value, info = names:lookup(name) end
  if not value or not gazetteer.has(value, kind) then return false end
  local code = gazetteer.code(info or "", kind)
  return code and countries.name[code] and code or false
end

-- The code of a name for a kind when there is one and only one: "PY"; false otherwise.
local function code_of (name, kind)
  local key = kind .. ":" .. name
  local code = answers[key]
  if code == nil then
    code = look_up(name, kind)
    answered = answered + 1
    if answered > limit then answers, answered = {}, 1 end
    answers[key] = code
  end
  return code
end

-- ---- organisations ---------------------------------------------------------------------------------------------------

local function org_key (name) return (forms.of(name).key:gsub("^the ", "")) end

-- Long names, and what their abbreviations are short for: "(ABBR)" behind the name.
local function long_names (mentions, s)
  local long, short_of, text_of, key_of = {}, {}, {}, {}
  for _, a in ipairs(mentions) do
    local i, j = s:range(a.first, a.last)
    local name = a:text()
    a.token, a.token_last = i, j
    text_of[a], key_of[a] = name, org_key(name)
    if j and j > i then
      local one = { key = key_of[a], first = plain(s:word(i)), letters = rules.letters(s, i, j) }
      long[#long + 1] = one
      if s:word(j + 1) == "(" and s:word(j + 3) == ")" and s.sentence[j + 3] == s.sentence[i]
         and rules.letters_match(one.letters, s:word(j + 2)) then
        short_of[plain(s:word(j + 2))] = key_of[a]
      end
    end
  end
  return long, short_of, text_of, key_of
end

-- The one long name that a short one can be of: initials that fit it alone, or its first word.
local function long_name_of (long, name)
  local all_capitals = name:find("^%u%u+$") ~= nil
  if not all_capitals and #name <= 3 then return nil end
  local owner
  local folded = plain(name)
  for _, one in ipairs(long) do
    local fits
    if all_capitals then fits = rules.letters_match(one.letters, name) else fits = one.first == folded end
    if fits then
      if owner and owner ~= one.key then return nil end
      owner = one.key
    end
  end
  return owner
end

local function without_article (name) return (name:gsub("^[Tt]he ", "")) end

local function organisations (doc, state, s, country)
  local mentions = doc:annotations("Org")
  local long, short_of, text_of, key_of = long_names(mentions, s)
  local by_key, owner_of = {}, {}
  for _, a in ipairs(mentions) do
    local name, key = text_of[a], key_of[a]
    local metonym = a.subtype == "metonym"
    local code = metonym and code_of(name, "capital")
    if metonym then key = "metonym " .. (code or key) end
    local e = by_key[key]
    if not e then
      local target
      if not metonym then
        target = short_of[plain(name)]
        if not target and not name:find("%s") then
          if owner_of[name] == nil then owner_of[name] = long_name_of(long, name) or false end
          target = owner_of[name] or nil
        end
      end
      e = target and by_key[target]
      if not e then
        e = state.new("Org", name)
        e.subtype, e.kind = a.subtype, a.kind
        if metonym then
          e.metonym = true
          if code then e.name, e.code, e.kind, e.country = "Government of " .. countries.name[code], code, "government", country(code) end
        end
        if target then by_key[target] = e end
      end
      by_key[key] = e
    end
    -- "The Moscow Times" keeps its article, and a long name its length
    local had, has = #without_article(e.name), #without_article(name)
    if not a.subtype and (has > had + 4 or has == had and #name > #e.name) then e.name = name end
    state.attach(e, a, name)
  end
end

-- ---- places ----------------------------------------------------------------------------------------------------------

local function is_direction (name)
  for _, word in ipairs(forms.split(name)) do
    if not words.direction[plain(word)] then return false end
  end
  return true
end

-- "Far Eastern" right before "Amur region" is a part of that place, struck or kept with it.
-- The places of the document, and the names of those that were two.
local function joined_places (doc)
  local list, head_of, out = doc:annotations("Place"), {}, {}
  for _, a in ipairs(list) do
    local before = out[#out]
    if before and before.last < a.first and a.first - before.last == 2 and not a.subtype
       and doc.text:find("^%s", before.last + 1) and is_direction(before:text()) then
      local head = a:text()
      out[#out] = nil
      doc:remove(before)
      doc:remove(a)
      a = doc:add { type = "Place", first = before.first, last = a.last, source = a.source, score = a.score, kind = a.kind }
      head_of[a] = head
    end
    out[#out + 1] = a
  end
  return out, head_of
end

local function places (doc, state)
  local by_key, by_code = {}, {}
  local list, head_of = joined_places(doc)
  for _, a in ipairs(list) do
    local name = a:text()
    local key = forms.of(head_of[a] or name).key:gsub("^the ", "")
    local e = by_key[key]
    if not e then
      local code = a.kind == "country" and code_of(name, "country")
      if code and not countries.part[key] then e = by_code[code] end
      if not e then
        e = state.new("Place", name)
        e.kind = a.kind
        if code then
          e.code = code
          if not countries.part[key] then by_code[code] = e end
        elseif a.kind == "country" then e.kind = "region"                 -- "southern Paraguay"
        end
      end
      by_key[key] = e
    elseif e.name == e.name:upper() and #e.name > 3 then e.name = name end
    e.kind = e.kind or a.kind
    state.attach(e, a, name)
  end
  return by_code
end

local function nationalities (doc, country)
  for _, a in ipairs(doc:annotations("Nationality")) do
    local code = code_of(a:text(), "nationality")
    if code then
      a.code = code
      local e = country(code)
      a.entity = e
      e.people = (e.people or 0) + 1
      if e.inferred then e.from[#e.from + 1] = a end
    end
  end
end

--- Make the organisations and places of a document.
function M.run (doc, state, s)
  local by_code = places(doc, state)
  local function country (code)
    local e = by_code[code]
    if not e then
      e = state.new("Place", countries.name[code])
      e.kind, e.code, e.inferred, e.from = "country", code, true, {}
      by_code[code] = e
    end
    return e
  end
  for n = 1, #doc.entities do
    local e = doc.entities[n]
    if e.kind == "capital" and e.type == "Place" then
      local code = code_of(e.name, "capital")
      e.country = code and country(code) or nil
    end
  end
  organisations(doc, state, s, country)
  for _, e in ipairs(doc.entities) do
    local from = e.country and e.country.from
    if from then table.move(e.mentions, 1, #e.mentions, #from + 1, from) end
  end
  nationalities(doc, country)
end

return M
