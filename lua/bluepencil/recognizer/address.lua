--- Postal addresses: street and house number, with what follows them (flat, town, state, postcode).
--
--   1600 Elm Street, Apt. 4, Springfield, IL 62704      221B Baker Street, London NW1 6XE      P.O. Box 12
--   Hauptstraße 5, 10115 Berlin      12 rue de la Paix, 75002 Paris      Calle Mayor 4, 28013 Madrid      Via Roma 10
--   the 1600 block of Elm Street      Karaağaç Caddesi No: 12      Olkhovsky Prospekt 14      123 Orinamu-ro, Gangnam-gu
--
-- `subtype` is street, block, box or postcode.  A street without a number is a place's name, not an address.

local around = require "bluepencil.recognizer.around"
local atom = require "bluepencil.grammar.atom"
local lpeg = require "lpeg"

local P, S, R, B, V, Cc, Cg, Cp, Ct = lpeg.P, lpeg.S, lpeg.R, lpeg.B, lpeg.V, lpeg.Cc, lpeg.Cg, lpeg.Cp, lpeg.Ct
local digit, gap, space, word_end = atom.digit, atom.gap, atom.space, atom.word_end
local upper = R"AZ" + P"\195" * R"\128\158" + R"\208\209" * R"\128\191"
local letter = R("az", "AZ") + R"\195\225" * R"\128\191" * R"\128\191"^-1 + S"'-" + "\226\128\153"

local function named (name, pattern) return Cg(pattern, name) end

-- What is used in several places is a rule of one grammar: without, each use would be a copy (24 MB of them at start-up).
local rules = {}
local function rule (name, pattern)
  rules[name] = pattern
  return V(name)
end

local function form (name, pattern) return Ct(named("form", Cc(name)) * pattern * named("after", Cp())) end

-- ---- pieces ------------------------------------------------------------------------------------------------------------

local title_word = rule("title_word", upper * letter^0 * P"."^-1)
local ordinal = rule("ordinal", digit * digit^-2 * (P"st" + "nd" + "rd" + "th") * word_end)
local comma = rule("comma", gap * "," * space)

local suffixes = {}
for word in ([[Street St St. Avenue Ave Ave. Road Rd Rd. Boulevard Blvd Blvd. Drive Dr Dr. Lane Ln Ln. Way Place Pl. Terrace
  Terr. Crescent Close Court Ct Ct. Square Sq. Highway Hwy Hwy. Parkway Pkwy Pkwy. Circle Cir. Alley Row Mews Gardens Grove
  Hill Walk Broadway Esplanade Quay Embankment Prospekt Prospect Lane]]):gmatch("%S+") do suffixes[word] = true end
local suffix = rule("suffix", atom.words(suffixes, false, word_end) / 0)
local direction = rule("direction", (P"N" + "S" + "E" + "W" + "NE" + "NW" + "SE" + "SW") * P"."^-1 * word_end
                + (P"North" + "South" + "East" + "West") * word_end)

local house = rule("house", digit * digit^-4 * (R("az", "AZ") * -R("az", "AZ"))^-1 * (S"-/" * digit * digit^-3)^-1
                            * -(digit + atom.letter))
-- one to four words, the last of them "Street" or its like
local street_word = (ordinal + title_word) - suffix
local saint = (P"St" + "Ste" + "Saint") * P"."^-1 * space * title_word          -- "St. Brigid's Terrace"
local street = rule("street", (direction * space)^-1 * (street_word + saint) * space * (street_word * space)^-3 * suffix
                              * (space * direction)^-1
             + suffix * space * suffix * -(space * upper)                        -- "Quay Street"
             + P"Broadway" * word_end)

local flat_word = P"Apt" * P"."^-1 + "Apartment" + "Suite" + "Ste." + "Unit" + "Flat" + "Room" + "Rm." + "Floor" + "Bldg." + "#"
local flat = rule("flat", comma^-1 * gap * flat_word * gap * (digit + upper) * (digit + upper)^-4 * word_end
             + comma * digit * digit^-1 * (P"st" + "nd" + "rd" + "th") * space * S"Ff" * "loor")
local states = {}
for state in ([[AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA
  RI SC SD TN TX UT VT VA WA WV WI WY DC PR Ala. Ariz. Ark. Calif. Colo. Conn. Del. Fla. Ga. Ill. Ind. Kan. Ky. La. Md. Mass.
  Mich. Minn. Miss. Mo. Mont. Neb. Nev. N.H. N.J. N.M. N.Y. N.C. N.D. Okla. Ore. Pa. R.I. S.C. S.D. Tenn. Vt. Va. Wash. W.Va.
  Wis. Wyo. Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho Illinois
  Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska
  Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Washington Wisconsin Wyoming]]):gmatch("%S+") do
  states[state] = true
end
local state = rule("state", atom.words(states) / 0)
local zip = rule("zip", digit * digit * digit * digit * digit * (P"-" * digit * digit * digit * digit)^-1 * -digit)
local uk_postcode = rule("uk_postcode", upper * R"AZ"^-1 * digit * (digit + R"AZ")^-1 * P" " * digit * R"AZ" * R"AZ" * word_end)
-- "K1A 0B6", "D02 X285" (Ireland)
local ca_postcode = rule("ca_postcode", upper * digit * upper * S" -"^-1 * digit * upper * digit * word_end)
local upper_or_digit = upper + digit
local eircode = rule("eircode", upper * digit * (digit + "W") * P" "^-1 * upper_or_digit * upper_or_digit * upper_or_digit * upper_or_digit
                                * word_end)
local province = rule("province", (P"ON" + "QC" + "BC" + "AB" + "MB" + "SK" + "NS" + "NB" + "NL" + "PE" + "YT" + "NT" + "NU") * word_end)
local au_state = rule("au_state", (P"NSW" + "VIC" + "QLD" + "TAS" + "ACT" + "SA" + "WA" + "NT" + "Vic." + "Qld.") * word_end)
local four_figures = digit * digit * digit * digit * -digit
local town = rule("town", title_word * ((space + "-") * (title_word - uk_postcode - ca_postcode - eircode
                                         - province * space * ca_postcode
                                         - au_state * space * four_figures
                                         - state * space * zip))^-3)

local behind_street = rule("behind_street", flat^-1
    * ( comma * town * comma^-1 * gap * (state * (gap * P","^-1 * gap * zip)^-1 + uk_postcode)      -- ", Springfield, IL 62704"
      + comma * town * comma^-1 * gap * province * comma^-1 * gap * ca_postcode                  -- ", Ottawa, ON K1A 0B6"
      + comma * town * comma^-1 * gap * au_state * space * four_figures                          -- ", Ballarat VIC 3350"
      + comma * (town * comma^-1 * gap)^-1 * eircode                                             -- ", Dublin, D02 X285"
      + comma * town * S" -"^1 * digit * digit * digit * P" "^-1 * digit * digit * digit * -digit   -- ", New Delhi 110001"
      + comma * town * space * uk_postcode
      + comma * town * comma * town * comma^-1 * gap * uk_postcode
      + comma * uk_postcode
      + comma * zip * space * town                                                       -- ", 10115 Berlin"
      + space * zip * space * town
      + P(true)))

-- ---- forms -------------------------------------------------------------------------------------------------------------

-- 75002, 1012 AB, 111 22, 00-001, 1000-205, 01310-100
local european_postcode = rule("european_postcode",
                          digit * digit * digit * digit * (space * R"AZ" * R"AZ" * word_end + P"-" * digit * digit * digit
                                                           + digit * (P"-" * digit * digit * digit)^-1 + P(true)) * -digit
                        + digit * digit * digit * " " * digit * digit * -digit + digit * digit * "-" * digit * digit * digit * -digit)
local european_tail = rule("european_tail", (comma * (S"ADFBILPS" * "-")^-1 * european_postcode * space * town)^-1)
local french_way = P"rue" + "avenue" + "boulevard" + "place" + "chemin" + "impasse" + "quai" + "allée" + "cours" + "route"
                 + "square"
                 + "passage" + "bd" + "av."
french_way = (french_way + P"Rue" + "Avenue" + "Boulevard" + "Place" + "Quai") * word_end
local particles = {}
for word in ("de du des la le les del della dei delle los las y e do da dos der von den"):gmatch("%S+") do
  particles[word] = true
end
local particle = rule("particle", atom.words(particles) / 0 * space + (P"l" + "d") * atom.apostrophe)
local french_name = rule("french_name", particle^-3 * title_word * (space * particle^-3 * title_word)^-3)

local post = P"P.O." + "PO" + "P.O" + "P. O." + "Post" * space * S"Oo" * "ffice"
local box = post * space^-1 * (P"Box" + "box" + "BOX") * space * P"#"^-1 * digit * digit^-6 * word_end
local german_box = (P"Postfach" + "Apartado" * (space * (P"postal" + "de" * space * "correos"))^-1 + "Casilla") * space
                 * digit * digit^-3 * (P" " * digit * digit^-3)^-2

local southern_ways = {}
for word in ([[Calle Avenida Av. Plaza Paseo Carrera Jirón Calzada Via Viale Piazza Corso Rua Travessa Praça Ulica ul. Ul. ulitsa
  Ulitsa Rue Avenue Boulevard]]):gmatch("%S+") do southern_ways[word] = true end
local southern = atom.words(southern_ways, false, P(true)) / 0 * space * french_name * P","^-1 * space
               * (P"No." * gap + "no." * gap + "nº" * gap + "n." * gap + "#" + "N°" * gap)^-1 * digit * digit^-3
               * (R("az", "AZ") * word_end)^-1 * word_end

-- German and Dutch put the number behind a word that ends in "-straße", "-weg", "-straat" ...: its last two bytes
local street_ends = P(false)
for pair in ("se \159e r. eg tz ee ng mm er at an ht in ta en de ej tu"):gmatch("%S+") do street_ends = street_ends + P(pair) end
local street_ends_before = B(street_ends * S" \n")

-- The way stands behind its name and before the number: "Atatürk Caddesi No: 12", "Leninsky Prospekt 14"
local behind_ways = { "Caddesi", "Cad.", "Sokak", "Sokağı", "Sok.", "Bulvarı", "Prospekt", "prospekt", "Pereulok", "pereulok", "Shosse",
                      "shosse", "Naberezhnaya", "naberezhnaya" }
local way_set = {}
for _, word in ipairs(behind_ways) do way_set[word] = true end
local way_tail = (comma * (P"kv." + "apt." + "D:" + "Daire" + "kat" + "Kat") * gap * P":"^-1 * gap * digit * digit^-3)^-1
local behind_way = atom.words(way_set, false, P(true)) / 0 * P","^-1 * space * (P"No" * S":."^-1 * gap + "no" * S":."^-1 * gap)^-1
                 * house * way_tail * (european_tail * (S"/ " * title_word)^-1)
-- "123 Teheran-ro, Gangnam-gu", "1-2-3 Marunouchi, Chiyoda-ku, Tokyo"
local hyphened = upper * (R("az", "AZ") + R"\195\197" * R"\128\191")^1 * "-"
local korean_way = hyphened * (P"daero" + "ro" + "gil") * word_end
local ward = comma * hyphened * (P"gu" + "ku" + "si" + "shi" + "dong" + "cho" + "do") * word_end * (comma * title_word)^-1
local east_asian = house * P","^-1 * space * korean_way * ward^-1
                 + digit * digit^-2 * "-" * digit * digit^-2 * (P"-" * digit * digit^-2)^-1 * space * title_word * ward

local by_number =
    form("asian", east_asian) +
    form("block", digit * digit^-4 * space * P"block" * space * P"of" * space * street)
  + form("street", house * P","^-1 * space * street * behind_street)
  + form("street", house * P","^-1 * space * (P"bis " + "ter ")^-1 * french_way * space * french_name * european_tail)
  + street_ends_before * form("number", house * european_tail)

local by_word = form("box", (box + german_box) * (comma * town * comma * state * (space * zip)^-1 + european_tail))
              + form("southern", southern * european_tail)
              + form("behind-way", behind_way)
              + form("postcode", uk_postcode + ca_postcode + eircode)

rules[1] = by_number + by_word

local address = { name = "address", types = { "Address" }, priority = 55, grammar = P(rules),
  figures = { before_kinds = { "title" }, behind_kinds = { "title", "upper", "mixed", "alnum" },
              behind = { "block", "bis", "ter", "rue", "avenue", "boulevard", "place", "chemin", "impasse", "quai", "allée",
                         "cours", "route", "square", "passage", "bd", "av.", "/" },
              before = { "." } },
  triggers = { kinds = { "number", "alnum" },
               words = { "p.o.", "po box", "p.o", "p. o.", "post office box", "postfach", "apartado", "casilla", "calle",
                         "avenida",
                         "av.", "plaza", "paseo", "carrera", "jirón", "calzada", "via", "viale", "piazza", "corso", "rua",
                         "travessa", "praça", "ulica", "ul.", "ulitsa", "rue", "avenue", "boulevard",
                         "caddesi", "cad.", "sokak", "sokağı", "sok.", "bulvarı", "prospekt", "pereulok", "shosse",
                         "naberezhnaya" } } }

local endings = { "straße", "strasse", "str.", "weg", "platz", "allee", "gasse", "ring", "damm", "ufer", "straat", "laan",
                  "gracht",
                  "plein", "gata", "gatan", "vägen", "gade", "vej", "veien", "katu" }
local common = atom.set [[norweg herring string offering spring bring during nothing anything something everything according
  morning]]

local function street_before (text, first)
  local word = around.word_before_as_written(text, first)
  if not word or #word < 7 or not (word:match("^%u") or word:match("^[\195][\128-\158]")) then return nil end
  for _, ending in ipairs(endings) do
    if word:sub(-#ending):lower() == ending and not common[word:lower()] then
      local blank = #around.reversed(text, first, 28):match("^%s*")
      return first - blank - #word, word, ending
    end
  end
end

local not_streets = atom.set [[Supreme High District Circuit Superior Crown County Federal Municipal Appeals International
  World European Constitutional Criminal]]

local function annotation (first, last, subtype, score)
  return { type = "Address", first = first, last = last, subtype = subtype, score = score, source = "address:" .. subtype }
end

local year_before = atom.set "in since by until from during after before"

-- Where the flat begins that stands before the number: "Flat 4, 154 Quay Street".
local flats = atom.set "flat apt apartment unit suite room villa"
local function flat_before (text, first)
  local from = math.max(1, first - 24)
  local at, word = text:sub(from, first - 1):match("()(%u%l+)%.?%s+%w%w?%w?%w?,%s+$")
  return word and flats[word:lower()] and from + at - 1 or first
end

function address.make (context, first, f)
  local text = context.text
  if first > 1 and text:sub(first - 1, first - 1):match("[%w.,$/-]") then return nil end
  if f.form == "street" or f.form == "block" then
    local figure, name = text:match("^(%d+)%w*,?%s+(%a+)", first)
    if f.form == "street" and name and not_streets[name] and not text:sub(first, f.after - 1):find(",", 1, true)
    then return nil end
    if figure and #figure == 4 and tonumber(figure) >= 1900 and tonumber(figure) < 2100
       and year_before[around.word_before(text, first) or ""] then return nil end
    return annotation(flat_before(text, first), f.after - 1, f.form, f.form == "block" and 0.85 or 0.93)
  elseif f.form == "number" then
    local start, _, ending = street_before(text, first)
    if not start then return nil end
    local town_follows = text:sub(first, f.after - 1):find(",", 1, true)
    local plain = ending == "ring" or ending == "weg" or ending == "damm" or ending == "vej"
    return annotation(start, f.after - 1, "street", town_follows and 0.97 or plain and 0.7 or 0.88)
  elseif f.form == "behind-way" then
    local name = around.reversed(text, first, 48):match("^%s+([%a\128-\255'.-]+)")
    name = name and name:reverse()
    if not name or not name:match("^[%u\195-\197]") then return nil end
    local blank = #around.reversed(text, first, 48):match("^%s*")
    return annotation(first - blank - #name, f.after - 1, "street", 0.9)
  elseif f.form == "asian" then
    return annotation(first, f.after - 1, "street", 0.9)
  elseif f.form == "southern" then
    return annotation(first, f.after - 1, "street", 0.85)
  end
  return annotation(first, f.after - 1, f.form, f.form == "postcode" and 0.8 or 0.97)
end

return address
