--- Policies: whom to protect, whom to keep, and what becomes of what names them or leads to them.
--
-- A policy is a small Lua file that returns a table (filters/redact/README.md documents every field; policy/file.lua reads and
-- checks it).  It answers two questions: is this person protected, and which operator does this annotation get.  It decides nothing
-- about bytes: that is resolve.lua, and it knows nothing of filters.
-- Loading costs a file; `decide` a few table look-ups.

local core = require "bluepencil.core"
local files = require "bluepencil.policy.file"
local gazetteer = require "bluepencil.gazetteer"
local operator = require "bluepencil.operator"
local roles = require "bluepencil.cues.roles"
local same_name = require "bluepencil.same_name"

local M = {}
local Policy = {}
Policy.__index = Policy

--- What a policy may say: lists of words by field, and the shipped policies.
for _, name in ipairs { "shipped", "roles", "kinds", "links", "contacts", "unsure", "doubt", "labels", "without_key", "precisions",
                        "wide_places" } do
  M[name] = files[name]
end

local function set (list)
  local t = {}
  for _, word in ipairs(list) do t[word] = true end
  return t
end

local function fold (name)
  return (core.fold(name, "all") or name:lower()):gsub("[%s%p]+", " "):gsub("^ ", ""):gsub(" $", "")
end

local function folded_set (list)
  local t = {}
  for _, name in ipairs(list) do t[fold(name)] = name end
  return t
end

--- A policy from its table, already checked.
local function compile (given, path)
  local self = setmetatable(given, Policy)
  self.path = path
  self.name = self.name or path:match "([^/\\]+)%.lua$" or path
  self.protected_role, self.protected_kind = set(self.protect.roles), set(self.protect.kinds)
  self.kept_role, self.kept_kind = set(self.keep.roles), set(self.keep.kinds)
  self.kept_name, self.protected_name = folded_set(self.keep_list), folded_set(self.protect_list)
  self.protected_key = {}                     -- a protect-list is generous with spellings, a keep-list is not
  for _, name in ipairs(self.protect_list) do
    if name:find "%S%s+%S" then self.protected_key[same_name.key(name)] = true end
  end
  self.wide = set(self.wide_places)
  for _, rule in ipairs(self.rules) do
    rule.kind, rule.role = rule.kinds and set(rule.kinds), rule.roles and set(rule.roles)
    rule.precise = rule.precision and set(rule.precision)
  end
  self.protects_anybody = next(self.protected_kind) ~= nil or self.protect.vulnerable   -- else only who is on a list
  for role in pairs(self.protected_role) do self.protects_anybody = self.protects_anybody or role ~= "listed" end
  return self
end

local loaded = setmetatable({}, { __mode = "v" })

--- A policy by the name of a shipped one or the path of a file.
-- @treturn Policy | nil, message  `FILE:LINE: what is wrong`
function M.load (given)
  local raw, path = files.load(given)
  if not raw then return nil, path end
  return compile(raw, path)
end

--- The same, kept for the next who asks: a policy does not change while a batch runs.
function M.open (given)
  local policy = loaded[given]
  if policy then return policy end
  local message
  policy, message = M.load(given)
  if policy then loaded[given] = policy end
  return policy, message
end

--- A policy from a table, for tests and for programs that make their own.
-- @treturn Policy | nil, message
function M.new (given, name)
  local path = name or given.name or "policy"
  local raw, message = files.check(given, path)
  if not raw then return nil, message end
  return compile(raw, path)
end

-- ---- persons -------------------------------------------------------------------------------------------------------

local function listed (entity, list)
  if next(list) == nil then return nil end
  if entity.name and list[fold(entity.name)] then return list[fold(entity.name)] end
  for _, alias in ipairs(entity.aliases or {}) do
    if type(alias) == "string" and list[fold(alias)] then return list[fold(alias)] end
  end
  for _, mention in ipairs(entity.mentions or {}) do
    local hit = list[fold(mention:text())]
    if hit then return hit end
  end
end

-- The strongest evidence that speaks for what is decided: of this role and kind, of the role alone, or else the words given.
local function evidence (entity, role, kind, fallback)
  local of_role
  for _, one in ipairs(entity.evidence or {}) do
    if kind and one.kind == kind then return one.why end
    if (one.role or role) == role then of_role = of_role or one.why end
  end
  return of_role or fallback
end

-- The same, that shows somebody to be vulnerable.
local function vulnerability (entity)
  for _, one in ipairs(entity.evidence or {}) do
    if roles.vulnerable[one.kind] then return one.why end
  end
  return "vulnerable"
end

--- Whether a person is protected.
-- @treturn boolean, string rule, string reason, boolean by_list
function Policy:protects (entity)
  if listed(entity, self.kept_name) then return false, "list:keep", "on the keep-list", true end
  if listed(entity, self.protected_name) or (next(self.protected_key) and self.protected_key[same_name.key(entity.name or "")]) then
    return true, "list:protect", "on the protect-list", true
  end
  local role, kind = entity.role or "unknown", entity.kind
  if self.protected_role.all then return true, "role:all", "the policy protects everybody" end
  if kind and self.kept_kind[kind] and not entity.vulnerable then
    return false, "kind:" .. kind, evidence(entity, role, kind, "kept as " .. kind)
  end
  if self.kept_role.all then return false, "role:all", "the policy keeps everybody" end
  if entity.doubt and self.doubt == "strike" and self.protects_anybody then
    return true, "doubt", "in a public role, but with evidence of vulnerability"
  end
  local in_role = ("in a %s role"):format(role)
  if self.kept_role[role] then return false, "role:" .. role, evidence(entity, role, kind, in_role) end
  if kind and self.protected_kind[kind] then return true, "kind:" .. kind, evidence(entity, role, kind, "protected as " .. kind) end
  if entity.vulnerable and self.protect.vulnerable then return true, "vulnerable", vulnerability(entity) end
  if self.protected_role[role] then return true, "role:" .. role, evidence(entity, role, kind, in_role) end
  if role == "unknown" and self.protects_anybody then
    if self.unsure ~= "keep" then return true, "unsure", "nothing tells whether the person is public" end
    return false, "unsure", "nothing tells whether the person is private"
  end
  return false, "role:" .. role, evidence(entity, role, kind, "not protected by the policy")
end

local function is_person (entity) return entity.type == "Person" or entity.type == "Group" end

local function protect (entity, rule, reason, by_list)
  entity.protected, entity.protected_rule, entity.protected_reason = true, rule, reason
  entity.protected_by_list = by_list or false
end

--- Decide for every person of a document: sets `entity.protected`, `entity.pseudonym`, `doc.policy`.
function Policy:prepare (doc)
  if doc.policy == self then return end
  doc.policy = self
  for _, entity in ipairs(doc.entities) do
    if is_person(entity) then
      local yes, rule, reason, by_list = self:protects(entity)
      protect(entity, rule, reason, by_list)
      entity.protected = yes
    end
  end
  for _, entity in ipairs(doc.entities) do             -- "the Bratus" go with their Bratu
    local owner = entity.family_of
    if owner then
      entity.protected, entity.protected_rule = owner.protected, owner.protected_rule
      entity.protected_reason, entity.protected_by_list = owner.protected_reason, owner.protected_by_list
    end
  end
  if self.protect.family then
    for _, relation in ipairs(doc.relations or {}) do
      local pair = relation.name == "family" and relation.mutual
      local one = pair and (pair[1].protected and pair[1] or pair[2] and pair[2].protected and pair[2])
      for _, entity in ipairs(one and pair or {}) do
        if is_person(entity) and not entity.protected and not entity.protected_by_list and entity.role ~= "public" then
          protect(entity, "family", "a relative of someone protected")
        end
      end
    end
  end
  local protected = {}
  for _, entity in ipairs(doc.entities) do
    if is_person(entity) then entity.review = self:review_of(entity) end
    if entity.protected and entity.type == "Person" then protected[#protected + 1] = entity end
  end
  doc.protects_somebody = #protected > 0
  operator.name_people(protected, doc)
end

--- Whether a person should be looked at by an editor, and why; nil when not.
function Policy:review_of (entity)
  if entity.doubt and self.doubt == "review" and not entity.protected and self.protects_anybody then
    return "kept for a public role, but with evidence of vulnerability"
  end
  if self.unsure == "review" and entity.protected_rule == "unsure" then return "nothing tells whether the person is public" end
end

--- The operators of this policy that do nothing without a key, as "operators.Person = 'pseudonym'"; nil when there are none
-- or the policy says what stands there instead.
function Policy:needs_key ()
  if self.without_key == "label" then return nil end
  local found = {}
  local function look (name, where)
    if type(name) == "string" and operator.needs_key(name) then found[#found + 1] = ("%s = '%s'"):format(where, name) end
  end
  for kind, name in pairs(self.operators) do look(name, "operators." .. kind) end
  for link, name in pairs(self.links) do look(name, "links." .. link) end
  for i, rule in ipairs(self.rules) do look(rule.operator, ("rules[%d].operator"):format(i)) end
  if self.label == "code" then found[#found + 1] = "label = 'code'" end
  table.sort(found)
  return found[1]
end

-- ---- annotations ---------------------------------------------------------------------------------------------------

local contact = { Email = "contact", Phone = "contact", Handle = "contact", Address = "contact", Identifier = "identifier" }

-- Mailboxes of an office, not of a person.
local office = set { "info", "press", "contact", "news", "newsroom", "office", "media", "editor", "editors", "desk", "newsdesk",
  "mail", "service", "support", "help", "tips", "corrections", "feedback", "enquiries", "inquiries",
  "pressoffice", "communications" }

local function is_office (a)
  if a.type ~= "Email" then return false end
  return office[a:text():lower():match "^([%w]+)[%w%.%-_]*@" or ""] ~= nil
end

-- How exact a date is: of a range, the more exact end.
local function precision (norm)
  if type(norm) ~= "string" then return nil end
  return norm:find "%d%d%d%d%-%d%d%-%d%d" and "day" or norm:find "%d%d%d%d%-%d%d" and "month" or norm:find "%d%d%d%d" and "year"
end

-- Whether a rule speaks of an annotation tied to, or naming, a person.
local function rule_holds (rule, a, link, person)
  if rule.type and rule.type ~= a.type then return false end
  if rule.link and rule.link ~= link then return false end
  if rule.over or rule.under then
    local n = tonumber(type(a.norm) == "string" and a.norm:match "%d+%.?%d*" or a.norm)
    if not n or (rule.over and n <= rule.over) or (rule.under and n >= rule.under) then return false end
  end
  if rule.precise and not rule.precise[precision(a.norm) or ""] then return false end
  if not (rule.kind or rule.role or rule.vulnerable ~= nil) then return true end
  if not person then return false end
  return (not rule.kind or rule.kind[person.kind or "unknown"] or false)
    and (not rule.role or rule.role.all or rule.role[person.role or "unknown"] or false)
    and (rule.vulnerable == nil or rule.vulnerable == (person.vulnerable or false))
end

-- The operator, and the number of the rule that said so.
local function operator_for (self, a, link, person)
  for i, rule in ipairs(self.rules) do
    if rule_holds(rule, a, link, person) then return rule.operator, i end
  end
  return link and self.links[link] or self.operators[a.type] or "remove"
end

-- "her family", "their relatives": nothing broader could stand there.
local is_general = set { "family", "families", "relatives", "relative" }

local direct_link = { contact = true, identifier = true }

--- Whether a place is wide enough to be kept: "country", "region", nil.
function Policy:wide_place (a)
  if a.subtype == "country" and self.wide.country then return "country" end
  if self.wide.region and a.type == "Place" and operator.is_region(a:text()) then return "region" end
end

local quite_possible = 0.2
local places_of_lists = gazetteer.bits("country", "capital", "major_city", "city", "region")

-- A name that no person has: words between its words ("Digital Humanities and Libraries"), figures, more than three words, or a town
-- of the lists.
local function is_no_name (name)
  local _, spaces = name:gsub("%s+", "")
  if name:find " %l" or name:find "[%d&(]" or spaces > 2 then return true end
  local lists = gazetteer.shipped()
  return lists ~= nil and (lists:lookup(name) or 0) & places_of_lists ~= 0
end

--- Whether a place or body is so doubtful a name that it may be a person's.
function Policy:is_doubtful (a)
  local p = a.perhaps_person or 0
  return (a.type == "Place" or a.type == "Org") and a.source == "name:tagger" and not a.subtype
    and self.perhaps_person < 1 and p >= self.perhaps_person and (p >= quite_possible or not is_no_name(a:text()))
end

--- What the policy says of an annotation.
-- @treturn ?string|function operator  nil when it is not to be struck
-- @treturn ?table  `class`, `rule`, `reason`, `list` for the decision; nil when the policy says nothing at all
function Policy:decide (a)
  local doc = a.doc
  if doc.policy ~= self then self:prepare(doc) end
  local entity, person, link = a.entity, a.person, a.link
  if a.type == "Person" then
    local holder = entity
    if entity and entity.family_of then holder = entity.family_of end
    if not holder then
      if self.unsure == "keep" or not self.protects_anybody then return nil end
      return operator_for(self, a), { class = "direct", rule = "unsure", reason = "a name that belongs to nobody known" }
    end
    if holder.protected then
      return operator_for(self, a, nil, holder), { class = "direct", rule = holder.protected_rule, reason = holder.protected_reason,
                                                   list = holder.protected_by_list, review = holder.review }
    end
    return nil, { rule = holder.protected_rule, reason = holder.protected_reason, list = holder.protected_by_list,
                  review = holder.review }
  end
  if person and person.protected then
    link = link or contact[a.type]
    if link == "home" or link == "event_place" then
      local wide = self:wide_place(a)
      if wide then return nil, { rule = wide, reason = ("a %s is not narrow enough to lead to a person"):format(wide) } end
    end
    if a.type == "Family" and is_general[(a:text():lower():gsub("^%a+%s+(%a+)$", "%1"))] then
      return nil, { rule = "general", reason = "says no more than a replacement would" }
    end
    local name, number = operator_for(self, a, link, person)
    local rule = number and ("rule:%d"):format(number) or "link:" .. tostring(link)
    if name == "keep" then return nil, { rule = rule, reason = number and self.rules[number].why or "the policy keeps it" } end
    return name, { class = direct_link[link] and "direct" or "quasi", rule = rule,
                   reason = number and self.rules[number].why or "leads to someone protected" }
  end
  link = contact[a.type]
  if link and self.contacts ~= "none" and self.contacts ~= "protected" then
    if self.contacts == "not public" then
      -- beside somebody protected a guess is not enough
      if person and not person.protected and ((a.cert or "high") == "high" or not doc.protects_somebody) then
        return nil, { rule = "contact:public", reason = "of somebody in a public role" }
      end
      if is_office(a) then return nil, { rule = "contact:office", reason = "the address of an office" } end
    end
    local name = operator_for(self, a, link, person)
    if name == "keep" then return nil end
    return name, { class = "direct", rule = "contact",
                   reason = "contact details or an identifier of nobody known to be public" }
  end
  if self:is_doubtful(a) then
    return operator_for(self, a), { class = "direct", rule = "doubtful", reason = "the name may be a person's" }
  end
  for i, rule in ipairs(self.rules) do
    if rule.anyone and rule.operator ~= "keep" and rule_holds(rule, a, link, person) then
      return rule.operator, { class = "quasi", rule = ("rule:%d"):format(i), reason = rule.why or "struck whoever it is" }
    end
  end
end

M.Policy = Policy

return M
