// @ts-check
// The mille-feuille of a paper as its page has it: in an exported page a view beside the formulas, whose notes open in the
// page's own panel; in the app the way to the page that it is there.

import { keepWhole } from "../core/breaking.mjs";
import { TARGET, drawMath, fold, h } from "../core/elements.mjs";
import { Cake, cakeLegend } from "./cake.mjs";

const FIRST = 5; // formulas that use an idea, before the others

/** `view` is {payload, words, actions, known}; it is given the cake, to mark there what its panel shows. */
export function cakeTab(view) {
  const { payload, words, actions, known } = view;
  if (!payload.cake.pieces.length) return h("p", {}, words.text("no-layers"));
  const cake = view.cake = new Cake({ row: payload.cake, words, known, learns: true, pick: (id) => (id ? actions.openConcept(id) : actions.close()) });
  return h("div", { class: "cake-page" }, h("p", { class: "small cake-how" }, words.text("cake-how")), cakeLegend(words), cake.element);
}

/** The way to the layers, where they are a page of their own; null elsewhere. */
export function layersLink({ words, actions, onLayers }) {
  if (!onLayers) return null;
  return h("a", { class: "view-link", href: onLayers.address, onclick: (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    actions.showLayers();
  } }, words.text("view-layers"));
}

/** The paper's formulas that use an idea; null where none does, or where that is not known. */
export function formulasOf(view, id) {
  const { payload, words } = view;
  const uses = payload.cake?.pieces.find((piece) => piece.id === id)?.uses ?? [];
  if (!uses.length) return null;
  const rows = uses.map((equation) => h("li", {}, formula(view, equation)));
  return h("section", { class: "uses-of" }, h("h4", { class: "quiet" }, words.text("cake-uses", { count: uses.length })), h("ul", {}, rows.slice(0, FIRST)),
    rows.length > FIRST ? fold("more-uses", words.text("more-concepts", { count: rows.length - FIRST }), () => h("ul", {}, rows.slice(FIRST))) : null);
}

function formula({ payload, actions }, equation) {
  const { number, section } = payload.byEquation.get(equation);
  const math = drawMath(payload.mathml[equation]);
  for (const each of math?.querySelectorAll(`[${TARGET}]`) ?? []) each.removeAttribute(TARGET);
  const drawn = h("span", { class: "scroll" }, math);
  keepWhole(drawn);
  return h("button", { type: "button", class: "card use", onclick: () => actions.visit(equation) }, drawn, h("span", { class: "small where" }, [number ? `(${number})` : null, section].filter(Boolean).join(" · ")));
}
