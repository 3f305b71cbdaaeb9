--- Operators that want a key: hash and encrypt.
--
-- A plain hash is not offered: whoever has a list of names hashes them all in a second and reads the article.

local same_name = require "bluepencil.same_name"

local M = {}

-- What counts as the same thing for a code: the person, the standard form, else the words.
local function identity (a)
  if a.type == "Person" and a.entity then return "Person:" .. same_name.key(a.entity.name or "") end
  local text = a.norm ~= nil and tostring(a.norm) or same_name.fold(a:text())
  return a.type .. ":" .. text
end

--- A code of 16 digits: the same for the same person or thing and key, and nothing can be learnt from it without the key.
function M.hash (a, key) return "#" .. key:hex("hash", identity(a), 16) end

local BASE32 = "abcdefghijklmnopqrstuvwxyz234567"

local function to_base32 (bytes)
  local out, bits, count = {}, 0, 0
  for i = 1, #bytes do
    bits, count = (bits << 8 | bytes:byte(i)) & 0xFFFFFF, count + 8
    while count >= 5 do
      count = count - 5
      local digit = bits >> count & 31
      out[#out + 1] = BASE32:sub(digit + 1, digit + 1)
    end
  end
  if count > 0 then
    local digit = bits << (5 - count) & 31
    out[#out + 1] = BASE32:sub(digit + 1, digit + 1)
  end
  return table.concat(out)
end

local function from_base32 (text)
  local out, bits, count = {}, 0, 0
  for i = 1, #text do
    local digit = BASE32:find(text:sub(i, i), 1, true)
    if not digit then return nil end
    bits, count = (bits << 5 | digit - 1) & 0xFFFFFF, count + 5
    if count >= 8 then
      count = count - 8
      out[#out + 1] = string.char(bits >> count & 255)
    end
  end
  return table.concat(out)
end

local BLOCK = 64          -- texts are filled up to a multiple, so that a token does not tell their length

--- A token that only the key opens.  The same words give the same token, as the output of a run must not change.
function M.encrypt (a, key)
  local text = a:text() .. "\128"
  text = text .. ("\0"):rep(-#text % BLOCK)
  return "enc-" .. to_base32(key:seal("encrypt", text, true))
end

--- The words that a token stands for.
-- @tparam string token  "[enc-...]", with or without its brackets
-- @treturn string | nil, message, code
function M.decrypt (token, key)
  local digits = token:match "^%[?enc%-([a-z2-7]+)%]?$"
  local bytes = digits and from_base32(digits)
  if not bytes then return nil, "not a token of the operator 'encrypt'", "format" end
  local text, message, code = key:open("encrypt", bytes)
  if not text then return nil, message, code end
  return (text:gsub("\128%z*$", ""))
end

return M
