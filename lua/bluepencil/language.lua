--- Which language an article is in, and which of its passages are in another one; nothing is said that is not sure.
--
-- Almost all articles are in English, and an English text shows it: "the", "and", "of", "to" stand in every other line.  So these
-- four words are counted first (10 microseconds), and only what has none of them is given to libcld2, through the C module
-- bluepencil.cld2, which is built where the library is.  Without it nothing is told apart but English from the rest.
--
-- Sets `doc.meta.language`, `block.language` of a block and `quote.language` of a quotation in another language than the
-- article's, and adds to `doc.source.notes`.  Names, headlines and short texts tell nothing and change nothing.

local core = require "bluepencil.core"
local log = require "bluepencil.log"

local M = {}

local least_article = 120      -- bytes of running text that can tell the language of an article,
local least_block = 60         -- ... of a paragraph,
local least_quote = 45         -- ... of a quotation
local sure_article = 75        -- percent of the text that must be in the language
local sure_passage = 90
local each_word = 150          -- an English text has one of the four words at least every so many bytes
local evident = 0.5            -- share of the text that must look English
local sample = 4000            -- bytes looked at

local english = core.phrases { { 1, "word", "the" }, { 1, "word", "and" }, { 1, "word", "of" }, { 1, "word", "to" } }

-- Blocks of running text.
local running = { Paragraph = true, ListItem = true, Blockquote = true, Deck = true, Caption = true, Note = true }

local detector                 -- false where the module is not there

local function detect (text)
  if detector == nil then
    local found, module = pcall(require, "bluepencil.cld2")
    detector = found and module.detect or false
  end
  if not detector then return nil end
  return detector(text)
end

--- Whether other languages can be told apart in this build.
function M.available ()
  detect ""
  return detector ~= false
end

local names

--- The English name of a language by its code: "fr" is French.
function M.name (code)
  if not names then
    names = {}
    local path = require "bluepencil.paths".data "gazetteers/languages.tsv"
    for line in path and io.lines(path) or function () end do
      local name, known = line:match "^([^\t#]+)\tlanguage\t([%w%-]+)$"
      if name and not names[known] then names[known] = name end
    end
    for known, name in pairs { en = "English", fr = "French", de = "German", es = "Spanish", ru = "Russian", zh = "Chinese",
                               pt = "Portuguese", it = "Italian", nl = "Dutch", ar = "Arabic", fa = "Persian" } do
      names[known] = name
    end
  end
  return names[code] or names[code:match "^%a+"] or code
end

local function base (code) return code:match "^%a+":lower() end

-- The four words: flat array of their places.
local function english_words (doc) return english:scan(doc.index) end

-- How many of them stand in each block of running text: by number of block; and the bytes of running text, and of such as looks English.
local function count (doc)
  local hits, at = english_words(doc), 1
  local counts, total, looks = {}, 0, 0
  for i, block in ipairs(doc.blocks) do
    local n = 0
    while at <= #hits and hits[at] <= block.last do
      if hits[at] >= block.first then n = n + 1 end
      at = at + 3
    end
    if running[block.type] then
      local bytes = block.last - block.first + 1
      counts[i] = n
      total = total + bytes
      if n * each_word >= bytes then looks = looks + bytes end
    end
  end
  return counts, total, looks, hits
end

local function text_of (doc, wanted)
  local parts, bytes = {}, 0
  for _, block in ipairs(doc.blocks) do
    if running[block.type] and bytes < wanted then
      parts[#parts + 1] = doc.text:sub(block.first, block.last)
      bytes = bytes + #parts[#parts]
    end
  end
  return table.concat(parts, "\n")
end

-- A language that is sure, or nil.
local function sure (text, percent_needed)
  local code, is_reliable, percent = detect(text)
  if code and is_reliable and percent >= percent_needed and code ~= "un" then return code, percent end
end

local function note (doc, message)
  doc.source.notes = doc.source.notes or {}
  table.insert(doc.source.notes, message)
end

-- The article is in another language than the program knows names of.
local function warn_foreign (doc, name)
  note(doc, ("The text is in %s; names, dates and roles were looked for as in English, so more may have been missed."):format(name))
  log.warn("%s: the article is in %s: names are looked for as in English and found less surely",
    doc.source.name or "an article", name)
end

--- The language of an article, and of those of its blocks that are in another.
-- @tparam Document doc  parsed; `doc.language_assumed` says that nobody stated `doc.meta.language`
function M.article (doc)
  local counts, total, looks, hits = count(doc)
  doc.english_words = hits
  local stated = not doc.language_assumed and type(doc.meta.language) == "string" and doc.meta.language or nil
  local found
  if total >= least_article then
    if looks >= evident * total then found = "en"
    else found = sure(text_of(doc, sample), sure_article) end
  end
  if found and base(found) ~= base(stated or "en") then
    if stated then note(doc, ("The source says %s; the text is in %s."):format(M.name(stated), M.name(found))) end
    doc.meta.language = found
  end
  local language = base(type(doc.meta.language) == "string" and doc.meta.language:find "^%a" and doc.meta.language or "en")
  if language ~= "en" then warn_foreign(doc, M.name(language))
  elseif not found and total >= 2 * least_article and looks == 0 and not M.available() then
    note(doc, "The text does not look English; which language it is in cannot be told without libcld2.")
  end
  for i, n in pairs(counts) do                    -- each block by itself: the order does not matter
    local block = doc.blocks[i]
    local bytes = block.last - block.first + 1
    local looks_english = n * each_word >= bytes
    if bytes >= least_block and looks_english ~= (language == "en") then
      local code = sure(doc.text:sub(block.first, block.last), sure_passage)
      if code and base(code) ~= language then block.language = code end
    end
  end
end

--- The languages of quotations, once these are found.
function M.quotes (doc)
  local hits = doc.english_words
  doc.english_words = nil
  if not hits or detector == false then return end
  local at = 1
  for _, quote in ipairs(doc:annotations "Quote") do
    if quote.last - quote.first + 1 >= least_quote and quote.subtype ~= "scare" then
      while at > 1 and hits[at - 3] >= quote.first do at = at - 3 end
      while at <= #hits and hits[at] < quote.first do at = at + 3 end
      local has_english = at <= #hits and hits[at] <= quote.last
      local block = quote:block()
      local around = base(block and block.language or type(doc.meta.language) == "string" and doc.meta.language or "en")
      if not has_english or around ~= "en" then
        local code = sure(doc.text:sub(quote.first, quote.last), sure_passage)
        if code and base(code) ~= around then quote.language = code end
      end
    end
  end
end

return M
