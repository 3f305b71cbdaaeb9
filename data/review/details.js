// details.js -- the panel beside the text: what was decided about one piece, why, how sure, and what an editor can do.

const operatorWords = {
  keep: "kept", remove: "removed", mask: "masked", label: "given a label", pseudonym: "given another name", hash: "given a keyed code",
  generalise: "made more general", band: "made an age band", year: "made a year or period", month: "made a month",
  encrypt: "encrypted", custom: "replaced by a filter", shift: "shifted", initials: "made initials",
};

const linkWords = {
  age: "age", home: "home", family: "family", occupation: "occupation", workplace: "workplace", nationality: "nationality",
  event_date: "date in the life", event_place: "place in the life", contact: "contact details", identifier: "identifier",
};

const classWords = { direct: "direct: names the person", quasi: "quasi: leads to the person" };

function fact(term, ...value) { return el("div", {}, el("dt", {}, term), el("dd", {}, ...value)); }

/** A score as a number and a small bar. */
function scoreElement(score) {
  const meter = svg("svg", { viewBox: "0 0 60 6", class: "meter", "aria-hidden": "true" },
    svg("rect", { x: 0, y: 0, width: 60, height: 6, rx: 3, class: "meter-all" }),
    svg("rect", { x: 0, y: 0, width: Math.max(2, 60 * score), height: 6, rx: 3, class: "meter-value" }));
  return el("span", { class: "score" }, score.toFixed(2), meter);
}

function personSection(person) {
  const role = [person.role === "unknown" ? "role unknown" : `${person.role} role`, person.kind, person.vulnerable && "vulnerable"];
  const section = el("section", { class: "panel-part" },
    el("h3", {}, "The person"),
    el("p", { class: "person-name" }, person.name),
    el("p", {}, role.filter(Boolean).join(", "), " · ", plural(person.mentions, "mention"), " · ",
      person.protected ? "protected" : "not protected"));
  if (person.reason) section.append(el("p", { class: "why" }, sentence(person.reason)));
  if (person.evidence) {
    const list = el("ul", { class: "evidence" });
    for (const item of person.evidence) {
      list.append(el("li", { class: `role-${item.role}` },
        el("span", { class: "evidence-role" }, [item.role, item.kind].filter(Boolean).join(", ")),
        ` ${item.why || ""} `, el("span", { class: "weight" }, `weight ${item.weight}`)));
    }
    section.append(el("h4", {}, "Evidence"), list);
  }
  return section;
}

/** The name that an editor would put on a list for a decision; nothing where the page must not say it. */
function listName(record, mark, before) {
  const person = mark.type === "person" && mark.person !== undefined ? record.people[mark.person] : null;
  if (index.safe && (mark.state === "struck" || (person && person.protected))) return null;
  return (person ? person.name : before) || null;
}

function listButtons(name, onList) {
  const button = (which, text) => el("button", { type: "button", class: "list-button", "data-list": which,
    "aria-pressed": String(lists[which].has(name)), onclick: () => onList(which, name) }, text);
  return el("div", { class: "list-buttons" }, button("keep", "Always keep"), button("protect", "Always protect"));
}

/**
 * The panel for decision `number` of a record.
 * @param {{place: string, before: string, after: string, onList: Function, onBack: Function}} context
 */
function decisionSection(record, number, context) {
  const mark = record.marks[number];
  const type = typeOf(mark.type);
  const section = el("section", { class: "panel-part decision", "aria-labelledby": "decision-head" },
    el("p", { class: "where" }, context.place),
    el("h2", { id: "decision-head", tabindex: "-1" }, signOf(mark.type), ` ${type.label}, ${stateWords[mark.state]}`));
  const words = el("p", { class: "words" });
  if (context.before && !(index.safe && mark.state === "struck")) {
    words.append(el("span", { class: mark.state === "struck" ? "was" : "is" }, context.before));
  }
  if (mark.state === "struck") words.append(" ", el("span", { class: "now" }, context.after || "nothing"));
  section.append(words);
  if (mark.doubts) {
    section.append(el("div", { class: "doubts" }, el("h3", {}, "Uncertain"),
      el("ul", {}, ...mark.doubts.map((text) => el("li", {}, sentence(text))))));
  }
  if (mark.reason) section.append(el("p", { class: "why" }, sentence(mark.reason)));
  else if (mark.state === "left") section.append(el("p", { class: "why" }, "Recognised, but no rule spoke."));
  const facts = el("dl", { class: "decision-facts" });
  if (mark.operator) facts.append(fact("Done", operatorWords[mark.operator] || mark.operator));
  if (mark.class) facts.append(fact("Identifier", classWords[mark.class] || mark.class));
  if (mark.link) facts.append(fact("Tied as", linkWords[mark.link] || mark.link));
  if (mark.rule) facts.append(fact("Rule", el("code", {}, mark.rule), mark.by ? ` of ${mark.by}` : ""));
  if (mark.source) facts.append(fact("Found by", el("code", {}, mark.source)));
  if (mark.score !== undefined) facts.append(fact("Score", scoreElement(mark.score)));
  if (mark.cert) facts.append(fact("Certainty", mark.cert));
  section.append(facts);
  const name = listName(record, mark, context.before);
  if (name) section.append(listButtons(name, context.onList));
  const panel = el("div", {}, section);
  if (mark.person !== undefined) panel.append(personSection(record.people[mark.person]));
  return panel;
}

/** The lines for a policy file, ready to copy. */
function listsSection(onCopy) {
  const lines = listLines();
  const section = el("section", { class: "panel-part lists", "aria-labelledby": "lists-head" },
    el("h2", { id: "lists-head" }, "For your policy file"));
  if (lines === "") {
    section.append(el("p", { class: "quiet-text" },
      "Names you choose to keep or to protect always are gathered here, as lines to paste into a policy. ",
      "They are gone when this page is closed."));
    return section;
  }
  const box = el("textarea", { id: "list-lines", readonly: true, rows: Math.min(14, lines.split("\n").length),
    "aria-label": "Lines for a policy file", spellcheck: "false" });
  box.value = lines;
  section.append(box, el("button", { type: "button", class: "main-button", onclick: () => onCopy(box) }, "Copy"));
  return section;
}
