--- bench/RESULTS.md: sections that different programs write, each replacing its own and keeping the others'.

local M = {}

M.path = "bench/RESULTS.md"

--- Put a section in its place, or at the end.
-- @tparam string page  what is there
-- @tparam string heading  "Speed and memory"
-- @tparam string body  without the heading
-- @treturn string
function M.replaced (page, heading, body)
  local section = ("# %s\n\n%s\n"):format(heading, (body:gsub("%s+$", "")))
  local out, done, skipping = {}, false, false
  for line in (page:gsub("%s*$", "\n")):gmatch("([^\n]*)\n") do
    local title = line:match("^# (.*)")
    if title then
      skipping = title == heading
      if skipping then
        out[#out + 1], done = section, true
      end
    end
    if not skipping then out[#out + 1] = line end
  end
  while out[1] == "" do table.remove(out, 1) end
  if not done then
    if #out > 0 then out[#out + 1] = "" end
    out[#out + 1] = section
  end
  return (table.concat(out, "\n"):gsub("%s*$", "\n"):gsub("\n\n\n+", "\n\n"))
end

--- Write a section of bench/RESULTS.md.
function M.put (heading, body)
  local file = io.open(M.path)
  local page = file and file:read("a") or ""
  if file then file:close() end
  file = assert(io.open(M.path, "w"))
  assert(file:write(M.replaced(page, heading, body)))
  file:close()
end

--- What a command prints, without the line end.
function M.output_of (command)
  local pipe = assert(io.popen(command))
  local out = pipe:read("a")
  pipe:close()
  return (out:gsub("%s+$", ""))
end

--- One line about the machine.
function M.machine ()
  return ("%s; %s cores, %s, %s"):format(M.output_of("sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1"),
    M.output_of("nproc 2>/dev/null || echo ?"), M.output_of("uname -sr"), _VERSION)
end

return M
