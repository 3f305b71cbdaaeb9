--- The parts of an article: headline, deck, dateline, byline, credit, paragraphs, and what they say of the whole.
--
-- Three forms are tried (grammar/dump.lua, wire.lua, plain.lua) and the one that scores best decides.  Blocks and
-- `doc.skipped` together cover every character that is not white space.  A reader that knows the blocks leaves `doc.hints`;
-- they are refined (a dateline is split off, a byline recognised), never split into lines.
-- Does not look for names or dates within sentences.  Cost: a few string searches a line.
--
-- What it leaves in `doc.meta` (what the reader put there stays):
--   title, deck       text as a reader sees it, of the Headline and Deck blocks
--   date              { iso =, cert = "high" | "medium" | "low", source =, first =, last = }; without any evidence of the
--                     year `iso` is "--10-12"
--   authors, credits  lists of { name =, first =, last =, agency =, kind = "reporting" | nil }
--   agency            text: who filed it
--   place             { name =, first =, last = }: where it was filed; `places` is the list when there are several
--   publication, section, keywords, language   text of metadata lines; language is "en" when none says otherwise
-- Blocks may carry `people` (spans { name, first, last }), `agency` (a span), `places`, `region`, `date` (a span with `iso`),
-- `content` (first byte after a bullet).

local credit = require "bluepencil.grammar.credit"
local dateline = require "bluepencil.grammar.dateline"
local day = require "bluepencil.grammar.day"
local dump = require "bluepencil.grammar.dump"
local field = require "bluepencil.grammar.field"
local page_of = require "bluepencil.grammar.page"
local plain = require "bluepencil.grammar.plain"
local unit_of = require "bluepencil.grammar.unit"
local wire = require "bluepencil.grammar.wire"
local wrap = require "bluepencil.grammar.wrap"
local year = require "bluepencil.grammar.year"

local M = {}

M.forms = { wire, dump, plain }   -- of equal scores the first wins

-- ---- blocks --------------------------------------------------------------------------------------------------------

local function skip_white (text, at) return text:match("^%s*()", at) end

--- A block for a line that credit.lua knows.
local function credit_block (kind, first, last, info)
  return { type = kind, first = first, last = last, people = info and info.people, agency = info and info.agency,
           kind = info and info.kind, content = info and info.content }
end

--- Add a paragraph, its dateline split off.
local function add_paragraph (doc, blocks, first, last, found)
  if found then
    blocks[#blocks + 1] = { type = "Dateline", first = found.first, last = found.last, places = found.places,
                            region = found.region, date = found.date, agency = found.agency }
    first = skip_white(doc.text, found.last + 1)
    if first > last then return end
  end
  blocks[#blocks + 1] = { type = "Paragraph", first = first, last = last }
end

--- Add a caption, its credit split off.
-- @tparam[opt] integer figure  the picture that both belong to
local function add_caption (doc, blocks, first, last, figure)
  local at, info = credit.caption_end(doc.text, first, last)
  if at and at > first then
    local stop = at - 1
    while doc.text:find("^%s", stop) do stop = stop - 1 end
    blocks[#blocks + 1] = { type = "Caption", first = first, last = stop, figure = figure }
    local block = credit_block("Credit", at, last, info)
    block.figure = figure
    blocks[#blocks + 1] = block
  else
    blocks[#blocks + 1] = { type = "Caption", first = first, last = last, figure = figure }
  end
end

--- A list of names ("Ana Ruiz and Jo Ito") as a byline's people.
local function people_of (doc, first, last)
  local info = credit.match("By " .. doc.text:sub(first, last):gsub("^[Bb][Yy]%s+", ""), 1)
  if not info or not info.people then return nil end
  local shift = last - #("By " .. doc.text:sub(first, last):gsub("^[Bb][Yy]%s+", "")) -- both end at `last`
  local function move (one) one.first, one.last = one.first + shift, one.last + shift end
  for _, one in ipairs(info.people) do move(one) end
  if info.agency then move(info.agency) end
  return info
end

local field_block = { title = "Headline", deck = "Deck", author = "Byline", place = "Dateline" }

--- Metadata lines: what holds words of the article becomes a block (so that it is annotated, and redacted, like the
-- rest); the key and everything else is skipped.
local function add_field (doc, blocks, skipped, found)
  local kind = field_block[found.name]
  if not kind then
    skipped[#skipped + 1] = { first = found.from, last = found.last, reason = "field: " .. found.name }
    if found.name ~= "date" and found.name ~= "url" and found.name ~= "slug" then
      doc.meta[found.name] = doc.meta[found.name] or doc.text:sub(found.first, found.last)
    end
    return
  end
  local key_last = found.first - 1
  while doc.text:find("^%s", key_last) do key_last = key_last - 1 end
  skipped[#skipped + 1] = { first = found.from, last = key_last, reason = "field: " .. found.name }
  local block = { type = kind, first = found.first, last = found.last }
  if kind == "Byline" then
    local info = people_of(doc, found.first, found.last)
    if info then block.people, block.agency = info.people, info.agency end
  elseif kind == "Dateline" then
    block.places = { { first = found.first, last = found.last } }
  end
  blocks[#blocks + 1] = block
end

local function add_unit (doc, page, unit, blocks, skipped)
  if unit.skip then
    skipped[#skipped + 1] = { first = unit.first, last = unit.last, reason = unit.skip }
  elseif unit.type == "Paragraph" then
    add_paragraph(doc, blocks, unit.first, unit.last, unit.dateline)
  elseif unit.type == "Caption" then
    add_caption(doc, blocks, unit.first, unit.last)
  else
    blocks[#blocks + 1] = credit_block(unit.type, unit.first, unit.last, unit.info)
  end
  wrap.add_joins(page, unit.from, unit.to, page.joins)
end

-- ---- meta ----------------------------------------------------------------------------------------------------------

local function text_of (doc, part) return doc:render(part.first, part.last) end

local function add_people (doc, list, block)
  for _, one in ipairs(block.people or {}) do
    list[#list + 1] = { name = text_of(doc, one), first = one.first, last = one.last, kind = block.kind,
                        agency = block.agency and text_of(doc, block.agency) }
  end
end

local function date_of (found, source)
  local iso, cert = day.iso(found)
  return iso and { iso = iso, cert = cert, source = source, first = found.first, last = found.after - 1 }
end

--- The article's date from the fields and the dateline; sets `block.date.iso` too.
local function find_date (doc, fields, dateline_block, options)
  local meta = doc.meta
  local known = type(meta.date) == "table" and meta.date.iso or type(meta.date) == "string" and meta.date or nil
  if type(meta.date) == "string" then meta.date = { iso = meta.date, cert = "high", source = "meta" } end
  for _, one in ipairs(fields) do
    if one.date and not meta.date then meta.date = date_of(one.date, "field:date") end
  end
  known = known or meta.date and meta.date.iso
  local found = dateline_block and dateline_block.date
  if not found or not found.month then return end
  local date = date_of(found, "dateline")
  if not date then return end
  if not found.year then
    local value, cert, source
    if known and known:find("^%d%d%d%d%-%d%d") then
      -- the year that brings it nearest to the known date: a story of Dec. 31 may be dated Jan. 1
      local y, m = tonumber(known:sub(1, 4)), tonumber(known:sub(6, 7))
      value, cert, source = found.month - m > 6 and y - 1 or m - found.month > 6 and y + 1 or y, "high", "dateline+field"
    else
      value, cert, source = year.infer(doc.text, dateline_block.last + 1, found, options.date)
    end
    if value and day.is_day(value, found.month, found.day) then
      date.iso = ("%04d-%02d-%02d"):format(value, found.month, found.day)
      date.cert, date.source = cert, source
    end
  end
  found.iso, found.cert = date.iso, date.cert
  if not meta.date then meta.date = date end
end

local function set_meta (doc, fields)
  local meta = doc.meta
  local options = doc.options or {}
  local authors, credits, first_dateline = {}, {}, nil
  for _, block in ipairs(doc.blocks) do
    local kind = block.type
    if kind == "Headline" then meta.title = meta.title or text_of(doc, block)
    elseif kind == "Deck" then meta.deck = meta.deck or text_of(doc, block)
    elseif kind == "Dateline" then
      if not first_dateline or not first_dateline.date and block.date then first_dateline = block end
      if block.agency and not meta.agency then meta.agency = text_of(doc, block.agency) end
      local place = block.places and block.places[1]
      if place and not meta.place then
        meta.place = { name = text_of(doc, place), first = place.first, last = place.last }
        if block.places[2] then
          meta.places = {}
          for i, one in ipairs(block.places) do
            meta.places[i] = { name = text_of(doc, one), first = one.first, last = one.last }
          end
        end
      end
    elseif kind == "Byline" then
      add_people(doc, authors, block)
      if block.agency and not meta.agency then meta.agency = text_of(doc, block.agency) end
    elseif kind == "Credit" then add_people(doc, credits, block) end
  end
  if #authors > 0 and not meta.authors then meta.authors = authors end
  if #credits > 0 and not meta.credits then meta.credits = credits end
  doc.language_assumed = meta.language == nil       -- language.lua looks at the text
  meta.language = meta.language or "en"
  find_date(doc, fields, first_dateline, options)
end

-- ---- the two ways in ----------------------------------------------------------------------------------------------------

local function sort_blocks (blocks)
  for i = 2, #blocks do
    if blocks[i].first < blocks[i - 1].first then
      table.sort(blocks, function (a, b) return a.first < b.first end)
      return
    end
  end
end

--- A dateline that a reader has apart: what stands in it.  It may lack the dash, which tells one in running text.
local function read_dateline (doc, block)
  local text = doc.text:sub(block.first, block.last)
  local shift = block.first - 1
  local found = dateline.match(text .. " — A", 1, #text + 6)
  local function move (part)
    if part then part.first, part.last = part.first + shift, math.min(part.last + shift, block.last) end
    return part
  end
  if found then
    for _, place in ipairs(found.places) do move(place) end
    block.places, block.region, block.date, block.agency = found.places, move(found.region), move(found.date), move(found.agency)
  elseif not text:find("%d") then
    local stop = (text:find("[,(]") or #text + 1) - 1
    stop = #text:sub(1, stop):match("^(.-)%s*[%-–—]*%s*$")
    if stop > 0 then block.places = { { first = block.first, last = block.first + stop - 1 } } end
  end
end

--- Blocks that a reader knows: refine them.
local function parse_hints (doc)
  local text, blocks, joins, before_body = doc.text, {}, {}, true
  for number, hint in ipairs(doc.hints) do
    local page = page_of.new(text, hint.first, hint.last)
    page.doc = doc
    local info = (hint.type == "Paragraph" or hint.type == "Note") and credit.match(text, hint.first)
    if info and (info.type == "Byline" or info.type == "Credit" and hint.type == "Paragraph") and page.n == 1 then
      blocks[#blocks + 1] = credit_block(info.type, hint.first, hint.last, info)
    elseif info and info.type == "Note" then
      blocks[#blocks + 1] = credit_block("Note", hint.first, hint.last, info)
    elseif hint.type == "Paragraph" then
      local found = before_body and number <= 8 and dateline.match(text, hint.first, hint.last)
      if found then before_body = false end
      add_paragraph(doc, blocks, hint.first, hint.last, found or nil)
    elseif hint.type == "Caption" and not hint.table then
      add_caption(doc, blocks, hint.first, hint.last, hint.figure)
    else
      local block = {}
      for key, value in pairs(hint) do block[key] = value end
      if hint.type == "Byline" or hint.type == "Credit" then
        info = credit.match(text, hint.first)
        if info and info.people then block.people, block.agency, block.kind = info.people, info.agency, info.kind
        elseif hint.type == "Byline" then
          info = people_of(doc, hint.first, hint.last)
          if info then block.people, block.agency = info.people, info.agency end
        end
      elseif hint.type == "Dateline" and not hint.places then
        read_dateline(doc, block)
        before_body = false
      end
      blocks[#blocks + 1] = block
    end
    wrap.add_joins(page, 1, page.n, joins)
  end
  doc:set_blocks(blocks, joins)
  set_meta(doc, {})
end

--- A block that the reader put before the text.
local function add_front (doc, blocks, front, joins)
  local info = front.type == "Byline" and people_of(doc, front.first, front.last)
  if info then blocks[#blocks + 1] = credit_block("Byline", front.first, front.last, info)
  else blocks[#blocks + 1] = { type = front.type, first = front.first, last = front.last } end
  local page = page_of.new(doc.text, front.first, front.last)
  wrap.add_joins(page, 1, page.n, joins)
end

--- Find the blocks of a document.
-- @tparam Document doc  reads `text`, `hints`, `front`, `meta`, `options.date`; sets `blocks`, `skipped`, joins, `meta`,
--   `source.form` ("wire", "dump", "plain", or what the reader said)
-- @treturn Document the same
function M.parse (doc)
  if doc.hints then
    parse_hints(doc)
    return doc
  end
  local page = page_of.new(doc.text, doc.body_first)
  page.doc, page.joins, page.whole_first = doc, {}, page.first[1]
  local fields, at, line = field.at_head(page)
  page.fields, page.body_line = fields, math.min(line, page.n)
  local blocks, skipped = {}, {}
  for _, block in ipairs(doc.front or {}) do add_front(doc, blocks, block, page.joins) end
  for _, one in ipairs(fields) do add_field(doc, blocks, skipped, one) end
  if line <= page.n then
    -- what separates a field from the text on its line is nobody's ("date 2017-02-14 | A court")
    local last_field = fields[#fields]
    if last_field then
      local gap_first = doc.text:match("^%s*()", last_field.last + 1)
      if gap_first < at then skipped[#skipped + 1] = { first = gap_first, last = at - 1, reason = "separator" } end
      page.first[line] = at
    end
    local units = unit_of.list(page, line)
    local best, best_score = nil, -1
    for _, form in ipairs(M.forms) do
      local score = form.score(page, units)
      if score > best_score then best, best_score = form, score end
    end
    best.settle(page, units)
    for _, unit in ipairs(units) do add_unit(doc, page, unit, blocks, skipped) end
    doc.source.form = best.name
    doc.source.form_score = best_score
  end
  sort_blocks(blocks)
  doc.skipped = skipped
  doc:set_blocks(blocks, page.joins)
  set_meta(doc, fields)
  return doc
end

return M
