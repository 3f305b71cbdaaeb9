--- bluepencil as a pandoc filter: classify and redact whatever pandoc reads.
--
--     pandoc -L integrations/pandoc/bluepencil.lua story.docx -o safe.docx
--     pandoc -L integrations/pandoc/bluepencil.lua -M bluepencil-policy=protect-all story.md -o safe.html
--
-- The labels go into the metadata (`keywords`, `classification`); struck words are replaced wherever they stand, also
-- when a name runs across emphasis and links; structure and formatting stay.  When a struck word is still found in the
-- result, the filter fails and pandoc writes nothing.
--
-- It runs in pandoc's own process and loads the C core there, so it needs a pandoc whose Lua can load C modules
-- (distribution builds; the static ones say "dynamic libraries not enabled").
--
-- How it works: each block that holds text becomes one block of a bluepencil document, its inlines flattened to leaves
-- that know their bytes.  The edits come back as spans of that text and are carried out leaf by leaf in a second walk
-- over the same tree, which meets the same blocks in the same order.

local here = PANDOC_SCRIPT_FILE:match("^(.*)[/\\][^/\\]*$") or "."
local version = _VERSION:match("%d+%.%d+")

-- From a checkout (integrations/pandoc/ beside lua/ and build/) or an installed tree (share/bluepencil/pandoc/).
package.path = table.concat({
  here .. "/../../lua/?.lua", here .. "/../../lua/?/init.lua",
  here .. "/../../lua/" .. version .. "/?.lua", here .. "/../../lua/" .. version .. "/?/init.lua",
  package.path }, ";")
package.cpath = table.concat({
  here .. "/../../build/lua" .. version .. "/?.so", here .. "/../../../lib/lua/" .. version .. "/?.so",
  package.cpath }, ";")

local function load_module (name)
  local ok, module = pcall(require, name)
  if not ok then
    error("bluepencil: this pandoc (Lua " .. version .. ") cannot load " .. name .. ".\nBuild it with"
      .. " `make LUA_VERSION=" .. version .. "`; a static pandoc cannot load C modules at all.\n" .. tostring(module), 0)
  end
  return module
end

local bluepencil = load_module "bluepencil"
local read = load_module "bluepencil.read"
local resolve = load_module "bluepencil.resolve"
local verify = load_module "bluepencil.verify"

-- ---- flattening ----------------------------------------------------------------------------------------------------

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

--- Walk inlines in reading order.  `leaf(el, text)` gives what stands in its place (an element, a list or nothing);
-- `mark(text)` is told of characters that pandoc implies (quotation marks).  Footnotes are blocks of their own.
local function walk_inlines (inlines, leaf, mark)
  local out = pandoc.Inlines {}
  for _, el in ipairs(inlines) do
    local text = leaf_text[el.tag]
    if text then
      out:extend(leaf(el, text(el)))
    elseif el.tag == "Note" then
      out:insert(el)
    else
      local marks = el.tag == "Quoted" and quote_marks[tostring(el.quotetype)]
      if marks then mark(marks[1]) end
      if el.content then
        el.content = walk_inlines(el.content, leaf, mark)
      elseif el.caption then
        el.caption = walk_inlines(el.caption, leaf, mark)
      end
      if marks then mark(marks[2]) end
      out:insert(el)
    end
  end
  return out
end

local function flatten (inlines)
  local parts = {}
  walk_inlines(inlines, function (el, text) parts[#parts + 1] = text return { el } end,
    function (text) parts[#parts + 1] = text end)
  return table.concat(parts)
end

-- ---- one walk, used twice ------------------------------------------------------------------------------------------

--- Visit everything in a document that holds text.  `visit.inlines(inlines, type)` and `visit.text(string, type)` give
-- what replaces it; both walks must leave the tree's shape alone, so that they meet the same places in the same order.
local function walk_document (doc, visit)
  local seen_headline = false
  local function inlines (type)
    return function (el)
      el.content = visit.inlines(el.content, type)
      return el
    end
  end
  local function walk_meta (value, type)
    local kind = pandoc.utils.type(value)
    if kind == "Inlines" then return visit.inlines(value, type) end
    if kind == "Blocks" then return value:walk { Para = inlines(type), Plain = inlines(type) } end
    if kind == "string" then return visit.text(value, type) end
    if kind == "List" or kind == "table" then
      local keys = {}
      for key in pairs(value) do keys[#keys + 1] = key end
      table.sort(keys, function (a, b) return tostring(a) < tostring(b) end)
      for _, key in ipairs(keys) do value[key] = walk_meta(value[key], type) end
    end
    return value
  end
  local meta, keys = doc.meta, {}
  for key in pairs(meta) do keys[#keys + 1] = key end
  table.sort(keys)
  for _, key in ipairs(keys) do
    if not key:find("^bluepencil%-") then
      local type = key == "title" and "Headline" or key == "author" and "Byline" or "Note"
      if key == "title" then seen_headline = true end
      meta[key] = walk_meta(meta[key], type)
    end
  end
  local blocks = doc.blocks:walk {
    Para = inlines "Paragraph",
    Plain = inlines "Paragraph",
    Header = function (el)
      local type = seen_headline and "Subhead" or "Headline"
      seen_headline = true
      el.content = visit.inlines(el.content, type)
      return el
    end,
    LineBlock = function (el)
      local lines = pandoc.List()
      for _, line in ipairs(el.content) do lines:insert(visit.inlines(line, "Paragraph")) end
      el.content = lines
      return el
    end,
    CodeBlock = function (el) el.text = visit.text(el.text, "Note") return el end,
    RawBlock = function (el) el.text = visit.text(el.text, "Note") return el end,
  }
  return pandoc.Pandoc(blocks, meta)
end

-- ---- carrying out edits --------------------------------------------------------------------------------------------

--- What is left of the bytes [from, to] of the text, whose words are `text`: kept pieces and the replacements of the
-- edits that begin there.
local function apply (doc, from, to, text)
  local out, at = {}, from
  for _, edit in ipairs(doc.edits) do
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

--- A replacement may hold spaces; pandoc wants words and spaces apart.
local function to_inlines (text)
  local out = pandoc.List()
  for space, word in text:gmatch("( *)([^ ]*)") do
    if space ~= "" then out:insert(pandoc.Space()) end
    if word ~= "" then out:insert(pandoc.Str(word)) end
  end
  return out
end

local function edited_leaf (doc, el, from, text)
  local left = apply(doc, from, from + #text - 1, text)
  if left == text then return { el } end
  if left == "" then return {} end
  if el.tag == "Str" or el.tag:find("Space") or el.tag:find("Break") then return to_inlines(left) end
  el.text = left
  return { el }
end

--- Attributes, link targets and picture names are not text: struck names in them go with `redact_string`.
local function clean_attributes (document, doc)
  local function clean (s) return s ~= "" and resolve.redact_string(doc, s) or s end
  local function clean_target (s) return clean(s) == s and s or "" end
  local function clean_attr (el)
    if el.identifier then el.identifier = clean_target(el.identifier) end
    if el.attributes then
      for key, value in pairs(el.attributes) do el.attributes[key] = clean(value) end
    end
    if el.classes then el.classes = el.classes:map(clean_target) end
  end
  local function with_attr (el) clean_attr(el) return el end
  local actions = {
    Link = function (el) clean_attr(el) el.target, el.title = clean_target(el.target), clean(el.title) return el end,
    Image = function (el) clean_attr(el) el.src, el.title = clean_target(el.src), clean(el.title) return el end,
  }
  for _, tag in ipairs { "Span", "Div", "Header", "Code", "CodeBlock", "Table" } do actions[tag] = with_attr end
  return document:walk(actions)
end

-- ---- the filter ----------------------------------------------------------------------------------------------------

local function option (meta, name)
  local value = meta["bluepencil-" .. name]
  return value ~= nil and pandoc.utils.stringify(value) or nil
end

local function classify (meta, doc)
  if #doc.labels == 0 then return end
  local labels, keywords, seen = pandoc.List(), pandoc.List(), {}
  for _, label in ipairs(doc.labels) do
    labels:insert({ id = label.id, name = label.name, score = ("%.2f"):format(label.score) })
  end
  for _, word in ipairs(pandoc.utils.type(meta.keywords) == "List" and meta.keywords or {}) do
    keywords:insert(word)
    seen[pandoc.utils.stringify(word)] = true
  end
  for _, label in ipairs(doc.labels) do
    if not seen[label.name] then keywords:insert(label.name) end
  end
  meta.classification, meta.keywords = labels, keywords
end

function Pandoc (document)
  local options = { policy = option(document.meta, "policy"), date = option(document.meta, "date") }
  local filters = option(document.meta, "filter")
  if filters then options.filters = { filters } end
  local pipeline, message = bluepencil.pipeline(options)
  if not pipeline then error("bluepencil: " .. message, 0) end

  local blocks = {}
  local function note (text, type)
    -- Reading takes control characters and line separators out; blanks of the same length keep our bytes in step.
    text = text:gsub("%c", " "):gsub("\u{2028}", "   "):gsub("\u{2029}", "   ")
    blocks[#blocks + 1] = { type = type, text = text, key = #blocks + 1 }
  end
  walk_document(document:walk {}, {
    inlines = function (inlines, type) note(flatten(inlines), type) return inlines end,
    text = function (text, type) note(text, type) return text end,
  })
  if #blocks == 0 then return nil end

  local doc
  doc, message = read.read({ blocks = blocks, name = PANDOC_STATE.input_files[1] or "standard input" }, pipeline.options)
  if not doc then error("bluepencil: " .. message, 0) end
  local start = {}
  for _, hint in ipairs(doc.hints) do start[hint.key] = hint.start end
  local ok
  ok, message = pipeline:process(doc)
  if not ok then error("bluepencil: " .. message, 0) end

  local k = 0
  local function next_start () k = k + 1 return start[k] end
  local result = walk_document(document, {
    inlines = function (inlines)
      local at = next_start()
      if not at then return inlines end   -- nothing but white space
      return walk_inlines(inlines, function (el, text)
        local from = at
        at = at + #text
        return edited_leaf(doc, el, from, text)
      end, function (text) at = at + #text end)
    end,
    text = function (text)
      local from = next_start()
      if not from then return text end
      return apply(doc, from, from + #text - 1, text)
    end,
  })
  for key in pairs(result.meta) do
    if key:find("^bluepencil%-") then result.meta[key] = nil end
  end
  result = clean_attributes(result, doc)
  classify(result.meta, doc)

  -- Proof: nothing struck is left in the text, the attributes or the metadata.
  local proof = { pandoc.write(pandoc.Pandoc(result.blocks), "html") }
  for _, value in pairs(result.meta) do proof[#proof + 1] = pandoc.utils.stringify(value) end
  ok, message = verify.verify(doc, table.concat(proof, "\n"))
  doc:close()
  if not ok then error("bluepencil: " .. message, 0) end
  return result
end
