// @ts-check
// A value by its name: what it is now, what it was before a thing was tried, what it becomes without a part.

import { Bars, Grid } from "../bench/grids.mjs";
import { drawMath, h } from "../core/elements.mjs";

export class ShownValue {
  element; grid; bars; names;

  /** `told` is {at, name, said, sizes, names}; `kind` the class of its row, `bars` whether shares are drawn as bars. */
  constructor({ light, lit, payload }, { at, name, said, sizes, names }, kind, bars = false) {
    this.names = names;
    this.grid = new Grid(sizes, names);
    this.before = h("span", { class: "scroll value-before", hidden: true });
    this.after = h("span", { class: "scroll value-after", hidden: true });
    this.element = h("div", { class: kind, role: "listitem", onpointerenter: () => light.show(at), onpointerleave: () => light.show(lit) },
      h("span", { class: "result-name" }, drawMath(payload.drawn[name]) ?? name, " ", h("span", { class: "small" }, said)),
      h("span", { class: "result-values" }, this.before,
        h("span", { class: "scroll result-grid", tabindex: "0", role: "group", "aria-label": said }, this.grid.element), this.after));
    this.bars = bars && sizes.length === 1 ? new Bars(this.grid.element) : null;
  }

  /** The value of now; `was` stands before it where it was another one, `instead` after it. */
  fill(now, { was = null, instead = null }) {
    const other = was && String(was.data) !== String(now.data) ? was : null;
    this.grid.fill(now.data, other?.data ?? null);
    this.bars?.fill(now);
    this.beside(this.before, other, null, (shown) => [shown, h("span", { class: "small" }, " →")]);
    this.beside(this.after, instead, now.data, (shown) => [h("span", { class: "small" }, "→ "), shown]);
  }

  beside(place, value, before, laid) {
    place.hidden = !value;
    if (!value) return;
    const shown = new Grid(value.sizes, this.names);
    shown.fill(value.data, before);
    place.replaceChildren(...laid(shown.element));
  }
}
