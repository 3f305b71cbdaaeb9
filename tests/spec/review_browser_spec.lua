-- The review page in headless Chromium, from the file system: opened, filtered, stepped through, by keyboard.
-- Skipped where there is no Chromium (Debian: apt-get install chromium).

local cjson = require "cjson"
local page = require "bluepencil.review.page"
local pipeline = require "bluepencil.pipeline"
local system = require "bluepencil.system"

local stories = {
  { "pier.txt", [[
Mayor Opens Pier

TALLINN, May 3 (NPA) – Mayor Kadri Ojaperv opened a pier on Friday. “It will last,” Ojaperv said.

A school cook, Priit Tamvere, 41, who lives in the town of Kuusberg with his wife, came to watch.

By Maarja Laanemets, NPA
]] },
  { "council.txt", [[
Council Debates </script><script>document.title = "broken"</script>

TALLINN, May 4 (NPA) – Mayor Kadri Ojaperv spoke of <img src=x onerror="document.title='broken'"> and <!-- of <b>boats</b>.

A witness, Ilmar Saareline, 33, wept & left.
]] },
  { "harbour.txt", "TALLINN, May 5 (NPA) – The harbour was open, said Interior Minister Andres Kuusberg.\n" },
}

local function find_browser ()
  for _, name in ipairs { "chromium", "chromium-browser", "google-chrome", "chrome" } do
    local pipe = io.popen("command -v " .. name .. " 2>/dev/null")
    local path = pipe:read "l"
    pipe:close()
    if path then return path end
  end
end

local browser = find_browser()
local folder

local function put (name, bytes)
  local path = folder .. "/" .. name
  assert(system.write_file(path, bytes, true))
  return path
end

--- The page as the browser has it after its scripts have run; what the specs run under (a sanitizer) is not for the browser.
local function dump (path)
  local command = ("env -u LD_PRELOAD timeout 60 %s --headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    .. "--disable-background-networking --disable-component-update --disable-sync --user-data-dir='%s/profile' "
    .. "--virtual-time-budget=20000 --dump-dom 'file://%s' 2>/dev/null"):format(browser, folder, path)
  local pipe = io.popen(command)
  local dom = pipe:read "a"
  pipe:close()
  return dom
end

local function page_of (options)
  local line = assert(pipeline.new { to = "text" })
  local made = assert(page.new(options))
  for _, story in ipairs(stories) do
    local doc = assert(line:document { text = story[2], name = story[1] })
    assert(made:add(doc, story[1]))
    doc:close()
  end
  return made:finish()
end

local function with_script (bytes, script)
  local at = assert(bytes:find "</body>%s*</html>%s*$")
  return bytes:sub(1, at - 1) .. "<script>" .. script .. "</script>" .. bytes:sub(at)
end

local function unescape (s)
  return (s:gsub("&lt;", "<"):gsub("&gt;", ">"):gsub("&quot;", '"'):gsub("&nbsp;", "\u{A0}"):gsub("&amp;", "&"))
end

describe("the review page in a browser", function ()
  if not browser then
    pending "needs Chromium, which is not installed"
    return
  end

  setup(function ()
    folder = os.tmpname()
    os.remove(folder)
    assert(system.make_folder(folder))
  end)
  teardown(function () os.execute(("rm -rf '%s'"):format(folder)) end)

  it("opens, filters, steps through and explains, by keyboard too", function ()
    local bytes = page_of()
    bytes = bytes:gsub('<meta http%-equiv="Content%-Security%-Policy"[^>]*>', "")
    local file = assert(io.open "tests/support/review_driver.js")
    local driver = file:read "a"
    file:close()
    local dom = dump(put("driven.html", with_script(bytes, driver)))
    local found = dom:match '<pre id="driver%-results">(.-)</pre>'
    assert.is_truthy(found, "the driver said nothing")
    local results = cjson.decode(unescape(found))
    assert.is_true(#results > 40)
    for _, result in ipairs(results) do assert.are.equal(result.wanted, result.got, result.name) end
    assert.is_truthy(dom:find("<title>Review", 1, true))
  end)

  it("runs its own script under its policy, and no other", function ()
    local dom = dump(put("page.html", page_of()))
    assert.is_truthy(dom:find("Start reviewing", 1, true))
    assert.is_truthy(dom:find('class="list-title">Mayor Opens Pier', 1, true))
    local tampered = dump(put("tampered.html", with_script(page_of(), 'document.title = "broken"')))
    assert.is_truthy(tampered:find("Start reviewing", 1, true))
    assert.is_truthy(tampered:find("<title>Review", 1, true))
  end)

  it("shows a safe page without a place for originals", function ()
    local dom = dump(put("safe.html", (page_of { safe = true })) .. "#1")
    assert.is_truthy(dom:find("Without originals", 1, true))
    assert.is_truthy(dom:find("[Person A]", 1, true))
    assert.is_nil(dom:find('class="cell before"', 1, true))
    assert.is_nil(dom:find("Tamvere", 1, true))
  end)
end)
