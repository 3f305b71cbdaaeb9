// review_driver.js -- acts on a review page as an editor would; the spec puts it into a copy of a page that has no policy.
//
// What it found goes as JSON into an element of its own, which --dump-dom prints.

(async () => {
  const results = [];
  const check = (name, got, wanted = true) => results.push({ name, got, wanted });
  const all = (selector) => [...document.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const wait = (ms) => new Promise((done) => { setTimeout(done, ms); });
  const press = (key, target = document.activeElement || document.body) =>
    target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const visibleItems = () => all("#list li").filter((item) => !item.hidden).length;
  const shownMarks = () => all(".after .mark:not(.off)").length;

  try {
    // opening
    check("overview first", one("main .overview") !== null);
    check("landmarks", ["header", "nav", "main", "aside"].every((name) => one(name) !== null));
    check("one first-level heading", all("h1").length, 1);
    check("skip link leads to main", one("a.skip").getAttribute("href"), "#main");
    check("charts with words for them", all("svg.chart[role=img][aria-label]").length, 4);
    check("articles in the list", visibleItems(), 3);
    one("#list button").click();
    check("article open", one("#article-title").textContent, "Mayor Opens Pier");
    check("current article told", one("#list [aria-current=page]") !== null);
    check("both sides", all(".cell.before").length > 0 && all(".cell.before").length === all(".cell.after").length);
    check("original before", one(".text").textContent.includes("Priit Tamvere"));
    check("no original after", all(".cell.after").some((cell) => cell.textContent.includes("Tamvere")), false);
    check("no markup from the article", all("main script, main img, main b").length, 0);

    // stepping
    press("j");
    const first = one(".mark.current").dataset.mark;
    check("first decision chosen", all(".after .mark:not(.off)")[0].dataset.mark, first);
    check("focus on it", document.activeElement.classList.contains("mark"));
    press("n");
    check("next is another", one(".mark.current").dataset.mark !== first);
    press("k");
    check("back again", one(".mark.current").dataset.mark, first);
    check("place told", one("#place").textContent.startsWith("1 of "));

    // details by keyboard
    const struck = one(".after .mark.struck.g-person");
    struck.focus();
    check("tip on focus", !one("#tip").hidden && one("#tip").textContent.includes("rule"));
    press("Enter");
    check("details have the focus", one("aside").contains(document.activeElement));
    check("details say rule, score and evidence", ["Rule", "Score", "Evidence", "The person"].every(
      (word) => one("aside").textContent.includes(word)));
    check("tip is away", one("#tip").hidden);
    press("Escape");
    check("back in the text", document.activeElement.classList.contains("mark"));
    press("Escape");
    check("nothing chosen", one(".mark.current"), null);

    // on hover
    struck.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    check("tip on hover", one("#tip").hidden, false);
    struck.dispatchEvent(new MouseEvent("mouseout", { bubbles: true }));

    // filters
    const before = shownMarks();
    one("#types input[value=person]").click();
    check("fewer marks without persons", shownMarks() < before && all(".after .mark.g-person:not(.off)").length === 0);
    check("what is not shown is plain text", all(".mark.off").every((element) =>
      !element.hasAttribute("role") && !element.hasAttribute("aria-label") && element.tabIndex < 0));
    one("#types input[value=person]").click();
    check("all marks again", shownMarks(), before);
    check("marks say what they are", all(".after .mark:not(.off)").every((element) =>
      element.getAttribute("role") === "button" && /struck|kept/.test(element.getAttribute("aria-label"))));
    one("#filters input[value=left]").click();
    check("more with what was left alone", shownMarks() > before);
    one("#filters input[value=left]").click();
    one("#search").value = "HARBOUR";
    one("#search").dispatchEvent(new Event("input", { bubbles: true }));
    await wait(300);
    check("search lists the one article", visibleItems(), 1);
    one("#search").value = "";
    one("#search").dispatchEvent(new Event("input", { bubbles: true }));
    await wait(300);
    check("all articles again", visibleItems(), 3);
    press("u", document.body);
    check("uncertain only", one("#doubtful").checked && all(".after .mark:not(.off):not(.doubtful)").length === 0);
    press("u", document.body);

    // on into the next article, and the end
    press("o", document.body);
    check("overview by key", one("main .overview") !== null);
    let steps = 0;
    let last = "";
    const seen = new Set();
    while (steps < 500) {
      press("j", document.body);
      steps += 1;
      const here = `${one(".where").textContent} ${one(".mark.current") && one(".mark.current").dataset.mark}`;
      if (here === last) break;
      last = here;
      seen.add(one("#article-title").textContent);
    }
    check("stepped through all articles with decisions", seen.size, 3);
    check("an end is told", one("#status").textContent, "That was the last decision.");

    // views, lists, help
    press("[", document.body);
    press("b", document.body);
    check("before alone", one("main").dataset.view, "before");
    press("b", document.body);
    press("b", document.body);
    check("both again", one("main").dataset.view, "both");
    one("#list button").click();
    one(".after .mark.struck.g-person").click();
    one("aside [data-list=keep]").click();
    check("keep-list line", one("#list-lines").value, 'keep_list = {\n  "Priit Tamvere",\n},\n');
    one("aside [data-list=protect]").click();
    check("moved to the protect-list", one("#list-lines").value, 'protect_list = {\n  "Priit Tamvere",\n},\n');
    check("button pressed", one("aside [data-list=protect]").getAttribute("aria-pressed"), "true");
    press("?", document.body);
    check("help is open", one("#help").open);
    one("#help .main-button").click();
    check("help is closed", one("#help").open, false);
    one("#keys-on").checked = false;
    press("o", document.body);
    check("keys can be switched off", one("main .overview"), null);

    // the table sorts
    one("#go-overview").click();
    one("[data-sort=struck]").click();
    check("sorted", one("[aria-sort=descending] button").dataset.sort, "struck");
    const numbers = all(".overview section:last-child tbody tr").map((row) => Number(row.children[1].textContent));
    check("most struck first", numbers.every((value, i) => i === 0 || numbers[i - 1] >= value));
    check("names and roles for what can be pressed",
      all("button, [role=button], input, textarea").filter((element) => element.tabIndex >= 0
        && !(element.textContent.trim() || element.getAttribute("aria-label") || (element.labels && element.labels.length))).length, 0);
  } catch (problem) {
    results.push({ name: `the driver stopped: ${problem.message}`, got: false, wanted: true });
  }
  const out = document.createElement("pre");
  out.id = "driver-results";
  out.textContent = JSON.stringify(results);
  document.body.append(out);
})();
