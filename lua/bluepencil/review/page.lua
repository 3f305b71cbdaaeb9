--- The review page: one HTML file that holds its style, its script and the articles, and asks for nothing else.
--
-- Template, style and script are readable files in data/review/.  Articles stand in the page as JSON, one <script> element
-- each, which the script reads when an article is opened: a page of five hundred opens as quickly as one of one.  No string of
-- an article is ever put into HTML, neither here nor in the script: JSON escapes "<", and the script sets text only.  The
-- Content-Security-Policy admits the style and the script by their digests and nothing from outside.
--
-- Holds the page in memory: some eight times the size of the articles.

local core = require "bluepencil.core"
local json = require "bluepencil.review.json"
local paths = require "bluepencil.paths"
local review = require "bluepencil.write.review"
local sha256 = require "bluepencil.review.sha256"
local verify = require "bluepencil.verify"

local M = {}
local Page = {}
Page.__index = Page

--- The parts of the script, in the order in which they stand in the page.
M.scripts = { "model.js", "chart.js", "article.js", "details.js", "overview.js", "main.js" }

local function shipped (name)
  local path, message = paths.data("review/" .. name)
  if not path then return nil, message end
  local file
  file, message = io.open(path, "rb")
  if not file then return nil, message end
  local text = file:read "a"
  file:close()
  return text
end

local function read_assets ()
  local html, message = shipped "page.html"
  if not html then return nil, message end
  local style
  style, message = shipped "review.css"
  if not style then return nil, message end
  local parts = { '\n"use strict";\n(() => {\n' }
  for _, name in ipairs(M.scripts) do
    local part
    part, message = shipped(name)
    if not part then return nil, message end
    parts[#parts + 1] = part
  end
  parts[#parts + 1] = "})();\n"
  local script = table.concat(parts)
  if script:find("</script", 1, true) or script:find("<!--", 1, true) then return nil, "the page's script ends its own element" end
  return { html = html, style = "\n" .. style, script = script }
end

--- A page without articles.
-- @tparam[opt] table options  `safe`: leave out everything that was struck
-- @treturn Page | nil, message  when the files it is made from are missing
function M.new (options)
  local assets, message = read_assets()
  if not assets then return nil, message end
  return setmetatable({
    assets = assets, safe = options and options.safe or false,
    rows = {}, records = {},          -- of each article: what the list says of it; its JSON
    texts = {}, names = {},           -- texts after redaction, and struck names, to be held against each other at the end
    named = {}, policy = nil,
  }, Page)
end

-- ---- one article -----------------------------------------------------------------------------------------------------

local places = { struck = 1, kept = 2, left = 3 }

local function certainty_of (mark)
  local score = mark.score or 1
  return score >= 0.9 and 3 or score >= review.doubtful_below and 2 or 1
end

local lead_length = 80

--- How an article without a headline begins, cut at a word.
local function lead_of (record)
  local text = (review.text_after(record):gsub("%s+", " "):gsub("^ ", ""))
  local stop = utf8.len(text) and utf8.offset(text, lead_length + 1)
  if not stop then return text ~= "" and text or nil end
  return (text:sub(1, stop - 1):gsub("%s*%S*$", "")) .. " …"
end

--- What lists and charts say of an article.
local function row_of (record)
  local row = {
    name = record.name, title = record.title, lead = not record.title and lead_of(record) or nil, date = record.date,
    leak = record.leak, struck = 0, kept = 0, left = 0, doubtful = 0,
    types = {}, operators = {}, roles = {}, certainty = { 0, 0, 0 },
  }
  for _, mark in ipairs(record.marks) do
    row[mark.state] = row[mark.state] + 1
    local counts = row.types[mark.type] or { 0, 0, 0, 0, 0 }  -- struck, kept, left; struck and kept ones that are doubtful
    row.types[mark.type] = counts
    counts[places[mark.state]] = counts[places[mark.state]] + 1
    if mark.doubts then
      row.doubtful = row.doubtful + 1
      counts[places[mark.state] + 3] = counts[places[mark.state] + 3] + 1
    end
    if mark.operator then row.operators[mark.operator] = (row.operators[mark.operator] or 0) + 1 end
    if mark.state ~= "left" then
      local i = certainty_of(mark)
      row.certainty[i] = row.certainty[i] + 1
    end
  end
  local decide = {}
  for _, person in ipairs(record.people) do
    row.roles[person.role] = (row.roles[person.role] or 0) + 1
    if person.doubts then
      decide[#decide + 1] = { name = person.name, protected = person.protected, role = person.role, doubts = person.doubts }
    end
  end
  if #decide > 0 then row.decide = decide end
  return row
end

--- What the article is called: its own name unless that says what was struck.
local function name_for (self, doc, name, number)
  if self.safe and (name:find "%c" or not verify.verify(doc, "", name)) then return ("article %d"):format(number) end
  return name
end

-- A policy made for one person may be called after that person.
local function policy_of (policy)
  return { name = tostring(policy.name), description = tostring(policy.description or "") }
end

--- Add a processed document.
-- @tparam Document doc  after `resolve`
-- @tparam string name  what the article is called, mostly its path
-- @treturn true | nil, message, code  code "leak" when a safe page would hold what was struck
function Page:add (doc, name)
  local number = #self.rows + 1
  name = name_for(self, doc, name, number)
  local record = review.record(doc, { safe = self.safe, name = name })
  local row = row_of(record)
  local bytes = json.encode(record)
  if self.safe then
    local ok, message = review.prove(doc, record, bytes .. "\n" .. json.encode(row))
    if not ok then                                  -- reasons may have quoted it: without them it may hold
      record = review.record(doc, { safe = true, bare = true, name = name_for(self, doc, name, number) })
      row = row_of(record)
      bytes = json.encode(record)
      ok, message = review.prove(doc, record, bytes .. "\n" .. json.encode(row))
    end
    if not ok then return nil, message, "leak" end
  end
  self.rows[number], self.records[number] = row, bytes
  self.texts[number] = review.text_after(record)
  for _, struck in ipairs(review.struck_names(doc)) do
    if not self.named[struck] then
      self.named[struck] = true
      self.names[#self.names + 1] = struck
    end
  end
  if doc.policy then self.policy = self.policy or policy_of(doc.policy) end
  if self.safe and self.policy and not verify.verify(doc, self.policy.name .. "\n" .. self.policy.description) then
    self.policy = { name = "not named", description = "its name or description says what was struck" }
  end
  return true
end

-- ---- the page --------------------------------------------------------------------------------------------------------

-- Which articles say a name that was struck in another: one person may be known from two articles.
local function name_elsewhere (self)
  if #self.names == 0 then return end
  local starts, at = {}, 1
  for i, text in ipairs(self.texts) do
    starts[i] = at
    at = at + #text + 2
  end
  local hits = core.find_leaks(table.concat(self.texts, "\n\n"), self.names)
  local near, seen = 1, {}
  local order = {}
  for i = 1, #hits, 4 do order[#order + 1] = { form = hits[i], first = hits[i + 1] } end
  table.sort(order, function (a, b) return a.first < b.first or a.first == b.first and a.form < b.form end)
  for _, hit in ipairs(order) do
    while starts[near + 1] and starts[near + 1] <= hit.first do near = near + 1 end
    local key = near .. ":" .. hit.form
    if not seen[key] then
      seen[key] = true
      local row = self.rows[near]
      row.elsewhere = row.elsewhere or {}
      row.elsewhere[#row.elsewhere + 1] = self.safe and "" or self.names[hit.form]
    end
  end
end

--- How many articles name somebody whose name another article has struck.  After `finish`.
function Page:count_elsewhere ()
  local count = 0
  for _, row in ipairs(self.rows) do if row.elsewhere then count = count + 1 end end
  return count
end

--- The bytes of the page.
function Page:finish ()
  name_elsewhere(self)
  local index = {
    program = "bluepencil " .. core.version, safe = self.safe, doubtful_below = review.doubtful_below,
    policy = self.policy, articles = self.rows,
  }
  local articles = {}
  for i, record in ipairs(self.records) do
    articles[i] = ('<script type="application/json" id="article-%d">%s</script>\n'):format(i - 1, record)
  end
  local assets = self.assets
  local parts = {
    style = assets.style, script = assets.script, index = json.encode(index), articles = table.concat(articles),
    csp = ("default-src 'none'; script-src 'sha256-%s'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'")
      :format(sha256.base64(assets.script), sha256.base64(assets.style)),
  }
  return (assets.html:gsub("{{(%l+)}}", parts))       -- the template's places only: what is put in is not read again
end

return M
