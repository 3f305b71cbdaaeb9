--- Gazetteers of a user's own beside the shipped one: what they name is a name.

local core = require "bluepencil.core"
local gazetteer = require "bluepencil.gazetteer"
local log = require "bluepencil.log"

local M = {}

local bit = gazetteer.bit
local org = bit.org | bit.agency
local place = bit.country | bit.region | bit.city | bit.major_city | bit.capital
local wanted = place | org | bit.public_figure | bit.given | bit.surname
local number = { Person = 1, Place = 2, Org = 3 }
local by_list, source = 0.95, nil

for n, name in pairs(core.name_sources) do
  if name == "name:list" then source = n end
end

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

--- The shipped gazetteer; nil where it is missing, which is said once.
function M.shipped ()
  local shipped, message = gazetteer.shipped()
  if not shipped and not told then
    told = true
    log.warn("%s; names are found without lists", message)
  end
  return shipped
end

--- Put what the added lists name among the candidates.
-- @tparam index index  of a document
-- @tparam table out  flat array { first, last, type, source, score, ... } as core.article_plan wants it
function M.put_added (index, out)
  for _, names in ipairs(extra) do
    local flat = names:scan(index, nil, nil, wanted)
    for n = 1, #flat, 3 do
      local value = flat[n + 2]
      local kind = value & org ~= 0 and "Org" or value & place ~= 0 and "Place" or "Person"
      local at = #out
      out[at + 1], out[at + 2], out[at + 3], out[at + 4], out[at + 5] = flat[n], flat[n + 1], number[kind], source, by_list
    end
  end
end

return M
