// @ts-check
// From line to line: why a formula follows from the one before it, by the rules that lead there.

import { drawMath, h } from "../core/elements.mjs";
import { lights } from "./layers.mjs";

const BLANK = /\{(what)\}/;

/** `bench` is {payload, words, data, light, part}. */
export class FromLineToLine {
  constructor(bench) {
    this.bench = bench;
    this.element = h("div", { class: "lines-pane" }, bench.data.lines.map((step) => this.step(step)));
  }

  step({ before, sign, after, names, agreement }) {
    const { words } = this.bench;
    return h("section", { class: "line-step" },
      h("div", { class: "scroll" }, this.math(before)), h("div", { class: "scroll line-after" }, this.math(sign), " ", this.math(after)),
      names.length ? h("ul", { class: "rules" }, names.map((name) => this.said("rule", words.pick(name), name, name.at)))
        : h("p", { class: "rule" }, words.text("lines-only-order")),
      agreement ? h("p", { class: "small" }, words.text(`lines-${agreement}`)) : null);
  }

  /** A sentence with its formulas drawn; pointing at it lights the part that it is about. */
  said(name, sentence, formulas, at) {
    const pieces = sentence.split(BLANK).map((piece, k) => (k % 2 ? this.math(formulas[piece]) : piece));
    const more = at === null || at === undefined ? {} : { tabindex: "0", ...lights(this.bench.light, this.bench, at) };
    return h("li", { class: name, ...more }, pieces);
  }

  math(latex) {
    return latex ? drawMath(this.bench.payload.drawn[latex]) ?? h("code", {}, latex) : null;
  }

  show() {}

  focus() {
    this.element.querySelector("[tabindex]")?.focus({ preventScroll: true });
  }

  key() {
    return false;
  }
}
