-- protect-all: strike every person's name, and what leads to them.
return {
  extends = "protect-private",
  name = "protect-all",
  description = "Protects everybody who is named, in whatever role; all contact details and identifiers go.",

  protect = { roles = { "all" } },
  keep = { roles = {} },
  contacts = "all",
  recall = 1.5,
  perhaps_person = 0.03,
}
