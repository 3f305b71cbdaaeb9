--- What a filter file finds in its environment besides the library: redact, keep, policy, label, gazetteer, include.
--
-- `redact`, `keep` and `label` act on the article at hand and work inside a filter's functions.  `gazetteer{...}` and
-- `label{ id = ..., words = ... }` at the top of a file are declarations: they are compiled when the file is loaded and
-- take effect in each article before the file's first function is called.

local core = require "bluepencil.core"
local form = require "bluepencil.rule.form"
local suggest = require "bluepencil.suggest"
local taxonomy = require "bluepencil.topic.taxonomy"
local topic = require "bluepencil.topic"
local types = require "bluepencil.types"

local M = {}

-- Types that name a person by themselves; all others only lead to one.
local direct = { Person = true, Email = true, Phone = true, Handle = true, Address = true, Identifier = true, Url = true }

-- ---- decisions -----------------------------------------------------------------------------------------------------

local function check_annotation (filter, helper, a)
  local doc = filter.doc
  if not doc then error(helper .. "() works inside a function such as Person(a)", 3) end
  if type(a) == "table" and types.is_block[a.type] then
    error(("%s() takes an annotation, not a %s; loop over block:annotations()"):format(helper, a.type), 3)
  end
  if type(a) ~= "table" or not a.id or doc.by_id[a.id] ~= a then
    error(("%s() takes an annotation of this article"):format(helper), 3)
  end
  return doc
end

local function keep (filter, a, reason, options)
  check_annotation(filter, "keep", a)
  a.decision = { action = "keep", by = filter.name, reason = reason, rule = options and options.rule,
                 list = options and options.list, review = options and options.review }
  return a
end

local function operator_names (operator)
  local names = {}
  for key, value in pairs(operator.names or {}) do names[#names + 1] = type(key) == "string" and key or value end
  table.sort(names)
  return names
end

local function redact (filter, a, name, options)
  local operator = require "bluepencil.operator"
  options = options or {}
  local doc = check_annotation(filter, "redact", a)
  if type(name) ~= "string" and type(name) ~= "function" then
    error("redact(a, operator) needs the name of an operator: " .. table.concat(operator_names(operator), ", "), 2)
  end
  if name == "keep" then return keep(filter, a, options.reason, options) end
  local replacement, fields = operator.apply(name, a, doc, options)
  if not replacement then
    local message = fields
    if type(name) == "function" then error(message, 2) end
    local names = operator_names(operator)
    for _, known in ipairs(names) do
      if known == name then error(message, 2) end
    end
    error(suggest.unknown("operator", name, names), 2)
  end
  a.decision = {
    action = "strike",
    operator = type(name) == "function" and "custom" or name,
    replacement = replacement,
    when = fields and fields.when,          -- an ISO date no more exact than the replacement
    class = options.class or direct[a.type] and "direct" or "quasi",
    rule = options.rule,
    reason = options.reason,
    list = options.list or nil,
    review = options.review,                -- why an editor should look at it
    by = filter.name,
  }
  return a
end

-- The policy of the run, or another by name or path: who is protected, and what becomes of what.
local function policy (filter, given)
  local module = require "bluepencil.policy"
  if filter.options.full then given = nil end               -- nothing is struck, whatever a filter asks for
  local found, message = module.open(given or filter.options.policy or "protect-private")
  if not found then error(message, 0) end
  local keyless = not filter.options.key and found:needs_key()
  if keyless then
    error(("policy '%s' says %s, which needs a key: --key FILE or BLUEPENCIL_KEY (or without_key = \"label\" in the policy)")
      :format(found.name, keyless), 0)
  end
  return found
end

-- This article is redacted under another policy than the run's.
local function use_policy (filter, given)
  local doc = filter.doc
  if not doc then error("use_policy() works inside a function such as Document(doc)", 3) end
  local found = given
  if type(given) == "string" then found = policy(filter, given)
  elseif type(given) ~= "table" or not given.prepare then error("use_policy() takes the name of a policy, or what policy(...) gave", 3) end
  if doc.policy then error("use_policy() comes too late, behind the filter 'redact': say before = \"redact\" at the top of the file", 3) end
  doc.policy_asked = found
end

-- ---- labels --------------------------------------------------------------------------------------------------------

-- label{ id = ..., words or conditions } at the top of a file.
local function declare_label (filter, rule)
  local place = form.place()
  local function fail (message)
    if not message:find "^[^\n]-:%d+: " then message = (place or filter.path) .. ": " .. message end
    error(message, 0)
  end
  local ok, message = pcall(topic.check, rule, place)
  if not ok then fail(tostring(message)) end
  if not (rule.words or rule.types or rule.kinds or rule[1] ~= nil) then
    fail "label{ id = ... } outside a function is a rule and needs words or conditions; inside one it labels the article"
  end
  filter.rules[#filter.rules + 1] = rule
end

local function label (filter, given)
  local l = type(given) == "table" and given or { id = given }
  if type(l.id) ~= "string" then error("label() needs an id such as \"medtop:20000592\"", 2) end
  if not filter.doc then return declare_label(filter, l) end
  if l.words or l[1] ~= nil then error("label{...} with words or conditions is a declaration: write it at the top of the file", 2) end
  local score = l.score or 1
  if type(score) ~= "number" or score < 0 or score > 1 then error("the score of a label is between 0 and 1", 2) end
  local known, message = taxonomy.check(l.id)
  if not known then error(message, 2) end
  topic.add(filter.doc, { id = l.id, name = l.name or topic.name(l.id) or l.id, score = score, why = l.why, top = topic.top(l.id) or l.id,
                          scheme = l.scheme, source = "filter:" .. filter.name })
end

--- What can be done only when a filter's file has been read to its end: its conditions, and the types that they look for.
-- @treturn true | nil, message
function M.finish (filter)
  local prepared, message = topic.prepare(filter.rules)
  if not prepared then return nil, message end
  for _, row in ipairs(prepared.types) do
    local known
    known, message = form.check_type(row.name, filter.declared)
    if not known then return nil, ("%s: %s"):format(row.place or filter.path, message) end
  end
  filter.conditions = prepared
  return true
end

-- ---- gazetteers ----------------------------------------------------------------------------------------------------

local fields = { type = true, names = true, file = true, fold = true, score = true, subtype = true }

local function read_lines (filter, name)
  local text, message = filter.read(name)
  if not text then error(message, 3) end
  local names = {}
  for line in text:gsub("^\239\187\191", ""):gmatch "[^\r\n]+" do
    line = line:gsub("#.*", ""):match "^%s*(.-)%s*$"
    if line ~= "" then names[#names + 1] = line end
  end
  return names
end

-- gazetteer { type = "Ministry", "Ministry of Fish", ..., names = { ... }, file = "ministries.txt", fold = true }
local function gazetteer (filter, list)
  if filter.doc then error("gazetteer{...} is a declaration: write it at the top of the file", 2) end
  if type(list) ~= "table" or type(list.type) ~= "string" then
    error("gazetteer{ type = \"Person\", \"a name\", ... } needs a type", 2)
  end
  if not list.type:find "^%u%w*$" then error("a type begins with a capital letter: " .. list.type, 2) end
  if types.is_block[list.type] or list.type == "Meta" or list.type == "Document" then
    error(("the type of a gazetteer cannot be '%s', which is not an annotation"):format(list.type), 2)
  end
  for key in pairs(list) do
    if type(key) == "string" and not fields[key] then
      local known = {}
      for field in pairs(fields) do known[#known + 1] = field end
      table.sort(known)
      error(suggest.unknown("field of a gazetteer", key, known), 2)
    end
  end
  local builder = core.gazetteer_builder { fold = list.fold or false }
  local count = 0
  local function add (names)
    for i, name in ipairs(names) do
      if type(name) ~= "string" or not name:find "%S" then error(("name %d of the gazetteer is not text"):format(i), 3) end
      builder:add(name, 1)
      count = count + 1
    end
  end
  add(list)
  add(list.names or {})
  if list.file then add(read_lines(filter, list.file)) end
  if count == 0 then error("a gazetteer without names", 2) end
  filter.gazetteers[#filter.gazetteers + 1] = {
    type = list.type, score = list.score or 0.9, subtype = list.subtype, compiled = builder:freeze(),
  }
  filter.declared[list.type] = true
end

--- Let a filter's declarations act on a document: types, gazetteers, label rules.
function M.declare (filter, doc)
  for name in pairs(filter.declared) do doc:declare_type(name) end
  for _, list in ipairs(filter.gazetteers) do
    local hits = list.compiled:scan(doc.index)
    for i = 1, #hits, 3 do
      local first, last = hits[i], hits[i + 1]
      if doc:block_at(first) and not doc:at(first, last, list.type) then
        doc:add { type = list.type, first = first, last = last, score = list.score, subtype = list.subtype,
                  source = "gazetteer:" .. filter.name }
      end
    end
  end
  if filter.rules[1] then
    filter.topics = filter.topics or topic.compile(filter.rules, filter.name, filter.conditions)
    filter.topics:label(doc)
  end
end

-- ---- the environment -----------------------------------------------------------------------------------------------

local function later (name)
  return function () error(("%s{...} is not there yet; write a function instead"):format(name), 2) end
end

--- Put the helpers into a filter's environment.
-- @tparam table filter  `name`, `env`; gets `rules`, `gazetteers`, `declared`; `doc` is set while it runs
function M.install (filter)
  local env = filter.env
  filter.rules, filter.gazetteers, filter.declared = {}, {}, {}
  function env.redact (a, operator, options) return redact(filter, a, operator, options) end
  function env.keep (a, reason, options) return keep(filter, a, reason, options) end
  function env.policy (given) return policy(filter, given) end
  function env.use_policy (given) use_policy(filter, given) end
  function env.label (given) return label(filter, given) end
  function env.gazetteer (list) return gazetteer(filter, list) end
  function env.include (name) return filter.include(name) end
  for name, value in pairs(form.functions) do env[name] = value end
  env.pattern, env.example = later "pattern", later "example"
end

return M
