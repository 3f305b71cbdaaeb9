-- Laws of reading and parsing on random texts. The seed is printed with a failure.

local parse = require "bluepencil.parse"
local quote = require "bluepencil.recognizer.quote"
local read = require "bluepencil.read"

local words = { "A", "the", "court", "Ana", "Ruiz", "said", "By", "Photo", "NPA", "LIMA,", "Peru", "–", "—", "-", "(NPA)", "“We",
  "go,”", "“", "”", "‘", "’tis", "don’t", "Choi's", "\"", "'", "end.", "Stop!", "Why?", "re-",
  "Abadie-", "Roux", "Jan.", "31", "2015-",
  "2016", "date", "2017-02-14", "title", "Editor's note:", "•", "1.", "###", "Żółw", "é", "…", "\u{A0}", "\u{AD}", "U.S.", "Mr.",
  "/", "Jo", "Ito/NPA", "5,", "000", "Friday,", "Nov.", "3", "and", "Correction:", "url", ":", "(", ")", "tle", "—30—" }
local gaps = { " ", " ", " ", " ", "\n", "\n", "\n\n", "\n   ", "  ", " \n", "\t", "\n \n", "\r\n", "" }

local function random_text ()
  local parts = {}
  for i = 1, math.random(1, 120) do
    parts[i] = words[math.random(#words)] .. gaps[math.random(#gaps)]
  end
  return table.concat(parts)
end

local function bare (text) return (text:gsub("\u{A0}", ""):gsub("%s", "")) end

--- What breaks the law, or nil.
local function check (text)
  local doc, _, code = read.read { text = text }
  if not doc then return code ~= "empty" and "not read: " .. code or nil end
  parse.parse(doc)
  local spans = {}
  for _, block in ipairs(doc.blocks) do spans[#spans + 1] = { block.first, block.last } end
  for _, skip in ipairs(doc.skipped) do spans[#spans + 1] = { skip.first, skip.last } end
  table.sort(spans, function (a, b) return a[1] < b[1] end)
  local at, kept = 1, {}
  for _, span in ipairs(spans) do
    if span[1] < at or span[2] < span[1] or span[2] > #doc.text then return "spans overlap or leave the text" end
    if bare(doc.text:sub(at, span[1] - 1)) ~= "" then return "text between the spans" end
    kept[#kept + 1] = doc.text:sub(span[1], span[2])
    if not utf8.len(kept[#kept]) then return "a span cuts a character" end
    at = span[2] + 1
  end
  if bare(doc.text:sub(at)) ~= "" then return "text after the spans" end
  if bare(table.concat(kept)) ~= bare(doc.text) then return "text is lost" end
  for i = 1, #doc.joins, 2 do
    if not bare(doc.text:sub(doc.joins[i], doc.joins[i + 1])):find("^[-\u{AD}]*$") then return "a join holds text" end
  end
  for _, block in ipairs(doc.blocks) do
    for _, part in ipairs { block.agency or block, block.date or block, table.unpack(block.people or block.places or {}) } do
      if part.first < block.first or (part.last or part.after - 1) > block.last then return "a part leaves its block" end
    end
  end
  quote.run(doc)
  local outer
  for _, a in ipairs(doc:annotations "Quote") do
    if a.last < a.first or doc:block_at(a.first) ~= doc:block_at(a.last) then return "a quotation leaves its block" end
    if outer and a.first <= outer.last and a.last > outer.last then return "quotations cross" end
    if not outer or a.last > outer.last then outer = a end
    if a.next and a.next.prev ~= a then return "next and prev disagree" end
  end
  doc:close()
end

describe("on random texts", function ()
  it("blocks and skipped spans are the text, joins hold none, quotations nest", function ()
    local seed = tonumber(os.getenv "SEED" or "") or 20261122
    for round = 1, 1500 do
      math.randomseed(seed + round)
      local text = random_text()
      local why = check(text)
      if why then   -- shrink: drop words while it still fails
        local smaller = true
        while smaller do
          smaller = false
          for at, word, after in text:gmatch "()(%S+%s*)()" do
            local less = text:sub(1, at - 1) .. text:sub(after)
            local reason = word and check(less)
            if reason then text, why, smaller = less, reason, true break end
          end
        end
        error(("SEED=%d round %d: %s: %q"):format(seed, round, why, text))
      end
    end
  end)

  it("CRLF and LF line ends give the same blocks", function ()
    local seed = tonumber(os.getenv "SEED" or "") or 20261122
    for round = 1, 200 do
      math.randomseed(seed + round)
      local text = random_text():gsub("\r", "")
      local a, b = read.read { text = text }, read.read { text = (text:gsub("\n", "\r\n")) }
      if a then
        parse.parse(a)
        parse.parse(b)
        assert.equal(a.text, b.text)
        assert.equal(#a.blocks, #b.blocks, ("seed %d round %d"):format(seed, round))
      end
    end
  end)
end)

describe("a wrapped dump", function ()
  -- sentences of random length in paragraphs; lines broken by chance, and after each paragraph
  local function make (first_short)
    local lines, ends, line = {}, {}, {}
    local function flush ()
      lines[#lines + 1] = table.concat(line, " ")
      line = {}
    end
    for _ = 1, 8 do
      local room = first_short and math.random(10, 26) or math.random(45, 100)
      local sentences = math.random(1, 4)
      for _ = 1, sentences do
        local count = math.random(8, 28)
        for w = 1, count do
          local word = ("abcdefghijklmnop"):sub(1, math.random(2, 9))
          if w == 1 then word = word:gsub("^.", string.upper) end
          line[#line + 1] = w == count and word .. "." or word
          if #table.concat(line, " ") >= room then
            flush()
            room = math.random(45, 100)
          end
        end
      end
      if #line > 0 then flush() end
      ends[lines[#lines]] = true
    end
    return "date 2017-02-14 " .. table.concat(lines, "\n"), ends
  end

  local function score (first_short, rounds)
    local right, found, wanted = 0, 0, 0
    for round = 1, rounds do
      math.randomseed(round)
      local text, ends = make(first_short)
      local doc = parse.parse(assert(read.read { text = text }))
      for _, block in ipairs(doc.blocks) do
        found = found + 1
        local last_line = doc.text:sub(block.first, block.last):match "[^\n]*$"
        if ends[last_line] or ends["date 2017-02-14 " .. last_line] then right = right + 1 end
      end
      wanted = wanted + 8
      doc:close()
    end
    return right / found, right / wanted
  end

  it("has most of its paragraphs found when the first line of each is short", function ()
    local precision, recall = score(true, 200)
    assert.is_true(precision >= 0.9, "precision " .. precision)
    assert.is_true(recall >= 0.9, "recall " .. recall)
  end)

  it("and when only the last line is", function ()
    local precision, recall = score(false, 200)
    assert.is_true(precision >= 0.8, "precision " .. precision)
    assert.is_true(recall >= 0.75, "recall " .. recall)
  end)
end)
