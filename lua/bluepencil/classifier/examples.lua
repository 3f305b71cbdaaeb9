--- Texts whose labels are known: files of JSON lines, read strictly, and trees of labels.
--
-- Each line is { "id": ..., "text": ..., "labels": [ ... ] }; "id" may be left out, "title" goes before the text, a single
-- label may be a string.  Whatever is wrong is said with file and line, and nothing is guessed.  Messages hold no text.

local cjson = require "cjson"
local core = require "bluepencil.core"
local paths = require "bluepencil.paths"
local suggest = require "bluepencil.suggest"

local M = {}

local json = cjson.new()
json.decode_max_depth(16)

-- ---- lines -----------------------------------------------------------------------------------------------------------

local function text_of (row)
  local text, title = row.text, row.title
  if type(text) ~= "string" then return nil, "\"text\" is missing, or is no string" end
  if title ~= nil and title ~= json.null then
    if type(title) ~= "string" then return nil, "\"title\" is no string" end
    text = title .. "\n\n" .. text
  end
  local valid, message = core.validate(text)
  if not valid then return nil, "\"text\": " .. message end
  if not text:find "[%w\x80-\xFF]" then return nil, "\"text\" is empty", "empty" end
  return text
end

local function labels_of (row)
  local labels = row.labels
  if type(labels) == "string" then labels = { labels } end
  if type(labels) ~= "table" then return nil, "\"labels\" is missing; a text without a label has []" end
  local list, seen = {}, {}
  for _, label in ipairs(labels) do
    if type(label) ~= "string" or not label:find "%S" or label:find "%c" then
      return nil, "\"labels\" is a list of strings that are not empty"
    end
    if not core.validate(label) then return nil, "\"labels\": not valid UTF-8" end
    if not seen[label] then
      seen[label] = true
      list[#list + 1] = label
    end
  end
  if #list == 0 and next(labels) then return nil, "\"labels\" is a list of strings that are not empty" end
  return list
end

local function id_of (row, number)
  local id = row.id
  if id == nil or id == json.null then return "line " .. number, false end
  if type(id) ~= "string" and type(id) ~= "number" then return nil, "\"id\" is neither a string nor a number" end
  return tostring(id), true
end

--- One line.
-- @tparam string line
-- @tparam int number  of the line
-- @treturn table { id, text, labels, has_id } | nil, message, code  code "empty" when all is well but there is no word in it
function M.decode (line, number)
  local read, row = pcall(json.decode, line)
  if not read and tostring(row):find "interrupted!$" then error(row, 0) end
  if not read then return nil, "not JSON: " .. tostring(row):gsub("^.-: ", "") end
  if type(row) ~= "table" then return nil, "expected an object such as {\"id\": 1, \"text\": \"...\", \"labels\": [\"...\"]}" end
  local text, labels, id, message, has_id
  text, message, has_id = text_of(row)
  if not text then return nil, message, has_id end
  labels, message = labels_of(row)
  if not labels then return nil, message end
  id, has_id = id_of(row, number)
  if not id then return nil, has_id end
  return { id = id, text = text, labels = labels, has_id = has_id }
end

local function read_file (path, list, places, skip_empty)
  local file, message = io.open(path, "rb")
  if not file then return nil, message end
  local number = 0
  for line in file:lines() do
    number = number + 1
    if line:find "%S" then
      local row, code
      row, message, code = M.decode(line, number)
      if code == "empty" and skip_empty then
        list.skipped = list.skipped + 1
        goto continue
      end
      if not row then
        file:close()
        return nil, ("%s:%d: %s%s"):format(path, number, message, code == "empty" and "; --skip-empty passes over such texts" or "")
      end
      row.place = ("%s:%d"):format(path, number)
      if row.has_id then
        if places[row.id] then
          file:close()
          return nil, ("%s: the id is that of %s already"):format(row.place, places[row.id])
        end
        places[row.id] = row.place
      end
      list[#list + 1] = row
    end
    ::continue::
  end
  file:close()
  return true
end

--- Read files.
-- @tparam table files  paths
-- @tparam[opt] boolean skip_empty  pass over texts without a word
-- @treturn table list of { id, text, labels, place }, with `skipped`, how many were passed over | nil, message
function M.read (files, skip_empty)
  local list, places = { skipped = 0 }, {}
  for _, path in ipairs(files) do
    local before = #list
    local ok, message = read_file(path, list, places, skip_empty)
    if not ok then return nil, message end
    if #list == before then return nil, path .. ": no text in it" end
  end
  return list
end

-- ---- trees -----------------------------------------------------------------------------------------------------------

local Tree = {}
Tree.__index = Tree

-- Columns of a table by the names in its first line that is no comment.
local function columns_of (line)
  local columns, n = {}, 0
  for name in (line .. "\t"):gmatch "([^\t]*)\t" do
    n = n + 1
    columns[name:lower()] = n
  end
  return columns.id and columns.parent and columns
end

local function read_tree (path)
  local file, message = io.open(path, "rb")
  if not file then return nil, message end
  local nodes, columns, number = {}, nil, 0
  for line in file:lines() do
    number = number + 1
    line = line:gsub("\r$", "")
    if line:find "%S" and line:sub(1, 1) ~= "#" then
      if not columns then
        columns = columns_of(line)
        if not columns then
          file:close()
          return nil, ("%s:%d: the first line names the columns, 'id' and 'parent' among them, with tabs between"):format(path, number)
        end
      else
        local cells = {}
        for cell in (line .. "\t"):gmatch "([^\t]*)\t" do cells[#cells + 1] = cell end
        local id, parent = cells[columns.id], cells[columns.parent]
        if not id or id == "" or nodes[id] then
          file:close()
          return nil, ("%s:%d: %s"):format(path, number, id and id ~= "" and "this id stands above already" or "there is no id")
        end
        local name = columns.name and cells[columns.name]
        nodes[id] = { id = id, parent = parent ~= "" and parent or nil, name = name ~= "" and name or nil, line = number }
      end
    end
  end
  file:close()
  return nodes
end

-- Every way up ends.
local function check_tree (path, nodes)
  local ids = {}
  for id in pairs(nodes) do ids[#ids + 1] = id end
  table.sort(ids, function (a, b) return nodes[a].line < nodes[b].line end)
  for _, id in ipairs(ids) do
    local node, steps = nodes[id], 0
    while node.parent do
      local parent = nodes[node.parent]
      if not parent then return nil, ("%s:%d: there is no '%s' above it"):format(path, node.line, node.parent) end
      node, steps = parent, steps + 1
      if steps > 100 then return nil, ("%s:%d: goes round in a circle"):format(path, nodes[id].line) end
    end
  end
  if not ids[1] then return nil, path .. ": no label in it" end
  return true
end

--- Read a tree of labels.
-- @tparam string given  "mediatopics", or the path of a table with the columns id, parent and perhaps name
-- @treturn Tree | nil, message
function M.tree (given)
  local path = given
  if given == "mediatopics" then
    path = paths.data "taxonomies/mediatopics.tsv"
    if not path then return nil, "the list of Media Topics is not installed" end
  end
  local nodes, message = read_tree(path)
  if not nodes then return nil, message end
  local ok
  ok, message = check_tree(path, nodes)
  if not ok then return nil, message end
  return setmetatable({ nodes = nodes }, Tree)
end

--- A label and those above it, the topmost first; nil when the tree does not have it.
function Tree:path (id)
  local node, path = self.nodes[id], {}
  if not node then return nil end
  while node do
    table.insert(path, 1, node.id)
    node = self.nodes[node.parent]
  end
  return path
end

--- The name of a label, or nil.
function Tree:name (id) return self.nodes[id] and self.nodes[id].name end

--- The label that is meant, perhaps.
function Tree:nearest (id)
  local ids = {}
  for known in pairs(self.nodes) do ids[#ids + 1] = known end
  table.sort(ids)
  return suggest.nearest(id, ids)
end

--- Labels with those above them: the text of a topic is a text of the topics above.
-- @tparam table rows  of M.read; their `labels` are replaced
-- @tparam Tree tree
-- @tparam[opt] int depth  levels that are kept, 1: the topmost
-- @treturn true | nil, message
function M.roll_up (rows, tree, depth)
  for _, row in ipairs(rows) do
    local list, seen = {}, {}
    for _, label in ipairs(row.labels) do
      local path = tree:path(label)
      if not path then
        local near = tree:nearest(label)
        return nil, ("%s: the label '%s' is not in the tree%s"):format(row.place, label, near and ("; did you mean '%s'?"):format(near) or "")
      end
      for level = 1, math.min(#path, depth or #path) do
        if not seen[path[level]] then
          seen[path[level]] = true
          list[#list + 1] = path[level]
        end
      end
    end
    row.labels = list
  end
  return true
end

return M
