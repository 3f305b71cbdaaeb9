--- Words for relatives, and what may stand between them and the one they belong to.

local set = require("bluepencil.cues.words").set

local M = {}

M.relative = set [[wife husband partner spouse mother father mom mum dad parents parent son sons daughter daughters child
  children kids kid baby babies sister sisters brother brothers sibling siblings twin twins niece nieces nephew nephews
  aunt aunts uncle uncles cousin cousins grandmother grandfather grandparents grandson grandsons granddaughter
  granddaughters grandchildren grandchild widow widower fiance fiancee fiancé fiancée girlfriend boyfriend stepfather
  stepmother stepson stepdaughter stepchildren mother-in-law father-in-law in-laws family relatives household infant
  toddler newborn]]
-- Alone these say little ("his family"), so a possessive must stand before them.
M.minor = set [[son sons daughter daughters child children kids kid baby babies niece nieces nephew nephews grandson grandsons
  granddaughter granddaughters grandchildren grandchild stepson stepdaughter stepchildren infant toddler newborn]]
M.household = "family relatives household in-laws"
M.plain = set "family relatives household"
-- Between the possessive and the noun: "two", "eldest", "late".
M.adjective = set [[two three four five six seven eight nine ten eleven twelve own young younger youngest old older oldest elder
  eldest little small late former ex first second third only unborn newborn adult teenage teenaged infant pregnant ailing
  elderly disabled sick surviving adopted foster extended immediate entire whole estranged common law common-law then now
  twin other grown beloved dead immediate]]
-- Those who lead to a workplace: "his manager at the X clinic".
M.workplace = set [[manager boss supervisor employer foreman colleague colleagues coworker coworkers job shift post position desk
  office shop restaurant workplace]]

return M
