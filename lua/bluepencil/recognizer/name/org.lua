--- Organisations: abbreviations with their long form, bodies named by a word behind the name, newspapers.
--
--     High Court of Human Dignity (HCHD)   ->  both, and where each begins
--     Tavrin regional court                ->  one name, made by the noun
--     the Harbour human rights group       ->  "Harbour"; a group noun stays outside
--     the Solana bakery                    ->  the noun is part of the name
--
-- Looks at brackets, at the tagger's names and at what stands behind them.

local cues = require "bluepencil.recognizer.name.cues"
local lists_of = require "bluepencil.recognizer.name.lists"
local orgs = require "bluepencil.cues.orgs"
local press = require("bluepencil.recognizer.name.near").press
local rules = require "bluepencil.recognizer.name.rules"
local run = require "bluepencil.recognizer.name.run"
local words = require "bluepencil.cues.words"

local M = {}

local set = words.set
local bit = lists_of.bit
local by_abbreviation, by_head, by_noun = 0.95, 0.85, 0.8

-- Courts, governments and forces written small after a place: "Tavrin regional court".
local public_body = set [[court tribunal prosecutor's]]
local body_modifier = set [[regional district provincial city county state supreme high federal constitutional appeals criminal
  central municipal town military national local appellate juvenile family labor labour civil administrative]]
local article = set "the a an"
local inner = orgs.inner

-- The run of capitals that ends at j, through "of", "for the", "and".
local function long_form (s, j, letters)
  local i, k = j, j
  local sentence = s.sentence[j]
  local capitals = 1
  while s.sentence[k - 1] == sentence and capitals <= letters + 2 do
    k = k - 1
    if s.capital[k] and s:spaced(k + 1) then
      if run.is_stop(s, k) then break end
      i, capitals = k, capitals + 1
      if s:word(k):sub(1, 1) == nil then break end
    elseif not inner[s:word(k)] and not run.hyphen[s:word(k)] then break end
  end
  return i
end

-- The start from which the words up to j have the abbreviation's letters as initials, the shortest such.
local function expansion (s, j, short)
  local from = long_form(s, j, #short)
  for i = j - 1, from, -1 do
    if s.capital[i] and s:word(i):sub(1, 1) == short:sub(1, 1) and rules.initials_match(s, i, j, short) then return i end
  end
end

local by_split = 0.85

-- "Cambodia's Health Ministry": a place and, behind its possessive, a body.
local function split_at_possessive (s, hits, lists, hit)
  for k = hit.i + 1, hit.j - 1 do
    local from = s:after_possessive(k)
    if from then
      if from <= hit.j and s.capital[from] and lists:has(hit.i, k - 1, lists_of.major) then
        local i = hit.i
        hits:move(hit, from, hit.j)
        hits:put { i = i, j = k - 1, type = "Place", score = by_split, source = "name:possessive" }
      end
      return
    end
  end
end

--- Organisations end before a possessive and do not begin with what they are: "NGO Harbour", "Interior" Minister.
function M.bounds (s, hits, lists)
  for _, hit in ipairs(hits.list) do
    if hit.type == "Org" or hit.type == "Place" then
      local i, j = hit.i, hit.j
      while j > i and (s:after_possessive(j) or s:word(j):find("^%p$") and s:word(j) ~= ")") do j = j - 1 end
      while i < j and (s:lower(i) == "the" or orgs.acronym[s:lower(i)]) and s.capital[i + 1] do
        if orgs.acronym[s:lower(i)] then hit.score = math.min(hit.score, 0.4) end      -- what is left may be anything
        i = i + 1
      end
      if i ~= hit.i or j ~= hit.j then hits:move(hit, i, j) end
      local office = cues.noun[s:lower(j + 1)]
      if office and s.capital[j + 1] and cues.modifier[s:lower(j)] and i == j and s:spaced(j + 1) then hits:drop(hit)
      elseif j > i + 1 then split_at_possessive(s, hits, lists, hit) end
    end
  end
end

--- "Long Name (LN)": two names of one organisation.
function M.abbreviations (s, hits, _, _, near)
  for _, k in ipairs(near.bracket) do
    if s:word(k + 1) == ")" and s.sentence[k - 2] == s.sentence[k] and s.capital[k - 2] then
      local short = s:word(k)
      if short:find("^%u[%u%l.&]*%u%l?$") then
        local j = k - 2
        local i = expansion(s, j, short)
        if i then
          local hit = hits.at[i]
          if hit and hit.j >= j and hit.i < i and hit.type == "Org" then i = hit.i end
          if not (hit and hit.i == i and hit.j == j and hit.type == "Org") then
            hits:put { i = i, j = j, type = "Org", score = by_abbreviation, source = "name:abbreviation" }
          end
          if not (hits.at[k] and hits.at[k].type == "Org") then
            hits:put { i = k, j = k, type = "Org", score = by_abbreviation, source = "name:abbreviation" }
          end
          local abbreviation = hits.at[k]
          abbreviation.spelt_out, abbreviation.score = true, math.max(abbreviation.score, by_abbreviation)
        end
      end
    end
  end
end

-- Heads of bodies that have a house and are taken for places.
local body = set "hospital clinic ministry committee commission agency association council company corporation foundation"

--- A person or place whose last word makes an organisation: "Civic Harbour Committee".
function M.heads (s, hits, lists)
  for _, hit in ipairs(hits.list) do
    local kind, i, j = hit.type, hit.i, hit.j
    if kind == "Person" then
      local last = s:lower(j)
      if j > i and orgs.head[last] and not orgs.weak_head[last] and s.capital[j] and not lists:has(j, j, bit.surname) then
        hit.type, hit.score, hit.source, hit.title = "Org", by_head, "name:org-head", nil
      elseif j > i and orgs.thing_first[s:lower(i)] then hits:drop(hit)
      elseif s.capital[i - 1] and orgs.thing_first[s:lower(i - 1)] and s:same_sentence(i - 1, i) and s:spaced(i) then
        hits:drop(hit)
      end
    elseif kind == "Place" and j > i and body[s:lower(j)] and (s.capital[j] or hit.score < 0.5) then
      hit.type, hit.score, hit.source = "Org", by_head, "name:org-head"
    end
  end
end

-- The token of the noun in small letters behind a name that ends at j, and how many words stand between; nil without one.
local function noun_behind (s, j, list, between)
  local k = j + 1
  if s.sentence[k] ~= s.sentence[j] or not s:spaced(k) or s.capital[k] then return nil end
  local n, steps = k, 0
  while between[s:word(n)] and steps < 3 do n, steps = n + 1, steps + 1 end
  if list[s:word(n)] and s.sentence[n] == s.sentence[j] then return n, steps end
end

-- "the Harbour human rights group" where the tagger saw nothing in "Harbour".
local function nameless (s, hits, lists, blocked, near)
  for _, k in ipairs(near.article) do
    if not hits.at[k] and not blocked[k] and not run.is_stop(s, k) then
      local j = run.last(s, k, blocked)
      local group = noun_behind(s, j, orgs.group, orgs.between)
      local facility = not group and noun_behind(s, j, orgs.facility, orgs.between)
      if (group or facility) and hits:is_free(k, j) and not lists:has(k, j, bit.nationality | bit.group)
         and not orgs.acronym[s:lower(j)] then
        local source = group and "name:group" or "name:facility"
        hits:put { i = k, j = facility or j, type = "Org", score = by_noun, source = source, grouped = group ~= nil }
      end
    end
  end
end

local named = { Person = true, Place = true, Org = true }

--- Names that a noun in small letters makes organisations.
function M.nouns (s, hits, lists, blocked, near)
  for _, hit in ipairs(hits.list) do
    if named[hit.type] and not hit.title then
      local court, steps = noun_behind(s, hit.j, public_body, body_modifier)
      if court and steps > 0 and hit.type == "Place" then
        hits:move(hit, hit.i, court)
        hit.type, hit.score, hit.source = "Org", by_noun, "name:public-body"
      elseif article[s:lower(hit.i - 1)] and not lists:has(hit.i, hit.j, lists_of.major | bit.nationality) then
        local facility = noun_behind(s, hit.j, orgs.facility, orgs.between)
        if facility and orgs.head[s:lower(hit.j)] and hit.type == "Org" then facility = nil end     -- "the Kestrel Motors plant"
        if facility then
          hits:move(hit, hit.i, facility)
          hit.type, hit.score, hit.source = "Org", by_noun, "name:facility"
        elseif noun_behind(s, hit.j, orgs.group, orgs.between) then
          hit.grouped = true
          if hit.type ~= "Org" then hit.type, hit.source = "Org", "name:group" end
          hit.score = math.max(hit.score, by_noun)
        end
      end
    end
  end
  nameless(s, hits, lists, blocked, near)
end

-- "told The Harbour Ledger" where the tagger saw nothing.
local function newspapers (s, hits, blocked, near)
  for _, k in ipairs(near.press) do
    if not hits.at[k] and not blocked[k] and s.capital[k - 1] and s:spaced(k)
       and s.sentence[k - 1] == s.sentence[k] then
      local i = run.first(s, k, blocked)
      if i < k and s:word(i - 1) == "The" and not s:opens_sentence(i - 1) and s.sentence[i - 1] == s.sentence[i]
         and hits:is_free(i, k) then
        hits:put { i = i - 1, j = k, type = "Org", score = by_head, source = "name:newspaper", kind = "media" }
      end
    end
  end
end

--- "The Moscow Times": the article belongs to a newspaper's name when it has a capital inside a sentence.
function M.articles (s, hits, lists, blocked, near)
  newspapers(s, hits, blocked, near)
  for _, hit in ipairs(hits.list) do
    local i = hit.i - 1
    -- "told The Harbour Ledger": a place by its first word
    if hit.type == "Place" and hit.j > hit.i and press[s:lower(hit.j)] and s.capital[hit.j] and s:word(i) == "The"
       and not s:opens_sentence(i) and not lists:has(hit.i, hit.j, lists_of.place) then
      hit.type, hit.score, hit.source = "Org", by_head, "name:newspaper"
    end
    if hit.type == "Org" and not hit.subtype then
      if not hit.kind and lists:has(hit.i, hit.j, bit.agency) then hit.kind = "media" end
      if s:word(i) == "The" and (hit.kind == "media" or press[s:lower(hit.j)]) and not s:opens_sentence(i)
         and s.sentence[i] == s.sentence[hit.i] and not hits.at[i] then hits:move(hit, i, hit.j) end
    end
  end
end

return M
