--- Attribute values: each function gives a value that the schema accepts, or nil, whatever it is given.

local core = require "bluepencil.core"

local M = {}

local certs = { high = "high", medium = "medium", low = "low", unknown = "unknown" }

--- @treturn ?string  one of TEI's words for certainty
function M.cert (s) return certs[s] end

--- A word for type, subtype, unit: an ASCII NMTOKEN.
function M.word (s)
  if type(s) ~= "string" then return nil end
  if not s:find("^%w+$") then                  -- most are plain already
    s = core.fold(s, "accents") or ""
    s = s:gsub("[%s%c]+", "-"):gsub("[^%w_.%-]", ""):gsub("^%-+", "")
  end
  return s ~= "" and s or nil
end

--- A language code for xml:lang, or nil.
function M.language (code)
  return type(code) == "string" and code:find("^%a%a%a?%f[%A][%w%-]*$") and not code:find("%-$") and code or nil
end

-- More words on how something looks help nobody.
local words_max = 8

--- Words for rend, a space between.
function M.words (s)
  if type(s) ~= "string" then return nil end
  local words = {}
  for one in s:gmatch("%S+") do
    if #words < words_max and #one <= 40 then words[#words + 1] = M.word(one) end
  end
  return #words > 0 and table.concat(words, " ") or nil
end

-- libxml2 takes decimals of at most 24 digits.
local digits_max = 20

--- A decimal number without exponent.
function M.number (n)
  if type(n) == "string" then
    return #n <= digits_max and (n:find("^%-?%d+$") or n:find("^%-?%d+%.%d+$")) and n or nil
  end
  if type(n) ~= "number" or n ~= n or n == math.huge or n == -math.huge then return nil end
  local whole = math.tointeger(n)
  if whole then return ("%d"):format(whole) end
  if math.abs(n) >= 1e15 then return nil end
  return (("%.6f"):format(n):gsub("0+$", ""):gsub("%.$", ""))
end

--- "UPI", "ECtHR", "U.N.": short, and mostly capitals.
function M.is_abbreviation (s)
  if #s < 2 or #s > 8 or not s:find("^%u[%w&.]*$") then return false end
  local _, capitals = s:gsub("%u", "")
  local _, letters = s:gsub("%a", "")
  return capitals > 1 and capitals * 2 > letters
end

--- "MOSCOW" -> "Moscow", "NEW YORK" -> "New York"; anything with small letters, and "U.S." or "UAE", as it is.
function M.place_name (s)
  if type(s) ~= "string" or s:find("[%l\x80-\xFF.]") or #s < 4 then return s end
  return (s:gsub("(%a)(%a*)", function (first, rest) return first .. rest:lower() end))
end

local month_days = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

local function is_day (year, month, day)
  month, day = tonumber(month), tonumber(day)
  if month < 1 or month > 12 or day < 1 or day > month_days[month] then return false end
  if month ~= 2 or day < 29 or not year then return true end
  year = tonumber(year)
  return year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
end

--- A day, month, year, day of the year or month of the year: the forms of ISO 8601 that TEI's `when` takes.
function M.date (s)
  if type(s) ~= "string" then return nil end
  local year, rest = s:match("^(%d%d%d%d)(.*)$")
  if year then
    if year == "0000" then return nil end
    if rest == "" then return s end
    local month, tail = rest:match("^%-(%d%d)(.*)$")
    if not month then return nil end
    if tail == "" then return tonumber(month) >= 1 and tonumber(month) <= 12 and s or nil end
    local day, time = tail:match("^%-(%d%d)(.*)$")
    if not day or not is_day(year, month, day) then return nil end
    if time == "" then return s end
    local hour, minute, second = time:match("^T(%d%d):(%d%d):(%d%d)Z?$")
    if not hour or tonumber(hour) > 23 or tonumber(minute) > 59 or tonumber(second) > 59 then return nil end
    return s
  end
  local month, day = s:match("^%-%-(%d%d)%-(%d%d)$")
  if month then return is_day(nil, month, day) and s or nil end
  month = s:match("^%-%-(%d%d)$")
  return month and tonumber(month) >= 1 and tonumber(month) <= 12 and s or nil
end

--- A date or range as when, from, to: "2015/2016" is a range, "2010/" and "/2010" are open ones.
-- @treturn ?string when, ?string from, ?string to
function M.dates (s)
  if type(s) ~= "string" then return nil end
  local from, to = s:match("^([^/]*)/([^/]*)$")
  if not from then return M.date(s) end
  from, to = M.date(from), M.date(to)
  return nil, from, to
end

local function escape (char) return ("%%%02X"):format(char:byte()) end

--- The part of a URI after its scheme as any parser accepts it.
local function escaped (rest)
  rest = rest:gsub("[^%w%-._~:/?#@!$&'()*+,;=%%]", escape):gsub("%%(%x?%x?)", function (hex)
    return (#hex == 2 and "%" or "%25") .. hex
  end)
  local before, after = rest:match("^([^#]*)#(.*)$")
  return before and before .. "#" .. after:gsub("#", "%%23") or rest
end

--- Whether what follows "//", if anything does, is a host.
local function has_authority (rest)
  local authority = rest:match("^//([^/?#]*)")
  return not authority or (authority ~= "" and authority:find("^[%w%-._~%%@:]+$") ~= nil and not authority:find(":[^%d@]")
    and select(2, authority:gsub(":", "")) <= 1)
end

--- A URI that any parser accepts; "http://" is put before a bare host name.
function M.uri (s)
  if type(s) ~= "string" or s == "" then return nil end
  s = s:gsub("%s+", "")
  if not s:find("^%a[%w+.%-]*:") then s = "http://" .. s end
  local scheme, rest = s:match("^(%a[%w+.%-]*:)(.*)$")
  if scheme:lower() == "javascript:" or scheme:lower() == "data:" then return nil end
  rest = escaped(rest)
  if not has_authority(rest) then return nil end
  return rest ~= "" and scheme .. rest or nil
end

local schemes = { http = true, https = true, ftp = true, mailto = true, tel = true, doi = true, urn = true }

-- A longer target is a picture written out, or worse.
local pointer_max = 4096

--- The target of a link or the address of a picture: an address on the web, or a relative one; nil for scripts, data, files of
-- somebody's own, what names a user, and a place within the source.
function M.pointer (s)
  if type(s) ~= "string" or #s > pointer_max or not utf8.len(s) then return nil end
  s = s:match("^%s*(.-)%s*$"):gsub("%s", escape)
  if s == "" or s:find("^#") or s:find("^[%a%d+.%-]*:?//[^/?#]*@") then return nil end
  local scheme = s:match("^([^/?#]*):")
  if scheme then return schemes[scheme:lower()] and M.uri(s) or nil end
  s = escaped(s)
  return has_authority(s) and s or nil
end

local months = {
  "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
}

--- What the words of a replacement say of a date, and nothing more: "[a day in 2016]" is 2016, "[May 2016]" is 2016-05.
-- A decade has no attribute: its first or last year may be the very year that was struck.
-- @treturn ?string when
function M.said_date (replacement)
  local year, more = replacement:match("%f[%w](%d%d%d%d)%f[%W](.*)$")
  if not year or year == "0000" or more:find("%d%d%d%d") then return nil end
  local word = (replacement:match("(%a+),? %d%d%d%d") or ""):lower()
  for i, month in ipairs(months) do
    if word == month then return ("%s-%02d"):format(year, i) end
  end
  return year
end

return M
