// @ts-check
// The paper's outline: its sections with the numbers of their formulas, the field that finds, and what the marks say.

import { drawMath, fold, h } from "../core/elements.mjs";
import { conceptChip } from "../core/concepts.mjs";
import { MARKS, mark } from "../core/meanings.mjs";

/** What stands beside the paper while no symbol is picked. */
export function outline({ payload, words, actions, finder }) {
  const { text } = words;
  const marks = MARKS.filter((status) => status !== "model" || payload.reading.assistant);
  return [
    h("p", { class: "how" }, text("how-to")),
    finder.element,
    h("nav", { class: "outline", "aria-label": text("outline") }, title(text("outline")), h("ul", {}, sections(payload).map((section) => entry(section, payload, actions)))),
    ideas(payload, words, actions),
    fold("marks", text("legend"), () => h("ul", { class: "legend" }, marks.map((status) => h("li", {}, mark(words, status))))),
  ].filter(Boolean);
}

function title(text) {
  return h("p", { class: "aside-title", role: "heading", "aria-level": "2" }, text);
}

const TOP = 2; // level of a section; below it only what holds formulas is listed

/** The headings of the column, each with the numbered formulas that stand under it. */
function sections({ column: { items }, byEquation }) {
  const found = [];
  for (const item of items) {
    if (item.heading) found.push({ ...item, formulas: [] });
    for (const id of item.rows ?? []) if (byEquation.get(id)?.number) found.at(-1)?.formulas.push(byEquation.get(id));
  }
  return found.filter(({ level, formulas }) => level <= TOP || formulas.length);
}

function entry({ heading, number, level, section, formulas }, payload, actions) {
  return h("li", { "data-level": String(level) },
    h("button", { type: "button", class: "outline-title", onclick: () => actions.visitSection(section) }, number ? `${number} ` : "", titleOf(heading, payload)),
    formulas.length ? h("span", { class: "outline-numbers" }, formulas.map((row) => h("button", { type: "button", class: "outline-number",
      onclick: () => actions.openFormula(row.id) }, `(${row.number})`))) : null);
}

/** A heading without what leads elsewhere. */
function titleOf(heading, { column: { inline } }) {
  const parts = heading.map((part) => (typeof part === "string" ? part : typeof part[0] === "number" ? drawMath(inline[part[0]]) : part[0]));
  return parts.filter(Boolean).length ? parts : "…";
}

/** The few ideas to learn first. */
function ideas(payload, words, actions) {
  const ids = (payload.learn ?? []).filter((id) => payload.concepts[id] && !actions.known.has(id));
  if (!ids.length) return null;
  return h("div", {}, title(words.text("path")), h("p", { class: "chips" }, ids.map((id) => conceptChip(payload, words, id, actions))),
    h("p", {}, h("button", { type: "button", class: "quiet-button", onclick: () => actions.showLayers() }, words.text("all-layers"))));
}
