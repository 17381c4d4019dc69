// @ts-check
// Start here: the one to three formulas that carry the paper, else one to look at. The first is shown large, its symbols
// alive; with what it is for and its author's own sentence.

import { keepWhole } from "../core/breaking.mjs";
import { TARGET, drawMath, fold, h } from "../core/elements.mjs";
import { authorSays, prose, sign } from "../core/meanings.mjs";
import { Underbraces } from "./underbraces.mjs";

const TALL = 3; // rows: what a formula of more is for stands above it, where it is on the first screen

/** Nothing where none is known to carry it. */
export function startHere(view) {
  const { words } = view;
  const start = view.refusals.starts(view.payload.start ?? []);
  if (!start.length) return null;
  const [first, ...others] = start;
  const title = words.text(!first.carries ? "start-none" : others.length ? "start-here" : "start-one");
  return h("section", { class: "start", "aria-label": title },
    h("h2", { class: "section" }, title), theFormula(first, view),
    others.length ? h("ul", { class: "starters" }, others.map((each) => card(each, view))) : null);
}

function theFormula(start, view) {
  const { words, actions } = view;
  const drawn = h("div", { class: "start-formula" }, start.rows.map((id) => line(id, start, view)));
  const said = sayings(start, view);
  return h("div", { class: "start-first" }, start.rows.length > TALL ? [said, drawn] : [drawn, said], h("p", { class: "start-acts" },
    moving(start, view),
    h("button", { type: "button", class: "quiet-button", onclick: () => actions.openFormula(start.equation, "meaning") }, words.text("go-to", { name: nameOf(start, view) })),
    why(start, view)));
}

/** Only what runs is offered to be moved: not there before that is known. */
function moving({ rows }, view) {
  const runs = () => rows.find((id) => view.runs?.has(id));
  if (view.runs && !runs()) return null;
  return h("button", { type: "button", class: view.runs ? "act" : "act late awaited", "data-rows": rows.join(" "),
    onclick: () => view.actions.openFormula(runs(), "numbers") }, view.words.text("move-it"));
}

/** Why we think that it carries the paper. */
function why({ grounds }, { payload, words, symbols }) {
  if (!grounds.length) return null;
  const spoken = ({ text, symbol }) => {
    const [before, after] = words.pick(text).split("{symbol}");
    return after === undefined ? before : [before, symbols.has(symbol) ? sign(payload, symbols.get(symbol)) : "…", after];
  };
  return fold("grounds", words.text("start-why"), () => h("ul", {}, grounds.map((each) => h("li", {}, spoken(each)))));
}

/** A row with its symbols alive, and its parts labelled. */
function line(id, start, view) {
  const drawn = h("div", { class: "line start-line", "data-equation": id, tabindex: "0", role: "group", "aria-label": nameOf({ equation: id, rows: [] }, view) }, id === start.equation ? drawMath(start.mathml) ?? mathOf(id, view) : mathOf(id, view));
  view.remember(drawn);
  keepWhole(drawn);
  if (id === start.equation && start.labels.length) new Underbraces(drawn, start.labels.map((label) => named(label, view)));
  return drawn;
}

/** A label with the part's name; in the list a symbol stands before it. */
function named({ name, at, symbol }, { payload, words, symbols }) {
  const text = words.pick(name);
  return { at, symbol, element: h("span", { class: "brace-name" }, text), entry: symbol ? () => [sign(payload, symbols.get(symbol)), " ", text] : null };
}

function sayings({ purpose, author }, { payload, words }) {
  return [purpose && h("p", { class: "what-for" }, prose(payload, words, words.pick(purpose))), author && authorSays(author, payload, words)];
}

/** A further one: a click on it leads to the formula. */
function card(start, view) {
  const { words, actions } = view;
  const name = nameOf(start, view);
  return h("li", {}, h("button", { type: "button", class: "starter", onclick: () => actions.visit(start.equation), title: words.text("go-to", { name }) },
    h("span", { class: "starter-math" }, start.rows.map((id) => flat(id, view))), h("span", { class: "number" }, name)), sayings(start, view));
}

/** One row of it, without targets. */
function flat(id, view) {
  const math = mathOf(id, view);
  for (const each of math.querySelectorAll(`[${TARGET}]`)) each.removeAttribute(TARGET);
  const drawn = h("span", {}, math);
  keepWhole(drawn);
  return drawn;
}

function mathOf(id, { payload }) {
  return drawMath(payload.mathml[id]) ?? h("code", {}, payload.byEquation.get(id).latex);
}

function nameOf({ equation, rows }, { payload, words }) {
  const number = [equation, ...rows].map((each) => payload.byEquation.get(each).number).find(Boolean);
  return number ? `(${number})` : words.text("this-formula");
}
