-- redact: strikes what names or leads to people the policy protects.
--
-- To change what it does, copy this folder, change some lines, and give the copy with --filter: since it is called "redact"
-- it takes the place of the shipped one.  Whom to protect and what becomes of each kind of thing is better said in a policy
-- (README.md); a function here is for what a policy cannot say, for instance
--
--     function Money (a)
--       if a.norm and a.norm > 1000000 then return redact(a, "remove", { reason = "large sums" }) end
--     end

name = "redact"

local usual = policy()                    -- that of --policy; or policy "my-policy.lua"
local rules = usual

-- A filter before this one may have asked for another policy for this article: use_policy "minors".
function Meta (_, doc) rules = doc.policy_asked or usual end

local function by_policy (a)
  local operator, why = rules:decide(a)
  if operator then return redact(a, operator, why) end
  if why then return keep(a, why.reason, why) end
end

Person, Place, Org, Nationality = by_policy, by_policy, by_policy, by_policy
Age, Date, Family, Occupation = by_policy, by_policy, by_policy, by_policy
Health, Religion, Ethnicity, Vehicle = by_policy, by_policy, by_policy, by_policy
Email, Phone, Url, Handle, Address, Identifier = by_policy, by_policy, by_policy, by_policy, by_policy, by_policy
