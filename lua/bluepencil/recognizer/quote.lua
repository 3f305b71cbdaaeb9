--- Quotation marks, paired: annotations of type Quote.
--
--     “The manager told me, ‘You know why you are here,’ and gave me an hour to pack,” Ouk told ...     said, inner
--     less a “debt” that never shrank            scare            the new accord is the same, ” Ruiz said   space before the mark
--     that was how they ’delivered him home’     a closing mark that opens       don’t, workers’ rights, ’90s   no marks at all
--
-- A quotation that is open at a paragraph's end goes on in the next when that begins with an opening mark, as the press
-- has it; the two are linked by `next` and `prev`, like the halves of a speech that "she says" interrupts.
-- `subtype` is "said" (speech), "scare" (a few words held at arm's length, a title) or "inner" (within another).
-- Does not look for speakers: that is link.lua.  One LPeg pass over the text and a stack: linear, whatever is nested.

local core = require "bluepencil.core"
local lpeg = require "lpeg"

local M = { name = "quote" }

local P, R, S, B, Cc, Cp, Ct = lpeg.P, lpeg.R, lpeg.S, lpeg.B, lpeg.Cc, lpeg.Cp, lpeg.Ct

-- ---- finding marks -------------------------------------------------------------------------------------------------

local OPEN, CLOSE, OPEN_SINGLE, CLOSE_SINGLE, STRAIGHT, STRAIGHT_SINGLE = 1, 2, 3, 4, 5, 6

-- Quotations inside one another that are told apart; deeper marks are counted but not annotated.
local DEPTH = 8

local cont = R "\128\191"
local letter = R("az", "AZ", "09") + R "\195\223" * cont + R "\224\225" * cont * cont + R "\227\239" * cont * cont
local letter_before = B(R("az", "AZ", "09")) + B(R "\195\223" * cont) + B(R "\224\225" * cont * cont)
local in_word = letter_before * (P "’" + P "'") * #letter

local function mark (pattern, code, length) return Cp() * pattern * Cc(code) * Cc(length) end

local one = in_word
  + mark(P "“" + P "„", OPEN, 3) + mark(P "”", CLOSE, 3)
  + mark(P "‘", OPEN_SINGLE, 3) + mark(P "’", CLOSE_SINGLE, 3)
  + mark(P '"', STRAIGHT, 1) + mark(P "''", CLOSE, 2) + mark(P "``", OPEN, 2) + mark(P "'", STRAIGHT_SINGLE, 1)
  + mark(P "«", OPEN, 2) + mark(P "»", CLOSE, 2)
-- E2 and C2 also lead dashes and no-break spaces
local marks = Ct(((1 - S "\"'`\xE2\xC2") ^ 1 + one + 1) ^ 0)

-- ---- what stands around a mark -----------------------------------------------------------------------------------------

local function is_space (byte) return byte == nil or byte == 32 or (byte >= 9 and byte <= 13) end

local function is_letter (byte)
  return byte ~= nil and (byte >= 97 and byte <= 122 or byte >= 65 and byte <= 90 or byte >= 48 and byte <= 57)
end

--- Does something that opens stand before the byte: space, bracket, dash, another opening mark?
local function opens_before (text, at, edge)
  if at <= edge then return true end
  local byte = text:byte(at - 1)
  if is_space(byte) or byte == 40 or byte == 91 or byte == 34 or byte == 45 or byte == 47 then return true end
  if byte == 0xA0 then return text:byte(at - 2) == 0xC2 end
  if byte < 0x80 or at - 3 < edge then return false end
  local before = text:sub(at - 3, at - 1)
  return before == "“" or before == "‘" or before == "—" or before == "–"
end

--- Is the byte after a mark one that a word could begin with?
local function word_after (text, at, last)
  if at > last then return false end
  local byte = text:byte(at)
  if is_letter(byte) then return true end
  if byte < 0xC3 then return byte == 91 or byte == 36 or byte == 40 end   -- "[They] went", "$5 a day"
  return byte ~= 0xE2 or text:find("^\xE2\x82", at) ~= nil or text:find("^…", at) ~= nil or text:find("^[“‘]", at) ~= nil
end

local elisions = {}
for word in ([[tis twas em til till cause cos cuz n round bout ere neath tween gainst s d ll re ve m]]):gmatch "%S+" do
  elisions[word] = true
end

--- ’90s, ’em, ’tis: a mark before a word that is an apostrophe.
local function is_elision (text, at)
  if text:find("^%d%d%f[^%d]", at) then return not text:find("^%d%d%s+%a", at) or text:find("^%d%ds", at) ~= nil end
  local word = text:match("^%a+", at)
  return word ~= nil and elisions[word:lower()] or false
end

-- ---- pairing -------------------------------------------------------------------------------------------------------

--- For each mark: does a single mark that could close come before the next double mark that closes?
local function closers_ahead (text, list, from, stop)
  local ahead, found = {}, false
  for i = stop - 2, from, -3 do
    local at, code, length = list[i], list[i + 1], list[i + 2]
    ahead[i] = found
    if code == CLOSE then found = false
    elseif code == CLOSE_SINGLE or code == STRAIGHT_SINGLE then
      if not is_space(text:byte(at - 1)) and not is_letter(text:byte(at + length)) then found = true end
    end
  end
  return ahead
end

--- Pair the marks of one block.
-- @tparam table list  flat: byte, code, length
-- @tparam int from  @tparam int stop  part of the list
-- @tparam boolean carried  a quotation is open from the block before
-- @treturn table  list of { first, last, open = true when unclosed, carried }
local function pair (text, block, list, from, stop, carried)
  local found, stack, depth, over = {}, {}, 0, 0
  local first, last = block.first, block.last
  local opens, closes = 0, 0
  for i = from, stop - 2, 3 do
    if list[i + 1] == OPEN then opens = opens + 1 elseif list[i + 1] == CLOSE then closes = closes + 1 end
  end
  local ahead
  local function push (at, single)
    if depth >= DEPTH then over = over + 1 return end
    depth = depth + 1
    stack[depth] = { first = at, single = single }
  end
  local function double_open ()
    for k = depth, 1, -1 do
      if not stack[k].single then return k end
    end
  end
  local function close (k, at)
    found[#found + 1] = { first = stack[k].first, last = at }
    depth = k - 1
  end
  for i = from, stop - 2, 3 do
    local at, code, length = list[i], list[i + 1], list[i + 2]
    local behind = at + length
    local open = double_open()
    if code == OPEN then
      if open and not opens_before(text, at, first) and not word_after(text, behind, last) then
        close(open, behind - 1)                                        -- a mark turned the wrong way
      else
        if open == 1 and opens > closes and at > stack[1].first + 6 then
          -- one mark too few: the earlier speech was never closed; it ended before what introduces this one
          local stop_at = text:sub(stack[1].first, at - 1):match(".*()[,.!?]")
          stop_at = stop_at and stack[1].first + stop_at - 1
          local within = found[#found]
          if within and within.first > stack[1].first then stop_at = math.max(stop_at or 0, within.last) end
          if stop_at then
            found[#found + 1] = { first = stack[1].first, last = stop_at, doubtful = true }
            depth = 0
          end
          opens = opens - 1
        end
        push(at, false)
      end
    elseif code == CLOSE then
      if over > 0 then over = over - 1
      elseif open then close(open, behind - 1)
      elseif opens_before(text, at, first) and word_after(text, behind, last) then push(at, false)
      elseif carried and #found == 0 then
        found[1] = { first = first, last = behind - 1, carried = true }   -- taken up without a mark
        depth = 0                                                          -- what opened within it was no mark that opens
      end
    elseif code == STRAIGHT then
      if open then close(open, behind - 1)
      elseif not (is_letter(text:byte(at - 1)) and at > first) and word_after(text, behind, last) or
             opens_before(text, at, first) and not is_space(text:byte(behind)) and behind <= last then push(at, false) end
    else
      ahead = ahead or closers_ahead(text, list, from, stop)
      local single = depth > 0 and stack[depth].single
      local to_word = word_after(text, behind, last)
      if code == OPEN_SINGLE or (opens_before(text, at, first) and to_word) then
        if not is_elision(text, behind) and (code == OPEN_SINGLE or ahead[i]) and to_word then push(at, true) end
      elseif single and not to_word then
        -- "the ‘workers’ rights’ bill": an s before it, a word after it, and another that could close
        local possessive = ahead[i] and text:find("^[sS]", at - 1) and text:find("^%s%l", behind)
        if over > 0 then over = over - 1
        elseif not possessive then close(depth, behind - 1) end
      end
    end
  end
  for k = 1, depth do
    if not stack[k].single then   -- goes on in the next paragraph, or was never closed
      found[#found + 1] = { first = stack[k].first, last = last, open = true }
      break
    end
  end
  table.sort(found, function (a, b) return a.first < b.first or a.first == b.first and a.last > b.last end)
  return found
end

-- ---- speech or not -----------------------------------------------------------------------------------------------------

local builder, labels = core.gazetteer_builder { fold = false }, {}
for word in ([[said says say saying told tells tell telling asked asks asking added adds adding called calls calling described
  describes describing wrote writes writing claimed claims claiming insisted insists noted notes stated states explained
  explains explaining argued argues warned warns warning recalled recalls replied replies responded responds declared
  declares announced announces testified testifies tweeted tweets posted quoted quoting according stressed stresses
  admitted admits acknowledged acknowledges denied denies promised promises complained complains joked jokes shouted
  whispered exclaimed continued continues concluded concludes observed remarked remarks reported reports suggested suggests
  dismissed dismisses vowed vows pledged pledges thanked urged urges demanded demands begged pleaded repeated emphasized
  emphasised confirmed confirms commented answered answers cried yelled muttered sighed laughed quipped maintained maintains
  contended contends asserted asserts alleged alleges predicted predicts accused praised criticized criticised condemned
  reads read branded labelled labeled termed blamed apologized apologised swore agreed hailed]]):gmatch "%S+" do
  builder:add(word, 1)
end
local verbs = builder:freeze()
for word in ([[dubbed nicknamed titled entitled named codenamed]]):gmatch "%S+" do labels[word] = true end

-- How far a reporting verb is looked for, in bytes.
local REACH_BEFORE, REACH_AFTER = 200, 140

--- The reporting verbs of a document as a flat array of spans; "so-called" holds none.
local function verbs_of (doc)
  local found, list = verbs:scan(doc.index), {}
  for i = 1, #found, 3 do
    if doc.text:byte(found[i] - 1) ~= 45 then
      list[#list + 1] = found[i]
      list[#list + 1] = found[i + 1]
    end
  end
  return list
end

--- Index of the first verb that begins at or behind a byte.
local function verb_from (list, byte)
  local low, high = 1, #list // 2
  while low <= high do
    local mid = (low + high) // 2
    if list[mid * 2 - 1] < byte then low = mid + 1 else high = mid - 1 end
  end
  return low * 2 - 1
end

--- First and last byte of the first verb within [first, last], or of the last one; nil when there is none.
local function first_verb (list, first, last)
  local i = verb_from(list, first)
  if list[i] and list[i + 1] <= last then return list[i], list[i + 1] end
end

local function last_verb (list, first, last)
  local i = verb_from(list, last + 1) - 2
  if i >= 1 and list[i] >= first then return list[i], list[i + 1] end
end

local function words_between (text, first, last)
  return select(2, text:sub(first, last):gsub("%a+", ""))
end

local function word_count (text, first, last)
  local n = 0
  for _ in text:sub(first, math.min(last, first + 400)):gmatch "%S+" do n = n + 1 end
  return n
end

--- Is the quotation speech?
-- @tparam int from  @tparam int to  the text around it that may hold its verb
local function subtype_of (text, q, from, to, verb_list)
  if q.open or q.carried then return "said" end
  local inner_first = text:match("^[\"'“‘„«`]*()", q.first)
  inner_first = text:find("[%w%[]", q.first) or inner_first
  local inner_last = q.last
  while inner_last > inner_first and not text:find("^[%w,.!?;:)%]]", inner_last) do inner_last = inner_last - 1 end
  local final = text:byte(inner_last)
  local words = word_count(text, inner_first, inner_last)
  local before_first = math.max(from, q.first - REACH_BEFORE)
  local after_last = math.min(to, q.last + REACH_AFTER)
  local lead = text:sub(math.max(from, q.first - 24), q.first - 1)
  if words <= 3 and (lead:find("so%-called%s+$") or lead:find("known as%s+$")) then return "scare" end
  local last_word = lead:match("(%a+)%s+$")
  if last_word and labels[last_word] then return "scare" end
  if final == 44 and text:find("^%s*[%a]", q.last + 1) and words >= 2 then return "said" end   -- “..., ” she said
  if lead:find("[%a)][,:]%s+$") and text:find("^%u", inner_first) and words >= 3 then return "said" end   -- She said: “The
  local _, verb_before = last_verb(verb_list, before_first, q.first - 1)
  local verb_after = first_verb(verb_list, q.last + 1, after_last)
  if words <= 1 then   -- said only beside its verb: called “illegal”, “No,” said Ana Ruiz
    if verb_before and words_between(text, verb_before + 1, q.first - 1) <= 1
       or verb_after and (final == 44 or final == 33 or final == 63) and words_between(text, q.last + 1, verb_after - 1) <= 2 then
      return "said"
    end
    return "scare"
  end
  if verb_before or verb_after then return "said" end
  if words >= 5 then return "said" end
  -- a whole sentence of its own
  if (final == 46 or final == 33 or final == 63) and text:find("^%u", inner_first)
     and not text:sub(from, q.first - 1):find("%S") then return "said" end
  return "scare"
end

-- The most words of "she says" between the halves of one speech; where the sentence goes on (", ") the second number.
local CLAUSE_WORDS, CLAUSE_WORDS_COMMA = 4, 14

--- Do two quotations of a block make one speech, the words between telling who speaks?
local function is_interrupted (text, a, b, verb_list)
  if b.first - a.last > 160 or not first_verb(verb_list, a.last + 1, b.first - 1) then return false end
  local between = text:sub(a.last + 1, b.first - 1)
  if between:find("[!?;]") then return false end
  local words = select(2, between:gsub("%S+", ""))
  if words == 0 then return false end
  local _, stops = between:gsub("[%l%d][.]%s", "")
  if between:find(",%s*$") then return stops == 0 and words <= CLAUSE_WORDS_COMMA end
  return stops == 1 and between:find("%.%s*$") ~= nil and words <= CLAUSE_WORDS
end

-- ---- the recognizer ------------------------------------------------------------------------------------------------

local quoted_blocks = { Headline = true, Deck = true, Paragraph = true, Subhead = true, ListItem = true, Caption = true,
                        Note = true, Blockquote = true, Cell = true }

--- Which sentence holds a byte: index of its first number in the flat list.
local function sentence_of (flat, byte)
  local low, high = 1, #flat // 2
  while low < high do
    local mid = (low + high) // 2
    if flat[mid * 2] < byte then low = mid + 1 else high = mid end
  end
  return low * 2 - 1
end

--- The text around a quotation that belongs to its sentence: first and last byte.
local function around (flat, text, q, block)
  local s = sentence_of(flat, q.first)
  local t = flat[s + 1] and flat[s + 1] >= q.last and s or sentence_of(flat, q.last)
  local from, to = flat[s] or block.first, flat[t + 1] or block.last
  -- “Stop!” Ana Ruiz said.  The core ends a sentence at the mark; its verb is within the next few words
  if to <= q.last and flat[t + 2] and flat[t + 2] <= block.last then
    local stop = text:find("[%s\n]%S+[%s\n]%S+[%s\n]%S+", flat[t + 2])
    to = math.min(flat[t + 3], stop and stop + 24 or flat[t + 3], flat[t + 2] + 40)
  end
  return math.max(from, block.first), math.min(to, block.last)
end

--- Add Quote annotations to a document.
-- @tparam Document doc  reads `text`, `blocks`
-- @treturn int count of annotations added
function M.run (doc)
  local text, list = doc.text, marks:match(doc.text)
  if #list == 0 then return 0 end
  local flat, verb_list = doc.index:sentences(), verbs_of(doc)
  local count, i, carried, before = 0, 1, false, nil   -- before: the open quotation of the last paragraph
  for _, block in ipairs(doc.blocks) do
    while list[i] and list[i] < block.first do i = i + 3 end
    local from = i
    while list[i] and list[i] <= block.last do i = i + 3 end
    if quoted_blocks[block.type] then
      local takes_up = carried and list[from] == block.first and i > from
      local found = i > from and pair(text, block, list, from, i - 1, carried) or {}
      local outer, previous
      for _, q in ipairs(found) do
        if outer and q.first > outer.first and q.last <= outer.last then
          q.subtype = "inner"
        else
          local a, z = around(flat, text, q, block)
          if outer and outer.last < q.first then a = math.max(a, outer.last + 1) end
          if takes_up and q.first == block.first then q.carried = true end
          q.interrupted = previous and is_interrupted(text, previous, q, verb_list)
          q.subtype = q.interrupted and "said" or subtype_of(text, q, a, z, verb_list)
          outer = q
        end
        local code = text:byte(q.first)
        local added = doc:add { type = "Quote", first = q.first, last = q.last, subtype = q.subtype,
          source = code == 34 and "quote:straight" or "quote:curly",
          score = (q.doubtful or (q.open and not q.carried)) and 0.7 or 1,
          cert = (q.doubtful or q.open) and "medium" or nil }
        count = count + 1
        if q.subtype == "said" then
          if q.carried and before then
            before.next, added.prev = added, before
          elseif q.interrupted then
            previous.next, added.prev = added, previous
          end
          previous = added
          if q.carried then before = nil end
        elseif q.subtype == "scare" then
          previous = nil
        end
        if q.open then q.added = added end
      end
      carried, before = false, nil
      for _, q in ipairs(found) do
        if q.open and q.added then carried, before = true, q.added end
      end
    end
  end
  return count
end

return M
