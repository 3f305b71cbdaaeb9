--- SHA-256 in base64, for the page's Content-Security-Policy: only the script and style with these digests may run.
--
-- Not for keys or secrets.  Integer arithmetic of Lua 5.3 and later; about a megabyte a second, for two files of a few kilobytes.
-- Source: FIPS 180-4; the constants are the first bits of the roots of primes and are reckoned here.

local M = {}

local mask = 0xFFFFFFFF

-- The first n primes, and the first 32 bits of the fraction of x^(1/k).
local function primes (n)
  local list, candidate = {}, 2
  while #list < n do
    local is_prime = true
    for _, p in ipairs(list) do
      if p * p > candidate then break end
      if candidate % p == 0 then is_prime = false break end
    end
    if is_prime then list[#list + 1] = candidate end
    candidate = candidate + 1
  end
  return list
end

local function fraction (x) return math.floor((x % 1) * 2.0 ^ 32) end

local initial, constants = {}, {}
for i, p in ipairs(primes(64)) do
  if i <= 8 then initial[i] = fraction(p ^ 0.5) end
  local root = p ^ (1 / 3)
  root = root - (root * root * root - p) / (3 * root * root)     -- one Newton step: pow may be off in the last bit
  constants[i] = fraction(root)
end

local function rotate (x, n) return ((x >> n) | (x << (32 - n))) & mask end

local function compress (state, block, at)
  local w = { string.unpack(">I4I4I4I4I4I4I4I4I4I4I4I4I4I4I4I4", block, at) }
  for i = 17, 64 do
    local x, y = w[i - 15], w[i - 2]
    local s0 = rotate(x, 7) ~ rotate(x, 18) ~ (x >> 3)
    local s1 = rotate(y, 17) ~ rotate(y, 19) ~ (y >> 10)
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) & mask
  end
  local a, b, c, d, e, f, g, h = table.unpack(state)
  for i = 1, 64 do
    local s1 = rotate(e, 6) ~ rotate(e, 11) ~ rotate(e, 25)
    local choice = (e & f) ~ (~e & mask & g)
    local t1 = (h + s1 + choice + constants[i] + w[i]) & mask
    local s0 = rotate(a, 2) ~ rotate(a, 13) ~ rotate(a, 22)
    local majority = (a & b) ~ (a & c) ~ (b & c)
    a, b, c, d, e, f, g, h = (t1 + s0 + majority) & mask, a, b, c, (d + t1) & mask, e, f, g
  end
  for i, value in ipairs { a, b, c, d, e, f, g, h } do state[i] = (state[i] + value) & mask end
end

local alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

local function base64 (bytes)
  local out = {}
  for i = 1, #bytes, 3 do
    local a, b, c = bytes:byte(i, i + 2)
    local n = (a << 16) | ((b or 0) << 8) | (c or 0)
    for shift = 18, 0, -6 do
      local index = ((n >> shift) & 63) + 1
      out[#out + 1] = alphabet:sub(index, index)
    end
    if not b then out[#out - 1] = "=" end
    if not c then out[#out] = "=" end
  end
  return table.concat(out)
end

--- The digest of a string: 32 bytes.
function M.digest (bytes)
  local state = { table.unpack(initial) }
  local padded = bytes .. "\x80" .. ("\0"):rep((55 - #bytes) % 64) .. string.pack(">I8", #bytes * 8)
  for at = 1, #padded, 64 do compress(state, padded, at) end
  return string.pack(">I4I4I4I4I4I4I4I4", table.unpack(state))
end

--- The digest in base64, as a policy wants it.
function M.base64 (bytes) return base64(M.digest(bytes)) end

return M
