--- The registers of the header: persons, organisations, places and what ties them.
--
-- A protected person's entry holds the pseudonym and nothing else that was struck: no age, home, family, job, no reason in
-- the article's words.  Every string is asked of secret.lua first.  Of an entity with no name left to say, the entry says
-- so ("withheld").

local value = require "bluepencil.write.tei.value"

local M = {}

local prefixes = { Person = "pers", Group = "pers", Org = "org", Place = "pl" }

--- The xml:id of each entity that gets an entry: its own id where that is a name no other has.
-- @treturn table entity -> id
function M.ids (doc, marked)
  local id_of, taken = {}, {}
  if not marked.registers then return id_of end
  for _, entity in ipairs(doc.entities) do
    local prefix = prefixes[entity.type]
    local id = prefix and type(entity.id) == "string" and entity.id or ""
    if prefix and #id < 40 and id:find("^" .. prefix .. "%.%d+$") and not taken[id] then
      taken[id] = true
      id_of[entity] = id
    end
  end
  return id_of
end

--- Whether every mention of an entity is struck, and the edit of the first.
local function withheld (entity, struck)
  local first
  -- a country that is only inferred goes with the nationality or capital it was inferred from
  for _, a in ipairs(entity.inferred and entity.from or entity.mentions or {}) do
    if not struck[a] then return false end
    first = first or struck[a]
  end
  return first ~= nil, first
end

--- "[a small town]" -> "a small town"
local function bare (text)
  return (text:gsub("^%s*%[", ""):gsub("%]%s*$", ""))
end

--- What an entity is called in this edition, and the type of that name: nil, "pseudonym" or "withheld".
local function name_of (self, entity)
  if entity.protected then
    return bare(self.secret:may_say(entity.pseudonym) or "withheld"), entity.pseudonym and "pseudonym" or "withheld"
  end
  local all_struck, edit = withheld(entity, self.struck)
  if all_struck and edit then
    local own = edit.annotation and edit.annotation.entity == entity
    return own and bare(self.secret:may_say(edit.replacement) or "withheld") or "withheld", "withheld"
  end
  local name = self.secret:may_say(entity.name)
  if not name or name == "" then return "withheld", "withheld" end
  return name, nil
end

--- As `name_of`, for other writers: name, "pseudonym" | "withheld" | nil.
-- @tparam table self  `struck`, `secret`
M.name = name_of

local function ref (self, entity)
  local id = entity and self.id_of[entity]
  return id and "#" .. id
end

-- ---- persons ------------------------------------------------------------------------------------------------------------

local part_order = { "role", "forename", "given", "middle", "link", "surname", "family", "generation" }
local part_element = {
  role = "roleName", forename = "forename", given = "forename", middle = "forename", link = "nameLink", surname = "surname",
  family = "surname", generation = "genName", suffix = "genName",
}

--- forename and surname in the order of the name, when the parts say all of it.
local function write_parts (self, w, entity, name)
  local found = {}
  for _, key in ipairs(part_order) do
    local part = entity.parts and entity.parts[key]
    if type(part) == "string" and part ~= "" and self.secret:may_say(part) then
      local at = name:find(part, 1, true)
      if at then found[#found + 1] = { at = at, stop = at + #part - 1, element = part_element[key] } end
    end
  end
  table.sort(found, function (a, b) return a.at < b.at end)
  local pos = 1
  w:open("persName")
  for _, part in ipairs(found) do
    if part.at >= pos then
      w:text(name:sub(pos, part.at - 1)):element(part.element, name:sub(part.at, part.stop))
      pos = part.stop + 1
    end
  end
  w:text(name:sub(pos)):close()
end

--- The first annotation of a kind that is tied to a person and may be said: its text.
local function linked (self, entity, link)
  for _, a in ipairs(entity.links or {}) do
    if a.link == link and not self.struck[a] then
      local text = self.secret:may_say(a:text())
      if text then return text, a end
    end
  end
end

local function sentence (text)
  text = text:gsub("^%l", string.upper)
  return text:find("[.!?]$") and text or text .. "."
end

--- Why a person is protected or kept, in a sentence.
local function decision (self, entity)
  if entity.protected then
    local kind = value.word(entity.kind) and self.secret:may_say(entity.kind)      -- the trade itself may have been struck
    return kind and ("Protected: identity withheld. Appears as %s."):format(kind)
      or "Protected: identity withheld."
  end
  local evidence = entity.evidence and entity.evidence[1]
  local why = evidence and self.secret:may_say(evidence.why)
  if entity.vulnerable and self.secret:is_empty() then
    return "To be protected: " .. (why or entity.kind or "vulnerable")
  end
  if entity.role == "public" then return "Kept: " .. (why or entity.kind or "public role") end
  if why then return ("Role %s: %s"):format(entity.role or "unknown", why) end
end

local function write_person (self, w, entity)
  local is_protected = entity.protected
  local ana = (is_protected or entity.vulnerable) and "#prot.vulnerable" or entity.role == "public" and "#prot.public" or nil
  local name, kind = name_of(self, entity)
  w:open("person", "xml:id", self.id_of[entity], "ana", ana)
  if kind then w:element("persName", name, "type", kind)
  else write_parts(self, w, entity, name) end
  if not is_protected then
    local _, age = linked(self, entity, "age")
    local years = age and value.number(age.norm)
    if years then w:element("age", years, "when", self.article_date, "cert", value.cert(age.cert), "resp", age.cert and "#bp") end
  end
  local nationality, of = linked(self, entity, "nationality")
  if nationality then w:element("nationality", nationality, "ref", ref(self, of.entity)) end
  if not is_protected then
    local home, place = linked(self, entity, "home")
    if home then
      w:open("residence")
      if place.type == "Place" then w:element("placeName", home, "ref", ref(self, place.entity)) else w:text(home) end
      w:close()
    end
    local occupation = linked(self, entity, "occupation") or self.secret:may_say(entity.occupation)
    if type(occupation) == "string" then w:element("occupation", occupation)
    elseif entity.role == "public" and value.word(entity.kind) then
      w:element("occupation", entity.kind, "cert", "medium", "resp", "#bp")
    end
    local workplace, org = linked(self, entity, "workplace")
    if not workplace and entity.org then
      local org_name, withheld_name = name_of(self, entity.org)
      if not withheld_name then workplace, org = org_name, { entity = entity.org } end
    end
    if workplace then w:element("affiliation", workplace, "ref", ref(self, org.entity)) end
  end
  local why = decision(self, entity)
  if why then w:element("note", sentence(why), "type", "decision") end
  w:close()
end

--- The person whose family a group is, or nil.
local function head_of (self, entity)
  if entity.person then return entity.person end
  for _, r in ipairs(self.doc.relations) do
    if r.name == "family" and r.mutual then
      local one, other = r.mutual[1], r.mutual[2]
      if one == entity and other and other.type == "Person" then return other end
      if other == entity and one.type == "Person" then return one end
    end
  end
end

--- A family, or another group of people without names.
local function write_group (self, w, entity)
  local head = head_of(self, entity)
  local is_protected = entity.protected or (head and head.protected)
  w:open("personGrp", "xml:id", self.id_of[entity],
    "ana", (is_protected or entity.vulnerable or (head and head.vulnerable)) and "#prot.vulnerable" or nil)
  w:open("p")
  if is_protected then
    w:text("family of " .. (head and head.protected and bare(self.secret:may_say(head.pseudonym) or "a protected person")
      or "a protected person") .. "; composition withheld")
  else
    local name, kind = name_of(self, entity)
    w:text(kind and "a group of people; name withheld" or self.secret:may_say(entity.described) or name)
    if head and self.id_of[head] then
      local head_name = name_of(self, head)
      w:text("; family of "):element("ref", head_name, "target", ref(self, head))
    end
  end
  w:close():close()
end

--- Pointers to entities of the register, or nil when one of them is not there.
local function pointers (self, entities)
  local list = {}
  for _, entity in ipairs(entities) do
    local pointer = ref(self, entity)
    if not pointer or not (entity.type == "Person" or entity.type == "Group") then return nil end
    list[#list + 1] = pointer
  end
  return list[1] and table.concat(list, " ")
end

-- Relations that may be said of a protected person: they name no relative.
local is_harmless = { counsel = true, lawyer = true, family = true }

--- The name of a relation when it may be said, or nil.
function M.relation (r)
  local is_protected = false
  for _, entity in ipairs(r.mutual or { r.active, r.passive }) do is_protected = is_protected or entity.protected end
  local name = value.word(r.name)
  return (not is_protected or is_harmless[name]) and name or nil
end

local function write_relations (self, w)
  local open = false
  for _, r in ipairs(self.doc.relations) do
    local name = M.relation(r)
    local active = r.active and pointers(self, { r.active })
    local passive = r.passive and pointers(self, { r.passive })
    local mutual = r.mutual and #r.mutual > 1 and pointers(self, r.mutual)
    if name and (mutual or (active and passive)) then
      if not open then w:open("listRelation") end
      open = true
      if mutual then w:element("relation", nil, "name", name, "mutual", mutual)
      else w:element("relation", nil, "name", name, "active", active, "passive", passive) end
    end
  end
  if open then w:close() end
end

-- ---- organisations and places ---------------------------------------------------------------------------------------------

local function write_org (self, w, entity)
  local name, kind = name_of(self, entity)
  local is_metonym = entity.subtype == "metonym" and not entity.metonym   -- a capital whose country nobody knows
  w:open("org", "xml:id", self.id_of[entity], "type", is_metonym and "government" or not kind and value.word(entity.kind) or nil)
  w:element("orgName", name, "type", kind or is_metonym and "metonym" or nil)
  if not kind then
    local said = { [name] = true }
    for _, alias in ipairs(entity.aliases or {}) do
      if not said[alias] and value.is_abbreviation(alias) and self.secret:may_say(alias) then
        said[alias] = true
        w:text(" "):element("orgName", alias, "type", "short")
      end
    end
  end
  w:close()
end

local function write_place (self, w, entity)
  local name, kind = name_of(self, entity)
  w:open("place", "xml:id", self.id_of[entity], "type", not kind and value.word(entity.kind) or nil)
  w:element("placeName", kind and name or value.place_name(name), "type", kind)
  local country = not kind and type(entity.country) == "table" and entity.country
  if country and not name_of(self, country):find("^withheld") then
    w:open("location"):element("country", (name_of(self, country)), "ref", ref(self, country)):close()
  end
  w:close()
end

-- ---- all ----------------------------------------------------------------------------------------------------------------

local function of_type (self, ...)
  local wanted = {}
  for _, name in ipairs { ... } do wanted[name] = true end
  local list = {}
  for _, entity in ipairs(self.doc.entities) do
    if wanted[entity.type] and self.id_of[entity] then list[#list + 1] = entity end
  end
  return list
end

--- Write particDesc and settingDesc, each only when it has something in it.
-- @tparam table self  `doc`, `id_of`, `struck`, `secret`, `article_date`
function M.write (self, w)
  local persons, orgs, places = of_type(self, "Person", "Group"), of_type(self, "Org"), of_type(self, "Place")
  if #persons > 0 or #orgs > 0 then
    w:open("particDesc")
    if #persons > 0 then
      w:open("listPerson")
      for _, entity in ipairs(persons) do
        if entity.type == "Person" then write_person(self, w, entity) else write_group(self, w, entity) end
      end
      write_relations(self, w)
      w:close()
    end
    if #orgs > 0 then
      w:open("listOrg")
      for _, entity in ipairs(orgs) do write_org(self, w, entity) end
      w:close()
    end
    w:close()
  end
  if #places > 0 then
    w:open("settingDesc"):open("listPlace")
    for _, entity in ipairs(places) do write_place(self, w, entity) end
    w:close():close()
  end
end

return M
