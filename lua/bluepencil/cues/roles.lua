--- Words that say what a person is in a story.  Editors may extend these tables: see role.extend.
--
-- A noun names a role in "Judge X", "lawyer X", "X, a lawyer for ...", "X is a lawyer", "Y's lawyer, X".  A verb tells it
-- of its subject ("X fled"), a passive of its patient ("X was arrested"), an object cue stands before the name ("case
-- against X").  Weights add up; 4 decides against a single weaker cue, 1 is a hint.  `private` roles are vulnerable
-- unless the group says otherwise.
--
-- Source: written for this project from the roles that press codes (IPSO, Pressekodex) and news copy name.

local M = {}

-- Nouns: { kind, role, weight, words }.  The last word of a phrase decides, so "rights activist" is "activist".
M.nouns = {
  { "leader", "public", 5, [[president|premier|chancellor|king|queen|prince|princess|emperor|pope|monarch|sultan|emir|
    dictator|ayatollah|taoiseach|head of state|prime minister|vice president|supreme leader|first lady|leader|ruler]] },
  { "minister", "public", 5, [[minister|secretary of state|attorney general|foreign secretary|home secretary|undersecretary]] },
  { "politician", "public", 4, [[senator|congressman|congresswoman|lawmaker|legislator|deputy|governor|mayor|councillor|
    councilor|councilman|councilwoman|politician|mp|mep|candidate|representative|assemblyman|assemblywoman|
    parliamentarian|speaker|whip|alderman|democrat|republican|nominee|statesman]] },
  { "official", "public", 4, [[official|ambassador|envoy|diplomat|consul|commissioner|secretary|chief|police chief|sheriff|
    superintendent|inspector|general|admiral|colonel|major|captain|lieutenant|commander|ombudsman|ombudswoman|
    negotiator|administrator|inspector general|adviser|advisor|undersecretary|marshal|chief of staff|registrar|
    commandant|detective|sergeant|constable|officer|police officer|spymaster|lawman|treasurer|general secretary|union leader]] },
  { "spokesperson", "public", 4, [[spokesman|spokeswoman|spokesperson|press secretary|press officer]] },
  { "prosecutor", "public", 4, [[prosecutor|district attorney|state attorney]] },
  { "judge", "public", 4, [[judge|justice|magistrate|coroner|chief justice]] },
  { "lawyer", "public", 4, [[lawyer|attorney|counsel|barrister|solicitor|advocate|defender|public defender]] },
  { "activist", "public", 4, [[activist|campaigner|organizer|organiser|dissident|advocate|defender|rights defender]] },
  { "expert", "public", 3, [[expert|analyst|economist|scientist|researcher|historian|sociologist|psychologist|
    political scientist|scholar|professor|lecturer|academic|fellow|specialist|demographer|epidemiologist|
    criminologist|strategist|pollster|biologist|physicist|chemist|archaeologist|anthropologist|climatologist|
    virologist|geologist|astronomer|ecologist|statistician|linguist|ethicist|engineer at|consultant]] },
  { "executive", "public", 3, [[chairman|chairwoman|chairperson|chair|chief executive|director|executive|founder|cofounder|
    ceo|cfo|president|vice president|owner|head|manager|co-founder|coordinator|board member|trustee|tycoon|
    billionaire|businessman|businesswoman|entrepreneur|banker|investor|partner at]] },
  { "journalist", "public", 3, [[journalist|reporter|correspondent|columnist|editor|broadcaster|anchor|commentator|blogger|
    presenter|news director|bureau chief|critic|newsreader|publisher|podcaster]] },
  { "photographer", "public", 3, [[photographer|photojournalist|cameraman|camerawoman]] },
  { "author", "public", 3, [[author|writer|novelist|poet|playwright|philosopher|biographer|essayist]] },
  { "celebrity", "public", 3, [[actor|actress|singer|musician|comedian|filmmaker|film director|celebrity|star|artist|painter|
    composer|conductor|model|rapper|guitarist|pianist|violinist|drummer|producer|screenwriter|designer|architect|
    chef|dancer|sculptor]] },
  { "athlete", "public", 3, [[player|striker|midfielder|goalkeeper|defenseman|quarterback|pitcher|athlete|swimmer|runner|
    boxer|golfer|cyclist|skater|coach|captain|footballer|cricketer|batsman|driver for|wrestler|gymnast|jockey|
    referee|sprinter|winger|substitute|full-back|fullback|centre-back|left-back|right-back|wicketkeeper|bowler|fly-half|scrum-half|
    hooker|flanker|skipper|outfielder|point forward|playmaker|goaltender|forward|linebacker|champion|gold medalist|medalist|
    top seed|seed|rower|sailor|hurdler|    cornerback|shortstop|point guard|world champion|olympian|manager of]] },
  { "clergy", "public", 3, [[bishop|archbishop|cardinal|rabbi|imam|priest|pastor|minister of|reverend|patriarch|mufti|vicar|
    monk|nun|cleric]] },

  { "victim", "private", 4, [[victim|survivor|hostage|captive|casualty|trafficking victim|rape victim|deceased|rough sleeper|homeless man|
    homeless woman|prostitute|sex worker]] },
  { "witness", "private", 4, [[witness|eyewitness|informant|whistleblower|complainant|plaintiff|bystander|accuser|claimant]] },
  { "accused", "private", 4, [[defendant|suspect|accused|convict|prisoner|inmate|detainee|offender|fugitive|gunman|shooter|
    attacker|assailant|arrestee|political prisoner|former inmate|former prisoner|murderer|killer|rapist|robber|burglar|
    kidnapper|smuggler|dealer|drug dealer]] },
  { "defector", "private", 5, [[defector|escapee|deserter]] },
  { "refugee", "private", 5, [[refugee|asylum seeker|asylum-seeker|migrant|deportee|immigrant|displaced person|stateless person|
    applicant|returnee|undocumented immigrant]] },
  { "patient", "private", 5, [[patient|amputee|addict|donor|transplant recipient|quadriplegic]] },
  { "minor", "private", 5, [[boy|girl|teenager|teen|child|toddler|infant|baby|schoolboy|schoolgirl|pupil|youngster|orphan|
    youth|minor|newborn|high school student|eighth-grader|sixth-grader]] },
  { "relative", "private", 3, [[wife|husband|mother|father|son|daughter|sister|brother|widow|widower|grandmother|grandfather|
    grandson|granddaughter|niece|nephew|aunt|uncle|cousin|parent|stepfather|stepmother|fiance|fiancee|fiancé|
    fiancée|girlfriend|boyfriend|roommate|mother-in-law|father-in-law|stepson|stepdaughter|spouse|twin]] },
  { "worker", "private", 3, [[worker|laborer|labourer|farmer|driver|waitress|waiter|cook|cleaner|maid|miner|mechanic|electrician|
    plumber|carpenter|nurse|teacher|technician|clerk|cashier|janitor|housekeeper|nanny|fisherman|seamstress|
    shopkeeper|salesman|saleswoman|secretary at|accountant|engineer|tailor|baker|butcher|barber|hairdresser|
    firefighter|paramedic|soldier|private|employee|assistant|intern|welder|builder|truck driver|taxi driver|
    security guard|caretaker|carer|gardener|bus driver|machine operator|warehouse worker|delivery rider|cabbie|
    pensioner|retiree|vendor|programmer|librarian|
    pharmacist|midwife|veteran|surgeon|doctor|dentist]] },
  { "resident", "private", 3, [[resident|neighbor|neighbour|supporter|fan|onlooker|villager|passenger|customer|tenant|homeowner|tourist|passerby|
    commuter|shopper|protester|demonstrator|student|undergraduate|freshman|sophomore|worshipper|congregant|native|
    local|homemaker|housewife|voter|spectator|motorist|pedestrian|camper|hiker|friend|colleague|classmate|
    coworker|co-worker|acquaintance|woman|man|couple|traveler|parishioner]] },
}

-- Kinds of private people who need protection.  A worker or resident is private, and protected as far as the policy says.
M.vulnerable = {
  victim = true, witness = true, accused = true, defector = true, refugee = true, patient = true, minor = true,
  relative = true, source = true,
}

-- Relations: "X's lawyer, Y" says what Y is, and that X has one.  Those that say X is a private person as well:
M.of_private = { lawyer = 1, lawyers = 1, attorney = 1, attorneys = 1, wife = 1, husband = 1, daughter = 1, daughters = 1,
  son = 1, sons = 1, mother = 1, father = 1, sister = 1, brother = 1, parents = 1, children = 1, family = 1, relatives = 1,
  partner = 1, niece = 1, nephew = 1, landlord = 2, employer = 2, neighbor = 2, neighbors = 2, captors = 3, abuser = 3,
  death = 1, killing = 2, arrest = 1, deportation = 3, extradition = 2, body = 2, injuries = 2, detention = 1, release = 1,
  testimony = 2, disappearance = 2, trial = 1, appeal = 1, asylum = 3, murder = 2, rape = 4, execution = 2, diagnosis = 3,
  case = 1, conviction = 1, sentence = 1, medical = 2, hospitalization = 2, bail = 2, ordeal = 3, boss = 1, girlfriend = 1 }
-- ... or a public one:
M.of_public = { government = 3, administration = 4, cabinet = 4, regime = 5, campaign = 2, party = 2, office = 2,
  spokesman = 4, spokeswoman = 4, spokesperson = 4, presidency = 5, policy = 2, policies = 2, predecessor = 2,
  successor = 2, aide = 3, aides = 3, supporters = 2, speech = 2, novel = 3, book = 2, film = 2, album = 3, team = 1,
  ministry = 4, term = 2, tenure = 3, resignation = 2, nomination = 3, inauguration = 4, rivals = 2, allies = 2 }

-- What the subject of a verb is: { kind, role, weight, verbs }.
M.subject = {
  { "refugee", "private", 3, [[fled|sought asylum|requested asylum|applied for asylum|applied for refugee|
    seeks asylum|escaped to]] },
  { "defector", "private", 4, "defected" },
  { "victim", "private", 2, "escaped|survived|drowned|disappeared|vanished|went missing|collapsed" },
  { "victim", "private", 3, [[suffered|was found dead|bled to death|fell to his death|fell to her death|
    took his own life|took her own life|killed himself|killed herself|lost his life|lost her life|was last seen]] },
  { "deceased", "private", 1, "died|has died|passed away" },
  { "accused", "private", 2, [[pleaded|confessed|faces deportation|faces charges|faces trial|faces up to|
    denies the charge|denied the charges]] },
  { "witness", "private", 1, "testified|picked out" },
  { "witness", "private", 2, [[gave evidence|took the stand|told the jury|told jurors|told the court|told a court|told the inquest|
    told the tribunal|told police|told investigators|identified]] },
  { "patient", "private", 3, "underwent|was in a coma|tested positive|has cancer|had a stroke|had a heart attack|recovered from|battled" },
  { "source", "private", 4, "asked not to|asked that|spoke anonymously|gave only|declined to be named|declined to give" },
  { "resident", "private", 3, "lives|lived|now lives|resides|resided" },
  { "worker", "private", 1, "works at|works as|worked as|worked at|lost his job|lost her job|was laid off" },
  { "politician", "public", 3, "campaigned|ran for|was elected|was sworn in|took office|vetoed|resigned as" },
  { "judge", "public", 3, "ruled|presided" },
  { "lawyer", "public", 3, "represents|is representing|represented|acts for|acted for|appeared for|prosecuted" },
  { "executive", "public", 2, "runs|heads|leads|chairs|founded|directs|co-founded|oversees" },
  { "official", "public", 2, "announced|signed|declared|vowed|pledged|inaugurated|appointed|ordered" },
  { "author", "public", 2, "authored" },
  { "athlete", "public", 3, [[scored|won the title|won gold|tackled|defeated|beat|equalised|equalized|netted|saved a penalty|finished
    second|finished first|finished third|set a record|broke the record|was sent off|retired hurt|plays for|played for|struck twice|
    struck the winner|struck late|headed in|headed home|headed the|converted|levelled|opened the scoring|doubled the lead|came off the bench|
    came on|saved from|hit the post|fired home|tapped in|curled|bowled|took a catch|hit a century|made a century|clocked|won the race|won the set|
    won the match|lost to|qualified for|advanced to|served an ace|birdied|signed for|joined from]] },
  { "celebrity", "public", 3, "starred in|starred|released an album|won an oscar|won a grammy" },
  { "expert", "public", 3, [[published a study|discovered|co-authored|led the study|led the research|led the team|leads the team|
    headed the team|led the operation|led the excavation|led the project]] },
}

-- What the patient of "X was ...ed" is.
M.passive = {
  { "accused", "private", 3, [[arrested|detained|charged|accused|sentenced|convicted|jailed|imprisoned|indicted|
    questioned|summoned|handcuffed|extradited|remanded|released|acquitted|interrogated|incarcerated]] },
  { "refugee", "private", 3, [[deported|repatriated|expelled|smuggled|resettled|granted asylum|denied asylum|
    returned to]] },
  { "victim", "private", 3, [[killed|murdered|raped|beaten|tortured|kidnapped|abducted|shot|stabbed|injured|wounded|
    assaulted|trafficked|abused|harassed|executed|attacked|threatened|robbed|bullied|evicted|lynched|drowned|poisoned|
    strangled|exploited|blackmailed|burned]] },
  { "patient", "private", 4, "diagnosed|hospitalized|hospitalised|treated for|infected|admitted to" },
  { "official", "public", 3, "elected|appointed|inaugurated|reelected|re-elected|impeached|nominated|sworn" },
  { "expert", "public", 3, "involved in the study|involved in the research|involved in the work|part of the study" },
  { "athlete", "public", 2, "sent off|substituted|transferred to|drafted" },
  { "victim", "private", 2, "identified as|named as" },
}

-- Words before a name whose object it is: "charges against X", "the killing of X".
M.object = {
  { "accused", "private", 4, [[case against|charges against|charge against|complaint against|evidence against|
    arrested|detained|charged|convicted|sentenced|accused|jailed|trial of|arrest of|acquitted|indicted|extradition of|
    prosecution of|detention of|extradited|arresting|convicting|accusing|manhunt for|warrant for|searched the home of]] },
  { "victim", "private", 4, [[killed|murdered|raped|stabbed|abducted|kidnapped|attacked|assaulted|shot|killing of|
    murder of|death of|rape of|abduction of|disappearance of|body of|beating of|attack on|damages to|compensation to|
    torture of|bullied|tortured|abused|harassed|robbed|trafficked|murdering|killing|raping|stabbing|kidnapping|abducting|
    assaulting|shooting|attacking|among the dead was|among the dead were|among the injured was|among the victims was|
    among the wounded was|victims included|search for|searching for|looking for|marched for|justice for|vigil for|mourned]] },
  { "private", "private", 3, "identified as|identified him as|identified her as|named as|named locally as" },
  { "refugee", "private", 4, [[deport|deported|deporting|deportation of|repatriate|repatriation of|asylum to|
    resettled]] },
  { "patient", "private", 4, "diagnosed|treated|hospitalized" },
  { "refugee", "private", 5, "asylum claim of|asylum application of|asylum bid of|asylum request of|asylum case of|visa of" },
  { "athlete", "public", 3, "defeated|beating|win over|victory over|defeating|pass from|cross from" },
  { "politician", "public", 3, "defeating democrat|defeating republican|voted for|vote for" },
  { "witness", "private", 3, "testimony of|testimony from|statement from" },
  { "leader", "public", 5, [[regime of|government of|administration of|presidency of|reign of|rule of|cabinet of|
    elected|inauguration of]] },
  { "author", "public", 3, [[book by|novel by|film by|song by|paper by|study by|directed by|written by|painting by|
    work of|works of]] },
}

-- Said anywhere in the sentence of whom it is about.
M.sentence = {
  { "source", "private", 5, [[condition of anonymity|asked not to be named|asked not to be identified|asked to remain anonymous|
    last name not be used|surname not be used|name not be used|full name not be used|not his real name|not her real name|
    not their real name|name has been changed|name was changed|names have been changed|gave only his first name|
    gave only her first name|gave only her name as|gave only his name as|gave his name only as|gave her name only as|gave their name only as|
    gives his name only as|gives her name only as|would give only his|would give only her|known only as|known only by|identified himself only as|
    identified herself only as|to be identified only|be named only|goes only by|asked that his name|asked that her name|
    asked that only|declined to give her last name|
    declined to give his last name|declined to give her surname|declined to give his surname|fear of reprisals|
    fears reprisals|feared reprisals|fearing reprisals|fear of retaliation|fears retaliation|fearing retaliation|
    fear of retribution|fearing retribution|for fear of being|identified only as|identified only by|a pseudonym]] },
}

return M
