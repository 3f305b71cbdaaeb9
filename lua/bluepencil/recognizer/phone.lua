--- Telephone numbers: "+44 20 7946 0018", "(212) 555-0143", "020 7946 0018", "555-0143" behind "call".
--
-- `norm` is figures with a leading "+" where the country is written, `subtype` international, national or local; `country` is
-- set where the numbering plan tells it, with `kind` (fixed, mobile, free, paid, other); `extension` for "ext. 12".  A number
-- with a country's code must fit that country's plan (phones.lua); one without must fit the plan of the country of the
-- dateline, be written as numbers are in America, begin with 0, or stand behind a word such as "call".

local atom = require "bluepencil.grammar.atom"
local gazetteer = require "bluepencil.gazetteer"
local lpeg = require "lpeg"
local phones = require "bluepencil.phones"

local P, S, C, Cc, Cg, Cp, Ct = lpeg.P, lpeg.S, lpeg.C, lpeg.Cc, lpeg.Cg, lpeg.Cp, lpeg.Ct
local digit, gap = atom.digit, atom.gap

local function named (name, pattern) return Cg(pattern, name) end

-- Between groups: a blank, hyphen, dot, slash, one line end.
local part = S" -./\n" + "\194\160" + "\226\128" * S"\144\145\146\147\175"
local separator = part * part^-2
local area = P"(" * digit * digit^-4 * P")" * separator^-1
local group = digit * digit^-7
local groups = group * (separator * group)^-6 * -digit
local run = digit * digit^-11                      -- behind a country's code also in one piece: "+43 1234567890"
local runs = run * (separator * run)^-6 * -digit

local extension = (P","^-1 * gap * (P"ext" * P"."^-1 + "extension" + "x" + "Ext" * P"."^-1) * P":"^-1 * gap
                  * named("extension", C(digit * digit^-5)) * -digit)^-1

-- "+44 20 7946 0018"   "+1 (212) 555-0143"   "+44 (0)20 7946 0018"   "0044 20 ..."
local international = named("form", Cc"international") * named("number", C(P"+" * gap * (digit * digit^-3) * separator^-1
                      * (P"(0)" * separator^-1 + area)^-1 * runs))
-- "(212) 555-0143"   "(0171) 555 0143"
local with_area = named("form", Cc"national") * named("number", C(area * groups))
-- "212-555-0143"   "020 7946 0018"   "555-0143"
local seven = P(true)
for _ = 1, 7 do seven = seven * digit * separator^-1 end
local plain = #seven * named("form", Cc"plain") * named("number", C(groups))

local grammar = Ct((international + with_area + plain) * extension * named("after", Cp()))

local cue_words = atom.set [[call phone telephone tel tel. fax mobile cell hotline text whatsapp signal dial contact number
  helpline ring on at]]

local function cued (text, first)
  local before = text:sub(first > 40 and first - 40 or 1, first - 1):lower()
  for word in before:gmatch("%a+") do
    if cue_words[word] and word ~= "on" and word ~= "at" and word ~= "number" then return true end
  end
  return before:match("phone number") ~= nil or before:match("number:?%s*$") ~= nil
end

local function annotation (first, f, norm, subtype, score, country, kind)
  return { type = "Phone", first = first, last = f.after - 1, norm = norm, subtype = subtype, score = score,
           extension = f.extension, country = country ~= "001" and country or nil, kind = kind, source = "phone:" .. subtype }
end

-- "+44 ...": a number by the plan of its country; surer when its first figures are given out.
local function international_number (first, f, figures, score)
  local country, kind = phones.international(figures)
  if country then return annotation(first, f, "+" .. figures, "international", kind and score or score * 0.9, country, kind) end
end

local function country_of_place (name)
  local names = gazetteer.shipped()
  if not names then return nil end
  local value, info = names:lookup(name)
  if not value then return nil end
  for _, kind in ipairs { "capital", "major_city", "country", "region", "city" } do
    if gazetteer.has(value, kind) then
      local code = gazetteer.code(info, kind)
      local one = code and code:match("^(%u%u)%-?%w*$")
      if one or kind ~= "major_city" then return one end
    end
  end
end

-- The country whose numbers need no code in this article: that of its dateline.
local function home_country (context)
  local state = context.state
  if state.phone_country == nil then
    local meta = context.doc.meta
    local place = meta and meta.place and meta.place.name
    state.phone_country = meta and meta.country or place and country_of_place(place) or false
  end
  return state.phone_country
end

-- Groups as they are written: "212-555-0143" is "3-3-4".
local function shape_of (number)
  local lengths = {}
  for piece in number:gmatch("%d+") do lengths[#lengths + 1] = #piece end
  return table.concat(lengths, "-")
end

local function is_span_of_years (number)
  local from, to = number:match("^(%d+)%D(%d+)$")
  return tonumber(from) >= 1900 and tonumber(from) < 2100 and tonumber(to) >= 1900 and tonumber(to) < 2100
end

local function make (context, first, f)
  local text, number = context.text, f.number
  local previous = first > 1 and text:sub(first - 1, first - 1) or " "
  if previous:match("[%w/.,:#$@=_+\163-]") and not previous:match("[:]") then return nil end
  if first > 1 and (text:match("^\226\130", first - 3 > 0 and first - 3 or 1) and first > 3) then return nil end     -- "€"
  if text:match("^[%w@%%]", f.after) or text:match("^[-./,:]%d", f.after) then return nil end
  local figures = number:gsub("%(0%)", ""):gsub("%D", "")
  local n = #figures
  if f.form == "international" then
    if n < 7 then return nil end
    local a = n <= 15 and international_number(first, f, figures, 1)
    -- announced, but of no plan: mistyped, or newer than the table
    return a or n >= 8 and n <= 17 and cued(text, first) and annotation(first, f, "+" .. figures, "international", 0.6) or nil
  end
  local shape, cue = shape_of(number), cued(text, first)
  if n < 7 or n > 14 then return nil end
  if number:match("^%d%d%d%d%-%d%d%d%d$") and is_span_of_years(number) then return nil end
  -- not from the middle of a longer row of figures
  if figures:sub(1, 1) == "0" and text:match("^%d[ .-]", first > 2 and first - 2 or 1) and first > 2 and not cue then return nil end
  if figures:sub(1, 2) == "00" and n >= 10 then
    local a = international_number(first, f, figures:sub(3), 0.9)
    if a then return a end
  end
  -- written as numbers are in America, and given out there
  local ten = figures:sub(-10)
  if (shape == "3-3-4" or shape == "1-3-3-4" and figures:sub(1, 1) == "1") and not number:find("[/\n]")
     and (f.form == "national" or cue or not number:find(" ")) and phones.is_north_american(ten) then
    return annotation(first, f, n == 11 and "+" .. figures or figures, n == 11 and "international" or "national",
                      f.form == "national" and 0.98 or 0.95, nil, nil)
  end
  if f.form == "national" and n <= 12 and shape ~= "3-3-4" then return annotation(first, f, figures, "national", 0.85) end
  local date_like = number:match("^%d%d?[./-]%d%d?[./-]%d%d%d%d")
  -- "020 7946 0018" in an article from London, "91 123 45 67" in one from Madrid behind "call"
  local country = shape:find("-") and not date_like and (figures:sub(1, 1) == "0" or cue) and home_country(context)
  local kind = country and phones.national(figures, country)
  if kind then return annotation(first, f, figures, "national", cue and 0.97 or 0.9, country, kind) end
  -- national numbers of most other countries begin with 0: "020 7946 0018", "030/1234567", "01 23 45 67 89"
  if figures:sub(1, 1) == "0" and n >= 9 and n <= 12 and shape:find("-") and not date_like then
    return annotation(first, f, figures, "national", cue and 0.95 or 0.8)
  end
  if cue then
    if (shape == "3-4" or n <= 13 and not number:find("\n")) and not date_like then
      return annotation(first, f, figures, "local", 0.85)
    end
  elseif shape == "3-4" and number:match("^555%-") then
    return annotation(first, f, figures, "local", 0.7)
  end
end

return {
  name = "phone", types = { "Phone" }, priority = 35, grammar = grammar, make = make,
  triggers = { kinds = { "number" }, text = { "+", "(" } }, figures = { shapes = { "long" } },
}
