--- The golden articles: tests/golden/CASE.txt or CASE.html with what becomes of it in CASE.xml and CASE.json.
--
-- The day of the run, which the TEI tells, is masked by another, so that the files stay valid.  tools/make-golden rewrites
-- them; the spec compares.

local pipeline = require "bluepencil.pipeline"
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
  return (bytes:gsub('(<change when=")%d%d%d%d%-%d%d%-%d%d"', '%12000-01-01"'))
end

return M
