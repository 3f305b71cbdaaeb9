--- Counts: "33, 000 workers", "another 38", "two", "half a million".
--
-- `norm` is the value; a range ("10 to 15") has `from` and `to`.  No counts are: ordinals, times of day, scores and
-- fractions, numbers that are part of a name ("COVID-19", "Flight 370"), years, "one" as a pronoun.

local around = require "bluepencil.recognizer.around"
local atom = require "bluepencil.grammar.atom"
local lpeg = require "lpeg"

local P, S, Cp = lpeg.P, lpeg.S, lpeg.Cp
local space, gap, digit = atom.space, atom.gap, atom.digit

-- "10:30", "10 a.m.", "7pm", "9/11", "3-2", "50%", "two-thirds"
local half_day = S"aApP" * P".m" + S"AaPp" * S"Mm" * atom.word_end
local part = P"third" + "quarter" + "half" + "fifth" + "sixth" + "seventh" + "eighth" + "tenth"
local not_behind = S":/" * digit + P"%" + gap * half_day + space * P"o" * atom.apostrophe * "clock"
                 + atom.hyphen * (digit + part) + S".," * digit

local behind_number = -not_behind * Cp()

local labels = atom.set [[flight room article section chapter no. nos. number route highway interstate page pages boeing airbus
  window vol. volume figure fig. table unit ward cell channel district gate platform terminal exit step level phase stage
  grade class type category model formula version part episode season game group block building box suite apartment apt. act
  resolution order line point rule title schedule annex paragraph psalm verse track lane lot pier route bus train tram area
  zone sector camp pier station precinct company division brigade battalion]]

local after_one = atom.set [[of another can could is was who that should would day thing in has had must may might and or at
  to which where if by on more time way side hand after month week year point]]
local before_one = atom.set [[no any every some each this that the which another only everyone anyone is was be one day for]]

local function make (context, first, value, stop)
  local text = context.text
  local after = around.word_after(text, stop)
  -- a year that no evidence made one, or a count?  Only a plural behind it tells.
  if stop == first + 4 and math.type(value) == "integer" and value >= 1900 and value <= 2099 and text:match("^[12]", first)
     and not (after and after:match("^%l+s$")) and after ~= "people" then return nil end
  if first > 1 then
    local previous = text:sub(first - 1, first - 1)
    if previous:match("[%w/.:#@_=&\\]") then return nil end
    if previous == "-" or previous == "\147" or previous == "\145" then              -- "COVID-19", "F-16"
      if text:sub(first > 3 and first - 4 or 1, first - 1):match("[%w)]\226?\128?[-\145\147]$") then return nil end
    end
  end
  local figure = text:match("^(%d+)", first)
  local word = not figure and text:sub(first, stop - 1):lower()
  local before = around.word_before_as_written(text, first)
  local lower = before and before:lower()
  local score = 0.9
  if word == "one" then
    if not after or not after:match("^%l") or after_one[after] or lower and before_one[lower] then return nil end
    score = 0.6
  elseif word then
    if word == "zero" then score = 0.6 end
  else
    if #figure > 1 and figure:sub(1, 1) == "0" and not text:match("^%.", first + #figure) then return nil end
    if lower and labels[lower] then return nil end
    -- "Apollo 11 landed": a figure behind a capitalised word, with no noun of its own, belongs to a name
    if before and before:match("^%u") and not before:match("%.$") and not (after and after:match("^%l")) then
      local opens = first - #before - 1 <= 1
                    or text:sub(first > 60 and first - 60 or 1, first - 1):match("[.!?][\"')\128-\191]*%s+%S+%s+$")
      if not opens then return nil end
      score = 0.6
    end
  end
  local cert
  if figure and text:sub(first, stop - 1):match("%d,?%s+%d") then
    cert = "high"                                                                 -- a blank in "33, 000": how the source writes
  end
  return { type = "Number", first = first, last = stop - 1, norm = value, score = score, cert = cert,
           source = figure and "number:figures" or "number:words" }
end

-- Behind a figure: no second grammar, one look at the next byte nearly always settles it.
local suspicious = {}
for byte in (" \t\n\r:/%.,-\194\226"):gmatch(".") do suspicious[byte:byte()] = true end

local function at_figure (context, first, value, after)
  if suspicious[context.text:byte(after)] and not behind_number:match(context.text, after) then return nil end
  return make(context, first, value, after)
end

return {
  name = "number", types = { "Number" }, priority = 0, behind_number = behind_number, make = make,
  at_figure = at_figure, last_resort = true,
}
