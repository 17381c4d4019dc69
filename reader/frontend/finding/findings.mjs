// @ts-check
// What a search of the library found: a list of links with formulas in them, told to whoever listens when one is taken.

import { keepWhole } from "../core/breaking.mjs";
import { drawMath, h } from "../core/elements.mjs";

/**
 * Draw `rows` into `root`: each `{parts, where, address}`, its parts `{text}`, `{math}` or `{display}` (MathML), or
 * `{words}`, a sentence of such parts. A row without an address leads nowhere.
 * `onTake(row)` is told of a click; with a modifier the browser follows the link itself.
 */
export function mountFindings(root, { language, rows }, onTake) {
  const list = findingCards(rows, language, onTake);
  list.classList.add("tezawari");
  root.append(list);
}

/** The same as a list, for a view that has more to show. */
export function findingCards(rows, language, onTake) {
  return h("ul", { class: "findings", lang: language }, rows.map((row) => h("li", {}, card(row, onTake))));
}

function card(row, onTake) {
  const content = [...row.parts.map(draw), h("span", { class: "small where" }, row.where)];
  if (!row.address) return h("div", { class: "card" }, content);
  return h("a", { class: "card", href: row.address, onclick: (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    onTake(row);
  } }, content);
}

function draw(part) {
  if (part.words) return h("span", { class: "said" }, part.words.map((each) => each.text ?? draw(each)));
  if (part.text !== undefined) return h("span", { class: "said" }, part.text);
  const math = drawMath(part.math ?? part.display);
  if (!part.display) return math;
  const box = h("span", { class: "scroll" }, math ?? "");
  keepWhole(box);
  return box;
}
