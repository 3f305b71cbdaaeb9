--- The golden articles: tests/golden/CASE.txt or CASE.html with what becomes of it in CASE.xml and CASE.json; and of tests/forms,
-- where each form has a file, the TEI of each article in tests/forms/expected.
--
-- The day of the run, which the TEI tells, is masked by another, so that the files stay valid.  tools/make-golden rewrites
-- them; the spec compares.

local pipeline = require "bluepencil.pipeline"
local read = require "bluepencil.read"
local system = require "bluepencil.system"

local M = {}

--- Writers by the ending of the file.
M.formats = { xml = "tei", json = "json" }

--- Where the articles are, by case.
M.articles = {}

--- Names of the cases.
function M.cases ()
  local list = {}
  for _, name in ipairs(system.list("tests/golden")) do
    local case = name:match("^(.*)%.txt$") or name:match("^(.*)%.html$")
    if case then list[#list + 1], M.articles[case] = case, name end
  end
  return list
end

--- Where the result of a case is.
function M.path (case, extension) return ("tests/golden/%s.%s"):format(case, extension) end

local lines = {}

--- What becomes of a case now.
-- @treturn string bytes | nil, message
function M.result (case, extension)
  lines[extension] = lines[extension] or assert(pipeline.new { to = M.formats[extension] })
  local name = M.articles[case]
  local bytes, message = lines[extension]:convert { path = "tests/golden/" .. name, name = name }
  if not bytes then return nil, message end
  return M.masked(bytes)
end

--- The day of the run hidden.
function M.masked (bytes) return (bytes:gsub('(<change when=")%d%d%d%d%-%d%d%-%d%d"', '%12000-01-01"')) end

-- ---- forms --------------------------------------------------------------------------------------------------------------

--- Names of the files of tests/forms, those of an issue by their METS file.
function M.forms ()
  local list = { "issue/mets.xml" }
  for _, name in ipairs(system.list("tests/forms")) do
    if name:find("%.%w+$") then list[#list + 1] = name end
  end
  return list
end

--- What becomes of the articles of a file of tests/forms.
-- @treturn table list of { path, bytes }
function M.form_results (name)
  lines.form = lines.form or assert(pipeline.new { to = "tei" })
  local list, results = assert(read.inputs({ path = "tests/forms/" .. name, name = name }, lines.form.options)), {}
  while true do
    local input, message = list()
    if not input and not message then break end
    local bytes = assert(lines.form:convert(assert(input, message)))
    local number = input.number and ("-%d"):format(input.number) or ""
    results[#results + 1] = { path = ("tests/forms/expected/%s%s.xml"):format(name:gsub("[/.]", "-"), number), bytes = M.masked(bytes) }
  end
  return results
end

return M
