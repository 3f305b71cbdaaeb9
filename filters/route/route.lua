-- route: which policy an article is redacted under, by what it is about.
--
--     bluepencil convert --policy keep-all --filter route story.txt
--
-- The first row whose label the article has decides; an article that has none of them keeps the run's policy (--policy).  A policy
-- takes the place of the run's and is not laid over it: give rows only to policies that strike at least what the usual one does.

name, before = "route", "redact"

local routes = {
  { label = "medtop:20000645", least = 0.6, policy = policy "asylum" },   -- refugees and internally displaced people
  { label = "medtop:02000000", least = 0.6, policy = policy "minors" },   -- crime, law and justice: no child is named
}

function Document (doc)
  for _, route in ipairs(routes) do
    if doc:about(route.label, route.least) then return use_policy(route.policy) end
  end
end
