// The workbench that opens below a formula: panes in one frame, kept in step with what is lit in the formula itself.

import { Blocks } from "./blocks.mjs";
import { Carry } from "./export_pane.mjs";
import { Code } from "./code.mjs";
import { CraftingTable } from "../construction/crafting.mjs";
import { keepAllWhole } from "../core/breaking.mjs";
import { h } from "../core/elements.mjs";
import { Elsewhere } from "./elsewhere.mjs";
import { Layers } from "./layers.mjs";
import { OurLetters } from "./letters.mjs";
import { Light } from "../core/highlight.mjs";
import { FromLineToLine } from "./lines.mjs";
import { Links, hasLinks } from "./links.mjs";
import { Numbers } from "./numbers.mjs";
import { purposeOf } from "./purpose.mjs";
import { Run } from "./program.mjs";
import { Questions } from "./questions.mjs";
import { Steps } from "./steps.mjs";
import { Switches } from "./switches.mjs";
import { Symbols } from "../paper/symbols.mjs";

// A pane is made with the bench and has `element`, `show()`, which is told that the part in hand may have changed,
// `focus()` and `key(event)`, which is true for its own keys; perhaps `turn(by)` for swipes, `leave()` and `off()`.
// `inHand` is true while it shows the part in hand: only then is that lit in the formula.
const PANES = [
  { name: "steps", label: "read-with-me", make: (bench) => new Steps(bench), has: () => true },
  { name: "symbols", label: "symbols-here", make: (bench) => new Symbols(bench), has: (data, row) => row.symbols.length > 0 },
  { name: "letters", label: "our-letters", make: (bench) => new OurLetters(bench), has: (data) => Boolean(data.letters) },
  { name: "blocks", label: "take-apart", make: (bench) => new Blocks(bench), has: (data) => data.blocks.length > 0 },
  { name: "craft", label: "craft", make: (bench) => new CraftingTable(bench.data.craft, bench.words), has: (data) => Boolean(data.craft) },
  { name: "numbers", label: (data) => (data.run.refused ? "runs-not" : "run-it"), make: (bench) => new Numbers(bench), has: () => true },
  { name: "switches", label: "switch-off", make: (bench) => new Switches(bench), has: (data) => data.run.switches.length > 0 },
  { name: "lines", label: "line-to-line", make: (bench) => new FromLineToLine(bench), has: (data) => data.lines.length > 0 },
  { name: "code", label: "code", make: (bench) => new Code(bench), has: () => true },
  { name: "layers", label: "core-sample", make: (bench) => new Layers(bench), has: (data) => data.layers.length > 0 },
  { name: "links", label: "links", make: (bench) => new Links(bench), has: (data) => hasLinks(data.links) },
  { name: "elsewhere", label: "elsewhere", make: (bench) => new Elsewhere(bench), has: (data, row, supply) => Boolean(supply?.knowsPapers) },
  { name: "carry", label: "take-along", make: (bench) => new Carry(bench), has: () => true },
  { name: "questions", label: "try-it", make: (bench) => new Questions(bench), has: () => true },
];
const IN_ONE_ROW = 7; // tabs; more stand in two rows of the same length
const NEIGHBOUR = 32; // pixels of the tabs beside the chosen one that are to be seen where the row scrolls
const SWIPE = 48; // pixels that a finger must move sideways to turn over

/** The panes that a formula has; `row` is its equation, `supply` what can be asked for. */
function panesOf(data, row, supply) {
  return PANES.filter((pane) => pane.has(data, row, supply));
}

/** Below the figure of `line`. `at` is {pane, step, part}; `{payload, words, actions, supply, name, close}` comes from the view. */
export class Bench {
  constructor(line, equation, at, { payload, words, actions, supply = null, name, close }) {
    Object.assign(this, { equation, payload, words, actions, supply, name, line, step: at.step ?? 0, part: at.part ?? null });
    this.data = payload.benches[equation];
    this.row = payload.byEquation.get(equation);
    this.run = new Run(this.data.run);
    this.light = new Light(line);
    this.panes = new Map();
    this.tabs = panesOf(this.data, this.row, supply).map((pane) => this.tab(pane));
    this.body = h("div", { class: "bench-body", role: "tabpanel", id: "bench-body" });
    this.element = h("section", { class: "bench", "aria-label": words.text("bench", { name }) },
      h("div", { class: "bench-head" }, this.nameAmongRows(), h("div", { class: "tabs", role: "tablist", "aria-label": name,
        style: `--columns: ${this.tabs.length > IN_ONE_ROW ? Math.ceil(this.tabs.length / 2) : this.tabs.length}` }, this.tabs),
        h("button", { type: "button", class: "close-bench", "aria-label": words.text("close"), onclick: close }, "×")),
      purposeOf(this.data.purpose, payload, words), this.body);
    this.element.addEventListener("keydown", (event) => this.key(event));
    keepAllWhole(this.element);
    listenForSwipes(this.element, (by) => this.current?.turn?.(by));
    this.follow = (event) => this.choose(innermost(event.target, this.data.places), true);
    line.addEventListener("click", this.follow);
    (line.closest(".figure")?.querySelector(".foot") ?? line).after(this.element);
    this.show(this.tabs.some((tab) => tab.dataset.pane === at.pane) ? at.pane : this.tabs[0].dataset.pane);
  }

  /** Below a figure of several rows: which of them is open. */
  nameAmongRows() {
    const rows = this.line.parentElement.querySelectorAll(":scope > .line");
    return rows.length > 1 && this.row.number ? h("span", { class: "bench-of", "aria-hidden": "true" }, `(${this.row.number})`) : null;
  }

  tab({ name, label }) {
    const text = this.words.text(typeof label === "string" ? label : label(this.data));
    return h("button", { type: "button", role: "tab", class: "tab", id: `tab-${name}`, "aria-controls": "bench-body", "data-pane": name,
      "data-text": text, onclick: () => this.show(name) }, text);
  }

  show(pane) {
    if (!this.panes.has(pane)) this.panes.set(pane, PANES.find((each) => each.name === pane).make(this));
    if (this.pane !== pane) this.current?.leave?.();
    this.pane = pane;
    this.current = this.panes.get(pane);
    for (const tab of this.tabs) {
      tab.setAttribute("aria-selected", String(tab.dataset.pane === pane));
      tab.tabIndex = tab.dataset.pane === pane ? 0 : -1;
      if (tab.dataset.pane === pane) bringIntoRow(tab);
    }
    this.body.setAttribute("aria-labelledby", `tab-${pane}`);
    this.body.replaceChildren(this.current.element);
    this.light.show(this.lit);
    this.current.show();
  }

  /** The part that is lit while nothing is pointed at. */
  get lit() {
    return this.current.inHand ? this.part : null;
  }

  /** Take a part in hand: a number of a place, null for all of the formula. With `tell` the open pane follows. */
  choose(part, tell = false) {
    if (part === undefined) return;
    this.part = part;
    this.light.show(tell ? this.lit : part);
    if (tell) this.current.show();
  }

  /**
   * Which of these places is meant by the part in hand: the part itself, else the smallest around it, else the largest
   * in it. -1 where there is none.
   */
  nearest(places) {
    if (this.part === null) return -1;
    const spot = (part) => (part === null || part === undefined ? [0, Infinity] : this.data.places[part]);
    const size = (k) => spot(places[k])[1] - spot(places[k])[0];
    const [start, end] = spot(this.part);
    const all = places.map((_, k) => k);
    const same = all.filter((k) => spot(places[k])[0] === start && spot(places[k])[1] === end);
    const around = all.filter((k) => spot(places[k])[0] <= start && end <= spot(places[k])[1]).sort((a, b) => size(a) - size(b));
    const inside = all.filter((k) => start <= spot(places[k])[0] && spot(places[k])[1] <= end).sort((a, b) => size(b) - size(a));
    return [...same, ...around, ...inside][0] ?? -1;
  }

  focus() {
    this.current.focus();
  }

  /** What to open anew after the page was drawn again. */
  get at() {
    return { pane: this.pane, step: this.step, part: this.part };
  }

  key(event) {
    const tab = event.target.closest(".tab");
    if (tab) this.walkTabs(event, tab);
    else if (this.current.key(event)) event.preventDefault();
  }

  walkTabs(event, tab) {
    const last = this.tabs.length - 1;
    const at = this.tabs.indexOf(tab);
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.show(this.tabs[to].dataset.pane);
    this.tabs[to].focus();
  }

  remove() {
    for (const pane of this.panes.values()) pane.off?.();
    this.line.removeEventListener("click", this.follow);
    this.element.remove(); // what had the focus in it says so, and would light its part again
    this.light.off();
  }
}

/** The smallest place that an element of the drawn formula stands in; undefined where there is none. */
function innermost(element, places) {
  const numbers = element.closest?.("[data-te]")?.dataset.te.split(" ").map(Number) ?? [];
  return numbers.sort((a, b) => places[a][1] - places[a][0] - (places[b][1] - places[b][0]))[0];
}

/** Tabs that do not fit scroll in their row; the page itself stays where it is. */
function bringIntoRow(tab) {
  const row = tab.parentElement;
  if (!row) return;
  const [left, right] = [Math.max(tab.offsetLeft - NEIGHBOUR, 0), tab.offsetLeft + tab.offsetWidth + NEIGHBOUR];
  if (left < row.scrollLeft) row.scrollLeft = left;
  else if (right > row.scrollLeft + row.clientWidth) row.scrollLeft = right - row.clientWidth;
}

function listenForSwipes(element, act) {
  let from = null;
  element.addEventListener("touchstart", ({ touches: [touch] }) => { from = { x: touch.clientX, y: touch.clientY }; }, { passive: true });
  element.addEventListener("touchend", ({ changedTouches: [touch], target }) => {
    if (!from || target.closest(".scroll, .tabs, input, pre")) return;
    const [x, y] = [touch.clientX - from.x, touch.clientY - from.y];
    if (Math.abs(x) > SWIPE && Math.abs(x) > 2 * Math.abs(y)) act(x < 0 ? 1 : -1);
  });
}
