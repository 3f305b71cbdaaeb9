--- How good labels are: precision, recall and F1 of each, over all, and what is taken for what.
--
--     tally = scores.new(ids)      tally:count(wanted, given, best)      tally:summary()      tally:write(stream)

local M = {}
local Tally = {}
Tally.__index = Tally

local matrix_most = 24     -- more labels than this are told as a list of what is confused most

--- An empty tally.
-- @tparam table ids  labels, in the order in which they are shown
-- @tparam[opt] boolean one  every text has exactly one label
function M.new (ids, one)
  local self = setmetatable({ ids = ids, one = one or false, texts = 0, first = 0, none = 0, rows = {}, confused = {} }, Tally)
  for _, id in ipairs(ids) do self.rows[id] = { right = 0, wrong = 0, missed = 0 } end
  return self
end

--- Count one text.
-- @tparam table wanted  ids
-- @tparam table given  ids
-- @tparam ?string best  the surest id, given or not
function Tally:count (wanted, given, best)
  local is_wanted, is_given, hit = {}, {}, false
  for _, id in ipairs(wanted) do is_wanted[id] = true end
  for _, id in ipairs(given) do
    is_given[id] = true
    local row = self.rows[id]
    local field = is_wanted[id] and "right" or "wrong"
    row[field] = row[field] + 1
  end
  for _, id in ipairs(wanted) do
    hit = hit or id == best
    if not is_given[id] then self.rows[id].missed = self.rows[id].missed + 1 end
  end
  self.texts = self.texts + 1
  if hit then self.first = self.first + 1 end
  if #given == 0 then self.none = self.none + 1 end
  if best and wanted[1] then
    local from = self.confused[wanted[1]] or {}
    self.confused[wanted[1]] = from
    local to = hit and wanted[1] or best
    from[to] = (from[to] or 0) + 1
  end
end

local function ratio (a, b) return b > 0 and a / b or 0 end

--- Precision, recall and F1 of a row, 0 to 1; 0 where nothing can be said.
function M.rates (row)
  local p, r = ratio(row.right, row.right + row.wrong), ratio(row.right, row.right + row.missed)
  return p, r, ratio(2 * p * r, p + r)
end

--- All figures as a table that JSON can hold.
-- `macro_f1` is the mean over the labels that a text has or was given; `accuracy` says how often the surest label is one of
-- the text's own.
function Tally:summary ()
  local list, sum, count, all = {}, 0, 0, { right = 0, wrong = 0, missed = 0 }
  for i, id in ipairs(self.ids) do
    local row = self.rows[id]
    local p, r, f = M.rates(row)
    list[i] = { id = id, precision = p, recall = r, f1 = f, texts = row.right + row.missed, given = row.right + row.wrong }
    if row.right + row.missed > 0 then sum, count = sum + f, count + 1 end
    for name in pairs(all) do all[name] = all[name] + row[name] end
  end
  local p, r, f = M.rates(all)
  return { texts = self.texts, accuracy = ratio(self.first, self.texts), macro_f1 = ratio(sum, count), micro_f1 = f,
           precision = p, recall = r, without_label = ratio(self.none, self.texts), labels = list }
end

-- What is taken for what: { wanted, given, count }, the most frequent first.
function Tally:confusions ()
  local list = {}
  for i, wanted in ipairs(self.ids) do
    for k, given in ipairs(self.ids) do
      local count = i ~= k and (self.confused[wanted] or {})[given]
      if count then list[#list + 1] = { wanted = wanted, given = given, count = count, order = i * #self.ids + k } end
    end
  end
  table.sort(list, function (a, b) if a.count ~= b.count then return a.count > b.count end return a.order < b.order end)
  for _, row in ipairs(list) do row.order = nil end
  return list
end

local function width_of (ids, names)
  local width = #"all together"
  for _, id in ipairs(ids) do width = math.max(width, utf8.len(names[id] or id) or #id) end
  return math.min(width, 44)
end

-- A name in a column of so many characters.
local function column (name, width)
  local length = utf8.len(name) or #name
  if length > width then
    name = name:sub(1, (utf8.offset(name, width) or width + 1) - 1) .. "…"
    length = width
  end
  return name .. (" "):rep(width - length)
end

local function write_matrix (self, stream, names, width)
  local ids = {}
  for _, id in ipairs(self.ids) do
    local row = self.rows[id]
    if row.right + row.missed + row.wrong > 0 then ids[#ids + 1] = id end
  end
  stream:write("\nRows: what the text is. Columns: its surest label.\n", (" "):rep(width + 5))
  for k = 1, #ids do stream:write(("%6d"):format(k)) end
  stream:write("\n")
  for i, id in ipairs(ids) do
    stream:write(("%3d  %s"):format(i, column(names[id] or id, width)))
    for _, other in ipairs(ids) do
      local count = (self.confused[id] or {})[other]
      stream:write(count and ("%6d"):format(count) or "     .")
    end
    stream:write("\n")
  end
end

local function write_list (self, stream, names)
  local list = self:confusions()
  if #list == 0 then return end
  stream:write "\nTaken for another most often:\n"
  for i = 1, math.min(#list, 20) do
    local row = list[i]
    stream:write(("%6d  %s, for %s\n"):format(row.count, names[row.wanted] or row.wanted, names[row.given] or row.given))
  end
end

--- Write tables for people.
-- @param stream  has `write`
-- @tparam string title
-- @tparam[opt] table names  of ids
function Tally:write (stream, title, names)
  names = names or {}
  local s, width = self:summary(), width_of(self.ids, names)
  stream:write(title, "\n", column("", width), "  precision    recall        F1     texts\n")
  for _, row in ipairs(s.labels) do
    stream:write(("%s  %9.1f %9.1f %9.1f %9d\n"):format(column(names[row.id] or row.id, width), 100 * row.precision,
      100 * row.recall, 100 * row.f1, row.texts))
  end
  stream:write(("%s  %9.1f %9.1f %9.1f %9d\n"):format(column("all together", width), 100 * s.precision, 100 * s.recall,
    100 * s.micro_f1, s.texts))
  stream:write(("macro-F1 %.1f; the surest label is right for %.1f %% of %d texts"):format(100 * s.macro_f1, 100 * s.accuracy, s.texts))
  stream:write(self.one and "\n" or ("; %.1f %% have no label\n"):format(100 * s.without_label))
  if #self.ids <= matrix_most then write_matrix(self, stream, names, width) else write_list(self, stream, names) end
end

return M
