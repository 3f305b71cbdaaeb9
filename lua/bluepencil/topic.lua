--- What an article is about: labels from rules over its words, annotations and parts.
--
-- A rule gathers evidence, or states conditions, or both:
--
--     { id = "medtop:20000645", words = { [3] = "asylum seeker, refugee status", [1] = "camp" }, kinds = { refugee = 2 } }
--     { id = "desk:asylum-court", all { "asylum", found { "Org", with = "court" } } }
--
-- Fixed cues of all rules are one gazetteer, the words of all conditions one set of phrases (rule/condition.lua), so the words
-- cost a scan each whatever the number of rules; the rest is a few additions for each cue that was found, and a look at those
-- conditions whose words occur.  A topic passes its evidence on to its top topic, and is not given without it.  What compiling gives
-- is kept on disk for the shipped rules (topic/compiled.lua).
--
-- A score is not a probability: 0.5 says "as much evidence as `half` asks of an article of this length", and it nears 1 as
-- evidence grows.  A rule of conditions alone gives the score it states.  Does not learn: a trained classifier is another source
-- of labels beside this one.

local compiled = require "bluepencil.topic.compiled"
local condition = require "bluepencil.rule.condition"
local core = require "bluepencil.core"
local cues = require "bluepencil.topic.cues"
local form = require "bluepencil.rule.form"
local suggest = require "bluepencil.suggest"
local taxonomy = require "bluepencil.topic.taxonomy"
require "bluepencil.rule.evaluate"

local M = {}

local half = 3             -- evidence that gives 0.5 in a short text: one strong cue, or three weak ones
local half_tokens = 120    -- ... of at most this many tokens; longer texts hold more words by chance
local growth = 0.25        -- ... and need more, by this power of their length
local least = 0.5          -- a label below this score is not given,
local share = 0.12         -- nor one below this share of the best label's evidence,
local share_below = 0.45   -- nor one whose top has less than this share of the best top's,
local share_top = 0.7      -- nor a top level alone below this share of the best one's
local most = 8             -- labels below the top level
local most_keywords = 8
local most_reasons = 5     -- words told for each label
local stated = 0.8         -- score of a rule of conditions that states none

-- The n-th occurrence of one cue counts this much; one word repeated all over is still one word.
local damping = { 1, 0.5, 0.25, 0.125 }

-- Reasons are told in these steps of strength.
local levels = { 5, 3, 2, 0.1 }

-- How much a cue counts in a block.  What stands in credits and bylines is about the newspaper.
local block_weight = { Headline = 2, Deck = 1.5, Byline = 0, Credit = 0, Note = 0, Dateline = 0 }

--- Case folded, for comparing words.
function M.fold (s) return core.fold(s, "case") or s end

M.name, M.top, M.parent, M.uri = taxonomy.name, taxonomy.top, taxonomy.parent, taxonomy.uri

-- ---- checking --------------------------------------------------------------------------------------------------------

local rule_fields = {}
for name in ("id name scheme words kinds types min score") :gmatch "%S+" do rule_fields[name] = true end

local function sorted (set)
  local list = {}
  for name in pairs(set) do list[#list + 1] = name end
  table.sort(list)
  return list
end

local function fail (message, ...) error(message:format(...), 0) end

local function is_share (value) return type(value) == "number" and value >= 0 and value <= 1 end

-- The conditions among a rule's words, as { weight, condition }.
local function weighed_conditions (rule)
  local out, weights = {}, {}
  for weight in pairs(rule.words or {}) do
    if type(weight) ~= "number" then fail("the words of label '%s' are given as [weight] = \"cue, cue\"", rule.id) end
    weights[#weights + 1] = weight
  end
  table.sort(weights)
  for _, weight in ipairs(weights) do
    local list = rule.words[weight]
    if type(list) ~= "string" and type(list) ~= "table" then
      fail("the words of label '%s' are given as [weight] = \"cue, cue\"", rule.id)
    end
    for _, item in ipairs(type(list) == "table" and getmetatable(list) == nil and list or { list }) do
      if type(item) == "string" and not item:find "[*~]" then goto fixed end     -- nearly all: no open cue in it
      if type(item) == "string" then
        local open = {}
        for cue in cues.each(item) do
          if cues.is_open(cue) then open[#open + 1] = cue end
        end
        if open[1] then out[#out + 1] = { weight, form.words(table.concat(open, ", ")) } end
      else
        out[#out + 1] = { weight, form.as_condition(item, "words of label '" .. rule.id .. "'") }
      end
      ::fixed::
    end
  end
  return out
end

-- The conditions that must all hold, as one; nil where a rule has none.
local function condition_of (rule)
  if #rule == 0 then return nil end
  local list = {}
  for i, item in ipairs(rule) do list[i] = item end
  return form.functions.all(list)
end

local place_of = setmetatable({}, { __mode = "k" })         -- where a rule stands in its filter

--- Check a rule; raises what is wrong with it.
-- @tparam table rule
-- @tparam[opt] string place  "file:line", for what turns out later
function M.check (rule, place)
  place_of[rule] = place
  for field in pairs(rule) do
    if math.type(field) ~= "integer" and not rule_fields[field] then
      fail("%s", suggest.unknown("field of a label", field, sorted(rule_fields)))
    end
  end
  local known, message = taxonomy.check(rule.id)
  if not known then fail("%s", message) end
  if rule.min ~= nil and not is_share(rule.min) then fail("the 'min' of label '%s' is between 0 and 1", rule.id) end
  if rule.score ~= nil and not is_share(rule.score) then fail("the score of label '%s' is between 0 and 1", rule.id) end
  if rule.scheme ~= nil and type(rule.scheme) ~= "string" then fail("the scheme of label '%s' is a name", rule.id) end
  weighed_conditions(rule)
  condition_of(rule)
end

-- ---- compiling -------------------------------------------------------------------------------------------------------

local Topics = {}
Topics.__index = Topics

--- Compile the conditions of rules.
-- @tparam table given  rules as for `compile`
-- @treturn table  `set`: their conditions, nil where there are none; `types`: annotation types that are looked for, { name, place }
-- @treturn nil, message  what is wrong, with its place
function M.prepare (given)
  local rows, types = {}, {}
  for _, rule in ipairs(given) do
    local gathers = next(rule.words or {}) or next(rule.kinds or {}) or next(rule.types or {})
    for _, row in ipairs(weighed_conditions(rule)) do
      rows[#rows + 1] = { node = row[2], weight = row[1], id = rule.id, place = place_of[rule] }
    end
    local node = condition_of(rule)
    if node then
      rows[#rows + 1] = { node = node, id = rule.id, place = place_of[rule], score = rule.score or stated, gate = gathers and true }
    end
    for _, name in ipairs(sorted(rule.types or {})) do types[#types + 1] = { name = name, place = place_of[rule] } end
  end
  if not rows[1] then return { types = types } end
  local set, message = condition.compile(rows)
  if not set then return nil, message end
  table.move(set.types, 1, #set.types, #types + 1, types)
  return { set = set, rows = rows, types = types }
end

--- Compile rules, or take what was compiled of them before.
-- @tparam table given  a list of rules: `id`; conditions (rule/form.lua) in its list part; `words` (cues, conditions or a list
--   of both by weight), `kinds` (weight by kind of person), `types` (weight by annotation type); optional `name`, `scheme`,
--   `min` (least score, default 0.5), `score` (of a rule of conditions alone, default 0.8)
-- @tparam string source  goes into the labels as "source:rules"
-- @tparam[opt] table prepared  what `prepare` gave for these rules
-- @treturn Topics
-- @raise what is wrong with a condition, with its place where that is known
function M.compile (given, source, prepared)
  local message
  if not prepared then prepared, message = M.prepare(given) end
  if not prepared then error(message, 0) end
  local self, gazetteer = compiled.compile(given, source)
  for _, rule in ipairs(self.rules) do rule.above = rule.above and self.rules[rule.above] end
  self.gazetteer, self.source = #self.places > 0 and gazetteer or nil, source .. ":rules"
  self.effects, self.names, self.is_keyword = {}, {}, {}        -- of the cues that have occurred
  self.conditions, self.by_id, self.scheme, self.gated = prepared.set, {}, {}, {}
  for _, rule in ipairs(self.rules) do self.by_id[rule.id] = rule end
  for _, rule in ipairs(given) do self.scheme[rule.id] = rule.scheme or self.scheme[rule.id] end
  for _, row in ipairs(prepared.rows or {}) do
    if row.gate then self.gated[row.id] = true end
  end
  return setmetatable(self, Topics)
end

M.save = compiled.save

--- The effects of a cue: rule, weight, rule, weight ...
function Topics:effects_of (n)
  local list = self.effects[n]
  if list then return list end
  local packed = self.packed
  local name, keyword, count, at = ("<s2BI2"):unpack(packed, (("<I4"):unpack(self.places, 4 * n - 3)))
  list = {}
  for i = 1, 2 * count, 2 do list[i], list[i + 1], at = ("<I2d"):unpack(packed, at) end
  for i = 2, 2 * count, 2 do list[i] = math.tointeger(list[i]) or list[i] end
  self.effects[n], self.names[n], self.is_keyword[n] = list, name, keyword == 1
  return list
end

-- ---- evidence --------------------------------------------------------------------------------------------------------

function Topics:add_evidence (sums, n, gain)
  local effects = self:effects_of(n)
  for i = 1, #effects, 2 do
    local rule = effects[i]
    sums[rule] = (sums[rule] or 0) + effects[i + 1] * gain
  end
end

-- Gain of every cue that occurs, by cue; the cues in the order of the text; the place in `hits` where each occurs first.
function Topics:gains (doc)
  local gains, seen, order, place = {}, {}, {}, {}
  if not self.gazetteer then return gains, order, place, {} end
  local hits = self.gazetteer:scan(doc.index)
  local blocks, at = doc.blocks, 1
  local block, factor = blocks[1], nil
  for i = 1, #hits, 3 do
    local first = hits[i]
    while block and block.last < first do
      at = at + 1
      block, factor = blocks[at], nil
    end
    if block and block.first <= first then
      factor = factor or block_weight[block.type] or 1
      local n = hits[i + 2]
      local count = (seen[n] or 0) + 1
      local damp = damping[count]
      if factor > 0 and damp then
        if count == 1 then order[#order + 1], place[n] = n, i end
        seen[n] = count
        gains[n] = (gains[n] or 0) + damp * factor
      end
    end
  end
  return gains, order, place, hits
end

-- Gain of a condition that holds, from the places that speak for it.
local function gain_of (doc, places)
  if not places[1] then return 1 end
  local gain, count = 0, 0
  for i = 1, #places, 2 do
    local block = doc:block_at(places[i])
    local factor = block and (block_weight[block.type] or 1) or 0
    if factor > 0 and count < #damping then
      count = count + 1
      gain = gain + damping[count] * factor
    end
  end
  return gain
end

local function by_score (a, b)
  if a.score ~= b.score then return a.score > b.score end
  return a.id < b.id
end

--- Sort labels, the surest first.
function M.sort (labels) table.sort(labels, by_score) end

--- Add a label to a document; of two with one id the surer stays.
-- @tparam table label  `id`, `name`, `score`, `source`; `why` (words), `places` (where they stand: first, last, ...), `top`, `scheme`
function M.add (doc, label)
  local scheme = taxonomy.scheme_of(label.id)
  label.scheme, label.uri = label.scheme or scheme and scheme.name or "labels", taxonomy.uri(label.id)
  for i, other in ipairs(doc.labels) do
    if other.id == label.id then
      if label.score > other.score then doc.labels[i] = label end
      return
    end
  end
  doc.labels[#doc.labels + 1] = label
end

-- Evidence for each rule, by its number.
function Topics:evidence (doc, gains, order)
  local sums = {}
  for _, n in ipairs(order) do self:add_evidence(sums, n, gains[n]) end
  for _, entity in ipairs(next(self.kinds) and doc.entities or {}) do
    local kind = self.kinds[entity.kind or ""]
    if kind then self:add_evidence(sums, kind, 1) end
  end
  for name, kind in pairs(self.types) do            -- sums: the order does not matter
    local count = doc.type_number[name] and #doc.index:all(doc.type_number[name]) or 0
    if count > 0 then self:add_evidence(sums, kind, math.min(count, 4)) end
  end
  return sums
end

-- What the conditions say.  Evidence is added to `sums`.
-- @treturn table  by id: the places of conditions that hold, for rules that ask for evidence besides
-- @treturn table  what rules of conditions alone give: list of { rule, score, places }
-- @treturn table  the conditions that gave evidence: list of { number of the rule, places }
function Topics:conditions_met (doc, sums)
  local open, outright, spoke = {}, {}, {}
  for _, met in ipairs(self.conditions and self.conditions:run(doc) or {}) do
    local row = met.given
    local rule = self.by_id[row.id]
    if row.weight then
      local gain = row.weight * gain_of(doc, met.places)
      sums[rule.number] = (sums[rule.number] or 0) + gain
      if rule.above and gain > 0 then sums[rule.above.number] = (sums[rule.above.number] or 0) + gain end
      if gain > 0 then spoke[#spoke + 1] = { number = rule.number, places = met.places } end
    elseif row.gate then
      open[row.id] = met.places
    else
      outright[#outright + 1] = { rule = rule, score = row.score, places = met.places }
    end
  end
  return open, outright, spoke
end

-- ---- choosing --------------------------------------------------------------------------------------------------------

local function holds (list, word)
  for i = 1, #list do
    if list[i] == word then return true end
  end
  return false
end

local function by_sum (a, b)
  if a.sum ~= b.sum then return a.sum > b.sum end
  return a.rule.number < b.rule.number
end

-- The rules whose labels are given: enough evidence by itself, and beside the best one.  Topics below the top bring their
-- top with them; a top without any stands on its own evidence.
function Topics:choose (doc, sums, open)
  local needed = half * math.max(1, (#doc.text / 6 / half_tokens) ^ growth)
  local narrow, tops = {}, {}
  for number, sum in pairs(sums) do
    local rule = self.rules[number]
    local score = sum / (sum + needed)
    if sum > 0 and score >= (rule.min or least) and (not self.gated[rule.id] or open[rule.id]) then
      local list = rule.id == rule.top and tops or narrow
      list[#list + 1] = { rule = rule, sum = sum, score = score }
    end
  end
  table.sort(narrow, by_sum)
  table.sort(tops, by_sum)
  local chosen, wanted = {}, {}
  local best_top = tops[1] and tops[1].sum or 0
  for _, f in ipairs(narrow) do
    if #chosen == most or f.sum < share * narrow[1].sum then break end
    local top = f.rule.above
    if not top or sums[top.number] >= share_below * best_top then
      chosen[#chosen + 1] = f
      wanted[f.rule.top] = true
    end
  end
  for _, f in ipairs(tops) do
    if wanted[f.rule.id] or f.sum >= share_top * best_top then chosen[#chosen + 1] = f end
  end
  return chosen
end

-- Which cues spoke for which of the chosen rules, and the words that said most of all: the strong ones first, each kind in
-- text order; and where each stands first.  Runs over these cues a few times instead of sorting them: no table for each cue.
function Topics:reasons (chosen, gains, order, place, hits)
  local why, where, words, strength, weight = {}, {}, {}, {}, {}
  local names = self.names
  for _, f in ipairs(chosen) do why[f.rule.number], where[f.rule.number] = {}, {} end
  local speaking = {}                              -- most cues speak for rules that were not chosen
  for _, n in ipairs(order) do
    local strongest, effects = 0, self:effects_of(n)
    for i = 1, #effects, 2 do
      if effects[i + 1] > strongest and why[effects[i]] then strongest = effects[i + 1] end
    end
    if strongest > 0 then
      local at = #speaking + 1
      speaking[at], strength[at], weight[at] = n, strongest * gains[n], strongest
    end
  end
  local above = math.huge
  for _, level in ipairs(levels) do
    for at, n in ipairs(speaking) do
      if strength[at] >= level and strength[at] < above then
        local name, effects = names[n], self:effects_of(n)
        if weight[at] >= 2 and #words < 2 * most_keywords and self.is_keyword[n] then words[#words + 1] = name end
        for i = 1, #effects, 2 do
          local list = effects[i + 1] > 0 and why[effects[i]]
          if list and #list < most_reasons and not holds(list, name) then
            list[#list + 1] = name
            local spans, at_hit = where[effects[i]], place[n]
            spans[#spans + 1], spans[#spans + 2] = hits[at_hit], hits[at_hit + 1]
          end
        end
      end
    end
    above = level
  end
  return why, where, words
end

-- The words at the places that made a condition hold are reasons too, each once.
local function add_places (doc, why, where, places)
  local told = {}
  for _, word in ipairs(why) do told[M.fold(word)] = true end
  for i = 1, #places, 2 do
    if #why >= most_reasons then break end
    local word = doc:render(places[i], places[i + 1])
    local folded = M.fold(word)
    if not told[folded] and #word <= 80 then
      told[folded] = true
      why[#why + 1] = word
      where[#where + 1], where[#where + 2] = places[i], places[i + 1]
    end
  end
end

-- The words that said most for the labels given are keywords, and the countries that are named more than once.
local function add_keywords (doc, words)
  local list, told = doc.meta.keywords or {}, {}
  for _, word in ipairs(list) do told[M.fold(type(word) == "table" and word.name or tostring(word))] = true end
  local function tell (word, room)
    local folded = M.fold(word)
    if told[folded] or #list >= room then return end
    told[folded] = true
    list[#list + 1] = word
  end
  for _, word in ipairs(words) do tell(word, most_keywords - 2) end
  for _, entity in ipairs(doc.entities) do
    local first = entity.type == "Place" and entity.mentions[1]
    if first and entity.name and #entity.mentions > 1 and first.subtype == "country" then tell(entity.name, most_keywords) end
  end
  doc.meta.keywords = list[1] and list or nil
end

function Topics:give (doc, rule, score, why, where)
  M.add(doc, { id = rule.id, name = rule.name, score = math.floor(score * 100 + 0.5) / 100, source = self.source,
               why = why, places = where, top = rule.top, scheme = self.scheme[rule.id] })
end

-- Rules of conditions alone: given with the score they state, and their top topic with them.
function Topics:give_outright (doc, outright)
  for _, met in ipairs(outright) do
    local why, where = {}, {}
    add_places(doc, why, where, met.places)
    self:give(doc, met.rule, met.score, why, where)
    if met.rule.above then self:give(doc, met.rule.above, met.score, why, where) end
  end
end

--- Label a document: adds to `doc.labels` and `doc.meta.keywords`.
-- @tparam Document doc
-- @treturn int count of labels
function Topics:label (doc)
  local before = #doc.labels
  local gains, order, place, hits = self:gains(doc)
  local sums = self:evidence(doc, gains, order)
  local open, outright, spoke = self:conditions_met(doc, sums)
  local chosen = self:choose(doc, sums, open)
  local why, where, words = self:reasons(chosen, gains, order, place, hits)
  for _, row in ipairs(spoke) do
    if why[row.number] then add_places(doc, why[row.number], where[row.number], row.places) end
  end
  for _, f in ipairs(chosen) do
    local number = f.rule.number
    if open[f.rule.id] then add_places(doc, why[number], where[number], open[f.rule.id]) end
    self:give(doc, f.rule, f.score, why[number], where[number])
  end
  self:give_outright(doc, outright)
  add_keywords(doc, words)
  M.sort(doc.labels)
  return #doc.labels - before
end

return M
