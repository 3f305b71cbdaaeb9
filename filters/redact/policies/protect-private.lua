-- protect-private: strike who is private, keep who acts in public.  The default.
-- Every field is explained in filters/redact/README.md.
return {
  name = "protect-private",
  description = "Protects private and vulnerable people and their families; keeps whoever acts in a public role.",

  protect = {
    roles = { "private" },
    kinds = { "victim", "witness", "accused", "patient", "minor", "refugee", "defector", "relative" },
    vulnerable = true,
    family = true,
  },
  keep = { roles = { "public" } },
  unsure = "strike",
  recall = 1,
  contacts = "not public",

  operators = {
    Person = "label",
    Email = "remove", Phone = "remove", Handle = "remove", Url = "remove", Address = "remove", Identifier = "remove",
  },
  links = {
    age = "band",
    home = "generalise",
    family = "generalise",
    occupation = "generalise",
    workplace = "generalise",
    nationality = "keep",
    event_date = "year",
    event_place = "generalise",
    school = "generalise",
    vehicle = "generalise",
    health = "keep",                       -- as nationality: without it there is often no story
    religion = "keep",
    ethnicity = "keep",
    contact = "remove",
    identifier = "remove",
  },

  keep_list = {},
  protect_list = {},
}
