// The workbench that opens below a formula: panes in one frame, kept in step with what is lit in the formula itself.

import { Blocks } from "./blocks.mjs";
import { h } from "./elements.mjs";
import { Light } from "./light.mjs";
import { Steps } from "./steps.mjs";

const PANES = [
  { name: "steps", label: "read-with-me", make: (bench) => new Steps(bench), has: (data) => data.steps.length > 0 },
  { name: "blocks", label: "take-apart", make: (bench) => new Blocks(bench), has: (data) => data.blocks.length > 0 },
];
const SWIPE = 48; // pixels that a finger must move sideways to turn over

/** The panes that a formula has, by name. */
export function panesOf(data) {
  return data ? PANES.filter((pane) => pane.has(data)) : [];
}

/** Below `line`. `at` is {pane, step}; `{payload, words, actions, name, close}` comes from the view. */
export class Bench {
  constructor(line, equation, at, { payload, words, actions, name, close }) {
    Object.assign(this, { equation, payload, words, actions, name, line, step: at.step ?? 0 });
    this.data = payload.benches[equation];
    this.light = new Light(line);
    this.panes = new Map();
    this.tabs = panesOf(this.data).map(({ name: pane, label }) => h("button", { type: "button", role: "tab", class: "tab",
      id: `tab-${pane}`, "data-pane": pane, onclick: () => this.show(pane) }, words.text(label)));
    this.body = h("div", { class: "bench-body", role: "tabpanel" });
    this.element = h("section", { class: "bench", "aria-label": name },
      h("div", { class: "bench-head" }, h("div", { class: "tabs", role: "tablist" }, this.tabs),
        h("button", { type: "button", class: "close-bench", "aria-label": words.text("close"), onclick: close }, "×")), this.body);
    this.element.addEventListener("keydown", (event) => this.key(event));
    listenForSwipes(this.element, (by) => this.current?.turn?.(by));
    line.after(this.element);
    this.show(this.tabs.some((tab) => tab.dataset.pane === at.pane) ? at.pane : this.tabs[0].dataset.pane);
  }

  show(pane) {
    if (!this.panes.has(pane)) this.panes.set(pane, PANES.find((each) => each.name === pane).make(this));
    this.pane = pane;
    this.current = this.panes.get(pane);
    for (const tab of this.tabs) {
      tab.setAttribute("aria-selected", String(tab.dataset.pane === pane));
      tab.tabIndex = tab.dataset.pane === pane ? 0 : -1;
    }
    this.body.setAttribute("aria-labelledby", `tab-${pane}`);
    this.body.replaceChildren(this.current.element);
    this.current.show();
  }

  focus() {
    this.current.focus();
  }

  /** What to open anew after the page was drawn again. */
  get at() {
    return { pane: this.pane, step: this.step };
  }

  key(event) {
    const tab = event.target.closest(".tab");
    if (tab) this.walkTabs(event, tab);
    else if (this.current.key(event)) event.preventDefault();
  }

  walkTabs(event, tab) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const next = this.tabs[(this.tabs.indexOf(tab) + by + this.tabs.length) % this.tabs.length];
    this.show(next.dataset.pane);
    next.focus();
  }

  remove() {
    this.light.off();
    this.element.remove();
  }
}

function listenForSwipes(element, act) {
  let from = null;
  element.addEventListener("touchstart", ({ touches: [touch] }) => { from = { x: touch.clientX, y: touch.clientY }; }, { passive: true });
  element.addEventListener("touchend", ({ changedTouches: [touch], target }) => {
    if (!from || target.closest(".scroll")) return;
    const [x, y] = [touch.clientX - from.x, touch.clientY - from.y];
    if (Math.abs(x) > SWIPE && Math.abs(x) > 2 * Math.abs(y)) act(x < 0 ? 1 : -1);
  });
}
