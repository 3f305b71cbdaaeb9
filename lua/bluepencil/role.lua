--- What each person is in this story, and why: evidence from the words around the mentions.
--
-- Titles, appositions, verbs and blocks give weighted evidence for a public or a private role (cues/roles.lua); the sum
-- decides, and every piece keeps a sentence that says why.  Who has no evidence at all is "unknown": policies treat
-- that as they please.  A public role yields to vulnerability only where the article shows the person in private: a
-- minister who was arrested stays a minister, a spokeswoman who is a patient does not.
-- Cost: a few table lookups per mention.

local evidence = require "bluepencil.role.evidence"
local phrases = require "bluepencil.role.cues"
local reference = require "bluepencil.link.reference"
local roles = require "bluepencil.cues.roles"
local stream = require "bluepencil.recognizer.name.stream"
local words = require "bluepencil.cues.words"

local M = {}

M.extend, M.load = phrases.extend, phrases.load

local note = evidence.note

-- ---- verdict -----------------------------------------------------------------------------------------------------------

local office = words.set "leader minister official politician judge prosecutor"
-- Less than this is a hint: somebody to ask about, whom policies protect until then.
local least_public = 2.5

local intimate = words.set "patient minor refugee defector source"     -- what an office does not outweigh

local told = 5                                                          -- evidence that leaves no doubt: "a defector, X"

local function verdict (e)
  local sum, by_kind = { public = 0, private = 0 }, {}
  local vulnerable, held, personal = 0, 0, 0
  for _, one in ipairs(e.evidence) do
    local weight = one.weight + math.min(one.count - 1, 3) * 0.2
    sum[one.role] = sum[one.role] + weight
    by_kind[one.role .. one.kind] = (by_kind[one.role .. one.kind] or 0) + weight
    if one.role == "private" then
      if roles.vulnerable[one.kind] then vulnerable = vulnerable + weight end
      if intimate[one.kind] then personal = personal + weight end
    elseif office[one.kind] then held = held + weight end
  end
  local role = "unknown"
  if sum.public >= 1 or sum.private >= 1 then
    local against = sum.private
    if held >= 4 then against = against * 0.5 + personal * 0.5 end   -- holds an office: only what is private counts in full
    -- in doubt the one who may need protection is private
    role = (against > sum.public or against == sum.public and vulnerable > 0) and "private" or "public"
    if sum.public < 1 then role = "private"
    elseif role == "public" and sum.public < least_public then role = "unknown" end     -- "runs" alone shows nobody in public
  end
  e.role, e.vulnerable = role, false
  if role == "unknown" then
    e.kind = nil
  else
    local best, most = nil, -1
    for key, weight in pairs(by_kind) do
      local kind = key:match("^" .. role .. "(.+)$")
      if kind then
        -- who fled and is accused of it is a refugee all the same
        local fled = (kind == "refugee" or kind == "defector") and weight >= told and 10 or 0
        local rank = weight + fled + (roles.vulnerable[kind] and 2 or 0) - (kind == "private" and 100 or 0)
        if rank > most or rank == most and kind < best then best, most = kind, rank end
        if kind == "private" and not best then best = kind end
      end
    end
    e.kind = best
  end
  if role == "private" and vulnerable >= 2 then e.vulnerable = true end
  if role == "public" and vulnerable >= 4 then e.doubt = true end    -- a policy may want a person to look
  table.sort(e.evidence, function (x, y)
    if x.weight ~= y.weight then return x.weight > y.weight end
    return x.first < y.first
  end)
end

local byline, credit = { role = "public", kind = "journalist" }, { role = "public", kind = "photographer" }
local figure = { role = "public", kind = "leader" }

local fellow = { role = "public", kind = "athlete", weight = 2.5 }
local COMPANY, COMPANY_WITH_RESULT = 3, 2          -- athletes that make a report one of sport; with a result in it

--- In a report of a match whoever is named and shown in nothing private plays in it too.
local function in_company (doc)
  local athletes = 0
  for _, e in ipairs(doc.entities) do
    for _, one in ipairs(e.type == "Person" and e.evidence or {}) do
      if one.kind == "athlete" then athletes = athletes + 1 break end
    end
  end
  if athletes < COMPANY and not (athletes >= COMPANY_WITH_RESULT and doc.text:find("%f[%w]%d%d?%-%d%d?%f[%W]")) then return end
  for _, e in ipairs(doc.entities) do
    if e.type == "Person" then
      local is_shown = false
      for _, one in ipairs(e.evidence) do is_shown = is_shown or one.role == "private" and one.why ~= "the age is given" end
      if not is_shown then note(e, fellow, e.mentions[1], "is named among athletes") end
    end
  end
end

--- Give each person a role.
-- @tparam Document doc  with entities; each person gets `role`, `kind`, `vulnerable`, `evidence`, perhaps `doubt`
function M.run (doc)
  local s = stream.of(doc)
  local mentions, earlier, taken = doc:annotations("Person"), {}, {}
  for _, a in ipairs(mentions) do
    if not a.token then a.token, a.token_last = s:range(a.first, a.last) end
    taken[a.token] = true
  end
  for _, a in ipairs(mentions) do
    local e = a.entity
    local block = e and e.type == "Person" and s.block[s.sentence[a.token] or 0]
    if block == "Byline" then note(e, byline, a, "stands in the byline", nil, 7)
    elseif block == "Credit" then note(e, credit, a, "stands in a picture's credit", nil, 7)
    elseif block then
      if a.public_figure then note(e, figure, a, "is a listed public figure", nil, 6) end
      evidence.mention(s, e, a, earlier, taken)
    end
  end
  local meant = reference.of(doc, s)
  for _, e in ipairs(doc.entities) do
    local tokens = meant.of[e]
    if tokens and e.type == "Person" then evidence.pronouns(s, e, tokens) end
  end
  evidence.sentences(s, meant)
  in_company(doc)
  for _, e in ipairs(doc.entities) do
    if e.type == "Person" then verdict(e) end
  end
  for _, e in ipairs(doc.entities) do
    if e.type == "Group" and e.family_of then M.of_family(e) end
  end
end

--- A family has the role of the one it is called after.
function M.of_family (e)
  e.role, e.vulnerable = e.family_of.role, e.family_of.vulnerable
  local a = e.mentions[1]
  e.evidence = { {
    role = e.role, kind = "family", weight = 1, why = "the family of a person in the story", first = a.first, last = a.last, count = 1,
  } }
end

return M
