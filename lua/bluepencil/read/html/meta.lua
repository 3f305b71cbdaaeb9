--- What a page says of its article: title, authors, date, publisher, address, section, keywords, language, description.
--
-- In order of trust: JSON-LD of an article, meta elements (OpenGraph and the like), time elements, the page itself.  Each value
-- says in `meta.found` where it came from; a field without evidence stays empty, above all the date: a date of change, of the
-- page's making or of today is none of publication.  Where sources disagree a note says so, without their words.
-- Cost: some tens of table lookups a page, and a pass of cjson over JSON-LD.

local ld = require "bluepencil.read.html.ld"
local day = require "bluepencil.grammar.day"

local M = {}

local clean = ld.clean

-- Names of meta elements, the most trusted first.
local names = {
  title = { "og:title", "twitter:title", "dc.title", "dcterms.title", "sailthru.title", "parsely-title", "headline", "title" },
  date = { "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
           "dcterms.created", "dc.date.issued", "dcterms.issued", "dcterms.date", "dc.date", "publishdate", "publish-date", "publish_date",
           "pubdate", "pub_date", "publication_date", "originalpublicationdate", "article:published", "article.published",
           "rnews:datepublished", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "article_date_original", "og:published_time",
           "date", "displaydate", "ptime" },
  author = { "author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "article:author", "og:article:author",
             "article:author_name", "cxenseparse:author", "citation_author" },
  publisher = { "og:site_name", "dc.publisher", "dcterms.publisher", "article:publisher_name", "cre", "publisher", "application-name",
                "al:android:app_name" },
  url = { "og:url", "twitter:url" },
  section = { "article:section", "og:article:section", "parsely-section", "section", "cxenseparse:category" },
  keywords = { "news_keywords", "keywords", "parsely-tags", "sailthru.tags" },
  language = { "og:locale", "content-language", "language", "dc.language", "inlanguage" },
  description = { "og:description", "description", "twitter:description", "dc.description" },
}

--- The meta elements: name in small letters -> the first value, and all tags.
local function index (pairs_of)
  local of, tags = {}, {}
  for i = 1, #pairs_of, 2 do
    local name = pairs_of[i]:lower()
    if name == "article:tag" or name == "og:article:tag" then tags[#tags + 1] = pairs_of[i + 1] end
    of[name] = of[name] or pairs_of[i + 1]
  end
  return of, tags
end

--- The first of the names of a field that `read` makes something of.
local function first_of (of, field, read)
  for _, name in ipairs(names[field]) do
    local value = of[name]
    if value then
      value = read(value)
      if value then return value, "meta:" .. name end
    end
  end
end

-- ---- title -----------------------------------------------------------------------------------------------------------

local function squeeze (s) return (s:lower():gsub("[^%w\x80-\xFF]+", "")) end

--- "Storm hits coast - Daily News" without its last part when that is the site's name, or when the rest is the page's headline.
local function without_site (title, site)
  local head, tail = title:match("^(.-)%s+[|–—»·%-]+%s+([^|–—»·]+)$")
  if not head then return title end
  if site and (squeeze(tail) == squeeze(site) or squeeze(site):find(squeeze(tail), 1, true)) then return head end
  return title
end

--- The title, where from, and whether the sources say the same as the headline on the page.
local function find_title (meta, found, page, article, of, headline, notes)
  local site = meta.publisher
  local said, from = ld.text(article, "headline"), "json-ld"
  if not said then said, from = first_of(of, "title", clean) end
  if not said and page.title then said, from = clean(page.title), "page:title" end
  if said then said = without_site(said, site) end
  if not headline then
    meta.title, found.title = said, said and from
  elseif said and squeeze(said) == squeeze(headline) then meta.title, found.title = headline, from
  else
    meta.title, found.title = headline, "page:headline"
    if said then
      local one, two = squeeze(said), squeeze(headline)
      if not one:find(two, 1, true) and not two:find(one, 1, true) then
        notes[#notes + 1] = "The headline on the page and the title it gives itself differ; the former was taken."
      end
    end
  end
end

-- ---- date ------------------------------------------------------------------------------------------------------------

--- The day of a date as metadata write it: "2019-11-18T21:41:00-05:00", "20191118", "Mon, 18 Nov 2019 21:41:00 GMT", seconds since 1970.
local function day_of (s)
  if type(s) == "number" then s = ("%d"):format(s) end
  s = clean(s)
  if not s or #s > 80 then return nil end
  local y, m, d = s:match("^(%d%d%d%d)%-(%d%d?)%-(%d%d?)%f[^%d]")
  if not y then y, m, d = s:match("^(%d%d%d%d)/(%d%d?)/(%d%d?)%f[^%d]") end
  if not y then y, m, d = s:match("^(%d%d%d%d)(%d%d)(%d%d)%f[^%d]") end
  if not y and s:find("^1%d%d%d%d%d%d%d%d%d%d?%d?%d?$") then
    local seconds = tonumber(#s > 10 and s:sub(1, 10) or s)
    return os.date("!%Y-%m-%d", seconds)
  end
  if y then y, m, d = tonumber(y), tonumber(m), tonumber(d)
  else
    local one = day.full:match(s)
    if not one or not one.year or not one.month or not one.day then return nil end
    y, m, d = one.year, one.month, one.day
  end
  if y < 1600 or y > 2200 or not day.is_day(y, m, d) then return nil end
  return ("%04d-%02d-%02d"):format(y, m, d)
end

--- Days of time elements: the one that is marked as that of publication, else the only one there is.
local function day_of_times (times)
  local marked, only, many
  for i = 1, #times, 2 do
    local kind, value = times[i]:lower(), day_of(times[i + 1])
    if value and not kind:find("modif", 1, true) and not kind:find("updat", 1, true) then
      if kind:find("published", 1, true) or kind == "pubdate" then marked = marked or value end
      if only and only ~= value then many = true end
      only = only or value
    end
  end
  if marked then return marked, "time:datePublished", "high" end
  if only and not many then return only, "time", "medium" end
end

--- A day in the address: ".../2019/11/18/...".
local function day_of_url (url)
  local y, m, d = (url or ""):match("/(%d%d%d%d)[/%-](%d%d?)[/%-](%d%d?)%f[^%d]")
  if not y or tonumber(y) < 1990 or not day.is_day(tonumber(y), tonumber(m), tonumber(d)) then return nil end
  return ("%04d-%02d-%02d"):format(y, m, d)
end

--- A date line between headline and text: "Published: Nov. 18, 2019".
local function day_of_line (line)
  if not line then return nil end
  line = clean(line)
  if not line or #line > 160 then return nil end
  local low = line:lower()
  for at in low:gmatch("()%f[%w]%w+") do
    local before = low:sub(1, at - 1)
    if before:find("updat", 1, true) or before:find("modif", 1, true) then break end
    local one = day.full:match(line, at)
    if one and one.year and one.month and one.day and day.is_day(one.year, one.month, one.day) then
      return ("%04d-%02d-%02d"):format(one.year, one.month, one.day)
    end
  end
end

local function find_date (meta, found, page, article, of, notes)
  local iso, from, cert
  local said = article and day_of(article.datePublished)
  if said then iso, from, cert = said, "json-ld", "high" end
  local by_meta, name = first_of(of, "date", day_of)
  if not iso then iso, from, cert = by_meta, name, "high"
  elseif by_meta and by_meta ~= iso and name == "meta:article:published_time" then
    notes[#notes + 1] = "JSON-LD and the meta elements give different days of publication; the former was taken."
  end
  if not iso then iso, from, cert = day_of_times(page.times) end
  if not iso then iso, from, cert = day_of_line(page.date_line), "page:date", "medium" end
  if not iso then iso, from, cert = day_of_url(meta.url), "url", "medium" end
  if iso then
    meta.date = { iso = iso, cert = cert, source = from }
    found.date = from
  end
end

-- ---- authors ---------------------------------------------------------------------------------------------------------

local not_people = { admin = true, administrator = true, staff = true, editor = true, webmaster = true, author = true, unknown = true,
                     anonymous = true, none = true, null = true, guest = true, newsroom = true, user = true, editors = true }

--- A name that may be an author's, or nil.
local function author_name (s, meta)
  s = clean(s)
  if not s then return nil end
  s = s:gsub("^[Bb][Yy]:?%s+", ""):gsub("[%s,;|]+$", "")
  if #s < 2 or #s > 80 or s:find("[@/\\<>{}]") or s:find("%d") or s:find("^https?:") or not_people[s:lower()] then return nil end
  if meta.publisher and squeeze(s) == squeeze(meta.publisher) then return nil end
  return s
end

--- "Ana Ruiz, Jo Ito and Li Wei" -> three names; a comma that parts nothing but a title stays.
local function split_names (s, meta, add)
  local list = {}
  for part in (s:gsub("%s+[Aa][Nn][Dd]%s+", "\0"):gsub("%s*[,;]%s*", "\0"):gsub("%s+&%s+", "\0") .. "\0"):gmatch("([^%z]+)%z") do
    local name = author_name(part, meta)
    if name then list[#list + 1] = name end
  end
  for _, name in ipairs(list) do
    if #list == 1 or name:find("%s") or name:find("[\x80-\xFF]") then add(name) end
  end
end

--- "Posted on May 20, 2016 by Olive Cadman" -> the name.
local function name_in_line (line, meta)
  line = line and clean(line)
  if not line or #line > 160 then return nil end
  local name = line:match("%f[%w][Bb][Yy]:?%s+([%u\xC3-\xF4][^|•·]-)%s*[|•·]") or line:match("%f[%w][Bb][Yy]:?%s+([%u\xC3-\xF4][^|•·]-)%s*$")
  if not name or #name > 60 or name:find("%d") then return nil end
  return author_name(name, meta)
end

local function find_authors (meta, found, page, article, ids, of)
  local authors, seen = {}, {}
  local function add (name)
    local key = squeeze(name)
    if not seen[key] and #authors < 20 then
      seen[key] = true
      authors[#authors + 1] = { name = name }
    end
  end
  for _, one in ipairs(ld.agents(article, "author", ids)) do
    if one.is_org then
      if not meta.agency and author_name(one.name, meta) then meta.agency, found.agency = one.name, "json-ld" end
    else split_names(one.name, meta, add) end
  end
  local from = "json-ld"
  if #authors == 0 then
    local value
    value, from = first_of(of, "author", function (s) return author_name(s, meta) end)
    if value then split_names(value, meta, add) end
  end
  if #authors == 0 and not page.has_byline then
    local name = name_in_line(page.date_line, meta)
    if name then
      split_names(name, meta, add)
      from = "page:byline"
    end
  end
  if #authors > 0 then meta.authors, found.authors = authors, from end
end

-- ---- the rest --------------------------------------------------------------------------------------------------------

local function web_address (s)
  s = clean(s)
  if s and s:find("^//") then s = "https:" .. s end
  return s and #s <= 2000 and s:find("^https?://[^%s/]+") and not s:find("%s") and s or nil
end

local function find_url (meta, found, page, article, of)
  meta.url, found.url = web_address(page.canonical), "link:canonical"
  if not meta.url then meta.url, found.url = first_of(of, "url", web_address) end
  if not meta.url and article then
    local main = article.mainEntityOfPage
    meta.url = web_address(article.url) or web_address(type(main) == "table" and main["@id"] or main)
    found.url = "json-ld"
  end
  if not meta.url then meta.url, found.url = web_address(page.address), "input" end
end

local function find_publisher (meta, found, article, ids, of)
  local agent = ld.agents(article, "publisher", ids)[1]
  if agent then meta.publisher, found.publisher = agent.name, "json-ld"
  else meta.publisher, found.publisher = first_of(of, "publisher", function (s)
    s = clean(s)
    return s and #s <= 120 and not s:find("^https?:") and s or nil
  end) end
end

local function find_keywords (meta, found, article, of, tags)
  local words, from = ld.words(article and article.keywords), "json-ld"
  if #words == 0 and #tags > 0 then words, from = ld.words(tags), "meta:article:tag" end
  if #words == 0 then
    local value
    value, from = first_of(of, "keywords", clean)
    words = value and ld.words(value) or {}
  end
  if #words > 0 then meta.keywords, found.keywords = words, from end
end

local function language_of (s)
  s = clean(s)
  local code = s and s:lower():match("^(%a%a%a?)%f[%A]")
  return code
end

--- What the page says.
-- @tparam table page  of core.html, with `date_line`, a line between headline and text that may be its
--   date, `has_byline`, and `address`, where the caller had it from
-- @tparam ?string headline  of the page
-- @tparam table notes  sentences are added
-- @treturn table meta  with `found`
function M.read (page, headline, notes)
  local of, tags = index(page.meta)
  local article, ids, trouble = ld.read(page.ld, headline or page.title and clean(page.title))
  if trouble then notes[#notes + 1] = trouble end
  local found = {}
  local meta = { found = found }
  find_publisher(meta, found, article, ids, of)
  find_url(meta, found, page, article, of)
  find_title(meta, found, page, article, of, headline, notes)
  find_date(meta, found, page, article, of, notes)
  find_authors(meta, found, page, article, ids, of)
  find_keywords(meta, found, article, of, tags)
  meta.section, found.section = ld.text(article, "articleSection"), "json-ld"
  if not meta.section then meta.section, found.section = first_of(of, "section", clean) end
  meta.description, found.description = first_of(of, "description", clean)
  if not meta.description then
    meta.description = ld.text(article, "description")
    found.description = meta.description and "json-ld"
  end
  meta.language, found.language = language_of(page.language), "html:lang"
  if not meta.language then meta.language, found.language = first_of(of, "language", language_of) end
  for key in pairs(found) do if meta[key] == nil then found[key] = nil end end
  return meta
end

return M
