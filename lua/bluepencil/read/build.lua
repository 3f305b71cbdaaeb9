--- From elements to blocks: what forms with markup (NITF, XHTML, TEI) share.
--
-- A form gives *rules*, by the name of an element: a function (builder, element, rules), false for what is left out with all
-- that is in it; an element without a rule is gone through for what is in it.  The builder keeps the text of the block that is
-- being read, runs white space together, and closes and opens again what is marked (spans) where a block ends.
--
--     local b = build.new()
--     b:walk(element, rules)
--     local blocks, figures = b:finish()
--
-- Costs a few table accesses for each element and one concatenation for each block.

local M = {}
local Builder = {}
Builder.__index = Builder

-- Blocks whose paragraphs are lines of the same block.
local holds_lines = { ListItem = true, Cell = true, Caption = true, Credit = true, Headline = true, Deck = true, Subhead = true,
                      Alt = true, Byline = true, Dateline = true }

local figures_max, spans_max = 1000, 20000

--- A builder; text is of a Paragraph until something else is entered.
function M.new ()
  return setmetatable({ blocks = {}, figures = {}, context = { type = "Paragraph" }, parts = {}, length = 0, open = {},
                        deferred = {}, numbers = {}, span_count = 0 }, Builder)
end

--- A number that was not given before, for lists, tables and groups.
function Builder:number (what)
  local n = (self.numbers[what] or 0) + 1
  self.numbers[what] = n
  return n
end

-- ---- text -------------------------------------------------------------------------------------------------------------------

local function put (self, text)
  local block = self.block
  if not block then
    block = {}
    for key, value in pairs(self.context) do block[key] = value end
    self.block = block
  elseif self.space then
    self.parts[#self.parts + 1] = self.space
    self.length = self.length + 1
  end
  self.space = nil
  for i = 1, #self.open do
    if not self.open[i].first then self.open[i].first = self.length + 1 end
  end
  self.parts[#self.parts + 1] = text
  self.length = self.length + #text
end

--- Text, its white space run together.
function Builder:text (text)
  local first = text:find("[^ \t\r\n\f]")
  if not first then
    if text ~= "" and not self.is_glued then self.space = self.space or " " end
    return
  end
  if first > 1 and not self.is_glued then self.space = self.space or " " end
  self.is_glued = nil
  local last = text:match("^.*()[^ \t\r\n\f]")
  local inner = text
  if first > 1 or last < #text then inner = text:sub(first, last) end
  if inner:find("[\t\r\n\f]") or inner:find("  ", 1, true) then inner = inner:gsub("[ \t\r\n\f]+", " ") end
  put(self, inner)
  if last < #text then self.space = " " end
end

--- The end of a line; two of them end a paragraph.
function Builder:line ()
  if self.space == "\n" and self.block and not holds_lines[self.context.type] then self:stop()
  else self.space = "\n" end
end

--- Without white space before what comes next: the second half of a word.
function Builder:glue () self.space, self.is_glued = nil, true end

-- ---- blocks -----------------------------------------------------------------------------------------------------------------

local function close_spans (self, block)
  for _, span in ipairs(self.open) do
    if span.first and span.first <= self.length and self.span_count < spans_max then
      self.span_count = self.span_count + 1
      block.spans = block.spans or {}
      local copy = {}
      for key, value in pairs(span) do copy[key] = value end
      copy.last = self.length
      block.spans[#block.spans + 1] = copy
    end
    span.first = nil
  end
end

--- End the block that is being read.
function Builder:stop ()
  local block = self.block
  self.space, self.is_glued = nil, nil
  if block then
    close_spans(self, block)
    block.text = table.concat(self.parts)
    self.blocks[#self.blocks + 1] = block
    self.block, self.parts, self.length = nil, {}, 0
  end
  if #self.deferred > 0 and not self.holding then
    local deferred = self.deferred
    self.deferred = {}
    for _, run in ipairs(deferred) do run() end
  end
end

--- What is inside belongs to a block of its own kind.
-- @tparam table context  `type` and further fields of the blocks
-- @tparam function inside  called without arguments
function Builder:within (context, inside)
  self:stop()
  local before = self.context
  self.context = context
  inside()
  self:stop()
  self.context = before
end

--- Add a block of a text that is known.
function Builder:add (context, text)
  if text and text ~= "" then
    self:within(context, function () self:text(text) end)
  end
end

--- Do something when the block that is being read has ended, or the list or table it is in: what stands inside of it but is no
-- part of its text.
function Builder:later (run)
  if self.block or self.holding then self.deferred[#self.deferred + 1] = run else run() end
end

--- Keep what comes later until the end of something that holds blocks.
function Builder:hold (inside)
  local before = self.holding
  self.holding = true
  inside()
  self:stop()
  self.holding = before
  self:stop()
end

-- ---- spans ------------------------------------------------------------------------------------------------------------------

--- What is inside is marked.
-- @tparam ?table span  `type` and further fields; nil marks nothing
function Builder:marked (span, inside)
  if not span then return inside() end
  self.open[#self.open + 1] = span
  inside()
  self.open[#self.open] = nil
  if self.block and span.first and span.first <= self.length and self.span_count < spans_max then
    self.span_count = self.span_count + 1
    span.last = self.length
    self.block.spans = self.block.spans or {}
    table.insert(self.block.spans, span)
  end
end

-- ---- pictures ---------------------------------------------------------------------------------------------------------------

--- A picture: its number, or nil when there are too many.
-- @tparam table figure  `url`, `width`, `height`
function Builder:figure (figure)
  if #self.figures >= figures_max then return nil end
  figure.width, figure.height = tonumber(figure.width), tonumber(figure.height)
  figure.block = #self.blocks + 1
  self.figures[#self.figures + 1] = figure
  return #self.figures
end

-- ---- walking ----------------------------------------------------------------------------------------------------------------

--- Go through what is in an element.  As deep as the reader lets elements nest, which is bounded.
function Builder:walk (element, rules)
  for i = 1, #element do
    local one = element[i]
    if type(one) == "string" then self:text(one)
    else
      local rule = rules[one.name]
      if rule then rule(self, one, rules)
      elseif rule == nil then self:walk(one, rules) end
    end
  end
end

--- All there is, at the end.
-- @treturn table blocks, table figures
function Builder:finish ()
  self:stop()
  return self.blocks, self.figures
end

-- ---- rules that forms share -------------------------------------------------------------------------------------------------

--- A block of a type.
function M.block (kind, fields)
  return function (b, element, rules)
    local context = { type = kind }
    for key, value in pairs(fields or {}) do context[key] = value end
    b:within(context, function () b:walk(element, rules) end)
  end
end

--- A paragraph: of what it stands in.
function M.paragraph (b, element, rules)
  if holds_lines[b.context.type] then
    if b.block then b.space = "\n" end
    b:walk(element, rules)
    b.space = "\n"
  else
    b:stop()
    b:walk(element, rules)
    b:stop()
  end
end

--- Something that holds blocks.
function M.container (b, element, rules)
  if holds_lines[b.context.type] then return M.paragraph(b, element, rules) end
  b:stop()
  b:walk(element, rules)
  b:stop()
end

function M.line (b) b:line() end

--- Something marked; `span_of(element)` gives the span or nil.
function M.span (span_of)
  return function (b, element, rules)
    b:marked(span_of(element), function () b:walk(element, rules) end)
  end
end

--- Emphasis.
function M.emphasis (rend)
  return M.span(function () return { type = "Emphasis", rend = rend } end)
end

--- A quotation set off.
function M.blockquote (b, element, rules)
  if holds_lines[b.context.type] then return M.paragraph(b, element, rules) end
  b:within({ type = "Blockquote", group = b:number("group") }, function () b:walk(element, rules) end)
end

--- A list; its items are what `M.item` is the rule of.
function M.list (ordered)
  return function (b, element, rules)
    local is_item = b.context.type == "ListItem"
    local context = { type = "ListItem", list = b:number("list"), depth = (is_item and b.context.depth or 0) + 1, ordered = ordered }
    b:hold(function ()
      b:within(context, function () b:walk(element, rules) end)
    end)
  end
end

function M.item (b, element, rules)
  b:stop()
  b:walk(element, rules)
  b:stop()
end

-- No table has more columns, whatever its spans say.
local spans_to = 1000

local function span_number (text)
  local n = tonumber(text)
  return n and n > 1 and math.floor(math.min(n, spans_to)) or nil
end

--- A table, its rows, its cells.  A table within a cell is lines of it.
function M.table_of (b, element, rules)
  if b.grid then return M.paragraph(b, element, rules) end
  b.grid = { table = b:number("table"), row = 0, column = 0, covered = {} }
  b:stop()
  b:hold(function () b:walk(element, rules) end)
  b.grid = nil
end

function M.row (b, element, rules)
  local grid = b.grid
  if not grid or b.context.type == "Cell" then return M.paragraph(b, element, rules) end
  grid.row, grid.column = grid.row + 1, 0
  b:walk(element, rules)
end

--- A cell; `is_header(element)` says whether it heads its row or column.
function M.cell (is_header, columns_name, rows_name)
  return function (b, element, rules)
    local grid, attr = b.grid, element.attr or {}
    if not grid or b.context.type == "Cell" then return M.paragraph(b, element, rules) end
    grid.row = math.max(grid.row, 1)                     -- a cell outside of any row
    repeat grid.column = grid.column + 1 until (grid.covered[grid.column] or 0) < grid.row or grid.column >= spans_to
    local columns, rows = span_number(attr[columns_name or "colspan"]), span_number(attr[rows_name or "rowspan"])
    local context = { type = "Cell", table = grid.table, row = grid.row, column = grid.column, columns = columns, rows = rows,
                      header = is_header and is_header(element) or nil }
    b:within(context, function () b:walk(element, rules) end)
    for _ = 2, math.min(columns or 1, spans_to - grid.column) do
      if rows then grid.covered[grid.column] = grid.row + rows - 1 end
      grid.column = grid.column + 1
    end
    if rows then grid.covered[grid.column] = grid.row + rows - 1 end
  end
end

--- The heading of a table.
function M.table_caption (b, element, rules)
  if not b.grid then return M.paragraph(b, element, rules) end
  b:within({ type = "Caption", table = b.grid.table }, function () b:walk(element, rules) end)
end

return M
