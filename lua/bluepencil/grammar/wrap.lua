--- Wrapped lines: where a paragraph ends, and what becomes of a hyphen at a line end.
--
-- A paragraph that no blank line ends is ended by a line that closes a sentence *and* was not as long as it could be. Two
-- kinds of text:
-- * even: most lines were broken because the next word did not fit a column.  A line that had room for it was ended on
--   purpose.
-- * uneven: lines were broken by something that is no longer there (markup, removed links).  There is no column, so the
--   odds are weighed.  Were there no paragraphs, a sentence would end together with a line by chance only: as often as
--   any gap between words is a line end.  The more such lines there are than chance gives, the more each is believed;
--   a short line, or one before a short line (the first of a paragraph had lost room to the markup), more, a long less.
-- A speech that is still open, and is not taken up with a new opening mark, speaks against an end in both.
-- Sentence ends are the core's, so "Mr." and "Jan." at a line end are none.

local M = {}

-- How much the length of a line that closes a sentence, and that of the next, speak for a paragraph's end: up to this
-- share of the usual width, the odds are multiplied by that.  Set by hand on invented dumps; the order matters, not the
-- digits.
local HERE = { { 0.6, 4 }, { 0.8, 2 }, { 0.95, 1 }, { math.huge, 1 / 3 } }
local NEXT = { { 0.35, 6 }, { 0.5, 4 }, { 0.75, 1.5 }, { 0.95, 1 }, { math.huge, 1 / 2 } }
-- The odds before lengths are looked at are kept within these, for small pages tell little.
local SHORT_START = 0.5
local LEAST_ODDS, MOST_ODDS = 0.25, 5
-- Where so many of the lines that close a sentence come before a short one, that is how this text begins a paragraph; the
-- others are then that much less likely.
local CUSTOM_SHARE, CUSTOM_LEAST, AGAINST_CUSTOM = 0.6, 3, 0.2
local BYTES_A_WORD = 6
-- Share of the wrapped lines that must agree on a column, and how many lines it takes to tell.
local EVEN_SHARE, EVEN_LEAST = 0.75, 4
-- Indented by so many bytes more than the line before: a new paragraph.
local INDENT = 2

local function first_word_length (text, first, last)
  local stop = text:find("%s", first)
  if not stop or stop > last then stop = last + 1 end
  return stop - first
end

--- Width of the wrapped lines of a page: column (nil in uneven text) and usual length.
local function width_of (page)
  if page.width_found then return page.width_found end
  local text, first, last, gap, stops = page.text, page.first, page.last, page.gap, page:stops()
  local lengths, reach, n = {}, {}, 0
  for k = 1, page.n - 1 do
    if not gap[k + 1] and not stops[k] then
      n = n + 1
      lengths[n] = last[k] - first[k] + 1
      reach[n] = lengths[n] + 1 + first_word_length(text, first[k + 1], last[k + 1])
    end
  end
  local width = { count = n }
  if n > 0 then
    local sorted = { table.unpack(lengths, 1, math.min(n, 4000)) }
    table.sort(sorted)
    width.usual = sorted[math.ceil(#sorted * 0.7)]   -- not the median: first lines of paragraphs are short
    -- the column that the most lines agree on: at least their length, below what the next word would have made of it
    local tallest, best, share = sorted[#sorted], nil, 0
    for column = math.max(tallest - 3, 1), tallest do
      local agree = 0
      for i = 1, n do
        if lengths[i] <= column and reach[i] > column then agree = agree + 1 end
      end
      if agree > share then best, share = column, agree end
    end
    if n >= EVEN_LEAST and share >= n * EVEN_SHARE then width.column = best end
  end
  page.width_found = width
  return width
end

--- Set of the bytes at which the core found a sentence to end.
local function sentence_ends (page)
  if page.ends_found then return page.ends_found end
  local ends = {}
  local flat = page.doc.index:sentences()
  for i = 2, #flat, 2 do ends[flat[i]] = true end
  page.ends_found = ends
  return ends
end

--- Is line k short as the first of a paragraph may be?
local function is_short_start (page, k, usual, ends)
  return page.last[k] - page.first[k] + 1 <= usual * SHORT_START
    and not (page.stops_found[k] and ends[page.last[k]])
end

--- Odds that a line which closes a sentence closes a paragraph, before its length is looked at; and are paragraphs of this
-- text used to begin with a short line?
local function odds_of (page)
  if page.odds_found then return page.odds_found, page.custom_found end
  local ends, closing, breaks, short = sentence_ends(page), 0, 0, 0
  local usual, stops = width_of(page).usual, page:stops()
  local sentences = 0
  for _ in pairs(ends) do sentences = sentences + 1 end
  for k = 1, page.n - 1 do
    if not page.gap[k + 1] then
      breaks = breaks + 1
      if stops[k] and ends[page.last[k]] then
        closing = closing + 1
        if is_short_start(page, k + 1, usual, ends) then short = short + 1 end
      end
    end
  end
  local words = math.max((page.last[page.n] - page.first[1]) / BYTES_A_WORD, 1)
  local by_chance = math.max((sentences - closing) * math.min(breaks / words, 1), 0.1)
  page.odds_found = math.min(math.max((closing - by_chance) / by_chance, LEAST_ODDS), MOST_ODDS)
  page.custom_found = closing >= CUSTOM_LEAST and short >= closing * CUSTOM_SHARE
  return page.odds_found, page.custom_found
end

local function weigh (steps, share)
  for _, step in ipairs(steps) do
    if share <= step[1] then return step[2] end
  end
end

local openers3 = { ["“"] = true, ["‘"] = true }

local function starts_with_opener (text, at)
  return text:byte(at) == 34 or openers3[text:sub(at, at + 2)] or false
end

--- Number of opening less closing double marks of lines.
local function open_quotes (text, first, last)
  local open, at = 0, first
  while true do
    at = text:find("\xE2\x80", at, true)
    if not at or at >= last then return open end
    local byte = text:byte(at + 2)
    if byte == 0x9C then open = open + 1 elseif byte == 0x9D then open = open > 0 and open - 1 or 0 end
    at = at + 3
  end
end

--- For each line of a run without blank lines: does a paragraph end with it?
-- @tparam table page  with `doc`
-- @tparam int from  @tparam int to  lines of the run
-- @treturn table  `ends[k]` is true for k in from..to
function M.paragraph_ends (page, from, to)
  local result = { [to] = true }
  if from == to then return result end
  local text, first, last, indent, stops = page.text, page.first, page.last, page.indent, page:stops()
  local shape, width, ends = page:shape(), width_of(page), sentence_ends(page)
  -- blank lines are this text's way to end a paragraph: then a run without them is one, unless it shows an edge on purpose
  local by_blank_lines = shape.groups >= 3 and shape.groups * 8 >= page.n and not shape.unwrapped
  local open_from = first[from]
  for k = from, to - 1 do
    local here, there = last[k] - first[k] + 1, last[k + 1] - first[k + 1] + 1
    local closes = stops[k] and ends[last[k]]
    local break_here
    if shape.unwrapped then
      break_here = not text:find("^%l", first[k + 1])
    elseif indent[k + 1] >= indent[k] + INDENT and indent[k + 1] > indent[from] and closes then
      break_here = true
    elseif not closes then
      break_here = false
    elseif width.column then
      break_here = here + 1 + first_word_length(text, first[k + 1], last[k + 1]) <= width.column
    elseif by_blank_lines then
      break_here = false
    elseif width.count == 0 then
      break_here = true
    else
      local odds, custom = odds_of(page)
      odds = odds * weigh(HERE, here / width.usual)
      if custom and not is_short_start(page, k + 1, width.usual, ends) then odds = odds * AGAINST_CUSTOM end
      if not (stops[k + 1] and ends[last[k + 1]]) then
        odds = odds * weigh(NEXT, there / width.usual)
      end
      break_here = odds > 1
    end
    if break_here and not shape.unwrapped and not starts_with_opener(text, first[k + 1])
       and open_quotes(text, open_from, last[k]) > 0 then
      break_here = false
    end
    if break_here then
      result[k] = true
      open_from = first[k + 1]
    end
  end
  return result
end

-- ---- hyphens at line ends ----------------------------------------------------------------------------------------------

local function set (words)
  local s = {}
  for word in words:gmatch "%S+" do s[word] = true end
  return s
end

-- Second halves that are no words: a word was broken here.
local tails = set [[
  able ably al ally als ance ances ans ant ants aries ary ate ated ates ating ation ations ative ble bles bling bly cally
  cation cations ced cent cer cers ces cial cially cian cians cies cing cious cisions cle cles cy dated dent dents der ders
  dle dled dles dling dom ed ence ences ency ent ents er ered ering ers ery es est eth ety fied fies ful fully fying gal
  ger gers gest gle gles gling gram guage ian ians ible ibly ic ical ically icans ied ier iers ies ing ings ion ional ions
  ious ished ishing ism isms ist istic ists ities itive ity ive ively ized izing ized kle kled ler lers less lessly ling
  lished lishing lution ly ment mental mentary mented menting ments mer mers mine mined mining mit mits mitted mittee
  mony ness nesses nal nals ner ners nity nious nomic nounced ous ously pen pened pening per pers ple pled ples plied
  posed pelled poses ported porters quent ral rally rate rated ration rations red rence rences rial rian rians ries ring
  rity rors rupt ry sary scribed sequent ser sers sible sion sional sions sis sive sively sor sors sponse spond ster
  sters sued suring tain tained taining tal tally tant tants tary ted tel ten tening ter tered tering ters tial tially
  tic tical tically ticipated tics tie ties tified tigated tigation tigators ting tings tion tional tionally tions tious
  tistics tity tive tively tives tle tled tlement tles tling tomer tor torial tories tors tory tration tric tual tually
  tude tudes ture tured tures turing ty uation uations ual ually ular ulation uments ure ured ures uty vate vated
  vation ven vened vention ventions ver vered vering vers versation versity vidual viduals vious viously vision visions
  vival vive vived vocate vocates voked zation zations ]]

-- First halves that keep their hyphen.
local heads = set [[
  pre post non anti pro co ex self long well mid semi vice half north south east west all cross high low short ill part full
  much so ever off on over under out in up down one two three four five six seven eight nine ten twenty thirty forty fifty
  sixty seventy eighty ninety first second third last old new then multi inter intra counter quasi pseudo neo ultra
  single double triple year month week day hour cease mother father sister brother son daughter by to at follow ]]

--- How often a word occurs in the text, other than broken: 0 or more.
local function occurs (text, word) return text:find(word, 1, true) ~= nil end

--- What to leave out where line k ends in a hyphen: first and last byte, or nil for a plain line end.
local function join_at (page, k)
  local text, last = page.text, page.last[k]
  local next_first = page.first[k + 1]
  local byte = text:byte(last)
  if byte == 0xAD and text:byte(last - 1) == 0xC2 then return last - 1, next_first - 1 end   -- soft hyphen
  local hyphen = last
  if byte == 0x90 and text:sub(last - 2, last) == "‐" then hyphen = last - 2
  elseif byte ~= 45 then return nil end
  local before = text:byte(hyphen - 1)
  if not before or before == 45 or text:find("^%s", hyphen - 1) then return nil end   -- a dash
  local tail = text:match("^[%a\128-\255]+", next_first)
  if not tail then
    if text:find("^%d", next_first) and text:find("^%w", hyphen - 1) then return last + 1, next_first - 1 end   -- 2015-\n2016
    return nil
  end
  if tail == "and" or tail == "or" or tail == "to" then return nil end   -- "two- and three-year terms"
  local from = hyphen
  while from > page.first[k] and text:find("^[%a\128-\255]", from - 1) do from = from - 1 end
  local head = text:sub(from, hyphen - 1)
  if head == "" then return last + 1, next_first - 1 end   -- "15-\nyear-old"
  if not tail:find("^%l") then return last + 1, next_first - 1 end      -- a name's own: "Abadie-\nRoux"
  if occurs(text, head .. "-" .. tail) then return last + 1, next_first - 1 end
  if occurs(text, head .. tail) then return hyphen, next_first - 1 end
  local small = head:lower()
  if heads[small] then return last + 1, next_first - 1 end
  if head:find("^%u") and not tails[tail] then return last + 1, next_first - 1 end   -- "Myung-\nbok"
  if tails[tail] or not small:find("[aeiouy\128-\255]") or not tail:find("[aeiouy\128-\255]") then
    return hyphen, next_first - 1
  end
  return last + 1, next_first - 1
end

--- Add the joins of lines from..to (one block) to a flat array.
function M.add_joins (page, from, to, joins)
  for k = from, to - 1 do
    local byte = page.text:byte(page.last[k])
    if byte == 45 or byte == 0xAD or byte == 0x90 then
      local first, last = join_at(page, k)
      if first and first <= last then
        joins[#joins + 1] = first
        joins[#joins + 1] = last
      end
    end
  end
end

return M
