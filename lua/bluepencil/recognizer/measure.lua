--- Quantities with a unit: "30 days", "an hour", "12 miles", "25 percent", "-5 degrees Celsius".
--
-- `norm` is the value, `unit` the unit's name in the singular ("day", "km", "percent"), `subtype` what is measured:
-- duration, length, weight, area, volume, temperature, speed, percentage, energy or data.

local around = require "bluepencil.recognizer.around"
local atom = require "bluepencil.grammar.atom"
local lpeg = require "lpeg"
local number = require "bluepencil.grammar.number"

local P, S, Cc, Cg, Cp, Ct = lpeg.P, lpeg.S, lpeg.Cc, lpeg.Cg, lpeg.Cp, lpeg.Ct
local space, gap, hyphen = atom.space, atom.gap, atom.hyphen

local kinds = {
  duration = [[second:second,seconds,sec. minute:minute,minutes,min. hour:hour,hours,hr,hrs,hr. day:day,days week:week,weeks
    month:month,months year:year,years,yr,yrs decade:decade,decades century:century,centuries night:night,nights
    weekend:weekends]],
  length = [[mile:mile,miles km:km,kilometer,kilometers,kilometre,kilometres,kms m:meter,meters,metre,metres
    cm:cm,centimeter,centimeters,centimetre,centimetres mm:mm,millimeter,millimeters,millimetre,millimetres
    foot:foot,feet,ft,ft. inch:inch,inches yard:yard,yards nautical_mile:nautical_mile,nautical_miles]],
  weight = [[kg:kg,kilo,kilos,kilogram,kilograms,kgs g:gram,grams,grammes mg:mg,milligram,milligrams
    tonne:ton,tons,tonne,tonnes,metric_ton,metric_tons,metric_tonnes pound:pound,pounds,lb,lbs,lb.,lbs. ounce:ounce,ounces,oz
    stone:stone]],
  area = [[acre:acre,acres ha:hectare,hectares,ha km2:square_kilometer,square_kilometers,square_kilometre,square_kilometres,sq_km
    mile2:square_mile,square_miles m2:square_meter,square_meters,square_metre,square_metres,sq_m
    foot2:square_foot,square_feet,sq_ft,sq._ft.]],
  volume = [[liter:liter,liters,litre,litres gallon:gallon,gallons barrel:barrel,barrels,bpd ml:ml,milliliter,milliliters
    pint:pint,pints m3:cubic_meter,cubic_meters,cubic_metre,cubic_metres foot3:cubic_feet]],
  temperature = [[degC:degrees_Celsius,degrees_centigrade,degrees_C,°C,C degF:degrees_Fahrenheit,degrees_F,°F,F degree:degrees]],
  speed = [[mph:mph,miles_per_hour,miles_an_hour km/h:km/h,kph,kmh,kilometers_per_hour,kilometres_per_hour,kilometers_an_hour,
    km/h:kilometres_an_hour
    knot:knots]],
  percentage = [[percent:percent,per_cent,pct percentage_point:percentage_point,percentage_points]],
  energy = [[MW:megawatt,megawatts,MW kW:kilowatt,kilowatts,kW GW:gigawatt,gigawatts,GW kWh:kilowatt-hours,kWh volt:volts]],
  data = [[GB:gigabyte,gigabytes,GB MB:megabyte,megabytes,MB TB:terabyte,terabytes,TB]],
}
kinds.temperature = kinds.temperature:gsub(",C ", " "):gsub(",F ", " ")    -- "10 C" may be anything

local folded, cased = {}, {}
for kind, list in pairs(kinds) do
  for unit, forms in list:gmatch("(%S+):(%S+)") do
    for form in forms:gmatch("[^,]+") do
      local words = form:gsub("_", " ")
      -- symbols keep their case: "MW" is no "mw"
      local into = (words:match("%u%u") or words:match("°")) and cased or folded
      into[words] = { unit = unit:gsub("_", " "), kind = kind }
    end
  end
end
-- The first words of all units: one of them stands behind a figure that measures.
local unit_starts = { "%", "°", "º", "and" }
for _, list in ipairs { folded, cased } do
  for words in pairs(list) do unit_starts[#unit_starts + 1] = words end
end
table.sort(unit_starts)
local unit_word = atom.words(cased) + atom.words(folded, true)

local function named (name, pattern) return Cg(pattern, name) end

local half_more = (space * P"and" * space * "a" * space * "half" * #space * named("half", Cc(true)))^-1
local second = ((gap * atom.dash * gap + space * P"to" * space) * named("value2", number.figures * atom.word_end + number.small))^-1
local unit = named("unit", unit_word)

local behind_number =
    -- "30 days"   "a 30-day ban"   "two and a half years"   "5 to 10 kilometers"
    Ct(second * half_more * (space + hyphen * gap)^-1 * unit * named("after", Cp()))
    -- "25%"   "10-15 %"
  + Ct(second * gap * "%" * named("percent", Cc(true)) * named("after", Cp()))
    -- "20°"
  + Ct(gap * (P"°" + "º") * -S"CF" * named("degree", Cc(true)) * named("after", Cp()))

local grammar =
    -- "6ft"   "70kg"
    Ct(named("value", number.figures) * unit * named("after", Cp()))
    -- "an hour", "half an hour", "a year"
  + Ct(named("article", Cc(true)) * named("value", (P"half" + "Half") * space * P"a" * P"n"^-1 * space * Cc(0.5)
                                                  + S"aA" * P"n"^-1 * space * Cc(1)) * unit * named("after", Cp()))

local percent, degree = { unit = "percent", kind = "percentage" }, { unit = "degree", kind = "temperature" }

-- "in a day", but "twice a day": an article counts behind these only
local counting = atom.set [[for in within after about nearly almost than over under only just another took takes lasted lasts
  by until spent spend every half around roughly of]]

local function make (context, first, f)
  local text = context.text
  local what = f.percent and percent or f.degree and degree or f.unit
  if f.article and what.kind ~= "duration" then return nil end
  if f.article and f.value == 1 then
    local before = around.word_before(text, first)
    -- "gave me an hour", but "60 miles an hour", "$15 an hour", "twice an hour"
    local short = what.unit == "hour" or what.unit == "minute"
    if short then
      if not before and first > 1 and text:match("^%d", first - 2) then return nil end
      if before and (before:match("s$") or before == "once" or before == "twice" or before == "mph") then return nil end
    elseif not before or not counting[before] then return nil end
  end
  local start, v = first, f.value
  if what.kind == "temperature" and text:match("^[-\226]", first - 1 > 0 and first - 1 or 1) then
    if text:sub(first - 1, first - 1) == "-" and (first == 2 or text:sub(first - 2, first - 2):match("%s")) then
      start, v = first - 1, -v
    end
  end
  if type(v) == "number" and f.half then v = v + 0.5 end
  local a = { type = "Measure", first = start, last = f.after - 1, norm = v, unit = what.unit, subtype = what.kind, score = 0.9,
              source = "measure:" .. what.kind }
  if f.value2 then
    if type(v) ~= "number" or type(f.value2) ~= "number" or v >= f.value2 then return nil end
    a.from, a.to = v, f.value2
  end
  if first > 1 and text:sub(first - 1, first - 1):match("[%w.$]") then return nil end
  return a
end

local measure = { name = "measure", types = { "Measure" }, priority = 20, behind_number = behind_number,
                  figures = { behind = unit_starts } }
function measure.make (context, first, value, f)
  f.value = value
  return make(context, first, f)
end

return { measure, {
  name = "measure-short", family = "measure", types = { "Measure" }, priority = 20, grammar = grammar, make = make,
  triggers = { kinds = { "alnum" },
               words = { "an hour", "half an hour", "a minute", "a day", "a week", "a month", "a year", "a decade", "a century",
                         "half a day", "half a year", "half a century", "a second" } } } }
