// chart.js -- totals as small bars: one SVG a chart, made of elements, so that it takes the colours of the page.

const svgSpace = "http://www.w3.org/2000/svg";

function svg(name, attributes, ...children) {
  const element = document.createElementNS(svgSpace, name);
  setAll(element, attributes);
  element.append(...children);
  return element;
}

const chartWidth = 320;
const labelWidth = 112;
const rowHeight = 25;

/**
 * A figure of horizontal bars.
 * @param {string} caption
 * @param {{label: string, parts: {value: number, kind: string, name?: string}[]}[]} data  parts stand beside each other;
 *   kind is the class of the bar, name what a reader is told
 */
function barChart(caption, data) {
  const sum = (row) => row.parts.reduce((value, part) => value + part.value, 0);
  const most = Math.max(1, ...data.map(sum));
  const scale = (chartWidth - labelWidth - 48) / most;
  const spoken = data.map((row) => {
    const named = row.parts.filter((part) => part.name).map((part) => `${part.value} ${part.name}`);
    return `${row.label} ${named.length ? named.join(", ") : sum(row)}`;
  });
  const height = Math.max(1, data.length) * rowHeight;
  const chart = svg("svg", { viewBox: `0 0 ${chartWidth} ${height}`, role: "img", class: "chart",
    "aria-label": `${caption}: ${spoken.join("; ") || "none"}` });
  data.forEach((row, i) => {
    const y = i * rowHeight;
    chart.append(svg("text", { x: 0, y: y + 17, class: "chart-label" }, row.label));
    let x = labelWidth;
    for (const part of row.parts) {
      if (part.value === 0) continue;
      const width = Math.max(2, part.value * scale);
      chart.append(svg("rect", { x, y: y + 6, width, height: 14, rx: 2, class: `chart-bar ${part.kind}` },
        svg("title", {}, `${row.label}: ${part.value} ${part.name || ""}`.trim())));
      x += width + 1;
    }
    chart.append(svg("text", { x: x + 6, y: y + 17, class: "chart-number" }, sum(row).toLocaleString("en")));
  });
  return el("figure", { class: "figure" }, el("figcaption", {}, caption), data.length ? chart : el("p", {}, "None."));
}

/** Bars of how often each key occurs, the most frequent first. */
function countChart(caption, counts, labels = {}) {
  const data = Object.entries(counts).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([key, value]) => ({ label: labels[key] || key, parts: [{ value, kind: "plain" }] }));
  return barChart(caption, data);
}

/** The shares of types in one article as one thin bar, for lists. */
function typeStrip(row) {
  const struck = Object.entries(row.types).filter(([, counts]) => counts[0] > 0);
  const sum = struck.reduce((value, [, counts]) => value + counts[0], 0);
  const strip = svg("svg", { viewBox: "0 0 100 4", preserveAspectRatio: "none", class: "strip", "aria-hidden": "true" });
  let x = 0;
  for (const name of occurringTypes()) {
    const counts = row.types[name];
    if (!counts || counts[0] === 0) continue;
    const width = (counts[0] / sum) * 100;
    strip.append(svg("rect", { x, y: 0, width: Math.max(0.5, width - 0.6), height: 4, class: `g-${typeOf(name).group}` }));
    x += width;
  }
  return strip;
}
