// The workbench that opens below a formula: tabs in one frame, kept in step with what is lit in the formula itself.

import { keepAllWhole } from "../core/breaking.mjs";
import { h } from "../core/elements.mjs";
import { Light } from "../core/highlight.mjs";
import { purposeOf } from "../core/purpose.mjs";
import { Run } from "../core/program.mjs";
import { tabsOf } from "./tabs.mjs";

const NEIGHBOUR = 32; // pixels of the tabs beside the chosen one that are to be seen where the row scrolls

/** Below the figure of `line`. `at` is {pane, step, part}; `{payload, words, actions, supply, name, close}` comes from the view. */
export class Bench {
  constructor(line, equation, at, { payload, words, actions, supply = null, name, close }) {
    Object.assign(this, { equation, payload, words, actions, supply, name, line, step: at.step ?? 0, part: at.part ?? null });
    this.data = payload.benches[equation];
    this.row = payload.byEquation.get(equation);
    this.run = new Run(this.data.run);
    this.light = new Light(line);
    this.light.number(this.data.boxes);
    this.offered = tabsOf(this);
    this.made = new Map(); // tab -> what stands in it
    this.tabs = this.offered.map((tab) => this.tab(tab));
    this.body = h("div", { class: "bench-body", role: "tabpanel", id: "bench-body" });
    this.element = h("section", { class: "bench", "aria-label": words.text("bench", { name }) },
      h("div", { class: "bench-head" }, this.nameAmongRows(), h("div", { class: "tabs", role: "tablist", "aria-label": name }, this.tabs),
        h("button", { type: "button", class: "close-bench", "aria-label": words.text("close"), onclick: close }, "×")),
      purposeOf(this.data.purpose, payload, words), this.body);
    this.element.addEventListener("keydown", (event) => this.key(event));
    keepAllWhole(this.element);
    this.follow = (event) => this.choose(innermost(event.target, this.data.places), true);
    line.addEventListener("click", this.follow);
    (line.closest(".figure") ?? line).append(this.element);
    this.show(this.tabOf(at.pane) ? at.pane : this.offered[0].name);
  }

  /** Below a figure of several rows: which of them is open. */
  nameAmongRows() {
    const rows = this.line.parentElement.querySelectorAll(":scope > .line");
    return rows.length > 1 && this.row.number ? h("span", { class: "bench-of", "aria-hidden": "true" }, `(${this.row.number})`) : null;
  }

  tab({ name, label }) {
    const text = this.words.text(label);
    return h("button", { type: "button", role: "tab", class: "tab", id: `tab-${name}`, "aria-controls": "bench-body", "data-tab": name,
      "data-text": text, onclick: () => this.show(name) }, text);
  }

  /** The tab of this name, or the one that holds the pane of this name. */
  tabOf(name) {
    return this.offered.find((tab) => tab.name === name || tab.holds(name));
  }

  /** Opens a tab, or the tab of a pane with that pane in sight. */
  show(name) {
    const tab = this.tabOf(name);
    if (!this.made.has(tab.name)) this.made.set(tab.name, tab.make());
    const next = this.made.get(tab.name);
    if (this.current !== next) this.current?.leave();
    this.current = next;
    for (const each of this.tabs) {
      const isOpen = each.dataset.tab === tab.name;
      each.setAttribute("aria-selected", String(isOpen));
      each.tabIndex = isOpen ? 0 : -1;
      if (isOpen) bringIntoRow(each);
    }
    this.body.setAttribute("aria-labelledby", `tab-${tab.name}`);
    this.body.replaceChildren(next.element);
    this.light.show(this.lit);
    next.show(name === tab.name ? null : name);
  }

  /** The name of the pane that is open. */
  get pane() {
    return this.current.pane;
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
    this.show(this.tabs[to].dataset.tab);
    this.tabs[to].focus();
  }

  remove() {
    for (const tab of this.made.values()) tab.off();
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
