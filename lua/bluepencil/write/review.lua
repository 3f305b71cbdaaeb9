--- What a reviewer needs to see of one article: its text before and after as pieces, and beside each piece what was decided and
-- why.  The review page shows it (lua/bluepencil/review/, data/review/); nothing here knows HTML.
--
-- Both texts come from write/render.lua, so what the page shows after is what the text writer writes: the same blocks, the
-- same edits, the same joined lines.  A *mark* is a piece of text with a decision on it: struck (an edit), kept (a decision to
-- keep, or a person nobody struck) or left (recognised, and no rule spoke).  What is doubtful says why it is.
--
-- With `safe` the record holds nothing that was struck: originals are left out, protected people go by their label, and
-- whatever else is said is asked of write/secret.lua first.  That is care, not proof; `M.prove` looks at the finished bytes.
-- Costs one rendering of the text and a table for each mark.

local core = require "bluepencil.core"
local operator = require "bluepencil.operator"
local render = require "bluepencil.write.render"
local secret = require "bluepencil.write.secret"
local verify = require "bluepencil.verify"

local M = {}

--- A score below this is doubtful.
M.doubtful_below = 0.7

-- Types that may lead to a person: shown although no rule spoke, so that what was missed can be seen.
local telling = {}
for word in ([[Person Place Org Nationality Date Age Email Phone Url Handle Address Identifier Occupation
  Family Health Religion Ethnicity Vehicle Redacted]])
  :gmatch "%a+" do telling[word] = true end

-- ---- doubt -----------------------------------------------------------------------------------------------------------

-- The strongest evidence for a role, and for its opposite.
local function against (entity)
  local best = { public = 0, private = 0 }
  for _, item in ipairs(entity.evidence or {}) do
    local weight = item.weight or 0
    if best[item.role] and weight > best[item.role] then best[item.role] = weight end
  end
  return math.min(best.public, best.private), math.max(best.public, best.private)
end

local function doubts_of_person (entity)
  local list = {}
  if (entity.role or "unknown") == "unknown" then
    list[#list + 1] = "nothing tells whether this person is public or private"
  else
    local weaker, stronger = against(entity)
    if weaker > 0 and weaker * 2 >= stronger then list[#list + 1] = "the evidence on this person's role goes both ways" end
  end
  return list
end

--- Why a decision should be looked at: sentences, none when it is sure.
-- @tparam ?Annotation a
-- @tparam ?table edit
local function doubts_of (a, edit)
  local list = {}
  local function add (text) list[#list + 1] = text end
  if a then
    if (a.score or 1) < M.doubtful_below then add("recognised with a low score") end
    if a.cert == "low" then add("inferred with low certainty") end
    if a.ambiguous then add("may be somebody else of the same name") end
    if a.type == "Person" and a.entity then
      for _, text in ipairs(doubts_of_person(a.entity)) do add(text) end
    elseif a.type == "Person" then
      add("a name that belongs to nobody known")
    end
  end
  if edit then
    if tostring(edit.rule):find "^sweep:" then add("not recognised here, struck because the same words were struck elsewhere") end
    for _, inner in ipairs(edit.nested or {}) do
      if inner.decision.action == "keep" then add("it covers something that was to be kept") break end
    end
  end
  return list
end

-- ---- marks -----------------------------------------------------------------------------------------------------------

local Record = {}
Record.__index = Record

-- Something that is not the text: nil when it holds what was struck and the record is a safe one.
function Record:say (value)
  if value == nil or value == false then return nil end
  if type(value) == "function" then return "custom" end
  return self.secret and self.secret:may_say(value) or (not self.secret and value) or nil
end

-- A reason may be withheld, but a reader should know that there is one.
function Record:reason (text)
  if not text then return nil end
  return self:say(text) or "withheld: the reason quotes what was struck"
end

-- The index of a person in the record's list, from 0; nil for what is no person.
function Record:person (entity)
  if not entity or (entity.type ~= "Person" and entity.type ~= "Group") then return nil end
  return self.number_of[entity]
end

-- Words of our own are lower-case here: the proof takes "Place" for the name of a Mr Place, "place" for a word.
local function mark_of (self, state, a, edit)
  local d = edit or a and a.decision or {}
  local kind = a and a.type or "text"
  local doubts = state ~= "left" and doubts_of(a, edit) or {}
  local mark = {
    type = kind:lower(), state = state,
    operator = state == "struck" and self:say(edit.operator) or nil,
    class = state == "struck" and edit.class or nil,
    rule = self:say(d.rule), reason = self:reason(d.reason), by = self:say(d.by), list = d.list or nil,
    score = a and a.score, source = a and self:say(a.source), cert = a and a.cert,
    subtype = a and self:say(a.subtype),
    person = a and (self:person(a.entity) or self:person(a.person)),
    link = a and a.link,
    doubts = #doubts > 0 and doubts or nil,
  }
  self.marks[#self.marks + 1] = mark
  return #self.marks - 1
end

-- The annotations that are shown although not struck: kept ones, then what was left alone where none is kept; disjoint, sorted.
local function shown_annotations (doc)
  local kept, left = {}, {}
  local reach = 0
  local all = doc:annotations()
  for _, a in ipairs(all) do
    local is_kept = a.decision and a.decision.action == "keep" or a.type == "Person" or a.type == "Redacted"
    if telling[a.type] and is_kept and a.first > reach then
      kept[#kept + 1] = { a = a, state = a.type == "Redacted" and "left" or "kept" }
      reach = a.last
    end
  end
  local near = 1
  reach = 0
  for _, a in ipairs(all) do
    local is_left = telling[a.type] and not a.decision and a.type ~= "Person" and a.type ~= "Redacted"
    if is_left and a.first > reach then
      while kept[near] and kept[near].a.last < a.first do near = near + 1 end
      if not kept[near] or kept[near].a.first > a.last then
        left[#left + 1] = { a = a, state = "left" }
        reach = a.last
      end
    end
  end
  for _, item in ipairs(left) do kept[#kept + 1] = item end
  table.sort(kept, function (x, y) return x.a.first < y.a.first end)
  return kept
end

-- ---- text ------------------------------------------------------------------------------------------------------------

-- The first of the shown annotations that begins at a byte or after it.
local function first_shown (shown, byte)
  local low, high = 1, #shown + 1
  while low < high do
    local mid = (low + high) // 2
    if shown[mid].a.first < byte then low = mid + 1 else high = mid end
  end
  return low
end

-- A piece without edits, cut at the annotations that are shown: strings and { mark, before, after }.
local function plain_piece (self, piece, out)
  local doc, shown = self.doc, self.shown
  local texts, items, pos = {}, {}, piece.first
  local at = first_shown(shown, piece.first)
  while shown[at] and shown[at].a.last <= piece.last do
    local a = shown[at].a
    if pos < a.first then texts[#texts + 1] = doc:render(pos, a.first - 1) end
    texts[#texts + 1] = doc:render(a.first, a.last)
    items[#texts] = shown[at]
    pos = a.last + 1
    at = at + 1
  end
  if pos <= piece.last then texts[#texts + 1] = doc:render(pos, piece.last) end
  local whole = doc:render(piece.first, piece.last)
  if table.concat(texts) ~= whole then              -- a line end cut in two renders otherwise: better whole than wrong
    out[#out + 1] = whole
    return
  end
  for i, text in ipairs(texts) do
    local item = items[i]
    out[#out + 1] = item and { mark_of(self, item.state, item.a), text, text } or text
  end
end

-- The pieces of each block.  Pieces are in the order of the text, the blocks of a page in that of reading.
local function pieces_of (doc, pieces)
  local by_block, near = {}, 1
  for _, block in ipairs(doc.blocks) do
    local list = {}
    while pieces[near] and pieces[near].first < block.first do near = near + 1 end
    while pieces[near] and pieces[near].first <= block.last do
      list[#list + 1] = pieces[near]
      near = near + 1
    end
    by_block[block] = list
  end
  return by_block
end

local function blocks_of (self)
  local doc, safe = self.doc, self.secret ~= nil
  local rendered = render.render(doc)
  local by_block = pieces_of(doc, rendered.pieces)
  local number_of_edit, blocks = {}, {}
  for i, row in ipairs(rendered.blocks) do
    local out = {}
    for _, piece in ipairs(by_block[row.block]) do
      local edit = piece.edit
      if edit then                                  -- one that goes on into further blocks is said in the first
        local is_first = not number_of_edit[edit]
        local number = number_of_edit[edit] or mark_of(self, "struck", edit.annotation, edit)
        number_of_edit[edit] = number
        out[#out + 1] = { number, not safe and doc:render(piece.first, piece.last), is_first and render.replacement(edit) or "" }
      elseif piece.first <= piece.last then
        plain_piece(self, piece, out)
      end
    end
    blocks[i] = { type = row.block.type:lower(), text = out }
  end
  return blocks
end

-- ---- people ----------------------------------------------------------------------------------------------------------

-- How a person is called here.
local function name_of (self, entity)
  if not self.secret then return entity.name or "?" end
  if entity.protected then return "[" .. operator.label_of(entity, self.doc) .. "]" end
  return self.secret:may_say(entity.name) or "[name]"
end

local function people_of (self)
  local out = {}
  for _, entity in ipairs(self.doc.entities) do
    if entity.type == "Person" or entity.type == "Group" then
      self.number_of[entity] = #out
      local evidence = {}
      for i, item in ipairs(entity.evidence or {}) do
        evidence[i] = { role = item.role, kind = self:say(item.kind), weight = item.weight, why = self:reason(item.why) }
      end
      local doubts = doubts_of_person(entity)
      out[#out + 1] = {
        name = name_of(self, entity), role = entity.role or "unknown", kind = self:say(entity.kind),
        vulnerable = entity.vulnerable or nil, protected = entity.protected or nil,
        rule = self:say(entity.protected_rule), reason = self:reason(entity.protected_reason),
        mentions = #(entity.mentions or {}), evidence = #evidence > 0 and evidence or nil,
        doubts = #doubts > 0 and doubts or nil,
      }
    end
  end
  return out
end

-- ---- one article -----------------------------------------------------------------------------------------------------

--- What a reviewer needs to see of a processed document.
-- @tparam Document doc  after `resolve`
-- @tparam[opt] table options  `safe`: nothing that was struck; `bare` (with safe): no reasons and no people either;
--   `name`: what the article is called
-- @treturn table record  `name`, `title`, `date`, `blocks` { type, text = { string | { mark, before, after } } }, `marks`,
--   `people`, `leak`.  Numbers of marks and people count from 0; with `safe`, `before` is false on what was struck
function M.record (doc, options)
  options = options or {}
  local self = setmetatable({
    doc = doc, secret = options.safe and secret.of(doc) or nil, marks = {}, number_of = {}, shown = shown_annotations(doc),
  }, Record)
  local people = people_of(self)
  local blocks = blocks_of(self)
  local date = doc.meta.date
  local record = {
    name = options.name or "", title = self:say(doc.meta.title), date = date and self:say(date.iso),
    blocks = blocks, marks = self.marks, people = people,
  }
  if options.bare then
    record.people, record.title, record.date = {}, nil, nil
    for i, mark in ipairs(record.marks) do
      record.marks[i] = { type = mark.type, state = mark.state, operator = mark.operator, class = mark.class,
                          score = mark.score, doubts = mark.doubts }
    end
  end
  local ok, message = verify.verify(doc, M.text_after(record))
  if not ok then record.leak = message end
  return record
end

local function joined (record, which)
  local parts = {}
  for i, block in ipairs(record.blocks) do
    local text = {}
    for k, piece in ipairs(block.text) do text[k] = type(piece) == "table" and (piece[which] or "") or piece end
    parts[i] = table.concat(text)
  end
  return table.concat(parts, "\n\n")
end

--- The text of a record before and after, a blank line between blocks.
function M.text_before (record) return joined(record, 2) end
function M.text_after (record) return joined(record, 3) end

--- Prove that bytes made from a safe record hold nothing that was struck.
-- @treturn true | nil, message
function M.prove (doc, record, bytes)
  local ok, message = verify.verify(doc, bytes)
  if not ok then return nil, message end
  if record.leak then return nil, record.leak end
  return true
end

--- The names of two words or more that were struck in a document, to see whether other articles say them.
function M.struck_names (doc)
  local names, seen = {}, {}
  for _, form in ipairs(doc.struck or {}) do
    local text = form.class == "direct" and form.kind == "Person" and form.text
    if text and text:find "%S%s+%S" and core.length(text) >= 6 and not seen[text] then
      seen[text] = true
      names[#names + 1] = text
    end
  end
  return names
end

return M
