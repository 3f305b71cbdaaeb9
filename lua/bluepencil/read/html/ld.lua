--- JSON-LD: what the scripts of a page say of its article.
--
-- Takes the object whose @type is an article's, wherever it is: alone, in a list, in @graph, behind mainEntity; of several the
-- one that has the page's title or address.  JSON that is not quite JSON (line ends in strings, commas too many, comments) is
-- repaired; where even that fails, single fields are looked for.  Does not say what is true: meta.lua weighs it.

local found_json, json = pcall(require, "cjson")
local null = found_json and json.null

local M = {}

local OBJECTS_MAX = 500       -- looked at on a page
local DEPTH_MAX = 8

local types = {
  NewsArticle = 5, ReportageNewsArticle = 5, AnalysisNewsArticle = 5, OpinionNewsArticle = 5, BackgroundNewsArticle = 5,
  ReviewNewsArticle = 5, AskPublicNewsArticle = 5, LiveBlogPosting = 4, Article = 4, BlogPosting = 4, Report = 4, TechArticle = 4,
  ScholarlyArticle = 4, SocialMediaPosting = 3, Review = 3, CreativeWork = 2, WebPage = 1, ItemPage = 1,
}

local function rank (object)
  local kind, best = object["@type"], 0
  if type(kind) == "table" then
    for _, one in ipairs(kind) do best = math.max(best, types[one] or 0) end
  elseif type(kind) == "string" then best = types[kind:gsub("^https?://schema%.org/", "")] or 0 end
  return best
end

-- ---- text ------------------------------------------------------------------------------------------------------------

local entities = { amp = "&", lt = "<", gt = ">", quot = '"', apos = "'", nbsp = " ", rsquo = "’", lsquo = "‘", rdquo = "”", ldquo = "“",
                   ndash = "–", mdash = "—", hellip = "…" }

local function entity (body)
  local number = body:match("^#(%d+)$")
  local code = number and tonumber(number) or body:match("^#[xX](%x+)$") and tonumber(body:sub(3), 16)
  if code then
    if code < 32 or code > 0x10FFFF or (code >= 0xD800 and code < 0xE000) then return " " end
    return utf8.char(code)
  end
  return entities[body]
end

--- A string of a page's metadata as text: entities read, tags and white space gone; nil when nothing is left.
function M.clean (s)
  if type(s) ~= "string" then return nil end
  if s:find("&", 1, true) then s = s:gsub("&(#?%w+);", entity) end
  if s:find("<", 1, true) then s = s:gsub("</?%a[^>]*>", " ") end
  s = s:gsub("[%c\u{A0}]+", " "):gsub("%s+", " "):match("^%s*(.-)%s*$")
  return s ~= "" and utf8.len(s) and s or nil
end

-- ---- objects ---------------------------------------------------------------------------------------------------------

--- JSON as it should have been.
local function repair (s)
  s = s:gsub("^%s*<!%-%-", ""):gsub("%-%->%s*$", ""):gsub("^%s*//%s*<!%[CDATA%[", ""):gsub("//%s*%]%]>%s*$", "")
  s = s:gsub("^%s*<!%[CDATA%[", ""):gsub("%]%]>%s*$", "")
  s = s:gsub("%c", " "):gsub(",(%s*[}%]])", "%1"):gsub("[;%s]+$", "")
  return s
end

local function decode (script)
  local ok, value = pcall(json.decode, script)
  if not ok then ok, value = pcall(json.decode, repair(script)) end
  return ok and type(value) == "table" and value or nil
end

--- Fields of a script that no repair made JSON of.
local function scavenge (script)
  if not script:find('"@type"%s*:%s*%[?%s*"[%w]*Article"') then return nil end
  local object = { ["@type"] = "Article", is_scavenged = true }
  for _, name in ipairs { "headline", "datePublished", "articleSection", "description" } do
    object[name] = script:match('"' .. name .. '"%s*:%s*"([^"\\\n]*)"')
  end
  return object
end

--- Objects of a decoded script, breadth first.
local function collect (value, objects, ids)
  local queue, depth = { value }, { 1 }
  local at = 1
  while queue[at] and #objects < OBJECTS_MAX do
    local one, level = queue[at], depth[at]
    at = at + 1
    if type(one) == "table" and level <= DEPTH_MAX then
      if one[1] ~= nil then
        for _, item in ipairs(one) do queue[#queue + 1], depth[#depth + 1] = item, level + 1 end
      else
        if type(one["@type"]) == "string" or type(one["@type"]) == "table" then objects[#objects + 1] = one end
        if type(one["@id"]) == "string" and (one.name ~= nil or one.headline ~= nil) then ids[one["@id"]] = one end
        for _, key in ipairs { "@graph", "mainEntity", "mainEntityOfPage" } do
          if type(one[key]) == "table" then queue[#queue + 1], depth[#depth + 1] = one[key], level + 1 end
        end
      end
    end
  end
end

local function squeeze (s) return s and s:lower():gsub("[^%w\x80-\xFF]", "") end

--- What the scripts say.
-- @tparam table scripts  strings
-- @tparam ?string title  of the page, to choose among several
-- @treturn ?table article, table ids  objects by @id, ?string trouble  a sentence
function M.read (scripts, title)
  local objects, ids, trouble = {}, {}, nil
  if #scripts == 0 then return nil, ids end
  if not found_json then return nil, ids, "The page has JSON-LD, but lua-cjson is not there to read it." end
  for _, script in ipairs(scripts) do
    local value = decode(script)
    if value then collect(value, objects, ids)
    else
      trouble = "JSON-LD of the page could not be read."
      local object = scavenge(script)
      if object then objects[#objects + 1] = object end
    end
  end
  local best, best_score
  title = squeeze(title)
  for i, object in ipairs(objects) do
    local score = rank(object) * 10 - i * 0.001
    if score >= 10 then
      local headline = squeeze(M.clean(object.headline or object.name))
      if headline and title and #headline > 8 and (title:find(headline, 1, true) or headline:find(title, 1, true)) then score = score + 15 end
      if not best or score > best_score then best, best_score = object, score end
    end
  end
  return best, ids, trouble
end

-- ---- fields ----------------------------------------------------------------------------------------------------------

--- A field's text, or nil.
function M.text (object, name)
  local value = object and object[name]
  if value == nil or value == null then return nil end
  if type(value) == "table" then value = value[1] ~= nil and value[1] or value["@value"] or value.name end
  return M.clean(value)
end

--- People or bodies of a field: { name =, is_org = }.
function M.agents (object, name, ids)
  local list = {}
  local function add (value)
    if type(value) == "string" then list[#list + 1] = { name = M.clean(value) }
    elseif type(value) == "table" then
      if value[1] ~= nil then
        for i = 1, math.min(#value, 50) do add(value[i]) end
        return
      end
      if value.name == nil and type(value["@id"]) == "string" and ids[value["@id"]] then value = ids[value["@id"]] end
      local called = value.name
      if type(called) == "table" then called = called[1] or called["@value"] end
      list[#list + 1] = { name = M.clean(called), is_org = value["@type"] == "Organization" or value["@type"] == "NewsMediaOrganization" }
    end
  end
  local value = object and object[name]
  if value ~= nil and value ~= null then add(value) end
  local kept = {}
  for _, one in ipairs(list) do if one.name then kept[#kept + 1] = one end end
  return kept
end

--- A list of words: an array, or a string with commas.
function M.words (value)
  local list = {}
  local function add (word)
    word = M.clean(word)
    if word and #word <= 80 and #list < 40 then list[#list + 1] = word end
  end
  if type(value) == "string" then
    for word in value:gmatch("[^,;]+") do add(word) end
  elseif type(value) == "table" then
    for _, one in ipairs(value) do
      if type(one) == "string" then
        if one:find(",", 1, true) and #value == 1 then for word in one:gmatch("[^,]+") do add(word) end else add(one) end
      elseif type(one) == "table" then add(one.name) end
    end
  end
  return list
end

return M
