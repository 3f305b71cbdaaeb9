--- What `make demo` shows: sample articles converted by the command, then one of them before and after, what was struck
-- and why.  The people in the samples are invented, so that showing what was struck shows nobody.

package.path = "lua/?.lua;lua/?/init.lua;" .. package.path
package.cpath = "build/lua5.4/?.so;" .. package.cpath

local pipeline = require "bluepencil.pipeline"
local system = require "bluepencil.system"

local folder = arg[1]
local samples = { "dump-deportation", "wire-packing-plant", "dump-clinic", "wire-harbour-budget" }
local shown = samples[1]
local width = math.min(system.terminal_width(1) or 100, 100)
local colour = system.is_terminal(1) and not os.getenv("NO_COLOR") and os.getenv("TERM") ~= "dumb"

local function paint (code, text) return colour and ("\27[%sm%s\27[0m"):format(code, text) or text end
local function title (text) print("\n" .. paint("1", text)) end

--- Print text wrapped; colour codes do not count.
local function wrap (text, indent)
  local line, length = indent, #indent
  for word in text:gmatch("%S+") do
    local letters = utf8.len((word:gsub("\27%[[%d;]*m", ""))) or #word
    if length + letters + 1 > width and length > #indent then
      print(line)
      line, length = indent, #indent
    end
    if length > #indent then line, length = line .. " ", length + 1 end
    line, length = line .. word, length + letters
  end
  if length > #indent then print(line) end
end

-- Colour goes around each word, so that a wrapped line may end anywhere.
local function paint_words (code, text)
  return (text:gsub("%S+", function (word) return paint(code, word) end))
end

-- ---- the command -----------------------------------------------------------------------------------------------------

local paths = {}
for i, name in ipairs(samples) do paths[i] = ("tests/golden/%s.txt"):format(name) end
title("1. Four invented articles, as they lie in an archive, become TEI")
print("   $ bin/bluepencil convert -o " .. folder .. " \\\n       " .. table.concat(paths, " \\\n       "))
io.stdout:flush()
local _, _, status = os.execute(("bin/bluepencil convert -o '%s' %s"):format(folder, table.concat(paths, " ")))
if status ~= 0 then os.exit(status) end

-- ---- all, in a table -------------------------------------------------------------------------------------------------

title("2. What they are about, and how much was struck")
local line, doc = assert(pipeline.new {}), nil
for i, name in ipairs(samples) do
  local one = assert(line:document { path = paths[i] })
  local labels = {}
  for j = 1, math.min(#one.labels, 3) do labels[j] = one.labels[j].name end
  print(("   %-22s %3d struck   %s"):format(name, #one.edits, #labels > 0 and table.concat(labels, ", ") or "no label"))
  if name == shown then doc = one else one:close() end
end

-- ---- one article -----------------------------------------------------------------------------------------------------

--- The text of [first, last] before and after the edits.
local function before_and_after (first, last)
  local before, after, at = {}, {}, first
  for _, edit in ipairs(doc.edits) do
    if edit.first >= first and edit.last <= last then
      local kept = doc:render(at, edit.first - 1)
      before[#before + 1] = kept .. paint_words("31;9", doc:render(edit.first, edit.last))
      after[#after + 1] = kept .. paint_words("32", edit.replacement or "")
      at = edit.last + 1
    end
  end
  local rest = at <= last and doc:render(at, last) or ""
  return table.concat(before) .. rest, table.concat(after) .. rest
end

local best, most = doc.blocks[1], -1
for _, block in ipairs(doc.blocks) do
  local count = 0
  for _, edit in ipairs(doc.edits) do
    if edit.first >= block.first and edit.last <= block.last then count = count + 1 end
  end
  if count > most then best, most = block, count end
end
local before, after = before_and_after(best.first, best.last)

title("3. A paragraph of " .. shown .. ", before")
wrap(before, "   ")
title("   ... and after")
wrap(after, "   ")

title("4. What was struck in this article, and why")
local seen = {}
for _, edit in ipairs(doc.edits) do
  local text = doc:render(edit.first, edit.last)
  local key = text .. "\0" .. (edit.replacement or "")
  if not seen[key] then
    seen[key] = true
    local replacement = edit.replacement and edit.replacement ~= "" and edit.replacement or "(nothing)"
    print(("   %s -> %s"):format(paint("31;9", text), paint("32", replacement)))
    wrap(("%s, %s: %s"):format(edit.class or "-", edit.operator or "-", edit.reason or edit.rule or "no reason given"), "       ")
  end
end

title("5. Who stays, and as what")
for _, entity in ipairs(doc.entities) do
  if entity.type == "Person" and entity.role == "public" then
    local why = entity.evidence and entity.evidence[1] and entity.evidence[1].why or ""
    wrap(("%s (%s): %s"):format(entity.name, entity.kind or "public", why), "   ")
  end
end
doc:close()

title("6. The same paragraph in the TEI")
local file = assert(io.open(("%s/%s.xml"):format(folder, shown), "rb"))
local xml = file:read("a")
file:close()
local dense, gaps = nil, 0
for paragraph in xml:gmatch("<p[ >].-</p>") do
  local _, count = paragraph:gsub("<gap", "")
  if count > gaps then dense, gaps = paragraph, count end
end
wrap(dense or "(nothing was struck in a paragraph)", "   ")

title("7. The files")
for _, name in ipairs(system.list(folder)) do print(("   %s/%s"):format(folder, name)) end
print("\nTry your own:  bin/bluepencil convert STORY.txt > STORY.xml      More: README.md, docs/guide.md")
