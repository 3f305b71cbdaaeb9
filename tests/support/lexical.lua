--- What the lexical recognizers find in a text, in a form that specs can compare.

local document = require "bluepencil.document"
local recognizer = require "bluepencil.recognizer"

local M = {}

--- The annotations of a text.
-- @tparam string text
-- @tparam[opt] string date  the article's date, ISO
-- @tparam[opt] table blocks
function M.find (text, date, blocks)
  local doc = assert(document.new(text, {}, { date = date and { iso = date } }))
  if blocks then doc:set_blocks(blocks) end
  recognizer.run(doc)
  return doc:annotations(), doc
end

--- Annotations of one type as "covered text=norm", joined by "; ".
function M.summary (text, type_name, date)
  local out = {}
  for _, a in ipairs((M.find(text, date))) do
    if a.type == type_name then
      out[#out + 1] = a:text() .. "=" .. tostring(a.norm) .. (a.unit and type_name ~= "Age" and " " .. a.unit or "")
    end
  end
  return table.concat(out, "; ")
end

--- A spec for each row { text, expected summary [, date] }.
function M.each (it, assert, type_name, rows, date)
  for _, row in ipairs(rows) do
    it(("reads %q as %q"):format((row[1]:gsub("\n", " ")), row[2]), function ()
      assert.equal(row[2], M.summary(row[1], type_name, row[3] or date))
    end)
  end
end

return M
