--- Sequences of capitalised words: what might be a name, cut where a name cannot go on.
--
--     Interior Minister Amadeo Larrobla          ->  title | name
--     Baek's lawyers, Harbour's Olga Reiss  ->  name | name | name
--     Ludwig van Beethoven, J. B. Smith Jr., Baek Seon-ho, Bashar al-Assad  ->  one name each
--
-- Says where names may stand, not what they are; costs one look at each capitalised word and its neighbours.

local cues = require "bluepencil.recognizer.name.cues"
local orgs = require "bluepencil.cues.orgs"
local words = require "bluepencil.cues.words"

local M = {}

local functional, month, weekday, calendar = words.functional, words.month, words.weekday, words.calendar
local particle, suffix = words.particle, words.suffix
local opening_particle, after_hyphen = words.opening_particle, words.after_hyphen

local hyphen = { ["-"] = true, ["‐"] = true, ["‑"] = true }
local quote_mark = words.set [[“ ” " ‘ ’ ' « »]]
M.hyphen, M.quote_mark = hyphen, quote_mark

-- A hyphen that joins tokens k-1 and k+1: no space around it but a line end after it.
local function is_joining (s, k)
  if not hyphen[s:word(k)] or s:spaced(k) or s.sentence[k + 1] ~= s.sentence[k] then return false end
  if not s:spaced(k + 1) then return true end
  return s.text:sub(s:last(k) + 1, s:first(k + 1) - 1):find("\n", 1, true) ~= nil
end

-- The token a name goes on to from `j`, or nil.  `i` is where it began.
local function step (s, lists, i, j, blocked)
  local k = j + 1
  local sentence = s.sentence[i]
  if s.sentence[k] ~= sentence or blocked[k] then return nil end
  if s.capital[k] then
    if s:spaced(k) or hyphen[s:word(j)] then return k end
    return nil
  end
  local word = s:word(k)
  if is_joining(s, k) then
    if blocked[k + 1] then return nil end
    if s.capital[k + 1] then return k + 1 end
    local lower = s:word(k + 1)
    if lists.name_part[j] and #lower <= 6 and lower:find("^%l+$") and j > i then return k + 1 end      -- Moon Jae-in
    if #lower <= 7 and lower:find("^%l") and not after_hyphen[lower] and not (#lower > 5 and lower:find("ing$"))
       and not (#lower > 3 and lower:find("ed$"))
       and (j > i or (s.capital[k + 2] and s.sentence[k + 2] == sentence and s:spaced(k + 2))) then
      return k + 1
    end
    return nil
  end
  if particle[word] and s:spaced(k) then
    local n = k + 1
    if is_joining(s, n) and s.capital[n + 1] then return n + 1 end          -- Bashar al-Assad
    if particle[s:word(n)] then n = n + 1 end                               -- van der Berg
    if s.capital[n] and s.sentence[n] == sentence and s:spaced(n) and not blocked[n] then return n end
    return nil
  end
  if word == "," and suffix[s:lower(k + 1)] and s.capital[k + 1] and s.sentence[k + 1] == sentence then return k + 1 end
  if word == "&" and s.capital[k + 1] and s.sentence[k + 1] == sentence then return k + 1 end
  if quote_mark[word] and s:spaced(k) and s.capital[k + 1] and quote_mark[s:word(k + 2)] and not s:spaced(k + 2)
     and s.capital[k + 3] and s.sentence[k + 3] == sentence and s:spaced(k + 3) then
    return k + 3                                                            -- William “Bill” Hart
  end
end

-- Where a name that has its first capital at `i` really begins: "al-Assad", "von Trapp".
local function opening (s, i)
  if is_joining(s, i - 1) and opening_particle[s:word(i - 2)] and s.sentence[i - 2] == s.sentence[i] then return i - 2 end
  if opening_particle[s:word(i - 1)] and s.sentence[i - 1] == s.sentence[i] and s:spaced(i) then
    if particle[s:word(i - 2)] and opening_particle[s:word(i - 2)] then return i - 2 end
    return i - 1
  end
  return i
end

-- Is the month or weekday at k a person's name here: "April Jones said", "Mark May" ?
local function is_name_here (s, lists, k)
  -- "Johnnie Christmas", "Mrs. May", "Mark Will, a witness"
  if s.capital[k - 1] and not s:opens_sentence(k) and s:spaced(k) and not weekday[s:lower(k)]
     and (lists.given[k - 1] or cues.honorific[s:lower(k - 1)]) then
    if month[s:lower(k)] or not functional[s:lower(k)] then return not s:word(k + 1):find("^%d") end
    if lists.surname[k] then
      local after = s:lower(k + 1)
      return after == "," or words.speech[after] or words.auxiliary[after] or s:after_possessive(k + 1) ~= nil
    end
  end
  if functional[s:lower(k)] and not (lists.surname[k + 1] and not lists.nationality[k + 1]) then return false end
  return lists.given[k] and s.capital[k + 1] and s:spaced(k + 1) and s.sentence[k + 1] == s.sentence[k]
    and not weekday[s:lower(k + 1)] and not words.locative[s:lower(k - 1)] and s:lower(k - 1) ~= "since"
end

local function is_stop (s, lists, k)
  if lists.in_figure[k] then return false end
  local lower = s:lower(k)
  if functional[lower] or month[lower] or weekday[lower] or calendar[lower] then
    if s:word(k):find("^%u%.$") then return false end
    if s.upper[k] and lower ~= "i" and #lower <= 3 then return false end         -- US, WHO, IT
    return not is_name_here(s, lists, k)
  end
  return false
end

-- Titles that are given names more often when they open a name: "Dean Holt".
local given_title = words.set "dean earl duke marshal page rex christian"

local function is_thing (word) return orgs.head[word] or orgs.thing_head[word] or words.place_head[word] end

-- Nothing but titles: "Prime Minister", "Surgeon General".
local function is_office (s, i, j)
  for k = i, j do
    if s.capital[k] and not cues.title(s:lower(k)) and not cues.modifier[s:lower(k)] then return false end
  end
  return cues.noun[s:lower(j)] ~= nil
end

-- The sequence is cut at titles and functional words; the parts that may be names are added to `out`.
local function cut (s, lists, i, j, out)
  local from, title, title_at = i, nil, nil
  -- "Secretary of State Ana Ruiz": the office goes on
  if j > i and s:word(i - 1) == "of" and cues.title(s:lower(i - 2)) and (cues.modifier[s:lower(i)] or s:lower(i) == "state")
     and s.sentence[i - 2] == s.sentence[i] then
    title, title_at, from = cues.title(s:lower(i - 2)), i - 2, i + 1
  end
  local k = from
  local function close (last)
    if last >= from and not (from == i and is_office(s, from, last)) then
      while last > from and hyphen[s:word(last)] do last = last - 1 end
      out[#out + 1] = {
        i = from, j = last, title = title, title_at = title_at, initial = false, key = false, sentence = false, evidence = false,
        type = false, total = 0,
      }
    end
    title, title_at = nil, nil
  end
  while k <= j do
    if s.capital[k] then
      local lower = s:lower(k)
      if is_stop(s, lists, k) then
        close(k - 1)
        from = k + 1
        while from <= j and not s.capital[from] and not opening_particle[s:word(from)] do from = from + 1 end
        k = from - 1
      elseif cues.honorific[lower] and k < j then
        close(k - 1)
        title, title_at, from = { honorific = cues.honorific[lower] }, k, k + 1
      elseif k < j and cues.title(lower) and s:spaced(k + 1) and not is_office(s, k, j) and not is_thing(s:lower(j))
             and not lists.place[k] and not (lists.given[k] and k == i and given_title[lower]) then
        -- modifiers of a title stay with it: "Deputy Interior Minister"
        local last = k - 1
        while last >= from and (cues.modifier[s:lower(last)] or cues.title(s:lower(last))) do last = last - 1 end
        close(last)
        title, title_at, from = cues.title(lower), k, k + 1
      end
    end
    k = k + 1
  end
  close(j)
end

--- The sequences of a document.
-- @tparam Stream s
-- @tparam table lists  what the gazetteers know: see lists.lua
-- @tparam table blocked  tokens no name may hold (dates, addresses ...)
-- @treturn table list of { i, j (tokens), title (row of cues.title or { honorific }), title_at, initial }
function M.read (s, lists, blocked)
  local out = {}
  local done = 0
  for _, first in ipairs(s.capitals) do
    if first > done and s.sentence[first] and not blocked[first] then
      local i = opening(s, first)
      if i <= done then i = first end
      local j = lists.public_figure[first] or first                          -- "Theresa May", whatever its words are
      while true do
        local next_token = step(s, lists, i, j, blocked)
        if not next_token then break end
        j = next_token
      end
      local from = #out + 1
      cut(s, lists, i, j, out)
      for n = from, #out do
        local seq = out[n]
        local before = s:word(seq.i - 1)
        seq.initial = s:opens_sentence(seq.i) or (before ~= nil and (quote_mark[before] and s:opens_sentence(seq.i - 1)
          or quote_mark[before] and not s:spaced(seq.i) or before == ":" or before == "•")) or false
      end
      done = j
    end
  end
  return out
end

return M
