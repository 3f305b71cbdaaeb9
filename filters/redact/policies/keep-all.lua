-- keep-all: strike nothing.  For the archive's closed copy, where everything is marked up and nothing removed.
return {
  name = "keep-all",
  description = "Keeps everything; for a closed archive.",
  keep = { roles = { "all" } },
  unsure = "keep",
  contacts = "none",
}
