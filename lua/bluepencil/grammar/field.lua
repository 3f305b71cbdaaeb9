--- Metadata lines that an export left at the head of the text.
--
--     " date 2017-02-14 A court in ..."     a field and the text on one line
--     "Date: 3 May 2018"   "published May 3, 2018"   "title Court Orders ..."   "url https://..."
--
-- With a colon a key may have any case; without one only lower case counts, because "Title fight ends" and "Source of
-- the Nile" begin articles.  A date is known by its own form, so text may follow it; any other value ends with its line.

local lpeg = require "lpeg"
local day = require "bluepencil.grammar.day"

local M = {}

local P, R, S, Cc, Cg, Cp, Ct = lpeg.P, lpeg.R, lpeg.S, lpeg.Cc, lpeg.Cg, lpeg.Cp, lpeg.Ct

-- Each key and what it is to us.
local keys = {
  { "title", "title" }, { "headline", "title" }, { "subtitle", "deck" }, { "subhead", "deck" }, { "deck", "deck" },
  { "summary", "deck" }, { "standfirst", "deck" }, { "author", "author" }, { "authors", "author" }, { "byline", "author" },
  { "source", "publication" }, { "publication", "publication" }, { "publisher", "publication" },
  { "newspaper", "publication" }, { "url", "url" }, { "link", "url" }, { "section", "section" }, { "category", "section" },
  { "keywords", "keywords" }, { "tags", "keywords" }, { "language", "language" }, { "id", "id" }, { "edition", "edition" },
  { "location", "place" }, { "dateline", "place" }, { "copyright", "copyright" }, { "page", "page" }, { "slug", "slug" },
  { "length", "length" }, { "words", "length" },
}
local date_keys = { "date", "published", "publication date", "publication-date", "pubdate", "posted", "dated", "updated",
                    "load-date" }

local letter = R("az", "AZ")
local blank = S " \t"
local to_line_end = Cg(Cp(), "first") * (1 - P "\n") ^ 1 * Cg(Cp(), "after")

local function longest_first (a, b) return #a[1] > #b[1] end
table.sort(keys, longest_first)
table.sort(date_keys, function (a, b) return #a > #b end)

local plain, with_colon = P(false), P(false)
for _, row in ipairs(keys) do
  plain = plain + P(row[1]) * Cg(Cc(row[2]), "name")
  with_colon = with_colon + day.any_case(row[1]) * Cg(Cc(row[2]), "name")
end
local date_key = P(false)
for _, key in ipairs(date_keys) do date_key = date_key + day.any_case(key) end

local colon = blank ^ 0 * S ":=" * blank ^ 0
local date_value = Cg(Cp(), "first") * Cg(day.full, "date") * Cg(Cp(), "after")
-- "published on 3 May 2018": the day must name its year, or stand alone on the line, to be the article's
local date_field = date_key * -letter * (colon + blank ^ 1) * (day.any_case "on" * blank ^ 1) ^ -1 * date_value
                 * Cg(Cc "date", "name")
local text_field = (with_colon * -letter * colon + plain * blank ^ 1) * to_line_end

--- A field; its capture is { name, first, after, date }.
M.field = Ct(date_field + text_field)

--- The fields at the head of a page.
-- @treturn table  list of { name, from, first, last, date }: `from` is the first byte of the key
-- @treturn int  byte after the last field, where the article begins
-- @treturn int  number of the line it begins in
function M.at_head (page)
  local found, text = {}, page.text
  local line, at = 1, page.first[1]
  while line <= page.n do
    local field = M.field:match(text, at)
    if not field or (field.date and field.after - 1 > page.last[line]) then break end   -- never over a line end
    local last = field.after - 1
    if field.name == "date" then
      local whole_line = last >= page.last[line]
      if not (field.date.year or whole_line) or not day.iso(field.date) then break end
    end
    while text:find("^%s", last) do last = last - 1 end
    found[#found + 1] = { name = field.name, from = at, first = field.first, last = last, date = field.date }
    local rest = text:match("^[%s,;|]*()", last + 1)
    if rest > page.last[line] then
      line = line + 1
      at = page.first[line]
    else
      at = rest
    end
  end
  return found, at or #text + 1, line
end

return M
