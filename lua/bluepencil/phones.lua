--- Numbering plans: which figures can be a telephone number of which country.
--
-- Reads data/phones/phones.tsv, made by tools/phones/make-table: for each country, kind of number and length the first three
-- figures that occur.  The file is read when the first question is asked (about a millisecond) and a row is taken
-- apart only when a number of its length is asked about.  Whether a number is in use is not asked.

local paths = require "bluepencil.paths"

local M = {}

-- code -> list of rows { region, prefix, kind, lengths, heads }; region -> { code =, prefix =, rows }
local by_code, by_region

local function load ()
  by_code, by_region = {}, {}
  local path = paths.data "phones/phones.tsv"
  local file = path and io.open(path, "rb")
  if not file then return end
  for line in file:lines() do
    local code, region, prefix, kind, lengths, heads = line:match("^(%d+)\t(%w+)\t(%d*)\t(%a+)\t([%d,]+)\t([%d%- ]+)$")
    if code then
      local row = { region = region, kind = kind, lengths = "," .. lengths .. ",", heads = heads }
      by_code[code] = by_code[code] or {}
      table.insert(by_code[code], row)
      by_region[region] = by_region[region] or { code = code, prefix = prefix, rows = {} }
      table.insert(by_region[region].rows, row)
    end
  end
  file:close()
end

-- The heads of a row as a set, made when the row is first looked through.
local function heads_of (row)
  local set = {}
  for from, to in row.heads:gmatch("(%d+)%-?(%d*)") do
    for head = tonumber(from), tonumber(to) or tonumber(from) do set[head] = true end
  end
  row.set = set
  return set
end

-- The row that has the figures, and whether any has their length.
local function search (rows, figures)
  local length, head, possible = "," .. #figures .. ",", tonumber(figures:sub(1, 3)), false
  for _, row in ipairs(rows) do
    if row.lengths:find(length, 1, true) then
      possible = true
      if (row.set or heads_of(row))[head] then return row, true end
    end
  end
  return nil, possible
end

--- Look at a number that begins with its country's code.
-- @tparam string figures  without "+": "442079460018"
-- @treturn ?string region  ISO 3166-1 ("GB"; "001" for no country's); of countries that share a code the one whose plan has it
-- @treturn ?string kind  "fixed", "mobile", "free", "paid", "other"; nil when only the length is right
-- @treturn ?string code  the calling code.  Nothing at all when it can be no number
function M.international (figures)
  if not by_code then load() end
  for n = 1, 3 do
    local code = figures:sub(1, n)
    local rows = by_code[code]
    if rows then
      local row, possible = search(rows, figures:sub(n + 1))
      if row then return row.region, row.kind, code end
      if possible then return rows[1].region, nil, code end
      return nil
    end
  end
end

--- Look at a number as it is dialled inside a country, with or without the prefix for other towns.
-- @treturn ?string kind  nil when it is none of that country
-- @treturn ?string whole  the same with the country's code: "+442079460018"
function M.national (figures, region)
  if not by_region then load() end
  local country = by_region[region]
  if not country then return nil end
  local prefix = country.prefix
  if prefix ~= "" and figures:sub(1, #prefix) == prefix then
    local plain = figures:sub(#prefix + 1)
    local row = search(country.rows, plain)
    if row then return row.kind, "+" .. country.code .. plain end
  end
  local row = search(country.rows, figures)
  -- without its prefix a number is one only where the country has none, or does not ask for it
  if row and (prefix == "" or prefix == "1" or row.kind ~= "fixed") then return row.kind, "+" .. country.code .. figures end
end

--- Is it a number of the countries that share code 1, ten figures?
function M.is_north_american (figures)
  if #figures ~= 10 or not figures:match("^[2-9]%d%d[2-9]") then return false end
  local _, kind = M.international("1" .. figures)
  return kind ~= nil
end

return M
