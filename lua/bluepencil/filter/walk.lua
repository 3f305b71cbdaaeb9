--- Visit the elements of a document with a filter's functions and do what their results say.
--
--     nil             the element stays as it now stands (changed fields count)
--     an element      replaces it
--     a list          is put in its place; a block's parts must cover its text
--     {}              takes the annotation away, never the text; a block becomes a plain paragraph
--     ..., false      nothing inside the element is visited
--
-- Order "topdown" (default): Meta, then every block and the annotations in it in text order, then Document.
-- Order "typewise": Meta, then one annotation type after another, then one block type after another, then Document.
-- What a pass adds is not visited by the same pass.  Costs one list of the annotations, and nothing for a type without
-- a function.  Errors are raised; filter.lua says where they came from.

local suggest = require "bluepencil.suggest"
local types = require "bluepencil.types"

local M = {}

-- ---- checks --------------------------------------------------------------------------------------------------------

local protected = { "id", "doc", "first", "last" }

local advice = {
  id = "ids are given by the program",
  doc = "an annotation stays in its document",
  first = "to move it, return a new one: { type = ..., first = ..., last = ... }",
  last = "to move it, return a new one: { type = ..., first = ..., last = ... }",
}

-- Raise when a filter changed what says where an element is; put it back first, so that the document stays sound.
local function check_protected (element, id, doc, first, last)
  if element.id == id and element.doc == doc and element.first == first and element.last == last then return end
  local was = { id = id, doc = doc, first = first, last = last }
  local changed
  for _, field in ipairs(protected) do
    if element[field] ~= was[field] then
      changed = changed or field
      element[field] = was[field]
    end
  end
  error(("the field '%s' of a %s cannot be changed: %s"):format(changed, tostring(element.type), advice[changed]), 0)
end

local function is_boundary (text, byte)
  local b = text:byte(byte)
  return not b or b < 0x80 or b >= 0xC0
end

-- A span inside [first, last] of the document, on character boundaries.
local function check_span (doc, item, first, last, where)
  local a, z = item.first, item.last
  if math.type(a) ~= "integer" or math.type(z) ~= "integer" then
    error(("first and last of a new %s must be whole numbers"):format(item.type), 0)
  end
  if a > z then error(("a new %s ends before it begins (%d-%d)"):format(item.type, a, z), 0) end
  if a < first or z > last then
    error(("a new %s (%d-%d) lies outside its %s (%d-%d)"):format(item.type, a, z, where, first, last), 0)
  end
  if not is_boundary(doc.text, a) or not is_boundary(doc.text, z + 1) then
    error(("a new %s (%d-%d) cuts a character in two"):format(item.type, a, z), 0)
  end
end

local function check_type (item, known, names)
  if not known(item.type) then
    error(suggest.unknown("type", tostring(item.type), names) .. " in what was returned", 0)
  end
end

-- What came back, as a list: { element }, the list itself, or nil for "keep".
local function as_list (result, element)
  if result == nil or result == element then return nil end
  if type(result) ~= "table" then
    error(("returned a %s; expected nil, an element or a list of elements"):format(type(result)), 0)
  end
  if result.type ~= nil then return { result } end
  for key in pairs(result) do
    if math.type(key) ~= "integer" then
      error(("returned a table without a type (it has a field '%s')"):format(tostring(key)), 0)
    end
  end
  for i = 1, #result do
    if type(result[i]) ~= "table" or result[i].type == nil then
      error(("item %d of the returned list is not an element"):format(i), 0)
    end
  end
  return result
end

-- ---- annotations ---------------------------------------------------------------------------------------------------

-- Forget an annotation where something else leads to it.
local function unlink (a)
  local links = a.person and a.person.links
  if not links then return end
  for i = #links, 1, -1 do
    if links[i] == a then table.remove(links, i) end
  end
end

local function remove (doc, a)
  unlink(a)
  doc:remove(a)
end

-- The index of the core holds the type, so an annotation that changes it is put in anew; who it meant no longer holds.
local function change_type (doc, a, old)
  local new = a.type
  if not doc.type_number[new] then
    a.type = old
    error(suggest.unknown("annotation type", tostring(new), types.names), 0)
  end
  doc:remove(a)
  a.entity = nil
  doc:add(a)
end

local function put (doc, list, a)
  local block = doc:block_at(a.first)
  local first, last = 1, #doc.text
  if block then first, last = block.first, block.last end
  local known = function (name) return doc.type_number[name] end
  local kept = false
  for _, item in ipairs(list) do                 -- check all before anything changes
    if item == a then
      kept = true
    elseif not (item.id and doc.by_id[item.id] == item) then
      check_type(item, known, types.names)
      item.first, item.last = item.first or a.first, item.last or a.last
      check_span(doc, item, first, last, block and block.type or "document")
    end
  end
  if not kept then remove(doc, a) end
  for _, item in ipairs(list) do
    if item ~= a and not (item.id and doc.by_id[item.id] == item) then
      item.source = item.source or a.source
      doc:add(item)
    end
  end
end

-- Call the function for one annotation.  Returns the byte up to which annotations inside are to be left out, or nil.
local function visit_annotation (doc, f, a, call)
  local id, first, last, kind = a.id, a.first, a.last, a.type
  local result, inside = call(kind, f, a, doc)
  check_protected(a, id, doc, first, last)
  if doc.by_id[id] == a then
    local list = as_list(result, a)
    if list then
      a.type = kind
      put(doc, list, a)
    elseif a.type ~= kind then
      change_type(doc, a, kind)
    end
  end
  if inside == false then return last end
end

-- ---- blocks --------------------------------------------------------------------------------------------------------

local function is_block (name) return types.is_block[name] end

local function block_names ()
  local names = {}
  for i, row in ipairs(types.blocks) do names[i] = row[1] end
  return names
end

-- White space may lie between the parts of a split block; anything else would be lost.
local function check_cover (doc, block, list)
  local at = block.first
  for _, item in ipairs(list) do
    if item.first < at then error(("the parts returned for a %s overlap or are out of order"):format(block.type), 0) end
    if doc.text:sub(at, item.first - 1):find("%S") then
      error(("the parts returned for a %s leave some of its text out"):format(block.type), 0)
    end
    at = item.last + 1
  end
  if doc.text:sub(at, block.last):find("%S") then
    error(("the parts returned for a %s leave some of its text out"):format(block.type), 0)
  end
  for _, a in ipairs(doc:inside(block.first, block.last)) do
    local within = false
    for _, item in ipairs(list) do within = within or a.first >= item.first and a.last <= item.last end
    if not within and not types.is_markup[a.type] then error(("the parts returned for a %s cut a %s in two"):format(block.type, a.type), 0) end
  end
end

-- Returns the blocks that take this one's place (nil: none, it stays) and whether its inside is to be visited.
local function visit_block (doc, f, block, call)
  local kind, first, last, index = block.type, block.first, block.last, block.index
  local result, inside = call(kind, f, block, doc)
  check_protected(block, nil, doc, first, last)
  block.index = index
  local list = as_list(result, block)
  if list and #list == 0 then
    list = { { type = "Paragraph", first = first, last = last } }
  elseif list then
    for _, item in ipairs(list) do
      check_type(item, is_block, block_names())
      item.first, item.last = item.first or first, item.last or last
      check_span(doc, item, first, last, kind)
    end
    block.type = kind
    check_cover(doc, block, list)
  elseif not is_block(block.type) then
    local wrong = block.type
    block.type = kind
    error(suggest.unknown("block type", tostring(wrong), block_names()), 0)
  end
  return list, inside ~= false
end

local function replace_blocks (doc, replaced)
  if not next(replaced) then return end
  local blocks = {}
  for _, block in ipairs(doc.blocks) do
    for _, item in ipairs(replaced[block] or { block }) do blocks[#blocks + 1] = item end
  end
  doc:set_blocks(blocks, doc.joins)
end

-- ---- orders --------------------------------------------------------------------------------------------------------

-- The annotations that have a function; all of them in text order unless a single type is asked for.
local function wanted (doc, functions)
  local only, count = nil, 0
  for name in pairs(functions) do
    if doc.type_number[name] then only, count = name, count + 1 end
  end
  if count == 0 then return {} end
  return doc:annotations(count == 1 and only or nil)
end

local function has_block_function (functions)
  for name in pairs(functions) do
    if types.is_block[name] then return true end
  end
  return false
end

local function topdown (doc, functions, call)
  local list = wanted(doc, functions)
  local by_id = doc.by_id
  local at, count, skip = 1, #list, 0

  local function annotations_to (last)
    while at <= count and list[at].first <= last do
      local a = list[at]
      at = at + 1
      local f = functions[a.type]
      if f and a.last > skip and by_id[a.id] == a then
        skip = visit_annotation(doc, f, a, call) or skip
      end
    end
  end

  if has_block_function(functions) then
    local replaced = {}
    for _, block in ipairs(doc.blocks) do
      annotations_to(block.first - 1)
      local f = functions[block.type]
      if f then
        local new, inside = visit_block(doc, f, block, call)
        replaced[block] = new
        if not inside then
          while at <= count and list[at].first <= block.last do at = at + 1 end
        end
      end
      annotations_to(block.last)
    end
    annotations_to(#doc.text)
    replace_blocks(doc, replaced)
  else
    annotations_to(#doc.text)
  end
end

local function typewise (doc, functions, call)
  local names = {}
  for name in pairs(functions) do
    if doc.type_number[name] then names[#names + 1] = name end
  end
  table.sort(names, function (a, b) return doc.type_number[a] < doc.type_number[b] end)
  for _, name in ipairs(names) do
    local skip = 0
    for _, a in ipairs(doc:annotations(name)) do
      if a.last > skip and a.type == name and doc.by_id[a.id] == a then
        skip = visit_annotation(doc, functions[name], a, call) or skip
      end
    end
  end
  local replaced = {}
  for _, row in ipairs(types.blocks) do
    local f = functions[row[1]]
    for _, block in ipairs(f and doc.blocks or {}) do
      if block.type == row[1] and not replaced[block] then
        replaced[block] = visit_block(doc, f, block, call)
      end
    end
  end
  replace_blocks(doc, replaced)
end

--- Run one table of functions over a document.
-- @tparam Document doc
-- @tparam table functions  by element type
-- @tparam ?string order  "topdown" (default) or "typewise"
-- @tparam function call  `call(name, f, ...)` calls f; it lets filter.lua know whose turn it is
-- @raise whatever a function raises, and on results that cannot be used
function M.run (doc, functions, order, call)
  if functions.Meta then
    local meta = call("Meta", functions.Meta, doc.meta, doc)
    if meta ~= nil then
      if type(meta) ~= "table" then error(("returned a %s; expected nil or a table"):format(type(meta)), 0) end
      doc.meta = meta
    end
  end
  if order == "typewise" then typewise(doc, functions, call) else topdown(doc, functions, call) end
  if functions.Document then
    local result = call("Document", functions.Document, doc)
    if result ~= nil and result ~= doc then
      error(("returned a %s that is not the document; expected nil"):format(type(result)), 0)
    end
  end
end

return M
