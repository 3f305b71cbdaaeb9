-- tei: what the TEI marks up.  Copy this folder, change a true to false, and give the copy with --filter:
-- since it is called "tei" it takes the place of the shipped one.
--
-- Leaving something out here takes only the markup away: the text stays, and so does every redaction.

name = "tei"

local mark = {
  person      = true,     -- persName
  place       = true,     -- placeName
  org         = true,     -- orgName
  nationality = true,     -- rs type="nationality"
  language    = true,
  occupation  = true,
  family      = true,     -- "his wife and their two children"
  date        = true,     -- date when="2019-03-22"
  age         = true,
  number      = true,     -- num value="33000"
  money       = true,     -- measure with its currency
  measure     = true,     -- measure with its unit
  contact     = true,     -- e-mail, telephone, web, social network, postal address
  trait       = true,     -- health, religion, ethnicity, vehicle of somebody in the story
  identifier  = true,     -- passport, case number, card ...
  redacted    = true,     -- redactions that the source already had
  other       = true,     -- types that filters declare
  quotes      = true,     -- said, q and soCalled
  links       = true,     -- ref with the target of a link of the source, where nothing struck is in it
  emphasis    = true,     -- hi: italics and the like of the source
  pictures    = true,     -- graphic with the address of a picture of the source
  registers   = true,     -- lists of persons, organisations and places in the header, and the references to them
  sentences   = false,    -- s around every sentence
  words       = false,    -- w and pc for every word and punctuation mark: large files
}

-- A filter that ran before may have set some of these for this article: its wish counts.
function Document (doc)
  doc.tei = doc.tei or {}
  for what, wanted in pairs(mark) do
    if doc.tei[what] == nil then doc.tei[what] = wanted end
  end
end
