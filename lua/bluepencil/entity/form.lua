--- Forms of a name: the words of it as they are compared, for entities and for telling surnames; src/article_form.c compares alike.
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
M.spelling = spelling        -- the core chains names by it too (name/plan.lua)

local function make_sound (word)
  local known = spelling[word]
  if known then return known end
  if #word < 5 or word:find("[^%a']") then return word end
  word = word:gsub("([bcdfghjklmnpqrstvwxz])%1", "%1"):gsub("([ae])y", "%1i"):gsub("o[uo]", "u")
  word = word:gsub("ph", "f"):gsub("ck", "k"):gsub("dj", "j"):gsub("iy$", "i"):gsub("ii$", "i"):gsub("yi$", "i"):gsub("y$", "i")
  return word
end

-- Names are asked about again and again, and different names have words in common; both are forgotten as a whole at a limit.
local known, remembered, sounds, heard = {}, 0, {}, 0
local names_limit, words_limit = 5000, 20000

-- A word without white space, hyphens and marks, as it is compared.
local function sound (word)
  local found = sounds[word]
  if found then return found end
  found = make_sound((plain(word):gsub("'$", "")))
  heard = heard + 1
  if heard > words_limit then sounds, heard = {}, 1 end
  sounds[word] = found
  return found
end

-- By character: in a Lua pattern a set holds bytes, and would tear letters apart that share one with a mark.
local character = utf8.charpattern
local hyphen_to_space = { ["-"] = " ", ["‐"] = " ", ["‑"] = " " }
local without_marks = { [","] = "", ["“"] = "", ["”"] = "", ['"'] = "", ["‘"] = "", ["("] = "", [")"] = "" }
local without_quotes = { ["“"] = "", ["”"] = "", ['"'] = "", ["‘"] = "", ["’"] = "", ["("] = "", [")"] = "" }

--- What is compared of a name.
-- @tparam string name  as rendered
-- @treturn table `words` (folded), `key` (the words joined)
function M.of (name)
  local form = known[name]
  if form then return form end
  local list = {}
  if name:find("[\128-\255,\"()']") then
    for word in name:gsub(character, hyphen_to_space):gmatch("%S+") do
      word = word:gsub(character, without_marks):gsub("^'", ""):gsub("'$", "")
      if word ~= "" then list[#list + 1] = sound(word) end
    end
  else
    for word in name:gmatch("[^%s%-]+") do list[#list + 1] = sound(word) end
  end
  form = { words = list, key = table.concat(list, " ") }
  remembered = remembered + 1
  if remembered > names_limit then known, remembered = {}, 1 end
  known[name] = form
  return form
end

--- The words of a name as written, without quotation marks: "Robert “Bobby” Mills" -> { "Robert", "Bobby", "Mills" }.
function M.split (name)
  local list = {}
  if name:find("[\128-\255\"()]") then name = name:gsub(character, without_quotes) end
  for word in name:gmatch("%S+") do list[#list + 1] = word end
  return list
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
