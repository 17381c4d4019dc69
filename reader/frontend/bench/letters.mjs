// @ts-check
// In our letters: the formula as the course that is followed writes it, or what would clash.

import { drawMath, h } from "../core/elements.mjs";
import { conceptChip } from "../core/concepts.mjs";

/** `bench` is {payload, words, data, actions}. */
export class OurLetters {
  constructor(bench) {
    this.bench = bench;
    const { words, data: { letters } } = bench;
    this.element = h("div", { class: "letters-pane" }, letters.clash ? this.refused(words.pick(letters.clash)) : this.written(letters));
  }

  written({ course, latex, renamed }) {
    const { words } = this.bench;
    return [h("p", { class: "small" }, words.text("letters-how", { course: words.pick(course) })),
      h("div", { class: "scroll ours", tabindex: "0", role: "group", "aria-label": words.text("formula") }, this.drawn(latex, true)),
      h("ul", { class: "renamed" }, renamed.map((each) => this.renamed(each)))];
  }

  /** What would clash, its symbols drawn. */
  refused(parts) {
    return h("p", { class: "sentence" }, parts.map(({ text, latex, mathml }) => text ?? drawMath(mathml) ?? latex));
  }

  renamed({ theirs, ours, concept }) {
    const { payload, words, actions } = this.bench;
    return h("li", {}, h("span", { class: "renaming" }, this.drawn(theirs), " → ", this.drawn(ours)), " ",
      conceptChip(payload, words, concept, actions));
  }

  drawn(latex, display = false) {
    const math = drawMath(this.bench.payload.drawn[latex]);
    if (display) math?.setAttribute("displaystyle", "true");
    return math ?? h("code", {}, latex);
  }

  show() {}

  focus() {
    this.element.querySelector("button")?.focus({ preventScroll: true });
  }

  key() {
    return false;
  }
}
