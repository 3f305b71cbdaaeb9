--- Run compiled conditions over a document: which hold, and which words where made them hold.
--
-- One scan finds all words of all rules; what it found is sorted into leaves; only conditions of which an anchor occurs are
-- evaluated.  A condition gives the places that speak for it as a flat array { first, last, ... }, empty where it holds because
-- something is missing, or nil where it does not hold.
-- Costs some 15 microseconds an article for a few hundred rules whose words do not occur, and one or two more for each rule that
-- is looked at.

local condition = require "bluepencil.rule.condition"
local core = require "bluepencil.core"

local M = {}

local Set = condition.Set

-- Blocks that lead(n) counts.
local counts_as_paragraph = { Paragraph = true, ListItem = true, Blockquote = true }

-- ---- one run -----------------------------------------------------------------------------------------------------------

-- The places of each leaf, and the conditions to be looked at, in the order of their rules.
local function collect (set, doc)
  local hits = set.phrases:scan(doc.index)
  local blocks, at, paragraph = doc.blocks, 1, 0
  local block = blocks[1]
  if block and counts_as_paragraph[block.type] then paragraph = 1 end
  local found, wanted, order = {}, {}, {}
  local leaves_of, accepts, opens, by_leaf = set.leaves_of, set.accepts, set.opens, set.by_leaf
  for i = 1, #hits, 3 do
    local first = hits[i]
    while block and block.last < first do
      at = at + 1
      block = blocks[at]
      if block and counts_as_paragraph[block.type] then paragraph = paragraph + 1 end
    end
    if not block then break end
    if block.first <= first then
      local leaves = leaves_of[hits[i + 2]]
      for j = 1, #leaves do
        local leaf = leaves[j]
        local accept = accepts[leaf]
        if (not accept or accept(block.type, paragraph)) and (not opens[leaf] or first == block.first) then
          local list = found[leaf]
          if list then
            list[#list + 1], list[#list + 2] = first, hits[i + 1]
          else
            found[leaf] = { first, hits[i + 1] }
            for _, number in ipairs(by_leaf[leaf] or {}) do
              if not wanted[number] then wanted[number], order[#order + 1] = true, number end
            end
          end
        end
      end
    end
  end
  for _, number in ipairs(set.always) do
    if not wanted[number] then wanted[number], order[#order + 1] = true, number end
  end
  table.sort(order)
  return found, order
end

-- ---- places ------------------------------------------------------------------------------------------------------------

local function append (list, more)
  for i = 1, #more do list[#list + 1] = more[i] end
  return list
end

-- Places of several conditions in text order, each once.
local function merged (lists)
  if #lists == 1 then return lists[1] end
  local rows = {}
  for _, list in ipairs(lists) do
    for i = 1, #list, 2 do rows[#rows + 1] = { list[i], list[i + 1] } end
  end
  table.sort(rows, function (a, b)
    if a[1] ~= b[1] then return a[1] < b[1] end
    return a[2] < b[2]
  end)
  local out = {}
  for _, row in ipairs(rows) do
    if out[#out - 1] ~= row[1] or out[#out] ~= row[2] then out[#out + 1], out[#out + 2] = row[1], row[2] end
  end
  return out
end

-- The number of the span of a sorted flat array that holds a byte, or nil.
local function number_of (flat, byte)
  local low, high = 1, #flat // 2
  while low <= high do
    local mid = (low + high) // 2
    if byte < flat[2 * mid - 1] then high = mid - 1
    elseif byte > flat[2 * mid] then low = mid + 1
    else return mid end
  end
end

local function sentence_of (run, byte)
  run.sentences = run.sentences or run.doc:sentences()
  return number_of(run.sentences, byte)
end

local function paragraph_of (run, byte)
  local block = run.doc:block_at(byte)
  return block and block.index
end

-- Whether two places that do not overlap are near enough; `a` is the earlier one.
local function is_near (run, node, a_last, b_first, a_first)
  if node.within == "word" then
    return core.words_between(run.doc.index, a_last, b_first, math.min(node.distance, 1000000) + 1) <= node.distance
  end
  if node.within == "article" then return true end
  local unit = node.within == "sentence" and sentence_of or paragraph_of
  local a, b = unit(run, a_first), unit(run, b_first)
  return a ~= nil and b ~= nil and b - a <= node.distance
end

-- Spans from a place of `a` to the nearest one of `b` that is near enough, one at most for each place of `a`.
local function pairs_near (run, node, a, b)
  local out, at = {}, 1
  for i = 1, #a, 2 do
    local first, last = a[i], a[i + 1]
    while at > 1 and b[at - 2] > last do at = at - 2 end       -- a longer place before may have gone too far
    while at <= #b and b[at] <= last do at = at + 2 end        -- b[at] is the first one behind
    if at <= #b and is_near(run, node, last, b[at], first) then
      out[#out + 1], out[#out + 2] = first, b[at + 1]
    elseif not node.ordered then
      local k = at - 2
      while k >= 1 and b[k + 1] >= first do k = k - 2 end      -- those that overlap are no neighbours
      if k >= 1 and is_near(run, node, b[k + 1], first, b[k]) then out[#out + 1], out[#out + 2] = b[k], last end
    end
  end
  return out
end

-- ---- kinds of conditions -----------------------------------------------------------------------------------------------

local evaluate = {}

local function run_node (run, node)
  if node.kind == "leaf" then return run.found[node.leaf] end
  local known = run.known[node]
  if known == nil then
    known = evaluate[node.kind](run, node) or false
    run.known[node] = known
  end
  return known or nil
end

function evaluate.any (run, node)
  local lists = {}
  for _, item in ipairs(node.items) do
    local places = run_node(run, item)
    if places then lists[#lists + 1] = places end
  end
  return lists[1] and merged(lists)
end

function evaluate.all (run, node)
  local lists = {}
  for _, item in ipairs(node.items) do
    local places = run_node(run, item)
    if not places then return nil end
    if places[1] then lists[#lists + 1] = places end
  end
  return lists[1] and merged(lists) or {}
end

function evaluate.none (run, node)
  for _, item in ipairs(node.items) do
    if run_node(run, item) then return nil end
  end
  return {}
end

function evaluate.near (run, node)
  local places
  for i, item in ipairs(node.items) do
    local next_places = run_node(run, item)
    if not next_places then return nil end
    places = i == 1 and next_places or merged { pairs_near(run, node, places, next_places) }
    if not places[1] then return nil end
  end
  return places
end

function evaluate.outside (run, node)
  local places = run_node(run, node.item)
  if not places then return nil end
  local lists = {}
  for _, item in ipairs(node.items) do lists[#lists + 1] = run_node(run, item) end
  if not lists[1] then return places end
  local out = {}
  for i = 1, #places, 2 do
    local first, last, free = places[i], places[i + 1], true
    for _, list in ipairs(lists) do
      for k = 1, #list, 2 do free = free and (list[k] > last or list[k + 1] < first) end
    end
    if free then out[#out + 1], out[#out + 2] = first, last end
  end
  return out[1] and out
end

-- Places of all conditions of a count; a thing that is found by two of them counts once.
local function counted (run, node)
  local lists = {}
  for _, item in ipairs(node.items) do
    local places = run_node(run, item)
    if places and places[1] then lists[#lists + 1] = places end
  end
  return lists[1] and merged(lists) or {}
end

function evaluate.at_least (run, node)
  local places = counted(run, node)
  return #places >= 2 * node.n and places or nil
end

function evaluate.at_most (run, node)
  return #counted(run, node) <= 2 * node.n and {} or nil
end

function evaluate.different (run, node)
  local n, out = 0, {}
  for _, item in ipairs(node.items) do
    local places = run_node(run, item)
    if places then
      n = n + 1
      append(out, places)
    end
  end
  return n >= node.n and out or nil
end

-- The blocks that an acceptor takes: equal parts of the article are asked for by many conditions, so they are kept.
local function blocks_of (run, accepts)
  local list = run.blocks[accepts]
  if list then return list end
  local paragraph = 0
  list = {}
  for _, block in ipairs(run.doc.blocks) do
    if counts_as_paragraph[block.type] then paragraph = paragraph + 1 end
    if not accepts or accepts(block.type, paragraph) then list[#list + 1] = block end
  end
  run.blocks[accepts] = list
  return list
end

local function match_all (run, node)
  local out, texts, search = {}, run.texts, node.match
  for _, block in ipairs(blocks_of(run, node.accepts)) do
    local text = texts[block]
    if not text then
      text = run.doc.text:sub(block.first, block.last)
      texts[block] = text
    end
    local first, last = search(text, 1)
    while first do
      out[#out + 1], out[#out + 2] = block.first + first - 1, block.first + last - 1
      first, last = search(text, last + 1)
    end
  end
  return out[1] and out
end

function evaluate.regexp (run, node)
  local fine, places = pcall(match_all, run, node)
  return fine and places or nil                    -- not fine: a paragraph longer than LPeg's stack
end

local function is_one_of (value, wanted)
  if type(wanted) ~= "table" then return value == wanted end
  for _, one in ipairs(wanted) do
    if value == one then return true end
  end
  return false
end

-- Whether an annotation is as wanted: its own fields first, then those of whom it belongs to.
local function fits (node, a)
  for _, name in ipairs(node.names) do
    local value = a[name]
    local whom = value == nil and (a.entity or a.person)
    if whom then value = whom[name] end
    if not is_one_of(value, node.fields[name]) then return false end
  end
  local norm = (node.above or node.below) and tonumber(a.norm)
  if node.above and not (norm and norm > node.above) then return false end
  return not (node.below and not (norm and norm < node.below))
end

-- Whether one of the places lies inside an annotation.
local function holds_one (places, a)
  for i = 1, #places, 2 do
    if places[i] >= a.first and places[i + 1] <= a.last then return true end
  end
  return false
end

function evaluate.found (run, node)
  local doc = run.doc
  local with = node.with and run_node(run, node.with)
  if node.with and not with or not doc.type_number[node.type] then return node.at_least == 0 and {} or nil end
  local accepted
  if node.accepts then
    accepted = {}
    for _, block in ipairs(blocks_of(run, node.accepts)) do accepted[block.index] = true end
  end
  local out, seen = {}, {}
  for _, a in ipairs(doc:annotations(node.type)) do
    local block = accepted and doc:block_at(a.first)
    local who = node.different and (a.entity or a) or a
    if (not accepted or block and accepted[block.index]) and not seen[who] and fits(node, a) and (not with or holds_one(with, a)) then
      seen[who] = true
      out[#out + 1], out[#out + 2] = a.first, a.last
    end
  end
  return #out >= 2 * node.at_least and out or nil
end

function evaluate.present (run, node)
  for _, block in ipairs(blocks_of(run, node.accepts)) do
    if block.last >= block.first then return { block.first, block.last } end
  end
end

local function strings_of (value)
  if type(value) == "string" then return value end
  if type(value) ~= "table" then return "" end
  if type(value.name) == "string" then return value.name end
  local list = {}
  for _, item in ipairs(value) do list[#list + 1] = strings_of(item) end
  return table.concat(list, " | ")
end

function evaluate.metadata (run, node)
  if node.since or node.until_day then
    local day = type(run.doc.meta.date) == "table" and run.doc.meta.date.iso
    if type(day) ~= "string" or not day:find "^%d%d%d%d%-%d%d%-%d%d" then return nil end
    day = day:sub(1, 10)
    if node.since and day < node.since or node.until_day and day > node.until_day then return nil end
  end
  for _, wanted in ipairs(node.wanted) do
    local given = run.doc.meta[wanted.name]
    if given == nil then return nil end
    local value, any = " " .. condition.plain(strings_of(given)) .. " ", wanted.any
    for _, one in ipairs(wanted.forms) do any = any or value:find(one, 1, true) ~= nil end
    if not any then return nil end
  end
  return {}
end

-- ---- sets --------------------------------------------------------------------------------------------------------------

--- The conditions that hold.
-- @tparam Document doc
-- @treturn table  list of { given = the row that was compiled, places = flat array }, in the order they were given
function Set:run (doc)
  local found, order = collect(self, doc)
  local run, out = { doc = doc, found = found, known = {}, texts = {}, blocks = {} }, {}
  for _, number in ipairs(order) do
    local row = self.rows[number]
    local places = run_node(run, row.node)
    if places then out[#out + 1] = { given = row.given, places = places } end
  end
  return out
end

return M
