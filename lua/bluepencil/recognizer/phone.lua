--- Telephone numbers: "+44 20 7946 0018", "(212) 555-0143", "020 7946 0018", "555-0143" behind "call".
--
-- `norm` is figures with a leading "+" where the country is written, `subtype` international, national or local;
-- `extension` is set for "ext. 12".  Whether a number is in use is not asked.

local atom = require "bluepencil.grammar.atom"
local lpeg = require "lpeg"

local P, S, C, Cc, Cg, Cp, Ct = lpeg.P, lpeg.S, lpeg.C, lpeg.Cc, lpeg.Cg, lpeg.Cp, lpeg.Ct
local digit, gap = atom.digit, atom.gap

local function named (name, pattern) return Cg(pattern, name) end

-- Between groups: a blank, hyphen, dot, slash, one line end.
local part = S" -./\n" + "\194\160" + "\226\128" * S"\144\145\146\147\175"
local separator = part * part^-2
local area = P"(" * digit * digit^-4 * P")" * separator^-1
local group = digit * digit^-7
local groups = group * (separator * group)^-6 * -digit

local extension = (P","^-1 * gap * (P"ext" * P"."^-1 + "extension" + "x" + "Ext" * P"."^-1) * P":"^-1 * gap
                  * named("extension", C(digit * digit^-5)) * -digit)^-1

-- "+44 20 7946 0018"   "+1 (212) 555-0143"   "+44 (0)20 7946 0018"   "0044 20 ..."
local international = named("form", Cc"international") * named("number", C(P"+" * gap * (digit * digit^-3) * separator^-1
                      * (P"(0)" * separator^-1 + area)^-1 * groups))
-- "(212) 555-0143"   "(0171) 555 0143"
local with_area = named("form", Cc"national") * named("number", C(area * groups))
-- "212-555-0143"   "020 7946 0018"   "555-0143"
local seven = P(true)
for _ = 1, 7 do seven = seven * digit * separator^-1 end
local plain = #seven * named("form", Cc"plain") * named("number", C(groups))

local grammar = Ct((international + with_area + plain) * extension * named("after", Cp()))

-- Calling codes.  Source: ITU-T E.164, list of assigned codes.
local calling = {}
for code in ([[1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84
  86 90 91 92 93 94 95 98 211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238 239
  240 241 242 243 244 245 246 247 248 249 250 251 252 253 254 255 256 257 258 260 261 262 263 264 265 266 267 268 269 290 291
  297 298 299 350 351 352 353 354 355 356 357 358 359 370 371 372 373 374 375 376 377 378 380 381 382 383 385 386 387 389 420
  421 423 500 501 502 503 504 505 506 507 508 509 590 591 592 593 594 595 596 597 598 599 670 672 673 674 675 676 677 678 679
  680 681 682 683 685 686 687 688 689 690 691 692 800 808 850 852 853 855 856 870 878 880 881 882 883 886 888 960 961 962 963
  964 965 966 967 968 970 971 972 973 974 975 976 977 979 992 993 994 995 996 998]]):gmatch("%d+") do calling[code] = true end

local cue_words = atom.set [[call phone telephone tel tel. fax mobile cell hotline text whatsapp signal dial contact number
  helpline ring on at]]

local function cued (text, first)
  local before = text:sub(first > 40 and first - 40 or 1, first - 1):lower()
  for word in before:gmatch("%a+") do
    if cue_words[word] and word ~= "on" and word ~= "at" and word ~= "number" then return true end
  end
  return before:match("phone number") ~= nil or before:match("number:?%s*$") ~= nil
end

local function known_code (figures)
  for n = 1, 3 do if calling[figures:sub(1, n)] then return true end end
end

local function annotation (first, f, norm, subtype, score)
  return { type = "Phone", first = first, last = f.after - 1, norm = norm, subtype = subtype, score = score,
           extension = f.extension, source = "phone:" .. subtype }
end

-- Groups as they are written: "212-555-0143" is "3-3-4".
local function shape_of (number)
  local lengths = {}
  for run in number:gmatch("%d+") do lengths[#lengths + 1] = #run end
  return table.concat(lengths, "-")
end

local function is_north_american (figures)
  return figures:match("^[2-9]%d%d[2-9]%d%d%d%d%d%d$") ~= nil
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
    if n < 8 or n > 15 or not known_code(figures) then return nil end
    return annotation(first, f, "+" .. figures, "international", 1)
  end
  local shape = shape_of(number)
  if f.form == "national" then
    if n < 7 or n > 12 then return nil end
    if shape == "3-3-4" and not is_north_american(figures) then return nil end
    return annotation(first, f, figures, "national", shape == "3-3-4" and 0.98 or 0.85)
  end
  if n < 7 or n > 14 then return nil end
  local cue = cued(text, first)
  if figures:sub(1, 2) == "00" and n >= 10 and known_code(figures:sub(3)) then
    return annotation(first, f, "+" .. figures:sub(3), "international", 0.9)
  end
  if (shape == "3-3-4" or shape == "1-3-3-4" and figures:sub(1, 1) == "1") and not number:find("[/\n]") then
    local last_ten = figures:sub(-10)
    local mixed = number:find(" ") and not cue
    if is_north_american(last_ten) and not mixed then
      return annotation(first, f, n == 11 and "+" .. figures or figures, n == 11 and "international" or "national", 0.95)
    end
  end
  -- national numbers of most other countries begin with 0: "020 7946 0018", "030/1234567", "01 23 45 67 89"
  if figures:sub(1, 1) == "0" and n >= 9 and n <= 12 and shape:find("-") then
    if number:match("^%d%d?[./-]%d%d?[./-]%d%d%d%d") then return nil end                    -- a date
    return annotation(first, f, figures, "national", cue and 0.95 or 0.85)
  end
  if cue then
    if shape == "3-4" or n >= 7 and n <= 13 and not number:find("\n") then
      if number:match("^%d%d%d%d%-%d%d%d%d$") and tonumber(number:sub(1, 4)) >= 1900 and tonumber(number:sub(1, 4)) < 2100 then
        return nil
      end
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
