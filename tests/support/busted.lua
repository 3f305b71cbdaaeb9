-- The busted command under whichever Lua runs this file; see tests/run.
require "busted.runner" { standalone = false }
