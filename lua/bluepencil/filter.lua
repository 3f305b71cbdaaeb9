--- Filters: short Lua files with functions named by element type.
--
-- Loads them (each into an environment of its own, filter/sandbox.lua), runs them over a document in order
-- (filter/walk.lua) and says of an error which file, line, function and article it belongs to.  What a filter finds in its
-- environment is in filter/helper.lua; docs/filters.md is the manual for those who write filters.
-- Loading compiles everything; running costs what the filter's functions cost.

local helper = require "bluepencil.filter.helper"
local log = require "bluepencil.log"
local paths = require "bluepencil.paths"
local sandbox = require "bluepencil.filter.sandbox"
local suggest = require "bluepencil.suggest"
local topic = require "bluepencil.topic"
local types = require "bluepencil.types"
local walk = require "bluepencil.filter.walk"

local M = {}

--- The shipped filters; the user's run before the last of them.
M.shipped = { "classify", "redact", "tei" }

--- Lua instructions one filter may spend on one article: a second or two.
M.instructions = 100000000

local known = {}
for _, name in ipairs(types.names) do known[name] = true end

-- ---- finding -------------------------------------------------------------------------------------------------------

local function base_name (path)
  local name = path:match "([^/\\]+)[/\\]*$" or path
  return (name:gsub("%.lua$", ""))
end

-- The file for a path, a folder or the name of a shipped filter; and the name it goes by.
local function locate (given)
  if type(given) ~= "string" or given == "" then return nil, "a filter is given by its path or name" end
  local folder = given:gsub("[/\\]+$", "")
  local name = base_name(folder)
  if paths.is_file(given) then
    local parent = given:match "([^/\\]+)[/\\]init%.lua$"
    return given, parent or name
  end
  for _, path in ipairs { folder .. "/" .. name .. ".lua", folder .. "/init.lua" } do
    if paths.is_file(path) then return path, name end
  end
  if not given:find "[/\\]" then
    local path = paths.filter(given)
    if path then return path, name end
  end
  local hint = suggest.nearest(given, M.shipped)
  return nil, ("filter '%s' was not found%s"):format(given, hint and ("; did you mean '%s'?"):format(hint)
    or ": it is neither a file, nor a folder with " .. name .. ".lua or init.lua, nor a shipped filter")
end

local function read_file (path)
  local file, message = io.open(path, "rb")
  if not file then return nil, message end
  local text
  text, message = file:read "a"
  file:close()
  if not text then return nil, ("%s: %s"):format(path, message) end
  return text
end

-- ---- loading -------------------------------------------------------------------------------------------------------

local function place_of (f)
  local info = debug.getinfo(f, "S")
  return ("%s:%d"):format(info.short_src, info.linedefined)
end

-- Warn of a function that nothing will ever call.
local function warn_unknown (filter, name, f)
  local names = {}
  for _, known_name in ipairs(types.names) do names[#names + 1] = known_name end
  for declared in pairs(filter.declared) do names[#names + 1] = declared end
  table.sort(names)
  log.warn("filter: %s: %s", place_of(f), suggest.unknown("function", name, names))
end

-- Pick the element functions out of a table; `all`: report every unknown name, not only the capitalised ones.
local function collect (filter, from, all)
  local functions, found = {}, false
  for name, value in pairs(from) do
    local is_element = known[name] or filter.declared[name]
    if type(value) == "function" and is_element then
      functions[name], found = value, true
    elseif is_element then
      return nil, ("filter: %s: '%s' is a %s, not a function"):format(filter.path, name, type(value))
    elseif type(value) == "function" and type(name) == "string" and (all or name:find "^%u") then
      warn_unknown(filter, name, value)
    end
  end
  local order = rawget(from, "traverse")
  if order ~= nil and order ~= "topdown" and order ~= "typewise" then
    return nil, ("filter: %s: traverse is \"topdown\" or \"typewise\", not '%s'"):format(filter.path, tostring(order))
  end
  return { functions = functions, order = order, empty = not found }
end

-- The element functions of what the file returned, or of its globals.
local function passes_of (filter, result)
  local passes = {}
  if result == nil then
    local pass, message = collect(filter, filter.env, false)
    if not pass then return nil, message end
    passes[1] = pass
  elseif type(result) ~= "table" then
    return nil, ("filter: %s: returned a %s; expected a table of functions, or nothing"):format(filter.path, type(result))
  else
    for name, value in pairs(filter.env) do
      if known[name] and type(value) == "function" then
        log.warn("filter: %s: function '%s' is never called, because the file returns a table", place_of(value), name)
      end
    end
    for i, list in ipairs(#result > 0 and result or { result }) do
      if type(list) ~= "table" then
        return nil, ("filter: %s: item %d of the returned list is a %s, not a table of functions")
          :format(filter.path, i, type(list))
      end
      local pass, message = collect(filter, list, true)
      if not pass then return nil, message end
      passes[i] = pass
    end
  end
  return passes
end

-- Names of files a filter may open: beside it, never elsewhere.
local function beside (filter, name)
  if type(name) ~= "string" or name:find "[/\\%z]" or name == "" or name:find "^%." then
    return nil, "a filter reads files from its own folder only, by their name"
  end
  return filter.folder .. name
end

local message_of = function (err) return err end

local function load_chunk (filter, path)
  local text, message = read_file(path)
  if not text then return nil, message end
  text = text:gsub("^\239\187\191", ""):gsub("^#[^\n]*", "")
  return load(text, "@" .. path, "t", filter.env)
end

-- "call a nil value (global 'redat')" deserves a suggestion.
local function with_suggestion (filter, message)
  local name = message:match "attempt to call a nil value %(global '([%w_]+)'%)"
  if not name then return message end
  local names = {}
  for key, value in pairs(filter.env) do
    local meta = getmetatable(value)
    if type(value) == "function" or type(meta) == "table" and meta.__call then names[#names + 1] = key end
  end
  table.sort(names)
  local near = suggest.nearest(name, names)
  return near and ("%s; did you mean '%s'?"):format(message, near) or message
end

-- What a filter says about an article is held with it until the article is redacted (Pipeline:process), so that no message
-- says what was struck; while a file is loaded, and under --trace, it is written at once.
local function say (filter, level, text)
  local held = filter.doc and filter.doc.messages
  if not held or filter.options.trace then log[level]("%s", text)
  elseif log.shows(level) then held[#held + 1] = { level = level, text = text, filter = filter.name } end
end

local function teller (filter)
  local said = {}
  for _, level in ipairs { "error", "warn", "info", "debug" } do
    said[level] = function (format, ...) say(filter, level, format:format(...)) end
  end
  return said
end

--- Load one filter.
-- @tparam string given  path of a file, of a folder that holds NAME.lua or init.lua, or the name of a shipped filter
-- @tparam[opt] table options  `trust` (boolean: no sandbox), `trace` (boolean), `instructions` (per article; default
--   `M.instructions`); the whole table is `ctx.options` in the filter
-- @treturn table filter | nil, message
function M.load (given, options)
  options = options or {}
  local path, name = locate(given)
  if not path then return nil, name end
  local filter = { name = name, path = path, folder = path:match "^(.*[/\\])" or "", options = options }
  filter.env = sandbox.environment(function (level, text) say(filter, level, name .. ": " .. text) end, options.trust)
  filter.instructions = not options.trust and (options.instructions or M.instructions) or nil
  function filter.read (file)
    local full, message = beside(filter, file)
    if not full then return nil, message end
    return read_file(full)
  end
  function filter.include (file)
    if filter.doc then error("include() works at the top of a file", 2) end
    local full, message = beside(filter, file)
    local chunk
    if full then chunk, message = load_chunk(filter, full) end
    if not chunk then error(message, 2) end
    return chunk()
  end
  filter.ctx = { options = options, state = {}, name = name,
                 log = teller(filter) }
  filter.env.ctx = filter.ctx
  helper.install(filter)

  local chunk, message = load_chunk(filter, path)
  if not chunk then return nil, "filter: " .. message end
  local ok, result, at = sandbox.call(filter.instructions, message_of, chunk)
  if not ok then
    if result == sandbox.limit then return nil, ("filter: %s: did not come to an end while loading"):format(at) end
    return nil, "filter: " .. (type(result) == "string" and with_suggestion(filter, result) or path .. ": an error that is not text")
  end
  local fine
  fine, message = helper.finish(filter)
  if not fine then return nil, "filter: " .. message end
  local own_name = type(result) == "table" and result.name or rawget(filter.env, "name")
  if type(own_name) == "string" then filter.name, filter.ctx.name = own_name, own_name end
  filter.passes, message = passes_of(filter, result)
  if not filter.passes then return nil, message end
  local empty = not (filter.rules[1] or filter.gazetteers[1])
  for _, pass in ipairs(filter.passes) do empty = empty and pass.empty end
  if empty then log.warn("filter: %s: defines no function named after an element; it will do nothing", path) end
  return filter
end

-- The shipped filter before which a filter wants to run; nil, message when it names none.
local function turn_of (filter)
  local before = rawget(filter.env, "before")
  if before == nil then return M.shipped[#M.shipped] end
  for _, name in ipairs(M.shipped) do
    if before == name then return name end
  end
  return nil, ("filter: %s: before = \"%s\": %s"):format(filter.path, tostring(before),
    suggest.unknown("shipped filter", tostring(before), M.shipped))
end

--- Load the shipped filters and the user's, in the order in which they run.
-- A user's filter that has the name of a shipped one takes its place; one that says `before = "redact"` runs before that one.
-- @tparam table options  `filters`: a list of paths or names; `trust`, `trace`, `instructions` as for `load`
-- @treturn table list | nil, message
function M.load_all (options)
  local replaced, added = {}, {}
  for _, given in ipairs(options.filters or {}) do
    local filter, message = M.load(given, options)
    if not filter then return nil, message end
    local shipped = false
    for _, name in ipairs(M.shipped) do shipped = shipped or name == filter.name end
    local turn
    turn, message = turn_of(filter)
    if not turn then return nil, message end
    if shipped then replaced[filter.name] = filter
    else
      added[turn] = added[turn] or {}
      table.insert(added[turn], filter)
    end
  end
  local list = {}
  for _, name in ipairs(M.shipped) do
    for _, filter in ipairs(added[name] or {}) do list[#list + 1] = filter end
    local filter = replaced[name]
    if not filter then
      local path, message = paths.filter(name)
      if path then filter, message = M.load(path, options) end
      if not filter then return nil, message end
      filter.instructions = nil                  -- ours come to an end
    end
    list[#list + 1] = filter
  end
  return list
end

-- ---- errors --------------------------------------------------------------------------------------------------------

local window = 16          -- bytes of the article in a row that a message may not repeat

-- Take out of a message what it repeats from the article: what an annotation covers, and any longer run of text.
local function without_text (message, doc)
  for _, a in ipairs(doc:annotations()) do
    for _, text in ipairs { doc.text:sub(a.first, a.last), a:text() } do
      if #text > 2 then
        local plain = text:gsub("%p", "%%%0")
        message = message:gsub(plain, "[...]")
      end
    end
  end
  local out, i = {}, 1
  while i <= #message do
    local j = i + window - 1
    if j <= #message and doc.text:find(message:sub(i, j), 1, true) then
      while j < #message and doc.text:find(message:sub(i, j + 1), 1, true) do j = j + 1 end
      out[#out + 1] = "[...]"
      i = j + 1
    else
      out[#out + 1] = message:sub(i, i)
      i = i + 1
    end
  end
  return table.concat(out)
end

local function describe (filter, turn, err, at, doc, trace)
  local message
  if err == sandbox.limit then
    message = ("%s: stopped after %d instructions; is there a loop that does not end?"):format(at, filter.instructions)
  elseif type(err) == "string" then
    message = with_suggestion(filter, err)
    local place = turn.f and place_of(turn.f) or filter.path
    if not message:find "^[^\n]-:%d+: " then message = place .. ": " .. message end
  else
    message = ("%s: an error that is not text"):format(turn.f and place_of(turn.f) or filter.path)
  end
  if not trace then
    local place, rest = message:match "^(.-:%d+: )(.*)$"
    message = (place or "") .. without_text(rest or message, doc)
  end
  local first, traceback = message:match "^(.-)(\nstack traceback:.*)$"
  first = first or message
  if turn.name then first = ("%s, in function '%s'"):format(first, turn.name) end
  return ("filter: %s, article %s%s"):format(first, doc.source.name or "(no name)", traceback or "")
end

-- ---- running -------------------------------------------------------------------------------------------------------

-- Where every annotation and block lies, to see afterwards that nothing was moved.
local function snapshot (doc)
  local seen = { text = doc.text, index = doc.index }
  for _, a in ipairs(doc:annotations()) do seen[#seen + 1] = { a, a.first, a.last } end
  for _, block in ipairs(doc.blocks) do seen[#seen + 1] = { block, block.first, block.last } end
  return seen
end

local function check_unmoved (doc, seen)
  if doc.text ~= seen.text or doc.index ~= seen.index then
    doc.text, doc.index = seen.text, seen.index
    error("the text of a document cannot be changed; redact() records what will stand there instead", 0)
  end
  for _, row in ipairs(seen) do
    local element, first, last = row[1], row[2], row[3]
    if element.first ~= first or element.last ~= last then
      element.first, element.last = first, last
      error(("the place of a %s cannot be changed"):format(tostring(element.type)), 0)
    end
  end
end

local function run_one (filter, doc)
  local turn, unguarded = {}, not filter.instructions
  local function call (name, f, ...)
    turn.name, turn.f = name, f
    return f(...)
  end
  local function work ()
    helper.declare(filter, doc)
    for _, pass in ipairs(filter.passes) do
      if not pass.empty then walk.run(doc, pass.functions, pass.order, call) end
    end
  end
  local trace = filter.options.trace
  local seen = not unguarded and snapshot(doc)
  filter.doc, filter.ctx.doc, filter.ctx.state = doc, doc, {}
  local ok, err, at = sandbox.call(filter.instructions, trace and function (e)
    return type(e) == "string" and debug.traceback(e, 2) or e
  end or message_of, work)
  if ok and seen then
    turn = {}
    ok, err = pcall(check_unmoved, doc, seen)
  end
  filter.doc, filter.ctx.doc = nil, nil
  if not ok then return nil, describe(filter, turn, err, at, doc, trace) end
  return true
end

-- Keywords come from the words of the article: one that is being struck must not survive in the header.
local function prune_keywords (doc)
  local keywords = doc.meta.keywords
  if type(keywords) ~= "table" or #keywords == 0 then return end
  local struck, seen = {}, {}
  for _, a in ipairs(doc:annotations()) do
    local text = a.decision and a.decision.action == "strike" and a:text()
    if text and not seen[text] then
      seen[text] = true
      struck[#struck + 1] = topic.fold(text)
    end
  end
  if #struck == 0 then return end
  for i = #keywords, 1, -1 do
    local word = topic.fold(tostring(keywords[i]))
    for _, text in ipairs(struck) do
      if text:find(word, 1, true) or word:find(text, 1, true) then
        table.remove(keywords, i)
        break
      end
    end
  end
end

--- Run filters over a document, one after another.
-- @tparam table filters  what `load_all` gave, or a list of what `load` gave
-- @tparam Document doc
-- @treturn true | nil, message
function M.run (filters, doc)
  for _, filter in ipairs(filters) do
    local ok, message = run_one(filter, doc)
    if not ok then return nil, message end
  end
  topic.sort(doc.labels)
  prune_keywords(doc)
  local asked = doc.policy_asked
  if asked and doc.policy and doc.policy ~= asked then
    return nil, ("filter: policy '%s' was asked for by a filter, and '%s' was used: the filter 'redact' does not look at doc.policy_asked, "
      .. "article %s"):format(asked.name, doc.policy.name, doc.source.name or "(no name)")
  end
  return true
end

return M
