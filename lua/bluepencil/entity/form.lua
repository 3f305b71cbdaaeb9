--- Forms of a name: the words of it as they are compared, and whether one name can be a shorter form of another.
--
-- Case, accents, hyphens, quotation marks and commas make no difference, nor do these spellings of one sound, since
-- one article writes a transliterated name now this way and now that: a doubled consonant is one; "ey", "ay" are "ei",
-- "ai"; "ou", "oo" are "u"; "iy", "ii", "yi" and "y" at the end are "i"; "ph" is "f", "ck" is "k", "dj" is "j"; "Mohammed",
-- "Yousef" and a few others have one spelling in the table below.  Words of less than five letters are left as they are,
-- so that "Ana" and "Anna", "Lee" and "Li" stay two.  Nothing else is folded: "Karin" and "Karen" are two people.
-- Cost: a table look-up for a name seen in any article.

local stream = require "bluepencil.recognizer.name.stream"
local words = require "bluepencil.cues.words"

local M = {}

local plain = stream.plain

-- Spellings of given names that the rules of sound do not bring together.
local spelling = {}
for line in ([[mohammed mohamed muhammad mohammad muhammed mohamad mohamud mohamoud muhamad; yousef youssef yusuf yusef yousuf yosef;
  ahmed ahmad ahmet; hussein husayn hossein hussain husain hussien; abdullah abdallah abdulla; alexander aleksandr alexandr
  aleksander oleksandr; sergei sergey serhiy serhii; yulia julia iuliia yuliya; ksenia kseniya xenia; elena yelena olena;
  evgeny yevgeny yevgeni evgeni evgenii; ekaterina yekaterina; fyodor fedor; mikhail mykhailo; gaddafi qaddafi kadhafi;
  omar umar; suleiman sulaiman soleiman; ibrahim ebrahim; fatima fatema fatimah; khadija khadijah; zainab zeinab zaynab;
  mustafa mostafa moustafa; osama usama]]):gmatch("[^;]+") do
  local first
  for word in line:gmatch("%S+") do
    first = first or word
    spelling[word] = first
  end
end

local function sound (word)
  local known = spelling[word]
  if known then return known end
  if #word < 5 or word:find("[^%a']") then return word end
  word = word:gsub("([bcdfghjklmnpqrstvwxz])%1", "%1"):gsub("([ae])y", "%1i"):gsub("o[uo]", "u")
  word = word:gsub("ph", "f"):gsub("ck", "k"):gsub("dj", "j"):gsub("iy$", "i"):gsub("ii$", "i"):gsub("yi$", "i"):gsub("y$", "i")
  return word
end

-- By character: in a Lua pattern a set holds bytes, and would tear letters apart that share one with a mark.
local character = utf8.charpattern
local hyphen_to_space = { ["-"] = " ", ["‐"] = " ", ["‑"] = " " }
local without_marks = { [","] = "", ["“"] = "", ["”"] = "", ['"'] = "", ["‘"] = "", ["("] = "", [")"] = "" }
local without_quotes = { ["“"] = "", ["”"] = "", ['"'] = "", ["‘"] = "", ["’"] = "", ["("] = "", [")"] = "" }

local known, remembered = {}, 0

--- What is compared of a name.
-- @tparam string name  as rendered
-- @treturn table `words` (folded), `key` (the words joined), `turned` (the words in alphabetical order, joined)
function M.of (name)
  local form = known[name]
  if form then return form end
  local list, initial = {}, {}
  for word in name:gsub(character, hyphen_to_space):gmatch("%S+") do
    word = word:gsub(character, without_marks):gsub("^'", ""):gsub("'$", "")
    if word ~= "" then
      word = plain(word):gsub("'$", "")
      list[#list + 1], initial[#initial + 1] = sound(word), word:byte() or 0
    end
  end
  list.initial = initial        -- as written: "O." is Olena's, though her name is compared as "elena"
  local turned = table.move(list, 1, #list, 1, {})
  table.sort(turned)
  form = { words = list, key = table.concat(list, " "), turned = table.concat(turned, " ") }
  remembered = remembered + 1
  if remembered > 5000 then known, remembered = {}, 1 end
  known[name] = form
  return form
end

--- The words of a name as written, without quotation marks: "Robert “Bobby” Mills" -> { "Robert", "Bobby", "Mills" }.
function M.split (name)
  local list = {}
  for word in name:gsub(character, without_quotes):gmatch("%S+") do list[#list + 1] = word end
  return list
end

--- "J.", "j", "j.b.": an initial or two.
function M.is_initial (word) return word:find("^%a%.?$") ~= nil or word:find("^%a%.%a%.$") ~= nil end

local is_initial = M.is_initial

--- Can `short` be another form of the full name `long`?  "J. Smith" ~ "John Smith", "Perdás Quiroga" in "Lucía Perdás
-- Quiroga", "Kim" in "Kim Jong Un".  At least one whole word must be shared.
-- @tparam table short  `words` of M.of
-- @tparam table long  `words` of M.of
function M.is_form (short, long)
  local shared, from = 0, 1
  local letters, others = short.initial, long.initial
  for n, word in ipairs(short) do
    local hit
    for k = from, #long do
      local other = long[k]
      if other == word then hit, shared = k, shared + 1; break end
      if others[k] == letters[n] and (is_initial(word) or #short > 1 and is_initial(other)) then hit = k; break end
    end
    if hit then from = hit + 1
    elseif not words.suffix[word] and not words.particle[word] then return false end
  end
  return shared > 0
end

--- The initials of a name: "John B. Smith" -> "JBS".
function M.initials (name)
  local out = {}
  for _, word in ipairs(M.split(name)) do
    if not words.particle[word] and not words.suffix[plain(word)] then
      local two, second = word:match("^(%u)%.(%u)%.$")               -- "J.B. Smith"
      out[#out + 1] = two and two .. second or word:match("^%u")
    end
  end
  return table.concat(out)
end

return M
