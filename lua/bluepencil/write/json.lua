--- Stable JSON: the text a reader gets, and where everything stands in it.
--
-- Offsets are Unicode code points of `text`, 0-based and half-open.  Nothing that was struck is here: `text` has the
-- replacements, a struck annotation keeps its type and place only, a protected person's name is the pseudonym.  The form is
-- docs/annotations.schema.json, `version` says which of its versions.  Two runs give the same bytes: keys in a fixed order,
-- one annotation a line.
--
-- Fields of `options.write`: `one_line` (no line ends: for JSON lines), `byte_offsets` (`byte_start` and `byte_end` too).
-- The emitter is written here since the fifty lines it takes spare the pandoc plugin a C module that keeps no order of keys.

local core = require "bluepencil.core"
local options = require "bluepencil.options"
local register = require "bluepencil.write.tei.register"
local render = require "bluepencil.write.render"
local secret = require "bluepencil.write.secret"
local taxonomy = require "bluepencil.topic.taxonomy"
local types = require "bluepencil.types"
local values = require "bluepencil.write.tei.value"

local M = { name = "json", extension = "json" }

--- Version of the form: the first number changes when a reader of the old form would stumble.
M.version = "1.1"

--- Fields of `options.write`.
M.defaults = {
  one_line = false,       -- for JSON lines
  byte_offsets = false,   -- `byte_start` and `byte_end` beside `start` and `end`
}

-- ---- JSON -----------------------------------------------------------------------------------------------------------------

local escapes = { ['"'] = '\\"', ["\\"] = "\\\\" }
for byte = 0, 127 do
  if byte < 32 or byte == 127 then escapes[string.char(byte)] = ("\\u%04x"):format(byte) end
end
escapes["\n"], escapes["\r"], escapes["\t"], escapes["\b"], escapes["\f"] = "\\n", "\\r", "\\t", "\\b", "\\f"

--- A JSON string; bytes that are not UTF-8 become U+FFFD.
local function quote (s)
  if s:find("^[%w :/.%-]*$") then return '"' .. s .. '"' end
  if not utf8.len(s) then s = s:gsub("[\x80-\xFF]", "\u{FFFD}") end
  return '"' .. s:gsub('[%c"\\\x7F]', escapes) .. '"'
end

--- A JSON number, the shortest of a few forms that says it.
local function number (n)
  local whole = math.tointeger(n)
  if whole then return ("%d"):format(whole) end
  if n ~= n or n == math.huge or n == -math.huge then return "null" end
  local short = ("%.6g"):format(n)
  return tonumber(short) == n and short or ("%.17g"):format(n)
end

local function scalar (v)
  local kind = type(v)
  if kind == "string" then return quote(v) end
  if kind == "number" then return number(v) end
  return tostring(v)
end

--- An object on one line from name, value, name, value ...; a value of nil is left out.  Values are JSON already.
local function object (...)
  local given, parts, n = { ... }, {}, 0
  for i = 1, select("#", ...), 2 do
    local json = given[i + 1]
    if json ~= nil then
      n = n + 1
      parts[n] = '"' .. given[i] .. '":' .. json
    end
  end
  return "{" .. table.concat(parts, ",") .. "}"
end

--- A list, one item a line where there are lines.
local function list (items, lines)
  if #items == 0 then return "[]" end
  if not lines then return "[" .. table.concat(items, ",") .. "]" end
  return "[\n    " .. table.concat(items, ",\n    ") .. "\n  ]"
end

local function short_list (items) return "[" .. table.concat(items, ",") .. "]" end

local function or_nil (v)
  if v == nil or v == false then return nil end
  return scalar(v)
end

--- `,"name":value`, or nothing when there is no value.
local function member (name, v)
  if v == nil or v == false then return "" end
  return ',"' .. name .. '":' .. scalar(v)
end

-- ---- the document -----------------------------------------------------------------------------------------------------------

--- From code points of a text to its bytes, both from 0.  Questions come nearly in order, so each goes on from the last.
local function byte_counter (text, is_ascii)
  if is_ascii then return function (point) return point end end
  local known_point, known_byte = 0, 1
  return function (point)
    local step = point - known_point
    known_byte = utf8.offset(text, step >= 0 and step + 1 or step, known_byte)
    known_point = point
    return known_byte - 1
  end
end

--- `,"byte_start":1,"byte_end":2` of a span in code points, or nothing.
local function bytes_of (self, start, stop)
  local byte_at = self.byte_at
  return byte_at and (',"byte_start":%d,"byte_end":%d'):format(byte_at(start), byte_at(stop)) or ""
end

--- The edit that covers each annotation, and whether an annotation touches one without being covered.
local function overlaps (doc)
  local edits = doc.edits or {}
  local near = 1
  return function (a)                                      -- annotations come in text order
    while edits[near] and edits[near].last < a.first do near = near + 1 end
    local edit = edits[near]
    if not edit or edit.first > a.last then return nil, false end
    return edit.first <= a.first and edit.last >= a.last and edit or nil, true
  end
end

--- A table that remembers what `make` made of each key.  Types, sources, scores and entities come again and again.
local function remembered (make)
  return setmetatable({}, { __index = function (t, key)
    local value = make(key)
    if key == key then t[key] = value end       -- not a number is no key
    return value
  end })
end

--- The annotations as one list, and the number of each.  This is the writer's hot loop: its pieces go into one buffer.
local function annotations_of (self, lines)
  local number_of, count = {}, 0
  local edit_of, seen_edit = overlaps(self.doc), {}
  local text, id_of, byte_at = self.text, self.id_of, self.byte_at
  local out, n = {}, 1
  local head = lines and ',\n    {"id":' or ',{"id":'
  local type_of = remembered(function (v) return ',"type":' .. quote(v) .. ',"start":' end)
  local score_of = remembered(function (v) return ',"score":' .. number(v) end)
  local source_of = remembered(function (v) return ',"source":' .. quote(v) end)
  local entity_of = remembered(function (v) return ',"entity":' .. quote(v) end)
  local said = remembered(function (v) return or_nil(self.secret:may_say(v)) or false end)
  local function push (name, json)
    if not json then return end
    out[n + 1], out[n + 2] = name, json
    n = n + 2
  end
  for _, a in ipairs(self.doc:annotations()) do
    local edit, touches = edit_of(a)
    if edit then self.struck[a] = edit end
    -- of what lies within one redaction, only the annotation that it belongs to is said
    local is_said = not edit or (not seen_edit[edit] and (edit.annotation == nil or edit.annotation == a))
    local start, stop
    if is_said then start, stop = text:span(a.first, a.last) end
    if start then
      if edit then seen_edit[edit] = true end
      number_of[a] = count
      out[n + 1], out[n + 2], out[n + 3], out[n + 4], out[n + 5], out[n + 6] =
        head, count, type_of[a.type], start, ',"end":', stop
      n = n + 6
      count = count + 1
      if byte_at then push("", bytes_of(self, start, stop)) end
      out[n + 1], out[n + 2] = score_of[a.score or 1], source_of[a.source or "unknown"]
      n = n + 2
      if not touches then
        if a.subtype ~= nil then push(',"subtype":', said[a.subtype]) end
        if a.norm ~= nil then push(',"norm":', said[a.norm]) end
        if a.unit ~= nil then push(',"unit":', said[a.unit]) end
        if a.cert ~= nil then push(',"cert":', said[a.cert]) end
        if a.language ~= nil then push(',"language":', or_nil(values.language(a.language))) end
        if a.target ~= nil then push(',"target":', or_nil(self.secret:may_say_address(values.pointer(a.target)))) end
        if a.rend ~= nil then push(',"rend":', said[a.rend]) end
      elseif a.type == "Quote" then push(',"subtype":', or_nil(a.subtype)) end
      local entity, speaker, person = id_of[a.entity], id_of[a.speaker], id_of[a.person]
      -- the country of a struck nationality is in the list, since others may be of it
      if entity and not (edit and a.type == "Nationality") then push("", entity_of[entity]) end
      if speaker then push(',"speaker":', quote(speaker)) end
      if person then
        push(',"person":', quote(person))
        push(',"link":', or_nil(a.link))
      end
      if edit then
        push(',"operator":', quote(tostring(edit.operator or "replace")))
        push(',"class":', or_nil(edit.class))
      end
      n = n + 1
      out[n] = "}"
    end
  end
  if count == 0 then return "[]", number_of end
  out[1], out[2] = lines and "[\n    " or "[", '{"id":'
  n = n + 1
  out[n] = lines and "\n  ]" or "]"
  return table.concat(out, "", 1, n), number_of
end

local function structure_of (block)
  local out = ""
  for _, field in ipairs(types.structure[block.type]) do
    local v = block[field]
    if type(v) == "boolean" then out = ('%s,"%s":%s'):format(out, field, v)
    elseif math.tointeger(v) then out = ('%s,"%s":%d'):format(out, field, v) end
  end
  return out
end

local function blocks_of (self)
  local out = {}
  for i, row in ipairs(self.text.blocks) do
    local more = types.structure[row.block.type] and structure_of(row.block) or ""
    out[i] = ('{"type":%s,"start":%d,"end":%d%s%s}'):format(quote(row.block.type), row.start, row.stop,
      bytes_of(self, row.start, row.stop), more .. member("language", values.language(row.block.language)))
  end
  return out
end

--- The pictures: their addresses where they may be said, and the block each stands before.
local function figures_of (self)
  local out = {}
  for i, figure in ipairs(self.doc.figures) do
    local before
    for k, row in ipairs(self.text.blocks) do
      if figure.at and not before and row.block.first >= figure.at then before = k - 1 end
    end
    out[i] = object("url", or_nil(self.secret:may_say_address(values.pointer(figure.url))),
      "width", math.tointeger(figure.width) and number(figure.width) or nil,
      "height", math.tointeger(figure.height) and number(figure.height) or nil, "before", before and number(before))
  end
  return out
end

--- Why an entity is what it is, for one who is not protected: the reasons may be the article's words.
local function evidence_of (self, entity)
  local out
  for _, one in ipairs(entity.evidence or {}) do
    local why = one.why and self.secret:may_say(one.why)
    if why then
      out = (out and out .. "," or "") .. '{"why":' .. quote(why) .. member("role", one.role)
        .. member("kind", self.secret:may_say(one.kind)) .. member("weight", one.weight) .. "}"
    end
  end
  return out and ',"evidence":[' .. out .. "]" or ""
end

local function entities_of (self, number_of)
  local out = {}
  for _, entity in ipairs(self.doc.entities) do
    local id = self.id_of[entity]
    if id then
      local mentions, n, sorted = {}, 0, true
      for _, a in ipairs(entity.mentions or {}) do
        local id_number = number_of[a]
        if id_number then
          sorted = sorted and (n == 0 or mentions[n] < id_number)
          n = n + 1
          mentions[n] = id_number
        end
      end
      if not sorted then table.sort(mentions) end
      local name, withheld = register.name(self, entity)
      out[#out + 1] = '{"id":' .. quote(id) .. ',"type":' .. quote(entity.type) .. ',"name":' .. quote(name)
        .. (entity.protected and ',"protected":true' or "") .. (withheld and ',"withheld":true' or "")
        .. member("role", entity.role) .. member("kind", self.secret:may_say(entity.kind))
        .. (entity.vulnerable and ',"vulnerable":true' or "") .. ',"mentions":[' .. table.concat(mentions, ",") .. "]"
        .. (withheld and "" or evidence_of(self, entity)) .. "}"
    end
  end
  return out
end

--- What ties two entities; of a protected person only what the registers of the TEI header say too.
local function relations_of (self)
  local out = {}
  local function ids (entities)
    local found = {}
    for i, entity in ipairs(entities) do
      local id = self.id_of[entity]
      if not id then return nil end
      found[i] = quote(id)
    end
    return short_list(found)
  end
  for _, r in ipairs(self.doc.relations or {}) do
    local name = register.relation(r)
    if name and r.mutual and #r.mutual > 1 and ids(r.mutual) then
      out[#out + 1] = object("name", quote(name), "mutual", ids(r.mutual))
    elseif name and r.active and r.passive and self.id_of[r.active] and self.id_of[r.passive] then
      out[#out + 1] = object("name", quote(name), "active", quote(self.id_of[r.active]), "passive", quote(self.id_of[r.passive]))
    end
  end
  return out
end

-- The words that spoke for a label and their places in the text as it is written; what an edit touches is left out.
local function reasons_of (self, label)
  local out, places, near = {}, label.places or {}, self.doc.edits or {}
  for i, word in ipairs(label.why or {}) do
    local first, last = places[2 * i - 1], places[2 * i]
    local said = type(word) == "string" and self.secret:may_say(word)
    local struck = false
    for k = 1, first and #near or 0 do struck = struck or near[k].first <= last and near[k].last >= first end
    local start, stop
    if said and first and not struck then start, stop = self.text:span(first, last) end
    if said and not struck then
      out[#out + 1] = '{"text":' .. quote(said) .. (start and (',"start":%d,"end":%d'):format(start, stop) or "") .. "}"
    end
  end
  return #out > 0 and ',"why":' .. short_list(out) or ""
end

local function labels_of (self)
  local out, secret_of = {}, self.secret
  for _, label in ipairs(self.doc.labels) do
    local id = secret_of:may_say(tostring(label.id))
    if id then
      out[#out + 1] = '{"id":' .. quote(id) .. member("name", secret_of:may_say(label.name)) .. ',"score":' .. number(label.score or 1)
        .. ',"source":' .. quote(label.source or "unknown") .. member("top", secret_of:may_say(label.top))
        .. member("scheme", secret_of:may_say(label.scheme)) .. member("uri", taxonomy.uri(label.id)) .. reasons_of(self, label) .. "}"
    end
  end
  return out
end

--- Strings of the metadata that may be said, in a list.
local function names (self, given)
  local out = {}
  for _, item in ipairs(given or {}) do
    local name = self.secret:may_say(type(item) == "table" and item.name or item)
    if type(name) == "string" and name ~= "" then out[#out + 1] = quote(name) end
  end
  return out
end

local function meta_of (self)
  local meta = self.doc.meta
  local say = function (v)
    if type(v) == "table" then v = v.name or v.norm end
    return type(v) == "string" and v ~= "" and or_nil(self.secret:may_say(v)) or nil
  end
  local date = meta.date
  local authors, keywords = names(self, meta.authors), names(self, meta.keywords)
  return object("title", say(meta.title), "deck", say(meta.deck),
    "date", date and say(date.iso), "date_cert", date and say(date.cert), "date_source", date and say(date.source),
    "authors", #authors > 0 and short_list(authors) or nil, "agency", say(meta.agency), "publisher", say(meta.publisher),
    "place", say(meta.place), "language", say(meta.language), "url", or_nil(self.secret:may_say_address(meta.url)),
    "keywords", #keywords > 0 and short_list(keywords) or nil,
    "confidence", type(meta.confidence) == "number" and number(meta.confidence) or nil)
end

--- Where in its file an article stands.  Bytes would tell how long a redacted article was, so they are left out there.
local function place_of (self, place, redacted)
  if not place then return nil end
  local json = object("record", or_nil(place.record), "entry", or_nil(place.entry), "item", or_nil(place.item),
    "line", or_nil(place.line), "path", or_nil(self.secret:may_say(place.path)),
    "first", not redacted and or_nil(place.first) or nil)
  return json ~= "{}" and json or nil
end

local function source_of (self)
  local source = self.doc.source
  local redacted = #(self.doc.edits or {}) > 0
  local notes = names(self, source.notes)
  return object("name", or_nil(self.secret:may_say(source.name)), "id", or_nil(self.secret:may_say(source.id)),
    "place", place_of(self, source.place, redacted), "form", or_nil(self.secret:may_say(source.form)),
    "encoding", or_nil(source.encoding), "size_bytes", not redacted and or_nil(source.size_bytes) or nil,
    "notes", #notes > 0 and short_list(notes) or nil)
end

--- @tparam Document doc
-- @tparam[opt] table given  the pipeline's options: `write` (see `defaults`)
-- @treturn string bytes
function M.write (doc, given)
  local opts = options.merge(M.defaults, given and given.write, "writer option")
  local text = render.render(doc)
  local self = {
    doc = doc, text = text, secret = secret.of(doc), struck = {}, id_of = register.ids(doc, { registers = true }),
    byte_at = opts.byte_offsets and byte_counter(text.text, text.length == #text.text) or nil,
  }
  local lines = not opts.one_line
  local annotations, number_of = annotations_of(self, lines)
  local policy = doc.policy and self.secret:may_say(doc.policy.name)
  local fields, colon = {}, lines and '": ' or '":'
  local function put (name, json) fields[#fields + 1] = '"' .. name .. colon .. json end
  put("version", quote(M.version))
  put("program", quote("bluepencil " .. core.version))
  put("redacted", tostring(#(doc.edits or {}) > 0))
  if policy then put("policy", quote(policy)) end
  put("text", quote(text.text))
  put("blocks", list(blocks_of(self), lines))
  if doc.figures then put("figures", list(figures_of(self), lines)) end
  put("annotations", annotations)
  put("entities", list(entities_of(self, number_of), lines))
  put("relations", list(relations_of(self), lines))
  put("labels", list(labels_of(self), lines))
  put("meta", meta_of(self))
  put("source", source_of(self))
  if not lines then return "{" .. table.concat(fields, ",") .. "}" end
  return "{\n  " .. table.concat(fields, ",\n  ") .. "\n}\n"
end

return M
