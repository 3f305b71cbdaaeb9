-- The rules of `classify`: a topic, and the words that speak for it.
--
--   [3]   enough by itself in a short article      "asylum seeker"
--   [2]   strong                                   "deportation"
--   [1]   speaks for it beside others              "border"
--   [-2]  speaks against it                        "soccer war"
--
-- Words are separated by commas; case does not matter.  The plural of the last word comes by itself; other endings are
-- written with "/": "deport/ed/ing" is deport, deported, deporting.  A phrase counts as a whole and so do cues inside it.
-- A topic passes its evidence on to its top topic (medtop:NN000000), so a cue stands with the narrowest one it speaks for.
-- `kinds`: what a person in the article is; `types`: annotations that stand in it.  Ids: data/taxonomies/mediatopics.tsv.

local rules = {}

local function topic (number, rule)
  rule.id = "medtop:" .. number
  rules[#rules + 1] = rule
end

-- ---- 01 arts, culture, entertainment and media -----------------------------------------------------------------------

topic("01000000", {    -- arts, culture, entertainment and media
  words = {
    [2] = "entertainment, showbiz, culture, artist, performer, biennale",
    [1] = "star, audience, fan, host, creative, reboot, backstage, celebrated",
  },
})
topic("20000005", {    -- cinema
  words = {
    [3] = "film festival, box office, movie theater, film director, movie director, screenplay, filmmaker, oscar "
      .. "nominee, oscar winner, oscar nomination, best picture, academy award",
    [2] = "film, movie, cinema, trailer, screenwriter, hollywood, bollywood, sequel, prequel, oscars, documentary, "
      .. "pixar, star wars, marvel, disney, blockbuster, actor, actress",
    [1] = "scene, cast, starring, role, premiere, premiered, studio, director, screening",
  },
})
topic("20000018", {    -- music
  words = {
    [3] = "new album, debut album, music video, hip hop, pop star, grammy award, singer-songwriter, record label, "
      .. "symphony orchestra, rock band, world tour, eurovision song contest",
    [2] = "album, singer, song, musician, band, concert, rapper, orchestra, composer, guitarist, pianist, grammys, "
      .. "grammy, music, lyric, playlist, opera, jazz, beyonce, taylor swift, chart-topping, conductor",
    [1] = "tour, stage, single, remix, performed, chart, tune, choir, vinyl",
  },
})
topic("20000029", {    -- theatre
  words = {
    [3] = "theatre production, theater production, stage production, tony award, playwright, west end musical, "
      .. "stand-up comedian, stand-up comedy",
    [2] = "theatre, broadway, musical, comedian, playhouse, stagecraft, ballet, dramatist, choreographer, dance "
      .. "company",
    [1] = "stage, rehearsal, curtain, dancer, comedy, comic",
  },
})
topic("20000013", {    -- literature
  words = {
    [3] = "nobel prize in literature, booker prize, pulitzer prize, debut novel, short story, poetry collection, "
      .. "best-selling author, bestselling author",
    [2] = "novel, novelist, poet, poetry, poem, literary, memoir, author, fiction, book, publisher",
    [1] = "writer, chapter, reader, reading, bookstore, library, manuscript",
  },
})
topic("20000031", {    -- visual arts
  words = {
    [3] = "art exhibition, art gallery, contemporary art, street art, works of art, art museum, old master",
    [2] = "painter, painting, sculpture, sculptor, gallery, exhibition, curator, photographer, mural, art, artwork, "
      .. "architect, architecture",
    [1] = "portrait, exhibit, display, collection, canvas, designer",
  },
})
topic("20000011", {    -- fashion
  words = {
    [3] = "fashion week, fashion designer, red carpet look, fashion show, haute couture",
    [2] = "fashion, runway, catwalk, couture, vogue, supermodel, stylist, red carpet, lingerie, jewelry, jewellery",
    [1] = "gown, outfit, wardrobe, designer, dress, style, shoe, makeup, accessory",
  },
})
topic("20000043", {    -- library and museum
  words = {
    [3] = "public library, national museum",
    [2] = "museum, librarian, archive, archivist",
    [1] = "library, exhibit, visitor",
  },
})
topic("20000044", {    -- monument and heritage site
  words = {
    [3] = "world heritage site, cultural heritage, world heritage list, historic monument",
    [2] = "heritage, monument, unesco, memorial statue, statue, historic building",
    [1] = "memorial, restored, restoration, landmark, preservation",
  },
})
topic("20000045", {    -- mass media
  words = {
    [2] = "media, the media, journalism",
    [1] = "coverage, viral, outlet",
  },
})
topic("20000046", {    -- news media
  words = {
    [3] = "news agency, editor-in-chief, press corps, newsroom, news anchor",
    [2] = "journalist, journalism, newspaper, broadcaster, columnist, correspondent, daily newspaper, tabloid",
    [1] = "reporter, editor, reporting, newscast, front page, fox news, cnn",
  },
})
topic("20000051", {    -- television
  words = {
    [3] = "tv show, tv series, television series, reality show, late night, talk show, game of thrones, season "
      .. "finale, emmy award, saturday night live, reality tv, sitcom",
    [2] = "television, tv, emmys, emmy, netflix, hbo, hulu, episode, prime time, bachelorette, kimmel, colbert, "
      .. "spinoff, snl",
    [1] = "season, series, host, viewer, network, aired, ratings, streaming, watch, drama",
  },
})
topic("20001182", {    -- social media
  words = {
    [3] = "social media platform, social media post, social network",
    [2] = "social media, facebook, instagram, tiktok, twitter, youtube, influencer, whatsapp, hashtag, snapchat",
    [1] = "tweet, tweeted, post, posted, follower, viral, platform",
  },
})
topic("20001319", {    -- disinformation and misinformation
  words = {
    [3] = "fake news, false information, disinformation campaign, conspiracy theory",
    [2] = "disinformation, misinformation, hoax, deepfake, propaganda, fact-check/er/ers/ing",
    [1] = "false claim, misleading, rumor, rumour, debunked",
  },
})

topic("02000000", {    -- crime, law and justice
  words = {
    [2] = "crime, criminal, criminals, legal, illegally, justice department, department of justice",
    [1] = "victim, law, illegal, alleged, allegedly, suspected, justice",
  },
  kinds = { accused = 1 },
})
topic("20000082", {    -- crime
  words = {
    [2] = "crime, perpetrator, felony, offender, culprit, criminal gang",
    [1] = "suspect, victim, offence, offense, alleged",
  },
})
topic("20000099", {    -- homicide
  words = {
    [3] = "murder charge, charged with murder, murder trial, found dead, stabbed to death, shot dead, shot and "
      .. "killed, double murder, first-degree murder, attempted murder, beaten to death, serial killer, murder "
      .. "suspect",
    [2] = "murder, murdered, murderer, homicide, manslaughter, stabbing, stabbed, strangled, killer, femicide, "
      .. "assassin",
    [1] = "killing, killed, body, victim, death, knife",
  },
})
topic("20001313", {    -- shootings
  words = {
    [3] = "mass shooting, school shooting, opened fire, active shooter, drive-by shooting, fatal shooting",
    [2] = "shooting, gunman, gunmen, shooter, gunshot, gunfire, shot by, gun violence",
    [1] = "shot, gun, wounded, bullet, rifle, pistol",
  },
})
topic("20000084", {    -- assault
  words = {
    [3] = "aggravated assault, domestic violence, assault charge, knife attack, acid attack",
    [2] = "assault, assaulted, attacker, beating, battery charge, domestic abuse, stabbing",
    [1] = "attack, attacked, injured, punched, beaten",
  },
})
topic("20000085", {    -- sex crime
  words = {
    [3] = "sexual assault, sexual abuse, child sexual abuse, gang rape, child abuse, rape charge, sex offender, "
      .. "child pornography, sexually abused, sexually assaulted",
    [2] = "rape, raped, rapist, molestation, molested, sexual violence, pedophile, paedophile, grooming",
    [1] = "abuse, abused, consent, allegation, victim, accuser, predator",
  },
})
topic("20000086", {    -- cyber crime
  words = {
    [3] = "cyber attack, cyberattack, data breach, ransomware attack, computer hacking, identity theft, phishing",
    [2] = "hacker, hacking, hacked, ransomware, malware, cybercrime, cyber crime, spyware",
    [1] = "breach, password, stolen data, cybersecurity",
  },
})
topic("20000093", {    -- corruption
  words = {
    [3] = "corruption charge, bribery charge, accepting bribes, abuse of office, kickback scheme, abuse of power",
    [2] = "corruption, bribery, bribe, bribed, graft, kickback, embezzlement, embezzled, nepotism",
    [1] = "corrupt, misuse, probe, scandal, ethics",
  },
})
topic("20000095", {    -- drug related crimes
  words = {
    [3] = "drug trafficking, drug cartel, drug dealer, drug smuggling, drug lord, kilograms of cocaine, drug bust, "
      .. "drug trafficker, illegal drug",
    [2] = "cocaine, heroin, methamphetamine, fentanyl, narcotic, cartel, drug dealing, ecstasy pill",
    [1] = "drug, seized, smuggled, smuggling, kilogram",
  },
})
topic("20000097", {    -- fraud
  words = {
    [3] = "wire fraud, tax evasion, tax fraud, money laundering, ponzi scheme, securities fraud, identity fraud, "
      .. "insider trading",
    [2] = "fraud, fraudulent, fraudster, scam, swindle, scammer, forgery, counterfeit, laundering, defrauded",
    [1] = "scheme, fake, forged, deceived, stole",
  },
})
topic("20000100", {    -- kidnapping
  words = {
    [3] = "kidnap/ped/pers/pings, taken hostage, hostage crisis, child abduction",
    [2] = "kidnapping, kidnapper, abduction, abducted, hostage, ransom, captor",
    [1] = "captive, released, captivity, abductor",
  },
})
topic("20000101", {    -- organised crime
  words = {
    [3] = "organized crime, organised crime, criminal gang, gang member, mafia boss, gang violence, crime syndicate",
    [2] = "mafia, mobster, gang, triad, yakuza, camorra, gangster, 'ndrangheta",
    [1] = "syndicate, extortion, turf",
  },
})
topic("20001283", {    -- human smuggling and trafficking
  words = {
    [3] = "human trafficking, trafficking ring, people smuggl/ing/er/ers, human smuggling, trafficked women, sex "
      .. "trafficking, human trafficker, trafficking victim, trafficking trial, victims of trafficking, "
      .. "traffickers, trafficking in persons",
    [2] = "trafficking, trafficked, trafficker, smuggler, forced prostitution, debt bondage, forced labor, forced "
      .. "labour",
    [1] = "recruiter, recruited, passport, promised work, ring, lured, locked",
  },
})
topic("20000104", {    -- robbery and theft
  words = {
    [3] = "armed robbery, bank robbery, stolen goods, art theft, jewel heist",
    [2] = "robbery, robber, burglary, burglar, theft, thief, thieves, heist, shoplifting, looting, looted, "
      .. "pickpocket",
    [1] = "stolen, stole, robbed, broke into, steal",
  },
})
topic("20000105", {    -- war crime
  words = {
    [3] = "war crime, crimes against humanity, war criminal, mass grave, war crimes tribunal, ethnic cleansing",
    [2] = "atrocity, genocide, international criminal court, war crimes",
    [1] = "massacre, tribunal, the hague",
  },
})
topic("20001320", {    -- torture
  words = {
    [3] = "tortured to death, allegations of torture, victims of torture, tortured in",
    [2] = "torture, tortured, waterboarding, electric shock",
    [1] = "beaten, interrogation, ill-treatment, detainee, prisoner",
  },
})
topic("20000107", {    -- court
  words = {
    [3] = "district court, federal judge, high court judge, court order, court ruling, court document, court "
      .. "hearing, federal court, regional court, city court",
    [2] = "court, judge, lawsuit, courtroom, tribunal, jury, judicial, magistrate, justices",
    [1] = "ruling, ruled, lawyer, attorney, legal, hearing, judgment, case",
  },
  kinds = { lawyer = 1 },
})
topic("20001287", {    -- supreme and high court
  words = {
    [3] = "supreme court, high court, constitutional court, supreme court justice",
    [2] = "justices, scotus, kavanaugh, gorsuch",
    [1] = "ruling, overturned, upheld, majority opinion, dissent",
  },
})
topic("20000108", {    -- appeal (court)
  words = {
    [3] = "court of appeal, appeals court, appeal hearing, appellate court, appealed the ruling, appealed the "
      .. "verdict, emergency appeal, overturned the conviction",
    [2] = "appealed, appellate, sustained his appeal, sustained her appeal, lodged an appeal",
    [1] = "appeal, upheld, overturned",
  },
})
topic("20000111", {    -- trial (court)
  words = {
    [3] = "stand/s/ing trial, on trial, went on trial, murder trial, found guilty, pleaded guilty, pleaded not "
      .. "guilty, pleads guilty, trial began, verdict is due, told the court, told the judges, closing argument, "
      .. "guilty verdict, not guilty, guilty plea, tells court, told a court",
    [2] = "verdict, testified, testimony, defendant, acquitted, acquittal, convicted, conviction, prosecutor, "
      .. "prosecution, cross-examin/ed/ation, trial, juror",
    [1] = "witness, jury, courtroom, judge, charges, court, evidence, charge, guilty, denied the charges, deny the "
      .. "charges",
  },
  kinds = { accused = 1, witness = 1 },
})
topic("20000114", {    -- litigation
  words = {
    [3] = "class action, filed a lawsuit, civil suit, class-action lawsuit, filed suit, legal battle, defamation "
      .. "suit, out of court settlement, libel suit, filed a complaint, dismissed the case, dismissed the lawsuit",
    [2] = "lawsuit, sued, suing, plaintiff, litigation, damages, defamation, libel, injunction, sues, compensation "
      .. "claim",
    [1] = "sue, court, claim, settlement, settle, legal action, compensation, lawyer",
  },
})
topic("20000127", {    -- extradition
  words = {
    [3] = "extradition treaty, extradition request, extradited to, extradition hearing, extradition agreement",
    [2] = "extradit/e/ed/ion/ing",
    [1] = "treaty, fugitive, handed over, warrant",
  },
})
topic("20000128", {    -- international court and tribunal
  words = {
    [3] = "european court of human rights, international court of justice, international criminal court, court of "
      .. "justice, the ecthr, ecthr, war crimes tribunal",
    [2] = "the hague, strasbourg court",
    [1] = "ruling, tribunal, jurisdiction, appeal",
  },
})
topic("20000121", {    -- law
  words = {
    [2] = "legislation, legal reform, new law, penal code, constitutional amendment, criminal code",
    [1] = "law, statute, clause, legal, provision, enacted",
  },
})
topic("20000129", {    -- law enforcement
  words = {
    [2] = "fbi, interpol, europol, law enforcement, police raid, crackdown, border guard",
    [1] = "officer, detective, authorities",
  },
})
topic("20000130", {    -- arrest
  words = {
    [3] = "arrest warrant, was arrested, were arrested, under arrest, house arrest, taken into custody, arrested on "
      .. "suspicion, arrested for, in custody, detained on suspicion",
    [2] = "arrested, arrest, detained, detention, apprehended, manhunt, in handcuffs, custody",
    [1] = "suspect, police, raid, charged",
  },
})
topic("20000131", {    -- investigation (criminal)
  words = {
    [3] = "police investigation, criminal investigation, launched an investigation, murder investigation, "
      .. "investigating officer, special counsel, federal investigation",
    [2] = "investigator, detective, investigation, probe, forensic, robert mueller, mueller",
    [1] = "investigating, evidence, suspicion, inquiry, search warrant, clue",
  },
})
topic("20000132", {    -- missing person
  words = {
    [3] = "missing person, reported missing, last seen, went missing, search for missing, search party, missing "
      .. "girl, missing boy",
    [2] = "missing, disappearance, disappeared",
    [1] = "vanished, search, searching, volunteers",
  },
})
topic("20000133", {    -- police
  words = {
    [3] = "police officer, police department, police chief, police station, police brutality, police shooting, "
      .. "local police, police spokesman, police spokeswoman",
    [2] = "police, cop, policeman, policemen, policewoman, sheriff, constable, law enforcement",
    [1] = "officer, patrol, superintendent, raid, sergeant",
  },
})
topic("20000134", {    -- sentencing (criminal)
  words = {
    [3] = "sentenced to, life sentence, life in prison, years in prison, prison sentence, jail term, jailed for, "
      .. "life imprisonment, prison term, suspended sentence, terms of up to, years in jail, faces up to",
    [2] = "sentenced, sentence, sentencing, jailed, imprisoned, imprisonment, parole, probation",
    [1] = "penalty, convicted, guilty, punishment, judge, prison",
  },
})
topic("20000135", {    -- capital punishment
  words = {
    [3] = "death penalty, death row, capital punishment, lethal injection, sentenced to death, death sentence, "
      .. "executed by",
    [2] = "executed, execution, hanged, beheaded, firing squad",
    [1] = "condemned, sentence, inmate, convicted",
  },
})
topic("20000137", {    -- prison
  words = {
    [3] = "prison guard, prison riot, prison camp, labor camp, labour camp, detention center, detention centre, "
      .. "penal colony, correctional facility, prison system",
    [2] = "prison, inmate, jail, prisoner, imprisoned, penitentiary, cellmate, solitary confinement",
    [1] = "cell, behind bars, detention, incarcerated, warden",
  },
})
topic("20001299", {    -- surveillance
  words = {
    [3] = "mass surveillance, facial recognition, phone tapping, wiretap/s/ping",
    [2] = "surveillance, wiretap, eavesdropping, cctv",
    [1] = "camera, monitoring, spying, spyware",
  },
})

topic("03000000", {    -- disaster, accident and emergency incident
  words = {
    [2] = "disaster, death toll, tragedy, state of emergency, catastrophe, emergency services, evacuated, "
      .. "survivors, stampede, people are killed",
    [1] = "emergency, rescued, rescue, victim, injured, killed, dead, missing, collapse, collapsed, accident",
  },
})
topic("20000143", {    -- transportation accident and incident
  words = {
    [3] = "plane crash, train crash, car crash, bus crash, helicopter crash, traffic accident, road accident, ferry "
      .. "disaster, crashed into, head-on collision, bus accident, fatal crash, derailed, capsized",
    [2] = "crash, crashed, collision, derailment, collided, wreckage, pile-up, plane crashes, crashes, hit-and-run",
    [1] = "driver, passenger, vehicle, on board, truck, aboard, injured, killed, highway, survivors",
  },
})
topic("20000144", {    -- air and space accident and incident
  words = {
    [3] = "plane crash, helicopter crash, black box, crash landing, emergency landing, flight recorder, air "
      .. "disaster, plane crashes, helicopter crashes, aircraft crashes, air crash",
    [2] = "crash site, crashed shortly after takeoff, wreckage",
    [1] = "aircraft, plane, pilot, flight, crash, crashed, runway, helicopter, crashes",
  },
})
topic("20000145", {    -- maritime accident and incident
  words = {
    [3] = "boat capsized, boat capsizes, ship sank, ferry sank, shipwreck, ferry disaster, ran aground, boat sank, "
      .. "boat sinking, boat sinks, ferry capsized",
    [2] = "capsized, capsizes, sank off, coast guard, sinking, sinks off",
    [1] = "vessel, boat, ship, crew, drowned, ferry, life jacket, rescued",
  },
})
topic("20000146", {    -- railway accident and incident
  words = {
    [3] = "train crash, train derailment, train derailed, train derails, train accident, rail crash, level crossing",
    [2] = "derailed, derailment, derails",
    [1] = "train, rail, carriage, track, locomotive",
  },
})
topic("20000147", {    -- road accident and incident
  words = {
    [3] = "car crash, bus crash, car accident, traffic accident, road accident, hit-and-run, drunk driver, bus "
      .. "crashes, truck crash, plunged into a ravine, bus plunges",
    [2] = "pile-up, motorist, overturned, head-on",
    [1] = "driver, highway, crash, truck, vehicle, lorry, road, injured, bus",
  },
})
topic("20000140", {    -- explosion accident and incident
  words = {
    [3] = "gas explosion, explosion at, powerful explosion, factory explosion, gas leak, explosion kills",
    [2] = "explosion, blast, exploded, explodes, detonated",
    [1] = "debris, rubble, factory, injured, fire, warehouse",
  },
})
topic("20000141", {    -- industrial accident and incident
  words = {
    [3] = "mine collapse, mining accident, industrial accident, trapped miners, mine disaster, nuclear accident, "
      .. "factory collapse, coal mine explosion",
    [2] = "trapped underground, chemical spill, chemical plant, chernobyl, fukushima",
    [1] = "miner, factory, plant, collapse, trapped, leak",
  },
})
topic("20000150", {    -- fire
  words = {
    [3] = "wildfire, forest fire, house fire, bushfire, firefighters, fire broke out, fire department, arson "
      .. "attack, fire kills, apartment fire",
    [2] = "fire, blaze, firefighter, flames, burned down, fire brigade, inferno, engulfed",
    [1] = "smoke, burned, burning, burnt, evacuated, extinguished",
  },
})
topic("20000151", {    -- natural disaster
  words = {
    [3] = "natural disaster, volcanic eruption, volcano erupts, mudslide, state of calamity",
    [2] = "landslide, avalanche, volcano, tsunami, lava, eruption, erupts",
    [1] = "evacuated, relief, devastated, displaced, buried, rescuers, destroyed homes",
  },
})
topic("20000153", {    -- earthquake
  words = {
    [3] = "earthquake, magnitude earthquake, aftershock, richter scale, epicenter, epicentre, moment magnitude",
    [2] = "quake, tremor, seismic, tsunami warning",
    [1] = "magnitude, rubble, collapsed, struck, trapped, buildings",
  },
})
topic("20000154", {    -- flood
  words = {
    [3] = "flash flood, floodwaters, flood victim, heavy flooding, severe flooding, flooding in, floods in, monsoon "
      .. "flooding, floods kill",
    [2] = "flood, flooding, flooded, inundated, deluge, torrential rain, monsoon",
    [1] = "rain, river, swept away, water, dam, evacuated",
  },
})
topic("20000158", {    -- windstorms
  words = {
    [3] = "tropical storm, tornado, typhoon, cyclone, hurricane, storm surge, makes landfall, made landfall, "
      .. "category hurricane",
    [2] = "storm, landfall, winds of, gusts, superstorm, twister, hurricane season",
    [1] = "wind, evacuate, coast, power outage, damage, winds",
  },
})
topic("20000149", {    -- famine
  words = {
    [3] = "famine, mass starvation, food shortages, acute hunger",
    [2] = "starvation, starving, malnutrition, hunger crisis, malnourished",
    [1] = "hunger, drought, food aid, food, starved, crop failure",
  },
})
topic("20000168", {    -- emergency response
  words = {
    [3] = "rescue workers, search and rescue, emergency services, relief effort, rescue operation, rescue team, "
      .. "rescue mission",
    [2] = "paramedic, rescuer, rescued, red cross, first responder, lifeboat",
    [1] = "rescue, aid, evacuation, ambulance, relief",
  },
})

topic("04000000", {    -- economy, business and finance
  words = {
    [2] = "business, economy, economic, company, corporation, industry, ceo, chief executive, revenue, billion "
      .. "deal, startup, entrepreneur, entrepreneurs, corporate, finance, financial, economist",
    [1] = "firm, price, market, customer, money, profit, sales, consumer, bank, factory, brand, investor, "
      .. "investment, cost, deal, millennial, company's, product, leadership",
  },
  types = { Money = 0.25 },
})
topic("20000204", {    -- merger or acquisition
  words = {
    [3] = "merger, takeover bid, acquisition of, hostile takeover, agreed to buy, to acquire, merger talks, billion "
      .. "acquisition, acquired by",
    [2] = "takeover, acquisition, acquire, merge, merged, buyout, acquires, antitrust",
    [1] = "deal, bid, shareholder, stake",
  },
})
topic("20000178", {    -- corporate earnings
  words = {
    [3] = "quarterly profit, net profit, net income, earnings per share, quarterly earnings, operating profit, "
      .. "annual profit, quarterly results, net loss, quarterly loss",
    [2] = "earnings, revenue, profit, profits rose, turnover",
    [1] = "quarter, forecast, sales, analyst, margin, loss, results",
  },
})
topic("20000174", {    -- bankruptcy
  words = {
    [3] = "bankruptcy, filed for bankruptcy, chapter 11, bankruptcy protection, insolvency",
    [2] = "bankrupt, insolvent, creditor, liquidation, goes bankrupt",
    [1] = "debt, restructuring, collapse, administrator",
  },
})
topic("20000189", {    -- layoffs and downsizing
  words = {
    [3] = "job cuts, layoffs, lay off workers, cut jobs, laid off, mass redundancies, jobs at risk",
    [2] = "redundancy, redundancies, downsizing, plant closure, cutting jobs, lays off",
    [1] = "jobs, cuts, closing, workers, staff",
  },
})
topic("20000274", {    -- banking
  words = {
    [3] = "investment bank, commercial bank, bank account, wells fargo, goldman sachs, deutsche bank, jpmorgan, "
      .. "credit suisse, bank accounts, banking sector",
    [2] = "bank, banker, banking, lender, credit card, deposits",
    [1] = "loan, credit, account, depositor, branch",
  },
})
topic("20000350", {    -- central bank
  words = {
    [3] = "central bank, federal reserve, european central bank, bank of england, bank of japan, monetary policy",
    [2] = "interest rate, fed chair, the fed, rate hike, rate cut, reserve bank",
    [1] = "rates, monetary, hike",
  },
})
topic("20000370", {    -- inflation
  words = {
    [3] = "inflation rate, consumer prices, rising prices, cost of living, consumer price index, hyperinflation",
    [2] = "inflation, price rise, price increase",
    [1] = "prices, costs, percent, wages",
  },
})
topic("20000346", {    -- economic trends and indicators
  words = {
    [3] = "gross domestic product, economic growth, economic recession, gdp growth, economic output, gdp",
    [2] = "recession, slowdown, contraction, growth rate, productivity, economists",
    [1] = "growth, quarter, percent, forecast",
  },
})
topic("20000373", {    -- international trade
  words = {
    [3] = "trade agreement, trade war, free trade, trade deal, trade deficit, import duties, trade talks, trade "
      .. "negotiations, world trade organization, customs union, nafta, trade tariffs, export ban, single market",
    [2] = "tariff, exports, imports, exporter, importer, customs duties, export, import, trading partner",
    [1] = "trade, goods, duty, dumping, market access",
  },
})
topic("20000396", {    -- stocks and securities
  words = {
    [3] = "stock exchange, stock market, wall street, dow jones, share price, initial public offering, nasdaq, "
      .. "shares fell, shares rose, stock prices, bond market",
    [2] = "shares, stocks, shareholder, investor, hedge fund, ipo, dividend, bonds",
    [1] = "trading, index, points, stock, rally, markets, traders",
  },
})
topic("20000386", {    -- commodities market
  words = {
    [3] = "oil price, price of oil, barrels of oil, crude oil, commodity prices, gold price, gas prices",
    [2] = "opec, crude, brent, barrel, commodities, gasoline",
    [1] = "supply, output, ounce, futures",
  },
})
topic("20001279", {    -- cryptocurrency
  words = {
    [3] = "cryptocurrency, cryptocurrencies, bitcoin, crypto exchange, ethereum",
    [2] = "blockchain, crypto, stablecoin",
    [1] = "token, wallet, coin",
  },
})
topic("20000355", {    -- currency
  words = {
    [3] = "foreign currency, exchange rate, against the dollar, foreign exchange, currency devaluation",
    [2] = "devaluation, currency, currencies, the ruble, the lira",
    [1] = "dollar, euro, yen, pound",
  },
})
topic("20000210", {    -- agriculture
  words = {
    [3] = "wheat harvest, dairy farm, farm workers, corn crop, crop yields, agricultural sector, farmland, "
      .. "livestock farmers",
    [2] = "farmer, agriculture, agricultural, harvest, crop, livestock, cattle, wheat, dairy, soybean, farming, "
      .. "vineyard",
    [1] = "farm, grain, pig, field, seed, fertilizer, rice, corn, soil",
  },
})
topic("20000256", {    -- energy and resource
  words = {
    [3] = "oil and gas, power plant, natural gas, nuclear power, renewable energy, solar power, wind farm, gas "
      .. "pipeline, coal mine, oil company, power grid, nuclear plant, nuclear reactor, solar panels, oil field",
    [2] = "pipeline, refinery, electricity, gazprom, exxon, megawatt, fracking, petroleum, exxonmobil, energy "
      .. "sector, oil",
    [1] = "energy, gas, coal, power, solar, fuel, plant, drilling",
  },
})
topic("20000337", {    -- transport
  words = {
    [3] = "public transport, high-speed rail, container ship, airline industry, air traffic, cargo ship, railway "
      .. "line, airport terminal, subway station, suez canal",
    [2] = "airline, railway, airport, shipping, freight, cargo, port, uber, lyft, taxi, airlines, subway",
    [1] = "train, flight, bus, passenger, transport, ferry, truck, route, traffic, transportation",
  },
})
topic("20000296", {    -- automotive
  words = {
    [3] = "electric vehicle, car maker, carmaker, automaker, electric car, car sales, self-driving car, auto "
      .. "industry, car industry",
    [2] = "toyota, volkswagen, tesla, ford motor, general motors, honda, bmw, nissan, automotive",
    [1] = "car, vehicle, model, recall, motor",
  },
})
topic("20000235", {    -- construction and property
  words = {
    [3] = "real estate, housing market, construction company, property developer, house prices, property market, "
      .. "construction site, building permit, home sales",
    [2] = "construction, realtor, landlord, tenant, skyscraper, mortgage",
    [1] = "housing, property, building, rent, apartment",
  },
})
topic("20000252", {    -- retail
  words = {
    [3] = "online shopping, black friday, department store, online retailer, retail sales, shopping mall, "
      .. "supermarket chain, cyber monday",
    [2] = "retailer, retail, amazon, walmart, supermarket, shopper, ikea, shopping, mcdonald's, starbucks",
    [1] = "store, shop, sale, discount, customer, brand",
  },
})
topic("20000331", {    -- tourism and leisure industry
  words = {
    [3] = "tourism industry, hotel industry, hotel chain, tour operator, number of tourists, cruise ship, tourist "
      .. "arrivals",
    [2] = "tourism, hotelier, casino, airbnb",
    [1] = "tourist, hotel, visitor, resort, cruise",
  },
})
topic("20000349", {    -- business enterprise
  words = {
    [3] = "small business, family business, women in business, business owner, startup company",
    [2] = "entrepreneur, startup, start-up, entrepreneurship, founder and ceo, co-founder, women entrepreneurs",
    [1] = "business, founder, venture, leadership, leader, innovation",
  },
})
topic("20000225", {    -- computing and information technology
  words = {
    [3] = "tech company, tech giant, software company, silicon valley, chip maker, semiconductor industry",
    [2] = "microsoft, google, apple, samsung, huawei, semiconductor, intel, telecom",
    [1] = "chip, software, app, cloud",
  },
})
topic("20000170", {    -- business information
  words = {
    [3] = "board of directors, chief financial officer, annual general meeting, business strategy",
    [2] = "advertising, marketing, ceo, chairman of the board, executives, restructuring, subsidiary, brand",
    [1] = "executive, manager, boss, board, stake, strategy, chairman",
  },
})

topic("05000000", {    -- education
  words = {
    [3] = "education system, education department, department of education, betsy devos",
    [2] = "education, educational, educator, classroom, learning, tuition, literacy, pedagogy, curriculum",
    [1] = "teach, teaching, learn, student, taught, lesson, skill, degree",
  },
})
topic("20000400", {    -- school
  words = {
    [3] = "high school, public school, primary school, elementary school, secondary school, charter school, private "
      .. "school, school district, school board, school year, back to school, grade school, middle school, school "
      .. "children, school system, school choice",
    [2] = "school, schoolchildren, kindergarten, preschool, pupil, schooling, boarding school, k-12, headmaster",
    [1] = "principal, classroom, grade, teacher, class, classmate",
  },
})
topic("20000405", {    -- college and university
  words = {
    [3] = "university student, college student, student loan, higher education, college campus, college graduate, "
      .. "student debt, vice-chancellor, community college, university president, university students, college "
      .. "students",
    [2] = "university, college, campus, professor, undergraduate, alumni, tuition fee, dean, faculty, harvard, "
      .. "yale, oxford, graduate",
    [1] = "student, degree, academic, lecturer, scholarship, semester",
  },
})
topic("20000416", {    -- teachers
  words = {
    [3] = "teachers union, school teacher, teacher training, teacher pay, teachers strike, great teachers, new "
      .. "teachers",
    [2] = "teacher",
    [1] = "classroom, school, educator, teaching",
  },
})
topic("20000415", {    -- students
  words = {
    [3] = "student protest, student union, international students, student body",
    [2] = "student, pupil, schoolboy, schoolgirl",
    [1] = "campus, class, freshman, graduate",
  },
})
topic("20000413", {    -- educational testing and examinations
  words = {
    [3] = "standardized test, standardized testing, test scores, final exams, entrance exam, common core, exam "
      .. "results, college admissions",
    [2] = "exam, examination, a-levels, admissions, sat scores",
    [1] = "test, score, grade, results",
  },
})
topic("20000412", {    -- curriculum
  words = {
    [3] = "school curriculum, national curriculum, curriculum reform, stem education, sex education",
    [2] = "curriculum, curricula, textbook, syllabus",
    [1] = "lesson, subject",
  },
})

topic("06000000", {    -- environment
  words = {
    [3] = "environmental protection, environmental group, environmental impact, environmental activist, "
      .. "environmental protection agency, clean energy, single-use plastic",
    [2] = "environmental, environmentalist, ecological, eco-friendly, recycling, greenpeace, sustainable, "
      .. "sustainability, scott pruitt, epa, recycle, earth day, environment",
    [1] = "green, planet, nature, plastic, natural, earth, waste",
  },
})
topic("20000418", {    -- climate change
  words = {
    [3] = "climate change, global warming, paris agreement, greenhouse gas, carbon emissions, paris climate, "
      .. "climate crisis, carbon dioxide, sea level rise, carbon footprint, climate summit, climate action, "
      .. "climate deal, rising sea levels, fossil fuels",
    [2] = "emissions, carbon, greenhouse, climate, decarboni/sation/zation, warming",
    [1] = "temperature, fossil, melting, glacier, arctic",
  },
})
topic("20000420", {    -- conservation
  words = {
    [3] = "wildlife conservation, national park, nature reserve, marine reserve, wildlife refuge, conservation "
      .. "group, national monument, public lands",
    [2] = "conservation, conservationist, poacher, poaching, rewilding, wwf",
    [1] = "habitat, protected, park, wildlife, preserve",
  },
})
topic("20000424", {    -- environmental pollution
  words = {
    [3] = "air pollution, oil spill, water pollution, plastic pollution, toxic waste, air quality, plastic waste, "
      .. "drinking water, flint water, dakota access pipeline",
    [2] = "pollution, polluted, pollutant, smog, contaminated, contamination, toxic, sewage, keystone xl, hazardous",
    [1] = "spill, plastic, waste, chemical, lead",
  },
})
topic("20000441", {    -- nature
  words = {
    [3] = "endangered species, coral reef, great barrier reef, invasive species, rain forest, rainforest, wild "
      .. "animals, amazon rainforest, threatened species",
    [2] = "ecosystem, biodiversity, species, wildlife, deforestation, extinction, whale, elephant, rhino, polar "
      .. "bear, shark, bees, gorilla, lion, dolphin, wolves",
    [1] = "forest, ocean, river, bird, animal, wild, reef, bear, tiger, turtle, fish, marine, extinct, tree",
  },
})
topic("20000500", {    -- animal
  words = {
    [3] = "pet owner, animal shelter, rescue dog, animal rescue, zoo animals, animal welfare, baby animals",
    [2] = "animal, puppy, puppies, kitten, panda, zookeeper, zoo, pets, shelter dog, animals, livestock disease",
    [1] = "dog, cat, horse, pet, bird",
  },
})

topic("07000000", {    -- health
  words = {
    [3] = "health care, public health, world health organization, health minister, health ministry, health and "
      .. "human services, healthcare, health official, health department",
    [2] = "health, patient, medical, medicine, clinical, disease, wellness, healthy, symptom, illness",
    [1] = "doctor, treatment, risk, sleep, care, body, brain, pain, study",
  },
  kinds = { patient = 2 },
})
topic("20000446", {    -- disease and condition
  words = {
    [3] = "heart disease, breast cancer, lung cancer, chronic disease, rare disease, heart attack, alzheimer's "
      .. "disease, prostate cancer, high blood pressure, type 2 diabetes, cancer patient",
    [2] = "cancer, diabetes, disease, stroke, alzheimer's, dementia, diagnosed, diagnosis, tumor, tumour, syndrome, "
      .. "infection, leukemia, arthritis, asthma, autism, chronic, migraine",
    [1] = "symptom, illness, disorder, condition, risk, suffer",
  },
})
topic("20000448", {    -- communicable disease
  words = {
    [3] = "infectious disease, ebola outbreak, measles outbreak, covid-19, confirmed cases, coronavirus, zika "
      .. "virus, tested positive, bird flu, new cases, avian influenza, swine flu, monkeypox",
    [2] = "outbreak, epidemic, pandemic, virus, malaria, cholera, tuberculosis, measles, quarantine, ebola, "
      .. "influenza, infected, lockdown, zika, contagious, covid, infections, flu, polio, hepatitis, opioid "
      .. "epidemic",
    [1] = "cases, infection, spread, mask, disease, deaths, isolation, variant",
  },
})
topic("20000452", {    -- HIV and AIDS
  words = {
    [3] = "hiv and aids, hiv/aids, hiv-positive, hiv positive, hiv infection, hiv test, antiretroviral therapy, "
      .. "aids epidemic, hiv status",
    [2] = "hiv, antiretroviral",
    [1] = "aids, infected, clinic, epidemic, viral",
  },
})
topic("20000458", {    -- mental health and disorder
  words = {
    [3] = "mental health, mental illness, eating disorder, bipolar disorder, post-traumatic stress, panic attack, "
      .. "suicidal thoughts, mentally ill, mental disorder",
    [2] = "depression, anxiety, psychiatrist, psychiatric, ptsd, schizophrenia, anorexia, trauma, therapist, "
      .. "psychologist",
    [1] = "stress, therapy, suicide, counseling, depressed, anxious",
  },
})
topic("20000461", {    -- health facility
  words = {
    [3] = "hospital staff, intensive care, emergency room, maternity ward, children's hospital, medical center, "
      .. "field hospital, university hospital",
    [2] = "hospital, clinic, ward, icu, hospitalized, hospitalised",
    [1] = "patient, nurse, beds, doctor, admitted",
  },
})
topic("20000464", {    -- health treatment and procedure
  words = {
    [3] = "clinical trial, organ transplant, food and drug administration, prescription drug, plastic surgery, "
      .. "weight loss, birth control pill, flu shot, covid-19 vaccine, stem cell, booster dose, fda approval, "
      .. "vaccination campaign",
    [2] = "vaccine, vaccination, vaccinated, surgery, surgeon, transplant, therapy, medication, antibiotic, "
      .. "drugmaker, opioid, dosage, chemotherapy, painkiller, immunization, doses, obesity, diet",
    [1] = "treatment, drug, dose, cure, test, procedure, nutrition",
  },
})
topic("20000480", {    -- government health care
  words = {
    [3] = "health insurance, affordable care act, national health service, health care bill, obamacare, medicaid, "
      .. "medicare, health care law, planned parenthood, health coverage",
    [2] = "nhs, insurer, uninsured, hhs, health care reform, health plan",
    [1] = "premium, coverage, insurance, repeal",
  },
})
topic("20000485", {    -- medical profession
  words = {
    [3] = "medical staff, health worker, general practitioner, medical student, nursing staff, health care "
      .. "provider, medical doctors",
    [2] = "nurse, physician, midwife, paediatrician, pediatrician, dentist, doctor",
    [1] = "clinic, hospital, patient",
  },
})
topic("20001358", {    -- public health
  words = {
    [3] = "public health, health crisis, health emergency, health officials, health authorities, centers for "
      .. "disease control",
    [2] = "sanitation, food safety, cdc, epidemiologist",
    [1] = "smoking, vaping, contaminated, prevention",
  },
})

topic("08000000", {    -- human interest
  words = {
    [2] = "heartwarming, adorable, hilarious, prank, bizarre, weird, photobomb, goes viral, viral video, selfie, "
      .. "proposes, this dog, this cat, good samaritan, good news, act of kindness, random acts, feel-good",
    [1] = "funny, cute, surprise, amazing, incredible, strange, lottery, watch, stranger, baby, puppy, dog, cat, "
      .. "internet, kid",
  },
})
topic("20000498", {    -- award and prize
  words = {
    [3] = "nobel prize, nobel peace prize, award ceremony, lifetime achievement award, pulitzer prize, award winner",
    [2] = "laureate, prizewinner, awarded, prize, honored with, medal of honor",
    [1] = "award, medal, honor, honour, winner, ceremony",
  },
})
topic("20000499", {    -- record and achievement
  words = {
    [3] = "guinness world record, world record, record attempt, oldest person, guinness world records",
    [2] = "record-breaking, guinness, oldest living, world's largest, world's oldest",
    [1] = "record, oldest, longest, largest",
  },
})
topic("20000501", {    -- ceremony
  words = {
    [3] = "funeral service, memorial service, state funeral, wedding ceremony, opening ceremony",
    [2] = "funeral, burial, wedding, inauguration ceremony, vigil",
    [1] = "ceremony, mourner, coffin, bride, guests, buried",
  },
})
topic("20000505", {    -- celebrity
  words = {
    [3] = "kim kardashian, kanye west, justin bieber, celebrity couple, jennifer aniston, brad pitt, angelina jolie",
    [2] = "celebrity, celebrities, paparazzi, kardashian, kylie jenner, heartthrob, celebs, jenner",
    [1] = "star, fame, gossip, famous",
  },
})
topic("20000506", {    -- royalty
  words = {
    [3] = "royal family, prince william, prince harry, queen elizabeth, buckingham palace, meghan markle, royal "
      .. "wedding, crown prince, kate middleton, royal baby, king charles, duchess of, duke of",
    [2] = "royal, monarch, duchess, duke, queen, princess, prince, coronation",
    [1] = "king, palace, crown",
  },
})
topic("20001237", {    -- anniversary
  words = {
    [3] = "anniversary celebration, th anniversary, commemorat/e/es/ed/ion",
    [2] = "anniversary, anniversaries, centenary, jubilee",
    [1] = "marked, remembered, celebrate",
  },
})

topic("09000000", {    -- labour
  words = {
    [3] = "labor rights, labour rights, workers' rights, labor market, labour market, labor ministry, labor "
      .. "department, department of labor",
    [2] = "labor, labour, workforce, wages, worker, workplace, employee, employment",
    [1] = "job, workers, employer, staff, hire, hiring, salary, pay",
  },
})
topic("20000509", {    -- employment
  words = {
    [3] = "minimum wage, foreign workers, migrant worker, paid leave, child labor, child labour, working "
      .. "conditions, equal pay, gender pay gap, maternity leave, working hours, guest workers, forced labor, "
      .. "forced labour",
    [2] = "wage, employer, employee, laborer, labourer, overtime, apprentice, apprenticeship, recruitment, payroll",
    [1] = "worker, hired, salary, job, contract, workforce, work",
  },
})
topic("20000522", {    -- workplace health and safety
  words = {
    [3] = "workplace safety, occupational safety, workplace accident, safety at work, unsafe working conditions",
    [2] = "asbestos, occupational disease, workplace harassment",
    [1] = "safety, workplace, worker, inspection",
  },
})
topic("20000529", {    -- labour dispute
  words = {
    [3] = "general strike, on strike, went on strike, strike action, industrial action, striking workers, wage "
      .. "dispute, labor dispute, labour dispute, walk off the job, strike over pay, picket line, goes on strike, "
      .. "wildcat strike, teachers strike",
    [2] = "walkout, picket, strikers, work stoppage, lockout",
    [1] = "strike, workers, union, pay, wage",
    [-3] = "air strike, airstrike, drone strike, missile strike, rocket strike, military strike",
  },
})
topic("20000533", {    -- unemployment
  words = {
    [3] = "unemployment rate, jobless rate, unemployment benefits, lost their jobs, jobless claims",
    [2] = "unemployment, unemployed, jobless",
    [1] = "jobs, claims, layoff, benefit",
  },
})
topic("20000536", {    -- unions
  words = {
    [3] = "trade union, labor union, labour union, union leader, union members, collective bargaining, afl-cio, "
      .. "union workers",
    [2] = "unions, unionize, unionise, unionized, trade unionist",
    [1] = "union, strike, bargaining, workers",
  },
})
topic("20000531", {    -- retirement
  words = {
    [3] = "retirement age, pension reform, retirement savings, pension fund, state pension, old-age pension",
    [2] = "pension, pensioner, retiree, retirement",
    [1] = "retire, retired, savings",
  },
})

topic("10000000", {    -- lifestyle and leisure
  words = {
    [3] = "home decor, interior design, work-life balance, self-care, bucket list, home renovation, diy project",
    [2] = "lifestyle, leisure, hobby, hobbies, diy, decor, decorating, mindfulness, meditation, yoga, self-love, "
      .. "craft, gardening, crafts, stylish, happiness",
    [1] = "style, home, fun, idea, tip, tips, ways, weekend, inspiration, beautiful, enjoy, kitchen, beauty, simple",
  },
})
topic("20000563", {    -- travel and tourism
  words = {
    [3] = "travel guide, travel tips, places to visit, travel destination, best hotels, beach vacation, road trip, "
      .. "airline passengers, budget travel, tourist attraction, travel agent, things to do in",
    [2] = "travel, traveler, traveller, vacation, tourist, itinerary, backpacking, sightseeing, getaway, cruise, "
      .. "airbnb, destination, hostel, resort, traveling, hotels, beaches",
    [1] = "trip, hotel, beach, island, flight, airport, visit, tour, airline, explore, cities, guide, journey, "
      .. "passport, world's",
  },
})
topic("20000568", {    -- food and drink enthusiasm
  words = {
    [3] = "ice cream, peanut butter, slow cooker, olive oil, craft beer, wine tasting, chocolate chip, side dish, "
      .. "grilled cheese, fried chicken, celebrity chef, mac and cheese, cooking tips, food truck, thanksgiving "
      .. "dinner",
    [2] = "recipe, cooking, chef, cocktail, dessert, cookie, baking, wine, pizza, chocolate, cheese, bacon, salad, "
      .. "sandwich, soup, cuisine, delicious, burger, taco, whiskey, cake, vegan, breakfast, brunch, coffee, "
      .. "foodie, snack, pasta, grilled, bake, baked, avocado, pumpkin, beer, dinner, sauce, bread",
    [1] = "food, eat, eating, drink, meal, taste, dish, ingredient, chicken, kitchen, lunch, egg, potato, cook, "
      .. "flavor, meat",
  },
})
topic("20000553", {    -- leisure venue
  words = {
    [3] = "theme park, amusement park, night club, movie night, michelin star",
    [2] = "nightclub, restaurant, roller coaster, disneyland, playground, cafe, pub",
    [1] = "bar, menu, diner, ride, attraction",
  },
})
topic("20000540", {    -- game
  words = {
    [3] = "video game, board game, nintendo, playstation, xbox, role-playing game, card game, pokemon go, crossword "
      .. "puzzle",
    [2] = "gamer, puzzle, gaming, fortnite, minecraft, pokemon, jackpot, lottery",
    [1] = "game, console, player, play",
  },
})
topic("20000551", {    -- holiday
  words = {
    [3] = "valentine's day, mother's day, father's day, new year's eve, holiday season, gift guide, holiday gift, "
      .. "fourth of july, halloween costume, thanksgiving day, new year's resolution",
    [2] = "halloween, thanksgiving, holiday, valentine, gifts, memorial day",
    [1] = "gift, celebrate, festive, season, party, costume, tradition",
  },
})
topic("20000570", {    -- house and home
  words = {
    [3] = "house and home, interior design, interior designer, home decor, home organization, home makeover, craft "
      .. "of the day",
    [2] = "decor, decorating, furniture, gardening, gardener, renovation, bedroom, closet, declutter/ing, diy",
    [1] = "garden, kitchen, room, house, decorate, clean, paint, craft, bathroom",
  },
})
topic("20001339", {    -- wellness
  words = {
    [3] = "yoga class, weight loss, healthy living, mental wellbeing, yoga poses, fitness tips, workout routine, "
      .. "healthy habits",
    [2] = "wellness, wellbeing, well-being, yoga, meditation, fitness, workout, mindfulness, exercise, gym",
    [1] = "stress, sleep, healthy, relax, routine, mindful, training",
  },
})
topic("20000565", {    -- lifestyle
  words = {
    [3] = "beauty tips, skin care, nail polish, hair color, street style, style evolution, hair care",
    [2] = "lipstick, makeup, hairstyle, skincare, tattoo, fragrance, manicure, haircut, mascara, eyeliner",
    [1] = "hair, beauty, skin, nail, look, style, trend",
  },
})

topic("11000000", {    -- politics and government
  words = {
    [3] = "donald trump, barack obama, hillary clinton, white house, bernie sanders, ted cruz, mitch mcconnell, "
      .. "paul ryan, joe biden, gop, democrats, republicans, mike pence, vladimir putin, mitt romney",
    [2] = "politics, political, politician, politicians, trump, obama, clinton, republican, democrat, democratic "
      .. "party, congress, biden, administration, left-wing, right-wing, bipartisan, kellyanne conway, putin, sean "
      .. "spicer",
    [1] = "leader, policy, conservative, liberal, government, state, official, rally, speech, president",
  },
})
topic("20000574", {    -- election
  words = {
    [3] = "general election, presidential election, election campaign, polling station, exit poll, parliamentary "
      .. "election, election result, election day, presidential candidate, swing state, electoral college, primary "
      .. "election, snap election, voter turnout, super tuesday, midterm elections, election commission, iowa "
      .. "caucus, local elections, presidential race, runoff election, ballot box, wins the election, won the "
      .. "election",
    [2] = "election, voter, ballot, candidate, electoral, referendum, primaries, caucus, voting, re-election, "
      .. "polls, pollster, runoff, campaign trail, nominee, midterm, gerrymander/ing, by-election, elect, elected",
    [1] = "vote, campaign, poll, party, votes, debate, running mate, incumbent, race",
  },
})
topic("20000593", {    -- government
  words = {
    [3] = "prime minister, interior minister, foreign minister, finance minister, cabinet minister, head of state, "
      .. "government official, state department, secretary of state, coalition government, head of government, "
      .. "government spokesman, white house, ruling party, opposition party, opposition leader, vote of no "
      .. "confidence, no-confidence vote, attorney general",
    [2] = "government, minister, ministry, president, governor, mayor, cabinet, presidential, federal, vice "
      .. "president, opposition, constitution, chancellor, premier, parliamentary, ministerial, resigns as, sworn "
      .. "in, impeachment, impeached, regime",
    [1] = "official, authorities, leader, party, resignation, administration, appointed, resigned, council",
  },
  kinds = { official = 0.5 },
})
topic("20000615", {    -- legislative body
  words = {
    [3] = "house of representatives, house of commons, european parliament, senate majority leader, house speaker, "
      .. "member of parliament, national assembly, lower house, upper house, supreme soviet, house republicans, "
      .. "senate republicans, passed a bill",
    [2] = "parliament, senate, senator, congress, lawmaker, congressman, congresswoman, legislature, bundestag, "
      .. "legislator, legislative, mps, capitol hill, knesset, duma, filibuster",
    [1] = "bill, vote, speaker, amendment, passed, committee",
  },
})
topic("20000598", {    -- national security
  words = {
    [3] = "national security, armed forces, defense minister, defence minister, ministry of defence, defense "
      .. "ministry, security council adviser, intelligence agency, military exercise, spy agency, classified "
      .. "information, military base, military service",
    [2] = "espionage, spy, pentagon, military, spies, cia, navy, intelligence service, veteran, homeland security, "
      .. "nsa, wikileaks, kgb",
    [1] = "defense, defence, army, intelligence, security, classified, troops, general, admiral",
  },
})
topic("20000607", {    -- government budget
  words = {
    [3] = "government budget, budget deficit, spending cuts, austerity measures, national budget, government "
      .. "shutdown, debt ceiling, federal budget, tax reform, tax cuts, tax bill",
    [2] = "austerity, deficit, fiscal, tax, taxes, taxpayer, taxation",
    [1] = "budget, spending, cuts, revenue",
  },
})
topic("20000621", {    -- government policy
  words = {
    [3] = "government policy, gun control, housing policy, policy makers, gun laws, net neutrality, drug policy, "
      .. "executive order, immigration policy, travel ban, immigration reform, welfare reform",
    [2] = "policies, reform, deregulation, policymaker, nra, legalization, legalisation",
    [1] = "policy, regulation, measures, law, subsidy",
  },
})
topic("20000634", {    -- immigration policy
  words = {
    [3] = "immigration policy, immigration law, migration law, immigration reform, border wall, travel ban, "
      .. "deportation order, immigration official, migration authorities, immigration authorities, border "
      .. "security, deportation center, deportation to, residence permit, family separation, daca, immigration "
      .. "ban, deported to, immigration crackdown",
    [2] = "deport/ed/ing/s, deportation, repatriation, repatriated, visa, residency, dreamers, naturalization, "
      .. "expelled migrants, asylum policy",
    [1] = "immigration, border, undocumented, migrant, migration, asylum, expelled, residence, documentation",
  },
})
topic("20000638", {    -- international relations
  words = {
    [3] = "united nations, european union, foreign policy, international community, security council, bilateral "
      .. "relations, foreign relations, un security council, secretary-general, diplomatic relations, foreign "
      .. "affairs, recognizes, territorial dispute, nato summit",
    [2] = "bilateral, geopolitical, nato, multilateral, brexit, pyongyang, kremlin, ally, allies, south china sea, "
      .. "iran nuclear deal",
    [1] = "relations, tension, agreement, foreign, minister, sovereignty, border, moscow, beijing, accord, "
      .. "washington",
  },
})
topic("20000639", {    -- diplomacy
  words = {
    [3] = "foreign ministry, diplomatic ties, peace envoy, summit meeting, state visit, bilateral talks, diplomatic "
      .. "immunity, foreign minister, summit talks, ambassador to, diplomatic crisis, diplomatic relations, g20 "
      .. "summit, g7 summit",
    [2] = "diplomat, ambassador, embassy, diplomacy, consulate, summit, envoy, diplomatic, consul",
    [1] = "talks, visit, foreign, meeting, delegation, expel",
  },
})
topic("20000641", {    -- treaty
  words = {
    [3] = "signed an agreement, extradition treaty, signed a treaty, peace treaty, nuclear treaty, signing of the "
      .. "agreement, ratified the treaty, bilateral agreement, repatriation agreement, agreement between, signing "
      .. "the treaty, arms control treaty",
    [2] = "treaty, treaties, ratif/y/ied/ication, memorandum of understanding",
    [1] = "agreement, accord, pact, signed, convention, clause",
  },
})
topic("20000642", {    -- economic sanction
  words = {
    [3] = "economic sanctions, imposed sanctions, trade embargo, asset freeze, sanctions against, sanctions on, new "
      .. "sanctions",
    [2] = "sanction, embargo, blacklist",
    [1] = "imposed, lifted, regime",
  },
})
topic("20000643", {    -- foreign aid
  words = {
    [3] = "foreign aid, humanitarian aid, development aid, aid worker, aid agency, relief supplies, humanitarian "
      .. "assistance",
    [2] = "donor countries, humanitarian, usaid",
    [1] = "aid, relief, assistance, donor",
  },
})
topic("20000644", {    -- international organisation
  words = {
    [3] = "united nations, african union, european commission, world bank, international monetary fund, general "
      .. "assembly, arab league, un agency, the un",
    [2] = "nato, unicef, unhcr, imf, osce, asean, iaea",
    [1] = "resolution, member states, secretariat",
  },
})
topic("20000645", {    -- refugees and internally displaced people
  words = {
    [3] = "asylum seeker, refugee status, refugee camp, political asylum, applied for asylum, seek/s/ing asylum, "
      .. "sought asylum, granted asylum, apply for asylum, temporary asylum, internally displaced, refugee crisis, "
      .. "unhcr, request/ed asylum, syrian refugees, refugee agency, displaced people, rohingya refugees, grant "
      .. "asylum",
    [2] = "refugee, asylum, displaced, defector, defected, resettlement, non-refoulement, unaccompanied minor",
    [1] = "fled, flee, persecution, camp, border, migrant, shelter, repatriation, deported",
  },
  kinds = { refugee = 2, defector = 2 },
})
topic("20000646", {    -- non-governmental organisation (NGO)
  words = {
    [3] = "human rights watch, amnesty international, non-governmental organization, nongovernmental organization, "
      .. "human rights group, civil society, non-profit organization, human rights organization, human rights "
      .. "organizations, save the children",
    [2] = "ngo, nonprofit, aid group, advocacy group, watchdog group, rights group, red cross, volunteers",
    [1] = "activist, charity, committee, campaigners, network",
  },
  kinds = { activist = 1 },
})
topic("20000648", {    -- political prisoners and dissenters
  words = {
    [3] = "political prisoner, prisoner of conscience, prominent dissident, jailed opposition, alexei navalny, "
      .. "dissidents, opposition activist, pro-democracy activist",
    [2] = "dissident, navalny, exiled, in exile, defector",
    [1] = "opposition, exile, jailed, activist, crackdown",
  },
})
topic("20000653", {    -- political system
  words = {
    [3] = "military junta, authoritarian regime, communist party, military dictatorship, one-party state, rule of "
      .. "law",
    [2] = "democracy, dictatorship, dictator, authoritarian, autocrat, communism, communist, socialism, socialist, "
      .. "fascism, fascist, monarchy, populist",
    [1] = "regime, democratic, freedom, ideology",
  },
})
topic("20000612", {    -- local authority
  words = {
    [3] = "city council, local government, town hall, city hall, local authority, county council, mayor of",
    [2] = "mayor, municipal, municipality, councillor, councilman, alderman",
    [1] = "county, council, town, local, city",
  },
})
topic("20000627", {    -- data protection policy
  words = {
    [3] = "data protection, privacy law, gdpr, data privacy",
    [2] = "personal data",
    [1] = "privacy, data, consent",
  },
})

topic("12000000", {    -- religion
  words = {
    [3] = "religious leader, religious freedom, interfaith dialogue, religious community",
    [2] = "religion, religious, faith, spiritual, theology, worship, prayer, spirituality, theologian, clergy, "
      .. "atheist, god, sacred, preacher, sermon, interfaith, saint",
    [1] = "pray, holy, belief, soul, praying, divine, blessing, meditation, community",
  },
})
topic("20000659", {    -- Christianity
  words = {
    [3] = "catholic church, pope francis, southern baptist, orthodox church, holy see, church of england, "
      .. "evangelical christian, episcopal church, jesus christ, roman catholic, catholic bishops, christian "
      .. "church, mormon church, lds church, christian faith, evangelical leaders",
    [2] = "christian, catholic, pope, vatican, bishop, archbishop, cardinal, evangelical, jesus, pastor, "
      .. "protestant, baptist, methodist, presbyterian, christianity, christians, mormon, lutheran, nun, "
      .. "episcopal, gospel, bible, parish, parishioner, megachurch, franciscan",
    [1] = "church, priest, mass, christmas, easter, congregation, cross, abbey, cathedral, lent, reverend",
  },
})
topic("20000677", {    -- Islam
  words = {
    [3] = "muslim community, friday prayers, muslim women, islamic law, islamic scholar, hajj pilgrimage, holy "
      .. "month of ramadan, prophet muhammad, american muslims, muslim americans",
    [2] = "muslim, islam, islamic, imam, mosque, ramadan, quran, koran, mecca, hajj, eid al-fitr, sunni, shia, "
      .. "hijab, islamophobia, ayatollah, sharia, cleric",
    [1] = "prayer, veil, fasting, holy",
  },
})
topic("20000679", {    -- Judaism
  words = {
    [3] = "jewish community, orthodox jews, holocaust survivor, jewish faith, yom kippur, rosh hashanah",
    [2] = "jewish, rabbi, synagogue, judaism, torah, passover, hanukkah, hasidic, jews, antisemitism, "
      .. "anti-semitism, talmud, kosher",
    [1] = "holocaust, sabbath, israel",
  },
})
topic("20000676", {    -- Hinduism
  words = {
    [3] = "hindu temple, hindu nationalist",
    [2] = "hindu, hinduism, diwali, brahmin, hindus, sadhu",
    [1] = "temple, pilgrim, ganges",
  },
})
topic("20000658", {    -- Buddhism
  words = {
    [3] = "dalai lama, buddhist monk",
    [2] = "buddhist, buddhism, buddha, zen, tibetan monk",
    [1] = "monk, monastery, temple, meditation",
  },
})
topic("20000688", {    -- religious conflict
  words = {
    [3] = "religious conflict, sectarian violence, religious persecution, persecuted christians, religious minority",
    [2] = "sectarian, blasphemy, heresy",
    [1] = "persecution, minority, extremist",
  },
})
topic("20000697", {    -- religious facility
  words = {
    [3] = "place of worship, places of worship",
    [2] = "church, mosque, synagogue, cathedral, monastery, temple, shrine, abbey",
    [1] = "worshipper, altar",
  },
})
topic("20000703", {    -- religious leader
  words = {
    [3] = "pope francis, grand mufti, chief rabbi, archbishop of canterbury, dalai lama, religious leaders",
    [2] = "pope, archbishop, bishop, cardinal, imam, rabbi, pontiff, cleric, patriarch",
    [1] = "priest, pastor, monk, ordained",
  },
})

topic("13000000", {    -- science and technology
  words = {
    [3] = "scientists discover, scientific study, new study, science and technology",
    [2] = "science, scientist, scientific, researcher, technology, tech, engineer, engineering, robot, laboratory, "
      .. "gadget, innovation, breakthrough, neuroscience",
    [1] = "study, discovered, device, discovery, digital, data, lab, research, experiment, researchers",
  },
})
topic("20000717", {    -- natural science
  words = {
    [3] = "black hole, natural history museum, particle physics, gravitational waves, ancient human, dark matter, "
      .. "higgs boson, solar system, full moon, solar eclipse, dinosaur fossil, meteor shower",
    [2] = "physics, physicist, chemistry, chemist, biology, biologist, geologist, astronomer, astronomy, galaxy, "
      .. "telescope, asteroid, comet, planet, fossil, dinosaur, genetic, genome, dna, evolution, quantum, "
      .. "molecule, species of, paleontologist, marine biologist, eclipse",
    [1] = "scientists, cell, star, brain, ancient, discovery, moon, sun, particle",
  },
})
topic("20000735", {    -- scientific research
  words = {
    [3] = "new study, scientific research, medical research, study published in, research team, published in the "
      .. "journal, peer-reviewed, study finds, study suggests, study shows",
    [2] = "researcher, study, scientist, research, neuroscientist, experiment",
    [1] = "findings, university, journal, published, data, lab",
  },
})
topic("20000739", {    -- space exploration
  words = {
    [3] = "space station, space shuttle, mars rover, outer space, space travel, rocket launch, space agency, "
      .. "international space station, lunar landing, space exploration, cape canaveral, milky way, curiosity "
      .. "rover",
    [2] = "nasa, astronaut, spacecraft, spacex, cosmonaut, satellite, orbit, lunar, space, mars, rocket, rover, "
      .. "falcon 9, spacewalk, soyuz",
    [1] = "launch, launched, planet, mission, moon, capsule",
  },
})
topic("20000756", {    -- technology and engineering
  words = {
    [3] = "self-driving, 3d printing, electric car, bridge engineer, civil engineering, nuclear fusion, driverless "
      .. "car, virtual reality",
    [2] = "technology, engineer, robotics, drone, robot, innovation, engineering, invention, inventor, prototype, "
      .. "nanotechnology, battery technology",
    [1] = "device, machine, sensor, tech, battery",
  },
})
topic("20000763", {    -- information technology and computer science
  words = {
    [3] = "operating system, computer science, smart phone, tech company, google maps, search engine, apple watch, "
      .. "iphone app, open source, software engineer, windows 10, cloud computing, virtual reality, mark "
      .. "zuckerberg, tim cook, machine learning",
    [2] = "computer, software, iphone, ipad, google, smartphone, android, algorithm, microsoft, apple, internet, "
      .. "app, laptop, cybersecurity, samsung, wi-fi, programmer, siri, alexa, emoji, uber, facebook, web browser, "
      .. "gadget, bluetooth",
    [1] = "online, data, user, web, website, phone, device, privacy, server, feature, digital, apps",
  },
})
topic("20001298", {    -- artificial intelligence
  words = {
    [3] = "artificial intelligence, machine learning, chatgpt, neural network, large language model, openai, deep "
      .. "learning, generative ai",
    [2] = "ai, chatbot, algorithm",
    [1] = "robot, automation, model, data",
  },
})
topic("20000742", {    -- social sciences
  words = {
    [3] = "social science, archaeological site, ancient tomb, archaeologists found, bronze age, roman era",
    [2] = "archaeologist, archaeology, historian, anthropologist, sociologist, psychology, linguist, philosopher, "
      .. "economist, excavation, archaeological",
    [1] = "history, ancient, ruins, tomb, century, artifact",
  },
})
topic("20000721", {    -- genetics
  words = {
    [3] = "dna test, gene editing, human genome, genetic engineering, genetically modified",
    [2] = "gene, genome, dna, genetic, crispr, geneticist",
    [1] = "mutation, cell",
  },
})

topic("14000000", {    -- society
  words = {
    [2] = "society, social, community, social justice, equality, rights, race, gender, feminism, feminist, black "
      .. "lives matter, diversity, inequality",
    [1] = "people, women, men, life, living, black, white, activist, culture, generation, woman, love, family, "
      .. "freedom, privilege, stereotype, equal",
  },
})
topic("20000587", {    -- fundamental rights
  words = {
    [3] = "civil rights, voting rights, fundamental rights, equal rights, civil liberties, right to privacy, civil "
      .. "rights movement",
    [2] = "rights, liberties, liberty, freedoms, aclu",
    [1] = "freedom, equality, protest, amendment",
  },
})
topic("20000592", {    -- human rights
  words = {
    [3] = "human rights, human rights violation, human rights abuse, human rights group, rights activist, human "
      .. "rights activist, rights abuses, rights defender, human rights watch, amnesty international, european "
      .. "court of human rights, human rights organization, human rights council",
    [2] = "dignity, right to life, freedom of assembly, arbitrary detention, enforced disappearance, forced labor, "
      .. "forced labour, torture, inhumane",
    [1] = "abuses, rights, persecution, refugee, detention, treatment, activist, convention, deported, executed",
  },
  kinds = { activist = 1, refugee = 0.5, defector = 0.5, victim = 0.5 },
})
topic("20000588", {    -- censorship and freedom of speech
  words = {
    [3] = "freedom of speech, free speech, freedom of expression, internet censorship, first amendment",
    [2] = "censorship, censored, censor",
    [1] = "banned, expression, blocked, speech",
  },
})
topic("20000591", {    -- freedom of the press
  words = {
    [3] = "press freedom, freedom of the press, reporters without borders, committee to protect journalists, jailed "
      .. "journalist, journalist killed",
    [2] = "journalists jailed, media freedom",
    [1] = "journalist, censorship, press, reporter",
  },
})
topic("20001300", {    -- privacy
  words = {
    [3] = "right to privacy, privacy rights, invasion of privacy, breach of privacy, privacy breach, breach of "
      .. "confidentiality, medical confidentiality, violated her privacy, violated his privacy",
    [2] = "privacy, confidentiality, confidential, disclosed, disclosure, personal information, leaked",
    [1] = "private, consent, publicity, published her name, records, secret",
  },
})
topic("20001326", {    -- women's rights
  words = {
    [3] = "women's rights, gender equality, women's march, violence against women, female genital mutilation, equal "
      .. "pay for women, women's movement, reproductive rights, me too movement, metoo",
    [2] = "feminist, feminism, misogyny, suffrage, patriarchy, sexism, women's",
    [1] = "women, female, equality, girls",
  },
})
topic("20000768", {    -- communities
  words = {
    [3] = "community group, community center, community leaders, social worker",
    [2] = "communities, neighborhood, neighbourhood, grassroots",
    [1] = "community, residents, local, neighbor",
  },
})
topic("20000770", {    -- demographics
  words = {
    [3] = "population growth, census bureau, birth rate, aging population, ageing population, life expectancy",
    [2] = "demographic, population, census",
    [1] = "birth, growth, statistics",
  },
})
topic("20000771", {    -- immigration
  words = {
    [3] = "illegal immigrant, undocumented immigrant, illegal immigration, migrant worker, immigrant community, "
      .. "illegal immigrants, migrant boat, migrant caravan, migrant crisis, undocumented migrants, migration "
      .. "rights, migration crisis",
    [2] = "immigrant, immigration, migrant, migration, emigration, emigrant, undocumented, diaspora, dreamers, "
      .. "deported, xenophobia",
    [1] = "border, visa, citizenship, asylum, refugee, newcomers, permit, settled, foreigners",
  },
  kinds = { refugee = 0.5, defector = 0.5 },
})
topic("20000775", {    -- discrimination
  words = {
    [3] = "racial discrimination, hate speech, racial profiling, white supremacist, racial slur, hate crime, gender "
      .. "discrimination, white nationalist, racial justice, gay rights, religious discrimination",
    [2] = "discrimination, discriminated, racism, racist, sexism, sexist, homophobia, homophobic, xenophobia, "
      .. "bigotry, segregation, islamophobia, prejudice, ku klux klan, neo-nazi, transphobia",
    [1] = "racial, slur, hate, minority, stigma, bias, slavery",
  },
})
topic("20000780", {    -- family
  words = {
    [3] = "single mother, single parent, child custody, foster care, domestic partner, breast-feeding, stay-at-home "
      .. "mom, breastfeeding, parenting tips, new mom, new parents, same-sex marriage, wedding planning, wedding "
      .. "day, marriage equality, wedding dress, getting married, gay marriage",
    [2] = "parent, parenting, divorce, divorced, marriage, adoption, pregnancy, pregnant, toddler, motherhood, mom, "
      .. "dad, wedding, bride, newborn, grandparent, fatherhood, childbirth, bridesmaid, abortion, mothers, moms, "
      .. "dads, custody, stepmom, babysitter, marriages, groom, co-parenting, husbands, spouse",
    [1] = "family, child, mother, father, baby, daughter, son, married, marry, wife, husband, kid, couple, "
      .. "relationship, sibling, birth, dating",
  },
})
topic("20000785", {    -- abortion
  words = {
    [3] = "abortion rights, anti-abortion, pro-life, roe v. wade, abortion clinic, pro-choice, abortion ban, "
      .. "abortion law, planned parenthood",
    [2] = "abortion",
    [1] = "fetus, pregnancy, reproductive",
  },
})
topic("20000788", {    -- demographic group
  words = {
    [3] = "lgbt community, transgender people, same-sex couple, indigenous people, native american, african "
      .. "americans, people with disabilities, older people, gay men, young people, people of color, transgender "
      .. "woman, black women, gay couple, black men, ethnic minority, trans women, lgbt rights, queer people, "
      .. "coming out, lgbtq people, black history month",
    [2] = "lgbt, lgbtq, gay, lesbian, transgender, queer, bisexual, disabled, disability, teenager, elderly, "
      .. "seniors, indigenous, latino, african american, minority, latinos, hispanic, trans, ethnic, drag queen, "
      .. "black people, blackness, roma, aboriginal",
    [1] = "children, women, teen, girls, boys, adults, youth, minor, black, girl, millennials",
  },
  kinds = { minor = 0.5 },
})
topic("20000802", {    -- social problem
  words = {
    [3] = "social problem, drug addiction, juvenile delinquency, domestic violence, sexual harassment, sexual "
      .. "misconduct, drug abuse, opioid crisis, alcohol abuse, harvey weinstein",
    [2] = "addiction, bullying, alcoholism, prostitution, harassment, sex worker, addict, overdose",
    [1] = "abuse, drug, alcohol, violence, victim",
  },
})
topic("20000807", {    -- slavery
  words = {
    [3] = "modern slavery, forced labor, forced labour, slave labor, slave labour, debt bondage, slave trade, "
      .. "bonded labor, held captive, sexual slavery, labor camp, domestic servitude",
    [2] = "slavery, enslaved, slave, servitude, indentured",
    [1] = "exploitation, exploited, captivity, trafficked, unpaid, plantation, locked",
  },
})
topic("20000799", {    -- social condition
  words = {
    [3] = "homeless people, poverty line, homeless shelter, extreme poverty, income inequality, below the poverty "
      .. "line",
    [2] = "poverty, homeless, homelessness, slum, destitute, destitution, impoverished, inequality",
    [1] = "poor, hunger, shelter, shanty",
  },
})
topic("20000808", {    -- values
  words = {
    [3] = "assisted suicide, sexual behavior, end of life, sex life, committed suicide",
    [2] = "ethics, ethical, suicide, euthanasia, moral, morality, orgasm, porn, pornography, grief, sexuality",
    [1] = "death, dying, dead, values, sex, died",
  },
})
topic("20000817", {    -- welfare
  words = {
    [3] = "social services, social security, food bank, welfare benefits, nursing home, social welfare, child "
      .. "welfare, food stamps, public housing, non-profit, charity work, foster children, safe house",
    [2] = "charity, charities, welfare, philanthropist, philanthropy, donation, fundraiser, foundation, volunteer, "
      .. "nonprofit, fundraising, donate",
    [1] = "donated, benefit, care, giving, support, shelter, helping",
  },
})

topic("15000000", {    -- sport
  words = {
    [3] = "world champion, national team, head coach, olympic games, olympic gold, world championship, gold medal, "
      .. "super bowl, winning streak, silver medal, world cup, olympic athlete, sports fans, personal best, hall "
      .. "of fame",
    [2] = "sport, athlete, coach, tournament, championship, league, playoff, semifinal, semi-final, quarter-final, "
      .. "quarterfinal, medal, olympic, olympics, stadium, teammate, finalist, espn, referee, doping, champions, "
      .. "athletic, paralympic, midfielder, umpire, medalist, sportsman, championships",
    [1] = "team, game, match, player, season, win, score, victory, defeat, cup, final, beat, club, fans, defeated, "
      .. "scored, race, champion, points, round, play, winner",
  },
})
topic("20001108", {    -- sport event
  words = {
    [3] = "olympic games, world cup, winter olympics, summer olympics, commonwealth games, european championship, "
      .. "asian games, rio olympics, opening match, world championships, paralympic games, tokyo olympics, 2016 "
      .. "olympics",
    [2] = "olympic, olympics, olympian, paralympics, grand slam, championship, cup final, tournament, playoffs, "
      .. "paralympic",
    [1] = "medal, final, qualify, qualified, finals, title",
  },
})
topic("20001065", {    -- football
  words = {
    [3] = "premier league, champions league, la liga, bundesliga, manchester united, real madrid, world cup "
      .. "qualifier, penalty shootout, fc barcelona, football club, uefa euro, cristiano ronaldo, lionel messi, "
      .. "fifa world cup, serie a, women's world cup, penalty kick, football association",
    [2] = "soccer, fifa, uefa, striker, midfielder, goalkeeper, goalless, arsenal, chelsea, liverpool, juventus, "
      .. "footballer, defender, offside, messi, ronaldo",
    [1] = "goal, football, kick, penalty, club, header, match, substitute, cup, pitch",
  },
})
topic("20000823", {    -- American football
  words = {
    [3] = "super bowl, national football league, college football, wide receiver, running back, new england "
      .. "patriots, football player, tom brady, colin kaepernick, dallas cowboys, nfl player, nfl draft, green bay "
      .. "packers, american football",
    [2] = "nfl, quarterback, touchdown, linebacker, patriots, seahawks, broncos, steelers, kaepernick, brady, "
      .. "packers, deflategate, roger goodell",
    [1] = "football, yards, concussion, draft, punt, bowl",
  },
})
topic("20000851", {    -- basketball
  words = {
    [3] = "nba finals, lebron james, golden state warriors, stephen curry, basketball player, kobe bryant, point "
      .. "guard, ncaa tournament, three-pointer, michael jordan, steph curry, los angeles lakers, march madness",
    [2] = "basketball, nba, lakers, celtics, warriors, dunk, cavaliers, wnba, ncaa, lebron, cavs, knicks, kobe",
    [1] = "rebound, points, court, hoops, curry",
  },
})
topic("20000849", {    -- baseball
  words = {
    [3] = "world series, major league baseball, home run, baseball player, red sox, new york yankees, chicago cubs, "
      .. "opening day, baseball game, new york mets",
    [2] = "baseball, mlb, inning, yankees, pitcher, outfielder, shortstop, dodgers, astros, cubs, mets",
    [1] = "pitch, bat, base, mound, fan",
  },
})
topic("20001085", {    -- tennis
  words = {
    [3] = "grand slam title, australian open, french open, us open, roger federer, rafael nadal, novak djokovic, "
      .. "serena williams, straight sets, andy murray, venus williams",
    [2] = "tennis, wimbledon, wta, tie-break, backhand, djokovic, federer, nadal, serena",
    [1] = "set, serve, seed, open, court",
  },
})
topic("20000940", {    -- golf
  words = {
    [3] = "tiger woods, pga tour, masters tournament, ryder cup, rory mcilroy, golf course, jordan spieth",
    [2] = "golf, golfer, birdie, bogey, pga, par-5",
    [1] = "tee, hole, par, course, round",
  },
})
topic("20000827", {    -- athletics
  words = {
    [3] = "track and field, usain bolt, 100 metres, 100 meters, long jump, world athletics, simone biles, pole "
      .. "vault, boston marathon, marathon runner",
    [2] = "sprinter, hurdles, javelin, marathon, runner, decathlon, athletics, relay, steeplechase, gymnast, "
      .. "gymnastics",
    [1] = "track, run, race, metres, jump",
  },
})
topic("20000888", {    -- cricket
  words = {
    [3] = "test match, indian premier league, cricket world cup, one-day international, ashes series, t20 world cup",
    [2] = "cricket, cricketer, wicket, batsman, bowler, twenty20, t20, icc",
    [1] = "innings, runs, test, over",
  },
})
topic("20001176", {    -- rugby
  words = {
    [3] = "six nations, rugby world cup, all blacks, rugby union, rugby league",
    [2] = "rugby, scrum, springboks, wallabies",
    [1] = "try, tackle, prop",
  },
})
topic("20000965", {    -- ice hockey
  words = {
    [3] = "ice hockey, stanley cup, national hockey league, hockey player, hockey team",
    [2] = "nhl, hockey, puck, goaltender, hat trick",
    [1] = "ice, penalty, goal",
  },
})
topic("20000991", {    -- motor car racing
  words = {
    [3] = "formula one, formula 1, grand prix, lewis hamilton, max verstappen, nascar driver, indianapolis 500",
    [2] = "nascar, motorsport, indycar, ferrari team, pole position",
    [1] = "lap, race, driver, circuit, podium",
  },
})
topic("20000892", {    -- cycling
  words = {
    [3] = "tour de france, cycling team, lance armstrong, giro d'italia, vuelta",
    [2] = "cyclist, cycling, peloton, velodrome",
    [1] = "bike, stage, rider, race",
  },
})
topic("20000856", {    -- boxing
  words = {
    [3] = "heavyweight champion, muhammad ali, floyd mayweather, manny pacquiao, conor mcgregor, ronda rousey, "
      .. "heavyweight title",
    [2] = "boxing, boxer, knockout, ufc, heavyweight, mayweather, welterweight",
    [1] = "bout, fight, ring, punch",
  },
})
topic("20001071", {    -- swimming
  words = {
    [3] = "michael phelps, ryan lochte, 200m freestyle, swimming pool record, katie ledecky, freestyle relay",
    [2] = "swimmer, breaststroke, butterfly stroke, phelps, lochte, freestyle",
    [1] = "swimming, pool, swim, metres",
  },
})
topic("20001056", {    -- skiing
  words = {
    [3] = "alpine skiing, giant slalom, downhill skiing, ski jumping, lindsey vonn, ski resort race",
    [2] = "skier, slalom, snowboarder, skiing, snowboarding, figure skating, figure skater",
    [1] = "ski, slope, snow, downhill",
  },
})
topic("20001104", {    -- drug use in sport
  words = {
    [3] = "anti-doping, doping scandal, performance-enhancing drug, world anti-doping agency, failed a drug test",
    [2] = "doping, steroids, wada",
    [1] = "banned, positive, test, athlete",
  },
})
topic("20001148", {    -- sports transaction
  words = {
    [3] = "transfer fee, transfer window, free agent, contract extension, free agency, draft pick",
    [2] = "transfer, loan deal, trade deadline",
    [1] = "signing, signed, contract, club",
  },
})

topic("16000000", {    -- conflict, war and peace
  words = {
    [3] = "war in ukraine, russian invasion, insurgency in, civil war in, syrian civil war, war on terror, tigray "
      .. "war, invasion of ukraine, taliban insurgency",
    [2] = "conflict, hostilities, violence, clashes, insurgency, insurgent, isis, taliban, boko haram, al-shabaab, "
      .. "islamic state, al-qaeda, houthi, hezbollah, hamas, fighters, battle of, offensive",
    [1] = "killed, attack, attacked, wounded, forces, soldier, killing, security forces, gunmen, tension, ukraine, "
      .. "ukrainian, iraq, syria, afghan, fighting",
  },
})
topic("20000053", {    -- act of terror
  words = {
    [3] = "terrorist attack, suicide bomber, suicide bombing, terror attack, car bomb, roadside bomb, bomb attack, "
      .. "improvised explosive device, terrorist group, bomb explosion, suicide attack, terror group, terrorist "
      .. "organization, claimed responsibility",
    [2] = "terrorist, terrorism, bombing, jihadist, extremist, bomber, militant, al-qaeda, islamist, jihadi, "
      .. "bombings, isil, terror",
    [1] = "bomb, explosion, attack, killed, claim responsibility, blast, hostage",
  },
})
topic("20000056", {    -- armed conflict
  words = {
    [3] = "armed conflict, military operation, air strike, airstrike, ground offensive, rebel group, rebel forces, "
      .. "artillery fire, government forces, armed group, security forces, air raid, drone strike, opened fire on "
      .. "soldiers, military offensive, artillery shelling, cross-border attack, army soldiers, rocket attack, "
      .. "missile strike, airstrikes, russian forces, ukrainian forces, insurgent attack, drone attack",
    [2] = "militia, rebel, insurgent, guerrilla, soldier, troops, shelling, militant, ambush, artillery, battalion, "
      .. "invasion, invaded, frontline, shelled, ambushed, mortar, missiles, clash, combatant, occupied "
      .. "territories, warplane, army, fighters, paramilitary, separatist",
    [1] = "military, killed, attack, combat, forces, wounded, missile, weapons, rocket, armed, drone, captured, "
      .. "fighting, soldiers, village",
  },
})
topic("20000062", {    -- war
  words = {
    [3] = "world war, civil war, declared war, vietnam war, korean war, gulf war, iraq war, war in afghanistan, war "
      .. "zone, war in syria, cold war, war in yemen, war veteran, theaters of war, nagorno-karabakh war, "
      .. "russo-ukrainian war",
    [2] = "war, warfare, wartime, invasion, battlefield, bombardment, front line",
    [1] = "army, troops, battle, soldier, enemy, tank, veteran",
  },
})
topic("20000065", {    -- civil unrest
  words = {
    [3] = "civil unrest, anti-government protest, tear gas, riot police, mass protests, clashes with police, rubber "
      .. "bullets, thousands of protesters, water cannon, street protest, protesters clash, protest march, "
      .. "protests against, protests in",
    [2] = "protest, protester, demonstrator, riot, rioter, uprising, unrest, demonstration, rioting, curfew, "
      .. "protested, rebellion, revolution, protesting, looting",
    [1] = "march, rally, crowd, clash, marched, blocked, demanding, streets",
  },
})
topic("20000070", {    -- coup d'etat
  words = {
    [3] = "coup d'etat, coup d'état, military coup, attempted coup, coup attempt, military takeover, military "
      .. "junta, failed coup",
    [2] = "coup, junta, putsch, overthrow, overthrown, ousted, toppled",
    [1] = "army, seized power, military, president",
  },
})
topic("20000071", {    -- massacre
  words = {
    [3] = "massacre, mass killing, mass grave, massacred, genocide",
    [2] = "slaughter, slaughtered, atrocities",
    [1] = "killed, victims, civilians, villagers",
  },
})
topic("20000073", {    -- peace process
  words = {
    [3] = "peace agreement, peace talks, peace process, peace deal, peacekeeping force, cease-fire, ceasefire, "
      .. "peace accord, prisoner exchange, truce, nuclear disarmament, prisoner swap, peace treaty, peacekeeper",
    [2] = "peacekeeping, disarmament, armistice, denuclearization, peace plan, mediator, reconciliation",
    [1] = "peace, negotiations, talks, envoy, agreement, mediation, withdraw, withdrawal",
  },
})
topic("20001377", {    -- war victims
  words = {
    [3] = "prisoners of war, civilian casualties, war victims, killed civilians, civilians were killed, war orphan, "
      .. "prisoner of war",
    [2] = "civilian, casualties",
    [1] = "prisoner, killed, wounded, displaced",
  },
})
topic("20001361", {    -- cyber warfare
  words = {
    [3] = "cyber warfare, cyber war, state-sponsored hackers",
    [2] = "cyberwarfare",
    [1] = "cyberattack, hackers",
  },
})

topic("17000000", {    -- weather
  words = {
    [3] = "heat wave, heatwave, cold snap, weather service, weather forecast, severe weather, extreme weather, "
      .. "winter storm, snow storm, snowstorm, meteorological agency, cold weather, hot weather, ice storm",
    [2] = "weather, meteorologist, snowfall, blizzard, rainfall, thunderstorm, temperatures, forecaster, "
      .. "meteorological, tornado, tropical storm, hurricane, typhoon, cyclone",
    [1] = "rain, snow, storm, degrees, celsius, fahrenheit, cold, heat, winds, winter, freezing, humidity, wind, "
      .. "sunny",
  },
})
topic("20001128", {    -- weather forecast
  words = {
    [3] = "weather forecast, weather bureau, national weather service, met office, forecasters said",
    [2] = "forecaster, meteorologist",
    [1] = "forecast, sunny, cloudy, showers",
  },
})
topic("20001129", {    -- weather phenomena
  words = {
    [3] = "heat wave, heatwave, winter storm, heavy snow, heavy rain, cold front, freezing rain, el nino, el niño, "
      .. "record temperatures, record high temperature, record heat, polar vortex",
    [2] = "snowfall, blizzard, thunderstorm, rainfall, drizzle, hail, fog, lightning, tornado, snowstorm, hailstorm",
    [1] = "rain, snow, storm, degrees, temperature, cold, heat, wind",
  },
})
topic("20001130", {    -- weather statistic
  words = {
    [3] = "coldest winter, hottest summer, hottest year, hottest month, temperature record, coldest day, hottest "
      .. "day, millimeters of rain, inches of snow, record rainfall",
    [2] = "rainfall, degrees celsius, degrees fahrenheit",
    [1] = "hottest, coldest, average, temperature",
  },
})
topic("20001131", {    -- weather warning
  words = {
    [3] = "storm warning, weather warning, flood warning, heat warning, red alert, hurricane warning, tornado "
      .. "warning, weather alert",
    [2] = "storm watch, evacuation order",
    [1] = "warning, alert, forecast",
  },
})
return rules
