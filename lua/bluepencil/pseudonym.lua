--- Natural names in the place of names: the same for the same name and key in every run, process and machine.
--
-- Names are drawn by a keyed digest of the name (same_name.lua) from lists by culture and sex (data/pseudonyms), both told by
-- the name itself and by nothing else in the article, so that every article tells them alike.  A name that occurs in the
-- article, resembles one of its names, or was given to somebody else in it, is passed over for the next the digest gives;
-- people are served in the order of their digests, not of the text.  So the same two people are told apart in the same way in all
-- articles, and a pseudonym differs from the usual one only where its own words stand in the article.
--
-- The forms of the name carry over: full name, surname alone, given name alone, initials, capitals, the plural of a family,
-- the family name first.  Reads 700 kB of lists when first used; then some ten microseconds for each person.

local core = require "bluepencil.core"
local gazetteer = require "bluepencil.gazetteer"
local paths = require "bluepencil.paths"
local same_name = require "bluepencil.same_name"

local M = {}

M.lists = { "names", "romanised" }

local PURPOSE = "pseudonym"
local FALLBACK = "english"              -- culture of a name that no list knows
local TRIES = 400                       -- an article with so many people in it exhausts a list; then the label serves

-- ---- lists ---------------------------------------------------------------------------------------------------------

local known, pools                      -- folded name -> { given | surname rows }; culture -> { given, surname } by sex

-- Between cultures that share a name, what is likelier in the news.
local weight = { english = 1.3, russian = 1.2, spanish = 1.1, french = 1.05, german = 1.05,
                 korean = 3, chinese = 2.5, arabic = 1.5, persian = 1.2, khmer = 1.5, vietnamese = 1.5, ethiopian = 1.5 }

local function pool_of (culture)
  local pool = pools[culture]
  if not pool then
    pool = { given = { m = {}, f = {}, [""] = {} }, surname = { m = {}, f = {}, [""] = {} } }
    pools[culture] = pool
  end
  return pool
end

local function read_list (path)
  local file, message = io.open(path, "rb")
  if not file then return nil, message end
  local text = file:read "a"
  file:close()
  for form, kind, culture, sex in text:gmatch "([^\t\n]+)\t(%l+)\t(%l+)\t(%l?)\n" do
    if kind == "given" or kind == "surname" then
      local list = pool_of(culture)[kind][sex]
      list[#list + 1] = form
      local folded = form:lower()                            -- the lists are ASCII
      local rows = known[folded]
      if not rows then rows = { given = {}, surname = {} }; known[folded] = rows end
      rows[kind][#rows[kind] + 1] = { culture, sex }
    end
  end
  return true
end

-- Men may have the names of the men's list and of both sexes'; the order is the lists'.
local function join (pool, kind)
  local lists = pool[kind]
  local both = lists[""]
  for _, sex in ipairs { "m", "f" } do
    local all = table.move(both, 1, #both, #lists[sex] + 1, lists[sex])
    lists[sex] = all
  end
end

local function load_lists ()
  if known then return true end
  known, pools = {}, {}
  for _, name in ipairs(M.lists) do
    local path, message = paths.data("pseudonyms/" .. name .. ".tsv")
    local ok = path ~= nil
    if ok then ok, message = read_list(path) end
    if not ok then known = nil return nil, message end
  end
  for _, pool in pairs(pools) do join(pool, "given"); join(pool, "surname") end
  return true
end

-- ---- what a name tells ----------------------------------------------------------------------------------------------

-- The parts of an entity's name as folded words: { given = { word = true }, surname = {}, initials, family_first }.
local function structure (entity)
  local parts = entity.parts or {}
  local s = { given = {}, surname = {}, given_list = {}, surname_list = {}, family_first = parts.family_first or false }
  local function take (text, kind)
    for word in (text or ""):gmatch "[^%s,]+" do
      local folded = same_name.fold(word)
      if folded ~= "" then
        s[kind][folded] = true
        table.insert(s[kind .. "_list"], folded)
        for half in word:gmatch "[^%-]+" do if half ~= word then s[kind][same_name.fold(half)] = true end end
      end
    end
  end
  if parts.surname then
    take(parts.surname, "surname")
    take(parts.forename, "given")
  else
    local words = same_name.words(entity.name or "")
    for i, word in ipairs(words) do take(word, i == #words and "surname" or "given") end
  end
  s.has_given = #s.given_list > 0
  return s
end

local function vote (votes, words, kind, worth)
  for _, word in ipairs(words) do
    for _, row in ipairs(known[word] and known[word][kind] or {}) do
      votes[row[1]] = (votes[row[1]] or 0) + worth * (weight[row[1]] or 1)
    end
  end
end

local function culture_of (s)
  local votes = {}
  vote(votes, s.surname_list, "surname", 1.5)
  vote(votes, s.given_list, "given", 1)
  local best, most = FALLBACK, 0
  for culture, n in pairs(votes) do
    if n > most or (n == most and culture < best) then best, most = culture, n end
  end
  return best
end

-- The sex that the lists say; nil when they say nothing or both.
local function sex_of (s, culture)
  local votes = { m = 0, f = 0 }
  local function count (words, kind)
    for _, word in ipairs(words) do
      for _, row in ipairs(known[word] and known[word][kind] or {}) do
        if row[2] ~= "" then votes[row[2]] = votes[row[2]] + (row[1] == culture and 3 or 1) end
      end
    end
  end
  count(s.given_list, "given")
  if votes.m == votes.f then count(s.surname_list, "surname") end
  if votes.m ~= votes.f then return votes.m > votes.f and "m" or "f" end
end

-- ---- drawing -------------------------------------------------------------------------------------------------------

local function number (bytes)
  local n = 0
  for i = 1, 6 do n = n * 256 + bytes:byte(i) end
  return n
end

-- Words that no pseudonym of the article may have or resemble: those of its names.
local function taken_words (doc)
  local state = doc.pseudonym_words
  if state then return state end
  state = { used = {}, names = {}, list = {} }
  for _, entity in ipairs(doc.entities) do
    for _, name in ipairs { entity.name, table.unpack(entity.aliases or {}) } do
      if type(name) == "string" then
        for word in name:gmatch "[^%s%-]+" do
          local folded = same_name.fold(word)
          if #folded >= 2 and not state.names[folded] then
            state.names[folded] = true
            if #folded >= 4 then state.list[#state.list + 1] = folded end
          end
        end
      end
    end
  end
  doc.pseudonym_words = state
  return state
end

local function is_free (doc, state, name)
  for part in name:gmatch "[^%-]+" do
    local folded = same_name.fold(part)
    if state.names[folded] or doc:find(part, true)[1] then return false end
  end
  local folded = same_name.fold(name)
  if state.used[folded] or state.names[folded] then return false end
  for _, word in ipairs(state.list) do
    if folded:find(word, 1, true) or (#folded >= 4 and word:find(folded, 1, true)) then return false end
  end
  return true
end

-- The first name of a list, in the order the digest gives, that suits.
local function draw (key, identity, part, list, suits)
  for try = 0, TRIES do
    local name = list[number(key:hmac(PURPOSE, ("%s\0%s\0%d"):format(identity, part, try))) % #list + 1]
    if suits(name) then return name end
  end
end

local function is_known_person (full)
  local lists = gazetteer.shipped()
  return lists ~= nil and lists:lookup(full) ~= nil
end

--- The name that stands for an entity in a document; kept in `entity.false_name`.
-- @treturn table { given, surname, structure } | nil, message
function M.of (entity, doc, key)
  if entity.false_name then return entity.false_name end
  local ok, message = load_lists()
  if not ok then return nil, message end
  local identity, s, state = same_name.key(entity.name or ""), structure(entity), taken_words(doc)
  local culture = culture_of(s)
  local sex = sex_of(s, culture) or (number(key:hmac(PURPOSE, identity .. "\0sex")) % 2 == 0 and "f" or "m")
  local pool = pools[culture]
  local function free (name) return is_free(doc, state, name) end
  local given = draw(key, identity, "given", pool.given[sex], free)
  local surname = given and draw(key, identity, "surname", pool.surname[sex], function (name)
    return name ~= given and free(name)
      and not is_known_person(s.family_first and name .. " " .. given or given .. " " .. name)
  end)
  if not surname then return nil, "no name is left for another person" end
  for _, name in ipairs { given, surname } do state.used[same_name.fold(name)] = true end
  entity.false_name = { given = given, surname = surname, structure = s }
  return entity.false_name
end

--- Give names to several people, in an order that does not depend on the text.
function M.assign (entities, doc, key)
  local rows = {}
  for _, entity in ipairs(entities) do
    rows[#rows + 1] = { entity = entity, order = key:hmac(PURPOSE, same_name.key(entity.name or "") .. "\0order") }
  end
  table.sort(rows, function (a, b)
    if a.order ~= b.order then return a.order < b.order end
    return a.entity.id < b.entity.id
  end)
  for _, row in ipairs(rows) do M.of(row.entity, doc, key) end
end

-- ---- forms ---------------------------------------------------------------------------------------------------------

local titles = {}
for word in ([[mr mrs ms miss mx dr prof sir dame lord lady rev sen rep gov gen col maj capt lt sgt]]):gmatch "%a+" do
  titles[word] = true
end

local function plural (name)
  return name .. ((name:find "[sxz]$" or name:find "[cs]h$") and "es" or "s")
end

-- "B", "J.B.", "JBS": the initials among the words of a name.
local function is_initials (word)
  return word:find "^%u%.?$" or word:find "^%u%.%-?%u%.?$" or word:find "^%u%.%-?%u%.%-?%u%.?$"
end

local function spell (name, s, word)
  local letters = {}
  local dot = word:find(".", 1, true) and "." or ""
  for letter in word:gmatch "%u" do letters[#letters + 1] = letter end
  if #letters == 1 then return name.given:sub(1, 1) .. dot end
  local given, surname = name.given:sub(1, 1) .. dot, name.surname:sub(1, 1) .. dot
  return s.family_first and surname .. given or given .. surname
end

-- The words of a form, each run of given names and of surnames once.
local function words_of (name, text)
  local s, out, last = name.structure, {}, nil
  for word in text:gmatch "[^%s,]+" do
    local bare = word:gsub("’", "'"):gsub("'s$", ""):gsub("'$", "")
    local folded = same_name.fold(bare)
    local kind = s.surname[folded] and "surname" or s.given[folded] and "given" or nil
    if s.surname[folded] and s.given[folded] and last == "surname" then kind = "given" end
    if kind then
      if kind ~= last then out[#out + 1] = name[kind] end
      last = kind
    elseif titles[folded] then
      out[#out + 1] = word
    elseif is_initials(bare) and last ~= "given" and s.has_given then
      out[#out + 1] = spell(name, s, bare)
      last = "given"
    end
  end
  return out, last
end

--- A form of the false name for a form of the true one.
-- @tparam table name  from `of`
-- @tparam string text  a mention: "Ana Bratu", "BRATU", "A. Bratu", "Bratus"
-- @tparam[opt] boolean is_family  the plural of a family
-- @treturn string
function M.form (name, text, is_family)
  local s = name.structure
  local result
  if is_family then
    local article = text:match "^([Tt]he%s+)"
    result = (article or "") .. plural(name.surname)
  else
    local out, found = words_of(name, text)
    if found then
      result = table.concat(out, " ")
    elseif text:find "^%u%u%u?%u?$" and s.has_given and #text <= 3 then
      result = name.given:sub(1, 1) .. name.surname:sub(1, 1)
    elseif text:find "%s" and s.has_given then
      result = s.family_first and name.surname .. " " .. name.given or name.given .. " " .. name.surname
    else
      result = s.has_given and name.given or name.surname        -- a nickname stands for the given name
    end
  end
  local is_capitals = not text:find "%l" and core.length((text:gsub("[%s%p]", ""))) > 3
    and core.fold(text, "case") ~= text
  return is_capitals and result:upper() or result
end

-- ---- codes ---------------------------------------------------------------------------------------------------------

-- No vowels: a code is no word.
local ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXZ"

--- A short code that stands for a name in the whole corpus: "K7Q2MX".  Two of 10,000 people share one once in ten corpora.
function M.code (entity, key, length)
  local n, out = number(key:hmac("label", same_name.key(entity.name or ""))), {}
  for i = 1, length or 6 do
    out[i] = ALPHABET:sub(n % #ALPHABET + 1, n % #ALPHABET + 1)
    n = n // #ALPHABET
  end
  return table.concat(out)
end

return M
