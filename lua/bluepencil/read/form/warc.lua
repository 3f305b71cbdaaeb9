--- Web archives (WARC 1.0 and 1.1, ISO 28500), record by record: the pages of a crawl.
--
-- Articles are responses, resources and conversions that hold a page, a feed or text and that the server gave as good (status
-- 200).  All other records are passed over and counted.  Holds one record at a time; a record that is larger than an article may be is
-- passed over unread.  After a damaged record the next one is looked for.

local http = require "bluepencil.read.http"
local text = require "bluepencil.read.text"

local M = { name = "warc", title = "a web archive (WARC)", extensions = { "warc" }, container = true }

local LINE_BYTES, HEADER_LINES = 64 * 1024, 200
local HTTP_BYTES = 64 * 1024        -- of an answer's own header, beside the article

function M.sniff (head)
  if head:find("^%s*WARC/[01]%.%d+\r?\n") then return 1, "it begins with a WARC record" end
end

-- Types of the web that may hold an article, and what a file of such a type is called.
local pages = {
  ["text/html"] = "page.html", ["application/xhtml+xml"] = "page.html", ["text/plain"] = "page.txt",
  ["text/xml"] = "page.xml", ["application/xml"] = "page.xml", ["application/rss+xml"] = "page.xml",
  ["application/atom+xml"] = "page.xml", ["application/json"] = "page.json", ["application/ld+json"] = "page.json",
  ["text/markdown"] = "page.md",
}
local families = { image = true, video = true, audio = true, font = true, application = true, text = true }

--- The next line without its line end; as source:line.
local function line_of (source)
  local line, message, code = source:line(LINE_BYTES)
  return line and line:gsub("\r$", "") or line, message, code
end

--- The headers of a record whose first line was read: a table by name in small letters | nil, message, code.
local function headers_of (source)
  local headers, name = {}, nil
  for _ = 1, HEADER_LINES do
    local line, message, code = line_of(source)
    if line == nil then return nil, message or "the file is cut off", code or "truncated" end
    if line == "" then return headers end
    if line then
      local found, value = http.header(line)
      if found then
        name = found
        headers[name] = value
      elseif name and line:find("^[ \t]") then headers[name] = headers[name] .. " " .. (line:match("^%s*(.*%S)") or "") end
    end
  end
  return nil, ("a record with more than %d lines of header"):format(HEADER_LINES), "damaged"
end

--- Why a record is passed over before it is read, or nil.
local function passed_over (headers)
  local kind = (headers["warc-type"] or ""):lower()
  if kind ~= "response" and kind ~= "resource" and kind ~= "conversion" then
    local known = { warcinfo = true, request = true, metadata = true, revisit = true, continuation = true }
    return (known[kind] and kind or "other") .. " records"
  end
  local segment = tonumber(headers["warc-segment-number"] or "1")
  if segment and segment > 1 then return "continuation records" end
  local content = http.content_type(headers["content-type"])
  if kind == "response" and content ~= "application/http" then return "responses that are not of the web" end
  if kind ~= "response" and not pages[content or ""] then
    local family = (content or ""):match("^[^/]+")
    return ("records of type %s"):format(families[family] and family or "unknown")
  end
end

--- What a record's block holds, as an article's input | nil, why it is passed over | nil, nil, message, code.
local function article_of (headers, block, limit)
  local kind, charset = http.content_type(headers["content-type"])
  local body, whole = block, true
  if kind == "application/http" then
    local answer = http.parse(block, limit)
    if not answer then return nil, nil, "not an answer of a web server", "damaged" end
    if answer.status ~= 200 then return nil, ("responses with status %d"):format(answer.status) end
    kind, charset = answer.kind, answer.charset
    if not pages[kind or ""] then
      local family = (kind or ""):match("^[^/]+")
      return nil, ("responses of type %s"):format(families[family] and family or "unknown")
    end
    local code
    body, whole, code = answer.body()
    if not body then
      if code == "packing" then return nil, "responses " .. whole end
      return nil, nil, whole, code
    end
  end
  local url = headers["warc-target-uri"] and headers["warc-target-uri"]:gsub("^<", ""):gsub(">$", "")
  if url and url:find("^[^?#]*/robots%.txt$") then return nil, "robots.txt" end
  if not body:find("%S") then return nil, "responses that are empty" end
  local notes = {}
  local day = (headers["warc-date"] or ""):match("^%d%d%d%d%-%d%d%-%d%d")
  if day then notes[1] = ("Taken from the web on %s."):format(day) end
  if not whole or headers["warc-truncated"] then notes[#notes + 1] = "The record was cut off when the page was archived." end
  -- servers say ISO 8859-1 of much that is UTF-8: what is said of plain text counts only where it must
  if charset and kind == "text/plain" and (charset:find("^utf%-?8$") or not text.is_encoding(charset) or utf8.len(body)) then
    charset = nil
  end
  return { text = body, hint = pages[kind], encoding = charset, notes = notes,
           meta = url and url:find("^https?://") and { url = url } or nil }
end

--- Go on to the first line of the next record: the version | nil at the end | nil, message, code; skipped: whether lines were lost.
local function next_record (source)
  local lost = false
  while true do
    local line, message, code = line_of(source)
    if line == nil then return nil, message, code, lost end
    if line and line:find("^WARC/[01]%.%d+$") then return line, nil, nil, lost end
    if line ~= "" then lost = true end
  end
end

function M.each (source, name, options)
  local limit, number, finished = options.limit_bytes, 0, false
  local held                                            -- the version line of a record that comes next

  local function stop (message, code)
    finished = true
    return nil, source.budget:named(message, ("%s: record %d"):format(name, number)), code
  end

  --- One record: input | nil, message, code | nil, nil, nil when it was passed over.
  local function record (first)
    local called = ("%s: record %d"):format(name, number)
    local headers, message, code = headers_of(source)
    if not headers then
      if code ~= "damaged" then return stop(message, code) end
      return nil, called .. ": " .. message, code
    end
    local size = (headers["content-length"] or ""):match("^%d+$")
    size = size and #size <= 15 and math.tointeger(tonumber(size))
    if not size then return nil, called .. ": a record without its length", "damaged" end
    local skip = passed_over(headers)
    if not skip and size > limit + HTTP_BYTES then
      message, code = ("larger than the limit of %d bytes"):format(limit), "limit"
    end
    if skip or message then
      local passed, why, why_code = source:skip(size)
      if not passed then return stop(why or "the file is cut off", why_code or "truncated") end
      if skip then
        options.on_skip(skip)
        return nil
      end
      return nil, called .. ": " .. message, code
    end
    local block, why, why_code = source:exactly(size)
    if not block then return stop(why or "the file is cut off", why_code or "truncated") end
    local input
    input, skip, message, code = article_of(headers, block, limit)
    if skip then options.on_skip(skip) end
    if message then return nil, called .. ": " .. message, code end
    if not input then return nil end
    input.name, input.place = called, { record = number, first = first }
    return input
  end

  return function ()
    while not finished do
      local first = source:offset() + 1
      local version, message, code = held, nil, nil
      held = nil
      if not version then
        local lost
        version, message, code, lost = next_record(source)
        if lost and number > 0 then                     -- what is lost before the first record is no record's
          held = version
          if not version then finished = true end
          return nil, ("%s: record %d: its length is wrong, or the file is damaged"):format(name, number), "damaged"
        end
      end
      if not version then return stop(message, code) end
      number = number + 1
      local allowed
      allowed, message, code = source.budget:entry()
      if not allowed then return stop(message, code) end
      local input
      input, message, code = record(first)
      if input then return input end
      if message then return nil, message, code end
    end
    return nil
  end
end

return M
