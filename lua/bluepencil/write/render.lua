--- The text that a reader gets: blocks one after another, wrapped lines joined, edits applied; and where each byte of the
-- source went.
--
-- A block stands apart by a blank line, except where the source had both on one line (a dateline and its paragraph), between
-- items of a list, and in a table: a line for each row, a tab between cells.  The headline comes first.  Costs one rendering of
-- the text, then a binary search and the rendering of at most one piece for each offset asked for.

local core = require "bluepencil.core"

local M = {}
local Rendered = {}
Rendered.__index = Rendered

local length = core.length

--- Blocks in the order a reader expects: a headline that stands elsewhere comes first.
function M.order (doc)
  local blocks = doc.blocks
  local first = blocks[1]
  if not first or first.type == "Headline" then return blocks end
  local ordered
  for i, block in ipairs(blocks) do
    if block.type == "Headline" then
      ordered = { block }
      for j, other in ipairs(blocks) do
        if j ~= i then ordered[#ordered + 1] = other end
      end
      break
    end
  end
  return ordered or blocks
end

--- What stands in the place of an edit: its replacement on one line.
function M.replacement (edit)
  local text = edit.replacement or ""
  if not utf8.len(text) then text = text:gsub("[\x80-\xff]", "\u{FFFD}") end
  return (text:gsub("%s+", " "))
end

-- Where a policy says so, a pseudonym in plain text has no brackets: it reads as a name.  In TEI and JSON it keeps them.
local function plain_replacement (doc, edit)
  local text = M.replacement(edit)
  if edit.operator == "pseudonym" and doc.policy and doc.policy.brackets == false then return text:match "^%[(.*)%]$" or text end
  return text
end

--- What stands between two blocks.
local function separator (doc, before, after)
  if before.type == "ListItem" and after.type == "ListItem" then return "\n" end
  if before.type == "Cell" and after.type == "Cell" and before.table == after.table then
    return before.row == after.row and "\t" or "\n"
  end
  if before.last < after.first and not doc.text:sub(before.last + 1, after.first - 1):find("\n", 1, true)
     and before.type == "Dateline" then return " " end
  return "\n\n"
end

--- Render a whole document.
-- @tparam Document doc
-- @tparam[opt] table opts  `plain`: for people alone, brackets as the policy says
-- @treturn Rendered  `text`; `length` in code points; `blocks`: { block, start, stop }, 0-based and half-open; `offset(byte)`,
--   `span(first, last)`
function M.render (doc, opts)
  local replacement = opts and opts.plain and plain_replacement or function (_, edit) return M.replacement(edit) end
  local edits = doc.edits or {}
  local out, at = {}, 0                -- pieces of text; code points so far
  local pieces = {}                    -- { first, last, at, edit }: in the order of the blocks
  local blocks = {}
  local before
  local next_edit = 1
  local in_order = M.order(doc)
  for _, block in ipairs(in_order) do
    if before then
      local space = separator(doc, before, block)
      out[#out + 1] = space
      at = at + #space
    end
    before = block
    local start, pos = at, block.first
    while next_edit > 1 and edits[next_edit - 1].last >= pos do next_edit = next_edit - 1 end   -- the headline went first
    while edits[next_edit] and edits[next_edit].last < pos do next_edit = next_edit + 1 end
    local function copy (last)
      if last < pos then return end
      local text = doc:render(pos, last)
      local points = length(text)
      out[#out + 1] = text
      -- where no join was left out and no white space run together, bytes and code points go on in step with the source
      pieces[#pieces + 1] = { first = pos, last = last, at = at, stop = at + points, in_step = #text == last - pos + 1,
                              is_ascii = points == #text }
      at = at + points
    end
    while edits[next_edit] and edits[next_edit].first <= block.last do
      local edit = edits[next_edit]
      copy(edit.first - 1)
      local text = replacement(doc, edit)
      pieces[#pieces + 1] = { first = math.max(edit.first, pos), last = math.min(edit.last, block.last), at = at, edit = edit }
      if edit.first >= pos then        -- else it began in an earlier block and has been said there
        out[#out + 1] = text
        at = at + length(text)
      end
      pieces[#pieces].stop = at
      pos = edit.last + 1
      if edit.last > block.last then break end
      next_edit = next_edit + 1
    end
    copy(block.last)
    blocks[#blocks + 1] = { block = block, start = start, stop = at }
  end
  if in_order ~= doc.blocks then table.sort(pieces, function (a, b) return a.first < b.first end) end
  return setmetatable({ doc = doc, text = table.concat(out), blocks = blocks, pieces = pieces, length = at, near = 1 }, Rendered)
end

--- The piece that holds a byte, or the first one after it.  Questions mostly come in text order: the last answer is tried first.
local function piece_at (self, byte)
  local pieces = self.pieces
  local near = self.near
  local piece = pieces[near]
  if piece and byte >= piece.first and byte <= piece.last then return piece end
  local low, high = 1, #pieces + 1
  while low < high do
    local mid = (low + high) // 2
    if pieces[mid].last < byte then low = mid + 1 else high = mid end
  end
  self.near = low
  return pieces[low]
end

--- Code points of the text from one byte of a piece up to before another.
local function points (self, piece, from, byte)
  if piece.in_step then
    if piece.is_ascii then return byte - from end
    return utf8.len(self.doc.text, from, byte - 1)
  end
  return length(self.doc:render(from, byte - 1))
end

--- Where a byte of the source begins in the text, in code points from 0; nil when it is in no block.  A byte inside an edit is
-- where its replacement begins.
function Rendered:offset (byte)
  local piece = piece_at(self, byte)
  if not piece or byte < piece.first then return nil end
  if piece.edit or byte == piece.first then return piece.at end
  -- questions mostly come in text order: go on from the last answer
  local from, at = piece.first, piece.at
  if self.asked_piece == piece and self.asked_byte <= byte then from, at = self.asked_byte, self.asked_at end
  -- white space cut in two may render longer than in one, hence the bound
  if from < byte then at = math.min(piece.stop, at + points(self, piece, from, byte)) end
  self.asked_piece, self.asked_byte, self.asked_at = piece, byte, at
  return at
end

--- A span of the source as code points of the text, 0-based and half-open, or nil when it has no place there.
-- @treturn integer start, integer stop
function Rendered:span (first, last)
  local start = self:offset(first)
  local piece = piece_at(self, last)
  if not start or not piece or last < piece.first then return nil end
  if piece.edit then
    if piece.stop < start then return nil end
    return start, piece.stop
  end
  local from, at = piece.first, piece.at
  if first >= from then from, at = first, start end
  local stop = math.min(piece.stop, at + points(self, piece, from, last + 1))
  if stop < start then return nil end                 -- it runs into a headline that was put first
  return start, stop
end

return M
