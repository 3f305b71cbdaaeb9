--- Redactions that were already in the source: "[name withheld]", "[NAME]", "[Person A]", "XXXX", black bars.
--
-- They are kept apart from the ones made here.  `subtype` is label, mask or bar; `norm` is the label in small letters.

local atom = require "bluepencil.grammar.atom"
local lpeg = require "lpeg"

local P, S, R, B, C, Cg, Cp, Ct = lpeg.P, lpeg.S, lpeg.R, lpeg.B, lpeg.C, lpeg.Cg, lpeg.Cp, lpeg.Ct
local function named (name, pattern) return Cg(pattern, name) end

-- Words that make a bracket a redaction wherever they stand in it.
local telling = atom.set [[withheld redacted removed omitted deleted anonymised anonymized pseudonym undisclosed concealed
  expunged censored suppressed blacked]]
-- Words that make one when nothing but them, a number or a letter stands in it.
local kinds = atom.set [[name names surname person place city town village address date age phone number email employer
  school company organisation organization location victim witness patient child boy girl man woman suspect defendant
  complainant minor applicant source identity]]
-- Words that may stand beside them.
local helpers = atom.set "the a an of first last full family given real her his their by for and to with"

local open_brackets = { ["["] = "]", ["("] = ")", ["<"] = ">", ["{"] = "}" }

local inside = 1 - S"[](){}<>\n"
local bracket = Ct(named("open", C(S"[(<{")) * named("label", C((inside + "\n" * -P"\n")^-60)) * named("close", C(S"])>}"))
                   * named("after", Cp()))
-- U+2580-U+259F block elements, U+25A0-U+25A1, U+25AC squares and bars
local bar_character = P"\226\150" * R"\128\161" + P"\226\150\172"
-- Tried at the first character of a run only, so that a long run costs its length.
local bar = -B(P"\226\150" * R"\128\172") * Ct(named("bar", C(bar_character^1)) * named("after", Cp()))
local mask = Ct(named("mask", C(P"X"^3 + P"x"^4 + P"X" * P"X" * -atom.letter)) * -(atom.letter + atom.digit)
                * named("after", Cp()))
           + -B(S"*_") * Ct(named("mask", C(P"*"^3 + P"_"^4)) * named("after", Cp()))

local function is_redaction (label, open)
  local count, tells, kind, odd = 0, false, false, false
  for word in label:gmatch("[^%s,;/_%-]+") do
    count = count + 1
    local lower = word:lower():gsub("[.'’]+$", "")
    if telling[lower] then tells = true
    elseif kinds[lower] then kind = true
    elseif not helpers[lower] and not word:match("^%u$") and not word:match("^%d+$") then odd = true end
  end
  if count == 0 or count > 8 then return false end
  if tells then return true end
  return kind and not odd and open ~= "(" and (open ~= "<" or label == label:upper())
end

local function annotation (first, f, subtype, norm, score)
  return { type = "Redacted", first = first, last = f.after - 1, subtype = subtype, norm = norm, score = score,
           source = "redacted:" .. subtype }
end

local function make (context, first, f)
  if f.bar then return annotation(first, f, "bar", nil, 1) end
  if f.mask then
    if first > 1 and context.text:sub(first - 1, first - 1):match("[%w\128-\255*_]") then return nil end
    -- "XXX" may be a Roman number or a rating, "***" a line between sections
    if f.mask == "XXX" or f.mask == "XX" then
      local before = context.text:sub(1 > first - 24 and 1 or first - 24, first - 1)
      if before:match("%u%l+%s+$") and not before:match("M[rs]+%.?%s+$") then return nil end
      return annotation(first, f, "mask", nil, 0.6)
    end
    if f.mask:match("^%*") and context.text:match("^%s*$", f.after) then return nil end
    return annotation(first, f, "mask", nil, f.mask:match("^[*_]") and 0.7 or 0.9)
  end
  if open_brackets[f.open] ~= f.close or not is_redaction(f.label, f.open) then return nil end
  return annotation(first, f, "label", f.label:gsub("%s+", " "):lower(), 0.95)
end

local words = { "xx", "xxx", "xxxx", "xxxxx", "xxxxxx", "xxxxxxx", "xxxxxxxx", "xxxxxxxxx", "xxxxxxxxxx", "xxxxxxxxxxxx" }

return {
  name = "redacted", types = { "Redacted" }, priority = 70, grammar = bracket + bar + mask, make = make,
  triggers = { words = words, text = { "[", "\226\150", "***", "____", "<", "(name", "(redacted", "(withheld", "{" } },
}
