--- Lexical recognizers: dates, ages, numbers, contacts, identifiers, found by grammars tried where they can match.
--
-- A recognizer is a table:
--
--     name       "date"; `source` of its annotations begins with it
--     types      { "Date" }: what it may add
--     priority   higher wins between candidates of equal length (default 0)
--     triggers   where its grammar is tried:
--                  kinds = { "number", "alnum" }   at each token of these kinds
--                  words = { "monday", "last" }    at each of these words or phrases, in any case
--                  text  = { "@" }                 at each place of this text, wherever it stands
--     grammar    an LPeg pattern, tried at the first byte of the trigger
--     behind_number  an LPeg pattern, tried right behind each number in figures or words ("54", "two million"), which is
--                read once for all; needs no trigger
--     at_figure  function (context, first, value, after), asked instead of `behind_number` where the number is in figures
--     figures    what must stand beside a figure for it to be tried (default: anything), any one of:
--                  before, behind = { "aged", "%" }       words, of which the first token counts
--                  before_kinds, behind_kinds = { ... }   kinds of tokens
--                  shapes = { "any", "year", "long", "dots", "fine" }   what the figure itself looks like (src/sites.h)
--     last_resort  true: `at_figure` is asked only where no other candidate covers the number
--     family     recognizers of one family do not look inside each other's matches (default: the name)
--     make       function (context, first, ...) with the captures (behind a number these are the number's value and the
--                captures); gives an annotation or nil.  `context.text` is the
--                text of the block, `first` counts in it, and so do `first` and `last` of the annotation it gives;
--                `context.doc` is the document, `context.shift` what leads from the block's bytes to the document's
--
-- All grammars with the same trigger are one pattern, so a trigger costs one call of `lpeg.match`.  Each sees the text of
-- one block: nothing is found across a block's edge.  Of candidates that overlap the longest wins, then the higher
-- priority, then the higher score, then the first by name.
--
-- Cost: one pass of the core over tokens and bytes, then one or two microseconds a site.

local core = require "bluepencil.core"
local lpeg = require "lpeg"
local number = require "bluepencil.grammar.number"
local types = require "bluepencil.types"
local suggest = require "bluepencil.suggest"

local Carg, Cmt, Cp = lpeg.Carg, lpeg.Cmt, lpeg.Cp

local M = {}

local registered = {}     -- by name
local compiled            -- made when first needed, dropped when a recognizer is added

local kinds = { "lower", "title", "upper", "mixed", "number", "alnum", "clitic", "punct", "symbol" }
local is_kind = {}
for _, kind in ipairs(kinds) do is_kind[kind] = true end

--- Add a recognizer, or replace the one of that name.
-- @tparam table recognizer  see the head of this file
-- @treturn table the recognizer
-- @raise when a field is missing or of the wrong type, or a token kind is unknown
function M.register (recognizer)
  local name = recognizer.name
  if type(name) ~= "string" then error("a recognizer needs a name", 2) end
  for _, field in ipairs { "grammar", "behind_number" } do
    if recognizer[field] and lpeg.type(recognizer[field]) ~= "pattern" then
      error(("recognizer %s: %s is no LPeg pattern"):format(name, field), 2)
    end
  end
  if not (recognizer.grammar or recognizer.behind_number) then error("recognizer " .. name .. ": no grammar", 2) end
  if type(recognizer.make) ~= "function" then error("recognizer " .. name .. ": make is no function", 2) end
  recognizer.triggers = recognizer.triggers or {}
  if type(recognizer.triggers) ~= "table" then error("recognizer " .. name .. ": no triggers", 2) end
  for _, kind in ipairs(recognizer.triggers.kinds or {}) do
    if not is_kind[kind] then error(suggest.unknown("token kind", kind, kinds), 2) end
  end
  for _, type_name in ipairs(recognizer.types or {}) do
    if not types.is_annotation[type_name] and not recognizer.declares then
      error(suggest.unknown("annotation type", type_name, types.names), 2)
    end
  end
  registered[name] = recognizer
  compiled = nil
  return recognizer
end

--- Take a recognizer out.
function M.unregister (name) registered[name], compiled = nil, nil end

--- Names of the recognizers, sorted.
function M.names ()
  local names = {}
  for name in pairs(registered) do names[#names + 1] = name end
  table.sort(names)
  return names
end

-- ---- making ready ----------------------------------------------------------------------------------------------------

local function note (context, recognizer, family, a)
  if a then
    a.recognizer, a.priority = recognizer.name, recognizer.priority or 0
    context.covered[family] = a.last
    local candidates = context.candidates
    candidates[#candidates + 1] = a
  end
  return false
end

-- The pattern of one recognizer: a match is noted at once and then refused, so that the next recognizer has its turn.  A
-- match inside the last one of the same family is not looked at: "Nov. 3" of "Friday, Nov. 3".
local function make_noting (recognizer, grammar, behind_number)
  local make, family = recognizer.make, recognizer.family or recognizer.name
  if behind_number then
    return Cmt(Carg(1) * grammar, function (_, _, context, ...)
      if context.number_first <= (context.covered[family] or 0) then return false end
      return note(context, recognizer, family, make(context, context.number_first, context.number, ...))
    end)
  end
  return Cmt(Carg(1) * Cp() * grammar, function (_, _, context, first, ...)
    if first <= (context.covered[family] or 0) then return false end
    return note(context, recognizer, family, make(context, first, ...))
  end)
end

-- Made once for each recognizer: a pattern for each set of recognizers would save a call here and there, but LPeg copies all
-- it is made of into each, and compiles that when it is first tried: 40 ms and 20 MB at the first article.
local start_pattern, behind_pattern = {}, {}

local function starting (recognizer)
  if not start_pattern[recognizer] then start_pattern[recognizer] = make_noting(recognizer, recognizer.grammar) end
  return start_pattern[recognizer]
end

local function behind (recognizer)
  if not behind_pattern[recognizer] then
    behind_pattern[recognizer] = make_noting(recognizer, recognizer.behind_number, true)
  end
  return behind_pattern[recognizer]
end

-- The patterns of several recognizers that are all tried at the same place: at it, and behind the number that begins there.
local function combine (set, list)
  local plan = { start = {}, behind = nil }
  for i, recognizer in ipairs(list) do
    local how = set[i]
    if how and how.behind then
      plan.behind = plan.behind or {}
      table.insert(plan.behind, behind(recognizer))
    end
    if how and how.start then table.insert(plan.start, starting(recognizer)) end
  end
  return plan
end

local function key_of (set, count)
  local bits = {}
  for i = 1, count do
    local how = set[i]
    bits[i] = how and (how.start and "s" or "") .. (how.behind and "b" or "") or "-"
  end
  return table.concat(bits, ",")
end

-- Does a recognizer look at figures, and from where: at their first byte, or behind them?
local function reads_figures (recognizer)
  for _, kind in ipairs(recognizer.triggers.kinds or {}) do
    if kind == "number" then return true end
  end
  return recognizer.behind_number ~= nil or recognizer.at_figure ~= nil
end

-- The recognizers of a set of bits, ready to be tried: patterns behind the figure and at its start, and plain functions.
local function figure_plan (bits, readers)
  local plan = { at = {}, last = {}, behind = {}, start = {} }
  for k, reader in ipairs(readers) do
    if bits >> (k - 1) & 1 == 1 then
      for _, recognizer in ipairs(reader) do
        if recognizer.at_figure then
          table.insert(recognizer.last_resort and plan.last or plan.at, recognizer)
        elseif recognizer.behind_number then table.insert(plan.behind, behind(recognizer)) end
        if recognizer.grammar and reader.start[recognizer] then table.insert(plan.start, starting(recognizer)) end
      end
    end
  end
  return plan
end

local MOST_READERS = 31

-- Tell the core what speaks for each reader of figures; gives the readers, one bit each.
local function declare_figures (sites, list)
  local readers = {}
  for _, recognizer in ipairs(list) do
    if reads_figures(recognizer) then
      local k = math.min(#readers + 1, MOST_READERS)
      readers[k] = readers[k] or { start = {} }
      table.insert(readers[k], recognizer)
      for _, kind in ipairs(recognizer.triggers.kinds or {}) do
        if kind == "number" then readers[k].start[recognizer] = true end
      end
      local bit = 1 << (k - 1)
      local near = recognizer.figures or { shapes = { "any" } }
      for _, shape in ipairs(near.shapes or {}) do sites:shape(shape, bit) end
      for _, field in ipairs { "before", "behind" } do
        for _, word in ipairs(near[field] or {}) do assert(sites:word(field, word, bit)) end
        for _, kind in ipairs(near[field .. "_kinds"] or {}) do sites:near(field, kind, bit) end
      end
    end
  end
  for _, word in ipairs { "-", "–", "—", "\u{2010}", "\u{2011}", "\u{2012}", "to", "and", "or", "," } do
    assert(sites:word("link", word, 1))
  end
  return readers
end

local function compile ()
  local list = {}
  for _, name in ipairs(M.names()) do list[#list + 1] = registered[name] end
  local patterns, number_of = {}, {}
  local function pattern_number (set)
    local key = key_of(set, #list)
    if not number_of[key] then
      patterns[#patterns + 1] = combine(set, list)
      number_of[key] = #patterns
    end
    return number_of[key]
  end

  local by_kind, by_word, by_text = {}, {}, {}
  local function at (map, key, i, where)
    local set = map[key] or {}
    map[key] = set
    set[i] = set[i] or {}
    set[i][where] = true
    if where == "behind" then set.behind = true end
  end
  for i, recognizer in ipairs(list) do
    for _, kind in ipairs(recognizer.triggers.kinds or {}) do
      if kind ~= "number" then at(by_kind, kind, i, "start") end
    end
    for _, word in ipairs(recognizer.triggers.words or {}) do at(by_word, core.fold(word, "case"), i, "start") end
    for _, text in ipairs(recognizer.triggers.text or {}) do at(by_text, text, i, "start") end
    if recognizer.behind_number then
      for _, word in ipairs(number.words) do at(by_word, word, i, "behind") end
    end
  end

  local builder, words = core.gazetteer_builder { fold = true }, {}
  for word in pairs(by_word) do words[#words + 1] = word end
  table.sort(words)
  for _, word in ipairs(words) do assert(builder:add(word, pattern_number(by_word[word]))) end
  local sites = assert(core.sites(#words > 0 and assert(builder:freeze()) or nil))

  for _, kind in ipairs(kinds) do
    if by_kind[kind] then sites:kind(kind, pattern_number(by_kind[kind])) end
  end
  local texts = {}
  for text in pairs(by_text) do texts[#texts + 1] = text end
  table.sort(texts)
  for _, text in ipairs(texts) do assert(sites:text(text, pattern_number(by_text[text]))) end
  return { patterns = patterns, sites = sites, readers = declare_figures(sites, list), figure_plans = {} }
end

-- ---- finding ---------------------------------------------------------------------------------------------------------

-- Does a candidate of this site cover the number?  Then what would find the bare number has nothing to add.
local function is_taken (found, first, after)
  for i = 1, #found do
    if found[i].first <= first and found[i].last >= after - 1 then return true end
  end
  return false
end

local function try_all (context, recognizers, first, value, after)
  local covered = context.covered
  for i = 1, #recognizers do
    local recognizer = recognizers[i]
    local family = recognizer.family or recognizer.name
    if first > (covered[family] or 0) then
      note(context, recognizer, family, recognizer.at_figure(context, first, value, after))
    end
  end
end

local match = lpeg.match

local function try_patterns (patterns, context, at)
  local text = context.text
  for i = 1, #patterns do match(patterns[i], text, at, context) end
end

local number_read = number.any * Cp()

-- A word or mark that recognizers asked for.
local function try_site (context, plan, at)
  if plan.behind then
    local value, after = match(number_read, context.text, at)
    if after then
      context.number_first, context.number, context.number_after = at, value, after
      try_patterns(plan.behind, context, after)
    end
  end
  try_patterns(plan.start, context, at)
end

-- A figure that the core has read: only the recognizers that its neighbours speak for.
local function try_figure (context, plan, first, after, value)
  if after > 0 then
    if value == true then value = context.text:sub(first, after - 1):match("^[%d%s,.\128-\255]*"):gsub("[^%d.]", "") end
    context.number_first, context.number, context.number_after = first, value, after
    try_patterns(plan.behind, context, after)
    if plan.at[1] then try_all(context, plan.at, first, value, after) end
  end
  try_patterns(plan.start, context, first)
  if after > 0 and plan.last[1] and not is_taken(context.candidates, first, after) then
    try_all(context, plan.last, first, value, after)
  end
end

-- So sure a candidate leaves nothing to be found inside it.
local SURE = 0.9

-- What a site gave, counted in the document.
local function collect (context, candidates)
  local found, shift = context.candidates, context.shift
  for i = 1, #found do
    local a = found[i]
    if a.last > context.inside and (a.score or 1) >= SURE then context.inside = a.last end
    a.first, a.last = a.first + shift, a.last + shift
    candidates[#candidates + 1] = a
    found[i] = nil
  end
end

local function better (a, b)
  local length_a, length_b = a.last - a.first, b.last - b.first
  if length_a ~= length_b then return length_a > length_b end
  if a.priority ~= b.priority then return a.priority > b.priority end
  if (a.score or 1) ~= (b.score or 1) then return (a.score or 1) > (b.score or 1) end
  if a.first ~= b.first then return a.first < b.first end
  return a.recognizer < b.recognizer
end

local function keep (doc, a, added)
  a.recognizer, a.priority = nil, nil
  doc:add(a)
  return added + 1
end

-- Candidates that hang together by overlaps: the best stays, then the best of those it leaves room for, and so on.
-- What stays is noted in buckets of 64 bytes, so that a long chain ("1 2 3 4 ...") costs its length, not its square.
local function settle (doc, cluster, added)
  table.sort(cluster, better)
  local buckets = {}
  for _, a in ipairs(cluster) do
    local free = true
    for k = a.first // 64, a.last // 64 do
      for _, b in ipairs(buckets[k] or {}) do
        if a.first <= b.last and b.first <= a.last then free = false; break end
      end
      if not free then break end
    end
    if free then
      for k = a.first // 64, a.last // 64 do
        buckets[k] = buckets[k] or {}
        table.insert(buckets[k], a)
      end
      added = keep(doc, a, added)
    end
  end
  return added
end

local function resolve (doc, candidates)
  -- Nearly sorted already: a match begins at its trigger or a little before.
  for i = 2, #candidates do
    local a, j = candidates[i], i - 1
    local first = a.first
    while j > 0 and candidates[j].first > first do
      candidates[j + 1] = candidates[j]
      j = j - 1
    end
    candidates[j + 1] = a
  end
  local added, i, n = 0, 1, #candidates
  while i <= n do
    local edge, j = candidates[i].last, i + 1
    while j <= n and candidates[j].first <= edge do
      if candidates[j].last > edge then edge = candidates[j].last end
      j = j + 1
    end
    if j == i + 1 then added = keep(doc, candidates[i], added)
    else added = settle(doc, table.move(candidates, i, j - 1, 1, {}), added) end
    i = j
  end
  return added
end

--- Run all recognizers on a document.
-- @tparam Document doc  reads `text`, `blocks`, `meta.date`; adds annotations.  Without blocks the text is one block
-- @treturn int count of annotations added
function M.run (doc)
  compiled = compiled or compile()
  local patterns, figure_plans = compiled.patterns, compiled.figure_plans
  local text, blocks = doc.text, doc.blocks
  if #blocks == 0 then blocks = { { first = 1, last = #text } } end
  local candidates = {}
  local context = { doc = doc, candidates = {}, covered = {}, state = {}, inside = 0 }
  local b, count = 0, #blocks
  local block_first, block_last = 0, 0
  local sites = compiled.sites:find(doc.index)
  for i = 1, #sites, 4 do
    local byte, which, after = sites[i], sites[i + 1], sites[i + 2]
    while byte > block_last do
      b = b + 1
      if b > count then return resolve(doc, candidates) end
      block_first, block_last = blocks[b].first, blocks[b].last
      context.text, context.block, context.covered, context.inside = nil, blocks[b], {}, 0
    end
    local at = byte - block_first + 1
    if at > context.inside then                               -- 0 and less: in skipped text
      if not context.text then context.text, context.shift = text:sub(block_first, block_last), block_first - 1 end
      if after == 0 then try_site(context, patterns[which], at)
      else
        local value = sites[i + 3]
        if after > block_last + 1 then                        -- read on into the next block: once more, in this one alone
          value, after = match(number_read, context.text, at)
          after = after and after + block_first - 1 or -1
        end
        local plan = figure_plans[which]
        if not plan then
          plan = figure_plan(which, compiled.readers)
          figure_plans[which] = plan
        end
        try_figure(context, plan, at, after > 0 and after - block_first + 1 or 0, value)
      end
      if context.candidates[1] then collect(context, candidates) end
    end
  end
  return resolve(doc, candidates)
end

for _, name in ipairs { "date", "age", "number", "money", "measure", "contact", "phone", "redacted", "identifier",
                       "address" } do
  local module = require("bluepencil.recognizer." .. name)
  for _, recognizer in ipairs(module.name and { module } or module) do M.register(recognizer) end
end

return M
