--- Forename and surname of a person, in the order the article itself shows.
--
-- Which word the article uses alone decides ("Choi said" of Choi Myung-bok, "Seros said" of Yuri Seros), then whose family
-- is meant by "the Chois".  Only where the article uses neither alone do weaker signs count together: a small letter
-- behind a hyphen, lists of family names that stand first in Korean, Chinese, Vietnamese and Khmer names, the country the
-- article is about, and how the other names of the article stand; a given name in first place speaks against.

local forms = require "bluepencil.entity.form"
local gazetteer = require "bluepencil.gazetteer"
local stream = require "bluepencil.recognizer.name.stream"
local words = require "bluepencil.cues.words"

local M = {}

local plain = stream.plain

-- Family names that stand first; evidence only beside other signs.
local family_first = words.set [[kim lee park choi jung jeong kang cho yoon jang lim han shin seo kwon hwang ahn song yoo hong
  moon yang bae baek heo nam noh ha joo oh ryu ri pak li wang zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin guo ma
  luo zheng xie tang deng feng xi jiang cai peng nguyen tran le pham hoang phan vu dang bui do ngo duong hun sok chea keo
  heng mao abe prum ouk sam chan chhay chum eang hang heang hor houn im ith kem khiev khun kong leng ly long meas men nhem
  nou oum pen phan phat phon pok pov pring ros roth samnang sao sar sin som srey sun tea thach thy touch ung uch var yim yin
  yos dinh trinh dao luong mai doan quach zeng cao cheng dong fan fang fu han he jia kong lai lei liang lu meng pan qian qin
  qiu ren shao shen shi song su tan tian wan wei wen xiao yan yao yin yu yuan zeng zhong]]

-- Countries whose people are written family name first in English copy.
local family_first_country = { KR = true, KP = true, CN = true, TW = true, HK = true, MO = true, VN = true, KH = true }

local values, asked, limit = {}, 0, 5000       -- what the lists hold of a word; forgotten as a whole at the limit

local function is_listed (word, kind)
  local value = values[word]
  if not value then
    local list = gazetteer.shipped()
    value = list and list:lookup(word) or 0
    asked = asked + 1
    if asked > limit then values, asked = {}, 1 end
    values[word] = value
  end
  return gazetteer.has(value, kind)
end

local function in_quote (doc, a)
  return #doc.index:overlapping(a.first, a.last, doc.type_number.Quote) > 0
end

-- How often each word of the name stands alone (less in a quotation: people call one another by given names), and how
-- often the words from k to the end stand together.
local function uses (doc, e)
  local alone, tail
  for _, a in ipairs(e.mentions) do
    local list = forms.of(e.uses[a]).words
    if #list < #e.words then
      alone, tail = alone or {}, tail or {}
      if #list == 1 then
        alone[list[1]] = (alone[list[1]] or 0) + (in_quote(doc, a) and 0.2 or 1)
      else
        local k = #e.words - #list + 1
        if e.words[k] == list[1] then tail[k] = (tail[k] or 0) + 1 end
      end
    end
  end
  return alone or {}, tail or {}
end

-- The family name as the plural shows it: "the Chois".
local function plural_of (e)
  local group = e.family
  if not group then return nil end
  local list = forms.of(group.name).words
  return list[#list]
end

local function family_votes (e, first, last, alone, tail)
  local use_first = alone[first] or 0
  local use_last = alone[last] or 0
  for k = 2, #e.words do use_last = use_last + (tail[k] or 0) end
  local plural = plural_of(e)
  if plural == first .. "s" or plural == first .. "es" then use_first = use_first + 2
  elseif plural == last .. "s" or plural == last .. "es" then use_last = use_last + 2 end
  return use_first, use_last
end

-- The signs that count only together; 1.5 and more means family name first.
local function weak_votes (list, first, last, setting)
  if list[2]:find("^[^%-]+%-%l") then return 2 end                                    -- "Choi Myung-bok"
  if list[1]:find("%.$") or list[2]:find("%.$") then return -1 end                    -- "J. B. Smith"
  local sum = setting.country
  local given_first, surname_last = is_listed(list[1], "given"), is_listed(list[#list], "surname")
  local given_last = is_listed(list[#list], "given") or is_listed(list[#list], "name_part")
  if family_first[first] then
    sum = sum + (#list == 3 and 2 or 1) - (given_first and 0.5 or 0)
    if given_last or not surname_last then sum = sum + 0.5 end
  elseif given_first then sum = sum - 2 end
  if family_first[last] and not family_first[first] then sum = sum - 2 end
  if surname_last and not given_last then sum = sum - 1 end
  return sum
end

-- Where the surname begins when the given name stands first.
local function surname_start (list, words_of, alone, tail)
  local place = 1                    -- of the word among the folded words, where a hyphen parts two
  for k = 2, #list do
    place = place + #forms.of(list[k - 1]).words
    if (alone[words_of[k]] or 0) > 0 or (tail[place] or 0) > 0 then
      if k > 2 and words.particle[list[k - 1]] then k = k - 1 end
      return k
    end
  end
  local k = #list
  -- two surnames: "Marta Perdás Quiroga", but "Hillary Ann Marlow"
  if k == 3 and not words.particle[list[2]] and not list[2]:find("%.$") and is_listed(list[2], "surname")
     and not is_listed(list[2], "given") and is_listed(list[3], "surname") and is_listed(list[1], "given") then
    k = 2
  end
  local last = k
  while k > 2 and words.particle[list[k - 1]] do k = k - 1 end
  -- the father's name before the mother's: "Marta Perdás de la Cruz"
  local before = list[k - 1]
  if k < last and k > 2 and is_listed(before, "surname") and not is_listed(before, "given") and is_listed(list[1], "given") then k = k - 1 end
  return k
end

local function parts_of (doc, e, setting)
  local list = forms.split(e.name)
  while #list > 1 and words.suffix[plain(list[#list])] do list[#list] = nil end
  for i, word in ipairs(list) do list[i] = word:gsub(",$", "") end
  if #list <= 1 then return { surname = list[1] or e.name, family_first = false } end
  local words_of = {}
  for i, word in ipairs(list) do words_of[i] = forms.of(word).key end
  local alone, tail = uses(doc, e)
  -- a surname of a hyphen ("Abadie-Roux") is used as two words
  local last = words_of[#list]
  local use_first, use_last = family_votes(e, words_of[1], last, alone, tail)
  for k = 2, #list - 1 do use_last = use_last + (alone[words_of[k]] or 0) end
  local is_first = use_first > use_last
  if use_first == use_last then is_first = weak_votes(list, words_of[1], last, setting) >= 1.5 end
  if is_first then
    return { surname = list[1], forename = table.concat(list, " ", 2), family_first = true }, use_first ~= use_last
  end
  local at = surname_start(list, words_of, alone, tail)
  return { forename = table.concat(list, " ", 1, at - 1), surname = table.concat(list, " ", at), family_first = false },
    use_first ~= use_last
end

-- What the article's places say: 1 when the country named most writes the family name first, 0.5 when some country does.
local function setting_of (doc)
  local count, most, best = {}, 0, nil
  local sum = 0
  for _, e in ipairs(doc.entities) do
    if e.code then
      local n = #e.mentions + (e.people or 0)
      count[e.code] = (count[e.code] or 0) + n
      if family_first_country[e.code] then sum = 0.5 end
      if count[e.code] > most then best, most = e.code, count[e.code] end
    end
  end
  return { country = family_first_country[best] and 1 or sum }
end

--- Set `parts` of each person: `forename`, `surname`, `family_first`.
-- @tparam Document doc  with entities, places among them
-- @tparam table persons
function M.run (doc, persons)
  local setting = setting_of(doc)
  local left, shown = {}, 0
  for _, e in ipairs(persons) do
    local parts, sure = parts_of(doc, e, setting)
    e.parts = parts
    if sure then shown = shown + (parts.family_first and 1 or 0) elseif parts.forename then left[#left + 1] = e end
  end
  if shown > 0 then
    -- others of the article are written that way
    setting.country = setting.country + 0.5
    for _, e in ipairs(left) do e.parts = parts_of(doc, e, setting) end
  end
end

return M
