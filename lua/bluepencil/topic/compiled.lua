--- Topic rules compiled: cues in a gazetteer, what they speak for packed in a string, and both kept on disk.
--
-- Compiling the shipped rules costs 80 ms, so `make` does it once (tools/compile-topics).  What a run unpacks of the string is
-- the cues that occur.  A saved compilation is taken only for exactly the rules it was made of.  Knows nothing of documents:
-- topic.lua labels with what is compiled here; conditions (rule/) are compiled beside it, each time.

local core = require "bluepencil.core"
local cues_of = require "bluepencil.topic.cues"
local paths = require "bluepencil.paths"
local taxonomy = require "bluepencil.topic.taxonomy"

local M = {}

-- ---- rules and cues ---------------------------------------------------------------------------------------------------

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
      local rule = { id = id, name = taxonomy.name(id) or id, top = taxonomy.top(id) or id, number = #rules + 1 }
      by_id[id], rules[#rules + 1] = rule, rule
    end
    return by_id[id]
  end
  for _, g in ipairs(given) do
    local rule = rule_for(g.id)
    rule.name, rule.min = g.name or rule.name, g.min or rule.min
  end
  for i = 1, #rules do
    local rule = rules[i]
    if rule.top ~= rule.id then rule.above = rule_for(rule.top) end
  end
  return rules, by_id
end

--- The strings among a rule's words, as { weight, string }; what else there is are conditions.
local function strings_of (words)
  local weights, out = {}, {}
  for weight in pairs(words or {}) do weights[#weights + 1] = weight end
  table.sort(weights)
  for _, weight in ipairs(weights) do
    local list = words[weight]
    for _, item in ipairs(type(list) == "table" and getmetatable(list) == nil and list or { list }) do
      if type(item) == "string" then out[#out + 1] = { weight, item } end
    end
  end
  return out
end

--- The fixed cues of a rule's words, as { weight, cue }.  What has "*" or "~" in it is no fixed cue.
local function fixed_cues (words)
  local out = {}
  for _, row in ipairs(strings_of(words)) do
    for cue in cues_of.each(row[2]) do
      if not cues_of.is_open(cue) then out[#out + 1] = { row[1], cue } end
    end
  end
  return out
end

-- Rules, cues, the number of the cue of each form, and what kinds of people and types of annotation speak for.
local function prepare (given)
  local rules, by_id = rules_by_id(given)
  local cues, numbers = {}, {}                   -- cue number -> { name, effects }; form -> cue number
  local function cue_for (form, name)
    local folded = core.fold(form, "case") or form
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
    for _, row in ipairs(fixed_cues(g.words)) do
      local all, name = cues_of.forms(row[2])
      for _, form in ipairs(all) do spread(cue_for(form, name).effects, rule, row[1]) end
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

-- ---- packing ----------------------------------------------------------------------------------------------------------

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
  return ("<s2BI2"):pack(name, cues_of.is_keyword(name) and 1 or 0, count) .. table.concat(out)
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
    for _, row in ipairs(strings_of(g.words)) do put(row[1]) put(row[2]) end
    put ";"
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
  return self, gazetteer
end

--- Compile rules, or take what was compiled of them before.
-- @tparam table given  a list of rules, checked
-- @tparam string source  the name under which a compilation may have been saved
-- @treturn table  `rules`, `kinds`, `types`, `packed`, `places`
-- @treturn gazetteer
function M.compile (given, source)
  local saved, gazetteer = load_saved(given, source)
  if saved then return saved, gazetteer end
  local rules, cues, numbers, kinds, kinds_of = prepare(given)
  return pack_topics(rules, cues, kinds, kinds_of), gazetteer_of(numbers)
end

return M
