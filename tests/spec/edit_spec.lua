local core = require "bluepencil.core"

local STRIKE, KEEP, PROTECT_LIST, KEEP_LIST = 1, 0, 3, 2

local function resolve (decisions)
  local flat = {}
  for _, d in ipairs(decisions) do
    for k = 1, 4 do flat[#flat + 1] = d[k] or 1 end
  end
  local out, edits, i = core.resolve_edits(flat), {}, 1
  while i <= #out do
    local edit = { first = out[i], last = out[i + 1], winner = out[i + 2], nested = {} }
    for k = 1, out[i + 3] do edit.nested[k] = out[i + 3 + k] end
    edits[#edits + 1] = edit
    i = i + 4 + out[i + 3]
  end
  return edits
end

local function spans (edits)
  local list = {}
  for i, e in ipairs(edits) do list[i] = ("%d-%d by %d"):format(e.first, e.last, e.winner) end
  return table.concat(list, ", ")
end

describe("decisions become edits", function ()
  it("without any decision there is no edit", function ()
    assert.same({}, core.resolve_edits{})
  end)

  it("disjoint strikes come out sorted, keeps do not come out", function ()
    assert.equal("1-4 by 3, 10-12 by 1", spans(resolve{ { 10, 12, STRIKE }, { 20, 22, KEEP }, { 1, 4, STRIKE } }))
  end)

  it("a keep defeats a strike of lower score in the same place, and no strike of equal score", function ()
    assert.equal("", spans(resolve{ { 5, 9, STRIKE, 0.5 }, { 5, 9, KEEP, 0.9 } }))
    assert.equal("5-9 by 1", spans(resolve{ { 5, 9, STRIKE, 0.9 }, { 5, 9, KEEP, 0.9 } }))
    assert.equal("5-9 by 2", spans(resolve{ { 5, 9, KEEP, 0.5 }, { 5, 9, STRIKE, 0.9 } }))
  end)

  it("of equal scores the longer keep stands", function ()
    assert.equal("", spans(resolve{ { 5, 9, STRIKE, 0.7 }, { 1, 9, KEEP, 0.7 } }))
  end)

  it("a keep-list beats a protect-list, and a protect-list beats a score", function ()
    assert.equal("", spans(resolve{ { 5, 9, PROTECT_LIST }, { 5, 9, KEEP_LIST, 0 } }))
    assert.equal("5-9 by 1", spans(resolve{ { 5, 9, PROTECT_LIST, 0 }, { 1, 20, KEEP, 1 } }))
  end)

  it("a keep-list word never uncovers a longer strike around it", function ()
    assert.equal("1-12 by 1", spans(resolve{ { 1, 12, STRIKE, 0.1 }, { 1, 4, KEEP_LIST } }))
    assert.equal("1-12 by 1", spans(resolve{ { 1, 12, STRIKE, 0.1 }, { 8, 20, KEEP_LIST } }))
  end)

  it("of nested strikes only the outermost is carried out", function ()
    local edits = resolve{ { 3, 5, PROTECT_LIST, 1 }, { 1, 9, STRIKE, 0.2 }, { 7, 8, KEEP, 1 } }
    assert.equal("1-9 by 2", spans(edits))
    assert.same({ 1, 3 }, edits[1].nested)
  end)

  it("the winner of strikes that cross grows over their union", function ()
    assert.equal("1-9 by 2", spans(resolve{ { 1, 5, STRIKE, 0.4 }, { 4, 9, STRIKE, 0.8 } }))
    assert.equal("1-12 by 3", spans(resolve{ { 1, 5, STRIKE, 0.4 }, { 4, 9, STRIKE, 0.8 }, { 9, 12, PROTECT_LIST, 0 } }))
  end)

  it("refuses what is no decision", function ()
    assert.has_error(function () core.resolve_edits{ 1, 2, 3 } end)
    assert.has_error(function () core.resolve_edits{ 5, 4, 1, 1 } end)
    assert.has_error(function () core.resolve_edits{ 1, 4, 9, 1 } end)
    assert.has_error(function () core.resolve_edits{ 1, 4, 1, "high" } end)
    local none, message = core.resolve_edits{ 1, 4, 1, 0 / 0 }
    assert.is_nil(none)
    assert.is_string(message)
  end)

  -- The same rules said slowly: every pair is looked at.
  local function naive (decisions)
    local function is (d, flag) return d[3] % (2 * flag) >= flag end
    local function covers (a, b) return a[1] <= b[1] and a[2] >= b[2] end
    local function before (a, b)
      if is(a, 2) ~= is(b, 2) then return is(a, 2) end
      if a[4] ~= b[4] then return a[4] > b[4] end
      if a[2] - a[1] ~= b[2] - b[1] then return a[2] - a[1] > b[2] - b[1] end
      return nil
    end
    local standing = {}
    for i, s in ipairs(decisions) do
      local stands = is(s, 1)
      for _, k in ipairs(decisions) do
        if not is(k, 1) and covers(k, s) and (is(k, 2) or before(k, s)) then stands = false end
      end
      if stands then standing[#standing + 1] = i end
    end
    local outer = {}
    for _, i in ipairs(standing) do
      local s, swallowed = decisions[i], false
      for _, j in ipairs(standing) do
        local o = decisions[j]
        if i ~= j and covers(o, s) then
          local same = o[1] == s[1] and o[2] == s[2]
          local first = before(o, s)
          if not same or first or (first == nil and j < i) then swallowed = true end
        end
      end
      if not swallowed then outer[#outer + 1] = i end
    end
    table.sort(outer, function (a, b) return decisions[a][1] < decisions[b][1] end)
    local edits = {}
    for _, i in ipairs(outer) do
      local s, last = decisions[i], edits[#edits]
      if last and s[1] <= last.last then
        last.last = math.max(last.last, s[2])
        if before(s, decisions[last.winner]) then last.winner = i end
      else
        edits[#edits + 1] = { first = s[1], last = s[2], winner = i }
      end
    end
    return edits, standing
  end

  it("random decisions obey the laws and the rules said slowly", function ()
    local seed = tonumber(os.getenv "SEED" or "") or 20261122
    math.randomseed(seed)
    for round = 1, 3000 do
      local decisions = {}
      for i = 1, math.random(0, 12) do
        local first = math.random(1, 30)
        decisions[i] = { first, first + math.random(0, 12), math.random(0, 3), math.random(0, 4) / 4 }
      end
      local where = ("seed %d, round %d"):format(seed, round)
      local edits = resolve(decisions)
      local expected, standing = naive(decisions)
      assert.equal(spans(expected), spans(edits), where)
      local covered, last = {}, 0
      for _, e in ipairs(edits) do
        assert.is_true(e.first > last, where)
        last = e.last
        for byte = e.first, e.last do covered[byte] = true end
        local seen = { [e.winner] = true }
        for _, n in ipairs(e.nested) do
          assert.is_nil(seen[n], where)
          seen[n] = true
          assert.is_true(decisions[n][1] <= e.last and decisions[n][2] >= e.first, where)
        end
      end
      for _, i in ipairs(standing) do
        for byte = decisions[i][1], decisions[i][2] do
          assert.is_true(covered[byte], where .. ": a byte of a struck span survives")
          covered[byte] = true
        end
      end
      local struck = {}
      for _, i in ipairs(standing) do
        for byte = decisions[i][1], decisions[i][2] do struck[byte] = true end
      end
      for byte in pairs(covered) do assert.is_true(struck[byte], where .. ": a byte that nobody strikes is covered") end
    end
  end)

  it("a hundred thousand nested decisions take no quadratic time", function ()
    local flat, n = {}, 100000
    for i = 1, n do
      local k = 4 * (i - 1)
      flat[k + 1], flat[k + 2], flat[k + 3], flat[k + 4] = i, 2 * n + 1 - i, i % 4, i % 7
    end
    local started = os.clock()
    assert.equal("table", type(core.resolve_edits(flat)))
    assert.is_true(os.clock() - started < 5)
  end)
end)
