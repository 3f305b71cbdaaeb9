--- The ledger: what was decided about each article, without the words, so that it can be proved later.
--
-- JSON lines, appended.  Each run begins with a `run` record and closes with `end`; between them each article has one `article`
-- record and a `decision` record for each decision, to strike or to keep:
--
--     {"record":"run","version":1,"program":"bluepencil 0.1.0","key":"225f...","format":"tei","policy":"...","time":"...","mac":"..."}
--     {"record":"article","article":"2017/a.xml","bytes":8120,"output":"9f3b...","policy":"...","search":"...","mac":"..."}
--     {"record":"decision","article":"2017/a.xml","action":"strike","type":"Person","class":"direct","operator":"label",
--      "rule":"private","reason":"...","start":120,"end":130,"digest":"5b69...","mac":"..."}
--
-- `start` and `end` are code points of the text that was written, as in the JSON.  `digest` is an HMAC of the article's name
-- and the form's letters and digits (folded, unaccented): equal forms are seen to be equal within an article only.  `output` is
-- an HMAC of the file.  `search` is sealed: fingerprints of all struck forms (core.fingerprint) with their class and how often
-- each stood in the file when it was proved, for audit.lua.  `mac` chains the lines: HMAC of the one before and this one.
--
-- Nothing here is the struck text: a reason in which it stands is left out.  Costs one more search of the written bytes and about three
-- microseconds for each record.  Does no input or output of its own but through bluepencil.system, so only commands load it.

local core = require "bluepencil.core"
local crypto = require "bluepencil.crypto"
local json = require "bluepencil.read.record"
local render = require "bluepencil.write.render"
local system = require "bluepencil.system"
local verify = require "bluepencil.verify"

local M = {}
local Ledger = {}
Ledger.__index = Ledger

M.version = 1

local MARKUP, INSIDE = 1, 2                    -- flags of core.find_leaks
local EXACT, NUMBER = 1, 2                     -- flags of a form in `search`
local DIGEST_DIGITS, MAC_DIGITS = 32, 32       -- 128 bits

local function has (flags, flag) return flags % (2 * flag) >= flag end

-- ---- forms -----------------------------------------------------------------------------------------------------------

--- The secret number of fingerprints, from a key.
function M.secret (key) return key:hmac("fingerprint", "1") end

-- Whether a hit is the form at all: a word or a short name only with its capital, a bare number only in text.
local function is_real (bytes, form, first, flags)
  if has(form.flags, EXACT) and (has(flags, INSIDE) or bytes:find("^%l", first)) then return false end
  return not (has(form.flags, NUMBER) and has(flags, MARKUP))
end

--- How often each form stands in bytes, by the rules that ledger and audit share.
-- @tparam string bytes
-- @tparam table hits  of core.find_leaks or a set of fingerprints
-- @tparam table forms  each with `flags`
-- @treturn table counts by form; @treturn table the last place of each: { first, last, flags }
function M.count (bytes, hits, forms)
  local counts, places = {}, {}
  for i = 1, #hits, 4 do
    local index, first, flags = hits[i], hits[i + 1], hits[i + 3]
    if is_real(bytes, forms[index], first, flags) then
      counts[index] = (counts[index] or 0) + 1
      places[index] = { first = first, last = hits[i + 2], flags = flags }
    end
  end
  return counts, places
end

-- What is searched for: the struck forms, and struck days in their standard form.
local function forms_of (doc, secret)
  local forms, texts = {}, {}
  local function take (text, form, flags)
    local print, stream = core.fingerprint(text, secret)
    if not print or stream == "" then return end
    forms[#forms + 1] = { print = print, class = form.class or "quasi", kind = form.kind or "text", flags = flags }
    texts[#texts + 1] = text
  end
  for _, form in ipairs(doc.struck or {}) do
    take(form.text, form, (form.exact and EXACT or 0) + (verify.is_bare_number(form) and NUMBER or 0))
    if form.kind == "Date" and type(form.norm) == "string" then take(form.norm, form, 0) end
  end
  return forms, texts
end

local function pack (forms, counts)
  local parts = {}
  for i, form in ipairs(forms) do
    parts[i] = string.pack("<s4s1s1BI4", form.print, form.class, form.kind, form.flags, counts[i] or 0)
  end
  return table.concat(parts)
end

--- The forms of an `article` record.
-- @tparam key key
-- @tparam string sealed  `search`
-- @tparam string name  of the article
-- @treturn table of { print, class, kind, flags, count, is_exact, is_number } | nil, message
function M.open_search (key, sealed, name)
  local bytes, message = crypto.from_base64(sealed)
  local packed
  if bytes then packed, message = key:open("ledger", bytes) end
  if not packed then return nil, message end
  local ok, owner, at = pcall(string.unpack, "<s4", packed)
  if not ok or owner ~= name then return nil, "belongs to another article" end
  local forms = {}
  while at <= #packed do
    local form = {}
    form.print, form.class, form.kind, form.flags, form.count, at = string.unpack("<s4s1s1BI4", packed, at)
    form.is_exact, form.is_number = has(form.flags, EXACT), has(form.flags, NUMBER)
    forms[#forms + 1] = form
  end
  return forms
end

-- ---- lines -----------------------------------------------------------------------------------------------------------

local function quote (text)
  if not text:find "[^%w :/.,_%-]" then return '"' .. text .. '"' end
  return json.string(text)
end

-- From name, value, name, value ...; nil is left out.
local function object (...)
  local given, parts = { ... }, {}
  for i = 1, select("#", ...), 2 do
    local value = given[i + 1]
    if value ~= nil then
      parts[#parts + 1] = '"' .. given[i] .. '":' .. (type(value) == "number" and ("%d"):format(value) or quote(value))
    end
  end
  return "{" .. table.concat(parts, ",")             -- the chain closes it
end

--- The code that chains a line to the one before.
-- @tparam string body  the line up to `,"mac"`
function M.mac (key, previous, body) return key:hex("ledger chain", previous .. "\n" .. body, MAC_DIGITS) end

--- A line without its code, and the code; nil when it has none.
function M.split (line) return line:match('^(.*),"mac":"(%x+)"}$') end

local function now () return os.date("!%Y-%m-%dT%H:%M:%SZ") end

-- ---- policy ----------------------------------------------------------------------------------------------------------

local function serialise (value, seen)
  if type(value) == "function" then
    local ok, code = pcall(string.dump, value, true)
    return ok and code or "function"
  end
  if type(value) ~= "table" then return type(value) .. ":" .. tostring(value) end
  if seen[value] then return "again" end
  seen[value] = true
  local parts = {}
  for name, field in pairs(value) do
    parts[#parts + 1] = serialise(name, seen) .. "=" .. serialise(field, seen)
  end
  table.sort(parts)
  return "{" .. table.concat(parts, ";") .. "}"
end

local function policy_digest (self, policy)
  local known = self.policies[policy]
  if not known then
    known = self.key:hex("ledger policy", serialise(policy, {}), DIGEST_DIGITS)
    self.policies[policy] = known
  end
  return known
end

-- ---- writing ---------------------------------------------------------------------------------------------------------

--- Open a ledger to append a run.
-- @tparam string path  made when it is not there, for its owner alone
-- @tparam key key
-- @tparam table run  `format`, `policy` (name)
-- @treturn Ledger | nil, message
function M.open (path, key, run)
  local file, last, broken = system.open_append(path)
  if not file then return nil, ("ledger %s: %s"):format(path, last) end
  local previous = ""
  if last then
    local first = io.lines(path)()
    local id = first and first:match('^{"record":"run",.-"key":"(%x+)"')
    previous = select(2, M.split(last))
    if not id or not previous then
      file:close()
      return nil, ("ledger %s: is not a ledger, or is damaged"):format(path)
    elseif id ~= key:id() then
      file:close()
      return nil, ("ledger %s: was begun with another key; a ledger has one"):format(path)
    end
  end
  local self = setmetatable({ path = path, file = file, key = key, previous = previous, broken = broken, secret = M.secret(key),
                              articles = 0, decisions = 0, policies = setmetatable({}, { __mode = "k" }) }, Ledger)
  local ok, message = self:append { object("record", "run", "version", M.version, "program", "bluepencil " .. core.version,
    "key", key:id(), "format", run.format, "policy", run.policy, "time", now()) }
  if not ok then
    file:close()
    return nil, message
  end
  return self
end

--- Chain lines and write them at once.
-- @tparam table bodies  lines without their ends
function Ledger:append (bodies)
  local previous, lines = self.previous, {}
  for i, body in ipairs(bodies) do
    previous = M.mac(self.key, previous, body)
    lines[i] = ('%s,"mac":"%s"}\n'):format(body, previous)
  end
  local ok, message = self.file:append(table.concat(lines))
  if not ok then return nil, ("ledger %s: %s"):format(self.path, message) end
  self.previous = previous
  return true
end

-- Which of these strings say what was struck, as a set.  One search for all of them: a form that begins in one and ends in the
-- next is counted against both.
local function telling (strings, texts, forms)
  local list, starts, at, found = {}, {}, 1, {}
  for text in pairs(strings) do list[#list + 1] = text end
  if #list == 0 then return found end
  table.sort(list)
  for i, text in ipairs(list) do starts[i], at = at, at + #text + 1 end
  local joined = table.concat(list, "\n")
  local hits = core.find_leaks(joined, texts)
  for i = 1, #hits, 4 do
    if is_real(joined, forms[hits[i]], hits[i + 1], hits[i + 3]) then
      for k, text in ipairs(list) do
        if starts[k] <= hits[i + 2] and starts[k] + #text > hits[i + 1] then found[text] = true end
      end
    end
  end
  return found
end

-- Annotations that somebody decided to keep, and that no edit covers all the same.
local function kept_of (doc)
  local list, edits, at = {}, doc.edits or {}, 1
  for _, a in ipairs(doc:annotations()) do
    if a.decision and a.decision.action == "keep" then
      while edits[at] and edits[at].last < a.first do at = at + 1 end
      local edit = edits[at]
      if not (edit and edit.first <= a.last) then list[#list + 1] = a end
    end
  end
  return list
end

--- Record one article, in one write.
-- @tparam Document doc  resolved
-- @tparam string name  of the output
-- @tparam string bytes  of the output
-- @treturn true | nil, message
function Ledger:record (doc, name, bytes)
  local key, edits, kept = self.key, doc.edits or {}, kept_of(doc)
  local forms, texts = forms_of(doc, self.secret)
  local counts = #texts > 0 and M.count(bytes, core.find_leaks(bytes, texts), forms) or {}
  local sealed = crypto.to_base64(key:seal("ledger", string.pack("<s4", name) .. pack(forms, counts)))
  local policy = doc.policy
  local lines = { object("record", "article", "article", name, "bytes", #bytes, "output", key:hex("ledger file", bytes, DIGEST_DIGITS),
    "policy", policy and policy.name, "policy_digest", policy and policy_digest(self, policy), "decisions", #edits + #kept, "time", now(),
    "search", sealed) }
  local said = {}
  for _, list in ipairs { edits, kept } do
    for _, one in ipairs(list) do
      for _, field in ipairs { "operator", "rule", "reason", "by" } do
        local text = (one.decision or one)[field]
        if type(text) == "string" then said[text] = true end
      end
    end
  end
  local withheld = telling(said, texts, forms)
  local function safe (text)
    if type(text) == "function" then return "custom" end
    return type(text) == "string" and not withheld[text] and text or nil
  end
  local rendered = (#edits > 0 or #kept > 0) and render.render(doc)
  for _, edit in ipairs(edits) do
    local start, stop = rendered:span(edit.first, edit.last)
    local _, stream = core.fingerprint(doc:render(edit.first, edit.last), self.secret)
    lines[#lines + 1] = object("record", "decision", "article", name, "action", "strike", "type", edit.annotation and edit.annotation.type or "text",
      "class", edit.class, "operator", safe(edit.operator), "rule", safe(edit.rule), "reason", safe(edit.reason), "by", safe(edit.by),
      "start", start, "end", stop, "digest", key:hex("ledger", name .. "\0" .. (stream or ""), DIGEST_DIGITS))
  end
  for _, a in ipairs(kept) do
    local start, stop = rendered:span(a.first, a.last)
    local d = a.decision
    lines[#lines + 1] = object("record", "decision", "article", name, "action", "keep", "type", a.type, "class", d.class,
      "rule", safe(d.rule), "reason", safe(d.reason), "by", safe(d.by), "start", start, "end", stop)
  end
  local ok, message = self:append(lines)
  if not ok then return nil, message end
  self.articles, self.decisions = self.articles + 1, self.decisions + #edits + #kept
  return true
end

--- Close the run.
-- @treturn true | nil, message
function Ledger:close ()
  if not self.file then return true end
  local ok, message = self:append { object("record", "end", "articles", self.articles, "decisions", self.decisions, "time", now()) }
  self.file:close()
  self.file = nil
  return ok, message
end

return M
