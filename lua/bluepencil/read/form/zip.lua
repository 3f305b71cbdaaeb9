--- A zip archive of articles (libarchive).  Office documents and books are zip files too; these are left to programs that know them.

local entries = require "bluepencil.read.entries"

local M = { name = "zip", title = "a zip archive", extensions = { "zip" }, container = true }

-- What the first entry of a document in a zip file is called (OOXML, OpenDocument and EPUB, Java).
local documents = { "%[Content_Types%]%.xml", "_rels/", "docProps/", "word/", "mimetype", "META%-INF/" }

function M.sniff (head)
  if head:find("^PK\5\6") then return 1, "it begins as empty zip archives do" end
  if not head:find("^PK\3\4") then return nil end
  for _, start in ipairs(documents) do
    if head:find("^" .. start, 31) then return nil end
  end
  return 1, "it begins as zip archives do"
end

function M.each (source, name, options) return entries.each(source, name, options, "zip") end

return M
