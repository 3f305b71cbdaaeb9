--- verify: nothing that was struck is left in the bytes that were written.
--
-- `resolve` leaves `doc.struck`, every form that was struck.  Here all of them are searched in the output by core.find_leaks:
-- in text, attributes, comments, ids, header; in other case, without accents, split by tags or line ends, encoded.
-- What is found is weighed as follows.
--
--  1. A form may stand in the output as often as it stands in the source where no edit covers it.  For nearly all forms
--     that is never.  It is more than never where resolve left an occurrence to somebody else ("Kim" of Kim Jong Un), or where
--     a struck number, date or place also stands in text that is kept ("three").
--  2. *Direct* forms (names, contacts, identifiers) must be nowhere else: not in text, markup, header or file name.
--  3. *Quasi* forms (ages, dates, places, jobs, relatives) must be nowhere else either, except in a replacement, which may say
--     the broader thing.  Bare numbers of up to four digits are too common in markup (n="54", dates of the run): they are
--     searched in text and titles only.
--  4. A form that is also an ordinary word, or has three letters at most ("Will", "Li"), counts only with its capital and as a
--     whole word, and not as the name of an element or attribute.
--  5. What the writer says of every article ("Protected", "English") is no leak of a person called English: before a hit in the
--     header is a leak, the writer is asked for an article without meaning, and what stands there too is subtracted.
--
-- A message names the kind of form, the place and the byte, never the form.  Cost: one pass over the bytes, and where
-- something is found one over the source.

local core = require "bluepencil.core"
local types = require "bluepencil.types"

local M = {}

local MARKUP, INSIDE, SPLIT = 1, 2, 4                         -- flags of core.find_leaks

local function has (flags, flag) return flags % (2 * flag) >= flag end

-- Element names, attribute names and fixed values of our own vocabulary that are words.
local vocabulary = {}
for word in ([[
  TEI teiHeader fileDesc titleStmt title author editor respStmt resp name publicationStmt authority publisher
  distributor idno availability licence license sourceDesc biblStruct analytic monogr imprint date note pubPlace
  encodingDesc projectDesc editorialDecl correction normalization quotation segmentation interpretation hyphenation
  punctuation classDecl taxonomy category catDesc appInfo application desc label profileDesc creation langUsage
  language textClass catRef keywords term particDesc listPerson person personGrp persName surname forename occupation
  affiliation listRelation relation listOrg org orgName settingDesc listPlace place placeName location country region
  settlement revisionDesc change listChange text body div head dateline byline opener closer figure figDesc graphic
  list item said quote table row cell hi soCalled measure num rs abbr gap supplied ref ptr bibl type subtype level main deck
  sub short section rows cols url width height numbered bulleted italic bold underline credit article rend ana reason cert
  high medium low when from to who next prev direct true false active passive
  mutual scheme target corresp ident version status method quantity unit sex year family pseudonym withheld
  generalised city town village state news agency newspaper government company hospital school court metonym
  nationality currency duration age count page line start end order sort key value role head anonymization restricted
  free unknown]])
  :gmatch "%a+" do vocabulary[word:lower()] = true end

-- ---- where in the output -------------------------------------------------------------------------------------------

-- Plain searches: a pattern would be tried at every byte of the header.

-- Where an element opens: its first byte and the first of its content.
local function find_element (bytes, name, from)
  while true do
    local first, last = bytes:find("<" .. name, from, true)
    if not first then return nil end
    if bytes:find("^[%s>]", last + 1) then
      local close = bytes:find(">", last, true)
      return first, close and close + 1
    end
    from = last + 1
  end
end

-- The part that is the article itself: first and last byte; all bytes when the output is not TEI.
local function body_of (bytes)
  local first = bytes:find("<TEI", 1, true) and find_element(bytes, "text", 1)
  if not first then return 1, #bytes, false end
  local last, from = #bytes, first
  while true do
    local close = bytes:find("</text>", from, true)
    if not close then return first, last, true end
    last, from = close, close + 1
  end
end

local function titles_of (bytes, header_end)
  local spans, from = {}, 1
  while true do
    local first, content = find_element(bytes, "title", from)
    if not content or first > header_end then return spans end
    local last = bytes:find("</title>", content, true) or content
    spans[#spans + 1] = { content, last }
    from = last + 1
  end
end

local function in_spans (spans, first, last)
  for _, span in ipairs(spans) do
    if first >= span[1] and last <= span[2] then return true end
  end
  return false
end

-- The name of an element or attribute, or a fixed value, rather than what an article put there.
local function is_vocabulary (bytes, first, last)
  if not vocabulary[bytes:sub(first, last):lower()] then return false end
  local before, after = bytes:sub(first - 1, first - 1), bytes:sub(last + 1, last + 1)
  return (before:find "[</%s\"#.]" ~= nil) and (after:find "[%s>/=\"]" ~= nil)
end

local function is_written_as_name (bytes, first, last, form)
  local written = bytes:sub(first, last)
  return written == form.text or written == form.text:upper()
    or core.fold(written, "accents") == core.fold(form.text, "accents")
end

-- ---- counting ------------------------------------------------------------------------------------------------------

local function is_bare_number (form)
  if form.class ~= "quasi" then return false end
  if (form.kind == "Age" or form.kind == "Number" or form.kind == "Date") and form.text:find "^%l+$" then return true end   -- "one"
  return not form.text:find "[%a\128-\255]" and #form.text:gsub("%D", "") <= 4
end

-- Whether a hit is the form at all: rule 4.
local function counts (bytes, form, first, last, flags)
  if not form.exact then return true end
  return not has(flags, INSIDE) and is_written_as_name(bytes, first, last, form)
end

-- How often each form stands in a text, where no edit covers it.
local function left_in_source (doc, struck, texts)
  local allowed = {}
  local hits = core.find_leaks(doc.text, texts)
  local edits, at = doc.edits, 1
  for i = 1, #hits, 4 do
    local first, last = hits[i + 1], hits[i + 2]
    while edits[at] and edits[at].last < first do at = at + 1 end
    local edit = edits[at]
    if not (edit and edit.first <= last) and counts(doc.text, struck[hits[i]], first, last, hits[i + 3]) then
      allowed[hits[i]] = (allowed[hits[i]] or 0) + 1
    end
  end
  return allowed
end

local function in_replacements (doc, struck, texts)
  local parts = {}
  for i, edit in ipairs(doc.edits) do parts[i] = edit.replacement end
  local found, hits = {}, core.find_leaks(table.concat(parts, "\n"), texts)
  for i = 1, #hits, 4 do
    if struck[hits[i]].class == "quasi" then found[hits[i]] = (found[hits[i]] or 0) + 1 end
  end
  return found
end

local baselines = setmetatable({}, { __mode = "k" })

-- An article of words that mean nothing, with one of everything, kept and struck: what a writer makes of it besides these
-- words is what it says of every article.
local function sample_article (options, policy)
  local document = require "bluepencil.document"
  local kinds, words = types.annotations, {}
  for i = 1, 2 * #kinds + 6 do words[i] = ("Zqx%02d"):format(i) end
  local text = table.concat(words, "\n")
  local doc = assert(document.new(text, { name = "", form = "dump" }))
  local blocks, width = {}, #words[1] + 1
  local edge = { "Headline", "Deck", "Dateline", "Byline", "Credit", "Note" }
  for i = 1, #words do
    local first = (i - 1) * width + 1
    blocks[i] = { type = edge[i] or "Paragraph", first = first, last = first + width - 2 }
  end
  doc:set_blocks(blocks)
  local function entity (kind, id, first, last, role)
    local e = { id = id, type = kind, name = text:sub(first, last), role = role, protected = role == "private", mentions = {},
                aliases = {}, parts = {}, evidence = {}, links = {} }
    doc.entities[#doc.entities + 1] = e
    return e
  end
  for i, row in ipairs(kinds) do
    for turn = 1, 2 do
      local block = blocks[6 + 2 * i - 2 + turn]
      local a = doc:add { type = row[1], first = block.first, last = block.last, cert = "medium",
                          norm = row[1] == "Date" and "2001-01-02" or 1 }
      if row[1] == "Person" or row[1] == "Org" or row[1] == "Place" then
        a.entity = entity(row[1], ("%s.%d"):format(row[1]:lower(), turn), a.first, a.last, turn == 1 and "public" or "private")
        a.entity.mentions[1] = a
      end
      if turn == 2 then
        local name = ({ "label", "remove", "generalise" })[i % 3 + 1]
        a.decision = { action = "strike", operator = name, replacement = "[Zqx]", class = i % 2 == 0 and "quasi" or "direct" }
      end
    end
  end
  doc.options, doc.policy = options, policy
  require "bluepencil.resolve".resolve(doc)
  return doc
end

-- What the writer says of every article, its words as a set, and the names of the labels behind it; the length of the
-- former.  A label may come from a user's filter, so it excuses plain words only.
local function baseline (doc)
  local options = doc.options
  if not options then return { bytes = "", words = {}, counts = {}, count = 0 } end
  local known = baselines[options]
  if not known then
    local ok, written = pcall(function ()
      local write = require "bluepencil.write"
      local sample = sample_article(options, doc.policy)
      local result = assert(assert(write.find(options.to or "tei")).write(sample, options))
      sample:close()
      return result
    end)
    known = { bytes = ok and written or "", words = {}, counts = {}, count = 0 }
    for word in known.bytes:gmatch "[%w\128-\255]+" do known.words[word:lower()] = true end
    baselines[options] = known
  end
  return known
end

-- The same few forms ("three", "Wednesday") stand in article after article; of others nothing is kept long.
local counts_max = 500

-- How often each of these forms stands in what the writer says of every article and, those that are plain words, in the names
-- of the labels.
local function constant_of (doc, struck, wanted)
  local known = baseline(doc)
  local result, texts, which = {}, {}, {}
  local names = {}
  for i, label in ipairs(doc.labels or {}) do names[i] = tostring(label.name) end
  if known.count + #wanted > counts_max then known.counts, known.count = {}, 0 end
  local function key (form) return (form.exact and "=" or "~") .. form.text end
  for _, index in ipairs(wanted) do
    local count = known.counts[key(struck[index])]
    result[index] = count
    if not count then
      texts[#texts + 1], which[#which + 1] = struck[index].text, index
      result[index] = 0
    end
  end
  local function add (bytes, hits, index_of, only_exact)
    for i = 1, #hits, 4 do
      local index = index_of(hits[i])
      local form = struck[index]
      if (form.exact or not only_exact) and counts(bytes, form, hits[i + 1], hits[i + 2], hits[i + 3]) then
        result[index] = result[index] + 1
      end
    end
  end
  if #texts > 0 then
    add(known.bytes, core.find_leaks(known.bytes, texts), function (i) return which[i] end, false)
    for _, index in ipairs(which) do
      local k = key(struck[index])
      if not known.counts[k] then known.count = known.count + 1 end
      known.counts[k] = result[index]
    end
  end
  if #names > 0 then
    local told, all = table.concat(names, "\n"), {}
    for i, index in ipairs(wanted) do all[i] = struck[index].text end
    add(told, core.find_leaks(told, all), function (i) return wanted[i] end, true)
  end
  return result
end

-- Whether all words that a hit touches are the writer's own.
local function is_own_words (bytes, first, last, own)
  while first > 1 and bytes:find("^[%w\128-\255]", first - 1) do first = first - 1 end
  while bytes:find("^[%w\128-\255]", last + 1) do last = last + 1 end
  for word in bytes:sub(first, last):gmatch "[%w\128-\255]+" do
    if not own[word:lower()] then return false end
  end
  return true
end

-- ---- norms ---------------------------------------------------------------------------------------------------------

-- The standard form of a struck date or age is as telling as its words.
local function norm_leak (doc, bytes, form)
  if not form.norm then return nil end
  local wanted
  if form.kind == "Date" then
    if doc.meta.date and doc.meta.date.iso == form.norm then return nil end
    wanted = form.norm
  else
    wanted = ('type="age" quantity="%s"'):format(tostring(form.norm))
  end
  local at = bytes:find(wanted, 1, true)
  if not at then return nil end
  for _, a in ipairs(doc:annotations(form.kind)) do
    local is_kept = not (a.decision and a.decision.action == "strike")
    if is_kept and tostring(a.norm):find(tostring(form.norm), 1, true) then return nil end
  end
  return at
end

-- ---- the verdict ---------------------------------------------------------------------------------------------------

local function describe (leak)
  local count = leak.count and leak.count > 1 and (" (%d times)"):format(leak.count) or ""
  if leak.where == "file name" then return ("leak: a struck %s form is in the name of the file"):format(leak.kind) end
  return ("leak: a struck %s form is still at byte %d of the output (%s)%s"):format(leak.kind, leak.first, leak.where, count)
end

M.is_bare_number = is_bare_number     -- the ledger weighs hits by the same rule

local function search_name (struck, texts, name, leaks)
  local hits = core.find_leaks(name, texts)
  for i = 1, #hits, 4 do
    local form = struck[hits[i]]
    if not is_bare_number(form) and not form.exact and form.class == "direct" then
      leaks[#leaks + 1] = { kind = form.kind, class = form.class, where = "file name", first = hits[i + 1], last = hits[i + 2],
                            form = hits[i] }
    end
  end
end

-- Hits that may be leaks, by form: in the text of the body, and elsewhere.
local function weigh (doc, struck, bytes, hits)
  local body, header = {}, {}
  if #hits == 0 then return body, header end
  local body_first, body_last, is_tei = body_of(bytes)
  local is_data = not is_tei and bytes:find "^%s*[%[{]" ~= nil
  local titles, own
  for i = 1, #hits, 4 do
    local index, first, last, flags = hits[i], hits[i + 1], hits[i + 2], hits[i + 3]
    local form = struck[index]
    local is_markup = has(flags, MARKUP)
    local in_body = first >= body_first and last <= body_last
    local real = counts(bytes, form, first, last, flags)
    if real and is_markup and is_vocabulary(bytes, first, last) then real = false end
    if real and bytes:sub(first, last):find "[%[%]]" and not form.text:find "[%[%]]" then
      real = false                                       -- "her [family]" is not "her family"
    end
    -- "and respectively" is not "Andres", nor "op.generalise" the General: pieces and attributes of the writer's own words
    if real and not (in_body and not is_markup) and (is_markup or has(flags, INSIDE) or has(flags, SPLIT)) then
      own = own or baseline(doc).words
      if is_own_words(bytes, first, last, own) and (bytes:sub(first, last):find "^%l" or has(flags, INSIDE)) then real = false end
    end
    if real and is_bare_number(form) then
      titles = titles or titles_of(bytes, body_first)
      real = not is_markup and (in_body and not is_data or in_spans(titles, first, last))
    end
    if real then
      local list = in_body and not is_markup and not is_data and body or header
      list[index] = list[index] or { count = 0, first = first, last = last, in_body = in_body, is_markup = is_markup }
      list[index].count = list[index].count + 1
    end
  end
  return body, header
end

-- Of these, what neither the source, a replacement nor the writer's own words account for.
local function add_leaks (doc, struck, texts, body, header, leaks)
  local allowed = left_in_source(doc, struck, texts)
  local said = in_replacements(doc, struck, texts)
  local doubtful = {}
  for index in ipairs(struck) do
    if header[index] and not allowed[index] then doubtful[#doubtful + 1] = index end
  end
  local constant = doubtful[1] and constant_of(doc, struck, doubtful) or {}
  for index, form in ipairs(struck) do
    local here = body[index]
    local function leak (where, fine)
      leaks[#leaks + 1] = { kind = form.kind, class = form.class, where = where, first = here.first, last = here.last,
                            form = index, count = here.count - fine }
    end
    if here then
      local fine = (allowed[index] or 0) + (said[index] or 0)
      if here.count > fine then leak("text", fine) end
    end
    here = header[index]
    if here and not allowed[index] and here.count > constant[index] and not (form.class == "quasi" and said[index]) then
      leak(here.is_markup and "attribute" or here.in_body and "text" or "header", constant[index])
    end
  end
end

--- Whether a message of the log says what was struck.
-- @treturn true | nil, message
function M.message (doc, text)
  local struck, texts = doc.struck or {}, {}
  if #struck == 0 then return true end
  for i, form in ipairs(struck) do texts[i] = form.text end
  local hits = core.find_leaks(text, texts)
  for i = 1, #hits, 4 do
    local form = struck[hits[i]]
    if not is_bare_number(form) and counts(text, form, hits[i + 1], hits[i + 2], hits[i + 3]) then
      return nil, ("leak: a struck %s form is in a message to the log, which was not written"):format(form.kind)
    end
  end
  return true
end

--- Prove that nothing which was struck is left.
-- @tparam Document doc  after `resolve`; gets `leaks`: { kind, class, where, first, last, form (index into doc.struck) }
-- @tparam string bytes  what was written
-- @tparam[opt] string filename  the name it will be written under
-- @treturn true | nil, message
function M.verify (doc, bytes, filename)
  local struck, leaks = doc.struck or {}, {}
  doc.leaks = leaks
  if #struck == 0 then return true end
  local texts = {}
  for i, form in ipairs(struck) do texts[i] = form.text end

  local body, header = weigh(doc, struck, bytes, core.find_leaks(bytes, texts))
  if next(body) or next(header) then add_leaks(doc, struck, texts, body, header, leaks) end
  for index, form in ipairs(struck) do
    local at = norm_leak(doc, bytes, form)
    if at then
      leaks[#leaks + 1] = { kind = form.kind, class = form.class, where = "attribute", first = at, last = at, form = index }
    end
  end
  if filename then search_name(struck, texts, filename, leaks) end
  if #leaks == 0 then return true end
  table.sort(leaks, function (a, b) return a.first < b.first end)
  return nil, describe(leaks[1]) .. (#leaks > 1 and (", and %d more"):format(#leaks - 1) or "")
end

return M
