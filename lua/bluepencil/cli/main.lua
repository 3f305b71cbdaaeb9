--- The program behind bin/bluepencil: find the modules beside this file, read the command line, run the command.
--
-- Nothing else in the project reads the environment or ends the process.

local root = arg[0]:match("^(.*)/bluepencil/cli/main%.lua$") or "lua"
local build = os.getenv("BLUEPENCIL_BUILD") or "build"    -- the tests run other builds
if build:sub(1, 1) ~= "/" then build = root .. "/../" .. build end
package.path = ("%s/?.lua;%s/?/init.lua;%s"):format(root, root, package.path)
package.cpath = ("%s/lua5.4/?.so;%s/../../../lib/lua/5.4/?.so;%s"):format(build, root, package.cpath)

local function fail (status, message, ...)
  io.stderr:write("bluepencil: ", message:format(...), "\n")
  os.exit(status, true)
end

local packages = { argparse = "lua-argparse", lpeg = "lua-lpeg", cjson = "lua-cjson" }

--- Require a module, or say in one line what is missing and what to do about it.
local function need (name)
  local found, module = pcall(require, name)
  if found then return module end
  local missing = tostring(module):match("module '([^']+)' not found")
  if missing == "bluepencil.core" or missing == "bluepencil.system" then
    fail(1, "the C modules are not built: run 'make' in %s", (root:gsub("/lua$", "")))
  elseif packages[missing] then
    fail(1, "the Lua module '%s' is missing: 'make deps' installs it (Debian and Ubuntu: %s)", missing, packages[missing])
  end
  fail(1, "%s", module)
end

local system = need "bluepencil.system"
local options = need "bluepencil.cli.options"

local function write_out (text)
  local ok, message = io.stdout:write(text)
  if ok then ok, message = io.stdout:flush() end
  if not ok then fail(1, "standard output: %s", message) end
  os.exit(0, true)
end

local parser, commands = need "bluepencil.cli.parser".new(options)
local ok, args = parser:pparse(arg)
if not ok then
  local command = commands[arg[1]] and " " .. arg[1] or ""
  fail(2, "%s ('bluepencil%s --help' tells more)", (args:gsub("\n", ". ")), command)
end
if args.version then write_out(("bluepencil %s\n"):format(need "bluepencil.core".version)) end
if args.command == "help" then
  if args.topic and not commands[args.topic] then fail(2, "unknown command '%s'", args.topic) end
  write_out((commands[args.topic] or parser):get_help() .. "\n")
end
if not args.command then
  io.stderr:write(parser:get_help(), "\n")
  os.exit(2, true)
end

system.report_file_limit()
args.dumb_terminal = os.getenv("TERM") == "dumb"
os.exit(need("bluepencil.cli." .. args.command:gsub("-", "_")).run(args), true)
