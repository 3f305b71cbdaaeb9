--- The forms an archive holds: one module of bluepencil.read.form each, found by content.
--
-- The rest of the program knows no form by its name.  A form is
--
--     { name = "warc", title = "a web archive (WARC)",
--       extensions = { "warc" },                          what files of this form are often called
--       container = true,                                 what it holds has forms of its own, which `from` may name
--       is_decoded = true,                                `each` wants UTF-8: UTF-16 is decoded before it
--       sniff = function (head, name) -> score, why       from the first 64 KB (UTF-8, where they were UTF-16) and the file's name: 0 to 1 and
--               a sentence without words of the article | nil
--       read = function (bytes, name, input, options) -> doc | nil, message, code         an article
--       each = function (source, name, options) -> next | nil, message, code }            many: see read/inputs.lua
--
-- The surest form reads; of equally sure ones that which stands first in `M.known`.  `text` takes what no other does, and says
-- what is wrong with it.  Costs a few anchored searches of each form for each article.

local suggest = require "bluepencil.suggest"

local M = {}

--- Bytes that `sniff` is shown at most.
M.head_bytes = 64 * 1024

--- Modules of bluepencil.read.form, in order: one line to add a form.
M.known = {
  "gzip",
  "packed",
  "tar",
  "zip",
  "warc",
  "anpa",
  "nexis",
  "factiva",
  "nitf",
  "newsml",
  "feed",
  "tei",
  "mets",
  "alto",
  "page",
  "json",
  "jsonl",
  "html",
  "markdown",
  "text",
}

local forms, by_name

local function load_all ()
  if forms then return end
  forms, by_name = {}, {}
  for i, name in ipairs(M.known) do
    local form = require("bluepencil.read.form." .. name)
    assert(form.name == name and type(form.sniff) == "function" and (form.read or form.each), name)
    forms[i], by_name[name] = form, form
  end
end

--- Add a form of one's own; it goes before those of equal score that are there.
function M.add (form)
  load_all()
  table.insert(forms, 1, form)
  by_name[form.name] = form
end

--- All forms, in order.
function M.all ()
  load_all()
  return forms
end

--- Names of all forms, in order.
function M.names ()
  local names = {}
  for i, form in ipairs(M.all()) do names[i] = form.name end
  return names
end

--- The form of a name.
-- @treturn form | nil, message  with the nearest known name
function M.find (name)
  load_all()
  local form = by_name[name]
  if form then return form end
  return nil, suggest.unknown("form", (tostring(name):gsub("%c", "?")), M.names())
end

--- What the bytes may be, the surest first.
-- @tparam string head  the first bytes
-- @tparam ?string name  of the file
-- @tparam[opt] function may  (form) -> whether it is asked at all
-- @treturn table list of { form =, score =, why = }; the last resort is always in it
function M.recognise (head, name, may)
  load_all()
  local found = {}
  for i = 1, #forms do
    local form = forms[i]
    if not may or may(form) then
      local score, why = form.sniff(head, name)
      if score and score > 0 then
        local at = #found + 1
        while at > 1 and found[at - 1].score < score do at = at - 1 end
        table.insert(found, at, { form = form, score = score, why = why })
      end
    end
  end
  return found
end

local extensions

--- The forms that files with this extension often have, or nil.
-- @tparam string extension  without the dot, in any case
function M.of_extension (extension)
  if not extensions then
    extensions = {}
    for _, form in ipairs(M.all()) do
      for _, one in ipairs(form.extensions or {}) do extensions[one] = extensions[one] or form end
    end
  end
  return extensions[extension:lower()]
end

--- A file's name without the extensions that say its form: "2017.warc.gz" -> "2017"; "report.2017" stays.
-- @tparam string name
function M.stem (name)
  for _ = 1, 3 do                                -- "a.jsonl.tar.gz"
    local stem, extension = name:match("^(.+)%.([^./]+)$")
    local form = stem and not stem:find("/$") and M.of_extension(extension)
    if not form then break end
    name = stem
    if not form.container then break end
  end
  return name
end

return M
