--- JSON: one article in an object, however it is laid out, or a list of such objects.
--
-- A list is gone through item by item, whatever its length; an item that is no article is answered by an error with its
-- number, and the others go on.  Which fields hold what: `options.fields` (`--map`), see read/record.lua.

local jsonl = require "bluepencil.read.form.jsonl"
local record = require "bluepencil.read.record"
local values = require "bluepencil.read.values"

local M = { name = "json", title = "JSON, an article an object", extensions = { "json" }, is_decoded = true }

function M.sniff (head, name)
  head = head:gsub("^\xEF\xBB\xBF", "")
  local is_named = name and name:lower():find("%.json$") ~= nil
  if head:find('^%s*%[%s*{%s*["}]') then return 0.92, "a list of objects" end
  if head:find('^%s*{%s*"[^"\n]*"%s*:') then return 0.92, "an object" end
  if is_named and head:find("^%s*[%[{]%s*[%]}]?%s*$") then return 0.5, "its name says so" end
end

function M.each (source, name, options)
  local list = values.new(source, options.limit_bytes * jsonl.line_factor)
  local bad = 0
  return function ()
    if bad == jsonl.give_up then return nil end
    local item, message, code = list:next()
    if item == nil then return nil, message, code end
    local is_one = list.count == 1 and list:is_at_end()
    local called = is_one and name or ("%s: item %d"):format(name, list.count)
    if item == false then return nil, ("%s: longer than %d bytes"):format(called, list.limit), "limit" end
    local row, id
    row, message, code, id = record.decode(item, options.fields, options.kept)
    bad = code == "json" and bad + 1 or 0
    if bad == jsonl.give_up then message = ("%d items in a row are not JSON: the rest is not read"):format(bad) end
    if not row then return nil, called .. ": " .. message, code, id end
    local input = row.input
    input.row, input.name, input.one, input.place = row, called, is_one, not is_one and { item = list.count, first = list.first } or nil
    return input
  end
end

return M
