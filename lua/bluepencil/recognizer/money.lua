--- Sums of money: "$40", "$5, 000", "20 million riels", "€3m", "US$1.2 billion", "Rs 500", "50,000 won".
--
-- `norm` is the amount, `unit` the ISO 4217 code; `cert` is set where the code was inferred: "$" is taken for US dollars,
-- "pounds" for sterling.  A currency that several countries have ("pesos") has no `unit`.

local atom = require "bluepencil.grammar.atom"
local lpeg = require "lpeg"
local number = require "bluepencil.grammar.number"

local P, S, B, C, Cc, Cg, Cp, Ct = lpeg.P, lpeg.S, lpeg.B, lpeg.C, lpeg.Cc, lpeg.Cg, lpeg.Cp, lpeg.Ct
local space, gap, hyphen = atom.space, atom.gap, atom.hyphen

-- Signs before the amount: what the text shows, back from the figure, and the code.  The longest counts.
local signs = {
  { "US$", "USD" }, { "A$", "AUD" }, { "AU$", "AUD" }, { "C$", "CAD" }, { "CA$", "CAD" }, { "NZ$", "NZD" }, { "HK$", "HKD" },
  { "S$", "SGD" }, { "NT$", "TWD" }, { "R$", "BRL" }, { "Z$", "ZWL" }, { "J$", "JMD" }, { "$", "USD", "high" },
  { "€", "EUR" }, { "£", "GBP", "high" }, { "¥", "JPY", "medium" }, { "₩", "KRW", "high" }, { "₹", "INR" }, { "₽", "RUB" },
  { "₴", "UAH" }, { "₺", "TRY" }, { "₫", "VND" }, { "₱", "PHP" }, { "₪", "ILS" }, { "₦", "NGN" }, { "฿", "THB" },
  { "៛", "KHR" }, { "₵", "GHS" }, { "₸", "KZT" }, { "₼", "AZN" }, { "₾", "GEL" }, { "₲", "PYG" }, { "₡", "CRC" },
  { "Rs.", "INR", "low" }, { "Rs", "INR", "low" }, { "Rp", "IDR" }, { "RM", "MYR" }, { "kr", nil, "low" }, { "Tk", "BDT" },
  { "Fr.", "CHF" }, { "zł", "PLN" },
}
local codes = atom.set [[USD EUR GBP JPY CNY RMB CHF CAD AUD NZD INR RUB KRW KPW BRL MXN ZAR SEK NOK DKK PLN CZK HUF TRY UAH
  ILS AED SAR EGP NGN KES GHS PKR BDT LKR NPR IDR MYR PHP SGD THB VND KHR LAK MMK HKD TWD MNT KZT UZS GEL AMD AZN BYN MDL RON
  BGN RSD IRR IQD SYP LBP JOD KWD QAR BHD OMR YER AFN ETB TZS UGX RWF XAF XOF MAD DZD TND LYD ARS CLP COP PEN BOB UYU PYG VES
  CRC GTQ HNL NIO DOP CUP HTG JMD TTD]]
local code_of = { RMB = "CNY" }

-- Names behind the amount; false where several countries have one of that name.
local names = {
  dollar = { "USD", "high" }, ["us dollar"] = { "USD" }, ["u.s. dollar"] = { "USD" }, ["american dollar"] = { "USD" },
  ["canadian dollar"] = { "CAD" }, ["australian dollar"] = { "AUD" }, ["hong kong dollar"] = { "HKD" },
  euro = { "EUR" }, ["pound sterling"] = { "GBP" }, ["pounds sterling"] = { "GBP" }, yen = { "JPY" }, yuan = { "CNY" },
  renminbi = { "CNY" }, won = { "KRW", "medium" }, ruble = { "RUB", "high" }, rouble = { "RUB", "high" }, riel = { "KHR" },
  rupee = { nil, "low" }, peso = { nil, "low" }, franc = { nil, "low" }, ["swiss franc"] = { "CHF" }, krone = { nil, "low" },
  kroner = { nil, "low" }, krona = { "SEK" }, kronor = { "SEK" }, koruna = { "CZK" }, crown = { nil, "low" },
  ["czech crown"] = { "CZK" }, zloty = { "PLN" }, zlotys = { "PLN" }, forint = { "HUF" }, lira = { "TRY", "high" },
  hryvnia = { "UAH" }, hryvnias = { "UAH" }, dinar = { nil, "low" }, dirham = { "AED", "medium" }, riyal = { "SAR", "medium" },
  rial = { "IRR", "medium" }, shekel = { "ILS" }, baht = { "THB" }, ringgit = { "MYR" }, rupiah = { "IDR" }, dong = { "VND" },
  kip = { "LAK" }, kyat = { "MMK" }, tugrik = { "MNT" }, tenge = { "KZT" }, taka = { "BDT" }, naira = { "NGN" },
  cedi = { "GHS" }, shilling = { nil, "low" }, ["kenyan shilling"] = { "KES" }, rand = { "ZAR" }, birr = { "ETB" },
  ["cent"] = { "USD", "medium", 0.01 }, pence = { "GBP", "high", 0.01 }, sol = { "PEN" }, soles = { "PEN" },
  bolivar = { "VES" }, reais = { "BRL" }, ["real"] = { "BRL" }, quid = { "GBP" }, bucks = { "USD", "medium" },
  bitcoin = { "XBT" }, deutschmark = { "DEM" }, lari = { "GEL" }, dram = { "AMD" }, manat = { "AZN" },
}
names.real, names.sol = nil, nil                                        -- words and names of other things
local name_patterns = {}
for name, currency in pairs(names) do
  name_patterns[name] = currency
  if not name:match("s$") then name_patterns[name .. "s"] = name_patterns[name .. "s"] or currency end
end
local name = atom.words(name_patterns, true)
local name_starts = { "pound", "pounds", "€", "£", "₽", "₴", "zł", "kr" }
for words in pairs(name_patterns) do name_starts[#name_starts + 1] = words end
table.sort(name_starts)

local magnitudes = { m = 1000000, mn = 1000000, mln = 1000000, mil = 1000000, million = 1000000, bn = 1000000000,
                     b = 1000000000, billion = 1000000000, tn = 1000000000000, trillion = 1000000000000, k = 1000,
                     thousand = 1000 }
local magnitude = atom.words(magnitudes, true)
local sign_code = {}
for _, sign in ipairs(signs) do sign_code[sign[1]] = sign end

local function named (label, pattern) return Cg(pattern, label) end

-- What may stand right before the figure of a sum: the last byte of a sign, or "Rs", "USD".  sign_at looks closer.
local last_bytes, words_before = {}, P(false)
for _, sign in ipairs(signs) do
  local word = sign[1]:match("%a+%.?$")
  if word then words_before = words_before + B(P(word)) + B(P(word) * S" \n\t")
  else last_bytes[sign[1]:sub(-1)] = true end
end
local last_list = {}
for byte in pairs(last_bytes) do last_list[#last_list + 1] = byte end
table.sort(last_list)
local set, capital = S(table.concat(last_list)), lpeg.R"AZ"
local sign_before = B(set) + B(set * S" \n\t") + B(set * "\194\160") + B(capital * capital * capital * S" \n\t")
                  + words_before

local amount = named("value", number.figures_scaled) * named("magnitude", gap * magnitude)^-1

-- "$40"   "US$1.2 billion"   "€3m"   "USD 40 million"
local grammar = sign_before * Ct(amount * named("trailing", (space + hyphen) * name)^-1 * named("after", Cp()))

local behind_number =
    -- "50,000 won"   "20 million riels"   "a 40-euro fee"
    Ct((space + hyphen) * named("name", name) * named("after", Cp()) * named("form", Cc"name"))
    -- "two million pounds"
  + Ct(space * (P"pounds" + "pound") * atom.word_end * named("after", Cp()) * named("form", Cc"pounds"))
    -- "3 €"
  + Ct(gap * named("sign", C(P"€" + "£" + "₽" + "₴" + "zł" + "kr" * atom.word_end)) * named("after", Cp())
       * named("form", Cc"behind"))
    -- "40 EUR"
  + Ct(space * named("code", C(capital * capital * capital)) * atom.word_end * named("after", Cp()) * named("form", Cc"code"))

local function times (value, factor)
  if type(value) ~= "number" then return value end
  local v = math.floor(value * factor * 100 + 0.5) / 100
  return math.tointeger(v) or v
end

local function annotation (first, f, value, unit, cert, score)
  return { type = "Money", first = first, last = f.after - 1, norm = value, unit = unit, cert = cert, subtype = "currency",
           score = score or 0.95, source = "money:" .. (f.form or "sign") }
end

-- The sign that ends right before `first`: its first byte and what it stands for.
local function sign_at (text, first)
  local before = text:sub(first > 8 and first - 8 or 1, first - 1)
  local blank = #before:match("%s*$")
  if blank == 0 and before:sub(-2) == "\194\160" then blank = 2 end
  local stop = #before - blank
  for length = 4, 1, -1 do
    local piece = stop >= length and before:sub(stop - length + 1, stop)
    local sign = piece and sign_code[piece]
    local code = piece and length == 3 and codes[piece] and piece
    if sign or code then
      local previous = before:sub(stop - length, stop - length)
      local inside_word = piece:match("^%a") and stop > length and previous:match("[%w\128-\255]")
      if not inside_word and (blank == 0 or piece:match("%a") or #piece > 1) then
        return first - (#before - stop) - length, sign or { code, code_of[code] or code }
      end
    end
  end
end

local signed = { name = "money-sign", family = "money", types = { "Money" }, priority = 30, grammar = grammar,
                 triggers = { kinds = { "number", "alnum" } },
                 figures = { before = { "Rs", "Rs.", "Rp", "RM", "kr", "Tk", "Fr.", "Fr", "zł", ".", "€", "£" },
                             before_kinds = { "symbol", "upper", "mixed" } } }

function signed.make (context, first, f)
  local start, sign = sign_at(context.text, first)
  if not start then return nil end
  local value = f.value
  if f.magnitude then value = times(value, f.magnitude) end
  return annotation(start, f, value, sign[2], sign[3])
end

local makers = {}

function makers.name (_, first, f)
  local currency, value = f.name, f.value
  if currency[3] then value = times(value, currency[3]) end
  return annotation(first, f, value, currency[1], currency[2])
end

function makers.pounds (_, first, f)
  local value = f.value
  -- below a thousand it may as well be a weight
  if type(value) == "number" and value < 1000 then return nil end
  return annotation(first, f, value, "GBP", "medium", 0.8)
end

function makers.behind (_, first, f)
  local sign = sign_code[f.sign]
  return annotation(first, f, f.value, sign[2], sign[3])
end

function makers.code (_, first, f)
  if not codes[f.code] then return nil end
  return annotation(first, f, f.value, code_of[f.code] or f.code)
end

local money = { name = "money", types = { "Money" }, priority = 30, behind_number = behind_number,
                figures = { behind = name_starts, behind_kinds = { "upper" } } }

function money.make (_, first, value, f)
  f.value = value
  return makers[f.form](nil, first, f)
end

return { money, signed }
