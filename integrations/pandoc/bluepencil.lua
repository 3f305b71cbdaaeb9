--- bluepencil as a pandoc filter: classify and redact whatever pandoc reads.
--
--     pandoc -L integrations/pandoc/bluepencil.lua story.docx -o safe.docx
--     pandoc -L integrations/pandoc/bluepencil.lua -M bluepencil-policy=protect-all story.md -o safe.html
--
-- The labels go into the metadata (`keywords`, `classification`); struck words are replaced wherever they stand, also
-- when a name runs across emphasis and links; structure and formatting stay.  When a struck word is still found anywhere in
-- the result, the filter fails and pandoc writes nothing.
--
-- How it works: each list of inlines, each raw text and each other string of the tree is visited twice in the same order.  The
-- first walk collects them, the lists flattened to text; bluepencil (host.lua) gives the edits of each; the second walk
-- carries them out leaf by leaf.  The proof reads pandoc's JSON of the result, where nothing can hide.

local host = dofile((PANDOC_SCRIPT_FILE:match("^(.*)[/\\][^/\\]*$") or ".") .. "/host.lua")

-- ---- inlines ---------------------------------------------------------------------------------------------------------------

local leaf_text = {
  Str = function (el) return el.text end,
  Code = function (el) return el.text end,
  Math = function (el) return el.text end,
  RawInline = function (el) return el.text end,
  Space = function () return " " end,
  SoftBreak = function () return " " end,
  LineBreak = function () return " " end,
}

local quote_marks = {
  SingleQuote = { "\u{2018}", "\u{2019}" },
  DoubleQuote = { "\u{201C}", "\u{201D}" },
}

local visit_attr, visit_citations   -- below

--- Go through inlines in reading order.
-- @tparam table visit  see `visitor`
-- @tparam function leaf  leaf(el, text) gives what stands in its place
-- @tparam function mark  is told of characters that pandoc implies (quotation marks)
local function walk_inlines (inlines, visit, leaf, mark)
  local out = pandoc.Inlines {}
  for _, el in ipairs(inlines) do
    local text = leaf_text[el.tag]
    if text then
      if el.tag == "Code" then visit_attr(el, visit) end
      out:extend(leaf(el, text(el)))
    elseif el.tag == "Note" then
      el.content = visit.blocks(el.content, "Note")
      out:insert(el)
    elseif el.tag == "Image" then
      el.caption = visit.inlines(el.caption, "Alt")
      el.src, el.title = visit.target(el.src), visit.string(el.title)
      visit_attr(el, visit)
      out:insert(el)
    else
      local marks = el.tag == "Quoted" and quote_marks[tostring(el.quotetype)]
      if marks then mark(marks[1]) end
      if el.tag == "Cite" then visit_citations(el, visit) end
      if el.content then el.content = walk_inlines(el.content, visit, leaf, mark) end
      if el.tag == "Link" then el.target, el.title = visit.target(el.target), visit.string(el.title) end
      if el.tag == "Link" or el.tag == "Span" then visit_attr(el, visit) end
      if marks then mark(marks[2]) end
      out:insert(el)
    end
  end
  return out
end

function visit_citations (el, visit)
  local citations = el.citations
  for _, citation in ipairs(citations) do
    citation.prefix = visit.inlines(citation.prefix, "Note")
    citation.suffix = visit.inlines(citation.suffix, "Note")
    citation.id = visit.identifier(citation.id)
  end
  el.citations = citations
end

-- ---- strings beside the text -------------------------------------------------------------------------------------------------

--- An element's identifier, classes and attributes.
function visit_attr (el, visit)
  local id = visit.identifier(el.identifier)
  if id ~= el.identifier then el.identifier = id end
  local classes, changed = pandoc.List(), false
  for i, class in ipairs(el.classes) do
    classes[i] = visit.name(class)
    changed = changed or classes[i] ~= class
  end
  if changed then el.classes = classes:filter(function (class) return class ~= "" end) end
  local keys = {}
  for key in pairs(el.attributes) do keys[#keys + 1] = key end
  table.sort(keys)
  for _, key in ipairs(keys) do
    local value = el.attributes[key]
    local clean = visit.string(value)
    if clean ~= value then el.attributes[key] = clean end
  end
end

-- ---- blocks ---------------------------------------------------------------------------------------------------------------------

--- The filter that visits what is inside a block; `type` is what its paragraphs are to bluepencil.
local function blocks_filter (visit, type, without)
  local filter = { traverse = "topdown" }
  local function list (el)
    local items = el.content
    for i, item in ipairs(items) do items[i] = visit.blocks(item, "ListItem") end
    el.content = items
    return el, false
  end
  local function text (el)
    el.text = visit.text(el.text, "Note")
    if el.tag == "CodeBlock" then visit_attr(el, visit) end
    return el, false
  end
  --- An element whose own walk is a filter of the same kind, without the function for it.
  local function within (own, kind)
    return function (el)
      visit_attr(el, visit)
      return el:walk(blocks_filter(visit, kind, own)), false
    end
  end
  filter.Inlines = function (inlines) return visit.inlines(inlines, type), false end
  filter.Header = function (el)
    el.content = visit.inlines(el.content, visit.heading())
    visit_attr(el, visit)
    return el, false
  end
  filter.BlockQuote = function (el)
    el.content = visit.blocks(el.content, "Blockquote")
    return el, false
  end
  filter.Div = function (el)
    visit_attr(el, visit)
    el.content = visit.blocks(el.content, type)
    return el, false
  end
  filter.BulletList, filter.OrderedList, filter.CodeBlock, filter.RawBlock = list, list, text, text
  if without ~= "Table" then filter.Table = within("Table", "Cell") end
  if without ~= "Figure" then filter.Figure = within("Figure", "Caption") end
  return filter
end

local function sorted_keys (map)
  local keys = {}
  for key in pairs(map) do keys[#keys + 1] = key end
  table.sort(keys, function (a, b) return tostring(a) < tostring(b) end)
  return keys
end

local function walk_meta (value, type, visit)
  local kind = pandoc.utils.type(value)
  if kind == "Inlines" then return visit.inlines(value, type) end
  if kind == "Blocks" then return visit.blocks(value, type) end
  if kind == "string" then return visit.text(value, type) end
  if kind == "List" or kind == "table" then
    for _, key in ipairs(sorted_keys(value)) do value[key] = walk_meta(value[key], type, visit) end
  end
  return value
end

local meta_type = { title = "Headline", subtitle = "Deck", author = "Byline" }

--- Visit all of a document; both walks must leave the tree's shape alone, so that they meet the same places in the same order.
local function walk_document (document, visit)
  local seen_headline = document.meta.title ~= nil
  function visit.heading ()
    local type = seen_headline and "Subhead" or "Headline"
    seen_headline = true
    return type
  end
  function visit.blocks (blocks, type) return blocks:walk(blocks_filter(visit, type)) end
  local meta = document.meta
  for _, key in ipairs(sorted_keys(meta)) do
    if not key:find("^bluepencil%-") then meta[key] = walk_meta(meta[key], meta_type[key] or "Note", visit) end
  end
  return pandoc.Pandoc(visit.blocks(document.blocks, "Paragraph"), meta)
end

-- ---- the first walk: what there is ----------------------------------------------------------------------------------------------

local function flatten (inlines, visit)
  local parts = {}
  walk_inlines(inlines, visit, function (el, text) parts[#parts + 1] = text return { el } end,
    function (text) parts[#parts + 1] = text end)
  return table.concat(parts)
end

--- A visitor that collects.
local function collector (blocks, strings)
  local visit = {}
  function visit.inlines (inlines, type)
    local block = { type = type }
    blocks[#blocks + 1] = block                   -- before what is inside it (footnotes, pictures)
    block.text = flatten(inlines, visit)
    return inlines
  end
  function visit.text (text, type)
    blocks[#blocks + 1] = { type = type, text = text }
    return text
  end
  function visit.string (s)
    if s ~= "" then strings[#strings + 1] = s end
    return s
  end
  visit.target, visit.identifier, visit.name = visit.string, visit.string, visit.string
  return visit
end

-- ---- the second walk: what becomes of it ------------------------------------------------------------------------------------------

--- A replacement may hold spaces; pandoc wants words and spaces apart.
local function to_inlines (text)
  local out = pandoc.List()
  for space, word in text:gmatch("( *)([^ ]*)") do
    if space ~= "" then out:insert(pandoc.Space()) end
    if word ~= "" then out:insert(pandoc.Str(word)) end
  end
  return out
end

--- What is left of the bytes from..to of a block, which read `text`: kept pieces and the replacements of the edits that begin there.
local function left_of (edits, from, to, text)
  local out, at = {}, from
  for _, edit in ipairs(edits) do
    if edit.first > to then break end
    if edit.last >= from then
      if edit.first > at then out[#out + 1] = text:sub(at - from + 1, edit.first - from) end
      if edit.first >= from then out[#out + 1] = edit.replacement end
      at = math.max(at, edit.last + 1)
    end
  end
  if at <= to then out[#out + 1] = text:sub(at - from + 1) end
  return table.concat(out)
end

local no_edits = {}

local function edited_leaf (edits, el, from, text)
  local left = left_of(edits, from, from + #text - 1, text)
  if left == text then return { el } end
  if left == "" then return {} end
  if el.tag == "Str" or el.tag:find("Space") or el.tag:find("Break") then return to_inlines(left) end
  el.text = left
  return { el }
end

--- A visitor that edits.
-- @tparam table edits_of  edits by block
-- @tparam table cleaned  the strings, in the order they were collected
local function editor (edits_of, cleaned)
  local visit = {}
  local block, string_number = 0, 0
  local new_ids, id_count = {}, 0
  function visit.inlines (inlines)
    block = block + 1
    local edits, at = edits_of[block] or no_edits, 1
    return walk_inlines(inlines, visit, function (el, text)
      local from = at
      at = at + #text
      return edited_leaf(edits, el, from, text)
    end, function (text) at = at + #text end)
  end
  function visit.text (text)
    block = block + 1
    return left_of(edits_of[block] or no_edits, 1, #text, text)
  end
  function visit.string (s)
    if s == "" then return s end
    string_number = string_number + 1
    return cleaned[string_number]
  end
  --- Half a name or address is none: what holds a struck word goes altogether.
  function visit.name (s)
    local clean = visit.string(s)
    return clean == s and s or ""
  end
  --- An identifier gets a new one, so that links within the document still arrive.
  function visit.identifier (s)
    local clean = visit.string(s)
    if clean == s then return s end
    if not new_ids[s] then
      id_count = id_count + 1
      new_ids[s] = "redacted-" .. id_count
    end
    return new_ids[s]
  end
  function visit.target (s)
    local id = s:match("^#(.+)$")
    if not id then return visit.name(s) end
    local clean = visit.string(s)
    if clean == s then return s end
    string_number = string_number - 1
    return "#" .. visit.identifier(id == s and s or id)
  end
  return visit
end

-- ---- proof --------------------------------------------------------------------------------------------------------------------

local is_space = { Space = true, SoftBreak = true, LineBreak = true }
local is_inline = { Str = true, Emph = true, Underline = true, Strong = true, Strikeout = true, Superscript = true, Subscript = true,
                    SmallCaps = true, Quoted = true, Cite = true, Code = true, Math = true, RawInline = true, Link = true,
                    Image = true, Note = true, Span = true, SingleQuote = true, DoubleQuote = true, InlineMath = true,
                    DisplayMath = true, NormalCitation = true, AuthorInText = true, SuppressAuthor = true }
local escapes = { n = "\n", t = "\t", r = "\r", b = "\b", f = "\f" }

local function unescape (s)
  if not s:find("\\", 1, true) then return s end
  return (s:gsub("\\u(%x%x%x%x)", function (hex) return utf8.char(tonumber(hex, 16)) end):gsub("\\(.)", escapes))
end

--- The byte of the quotation mark that ends a JSON string begun at `at`.
local function string_end (json, at)
  local stop = at
  repeat
    stop = json:find('["\\]', stop + 1)
    local is_end = json:byte(stop) == 34
    if not is_end then stop = stop + 1 end
  until is_end
  return stop
end

--- All that pandoc's JSON says: the running text, and every other string.
local function said_in (json)
  local text, rest = {}, {}
  local at, tag = 1, nil
  while true do
    local first = json:find('"', at, true)
    if not first then break end
    local last = string_end(json, first)
    local s = json:sub(first + 1, last - 1)
    at = last + 1
    if json:byte(at) == 58 then                       -- a name, ":" behind it
      if s == "t" then
        last = json:find('"', at + 2, true)
        tag = json:sub(at + 2, last - 1)
        at = last + 1
        text[#text + 1] = is_space[tag] and " " or is_inline[tag] and "" or "\n"
      elseif s ~= "c" then rest[#rest + 1] = unescape(s) end
    elseif tag == "Str" then text[#text + 1] = unescape(s)
    else rest[#rest + 1] = unescape(s) end
  end
  return table.concat(text), table.concat(rest, "\n")
end

-- ---- the filter -----------------------------------------------------------------------------------------------------------------

local function classify (meta, labels)
  if #labels == 0 then return end
  local rows, keywords, seen = pandoc.List(), pandoc.List(), {}
  for _, label in ipairs(labels) do
    rows:insert({ id = label.id, name = label.name, score = ("%.2f"):format(label.score), source = label.source,
                  scheme = label.scheme, uri = label.uri })
  end
  local given = meta.keywords
  if given ~= nil then
    for _, word in ipairs(pandoc.utils.type(given) == "List" and given or { given }) do
      keywords:insert(word)
      seen[pandoc.utils.stringify(word)] = true
    end
  end
  for _, label in ipairs(labels) do
    local is_topic = label.scheme ~= "genre" and label.scheme ~= "signal"      -- what it is about, not what kind of piece it is
    if is_topic and not seen[label.name] then keywords:insert(label.name) end
  end
  meta.classification, meta.keywords = rows, keywords
end

function Pandoc (document)
  local engine = host.open(host.options(document.meta))
  local given, strings = { blocks = {}, name = host.name(), form = "pandoc" }, {}
  walk_document(document:walk {}, collector(given.blocks, strings))
  local answer = #given.blocks > 0 and engine:redact(given, strings)
  if not answer then return nil end                -- nothing but white space

  local edits_of = {}
  for _, edit in ipairs(answer.edits) do
    edits_of[edit.block] = edits_of[edit.block] or {}
    table.insert(edits_of[edit.block], edit)
  end
  local result = walk_document(document, editor(edits_of, answer.strings))
  for key in pairs(result.meta) do
    if key:find("^bluepencil%-") then result.meta[key] = nil end
  end
  classify(result.meta, answer.labels)
  engine:prove(given, said_in(pandoc.write(result, "json")))
  return result
end
