--- Words that make an organisation of a name.

local set = require("bluepencil.cues.words").set

local M = {}

-- Written with a capital, the last (or, before "of", the first) word of an organisation's name.
M.head = set [[ministry committee commission council court courts university college school institute institution academy party
  parliament congress senate assembly association alliance federation foundation union agency bureau department office
  organization organisation society league club company corporation corp corp. inc inc. ltd ltd. llc plc gmbh co co. group
  holdings bank fund trust authority board center centre service services police army navy force forces guard
  hospital clinic network coalition front movement brigade administration directorate secretariat tribunal institutes
  newspaper times post herald tribune gazette journal news press radio television tv broadcasting magazine review
  industries airlines airways systems technologies technology partners associates laboratory laboratories lab labs
  museum library theatre theater orchestra church diocese mosque synagogue monastery embassy consulate mission
  charity initiative project campaign centers consortium cooperative guild chamber exchange regiment corps
  division unit squad taskforce registry archives observatory watch crescent cross brothers motors pharmaceuticals
  studios records entertainment media communications telecom energy petroleum oil gas steel motor works bakery
  restaurant hotel cafe diner factory refinery university's colleges schools ministries junta cabinet parliament
  foods stores dairy farms brands financial insurance securities healthcare logistics shipping airways electric
  commissioner's conference synod rada duma knesset bundestag politburo kremlin pentagon ]]
-- Abbreviations of things, not of bodies.
M.acronym = set [[hiv aids dna rna gdp gnp tv dvd cd pc covid sars mers hpv ptsd adhd id ids pin gps suv suvs ngo ngos ceo cfo coo
  mp mps pow pows pr hr it ai vip vips ufo atm lgbt lgbtq phd mba am pm est gmt utc usd eur sms url usb pdf faq ok diy rsvp
  pcr icu er vat ipo]]
-- Alone, inside a sentence, with a capital.
M.alone = set [[congress parliament senate pentagon kremlin knesset duma bundestag bundesrat politburo taliban interpol nato
  downing cabinet commons lords]]
-- Those that also end a place's or a family's name: weaker evidence.
M.weak_head = set [[cross post times force works guard front watch court school hotel church bank gas oil steel records
  brothers house gate ]]

-- In lower case after a name: "the Harbour human rights group", "the Solana bakery".
-- `group` nouns stay outside the name; `facility` nouns belong to it.
M.group = set [[group company party newspaper agency organization organisation bank firm charity ngo network movement website
  magazine corporation club team association foundation union federation channel broadcaster station daily weekly
  militia militants cartel gang airline brand chain startup conglomerate retailer automaker carmaker lender insurer
  nonprofit publisher manufacturer coalition program service platform app]]
M.facility = set [[clinic hospital bakery school restaurant hotel factory mine prison jail university college church mosque
  temple supermarket store shop cafe café bar nightclub warehouse farm plant mill laundry salon pharmacy shelter
  orphanage kindergarten nursery library museum theater theatre cinema stadium gym garage market mall shipyard refinery
  quarry brewery court orchard vineyard ranch dormitory]]
-- Words between the name and such a noun: "Harbour human rights group".
M.between = set [[human rights civil aid news political opposition advocacy environmental terrorist militant extremist criminal
  watchdog relief medical research think insurance mining oil gas state-owned private investment humanitarian nonprofit
  charity regional provincial district primary high elementary secondary middle state national international
  public girls boys steel car textile clothing computer internet software consulting wire television tv radio online
  social media law security construction shipping legal labor labour migrant refugee women's children's]]

-- Inside a name: "Court of Human Rights", "Ministry for the Environment".
M.inner = set [[of for and the on in to de del des du la & against]]

-- In an apposition: "X, a company", "X, the NGO Y runs".
M.apposition = set [[company group organization organisation ngo agency firm party newspaper bank charity association network
  university hospital school website think-tank nonprofit club team union magazine broadcaster movement foundation]]

-- "Hurricane X", "Operation Y".
M.thing_first = set "hurricane typhoon cyclone storm operation uss hms route highway interstate chapter section article appendix"
-- What things with a capital are that are nobody: wars, laws, prizes, days.
M.thing_head = set [[war wars games cup act treaty award awards prize day week month year festival olympics championship
  championships amendment bill law agreement accord protocol convention code plan deal summit operation revolution
  uprising crisis disaster virus disease syndrome theorem theory award open league's final finals tour series season
  election elections referendum bible koran quran street's god monday tuesday wednesday thursday friday saturday sunday
  constitution declaration resolution program scheme report project medal order trophy epidemic pandemic attacks
  bombing earthquake hurricane typhoon storm century era dynasty empire renaissance peace]]

return M
