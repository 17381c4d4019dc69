// @ts-check
// Tabs over views that are drawn when they are first opened.

import { h } from "./elements.mjs";

/** `views` are [{name, label, make() -> element}]; the first is shown. `shown(name)` is told of each change. */
export class Tablist {
  /** @param {(name: string) => void} shown */
  constructor(views, label, shown = () => {}) {
    this.views = new Map(views.map((view) => [view.name, { ...view, element: null }]));
    this.shown = shown;
    this.tabs = views.map(({ name, label: text }) => h("button", { type: "button", role: "tab", class: "view-tab", "data-view": name, "data-text": text,
      id: `view-${name}`, "aria-controls": `shown-${name}`, onclick: () => this.show(name) }, text));
    this.bar = h("div", { class: "views", role: "tablist", "aria-label": label }, this.tabs);
    this.bar.addEventListener("keydown", (event) => this.walk(event));
    this.body = h("div", { class: "view-body" });
    this.show(views[0].name);
  }

  show(name) {
    if (this.name === name) return;
    this.name = name;
    const view = this.views.get(name);
    if (!view.element) {
      view.element = h("div", { id: `shown-${name}`, role: "tabpanel", "aria-labelledby": `view-${name}` }, view.make());
      this.body.append(view.element);
    }
    for (const each of this.views.values()) if (each.element) each.element.hidden = each !== view;
    for (const tab of this.tabs) {
      tab.setAttribute("aria-selected", String(tab.dataset.view === name));
      tab.tabIndex = tab.dataset.view === name ? 0 : -1;
    }
    this.shown(name);
  }

  /** A view that is not shown is drawn anew when it is opened next. */
  forget(name) {
    const view = this.views.get(name);
    if (name === this.name) return;
    view.element?.remove();
    view.element = null;
  }

  walk(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const next = this.tabs[(this.tabs.indexOf(event.target.closest(".view-tab")) + by + this.tabs.length) % this.tabs.length];
    this.show(next.dataset.view);
    next.focus();
  }
}
