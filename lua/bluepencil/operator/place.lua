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

--- "an" wants a vowel, "a" none: the first of the words that fits, else the first of all.
function M.fitting (doc, a, words)
  local before = M.word_before(doc, a.first):lower()
  if before == "a" or before == "an" then
    for _, word in ipairs(words) do
      if (word:find "^[aeiou]" ~= nil) == (before == "an") then return word end
    end
  end
  return words[1]
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
