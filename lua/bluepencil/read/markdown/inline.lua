--- Markdown within a paragraph: emphasis, links, pictures, code, escapes.
--
-- One pass from left to right with a stack of what was opened, as CommonMark has it, so that spans are nested or apart and the time
-- grows with the text.  What is opened and not closed stays as it is written.

local M = {}

local URL_BYTES = 2000        -- of an address; longer ones are no link

--- Where a piece of text stands in the next bytes, as many as an address may have.
local function find_near (s, piece, at)
  local stop = s:sub(at, at + URL_BYTES):find(piece, 1, true)
  return stop and at + stop - 1
end

--- The address behind "](": address, title, the byte behind ")" | nil.
local function destination (s, at)
  at = s:match("^[ \t\n]*()", at)
  local url
  if s:sub(at, at) == "<" then
    local stop = find_near(s, ">", at)
    if not stop then return nil end
    url, at = s:sub(at + 1, stop - 1), stop + 1
  else
    local from, depth = at, 0
    while true do
      local stop = s:find("[%s()]", at)
      if not stop or stop - from > URL_BYTES then return nil end
      local byte = s:byte(stop)
      if byte == 40 then
        depth = depth + 1
        if depth > 32 then return nil end
      elseif byte == 41 and depth > 0 then depth = depth - 1
      else
        url, at = s:sub(from, stop - 1), stop
        break
      end
      at = stop + 1
    end
  end
  at = s:match("^[ \t\n]*()", at)
  local title
  local quote = s:sub(at, at)
  if quote == '"' or quote == "'" then
    local stop = find_near(s, quote, at + 1)
    if not stop then return nil end
    title, at = s:sub(at + 1, stop - 1), s:match("^[ \t\n]*()", stop + 1)
  end
  if s:sub(at, at) ~= ")" then return nil end
  return url, title, at + 1
end

local function is_word (byte) return byte ~= nil and (byte >= 0x80 or string.char(byte):find("%w") ~= nil) end
local function is_space (byte) return byte == nil or byte == 32 or byte == 9 or byte == 10 end

local rends = { "italic", "bold", "bold italic" }

--- @tparam string s
-- @tparam table references  name in small letters -> { url, title }
-- @treturn table { text =, spans = { { type, first, last, target, rend } }, images = { { alt, url, title } } }
function M.parse (s, references)
  local pieces, spans, images, opened = {}, {}, {}, {}
  local count = {}                      -- how many openers of each kind there are, so that a closer knows at once
  local function put (piece) pieces[#pieces + 1] = piece end

  -- A piece that is not found is not there further on either: it is looked for once.
  local missing = {}
  local function ahead (piece, at)
    if missing[piece] then return nil end
    local stop = s:find(piece, at, true)
    missing[piece] = not stop
    return stop
  end

  --- Take what was opened off the stack, down to and with place `at`.
  local function close_down_to (at)
    for i = #opened, at, -1 do
      count[opened[i].kind] = count[opened[i].kind] - 1
      opened[i] = nil
    end
  end
  local function open (kind, piece)
    opened[#opened + 1] = { kind = kind, piece = #pieces + 1 }
    count[kind] = (count[kind] or 0) + 1
    put(piece)
  end
  local function last_of (kind)
    if (count[kind] or 0) == 0 then return nil end
    for i = #opened, 1, -1 do
      if opened[i].kind == kind then return i end
    end
  end

  --- "]": a link, a picture, or only a bracket.  The byte behind it.
  local function close_bracket (at)
    local link, image = last_of("["), last_of("![")
    local i = math.max(link or 0, image or 0)
    if i == 0 then
      put("]")
      return at + 1
    end
    local from = opened[i].piece
    local is_image = opened[i].kind == "!["
    local url, title, after
    if s:sub(at + 1, at + 1) == "(" then url, title, after = destination(s, at + 2) end
    if not url then
      local name, stop = s:match("^%[([^%[%]\n]*)%]()", at + 1)
      if not name or name == "" then name, stop = table.concat(pieces, "", from + 1), at + 1 + (name and 2 or 0) end
      local found = #name < URL_BYTES and references[name:lower()]
      if found then url, title, after = found.url, found.title, stop end
    end
    close_down_to(i)
    if not url then
      put("]")
      return at + 1
    end
    pieces[from] = ""
    if is_image then
      images[#images + 1] = { alt = table.concat(pieces, "", from), url = url, title = title }
      for n = from, #pieces do pieces[n] = "" end
      for n = #spans, 1, -1 do
        if spans[n].from < from then break end        -- they come in the order they were closed
        spans[n] = nil
      end
      local before = pieces[from - 1]
      if before and before:find(" $") and s:find("^ ", after) then after = after + 1 end      -- no two spaces where it stood
    else
      spans[#spans + 1] = { type = "Link", target = url, from = from, to = #pieces }
    end
    return after
  end

  --- A run of "*" or "_".
  local function delimiter (at)
    local mark = s:sub(at, at)
    local stop = at
    while s:sub(stop + 1, stop + 1) == mark do stop = stop + 1 end
    local length, run = stop - at + 1, s:sub(at, stop)
    local before, after = s:byte(at - 1), s:byte(stop + 1)
    if length > 3 or at == 1 and is_space(after) then
      put(run)
      return stop + 1
    end
    local may_close = at > 1 and not is_space(before) and (mark == "*" or not is_word(after))
    local may_open = not is_space(after) and (mark == "*" or at == 1 or not is_word(before))
    local i = may_close and last_of(run)
    if i then
      local from = opened[i].piece
      pieces[from] = ""
      close_down_to(i)
      if #pieces >= from + 1 then spans[#spans + 1] = { type = "Emphasis", rend = rends[length], from = from, to = #pieces } end
    elseif may_open then open(run, run)
    else put(run) end
    return stop + 1
  end

  --- "<": an address, a comment, a tag of HTML, or only a sign.
  local function angle (at)
    local url, after = s:match("^<(%a[%w+.-]*:[^%s<>]*)>()", at)
    if not url then
      url, after = s:match("^<([%w.!#$%%&'*+/=?^_{|}~-]+@[%w.-]+)>()", at)
    end
    if url then
      put(url)
      spans[#spans + 1] = { type = "Link", target = url:find("^%a[%w+.-]*:") and url or "mailto:" .. url, from = #pieces, to = #pieces }
      return after
    end
    if s:find("^<!%-%-", at) then
      local stop = ahead("-->", at + 4)
      if stop then return stop + 3 end
    elseif s:find("^</?%a", at) then
      local stop = s:match("^</?%a[^<>]*()>", at)
      if stop then return stop + 1 end
    end
    put("<")
    return at + 1
  end

  local at = 1
  while at <= #s do
    local stop = s:find("[\\`!%[%]*_<]", at)
    if not stop then
      put(s:sub(at))
      break
    end
    if stop > at then put(s:sub(at, stop - 1)) end
    local char = s:sub(stop, stop)
    at = stop + 1
    if char == "\\" and s:find("^%p", at) then
      put(s:sub(at, at))
      at = at + 1
    elseif char == "`" then
      local run = s:match("^`+", stop)
      local close = #run <= 3 and ahead(run, stop + #run)
      if close then
        put(s:sub(stop + #run, close - 1))
        at = close + #run
      else
        put(run)
        at = stop + #run
      end
    elseif char == "!" and s:sub(at, at) == "[" then
      open("![", "![")
      at = at + 1
    elseif char == "[" then
      local note_end = s:match("^%^[%w-]+%]()", at)          -- a footnote's mark
      if note_end then at = note_end else open("[", "[") end
    elseif char == "]" then at = close_bracket(stop)
    elseif char == "*" or char == "_" then at = delimiter(stop)
    elseif char == "<" then at = angle(stop)
    else put(char) end
  end

  local first, byte = {}, 1
  for i, piece in ipairs(pieces) do
    first[i] = byte
    byte = byte + #piece
  end
  first[#pieces + 1] = byte
  local found = {}
  for _, span in ipairs(spans) do
    local from, to = first[span.from], first[span.to + 1] - 1
    if to >= from then
      found[#found + 1] = { type = span.type, target = span.target, rend = span.rend, first = from, last = to }
    end
  end
  return { text = table.concat(pieces), spans = #found > 0 and found or nil, images = images }
end

return M
