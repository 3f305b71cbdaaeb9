--- What the shipped filters make of their own samples: filters/NAME/sample.txt to expected.xml or expected.json.
--
-- `classify` is judged by its labels alone, in JSON; the others by the whole TEI.  The day of the run, which the TEI
-- tells, is masked by another, so that the files stay valid.  tools/make-expected rewrites the files; the spec compares.

local pipeline = require "bluepencil.pipeline"

local M = {}

M.names = { "classify", "redact", "tei" }

local function quote (s) return '"' .. s:gsub('[%c"\\]', function (c) return ("\\u%04x"):format(c:byte()) end) .. '"' end

local function quote_all (list)
  local out = {}
  for i, s in ipairs(list) do out[i] = quote(s) end
  return "[" .. table.concat(out, ", ") .. "]"
end

local function labels_of (doc)
  local lines = {}
  for i, l in ipairs(doc.labels) do
    lines[i] = ('    { "id": %s, "name": %s, "score": %.2f, "source": %s,\n      "why": %s }'):format(
      quote(l.id), quote(l.name), l.score, quote(l.source), quote_all(l.why))
  end
  return ('{\n  "labels": [\n%s\n  ],\n  "keywords": %s\n}\n'):format(
    table.concat(lines, ",\n"), quote_all(doc.meta.keywords or {}))
end

--- Where the sample of a filter and its expected result are.
-- @treturn string sample, string expected
function M.files (name)
  local folder = "filters/" .. name .. "/"
  return folder .. "sample.txt", folder .. (name == "classify" and "expected.json" or "expected.xml")
end

--- What the filter makes of its sample now.
-- @treturn string bytes | nil, message
function M.result (name)
  local line = assert(pipeline.new {})
  local sample = M.files(name)
  if name == "classify" then
    local doc, message = line:document { path = sample }
    if not doc then return nil, message end
    local bytes = labels_of(doc)
    doc:close()
    return bytes
  end
  local bytes, message = line:convert { path = sample }
  if not bytes then return nil, message end
  return (bytes:gsub('(<change when=")%d%d%d%d%-%d%d%-%d%d"', '%12000-01-01"'))
end

return M
