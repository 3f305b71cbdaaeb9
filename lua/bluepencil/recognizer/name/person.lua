--- Persons: what news copy says of them for certain, and where their names begin and end.
--
--     Justice Varga                ->  a person although nothing else is known of the name
--     US President Ana Ruiz        ->  the office is not part of the name
--     Then Mirela Donat, 34, left  ->  a person, by the age
--
-- Looks at the tagger's persons, at capitals behind titles, at ages, bylines and credits: nowhere else.

local cues = require "bluepencil.recognizer.name.cues"
local family = require "bluepencil.cues.family"
local lists_of = require "bluepencil.recognizer.name.lists"
local orgs = require "bluepencil.cues.orgs"
local run = require "bluepencil.recognizer.name.run"
local words = require "bluepencil.cues.words"

local M = {}

local bit = lists_of.bit
local place_like = lists_of.place | bit.nationality

-- Scores of the rules: how often each is right on news.
local by_title, by_age, by_form, by_owner = 0.93, 0.95, 0.97, 0.9
local not_owner = bit.common_word | bit.nationality | bit.group | bit.weekday_month | bit.occupation

-- Titles that are given names more often when they open a name: "Dean Holt".
local given_title = words.set "dean earl duke marshal page rex christian prince king baron bishop judge pope major deacon abbot"

local function is_title (word) return cues.honorific[word] or cues.title(word) end

-- The row of the title whose last word is the token k, written with a capital; `whole`: "Secretary of State".
local function title_at (s, k)
  local lower = s:lower(k)
  if s.capital[k] then
    local honorific = cues.honorific[lower]
    if honorific then return { honorific = honorific } end
    local row = cues.title(lower)
    if row then return row end
  end
  if (cues.modifier[lower] or lower == "state") and s:word(k - 1) == "of" and s.capital[k - 2]
     and s.sentence[k - 2] == s.sentence[k] then return cues.title(s:lower(k - 2)) end
end

--- The title right before token i, or nil.
local function title_before (s, i)
  local k = i - 1
  if s.sentence[k] ~= s.sentence[i] or not s:spaced(i) then return nil end
  return title_at(s, k)
end

-- Everything up to the last office in a name is office when nothing but offices, places and peoples stand before it.
local function name_behind_office (s, lists, i, j)
  local from, k = nil, i
  while k < j do
    local lower = s:lower(k)
    if s.capital[k] and s:spaced(k + 1) and s.capital[k + 1] and is_title(lower)
       and not (given_title[lower] and k == i and k + 1 == j and not cues.honorific[lower])
       and not words.suffix[s:lower(k + 1)] then from = k + 1
    elseif not (cues.modifier[lower] or lists:has(k, k, place_like) or lower == "of" and s:lower(k + 1) == "state"
                or lower == "state") then break end
    k = k + 1
  end
  return from
end

-- The words behind a title are no person's: "President Assembly", "Justice Department".
local function is_thing (s, lists, i, j)
  local last = s:lower(j)
  return orgs.head[last] or orgs.thing_head[last] or words.place_head[last] or run.is_office(s, i, j)
    or lists:has(i, j, lists_of.org | bit.country | bit.region | bit.nationality | bit.group)
end

-- Titles that open no organisation's or place's name without a thing at its end.
local sure_title = words.set [[justice judge sen. rep. gov. dr dr. prof. professor senator congressman congresswoman lt. col. gen.
  capt. sgt. det. rev. detective sergeant inspector]]

-- "Justice Varga" taken for a body or a place: the row of the title and where the name behind it begins.
local function titled_person (s, lists, i, j)
  local lower = s:lower(i)
  if not (cues.honorific[lower] or sure_title[lower]) or not s.capital[i + 1] or not s:spaced(i + 1) then return nil end
  local from = i + 1
  if j - from > 2 or is_thing(s, lists, from, j) or lists:has(i, j, lists_of.org | lists_of.place) then return nil end
  return from
end

--- Persons end where their names end: titles and descriptions go, what a hyphen or a suffix adds comes.
function M.bounds (s, hits, lists)
  for _, hit in ipairs(hits.list) do
    if hit.type == "Person" then
      local i, j = hit.i, hit.j
      local from = name_behind_office(s, lists, i, j)
      if from then i = from end
      if s:lower(i) == "née" or s:lower(i) == "nee" then i = i + 1 end
      if i <= j then
        i = run.opening(s, i)
        local k = run.joined(s, i, j)
        while k do j = k; k = run.joined(s, i, j) end
        if i ~= hit.i or j ~= hit.j then hits:move(hit, i, j) end
        hit.title = title_before(s, i)
      end
    elseif hit.j > hit.i then
      local from = titled_person(s, lists, hit.i, hit.j)
      if from then
        hits:move(hit, from, hit.j)
        hit.type, hit.source, hit.score, hit.title = "Person", "name:title", by_title, title_before(s, from)
      end
    end
  end
end

--- "Justice Varga", "Mr. Ford": a capital behind a title is a person's.
function M.behind_titles (s, hits, lists, blocked, near)
  local at = hits.at
  for _, k in ipairs(near.office) do
    local lower = s:lower(k)
    local i = k + 1
    if s.capital[i] and s.sentence[i] == s.sentence[k] and s:spaced(i)
       and not blocked[i] and not is_title(s:lower(i)) and not cues.modifier[s:lower(i)] then
      local hit, own, honorific = at[i], at[k], cues.honorific[lower]
      if not hit then
        if not own then
          local j = run.last(s, i, blocked)
          if not run.is_stop(s, i) and not is_thing(s, lists, i, j) and hits:is_free(i, j)
             and (honorific or not s:opens_sentence(k) or j == i) then
            local source = honorific and "name:honorific" or "name:title"
            hits:put { i = i, j = j, type = "Person", score = by_title, source = source, title = title_before(s, i) }
          end
        end
      elseif hit.i == i and hit.type ~= "Person" and honorific and not is_thing(s, lists, i, hit.j) then
        hit.type, hit.source, hit.score, hit.title = "Person", "name:honorific", by_title, title_before(s, i)
      end
    end
  end
end

--- "X, 54,": whoever has an age is a person.
function M.with_ages (s, hits, lists, blocked)
  for _, a in ipairs(s.doc:annotations("Age")) do
    local k = s:at(a.first)
    local j = k - 2
    if s:word(k - 1) == "," and s.sentence[j] == s.sentence[k] and s:word(k):find("^%d+$") then
      local hit = hits.at[j]
      if hit and hit.j == k and not lists:has(hit.i, j, lists_of.major) then hits:move(hit, hit.i, j) end   -- "Baek, 41" is no name
      if hit and hit.type ~= "Person" and hit.j == j and s:lower(hit.i - 1) ~= "the" and not lists:has(hit.i, j, lists_of.major) then
        hit.type, hit.source, hit.score = "Person", "name:age", by_age
      elseif hit and hit.type == "Person" and hit.j == j then hit.score, hit.certain = math.max(hit.score, by_age), true
      elseif not hit and s.capital[j] and not blocked[j] and not run.is_stop(s, j) and not (s.upper[j] and s.upper[j - 1]) then
        local i = run.first(s, j, blocked)
        if hits:is_free(i, j) and s:lower(i - 1) ~= "the" and not is_thing(s, lists, i, j) then
          hits:put { i = i, j = j, type = "Person", score = by_age, source = "name:age", title = title_before(s, i) }
        end
      end
    end
  end
end

--- "Eskil “Pepper” Nordlysen", "Hanadi “Zuzu” bin Rashid": two capitals around a word or two in quotation marks.
function M.nicknames (s, hits, _, blocked)
  for _, quote in ipairs(s.doc:annotations("Quote")) do
    if quote.last - quote.first < 32 then
      local i, j = s:range(quote.first, quote.last)
      local k = j and j + 1
      if i and j - i >= 2 and j - i <= 4 and s.capital[i + 1] and s.capital[i - 1] and s:spaced(i) and s:spaced(k)
         and s.sentence[i - 1] == s.sentence[k] and s.sentence[k] and not run.is_stop(s, i - 1) and not is_title(s:lower(i - 1)) then
        while words.opening_particle[s:word(k)] do k = k + (run.is_joining(s, k + 1) and 2 or 1) end
        if s.capital[k] and s.sentence[k] == s.sentence[i] and not run.is_stop(s, k) and not blocked[k] and k - j <= 4
           and not orgs.head[s:lower(k)] and not orgs.thing_head[s:lower(k)] and not words.place_head[s:lower(k)] then
          local first, last = run.first(s, i - 1, blocked), run.last(s, k, blocked)
          local hit = hits:put { i = first, j = last, type = "Person", score = by_owner, source = "name:nickname", certain = true }
          hit.title = title_before(s, first)
        end
      end
    end
  end
end

-- What only people have: relatives, lawyers, a widow, a testimony.
local owned = words.set [[lawyer lawyers attorney attorneys testimony widow remains body funeral injuries]]

--- "Velda's lawyers": who has a lawyer or a sister is a person, when the tagger saw nothing there.
function M.owners (s, hits, lists, blocked, near)
  for _, j in ipairs(near.owner) do
    local hit = hits.at[j]
    if hit and hit.type == "Person" and owned[s:word(s:after_possessive(j + 1) or 0) or ""] then hit.certain = true end
    if not hit and not blocked[j] and not run.is_stop(s, j) then
      local from = s:after_possessive(j + 1)
      local word = from and s.sentence[from] == s.sentence[j] and s:word(from)
      if word and (owned[word] or family.relative[word]) and not lists:has(j, j, not_owner) and not cues.noun[s:lower(j)]
         and not cues.plural[s:lower(j)] then
        local i = run.first(s, j, blocked)
        if hits:is_free(i, j) and not is_title(s:lower(i)) and not is_thing(s, lists, i, j) then
          hits:put { i = i, j = j, type = "Person", score = by_owner, source = "name:owner", title = title_before(s, i) }
        end
      end
    end
  end
end

local function put_span (s, hits, span, kind, source)
  if not span or not span.first then return end
  local i, j = s:range(span.first, span.last)
  if i and j and i <= j and s.sentence[i] then
    hits:put { i = i, j = j, type = kind, score = by_form, source = source, kind = kind == "Org" and "media" or nil }
  end
end

-- A byline or dateline that nobody has read before: the name behind "By", the agency behind a slash or in brackets.
local function read_credit (s, hits, block, blocked)
  local first, last = s:range(block.first, block.last)
  local k = first
  while k and k <= last do
    if s.capital[k] and not run.is_stop(s, k) and not hits.at[k] and not blocked[k] then
      local j = math.min(run.last(s, k, blocked), last)
      local before = s:lower(k - 1)
      if before == "/" or before == "," or before == "(" then
        hits:put { i = k, j = j, type = "Org", score = by_form, source = "name:credit" }
      elseif block.type == "Dateline" then
        if k == first then hits:put { i = k, j = j, type = "Place", score = by_form, source = "name:dateline" } end
      elseif before == "by" or before == "and" or before == ":" then
        hits:put { i = k, j = j, type = "Person", score = by_form, source = "name:byline" }
      end
      k = j
    end
    k = k + 1
  end
end

--- Bylines, credits and datelines: their form says who and what stands in them.
function M.by_form (s, hits, _, blocked)
  for _, block in ipairs(s.doc.blocks) do
    local kind = block.type
    if kind == "Byline" or kind == "Credit" then
      if block.people or block.agency then
        for _, span in ipairs(block.people or {}) do put_span(s, hits, span, "Person", "name:byline") end
        put_span(s, hits, block.agency, "Org", "name:credit")
      else read_credit(s, hits, block, blocked) end
    elseif kind == "Dateline" then
      if not block.places and not block.agency then read_credit(s, hits, block, blocked) end
      for _, span in ipairs(block.places or {}) do put_span(s, hits, span, "Place", "name:dateline") end
      put_span(s, hits, block.agency, "Org", "name:dateline")
    end
  end
end

--- "Theresa May": a word that was taken for a month belongs to a person when the tagger says so with a word before it.
function M.owns_month (s, hit, k) return hit.type == "Person" and hit.i < k and words.month[s:lower(k)] and hit.score > 0.5 end

return M
