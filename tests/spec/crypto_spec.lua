-- luacheck: no max line length
local crypto = require "bluepencil.crypto"
local keys = require "support.keys"

local is_built = crypto.available()
local describe_built = is_built and describe or function (name, _) pending(name .. " (libsodium's module is not built)") end

local HEX = ("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
local RAW = HEX:gsub("%x%x", function (pair) return string.char(tonumber(pair, 16)) end)

describe_built("a key file", function ()
  local function load_key (content, mode)
    local path = keys.write(content, mode)
    local key, message, code = crypto.key_from_file(path)
    os.remove(path)
    return key, message and message:gsub(path:gsub("%p", "%%%0"), "FILE"), code
  end

  it("may be raw, hexadecimal or base64: the same bytes are the same key", function ()
    local raw = assert(load_key(RAW))
    for _, text in ipairs { HEX, HEX:upper() .. "\n", HEX:gsub("%x%x%x%x", "%0 ") .. "\r\n",
      "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8" } do
      assert.equal(raw:id(), assert(load_key(text)):id(), text)
    end
  end)

  it("gives the digests it always gave", function ()
    -- HMAC-SHA-256 as src/lua_crypto.c says, reckoned with another program; published pseudonyms depend on them
    local key = assert(load_key(RAW))
    assert.equal(keys.expected.id, key:id())
    assert.equal(keys.expected.pseudonym_ana, key:hex("pseudonym", "ana bratu"))
    assert.equal(keys.expected.ledger_empty, key:hex("ledger", ""))
  end)

  it("is refused when others may read it", function ()
    for _, mode in ipairs { "644", "640", "604", "660", "610" } do
      local key, message, code = load_key(HEX, mode)
      assert.is_nil(key, mode)
      assert.equal("key file FILE: others may read or change it: chmod 600 makes it the owner's alone", message)
      assert.equal("access", code)
    end
    assert.truthy(load_key(HEX, "400"))
  end)

  it("is refused when it is missing, a folder, a device, empty, short, long or no key", function ()
    local cases = {
      { "", "is empty" }, { HEX:sub(1, 62), "too short" }, { RAW:sub(1, 31), "too short" }, { "AAECAwQFBgc=", "too short" },
      { "correct horse battery staple correct horse battery", "passphrase is no key" },
      { ("ab"):rep(32), "not random" }, { ("\0"):rep(64), "not random" }, { RAW:rep(200), "too large" },
      { HEX .. "0", "neither hexadecimal nor base64" },
    }
    for _, case in ipairs(cases) do
      local key, message, code = load_key(case[1])
      assert.is_nil(key, case[2])
      assert.truthy(message:find(case[2], 1, true), message)
      assert.equal("key", code)
      assert.is_nil(#case[1] > 8 and message:find(case[1]:sub(1, 8), 1, true) or nil)   -- no part of it is quoted
    end
    for path, code in pairs { ["/nonexistent/x.key"] = "missing", ["/"] = "access", ["/dev/zero"] = "access" } do
      local key, _, got = crypto.key_from_file(path)
      assert.is_nil(key)
      assert.equal(code, got)
    end
  end)

  it("is made anew for its owner alone, and never over another", function ()
    local path = os.tmpname()
    os.remove(path)
    assert(crypto.new_key_file(path))
    local key = assert(crypto.key_from_file(path))
    local none, message, code = crypto.new_key_file(path)
    assert.is_nil(none)
    assert.truthy(message:find "never replaced")
    assert.equal("exists", code)
    assert.equal(key:id(), crypto.key_from_file(path):id())
    os.remove(path)
    assert(crypto.new_key_file(path))
    assert.not_equal(key:id(), crypto.key_from_file(path):id())
    os.remove(path)
    assert.equal("missing", (select(3, crypto.new_key_file "/nonexistent/folder/x.key")))
  end)

  it("is not looked for in a variable that is not set", function ()
    local key, message, code = crypto.key_from_environment "BLUEPENCIL_NO_SUCH_KEY"
    assert.is_nil(key)
    assert.equal("BLUEPENCIL_NO_SUCH_KEY: is not set", message)
    assert.equal("missing", code)
  end)
end)

describe_built("a key", function ()
  local key, other
  setup(function () key, other = keys.new(1), keys.new(2) end)

  it("keeps purposes, texts and keys apart", function ()
    local seen = {}
    for _, k in ipairs { key, other } do
      for _, purpose in ipairs { "pseudonym", "ledger", "map", "key id" } do
        for _, text in ipairs { "", "a", "a\0", "b", ("x"):rep(1000) } do
          local digest = k:hmac(purpose, text)
          assert.equal(32, #digest)
          assert.is_nil(seen[digest])
          seen[digest] = true
          assert.equal(digest, k:hmac(purpose, text))
        end
      end
    end
  end)

  it("gives as many hexadecimal digits as asked", function ()
    local digest = key:hmac("map", "x"):gsub(".", function (c) return ("%02x"):format(c:byte()) end)
    assert.equal(digest, key:hex("map", "x"))
    assert.equal(digest:sub(1, 7), key:hex("map", "x", 7))
    assert.has_error(function () key:hex("map", "x", 65) end)
    assert.has_error(function () key:hex("map", "x", 0) end)
  end)

  it("opens what it sealed, and nothing else", function ()
    for _, text in ipairs { "", "Ana Bratu", "\0\1\2", ("é"):rep(100000) } do
      local sealed = key:seal("map", text)
      assert.equal(text, key:open("map", sealed))
      assert.not_equal(sealed, key:seal("map", text))
      assert.is_nil(sealed:find("Ana", 1, true))
      local stable = key:seal("map", text, true)
      assert.equal(stable, key:seal("map", text, true))
      assert.equal(text, key:open("map", stable))
    end
    local sealed = key:seal("map", "Ana Bratu")
    for what, try in pairs {
      ["another key"] = function () return other:open("map", sealed) end,
      ["another purpose"] = function () return key:open("ledger", sealed) end,
      ["less"] = function () return key:open("map", sealed:sub(1, -2)) end,
      ["more"] = function () return key:open("map", sealed .. "x") end,
      ["nothing"] = function () return key:open("map", "") end,
      ["another version"] = function () return key:open("map", "\2" .. sealed:sub(2)) end,
    } do
      local text, message, code = try()
      assert.is_nil(text, what)
      assert.is_string(message)
      assert.is_string(code)
    end
    for i = 1, #sealed do          -- every changed byte is noticed
      local changed = sealed:sub(1, i - 1) .. string.char(sealed:byte(i) ~ 1) .. sealed:sub(i + 1)
      assert.is_nil((key:open("map", changed)))
    end
  end)

  it("can be closed twice and is of no use afterwards", function ()
    local k = keys.new(3)
    k:close()
    k:close()
    assert.equal("key (closed)", tostring(k))
    for _, name in ipairs { "hmac", "hex", "seal", "open" } do
      assert.error_matches(function () k[name](k, "map", "x") end, "key is closed")
    end
    assert.error_matches(function () k:id() end, "key is closed")
  end)

  it("says nothing of itself", function ()
    assert.equal("key", tostring(key))
    assert.is_true(crypto.is_key(key))
    assert.is_false(crypto.is_key "key")
    assert.equal("bluepencil.key", getmetatable(key))
    assert.equal(16, #key:id())
  end)

  it("wants a purpose", function ()
    assert.has_error(function () key:hmac("", "x") end)
    assert.has_error(function () key:hmac(("x"):rep(65), "x") end)
    assert.has_error(function () key.hmac({}, "map", "x") end)
  end)
end)

describe("without libsodium", function ()
  it("everything says what is missing", function ()
    local path, cpath, loaded = package.path, package.cpath, package.loaded["bluepencil.sodium"]
    local module = package.loaded["bluepencil.crypto"]
    package.loaded["bluepencil.sodium"], package.loaded["bluepencil.crypto"], package.cpath = nil, nil, ""
    local bare = require "bluepencil.crypto"
    local key, message, code = bare.key_from_file "x.key"
    local available = bare.available()
    package.path, package.cpath = path, cpath
    package.loaded["bluepencil.sodium"], package.loaded["bluepencil.crypto"] = loaded, module
    assert.is_nil(key)
    assert.is_nil(available)
    assert.equal(bare.missing, message)
    assert.equal("crypto", code)
  end)
end)

describe("a pipeline", function ()
  local pipeline = require "bluepencil.pipeline"

  it("refuses a key that is not there", function ()
    local made, message = pipeline.new { key = "/nonexistent/x.key" }
    assert.is_nil(made)
    assert.truthy(message:find("key", 1, true))
  end)

  it("never takes the bytes of a key", function ()
    assert.error_matches(function () pipeline.new { key = { HEX } } end, "never the key's own bytes")
  end)
end)

describe_built("the command", function ()
  local function run (command)
    local pipe = assert(io.popen(command .. " 2>&1; echo \"status $?\""))
    local out = pipe:read "a"
    pipe:close()
    return out, tonumber(out:match "status (%d+)%s*$")
  end

  it("makes a key that only its owner can read, and takes it from a file or the environment, alike", function ()
    local path, policy = os.tmpname(), os.tmpname()
    os.remove(path)
    local file = assert(io.open(policy, "w"))
    file:write [[return { extends = "protect-private", operators = { Person = "pseudonym" } }]]
    file:close()
    assert.equal(0, (select(2, run("bin/bluepencil key new " .. path))))
    local out, status = run("bin/bluepencil key new " .. path)
    assert.equal(2, status)
    assert.truthy(out:find("never replaced", 1, true))
    local convert = ("bin/bluepencil convert -q -t text --policy %s "):format(policy)
    local sample = " filters/redact/sample.txt"
    local by_file, by_variable = run(convert .. "--key " .. path .. sample), run("BLUEPENCIL_KEY=$(cat " .. path .. ") " .. convert .. sample)
    assert.equal(by_file, by_variable)
    assert.truthy(by_file:find "status 0")
    assert.is_nil(by_file:find("Ostrander", 1, true))
    assert.is_nil(by_file:find("[Person A]", 1, true))
    out, status = run(convert .. sample)
    assert.equal(2, status)
    assert.truthy(out:find("needs a key", 1, true))
    out, status = run("BLUEPENCIL_KEY=secret-of-the-house " .. convert .. sample)
    assert.equal(2, status)
    assert.is_nil(out:find("secret-of-the-house", 1, true))
    run("chmod 644 " .. path)
    out, status = run(convert .. "--key " .. path .. sample)
    assert.equal(2, status)
    assert.truthy(out:find("others may read", 1, true))
    os.remove(path)
    os.remove(policy)
  end)
end)
