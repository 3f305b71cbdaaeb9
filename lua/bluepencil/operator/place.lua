--- What stands around a replacement, and what fits there: "a" or "an", an article, a capital at the start of a sentence.

local M = {}

--- The word before a byte, and the last bytes before it.
function M.word_before (doc, first)
  local before = doc.text:sub(math.max(1, first - 24), first - 1)
  return before:match "([%w'\128-\255]+)[%s%-]*$" or "", before
end

--- The word after the span, when only a space parts them.
function M.word_after (doc, last)
  return doc.text:match("^%s+([%w\128-\255]+)", last + 1) or ""
end

function M.is_sentence_start (a, doc)
  local first = doc:sentence_at(a.first)
  if not first then return false end
  if first == a.first then return true end
  local between = doc.text:sub(first, a.first - 1)
  return a.first > first and #between < 8 and not between:find "%w"
end

function M.capital (text) return (text:gsub("^%l", string.upper)) end

-- Whether words open with the sound of a vowel: "unnamed", "hour", "8", "18"; not "one", "unit", "European".
local function opens_with_vowel (text)
  local lower = text:lower()
  if lower:find "^%d" then return lower:find "^8" ~= nil or lower:find "^1[18]%f[%D]" ~= nil end
  if lower:find "^one%f[%A]" or lower:find "^once" or lower:find "^eu" or lower:find "^uni[tvqofc]" or lower:find "^us[aeu]" then return false end
  return lower:find "^[aeiou]" ~= nil or lower:find "^hour" ~= nil or lower:find "^hono" ~= nil or lower:find "^heir" ~= nil
end

--- "an" wants a vowel, "a" none: the first of the words that fits, else the first of all.
function M.fitting (doc, a, words)
  local before = M.word_before(doc, a.first):lower()
  if before == "a" or before == "an" then
    for _, word in ipairs(words) do
      if opens_with_vowel(word) == (before == "an") then return word end
    end
  end
  return words[1]
end

local determiners = {}
for word in ("a an the his her their its my our your this that these those every each no"):gmatch "%a+" do determiners[word] = true end

--- Words made to fit a determiner before them: no second one ("the [day in 2017] hearing"), and behind "a" or "an" the right sound
-- ("an [unspecified Person A] article", "a [certain Org A] plan").
-- @tparam Annotation a  what is replaced
-- @tparam string text  the words, without brackets
-- @tparam boolean is_name  a name or code, which is left as it is
function M.behind_determiner (doc, a, text, is_name)
  local before = M.word_before(doc, a.first):lower()
  local owned = before:find "['’]s$" ~= nil or before:find "\226\128\153s$" ~= nil
  if not (determiners[before] or owned) then return text end
  if a.type == "Date" then text = text:gsub("^on ", ""):gsub("^in ", "") end
  text = text:gsub("^an? ", ""):gsub("^the ", "")
  if is_name or before ~= "a" and before ~= "an" or not text:find "^%w" then return text end
  if opens_with_vowel(text) == (before == "an") then return text end
  return (before == "an" and "unspecified " or "certain ") .. text
end

local prepositions = {}
for word in ("about above across after against along among and around as at before behind below beneath beside between "
  .. "beyond but by despite down during except for from in inside into like near of off on onto opposite or outside over past "
  .. "per since than through till to toward towards under until up via with within without"):gmatch "%a+" do
  prepositions[word] = true
end

--- A noun needs an article when nothing before it serves as one: after a preposition, a sign or at the start.
function M.with_article (doc, a, noun)
  local word, before = M.word_before(doc, a.first)
  if prepositions[word:lower()] or M.is_sentence_start(a, doc) or not before:find "[%w'\128-\255][%s%-]+$" then
    return (noun:find "^[aeiou]" and "an " or "a ") .. noun
  end
  return noun
end

return M
