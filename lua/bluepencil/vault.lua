--- The map of a reversible run: each article in full, sealed, so that it can be restored.
--
-- JSON lines, appended: {"record":"map","version":1,"key":"..."} once, then {"record":"full","article":"a.xml","sealed":"..."} for
-- each article.  Sealed (XSalsa20-Poly1305, a random nonce each) are the article's name, an HMAC of the output it belongs to,
-- and the same output with nothing struck.  So restoring needs neither program nor lists as they were then, and gives back attributes and
-- header too.  The price is space, as much as the outputs, and that what somebody changed in an output later is not carried over.
--
-- A record that was changed, moved to another article or sealed with another key does not open.

local cjson = require "cjson"
local crypto = require "bluepencil.crypto"
local json = require "bluepencil.read.record"
local system = require "bluepencil.system"

local M = {}
local Vault = {}
Vault.__index = Vault

M.version = 1

local DIGEST_DIGITS = 32

local function digest (key, bytes) return key:hex("map file", bytes, DIGEST_DIGITS) end

local function check_first (line, key)
  local ok, record = pcall(cjson.decode, line or "")
  if not ok or type(record) ~= "table" or record.record ~= "map" then return nil, "is not a map of a reversible run" end
  if record.version ~= M.version then return nil, "is of another version of this program" end
  if record.key ~= key:id() then return nil, "was made with another key" end
  return true
end

--- Open a map to add to it; made when it is not there, for its owner alone.
-- @treturn Vault | nil, message
function M.open (path, key)
  local file, last = system.open_append(path)
  if not file then return nil, ("map %s: %s"):format(path, last) end
  local ok, message
  if last then
    ok, message = check_first(io.lines(path)(), key)
  else
    ok, message = file:append(('{"record":"map","version":%d,"key":"%s"}\n'):format(M.version, key:id()))
  end
  if not ok then
    file:close()
    return nil, ("map %s: %s"):format(path, message)
  end
  return setmetatable({ path = path, file = file, key = key }, Vault)
end

--- Add an article.
-- @tparam string name  of the output
-- @tparam string output  its bytes
-- @tparam string full  the same with nothing struck
-- @treturn true | nil, message
function Vault:add (name, output, full)
  local sealed = self.key:seal("map", string.pack("<s4s4", name, digest(self.key, output)) .. full)
  local ok, message = self.file:append(('{"record":"full","article":%s,"sealed":"%s"}\n'):format(json.string(name),
    crypto.to_base64(sealed)))
  if not ok then return nil, ("map %s: %s"):format(self.path, message) end
  return true
end

function Vault:close ()
  self.file:close()
end

-- ---- reading ---------------------------------------------------------------------------------------------------------

local Map = {}
Map.__index = Map

--- Read which articles a map has; what is sealed stays in the file.
-- @treturn Map | nil, message  `names` in order, `at` by name
function M.read (path, key)
  local file, message = io.open(path, "rb")
  if not file then return nil, message end
  local self = setmetatable({ path = path, file = file, key = key, names = {}, at = {} }, Map)
  local number, at = 0, 0
  local function fail (text)
    file:close()
    return nil, ("map %s: %s"):format(path, text)
  end
  for line in file:lines "L" do
    number = number + 1
    if number == 1 then
      local ok
      ok, message = check_first(line, key)
      if not ok then return fail(message) end
    else
      local ok, record = pcall(cjson.decode, line)
      if not ok or type(record) ~= "table" or type(record.article) ~= "string" or type(record.sealed) ~= "string" then
        return fail(("line %d is damaged"):format(number))
      end
      if not self.at[record.article] then self.names[#self.names + 1] = record.article end
      self.at[record.article] = at
    end
    at = at + #line
  end
  if number == 0 then return fail "is empty" end
  return self
end

--- One article in full.
-- @treturn string full, string digest  | nil, message
function Map:open (name)
  self.file:seek("set", self.at[name])
  local sealed = cjson.decode(self.file:read "L").sealed
  local bytes, message = crypto.from_base64(sealed)
  local opened
  if bytes then opened, message = self.key:open("map", bytes) end
  if not opened then return nil, message end
  local owner, made, from = string.unpack("<s4s4", opened)
  if owner ~= name then return nil, "is sealed as another article" end
  return opened:sub(from), made
end

--- Whether an output is the one that belongs to what `open` gave.
function Map:is_unchanged (output, made) return digest(self.key, output) == made end

function Map:close () self.file:close() end

return M
