--- XHTML, and HTML in a string, inside of something else: the bodies that feeds and NewsML carry.
--
-- All of it is the article; finding the article in a page is another matter (form/html.lua).

local build = require "bluepencil.read.build"
local core = require "bluepencil.core"

local M = {}

local function link (element)
  local href = element.attr and element.attr.href
  return href and { type = "Link", target = href } or nil
end

local function heading (level)
  return function (b, element, rules)
    if b.context.type ~= "Paragraph" then return build.paragraph(b, element, rules) end
    b:within({ type = "Subhead", level = level }, function () b:walk(element, rules) end)
  end
end

--- A picture: what is said of it comes behind the block it stands in.
local function picture (b, element)
  local attr = element.attr or {}
  local width, height = tonumber(attr.width), tonumber(attr.height)
  if not attr.src or attr.src:find("^data:") or width and width <= 2 and height and height <= 2 then return end     -- or a counter's dot
  local inside = b.figure_number
  b:later(function ()
    local number = inside and not inside.taken and inside.number or b:figure { }
    if inside then inside.taken = true end
    if not number then return end
    local figure = b.figures[number]
    figure.url, figure.width, figure.height = attr.src, width, height
    if attr.alt and attr.alt:find("%S") then b:add({ type = "Alt", figure = number }, attr.alt) end
  end)
end

local function figure (b, element, rules)
  if b.context.type ~= "Paragraph" then return b:walk(element, rules) end
  local outer = b.figure_number
  b:stop()
  b.figure_number = { number = b:figure {} }
  b:walk(element, rules)
  b:stop()
  b.figure_number = outer
end

local function caption (b, element, rules)
  local inside = b.figure_number
  if not inside then return build.paragraph(b, element, rules) end
  b:within({ type = "Caption", figure = inside.number }, function () b:walk(element, rules) end)
end

local function is_heading () return true end

M.rules = {
  p = build.paragraph, div = build.container, section = build.container, article = build.container, main = build.container,
  header = build.container, footer = build.container, aside = build.container, address = build.container, center = build.container,
  body = build.container, hedline = build.container, details = build.container, summary = build.paragraph,
  pre = build.paragraph, br = build.line, hr = function (b) b:stop() end,
  h1 = heading(1), h2 = heading(2), h3 = heading(3), h4 = heading(4), h5 = heading(5), h6 = heading(6),
  ul = build.list(false), ol = build.list(true), menu = build.list(false), li = build.item,
  dl = build.list(nil), dt = build.item, dd = build.item,
  blockquote = build.blockquote,
  table = build.table_of, tr = build.row, td = build.cell(), th = build.cell(is_heading), caption = build.table_caption,
  figure = figure, figcaption = caption, img = picture,
  a = build.span(link),
  b = build.emphasis("bold"), strong = build.emphasis("bold"), i = build.emphasis("italic"), em = build.emphasis("italic"),
  cite = build.emphasis("italic"), dfn = build.emphasis("italic"), u = build.emphasis("underline"), ins = build.emphasis("underline"),
  s = build.emphasis("strikethrough"), strike = build.emphasis("strikethrough"), del = build.emphasis("strikethrough"),
  sup = build.emphasis("superscript"), sub = build.emphasis("subscript"), mark = build.emphasis("highlight"),
  small = build.emphasis("small"), code = build.emphasis("code"), tt = build.emphasis("code"), kbd = build.emphasis("code"),
  script = false, style = false, head = false, iframe = false, object = false, embed = false, video = false, audio = false, svg = false,
  math = false, form = false, input = false, button = false, select = false, textarea = false, noscript = false, template = false,
  map = false, canvas = false,
}

--- The blocks of a piece of HTML.
-- @tparam string html
-- @tparam[opt] Builder b
-- @treturn Builder
function M.of_text (html, b)
  b = b or build.new()
  local tree = core.html_tree(html)
  if tree then b:walk(tree, M.rules) end
  return b
end

local function add_text (element, parts)
  for i = 1, #element do
    local one = element[i]
    if type(one) == "string" then parts[#parts + 1] = one
    elseif M.rules[one.name] ~= false then add_text(one, parts) end
  end
  return parts
end

--- The text of a piece of HTML on one line: for titles, which often hold some.
function M.plain (html)
  if not html then return nil end
  if html:find("[<&]") then
    local tree = core.html_tree(html)
    html = tree and table.concat(add_text(tree, {})) or html
  end
  local text = html:gsub("[ \t\r\n\f]+", " "):match("^ ?(.-) ?$")
  return text ~= "" and text or nil
end

return M
