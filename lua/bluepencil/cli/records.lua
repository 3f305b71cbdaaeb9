--- What a converting run leaves beside its outputs: the ledger (--ledger) and the map that undoes it (--reversible).
--
-- Both are written before the output they belong to: a run that is killed may leave a record without its file, which an
-- audit reports, and never a file without its record.

local ledger = require "bluepencil.ledger"
local log = require "bluepencil.log"
local setup = require "bluepencil.cli.setup"
local talk = require "bluepencil.cli.talk"
local vault = require "bluepencil.vault"

local M = {}
local Records = {}
Records.__index = Records

--- What is wrong with the options, or nil.
function M.wrong_value (args)
  for _, option in ipairs { { "--ledger", args.ledger }, { "--reversible", args.reversible } } do
    if option[2] and not args.output then
      return ("%s says which files hold what, so it needs -o DIR"):format(option[1])
    end
  end
  if args.ledger and args.ledger == args.reversible then return "--ledger and --reversible are two files" end
end

--- Open the ledger that the options ask for.
-- @treturn Ledger | nil, message
function M.open_ledger (args, pipeline, format)
  local key = pipeline.options.key
  if not key then
    return nil, "--ledger: a record that could be read without a key would give names away to anybody who guesses"
      .. "; give one with --key FILE ('bluepencil key new FILE' makes it)"
  end
  local opened, message = ledger.open(args.ledger, key, { format = format, policy = args.policy or "protect-private" })
  if not opened then return nil, message end
  if opened.broken > 0 then
    log.warn("ledger %s: an earlier run was cut off in the middle of a record; that piece was taken off", talk.printable(args.ledger))
  end
  return opened
end

--- Open what the options ask for.
-- @tparam table args  `ledger`, `reversible`
-- @tparam Pipeline pipeline
-- @treturn ?Records  nil when nothing was asked for
-- @treturn ?string message, when it cannot be had
function M.open (args, pipeline)
  if not args.ledger and not args.reversible then return nil end
  local key = pipeline.options.key
  if not key then
    return nil, (args.ledger and "--ledger: a record that could be read without a key would give names away to anybody who guesses"
      or "--reversible: what is sealed needs a key") .. "; give one with --key FILE ('bluepencil key new FILE' makes it)"
  end
  local self = setmetatable({}, Records)
  local message
  if args.reversible then
    self.full, message = setup.new_pipeline(args, { full = true })
    if not self.full then return nil, message end
    self.vault, message = vault.open(args.reversible, key)
    if not self.vault then return nil, message end
  end
  if args.ledger then
    self.ledger, message = M.open_ledger(args, pipeline, args.to or "tei")
    if not self.ledger then
      self:close()
      return nil, message
    end
  end
  return self
end

--- Record an output that is about to be written.
-- @treturn true | nil, message, code
function Records:add (doc, input, name, bytes)
  if self.vault then
    local full, message, code = self.full:convert(input)
    if not full then return nil, "cannot make what is sealed: " .. message, code end
    local ok
    ok, message = self.vault:add(name, bytes, full)
    if not ok then return nil, message end
  end
  if self.ledger then return self.ledger:record(doc, name, bytes) end
  return true
end

--- @treturn true | nil, message
function Records:close ()
  if self.vault then self.vault:close() end
  if self.ledger then return self.ledger:close() end
  return true
end

return M
