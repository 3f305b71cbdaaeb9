--- The cue tables of bluepencil.cues, compiled once into lookups by word.

local roles = require "bluepencil.cues.roles"
local titles = require "bluepencil.cues.titles"
local core = require "bluepencil.core"

local M = {
  noun = {},       -- last word of a role noun -> { kind, role, weight }
  phrase = {},     -- "head of state" -> { kind, role, weight }, for nouns of more words
  plural = {},     -- "lawyers" -> the row of "lawyer"
  honorific = titles.honorific,
  short = titles.short,
  modifier = titles.modifier,
  version = 0,     -- counts what was added: what is compiled from these tables is compiled anew
}

--- Each alternative of "a|b c|d", trimmed.
function M.alternatives (text)
  local list = {}
  for part in text:gmatch("[^|]+") do
    part = part:gsub("%s+", " "):match("^ ?(.-) ?$")
    if part ~= "" then list[#list + 1] = part end
  end
  return list
end

local function plural_of (word)
  if word:find("man$") then return (word:gsub("man$", "men")) end
  if word == "child" then return "children" end
  if word:find("wife$") then return (word:gsub("wife$", "wives")) end
  if word:find("[^aeiou]y$") then return (word:gsub("y$", "ies")) end
  if word:find("[sxz]$") or word:find("[cs]h$") then return word .. "es" end
  return word .. "s"
end

--- Let one more noun name a role.  A word that has a row keeps the first one.
-- @tparam string noun  "prosecutor" or "district attorney", lower case
function M.add_noun (noun, kind, role, weight)
  M.version = M.version + 1
  noun = core.fold(noun)
  local row = { kind = kind, role = role, weight = weight, noun = noun }
  if noun:find(" ") then
    if not M.phrase[noun] then M.phrase[noun] = row end
    return
  end
  if not M.noun[noun] then
    M.noun[noun] = row
    M.plural[plural_of(noun)] = row
  end
end

for _, group in ipairs(roles.nouns) do
  for _, noun in ipairs(M.alternatives(group[4])) do M.add_noun(noun, group[1], group[2], group[3]) end
end

--- The role row a capitalised word before a name gives ("Judge", "Sen."), or nil.
-- @treturn ?table { kind =, role =, weight =, noun = }
local short_rows = {}
function M.title (word)
  local row = M.noun[word]
  if row then return row end
  local short = titles.short[word]
  if not short then return nil end
  row = short_rows[word]
  if not row then
    row = { kind = short[1], role = short[2], weight = short[3], noun = word }
    short_rows[word] = row
  end
  return row
end

return M
