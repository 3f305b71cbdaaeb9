--- Small closed classes of English words that the name rules ask for.  Nothing here is a name.

local M = {}

local function set (text)
  local words = {}
  for word in text:gmatch("%S+") do words[word] = true end
  return words
end

M.set = set

-- Words that begin sentences and titles with a capital and never begin a name.
M.functional = set [[
  a about above according across after again against all almost along already also although always am amid among an and
  another any anyone anything are around as asked at away back be because been before behind being below between beyond both
  but by can cannot could currently despite did do does doing done down during each earlier either else enough
  even eventually ever every everyone everything except few fewer finally first following for former from further furthermore
  get getting give given had half has have having he hence her here hers herself him himself his hours how however i if in
  indeed inside instead into is it its itself just last later least less let like long looking made make many may maybe
  meanwhile might more moreover most much must my myself near nearly neither never nevertheless next no nobody none nor not
  nothing now of off often on once one only onto or other others otherwise our ours out outside over own perhaps
  please rather really same several shall she should since so some somebody someone something sometimes
  soon still such than that the their theirs them themselves then there thereafter therefore these they this those though
  three through throughout thus till to today together tomorrow tonight too toward towards two under unless unlike until up
  upon us using very via was we well were what whatever when whenever where whereas wherever whether which while who
  whoever whom whose why will with within without would yes yesterday yet you your yours
  four five six seven eight nine ten eleven twelve hundreds thousands dozens millions
  asked added according born speaking reached founded based additionally recently originally initially unfortunately
  thank thanks sorry ok okay yeah hello hi oh well mr mrs
  photo photos photograph picture image file video courtesy caption credit editing reporting writing read source sources
  note editor's correction update related advertisement subscribe copyright ]]

-- Common nouns that open sentences and alone are never names.
M.ordinary = set [[officials authorities residents witnesses experts analysts neighbors neighbours activists lawyers doctors
  scientists investigators researchers relatives supporters opponents reporters lawmakers protesters soldiers troops rescuers
  judge court government parliament state hospital company president minister lawyer mother father daughter son people police
  prosecutors critics days weeks years part firms workers students teachers farmers families parents children women men girls
  boys patients victims defectors refugees migrants employers companies schools hospitals judges courts employees teacher doctor
  human rights press work life love news money world internet web god state nation city country town village church school
  committee ministry council senate congress commission university college republic university bank army navy]]

M.month = set [[january february march april may june july august september october november december
  jan jan. feb feb. mar mar. apr apr. jun jun. jul jul. aug aug. sep sep. sept sept. oct oct. nov nov. dec dec.]]
M.weekday = set [[monday tuesday wednesday thursday friday saturday sunday mon. tue. tues. wed. thu. thur. thurs. fri. sat. sun.
  mondays tuesdays wednesdays thursdays fridays saturdays sundays]]
M.calendar = set [[christmas easter ramadan thanksgiving halloween hanukkah passover lent god lord internet ok]]

-- Lower-case words that stand within names.
M.particle = set [[van von der den de da do dos del della di du la le bin bint ibn al el ben ter ten zu af av st y e dela das
  des lo ul abu san op het 't vom zum zur ud]]
-- ... those that may also open one when a name stood nowhere before: "von Trapp said", "de Gaulle".
M.opening_particle = set [[van von de da di du del della bin ibn al el der den ter dos la le]]
-- "Korea-based": what follows a hyphen without being part of a name.
M.after_hyphen = set [[based backed led born style era run owned like wide made trained funded controlled held speaking friendly
  bound only related free linked occupied area region to and in old born level led sponsored sanctioned brokered dominated
  language type flagged registered installed issued listed majority inspired imposed aligned mediated first century ish
  elect designate general at law by for on of the up out president]]
M.suffix = set [[jr jr. sr sr. ii iii iv esq esq. phd ph.d. md m.d.]]

-- Speech verbs that follow or precede a speaker.
M.speech = set [[said says say told tells added adds asked explained explains noted notes wrote writes argued argues insisted
  insists claimed claims recalled recalls replied stated states stressed warned warns testified admitted acknowledged
  confirmed declared announced commented concluded continued observed remarked suggested suggests tweeted complained joked
  responded answered urged predicted estimates estimated called calls saying alleges alleged denies denied maintained
  believes thinks recounted whispered shouted cried quipped adding]]
-- Verbs that only people are the subject of.
M.personal = set [[lives lived smiled laughed married wept died fled born grew resides retired graduated testified pleaded
  suffered sat stood walked drove slept woke ate wore recalled remembered thinks believes knows felt loved hoped hopes loves
  escaped studied worked works moved joined]]
-- Verbs a government is the subject of: "Moscow has not disclosed", "Pyongyang deploys".
M.government = set [[has had have says said deploys deployed agreed agrees promised denies denied accuses accused insists insisted
  signed signs rejected rejects wants wanted refused refuses announced announces condemned condemns claims claimed warned
  warns threatened threatens launched launches tested fired supports supported backs backed blames blamed hopes hoped
  considers considered maintains sees expects expected plans planned intends vowed vows pledged imposed imposes lifted
  recognizes recognized recognises recognised invited expelled expels summoned recalled ratified ratifies withdrew withdraws
  demanded demands urged urges called calls sent sends is was would will did does may might could should must can also yet
  argues argued offered offers approved approves ordered orders banned bans responded retaliated cut severed declared
  declined declines published gave gives provides provided fears feared seeks sought needs needed began started stopped
  continues continued ]]
M.auxiliary = set [[has had have is was are were be been being will would did does do may might could should must can cannot]]

-- Prepositions that a place follows.
M.locative = set [[in near from to at of outside inside toward towards across throughout around into via leaving visiting]]

-- Words of direction that make a part of a place: "southern Paraguay", "the Russian Far East".
M.direction = set [[north south east west northern southern eastern western central northeastern northwestern southeastern
  southwestern northeast northwest southeast southwest upper lower greater inner outer north-eastern north-western
  south-eastern south-western far rural mainland downtown]]

-- Nouns that make a place of the name before them: "Amur region".  `true`: the noun belongs to the name.
M.place_head = set [[region province county city district oblast krai prefecture state territory governorate municipality
  river lake mountain mountains sea ocean bay gulf island islands peninsula valley desert forest street avenue road
  boulevard lane square bridge airport station port harbor harbour beach park canal strait creek hills mount village town
  township borough parish suburb neighborhood neighbourhood republic canton department commune coast basin plateau
  border highway cemetery camp prison jail]]
-- Nouns that announce one: "the village of X", "the town of X".
M.place_of = set [[village town city province state region district county island port municipality suburb neighborhood
  neighbourhood hamlet commune settlement department prefecture republic kingdom capital territory township borough
  gulf bay isle lake cape sea strait coast streets outskirts]]
-- Nouns that make a place of a name they precede: "Mount X", "Lake X", "Puerto X".
M.place_first = set [[mount lake cape port fort river isle puerto san santa são saint st. ste. los las el rio río monte villa
  nueva new north south east west northern southern eastern western central upper lower great greater little far kampong
  phnom koh ban mt. mt preah tel bad sankt ciudad costa isla île val mont]]

return M
