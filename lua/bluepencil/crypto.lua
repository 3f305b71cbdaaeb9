--- Keys: keyed digests, sealed text, key files.  Loads libsodium's module only when a key is used.
--
--     local key, message, code = crypto.key_from_file "archive.key"
--     key:hmac(purpose, text)              32 bytes
--     key:hex(purpose, text [, n])         the first n (64) hexadecimal digits of the same
--     key:id()                             16 hexadecimal digits that say which key it is, and nothing else
--     key:seal(purpose, text [, stable])   sealed bytes; `stable`: equal texts give equal bytes (else a random nonce)
--     key:open(purpose, bytes)             text | nil, message, code
--     key:close()                          wipes it
--
-- Each purpose ("pseudonym", "ledger", "map" ...) has a key of its own, derived from the one in the file: what is said for
-- one purpose tells nothing about another.  How is fixed, in src/lua_crypto.c.  The bytes of a key never come into Lua.

local M = {}

M.missing = "keys need libsodium: install libsodium-dev (or your system's name for it) and run 'make' again"

local sodium

-- The C module; built only where libsodium was found.
local function load_module ()
  if sodium then return sodium end
  local found, module = pcall(require, "bluepencil.sodium")
  if not found then
    if tostring(module):find("module 'bluepencil.sodium' not found", 1, true) then return nil, M.missing, "crypto" end
    return nil, "libsodium cannot be loaded: " .. tostring(module):gsub("\n.*", ""), "crypto"
  end
  sodium = module
  return sodium
end

--- Whether keys can be used in this build.
-- @treturn true | nil, message, code
function M.available ()
  local module, message, code = load_module()
  if module then return true end
  return nil, message, code
end

local function call (name, subject, ...)
  local module, message, code = load_module()
  if not module then return nil, message, code end
  local result
  result, message, code = module[name](...)
  if result then return result end
  return nil, ("%s: %s"):format(subject, message), code
end

--- A key from a file: a regular file that only its owner can read, with 32 random bytes or more, raw, in hexadecimal or base64.
-- @tparam string path
-- @treturn key | nil, message, code  code "missing", "access" (who may read it), "key" (what it holds), "crypto" (no libsodium)
function M.key_from_file (path) return call("key_from_file", "key file " .. path, path) end

--- A key from an environment variable, in hexadecimal or base64.  Only the command calls this.
-- @treturn key | nil, message, code
function M.key_from_environment (name) return call("key_from_environment", name, name) end

--- Make a key file: 32 random bytes in hexadecimal, for its owner alone; an existing file is never replaced.
-- @treturn true | nil, message, code
function M.new_key_file (path) return call("new_key_file", "key file " .. path, path) end

--- Sealed bytes as text for a line of a file, and back.
-- @treturn string | nil, message, code
function M.to_base64 (bytes) return call("to_base64", "sealed bytes", bytes) end
function M.from_base64 (text) return call("from_base64", "sealed bytes", text) end

--- Whether a value is a key.
function M.is_key (value)
  return type(value) == "userdata" and getmetatable(value) == "bluepencil.key"
end

return M
