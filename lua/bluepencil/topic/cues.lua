--- Cues: the words and phrases of a rule, as editors write them.
--
--     asylum seeker          also in the plural: asylum seekers
--     deport/ed/ing          deport, deported, deporting
--     insur*                 every word that begins so
--     kidnap~                every inflected form: kidnaps, kidnapped, kidnapping
--     drug traffick~         in any word of a phrase
--
-- Cues are separated by commas, semicolons or line ends; case does not matter.

local M = {}

local function plural (word)
  if word:find "[^aeiou]y$" then return word:sub(1, -2) .. "ies" end
  if word:find "[sxz]$" or word:find "[cs]h$" then return word .. "es" end
  return word .. "s"
end

--- The cues of a list.
function M.each (list)
  local at = list:gmatch "[^,;\n]+"
  return function ()
    for cue in at do
      cue = cue:match "^%s*(.-)%s*$"
      if cue ~= "" then return cue end
    end
  end
end

--- The forms of a cue without "*" and "~", and its name: "deport/ed/ing" is deport, deported, deporting; a last word without
-- "/" also stands in the plural.
function M.forms (cue)
  local list = { "" }
  local words = {}
  for word in cue:gmatch "%S+" do words[#words + 1] = word end
  for i, word in ipairs(words) do
    local base, endings = word:match "^([^/]*)(.*)$"
    local variants = { base }
    for ending in endings:gmatch "/([^/]*)" do variants[#variants + 1] = base .. ending end
    if i == #words and endings == "" and base:find "%l$" and not base:find "s$" then
      variants[2] = plural(base)
    end
    local longer = {}
    for _, before in ipairs(list) do
      for _, variant in ipairs(variants) do longer[#longer + 1] = (before == "" and "" or before .. " ") .. variant end
    end
    list = longer
  end
  return list, (table.concat(words, " "):gsub("/%S*", ""))
end

local endings = { ["*"] = "prefix", ["~"] = "stem" }

--- Whether a cue is more than fixed words.
function M.is_open (cue) return cue:find "[*~]" ~= nil end

--- The phrases a cue stands for, as core.phrases takes them: lists { how, piece, how, piece, ... }.
-- @tparam string cue
-- @tparam string how  "words" (as above), "exactly" (no plural), "cased" (and in this case), "stem" (all words by their stem)
-- @treturn table list | nil, message
function M.phrases (cue, how)
  if how == "words" and not M.is_open(cue) then
    local list = M.forms(cue)
    for i, form in ipairs(list) do list[i] = { "word", form } end
    return list
  end
  local default = how == "stem" and "stem" or how == "cased" and "exact" or "word"
  local phrase = {}
  for word in cue:gmatch "%S+" do
    local base, sign = word:match "^(.-)([*~]?)$"
    if base:find "[*~]" then return nil, ("'%s': * and ~ stand at the end of a word"):format(cue) end
    if base == "" then return nil, ("'%s': %s stands for no word of its own"):format(cue, sign) end
    if sign == "*" and #base < 3 then return nil, ("'%s': at least three letters stand before *"):format(cue) end
    phrase[#phrase + 1], phrase[#phrase + 2] = endings[sign] or default, base
  end
  return { phrase }
end

-- Cues such as "taken into custody" or "arrested" speak for a topic but are no keywords.
local function_words = {}
for word in ("a about an at be between by for from her his in into is it its of off on out pleaded tells the their to told "
  .. "under up was were with"):gmatch "%a+" do function_words[word] = true end

--- Whether a cue makes a keyword of an article.
function M.is_keyword (cue)
  for word in cue:gmatch "%S+" do
    if function_words[word] then return false end
  end
  return not cue:find "^%S+ed$" and not M.is_open(cue)
end

return M
