--- The line: read -> parse -> annotate -> filter -> resolve -> write -> verify.
--
-- Each step reads what earlier ones left in the document and nothing else.  A pipeline is made once for a set of options
-- and run for each article; what can be prepared (gazetteers, grammars, filters, policy) is prepared when it is made.

local annotate = require "bluepencil.annotate"
local crypto = require "bluepencil.crypto"
local filter = require "bluepencil.filter"
local language = require "bluepencil.language"
local log = require "bluepencil.log"
local options = require "bluepencil.options"
local parse = require "bluepencil.parse"
local policy = require "bluepencil.policy"
local read = require "bluepencil.read"
local resolve = require "bluepencil.resolve"
local role = require "bluepencil.role"
local verify = require "bluepencil.verify"
local write = require "bluepencil.write"

local M = {}
local Pipeline = {}
Pipeline.__index = Pipeline

local defaults = {
  to = "tei",                 -- name of a writer
  filters = {},               -- paths or names, after the shipped ones; one with the name of a shipped one replaces it
  policy = "protect-private", -- name of a shipped policy or path of a policy file
  cues = {},                  -- paths of an editor's own words for roles (role/cues.lua); they hold for the whole process
  key = options.none,         -- key of bluepencil.crypto, or path of a key file
  encoding = options.none,    -- of the articles, when it is known; else it is found out
  from = options.none,        -- name of the form of the articles, when it is known; else it is found out
  fields = options.none,      -- names of the fields of JSON that hold an article; see read/record.lua
  kept = options.none,        -- set of names of fields of JSON that are handed on as they stand
  limit_bytes = read.defaults.limit_bytes,              -- of one article
  limit_total_bytes = read.defaults.limit_total_bytes,  -- this and the next: of what a file may unpack to
  limit_ratio = read.defaults.limit_ratio,
  limit_entries = read.defaults.limit_entries,
  limit_depth = read.defaults.limit_depth,
  recall = options.none,      -- how eager names are looked for (0 to 4); else what the policy says
  date = options.none,        -- ISO date to resolve relative dates against when the article has none
  trust = false,              -- filters may use files, programs and modules: no sandbox, no limit
  validate = true,            -- check the TEI against the project's schema
  full = false,               -- nothing is struck, whatever policy and filters say: what a reversible run seals
  trace = false,              -- error texts may quote the article
  write = {},                 -- options of the writer
}

--- A pipeline for these options.
-- @tparam[opt] table given  see `defaults`
-- @treturn Pipeline | nil, message
-- @raise on an unknown option
function M.new (given)
  local opts = options.merge(defaults, given)
  local writer, message = write.find(opts.to)
  if not writer then return nil, message end
  message = opts.from and read.unknown_form(opts.from)
  if message then return nil, message end
  if type(opts.key) == "string" then
    opts.key, message = crypto.key_from_file(opts.key)
    if not opts.key then return nil, message end
  elseif opts.key ~= nil and not crypto.is_key(opts.key) then
    error("option 'key' is a key or the path of a key file, never the key's own bytes", 2)
  end
  for _, path in ipairs(opts.cues) do
    local loaded
    loaded, message = role.load(path)
    if not loaded then return nil, message end
  end
  if opts.full then opts.policy = "keep-all" end
  local filters
  filters, message = filter.load_all(opts)
  if not filters then return nil, message end
  if not opts.recall then
    local rules = policy.open(opts.policy)
    opts.recall = rules and rules.recall
  end
  return setmetatable({ options = opts, writer = writer, filters = filters }, Pipeline)
end

--- The articles of a file of any form, one by one; each is an input for `document` and `convert`.
-- @treturn Inputs  see read.inputs | nil, message, code
function Pipeline:inputs (input) return read.inputs(input, self.options) end

--- Read, parse, annotate and filter one article: everything but writing.
-- @tparam table input  `path`, or `text` with `name`
-- @treturn Document | nil, message, code
function Pipeline:document (input)
  local doc, message, code = read.read(input, self.options)
  if not doc then return nil, message, code end
  local ok
  ok, message, code = self:process(doc)
  if not ok then doc:close() return nil, message, code end
  return doc
end

local function keep_everything (doc)
  for _, a in ipairs(doc:annotations()) do a.decision = nil end
  for _, entity in ipairs(doc.entities) do entity.protected, entity.pseudonym = false, nil end
end

-- What filters said of the article, now that it is known what was struck.
local function tell (doc)
  local messages = doc.messages
  doc.messages = nil
  for _, one in ipairs(messages) do
    local ok, message = verify.message(doc, one.text)
    if not ok then return nil, ("filter '%s': %s"):format(one.filter, message), "leak" end
  end
  for _, one in ipairs(messages) do log[one.level]("%s", one.text) end
  return true
end

--- The steps between reading and writing, on a document that a reader (or a plugin) made.
-- @treturn true | nil, message, code  code "leak" when a filter's message says what was struck
function Pipeline:process (doc)
  doc.options, doc.messages = self.options, {}
  parse.parse(doc)
  language.article(doc)
  annotate.annotate(doc)
  language.quotes(doc)
  local ok, message = filter.run(self.filters, doc)
  if not ok then return nil, message, "filter" end
  if self.options.full then
    keep_everything(doc)
    doc.messages = {}                            -- said when the article was redacted
  end
  resolve.resolve(doc)
  return tell(doc)
end

--- One article from input to the bytes of the output, proved.
-- @tparam table input  `path`, or `text` with `name`
-- @treturn string bytes | nil, message, code  code "leak" when a struck string was found in the bytes
function Pipeline:convert (input)
  local doc, message, code = self:document(input)
  if not doc then return nil, message, code end
  local bytes
  bytes, message, code = self:write(doc)
  doc:close()
  return bytes, message, code
end

--- Write and verify a processed document.
function Pipeline:write (doc)
  local bytes, message, code = self.writer.write(doc, self.options)
  if not bytes then return nil, message, code end
  local ok
  ok, message = verify.verify(doc, bytes)
  if not ok then return nil, message, "leak" end
  return bytes
end

return M
