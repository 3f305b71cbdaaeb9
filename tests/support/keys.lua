--- Key files for the specs: known keys, written for their owner alone and taken away at once.

local crypto = require "bluepencil.crypto"

local M = {}

--- A file with `content` and file mode `mode` ("600"); the caller removes it.
function M.write (content, mode)
  local path = os.tmpname()
  local file = assert(io.open(path, "wb"))
  file:write(content)
  file:close()
  assert(os.execute(("chmod %s '%s'"):format(mode or "600", path)))
  return path
end

--- A key that is the same for the same number.
function M.new (number)
  local bytes = {}
  for i = 0, 31 do bytes[#bytes + 1] = ("%02x"):format((i * 7 + number * 31) % 256) end
  local path = M.write(table.concat(bytes))
  local key = assert(crypto.key_from_file(path))
  os.remove(path)
  return key
end

-- Of the key 00 01 02 ... 1f, from Python's hmac.
M.expected = {
  id = "225fe9a6f2a3bf24",
  pseudonym_ana = "9f3b4f79d019ce0da124203461ba34d56db7b2b9b3c26f83d6e7fbb00203d3a9",
  ledger_empty = "5b698e8d9253de99e0ca34f1dd1e9e7e291d3a3374e629268ca08b8be5abfeb6",
}

return M
