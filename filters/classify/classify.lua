-- classify: what an article is about, as IPTC Media Topics with scores.
--
-- The rules of topics are in rules.lua beside this file, conditions for labour and weather in thin.lua, the rules of genres
-- (news, interview, obituary ...) in genre.lua.  Copy the folder, change the rules, and give the copy with --filter: since it is
-- called "classify" it takes the place of the shipped one.

name = "classify"

for _, rule in ipairs(include "rules.lua") do label(rule) end

include "thin.lua"
include "genre.lua"

-- The model learned the top topics from many texts.  What it finds most unlikely goes, and it adds what the rules did not see.
function Document (doc) doc:classify("topics", { weigh = true }) end
