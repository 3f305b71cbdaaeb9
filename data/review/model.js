// model.js -- what the page holds: the index of articles, the articles themselves, what is shown of them, the editor's lists.
//
// An article is parsed when it is first asked for.  Nothing is kept outside the page: no storage, no network.

const readJson = (id) => JSON.parse(document.getElementById(id).textContent);

const index = readJson("index");
const rows = index.articles;

// ---- articles ---------------------------------------------------------------------------------------------------------

const parsed = new Map();
const parsedMost = 40; // an article is parsed in a millisecond; memory is dearer

/** The record of article n. */
function articleOf(n) {
  let record = parsed.get(n);
  if (!record) {
    record = readJson(`article-${n}`);
    if (parsed.size >= parsedMost) parsed.delete(parsed.keys().next().value);
    parsed.set(n, record);
  }
  return record;
}

const pieceBefore = (piece) => (typeof piece === "string" ? piece : piece[1] || "");
const pieceAfter = (piece) => (typeof piece === "string" ? piece : piece[2]);

const searchable = [];

/** Everything of article n that a search looks at, in lower case. */
function searchTextOf(n) {
  if (searchable[n] === undefined) {
    const row = rows[n];
    const record = readJson(`article-${n}`);
    const parts = [row.name, row.title || ""];
    for (const block of record.blocks) {
      parts.push(block.text.map(pieceAfter).join(""));
      if (!index.safe) parts.push(block.text.map(pieceBefore).join(""));
    }
    searchable[n] = parts.join("\n").toLowerCase();
  }
  return searchable[n];
}

/** What an article is called in lists: its headline, or how it begins. */
const titleOf = (row) => row.title || row.lead || row.name;

// ---- types ------------------------------------------------------------------------------------------------------------

// The sign is the second cue beside the colour; the group gives colour and underline (review.css).
const types = {
  person: { label: "Person", sign: "P", group: "person" },
  place: { label: "Place", sign: "L", group: "place" },
  address: { label: "Address", sign: "Ad", group: "contact" },
  org: { label: "Organisation", sign: "O", group: "org" },
  nationality: { label: "Nationality", sign: "N", group: "life" },
  family: { label: "Family", sign: "F", group: "life" },
  occupation: { label: "Occupation", sign: "J", group: "life" },
  health: { label: "Health", sign: "+", group: "life" },
  religion: { label: "Religion", sign: "R", group: "life" },
  ethnicity: { label: "Ethnicity", sign: "E", group: "life" },
  vehicle: { label: "Vehicle", sign: "V", group: "life" },
  age: { label: "Age", sign: "A", group: "time" },
  date: { label: "Date", sign: "D", group: "time" },
  email: { label: "E-mail", sign: "@", group: "contact" },
  phone: { label: "Telephone", sign: "T", group: "contact" },
  url: { label: "Web address", sign: "U", group: "contact" },
  handle: { label: "Account", sign: "H", group: "contact" },
  identifier: { label: "Identifier", sign: "I", group: "contact" },
  redacted: { label: "Redacted in the source", sign: "X", group: "other" },
};

/** Label, sign and group of a type, also of one that a filter declared. */
function typeOf(name) {
  if (!Object.hasOwn(types, name)) {
    const label = name.charAt(0).toUpperCase() + name.slice(1);
    types[name] = { label, sign: label.charAt(0), group: "other" };
  }
  return types[name];
}

/** The types that occur, in a fixed order. */
function occurringTypes() {
  const seen = new Set();
  for (const row of rows) for (const name of Object.keys(row.types)) seen.add(name);
  const order = Object.keys(types);
  const place = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...seen].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

/** Sums of a field of the rows that is an object of numbers. */
function sumOf(field) {
  const sums = {};
  for (const row of rows) {
    for (const [key, value] of Object.entries(row[field] || {})) sums[key] = (sums[key] || 0) + value;
  }
  return sums;
}

/** Sums by type: struck, kept, left, doubtful struck, doubtful kept. */
function sumTypes() {
  const sums = {};
  for (const row of rows) {
    for (const [name, counts] of Object.entries(row.types)) {
      sums[name] = (sums[name] || [0, 0, 0, 0, 0]).map((value, i) => value + counts[i]);
    }
  }
  return sums;
}

const total = (field) => rows.reduce((sum, row) => sum + (row[field] || 0), 0);

// ---- filter -----------------------------------------------------------------------------------------------------------

const filter = { states: new Set(["struck", "kept"]), hidden: new Set(), doubtful: false, words: "" };

/** Whether a decision is shown. */
function isShown(mark) {
  return filter.states.has(mark.state) && !filter.hidden.has(mark.type) && (!filter.doubtful || Boolean(mark.doubts));
}

/** How many decisions of an article are shown. */
function shownCount(row) {
  let count = 0;
  for (const [name, counts] of Object.entries(row.types)) {
    if (filter.hidden.has(name)) continue;
    const from = filter.doubtful ? 3 : 0;
    if (filter.states.has("struck")) count += counts[from];
    if (filter.states.has("kept")) count += counts[from + 1];
    if (filter.states.has("left") && !filter.doubtful) count += counts[2];
  }
  return count;
}

/** Whether an article is in the list.  One without any decision is, until a filter asks for some. */
function isListed(n) {
  const narrow = filter.doubtful || filter.hidden.size > 0;
  if (narrow && shownCount(rows[n]) === 0) return false;
  return filter.words === "" || searchTextOf(n).includes(filter.words);
}

// ---- the editor's lists -----------------------------------------------------------------------------------------------

const lists = { keep: new Set(), protect: new Set() };

/** Put a name on a list; it cannot be on both. */
function putOnList(which, name) {
  lists[which === "keep" ? "protect" : "keep"].delete(name);
  lists[which].add(name);
}

/** A string as Lua writes it. */
function luaString(text) {
  const escaped = text.replace(/[\\"]/g, "\\$&").replace(/[\u0000-\u001f\u007f]/g,
    (c) => `\\${String(c.charCodeAt(0)).padStart(3, "0")}`);
  return `"${escaped}"`;
}

/** The lines for a policy file. */
function listLines() {
  const part = (field, names) =>
    names.size === 0 ? "" : `${field} = {\n${[...names].map((name) => `  ${luaString(name)},\n`).join("")}},\n`;
  return part("keep_list", lists.keep) + part("protect_list", lists.protect);
}

// ---- elements ---------------------------------------------------------------------------------------------------------

/** An element with attributes and children; strings become text, never markup. */
function el(name, attributes, ...children) {
  const element = document.createElement(name);
  setAll(element, attributes);
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function setAll(element, attributes) {
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
}

const plural = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many || `${one}s`}`;
const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");

/** A small square with the sign of a type, as in the text. */
const signOf = (name) =>
  el("span", { class: `sign g-${typeOf(name).group}`, "aria-hidden": "true" }, typeOf(name).sign);
