--- What packs articles without being an article: the C modules that unpack, loaded when something packed is read.
--
-- The core needs neither zlib nor libarchive; where they were not there when the program was built, a packed file is answered
-- by a message that says so.  Unpacks piece by piece: memory does not grow with what is packed.

local source_of = require "bluepencil.read.source"

local M = {}

local PIECE_BYTES = 64 * 1024

local libraries = {
  inflate = "gzip and web archives need zlib: install zlib1g-dev",
  archive = "archives need libarchive: install libarchive-dev",
}

--- One of the C modules: "inflate" or "archive".
-- @treturn table module | nil, message, code
function M.load (what)
  local found, module = pcall(require, "bluepencil." .. what)
  if found then return module end
  if tostring(module):find(("module 'bluepencil.%s' not found"):format(what), 1, true) then
    return nil, libraries[what] .. " (or your system's name for it) and run 'make' again", "missing"
  end
  return nil, ("the module %s cannot be loaded: %s"):format(what, tostring(module):gsub("\n.*", "")), "missing"
end

--- What an inner name is: "feed.warc.gz" -> "feed.warc".
function M.inner_name (name) return (name:gsub("%.[^./]+$", "")) end

-- ---- gzip ------------------------------------------------------------------------------------------------------------

--- A function that gives the pieces of a gzip file, its members one after the other.
local function gunzip (source, name, z)
  local piece, at, out_total = "", 1, 0
  local between, finished, message, code = true, false, nil, nil

  --- Go to where the next member begins; false when there is none.
  local function next_member ()
    while true do
      at = piece:find("[^%z]", at)                     -- tapes are filled up with zeros
      if at and at < #piece then break end
      local more
      more, message, code = source:read(PIECE_BYTES)
      if not more then return false end
      piece, at = (at and piece:sub(at) or "") .. more, 1
    end
    if out_total > 0 and piece:sub(at, at + 1) ~= "\31\139" then return false end   -- what follows is nobody's
    z:reset()
    between = false
    return true
  end

  local function stop (why, why_code)
    finished, message, code = true, why and name .. ": " .. why, why_code
    return nil, message, code
  end

  return function ()
    while not finished do
      if between and not next_member() then
        finished = true
        return nil, message, code
      end
      if at > #piece then
        piece, message, code = source:read(PIECE_BYTES)
        at = 1
        if not piece then
          if message then finished = true return nil, message, code end
          return stop("the gzip file is cut off", "truncated")
        end
      end
      local out, next_at, ended, before = z:run(piece, at, PIECE_BYTES)
      if not out then
        stop("the gzip file is damaged", "damaged")
        out = before
        if out == "" then return nil, message, code end
      else at, between = next_at, ended end
      if out ~= "" then
        out_total = out_total + #out
        local allowed, why, why_code = source.budget:unpack(#out, out_total, source:offset())
        if not allowed then return stop(why, why_code) end
        return out
      end
    end
    return nil, message, code
  end
end

--- What is in a gzip file.
-- @treturn Source | nil, message, code
function M.gzip (source, name)
  local inflate, message, code = M.load("inflate")
  if not inflate then return nil, name .. ": " .. message, code end
  local z = inflate.new("gzip")
  return source_of.new(gunzip(source, name, z), name, { hint = M.inner_name(source.hint), budget = source.budget,
    close = function () z:close() end })
end

--- Unpack a string: the body of an HTTP response.
-- @tparam string kind  "gzip" or "http" (what servers call deflate)
-- @tparam int limit  most bytes to give
-- @treturn string, boolean whole | nil, message, code
function M.inflate (bytes, kind, limit)
  local inflate, message, code = M.load("inflate")
  if not inflate then return nil, message, code end
  local z, parts, size, at = inflate.new(kind), {}, 0, 1
  while true do
    local out, next_at, ended, before = z:run(bytes, at, PIECE_BYTES)
    parts[#parts + 1] = out or before
    size = size + #(out or before)
    if size > limit then
      z:close()
      return nil, ("larger than the limit of %d bytes"):format(limit), "limit"
    end
    if not out or ended or (out == "" and next_at > #bytes) then
      z:close()
      if not out and size == 0 then return nil, next_at, ended end
      return table.concat(parts), ended == true
    end
    at = next_at
  end
end

-- ---- libarchive ------------------------------------------------------------------------------------------------------

--- An open archive.
-- @tparam string what  "tar", "zip" or "packed"
-- @treturn archive | nil, message, code
function M.open (source, name, what)
  local archive, message, code = M.load("archive")
  if not archive then return nil, name .. ": " .. message, code end
  local from = function () return source:read(PIECE_BYTES) end
  if what == "zip" and source.path then from = source.path end      -- its directory stands at the end
  local opened
  opened, message, code = archive.open(from, what)
  if not opened then return nil, source.budget:named(message, name), code end
  return opened
end

--- What an entry of an archive holds.
-- @tparam archive a  at the entry
-- @tparam table more  `hint`; `on_fail(message, code)` is told once when it breaks
function M.entry (a, source, name, more)
  local out_total = 0
  return source_of.new(function ()
    local bytes, message, code = a:read(PIECE_BYTES)
    if bytes then
      out_total = out_total + #bytes
      local allowed
      allowed, message, code = source.budget:unpack(#bytes, out_total, more.packed())
      if allowed then return bytes end
    end
    if not message then return nil end
    message = source.budget:named(message, name)
    if more.on_fail then more.on_fail(message, code) end
    return nil, message, code
  end, name, { hint = more.hint, budget = source.budget })
end

return M
