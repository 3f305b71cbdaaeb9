--- TEI P5: a header that an archivist can use and a body with names, dates, numbers, speech and redactions.
--
-- Valid against the project's schema (data/schema/bluepencil.rng), and so against tei_all, whatever the annotations; what
-- fails that check is withheld.  The schema is loaded once, on first use.

local body = require "bluepencil.write.tei.body"
local core = require "bluepencil.core"
local header = require "bluepencil.write.tei.header"
local marked_of = require "bluepencil.write.tei.options".of
local options = require "bluepencil.options"
local paths = require "bluepencil.paths"
local register = require "bluepencil.write.tei.register"
local secret = require "bluepencil.write.secret"

local M = { name = "tei", extension = "xml" }

--- Fields of `options.write`.
M.defaults = {
  authority = "unspecified archive",   -- who keeps the file
  archive_id = options.none,           -- the article's number there; default: the stem of the source's name
  status = "restricted",               -- TEI's word for availability: free, unknown, restricted
  availability = "",                   -- a sentence on it; a standard one when empty
  licence = "",                        -- text or address
  language = options.none,             -- of the article, as in BCP 47; default: what the reader found, else English
  date = options.none,                 -- of this run, YYYY-MM-DD; default: today
  indent = 2,                          -- spaces a level; 0: everything on one line
}

local statuses = { free = true, unknown = true, restricted = true }

-- Elements that hold elements only: each child stands on a line of its own.
local containers = {
  "TEI", "teiHeader", "fileDesc", "titleStmt", "respStmt", "publicationStmt", "availability", "sourceDesc", "biblStruct",
  "analytic", "monogr", "imprint", "encodingDesc", "editorialDecl", "classDecl", "taxonomy", "category", "appInfo", "profileDesc",
  "textClass",
  "particDesc", "listPerson", "person", "listRelation", "listOrg", "settingDesc", "listPlace", "revisionDesc",
  "text", "body", "div", "figure", "list", "quote", "table", "row",
}

-- A pointer that is left out may bring another one in its place: see body.lua.
local rewrites_max = 4

local schema

--- The project's schema.
-- @treturn schema | nil, message, code
function M.schema ()
  if schema then return schema end
  local path, message, code = paths.data("schema/bluepencil.rng")
  if not path then return nil, message, code end
  schema, message, code = core.schema(path)
  return schema, message, code
end

local language_form = "^%a%a%a?%f[%A][%w%-]*$"

local function settings (given, doc)
  local merged = options.merge(M.defaults, given.write, "writer option")
  local found = doc.meta.language
  merged.language = merged.language or type(found) == "string" and found:find(language_form) and found or "en"
  if not statuses[merged.status] then error("writer option 'status' is free, unknown or restricted", 3) end
  if not merged.language:find(language_form) then error("writer option 'language' is a code such as 'en'", 3) end
  merged.date = merged.date or os.date("!%Y-%m-%d")
  if not merged.date:find("^%d%d%d%d%-%d%d%-%d%d$") then error("writer option 'date' is YYYY-MM-DD", 3) end
  return merged
end

--- The bytes of a document, and the pointers in it that lead nowhere.
local function compose (doc, opts, marked, gone)
  local w = core.tei_writer { indent = opts.indent, containers = containers }
  local id_of = register.ids(doc, marked)
  local hidden = secret.of(doc)
  local body_writer = body.new(doc, w, marked, id_of, gone, hidden)
  w:open("TEI", "xmlns", "http://www.tei-c.org/ns/1.0", "xml:lang", opts.language)
  header.write({
    doc = doc, body = body_writer, marked = marked, id_of = id_of, struck = body_writer.plan.struck, secret = hidden,
    options = opts,
  }, w)
  body_writer:write()
  return w:close():finish(), body_writer:dangling()
end

--- The TEI of a document.
-- @tparam Document doc  its `edits` are applied; `doc.tei` says what is marked up
-- @tparam[opt] table given  the pipeline's options: `write` (see `defaults`), `validate`
-- @treturn string bytes | nil, message, code
function M.write (doc, given)
  given = given or {}
  local opts = settings(given, doc)
  local marked = marked_of(doc)
  local bytes, dangling = compose(doc, opts, marked)
  local gone = {}
  for _ = 1, rewrites_max do
    if not dangling then break end
    for quote, pieces in pairs(dangling) do gone[quote] = pieces end
    bytes, dangling = compose(doc, opts, marked, gone)
  end
  if given.validate == false then return bytes end
  local valid_against, message, code = M.schema()
  if not valid_against then return nil, message, code end
  local ok, what, _, line = valid_against:validate(bytes)
  if not ok then
    local place = line and (" (line %d)"):format(line) or ""
    return nil, ("the TEI made would not be valid%s: %s"):format(place, what), "invalid"
  end
  return bytes
end

return M
