// Start here: the few formulas that carry the paper, each with why.

import { drawMath, h } from "../core/elements.mjs";
import { sign } from "../core/meanings.mjs";

/** Nothing where the paper has hardly more formulas. */
export function startHere({ payload, words, symbols, actions }) {
  const rows = payload.start ?? [];
  if (!rows.length) return null;
  return h("section", { class: "start", "aria-label": words.text("start-here") },
    h("h2", { class: "section" }, words.text("start-here")), h("p", { class: "small" }, words.text("start-how")),
    h("ol", {}, rows.map((row) => entry(row, payload, words, symbols, actions))));
}

function entry({ equation, grounds }, payload, words, symbols, actions) {
  const row = payload.byEquation.get(equation);
  const name = row.number ? `(${row.number})` : words.text("line", { line: row.line });
  const math = drawMath(payload.mathml[equation]);
  for (const each of math?.querySelectorAll("[data-tezawari-symbol]") ?? []) each.removeAttribute("data-tezawari-symbol");
  return h("li", {}, h("button", { type: "button", class: "starter", onclick: () => actions.visit(equation),
    title: words.text("go-to", { name }) }, h("span", { class: "starter-math" }, math ?? h("code", {}, row.latex)),
  h("span", { class: "number" }, name)),
  h("ul", { class: "grounds" }, grounds.map((each) => h("li", {}, spoken(each, payload, words, symbols)))));
}

/** A ground's sentence, with the symbol that it speaks of drawn. */
function spoken({ text, symbol }, payload, words, symbols) {
  const [before, after] = words.pick(text).split("{symbol}");
  return after === undefined ? before : [before, symbols.has(symbol) ? sign(payload, symbols.get(symbol)) : "…", after];
}
