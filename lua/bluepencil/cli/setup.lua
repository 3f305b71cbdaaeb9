--- From the options of a converting command to a pipeline: values checked once, for all such commands.

local keys = require "bluepencil.cli.key"
local pipeline = require "bluepencil.pipeline"
local read_text = require "bluepencil.read.text"
local talk = require "bluepencil.cli.talk"

local M = {}

--- Exit status of each outcome; the highest is the one returned.
M.status = { well = 0, failed = 1, usage = 2, invalid = 3, leak = 4, interrupted = 130 }

local units = { [""] = 1, K = 1 << 10, M = 1 << 20, G = 1 << 30 }

--- Bytes of a size such as "500K" or "64M", or nil.
function M.size (written)
  local digits, unit = written:upper():match("^(%d+)([KMG]?)B?$")
  local bytes = digits and #digits < 10 and math.tointeger(tonumber(digits)) * units[unit]
  return bytes and bytes > 0 and bytes < 1 << 32 and bytes or nil
end

--- What is wrong with the values of the options, or nil.
function M.wrong_value (args)
  if args.date and not talk.is_date(args.date) then
    return ("--date %s: not a day of the calendar written as YYYY-MM-DD"):format(talk.printable(args.date))
  end
  if args.encoding and not read_text.is_encoding(args.encoding) then
    return ("--encoding %s: not one of %s"):format(talk.printable(args.encoding), table.concat(read_text.encodings, ", "))
  end
  if args.limit and not M.size(args.limit) then
    return ("--limit %s: not a size such as 500K or 64M, below 4G"):format(talk.printable(args.limit))
  end
end

--- A pipeline for the options of a command.
-- @tparam table args
-- @tparam[opt] table more  further options of the pipeline
-- @treturn Pipeline | nil, message
function M.new_pipeline (args, more)
  local key, problem = keys.open(args)
  if problem then return nil, problem end
  local options = { to = args.to, filters = args.filter, policy = args.policy, cues = args.cues, date = args.date, trace = args.trace,
                    key = key, encoding = args.encoding, limit_bytes = args.limit and M.size(args.limit) }
  for name, value in pairs(more or {}) do options[name] = value end
  local made, result, message = xpcall(pipeline.new, talk.internal_error(args.trace), options)
  if not made then return nil, result end
  return result, message
end

return M
