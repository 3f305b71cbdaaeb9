-- Lua 5.4 is the widest: what the pandoc plugin loads keeps to 5.3, and the 5.3 build's specs say so.
std = "lua54"
max_line_length = 150                -- 120 is the aim; a table may read better a little wider
files["tests/"] = { std = "lua54+busted" }
-- Filters define globals named after elements and find the helpers in their environment.
files["filters/"] = {
  std = "lua54", allow_defined_top = true, ignore = { "131" },
  read_globals = { "redact", "keep", "policy", "use_policy", "label", "gazetteer", "include", "ctx", "lpeg", "re",
    "any", "all", "none", "near", "outside", "at_least", "at_most", "different", "exactly", "cased", "stem", "regexp",   -- of label{...}
    "found", "metadata", "present", "opening", "headline", "deck", "subhead", "lead", "body", "caption", "byline", "dateline", "credit",
    "note", "anywhere" },
}
exclude_files = { "build/", "demo-output/" }
files["integrations/pandoc/"] = { globals = { "Pandoc", "Reader", "Writer", "Doc" },
  read_globals = { "pandoc", "PANDOC_SCRIPT_FILE", "PANDOC_STATE", "PANDOC_DOCUMENT" } }
