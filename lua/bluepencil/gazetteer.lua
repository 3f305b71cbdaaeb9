--- Lists of names for recognition: the kinds a name may be of, list files, and the shipped gazetteer.
--
--     local gazetteer = require "bluepencil.gazetteer"
--     local names = assert(gazetteer.shipped())
--     local flat = names:scan(doc.index)          -- { first, last, value, ... }
--     if gazetteer.has(flat[3], "city") then ... end
--
-- A list file is TSV or CSV with a header line.  `form` and `kind` are required; `code` (an ISO code, a norm) becomes the
-- name's info; other columns are for people.  Lines that start with "#" are comments.  Files are read once, at load: the
-- shipped lists are compiled to data/gazetteers/names.gaz by make and mapped in under a millisecond; where that file is
-- missing or was made by another version, the lists are compiled in memory (about a second).

local core = require "bluepencil.core"
local log = require "bluepencil.log"
local options = require "bluepencil.options"
local paths = require "bluepencil.paths"
local suggest = require "bluepencil.suggest"

local M = {}

-- ---- kinds -----------------------------------------------------------------------------------------------------------

--- Every kind: its name, whether it counts only with a capital letter, and what it is.  The place in the list is its bit.
M.kinds = {
  { "given",         true,  "given name: \"Olga\"" },
  { "surname",       true,  "family name: \"Serov\"" },
  { "name_part",     true,  "syllable of romanised Korean and Chinese given names: \"Myung\", \"bok\"" },
  { "country",       true,  "country or territory; code ISO 3166-1" },
  { "region",        true,  "state, province, part of the world, sea: no town; code ISO 3166-2, UN M.49 digits, or none" },
  { "city",          true,  "town of 15,000 people or more; code of its country" },
  { "major_city",    true,  "a city of 500,000 people or more, or a capital" },
  { "capital",       true,  "a country's capital: it may stand for the government; code of the country" },
  { "nationality",   true,  "adjective or people of a country: \"Korean\", \"Koreans\"; code of the country" },
  { "language",      true,  "name of a language; code ISO 639" },
  { "title",         false, "stands before a person's name: \"Mr.\", \"President\", \"Lt. Col.\"" },
  { "occupation",    false, "what people do: \"journalist\", \"lawyer\"" },
  { "org_word",      true,  "word that makes the name of an organisation: \"Committee\", \"Inc.\"" },
  { "org",           true,  "a well-known organisation" },
  { "agency",        true,  "news agency, newspaper, broadcaster" },
  { "public_figure", true,  "a person known to everybody: head of state or government" },
  { "common_word",   true,  "ordinary English word, also when it is a name as well: \"Will\", \"Prosecutors\"" },
  { "place_word",    true,  "word that makes the name of a place: \"River\", \"Street\", \"Airport\"" },
  { "group",         true,  "people of a faith, ethnic group or movement: \"Muslims\", \"Kurds\", \"Republicans\"" },
  { "weekday_month", true,  "name of a weekday or month" },
}

--- The bit of each kind.
M.bit = {}

local kind_names = {}
local capital_bits = 0
for i, row in ipairs(M.kinds) do
  kind_names[i] = row[1]
  M.bit[row[1]] = 1 << (i - 1)
  if row[2] then capital_bits = capital_bits | 1 << (i - 1) end
end
M.kind_names = kind_names

--- The bits of several kinds.
-- @tparam string ...  names of kinds
-- @treturn int
-- @raise on a kind it does not know
function M.bits (...)
  local value = 0
  for _, name in ipairs { ... } do
    local bit = M.bit[name]
    if not bit then error(suggest.unknown("kind", name, kind_names), 2) end
    value = value | bit
  end
  return value
end

--- Whether a value (from `scan` or `lookup`) holds a kind.
function M.has (value, kind) return value & M.bit[kind] ~= 0 end

--- The names of the kinds in a value.
-- @treturn table
function M.kinds_of (value)
  local names = {}
  for i, name in ipairs(kind_names) do
    if value & 1 << (i - 1) ~= 0 then names[#names + 1] = name end
  end
  return names
end

--- The code a name has for a kind.
-- @tparam string info  as `lookup` gives it: "country:GE;region:US-GA"
-- @tparam string kind
-- @treturn ?string  "GE"; the first one where there are several
function M.code (info, kind) return (";" .. info):match(";" .. kind .. ":([^;]*)") end

-- ---- list files --------------------------------------------------------------------------------------------------------

local function split_tsv (line)
  local cells = {}
  for cell in (line .. "\t"):gmatch("([^\t]*)\t") do cells[#cells + 1] = cell:match("^%s*(.-)%s*$") end
  return cells
end

--- One line of CSV; cells may stand in double quotes, a quote within is doubled.
local function split_csv (line)
  local cells, i = {}, 1
  repeat
    local cell, after
    if line:find("^%s*\"", i) then
      local parts, from = {}, line:find("\"", i, true) + 1
      while true do
        local quote = line:find("\"", from, true)
        if not quote then return nil, "a quoted cell does not end on this line" end
        parts[#parts + 1] = line:sub(from, quote - 1)
        from = quote + 1
        if line:sub(from, from) ~= "\"" then break end
        parts[#parts + 1] = "\""
        from = from + 1
      end
      cell, after = table.concat(parts), line:find(",", from, true)
      if line:sub(from, (after or #line + 1) - 1):find("%S") then return nil, "text behind a quoted cell" end
    else
      after = line:find(",", i, true)
      cell = line:sub(i, (after or #line + 1) - 1):match("^%s*(.-)%s*$")
    end
    cells[#cells + 1] = cell
    i = after and after + 1
  until not i
  return cells
end

local function read_header (cells)
  local column = {}
  for i, name in ipairs(cells) do
    name = name:lower()
    if column[name] then return nil, ("two columns are called '%s'"):format(name) end
    column[name] = i
  end
  for _, name in ipairs { "form", "kind" } do
    if not column[name] then
      local near = suggest.nearest(name, cells)
      return nil, ("no column '%s' in the header%s"):format(name, near and ("; is '%s' it?"):format(near) or "")
    end
  end
  return column
end

--- Read a list.
-- @tparam string text  the file's content
-- @tparam string name  what to call it in messages
-- @tparam function add  called with form, kind, code (or nil) and line number; may return a message
-- @treturn table problems  sentences "name:line: what is wrong", in file order; empty when all is well
function M.read_list (text, name, add)
  local problems, column, split, number = {}, nil, nil, 0
  local function problem (...) problems[#problems + 1] = ("%s:%d: "):format(name, number) .. string.format(...) end
  if text:sub(1, 3) == "\xEF\xBB\xBF" then text = text:sub(4) end
  for line in text:gmatch("([^\n]*)\n?") do
    number = number + 1
    line = line:gsub("\r$", "")
    if line:find("%S") and line:sub(1, 1) ~= "#" then
      if not split then split = line:find("\t", 1, true) and split_tsv or split_csv end
      local cells, message = split(line)
      if not cells then problem("%s", message)
      elseif not column then
        column, message = read_header(cells)
        if not column then problem("%s", message) return problems end
      else
        local form, kind = cells[column.form] or "", cells[column.kind] or ""
        local code = column.code and cells[column.code]
        if form == "" then problem("no form")
        elseif kind == "" then problem("no kind")
        else
          message = add(form, kind, code ~= "" and code or nil, number)
          if message then problem("%s", message) end
        end
      end
    end
  end
  if not column then number = 1 problem("empty: a header line 'form, kind' is expected") end
  return problems
end

-- ---- compiling ---------------------------------------------------------------------------------------------------------

--- Other spellings of a form that a text may have: without accents; "St." for "Saint".
local function variants (form)
  local list = { form }
  local plain = form:find("[\x80-\xff]") and core.fold(form, "accents")
  if plain and plain ~= form then list[2] = plain end
  for i = 1, #list do
    local short, count = list[i]:gsub("^Saint ", "St. ")
    if count == 1 then
      list[#list + 1] = short
      list[#list + 1] = (short:gsub("^St%.", "St"))
    end
  end
  return list
end

-- Says with which tokens and hashes a compiled file was made: when it is not found, the file is of another version.
local PROBE = "bluepencil probe St. é-1,500 O'x's 2B"
local NOTE = "bluepencil lists 1: " .. table.concat(kind_names, ",")

local function slurp (path)
  local file, message = io.open(path, "rb")
  if not file then return nil, message, core.codes.io end
  local text = file:read("a")
  file:close()
  if not text then return nil, path .. ": cannot be read", core.codes.io end
  return text
end

--- Compile lists to a gazetteer.
-- @tparam table files  paths, in an order that does not matter
-- @tparam[opt] table opts  `strict` (boolean, default true): any problem is a failure; `duplicates` (boolean, default
--   false): a form listed twice in one file with one kind and code is a problem
-- @treturn gazetteer | nil, message, code
-- @treturn table problems  what was wrong with the lists
function M.compile (files, opts)
  opts = options.merge({ strict = true, duplicates = false }, opts)
  local builder = core.gazetteer_builder { fold = true, capital = capital_bits, note = NOTE }
  local all = {}
  for _, path in ipairs(files) do
    local text, message, code = slurp(path)
    if not text then return nil, message, code end
    local valid, why, _, line = core.validate(text)
    if not valid then return nil, ("%s:%d: %s"):format(path, line, why), core.codes.utf8 end
    local seen = {}
    local problems = M.read_list(text, path, function (form, kind, kind_code, number)
      local bit = M.bit[kind]
      if not bit then return suggest.unknown("kind", kind, kind_names) end
      if opts.duplicates then
        local key = kind .. "\t" .. form .. "\t" .. (kind_code or "")
        if seen[key] then return ("this %s is listed already, on line %d"):format(kind, seen[key]) end
        seen[key] = number
      end
      if kind_code and kind_code:find("[;:]") then return "a code holds ';' or ':'" end
      local info = kind_code and kind .. ":" .. kind_code
      for _, variant in ipairs(variants(form)) do
        local done, reason = builder:add(variant, bit, info)
        if not done then return reason end
      end
    end)
    table.move(problems, 1, #problems, #all + 1, all)
  end
  if opts.strict and #all > 0 then return nil, all[1], core.codes.format, all end
  assert(builder:add(PROBE, M.bit.common_word))
  local gazetteer, message, code = builder:freeze()
  builder:close()
  if not gazetteer then return nil, message, code, all end
  return gazetteer, all
end

--- A compiled gazetteer from a file, refused when another version of the program made it.
-- @tparam string path
-- @treturn gazetteer | nil, message, code
function M.load (path)
  local gazetteer, message, code = core.gazetteer_load(path)
  if not gazetteer then return nil, path .. ": " .. message, code end
  if gazetteer:note() ~= NOTE or not gazetteer:lookup(PROBE) then
    gazetteer:close()
    return nil, path .. ": made by another version of bluepencil", core.codes.version
  end
  return gazetteer
end

--- A user's own list: TSV or CSV with a header `form, kind [, code]`.
-- Rows that are wrong are left out and named in a warning; the header must be right.
-- @tparam string path
-- @treturn gazetteer | nil, message, code
-- @treturn table problems
function M.user (path)
  if path:find("%.gaz$") then return M.load(path) end
  local gazetteer, problems, code = M.compile({ path }, { strict = false, duplicates = true })
  if not gazetteer then return nil, problems, code end
  for _, problem in ipairs(problems) do log.warn("%s", problem) end
  if gazetteer:count() == 1 and #problems > 0 then return nil, problems[1], core.codes.format end   -- the probe alone
  return gazetteer, problems
end

-- ---- the shipped gazetteer -----------------------------------------------------------------------------------------------

--- The shipped lists, in data/gazetteers/.
M.lists = {
  "agencies", "calendar", "cities", "common_words", "countries", "figure_names", "given_names", "groups", "languages",
  "name_parts", "nationalities", "occupations", "org_words", "organisations", "place_words", "public_figures", "regions",
  "romanised_names", "surnames", "titles",
}

--- Where the shipped lists are: those of them that are there.
-- @treturn table paths
function M.list_paths ()
  local found = {}
  for _, name in ipairs(M.lists) do found[#found + 1] = paths.data("gazetteers/" .. name .. ".tsv") end
  return found
end

local shipped

--- The gazetteer of all shipped lists; loaded once, then shared.
-- @treturn gazetteer | nil, message, code
function M.shipped ()
  if shipped then return shipped end
  local path = paths.data("gazetteers/names.gaz")
  local message, code
  if path then
    shipped, message = M.load(path)
    if shipped then return shipped end
    log.warn("%s; the lists are compiled in memory", message)
  end
  local files = M.list_paths()
  if #files == 0 then return nil, "the lists of names were not found beside the program", "data" end
  shipped, message, code = M.compile(files)
  if not shipped then return nil, message, code end
  return shipped
end

return M
