--- The command-line parser, made from the table in options.lua.

local argparse = require "argparse"

local M = {}

local function add_option (parser, option)
  if option.flags == "-h --help" then
    parser:add_help { name = option.flags, description = option.help }
  elseif option.argument then
    local made = parser:option(option.flags):description(option.help):argname(option.argument)
    if option.count then made:count(option.count) end
  else
    parser:flag(option.flags):description(option.help)
  end
end

local function epilog (command)
  local lines = {}
  for _, example in ipairs(command.examples) do
    lines[#lines + 1] = ("  %s\n      %s"):format(example[1], example[2])
  end
  if #lines > 0 then table.insert(lines, 1, "Examples:") end
  if command.exit_status then
    lines[#lines + 1] = "\nExit status:"
    for _, row in ipairs(command.exit_status) do lines[#lines + 1] = ("  %d  %s"):format(row[1], row[2]) end
  end
  return #lines > 0 and table.concat(lines, "\n") or nil
end

local function exit_status (options)
  local lines = { "Exit status:" }
  for _, row in ipairs(options.exit_status) do lines[#lines + 1] = ("  %d  %s"):format(row[1], row[2]) end
  lines[#lines + 1] = ("\n'%s COMMAND --help' tells more about a command."):format(options.name)
  return table.concat(lines, "\n")
end

--- Parsers for the whole command and for each command in it.
-- @tparam table options  see options.lua
-- @treturn argparse parser; `get_help`, `get_usage`, `pparse`
-- @treturn table parser of each command, by its name
function M.new (options)
  local parser = argparse(options.name, options.description, exit_status(options))
  parser:help_max_width(100):help_description_margin(32):usage_max_width(100):require_command(false):command_target("command")
  parser:add_help(false)
  for _, option in ipairs(options.options) do add_option(parser, option) end
  local commands = {}
  for _, command in ipairs(options.commands) do
    local made = parser:command(command.name, command.description, epilog(command)):summary(command.summary)
    made:add_help(false)
    made:help_max_width(100):help_description_margin(32):usage_max_width(100)
    add_option(made, options.options[1])
    for _, argument in ipairs(command.arguments) do
      made:argument(argument.name):target(argument.target):args(argument.count):description(argument.help)
    end
    for _, option in ipairs(command.options) do add_option(made, option) end
    commands[command.name] = made
  end
  return parser, commands
end

return M
