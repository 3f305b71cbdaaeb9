--- What forms of news XML share: going through records, dates, subjects, people, and the input that is made of an article.

local build = require "bluepencil.read.build"
local day = require "bluepencil.grammar.day"
local topic = require "bluepencil.topic"
local xml = require "bluepencil.read.xml"

local M = {}

-- ---- dates ------------------------------------------------------------------------------------------------------------------

local function checked (y, m, d)
  y, m, d = tonumber(y), tonumber(m), tonumber(d)
  if not y or y < 1000 or not m or not day.is_day(y, m, d or 1) then return nil end
  return d and ("%04d-%02d-%02d"):format(y, m, d) or ("%04d-%02d"):format(y, m)
end

--- The day that a machine's date says: "2019-06-20T10:15:00+02:00", "20190620T081500Z", "Thu, 20 Jun 2019 10:15:00 GMT"; also a
-- month or year alone.
-- @treturn ?string  ISO 8601
function M.day_of (text)
  text = text and text:match("^%s*(.-)%s*$")
  if not text or text == "" or #text > 80 then return nil end
  local y, m, d = text:match("^(%d%d%d%d)%-(%d%d)%-(%d%d)")
  if not y then y, m, d = text:match("^(%d%d%d%d)(%d%d)(%d%d)%f[%D]") end
  if y then return checked(y, m, d) end
  y, m = text:match("^(%d%d%d%d)%-(%d%d)$")
  if y then return checked(y, m) end
  if text:find("^[12]%d%d%d$") then return text end
  local found = day.full:match(text) or day.full:match(text:gsub("^%a+,?%s+", ""), 1)
  return found and found.year and day.iso(found) or nil
end

-- ---- subjects -----------------------------------------------------------------------------------------------------------------

-- A code longer than this is no code.
local code_max = 60

--- What a source says an article is about, as a label.
-- @tparam ?string qcode  "medtop:20000111", "subj:02003000", "afpcat:POL", or a code alone
-- @tparam ?string name  as the source gives it
-- @treturn ?label  nil when nothing can be made of it
function M.label (qcode, name, source)
  qcode = qcode and qcode:match("^%s*(.-)%s*$")
  name = name and #name <= 200 and name or nil
  if not qcode or qcode == "" then
    if not name then return nil end
    return { id = name:lower():gsub("[%s%p]+", "-"), name = name, score = 1, source = source }
  end
  if #qcode > code_max or qcode:find("[%c%s]") then return nil end
  local code = qcode:match("mediatopic/(%d%d%d%d%d%d%d%d)$") or qcode:match("^medtop:(%d%d%d%d%d%d%d%d)$")
  -- the old subject codes: their upper level became the upper level of the Media Topics, number for number
  local old = not code and (qcode:match("^subj:(%d%d)%d%d%d%d%d%d$") or qcode:match("subjectcode/(%d%d)%d%d%d%d%d%d$")
    or qcode:match("^(%d%d)%d%d%d%d%d%d$"))
  if old then code = old .. "000000" end
  local id = code and "medtop:" .. code
  if id and topic.name(id) then
    return { id = id, name = topic.name(id), score = 1, source = source, top = topic.top(id) }
  end
  return { id = qcode, name = name or qcode, score = 1, source = source }
end

--- Add a label that is not there yet.
function M.add_label (labels, label)
  if not label then return end
  for _, other in ipairs(labels) do
    if other.id == label.id then return end
  end
  labels[#labels + 1] = label
end

-- ---- people -------------------------------------------------------------------------------------------------------------------

--- A name as a feed gives it: "desk@example.org (Ana Ruiz)" is Ana Ruiz; an address alone is nobody.
function M.person (text)
  if not text then return nil end
  text = text:match("^%S+@%S+%s*%((.+)%)$") or text:match("^(.-)%s*<?%S+@%S+>?$") or text
  text = text:match("^%s*(.-)%s*$")
  if text == "" or #text > 300 or text:find("^https?://") then return nil end
  return text
end

--- Put a headline, a deck and bylines before the blocks of a body that does not have them.
-- @tparam table blocks
-- @tparam table given  `headline`, `deck` (text), `bylines` (list of text), `dateline`
function M.with_front (blocks, given)
  local has, front = {}, {}
  for _, block in ipairs(blocks) do has[block.type] = true end
  local function put (kind, text)
    if text and text ~= "" and not has[kind] then front[#front + 1] = { type = kind, text = text } end
  end
  put("Headline", given.headline)
  put("Deck", given.deck ~= given.headline and given.deck or nil)
  for _, name in ipairs(given.bylines or {}) do put("Byline", name) end
  put("Dateline", given.dateline)
  local shift = #front
  if shift == 0 then return blocks, 0 end
  return table.move(blocks, 1, #blocks, shift + 1, front), shift
end

-- ---- articles -----------------------------------------------------------------------------------------------------------------

--- Keep a field of the metadata with where it was found; what is there already stays.
-- @tparam table meta  `found` is made
function M.set (meta, field, value, where)
  if value == nil or value == "" or meta[field] ~= nil then return end
  meta[field] = value
  meta.found = meta.found or {}
  meta.found[field] = where
end

--- Keep the date of an article.
function M.set_date (meta, text, where)
  local iso = M.day_of(text)
  if iso then M.set(meta, "date", { iso = iso, cert = "high", source = where }, where) end
end

--- An input of a builder's blocks.
-- @tparam Builder b
-- @tparam table given  `front` (see with_front), `meta`, `labels`, `notes`, `form`
-- @treturn ?input  nil when there is no text at all
function M.input (b, given)
  local blocks, figures = b:finish()
  local shift
  blocks, shift = M.with_front(blocks, given.front or {})
  if #blocks == 0 then return nil end
  for _, figure in ipairs(figures) do figure.block = figure.block + shift end
  return { blocks = blocks, figures = #figures > 0 and figures or nil, meta = given.meta, labels = given.labels, notes = given.notes,
           form = given.form }
end

--- The articles of a document, each made of a record.
-- @tparam table wanted  `records`, `attributes`: see xml.open
-- @tparam function article  (element, reader) -> input, or a list of inputs, or nil and a word for what was passed over
-- @treturn function as `each` of a form gives it | nil, message, code
function M.each (source, name, options, wanted, article)
  local reader, message, code = xml.open(source, name, options, wanted)
  if not reader then return nil, message, code end
  local count, waiting, is_over = 0, {}, false

  --- One more input, or a failure, into `waiting`.
  local function fetch ()
    while not is_over do
      local element, why, kind = reader:next()
      if not element then
        if why then waiting[#waiting + 1] = { why, kind } return end
        is_over = true
        reader:close()
        return
      end
      local made, skipped = article(element, reader)
      if not made and options.on_skip then options.on_skip(skipped or "a record without text") end
      if made and made.blocks then made = { made } end
      for _, input in ipairs(made or {}) do
        input.line = element.line
        waiting[#waiting + 1] = input
      end
      if made and #made > 0 then return end
    end
  end

  return function ()
    if #waiting == 0 then fetch() end
    local input = table.remove(waiting, 1)
    if not input then return nil end
    if not input.blocks then return nil, input[1], input[2] end
    count = count + 1
    if count == 1 and #waiting == 0 then fetch() end          -- the only one is not numbered
    local is_one = count == 1 and #waiting == 0
    input.name, input.one = is_one and name or ("%s: item %d"):format(name, count), is_one
    input.place = not is_one and { item = count, line = input.line } or nil
    input.line = nil
    input.encoding = reader:encoding_name()
    local notes = reader:repairs()
    input.notes = table.move(input.notes or {}, 1, #(input.notes or {}), #notes + 1, notes)
    return input
  end
end

-- ---- sniffing -----------------------------------------------------------------------------------------------------------------

--- A sniffer for documents by their root: `roots[name]` is a namespace (or the beginning of one), true when any does.
function M.sniffer (roots, what)
  return function (head)
    local root = xml.root(head)
    local uri = root and roots[root.name]
    if not uri then return nil end
    if uri == true then return 0.95, what .. ": its root is " .. root.name end
    local list = type(uri) == "table" and uri or { uri }
    for _, one in ipairs(list) do
      if root.uri and root.uri:find(one, 1, true) then return 0.98, what .. ": root and namespace" end
      if one == "" and not root.uri then return 0.9, what .. ": its root is " .. root.name end
    end
    return nil
  end
end

--- A mark that is evidence for names: the words are those of a person, an organisation or a place.
function M.evidence (kind) return build.span(function () return { type = kind } end) end

return M
