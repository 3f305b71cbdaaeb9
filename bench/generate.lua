--- A corpus of invented articles, the same for the same number and seed on every machine.
--
--     lua5.4 bench/generate.lua COUNT FOLDER [SEED]
--
-- Half are dumps (a leading date line, lines wrapped at uneven widths, paragraph ends only implied), half are wire copy
-- (headline, deck, dateline, byline, credit).  Names are put together from parts of many origins, places and bodies are
-- invented; sentences have variants, so that no two articles are alike.  Meant for speed and memory: it says nothing
-- about how well people are found.

local M = {}

--- Numbers from 1 to n that look random, the same on every machine: math.random differs between Lua versions.
-- Source: Knuth's MMIX constants.
function M.generator (seed)
  local state = seed
  return function (n)
    state = state * 6364136223846793005 + 1442695040888963407
    return (state >> 33) % n + 1
  end
end

-- given names, family names, whether the family name comes first
local origins = {
  { "Anneli Taavi Maarja Priit Kadri", "Laanemets Kuusberg Tamvere Ojaperv Saareline" },
  { "Chipo Tendai Rudo Farai Nyasha", "Mukandavire Zvobwera Chirongoma Madzivare Gumbochena" },
  { "Min-jae Soo-ah Ji-won Hyun-ki Eun-byul", "Pyeon Gwak Maeng Tak Seomun", true },
  { "Ana-Lucía Joaquín Marisol Efraín Ximena", "Quintarelli Valdebenar Ocampuria Zorrilledo Arribeño" },
  { "Olena Taras Bohdana Myroslav Zlata", "Haidamachenko Vyshnivets Kobzarenko Dubrovytska Lysenkiv" },
  { "Yusra Tariq Hanadi Bassel Rima", "al-Khatoubi Haddadin-Saber Qabbanour al-Zeitouni Marjaba" },
  { "Thị-Lan Văn-Hùng Minh-Châu Quốc-Bảo Ngọc-Ánh", "Đặngvu Trầnho Phùngle Lươngta Bùivo", true },
  { "Siobhán Declan Aoife Cormac Niamh", "O'Hallorick McGillanty O'Dunnaghue FitzMorrow Kilbraney" },
  { "Ingeborg Torvald Sølvi Eskil Ragnhild", "Fjellvang Strandmoen Bakkerud-Lie Haugsund Nordlys" },
  { "Babajide Ngozi Ifeoma Chukwudi Adaeze", "Okwuosanya Adebolarin Nwachukwudi Eziamaka Olatunjide" },
  { "Meera Arvind Lakshmi Rohan Kavya", "Subramaniyar Chattopadh Deshwalkar Iyengarathan Bhosalekar" },
  { "Jean-Baptiste Solène Thibault Maëlle Aurélien", "Desrochebrune Lamontagny de-la-Verrière Castelnoux Brévignon" },
}

local places = {
  "Port Sellick", "Kalmera", "Vidrovo", "San Telmo de la Ribera", "Ouadjari", "Nhatrang-Moi", "Lindahavn", "Bradwick Cross",
  "Tsarevka", "Monte Albar", "Ghazmir", "Kirkestrand", "Aldea Vieja", "Dovhe Pole", "Rosscarn", "Pulau Merah",
}
local regions = {
  "Vidava region", "Upper Kalmer province", "Ouad valley", "Ribera district", "Northern Highlands", "Lindal county",
}
local countries = { "Latvia", "Kenya", "Uruguay", "Vietnam", "Norway", "Jordan", "Ireland", "Cambodia", "Portugal", "Georgia" }
local capitals = { "RIGA", "NAIROBI", "MONTEVIDEO", "HANOI", "OSLO", "AMMAN", "DUBLIN", "PHNOM PENH", "LISBON", "TBILISI" }
local bodies = {
  "Open Harbour", "Northern Refugee Council", "Right to Health Union", "River Plate Shelter Network",
  "Iberian Workers' Shelter", "Baltic Ferry Association", "Equal Schools Alliance", "Clean Water Trust", "Court Watch",
  "Fair Wages Forum",
}
local agencies = { "NPA", "Meridian Wire", "Eastnews", "Harbor Press" }
local papers = { "The Riga Courier", "The Mekong Ledger", "The Tbilisi Ledger", "The Dublin Examiner-Post", "The Nordic Observer" }
local offices = {
  "Interior Minister", "Mayor", "Health Minister", "Prosecutor", "Ombudsman", "Labor Minister", "Governor", "Police Chief",
}
local trades = {
  "school cook", "bus driver", "laboratory technician", "seasonal worker", "nurse", "welder", "student", "fisherman",
}
local months = {
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
}
local short_months = {
  "Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
}
local weekdays = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday" }

local function split (text)
  local list = {}
  for word in text:gmatch("%S+") do list[#list + 1] = word end
  return list
end
for _, origin in ipairs(origins) do origin[1], origin[2] = split(origin[1]), split(origin[2]) end

-- Paragraphs; {name} is filled in from the cast and facts of the article.
local paragraphs = {
  { "{hero}, {age}, lives in {a_home} in {place} with {partner} and their {children} children. In {year}, officers held {short} "
    .. "for {number} months in a cell near the border. In {year2}-{year3} {short} applied for papers, but the office turned the "
    .. "request down.",
    "{hero}, a {trade} who is {age}, moved to {place} in {year} with {partner}. {short} has asked for papers {number} times "
    .. "since {month} {year2}." },
  { "On {day}, {short} was called to a police station in {place} to collect a paper. Instead, {short} was accused of "
    .. "breaking the law on residence and taken to a center for people to be deported.",
    "The hearing on {day} lasted {number} hours. {short} said little, and left the court by a side door." },
  { "{short}'s lawyers, {body}'s {lawyer} and {lawyer2}, appealed at once. They also wrote to the European Court of "
    .. "Human Rights (ECtHR), which asked {country} to wait.",
    "“We shall go as high as we must,” said {short}’s lawyer, {lawyer}. “There is no other way.”" },
  { "{office} {official} said the rules had been followed. “Nobody is above the law, and nobody is below it,” {official_short} "
    .. "told reporters on {weekday}.",
    "{office} {official} declined to comment on the case of {short}, but promised a review by {month}." },
  { "{body} counted {thousands}, {hundreds} such cases in {year2}-{year3}, of which only {number} reached a court. Its "
    .. "director, {director}, told {paper} that most people never ask for help.",
    "The {body} has heard from {hundreds} families since {year}, according to {director}, its director." },
  { "“They told us not to worry,” {director_short} says. “We knew better, because we had seen the lists. That is what they call "
    .. "‘a quiet solution’ — and quiet it was.”",
    "“Most of the people we meet have never seen a lawyer,” {director_short} said in an interview last month." },
  { "{country} signed an agreement in {month} {year}. It requires an answer within {days} days, and costs about {money} million "
    .. "euros a year.",
    "About {thousands}, {hundreds} people cross the border at {place} every year, and {percent} percent of them stay." },
  { "A neighbor, {neighbor}, remembers {short} as a {trade} who kept to the rules. “They came at night,” {neighbor_short} said. "
    .. "“The children slept through it.”",
    "{short}'s sister, who lives in the {region}, may be reached at {phone} or {email}, the court papers say." },
}
local leads = {
  "A court in {country}'s {region} has halted the deportation of {hero}, a {trade} who was to be sent away this week, the "
    .. "{body} said {weekday}.",
  "A {trade} told a court in {place} on {weekday} how {number} officers took away {hero}'s papers, in a case that {office} "
    .. "{official} called “a test for us all.”",
  "The {region} regional court ruled on {weekday} that {hero}, a {trade} from {place}, had been held without cause, the "
    .. "{body} said.",
}
local headlines = {
  "Court Halts Deportation of {trade_title} as {body} Appeals", "{trade_title} Tells Court of Lost Papers, {office} Denies Blame",
  "{country} Held {trade_title} Without Cause, Judges Say",
}
local decks = {
  "{director} of the {body} says {thousands}, {hundreds} people wait for an answer.",
  "{office} {official} promises a review of the rules by {month}.",
}

--- One article.
-- @tparam int number  which one
-- @tparam[opt=1] int seed
-- @treturn string text
-- @treturn string form  "dump" or "wire"
function M.article (number, seed)
  local random = M.generator((seed or 1) * 1000003 + number * 7919)
  for _ = 1, 3 do random(2) end
  local function any (list) return list[random(#list)] end
  local function person ()
    local origin = any(origins)
    local given, family = any(origin[1]), any(origin[2])
    if origin[3] then return family .. " " .. given, family end
    return given .. " " .. family, family
  end

  local fact = {
    age = 18 + random(60), number = 1 + random(11), days = 10 * random(6), money = random(90), percent = random(95),
    thousands = random(60), hundreds = ("%03d"):format(random(999)), year = 1995 + random(15), year2 = 2012 + random(4),
    children = any { "two", "three", "four" }, partner = any { "his wife", "her husband", "her partner", "his mother" },
    a_home = any { "a rented room", "a small town", "a house by the river", "a village" },
    place = any(places), region = any(regions), body = any(bodies), paper = any(papers), office = any(offices),
    trade = any(trades), weekday = any(weekdays), month = any(months),
    phone = ("+%d %d %03d %04d"):format(29 + random(60), 10 + random(89), random(999), random(9999)),
  }
  fact.year3 = fact.year2 + 1
  local where = random(#countries)
  fact.country = countries[where]
  fact.hero, fact.short = person()
  fact.lawyer = person()
  fact.lawyer2 = person()
  fact.official, fact.official_short = person()
  fact.director, fact.director_short = person()
  fact.neighbor, fact.neighbor_short = person()
  fact.email = ("%s%d@post.example"):format(fact.trade:gsub(" ", "."), random(999))
  fact.trade_title = fact.trade:gsub("%f[%a]%l", string.upper)
  local month, day = random(12), random(28)
  local year = fact.year3 + 1
  fact.day = ("%s %d"):format(short_months[(month + 10) % 12 + 1], random(28))

  local function fill (template) return (template:gsub("{([%w_]+)}", fact)) end

  local body = { fill(any(leads)) }
  -- Each kind of paragraph at most twice, in its two variants.
  local first, variant = random(#paragraphs), random(2)
  for i = 1, 6 + random(2 * #paragraphs - 6) do
    if i == #paragraphs + 1 then variant = 3 - variant end
    body[#body + 1] = fill(paragraphs[(first + i) % #paragraphs + 1][variant])
  end

  if number % 2 == 0 then
    local agency = any(agencies)
    body[1] = ("%s, %s %d (%s) – %s"):format(capitals[where], short_months[month], day, agency, body[1])
    table.insert(body, 1, fill(any(headlines)))
    table.insert(body, 2, fill(any(decks)))
    body[#body + 1] = ("By %s, %s"):format((person()), agency)
    body[#body + 1] = ("Photo by %s/%s"):format((person()), agency)
    return table.concat(body, "\n\n"), "wire"
  end

  -- A dump breaks after its first words, then wraps at uneven widths, and ends a paragraph with a short line.
  local lines = {}
  for i, paragraph in ipairs(body) do
    if i == 1 then paragraph = (" date %04d-%02d-%02d %s"):format(year, month, day, paragraph) end
    local line, width = i == 1 and " " or "", 12 + random(20)
    for word in paragraph:gmatch("%S+") do
      if #line > 1 and #line + #word + 1 > width then
        lines[#lines + 1] = line
        line, width = "", 55 + random(60)
      end
      line = (line == "" or line == " ") and line .. word or line .. " " .. word
    end
    lines[#lines + 1] = line
  end
  return table.concat(lines, "\n"), "dump"
end

--- Write a corpus: FOLDER/000/000001.txt and so on, a thousand to a folder.
-- @treturn int bytes written
function M.write (count, folder, seed)
  local size = 0
  for number = 1, count do
    local place = ("%s/%03d"):format(folder, (number - 1) // 1000)
    if number % 1000 == 1 then assert(os.execute(("mkdir -p '%s'"):format(place))) end
    local text = M.article(number, seed)
    local file = assert(io.open(("%s/%06d.txt"):format(place, number), "wb"))
    assert(file:write(text))
    assert(file:close())
    size = size + #text
  end
  return size
end

--- Write a corpus as JSON lines: {"id": 1, "text": "..."}.
function M.write_lines (count, path, seed)
  local json = require "cjson"
  local file = assert(io.open(path, "wb"))
  for number = 1, count do
    assert(file:write(('{"id":%d,"text":%s}\n'):format(number, json.encode((M.article(number, seed))))))
  end
  assert(file:close())
end

if arg and arg[0] and arg[0]:find("generate%.lua$") then
  local count, folder, seed = math.tointeger(tonumber(arg[1])), arg[2], math.tointeger(tonumber(arg[3] or 1))
  if not (count and folder and seed) then
    io.stderr:write("usage: lua5.4 bench/generate.lua COUNT FOLDER [SEED]\n")
    os.exit(2)
  end
  print(("%d articles, %d bytes"):format(count, M.write(count, folder, seed)))
end

return M
