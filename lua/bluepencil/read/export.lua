--- What readers of text exports share (Nexis, Factiva, agency transmissions): lines, paragraphs, dates, and the input that is made.
--
-- An export holds many articles.  It is cut where one ends, so that one article is held at a time, and each piece is decoded by
-- itself: exports are put together from sources of several encodings.

local day = require "bluepencil.grammar.day"
local text = require "bluepencil.read.text"

local M = {}

--- The article that a piece of an export is read into.
-- @tparam string form  name of the form
function M.new (form) return { blocks = {}, meta = { found = {} }, notes = {}, form = form } end

-- Patterns here are run on what strangers wrote: each must end in time that grows with the text and not with its square, so none
-- begins with a repetition that can begin anywhere, and "(.-)%s*$" is not used.

local function trim (s) return s:match("^%s*(.*%S)") or "" end
M.trim = trim

local LINE_BYTES = 200       -- of a line that says something about the form

--- The lines of a head that hold a piece of text, until `test` takes one.
-- @tparam string head
-- @tparam string piece  plain text
-- @tparam function test  (line without white space at its edges) -> whether it is the one
-- @treturn boolean
function M.has_line (head, piece, test)
  local at = 1
  while true do
    local first, last = head:find(piece, at, true)
    if not first then return false end
    local from = math.max(1, first - LINE_BYTES)
    local before = head:sub(from, first - 1):match("([^\r\n]*)$")
    local after = head:sub(last + 1, last + LINE_BYTES):match("^([^\r\n]*)")
    if test(trim(before .. piece .. after)) then return true end
    at = last + 1
  end
end

--- A field of the metadata and where it stood.
function M.set (article, field, value, where)
  if value == nil or value == "" or article.meta[field] ~= nil then return end
  article.meta[field], article.meta.found[field] = value, where
end

--- A block; nothing when the text is empty.
function M.add (article, kind, words)
  if words and words:find("%S") then article.blocks[#article.blocks + 1] = { type = kind, text = words } end
end

--- The date of an article, or a note that it could not be read: nothing is guessed.
-- @tparam string words  "June 3, 2014 Tuesday", "3 June 2014"
-- @treturn boolean whether it is a date
function M.set_date (article, words, where)
  local found = words and day.full:match(trim(words))
  local iso, cert
  if found and found.year then iso, cert = day.iso(found) end
  if not iso then
    article.notes[#article.notes + 1] = "The date that the export gives could not be read."
    return false
  end
  M.set(article, "date", { iso = iso, cert = cert, source = where }, where)
  return true
end

--- Whether words begin with a day that names its year.
function M.is_date (words)
  local found = day.full:match(words)
  return found ~= nil and found.year ~= nil
end

--- Paragraphs of a piece: lines between empty ones.
-- @tparam string piece
-- @treturn table list of { text =, line =, indent = }: with the lines' ends, without white space at the edges; the line it begins on;
--   how far the first line is from the margin
function M.paragraphs (piece)
  local list, lines, line, first_line, indent = {}, {}, 0, nil, nil
  local function close ()
    if #lines > 0 then list[#list + 1] = { text = table.concat(lines, "\n"), line = first_line, indent = indent } end
    lines = {}
  end
  for one in (piece .. "\n"):gmatch("([^\n]*)\n") do
    line = line + 1
    if one:find("%S") then
      if #lines == 0 then first_line, indent = line, #one:match("^[ \t]*") end
      lines[#lines + 1] = trim(one)
    else close() end
  end
  close()
  return list
end

--- The words of a paragraph on one line.
function M.on_one_line (words) return (words:gsub("\n", " ")) end

--- Decode a piece; what was decided is noted.
-- @treturn string text, table notes | nil, message, code
function M.decode (bytes, name, options)
  local words, source, code = text.decode(bytes, name, options.encoding)
  if not words then return nil, source, code end
  local notes = {}
  for _, note in ipairs(source.notes) do
    if not note:find("^Line ends were") then notes[#notes + 1] = note end
  end
  return words, notes
end

--- The articles of a stream that is cut into pieces of lines.
-- @tparam table how
--   `begins(line)`   whether a line is the first of an article;  `ends(line)`  whether it is the last (either may be missing)
--   `parse(text, article)`  -> article | nil: what stands there is no article and is passed over
--   `what`           what such a piece is called when it is counted
-- @treturn function next
function M.each (source, name, options, form, how)
  local number, finished, next_line, next_first = 0, false, nil, nil
  local line_number = 0
  local limit = options.limit_bytes

  --- The next piece: its bytes (false when it is too long), its first line and byte | nil, message, code.
  local function piece ()
    local lines, size, first_line, first = { next_line }, next_line and #next_line + 1 or 0, next_first and line_number, next_first
    next_line, next_first = nil, nil
    while true do
      local at = source:offset() + 1
      local line, message, code = source:line(limit)
      if line == nil then
        finished = true
        if message then return nil, message, code end
        break
      end
      line_number = line_number + 1
      local plain = line and line:gsub("\r$", "")
      if plain and how.begins and how.begins(plain) and size > 0 then
        next_line, next_first = plain, at
        break
      end
      if not first then first_line, first = line_number, at end
      size = size + (line and #line or limit) + 1
      if size > limit + 1 then lines = {} else lines[#lines + 1] = plain or "" end
      if plain and how.ends and how.ends(plain) then break end
    end
    if size == 0 then return nil end
    return size <= limit + 1 and table.concat(lines, "\n") or false, first_line, first
  end

  return function ()
    while not finished or next_line do
      local bytes, line, first = piece()
      if bytes == nil then
        if line then return nil, line, first end           -- message, code
        return nil
      end
      local is_blank = bytes and not bytes:find("%S")
      if not is_blank then
        number = number + 1
        local called = ("%s: article %d, line %d"):format(name, number, line)
        if bytes == false then return nil, ("%s: larger than the limit of %d bytes"):format(called, limit), "limit" end
        local words, notes, code = M.decode(bytes, called, options)
        if not words then return nil, notes, code end
        local article = M.new(form)
        article.notes = notes
        local made = how.parse(words, article)
        if not made then
          number = number - 1
          options.on_skip(how.what)
        elseif #article.blocks == 0 and not article.text then
          return nil, called .. ": an article without text", "empty"
        else
          article.name, article.place = called, { item = number, line = line, first = first }
          return article
        end
      end
    end
    return nil
  end
end

return M
