--- Markdown and what looks like it: headings, lists, quotations, tables, emphasis, links, pictures, metadata before the text.
--
--     ---                                  front matter: title, date, author, url, description
--     title: Ferry Returns
--     ---
--     # Ferry Returns                      the first heading is the headline
--     ![The ferry](ferry.jpg "On Monday")  a picture: alternative text, caption
--     The *Estonia Post* said [so](https://example.org).
--     > It is back.
--     - one
--     1. two
--     | a | b |
--     |---|---|
--
-- Takes CommonMark and GitHub's tables as far as news copy goes; code is text.  Time grows with the text.

local blocks_of = require "bluepencil.read.blocks"
local export = require "bluepencil.read.export"
local inline = require "bluepencil.read.markdown.inline"
local text = require "bluepencil.read.text"

local M = { name = "markdown", title = "Markdown", extensions = { "md", "markdown", "mdown" } }

local trim = export.trim

-- ---- recognising -----------------------------------------------------------------------------------------------------

local named = { md = true, markdown = true, mdown = true, mkd = true }
local SNIFF_LINES = 300

function M.sniff (head, name)
  head = head:gsub("^\xEF\xBB\xBF", "")
  local start = head:match("^%s*<([!?]?%a+)")          -- a page or XML, which looking through would only cost time
  if start and (start:lower() == "!doctype" or start:lower() == "html" or start == "?xml") then return nil end
  local is_named = name and named[(name:match("%.(%w+)$") or ""):lower()]
  local heading, front = false, head:find("^%-%-%-[ \t]*\r?\n[%w_-]+:") ~= nil
  if not is_named and not front and not head:find("](", 1, true) and not head:find("^#") and not head:find("\n#", 1, true) then return nil end
  local signs, lines = 0, 0
  local seen = {}
  local function sign (what)
    if not seen[what] then seen[what], signs = true, signs + 1 end
  end
  for line in head:gmatch("[^\r\n]+") do
    lines = lines + 1
    if lines > SNIFF_LINES then break end
    if line:find("^#+ +%S") and not line:find("^#######") then heading = true
    elseif line:find("^> ?%S") then sign("quote")
    elseif line:find("^ ? ? ?[-*+] +%S") then sign("list")
    elseif line:find("^|.*|") then sign("table") end
  end
  if head:find("](http", 1, true) or head:find("](/", 1, true) then sign("link") end
  if head:find("%*%*%S") then sign("bold") end
  if head:find("![", 1, true) then sign("picture") end
  if is_named and (heading or front or signs > 0) then return 0.9, "its name says so, and it has marks of Markdown" end
  if front and (heading or signs > 0) then return 0.7, "metadata before the text, and marks of Markdown" end
  if heading and (seen.link or seen.bold or seen.picture or signs >= 2) then return 0.6, "headings and other marks of Markdown" end
  if seen.link and (seen.bold or seen.list or seen.quote) then return 0.4, "links and other marks of Markdown" end
end

-- ---- front matter ----------------------------------------------------------------------------------------------------

local front_fields = { title = "title", headline = "title", date = "date", published = "date", author = "author", authors = "author",
                       by = "author", url = "url", link = "url", permalink = "url", canonical = "url", description = "deck",
                       subtitle = "deck", summary = "deck", language = "language", lang = "language", publisher = "publisher",
                       publication = "publisher", source = "publisher" }

--- The fields between "---" at the head: their lines are taken off.
-- @treturn int the line the text begins on, table fields
local function front_matter (lines)
  if not (lines[1] and lines[1]:find("^%-%-%-[ \t]*$")) then return 1, {} end
  local fields = {}
  for i = 2, math.min(#lines, 200) do
    local line = lines[i]
    if line:find("^%-%-%-[ \t]*$") or line:find("^%.%.%.[ \t]*$") then return i + 1, fields end
    local key, value = line:match("^([%w_-]+)[ \t]*:[ \t]*(.*)$")
    local field = key and front_fields[key:lower()]
    value = value and trim(value)
    if field and value ~= "" then
      value = value:match('^"(.*)"$') or value:match("^'(.*)'$") or value
      if field == "author" then
        value = value:match("^%[(.*)%]$") or value
        value = value:gsub("[\"']", "")
      end
      fields[field] = fields[field] or value
    end
  end
  return 1, {}                                     -- not closed: it was a rule
end

-- ---- blocks ----------------------------------------------------------------------------------------------------------

local Builder = {}
Builder.__index = Builder

--- Put the pictures of a text before it.
function Builder:add_images (images)
  for _, image in ipairs(images) do
    self.figures[#self.figures + 1] = { url = image.url, block = #self.blocks + 1 }
    local number = #self.figures
    if image.alt:find("%S") then self.blocks[#self.blocks + 1] = { type = "Alt", text = image.alt, figure = number } end
    if image.title and image.title:find("%S") then
      self.blocks[#self.blocks + 1] = { type = "Caption", text = image.title, figure = number }
    end
  end
end

--- Add a block whose text has marks of its own.
function Builder:add (block, words)
  local parsed = inline.parse(words, self.references)
  self:add_images(parsed.images)
  if not parsed.text:find("%S") then return end
  block.text, block.spans = parsed.text, parsed.spans
  self.blocks[#self.blocks + 1] = block
end

--- Close the paragraph or the list item that is open.
function Builder:flush ()
  local open = self.open
  self.open = nil
  if not open then return end
  local words = table.concat(open.lines, "\n")
  if open.quote and open.type == "Paragraph" then self:add({ type = "Blockquote", group = open.quote }, words)
  else self:add({ type = open.type, list = open.list, depth = open.depth, ordered = open.ordered }, words) end
end

function Builder:end_lists () self.indents = {} end

function Builder:heading (level, words)
  self:flush()
  self:end_lists()
  if not self.has_headline and not self.has_text then
    self.has_headline = true
    return self:add({ type = "Headline" }, words)
  end
  self:add({ type = "Subhead", level = level }, words)
end

--- A line that begins a list item.
function Builder:item (indent, ordered, words)
  self:flush()
  local indents = self.indents
  while #indents > 1 and indent < indents[#indents] do indents[#indents] = nil end
  if #indents == 0 or #indents == 1 and indent < indents[1] + 2 and ordered ~= self.is_ordered then
    self.lists, self.is_ordered = self.lists + 1, ordered
  end
  if #indents == 0 or indent >= indents[#indents] + 2 then indents[#indents + 1] = indent end
  self.has_text = true
  self.open = { type = "ListItem", lines = { words }, list = self.lists, depth = #indents, ordered = ordered or nil }
end

--- A row of a table as its cells.
local function cells_of (line)
  line = trim(line):gsub("^|", ""):gsub("|$", "")
  line = line:gsub("\\|", "\1")
  local cells = {}
  for cell in (line .. "|"):gmatch("([^|]*)|") do cells[#cells + 1] = (trim(cell):gsub("\1", "|")) end
  return cells
end

local function is_table_rule (line)
  return line ~= nil and #line < 2000 and line:find("-", 1, true) and line:find("|", 1, true) and not line:find("[^%s|:-]")
end

function Builder:table_rows (lines, from)
  self:flush()
  self:end_lists()
  self.tables, self.has_text = self.tables + 1, true
  local row, i = 0, from
  while lines[i] and lines[i]:find("|", 1, true) and lines[i]:find("%S") do
    if i ~= from + 1 then
      row = row + 1
      for column, cell in ipairs(cells_of(lines[i])) do
        self:add({ type = "Cell", table = self.tables, row = row, column = column, header = row == 1 or nil }, cell)
      end
    end
    i = i + 1
  end
  return i
end

local function is_rule (line)
  local marks = #line < 200 and line:gsub("%s", "") or ""
  return marks:find("^%-%-%-+$") or marks:find("^%*%*%*+$") or marks:find("^___+$")
end

--- One line outside of code, its quotation marks (">") taken off.  `quote` is the number of the quotation it stands in.
function Builder:line (line, quote)
  if self.open and self.open.quote ~= quote and not (self.open.type == "ListItem" and not quote) then self:flush() end
  if not line:find("%S") then return self:flush() end
  local open = self.open
  local under = open and open.type == "Paragraph" and #line < 200 and (line:match("^ ? ? ?(=+)[ \t]*$") or line:match("^ ? ? ?(%-%-+)[ \t]*$"))
  if under then
    self.open = nil
    return self:heading(under:sub(1, 1) == "=" and 1 or 2, table.concat(open.lines, "\n"))
  end
  if is_rule(line) then
    self:flush()
    return self:end_lists()
  end
  local marks, words = line:match("^ ? ? ?(#+)[ \t]+(.*)$")
  if marks and #marks <= 6 then
    local stop = #words
    while stop > 0 and words:byte(stop) == 35 do stop = stop - 1 end
    return self:heading(#marks, trim(stop < #words and (stop == 0 or words:find("^%s", stop)) and words:sub(1, stop) or words))
  end
  local indent, item = line:match("^([ \t]*)[-*+][ \t]+(%S.*)$")
  if item then return self:item(#indent, false, item) end
  indent, item = line:match("^([ \t]*)%d%d?%d?[.)][ \t]+(%S.*)$")
  if item and not (open and open.type == "Paragraph") then return self:item(#indent, true, item) end
  if open then
    open.lines[#open.lines + 1] = trim(line)
    return
  end
  local is_within = #self.indents > 0 and line:find("^[ \t]")      -- a paragraph of a list item
  if not is_within then self:end_lists() end
  self.has_text = true
  self.open = { type = "Paragraph", lines = { trim(line) }, quote = quote }
end

--- The definitions of links ("[name]: address"), which are taken out.
local function references_of (lines, from)
  local references = {}
  for i = from, #lines do
    local name, rest = lines[i]:match("^ ? ? ?%[([^%[%]^][^%[%]]*)%]:[ \t]*(%S.*)$")
    if name and #rest < 2000 then
      local url, title = rest:match("^<?([^%s<>]+)>?[ \t]*(.*)$")
      references[name:lower()] = references[name:lower()] or { url = url, title = title and title:match("^[\"'(](.*)[\"')]%s*$") }
      lines[i] = ""
    end
  end
  return references
end

local function parse_lines (self, lines, from)
  local i, quotes, last_quote, fence = from, 0, 0, nil
  while lines[i] do
    local line = lines[i]
    if fence then
      if line:find("^ ? ? ?" .. fence) then
        fence = nil
        if self.code[1] then self.blocks[#self.blocks + 1] = { type = "Paragraph", text = table.concat(self.code, "\n") } end
      else self.code[#self.code + 1] = line end
    else
      local mark = line:match("^ ? ? ?(```+)") or line:match("^ ? ? ?(~~~+)")
      local rest, quote = line, nil
      if mark then
        self:flush()
        fence, self.code, self.has_text = mark:sub(1, 3), {}, true
      else
        for _ = 1, 10 do
          local inner = rest:match("^ ? ? ?>(.*)$")
          if not inner then break end
          rest, quote = inner:gsub("^ ", ""), true
        end
        if quote then
          if last_quote ~= i - 1 then quotes = quotes + 1 end
          last_quote = i
        end
        if not quote and line:find("|", 1, true) and is_table_rule(lines[i + 1]) then i = self:table_rows(lines, i) - 1
        else self:line(rest, quote and quotes or nil) end
      end
    end
    i = i + 1
  end
  self:flush()
  if fence and self.code[1] then self.blocks[#self.blocks + 1] = { type = "Paragraph", text = table.concat(self.code, "\n") } end
end

--- What stands before the text and what it says of the article.
local function take_fields (self, fields, article)
  if fields.title then
    self:add({ type = "Headline" }, fields.title)
    self.has_headline = true
  end
  if fields.deck then self:add({ type = "Deck" }, fields.deck) end
  for one in (fields.author or ""):gmatch("[^;,]+") do
    one = trim(one)
    if one ~= "" then self.blocks[#self.blocks + 1] = { type = "Byline", text = one:find("^[Bb]y ") and one or "By " .. one } end
  end
  if fields.date then export.set_date(article, fields.date, "front-matter") end
  if fields.url and fields.url:find("^https?://%S+$") then export.set(article, "url", fields.url, "front-matter") end
  export.set(article, "publisher", fields.publisher, "front-matter")
  if fields.language and fields.language:find("^%a%a%a?%f[%A]") then
    export.set(article, "language", fields.language:match("^%a+"):lower(), "front-matter")
  end
end

function M.read (bytes, name, input, options)
  local words, source, code = text.decode(bytes, name, input.encoding or options.encoding)
  if not words then return nil, source, code end
  local lines = {}
  for line in (words .. "\n"):gmatch("([^\n]*)\n") do lines[#lines + 1] = line end
  local from, fields = front_matter(lines)
  local article = export.new(M.name)
  local self = setmetatable({ blocks = {}, figures = {}, indents = {}, lists = 0, tables = 0, code = {},
                              references = references_of(lines, from) }, Builder)
  take_fields(self, fields, article)
  parse_lines(self, lines, from)
  if fields.title and self.blocks[1] then            -- a heading that says the title again is not said twice
    for i = 2, #self.blocks do
      local block = self.blocks[i]
      if block.type == "Subhead" and block.level == 1 and block.text == self.blocks[1].text then
        table.remove(self.blocks, i)
        for _, figure in ipairs(self.figures) do
          if figure.block > i then figure.block = figure.block - 1 end
        end
        break
      elseif block.type == "Paragraph" then break end
    end
  end
  local meta = article.meta
  for key, value in pairs(input.meta or {}) do meta[key] = value end
  local doc, message
  doc, message, code = blocks_of.read({ blocks = self.blocks, figures = self.figures, meta = meta, form = M.name }, name, options.limit_bytes)
  if not doc then return nil, message, code end
  doc.source.encoding, doc.source.encoding_cert, doc.source.newline = source.encoding, source.encoding_cert, source.newline
  doc.source.encoding_declared, doc.source.size_bytes = source.encoding_declared, source.size_bytes
  for _, note in ipairs(source.notes) do table.insert(doc.source.notes, note) end
  for _ in ipairs(article.notes) do table.insert(doc.source.notes, "The date before the text could not be read.") end
  return doc
end

return M
