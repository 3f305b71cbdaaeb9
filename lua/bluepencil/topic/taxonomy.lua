--- The vocabularies that labels come from: IPTC Media Topics, IPTC genres, and what else has a fixed meaning.
--
-- A scheme has a prefix (`medtop:20000645`), an address for its ids, and a file of concepts where one is shipped
-- (data/taxonomies/).  A file is read when the first of its ids is asked for (2 ms).  An id of no known scheme is an editor's own.

local core = require "bluepencil.core"
local paths = require "bluepencil.paths"
local suggest = require "bluepencil.suggest"

local M = {}

--- The known schemes by prefix: `name` (as in `label.scheme`), `title`, `uri` (an id's part behind the prefix follows), `file`.
M.schemes = {
  medtop = { name = "mediatopics", title = "IPTC Media Topics", uri = "http://cv.iptc.org/newscodes/mediatopic/",
             file = "taxonomies/mediatopics.tsv" },
  genre = { name = "genre", title = "IPTC Genre NewsCodes", uri = "http://cv.iptc.org/newscodes/genre/", file = "taxonomies/genre.tsv" },
  sig = { name = "signal", title = "IPTC Signal NewsCodes", uri = "http://cv.iptc.org/newscodes/signal/",
          concepts = { ["sig:correction"] = { name = "correction", top = "sig:correction" } } },
}

-- The concepts of a scheme: id -> { parent, top, name }.
local function concepts_of (scheme)
  if scheme.concepts then return scheme.concepts end
  scheme.concepts = {}
  local path = paths.data(scheme.file)
  if not path then return scheme.concepts end
  for line in io.lines(path) do
    local id, parent, top, name = line:match "^(%w+:[%w_%-]+)\t([^\t]*)\t([^\t]*)\t([^\t]+)"
    if id then scheme.concepts[id] = { parent = parent ~= "" and parent or nil, top = top ~= "" and top or id, name = name } end
  end
  return scheme.concepts
end

--- The scheme of an id, or nil for an editor's own.
function M.scheme_of (id)
  return type(id) == "string" and M.schemes[id:match "^(%a+):" or ""] or nil
end

local function concept (id)
  local scheme = M.scheme_of(id)
  return scheme and concepts_of(scheme)[id]
end

--- The name of a concept, or nil.
function M.name (id)
  local c = concept(id)
  return c and c.name
end

--- The id of the top concept above one, or nil.
function M.top (id)
  local c = concept(id)
  return c and c.top
end

--- The id of the concept next above one, or nil.
function M.parent (id)
  local c = concept(id)
  return c and c.parent
end

--- The address of a concept, or nil for an editor's own id.
function M.uri (id)
  local scheme = M.scheme_of(id)
  return scheme and scheme.uri .. id:match ":(.*)$"
end

local function lower (s) return core.fold(s, "case") or s end

-- The concept that an unknown id may have meant: one digit or letter away, or the one whose name was given for the id.
local function near (id, scheme)
  local list, meant = {}, lower(id:match ":(.*)$")
  for known, c in pairs(concepts_of(scheme)) do
    if lower(c.name) == meant then return known end
    if #known == #id or scheme.name ~= "mediatopics" then list[#list + 1] = known end
  end
  table.sort(list)
  return suggest.nearest(id, list)
end

--- Whether an id may be used: one of a known scheme must be in it.
-- @treturn true | nil, message
function M.check (id)
  local scheme = M.scheme_of(id)
  if not scheme or concepts_of(scheme)[id] or next(concepts_of(scheme)) == nil then return true end
  local other = near(id, scheme)
  return nil, ("%s is not in use in the %s%s"):format(id, scheme.title,
    other and ("; did you mean %s (%s)?"):format(other, M.name(other)) or "")
end

return M
