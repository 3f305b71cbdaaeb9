-- listed-only: strike the people on the protect-list and what leads to them, and nobody else.
-- For requests to take one person out of an archive: extend it, and name the person.
return {
  extends = "protect-private",
  name = "listed-only",
  description = "Protects the people on the protect-list and nobody else.",

  protect = { roles = { "listed" }, kinds = {}, vulnerable = false, family = false },
  keep = { roles = {} },
  unsure = "keep",
  doubt = "keep",
  contacts = "protected",
}
