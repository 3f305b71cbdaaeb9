--- What was struck, so that a writer can keep it out of everything that is not the text: titles, names, notes, file names.
--
-- This is care, not proof: `verify` looks at the finished bytes.  A writer asks here first so that it can leave a detail out
-- instead of losing the whole file.  Costs two folds for each edit, and one fold for each question.

local core = require "bluepencil.core"

local M = {}
local Secret = {}
Secret.__index = Secret

local fold = core.fold

-- A word of a name as short as this is looked for as a whole word only: "Li" is in "police".
local short = 3

local function is_word_byte (byte) return byte and (byte >= 0x80 or string.char(byte):find("%w")) end

local function add (self, form, is_name)
  if self.seen[form] then return end             -- most are as they should be, and were there before
  if form:find("[_%-%s]") then form = form:gsub("[_%-%s]+", " "):gsub("^ ", ""):gsub(" $", "") end
  if form == "" or self.seen[form] then return end
  self.seen[form] = true
  self.forms[#self.forms + 1] = form
  self.whole[form] = not is_name or #form <= short
end

--- A name and each capitalised word of it.
local function add_name (self, name)
  if type(name) ~= "string" or self.named[name] or not utf8.len(name) then return end
  self.named[name] = true
  add(self, fold(name, "all"), true)
  for word in name:gmatch("[^%s%-_/.,;:()'\"]+") do
    if #word > 1 and (word:find("^%u") or word:byte() >= 0x80) then add(self, fold(word, "all"), true) end
  end
end

--- What must not be said about a document.
-- @treturn Secret  `may_say`
function M.of (doc)
  local self = setmetatable({ doc = doc, forms = {}, whole = {}, seen = {}, named = {}, said = {} }, Secret)
  local done = {}                                 -- the same name is struck again and again
  for _, edit in ipairs(doc.edits or {}) do
    local text = doc:render(edit.first, edit.last)
    if done[text] == edit.class then goto continue end
    done[text] = edit.class
    if edit.class == "direct" then add_name(self, text) else add(self, fold(text, "all"), false) end
    ::continue::
  end
  for _, entity in ipairs(doc.entities) do
    if entity.protected then
      add_name(self, entity.name)
      for _, alias in ipairs(entity.aliases or {}) do add_name(self, alias) end
      for _, part in pairs(entity.parts or {}) do add_name(self, part) end
    end
  end
  table.sort(self.forms, function (a, b) return #a < #b or #a == #b and a < b end)
  return self
end

--- Whether nothing was struck at all.
function Secret:is_empty () return #self.forms == 0 end

local function is_harmless (self, s)
  local folded = fold(s, "all")
  if not folded then return false end             -- not UTF-8: who knows what it says
  if folded:find("[_%-%s]") then folded = folded:gsub("[_%-%s]+", " ") end
  local size, forms = #folded, self.forms
  for i = 1, #forms do
    local form = forms[i]
    if #form > size then return true end          -- they come in order of length
    local at, stop = folded:find(form, 1, true)
    while at do
      if not self.whole[form] then return false end
      if not is_word_byte(folded:byte(at - 1)) and not is_word_byte(folded:byte(stop + 1)) then return false end
      at, stop = folded:find(form, at + 1, true)
    end
  end
  return true
end

--- The string, or nil when it holds something that was struck.  What is not a string is given back.
function Secret:may_say (s)
  if type(s) ~= "string" or #self.forms == 0 then return s end
  local said = self.said[s]                       -- writers ask for the same words again and again
  if said == nil then
    said = is_harmless(self, s)
    self.said[s] = said
  end
  return said and s or nil
end

-- ---- addresses ------------------------------------------------------------------------------------------------------

-- Schemes whose address is a person's: a contact like those in the text.
local personal = { mailto = true, tel = true, sms = true, fax = true, callto = true, skype = true, sip = true, xmpp = true,
                   whatsapp = true, facetime = true, im = true }

-- What is encoded twice is rare, three times unheard of.
local decodings_max = 3

local function decode (s)
  for _ = 1, decodings_max do
    local plain, count = s:gsub("%%(%x%x)", function (hex) return string.char(tonumber(hex, 16)) end)
    if count == 0 then break end
    s = plain
  end
  return s
end

--- Whether a contact stands in the text itself, where no edit covers it: then the link says no more than the text.
local function is_in_text (doc, contact)
  local first, last = doc.text:find(contact, 1, true)
  if not first then return false end
  for _, edit in ipairs(doc.edits or {}) do
    if edit.first <= last and edit.last >= first then return false end
  end
  return true
end

--- Whether an address gives nothing away: as it stands, decoded, with its parts as words, and run together.
local function is_harmless_address (self, s)
  local doc, plain = self.doc, decode(s)
  local scheme, rest = plain:match("^(%a[%w+.%-]*):(.*)$")
  local contacts = doc.policy and doc.policy.contacts
  if scheme and personal[scheme:lower()] and contacts and contacts ~= "none"
     and not is_in_text(doc, rest:gsub("^//", ""):gsub("%?.*$", "")) then return false end
  if #self.forms == 0 then return true end
  if not utf8.len(plain) or not is_harmless(self, plain) or not is_harmless(self, (plain:gsub("[%p+]", " "))) then return false end
  local together = fold(plain, "all"):gsub("[%p%s+]", "")
  for _, form in ipairs(self.forms) do
    local squeezed = form:gsub("[%p%s]", "")
    if #squeezed > short + 2 and together:find(squeezed, 1, true) then return false end
  end
  local texts = {}
  for i, form in ipairs(doc.struck or {}) do texts[i] = form.text end
  return #texts == 0 or #core.find_leaks(plain, texts) == 0 and #core.find_leaks(s, texts) == 0
end

--- The target of a link or the address of a picture, or nil when something that was struck is in it, however written, or when
-- it is a contact that the policy would strike in the text.
function Secret:may_say_address (s)
  if type(s) ~= "string" then return nil end
  local key = "address " .. s
  local said = self.said[key]
  if said == nil then
    said = is_harmless_address(self, s)
    self.said[key] = said
  end
  return said and s or nil
end

return M
