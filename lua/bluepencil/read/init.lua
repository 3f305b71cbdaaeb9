--- Read articles: from a file of any form, from a string, or from blocks that the caller knows.
--
-- `read` gives one document that is not yet parsed; `inputs` gives what `read` takes, one by one, for a file that may hold
-- many.  Nothing is guessed silently: `doc.source` holds what was decided, and `doc.source.notes` says it in sentences that
-- hold no text of the article.  Forms are in forms.lua.  Cost: what the form costs; for text a few passes over the bytes, in C.
--
-- Failures are `nil, message, code`.  The message is one line that begins with the source's name.  Codes:
--   "io"        no such file, a folder, no permission, a read that failed
--   "empty"     nothing but white space
--   "binary"    not text: NUL bytes, many control characters, a PDF, a Word file, a picture
--   "form"      text in a form that no reader knows (RTF), or not of the form it was said to have
--   "encoding"  bytes that are neither valid UTF-8 nor plausible in another encoding; or not valid in the stated one
--   "limit"     larger than `limit_bytes`; packed to more than the other limits allow
--   "truncated" a file that was cut off
--   "many"      more than one article, where one was asked for
--   "missing"   a library that the form needs was not there when the program was built

local blocks = require "bluepencil.read.blocks"
local forms = require "bluepencil.read.forms"
local inputs = require "bluepencil.read.inputs"

local M = {}

--- What the options default to.  Without default: `encoding`, when the caller knows it; `from`, the name of the form; `fields`,
-- names of JSON fields (read/record.lua).
M.defaults = {
  limit_bytes = 8 * 1024 * 1024,    -- of one article; names on every line make its memory some 300 times its size
  limit_total_bytes = 1 << 40,      -- of what one file unpacks to: no archive of articles is that large
  limit_ratio = 250,                -- what a file unpacks to for each byte: text packs to a fifth, a bomb to a thousandth
  limit_entries = 10000000,         -- of the entries of one file
  limit_depth = 4,                  -- of archives within archives
}

--- A name that fits on one line of a message.
local function clean_name (name)
  return (tostring(name):gsub("%c", "?"))
end

local function fail (name, message, code) return nil, name .. ": " .. message, code end

--- Options of reading with their defaults; `from` is checked.
local function settings (given)
  given = given or {}
  local from = given.from
  if from then
    local form, message = forms.find(from)
    if not form then error("read: " .. message, 3) end
  end
  return setmetatable({}, { __index = function (_, name)
    local value = given[name]
    if value == nil then value = M.defaults[name] end
    return value
  end })
end

local function check (input)
  if type(input) ~= "table" or not (input.path or input.text or input.blocks or input.source) then
    error("read: an input needs 'path', 'text' or 'blocks'", 3)
  end
end

--- As `read`, when the form is not known yet or may hold several: the only article there is.
local function only_one (input, name, options)
  local copy = {}
  for key, value in pairs(input) do copy[key] = value end
  copy.name = name
  local list, message, code = inputs.new(copy, options)
  if not list then return nil, message, code end
  local found
  found, message, code = list()
  local another = found and found.number and (function ()
    local more, wrong = list()
    return more or wrong
  end)()
  list:close()
  if not found then
    if message then return nil, message, code end
    return fail(name, "holds no article", "empty")
  end
  if another then return fail(name, "holds more than one article", "many") end
  return found
end

--- Read one article.
-- @tparam table input  `{ path = }`, `{ text =, name = }` or `{ blocks = { { type =, text = }, ... }, name = }`; besides
--   `encoding` (what the caller knows of it), `from` (the name of its form), `meta` (copied into `doc.meta`), `notes` (sentences
--   for `doc.source.notes`); with a text, `front`: blocks that go before it, such as a headline the caller has apart (see
--   front.lua); what `inputs` gives
-- @tparam[opt] table options  see `defaults`; other fields are the pipeline's and not looked at
-- @treturn Document | nil, message, code
-- @raise when `input` has none of the three, or on a form that is not known
function M.read (input, options)
  check(input)
  options = settings(options)
  local name = clean_name(input.name or input.path or "text")
  local message, code
  local form = input.from and forms.find(input.from)
  local is_settled = form and form.read and input.text and (input.via or not form.each)
  if not input.blocks and not is_settled then
    input, message, code = only_one(input, name, options)
    if not input then return nil, message, code end
    name = clean_name(input.name)
    form = input.from and forms.find(input.from)
  end
  local limit, doc = options.limit_bytes
  if input.blocks then doc, message, code = blocks.read(input, name, limit)
  elseif #input.text > limit then return fail(name, ("larger than the limit of %d bytes"):format(limit), "limit")
  else doc, message, code = form.read(input.text, name, input, options) end
  if not doc then return nil, message, code end
  local source = doc.source
  for _, note in ipairs(input.notes or {}) do source.notes[#source.notes + 1] = note end
  source.read_as = input.from or source.form
  source.place, source.id, source.number = input.place, input.id, input.number
  source.via, source.recognised = input.via, input.recognised
  return doc
end

--- The articles of an input, one by one: a file may hold many, packed in whatever way.
--
--     local articles = read.inputs({ path = "feed.warc.gz" }, options)
--     while true do
--       local input, message, code = articles()
--       if input then doc = read.read(input, options)      -- input.number, input.place say which it is
--       elseif message then                                -- this one failed; the others go on
--       else break end
--     end
-- @tparam table input  as for `read`
-- @tparam[opt] table options
-- @treturn Inputs  see read/inputs.lua; `:close()` lets go of it before the end | nil, message, code
-- @raise as `read`
function M.inputs (input, options)
  check(input)
  local name = clean_name(input.name or input.path or "text")
  local copy = {}
  for key, value in pairs(input) do copy[key] = value end
  copy.name = name
  return inputs.new(copy, settings(options))
end

--- The article that is asked for by its number.
-- @tparam ?int number  nil: the only one
-- @treturn input for `read` | nil, message, code
function M.pick (input, options, number)
  check(input)
  local name = clean_name(input.name or input.path or "text")
  if not number then return only_one(input, name, settings(options)) end
  local list, message, code = M.inputs(input, options)
  if not list then return nil, message, code end
  local found
  for count = 1, number do
    found, message, code = list()
    if not found and not message then
      list:close()
      return fail(name, ("holds %d article%s"):format(count - 1, count == 2 and "" or "s"), "many")
    end
  end
  list:close()
  return found, message, code
end

--- Names of the forms that can be named with `from`.
M.form_names = forms.names

--- What is wrong with the name of a form, or nil.
function M.unknown_form (name)
  local form, message = forms.find(name)
  return not form and message or nil
end

return M
