// @ts-check
// The numbers that a formula to build is computed with, to be typed into; or why there are none.

import { drawMath, h } from "../core/elements.mjs";
import { Fields } from "../bench/grids.mjs";

/** `draw()` is called when a number was changed. */
export class CraftNumbers {
  reckoner; row; draw; words;

  constructor(row, words, reckoner, draw) {
    Object.assign(this, { row, words, reckoner, draw, fill: () => {} });
    this.element = this.numbersView();
  }

  numbersView() {
    if (!this.reckoner.runs) return this.refusal();
    if (!this.row.run.inputs.length) return null;
    const rows = this.row.run.inputs.map((input, at) => {
      const name = drawMath(input.math);
      const fields = new Fields(input.sizes, name.textContent, (place, number) => {
        this.reckoner.setInput(at, withNumber(this.reckoner.inputs[at], place, number));
        this.fill();
        this.draw();
      });
      return { at, element: h("div", { class: "craft-input" }, name, fields.element), fields };
    });
    this.fill = () => rows.forEach(({ at, fields }) => fields.fill(flat(this.reckoner.inputs[at])));
    this.fill();
    return h("details", { class: "craft-numbers" }, h("summary", {}, this.words.text("craft-numbers")), rows.map((row) => row.element));
  }

  refusal() {
    const { refused } = this.row.run;
    const sentence = this.words.text("craft-no-numbers", { why: this.words.pick(refused) });
    const [before, after] = sentence.split("{part}");
    return h("p", { class: "small craft-refusal" }, before, after === undefined ? null : [drawMath(refused.part), after]);
  }
}

const flat = (value) => (Array.isArray(value) ? value.flatMap(flat) : [value]);

function withNumber(value, place, number) {
  if (!place.length) return Number.isFinite(number) ? number : 0;
  const [first, ...rest] = place;
  return value.map((each, k) => (k === first ? withNumber(each, rest, number) : each));
}
