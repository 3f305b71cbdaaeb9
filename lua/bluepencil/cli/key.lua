--- bluepencil key new FILE: make a key; and how every command comes by its key.
--
-- A key is read from the file of --key, else from BLUEPENCIL_KEY.  It is never an argument: what stands on a command line
-- can be read by everybody on the machine.

local crypto = require "bluepencil.crypto"
local log = require "bluepencil.log"
local talk = require "bluepencil.cli.talk"

local M = {}

M.variable = "BLUEPENCIL_KEY"

--- The key a command was given.
-- @tparam table args  `key`: path of a key file
-- @treturn ?key  nil when none was given
-- @treturn ?string message, when one was given and cannot be used
function M.open (args)
  if args.key then
    local key, message = crypto.key_from_file(args.key)
    return key, not key and message or nil
  end
  local key, message, code = crypto.key_from_environment(M.variable)
  if key or code == "missing" then return key end
  if code == "crypto" and not os.getenv(M.variable) then return nil end      -- nobody asked for a key
  return nil, message
end

--- Run the command.
-- @tparam table args  `action` ("new"), `file`
-- @treturn int exit status
function M.run (args)
  log.level = "info"
  if args.action ~= "new" then
    log.error("unknown action '%s'; 'bluepencil key new FILE' makes a key", talk.printable(args.action))
    return 2
  end
  local ok, message, code = crypto.new_key_file(args.file)
  if not ok then
    log.error("%s", talk.printable(message))
    return code == "exists" and 2 or 1
  end
  log.info("%s holds a new key; keep a copy apart from the articles: without it nothing can be undone, and nobody can "
    .. "make the same pseudonyms again", talk.printable(args.file))
  return 0
end

return M
