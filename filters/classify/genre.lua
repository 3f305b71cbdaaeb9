-- genre.lua: what kind of piece an article is, as IPTC Genre NewsCodes, by what it says of itself.
--
-- Conservative: a genre is given for a marker (a section, a kicker in the headline, a standing phrase, a form), never for tone.
-- News (genre:Current) is given for a dateline or an agency, and only where nothing says otherwise; an article without any
-- marker has no genre.  A correction is no genre for the IPTC but a signal.

-- Words with one of these signs behind each, for what begins a block: "Opinion: ...", "Opinion | ...".
local function with_signs (words, signs)
  local list = {}
  for word in words:gmatch "[^,]+" do
    for sign in signs:gmatch "%S+" do list[#list + 1] = word .. " " .. sign end
  end
  return exactly(table.concat(list, ", "))
end

-- "Opinion: ..." at the beginning of a headline
local function kicker (words, signs) return headline(opening(with_signs(words, signs or ": | – —"))) end

-- What the source says of the section or the kind of piece.
local function filed (words) return any { metadata { section = words }, metadata { genre = words } } end

local opinion = any {
  filed "opinion, comment, commentary, editorial, op ed, letters, columnist, column, viewpoint, voices",
  kicker("opinion, comment, commentary, editorial, op-ed, viewpoint, letter, letters, letter to the editor, letters to the editor, "
    .. "column, guest column, my view"),
  headline(exactly "letter to the editor, letters to the editor"),
  (note + body + byline)(exactly("views expressed are, views expressed here, views expressed in this, opinions expressed are, "
    .. "opinions expressed here, opinions expressed in this, views are his own, views are her own, views are the author's, "
    .. "opinions are the author's, opinions are her own, opinions are his own")),
  (note + byline + credit)(exactly "is a columnist, columnist for, writes a column, writes a weekly column, opinion editor"),
}

local obituary = any {
  filed "obituary, obit, deaths",
  kicker "obituary, obituaries, in memoriam", headline(exactly "obituary"),
  all {
    different(2) {
      headline(exactly "dies, dead at, dead aged, has died"),
      lead(2)(near { "died, has died", "aged, age of, natural causes, long illness, short illness, in his sleep, in her sleep",
                     within = "sentence" }),
      body(exactly "is survived by, are survived by, survived by his, survived by her, predeceased by, leaves a wife, leaves a husband"),
    },
    none { headline "shot, shooting, murder~, kill~, crash, attack, police, trial, stabb/ed/ing, bomb~" },
  },
}

local questions = at_least(3)(body(opening "Q:, Q., Question:"))

local interview = any {
  questions, filed "interview",
  kicker "interview, the interview, q&a, q & a, q and a, questions and answers, in conversation, five questions, ten questions",
  (headline + deck)(exactly "an interview with, in conversation with, q&a with, q & a with, interviewed by"),
  lead(2)(exactly("this interview was edited, this interview has been, this conversation was edited, this conversation has been, "
    .. "edited and condensed")),
}

-- "10:40 GMT The ferry is late."
local stamped = "^\\[?\\d{1,2}[:.]\\d{2}\\s?(am|pm|a\\.m\\.|p\\.m\\.|GMT|BST|ET|EDT|EST|CET|CEST|UTC)\\b"

local live = any {
  filed "live coverage, live blog",
  kicker "live", headline(exactly "live update, live updates, live blog, liveblog, live coverage, as it happened, – live, — live"),
  at_least(4)(body(regexp(stamped))),
}

local press_release = any {
  filed "press release, news release",
  (headline + deck + lead(2) + note + dateline)(exactly "for immediate release, embargoed until"),
  (headline + deck + lead(1) + note)(opening(with_signs("press release, news release, media release", ": | – —"))),
  (headline + deck + lead(1) + note)(opening(cased "PRESS RELEASE, NEWS RELEASE, MEDIA RELEASE")),
  (lead(1) + dateline + byline + credit + note)(
    cased "PRNewswire, PR Newswire, BUSINESS WIRE, GLOBE NEWSWIRE, ACCESSWIRE, EIN Presswire, EurekAlert, Newswise"),
  all { (body + note)(opening "media contact, press contact, investor contact, news contact"), body(opening(cased "About")) },
  (body + note)(opening "###, # # #"),
}

local reviewed = "book, film, movie, album, theatre, theater, concert, restaurant, tv, game, opera, dance, exhibition"
local function reviews ()
  local list = {}
  for what in reviewed:gmatch "%a+" do list[#list + 1] = what .. " review, " .. what .. " reviews" end
  return headline(exactly(table.concat(list, ", ")))
end

local review = any { filed "review, film review, book review", headline(with_signs("review", ": – —")), kicker "review", reviews() }
local analysis = any { filed "analysis", kicker "analysis, news analysis, explainer" }
local fact_check = any { filed "fact check", kicker "fact check, fact-check, fact checking, fact focus, reality check" }
local fact_box = kicker("factbox, fact box, facts, key facts, timeline", ": | – — -")
local briefing = any { filed "news in brief, briefs, briefing", kicker "news in brief, in brief, briefs, briefing, morning briefing",
                       headline(exactly "news summary, news in brief, morning briefing, evening briefing") }
local planner = any { headline(opening "daybook, the week ahead, diary of events, coming events"), headline(exactly "news schedule") }
local horoscope = headline "horoscope, your stars"

local correction = any {
  headline(opening "correction, corrected, corrects, clarification, corrections and clarifications"),
  (lead(1) + note)(opening(with_signs("correction, corrected, corrects, clarification, clarifies", ": ; – — -"))),
  (lead(1) + note)(opening "(correction, (corrected, (corrects, (clarification, (clarifies"),
  (note + lead(1))(exactly "corrects paragraph, corrects headline, corrects spelling, corrects name, corrects date, corrects to"),
}

label { id = "genre:Opinion", score = 0.85, opinion }
label { id = "genre:Obituary", score = 0.85, obituary }
label { id = "genre:Interview", score = 0.85, interview }
label { id = "genre:Question_and_Answer_Session", score = 0.9, questions }
label { id = "genre:LiveCoverage", score = 0.9, live }
label { id = "genre:Press_Release", score = 0.9, press_release }
label { id = "genre:Review", score = 0.8, review }
label { id = "genre:Analysis", score = 0.8, analysis }
label { id = "genre:Fact_Check", score = 0.9, fact_check }
label { id = "genre:ListingOfFacts", score = 0.8, fact_box }
label { id = "genre:Summary", score = 0.8, briefing }
label { id = "genre:Daybook", score = 0.8, planner }
label { id = "genre:horoscope", score = 0.9, horoscope }
label { id = "sig:correction", score = 0.85, correction }

-- A later note that something was wrong: the article is a corrected one.
label { id = "sig:correction", score = 0.7,
        (note + body)(exactly("an earlier version of this, a previous version of this, this article was amended, this story has been "
          .. "corrected, this article has been corrected, this story was corrected")) }

label { id = "genre:Current", score = 0.7,
        any { present(dateline), metadata { agency = "*" } },
        none { opinion, obituary, interview, live, press_release, review, analysis, fact_check, fact_box, briefing, planner, horoscope } }
