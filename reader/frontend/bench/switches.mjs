// 外してみる: a part set to its neutral form; formula and numbers with it and without it, side by side.

import { drawMath, h } from "../core/elements.mjs";
import { Grid } from "./grids.mjs";
import { Inputs } from "./numbers.mjs";

const FELT = ["formula", "divisor", "softmax", "divergence", "term", "indicator", "function", "exponent", "factor"]; // shown first

/** `bench` is {payload, words, data, run, light, part, choose, nearest}. */
export class Switches {
  constructor(bench) {
    this.bench = bench;
    const { words, data } = bench;
    this.all = data.run.switches;
    this.inputs = new Inputs(bench, true);
    this.choices = this.all.map((each, index) => h("button", { type: "button", class: "chip switch", role: "radio", "aria-checked": "false",
      tabindex: "-1", onclick: () => this.pick(index, true), onpointerenter: () => bench.light.show(each.at[0]),
      onpointerleave: () => bench.light.show(bench.lit) }, this.label(each)));
    for (const choice of this.choices) choice.setAttribute("aria-label", choice.textContent); // a formula gives a button no name
    this.shown = h("div", { class: "switched", "aria-live": "polite" });
    this.element = h("div", { class: "switches" }, h("p", { class: "small" }, words.text("switches-how")),
      h("div", { class: "chips", role: "radiogroup", "aria-label": words.text("switch-off") }, this.choices), this.shown, this.inputs.element);
    this.update = () => this.fill();
    bench.run.listeners.add(this.update);
    const rank = (each) => FELT.indexOf(each.form);
    this.pick(this.all.reduce((best, each, k) => (rank(each) < rank(this.all[best]) ? k : best), 0));
  }

  /** The part, or what it is called; the same block in two places is told apart by what it is made of. */
  label(each) {
    const { words, payload, light } = this.bench;
    const part = () => (each.at[0] === null ? null : light.copy(each.at[0])) ?? drawMath(payload.drawn[each.part]) ?? each.part;
    if (each.alternative) return drawMath(payload.drawn[each.alternative.part]) ?? each.alternative.part;
    if (!each.block) return part();
    const twice = this.all.filter((other) => other.block === each.block).length > 1;
    return [words.pick(payload.blocks[each.block].name), twice ? " " : null, twice ? part() : null];
  }

  get inHand() {
    return this.exact >= 0;
  }

  /** The switch of the very part in hand, -1 where that has none. */
  get exact() {
    const at = this.bench.nearest(this.all.map((each) => each.at[0]));
    return at >= 0 && this.all[at].at[0] === this.bench.part ? at : -1;
  }

  show() {
    this.pick(this.exact < 0 ? this.at : this.exact);
  }

  focus() {
    this.choices[this.at].focus({ preventScroll: true });
  }

  pick(index, own = false) {
    const { bench } = this;
    const { payload, light, data } = bench;
    const each = this.all[index];
    this.choices.forEach((choice, k) => { choice.setAttribute("aria-checked", String(k === index)); choice.tabIndex = k === index ? 0 : -1; });
    if (own) bench.choose(each.at[0]);
    if (this.at === index) return;
    this.at = index;
    const kind = each.block ? payload.blocks[each.block] : null;
    this.rows = [...each.steps.map(([step, value]) => this.row(data.run.steps[step], value)),
      ...each.results.map((result, k) => this.row(data.run.results[k], result.value, true))];
    const before = light.copy(null);
    const formula = (shown) => h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": this.bench.words.text("formula") }, shown);
    this.shown.replaceChildren(
      this.what(each, kind),
      h("div", { class: "sides" },
        h("figure", { class: "side" }, h("figcaption", {}, this.side(each, 0)), formula(before)),
        h("figure", { class: "side off" }, h("figcaption", {}, this.side(each, 1)),
          formula(drawMath(payload.drawn[each.after]) ?? h("code", {}, each.after)))),
      h("div", { class: "compared" }, this.rows.map((row) => row.element)));
    this.fill();
  }

  /** What the two sides are called. */
  side(each, k) {
    const names = each.alternative ? ["as-it-stands", "as-named"] : ["column-before", "column-after"];
    return this.bench.words.text(names[k]);
  }

  /** What to look at; of an alternative that the author names, the author's words. */
  what(each, kind) {
    const { words } = this.bench;
    if (each.alternative)
      return h("p", { class: "removed" }, h("b", {}, words.text("alternative")), " ", h("q", { lang: "" }, each.alternative.sentence.replace(/\s+/g, " ")));
    return h("p", { class: "removed" }, h("b", {}, words.text("removed")), " ",
      kind?.removed ? words.pick(kind.removed) : words.text(`form-${each.form}`));
  }

  row(step, after, isResult = false) {
    const { bench } = this;
    const { payload, light } = bench;
    const grids = [step.value, after].map((k) => ({ k, grid: new Grid(bench.run.value(k).sizes) }));
    const name = isResult && step.name ? drawMath(payload.drawn[step.name]) : null;
    const element = h("div", { class: isResult ? "compare result" : "compare", onpointerenter: () => light.show(step.at), onpointerleave: () => light.show(bench.lit) },
      h("span", { class: "scroll value-part" }, name ?? light.copy(step.at)),
      grids.map(({ grid }, k) => h("span", { class: "scroll compare-side", "data-side": this.side(this.all[this.at], k) }, grid.element)));
    return { element, grids };
  }

  fill() {
    const { run } = this.bench;
    for (const { grids: [before, after] } of this.rows ?? []) {
      const [a, b] = [run.value(before.k), run.value(after.k)];
      before.grid.fill(a.data);
      after.grid.fill(b.data, a.data.length === b.data.length ? a.data : null);
    }
  }

  key(event) {
    const at = this.choices.indexOf(event.target.closest(".switch"));
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (at < 0 || !by) return false;
    const next = (at + by + this.choices.length) % this.choices.length;
    this.pick(next, true);
    this.choices[next].focus();
    return true;
  }

  turn(by) {
    this.pick((this.at + by + this.all.length) % this.all.length, true);
  }

  off() {
    this.bench.run.listeners.delete(this.update);
    this.inputs.off();
  }
}
