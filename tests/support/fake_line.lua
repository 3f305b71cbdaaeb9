-- Stands in for the pipeline, so that the command can be tried on what a good pipeline never does: an article says what
-- is to happen to it.  Run before the command:  lua5.4 -e 'dofile "tests/support/fake_line.lua"' .../cli/main.lua ARGS

local Pipeline = {}
Pipeline.__index = Pipeline

function Pipeline:inputs (input) return require "bluepencil.read".inputs(input, {}) end      -- luacheck: ignore self

function Pipeline:document (input)                                                          -- luacheck: ignore self
  local text = input.text
  if not text then
    local file, message = io.open(input.path, "rb")
    if not file then return nil, message, "io" end
    text = file:read("a")
    file:close()
    if not text then return nil, input.path .. ": cannot be read", "io" end
  end
  if text:find("^UNREADABLE") then return nil, input.name .. ":3:7: not valid UTF-8", 2 end
  if text:find("^RAISE") then error("the words of the article") end
  if text:find("^INTERRUPT") then error("interrupted!") end
  local note = text:match("^NOTE (.-)\n")
  local source = { notes = { note }, encoding_cert = note and "high" }
  return setmetatable({ text = text, source = source }, { __close = function () end })
end

function Pipeline:write (doc)                                                                -- luacheck: ignore self
  if doc.text:find("^LEAK") then return nil, "struck text was left in the output", "leak" end
  if doc.text:find("^INVALID") then return nil, "not valid TEI", "invalid" end
  if doc.text:find("^LARGE") then return ("x"):rep(4 << 20) end
  return "<TEI>" .. #doc.text .. "</TEI>\n"
end

package.preload["bluepencil.pipeline"] = function ()
  return {
    new = function (options)
      if options.filters[1] == "bad.lua" then return nil, "bad.lua:1: syntax error" end
      return setmetatable({ writer = { extension = ({ json = "json", text = "txt" })[options.to] or "xml" } }, Pipeline)
    end,
  }
end

package.preload["bluepencil.verify"] = function ()
  return { verify = function (_, _, name) return not name:find("marchetti", 1, true) end }
end
