--- PAGE XML: a scanned page with its regions, in their reading order.
--
-- A region is a block of its type (heading, caption, credit, paragraph ...); of a line the first reading is taken; a hyphen at the
-- end of a line joins the halves.  Source: PRImA, PAGE 2019-07-15.

local alto = require "bluepencil.read.form.alto"
local build = require "bluepencil.read.build"
local news = require "bluepencil.read.news"
local xml = require "bluepencil.read.xml"

local M = { name = "page", title = "PAGE XML, a scanned page", extensions = {} }

M.sniff = news.sniffer({ PcGts = true }, "PAGE XML")

-- What regions are; what is not here is a paragraph.
local kinds = { heading = "Subhead", header = false, footer = false, ["page-number"] = false, ["catch-word"] = false,
                ["signature-mark"] = false, caption = "Caption", credit = "Byline", footnote = "Note", ["footnote-continued"] = "Note",
                endnote = "Note" }

local function reading (element)
  local equivalent = xml.child(element, "TextEquiv")
  return xml.text(xml.child(equivalent, "Unicode")), tonumber(xml.attr(equivalent, "conf"))
end

local function write_region (b, region, count)
  local lines = xml.children(region, "TextLine")
  if #lines == 0 then
    local text = reading(region)
    if text then b:text(text) end
    return
  end
  for _, line in ipairs(lines) do
    local text, confidence = reading(line)
    if text then
      local joined = text:match("^(.*%a)[-¬\u{AD}]$")
      text = text:gsub("\u{AD}$", ""):gsub("¬$", "")
      if confidence and confidence >= 0 and confidence <= 1 then
        count.words, count.sum = count.words + 1, count.sum + confidence
        if confidence < alto.doubtful then count.low = count.low + 1 end
      end
      b:text(joined and joined:gsub("[¬\u{AD}]+$", "") or text)
      if not joined then b:text(" ") end
    end
  end
end

--- Ids in reading order.
local function order_of (group, list)
  local members = {}
  for i = 1, #group do
    local one = group[i]
    if type(one) == "table" then
      members[#members + 1] = { element = one, index = tonumber(xml.attr(one, "index")) or #members, place = #members }
    end
  end
  table.sort(members, function (a, b) return a.index < b.index or a.index == b.index and a.place < b.place end)
  for _, one in ipairs(members) do
    local id = xml.attr(one.element, "regionRef")
    if id then list[#list + 1] = id end
    order_of(one.element, list)
  end
  return list
end

local function article (element)
  local b, meta, count = build.new(), {}, alto.new_count()
  for _, page in ipairs(xml.children(element, "Page")) do
    local regions, by_id, done = xml.all(page, "TextRegion"), {}, {}
    for _, region in ipairs(regions) do by_id[xml.attr(region, "id") or ""] = region end
    local ordered = {}
    for _, id in ipairs(order_of(xml.child(page, "ReadingOrder") or {}, {})) do
      if by_id[id] and not done[id] then ordered[#ordered + 1], done[id] = by_id[id], true end
    end
    for _, region in ipairs(regions) do
      if not done[xml.attr(region, "id") or ""] then ordered[#ordered + 1] = region end
    end
    for _, region in ipairs(ordered) do
      local kind = kinds[xml.attr(region, "type") or "paragraph"]
      if kind == "Subhead" and #b.blocks == 0 then kind = "Headline" end
      if kind ~= false then
        b:within({ type = kind or "Paragraph" }, function () write_region(b, region, count) end)
      end
    end
  end
  meta.confidence = alto.confidence(count)
  local note = count.words > 0 and ("Read by machine: confidence %.2f on average over %d lines."):format(count.sum / count.words, count.words)
  return news.input(b, { meta = meta, form = "page", notes = { note or nil } }), "a page without text"
end

function M.each (source, name, options)
  return news.each(source, name, options, { records = { "PcGts" } }, article)
end

return M
