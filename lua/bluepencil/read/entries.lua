--- The files in an archive, one by one and in its order: what tar and zip have in common.
--
-- A file in it may have any form, also that of an archive.  Its path is kept as the place of the article and is never used to
-- name or write anything.  Folders, links, empty files, what systems leave there (".DS_Store") and files that are no text are passed
-- over and counted.

local forms = require "bluepencil.read.forms"
local packed = require "bluepencil.read.packed"
local text = require "bluepencil.read.text"

local M = {}

--- A path as it may be shown: valid UTF-8 on one line.
local function clean_path (path)
  if not path then return nil end
  if not utf8.len(path) then path = path:gsub("[\x80-\xFF]", "?") end
  return (path:gsub("%c", "?"))
end

local function is_systems_own (path)
  local name = path:match("([^/\\]*)[/\\]*$")
  return path:find("^__MACOSX/") or name:find("^%.") or name == "Thumbs.db" or name == "desktop.ini"
end

--- Why an entry is passed over, or nil.
local function passed_over (entry, path)
  if entry.kind == "folder" then return "" end
  if entry.kind == "link" then return "links in an archive" end
  if entry.kind ~= "file" then return "special files in an archive" end
  if path and is_systems_own(path) then return "files of a system in an archive" end
  if entry.size == 0 then return "empty files in an archive" end
end

--- The file of an entry, ready to be read; nil when it is passed over.
local function input_of (self, entry, path)
  local called = ("%s: entry %d"):format(self.name, self.number)
  if entry.is_encrypted then return nil, called .. ": is encrypted", "form" end
  local stream = packed.entry(self.archive, self.source, called, {
    hint = path or "",
    packed = self.packed,
    on_fail = function () self.finished = true end,      -- said once, by whoever reads the entry
  })
  local head = stream:peek(forms.head_bytes)
  if not stream.message then                            -- else let it be read, and fail
    if head == "" then return nil, nil, "empty files in an archive" end
    if text.is_binary(head) and forms.recognise(head, path or "")[1].form.name == "text" then
      return nil, nil, "files in an archive that are no text"
    end
  end
  return { source = stream, name = called, place = { entry = self.number, path = path } }
end

--- @tparam string what  "tar" or "zip"
-- @treturn function next | nil, message, code
function M.each (source, name, options, what)
  local archive, message, code = packed.open(source, name, what)
  if not archive then return nil, message, code end
  local whole
  if what == "zip" and source.path then                 -- read by its directory, not in order: all of it counts as read
    local file = io.open(source.path, "rb")
    whole = file and file:seek("end")
    if file then file:close() end
  end
  local self = { archive = archive, source = source, name = name, number = 0,
                 packed = function () return whole or source:offset() end }
  local function stop (why, why_code)
    self.finished = true
    archive:close()
    return nil, source.budget:named(why, name), why_code
  end
  return function ()
    while not self.finished do
      local entry, why, why_code = archive:next()
      if not entry then return stop(why, why_code) end
      self.number = self.number + 1
      local allowed
      allowed, why, why_code = source.budget:entry()
      if not allowed then return stop(why, why_code) end
      local path = clean_path(entry.path)
      local skip = passed_over(entry, path)
      if not skip then
        local input
        input, why, skip = input_of(self, entry, path)
        if input then return input end
        if why then return nil, why, skip end
      end
      if skip ~= "" then options.on_skip(skip) end
    end
    return nil
  end
end

return M
