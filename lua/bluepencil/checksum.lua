--- Check digits: Luhn (payment cards), ISO 7064 mod 97 (IBAN), national numbers.
--
-- Each function takes a string, ignores blanks and hyphens, and says whether the check digits hold.

local M = {}

local function plain (s) return (s:gsub("[%s%-]", "")) end

--- Luhn's check, 1960: every second figure from the right is doubled.
function M.luhn (s)
  s = plain(s)
  if #s == 0 or s:find("%D") then return false end
  local sum, double = 0, false
  for i = #s, 1, -1 do
    local d = s:byte(i) - 48
    if double then d = d * 2; if d > 9 then d = d - 9 end end
    sum, double = sum + d, not double
  end
  return sum % 10 == 0
end

-- Length of an IBAN by country.  Source: ISO 13616, SWIFT's IBAN registry.
local iban_length = {}
for country, length in ([[AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28
  EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20
  LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29
  RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30]]
  ):gmatch("(%u%u)(%d+)") do iban_length[country] = tonumber(length) end

--- An International Bank Account Number: country, length and the check digits.
function M.iban (s)
  s = plain(s):upper()
  if iban_length[s:sub(1, 2)] ~= #s or s:find("[^%w]") or not s:match("^%u%u%d%d") then return false end
  local rest = 0
  for c in (s:sub(5) .. s:sub(1, 4)):gmatch(".") do
    local v = tonumber(c, 36)
    rest = (v > 9 and rest * 100 or rest * 10) + v
    rest = rest % 97
  end
  return rest == 1
end

M.iban_length = iban_length

--- A United States Social Security number: no check digit, but parts that were never given out.
function M.ssn (s)
  local area, group, serial = s:match("^(%d%d%d)[%s%-]?(%d%d)[%s%-]?(%d%d%d%d)$")
  return area ~= nil and area ~= "000" and area ~= "666" and area < "900" and group ~= "00" and serial ~= "0000"
end

--- A payment card number: 12 to 19 figures, a network's first figure, Luhn.
function M.card (s)
  s = plain(s)
  return #s >= 12 and #s <= 19 and s:match("^[2-6]%d+$") ~= nil and not s:match("^(%d)%1+$") and M.luhn(s)
end

--- A Spanish DNI or NIE: "12345678Z", "X1234567L"; the letter is the number modulo 23.
function M.dni (s)
  local head, letter = plain(s):upper():match("^([XYZ%d]%d%d%d%d%d%d%d?)(%u)$")
  if not head or #head ~= 8 then return false end
  local n = tonumber((head:gsub("^[XYZ]", { X = "0", Y = "1", Z = "2" })))
  local at = n % 23 + 1
  return ("TRWAGMYFPDXBNJZSQVHLCKE"):sub(at, at) == letter
end

--- A French social security number (NIR), 13 figures and a key: 97 minus the number modulo 97.
function M.nir (s)
  s = plain(s):upper()
  local body, key = s:match("^([12]%d%d%d%d%d[%dAB]%d%d%d%d%d%d)(%d%d)$")
  if not body then return false end
  local figures = body:gsub("2A", "19", 1):gsub("2B", "18", 1)
  return 97 - tonumber(figures) % 97 == tonumber(key)
end

--- A Brazilian CPF: 11 figures, the last two check the rest modulo 11.
function M.cpf (s)
  s = s:gsub("[%s%.%-]", "")
  if not s:match("^%d%d%d%d%d%d%d%d%d%d%d$") or s:match("^(%d)%1+$") then return false end
  for n = 9, 10 do
    local sum = 0
    for i = 1, n do sum = sum + tonumber(s:sub(i, i)) * (n + 2 - i) end
    local check = sum * 10 % 11 % 10
    if check ~= tonumber(s:sub(n + 1, n + 1)) then return false end
  end
  return true
end

--- A British NHS number: ten figures, modulo 11.
function M.nhs (s)
  s = plain(s)
  if not s:match("^%d%d%d%d%d%d%d%d%d%d$") then return false end
  local sum = 0
  for i = 1, 9 do sum = sum + tonumber(s:sub(i, i)) * (11 - i) end
  local check = 11 - sum % 11
  return check ~= 10 and check % 11 == tonumber(s:sub(10))
end

local function weighted (s, weights)
  local sum = 0
  for i, weight in ipairs(weights) do sum = sum + (s:byte(i) - 48) * weight end
  return sum
end

--- A Polish PESEL: eleven figures, the last one checks the rest.
function M.pesel (s)
  s = plain(s)
  return s:match("^%d%d%d%d%d%d%d%d%d%d%d$") ~= nil and weighted(s, { 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1 }) % 10 == 0
end

--- A routing number of a United States bank: nine figures.
function M.routing (s)
  s = plain(s)
  return s:match("^%d%d%d%d%d%d%d%d%d$") ~= nil and weighted(s, { 3, 7, 1, 3, 7, 1, 3, 7, 1 }) % 10 == 0
end

local vin_value = {}
for letters in ("A1B2C3D4E5F6G7H8 J1K2L3M4N5P7R9 S2T3U4V5W6X7Y8Z9"):gmatch("%S+") do
  for letter, value in letters:gmatch("(%a)(%d)") do vin_value[letter] = tonumber(value) end
end
for figure = 0, 9 do vin_value[tostring(figure)] = figure end
local vin_weights = { 8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2 }

--- A vehicle identification number, 17 characters; the ninth checks the rest in North America and China.
-- Source: ISO 3779; check digit: 49 CFR 565.
function M.vin (s)
  s = plain(s):upper()
  if not s:match("^[%dA-HJ-NPR-Z]+$") or #s ~= 17 then return false end
  local sum = 0
  for i = 1, 17 do
    local value = vin_value[s:sub(i, i)]
    if not value then return false end
    sum = sum + value * vin_weights[i]
  end
  return ("0123456789X"):sub(sum % 11 + 1, sum % 11 + 1) == s:sub(9, 9)
end

--- A German tax number (IdNr): eleven figures, ISO 7064 MOD 11,10.
function M.german_tax (s)
  s = plain(s)
  if not s:match("^[1-9]%d%d%d%d%d%d%d%d%d%d$") then return false end
  local product = 10
  for i = 1, 10 do
    local sum = (tonumber(s:sub(i, i)) + product) % 10
    if sum == 0 then sum = 10 end
    product = sum * 2 % 11
  end
  return (11 - product) % 10 == tonumber(s:sub(11))
end

return M
