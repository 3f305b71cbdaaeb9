--- The element types: what a block or an annotation may be, and what a filter may name a function after.
--
-- One list for the whole program: the filter engine suggests from it, the core's numbers come from it, the manual's
-- table is made from it.

local M = {}

--- Block types, in the order a page shows them.
M.blocks = {
  { "Headline",  "the article's title" },
  { "Deck",      "the line or two under the headline" },
  { "Byline",    "who wrote it: \"By Ana Ruiz, NPA\"" },
  { "Dateline",  "where, when and by whom it was filed: \"LIMA, May 3 (NPA) -\"" },
  { "Paragraph", "a paragraph of the body" },
  { "Subhead",   "a heading within the body" },
  { "ListItem",  "one item of a list" },
  { "Blockquote", "a passage set off as a quotation" },
  { "Cell",      "one cell of a table" },
  { "Alt",       "what a picture shows, said for those who do not see it" },
  { "Caption",   "what is said under a picture" },
  { "Credit",    "whose picture it is: \"Photo by Jo Ito/NPA\"" },
  { "Note",      "editor's note, correction, contact line" },
}

--- Annotation types.
M.annotations = {
  { "Person",      "the name of a person or family, without title" },
  { "Place",       "the name of a country, region, town, facility" },
  { "Org",         "the name of an organisation; `subtype` \"metonym\" for a capital that stands for a government" },
  { "Nationality", "\"North Korean\", \"Britons\": people or things of a country" },
  { "Language",    "the name of a language" },
  { "Date",        "a day, month, year, range or relative date; `norm` is ISO 8601" },
  { "Age",         "the age of a person; `norm` is years" },
  { "Number",      "a count; `norm` is the value" },
  { "Money",       "a sum; `norm` is the amount, `unit` an ISO 4217 code" },
  { "Measure",     "a quantity with a unit: \"30 days\"; `norm` is the value, `unit` the unit" },
  { "Email",       "an e-mail address" },
  { "Phone",       "a telephone number" },
  { "Url",         "an address on the web" },
  { "Handle",      "a name on a social network: \"@anaruiz\"" },
  { "Address",     "a postal address" },
  { "Identifier",  "a number that names someone or something; `subtype` passport, case, card, iban ..." },
  { "Occupation",  "what a person does for a living" },
  { "Family",      "relatives named by their relation: \"his wife and their two children\"" },
  { "Health",      "an illness or state of health of somebody in the story: \"tuberculosis\", \"HIV-positive\"" },
  { "Religion",    "the faith of somebody in the story: \"a Jehovah's Witness\"" },
  { "Ethnicity",   "the people that somebody in the story belongs to: \"ethnic Uzbek\", \"a Rohingya\"" },
  { "Vehicle",     "the vehicle of somebody in the story: \"a silver Toyota Corolla\"; plates are identifiers" },
  { "Quote",       "quoted words with their marks; `subtype` said, scare or inner; `speaker` is an entity" },
  { "Redacted",    "a redaction that was already in the source: \"[name withheld]\", a black bar" },
  { "Link",        "a link of the source; `target` is where it leads" },
  { "Emphasis",    "words the source sets off; `rend` says how: italic, bold, underline ..." },
}

--- Functions a filter may define besides: once before and once after the elements.
M.document = { { "Meta", "the article's metadata, first" }, { "Document", "the whole article, last" } }

--- Annotations that say how the source looks, not what it says: the writer cuts them where they would cross something.
M.is_markup = { Link = true, Emphasis = true }

--- What is said of structure, by type of block: whole numbers, and what is true or false.
M.structure = {
  Subhead = { "level" }, ListItem = { "list", "depth", "ordered" }, Blockquote = { "group" },
  Cell = { "table", "row", "column", "rows", "columns", "header" }, Caption = { "figure", "table" }, Credit = { "figure" },
  Alt = { "figure" },
}

M.is_block, M.is_annotation, M.number, M.names = {}, {}, {}, {}

for _, row in ipairs(M.blocks) do M.is_block[row[1]] = true; M.names[#M.names + 1] = row[1] end
for i, row in ipairs(M.annotations) do
  M.is_annotation[row[1]] = true
  M.number[row[1]] = i
  M.names[#M.names + 1] = row[1]
end
for _, row in ipairs(M.document) do M.names[#M.names + 1] = row[1] end

return M
