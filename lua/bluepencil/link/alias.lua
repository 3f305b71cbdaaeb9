--- Other names somebody goes by: 'known as "the Terminator"', 'under the pseudonym P-0112', 'alias Tikolo'.
--
-- The words become a mention of the person the sentence is about, so that they go with the name.  Costs a look at each sign.

local entities = require "bluepencil.entity"
local signs = require "bluepencil.entity.signs"
local words = require "bluepencil.cues.words"

local M = {}

local phrases = {}
for phrase in ([[known as|also known as|better known as|nicknamed|dubbed|alias|aka|a.k.a.|under the name|under the pseudonym|under the alias|
    by the name|by the nickname|goes by|went by|who uses the name|using the name|pseudonym|code-named|codenamed]]):gmatch "[^|\n]+" do
  phrases[phrase:match "^%s*(.-)%s*$"] = true
end
local ALIAS = signs.declare("alias", phrases)

local LONGEST = 40                                  -- bytes of an alias
local stops = words.set "of and who a an in"        -- "known as a hard man"

-- The person before token k in its sentence.
local function person_before (doc, s, k)
  local first = s:first(s.sentence_first[s.sentence[k]])
  local list = doc:inside(first, s:first(k), "Person")
  for n = #list, 1, -1 do
    local e = list[n].entity
    if e and e.type == "Person" then return e end
  end
end

-- What stands behind the phrase that begins at token k: its first and last byte.
local function alias_behind (doc, s, k)
  local text = doc.text
  for i = k, k + 4 do
    if s.sentence[i] ~= s.sentence[k] then return nil end
    for _, q in ipairs(doc:overlapping(s:first(i), s:last(i), "Quote")) do
      if q.first == s:first(i) and i > k and q.last - q.first < LONGEST then
        local opening = text:match("^[\"']()", q.first) or text:match("^\u{201C}()", q.first) or text:match("^\u{2018}()", q.first)
        local inner = opening and text:sub(opening, q.last):match("^(.-)[%s,.]*[\"']?$") or nil
        inner = inner and inner:gsub("\u{201D}$", ""):gsub("\u{2019}$", ""):gsub("[,.]$", "")
        if inner and inner ~= "" then return opening, opening + #inner - 1 end
      end
    end
    if i > k and s.capital[i] and not stops[s:lower(i - 1)] then
      local j = i
      while s.capital[j + 1] and s.sentence[j + 1] == s.sentence[i] and s:spaced(j + 1) do j = j + 1 end
      if s:word(j + 1) == "-" and s:word(j + 2):find "^[%w]+$" and not s:spaced(j + 2) then j = j + 2 end     -- "P-0112"
      return s:first(i), s:last(j)
    end
  end
end

--- Find them.
-- @tparam Document doc
-- @tparam Stream s
function M.run (doc, s)
  local found = signs.of(s)
  for n = 1, found.count do
    if found.bits[n] & ALIAS ~= 0 then
      local k = found.at[n]
      local e = person_before(doc, s, k)
      local first, last = nil, nil
      if e then first, last = alias_behind(doc, s, k) end
      if first and #doc:overlapping(first, last, "Person") == 0 and #doc:overlapping(first, last, "Date") == 0 then
        local a = doc:add { type = "Person", first = first, last = last, source = "name:alias", score = 0.8, cert = "medium", subtype = "alias" }
        a.token, a.token_last = s:range(first, last)
        entities.attach(e, a, a:text())
        table.sort(e.mentions, function (x, y) return x.first < y.first end)
      end
    end
  end
end

return M
