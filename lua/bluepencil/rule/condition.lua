--- Conditions compiled: all words of all rules in one set of phrases, and for each condition the words without which it
-- cannot hold.
--
-- A *leaf* is a list of cues in one part of the article; equal leaves of different rules are one.  A phrase leads to the
-- leaves that hold it.  The *anchors* of a condition are leaves of which at least one must occur: where none does, the condition
-- is never looked at, so hundreds of rules cost what the few cost whose words stand in the article.
-- Compiling costs some 20 microseconds a phrase.

local core = require "bluepencil.core"
local cues = require "bluepencil.topic.cues"
local form = require "bluepencil.rule.form"

local M = {}

local Set = {}
Set.__index = Set
M.Set = Set

-- ---- parts of the article ----------------------------------------------------------------------------------------------

-- The region that lies in both; nil when nothing does.
local function meet (outer, inner)
  if not outer or outer.name == "anywhere" then return inner end
  if not inner or inner.name == "anywhere" then return outer end
  local parts = {}
  for _, a in ipairs(outer.parts or { outer }) do
    for _, b in ipairs(inner.parts or { inner }) do
      local blocks, any = {}, false
      for name in pairs(a.blocks) do
        if b.blocks[name] then blocks[name], any = true, true end
      end
      if any then
        local first = a.first and b.first and math.min(a.first, b.first) or a.first or b.first
        parts[#parts + 1] = { name = a.name .. " in " .. b.name, blocks = blocks, first = first }
      end
    end
  end
  return parts[1] and { name = outer.name .. " in " .. inner.name, parts = #parts > 1 and parts or nil,
                        blocks = parts[1].blocks, first = parts[1].first }
end

-- What a region accepts: a function of a block's type and of the number of its paragraph, or nil for everything.
local function acceptor (region)
  if region.name == "anywhere" then return nil end
  local parts = region.parts or { region }
  return function (block_type, paragraph)
    for i = 1, #parts do
      local part = parts[i]
      if part.blocks[block_type] and (not part.first or paragraph <= part.first) then return true end
    end
    return false
  end
end

-- Equal regions have equal keys.
local function region_key (region)
  local parts = {}
  for _, part in ipairs(region.parts or { region }) do
    local names = {}
    for name in pairs(part.blocks or {}) do names[#names + 1] = name end
    table.sort(names)
    parts[#parts + 1] = table.concat(names, ",") .. ":" .. (part.first or "")
  end
  return table.concat(parts, "+")
end

-- ---- leaves ------------------------------------------------------------------------------------------------------------

local Builder = {}
Builder.__index = Builder

--- The acceptor of a region; regions that are equal share it, so that a run asks it once.
function Builder:acceptor (region)
  local key = region.name == "anywhere" and "" or region_key(region)
  local known = self.acceptor_of[key]
  if known == nil then
    known = acceptor(region) or false
    self.acceptor_of[key] = known
  end
  return known
end

local function fail (self, message) error({ message = (self.place and self.place .. ": " or "") .. message }, 0) end

function Builder:phrase (phrase, leaf)
  local key = table.concat(phrase, "\0"):lower()
  for i = 1, #phrase, 2 do
    if phrase[i] == "exact" then key = table.concat(phrase, "\0") end
  end
  local value = self.value_of[key]
  if not value then
    value = #self.leaves_of + 1
    self.value_of[key], self.leaves_of[value] = value, {}
    local row = { value }
    for i = 1, #phrase do row[i + 1] = phrase[i] end
    self.phrases[value] = row
  end
  local leaves = self.leaves_of[value]
  if leaves[#leaves] ~= leaf then leaves[#leaves + 1] = leaf end
end

-- The number of the leaf of these cues in this region.
function Builder:leaf (node, region)
  local key = table.concat({ node.how, node.cues, region_key(region), tostring(self.is_opening) }, "\0")
  if self.leaf_of[key] then return self.leaf_of[key] end
  local leaf = #self.accepts + 1
  self.leaf_of[key], self.accepts[leaf], self.opens[leaf] = leaf, self:acceptor(region), self.is_opening
  for cue in cues.each(node.cues) do
    local phrases, message = cues.phrases(cue, node.how)
    if not phrases then fail(self, message) end
    for _, phrase in ipairs(phrases) do
      self:phrase(phrase, leaf)
      self.cue_of[#self.leaves_of] = cue
    end
  end
  return leaf
end

-- ---- nodes -------------------------------------------------------------------------------------------------------------
--
-- compile.KIND(builder, node, region) gives what evaluate.lua runs, with `anchors`: a list of leaves of which one must occur;
-- nil for a condition that may hold without any word.

local compile = {}

-- A condition that a filter uses twice is compiled once for a part, and evaluated once in an article.
local function translate (self, node, region)
  local by_part = self.known[node]
  if not by_part then
    by_part = {}
    self.known[node] = by_part
  end
  local part = (region and region_key(region) or "") .. tostring(self.is_opening)
  by_part[part] = by_part[part] or compile[node.kind](self, node, region)
  return by_part[part]
end

local function list_of (self, node, region)
  local out = {}
  for i, item in ipairs(node.items) do out[i] = translate(self, item, region) end
  return out
end

local function union (list)
  local anchors, seen = {}, {}
  for _, item in ipairs(list) do
    if not item.anchors then return nil end
    for _, leaf in ipairs(item.anchors) do
      if not seen[leaf] then seen[leaf], anchors[#anchors + 1] = true, leaf end
    end
  end
  return anchors
end

-- Of conditions that must all hold, the one with the fewest words to look for.
local function fewest (list)
  local best
  for _, item in ipairs(list) do
    if item.anchors and (not best or #item.anchors < #best) then best = item.anchors end
  end
  return best
end

-- Cheap ones first; one that needs no words (none, at_most) last.
local function by_cost (list)
  local rank = {}
  for i, item in ipairs(list) do
    rank[item] = (item.kind == "leaf" and 0 or item.kind == "regexp" and 2000 or item.anchors and 1000 or 3000) + i
  end
  table.sort(list, function (a, b) return rank[a] < rank[b] end)
  return list
end

function compile.words (self, node, region)
  local leaf = self:leaf(node, region or form.default)
  return { kind = "leaf", leaf = leaf, anchors = { leaf } }
end

function compile.region (self, node, region)
  local both = region and meet(region, node.region) or not region and node.region
  if not both then fail(self, ("%s is no part of %s"):format(node.region.name, region.name)) end
  return translate(self, node.item, both)
end

function compile.opening (self, node, region)
  local before = self.is_opening
  self.is_opening = true
  local inner = translate(self, node.item, region)
  self.is_opening = before
  return inner
end

function compile.any (self, node, region)
  local list = list_of(self, node, region)
  return #list == 1 and list[1] or { kind = "any", items = list, anchors = union(list) }
end

function compile.all (self, node, region)
  local list = list_of(self, node, region)
  return #list == 1 and list[1] or { kind = "all", items = by_cost(list), anchors = fewest(list) }
end

function compile.none (self, node, region) return { kind = "none", items = list_of(self, node, region) } end

function compile.near (self, node, region)
  local list = list_of(self, node, region)
  for _, item in ipairs(list) do
    if item.kind == "none" or item.kind == "at_most" then fail(self, "near{...} is given what occurs, not what does not") end
  end
  return { kind = "near", items = list, within = node.within, distance = node.distance, ordered = node.ordered,
           anchors = fewest(list) }
end

function compile.outside (self, node, region)
  local item = translate(self, node.item, region)
  return { kind = "outside", item = item, items = list_of(self, node, region), anchors = item.anchors }
end

function compile.at_least (self, node, region)
  local list = list_of(self, node, region)
  return { kind = "at_least", n = node.n, items = list, anchors = node.n > 0 and union(list) or nil }
end

function compile.at_most (self, node, region) return { kind = "at_most", n = node.n, items = list_of(self, node, region) } end

function compile.different (self, node, region)
  local list = list_of(self, node, region)
  return { kind = "different", n = node.n, items = list, anchors = node.n > 0 and union(list) or nil }
end

function compile.regexp (self, node, region)
  return { kind = "regexp", match = node.compiled, accepts = self:acceptor(region or form.default) }
end

function compile.found (self, node, region)
  local here = region or form.regions.anywhere
  local with = node.with and translate(self, node.with, here)
  self.types[#self.types + 1] = { name = node.type, place = node.place or self.place }
  return { kind = "found", type = node.type, fields = node.fields, names = node.names, above = node.above, below = node.below,
           different = node.different, at_least = node.at_least, with = with, accepts = self:acceptor(here),
           anchors = with and node.at_least > 0 and with.anchors or nil }
end

function compile.present (self, node) return { kind = "present", accepts = self:acceptor(node.region) } end

-- Words of a field are compared with those of the metadata, folded and with a space on both sides.
function compile.metadata (_, node)
  local wanted = {}
  for _, name in ipairs(node.names) do
    if name == "since" or name == "until" then goto continue end
    local forms = {}
    for cue in cues.each(node.fields[name] ~= "*" and node.fields[name] or "") do
      for _, one in ipairs((cues.forms(cue))) do forms[#forms + 1] = " " .. M.plain(one) .. " " end
    end
    wanted[#wanted + 1] = { name = name, forms = forms, any = node.fields[name] == "*" }
    ::continue::
  end
  return { kind = "metadata", wanted = wanted, since = node.fields.since, until_day = node.fields["until"] }
end

--- A string of the metadata for comparing: case folded, signs as spaces.
function M.plain (s)
  return (core.fold(s, "case") or s):gsub("[^%w\128-\255]+", " ")
end

-- ---- sets --------------------------------------------------------------------------------------------------------------

--- Compile conditions.
-- @tparam table list  { { node = condition, place = "file:line", ... }, ... }; rows come back from the evaluation
-- @treturn Set | nil, message
function M.compile (list)
  local self = setmetatable({
    leaf_of = {}, accepts = {}, opens = {}, acceptor_of = {}, is_opening = false, known = {},
    value_of = {}, leaves_of = {}, phrases = {}, cue_of = {}, types = {},
  }, Builder)
  local rows, always, by_leaf = {}, {}, {}
  local fine, why = pcall(function ()
    for i, given in ipairs(list) do
      self.place = given.place
      local node = translate(self, given.node, nil)
      rows[i] = { node = node, given = given }
      if not node.anchors then always[#always + 1] = i end
      for _, leaf in ipairs(node.anchors or {}) do
        by_leaf[leaf] = by_leaf[leaf] or {}
        table.insert(by_leaf[leaf], i)
      end
    end
  end)
  if not fine then
    if type(why) == "table" then return nil, why.message end
    error(why, 0)
  end
  local phrases, message, _, number = core.phrases(self.phrases)
  if not phrases then return nil, ("'%s': %s"):format(self.cue_of[number] or "?", message) end
  return setmetatable({
    rows = rows, always = always, by_leaf = by_leaf, leaves_of = self.leaves_of, accepts = self.accepts, opens = self.opens, phrases = phrases,
    types = self.types,
  }, Set)
end

return M
