--- What the gazetteers know about the words of one document: asked for a span, not read for the whole text.
--
-- One scan gives the peoples, languages and groups, which no tagger looks for; every other question is a look-up of one
-- span.  Lists that a user added (lists.add) are read whole: what they name is a name.

local gazetteer = require "bluepencil.gazetteer"
local log = require "bluepencil.log"

local M = {}
local Lists = {}
Lists.__index = Lists

local bit = gazetteer.bit
M.bit = bit
M.place = bit.country | bit.region | bit.city | bit.major_city | bit.capital
M.major = bit.country | bit.capital | bit.region | bit.major_city
M.org = bit.org | bit.agency
local peoples = bit.nationality | bit.language | bit.group

local extra = {}
local told = false

--- Use one more gazetteer, such as a newsroom's own list (gazetteer.user), beside the shipped one.
function M.add (names) extra[#extra + 1] = names end

--- Take it away again.
function M.remove (names)
  for n, known in ipairs(extra) do
    if known == names then table.remove(extra, n); return end
  end
end

--- What is known about the words of a document.
-- @tparam Stream s
function M.of (s)
  local shipped, message = gazetteer.shipped()
  if not shipped and not told then
    told = true
    log.warn("%s; names are found without lists", message)
  end
  return setmetatable({ index = s.index, stream = s, shipped = shipped, values = {} }, Lists)
end

--- The kinds of the span from token i to j, as bits; 0 when it is not listed.
function Lists:value (i, j)
  local key = i * 64 + (j - i)
  local value = self.values[key]
  if value then return value end
  local s = self.stream
  value = self.shipped and self.shipped:lookup_span(self.index, s:first(i), s:last(j)) or 0
  self.values[key] = value
  return value
end

--- Is the span of one of the kinds?
function Lists:has (i, j, kinds) return self:value(i, j) & kinds ~= 0 end

--- Peoples, languages and groups: a flat array { first, last, value, ... }.
function Lists:peoples ()
  return self.shipped and self.shipped:scan(self.index, nil, nil, peoples) or {}
end

--- "country", "capital", "region" or "city" for a listed place, else nil.
function Lists:kind_of_place (i, j)
  local value = self:value(i, j)
  if value & M.place == 0 then return nil end
  return value & bit.country ~= 0 and "country" or value & bit.capital ~= 0 and "capital"
    or value & bit.region ~= 0 and "region" or "city"
end

local wanted = M.place | M.org | bit.public_figure | bit.given | bit.surname

--- What the added lists name: list of { first, last, type }.
function Lists:added ()
  local out = {}
  for _, names in ipairs(extra) do
    local flat = names:scan(self.index, nil, nil, wanted)
    for n = 1, #flat, 3 do
      local value = flat[n + 2]
      out[#out + 1] = {
        first = flat[n], last = flat[n + 1],
        type = value & M.org ~= 0 and "Org" or value & M.place ~= 0 and "Place" or "Person",
      }
    end
  end
  return out
end

return M
