local core = require "bluepencil.core"

local function places (text, list, blocks)
  local index = assert(core.document(text))
  if blocks then assert(index:set_blocks(blocks)) end
  local phrases = assert(core.phrases(list))
  local flat, out = phrases:scan(index), {}
  for i = 1, #flat, 3 do out[#out + 1] = flat[i + 2] .. ":" .. text:sub(flat[i], flat[i + 1]) end
  return table.concat(out, " | ")
end

describe("core.phrases", function ()
  it("finds words in any case, and in the case that is asked for", function ()
    assert.equal("1:aids | 1:AIDS | 2:AIDS", places("The aids of AIDS.", { { 1, "word", "aids" }, { 2, "exact", "AIDS" } }))
  end)

  it("finds every phrase at every place, also where they overlap", function ()
    assert.equal("1:comeback | 3:comeback kid | 2:kid | 4:kid stays",
      places("A comeback kid stays.", { { 1, "word", "comeback" }, { 2, "word", "kid" }, { 3, "word", "comeback kid" },
                                        { 4, "word", "kid stays" } }))
  end)

  it("finds the words of a stem", function ()
    assert.equal("1:kidnapped | 1:Kidnappings | 1:kidnap", places("They kidnapped him. Kidnappings, a kidnap, a kid nap.",
      { { 1, "stem", "kidnapping" } }))
    assert.equal("1:dying | 1:DIES", places("A dying town DIES; a diet, dyeing.", { { 1, "stem", "die" } }))
    assert.equal("1:using | 1:use", places("using it, use and us", { { 1, "stem", "used" } }))
  end)

  it("finds words by their beginning, and the longest are no other than the shortest", function ()
    assert.equal("1:tax | 1:Taxation | 2:Taxation | 1:taxi", places("A tax: Taxation by taxi, ta.",
      { { 1, "prefix", "tax" }, { 2, "prefix", "taxat" } }))
  end)

  it("finds phrases of words, stems and beginnings", function ()
    local list = { { 1, "prefix", "model", "prefix", "agenc" }, { 2, "word", "head", "stem", "scarf" }, { 3, "word", "health", "prefix", "insur" },
                   { 4, "stem", "drug", "stem", "offender" } }
    assert.equal("1:modelling agency | 1:model\n agencies | 3:Health insurers | 4:drugs offenders | 2:head scarf",
      places("A modelling agency, model\n agencies, models of an agency. Health insurers. The drugs offenders, a head scarf.", list))
  end)

  it("takes signs and clitics for words of their own", function ()
    assert.equal("1:full-face veil | 2:women's world cup", places("The full-face veil, full face veil; women's world cup.",
      { { 1, "word", "full-face veil" }, { 2, "word", "women's world cup" } }))
    assert.equal("1:children's", places("The children's home", { { 1, "stem", "children's" } }))
  end)

  it("knows other letters than ASCII", function ()
    assert.equal("1:ÉLYSÉE | 2:Élysées", places("ÉLYSÉE and Élysées", { { 1, "word", "élysée" }, { 2, "prefix", "élysées" } }))
    assert.equal("1:naïve", places("so naïve", { { 1, "stem", "naïve" } }))
  end)

  it("gives each place once, and none across the edge of a block", function ()
    assert.equal("1:tax", places("tax", { { 1, "word", "tax" }, { 1, "prefix", "tax" } }))
    local text = "A border\n\nwall fell"
    assert.equal("1:border\n\nwall", places(text, { { 1, "word", "border wall" } }))
    assert.equal("", places(text, { { 1, "word", "border wall" } }, { 1, 8, 11, #text }))
  end)

  it("says which phrase is wrong", function ()
    local ok, message, code, number = core.phrases { { 1, "word", "fine" }, { 2, "prefix", "ta" } }
    assert.is_nil(ok)
    assert.is_string(message)
    assert.equal(core.codes.format, code)
    assert.equal(2, number)
    assert.is_nil((core.phrases { { 1, "word", " " } }))
    assert.is_nil((core.phrases { { 1, "word", "\255" } }))
    assert.is_nil((core.phrases { { 1, "word", ("so "):rep(40) } }))
    assert.error_matches(function () core.phrases { { 0, "word", "a" } } end, "phrase 1 is not")
    assert.error_matches(function () core.phrases { { 1, "wrod", "a" } } end, "wrod")
  end)

  it("finds what comparing word by word finds", function ()
    math.randomseed(7)
    local vocabulary = { "tax", "taxes", "taxed", "taxi", "Tax", "border", "borders", "wall", "walls", "bordered" }
    local hows = { "word", "exact", "stem", "prefix" }
    local function same (how, piece, word)
      if how == "exact" then return piece == word end
      piece, word = piece:lower(), word:lower()
      if how == "word" then return piece == word end
      if how == "stem" then return core.stem(piece) == core.stem(word) end
      return word:sub(1, #piece) == piece
    end
    for _ = 1, 200 do
      local words = {}
      for i = 1, 12 do words[i] = vocabulary[math.random(#vocabulary)] end
      local list, wanted = {}, 0
      for n = 1, 4 do
        list[n] = { n }
        for _ = 1, math.random(3) do
          table.insert(list[n], hows[math.random(4)])
          table.insert(list[n], vocabulary[math.random(#vocabulary)])
        end
        for at = 1, #words do
          local all = at + (#list[n] - 1) // 2 - 1 <= #words
          for k = 2, all and #list[n] or 0, 2 do all = all and same(list[n][k], list[n][k + 1], words[at + k // 2 - 1]) end
          if all then wanted = wanted + 1 end
        end
      end
      local text = table.concat(words, " ")
      assert.equal(wanted * 3, #assert(core.phrases(list)):scan(assert(core.document(text))), text)
    end
  end)
end)

describe("core.words_between", function ()
  it("counts words and no signs", function ()
    local text = "The court, in Orvel's old town (1990), heard."
    local index = core.document(text)
    local function between (a, b)
      local _, last = text:find(a, 1, true)
      return core.words_between(index, last, (text:find(b, 1, true)))
    end
    assert.equal(5, between("court", "heard"))
    assert.equal(2, core.words_between(index, 3, #text, 2))
    assert.equal(0, between("The", "court"))
    assert.equal(0, between("court", "The"))
  end)
end)
