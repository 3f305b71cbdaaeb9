-- bluepencil serve: requests as JSON lines, one answer each; what the pandoc plugin of a static pandoc talks to.

local cjson = require "cjson"
local shell = require "support.shell"

local blocks = {
  { type = "Headline", text = "Čáslav court frees refugee" },
  { type = "Paragraph", text = "Ana Velda, 34, a refugee from Belarus, lives in Čáslav with her husband. “I was afraid,” Velda said." },
}

--- Answers to requests, as tables.
local function serve (requests, arguments)
  local lines = {}
  for i, request in ipairs(requests) do lines[i] = type(request) == "string" and request or cjson.encode(request) end
  local output, status = shell.run("bin/bluepencil serve --stdio " .. (arguments or ""), table.concat(lines, "\n") .. "\n")
  local answers = {}
  for line in output:gmatch "[^\n]+" do
    local ok, answer = pcall(cjson.decode, line)
    answers[#answers + 1] = ok and answer or line
  end
  return answers, status
end

--- A text with the edits of one block carried out, by code points.
local function edited (text, edits, block)
  local out, at = {}, 0
  local function piece (from, to) return text:sub(utf8.offset(text, from + 1), utf8.offset(text, to + 1) - 1) end
  for _, edit in ipairs(edits) do
    if edit.block == block then
      out[#out + 1] = piece(at, edit.start) .. edit.replacement
      at = edit["end"]
    end
  end
  return table.concat(out) .. piece(at, utf8.len(text))
end

describe("bluepencil serve", function ()
  it("says which program and version answers", function ()
    local answers, status = serve { { op = "hello" } }
    assert.equal(0, status)
    assert.is_true(answers[1].ok)
    assert.equal("bluepencil", answers[1].name)
    assert.is_string(answers[1].version)
  end)

  it("gives the edits of each block in code points, cleaned strings and labels", function ()
    local answer = serve({ { op = "redact", blocks = blocks, strings = { "http://example.org/ana-velda", "box" } } })[1]
    assert.is_true(answer.ok)
    local text = edited(blocks[2].text, answer.edits, 1)
    assert.is_nil(text:find("Velda", 1, true))
    assert.is_nil(text:find("34", 1, true))
    assert.is_truthy(text:find("” [Person A] said.", 1, true), text)
    assert.is_nil(answer.strings[1]:find("velda", 1, true))
    assert.equal("box", answer.strings[2])
    assert.is_true(#answer.labels > 0)
    assert.is_string(answer.labels[1].id)
  end)

  it("proves what a host is about to write, or says that something struck is left, without its words", function ()
    local answers = serve {
      { op = "prove", blocks = blocks, text = "[Person A] said.", rest = "" },
      { op = "prove", blocks = blocks, text = "Ms. VELDA said.", rest = "" },
      { op = "prove", blocks = blocks, text = "[Person A] said.", rest = "http://example.org/ana%20velda" },
    }
    assert.is_true(answers[1].ok)
    for i = 2, 3 do
      assert.is_false(answers[i].ok)
      assert.equal("leak", answers[i].error.code)
      assert.is_nil(answers[i].error.message:lower():find("velda", 1, true))
    end
  end)

  it("converts, and keeps the pipelines of different options apart", function ()
    local answers = serve {
      { op = "convert", blocks = blocks, options = { to = "text" } },
      { op = "convert", blocks = blocks, options = { to = "text", policy = "keep-all" } },
      { op = "convert", blocks = blocks, options = { to = "tei" } },
    }
    assert.is_nil(answers[1].bytes:find("Velda", 1, true))
    assert.is_truthy(answers[2].bytes:find("Ana Velda", 1, true))
    assert.is_truthy(answers[3].bytes:find("<TEI", 1, true))
  end)

  it("gives the parts of a text", function ()
    local answer = serve({ { op = "read", text = "By Jo Ito\n\nLIMA, May 3 (NPA) - A court said no.\n" } })[1]
    assert.same({ "Byline", "Dateline", "Paragraph" }, { answer.blocks[1].type, answer.blocks[2].type, answer.blocks[3].type })
    assert.same({ "Jo Ito" }, answer.meta.authors)
    assert.equal("LIMA", answer.meta.place)
  end)

  it("answers what it cannot do with an error of a line, and goes on", function ()
    local cases = {
      { "nonsense", "request" }, { "[1]", "request" }, { { op = "redacted" }, "request" }, { { op = "redact" }, "request" },
      { { op = "redact", blocks = { { type = "Paragrah", text = "x" } } }, "request" },
      { { op = "redact", blocks = { { type = "Paragraph" } } }, "request" },
      { { op = "redact", blocks = { { type = "Paragraph", text = "  " } } }, "empty" },
      { { op = "redact", blocks = blocks, options = { polcy = "x" } }, "options" },
      { { op = "redact", blocks = blocks, options = { policy = "protect-privat" } }, "options" },
      { { op = "redact", blocks = blocks, options = { date = "2020-02-31" } }, "options" },
      { { op = "convert", blocks = { { type = "Paragraph", text = "x", spans = { { type = "Link", start = 0, ["end"] = 9 } } } } }, "request" },
      { '{"op": "redact", "blocks": [{"type": "Paragraph", "text": "\xFF"}]}', "request" },
    }
    local requests = {}
    for i, case in ipairs(cases) do requests[i] = case[1] end
    requests[#requests + 1] = { op = "hello" }
    local answers, status = serve(requests)
    assert.equal(0, status)
    assert.equal(#requests, #answers)
    for i, case in ipairs(cases) do
      assert.is_false(answers[i].ok, "case " .. i)
      assert.equal(case[2], answers[i].error.code, "case " .. i)
      assert.is_nil(answers[i].error.message:find("\n", 1, true))
    end
    assert.is_true(answers[#answers].ok)
  end)

  it("takes its options from the command line where a request says nothing", function ()
    local answer = serve({ { op = "convert", blocks = blocks, options = { to = "text" } } }, "--policy keep-all")[1]
    assert.is_truthy(answer.bytes:find("Ana Velda", 1, true))
  end)

  it("wants --stdio, and a policy that there is", function ()
    local output, status = shell.run("bin/bluepencil serve")
    assert.equal(2, status)
    assert.is_truthy(output:find("--stdio", 1, true))
    output, status = shell.run("bin/bluepencil serve --stdio --policy protect-privat")
    assert.equal(2, status)
    assert.is_truthy(output:find("protect-private", 1, true))
  end)
end)
