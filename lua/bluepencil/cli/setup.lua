--- From the options of a converting command to a pipeline: values checked once, for all such commands.

local keys = require "bluepencil.cli.key"
local pipeline = require "bluepencil.pipeline"
local plugin = require "bluepencil.plugin"
local read = require "bluepencil.read"
local record = require "bluepencil.read.record"
local read_text = require "bluepencil.read.text"
local suggest = require "bluepencil.suggest"
local talk = require "bluepencil.cli.talk"

local M = {}

--- Exit status of each outcome; the highest is the one returned.
M.status = { well = 0, failed = 1, usage = 2, invalid = 3, leak = 4, interrupted = 130 }

local units = { [""] = 1, K = 1 << 10, M = 1 << 20, G = 1 << 30, T = 1 << 40 }

--- Bytes of a size such as "500K" or "64M", or nil.
-- @tparam string written
-- @tparam[opt=4G] int below
function M.size (written, below)
  local digits, unit = written:upper():match("^(%d+)([KMGT]?)B?$")
  local bytes = digits and #digits < 10 and math.tointeger(tonumber(digits)) * units[unit]
  return bytes and bytes > 0 and bytes < (below or 1 << 32) and bytes or nil
end

local total_below = 1 << 50

--- The pairs of "text=body,title=headline".
-- @treturn table name -> path | nil, message
function M.map (written)
  local names, map = {}, {}
  for name in pairs(record.fields) do names[#names + 1] = name end
  table.sort(names)
  for pair in (written or ""):gmatch("[^,]+") do
    local name, path = pair:match("^%s*([%w_]+)%s*=%s*(.-)%s*$")
    if not name or path == "" then
      return nil, ("--map %s: not pairs such as text=body,title=headline"):format(talk.printable(written))
    end
    if not record.fields[name] then return nil, "--map: " .. suggest.unknown("field", name, names) end
    if map[name] then return nil, ("--map: '%s' is named twice"):format(name) end
    map[name] = path
  end
  return map
end

--- Names of all fields of JSON, with those that were given in the place of the defaults.
-- @tparam table given  name -> path
-- @treturn table
function M.fields (given)
  local fields, is_taken = {}, {}
  for _, path in pairs(given) do is_taken[path] = true end
  for name, default in pairs(record.fields) do
    -- a name given by the user is not the default of another field any more
    fields[name] = given[name] or not is_taken[default] and default
  end
  return fields
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
  if args.limit_total and not M.size(args.limit_total, total_below) then
    return ("--limit-total %s: not a size such as 500M or 64G"):format(talk.printable(args.limit_total))
  end
  for _, name in ipairs { "ratio", "entries", "depth" } do
    local given = args["limit_" .. name]
    if given and not (given:find("^%d+$") and #given < 16 and tonumber(given) > 0) then
      return ("--limit-%s %s: not a number above 0"):format(name, talk.printable(given))
    end
  end
  local unknown = args.from and read.unknown_form(args.from)
  if unknown then return "--from: " .. unknown end
  if args.map then return select(2, M.map(args.map)) end
end

local function number (written) return written and math.tointeger(tonumber(written)) end

--- The options of reading that the command line gives.
function M.reading (args)
  return { encoding = args.encoding, from = args.from, fields = args.map and M.fields(M.map(args.map)) or nil,
           limit_bytes = args.limit and M.size(args.limit), limit_total_bytes = args.limit_total and M.size(args.limit_total, total_below),
           limit_ratio = number(args.limit_ratio), limit_entries = number(args.limit_entries), limit_depth = number(args.limit_depth) }
end

--- A pipeline for the options of a command.
-- @tparam table args
-- @tparam[opt] table more  further options of the pipeline
-- @treturn Pipeline | nil, message
function M.new_pipeline (args, more)
  local key, problem = keys.open(args)
  if problem then return nil, problem end
  local options = M.reading(args)
  options.to, options.filters, options.policy, options.cues = args.to, args.filter, args.policy, args.cues
  options.date, options.trace, options.key = args.date, args.trace, key
  for name, value in pairs(more or {}) do options[name] = value end
  local made, result, message = xpcall(pipeline.new, talk.internal_error(args.trace), options)
  if not made then return nil, result end
  return result, message
end

--- The same as a plugin, whose host may ask for other options.
-- @tparam table args
-- @tparam table given  options of the pipeline
-- @treturn Plugin | nil, message
function M.new_plugin (args, given)
  local made, message = M.new_pipeline(args, given)
  if not made then return nil, message end
  return plugin.over(made)
end

return M
