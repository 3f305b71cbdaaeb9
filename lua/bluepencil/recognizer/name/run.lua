--- Runs of capitalised words: how far a name can reach from a token, to the right and to the left.
--
--     Ludwig van Beethoven, J. B. Smith Jr., Baek Seon-ho, Bashar al-Assad, William “Bill” Hart
--
-- Says where a name may go on, not what it is; asked only where something speaks for a name.

local cues = require "bluepencil.recognizer.name.cues"
local words = require "bluepencil.cues.words"

local M = {}

local functional, month, weekday, calendar = words.functional, words.month, words.weekday, words.calendar
local particle, suffix = words.particle, words.suffix
local opening_particle, after_hyphen = words.opening_particle, words.after_hyphen

local hyphen = { ["-"] = true, ["‐"] = true, ["‑"] = true }
local quote_mark = words.set [[“ ” " ‘ ’ ' « »]]
M.hyphen = hyphen

--- Does the hyphen at k join its neighbours: no space around it but a line end after it?
function M.is_joining (s, k)
  if not hyphen[s:word(k)] or s:spaced(k) or s.sentence[k + 1] ~= s.sentence[k] then return false end
  if not s:spaced(k + 1) then return true end
  return s.text:sub(s:last(k) + 1, s:first(k + 1) - 1):find("\n", 1, true) ~= nil
end
local is_joining = M.is_joining

--- Can no name hold the capitalised word at k: "The", "On", "Monday"?
function M.is_stop (s, k)
  local lower = s:lower(k)
  if not (functional[lower] or month[lower] or weekday[lower] or calendar[lower]) then return false end
  if s:word(k):find("^%u%.$") then return false end
  return not (s.upper[k] and lower ~= "i" and #lower <= 3)                   -- US, WHO, IT
end

-- "Seon-ho": a syllable in small letters behind the hyphen.
local function is_syllable (s, i, j, k)
  local lower = s:word(k)
  if #lower > 7 or not lower:find("^%l") or after_hyphen[lower] then return false end
  if #lower > 5 and lower:find("ing$") or #lower > 3 and lower:find("ed$") then return false end
  return j > i or s.capital[k + 1] and s.sentence[k + 1] == s.sentence[k] and s:spaced(k + 1)
end

--- The token to which a name from i to j goes on without a space or by a mark of its own: "Seon" + "-ho", "Hart" + ", Jr.",
-- "William" + "“Bill” Hart", "Bashar" + "al-Assad"; nil when it does not.
function M.joined (s, i, j)
  local k = j + 1
  local sentence = s.sentence[i]
  if s.sentence[k] ~= sentence then return nil end
  local word = s:word(k)
  if is_joining(s, k) then
    if s.capital[k + 1] or is_syllable(s, i, j, k + 1) then return k + 1 end
    return nil
  end
  if s:lower(k - 1) and particle[word] and s:spaced(k) then
    local n = k + 1
    if is_joining(s, n) and s.capital[n + 1] then return n + 1 end          -- Bashar al-Assad
    if particle[s:word(n)] then n = n + 1 end                               -- van der Berg
    if s.capital[n] and s.sentence[n] == sentence and s:spaced(n) then return n end
    return nil
  end
  if word == "," and suffix[s:lower(k + 1)] and s.capital[k + 1] and s.sentence[k + 1] == sentence then return k + 1 end
  if s.capital[k] and suffix[s:lower(k)] and s:spaced(k) and j > i then return k end
  if quote_mark[word] and s:spaced(k) and s.capital[k + 1] and quote_mark[s:word(k + 2)] and not s:spaced(k + 2)
     and s.capital[k + 3] and s.sentence[k + 3] == sentence and s:spaced(k + 3) then
    return k + 3                                                            -- William “Bill” Hart
  end
end

--- The last token of the run that begins at i.
-- @tparam[opt] table blocked  tokens no name may hold
function M.last (s, i, blocked)
  local j = i
  while true do
    local k = j + 1
    if s.capital[k] and s.sentence[k] == s.sentence[i] and s:spaced(k) and not M.is_stop(s, k)
       and not (blocked and blocked[k]) then j = k
    else
      k = M.joined(s, i, j)
      if not k then return j end
      j = k
    end
  end
end

--- The first token of the run that ends at j.
function M.first (s, j, blocked)
  local i, k = j, j
  local sentence = s.sentence[j]
  while s.sentence[k - 1] == sentence do
    if s:spaced(k) then
      if s.capital[k - 1] and not M.is_stop(s, k - 1) and not (blocked and blocked[k - 1]) then k = k - 1; i = k
      elseif particle[s:word(k - 1)] and s.capital[k - 2] and s.sentence[k - 2] == sentence then k = k - 1
      else break end
    elseif is_joining(s, k - 1) and s.sentence[k - 2] == sentence then
      k = k - 2
      if s.capital[k] then i = k end
    else break end
  end
  return i
end

--- Where a name that has its first capital at i really begins: "al-Assad", "von Trapp".
function M.opening (s, i)
  if is_joining(s, i - 1) and opening_particle[s:word(i - 2)] and s.sentence[i - 2] == s.sentence[i] then return i - 2 end
  if opening_particle[s:word(i - 1)] and s.sentence[i - 1] == s.sentence[i] and s:spaced(i) then
    if particle[s:word(i - 2)] and opening_particle[s:word(i - 2)] and s.sentence[i - 2] == s.sentence[i] then return i - 2 end
    return i - 1
  end
  return i
end

--- Are the words from i to j an office and nothing else: "Prime Minister", "Surgeon General"?
function M.is_office (s, i, j)
  for k = i, j do
    if s.capital[k] and not cues.title(s:lower(k)) and not cues.modifier[s:lower(k)] then return false end
  end
  return cues.noun[s:lower(j)] ~= nil
end

return M
