--- An article whose headline and byline the caller has beside its text, as JSONL rows have them.
--
-- They go before the text as blocks of their own, so that what stands in them is found, redacted and proved like the rest;
-- the text after them is parsed as ever.  A headline that the text itself begins with is not said twice.  Leaves
-- `doc.front` ({ type, first, last }, in text order) and `doc.body_first`, the byte where parse begins.

local core = require "bluepencil.core"
local suggest = require "bluepencil.suggest"
local types = require "bluepencil.types"

local M = {}

local function plain (text) return core.fold(text:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", ""), "case") end

--- Where the first line of the text ends when it says the same as `title`: its first and last byte.
local function first_line (text, title)
  local first, last = text:match("^%s*()[^\n]*()")
  if last <= first or plain(text:sub(first, last - 1)) ~= plain(title) then return nil end
  last = last - 1
  while text:find("^%s", last) do last = last - 1 end
  return first, last
end

--- Put the blocks before a text.
-- @tparam string text  decoded
-- @tparam table list  { { type =, text = }, ... }, valid UTF-8
-- @treturn string text, table front, int body_first | nil, message
function M.join (text, list)
  local parts, front, at, own = {}, {}, 1, nil
  for number, block in ipairs(list) do
    if not types.is_block[block.type] then error(suggest.unknown("block type", block.type, types.names), 4) end
    local clean, _, _, byte = core.import(block.text, "utf-8", 1)
    if not clean then return nil, ("block %d: not valid UTF-8 at byte %d"):format(number, byte or 0) end
    clean = (clean:match("^%s*(.*%S)") or ""):gsub("\n[ \t]*\n[%s]*", "\n")
    if clean ~= "" then
      local first, last
      if block.type == "Headline" and not own then first, last = first_line(text, clean) end
      if first then
        own = { type = block.type, first = first, last = last }
      else
        front[#front + 1] = { type = block.type, first = at, last = at + #clean - 1 }
        parts[#parts + 1] = clean
        at = at + #clean + 2
      end
    end
  end
  local body_first = at
  if own then
    body_first = at + own.last
    own.first, own.last = own.first + at - 1, own.last + at - 1
    front[#front + 1] = own
  end
  parts[#parts + 1] = text
  return table.concat(parts, "\n\n"), front, body_first
end

return M
