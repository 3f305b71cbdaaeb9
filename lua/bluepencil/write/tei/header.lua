--- The header: what the file is, where it comes from, how it was made, what the article is about, and who is in it.
--
-- Everything is said by the article's evidence; what the program inferred has cert and resp="#bp".  When anything was
-- redacted, no number tells a length, titles are redacted as the text is, and every string is asked of secret.lua first.

local classes = require "bluepencil.write.tei.classes"
local core = require "bluepencil.core"
local language = require "bluepencil.language"
local markup = require "bluepencil.write.tei.markup"
local register = require "bluepencil.write.tei.register"
local value = require "bluepencil.write.tei.value"

local M = {}

local function first_block (doc, kind)
  for _, block in ipairs(doc.blocks) do
    if block.type == kind and block.last >= block.first then return block end
  end
end

local function in_titles (a) return a.type == "Person" end

-- ---- fileDesc ---------------------------------------------------------------------------------------------------------------

--- A title for an article that has none: "[Untitled article of 2018-05-03: trial (court), privacy]".
local function supplied_title (self)
  local title = "[Untitled article"
  if self.article_date then title = title .. " of " .. self.article_date end
  local names = {}
  for _, topic in ipairs(self.topics) do           -- the top topics say little: only when there is none below them
    if #names < 2 and not topic.label:find("000000$") then names[#names + 1] = topic.name end
  end
  if #names == 0 and self.topics[1] then names[1] = self.topics[1].name end
  if #names > 0 then title = title .. ": " .. table.concat(names, "; ") end
  return title .. "]"
end

--- The title as the text has it, redacted as the text is; else what the reader found beside the text; else a supplied one.
local function write_title (self, w, block, level, kind, fallback)
  if block then
    w:open("title", "level", level, "type", kind)
    self.body:inline(block.first, block.last, "para", in_titles)
    w:close()
    return
  end
  local known = kind == "main" and self.secret:may_say(self.doc.meta.title)
  if type(known) == "string" and known ~= "" then w:element("title", known, "level", level, "type", kind)
  elseif fallback then w:element("title", supplied_title(self), "level", level, "type", level and "supplied" or kind) end
end

--- The authors: persons of the byline with their markup, else the names that the reader found.
local function write_authors (self, w)
  local byline = first_block(self.doc, "Byline")
  local count = 0
  if byline then
    for _, a in ipairs(self.doc:inside(byline.first, byline.last, "Person")) do
      if not self.struck[a] then
        w:open("author")
        self.body:inline(a.first, a.last, "phrase", in_titles)
        w:close()
        count = count + 1
      end
    end
  end
  if count > 0 then return end
  for _, author in ipairs(self.doc.meta.authors or {}) do
    local name = self.secret:may_say(type(author) == "table" and author.name or author)
    if type(name) == "string" and name ~= "" then w:element("author", name) end
  end
end

local function count_words (doc)
  local index, words = doc.index, 0
  for _, block in ipairs(doc.blocks) do
    if block.last >= block.first then
      for _ in index:render(block.first, block.last):gmatch("%S+") do words = words + 1 end
    end
  end
  return words
end

--- "dir/story-12.txt" -> "story-12", and "feed-0012" for the twelfth article of a feed; nil when the name gives away something struck.
local function archive_number (self)
  local given = self.options.archive_id or self.doc.source.id
  local name = given or self.doc.source.name
  if type(name) ~= "string" then return nil end
  local stem = given or name:match("([^/\\]*)$"):gsub("%.%w+$", "")
  if stem == "" or stem == "-" or not utf8.len(stem) then return nil end
  return self.secret:may_say(stem)
end

local availability = {
  redacted = "Reading copy, redacted. The published article could still show who is meant; readers undertake not to look.",
  full = "Nothing has been taken out of this copy. Whoever passes it on sees to it that nobody is put at risk.",
}

local function write_publication (self, w)
  local options = self.options
  w:open("publicationStmt"):element("authority", options.authority)
  local number = archive_number(self)
  if number then w:element("idno", number, "type", "archive") end
  w:open("availability", "status", options.status)
  w:element("p", options.availability ~= "" and options.availability or availability[self.is_redacted and "redacted" or "full"])
  if options.licence ~= "" then
    w:element("licence", options.licence, "target", options.licence:find("^https?://") and value.uri(options.licence) or nil)
  end
  w:close():close()
end

--- The words of a date that stand in the text, when they can be said: "March 22".
local function date_words (self, date)
  if date.first and date.last and date.first >= 1 and date.last <= #self.doc.text and date.last >= date.first then
    for _, edit in ipairs(self.doc.edits or {}) do
      if edit.first <= date.last and edit.last >= date.first then return nil end
    end
    return self.secret:may_say(self.doc:render(date.first, date.last))
  end
end

local function is_in_dateline (doc, date)
  local block = date.first and doc:block_at(date.first)
  return block and block.type == "Dateline"
end

-- What the form of the source let the program tell, and how sure the date is.
local forms = {
  dump = "Dump of an archive: a line with the date, neither headline nor byline marked; paragraphs told by short lines.",
  wire = "Agency copy: headline, deck, dateline, byline and credit told by position and wording.",
  nitf = "News XML (NITF): headline, byline, dateline and paragraphs as they are marked there.",
  newsml = "News XML (NewsML): headline, byline, dateline and paragraphs as they are marked there.",
  feed = "An item of a feed (RSS or Atom): title, author, date and paragraphs as they are marked there.",
  tei = "Another TEI file: its text, and of its header title, author, date and source; nothing else of it was taken over.",
  mets = "A scanned issue (METS and ALTO): the article put together from its pages.",
  alto = "A scanned page (ALTO): its blocks of text in order.",
  page = "A scanned page (PAGE XML): its regions in reading order.",
}
local date_notes = {
  medium = "The year is not in the copy; it follows from other dates there.",
  low = "The year is not in the copy and rests on little: it may be wrong.",
}

local function write_source (self, w)
  local doc, meta = self.doc, self.doc.meta
  w:open("sourceDesc"):open("biblStruct"):open("analytic")
  write_authors(self, w)
  write_title(self, w, self.headline, "a", "main", true)
  if self.deck then write_title(self, w, self.deck, "a", "sub") end
  w:close():open("monogr")
  local agency, publisher = self.secret:may_say(meta.agency), self.secret:may_say(meta.publisher or meta.newspaper)
  if publisher then w:element("title", publisher, "level", "j")
  elseif agency then w:element("title", agency .. " (news agency copy)", "level", "j")
  else w:element("title", "[newspaper or agency not named]", "level", "j", "type", "supplied") end
  w:open("imprint")
  local place = meta.place
  place = self.secret:may_say(type(place) == "table" and (place.name or place.norm) or place)
  if type(place) == "string" and place ~= "" then w:element("pubPlace", value.place_name(place)) end
  if publisher or agency then w:element("publisher", publisher or agency) end
  local date = meta.date
  local iso = self.article_date
  if iso then
    local cert = value.cert(date.cert)
    w:element("date", date_words(self, date) or iso, "type", is_in_dateline(doc, date) and "dateline" or "publication",
      "when", iso, "cert", cert, "resp", cert and "#bp")
  else w:element("date", "not known", "type", "publication") end
  w:close():close()
  local notes = { forms[doc.source.form] }
  notes[#notes + 1] = date and date_notes[value.cert(date.cert)]
  if not iso then notes[#notes + 1] = "The copy gives no date." end
  for _, note in ipairs(doc.source.notes or {}) do
    local said = self.secret:may_say(note)
    if said and said ~= "" then notes[#notes + 1] = said:find("[.!?]$") and said or said .. "." end
  end
  if date and date.why and self.secret:may_say(date.why) then notes[#notes + 1] = date.why end
  if #notes > 0 then w:element("note", table.concat(notes, " ")) end
  w:close():close()
end

local function write_file (self, w)
  w:open("fileDesc"):open("titleStmt")
  write_title(self, w, self.headline, nil, "main", true)
  w:element("title", self.is_redacted and "redacted edition" or "full edition", "type", "sub")
  write_authors(self, w)
  w:open("respStmt")
  w:element("resp", "markup of names, dates, numbers and speech, classification" .. (self.is_redacted and ", redaction" or ""))
  w:element("name", "bluepencil (program)", "xml:id", "bp"):close()
  classes.write_givers(self, w)
  w:close()
  if not self.is_redacted then
    local words = count_words(self.doc)
    w:open("extent"):element("measure", ("%d words"):format(words), "unit", "word", "quantity", words):close()
  end
  write_publication(self, w)
  write_source(self, w)
  w:close()
end

-- ---- encodingDesc ---------------------------------------------------------------------------------------------------------

local function paragraph (w, name, text, ...)
  w:open(name, ...):element("p", text):close()
end

--- What redaction means in this file, in one paragraph.
local function redaction (self)
  local policy = self.doc.policy or {}
  local parts = {}
  local name = self.secret:may_say(policy.name)
  parts[#parts + 1] = name and ("Redacted under the policy “%s”."):format(name) or "Redacted."
  if type(policy.description) == "string" then
    local said = self.secret:may_say(policy.description)
    if said then parts[#parts + 1] = said:find("[.!?]$") and said or said .. "." end
  end
  parts[#parts + 1] = "A redaction is an empty gap, then supplied with a replacement in square brackets, inside the element of "
    .. "what stood there. #prot.direct marks what names someone protected, #prot.quasi what leads there; the "
    .. "operator is given by "
    .. "ana on supplied. Of redactions within one another only the outermost is carried out. Neither attributes, identifiers, "
    .. "comments nor the name of the file hold anything removed or reckoned from it; there is no word count and no digest of "
    .. "the source. Titles in this header are redacted like the text. Redacted is not anonymous: what was "
    .. "published elsewhere may "
    .. "still show who is meant."
  return table.concat(parts, " ")
end

local function write_editorial (self, w)
  local doc, marked = self.doc, self.marked
  w:open("editorialDecl")
  local unsafe = core.xml_unsafe(doc.text)
  local correction = self.is_redacted and "None made apart from the redactions." or "None made."
  if unsafe > 0 then
    correction = ("%s Characters that XML cannot hold have been replaced by U+FFFD%s."):format(correction,
      self.is_redacted and "" or (" (%d)"):format(unsafe))
  end
  paragraph(w, "correction", correction, "status", "high", "method", "silent")
  paragraph(w, "normalization", "Attributes carry the normal form of dates, numbers, sums and ages; the text is left alone. "
    .. "What had to be settled from the context (a missing year, a weekday, a currency) has cert and resp."
    .. (self.is_redacted and " On a redacted element no attribute is more exact than the words in brackets." or ""))
  paragraph(w, "quotation", marked.quotes and "The marks stay in the text, within said (speech), q (speech within speech, or of "
    .. "no known speaker) or soCalled. Parts of one speech are joined by next and prev; a speaker found from a pronoun has cert "
    .. "and resp." or "The marks stay in the text.", "marks", "all")
  if doc.joins and #doc.joins > 0 then
    paragraph(w, "hyphenation", "A hyphen that belongs to a word stays at the end of its line, and the line "
    .. "end goes; a soft hyphen "
      .. "goes with its line end.", "eol", "some")
  end
  local parts = doc.hints and "The source's own markup tells the parts: headings, paragraphs, lists, quotations, tables, pictures, "
    .. "as far as it has them; links and emphasis are kept."
    or "Blank lines, position and wording tell which part is headline, deck, dateline, paragraph, byline or credit; a line end "
    .. "within a paragraph is a space."
  paragraph(w, "segmentation", parts .. (marked.sentences and " Sentences are s." or "")
    .. (marked.words and " Words are w, signs are pc." or ""))
  w:open("interpretation")
  w:element("p", "Found by rules and lists, not by hand. Titles, offices and the possessive stay outside a name; a surname alone "
    .. "has the ref of the full name. Adjectives of nationality are rs. A capital that stands for a government is an orgName "
    .. "(metonym).")
  if self.is_redacted then w:element("p", redaction(self), "xml:id", "redaction") end
  w:close():close()
end

local function category (w, id, description, uri)
  w:open("category", "xml:id", id, "corresp", uri):element("catDesc", description):close()
end

local function write_classes (self, w)
  local operators = {}
  for _, edit in ipairs(self.doc.edits or {}) do operators[markup.operator(edit)] = true end
  local needs_protection = self.is_redacted
  for _, entity in ipairs(self.doc.entities) do
    needs_protection = needs_protection or entity.role == "public" or entity.vulnerable or entity.protected
  end
  if #self.classes == 0 and not needs_protection then return end
  w:open("classDecl")
  classes.write_taxonomies(self, w)
  if needs_protection then
    w:open("taxonomy", "xml:id", "protection")
    category(w, "prot.vulnerable", "to be protected: private person at risk, or family of one")
    category(w, "prot.public", "kept: public role")
    category(w, "prot.direct", "direct identifier: names someone to be protected")
    category(w, "prot.quasi", "quasi-identifier: leads to someone to be protected")
    for _, name in ipairs(markup.operators) do
      if operators[name] then category(w, "op." .. name, markup.operator_description[name]) end
    end
    w:close()
  end
  w:close()
end

local function write_encoding (self, w)
  w:open("encodingDesc")
  write_editorial(self, w)
  write_classes(self, w)
  w:open("appInfo"):open("application", "ident", "bluepencil", "version", core.version)
  w:element("desc", "Reads news articles, marks up what they say about whom, and redacts."):close():close()
  w:close()
end

-- ---- profileDesc ------------------------------------------------------------------------------------------------------------

--- The article's language, then those of its passages, in the order they come.
local function languages_of (self)
  local list = { self.options.language }
  local seen = { [list[1]] = true }
  local function add (code)
    code = value.language(code)
    if code and not seen[code] then seen[code], list[#list + 1] = true, code end
  end
  for _, block in ipairs(self.doc.blocks) do add(block.language) end
  for _, quote in ipairs(self.doc:annotations("Quote")) do
    if quote.language and not self.struck[quote] then add(quote.language) end
  end
  return list
end

local function write_profile (self, w)
  local date = self.doc.meta.date
  w:open("profileDesc")
  if self.article_date then
    local cert = value.cert(date.cert)
    w:open("creation"):element("date", self.article_date, "when", self.article_date, "cert", cert,
      "resp", cert and "#bp"):close()
  end
  w:open("langUsage")
  for _, code in ipairs(languages_of(self)) do w:element("language", language.name(code), "ident", code) end
  w:close()
  local keywords = {}
  for _, keyword in ipairs(self.doc.meta.keywords or {}) do
    local said = self.secret:may_say(type(keyword) == "table" and keyword.name or keyword)
    if type(said) == "string" and said ~= "" then keywords[#keywords + 1] = said end
  end
  if #self.classes + #keywords > 0 then
    w:open("textClass")
    classes.write_references(self, w)
    if #keywords > 0 then
      w:open("keywords")
      for _, keyword in ipairs(keywords) do w:element("term", keyword) end
      w:close()
    end
    w:close()
  end
  if self.marked.registers then register.write(self, w) end
  w:close()
end

-- ---- revisionDesc -----------------------------------------------------------------------------------------------------------

local function write_revision (self, w)
  local when = self.options.date
  w:open("revisionDesc")
  w:element("change", "Names, dates, numbers and speech marked; classified.", "when", when, "who", "#bp")
  if self.is_redacted then
    local kept = 0
    for _, entity in ipairs(self.doc.entities) do
      if entity.type == "Person" and entity.role == "public" and not entity.protected then kept = kept + 1 end
    end
    local count = #self.doc.edits
    local name = self.doc.policy and self.secret:may_say(self.doc.policy.name)
    w:element("change", ("Redacted%s: %d redaction%s; %d person%s kept for a public role."):format(
      name and (" under the policy “%s”"):format(name) or "", count, count == 1 and "" or "s", kept, kept == 1 and "" or "s"),
      "when", when, "who", "#bp")
  end
  w:close()
end

--- Write teiHeader.
-- @tparam table self  `doc`, `body`, `marked`, `id_of`, `struck`, `secret`, `options` (options.write with its defaults)
function M.write (self, w)
  local date = self.doc.meta.date
  self.article_date = date and value.date(date.iso) or nil
  self.is_redacted = #(self.doc.edits or {}) > 0
  self.headline, self.deck = first_block(self.doc, "Headline"), first_block(self.doc, "Deck")
  classes.collect(self)
  w:open("teiHeader")
  write_file(self, w)
  write_encoding(self, w)
  write_profile(self, w)
  write_revision(self, w)
  w:close()
end

return M
