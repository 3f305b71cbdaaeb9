--- JSON lines: an article a line, as researchers keep them.
--
-- A line that is no article is answered by an error with its number, and the others go on.  Which fields hold what:
-- `options.fields` (`--map`), see read/record.lua.

local record = require "bluepencil.read.record"

local M = { name = "jsonl", title = "JSON lines, an article a line", extensions = { "jsonl", "ndjson", "jsonlines" },
            is_decoded = true }

--- After so many lines or items in a row that are not JSON the rest is not read: it is something else, and may never end.
M.give_up = 1000

--- How much longer a line may be than the article in it: escapes and fields beside it.
M.line_factor = 2

local names = { jsonl = true, ndjson = true, jsonlines = true }

local function is_object (line) return line:find("^%s*{.*}%s*$") ~= nil end

function M.sniff (head, name)
  head = head:gsub("^\xEF\xBB\xBF", "")
  if not head:find("^%s*{") then return nil end
  local first, after = head:match("^%s*([^\n]*)\n%s*()")
  if name and names[(name:match("%.(%w+)$") or ""):lower()] and (not first or is_object(first)) then
    return 0.97, "its name says so, and it begins with an object"
  end
  if first and is_object(first) and head:find("^{%s*[\"}]", after) then return 0.95, "its first line is an object, and the next begins one" end
end

function M.each (source, name, options)
  local number, limit, bad = 0, options.limit_bytes * M.line_factor, 0
  return function ()
    while bad < M.give_up do
      local first = source:offset()
      local line, message, code = source:line(limit)
      if line == nil then return nil, message, code end
      number = number + 1
      local called = ("%s: line %d"):format(name, number)
      if line == false then return nil, ("%s: longer than %d bytes"):format(called, limit), "limit" end
      if line:find("%S") then
        local row, id
        row, message, code, id = record.decode(line, options.fields, options.kept)
        bad = code == "json" and bad + 1 or 0
        if bad == M.give_up then message = ("%d lines in a row are not JSON: the rest is not read"):format(bad) end
        if not row then return nil, called .. ": " .. message, code, id end
        local input = row.input
        input.row, input.name, input.place = row, called, { line = number, first = first + 1 }
        return input
      end
    end
  end
end

return M
