--- Units: runs of lines that belong together, before it is known what each is.
--
-- A blank line ends a unit; so does a line that is something by itself (a byline, a credit, a list item) and a line at
-- which wrap.lua finds a paragraph to end.  The forms (dump, wire, plain) then say which unit is headline, deck, ...

local credit = require "bluepencil.grammar.credit"
local dateline = require "bluepencil.grammar.dateline"
local page_of = require "bluepencil.grammar.page"
local wrap = require "bluepencil.grammar.wrap"

local M = {}

--- May a list item stand at line k?  Within a wrapped sentence a dash or number at a line's start is an accident.
local function is_item_place (page, k, from, previous)
  if k == from or (previous and previous.type == "ListItem") then return true end
  local byte = page.text:byte(page.last[k - 1])
  return byte == 58 or byte == 59 or page_of.ends_sentence(page.text, page.last[k - 1])
end

--- The units of a page from a line on.
-- @treturn table  list of { first, last, from, to, gap, type | skip, info }; `from`, `to` are lines, `gap` that a blank
--   line stands before
function M.list (page, line)
  local units, first, last, gap, text = {}, page.first, page.last, page.gap, page.text
  local prospects = credit.prospects(text)
  local k = line
  while k <= page.n do
    local group_last = k
    while group_last < page.n and not gap[group_last + 1] do group_last = group_last + 1 end
    local kinds, run_from, previous = {}, k, nil
    for i = k, group_last do
      local info = credit.match(text, first[i], last[i], prospects)
      if info and info.type == "ListItem" and not is_item_place(page, i, k, previous) then info = nil end
      -- a name and an agency alone are a credit only where nothing else is on the lines around
      if info and info.bare and group_last > k then info = nil end
      kinds[i] = info or false
      if info then previous = info elseif gap[i] then previous = nil end
    end
    while run_from <= group_last do
      local info = kinds[run_from]
      local run_to = run_from
      if info and (info.type == "Byline" or info.type == "Credit" or info.skip) then
        units[#units + 1] = { first = first[run_from], last = last[run_from], from = run_from, to = run_from,
                              gap = run_from == k, type = info.type, skip = info.skip, info = info }
      else
        while run_to < group_last and not kinds[run_to + 1] do run_to = run_to + 1 end
        local ends = wrap.paragraph_ends(page, run_from, run_to)
        local from = run_from
        for i = run_from, run_to do
          if ends[i] then
            local own = kinds[from] or nil
            units[#units + 1] = { first = first[from], last = last[i], from = from, to = i, gap = from == k,
                                  type = own and own.type, info = own }
            from = i + 1
          end
        end
      end
      run_from = run_to + 1
    end
    k = group_last + 1
  end
  -- a dash or number makes an item only in company
  for i, unit in ipairs(units) do
    if unit.type == "ListItem" and unit.info.weak then
      local before, after = units[i - 1], units[i + 1]
      if not (before and before.info and before.info.content) and not (after and after.info and after.info.content) then
        unit.type = nil
      end
    end
  end
  return units
end

--- Find the unit that begins with a dateline among the first `most`; remembers what it found in `unit.dateline`.
function M.find_dateline (page, units, most)
  for i = 1, math.min(#units, most) do
    local unit = units[i]
    if not unit.type and not unit.skip then
      unit.dateline = dateline.match(page.text, unit.first, unit.last)
      if unit.dateline then return i end
    end
  end
end

--- Is the unit running text, or something that has a type already?
function M.is_open (unit) return unit ~= nil and not unit.type and not unit.skip end

-- The longest question or exclamation that is a heading, in bytes.
local QUESTION = 110

--- Does the unit look like a heading: short, and not a sentence?
function M.is_heading (page, unit, longest)
  if not M.is_open(unit) or unit.last - unit.first + 1 > longest or unit.to - unit.from > 2 then return false end
  local text, last = page.text, unit.last
  local byte = text:byte(last)
  if byte == 46 then   -- a full stop: only that of an abbreviation in capitals ("... in the U.S.")
    return text:find("^%u%.%u%.", last - 3) ~= nil
  end
  if (byte == 63 or byte == 33) and unit.last - unit.first > QUESTION then return false end
  if byte == 58 or byte == 59 or byte == 44 then return false end
  local start = text:byte(unit.first)
  return not (start >= 97 and start <= 122)
end

--- Give subheads and paragraphs their type: all units that have none yet, from unit `from` on.
function M.settle_body (page, units, from)
  for i = from, #units do
    local unit, before, after = units[i], units[i - 1], units[i + 1]
    if M.is_open(unit) then
      local is_subhead = before and after and unit.from == unit.to and unit.gap and M.is_heading(page, unit, 80)
        and before.type ~= "Headline" and not page_of.ends_sentence(page.text, unit.last)
        and (M.is_open(after) or after.type == "Paragraph" or after.type == "ListItem") and after.gap
        and after.last - after.first > unit.last - unit.first
      unit.type = is_subhead and "Subhead" or "Paragraph"
    end
  end
end

return M
