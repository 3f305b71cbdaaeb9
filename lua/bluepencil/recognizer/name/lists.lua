--- What the gazetteers know about the words of one document, by token.
--
-- One scan of the shipped gazetteer (and of those added) gives every listed name; this puts the hits where the rules can
-- ask for them.  A name may be of several kinds at once ("Georgia"): the rules weigh them, nothing is decided here.

local gazetteer = require "bluepencil.gazetteer"
local log = require "bluepencil.log"

local M = {}

local bit = gazetteer.bit
local given, surname, common = bit.given, bit.surname, bit.common_word
local place = bit.country | bit.region | bit.city | bit.major_city | bit.capital
local org = bit.org | bit.agency
local wanted = given | surname | common | place | org | bit.nationality | bit.language | bit.group | bit.public_figure
  | bit.name_part
local country, capital, region = bit.country, bit.capital, bit.region
local major = bit.major_city

local extra = {}
local told = false

--- Use one more gazetteer, such as a newsroom's own list (gazetteer.user), beside the shipped one.
function M.add (names) extra[#extra + 1] = names end

local function each (self, s, names)
  local flat = names:scan(s.index)
  for n = 1, #flat, 3 do
    local value = flat[n + 2]
    if value & wanted ~= 0 then
      local i = s:at(flat[n])
      local j = s:last(i) == flat[n + 1] and i or s:at(flat[n + 1])
      if s.capital[i] then
        if value & given ~= 0 then self.given[i] = true end
        if value & surname ~= 0 then self.surname[j] = true end
        if value & common ~= 0 then self.common[i] = true end
        if value & bit.name_part ~= 0 then self.name_part[i] = true end
        if value & place ~= 0 then
          self.place[i] = j
          self.kind[i] = value & country ~= 0 and "country" or value & capital ~= 0 and "capital"
            or value & region ~= 0 and "region" or "city"
          self.major[i] = value & (country | capital | region | major) ~= 0
        end
        if value & org ~= 0 then
          self.org[i] = j
          if value & bit.agency ~= 0 then self.org_kind[i] = "media" end
        end
        if value & bit.nationality ~= 0 then self.nationality[i] = j end
        if value & bit.language ~= 0 then self.language[i] = j end
        if value & bit.group ~= 0 then self.group[i] = j end
        if value & bit.public_figure ~= 0 then
          self.public_figure[i] = j
          for k = i, j do self.in_figure[k] = true end
        end
      end
    end
  end
end

--- What is known about the words of a document.
-- @tparam Stream s
-- @treturn table  `given`, `surname`, `common`, `name_part` (by token: true); `place`, `nationality`, `language`, `group`,
--   `org`, `public_figure` (by first token: last token); `in_figure` (by token of a public figure's name: true);
--   `kind` ("country", "capital", "region", "city") and `major` (a place everybody knows) by first token of a place;
--   `org_kind` ("media")
function M.of (s)
  local self = {
    given = {}, surname = {}, common = {}, name_part = {}, place = {}, nationality = {}, language = {}, group = {}, org = {},
    public_figure = {}, in_figure = {}, kind = {}, major = {}, org_kind = {},
  }
  local shipped, message = gazetteer.shipped()
  if shipped then each(self, s, shipped)
  elseif not told then
    told = true
    log.warn("%s; names are found from their context alone", message)
  end
  for _, names in ipairs(extra) do each(self, s, names) end
  return self
end

return M
