--- bluepencil: newspaper articles in, classified and redacted TEI out.
--
--     local bluepencil = require "bluepencil"
--     local pipeline = assert(bluepencil.pipeline { policy = "protect-private" })
--     local xml, message = pipeline:convert { path = "story.txt" }

local core = require "bluepencil.core"

local M = { version = core.version }

--- A pipeline for a set of options: see bluepencil.pipeline.
function M.pipeline (options) return require("bluepencil.pipeline").new(options) end

--- A document over a text: see bluepencil.document.
function M.document (...) return require("bluepencil.document").new(...) end

--- The document of a file or text, read and parsed but not yet annotated: see bluepencil.read.
function M.read (input, options) return require("bluepencil.read").read(input, options or {}) end

return M
