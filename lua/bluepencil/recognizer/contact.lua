--- E-mail addresses, addresses on the web, names on social networks: three recognizers in one file, since what is one of
--- them is none of the others.
--
--   Email   ana.ruiz@example.org   "ana (at) example (dot) org"   ana [at] example.org
--   Url     https://example.org/a?b=c   www.example.org   example.org/news
--   Handle  @anaruiz
--
-- A bare domain needs a well-known ending, so that "end.Next" is none.  `norm` of an address is in small letters.

local atom = require "bluepencil.grammar.atom"
local lpeg = require "lpeg"

local P, S, R, C, Cc, Cg, Cp, Ct = lpeg.P, lpeg.S, lpeg.R, lpeg.C, lpeg.Cc, lpeg.Cg, lpeg.Cp, lpeg.Ct
local alnum = R("az", "AZ", "09")
local digit, gap = atom.digit, atom.gap

local function named (name, pattern) return Cg(pattern, name) end

-- Labels parted by dots; letters beyond ASCII stand in international names.
local wide = R"\195\223" * R"\128\191" + R"\224\225" * R"\128\191" * R"\128\191" + R"\227\239" * R"\128\191" * R"\128\191"
local label_character = alnum + wide
local label = label_character^1 * (P"-"^1 * label_character^1)^0
local domain = label * (P"." * label)^-10
local dotted_domain = label * P"." * label * (P"." * label)^-9

local top = atom.set [[com org net edu gov mil int info biz name pro museum news media press blog online site website tech app
  dev io ai me tv co uk ie eu de fr es it nl be ch at dk se no fi is pl cz sk hu ro bg gr tr ru ua by kz ge am az md lt lv ee
  rs hr si ba mk al pt lu mt cy us ca mx br ar cl pe ve ec bo py uy cr gt cu do pr jp cn tw hk kr kp in pk bd lk np ir iq sy lb
  jo il ps sa ae qa kw bh om ye eg ly tn dz ma sd et ke tz ug rw ng gh sn ci cm za zw zm mz ao mg mu au nz fj sg my id ph th vn
  kh la mm mn info]]

local function top_of (host) return host:lower():match("%.(%a+)$") end

-- ---- e-mail ------------------------------------------------------------------------------------------------------------

local local_character = "[%w%.%%%+%-_'\195-\239\128-\191]"

local email = { name = "email", types = { "Email" }, priority = 60, triggers = { text = { "@" } } }
email.grammar = Ct(P"@" * named("host", C(dotted_domain)) * named("after", Cp()))

function email.make (context, first, f)
  local text = context.text
  local before = text:sub(first > 65 and first - 65 or 1, first - 1):reverse()
  local user = before:match("^" .. local_character .. "+")
  if not user then return nil end
  user = user:reverse():gsub("^['%.\128-\191]+", "")
  -- a quotation mark or dash before the address is none of it
  local cut = user:match(".*\226\128[\128-\191]()") or 1
  user = user:sub(cut)
  if user == "" or user:sub(-1) == "." or not user:match("^[%w_+\195-\239]") then return nil end
  local top_label = top_of(f.host)
  if not top_label or #top_label < 2 then return nil end
  return { type = "Email", first = first - #user, last = f.after - 1, norm = (user .. "@" .. f.host):lower(),
           score = top[top_label] and 1 or 0.9, source = "email:plain" }
end

-- "ana.ruiz (at) example (dot) org"   "ana [at] example.org"   "ana AT example DOT org" is left to readers
local at = S"([{" * gap * (P"at" + "AT" + "@") * gap * S")]}"
local dot = gap * (S"([{" * gap * (P"dot" + "DOT" + ".") * gap * S")]}" + P".") * gap
local hidden = { name = "email-hidden", types = { "Email" }, priority = 60,
                 triggers = { words = { "( at )", "[ at ]", "{ at }", "( @ )", "[ @ ]" } } }
local hidden_host = C(label) * dot * C(label) * (dot * C(label))^-5
hidden.grammar = at * gap * Ct(hidden_host * named("after", Cp()))

function hidden.make (context, first, f)
  local before = context.text:sub(first > 66 and first - 66 or 1, first - 1):reverse()
  local blank, user = before:match("^(%s*)([%w%.%%%+%-_]+)")
  if not user then return nil end
  user = user:reverse()
  local host = table.concat(f, "."):lower()
  if not top[f[#f]:lower()] then return nil end
  return { type = "Email", first = first - #blank - #user, last = f.after - 1, norm = user:lower() .. "@" .. host, score = 0.95,
           source = "email:hidden" }
end

-- ---- addresses on the web ------------------------------------------------------------------------------------------------

local port = (P":" * digit * digit^-4)^-1

-- Where the path that begins at `after` ends: at most 2000 bytes; what ends a sentence or closes a bracket that the address
-- did not open stays outside.
local function path_end (text, after)
  if not text:match("^[/?#]", after) then return after end
  local path = text:sub(after, after + 1999):match("^[%w%-._~:/?#@!$&'()*+,;=%%|%[%]\128-\255]*")
  local quote = path:find("\226\128[\128-\191]")
  if quote then path = path:sub(1, quote - 1) end
  path = path:gsub("[\194-\244][\128-\191]?[\128-\191]?$", function (c)            -- not half a character
    return utf8.len(c) and c or ""
  end)
  while true do
    local last = path:sub(-1)
    if last:match("[.,;:!?'*]") then path = path:sub(1, -2)
    elseif last == ")" and select(2, path:gsub("%(", "")) < select(2, path:gsub("%)", "")) then path = path:sub(1, -2)
    elseif last == "]" and not path:find("[", 1, true) then path = path:sub(1, -2)
    else return after + #path end
  end
end

local scheme = { name = "url", types = { "Url" }, priority = 50, triggers = { text = { "://" }, words = { "www" }, kinds = {} } }
local host = P"[" * (R("09", "af", "AF") + ":")^1 * "]" + domain
scheme.grammar = Ct(P"://" * ((alnum + S"._-%:")^1 * "@")^-1 * named("host", C(host)) * port * named("after", Cp()))
               + Ct((P"www." + "WWW.") * named("host", C(dotted_domain)) * port * named("after", Cp())
                    * named("bare", Cc(true)))

local schemes = atom.set "http https ftp ftps sftp ws wss"
function scheme.make (context, first, f)
  local text = context.text
  local start = first
  if not f.bare then
    local name = text:sub(first > 6 and first - 6 or 1, first - 1):reverse():match("^(%a+)")
    if not name or not schemes[name:reverse():lower()] then return nil end
    start = first - #name
  elseif first > 1 and text:sub(first - 1, first - 1):match("[/@.%w]") then return nil end
  local last = path_end(text, f.after) - 1
  return { type = "Url", first = start, last = last, norm = text:sub(start, last), score = 1,
           source = f.bare and "url:www" or "url:scheme" }
end

-- "example.org/news": the ending is the trigger
local bare_top = { "com", "org", "net", "edu", "gov", "info", "io", "co.uk", "org.uk", "ac.uk", "gov.uk", "eu", "de", "fr", "es",
                   "it", "nl", "ch", "at", "se", "dk", "fi", "pl", "cz", "ru", "ua", "jp", "cn", "kr", "in", "com.au", "org.au",
                   "ca", "us", "br", "mx", "ar", "pe", "news", "tv", "me" }
local words = {}
for _, word in ipairs(bare_top) do words[#words + 1] = ". " .. word end
local bare = { name = "url-bare", types = { "Url" }, priority = 40, triggers = { words = words } }
local top_word = P(false)
table.sort(bare_top, function (a, b) return #a > #b end)
for _, word in ipairs(bare_top) do top_word = top_word + P(word) end
bare.grammar = Ct(P"." * top_word * -(label_character + S"-_@" + P"." * alnum) * port * named("after", Cp()))

function bare.make (context, first, f)
  local text = context.text
  local before = text:sub(first > 80 and first - 80 or 1, first - 1):reverse():match("^[%w%.%-]+")
  if not before then return nil end
  local name = before:reverse():gsub("^[%.%-]+", "")
  local start = first - #name
  if name == "" or not name:match("%a") or name:match("%.%.") or name:match("%f[%w]%u%.%u$") then return nil end
  local previous = text:sub(start > 1 and start - 1 or 0, start - 1)
  if start > 1 and previous:match("[@/:_\128-\255]") and not previous:match("[\147\148\152\156\157]") then return nil end
  if name:match("^%u[%l]+$") and text:match("^%.%l+%s+%u", first) and #name > 2 and not text:match("^%.com", first)
     and not text:match("^%.org", first) then return nil end                -- "of Lima.in Peru" is a slip
  local last = path_end(text, f.after) - 1
  return { type = "Url", first = start, last = last, norm = text:sub(start, last), score = 0.85, source = "url:bare" }
end

-- ---- names on social networks -------------------------------------------------------------------------------------------

local handle = { name = "handle", types = { "Handle" }, priority = 50, triggers = { text = { "@" } } }
local handle_character = alnum + "_"
handle.grammar = Ct(P"@" * named("user", C(handle_character^1 * (S".-" * handle_character^1)^-4))
                    * -handle_character * named("after", Cp()))

function handle.make (context, first, f)
  local text = context.text
  if first > 1 and text:sub(first - 1, first - 1):match("[%w_%.%-@/]") then return nil end
  local user = f.user
  if not user:match("%a") or #user < 2 or #user > 60 then return nil end
  -- "@ana@example.social"
  local server = text:match("^@[%w%.%-]+%.%a%a+", f.after)
  local last = f.after - 1 + (server and #server or 0)
  return { type = "Handle", first = first, last = last, norm = text:sub(first, last):lower(), score = 0.9, source = "handle:at" }
end
return { email, hidden, scheme, bare, handle }
