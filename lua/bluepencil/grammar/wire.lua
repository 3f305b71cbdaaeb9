--- Agency copy: headline, deck, dateline, paragraphs with blank lines between, byline and credit.
--
--     Witness Tells Court of Locked Laundry
--
--     Prosecutors say four men ran a ring.
--
--     MONTEVIDEO, Oct. 12 (NPA) – A woman told a criminal court here ...
--
--     By Katrin Osvald, NPA
--
-- What stands before the dateline (or a byline at the top) is headline and deck.  Without either, only what cannot be a
-- sentence is a headline, and a first paragraph is no deck.

local credit = require "bluepencil.grammar.credit"
local unit_of = require "bluepencil.grammar.unit"

local M = { name = "wire" }

-- How far down the dateline may be: headline, deck of two parts, byline, credit, caption, note.
local FRONT_UNITS = 8
-- The longest headline and deck, in bytes; a dateline below them is proof enough for longer ones.
local HEADLINE, HEADLINE_ABOVE_DATELINE, DECK = 160, 300, 450

--- How well the page fits, from 0 to 1.
function M.score (page, units)
  local score = 0
  page.dateline_unit = unit_of.find_dateline(page, units, FRONT_UNITS)
  if page.dateline_unit then score = score + 0.5 end
  local first, second = units[1], units[2]
  if first and second and first.to - first.from <= 1 and unit_of.is_heading(page, first, HEADLINE)
     and (second.gap or second.type == "Byline" or second.dateline or page:shape().unwrapped) then
    score = score + 0.4
  end
  if page:shape().groups >= 3 then score = score + 0.1 end
  for i = math.max(#units - 2, 1), #units do
    local kind = units[i].type
    if kind == "Byline" or kind == "Credit" then score = score + 0.1 end
  end
  return math.min(score, 1)
end

--- Bylines that only their place shows: a name alone under the headline, an agency under a byline.
local function find_bylines (page, units)
  for i = 2, math.min(#units - 1, FRONT_UNITS) do
    local unit, before = units[i], units[i - 1]
    if unit.dateline then return end
    if unit_of.is_open(unit) and unit.from == unit.to then
      local info
      if before.type == "Byline" and not unit.gap then info = credit.employer(page.text, unit.first, unit.last)
      elseif i <= 4 and not units[i + 1].type then info = credit.lone_name(page.text, unit.first, unit.last) end
      if info then unit.type, unit.info = "Byline", info end
    end
  end
end

--- Give headline and deck their type.  Returns the number of the first unit of the body.
local function settle_front (page, units)
  local anchor = page.dateline_unit
  if not anchor then
    for i = 1, math.min(#units, 5) do
      if units[i].type == "Byline" then anchor = i break end
    end
    if anchor == #units then anchor = nil end   -- the byline at the end
  end
  local i = 1
  while units[i] and not unit_of.is_open(units[i]) do i = i + 1 end   -- a note or credit above the headline
  if not units[i] or units[i].dateline then return i end
  local length = units[i].last - units[i].first + 1
  local is_headline = unit_of.is_heading(page, units[i], HEADLINE) and i < #units
    or (anchor and i < anchor and length <= HEADLINE_ABOVE_DATELINE and units[i].to - units[i].from <= 3)
  if not is_headline then return i end
  units[i].type = "Headline"
  local decks = 0
  local body = i + 1
  for k = i + 1, anchor and anchor - 1 or i + 1 do
    local unit = units[k]
    if not unit then break end
    if unit_of.is_open(unit) and decks < 2 then
      local size = unit.last - unit.first + 1
      local is_deck
      if anchor then is_deck = size <= DECK and not unit.dateline
      else
        -- without an anchor: not a sentence, and running text follows
        is_deck = unit_of.is_heading(page, unit, 250) and unit_of.is_open(units[k + 1]) and units[k + 1].gap
          and units[k + 1].last - units[k + 1].first > size and size > 40
      end
      if not is_deck then return k end
      unit.type = "Deck"
      decks = decks + 1
    elseif unit_of.is_open(unit) then
      return k
    end
    body = k + 1
  end
  -- a deck between the byline and the dateline is found above; between the byline and the text there is none
  return body
end

--- Give each unit its type.
function M.settle (page, units)
  find_bylines(page, units)
  unit_of.settle_body(page, units, settle_front(page, units))
end

return M
