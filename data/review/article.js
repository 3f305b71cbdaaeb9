// article.js -- one article, before and after, row by row so that the same paragraph stands on the same line in both.
//
// Marks are built once for an article; a filter only changes their classes.  The row of a long article costs nothing until it
// comes into view (content-visibility in review.css).

const blockLabels = {
  headline: "Headline", deck: "Deck", byline: "Byline", dateline: "Dateline", subhead: "Subhead", listitem: "Item",
  caption: "Caption", credit: "Credit", note: "Note", blockquote: "Quotation", cell: "Cell", alt: "Picture",
};

const stateWords = { struck: "struck", kept: "kept", left: "left alone" };

/** What a decision says in one line. */
function markSummary(mark) {
  const parts = [`${typeOf(mark.type).label}, ${stateWords[mark.state]}`];
  if (mark.reason) parts.push(mark.reason);
  if (mark.doubts) parts.push(`uncertain: ${mark.doubts.join("; ")}`);
  return parts.join(" – ");
}

function markElement(record, piece, side) {
  const number = piece[0];
  const mark = record.marks[number];
  const text = side === "before" ? piece[1] : piece[2];
  const element = el("span", { class: "mark", "data-mark": number, "data-sign": typeOf(mark.type).sign }, text);
  if (text === "" || text === false) element.classList.add("empty");
  return element;
}

function sideElement(record, block, side) {
  const cell = el("div", { class: `cell ${side}` });
  const label = blockLabels[block.type];
  const tag = block.type === "headline" ? "h3" : block.type === "subhead" ? "h4" : "p";
  const body = el(tag, { class: `block block-${block.type}` });
  for (const piece of block.text) body.append(typeof piece === "string" ? piece : markElement(record, piece, side));
  cell.append(el("span", { class: "cell-side", "aria-hidden": "true" }, side === "before" ? "Before" : "After"));
  if (label && side === "after") cell.append(el("span", { class: "cell-kind" }, label));
  cell.append(body);
  return cell;
}

/** The rows of an article: a grid of before and after. */
function textElement(record) {
  const text = el("div", { class: "text" });
  const heads = el("div", { class: "row heads", "aria-hidden": "true" });
  if (!index.safe) heads.append(el("div", { class: "cell before" }, "Before"));
  heads.append(el("div", { class: "cell after" }, "After"));
  text.append(heads);
  for (const block of record.blocks) {
    const row = el("div", { class: "row" });
    if (!index.safe) row.append(sideElement(record, block, "before"));
    row.append(sideElement(record, block, "after"));
    text.append(row);
  }
  if (record.blocks.length === 0) text.append(el("p", { class: "quiet-text" }, "This article has no text."));
  return text;
}

/** Classes of all marks of an article after a filter, and which of them a tabulator reaches. */
function dressMarks(main, record, view) {
  const reached = index.safe || view !== "before" ? "after" : "before";
  for (const element of main.querySelectorAll(".mark")) {
    const mark = record.marks[Number(element.dataset.mark)];
    const shown = isShown(mark);
    const empty = element.classList.contains("empty");
    element.className = ["mark", empty && "empty", shown ? `g-${typeOf(mark.type).group} ${mark.state}` : "off",
      shown && mark.doubts && "doubtful"].filter(Boolean).join(" ");
    element.tabIndex = shown && element.closest(".cell").classList.contains(reached) ? 0 : -1;
    if (shown) setAll(element, { role: "button", "aria-label": `${element.textContent || "nothing"}. ${markSummary(mark)}` });
    else for (const name of ["role", "aria-label", "tabindex"]) element.removeAttribute(name);
  }
}

/** What stands above the text: title, where from, what is wrong with it. */
function articleHead(n, record, open) {
  const row = rows[n];
  const go = (text, to) => el("button", { type: "button", class: "quiet", disabled: to < 0 || to >= rows.length,
    onclick: () => open(to) }, text);
  const facts = [row.title ? row.name : null, row.date, `${row.struck} struck`, `${row.kept} kept`].filter(Boolean);
  const head = el("header", { class: "article-head" },
    el("div", { class: "where-row" }, el("p", { class: "where" }, `Article ${n + 1} of ${rows.length}`),
      rows.length > 1 && el("span", {}, go("Previous article", n - 1), go("Next article", n + 1))),
    el("h2", { id: "article-title" }, row.title || row.name),
    el("p", { class: "facts" }, el("span", {}, facts.join(" · ")),
      row.doubtful > 0 && el("span", { class: "doubt-count" }, plural(row.doubtful, "uncertain decision"))));
  if (record.leak) {
    head.append(el("p", { class: "warning", role: "note" },
      "Struck text is left in this article, so it would be withheld when it is converted. ", sentence(record.leak)));
  }
  if (row.elsewhere) {
    const names = row.elsewhere.filter(Boolean);
    head.append(el("p", { class: "warning", role: "note" },
      "This article says a name that was struck in another article of this page",
      names.length ? `: ${names.join(", ")}.` : "."));
  }
  return head;
}

// ---- search words in the text -----------------------------------------------------------------------------------------

/** Paint the words searched for, where the browser can; the text itself is not touched. */
function paintWords(main) {
  if (!("highlights" in CSS)) return;
  CSS.highlights.delete("words");
  if (filter.words === "") return;
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const ranges = [];
  for (let node = walker.nextNode(); node && ranges.length < 2000; node = walker.nextNode()) {
    const text = node.data.toLowerCase();
    if (text.length !== node.data.length) continue; // a letter that is two in lower case would shift the places
    for (let at = text.indexOf(filter.words); at >= 0; at = text.indexOf(filter.words, at + filter.words.length)) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + filter.words.length);
      ranges.push(range);
    }
  }
  CSS.highlights.set("words", new Highlight(...ranges));
}
