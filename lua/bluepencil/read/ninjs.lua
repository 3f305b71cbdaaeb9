--- ninjs, the IPTC's news in JSON, 1.x and 2.x: an object with headline, body and what the agency says of them.
--
--     {"uri": ..., "headline": ..., "byline": ..., "body_xhtml": "<p>...</p>", "person": [{"name": ...}], "subject": [...]}       1.x
--     {"uri": ..., "headlines": [{"value": ...}], "bodies": [{"contenttype": "text/html", "value": ...}], "people": [...]}         2.x
--
-- Headline, byline and captions become parts of the article.  Subjects become labels; people, organisations and places are evidence
-- for names where the text says them, and are not written anywhere else.  Source: IPTC, ninjs 1.5 and 2.1.

local day = require "bluepencil.grammar.day"

local M = {}

local function is_text (v) return type(v) == "string" and v:find("%S") ~= nil end

--- Whether an object is an article in ninjs.
function M.is (record)
  local has_body = is_text(record.body_text) or is_text(record.body_xhtml) or is_text(record.body_html) or is_text(record.description_text)
  if type(record.uri) == "string" and (has_body or type(record.headline) == "string") then return true end
  return type(record.bodies) == "table" and type(record.bodies[1]) == "table" and type(record.bodies[1].value) == "string"
end

--- Of a list of { role =, value = } the main one.
local function value_of (list)
  if type(list) ~= "table" then return nil end
  local first
  for _, one in ipairs(list) do
    if type(one) == "table" and is_text(one.value) then
      if one.role == "main" or one.role == "headline" or not one.role then return one.value, one.contenttype end
      first = first or one
    end
  end
  if first then return first.value, first.contenttype end
end

local function names_of (list)
  local names = {}
  for _, one in ipairs(type(list) == "table" and list or {}) do
    local name = type(one) == "table" and one.name
    if is_text(name) and #name <= 200 and #names < 100 then names[#names + 1] = name:match("^%s*(.*%S)") end
  end
  return names
end

-- ---- the body --------------------------------------------------------------------------------------------------------

local function add_paragraphs (blocks, text)
  text = text:gsub("\r\n?", "\n")
  local pattern = text:find("\n[ \t]*\n") and "\n[ \t]*\n" or "\n"
  local at = 1
  while at <= #text do
    local first, last = text:find(pattern, at)
    local words = text:sub(at, (first or #text + 1) - 1)
    if words:find("%S") then blocks[#blocks + 1] = { type = "Paragraph", text = words:match("^%s*(.*%S)") } end
    at = (last or #text) + 1
  end
end

--- Blocks and pictures of the body: HTML with its structure, else the text.
local function body_of (record)
  local html = is_text(record.body_xhtml) and record.body_xhtml or is_text(record.body_html) and record.body_html or nil
  local plain = record.body_text
  if type(record.bodies) == "table" then
    for _, one in ipairs(record.bodies) do
      if type(one) == "table" and is_text(one.value) then
        if (one.contenttype or ""):find("html", 1, true) then html = html or one.value else plain = plain or one.value end
      end
    end
  end
  if html then
    local build, xhtml = require "bluepencil.read.build", require "bluepencil.read.xhtml"
    local b = build.new()
    xhtml.of_text(html, b)
    local blocks, figures = b:finish()
    if #blocks > 0 then return blocks, figures end
  end
  local blocks = {}
  if is_text(plain) then add_paragraphs(blocks, plain) end
  return blocks, {}
end

local pictures = { picture = true, graphic = true, image = true }

--- The address of a picture: of its renditions the widest, of equal ones the first by name.
local function address_of (renditions)
  local keys, best, width = {}, nil, -1
  for key in pairs(type(renditions) == "table" and renditions or {}) do keys[#keys + 1] = key end
  table.sort(keys, function (a, b) return tostring(a) < tostring(b) end)
  for _, key in ipairs(keys) do
    local one = renditions[key]
    if type(one) == "table" and is_text(one.href) and (tonumber(one.width) or 0) > width then
      best, width = one, tonumber(one.width) or 0
    end
  end
  return best
end

--- Pictures that belong to the article, with their words, behind its text.
local function add_associations (record, blocks, figures)
  local list, keys = record.associations, {}
  for key in pairs(type(list) == "table" and list or {}) do keys[#keys + 1] = key end
  table.sort(keys, function (a, b) return tostring(a) < tostring(b) end)
  for _, key in ipairs(keys) do
    local one = list[key]
    if type(one) == "table" and pictures[one.type] and #figures < 100 then
      local file = address_of(one.renditions)
      figures[#figures + 1] = { url = file and file.href, width = file and tonumber(file.width), height = file and tonumber(file.height),
                                block = #blocks + 1 }
      local number = #figures
      local caption = is_text(one.description_text) and one.description_text or value_of(one.descriptions) or one.headline
      if is_text(caption) then blocks[#blocks + 1] = { type = "Caption", text = caption, figure = number } end
      local by = is_text(one.byline) and one.byline or one.by
      if is_text(by) then blocks[#blocks + 1] = { type = "Credit", text = by, figure = number } end
    end
  end
end

-- ---- evidence --------------------------------------------------------------------------------------------------------

local function crosses (spans, first, last)
  for _, one in ipairs(spans) do
    local apart = last < one.first or one.last < first
    local nested = first >= one.first and last <= one.last or one.first >= first and one.last <= last
    if not apart and not nested or one.type ~= "Link" and one.type ~= "Emphasis" and not apart then return true end
  end
  return false
end

local function is_letter (byte) return byte ~= nil and (byte >= 0x80 or string.char(byte):find("%w") ~= nil) end

--- Mark where a block says one of the names.
local function mark (block, names, kind)
  for _, name in ipairs(names) do
    local at = 1
    while true do
      local first, last = block.text:find(name, at, true)
      if not first or block.spans and #block.spans > 1000 then break end
      if not is_letter(block.text:byte(first - 1)) and not is_letter(block.text:byte(last + 1)) then
        block.spans = block.spans or {}
        if not crosses(block.spans, first, last) then block.spans[#block.spans + 1] = { type = kind, first = first, last = last } end
      end
      at = last + 1
    end
  end
end

local function labels_of (record)
  local news = require "bluepencil.read.news"
  local labels = {}
  for _, list in ipairs { record.subject or false, record.subjects or false } do
    for _, one in ipairs(type(list) == "table" and list or {}) do
      if type(one) == "table" and #labels < 50 then
        local code = is_text(one.code) and one.code or is_text(one.uri) and one.uri or is_text(one.qcode) and one.qcode or nil
        if code and is_text(one.scheme) and not code:find("[:/]") then
          code = one.scheme .. (one.scheme:find("/$") and "" or one.scheme:find("://", 1, true) and "/" or ":") .. code
        end
        news.add_label(labels, news.label(code, is_text(one.name) and one.name or nil, "ninjs:subject"))
      end
    end
  end
  return labels
end

-- ---- all of it -------------------------------------------------------------------------------------------------------

local function set (meta, field, value, where)
  if value == nil or value == "" or meta[field] ~= nil then return end
  meta[field], meta.found[field] = value, "ninjs:" .. where
end

local function set_date (meta, record, notes)
  for _, row in ipairs { { "contentcreated", "high" }, { "firstcreated", "high" }, { "versioncreated", "medium" } } do
    local given = record[row[1]]
    if is_text(given) then
      local found = day.full:match(given:match("^%s*(.*)"))
      local iso = found and found.year and day.iso(found)
      if iso then return set(meta, "date", { iso = iso, cert = row[2], source = "ninjs:" .. row[1] }, row[1]) end
      notes[1] = "The date that came with the text could not be read."
    end
  end
end

--- The article in an object.
-- @treturn input  see read.read, still without a name | nil, message, code
function M.article (record)
  local blocks, figures = body_of(record)
  local front, meta, notes = {}, { found = {} }, {}
  local headline = is_text(record.headline) and record.headline or value_of(record.headlines) or is_text(record.title) and record.title or nil
  if headline then front[1] = { type = "Headline", text = headline } end
  local deck = is_text(record.description_text) and record.description_text or (value_of(record.descriptions))
  if deck and #blocks == 0 then add_paragraphs(blocks, deck)
  elseif deck and not deck:find("<", 1, true) then front[#front + 1] = { type = "Deck", text = deck } end
  if #blocks == 0 then return nil, "an article in ninjs without a text", "text" end
  local by = is_text(record.byline) and record.byline or is_text(record.by) and record.by or nil
  if by then front[#front + 1] = { type = "Byline", text = by:find("^[Bb]y ") and by or "By " .. by } end
  local has = {}
  for _, block in ipairs(blocks) do has[block.type] = true end
  local all = {}
  for _, block in ipairs(front) do
    if not has[block.type] then all[#all + 1] = block end
  end
  local shift = #all
  table.move(blocks, 1, #blocks, shift + 1, all)
  for _, figure in ipairs(figures) do figure.block = figure.block + shift end
  add_associations(record, all, figures)
  for _, row in ipairs { { "person", "Person" }, { "people", "Person" }, { "organisation", "Org" }, { "organisations", "Org" },
                         { "place", "Place" }, { "places", "Place" } } do
    local names = names_of(record[row[1]])
    if #names > 0 then
      for _, block in ipairs(all) do mark(block, names, row[2]) end
    end
  end
  set_date(meta, record, notes)
  set(meta, "language", is_text(record.language) and record.language:match("^%a%a%a?%f[%A]"), "language")
  set(meta, "slug", is_text(record.slugline) and record.slugline or record.slug, "slugline")
  set(meta, "publisher", names_of(record.infosource or record.infosources)[1] or is_text(record.copyrightholder) and record.copyrightholder or nil,
    "infosource")
  set(meta, "url", is_text(record.uri) and record.uri:find("^https?://") and record.uri or nil, "uri")
  return { blocks = all, figures = #figures > 0 and figures or nil, meta = meta, notes = notes, labels = labels_of(record), form = "ninjs" }
end

return M
