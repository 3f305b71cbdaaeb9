--- What stands right before and behind each capitalised word: one pass, so that each rule looks at its own few places.
--
-- A rule asks `near.office`, `near.article` ... for a list of tokens instead of walking over all capitals.

local cues = require "bluepencil.recognizer.name.cues"
local words = require "bluepencil.cues.words"

local M = {}

local set = words.set
local honorific = cues.honorific

-- By the word before the capital.
local before = {}
local function file (list, kind) for word in pairs(list) do before[word] = kind end end
file(set "the a an", "article")
file(set "of", "of")
file(set [[in into from speak speaks spoke spoken speaking understand understands learn learned learning taught teach teaches
  fluent little no some only good broken perfect basic any much better halting]], "tongue")
file(set "(", "bracket")

-- Titles behind which a lone capital is a person's name: no "Star Trek", "Resident Evil", "Local Detroit".
local office = set [[president premier chancellor minister senator congressman congresswoman mayor governor judge justice
  prosecutor ambassador commissioner secretary sheriff superintendent inspector admiral colonel captain lieutenant
  commander detective sergeant constable professor bishop archbishop cardinal rabbi imam pastor reverend officer councillor
  magistrate coroner king queen prince princess pope sultan emir ayatollah lawyer attorney spokesman spokeswoman dr dr. prof
  prof. sen. rep. gov. lt. gen. col. capt. sgt. maj. adm. cmdr. det. insp. supt. rev. cpl. pvt. brig. sgt lt capt col insp]]
for word in pairs(honorific) do office[word] = word ~= "miss" or nil end

local press = set [[times post herald tribune gazette journal news press telegraph guardian independent economist observer
  ledger mirror sun star mail express standard chronicle examiner globe record dispatch inquirer courier monitor bulletin daily]]
M.press = press

local apostrophe = set "'s ’s ' ’"
local head = set "region province oblast krai prefecture governorate county district river peninsula"

--- Lists of tokens with a capital: `article`, `of`, `tongue` (a word of speaking or "in" before), `bracket` (stands in one),
-- `office` and `press` (the word itself is one), `head` (a noun of places behind), `owner` (an apostrophe behind).
function M.of (s)
  local near = { owner = {}, article = {}, of = {}, tongue = {}, bracket = {}, office = {}, press = {}, head = {} }
  local sentence = s.sentence
  local upper = s.upper
  local offices, papers, heads, owners = near.office, near.press, near.head, near.owner
  for _, i in ipairs(s.capitals) do
    local own = sentence[i]
    if own then
      local kind = before[s:lower(i - 1)]
      -- where its neighbour is in capitals too, a capital says nothing and runs of them are no names
      local loud = upper[i] and (upper[i - 1] or upper[i + 1])
      if loud and kind ~= "bracket" then goto next_capital end
      if kind and sentence[i - 1] == own then
        local list = near[kind]
        list[#list + 1] = i
      end
      local word = s:lower(i)
      if office[word] then offices[#offices + 1] = i
      elseif press[word] then papers[#papers + 1] = i end
      if sentence[i + 1] == own then
        local after = s:word(i + 1)
        if head[after] then heads[#heads + 1] = i
        elseif apostrophe[after] then owners[#owners + 1] = i end
      end
      ::next_capital::
    end
  end
  return near
end

return M
