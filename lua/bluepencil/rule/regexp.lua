--- Regular expressions as in Java, Perl or PCRE, to LPeg.
--
-- Characters, ., classes, \d \w \s \b, ^ and $ (the edges of a block), groups, | and the quantifiers ? * + {n,m}, also lazy.
-- No groups that are referred to, no looking ahead, no possessive quantifiers.  Case does not matter.  Matching tries every
-- way, as a backtracking engine does, but only within one block of the article.  What is repeated without end may not be empty,
-- so that no match runs for ever.
-- Source: Medeiros, Mascarenhas, Ierusalimschy, "From Regexes to Parsing Expression Grammars", 2014: each node is translated
-- together with what follows it.

local lpeg = require "lpeg"

local P, R, S, V = lpeg.P, lpeg.R, lpeg.S, lpeg.V

local M = {}

lpeg.setmaxstack(20000)            -- a repetition over a whole paragraph; 400 is LPeg's own limit

local most_repeats = 100           -- {n,m} is written out
local rules_max = 150              -- LPeg takes 200 or so rules in one grammar

-- One character of UTF-8.
local rune = R "\0\127" + R "\194\223" * R "\128\191" + R "\224\239" * R "\128\191" * R "\128\191"
  + R "\240\244" * R "\128\191" * R "\128\191" * R "\128\191"
local word_char = R("az", "AZ", "09") + P "_" + R "\128\255"
local classes = { d = R "09", w = word_char, s = S " \t\n\r\f\v" + P "\194\160" }
local escapes = { n = "\n", t = "\t", r = "\r", f = "\f" }

-- ---- reading ---------------------------------------------------------------------------------------------------------

local Reader = {}
Reader.__index = Reader

function Reader:peek () return self.text:sub(self.at, self.at) end

function Reader:fail (message) error({ message = ("%s at character %d"):format(message, self.at) }, 0) end

local function either_case (c)
  local upper, lower = c:upper(), c:lower()
  return upper == lower and P(c) or S(upper .. lower)
end

-- The whole character at the reader's place.
function Reader:rune ()
  local c = self.text:match("^[%z\1-\127\194-\244][\128-\191]*", self.at)
  if not c then self:fail "not a character" end
  self.at = self.at + #c
  return c
end

function Reader:escape (in_class)
  self.at = self.at + 1
  local c = self:peek()
  if c == "" then self:fail "a lone \\" end
  self.at = self.at + 1
  if classes[c] then return { char = classes[c] } end
  if classes[c:lower()] and c:find "%u" then return { char = rune - classes[c:lower()] } end
  if not in_class and c == "b" then return { edge = true } end
  if not in_class and c == "B" then return { edge = false } end
  if escapes[c] then return { char = P(escapes[c]) } end
  if c:find "%w" then
    self.at = self.at - 1
    self:fail(("\\%s is not known here"):format(c))
  end
  return { char = P(c), literal = c }
end

function Reader:class ()
  self.at = self.at + 1
  local negated = self:peek() == "^"
  if negated then self.at = self.at + 1 end
  local pattern, first = P(false), true
  while first or self:peek() ~= "]" do
    if self:peek() == "" then self:fail "[ without ]" end
    local low
    if self:peek() == "\\" then
      local node = self:escape(true)
      if node.literal then low = node.literal else pattern = pattern + node.char end
    else low = self:rune() end
    if low then
      local high = self.text:match("^%-([^%]])", self.at)
      if high and #low == 1 and high:byte() < 128 then
        self.at = self.at + 2
        if high < low then self:fail "a range that runs backwards" end
        pattern = pattern + R(low .. high)
        for byte = low:byte(), high:byte() do pattern = pattern + either_case(string.char(byte)) end
      else
        pattern = pattern + (#low == 1 and either_case(low) or P(low))
      end
    end
    first = false
  end
  self.at = self.at + 1
  return { char = negated and rune - pattern or pattern }
end

function Reader:atom ()
  local c = self:peek()
  if c == "(" then
    local after = self.text:match("^%(%?:()", self.at)
    if not after and self.text:find("^%(%?", self.at) then self:fail "(? is not known here, but for (?:" end
    self.at = after or self.at + 1
    local node = self:alternatives()
    if self:peek() ~= ")" then self:fail "( without )" end
    self.at = self.at + 1
    return node
  end
  if c == "[" then return self:class() end
  if c == "\\" then return self:escape(false) end
  if c == "*" or c == "+" or c == "?" or c == "{" then self:fail(("nothing to repeat before %s"):format(c)) end
  if c == ")" then self:fail ") without (" end
  if c == "." then self.at = self.at + 1 return { char = rune - P "\n" } end
  if c == "^" then self.at = self.at + 1 return { start = true } end
  if c == "$" then self.at = self.at + 1 return { finish = true } end
  local literal = self:rune()
  return { char = #literal == 1 and either_case(literal) or P(literal) }
end

function Reader:repeated ()
  local node = self:atom()
  while true do
    local c = self:peek()
    local low, high
    if c == "?" then low, high = 0, 1
    elseif c == "*" then low = 0
    elseif c == "+" then low = 1
    else
      local a, comma, b, after = self.text:match("^{(%d+)(,?)(%d*)}()", self.at)
      if not a then return node end
      low = tonumber(a)
      high = comma == "" and low or tonumber(b)
      if low > most_repeats or high and (high > most_repeats or high < low) then self:fail "a repetition out of bounds" end
      self.at = after - 1
    end
    self.at = self.at + 1
    local lazy = self:peek() == "?"
    if lazy then self.at = self.at + 1 end
    if self:peek() == "+" then self:fail "a possessive quantifier" end
    node = { repeated = node, low = low, high = high, lazy = lazy }
  end
end

function Reader:sequence ()
  local list = {}
  while self:peek() ~= "" and self:peek() ~= "|" and self:peek() ~= ")" do list[#list + 1] = self:repeated() end
  return { sequence = list }
end

function Reader:alternatives ()
  local list = { self:sequence() }
  while self:peek() == "|" do
    self.at = self.at + 1
    list[#list + 1] = self:sequence()
  end
  return #list == 1 and list[1] or { choice = list }
end

-- ---- translating -----------------------------------------------------------------------------------------------------

local word_byte = R("az", "AZ", "09", "\128\255") + P "_"
local at_start = -lpeg.B(1)
local at_end = -P(1)
local at_edge = lpeg.B(word_byte) * -word_byte + -lpeg.B(word_byte) * #word_byte

local translate

-- A rule of its own, so that what follows is written once and a repetition can call itself.
local function rule (grammar, make)
  grammar.count = grammar.count + 1
  if grammar.count > rules_max then error({ message = "the pattern is too large" }, 0) end
  local name = "r" .. grammar.count
  grammar.rules[name] = make(V(name))
  return V(name)
end

-- Zero or more, then `after`.
local function many (grammar, node, lazy, after)
  return rule(grammar, function (self)
    local turn = translate(grammar, node, self)
    return lazy and after + turn or turn + after
  end)
end

local function is_empty (node)
  if node.char then return false end
  if node.sequence then
    for _, item in ipairs(node.sequence) do
      if not is_empty(item) then return false end
    end
    return true
  end
  if node.choice then
    for _, item in ipairs(node.choice) do
      if is_empty(item) then return true end
    end
    return false
  end
  if node.repeated then return node.low == 0 or is_empty(node.repeated) end
  return true
end

function translate (grammar, node, after)
  if node.char then return node.char * after end
  if node.edge ~= nil then return (node.edge and at_edge or -at_edge) * after end
  if node.start then return at_start * after end
  if node.finish then return at_end * after end
  if node.sequence then
    for i = #node.sequence, 1, -1 do after = translate(grammar, node.sequence[i], after) end
    return after
  end
  if node.choice then
    local shared = rule(grammar, function () return after end)
    local pattern = P(false)
    for _, item in ipairs(node.choice) do pattern = pattern + translate(grammar, item, shared) end
    return pattern
  end
  local item = node.repeated
  if not node.high then
    if is_empty(item) then error({ message = "a repetition of what may be empty" }, 0) end
    after = many(grammar, item, node.lazy, after)
  else
    for _ = node.low + 1, node.high do
      local shared = rule(grammar, function () return after end)
      local turn = translate(grammar, item, shared)
      after = node.lazy and shared + turn or turn + shared
    end
  end
  for _ = 1, node.low do after = translate(grammar, item, after) end
  return after
end

-- Whether a match can begin at the start of the text only.
local function is_anchored (node)
  if node.start then return true end
  if node.sequence then return node.sequence[1] ~= nil and is_anchored(node.sequence[1]) end
  if not node.choice then return false end
  for _, item in ipairs(node.choice) do
    if not is_anchored(item) then return false end
  end
  return true
end

--- Compile a regular expression.
-- @tparam string text
-- @treturn function | nil, message  the function takes a string and a place, and gives first and last byte of the next match, or nil;
--   raises where a match would be longer than LPeg's stack
function M.compile (text)
  local ok, result = pcall(function ()
    local reader = setmetatable({ text = text, at = 1 }, Reader)
    local node = reader:alternatives()
    if reader.at <= #text then reader:fail ") without (" end
    local grammar = { rules = {}, count = 0 }
    grammar.rules[1] = lpeg.Cp() * translate(grammar, node, lpeg.Cp())
    local match = P(grammar.rules)
    local search = is_anchored(node) and match or P { match + 1 * V(1) }
    return function (subject, from)
      while from <= #subject do
        local first, after = search:match(subject, from)
        if not first then return nil end
        if after > first then return first, after - 1 end
        from = first + 1                                      -- a match of nothing is none
      end
    end
  end)
  if ok then return result end
  return nil, type(result) == "table" and result.message or tostring(result)
end

return M
