--- A writer for pandoc: any document pandoc reads as TEI that is valid, classified, and redacted under a policy.
--
--     pandoc -t integrations/pandoc/bluepencil-tei.lua story.docx -o story.xml
--     pandoc -t integrations/pandoc/bluepencil-tei.lua -M bluepencil-policy=keep-all story.docx -o story.xml
--
-- The article goes through the whole line of `bluepencil convert`, the proof included; the default policy protects private people
-- here too.  Raw blocks of other formats are left out, as pandoc's own writers do.  Tables lose the spans of their cells, which
-- pandoc's simple tables have not.

local host = dofile((PANDOC_SCRIPT_FILE:match("^(.*)[/\\][^/\\]*$") or ".") .. "/host.lua")

local stringify = pandoc.utils.stringify

-- ---- inlines: text, and spans of it ---------------------------------------------------------------------------------------------

local rend_of = { Emph = "italic", Strong = "bold", Underline = "underline", Strikeout = "strikethrough", SmallCaps = "smallcaps",
                  Superscript = "superscript", Subscript = "subscript" }
local quote_marks = { SingleQuote = { "\u{2018}", "\u{2019}" }, DoubleQuote = { "\u{201C}", "\u{201D}" } }

local Text = {}
Text.__index = Text

--- Text that is being put together; `state` takes what cannot stand in it (notes, pictures).
local function new_text (state) return setmetatable({ parts = {}, length = 0, spans = {}, state = state }, Text) end

function Text:put (s)
  self.parts[#self.parts + 1] = s
  self.length = self.length + #s
end

--- Add inlines, then the span over them when they have one.
function Text:put_span (content, span)
  local number = #self.spans + 1
  self.spans[number] = span                       -- before those inside it
  span.first = self.length + 1
  self:put_all(content)
  span.last = self.length
end

local put = {}   -- put[tag](text, element)

function put.Str (text, el) text:put(el.text) end
function put.Space (text) text:put " " end
put.SoftBreak, put.LineBreak = put.Space, put.Space
put.Code, put.Math = put.Str, put.Str
function put.RawInline () end
function put.Note (text, el) table.insert(text.state.notes, el.content) end
function put.Image (text, el) table.insert(text.state.pictures, el) end
function put.Link (text, el) text:put_span(el.content, { type = "Link", target = el.target }) end
function put.Quoted (text, el)
  local marks = quote_marks[tostring(el.quotetype)]
  text:put(marks[1])
  text:put_all(el.content)
  text:put(marks[2])
end
for tag, rend in pairs(rend_of) do
  put[tag] = function (text, el) text:put_span(el.content, { type = "Emphasis", rend = rend }) end
end

function Text:put_all (inlines)
  for _, el in ipairs(inlines) do
    if put[el.tag] then put[el.tag](self, el)
    elseif el.content then self:put_all(el.content) end
  end
end

-- ---- blocks -----------------------------------------------------------------------------------------------------------------------

local State = {}
State.__index = State

--- Add a block of inlines with fields of its own; what stood in them comes behind it.
function State:add (type, inlines, fields)
  local text = new_text(self)
  text:put_all(inlines)
  local block = { type = type, text = table.concat(text.parts), spans = text.spans }
  for key, value in pairs(fields or {}) do block[key] = value end
  if block.text:find("%S") then
    local kept = {}
    for _, span in ipairs(block.spans) do
      if span.last >= span.first then kept[#kept + 1] = span end
    end
    block.spans = #kept > 0 and kept or nil
    self.blocks[#self.blocks + 1] = block
  end
  self:add_waiting()
end

--- Notes and pictures that stood in a block.
function State:add_waiting ()
  local notes, pictures = self.notes, self.pictures
  self.notes, self.pictures = {}, {}
  for _, picture in ipairs(pictures) do self:add_picture(picture, nil) end
  for _, content in ipairs(notes) do
    for _, block in ipairs(content) do
      if block.content and (block.tag == "Para" or block.tag == "Plain") then self:add("Note", block.content)
      else self:add_block(block, "Note") end
    end
  end
end

function State:add_picture (image, caption)
  local number = #self.figures + 1
  self.figures[number] = { url = image.src, block = #self.blocks + 1 }
  local alt, said = stringify(image.caption or {}), caption and stringify(caption) or ""
  if alt ~= "" and alt ~= said then self:add("Alt", image.caption, { figure = number }) end
  if said ~= "" then self:add("Caption", caption, { figure = number }) end
end

--- A paragraph whose dateline, when it has one, is a block of its own.
function State:add_paragraph (inlines, type, fields)
  local first = inlines[1]
  if first and first.tag == "Span" and first.classes:includes("dateline") then
    self:add("Dateline", first.content)
    local rest = pandoc.List()
    for i = 2, #inlines do rest:insert(inlines[i]) end
    fields = fields or {}
    fields.same_line = true
    inlines = rest
  end
  self:add(type, inlines, fields)
end

function State:add_list (items, depth, ordered)
  if depth == 1 then self.lists = self.lists + 1 end
  local fields = { list = self.lists, depth = depth, ordered = ordered or nil }
  for _, item in ipairs(items) do
    for _, block in ipairs(item) do
      if block.tag == "Para" or block.tag == "Plain" then
        local copy = {}
        for key, value in pairs(fields) do copy[key] = value end
        self:add("ListItem", block.content, copy)
      elseif block.tag == "BulletList" or block.tag == "OrderedList" then
        self:add_list(block.content, depth + 1, block.tag == "OrderedList")
      else self:add_block(block, "Paragraph") end
    end
  end
end

--- The inlines of a cell: its paragraphs with spaces between.
local function cell_inlines (blocks)
  return pandoc.utils.blocks_to_inlines(blocks, { pandoc.Space() })
end

function State:add_table (el)
  self.tables = self.tables + 1
  local number, row_number = self.tables, 0
  local simple = pandoc.utils.to_simple_table(el)
  if stringify(simple.caption) ~= "" then self:add("Caption", simple.caption) end
  local function add_row (row, header)
    row_number = row_number + 1
    for column, cell in ipairs(row) do
      self:add("Cell", cell_inlines(cell), { table = number, row = row_number, column = column, header = header })
    end
  end
  local has_header = false
  for _, cell in ipairs(simple.headers) do has_header = has_header or #cell > 0 end
  if has_header then add_row(simple.headers, true) end
  for _, row in ipairs(simple.rows) do add_row(row) end
end

local add = {}   -- add[tag](state, element, type)

function add.Para (state, el, type)
  local only = #el.content == 1 and el.content[1]
  if only and only.tag == "Image" then state:add_picture(only, only.caption)    -- what pandoc before 3.0 has for a figure
  else state:add_paragraph(el.content, type, type == "Blockquote" and { group = state.groups } or nil) end
end
add.Plain = add.Para

function add.Header (state, el)
  if state.has_headline then state:add("Subhead", el.content, { level = math.min(6, el.level) })
  else
    state.has_headline = true
    state:add("Headline", el.content)
  end
end

function add.BlockQuote (state, el)
  state.groups = state.groups + 1
  state:add_blocks(el.content, "Blockquote")
end

function add.LineBlock (state, el, type)
  local inlines = pandoc.List()
  for i, line in ipairs(el.content) do
    if i > 1 then inlines:insert(pandoc.Space()) end
    inlines:extend(line)
  end
  state:add(type, inlines, type == "Blockquote" and { group = state.groups } or nil)
end

function add.BulletList (state, el) state:add_list(el.content, 1, false) end
function add.OrderedList (state, el) state:add_list(el.content, 1, true) end

function add.DefinitionList (state, el)
  state.lists = state.lists + 1
  for _, row in ipairs(el.content) do
    state:add("ListItem", row[1], { list = state.lists, depth = 1 })
    for _, definition in ipairs(row[2]) do
      state:add("ListItem", cell_inlines(definition), { list = state.lists, depth = 2 })
    end
  end
end

function add.CodeBlock (state, el) state:add("Paragraph", { pandoc.Str(el.text) }) end
function add.Table (state, el) state:add_table(el) end

function add.Figure (state, el)
  local caption = pandoc.utils.blocks_to_inlines(el.caption.long)
  local image
  el:walk { Image = function (found) image = image or found end }
  if image then state:add_picture(image, caption)
  else
    state:add_blocks(el.content, "Paragraph")
    state:add("Caption", caption)
  end
end

local of_class = { byline = "Byline", credit = "Credit", caption = "Caption", note = "Note", alt = "Alt" }

function add.Div (state, el, type)
  for _, class in ipairs(el.classes) do type = of_class[class] or type end
  state:add_blocks(el.content, type)
end

function State:add_block (el, type)
  if add[el.tag] then add[el.tag](self, el, type) end
end

function State:add_blocks (blocks, type)
  for _, el in ipairs(blocks) do self:add_block(el, type) end
end

-- ---- the document --------------------------------------------------------------------------------------------------------------------

local function has_class (blocks, class)
  local found = false
  pandoc.Pandoc(blocks):walk { Div = function (el) found = found or el.classes:includes(class) end }
  return found
end

local function meta_list (value)
  if value == nil then return {} end
  return pandoc.utils.type(value) == "List" and value or { value }
end

local function article_of (document)
  local meta = document.meta
  local state = setmetatable({ blocks = {}, figures = {}, notes = {}, pictures = {}, lists = 0, groups = 0, tables = 0 }, State)
  if meta.title ~= nil and stringify(meta.title) ~= "" then
    state.has_headline = true
    state:add("Headline", { pandoc.Str(stringify(meta.title)) })
  end
  if meta.subtitle ~= nil and stringify(meta.subtitle) ~= "" then state:add("Deck", { pandoc.Str(stringify(meta.subtitle)) }) end
  if not has_class(document.blocks, "byline") then
    for _, author in ipairs(meta_list(meta.author)) do
      local name = stringify(author)
      if name ~= "" then state:add("Byline", { pandoc.Str("By " .. name:gsub("^[Bb]y%s+", "")) }) end
    end
  end
  state:add_blocks(document.blocks, "Paragraph")
  local found = {}
  if meta.date ~= nil then
    local iso = stringify(meta.date):match("^%d%d%d%d%-%d%d%-%d%d")
    found.date = iso
  end
  if meta.lang ~= nil then found.language = stringify(meta.lang):match("^%a+[%w-]*$") end
  return { blocks = state.blocks, figures = #state.figures > 0 and state.figures or nil, meta = found, name = host.name(), form = "pandoc" }
end

--- What pandoc calls with the document (from 2.17.2 on).
function Writer (document)
  local options = host.options(document.meta)
  options.to = "tei"
  return (host.open(options):convert(article_of(document)):gsub("\n$", ""))
end

-- Older ones call a function for each element and, last, Doc; the document itself is a global there.
function Doc () return Writer(PANDOC_DOCUMENT) end
setmetatable(_G, { __index = function (_, name)
  if PANDOC_DOCUMENT and type(name) == "string" and name:find("^%u%a+$") then return function () return "" end end
end })
