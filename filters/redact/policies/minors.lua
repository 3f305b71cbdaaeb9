-- minors: strike children, their families and schools; adults whose role the article shows, and who are no relatives, stay.
-- Who is neither shown to be an adult nor a child is struck and flagged.
return {
  extends = "protect-private",
  name = "minors",
  description = "Protects everybody under 18 with family, home and school; adults whose role is known stay.",

  protect = { roles = {}, kinds = { "minor" }, vulnerable = false, family = true },
  keep = { roles = { "public" } },
  unsure = "review",
  doubt = "review",
  contacts = "not public",

  links = {
    age = "band",                          -- "a minor"; of a relative the decade
    home = "generalise",
    family = "generalise",
    workplace = "generalise",              -- of a teacher the school
    school = "generalise",
    health = "generalise",
    religion = "generalise",
    ethnicity = "generalise",
    event_date = "year",
    event_place = "generalise",
  },
  rules = {
    { link = "occupation", kinds = { "minor" }, operator = "remove", why = "what a child does leads to school or club" },
    { link = "event_date", kinds = { "victim" }, operator = "remove", why = "the day of a crime against a child leads to it" },
  },
}
