--- What is to be marked up, and where: the annotations and edits of a document as one list of items in text order.
--
-- Nothing here writes.  The plan settles what overlaps an edit, so that the body never has to think of it:
--
--     annotation inside an edit         not written; its edit speaks for it
--     annotation that holds an edit     written without values (`bare`): they could give away what the edit hides
--     annotation that crosses an edit   a quotation, a link or emphasis is cut back to what is outside; anything else is
--                                       dropped
--
-- Costs one pass over annotations and edits; the index has sorted the former.

local is_markup = require("bluepencil.types").is_markup
local options = require "bluepencil.write.tei.options"

local M = {}

-- Of two annotations with the same span the lower is the outer element.
local rank = {
  Link = 0, Emphasis = 0, Quote = 1, Family = 2, Address = 3, Redacted = 3, Age = 4, Date = 4, Money = 4, Measure = 4, Org = 5, Person = 6, Place = 7,
}

local function is_outer (a, b)
  return a.first == b.first and a.last == b.last and (rank[a.type] or 8) < (rank[b.type] or 8)
end

--- Sorted as the index sorts, but for equal spans the outer one first.
local function in_order (annotations)
  for i = 2, #annotations do
    local a = annotations[i]
    local j = i
    while j > 1 and is_outer(a, annotations[j - 1]) do
      annotations[j] = annotations[j - 1]
      j = j - 1
    end
    annotations[j] = a
  end
  return annotations
end

--- The items of a document.
-- @tparam Document doc
-- @tparam table marked  see options.lua
-- @treturn table plan  parallel arrays `first`, `last`, `annotation`, `edit` (false where there is none), `bare`; `count`;
--   `struck[annotation]` is the edit that covers it; `has_markup`: there are links or emphasis
function M.of (doc, marked)
  local first, last, annotation, edit_of, bare = {}, {}, {}, {}, {}
  local struck = {}
  local n = 0
  local edits = doc.edits or {}
  local field = options.field
  local waiting, near = 1, 1         -- next edit to be put into the list; first edit that may touch an annotation
  local last_first, last_last, last_type, last_rend
  local has_markup = false

  local function put (from, to, a, edit, is_bare)
    n = n + 1
    first[n], last[n], annotation[n], edit_of[n], bare[n] = from, to, a, edit, is_bare
  end

  for _, a in ipairs(in_order(doc:annotations())) do
    local from, to, is_bare = a.first, a.last, false
    while edits[near] and edits[near].last < from do near = near + 1 end
    local e = edits[near]
    local wanted = marked[field[a.type] or "other"]
    if e and e.first <= to then
      if e.first <= from and e.last >= to then
        struck[a] = e
        wanted = false
      else
        is_bare = true
        if e.first < from then from = e.last + 1 end
        local k = near
        while edits[k + 1] and edits[k + 1].first <= to do k = k + 1 end
        if edits[k].last > to then to = edits[k].first - 1 end
        if from > to then struck[a] = e end
        if (from ~= a.first or to ~= a.last) and ((a.type ~= "Quote" and not is_markup[a.type]) or from > to) then wanted = false end
      end
    end
    if wanted and not (from == last_first and to == last_last and a.type == last_type and a.rend == last_rend) then
      while edits[waiting] and edits[waiting].first < from do
        put(edits[waiting].first, edits[waiting].last, edits[waiting].annotation or false, edits[waiting], true)
        waiting = waiting + 1
      end
      put(from, to, a, false, is_bare)
      last_first, last_last, last_type, last_rend = from, to, a.type, a.rend
      if is_markup[a.type] then has_markup = true end
    end
  end
  for i = waiting, #edits do put(edits[i].first, edits[i].last, edits[i].annotation or false, edits[i], true) end

  -- a quotation that was cut at its left edge may stand before an item that begins earlier
  for i = 2, n do
    local j = i
    while j > 1 and first[j] < first[j - 1] do
      for _, list in ipairs { first, last, annotation, edit_of, bare } do list[j], list[j - 1] = list[j - 1], list[j] end
      j = j - 1
    end
  end
  local next_quote
  if marked.sentences then           -- where the first quotation at or after each item begins
    next_quote = {}
    local at
    for i = n, 1, -1 do
      if annotation[i] and not edit_of[i] and annotation[i].type == "Quote" then at = first[i] end
      next_quote[i] = at
    end
  end
  return {
    first = first, last = last, annotation = annotation, edit = edit_of, bare = bare, count = n, struck = struck,
    next_quote = next_quote, has_markup = has_markup,
  }
end

--- The first item that begins at or after a byte.
function M.seek (plan, byte)
  local low, high = 1, plan.count + 1
  while low < high do
    local mid = (low + high) // 2
    if plan.first[mid] < byte then low = mid + 1 else high = mid end
  end
  return low
end

return M
