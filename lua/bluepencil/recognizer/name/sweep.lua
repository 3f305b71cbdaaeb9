--- Look for decided names where the rules could not see them: in headlines, in capitals, as a family's plural.
--
-- In a title-case line a capital says nothing, so only names known from the body, listed names and a listed given name
-- with a word that is no ordinary one behind it count.  "North Korea Deal" and "Activist Says" are nobody.

local stream = require "bluepencil.recognizer.name.stream"
local words = require "bluepencil.cues.words"

local M = {}

-- name -> its folded tokens, filed under the first of them
local function file (s, known, seen, i, j, hit)
  local key = s:key(i, j)
  if seen[key] then return end
  seen[key] = true
  local tokens = {}
  for k = i, j do tokens[#tokens + 1] = s:lower(k) end
  local entry = { tokens = tokens, type = hit.type, kind = hit.kind, subtype = nil }
  local first = tokens[1]
  known[first] = known[first] or {}
  table.insert(known[first], entry)
end

local function matches (s, i, entry)
  local tokens = entry.tokens
  for n = 2, #tokens do
    if s:lower(i + n - 1) ~= tokens[n] then return nil end
  end
  local j = i + #tokens - 1
  if s.sentence[j] ~= s.sentence[i] then return nil end
  return j
end

-- The singular of "the Baeks", "the Joneses", or nil.
local function singular (word, parts)
  local base = word:match("^(.+)s$")
  if not base then return nil end
  if parts[base] then return base end
  base = base:match("^(.+)e$")
  return base and parts[base] and base
end

--- Add what is found to `found`.
-- @tparam table parts  folded part of a person's name -> full names
-- @tparam table title_case  sentence -> true where capitals mean nothing
function M.run (s, lists, found, parts, title_case, blocked)
  local covered, known, seen = {}, {}, {}
  for n = 1, #found do
    local hit = found[n]
    for k = hit.i, hit.j do covered[k] = hit end
    if hit.type ~= "Nationality" and hit.type ~= "Language" and not (hit.i == hit.j and hit.subtype) then
      file(s, known, seen, hit.i, hit.j, hit)
    end
  end
  for _, i in ipairs(s.capitals) do
    local number = s.sentence[i]
    local word = s:lower(i)
    local plain = stream.plain(word)
    if not number or blocked[i] then goto continue end
    local hit = covered[i]
    if hit then
      -- "The Perdases have moved": a plural after "the" is the family
      if hit.i == i and hit.j == i and s:lower(i - 1) == "the" then
        if singular(plain, parts) then hit.type, hit.subtype, hit.source = "Person", "family", "name:family" end
      end
      goto continue
    end
    do
      local best, last
      for _, entry in ipairs(known[word] or {}) do
        local j = matches(s, i, entry)
        if j and (not last or j > last) and not covered[j] then best, last = entry, j end
      end
      local single = not best or last == i
      if single and words.ordinary[word] then best = nil end
      if single and parts[plain] and not words.ordinary[word] and not (words.functional[word] and not s.upper[i]) then
        if not best then best, last = { type = "Person" }, i end
      end
      if best and single and words.functional[word] then best = nil end
      if single and not best and parts[plain] and words.month[word] and words.speech[s:lower(i + 1)] then
        best, last = { type = "Person" }, i                                   -- "May said", where a Theresa May is known
      end
      local source = "name:article"
      if not best and s:lower(i - 1) == "the" and singular(plain, parts) then
        best, last, source = { type = "Person", subtype = "family" }, i, "name:family"
      end
      if not best and title_case[number] then
        if lists.given[i] and s.capital[i + 1] and s.sentence[i + 1] == number and s:spaced(i + 1)
           and not lists.common[i + 1] and not words.functional[s:lower(i + 1)]
           and (lists.surname[i + 1] or not lists.common[i]) then
          best, last, source = { type = "Person" }, i + 1, "name:headline"
        elseif lists.org[i] then best, last, source = { type = "Org" }, lists.org[i], "name:gazetteer"
        elseif lists.place[i] and not lists.common[i] then
          best, last, source = { type = "Place", kind = lists.kind[i] }, lists.place[i], "name:gazetteer"
        end
      end
      if best then
        local one = { i = i, j = last, type = best.type, subtype = best.subtype, kind = best.kind, source = source, total = 4 }
        found[#found + 1] = one
        for k = i, last do covered[k] = one end
      end
    end
    ::continue::
  end
end

return M
