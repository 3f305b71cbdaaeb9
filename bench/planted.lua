--- Planted personal details: invented articles full of what must go, converted by the real command, and every byte that it
-- wrote searched for what was planted.
--
--     lua5.4 bench/planted.lua COUNT [SEED] [--policy NAME]        make planted COUNT=10000
--
-- Each article protects one person, who stands in it in many forms: full name, surname, given name in a quotation, title and
-- surname, possessive, initials, capitals in the headline, a name broken over a line end, the family in the plural, and
-- inside e-mail addresses, handles and links; with telephone, address, passport, bank account, village and birth date.
-- Some input files are named after the person.  Public people stand beside, and must stay.
--
-- Searched: output files, their names, standard output and standard error.  A planted string counts as left when
-- core.find_leaks finds it, so also in other case, without accents, split by tags or encoded.
-- Reports articles with something left, by kind of string, and how many public names were lost; ends with status 1 when
-- anything planted is left.  It does not say how real articles fare: see bench/quality.lua.

local core = require "bluepencil.core"
local generate = require "bench.generate"

local M = {}

local function split (text)
  local list = {}
  for word in text:gmatch("%S+") do list[#list + 1] = word end
  return list
end

-- given names of women and men, family names, whether the family name comes first
local origins = {
  { "Anneli Kadri Maarja", "Taavi Priit Rein", "Laanemets Kuusberg Tamvere Ojaperv" },
  { "Chipo Rudo Nyasha", "Tendai Farai Tawanda", "Mukandavire Zvobwera Chirongoma Gumbochena" },
  { "Soo-ah Ji-won Eun-byul", "Min-jae Hyun-ki Dong-sik", "Pyeon Gwak Maeng Seomun", true },
  { "Marisol Ximena Lucía", "Joaquín Efraín Rodrigo", "Quintarelli Valdebenar Ocampuria Zorrilledo" },
  { "Olena Bohdana Zlata", "Taras Myroslav Ostap", "Haidamachenko Vyshnivets Dubrovytska Lysenkiv" },
  { "Yusra Hanadi Rima", "Tariq Bassel Nizar", "Khatoubi Haddadin Qabbanour Marjaba" },
  { "Siobhán Aoife Niamh", "Declan Cormac Fergal", "O'Hallorick McGillanty Kilbraney FitzMorrow" },
  { "Ingeborg Sølvi Ragnhild", "Torvald Eskil Halvard", "Fjellvang Strandmoen Haugsund Nordlysen" },
  { "Ngozi Ifeoma Adaeze", "Babajide Chukwudi Emeka", "Okwuosanya Adebolarin Eziamaka Olatunjide" },
  { "Meera Lakshmi Kavya", "Arvind Rohan Suresh", "Subramaniyar Deshwalkar Iyengarathan Bhosalekar" },
  { "Solène Maëlle Clémence", "Thibault Aurélien Bastien", "Desrochebrune Lamontagny Castelnoux Brévignon" },
}
for _, origin in ipairs(origins) do
  for k = 1, 3 do origin[k] = split(origin[k]) end
end

local villages = { "Vidrovo", "Kalnmuiza", "Ouadjari", "Tsarevka", "Ghazmir", "Kirkestrand", "Bradwicke", "Rosscarn" }
local streets = { "Linden Street", "Harbour Road", "Old Mill Lane", "Station Avenue", "Chapel Street" }
local kinds = {
  { "a defector from the north", "defector" }, { "an asylum seeker", "asylum seeker" }, { "a refugee", "refugee" },
  { "a witness in the trial", "witness" }, { "a patient of the clinic", "patient" },
}
local agencies = { "NPA", "Meridian Wire", "Eastnews" }

-- Every sentence that plants something; {name} is filled in.  The lead, the family and one of each kind are always there.
local leads = {
  "{full}, {kind}, told a court on Monday how guards took {his} papers.",
  "A court has halted the deportation of {full}, {kind}, the Open Harbour group said Monday.",
  "{full}, {age}, {kind}, was released on Friday after eight months, {his} lawyer said.",
}
local sentences = {
  "{family}, {age}, lives in the village of {village} with {his} {spouse} and their three children.",
  "“They called ‘{given}, come out’ and broke the door,” {family} said.",
  "{title} {family} has lived in fear since, and so has {his} family.",
  "{family}’s lawyer, {lawyer}, appealed the ruling.",
  "{family}'s papers were returned on Tuesday.",
  "The {families} have moved twice since the first threats.",
  "Court papers name {initial} {family} as the only witness.",
  "{family} can be reached at {email} or {phone}, the papers say.",
  "{full} wrote about it as @{handle} and on https://letters.example/{slug}/2019.",
  "{his_} address, {number} {street}, {village}, was read out in court.",
  "{family}, passport no. {passport}, was born on {birth}.",
  "The money went to the account {iban} of {full}.",
  "Those who know {family} call {him} quiet.",
  "“{family} asked for nothing,” said {official_title} {official}.",
  "{upper} WAS RIGHT, a poster said.",
}

-- ISO 13616: letters are numbers from 10, the check digits make the whole 1 modulo 97.
local function iban (random)
  local digits = {}
  for i = 1, 18 do digits[i] = random(10) - 1 end
  local body = table.concat(digits)
  local rest = 0
  for digit in (body .. "131400"):gmatch("%d") do rest = (rest * 10 + tonumber(digit)) % 97 end   -- D = 13, E = 14
  return ("DE%02d%s"):format(98 - rest, body)
end

local function plain (text) return core.fold(text, "all"):gsub("[^%w]", "") end

--- One article and what is planted in it.
-- @treturn string text
-- @treturn table planted  list of { kind, text }
-- @treturn table public  names that must stay
-- @treturn string slug  the person's name as file names have it
function M.article (number, seed)
  local random = generate.generator((seed or 1) * 1000003 + number * 7919)
  for _ = 1, 3 do random(2) end
  local function any (list) return list[random(#list)] end
  local used = {}
  local function person (woman)
    local origin, given, family
    repeat
      origin = any(origins)
      given, family = any(origin[woman and 1 or 2]), any(origin[3])
    until not used[family] and not used[given]
    used[family], used[given] = true, true
    return origin[4] and family .. " " .. given or given .. " " .. family, given, family
  end

  local woman = random(2) == 1
  local fact = {
    age = 18 + random(60), village = any(villages), street = any(streets), number = 10 + random(180), kind = any(kinds)[1],
    his = woman and "her" or "his", him = woman and "her" or "him", his_ = woman and "Her" or "His",
    title = woman and "Ms." or "Mr.", spouse = woman and "husband" or "wife",
    phone = ("+44 20 7946 0%03d"):format(random(999)), passport = ("%s%07d"):format(any { "K", "N", "PA" }, random(9999999)),
    birth = ("%d %s 19%02d"):format(random(28), any { "March", "June", "October" }, 50 + random(45)), iban = iban(random),
    official_title = any { "Interior Minister", "Prosecutor", "Police Chief" },
  }
  fact.full, fact.given, fact.family = person(woman)
  fact.lawyer = person(random(2) == 1)
  fact.official = person(random(2) == 1)
  local writer = person(random(2) == 1)
  fact.families = fact.family .. (fact.family:find("[sxz]$") and "es" or "s")
  fact.initial = fact.given:match("^[%z\1-\127\194-\244][\128-\191]*") .. "."
  fact.email = ("%s.%s@post.example"):format(plain(fact.given), plain(fact.family))
  fact.handle = plain(fact.family) .. "_" .. plain(fact.given)
  fact.slug = plain(fact.given) .. "-" .. plain(fact.family)
  fact.upper = fact.family:upper()

  local text_of = {}
  local function fill (template) return (template:gsub("{([%w_]+)}", fact)) end
  local body = { fill(any(leads)), fill(sentences[1]) }
  local order = {}
  for i = 2, #sentences do order[i - 1] = i end
  for i = #order, 2, -1 do
    local j = random(i)
    order[i], order[j] = order[j], order[i]
  end
  for i = 1, 5 + random(#order - 5) do text_of[i] = fill(sentences[order[i]]) end
  for i = 1, #text_of, 2 do body[#body + 1] = text_of[i] .. (text_of[i + 1] and " " .. text_of[i + 1] or "") end

  local text
  if number % 2 == 0 then
    local agency = any(agencies)
    table.insert(body, 1, fill(any { "Court Frees {family} After Eight Months", "{upper} FREED AFTER EIGHT MONTHS, COURT SAYS" }))
    body[2] = ("OSLO, May %d (%s) – %s"):format(random(28), agency, body[2])
    body[#body + 1] = ("By %s, %s"):format(writer, agency)
    text = table.concat(body, "\n\n")
  else
    local lines = {}
    for i, paragraph in ipairs(body) do
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
    text = table.concat(lines, "\n")
  end

  local planted = {}
  local function plant (kind, string) planted[#planted + 1] = { kind = kind, text = string } end
  plant("surname", fact.family)
  plant("given name", fact.given)
  plant("e-mail", fact.email)
  plant("handle", fact.handle)
  for _, row in ipairs { { "telephone", "phone" }, { "passport", "passport" }, { "account", "iban" }, { "village", "village" },
                         { "birth date", "birth" } } do
    if text:find(fact[row[2]], 1, true) then plant(row[1], fact[row[2]]) end
  end
  if text:find(fact.street, 1, true) then plant("address", fact.number .. " " .. fact.street) end
  local public = {}
  for _, name in ipairs { fact.lawyer, fact.official, writer } do
    if text:find(name, 1, true) then public[#public + 1] = name end
  end
  return text, planted, public, fact.slug
end

-- ---- running the command over a corpus ------------------------------------------------------------------------------

local function read (path)
  local file = io.open(path, "rb")
  if not file then return nil end
  local bytes = file:read("a")
  file:close()
  return bytes
end

local function write (path, bytes)
  local file = assert(io.open(path, "wb"))
  assert(file:write(bytes))
  assert(file:close())
end

--- Write a corpus, convert it with bin/bluepencil, and search all that came out.
-- @tparam integer count
-- @tparam[opt=1] integer seed
-- @tparam[opt] string policy
-- @treturn table result  articles, withheld, left (articles with something left), by_kind, kept, lost (public names), misses
function M.run (count, seed, policy)
  local folder = os.tmpname()
  os.remove(folder)
  assert(os.execute(("mkdir -p '%s/in' '%s/out' && chmod 700 '%s'"):format(folder, folder, folder)))
  local names = {}
  for number = 1, count do
    local text, _, _, slug = M.article(number, seed)
    names[number] = number % 5 == 0 and ("%06d-%s"):format(number, slug) or ("%06d"):format(number)
    write(("%s/in/%s.txt"):format(folder, names[number]), text)
  end
  local command = ("bin/bluepencil convert --recursive %s -o '%s/out' '%s/in' > '%s/stdout' 2> '%s/stderr'")
    :format(policy and "--policy " .. policy or "", folder, folder, folder, folder)
  local _, _, status = os.execute(command)
  local result = { articles = count, status = status, left = 0, by_kind = {}, kept = 0, lost = 0, misses = {}, written = 0 }
  local log = (read(folder .. "/stdout") or "") .. (read(folder .. "/stderr") or "")
  local list = io.popen(("cd '%s/out' && find . -type f | sort"):format(folder))
  local files, by_number = list:read("a"), {}
  list:close()
  for path in files:gmatch("[^\n]+") do
    result.written = result.written + 1
    local number = tonumber(path:match("(%d%d%d%d%d%d)%D*[^/]*$"))
    if number then by_number[number] = path end
  end
  for number = 1, count do
    local _, planted, public = M.article(number, seed)
    local path = by_number[number]
    local bytes = path and read(folder .. "/out/" .. path) or ""
    local texts = {}
    for i, p in ipairs(planted) do texts[i] = p.text end
    local hits = core.find_leaks(bytes .. "\n" .. (path or ""), texts)
    local seen = {}
    for i = 1, #hits, 4 do seen[planted[hits[i]].kind] = true end
    if next(seen) then result.left = result.left + 1 end
    for _, p in ipairs(planted) do
      if seen[p.kind] then
        result.by_kind[p.kind] = (result.by_kind[p.kind] or 0) + 1
        seen[p.kind] = nil
        if #result.misses < 20 then result.misses[#result.misses + 1] = ("article %d: %s"):format(number, p.kind) end
      end
    end
    if bytes ~= "" then
      for _, name in ipairs(public) do
        local found = bytes:find(name, 1, true) ~= nil
        result[found and "kept" or "lost"] = result[found and "kept" or "lost"] + 1
      end
    end
  end
  -- the log speaks of all articles at once: no given or family name of the cast may stand in it
  local cast = {}
  for _, origin in ipairs(origins) do
    for _, name in ipairs(origin[3]) do cast[#cast + 1] = name end
  end
  result.in_log = 0
  for line in log:gmatch("[^\n]+") do
    if #core.find_leaks(line, cast) > 0 then result.in_log = result.in_log + 1 end
  end
  os.execute(("rm -rf '%s'"):format(folder))
  return result
end

if arg and arg[0] and arg[0]:find("planted%.lua$") then
  local count, seed, policy = 10000, 1, nil
  local numbers, i = {}, 1
  while arg[i] do
    if arg[i] == "--policy" then policy, i = arg[i + 1], i + 1
    elseif tonumber(arg[i]) then numbers[#numbers + 1] = math.tointeger(tonumber(arg[i]))
    else io.stderr:write("usage: lua5.4 bench/planted.lua [COUNT] [SEED] [--policy NAME]\n") os.exit(2) end
    i = i + 1
  end
  count, seed = numbers[1] or count, numbers[2] or seed
  local r = M.run(count, seed, policy)
  print(("%d articles, %d files written, exit status %d"):format(r.articles, r.written, r.status))
  print(("articles with a planted string left: %d; lines of the log: %d"):format(r.left, r.in_log))
  local kinds_left = {}
  for kind, n in pairs(r.by_kind) do kinds_left[#kinds_left + 1] = ("  %-12s %d"):format(kind, n) end
  table.sort(kinds_left)
  for _, line in ipairs(kinds_left) do print(line) end
  for _, line in ipairs(r.misses) do print("  " .. line) end
  print(("public names kept: %d of %d"):format(r.kept, r.kept + r.lost))
  os.exit(r.left + r.in_log == 0 and 0 or 1)
end

return M
