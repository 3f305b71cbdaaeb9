--- Invented articles full of what must go, for bench/planted.lua: their text, what is planted in it, and who must stay.
--
-- Each protects one person, who stands in it in many forms: full name in the order of the language it comes from, surname or
-- given name alone, double surnames and each half, particles, patronymics, middle initials, initials alone, a nickname, title and
-- surname, possessive, the family in the plural, capitals, a hyphen left out, a name broken over a line end, and inside e-mail
-- addresses, handles, links and file names; with telephone numbers, addresses, numbers of papers and accounts, birth dates,
-- village.  Public people stand beside.  Every name, place and number is made up.
--
-- One article comes in four guises: "wire" and "dump" (text files), "record" (a JSON object with title, author and url) and
-- "page" (HTML with metadata, captions, alt texts and links).  The same number and seed give the same article on every machine.

local core = require "bluepencil.core"
local generate = require "bench.generate"

local M = {}

local function split (text)
  local list = {}
  for word in text:gmatch("[^%s]+") do list[#list + 1] = (word:gsub("_", " ")) end
  return list
end

-- given names of women and men, family names ("_" is a space), whether the family name comes first
local origins = {
  { "Anneli Kadri Maarja", "Taavi Priit Rein", "Laanemets Kuusberg Tamvere Ojaperv" },
  { "Chipo Rudo Nyasha", "Tendai Farai Tawanda", "Mukandavire Zvobwera Chirongoma Gumbochena" },
  { "Soo-ah Ji-won Eun-byul", "Min-jae Hyun-ki Dong-sik", "Pyeon Gwak Maeng Seomun", true },
  { "Marisol Ximena Lucía", "Joaquín Efraín Rodrigo", "Quintarelli Valdebenar Ocampuria Zorrilledo" },
  { "Marisol Ximena Lucía", "Joaquín Efraín Rodrigo",
    "Quintarelli_Ocampuria Valdebenar_Larrondo Zorrilledo_Iturbena Arribeño_Salcedarte" },
  { "Olena Bohdana Zlata", "Taras Myroslav Ostap", "Haidamachenko Vyshnivets Dubrovytska Lysenkiv" },
  { "Yusra Hanadi Rima", "Tariq Bassel Nizar", "Khatoubi Haddadin Qabbanour Marjaba" },
  { "Yusra Hanadi Rima", "Tariq Bassel Nizar", "al-Zubarani al-Khatoubi el-Marjabi bin_Rashidun" },
  { "Siobhán Aoife Niamh", "Declan Cormac Fergal", "O'Hallorick McGillanty Kilbraney FitzMorrow" },
  { "Ingeborg Sølvi Ragnhild", "Torvald Eskil Halvard", "Fjellvang Strandmoen Haugsund Nordlysen" },
  { "Ngozi Ifeoma Adaeze", "Babajide Chukwudi Emeka", "Okwuosanya Adebolarin Eziamaka Olatunjide" },
  { "Meera Lakshmi Kavya", "Arvind Rohan Suresh", "Subramaniyar Deshwalkar Iyengarathan Bhosalekar" },
  { "Solène Maëlle Clémence", "Thibault Aurélien Bastien", "Desrochebrune Lamontagny Castelnoux Brévignon" },
  { "Solène Maëlle Clémence", "Thibault Aurélien Bastien", "Abadie-Rouxelle Charron-Mirebault Lamontagne-Viroux" },
  { "Liesbeth Anouk Femke", "Joost Sander Wouter", "van_Hoornbeke van_der_Mierlen de_Vrieswijk ter_Bruggenkate" },
  { "Ilka Boglárka Réka", "Zsombor Gergely Barnabás", "Szentvári Kovácsházi Dombrádi Tihanyfalvi", true },
  { "Meiqi Xiaolan Yunru", "Jianbo Weiming Haoran", "Ouyang Shangguan Zhuge Dongfang", true },
}
for _, origin in ipairs(origins) do
  for k = 1, 3 do origin[k] = split(origin[k]) end
end

--- Family names that may stand in no log: each word of five letters and more.
M.cast = {}
for _, origin in ipairs(origins) do
  for _, name in ipairs(origin[3]) do
    for word in name:gmatch("[^%s%-]+") do
      if core.length(word) >= 4 and not word:find("^van$") then M.cast[#M.cast + 1] = word end
    end
  end
end

local patronymics = { Olena = "Petrivna", Bohdana = "Ivanivna", Zlata = "Andriivna", Taras = "Petrovych", Myroslav = "Ivanovych",
                      Ostap = "Andriiovych" }
local nicknames = { "Pepper", "Sparrow", "Tibo", "Zuzu", "Kiko", "Bibi" }
local villages = { "Vidrovo", "Kalnmuiza", "Ouadjari", "Tsarevka", "Ghazmir", "Kirkestrand", "Bradwicke", "Rosscarn" }
local addresses = {
  "%d Linden Street", "%d Harbour Road", "%d Old Mill Lane", "%d Station Avenue", "%d Chapel Street", "Lindenstraße %d",
  "%d rue des Lilas", "Calle Mayor %d", "%d St. Brigid's Terrace", "Flat 4, %d Quay Street", "Via Garibaldina %d", "P.O. Box %d0",
}
local kinds = { "a defector from the north", "an asylum seeker", "a refugee", "a witness in the trial", "a patient of the clinic" }
local agencies = { "NPA", "Meridian Wire", "Eastnews" }
local months = { "March", "June", "October" }
local cars = { "silver Toyota Corolla", "red Volkswagen Golf", "2009 Honda Civic", "white Ford Transit van", "blue Skoda Octavia" }
local schools = { "Kirkestrand Secondary School", "Vidrovo State University", "Bradwicke Grammar School", "Rosscarn High School" }

-- Every sentence that plants something; {name} is filled in.  The lead, the family and one of each kind are always there.
local leads = {
  "{full}, {kind}, told a court on Monday how guards took {his} papers.",
  "A court has halted the deportation of {full}, {kind}, the Open Harbour group said Monday.",
  "{full}, {age}, {kind}, was released on Friday after eight months, {his} lawyer said.",
  "{nicked}, {kind}, told a court on Monday how guards took {his} papers.",
  "{middle}, {kind}, told a court on Monday how guards took {his} papers.",
}
local lives = "{family}, {age}, lives in the village of {village} with {his} {spouse} and their three children."
local sentences = {
  "“They called ‘{given}, come out’ and broke the door,” {family} said.",
  "{title} {family} has lived in fear since, and so has {his} family.",
  "{family}’s lawyer, {lawyer}, appealed the ruling.",
  "{family}'s papers were returned on Tuesday.",
  "The {families} have moved twice since the first threats.",
  "Court papers name {initial} {family} as the only witness.",
  "{family} can be reached at {email} or {phone}, the papers say.",
  "Calls to {phone2}, {family}'s number, were not answered.",
  "{full} wrote about it as @{handle} and on https://letters.example/{slug}/2019.",
  "A page of {family}'s, www.example.org/people/{pct}?lang=en, was shut.",
  "{his_} address, {address}, {village}, was read out in court.",
  "{family}, passport no. {passport}, was born on {birth}.",
  "{family}, whose case number is {case}, was born in {village} on {birth2}.",
  "The money went to the account {iban} of {full}.",
  "A card, {card}, was found on {family}.",
  "Those who know {family} call {him} quiet.",
  "“{family} asked for nothing,” said {official_title} {official}.",
  "{upper} WAS RIGHT, a poster said.",
  "Friends call {him} {nick}.",
  "The file was called {slug}.pdf, and a second one {joined}_statement.docx.",
  "{turned}, it says on the list of the camp.",
  "“{nobody} never came back,” a neighbor said of {family}'s brother.",
  "Letters to “{loose}” were returned.",
  "{family} drove a {car} with the number plate {plate}, neighbors said.",
  "Police found {family}'s {car} near the harbour; its VIN is {vin}.",
  "{family} attended {school} as a child.",
}

-- ---- numbers ---------------------------------------------------------------------------------------------------------

local function digits_of (random, n)
  local digits = {}
  for i = 1, n do digits[i] = random(10) - 1 end
  return table.concat(digits)
end

-- ISO 13616: letters are numbers from 10, the check digits make the whole 1 modulo 97.
local function iban (random)
  local body, rest = digits_of(random, 18), 0
  for digit in (body .. "131400"):gmatch("%d") do rest = (rest * 10 + tonumber(digit)) % 97 end   -- D = 13, E = 14
  return ("DE%02d%s"):format(98 - rest, body)
end

-- Luhn's check digit behind fifteen.
local function card (random)
  local body, sum = "4" .. digits_of(random, 14), 0
  for i = 15, 1, -1 do
    local digit = tonumber(body:sub(i, i))
    if (15 - i) % 2 == 0 then digit = digit * 2; if digit > 9 then digit = digit - 9 end end
    sum = sum + digit
  end
  body = body .. (10 - sum % 10) % 10
  return (body:gsub("(%d%d%d%d)", "%1 "):sub(1, 19))
end

-- ISO 3779: the ninth sign is a check over the others.
local vin_value = { A = 1, B = 2, C = 3, D = 4, E = 5, F = 6, G = 7, H = 8, J = 1, K = 2, L = 3, M = 4, N = 5, P = 7, R = 9, S = 2, T = 3,
                    U = 4, V = 5, W = 6, X = 7, Y = 8, Z = 9 }
local vin_weight = { 8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2 }

local function vin (random)
  local text, sum = "WVWZZZ1J0" .. digits_of(random, 8), 0
  for i = 1, 17 do
    local sign = text:sub(i, i)
    sum = sum + (vin_value[sign] or tonumber(sign)) * vin_weight[i]
  end
  local check = sum % 11
  return text:sub(1, 8) .. (check == 10 and "X" or check) .. text:sub(10)
end

local function plain (text) return core.fold(text, "all"):gsub("[^%w]", "") end

local capitals = { ["á"] = "Á", ["é"] = "É", ["í"] = "Í", ["ñ"] = "Ñ", ["ó"] = "Ó", ["ø"] = "Ø", ["ë"] = "Ë" }

local function upper (text)
  for small, capital in pairs(capitals) do text = text:gsub(small, capital) end
  return text:upper()
end

local function percent (text)
  return (text:gsub("[^%w%-%.]", function (byte) return ("%%%02X"):format(byte:byte()) end))
end

-- ---- facts -----------------------------------------------------------------------------------------------------------

local function first_letter (text) return text:match("^[%z\1-\127\194-\244][\128-\191]*") end

-- A person whose names no other in the article has.
local function person_of (random, used, woman)
  local origin, given, family
  local function is_used ()
    if used[given] then return true end
    for word in family:gmatch("[^%s%-]+") do if used[word] then return true end end
  end
  repeat
    origin = origins[random(#origins)]
    local list = origin[woman and 1 or 2]
    given, family = list[random(#list)], origin[3][random(#origin[3])]
  until not is_used()
  used[given] = true
  for word in family:gmatch("[^%s%-]+") do used[word] = true end
  return { given = given, family = family, is_turned = origin[4],
           full = origin[4] and family .. " " .. given or given .. " " .. family }
end

local function facts_of (random, any, person)
  local woman = random(2) == 1
  local who = person(woman)
  local given, family = who.given, who.family
  local day, year = random(28), 1950 + random(45)
  local patronymic = patronymics[given]
  local fact = {
    full = patronymic and random(2) == 1 and given .. " " .. patronymic .. " " .. family or who.full,
    given = given, family = family, age = tostring(18 + random(60)), village = any(villages), kind = any(kinds),
    address = any(addresses):format(10 + random(180)), his = woman and "her" or "his", him = woman and "her" or "him",
    his_ = woman and "Her" or "His", title = woman and "Ms." or "Mr.", spouse = woman and "husband" or "wife",
    phone = ("+44 20 7946 0%03d"):format(random(999)),
    phone2 = any { "(212) 555-01%02d", "020 7946 01%02d", "+49 30 901820%02d", "212-555-01%02d" }:format(random(99)),
    passport = ("%s%07d"):format(any { "K", "N", "PA" }, random(9999999)),
    case = ("%02d-cv-%05d"):format(10 + random(12), random(99999)), card = card(random), iban = iban(random),
    birth = ("%d %s %d"):format(day, any(months), year),
    birth2 = any { "%s %d, %d" }:format(any(months), random(28), year),
    official_title = any { "Interior Minister", "Prosecutor", "Police Chief" }, nick = any(nicknames),
    car = any(cars), school = any(schools), vin = vin(random),
    plate = ("%s%d %s"):format(any { "KV", "BD", "RX" }, 10 + random(89), any { "TRE", "ZNO" }),
    nobody = given, lawyer = person(random(2) == 1).full, official = person(random(2) == 1).full,
  }
  fact.writer = person(random(2) == 1).full
  fact.families = family .. (family:find("[sxz]$") and "es" or "s")
  fact.initial = first_letter(given) .. "."
  fact.nicked = who.is_turned and fact.full or ("%s “%s” %s"):format(given, fact.nick, family)
  fact.middle = who.is_turned and fact.full or ("%s %s. %s"):format(given, any { "B", "K", "T" }, family)
  fact.turned = upper(family) .. ", " .. given
  fact.loose = who.full:gsub("%-", " ")
  fact.slug = plain(given) .. "-" .. plain(family)
  fact.joined = plain(given) .. plain(family)
  fact.email = ("%s.%s@post.example"):format(plain(given), plain(family))
  fact.handle = plain(family) .. "_" .. plain(given)
  fact.pct = percent(who.full:gsub(" ", "+"))
  fact.upper = upper(family)
  return fact
end

-- What is planted: always, and where the article says it.
local function planted_of (fact, text)
  local planted = {}
  local function plant (kind, string) planted[#planted + 1] = { kind = kind, text = string } end
  plant("surname", fact.family)
  for word in fact.family:gmatch("[^%s%-]+") do
    if word ~= fact.family and core.length(word) >= 4 then plant("part of a surname", word) end
  end
  plant("given name", fact.given)
  plant("e-mail", fact.email)
  plant("handle", fact.handle)
  plant("link", fact.slug)
  for _, row in ipairs { { "telephone", "phone" }, { "telephone", "phone2" }, { "passport", "passport" }, { "case", "case" },
                         { "card", "card" }, { "account", "iban" }, { "village", "village" }, { "birth date", "birth" },
                         { "birth date", "birth2" }, { "address", "address" }, { "plate", "plate" }, { "vehicle number", "vin" },
                         { "vehicle", "car" }, { "school", "school" } } do
    if text:find(fact[row[2]], 1, true) then plant(row[1], fact[row[2]]) end
  end
  if text:find("“" .. fact.nick .. "”", 1, true) then plant("nickname", fact.nick) end
  return planted
end

-- ---- guises ----------------------------------------------------------------------------------------------------------

local function wrapped (paragraphs, random)
  local lines = {}
  for i, paragraph in ipairs(paragraphs) do
    if i == 1 then paragraph = " date 2019-05-14 " .. paragraph end
    local line = ""
    for word in paragraph:gmatch("%S+") do
      if #line > 0 and #line + #word + 1 > 50 + random(50) then
        lines[#lines + 1] = line
        line = ""
      end
      line = line == "" and word or line .. " " .. word
    end
    lines[#lines + 1] = line
  end
  return table.concat(lines, "\n")
end

local function escaped (text)
  return (text:gsub("[&<>\"]", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }))
end

local function json_string (text)
  return '"' .. text:gsub('[%c"\\]', function (c) return ("\\u%04x"):format(c:byte()) end) .. '"'
end

local function record_of (number, paragraphs, headline, fact)
  return ('{"id":%s,"title":%s,"author":%s,"date":"2019-05-14","url":%s,"section":%s,"text":%s}'):format(
    json_string(("%06d"):format(number) .. (number % 3 == 0 and "-" .. fact.slug or "")), json_string(headline),
    json_string(fact.writer), json_string("https://news.example/2019/05/" .. fact.slug .. ".html"),
    json_string(number % 2 == 0 and "courts/" .. fact.slug or "courts"), json_string(table.concat(paragraphs, "\n\n")))
end

local function page_of (paragraphs, headline, fact)
  local out = {}
  local function put (format, ...) out[#out + 1] = format:format(...) end
  put('<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>%s | The Harbour Post</title>', escaped(headline))
  put('<meta name="description" content="How %s came free">', escaped(fact.full))
  put('<meta property="og:title" content="%s"><meta property="og:url" content="https://news.example/%s">', escaped(headline), fact.slug)
  put('<meta name="author" content="%s"><link rel="canonical" href="https://news.example/2019/%s.html">', escaped(fact.writer), fact.slug)
  put('<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":%s,'
    .. '"datePublished":"2019-05-14","author":{"@type":"Person","name":%s},"keywords":[%s,"asylum"]}</script>',
    json_string(headline), json_string(fact.writer), json_string(fact.full))
  put('</head><body><article class="story %s" id="%s"><h1>%s</h1><p class="byline">By %s</p>', fact.slug, fact.slug, escaped(headline),
    escaped(fact.writer))
  for i, paragraph in ipairs(paragraphs) do
    local text = escaped(paragraph)
    if i == 2 then
      text = text:gsub(escaped(fact.family):gsub("%p", "%%%0"), function (name)
        return ('<a href="/people/%s" title="%s">%s</a>'):format(fact.slug, escaped(fact.full), name)
      end, 1)
      put('<figure><img src="/img/%s.jpg" alt="%s outside the court"><figcaption>%s leaves the court.</figcaption></figure>',
        fact.slug, escaped(fact.full), escaped(fact.full))
    end
    put("<p>%s</p>", text)
  end
  put("</article></body></html>")
  return table.concat(out, "\n")
end

local headlines = {
  "Court Frees {family} After Eight Months", "{upper} FREED AFTER EIGHT MONTHS, COURT SAYS", "{family}’s Long Wait Ends, Court Says",
  "‘{given} Came Home’: Court Ends Eight Months of Detention",
}

--- One article and what is planted in it.
-- @tparam integer number
-- @tparam[opt=1] integer seed
-- @tparam[opt] string guise  "wire", "dump", "record" or "page"; else the number tells
-- @treturn string bytes of the file, or the line
-- @treturn table planted  list of { kind, text }
-- @treturn table public  names that must stay
-- @treturn string slug  the person's name as file names have it
-- @treturn string guise
function M.article (number, seed, guise)
  local random = generate.generator((seed or 1) * 1000003 + number * 7919)
  for _ = 1, 3 do random(2) end
  local function any (list) return list[random(#list)] end
  local used = {}
  local fact = facts_of(random, any, function (woman) return person_of(random, used, woman) end)

  local function fill (template)
    return (template:gsub("{([%w_]+)}", fact):gsub("^%l", string.upper))
  end
  local body, order, chosen = { fill(any(leads)), fill(lives) }, {}, {}
  for i = 1, #sentences do order[i] = i end
  for i = #order, 2, -1 do
    local j = random(i)
    order[i], order[j] = order[j], order[i]
  end
  for i = 1, 5 + random(#order - 5) do chosen[i] = fill(sentences[order[i]]) end
  for i = 1, #chosen, 2 do body[#body + 1] = chosen[i] .. (chosen[i + 1] and " " .. chosen[i + 1] or "") end

  guise = guise or (number % 2 == 0 and "wire" or "dump")
  local text
  local headline, agency = fill(any(headlines)), any(agencies)
  local shown = table.concat(body, "\n")
  if guise == "wire" then
    body[1] = ("OSLO, May %d (%s) – %s"):format(random(28), agency, body[1])
    table.insert(body, 1, headline)
    body[#body + 1] = ("By %s, %s"):format(fact.writer, agency)
    text = table.concat(body, "\n\n")
  elseif guise == "dump" then text = wrapped(body, random)
  elseif guise == "record" then text = record_of(number, body, headline, fact)
  else text = page_of(body, headline, fact) end

  local public = {}
  for _, name in ipairs { fact.lawyer, fact.official, fact.writer } do
    if shown:find(name, 1, true) or name == fact.writer and guise ~= "dump" then public[#public + 1] = name end
  end
  return text, planted_of(fact, shown), public, fact.slug, guise
end

return M
