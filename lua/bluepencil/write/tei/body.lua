--- The body's text: annotations and redactions as elements within the blocks.
--
-- Elements nest, annotations need not: one that crosses the edge of an outer one is cut there, and a quotation that goes on
-- in the next block is split, its pieces linked by next and prev.  Links and emphasis give way to all else: they are split
-- where they cross the edge of a name, a quotation or a sentence.  Nesting deeper than `depth_max` is left out; its text is
-- not.  No white space is added inside a block.
--
-- Costs one call of the core for each start tag, end tag and run of text.

local blocks = require "bluepencil.write.tei.blocks"
local is_markup = require("bluepencil.types").is_markup
local markup = require "bluepencil.write.tei.markup"
local options = require "bluepencil.write.tei.options"
local plans = require "bluepencil.write.tei.plan"
local render = require "bluepencil.write.render"
local secrets = require "bluepencil.write.secret"
local value = require "bluepencil.write.tei.value"

local M = {}
local Body = {}
Body.__index = Body

-- libxml2 refuses 256 levels, and validates recursively; real articles nest four.
local depth_max = 24

--- A body writer.
-- @tparam Document doc
-- @tparam tei_writer w
-- @tparam table marked  see options.lua
-- @tparam table id_of  the xml:id of each entity that the header registers
-- @tparam[opt] table gone  what `dangling` gave after a first writing
-- @tparam[opt] Secret secret  what must not be said, when the caller knows it already
function M.new (doc, w, marked, id_of, gone, secret)
  return setmetatable({
    doc = doc, w = w, marked = marked, id_of = id_of, secret = secret or secrets.of(doc),
    plan = plans.of(doc, marked),     -- `next_quote` only when sentences are marked
    quote_ids = {}, quote_count = 0, last_piece = {},
    pointed = {},              -- quotations that a `next` pointed to: not written, or with no further piece, it leads nowhere
    gone = gone or {},         -- ... as an earlier writing found out
    carried = {},              -- quotations that go on in the next block, the outermost first
  }, Body)
end

local function ref_of (self, entity)
  local id = entity and self.id_of[entity]
  return id and "#" .. id
end

--- What an annotation refers to.
local function reference (self, a)
  return ref_of(self, a.entity) or (a.type == "Family" and ref_of(self, a.group)) or nil
end

-- ---- quotations -------------------------------------------------------------------------------------------------------

local function quote_id (self, a)
  local id = self.quote_ids[a]
  if not id then
    self.quote_count = self.quote_count + 1
    id = "q" .. self.quote_count
    self.quote_ids[a] = id
  end
  return id
end

--- A linked quotation that will really be written, or nil.
local function partner (self, a)
  return a and self.gone[a] ~= true and a.type == "Quote"
    and a.subtype ~= "scare" and not self.plan.struck[a] and self.doc.by_id[a.id] == a and a or nil
end

--- The ids of one piece of a quotation.
local function link_of (self, a, goes_on)
  local before, after = partner(self, a.prev), partner(self, a.next)
  local last = self.last_piece[a]
  local pieces = last and (tonumber(last:match("%.(%d+)$")) or 1) or 0
  goes_on = goes_on and self.gone[a] ~= pieces + 1     -- the piece to be written is the last
  if a.subtype == "scare" or not (before or after or last or goes_on) then return {} end
  local link = { id = quote_id(self, a) }
  if last then
    link.id = ("%s.%d"):format(link.id, pieces + 1)
    link.prev = "#" .. last
  elseif before then
    link.prev = "#" .. (self.last_piece[before] or quote_id(self, before))
    self.pointed[before] = self.pointed[before] or 1
  end
  if goes_on then
    link.next = ("#%s.%d"):format(quote_id(self, a), pieces + 2)
    self.pointed[a] = pieces + 2
  elseif after then
    link.next = "#" .. quote_id(self, after)
    self.pointed[after] = self.pointed[after] or 1
  end
  self.last_piece[a] = link.id
  return link
end

--- Pointers that lead nowhere: a quotation that was cut away (true), or that had this many pieces and no more (a number).
-- Whether a quotation can be written is known only when all around it is; the rare file that needs it is written again.
-- @treturn ?table for M.new
function Body:dangling ()
  local gone
  for a, piece in pairs(self.pointed) do
    local last = self.last_piece[a]
    local pieces = last and (tonumber(last:match("%.(%d+)$")) or 1) or 0
    if pieces < piece then
      gone = gone or {}
      gone[a] = pieces == 0 or pieces
    end
  end
  return gone
end

-- ---- redactions -------------------------------------------------------------------------------------------------------

--- `gap`, then `supplied`, inside the element of what was struck, as the Guidelines' chapter on anonymisation has it.
-- @tparam[opt] boolean limited  where they may not stand by themselves
local function write_edit (self, edit, a, limited)
  local w = self.w
  local opened = 0
  if a and a.type ~= "Quote" and not is_markup[a.type] and self.marked[options.field[a.type] or "other"] then
    -- the country of a struck nationality is in the register, since others may be of it
    local ref = a.type ~= "Nationality" and reference(self, a) or nil
    opened = markup.open(w, a, ref, true, edit)
  end
  local ana = "#op." .. markup.operator(edit)
  if opened == 0 and limited then
    w:open("rs")
    opened = 1
    ana = (edit.class == "quasi" and "#prot.quasi " or "#prot.direct ") .. ana
  elseif opened == 0 then ana = (edit.class == "quasi" and "#prot.quasi " or "#prot.direct ") .. ana end
  w:element("gap", nil, "reason", "anonymization")
  w:element("supplied", render.replacement(edit), "reason", "anonymization", "ana", ana)
  for _ = 1, opened do w:close() end
end

--- The edit that began before a byte and goes on there, or nil.
local function edit_over (doc, byte)
  local edits = doc.edits or {}
  local low, high = 1, #edits + 1
  while low < high do
    local mid = (low + high) // 2
    if edits[mid].last < byte then low = mid + 1 else high = mid end
  end
  local edit = edits[low]
  return edit and edit.first < byte and edit or nil
end

-- ---- links and emphasis -----------------------------------------------------------------------------------------------

--- Where a link leads, unless something struck is in it, or was in its words.
local function target_of (self, a, bare)
  local target = not bare and value.pointer(a.target)
  return target and self.secret:may_say_address(target)
end

local function open_markup (self, a, bare)
  if a.type == "Link" then self.w:open("ref", "target", target_of(self, a, bare))
  else self.w:open("hi", "rend", value.words(a.rend)) end
end

-- ---- a run of text with its items ---------------------------------------------------------------------------------------

--- Write the bytes first..last with what is planned for them.
-- @tparam string content  what may stand here: "para", "phrase", or "limited" (a description: no redaction by itself)
-- @tparam[opt] function wanted  which annotations; default all
function Body:inline (first, last, content, wanted)
  local plan, w, index = self.plan, self.w, self.doc.index
  local items_first, items_last, annotations, edits = plan.first, plan.last, plan.annotation, plan.edit
  local pos = first
  local ends, inside, closes, depth = {}, {}, {}, 0     -- the open elements
  local marks, rests                                    -- the links and emphasis among them; pieces of such still to come
  if plan.has_markup then marks, rests = {}, {} end
  self.limited = content == "limited"

  local in_sentences = self.marked.sentences and not wanted and content == "para"

  local function copy_to (byte)
    if byte >= pos then
      self:text(index, pos, byte)
      pos = byte + 1
    end
  end
  local function is_free () return (depth > 0 and inside[depth] or content) == "para" end
  --- A sentence, or the part of it up to a quotation or the edge of one, from `pos` on.
  local function open_sentence ()
    if not in_sentences or not is_free() or depth == depth_max then return false end
    local stop = depth > 0 and ends[depth] or last
    local next_quote = plan.next_quote[plans.seek(plan, pos + 1)]
    if next_quote and next_quote <= stop then stop = next_quote - 1 end
    local from, to = self.doc:sentence_at(pos)
    if to and to >= pos and to < stop then stop = to end
    local part = "M"
    if from == pos then part = to ~= stop and "I" or nil elseif to == stop then part = "F" end
    w:open("s", "part", part)
    depth = depth + 1
    ends[depth], inside[depth], closes[depth] = stop, "phrase", 1
    return true
  end
  local function text_to (byte)
    while in_sentences and is_free() and pos <= byte do
      copy_to(math.min(byte, (self.doc.text:find("%S", pos) or byte + 1) - 1))
      if pos > byte or not open_sentence() then break end
      copy_to(math.min(byte, ends[depth]))
      if ends[depth] > byte then break end
      w:close()
      depth = depth - 1
    end
    copy_to(byte)
  end
  local function close_before (byte)
    while depth > 0 and ends[depth] < byte do
      text_to(ends[depth])
      for _ = 1, closes[depth] do w:close() end
      depth = depth - 1
    end
  end
  local function push (a, stop, goes_on, bare)
    local allowed = depth > 0 and inside[depth] or content
    if depth == depth_max or (allowed == "none" and not is_markup[a.type]) or (a.type == "Quote" and allowed ~= "para") then
      return false
    end
    local opened, now = 1, markup.content[a.type] or "phrase"
    if is_markup[a.type] then
      open_markup(self, a, bare)
      now = allowed == "limited" and "phrase" or allowed
    elseif allowed == "limited" and a.type == "Redacted" and markup.is_bar(a) then return false
    elseif marks and a.type == "Url" and marks[depth] and marks[depth].a.type == "Link" then return false
    elseif a.type == "Quote" then now = markup.open_quote(w, a, ref_of(self, a.speaker), link_of(self, a, goes_on))
    else opened = markup.open(w, a, reference(self, a), bare) end
    if allowed == "phrase" and now == "para" then now = "phrase" end
    depth = depth + 1
    ends[depth], inside[depth], closes[depth] = stop, now, opened
    if marks then marks[depth] = is_markup[a.type] and { a = a, bare = bare } end
    return true
  end
  --- A piece of a link or emphasis that is still to come, without white space before it.
  local function add_rest (from, to, a, bare)
    from = self.doc.text:find("%S", from)
    if not from or from > to then return end
    local k = #rests + 1
    while k > 1 and rests[k - 1].first > from do k = k - 1 end
    table.insert(rests, k, { first = from, last = to, a = a, bare = bare })
  end
  --- Something that ends behind the element it stands in: links and emphasis around it are closed and go on inside it; if it is
  -- one itself, the rest of it follows.
  local function cross (a, stop, bare)
    local cut = {}
    while depth > 0 and marks[depth] and ends[depth] < stop and not is_markup[a.type] do
      cut[#cut + 1] = { mark = marks[depth], last = ends[depth] }
      w:close()
      depth = depth - 1
    end
    local edge = depth > 0 and ends[depth] or last
    local goes_on = a.type == "Quote" and stop > last and edge >= last
    if push(a, math.min(stop, edge), goes_on, bare) and goes_on then
      self.carried[#self.carried + 1] = { quote = a, last = stop }
    end
    for k = #cut, 1, -1 do
      push(cut[k].mark.a, math.min(cut[k].last, depth > 0 and ends[depth] or last), false, cut[k].mark.bare)
    end
    if is_markup[a.type] and edge < stop and edge < last then add_rest(edge + 1, math.min(stop, last), a, bare) end
  end

  local over = edit_over(self.doc, first)        -- its replacement stands where it began
  if over then pos = over.last + 1 end
  local carried = self.carried
  if not wanted and #carried > 0 then
    self.carried = {}
    for _, rest in ipairs(carried) do
      local goes_on = rest.last > last
      if rest.last >= pos and pos <= last and push(rest.quote, math.min(rest.last, last), goes_on) and goes_on then
        self.carried[#self.carried + 1] = rest
      end
    end
  end

  --- A link or emphasis is put around sentences that it goes beyond, not into the first of them.
  local function may_open_sentence (a, start, stop)
    if a.type == "Quote" then return false end
    if not in_sentences or not is_markup[a.type] then return true end
    local _, to = self.doc:sentence_at(start)
    return not to or to >= stop
  end
  --- Whether the rest of a link or emphasis comes before the next item.
  local function is_rest_next (i)
    local rest = rests[1]
    if not rest then return false end
    local start = i <= plan.count and items_first[i] or last + 1
    return rest.first < start or rest.first == start and (edits[i] or rest.last >= items_last[i])
  end

  local i = plans.seek(plan, first)
  while true do
    if rests and is_rest_next(i) then
      local rest = table.remove(rests, 1)
      local start = rest.first
      if start < pos then add_rest(pos, rest.last, rest.a, rest.bare)
      else
        close_before(start)
        text_to(start - 1)
        if may_open_sentence(rest.a, start, rest.last) then open_sentence() end
        cross(rest.a, rest.last, rest.bare)
      end
    elseif i <= plan.count and items_first[i] <= last then
      local a, edit, start = annotations[i], edits[i], items_first[i]
      if start >= pos and (edit or not wanted or wanted(a)) then
        close_before(start)
        text_to(start - 1)
        if edit then
          open_sentence()
          write_edit(self, edit, a, (depth > 0 and inside[depth] or content) == "limited")
          pos = edit.last + 1
        else
          local stop = items_last[i]
          if may_open_sentence(a, start, stop) then open_sentence() end
          local edge = depth > 0 and ends[depth] or last
          local goes_on = a.type == "Quote" and stop > last and edge >= last
          if marks and stop > edge and not goes_on then cross(a, stop, plan.bare[i])
          elseif push(a, math.min(stop, edge), goes_on, plan.bare[i]) and goes_on then
            self.carried[#self.carried + 1] = { quote = a, last = stop }
          end
        end
      end
      i = i + 1
    else break end
  end
  close_before(last + 1)
  text_to(last)
end

--- A run of text without items; with `words`, each word of it in a w and each sign in a pc.
function Body:text (index, first, last)
  local w = self.w
  local i = self.marked.words and not self.limited and index:token_at(first)
  local pos = first
  while i and i <= index:token_count() do
    local from, to, kind = index:token(i)
    if to > last then break end
    if from >= pos then                         -- else the token began in another element: plain text
      if from > pos then w:text(index:render(pos, from - 1)) end
      local text = index:render(from, to)
      if text ~= "" then w:element((kind == "punct" or kind == "symbol") and "pc" or "w", text) end
      pos = to + 1
    end
    i = i + 1
  end
  if pos <= last then w:text(index:render(pos, last)) end
end

--- The article's `div` with its blocks.
function Body:write () blocks.write(self) end

return M
