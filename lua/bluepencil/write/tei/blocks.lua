--- Which element each block becomes, and what holds it: sections, lists, quotations, tables, figures.
--
-- TEI's div is: headings, datelines and bylines; then paragraphs, lists, quotations and tables; then sub-divisions; then
-- bylines and datelines again.  Figures and notes may stand among them.  A byline in the middle is therefore a paragraph.
-- What a reader says of structure (levels, depths, rows, spans) is taken as far as that holds, whatever it says: numbers
-- are clamped, a level that is missing is that of the neighbour, a cell that is missing is an empty one.
--
-- Costs a table lookup and a call or two a block, beside its text.

local render = require "bluepencil.write.render"
local value = require "bluepencil.write.tei.value"

local M = {}

local sections_max = 6        -- as deep as HTML's headings go
local list_depth_max = 8
local columns_max = 64        -- cells that are missing are made up to here
local rows_span_max, columns_span_max = 65534, 1000     -- HTML's own limits

local is_common = {
  Headline = true, Deck = true, Paragraph = true, Subhead = true, ListItem = true, Blockquote = true, Cell = true,
}

--- What a block of a type stands in; a caption may also be the heading of a table.
local frames = { ListItem = "list", Blockquote = "quote", Cell = "table", Caption = "figure", Credit = "figure", Alt = "figure" }

local function frame_of (block)
  return block.type == "Caption" and block.table and "table" or frames[block.type]
end

--- A whole number within bounds, whatever was given.
local function within (n, low, high, default)
  n = tonumber(n)
  if not n or n ~= n then return default end
  return math.tointeger(math.floor(math.min(math.max(n, low), high)))
end

-- ---- what holds blocks ----------------------------------------------------------------------------------------------

local leave = {}        -- leave[frame](body, state): end it

local function close_list (self, state)
  self.w:close():close()                          -- the item that is open, and its list
  state.lists[#state.lists] = nil
end

function leave.list (self, state)
  while #state.lists > 0 do close_list(self, state) end
end

function leave.quote (self) self.w:close() end

function leave.table (self, state)
  if state.row then self.w:close()
  else self.w:open("row"):element("cell"):close() end      -- a heading whose table did not come
  self.w:close()
end

function leave.figure (self, state)
  if not state.has_words then self.w:element("figDesc", "No picture came with the copy.") end
  self.w:close()
end

--- End the list, quotation, table or figure that goes on.
local function end_frame (self, state)
  local frame = state.frame
  if frame then
    state.frame = nil
    leave[frame](self, state)
  end
end

--- Whether a block goes on with what is open.
local function goes_on (state, block, frame)
  if frame ~= state.frame then return false end
  if frame == "list" then return true end
  if frame == "quote" then return block.group ~= nil and block.group == state.number end
  if frame == "table" then return block.type == "Cell" and block.table == state.number end
  return block.figure == state.number
end

-- ---- pictures -------------------------------------------------------------------------------------------------------

--- The address of a picture when it may be written.
local function address_of (self, figure)
  local address = self.marked.pictures and value.pointer(figure.url)
  return address and self.secret:may_say_address(address)
end

local function size (n)
  n = tonumber(n)
  return n and n >= 1 and n <= 100000 and ("%dpx"):format(math.floor(n)) or nil
end

local function write_graphic (self, figure, address)
  self.w:element("graphic", nil, "url", address, "width", size(figure.width), "height", size(figure.height))
end

--- The pictures that no block belongs to, those that may be shown, in text order.
local function loose_figures (self)
  local figures = self.doc.figures
  if not figures then return nil end
  local has_words, list = {}, {}
  for _, block in ipairs(self.doc.blocks) do
    if block.figure then has_words[block.figure] = true end
  end
  for i, figure in ipairs(figures) do
    local address = not has_words[i] and address_of(self, figure)
    if address then list[#list + 1] = { at = figure.at or math.huge, number = i, figure = figure, address = address } end
  end
  table.sort(list, function (a, b) return a.at < b.at or a.at == b.at and a.number < b.number end)
  return list
end

--- Write the loose pictures that stand before a byte.
local function write_loose (self, state, byte)
  local list = state.loose
  while list and list[1] and list[1].at <= byte do
    local one = table.remove(list, 1)
    self.w:open("figure")
    write_graphic(self, one.figure, one.address)
    self.w:close()
  end
end

-- ---- blocks ---------------------------------------------------------------------------------------------------------

--- One element with the text of a block.
local function element (self, name, block, content, ...)
  self.w:open(name, "xml:lang", value.language(block.language), ...)
  if block.last >= block.first then self:inline(block.first, block.last, content) end
  self.w:close()
end

local write = {}   -- write[type](body, block, state, i, next block)

local function heading (kind)
  return function (self, block, state)
    if state.at_top and #state.sections == 0 then element(self, "head", block, "para", "type", kind)
    else
      state.at_top = false
      element(self, "p", block, "para", "rend", kind == "main" and "headline" or kind)
    end
  end
end

write.Headline, write.Deck = heading("main"), heading("deck")

local function wrapper (name, attribute_of)
  return function (self, block, state, i, after)
    local rend = attribute_of and attribute_of(self, block, after)
    if state.at_top or i > state.last_common then element(self, name, block, "phrase", "rend", rend)
    else element(self, "p", block, "para", "rend", name) end
  end
end

write.Byline = wrapper("byline")

write.Dateline = wrapper("dateline", function (self, block, after)
  return after and after.first > block.last
    and not self.doc.text:sub(block.last + 1, after.first - 1):find("\n", 1, true) and "run-in"
end)

function write.Paragraph (self, block, state)
  state.at_top = false
  state.paragraphs = state.paragraphs + 1
  element(self, "p", block, "para", "xml:id", "p" .. state.paragraphs)
end

--- A heading ends the sections of its level and below; one that has no level is its neighbour's equal.
function write.Subhead (self, block, state)
  local sections = state.sections
  local level = within(block.level, 1, sections_max, sections[#sections] or 1)
  while #sections > 0 and (sections[#sections] >= level or #sections == sections_max) do
    self.w:close()
    sections[#sections] = nil
  end
  sections[#sections + 1] = level
  state.at_top = true
  self.w:open("div", "type", "section")
  element(self, "head", block, "para", "type", "sub")
end

--- An item stays open, since a list may follow within it.
function write.ListItem (self, block, state)
  local lists, w = state.lists, self.w
  state.at_top = false
  state.frame = "list"
  local depth = math.min(within(block.depth, 1, list_depth_max, 1), #lists + 1)
  while #lists > depth do close_list(self, state) end
  if #lists == depth then
    if lists[depth].number == block.list then w:close()     -- the item before
    else close_list(self, state) end
  end
  if #lists < depth then
    local rend
    if block.ordered ~= nil then rend = block.ordered and "numbered" or "bulleted" end
    lists[depth] = { number = block.list }
    w:open("list", "rend", rend)
  end
  w:open("item", "xml:lang", value.language(block.language))
  if block.last >= block.first then self:inline(block.first, block.last, "para") end
end

function write.Blockquote (self, block, state)
  state.at_top = false
  if state.frame ~= "quote" then
    state.frame, state.number = "quote", block.group
    self.w:open("quote")
  end
  element(self, "p", block, "para")
end

local function enter_table (self, block, state)
  state.at_top = false
  if state.frame ~= "table" then
    state.frame, state.number, state.row, state.column, state.covered = "table", block.table, nil, 1, {}
    self.w:open("table")
  end
end

--- Empty cells from the next free column to before `column`, but not where a cell from above reaches down.
local function fill_row (self, state, row, column)
  for c = state.column, math.min(column, columns_max) - 1 do
    if (state.covered[c] or 0) < row then self.w:element("cell") end
  end
end

function write.Cell (self, block, state)
  enter_table(self, block, state)
  local row = within(block.row, 1, 1e9, state.row or 1)
  local column = within(block.column, 1, 1e9, state.column)
  if row ~= state.row or column < state.column then
    if state.row then self.w:close() end
    state.row, state.column = row, 1
    self.w:open("row")
  end
  fill_row(self, state, row, column)
  local rows = within(block.rows, 1, rows_span_max, 1)
  local columns = within(block.columns, 1, columns_span_max, 1)
  element(self, "cell", block, "para", "role", block.header and "label", "rows", rows > 1 and ("%d"):format(rows),
    "cols", columns > 1 and ("%d"):format(columns))
  if rows > 1 then
    for c = column, math.min(column + columns - 1, columns_max) do state.covered[c] = row + rows - 1 end
  end
  state.column = column + columns
end

local function enter_figure (self, block, state)
  if state.frame == "figure" then return end
  local figure = block.figure and self.doc.figures and self.doc.figures[block.figure]
  state.frame, state.number, state.has_words = "figure", block.figure, false
  self.w:open("figure", "type", not figure and "photograph")
  local address = figure and address_of(self, figure)
  if address then
    write_graphic(self, figure, address)
    state.has_words = true                         -- it speaks for itself
  end
end

function write.Caption (self, block, state)
  if block.table then
    enter_table(self, block, state)
    element(self, "head", block, "para")
    return
  end
  enter_figure(self, block, state)
  state.has_words = true
  element(self, "p", block, "para", "rend", "caption")
end

function write.Credit (self, block, state)
  enter_figure(self, block, state)
  if state.has_words then element(self, "p", block, "para", "rend", "credit")
  else element(self, "head", block, "para", "type", "credit") end
end

function write.Alt (self, block, state)
  enter_figure(self, block, state)
  state.has_words = true
  element(self, "figDesc", block, "limited")
end

function write.Note (self, block)
  element(self, "note", block, "para", "type", "editorial")
end

--- Write the article's `div` with its blocks.
-- @tparam Body self  see body.lua
function M.write (self)
  local w = self.w
  local blocks = render.order(self.doc)
  local state = { paragraphs = 0, at_top = true, sections = {}, lists = {}, last_common = 0, loose = loose_figures(self) }
  for i, block in ipairs(blocks) do
    if is_common[block.type] or frame_of(block) == "table" then state.last_common = i end
  end
  w:open("text"):open("body"):open("div", "type", "article")
  for i, block in ipairs(blocks) do
    local frame = frame_of(block)
    if not frame or not goes_on(state, block, frame) then
      end_frame(self, state)
      write_loose(self, state, block.first)
    end
    write[block.type](self, block, state, i, blocks[i + 1])
  end
  end_frame(self, state)
  write_loose(self, state, math.huge)
  for _ = 1, #state.sections do w:close() end
  if #blocks == 0 then w:element("p") end
  w:close():close():close()
end

return M
