--- Words for what is told of a person besides age, home, family and work: illness, faith, people, vehicle, school.
--
-- Alone they say nothing of anybody: link/trait.lua ties them to a person where the words around them do.  Lower case;
-- alternatives between "|".

local set = require("bluepencil.cues.words").set

local M = {}

local function list (text)
  local words = {}
  for word in (text:gsub("%s+", " ") .. "|"):gmatch "%s*([^|]-)%s*|" do
    if word ~= "" then words[word] = true end
  end
  return words
end

-- ---- health ----------------------------------------------------------------------------------------------------------

--- What somebody has, is treated for, dies of.
M.illness = list [[tuberculosis|tb|hiv|aids|hiv/aids|cancer|leukemia|leukaemia|lymphoma|melanoma|breast cancer|
  lung cancer|prostate cancer|colon cancer|pancreatic cancer|ovarian cancer|cervical cancer|brain cancer|skin cancer|
  brain tumor|brain tumour|tumor|tumour|diabetes|hepatitis|hepatitis b|hepatitis c|malaria|cholera|typhoid|dengue|
  measles|meningitis|pneumonia|sepsis|covid-19|covid|coronavirus|ebola|syphilis|gonorrhea|chlamydia|herpes|epilepsy|
  asthma|emphysema|dementia|alzheimer|alzheimer's|alzheimer's disease|parkinson's|parkinson's disease|
  multiple sclerosis|muscular dystrophy|cystic fibrosis|cerebral palsy|lupus|arthritis|anemia|anaemia|
  sickle cell disease|sickle cell anaemia|sickle cell anemia|sickle-cell anaemia|sickle-cell anemia|
  hemophilia|haemophilia|depression|postpartum depression|schizophrenia|psychosis|
  bipolar disorder|an eating disorder|eating disorder|anorexia|bulimia|autism|asperger's|adhd|ptsd|
  post-traumatic stress disorder|posttraumatic stress disorder|anxiety|panic attacks|down syndrome|down's syndrome|
  dwarfism|heart disease|heart failure|heart condition|heart problems|kidney disease|kidney failure|liver disease|
  liver failure|cirrhosis|lung disease|stroke|strokes|heart attack|heart attacks|mental illness|
  mental health problems|a mental disorder|addiction|alcoholism|drug addiction|infertility|miscarriage|a disability|
  a brain injury|brain damage|paralysis|als|gangrene|scoliosis|hernia|ulcer|migraines|seizures|leprosy|rabies|
  anthrax|polio|monkeypox|mpox|endometriosis|crohn's disease|celiac disease|osteoporosis|glaucoma|cataracts|
  autoimmune disease]]

--- What somebody is.
M.condition = list [[hiv-positive|hiv positive|hiv-negative|pregnant|disabled|blind|deaf|mute|paralyzed|paralysed|
  paraplegic|quadriplegic|diabetic|autistic|epileptic|schizophrenic|bipolar|suicidal|mentally ill|mentally disabled|
  infertile|bedridden|comatose|anorexic|bulimic|asthmatic|visually impaired|hearing impaired|intellectually disabled|
  terminally ill|wheelchair-bound|transgender|intersex|months pregnant|weeks pregnant|tested positive|alcoholic]]

--- What leads to an illness: "diagnosed with", "suffers from", "her fight against".
M.illness_before = list [[diagnosed with|treated for|being treated for|receiving treatment for|
  undergoing treatment for|hospitalized with|hospitalised with|hospitalized for|hospitalised for|admitted with|
  suffers from|suffered from|suffering from|suffer from|suffered|suffers|suffering|has|had|have|having|contracted|
  caught|developed|got|infected with|tested positive for|living with|lives with|lived with|died of|died from|
  dying of|dies of|dying from|recovering from|recovered from|battling|battled|fighting|survived|beat|sick with|
  ill with|afflicted with|hospitalized after|medication for|therapy for|surgery for|operated on for|history of|
  a history of|taking medication for]]

--- Those after which anything is an illness, but for a few things.
M.suffers = list [[diagnosed with|suffers from|suffered from|suffering from|treated for|receiving treatment for|undergoing treatment for|
  hospitalized with|hospitalised with|dying of|died of|died from|infected with|afflicted with|recovering from|operated on for]]
M.no_illness = set [[discrimination poverty neglect shortages lack hunger injuries injury wounds burns exhaustion thirst cold exposure abuse trauma
  free months weeks days years hours neglect isolation loneliness sanctions inflation delays losses unemployment violence bullying]]

--- Nouns behind an illness that make it a subject, not somebody's state.
M.about_illness = set [[research patients patient drug drugs study studies vaccine vaccines vaccination charity
  charities campaign campaigns awareness specialist specialists expert experts doctor doctors ward wards rates rate
  cases case epidemic outbreak outbreaks pandemic prevention screening foundation clinic clinics hospital program
  programme services crisis deaths data test tests testing restrictions rules lockdown measures policy policies
  relief aid]]

--- Before an illness: "terminal cancer", "stage four lung cancer".
M.degree = set [[terminal severe chronic advanced acute mild multidrug-resistant drug-resistant resistant multidrug
  drug stage late-stage four three two one iv iii ii i type early-stage metastatic inoperable incurable rare
  aggressive untreated congenital clinical lifelong]]

-- ---- faith and people --------------------------------------------------------------------------------------------------

--- Faiths, and who belongs to them.
M.faith = list [[jehovah's witness|jehovah’s witness|jehovah's witnesses|muslim|christian|jew|jewish|catholic|
  roman catholic|protestant|hindu|buddhist|sikh|jain|baha'i|bahai|ahmadi|ahmadiyya|mormon|pentecostal|baptist|
  evangelical|evangelical christian|orthodox christian|orthodox jew|sunni|sunni muslim|shiite|shia|shi'ite|
  shia muslim|alawite|druze|copt|coptic christian|zoroastrian|falun gong practitioner|quaker|lutheran|anglican|
  methodist|adventist|seventh-day adventist|presbyterian|scientologist|salafi|salafist|sufi|ismaili|yazidi|yezidi|
  mennonite|amish|hare krishna|rastafarian|wiccan|pagan|atheist|agnostic|christian convert|convert|muslim convert|
  born-again christian]]

--- Faiths that somebody converts to or holds.
M.religion = list [[christianity|islam|judaism|hinduism|buddhism|sikhism|catholicism|protestantism|mormonism|
  the baha'i faith|scientology|atheism|falun gong|zoroastrianism|orthodoxy]]

--- Peoples that are no nationality, beside those of the lists: singular and adjective.
M.people = list [[rohingya|uighur|uyghur|kurd|kurdish|roma|romani|gypsy|hazara|tutsi|hutu|tamil|pashtun|
  crimean tatar|tatar|chechen|ingush|tibetan|mapuche|maya|mayan|cherokee|navajo|inuit|sami|berber|amazigh|tuareg|
  karen|karenni|hmong|oromo|tigrayan|amhara|igbo|yoruba|hausa|fulani|zulu|xhosa|luo|kikuyu|kalenjin|dinka|nuer|
  aboriginal|indigenous|dalit|arab|bedouin|turkmen|turkoman|circassian|assyrian|chaldean|baloch|baluch|bengali|
  punjabi|kashmiri|sindhi|kachin|rakhine|ainu|zainichi|quechua|aymara|guarani|miskito|garifuna|native american|
  african american|african-american|asian american|asian-american|hispanic|latino|latina|black|white|biracial|
  mixed-race|mestizo|creole|dagestani|ossetian|abkhaz]]

--- Who may be called so: "Uzbek migrant", "Christian convert".
M.bearer = set [[man woman girl boy teenager teen youth child mother father widow widower farmer worker laborer
  labourer migrant refugee asylum seeker activist convert student pupil teacher nurse driver trader merchant
  fisherman shepherd soldier pastor believer pilgrim family villager resident native citizen journalist lawyer doctor
  cook cleaner maid engineer herder nomad prisoner detainee defector survivor victim witness defendant suspect
  patient immigrant businessman shopkeeper vendor leader minister politician official]]

--- Before the word: "a devout Muslim".
M.devotion = set [[devout practicing practising observant strict pious lapsed former secular lifelong self-described
  fellow young old elderly ethnic british american german french russian local prominent converted committed
  conservative liberal]]

-- ---- vehicles ----------------------------------------------------------------------------------------------------------

--- Makes, one token or several.
M.make = list [[toyota|honda|nissan|mazda|mitsubishi|subaru|suzuki|isuzu|lexus|hyundai|kia|daewoo|ssangyong|ford|
  chevrolet|chevy|dodge|chrysler|jeep|cadillac|buick|gmc|pontiac|tesla|volkswagen|vw|audi|bmw|mercedes|mercedes-benz|
  porsche|opel|vauxhall|skoda|škoda|renault|peugeot|citroen|citroën|dacia|fiat|alfa romeo|lancia|ferrari|lamborghini|
  maserati|volvo|saab|lada|uaz|gaz|zil|kamaz|moskvich|land rover|range rover|jaguar|rolls-royce|bentley|tata|
  mahindra|maruti|proton|perodua|geely|chery|byd|great wall|yamaha|kawasaki|harley-davidson|harley|ducati|vespa|
  bajaj|scania|daf|iveco|holden|rover|trabant|wartburg|zastava|yugo]]

--- Kinds; each with the word it becomes.
M.vehicle = {}
for kind, words in pairs {
  car = [[car sedan hatchback coupe convertible suv saloon limousine wagon cab taxi jeep minivan]],
  van = [[van minibus camper]],
  truck = [[truck pickup lorry tractor trailer]],
  motorcycle = [[motorcycle motorbike scooter moped rickshaw]],
  bicycle = [[bicycle bike]], boat = [[boat yacht dinghy]],
} do
  for word in words:gmatch "%S+" do M.vehicle[word] = kind end
end

--- Colours and the like, which make a kind tell something: "a red pickup".
M.colour = set [[red blue white black silver grey gray green yellow orange brown beige gold golden maroon purple pink
  dark light metallic dark-blue turquoise cream tan burgundy bronze navy]]
M.look = set [[old new used battered rusty small big large compact rented rental stolen borrowed armored armoured
  second - hand door four two family company vintage]]

--- How one comes to a vehicle.
M.drives = set [[drove drives driving drive driven owns owned bought sold parked rented boarded entered crashed rode
  riding rides abandoned steered borrowed washed repaired]]
M.in_vehicle = set [[in into from by inside of with on aboard]]

-- ---- schools -----------------------------------------------------------------------------------------------------------

--- What leads from a person to a school.
M.attends = list [[attends|attended|attending|studies at|studied at|studying at|graduated from|graduate of|
  student at|student of|pupil at|pupil of|enrolled at|enrolled in|dropped out of|freshman at|sophomore at|junior at|
  senior at|undergraduate at|graduate student at|alumnus of|alumna of|expelled from|transferred to|went to|goes to|
  studies in|classmates at|classmate at|teachers at|schoolgirl at|schoolboy at|admitted to]]
M.school = set [[school academy university college gymnasium lyceum lycée kindergarten nursery institute polytechnic
  conservatory seminary madrasa madrassa preschool elementary high middle]]

return M
