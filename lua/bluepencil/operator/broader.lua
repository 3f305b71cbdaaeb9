--- Operators that say less: a band of age, a wider place, the kind of organisation, a trade, a relative, a round number.
--
-- Each gives the words without brackets.  A wider word is said only where it surely holds; else the kind of thing.
-- The lists of words are here, since nobody else says them.

local date = require "bluepencil.operator.date"
local gazetteer = require "bluepencil.gazetteer"
local around = require "bluepencil.operator.place"
local paths = require "bluepencil.paths"

local M = {}

local fitting, with_article, word_before, word_after = around.fitting, around.with_article, around.word_before, around.word_after

-- ---- ages ----------------------------------------------------------------------------------------------------------

local tens = { "teens", "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties" }
local ten_words = { "teenage", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty" }

local possessives = { m = "his", male = "his", f = "her", female = "her" }

local function years_of (a)
  local norm = a.norm
  if type(norm) == "string" then norm = norm:match "%d+%.?%d*" end
  return tonumber(norm)
end

-- "Ene, 34, said"; "a 34-year-old teacher"; "the 34-year-old said"; "aged 34"; "93"
--- An age as a decade; "a minor" below 18, "90 or older" from 90.
function M.band (a, doc)
  local years = years_of(a)
  if not years then return "age" end
  local text = a:text():lower()
  local before = word_before(doc, a.first):lower()
  local is_adjective = text:find "%-old$" ~= nil or text:find "year old$" ~= nil
  local needs_number = before == "aged" or before == "age" or before == "turned" or before == "at" or before == "of"
  if years < 18 then
    if not is_adjective then return needs_number and "under 18" or "a minor" end
    local after = word_after(doc, a.last)
    if after ~= "" and after:find "^%l" and not after:find "^w[ahei]" then return fitting(doc, a, { "young", "underage" }) end
    return with_article(doc, a, "minor")
  end
  if years >= 90 then return "90 or older" end
  local decade = math.floor(years / 10)
  if is_adjective then
    if years < 20 then return "teenage" end
    return fitting(doc, a, { ten_words[decade] .. "-something", "adult" })
  end
  if needs_number then return years < 20 and "18 or 19" or ("%d to %d"):format(decade * 10, decade * 10 + 9) end
  local person = a.person
  return ("in %s %s%s"):format(person and possessives[person.gender] or "their", years < 20 and "late " or "", tens[decade])
end

-- ---- generalise ----------------------------------------------------------------------------------------------------

local function set (words)
  local t = {}
  for word in words:gmatch "%S+" do t[word] = true end
  return t
end

--- Words that say what sort of place it is, and name none.
M.place_kinds = set [[
  region province district county city town village island oblast krai okrug state prefecture municipality
  governorate department canton parish borough suburb neighbourhood neighborhood quarter valley river lake mountain
  bay coast street road avenue square camp settlement hamlet territory republic area park forest harbour harbor port
  airport station desert peninsula commune ward township colony archipelago]]

--- Words that say what sort of organisation it is, and the words that may stand before these without naming it.
M.org_kinds = set [[
  hospital clinic court school university college academy institute church mosque temple synagogue prison jail
  police station department ministry company factory plant mill mine bank newspaper magazine hotel restaurant farm
  agency club museum library theatre theater bakery shop store supermarket office bureau laboratory lab shelter
  orphanage kindergarten nursery monastery embassy consulate council committee commission foundation charity union
  party association centre center ferry railway airline shipyard garage workshop studio]]

M.org_adjectives = set [[
  provincial regional district county city state national central high higher supreme appeal appeals primary
  secondary elementary middle public private general medical local municipal military technical teaching children's
  women's men's maternity detention refugee community rural urban federal criminal civil constitutional
  administrative family labour labor magistrates magistrate's crown veterinary dental psychiatric]]

-- At a place of work the trade alone leads to the person in a small town.
local trades = set [[bakery shop store supermarket restaurant farm hotel garage workshop studio company factory plant mill
  shipyard pharmacy cafe bar salon kiosk]]

local function words_of (text)
  local list = {}
  for word in text:gmatch "[^%s]+" do list[#list + 1] = word end
  return list
end

-- "Preah Thmey Provincial Hospital" -> "provincial hospital"
local function kind_of_org (text)
  local list = words_of(text:lower():gsub("’", "'"))
  for at = #list, 1, -1 do
    if M.org_kinds[list[at]] then
      local first = at
      while first > 1 and M.org_adjectives[list[first - 1]] do first = first - 1 end
      return table.concat(list, " ", first, at)
    end
  end
end

local function kind_of_place (a, text)
  local last = text:lower():match "(%a+)$"
  if last and M.place_kinds[last] then return last end
  local first = text:lower():match "^(%a+) of "
  if first and M.place_kinds[first] then return first end
  if type(a.subtype) == "string" and M.place_kinds[a.subtype] then return a.subtype end
end

-- What someone does, in a wider word: by the last word that is known.
local occupations = {}
for wide, words in pairs {
  ["health worker"] = "technician nurse doctor midwife pharmacist surgeon paramedic dentist therapist physician carer orderly",
  ["school worker"] = "teacher lecturer professor headteacher principal tutor librarian",
  ["manual worker"] = "labourer laborer builder welder carpenter plumber electrician mason bricklayer miner mechanic "
    .. "fitter painter logger docker cleaner porter",
  ["farm worker"] = "farmer fisherman herder shepherd gardener beekeeper",
  ["driver"] = "trucker chauffeur courier postman pilot sailor",
  ["shop worker"] = "baker butcher cashier salesman saleswoman shopkeeper "
    .. "seamstress tailor hairdresser",
  ["kitchen worker"] = "cook chef waiter waitress dishwasher",
  ["office worker"] = "accountant clerk secretary bookkeeper manager analyst engineer programmer architect "
    .. "designer translator",
  ["student"] = "pupil undergraduate student apprentice",
  ["serviceman"] = "soldier sergeant corporal private conscript",
} do
  for word in words:gmatch "%a+" do occupations[word] = wide end
end

local plural_kin = set [[
  family parents children kids sons daughters brothers sisters siblings twins grandparents grandchildren relatives
  nephews nieces cousins uncles aunts in-laws triplets babies wives]]

-- Whether a phrase, or another for the same relatives, says that they are under 18.
local function is_under_age (a)
  local function tells (text)
    local years = tonumber(text:match "(%d+)%-year")
    return years ~= nil and years < 18
  end
  local entity = a.entity
  if entity and entity.kind == "minor" or tells(a:text()) then return true end
  for _, mention in ipairs(entity and entity.type == "Group" and entity.mentions or {}) do
    if mention.type == "Family" and tells(mention:text()) then return true, mention.first < a.first end
  end
  return false
end

local function generalise_family (a, doc)
  local text = a:text():lower()
  local under_age, is_known = is_under_age(a)
  if under_age and not plural_kin[text:match "(%a+)$"] then
    if is_known and word_before(doc, a.first):lower() ~= "the" then return "the minor" end
    return with_article(doc, a, "minor")
  end
  local is_many = text:find " and " ~= nil
  for word in text:gmatch "[%a%-]+" do is_many = is_many or plural_kin[word] ~= nil end
  local own = text:match "^(%a+) "
  if own == "his" or own == "her" or own == "their" or own == "my" or own == "our" then
    return own .. (is_many and " family" or " relative")
  end
  if text:find "^%a+[%s%-]+of[%s%-]" then return with_article(doc, a, "parent") end      -- "mother of three"
  return is_many and "family" or with_article(doc, a, "relative")
end

local goes_on = set [[and or but who whom whose that which from of in at with to for by on as was were is has had said says]]

-- Whether a noun follows that the annotation describes: "a Rohingya refugee", "Uzbek farmer Baek"; not "a Rohingya, fled".
local function describes (a, doc)
  local after = word_after(doc, a.last)
  return after:find "^[%a\128-\255]" ~= nil and not goes_on[after:lower()] and not after:find "^%l+ed$"
end

-- "a [member of a religious group]"   "is [of a religious group]"   "a [religious] woman"
local function group_of (a, doc, adjectives, kind)
  if describes(a, doc) then return fitting(doc, a, adjectives) end
  local last, before = word_before(doc, a.first)
  if last:lower() == "an" then return "unnamed member of " .. kind end
  -- "a", "a devout"
  if (" " .. before:lower()):find "[%s“]an? [%a%-]*%s*$" or last:lower() == "one" then return "member of " .. kind end
  return "of " .. kind
end

local determiner = set "a an the his her their its my our your this that any no s"

local function generalise_trait (a, doc)
  local kind = a.type
  if kind == "Health" then
    if a.subtype == "condition" then return "state of health withheld" end
    local before = word_before(doc, a.first):lower()
    if before == "a" then return "medical condition" end
    return (determiner[before] or before:find "'s$" or before:find "’s$") and "illness" or "an illness"
  elseif kind == "Religion" then
    if a.subtype == "faith" then return "a religion" end
    return group_of(a, doc, { "religious", "unnamed religious" }, "a religious group")
  elseif kind == "Ethnicity" then
    return group_of(a, doc, { "minority", "ethnic minority" }, "an ethnic group")
  elseif kind == "Vehicle" then
    local word = a.subtype or "vehicle"
    return fitting(doc, a, { word, "unnamed " .. word })
  end
end

--- The wider word for an annotation; nil when there is none for its type.
function M.generalise (a, doc)
  local kind = a.type
  if kind == "Age" then return M.band(a, doc) end
  if kind == "Date" then return date.year(a, doc) end
  if kind == "Family" then return generalise_family(a, doc) end
  if kind == "Place" then
    local word = kind_of_place(a, a:text()) or kind_of_org(a:text())      -- "Tavrin Gate clinic" may pass for a place
    return word and with_article(doc, a, word) or fitting(doc, a, { "place", "unnamed place" })
  end
  if kind == "Org" then
    local plain = a.link == "workplace" and "local business" or "organisation"
    local word = kind_of_org(a:text())
    if word and not (a.link == "workplace" and trades[word]) then return word end
    return fitting(doc, a, { plain, plain == "organisation" and "local group" or "employer" })
  end
  if kind == "Occupation" then
    local wide, is_many
    for word in a:text():lower():gmatch "%a+" do
      local one = occupations[word]
      local many = not one and occupations[word:gsub("s$", "")]
      wide, is_many = one or many or wide, many ~= nil and many ~= false
    end
    if is_many then return (wide:gsub("man$", "men"):gsub("er$", "ers"):gsub("nt$", "nts")) end     -- "nurses"
    return fitting(doc, a, { wide or "worker", wide and "unnamed worker" or "employee" })
  end
  if kind == "Number" or kind == "Money" or kind == "Measure" then return M.round(a) end
  return generalise_trait(a, doc)
end

-- ---- numbers -------------------------------------------------------------------------------------------------------

local function grouped (n)
  local text = ("%d"):format(n)
  repeat
    local count
    text, count = text:gsub("^(%-?%d+)(%d%d%d)", "%1,%2")
  until count == 0
  return text
end

-- One figure, or two where the first is 1: 12,547 -> 13,000; 1,140 -> 1,100; 38 -> 40.
local function rounded (n)
  if n < 0 then return -rounded(-n) end
  if n < 10 then return n < 5 and "fewer than five" or "fewer than ten" end
  local power = 10 ^ math.floor(math.log(n, 10) + 1e-9)
  local step = n / power < 2 and power / 10 or power
  return math.floor(n / step + 0.5) * step
end

local function number_of (a)
  local n = tonumber(a.norm)
  if n and n >= 0 and n < 1e15 then return n end
end

-- What stands around the figures: "$", " kilometers".
local function with_unit (a, said)
  local text = a:text()
  local sign = text:match "^%s*([$£€¥])" or text:match "^%s*(US%$)" or ""
  local unit = text:match "[%d%.,]+%s*%-?(%a[%a%s%-]*)$" or ""
  unit = unit:gsub("^million%s*", ""):gsub("^billion%s*", ""):gsub("^trillion%s*", ""):gsub("^thousand%s*", "")
  return sign .. said .. (unit ~= "" and " " .. unit or "")
end

--- A round number: "about 13,000", "fewer than ten".
function M.round (a)
  local n = number_of(a)
  if not n then return nil end
  local value = rounded(n)
  if type(value) == "string" then return with_unit(a, value) end
  return "about " .. with_unit(a, grouped(math.tointeger(value) or math.floor(value)))
end

--- A number as a range of fixed steps: "10 to 49", "100 to 499".
function M.bucket (a)
  local n = number_of(a)
  if not n then return nil end
  if n < 10 then return with_unit(a, "fewer than 10") end
  local power = math.floor(10 ^ math.floor(math.log(n, 10) + 1e-9))
  local low, high = power, power * 5 - 1
  if n >= power * 5 then low, high = power * 5, power * 10 - 1 end
  return with_unit(a, grouped(low) .. " to " .. grouped(high))
end

-- ---- countries -----------------------------------------------------------------------------------------------------

local country_names

-- Where the shortest name is not the country's.
local usual = { US = "United States", GB = "Britain", NL = "Netherlands", MM = "Myanmar", CD = "Democratic Republic of the Congo" }

-- The shortest full name of each code: "Germany", not "Federal Republic of Germany" or "FRG".
local function load_countries ()
  country_names = {}
  local path = paths.data "gazetteers/countries.tsv"
  local file = path and io.open(path, "rb")
  if not file then return end
  for form, code in file:read "a":gmatch "\n([^\t\n]+)\tcountry\t(%u%u)%f[^%u]" do
    local old = country_names[code]
    local better = not old or (#form < #old and #form > 3)
    if better and form:find "%l" and not form:find "%." and not form:find "[\128-\255]" then country_names[code] = form end
  end
  file:close()
  for code, name in pairs(usual) do country_names[code] = name end
end

-- Names that stand with "the".
local with_the = {}
for code in ("US NL PH AE BS GM CD CG CF DO MV SB KM"):gmatch "%u%u" do with_the[code] = true end

--- The country that a place of the lists lies in; nil when they do not know it or know several.
function M.country_of (text)
  local lists = gazetteer.shipped()
  if not lists then return nil end
  local _, info = lists:lookup(text)
  local code
  for found in (info or ""):gmatch "%l+:(%u%u)%f[^%u]" do
    if code and code ~= found then return nil end
    code = found
  end
  if not code then return nil end
  if not country_names then load_countries() end
  local name = country_names[code]
  return name and (with_the[code] and "the " or "") .. name
end

--- Whether a name is that of a state, province or the like, and of no large town: "Illinois", not "New York".
function M.is_region (text)
  local lists = gazetteer.shipped()
  local value = lists and lists:lookup(text)
  return value ~= nil and value & gazetteer.bit.region ~= 0 and value & gazetteer.bit.major_city == 0
end

--- The place by its country: "a city in Germany"; what the lists do not know becomes the kind of place.
function M.country (a, doc)
  if a.type ~= "Place" then return M.generalise(a, doc) end
  local text = a:text()
  local name = M.country_of(text)
  if not name then return M.generalise(a, doc) end
  local kind = kind_of_place(a, text) or "place"
  return with_article(doc, a, kind) .. " in " .. name
end

return M
