--- The articles of a file, one by one, however they are packed: what is in a gzip file in an archive is found too.
--
-- Each form that holds many articles (`each`, see forms.lua) gives inputs, which may hold many again, to a stated depth.  An
-- input that `each` gives has
--
--     name        what it is called in messages: "feed.warc.gz: record 12"
--     text        its bytes, or  source  a stream of them, to be read before the next input is asked for,
--                 or  blocks  when its parts are known (read/blocks.lua)
--     place       where it stands: { record =, entry =, item =, line =, first =, path = }, those that apply, counted from 1
--     from        the form it has, when that is known; of the same name as the form that gives it: `read` of that form
--     hint        a name whose extension may say what it is, when that is not `name`
--     one         true: the file is this one article and was only packed, so it is not numbered
--     encoding, meta, notes, front    as in read.read;  row  of JSON: what record.decode gave
--
-- `options.on_skip(what)` is called for each part that is passed over.  Memory holds one article and one piece of each stream.

local core = require "bluepencil.core"
local budget = require "bluepencil.read.budget"
local forms = require "bluepencil.read.forms"
local source_of = require "bluepencil.read.source"
local text = require "bluepencil.read.text"

local M = {}
local Inputs = {}
Inputs.__index = Inputs

local none = {}

--- How a form was recognised, for those who ask: { form =, score =, why =, others = { the same } }.
local function told (form, ranked)
  local told_of = { form = form.name, title = form.title }
  for _, one in ipairs(ranked or {}) do
    if one.form == form then told_of.score, told_of.why = one.score, one.why
    else
      told_of.others = told_of.others or {}
      table.insert(told_of.others, { form = one.form.name, title = one.form.title, score = one.score, why = one.why })
    end
  end
  return told_of
end

--- Lay the place of an inner part over that of what it is in.
local function place_in (outer, inner)
  if not outer then return inner end
  local place = {}
  for key, value in pairs(outer) do place[key] = value end
  for key, value in pairs(inner or {}) do place[key] = value end
  if outer.path and inner and inner.path then place.path = outer.path .. "/" .. inner.path end
  return place
end

--- The first bytes of UTF-16 as UTF-8.
local function decoded (head, encoding)
  local mark = head:find("^[\xFE\xFF][\xFE\xFF]") and 3 or 1
  local stop = #head - (#head - mark + 1) % 2
  return core.decode(head:sub(mark, stop), encoding) or core.decode(head:sub(mark, stop - 2), encoding) or head
end

--- What the first bytes of a stream may be, and the kind of UTF-16 they are.
local function recognised (head, hint, may)
  local ranked = forms.recognise(head, hint, may)
  local utf16 = (not ranked[1] or ranked[1].score < 0.5) and text.utf16_of(head) or nil
  if utf16 then ranked = forms.recognise(decoded(head, utf16), hint, may) end
  return ranked, utf16
end

--- The form of what a stream holds.
-- @treturn form, ranked, utf16
local function form_of (self, input, source, level)
  local named = input.from
  local head = source:peek(forms.head_bytes)
  if named then return assert(forms.find(named)), nil, text.utf16_of(head) end
  local from = self.from
  local wanted = from and assert(forms.find(from))
  if not wanted or wanted.container and level then        -- what --from named is what this is in
    local ranked, utf16 = recognised(head, source.hint)
    return ranked[1].form, ranked, utf16
  end
  if not wanted.container then                            -- what --from names may be packed
    local ranked = forms.recognise(head, source.hint, function (form) return form.container end)
    if ranked[1] and ranked[1].score >= 0.9 then return ranked[1].form, ranked end
  end
  return wanted, { { form = wanted, score = 1, why = "it was named with --from" } }, text.utf16_of(head)
end

--- An input ready for read.read, or nothing when it is a level of its own now.
-- @treturn input | nil, message, code | nil
local function settle (self, input, level)
  local place = place_in(level and level.place, input.place)
  local is_one = not level or level.one and input.one or false
  if level then input.place = place end
  if input.blocks then
    input.is_one = is_one
    return input
  end
  local named = input.text and input.from and forms.find(input.from)
  if named and not named.each and #input.text <= self.options.limit_bytes then
    input.is_one = is_one
    return input
  end
  local source = input.source
  if not source then source = source_of.of_text(input.text, input.name, { budget = self.budget, hint = input.hint }) end
  source.budget = self.budget
  local form, ranked, utf16 = form_of(self, input, source, level)
  if utf16 and form.is_decoded then
    source = source_of.utf8_of(source, utf16)
    input.source = source
  end
  if form.each and not (level and level.form == form and input.from == form.name) then
    local depth = (level and level.depth or 0) + (form.container and 1 or 0)
    if depth > self.options.limit_depth then
      return nil, ("%s: packed more than %d deep"):format(input.name, self.options.limit_depth), "limit"
    end
    local next_input, message, code = form.each(source, input.name, self.options)
    if not next_input then return nil, message, code end
    local via = table.move(level and level.via or {}, 1, level and #level.via or 0, 1, {})
    via[#via + 1] = told(form, ranked)
    self.levels[#self.levels + 1] = { next = next_input, form = form, depth = depth, via = via, place = place, one = is_one,
                                      source = source }
    return nil
  end
  local bytes, message, code = source:rest(self.options.limit_bytes)
  if input.source then source:close() end
  if not bytes then return nil, message, code end
  input.source, input.text, input.from, input.is_one = nil, bytes, form.name, is_one
  input.recognised = ranked and told(form, ranked)
  return input
end

--- The next input, numbered when the file holds more than its one article.
local function deliver (self, input)
  self.count = self.count + 1
  if not input.is_one then
    self.is_many = true
    input.number = self.count
    input.id = ("%s-%04d"):format(self.stem, self.count)
  end
  local level = self.levels[#self.levels]
  input.via = level and level.via or none
  return input
end

local function fail (self, message, code, id)
  self.count = self.count + 1
  return nil, message, code, id
end

--- The next article: input | nil, message, code (this one failed, ask again) | nil at the end.
function Inputs:__call ()
  if self.first then
    local input = self.first
    self.first = nil
    local ready, message, code = settle(self, input, nil)
    if ready then return deliver(self, ready) end
    if message then return fail(self, message, code) end
  end
  while true do
    local level = self.levels[#self.levels]
    if not level then return nil end
    local input, message, code, id = level.next()
    if input then
      local ready
      ready, message, code = settle(self, input, level)
      if ready then return deliver(self, ready) end
      if message then return fail(self, message, code) end
    elseif message then
      -- a stream that broke fails whenever it is asked: once is enough
      if message == level.source.message then level.next = function () end end
      return fail(self, message, code, id)
    else
      self.levels[#self.levels] = nil
      level.source:close()
    end
  end
end

--- Let go of files and streams.  Twice is harmless.
function Inputs:close ()
  for i = #self.levels, 1, -1 do self.levels[i].source:close() end
  self.levels, self.first = {}, nil
end
Inputs.__close = Inputs.close

--- The articles of an input.
-- @tparam table input  as read.read takes it, or with a `source` (read/source.lua)
-- @tparam table options  of reading, all of them (read.settings)
-- @treturn Inputs  a function that gives the next; `count`; `is_many`, once an article was given that is numbered; `skipped`, a
--   list of { what =, count = } | nil, message, code
function M.new (input, options)
  local name = input.name
  local self = setmetatable({ levels = {}, count = 0, skipped = {}, from = input.from or options.from,
                              budget = budget.new(options, name), stem = input.stem or forms.stem(name:match("[^/\\]*$")) }, Inputs)
  local skipped = {}
  self.options = setmetatable({ on_skip = function (what)
    if not skipped[what] then
      skipped[what] = { what = what, count = 0 }
      self.skipped[#self.skipped + 1] = skipped[what]
    end
    skipped[what].count = skipped[what].count + 1
  end }, { __index = options })
  local first = {}
  for key, value in pairs(input) do first[key] = value end
  first.from = nil
  if first.path and not first.text and not first.blocks then
    local source, message, code = source_of.open(first.path, name, { budget = self.budget })
    if not source then return nil, message, code end
    first.source = source
  end
  self.first = first
  return self
end

return M
