--- What an article is about: labels from rules over its words and annotations.
--
-- A rule is a topic with cue words of different weight:
--
--     { id = "medtop:20000645", words = { [3] = "asylum seeker, refugee status", [1] = "camp" }, kinds = { refugee = 2 } }
--
-- All cues of all rules are one gazetteer, so the words cost one scan whatever the number of rules; the rest is a few
-- additions for each cue that was found.  A topic passes its evidence on to its top topic, and is
-- not given without it.
--
-- Compiling the shipped rules costs 80 ms, so `make` does it once (tools/compile-topics): what compiling gives is a gazetteer
-- and a string of packed numbers, of which a run unpacks the cues that occur.  Rules that differ from those are compiled
-- in memory.
--
-- A score is not a probability: 0.5 says "as much evidence as `half` asks of an article of this length", and it nears 1 as
-- evidence grows.  Does not learn: a trained classifier is another source of labels beside this one.

local core = require "bluepencil.core"
local paths = require "bluepencil.paths"

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

-- The n-th occurrence of one cue counts this much; one word repeated all over is still one word.
local damping = { 1, 0.5, 0.25, 0.125 }

-- Reasons are told in these steps of strength.
local levels = { 5, 3, 2, 0.1 }

-- How much a cue counts in a block.  What stands in credits and bylines is about the newspaper.
local block_weight = { Headline = 2, Deck = 1.5, Byline = 0, Credit = 0, Note = 0, Dateline = 0 }

--- Case folded, for comparing words.
function M.fold (s) return core.fold(s, "case") or s end

-- ---- the taxonomy ----------------------------------------------------------------------------------------------------

local taxonomy

-- IPTC Media Topics: id -> { parent, top, name }; read on first use.
local function concepts ()
  if taxonomy then return taxonomy end
  taxonomy = {}
  local path = paths.data "taxonomies/mediatopics.tsv"
  if not path then return taxonomy end
  for line in io.lines(path) do
    local id, parent, top, name = line:match "^(medtop:%d+)\t([^\t]*)\t([^\t]*)\t([^\t]+)$"
    if id then taxonomy[id] = { parent = parent ~= "" and parent or nil, top = top, name = name } end
  end
  return taxonomy
end

--- The name of a Media Topic, or nil.
function M.name (id)
  local c = concepts()[id]
  return c and c.name
end

--- The id of the top topic above a Media Topic, or nil.
function M.top (id)
  local c = concepts()[id]
  return c and c.top
end

-- ---- cues ------------------------------------------------------------------------------------------------------------

local function plural (word)
  if word:find "[^aeiou]y$" then return word:sub(1, -2) .. "ies" end
  if word:find "[sxz]$" or word:find "[cs]h$" then return word .. "es" end
  return word .. "s"
end

-- The forms of one cue: "deport/ed/ing" is deport, deported, deporting; a last word without "/" also stands in the plural.
local function forms (cue)
  local list = { "" }
  local words = {}
  for word in cue:gmatch "%S+" do words[#words + 1] = word end
  for i, word in ipairs(words) do
    local base, endings = word:match "^([^/]*)(.*)$"
    local variants = { base }
    for ending in endings:gmatch "/([^/]*)" do variants[#variants + 1] = base .. ending end
    if i == #words and endings == "" and base:find "%l$" and not base:find "s$" then
      variants[2] = plural(base)
    end
    local longer = {}
    for _, before in ipairs(list) do
      for _, variant in ipairs(variants) do longer[#longer + 1] = (before == "" and "" or before .. " ") .. variant end
    end
    list = longer
  end
  return list, table.concat(words, " "):gsub("/%S*", "")
end

-- Cues such as "taken into custody" or "arrested" speak for a topic but are no keywords.
local function_words = {}
for word in ("a about an at be between by for from her his in into is it its of off on out pleaded tells the their to told "
  .. "under up was were with"):gmatch "%a+" do function_words[word] = true end

local function is_keyword (cue)
  for word in cue:gmatch "%S+" do
    if function_words[word] then return false end
  end
  return not cue:find "^%S+ed$"
end

local rule_fields = { id = true, name = true, words = true, kinds = true, types = true, min = true }

--- Check a rule; raises what is wrong with it.
function M.check (rule)
  for field in pairs(rule) do
    if not rule_fields[field] then error(("a label has no field '%s'"):format(tostring(field)), 0) end
  end
  for weight, list in pairs(rule.words or {}) do
    if type(weight) ~= "number" or type(list) ~= "string" then
      error(("the words of label '%s' are given as [weight] = \"cue, cue\""):format(rule.id), 0)
    end
  end
end

-- ---- compiling -------------------------------------------------------------------------------------------------------

local Topics = {}
Topics.__index = Topics

-- Give a weight to a rule and to its top.  Of several rules with this cue under one top the strongest counts, once.
local function spread (effects, rule, weight)
  effects[rule] = math.max(effects[rule] or weight, weight)
  local top = rule.above
  if top and weight > 0 then effects[top] = math.max(effects[top] or weight, weight) end
end

local function rules_by_id (given)
  local rules, by_id = {}, {}
  local function rule_for (id)
    if not by_id[id] then
      local c = concepts()[id]
      local rule = { id = id, name = c and c.name or id, top = c and c.top or id, number = #rules + 1 }
      by_id[id], rules[#rules + 1] = rule, rule
    end
    return by_id[id]
  end
  for _, g in ipairs(given) do
    local rule = rule_for(g.id)
    rule.name, rule.min = g.name or rule.name, g.min
  end
  for i = 1, #rules do
    local rule = rules[i]
    if rule.top ~= rule.id then rule.above = rule_for(rule.top) end
  end
  return rules, by_id
end

-- Rules, cues, the number of the cue of each form, and what kinds of people and types of annotation speak for.
local function prepare (given)
  local rules, by_id = rules_by_id(given)
  local cues, numbers = {}, {}                   -- cue number -> { name, effects }; form -> cue number
  local function cue_for (form, name)
    local folded = M.fold(form)
    local n = numbers[folded]
    if not n then
      n = #cues + 1
      cues[n], numbers[folded] = { name = name, effects = {} }, n
    end
    return cues[n]
  end
  local kinds, kinds_of = {}, {}
  for _, g in ipairs(given) do
    local rule = by_id[g.id]
    for weight, list in pairs(g.words or {}) do
      for cue in list:gmatch "[^,;\n]+" do
        if cue:find "%S" then
          local all, name = forms(cue)
          for _, form in ipairs(all) do spread(cue_for(form, name).effects, rule, weight) end
        end
      end
    end
    for _, field in ipairs { "kinds", "types" } do
      for kind, weight in pairs(g[field] or {}) do
        local list = field == "kinds" and kinds or kinds_of
        list[kind] = list[kind] or { effects = {} }
        spread(list[kind].effects, rule, weight)
      end
    end
  end
  -- The scan gives the longest cue only: one inside it counts as well, unless the longer one speaks for that rule itself.
  for form, n in pairs(numbers) do
    local words = {}
    for word in (form:find(" ", 1, true) and form or ""):gmatch "%S+" do words[#words + 1] = word end
    for i = 1, #words do
      for j = i, #words do
        local inner = j - i + 1 < #words and numbers[table.concat(words, " ", i, j)]
        for rule, weight in pairs(inner and cues[inner].effects or {}) do
          if not cues[n].effects[rule] then
            cues[n].inner = cues[n].inner or {}
            cues[n].inner[rule] = weight
          end
        end
      end
    end
  end
  return rules, cues, numbers, kinds, kinds_of
end

local function gazetteer_of (numbers, note)
  local builder = core.gazetteer_builder { fold = true, note = note }
  for form, n in pairs(numbers) do assert(builder:add(form, n)) end
  return builder:freeze()
end

-- What the labelling runs over is packed, cue after cue: "s2", the cue's name; "B", whether it is a keyword; "I2", how many
-- effects; then "I2d" each, a rule and its weight.  Tables for thousands of cues would slow every round of the collector.
local function pack_cue (c)
  local out, count = {}, 0
  local function append (list)
    for rule, weight in pairs(list or {}) do
      count = count + 1
      out[count] = { rule.number, weight }
    end
  end
  append(c.effects)
  append(c.inner)
  table.sort(out, function (a, b) return a[1] < b[1] end)
  for i, row in ipairs(out) do out[i] = ("<I2d"):pack(row[1], row[2]) end
  local name = c.name or ""
  return ("<s2BI2"):pack(name, is_keyword(name) and 1 or 0, count) .. table.concat(out)
end

-- All but the gazetteer: `packed`, and the places of cues in it as another string of numbers.
local function pack_topics (rules, cues, kinds, kinds_of)
  local parts, places, at = {}, {}, 1
  local function add (c)
    local bytes = pack_cue(c)
    parts[#parts + 1], places[#places + 1] = bytes, ("<I4"):pack(at)
    at = at + #bytes
    return #parts
  end
  for _, c in ipairs(cues) do add(c) end
  local function number (group)
    local names, numbers = {}, {}
    for name in pairs(group) do names[#names + 1] = name end
    table.sort(names)
    for _, name in ipairs(names) do numbers[name] = add(group[name]) end
    return numbers
  end
  local topics = { rules = {}, kinds = number(kinds), types = number(kinds_of) }
  for i, rule in ipairs(rules) do
    topics.rules[i] = { id = rule.id, name = rule.name, top = rule.top, min = rule.min, number = i,
                        above = rule.above and rule.above.number }
  end
  topics.packed, topics.places = table.concat(parts), table.concat(places)
  return topics
end

--- Topics ready to label.
local function new_topics (self, gazetteer, source)
  for _, rule in ipairs(self.rules) do rule.above = rule.above and self.rules[rule.above] end
  self.gazetteer, self.source = gazetteer, source .. ":rules"
  self.effects, self.names, self.is_keyword = {}, {}, {}        -- of the cues that have occurred
  return setmetatable(self, Topics)
end

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

-- ---- kept on disk ----------------------------------------------------------------------------------------------------

local FORMAT = "bluepencil topics 1\n"

-- All that the compiled rules depend on, as one string: it is kept with them and compared.
local function key_of (given)
  local parts = {}
  local function put (value) parts[#parts + 1] = tostring(value) end
  local function put_map (map)
    local keys = {}
    for key in pairs(map or {}) do keys[#keys + 1] = key end
    table.sort(keys)
    for _, key in ipairs(keys) do put(key) put(map[key]) end
    put ";"
  end
  local path = paths.data "taxonomies/mediatopics.tsv"
  local file = path and io.open(path, "rb")
  put(file and file:seek "end")
  if file then file:close() end
  for _, g in ipairs(given) do
    put(g.id) put(g.name) put(g.min)
    put_map(g.words)
    put_map(g.kinds)
    put_map(g.types)
  end
  return table.concat(parts, "\0")
end

local function pack_map (map)
  local keys, out = {}, {}
  for key in pairs(map) do keys[#keys + 1] = key end
  table.sort(keys)
  for i, key in ipairs(keys) do out[i] = ("<s2I4"):pack(key, map[key]) end
  return ("<I4"):pack(#keys) .. table.concat(out)
end

local function unpack_map (bytes, at)
  local map, count = {}, ("<I4"):unpack(bytes, at)
  at = at + 4
  for _ = 1, count do
    local key, value, after = ("<s2I4"):unpack(bytes, at)
    map[key], at = value, after
  end
  return map, at
end

-- Ties the two files of one compilation together (FNV-1a).
local function fingerprint (bytes)
  local hash = 0xcbf29ce484222325
  for i = 1, #bytes do hash = (hash ~ bytes:byte(i)) * 0x100000001b3 end
  return ("%016x"):format(hash)
end

--- Compile rules and write NAME.topics and NAME.gaz.
-- @tparam table given  as for `compile`
-- @tparam string stem  path of both without their ending
-- @treturn true | nil, message
function M.save (given, stem)
  local rules, cues, numbers, kinds, kinds_of = prepare(given)
  local topics = pack_topics(rules, cues, kinds, kinds_of)
  local parts = { ("<s4I4"):pack(key_of(given), #topics.rules) }
  for _, rule in ipairs(topics.rules) do
    parts[#parts + 1] = ("<s2s2s2dI2"):pack(rule.id, rule.name, rule.top, rule.min or -1, rule.above or 0)
  end
  parts[#parts + 1] = pack_map(topics.kinds) .. pack_map(topics.types) .. ("<s4s4"):pack(topics.places, topics.packed)
  local body = table.concat(parts)
  local id = fingerprint(body)
  local saved, message = gazetteer_of(numbers, id):save(stem .. ".gaz")
  if not saved then return nil, message end
  local file
  file, message = io.open(stem .. ".topics", "wb")
  if not file then return nil, message end
  local written
  written, message = file:write(FORMAT, id, body)
  if written then written, message = file:close() end
  return written and true, message
end

-- The saved form of exactly these rules, or nil.
local function load_saved (given, source)
  local path = source:find "^[%w_%-]+$" and paths.data(("topics/%s.topics"):format(source))
  local file = path and io.open(path, "rb")
  if not file then return nil end
  local bytes = file:read "a"
  file:close()
  if not bytes or bytes:sub(1, #FORMAT) ~= FORMAT then return nil end
  local id = bytes:sub(#FORMAT + 1, #FORMAT + 16)
  local fine, self = pcall(function ()
    local key, count, at = ("<s4I4"):unpack(bytes, #FORMAT + 17)
    if key ~= key_of(given) then return nil end
    local topics = { rules = {} }
    for i = 1, count do
      local rule = { number = i }
      rule.id, rule.name, rule.top, rule.min, rule.above, at = ("<s2s2s2dI2"):unpack(bytes, at)
      rule.min = rule.min >= 0 and rule.min or nil
      rule.above = rule.above > 0 and rule.above or nil
      topics.rules[i] = rule
    end
    topics.kinds, at = unpack_map(bytes, at)
    topics.types, at = unpack_map(bytes, at)
    topics.places, topics.packed = ("<s4s4"):unpack(bytes, at)
    return topics
  end)
  local gazetteer = fine and self and core.gazetteer_load((path:gsub("topics$", "gaz")))
  if not gazetteer or gazetteer:note() ~= id then return nil end
  return new_topics(self, gazetteer, source)
end

--- Compile rules, or take what was compiled of them before.
-- @tparam table given  a list of rules: `id`, `words`; optional `name`, `kinds` (weight by kind of person), `types` (weight
--   by annotation type), `min` (least score, default 0.5)
-- @tparam string source  goes into the labels as "source:rules"
-- @treturn Topics
function M.compile (given, source)
  local saved = load_saved(given, source)
  if saved then return saved end
  local rules, cues, numbers, kinds, kinds_of = prepare(given)
  return new_topics(pack_topics(rules, cues, kinds, kinds_of), gazetteer_of(numbers), source)
end

-- ---- labelling -------------------------------------------------------------------------------------------------------

function Topics:add_evidence (sums, n, gain)
  local effects = self:effects_of(n)
  for i = 1, #effects, 2 do
    local rule = effects[i]
    sums[rule] = (sums[rule] or 0) + effects[i + 1] * gain
  end
end

-- Gain of every cue that occurs, by cue.
function Topics:gains (doc)
  local hits = self.gazetteer:scan(doc.index)
  local gains, seen, order = {}, {}, {}
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
        if count == 1 then order[#order + 1] = n end
        seen[n] = count
        gains[n] = (gains[n] or 0) + damp * factor
      end
    end
  end
  return gains, order
end

local function by_score (a, b)
  if a.score ~= b.score then return a.score > b.score end
  return a.id < b.id
end

--- Sort labels, the surest first.
function M.sort (labels) table.sort(labels, by_score) end

--- Add a label to a document; of two with one id the surer stays.
function M.add (doc, label)
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
  for name, kind in pairs(self.types) do
    local count = doc.type_number[name] and #doc.index:all(doc.type_number[name]) or 0
    if count > 0 then self:add_evidence(sums, kind, math.min(count, 4)) end
  end
  return sums
end

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
function Topics:choose (doc, sums)
  local needed = half * math.max(1, (#doc.text / 6 / half_tokens) ^ growth)
  local narrow, tops = {}, {}
  for number, sum in pairs(sums) do
    local rule = self.rules[number]
    local score = sum / (sum + needed)
    if sum > 0 and score >= (rule.min or least) then
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
-- text order.  Runs over these cues a few times instead of sorting them: no table for each cue.
function Topics:reasons (chosen, gains, order)
  local why, words, strength, weight = {}, {}, {}, {}
  local names = self.names
  for _, f in ipairs(chosen) do why[f.rule.number] = {} end
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
          if list and #list < most_reasons and not holds(list, name) then list[#list + 1] = name end
        end
      end
    end
    above = level
  end
  return why, words
end

-- The words that said most for the labels given, and the countries that are named more than once.
local function add_keywords (doc, words)
  local list, told = doc.meta.keywords or {}, {}
  for _, word in ipairs(list) do told[M.fold(word)] = true end
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

--- Label a document: adds to `doc.labels` and `doc.meta.keywords`.
-- @tparam Document doc
-- @treturn int count of labels
function Topics:label (doc)
  local gains, order = self:gains(doc)
  local chosen = self:choose(doc, self:evidence(doc, gains, order))
  local why, words = self:reasons(chosen, gains, order)
  for _, f in ipairs(chosen) do
    local rule = f.rule
    M.add(doc, { id = rule.id, name = rule.name, score = math.floor(f.score * 100 + 0.5) / 100, source = self.source,
                 why = why[rule.number], top = rule.top })
  end
  add_keywords(doc, words)
  M.sort(doc.labels)
  return #chosen
end

return M
