-- hipaa-safe-harbor: the eighteen identifiers of 45 CFR 164.514(b)(2), of the person, relatives, employers and household.
-- filters/redact/README.md goes through them one by one and says which a text alone cannot hold.
return {
  extends = "protect-all",
  name = "hipaa-safe-harbor",
  description = "Strikes the eighteen identifiers of the HIPAA Safe Harbor rule: names, geography below the state, dates except the year, "
    .. "ages over 89, contacts and identifying numbers.",

  protect = { roles = { "all" }, vulnerable = true, family = true },
  keep = { roles = {} },
  unsure = "strike",
  doubt = "strike",
  contacts = "all",
  wide_places = { "country", "region" },   -- (B) geography below the state goes; states stay

  operators = {
    Person = "label",                      -- (A)
    Email = "remove", Phone = "remove", Url = "remove", Handle = "remove", Address = "remove", Identifier = "remove",
  },
  links = {
    age = "keep",                          -- (C) ages up to 89 stay: see the rules
    home = "generalise", event_place = "generalise",
    event_date = "year",                   -- (C) all of a date but its year
    family = "keep",                       -- names of relatives go under (A); that there are some may stay
    occupation = "keep",                   -- not among the eighteen; a rare one may still identify
    workplace = "generalise",              -- employers are named in the rule
    nationality = "keep",
    school = "generalise",                 -- as an employer
    vehicle = "keep",                      -- its numbers are identifiers; a make is none of the eighteen
    health = "keep", religion = "keep", ethnicity = "keep",
    contact = "remove", identifier = "remove",
  },
  rules = {
    { type = "Age", over = 89, anyone = true, operator = "band", why = "ages over 89 become one class" },
    { link = "event_date", precision = { "year" }, operator = "keep", why = "a year may stay" },
  },
}
