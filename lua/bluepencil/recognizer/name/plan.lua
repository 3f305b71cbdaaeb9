--- The words that the article pass (src/article*.c) looks for, class by class, and the plan made of them.
--
-- Nothing here is a name.  Classes that other parts ask for as well are in bluepencil.cues; here are those of the name rules
-- alone.  The plan is made when the first article is read and again when role.extend has added a noun; about 2 ms.

local core = require "bluepencil.core"
local cues = require "bluepencil.recognizer.name.cues"
local family = require "bluepencil.cues.family"
local forms = require "bluepencil.entity.form"
local gazetteer = require "bluepencil.gazetteer"
local orgs = require "bluepencil.cues.orgs"
local types = require "bluepencil.types"
local words = require "bluepencil.cues.words"

local M = {}

local set = words.set

local classes = {
  functional = words.functional, month = words.month, weekday = words.weekday, calendar = words.calendar, ordinary = words.ordinary,
  particle = words.particle, opening_particle = words.opening_particle, after_hyphen = words.after_hyphen, suffix = words.suffix,
  speech = words.speech, government = words.government, locative = words.locative, direction = words.direction,
  place_head = words.place_head, place_of = words.place_of,
  org_head = orgs.head, weak_head = orgs.weak_head, thing_head = orgs.thing_head, thing_first = orgs.thing_first,
  acronym = orgs.acronym, inner = orgs.inner, group = orgs.group, facility = orgs.facility, between = orgs.between,
  noun = cues.noun, plural = cues.plural, modifier = cues.modifier, relative = family.relative,
}

-- ---- persons -----------------------------------------------------------------------------------------------------------

-- Titles behind which a lone capital is a person's name: no "Star Trek", "Resident Evil", "Local Detroit".  Honorifics are
-- added below, but for "Miss", which opens the names of contests.
classes.office = set [[president premier chancellor minister senator congressman congresswoman mayor governor judge justice
  prosecutor ambassador commissioner secretary sheriff superintendent inspector admiral colonel captain lieutenant
  commander detective sergeant constable professor bishop archbishop cardinal rabbi imam pastor reverend officer councillor
  magistrate coroner king queen prince princess pope sultan emir ayatollah lawyer attorney spokesman spokeswoman dr dr. prof
  prof. sen. rep. gov. lt. gen. col. capt. sgt. maj. adm. cmdr. det. insp. supt. rev. cpl. pvt. brig. sgt lt capt col insp]]

-- Titles that are given names more often when they open a name: "Dean Holt".
classes.given_title = set "dean earl duke marshal page rex christian prince king baron bishop judge pope major deacon abbot"

-- Titles that open no organisation's or place's name without a thing at its end.
classes.sure_title = set [[justice judge sen. rep. gov. dr dr. prof. professor senator congressman congresswoman lt. col. gen.
  capt. sgt. det. rev. detective sergeant inspector]]

-- What only people have, besides relatives: lawyers, a widow, a testimony.
classes.owned = set "lawyer lawyers attorney attorneys testimony widow remains body funeral injuries"

-- Relatives who may be named by their given name; those that may be several; whose they are.
classes.kin, classes.kin_many = {}, {}
for word in pairs(family.relative) do classes.kin[word] = not words.set(family.household)[word] or nil end
for word in pairs(set "girl girls boy boys mum mom mam papa dad") do classes.kin[word] = true end
for word in pairs(classes.kin) do classes.kin_many[word] = word:find("s$") ~= nil or word == "children" or word == "grandchildren" or nil end
classes.small_one = set "little baby young tiny poor dear"
classes.mine = set "my our your his her their its"
-- Behind a name, in capitals.
classes.postnominal = set "qc kc sc mp mep msp mla obe mbe cbe md phd dphil esq rn frs sj op osb"

-- Nouns that show a sex: "a spokeswoman, Velda", "Velda, a mother".
classes.male_noun = set [[man actor spokesman congressman chairman businessman father son brother husband widower boy uncle
  nephew grandfather waiter boyfriend king prince schoolboy stepfather grandson fisherman salesman]]
classes.female_noun = set [[woman actress spokeswoman congresswoman chairwoman businesswoman mother daughter sister wife widow girl
  aunt niece grandmother waitress girlfriend queen princess schoolgirl stepmother granddaughter]]
classes.male_title, classes.female_title = {}, {}

-- ---- peoples and languages ---------------------------------------------------------------------------------------------

classes.speak = set "speak speaks spoke spoken speaking understand understands learn learned learning taught teach teaches fluent"
classes.tongue_adverb = set "little no fluent some only good broken perfect basic any much better halting"
-- What may stand right before a language.
classes.tongue = set [[in into from speak speaks spoke spoken speaking understand understands learn learned learning taught teach
  teaches fluent little no some only good broken perfect basic any much better halting]]
classes.render = set [[speak speaks spoke speaking written wrote said sang sung published translated interview conducted broadcast
  posted tweeted reads read statement testified testifying shouted]]
classes.tongue_noun = set "language languages speaker speakers dialect grammar lessons textbook translation interpreter translator accent"
classes.verbal = set "through via with at by or and to but"

-- ---- organisations -----------------------------------------------------------------------------------------------------

-- Courts, governments and forces written small after a place: "Tavrin regional court".
classes.public_body = set "court tribunal prosecutor's"
classes.body_modifier = set [[regional district provincial city county state supreme high federal constitutional appeals criminal
  central municipal town military national local appellate juvenile family labor labour civil administrative]]

-- Heads of bodies that have a house and are taken for places.
classes.body = set "hospital clinic ministry committee commission agency association council company corporation foundation"

-- The last words of newspapers' names.
classes.press = set [[times post herald tribune gazette journal news press telegraph guardian independent economist observer
  ledger mirror sun star mail express standard chronicle examiner globe record dispatch inquirer courier monitor bulletin daily]]

-- ---- places ------------------------------------------------------------------------------------------------------------

-- Nouns in small letters that are part of the name; "city", "state", "district", "airport" mostly are not.
classes.place_part = set [[region province oblast krai prefecture governorate county peninsula river mountains valley street avenue
  boulevard road lane square]]
-- Those that make a place of a capital in which the tagger saw nothing.
classes.place_noun = set "region province oblast krai prefecture governorate county district river peninsula"
-- Before a place: what stands behind them is nobody's surname.
classes.before_place = set "in at near to from across outside inside around"

-- ---- capitals that stand for governments -------------------------------------------------------------------------------

-- "Moscow immigration officials", "Moscow policy".
classes.policy = set [[immigration government officials authorities policy policymakers regime leadership administration diplomats
  ministry embassy negotiators talks accord sanctions-busting envoy officialdom statistics data]]
-- Before a capital that is called on to do something, or criticised.
classes.addressed = set "on with by against upon from accuses urged urges accused blamed blames told pressed warned angered"
classes.criticised = set [[criticized criticised condemned accused blamed urged pressed sanctioned praised denounced thanked
  accuses blames criticizes criticises condemns warned]]
classes.closes = set ". , for over of and"
classes.relation = set [[called talks ties relations agreement treaty accord deal negotiations cooperation pressure sanctions
  tensions dispute war alliance signed calls calling urged summit criticism]]
classes.opens_clause = set [[, but that and while said because after if when as since which what although “ whether says though
  until before where how]]
classes.located = set [[located midway halfway road route border flights flight trains train railway distance miles kilometers lies
  lie]]
classes.state_of = set "is was are were"       -- "Athens was a village"
classes.adverb = set "also never long now recently repeatedly still has officially publicly"

-- ---- the plan ----------------------------------------------------------------------------------------------------------

-- What no name may overlap.
local not_names = { "Phone", "Url", "Handle", "Identifier", "Redacted" }

-- The kinds of the lists that the rules ask for.
local kinds = [[given surname country region city major_city capital nationality language occupation org agency public_figure
  common_word group weekday_month]]

-- A word before a name is known by the number of its row: of cues.noun and cues.short, or of its honorific.
local function add_titles (plan, rows)
  local number_of = {}
  local function number (row)
    if not number_of[row] then
      rows[#rows + 1] = row
      number_of[row] = #rows
    end
    return number_of[row]
  end
  local honorifics = {}
  for word, sex in pairs(cues.honorific) do
    honorifics[sex] = honorifics[sex] or { honorific = sex }
    plan:title(word, number(honorifics[sex]), true)
    if word ~= "miss" then classes.office[word] = true end
    if sex == "m" then classes.male_title[word] = true elseif sex == "f" then classes.female_title[word] = true end
  end
  for word, row in pairs(cues.noun) do plan:title(word, number(row)) end
  for word in pairs(cues.short) do
    local row = cues.title(word)
    if row then plan:title(word, number(row)) end
  end
end

-- Spellings of one given name have one number.
local function add_spellings (plan)
  local number, count = {}, 0
  for word, first in pairs(forms.spelling) do
    if not number[first] then
      count = count + 1
      number[first] = count
    end
    plan:spelling(word, number[first])
  end
end

local function make ()
  local plan, rows = assert(core.article_plan()), {}
  add_titles(plan, rows)
  add_spellings(plan)
  for class, list in pairs(classes) do assert(plan:words(class, list)) end
  for kind in kinds:gmatch("%S+") do plan:kind(kind, gazetteer.bit[kind]) end
  for _, kind in ipairs(not_names) do plan:holds(types.number[kind], "none") end
  plan:holds(types.number.Date, "date")
  plan:holds(types.number.Age, "age")
  plan:holds(types.number.Quote, "quote")
  plan:holds(types.number.Address, "address")
  plan:holds(types.number.Email, "mail")
  return plan, rows
end

local plan, titles, made_at

--- The plan as the cues now are.
-- @treturn plan
-- @treturn table  rows of titles by their number in a mention
function M.get ()
  if made_at ~= cues.version then plan, titles = make(); made_at = cues.version end
  return plan, titles
end

return M
