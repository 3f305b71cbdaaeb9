--- Names by the statistical tagger of the core: its model and the shipped gazetteer, loaded once when first asked for.
--
-- The tagger sees the text and nothing else: bylines, titles and what the article says twice in other words are the
-- rules' and the vote's business.  Cost: under half a microsecond a token, two with the tables that Lua gets.

local core = require "bluepencil.core"
local gazetteer = require "bluepencil.gazetteer"
local options = require "bluepencil.options"
local paths = require "bluepencil.paths"

local M = {}

local types = { "Person", "Place", "Org" }

local defaults = {
  recall = 0.75,    -- taken off the score of "no name"; more finds more, wrongly more often; M.recall for policies
  scores = true,    -- probabilities of the last look in `score`; without, of the first, and faster
}

--- The setting of `recall` for those who would rather hide too much; its figures are in data/models/names.md.
M.recall = 2

local tagger

--- Load a model instead of the shipped one.
-- @tparam string path
-- @treturn true | nil, message, code
function M.load (path)
  local loaded, message, code = core.tagger_load(path)
  if not loaded then return nil, ("%s: not loaded as a model of names: %s"):format(path, message), code end
  tagger = loaded
  return true
end

--- Whether the shipped model is there and whole; it is loaded on the way.
-- @treturn true | nil, message, code
function M.ready ()
  if tagger then return true end
  local path = paths.data("models/names.model")
  if not path then
    return nil, "the model of names, data/models/names.model, was not found beside the program: 'make model' learns it", "data"
  end
  return M.load(path)
end

--- The model itself, loaded when first asked for; nil, message, code where there is none.
function M.model ()
  local ok, message, code = M.ready()
  if not ok then return nil, message, code end
  return tagger
end

--- How eager to be under some options: what is taken off the score of "no name".
function M.recall_of (given) return given and given.recall or defaults.recall end

--- Names in a document, in text order, disjoint, none across a sentence's edge.
-- @tparam document doc  anything with `index`, a core document
-- @tparam[opt] table given  `recall` (number, default 0.75), `scores` (boolean, default true)
-- @treturn table  list of { first, last, type = "Person" | "Place" | "Org", score, source = "name:tagger", person }; `score`
--   is the probability of the type, `person` that of a person somewhere in it, 0 to 1
-- @return nil, message, code when there is no model or no gazetteer
-- @raise on an unknown option
function M.tag (doc, given)
  local opts = given and options.merge(defaults, given) or defaults
  local ok, message, code = M.ready()
  if not ok then return nil, message, code end
  local lists
  lists, message, code = gazetteer.shipped()
  if not lists then return nil, message, code end
  local flat, person = tagger:tag(doc.index, lists, opts.recall, opts.scores)
  local found = {}
  for i = 1, #flat, 4 do
    found[#found + 1] = {
      first = flat[i], last = flat[i + 1], type = types[flat[i + 2]], score = flat[i + 3],
      source = "name:tagger", person = person[(i + 3) // 4],
    }
  end
  return found
end

--- Where the model comes from: data, settings and scores, as `bluepencil train` noted them.
-- @treturn string | nil, message, code
function M.note ()
  local ok, message, code = M.ready()
  if not ok then return nil, message, code end
  return tagger:note()
end

return M
