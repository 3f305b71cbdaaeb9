-- genre.lua: what kind of piece an article is, as IPTC Genre NewsCodes, by what it says of itself.
--
-- Conservative: a genre is given for a marker (a section, a kicker in the headline, a standing phrase, a form), never for tone.
-- News (genre:Current) is given for a dateline or an agency, and only where nothing says otherwise; an article without any
-- marker has no genre.  A correction is no genre for the IPTC but a signal.

-- "Opinion: ..." or "Opinion | ..." at the beginning of a headline
local function kicker (words) return headline(regexp("^(" .. words .. ")\\s*([:|–—]|-\\s)")) end

local opinion = any {
  metadata { section = "opinion, comment, commentary, editorial, op ed, letters, columnist, column, viewpoint, voices" },
  metadata { genre = "opinion, comment, editorial, column" },
  kicker "opinion|comment|commentary|editorial|op-ed|viewpoint|letters?|letters? to the editor|column|guest column|my view",
  headline "letter/s to the editor",
  (note + body + byline) { any { "views expressed/ here/ in this, opinions expressed/ here/ in this, views are his own, views are her own, "
                           .. "views are the author's, opinions are the author's, opinions are her own, opinions are his own" } },
  (note + byline + credit) { any { "is a columnist, columnist for, writes a column, writes a weekly column, opinion editor" } },
}

local obituary = any {
  metadata { section = "obituary, obit, deaths" }, metadata { genre = "obituary" },
  kicker "obituary|obituaries|in memoriam",
  headline "obituary",
  all {
    different(2) {
      headline(regexp "\\b(dies|dead)\\b( at \\d+|, aged \\d+|,? \\d+$)"),
      lead(2)(near { "died, has died", "aged, age of, at the age, was/ 8, natural causes, long illness, short illness, in his sleep, in her sleep",
                     within = "sentence" }),
      body "is survived by, are survived by, survived by his, survived by her, predeceased by, leaves a wife, leaves a husband",
    },
    none { headline "shot, shooting, murder~, kill~, crash, attack, police, trial, stabb/ed/ing, bomb~" },
  },
}

local questions = at_least(3)(body(opening "Q:, Q., Question:"))

local interview = any {
  questions,
  metadata { section = "interview" }, metadata { genre = "interview" },
  kicker "interview|the interview|q ?& ?a|q and a|questions and answers|in conversation|five questions|ten questions",
  (headline + deck)(regexp "\\b(an interview with|in conversation with|q ?& ?a with|interviewed by)\\b"),
  lead(2) "this interview was/ edited, this interview has been, this conversation was, this conversation has been, edited and condensed",
}

local live = any {
  metadata { genre = "live coverage, live blog" },
  headline(regexp "(^live\\s*([:|–—]|-\\s)|\\blive (updates?|blog|coverage)\\b|\\bas it happened$|[–—-] live( updates)?$)"),
  at_least(4)(body(regexp "^\\[?\\d{1,2}[:.]\\d{2}\\s?(am|pm|a\\.m\\.|p\\.m\\.|GMT|BST|ET|EDT|EST|CET|CEST|UTC)\\b")),
}

local press_release = any {
  metadata { genre = "press release, news release" },
  (headline + deck + lead(2) + note + dateline) "for immediate release, embargoed until",
  (headline + deck + lead(1) + note)(regexp "^(press|news|media) release\\s*([:|–—-]|$)"),
  (lead(1) + dateline + byline + credit + note)(
    cased "PRNewswire, PR Newswire, BUSINESS WIRE, GLOBE NEWSWIRE, ACCESSWIRE, EIN Presswire, EurekAlert, Newswise"),
  all { (body + note)(opening "media contact, press contact, investor contact, news contact"), body(opening(cased "About")) },
  (body + note)(opening "###, # # #"),
}

local review = any {
  metadata { section = "reviews, review, film review, book review" }, metadata { genre = "review" },
  headline(regexp("(^(\\w+ )?review\\s*([:|–—]|-\\s)|\\breview\\s?[:–—-] "
    .. "|\\b(book|film|movie|album|theatre|theater|concert|restaurant|tv|game|opera|dance|exhibition) reviews?\\b)")),
}

local analysis = any { metadata { section = "analysis" }, metadata { genre = "analysis" }, kicker "analysis|news analysis|explainer" }
local fact_check = any { metadata { section = "fact check" }, kicker "fact[- ]?check(ing)?|fact[- ]focus|reality check" }
local fact_box = kicker "factbox|fact ?box|facts|key facts|timeline|explained in numbers"
local briefing = any { metadata { section = "news in brief, briefs, briefing" }, kicker "news in brief|in brief|briefs|briefing|morning briefing",
                       headline "news summary, news in brief, morning briefing, evening briefing" }
local planner = headline(regexp "^(daybook|the week ahead|diary of events|coming events)\\b|\\bnews schedule$")
local horoscope = headline "horoscope, your stars"

local correction = any {
  headline(regexp "^(correction|corrected|corrects|clarification|corrections and clarifications)\\b"),
  (lead(1) + note)(regexp "^\\(?(correction|corrected|corrects|clarification|clarifies)\\b\\s?[:;,)(–—]"),
  (note + lead(1)) "corrects paragraph, corrects headline, corrects spelling, corrects name, corrects date, corrects to",
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
        (note + body) { any { "an earlier version of this, a previous version of this, this article was amended, this story has been corrected, "
                              .. "this article has been corrected, this story was corrected" } } }

label { id = "genre:Current", score = 0.7,
        any { present(dateline), metadata { agency = "*" } },
        none { opinion, obituary, interview, live, press_release, review, analysis, fact_check, fact_box, briefing, planner, horoscope } }
