--- Numbers in figures and in words, as a pattern with one capture: the value.
--
--   33,000   33, 000 (a blank slipped in)   33 000   1,140   3.5   3.5 million   two   twenty-five   two hundred and six
--   three thousand   half a million   a dozen   two dozen
--
-- A value of more than 15 figures is captured as a string of figures: a Lua number would round it.

local lpeg = require "lpeg"
local atom = require "bluepencil.grammar.atom"

local P, S, C, Cc = lpeg.P, lpeg.S, lpeg.C, lpeg.Cc
local digit, space, gap, hyphen = atom.digit, atom.space, atom.gap, atom.hyphen

local M = {}

local function value_of (figures)
  local plain = figures:gsub("[^%d.]", "")
  if #plain > 16 then return plain end
  local value = tonumber(plain)
  return math.tointeger(value) or value
end

-- 33,000; 33, 000; 33 000 with a no-break or thin space, or a plain one.  Each group has three figures.
local three = digit * digit * digit * -digit
local narrow = P"\194\160" + P"\226\128" * S"\137\175"
local head = digit * digit^-2
local by_comma = (P"," * three)^1
-- At most six groups where a blank may stand: a long list of figures must not be read over again from each of them.
local by_comma_blank = P"," * gap * three * (P"," * gap * three)^-5
local by_space = (narrow + " ") * three * ((narrow + " ") * three)^-5
local decimals = P"." * digit^1

--- Figures only.
M.figures = C(head * (by_comma * decimals^-1 + by_comma_blank + by_space) + digit^1 * decimals^-1) / value_of
          * -(digit + S".," * digit)

-- ---- in words ------------------------------------------------------------------------------------------------------

local unit_words = { one = 1, two = 2, three = 3, four = 4, five = 5, six = 6, seven = 7, eight = 8, nine = 9 }
local teen_words = { ten = 10, eleven = 11, twelve = 12, thirteen = 13, fourteen = 14, fifteen = 15, sixteen = 16,
                     seventeen = 17, eighteen = 18, nineteen = 19 }
local ten_words = { twenty = 20, thirty = 30, forty = 40, fifty = 50, sixty = 60, seventy = 70, eighty = 80, ninety = 90 }
local scale_words = { thousand = 1000, million = 1000000, billion = 1000000000, trillion = 1000000000000,
                      lakh = 100000, crore = 10000000 }

--- Words that may begin a number in words: triggers.
M.words = {}
for _, list in ipairs { unit_words, teen_words, ten_words } do
  for word in pairs(list) do M.words[#M.words + 1] = word end
end
for _, word in ipairs { "a dozen", "a hundred", "a thousand", "a million", "a billion", "a trillion", "half a million",
                        "half a billion", "half a dozen", "zero" } do
  M.words[#M.words + 1] = word
end
table.sort(M.words)

local units, teens, tens = atom.words(unit_words, true), atom.words(teen_words, true), atom.words(ten_words, true)
local hundred = atom.words({ hundred = 100 }, true)
local scale = atom.words(scale_words, true)
local dozen = atom.words({ dozen = 12 }, true)
local conjunction = space * (P"and" * space)^-1

-- "two hundred and six thousand" reaches here as 2, 100, 6, 1000.
local function add_up (...)
  local total, current = 0, 0
  for i = 1, select("#", ...) do
    local v = select(i, ...)
    if v >= 1000 then
      total, current = total + (current == 0 and 1 or current) * v, 0
    elseif v == 100 then current = (current == 0 and 1 or current) * 100
    else current = current + v end
  end
  return total + current
end

local article = S"aA" * space

-- One grammar, so that each list of words is compiled once.
local V = lpeg.V
local words = {
  "any",
  any = V"half" + V"dozens" + V"full" / add_up + V"round" + V"zero",
  full = V"below_1000" * (space * V"scale" * (conjunction * V"below_1000" * space * V"scale")^-3
                          * (conjunction * V"below_1000" * -(space * V"scale"))^-1)^-1,
  below_1000 = V"below_100" * (space * V"hundred" * (conjunction * V"below_100")^-1)^-1,
  below_100 = tens * ((hyphen + space) * V"units")^-1 + teens + V"units",
  units = units, scale = scale, hundred = hundred, dozen = dozen,
  dozens = (article * Cc(1) + (V"units" + teens) * space) * V"dozen" / function (n, v) return n * v end,
  round = article * Cc(1) * ((V"hundred" * (space * V"scale")^-1) + V"scale") / add_up,
  half = S"hH" * P"alf" * space * S"aA" * space * (V"scale" + V"dozen") / function (v) return v // 2 end,
  zero = atom.words({ zero = 0 }, true),
}

local function scaled (n, factor)
  if not factor or type(n) == "string" then return n end
  local v = n * (factor + 0.0)          -- integers would wrap around
  v = math.floor(v * 100 + 0.5) / 100   -- 1.1 million in binary is not quite
  return math.tointeger(v) or v
end

--- Any number in words.
M.spelled = P(words)

-- "3.5 million", "3.5-million", "25 thousand".
M.figures_scaled = M.figures * ((space + hyphen) * scale)^-1 / scaled

--- Any number.
M.any = M.figures_scaled * atom.word_end + M.spelled

-- A number in words below a hundred.
local small = { "small", small = V"below_100" / add_up, below_100 = words.below_100, units = units }

--- A whole number of at most three figures, or in words below a hundred: the second of a range, small counts.
M.small = C(digit * digit^-2) / tonumber * atom.number_end + P(small)

return M
