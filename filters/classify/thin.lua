-- thin.lua: labour and weather, for which there are too few texts to learn from, by what must stand together.
--
-- The weighed words of rules.lua find most of it in long articles; these conditions find it in two sentences, and do not
-- take an air strike for a walkout or a hockey team for a storm.  They look at the beginning: what is named once further
-- down is not what an article is about.

local function early (conditions) return (headline + deck + lead(3))(all(conditions)) end

-- ---- labour ------------------------------------------------------------------------------------------------------------

local who = "worker, union, employee, staff, nurse, teacher, doctor, driver, miner, docker, dockworker, pilot, cabin crew, "
  .. "ground crew, ferry crew, railway/men, steelworker, cleaner, lecturer, civil servant, junior doctor, farmworker, "
  .. "firefighter, postal worker, flight attendant"

local armed = "airstrike, air strike, drone strike, missile strike, rocket strike, military strike, air force, militant, "
  .. "troops, bombard*, warplane, lightning strike, nuclear strike, artillery"

local striking = "on strike, strike action, go/es/ing on strike, went on strike, strike/s, struck over, walkout, "
  .. "walk/ed/s/ing off, walk/ed/s/ing out, downed tools, industrial action, picket*, work stoppage, stoppage"

local demand = "pay, wage, salary, working conditions, contract talk, layoff, job cuts, pension, overtime, resignation, "
  .. "job security"

label { id = "medtop:20000530", score = 0.75, early {                     -- labour strike
  any { near { who, striking, within = "sentence" },
        near { "union", "strike, walkout, picket*, industrial action", within = "sentence" },
        "wildcat strike, strike ballot, strike vote, strike over pay, strike fund" },
  any { at_least(2) "strike, walkout, union, picket*, industrial action, general strike", demand },
  none(armed) } }

label { id = "medtop:20000529", score = 0.65, early {                     -- labour dispute
  near { "union, unions, employees, workers, staff",
         "pay, wage, contract, working conditions, collective bargaining, overtime, redundanc*, pension", within = "sentence" },
  near { "union, unions, employees, workers", "employer, management, company, companies, government, talk, negotiat*, ballot*",
         within = "sentence" },
  "dispute, deadlock, ballot*, negotiat*, picket*, strike, walkout, protest*, arbitrat*, reject~, tentative agreement",
  none(armed) } }

label { id = "medtop:20000536", score = 0.7, early {                      -- unions
  near { "union", "vote~, recogni*, organi*, certif*, join~, member", distance = 6 },
  "worker, employee, staff",
  "trade union, labor union, labour union, unioni*, workers' union, union drive, union vote, teachers' union" } }

label { id = "medtop:20000533", score = 0.7, early {                      -- unemployment
  any { near { "unemployment, joblessness",
               "rate, record, percent, per cent, benefit, claim, rise~, rose, fall~, fell, reach~, highest, lowest", distance = 4 },
        near { "file~", "unemployment, jobless", distance = 4 },
        "jobless claims, unemployed people" } } }

label { id = "medtop:20000523", score = 0.65, early {                     -- labour market
  any { "jobs report, nonfarm payroll, labour market, labor market, employment figures, job openings",
        near { "job, payroll, employment", "added, adds, growth, grew, slow~, shed",
               "percent, per cent, thousand, million, economist, economy", distance = 8 } },
  none { "steve jobs, snow job" } } }

label { id = "medtop:20000518", score = 0.7, early {                      -- wages and benefits
  near { "minimum wage, living wage, wages",
         "raise~, increase~, set/s, vote~, approve~, an hour, per hour, hourly, hike~, cut/s", distance = 8 } } }

label { id = "medtop:20000509", score = 0.65, early {                     -- employment
  near { "lay off, lays off, laid off, laying off, layoff, job cuts, cut jobs, cuts jobs, redundanc*, furlough*",
         "employee, worker, staff, jobs, workforce", distance = 6 } } }

label { id = "medtop:20000522", score = 0.65, early {                     -- workplace health and safety
  near { "worker, employee, miner, labo/rer/urer",
         "unsafe, safety regulator, asbestos, workplace death, workplace accident, occupational", within = "sentence" } } }

-- ---- weather -----------------------------------------------------------------------------------------------------------

local phenomenon = "storm, hurricane, typhoon, cyclone, tornado, blizzard, snow, snowfall, rain, rainfall, thunderstorm, "
  .. "heat wave, heatwave, cold snap, frost, hail, gale, fog, sleet, monsoon, ice storm, freezing rain, downpour, gust, wind, "
  .. "cold front, polar vortex, snowstorm"

local service = "weather service, weather bureau, meteorolog*, met office, hurricane center, hurricane centre, forecaster, "
  .. "weather agency, weather forecast, weather warning, storm warning, weather advisory, weather alert, typhoon center"

local force = "landfall, made landfall, winds of, sustained winds, mph, km/h, kph, kilometers per hour, kilometres per hour, "
  .. "miles per hour, category 1, category 2, category 3, category 4, category 5, gusts"

label { id = "medtop:20001131", score = 0.75, early {                     -- weather warning
  near { phenomenon, "warning, warned, alert, advisory, advisories, watch/es, red alert, amber", within = "sentence" },
  service } }

label { id = "medtop:20001128", score = 0.7, early {                      -- weather forecast
  near { phenomenon .. ", temperature, sunny, cloudy, shower", "forecast, expected, predict~, will, tomorrow, weekend",
         within = "sentence" },
  any { headline "weather, forecast",
        near { "weather, forecaster, meteorolog*, met office", "forecast, said, expect~, predict~, warn~", distance = 4 } } } }

label { id = "medtop:20001129", score = 0.7, early {                      -- weather phenomena
  any { near { "hurricane, typhoon, cyclone, tropical storm, storm, tornado", force, within = "sentence" },
        near { "temperature, thermometer, mercury",
               "degrees, celsius, fahrenheit, °c, °f, below zero, freezing, record high, record low", within = "sentence" },
        near { "rain, snow, rainfall, snowfall, hail",
               "inches, inch, centimeters, centimetres, millimeters, millimetres, feet of, fell, heavy, heaviest", distance = 4 },
        "heat wave, heatwave, cold snap, blizzard, snowstorm, polar vortex, freezing rain, ice storm, torrential rain, monsoon rain" },
  none "climate model, global warming, playoff, championship, coach, album, touchdown, quarterback, recipe, skincare" } }
