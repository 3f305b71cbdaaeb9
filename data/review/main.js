// main.js -- what happens when: opening articles, stepping through decisions, filters, keys, the tip on a mark.

const byId = (id) => document.getElementById(id);
const main = byId("main");
const aside = byId("details");
const views = ["both", "before", "after"];
const viewWords = { both: "Both", before: "Before", after: "After" };

const shown = { article: -1, mark: -1, view: index.safe ? "after" : "both", record: null };
const listButton = []; // of each article in the side list

/** Say something to those who cannot see it. */
function announce(text) { byId("status").textContent = text; }

// ---- the side ---------------------------------------------------------------------------------------------------------

function buildSide() {
  const holder = byId("types");
  for (const name of occurringTypes()) {
    const box = el("input", { type: "checkbox", name: "type", value: name, checked: true });
    holder.append(el("label", {}, box, signOf(name), el("span", {}, typeOf(name).label),
      el("span", { class: "count" })));
  }
  const list = byId("list");
  rows.forEach((row, n) => {
    const button = el("button", { type: "button", onclick: () => openArticle(n) },
      el("span", { class: "list-title" }, titleOf(row)), el("span", { class: "list-facts" }));
    listButton[n] = button;
    list.append(el("li", {}, button));
  });
}

/** How many decisions of each type there are in the states that are shown. */
function dressTypes() {
  const sums = sumTypes();
  for (const box of document.querySelectorAll("#types input")) {
    const counts = sums[box.value];
    const from = filter.doubtful ? 3 : 0;
    const count = (filter.states.has("struck") ? counts[from] : 0) + (filter.states.has("kept") ? counts[from + 1] : 0)
      + (filter.states.has("left") && !filter.doubtful ? counts[2] : 0);
    box.parentElement.lastElementChild.textContent = count.toLocaleString("en");
    box.parentElement.classList.toggle("none", count === 0);
  }
}

function listFacts(row) {
  const count = shownCount(row);
  const parts = [plural(count, "decision")];
  if (!filter.doubtful && row.doubtful > 0) parts.push(`${row.doubtful} uncertain`);
  if (row.leak) parts.push("would be withheld");
  return parts.join(" · ");
}

function dressList() {
  let listed = 0;
  rows.forEach((row, n) => {
    const inList = isListed(n);
    const item = listButton[n].parentElement;
    if (item.hidden === inList) item.hidden = !inList;
    if (!inList) return;
    listed += 1;
    listButton[n].lastElementChild.textContent = listFacts(row);
  });
  byId("list-head").textContent = listed === rows.length ? `Articles (${rows.length})` : `Articles (${listed} of ${rows.length})`;
  return listed;
}

function markCurrent(n) {
  for (const button of document.querySelectorAll("#list [aria-current]")) button.removeAttribute("aria-current");
  byId("go-overview").removeAttribute("aria-current");
  const current = n < 0 ? byId("go-overview") : listButton[n];
  current.setAttribute("aria-current", "page");
  if (n >= 0) current.scrollIntoView({ block: "nearest" });
}

// ---- showing ----------------------------------------------------------------------------------------------------------

function fold() { if (matchMedia("(max-width: 47rem)").matches) byId("side-fold").open = false; }

function setHash(n) {
  const hash = n < 0 ? "" : `#${n + 1}`;
  if (location.hash !== hash) history.replaceState(null, "", hash || location.pathname);
}

function showOverview() {
  Object.assign(shown, { article: -1, mark: -1, record: null });
  main.replaceChildren(overviewElement({ open: openArticle, start: () => step(1), list: onList,
    sorted: (key) => {
      showOverview();
      main.querySelector(`[data-sort="${key}"]`).focus();
    } }));
  main.removeAttribute("data-view");
  main.scrollTop = 0;
  markCurrent(-1);
  showPanel();
  setHash(-1);
}

function viewSwitch() {
  const set = el("fieldset", { class: "views" }, el("legend", { class: "hidden" }, "Which text"));
  for (const view of views) {
    set.append(el("label", {}, el("input", { type: "radio", name: "view", value: view, checked: view === shown.view,
      onchange: () => setView(view) }), el("span", {}, viewWords[view])));
  }
  return set;
}

function toolbar() {
  const move = (text, by, keys) => el("button", { type: "button", onclick: () => step(by), "aria-keyshortcuts": keys }, text);
  return el("div", { class: "tools", role: "toolbar", "aria-label": "Decisions" },
    move("Previous", -1, "k p"), move("Next", 1, "j n"), el("span", { id: "place", class: "place" }),
    index.safe ? null : viewSwitch());
}

/** Show article n; the decision at `mark` when given. */
function openArticle(n, mark) {
  const record = articleOf(n);
  Object.assign(shown, { article: n, mark: -1, record });
  main.replaceChildren(el("article", { "aria-labelledby": "article-title" }, articleHead(n, record, openArticle), toolbar(), textElement(record)));
  main.dataset.view = shown.view;
  dressMarks(main, record, shown.view);
  paintWords(main);
  main.scrollTop = 0;
  if (mark === undefined) scrollTo(0, 0);
  markCurrent(n);
  fold();
  setHash(n);
  if (mark === undefined) {
    showPanel();
    announce(`Article ${n + 1} of ${rows.length}: ${titleOf(rows[n])}`);
  } else select(mark);
  showPlace();
}

function setView(view) {
  shown.view = view;
  main.dataset.view = view;
  if (!shown.record) return;
  for (const input of main.querySelectorAll("input[name=view]")) input.checked = input.value === view;
  dressMarks(main, shown.record, view);
  if (shown.mark >= 0) select(shown.mark);
}

// ---- decisions --------------------------------------------------------------------------------------------------------

const shownMarks = (record) => record.marks.map((_, i) => i).filter((i) => isShown(record.marks[i]));

function showPlace() {
  const place = byId("place");
  if (!place || !shown.record) return;
  const marks = shownMarks(shown.record);
  const at = marks.indexOf(shown.mark);
  place.textContent = marks.length === 0 ? "no decisions shown"
    : at < 0 ? plural(marks.length, "decision") : `${at + 1} of ${plural(marks.length, "decision")}`;
}

/** The words of a decision before and after, from the pieces of the text. */
function wordsOf(record, number) {
  const words = { before: "", after: "" };
  for (const block of record.blocks) {
    for (const piece of block.text) {
      if (typeof piece !== "string" && piece[0] === number) {
        words.before += (words.before && " ") + (piece[1] || "");
        words.after += piece[2];
      }
    }
  }
  return words;
}

function showPanel() {
  const record = shown.record;
  aside.classList.toggle("open", shown.mark >= 0);
  if (!record || shown.mark < 0) {
    const hint = record ? "Choose a marked piece of text, or press j, to see why it was struck or kept."
      : "Open an article, or press j to step through all decisions.";
    aside.replaceChildren(el("section", { class: "panel-part" }, el("h2", {}, "Decision"),
      el("p", { class: "quiet-text" }, hint)), listsSection(copyLines));
    return;
  }
  const marks = shownMarks(record);
  const place = `Decision ${marks.indexOf(shown.mark) + 1} of ${marks.length}`;
  const close = el("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => deselect() }, "×");
  aside.replaceChildren(close,
    decisionSection(record, shown.mark, { place, ...wordsOf(record, shown.mark), onList }), listsSection(copyLines));
  aside.scrollTop = 0;
}

/** Choose a decision of the article that is open. */
function select(number, focus = true) {
  for (const element of main.querySelectorAll(".mark.current")) element.classList.remove("current");
  shown.mark = number;
  const found = [...main.querySelectorAll(`.mark[data-mark="${number}"]`)];
  for (const element of found) element.classList.add("current");
  hideTip();
  showPanel(); // first: it may take room from the text
  showPlace();
  const target = found.find((element) => element.tabIndex === 0 && element.offsetParent !== null) || found[0];
  if (!target) return;
  if (focus) target.focus({ preventScroll: true });
  hideTip(); // the panel says it all
  target.scrollIntoView({ block: "center" }); // at once: rows on the way have no height until they are seen
}

function deselect() {
  const before = main.querySelector(".mark.current");
  for (const element of main.querySelectorAll(".mark.current")) element.classList.remove("current");
  shown.mark = -1;
  showPanel();
  showPlace();
  if (before) before.focus({ preventScroll: true });
}

/** The next or previous decision, on into other articles. */
function step(by) {
  if (shown.record) {
    const marks = shownMarks(shown.record);
    const next = by > 0 ? marks.find((i) => i > shown.mark) : [...marks].reverse().find((i) => shown.mark >= 0 && i < shown.mark);
    if (next !== undefined) {
      select(next);
      return;
    }
  }
  const from = shown.article < 0 && by < 0 ? rows.length : shown.article;
  for (let n = from + by; n >= 0 && n < rows.length; n += by) {
    if (!isListed(n) || shownCount(rows[n]) === 0) continue;
    const marks = shownMarks(articleOf(n));
    if (marks.length > 0) {
      openArticle(n, by > 0 ? marks[0] : marks[marks.length - 1]);
      return;
    }
  }
  announce(by > 0 ? "That was the last decision." : "That was the first decision.");
}

function stepArticle(by) {
  for (let n = shown.article + by; n >= 0 && n < rows.length; n += by) {
    if (isListed(n)) {
      openArticle(n);
      return;
    }
  }
}

// ---- lists ------------------------------------------------------------------------------------------------------------

function onList(which, name) {
  if (lists[which].has(name)) lists[which].delete(name);
  else putOnList(which, name);
  const focused = document.activeElement && document.activeElement.dataset.list;
  const inPanel = focused && aside.contains(document.activeElement);
  showPanel();
  if (inPanel) aside.querySelector(`[data-list="${focused}"]`)?.focus();
  for (const holder of main.querySelectorAll(".people tr")) {
    for (const button of holder.querySelectorAll("[data-list]")) {
      button.setAttribute("aria-pressed", String(lists[button.dataset.list].has(holder.querySelector("th").textContent)));
    }
  }
  announce(lists[which].has(name) ? `On the list: always ${which}.` : "Taken off the list.");
}

async function copyLines(box) {
  let copied = false;
  try {
    await navigator.clipboard.writeText(box.value);
    copied = true;
  } catch {
    box.select();
    copied = document.execCommand("copy");
  }
  announce(copied ? "Copied." : "The lines are selected: copy them.");
  const button = box.parentElement.querySelector("button");
  button.textContent = copied ? "Copied" : "Copy";
}

// ---- filters ----------------------------------------------------------------------------------------------------------

function applyFilters() {
  dressTypes();
  const listed = dressList();
  if (shown.record) {
    dressMarks(main, shown.record, shown.view);
    paintWords(main);
    if (shown.mark >= 0 && !isShown(shown.record.marks[shown.mark])) deselect();
    showPanel();
    for (const element of main.querySelectorAll(`.mark[data-mark="${shown.mark}"]`)) element.classList.add("current");
    showPlace();
  } else showOverview();
  announce(`${plural(listed, "article")} in the list.`);
}

function readFilters(event) {
  const input = event.target;
  if (input.name === "state") filter.states[input.checked ? "add" : "delete"](input.value);
  else if (input.name === "type") filter.hidden[input.checked ? "delete" : "add"](input.value);
  else if (input.id === "doubtful") filter.doubtful = input.checked;
  else return;
  applyFilters();
}

let waiting = 0;

function readWords() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    filter.words = byId("search").value.trim().toLowerCase();
    applyFilters();
  }, 120);
}

function allTypes() {
  const all = filter.hidden.size > 0; // all are shown: hide them, so that a few can be chosen
  for (const box of document.querySelectorAll("#types input")) {
    box.checked = all;
    filter.hidden[all ? "delete" : "add"](box.value);
  }
  byId("all-types").textContent = all ? "No types" : "All types";
  applyFilters();
}

// ---- the tip on a mark ------------------------------------------------------------------------------------------------

const tip = byId("tip");

function showTip(element) {
  const mark = shown.record && shown.record.marks[Number(element.dataset.mark)];
  if (!mark || !isShown(mark)) return;
  tip.replaceChildren(el("strong", {}, `${typeOf(mark.type).label}, ${stateWords[mark.state]}`));
  if (mark.reason) tip.append(el("span", {}, sentence(mark.reason)));
  const facts = [mark.rule && `rule ${mark.rule}`, mark.score !== undefined && `score ${mark.score.toFixed(2)}`,
    mark.person !== undefined && shown.record.people[mark.person]
      && [shown.record.people[mark.person].role, shown.record.people[mark.person].kind].filter(Boolean).join(", ")];
  tip.append(el("span", { class: "tip-facts" }, facts.filter(Boolean).join(" · ")));
  for (const text of mark.doubts || []) tip.append(el("span", { class: "tip-doubt" }, `Uncertain: ${text}.`));
  tip.hidden = false;
  const box = element.getClientRects()[0];
  if (!box) return;
  const left = Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8));
  const below = box.bottom + 6 + tip.offsetHeight < innerHeight;
  tip.style.left = `${left}px`;
  tip.style.top = `${below ? box.bottom + 6 : Math.max(8, box.top - tip.offsetHeight - 6)}px`;
}

function hideTip() { tip.hidden = true; }

// ---- keys -------------------------------------------------------------------------------------------------------------

const openHelp = () => { if (!byId("help").open) byId("help").showModal(); };

const actions = {
  j: () => step(1), n: () => step(1), k: () => step(-1), p: () => step(-1), "]": () => stepArticle(1), "[": () => stepArticle(-1),
  o: showOverview, "?": openHelp,
  u: () => { byId("doubtful").click(); },
  b: () => { if (!index.safe && shown.record) setView(views[(views.indexOf(shown.view) + 1) % views.length]); },
  "/": () => {
    byId("side-fold").open = true;
    byId("search").focus();
  },
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || byId("help").open) return;
  const target = event.target;
  if (event.key === "Escape") {
    if (target.id === "search") main.focus();
    else if (!tip.hidden) hideTip();
    else if (aside.contains(target) && shown.mark >= 0) select(shown.mark);
    else if (shown.mark >= 0) deselect();
    return;
  }
  if (target.closest && target.closest("input:not([type=checkbox]):not([type=radio]), textarea")) return;
  const mark = target.closest && target.closest(".mark");
  if (mark && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    select(Number(mark.dataset.mark));
    byId("decision-head").focus();
    return;
  }
  if (!byId("keys-on").checked || !Object.hasOwn(actions, event.key)) return;
  event.preventDefault();
  actions[event.key]();
}

// ---- start ------------------------------------------------------------------------------------------------------------

function buildSigns() {
  const signs = byId("signs");
  for (const name of occurringTypes()) signs.append(el("li", {}, signOf(name), ` ${typeOf(name).label}`));
  const sample = (kind, text, means) => el("li", {}, el("span", { class: `mark g-person ${kind}`, "data-sign": "P" }, text), ` ${means}`);
  signs.append(sample("struck", "tinted", "struck"), sample("kept", "underlined", "kept"),
    sample("struck doubtful", "dashed frame", "uncertain"));
}

function start() {
  byId("facts").textContent = [plural(rows.length, "article"), index.policy && `policy ${index.policy.name}`].filter(Boolean).join(" · ");
  byId("seal").textContent = index.safe ? "Without originals" : "Holds originals";
  byId("seal").classList.add(index.safe ? "safe" : "open");
  byId("seal").title = index.safe ? "Nothing that was struck is in this page." : "Keep this page where the articles are kept.";
  byId("all-types").textContent = "No types";
  document.documentElement.classList.toggle("is-safe", index.safe);
  buildSide();
  buildSigns();
  dressTypes();
  dressList();
  fold();

  byId("filters").addEventListener("change", readFilters);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("search").addEventListener("input", readWords);
  byId("all-types").addEventListener("click", allTypes);
  byId("go-overview").addEventListener("click", showOverview);
  byId("go-help").addEventListener("click", openHelp);
  document.addEventListener("keydown", onKey);
  main.addEventListener("click", (event) => {
    const mark = event.target.closest(".mark");
    if (mark && !mark.classList.contains("off")) select(Number(mark.dataset.mark));
  });
  for (const [type, act] of [["mouseover", showTip], ["focusin", showTip], ["mouseout", hideTip], ["focusout", hideTip]]) {
    main.addEventListener(type, (event) => {
      const mark = event.target.closest && event.target.closest(".mark");
      if (mark) act(mark);
    });
  }
  document.addEventListener("scroll", hideTip, { capture: true, passive: true });

  const wanted = Number(location.hash.slice(1));
  if (wanted >= 1 && wanted <= rows.length) openArticle(wanted - 1);
  else if (rows.length === 1) openArticle(0);
  else showOverview();
}

start();
