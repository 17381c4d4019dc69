// Start here: the one to three formulas that carry the paper, the first one first, each with what it is for and why.

import { keepWhole } from "../core/breaking.mjs";
import { drawMath, h } from "../core/elements.mjs";
import { authorSays, prose, sign } from "../core/meanings.mjs";

/** Nothing where none is known to carry it. */
export function startHere({ payload, words, symbols, actions }) {
  const rows = payload.start ?? [];
  if (!rows.length) return null;
  return h("section", { class: "start", "aria-label": words.text("start-here") },
    h("h2", { class: "section" }, words.text("start-here")), h("p", { class: "small" }, words.text("start-how")),
    h("ol", {}, rows.map((row) => entry(row, payload, words, symbols, actions))));
}

function entry({ equation, rows, purpose, author, grounds }, payload, words, symbols, actions) {
  const row = payload.byEquation.get(equation);
  const number = [equation, ...rows].map((each) => payload.byEquation.get(each).number).find(Boolean);
  const name = number ? `(${number})` : words.text("line", { line: row.line });
  return h("li", {}, h("button", { type: "button", class: "starter", onclick: () => actions.visit(equation),
    title: words.text("go-to", { name }) }, h("span", { class: "starter-math" }, rows.map((each) => drawnFormula(each, payload))),
  h("span", { class: "number" }, name)),
  purpose && h("p", { class: "what-for" }, prose(payload, words, words.pick(purpose))),
  author && authorSays(author, payload, words),
  h("ul", { class: "grounds" }, grounds.map((each) => h("li", {}, spoken(each, payload, words, symbols)))));
}

/** One row of it, without targets: a click on it leads to the formula. */
function drawnFormula(equation, payload) {
  const math = drawMath(payload.mathml[equation]);
  for (const each of math?.querySelectorAll("[data-tezawari-symbol]") ?? []) each.removeAttribute("data-tezawari-symbol");
  const drawn = h("span", {}, math ?? h("code", {}, payload.byEquation.get(equation).latex));
  keepWhole(drawn);
  return drawn;
}

/** A ground's sentence, with the symbol that it speaks of drawn. */
function spoken({ text, symbol }, payload, words, symbols) {
  const [before, after] = words.pick(text).split("{symbol}");
  return after === undefined ? before : [before, symbols.has(symbol) ? sign(payload, symbols.get(symbol)) : "…", after];
}
