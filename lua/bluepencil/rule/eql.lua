--- The rule language of the IPTC's EXTRA project, read and written as label rules of a filter.
--
--     (and (title any "migrant migrants") (not (body adj/stemming "border wall")))
--     label { id = ..., headline(exactly "migrant, migrants"), none { body(stem "border wall") } }
--
-- A clause is (operator clause ...) or [field relation] "words"; // ... // is a remark.  Reads and writes text only: the rules are
-- checked when the filter is loaded.  What has no counterpart is an error that says what and where.
-- Source: EXTRA Query Language, github.com/iptc/extra-core (README and its translation to Elasticsearch); MIT.

local suggest = require "bluepencil.suggest"

local M = {}

-- ---- reading ---------------------------------------------------------------------------------------------------------

local Reader = {}
Reader.__index = Reader

function Reader:fail (message, ...)
  error({ message = ("character %d: "):format(self.at) .. message:format(...) }, 0)
end

function Reader:skip ()
  while true do
    self.at = self.text:match("^%s*()", self.at)
    if self.text:sub(self.at, self.at + 1) ~= "//" then return end
    local after = self.text:match("^//.-//()", self.at)
    if not after then self:fail "a remark that does not end: // without a second //" end
    self.at = after
  end
end

function Reader:take (pattern)
  self:skip()
  local found, after = self.text:match("^(" .. pattern .. ")()", self.at)
  if found then self.at = after end
  return found
end

local bare = "[^%s%(%)\"=<>/]+"

-- Modifiers behind an operator or relation: "/unit=word/distance<3/ordered" -> { unit = { "=", "word" }, ... }
function Reader:modifiers ()
  local list = {}
  while self.text:find("^/[^/]", self.at) do
    local name, sign, value, after = self.text:match("^/([%a]+)%s*([<>=]*)%s*([%w_%-]*)()", self.at)
    if not name then self:fail "a modifier such as /stemming or /count>=2 is expected" end
    list[name:lower()] = { sign, value }
    self.at = after
  end
  return list
end

local operators = { ["and"] = true, ["or"] = true, ["not"] = true, prox = true }
local relations = { any = true, all = true, adj = true, within = true, ["="] = true, ["=="] = true, ["<"] = true, ["<="] = true,
                    [">"] = true, [">="] = true, ["<>"] = true }

-- "words" in quotes, or a word without.
function Reader:term ()
  self:skip()
  if self.text:sub(self.at, self.at) == '"' then
    local i = self.at + 1
    while true do
      local c = self.text:sub(i, i)
      if c == "" then self:fail "quotes that do not end" end
      if c == '"' then break end
      i = i + (c == "\\" and 2 or 1)
    end
    local words = self.text:sub(self.at + 1, i - 1):gsub('\\"', '"')
    self.at = i + 1
    return words
  end
  return self:take(bare)
end

-- field relation "words", or "words" alone
function Reader:search ()
  local before = self.at
  local field = self:take "[%a_]+"
  local relation = field and (self:take "[<>=]+" or self:take "%a+")
  if relation and relations[relation:lower()] then
    local modifiers = self:modifiers()
    local words = self:term()
    if not words then self:fail("words in quotes are expected behind '%s %s'", field, relation) end
    return { field = field, relation = relation:lower(), modifiers = modifiers, words = words }
  end
  self.at = before
  local words = self:term()
  if not words then self:fail "a clause is expected" end
  return { relation = "adj", modifiers = {}, words = words }
end

function Reader:clause ()
  self:skip()
  if self.text:sub(self.at, self.at) ~= "(" then return self:search() end
  local open = self.at
  self.at = open + 1
  self:skip()
  local name = self.text:match("^%a+", self.at)
  local node
  if name and operators[name:lower()] and not self.text:find("^%a+%s+[<>=%a]+[/%a]*%s*\"", self.at) then
    self.at = self.at + #name
    node = { operator = name:lower(), modifiers = self:modifiers(), at = open }
    self:skip()
    while self.text:sub(self.at, self.at) ~= ")" do
      if self.at > #self.text then self:fail("( at character %d is not closed", open) end
      node[#node + 1] = self:clause()
      self:skip()
    end
    if #node == 0 then self:fail("(%s) without a clause", name) end
  else
    node = self:clause()
    self:skip()
  end
  if self.text:sub(self.at, self.at) ~= ")" then self:fail("( at character %d is not closed", open) end
  self.at = self.at + 1
  return node
end

--- Read a query.
-- @treturn table | nil, message  clauses: { operator =, modifiers =, ... } and { field =, relation =, modifiers =, words = }
function M.parse (text)
  local self = setmetatable({ text = text, at = 1 }, Reader)
  local ok, result = pcall(function ()
    local node = self:clause()
    self:skip()
    if self.at <= #text then self:fail "more than one clause" end
    return node
  end)
  if ok then return result end
  if type(result) == "table" then return nil, result.message end
  error(result, 0)
end

-- ---- translating -------------------------------------------------------------------------------------------------------
--
-- To a tree of { name = "any", items = { ... }, fields = { { "distance", 3 } }, call = 3 } and { words =, how =, region = }.

local regions = { title = "headline", headline = "headline", subtitle = "deck", deck = "deck", summary = "deck", body = "body", text = false,
                  text_content = false, content = false, caption = "caption", captions = "caption", byline = "byline", dateline = "dateline" }
local metadata = { slugline = "slugline", section = "section", keywords = "keywords", genre = "genre", language = "language",
                   publisher = "publisher", source = "agency" }
local dates = { versioncreated = true, date = true, pubdate = true, published = true }

local function fail (message, ...) error({ message = message:format(...) }, 0) end

local function node_of (name, items, fields, call) return { name = name, items = items, fields = fields or {}, call = call } end

local function words_of (text)
  local list = {}
  for word in text:gmatch "%S+" do list[#list + 1] = word end
  return list
end

-- Magic characters of our regular expressions.
local function literally (text) return (text:gsub("[%^%$%.%[%]%(%)|%*%+%?{}\\]", "\\%0")) end

-- A "?", or a "*" elsewhere than at the end of a word of three letters, becomes a regular expression.
local function is_odd (phrase)
  for word in phrase:gmatch "%S+" do
    local stem = word:match "^(.-)%*?$"
    if stem:find "[%*%?]" or word:find "%*$" and #stem < 3 then return true end
  end
  return false
end

local function wildcards (phrase)
  local list = {}
  for word in phrase:gmatch "%S+" do
    list[#list + 1] = literally(word):gsub("\\%*", "\\w*"):gsub("\\%?", "\\w")
  end
  return "\\b" .. table.concat(list, "\\s+") .. "\\b"
end

local how_of = { stemming = "stem", casesensitive = "cased", literal = "cased" }

local function leaf (region, how, list)
  local odd, plain, items = {}, {}, {}
  for _, phrase in ipairs(list) do
    local place = is_odd(phrase) and odd or plain
    place[#place + 1] = phrase:gsub("[,;~]", " ")
  end
  if plain[1] then items[1] = { words = plain, how = how, region = region } end
  for _, phrase in ipairs(odd) do items[#items + 1] = { regexp = wildcards(phrase), region = region } end
  return #items == 1 and items[1] or node_of("any", items)
end

local function known_field (field)
  local names = {}
  for _, known in ipairs { regions, metadata, dates } do
    for name in pairs(known) do names[#names + 1] = name end
  end
  table.sort(names)
  fail("%s", suggest.unknown("field", field, names))
end

local function date_of (clause)
  local days, fields = {}, {}
  for day in clause.words:gmatch "%d%d%d%d%-%d%d%-%d%d" do days[#days + 1] = day end
  local relation = clause.relation
  if not days[1] then fail("'%s' is no date such as 2019-05-03", clause.words) end
  if relation:find "^>" or relation == "within" or relation:find "^==?$" then fields.since = days[1] end
  if relation:find "^<" or relation == "within" then fields.until_day = days[#days] end
  if relation:find "^==?$" then fields.until_day = days[1] end
  local list = {}
  if fields.since then list[#list + 1] = { "since", fields.since } end
  if fields.until_day then list[#list + 1] = { "until", fields.until_day } end
  return node_of("metadata", {}, list)
end

local function search (clause)
  local field = (clause.field or "text_content"):lower()
  if dates[field] then return date_of(clause) end
  if metadata[field] then return node_of("metadata", {}, { { metadata[field], table.concat(words_of(clause.words), ", ") } }) end
  local region = regions[field]
  if region == nil then known_field(field) end
  local relation, how = clause.relation, "exactly"
  for name in pairs(clause.modifiers) do
    if name ~= "regexp" and not how_of[name] then fail("the modifier /%s of a relation is not known", name) end
    how = how_of[name] or how
  end
  if clause.modifiers.regexp then return { regexp = clause.words, region = region } end
  if relation == "adj" then return leaf(region, how, { clause.words }) end
  if relation == "any" or relation == "=" then return leaf(region, how, words_of(clause.words)) end
  if relation == "==" then return { regexp = "^" .. literally(clause.words) .. "$", region = region } end
  if relation == "all" then
    local items = {}
    for i, word in ipairs(words_of(clause.words)) do items[i] = leaf(region, how, { word }) end
    return #items == 1 and items[1] or node_of("all", items)
  end
  fail("the relation '%s' compares numbers, which '%s' has not", relation, field)
end

local translate

local function list_of (clause)
  local items = {}
  for i, item in ipairs(clause) do items[i] = translate(item) end
  return items
end

-- Clauses beside one another that look for the same kind of words in the same part are one list of words.
local function merged (items)
  local out, at = {}, {}
  for _, item in ipairs(items) do
    local key = item.words and item.how .. "\0" .. tostring(item.region)
    if key and at[key] then
      local words = out[at[key]].words
      table.move(item.words, 1, #item.words, #words + 1, words)
    else
      out[#out + 1] = item
      if key then
        out[#out] = { words = { table.unpack(item.words) }, how = item.how, region = item.region }
        at[key] = #out
      end
    end
  end
  return out
end

local function any_of (items)
  local list = merged(items)
  return #list == 1 and list[1] or node_of("any", list)
end

-- "count>=2" -> at least, at most; nil where there is no such bound.
local function bounds (modifier, what)
  local sign, n = modifier[1], math.tointeger(tonumber(modifier[2]))
  if not n then fail("/%s is followed by a whole number", what) end
  if sign == ">" then return n + 1 elseif sign == ">=" then return n
  elseif sign == "<" then return nil, n - 1 elseif sign == "<=" then return nil, n
  elseif sign == "=" or sign == "==" then return n, n end
  fail("/%s%s%d: a comparison is expected", what, sign, n)
end

local function or_of (clause)
  local count, unique = clause.modifiers.count, clause.modifiers.countunique
  for name in pairs(clause.modifiers) do
    if name ~= "count" and name ~= "countunique" then fail("the modifier /%s of 'or' is not known", name) end
  end
  if count then
    local least, most = bounds(count, "count")
    local items = { least and node_of("at_least", merged(list_of(clause)), nil, least) or any_of(list_of(clause)) }
    if most then items[2] = node_of("at_most", merged(list_of(clause)), nil, most) end
    return #items == 1 and items[1] or node_of("all", items)
  end
  if unique then
    local least, most = bounds(unique, "countunique")
    if most then fail "countunique has no upper bound here" end
    local items = list_of(clause)
    if #items == 1 and items[1].words then
      local one = items[1]
      items = {}
      for i, word in ipairs(one.words) do items[i] = { words = { word }, how = one.how, region = one.region } end
    end
    return node_of("different", items, nil, least)
  end
  return any_of(list_of(clause))
end

-- prox: unit and distance say near, not near, or no part of.
local function prox_of (clause)
  local m = clause.modifiers
  local unit, distance, ordered = m.unit and m.unit[2] or "word", m.distance, m.ordered
  local items = list_of(clause)
  if #items < 2 then fail "prox needs at least two clauses" end
  local fields = {}
  if not distance then
    if not ordered then fail "prox needs a distance, or to be ordered" end
    return node_of("near", items, { { "within", "article" }, { "ordered", true } })
  end
  local n = math.tointeger(tonumber(distance[2]))
  if not n then fail "/distance is followed by a whole number" end
  if unit ~= "word" and unit ~= "sentence" and unit ~= "paragraph" then
    fail("%s", suggest.unknown("unit of prox", unit, { "word", "sentence", "paragraph" }))
  end
  local sign = distance[1]
  if sign == ">" and unit == "word" and n == 0 then return node_of("outside", items) end
  if unit ~= "word" then
    fields[1] = { "within", unit }
    n = n - 1                            -- a distance of 1 is the same sentence
  end
  if sign == "<" then n = n - 1 elseif sign == ">=" then n = n - 1 end
  n = math.max(n, 0)
  if unit == "word" or n > 0 then fields[#fields + 1] = { "distance", n } end
  if ordered then fields[#fields + 1] = { "ordered", true } end
  local near = node_of("near", items, fields)
  if sign:find "^>" then return node_of("all", { list_of(clause)[1], node_of("none", { near }) }) end
  return near
end

function translate (clause)
  if not clause.operator then return search(clause) end
  if clause.operator == "or" then return or_of(clause) end
  if clause.operator == "prox" then return prox_of(clause) end
  if next(clause.modifiers) then fail("'%s' takes no modifier", clause.operator) end
  local items = list_of(clause)
  if clause.operator == "not" then
    if #items == 1 and items[1].name == "any" then items = items[1].items end
    return node_of("none", merged(items))
  end
  return #items == 1 and items[1] or node_of("all", items)
end

-- ---- writing -----------------------------------------------------------------------------------------------------------

local width = 116

local function quoted (s) return (("%q"):format(s):gsub("\\\n", "\\n")) end

-- Words as a string in quotes, broken over lines where it is long.
local function word_list (words, indent)
  local one = table.concat(words, ", ")
  if #one + #indent < width - 24 then return quoted(one) end
  local lines, line = {}, ""
  for i, word in ipairs(words) do
    local piece = word .. (i < #words and ", " or "")
    if #indent + #line + #piece > width - 8 and line ~= "" then
      lines[#lines + 1], line = quoted(line), ""
    end
    line = line .. piece
  end
  lines[#lines + 1] = quoted(line)
  return table.concat(lines, "\n" .. indent .. "  .. "), true
end

local function emit (node, indent)
  local inner
  if node.words or node.regexp then
    local text, is_long
    if node.regexp then text = quoted(node.regexp) else text, is_long = word_list(node.words, indent .. "  ") end
    inner = (node.regexp and "regexp" or node.how) .. (is_long and "(" .. text .. ")" or " " .. text)
    return node.region and ("%s(%s)"):format(node.region, inner) or inner
  end
  local head = node.name .. (node.call and ("(%d)"):format(node.call) or "") .. " {"
  local parts, length, broken = {}, #indent + #head, false
  for _, item in ipairs(node.items) do
    local part = emit(item, indent .. "  ")
    parts[#parts + 1] = part
    length, broken = length + #part + 2, broken or part:find "\n" ~= nil
  end
  for _, field in ipairs(node.fields) do
    local value = type(field[2]) == "string" and quoted(field[2]) or tostring(field[2])
    local name = field[1] == "until" and '["until"]' or field[1]
    parts[#parts + 1] = name .. " = " .. value
    length = length + #parts[#parts] + 2
  end
  if not broken and length < width then return head .. " " .. table.concat(parts, ", ") .. " }" end
  return head .. "\n" .. indent .. "  " .. table.concat(parts, ",\n" .. indent .. "  ") .. " }"
end

--- A query as the conditions of a label: Lua text, one condition or several with commas between.
-- @tparam string text  the query
-- @tparam[opt=""] string indent
-- @treturn string | nil, message
function M.to_lua (text, indent)
  indent = indent or ""
  local clause, message = M.parse(text)
  if not clause then return nil, message end
  local ok, node = pcall(translate, clause)
  if not ok then
    if type(node) == "table" then return nil, node.message end
    error(node, 0)
  end
  local list = node.name == "all" and #node.fields == 0 and node.items or { node }
  local parts = {}
  for i, item in ipairs(list) do parts[i] = emit(item, indent) end
  return table.concat(parts, ",\n" .. indent)
end

--- A rule of EXTRA as a label.
-- @tparam table rule  `name`, `query`, `topicId`
-- @treturn string Lua text | nil, message
-- @treturn ?string  what an editor should see to
function M.label (rule)
  local taxonomy = require "bluepencil.topic.taxonomy"
  local conditions, message = M.to_lua(rule.query, "  ")
  if not conditions then return nil, message end
  local id, remark = rule.topicId or "extra:" .. rule.name, nil
  local known = taxonomy.name(id)
  if taxonomy.scheme_of(id) and not known then
    remark = id .. " is not in use any more: give the label another id"
    id = "retired:" .. id:match ":(.*)$"
  end
  local name = not known and (", name = " .. quoted(rule.name)) or ""
  local lines = { ("-- %s%s"):format(tostring(rule.name):gsub("%s+", " "), known and " (" .. known .. ")" or "") }
  if remark then lines[#lines + 1] = "-- " .. remark end
  lines[#lines + 1] = ("label { id = %s%s,\n  %s }"):format(quoted(id), name, conditions)
  return table.concat(lines, "\n") .. "\n", remark
end

return M
