--- Audit: what was struck is still not in the files, proved from the ledger alone.
--
-- The ledger is read and its chain checked; then each file is searched for the fingerprints of what was struck in it, by the
-- search that verified it when it was written (src/leak.c): text, attributes, comments, header, ids, other case, without
-- accents, split by tags or line ends, encoded, and inside longer words for forms of six letters and more.  A form may stand in the file as
-- often as it did then.  The words are not known here, and a finding names the kind of form and the place.
--
-- Proves: no form that the ledger has stands in the file more often than when it was proved.
-- Does not prove: that what should have been struck was; nor that nobody can be recognised; nor anything of words the
-- ledger does not have, or of records cut off at its very end.
-- Costs about a kilobyte of memory for each article of the ledger, and one pass over each file.

local cjson = require "cjson"
local core = require "bluepencil.core"
local ledger = require "bluepencil.ledger"

local M = {}
local Audit = {}
Audit.__index = Audit

local MARKUP = 1

-- ---- reading the ledger -----------------------------------------------------------------------------------------------

local function check_run (self, record, number)
  if record.version ~= ledger.version then
    return nil, ("line %d: a ledger of version %s; this program knows version %d"):format(number, tostring(record.version), ledger.version)
  elseif record.key ~= self.key:id() then
    return nil, ("line %d: made with another key"):format(number)
  end
  return true
end

local function take_article (self, record)
  local name = record.article
  if type(name) ~= "string" or type(record.search) ~= "string" or type(record.output) ~= "string" then return false end
  if not self.articles[name] then self.names[#self.names + 1] = name end
  self.articles[name] = record                       -- the last one counts: a later run replaced the file
  return true
end

--- Read a ledger.
-- @tparam key key
-- @tparam function lines  iterator over its lines
-- @treturn Audit | nil, message  `names` (in order), `articles` by name, `records`, `problems` (sentences: the chain is broken,
--   the last run was not closed), `notes` (an earlier run was not closed: the chain went on, so nothing is missing after it)
function M.read (key, lines)
  local self = setmetatable({ key = key, secret = ledger.secret(key), names = {}, articles = {}, records = 0, problems = {}, notes = {} }, Audit)
  local previous, number, open, told = "", 0, nil, false
  local function problem (text) self.problems[#self.problems + 1] = text end
  for line in lines do
    number = number + 1
    local body, mac = ledger.split(line)
    local ok, record = pcall(cjson.decode, line)
    if not body or not ok or type(record) ~= "table" then
      if number == 1 then return nil, "is not a ledger" end
      problem(("line %d: not a record"):format(number))
      told = true                                    -- the next line cannot fit either
    else
      if number == 1 then
        if record.record ~= "run" then return nil, "is not a ledger" end
        local right, message = check_run(self, record, number)
        if not right then return nil, message end
      end
      if ledger.mac(key, previous, body) ~= mac then
        if not told then
          problem(("line %d: the chain is broken: this record or one before it was changed, taken out or put in"):format(number))
        end
        told = true
      else
        told = false
      end
      previous = mac
      if record.record == "run" then
        if open then self.notes[#self.notes + 1] = ("line %d: the run that began there was cut off"):format(open) end
        open = number
      elseif record.record == "end" then
        open = nil
      elseif record.record == "article" and not take_article(self, record) then
        problem(("line %d: an article without its fields"):format(number))
      end
      self.records = self.records + 1
    end
  end
  if number == 0 then return nil, "is empty" end
  if open then problem(("line %d: the run that began there did not end; records may be missing"):format(open)) end
  return self
end

-- ---- searching --------------------------------------------------------------------------------------------------------

local function prints_of (forms)
  local prints = {}
  for i, form in ipairs(forms) do prints[i] = form.print end
  return prints
end

local function place (flags, bytes)
  if flags % 2 < MARKUP then return "text" end
  return bytes:find("^%s*[%[{]") and "text" or "markup"
end

--- Whether a file is the one that was proved.
function Audit:is_unchanged (name, bytes)
  return self.key:hex("ledger file", bytes, #self.articles[name].output) == self.articles[name].output
end

--- Search a file for what was struck in its article.
-- @tparam string name  of an article
-- @tparam string bytes  of its file
-- @treturn table findings, each { kind, class, where, first, count }; forms, a number | nil, message
function Audit:search (name, bytes)
  local forms, message = ledger.open_search(self.key, self.articles[name].search, name)
  if not forms then return nil, message end
  local findings = {}
  if #forms == 0 then return findings, 0 end
  local set = assert(core.fingerprints(prints_of(forms), self.secret))
  local in_bytes, in_name = set:find(bytes), set:find(name)
  set:close()
  local counts, places = ledger.count(bytes, in_bytes, forms)
  for index, form in ipairs(forms) do
    local count = counts[index] or 0
    if count > form.count then
      findings[#findings + 1] = { kind = form.kind, class = form.class, first = places[index].first, count = count - form.count,
                                  where = place(places[index].flags, bytes) }
    end
  end
  for i = 1, #in_name, 4 do
    local form = forms[in_name[i]]
    if form.class == "direct" and not form.is_exact and not form.is_number then
      findings[#findings + 1] = { kind = form.kind, class = form.class, where = "file name", first = in_name[i + 1],
                                  last = in_name[i + 2], count = 1 }
    end
  end
  table.sort(findings, function (a, b) return a.first < b.first end)
  return findings, #forms
end

-- ---- what was struck in other articles -----------------------------------------------------------------------------------

-- Forms that tell who is meant without their article: contacts, identifiers, names of two words and more.  A surname alone
-- is too many people's, but not in the name of a file that nobody knows.
local function is_telling (form)
  return form.kind ~= "Person" or #form.print > 16        -- a print has 16 bytes and 4 for each edge of a word
end

--- Gather the direct forms of all articles, once.
-- @treturn int how many | nil, message
function Audit:gather ()
  if self.all then return #self.all end
  local forms, known = {}, {}
  for _, name in ipairs(self.names) do
    local list, message = ledger.open_search(self.key, self.articles[name].search, name)
    if not list then return nil, ("%s: %s"):format(name, message) end
    for _, form in ipairs(list) do
      if form.class == "direct" and not form.is_exact and not form.is_number then
        local shared = known[form.print]
        if not shared then
          shared = { print = form.print, kind = form.kind, class = form.class, flags = form.flags, articles = {}, count = 0,
                     is_telling = is_telling(form) }
          known[form.print], forms[#forms + 1] = shared, shared
        end
        if not shared.articles[name] then
          shared.articles[name] = true
          shared.count = shared.count + 1
        end
      end
    end
  end
  self.all = forms
  self.all_set = assert(core.fingerprints(prints_of(forms), self.secret))
  return #forms
end

--- Search a file for what was struck in other articles; call `gather` first.
-- @tparam string name  of the file, whether the ledger has it or not
-- @tparam string bytes
-- @treturn table findings, each { kind, where, first, count, articles (how many it was struck in) }
function Audit:search_others (name, bytes)
  local forms, findings = self.all, {}
  local function look (text, where)
    local counts, places = ledger.count(text, self.all_set:find(text), forms)
    for index, form in ipairs(forms) do
      local is_meant = form.is_telling or (where and not self.articles[name])
      if counts[index] and is_meant and not form.articles[name] then
        findings[#findings + 1] = { kind = form.kind, class = form.class, first = places[index].first, last = places[index].last,
                                    count = counts[index], where = where or place(places[index].flags, text), articles = form.count }
      end
    end
  end
  look(bytes)
  look(name, "file name")
  table.sort(findings, function (a, b) return a.first < b.first end)
  return findings
end

--- A name that may be shown: without the words in it that were found.
function M.masked (name, findings)
  for _, finding in ipairs(findings) do
    if finding.where == "file name" then return (name:gsub("[^/]*$", "[a name that says what was struck]")) end
  end
  return name
end

return M
