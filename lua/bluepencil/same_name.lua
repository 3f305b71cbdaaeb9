--- When two names are the same name: what pseudonyms, codes and shifted dates over a corpus hang on.
--
-- Names are the same that differ only in: capitals; accents, hyphens, apostrophes, full stops; order ("Choi Myung-bok",
-- "CHOI Myungbok", "Myung Bok Choi"); titles, "Jr.", initials beside two longer words, nicknames in quotes; and the usual
-- spellings of one sound in romanised names (kh/h, iy/y/i, ou/u, ks/x, ae/a, doubled letters, Muhammad/Mohamed).
-- A surname alone is another name than the full one: nothing but the article says whose it is.
--
-- This is fixed, since published pseudonyms hang on it: a change needs a new version beside it (VERSION).

local core = require "bluepencil.core"
local gazetteer = require "bluepencil.gazetteer"

local M = {}

M.VERSION = "name 1"

local dropped = {}
for word in ([[mr mrs ms miss mx dr prof sir dame lord lady rev hon sen rep gov gen col maj capt lt sgt cpl pvt jr sr ii iii iv
  phd md esq]]):gmatch "%a+" do dropped[word] = true end

local function fold (text) return core.fold(text, "all") or text:lower() end

--- Letters only, folded: "Myung-bok" -> "myungbok".
function M.fold (word)
  return (fold(word):gsub("[%p%s]", ""):gsub("\226\128[\144-\159]", ""))
end

-- Spellings of one sound; each in its turn.
local sounds = {
  { "sch", "sh" }, { "kh", "h" }, { "ph", "f" }, { "ff$", "v" }, { "andr$", "ander" }, { "ou", "u" }, { "oo", "u" }, { "ks", "x" },
  { "ae", "a" }, { "oe", "o" }, { "ue", "u" }, { "iy", "i" }, { "ij", "i" }, { "ii", "i" }, { "yi", "i" }, { "y", "i" },
  { "j", "i" }, { "ie", "e" }, { "io", "o" }, { "ck", "k" }, { "c([^h])", "k%1" }, { "c$", "k" }, { "w", "v" }, { "q", "k" },
}

local one_name = { muhammad = "mohamed", mohammed = "mohamed", mohammad = "mohamed", muhammed = "mohamed", mohamad = "mohamed" }

local function sound (word)
  word = one_name[word] or word
  for _, row in ipairs(sounds) do word = word:gsub(row[1], row[2]) end
  return (word:gsub("(%l)%1+", "%1"))
end

local lists

local function is_kind (word, kind)
  lists = lists or gazetteer.shipped() or false
  local value = lists and lists:lookup(word)
  return value ~= nil and value & gazetteer.bit[kind] ~= 0
end

-- "Myung Bok" is the given name "Myung-bok"; the surname stands before or behind it.
local function join_syllables (words)
  if #words ~= 3 then return words end
  local a, b, c = words[1], words[2], words[3]
  if is_kind(b, "name_part") and is_kind(c, "name_part") and is_kind(a, "surname") then return { a, b .. c } end
  if is_kind(a, "name_part") and is_kind(b, "name_part") and is_kind(c, "surname") then return { a .. b, c } end
  return words
end

--- The words of a name that count, in their order.
function M.words (name)
  local words, short = {}, {}
  name = name:gsub("“.-”", " "):gsub("\".-\"", " "):gsub("‘.-’ ", " "):gsub("%b()", " ")
  for word in name:gmatch "[^%s,]+" do
    local plain = M.fold(word)
    if plain ~= "" and not dropped[plain] then
      if core.length(plain) == 1 or word:find "^%a%.%a%.?" then short[#short + 1] = plain
      else words[#words + 1] = plain end
    end
  end
  if #words == 0 then words = short                       -- "J. B."
  elseif #words == 1 then for _, one in ipairs(short) do words[#words + 1] = one end end
  return words
end

--- The same string for the same name.
-- @tparam string name  as it stands in the article
-- @treturn string  for a keyed digest only: it is the name
function M.key (name)
  local words = join_syllables(M.words(name))
  for i, word in ipairs(words) do words[i] = sound(word) end
  table.sort(words)
  return M.VERSION .. ":" .. table.concat(words, " ")
end

return M
