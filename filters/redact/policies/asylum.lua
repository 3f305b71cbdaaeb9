-- asylum: strike who asks for protection, or fled, and what a reader in the country they left could know them by.
-- The article can be read there: family, home, route and dates go as well as the name.
return {
  extends = "protect-private",
  name = "asylum",
  description = "Protects refugees, asylum seekers and defectors, their families, homes, routes and dates; anonymous sources too.",

  protect = {
    roles = { "private" },
    kinds = { "refugee", "defector", "victim", "witness", "source", "minor", "relative", "patient", "accused" },
    vulnerable = true,
    family = true,
  },
  keep = { roles = { "public" } },
  unsure = "strike",
  doubt = "strike",                        -- a known activist who fled is in danger all the same
  contacts = "not public",
  recall = 1.5,

  links = {
    age = "band",
    home = "generalise",
    family = "generalise",
    occupation = "remove",                 -- one engineer in a village is enough
    workplace = "generalise",
    nationality = "keep",                  -- without it there is no story; "remove" where the group is small
    event_date = "decade",
    event_place = "generalise",
    health = "generalise",
    religion = "generalise",               -- "a religious group" keeps the sense, and who persecutes knows its members
    ethnicity = "generalise",
  },
  rules = {
    { link = "family", kinds = { "refugee", "defector" }, operator = "remove", why = "the number of children is known at home" },
  },
}
