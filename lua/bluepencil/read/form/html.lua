--- Web pages: the article out of its furniture, with what the page says of it.
--
-- Encoding first (read/html/encoding.lua), then the core parses the page, judges each block of text and names the parts
-- (src/html.c), then metadata (read/html/meta.lua).  A headline or an author that only the metadata have becomes a block, and so
-- does the alternative text of a picture: what is a block is annotated and redacted like the rest.
-- Scripts are not run: what they would have fetched is not there.  Cost: about a millisecond a page, most of it the parse.

local blocks = require "bluepencil.read.blocks"
local core = require "bluepencil.core"
local encoding = require "bluepencil.read.html.encoding"
local meta_of = require "bluepencil.read.html.meta"

local M = { name = "html", title = "a web page (HTML)", extensions = { "html", "htm", "xhtml", "shtml" } }

-- ---- recognising -----------------------------------------------------------------------------------------------------

local tags = { head = 0.9, body = 0.9, title = 0.8, meta = 0.8, link = 0.8, script = 0.8, style = 0.8, div = 0.7, article = 0.7, main = 0.7,
               section = 0.6, p = 0.6, h1 = 0.7, h2 = 0.6, table = 0.6, span = 0.5, center = 0.6, header = 0.6, nav = 0.6 }

function M.sniff (head, name)
  if head:find("\0", 1, true) then head = head:gsub("%z", "") end        -- UTF-16, or NULs that got into it
  head = head:gsub("^[\xEF\xBB\xBF\xFE\xFF]+", "")
  local at = 1
  for _ = 1, 50 do                                                       -- comments and the XML declaration may come first
    local after = head:match("^%s*<!%-%-.-%-%->()", at) or head:match("^%s*<%?[^>]*>()", at)
    if not after then break end
    at = after
  end
  local start = head:sub(at, at + 400):lower()
  if start:find("^%s*<!doctype%s+html") then return 0.95, "its document type is HTML" end
  if start:find("^%s*<html[%s>]") then return 0.95, "its root is an html element" end
  local tag = start:match("^%s*<(%w+)[%s>]")
  local is_named = name and name:lower():find("%.x?s?html?$") ~= nil
  if tag and tags[tag] and not head:find("^%s*<%?xml") then
    return is_named and 0.9 or tags[tag], "it begins with an element of HTML"
  end
  if is_named and head:find("<%a") then return 0.6, "its name says so, and it has markup" end
end

-- ---- links -----------------------------------------------------------------------------------------------------------

--- An address as it is from anywhere: relative ones against that of the page.
local function absolute (target, base)
  if target:find("^%a[%w+.-]*:") then return target end
  if target:find("^//") then return "https:" .. target end
  local origin = base and base:match("^(https?://[^/?#]+)")
  if not origin then return target end
  if target:find("^/") then return origin .. target end
  if target:find("^[?#]") then return (base:match("^[^?#]+")) .. target end
  return (base:match("^(https?://[^/?#]+.*/)[^/]*$") or origin .. "/") .. target:gsub("^%./", "")
end

local function complete_links (page, base)
  for _, block in ipairs(page.blocks) do
    for _, span in ipairs(block.spans or {}) do
      if span.target then span.target = absolute((span.target:match("^%s*(.-)%s*$")), base) end
    end
  end
  for _, figure in ipairs(page.figures) do
    if figure.url then figure.url = absolute(figure.url, base) end
  end
end

-- ---- blocks ----------------------------------------------------------------------------------------------------------

local function find_block (list, kind)
  for i, block in ipairs(list) do
    if block.type == kind then return block, i end
  end
end

--- Put a block in, and move the figures that stand behind it.
local function insert (page, at, block)
  table.insert(page.blocks, at, block)
  for _, figure in ipairs(page.figures) do
    if figure.block >= at then figure.block = figure.block + 1 end
  end
end

--- Headline and byline that only the metadata have.
local function complete_front (page, meta)
  local headline, at = find_block(page.blocks, "Headline")
  if not headline and meta.title then
    insert(page, 1, { type = "Headline", text = meta.title })
    at = 1
  end
  if meta.authors and not find_block(page.blocks, "Byline") then
    local _, deck = find_block(page.blocks, "Deck")
    local list = {}
    for i, author in ipairs(meta.authors) do list[i] = author.name end
    local last = table.remove(list)
    local words = #list > 0 and table.concat(list, ", ") .. " and " .. last or last
    insert(page, (deck or at or 0) + 1, { type = "Byline", text = "By " .. words })
  end
end

local function plural (n, word) return ("%d %s%s"):format(n, word, n == 1 and "" or "s") end

local function note_counts (counts, notes)
  if counts.nul > 0 then notes[#notes + 1] = plural(counts.nul, "NUL byte") .. " left out." end
  if counts.flattened > 0 then
    notes[#notes + 1] = plural(counts.flattened, "element") .. " nested more than 512 deep lost the nesting."
  end
  if counts.cut then notes[#notes + 1] = "The page has more elements than a page can have; what follows was not read." end
  if counts.guessed then notes[#notes + 1] = "The model was sure of no part of the page; what is likeliest was taken (cert low)." end
end

--- See bluepencil.read.
function M.read (bytes, name, input, options)
  local given, message, code = encoding.read(bytes, input.encoding or options.encoding)
  if not given then return nil, name .. ": " .. message, code end
  local notes = given.notes
  local page
  page, message, code = core.html(given.text)
  if not page then return nil, name .. ": " .. message, code == core.codes.limit and "limit" or "form" end
  note_counts(page.counts, notes)
  if #page.blocks == 0 then return nil, name .. ": no article found on the page", "empty" end
  local headline = find_block(page.blocks, "Headline")
  page.has_byline = find_block(page.blocks, "Byline") ~= nil
  page.address = input.meta and input.meta.url
  local meta = meta_of.read(page, headline and headline.text, notes)
  for key, value in pairs(input.meta or {}) do
    meta[key] = value
    meta.found[key] = "input"
  end
  complete_links(page, meta.url)
  complete_front(page, meta)
  local doc
  doc, message, code = blocks.read({ blocks = page.blocks, figures = page.figures, meta = meta, form = "html" }, name, options.limit_bytes)
  if not doc then return nil, message, code end
  local source = doc.source
  source.encoding, source.encoding_declared, source.size_bytes = given.encoding, given.declared, #bytes
  source.page_blocks = page.counts.blocks
  for _, note in ipairs(notes) do source.notes[#source.notes + 1] = note end
  return doc
end

return M
