--- One JSON object as an article: what `bluepencil pipe` reads a line of.
--
--     {"id": 17, "text": "...", "title": "...", "author": "..." or ["...", "..."], "date": "2019-06-20", "url": "..."}
--     {"id": 17, "blocks": [{"type": "Headline", "text": "..."}, ...]}
--     {"id": 17, "text": "...", "blocks": [{"type": "Headline", "start": 0, "end": 12}, ...]}     what --to json writes
--
-- An object in ninjs (ninjs.lua) is taken for what it is when the field of the text is not there.
--
-- Headline and byline become blocks, so that they are redacted like the text.  An id and the fields that are kept are echoed
-- as they stand in the line, since a number of twenty digits would not survive a double.  Other fields are not looked at.
-- Failures are `nil, message, code`, the message without a word of the article; codes: "json", "encoding", "id", "text",
-- "blocks".  Costs one decoding by lua-cjson, and a scan of the line when it has to be quoted from.

local cjson = require "cjson"
local core = require "bluepencil.core"
local day = require "bluepencil.grammar.day"
local ninjs = require "bluepencil.read.ninjs"
local types = require "bluepencil.types"

local M = {}

--- Names of the fields an article is read from.
M.fields = { id = "id", text = "text", title = "title", author = "author", date = "date", url = "url", blocks = "blocks" }

local json = cjson.new()
json.decode_invalid_numbers(false)
json.decode_max_depth(100)
json.encode_max_depth(100)
json.encode_sparse_array(true)

local null = cjson.null

-- ---- quoting the line ------------------------------------------------------------------------------------------------

--- The byte after a JSON string that begins at `at`.
local function after_string (line, at)
  repeat
    at = line:find('["\\]', at + 1)
    local is_end = line:byte(at) == 34
    if not is_end then at = at + 1 end        -- over the escaped character
  until is_end
  return at + 1
end

local function after_value (line, at)
  local byte = line:byte(at)
  if byte == 34 then return after_string(line, at) end
  if byte ~= 123 and byte ~= 91 then return line:match("^[^,}%s]+()", at) end
  local depth = 0
  repeat
    at = line:find('["%[%]{}]', at)
    byte = line:byte(at)
    if byte == 34 then at = after_string(line, at)
    else
      depth = depth + ((byte == 123 or byte == 91) and 1 or -1)
      at = at + 1
    end
  until depth == 0
  return at
end

--- Members of an object as they are written.
-- @tparam string line  a JSON object that has been decoded without error
-- @tparam table wanted  set of names
-- @treturn table  name -> JSON; of two with one name the last
function M.quote (line, wanted)
  local found = {}
  local at = line:match("^%s*{%s*()")
  while line:byte(at) == 34 do
    local stop = after_string(line, at)
    local name = line:sub(at + 1, stop - 2)
    if name:find("\\", 1, true) then name = json.decode("[" .. line:sub(at, stop - 1) .. "]")[1] end
    at = line:match("^%s*:%s*()", stop)
    stop = after_value(line, at)
    if wanted[name] then found[name] = line:sub(at, stop - 1) end
    at = line:match("^%s*,?%s*()", stop)
  end
  return found
end

-- ---- the parts of an article -------------------------------------------------------------------------------------------

--- A field by its name, or by a path of names ("article.body", "items.0.text").
local function field_of (record, path)
  if not path then return nil end
  local value = record[path]
  if value ~= nil or not path:find(".", 1, true) then return value end
  value = record
  for name in path:gmatch("[^.]+") do
    if type(value) ~= "table" then return nil end
    local index = value[1] ~= nil and math.tointeger(tonumber(name))
    value = value[index and index + 1 or name]
    if value == nil then return nil end
  end
  return value
end

local function is_text (v) return type(v) == "string" and v:find("%S") ~= nil end

--- Blocks with texts of their own, or with spans of `text` in code points.
local function blocks_of (given, text)
  if type(given) ~= "table" or #given == 0 then return nil, "it is not a list of blocks" end
  local blocks, at_point, at_byte = {}, 0, 1
  for i, block in ipairs(given) do
    if type(block) ~= "table" or not types.is_block[block.type] then
      return nil, ("block %d has no type, or one that is not known"):format(i)
    end
    local own, same_line = block.text, nil
    if own == nil then
      local start, stop = math.tointeger(block.start), math.tointeger(block["end"])
      if type(text) ~= "string" or not start or not stop or stop < start then
        return nil, ("block %d has neither a text nor a span of the text"):format(i)
      end
      local first = start >= at_point and utf8.offset(text, start - at_point + 1, at_byte)
      local after = first and utf8.offset(text, stop - start + 1, first)
      if not after then return nil, ("block %d does not follow the one before it within the text"):format(i) end
      local between = text:sub(at_byte, first - 1)
      if between:find("%S") then return nil, ("block %d leaves text out before it"):format(i) end
      same_line = i > 1 and not between:find("\n", 1, true) or nil
      own, at_point, at_byte = text:sub(first, after - 1), stop, after
    elseif type(own) ~= "string" then
      return nil, ("block %d has a text that is not a string"):format(i)
    end
    blocks[i] = { type = block.type, text = own, same_line = same_line }
    for _, field in ipairs(types.structure[block.type] or {}) do
      local v = block[field]
      if type(v) == "boolean" or math.type(v) and math.tointeger(v) then blocks[i][field] = math.tointeger(v) or v end
    end
  end
  if at_byte > 1 and text:sub(at_byte):find("%S") then return nil, "the blocks leave text out at the end" end
  return blocks
end

--- What is said beside the text, as blocks: nil, message when a field is of another type.
local function front_of (record, fields)
  local front = {}
  local title, author = field_of(record, fields.title), field_of(record, fields.author)
  if is_text(title) then front[1] = { type = "Headline", text = title }
  elseif title ~= nil and title ~= null and type(title) ~= "string" then return nil, "title" end
  if type(author) == "table" then
    for _, one in ipairs(author) do
      if type(one) ~= "string" then return nil, "author" end
      if is_text(one) then front[#front + 1] = { type = "Byline", text = one } end
    end
  elseif is_text(author) then front[#front + 1] = { type = "Byline", text = author }
  elseif author ~= nil and author ~= null and type(author) ~= "string" then return nil, "author" end
  return front
end

--- Blocks with what is said beside them put first, but not what they say already.
local function with_front (blocks, front)
  local has = {}
  for _, block in ipairs(blocks) do has[block.type] = true end
  local all = {}
  for _, block in ipairs(front) do
    if not has[block.type] then all[#all + 1] = block end
  end
  return table.move(blocks, 1, #blocks, #all + 1, all)
end

local function meta_of (record, fields)
  local meta, notes = {}, {}
  local date, url = field_of(record, fields.date), field_of(record, fields.url)
  if date ~= nil and date ~= null and date ~= "" then
    local found = type(date) == "string" and day.full:match(date:match("^%s*(.*)"))
    local iso, cert = nil, nil
    if found and found.year then iso, cert = day.iso(found) end
    if iso then meta.date = { iso = iso, cert = cert, source = "field:date" }
    else notes[1] = "The date that came with the text could not be read." end
  end
  if is_text(url) then meta.url = url:match("^%s*(.*%S)") end
  return meta, notes
end

-- ---- all of it ---------------------------------------------------------------------------------------------------------

--- The id of a line that is not JSON, when it is the first thing in it.
local function salvaged_id (line, fields)
  local name, rest = line:match('^%s*{%s*"([^"\\]*)"%s*:%s*()')
  if name ~= fields.id then return "null" end
  local id = line:match('^"[^"\\%c]*"%f[%s,}]', rest) or line:match("^%-?[1-9]%d*%f[%s,}]", rest)
  return id and utf8.len(id) and id or "null"
end

--- A JSON text as a Lua value.
-- @treturn table | nil, message, code  the message tells the place
function M.parse (text)
  local valid, _, _, line, column = core.validate(text)
  if not valid then
    return nil, ("not valid UTF-8 at character %d%s"):format(column or 0, line and line > 1 and (" of line %d"):format(line) or ""),
      "encoding"
  end
  if text:find("^\u{FEFF}") then text = text:sub(4) end
  local ok, record = pcall(json.decode, text)
  if not ok then
    local at = tostring(record):match("at character (%d+)")
    return nil, at and ("not JSON at character %d"):format(at) or "not JSON, or nested too deeply", "json"
  end
  if type(record) ~= "table" or not text:find("^%s*{") then return nil, "not a JSON object", "json" end
  return record
end

--- The article in a JSON object: what read.read takes, still without a name.
-- @tparam table record  decoded
-- @tparam[opt] table fields  names in the place of `M.fields`, all of them; a name may be a path, "article.body"
-- @treturn table input | nil, message, code
function M.article (record, fields)
  fields = fields or M.fields
  local input = { encoding = "utf-8", from = "text" }
  local text, blocks = field_of(record, fields.text), field_of(record, fields.blocks)
  local front, wrong = front_of(record, fields)
  if not front then return nil, ("field '%s' is not a string"):format(fields[wrong]), "text" end
  if blocks ~= nil and blocks ~= null then
    local message
    blocks, message = blocks_of(blocks, text)
    if not blocks then return nil, ("field '%s': %s"):format(fields.blocks, message), "blocks" end
    input.blocks, input.from = with_front(blocks, front), nil
  elseif text == nil or text == null then return nil, ("there is no field '%s'"):format(fields.text), "text"
  elseif type(text) ~= "string" then return nil, ("field '%s' is not a string"):format(fields.text), "text"
  else input.text, input.front = text, front end
  input.meta, input.notes = meta_of(record, fields)
  return input
end

--- Read a line.
-- @tparam string line
-- @tparam[opt] table fields  names in the place of `M.fields`, all of them
-- @tparam[opt] table keep  set of names of fields to hand back as they stand
-- @treturn table record  `id` (JSON, "null" when there is none), `id_text` (string or nil), `input` (for the pipeline), `kept`
--   (name -> JSON) | nil, message, code, id (JSON)
function M.decode (line, fields, keep)
  fields = fields or M.fields
  local record, message, code = M.parse(line)
  if not record then return nil, message, code, salvaged_id(line, fields) end
  if line:find("^\u{FEFF}") then line = line:sub(4) end
  local id = field_of(record, fields.id)
  local name = fields.id or false
  local quoted = (type(id) == "number" or keep) and M.quote(line, setmetatable({ [name] = true }, { __index = keep })) or {}
  local id_json = "null"
  if type(id) == "string" then id_json = quoted[name] or json.encode(id):gsub("\\/", "/")
  elseif type(id) == "number" then id_json = quoted[name] or json.encode(id)
  elseif id ~= nil and id ~= null then return nil, "the id is neither a string nor a number", "id", "null" end
  if not (keep and keep[name]) then quoted[name] = nil end

  local input
  local text = field_of(record, fields.text)
  if (text == nil or text == null) and ninjs.is(record) then
    input, message, code = ninjs.article(record)
    id = id == nil and record.uri or id
    if id_json == "null" and type(id) == "string" then id_json = json.encode(id):gsub("\\/", "/") end
  else input, message, code = M.article(record, fields) end
  if not input then return nil, message, code, id_json end
  if id ~= nil and id ~= null then input.name = type(id) == "string" and id or id_json end
  return { id = id_json, id_text = input.name, input = input, kept = keep and quoted or {} }
end

--- A JSON string.
function M.string (s) return (json.encode(s):gsub("\\/", "/")) end

--- A JSON value written anew, so that no character of it hides behind an escape.
function M.plain (value_json)
  local value = json.decode("[" .. value_json .. "]")
  return (json.encode(value):gsub("\\/", "/"))
end

return M
