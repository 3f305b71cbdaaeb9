--- Numbers that name someone or something: passports, case numbers, payment cards, IBANs, social security numbers ...
--
-- Two ways in: a number whose form or check digits tell what it is (IBAN, card, 123-45-6789, 17-cv-01234, 192.0.2.7), and a
-- word that announces one ("passport number K1234567").  `subtype` says which; `norm` is the number without blanks.  The
-- annotation covers the number, not the word.

local atom = require "bluepencil.grammar.atom"
local checksum = require "bluepencil.checksum"
local lpeg = require "lpeg"

local P, S, R, C, Cc, Cg, Cp, Ct = lpeg.P, lpeg.S, lpeg.R, lpeg.C, lpeg.Cc, lpeg.Cg, lpeg.Cp, lpeg.Ct
local digit, gap, space = atom.digit, atom.gap, atom.space
local upper, alnum, hex = R"AZ", R("az", "AZ", "09"), R("09", "af", "AF")
local stop = -(alnum + R"\195\225")

local function named (name, pattern) return Cg(pattern, name) end
local function form (name, pattern)
  return Ct(named("form", Cc(name)) * named("number", C(pattern)) * stop * named("after", Cp()))
end

local function annotation (first, last, number, subtype, score)
  return { type = "Identifier", first = first, last = last, subtype = subtype, score = score, source = "identifier:" .. subtype,
           norm = (number:gsub("[%s\194\160]+", "")) }
end

-- ---- by their form ---------------------------------------------------------------------------------------------------------

local function times (pattern, n)
  local p = P(true)
  for _ = 1, n do p = p * pattern end
  return p
end

local blank = S" \n\194\160" + "-"
local byte = digit * digit^-2
local two, three, four = digit * digit, digit * digit * digit, digit * digit * digit * digit
local court = P"cv" + "cr" + "mc" + "md" + "bk" + "ap" + "po" + "mj" + "civ" + "CV" + "CR" + "MC" + "MD" + "BK" + "Civ" + "Crim"

local iban_group = P" "^-1 * (upper + digit) * (upper + digit)^-3

local base58 = R("az", "AZ", "19") - S"IOl"

local by_form =
    -- "1:17-cv-01234-ABC"   "17-cv-1234"   "17 Civ. 1234"
    form("case", (digit * ":")^-1 * two * two^-1 * (S"- " * court * P"."^-1 * S"- ") * digit * digit^-5
               * (P"-" * upper * upper^-3)^-2)
    -- "4111 1111 1111 1111", "3782-822463-10005": checked by Luhn
  + form("card", four * blank^-1 * (four * blank^-1 * four * blank^-1 * four * (blank^-1 * three)^-1
               + times(digit, 6) * blank^-1 * times(digit, 5)))
    -- "123-45-6789"
  + form("ssn", three * "-" * two * "-" * four * -P"-")
    -- "0x52908400098527886E0F7030069857D2E4169EE7", "bc1q...", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT": addresses of coins
  + form("wallet", P"0x" * times(hex, 40) + P"bc1" * times(R("az", "09"), 25) * R("az", "09")^0
                   + S"13" * times(base58, 25) * base58^-9)
    -- "192.0.2.7"
  + form("ip", byte * "." * byte * "." * byte * "." * byte * (P"/" * digit * digit^-1)^-1 * -(P"." * digit))
    -- "123.456.789-09"
  + form("cpf", three * "." * three * "." * three * "-" * two)
    -- "12345678Z"
  + form("dni", times(digit, 8) * P"-"^-1 * upper)
    -- "X1234567L"
  + form("dni", S"XYZ" * P"-"^-1 * times(digit, 7) * P"-"^-1 * upper)
    -- "1 85 05 78 006 084 91"
  + form("nir", S"12" * blank^-1 * two * blank^-1 * two * blank^-1 * (two + P"2" * S"AB") * blank^-1 * three * blank^-1 * three
               * blank^-1 * two)
    -- "AB123456C"
  + form("nino", (upper - S"DFIQUV") * (upper - S"DFIQUVO") * times(digit, 6) * R"AD")
    -- "GB82 WEST 1234 5698 7654 32"
  + form("iban", upper * upper * two * iban_group * iban_group * iban_group^-7)

local checks = {
  card = { checksum.card, 0.98 }, ssn = { checksum.ssn, 0.9 }, cpf = { checksum.cpf, 0.98 }, dni = { checksum.dni, 0.97 },
  nir = { checksum.nir, 0.98 }, nino = { function (s) return not s:match("^[BGNKTZ][BGKNTZ]") end, 0.85 },
  case = { function () return true end, 0.95 },
}

local function is_ip (s)
  for part in s:match("^[%d.]+"):gmatch("%d+") do
    if tonumber(part) > 255 or part:match("^0%d") then return false end
  end
  return true
end
checks.ip = { is_ip, 0.9 }
-- A run of figures, or of letters in one case, is no coin's address.
checks.wallet = { function (s)
  return s:match("^0x") ~= nil or s:match("^bc1") and s:match("%d", 4) ~= nil or s:match("%u") and s:match("%l") and s:match("%d", 2) ~= nil
end, 0.97 }

-- An IBAN may run on into the next word in capitals: cut back to the length of its country.
local function iban (text, first)
  local length = checksum.iban_length[text:sub(first, first + 1)]
  if not length then return nil end
  local at, left = first, length
  while left > 0 do
    local c = text:sub(at, at)
    if c:match("[%w]") then left = left - 1
    elseif not c:match("[ \n]") then return nil end
    at = at + 1
  end
  local number = text:sub(first, at - 1)
  if text:sub(at, at):match("%w") or not checksum.iban(number) then return nil end
  return annotation(first, at - 1, number, "iban", 1)
end

local shape = { name = "identifier", types = { "Identifier" }, priority = 45, grammar = by_form,
                triggers = { kinds = { "number", "alnum" } },
                figures = { shapes = { "long", "dots" }, behind = { "cv", "cr", "mc", "md", "bk", "ap", "po", "mj", "civ", "civ.",
                                                                    "crim", "crim.", ":" } } }

function shape.make (context, first, f)
  local text = context.text
  if first > 1 and text:sub(first - 1, first - 1):match("[%w.$-]") then return nil end
  if f.form == "iban" then return iban(text, first) end
  local check = checks[f.form]
  if not check[1](f.number) then
    -- four groups of four are a card's even where a figure is wrong: unsure, but no count
    if f.form == "card" and f.number:match("^%d%d%d%d[ -]%d%d%d%d[ -]") then
      return annotation(first, f.after - 1, f.number, "number", 0.5)
    end
    return nil
  end
  return annotation(first, f.after - 1, f.number, f.form, check[2])
end

-- ---- coordinates ----------------------------------------------------------------------------------------------------------

-- "40.7128, -74.0060"   "51.5074° N, 0.1278° W"   "51°30′26″N 0°7′39″W"
local sign = (S"-+" + P"\226\136\146")^-1
local degree = P"°" + "º"
local minute, second = P"′" + "'" + "’", P"″" + '"' + "”" + "''"
local decimal = digit * digit^-2 * "." * times(digit, 4) * digit^-8
local parts = digit * digit^-2 * (P"." * digit^1)^-1 * gap * degree
            * (gap * digit * digit^-1 * (P"." * digit^1)^-1 * gap * minute * (gap * digit * digit^-1 * (P"." * digit^1)^-1 * gap * second)^-1)^-1
local between = gap * P","^-1 * gap
local coordinates = { name = "identifier-place", family = "identifier", types = { "Identifier" }, priority = 45,
  triggers = { kinds = { "number" } }, figures = { shapes = { "fine" }, behind = { "°", "º" } } }
coordinates.grammar = Ct(named("number", C(parts * gap * S"NS" * between * parts * gap * S"EW"
                                           + decimal * between * sign * decimal)) * stop * named("after", Cp()))

function coordinates.make (context, first, f)
  local text = context.text
  local latitude = tonumber(f.number:match("^%d+%.?%d*"))
  local start = first
  if first > 1 and text:sub(first - 1, first - 1):match("[%w.,]") then return nil end
  if text:sub(first - 1, first - 1) == "-" then start = first - 1 end
  local longitude = tonumber(f.number:match("[ ,\n+-](%d+%.?%d*)")) or 0
  if latitude > 90 or longitude > 180 then return nil end
  return annotation(start, f.after - 1, text:sub(start, f.after - 1), "coordinates", 0.95)
end

-- "00:1A:2B:3C:4D:5E"   "2001:db8::7": a colon is the trigger
local colons = { name = "identifier-colon", types = { "Identifier" }, priority = 45, triggers = { text = { ":" } } }
local mac = times(P":" * hex * hex, 5) * -(P":" + alnum)
local ipv6 = ((P"::" + ":") * (hex * hex^-3)^-1)^-7 * -(alnum + ":")
colons.grammar = Ct(named("mac", mac * Cc(true)) * named("after", Cp())) + Ct(P":" * #(hex + ":"))
local v6 = lpeg.C(ipv6) * Cp()

function colons.make (context, first, f)
  local text = context.text
  local head = text:sub(first > 5 and first - 5 or 1, first - 1):reverse():match("^%x*")
  if #head > 4 or text:sub(first - #head - 1, first - #head - 1):match("[%w:]") then return nil end
  if f.mac then
    if #head ~= 2 then return nil end
    return annotation(first - 2, f.after - 1, text:sub(first - 2, f.after - 1), "mac", 0.97)
  end
  local rest, after = v6:match(text, first)
  if not rest then return nil end
  local number = head:reverse() .. rest
  local _, count = number:gsub(":", ":")
  local double = number:find("::", 1, true)
  if not (double and #number >= 6 and number:match("%x%x") or count == 7 and not double) or number:find(":::", 1, true)
     or double and number:find("::", double + 1, true) or number:match("[^:]:$") then return nil end
  return annotation(first - #head, after - 1, number, "ip", 0.95)
end

-- ---- announced by a word ----------------------------------------------------------------------------------------------------

-- cue -> { subtype, fewest figures }
local cues = {
  ["passport"] = { "passport", 5 }, ["passport number"] = { "passport", 5 }, ["passport no."] = { "passport", 5 },
  ["travel document"] = { "passport", 5 },
  ["case"] = { "case", 3 }, ["case no."] = { "case", 2 }, ["case number"] = { "case", 2 }, ["case nos."] = { "case", 2 },
  ["docket"] = { "case", 2 }, ["docket no."] = { "case", 2 }, ["docket number"] = { "case", 2 },
  ["application no."] = { "case", 3 }, ["application nos."] = { "case", 3 }, ["application number"] = { "case", 3 },
  ["file no."] = { "case", 2 }, ["file number"] = { "case", 2 }, ["reference number"] = { "case", 3 },
  ["incident number"] = { "case", 3 }, ["complaint no."] = { "case", 3 }, ["claim number"] = { "case", 3 },
  ["ssn"] = { "ssn", 9 }, ["social security number"] = { "ssn", 4 }, ["social security no."] = { "ssn", 4 },
  ["national insurance number"] = { "nino", 6 }, ["nhs number"] = { "nhs", 10 }, ["medicare number"] = { "health", 6 },
  ["national id"] = { "national-id", 5 }, ["national id number"] = { "national-id", 5 }, ["id number"] = { "national-id", 4 },
  ["id no."] = { "national-id", 4 }, ["identity number"] = { "national-id", 5 }, ["identity card"] = { "national-id", 5 },
  ["identity card number"] = { "national-id", 5 }, ["id card"] = { "national-id", 5 }, ["dni"] = { "dni", 7 },
  ["curp"] = { "national-id", 6 }, ["aadhaar"] = { "national-id", 12 }, ["pesel"] = { "national-id", 11 },
  ["tax id"] = { "tax", 6 }, ["tax number"] = { "tax", 6 }, ["tax identification number"] = { "tax", 6 },
  ["vat number"] = { "tax", 6 },
  ["vat no."] = { "tax", 6 }, ["ein"] = { "tax", 9 }, ["tin"] = { "tax", 8 },
  ["license plate"] = { "plate", 2 }, ["licence plate"] = { "plate", 2 }, ["number plate"] = { "plate", 2 },
  ["plate number"] = { "plate", 2 }, ["license plate number"] = { "plate", 2 }, ["registration plate"] = { "plate", 2 },
  ["vehicle registration"] = { "plate", 2 }, ["registration number"] = { "registration", 3 },
  ["vin"] = { "vin", 5 }, ["vehicle identification number"] = { "vin", 5 },
  ["driver's license"] = { "licence", 5 }, ["driver's license number"] = { "licence", 5 }, ["driving licence"] = { "licence", 5 },
  ["driving licence number"] = { "licence", 5 }, ["driver's licence number"] = { "licence", 5 },
  ["license number"] = { "licence", 4 }, ["licence number"] = { "licence", 4 },
  ["account number"] = { "account", 5 }, ["account no."] = { "account", 5 }, ["bank account"] = { "account", 6 },
  ["sort code"] = { "account", 6 }, ["routing number"] = { "account", 9 }, ["iban"] = { "iban", 8 },
  ["card number"] = { "card", 8 },
  ["credit card"] = { "card", 12 },
  ["policy number"] = { "policy", 5 }, ["member number"] = { "member", 4 },
  ["customer number"] = { "member", 4 }, ["membership number"] = { "member", 4 },
  ["patient number"] = { "health", 4 }, ["medical record number"] = { "health", 4 }, ["mrn"] = { "health", 4 },
  ["prisoner number"] = { "prisoner", 3 }, ["inmate number"] = { "prisoner", 3 }, ["inmate no."] = { "prisoner", 3 },
  ["badge number"] = { "badge", 2 }, ["badge no."] = { "badge", 2 }, ["service number"] = { "badge", 4 },
  ["student id"] = { "member", 4 }, ["student number"] = { "member", 4 }, ["employee id"] = { "member", 3 },
  ["employee number"] = { "member", 3 }, ["alien registration number"] = { "immigration", 7 },
  ["alien number"] = { "immigration", 7 },
  ["a-number"] = { "immigration", 7 }, ["visa number"] = { "immigration", 5 }, ["asylum application"] = { "immigration", 4 },
  ["residence permit"] = { "immigration", 5 }, ["imei"] = { "device", 14 }, ["serial number"] = { "device", 4 },
  ["bic"] = { "bic", 0 }, ["swift code"] = { "bic", 0 }, ["bic code"] = { "bic", 0 }, ["swift"] = { "bic", 0 },
  ["account"] = { "account", 6 }, ["imei number"] = { "device", 14 }, ["steuer-id"] = { "tax", 11 }, ["taxpayer number"] = { "tax", 6 },
  ["tax code"] = { "tax", 6 }, ["vehicle registration number"] = { "plate", 2 }, ["car registration"] = { "plate", 2 },
  ["licence plate number"] = { "plate", 2 }, ["license plates"] = { "plate", 2 }, ["licence plates"] = { "plate", 2 },
  ["plates"] = { "plate", 3 }, ["pesel number"] = { "national-id", 11 }, ["nhs no."] = { "nhs", 10 },
  ["ip address"] = { "ip", 4 }, ["mac address"] = { "mac", 2 },
}
-- "no." keeps its full stop before a figure only, so the trigger is what stands before it.
local words, seen = {}, {}
for cue in pairs(cues) do
  local word = cue:gsub(" nos?%.$", "")
  if not seen[word] then seen[word] = true; words[#words + 1] = word end
end
table.sort(words)

-- Check digits raise the score where they hold; where they do not, the number may be mistyped: still worth hiding.
local controls = { nhs = checksum.nhs, card = checksum.card, iban = checksum.iban, ssn = checksum.ssn, dni = checksum.dni,
                   vin = checksum.vin }
function controls.device (s) if s:match("^%d+$") and #s == 15 then return checksum.luhn(s) end end
function controls.tax (s) if s:match("^%d+$") and #s == 11 then return checksum.german_tax(s) or nil end end
controls["national-id"] = function (s) if s:match("^%d+$") and #s == 11 then return checksum.pesel(s) or nil end end
function controls.account (s) if s:match("^%d+$") and #s == 9 then return checksum.routing(s) or nil end end

local piece = alnum^1
local link = S"-/.:" * #alnum + (P" " + "\n") * #(digit + upper * (upper + digit) * (upper + digit)^0 * stop + upper * stop)
local filler = (gap * (P"number" + "No." + "no." + "nos." + "Nos." + "№" + "#" + "is" + P"ending" * space * "in" + "reads"
                       + "reading" + ":" + "," + "(" + S"\"'" + "\226\128" * S"\156\152"))^-4
local announced = { name = "identifier-announced", types = { "Identifier" }, priority = 48, triggers = { words = words } }
announced.grammar = Ct(named("what", atom.words(cues, true, -R("az", "AZ"))) * filler * gap * P"#"^-1 * named("start", Cp())
                       * named("number", C(piece * (link * piece)^-8)) * stop * named("after", Cp()))

function announced.make (_, _, f)
  local what, number = f.what, f.number
  -- a word in capitals may follow: "plate AB 123 CD IN Lima"
  local _, figures = number:gsub("%d", "")
  local last = f.after - 1
  while number:match("%s%u%u+$") and #number > 4 and not number:match("%s%u%u%u?%u?$") do
    number = number:gsub("%s%u+$", "")
    last = f.start + #number - 1
  end
  if number:match("^[12]%d%d%d$") and (what[1] == "case" or what[1] == "passport") then return nil end   -- a year
  if #number > 40 or #number < 3 or figures < what[2] then return nil end
  if what[1] ~= "plate" and number:match("^%l+%s") then return nil end
  local plain = number:gsub("[%s-]", "")
  if what[1] == "bic" and not plain:match("^%u%u%u%u%u%u%w%w$") and not plain:match("^%u%u%u%u%u%u%w%w%w%w%w$") then return nil end
  local holds = controls[what[1]] and controls[what[1]](plain)
  return annotation(f.start, last, number, what[1], holds and 0.99 or holds == false and 0.8 or 0.9)
end

return { shape, colons, coordinates, announced }
