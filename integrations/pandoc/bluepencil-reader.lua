--- A reader for pandoc: wire copy and archive dumps as pandoc documents.
--
--     pandoc -f integrations/pandoc/bluepencil-reader.lua story.txt -o story.docx
--     pandoc -f integrations/pandoc/bluepencil-reader.lua -L integrations/pandoc/bluepencil.lua story.txt -o safe.docx
--
-- Headline, deck, people of the byline and day become title, subtitle, author and date; the byline itself, the dateline, captions,
-- credits and notes stand in the text, in a div or span of their class.  Nothing is redacted here: that is the filter's.

local host = dofile((PANDOC_SCRIPT_FILE:match("^(.*)[/\\][^/\\]*$") or ".") .. "/host.lua")

--- Words and spaces as pandoc wants them.
local function inlines (text)
  local out = pandoc.Inlines {}
  for space, word in text:gmatch("(%s*)(%S*)") do
    if space ~= "" then out:insert(pandoc.Space()) end
    if word ~= "" then out:insert(pandoc.Str(word)) end
  end
  return out
end

local function classed (class) return pandoc.Attr("", { class }) end

local make = {}   -- make[block type](blocks, inlines)

function make.Paragraph (blocks, words) blocks:insert(pandoc.Para(words)) end
function make.Subhead (blocks, words) blocks:insert(pandoc.Header(2, words)) end
function make.Blockquote (blocks, words) blocks:insert(pandoc.BlockQuote { pandoc.Para(words) }) end

function make.ListItem (blocks, words)
  local last = blocks[#blocks]
  if last and last.tag == "BulletList" then
    local items = last.content
    items:insert { pandoc.Plain(words) }
    last.content = items
  else
    blocks:insert(pandoc.BulletList { { pandoc.Plain(words) } })
  end
end

for _, name in ipairs { "Byline", "Credit", "Caption", "Note", "Alt", "Cell" } do
  make[name] = function (blocks, words) blocks:insert(pandoc.Div({ pandoc.Para(words) }, classed(name:lower()))) end
end

--- Metadata and blocks; a dateline opens the paragraph behind it, a second headline is a heading.
local function document_of (parts)
  local meta, blocks = {}, pandoc.Blocks {}
  local dateline
  for _, block in ipairs(parts.blocks) do
    local words = inlines((block.text:gsub("^%s+", ""):gsub("%s+$", "")))
    if block.type == "Headline" and not meta.title then meta.title = pandoc.MetaInlines(words)
    elseif block.type == "Deck" and not meta.subtitle then meta.subtitle = pandoc.MetaInlines(words)
    elseif block.type == "Headline" or block.type == "Deck" then make.Subhead(blocks, words)
    elseif block.type == "Dateline" then dateline = pandoc.Span(words, classed "dateline")
    else
      if dateline and block.type == "Paragraph" then
        words:insert(1, pandoc.Space())
        words:insert(1, dateline)
        dateline = nil
      end
      make[block.type](blocks, words)
    end
  end
  if dateline then blocks:insert(1, pandoc.Para { dateline }) end
  local authors = pandoc.List()
  for _, name in ipairs(parts.meta.authors or {}) do authors:insert(pandoc.MetaInlines(inlines(name))) end
  if #authors > 0 then meta.author = pandoc.MetaList(authors) end
  local date = parts.meta.date
  if date and date:find("^%d%d%d%d") then meta.date = pandoc.MetaInlines(inlines(date)) end
  if parts.meta.language then meta.lang = pandoc.MetaString(parts.meta.language) end
  return pandoc.Pandoc(blocks, meta)
end

--- What pandoc calls with the text.
function Reader (input)
  local engine = host.open {}
  return document_of(engine:parts { text = tostring(input), name = host.name() })
end
