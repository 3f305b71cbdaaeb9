// overview.js -- all articles at once: totals, people to decide about, and a table that sorts.

const roleWords = { public: "public role", private: "private", unknown: "unknown" };

function tile(number, text, kind) {
  return el("div", { class: `tile ${kind || ""}` }, el("dd", {}, number.toLocaleString("en")), el("dt", {}, text));
}

function charts() {
  const sums = sumTypes();
  const names = occurringTypes().filter((name) => sums[name][0] + sums[name][1] > 0);
  const byType = names.sort((a, b) => sums[b][0] - sums[a][0] || sums[b][1] - sums[a][1]).map((name) => ({
    label: typeOf(name).label,
    parts: [{ value: sums[name][0], kind: `g-${typeOf(name).group}`, name: "struck" },
      { value: sums[name][1], kind: `g-${typeOf(name).group} pale`, name: "kept" }],
  }));
  const score = sumOf("certainty");
  const below = index.doubtful_below;
  const certainty = [[`0.9 and more`, score[2]], [`${below} to 0.9`, score[1]], [`below ${below}`, score[0]]]
    .map(([label, value], i) => ({ label, parts: [{ value: value || 0, kind: i === 2 ? "doubt" : "plain" }] }));
  return el("div", { class: "charts" },
    barChart("By type: struck, and kept (pale)", byType),
    countChart("By operator", sumOf("operators")),
    countChart("People by role", sumOf("roles"), roleWords),
    barChart("By score", certainty));
}

// ---- people to decide about -------------------------------------------------------------------------------------------

function peopleToDecide() {
  const people = new Map();
  rows.forEach((row, n) => {
    for (const person of row.decide || []) {
      const isLabel = index.safe && person.protected; // labels count anew in each article
      const key = isLabel ? `${n}:${person.name}` : person.name;
      const known = people.get(key) || { ...person, isLabel, articles: [] };
      known.articles.push(n);
      people.set(key, known);
    }
  });
  return [...people.values()].sort((a, b) => b.articles.length - a.articles.length || (a.name < b.name ? -1 : 1));
}

const peopleMost = 200;

function peopleTable(actions) {
  const people = peopleToDecide();
  const section = el("section", { "aria-labelledby": "people-head" }, el("h3", { id: "people-head" }, "People to decide about"));
  if (people.length === 0) {
    section.append(el("p", { class: "quiet-text" }, "Every person's role in these articles is clear."));
    return section;
  }
  const body = el("tbody", {});
  for (const person of people.slice(0, peopleMost)) {
    const places = person.articles.slice(0, 3).map((n) =>
      el("button", { type: "button", class: "link", onclick: () => actions.open(n) }, String(n + 1)));
    const more = person.articles.length > 3 ? ` and ${person.articles.length - 3} more` : "";
    body.append(el("tr", {},
      el("th", { scope: "row" }, person.name),
      el("td", {}, person.protected ? "struck" : "kept"),
      el("td", {}, person.doubts.map(sentence).join(" ")),
      el("td", { class: "places" }, ...places, more),
      el("td", {}, person.isLabel ? "" : listButtons(person.name, actions.list))));
  }
  section.append(el("div", { class: "table-frame" }, el("table", { class: "table people" },
    el("thead", {}, el("tr", {}, ...["Person", "Now", "Why in doubt", "Articles", "Your decision"]
      .map((text) => el("th", { scope: "col" }, text)))), body)));
  if (people.length > peopleMost) section.append(el("p", { class: "quiet-text" }, `and ${people.length - peopleMost} more`));
  return section;
}

// ---- the table of articles --------------------------------------------------------------------------------------------

const columns = [
  { key: "title", label: "Article", value: (n) => titleOf(rows[n]).toLowerCase(), first: 1 },
  { key: "struck", label: "Struck", value: (n) => rows[n].struck, first: -1 },
  { key: "kept", label: "Kept", value: (n) => rows[n].kept, first: -1 },
  { key: "doubtful", label: "Uncertain", value: (n) => rows[n].doubtful, first: -1 },
];

const sorting = { key: null, way: 1 };

function sortedArticles() {
  const order = rows.map((_, n) => n).filter(isListed);
  const column = columns.find((candidate) => candidate.key === sorting.key);
  if (!column) return order;
  return order.sort((a, b) => {
    const x = column.value(a);
    const y = column.value(b);
    return (x < y ? -1 : x > y ? 1 : 0) * sorting.way || a - b;
  });
}

function articleTable(actions) {
  const head = el("tr", {});
  for (const column of columns) {
    const chosen = sorting.key === column.key;
    const sort = () => {
      sorting.way = chosen ? -sorting.way : column.first;
      sorting.key = column.key;
      actions.sorted(column.key);
    };
    head.append(el("th", { scope: "col", class: column.first < 0 && "number",
      "aria-sort": chosen ? (sorting.way > 0 ? "ascending" : "descending") : null },
    el("button", { type: "button", class: "sort", "data-sort": column.key, onclick: sort }, column.label)));
  }
  head.append(el("th", { scope: "col" }, "Struck by type"));
  const body = el("tbody", {});
  for (const n of sortedArticles()) {
    const row = rows[n];
    body.append(el("tr", {},
      el("th", { scope: "row" },
        el("button", { type: "button", class: "link", onclick: () => actions.open(n) }, titleOf(row)),
        titleOf(row) !== row.name && el("span", { class: "file" }, row.name),
        row.leak && el("span", { class: "flag" }, "would be withheld"),
        row.elsewhere && el("span", { class: "flag" }, "says a name struck elsewhere")),
      el("td", { class: "number" }, String(row.struck)), el("td", { class: "number" }, String(row.kept)),
      el("td", { class: `number ${row.doubtful ? "some-doubt" : ""}` }, String(row.doubtful)),
      el("td", {}, typeStrip(row))));
  }
  return el("section", { "aria-labelledby": "articles-head" }, el("h3", { id: "articles-head" }, "Articles"),
    el("div", { class: "table-frame" }, el("table", { class: "table" }, el("thead", {}, head), body)));
}

/** The overview. */
function overviewElement(actions) {
  const policy = index.policy;
  const start = el("button", { type: "button", class: "main-button", onclick: actions.start }, "Start reviewing");
  return el("div", { class: "overview" },
    el("header", { class: "article-head" },
      el("p", { class: "where" }, index.program),
      el("h2", { id: "article-title" }, rows.length === 1 ? rows[0].title || rows[0].name : plural(rows.length, "article")),
      el("p", { class: "facts" }, policy ? `Policy ${policy.name}${policy.description ? `: ${policy.description}` : ""}` : "")),
    el("dl", { class: "tiles" }, tile(total("struck"), "struck"), tile(total("kept"), "kept"),
      tile(total("doubtful"), "uncertain", "doubt"), tile(rows.filter((row) => row.doubtful > 0).length, "articles with doubts")),
    el("p", { class: "start" }, start),
    el("section", { "aria-labelledby": "totals-head" }, el("h3", { id: "totals-head" }, "Totals"), charts()),
    peopleTable(actions), articleTable(actions));
}
