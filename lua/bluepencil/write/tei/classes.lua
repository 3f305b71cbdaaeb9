--- What the article is about, in the header: who classified, the vocabularies as far as they are used, and the classes.
--
--     <category xml:id="medtop.11000000" corresp="http://cv.iptc.org/newscodes/mediatopic/11000000">     the tree above what is used
--       <category xml:id="medtop.20000645" ...>
--     <catRef scheme="#mediatopics" target="#medtop.20000645" cert="high" resp="#by.classify.rules"/>
--
-- A label that may not be said, because its name is something struck, is left out with all that points to it.

local core = require "bluepencil.core"
local taxonomy = require "bluepencil.topic.taxonomy"
local value = require "bluepencil.write.tei.value"

local M = {}

-- The least scores that are high and medium certainty.  A score of rules is no probability, so no number is given out.
local high, medium = 0.8, 0.65

--- An id for XML: "medtop:20000645" is medtop.20000645; nil for what cannot be one.
local function id_of (prefix, text)
  local id = prefix .. (core.fold(text, "accents") or ""):gsub(":", "."):gsub("[^%w_.%-]", "-"):gsub("^[^%w]+", "")
  return #id < 80 and id:find "^%a[%w_.%-]*$" and id or nil
end

-- The vocabulary of a label: its id in the file, what it is called, where it is kept.
local function vocabulary_of (self, label, fixed)
  local scheme = fixed and taxonomy.scheme_of(label.id)
  if scheme then return { id = scheme.name, title = scheme.title, uri = scheme.uri, list = {} } end
  local name = type(label.scheme) == "string" and label.scheme ~= "labels" and self.secret:may_say(value.word(label.scheme))
  local id = name and id_of("scheme.", name)
  return id and { id = id, title = name, list = {} } or { id = "labels", list = {} }
end

-- Who gave a label, as an id and in words; nil when the name of the filter may not be said.
local function giver_of (self, source)
  local name, kind = tostring(source):match "^(.*):(.-)$"
  name = name and self.secret:may_say(name)
  if not name then return nil end
  if name == "model" then return id_of("by.model.", kind), ("classification by the trained model “%s”"):format(kind) end
  if kind == "rules" then return id_of("by.", name .. ".rules"), ("classification by the rules of the filter “%s”"):format(name) end
  if name == "filter" then return id_of("by.filter.", kind), ("classification by the filter “%s”"):format(kind) end
  return nil
end

--- The labels that can be said, by vocabulary.  Sets `self.classes` (list of vocabularies, the known ones first), `self.givers`
-- and `self.topics` (the Media Topics, for a supplied title).
function M.collect (self)
  local classes, by_id, givers, seen = {}, {}, {}, {}
  self.topics = {}
  for _, label in ipairs(self.doc.labels) do
    local fixed = taxonomy.scheme_of(label.id) and label.id:find "^%a+:[%w_%-]+$"
    local name = self.secret:may_say(label.name or label.id)
    local word = value.word(label.id)
    local id = fixed and id_of("", label.id) or word and id_of("label.", word)
    if name and id and not seen[id] and (fixed or self.secret:may_say(word)) then
      seen[id] = true
      local vocabulary = vocabulary_of(self, label, fixed)
      if not by_id[vocabulary.id] then by_id[vocabulary.id], classes[#classes + 1] = vocabulary, vocabulary end
      local by, said = giver_of(self, label.source)
      if by and not givers[by] then givers[by], givers[#givers + 1] = true, { id = by, said = said } end
      local row = { id = id, label = label.id, name = name, score = label.score or 1, by = by }
      local list = by_id[vocabulary.id].list
      list[#list + 1] = row
      if vocabulary.id == "mediatopics" then self.topics[#self.topics + 1] = row end
    end
  end
  table.sort(classes, function (a, b)
    if (a.uri ~= nil) ~= (b.uri ~= nil) then return a.uri ~= nil end
    if a.id == "mediatopics" or b.id == "mediatopics" then return a.id == "mediatopics" and a ~= b end
    return a.id < b.id
  end)
  self.classes, self.givers = classes, givers
end

--- respStmt of each that gave a label.
function M.write_givers (self, w)
  for _, giver in ipairs(self.givers) do
    w:open("respStmt"):element("resp", giver.said)
    w:element("name", "bluepencil (program)", "xml:id", giver.id):close()
  end
end

-- A vocabulary's used concepts with those above them, as a tree: list of { id, name, uri, list of the same }.
local function tree_of (self, vocabulary)
  local roots, nodes = {}, {}
  local function node_for (label, id, name)
    local node = nodes[label]
    if node then
      node.name = name
      return node
    end
    node = { id = id, name = name, uri = vocabulary.uri and taxonomy.uri(label) }
    nodes[label] = node
    local list, parent = roots, taxonomy.parent(label)
    if parent then
      local said, above = self.secret:may_say(taxonomy.name(parent)), id_of("", parent)
      if said and above then list = node_for(parent, above, said) end
    end
    list[#list + 1] = node
    return node
  end
  for _, row in ipairs(vocabulary.list) do node_for(row.label, row.id, row.name) end
  return roots
end

local function write_category (w, node)
  w:open("category", "xml:id", node.id, "corresp", node.uri):element("catDesc", node.name)
  for _, below in ipairs(node) do write_category(w, below) end
  w:close()
end

--- The taxonomies, inside classDecl.
function M.write_taxonomies (self, w)
  for _, vocabulary in ipairs(self.classes) do
    w:open("taxonomy", "xml:id", vocabulary.id)
    if vocabulary.uri then
      w:open("bibl"):element("title", vocabulary.title):text(" ")
      w:element("ref", vocabulary.uri, "target", vocabulary.uri):close()
    else
      w:element("desc", vocabulary.title or "labels of the filters that were run")
    end
    for _, node in ipairs(tree_of(self, vocabulary)) do write_category(w, node) end
    w:close()
  end
end

--- The classes, inside textClass: the surest first.
function M.write_references (self, w)
  for _, vocabulary in ipairs(self.classes) do
    for _, row in ipairs(vocabulary.list) do
      w:element("catRef", nil, "scheme", "#" .. vocabulary.id, "target", "#" .. row.id,
        "cert", row.score >= high and "high" or row.score >= medium and "medium" or "low", "resp", "#" .. (row.by or "bp"))
    end
  end
end

return M
