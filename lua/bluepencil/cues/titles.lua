--- Words that stand before a name and are not part of it, and what they say.
--
-- `honorific` says only that a person follows (and perhaps which sex).  Every noun of cues/roles.lua written with a
-- capital before a name is a title too ("Judge", "Interior Minister"); here are the short forms and military ranks.

local M = {}

M.honorific = {
  ["mr"] = "m", ["mr."] = "m", ["mrs"] = "f", ["mrs."] = "f", ["ms"] = "f", ["ms."] = "f", ["miss"] = "f", ["mx"] = "",
  ["mx."] = "", ["sir"] = "m", ["lord"] = "m", ["lady"] = "f", ["dame"] = "f", ["madam"] = "f", ["madame"] = "f", ["mme"] = "f",
  ["mme."] = "f", ["mlle"] = "f", ["mlle."] = "f", ["monsieur"] = "m", ["señor"] = "m", ["señora"] = "f", ["señorita"] = "f",
  ["herr"] = "m", ["frau"] = "f", ["don"] = "m", ["doña"] = "f", ["messrs"] = "m", ["messrs."] = "m",
}

-- Short titles and what their bearers are: { kind, role, weight }.
M.short = {
  ["dr"] = { "expert", "public", 1 }, ["dr."] = { "expert", "public", 1 }, ["prof"] = { "expert", "public", 3 },
  ["prof."] = { "expert", "public", 3 }, ["sen"] = { "politician", "public", 5 }, ["sen."] = { "politician", "public", 5 },
  ["rep."] = { "politician", "public", 5 }, ["reps."] = { "politician", "public", 5 }, ["sens."] = { "politician", "public", 5 },
  ["gov."] = { "politician", "public", 5 }, ["lt."] = { "official", "public", 3 }, ["gen."] = { "official", "public", 4 },
  ["col."] = { "official", "public", 3 }, ["capt."] = { "official", "public", 3 }, ["sgt."] = { "official", "public", 2 },
  ["maj."] = { "official", "public", 3 }, ["adm."] = { "official", "public", 4 }, ["cmdr."] = { "official", "public", 3 },
  ["det."] = { "official", "public", 3 }, ["insp."] = { "official", "public", 3 }, ["supt."] = { "official", "public", 3 },
  ["hon."] = { "official", "public", 3 }, ["rev."] = { "clergy", "public", 3 }, ["fr."] = { "clergy", "public", 3 },
  ["cpl."] = { "official", "public", 2 }, ["pvt."] = { "official", "public", 2 }, ["brig."] = { "official", "public", 4 },
  ["sgt"] = { "official", "public", 2 }, ["lt"] = { "official", "public", 3 }, ["capt"] = { "official", "public", 3 },
  ["gen"] = { "official", "public", 4 }, ["col"] = { "official", "public", 3 }, ["insp"] = { "official", "public", 3 },
  ["rev"] = { "clergy", "public", 3 }, ["father"] = { "clergy", "public", 2 }, ["sister"] = { "clergy", "public", 1 },
  ["brother"] = { "clergy", "public", 1 }, ["sheikh"] = { "clergy", "public", 2 }, ["comrade"] = { "official", "public", 2 },
  ["st."] = false,
}

-- Words that may stand within a title before its last word: "Deputy Interior Minister", "Chief Justice", "former".
M.modifier = {}
for word in ([[deputy vice chief acting former ex interim assistant associate senior junior first second lead special
  interior foreign defense defence finance health justice education labor labour agriculture environment energy transport
  trade culture prime home economy security internal federal state district county city police attorney supreme crown general
  executive major lieutenant brigadier rear staff master social press regional provincial national union then
  managing human rights public lay head permanent presiding investigating appeals high co development planning
  information immigration migration tourism water housing science technology industry commerce oil]]):gmatch("%S+") do
  M.modifier[word] = true
end

return M
