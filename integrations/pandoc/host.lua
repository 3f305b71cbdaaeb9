--- What the filter, the reader and the writer for pandoc share: bluepencil itself, wherever it runs.
--
-- A pandoc whose Lua can load C modules (distribution builds) runs bluepencil in its own process.  A static pandoc cannot: there
-- the same calls go to `bluepencil serve --stdio` as JSON.  The command is $BLUEPENCIL, else bin/bluepencil beside this tree, else
-- `bluepencil` on the path.  Each call starts it anew, since pandoc can run a program but not talk with one.
--
-- Blocks and strings are those of bluepencil.plugin; offsets here are bytes, in the requests code points.

local here = PANDOC_SCRIPT_FILE:match("^(.*)[/\\][^/\\]*$") or "."
local version = _VERSION:match("%d+%.%d+")

-- From a checkout (integrations/pandoc/ beside lua/ and build/) or an installed tree (PREFIX/share/bluepencil/integrations/pandoc/).
local checkout, prefix = here .. "/../..", here .. "/../../../.."
local installed = prefix .. "/share/lua/" .. version
package.path = table.concat({ checkout .. "/lua/?.lua", checkout .. "/lua/?/init.lua", installed .. "/?.lua",
                              installed .. "/?/init.lua", package.path }, ";")
package.cpath = table.concat({ checkout .. "/build/lua" .. version .. "/?.so", prefix .. "/lib/lua/" .. version .. "/?.so",
                               package.cpath }, ";")

local M = {}

local function fail (message, ...)
  error("bluepencil: " .. message:format(...), 0)
end

-- ---- in this process -------------------------------------------------------------------------------------------------------

local Inside = {}
Inside.__index = Inside

--- The article of these blocks; the last one is kept, since redacting, proving and writing follow one another.
function Inside:article (given)
  if self.given ~= given then
    if self.last then self.last:close() end
    local article, message, code = self.plugin:article(given)
    if not article then
      if code == "empty" then return nil end
      fail("%s", message)
    end
    self.given, self.last = given, article
  end
  return self.last
end

function Inside:redact (given, strings)
  local article = self:article(given)
  if not article then return nil end
  local cleaned = {}
  for i, s in ipairs(strings) do cleaned[i] = article:string(s) end
  return { edits = article:edits(), strings = cleaned, labels = article:labels() }
end

function Inside:prove (given, text, rest)
  local ok, message = self:article(given):prove(text, rest)
  if not ok then fail("%s", message) end
end

function Inside:convert (given)
  local article = self:article(given)
  if not article then fail("%s: empty", given.name) end
  local bytes, message = article:written()
  if not bytes then fail("%s", message) end
  return bytes
end

function Inside:parts (input)
  local parts, message = self.plugin:parts(input)
  if not parts then fail("%s", message) end
  return parts
end

-- ---- through the command -----------------------------------------------------------------------------------------------------

local Served = {}
Served.__index = Served

local function is_there (path)
  local file = io.open(path, "rb")
  if file then file:close() end
  return file ~= nil
end

local function command_path ()
  local named = os.getenv("BLUEPENCIL")
  if named and named ~= "" then return named end
  for _, path in ipairs { checkout .. "/bin/bluepencil", prefix .. "/bin/bluepencil" } do
    if is_there(path) then return path end
  end
  return "bluepencil"
end

--- One request; its answer, or nil and the code of the refusal.
function Served:ask (request)
  local arguments = { "serve", "--stdio", "--quiet" }
  if self.key then arguments[4], arguments[5] = "--key", self.key end
  request.options = next(self.options) and self.options or nil
  local ok, output = pcall(pandoc.pipe, self.command, arguments, self.encode(request) .. "\n")
  if not ok then
    local said = type(output) == "table" and output.output or nil
    fail("this pandoc cannot load C modules, and the command '%s' did not answer%s", self.command,
      said and said ~= "" and ": " .. said or ". Install bluepencil, or name the command in BLUEPENCIL.")
  end
  local fine, answer = pcall(self.decode, output)
  if not fine or type(answer) ~= "table" then fail("the command '%s' gave no answer that can be read", self.command) end
  if answer.ok then return answer end
  if answer.error.code == "empty" then return nil end
  fail("%s", answer.error.message)
end

local function points (text, first, last) return utf8.len(text, first, last) or #text:sub(first, last) end

--- Blocks as a request has them: the spans in code points.
local function blocks_for_request (blocks)
  local list = {}
  for i, block in ipairs(blocks) do
    local copy = {}
    for key, value in pairs(block) do copy[key] = value end
    if block.spans then
      copy.spans = {}
      for k, span in ipairs(block.spans) do
        local start = points(block.text, 1, span.first - 1)
        copy.spans[k] = { type = span.type, target = span.target, rend = span.rend, start = start,
                          ["end"] = start + points(block.text, span.first, span.last) }
      end
    end
    list[i] = copy
  end
  return list
end

local function request_of (given, op)
  return { op = op, name = given.name, blocks = blocks_for_request(given.blocks), figures = given.figures, meta = given.meta }
end

function Served:redact (given, strings)
  local request = request_of(given, "redact")
  request.strings = #strings > 0 and strings or nil
  local answer = self:ask(request)
  if not answer then return nil end
  local edits = {}
  for i, edit in ipairs(answer.edits) do
    local block = math.tointeger(edit.block) + 1
    local text = given.blocks[block].text
    edits[i] = { block = block, first = utf8.offset(text, math.tointeger(edit.start) + 1),
                 last = utf8.offset(text, math.tointeger(edit["end"]) + 1) - 1, replacement = edit.replacement }
  end
  return { edits = edits, strings = answer.strings, labels = answer.labels }
end

function Served:prove (given, text, rest)
  local request = request_of(given, "prove")
  request.text, request.rest = text, rest
  self:ask(request)
end

function Served:convert (given)
  local answer = self:ask(request_of(given, "convert"))
  if not answer then fail("%s: empty", given.name) end
  return answer.bytes
end

function Served:parts (input)
  local parts = self:ask { op = "read", text = input.text, name = input.name }
  if not parts then fail("%s: empty", input.name) end
  return parts
end

-- ---- which of them -------------------------------------------------------------------------------------------------------------

--- bluepencil for a set of options.
-- @tparam table options  `policy`, `date`, `filters`, `key` (the path of a key file), `to`
-- @return an object with :redact(given, strings), :prove(given, text, rest), :convert(given), :parts(input)
function M.open (options)
  local loaded, plugin = pcall(require, "bluepencil.plugin")
  if loaded and os.getenv("BLUEPENCIL_SERVE") ~= "1" then
    local made, message = plugin.new(options)
    if not made then fail("%s", message) end
    return setmetatable({ plugin = made }, Inside)
  end
  local json = pandoc.json
  if not json then
    local found, cjson = pcall(require, "cjson")
    if not found then
      fail("this pandoc (Lua %s) cannot load the C core. Build it with `make LUA_VERSION=%s`.\n%s", version, version, tostring(plugin))
    end
    json = cjson
  end
  local others = {}
  for name, value in pairs(options) do
    if name ~= "key" then others[name] = value end
  end
  return setmetatable({ command = command_path(), key = options.key, options = others, encode = json.encode,
                        decode = json.decode }, Served)
end

--- The value of a `bluepencil-NAME` of the metadata as a string, or nil.
function M.option (meta, name)
  local value = meta["bluepencil-" .. name]
  return value ~= nil and pandoc.utils.stringify(value) or nil
end

--- The options that a document's metadata, and the command line through it, give.
function M.options (meta)
  local options = { policy = M.option(meta, "policy"), date = M.option(meta, "date"), key = M.option(meta, "key") }
  local filter = meta["bluepencil-filter"]
  if filter ~= nil then
    options.filters = {}
    local is_list = pandoc.utils.type(filter) == "List"
    for i, one in ipairs(is_list and filter or { filter }) do options.filters[i] = pandoc.utils.stringify(one) end
  end
  return options
end

--- What the article is called in messages.
function M.name ()
  return PANDOC_STATE and PANDOC_STATE.input_files[1] or "standard input"
end

return M
